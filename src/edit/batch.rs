//! Many changes at once in the time of few.
//!
//! Finding a record means walking the plan, so a batch of thousands would walk it thousands of times.
//! Here the ways to all records are noted once and hold as long as nothing is put in, taken out or
//! moved; records that go into one list one behind the other are put in together, and so are records
//! that are taken out. What comes of it is what comes of making the changes one by one.

use std::collections::{HashMap, HashSet};

use super::Edit;
use super::apply::{self, EditError};
use crate::model::tree::{List, Node, NodeMut, NodeRef, Path, Slot};
use crate::model::{Id, Plan};

/// From how many changes on the ways are noted.
const MANY: usize = 12;

/// The ways to records, noted for many changes.
#[derive(Default)]
pub(super) struct Ways {
    noted: Option<HashMap<Id, Path>>,
}

impl Ways {
    /// Notes the ways to all records.
    fn note(&mut self, plan: &Plan) {
        let mut noted = HashMap::new();
        for (index, person) in plan.people.iter().enumerate() {
            noted.insert(person.id.id(), vec![(List::People, index)]);
        }
        for index in 0..plan.parts.len() {
            let mut way = vec![(List::Parts, index)];
            if let Some(node) = plan.at(&way) {
                below(node, &mut way, &mut noted);
            }
        }
        self.noted = Some(noted);
    }

    /// Puts a record behind the last one of a list, which moves no other, and notes the way to it.
    /// Returns whether it did.
    fn insert_last(
        &mut self,
        plan: &mut Plan,
        slot: Slot,
        index: usize,
        node: &Node,
    ) -> Result<bool, EditError> {
        let Some(noted) = &mut self.noted else { return Ok(false) };
        let Some(parent) = slot.parent else { return Ok(false) };
        let Some(way) = noted.get(&parent).cloned() else { return Ok(false) };
        let Some(mut round) = plan.at_mut(&way) else { return Ok(false) };
        if round.len_of(slot.list) != Some(index) {
            return Ok(false);
        }
        round.insert(slot.list, index, node.clone()).map_err(|_node| EditError::NoFit { slot, index })?;
        let mut way = way;
        way.push((slot.list, index));
        below(node.borrow(), &mut way, noted);
        Ok(true)
    }

    /// Returns a record.
    pub(super) fn node<'a>(&self, plan: &'a Plan, id: Id) -> Option<NodeRef<'a>> {
        match &self.noted {
            Some(noted) => plan.at(noted.get(&id)?),
            None => plan.find(id),
        }
    }

    /// Returns a record to be changed.
    pub(super) fn node_mut<'a>(&self, plan: &'a mut Plan, id: Id) -> Option<NodeMut<'a>> {
        match &self.noted {
            Some(noted) => plan.at_mut(noted.get(&id)?),
            None => plan.node_mut(id),
        }
    }
}

/// Notes the ways to a record and to everything in it.
fn below(node: NodeRef<'_>, way: &mut Path, noted: &mut HashMap<Id, Path>) {
    noted.insert(node.id(), way.clone());
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, index, child| {
        way.push((list, index));
        below(child, way, noted);
        way.pop();
        Ok(())
    });
}

/// Makes changes one behind the other.
pub(super) fn apply_all(plan: &mut Plan, edits: &[Edit]) -> Result<(), EditError> {
    let mut ways = Ways::default();
    let mut rest = edits;
    while let Some((edit, behind)) = rest.split_first() {
        if let Some(count) = inserts(rest) {
            let (run, behind) = rest.split_at(count);
            insert_run(plan, run)?;
            ways.noted = None;
            rest = behind;
            continue;
        }
        let removes = rest.iter().take_while(|edit| matches!(edit, Edit::Remove(_))).count();
        if removes >= MANY {
            let (run, behind) = rest.split_at(removes);
            remove_run(plan, run)?;
            ways.noted = None;
            rest = behind;
            continue;
        }
        if let Edit::Insert { slot, index, node } = edit
            && ways.insert_last(plan, *slot, *index, node)?
        {
            apply::pass_ids_in(&mut plan.ids, node.borrow());
            apply::declare_blanks_in(plan, node.borrow());
            rest = behind;
            continue;
        }
        if keeps_places(edit) {
            let many = rest.iter().take(MANY).filter(|edit| keeps_places(edit)).count() == MANY;
            if ways.noted.is_none() && many {
                ways.note(plan);
            }
        } else {
            ways.noted = None;
        }
        apply::change(plan, edit, &ways)?;
        rest = behind;
    }
    Ok(())
}

