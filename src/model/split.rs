//! The arithmetic of a target over the parts of the year: what the parts make together, and how a
//! target is spread over them so that they make it exactly.
//!
//! All of it is exact: shares are rounded one by one, but what one loses by rounding the next one
//! gets, so that they add up whatever the decimals. What exact decimals cannot hold (28 digits) is
//! not spread at all.

use chrono::Datelike;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Quantity, Reading, Split, SplitBy, SplitRule, Target};

impl SplitBy {
    /// Returns into how many parts the year falls.
    #[must_use]
    pub const fn parts(self) -> usize {
        match self {
            Self::Quarter => 4,
            Self::Month => 12,
        }
    }
}

/// How the parts of a split stand to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Some parts are still open.
    Open {
        /// How many.
        count: usize,
        /// What the parts that are not open leave of the target, where they are to add up to it.
        left: Option<Decimal>,
    },
    /// They make the target.
    Equal,
    /// They make something else that fulfils the target as well: by so much more, or less if negative.
    Better(Decimal),
    /// They miss the target by so much more, or less if negative.
    Worse(Decimal),
}

impl Split {
    /// Makes a split whose parts are all open.
    #[must_use]
    pub fn open(by: SplitBy, rule: SplitRule) -> Self {
        Self { by, rule, shares: vec![None; by.parts()] }
    }

    /// Returns how many parts are open.
    #[must_use]
    pub fn open_parts(&self) -> usize {
        let missing = self.by.parts().saturating_sub(self.shares.len());
        missing + self.shares.iter().filter(|share| share.is_none()).count()
    }

    /// Returns what the parts make: their sum, their mean or the last one. Parts that are open count
    /// for nothing in a sum; a mean of some of them, and a last one that is open, are none. None also
    /// where the numbers are too large.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        match self.rule {
            SplitRule::Sum => self.sum(),
            SplitRule::Average if self.open_parts() > 0 => None,
            SplitRule::Average => self.sum()?.checked_div(Decimal::from(self.by.parts())),
            SplitRule::Last => self.shares.get(self.by.parts() - 1).copied().flatten(),
        }
    }

    fn sum(&self) -> Option<Decimal> {
        sum(self.shares.iter().copied().flatten())
    }

    /// Compares what the parts make with the target. None where the target is a day or has a blank,
    /// or where the numbers are too large.
    #[must_use]
    pub fn against(&self, target: &Target) -> Option<Against> {
        let (low, high) = bounds(target)?;
        let count = match self.rule {
            SplitRule::Sum | SplitRule::Average => self.open_parts(),
            SplitRule::Last => usize::from(self.value().is_none()),
        };
        if count > 0 {
            let left = match self.rule {
                SplitRule::Sum if low == high => less(low, self.sum()?),
                SplitRule::Sum | SplitRule::Average | SplitRule::Last => None,
            };
            return Some(Against::Open { count, left });
        }
        // A mean is compared by its sum, because the mean itself may have no end of decimals.
        let (made, count) = match self.rule {
            SplitRule::Sum => (self.sum()?, 1),
            SplitRule::Average => (self.sum()?, self.by.parts()),
            SplitRule::Last => (self.value()?, 1),
        };
        let off = |bound: Decimal| less(made, times(bound, count)?);
        let (above, below) = (off(high)?, off(low)?);
        let in_one = |difference: Decimal| difference.checked_div(Decimal::from(count));
        Some(match target {
            _ if above.is_zero() || below.is_zero() => Against::Equal,
            Target::AtLeast(_) if above > Decimal::ZERO => Against::Better(in_one(above)?),
            Target::AtMost(_) if above < Decimal::ZERO => Against::Better(in_one(above)?),
            _ if above > Decimal::ZERO => Against::Worse(in_one(above)?),
            _ if below < Decimal::ZERO => Against::Worse(in_one(below)?),
            _ => Against::Equal,
        })
    }

    /// Returns the same split over quarters or over months. A quarter that adds up is spread over its
    /// months, one that is a mean is the mean of each, and the last month of three is the quarter's
    /// last.
    #[must_use]
    pub fn turned(&self, by: SplitBy) -> Self {
        let shares: Vec<Option<Decimal>> = match (self.by, by) {
            (SplitBy::Quarter, SplitBy::Quarter) | (SplitBy::Month, SplitBy::Month) => self.shares.clone(),
            (SplitBy::Quarter, SplitBy::Month) => {
                self.shares.iter().flat_map(|share| months_of(*share, self.rule)).collect()
            }
            (SplitBy::Month, SplitBy::Quarter) => {
                self.shares.chunks(3).map(|months| quarter_of(months, self.rule)).collect()
            }
        };
        Self { by, rule: self.rule, shares }
    }
}

fn months_of(quarter: Option<Decimal>, rule: SplitRule) -> [Option<Decimal>; 3] {
    match (quarter, rule) {
        (None, _) => [None; 3],
        (Some(value), SplitRule::Sum) => {
            let months = portions(value, &[Decimal::ONE; 3], value.scale()).unwrap_or_default();
            std::array::from_fn(|at| months.get(at).copied())
        }
        (Some(value), SplitRule::Average) => [Some(value); 3],
        (Some(value), SplitRule::Last) => [None, None, Some(value)],
    }
}

fn quarter_of(months: &[Option<Decimal>], rule: SplitRule) -> Option<Decimal> {
    let all: Option<Vec<Decimal>> = months.iter().copied().collect();
    match rule {
        SplitRule::Sum => sum(all?),
        SplitRule::Average => {
            let all = all?;
            let scale = all.iter().map(Decimal::scale).max()?;
            let mean = sum(all)?.checked_div(Decimal::from(months.len()))?;
            Some(mean.round_dp_with_strategy(scale + 2, HALF).normalize())
        }
        SplitRule::Last => months.last().copied().flatten(),
    }
}

