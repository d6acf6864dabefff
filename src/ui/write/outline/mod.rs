//! The outline: what the plan is made of, folded and unfolded, with a way to each record.
//!
//! Only the rows in view are drawn, and their words are made only then.

mod keys;
mod row;
mod rows;
mod strip;

use egui::{Rect, ScrollArea, Stroke, TextEdit, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::menu;
use super::super::parts::{icon_button, lay_within, left_middle, words};
use super::super::theme::{Type, palette};
use super::drag::{self, Aim};
use crate::model::{Id, Part};
use crate::session::structure::Gap;
use crate::session::{Action, Command, Select, Session};

pub(super) use rows::Rows;
pub(super) use strip::strip;

/// What the outline keeps.
#[derive(Default)]
pub(super) struct OutlineView {
    rows: Rows,
    /// What the rows are searched for; none while the search is closed.
    filter: Option<String>,
    /// The focused record when the outline last brought its row into view.
    shown: Option<Id>,
    /// A row that is to get the keys as soon as it is drawn.
    wants_keys: Option<Id>,
    /// What has the keys and is no row.
    looked_at: Option<egui::Id>,
}

/// The height of a row.
const ROW: f32 = 28.0;
/// How far a level is set in.
const STEP: f32 = 16.0;
/// The height of the hint below.
const FOOT: f32 = 34.0;

/// Shows the outline.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(open) = &session.open else { return };
    let plan = open.plan();
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    head(ui, session, view);
    filter(ui, session, view);
    let filter = view.write.outline.filter.clone().unwrap_or_default();
    let language = session.words.language();
    let revision = open.document.revision();
    view.write.outline.rows.follow(plan, revision, &view.write.folded, &filter, language);
    let count = view.write.outline.rows.len();
    keys::take(ui, session, view);

    // Each plan keeps its place: a new one begins with its first row.
    let salt = ("outline", open.number);
    let mut area =
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).max_height(ui.available_height() - FOOT);
    if session.focus != view.write.outline.shown {
        view.write.outline.shown = session.focus;
        if let Some(id) = session.focus {
            unfold_to(session, view, id);
        }
        // The row of what is edited comes into view, unless it is there already.
        if let Some(at) = session.focus.and_then(|id| view.write.outline.rows.index_of(id)) {
            let y = at as f32 * ROW;
            let id = ui.make_persistent_id(egui::IdSalt::new(salt));
            let offset =
                egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
            let height = ui.available_height() - FOOT;
            if y < offset || y + ROW > offset + height {
                area = area.vertical_scroll_offset((y - height / 2.0).max(0.0));
            }
        }
    }
    if count == 0 && !filter.trim().is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            words(ui, &session.words.text("outline-none"), Type::CHIP, p.text_weak);
        });
    }
    area.show_rows(ui, ROW, count, |ui, range| {
        let corner = ui.cursor().left_top() - vec2(0.0, range.start as f32 * ROW);
        let width = ui.available_width();
        for at in range {
            if let Some(row) = view.write.outline.rows.get(at).cloned() {
                row::show(ui, session, view, &row);
            }
        }
        drop_mark(ui, session, view, Rect::from_min_size(corner, vec2(width, count as f32 * ROW)));
    });
    let rect = Rect::from_min_size(ui.cursor().left_top(), vec2(ui.available_width(), FOOT));
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, p.line));
    let selected = session.selection.len();
    let hint = if selected > 1 {
        session.words.with("outline-selected", &[("count", selected.into())])
    } else {
        session.words.text("outline-hint")
    };
    let hint = lay_within(ui, &hint, Type::CAPTION.font(), p.text_weak, rect.width() - 32.0);
    ui.painter().galley(left_middle(rect.left() + 16.0, rect, &hint), hint, p.text_weak);
}

