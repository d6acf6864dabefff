//! The table screen: tool bar, heads of columns, rows, and what is done to many rows at once.
//!
//! Rows are painted, not made of widgets with a layout each: a cell is a rectangle with a line of
//! text, a name for screen readers and a place to click. The ready-made tables give every cell a
//! layout of its own and leave the range of cells, the one field that follows the cursor (an input
//! method needs the focus to be in a field before the first key) and the heads of groups to their
//! caller; what they would save here is a scroll area and a row of heads. Only what is in view is
//! laid out.

mod bar;
mod bulk;
mod draw;
mod editor;
mod filters;
mod grid;
mod heads;
mod layout;
mod menus;
mod suggest;

use egui::{CentralPanel, Frame, Panel, Ui};

use super::View;
use super::theme::palette;
use crate::session::Session;
use crate::session::table::Column;

/// What the table screen keeps.
#[derive(Default)]
pub(crate) struct TableView {
    /// How high the room of the rows was.
    room: f32,
    /// How far the rows are scrolled.
    offset: egui::Vec2,
    /// The last request to bring the cursor into view that was followed.
    shown: u64,
    /// The cell that is being written.
    editor: Option<editor::CellEditor>,
    /// What the unseen field holds while nothing is written.
    idle: String,
    /// Whether the field is to get the focus.
    grab: bool,
    /// Whether it is to get the focus as soon as nothing else has it.
    grab_when_free: bool,
    /// When it was asked that what is pasted next become new rows, in seconds.
    rows_asked: Option<f64>,
    /// Whether it had the focus in the last frame.
    was_focused: bool,
    /// Where the suggestions are shown.
    popup: Option<egui::Rect>,
    /// The cell whose menu was opened last.
    menu: Option<crate::session::table::At>,
    /// The words that are looked for, as they stand in their field.
    search: String,
    /// What is typed in the small windows of the bars.
    typed: std::collections::HashMap<bulk::Typed, String>,
    /// What rows have in a column, for its filter.
    facets: Option<filters::Facets>,
    /// The column that is being made wider, with its width and the pointer's place when it began.
    widening: Option<(Column, f32, f32)>,
}

impl TableView {
    /// Writes the cell that is being written, as if it was left now.
    pub(crate) fn flush(&mut self) -> Option<crate::session::Action> {
        self.editor.take().and_then(editor::CellEditor::write)
    }
}

/// Takes the keys that mean something else here than elsewhere, before the commands get them.
pub(crate) fn claim_keys(ui: &Ui, session: &Session, view: &mut View) {
    use crate::session::table::TableAction;
    use crate::session::{Action, Screen};
    if session.screen != Screen::Table || !ui.memory(|memory| memory.has_focus(editor::field_id())) {
        return;
    }
    let fill = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::D));
    if fill && view.table.editor.is_none() {
        view.push(Action::Table(TableAction::FillDown));
    }
}

/// Shows the table screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    Panel::top("table-tools")
        .exact_size(48.0)
        .resizable(false)
        .frame(Frame::new().fill(p.surface))
        .show(ui, |ui| bar::show(ui, session, view));
    if session.settings.inspector {
        super::inspector::side(ui, session, view);
    }
    filters::strip(ui, session, view);
    if session.table.has_selected() {
        Panel::bottom("table-bulk")
            .exact_size(48.0)
            .resizable(false)
            .frame(Frame::new().fill(p.panel))
            .show(ui, |ui| bulk::show(ui, session, view));
    }
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| grid::show(ui, session, view));
}
