//! The rows.

use egui::{
    Align2, CornerRadius, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{draw_icon, lay, left_middle};
use super::super::theme::{Type, palette};
use super::heads;
use super::layout::{self, DENSE_ROW, HEAD, Lines, NEW, Placed, ROW, TICK};
use super::{draw, editor, menus};
use crate::locale::words as value_words;
use crate::session::table::{At, Column, Context, Facet, Line, Rows, TableAction, standing_key, text};
use crate::session::{Action, Session};

/// Shows heads and rows.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let Some(context) = session.table_context() else { return };
    let table = &session.table;
    let area = ui.max_rect();
    let settings = session.settings.table.columns_of(table.sheet());
    let window = ui.ctx().content_rect().width();
    let left_out = layout::left_out(&settings, window, area.width());
    if left_out != table.left_out() {
        view.push(Action::Table(TableAction::LeaveOut(left_out.clone())));
    }
    let columns = layout::place(&settings, &left_out, area.width());
    let head = Rect::from_min_size(area.min, vec2(area.width(), HEAD));
    let body = Rect::from_min_max(pos2(area.left(), area.top() + HEAD), area.max);
    let row = if session.settings.table.dense { DENSE_ROW } else { ROW };
    let arrangement = std::sync::Arc::clone(table.arrangement());
    let lines = Lines { arrangement: &arrangement, row };
    let width = columns.last().map_or(0.0, |last| last.left + last.width);
    let height = lines.total() + NEW + 24.0;
    let mut scroll = ScrollArea::both().id_salt("rows").auto_shrink(false);
    // A bar that opens below must not hide the cursor.
    let less_room = body.height() < view.table.room;
    view.table.room = body.height();
    if view.table.shown != table.shown() || less_room {
        view.table.grab_when_free |= view.table.shown != table.shown();
        view.table.shown = table.shown();
        if let Some(offset) = to_cursor(session, view.table.offset, &lines, &columns, body.size()) {
            scroll = scroll.scroll_offset(offset);
        }
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(body));
    let output = scroll.show_viewport(&mut inner, |ui, viewport| {
        ui.set_min_size(vec2(width, height));
        let origin = ui.min_rect().min;
        rows(ui, session, view, &context, &lines, &columns, viewport, origin);
        if let Some(cursor) = table.cursor()
            && let Some(line) = table.line_of(cursor.row)
            && let Some(placed) = columns.iter().find(|placed| placed.column == cursor.column)
        {
            let rect = Rect::from_min_size(
                pos2(origin.x + placed.left, origin.y + lines.top(line)),
                vec2(placed.width, lines.height(line)),
            );
            let page = lines.at(body.height()).saturating_sub(2).max(1);
            editor::show(ui, session, view, cursor, rect, page);
        }
    });
    view.table.offset = output.state.clamped_offset();
    heads::show(ui, session, view, head, &columns);
    if table.rows().is_empty() {
        let at = pos2(area.left() + TICK, body.top() + NEW + 20.0);
        let text = session.words.text("table-empty");
        ui.painter().text(at, Align2::LEFT_TOP, text, Type::BODY.font(), p.text_weak);
    }
}

/// Returns how far to scroll so that the cursor is in view, where it is not.
fn to_cursor(
    session: &Session,
    offset: egui::Vec2,
    lines: &Lines<'_>,
    columns: &[Placed],
    view: egui::Vec2,
) -> Option<egui::Vec2> {
    let cursor = session.table.cursor()?;
    let line = session.table.line_of(cursor.row)?;
    let placed = columns.iter().find(|placed| placed.column == cursor.column)?;
    let (top, bottom) = (lines.top(line), lines.top(line) + lines.height(line));
    let (left, right) = (placed.left, placed.left + placed.width);
    let mut wanted = offset;
    if bottom > offset.y + view.y {
        wanted.y = bottom - view.y;
    }
    if top < wanted.y {
        wanted.y = top;
    }
    if right > offset.x + view.x {
        wanted.x = right - view.x;
    }
    if left < wanted.x || left <= TICK {
        wanted.x = if left <= TICK { 0.0 } else { left.min(wanted.x) };
    }
    (wanted != offset).then_some(wanted)
}

