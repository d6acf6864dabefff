//! What is being edited: the copy of the focused field, what was refused, and when typing pauses.

use egui::{Id, Ui};

use super::marks::Marks;
use crate::edit::Place;
use crate::session::{Action, Caret};

/// What is being edited in the fields.
#[derive(Default)]
pub(crate) struct Editing {
    pub(super) draft: Option<Draft>,
    /// Whether an input method has text in hand.
    pub(super) composing: bool,
    /// What had the focus in the last frame.
    focused: Option<Id>,
    /// A field that is to get the caret as soon as it is shown.
    pub(super) wanted: Option<(Place, Caret)>,
    /// A value field that is to get the focus as soon as it is shown.
    pub(super) wanted_widget: Option<Id>,
    /// Whether the field behind the focused one is to get the focus.
    go_on: bool,
    /// When the last change was handed back, in seconds since the program began.
    pub(super) changed_at: Option<f64>,
    /// The last value that was refused.
    pub(super) refused: Option<Refused>,
    /// What the value fields were made into, until it is taken.
    read: Vec<Action>,
    /// The finds that fields mark in their texts.
    pub(crate) marks: Marks,
}

/// Makes what was written into a value field a change of the plan, or says what is wrong with it.
pub(super) type Reader = Box<dyn Fn(&str) -> Result<Option<Action>, String>>;

/// The copy that the focused field edits.
pub(super) struct Draft {
    pub(super) id: Id,
    /// The text with what an input method still composes.
    pub(super) text: String,
    /// The text without it.
    pub(super) settled: String,
    /// The plan's text when the copy was last made equal to it, or what was handed back since.
    pub(super) synced: String,
    /// Whether the caret stands in the first and in the last row.
    pub(super) edge_rows: (bool, bool),
    /// How a value field's text is read when it is left.
    pub(super) reader: Option<Reader>,
    /// Whether the field is empty again once its text was read.
    pub(super) clears: bool,
}

/// A value that was written and refused: it stays in its field, with the reason.
pub(super) struct Refused {
    pub(super) id: Id,
    /// The plan's text then; when it changes, the refused one is out of date.
    pub(super) model: String,
    pub(super) typed: String,
    pub(super) fault: String,
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

    /// Returns the words that are selected in the focused field.
    pub(crate) fn selected(&self, ui: &Ui) -> String {
        let Some(draft) = self.draft.as_ref().filter(|_| !self.composing) else { return String::new() };
        let range =
            egui::TextEdit::load_state(ui.ctx(), draft.id).and_then(|state| state.cursor.char_range());
        let Some(range) = range else { return String::new() };
        let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
        draft.settled.chars().skip(from).take(to.saturating_sub(from)).collect()
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
    pub(super) fn sync(&mut self, id: Id, model: &str) -> String {
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
    pub(super) fn keep(
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
