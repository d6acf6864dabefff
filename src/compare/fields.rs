//! What a record says of itself, field by field.
//!
//! Every record is taken apart here by a pattern that names all its fields, so that a field that is
//! added to the model does not compile until comparison knows of it. What a record holds (lists of
//! other records) is no field: that is the tree's affair.

use std::num::NonZeroU8;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::tree::{Node, NodeMut, NodeRef};
use crate::model::{
    Attachment, Base, Cause, CauseAt, CoefficientBand, Contract, DateSpan, Gap, Goal, Id, Improvement,
    Indicator, IndicatorId, Language, LogEntry, Measure, MeasureId, MeasureStatus, Needs, Numbering, Owner,
    Paragraph, Part, Party, Period, Person, PersonId, Placeholder, PlaceholderKind, Plan, PlanKind,
    PlanStatus, Problem, Problems, Progress, Prose, Quantity, Reading, RedLine, Register, Review, Risk,
    ScoreRow, ScoreTable, Section, SectionRole, SignOff, Split, Target, Text, Tick, Weight, When, Who,
};

/// Names one field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as in the model")]
pub enum Field {
    Title,
    Kind,
    Language,
    Period,
    Reviewed,
    Unit,
    Department,
    Author,
    Post,
    Date,
    Status,
    Numbering,
    Heading,
    Role,
    Text,
    Owners,
    When,
    Resources,
    Budget,
    Risk,
    Fallback,
    After,
    Source,
    Progress,
    Log,
    Ticks,
    Name,
    Base,
    Target,
    Split,
    Readings,
    Weight,
    Standard,
    Formula,
    Cause,
    Countermeasure,
    AnsweredBy,
    Indicator,
    Score,
    Coefficients,
    FirstParty,
    FirstPost,
    FirstPerson,
    SecondParty,
    SecondPost,
    SecondPerson,
    Term,
    Copies,
    Employee,
    Manager,
    Cycle,
    Required,
    Actual,
    Difference,
    Worth,
    CauseAt,
    Consequence,
    Hint,
    /// The cell of a register's row in the column of this number.
    Cell(usize),
}

/// What a value of a record can be made of.
trait Held: Sized {
    fn value(&self) -> Value;
    fn held(value: &Value) -> Option<Self>;
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident($type:ty),)*) => {
        /// The value of a field.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Value {
            $($(#[$doc])* $name($type),)*
        }

        $(impl Held for $type {
            fn value(&self) -> Value {
                Value::$name(self.clone())
            }

            fn held(value: &Value) -> Option<Self> {
                match value {
                    Value::$name(held) => Some(held.clone()),
                    _ => None,
                }
            }
        })*
    };
}

values! {
    /// A text.
    Text(Text),
    /// A word, such as a unit.
    Word(String),
    /// A kind of plan.
    Kind(PlanKind),
    /// A language.
    Language(Language),
    /// A period.
    Period(Period),
    /// A period that may be missing.
    Reviewed(Option<Period>),
    /// A day.
    Day(Option<NaiveDate>),
    /// How far a plan has come.
    PlanStatus(PlanStatus),
    /// How a plan is numbered.
    Numbering(Option<Numbering>),
    /// What a section is about.
    Role(SectionRole),
    /// Owners.
    Owners(Vec<Owner>),
    /// A time.
    When(Option<When>),
    /// A number.
    Number(Option<Decimal>),
    /// Links to measures.
    Measures(Vec<MeasureId>),
    /// How a measure stands.
    Status(MeasureStatus),
    /// How much is done.
    Progress(Progress),
    /// Dated entries.
    Log(Vec<LogEntry>),
    /// Occurrences that were dealt with.
    Ticks(Vec<Tick>),
    /// Where an indicator starts.
    Base(Option<Base>),
    /// Where it is to arrive.
    Target(Option<Target>),
    /// The target over the year.
    Split(Option<Split>),
    /// Actual values.
    Readings(Vec<Reading>),
    /// A weight.
    Weight(Option<Weight>),
    /// A link to an indicator.
    Indicator(Option<IndicatorId>),
    /// Which score brings which coefficient.
    Bands(Vec<CoefficientBand>),
    /// From when to when.
    Term(Option<DateSpan>),
    /// How many copies.
    Copies(Option<NonZeroU8>),
    /// Which cycle.
    Cycle(NonZeroU8),
    /// A quantity.
    Quantity(Option<Quantity>),
    /// Where a cause lies.
    CauseAt(CauseAt),
    /// What a blank asks for.
    Blank(PlaceholderKind),
}

