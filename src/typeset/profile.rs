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
pub struct Paragraphs {
    /// Indent of the first line, in characters.
    pub indent_characters: f64,
    /// Room between paragraphs beyond the line pitch, in pt.
    pub gap_pt: f64,
    /// Room above a heading beyond that, in pt.
    pub heading_gap_pt: f64,
    /// Whether lines are made equally long.
    pub justified: bool,
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

impl Profile {
    /// The ids of the built-in profiles.
    pub const BUILT_IN: [&str; 2] = ["gbt9704", "english"];

    /// Returns a built-in profile.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        match id {
            "gbt9704" => Some(Self::gbt9704()),
            "english" => Some(Self::english()),
            _ => None,
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
        let fang_song = |size_pt| Style { faces: FANG_SONG.map(String::from).to_vec(), size_pt, bold: false };
        let kai = |size_pt| Style { faces: KAI.map(String::from).to_vec(), size_pt, bold: false };
        let hei = |size_pt| Style { faces: HEI.map(String::from).to_vec(), size_pt, bold: false };
        let song = |size_pt| Style { faces: SONG.map(String::from).to_vec(), size_pt, bold: false };
        let title = Style { faces: BIAO_SONG.map(String::from).to_vec(), size_pt: 22.0, bold: false };
        let level = |style, numerals, before: &str, after: &str| Level {
            style,
            numerals,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        Self {
            id: "gbt9704".to_owned(),
            // 5.1
            paper: Paper { width_mm: 210.0, height_mm: 297.0 },
            // 5.2.1; right and bottom follow from the type area of 156 by 225 mm.
            margins: Margins {
                top_mm: 37.0,
                left_mm: 28.0,
                right_mm: 26.0,
                bottom_mm: 35.0,
                mirrored: false,
            },
            // 5.2.3
            grid: Grid {
                lines_per_page: Some(22),
                line_pitch_pt: 29.61,
                characters_per_line: Some(28),
                latin_gap: false,
            },
            // 7.3.3
            paragraph: Paragraphs {
                indent_characters: 2.0,
                gap_pt: 0.0,
                heading_gap_pt: 0.0,
                justified: true,
                hyphenated: false,
                single_lines: true,
            },
            latin: LATIN.map(String::from).to_vec(),
            // 5.2.2
            body: fang_song(16.0),
            // 7.3.1
            title: TitleStyle { style: title, line_pitch_pt: 36.0, lines_above: 0.0, lines_below: 1.0 },
            draft_mark: DraftMark { shown: true, style: kai(16.0) },
            // 7.3.3
            levels: vec![
                level(hei(16.0), Numerals::Chinese, "", "、"),
                level(kai(16.0), Numerals::Chinese, "（", "）"),
                level(fang_song(16.0), Numerals::Arabic, "", "."),
                level(fang_song(16.0), Numerals::Arabic, "（", "）"),
                level(fang_song(16.0), Numerals::Circled, "", ""),
            ],
            run_in: fang_song(16.0),
            table: TableStyle {
                style: fang_song(12.0),
                head: hei(12.0),
                line_pitch_pt: 18.0,
                inset_y_pt: 5.8,
                inset_x_pt: 4.0,
                rule_pt: 0.5,
            },
            // 7.5
            page_number: PageNumber {
                place: PageNumberPlace::Outside,
                style: song(14.0),
                before: "— ".to_owned(),
                after: " —".to_owned(),
                below_mm: 7.0,
                inset_characters: 1.0,
            },
            // 7.3.5.2
            sign_off: SignOffPlace { lines_above: 1.0, right_characters: 2.0, date_characters: 2.0 },
            // 7.3.4, 7.3.7
            attachment: AttachmentStyle { label: hei(16.0), note_lines_above: 1.0 },
            shown: Shown::ALL,
        }
    }

