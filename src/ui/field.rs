//! Fields that edit one text of the plan in place.
//!
//! A field edits a copy and hands back the whole text when it changes. Text that an input method is
//! still composing stands in the copy only: it is never handed back, so it is never an edit, an undo
//! step or a saved character. While nobody composes, a change of the plan from elsewhere (undo, a
//! filled blank) replaces the copy.

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, LayoutJob, LayoutSection, TextFormat};
use egui::{
    Color32, CornerRadius, Frame, Galley, Id, Key, Modifiers, Rect, Response, Shape, Stroke, TextEdit, Ui,
};

use super::theme::{Palette, Type, palette, radius};
use crate::edit::Place;
use crate::session::Caret;

/// What is being edited in the fields.
#[derive(Debug, Default)]
pub(crate) struct Editing {
    draft: Option<Draft>,
    /// Whether an input method has text in hand.
    composing: bool,
    /// A field that is to get the caret as soon as it is shown.
    wanted: Option<(Place, Caret)>,
    /// When the last change was handed back, in seconds since the program began.
    changed_at: Option<f64>,
    /// What was wrong with the last value of a value field.
    fault: Option<(Id, String)>,
}

/// The copy that the focused field edits.
#[derive(Debug)]
struct Draft {
    id: Id,
    text: String,
    /// The plan's text when the copy was last made equal to it.
    synced: String,
    /// Whether the caret stands in the first and in the last row.
    edge_rows: (bool, bool),
}

/// How long typing may pause within one undo step, in seconds.
const TYPING_PAUSE: f64 = 1.0;

impl Editing {
    /// Follows the input method and the clock. Returns whether a run of typing has ended.
    pub(crate) fn begin(&mut self, ui: &Ui) -> bool {
        let now = ui.input(|input| {
            for event in &input.events {
                if let egui::Event::Ime(event) = event {
                    match event {
                        egui::ImeEvent::Preedit { text, .. } => self.composing = !text.is_empty(),
                        egui::ImeEvent::Commit(_) => self.composing = false,
                        _ => {}
                    }
                }
            }
            input.time
        });
        if self.draft.as_ref().is_some_and(|draft| !ui.memory(|memory| memory.has_focus(draft.id))) {
            self.draft = None;
            self.composing = false;
        }
        let pressed = ui.input(|input| input.pointer.any_pressed());
        match self.changed_at {
            Some(at) if pressed || now - at >= TYPING_PAUSE => {
                self.changed_at = None;
                true
            }
            Some(at) => {
                let left = (TYPING_PAUSE - (now - at)).max(0.05);
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
                false
            }
            None => false,
        }
    }

    /// Tells whether keys belong to an input method now.
    pub(crate) const fn is_composing(&self) -> bool {
        self.composing
    }

    /// Asks for the caret to go into a field.
    pub(crate) const fn want(&mut self, place: Place, caret: Caret) {
        self.wanted = Some((place, caret));
    }

    /// Tells whether the caret was asked for here, and takes the request.
    pub(crate) fn take_wanted(&mut self, place: Place) -> bool {
        self.wanted.take_if(|(wanted, _)| *wanted == place).is_some()
    }

    /// Returns the text to show in a field: its copy while it is edited, or else the plan's text.
    fn sync(&mut self, id: Id, model: &str) -> String {
        match &mut self.draft {
            Some(draft) if draft.id == id => {
                if draft.synced != model && !self.composing {
                    if draft.text != model {
                        model.clone_into(&mut draft.text);
                    }
                    model.clone_into(&mut draft.synced);
                }
                draft.text.clone()
            }
            _ => model.to_owned(),
        }
    }
}

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
    /// Whether Enter is handed back; otherwise it leaves the field.
    pub(crate) enter: bool,
}

