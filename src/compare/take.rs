//! Making some of the changes only.

use std::collections::{BTreeSet, HashMap};

use super::diff::{Diff, What, draft};
use super::fields::{Field, Value};
use super::flat::{Draft, Flat, Kind, build};
use super::matching::Origin;
use crate::model::{Id, Plan, Who};

impl Diff {
    /// Returns the changes that have to be made together with these: what is added brings what is in
    /// it, the records round it and the people it names; what is removed takes what is in it along,
    /// but for what moved out before.
    #[must_use]
    pub fn with_their_own(&self, old: &Plan, new: &Plan, chosen: &BTreeSet<usize>) -> BTreeSet<usize> {
        let (a, b) = (Flat::of(old), Flat::of(new));
        self.closure(&a, &b, chosen)
    }

    fn closure(&self, a: &Flat<'_>, b: &Flat<'_>, chosen: &BTreeSet<usize>) -> BTreeSet<usize> {
        let (mut added, mut removed, mut moved) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (index, change) in self.changes.iter().enumerate() {
            match (&change.what, change.at) {
                (What::Added { .. }, (_, Some(at))) => drop(added.insert(at, index)),
                (What::Removed { .. }, (Some(at), _)) => drop(removed.insert(at, index)),
                (What::Moved { .. }, (Some(at), _)) => drop(moved.insert(at, index)),
                _ => {}
            }
        }
        let people: HashMap<Id, usize> = (0..b.len())
            .filter(|at| b.kind(*at) == Kind::Person)
            .filter_map(|at| Some((b.id(at)?, at)))
            .collect();
        let persons_in = |value: &Value| -> Vec<usize> {
            let Value::Owners(owners) = value else { return Vec::new() };
            owners
                .iter()
                .filter_map(|owner| match owner.who {
                    Who::Person(id) => people.get(&id.id()).copied(),
                    Who::Post(_) | Who::Department(_) => None,
                })
                .collect()
        };
        let mut all = BTreeSet::new();
        let mut open: Vec<usize> = chosen.iter().copied().collect();
        while let Some(index) = open.pop() {
            let Some(change) = self.changes.get(index) else { continue };
            if !all.insert(index) {
                continue;
            }
            let mut needed: Vec<Option<usize>> = Vec::new();
            match (&change.what, change.at) {
                (What::Added { .. }, (_, Some(at))) => {
                    let Some(rec) = b.get(at) else { continue };
                    needed.push(added.get(&rec.parent).copied());
                    needed.extend((at + 1..rec.end).map(|inner| added.get(&inner).copied()));
                    for (_, value) in b.fields(at, &|column| column) {
                        needed.extend(persons_in(&value).iter().map(|person| added.get(person).copied()));
                    }
                }
                (What::Removed { .. }, (Some(at), _)) => {
                    let Some(rec) = a.get(at) else { continue };
                    for inner in at + 1..rec.end {
                        needed.push(removed.get(&inner).copied());
                        let leaves = a.get(inner).is_some_and(|rec| self.matching.of(rec.parent).is_none());
                        if leaves {
                            needed.push(moved.get(&inner).copied());
                        }
                    }
                }
                (What::Moved { .. }, (Some(old), Some(at))) => {
                    let Some(rec) = b.get(at) else { continue };
                    needed.push(added.get(&rec.parent).copied());
                    // Whatever lay in the record and lies round it now has to leave it first.
                    let inside = old..a.get(old).map_or(old, |rec| rec.end);
                    let mut round = rec.parent;
                    while round != 0 {
                        if let Some(before) = self.matching.back(round).filter(|at| inside.contains(at)) {
                            needed.push(moved.get(&before).copied());
                        }
                        round = b.get(round).map_or(0, |rec| rec.parent);
                    }
                }
                (What::Changed { field, new, .. }, _) => {
                    needed.extend(persons_in(new).iter().map(|person| added.get(person).copied()));
                    if let Field::Cell(column) = field {
                        needed.push(added.get(column).copied());
                    }
                }
                _ => {}
            }
            open.extend(needed.into_iter().flatten());
        }
        all
    }

