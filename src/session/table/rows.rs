//! The rows of a sheet in the order of the document: shared records with their place, gathered once
//! a version of the plan.

use std::collections::HashMap;
use std::sync::Arc;

use super::Sheet;
use crate::locale::numerals;
use crate::model::query::{self, Numbered};
use crate::model::tree::NodeRef;
use crate::model::{Id, Indicator, Language, Measure, Part, Person, Plan, Problem, Text, Who};

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record.
    pub record: Record,
    /// The numbers of the record and of the headings above it.
    pub trail: Trail,
    /// The index of the section or other part round it, among [`Rows::sections`].
    pub section: Option<u32>,
    /// The index of the goal round it, among [`Rows::goals`].
    pub goal: Option<u32>,
    /// How many measures lie round it.
    pub depth: u8,
}

/// The record of a row, shared with the plan.
#[derive(Clone, Debug)]
pub enum Record {
    /// A measure.
    Measure(Arc<Measure>),
    /// An indicator, and what the goal or measure round it is called.
    Indicator(Arc<Indicator>, Text),
    /// A problem.
    Problem(Arc<Problem>),
    /// A person, and how many measures they have a part in.
    Person(Arc<Person>, u32),
}

impl Row {
    /// Returns the id of the record.
    #[must_use]
    pub fn id(&self) -> Id {
        match &self.record {
            Record::Measure(measure) => measure.id.id(),
            Record::Indicator(indicator, _) => indicator.id.id(),
            Record::Problem(problem) => problem.id.id(),
            Record::Person(person, _) => person.id.id(),
        }
    }

    /// Returns the measure, where the row is one.
    #[must_use]
    pub const fn measure(&self) -> Option<&Arc<Measure>> {
        match &self.record {
            Record::Measure(measure) => Some(measure),
            Record::Indicator(..) | Record::Problem(_) | Record::Person(..) => None,
        }
    }

    /// Returns the indicator whose values the row shows: the row's own or the measure's first.
    #[must_use]
    pub fn indicator(&self) -> Option<&Arc<Indicator>> {
        match &self.record {
            Record::Measure(measure) => measure.indicators.first(),
            Record::Indicator(indicator, _) => Some(indicator),
            Record::Problem(_) | Record::Person(..) => None,
        }
    }
}

/// How many numbers a trail holds; what lies deeper is numbered by its own list alone.
const MOST_NUMBERS: usize = 6;

/// Numbers from the top down to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    steps: [(u8, u32); MOST_NUMBERS],
    len: u8,
}

impl Trail {
    /// Adds a number below the others, unless it is none.
    #[must_use]
    pub fn with(mut self, numbered: Option<&Numbered>) -> Self {
        if let Some(numbered) = numbered.filter(|numbered| numbered.number > 0)
            && let Some(step) = self.steps.get_mut(usize::from(self.len))
        {
            *step = (
                u8::try_from(numbered.level).unwrap_or(u8::MAX),
                u32::try_from(numbered.number).unwrap_or(u32::MAX),
            );
            self.len += 1;
        }
        self
    }

    /// Returns the last number as printed: what tells a record from those beside it.
    #[must_use]
    pub fn last(&self, language: Language) -> String {
        let last = usize::from(self.len).checked_sub(1).and_then(|at| self.steps.get(at));
        last.map(|&(level, number)| {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            numerals::label(usize::from(level), number, language)
                .trim_end_matches(['、', '.', ' '])
                .to_owned()
        })
        .unwrap_or_default()
    }

    /// Returns the numbers as they stand before a heading, with the marks of the page: 一、（二）.
    #[must_use]
    pub fn before(&self, language: Language) -> String {
        let mut out = String::new();
        for &(level, number) in self.steps.iter().take(usize::from(self.len)) {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            out.push_str(&numerals::label(usize::from(level), number, language));
        }
        out
    }

    /// Returns the numbers as printed, without the marks between them: 一（一）1.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        let mut out = String::new();
        for &(level, number) in self.steps.iter().take(usize::from(self.len)) {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            let label = numerals::label(usize::from(level), number, language);
            let bare = label.trim_end_matches(['、', '.', ' ']);
            if language == Language::En && !out.is_empty() && !bare.starts_with('(') {
                out.push('.');
            }
            out.push_str(bare);
        }
        out
    }
}

/// A heading that rows stand under.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The section, other part or goal.
    pub id: Id,
    /// Its numbers.
    pub trail: Trail,
    /// Its words.
    pub text: Text,
}

impl Heading {
    /// Returns it as it is named: its numbers as the page has them, and its words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        self.trail.before(language) + &crate::locale::shown(&self.text)
    }
}

