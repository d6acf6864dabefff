//! The strip below the lanes: how many deadlines the months, weeks or days have.

use egui::{
    CornerRadius, Id, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::axis::{Cell, Unit};
use super::chart::Chart;
use super::looks;
use super::timeline::select;
use crate::locale::words as value_words;
use crate::model::DateSpan;
use crate::session::Session;
use crate::ui::View;
use crate::ui::parts::{lay, ring, words};
use crate::ui::theme::{Type, palette};

/// The height of the strip.
pub(super) const HEIGHT: f32 = 78.0;
/// The height of the fullest month's block.
const TALLEST: f32 = 42.0;

/// Shows the strip.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart, labels: f32) {
    let p = palette(ui);
    let whole = ui.max_rect();
    let axis = view.year.axis(chart.range);
    let (_, unit) = axis.units();
    let lanes = whole.with_min_x(whole.left() + labels);
    let left = lanes.left() - view.year.offset.x;
    let cells = axis.cells(unit, view.year.offset.x, view.year.offset.x + lanes.width());
    // The measure of fullness holds for the whole axis, not for what is in view.
    let all = axis.cells(unit, 0.0, axis.width());
    let most = all.iter().map(|cell| chart.load_of(cell.span)).max().unwrap_or(0);
    ui.painter().hline(whole.x_range(), whole.top(), Stroke::new(1.0, p.line_strong));
    heading(ui, session, chart, whole.with_max_x(lanes.left()), unit, &all, most);
    let floor = whole.bottom() - 12.0;
    ui.painter().hline(lanes.x_range(), floor, Stroke::new(1.0, p.line));
    ui.set_clip_rect(lanes.intersect(ui.clip_rect()));
    for cell in &cells {
        let count = chart.load_of(cell.span);
        if count == 0 {
            continue;
        }
        let area = Rect::from_x_y_ranges(
            left + cell.left..=left + cell.left + cell.width,
            whole.top() + 4.0..=whole.bottom() - 4.0,
        );
        block(ui, session, view, chart, (unit, cell), area, (count, most, floor));
    }
}

fn heading(ui: &Ui, session: &Session, chart: &Chart, area: Rect, unit: Unit, all: &[Cell], most: u32) {
    let p = palette(ui);
    let key = match unit {
        Unit::Day => "year-load-day",
        Unit::Week => "year-load-week",
        Unit::Month => "year-load-month",
        Unit::Quarter | Unit::Year => "year-load-quarter",
    };
    let title = lay(ui, &session.words.text(key), Type::CHIP.emphasised().font(), p.text);
    ui.painter().galley(pos2(area.left() + 16.0, area.top() + 15.0), title, p.text);
    let busiest = all.iter().filter(|_| most > 0).find(|cell| chart.load_of(cell.span) == most);
    let caption = match busiest {
        Some(cell) => {
            let name = name_of(session, chart, unit, cell.span);
            session.words.with("year-load-caption", &[("name", name.into())])
        }
        None => session.words.text("year-load-none"),
    };
    let caption =
        crate::ui::parts::lay_within(ui, &caption, Type::CAPTION.font(), p.text_weak, area.width() - 24.0);
    ui.painter().galley(pos2(area.left() + 16.0, area.top() + 38.0), caption, p.text_weak);
}

/// Returns what a stretch of time is called.
fn name_of(session: &Session, chart: &Chart, unit: Unit, span: DateSpan) -> String {
    let language = session.words.language();
    let year = Some(chart.basis.year);
    match unit {
        Unit::Month => looks::month(language, span.first(), year),
        Unit::Year | Unit::Quarter | Unit::Week | Unit::Day => value_words::span(language, span, year),
    }
}