    /// Makes some of the changes, by their places in [`Self::changes`], with what has to be made
    /// together with them. Records keep their ids; new ones get new ids where theirs are given out.
    /// None where the result would be no plan.
    #[must_use]
    pub fn take(&self, old: &Plan, new: &Plan, chosen: &BTreeSet<usize>) -> Option<Plan> {
        let (a, b) = (Flat::of(old), Flat::of(new));
        if a.len() != self.matching.there.len() || b.len() != self.matching.back.len() {
            return None;
        }
        let chosen = self.closure(&a, &b, chosen);
        let offset = a.len();
        let mut drafts: Vec<Option<Draft>> =
            (0..a.len()).map(|at| Some(draft(&a, at))).chain(std::iter::repeat_n(None, b.len())).collect();
        let mut used: BTreeSet<Id> = (0..a.len()).filter_map(|at| a.id(at)).collect();
        let mut ids = old.ids;
        let mut links: HashMap<Id, Id> = HashMap::new();
        for at in 0..b.len() {
            if let (Some(before), Some(id)) = (self.matching.back(at), b.id(at)) {
                links.extend(a.id(before).map(|own| (id, own)));
            }
        }
        let mut gone = BTreeSet::new();
        for change in chosen.iter().filter_map(|index| self.changes.get(*index)) {
            match (&change.what, change.at) {
                (What::Added { .. }, (_, Some(at))) => {
                    let mut record = draft(&b, at);
                    record.column = offset + at;
                    if let Some(id) = record.id() {
                        let own =
                            if self.origin == Origin::Same && !used.contains(&id) { id } else { ids.take() };
                        ids.pass(own);
                        used.insert(own);
                        links.insert(id, own);
                        record.set_id(own);
                    }
                    if let Some(slot) = drafts.get_mut(offset + at) {
                        *slot = Some(record);
                    }
                }
                (What::Removed { .. }, (Some(at), _)) => {
                    gone.insert(at);
                }
                _ => {}
            }
        }
        let column = |number: usize| match number.checked_sub(b.len()) {
            Some(own) => own,
            None => self.matching.back(number).unwrap_or(offset + number),
        };
        let place = |at: usize| self.matching.back(at).unwrap_or(offset + at);
        // Fields: of what is added, with its links; of what is changed.
        for change in chosen.iter().filter_map(|index| self.changes.get(*index)) {
            let Some(at) = change.at.1 else { continue };
            let Some(Some(draft)) = drafts.get_mut(place(at)) else { continue };
            let mut write = |field: Field, value: Value| {
                let field = match field {
                    Field::Cell(number) => Field::Cell(column(number)),
                    field => field,
                };
                draft.write(field, &value.renumbered(&|id| links.get(&id).copied()));
            };
            match &change.what {
                What::Added { .. } => {
                    let fields = b.fields(at, &|column| column);
                    for (field, value) in fields
                        .into_iter()
                        .filter(|(field, value)| value.has_links() || matches!(field, Field::Cell(_)))
                    {
                        write(field, value);
                    }
                }
                What::Changed { field, new, .. } => write(*field, new.clone()),
                What::Removed { .. } | What::Moved { .. } => {}
            }
        }
        self.rearrange(&a, &b, &chosen, &gone, &mut drafts);
        unlink(&a, &gone, &mut drafts);
        let mut plan = build(&mut drafts)?;
        plan.ids = ids;
        // Whatever was not reached lies in a circle.
        let whole = drafts.iter().enumerate().all(|(at, draft)| draft.is_none() || gone.contains(&at));
        (whole && plan.validate().is_ok()).then_some(plan)
    }

    fn rearrange(
        &self,
        a: &Flat<'_>,
        b: &Flat<'_>,
        chosen: &BTreeSet<usize>,
        gone: &BTreeSet<usize>,
        drafts: &mut [Option<Draft>],
    ) {
        let mut comes: BTreeSet<usize> = BTreeSet::new();
        let mut leaves = gone.clone();
        for change in chosen.iter().filter_map(|index| self.changes.get(*index)) {
            match (&change.what, change.at) {
                (What::Added { .. }, (_, Some(at))) => {
                    comes.insert(at);
                }
                (What::Moved { .. }, (Some(before), Some(at))) => {
                    comes.insert(at);
                    leaves.insert(before);
                }
                _ => {}
            }
        }
        for at in 0..a.len() {
            let lists = a.get(at).map(|rec| rec.lists.clone()).unwrap_or_default();
            let Some(Some(draft)) = drafts.get_mut(at) else { continue };
            for (list, members) in lists {
                draft.list_mut(list).extend(members.into_iter().filter(|member| !leaves.contains(member)));
            }
        }
        let place = |at: usize| self.matching.back(at).unwrap_or(a.len() + at);
        for at in comes {
            let Some(rec) = b.get(at) else { continue };
            let siblings = b.list(rec.parent, rec.list);
            let Some(Some(parent)) = drafts.get_mut(place(rec.parent)) else { continue };
            let members = parent.list_mut(rec.list);
            let behind = siblings
                .get(..rec.index)
                .into_iter()
                .flatten()
                .rev()
                .find_map(|sibling| members.iter().position(|member| *member == place(*sibling)));
            let index = behind.map_or(0, |behind| behind + 1);
            members.insert(index, place(at));
        }
    }
}

/// Takes out the links that lead to what is gone.
fn unlink(a: &Flat<'_>, gone: &BTreeSet<usize>, drafts: &mut [Option<Draft>]) {
    if gone.is_empty() {
        return;
    }
    let ids: BTreeSet<Id> = gone.iter().filter_map(|at| a.id(*at)).collect();
    for draft in drafts.iter_mut().flatten() {
        let mut links = Vec::new();
        super::fields::read(draft.shell.source(), &mut |field, value| {
            if value.has_links() {
                let kept = value.clone().renumbered(&|id| (!ids.contains(&id)).then_some(id));
                if kept != value {
                    links.push((field, kept));
                }
            }
        });
        for (field, value) in links {
            draft.write(field, &value);
        }
    }
}
