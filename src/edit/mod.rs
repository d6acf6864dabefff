//! Changes of a plan as data, and the one door through which they go.
//!
//! An [`Edit`] says what is to change; [`apply`] makes it on a copy and returns the copy whole, or
//! says why not and changes nothing. A [`Document`] holds the plan that is open, with its history.
//! The editor, the checker's fixes and the tests all use the same type.

mod apply;
mod batch;
mod change;
mod document;
mod fields;
mod history;

pub use apply::{EditError, apply};
pub use change::{BatchName, Edit, IndicatorValue, MeasureValue, Place, PlanValue, StepName, TextField};
pub use document::{Document, Undone};
pub use fields::{for_each_field, head_fields, node_fields};
pub use history::{MAX_BYTES, MAX_STEPS};
