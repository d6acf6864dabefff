//! A field for a value that is written as text.

use egui::{CornerRadius, Frame, Id, Key, Response, Stroke, TextEdit, Ui};

use super::super::theme::{Type, palette, radius};
use super::editing::Editing;
use super::{paste, set_selection, settled, take_press};
use crate::session::Action;

/// A value that is written as text and read when the field is left, however it is left.
pub(crate) struct ValueField<'a> {
    pub(crate) id: Id,
    /// The value as written.
    pub(crate) text: &'a str,
    /// The name for screen readers.
    pub(crate) name: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) width: f32,
    /// Whether the field is empty again once its text was read.
    pub(crate) clears: bool,
}

/// How wide the words for a fault may be at least, below a narrow field.
const LEAST_FAULT: f32 = 160.0;

/// What came of showing a value field.
pub(crate) struct ValueShown {
    pub(crate) response: Response,
    /// What stands in the field now, without what is still composed.
    pub(crate) text: String,
}

impl ValueField<'_> {
    /// Shows the field. The reader outlives the frame: it may be asked when the field is gone.
    pub(crate) fn show(
        self,
        ui: &mut Ui,
        editing: &mut Editing,
        reader: impl Fn(&str) -> Result<Option<Action>, String> + 'static,
    ) -> ValueShown {
        let refused = |editing: &Editing| {
            let refused = editing.refused.as_ref().filter(|refused| refused.id == self.id);
            refused.map(|refused| refused.fault.clone())
        };
        if refused(editing).is_none() {
            return self.show_field(ui, editing, reader);
        }
        // What is wrong stands below the field and takes its own room.
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let width = self.width.max(LEAST_FAULT);
            let shown = self.show_field(ui, editing, reader);
            if let Some(fault) = refused(editing) {
                super::fault(ui, &fault, width);
            }
            shown
        })
        .inner
    }

    fn show_field(
        &self,
        ui: &mut Ui,
        editing: &mut Editing,
        reader: impl Fn(&str) -> Result<Option<Action>, String> + 'static,
    ) -> ValueShown {
        let p = palette(ui);
        let mut buffer = editing.sync(self.id, self.text);
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let keys = focused && !editing.composing;
        if focused {
            let refused = paste::take(ui, false).refused;
            editing.refuse_paste(refused);
        }
        let enter = keys && take_press(ui, Key::Enter, true);
        if keys && ui.input(|input| input.key_pressed(Key::Escape)) {
            // Given up: nothing is read, and nothing is refused any more.
            editing.refused.take_if(|refused| refused.id == self.id);
            editing.draft = None;
            self.text.clone_into(&mut buffer);
        }
        // What was read is written out now: the caret goes behind it.
        let to_end = self.id.with("to-end");
        if focused && !enter && ui.data_mut(|data| data.remove_temp::<bool>(to_end)).is_some() {
            let end = buffer.chars().count();
            set_selection(ui, self.id, end, end);
        }
        let fault = editing.refused.as_ref().filter(|refused| refused.id == self.id);
        let edge = if fault.is_some() {
            Stroke::new(2.0, p.late)
        } else if focused {
            Stroke::new(2.0, p.accent)
        } else {
            Stroke::new(1.0, p.line_strong)
        };
        let hint = egui::RichText::new(self.hint).font(Type::BUTTON.font()).color(p.text_weak);
        let frame = Frame::new()
            .fill(p.surface)
            .stroke(edge)
            .corner_radius(CornerRadius::same(radius::BUTTON))
            .inner_margin(egui::Margin::symmetric(8, 3));
        let mut edit = TextEdit::singleline(&mut buffer)
            .id(self.id)
            .font(Type::BUTTON.font())
            .frame(frame)
            .desired_width(self.width - 20.0)
            .hint_text(hint);
        if editing.composing {
            edit = edit.event_filter(super::COMPOSING);
        }
        let output = edit.show(ui);
        let response = output.response.response.clone().accessible_name(self.name);
        if editing.wanted_widget.take_if(|wanted| *wanted == self.id).is_some() {
            response.request_focus();
            set_selection(ui, self.id, 0, buffer.chars().count());
        }
        let text = settled(&buffer, editing.composing, output.cursor_range);
        if response.has_focus() {
            let draft = editing.draft_of(self.id, self.text);
            buffer.clone_into(&mut draft.text);
            text.clone_into(&mut draft.settled);
            draft.reader = Some(Box::new(reader));
            draft.clears = self.clears;
            if enter {
                editing.flush();
                ui.data_mut(|data| data.insert_temp(to_end, true));
                ui.ctx().request_repaint();
            }
        }
        ValueShown { response, text }
    }
}
