//! L03, L05, L06: who does a measure, and when.
//!
//! A sub-measure has the owner and the time of its measure unless it has its own. A measure whose
//! sub-measures are each seen to is seen to itself.

use super::{Finding, Level, Proposal, Reason, by_kind};
use crate::model::tree::NodeRef;
use crate::model::{Measure, MeasureStatus, OwnerRole, Part, Plan, Target, When, Who};

/// L03: measures that nobody answers for.
pub(super) fn owners(plan: &Plan, findings: &mut Vec<Finding>) {
    let level = by_kind(plan, Level::Warning);
    for measure in planned(plan) {
        for lacking in lacking(measure, &|measure| {
            measure.owners.iter().any(|owner| owner.role == OwnerRole::Responsible && is_named(&owner.who))
        }) {
            let has_others = lacking.owners.iter().any(|owner| is_named(&owner.who));
            let (reason, proposal) = if has_others {
                (Reason::NobodyResponsible, Proposal::NameResponsible)
            } else {
                (Reason::NoOwner, Proposal::NameOwner)
            };
            let place = Some(lacking.id.id());
            findings.push(Finding { rule: "L03", level, place, reason, proposal: Some(proposal) });
        }
    }
}

/// L05: measures without a time. L06: measures whose time is only words.
pub(super) fn times(plan: &Plan, findings: &mut Vec<Finding>) {
    let level = by_kind(plan, Level::Warning);
    let mut add = |rule, level, measure: &Measure, reason| {
        let place = Some(measure.id.id());
        findings.push(Finding { rule, level, place, reason, proposal: Some(Proposal::SetTime) });
    };
    for measure in planned(plan) {
        for lacking in lacking(measure, &has_time) {
            add("L05", level, lacking, Reason::NoTime);
        }
        each(measure, &mut |measure| {
            if let Some(When::Unclear(words)) = &measure.when {
                add("L06", Level::Warning, measure, Reason::UnclearTime { words: words.clone() });
            }
        });
    }
}

fn is_named(who: &Who) -> bool {
    match who {
        Who::Person(_) => true,
        Who::Post(name) | Who::Department(name) => !name.is_empty(),
    }
}

fn has_time(measure: &Measure) -> bool {
    let by_result =
        measure.indicators.iter().any(|indicator| matches!(indicator.target, Some(Target::DoneBy(_))));
    measure.when.is_some() || by_result
}

/// Returns the measures still to be done that are nobody's sub-measures, outside looks back.
fn planned(plan: &Plan) -> Vec<&Measure> {
    fn collect<'a>(node: NodeRef<'a>, measures: &mut Vec<&'a Measure>) {
        match node {
            NodeRef::Measure(measure) => measures.push(measure),
            NodeRef::Part(Part::Review(_)) => {}
            NodeRef::Part(_)
            | NodeRef::Section(_)
            | NodeRef::Goal(_)
            | NodeRef::Indicator(_)
            | NodeRef::Paragraph(_)
            | NodeRef::Problem(_)
            | NodeRef::ScoreRow(_)
            | NodeRef::RedLine(_)
            | NodeRef::Cause(_)
            | NodeRef::RegisterRow(_)
            | NodeRef::Person(_) => {
                let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
                    collect(child, measures);
                    Ok(())
                });
            }
        }
    }
    let mut measures = Vec::new();
    for part in &plan.parts {
        match part {
            Part::Section(section) => collect(NodeRef::Section(section), &mut measures),
            part => collect(NodeRef::Part(part), &mut measures),
        }
    }
    measures
}

/// Hands over a measure still to be done and its sub-measures.
fn each<'a>(measure: &'a Measure, f: &mut dyn FnMut(&'a Measure)) {
    if is_settled(measure) {
        return;
    }
    f(measure);
    for inside in &measure.measures {
        each(inside, f);
    }
}

fn is_settled(measure: &Measure) -> bool {
    match measure.status {
        MeasureStatus::Done | MeasureStatus::Cancelled => true,
        MeasureStatus::Open | MeasureStatus::Running => false,
    }
}

/// Returns the measures that lack something: the given one where neither it nor any of its
/// sub-measures has it, or else those of its sub-measures that lack it.
fn lacking<'a>(measure: &'a Measure, has: &dyn Fn(&Measure) -> bool) -> Vec<&'a Measure> {
    if is_settled(measure) || has(measure) {
        return Vec::new();
    }
    let mut any_has = false;
    for inside in &measure.measures {
        each(inside, &mut |measure| any_has |= has(measure));
    }
    if any_has {
        measure.measures.iter().flat_map(|inside| lacking(inside, has)).collect()
    } else {
        vec![measure]
    }
}
