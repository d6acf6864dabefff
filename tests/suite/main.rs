//! The integration tests, in one binary.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that meets the unexpected shall stop"
)]

mod sample_plan;
mod typeset;
