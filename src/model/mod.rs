//! The plan as records: what a yearly work plan is made of, with the rules that its values obey.
//!
//! The records are plain data that is shared in snapshots: every section, goal, measure and
//! indicator lives behind an [`std::sync::Arc`], so a copy of a plan costs a few pointers and a
//! change copies only the way down to the changed record. Values that can be impossible (weights,
//! progress, periods, spans, days of the month) have private fields and a checked constructor;
//! what concerns the plan as a whole (ids unique, links that lead somewhere) is told by
//! [`Plan::validate`], which the file reader and the editor's one door both ask.
//!
//! Limits: the room knows no language but what the user wrote, no clock, no files.

pub mod fill;
mod id;
mod indicator;
mod kind;
mod measure;
mod number;
mod numbering;
pub mod order;
mod part;
mod people;
mod period;
mod placeholder;
mod plan;
pub mod query;
mod section;
pub mod split;
mod text;
pub mod tree;
mod when;

pub use id::{Counter, GoalId, Id, IndicatorId, MeasureId, ParagraphId, PartId, PersonId, SectionId};
pub use indicator::{Base, Indicator, Reading, Split, SplitBy, SplitRule, Target};
pub use kind::PlanKind;
pub use measure::{LogEntry, Measure, MeasureStatus, Needs, Owner, OwnerRole, Risk, Tick, Who};
pub use number::{NumberFault, Progress, Quantity, Weight};
pub use numbering::Numbering;
pub use part::{
    Attachment, Cause, CauseAt, CoefficientBand, Contract, Gap, Improvement, Part, Party, Problem, Problems,
    Prose, RedLine, Register, RegisterRow, Review, ScoreRow, ScoreTable, SignOff,
};
pub use people::Person;
pub use period::{DateSpan, Half, Month, Period, PeriodFault, Quarter, Week, YearNumber};
pub use placeholder::{Placeholder, PlaceholderKind, PlaceholderName, PlaceholderNameFault};
pub use plan::{Language, Plan, PlanFault, PlanStatus};
pub use section::{Goal, Item, Paragraph, Section, SectionRole};
pub use text::{Piece, Revision, Text};
pub use when::{Cadence, CadenceFault, Every, Limit, LimitFault, LimitUnit, MonthDay, When, YearDay};
