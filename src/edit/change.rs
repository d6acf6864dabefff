//! What can be changed.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::tree::{Node, NodeKind, Slot};
use crate::model::{
    Base, Id, IndicatorId, Language, LogEntry, MeasureId, MeasureStatus, Numbering, Owner, Part, Period,
    Placeholder, PlaceholderName, Plan, PlanKind, PlanStatus, Progress, Reading, SectionId, SectionRole,
    Split, Target, Text, Tick, Weight, When,
};

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Writes a text anew. Blanks in it that the plan does not know yet become known.
    SetText {
        /// Where.
        at: Place,
        /// The whole text, blanks in their written form.
        text: String,
    },
    /// Sets a value of the plan as a whole.
    SetPlan(PlanValue),
    /// Sets what a section is about.
    SetSectionRole(SectionId, SectionRole),
    /// Sets a value of a measure.
    SetMeasure(MeasureId, MeasureValue),
    /// Sets a value of an indicator.
    SetIndicator(IndicatorId, IndicatorValue),
    /// Puts a part in the place of the one with the same id.
    ReplacePart(Part),
    /// Puts a record, with everything in it, before the one at the index.
    Insert {
        /// The list it goes into.
        slot: Slot,
        /// The index it gets.
        index: usize,
        /// The record.
        node: Box<Node>,
    },
    /// Takes a record out, with everything in it and the links that lead to it.
    Remove(Id),
    /// Moves a record, with everything in it.
    Move {
        /// The record.
        id: Id,
        /// The list it goes into.
        to: Slot,
        /// The index it gets there, counted without itself.
        index: usize,
    },
    /// Makes a blank known, or changes its kind and hint.
    DeclareBlank(Placeholder),
    /// Fills a blank wherever it stands. The value is read by the blank's kind.
    FillBlank {
        /// The blank.
        name: PlaceholderName,
        /// What the user wrote.
        value: String,
    },
    /// Puts another plan in the place of this one: an earlier version of it, or what came of a merge.
    ReplacePlan(Arc<Plan>),
    /// Several changes that are one to the user; all of them, or none.
    Batch {
        /// What the user would call it.
        name: BatchName,
        /// The changes, in order.
        edits: Vec<Edit>,
    },
}

/// Names one text of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The record; none for the plan itself.
    pub record: Option<Id>,
    /// Which of its texts.
    pub field: TextField,
}

impl Place {
    /// Names a text of a record.
    #[must_use]
    pub fn of(record: impl Into<Id>, field: TextField) -> Self {
        Self { record: Some(record.into()), field }
    }

    /// Names a text of the plan itself.
    #[must_use]
    pub const fn plan(field: TextField) -> Self {
        Self { record: None, field }
    }
}

/// Which text of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextField {
    /// The plan's title, or a measure's run-in title.
    Title,
    /// The unit of the plan.
    Unit,
    /// The department of the plan or of a person.
    Department,
    /// The author of the plan.
    Author,
    /// The post of the author or of a person.
    Post,
    /// The heading of a section or another part.
    Heading,
    /// The main text of a record.
    Text,
    /// The name of a person, an indicator, a score row or a sign-off.
    Name,
    /// The cause of a problem.
    Cause,
    /// The countermeasure of a problem.
    Countermeasure,
    /// What follows from crossing a red line.
    Consequence,
    /// The resources a measure needs.
    Resources,
    /// The risk of a measure.
    Risk,
    /// The fall-back of a measure.
    Fallback,
    /// The source of a measure or an indicator.
    Source,
    /// The scoring standard of an indicator or a score row.
    Standard,
    /// The formula of an indicator.
    Formula,
    /// The name of a contract's first party.
    FirstParty,
    /// The name of a contract's second party.
    SecondParty,
    /// The employee of an improvement.
    Employee,
    /// The manager of an improvement.
    Manager,
    /// What an improvement requires.
    Required,
    /// What is the case.
    Actual,
    /// Whether it is worth improving.
    Worth,
    /// The name of a register's column, counted from 0.
    Column(usize),
    /// A cell of a register's row, counted from 0.
    Cell(usize),
    /// The post of a contract's first party.
    FirstPost,
    /// The person of a contract's first party.
    FirstPerson,
    /// The post of a contract's second party.
    SecondPost,
    /// The person of a contract's second party.
    SecondPerson,
    /// A measure's owner that is a post or a department, by its index among the owners.
    Owner(usize),
    /// A dated entry of a measure, by its index.
    Entry(usize),
    /// The remark on an occurrence of a measure that was dealt with, by its index.
    Remark(usize),
}

