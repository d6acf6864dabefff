//! The search through a whole plan, on a thread of its own.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::edit::{Place, TextField, head_fields, node_fields};
use crate::model::query::{Numbered, numbering};
use crate::model::tree::{NodeKind, NodeRef};
use crate::model::{Id, Piece, Plan, Text};

use super::{Pattern, PatternFault, Query};

/// How many finds are listed; a search that finds more stops there and says so.
pub const MOST_HITS: usize = 100_000;

/// A search to be made.
#[derive(Clone, Debug)]
pub struct SearchJob {
    /// Its number; a later one has a greater number.
    pub serial: u64,
    /// The number of the open plan.
    pub number: u64,
    /// The version of the plan.
    pub revision: u64,
    /// The plan.
    pub plan: Arc<Plan>,
    /// What is searched for.
    pub query: Query,
    /// The record from which on the first find is looked for; none from the plan's head.
    pub from: Option<Id>,
    /// The number of the newest search: an older one gives up.
    pub newest: Arc<AtomicU64>,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The number of the search.
    pub serial: u64,
    /// The number of the plan.
    pub number: u64,
    /// The version of the plan.
    pub revision: u64,
    /// What was searched for.
    pub query: Query,
    /// The finds, or why there are none to be had.
    pub result: Result<Finds, PatternFault>,
}

/// The finds of a search.
#[derive(Clone, Debug, Default)]
pub struct Finds {
    /// The texts in which something is found, in reading order.
    pub texts: Vec<FoundText>,
    /// The finds, in reading order.
    pub hits: Vec<Hit>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
    /// The first find at or behind the record that the search was made from.
    pub first: usize,
    by_place: HashMap<Place, usize>,
}

/// A text in which something is found.
#[derive(Clone, Debug)]
pub struct FoundText {
    /// Where it stands.
    pub place: Place,
    /// How many texts of the plan come before it.
    pub order: usize,
    /// The whole text.
    pub text: Text,
    /// The kind of its record; none for the plan itself.
    pub kind: Option<NodeKind>,
    /// The number of its record, or of the nearest record round it that has one.
    pub numbered: Option<Numbered>,
    /// What the numbered record is called.
    pub title: String,
    /// The part it stands in, by its index.
    pub part: Option<usize>,
    /// Its finds, as a range of [`Finds::hits`].
    pub hits: Range<usize>,
}

/// One find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The text, as an index of [`Finds::texts`].
    pub text: usize,
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
    /// Whether it touches a blank, which no replacement may break.
    pub in_blank: bool,
}

impl Finds {
    /// Returns a find with its text.
    #[must_use]
    pub fn hit(&self, index: usize) -> Option<(&FoundText, Hit)> {
        let hit = *self.hits.get(index)?;
        Some((self.texts.get(hit.text)?, hit))
    }

    /// Returns the finds in a text, as a range of [`Finds::hits`].
    #[must_use]
    pub fn of(&self, place: Place) -> Range<usize> {
        let text = self.by_place.get(&place).and_then(|index| self.texts.get(*index));
        text.map_or(0..0, |text| text.hits.clone())
    }

    /// Returns the first find that begins at or behind a byte of a text.
    pub(super) fn at_or_behind(&self, order: usize, byte: usize) -> Option<usize> {
        let before =
            |hit: &Hit| self.texts.get(hit.text).is_some_and(|text| (text.order, hit.from) < (order, byte));
        let index = self.hits.partition_point(before);
        (index < self.hits.len()).then_some(index)
    }
}

/// What a search keeps while it goes through the plan.
struct Search<'a> {
    pattern: &'a Pattern,
    numbers: HashMap<Id, Numbered>,
    finds: Finds,
    order: usize,
    /// The order of the record that the search was made from.
    from: usize,
    /// The numbered records round the one that is searched, with what they are called.
    around: Vec<(Numbered, NodeRef<'a>)>,
    /// The part that is searched, by its index.
    part: Option<usize>,
    job: &'a SearchJob,
}

/// The end of a search before the end of the plan.
enum Stop {
    Cut,
    Overtaken,
}

impl SearchJob {
    /// Searches. Returns nothing if a newer search was asked for meanwhile.
    #[must_use]
    pub fn run(&self) -> Option<Found> {
        let pattern = Pattern::new(&self.query);
        let result = match &pattern {
            Ok(pattern) => match self.search(pattern) {
                Ok(finds) => Ok(finds),
                Err(Stop::Cut | Stop::Overtaken) => return None,
            },
            Err(fault) => Err(fault.clone()),
        };
        let query = self.query.clone();
        Some(Found { serial: self.serial, number: self.number, revision: self.revision, query, result })
    }

