//! Plans as RON files.
