//! The laws of the program, tested from outside.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod accessibility;
mod arbitrary;
mod architecture;
mod calendar;
mod check;
mod cli;
mod cli_compare;
mod cli_import;
mod clipboard;
mod compare;
mod comparing;
mod comparing_ui;
mod edit;
mod entry;
mod export;
mod figures;
mod file;
mod find;
mod finding;
mod glyphs;
mod handed_in;
mod import;
mod import_docx;
mod import_pour;
mod import_texts;
mod importing;
mod importing_window;
mod input_method;
mod inspector;
mod keys;
mod layouts;
mod library;
mod locale;
mod official;
mod order;
mod own_templates;
mod print_screen;
mod print_session;
mod printed;
mod printing;
mod program;
mod quick;
mod reading;
mod sample_plan;
mod session;
mod source;
mod split;
mod structure;
mod table;
mod table_window;
mod tabs;
mod template;
mod track;
mod typeset;
mod typing;
mod ui;
mod window;
mod year;
