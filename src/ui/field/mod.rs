//! Fields that edit one text of the plan in place.
//!
//! A field edits a copy and hands back the whole text when it changes. Text that an input method is
//! still composing stands in the copy only: it is never handed back, so it is never an edit, an undo
//! step or a saved character. While nobody composes, a change of the plan from elsewhere (undo, a
//! filled blank) replaces the copy.

mod blanks;
mod change;
mod editing;
mod framed;
mod gesture;
mod intent;
mod keys;
mod layout;
mod line;
mod marks;
pub(crate) mod menu;
mod paste;
mod value;

pub(crate) use editing::Editing;
pub(crate) use framed::Framed;
pub(crate) use line::{Field, Leave, Shown, Takes};
pub(crate) use paste::clean;
pub(crate) use value::ValueField;

use super::theme::{Type, palette};
use egui::text::{CCursor, CCursorRange};
use egui::{EventFilter, Id, Key, TextEdit, Ui};

/// While an input method composes, no key moves the focus.
const COMPOSING: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// Tab stays with the field, until Escape was pressed there.
const TABBING: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// Returns a field's text without what an input method still composes: that is what its cursor spans.
pub(crate) fn settled(text: &str, composing: bool, cursor: Option<CCursorRange>) -> String {
    let Some(range) = cursor.filter(|_| composing) else { return text.to_owned() };
    let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
    text.chars().enumerate().filter(|(at, _)| !(from..to).contains(at)).map(|(_, c)| c).collect()
}

/// Shows what is wrong with a value, below its field.
pub(crate) fn fault(ui: &mut Ui, text: &str, width: f32) {
    let p = palette(ui);
    let text = egui::RichText::new(text).font(Type::CAPTION.font()).color(p.late);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(egui::Label::new(text).wrap());
    });
}

/// Takes the presses of a key without any other key held; with `once`, not those of a held key.
pub(crate) fn take_press(ui: &Ui, key: Key, once: bool) -> bool {
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            !matches!(event, egui::Event::Key { key: pressed, pressed: true, repeat, modifiers, .. }
                if *pressed == key && modifiers.is_none() && !(once && *repeat))
        });
        input.events.len() < before
    })
}

/// Sets what is selected in a field, in characters; the same twice for a caret.
pub(crate) fn set_selection(ui: &Ui, id: Id, from: usize, to: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(from), CCursor::new(to))));
    TextEdit::store_state(ui.ctx(), id, state);
}
