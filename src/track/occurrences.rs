//! The days on which a measure falls due.
//!
//! A cadence runs in beats of the calendar: days, weeks from Monday, thirds of a month, months,
//! quarters, half-years, years. Each beat yields its due days, and what of them lies in the period
//! and not behind the cadence's end counts. A beat with named days falls due on those; one without
//! is due by its end, and one that is to be done several times is spread evenly over it. Apart
//! from "every working day" no due day depends on the holidays, because what was ticked off is
//! known by its due day, which must not move when holidays become known.
//!
//! No library of recurrence rules (RFC 5545) is used: those rules skip a month that lacks the day
//! where the plan takes its last one, know neither thirds of a month nor working days nor several
//! times a beat, and work on moments in time zones, with a whole data base of them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::Holidays;
use crate::model::{Cadence, DateSpan, Every, Measure, MeasureStatus, Month, MonthDay, When};

/// How many days of a period are looked at: longer periods are slips of the pen.
const MOST_DAYS: u64 = 366 * 30;

/// A day on which a cadence falls due, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The day.
    pub due: NaiveDate,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was left out on purpose, or the measure was given up or finished before.
    LeftOut,
    /// Its day is over and nothing was noted.
    Missed,
    /// It is to come.
    ToDo,
}

/// Returns the days in a period on which something with this time falls due, in order, none twice.
#[must_use]
pub fn due_days(when: &When, period: DateSpan, holidays: &Holidays) -> Vec<NaiveDate> {
    match when {
        When::Cadence(cadence) => beats_of(cadence, period, holidays),
        When::By(_) | When::Month(_) | When::Quarter(_) | When::Span(_) => {
            when.deadline().filter(|day| period.contains(*day)).into_iter().collect()
        }
        When::Limit(_) | When::Unclear(_) => Vec::new(),
    }
}

/// Returns the occurrences of a measure's cadence in a period, in order, with those that were
/// ticked off on other days than it has now.
#[must_use]
pub fn occurrences(
    measure: &Measure,
    period: DateSpan,
    holidays: &Holidays,
    today: NaiveDate,
) -> Vec<Occurrence> {
    let Some(When::Cadence(cadence)) = &measure.when else { return Vec::new() };
    let mut ticks: Vec<_> = measure.ticks.iter().filter(|tick| period.contains(tick.due)).collect();
    ticks.sort_by_key(|tick| tick.due);
    let mut days = beats_of(cadence, period, holidays);
    days.extend(ticks.iter().map(|tick| tick.due));
    days.sort_unstable();
    days.dedup();
    let is_over = matches!(measure.status, MeasureStatus::Done | MeasureStatus::Cancelled);
    days.into_iter()
        .map(|due| {
            let tick = ticks.binary_search_by_key(&due, |tick| tick.due).ok().and_then(|at| ticks.get(at));
            let outcome = match tick {
                Some(tick) if tick.done.is_some() => Outcome::Done,
                Some(_) => Outcome::LeftOut,
                None if is_over => Outcome::LeftOut,
                None if due < today => Outcome::Missed,
                None => Outcome::ToDo,
            };
            Occurrence { due, outcome }
        })
        .collect()
}

