//! The field on the cell with the cursor.
//!
//! It is there all the time and has the focus, unseen while nothing is typed: so the first key, or the
//! first syllable of an input method, lands in it and begins to write the cell.

use egui::text::{CCursor, CCursorRange};
use egui::{
    CornerRadius, Event, EventFilter, Id, Key, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, vec2,
};

use super::super::View;
use super::super::field::settled;
use super::super::theme::{Type, palette, radius};
use super::draw::PAD;
use super::suggest;
use crate::session::table::{At, Column, Step, TableAction};
use crate::session::{Action, Session};

/// A cell that is being written.
pub(crate) struct CellEditor {
    pub(super) at: At,
    /// The text with what an input method still composes.
    pub(super) text: String,
    /// The text without it.
    settled: String,
    /// What stood in the cell before.
    pub(super) before: String,
    /// Whether what stood there is written on.
    keep: bool,
    /// What is wrong with the text, in words, since it was to be read.
    fault: Option<String>,
    /// Which suggestion is picked.
    pub(super) picked: Option<usize>,
    /// Whether everything is to be selected, or the caret put behind the text.
    fresh: bool,
}

impl CellEditor {
    fn new(at: At, text: String, before: String, keep: bool) -> Self {
        Self { at, settled: text.clone(), text, before, keep, fault: None, picked: None, fresh: keep }
    }

    /// Returns the action that writes the cell.
    pub(super) fn write(self) -> Option<Action> {
        (self.settled != self.before || !self.keep).then_some(Action::Table(TableAction::Write {
            at: self.at,
            text: self.settled,
            amend: self.keep,
        }))
    }
}

/// The height of the field's line with its margins.
const LINE: f32 = 22.0;

/// Returns the id of the field.
pub(super) fn field_id() -> Id {
    Id::unique("cell-field")
}

/// Begins to write the cell with the cursor, on what stands there.
pub(super) fn begin(session: &Session, view: &mut View, at: At) {
    if at.column.is_read_only() {
        return;
    }
    let text = session.table_text(at);
    let shown = session.table_refused(at, &text).map_or_else(|| text.clone(), str::to_owned);
    view.table.editor = Some(CellEditor::new(at, shown, text, true));
    view.table.grab = true;
}

/// Ends writing as if the cell was left now.
pub(super) fn leave(view: &mut View) {
    if let Some(editor) = view.table.editor.take() {
        view.actions.extend(editor.write());
    }
}

/// What a key asks for.
enum Asked {
    Go(Step, bool),
    Begin,
    GiveUp,
    Clear,
    All,
    FillDown,
    Tick,
    Copy,
    Cut,
    Paste(String),
    Pick(bool),
    /// Write the cell and go on.
    Enter(Step),
}

/// Shows the field on its cell.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, at: At, rect: Rect, page: usize) {
    let id = field_id();
    if view.table.editor.as_ref().is_some_and(|editor| editor.at != at) {
        leave(view);
    }
    let holder = ui.memory(egui::Memory::focused);
    if view.table.grab_when_free && holder.is_none_or(|holder| holder == id) {
        view.table.grab_when_free = false;
        view.table.grab = true;
    }
    // In the frame of a click, whatever is not clicked loses the focus again.
    if view.table.grab && ui.input(|input| input.pointer.any_click()) {
        ui.ctx().request_repaint();
    } else if std::mem::take(&mut view.table.grab) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let suggestions = match &view.table.editor {
        Some(editor) if focused => suggest::suggestions(session, editor),
        _ => Vec::new(),
    };
    if focused && !view.editing.is_composing() {
        let writing = view.table.editor.as_ref().map(|editor| editor.keep);
        for asked in keys(ui, writing, !suggestions.is_empty(), page) {
            answer(ui, session, view, at, asked, &suggestions);
        }
    }
    field(ui, session, view, at, rect, id);
    if let Some(editor) = &view.table.editor
        && (focused || view.table.popup.is_some())
        && (!suggestions.is_empty() || editor.fault.is_some())
    {
        let picked = editor.picked;
        let fault = editor.fault.clone();
        let (area, chosen) = suggest::show(ui, rect, &suggestions, picked, fault.as_deref());
        view.table.popup = Some(area);
        if let Some(chosen) = chosen
            && let Some(editor) = view.table.editor.as_mut()
        {
            editor.settled = chosen;
            leave(view);
            view.table.grab = true;
            view.table.popup = None;
        }
    } else {
        view.table.popup = None;
    }
}

