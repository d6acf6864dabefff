//! What comes into the session and what goes out of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::edit::Edit;
use crate::entry::{Draft, KnownName, NewOwner};
use crate::file::{Opened, ReadError, Stamp, WriteError};
use crate::model::{Id, PersonId, Plan, YearNumber};
use crate::track::HolidayYear;
use crate::typeset::Profiles;

use super::clipboard::{PasteInto, PasteRead, Pasting};
use super::comparing::{CompareAction, CompareDone, CompareWork};
use super::find::{FindAction, Found, ReplaceDone, ReplaceWork, SearchJob};
use super::importing::{ImportAction, ImportDone, ImportWork};
use super::library::{Alike, AlikeWork, LibraryAction, LibraryChange, LibraryRead};
use super::printing::{
    CopyFault, ExportFormat, Look, PrintAction, PrintError, PrintFault, PrintWork, Printed, Printer, Progress,
};
use super::selection::Select;
use super::structure::StructureAction;
use super::table::{ArrangeWork, Arranged, CopyWork, PasteWork, Pasted, TableAction};
use super::templates::{TemplateAction, TemplateWork, TemplatesRead};
use super::window::WindowSettings;
use super::{Caret, Command, KeysAction, Settings};

/// Something that happened: a person asked for it, or work came to an end.
#[derive(Debug)]
pub enum Action {
    /// A command was given.
    Command(Command),
    /// A command was picked in the palette.
    FromPalette(Command),
    /// Something was asked of find and replace.
    Find(FindAction),
    /// Something was asked of the library.
    Library(LibraryAction),
    /// Something was asked of printing.
    Print(PrintAction),
    /// Something was asked of the user's own templates.
    Templates(TemplateAction),
    /// The keys of commands are to be changed.
    Keys(KeysAction),
    /// A change was made in a view.
    Edit(Edit),
    /// Text of so many characters was pasted where only one line of moderate length fits.
    RefusePaste(usize),
    /// A run of typing ended: focus left, the pointer was pressed, a pause.
    CloseTyping,
    /// A record was given the focus in a view.
    Focus(Option<Id>),
    /// Records were selected or let go.
    Select(Select),
    /// Something is to be done to the structure of the plan.
    Structure(StructureAction),
    /// A record was asked for in the outline.
    Reveal(Option<Id>),
    /// The caret is to go into a record's text.
    GoInto {
        /// The record.
        record: Id,
        /// Where in its text.
        caret: Caret,
    },
    /// Text was pasted: into a text, or where records are chosen.
    Paste {
        /// The text.
        text: String,
        /// The text it goes into.
        into: Option<PasteInto>,
    },
    /// A measure's text was split at the caret by Enter.
    SplitMeasure {
        /// The measure.
        id: Id,
        /// Its run-in title, as it stands in the field.
        title: String,
        /// Its text up to the caret, blanks in their written form.
        before: String,
        /// The rest.
        after: String,
    },
    /// Backspace was pressed in a record's empty text. The record goes if nothing else is in it.
    RemoveEmpty(Id),
    /// A record is to be removed.
    Remove(Id),
    /// A record was moved by hand.
    MoveTo {
        /// The record.
        id: Id,
        /// The record before which it goes.
        before: Id,
    },
    /// A template was picked; what it asks is to be shown.
    PickTemplate(String),
    /// A plan is to be made from a template.
    MakePlan {
        /// The template's id.
        template: String,
        /// The year.
        year: YearNumber,
        /// What was filled in, by blank.
        values: BTreeMap<String, String>,
    },
    /// The days off of a year were entered; none goes back to what the program brings along.
    SetHolidays(i32, Option<HolidayYear>),
    /// Blanks of the open plan are to be filled.
    FillBlanks(BTreeMap<String, String>),
    /// A measure that was read from a typed line is to be added.
    AddEntry(Box<Draft>),
    /// A person is to be taken out of the plan, and from the measures they own.
    RemovePerson {
        /// Who.
        person: PersonId,
        /// Who owns the measures instead; none leaves them without.
        instead: Option<Box<NewOwner>>,
    },
    /// A name from earlier plans is to be forgotten.
    ForgetName(KnownName),
    /// A plan file is to be opened.
    OpenPath(PathBuf),
    /// The open plan of this number is to come to the front.
    ShowPlan(u64),
    /// The open plan of this number is to be closed.
    ClosePlan(u64),
    /// A plan's tab was moved.
    MoveTab {
        /// The number of the plan.
        number: u64,
        /// The plan before whose tab it goes; none puts it last.
        before: Option<u64>,
    },
    /// A recent plan is to be forgotten.
    ForgetRecent(PathBuf),
    /// A question was answered.
    Answer(Answer),
    /// The window is asked to close.
    CloseRequested,
    /// The window is like this, and these plans are open in it.
    KeepWindow(WindowSettings),
    /// A notice was read.
    Dismiss(u64),
    /// Work came to an end.
    Finished(Finished),
    /// Something was asked of the table.
    Table(TableAction),
    /// Something was asked of versions, a comparison or a merge.
    Compare(CompareAction),
    /// Something was asked of the review of an import.
    Import(ImportAction),
    /// The widths of the side panels were changed, in points.
    PanelWidths {
        /// Of the outline.
        outline: f32,
        /// Of the pages.
        pages: f32,
    },
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Save first.
    Save,
    /// Throw the changes away.
    Discard,
    /// Let it be.
    Cancel,
    /// Write over what is there.
    Overwrite,
    /// Save under another name.
    SaveAs,
    /// A path was given.
    Path(PathBuf),
}

