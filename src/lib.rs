//! Planwright 良策: yearly work plans as records that print as official documents.

pub mod app;
pub mod check;
pub mod cli;
pub mod edit;
pub mod export;
pub mod file;
pub mod locale;
pub mod model;
pub mod session;
pub mod template;
pub mod typeset;
pub mod ui;
