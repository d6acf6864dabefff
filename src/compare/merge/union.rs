//! The records of three plans, each told once.

use std::collections::{HashMap, VecDeque};

use super::Side;
use crate::compare::flat::{Flat, Held, Kind};
use crate::compare::matching;
use crate::compare::text::{likeness, pairs};
use crate::model::Plan;

/// A record with its places in the three plans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) base: Option<usize>,
    pub(super) ours: Option<usize>,
    pub(super) theirs: Option<usize>,
}

impl Record {
    pub(super) const fn on(&self, side: Side) -> Option<usize> {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }
}

/// A place: the record round it and which of its lists.
pub(super) type Place = (usize, Held);

/// Three plans laid flat, with the records they share.
pub(super) struct Union<'a> {
    pub(super) base: Flat<'a>,
    pub(super) ours: Flat<'a>,
    pub(super) theirs: Flat<'a>,
    pub(super) records: Vec<Record>,
    /// For each record of a plan, its place among the shared ones.
    of_base: Vec<usize>,
    of_ours: Vec<usize>,
    of_theirs: Vec<usize>,
}

impl<'a> Union<'a> {
    pub(super) fn new([base, ours, theirs]: [&'a Plan; 3]) -> Self {
        let (base, ours, theirs) = (Flat::of(base), Flat::of(ours), Flat::of(theirs));
        let (to_ours, to_theirs) = (matching::by_id(&base, &ours), matching::by_id(&base, &theirs));
        let mut records: Vec<Record> = (0..base.len())
            .map(|at| Record { base: Some(at), ours: to_ours.of(at), theirs: to_theirs.of(at) })
            .collect();
        let of_base = (0..base.len()).collect();
        let mut of_ours = Vec::with_capacity(ours.len());
        let mut new_by_id = HashMap::new();
        let mut new_by_words = HashMap::new();
        for at in 0..ours.len() {
            let record = to_ours.back(at).unwrap_or_else(|| {
                let record = records.len();
                records.push(Record { base: None, ours: Some(at), theirs: None });
                if let Some(id) = ours.id(at) {
                    new_by_id.insert((ours.kind(at), id), record);
                }
                // Two people may each make the same blank, column or colleague known.
                if matches!(ours.kind(at), Kind::Blank | Kind::Column | Kind::Person) {
                    let round = ours.get(at).and_then(|rec| of_ours.get(rec.parent)).copied();
                    let key = (ours.kind(at), round, ours.label(at));
                    new_by_words.entry(key).or_insert_with(VecDeque::new).push_back(record);
                }
                record
            });
            of_ours.push(record);
        }
        let mut of_theirs: Vec<usize> = Vec::with_capacity(theirs.len());
        for at in 0..theirs.len() {
            let record = to_theirs.back(at).unwrap_or_else(|| {
                let kind = theirs.kind(at);
                let round = theirs.get(at).and_then(|rec| of_theirs.get(rec.parent)).copied();
                let same_id = theirs.id(at).and_then(|id| new_by_id.get(&(kind, id))).copied();
                let same = same_id
                    .filter(|record| {
                        let ours_at = records.get(*record).and_then(|record| record.ours);
                        ours_at.is_some_and(|ours_at| is_same(kind, &ours.label(ours_at), &theirs.label(at)))
                    })
                    .filter(|record| records.get(*record).is_some_and(|record| record.theirs.is_none()))
                    .or_else(|| {
                        let open = new_by_words.get_mut(&(kind, round, theirs.label(at)))?;
                        std::iter::from_fn(|| open.pop_front())
                            .find(|record| records.get(*record).is_some_and(|record| record.theirs.is_none()))
                    });
                match same.and_then(|same| records.get_mut(same).map(|record| (same, record))) {
                    Some((same, record)) => {
                        record.theirs = Some(at);
                        same
                    }
                    None => {
                        records.push(Record { base: None, ours: None, theirs: Some(at) });
                        records.len() - 1
                    }
                }
            });
            of_theirs.push(record);
        }
        Self { base, ours, theirs, records, of_base, of_ours, of_theirs }
    }

    pub(super) const fn flat(&self, side: Side) -> &Flat<'a> {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// Returns the shared record of a record of a side; the plan's head where there is none.
    pub(super) fn of(&self, side: Side, at: usize) -> usize {
        let map = match side {
            Side::Ours => &self.of_ours,
            Side::Theirs => &self.of_theirs,
        };
        map.get(at).copied().unwrap_or_default()
    }

    pub(super) fn of_base(&self, at: usize) -> usize {
        self.of_base.get(at).copied().unwrap_or_default()
    }

    /// Returns where a record stands on a side.
    pub(super) fn place(&self, side: Side, record: usize) -> Option<Place> {
        let rec = self.flat(side).get(self.records.get(record)?.on(side)?)?;
        Some((self.of(side, rec.parent), rec.list))
    }

    /// Returns where a record stood in the base.
    pub(super) fn base_place(&self, record: usize) -> Option<Place> {
        let rec = self.base.get(self.records.get(record)?.base?)?;
        Some((self.of_base(rec.parent), rec.list))
    }

    /// Returns the flat plan and the place by which a record is known best: ours, theirs, the base.
    pub(super) fn known(&self, record: usize) -> Option<(&Flat<'a>, usize)> {
        let record = self.records.get(record)?;
        record
            .ours
            .map(|at| (&self.ours, at))
            .or_else(|| record.theirs.map(|at| (&self.theirs, at)))
            .or_else(|| record.base.map(|at| (&self.base, at)))
    }

    pub(super) fn kind(&self, record: usize) -> Kind {
        self.known(record).map_or(Kind::Plan, |(flat, at)| flat.kind(at))
    }
}

/// Tells whether two new records of one id are one: made before the plans parted, or copied over.
/// People of like names are different people.
fn is_same(kind: Kind, ours: &str, theirs: &str) -> bool {
    ours == theirs || (kind != Kind::Person && likeness(&pairs(ours), &pairs(theirs)) >= 0.5)
}
