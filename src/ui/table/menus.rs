//! The menus of cells and of the heads of columns.

use egui::{Button, RichText, Ui};

use super::super::View;
use super::super::menu::item_for;
use super::super::theme::{Type, palette};
use super::editor;
use crate::session::table::{At, Column, Grouping, Rule, TableAction};
use crate::session::{Action, Command, Key, Session, Shortcut};

/// Shows a choice of a menu with the keys that mean the same.
pub(super) fn choice(ui: &mut Ui, label: &str, keys: &str, enabled: bool) -> bool {
    let p = palette(ui);
    let button = Button::new(RichText::new(label).font(Type::BUTTON.font()))
        .frame_when_inactive(false)
        .min_size(egui::vec2(200.0, 28.0))
        .right_text(RichText::new(keys).font(Type::CAPTION.font()).color(p.text_weak));
    let response = ui.add_enabled(enabled, button).accessible_name(label);
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

fn plain(key: Key) -> String {
    Shortcut { ctrl: false, shift: false, alt: false, key }.shown()
}

fn ctrl(key: Key) -> String {
    Shortcut { ctrl: true, shift: false, alt: false, key }.shown()
}

/// The menu of a cell.
pub(super) fn cell(ui: &mut Ui, session: &Session, view: &mut View, at: At) {
    let words = &session.words;
    let writable = !at.column.is_read_only();
    if choice(ui, &words.text("table-edit"), &plain(Key::F2), writable) {
        editor::begin(session, view, at);
    }
    if choice(ui, &words.text("table-cut"), &ctrl(Key::X), true) {
        view.push(Action::Table(TableAction::Copy));
        view.push(Action::Table(TableAction::Clear));
    }
    if choice(ui, &words.text("table-copy"), &ctrl(Key::C), true) {
        view.push(Action::Table(TableAction::Copy));
    }
    if choice(ui, &words.text("table-paste"), &ctrl(Key::V), true) {
        view.table.grab = true;
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
    if choice(ui, &words.text("table-fill-down"), &ctrl(Key::D), writable) {
        view.push(Action::Table(TableAction::FillDown));
    }
    if choice(ui, &words.text("table-clear"), &plain(Key::Delete), writable) {
        view.push(Action::Table(TableAction::Clear));
    }
    ui.separator();
    if let Some(id) = at.row {
        let value = session.table_text(at);
        if !value.is_empty() && choice(ui, &words.text("table-filter-like"), "", true) {
            let rule = like(session, at);
            view.push(Action::Table(TableAction::Filter { column: at.column, rule }));
        }
        if session.table.rows().row_of(id).is_some_and(|row| row.measure().is_some()) {
            if choice(ui, &words.text("table-open"), "", true) {
                view.push(Action::Command(Command::GoWrite));
                view.push(Action::Reveal(Some(id)));
            }
            for command in [Command::AddMeasure, Command::MoveUp, Command::MoveDown] {
                item_for(ui, session, view, command, Some(id));
            }
        }
        let count = session.table.selected().len();
        let label = if count > 1 {
            words.with("table-remove-many", &[("count", count.into())])
        } else {
            words.text("table-remove-row")
        };
        if choice(ui, &label, &session.shown_keys(Command::Remove), true) {
            view.push(Action::Command(Command::Remove));
        }
    }
}

/// Returns the rule that rows like this one meet.
fn like(session: &Session, at: At) -> Option<Rule> {
    let context = session.table_context()?;
    let rows = session.table.rows();
    let row = rows.row_of(at.row?)?;
    let mut facets = std::collections::BTreeSet::new();
    crate::session::table::each_facet(&context, rows, row, at.column, &mut |facet| {
        facets.insert(facet);
    });
    Some(Rule::AnyOf(facets))
}

/// Returns what rows can be put together by that a column shows.
const fn grouping_of(column: Column) -> Option<Grouping> {
    match column {
        Column::Section => Some(Grouping::Section),
        Column::Goal => Some(Grouping::Goal),
        Column::Owners => Some(Grouping::Owner),
        Column::When => Some(Grouping::Month),
        Column::Status => Some(Grouping::Status),
        _ => None,
    }
}

/// The menu of the head of a column.
pub(super) fn head(ui: &mut Ui, session: &Session, view: &mut View, column: Column) {
    let words = &session.words;
    let push = |view: &mut View, action| view.push(Action::Table(action));
    if choice(ui, &words.text("table-sort-up"), "", true) {
        push(view, TableAction::SortBy { column, descending: false });
    }
    if choice(ui, &words.text("table-sort-down"), "", true) {
        push(view, TableAction::SortBy { column, descending: true });
    }
    ui.separator();
    super::filters::editor(ui, session, view, column);
    ui.separator();
    if let Some(grouping) = grouping_of(column).filter(|grouping| grouping.suits(session.table.sheet()))
        && choice(ui, &words.text("table-group-by"), "", true)
    {
        push(view, TableAction::Group(grouping));
    }
    let columns = session.table_columns();
    let at = columns.iter().position(|shown| *shown == column).unwrap_or(0);
    if choice(ui, &words.text("table-column-left"), "", at > 0) {
        let before = at.checked_sub(1).and_then(|at| columns.get(at)).copied();
        push(view, TableAction::Place(column, before));
    }
    if choice(ui, &words.text("table-column-right"), "", at + 1 < columns.len()) {
        push(view, TableAction::Place(column, columns.get(at + 2).copied()));
    }
    if choice(ui, &words.text("table-column-fit"), "", true) {
        let width = super::grid::fitting_width(ui, session, column);
        push(view, TableAction::Width(column, width));
    }
    if choice(ui, &words.text("table-column-hide"), "", columns.len() > 1) {
        push(view, TableAction::Show(column, false));
    }
}
