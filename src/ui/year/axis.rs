//! The axis of the time line: where a day stands, and what the head says above it.
//!
//! Zoomed out, all months are equally wide, as on a printed yearly plan; zoomed in, all days are.
//! Places are in points from the axis's left end.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::model::DateSpan;
use crate::track::Snap;

/// From this many points a day on, days are equally wide, and weeks stand in the head.
const EVEN_DAYS: f32 = 6.0;
/// From this many points a day on, days stand in the head.
const DAYS_SHOWN: f32 = 20.0;
/// Months narrower than this give way to quarters in the head.
const NARROWEST_MONTH: f32 = 30.0;
/// Days are never wider than this.
pub(super) const WIDEST_DAY: f32 = 60.0;
/// How many days an axis has at the most: far-off dates are slips of the pen.
const MOST_DAYS: i64 = 366 * 12;

/// The axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    first: NaiveDate,
    last: NaiveDate,
    /// The mean width of a day.
    day: f32,
    months: Vec<MonthOn>,
}

/// A month on the axis: its days that lie on it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MonthOn {
    first: NaiveDate,
    days: u32,
    left: f32,
    width: f32,
}

/// What a row of the head stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// A cell of the head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) span: DateSpan,
    pub(super) left: f32,
    pub(super) width: f32,
}

/// Returns the days that an axis shows: the period, in whole months where it is longer than a few
/// weeks, with what lies outside it.
pub(super) fn range(period: DateSpan, outside: Option<(NaiveDate, NaiveDate)>) -> DateSpan {
    let (mut first, mut last) = (period.first(), period.last());
    if let Some((from, to)) = outside {
        first = first.min(from).max(first.checked_sub_days(Days::new(400)).unwrap_or(first));
        last = last.max(to).min(last.checked_add_days(Days::new(800)).unwrap_or(last));
    }
    if (last - first).num_days() > 45 {
        first = first.with_day(1).unwrap_or(first);
        last = month_end(last);
    }
    if (last - first).num_days() > MOST_DAYS {
        last = first.checked_add_days(Days::new(MOST_DAYS.unsigned_abs())).unwrap_or(last);
    }
    DateSpan::new(first, last).unwrap_or(period)
}

fn month_end(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .and_then(|day| day.pred_opt())
        .unwrap_or(day)
}

fn days_of(first: NaiveDate, last: NaiveDate) -> u32 {
    u32::try_from((last - first).num_days() + 1).unwrap_or(1)
}

impl Axis {
    /// Makes the axis of these days, a day being so wide on average.
    pub(super) fn new(range: DateSpan, day: f32) -> Self {
        let (first, last) = (range.first(), range.last());
        let mut months = Vec::new();
        let mut at = first;
        let mut left = 0.0;
        // Whole months only are made equally wide.
        let even_months = day < EVEN_DAYS && first.day() == 1 && last == month_end(last);
        while at <= last {
            let end = month_end(at).min(last);
            let days = days_of(at, end);
            let width = day * if even_months { 30.4375 } else { days as f32 };
            months.push(MonthOn { first: at, days, left, width });
            left += width;
            let Some(next) = end.succ_opt() else { break };
            at = next;
        }
        Self { first, last, day, months }
    }

    /// Makes the axis that fills a width.
    pub(super) fn fitting(range: DateSpan, width: f32) -> Self {
        let rough = Self::new(range, (width / days_of(range.first(), range.last()) as f32).min(WIDEST_DAY));
        let day = rough.day * width / rough.width().max(1.0);
        Self::new(range, day.min(WIDEST_DAY))
    }

    pub(super) const fn first(&self) -> NaiveDate {
        self.first
    }

    pub(super) const fn last(&self) -> NaiveDate {
        self.last
    }

    /// Returns how wide a day is on average.
    pub(super) const fn day_width(&self) -> f32 {
        self.day
    }

    pub(super) fn width(&self) -> f32 {
        self.months.last().map_or(0.0, |month| month.left + month.width)
    }

    /// Returns where a day begins. Days outside lie at the ends.
    pub(super) fn left_of(&self, day: NaiveDate) -> f32 {
        let at = self.months.partition_point(|month| month.first <= day);
        let Some(month) = at.checked_sub(1).and_then(|at| self.months.get(at)) else { return 0.0 };
        let days = ((day - month.first).num_days() as f32).min(month.days as f32);
        month.left + month.width * days / month.days as f32
    }

    /// Returns where a day ends.
    pub(super) fn right_of(&self, day: NaiveDate) -> f32 {
        day.succ_opt().map_or(self.width(), |next| self.left_of(next))
    }

    /// Returns the middle of a day.
    pub(super) fn middle_of(&self, day: NaiveDate) -> f32 {
        f32::midpoint(self.left_of(day), self.right_of(day))
    }

    /// Returns the day at a place; places outside lie on the days at the ends.
    pub(super) fn day_at(&self, x: f32) -> NaiveDate {
        let at = self.months.partition_point(|month| month.left <= x);
        let Some(month) = at.checked_sub(1).and_then(|at| self.months.get(at)) else { return self.first };
        let days = ((x - month.left) / month.width * month.days as f32).floor();
        let days = (days as i64).clamp(0, i64::from(month.days) - 1).unsigned_abs();
        month.first.checked_add_days(Days::new(days)).unwrap_or(self.last)
    }

