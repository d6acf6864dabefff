//! The time line: labels at the left, lanes beside them, the head above, the load below.

use chrono::NaiveDate;
use egui::scroll_area::{DragScroll, ScrollSource};
use egui::{
    CentralPanel, CornerRadius, Frame, Id, Key, Modifiers, Panel, Rect, Role, ScrollArea, Sense, Shape,
    Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::axis::{Axis, Unit};
use super::chart::{Chart, Group, Row, RowKind};
use super::{NARROW, drag, head, lane, load, looks};
use crate::session::{Action, Command, Session};
use crate::ui::View;
use crate::ui::parts::{draw_icon, lay, lay_within, left_middle, ring, words};
use crate::ui::theme::{Type, palette};

/// Where things are on the screen in this frame.
pub(super) struct Place<'a> {
    pub(super) axis: &'a Axis,
    /// Where the axis begins on the screen.
    pub(super) left: f32,
    /// Where the first row begins on the screen.
    pub(super) top: f32,
    /// The part of the screen with the lanes.
    pub(super) lanes: Rect,
}

impl Place<'_> {
    /// Returns the part of the screen that a row's lane takes.
    pub(super) fn lane(&self, row: &Row) -> Rect {
        let y = self.top + row.top;
        Rect::from_x_y_ranges(self.lanes.x_range(), y..=y + row.height)
    }
}

/// Returns the width of the labels in a window so wide.
const fn label_width(window: f32) -> f32 {
    if window < NARROW { 200.0 } else { 300.0 }
}

/// Shows the time line.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart) {
    let p = palette(ui);
    let labels = label_width(ui.ctx().content_rect().width());
    Panel::bottom("year-load")
        .exact_size(load::HEIGHT)
        .frame(Frame::new().fill(p.panel))
        .show(ui, |ui| load::show(ui, session, view, chart, labels));
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| {
        body(ui, session, view, chart, labels);
    });
}

fn body(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart, labels: f32) {
    let p = palette(ui);
    let whole = ui.available_rect_before_wrap();
    let (top, rows) = whole.split_top_bottom_at_y(whole.top() + 2.0 * head::BAND);
    // The last day's diamond is not cut off.
    view.year.in_view = vec2((rows.width() - labels - 10.0).max(60.0), rows.height());
    if is_pressed(ui) {
        view.year.note = None;
    }
    keys(ui, session, view, chart, rows.with_min_x(rows.left() + labels));
    let axis = view.year.axis(chart.range);
    bring_row(view, chart, rows.height());
    drag_along(ui, view, &axis, rows.with_min_x(rows.left() + labels));

    let mut area = ScrollArea::both()
        .id_salt("year-rows")
        .auto_shrink(false)
        .scroll_source(ScrollSource { drag: DragScroll::Never, ..ScrollSource::default() });
    if let Some(offset) = view.year.wanted_offset.take() {
        area = area.scroll_offset(offset);
        ui.ctx().request_repaint();
    }
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rows));
    inside.set_clip_rect(rows);
    let output = area.show_viewport(&mut inside, |ui, viewport| {
        let size = vec2(labels + axis.width() + 10.0, chart.height + 12.0);
        let (content, _) = ui.allocate_exact_size(size, Sense::hover());
        let place = Place {
            axis: &axis,
            left: content.left() + labels,
            top: content.top(),
            lanes: rows.with_min_x(rows.left() + labels),
        };
        rows_in_view(ui, session, view, chart, &place, viewport);
    });
    view.year.offset = output.state.clamped_offset();
    let left = rows.left() + labels - view.year.offset.x;

    // The head stands still above, and moves with the lanes to the side.
    ui.painter().rect_filled(top, CornerRadius::ZERO, p.panel);
    head::show(ui, session, chart, &axis, top.with_min_x(top.left() + labels), left);
    let corner = top.with_max_x(top.left() + labels).with_min_y(top.top() + head::BAND);
    let label = lay(ui, &session.words.text("year-measures"), Type::CHIP.emphasised().font(), p.text);
    ui.painter().galley(left_middle(corner.left() + 16.0, corner, &label), label, p.text);
    ui.painter().vline(top.left() + labels, whole.y_range(), Stroke::new(1.0, p.line_strong));
    if chart.rows.is_empty() {
        let at = Rect::from_min_size(rows.left_top() + vec2(16.0, 12.0), vec2(600.0, 40.0));
        let mut note = ui.new_child(UiBuilder::new().max_rect(at));
        words(&mut note, &session.words.text("year-none-pass"), Type::BODY, p.text_weak);
    }
    lane::drag_note(ui, session, view, chart, &axis, left);
}

