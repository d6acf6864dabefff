//! Indicators: what a goal or a measure is judged by.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{IndicatorId, Quantity, Text, Weight};

/// A figure with its unit, where it starts and where it is to arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// What is measured.
    pub name: Text,
    /// The unit as printed, such as % or 万元; empty for a bare count.
    pub unit: String,
    /// Where it starts.
    pub base: Option<Base>,
    /// Where it is to arrive, with the direction that counts as better.
    pub target: Option<Target>,
    /// The target over the quarters or months of the period.
    pub split: Option<Split>,
    /// Actual values, oldest first.
    pub readings: Vec<Reading>,
    /// Its share in the score.
    pub weight: Option<Weight>,
    /// How points are given and taken.
    pub standard: Text,
    /// How the figure is worked out.
    pub formula: Text,
    /// Where the figure comes from.
    pub source: Text,
}

impl Indicator {
    /// Makes an indicator that has only a name.
    #[must_use]
    pub fn new(id: IndicatorId, name: Text) -> Self {
        Self {
            id,
            name,
            unit: String::new(),
            base: None,
            target: None,
            split: None,
            readings: Vec::new(),
            weight: None,
            standard: Text::default(),
            formula: Text::default(),
            source: Text::default(),
        }
    }

    /// Returns the numbers of base and target with their blanks.
    pub fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let target = match &self.target {
            Some(Target::AtLeast(q) | Target::AtMost(q) | Target::Exactly(q)) => [Some(q), None],
            Some(Target::Within(low, high)) => [Some(low), Some(high)],
            Some(Target::DoneBy(_)) | None => [None, None],
        };
        self.base.iter().map(|base| &base.value).chain(target.into_iter().flatten())
    }
}

/// Where an indicator starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The value in the indicator's unit.
    pub value: Quantity,
    /// The day it was read.
    pub on: Option<NaiveDate>,
}

/// What an indicator is to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// More is better: at least this.
    AtLeast(Quantity),
    /// Less is better: at most this.
    AtMost(Quantity),
    /// Neither more nor less.
    Exactly(Quantity),
    /// From the first to the second, both within.
    Within(Quantity, Quantity),
    /// A thing that is there or not, by a day.
    DoneBy(NaiveDate),
}

/// A target over the parts of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Into which parts.
    pub by: SplitBy,
    /// How the parts make the whole.
    pub rule: SplitRule,
    /// One value a part, in order, in the indicator's unit; none where it is still open.
    pub shares: Vec<Option<Decimal>>,
}

/// The parts of the year that a target is split over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitBy {
    /// Four quarters.
    Quarter,
    /// Twelve months.
    Month,
}

/// How the parts of a split make the year's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitRule {
    /// They add up to it.
    Sum,
    /// Their mean is it.
    Average,
    /// The last one is it.
    Last,
}

/// An actual value, read on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The day.
    pub on: NaiveDate,
    /// The value in the indicator's unit.
    pub value: Option<Decimal>,
    /// Change on the same day of last year, in the indicator's unit.
    pub on_last_year: Option<Decimal>,
    /// Change since the first of January, in the indicator's unit.
    pub since_january: Option<Decimal>,
    /// Share of the year's plan that is reached, in percent.
    pub share_of_plan: Option<Decimal>,
    /// A remark.
    pub remark: Text,
}
