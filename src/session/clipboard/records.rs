//! Copied records and where they go.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Clip;
use crate::edit::Edit;
use crate::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use crate::model::{Id, Person, Placeholder, Plan, Quantity, Who, query};
use crate::session::insertion::place_for;
use crate::session::structure::Refusal;

/// Returns the people and blanks that records mention.
pub(super) fn mentioned(plan: &Plan, nodes: &[Node]) -> (Vec<Arc<Person>>, Vec<Placeholder>) {
    let mut people = BTreeSet::new();
    let mut blanks = BTreeSet::new();
    for node in nodes {
        let Ok(()) = node.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
            query::node_texts(inner, &mut |text| blanks.extend(text.blanks().map(str::to_owned)));
            match inner {
                NodeRef::Measure(measure) => {
                    people.extend(measure.owners.iter().filter_map(|owner| match owner.who {
                        Who::Person(id) => Some(id),
                        Who::Post(_) | Who::Department(_) => None,
                    }));
                    for text in measure.log.iter().map(|entry| &entry.text) {
                        blanks.extend(text.blanks().map(str::to_owned));
                    }
                }
                NodeRef::Indicator(indicator) => {
                    blanks.extend(indicator.quantities().filter_map(|quantity| match quantity {
                        Quantity::Blank(name) => Some(name.to_string()),
                        Quantity::Number(_) => None,
                    }));
                }
                _ => {}
            }
            Ok(())
        });
    }
    for person in plan.people.iter().filter(|person| people.contains(&person.id)) {
        query::node_texts(NodeRef::Person(person), &mut |text| {
            blanks.extend(text.blanks().map(str::to_owned));
        });
    }
    (
        plan.people.iter().filter(|person| people.contains(&person.id)).cloned().collect(),
        plan.placeholders.iter().filter(|blank| blanks.contains(blank.name.as_str())).cloned().collect(),
    )
}

/// Returns the edits that paste records behind the focused one, and the new records.
///
/// # Errors
/// There is no place for such records there.
pub(super) fn paste(
    plan: &Plan,
    clip: &Clip,
    same_plan: bool,
    focus: Option<Id>,
) -> Result<(Vec<Edit>, Vec<Id>), Refusal> {
    let mut edits = Vec::new();
    let mut ids = plan.ids;
    // Owners are known by name; who is nobody there comes along.
    let mut known: HashMap<Id, Id> = HashMap::new();
    let mut count = plan.people.len();
    for person in &clip.people {
        let here = plan
            .people
            .iter()
            .find(|other| same_plan && other.id == person.id)
            .or_else(|| plan.people.iter().find(|other| other.name == person.name));
        let id = match here {
            Some(person) => person.id.id(),
            None => {
                let mut node = Node::Person(Arc::clone(person));
                node.renew_ids(&mut ids);
                let id = node.id();
                let slot = Slot { parent: None, list: List::People };
                edits.push(Edit::Insert { slot, index: count, node: Box::new(node) });
                count += 1;
                id
            }
        };
        known.insert(person.id.id(), id);
    }
    for blank in &clip.placeholders {
        if plan.placeholder(blank.name.as_str()).is_none() {
            edits.push(Edit::DeclareBlank(blank.clone()));
        }
    }
    let there = |id: Id| match known.get(&id) {
        Some(person) => Some(*person),
        None if same_plan => plan.find(id).map(|_| id),
        None => None,
    };
    let (copies, _) = Node::copies(&clip.nodes, &mut ids, &there);
    let made: Vec<Id> = copies.iter().map(Node::id).collect();
    let mut added: HashMap<Slot, usize> = HashMap::new();
    for node in copies {
        let (slot, index) = place(plan, focus, node.borrow()).ok_or(Refusal::NoFit)?;
        // Those before it in the same list have moved the place on.
        let before = added.entry(slot).or_default();
        let index = index + *before;
        *before += 1;
        edits.push(Edit::Insert { slot, index, node: Box::new(node) });
    }
    Ok((edits, made))
}

/// Returns where a record is pasted: behind the focused record, or inside it, or near it.
fn place(plan: &Plan, focus: Option<Id>, node: NodeRef<'_>) -> Option<(Slot, usize)> {
    match node.kind() {
        NodeKind::Person => Some((Slot { parent: None, list: List::People }, plan.people.len())),
        NodeKind::Section | NodeKind::Goal | NodeKind::Measure | NodeKind::Indicator => {
            place_for(plan, focus, node.kind())
        }
        NodeKind::Part => {
            let here = focus.and_then(|id| plan.path(id)).and_then(|path| path.first().copied());
            let index = match here {
                Some((List::Parts, index)) => index + 1,
                _ => plan.parts.len(),
            };
            Some((Slot { parent: None, list: List::Parts }, index))
        }
        NodeKind::Paragraph
        | NodeKind::Problem
        | NodeKind::ScoreRow
        | NodeKind::RedLine
        | NodeKind::Cause
        | NodeKind::RegisterRow => {
            let around = focus.map(|id| plan.lineage(id)).unwrap_or_default();
            around.iter().rev().find_map(|id| {
                let here = plan.find(*id)?;
                if let Some((slot, index)) = plan.place(*id)
                    && let Some(round) = slot.parent.and_then(|id| plan.find(id))
                    && round.takes(slot.list, node)
                {
                    return Some((slot, index + 1));
                }
                let list = here.lists().iter().copied().find(|list| here.takes(*list, node))?;
                let slot = Slot { parent: Some(*id), list };
                Some((slot, plan.list(slot).len()))
            })
        }
    }
}
