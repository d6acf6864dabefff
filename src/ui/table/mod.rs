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
use lucide_icons::Icon;

use super::View;
use super::parts::{ChipKind, Run, chip, draw_icon, words};
use super::theme::{Type, palette};
use crate::session::table::{Column, Facet, Rule, Sheet, TableAction};
use crate::session::{Action, Session};

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
    /// The field of the small window that was opened last, which is to get the focus.
    focus_typed: Option<bulk::Typed>,
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
    use crate::session::Screen;
    if session.screen != Screen::Table || !ui.memory(|memory| memory.has_focus(editor::field_id())) {
        return;
    }
    let fill = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::D));
    if fill && view.table.editor.is_none() {
        view.push(Action::Table(TableAction::FillDown));
    }
}

/// Says below the indicators what their weights make, where any has one.
fn weights(ui: &mut Ui, session: &Session) {
    let sum = session.table.rows().weights;
    if session.table.sheet() != Sheet::Indicators || sum.is_zero() {
        return;
    }
    let p = palette(ui);
    let said = session.words.with("weights-plan", &[("sum", sum.normalize().to_string().into())]);
    let is_over = sum > rust_decimal::Decimal::ONE_HUNDRED;
    let said = if is_over { session.words.with("weights-over", &[("said", said.into())]) } else { said };
    Panel::bottom("table-weights").exact_size(32.0).resizable(false).frame(Frame::new().fill(p.panel)).show(
        ui,
        |ui| {
            ui.horizontal_centered(|ui| {
                ui.add_space(16.0);
                if is_over {
                    let at = ui.cursor().left_center() + egui::vec2(7.0, 0.0);
                    draw_icon(ui, Icon::TriangleAlert, 14.0, at, p.due);
                    ui.add_space(20.0);
                }
                words(ui, &said, Type::CHIP, if is_over { p.due } else { p.text_weak });
            });
        },
    );
}

/// Shows below the people which posts and departments own measures as well; a click shows their
/// measures.
fn posts(ui: &mut Ui, session: &Session, view: &mut View) {
    let posts = &session.table.rows().posts;
    if session.table.sheet() != Sheet::People || posts.is_empty() {
        return;
    }
    let p = palette(ui);
    let frame = Frame::new().fill(p.panel).inner_margin(egui::Margin::symmetric(16, 6));
    Panel::bottom("table-posts").exact_size(44.0).resizable(false).frame(frame).show(ui, |ui| {
        egui::ScrollArea::horizontal().id_salt("posts").show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                words(ui, &session.words.text("table-posts"), Type::CHIP, p.text_weak);
                for (name, count) in posts {
                    let shown = crate::locale::shown(&crate::model::Text::new(name));
                    let args = [("name", shown.clone().into()), ("count", (*count).into())];
                    let label = session.words.with("table-post", &args);
                    let runs = [Run::plain(shown), Run::weak(count.to_string())];
                    if chip(ui, ChipKind::Set, None, &runs, &label).on_hover_text(&label).clicked() {
                        let facet = Facet::Text(name.clone());
                        let rule = Some(Rule::AnyOf(std::iter::once(facet).collect()));
                        view.push(Action::Table(TableAction::Sheet(Sheet::Measures)));
                        view.push(Action::Table(TableAction::Filter { column: Column::Owners, rule }));
                    }
                }
            });
        });
    });
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
    weights(ui, session);
    posts(ui, session, view);
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| grid::show(ui, session, view));
}
