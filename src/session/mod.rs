//! What the program is doing, without a window: commands, actions, effects.
//!
//! The roof hands [`Action`]s to [`Session::dispatch`], which changes the session and returns the
//! [`Effect`]s that the roof is to perform; what comes of them returns as actions. Nothing here
//! reads a file, asks the clock or starts a thread, so every way through the program can be tested
//! without a window.

mod action;
mod blanks;
pub mod clipboard;
mod command;
pub mod comparing;
mod dispatch;
mod entry;
mod files;
pub mod find;
mod holidays;
pub mod importing;
mod insertion;
mod keys;
mod library;
mod notice;
pub mod printing;
mod selection;
mod settings;
pub mod structure;
pub mod table;
mod tabs;
mod templates;
mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

pub use action::{Action, Answer, Effect, ExportFault, Finished, Job, PathPurpose, with_ending};
pub use command::{Command, Group};
pub use keys::{Key, Keymap, KeysAction, NoShortcut, Reserved, Shortcut};
pub use library::{
    Alike, AlikeMeasure, AlikeWork, LibraryAction, LibraryChange, LibraryFault, LibraryRead, OwnLibrary,
    own_library_name,
};
pub use notice::{Level, Notice, Offer};
pub use selection::{Select, Selection};
pub use settings::{Recent, Settings, Theme};
pub use templates::{
    About, OwnTemplateFault, TemplateAction, TemplateDone, TemplateWork, TemplatesRead, broken_template,
};
pub use window::WindowSettings;

use crate::edit::Document;
use crate::file::Stamp;
use crate::locale::Catalogue;
use crate::model::{Id, Language, Plan};
use crate::template::Templates;
use crate::track::Holidays;

/// Everything the program knows while it runs.
#[derive(Debug)]
pub struct Session {
    /// What the user set, and the recent plans.
    pub settings: Settings,
    /// The words of the interface.
    pub words: Catalogue,
    /// Which keys give which command.
    pub keymap: Keymap,
    /// Find and replace.
    pub find: find::Find,
    /// The user's own library, once it was read.
    pub own_library: OwnLibrary,
    /// The templates there are, the user's own among them once they were read.
    pub templates: Templates,
    /// The measures that are nearly the same, once they were asked for.
    pub alike: Option<Alike>,
    /// Which screen is shown.
    pub screen: Screen,
    /// The plan in front.
    pub open: Option<OpenPlan>,
    /// The plans behind it.
    tabs: tabs::Tabs,
    /// What the user is asked.
    pub dialog: Option<Dialog>,
    /// What the user is told, oldest first.
    pub notices: Vec<Notice>,
    /// The blank that was gone to last.
    visited: Option<blanks::Visited>,
    /// The blank that is being written over.
    filling: Option<blanks::Filling>,
    /// The table.
    pub table: table::Table,
    /// Versions, a comparison, a merge.
    pub comparing: comparing::Comparing,
    /// A source on its way into a plan.
    pub importing: Option<importing::Importing>,
    /// Reviews that were left for another one, the one left last at the end.
    reviews_left: Vec<importing::Importing>,
    /// How many times something was asked of an import.
    imports: u64,
    /// The record that is being edited.
    pub focus: Option<Id>,
    /// Printing.
    pub printing: printing::Printing,
    /// The records that were copied last.
    clip: Option<clipboard::Clip>,
    /// The records that are selected.
    pub selection: Selection,
    /// A record to be brought into view, with a number that grows with each request.
    pub reveal: Reveal,
    /// How many times the line for a whole measure was asked for: another number is a new request.
    pub entry_asked: u64,
    /// What goes on once unsaved work is dealt with.
    then: Option<Then>,
    next_notice: u64,
    next_write: u64,
    /// What the system's dialog is asking for now.
    asking: Option<Asking>,
    /// How many plans were opened.
    opened: u64,
    /// Whether the window is dark now, whatever was set.
    pub is_dark: bool,
    /// The day it is, as the roof tells it.
    pub today: NaiveDate,
    /// Which days are off: what the program brings along, and the user's own years.
    pub holidays: Arc<Holidays>,
    /// The years that the user entered.
    pub own_holidays: Holidays,
}

/// The screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Recent plans and templates.
    #[default]
    Start,
    /// The plan as a document, with its outline and its pages.
    Write,
    /// Measures and other records as rows.
    Table,
    /// The measures on a time line, and the deadlines on a calendar.
    Year,
    /// The plan against another version or plan.
    Compare,
    /// A source on its way into a plan.
    Import,
    /// The pages, and printing them.
    Print,
}

impl Screen {
    /// Tells whether the screen shows the plan in front.
    #[must_use]
    pub const fn is_of_plan(self) -> bool {
        match self {
            Self::Start | Self::Import => false,
            Self::Write | Self::Table | Self::Year | Self::Compare | Self::Print => true,
        }
    }
}

/// A plan that is open, and where it is kept.
#[derive(Clone, Debug)]
pub struct OpenPlan {
    /// Tells it from the plans that were open before, whose revisions may be the same.
    pub number: u64,
    /// The plan with its history.
    pub document: Document,
    /// Its file; none if it was never saved.
    pub path: Option<PathBuf>,
    /// What the file looked like when it was read or written last.
    pub stamp: Option<Stamp>,
    /// The write that is under way.
    pub saving: Option<Saving>,
    /// When it was last saved in this session.
    pub saved_at: Option<NaiveDateTime>,
    /// A write that was asked for while another one was under way.
    queued: Option<(PathBuf, Option<Stamp>)>,
    /// The version whose changes the user gave up, while the window is being closed.
    given_up: Option<u64>,
    /// The review of the import that it was taken over from.
    review: Option<Box<importing::Review>>,
    /// Where the user was in it, while it is behind another.
    left: tabs::Left,
}

