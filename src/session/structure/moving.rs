//! Moving records up, down, in and out, one or many at once.
//!
//! Moves are tried on a copy of the plan, one record after the other, and come out as the edits that
//! make them. Records that lie beside each other stay beside each other.

use super::Refusal;
use crate::edit::Edit;
use crate::model::tree::{List, NodeKind, NodeRef, Slot};
use crate::model::{Id, Plan, Section};

/// A copy of a plan on which moves are tried.
struct Trial {
    plan: Plan,
    edits: Vec<Edit>,
}

impl Trial {
    fn new(plan: &Plan) -> Self {
        Self { plan: plan.clone(), edits: Vec::new() }
    }

    /// Moves a record; the index counts without the record itself.
    fn go(&mut self, id: Id, to: Slot, index: usize) -> Result<(), Refusal> {
        fits(&self.plan, id, to)?;
        if self.plan.place(id) == Some((to, index)) {
            return Ok(());
        }
        let node = self.plan.take(id).ok_or(Refusal::Gone)?;
        self.plan.insert(to, index, node).map_err(|_node| Refusal::NoFit)?;
        self.edits.push(Edit::Move { id, to, index });
        Ok(())
    }
}

/// Tells whether a record can lie in a list, and if not, why.
pub(crate) fn fits(plan: &Plan, id: Id, to: Slot) -> Result<(), Refusal> {
    let node = plan.find(id).ok_or(Refusal::Gone)?;
    let Some(parent) = to.parent else {
        return if to.list.takes(node.kind()) { Ok(()) } else { Err(Refusal::NoFit) };
    };
    let around = plan.lineage(parent);
    if around.contains(&id) {
        return Err(Refusal::IntoItself);
    }
    let parent = plan.find(parent).ok_or(Refusal::Gone)?;
    if !parent.takes(to.list, node) {
        return Err(Refusal::NoFit);
    }
    let sections = around.iter().filter(|id| is_section(plan, **id)).count();
    let own = node.section_levels();
    if own > 0 && sections + own > Section::MAX_LEVELS {
        return Err(Refusal::TooDeep);
    }
    Ok(())
}

fn is_section(plan: &Plan, id: Id) -> bool {
    matches!(plan.find(id), Some(NodeRef::Section(_)))
}

/// Moves records by one place, past their neighbours, or into the next list of the same sort.
/// Records that are at the end already stay.
pub(super) fn by_one(plan: &Plan, ids: &[Id], down: bool) -> Vec<Edit> {
    let mut trial = Trial::new(plan);
    let mut stuck = Vec::new();
    let order: Vec<Id> = if down { ids.iter().rev().copied().collect() } else { ids.to_vec() };
    for id in order {
        let target = neighbour(&trial.plan, id, down, &stuck);
        if target.is_none_or(|(to, index)| trial.go(id, to, index).is_err()) {
            stuck.push(id);
        }
    }
    trial.edits
}

/// Returns where a record goes when it is moved by one place: past its neighbour, or, at an end of
/// its list, into the nearest list of the same sort. A neighbour that is stuck is not passed.
pub(super) fn neighbour(plan: &Plan, id: Id, down: bool, stuck: &[Id]) -> Option<(Slot, usize)> {
    let (slot, index) = plan.place(id)?;
    let list = plan.list(slot);
    let beside = if down { list.get(index + 1) } else { index.checked_sub(1).and_then(|at| list.get(at)) };
    if let Some(beside) = beside {
        let at = if down { index + 1 } else { index.saturating_sub(1) };
        return (!stuck.contains(beside)).then_some((slot, at));
    }
    let parent = slot.parent?;
    let kind = plan.find(parent)?.kind();
    let depth = plan.lineage(parent).len();
    let near = beyond(plan, parent, kind, depth, down)?;
    let into = Slot { parent: Some(near), list: slot.list };
    let end = plan.list(into).len();
    fits(plan, id, into).ok()?;
    Some((into, if down { 0 } else { end }))
}

/// Returns the nearest record of the same kind and depth before or behind one.
fn beyond(plan: &Plan, from: Id, kind: NodeKind, depth: usize, down: bool) -> Option<Id> {
    fn collect(node: NodeRef<'_>, kind: NodeKind, left: usize, found: &mut Vec<Id>) {
        if left == 1 {
            if node.kind() == kind {
                found.push(node.id());
            }
            return;
        }
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            collect(child, kind, left - 1, found);
            Ok(())
        });
    }
    let mut found = Vec::new();
    for part in &plan.parts {
        collect(NodeRef::of_part(part), kind, depth, &mut found);
    }
    let at = found.iter().position(|id| *id == from)?;
    if down { found.get(at + 1).copied() } else { at.checked_sub(1).and_then(|at| found.get(at).copied()) }
}