fn beats_of(cadence: &Cadence, period: DateSpan, holidays: &Holidays) -> Vec<NaiveDate> {
    let first = period.first();
    let last = cadence.until().map_or(period.last(), |until| until.min(period.last()));
    let last = first.checked_add_days(Days::new(MOST_DAYS)).map_or(last, |most| most.min(last));
    let times = usize::from(cadence.times().get());
    let mut days = Vec::new();
    for (from, to) in beats(cadence.every(), first, last) {
        due_in(cadence.every(), from, to, times, holidays, &mut days);
    }
    days.retain(|day| first <= *day && *day <= last);
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns the beats that touch the days from first to last, each with its own first and last day.
fn beats(every: &Every, first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    match every {
        Every::Day | Every::WorkingDay => {
            first.iter_days().take_while(|day| *day <= last).map(|day| (day, day)).collect()
        }
        Every::Week { .. } => weeks(first, last, 7),
        Every::TwoWeeks => weeks(first, last, 14),
        Every::TenDays => months(first, last, 1)
            .into_iter()
            .flat_map(|(from, to)| {
                let day = |n| from.with_day(n).unwrap_or(to);
                [(from, day(10)), (day(11), day(20)), (day(21), to)]
            })
            .collect(),
        Every::Month { .. } => months(first, last, 1),
        Every::Quarter { .. } => months(first, last, 3),
        Every::HalfYear { .. } => months(first, last, 6),
        Every::Year { .. } => months(first, last, 12),
    }
}

/// Returns stretches of so many days from the Monday of the first day's week on.
fn weeks(first: NaiveDate, last: NaiveDate, length: u64) -> Vec<(NaiveDate, NaiveDate)> {
    let mut found = Vec::new();
    let mut from = first.week(Weekday::Mon).checked_first_day();
    while let Some(monday) = from.filter(|monday| *monday <= last) {
        let Some(to) = monday.checked_add_days(Days::new(length - 1)) else { break };
        found.push((monday, to));
        from = to.succ_opt();
    }
    found
}

/// Returns the stretches of so many months that the calendar is divided into.
fn months(first: NaiveDate, last: NaiveDate, length: u32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut found = Vec::new();
    let start = first.month0() / length * length;
    let mut from = NaiveDate::from_ymd_opt(first.year(), start + 1, 1);
    while let Some(day) = from.filter(|day| *day <= last) {
        from = day.checked_add_months(Months::new(length));
        let Some(to) = from.and_then(|next| next.pred_opt()) else { break };
        found.push((day, to));
    }
    found
}

/// Adds the due days of one beat.
fn due_in(
    every: &Every,
    from: NaiveDate,
    to: NaiveDate,
    times: usize,
    holidays: &Holidays,
    days: &mut Vec<NaiveDate>,
) {
    match every {
        Every::Day => days.push(to),
        Every::WorkingDay => days.extend(holidays.is_working(to).then_some(to)),
        Every::Week { on } if on.is_empty() => spread(from, working_end(to, times, 5), times, days),
        Every::Week { on } => days.extend(
            on.iter()
                .filter_map(|day| from.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))),
        ),
        Every::TwoWeeks => spread(from, working_end(to, times, 12), times, days),
        Every::Month { on } if !on.is_empty() => days.extend(on.iter().map(|day| day_of(from, *day))),
        Every::Quarter { on: Some((month, day)) } | Every::HalfYear { on: Some((month, day)) } => {
            let month = from.checked_add_months(Months::new(u32::from(*month).saturating_sub(1)));
            days.extend(month.map(|month| day_of(month, *day)));
        }
        Every::Year { on: Some(day) } => {
            let month = Month::new(from.year(), day.month().into());
            days.extend(month.ok().map(|month| {
                let span = month.span();
                span.first().with_day(day.day().into()).unwrap_or(span.last())
            }));
        }
        Every::TenDays
        | Every::Month { .. }
        | Every::Quarter { on: None }
        | Every::HalfYear { on: None }
        | Every::Year { on: None } => spread(from, to, times, days),
    }
}

/// Returns the Friday before the end of a beat of weeks, unless it is done more often than the
/// days to that Friday allow.
fn working_end(sunday: NaiveDate, times: usize, most: usize) -> NaiveDate {
    if times > most { sunday } else { sunday.checked_sub_days(Days::new(2)).unwrap_or(sunday) }
}

/// Divides the days evenly and adds the last day of each share; no more shares than days.
fn spread(from: NaiveDate, to: NaiveDate, times: usize, days: &mut Vec<NaiveDate>) {
    let length = u64::try_from((to - from).num_days() + 1).unwrap_or(1);
    let shares = u64::try_from(times).unwrap_or(u64::MAX).clamp(1, length);
    days.extend(
        (1..=shares)
            .filter_map(|share| from.checked_add_days(Days::new((share * length).div_ceil(shares) - 1))),
    );
}

/// Returns the day of the month that a day lies in; a month that is too short has its last.
fn day_of(month: NaiveDate, day: MonthDay) -> NaiveDate {
    let last = month
        .with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.pred_opt())
        .unwrap_or(month);
    day.number().and_then(|number| month.with_day(number.into())).unwrap_or(last)
}
