//! What changed between two plans.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::fields::{Field, Value};
use super::flat::{Draft, Flat, Held, Kind, build};
use super::matching::{self, Matching, Origin};
use super::order;
use crate::model::{Counter, Id, Plan, Text};

/// What changed from one plan to another.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The changes in reading order of the new plan; what is removed stands where it stood.
    pub changes: Vec<Change>,
    /// Whether the two come of one plan.
    pub origin: Origin,
    pub(super) matching: Matching,
    /// What is added, by its place in the new plan.
    added: BTreeMap<usize, Draft>,
    /// Where what is added or moved goes: the record, the one round it, the list, the place there.
    places: Vec<(usize, usize, Held, usize)>,
    /// Records that bear another id in the new plan, by their place in the old one.
    renumbered: Vec<(usize, Id)>,
    /// What links in the old plan lead to in the new one, where the number differs.
    relinked: HashMap<Id, Id>,
    /// The counter of the new plan, where it differs.
    counter: Option<Counter>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What sort of record it is about.
    pub kind: Kind,
    /// The record in the old plan; none for what has no id and for what is added.
    pub old: Option<Id>,
    /// The record in the new plan; none for what has no id and for what is removed.
    pub new: Option<Id>,
    /// Its words: the new ones, or the old ones of what is removed. Blanks in their written form.
    pub label: Text,
    /// The words of the record round it.
    pub within: Text,
    /// The unit of its numbers, where it has one.
    pub unit: String,
    /// What happened.
    pub what: What,
    /// Its places in the old and the new plan.
    pub(super) at: (Option<usize>, Option<usize>),
}

/// What happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added {
        /// Whether the record round it is new as well.
        inside: bool,
    },
    /// It is gone.
    Removed {
        /// Whether the record round it is gone as well.
        inside: bool,
    },
    /// It stands elsewhere.
    Moved {
        /// The words of the record round it before.
        from: Text,
        /// Its place there, counted from 1.
        from_place: usize,
        /// The words of the record round it now.
        to: Text,
        /// Its place there, counted from 1.
        to_place: usize,
    },
    /// A field of it says something else.
    Changed {
        /// Which.
        field: Field,
        /// What it said.
        old: Value,
        /// What it says.
        new: Value,
        /// The name of the column, for a cell of a register.
        column: Option<Text>,
    },
}

/// How many changes there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that are new.
    pub added: usize,
    /// Records that are gone.
    pub removed: usize,
    /// Records that stand elsewhere.
    pub moved: usize,
    /// Fields that say something else.
    pub changed: usize,
}

/// Tells what changed from one plan to another.
#[must_use]
pub fn diff(old: &Plan, new: &Plan) -> Diff {
    let (a, b) = (Flat::of(old), Flat::of(new));
    let origin = matching::origin(&a, &b);
    let matching = matching::matched(&a, &b, origin);
    let relinked = relinked(&a, &b, &matching);
    let mut changes: Vec<((usize, u8, usize), Change)> = Vec::new();
    let moved = moved(&a, &b, &matching);
    let mut added = BTreeMap::new();
    let mut places = Vec::new();
    for at in 0..b.len() {
        let before = matching.back(at);
        if (before.is_none() || moved.get(at).copied().unwrap_or(false))
            && let Some(rec) = b.get(at)
        {
            places.push((at, rec.parent, rec.list, rec.index));
        }
        let Some(before) = before else {
            added.insert(at, draft(&b, at));
            let inside = b.get(at).is_some_and(|rec| matching.back(rec.parent).is_none());
            changes.push(((at, 0, 0), change(&a, &b, (None, Some(at)), What::Added { inside })));
            continue;
        };
        if moved.get(at).copied().unwrap_or(false) {
            let what = What::Moved {
                from: around(&a, before),
                from_place: a.get(before).map_or(0, |rec| rec.index + 1),
                to: around(&b, at),
                to_place: b.get(at).map_or(0, |rec| rec.index + 1),
            };
            changes.push(((at, 1, 0), change(&a, &b, (Some(before), Some(at)), what)));
        }
        for (number, (field, old, new)) in
            changed_fields(&a, &b, before, at, &matching, &relinked).into_iter().enumerate()
        {
            let column = match field {
                Field::Cell(number) => Some(Text::new(&column_name(&a, &b, number))),
                _ => None,
            };
            let what = What::Changed { field, old, new, column };
            changes.push(((at, 2, number), change(&a, &b, (Some(before), Some(at)), what)));
        }
    }
    let mut anchor = 0;
    for at in 0..a.len() {
        match matching.of(at) {
            Some(there) => anchor = there,
            None => {
                let inside = a.get(at).is_some_and(|rec| matching.of(rec.parent).is_none());
                changes.push(((anchor, 3, at), change(&a, &b, (Some(at), None), What::Removed { inside })));
            }
        }
    }
    changes.sort_by_key(|(place, _)| *place);
    let renumbered = (0..a.len())
        .filter_map(|at| {
            let id = b.id(matching.of(at)?)?;
            (a.id(at) != Some(id)).then_some((at, id))
        })
        .collect();
    Diff {
        changes: changes.into_iter().map(|(_, change)| change).collect(),
        origin,
        matching,
        added,
        places,
        renumbered,
        relinked,
        counter: (old.ids != new.ids).then_some(new.ids),
    }
}