impl Value {
    /// Returns the value with every id in it put through a map; a link for which the map has none
    /// goes.
    #[must_use]
    pub(super) fn renumbered(self, map: &dyn Fn(Id) -> Option<Id>) -> Self {
        match self {
            Self::Owners(owners) => Self::Owners(
                owners
                    .into_iter()
                    .filter_map(|owner| {
                        let who = match owner.who {
                            Who::Person(id) => Who::Person(PersonId::new(map(id.id())?)),
                            who @ (Who::Post(_) | Who::Department(_)) => who,
                        };
                        Some(Owner { who, role: owner.role })
                    })
                    .collect(),
            ),
            Self::Measures(links) => {
                Self::Measures(links.into_iter().filter_map(|id| map(id.id()).map(MeasureId::new)).collect())
            }
            Self::Indicator(link) => Self::Indicator(link.and_then(|id| map(id.id())).map(IndicatorId::new)),
            other => other,
        }
    }

    /// Tells whether ids stand in the value.
    pub(super) const fn has_links(&self) -> bool {
        matches!(self, Self::Owners(_) | Self::Measures(_) | Self::Indicator(_))
    }
}

/// A record that is read, without what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    Plan(&'a Plan),
    Node(NodeRef<'a>),
    Blank(&'a Placeholder),
    Column(&'a Text),
}

/// A record by itself, without what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shell {
    Plan(Box<Plan>),
    Node(Node),
    Blank(Placeholder),
    Column(Text),
}

type Reader<'f> = &'f mut dyn FnMut(Field, Value);

macro_rules! fields {
    ($read:ident $write:ident: $type:ident, $all:pat, { $($name:ident => $($path:ident).+),* $(,)? }) => {
        fn $read(record: &$type, f: Reader<'_>) {
            // Names every field, so that none is forgotten.
            let $all = record;
            $(f(Field::$name, record.$($path).+.value());)*
            // A record without fields of its own has nothing to tell.
            let _ = f;
        }

        fn $write(record: &mut $type, field: Field, value: &Value) -> bool {
            match field {
                $(Field::$name => match Held::held(value) {
                    Some(held) => {
                        record.$($path).+ = held;
                        true
                    }
                    None => false,
                },)*
                _ => {
                    let _ = (record, value);
                    false
                }
            }
        }
    };
}

fields! {
    read_plan write_plan: Plan,
    Plan {
        title: _, kind: _, language: _, period: _, reviewed: _, unit: _, department: _, author: _, post: _,
        date: _, status: _, numbering: _, people: _, placeholders: _, parts: _, ids: _,
    },
    {
        Title => title, Kind => kind, Language => language, Period => period, Reviewed => reviewed,
        Unit => unit, Department => department, Author => author, Post => post, Date => date,
        Status => status, Numbering => numbering,
    }
}
fields! { read_prose write_prose: Prose, Prose { id: _, paragraphs: _ }, {} }
fields! {
    read_section write_section: Section, Section { id: _, role: _, heading: _, items: _ },
    { Role => role, Heading => heading }
}
fields! {
    read_review write_review: Review, Review { id: _, heading: _, items: _, results: _ },
    { Heading => heading }
}
fields! {
    read_problems write_problems: Problems, Problems { id: _, heading: _, leads: _, problems: _ },
    { Heading => heading }
}
fields! {
    read_scores write_scores: ScoreTable,
    ScoreTable { id: _, heading: _, rows: _, coefficients: _, pay: _ },
    { Heading => heading, Coefficients => coefficients }
}
fields! {
    read_contract write_contract: Contract,
    Contract {
        id: _, heading: _, first: Party { name: _, post: _, person: _ },
        second: Party { name: _, post: _, person: _ }, term: _, duties: _, red_lines: _, clauses: _,
        copies: _,
    },
    {
        Heading => heading, FirstParty => first.name, FirstPost => first.post, FirstPerson => first.person,
        SecondParty => second.name, SecondPost => second.post, SecondPerson => second.person, Term => term,
        Copies => copies,
    }
}
fields! {
    read_improvement write_improvement: Improvement,
    Improvement {
        id: _, heading: _, employee: _, manager: _, cycle: _,
        gap: Gap { required: _, actual: _, difference: _, unit: _ }, causes: _, worth: _, methods: _,
        steps: _, follow_up: _,
    },
    {
        Heading => heading, Employee => employee, Manager => manager, Cycle => cycle,
        Required => gap.required, Actual => gap.actual, Difference => gap.difference, Unit => gap.unit,
        Worth => worth,
    }
}
fields! {
    read_register write_register: Register, Register { id: _, heading: _, columns: _, rows: _ },
    { Heading => heading }
}
fields! {
    read_attachment write_attachment: Attachment, Attachment { id: _, heading: _, paragraphs: _ },
    { Heading => heading }
}
fields! { read_sign_off write_sign_off: SignOff, SignOff { id: _, name: _, on: _ }, { Name => name, Date => on } }
fields! {
    read_goal write_goal: Goal, Goal { id: _, text: _, leads: _, indicators: _, measures: _ },
    { Text => text }
}
fields! {
    read_measure write_measure: Measure,
    Measure {
        id: _, title: _, text: _, paragraphs: _, measures: _, owners: _, when: _, indicators: _,
        needs: Needs { resources: _, budget: _ }, risk: Risk { risk: _, fallback: _ }, after: _, source: _,
        status: _, progress: _, log: _, ticks: _,
    },
    {
        Title => title, Text => text, Owners => owners, When => when, Resources => needs.resources,
        Budget => needs.budget, Risk => risk.risk, Fallback => risk.fallback, After => after,
        Source => source, Status => status, Progress => progress, Log => log, Ticks => ticks,
    }
}
fields! {
    read_indicator write_indicator: Indicator,
    Indicator {
        id: _, name: _, unit: _, base: _, target: _, split: _, readings: _, weight: _, standard: _,
        formula: _, source: _,
    },
    {
        Name => name, Unit => unit, Base => base, Target => target, Split => split, Readings => readings,
        Weight => weight, Standard => standard, Formula => formula, Source => source,
    }
}
fields! { read_paragraph write_paragraph: Paragraph, Paragraph { id: _, text: _ }, { Text => text } }
fields! {
    read_problem write_problem: Problem,
    Problem { id: _, text: _, cause: _, countermeasure: _, answered_by: _ },
    { Text => text, Cause => cause, Countermeasure => countermeasure, AnsweredBy => answered_by }
}
fields! {
    read_score_row write_score_row: ScoreRow,
    ScoreRow { id: _, indicator: _, name: _, weight: _, standard: _, score: _ },
    { Indicator => indicator, Name => name, Weight => weight, Standard => standard, Score => score }
}
fields! {
    read_red_line write_red_line: RedLine, RedLine { id: _, text: _, consequence: _ },
    { Text => text, Consequence => consequence }
}
fields! { read_cause write_cause: Cause, Cause { id: _, at: _, text: _ }, { CauseAt => at, Text => text } }
fields! {
    read_person write_person: Person, Person { id: _, name: _, post: _, department: _ },
    { Name => name, Post => post, Department => department }
}
fields! {
    read_blank write_blank: Placeholder, Placeholder { name: _, kind: _, hint: _ },
    { Kind => kind, Hint => hint }
}

/// Hands over the fields of a record, but for the cells of a row, whose columns only the register
/// knows.
pub(super) fn read(source: Source<'_>, f: Reader<'_>) {
    match source {
        Source::Plan(plan) => read_plan(plan, f),
        Source::Blank(blank) => read_blank(blank, f),
        Source::Column(name) => f(Field::Name, name.value()),
        Source::Node(node) => match node {
            NodeRef::Part(part) => match part {
                Part::Opening(part) | Part::Closing(part) => read_prose(part, f),
                Part::Section(part) => read_section(part, f),
                Part::Review(part) => read_review(part, f),
                Part::Problems(part) => read_problems(part, f),
                Part::Scores(part) => read_scores(part, f),
                Part::Contract(part) => read_contract(part, f),
                Part::Improvement(part) => read_improvement(part, f),
                Part::Register(part) => read_register(part, f),
                Part::Attachment(part) => read_attachment(part, f),
                Part::SignOff(part) => read_sign_off(part, f),
            },
            NodeRef::Section(record) => read_section(record, f),
            NodeRef::Goal(record) => read_goal(record, f),
            NodeRef::Measure(record) => read_measure(record, f),
            NodeRef::Indicator(record) => read_indicator(record, f),
            NodeRef::Paragraph(record) => read_paragraph(record, f),
            NodeRef::Problem(record) => read_problem(record, f),
            NodeRef::ScoreRow(record) => read_score_row(record, f),
            NodeRef::RedLine(record) => read_red_line(record, f),
            NodeRef::Cause(record) => read_cause(record, f),
            NodeRef::Person(record) => read_person(record, f),
            NodeRef::RegisterRow(_) => {}
        },
    }
}

impl Shell {
    /// Takes a record without what it holds.
    pub(super) fn of(source: Source<'_>) -> Self {
        match source {
            Source::Plan(plan) => Self::Plan(Box::new(Plan {
                people: Vec::new(),
                placeholders: Vec::new(),
                parts: Vec::new(),
                ..plan.clone()
            })),
            Source::Blank(blank) => Self::Blank(blank.clone()),
            Source::Column(name) => Self::Column(name.clone()),
            Source::Node(node) => Self::Node(bare(node)),
        }
    }

    /// Writes a field. Returns whether the record has it and it takes such a value.
    pub(super) fn write(&mut self, field: Field, value: &Value) -> bool {
        let node = match self {
            Self::Plan(plan) => return write_plan(plan, field, value),
            Self::Blank(blank) => return write_blank(blank, field, value),
            Self::Column(name) => {
                return match (field, value) {
                    (Field::Name, Value::Text(text)) => {
                        *name = text.clone();
                        true
                    }
                    _ => false,
                };
            }
            Self::Node(node) => node,
        };
        match node.as_mut() {
            NodeMut::Part(part) => match part {
                Part::Opening(part) | Part::Closing(part) => write_prose(Arc::make_mut(part), field, value),
                Part::Section(part) => write_section(Arc::make_mut(part), field, value),
                Part::Review(part) => write_review(Arc::make_mut(part), field, value),
                Part::Problems(part) => write_problems(Arc::make_mut(part), field, value),
                Part::Scores(part) => write_scores(Arc::make_mut(part), field, value),
                Part::Contract(part) => write_contract(Arc::make_mut(part), field, value),
                Part::Improvement(part) => write_improvement(Arc::make_mut(part), field, value),
                Part::Register(part) => write_register(Arc::make_mut(part), field, value),
                Part::Attachment(part) => write_attachment(Arc::make_mut(part), field, value),
                Part::SignOff(part) => write_sign_off(Arc::make_mut(part), field, value),
            },
            NodeMut::Section(record) => write_section(record, field, value),
            NodeMut::Goal(record) => write_goal(record, field, value),
            NodeMut::Measure(record) => write_measure(record, field, value),
            NodeMut::Indicator(record) => write_indicator(record, field, value),
            NodeMut::Paragraph(record) => write_paragraph(record, field, value),
            NodeMut::Problem(record) => write_problem(record, field, value),
            NodeMut::ScoreRow(record) => write_score_row(record, field, value),
            NodeMut::RedLine(record) => write_red_line(record, field, value),
            NodeMut::Cause(record) => write_cause(record, field, value),
            NodeMut::Person(record) => write_person(record, field, value),
            NodeMut::RegisterRow(_) => false,
        }
    }

    /// Returns the record as it is read.
    pub(super) fn source(&self) -> Source<'_> {
        match self {
            Self::Plan(plan) => Source::Plan(plan),
            Self::Node(node) => Source::Node(node.borrow()),
            Self::Blank(blank) => Source::Blank(blank),
            Self::Column(name) => Source::Column(name),
        }
    }
}