fn keys(ui: &Ui, writing: Option<bool>, suggests: bool, page: usize) -> Vec<Asked> {
    let mut asked = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let found = match event {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let held = (modifiers.command, modifiers.shift);
                    match writing {
                        None if !modifiers.alt => idle(*key, held, page),
                        Some(keep) if !modifiers.alt && !modifiers.command => {
                            writing_key(*key, modifiers.shift, keep, suggests)
                        }
                        None | Some(_) => None,
                    }
                }
                Event::Copy if writing.is_none() => Some(Asked::Copy),
                Event::Cut if writing.is_none() => Some(Asked::Cut),
                Event::Paste(text) if writing.is_none() => Some(Asked::Paste(text.clone())),
                // A space begins no text: with Shift it ticks the row.
                Event::Text(text) if writing.is_none() && text == " " => None,
                _ => return true,
            };
            let keep_event = found.is_none() && !matches!(event, Event::Text(_));
            asked.extend(found);
            keep_event
        });
    });
    asked
}

/// What a key asks for while no cell is written: whether Control and Shift are held.
fn idle(key: Key, (command, shift): (bool, bool), page: usize) -> Option<Asked> {
    let go = |step| Some(Asked::Go(step, shift));
    match (key, command) {
        (Key::ArrowUp, false) => go(Step::Up(1)),
        (Key::ArrowDown, false) => go(Step::Down(1)),
        (Key::ArrowLeft, false) => go(Step::Left),
        (Key::ArrowRight, false) => go(Step::Right),
        (Key::ArrowUp, true) => go(Step::First),
        (Key::ArrowDown, true) => go(Step::Last),
        (Key::ArrowLeft, true) | (Key::Home, false) => go(Step::Home),
        (Key::ArrowRight, true) | (Key::End, false) => go(Step::End),
        (Key::Home, true) => go(Step::Start),
        (Key::End, true) => go(Step::Finish),
        (Key::PageUp, false) => go(Step::Up(page)),
        (Key::PageDown, false) => go(Step::Down(page)),
        (Key::Tab, false) => Some(Asked::Go(if shift { Step::Previous } else { Step::Next }, false)),
        (Key::Enter, false) if shift => Some(Asked::Go(Step::Up(1), false)),
        (Key::Enter | Key::F2, false) => Some(Asked::Begin),
        (Key::Escape, false) => Some(Asked::GiveUp),
        (Key::Delete | Key::Backspace, false) => Some(Asked::Clear),
        (Key::Space, false) if shift => Some(Asked::Tick),
        (Key::A, true) => Some(Asked::All),
        (Key::D, true) if !shift => Some(Asked::FillDown),
        _ => None,
    }
}

fn writing_key(key: Key, shift: bool, keep: bool, suggests: bool) -> Option<Asked> {
    match key {
        Key::Enter => Some(Asked::Enter(if shift { Step::Up(1) } else { Step::Down(1) })),
        Key::Tab => Some(Asked::Enter(if shift { Step::Previous } else { Step::Next })),
        Key::Escape => Some(Asked::GiveUp),
        Key::ArrowDown if suggests => Some(Asked::Pick(true)),
        Key::ArrowUp if suggests => Some(Asked::Pick(false)),
        Key::ArrowDown if !keep => Some(Asked::Enter(Step::Down(1))),
        Key::ArrowUp if !keep => Some(Asked::Enter(Step::Up(1))),
        _ => None,
    }
}

fn answer(
    ui: &Ui,
    session: &Session,
    view: &mut View,
    at: At,
    asked: Asked,
    suggestions: &[suggest::Suggestion],
) {
    let push = |view: &mut View, action| view.push(Action::Table(action));
    match asked {
        Asked::Go(step, extend) => push(view, TableAction::Move { step, extend }),
        Asked::Begin => begin(session, view, at),
        Asked::GiveUp => {
            if view.table.editor.take().is_some() {
                view.table.idle.clear();
            } else if session.table.has_selected() {
                push(view, TableAction::SelectNothing);
            } else {
                ui.memory_mut(|memory| memory.surrender_focus(field_id()));
            }
        }
        Asked::Clear => push(view, TableAction::Clear),
        Asked::All => push(view, TableAction::SelectAll),
        Asked::FillDown => push(view, TableAction::FillDown),
        Asked::Tick => {
            if let Some(id) = at.row {
                push(view, TableAction::Check { id, range: false });
            }
        }
        Asked::Copy => push(view, TableAction::Copy),
        Asked::Cut => {
            push(view, TableAction::Copy);
            push(view, TableAction::Clear);
        }
        Asked::Paste(text) => {
            // The clipboard answers soon or, when it is empty, never.
            let now = ui.input(|input| input.time);
            let as_rows = view.table.rows_asked.take().is_some_and(|asked| now - asked < 2.0);
            push(view, if as_rows { TableAction::PasteRows(text) } else { TableAction::Paste(text) });
        }
        Asked::Pick(down) => {
            if let Some(editor) = view.table.editor.as_mut() {
                let count = suggestions.len();
                editor.picked = match (editor.picked, down) {
                    (None, true) => Some(0),
                    (None, false) => count.checked_sub(1),
                    (Some(at), true) => Some((at + 1) % count.max(1)),
                    (Some(at), false) => at.checked_sub(1),
                };
            }
        }
        Asked::Enter(step) => {
            let Some(editor) = view.table.editor.as_mut() else { return };
            if let Some(picked) = editor.picked.and_then(|at| suggestions.get(at)) {
                editor.settled.clone_from(&picked.text);
                editor.text.clone_from(&picked.text);
            }
            if let Err(fault) = session.table_check(editor.at, &editor.settled) {
                editor.fault = Some(session.words.text(fault.key()));
                return;
            }
            leave(view);
            view.table.idle.clear();
            push(view, TableAction::Move { step, extend: false });
        }
    }
}

