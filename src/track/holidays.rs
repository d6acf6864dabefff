//! Days off and working days: weekends, public holidays, working days that make up for them.
//!
//! Which days are off is data, a year at a time: the program brings what was announced, the user's
//! own years take the place of those. A year that nobody announced has weekends and nothing else,
//! and says so ([`Holidays::is_known`]); nothing is worked out from a lunar calendar, because the
//! make-up days are decided anew each year.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// What the program brings along.
const BUNDLED: &str = include_str!("../../assets/holidays/cn.ron");
/// More days off in a row than this are a slip of the pen.
const MOST_DAYS: i64 = 31;

/// The days off of some years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    years: BTreeMap<i32, HolidayYear>,
    /// What the days of those years are that are not as their weekday has it.
    special: HashMap<NaiveDate, Special>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Special {
    Off(String),
    MakeUp,
}

/// What was announced for one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// Where it was announced; may be empty.
    #[serde(default)]
    pub source: String,
    /// The days off, in order.
    pub rests: Vec<Rest>,
    /// The days of weekends on which one works, in order.
    pub workdays: Vec<NaiveDate>,
}

/// Some days off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// What is celebrated.
    pub name: String,
    /// The first day off.
    pub first: NaiveDate,
    /// The last day off.
    pub last: NaiveDate,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// One works.
    Working,
    /// A Saturday or Sunday.
    Weekend,
    /// A day off, by what is celebrated.
    Holiday(&'a str),
    /// A Saturday or Sunday on which one works.
    MakeUp,
}

impl DayKind<'_> {
    /// Tells whether one works.
    #[must_use]
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp)
    }
}

/// Days off that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolidayFault {
    /// The text is not of the form.
    #[error("line {line}, column {column}: {cause}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the reader says.
        cause: String,
    },
    /// Days off without a name.
    #[error("the days off from {first} have no name")]
    NoName {
        /// The first of them.
        first: NaiveDate,
    },
    /// Days off that end before they begin.
    #[error("the days off from {first} end before they begin")]
    Backwards {
        /// The first of them.
        first: NaiveDate,
    },
    /// More days off in a row than there can be.
    #[error("the days off from {first} are more than {MOST_DAYS}")]
    TooLong {
        /// The first of them.
        first: NaiveDate,
    },
    /// A day of another year.
    #[error("{day} does not belong to {year}")]
    OtherYear {
        /// The day.
        day: NaiveDate,
        /// The year under which it stands.
        year: i32,
    },
    /// A day that stands twice.
    #[error("{day} stands twice")]
    Twice {
        /// The day.
        day: NaiveDate,
    },
    /// A day to make up that is a working day anyway.
    #[error("{day} is a working day anyway")]
    NotAWeekend {
        /// The day.
        day: NaiveDate,
    },
}

impl Holidays {
    /// Takes what was announced, by year. Lists are put in order.
    ///
    /// # Errors
    /// The first day that cannot be.
    pub fn new(mut years: BTreeMap<i32, HolidayYear>) -> Result<Self, HolidayFault> {
        let mut special = HashMap::new();
        for (&number, year) in &mut years {
            year.rests.sort_by_key(|rest| rest.first);
            year.workdays.sort_unstable();
            let mut add = |day: NaiveDate, what| match special.insert(day, what) {
                Some(_) => Err(HolidayFault::Twice { day }),
                None => Ok(()),
            };
            for rest in &year.rests {
                let first = rest.first;
                if rest.name.trim().is_empty() {
                    return Err(HolidayFault::NoName { first });
                }
                if rest.last < first {
                    return Err(HolidayFault::Backwards { first });
                }
                if (rest.last - first).num_days() >= MOST_DAYS {
                    return Err(HolidayFault::TooLong { first });
                }
                // The days round New Year may begin in the year before.
                if rest.last.year() != number {
                    return Err(HolidayFault::OtherYear { day: rest.last, year: number });
                }
                for day in first.iter_days().take_while(|day| *day <= rest.last) {
                    add(day, Special::Off(rest.name.clone()))?;
                }
            }
            for &day in &year.workdays {
                if (day.year() - number).abs() > 1 {
                    return Err(HolidayFault::OtherYear { day, year: number });
                }
                if !is_weekend(day) {
                    return Err(HolidayFault::NotAWeekend { day });
                }
                add(day, Special::MakeUp)?;
            }
        }
        Ok(Self { years, special })
    }

    /// Returns what the program brings along.
    #[must_use]
    pub fn bundled() -> Self {
        // The tests read the same text and would find a fault.
        Self::decode(BUNDLED).unwrap_or_default()
    }

    /// Reads the form in which days off are kept.
    ///
    /// # Errors
    /// The text is not of the form, or a day cannot be.
    pub fn decode(text: &str) -> Result<Self, HolidayFault> {
        let years: BTreeMap<i32, HolidayYear> =
            ron::from_str(text).map_err(|error| HolidayFault::Syntax {
                line: error.span.start.line,
                column: error.span.start.col,
                cause: error.code.to_string(),
            })?;
        Self::new(years)
    }

    /// Writes the form in which days off are kept.
    #[must_use]
    pub fn encode(&self) -> String {
        // Writing plain records to a string has nothing to fail at.
        ron::ser::to_string_pretty(&self.years, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }

    /// Returns these days off with the years of others in the place of the same years here. A day
    /// that both name is as the others have it.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let mut years = self.years.clone();
        years.extend(others.years.iter().map(|(number, year)| (*number, year.clone())));
        Self::new(years).unwrap_or_else(|_| {
            // Two years may name a day round New Year both.
            let mut both = self.clone();
            both.special.retain(|day, _| !others.years.contains_key(&day.year()));
            both.special.extend(others.special.iter().map(|(day, what)| (*day, what.clone())));
            both.years.extend(others.years.iter().map(|(number, year)| (*number, year.clone())));
            both
        })
    }

    /// Returns what was announced, by year.
    #[must_use]
    pub const fn years(&self) -> &BTreeMap<i32, HolidayYear> {
        &self.years
    }

    /// Tells whether anything was announced for a year.
    #[must_use]
    pub fn is_known(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// Returns what a day is.
    #[must_use]
    pub fn kind(&self, day: NaiveDate) -> DayKind<'_> {
        match self.special.get(&day) {
            Some(Special::Off(name)) => DayKind::Holiday(name),
            Some(Special::MakeUp) => DayKind::MakeUp,
            None if is_weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Tells whether one works on a day.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.kind(day).is_working()
    }

    /// Returns the first working day on or after a day.
    #[must_use]
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        self.nearest_working_day(day, Days::new(1), NaiveDate::checked_add_days)
    }

    /// Returns the last working day on or before a day.
    #[must_use]
    pub fn last_working_day(&self, day: NaiveDate) -> NaiveDate {
        self.nearest_working_day(day, Days::new(1), NaiveDate::checked_sub_days)
    }

    fn nearest_working_day(
        &self,
        day: NaiveDate,
        one: Days,
        step: fn(NaiveDate, Days) -> Option<NaiveDate>,
    ) -> NaiveDate {
        let mut at = day;
        // Days off in a row are few, but the user's own years may lie side by side.
        for _ in 0..400 {
            if self.is_working(at) {
                return at;
            }
            let Some(next) = step(at, one) else { break };
            at = next;
        }
        day
    }
}

/// Tells whether a day is a Saturday or Sunday.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