/// Work that came to an end.
#[derive(Debug)]
pub enum Finished {
    /// A file was read.
    Read {
        /// The file.
        path: PathBuf,
        /// The plan, or why not.
        result: Result<Opened, ReadError>,
    },
    /// A file was written.
    Written {
        /// The file.
        path: PathBuf,
        /// The number of the write.
        number: u64,
        /// The version that was written.
        revision: u64,
        /// What the file looks like now, or why not.
        result: Result<Stamp, WriteError>,
    },
    /// A path was asked for with the system's dialog.
    Path {
        /// What for.
        purpose: PathPurpose,
        /// The path; none if the user let it be.
        path: Option<PathBuf>,
    },
    /// There is no system's dialog to ask for a path with.
    NoDialog {
        /// What for.
        purpose: PathPurpose,
        /// The path to begin with.
        suggested: PathBuf,
    },
    /// A PDF was written.
    Exported {
        /// The file.
        path: PathBuf,
        /// How many pages, or why not.
        result: Result<usize, ExportFault>,
    },
    /// The settings could not be kept.
    SettingsLost(WriteError),
    /// The lines of the table were found.
    Arranged(Box<Arranged>),
    /// A search through the plan came to its end.
    Found(Found),
    /// What was found was replaced.
    ReplacedAll(Box<ReplaceDone>),
    /// Versions, a comparison or a merge are there.
    Compare(CompareDone),
    /// Cells that were pasted into the table were read.
    CellsRead(Box<Pasted>),
    /// Cells of the table are ready for the clipboard.
    CellsCopied(String),
    /// The user's own library was read.
    Library(LibraryRead),
    /// The user's own templates were read, perhaps after a change.
    Templates(Box<TemplatesRead>),
    /// Measures that are nearly the same were looked for.
    Alike(Alike),
    /// Pasted text was read.
    PasteRead(Box<PasteRead>),
    /// A source was read, or a plan made of it.
    Import(ImportDone),
    /// A file of another format was written, or not.
    Saved {
        /// The file.
        path: PathBuf,
        /// What it is called, or why it is not there.
        result: Result<PathBuf, ExportFault>,
    },
    /// The printers were asked for.
    PrintersListed(Result<Vec<Printer>, PrintError>),
    /// A job has come so far.
    PrintProgressed {
        /// Its number.
        number: u64,
        /// How far.
        progress: Progress,
    },
    /// A job came to its end.
    Printed {
        /// Its number.
        number: u64,
        /// What was printed, or why not.
        result: Result<Printed, PrintFault>,
    },
    /// The pages were opened in the system's viewer, or not.
    PdfOpened(Result<(), PrintFault>),
    /// The profiles were read.
    ProfilesRead(Box<Profiles>),
    /// A profile was copied to this file, or not.
    ProfileCopied(Result<PathBuf, CopyFault>),
    /// A piece of work broke down.
    Panicked(Job),
}

/// A piece of work on a thread of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Reading a plan.
    Read,
    /// Writing the plan, with the number of the write.
    Write(u64),
    /// Asking for a path.
    AskPath,
    /// Writing a PDF.
    Export,
    /// Keeping the settings.
    KeepSettings,
    /// Finding the lines of the table.
    Arrange,
    /// Searching through the plan.
    Find,
    /// Comparing plans.
    Compare,
    /// Keeping a version.
    KeepVersion,
    /// Reading cells that were pasted into the table.
    ReadCells,
    /// Reading or changing the library.
    Library,
    /// Reading pasted text.
    ReadPaste,
    /// Reading a source, or making a plan of it.
    Import,
    /// Asking for the printers.
    ListPrinters,
    /// Printing, with the number of the job.
    Print(u64),
    /// Reading or copying profiles.
    Profiles,
    /// Reading or changing the user's own templates.
    Templates,
}

/// Why a PDF was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// The pages could not be set.
    #[error(transparent)]
    Typeset(#[from] crate::typeset::TypesetError),
    /// The pages could not be made a PDF.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// To open a plan.
    Open,
    /// To save the plan.
    Save,
    /// To write a PDF.
    Pdf,
    /// To compare with a plan.
    CompareWith,
    /// To merge with another person's plan.
    MergeWith,
    /// To read the plan that two were made from.
    MergeBase,
    /// To write a comparison as a PDF.
    MarkedPdf,
    /// To import a text or a document.
    Import,
    /// To write the plan in another format.
    Export(ExportFormat),
}