#[expect(clippy::too_many_arguments, reason = "what a row is drawn from")]
fn rows(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    context: &Context<'_>,
    lines: &Lines<'_>,
    columns: &[Placed],
    viewport: Rect,
    origin: egui::Pos2,
) {
    let p = palette(ui);
    let table = &session.table;
    let clip = ui.clip_rect();
    let width = columns.last().map_or(0.0, |last| last.left + last.width).max(clip.width());
    let shown: Vec<Column> = columns.iter().map(|placed| placed.column).collect();
    let range = table.range(&shown);
    let hovered = ui.input(|input| input.pointer.hover_pos()).filter(|pos| clip.contains(*pos));
    let first = lines.at(viewport.top());
    for line in first..lines.arrangement.lines.len() {
        let top = origin.y + lines.top(line);
        if top > clip.bottom() {
            break;
        }
        let rect = Rect::from_min_size(pos2(origin.x, top), vec2(width, lines.height(line)));
        match lines.arrangement.lines.get(line) {
            Some(Line::Group(number)) => group(ui, session, view, context, *number, rect),
            Some(Line::Row(_)) => {
                let Some(id) = table.id_at(line) else { continue };
                let Some(row) = table.rows().row_of(id) else { continue };
                let in_range = range.is_some_and(|(from, to, ..)| from < to && (from..=to).contains(&line));
                let selected = table.is_checked(id) || in_range;
                if selected {
                    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.accent_weak);
                } else if hovered.is_some_and(|pos| rect.contains(pos)) {
                    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.hover);
                }
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
                tick(ui, session, view, id, line, rect);
                for placed in columns {
                    let cell = Rect::from_min_size(
                        pos2(rect.left() + placed.left, rect.top()),
                        vec2(placed.width, rect.height()),
                    );
                    if cell.right() < clip.left() || cell.left() > clip.right() {
                        continue;
                    }
                    let at = At { row: Some(id), column: placed.column };
                    let said = draw::cell(ui, session, context, row, at, cell, p);
                    let response = ui.interact(
                        cell,
                        Id::unique(("cell", id, placed.column)),
                        Sense::CLICK | Sense::DRAG,
                    );
                    response.widget_info(|| {
                        let column = session.words.text(placed.column.key());
                        let args = [
                            ("column", column.into()),
                            ("value", said.as_str().into()),
                            ("row", (line + 1).into()),
                        ];
                        let name = session.words.with("table-cell-name", &args);
                        WidgetInfo::labeled(Role::Cell, true, name)
                    });
                    pointed(ui, session, view, &response, at, lines, columns, origin);
                }
            }
            None => break,
        }
    }
    new_line(ui, session, view, lines, columns, origin, width);
    if let Some((from, to, left, right)) = range
        && let (Some(a), Some(b)) = (columns.get(left), columns.get(right))
    {
        let rect = Rect::from_min_max(
            pos2(origin.x + a.left, origin.y + lines.top(from)),
            pos2(origin.x + b.left + b.width, origin.y + lines.top(to) + lines.height(to)),
        );
        ui.painter().rect_stroke(rect, CornerRadius::same(2), Stroke::new(2.0, p.accent), StrokeKind::Inside);
    }
}

/// Follows the pointer on a cell.
#[expect(clippy::too_many_arguments, reason = "what a row is drawn from")]
fn pointed(
    ui: &Ui,
    session: &Session,
    view: &mut View,
    response: &egui::Response,
    at: At,
    lines: &Lines<'_>,
    columns: &[Placed],
    origin: egui::Pos2,
) {
    let push = |view: &mut View, action| view.push(Action::Table(action));
    let modifiers = ui.input(|input| input.modifiers);
    if response.double_clicked() {
        editor::begin(session, view, at);
    } else if response.clicked() || response.drag_started() {
        match at.row {
            Some(id) if modifiers.command => push(view, TableAction::Check { id, range: false }),
            _ => push(view, TableAction::Point { at, extend: modifiers.shift }),
        }
    } else if response.dragged()
        && !modifiers.command
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let line = lines.at(pointer.y - origin.y).min(lines.arrangement.lines.len().saturating_sub(1));
        let over =
            columns.iter().rev().find(|placed| origin.x + placed.left <= pointer.x).or(columns.first());
        if let (Some(id), Some(over)) = (session.table.id_at(line), over) {
            let to = At { row: Some(id), column: over.column };
            if session.table.cursor() != Some(to) && session.table.cursor().is_some() {
                push(view, TableAction::Point { at: to, extend: true });
            }
        }
    }
    if response.secondary_clicked() {
        view.table.grab_when_free = true;
        let in_selection = at.row.is_some_and(|id| session.table.selected().contains(&id));
        if !in_selection {
            push(view, TableAction::Point { at, extend: false });
        }
        view.table.menu = Some(at);
    }
    if view.table.menu == Some(at) {
        response.context_menu(|ui| menus::cell(ui, session, view, at));
    }
}

/// The line in which new rows are written.
fn new_line(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    lines: &Lines<'_>,
    columns: &[Placed],
    origin: egui::Pos2,
    width: f32,
) {
    if !session.table.sheet().grows() {
        return;
    }
    let p = palette(ui);
    let rect = Rect::from_min_size(pos2(origin.x, origin.y + lines.total()), vec2(width, NEW));
    if rect.top() > ui.clip_rect().bottom() {
        return;
    }
    let here = session.table.cursor().is_some_and(|cursor| cursor.row.is_none());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    let name = session.words.text("table-new-row");
    for placed in columns {
        let cell = Rect::from_min_size(
            pos2(rect.left() + placed.left, rect.top()),
            vec2(placed.width, rect.height()),
        );
        let at = At { row: None, column: placed.column };
        let response = ui.interact(cell, Id::unique(("new", placed.column)), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| {
            let column = session.words.text(placed.column.key());
            WidgetInfo::labeled(Role::Cell, true, format!("{name} {column}"))
        });
        if response.hovered() {
            ui.painter().rect_filled(cell, CornerRadius::ZERO, p.hover);
        }
        pointed(ui, session, view, &response, at, lines, columns, origin);
    }
    if !here {
        let left = rect.left() + 18.0;
        draw_icon(ui, Icon::Plus, 16.0, pos2(left, rect.center().y), p.text_weak);
        let text = lay(ui, &name, Type::CHIP.font(), p.text_weak);
        ui.painter().galley(left_middle(rect.left() + TICK, rect, &text), text, p.text_weak);
    }
}