fn head(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        ui.add_space(16.0);
        words(ui, &session.words.text("outline"), Type::BODY.emphasised(), p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            let hide = menu::with_keys(session, Command::ToggleOutline);
            if icon_button(ui, Icon::PanelLeftClose, 16.0, &hide, true).clicked() {
                // In a narrow window the outline folds to its strip.
                if !std::mem::take(&mut view.write.opened.0) {
                    view.push(Action::Command(Command::ToggleOutline));
                }
            }
            let add = session.words.text("outline-add");
            let button = icon_button(ui, Icon::Plus, 16.0, &add, true);
            egui::Popup::menu(&button).show(|ui| {
                menu::groups(ui, session, view, &ADDS, session.focus);
                menu::submenu(ui, session, view, "outline-add-part", &PARTS, session.focus);
            });
            let search = session.words.text("outline-filter");
            if icon_button(ui, Icon::ListFilter, 16.0, &search, true).clicked() {
                let outline = &mut view.write.outline;
                if outline.filter.take().is_none() {
                    outline.filter = Some(String::new());
                    view.editing.want_widget(filter_id());
                }
            }
            let folds = view.write.folded.is_empty();
            let fold = session.words.text(if folds { "outline-fold-all" } else { "outline-unfold-all" });
            let icon = if folds { Icon::ChevronsDownUp } else { Icon::ChevronsUpDown };
            if icon_button(ui, icon, 16.0, &fold, true).clicked() {
                fold_all(session, view, folds);
            }
        });
    });
}

/// The commands that add records, as menus show them.
pub(super) const ADDS: [&[Command]; 2] = [
    &[Command::AddSection, Command::AddSubSection, Command::AddGoal],
    &[
        Command::AddMeasure,
        Command::AddSubMeasure,
        Command::AddParagraph,
        Command::AddIndicator,
        Command::AddRow,
    ],
];

/// The commands that add parts other than sections.
pub(super) const PARTS: [Command; 10] = [
    Command::AddOpening,
    Command::AddReview,
    Command::AddProblems,
    Command::AddScores,
    Command::AddContract,
    Command::AddImprovement,
    Command::AddRegister,
    Command::AddAttachment,
    Command::AddClosing,
    Command::AddSignOff,
];

/// What is done with a record, as menus show it.
pub(super) const RECORD: [&[Command]; 4] = [
    &[Command::Copy, Command::Cut, Command::Paste],
    &[Command::Duplicate, Command::JoinBefore, Command::SelectSiblings],
    &[Command::MoveUp, Command::MoveDown, Command::Indent, Command::Outdent],
    &[Command::Remove],
];

/// Shows the menu of a record.
pub(super) fn record_menu(ui: &mut Ui, session: &Session, view: &mut View, id: Id) {
    menu::submenu(ui, session, view, "outline-add", &ADDS.concat(), Some(id));
    menu::submenu(ui, session, view, "outline-add-part", &PARTS, Some(id));
    ui.separator();
    menu::groups(ui, session, view, &RECORD, Some(id));
}

fn filter_id() -> egui::Id {
    egui::Id::unique("outline-filter")
}

fn filter(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(mut text) = view.write.outline.filter.clone() else { return };
    let p = palette(ui);
    let id = filter_id();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let composing = view.editing.is_composing();
    let take = |ui: &Ui, key| {
        focused && !composing && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key))
    };
    let down = take(ui, egui::Key::ArrowDown);
    let mut escape = false;
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let width = ui.available_width() - 12.0;
        let hint = session.words.text("outline-filter-hint");
        let edge = if focused { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line_strong) };
        let frame = egui::Frame::new()
            .fill(p.surface)
            .stroke(edge)
            .corner_radius(egui::CornerRadius::same(super::super::theme::radius::BUTTON))
            .inner_margin(egui::Margin::symmetric(8, 3));
        let response = TextEdit::singleline(&mut text)
            .id(id)
            .font(Type::CHIP.font())
            .frame(frame)
            .desired_width(width - 16.0)
            .hint_text(egui::RichText::new(&hint).font(Type::CHIP.font()).color(p.text_weak))
            .show(ui)
            .response
            .response
            .accessible_name(session.words.text("outline-filter"));
        if view.editing.takes_widget(id) {
            response.request_focus();
        }
        // The toolkit takes the focus away at Escape before anybody sees the key.
        escape = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
    });
    ui.add_space(6.0);
    let outline = &mut view.write.outline;
    if escape {
        outline.filter = None;
        return;
    }
    outline.filter = Some(text);
    if down && let Some(row) = outline.rows.get(0) {
        outline.wants_keys = Some(row.id);
    }
}

