//! L39: what a review leaves unsaid.

use super::{Finding, Level, Proposal, Reason};
use crate::model::{Part, Plan, Reading};

/// L39: results of a review of which nothing was read: their row is printed with an empty cell.
pub(super) fn actuals(plan: &Plan, findings: &mut Vec<Finding>) {
    for part in &plan.parts {
        let Part::Review(review) = part else { continue };
        for indicator in &review.results {
            if indicator.readings.last().is_some_and(says_something) {
                continue;
            }
            findings.push(Finding {
                rule: "L39",
                level: Level::Warning,
                place: Some(indicator.id.id()),
                reason: Reason::NoActual,
                proposal: Some(Proposal::EnterActual),
            });
        }
    }
}

/// Tells whether a reading says what was reached, or at least how that stands to another figure.
const fn says_something(reading: &Reading) -> bool {
    reading.value.is_some()
        || reading.on_last_year.is_some()
        || reading.since_january.is_some()
        || reading.share_of_plan.is_some()
}