    fn search(&self, pattern: &Pattern) -> Result<Finds, Stop> {
        let mut search = Search {
            pattern,
            numbers: numbering(&self.plan),
            finds: Finds::default(),
            order: 0,
            from: 0,
            around: Vec::new(),
            part: None,
            job: self,
        };
        match search.plan() {
            Ok(()) => {}
            Err(Stop::Cut) => search.finds.is_cut = true,
            Err(Stop::Overtaken) => return Err(Stop::Overtaken),
        }
        let mut finds = search.finds;
        finds.first = finds.at_or_behind(search.from, 0).unwrap_or(0);
        finds.by_place = finds.texts.iter().enumerate().map(|(at, text)| (text.place, at)).collect();
        Ok(finds)
    }
}

impl<'a> Search<'a> {
    fn plan(&mut self) -> Result<(), Stop> {
        let plan: &'a Plan = &self.job.plan;
        let mut texts = Vec::new();
        head_fields(plan, &mut |field, text| texts.push((field, text)));
        for (field, text) in texts {
            self.text(Place::plan(field), text, None)?;
        }
        for (index, part) in plan.parts.iter().enumerate() {
            self.part = Some(index);
            self.node(NodeRef::of_part(part))?;
        }
        self.part = None;
        for person in &plan.people {
            self.node(NodeRef::Person(person))?;
        }
        Ok(())
    }

    fn node(&mut self, node: NodeRef<'a>) -> Result<(), Stop> {
        if self.job.newest.load(Ordering::Relaxed) != self.job.serial {
            return Err(Stop::Overtaken);
        }
        let id = node.id();
        if self.job.from == Some(id) {
            self.from = self.order;
        }
        let numbered = self.numbers.get(&id).copied();
        if let Some(numbered) = numbered {
            self.around.push((numbered, node));
        }
        let mut texts: Vec<(TextField, &'a Text)> = Vec::new();
        node_fields(node, &mut |field, text| texts.push((field, text)));
        for (field, text) in texts {
            self.text(Place::of(id, field), text, Some(node.kind()))?;
        }
        node.try_children(&mut |_, _, child| self.node(child))?;
        if numbered.is_some() {
            self.around.pop();
        }
        Ok(())
    }

    fn text(&mut self, place: Place, text: &'a Text, kind: Option<NodeKind>) -> Result<(), Stop> {
        let order = self.order;
        self.order += 1;
        let matches = self.pattern.matches(text.as_str());
        if matches.is_empty() {
            return Ok(());
        }
        let room = MOST_HITS - self.finds.hits.len();
        let is_cut = matches.len() > room;
        let from = self.finds.hits.len();
        let index = self.finds.texts.len();
        let blanks = blanks(text);
        for at in matches.into_iter().take(room) {
            let in_blank = blanks.iter().any(|blank| at.start < blank.end && blank.start < at.end);
            self.finds.hits.push(Hit { text: index, from: at.start, to: at.end, in_blank });
        }
        let (numbered, title) = match self.around.last() {
            Some((numbered, node)) => (Some(*numbered), title(*node)),
            None => (None, String::new()),
        };
        let hits = from..self.finds.hits.len();
        let (part, text) = (self.part, text.clone());
        self.finds.texts.push(FoundText { place, order, text, kind, numbered, title, part, hits });
        if is_cut { Err(Stop::Cut) } else { Ok(()) }
    }
}

/// Returns where the blanks of a text stand, in bytes, with the signs round their names.
pub(super) fn blanks(text: &Text) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut blanks = Vec::new();
    for piece in text.pieces() {
        match piece {
            Piece::Words(words) => at += words.len(),
            Piece::Blank(name) => {
                let end = at + name.len() + "⟦⟧".len();
                blanks.push(at..end);
                at = end;
            }
        }
    }
    blanks
}

/// Returns what a numbered record is called.
fn title(node: NodeRef<'_>) -> String {
    let text = match node {
        NodeRef::Part(part) => part.heading(),
        NodeRef::Section(section) => Some(&section.heading),
        NodeRef::Goal(goal) => Some(&goal.text),
        NodeRef::Measure(measure) => Some(measure.label()),
        _ => None,
    };
    text.map(crate::locale::shown).unwrap_or_default()
}