    /// Returns the page for plans in English: A4, Times-like type, flush paragraphs with room
    /// between them, numbers I., A., 1. and (1).
    #[must_use]
    pub fn english() -> Self {
        let latin = |size_pt, bold| Style { faces: SONG.map(String::from).to_vec(), size_pt, bold };
        let level = |style, numerals, before: &str, after: &str| Level {
            style,
            numerals,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        Self {
            id: "english".to_owned(),
            paper: Paper { width_mm: 210.0, height_mm: 297.0 },
            margins: Margins {
                top_mm: 28.0,
                left_mm: 28.0,
                right_mm: 26.0,
                bottom_mm: 28.0,
                mirrored: false,
            },
            grid: Grid {
                lines_per_page: None,
                line_pitch_pt: 16.0,
                characters_per_line: None,
                latin_gap: true,
            },
            paragraph: Paragraphs {
                indent_characters: 0.0,
                gap_pt: 5.0,
                heading_gap_pt: 7.0,
                justified: true,
                hyphenated: true,
                single_lines: false,
            },
            latin: LATIN.map(String::from).to_vec(),
            body: latin(12.0, false),
            title: TitleStyle {
                style: latin(20.0, true),
                line_pitch_pt: 25.0,
                lines_above: 0.0,
                lines_below: 1.0,
            },
            draft_mark: DraftMark { shown: true, style: latin(12.0, false) },
            levels: vec![
                level(latin(14.0, true), Numerals::Roman, "", ".\u{2002}"),
                level(latin(12.0, true), Numerals::Letter, "", ".\u{2002}"),
                level(latin(12.0, false), Numerals::Arabic, "", ".\u{2002}"),
                level(latin(12.0, false), Numerals::Arabic, "(", ")\u{2002}"),
                level(latin(12.0, false), Numerals::SmallLetter, "(", ")\u{2002}"),
            ],
            run_in: latin(12.0, true),
            table: TableStyle {
                style: latin(10.5, false),
                head: latin(10.5, true),
                line_pitch_pt: 13.5,
                inset_y_pt: 3.5,
                inset_x_pt: 4.5,
                rule_pt: 0.5,
            },
            page_number: PageNumber {
                place: PageNumberPlace::Middle,
                style: latin(10.5, false),
                before: String::new(),
                after: String::new(),
                below_mm: 10.0,
                inset_characters: 0.0,
            },
            sign_off: SignOffPlace { lines_above: 1.0, right_characters: 2.0, date_characters: 0.0 },
            attachment: AttachmentStyle { label: latin(12.0, true), note_lines_above: 1.0 },
            shown: Shown::ALL,
        }
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

/// Title faces. The names of system faces come first, since they are the real ones.
const BIAO_SONG: [&str; 5] =
    ["FZXiaoBiaoSong-B05S", "方正小标宋简体", "STZhongsong", "华文中宋", "Jihua BiaoSong"];
/// Body faces. No freely licensed `FangSong` is complete, so Song stands in for it.
const FANG_SONG: [&str; 8] = [
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "华文仿宋",
    "FZFangSong-Z02S",
    "Jihua Song",
];
const KAI: [&str; 10] = [
    "KaiTi_GB2312",
    "楷体_GB2312",
    "KaiTi",
    "楷体",
    "STKaiti",
    "华文楷体",
    "Kaiti SC",
    "FZKai-Z03S",
    "AR PL KaitiM GB",
    "Jihua Kai Ext",
];
const HEI: [&str; 6] = ["SimHei", "黑体", "STHeiti", "Heiti SC", "Jihua Hei", "Noto Sans CJK SC"];
const SONG: [&str; 6] = ["SimSun", "宋体", "STSong", "Songti SC", "Jihua Song", "Noto Serif CJK SC"];
const LATIN: [&str; 2] = ["Times New Roman", "Jihua Latin"];

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
    fn profiles_can_be_kept_as_text() {
        for id in Profile::BUILT_IN {
            let profile = Profile::built_in(id).unwrap();
            assert_eq!(profile.id, id);
            let text = ron::ser::to_string_pretty(&profile, ron::ser::PrettyConfig::default()).unwrap();
            assert_eq!(ron::from_str::<Profile>(&text).unwrap(), profile);
        }
    }
}