fn change(a: &Flat<'_>, b: &Flat<'_>, at: (Option<usize>, Option<usize>), what: What) -> Change {
    let (flat, place) = match at {
        (_, Some(new)) => (b, new),
        (Some(old), None) => (a, old),
        (None, None) => (b, 0),
    };
    Change {
        kind: flat.kind(place),
        old: at.0.and_then(|at| a.id(at)),
        new: at.1.and_then(|at| b.id(at)),
        label: Text::new(&flat.label(place)),
        within: around(flat, place),
        unit: flat.unit(place),
        what,
        at,
    }
}

/// Returns the words of the record round a record; nothing at the top.
fn around(flat: &Flat<'_>, at: usize) -> Text {
    match flat.get(at) {
        Some(rec) if rec.parent != 0 => Text::new(&flat.label(rec.parent)),
        _ => Text::default(),
    }
}

fn column_name(a: &Flat<'_>, b: &Flat<'_>, number: usize) -> String {
    match number.checked_sub(b.len()) {
        Some(at) => a.label(at),
        None => b.label(number),
    }
}

/// Copies a record of the new plan, its cells with it.
pub(super) fn draft(flat: &Flat<'_>, at: usize) -> Draft {
    let Some(rec) = flat.get(at) else { return Draft::of(super::fields::Source::Column(&Text::default())) };
    let mut draft = Draft::of(rec.source);
    draft.column = at;
    if rec.kind == Kind::RegisterRow {
        for (field, value) in flat.fields(at, &|column| column) {
            draft.write(field, &value);
        }
    }
    draft
}

/// Returns what the ids of the old plan are in the new one, where they differ. A number that stands
/// for another record in the new plan leads nowhere.
fn relinked(a: &Flat<'_>, b: &Flat<'_>, matching: &Matching) -> HashMap<Id, Id> {
    let taken: HashSet<Id> = (0..b.len()).filter_map(|at| b.id(at)).collect();
    let mut map = HashMap::new();
    for at in 0..a.len() {
        let Some(id) = a.id(at) else { continue };
        let now = match matching.of(at) {
            Some(there) => b.id(there).unwrap_or(id),
            None if taken.contains(&id) => Id::from_number(u64::MAX - id.number()),
            None => id,
        };
        if now != id {
            map.insert(id, now);
        }
    }
    map
}

/// Tells of each record of the new plan whether it stands elsewhere than in the old one.
fn moved(a: &Flat<'_>, b: &Flat<'_>, matching: &Matching) -> Vec<bool> {
    let mut moved = vec![false; b.len()];
    for at in 0..b.len() {
        for (list, members) in b.get(at).map(|rec| rec.lists.as_slice()).unwrap_or_default() {
            let mut here = Vec::new();
            for &member in members {
                let Some(before) = matching.back(member) else { continue };
                let Some(rec) = a.get(before) else { continue };
                if matching.of(rec.parent) == Some(at) && rec.list == *list {
                    here.push((member, rec.index));
                } else if let Some(moved) = moved.get_mut(member) {
                    *moved = true;
                }
            }
            let stays = order::longest_rise(&here.iter().map(|(_, index)| *index).collect::<Vec<_>>());
            for ((member, _), stays) in here.into_iter().zip(stays) {
                if let Some(moved) = moved.get_mut(member) {
                    *moved = !stays;
                }
            }
        }
    }
    moved
}

fn changed_fields(
    a: &Flat<'_>,
    b: &Flat<'_>,
    before: usize,
    at: usize,
    matching: &Matching,
    relinked: &HashMap<Id, Id>,
) -> Vec<(Field, Value, Value)> {
    let columns = |column: usize| matching.of(column).unwrap_or(b.len() + column);
    let old = a.fields(before, &columns);
    let new = b.fields(at, &|column| column);
    let mut changed = Vec::new();
    if b.kind(at) == Kind::RegisterRow {
        // A cell of a column that one of them does not have is empty there.
        let mut cells: BTreeMap<Field, (Value, Value)> = BTreeMap::new();
        let empty = || Value::Text(Text::default());
        for (field, value) in old {
            cells.entry(field).or_insert_with(|| (empty(), empty())).0 = value;
        }
        for (field, value) in new {
            cells.entry(field).or_insert_with(|| (empty(), empty())).1 = value;
        }
        changed.extend(
            cells
                .into_iter()
                .filter(|(_, (old, new))| old != new)
                .map(|(field, (old, new))| (field, old, new)),
        );
        return changed;
    }
    for ((field, old), (_, new)) in old.into_iter().zip(new) {
        let linked = if old.has_links() && !relinked.is_empty() {
            old.clone().renumbered(&|id| Some(relinked.get(&id).copied().unwrap_or(id)))
        } else {
            old.clone()
        };
        if linked != new {
            changed.push((field, old, new));
        }
    }
    changed
}

