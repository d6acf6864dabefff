//! What is being edited: the copy of the focused field, what was refused, and when typing pauses.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Id, Ui};

use super::gesture::Clicks;
use super::intent::{Intent, Run};
use super::marks::Marks;
use super::set_selection;
use crate::edit::Place;
use crate::model::{Language, Placeholder, Text};
use crate::session::{Action, Caret, Session};
use crate::typeset::Pages;

/// What is being edited in the fields.
#[derive(Default)]
pub(crate) struct Editing {
    pub(super) draft: Option<Draft>,
    /// Whether an input method has text in hand.
    pub(super) composing: bool,
    /// What had the focus in the last frame.
    focused: Option<Id>,
    /// The field that Tab leaves, because Escape was pressed in it.
    pub(super) leaving: Option<Id>,
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
    /// The field that was asked for its menu last.
    pub(super) menu_of: Option<(Id, Place)>,
    /// The finds that fields mark in their texts.
    pub(crate) marks: Marks,
    /// What the user wants of typing.
    pub(super) habits: Habits,
    /// The units of the plan's blanks, by name.
    pub(super) units: Arc<BTreeMap<String, String>>,
    /// The plan and the revision that the units are of.
    units_of: Option<(u64, u64)>,
    pub(super) clicks: Clicks,
    /// The run of typing that is going on.
    pub(super) run: Option<Run>,
    /// What the change of this frame was meant as.
    pub(super) intent: Option<Intent>,
    /// What is to be put into a field when it is shown next.
    pub(super) pending: Option<Pending>,
    /// The characters that no face has, in the pages as they were set last.
    missing: Arc<[char]>,
    /// Which setting of the pages they are of.
    missing_of: Option<u64>,
    /// The text that had the caret last, and what was selected in it, in characters.
    pub(super) spot: Option<(Id, (usize, usize))>,
    /// The text of the plan that had the caret last, and the character before which it stood.
    pub(super) caret: Option<(Place, usize)>,
}

/// What the user wants of typing.
#[derive(Clone, Copy, Default)]
pub(super) struct Habits {
    /// Whether marks behind Chinese writing become full-width ones.
    pub(super) punctuation: bool,
}

/// A change of a text that the program makes at the user's wish.
pub(super) struct Pending {
    pub(super) field: Id,
    /// The text that it was meant for; none takes the text as it is.
    pub(super) text: Option<String>,
    /// Which characters go.
    pub(super) range: Range<usize>,
    /// What comes in their place.
    pub(super) come: String,
    pub(super) intent: Intent,
}

