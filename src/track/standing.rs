//! How a measure stands on a day.

use chrono::{Datelike, Days, NaiveDate};

use super::{Holidays, due_days, occurrences};
use crate::model::{DateSpan, Every, Measure, MeasureStatus, When};

/// How a measure stands: what was noted of it, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not begun.
    Open,
    /// Begun.
    Running,
    /// Due in the month of the day, and not done.
    DueThisMonth,
    /// Its deadline is over, or the last occurrence was missed.
    Late,
    /// Done.
    Done,
    /// Given up.
    Cancelled,
}

impl Standing {
    /// Every standing, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Running, Self::DueThisMonth, Self::Late, Self::Done, Self::Cancelled];
}

/// Tells how a measure stands on a day. A cadence is late when the last occurrence before the day
/// was missed.
#[must_use]
pub fn standing(measure: &Measure, period: DateSpan, holidays: &Holidays, today: NaiveDate) -> Standing {
    let begun = match measure.status {
        MeasureStatus::Done => return Standing::Done,
        MeasureStatus::Cancelled => return Standing::Cancelled,
        MeasureStatus::Open => Standing::Open,
        MeasureStatus::Running => Standing::Running,
    };
    match &measure.when {
        Some(when @ When::Cadence(_)) => {
            if missed_last(measure, when, period, holidays, today) {
                return Standing::Late;
            }
            // What was ticked off once has begun, whatever was noted.
            if measure.ticks.is_empty() { begun } else { Standing::Running }
        }
        Some(when) => match when.deadline() {
            Some(deadline) if deadline < today => Standing::Late,
            Some(deadline) if (deadline.year(), deadline.month()) == (today.year(), today.month()) => {
                Standing::DueThisMonth
            }
            _ => begun,
        },
        None => begun,
    }
}

/// Tells whether the last occurrence before the day was neither done nor left out. Looks at no
/// more of the period than it takes.
fn missed_last(
    measure: &Measure,
    when: &When,
    period: DateSpan,
    holidays: &Holidays,
    today: NaiveDate,
) -> bool {
    let When::Cadence(cadence) = when else { return false };
    let Some(yesterday) = today.pred_opt().map(|day| day.min(period.last())) else { return false };
    if yesterday < period.first() {
        return false;
    }
    // A stretch that surely holds an occurrence; a cadence that ended is looked at from its end.
    let end = cadence.until().map_or(yesterday, |until| until.min(yesterday));
    let back = match cadence.every() {
        Every::Day => 2,
        Every::WorkingDay => 20,
        Every::Week { .. } => 15,
        // Where every second week begins is counted from the period's start.
        Every::TwoWeeks => {
            let found = occurrences(measure, period, holidays, today);
            let last = found.iter().rev().find(|one| one.due < today);
            return last.is_some_and(|one| one.outcome == super::Outcome::Missed);
        }
        Every::TenDays => 25,
        Every::Month { .. } => 65,
        Every::Quarter { .. } => 190,
        Every::HalfYear { .. } => 370,
        Every::Year { .. } => 735,
    };
    let first = end.checked_sub_days(Days::new(back)).map_or(period.first(), |day| day.max(period.first()));
    let Ok(stretch) = DateSpan::new(first, end) else { return false };
    due_days(when, stretch, holidays)
        .last()
        .is_some_and(|due| measure.ticks.iter().all(|tick| tick.due != *due))
}
