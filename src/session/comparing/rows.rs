//! What the compare screen draws, made ready once a comparison: places and words of every change.

use crate::check::Places;
use crate::compare::{
    self, Change, Conflict, ConflictKey, Contradiction, Diff, Kind, Mark, Names, Side, Stretch, Value, What,
    field_label, kind_name, record_label, spot,
};
use crate::locale::shown;
use crate::model::{Id, Language, Plan};

/// What happened to a record, seen from the plan in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// It is in this plan only.
    Added,
    /// It is in the other plan only.
    Removed,
    /// It stands elsewhere.
    Moved,
    /// It says something else.
    Changed,
}

impl Sort {
    /// Every sort, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Added, Self::Removed, Self::Moved, Self::Changed];
}

/// A change, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What happened.
    pub sort: Sort,
    /// The kind of the record.
    pub kind: String,
    /// Where it stands.
    pub place: String,
    /// Which field; empty where it is the record itself.
    pub field: String,
    /// What is said, with what went and what came.
    pub text: Vec<Stretch>,
    /// The record in this plan.
    pub record: Option<Id>,
    /// Whether it came or went with the record round it.
    pub inside: bool,
    /// The change's place in the comparison.
    pub(super) change: usize,
}

impl Row {
    /// Tells whether there is nothing of it in this plan.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.sort == Sort::Removed
    }
}

/// Makes the rows of a comparison that leads from this plan to the other one: what the other one has
/// and this one has not was removed here.
pub(super) fn rows(diff: &Diff, now: &Plan, other: &Plan, language: Language) -> Vec<Row> {
    let (places, other_places) = (Places::new(now, language), Places::new(other, language));
    let (names, other_names) = (Names::new(now, language), Names::new(other, language));
    let told = |change: &Change| match &change.what {
        What::Added { inside } => {
            (Sort::Removed, String::new(), vec![(Mark::Removed, shown(&change.label))], *inside)
        }
        What::Removed { inside } => {
            (Sort::Added, String::new(), vec![(Mark::Added, shown(&change.label))], *inside)
        }
        What::Moved { from, from_place, to, to_place } => {
            let was = spot(language, &shown(to), *to_place);
            let is = spot(language, &shown(from), *from_place);
            let text = vec![(Mark::Removed, was), (Mark::Kept, " → ".to_owned()), (Mark::Added, is)];
            (Sort::Moved, String::new(), text, false)
        }
        What::Changed { field, old, new, column } => {
            let name = field_label(language, change.kind, *field, column.as_ref());
            let text = changed(&other_names, &names, &change.unit, new, old, language);
            (Sort::Changed, name, text, false)
        }
    };
    diff.changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            let (sort, field, text, inside) = told(change);
            let place = match (change.kind, sort) {
                (Kind::Blank | Kind::Column, _) => record_label(language, change.kind, &change.label),
                (_, Sort::Removed) => other_places.of(change.new).to_owned(),
                (_, Sort::Added | Sort::Moved | Sort::Changed) => places.of(change.old).to_owned(),
            };
            Row {
                sort,
                kind: kind_name(language, change.kind).to_owned(),
                place,
                field,
                text,
                record: change.old,
                inside,
                change: index,
            }
        })
        .collect()
}

/// Returns a changed value with what went and what came.
fn changed(
    old_names: &Names,
    new_names: &Names,
    unit: &str,
    old: &Value,
    new: &Value,
    language: Language,
) -> Vec<Stretch> {
    let (was, is) = (compare::value_words(old_names, unit, old), compare::value_words(new_names, unit, new));
    if let (Value::Text(_), Value::Text(_)) = (old, new) {
        return compare::marks(&was, &is);
    }
    let or_nothing =
        |words: String| if words.is_empty() { compare::nothing(language).to_owned() } else { words };
    vec![(Mark::Removed, or_nothing(was)), (Mark::Kept, " → ".to_owned()), (Mark::Added, or_nothing(is))]
}

/// A conflict, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// Its name.
    pub key: ConflictKey,
    /// The kind of the record.
    pub kind: String,
    /// The words of the record.
    pub label: String,
    /// The words of the record round it.
    pub within: String,
    /// What it is about: the name of a field, or empty.
    pub field: String,
    /// What each side says: before, ours, theirs.
    pub sides: [Vec<Stretch>; 3],
    /// What taking both would say, where it makes sense.
    pub both: Option<String>,
    /// Whether a text of one's own can be written.
    pub own: bool,
    /// Who removed the record, where it is about that.
    pub removed: Option<Side>,
}

/// Makes a conflict ready to be drawn.
pub(super) fn conflict(
    conflict: &Conflict,
    (base, ours, theirs): (&Names, &Names, &Names),
    language: Language,
) -> ConflictRow {
    let plain = |words: String| if words.is_empty() { Vec::new() } else { vec![(Mark::Kept, words)] };
    let mut row = ConflictRow {
        key: conflict.key,
        kind: kind_name(language, conflict.kind).to_owned(),
        label: record_label(language, conflict.kind, &conflict.label),
        within: shown(&conflict.within),
        field: String::new(),
        sides: [Vec::new(), Vec::new(), Vec::new()],
        both: None,
        own: false,
        removed: None,
    };
    match &conflict.what {
        Contradiction::Field { field, column, base: was, ours: our, theirs: their, both } => {
            row.field = field_label(language, conflict.kind, *field, column.as_ref());
            let say = |names: &Names, value: &Value| compare::value_words(names, &conflict.unit, value);
            let before = was.as_ref().map(|was| say(base, was)).unwrap_or_default();
            let (our_words, their_words) = (say(ours, our), say(theirs, their));
            row.both = both.as_ref().map(|both| say(ours, both)).filter(|both| *both != our_words);
            row.own = matches!(our, Value::Text(_));
            row.sides = if row.own && was.is_some() {
                let ours = compare::marks(&before, &our_words);
                let theirs = compare::marks(&before, &their_words);
                [plain(before), ours, theirs]
            } else {
                [plain(before), plain(our_words), plain(their_words)]
            };
        }
        Contradiction::Removed { by, records, changed } => {
            let removed = vec![(Mark::Removed, compare::removed_words(language, *records))];
            let mut kept = compare::marks(&shown(&conflict.was), &shown(&conflict.label));
            let between = if kept.is_empty() { "" } else { "  " };
            kept.push((Mark::Kept, format!("{between}{}", compare::kept_words(language, *changed))));
            row.sides = match by {
                Side::Ours => [plain(shown(&conflict.was)), removed, kept],
                Side::Theirs => [plain(shown(&conflict.was)), kept, removed],
            };
            row.removed = Some(*by);
        }
        Contradiction::Place { ours: our, ours_place, theirs: their, theirs_place } => {
            row.sides = [
                plain(shown(&conflict.was)),
                plain(spot(language, &shown(our), *ours_place)),
                plain(spot(language, &shown(their), *theirs_place)),
            ];
        }
    }
    row
}
