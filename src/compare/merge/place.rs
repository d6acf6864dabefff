//! Where the records of a merged plan stand.

use std::collections::{HashMap, HashSet};

use super::run::Run;
use super::union::Place;
use super::{Aspect, ConflictKey, Contradiction, Side};
use crate::compare::flat::{Draft, Flat, Held, Kind};
use crate::compare::order;
use crate::model::tree::List;
use crate::model::{Id, Section, Text};

impl Run<'_> {
    /// Decides where every record goes. A record whose place is gone, that would lie in itself or
    /// too deep goes where the other side has it.
    pub(super) fn places(
        &mut self,
        drafts: &mut [Option<Draft>],
        named: &mut HashMap<Side, HashSet<String>>,
        people: &mut HashSet<Id>,
    ) -> Vec<Option<Place>> {
        let count = self.union.records.len();
        let mut places: Vec<Option<Place>> = vec![None; count];
        for record in 1..count {
            let place = self.keeps(record).then(|| self.place(record)).flatten();
            if let Some(slot) = places.get_mut(record) {
                *slot = place;
            }
        }
        // Places that are gone.
        let mut record = 1;
        while record < count {
            let gone = places.get(record).copied().flatten().filter(|(round, _)| !self.keeps(*round));
            let Some((round, _)) = gone else {
                record += 1;
                continue;
            };
            let other = [
                self.union.place(Side::Ours, record),
                self.union.place(Side::Theirs, record),
                self.union.base_place(record),
            ]
            .into_iter()
            .flatten()
            .find(|(round, _)| self.keeps(*round));
            match other {
                Some(place) => {
                    if let Some(slot) = places.get_mut(record) {
                        *slot = Some(place);
                    }
                    record += 1;
                }
                None => {
                    // Nothing takes the record in: what it lay in stays with it.
                    self.keep(round);
                    let draft = self.draft(round, named, people);
                    if let Some(slot) = drafts.get_mut(round) {
                        *slot = draft;
                    }
                    let place = self.place(round);
                    if let Some(slot) = places.get_mut(round) {
                        *slot = place;
                    }
                    record = record.min(round).max(1);
                }
            }
        }
        self.untangle(&mut places);
        places
    }

    fn place(&mut self, record: usize) -> Option<Place> {
        let (ours, theirs) = (self.union.place(Side::Ours, record), self.union.place(Side::Theirs, record));
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours != theirs => {
                let base = self.union.base_place(record);
                if base == Some(ours) {
                    return Some(theirs);
                }
                if base == Some(theirs) {
                    return Some(ours);
                }
                let key = self.conflicting_place(record);
                Some(if self.side(key) == Some(Side::Theirs) { theirs } else { ours })
            }
            (Some(place), _) | (None, Some(place)) => Some(place),
            (None, None) => self.union.base_place(record),
        }
    }

    /// Notes that a record has two places.
    fn conflicting_place(&mut self, record: usize) -> ConflictKey {
        let key = ConflictKey { record, aspect: Aspect::Place };
        let told = |side: Side| {
            let flat = self.union.flat(side);
            let at = self.union.records.get(record).and_then(|record| record.on(side));
            match at.and_then(|at| flat.get(at)) {
                Some(rec) if rec.parent == 0 => (Text::default(), rec.index + 1),
                Some(rec) => (Text::new(&flat.label(rec.parent)), rec.index + 1),
                None => (Text::default(), 0),
            }
        };
        let ((ours, ours_place), (theirs, theirs_place)) = (told(Side::Ours), told(Side::Theirs));
        self.conflicts.insert(key, Contradiction::Place { ours, ours_place, theirs, theirs_place });
        key
    }

    /// Sees to it that no record lies in itself and no section too deep. Our tree alone is sound, so
    /// taking our place for one record after the other comes to an end.
    fn untangle(&mut self, places: &mut [Option<Place>]) {
        for record in 1..places.len() {
            loop {
                let mut way = vec![record];
                let mut seen: HashSet<usize> = way.iter().copied().collect();
                let mut sections = usize::from(self.union.kind(record) == Kind::Section);
                let mut at = record;
                let mut circles = false;
                while let Some((round, _)) = places.get(at).copied().flatten() {
                    if round == 0 {
                        break;
                    }
                    if !seen.insert(round) {
                        circles = true;
                        break;
                    }
                    way.push(round);
                    sections += usize::from(self.union.kind(round) == Kind::Section);
                    at = round;
                }
                let deep = self.union.kind(record) == Kind::Section && sections > Section::MAX_LEVELS;
                if !circles && !deep {
                    break;
                }
                let turned = way.iter().copied().find(|member| {
                    let ours = self.union.place(Side::Ours, *member);
                    let here = places.get(*member).copied().flatten();
                    ours.is_some_and(|(round, _)| self.keeps(round)) && ours != here
                });
                let (member, place) = match turned {
                    Some(member) => (member, self.union.place(Side::Ours, member)),
                    // New on their side, and too deep in a section that we moved.
                    None => (record, Some((0, Held::Records(List::Parts)))),
                };
                self.conflicting_place(member);
                if let Some(slot) = places.get_mut(member) {
                    *slot = place;
                }
                if turned.is_none() {
                    break;
                }
            }
        }
    }

    /// Puts the records into their lists.
    pub(super) fn arrange(&mut self, places: &[Option<Place>], drafts: &mut [Option<Draft>]) {
        let mut members: Vec<Vec<(Held, Vec<usize>)>> = vec![Vec::new(); places.len()];
        for (record, place) in places.iter().enumerate() {
            let Some((round, list)) = place else { continue };
            let Some(lists) = members.get_mut(*round) else { continue };
            match lists.iter_mut().find(|(held, _)| held == list) {
                Some((_, members)) => members.push(record),
                None => lists.push((*list, vec![record])),
            }
        }
        for (round, lists) in members.into_iter().enumerate() {
            for (list, members) in lists {
                let here: HashSet<usize> = members.iter().copied().collect();
                let shared = self.union.records.get(round).copied();
                let of = |flat: &Flat<'_>, at: Option<usize>, union: &dyn Fn(usize) -> usize| -> Vec<usize> {
                    at.map(|at| flat.list(at, list))
                        .unwrap_or_default()
                        .iter()
                        .map(|at| union(*at))
                        .filter(|record| here.contains(record))
                        .collect()
                };
                let base = of(&self.union.base, shared.and_then(|s| s.base), &|at| self.union.of_base(at));
                let ours =
                    of(&self.union.ours, shared.and_then(|s| s.ours), &|at| self.union.of(Side::Ours, at));
                let theirs = of(&self.union.theirs, shared.and_then(|s| s.theirs), &|at| {
                    self.union.of(Side::Theirs, at)
                });
                let merged = order::merge(&base, &ours, &theirs, &|record| {
                    self.side(ConflictKey { record, aspect: Aspect::Place }) != Some(Side::Theirs)
                });
                for record in merged.apart {
                    self.conflicting_place(record);
                }
                let in_order: HashSet<usize> = merged.members.iter().copied().collect();
                let Some(Some(draft)) = drafts.get_mut(round) else { continue };
                let out = draft.list_mut(list);
                out.extend(merged.members);
                out.extend(members.into_iter().filter(|record| !in_order.contains(record)));
            }
        }
    }
}