/// Tells whether something was pressed.
fn is_pressed(ui: &Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                egui::Event::Key { pressed: true, .. } | egui::Event::PointerButton { pressed: true, .. }
            )
        })
    })
}

/// Takes the keys of the time line and the wheel that zooms.
fn keys(ui: &Ui, session: &Session, view: &mut View, chart: &Chart, lanes: Rect) {
    let hover = ui.input(|input| input.pointer.hover_pos()).filter(|at| lanes.contains(*at));
    let zoom = ui.input(egui::InputState::zoom_delta);
    let day = view.year.axis(chart.range).day_width();
    if let Some(at) = hover
        && (zoom - 1.0).abs() > 0.001
    {
        view.year.zoom_to(chart.range, day * zoom, at.x - lanes.left());
    }
    if ui.ctx().text_edit_focused() || session.dialog.is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let pressed_shift = |key| ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key));
    let middle = lanes.width() / 2.0;
    if pressed(Key::Plus) || pressed_shift(Key::Plus) || pressed(Key::Equals) || pressed_shift(Key::Equals) {
        view.year.zoom_to(chart.range, day * 1.4, middle);
    }
    if pressed(Key::Minus) {
        view.year.zoom_to(chart.range, day / 1.4, middle);
    }
    if pressed(Key::Num0) {
        view.year.zoom = None;
    }
    if pressed(Key::T) {
        view.year.centre(chart.range, session.today);
    }
}

/// Scrolls to the row that is to be seen.
fn bring_row(view: &mut View, chart: &Chart, height: f32) {
    let Some(id) = view.year.wanted_row.take() else { return };
    let Some(row) = chart.row_of(id).and_then(|at| chart.rows.get(at)) else { return };
    let offset = view.year.offset;
    if row.top < offset.y {
        view.year.wanted_offset = Some(vec2(offset.x, row.top));
    } else if row.top + row.height > offset.y + height {
        view.year.wanted_offset = Some(vec2(offset.x, row.top + row.height - height + 14.0));
    }
}

/// Lets a drag follow the pointer, scroll at the edges, and end.
fn drag_along(ui: &Ui, view: &mut View, axis: &Axis, lanes: Rect) {
    let Some(drag) = &mut view.year.drag else { return };
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.year.drag = None;
        return;
    }
    let (at, down, alt) =
        ui.input(|input| (input.pointer.interact_pos(), input.pointer.any_down(), input.modifiers.alt));
    if let Some(at) = at {
        let x = at.x - lanes.left() + view.year.offset.x;
        drag.to(axis.day_at(x), drag::snap(axis, alt));
        let past = if at.x > lanes.right() - 24.0 {
            10.0
        } else if at.x < lanes.left() + 24.0 {
            -10.0
        } else {
            0.0
        };
        let most = (axis.width() - lanes.width()).max(0.0);
        let x = (view.year.offset.x + past).clamp(0.0, most);
        if down && (x - view.year.offset.x).abs() > 0.5 {
            view.year.wanted_offset = Some(Vec2::new(x, view.year.offset.y));
            ui.ctx().request_repaint();
        }
    }
    if !down && let Some(action) = view.year.drag.take().and_then(drag::Drag::dropped) {
        view.push(action);
    }
}

