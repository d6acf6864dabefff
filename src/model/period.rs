//! Stretches of time: the period a plan is for, and spans within it.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A stretch of time that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    /// Years run from 1900 to 2999.
    #[error("year {found} is not between 1900 and 2999")]
    Year {
        /// What was to be the year.
        found: i32,
    },
    /// Months run from 1 to 12.
    #[error("month {found} is not between 1 and 12")]
    Month {
        /// What was to be the month.
        found: u32,
    },
    /// Quarters run from 1 to 4.
    #[error("quarter {found} is not between 1 and 4")]
    Quarter {
        /// What was to be the quarter.
        found: u32,
    },
    /// Halves are 1 and 2.
    #[error("half-year {found} is neither 1 nor 2")]
    Half {
        /// What was to be the half.
        found: u32,
    },
    /// The year has no week of that number (ISO 8601).
    #[error("{year} has no week {found}")]
    Week {
        /// The year of the week.
        year: i32,
        /// What was to be the week.
        found: u32,
    },
    /// A span ends before it starts.
    #[error("the span ends on {last}, before it starts on {first}")]
    Backwards {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
}

/// A calendar year from 1900 to 2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct YearNumber(i32);

impl YearNumber {
    /// Takes a year.
    ///
    /// # Errors
    /// The year is before 1900 or after 2999.
    pub const fn new(year: i32) -> Result<Self, PeriodFault> {
        if year >= 1900 && year <= 2999 { Ok(Self(year)) } else { Err(PeriodFault::Year { found: year }) }
    }

    /// Returns the year as a number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Returns the year's days.
    #[must_use]
    pub fn span(self) -> DateSpan {
        months_span(self.0, 1, 12)
    }
}

impl TryFrom<i32> for YearNumber {
    type Error = PeriodFault;

    fn try_from(year: i32) -> Result<Self, Self::Error> {
        Self::new(year)
    }
}

impl From<YearNumber> for i32 {
    fn from(year: YearNumber) -> Self {
        year.0
    }
}

/// Returns the days from the first of a month to the last of a later month of the same year.
fn months_span(year: i32, first_month: u32, last_month: u32) -> DateSpan {
    // The callers hold checked years and months, for which both days exist.
    let first = NaiveDate::from_ymd_opt(year, first_month, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(year, last_month, 1)
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .and_then(|day| day.checked_sub_days(Days::new(1)))
        .unwrap_or(NaiveDate::MAX);
    DateSpan { first, last }
}

macro_rules! year_parts {
    ($($(#[$doc:meta])* $name:ident, $field:ident, $most:literal, $fault:ident, $months:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "(i32, u32)", into = "(i32, u32)")]
        pub struct $name {
            year: YearNumber,
            $field: u32,
        }

        impl $name {
            /// Takes a year and the number within it, counted from 1.
            ///
            /// # Errors
            /// The year or the number is out of range.
            pub fn new(year: i32, $field: u32) -> Result<Self, PeriodFault> {
                let year = YearNumber::new(year)?;
                if (1..=$most).contains(&$field) {
                    Ok(Self { year, $field })
                } else {
                    Err(PeriodFault::$fault { found: $field })
                }
            }

            /// Returns the year.
            #[must_use]
            pub const fn year(self) -> i32 {
                self.year.number()
            }

            /// Returns the number within the year, counted from 1.
            #[must_use]
            pub const fn number(self) -> u32 {
                self.$field
            }

            /// Returns its days.
            #[must_use]
            pub fn span(self) -> DateSpan {
                let last_month = self.$field * $months;
                months_span(self.year.number(), last_month + 1 - $months, last_month)
            }
        }

        impl TryFrom<(i32, u32)> for $name {
            type Error = PeriodFault;

            fn try_from((year, number): (i32, u32)) -> Result<Self, Self::Error> {
                Self::new(year, number)
            }
        }

        impl From<$name> for (i32, u32) {
            fn from(part: $name) -> Self {
                (part.year.number(), part.$field)
            }
        }
    )*};
}

year_parts! {
    /// A month of a year, 1 to 12.
    Month, month, 12, Month, 1;
    /// A quarter of a year, 1 to 4.
    Quarter, quarter, 4, Quarter, 3;
    /// A half of a year, 1 or 2.
    Half, half, 2, Half, 6;
}

/// A week by its number, from Monday to Sunday (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i32, u32)", into = "(i32, u32)")]
pub struct Week {
    year: YearNumber,
    week: u32,
}

impl Week {
    /// Takes an ISO year and week.
    ///
    /// # Errors
    /// The year is out of range or has no such week.
    pub fn new(year: i32, week: u32) -> Result<Self, PeriodFault> {
        let checked = YearNumber::new(year)?;
        if NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).is_some() {
            Ok(Self { year: checked, week })
        } else {
            Err(PeriodFault::Week { year, found: week })
        }
    }

    /// Returns the ISO year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year.number()
    }

    /// Returns the week's number, counted from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.week
    }

    /// Returns its days, Monday to Sunday.
    #[must_use]
    pub fn span(self) -> DateSpan {
        let day = |weekday| NaiveDate::from_isoywd_opt(self.year.number(), self.week, weekday);
        DateSpan {
            first: day(Weekday::Mon).unwrap_or(NaiveDate::MIN),
            last: day(Weekday::Sun).unwrap_or(NaiveDate::MAX),
        }
    }
}

