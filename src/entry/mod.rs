//! Reading what people type for a plan: who owns a measure, and a whole measure in one line.
//!
//! Names are known from the plan and from the plans that were open before; a name that nobody knows
//! is a question, never a guess. [`Line`] takes a typed line apart into bits that were understood and
//! the rest; together they are the line, character for character, and every bit can be turned back
//! into plain words. What was read becomes an [`Edit`](crate::edit::Edit) here and nowhere else.
//!
//! Times, numbers and indicators by themselves are read by [`crate::locale`].

mod add;
mod line;
mod names;
mod owners;
mod pinyin;
mod sections;

pub use add::{
    Draft, NewOwner, indicator_edit, indicator_node, measure_edit, owners_edit, remove_person_edit,
};
pub use line::{Bit, Choices, Completing, Line, OwnerIs, Sign, What, completing};
pub use names::{Directory, Entry, KnownName, NameKind, names_of};
pub use owners::{Written, likely_kind, read_owners, role_words};
pub use pinyin::{Fit, fit};
pub use sections::{SectionIs, Target, matching_targets, targets};
