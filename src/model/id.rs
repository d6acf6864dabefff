//! Stable ids. One counter serves every kind of record, so an id names one record of the plan,
//! whatever its kind, and is never given out twice.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Names one record of a plan, of whatever kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(u64);

impl Id {
    /// Makes the id with this number, as read from a file.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// Returns the number, as written to a file.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Id);

        impl $name {
            /// Takes an id for one of this kind of record.
            #[must_use]
            pub const fn new(id: Id) -> Self {
                Self(id)
            }

            /// Returns the id without its kind.
            #[must_use]
            pub const fn id(self) -> Id {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for Id {
            fn from(id: $name) -> Id {
                id.0
            }
        }
    )*};
}

typed_ids! {
    /// Names a part that is not a section, or a row of one.
    PartId,
    /// Names a section, whether it is a part of the plan or lies inside another section.
    SectionId,
    /// Names a goal.
    GoalId,
    /// Names a measure or sub-measure.
    MeasureId,
    /// Names an indicator.
    IndicatorId,
    /// Names a paragraph.
    ParagraphId,
    /// Names a person.
    PersonId,
}

/// Hands out ids and remembers the last one, also of records that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counter(u64);

impl Default for Counter {
    fn default() -> Self {
        Self(1)
    }
}

impl Counter {
    /// Makes a counter whose next id has this number.
    #[must_use]
    pub const fn starting_at(next: u64) -> Self {
        Self(next)
    }

    /// Returns the number that the next id will have.
    #[must_use]
    pub const fn next_number(self) -> u64 {
        self.0
    }

    /// Hands out an id that was never handed out before.
    #[must_use = "an id that is not used is lost for ever"]
    pub const fn take(&mut self) -> Id {
        let id = Id(self.0);
        self.0 = self.0.saturating_add(1);
        id
    }

    /// Moves the counter past an id that came from elsewhere.
    pub const fn pass(&mut self, id: Id) {
        if id.0 >= self.0 {
            self.0 = id.0.saturating_add(1);
        }
    }

    /// Tells whether the counter could still hand out this id, which no record may then bear.
    #[must_use]
    pub const fn is_ahead_of(self, id: Id) -> bool {
        id.0 < self.0
    }
}