impl TryFrom<(i32, u32)> for Week {
    type Error = PeriodFault;

    fn try_from((year, week): (i32, u32)) -> Result<Self, Self::Error> {
        Self::new(year, week)
    }
}

impl From<Week> for (i32, u32) {
    fn from(week: Week) -> Self {
        (week.year.number(), week.week)
    }
}

/// The days from a first to a last one, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(NaiveDate, NaiveDate)", into = "(NaiveDate, NaiveDate)")]
pub struct DateSpan {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateSpan {
    /// Takes the first and the last day.
    ///
    /// # Errors
    /// The last day comes before the first.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, PeriodFault> {
        if first <= last { Ok(Self { first, last }) } else { Err(PeriodFault::Backwards { first, last }) }
    }

    /// Returns the first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Returns the last day.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// Tells whether a day lies within.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

impl TryFrom<(NaiveDate, NaiveDate)> for DateSpan {
    type Error = PeriodFault;

    fn try_from((first, last): (NaiveDate, NaiveDate)) -> Result<Self, Self::Error> {
        Self::new(first, last)
    }
}

impl From<DateSpan> for (NaiveDate, NaiveDate) {
    fn from(span: DateSpan) -> Self {
        (span.first, span.last)
    }
}

/// The time a plan is for, or that a review looks back on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// One week.
    Week(Week),
    /// One month.
    Month(Month),
    /// One quarter.
    Quarter(Quarter),
    /// Half a year.
    HalfYear(Half),
    /// A calendar year.
    Year(YearNumber),
    /// The term of an appraisal or of a post.
    Term(DateSpan),
    /// The length of a project.
    Project(DateSpan),
}

impl Period {
    /// Returns the period's days.
    #[must_use]
    pub fn span(self) -> DateSpan {
        match self {
            Self::Week(week) => week.span(),
            Self::Month(month) => month.span(),
            Self::Quarter(quarter) => quarter.span(),
            Self::HalfYear(half) => half.span(),
            Self::Year(year) => year.span(),
            Self::Term(span) | Self::Project(span) => span,
        }
    }

    /// Returns the year in which the period starts; a week counts to its ISO year.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Self::Week(week) => week.year(),
            Self::Month(month) => month.year(),
            Self::Quarter(quarter) => quarter.year(),
            Self::HalfYear(half) => half.year(),
            Self::Year(year) => year.number(),
            Self::Term(span) | Self::Project(span) => span.first().year(),
        }
    }
}