/// Copies a record without what it holds.
fn bare(node: NodeRef<'_>) -> Node {
    let mut bare = node.to_owned_node();
    match bare.as_mut() {
        NodeMut::Part(part) => match part {
            Part::Opening(part) | Part::Closing(part) => {
                *part = Arc::new(Prose { id: part.id, paragraphs: Vec::new() });
            }
            Part::Section(part) => Arc::make_mut(part).items.clear(),
            Part::Review(part) => {
                let part = Arc::make_mut(part);
                part.items.clear();
                part.results.clear();
            }
            Part::Problems(part) => {
                let part = Arc::make_mut(part);
                part.leads.clear();
                part.problems.clear();
            }
            Part::Scores(part) => {
                let part = Arc::make_mut(part);
                part.rows.clear();
                part.pay.clear();
            }
            Part::Contract(part) => {
                let part = Arc::make_mut(part);
                part.duties.clear();
                part.red_lines.clear();
                part.clauses.clear();
            }
            Part::Improvement(part) => {
                let part = Arc::make_mut(part);
                part.causes.clear();
                part.methods.clear();
                part.steps.clear();
                part.follow_up.clear();
            }
            Part::Register(part) => {
                let part = Arc::make_mut(part);
                part.columns.clear();
                part.rows.clear();
            }
            Part::Attachment(part) => Arc::make_mut(part).paragraphs.clear(),
            Part::SignOff(_) => {}
        },
        NodeMut::Section(section) => section.items.clear(),
        NodeMut::Goal(goal) => {
            goal.leads.clear();
            goal.indicators.clear();
            goal.measures.clear();
        }
        NodeMut::Measure(measure) => {
            measure.paragraphs.clear();
            measure.measures.clear();
            measure.indicators.clear();
        }
        NodeMut::RegisterRow(row) => row.cells.clear(),
        NodeMut::Indicator(_)
        | NodeMut::Paragraph(_)
        | NodeMut::Problem(_)
        | NodeMut::ScoreRow(_)
        | NodeMut::RedLine(_)
        | NodeMut::Cause(_)
        | NodeMut::Person(_) => {}
    }
    bare
}