/// What came of showing a field.
pub(crate) struct Shown {
    pub(crate) response: Response,
    /// The whole text, where it changed.
    pub(crate) changed: Option<String>,
    /// The caret when Enter was pressed, in characters.
    pub(crate) enter: Option<usize>,
    /// Whether Backspace was pressed with nothing in the field.
    pub(crate) backspace_empty: bool,
    /// Whether an arrow key left the field upwards or downwards.
    pub(crate) leave: Option<Leave>,
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

    pub(crate) fn show(self, ui: &mut Ui, editing: &mut Editing) -> Shown {
        let id = Self::id(self.place);
        let p = palette(ui);
        let mut buffer = editing.sync(id, self.text);
        if let Some((_, caret)) = editing.wanted.take_if(|(place, _)| *place == self.place) {
            ui.memory_mut(|memory| memory.request_focus(id));
            let at = match caret {
                Caret::Start => 0,
                Caret::End => buffer.chars().count(),
            };
            set_caret(ui, id, at);
            ui.ctx().request_repaint();
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut enter = None;
        let mut backspace_empty = false;
        let mut leave = None;
        if focused && !editing.composing {
            let caret = TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range());
            let at = caret.map_or(0, |range| range.primary.index.into());
            let edges = editing.draft.as_ref().map_or((false, false), |draft| draft.edge_rows);
            ui.input_mut(|input| {
                if input.consume_key(Modifiers::NONE, Key::Enter) {
                    enter = Some(at);
                }
                if buffer.is_empty() && input.consume_key(Modifiers::NONE, Key::Backspace) {
                    backspace_empty = true;
                }
                if edges.0 && input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                    leave = Some(Leave::Up);
                }
                if edges.1 && input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                    leave = Some(Leave::Down);
                }
            });
            if enter.is_some() && !self.enter {
                enter = None;
                ui.memory_mut(|memory| memory.surrender_focus(id));
            }
        }
        let back = ui.painter().add(Shape::Noop);
        let face = self.face;
        let emphasised = self.emphasised;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
            let mut job = job(text.as_str(), face, emphasised, palette(ui));
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
        let edge_rows = output.cursor_range.map_or((false, false), |range| {
            if range.is_empty() {
                let row = output.galley.layout_from_cursor(range.primary).row;
                (row == 0, row + 1 >= output.galley.rows.len())
            } else {
                (false, false)
            }
        });
        let mut changed = None;
        if response.has_focus() {
            match &mut editing.draft {
                Some(draft) if draft.id == id => {
                    draft.edge_rows = edge_rows;
                    draft.text.clone_from(&buffer);
                }
                _ => {
                    editing.draft =
                        Some(Draft { id, text: buffer.clone(), synced: self.text.to_owned(), edge_rows });
                }
            }
            // Also text that a paste or an input method finished in the very frame it was composed.
            if !editing.composing
                && buffer != self.text
                && (response.changed() || output.response.response.changed())
            {
                editing.changed_at = Some(ui.input(|input| input.time));
                changed = Some(buffer);
            }
        }
        Shown { response, changed, enter, backspace_empty, leave }
    }
}

fn set_caret(ui: &Ui, id: Id, at: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// Lays out a text with its blanks as chips. The signs round a blank's name are shown as the space
/// inside the chip, one character for one, so that the caret counts the same characters.
pub(crate) fn job(text: &str, face: Type, emphasised: usize, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: true, ..LayoutJob::default() };
    let plain = |emphasis: bool| TextFormat {
        font_id: Type { emphasis: emphasis || face.emphasis, ..face }.font(),
        line_height: Some(face.line),
        color: palette.text,
        valign: egui::Align::Center,
        ..TextFormat::default()
    };
    let blank = TextFormat {
        color: palette.draft,
        background: palette.draft_weak,
        underline: Stroke::new(1.0, palette.draft),
        ..plain(false)
    };
    let run = |job: &mut LayoutJob, words: &str, format: TextFormat| {
        if words.is_empty() {
            return;
        }
        let from = job.text.len();
        job.text.push_str(words);
        job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: from.into()..job.text.len().into(),
            format,
        });
    };
    let mut count = 0;
    for piece in crate::model::Text::from(text).pieces() {
        match piece {
            crate::model::Piece::Blank(name) => {
                count += name.chars().count() + 2;
                run(&mut job, &format!(" {name} "), blank.clone());
            }
            crate::model::Piece::Words(words) => {
                let length = words.chars().count();
                let split = emphasised.saturating_sub(count).min(length);
                let at = words.char_indices().nth(split).map_or(words.len(), |(at, _)| at);
                let (strong, rest) = words.split_at(at);
                run(&mut job, strong, plain(true));
                run(&mut job, rest, plain(false));
                count += length;
            }
        }
    }
    if job.sections.is_empty() {
        run(&mut job, "", plain(false));
        job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: 0.into()..0.into(),
            format: plain(emphasised > 0),
        });
    }
    job
}

