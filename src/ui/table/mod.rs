//! The table screen: tool bar, heads of columns, rows, and what is done to many rows at once.
//!
//! Rows are painted, not made of widgets with a layout each: a cell is a rectangle with a line of
//! text, a name for screen readers and a place to click. The ready-made tables give every cell a
//! layout of its own and leave the range of cells, the one field that follows the cursor (an input
//! method needs the focus to be in a field before the first key) and the heads of groups to their
//! caller; what they would save here is a scroll area and a row of heads. Only what is in view is
//! laid out.

mod bar;
mod draw;
mod grid;
mod heads;
mod layout;

use egui::{CentralPanel, Frame, Panel, Ui};

use super::View;
use super::theme::palette;
use crate::session::Session;
use crate::session::table::Column;

/// What the table screen keeps.
#[derive(Default)]
pub(crate) struct TableView {
    /// How far the rows are scrolled.
    offset: egui::Vec2,
    /// The last request to bring the cursor into view that was followed.
    shown: u64,
    /// The column that is being made wider, with its width and the pointer's place when it began.
    widening: Option<(Column, f32, f32)>,
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
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| grid::show(ui, session, view));
}
