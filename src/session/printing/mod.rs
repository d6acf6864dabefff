//! Printing: how a plan is laid out on paper, which printer it goes to, what became of it.
//!
//! A document is handed over once. While a job is under way no other one begins, and whatever became
//! of it, nothing is sent again until the user asks for it.

mod choices;
mod findings;
mod job;
mod layouts;
mod media;
mod ranges;
mod spot;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::choices::{Choice, Choices, Look, PrintSettings};
pub use self::findings::PrintFinding;
pub use self::job::{Outcome, PrintFault, PrintJob, PrintWork};
pub use self::layouts::{FACE_ROLES, LayoutKind, PROSE, face_key, profile_key};
pub use self::media::media_label;
pub use self::ranges::{RangeFault, count_of, read_ranges};
pub use self::spot::{PrintedLine, Spot, line_of, spot_at};
pub use crate::print::{PrintError, Printed, Printer, PrinterState, Progress, Sides};

use super::{Caret, Effect, Level, PathPurpose, Screen, Session};
use crate::locale::Catalogue;
use crate::model::Language;
use crate::typeset::{Profile, Profiles};

/// What printing keeps.
#[derive(Debug)]
pub struct Printing {
    /// The profiles there are.
    pub profiles: Profiles,
    /// Whether the printers are being asked for.
    pub asking: bool,
    /// The printers, or why they are not known; none while they were never asked for.
    pub printers: Option<Result<Vec<Printer>, PrintError>>,
    /// Which pages, as typed; nothing means all.
    pub typed: String,
    /// How many copies.
    pub copies: u16,
    /// The job under way.
    pub job: Option<PrintJob>,
    /// What became of the last one.
    pub outcome: Option<Outcome>,
    /// How many pages the plan in front has, as the roof tells it; none while they are being set.
    pub pages: Option<usize>,
    /// Why they cannot be set, as the roof tells it.
    pub refusal: Option<Refusal>,
    next_job: u64,
    /// The choices of open plans by their numbers.
    choices: BTreeMap<u64, Choices>,
    look: Arc<Look>,
}

impl Default for Printing {
    fn default() -> Self {
        Self {
            profiles: Profiles::bundled(),
            asking: false,
            printers: None,
            typed: String::new(),
            copies: 1,
            job: None,
            outcome: None,
            pages: None,
            refusal: None,
            next_job: 0,
            choices: BTreeMap::new(),
            look: Arc::new(Look::of(Profile::of_language(Language::default()))),
        }
    }
}

impl Printing {
    /// The most copies that can be asked for.
    pub const MOST_COPIES: u16 = 99;

    /// Returns how the plan in front is laid out on paper.
    #[must_use]
    pub fn look(&self) -> Arc<Look> {
        Arc::clone(&self.look)
    }
}

/// Something that was asked of printing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintAction {
    /// The pages are to be laid out otherwise.
    Choose(Choice),
    /// Which pages, as typed.
    Pages(String),
    /// How many copies.
    Copies(u16),
    /// Another printer.
    Printer(String),
    /// Which sides of the sheet.
    Sides(Sides),
    /// Other paper, by its PWG name.
    Media(String),
    /// Whether two pages are shown side by side.
    Spread(bool),
    /// Whether the grid of the type area is shown.
    Grid(bool),
    /// The printers are to be asked for again.
    Refresh,
    /// The plan is to be written in another format.
    Export(ExportFormat),
    /// The pages are to be opened in the system's viewer.
    OpenPdf,
    /// A profile is to be copied, to be changed.
    CopyProfile(String),
    /// What stands at a place of the page is to be written in.
    GoTo(Spot),
}

