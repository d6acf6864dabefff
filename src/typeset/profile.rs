//! Profiles: the printed page in numbers.
//!
//! A profile is plain data that can be kept as RON and changed field by field. The built-in one for
//! Chinese follows GB/T 9704-2012; what the standard fixes by two facts (so many characters in so
//! many millimetres) is kept as those facts, and the tracking and the line pitch follow from them.

use serde::{Deserialize, Serialize};

use crate::model::Language;

/// Points in a millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// How a plan is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its id, such as gbt9704.
    pub id: String,
    /// What it is called in lists; may be empty.
    #[serde(default)]
    pub name: String,
    /// The sheet.
    pub paper: Paper,
    /// What stays white round the type area.
    pub margins: Margins,
    /// How the type area is filled.
    pub grid: Grid,
    /// How paragraphs are set.
    pub paragraph: Paragraphs,
    /// Families for Latin letters and digits, the most wished one first.
    pub latin: Vec<String>,
    /// Body text.
    pub body: Style,
    /// The title of the plan and of an attachment.
    pub title: TitleStyle,
    /// The mark of a draft below the title.
    pub draft_mark: DraftMark,
    /// The levels of headings and numbered paragraphs, the highest first. Deeper ones than there
    /// are entries take the last.
    pub levels: Vec<Level>,
    /// A measure's title, run in before its text.
    pub run_in: Style,
    /// Tables.
    pub table: TableStyle,
    /// The page number.
    pub page_number: PageNumber,
    /// Name and date at the end.
    pub sign_off: SignOffPlace,
    /// Attachments.
    pub attachment: AttachmentStyle,
    /// What of a measure is printed.
    pub shown: Shown,
    /// Whether blanks are printed as lines long enough to be filled in by hand.
    #[serde(default)]
    pub to_fill_in: bool,
}

/// The sheet, in mm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Width in mm.
    pub width_mm: f64,
    /// Height in mm.
    pub height_mm: f64,
}

/// The margins, in mm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Above the type area (天头).
    pub top_mm: f64,
    /// Left of it; the binding margin (订口).
    pub left_mm: f64,
    /// Right of it.
    pub right_mm: f64,
    /// Below it.
    pub bottom_mm: f64,
    /// Whether left and right change places on even pages.
    pub mirrored: bool,
}

/// The lines of a page and the characters of a line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Lines that fill the type area exactly; none lets `line_pitch_pt` decide.
    pub lines_per_page: Option<u16>,
    /// The distance of base lines in pt, where the number of lines is not given.
    pub line_pitch_pt: f64,
    /// Characters that fill a line exactly; none sets the type as it comes.
    pub characters_per_line: Option<u16>,
    /// Whether a quarter of an em is put between Chinese and Latin characters.
    pub latin_gap: bool,
}

/// How paragraphs are set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Paragraphs {
    /// Indent of the first line, in characters.
    pub indent_characters: f64,
    /// Room between paragraphs beyond the line pitch, in pt.
    pub gap_pt: f64,
    /// Room above a heading beyond that, in pt.
    pub heading_gap_pt: f64,
    /// Whether lines are made equally long.
    pub justified: bool,
    /// Whether lines are broken so that all of a paragraph come out evenly, at the price of
    /// squeezing and spreading; otherwise each takes as many characters as it holds.
    pub even_lines: bool,
    /// Whether words may be broken with a hyphen.
    pub hyphenated: bool,
    /// Whether a single first or last line of a paragraph may stand alone on a page.
    pub single_lines: bool,
}

/// A face with its size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// The families, the most wished one first.
    pub faces: Vec<String>,
    /// The size in pt.
    pub size_pt: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether Latin letters and digits come from these families too, not from those for Latin.
    pub own_latin: bool,
}

/// The title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleStyle {
    /// Its face and size.
    pub style: Style,
    /// The distance of its lines, in pt.
    pub line_pitch_pt: f64,
    /// Blank lines above it.
    pub lines_above: f64,
    /// Blank lines below it, or below the draft mark.
    pub lines_below: f64,
}

/// The mark of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftMark {
    /// Whether a draft is marked.
    pub shown: bool,
    /// The mark, such as （讨论稿）; empty: the usual one of the plan's language.
    #[serde(default)]
    pub words: String,
    /// Its face and size.
    pub style: Style,
}

