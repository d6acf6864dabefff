//! Planwright 良策: yearly work plans as records that print as official documents.
//!
//! **A plan is data that reads like a document.** Sections, goals, measures, owners, deadlines and
//! indicators are records; the same records are edited in place and set as a finished page.
//!
//! # Rooms
//!
//! | floor | room | what it holds | may import |
//! |---|---|---|---|
//! | ground | [`model`] | the plan, its parts, ids, blanks, the tree of records, derived facts | – |
//! | ground | [`locale`] | message catalogues; numerals; words for values, and reading them back | model |
//! | first | [`edit`] | `Edit` (a change as data), `Document` (the one door), history | model |
//! | first | [`file`](mod@file) | envelope, frozen wire structs a version, atomic writing | model |
//! | first | [`template`] | bundled and own templates, plans of templates and templates of plans, filling blanks | model, file |
//! | first | [`check`] | rules → findings | model, locale, edit |
//! | first | [`track`] | when duties fall due, holidays | model, locale, edit |
//! | first | [`compare`] | what changed between two plans, two people's changes of one plan | model, locale |
//! | first | [`entry`] | reading what people type for a plan: owners, a measure in one line | model, locale, edit |
//! | first | [`library`] | measures and indicators to take from, texts that are nearly the same | model, locale |
//! | first | [`import`](mod@import) | texts, Markdown and documents → lines → outline → plan, with accounts | model, locale |
//! | second | [`typeset`] | plan → values → Typst → pages; layouts, profiles, numbering, faces | model, locale, track |
//! | second | [`export`] | pages → PDF, PNG, SVG; plan → DOCX, XLSX, ICS, Markdown, text | model, locale, track, typeset |
//! | second | [`print`](mod@print) | printers and jobs: IPP to the print service, `lp`, the viewer | locale |
//! | third | [`session`] | commands, actions, effects, dispatch, settings, notices | all above |
//! | third | [`cli`] | one file a subcommand | all above but session |
//! | roof | [`ui`] | the views | session, entry, edit, model, locale, template, library, typeset, track, compare, and `file` for its ending |
//! | roof | [`app`] | the window: performs effects, owns threads and the clock | all |
//!
//! Only `ui` and `app` name egui, eframe or rfd. A test holds this table against the code. `locale`
//! knows the model because the words for a date, a cadence or a target are needed by the printed
//! page, the chips of the editor and the checker alike, and belong beside the numerals. `typeset`
//! knows `track` because a time line and a month's work plan print the days on which duties fall due.
//!
//! # One way round
//!
//! file → model → view → action → edit → model → file.
//!
//! - A view reads the [`session::Session`] and hands back [`session::Action`]s. A text field edits a
//!   copy and hands back the whole text when it changes; text that an input method still composes is
//!   never handed back.
//! - [`session::Session::dispatch`] is pure: it changes the session and returns
//!   [`session::Effect`]s. The roof performs them and hands back what came of them.
//! - [`edit::apply()`] makes a change on a copy, whole or not at all; [`edit::Document`] publishes it
//!   and keeps the version before. Records live behind `Arc`s, so versions share what they have in
//!   common, and writing into one measure copies the way down to it.
//! - Records are found, inserted, moved and removed through [`model::tree`], which knows the lists of
//!   every record, and nobody else does.
//! - Pages are set on a thread of their own; the newest plan wins, old pictures stay until new ones
//!   come. Preview and PDF read the same pages.
//! - Saving happens on a thread with the plan's version; the plan counts as saved only when that
//!   version has landed, beside its target and renamed into place.
//!
//! # Blanks
//!
//! A blank stands in a text as `⟦name⟧`, two signs that no keyboard types. The plan's list says what
//! each name asks for; filling one fills all alike and takes the name off the list.
//!
//! # Determinism
//!
//! Time, language and faces are arguments. The same plan, profile and faces give the same bytes.

pub mod app;
pub mod check;
pub mod cli;
pub mod compare;
pub mod edit;
pub mod entry;
pub mod export;
pub mod file;
pub mod import;
pub mod library;
pub mod locale;
pub mod model;
pub mod print;
pub mod session;
pub mod template;
pub mod track;
pub mod typeset;
pub mod ui;