impl Pending {
    /// Makes the change, if the text is still the one it was meant for.
    pub(super) fn put_into(self, ui: &Ui, text: &mut String) -> Option<Intent> {
        if self.text.is_some_and(|meant| meant != *text) {
            return None;
        }
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let bytes = byte(self.range.start)..byte(self.range.end);
        text.replace_range(bytes, &self.come);
        let caret = self.range.start + self.come.chars().count();
        set_selection(ui, self.field, caret, caret);
        Some(self.intent)
    }
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
    /// Where the caret stands, in characters.
    pub(super) caret: usize,
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
            self.leaving = None;
            self.composing = false;
        }
        // Keys that an input method works with are its own, up to the end of its composing.
        let mut composing = self.composing;
        ui.input_mut(|input| {
            input.events.retain(|event| {
                match event {
                    egui::Event::Ime(egui::ImeEvent::Preedit { text, .. }) => composing = !text.is_empty(),
                    egui::Event::Ime(egui::ImeEvent::Commit(_)) => composing = false,
                    egui::Event::Key { pressed: true, .. } => return !composing,
                    _ => {}
                }
                true
            });
        });
        self.composing = composing;
        let now = ui.input(|input| input.time);
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

    /// Keeps a value that was picked for a field and refused, with the reason.
    pub(crate) fn refuse(&mut self, id: Id, model: &str, typed: &str, fault: String) {
        let (model, typed) = (model.to_owned(), typed.to_owned());
        self.refused = Some(Refused { id, model, typed, fault });
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

    /// Writes over what stands in a value field while it has the focus.
    pub(crate) fn write(&mut self, id: Id, text: &str) {
        self.refused.take_if(|refused| refused.id == id);
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.id == id) {
            text.clone_into(&mut draft.text);
            text.clone_into(&mut draft.settled);
        }
    }

    /// Tells a field of its own making, once, whether it is to get the focus.
    pub(crate) fn takes_widget(&mut self, id: Id) -> bool {
        self.wanted_widget.take_if(|wanted| *wanted == id).is_some()
    }

    /// Tells whether something is typed in a value field that has the focus.
    pub(crate) fn holds(&self, id: Id) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.id == id && !draft.text.is_empty())
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

    /// Returns the copy of a field that has the focus, with a new one if it had none.
    pub(super) fn draft_of(&mut self, id: Id, model: &str) -> &mut Draft {
        if self.draft.as_ref().is_none_or(|draft| draft.id != id) {
            self.flush();
            self.draft = None;
        }
        self.draft.get_or_insert_with(|| Draft {
            id,
            text: model.to_owned(),
            settled: model.to_owned(),
            synced: model.to_owned(),
            caret: 0,
            edge_rows: (false, false),
            reader: None,
            clears: false,
        })
    }

    /// Ends a run of typing before what is handed back next.
    pub(super) fn close_typing(&mut self) {
        self.read.push(Action::CloseTyping);
    }

    /// Tells the user of pasted text that is too long for a field.
    pub(super) fn refuse_paste(&mut self, length: Option<usize>) {
        self.read.extend(length.map(Action::RefusePaste));
    }

    /// Returns the text of the plan that had the caret last, and the character before which it stood.
    pub(crate) const fn caret(&self) -> Option<(Place, usize)> {
        self.caret
    }

    /// Tells whether a text had the caret, for a blank to go into.
    pub(crate) const fn has_spot(&self) -> bool {
        self.spot.is_some()
    }

    /// Puts a blank into the text that had the caret last, in the place of what was selected.
    pub(crate) fn insert_blank(&mut self, blank: Placeholder) {
        let Some((field, (from, to))) = self.spot else { return };
        let come = Text::blank(&blank.name).as_str().to_owned();
        let intent = Intent::Blank(blank);
        self.pending = Some(Pending { field, text: None, range: from..to, come, intent });
    }

    /// Returns the characters of the plan that no face has.
    pub(crate) fn missing(&self) -> &[char] {
        &self.missing
    }

    /// Learns from the pages which characters no face has.
    pub(crate) fn learn_missing(&mut self, pages: Option<(&Pages, u64)>) {
        let of = pages.map(|(_, serial)| serial);
        if self.missing_of != of {
            self.missing_of = of;
            self.missing = pages.map_or_else(Arc::default, |(pages, _)| pages.missing().into());
        }
    }

    /// Takes what the change of this frame was meant as.
    pub(crate) fn take_intent(&mut self) -> Option<Intent> {
        self.intent.take()
    }

    /// Learns what the plan and the settings say about typing.
    pub(crate) fn learn(&mut self, session: &Session) {
        let plan = session.plan();
        self.habits.punctuation =
            session.settings.punctuation && plan.is_some_and(|plan| plan.language == Language::ZhCn);
        let of = session.open.as_ref().map(|open| (open.number, open.document.revision()));
        if self.units_of != of {
            self.units_of = of;
            let units = plan.into_iter().flat_map(|plan| &plan.placeholders);
            let units = units.filter(|blank| !blank.kind.unit().is_empty());
            self.units =
                Arc::new(units.map(|blank| (blank.name.to_string(), blank.kind.unit().to_owned())).collect());
        }
    }
}
