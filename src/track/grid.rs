//! A month as a sheet of weeks, and the ways a cursor goes over it.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::model::{Month, YearNumber};

/// How many weeks a sheet has: enough for every month, so that the sheet never changes its height.
pub const WEEKS: usize = 6;

/// Returns the weeks of a month's sheet, each from Monday to Sunday. The first one holds the first
/// of the month; days of the months before and after fill the rest.
#[must_use]
pub fn weeks(month: Month) -> [[NaiveDate; 7]; WEEKS] {
    let first = month.span().first();
    let monday = first - Days::new(first.weekday().num_days_from_monday().into());
    let mut days = monday.iter_days();
    std::array::from_fn(|_| std::array::from_fn(|_| days.next().unwrap_or(NaiveDate::MAX)))
}

/// Returns the month a day lies in; none outside the years a plan can have.
#[must_use]
pub fn month_of(day: NaiveDate) -> Option<Month> {
    Month::new(day.year(), day.month()).ok()
}

/// A step of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many days on, or back.
    Days(i64),
    /// To the Monday of the week.
    WeekStart,
    /// To the Sunday of the week.
    WeekEnd,
    /// So many months on, or back. Where the month has no such day, to its last.
    Months(i32),
    /// To the first month of the year.
    YearStart,
    /// To the last month of the year.
    YearEnd,
}

/// Returns where a step leads. The cursor stays within the years a plan can have.
#[must_use]
pub fn stepped(day: NaiveDate, step: Step) -> NaiveDate {
    let monday = i64::from(day.weekday().num_days_from_monday());
    let next = match step {
        Step::Days(count) => days_on(day, count),
        Step::WeekStart => days_on(day, -monday),
        Step::WeekEnd => days_on(day, i64::from(Weekday::Sun.num_days_from_monday()) - monday),
        Step::Months(count) => months_on(day, count),
        Step::YearStart => months_on(day, 1 - day.month().cast_signed()),
        Step::YearEnd => months_on(day, 12 - day.month().cast_signed()),
    };
    next.filter(|next| YearNumber::new(next.year()).is_ok()).unwrap_or(day)
}

fn days_on(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

fn months_on(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}
