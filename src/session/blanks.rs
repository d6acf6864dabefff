//! Filling blanks: going from one to the next, and what is written in one told to all of its name.
//!
//! A blank that is written over in its text is filled there at once, as everything that is typed.
//! When the user goes on, the others of its name are filled alike, as a step of its own that can be
//! taken back, and a notice says so.

use std::collections::BTreeMap;

use crate::edit::{BatchName, Edit, Place, TextField, head_fields, node_fields};
use crate::model::tree::NodeRef;
use crate::model::{Id, Part, Piece, PlaceholderName, Plan, Quantity, Text, query};

use super::notice::Level;
use super::{Caret, Session};

/// Where a blank stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// In a text, between two characters.
    Text { place: Place, from: usize, to: usize },
    /// In a value of a record.
    Value(Id),
}

/// A blank with its place in the reading order: which text or value, and the how many-th in it.
#[derive(Clone, Copy, Debug)]
struct Blank {
    spot: Spot,
    order: (usize, usize),
}

/// The blank that was gone to last.
#[derive(Clone, Debug)]
pub(super) struct Visited {
    spot: Spot,
    order: (usize, usize),
    /// How many blanks there were in all.
    count: usize,
}

/// A blank that is being written over.
#[derive(Clone, Debug)]
pub(super) struct Filling {
    place: Place,
    name: PlaceholderName,
    /// What stands before it and behind it in its text.
    before: String,
    behind: String,
}

/// Returns all open blanks in reading order, those of people last.
fn blanks(plan: &Plan) -> Vec<Blank> {
    let mut blanks = Vec::new();
    let mut order = 0;
    let mut add = |place: Place, text: &Text, blanks: &mut Vec<Blank>| {
        order += 1;
        let (mut at, mut nth) = (0, 0);
        for piece in text.pieces() {
            match piece {
                Piece::Words(words) => at += words.chars().count(),
                Piece::Blank(name) => {
                    let to = at + name.chars().count() + 2;
                    blanks.push(Blank { spot: Spot::Text { place, from: at, to }, order: (order, nth) });
                    (at, nth) = (to, nth + 1);
                }
            }
        }
        order
    };
    head_fields(plan, &mut |field, text| {
        add(Place::plan(field), text, &mut blanks);
    });
    let mut of_record = |node: NodeRef<'_>, blanks: &mut Vec<Blank>| {
        let mut last = 0;
        node_fields(node, &mut |field, text| last = add(Place::of(node.id(), field), text, blanks));
        let is_blank = |quantity: &Quantity| matches!(quantity, Quantity::Blank(_));
        let has_value = match node {
            NodeRef::Indicator(indicator) => indicator.quantities().any(is_blank),
            NodeRef::Part(Part::Improvement(part)) => part.gap.difference.as_ref().is_some_and(is_blank),
            _ => false,
        };
        if has_value {
            blanks.push(Blank { spot: Spot::Value(node.id()), order: (last, usize::MAX) });
        }
    };
    plan.walk(&mut |node| of_record(node, &mut blanks));
    for person in &plan.people {
        of_record(NodeRef::Person(person), &mut blanks);
    }
    blanks
}

impl Spot {
    const fn record(self) -> Option<Id> {
        match self {
            Self::Text { place, .. } => place.record,
            Self::Value(id) => Some(id),
        }
    }
}

impl Session {
    /// Goes to the next blank behind the one gone to last, or behind where the user is; behind the
    /// last comes the first.
    pub(super) fn next_blank(&mut self) {
        self.finish_filling();
        let Some(plan) = self.plan().cloned() else { return };
        let blanks = blanks(&plan);
        let visited = self.visited.take().filter(|visited| visited.spot.record() == self.focus);
        let next = match visited {
            Some(visited) => {
                // One that was filled is no longer there: the next one has moved up to its place.
                let filled = blanks.len() < visited.count;
                blanks.iter().find(|blank| {
                    if filled { blank.order >= visited.order } else { blank.order > visited.order }
                })
            }
            None => {
                let mut order = std::collections::HashMap::from([(None, 0)]);
                plan.walk(&mut |node| {
                    let next = order.len();
                    order.entry(Some(node.id())).or_insert(next);
                });
                let here = order.get(&self.focus).copied().unwrap_or(0);
                let behind = |blank: &&Blank| order.get(&blank.spot.record()).is_none_or(|at| *at >= here);
                blanks.iter().find(behind)
            }
        };
        let Some(blank) = next.or_else(|| blanks.first()) else {
            let words = (self.words.text("notice-no-blanks"), String::new());
            self.tell(Level::Done, words, None);
            return;
        };
        self.visited = Some(Visited { spot: blank.spot, order: blank.order, count: blanks.len() });
        self.focus = blank.spot.record();
        match blank.spot {
            Spot::Text { place, from, to } => {
                self.settings.inspector |= place.field.is_detail();
                self.show(place.record, Some(Caret::Span { field: place.field, from, to }));
            }
            Spot::Value(id) => self.show(Some(id), Some(Caret::Blank)),
        }
    }

