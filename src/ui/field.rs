//! Fields that edit one text of the plan in place.
//!
//! A field edits a copy and hands back the whole text when it changes. Text that an input method is
//! still composing stands in the copy only: it is never handed back, so it is never an edit, an undo
//! step or a saved character. While nobody composes, a change of the plan from elsewhere (undo, a
//! filled blank) replaces the copy.

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, CornerRadius, Frame, Galley, Id, Key, Rect, Response, Shape, Stroke, TextEdit, Ui};

use super::theme::{Palette, Type, palette, radius};
use crate::edit::Place;
use crate::session::{Action, Caret};

/// What is being edited in the fields.
#[derive(Default)]
pub(crate) struct Editing {
    draft: Option<Draft>,
    /// Whether an input method has text in hand.
    composing: bool,
    /// What had the focus in the last frame.
    focused: Option<Id>,
    /// A field that is to get the caret as soon as it is shown.
    wanted: Option<(Place, Caret)>,
    /// A value field that is to get the focus as soon as it is shown.
    wanted_widget: Option<Id>,
    /// Whether the field behind the focused one is to get the focus.
    go_on: bool,
    /// When the last change was handed back, in seconds since the program began.
    changed_at: Option<f64>,
    /// The last value that was refused.
    refused: Option<Refused>,
    /// What the value fields were made into, until it is taken.
    read: Vec<Action>,
}

/// Makes what was written into a value field a change of the plan, or says what is wrong with it.
type Reader = Box<dyn Fn(&str) -> Result<Option<Action>, String>>;

/// The copy that the focused field edits.
struct Draft {
    id: Id,
    /// The text with what an input method still composes.
    text: String,
    /// The text without it.
    settled: String,
    /// The plan's text when the copy was last made equal to it, or what was handed back since.
    synced: String,
    /// Whether the caret stands in the first and in the last row.
    edge_rows: (bool, bool),
    /// How a value field's text is read when it is left.
    reader: Option<Reader>,
    /// Whether the field is empty again once its text was read.
    clears: bool,
}

/// A value that was written and refused: it stays in its field, with the reason.
struct Refused {
    id: Id,
    /// The plan's text then; when it changes, the refused one is out of date.
    model: String,
    typed: String,
    fault: String,
}

/// How long typing may pause within one undo step, in seconds.
const TYPING_PAUSE: f64 = 1.0;

impl Editing {
    /// Follows the input method, the focus and the clock. Returns whether a run of typing has ended.
    pub(crate) fn begin(&mut self, ui: &Ui) -> bool {
        let focused = ui.memory(egui::Memory::focused);
        if focused != self.focused {
            self.focused = focused;
            self.composing = false;
        }
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
        if self.draft.as_ref().is_some_and(|draft| Some(draft.id) != focused) {
            self.flush();
            self.draft = None;
        }
        if std::mem::take(&mut self.go_on) {
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
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

    /// Reads what stands in the focused value field, as if it were left now: before a command, and
    /// before the window closes.
    pub(crate) fn flush(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let Some(reader) = &draft.reader else { return };
        if draft.settled == draft.synced {
            return;
        }
        match reader(&draft.settled) {
            Ok(action) => {
                self.read.extend(action);
                self.refused.take_if(|refused| refused.id == draft.id);
                if draft.clears {
                    draft.text.clear();
                    draft.settled.clear();
                }
                draft.synced.clone_from(&draft.settled);
            }
            Err(fault) => {
                let (model, typed) = (draft.synced.clone(), draft.settled.clone());
                self.refused = Some(Refused { id: draft.id, model, typed, fault });
            }
        }
    }

    /// Takes what the value fields were made into.
    pub(crate) fn take_read(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.read)
    }

    /// Forgets everything about the plan that was edited before.
    pub(crate) fn forget(&mut self) {
        *self = Self { focused: self.focused, ..Self::default() };
    }

    /// Tells whether keys belong to an input method now.
    pub(crate) const fn is_composing(&self) -> bool {
        self.composing
    }

    /// Asks for the caret to go into a field.
    pub(crate) const fn want(&mut self, place: Place, caret: Caret) {
        self.wanted = Some((place, caret));
    }

    /// Asks for the focus to go on to the next field.
    pub(crate) const fn go_on(&mut self) {
        self.go_on = true;
    }

    /// Asks for the focus to go to a value field as soon as it is shown.
    pub(crate) const fn want_widget(&mut self, id: Id) {
        self.wanted_widget = Some(id);
    }

    /// Returns the text to show in a field: its copy while it is edited, a refused value, or else
    /// the plan's text.
    fn sync(&mut self, id: Id, model: &str) -> String {
        self.refused.take_if(|refused| refused.id == id && refused.model != model);
        match &mut self.draft {
            Some(draft) if draft.id == id => {
                if draft.synced != model && !self.composing {
                    for text in [&mut draft.text, &mut draft.settled, &mut draft.synced] {
                        model.clone_into(text);
                    }
                }
                draft.text.clone()
            }
            _ => self
                .refused
                .as_ref()
                .filter(|refused| refused.id == id)
                .map_or_else(|| model.to_owned(), |refused| refused.typed.clone()),
        }
    }

    /// Keeps the copy of the focused field.
    fn keep(
        &mut self,
        id: Id,
        model: &str,
        text: &str,
        settled: &str,
        edge_rows: (bool, bool),
    ) -> &mut Draft {
        if self.draft.as_ref().is_none_or(|draft| draft.id != id) {
            self.flush();
            self.draft = None;
        }
        let draft = self.draft.get_or_insert_with(|| Draft {
            id,
            text: String::new(),
            settled: String::new(),
            synced: model.to_owned(),
            edge_rows,
            reader: None,
            clears: false,
        });
        text.clone_into(&mut draft.text);
        settled.clone_into(&mut draft.settled);
        draft.edge_rows = edge_rows;
        draft
    }
}

/// Returns a field's text without what an input method still composes: that is what its cursor spans.
fn settled(text: &str, composing: bool, cursor: Option<CCursorRange>) -> String {
    let Some(range) = cursor.filter(|_| composing) else { return text.to_owned() };
    let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
    text.chars().enumerate().filter(|(at, _)| !(from..to).contains(at)).map(|(_, c)| c).collect()
}

/// Takes the presses of a key without any other key held; with `once`, not those of a held key.
fn take_press(ui: &Ui, key: Key, once: bool) -> bool {
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            !matches!(event, egui::Event::Key { key: pressed, pressed: true, repeat, modifiers, .. }
                if *pressed == key && modifiers.is_none() && !(once && *repeat))
        });
        input.events.len() < before
    })
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
            let end = buffer.chars().count();
            let (from, to) = match caret {
                Caret::Start => (0, 0),
                Caret::End => (end, end),
                Caret::Blank => blank_ranges(&buffer).first().copied().unwrap_or((end, end)),
            };
            set_selection(ui, id, from, to);
            ui.ctx().request_repaint();
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut enter = false;
        let mut backspace_empty = false;
        let mut leave = None;
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
        let mut entered = None;
        if response.has_focus() {
            let mut settled = settled(&buffer, editing.composing, output.cursor_range);
            let before =
                editing.draft.as_ref().filter(|draft| draft.id == id).map(|draft| draft.synced.clone());
            if !editing.composing
                && let Some((whole, at)) = before.and_then(|before| keep_blanks_whole(&before, &settled))
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
        Shown { response, changed, enter: entered, backspace_empty, leave }
    }
}