impl Edit {
    /// Returns the texts that are written, with their places.
    pub fn texts(&self) -> Vec<(Place, &str)> {
        match self {
            Self::SetText { at, text } => vec![(*at, text)],
            Self::Batch { name: BatchName::Typing | BatchName::Paste | BatchName::Punctuation, edits } => {
                edits.iter().flat_map(Self::texts).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl TextField {
    /// Tells whether this is a detail, which the document shows only where it is filled, or not at all.
    #[must_use]
    pub const fn is_detail(self) -> bool {
        matches!(
            self,
            Self::Resources
                | Self::Risk
                | Self::Fallback
                | Self::Source
                | Self::Standard
                | Self::Formula
                | Self::FirstPost
                | Self::FirstPerson
                | Self::SecondPost
                | Self::SecondPerson
                | Self::Column(_)
        )
    }
}

/// A value of the plan as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanValue {
    /// Its kind.
    Kind(PlanKind),
    /// Its language.
    Language(Language),
    /// Its period.
    Period(Period),
    /// The reviewed period.
    Reviewed(Option<Period>),
    /// The day it bears.
    Date(Option<NaiveDate>),
    /// How far it has come.
    Status(PlanStatus),
    /// How headings and measures are numbered.
    Numbering(Option<Numbering>),
}

/// A value of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeasureValue {
    /// Who owns it.
    Owners(Vec<Owner>),
    /// When it is due.
    When(Option<When>),
    /// How it stands.
    Status(MeasureStatus),
    /// How much is done.
    Progress(Progress),
    /// What money it needs, in yuan.
    Budget(Option<Decimal>),
    /// What must be done before.
    After(Vec<MeasureId>),
    /// Its dated entries.
    Log(Vec<LogEntry>),
    /// Its occurrences that were dealt with.
    Ticks(Vec<Tick>),
}

/// A value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndicatorValue {
    /// Its unit.
    Unit(String),
    /// Where it starts.
    Base(Option<Base>),
    /// Where it is to arrive.
    Target(Option<Target>),
    /// Its split over the year.
    Split(Option<Split>),
    /// Its actual values.
    Readings(Vec<Reading>),
    /// Its weight.
    Weight(Option<Weight>),
}

/// What the user would call several changes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BatchName {
    /// Typing that touches more than one text.
    Typing,
    /// Splitting a record in two.
    Split,
    /// Joining two records.
    Join,
    /// Giving a measure a run-in title, or taking it away.
    Title,
    /// Setting the owners, with people made for it.
    Owners,
    /// Setting several values of an indicator.
    Indicator,
    /// Filling several blanks.
    Fill,
    /// Putting words in the place of others.
    Replace,
    /// Keeping one of several measures that are nearly the same.
    KeepOne,
    /// Pasting into a text.
    Paste,
    /// Cutting out of a text.
    Cut,
    /// Making a mark a full-width one.
    Punctuation,
    /// Putting a blank into a text and making it known.
    Blank,
    /// Moving many records.
    Move,
    /// Removing many records.
    Remove,
    /// Making records again.
    Duplicate,
    /// Moving records a level in or out.
    Level,
    /// Going back to an earlier version.
    Restore,
    /// Taking changes over from another plan.
    TakeOver,
    /// Bringing another person's changes in.
    Merge,
    /// Adding a measure from one typed line, with people made for it.
    Entry,
    /// Writing cells of the table.
    Cells,
    /// Filling cells of the table from the first one.
    FillDown,
    /// Clearing cells of the table.
    Clear,
    /// Setting the times of many measures.
    When,
    /// Setting how many measures stand.
    Status,
}

/// What a step of the history is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepName {
    /// Typing.
    Typing,
    /// Changing a value of the plan.
    PlanValue,
    /// Changing what a section is about.
    SectionRole,
    /// Changing owners.
    Owners,
    /// Changing a time.
    When,
    /// Changing another value of a measure.
    MeasureValue,
    /// Changing an indicator.
    Indicator,
    /// Changing a part.
    Part,
    /// Adding a record.
    Insert(NodeKind),
    /// Removing a record.
    Remove,
    /// Moving a record.
    Move,
    /// Making a blank known.
    Blank,
    /// Filling a blank.
    Fill,
    /// Splitting a record.
    Split,
    /// Joining records.
    Join,
    /// Giving or taking a run-in title.
    Title,
    /// Replacing words.
    Replace,
    /// Keeping one of several measures.
    KeepOne,
    /// Pasting into a text.
    Paste,
    /// Cutting out of a text.
    Cut,
    /// Making a mark a full-width one.
    Punctuation,
    /// Making records again.
    Duplicate,
    /// Moving records a level in or out.
    Level,
    /// Going back to an earlier version.
    Restore,
    /// Taking changes over from another plan.
    TakeOver,
    /// Bringing another person's changes in.
    Merge,
    /// Writing cells of the table.
    Cells,
    /// Filling cells of the table from the first one.
    FillDown,
    /// Clearing cells of the table.
    Clear,
}