impl Diff {
    /// Tells whether the two plans are equal in everything, ids and their counter among it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.is_numbered_alike()
    }

    /// Tells whether matched records bear the same ids and the counters stand alike.
    #[must_use]
    pub fn is_numbered_alike(&self) -> bool {
        self.renumbered.is_empty() && self.counter.is_none()
    }

    /// Counts the changes.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            match change.what {
                What::Added { .. } => counts.added += 1,
                What::Removed { .. } => counts.removed += 1,
                What::Moved { .. } => counts.moved += 1,
                What::Changed { .. } => counts.changed += 1,
            }
        }
        counts
    }

    /// Makes the changes on the plan that they start from, which gives exactly the plan that they
    /// lead to. None where it is another plan.
    #[must_use]
    pub fn apply(&self, old: &Plan) -> Option<Plan> {
        let a = Flat::of(old);
        if a.len() != self.matching.there.len() {
            return None;
        }
        let new_len = self.matching.back.len();
        let renumbered: HashMap<usize, Id> = self.renumbered.iter().copied().collect();
        let mut drafts: Vec<Option<Draft>> = vec![None; new_len];
        for at in 0..a.len() {
            let (Some(there), Some(rec)) = (self.matching.of(at), a.get(at)) else { continue };
            let mut draft = Draft::of(rec.source);
            draft.column = there;
            let columns = |column: usize| self.matching.of(column).unwrap_or(new_len + column);
            if rec.kind == Kind::RegisterRow || !self.relinked.is_empty() {
                for (field, value) in a.fields(at, &columns) {
                    if value.has_links() {
                        let link = |id: Id| Some(self.relinked.get(&id).copied().unwrap_or(id));
                        draft.write(field, &value.renumbered(&link));
                    } else if matches!(field, Field::Cell(_)) {
                        draft.write(field, &value);
                    }
                }
            }
            if let Some(id) = renumbered.get(&at) {
                draft.set_id(*id);
            }
            if let Some(slot) = drafts.get_mut(there) {
                *slot = Some(draft);
            }
        }
        for (&at, draft) in &self.added {
            if let Some(slot) = drafts.get_mut(at) {
                *slot = Some(draft.clone());
            }
        }
        let mut elsewhere = vec![false; new_len];
        for change in &self.changes {
            let Some(at) = change.at.1 else { continue };
            match &change.what {
                What::Added { .. } | What::Moved { .. } => {
                    if let Some(elsewhere) = elsewhere.get_mut(at) {
                        *elsewhere = true;
                    }
                }
                What::Changed { field, new, .. } => {
                    if let Some(Some(draft)) = drafts.get_mut(at) {
                        draft.write(*field, new);
                    }
                }
                What::Removed { .. } => {}
            }
        }
        self.arrange(&a, &elsewhere, &mut drafts);
        let mut plan = build(&mut drafts)?;
        plan.ids = self.counter.unwrap_or(old.ids);
        Some(plan)
    }

    /// Fills the lists: what stays in its old order, what came or moved at its new place.
    fn arrange(&self, a: &Flat<'_>, elsewhere: &[bool], drafts: &mut [Option<Draft>]) {
        for at in 1..a.len() {
            let (Some(there), Some(rec)) = (self.matching.of(at), a.get(at)) else { continue };
            if elsewhere.get(there).copied().unwrap_or(true) {
                continue;
            }
            let parent = self.matching.of(rec.parent).and_then(|parent| drafts.get_mut(parent));
            if let Some(Some(parent)) = parent {
                parent.list_mut(rec.list).push(there);
            }
        }
        let mut comes: Vec<Vec<(Held, usize, usize)>> = vec![Vec::new(); drafts.len()];
        for &(at, parent, list, index) in &self.places {
            if let Some(comes) = comes.get_mut(parent) {
                comes.push((list, index, at));
            }
        }
        for (comes, draft) in comes.into_iter().zip(drafts) {
            let Some(draft) = draft else { continue };
            let mut left = comes;
            while let Some(&(list, ..)) = left.first() {
                let mut here: Vec<(usize, usize)> = Vec::new();
                left.retain(|&(other, index, at)| {
                    if other == list {
                        here.push((index, at));
                    }
                    other != list
                });
                here.sort_unstable();
                let members = draft.list_mut(list);
                let mut stays = std::mem::take(members).into_iter();
                let mut here = here.into_iter().peekable();
                loop {
                    let next = match here.next_if(|(index, _)| *index == members.len()) {
                        Some((_, at)) => Some(at),
                        None => stays.next().or_else(|| here.next().map(|(_, at)| at)),
                    };
                    let Some(at) = next else { break };
                    members.push(at);
                }
            }
        }
    }
}
