//! One merge from beginning to end: which records stay, what they say, where they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::union::Union;
use super::{Aspect, Choice, Choices, Conflict, ConflictKey, Contradiction, Merged, Side};
use crate::compare::fields::{Field, Value};
use crate::compare::flat::{Draft, Held, Kind, build};
use crate::compare::values;
use crate::model::{Id, Plan, Quantity, Target, Text, Who};

/// A merge that is under way.
pub(super) struct Run<'a> {
    pub(super) union: Union<'a>,
    plans: [&'a Plan; 3],
    choices: &'a Choices,
    prefer: Option<Side>,
    kept: Vec<bool>,
    /// The ids of the merged plan, by record, and by their own numbers where they differ.
    ids: Vec<Option<Id>>,
    renumbered: HashMap<Id, Id>,
    pub(super) conflicts: BTreeMap<ConflictKey, Contradiction>,
}

/// A record that one side removed, with what lies in it on the other side.
struct Lost {
    root: usize,
    members: Vec<usize>,
    changed: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(plans: [&'a Plan; 3], choices: &'a Choices, prefer: Option<Side>) -> Self {
        let union = Union::new(plans);
        let kept = union
            .records
            .iter()
            .map(|record| match (record.base, record.ours, record.theirs) {
                (Some(_), ours, theirs) => ours.is_some() && theirs.is_some(),
                (None, ..) => true,
            })
            .collect();
        let ids = vec![None; union.records.len()];
        Self {
            union,
            plans,
            choices,
            prefer,
            kept,
            ids,
            renumbered: HashMap::new(),
            conflicts: BTreeMap::new(),
        }
    }

    pub(super) fn finish(mut self) -> Merged {
        for remover in [Side::Ours, Side::Theirs] {
            self.presence(remover);
        }
        let mut ids = self.number();
        let mut drafts: Vec<Option<Draft>> = vec![None; self.union.records.len()];
        let mut open: Vec<usize> =
            (0..self.union.records.len()).filter(|record| self.keeps(*record)).collect();
        let mut named: HashMap<Side, HashSet<String>> = HashMap::new();
        let mut people: HashSet<Id> = HashSet::new();
        loop {
            for record in std::mem::take(&mut open) {
                let draft = self.draft(record, &mut named, &mut people);
                if let Some(slot) = drafts.get_mut(record) {
                    *slot = draft;
                }
            }
            // Whoever still owns something stays, and so does a blank that is still named.
            for record in 0..self.union.records.len() {
                if self.keeps(record) {
                    continue;
                }
                let still = match self.union.kind(record) {
                    Kind::Person => self.id(record).is_some_and(|id| people.contains(&id)),
                    Kind::Blank => self.keeper(record).is_some_and(|keeper| {
                        let (flat, at) = (self.union.flat(keeper), self.union.records.get(record));
                        let label = at.and_then(|record| record.on(keeper)).map(|at| flat.label(at));
                        let named = named.get(&keeper);
                        label.is_some_and(|label| named.is_some_and(|named| named.contains(&label)))
                    }),
                    _ => false,
                };
                if still {
                    self.keep(record);
                    open.push(record);
                }
            }
            if open.is_empty() {
                break;
            }
        }
        let places = self.places(&mut drafts, &mut named, &mut people);
        self.arrange(&places, &mut drafts);
        self.unlink(&mut drafts);
        for id in self.ids.iter().zip(&self.kept).filter(|(_, kept)| **kept).filter_map(|(id, _)| *id) {
            ids.pass(id);
        }
        let conflicts = self.told();
        let mut plan = build(&mut drafts).unwrap_or_else(|| self.plans[1].clone());
        plan.ids = ids;
        Merged { plan, conflicts }
    }

    pub(super) fn keeps(&self, record: usize) -> bool {
        self.kept.get(record).copied().unwrap_or(false)
    }

    pub(super) fn keep(&mut self, record: usize) {
        if let Some(kept) = self.kept.get_mut(record) {
            *kept = true;
        }
    }

    fn drop(&mut self, record: usize) {
        if let Some(kept) = self.kept.get_mut(record) {
            *kept = false;
        }
    }

    /// Returns the only side that has a record, if one side has it alone.
    fn keeper(&self, record: usize) -> Option<Side> {
        let record = self.union.records.get(record)?;
        match (record.ours, record.theirs) {
            (Some(_), None) => Some(Side::Ours),
            (None, Some(_)) => Some(Side::Theirs),
            _ => None,
        }
    }

    /// Returns whose side a conflict is decided for.
    pub(super) fn side(&self, key: ConflictKey) -> Option<Side> {
        match self.choices.get(&key) {
            Some(Choice::Theirs) => Some(Side::Theirs),
            Some(Choice::Ours | Choice::Both | Choice::Own(_)) => Some(Side::Ours),
            None => self.prefer,
        }
    }

    // Which records stay.

    /// Decides about what one side removed.
    fn presence(&mut self, remover: Side) {
        let keeper = remover.other();
        for lost in self.lost(remover) {
            let key = ConflictKey { record: lost.root, aspect: Aspect::Presence };
            let stays = lost.changed > 0 && {
                let side = self.side(key);
                self.conflicts.insert(
                    key,
                    Contradiction::Removed {
                        by: remover,
                        records: lost.members.len() - 1,
                        changed: lost.changed,
                    },
                );
                side.is_none_or(|side| side == keeper)
            };
            let mut gone = BTreeSet::new();
            for &record in &lost.members {
                let is_new = self
                    .union
                    .records
                    .get(record)
                    .is_some_and(|record| record.base.is_none() && record.on(remover).is_none());
                let lost_too = self.is_lost(record, remover);
                let round = self.union.place(keeper, record).map(|(round, _)| round);
                // What came into the lost record but is still there on the other side stays, and
                // with it whatever is new in it.
                let goes = lost_too || (is_new && round.is_some_and(|round| gone.contains(&round)));
                if goes {
                    gone.insert(record);
                    if stays { self.keep(record) } else { self.drop(record) }
                }
            }
        }
    }

    fn is_lost(&self, record: usize, remover: Side) -> bool {
        self.union.records.get(record).is_some_and(|record| {
            record.base.is_some() && record.on(remover).is_none() && record.on(remover.other()).is_some()
        })
    }

    /// Returns the outermost records that a side removed.
    fn lost(&self, remover: Side) -> Vec<Lost> {
        let keeper = remover.other();
        let flat = self.union.flat(keeper);
        let mut found = Vec::new();
        let mut at = 1;
        while at < flat.len() {
            let root = self.union.of(keeper, at);
            if !self.is_lost(root, remover) {
                at += 1;
                continue;
            }
            let end = flat.get(at).map_or(at + 1, |rec| rec.end);
            let members: Vec<usize> = (at..end).map(|at| self.union.of(keeper, at)).collect();
            let changed = members
                .iter()
                .filter(|record| {
                    // What is still there on the other side is not lost, whatever was written into it.
                    let stays = self.union.records.get(**record).is_some_and(|r| r.on(remover).is_some());
                    if stays {
                        self.union.base_place(**record) != self.union.place(keeper, **record)
                    } else {
                        self.is_touched(**record, keeper)
                    }
                })
                .count();
            found.push(Lost { root, members, changed });
            at = end;
        }
        found
    }

    /// Tells whether a side made, moved or changed a record.
    fn is_touched(&self, record: usize, side: Side) -> bool {
        let Some(shared) = self.union.records.get(record) else { return false };
        let (Some(base), Some(now)) = (shared.base, shared.on(side)) else { return true };
        if self.union.base_place(record) != self.union.place(side, record) {
            return true;
        }
        if self.base_fields(base) != self.side_fields(side, now) {
            return true;
        }
        self.union.kind(record) == Kind::Column && self.has_touched_cells(record, now, side)
    }

    /// Tells whether a side wrote into the cells of a column.
    fn has_touched_cells(&self, record: usize, now: usize, side: Side) -> bool {
        let flat = self.union.flat(side);
        let cell = |fields: Vec<(Field, Value)>| {
            fields.into_iter().find_map(|(field, value)| (field == Field::Cell(record)).then_some(value))
        };
        let empty = Value::Text(Text::default());
        let Some(register) = flat.get(now).map(|rec| rec.parent) else { return false };
        let rows = Held::Records(crate::model::tree::List::Rows);
        flat.list(register, rows).iter().any(|&row| {
            let written = cell(self.side_fields(side, row)).unwrap_or_else(|| empty.clone());
            let shared = self.union.records.get(self.union.of(side, row));
            let before = shared
                .and_then(|shared| shared.base)
                .and_then(|row| cell(self.base_fields(row)))
                .unwrap_or_else(|| empty.clone());
            written != before
        })
    }

    // What they say.

    fn base_fields(&self, at: usize) -> Vec<(Field, Value)> {
        self.union.base.fields(at, &|column| self.union.of_base(column))
    }

    /// Returns the fields of a record of a side, with the ids of the merged plan.
    fn side_fields(&self, side: Side, at: usize) -> Vec<(Field, Value)> {
        let fields = self.union.flat(side).fields(at, &|column| self.union.of(side, column));
        if side == Side::Ours || self.renumbered.is_empty() {
            return fields;
        }
        let link = |id: Id| Some(self.renumbered.get(&id).copied().unwrap_or(id));
        fields.into_iter().map(|(field, value)| (field, value.renumbered(&link))).collect()
    }

    /// Gives every record its id in the merged plan and returns the counter.
    fn number(&mut self) -> crate::model::Counter {
        let [base, ours, theirs] = self.plans.map(|plan| plan.ids);
        let mut ids = if ours == base {
            theirs
        } else if theirs == base {
            ours
        } else {
            ours.max(theirs)
        };
        let mut fresh = base.max(ours).max(theirs);
        let mut used: HashSet<Id> = HashSet::new();
        for (index, record) in self.union.records.iter().enumerate() {
            let own = record
                .ours
                .and_then(|at| self.union.ours.id(at))
                .or_else(|| record.base.and_then(|at| self.union.base.id(at)));
            let their = record.theirs.and_then(|at| self.union.theirs.id(at));
            let id = match own {
                // A record that goes leaves its number to nobody but one that bears it already.
                Some(own) if self.kept.get(index).copied().unwrap_or(false) => {
                    used.insert(own);
                    Some(own)
                }
                own => own,
            };
            if let (Some(id), Some(their)) = (id, their)
                && id != their
            {
                self.renumbered.insert(their, id);
            }
            if let Some(slot) = self.ids.get_mut(index) {
                *slot = id;
            }
        }
        for (index, record) in self.union.records.iter().enumerate() {
            if self.ids.get(index).copied().flatten().is_some()
                || !self.kept.get(index).copied().unwrap_or(false)
            {
                continue;
            }
            let Some(their) = record.theirs.and_then(|at| self.union.theirs.id(at)) else { continue };
            let id = if used.insert(their) {
                their
            } else {
                let id = fresh.take();
                ids.pass(id);
                self.renumbered.insert(their, id);
                id
            };
            if let Some(slot) = self.ids.get_mut(index) {
                *slot = Some(id);
            }
        }
        ids
    }

    fn id(&self, record: usize) -> Option<Id> {
        self.ids.get(record).copied().flatten()
    }

    /// Writes a record with what both sides say.
    pub(super) fn draft(
        &mut self,
        record: usize,
        named: &mut HashMap<Side, HashSet<String>>,
        people: &mut HashSet<Id>,
    ) -> Option<Draft> {
        let shared = *self.union.records.get(record)?;
        let source = match (shared.ours, shared.theirs) {
            (Some(at), _) => self.union.ours.get(at)?.source,
            (None, Some(at)) => self.union.theirs.get(at)?.source,
            (None, None) => self.union.base.get(shared.base?)?.source,
        };
        let mut draft = Draft::of(source);
        draft.column = record;
        let base = shared.base.map(|at| self.base_fields(at));
        let ours = shared.ours.map(|at| self.side_fields(Side::Ours, at));
        let theirs = shared.theirs.map(|at| self.side_fields(Side::Theirs, at));
        let mut fields: Vec<Field> = Vec::new();
        if draft_is_row(self.union.kind(record)) {
            let all: BTreeSet<Field> =
                [&base, &ours, &theirs].into_iter().flatten().flatten().map(|(field, _)| *field).collect();
            fields.extend(all);
        } else {
            fields.extend(
                [&ours, &theirs, &base].into_iter().flatten().next()?.iter().map(|(field, _)| *field),
            );
        }
        for (index, field) in fields.into_iter().enumerate() {
            // All three have the same fields in the same order, but for the cells of rows.
            let of = |fields: &Option<Vec<(Field, Value)>>| {
                let fields = fields.as_ref()?;
                let found = fields.get(index).filter(|(other, _)| *other == field);
                found
                    .or_else(|| fields.iter().find(|(other, _)| *other == field))
                    .map(|(_, value)| value.clone())
            };
            let (before, our, their) = (of(&base), of(&ours), of(&theirs));
            let has_both = shared.ours.is_some() && shared.theirs.is_some();
            let (value, from) = if !has_both {
                match (our, their) {
                    (Some(our), _) => (Some(our), Some(Side::Ours)),
                    (None, their) => (their, Some(Side::Theirs)),
                }
            } else if our == their {
                let from = (our != before).then_some(Side::Ours);
                (our, from)
            } else if our == before {
                (their, Some(Side::Theirs))
            } else if their == before {
                (our, Some(Side::Ours))
            } else {
                (Some(self.decide(record, field, before.as_ref(), our, their)), Some(Side::Ours))
            };
            let Some(value) = value else { continue };
            if let Some(from) = from {
                blanks_of(&value, named.entry(from).or_default());
                if has_both {
                    // What both changed may name what either side knows.
                    blanks_of(&value, named.entry(from.other()).or_default());
                }
            }
            if let Value::Owners(owners) = &value {
                people.extend(owners.iter().filter_map(|owner| match owner.who {
                    Who::Person(id) => Some(id.id()),
                    Who::Post(_) | Who::Department(_) => None,
                }));
            }
            draft.write(field, &value);
        }
        if let Some(id) = self.id(record)
            && draft.id() != Some(id)
        {
            draft.set_id(id);
        }
        Some(draft)
    }

    /// Decides what a field says that both sides changed.
    fn decide(
        &mut self,
        record: usize,
        field: Field,
        base: Option<&Value>,
        ours: Option<Value>,
        theirs: Option<Value>,
    ) -> Value {
        let empty = || Value::Text(Text::default());
        let (ours, theirs) = (ours.unwrap_or_else(empty), theirs.unwrap_or_else(empty));
        if let Some(merged) = values::merged(base, &ours, &theirs) {
            return merged;
        }
        let key = ConflictKey { record, aspect: Aspect::Field(field) };
        let both = values::both(base, &ours, &theirs);
        let chosen = match self.choices.get(&key) {
            Some(Choice::Both) => both.clone().unwrap_or_else(|| ours.clone()),
            Some(Choice::Own(text)) if matches!(ours, Value::Text(_)) => Value::Text(text.clone()),
            Some(Choice::Theirs) => theirs.clone(),
            None if self.prefer == Some(Side::Theirs) => theirs.clone(),
            Some(Choice::Ours | Choice::Own(_)) | None => ours.clone(),
        };
        let column = match field {
            Field::Cell(number) => self.union.known(number).map(|(flat, at)| Text::new(&flat.label(at))),
            _ => None,
        };
        let what = Contradiction::Field { field, column, base: base.cloned(), ours, theirs, both };
        self.conflicts.insert(key, what);
        chosen
    }

    /// Takes out links to what went with the merge. A link that led nowhere before stays as it is.
    fn unlink(&self, drafts: &mut [Option<Draft>]) {
        let mut there: HashSet<Id> = HashSet::new();
        let mut gone: HashSet<Id> = HashSet::new();
        for record in 0..self.union.records.len() {
            let Some(id) = self.id(record) else { continue };
            if self.keeps(record) {
                there.insert(id);
            } else {
                gone.insert(id);
            }
        }
        gone.retain(|id| !there.contains(id));
        if gone.is_empty() {
            return;
        }
        for (record, draft) in drafts.iter_mut().enumerate() {
            let Some(draft) = draft else { continue };
            let mut links = Vec::new();
            crate::compare::fields::read(draft.shell.source(), &mut |field, value| {
                if value.has_links() {
                    let kept = value.clone().renumbered(&|id| {
                        (!gone.contains(&id) || self.led_nowhere(record, id)).then_some(id)
                    });
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

    /// Tells whether a side that has the record had the link, but not what it leads to.
    fn led_nowhere(&self, record: usize, id: Id) -> bool {
        let Some(shared) = self.union.records.get(record) else { return false };
        [Side::Ours, Side::Theirs].into_iter().any(|side| {
            let Some(at) = shared.on(side) else { return false };
            let has_link = self.side_fields(side, at).into_iter().any(|(_, value)| {
                value.has_links()
                    && value.clone().renumbered(&|other| (other != id).then_some(other)) != value
            });
            let flat = self.union.flat(side);
            has_link && !(0..flat.len()).any(|at| flat.id(at) == Some(id))
        })
    }

    /// Returns the conflicts in reading order.
    fn told(&self) -> Vec<Conflict> {
        let mut conflicts: Vec<(usize, Conflict)> = self
            .conflicts
            .iter()
            .map(|(key, what)| {
                let known = self.union.known(key.record);
                let label = known.map(|(flat, at)| Text::new(&flat.label(at))).unwrap_or_default();
                let within = known
                    .and_then(|(flat, at)| {
                        let rec = flat.get(at)?;
                        (rec.parent != 0).then(|| Text::new(&flat.label(rec.parent)))
                    })
                    .unwrap_or_default();
                let was = self.union.records.get(key.record).and_then(|record| record.base);
                let was = was.map(|at| Text::new(&self.union.base.label(at))).unwrap_or_default();
                let conflict = Conflict {
                    key: *key,
                    kind: self.union.kind(key.record),
                    record: self.id(key.record),
                    label,
                    was,
                    within,
                    unit: known.map(|(flat, at)| flat.unit(at)).unwrap_or_default(),
                    what: what.clone(),
                };
                (known.map_or(usize::MAX, |(_, at)| at), conflict)
            })
            .collect();
        conflicts.sort_by_key(|(at, conflict)| (*at, conflict.key));
        conflicts.into_iter().map(|(_, conflict)| conflict).collect()
    }
}

const fn draft_is_row(kind: Kind) -> bool {
    matches!(kind, Kind::RegisterRow)
}

/// Adds the names of the blanks that a value names.
fn blanks_of(value: &Value, names: &mut HashSet<String>) {
    let mut quantity = |quantity: &Quantity| {
        if let Quantity::Blank(name) = quantity {
            names.insert(name.to_string());
        }
    };
    match value {
        Value::Base(Some(base)) => quantity(&base.value),
        Value::Quantity(Some(value)) => quantity(value),
        Value::Target(Some(target)) => match target {
            Target::AtLeast(value) | Target::AtMost(value) | Target::Exactly(value) => quantity(value),
            Target::Within(low, high) => {
                quantity(low);
                quantity(high);
            }
            Target::DoneBy(_) => {}
        },
        Value::Text(text) => names.extend(text.blanks().map(str::to_owned)),
        Value::Owners(owners) => {
            for owner in owners {
                if let Who::Post(text) | Who::Department(text) = &owner.who {
                    names.extend(text.blanks().map(str::to_owned));
                }
            }
        }
        _ => {}
    }
}