    /// Returns where a moved day comes to rest at this zoom.
    pub(super) fn snap(&self) -> Snap {
        if self.day >= EVEN_DAYS {
            Snap::Day
        } else if self.day >= 1.2 {
            Snap::Week
        } else {
            Snap::Month
        }
    }

    /// Returns what the two rows of the head stand for.
    pub(super) fn units(&self) -> (Unit, Unit) {
        if self.day >= DAYS_SHOWN {
            (Unit::Month, Unit::Day)
        } else if self.day >= EVEN_DAYS {
            (Unit::Month, Unit::Week)
        } else if self.day * 30.4375 >= NARROWEST_MONTH {
            (Unit::Quarter, Unit::Month)
        } else {
            (Unit::Year, Unit::Quarter)
        }
    }

    /// Returns the cells of a row of the head between two places.
    pub(super) fn cells(&self, unit: Unit, from: f32, to: f32) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut at = start_of(unit, self.day_at(from)).max(self.first);
        let end = self.day_at(to);
        while at <= end {
            let next = next_of(unit, at);
            let last = next.and_then(|next| next.pred_opt()).unwrap_or(self.last).min(self.last);
            if let Ok(span) = DateSpan::new(at, last) {
                let left = self.left_of(at);
                cells.push(Cell { span, left, width: self.right_of(last) - left });
            }
            let Some(next) = next else { break };
            at = next;
        }
        cells
    }
}

/// Returns the first day of the unit that a day lies in.
fn start_of(unit: Unit, day: NaiveDate) -> NaiveDate {
    let month = |month0: u32| NaiveDate::from_ymd_opt(day.year(), month0 + 1, 1).unwrap_or(day);
    match unit {
        Unit::Year => month(0),
        Unit::Quarter => month(day.month0() / 3 * 3),
        Unit::Month => month(day.month0()),
        Unit::Week => day.week(Weekday::Mon).first_day(),
        Unit::Day => day,
    }
}

/// Returns the first day of the next unit.
fn next_of(unit: Unit, day: NaiveDate) -> Option<NaiveDate> {
    let start = start_of(unit, day);
    match unit {
        Unit::Year => start.checked_add_months(Months::new(12)),
        Unit::Quarter => start.checked_add_months(Months::new(3)),
        Unit::Month => start.checked_add_months(Months::new(1)),
        Unit::Week => start.checked_add_days(Days::new(7)),
        Unit::Day => start.succ_opt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn span(first: NaiveDate, last: NaiveDate) -> DateSpan {
        DateSpan::new(first, last).unwrap()
    }

    #[test]
    fn a_year_has_twelve_equal_months() {
        let axis = Axis::fitting(span(day(2027, 1, 1), day(2027, 12, 31)), 1080.0);
        let cells = axis.cells(Unit::Month, 0.0, axis.width());
        assert_eq!(cells.len(), 12);
        assert!(cells.iter().all(|cell| (cell.width - 90.0).abs() < 0.01));
        assert_eq!(axis.units(), (Unit::Quarter, Unit::Month));
        assert_eq!(axis.cells(Unit::Quarter, 0.0, axis.width()).len(), 4);
    }

    #[test]
    fn each_day_is_found_where_it_stands() {
        for width in [1.0, 4.0, 12.0, 33.0] {
            let axis = Axis::new(span(day(2027, 12, 1), day(2028, 4, 30)), width);
            for day in axis.first().iter_days().take_while(|day| *day <= axis.last()) {
                assert_eq!(axis.day_at(axis.middle_of(day)), day);
                assert!(axis.left_of(day) < axis.right_of(day));
            }
            assert!((axis.right_of(axis.last()) - axis.width()).abs() < 0.01);
            assert_eq!(axis.day_at(-5.0), axis.first());
            assert_eq!(axis.day_at(axis.width() + 5.0), axis.last());
        }
    }

    #[test]
    fn each_period_has_a_fitting_axis() {
        let units = |first, last| {
            let range = range(span(first, last), None);
            Axis::fitting(range, 1080.0).units()
        };
        assert_eq!(units(day(2027, 3, 8), day(2027, 3, 14)), (Unit::Month, Unit::Day));
        assert_eq!(units(day(2027, 3, 1), day(2027, 3, 31)), (Unit::Month, Unit::Day));
        assert_eq!(units(day(2027, 4, 1), day(2027, 6, 30)), (Unit::Month, Unit::Week));
        assert_eq!(units(day(2027, 4, 1), day(2028, 3, 31)), (Unit::Quarter, Unit::Month));
        assert_eq!(units(day(2027, 4, 1), day(2031, 3, 31)), (Unit::Year, Unit::Quarter));
    }

    #[test]
    fn days_outside_the_period_are_on_the_axis_within_reason() {
        let year = span(day(2027, 1, 1), day(2027, 12, 31));
        let wider = range(year, Some((day(2027, 3, 1), day(2028, 1, 5))));
        assert_eq!((wider.first(), wider.last()), (day(2027, 1, 1), day(2028, 1, 31)));
        let far = range(year, Some((day(1950, 3, 1), day(2900, 1, 5))));
        assert!(days_of(far.first(), far.last()) < 1700);
    }
}
