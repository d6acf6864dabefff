//! People of the plan.

use serde::{Deserialize, Serialize};

use super::{PersonId, Text};

/// Somebody who can own measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: Text,
    /// Their post; may be empty.
    pub post: Text,
    /// Their department; may be empty.
    pub department: Text,
}
