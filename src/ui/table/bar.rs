//! The tool bar: sheets, search, filters, grouping, row height, columns.

use egui::Ui;

use super::super::View;
use crate::session::table::{Sheet, TableAction};
use crate::session::{Action, Session};

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        let labels: Vec<String> = Sheet::ALL.iter().map(|sheet| session.words.text(sheet.key())).collect();
        let at = Sheet::ALL.iter().position(|sheet| *sheet == session.table.sheet()).unwrap_or(0);
        if let Some(picked) = super::super::parts::segmented(ui, &labels, at)
            && let Some(sheet) = Sheet::ALL.get(picked)
        {
            view.push(Action::Table(TableAction::Sheet(*sheet)));
        }
    });
}
