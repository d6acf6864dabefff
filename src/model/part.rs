//! The parts of a plan, in any order and number.

use std::num::NonZeroU8;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    DateSpan, Id, Indicator, IndicatorId, Item, Measure, MeasureId, Paragraph, PartId, Quantity, Section,
    Text, Weight,
};

/// One part of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What occasions the plan and leads it.
    Opening(Arc<Prose>),
    /// A line of work.
    Section(Arc<Section>),
    /// What came of the last period.
    Review(Arc<Review>),
    /// What is wrong, why, and what is done about it.
    Problems(Arc<Problems>),
    /// Indicators with weights and scores.
    Scores(Arc<ScoreTable>),
    /// An agreement of two parties.
    Contract(Arc<Contract>),
    /// One person's way back to what is required, in six steps.
    Improvement(Arc<Improvement>),
    /// Inspections, trainings, drills: rows of named columns.
    Register(Arc<Register>),
    /// What is attached.
    Attachment(Arc<Attachment>),
    /// Last words.
    Closing(Arc<Prose>),
    /// Name and date.
    SignOff(Arc<SignOff>),
}

impl Part {
    /// Returns the part's id.
    #[must_use]
    pub fn id(&self) -> Id {
        match self {
            Self::Opening(prose) | Self::Closing(prose) => prose.id.id(),
            Self::Section(section) => section.id.id(),
            Self::Review(part) => part.id.id(),
            Self::Problems(part) => part.id.id(),
            Self::Scores(part) => part.id.id(),
            Self::Contract(part) => part.id.id(),
            Self::Improvement(part) => part.id.id(),
            Self::Register(part) => part.id.id(),
            Self::Attachment(part) => part.id.id(),
            Self::SignOff(part) => part.id.id(),
        }
    }

    /// Tells whether two parts are one and the same in memory, so that nothing in them differs.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Opening(a), Self::Opening(b)) | (Self::Closing(a), Self::Closing(b)) => Arc::ptr_eq(a, b),
            (Self::Section(a), Self::Section(b)) => Arc::ptr_eq(a, b),
            (Self::Review(a), Self::Review(b)) => Arc::ptr_eq(a, b),
            (Self::Problems(a), Self::Problems(b)) => Arc::ptr_eq(a, b),
            (Self::Scores(a), Self::Scores(b)) => Arc::ptr_eq(a, b),
            (Self::Contract(a), Self::Contract(b)) => Arc::ptr_eq(a, b),
            (Self::Improvement(a), Self::Improvement(b)) => Arc::ptr_eq(a, b),
            (Self::Register(a), Self::Register(b)) => Arc::ptr_eq(a, b),
            (Self::Attachment(a), Self::Attachment(b)) => Arc::ptr_eq(a, b),
            (Self::SignOff(a), Self::SignOff(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Returns the part's heading; opening, closing and sign-off have none.
    #[must_use]
    pub fn heading(&self) -> Option<&Text> {
        match self {
            Self::Opening(_) | Self::Closing(_) | Self::SignOff(_) => None,
            Self::Section(part) => Some(&part.heading),
            Self::Review(part) => Some(&part.heading),
            Self::Problems(part) => Some(&part.heading),
            Self::Scores(part) => Some(&part.heading),
            Self::Contract(part) => Some(&part.heading),
            Self::Improvement(part) => Some(&part.heading),
            Self::Register(part) => Some(&part.heading),
            Self::Attachment(part) => Some(&part.heading),
        }
    }
}

/// Paragraphs that stand by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// The part's id.
    pub id: PartId,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A look back: chapters of prose and figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// What was done, in reading order.
    pub items: Vec<Item>,
    /// Target against actual: indicators with their readings.
    pub results: Vec<Arc<Indicator>>,
}

/// Problems with their answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// What comes before the list.
    pub leads: Vec<Paragraph>,
    /// The problems.
    pub problems: Vec<Problem>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its id.
    pub id: PartId,
    /// What is wrong.
    pub text: Text,
    /// Why.
    pub cause: Text,
    /// What is done about it, in words.
    pub countermeasure: Text,
    /// The measures that answer it.
    pub answered_by: Vec<MeasureId>,
}

