//! What to look at before printing, each with the place to go to.

use super::Spot;
use crate::check::{self, Level, Reason};
use crate::edit::for_each_field;
use crate::model::Plan;
use crate::session::{Caret, Session};

/// Something to look at before the plan is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintFinding {
    /// Whether the plan cannot be handed in so.
    pub is_error: bool,
    /// What is wrong.
    pub text: String,
    /// Where.
    pub spot: Spot,
}

impl Session {
    /// Returns what is wrong with the plan in front, errors first, without open blanks, which are
    /// counted on their own, and without what is only worth a look.
    #[must_use]
    pub fn print_findings(&self) -> Vec<PrintFinding> {
        let Some(plan) = self.plan() else { return Vec::new() };
        let mut findings: Vec<PrintFinding> = check::check(plan)
            .iter()
            .filter(|finding| finding.level != Level::Note)
            .filter(|finding| !matches!(finding.reason, Reason::OpenBlank { .. }))
            .map(|finding| {
                let marked = match &finding.reason {
                    Reason::OpenMark { mark } => {
                        spot_of(plan, mark).filter(|spot| spot.record == finding.place)
                    }
                    _ => None,
                };
                let record = Spot { record: finding.place, caret: Caret::End };
                PrintFinding {
                    is_error: finding.level == Level::Error,
                    text: check::words(finding, plan, self.words.language()).0,
                    spot: marked.unwrap_or(record),
                }
            })
            .collect();
        findings.sort_by_key(|finding| !finding.is_error);
        findings
    }

    /// Returns where some characters stand first in the plan in front, selected; none where they are
    /// in none of its texts.
    #[must_use]
    pub fn spot_of(&self, characters: &str) -> Option<Spot> {
        spot_of(self.plan()?, characters)
    }
}

fn spot_of(plan: &Plan, characters: &str) -> Option<Spot> {
    let mut found = None;
    for_each_field(plan, &mut |place, text| {
        if found.is_none()
            && let Some((before, _)) = text.as_str().split_once(characters)
        {
            let from = before.chars().count();
            let to = from + characters.chars().count();
            let caret = Caret::Span { field: place.field, from, to };
            found = Some(Spot { record: place.record, caret });
        }
    });
    found
}