/// The rows of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Which plan they are of.
    pub plan: u64,
    /// Which version of it.
    pub revision: u64,
    /// Which sheet.
    pub sheet: Sheet,
    /// The rows in the order of the document.
    pub rows: Vec<Row>,
    /// The top sections and other parts that rows stand under.
    pub sections: Vec<Heading>,
    /// The goals that rows stand under.
    pub goals: Vec<Heading>,
    /// What the weights of the indicators make, in the sheet of indicators.
    pub weights: rust_decimal::Decimal,
    /// The posts and departments that own measures, with how many, in the sheet of people.
    pub posts: Vec<(String, u32)>,
    /// Where each record stands, in the order of ids.
    places: Vec<(Id, u32)>,
    /// Every heading and measure with what is round it, in the order of the document: what numbers
    /// and places follow from.
    shape: Vec<(Option<Id>, Id)>,
}

/// What is known on the way down.
#[derive(Clone, Copy)]
struct Way<'a> {
    trail: Trail,
    section: Option<u32>,
    goal: Option<u32>,
    depth: u8,
    /// What is round the records here.
    round: &'a str,
    /// The record round them.
    inside: Option<Id>,
}

/// A walk that takes the records of a plan of the same shape anew.
struct Renewing<'a> {
    shape: std::slice::Iter<'a, (Option<Id>, Id)>,
    rows: Rows,
    row: usize,
    section: usize,
    goal: usize,
}

/// The plan has another shape.
struct OtherShape;

impl Renewing<'_> {
    fn take(&mut self, node: NodeRef<'_>, round: Option<Id>) -> Result<(), OtherShape> {
        match node {
            NodeRef::Section(section) => {
                if round.is_none() {
                    self.heading(&section.heading)?;
                }
            }
            NodeRef::Part(part) => self.heading(part.heading().unwrap_or(&Text::default()))?,
            NodeRef::Goal(goal) => {
                let known = self.rows.goals.get_mut(self.goal).ok_or(OtherShape)?;
                known.text.clone_from(&goal.text);
                self.goal += 1;
            }
            NodeRef::Measure(measure) => {
                let row = self.rows.rows.get_mut(self.row).ok_or(OtherShape)?;
                self.row += 1;
                if let Record::Measure(known) = &mut row.record
                    && !Arc::ptr_eq(known, measure)
                {
                    *known = Arc::clone(measure);
                }
            }
            NodeRef::Indicator(_)
            | NodeRef::Problem(_)
            | NodeRef::Paragraph(_)
            | NodeRef::ScoreRow(_)
            | NodeRef::RedLine(_)
            | NodeRef::Cause(_)
            | NodeRef::RegisterRow(_)
            | NodeRef::Person(_) => return Ok(()),
        }
        if self.shape.next() != Some(&(round, node.id())) {
            return Err(OtherShape);
        }
        node.try_children(&mut |_, _, child| self.take(child, Some(node.id())))
    }

    fn heading(&mut self, text: &Text) -> Result<(), OtherShape> {
        let known = self.rows.sections.get_mut(self.section).ok_or(OtherShape)?;
        known.text.clone_from(text);
        self.section += 1;
        Ok(())
    }
}

struct Gathering<'a> {
    numbers: &'a HashMap<Id, Numbered>,
    rows: Rows,
}

impl Rows {
    /// Gathers the rows of a sheet.
    #[must_use]
    pub fn of(plan: &Plan, number: u64, revision: u64, sheet: Sheet) -> Self {
        let rows = Self { plan: number, revision, sheet, ..Self::default() };
        let numbers = query::numbering(plan);
        let mut gathering = Gathering { numbers: &numbers, rows };
        match sheet {
            Sheet::Measures | Sheet::Indicators | Sheet::Problems => {
                let top = Way {
                    trail: Trail::default(),
                    section: None,
                    goal: None,
                    depth: 0,
                    round: "",
                    inside: None,
                };
                for part in &plan.parts {
                    let node = match part {
                        Part::Section(section) => NodeRef::Section(section),
                        part => NodeRef::Part(part),
                    };
                    gathering.visit(node, top);
                }
            }
            Sheet::People => gathering.people(plan),
        }
        let mut rows = gathering.rows;
        if sheet == Sheet::Indicators {
            rows.weights =
                query::sum_of_weights(rows.rows.iter().filter_map(|row| row.indicator()).map(AsRef::as_ref));
        }
        rows.places = rows.rows.iter().zip(0..).map(|(row, at): (&Row, u32)| (row.id(), at)).collect();
        rows.places.sort_unstable();
        rows
    }

    /// Gathers the rows again after a change. Where the same measures and headings stand in the same
    /// order, their numbers and places are the same too and only the records are taken anew.
    #[must_use]
    pub fn again(&self, plan: &Plan, number: u64, revision: u64, sheet: Sheet) -> Self {
        let same_table = (self.plan, self.sheet) == (number, sheet) && !self.rows.is_empty();
        if same_table
            && sheet == Sheet::Measures
            && let Some(rows) = self.with_records_of(plan, revision)
        {
            return rows;
        }
        Self::of(plan, number, revision, sheet)
    }