fn rows_in_view(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    place: &Place<'_>,
    viewport: Rect,
) {
    let p = palette(ui);
    let whole = ui.clip_rect();
    let range = chart.rows_between(viewport.top(), viewport.bottom());
    let visible = chart.rows.get(range.clone()).unwrap_or_default();
    let mut lanes = ui.new_child(UiBuilder::new().max_rect(place.lanes));
    lanes.set_clip_rect(place.lanes.intersect(whole));
    let bottom = (place.top + chart.height).min(whole.bottom());
    grid(&lanes, chart, place, bottom);
    for row in visible {
        let area = place.lane(row).with_min_x(whole.left());
        match &row.kind {
            RowKind::Group(group) => {
                let fill = if group.is_goal { p.surface } else { p.panel };
                ui.painter().rect_filled(area, CornerRadius::ZERO, fill);
            }
            RowKind::Measure { facts, .. } => {
                if session.focus == Some(facts.id) {
                    ui.painter().rect_filled(area, CornerRadius::ZERO, p.accent_weak);
                }
            }
        }
        ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.0, p.line));
    }
    lane::links(&lanes, chart, place, &range);
    for row in visible {
        if let RowKind::Measure { .. } = &row.kind {
            lane::show(&mut lanes, session, view, chart, place, row);
        }
    }
    let today = session.today;
    if place.axis.first() <= today && today <= place.axis.last() {
        let x = place.left + place.axis.middle_of(today);
        lanes.painter().vline(x, whole.top()..=whole.bottom(), Stroke::new(1.5, p.accent));
    }
    for row in visible {
        let area = place.lane(row).with_min_x(whole.left()).with_max_x(place.lanes.left());
        match &row.kind {
            RowKind::Group(group) => group_label(ui, session, view, group, area),
            RowKind::Measure { .. } => measure_label(ui, session, view, row, area),
        }
    }
}

/// Draws what divides the lanes in time: quiet lines, days off where days are wide.
fn grid(ui: &Ui, chart: &Chart, place: &Place<'_>, bottom: f32) {
    let p = palette(ui);
    let (upper, lower) = place.axis.units();
    let (from, to) = (place.lanes.left() - place.left, place.lanes.right() - place.left);
    let y = place.lanes.top()..=bottom;
    if place.axis.day_width() >= 6.0 {
        for cell in place.axis.cells(Unit::Day, from, to) {
            if !chart.basis.holidays.is_working(cell.span.first()) {
                let area = Rect::from_x_y_ranges(
                    place.left + cell.left..=place.left + cell.left + cell.width,
                    y.clone(),
                );
                ui.painter().rect_filled(area, CornerRadius::ZERO, p.panel);
            }
        }
    }
    for (unit, is_upper) in [(lower, false), (upper, true)] {
        for cell in place.axis.cells(unit, from, to) {
            let x = place.left + cell.left;
            if is_upper || unit == Unit::Day {
                ui.painter().vline(x, y.clone(), Stroke::new(1.0, p.line));
            } else {
                let ends = [pos2(x, *y.start()), pos2(x, *y.end())];
                ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, p.line), 3.0, 3.0));
            }
        }
    }
}

