//! The head of the time line: quarters and months, months and weeks, or months and days, with the
//! day of today.

use chrono::{Datelike, NaiveDate};
use egui::{Rect, Stroke, Ui, pos2, vec2};

use super::axis::{Axis, Cell, Unit};
use super::chart::Chart;
use super::looks;
use crate::locale::words;
use crate::model::Quarter;
use crate::session::Session;
use crate::ui::parts::{lay, lay_within, left_middle};
use crate::ui::theme::{Type, palette, radius};

/// The height of each row of the head.
pub(super) const BAND: f32 = 26.0;

/// Shows the head of the lanes. `left` is where the axis begins on the screen.
pub(super) fn show(ui: &Ui, session: &Session, chart: &Chart, axis: &Axis, rect: Rect, left: f32) {
    let p = palette(ui);
    let painter = ui.painter().with_clip_rect(rect);
    let (upper, lower) = axis.units();
    let (from, to) = (rect.left() - left, rect.right() - left);
    let today = session.today;
    for (unit, top, is_upper) in [(upper, rect.top(), true), (lower, rect.top() + BAND, false)] {
        for cell in axis.cells(unit, from, to) {
            let area = Rect::from_min_size(pos2(left + cell.left, top), vec2(cell.width, BAND));
            let is_now = !is_upper && cell.span.contains(today);
            if is_now {
                painter.rect_filled(area.shrink2(vec2(0.0, 1.0)), 0.0, p.accent_weak);
            } else if unit == Unit::Day && !chart.basis.holidays.is_working(cell.span.first()) {
                painter.rect_filled(area, 0.0, p.chip);
            }
            let line = Stroke::new(1.0, p.line);
            painter.vline(area.left(), area.y_range(), line);
            let ink = if is_now {
                p.accent
            } else if is_upper {
                p.text
            } else {
                p.text_weak
            };
            let face = if is_now { Type::CHIP.emphasised() } else { Type::CHIP };
            let label = label(session, chart, unit, &cell);
            // The name of what is scrolled out at the left stays in sight.
            let x = if is_upper { area.left().max(rect.left()) } else { area.left() };
            let pad = if unit == Unit::Day { 2.0 } else { 9.0 };
            let room = area.right() - x - pad - 2.0;
            if room > 14.0 {
                let galley = lay_within(ui, &label, face.font(), ink, room);
                let x = if unit == Unit::Day { area.center().x - galley.size().x / 2.0 } else { x + pad };
                painter.galley(left_middle(x, area, &galley), galley, ink);
            }
        }
    }
    today_label(ui, session, axis, rect, left);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line_strong));
}

/// Shows the day of today above its line.
fn today_label(ui: &Ui, session: &Session, axis: &Axis, rect: Rect, left: f32) {
    let p = palette(ui);
    let today = session.today;
    if today < axis.first() || today > axis.last() {
        return;
    }
    let x = left + axis.middle_of(today);
    if x < rect.left() || x > rect.right() {
        return;
    }
    let language = session.words.language();
    let date = words::short_date(language, today, Some(today.year()));
    let text = session.words.with("year-today", &[("date", date.into())]);
    let galley = lay(ui, &text, Type::CAPTION.font(), p.on_accent);
    let size = vec2(galley.size().x + 16.0, 20.0);
    let at = (x - size.x / 2.0).clamp(rect.left(), (rect.right() - size.x).max(rect.left()));
    let plate = Rect::from_min_size(pos2(at, rect.top() + 3.0), size);
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(plate, f32::from(radius::CHIP), p.accent);
    painter.galley(plate.center() - galley.size() / 2.0, galley, p.on_accent);
    painter.vline(x, plate.bottom()..=rect.bottom(), Stroke::new(1.5, p.accent));
}

/// Returns the words of a cell.
fn label(session: &Session, chart: &Chart, unit: Unit, cell: &Cell) -> String {
    let language = session.words.language();
    let day = cell.span.first();
    let year = Some(chart.basis.year);
    let plain = |day: NaiveDate| day.day().to_string();
    match unit {
        Unit::Year => session.words.with("year-year", &[("year", day.year().to_string().into())]),
        Unit::Quarter => Quarter::new(day.year(), day.month0() / 3 + 1)
            .map_or_else(|_| plain(day), |quarter| words::quarter(language, quarter, year)),
        Unit::Month => looks::month(language, day, year),
        Unit::Week => words::short_date(language, day, Some(day.year())),
        Unit::Day => plain(day),
    }
}
