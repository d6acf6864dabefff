//! The plan set as pages.
