//! When a measure is due: by a day, within a span, again and again, or within a limit per case.

use std::num::NonZeroU16;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{DateSpan, Month, Quarter};

/// The time of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// On or before a day.
    By(NaiveDate),
    /// Within a month.
    Month(Month),
    /// Within a quarter.
    Quarter(Quarter),
    /// From one day to another.
    Span(DateSpan),
    /// Again and again.
    Cadence(Cadence),
    /// So and so long for each case.
    Limit(Limit),
    /// Words that name no time the program knows; kept as written and flagged, never empty.
    Unclear(String),
}

impl When {
    /// Returns the last day on which the measure is in time, where there is one.
    #[must_use]
    pub fn deadline(&self) -> Option<NaiveDate> {
        match self {
            Self::By(day) => Some(*day),
            Self::Month(month) => Some(month.span().last()),
            Self::Quarter(quarter) => Some(quarter.span().last()),
            Self::Span(span) => Some(span.last()),
            Self::Cadence(cadence) => cadence.until(),
            Self::Limit(_) | Self::Unclear(_) => None,
        }
    }
}

/// A cadence that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CadenceFault {
    /// A day of the month runs from 1 to 31.
    #[error("day {found} is not between 1 and 31")]
    MonthDay {
        /// What was to be the day.
        found: u8,
    },
    /// A day of the year must exist in some year.
    #[error("there is no day {day} in month {month}")]
    YearDay {
        /// What was to be the month.
        month: u8,
        /// What was to be the day.
        day: u8,
    },
    /// The month within a quarter or half-year is out of range.
    #[error("month {found} is not between 1 and {most}")]
    MonthWithin {
        /// What was to be the month.
        found: u8,
        /// The last month there is.
        most: u8,
    },
}

/// A duty that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CadenceParts", into = "CadenceParts")]
pub struct Cadence {
    every: Every,
    times: NonZeroU16,
    until: Option<NaiveDate>,
}

/// The parts of a [`Cadence`] as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename = "Cadence")]
struct CadenceParts {
    every: Every,
    times: NonZeroU16,
    until: Option<NaiveDate>,
}

/// The beat of a cadence, with the days on which it falls where they are named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Every {
    /// Each calendar day.
    Day,
    /// Each working day.
    WorkingDay,
    /// Each week, on these weekdays (none: on any).
    Week {
        /// The weekdays, in order, none twice.
        on: Vec<Weekday>,
    },
    /// Every second week.
    TwoWeeks,
    /// Each third of a month (旬).
    TenDays,
    /// Each month, on these days (none: on any).
    Month {
        /// The days, in order, none twice.
        on: Vec<MonthDay>,
    },
    /// Each quarter.
    Quarter {
        /// The month within the quarter (1 to 3) and its day.
        on: Option<(u8, MonthDay)>,
    },
    /// Each half-year.
    HalfYear {
        /// The month within the half-year (1 to 6) and its day.
        on: Option<(u8, MonthDay)>,
    },
    /// Each year.
    Year {
        /// The day of the year.
        on: Option<YearDay>,
    },
}

impl Cadence {
    /// Takes a beat, how many times it is done at each (1: once), and the last day it runs to.
    /// Named days are put in order, repeated ones dropped.
    ///
    /// # Errors
    /// A month within a quarter or half-year is out of range.
    pub fn new(every: Every, times: NonZeroU16, until: Option<NaiveDate>) -> Result<Self, CadenceFault> {
        let every = match every {
            Every::Week { mut on } => {
                on.sort_by_key(Weekday::num_days_from_monday);
                on.dedup();
                Every::Week { on }
            }
            Every::Month { mut on } => {
                on.sort_unstable();
                on.dedup();
                Every::Month { on }
            }
            Every::Quarter { on: Some((month, _)) } if !(1..=3).contains(&month) => {
                return Err(CadenceFault::MonthWithin { found: month, most: 3 });
            }
            Every::HalfYear { on: Some((month, _)) } if !(1..=6).contains(&month) => {
                return Err(CadenceFault::MonthWithin { found: month, most: 6 });
            }
            every @ (Every::Day
            | Every::WorkingDay
            | Every::TwoWeeks
            | Every::TenDays
            | Every::Quarter { .. }
            | Every::HalfYear { .. }
            | Every::Year { .. }) => every,
        };
        Ok(Self { every, times, until })
    }

