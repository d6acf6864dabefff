//! Last year's plan in a text, a Markdown file or a document becomes records.
//!
//! A source goes through pure steps: bytes → lines → paragraphs → segments → outline → plan. Every
//! step notes what it did with which line, so that nothing is lost silently, and every step heeds
//! the user's [`Decision`]s, so that a review can change one and import again.
//!
//! Limits: lost characters and headings are not made up; what could be read in two ways is read in
//! one and told as a guess.

mod account;
mod clean;
mod draft;
pub mod found;
mod items;
mod json;
mod marker;
mod outline;
mod pages;
mod paragraphs;
mod prose;
mod roles;
mod segments;
mod source;

use std::collections::BTreeMap;

use crate::model::PlanKind;

pub use account::{Account, Fate, Guess, Place, Reason, Report};
pub use draft::{ItemDraft, Outline, SectionDraft, Told};
pub use json::json;
pub use marker::{Marker, Style};
pub use source::{Hint, Line, lines};

/// What the user decided about a line, in place of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Leave it out.
    Drop,
    /// Take it in, whatever it looks like.
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

/// Imports lines.
#[must_use]
pub fn import(lines: &[Line], decisions: &Decisions) -> Import {
    let mut report = Report::default();
    let starts: Vec<usize> = decisions
        .iter()
        .filter(|(_, decision)| **decision == Decision::StartsPlan)
        .map(|(line, _)| *line)
        .collect();
    let (parts, chrome) = pages::split(lines, &starts, &mut report);
    let mut plans = Vec::new();
    for part in parts {
        let range = part.lines.clone();
        let (Some(lines), Some(chrome)) = (lines.get(range.clone()), chrome.get(range)) else { continue };
        let paragraphs = paragraphs::paragraphs(lines, chrome, decisions, &mut report);
        let segments = segments::segments(&paragraphs, &mut report);
        let outline = outline::outline(segments, &mut report);
        plans.push(Imported {
            part: plans.len() + 1,
            heading_line: part.heading_line,
            heading: part.heading,
            first_line: part.first_line,
            last_line: part.last_line,
            outline,
            kind: None,
        });
    }
    Import { plans, report, decisions: decisions.clone() }
}
