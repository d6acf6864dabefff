//! Values and plans that cannot be, as found in a file.

use crate::model::{CadenceFault, Id, NumberFault, PeriodFault, PlaceholderNameFault, PlanFault};

/// Something in a file that no plan can have, though it is written in order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A number out of its range.
    #[error(transparent)]
    Number(#[from] NumberFault),
    /// A stretch of time that does not exist.
    #[error(transparent)]
    Period(#[from] PeriodFault),
    /// A cadence that does not exist.
    #[error(transparent)]
    Cadence(#[from] CadenceFault),
    /// A string that cannot name a blank.
    #[error(transparent)]
    PlaceholderName(#[from] PlaceholderNameFault),
    /// A kind of plan that is not known.
    #[error("there is no kind of plan named {found:?}")]
    Kind {
        /// What was to be the kind.
        found: String,
    },
    /// A language that is not known.
    #[error("there is no language {found:?}")]
    Language {
        /// What was to be the language.
        found: String,
    },
    /// The plan as a whole cannot be.
    #[error(transparent)]
    Plan(#[from] PlanFault),
}

/// A [`Fault`] with the innermost record it lies in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct Invalid {
    /// The record; none means the plan itself.
    pub place: Option<Id>,
    /// What is wrong.
    #[source]
    pub fault: Fault,
}

impl Invalid {
    pub(super) const fn new(fault: Fault) -> Self {
        Self { place: None, fault }
    }

    /// Says which record the fault lies in, unless a record inside it has said so.
    pub(super) fn at(mut self, place: Option<Id>) -> Self {
        self.place = self.place.or(place);
        self
    }
}

impl<F: Into<Fault>> From<F> for Invalid {
    fn from(fault: F) -> Self {
        let fault = fault.into();
        let place = match &fault {
            Fault::Plan(fault) => place_of(fault),
            Fault::Number(_)
            | Fault::Period(_)
            | Fault::Cadence(_)
            | Fault::PlaceholderName(_)
            | Fault::Kind { .. }
            | Fault::Language { .. } => None,
        };
        Self { place, fault }
    }
}

/// Returns the record that a fault of the whole plan names.
fn place_of(fault: &PlanFault) -> Option<Id> {
    match fault {
        PlanFault::IdTwice { id } | PlanFault::IdAhead { id, .. } => Some(*id),
        PlanFault::UnknownPerson { measure, .. } => Some(measure.id()),
        PlanFault::TooDeep { section } => Some(*section),
        PlanFault::Cells { row, .. } => Some(*row),
        PlanFault::PlaceholderTwice { .. } => None,
    }
}