/// A value that is written as text and read when the field is left.
pub(crate) struct ValueField<'a> {
    pub(crate) id: Id,
    /// The value as written.
    pub(crate) text: &'a str,
    /// The name for screen readers.
    pub(crate) name: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) width: f32,
}

/// What came of showing a value field.
pub(crate) struct ValueShown {
    pub(crate) response: Response,
    /// What was written, when the field is left or Enter is pressed.
    pub(crate) written: Option<String>,
    /// What stands in the field now.
    pub(crate) text: String,
}

impl ValueField<'_> {
    pub(crate) fn show(self, ui: &mut Ui, editing: &mut Editing) -> ValueShown {
        let p = palette(ui);
        let mut buffer = editing.sync(self.id, self.text);
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let enter = focused
            && !editing.composing
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let faulty = editing.fault.as_ref().is_some_and(|(id, _)| *id == self.id);
        let edge = if faulty {
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
        let output = TextEdit::singleline(&mut buffer)
            .id(self.id)
            .font(Type::BUTTON.font())
            .frame(frame)
            .desired_width(self.width - 20.0)
            .hint_text(hint)
            .show(ui);
        let response = output.response.response.clone().accessible_name(self.name);
        let mut written = None;
        if response.has_focus() {
            if editing.draft.as_ref().is_none_or(|draft| draft.id != self.id) {
                editing.draft = Some(Draft {
                    id: self.id,
                    text: buffer.clone(),
                    synced: self.text.to_owned(),
                    edge_rows: (false, false),
                });
            }
            if let Some(draft) = &mut editing.draft {
                draft.text.clone_from(&buffer);
            }
        }
        if (enter || response.lost_focus()) && !editing.composing && buffer != self.text {
            written = Some(buffer.clone());
        }
        if let Some((_, fault)) = editing.fault.as_ref().filter(|(id, _)| *id == self.id) {
            let at = response.rect.left_bottom() + egui::vec2(0.0, 2.0);
            ui.painter().text(at, egui::Align2::LEFT_TOP, fault, Type::CAPTION.font(), p.late);
        }
        ValueShown { response, written, text: buffer }
    }
}

impl Editing {
    /// Says what is wrong with what was written into a value field, below it.
    pub(crate) fn set_fault(&mut self, id: Id, fault: Option<String>) {
        match fault {
            Some(fault) => self.fault = Some((id, fault)),
            None => {
                self.fault.take_if(|(of, _)| *of == id);
            }
        }
    }

    /// Empties the copy of a value field, after what it held was taken.
    pub(crate) fn empty(&mut self, id: Id) {
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.id == id) {
            draft.text.clear();
            draft.synced.clear();
        }
    }
}

/// Paints the fill of a card behind what follows.
pub(crate) fn card_frame(palette: &Palette, rect: Rect, fill: Color32, ring: Stroke) -> Shape {
    Shape::Rect(egui::epaint::RectShape::new(
        rect,
        CornerRadius::same(radius::CARD),
        fill,
        if ring.width > 0.0 { ring } else { Stroke::new(1.0, palette.line) },
        egui::StrokeKind::Inside,
    ))
}
