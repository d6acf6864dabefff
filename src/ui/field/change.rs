//! What the input made of a text, told apart into steps.

use egui::{Event, Id, Ui};

use super::editing::{Editing, Pending};
use super::intent::{Difference, Intent, Run};
use super::{blanks, set_selection};
use crate::locale::punctuation;

/// A focused field's text after the input of a frame.
pub(super) struct Written<'a> {
    pub(super) id: Id,
    /// The plan's text.
    pub(super) model: &'a str,
    /// The field's text, with what an input method composes.
    pub(super) text: &'a str,
    /// The field's text without it.
    pub(super) settled: String,
    /// Where the caret stands, in characters.
    pub(super) caret: usize,
    /// What the change was meant as, where that is known.
    pub(super) intent: Option<Intent>,
}

impl Written<'_> {
    /// Takes over what the input made of the text, and tells its steps apart.
    pub(super) fn take(self, ui: &Ui, editing: &mut Editing) -> Option<String> {
        let Self { id, model, text, mut settled, mut caret, intent } = self;
        let draft = editing.draft_of(id, model);
        text.clone_into(&mut draft.text);
        let had_moved = std::mem::replace(&mut draft.caret, caret) != caret;
        if editing.composing {
            // What the composing took away is an edit when something stands in its place.
            return None;
        }
        let draft = editing.draft_of(id, model);
        if let Some((whole, at)) = blanks::keep_blanks_whole(&draft.synced, &settled) {
            set_selection(ui, id, at, at);
            whole.clone_into(&mut draft.text);
            (settled, caret) = (whole, at);
            draft.caret = at;
        }
        settled.clone_into(&mut draft.settled);
        if draft.synced == settled {
            if had_moved {
                // What is typed after the caret was moved is a step of its own.
                editing.run = None;
            }
            return None;
        }
        let change = Difference::between(&draft.synced, &settled, caret);
        settled.clone_into(&mut draft.synced);
        let goes_on = Run::goes_on(&mut editing.run, id, change) && intent.is_none();
        if !goes_on {
            editing.close_typing();
        }
        if intent.is_some() {
            editing.run = None;
        } else if change.gone == 0 && editing.habits.punctuation {
            editing.pending = widen(ui, id, &settled, caret);
            if editing.pending.is_some() {
                ui.ctx().request_repaint();
            }
        }
        if let Some(intent) = intent {
            editing.intent = Some(intent);
        }
        editing.changed_at = Some(ui.input(|input| input.time));
        Some(settled)
    }
}

/// Returns what a mark that was typed in this frame becomes in the next one, where it is a step of
/// its own.
fn widen(ui: &Ui, field: Id, text: &str, caret: usize) -> Option<Pending> {
    let typed = ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Text(typed) => Some(typed.clone()),
            _ => None,
        })
    })?;
    let before: Vec<char> = text.chars().take(caret).collect();
    let last = before.last().copied()?;
    if !last.is_ascii_punctuation() || !typed.ends_with(last) {
        return None;
    }
    let (gone, come) = punctuation::widened(&before)?;
    Some(Pending {
        field,
        text: Some(text.to_owned()),
        range: caret - gone..caret,
        come: come.to_owned(),
        intent: Intent::Punctuation,
    })
}
