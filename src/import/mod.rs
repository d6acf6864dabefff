//! Last year's plan in a text, a Markdown file or a document becomes records.
//!
//! A source goes through pure steps: bytes → lines → paragraphs → segments → outline → plan. Every
//! step notes what it did with which line, so that nothing is lost silently, and every step heeds
//! the user's [`Decision`]s, so that a review can change one and import again.
//!
//! Limits: lost characters and headings are not made up; what could be read in two ways is read in
//! one and told as a guess.

mod account;
mod bracket;
mod build;
mod clean;
mod decode;
mod docx;
mod draft;
mod edges;
mod fields;
pub mod found;
mod items;
mod json;
mod kept;
mod kind;
mod markdown;
mod marker;
mod outline;
mod pages;
mod paragraphs;
mod parts;
mod prose;
mod roles;
mod segments;
mod source;
mod tables;
mod title;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::PlanKind;

pub use account::{Account, Fate, Guess, Place, Reason, Report};
pub use build::{Built, Field, Wish, build};
pub use docx::DocxFault;
pub use draft::{ItemDraft, Outline, SectionDraft, Told};
pub use fields::{OfferedIndicator, Offers, is_words, offers, offers_of};
pub use json::json;
pub use marker::{Marker, Style};
pub use source::{Hint, Line, lines};
pub use title::{named, named_unmade, title_of_heading, title_of_name};

/// What the user decided about a line, in place of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Leave it out.
    Drop,
    /// Take it in, whatever it looks like, as a line of its own that is not parted inside.
    Keep,
    /// It goes on with the line before.
    Join,
    /// It is a plan's title.
    Title,
    /// It is a paragraph before the body.
    Opening,
    /// It is a heading of this level, counted from 1.
    Heading(u8),
    /// It is a numbered item.
    Item,
    /// It is a paragraph without a number.
    Paragraph,
    /// It is a paragraph after the body.
    Closing,
    /// A plan of its own begins here.
    StartsPlan,
}

impl Decision {
    /// Tells whether the line has no number, whatever opens it.
    const fn is_plain(self) -> bool {
        matches!(self, Self::Title | Self::Opening | Self::Paragraph | Self::Closing)
    }
}

/// The user's decisions, by the number of the line.
pub type Decisions = BTreeMap<usize, Decision>;

/// How deep the user wants items to lie, by the line that an item begins on: 0 is a measure, 1 a part
/// of one.
pub type Depths = BTreeMap<usize, usize>;

/// Moves items to the depths that the user wants.
pub fn set_depths(import: &mut Import, depths: &Depths) {
    for (line, depth) in depths {
        for plan in &mut import.plans {
            plan.outline.set_depth(*line, *depth);
        }
    }
}

/// One plan of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Which of the source's plans it is, counted from 1.
    pub part: usize,
    /// The line that names it on a collecting page.
    pub heading_line: Option<usize>,
    /// What that line says.
    pub heading: Option<String>,
    /// Its first line.
    pub first_line: usize,
    /// Its last line.
    pub last_line: usize,
    /// Its outline.
    pub outline: Outline,
    /// What sort of plan it seems to be.
    pub kind: Option<PlanKind>,
    /// Whether it seems to be a plan at all.
    pub is_plan: bool,
}

/// What came of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The plans found, in order.
    pub plans: Vec<Imported>,
    /// What became of every line.
    pub report: Report,
    /// The decisions it was made with.
    pub decisions: Decisions,
}

/// Tells work that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says so.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Tells whether it was said.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Imports lines.
#[must_use]
pub fn import(lines: &[Line], decisions: &Decisions) -> Import {
    import_until(lines, decisions, &Stop::default()).unwrap_or_default()
}

/// Imports lines; none where it was told to stop before it was done.
#[must_use]
pub fn import_until(lines: &[Line], decisions: &Decisions, stop: &Stop) -> Option<Import> {
    let mut report = Report::default();
    let plain = clean::lines(lines, &mut report);
    let lines = plain.as_deref().unwrap_or(lines);
    let (parts, chrome) = pages::split(lines, decisions, &mut report);
    let mut plans: Vec<Imported> = Vec::new();
    let several = parts.len() > 1;
    for part in parts {
        let range = part.lines.clone();
        let (Some(lines), Some(chrome)) = (lines.get(range.clone()), chrome.get(range)) else { continue };
        let paragraphs = paragraphs::paragraphs(lines, chrome, decisions, &mut report, stop);
        let segments = segments::segments(paragraphs, &mut report, stop);
        let outline = outline::outline(segments, &mut report, stop);
        if stop.is_set() {
            return None;
        }
        let (kind, is_plan) = (kind::kind(&outline), kind::is_plan(&outline));
        let mut first_line = part.first_line;
        let mut heading_line = part.heading_line;
        // Where a page names none of its texts, a text's own title tells it from the others.
        if let Some(title) = outline.title.as_ref().filter(|title| title.line == first_line)
            && several
            && heading_line.is_none()
        {
            let said = |line: &&Line| line.number > title.line && !line.text.is_empty();
            heading_line = Some(title.line);
            first_line = lines.iter().find(said).map_or(first_line, |line| line.number);
        }
        plans.push(Imported {
            part: plans.len() + 1,
            heading_line,
            heading: part.heading,
            first_line,
            last_line: part.last_line,
            outline,
            kind,
            is_plan,
        });
    }
    Some(Import { plans, report, decisions: decisions.clone() })
}