    /// Returns the beat.
    #[must_use]
    pub const fn every(&self) -> &Every {
        &self.every
    }

    /// Returns how many times it is done at each beat.
    #[must_use]
    pub const fn times(&self) -> NonZeroU16 {
        self.times
    }

    /// Returns the last day it runs to; none means to the end of the plan's period.
    #[must_use]
    pub const fn until(&self) -> Option<NaiveDate> {
        self.until
    }
}

impl TryFrom<CadenceParts> for Cadence {
    type Error = CadenceFault;

    fn try_from(parts: CadenceParts) -> Result<Self, Self::Error> {
        Self::new(parts.every, parts.times, parts.until)
    }
}

impl From<Cadence> for CadenceParts {
    fn from(cadence: Cadence) -> Self {
        Self { every: cadence.every, times: cadence.times, until: cadence.until }
    }
}

/// A day of any month: 1 to 31, or the last one. A month that is too short takes its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct MonthDay(u8);

impl MonthDay {
    /// The last day of the month, whatever its number. It is written as 0.
    pub const LAST: Self = Self(u8::MAX);

    /// Takes a day from 1 to 31.
    ///
    /// # Errors
    /// The day is out of range.
    pub const fn new(day: u8) -> Result<Self, CadenceFault> {
        if day >= 1 && day <= 31 { Ok(Self(day)) } else { Err(CadenceFault::MonthDay { found: day }) }
    }

    /// Returns the day's number, or none for the last day.
    #[must_use]
    pub const fn number(self) -> Option<u8> {
        if self.0 == Self::LAST.0 { None } else { Some(self.0) }
    }
}

impl TryFrom<u8> for MonthDay {
    type Error = CadenceFault;

    fn try_from(day: u8) -> Result<Self, Self::Error> {
        if day == 0 { Ok(Self::LAST) } else { Self::new(day) }
    }
}

impl From<MonthDay> for u8 {
    fn from(day: MonthDay) -> Self {
        day.number().unwrap_or(0)
    }
}

/// A day of any year; 29 February falls on the 28th where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct YearDay {
    month: u8,
    day: u8,
}

impl YearDay {
    /// Takes a month and a day that exist in a leap year.
    ///
    /// # Errors
    /// No year has such a day.
    pub fn new(month: u8, day: u8) -> Result<Self, CadenceFault> {
        if NaiveDate::from_ymd_opt(2000, u32::from(month), u32::from(day)).is_some() {
            Ok(Self { month, day })
        } else {
            Err(CadenceFault::YearDay { month, day })
        }
    }

    /// Returns the month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl TryFrom<(u8, u8)> for YearDay {
    type Error = CadenceFault;

    fn try_from((month, day): (u8, u8)) -> Result<Self, Self::Error> {
        Self::new(month, day)
    }
}

impl From<YearDay> for (u8, u8) {
    fn from(day: YearDay) -> Self {
        (day.month, day.day)
    }
}

/// A limit of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a limit must be at least 1")]
pub struct LimitFault;

/// How long each case may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Before the day is over.
    SameDay,
    /// Within so many units from the start of the case.
    Within {
        /// How many, at least 1.
        count: NonZeroU16,
        /// Of what.
        unit: LimitUnit,
    },
}

impl Limit {
    /// Takes a count of units.
    ///
    /// # Errors
    /// The count is 0.
    pub fn within(count: u16, unit: LimitUnit) -> Result<Self, LimitFault> {
        NonZeroU16::new(count).map(|count| Self::Within { count, unit }).ok_or(LimitFault)
    }
}

/// The unit of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Calendar days.
    Day,
    /// Working days.
    WorkingDay,
    /// Weeks.
    Week,
    /// Months.
    Month,
}