fn group_label(ui: &mut Ui, session: &Session, view: &mut View, group: &Group, area: Rect) {
    let p = palette(ui);
    let id = Id::unique(("year-group", &group.key));
    let response = ui.interact(area, id, Sense::click());
    let title =
        if group.title.is_empty() { session.words.text("year-no-owner") } else { group.title.clone() };
    let name = session.words.with(
        if group.folded { "year-group-folded" } else { "year-group" },
        &[("title", title.clone().into()), ("count", group.count.into())],
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, !group.folded, &name));
    let left = area.left() + 14.0 + 14.0 * group.level as f32;
    let icon = if group.folded { Icon::ChevronRight } else { Icon::ChevronDown };
    draw_icon(ui, icon, 14.0, pos2(left + 2.0, area.center().y), p.text_weak);
    let (face, ink) =
        if group.is_goal { (Type::CHIP, p.text_weak) } else { (Type::CHIP.emphasised(), p.text) };
    // A heading is never cut short: it runs on over the empty lane.
    let text = lay(ui, &title, face.font(), ink);
    let end = left + 12.0 + text.size().x;
    ui.painter().galley(left_middle(left + 12.0, area, &text), text, ink);
    if group.folded {
        let count = session.words.with("year-folded", &[("count", group.count.into())]);
        let count = lay(ui, &count, Type::CAPTION.font(), p.text_weak);
        ui.painter().galley(left_middle(end + 10.0, area, &count), count, p.text_weak);
    }
    ring(ui, &response, area, 0, p);
    if response.clicked() {
        view.year.fold(&group.key);
    }
}

fn measure_label(ui: &mut Ui, session: &Session, view: &mut View, row: &Row, area: Rect) {
    let RowKind::Measure { facts, depth, number, .. } = &row.kind else { return };
    let p = palette(ui);
    let id = Id::unique(("year-label", facts.id));
    // The bar beside it takes the keyboard for both.
    let response = ui.interact(area, id, Sense::CLICK);
    let label = if facts.label.is_empty() { session.words.text("untitled") } else { facts.label.clone() };
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, looks::titled(number, &label)));
    if session.focus == Some(facts.id) {
        ui.painter().rect_filled(area, CornerRadius::ZERO, p.accent_weak);
    } else {
        let fill = if response.hovered() { p.hover } else { p.surface };
        ui.painter().rect_filled(area, CornerRadius::ZERO, fill);
    }
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.0, p.line));
    let (icon, ink, _) = looks::look(facts.standing, p);
    draw_icon(ui, icon, 14.0, pos2(area.right() - 18.0, area.center().y), ink);
    let mut right = area.right() - 31.0;
    if area.width() > 240.0 && !facts.owner.is_empty() {
        let owner = lay_within(ui, &facts.owner, Type::CAPTION.font(), p.text_weak, 92.0);
        right -= owner.size().x;
        ui.painter().galley(left_middle(right, area, &owner), owner, p.text_weak);
        right -= 8.0;
    }
    let mut left = area.left() + 29.0 + 16.0 * *depth as f32;
    let ink = if facts.standing == crate::track::Standing::Cancelled { p.text_weak } else { p.text };
    if !number.is_empty() {
        let number = lay(ui, number, Type::CAPTION.font(), p.text_weak);
        let width = number.size().x;
        ui.painter().galley(left_middle(left, area, &number), number, p.text_weak);
        left += width + 5.0;
    }
    let text = lay_within(ui, &label, Type::CHIP.font(), ink, right - left);
    let end = left + text.size().x;
    ui.painter().galley(left_middle(left, area, &text), text, ink);
    if facts.standing == crate::track::Standing::Cancelled {
        ui.painter().hline(left..=end, area.center().y, Stroke::new(1.0, p.text_weak));
    }
    if response.double_clicked() {
        to_write(view, facts.id);
    } else if response.clicked() {
        select(view, facts.id);
    }
    response.on_hover_text(label);
}

/// Gives a measure the focus.
pub(super) fn select(view: &mut View, id: crate::model::Id) {
    view.push(Action::Focus(Some(id)));
    view.year.wanted_focus = Some(id);
}

/// Goes to a measure on the writing screen.
pub(super) fn to_write(view: &mut View, id: crate::model::Id) {
    view.push(Action::Command(Command::GoWrite));
    view.push(Action::Reveal(Some(id)));
}

/// Returns the day of a time that is told in the middle of the lanes.
pub(super) fn middle_day(view: &View, axis: &Axis) -> NaiveDate {
    axis.day_at(view.year.offset.x + view.year.in_view.x / 2.0)
}