/// Tells whether every record is where it was after the change.
const fn keeps_places(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::SetText { .. }
            | Edit::SetPlan(_)
            | Edit::SetSectionRole(..)
            | Edit::SetMeasure(..)
            | Edit::SetIndicator(..)
            | Edit::DeclareBlank(_)
    )
}

/// Returns how many of the changes put records into one list, each behind the last one.
fn inserts(edits: &[Edit]) -> Option<usize> {
    let Some(Edit::Insert { slot, index, .. }) = edits.first() else { return None };
    let count = edits
        .iter()
        .enumerate()
        .take_while(|(offset, edit)| {
            matches!(edit, Edit::Insert { slot: other, index: at, .. }
                if other == slot && *at == index + offset)
        })
        .count();
    (count >= MANY).then_some(count)
}

fn insert_run(plan: &mut Plan, run: &[Edit]) -> Result<(), EditError> {
    let Some(Edit::Insert { slot, index: first, .. }) = run.first() else { return Ok(()) };
    let (slot, first) = (*slot, *first);
    let nodes = run.iter().filter_map(|edit| match edit {
        Edit::Insert { node, .. } => Some((**node).clone()),
        _ => None,
    });
    plan.insert_all(slot, first, nodes).map_err(|index| EditError::NoFit { slot, index })?;
    for edit in run {
        if let Edit::Insert { node, .. } = edit {
            apply::pass_ids_in(&mut plan.ids, node.borrow());
            apply::declare_blanks_in(plan, node.borrow());
        }
    }
    Ok(())
}

/// Takes records out from the end of the plan to its beginning, so that the ways to the others hold.
fn remove_run(plan: &mut Plan, run: &[Edit]) -> Result<(), EditError> {
    let mut ways = Ways::default();
    ways.note(plan);
    let mut out: Vec<(Path, Id)> = Vec::with_capacity(run.len());
    let mut seen = HashSet::new();
    let mut people = Vec::new();
    for edit in run {
        let Edit::Remove(id) = edit else { continue };
        let way =
            ways.noted.as_ref().and_then(|noted| noted.get(id)).ok_or(EditError::NoRecord { id: *id })?;
        // A record inside one that is gone already is not there to be taken out.
        let inside = (1..way.len())
            .filter_map(|depth| Some(plan.at(way.get(..depth)?)?.id()))
            .any(|round| seen.contains(&round));
        if inside || !seen.insert(*id) {
            return Err(EditError::NoRecord { id: *id });
        }
        if matches!(way.first(), Some((List::People, _))) {
            people.push(*id);
        }
        out.push((way.clone(), *id));
    }
    // Who owns something is looked at one by one: the measures before them may be gone by then.
    if !people.is_empty() {
        return run.iter().try_for_each(|edit| apply::change(plan, edit, &Ways::default()));
    }
    out.sort_by_key(|(way, _)| std::cmp::Reverse(places(way)));
    let mut gone = HashSet::new();
    for (way, id) in &out {
        let node = plan.take_at(way).ok_or(EditError::NoRecord { id: *id })?;
        gone.extend(apply::ids_in(&node));
    }
    apply::unlink(plan, &gone);
    Ok(())
}

/// Returns the indexes of a way with the lists in the order in which records are read.
fn places(way: &Path) -> Vec<(u8, usize)> {
    way.iter().map(|(list, index)| (order_of(*list), *index)).collect()
}

/// Any order of lists will do, as long as it is one.
const fn order_of(list: List) -> u8 {
    list as u8
}