/// The field itself: unseen while nothing is written.
fn field(ui: &mut Ui, session: &Session, view: &mut View, at: At, rect: Rect, id: Id) {
    let p = palette(ui);
    let writing = view.table.editor.is_some();
    let rect = if writing { room_for(at.column, rect) } else { rect };
    if writing {
        let faulty = view.table.editor.as_ref().is_some_and(|editor| editor.fault.is_some());
        let edge = Stroke::new(2.0, if faulty { p.late } else { p.accent });
        let corner = CornerRadius::same(radius::CHIP);
        ui.painter().rect(rect, corner, p.surface, edge, StrokeKind::Inside);
    }
    let mut buffer = match &mut view.table.editor {
        Some(editor) => {
            if std::mem::take(&mut editor.fresh) {
                let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
                let end = CCursor::new(editor.text.chars().count());
                state.cursor.set_char_range(Some(CCursorRange::one(end)));
                TextEdit::store_state(ui.ctx(), id, state);
            }
            editor.text.clone()
        }
        None => std::mem::take(&mut view.table.idle),
    };
    // Unseen it is but a sliver: presses on the cell are the cell's.
    let width = if writing { rect.width() - 2.0 * (PAD - 4.0) } else { 1.0 };
    let left = rect.left() + PAD - 4.0;
    let inner = Rect::from_min_size(egui::pos2(left, rect.center().y - LINE / 2.0), vec2(width, LINE));
    let mut child = ui
        .new_child(UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center)));
    if !writing {
        child.visuals_mut().text_cursor.stroke = Stroke::NONE;
    }
    let ink = if writing { p.text } else { egui::Color32::TRANSPARENT };
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let was_focused = view.table.was_focused;
    let output = TextEdit::singleline(&mut buffer)
        .id(id)
        .font(Type::CHIP.font())
        .text_color(ink)
        .frame(egui::Frame::NONE)
        .margin(egui::Margin::symmetric(if writing { 4 } else { 0 }, 2))
        .desired_width(inner.width())
        .event_filter(filter)
        .show(&mut child);
    let column = session.words.text(at.column.key());
    let line = session.table.line_of(at.row).unwrap_or(0) + 1;
    let name = session.words.with("table-field-name", &[("column", column.into()), ("row", line.into())]);
    let response = output.response.response.clone().accessible_name(name);
    let focused = response.has_focus();
    view.table.was_focused = focused;
    let composing = view.editing.is_composing();
    let settled = settled(&buffer, composing, output.cursor_range);
    match &mut view.table.editor {
        Some(editor) => {
            if editor.text != buffer {
                editor.fault = None;
                editor.picked = None;
            }
            editor.text = buffer;
            if focused {
                editor.settled = settled;
            }
        }
        None if !buffer.is_empty() => {
            if at.column.is_read_only() {
                return;
            }
            let before = session.table_text(at);
            let mut editor = CellEditor::new(at, buffer, before, false);
            editor.settled = settled;
            view.table.editor = Some(editor);
            ui.ctx().request_repaint();
        }
        None => {}
    }
    if was_focused && !focused && !view.table.grab && view.table.editor.is_some() {
        // A press on a suggestion takes the focus for a moment.
        let pressed = ui.input(|input| input.pointer.interact_pos());
        let on_popup = view.table.popup.is_some_and(|area| pressed.is_some_and(|pos| area.contains(pos)));
        if on_popup {
            view.table.grab = true;
        } else {
            leave(view);
        }
    }
}

/// Returns where a cell is written: text of any length gets more room than its column has.
fn room_for(column: Column, rect: Rect) -> Rect {
    let least = match column {
        Column::Measure
        | Column::Problem
        | Column::Cause
        | Column::Countermeasure
        | Column::Log
        | Column::Resources
        | Column::Risk
        | Column::Fallback
        | Column::Source
        | Column::Standard => 420.0,
        Column::Owners | Column::When | Column::Indicator | Column::Name => 160.0,
        _ => 96.0,
    };
    Rect::from_min_size(rect.min, vec2(rect.width().max(least), rect.height()))
}