fn fold_all(session: &Session, view: &mut View, fold: bool) {
    view.write.folded.clear();
    let Some(plan) = session.plan().filter(|_| fold) else { return };
    // Down to the goals: what a plan is about stays in sight.
    plan.walk(&mut |node| {
        if matches!(node.kind(), crate::model::tree::NodeKind::Goal | crate::model::tree::NodeKind::Measure) {
            view.write.folded.insert(node.id());
        }
    });
}

/// Unfolds what hides the row of a record.
fn unfold_to(session: &Session, view: &mut View, id: Id) {
    if view.write.folded.is_empty() || view.write.outline.rows.index_of(id).is_some() {
        return;
    }
    let Some(open) = &session.open else { return };
    let lineage = open.plan().lineage(id);
    let mut changed = false;
    for round in lineage.iter().rev().skip(1) {
        changed |= view.write.folded.remove(round);
    }
    if changed {
        let filter = view.write.outline.filter.clone().unwrap_or_default();
        let language = session.words.language();
        let revision = open.document.revision();
        view.write.outline.rows.follow(open.plan(), revision, &view.write.folded, &filter, language);
    }
}

/// Shows where dragged records would go.
fn drop_mark(ui: &Ui, session: &Session, view: &mut View, rows: Rect) {
    let Some(open) = &session.open else { return };
    let Some(dragged) = &mut view.write.dragged else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    if !ui.clip_rect().contains(pointer) {
        return;
    }
    drag::scroll_at_edges(ui, pointer);
    let rows_of = &view.write.outline.rows;
    let at = row_at((pointer.y - rows.top()) / ROW).min(rows_of.len());
    let above = at.checked_sub(1).and_then(|at| rows_of.get(at));
    let below = rows_of.get(at);
    let gap = Gap {
        above: above.map(|row| row.id),
        open: above.is_some_and(|row| !row.folded),
        below: below.map(|row| row.id),
    };
    // The dot stands left of where the row's number would begin.
    let left = rows.left() + 20.0;
    let aim = Aim { list: drag::List::Outline, gap, x: pointer.x, left, step: STEP };
    if let Some(drop) = dragged.aim(open.plan(), open.document.revision(), aim) {
        let x = left + drop.depth as f32 * STEP;
        drag::line(ui, palette(ui), x, rows.right() - 8.0, rows.top() + at as f32 * ROW);
    }
}

/// Returns what a part is called in lists.
pub(crate) fn part_label(session: &Session, part: &Part) -> String {
    let key = match part {
        Part::Opening(_) => "part-opening",
        Part::Closing(_) => "part-closing",
        Part::SignOff(_) => "part-sign-off",
        part => {
            let heading = part.heading().map(crate::locale::shown).unwrap_or_default();
            return if heading.trim().is_empty() { session.words.text("untitled") } else { heading };
        }
    };
    session.words.text(key)
}

/// Answers a click on a row: alone, with Control, with Shift.
fn clicked(ui: &Ui, view: &mut View, id: Id) {
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.shift {
        let order = view.write.outline.rows.order();
        view.push(Action::Select(Select::Extend { to: id, order }));
    } else if modifiers.command {
        let order = view.write.outline.rows.order();
        view.push(Action::Select(Select::Toggle { id, order }));
    } else {
        view.push(Action::Reveal(Some(id)));
    }
}

/// Returns the gap between rows that is nearest, counted from the top.
#[expect(clippy::cast_sign_loss, reason = "it is above nothing")]
fn row_at(rows: f32) -> usize {
    rows.round().max(0.0) as usize
}
