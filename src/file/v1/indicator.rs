//! Indicators.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::macros::{choice, names, record};
use super::{Invalid, Number, Wire};
use crate::model;

record! {
    /// A figure with its unit, where it starts and where it is to arrive.
    Indicator placed {
        id: u64,
        ;
        name: String,
        unit: String,
        base: Option<Base>,
        target: Option<Target>,
        split: Option<Split>,
        weight: Option<Number>,
        standard: String,
        formula: String,
        source: String,
        readings: Vec<Reading>,
    }
}

choice! {
    /// An amount in an indicator's unit.
    Quantity {
        Number(Number),
        Blank(String),
    }
}

record! {
    /// Where an indicator starts.
    Base {
        value: Quantity,
        ;
        on: Option<NaiveDate>,
    }
}

/// What an indicator is to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    AtLeast(Quantity),
    AtMost(Quantity),
    Exactly(Quantity),
    Within(Quantity, Quantity),
    DoneBy(NaiveDate),
}

impl Wire<model::Target> for Target {
    fn from_model(model: &model::Target) -> Self {
        match model {
            model::Target::AtLeast(value) => Self::AtLeast(Quantity::from_model(value)),
            model::Target::AtMost(value) => Self::AtMost(Quantity::from_model(value)),
            model::Target::Exactly(value) => Self::Exactly(Quantity::from_model(value)),
            model::Target::Within(low, high) => {
                Self::Within(Quantity::from_model(low), Quantity::from_model(high))
            }
            model::Target::DoneBy(day) => Self::DoneBy(*day),
        }
    }

    fn into_model(self) -> Result<model::Target, Invalid> {
        Ok(match self {
            Self::AtLeast(value) => model::Target::AtLeast(value.into_model()?),
            Self::AtMost(value) => model::Target::AtMost(value.into_model()?),
            Self::Exactly(value) => model::Target::Exactly(value.into_model()?),
            Self::Within(low, high) => model::Target::Within(low.into_model()?, high.into_model()?),
            Self::DoneBy(day) => model::Target::DoneBy(day),
        })
    }
}

record! {
    /// A target over the parts of the year.
    Split {
        by: SplitBy,
        rule: SplitRule,
        ;
        shares: Vec<Option<Number>>,
    }
}

names! {
    /// The parts of the year that a target is split over.
    SplitBy = model::SplitBy { Quarter, Month }
}

names! {
    /// How the parts of a split make the year's value.
    SplitRule = model::SplitRule { Sum, Average, Last }
}

record! {
    /// An actual value, read on a day.
    Reading {
        on: NaiveDate,
        ;
        value: Option<Number>,
        on_last_year: Option<Number>,
        since_january: Option<Number>,
        share_of_plan: Option<Number>,
        remark: String,
    }
}
