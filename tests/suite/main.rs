//! The laws of the program, tested from outside.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod template;