fn set_selection(ui: &Ui, id: Id, from: usize, to: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(from), CCursor::new(to))));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// Returns where the blanks of a text stand, in characters, with the signs round their names.
fn blank_ranges(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut ranges = Vec::new();
    for piece in crate::model::Text::from(text).pieces() {
        match piece {
            crate::model::Piece::Words(words) => at += words.chars().count(),
            crate::model::Piece::Blank(name) => {
                let end = at + name.chars().count() + 2;
                ranges.push((at, end));
                at = end;
            }
        }
    }
    ranges
}

/// Keeps blanks whole: a change that would cut into one takes all of it, so that typing in a blank
/// fills it and deleting in it removes it. Returns the text with the caret behind the change, where
/// the change was not what was typed.
fn keep_blanks_whole(before: &str, after: &str) -> Option<(String, usize)> {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let most = old.len().min(new.len());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(most - start);
    let (mut from, mut to) = (start, old.len() - behind);
    for (first, last) in blank_ranges(before) {
        let touched = if from == to { first < from && from < last } else { first < to && from < last };
        if touched {
            from = from.min(first);
            to = to.max(last);
        }
    }
    if (from, to) == (start, old.len() - behind) {
        return None;
    }
    let typed = new.get(start..new.len() - behind)?;
    let whole = old.get(..from)?.iter().chain(typed).chain(old.get(to..)?).collect();
    Some((whole, from + typed.len()))
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
        let p = palette(ui);
        let mut buffer = editing.sync(self.id, self.text);
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let keys = focused && !editing.composing;
        let enter = keys && take_press(ui, Key::Enter, true);
        if keys && ui.input(|input| input.key_pressed(Key::Escape)) {
            // Given up: nothing is read, and nothing is refused any more.
            editing.refused.take_if(|refused| refused.id == self.id);
            editing.draft = None;
            self.text.clone_into(&mut buffer);
        }
        let fault = editing.refused.as_ref().filter(|refused| refused.id == self.id);
        let fault = fault.map(|refused| refused.fault.clone());
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
        let output = TextEdit::singleline(&mut buffer)
            .id(self.id)
            .font(Type::BUTTON.font())
            .frame(frame)
            .desired_width(self.width - 20.0)
            .hint_text(hint)
            .show(ui);
        let response = output.response.response.clone().accessible_name(self.name);
        if editing.wanted_widget.take_if(|wanted| *wanted == self.id).is_some() {
            response.request_focus();
            set_selection(ui, self.id, 0, buffer.chars().count());
        }
        let text = settled(&buffer, editing.composing, output.cursor_range);
        if response.has_focus() {
            let draft = editing.keep(self.id, self.text, &buffer, &text, (false, false));
            draft.reader = Some(Box::new(reader));
            draft.clears = self.clears;
            if enter {
                editing.flush();
                ui.ctx().request_repaint();
            }
        }
        if let Some(fault) = fault {
            let at = response.rect.left_bottom() + egui::vec2(0.0, 2.0);
            ui.painter().text(at, egui::Align2::LEFT_TOP, fault, Type::CAPTION.font(), p.late);
        }
        ValueShown { response, text }
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

#[cfg(test)]
mod tests {
    use super::keep_blanks_whole;

    #[test]
    fn typing_in_a_blank_fills_it() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单甲位⟧工作"), Some(("在甲工作".into(), 2)));
    }

    #[test]
    fn deleting_in_a_blank_removes_it() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦位⟧工作"), Some(("在工作".into(), 1)));
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单位工作"), Some(("在工作".into(), 1)));
    }

    #[test]
    fn what_touches_no_blank_is_as_typed() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单位⟧好好工作"), None);
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "甲⟦单位⟧工作"), None);
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在工作"), None);
        assert_eq!(keep_blanks_whole("", "新"), None);
    }
}