/// One level of headings and numbered paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The face and size of a heading at this level.
    pub style: Style,
    /// The numerals.
    pub numerals: Numerals,
    /// What stands before the number.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// Whether the numbers of the levels above stand before it, all in Arabic: 1.2.
    #[serde(default)]
    pub joined: bool,
    /// Whether measures of this level are set as sentences of one paragraph instead of paragraphs
    /// of their own: 一是…；二是….
    #[serde(default)]
    pub run_on: bool,
}

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// The mark of a draft.
    DraftMark,
    /// Body text.
    Body,
    /// Headings of a level, counted from 1.
    Level(usize),
    /// Titles that run in before a measure's text.
    RunIn,
    /// Cells of tables.
    Table,
    /// Heads of tables.
    TableHead,
    /// The label of an attachment.
    AttachmentLabel,
    /// The page number.
    PageNumber,
    /// Latin letters and digits.
    Latin,
}

/// The numerals of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numerals {
    /// 一, 二, 三.
    Chinese,
    /// 1, 2, 3.
    Arabic,
    /// I, II, III.
    Roman,
    /// A, B, C.
    Letter,
    /// i, ii, iii.
    SmallRoman,
    /// a, b, c.
    SmallLetter,
    /// ①, ②, ③.
    Circled,
}

/// Tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// The face and size of the cells.
    pub style: Style,
    /// The face of the head row.
    pub head: Style,
    /// The distance of lines in a cell, in pt.
    pub line_pitch_pt: f64,
    /// Room above and below the text of a cell, in pt.
    pub inset_y_pt: f64,
    /// Room left and right of it, in pt.
    pub inset_x_pt: f64,
    /// The thickness of the rules, in pt.
    pub rule_pt: f64,
}

/// The page number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// Where it stands.
    pub place: PageNumberPlace,
    /// Its face and size.
    pub style: Style,
    /// What stands before the number.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// From the lower edge of the type area to the upper edge of the dash, in mm.
    pub below_mm: f64,
    /// From the edge of the type area, in characters of the page number's size.
    pub inset_characters: f64,
}

/// Where the page number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageNumberPlace {
    /// Right on odd pages, left on even ones.
    Outside,
    /// In the middle.
    Middle,
    /// Nowhere.
    Nowhere,
}

/// Name and date at the end, without a seal (GB/T 9704-2012, 7.3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOffPlace {
    /// Blank lines between the text and the name.
    pub lines_above: f64,
    /// From the right edge to the longer of name and date, in characters.
    pub right_characters: f64,
    /// How far right of the name's first character the date starts, in characters.
    pub date_characters: f64,
}

/// Attachments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentStyle {
    /// Face and size of the label at the head of an attachment.
    pub label: Style,
    /// Blank lines above the note of attachments.
    pub note_lines_above: f64,
}

/// What of a measure is printed besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Shown {
    /// Owners.
    pub owners: bool,
    /// The time.
    pub times: bool,
    /// Indicators of measures.
    pub indicators: bool,
    /// Resources and budget.
    pub needs: bool,
    /// What can go wrong and what is done then.
    pub risks: bool,
    /// The document a measure comes from.
    pub sources: bool,
}

impl Shown {
    /// Everything.
    pub const ALL: Self =
        Self { owners: true, times: true, indicators: true, needs: true, risks: true, sources: true };
}

/// A profile by which nothing can be printed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProfileFault {
    /// A length is out of range, or no number at all.
    #[error("{field} is {found}, which is not between {least} and {most}")]
    Length {
        /// The field, by its path in the profile.
        field: &'static str,
        /// What was found.
        found: f64,
        /// The least that goes.
        least: f64,
        /// The most that goes.
        most: f64,
    },
    /// There is no level of headings.
    #[error("a profile needs at least one level of headings")]
    NoLevels,
}

