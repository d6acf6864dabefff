//! What changed between two plans, as records and fields, and two people's changes brought together.
//!
//! [`diff()`] tells what was added, removed, moved and changed, [`Diff::apply`] makes exactly those
//! changes, [`Diff::take`] some of them. [`Merge`] takes a plan and two plans that were made from it
//! and brings both sides' changes together; where they touch each other a person decides. [`marks`]
//! tells what changed inside a text.
//!
//! Limits: two lists of owners, links, readings or dated entries are merged entry by entry, every
//! other value as a whole, texts on request ([`Choice::Both`]). The order of two records that both
//! sides put at the same place is ours before theirs.

mod diff;
mod fields;
mod flat;
mod marked;
mod matching;
mod merge;
mod order;
mod take;
mod text;
mod values;
mod words;

pub use diff::{Change, Counts, Diff, What, diff};
pub use fields::{Field, Value};
pub use flat::Kind;
pub use marked::{Marked, marked};
pub use matching::Origin;
pub use merge::{
    Aspect, Choice, Choices, Conflict, ConflictKey, Contradiction, Merge, MergeFault, Merged, Side,
};
pub use text::{Mark, Stretch, marks};
pub use words::{
    Names, field_label, kept_words, kind_name, nothing, record_label, removed_words, spot, value_words,
};
