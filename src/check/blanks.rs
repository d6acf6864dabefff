//! L01, first half: blanks that are still open.

use super::{Finding, Level, Proposal, Reason};
use crate::model::{PlaceholderName, Plan, query};

/// Finds each blank once a record, however often it stands there.
pub(super) fn open_blanks(plan: &Plan, findings: &mut Vec<Finding>) {
    for (name, mut places) in query::open_blanks(plan) {
        places.sort_unstable();
        places.dedup();
        for place in places {
            let proposal = PlaceholderName::new(&name).ok().map(|name| Proposal::FillBlank { name });
            let reason = Reason::OpenBlank { name: name.clone() };
            findings.push(Finding { rule: "L01", level: Level::Error, place, reason, proposal });
        }
    }
}