/// The largest file that is read, in bytes. A plan of a thousand pages is a tenth of it.
pub const MOST_BYTES: u64 = 32 << 20;

/// The most lines that are read, empty ones included, for each takes memory however short it is: as
/// many as ten thousand pages have.
pub const MOST_LINES: usize = 400_000;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A document of Word, WPS or `LibreOffice`.
    Docx,
}

/// A source that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its format, by what it holds.
    pub format: Format,
    /// The name of its encoding; none for a document.
    pub encoding: Option<&'static str>,
    /// What the user should know of the reading.
    pub notes: Vec<SourceNote>,
}

/// Something the user should know of how a source was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceNote {
    /// The name of the file says another format than it has.
    OtherFormat,
    /// So many characters could not be read; each stands as U+FFFD.
    Damaged(usize),
    /// The encoding is a guess.
    Guessed,
}

/// Why a source was not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// Its name has no ending of a format that is read.
    #[error("the file's name ends in none of .txt, .md and .docx")]
    NoFormat,
    /// It is larger than [`MOST_BYTES`].
    #[error("the file has {bytes} bytes, more than {MOST_BYTES}")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// It has more than [`MOST_LINES`].
    #[error("the file has {lines} lines, more than {MOST_LINES}")]
    TooManyLines {
        /// How many it has.
        lines: usize,
    },
    /// It says nothing.
    #[error("the file is empty")]
    Empty,
    /// It is no text.
    #[error("the file is no text")]
    NotText,
    /// It is a document that was not read.
    #[error(transparent)]
    Docx(#[from] DocxFault),
}

/// The endings of files that are read.
pub const ENDINGS: [&str; 5] = ["txt", "md", "docx", "markdown", "text"];

/// Returns the format that a file's ending names.
#[must_use]
pub fn format_of(ending: &str) -> Option<Format> {
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "docx" => Format::Docx,
        _ => return None,
    })
}

/// Reads the lines of a file.
///
/// # Errors
/// The file is too large, empty, no text, or a document that cannot be read.
pub fn read(bytes: &[u8], named: Format) -> Result<Source, ImportFault> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MOST_BYTES {
        return Err(ImportFault::TooLarge { bytes: size });
    }
    if bytes.is_empty() {
        return Err(ImportFault::Empty);
    }
    let mut notes = Vec::new();
    if docx::looks_like_document(bytes) {
        if named != Format::Docx {
            notes.push(SourceNote::OtherFormat);
        }
        let lines = docx::lines(bytes)?;
        return said(Source { lines, format: Format::Docx, encoding: None, notes });
    }
    let Some(decoded) = decode::decode(bytes) else {
        return Err(if named == Format::Docx {
            DocxFault::NotADocument.into()
        } else {
            ImportFault::NotText
        });
    };
    let lines = source::count(&decoded.text);
    if lines > MOST_LINES {
        return Err(ImportFault::TooManyLines { lines });
    }
    let format = if named == Format::Docx {
        notes.push(SourceNote::OtherFormat);
        Format::Text
    } else if named == Format::Text && markdown::is_marked(&decoded.text) {
        notes.push(SourceNote::OtherFormat);
        Format::Markdown
    } else {
        named
    };
    if decoded.damaged > 0 {
        notes.push(SourceNote::Damaged(decoded.damaged));
    } else if !decoded.certain {
        notes.push(SourceNote::Guessed);
    }
    let lines = if format == Format::Markdown {
        markdown::lines(&decoded.text)
    } else {
        source::lines(&decoded.text)
    };
    said(Source { lines, format, encoding: Some(decoded.encoding), notes })
}

fn said(source: Source) -> Result<Source, ImportFault> {
    if source.lines.iter().all(|line| line.text.trim().is_empty()) {
        Err(ImportFault::Empty)
    } else {
        Ok(source)
    }
}
