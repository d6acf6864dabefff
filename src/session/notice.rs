//! What the user is told. The words for every error are made here, and only here: what did not
//! happen, why, what to do, the path last.

use std::path::Path;

use crate::edit::EditError;
use crate::file::{DecodeError, ReadError, WriteError};
use crate::locale::Catalogue;
use crate::model::fill::{FillFault, Wanted};

use super::action::ExportFault;

/// Something the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names the notice.
    pub id: u64,
    /// How bad it is.
    pub level: Level,
    /// What happened, in a few words.
    pub headline: String,
    /// Why, and what to do.
    pub text: String,
    /// What can be done about it at once.
    pub offer: Option<Offer>,
}

/// How bad a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It went well.
    Done,
    /// It went, but.
    Warning,
    /// It did not happen.
    Error,
}

/// What a notice offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Save again.
    Retry,
    /// Save under another name.
    SaveAs,
    /// Go back to the review of an import.
    Review,
    /// Go back to the review that was left for another one.
    Left,
}

/// Words for a notice: headline and text.
pub(super) type Words = (String, String);

/// Says that the user's days off cannot be read.
pub(super) fn holidays_failed(words: &Catalogue, fault: &crate::track::HolidayFault) -> Words {
    let why = words.with("holidays-file-broken", &[("cause", fault.to_string().into())]);
    (words.text("holidays-not-read"), why)
}

pub(super) fn read_failed(words: &Catalogue, path: &Path, error: &ReadError) -> Words {
    let why = match error {
        ReadError::Missing => words.text("why-missing"),
        ReadError::Folder => words.text("why-folder"),
        ReadError::TooLarge { .. } => words.text("why-too-large"),
        ReadError::Unreadable { source } => {
            words.with("why-unreadable", &[("cause", source.to_string().into())])
        }
        ReadError::Decode(error) => decode(words, error),
    };
    (words.text("notice-not-opened"), with_path(words, &why, path))
}

fn decode(words: &Catalogue, error: &DecodeError) -> String {
    match error {
        DecodeError::NotText { .. } => return words.text("why-not-text"),
        DecodeError::NotAPlan => return words.text("why-not-a-plan"),
        DecodeError::TooLarge { .. } => return words.text("why-too-large"),
        DecodeError::TooNew { found, known } => {
            return words.with("why-too-new", &[("found", (*found).into()), ("known", (*known).into())]);
        }
        DecodeError::TooDeep { .. }
        | DecodeError::UnknownField { .. }
        | DecodeError::Syntax { .. }
        | DecodeError::Invalid { .. } => {}
    }
    let cause = error.cause(words.language());
    match error.position() {
        Some((line, column)) => words.with(
            "why-damaged-at",
            &[("line", line.into()), ("column", column.into()), ("cause", cause.into())],
        ),
        None => words.with("why-damaged", &[("cause", cause.into())]),
    }
}

pub(super) fn write_failed(words: &Catalogue, path: &Path, error: &WriteError) -> Words {
    (words.text("notice-not-saved"), with_path(words, &write_cause(words, error), path))
}

fn write_cause(words: &Catalogue, error: &WriteError) -> String {
    match error {
        WriteError::FolderMissing => words.text("why-folder-missing"),
        WriteError::DiskFull => words.text("why-disk-full"),
        WriteError::NotAllowed => words.text("why-not-allowed"),
        WriteError::TargetIsFolder => words.text("why-target-folder"),
        WriteError::ChangedElsewhere => words.text("why-changed-elsewhere"),
        WriteError::Encode(error) => words.with("why-io", &[("cause", error.to_string().into())]),
        WriteError::Io { source } => words.with("why-io", &[("cause", source.to_string().into())]),
    }
}

pub(super) fn export_failed(words: &Catalogue, path: &Path, error: &ExportFault) -> Words {
    let why = match error {
        ExportFault::Typeset(crate::typeset::TypesetError::Lack(lack))
        | ExportFault::Export(crate::export::ExportError::Lack(lack)) => lack.words(words),
        ExportFault::Typeset(error) => words.with("why-typeset", &[("cause", error.to_string().into())]),
        ExportFault::Export(error) => words.with("why-typeset", &[("cause", error.to_string().into())]),
        ExportFault::Write(error) => write_cause(words, error),
    };
    (words.text("notice-not-exported"), with_path(words, &why, path))
}

pub(super) fn edit_failed(words: &Catalogue, error: &EditError) -> Words {
    let why = match error {
        EditError::Fill(fault) => fill_fault(words, fault),
        EditError::Owns { measures, .. } => words.with("why-owns", &[("count", (*measures).into())]),
        EditError::IntoItself { .. } => words.text("why-into-itself"),
        EditError::Ring { .. } => words.text("why-ring"),
        EditError::NoFit { .. } => words.text("why-no-fit"),
        EditError::Plan(crate::model::PlanFault::TooDeep { .. }) => words.text("why-too-deep"),
        EditError::NoRecord { .. }
        | EditError::NoField { .. }
        | EditError::NoBlank { .. }
        | EditError::Plan(_) => words.with("why-edit", &[("cause", error.to_string().into())]),
    };
    (words.text("notice-not-changed"), why)
}

/// Says why a blank was not filled.
pub(crate) fn fill_fault(words: &Catalogue, fault: &FillFault) -> String {
    match fault {
        FillFault::Value { value, wanted } => {
            let wanted = match wanted {
                Wanted::Year => words.text("wanted-year"),
                Wanted::Date => words.text("wanted-date"),
                Wanted::Number => words.text("wanted-number"),
                Wanted::Words => words.text("wanted-words"),
            };
            words.with("why-fill-value", &[("value", value.clone().into()), ("wanted", wanted.into())])
        }
        other => words.with("why-edit", &[("cause", other.to_string().into())]),
    }
}

pub(super) fn with_path(words: &Catalogue, why: &str, path: &Path) -> String {
    words.with(
        "notice-with-path",
        &[("why", why.to_owned().into()), ("path", path.display().to_string().into())],
    )
}