/// A format besides PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A document for a word processor.
    Docx,
    /// Tables.
    Xlsx,
    /// Deadlines for a calendar.
    Ics,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// A picture of each page.
    Png,
    /// A drawing of each page.
    Svg,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Docx, Self::Xlsx, Self::Ics, Self::Markdown, Self::Text, Self::Png, Self::Svg];

    /// Returns the ending of its files, without the dot before it.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self.endings() {
            [ending, ..] => ending,
            [] => "",
        }
    }

    /// Returns the endings of its files, which is one.
    pub(super) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Ics => &["ics"],
            Self::Markdown => &["md"],
            Self::Text => &["txt"],
            Self::Png => &["png"],
            Self::Svg => &["svg"],
        }
    }

    /// Returns the key of its name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Docx => "print-format-docx",
            Self::Xlsx => "print-format-xlsx",
            Self::Ics => "print-format-ics",
            Self::Markdown => "print-format-md",
            Self::Text => "print-format-txt",
            Self::Png => "print-format-png",
            Self::Svg => "print-format-svg",
        }
    }

    /// Tells whether its files are laid out as the pages are; the others hold the plan whatever its
    /// layout.
    #[must_use]
    pub const fn is_laid_out(self) -> bool {
        matches!(self, Self::Docx | Self::Png | Self::Svg)
    }

    /// Returns the key of its name in a sentence.
    const fn name_key(self) -> &'static str {
        match self {
            Self::Docx => "print-written-docx",
            Self::Xlsx => "print-written-xlsx",
            Self::Ics => "print-written-ics",
            Self::Markdown => "print-written-md",
            Self::Text => "print-written-txt",
            Self::Png => "print-written-png",
            Self::Svg => "print-written-svg",
        }
    }
}

/// Why the pages that are shown cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, and what to do.
    pub text: String,
    /// Whether the plan lacks what the layout prints, so that no other format prints it either.
    pub is_lack: bool,
}

/// Why a profile was not copied.
#[derive(Debug)]
pub enum CopyFault {
    /// The program keeps no settings.
    NoFolder,
    /// The profile is one of the user's own.
    NotBundled,
    /// The file could not be written.
    Write(crate::file::WriteError),
}

impl From<crate::file::WriteError> for CopyFault {
    fn from(error: crate::file::WriteError) -> Self {
        Self::Write(error)
    }
}

/// Says what is wrong with pages as they were typed.
#[must_use]
pub fn range_words(words: &Catalogue, fault: RangeFault) -> String {
    match fault {
        RangeFault::Unreadable => words.text("print-pages-unreadable"),
        RangeFault::Beyond { pages } => words.with("print-pages-beyond", &[("pages", pages.into())]),
    }
}