/// Halves go away from zero, as at school.
const HALF: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, added)
}

/// Adds two numbers, unless the sum has more digits than can be held: it would be rounded unasked.
fn added(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a && sum.checked_sub(a)? == b).then_some(sum)
}

/// Takes a number from another, unless the difference has more digits than can be held.
fn less(a: Decimal, b: Decimal) -> Option<Decimal> {
    added(a, -b)
}

/// Takes a number so many times, unless the product has more digits than can be held.
fn times(a: Decimal, count: usize) -> Option<Decimal> {
    sum(std::iter::repeat_n(a, count))
}

/// Returns the lowest and the highest number a target names; the same twice where it names one.
fn bounds(target: &Target) -> Option<(Decimal, Decimal)> {
    let one = |quantity: &Quantity| quantity.number().map(|number| (number, number));
    match target {
        Target::AtLeast(quantity) | Target::AtMost(quantity) | Target::Exactly(quantity) => one(quantity),
        Target::Within(low, high) => Some((low.number()?, high.number()?)),
        Target::DoneBy(_) => None,
    }
}

/// Returns the number that a target is spread by: the one it names, or the lower of two.
#[must_use]
pub fn number_of(target: &Target) -> Option<Decimal> {
    bounds(target).map(|(low, _)| low)
}

/// Spreads a target evenly. A sum falls into equal parts, which differ by one in the last decimal
/// at most; a mean is the same in every part; a last value is reached from the base in equal steps,
/// or holds from the first part on where there is no base. Parts have as many decimals as asked for,
/// or as the target has, if it has more.
///
/// None where the numbers are too large.
#[must_use]
pub fn evenly(
    by: SplitBy,
    rule: SplitRule,
    target: Decimal,
    base: Option<Decimal>,
    decimals: u32,
) -> Option<Vec<Decimal>> {
    let parts = by.parts();
    match rule {
        SplitRule::Sum => portions(target, &vec![Decimal::ONE; parts], decimals),
        SplitRule::Average => Some(vec![target; parts]),
        SplitRule::Last => {
            let base = base.unwrap_or(target);
            let way = less(target, base)?;
            let decimals = decimals.max(target.scale());
            let steps = (1..=parts).map(|at| {
                if at == parts {
                    return Some(target);
                }
                let gone = way.checked_mul(Decimal::from(at))?.checked_div(Decimal::from(parts))?;
                Some(base.checked_add(gone)?.round_dp_with_strategy(decimals, HALF))
            });
            steps.collect()
        }
    }
}

/// Spreads a target as other values were spread, such as those of last year: a sum and a mean by
/// their shares, a last value in proportion to their last one.
///
/// None where there is not one value a part, one is negative, they make nothing, or the numbers are
/// too large.
#[must_use]
pub fn like(
    by: SplitBy,
    rule: SplitRule,
    target: Decimal,
    values: &[Decimal],
    decimals: u32,
) -> Option<Vec<Decimal>> {
    if values.len() != by.parts() || values.iter().any(Decimal::is_sign_negative) {
        return None;
    }
    match rule {
        SplitRule::Sum => portions(target, values, decimals),
        SplitRule::Average => portions(times(target, by.parts())?, values, decimals),
        SplitRule::Last => {
            let last = *values.last().filter(|last| !last.is_zero())?;
            let decimals = decimals.max(target.scale());
            let (_, before) = values.split_last()?;
            let mut parts: Vec<Decimal> = before
                .iter()
                .map(|value| {
                    let part = target.checked_mul(value.checked_div(last)?)?;
                    Some(part.round_dp_with_strategy(decimals, HALF))
                })
                .collect::<Option<_>>()?;
            parts.push(target);
            Some(parts)
        }
    }
}

/// Divides a whole by weights into parts that make it exactly.
fn portions(whole: Decimal, weights: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    let decimals = decimals.max(whole.scale());
    let mut held = whole;
    held.rescale(decimals);
    // With too many digits, a part could not be held exactly.
    if held.scale() != decimals {
        return None;
    }
    let all = sum(weights.iter().copied()).filter(|all| !all.is_zero())?;
    let mut parts = Vec::with_capacity(weights.len());
    let (mut weight, mut dealt) = (Decimal::ZERO, Decimal::ZERO);
    for (at, own) in weights.iter().enumerate() {
        weight = added(weight, *own)?;
        // What is dealt up to here is rounded, not each part: the last part then ends at the whole.
        let upto = if at + 1 == weights.len() {
            whole
        } else {
            whole.checked_mul(weight.checked_div(all)?)?.round_dp_with_strategy(decimals, HALF)
        };
        parts.push(less(upto, dealt)?);
        dealt = upto;
    }
    Some(parts)
}

/// Returns the last value that was read in each part of a year. None where a part has none.
#[must_use]
pub fn values_of_year(readings: &[Reading], by: SplitBy, year: i32) -> Option<Vec<Decimal>> {
    let mut values = vec![None; by.parts()];
    for reading in readings.iter().filter(|reading| reading.on.year() == year) {
        let at = match by {
            SplitBy::Quarter => reading.on.month0() / 3,
            SplitBy::Month => reading.on.month0(),
        };
        let at = usize::try_from(at).unwrap_or_default();
        if let (Some(value), Some(slot)) = (reading.value, values.get_mut(at)) {
            *slot = Some(value);
        }
    }
    values.into_iter().collect()
}
