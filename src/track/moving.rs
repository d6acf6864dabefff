//! Moving the time of a measure on a time line.
//!
//! A time keeps its kind where it can: what is due in a month moves by months, a quarter by
//! quarters; stretched to other than a whole month or quarter it becomes a span. A span never ends
//! before it starts. What comes back again and again has no one place to move from and is refused,
//! and so is what has no day at all.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::model::{DateSpan, Month, Quarter, When, YearNumber};

/// What of a time is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// All of it.
    Whole,
    /// Its first day.
    Start,
    /// Its last day.
    End,
}

/// Where a moved day comes to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// On any day.
    Day,
    /// A start on Mondays and the first of a month, an end on Fridays and the last of a month.
    Week,
    /// A start on the first of a month, an end on the last.
    Month,
}

/// Why a time is not moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmoved {
    /// It comes back again and again.
    #[error("a cadence has no one place to move from")]
    Cadence,
    /// It has no day.
    #[error("the time has no day")]
    NoDay,
}

/// Returns the time with what is held of it moved by so many days, as near as the snapping lets it.
/// A time that would leave the years there are stays as it is.
///
/// # Errors
/// It cannot be moved.
pub fn moved(when: &When, grip: Grip, days: i64, snap: Snap) -> Result<When, Unmoved> {
    let new = match when {
        When::By(day) => add(*day, days).map(|day| When::By(snap.end(day))),
        When::Month(month) if grip == Grip::Whole => {
            let months = nearest(days, 30.44);
            shifted(month.span().first(), months)
                .and_then(|first| Month::new(first.year(), first.month()).ok())
                .map(When::Month)
        }
        When::Quarter(quarter) if grip == Grip::Whole => {
            let months = nearest(days, 91.31) * 3;
            shifted(quarter.span().first(), months)
                .and_then(|first| Quarter::new(first.year(), first.month0() / 3 + 1).ok())
                .map(When::Quarter)
        }
        When::Month(month) => moved_span(month.span(), grip, days, snap).map(named),
        When::Quarter(quarter) => moved_span(quarter.span(), grip, days, snap).map(named),
        When::Span(span) => moved_span(*span, grip, days, snap).map(When::Span),
        When::Cadence(_) => return Err(Unmoved::Cadence),
        When::Limit(_) | When::Unclear(_) => return Err(Unmoved::NoDay),
    };
    let new = new.filter(|new| {
        let (first, last) = ends(new);
        [first, last].into_iter().flatten().all(|day| YearNumber::new(day.year()).is_ok())
    });
    Ok(new.unwrap_or_else(|| when.clone()))
}

/// Returns the time moved by one step of the keyboard, which is so many days; what is due in a
/// month or quarter moves as a whole by one of those, since less would not move it.
///
/// # Errors
/// It cannot be moved.
pub fn nudged(when: &When, grip: Grip, days: i64) -> Result<When, Unmoved> {
    let days = match when {
        When::Month(_) if grip == Grip::Whole => days.signum() * 30,
        When::Quarter(_) if grip == Grip::Whole => days.signum() * 91,
        _ => days,
    };
    moved(when, grip, days, Snap::Day)
}

/// Returns the first and the last day that a time names: a deadline has no first.
#[must_use]
pub fn ends(when: &When) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match when {
        When::By(day) => (None, Some(*day)),
        When::Month(month) => (Some(month.span().first()), Some(month.span().last())),
        When::Quarter(quarter) => (Some(quarter.span().first()), Some(quarter.span().last())),
        When::Span(span) => (Some(span.first()), Some(span.last())),
        When::Cadence(_) | When::Limit(_) | When::Unclear(_) => (None, None),
    }
}

fn moved_span(span: DateSpan, grip: Grip, days: i64, snap: Snap) -> Option<DateSpan> {
    let (mut first, mut last) = (span.first(), span.last());
    match grip {
        Grip::Start => first = snap.start(add(first, days)?).min(last),
        Grip::End => last = snap.end(add(last, days)?).max(first),
        Grip::Whole => {
            let start = snap.start(add(first, days)?);
            let months = whole_months(span).filter(|_| start.day() == 1);
            last = match months {
                // Whole months stay whole, whatever their lengths.
                Some(months) => start.checked_add_months(Months::new(months))?.pred_opt()?,
                None => add(last, (start - first).num_days())?,
            };
            first = start;
        }
    }
    DateSpan::new(first, last).ok()
}

/// Returns how many whole months a span is.
fn whole_months(span: DateSpan) -> Option<u32> {
    let behind = span.last().succ_opt()?;
    let months = (behind.year() - span.first().year()) * 12 + behind.month0().cast_signed()
        - span.first().month0().cast_signed();
    (span.first().day() == 1 && behind.day() == 1).then_some(months.unsigned_abs())
}

/// Returns the month or quarter that a span is, or else the span.
fn named(span: DateSpan) -> When {
    let first = span.first();
    match whole_months(span) {
        Some(1) => Month::new(first.year(), first.month()).map_or(When::Span(span), When::Month),
        Some(3) if first.month0().is_multiple_of(3) => {
            Quarter::new(first.year(), first.month0() / 3 + 1).map_or(When::Span(span), When::Quarter)
        }
        _ => When::Span(span),
    }
}

impl Snap {
    /// Returns the nearest day on which something starts.
    #[must_use]
    pub fn start(self, day: NaiveDate) -> NaiveDate {
        let month = nearest_of(day, [day.with_day(1), day.with_day(1).and_then(next_month)]);
        match self {
            Self::Day => day,
            Self::Week => nearest_of(day, [nearest_weekday(day, Weekday::Mon), Some(month)]),
            Self::Month => month,
        }
    }

    /// Returns the nearest day on which something ends.
    #[must_use]
    pub fn end(self, day: NaiveDate) -> NaiveDate {
        let before = day.with_day(1).and_then(|first| first.pred_opt());
        let month =
            nearest_of(day, [before, day.with_day(1).and_then(next_month).and_then(|d| d.pred_opt())]);
        match self {
            Self::Day => day,
            Self::Week => nearest_of(day, [nearest_weekday(day, Weekday::Fri), Some(month)]),
            Self::Month => month,
        }
    }
}

fn next_month(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(1))
}

fn nearest_weekday(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = i64::from(weekday.days_since(day.weekday()));
    add(day, if ahead > 3 { ahead - 7 } else { ahead })
}

/// Returns the nearest of some days, the first of two as near.
fn nearest_of<const N: usize>(day: NaiveDate, days: [Option<NaiveDate>; N]) -> NaiveDate {
    days.into_iter().flatten().min_by_key(|other| (*other - day).num_days().abs()).unwrap_or(day)
}

fn add(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// Returns how many units of so many days come nearest.
fn nearest(days: i64, unit: f64) -> i64 {
    let days = f64::from(i32::try_from(days).unwrap_or_default());
    (days / unit).round() as i64
}

fn shifted(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
}