impl Profile {
    /// Checks that every number is one by which a page can be set: a type area of 40 mm at least,
    /// type from 4 to 96 pt, lines that do not overlap.
    ///
    /// # Errors
    /// The first number that is out of range.
    pub fn check(&self) -> Result<(), ProfileFault> {
        let within = |field, found: f64, least: f64, most: f64| {
            if (least..=most).contains(&found) {
                Ok(())
            } else {
                Err(ProfileFault::Length { field, found, least, most })
            }
        };
        let margins = &self.margins;
        within("paper.width_mm", self.paper.width_mm, 50.0, 2000.0)?;
        within("paper.height_mm", self.paper.height_mm, 50.0, 2000.0)?;
        within("margins.left_mm", margins.left_mm, 0.0, self.paper.width_mm)?;
        within("margins.right_mm", margins.right_mm, 0.0, self.paper.width_mm - margins.left_mm - 40.0)?;
        within("margins.top_mm", margins.top_mm, 0.0, self.paper.height_mm)?;
        within("margins.bottom_mm", margins.bottom_mm, 0.0, self.paper.height_mm - margins.top_mm - 40.0)?;
        if self.levels.is_empty() {
            return Err(ProfileFault::NoLevels);
        }
        let sizes = [
            ("body.size_pt", &self.body),
            ("title.style.size_pt", &self.title.style),
            ("draft_mark.style.size_pt", &self.draft_mark.style),
            ("run_in.size_pt", &self.run_in),
            ("table.style.size_pt", &self.table.style),
            ("table.head.size_pt", &self.table.head),
            ("page_number.style.size_pt", &self.page_number.style),
            ("attachment.label.size_pt", &self.attachment.label),
        ];
        let levels = self.levels.iter().map(|level| ("levels.style.size_pt", &level.style));
        for (field, style) in sizes.into_iter().chain(levels) {
            within(field, style.size_pt, 4.0, 96.0)?;
        }
        let body = self.body.size_pt;
        within("grid: the line pitch", self.line_pitch_pt(), body, 10.0 * body)?;
        within("grid: the character pitch", self.character_pitch_pt(), 0.5 * body, 4.0 * body)?;
        let title = &self.title;
        within("title.line_pitch_pt", title.line_pitch_pt, title.style.size_pt, 10.0 * title.style.size_pt)?;
        let cell = self.table.style.size_pt.max(self.table.head.size_pt);
        within("table.line_pitch_pt", self.table.line_pitch_pt, cell, 10.0 * cell)?;
        for (field, found, most) in [
            ("paragraph.indent_characters", self.paragraph.indent_characters, 10.0),
            ("paragraph.gap_pt", self.paragraph.gap_pt, 100.0),
            ("paragraph.heading_gap_pt", self.paragraph.heading_gap_pt, 100.0),
            ("title.lines_above", title.lines_above, 10.0),
            ("title.lines_below", title.lines_below, 10.0),
            ("table.inset_x_pt", self.table.inset_x_pt, 50.0),
            ("table.inset_y_pt", self.table.inset_y_pt, 50.0),
            ("table.rule_pt", self.table.rule_pt, 10.0),
            ("page_number.below_mm", self.page_number.below_mm, 100.0),
            ("page_number.inset_characters", self.page_number.inset_characters, 20.0),
            ("sign_off.lines_above", self.sign_off.lines_above, 10.0),
            ("sign_off.right_characters", self.sign_off.right_characters, 20.0),
            ("sign_off.date_characters", self.sign_off.date_characters, 20.0),
            ("attachment.note_lines_above", self.attachment.note_lines_above, 10.0),
        ] {
            within(field, found, 0.0, most)?;
        }
        Ok(())
    }

    /// The ids of the profiles that come with the program.
    pub const BUILT_IN: [&str; 5] = ["gbt9704", "office", "compact", "letter", "english"];