/// A write that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Its number.
    pub number: u64,
    /// The version that is written.
    pub revision: u64,
    /// The file.
    pub path: PathBuf,
}

impl OpenPlan {
    /// Tells whether the write of this number is under way.
    fn is_saving(&self, number: u64) -> bool {
        self.saving.as_ref().is_some_and(|saving| saving.number == number)
    }

    /// Tells whether it holds changes that no file holds and that the user has not given up.
    fn is_at_stake(&self) -> bool {
        self.document.is_modified() && self.given_up != Some(self.document.revision())
    }

    /// Returns the plan as it is now.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        self.document.plan()
    }
}

/// A request to show a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reveal {
    /// The record; none for the plan's head.
    pub record: Option<Id>,
    /// Whether the caret goes into its text, at which character (none: the end).
    pub caret: Option<Caret>,
    /// Grows with every request, so that showing the same record again is seen.
    pub serial: u64,
}

/// Where a caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caret {
    /// Before the first character.
    Start,
    /// Behind the last character.
    End,
    /// Where it is.
    Kept,
    /// Round the first blank, so that typing fills it.
    Blank,
    /// Round some characters of one of the record's texts.
    Span {
        /// The text.
        field: crate::edit::TextField,
        /// The first character, counted from 0.
        from: usize,
        /// The character behind the last one.
        to: usize,
    },
}

/// A question to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The plan has changes that no file holds.
    Unsaved,
    /// The file is no longer the one that was read or written last.
    ChangedElsewhere,
    /// A path is asked for without the system's dialog.
    Path {
        /// What for.
        purpose: PathPurpose,
        /// The path to begin with.
        suggested: PathBuf,
    },
    /// A template is chosen; the year and the blanks are asked for.
    NewPlan {
        /// The template's id.
        template: String,
    },
    /// The plan is to be saved as a template: its name, and what becomes a blank.
    SaveTemplate,
    /// An own template is to be named anew.
    RenameTemplate {
        /// Its id.
        id: String,
    },
    /// An own template is to be deleted.
    RemoveTemplate {
        /// Its id.
        id: String,
    },
    /// The open blanks of the plan, to be filled.
    Blanks,
    /// A new blank, to be put into the text at the caret.
    NewBlank,
    /// A search for commands and places in the plan.
    Palette,
    /// The keys of all commands.
    Shortcuts,
    /// Which days are off, by year.
    Holidays,
    /// Changing the keys of commands.
    ChangeKeys,
    /// What a version is to be called.
    KeepVersion,
    /// The library of measures and indicators.
    Library,
    /// Measures that are nearly the same.
    Alike,
}

/// What goes on once unsaved work is dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Then {
    Quit,
    /// Close the plan of this number.
    Close(u64),
}

/// A path that the system's dialog is asking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asking {
    /// The number of the plan that is to be saved or exported.
    plan: Option<u64>,
}

impl Session {
    /// Begins with these settings.
    #[must_use]
    pub fn new(settings: Settings, system_language: Language) -> Self {
        let words = Catalogue::new(settings.language.unwrap_or(system_language));
        let keymap = Keymap::new(&settings.keys);
        Self {
            settings,
            words,
            keymap,
            find: find::Find::default(),
            own_library: OwnLibrary::default(),
            templates: Templates::default(),
            alike: None,
            screen: Screen::Start,
            open: None,
            tabs: tabs::Tabs::default(),
            dialog: None,
            notices: Vec::new(),
            visited: None,
            filling: None,
            table: table::Table::default(),
            comparing: comparing::Comparing::default(),
            importing: None,
            reviews_left: Vec::new(),
            imports: 0,
            printing: printing::Printing::default(),
            focus: None,
            clip: None,
            selection: Selection::default(),
            reveal: Reveal::default(),
            entry_asked: 0,
            then: None,
            next_notice: 0,
            next_write: 0,
            asking: None,
            opened: 0,
            is_dark: false,
            today: NaiveDate::default(),
            holidays: Arc::new(Holidays::bundled()),
            own_holidays: Holidays::default(),
        }
    }

    /// Returns the plan in front.
    #[must_use]
    pub fn plan(&self) -> Option<&Arc<Plan>> {
        self.open.as_ref().map(OpenPlan::plan)
    }

    /// Tells whether the plan in front differs from its file.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.document.is_modified())
    }

    /// Returns the title for the window.
    #[must_use]
    pub fn window_title(&self) -> String {
        let name = self.words.text("app-name");
        match (&self.open, self.screen) {
            (Some(open), Screen::Write | Screen::Table | Screen::Year | Screen::Compare | Screen::Print) => {
                let mark = if open.document.is_modified() { "● " } else { "" };
                format!("{mark}{} — {name}", self.plan_title(open))
            }
            (Some(_), Screen::Start | Screen::Import) | (None, _) => name,
        }
    }

    /// Returns what a plan is called: its title, its file, or that it has none.
    #[must_use]
    pub fn plan_title(&self, open: &OpenPlan) -> String {
        let title = crate::locale::shown(&open.plan().title);
        if title.trim().is_empty() {
            open.path.as_deref().and_then(file_stem).unwrap_or_else(|| self.words.text("plan-untitled"))
        } else {
            title
        }
    }
}

/// Returns a plan file's name without its ending.
fn file_stem(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    Some(name.strip_suffix(&format!(".{}", crate::file::EXTENSION)).unwrap_or(&name).to_owned())
}