/// Puts records into the one before each: a measure becomes its sub-measure, a section its
/// sub-section.
///
/// # Errors
/// The first record that cannot go in, with the reason.
pub(super) fn inwards(plan: &Plan, ids: &[Id]) -> Result<Vec<Edit>, Refusal> {
    let mut trial = Trial::new(plan);
    for &id in ids {
        let (slot, index) = trial.plan.place(id).ok_or(Refusal::Gone)?;
        let before = index.checked_sub(1).and_then(|at| trial.plan.list(slot).get(at).copied());
        let before = before.ok_or(Refusal::NothingBefore)?;
        let (to, end) = room_below(&trial.plan, before, id)?;
        trial.go(id, to, end)?;
    }
    Ok(trial.edits)
}

/// Returns the end of the list of a record that takes another one below it.
fn room_below(plan: &Plan, above: Id, id: Id) -> Result<(Slot, usize), Refusal> {
    let round = plan.find(above).ok_or(Refusal::Gone)?;
    let node = plan.find(id).ok_or(Refusal::Gone)?;
    let lists = round.lists();
    let mut takers =
        lists.iter().copied().filter(|list| *list != List::Indicators && round.takes(*list, node));
    let Some(list) = takers.next_back() else {
        return Err(match (round, node) {
            (NodeRef::Part(_), NodeRef::Section(_)) => Refusal::NotASection,
            _ => Refusal::NoRoomBefore,
        });
    };
    let slot = Slot { parent: Some(above), list };
    // What is read after the new place must not be read before it then.
    let behind = lists.iter().skip_while(|other| **other != list).skip(1);
    let has_behind = behind
        .filter(|other| **other != List::Indicators)
        .any(|other| !plan.list(Slot { parent: Some(above), list: *other }).is_empty());
    if has_behind {
        return Err(Refusal::NoRoomBefore);
    }
    Ok((slot, plan.list(slot).len()))
}

/// Takes records out of the one round them, to stand behind it. What followed a sub-measure or a
/// sub-section becomes part of it, so that the order in which all is read stays.
///
/// # Errors
/// The first record that cannot go out, with the reason.
pub(super) fn outwards(plan: &Plan, ids: &[Id]) -> Result<Vec<Edit>, Refusal> {
    let mut trial = Trial::new(plan);
    let mut last: Option<(Id, Slot, usize)> = None;
    for &id in ids {
        let (slot, index) = trial.plan.place(id).ok_or(Refusal::Gone)?;
        // A record that was just taken along by the one before goes out behind that one.
        let parent = slot.parent.ok_or(Refusal::AtTheTop)?;
        let (outer, at) = trial.plan.place(parent).ok_or(Refusal::Gone)?;
        let to = match last {
            Some((other, to, place)) if other == parent || to == outer => (to, place.max(at) + 1),
            _ => (outer, at + 1),
        };
        fits(&trial.plan, id, to.0)
            .map_err(|why| if why == Refusal::NoFit { Refusal::NoRoomOutside } else { why })?;
        let followers: Vec<Id> = trial.plan.list(slot).get(index + 1..).unwrap_or_default().to_vec();
        trial.go(id, to.0, to.1)?;
        let kind = trial.plan.find(id).map(NodeRef::kind);
        let takes_along = match kind {
            Some(NodeKind::Measure) => {
                trial.plan.find(parent).is_some_and(|node| node.kind() == NodeKind::Measure)
            }
            Some(NodeKind::Section) => true,
            _ => false,
        };
        if takes_along {
            let below = Slot {
                parent: Some(id),
                list: if kind == Some(NodeKind::Section) { List::Items } else { List::Measures },
            };
            for follower in followers {
                let end = trial.plan.list(below).len();
                if trial.go(follower, below, end).is_err() {
                    break;
                }
            }
        }
        last = Some((id, to.0, to.1));
    }
    Ok(trial.edits)
}

/// Puts records into a list one behind the other, the first at the index, which counts them too.
///
/// # Errors
/// The first record that cannot go there, with the reason.
pub(super) fn to_place(plan: &Plan, ids: &[Id], to: Slot, index: usize) -> Result<Vec<Edit>, Refusal> {
    let mut trial = Trial::new(plan);
    // The record that will stand behind them names the place while they move.
    let list = plan.list(to);
    let behind = list.get(index..).unwrap_or_default().iter().copied().find(|id| !ids.contains(id));
    for &id in ids {
        let others: Vec<Id> = trial.plan.list(to).into_iter().filter(|other| *other != id).collect();
        let at = behind.and_then(|behind| others.iter().position(|other| *other == behind));
        trial.go(id, to, at.unwrap_or(others.len()))?;
    }
    Ok(trial.edits)
}
