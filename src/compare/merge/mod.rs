//! Bringing two people's changes of one plan together.
//!
//! Both plans are compared with the one they were made from, record by record. What only one side
//! changed is taken; lists of entries are merged entry by entry; where both changed the same thing
//! differently, one removed what the other changed, or both moved a record to different places, a
//! [`Conflict`] is told and a [`Choice`] decides. Until then our side stands, and nothing that one
//! side changed is removed. Two new records that bear the same id are told apart by their words; the
//! later one gets a new id. People and blanks that are still named stay.

mod place;
mod run;
mod union;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Field, Value};
use super::flat::{Flat, Kind};
use super::matching::{self, Origin};
use crate::model::{Id, Plan, PlanFault, Text};

/// One of the two plans that are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

impl Side {
    /// Returns the other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// Names a conflict of a merge, the same whenever these three plans are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConflictKey {
    record: usize,
    /// What the sides disagree about.
    pub aspect: Aspect,
}

/// What the sides of a conflict disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Whether the record is there.
    Presence,
    /// Where it stands.
    Place,
    /// What a field says.
    Field(Field),
}

/// Something that a person has to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its name.
    pub key: ConflictKey,
    /// What sort of record it is about.
    pub kind: Kind,
    /// The record's id in the merged plan; blanks, columns and the plan have none.
    pub record: Option<Id>,
    /// The record's words, of our side where it has it.
    pub label: Text,
    /// The words it had before; empty where it is new.
    pub was: Text,
    /// The words of the record round it.
    pub within: Text,
    /// The unit of its numbers, where it has one.
    pub unit: String,
    /// What contradicts what.
    pub what: Contradiction,
}

/// What contradicts what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Both changed a field, differently.
    Field {
        /// Which.
        field: Field,
        /// The name of the column, for a cell of a register.
        column: Option<Text>,
        /// What it said before; none where both made the record.
        base: Option<Value>,
        /// What we say.
        ours: Value,
        /// What they say.
        theirs: Value,
        /// What taking both would say, where it makes sense.
        both: Option<Value>,
    },
    /// One removed the record, the other changed it or something in it.
    Removed {
        /// Who removed it.
        by: Side,
        /// How many records lie in it.
        records: usize,
        /// How many of them, itself among them, the other side changed or made.
        changed: usize,
    },
    /// Both moved the record, to different places.
    Place {
        /// The words of the record round it on our side.
        ours: Text,
        /// Its place there, counted from 1.
        ours_place: usize,
        /// The words of the record round it on their side.
        theirs: Text,
        /// Its place there, counted from 1.
        theirs_place: usize,
    },
}

/// How a conflict is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As on our side.
    Ours,
    /// As on their side.
    Theirs,
    /// Both, where it makes sense; ours otherwise.
    Both,
    /// A text of the person's own; ours where the field is no text.
    Own(Text),
}

/// What was decided.
pub type Choices = BTreeMap<ConflictKey, Choice>;

/// Three plans that cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeFault {
    /// A side was not made from the base.
    #[error("the plans do not come of one plan")]
    NoCommonOrigin {
        /// The side.
        side: Side,
    },
    /// What would come of it is no plan.
    #[error(transparent)]
    Plan(#[from] PlanFault),
}

/// Three plans to be merged.
#[derive(Clone, Debug)]
pub struct Merge {
    base: Arc<Plan>,
    ours: Arc<Plan>,
    theirs: Arc<Plan>,
}

/// What came of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The plan.
    pub plan: Plan,
    /// Everything that a person has to decide, decided or not, in reading order.
    pub conflicts: Vec<Conflict>,
}

impl Merge {
    /// Takes the plan that two plans were made from, and those two.
    ///
    /// # Errors
    /// One of them was not made from it.
    pub fn new(base: Arc<Plan>, ours: Arc<Plan>, theirs: Arc<Plan>) -> Result<Self, MergeFault> {
        let from = Flat::of(&base);
        for (side, plan) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
            if !Arc::ptr_eq(plan, &base) && matching::origin(&from, &Flat::of(plan)) == Origin::Other {
                return Err(MergeFault::NoCommonOrigin { side });
            }
        }
        Ok(Self { base, ours, theirs })
    }

    /// Returns our side.
    #[must_use]
    pub const fn ours(&self) -> &Arc<Plan> {
        &self.ours
    }

    /// Returns their side.
    #[must_use]
    pub const fn theirs(&self) -> &Arc<Plan> {
        &self.theirs
    }

    /// Merges by what was decided. What was not is as the preferred side has it, or else as ours has
    /// it; without a preference, what one side removed and the other changed stays.
    ///
    /// # Errors
    /// What comes of it is no plan, which does not happen with plans that are.
    pub fn with(&self, choices: &Choices, prefer: Option<Side>) -> Result<Merged, MergeFault> {
        let plans = [&*self.base, &*self.ours, &*self.theirs];
        let merged = run::Run::new(plans, choices, prefer).finish();
        merged.plan.validate()?;
        Ok(merged)
    }
}
