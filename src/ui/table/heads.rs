//! The heads of the columns: names, the way of sorting, edges to drag.

use egui::{CornerRadius, CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{draw_icon, lay_within, ring};
use super::super::theme::{Type, palette, radius};
use super::draw::{self, PAD};
use super::layout::{HEAD, Placed, TICK};
use crate::session::table::TableAction;
use crate::session::{Action, Session};

/// How near the pointer must be to an edge to take it.
const GRIP: f32 = 4.0;

/// Shows the heads over the columns.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, rect: Rect, columns: &[Placed]) {
    let p = palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line_strong));
    let old_clip = ui.clip_rect();
    ui.set_clip_rect(old_clip.intersect(rect));
    let left = rect.left() - view.table.offset.x;
    all_tick(ui, session, view, Rect::from_min_size(pos2(left, rect.top()), vec2(TICK, HEAD)));
    let wish = session.table.wish();
    for placed in columns {
        let head = Rect::from_min_size(pos2(left + placed.left, rect.top()), vec2(placed.width, HEAD));
        if head.right() < rect.left() || head.left() > rect.right() {
            continue;
        }
        let name = session.words.text(placed.column.key());
        let sorted = wish.sort.iter().position(|(column, _)| *column == placed.column);
        let descending = sorted.and_then(|at| wish.sort.get(at)).is_some_and(|(_, descending)| *descending);
        let response = ui.interact(head, Id::unique(("column", placed.column)), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        if response.hovered() {
            ui.painter().rect_filled(head.shrink2(vec2(0.0, 1.0)), CornerRadius::ZERO, p.hover);
        }
        let filtered = wish.rules.contains_key(&placed.column);
        let marks = f32::from(u8::from(sorted.is_some()) + u8::from(filtered)) * 18.0;
        let room = head.shrink2(vec2(PAD, 0.0));
        let face = if sorted.is_some() { Type::CHIP.emphasised() } else { Type::CHIP };
        let ink = if sorted.is_some() { p.text } else { p.text_weak };
        let galley = lay_within(ui, &name, face.font(), ink, room.width() - marks);
        let x = if placed.column.is_figure() { room.right() - galley.size().x - marks } else { room.left() };
        let mut end = x + galley.size().x;
        ui.painter().galley(pos2(x, head.center().y - galley.size().y / 2.0), galley, ink);
        if sorted.is_some() {
            let icon = if descending { Icon::ArrowDown } else { Icon::ArrowUp };
            draw_icon(ui, icon, 14.0, pos2(end + 11.0, head.center().y), ink);
            end += 18.0;
        }
        if filtered {
            draw_icon(ui, Icon::ListFilter, 14.0, pos2(end + 11.0, head.center().y), p.accent);
        }
        ring(ui, &response, head, radius::CHIP, p);
        response.context_menu(|ui| super::menus::head(ui, session, view, placed.column));
        if response.clicked() {
            let second = ui.input(|input| input.modifiers.shift);
            view.push(Action::Table(TableAction::Sort { column: placed.column, second }));
        }
    }
    // Edges last: they lie over the heads.
    for placed in columns {
        edge(ui, session, view, rect, left, placed);
    }
    ui.set_clip_rect(old_clip);
}

fn all_tick(ui: &mut Ui, session: &Session, view: &mut View, rect: Rect) {
    let p = palette(ui);
    let selected = session.table.checked_count();
    let shown = session.table.arrangement().found;
    let state = if selected == 0 {
        Some(false)
    } else if selected >= shown {
        Some(true)
    } else {
        None
    };
    let response = ui.interact(rect, Id::unique("all-rows"), Sense::click());
    let name = session.words.text("table-tick-all");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, state == Some(true), &name));
    draw::tick(ui, rect, state, p);
    ring(ui, &response, rect.shrink(4.0), radius::CHIP, p);
    if response.clicked() {
        view.push(Action::Table(TableAction::CheckAll(selected == 0)));
    }
}

fn edge(ui: &mut Ui, session: &Session, view: &mut View, rect: Rect, left: f32, placed: &Placed) {
    let p = palette(ui);
    let x = left + placed.left + placed.width;
    let grip = Rect::from_min_max(pos2(x - GRIP, rect.top()), pos2(x + GRIP, rect.bottom()));
    let response = ui.interact(grip, Id::unique(("edge", placed.column)), Sense::CLICK | Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(x, rect.y_range().shrink(6.0), Stroke::new(2.0, p.accent));
    }
    if let Some(pointer) = response.interact_pointer_pos() {
        if response.drag_started() {
            view.table.widening = Some((placed.column, placed.width, pointer.x));
        }
        if response.dragged()
            && let Some((column, width, from)) = view.table.widening
        {
            let wanted = width + pointer.x - from;
            if (wanted - placed.width).abs() >= 1.0 {
                view.push(Action::Table(TableAction::Width(column, wanted)));
            }
        }
    }
    if response.double_clicked() {
        let width = super::grid::fitting_width(ui, session, placed.column);
        view.push(Action::Table(TableAction::Width(placed.column, width)));
    }
}
