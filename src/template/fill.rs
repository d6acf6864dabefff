//! Filling one blank with what was typed for it.

use crate::model::fill::{self, FillFault, FillValue, Wanted};
use crate::model::{Id, PlaceholderName, Plan, Text};

/// A blank that could not be filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FillError {
    /// The plan has no such blank.
    #[error("no blank is named {name}; there are: {}", listed(known))]
    Unknown {
        /// The name that was asked for.
        name: PlaceholderName,
        /// The names there are, in the order of the plan's list.
        known: Vec<PlaceholderName>,
    },
    /// The value is not what the blank asks for.
    #[error("the blank {name} asks for {wanted}, and {value:?} is not")]
    Value {
        /// The name of the blank.
        name: PlaceholderName,
        /// What was typed.
        value: String,
        /// What the blank asks for.
        wanted: Wanted,
    },
    /// The blank is declared for words, yet stands for the number of a record.
    #[error("the blank {name} stands for a number of record {place}")]
    NotANumber {
        /// The name of the blank.
        name: PlaceholderName,
        /// The record whose number it is.
        place: Id,
    },
}

/// Returns names in a row, for an error.
fn listed(names: &[PlaceholderName]) -> String {
    names.iter().map(PlaceholderName::as_str).collect::<Vec<_>>().join(", ")
}

/// Returns the plan with what was typed in the place of every blank of that name, in texts and
/// numbers alike, and the placeholder gone from its list.
///
/// # Errors
/// There is no such placeholder, or the value is not what it asks for.
pub fn fill(plan: &Plan, name: &PlaceholderName, value: &str) -> Result<Plan, FillError> {
    let Some(placeholder) = plan.placeholder(name.as_str()) else {
        return Err(unknown(plan, name));
    };
    fill::parse(&placeholder.kind, value, plan.language)
        .and_then(|value| fill::apply(plan, name, &value))
        .map_err(|fault| told(name, fault))
}

/// Returns the plan with these words in the place of every blank of that name, whatever it asks for.
///
/// # Errors
/// There is no such blank, or it stands for the number of a record.
pub(super) fn write(plan: &Plan, name: &PlaceholderName, words: &str) -> Result<Plan, FillError> {
    fill::apply(plan, name, &FillValue::Words(Text::new(words))).map_err(|fault| told(name, fault))
}

fn told(name: &PlaceholderName, fault: FillFault) -> FillError {
    match fault {
        FillFault::Value { value, wanted } => FillError::Value { name: name.clone(), value, wanted },
        FillFault::NotANumber { name, place } => FillError::NotANumber { name, place },
        FillFault::Unknown { name, known } => FillError::Unknown { name, known },
    }
}

/// Returns the error for a name that the plan's list does not have.
pub(super) fn unknown(plan: &Plan, name: &PlaceholderName) -> FillError {
    FillError::Unknown {
        name: name.clone(),
        known: plan.placeholders.iter().map(|placeholder| placeholder.name.clone()).collect(),
    }
}