impl Edit {
    /// Returns what the step is called.
    #[must_use]
    pub fn name(&self) -> StepName {
        match self {
            Self::SetText { .. } => StepName::Typing,
            Self::SetPlan(_) => StepName::PlanValue,
            Self::SetSectionRole(..) => StepName::SectionRole,
            Self::SetMeasure(_, value) => match value {
                MeasureValue::Owners(_) => StepName::Owners,
                MeasureValue::When(_) => StepName::When,
                MeasureValue::Status(_)
                | MeasureValue::Progress(_)
                | MeasureValue::Budget(_)
                | MeasureValue::After(_)
                | MeasureValue::Log(_)
                | MeasureValue::Ticks(_) => StepName::MeasureValue,
            },
            Self::SetIndicator(..) => StepName::Indicator,
            Self::ReplacePart(_) => StepName::Part,
            Self::Insert { node, .. } => StepName::Insert(node.kind()),
            Self::Remove(_) => StepName::Remove,
            Self::Move { .. } => StepName::Move,
            Self::DeclareBlank(_) => StepName::Blank,
            Self::FillBlank { .. } => StepName::Fill,
            Self::ReplacePlan(_) => StepName::Restore,
            Self::Batch { name, .. } => match name {
                BatchName::Typing => StepName::Typing,
                BatchName::Split => StepName::Split,
                BatchName::Join => StepName::Join,
                BatchName::Title => StepName::Title,
                BatchName::Owners => StepName::Owners,
                BatchName::Indicator => StepName::Indicator,
                BatchName::Fill => StepName::Fill,
                BatchName::Replace => StepName::Replace,
                BatchName::KeepOne => StepName::KeepOne,
                BatchName::Paste => StepName::Paste,
                BatchName::Cut => StepName::Cut,
                BatchName::Punctuation => StepName::Punctuation,
                BatchName::Restore => StepName::Restore,
                BatchName::TakeOver => StepName::TakeOver,
                BatchName::Merge => StepName::Merge,
                BatchName::Blank => StepName::Blank,
                BatchName::Move => StepName::Move,
                BatchName::Remove => StepName::Remove,
                BatchName::Duplicate => StepName::Duplicate,
                BatchName::Level => StepName::Level,
                BatchName::Entry => StepName::Insert(NodeKind::Measure),
                BatchName::Cells => StepName::Cells,
                BatchName::FillDown => StepName::FillDown,
                BatchName::Clear => StepName::Clear,
                BatchName::When => StepName::When,
                BatchName::Status => StepName::MeasureValue,
            },
        }
    }

    /// Returns the text that the edit writes, if writing is all it does: a run of such edits in one
    /// place is one step. A measure's title and text are one place, since they are one field.
    #[must_use]
    pub fn typing(&self) -> Option<Place> {
        match self {
            Self::SetText { at, .. } => Some(Place {
                field: if at.record.is_some() && at.field == TextField::Title {
                    TextField::Text
                } else {
                    at.field
                },
                ..*at
            }),
            Self::Batch { name: BatchName::Typing, edits } => {
                let mut places = edits.iter().map(Self::typing);
                let first = places.next()??;
                places.all(|place| place == Some(first)).then_some(first)
            }
            Self::SetPlan(_)
            | Self::SetSectionRole(..)
            | Self::SetMeasure(..)
            | Self::SetIndicator(..)
            | Self::ReplacePart(_)
            | Self::Insert { .. }
            | Self::Remove(_)
            | Self::Move { .. }
            | Self::DeclareBlank(_)
            | Self::FillBlank { .. }
            | Self::ReplacePlan(_)
            | Self::Batch { .. } => None,
        }
    }

    /// Returns the record to look at to see the change.
    #[must_use]
    pub fn record(&self) -> Option<Id> {
        match self {
            Self::SetText { at, .. } => at.record,
            Self::SetSectionRole(id, _) => Some(id.id()),
            Self::SetMeasure(id, _) => Some(id.id()),
            Self::SetIndicator(id, _) => Some(id.id()),
            Self::ReplacePart(part) => Some(part.id()),
            Self::Insert { node, .. } => Some(node.id()),
            Self::Remove(id) | Self::Move { id, .. } => Some(*id),
            Self::SetPlan(_) | Self::DeclareBlank(_) | Self::FillBlank { .. } | Self::ReplacePlan(_) => None,
            // People that are made on the way are nowhere to be seen in the document.
            Self::Batch { edits, .. } => {
                let made = |edit: &&Self| matches!(edit, Self::Insert { node, .. } if node.kind() == NodeKind::Person);
                let seen = edits.iter().filter(|edit| !made(edit)).find_map(Self::record);
                seen.or_else(|| edits.iter().find_map(Self::record))
            }
        }
    }

    /// Writes a text.
    #[must_use]
    pub fn set_text(at: Place, text: &Text) -> Self {
        Self::SetText { at, text: text.as_str().to_owned() }
    }
}
