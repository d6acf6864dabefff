//! The keys of the outline, while one of its rows has them.

use egui::{Key, Modifiers, Ui};

use super::super::super::View;
use super::row;
use crate::model::Id;
use crate::session::{Action, Caret, Command, Select, Session};

/// How many rows a page is.
const PAGE: usize = 15;

/// Takes the keys that are the outline's.
pub(super) fn take(ui: &Ui, session: &Session, view: &mut View) {
    let Some(focus) = session.focus else { return };
    let head = session.selection.head().unwrap_or(focus);
    let has = |id: Id| ui.memory(|memory| memory.has_focus(row::widget(id)));
    let Some(here) = [head, focus].into_iter().find(|id| has(*id)).or_else(|| focused_row(ui, view)) else {
        return;
    };
    let Some(at) = view.write.outline.rows.index_of(here) else { return };
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let plain = |key| pressed(Modifiers::NONE, key);
    // What is held more is asked for first: plain keys match with Shift held too.
    for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if pressed(Modifiers::SHIFT, key) {
            let order = view.write.outline.rows.order();
            let next = if down { order.get(at + 1) } else { at.checked_sub(1).and_then(|at| order.get(at)) };
            view.write.outline.wants_keys = next.copied();
            view.push(Action::Select(Select::Step { down, order }));
            return;
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        let order = view.write.outline.rows.order();
        view.push(Action::Select(Select::All(order)));
        return;
    }
    if pressed(Modifiers::COMMAND, Key::Space) {
        let order = view.write.outline.rows.order();
        view.push(Action::Select(Select::Toggle { id: here, order }));
        return;
    }
    let last = view.write.outline.rows.len().saturating_sub(1);
    let goal = if plain(Key::ArrowUp) {
        Some(at.saturating_sub(1))
    } else if plain(Key::ArrowDown) {
        Some((at + 1).min(last))
    } else if plain(Key::Home) {
        Some(0)
    } else if plain(Key::End) {
        Some(last)
    } else if plain(Key::PageUp) {
        Some(at.saturating_sub(PAGE))
    } else if plain(Key::PageDown) {
        Some((at + PAGE).min(last))
    } else if plain(Key::ArrowLeft) {
        left(session, view, here, at)
    } else if plain(Key::ArrowRight) {
        right(view, here, at)
    } else {
        None
    };
    if let Some(id) = goal.and_then(|goal| view.write.outline.rows.get(goal)).map(|row| row.id) {
        view.write.outline.wants_keys = Some(id);
        view.push(Action::Reveal(Some(id)));
        return;
    }
    if plain(Key::Enter) || plain(Key::F2) {
        view.push(Action::GoInto { record: here, caret: Caret::End });
    } else if plain(Key::Delete) {
        view.push(Action::Command(Command::Remove));
    } else if plain(Key::Escape) && !session.selection.is_empty() {
        view.push(Action::Select(Select::Clear));
    }
}

/// Returns the record of the row that has the keys, where that is not the focused record.
fn focused_row(ui: &Ui, view: &mut View) -> Option<Id> {
    let focused = ui.memory(egui::Memory::focused)?;
    let order = view.write.outline.rows.order();
    // Only rows in view can have the keys, but which those are is not known before they are drawn.
    if view.write.outline.looked_at == Some(focused) {
        return None;
    }
    let found = order.iter().copied().find(|id| row::widget(*id) == focused);
    view.write.outline.looked_at = found.is_none().then_some(focused);
    found
}

/// Folds the row, or goes to the one round it.
fn left(session: &Session, view: &mut View, id: Id, at: usize) -> Option<usize> {
    let row = view.write.outline.rows.get(at)?;
    if row.below > 0 && !row.folded && view.write.outline.filter.is_none() {
        view.write.folded.insert(id);
        return None;
    }
    let (slot, _) = session.plan()?.place(id)?;
    view.write.outline.rows.index_of(slot.parent?)
}

/// Unfolds the row, or goes to the first one in it.
fn right(view: &mut View, id: Id, at: usize) -> Option<usize> {
    let row = view.write.outline.rows.get(at)?;
    if row.below == 0 {
        return None;
    }
    if row.folded {
        view.write.folded.remove(&id);
        return None;
    }
    Some(at + 1)
}