    /// Returns a profile that comes with the program.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        super::profiles::bundled().iter().find(|profile| profile.id == id).cloned()
    }

    /// Returns the id of the profile that a plan in this language is printed in unless another is
    /// chosen.
    #[must_use]
    pub const fn default_id(language: Language) -> &'static str {
        match language {
            Language::ZhCn => "gbt9704",
            Language::En => "english",
        }
    }

    /// Returns the profile that a plan in this language is printed in unless another is chosen.
    #[must_use]
    pub fn of_language(language: Language) -> Self {
        match language {
            Language::ZhCn => Self::gbt9704(),
            Language::En => Self::english(),
        }
    }

    /// Returns the page of GB/T 9704-2012.
    #[must_use]
    pub fn gbt9704() -> Self {
        super::profiles::known("gbt9704")
    }

    /// Returns the page for plans in English: A4, Times-like type, flush paragraphs with room
    /// between them, numbers I., A., 1. and (1).
    #[must_use]
    pub fn english() -> Self {
        super::profiles::known("english")
    }

    /// Returns every face with its size, by what it is for.
    pub(super) fn roles(&self) -> Vec<(Role, &Style)> {
        let mut roles = vec![
            (Role::Title, &self.title.style),
            (Role::DraftMark, &self.draft_mark.style),
            (Role::Body, &self.body),
        ];
        roles.extend(self.levels.iter().zip(1..).map(|(level, n)| (Role::Level(n), &level.style)));
        roles.extend([
            (Role::RunIn, &self.run_in),
            (Role::Table, &self.table.style),
            (Role::TableHead, &self.table.head),
            (Role::AttachmentLabel, &self.attachment.label),
            (Role::PageNumber, &self.page_number.style),
        ]);
        roles
    }

    /// Returns the lists of families that pages are set in, and whether bold faces are wanted.
    pub(super) fn wishes(&self) -> impl Iterator<Item = (&[String], bool)> {
        let bold = self.roles().iter().any(|(_, style)| style.bold && !style.own_latin);
        let roles = self.roles().into_iter().map(|(_, style)| (style.faces.as_slice(), style.bold));
        std::iter::once((self.latin.as_slice(), bold)).chain(roles)
    }

    /// Returns how many times as wide as usual blanks are printed.
    pub(super) const fn blank_factor(&self) -> f64 {
        /// How much more room handwriting needs than type.
        const HAND: f64 = 2.5;
        if self.to_fill_in { HAND } else { 1.0 }
    }

    /// Returns the width of the type area, in pt.
    #[must_use]
    pub fn type_width_pt(&self) -> f64 {
        (self.paper.width_mm - self.margins.left_mm - self.margins.right_mm) * PT_PER_MM
    }

    /// Returns the height of the type area, in pt.
    #[must_use]
    pub fn type_height_pt(&self) -> f64 {
        (self.paper.height_mm - self.margins.top_mm - self.margins.bottom_mm) * PT_PER_MM
    }

    /// Returns the distance of base lines, in pt: so many pitches and one character fill the type
    /// area from top to bottom.
    #[must_use]
    pub fn line_pitch_pt(&self) -> f64 {
        match self.grid.lines_per_page {
            Some(lines) if lines > 1 => {
                rounded_down((self.type_height_pt() - self.body.size_pt) / f64::from(lines - 1))
            }
            Some(_) | None => self.grid.line_pitch_pt,
        }
    }

    /// Returns the distance of characters in a full line of body text, in pt.
    #[must_use]
    pub fn character_pitch_pt(&self) -> f64 {
        self.body.size_pt + self.tracking_pt()
    }

    /// Returns what is added between characters of body text, in pt, less than 0 to set them
    /// closer. The last character of a line keeps its full width.
    #[must_use]
    pub fn tracking_pt(&self) -> f64 {
        match self.grid.characters_per_line {
            Some(count) if count > 1 => rounded_down(
                (self.type_width_pt() - self.body.size_pt) / f64::from(count - 1) - self.body.size_pt,
            ),
            Some(_) | None => 0.0,
        }
    }
}

/// Rounds down to a thousandth of a point, so that what should just fit does.
fn rounded_down(pt: f64) -> f64 {
    (pt * 1000.0).floor() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_of_the_standard_closes() {
        let profile = Profile::gbt9704();
        assert!((profile.type_width_pt() / PT_PER_MM - 156.0).abs() < 1e-9);
        assert!((profile.type_height_pt() / PT_PER_MM - 225.0).abs() < 1e-9);
        assert!((profile.line_pitch_pt() - 29.61).abs() < 0.005);
        assert!((profile.tracking_pt() + 0.21).abs() < 0.006);
        let height = 21.0 * profile.line_pitch_pt() + profile.body.size_pt;
        assert!(height <= profile.type_height_pt() && height > profile.type_height_pt() - 0.1);
    }

    #[test]
    fn impossible_pages_are_refused() {
        let refused = |change: &dyn Fn(&mut Profile)| {
            let mut profile = Profile::gbt9704();
            change(&mut profile);
            profile.check().unwrap_err()
        };
        assert_eq!(refused(&|profile| profile.levels.clear()), ProfileFault::NoLevels);
        assert_eq!(
            refused(&|profile| profile.margins.right_mm = 150.0),
            ProfileFault::Length { field: "margins.right_mm", found: 150.0, least: 0.0, most: 142.0 }
        );
        assert!(matches!(
            refused(&|profile| profile.body.size_pt = f64::NAN),
            ProfileFault::Length { field: "body.size_pt", .. }
        ));
        // Forty-five lines of 16 pt do not fit into 225 mm.
        assert!(matches!(
            refused(&|profile| profile.grid.lines_per_page = Some(45)),
            ProfileFault::Length { field: "grid: the line pitch", .. }
        ));
    }

    #[test]
    fn profiles_can_be_kept_as_text() {
        for id in Profile::BUILT_IN {
            let profile = Profile::built_in(id).unwrap();
            assert_eq!(profile.id, id);
            assert_eq!(profile.check(), Ok(()));
            assert!(!profile.name.is_empty());
            let text = ron::ser::to_string_pretty(&profile, ron::ser::PrettyConfig::default()).unwrap();
            assert_eq!(ron::from_str::<Profile>(&text).unwrap(), profile);
        }
    }
}
