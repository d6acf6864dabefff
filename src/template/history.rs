//! A plan without what came of it, and without its year in its title: what a template keeps of it.

use std::sync::Arc;

use crate::model::tree::{Node, NodeMut};
use crate::model::{Counter, Id, MeasureStatus, Part, Plan, PlanStatus, Progress};

/// Returns the plan as it was before anything came of it: a draft without a date, its records numbered
/// anew from 1, with nothing done, logged, read or scored.
#[must_use]
pub fn without_history(plan: &Plan) -> Plan {
    let people = plan.people.iter().cloned().map(Node::Person);
    let parts = plan.parts.iter().cloned().map(Node::Part);
    let nodes: Vec<Node> = people.chain(parts).collect();
    let mut ids = Counter::default();
    // A link to a record that is gone goes with it.
    let (mut nodes, _) = Node::copies(&nodes, &mut ids, &|_: Id| None);
    for node in &mut nodes {
        node.as_mut().walk(&mut |node| match node {
            NodeMut::Measure(measure) => {
                measure.status = MeasureStatus::default();
                measure.progress = Progress::default();
                measure.log.clear();
                measure.ticks.clear();
            }
            NodeMut::Indicator(indicator) => indicator.readings.clear(),
            NodeMut::ScoreRow(row) => row.score = None,
            NodeMut::Part(Part::SignOff(part)) => Arc::make_mut(part).on = None,
            NodeMut::Part(_)
            | NodeMut::Section(_)
            | NodeMut::Goal(_)
            | NodeMut::Paragraph(_)
            | NodeMut::Problem(_)
            | NodeMut::RedLine(_)
            | NodeMut::Cause(_)
            | NodeMut::RegisterRow(_)
            | NodeMut::Person(_) => {}
        });
    }
    let mut cleared = Plan { status: PlanStatus::Draft, date: None, ids, ..plan.clone() };
    put(&mut cleared, nodes);
    cleared
}

/// Returns a plan's title without its year: what a template of it is called.
#[must_use]
pub fn without_year(title: &str, year: i32) -> String {
    let mut title = title.to_owned();
    for year in [format!("{year}年度"), format!("{year}年"), year.to_string()] {
        title = title.replace(&year, "");
    }
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes people and parts out of a plan.
pub(super) fn take(plan: &mut Plan) -> Vec<Node> {
    let people = std::mem::take(&mut plan.people).into_iter().map(Node::Person);
    let parts = std::mem::take(&mut plan.parts).into_iter().map(Node::Part);
    people.chain(parts).collect()
}

/// Puts them in instead of what is there.
pub(super) fn put(plan: &mut Plan, nodes: Vec<Node>) {
    plan.people.clear();
    plan.parts.clear();
    for node in nodes {
        match node {
            Node::Person(person) => plan.people.push(person),
            Node::Part(part) => plan.parts.push(part),
            Node::Section(section) => plan.parts.push(Part::Section(section)),
            // People and parts stay what they are.
            Node::Goal(_)
            | Node::Measure(_)
            | Node::Indicator(_)
            | Node::Paragraph(_)
            | Node::Problem(_)
            | Node::ScoreRow(_)
            | Node::RedLine(_)
            | Node::Cause(_)
            | Node::RegisterRow(_) => {}
        }
    }
}
