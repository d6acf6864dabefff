//! Placeholders: the typed blanks of a plan, shared by name, so that filling one fills all alike.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Text;
use super::text::{BLANK_CLOSES, BLANK_OPENS};

/// A blank that the plan knows by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placeholder {
    /// The name that the blanks in the texts bear.
    pub name: PlaceholderName,
    /// What may be filled in.
    pub kind: PlaceholderKind,
    /// What to think of when filling it in; may be empty.
    pub hint: Text,
}

/// What a blank asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceholderKind {
    /// A year in four digits.
    Year,
    /// The name of a unit, branch or department.
    Unit,
    /// The name of a person or post.
    Person,
    /// A day.
    Date,
    /// A number, printed with this unit after it.
    Amount {
        /// The unit as printed, such as 个 or 万元.
        unit: String,
    },
    /// A number in percent, printed with the sign.
    Percentage,
    /// Any words.
    Free,
}

impl PlaceholderKind {
    /// Returns what is printed behind the number, empty where nothing is.
    #[must_use]
    pub fn unit(&self) -> &str {
        match self {
            Self::Amount { unit } => unit,
            Self::Percentage => "%",
            Self::Year | Self::Unit | Self::Person | Self::Date | Self::Free => "",
        }
    }
}

/// The name of a placeholder: 1 to 40 characters, none of them a bracket of blanks, a control
/// character or white space at an end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceholderName(String);

/// A string that cannot name a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} cannot name a blank")]
pub struct PlaceholderNameFault {
    /// What was to be the name.
    pub name: String,
}

impl PlaceholderName {
    /// The most characters a name can have.
    pub const MAX_CHARS: usize = 40;

    /// Takes a name, without the white space round it.
    ///
    /// # Errors
    /// The name is empty, too long, or has a character that names cannot have.
    pub fn new(name: &str) -> Result<Self, PlaceholderNameFault> {
        let trimmed = name.trim();
        let fits = !trimmed.is_empty()
            && trimmed.chars().count() <= Self::MAX_CHARS
            && !trimmed.contains(|c: char| c.is_control() || c == BLANK_OPENS || c == BLANK_CLOSES);
        if fits { Ok(Self(trimmed.to_owned())) } else { Err(PlaceholderNameFault { name: name.to_owned() }) }
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PlaceholderName {
    type Error = PlaceholderNameFault;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::new(&name)
    }
}

impl From<PlaceholderName> for String {
    fn from(name: PlaceholderName) -> Self {
        name.0
    }
}

impl fmt::Display for PlaceholderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