    fn with_records_of(&self, plan: &Plan, revision: u64) -> Option<Self> {
        let mut renewing = Renewing {
            shape: self.shape.iter(),
            rows: Self {
                rows: self.rows.clone(),
                sections: self.sections.clone(),
                goals: self.goals.clone(),
                places: self.places.clone(),
                shape: Vec::new(),
                posts: Vec::new(),
                revision,
                ..*self
            },
            row: 0,
            section: 0,
            goal: 0,
        };
        for part in &plan.parts {
            let node = match part {
                Part::Section(section) => NodeRef::Section(section),
                part => NodeRef::Part(part),
            };
            renewing.take(node, None).ok()?;
        }
        let Renewing { mut shape, mut rows, row, .. } = renewing;
        if shape.next().is_some() || row != rows.rows.len() {
            return None;
        }
        rows.shape.clone_from(&self.shape);
        Some(rows)
    }

    /// Returns the index of a record's row.
    #[must_use]
    pub fn index_of(&self, id: Id) -> Option<usize> {
        let at = self.places.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.places.get(at).and_then(|(_, index)| usize::try_from(*index).ok())
    }

    /// Returns the row of a record.
    #[must_use]
    pub fn row_of(&self, id: Id) -> Option<&Row> {
        self.rows.get(self.index_of(id)?)
    }

    /// Tells whether both hold the same records in the same order, whatever is in them.
    #[must_use]
    pub fn has_same_records(&self, other: &Self) -> bool {
        self.plan == other.plan
            && self.sheet == other.sheet
            && self.rows.len() == other.rows.len()
            && self.rows.iter().zip(&other.rows).all(|(a, b)| a.id() == b.id())
    }

    /// Returns how many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Gathering<'_> {
    fn visit(&mut self, node: NodeRef<'_>, way: Way<'_>) {
        let numbered = self.numbers.get(&node.id());
        let mut inside = Way { trail: way.trail.with(numbered), ..way };
        let name;
        match node {
            NodeRef::Section(section) => self.under(&mut inside, section.id.id(), &section.heading),
            NodeRef::Part(part) => {
                self.under(&mut inside, part.id(), part.heading().unwrap_or(&Text::default()));
            }
            NodeRef::Goal(goal) => {
                name = goal.text.as_str();
                inside.round = name;
                inside.goal = u32::try_from(self.rows.goals.len()).ok();
                let text = goal.text.clone();
                self.rows.goals.push(Heading { id: goal.id.id(), trail: inside.trail, text });
            }
            NodeRef::Measure(measure) => {
                if self.rows.sheet == Sheet::Measures {
                    self.push(Record::Measure(Arc::clone(measure)), inside);
                }
                name = measure.label().as_str();
                inside.round = name;
                inside.depth = inside.depth.saturating_add(1);
            }
            NodeRef::Indicator(indicator) => {
                if self.rows.sheet == Sheet::Indicators {
                    let record = Record::Indicator(Arc::clone(indicator), Text::new(way.round));
                    self.push(record, Way { depth: 0, ..inside });
                }
                return;
            }
            NodeRef::Problem(problem) => {
                if self.rows.sheet == Sheet::Problems {
                    let number = self.rows.rows.len() + 1;
                    let trail = Trail::default().with(Some(&Numbered { level: 2, number }));
                    self.push(Record::Problem(Arc::new(problem.clone())), Way { trail, ..inside });
                }
                return;
            }
            NodeRef::Paragraph(_)
            | NodeRef::ScoreRow(_)
            | NodeRef::RedLine(_)
            | NodeRef::Cause(_)
            | NodeRef::RegisterRow(_)
            | NodeRef::Person(_) => return,
        }
        self.rows.shape.push((way.inside, node.id()));
        inside.inside = Some(node.id());
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            self.visit(child, inside);
            Ok(())
        });
    }

    fn push(&mut self, record: Record, way: Way<'_>) {
        let Way { trail, section, goal, depth, .. } = way;
        self.rows.rows.push(Row { record, trail, section, goal, depth });
    }

    /// Notes the topmost heading; those below it belong to it.
    fn under(&mut self, way: &mut Way<'_>, id: Id, text: &Text) {
        if way.section.is_none() {
            way.section = u32::try_from(self.rows.sections.len()).ok();
            self.rows.sections.push(Heading { id, trail: way.trail, text: text.clone() });
        }
    }

    fn people(&mut self, plan: &Plan) {
        let mut owned: HashMap<Id, u32> = HashMap::new();
        let mut posts: Vec<(String, u32)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        plan.walk(&mut |node| {
            if let NodeRef::Measure(measure) = node {
                for owner in &measure.owners {
                    match &owner.who {
                        Who::Person(person) => *owned.entry(person.id()).or_default() += 1,
                        Who::Post(name) | Who::Department(name) => {
                            let at = places.entry(name.as_str().to_owned()).or_insert_with(|| {
                                posts.push((name.as_str().to_owned(), 0));
                                posts.len() - 1
                            });
                            if let Some((_, count)) = posts.get_mut(*at) {
                                *count += 1;
                            }
                        }
                    }
                }
            }
        });
        self.rows.posts = posts;
        for person in &plan.people {
            let count = owned.get(&person.id.id()).copied().unwrap_or_default();
            let record = Record::Person(Arc::clone(person), count);
            self.rows.rows.push(Row { record, trail: Trail::default(), section: None, goal: None, depth: 0 });
        }
    }
}