fn tick(ui: &mut Ui, session: &Session, view: &mut View, id: crate::model::Id, line: usize, rect: Rect) {
    let p = palette(ui);
    let place = Rect::from_min_size(rect.min, vec2(TICK, rect.height()));
    let checked = session.table.is_checked(id);
    let response = ui.interact(place, Id::unique(("tick", id)), Sense::CLICK);
    response.widget_info(|| {
        let name = session.words.with("table-tick", &[("row", (line + 1).into())]);
        WidgetInfo::selected(Role::CheckBox, true, checked, name)
    });
    draw::tick(ui, place, Some(checked), p);
    if response.clicked() {
        let range = ui.input(|input| input.modifiers.shift);
        view.push(Action::Table(TableAction::Check { id, range }));
    }
}

fn group(ui: &mut Ui, session: &Session, view: &mut View, context: &Context<'_>, number: u32, rect: Rect) {
    let p = palette(ui);
    let arrangement = session.table.arrangement();
    let Some(group) = usize::try_from(number).ok().and_then(|at| arrangement.groups.get(at)) else { return };
    let name = facet_name(session, context, session.table.rows(), &group.facet);
    let response = ui.interact(rect, Id::unique(("group", number)), Sense::click());
    let counts = [("count", group.count.into()), ("done", group.done.into())];
    let counts = session.words.with("table-group-counts", &counts);
    response.widget_info(|| {
        WidgetInfo::selected(Role::DisclosureTriangle, true, !group.folded, format!("{name} {counts}"))
    });
    let fill = if response.hovered() { p.hover } else { p.panel };
    ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    let left = rect.left().max(ui.clip_rect().left());
    let icon = if group.folded { Icon::ChevronRight } else { Icon::ChevronDown };
    draw_icon(ui, icon, 14.0, pos2(left + 18.0, rect.center().y), p.text_weak);
    let title = lay(ui, &name, Type::BUTTON.emphasised().font(), p.text);
    let at = left_middle(left + 32.0, rect, &title);
    let end = at.x + title.size().x;
    ui.painter().galley(at, title, p.text);
    let counts = lay(ui, &counts, Type::CHIP.font(), p.text_weak);
    ui.painter().galley(left_middle(end + 12.0, rect, &counts), counts, p.text_weak);
    super::super::parts::ring(ui, &response, rect, 0, p);
    if response.clicked() {
        view.push(Action::Table(TableAction::Fold(group.facet.clone())));
    }
}

/// Returns the words for what rows have in common.
pub(super) fn facet_name(session: &Session, context: &Context<'_>, rows: &Rows, facet: &Facet) -> String {
    let language = context.plan.language;
    let heading = |headings: &[crate::session::table::Heading], at: u32| {
        usize::try_from(at)
            .ok()
            .and_then(|at| headings.get(at))
            .map(|heading| heading.words(language))
            .unwrap_or_default()
    };
    match facet {
        Facet::Section(at) => heading(&rows.sections, *at),
        Facet::Goal(at) => heading(&rows.goals, *at),
        Facet::Month(year, month) => crate::model::Month::new(*year, *month)
            .map(|month| value_words::month(language, month, Some(context.plan.period.year())))
            .unwrap_or_default(),
        Facet::Cadence => session.words.text("table-time-cadence"),
        Facet::Limit => session.words.text("table-time-limit"),
        Facet::Unclear => session.words.text("table-time-unclear"),
        Facet::Standing(standing) => session.words.text(standing_key(*standing)),
        Facet::Text(text) => crate::locale::shown(&crate::model::Text::new(text)),
        Facet::Empty => session.words.text("table-none"),
    }
}

/// Returns the width at which a column's head and the cells of the rows near the top fit.
pub(super) fn fitting_width(ui: &Ui, session: &Session, column: Column) -> f32 {
    /// As many rows as are looked at: all of a plan of usual size.
    const ROWS: usize = 500;
    let Some(context) = session.table_context() else { return column.width() };
    let p = palette(ui);
    let rows = session.table.rows();
    let head =
        lay(ui, &session.words.text(column.key()), Type::CHIP.emphasised().font(), p.text).size().x + 24.0;
    let widest = session
        .table
        .arrangement()
        .shown_rows()
        .take(ROWS)
        .filter_map(|at| rows.rows.get(at))
        .map(|row| {
            lay(ui, &text(&context, rows, row, column), Type::CHIP.emphasised().font(), p.text).size().x
        })
        .fold(head, f32::max);
    (widest + 2.0 * draw::PAD + 4.0).min(480.0)
}
