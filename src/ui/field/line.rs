//! A field for one text of the plan.

use std::sync::Arc;

use egui::{CornerRadius, Frame, Galley, Id, Key, Response, Shape, TextEdit, Ui};

use super::super::theme::{Type, palette, radius};
use super::editing::Editing;
use super::{blanks, layout, marks, paste, set_selection, settled, take_press};
use crate::edit::{Place, TextField};
use crate::session::Caret;

/// A field before it is shown.
pub(crate) struct Field<'a> {
    pub(crate) place: Place,
    /// The plan's text, blanks in their written form.
    pub(crate) text: &'a str,
    /// The name for screen readers.
    pub(crate) name: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) face: Type,
    /// How many characters at the beginning are emphasised.
    pub(crate) emphasised: usize,
    pub(crate) width: f32,
}

/// What came of showing a field.
pub(crate) struct Shown {
    pub(crate) response: Response,
    /// The whole text, where it changed.
    pub(crate) changed: Option<String>,
    /// The whole text and the caret in it, in characters, when Enter was pressed.
    pub(crate) enter: Option<(String, usize)>,
    /// Whether Backspace was pressed with nothing in the field.
    pub(crate) backspace_empty: bool,
    /// Whether an arrow key left the field upwards or downwards.
    pub(crate) leave: Option<Leave>,
    /// Cleaned text of several lines that was pasted into a field that takes lines. It is not in the
    /// field; whoever shows the field makes records of it.
    #[allow(dead_code, reason = "for fields that make records of pasted lines")]
    pub(crate) pasted: Option<String>,
    /// Where the selection begins and ends, in characters; the same twice for a caret, and 0 without
    /// the focus.
    #[allow(dead_code, reason = "for fields that make records of pasted lines")]
    pub(crate) selection: (usize, usize),
}

/// The way an arrow key left a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    Up,
    Down,
}

impl Field<'_> {
    /// Returns the field's id.
    pub(crate) fn id(place: Place) -> Id {
        Id::unique(("field", place))
    }

    /// Shows the field. Pasted lines are joined.
    pub(crate) fn show(self, ui: &mut Ui, editing: &mut Editing) -> Shown {
        self.show_as(ui, editing, false)
    }

    #[allow(dead_code, reason = "for fields that make records of pasted lines")]
    /// Shows the field. Several pasted lines are not put in but handed out.
    pub(crate) fn show_taking_lines(self, ui: &mut Ui, editing: &mut Editing) -> Shown {
        self.show_as(ui, editing, true)
    }

    fn show_as(self, ui: &mut Ui, editing: &mut Editing, takes_lines: bool) -> Shown {
        let id = Self::id(self.place);
        let p = palette(ui);
        let mut buffer = editing.sync(id, self.text);
        if let Some((_, caret)) = editing.wanted.take_if(|(place, _)| *place == self.place) {
            ui.memory_mut(|memory| memory.request_focus(id));
            let end = buffer.chars().count();
            let (from, to) = match caret {
                Caret::Start => (0, 0),
                Caret::End => (end, end),
                Caret::Blank => blanks::ranges(&buffer).first().copied().unwrap_or((end, end)),
                Caret::Span { field, from, to } => {
                    // Behind a run-in title, the text's characters count on from it.
                    let before = if field == TextField::Title { 0 } else { self.emphasised };
                    ((from + before).min(end), (to + before).min(end))
                }
            };
            set_selection(ui, id, from, to);
            ui.ctx().request_repaint();
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut enter = false;
        let mut backspace_empty = false;
        let mut leave = None;
        let pasted = if focused { paste::take(ui, takes_lines) } else { None };
        if focused && !editing.composing {
            let edges = editing.draft.as_ref().map_or((false, false), |draft| draft.edge_rows);
            enter = take_press(ui, Key::Enter, true);
            // A held Backspace that emptied the field stops there.
            backspace_empty = buffer.is_empty() && take_press(ui, Key::Backspace, true);
            if edges.0 && take_press(ui, Key::ArrowUp, false) {
                leave = Some(Leave::Up);
            } else if edges.1 && take_press(ui, Key::ArrowDown, false) {
                leave = Some(Leave::Down);
            }
        }
        let back = ui.painter().add(Shape::Noop);
        let behind = ui.painter().add(Shape::Noop);
        let face = self.face;
        let emphasised = self.emphasised;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
            let mut job = layout::job(text.as_str(), face, emphasised, palette(ui));
            job.wrap.max_width = width;
            ui.painter().layout_job(job)
        };
        let hint =
            egui::RichText::new(self.hint).font(Type { emphasis: false, ..face }.font()).color(p.text_weak);
        let output = TextEdit::multiline(&mut buffer)
            .id(id)
            .frame(Frame::NONE)
            .margin(egui::Margin::ZERO)
            .desired_rows(1)
            .desired_width(self.width)
            .hint_text(hint)
            .layouter(&mut layouter)
            .show(ui);
        let response = output.response.response.clone().accessible_name(self.name);
        if response.hovered() && !response.has_focus() {
            let rect = response.rect.expand2(egui::vec2(4.0, 1.0));
            ui.painter().set(back, Shape::rect_filled(rect, CornerRadius::same(radius::CHIP), p.hover));
        }
        let found = editing.marks.of(self.place, self.emphasised);
        if !found.is_empty() {
            ui.painter().set(behind, marks::shape(&output.galley, output.galley_pos, &found, p));
        }
        let edge_rows = output.cursor_range.map_or((false, false), |range| {
            if range.is_empty() {
                let row = output.galley.layout_from_cursor(range.primary).row;
                (row == 0, row + 1 >= output.galley.rows.len())
            } else {
                (false, false)
            }
        });
        let mut changed = None;
        let mut entered = None;
        if response.has_focus() {
            let mut settled = settled(&buffer, editing.composing, output.cursor_range);
            let before =
                editing.draft.as_ref().filter(|draft| draft.id == id).map(|draft| draft.synced.clone());
            if !editing.composing
                && let Some((whole, at)) =
                    before.and_then(|before| blanks::keep_blanks_whole(&before, &settled))
            {
                set_selection(ui, id, at, at);
                buffer.clone_from(&whole);
                settled = whole;
            }
            let draft = editing.keep(id, self.text, &buffer, &settled, edge_rows);
            if draft.synced != settled {
                draft.synced.clone_from(&settled);
                editing.changed_at = Some(ui.input(|input| input.time));
                changed = Some(settled.clone());
            }
            if enter {
                // After the text of the same frame, which belongs before the split.
                let at = output.cursor_range.map_or(0, |range| usize::from(range.primary.index));
                entered = Some((settled, at));
            }
        }
        let selection = output.cursor_range.map_or((0, 0), |range| {
            let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
            (from, to)
        });
        Shown { response, changed, enter: entered, backspace_empty, leave, pasted, selection }
    }
}
