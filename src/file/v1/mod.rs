//! Format 1: the plan as it is written to files, apart from the plan as the program holds it.
//!
//! The structs and enums here bear the names of the model's, with the same fields, so that whoever
//! has read the model can write a file. They are frozen once shipped: a change that an older
//! program would refuse makes a format of its own. Format 2 is this one with the plan's numbering; a
//! plan that has none is written as format 1, so that older programs read it. How values are written:
//!
//! - texts as strings, in which a blank is its placeholder's name between `⟦` and `⟧`;
//! - decimals as strings (`"96.40"` keeps its last zero), dates as `"2027-06-30"`;
//! - months, quarters, half-years and weeks as year and number (`Month(2027, 3)`), spans as first
//!   and last day;
//! - ids as bare numbers, language and kind as strings (`"zh-CN"`, `"teller"`);
//! - `Some` is not written, and a field at its default is left out.

mod indicator;
mod macros;
mod measure;
mod part;
mod section;
mod value;
mod when;

use std::marker::PhantomData;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use indicator::{Indicator, Quantity};
use measure::Measure;
use part::Part;
use section::{Item, Paragraph, Section};
use value::{Days, Number, OfYear};
use when::When;

use super::Invalid;
use crate::model;
use macros::{choice, names, record};
use value::is_default;

/// The number of the newest format.
pub(crate) const FORMAT: u32 = 2;

/// Returns the oldest format that holds all a plan has.
pub(crate) const fn format_of(plan: &model::Plan) -> u32 {
    if plan.numbering.is_some() { FORMAT } else { 1 }
}

/// A value of the file that stands for one of the model.
trait Wire<M>: Sized + Serialize {
    /// Takes the model's value.
    fn from_model(model: &M) -> Self;

    /// Reads the value, which may be impossible.
    fn into_model(self) -> Result<M, Invalid>;

    /// Writes the model's value as [`from_model`](Self::from_model) takes it. Records and lists are
    /// written piece by piece: a second plan beside the first would double the memory of a save.
    fn write<S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
        Self::from_model(model).serialize(serializer)
    }

    /// Tells whether a field that holds the model's value can be left out.
    fn is_left_out(model: &M) -> bool
    where
        Self: Default + PartialEq,
    {
        is_default(&Self::from_model(model))
    }
}

/// A value of the model, written as this value of the file.
struct Written<'m, W, M>(&'m M, PhantomData<W>);

impl<'m, W, M> Written<'m, W, M> {
    const fn new(model: &'m M) -> Self {
        Self(model, PhantomData)
    }
}

impl<W: Wire<M>, M> Serialize for Written<'_, W, M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        W::write(self.0, serializer)
    }
}

/// Returns a plan as something to be written, without a copy of it.
pub(crate) const fn written(plan: &model::Plan) -> impl Serialize {
    Written::<Plan, _>::new(plan)
}

record! {
    /// A plan.
    Plan {
        title: String,
        kind: String,
        language: String,
        period: Period,
        /// The number that the next id will have: every id of the file is below it.
        ids: u64,
        ;
        reviewed: Option<Period>,
        unit: String,
        department: String,
        author: String,
        post: String,
        date: Option<NaiveDate>,
        status: PlanStatus,
        /// Since format 2.
        numbering: Option<Numbering>,
        people: Vec<Person>,
        placeholders: Vec<Placeholder>,
        parts: Vec<Part>,
    }
}

names! {
    /// How headings and measures are numbered.
    Numbering = model::Numbering { Official, Decimal, Sections, Told, Ordinal }
}

names! {
    /// How far a plan has come.
    #[derive(Default)]
    PlanStatus = model::PlanStatus { #[default] Draft, HandedIn, Approved, InForce, Closed }
}

choice! {
    /// The time a plan is for.
    Period {
        Week(OfYear),
        Month(OfYear),
        Quarter(OfYear),
        HalfYear(OfYear),
        Year(i32),
        Term(Days),
        Project(Days),
    }
}

record! {
    /// Somebody who can own measures.
    Person placed {
        id: u64,
        ;
        name: String,
        post: String,
        department: String,
    }
}

record! {
    /// A blank that the plan knows by name.
    Placeholder {
        name: String,
        kind: PlaceholderKind,
        ;
        hint: String,
    }
}

/// What a blank asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) enum PlaceholderKind {
    Year,
    Unit,
    Person,
    Date,
    Amount {
        #[serde(default, skip_serializing_if = "is_default")]
        unit: String,
    },
    Percentage,
    Free,
}

impl Wire<model::PlaceholderKind> for PlaceholderKind {
    fn from_model(model: &model::PlaceholderKind) -> Self {
        match model {
            model::PlaceholderKind::Year => Self::Year,
            model::PlaceholderKind::Unit => Self::Unit,
            model::PlaceholderKind::Person => Self::Person,
            model::PlaceholderKind::Date => Self::Date,
            model::PlaceholderKind::Amount { unit } => Self::Amount { unit: unit.clone() },
            model::PlaceholderKind::Percentage => Self::Percentage,
            model::PlaceholderKind::Free => Self::Free,
        }
    }

    fn into_model(self) -> Result<model::PlaceholderKind, Invalid> {
        Ok(match self {
            Self::Year => model::PlaceholderKind::Year,
            Self::Unit => model::PlaceholderKind::Unit,
            Self::Person => model::PlaceholderKind::Person,
            Self::Date => model::PlaceholderKind::Date,
            Self::Amount { unit } => model::PlaceholderKind::Amount { unit },
            Self::Percentage => model::PlaceholderKind::Percentage,
            Self::Free => model::PlaceholderKind::Free,
        })
    }
}

impl From<&model::Plan> for Plan {
    fn from(plan: &model::Plan) -> Self {
        Self::from_model(plan)
    }
}

impl TryFrom<Plan> for model::Plan {
    type Error = Invalid;

    /// Takes the plan where all its values, and the plan as a whole, are possible.
    fn try_from(wire: Plan) -> Result<Self, Invalid> {
        let plan: Self = wire.into_model()?;
        plan.validate()?;
        Ok(plan)
    }
}
