//! Numbers of a plan: exact decimals, so that weights that make 100 on paper make 100 here.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::PlaceholderName;

/// A number that the plan cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// A weight must lie above 0 and not above 100.
    #[error("weight {found} is not above 0 and at most 100")]
    Weight {
        /// What was to be the weight.
        found: Decimal,
    },
    /// Progress must lie between 0 and 100.
    #[error("progress {found} is not between 0 and 100")]
    Progress {
        /// What was to be the progress.
        found: u8,
    },
}

/// The share of an indicator in a score, in points of 100: above 0, at most 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Weight(Decimal);

impl Weight {
    /// Takes a weight in points of 100.
    ///
    /// # Errors
    /// The number is not above 0, or it is above 100.
    pub fn new(points: Decimal) -> Result<Self, NumberFault> {
        if points > Decimal::ZERO && points <= Decimal::ONE_HUNDRED {
            Ok(Self(points.normalize()))
        } else {
            Err(NumberFault::Weight { found: points })
        }
    }

    /// Returns the weight in points of 100.
    #[must_use]
    pub const fn points(self) -> Decimal {
        self.0
    }
}

impl TryFrom<Decimal> for Weight {
    type Error = NumberFault;

    fn try_from(points: Decimal) -> Result<Self, Self::Error> {
        Self::new(points)
    }
}

impl From<Weight> for Decimal {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}

/// How much of a measure is done, in whole percent from 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Progress(u8);

impl Progress {
    /// Takes progress in percent.
    ///
    /// # Errors
    /// The number is above 100.
    pub const fn new(percent: u8) -> Result<Self, NumberFault> {
        if percent <= 100 { Ok(Self(percent)) } else { Err(NumberFault::Progress { found: percent }) }
    }

    /// Returns the progress in percent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Progress {
    type Error = NumberFault;

    fn try_from(percent: u8) -> Result<Self, Self::Error> {
        Self::new(percent)
    }
}

impl From<Progress> for u8 {
    fn from(progress: Progress) -> Self {
        progress.0
    }
}

/// An amount in an indicator's unit: a number, or a blank that a number is to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// A number, kept with the decimals it was written with.
    Number(Decimal),
    /// A blank, by the name of its placeholder.
    Blank(PlaceholderName),
}

impl Quantity {
    /// Returns the number, unless it is still blank.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Blank(_) => None,
        }
    }
}