/// Indicators with weights, standards and scores; what a score is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreTable {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// The rows.
    pub rows: Vec<ScoreRow>,
    /// Which score brings which coefficient, highest first.
    pub coefficients: Vec<CoefficientBand>,
    /// How pay follows from the score.
    pub pay: Vec<Paragraph>,
}

/// One row of a score table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// Its id.
    pub id: PartId,
    /// The indicator of the plan that is scored; the row's own name otherwise.
    pub indicator: Option<IndicatorId>,
    /// What is scored, where it is no indicator of the plan.
    pub name: Text,
    /// Its share of 100 points.
    pub weight: Option<Weight>,
    /// How points are given and taken.
    pub standard: Text,
    /// The points given.
    pub score: Option<Decimal>,
}

/// A band of scores with its coefficient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoefficientBand {
    /// The lowest score of the band.
    pub from: Decimal,
    /// What the base is multiplied by.
    pub coefficient: Decimal,
}

/// An agreement between two parties, such as a responsibility letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// Who sets the task.
    pub first: Party,
    /// Who takes it.
    pub second: Party,
    /// From when to when.
    pub term: Option<DateSpan>,
    /// What the second party does.
    pub duties: Vec<Paragraph>,
    /// What the second party never does.
    pub red_lines: Vec<RedLine>,
    /// Everything else that is agreed.
    pub clauses: Vec<Paragraph>,
    /// How many copies are signed.
    pub copies: Option<NonZeroU8>,
}

/// A party of a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its name.
    pub name: Text,
    /// The post of the person who signs.
    pub post: Text,
    /// The person who signs.
    pub person: Text,
}

/// Something forbidden, with what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedLine {
    /// Its id.
    pub id: PartId,
    /// What is forbidden.
    pub text: Text,
    /// What follows.
    pub consequence: Text,
}

/// One person's improvement in six steps: gap, causes, worth, methods, plan, follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Improvement {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// Whose performance it is.
    pub employee: Text,
    /// Who leads and supports.
    pub manager: Text,
    /// Which cycle this is, counted from 1.
    pub cycle: NonZeroU8,
    /// Step 1: what is required and what is the case.
    pub gap: Gap,
    /// Step 2: why.
    pub causes: Vec<Cause>,
    /// Step 3: whether it is worth improving.
    pub worth: Text,
    /// Step 4: what could be done.
    pub methods: Vec<Paragraph>,
    /// Step 5: what will be done, each with its time and result.
    pub steps: Vec<Arc<Measure>>,
    /// Step 6: how it is carried out, checked and planned anew.
    pub follow_up: Vec<Paragraph>,
}

/// What is required against what is the case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// What is required.
    pub required: Text,
    /// What is the case.
    pub actual: Text,
    /// The difference, where it can be measured.
    pub difference: Option<Quantity>,
    /// The unit of the difference.
    pub unit: String,
}

/// A cause of a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Its id.
    pub id: PartId,
    /// Where it lies.
    pub at: CauseAt,
    /// What it is.
    pub text: Text,
}

/// Where a cause lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CauseAt {
    /// With the employee.
    Employee,
    /// With the manager.
    Manager,
    /// With the surroundings.
    Surroundings,
}

/// Rows of named columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The part's id.
    pub id: PartId,
    /// Its heading.
    pub heading: Text,
    /// The names of the columns.
    pub columns: Vec<Text>,
    /// The rows; each has one cell a column.
    pub rows: Vec<RegisterRow>,
}

/// One row of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// Its id.
    pub id: PartId,
    /// Its cells, one a column.
    pub cells: Vec<Text>,
}

/// Something attached, on pages of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The part's id.
    pub id: PartId,
    /// Its name, as it stands in the note below the text.
    pub heading: Text,
    /// Its text.
    pub paragraphs: Vec<Paragraph>,
}

/// Whose plan it is, and of which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The part's id.
    pub id: PartId,
    /// The name above the date; empty stands for the plan's unit, or its author where there is none.
    pub name: Text,
    /// The day; none stands for the plan's date.
    pub on: Option<NaiveDate>,
}
