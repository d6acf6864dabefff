//! L13: measures that wait for each other, and measures that begin before what they wait for is done.

use std::collections::HashMap;

use super::{Finding, Level, Proposal, Reason};
use crate::model::tree::NodeRef;
use crate::model::{Measure, MeasureId, MeasureStatus, Plan, order};

pub(super) fn predecessors(plan: &Plan, findings: &mut Vec<Finding>) {
    let mut measures: HashMap<MeasureId, &Measure> = HashMap::new();
    let mut waiting = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node {
            measures.insert(measure.id, measure);
            if !measure.after.is_empty() {
                waiting.push(measure);
            }
        }
    });
    if waiting.is_empty() {
        return;
    }
    let mut add = |level, measure: &Measure, reason, proposal| {
        let place = Some(measure.id.id());
        findings.push(Finding { rule: "L13", level, place, reason, proposal: Some(proposal) });
    };
    for ring in order::rings(plan) {
        let Some(first) = ring.first().and_then(|id| measures.get(id)) else { continue };
        add(Level::Error, first, Reason::Ring { measures: ring }, Proposal::BreakRing);
    }
    for measure in waiting {
        for before in measure.after.iter().filter_map(|id| measures.get(id)) {
            let is_open = match before.status {
                MeasureStatus::Open | MeasureStatus::Running => true,
                MeasureStatus::Done | MeasureStatus::Cancelled => false,
            };
            if is_open && order::is_too_late(before, measure) {
                add(
                    Level::Warning,
                    measure,
                    Reason::BeginsTooEarly { before: before.id },
                    Proposal::MoveDates,
                );
            }
        }
    }
}
