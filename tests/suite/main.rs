//! The laws of the program, tested from outside.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod arbitrary;
mod check;
mod cli;
mod figures;
mod file;
mod sample_plan;
mod template;
mod typeset;
