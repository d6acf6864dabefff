//! When a measure is due.

use std::num::NonZeroU16;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::macros::{choice, names};
use super::value::is_default;
use super::{Days, Invalid, OfYear, Wire};
use crate::model;

choice! {
    /// The time of a measure.
    When {
        By(NaiveDate),
        Month(OfYear),
        Quarter(OfYear),
        Span(Days),
        Cadence(Cadence),
        Limit(Limit),
        Unclear(String),
    }
}

/// A duty that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cadence {
    pub(crate) every: Every,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub(crate) times: NonZeroU16,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) until: Option<NaiveDate>,
}

fn once() -> NonZeroU16 {
    NonZeroU16::MIN
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_once(times: &NonZeroU16) -> bool {
    *times == once()
}

impl Wire<model::Cadence> for Cadence {
    fn from_model(model: &model::Cadence) -> Self {
        Self { every: Every::from_model(model.every()), times: model.times(), until: model.until() }
    }

    fn into_model(self) -> Result<model::Cadence, Invalid> {
        Ok(model::Cadence::new(self.every.into_model()?, self.times, self.until)?)
    }
}

/// The beat of a cadence. Days of a month are 1 to 31, or 0 for the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) enum Every {
    Day,
    WorkingDay,
    Week {
        #[serde(default, skip_serializing_if = "is_default")]
        on: Vec<Weekday>,
    },
    TwoWeeks,
    TenDays,
    Month {
        #[serde(default, skip_serializing_if = "is_default")]
        on: Vec<u8>,
    },
    /// On a month within the quarter and its day.
    Quarter {
        #[serde(default, skip_serializing_if = "is_default")]
        on: Option<(u8, u8)>,
    },
    /// On a month within the half-year and its day.
    HalfYear {
        #[serde(default, skip_serializing_if = "is_default")]
        on: Option<(u8, u8)>,
    },
    /// On a month and its day.
    Year {
        #[serde(default, skip_serializing_if = "is_default")]
        on: Option<(u8, u8)>,
    },
}

impl Wire<model::Every> for Every {
    fn from_model(model: &model::Every) -> Self {
        match model {
            model::Every::Day => Self::Day,
            model::Every::WorkingDay => Self::WorkingDay,
            model::Every::Week { on } => Self::Week { on: Wire::from_model(on) },
            model::Every::TwoWeeks => Self::TwoWeeks,
            model::Every::TenDays => Self::TenDays,
            model::Every::Month { on } => Self::Month { on: Wire::from_model(on) },
            model::Every::Quarter { on } => Self::Quarter { on: Wire::from_model(on) },
            model::Every::HalfYear { on } => Self::HalfYear { on: Wire::from_model(on) },
            model::Every::Year { on } => Self::Year { on: Wire::from_model(on) },
        }
    }

    fn into_model(self) -> Result<model::Every, Invalid> {
        Ok(match self {
            Self::Day => model::Every::Day,
            Self::WorkingDay => model::Every::WorkingDay,
            Self::Week { on } => model::Every::Week { on: on.into_model()? },
            Self::TwoWeeks => model::Every::TwoWeeks,
            Self::TenDays => model::Every::TenDays,
            Self::Month { on } => model::Every::Month { on: on.into_model()? },
            Self::Quarter { on } => model::Every::Quarter { on: on.into_model()? },
            Self::HalfYear { on } => model::Every::HalfYear { on: on.into_model()? },
            Self::Year { on } => model::Every::Year { on: on.into_model()? },
        })
    }
}

names! {
    /// A day of the week.
    Weekday = chrono::Weekday { Mon, Tue, Wed, Thu, Fri, Sat, Sun }
}

/// How long each case may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) enum Limit {
    SameDay,
    Within { count: NonZeroU16, unit: LimitUnit },
}

impl Wire<model::Limit> for Limit {
    fn from_model(model: &model::Limit) -> Self {
        match model {
            model::Limit::SameDay => Self::SameDay,
            model::Limit::Within { count, unit } => {
                Self::Within { count: *count, unit: LimitUnit::from_model(unit) }
            }
        }
    }

    fn into_model(self) -> Result<model::Limit, Invalid> {
        Ok(match self {
            Self::SameDay => model::Limit::SameDay,
            Self::Within { count, unit } => model::Limit::Within { count, unit: unit.into_model()? },
        })
    }
}

names! {
    /// The unit of a limit.
    LimitUnit = model::LimitUnit { Minute, Hour, Day, WorkingDay, Week, Month }
}