impl Session {
    /// Returns what was chosen of the pages of the plan in front.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let Some(open) = &self.open else { return Choices::default() };
        let kept = || {
            let path = open.path.as_ref()?;
            let (_, choices) = self.settings.printing.plans.iter().find(|(known, _)| known == path)?;
            Some(choices.clone())
        };
        self.printing.choices.get(&open.number).cloned().or_else(kept).unwrap_or_default()
    }

    /// Returns the profile that is chosen for the plan in front, as it is in its file.
    #[must_use]
    pub fn chosen_profile(&self) -> Profile {
        let language = self.plan().map(|plan| plan.language).unwrap_or_default();
        let profiles = &self.printing.profiles;
        let chosen = self.choices().profile.and_then(|id| profiles.get(&id).cloned());
        chosen.unwrap_or_else(|| profiles.of_language(language))
    }

    /// Returns why the pages that are shown can be neither printed nor kept.
    #[must_use]
    pub fn pages_refusal(&self) -> Option<&Refusal> {
        self.printing.refusal.as_ref().filter(|_| self.screen == Screen::Print)
    }

    /// Returns why the plan cannot be written in a format as it is laid out now.
    #[must_use]
    pub fn export_refusal(&self, format: ExportFormat) -> Option<&Refusal> {
        // A word processor sets its pages itself.
        let needs_pages = format != ExportFormat::Docx;
        self.pages_refusal().filter(|refusal| format.is_laid_out() && (needs_pages || refusal.is_lack))
    }

    /// Returns what the layout of the pages adds to the name of a file; nothing for the text.
    pub(super) fn name_of_layout(&self) -> Option<String> {
        let layout = &self.printing.look.layout;
        let kind = LayoutKind::of_id(layout).filter(|kind| *kind != LayoutKind::Prose)?;
        let name = self.words.text(kind.key());
        Some(match layout.split_once(':') {
            Some((_, asked)) => format!("{name} {asked}"),
            None => name,
        })
    }

    /// Keeps up with the plan in front: how its pages look, what is remembered of it.
    pub(super) fn follow_printing(&mut self) -> Vec<Effect> {
        let choices = self.choices();
        let profile = choices.applied(self.chosen_profile());
        // The pages beside the document are always those of the text.
        let printing = self.screen == Screen::Print;
        let look = Look {
            profile,
            layout: if printing { choices.layout.clone() } else { PROSE.to_owned() },
            cover: printing && choices.cover,
            contents: printing && choices.contents,
            bundled: choices.bundled,
        };
        if *self.printing.look != look {
            self.printing.look = Arc::new(look);
        }
        let Some(open) = &self.open else { return Vec::new() };
        let number = open.number;
        if let (Some(path), Some(chosen)) = (&open.path, self.printing.choices.get(&number)) {
            let kept = self.settings.printing.plans.iter().find(|(known, _)| known == path);
            if kept.is_none_or(|(_, kept)| kept != chosen) {
                let (path, chosen) = (path.clone(), chosen.clone());
                self.settings.printing.remember(path, chosen);
                return vec![self.keep_settings()];
            }
        }
        Vec::new()
    }

    /// Shows the pages. The printers and the user's own profiles are asked for.
    pub(super) fn go_print(&mut self) -> Vec<Effect> {
        self.screen = Screen::Print;
        let mut effects = vec![Effect::ReadProfiles];
        effects.extend(self.ask_printers());
        effects
    }

    fn ask_printers(&mut self) -> Option<Effect> {
        if std::mem::replace(&mut self.printing.asking, true) {
            return None;
        }
        Some(Effect::ListPrinters)
    }

    pub(super) fn print_action(&mut self, action: PrintAction) -> Vec<Effect> {
        match action {
            PrintAction::Choose(choice) => {
                let mut choices = self.choices();
                choices.change(choice);
                if let Some(open) = &self.open {
                    self.printing.choices.insert(open.number, choices);
                }
            }
            PrintAction::Pages(typed) => self.printing.typed = typed,
            PrintAction::Copies(copies) => {
                self.printing.copies = copies.clamp(1, Printing::MOST_COPIES);
            }
            PrintAction::Printer(name) => {
                self.settings.printing.printer = Some(name);
                return vec![self.keep_settings()];
            }
            PrintAction::Sides(sides) => {
                self.settings.printing.sides = sides;
                return vec![self.keep_settings()];
            }
            PrintAction::Media(media) => {
                self.settings.printing.media = Some(media);
                return vec![self.keep_settings()];
            }
            PrintAction::Spread(on) => {
                self.settings.printing.spread = on;
                return vec![self.keep_settings()];
            }
            PrintAction::Grid(on) => {
                self.settings.printing.grid = on;
                return vec![self.keep_settings()];
            }
            PrintAction::Refresh => return self.ask_printers().into_iter().collect(),
            PrintAction::Export(format) if self.export_refusal(format).is_some() => {}
            PrintAction::Export(format) => return self.ask_path(PathPurpose::Export(format)),
            PrintAction::OpenPdf if self.pages_refusal().is_some() => {}
            PrintAction::OpenPdf => return self.open_pdf(),
            PrintAction::CopyProfile(id) => return vec![Effect::CopyProfile(id)],
            PrintAction::GoTo(Spot { record, caret }) => {
                self.screen = Screen::Write;
                self.selection = super::Selection::default();
                self.focus = record;
                let detail = matches!(caret, Caret::Span { field, .. } if field.is_detail());
                if detail && !std::mem::replace(&mut self.settings.inspector, true) {
                    self.show(record, Some(caret));
                    return vec![self.keep_settings()];
                }
                self.show(record, Some(caret));
            }
        }
        Vec::new()
    }

    /// Has the pages that are asked for opened in the viewer; all, where they cannot be read.
    fn open_pdf(&self) -> Vec<Effect> {
        let Some(plan) = self.plan().cloned() else { return Vec::new() };
        let ranges = self.print_ranges().unwrap_or_default();
        vec![Effect::OpenPdf { plan, look: self.printing.look(), ranges }]
    }

    // The printer.

    /// Returns the printer that is used, as far as it is known: the chosen one where it is still
    /// there, else the default one, else the only one.
    #[must_use]
    pub fn printer(&self) -> Option<&Printer> {
        let printers = self.printing.printers.as_ref()?.as_ref().ok()?;
        let chosen = self.settings.printing.printer.as_deref();
        let only = || if let [only] = printers.as_slice() { Some(only) } else { None };
        printers
            .iter()
            .find(|printer| Some(printer.name.as_str()) == chosen)
            .or_else(|| printers.iter().find(|printer| printer.default))
            .or_else(only)
    }

    /// Returns the printer that a job goes to; none leaves it to the print service.
    fn wanted_printer(&self) -> Option<String> {
        match &self.printing.printers {
            Some(Ok(_)) => self.printer().map(|printer| printer.name.clone()),
            // Nothing is known yet: the name that was chosen before is as good as any.
            Some(Err(_)) | None => self.settings.printing.printer.clone(),
        }
    }

    /// Returns which sides are printed: as chosen, where the printer can.
    #[must_use]
    pub fn print_sides(&self) -> Sides {
        let chosen = self.settings.printing.sides;
        match self.printer() {
            Some(printer) if !printer.sides.contains(&chosen) => Sides::One,
            Some(_) | None => chosen,
        }
    }

    /// Returns the paper of the page by its PWG name.
    #[must_use]
    pub fn page_media(&self) -> String {
        media::media_of(&self.printing.look.profile)
    }

    /// Returns the paper: as chosen where the printer has it, else that of the page.
    #[must_use]
    pub fn print_media(&self) -> String {
        let known = |media: &String| self.printer().is_none_or(|printer| printer.media.contains(media));
        self.settings.printing.media.clone().filter(known).unwrap_or_else(|| self.page_media())
    }

    /// Returns the pages that are printed; none at all means all.
    ///
    /// # Errors
    /// What was typed names no pages, or some that there are not.
    pub fn print_ranges(&self) -> Result<Vec<(usize, usize)>, RangeFault> {
        read_ranges(&self.printing.typed, self.printing.pages)
    }

    // What comes of work outside.

    pub(super) fn printers_listed(&mut self, result: Result<Vec<Printer>, PrintError>) {
        self.printing.asking = false;
        self.printing.printers = Some(result);
    }

    pub(super) fn profile_copied(&mut self, result: Result<PathBuf, CopyFault>) -> Vec<Effect> {
        match result {
            Ok(path) => {
                let text = self
                    .words
                    .with("print-profile-copied-text", &[("path", path.display().to_string().into())]);
                let words = (self.words.text("print-profile-copied"), text);
                self.tell(Level::Done, words, None);
                vec![Effect::ReadProfiles]
            }
            Err(fault) => {
                let why = match &fault {
                    CopyFault::NoFolder => self.words.text("print-profile-no-folder"),
                    CopyFault::NotBundled => self.words.text("print-profile-not-bundled"),
                    CopyFault::Write(error) => {
                        self.words.with("why-io", &[("cause", error.to_string().into())])
                    }
                };
                let words = (self.words.text("print-profile-not-copied"), why);
                self.tell(Level::Error, words, None);
                Vec::new()
            }
        }
    }

    /// Tells that a plan was written in another format, and what of its pages that has no place for.
    pub(super) fn tell_saved(&mut self, written: &Path) {
        let ending = written.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let format = ExportFormat::ALL.into_iter().find(|format| format.ending() == ending);
        let name = format.map_or_else(|| ending.to_owned(), |format| self.words.text(format.name_key()));
        let path = [("path", written.display().to_string().into())];
        let mut text = self.words.with("print-saved-text", &path);
        let Choices { cover, contents, .. } = self.choices();
        let mut level = Level::Done;
        if format == Some(ExportFormat::Docx) && (cover || contents) {
            level = Level::Warning;
            let key = match (cover, contents) {
                (true, false) => "print-saved-no-cover",
                (false, _) => "print-saved-no-contents",
                (true, true) => "print-saved-no-front",
            };
            text = self.words.with(key, &path);
        }
        self.tell(level, (self.words.with("notice-exported-as", &[("format", name.into())]), text), None);
    }

    pub(super) fn pdf_opened(&mut self, result: Result<(), PrintFault>) {
        if let Err(fault) = result {
            let words = (self.words.text("print-headline-not-shown"), fault.words(&self.words));
            self.tell(Level::Error, words, None);
        }
    }
}