impl PathPurpose {
    /// Tells whether a file is read, which has to be there.
    #[must_use]
    pub const fn reads(self) -> bool {
        match self {
            Self::Open | Self::CompareWith | Self::MergeWith | Self::MergeBase | Self::Import => true,
            Self::Save | Self::Pdf | Self::MarkedPdf | Self::Export(_) => false,
        }
    }

    /// Returns the endings of the files it is about, without the dot before them.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Import => &crate::import::ENDINGS,
            Self::Open | Self::CompareWith | Self::MergeWith | Self::MergeBase | Self::Save => {
                &[crate::file::EXTENSION]
            }
            Self::Pdf | Self::MarkedPdf => &["pdf"],
            Self::Export(format) => format.endings(),
        }
    }

    /// Returns the ending that a file written for it gets, without the dot before it.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Import
            | Self::Open
            | Self::Save
            | Self::CompareWith
            | Self::MergeWith
            | Self::MergeBase => crate::file::EXTENSION,
            Self::Pdf | Self::MarkedPdf => "pdf",
            Self::Export(format) => format.ending(),
        }
    }
}

/// Puts the ending behind a name that has none of its own kind.
#[must_use]
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lower = name.to_lowercase();
    // A plan whose file bears only the last part of the ending keeps its name.
    let short = ending.rsplit('.').next().unwrap_or(ending);
    if lower.ends_with(&format!(".{ending}")) || lower.ends_with(&format!(".{short}")) {
        return path;
    }
    path.with_file_name(format!("{name}.{ending}"))
}

/// Work for the outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a plan file.
    Read(PathBuf),
    /// Write the plan to a file.
    Write {
        /// The number of the write, handed back when it ends: by then another plan may be open.
        number: u64,
        /// The file.
        path: PathBuf,
        /// The plan.
        plan: Arc<Plan>,
        /// Its version.
        revision: u64,
        /// What the file must still look like; none writes over anything.
        expected: Option<Stamp>,
    },
    /// Ask the user for a path.
    AskPath {
        /// What for.
        purpose: PathPurpose,
        /// The path to begin with.
        suggested: PathBuf,
    },
    /// Typeset the plan and write it as a PDF.
    ExportPdf {
        /// The file.
        path: PathBuf,
        /// The plan.
        plan: Arc<Plan>,
        /// How it is laid out.
        look: Arc<Look>,
    },
    /// Write the plan in another format.
    Export {
        /// The file; of several pages each gets one of its own.
        path: PathBuf,
        /// The format.
        format: ExportFormat,
        /// The plan.
        plan: Arc<Plan>,
        /// How it is laid out.
        look: Arc<Look>,
    },
    /// Ask for the printers.
    ListPrinters,
    /// Set the plan and print it.
    Print(Box<PrintWork>),
    /// Set the plan and open its pages in the system's viewer.
    OpenPdf {
        /// The plan.
        plan: Arc<Plan>,
        /// How it is laid out.
        look: Arc<Look>,
        /// Which pages, counted from 1; none at all means all.
        ranges: Vec<(usize, usize)>,
    },
    /// Read the user's own profiles.
    ReadProfiles,
    /// Copy the profile of this id into the user's own.
    CopyProfile(String),
    /// Typeset a comparison and write it as a PDF.
    ExportMarked {
        /// The file.
        path: PathBuf,
        /// The plan as it was.
        old: Arc<Plan>,
        /// The plan as it is.
        new: Arc<Plan>,
    },
    /// Keep or list versions, compare, merge.
    Compare(CompareWork),
    /// Read a source, or make a plan of it.
    Import(Box<ImportWork>),
    /// Find the lines of the table.
    Arrange(Box<ArrangeWork>),
    /// Read cells that were pasted into the table.
    ReadCells(Box<PasteWork>),
    /// Write many cells of the table for the clipboard.
    CopyCells(Box<CopyWork>),
    /// Keep the settings.
    KeepSettings(Settings),
    /// Search through the plan.
    Find(SearchJob),
    /// Replace what was found.
    ReplaceAll(Box<ReplaceWork>),
    /// Change the user's own library, if there is a change, and read it.
    ChangeLibrary(Option<LibraryChange>),
    /// Read the user's own templates, after a change if there is one.
    Templates(Box<TemplateWork>),
    /// Look for measures that are nearly the same.
    FindAlike(AlikeWork),
    /// Keep the user's own days off, in the form they are read in.
    KeepHolidays(String),
    /// Put a text on the clipboard.
    CopyText(String),
    /// Have the clipboard pasted, as by its keys.
    RequestPaste,
    /// Read pasted text.
    ReadPaste(Box<Pasting>),
    /// Close the window.
    Quit,
}