fn block(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    (unit, cell): (Unit, &Cell),
    area: Rect,
    (count, most, floor): (u32, u32, f32),
) {
    let p = palette(ui);
    let response = ui.interact(area, Id::unique(("year-load", cell.span)), Sense::click());
    let name = name_of(session, chart, unit, cell.span);
    let label =
        session.words.with("year-load-name", &[("name", name.clone().into()), ("count", count.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let is_now = cell.span.contains(session.today);
    let ink = if is_now || response.hovered() { p.accent } else { p.line_strong };
    let height = (TALLEST * count as f32 / most.max(1) as f32).max(4.0);
    let width = (cell.width * 0.4).clamp(4.0, 28.0);
    let rect = Rect::from_x_y_ranges(
        area.center().x - width / 2.0..=area.center().x + width / 2.0,
        floor - height..=floor,
    );
    ui.painter().rect_filled(rect, CornerRadius::same(2), ink);
    let number = lay(ui, &count.to_string(), Type::CAPTION.font(), p.text);
    if number.size().x < cell.width {
        let at = pos2(area.center().x - number.size().x / 2.0, rect.top() - number.size().y - 1.0);
        ui.painter().galley(at, number, p.text);
    }
    ring(ui, &response, area, 4, p);
    let popup = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClick);
    let open = popup.is_open();
    popup.show(|ui| list(ui, session, view, chart, cell.span, &label));
    if !open {
        response.on_hover_ui(|ui| by_owner(ui, session, chart, cell.span, &label));
    }
}

/// Lists what is due in a stretch of time; a click goes to the measure.
fn list(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart, span: DateSpan, label: &str) {
    let p = palette(ui);
    let language = session.words.language();
    let year = Some(chart.basis.year);
    ui.set_min_width(380.0);
    words(ui, label, Type::CHIP.emphasised(), p.text);
    let due = chart.due_between(span);
    ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show_rows(
        ui,
        26.0,
        due.len(),
        |ui, rows| {
            for (day, facts) in due.get(rows).unwrap_or_default() {
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
                let date = value_words::short_date(language, *day, year);
                let text = session
                    .words
                    .with("year-due-line", &[("date", date.into()), ("measure", facts.label.clone().into())]);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
                if response.hovered() {
                    ui.painter().rect_filled(rect, CornerRadius::same(4), p.hover);
                }
                let (icon, ink, _) = looks::look(facts.standing, p);
                crate::ui::parts::draw_icon(ui, icon, 14.0, pos2(rect.left() + 10.0, rect.center().y), ink);
                let owner =
                    crate::ui::parts::lay_within(ui, &facts.owner, Type::CAPTION.font(), p.text_weak, 90.0);
                let room = rect.width() - owner.size().x - 34.0;
                let text = crate::ui::parts::lay_within(ui, &text, Type::CHIP.font(), p.text, room);
                let at = crate::ui::parts::left_middle(rect.left() + 22.0, rect, &text);
                ui.painter().galley(at, text, p.text);
                let at = crate::ui::parts::left_middle(rect.right() - owner.size().x - 4.0, rect, &owner);
                ui.painter().galley(at, owner, p.text_weak);
                ring(ui, &response, rect, 4, p);
                if response.clicked() {
                    select(view, facts.id);
                    view.year.wanted_row = Some(facts.id);
                    ui.close();
                }
            }
        },
    );
}

/// Says how many of the deadlines are whose.
fn by_owner(ui: &mut Ui, session: &Session, chart: &Chart, span: DateSpan, label: &str) {
    let p = palette(ui);
    words(ui, label, Type::CHIP.emphasised(), p.text);
    let mut counts: Vec<(String, u32)> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (_, facts) in chart.due_between(span) {
        let owner = looks::owner(session, &facts);
        let at = *known.entry(owner.clone()).or_insert_with(|| {
            counts.push((owner, 0));
            counts.len() - 1
        });
        if let Some((_, count)) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (owner, count) in counts.iter().take(8) {
        let line = session
            .words
            .with("year-load-owner", &[("owner", owner.clone().into()), ("count", (*count).into())]);
        words(ui, &line, Type::CAPTION, p.text_weak);
    }
}