    /// Fills blanks by name.
    pub(super) fn fill_blanks(&mut self, values: BTreeMap<String, String>) {
        let edits: Vec<Edit> = values
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| {
                Some(Edit::FillBlank { name: PlaceholderName::new(&name).ok()?, value })
            })
            .collect();
        if edits.is_empty() || self.apply(&Edit::Batch { name: BatchName::Fill, edits }) {
            self.dialog = None;
        }
    }

    /// Notes which blank a change of a text writes over. To be called before the change.
    pub(super) fn note_filling(&mut self, at: Place, text: &str) {
        if self.filling.as_ref().is_some_and(|filling| filling.place == at && filling.holds(text).is_some()) {
            return;
        }
        self.finish_filling();
        let Some(old) = self.plan().and_then(|plan| text_at(plan, at)) else { return };
        let (mut before, mut found) = (String::new(), None);
        for piece in old.pieces() {
            if let Piece::Blank(name) = piece {
                let behind = old.as_str().get(before.len() + name.len() + 2 * '⟦'.len_utf8()..);
                let filling = PlaceholderName::new(name).ok().zip(behind).map(|(name, behind)| Filling {
                    place: at,
                    name,
                    before: before.clone(),
                    behind: behind.to_owned(),
                });
                found = found.or(filling.filter(|filling| filling.holds(text).is_some()));
                before.push('⟦');
                before.push_str(name);
                before.push('⟧');
            } else if let Piece::Words(words) = piece {
                before.push_str(words);
            }
        }
        self.filling = found.filter(|_| old.as_str() != text);
    }

    /// Fills the blanks of the name alike that was written over, once the user has gone on.
    pub(super) fn finish_filling(&mut self) {
        let Some(filling) = self.filling.take() else { return };
        let Some(plan) = self.plan() else { return };
        let Some(text) = text_at(plan, filling.place) else { return };
        let Some(value) = filling.holds(text.as_str()).map(str::to_owned) else { return };
        let others = query::open_blanks(plan).get(filling.name.as_str()).map_or(0, Vec::len);
        if value.trim().is_empty() || others == 0 {
            return;
        }
        let edit = Edit::FillBlank { name: filling.name.clone(), value: value.clone() };
        if self.apply(&edit) {
            let args = [
                ("count", others.into()),
                ("name", filling.name.to_string().into()),
                ("value", value.into()),
            ];
            let words =
                (self.words.with("blanks-filled-alike", &args), self.words.text("blanks-filled-undo"));
            self.tell(Level::Done, words, None);
        }
    }

    /// Fills alike what was begun in a place that the user has left.
    pub(super) fn follow_filling(&mut self) {
        if self.filling.as_ref().is_some_and(|filling| filling.place.record != self.focus) {
            self.finish_filling();
        }
    }
}

impl Filling {
    /// Returns what a text holds in the place of the blank, if nothing else in it changed.
    fn holds<'a>(&self, text: &'a str) -> Option<&'a str> {
        let value = text.strip_prefix(self.before.as_str())?.strip_suffix(self.behind.as_str())?;
        (!value.contains(['⟦', '⟧'])).then_some(value)
    }
}

/// Returns a text of the plan.
fn text_at(plan: &Plan, at: Place) -> Option<Text> {
    let mut found = None;
    let mut take = |field: TextField, text: &Text| {
        if field == at.field {
            found = Some(text.clone());
        }
    };
    match at.record {
        None => head_fields(plan, &mut take),
        Some(id) => node_fields(plan.find(id)?, &mut take),
    }
    found
}
