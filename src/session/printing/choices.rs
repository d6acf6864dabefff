//! What is chosen of a plan's pages and of the printer.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::PROSE;
use crate::print::Sides;
use crate::typeset::{PageNumberPlace, Profile};

/// How a plan is laid out on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Choices {
    /// The layout by its id, such as `prose` or `mine:王芳`.
    pub layout: String,
    /// The profile by its id; none takes that of the plan's language.
    pub profile: Option<String>,
    /// Where page numbers stand; none leaves it to the profile.
    pub page_number: Option<PageNumberPlace>,
    /// Whether a draft is marked as one; none leaves it to the profile.
    pub draft_mark: Option<bool>,
    /// Whether open blanks are printed as rules to be filled in by hand.
    pub to_fill_in: bool,
    /// Whether a cover comes first.
    pub cover: bool,
    /// Whether a table of contents comes before the text.
    pub contents: bool,
    /// Whether only faces that come with the program are used.
    pub bundled: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            layout: PROSE.to_owned(),
            profile: None,
            page_number: None,
            draft_mark: None,
            to_fill_in: false,
            cover: false,
            contents: false,
            bundled: false,
        }
    }
}

/// A change of a plan's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Another layout, by its id.
    Layout(String),
    /// Another profile, by its id.
    Profile(String),
    /// Where page numbers stand; none leaves it to the profile.
    PageNumber(Option<PageNumberPlace>),
    /// Whether a draft is marked; none leaves it to the profile.
    DraftMark(Option<bool>),
    /// Whether open blanks are printed as rules.
    ToFillIn(bool),
    /// Whether a cover comes first.
    Cover(bool),
    /// Whether a table of contents comes before the text.
    Contents(bool),
    /// Whether only faces that come with the program are used.
    Bundled(bool),
}

impl Choices {
    /// Makes a change.
    pub(super) fn change(&mut self, choice: Choice) {
        match choice {
            Choice::Layout(id) => self.layout = id,
            Choice::Profile(id) => self.profile = Some(id),
            Choice::PageNumber(place) => self.page_number = place,
            Choice::DraftMark(shown) => self.draft_mark = shown,
            Choice::ToFillIn(on) => self.to_fill_in = on,
            Choice::Cover(on) => self.cover = on,
            Choice::Contents(on) => self.contents = on,
            Choice::Bundled(on) => self.bundled = on,
        }
    }

    /// Returns the profile as it is with what was chosen otherwise.
    pub(super) fn applied(&self, mut profile: Profile) -> Profile {
        if let Some(place) = self.page_number {
            profile.page_number.place = place;
        }
        if let Some(shown) = self.draft_mark {
            profile.draft_mark.shown = shown;
        }
        profile.to_fill_in |= self.to_fill_in;
        profile
    }
}

/// All that the pages of a plan depend on besides the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The page, with what was chosen otherwise than the profile says.
    pub profile: Profile,
    /// The layout by its id.
    pub layout: String,
    /// Whether a cover comes first.
    pub cover: bool,
    /// Whether a table of contents comes before the text.
    pub contents: bool,
    /// Whether only faces that come with the program are used.
    pub bundled: bool,
}

impl Look {
    /// Returns a profile in paragraphs, with the computer's faces first.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self { profile, layout: PROSE.to_owned(), cover: false, contents: false, bundled: false }
    }
}

/// What is kept of printing between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintSettings {
    /// The printer's queue; none takes the default one.
    pub printer: Option<String>,
    /// Which sides of the sheet.
    pub sides: Sides,
    /// The paper by its PWG name; none is that of the page.
    pub media: Option<String>,
    /// Whether two pages are shown side by side.
    pub spread: bool,
    /// Whether the grid of the type area is shown over the pages.
    pub grid: bool,
    /// The choices of plans by their files, the one changed last first.
    pub plans: Vec<(PathBuf, Choices)>,
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self {
            printer: None,
            sides: Sides::default(),
            media: None,
            spread: true,
            grid: false,
            plans: Vec::new(),
        }
    }
}

impl PrintSettings {
    /// How many plans' choices are remembered.
    pub const MAX_PLANS: usize = 40;

    /// Puts a plan's choices at the head of the remembered ones.
    pub(super) fn remember(&mut self, path: PathBuf, choices: Choices) {
        self.plans.retain(|(known, _)| *known != path);
        self.plans.insert(0, (path, choices));
        self.plans.truncate(Self::MAX_PLANS);
    }
}
