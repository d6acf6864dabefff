//! Plan → values: what the template reads. Everything that is said is said here, as a flat list of
//! blocks; how it looks is said in `assets/typst/official.typ` and the profile.

use serde::Serialize;
use typst::foundations::Bytes;

use super::layout::{Breaks, Draft, Front, Lack, Layout, SheetBlock};
use super::parts::Numbers;
use super::profile::{PT_PER_MM, PageNumberPlace, Profile, Style};
use super::runs::{self, Runs};
use super::world::{PART_FILES, Values};
use super::{FontSet, fonts::Family};
use crate::model::{Language, Plan};

/// One block of the page, from top to bottom.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading.
    Heading {
        /// Its level, 0 the highest.
        level: usize,
        /// Its number and words.
        x: Runs,
    },
    /// A paragraph.
    Par {
        /// Its words.
        x: Runs,
        /// Whether it stays on the page of what follows.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        keep: bool,
    },
    /// A table.
    Table {
        /// The width of each column; 0 as wide as its words.
        columns: Vec<f64>,
        /// Which columns are set in the middle.
        middle: Vec<bool>,
        /// The heads of the columns.
        head: Vec<Runs>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// The line above a table: two stretches at its ends.
    Caption {
        /// At the left.
        left: Runs,
        /// At the right.
        right: Runs,
    },
    /// A table of a layout.
    Sheet(SheetBlock),
    /// What the signs of a time line mean.
    Legend {
        /// The kind of each sign with its words.
        signs: Vec<(&'static str, &'static str)>,
    },
    /// Lines to write on below a table, side by side.
    Lines {
        /// The words before each.
        labels: Vec<Runs>,
    },
    /// Two columns of lines, where the parties of a contract sign.
    Signatures {
        /// The lines of the left column.
        left: Vec<Runs>,
        /// The lines of the right column.
        right: Vec<Runs>,
    },
    /// The note of attachments.
    Note {
        /// The word before the first name.
        label: String,
        /// Number and name of each.
        items: Vec<(String, Runs)>,
        /// Room between number and name, in characters.
        gap: f64,
    },
    /// An attachment, on a new page.
    Attachment {
        /// Its label.
        label: String,
        /// Its name, line by line.
        lines: Vec<Runs>,
        /// Whether a page must be begun for it.
        turn: bool,
    },
    /// Name and date.
    SignOff {
        /// The name.
        name: Runs,
        /// The date.
        date: Runs,
    },
}

impl Block {
    /// Returns the runs of a heading or a paragraph, at which a page may begin without what comes
    /// before it.
    pub(super) fn first_runs(&mut self) -> Option<&mut Runs> {
        match self {
            Self::Heading { x, .. } | Self::Par { x, .. } => Some(x),
            Self::Table { .. }
            | Self::Signatures { .. }
            | Self::Note { .. }
            | Self::Attachment { .. }
            | Self::SignOff { .. }
            | Self::Caption { .. }
            | Self::Lines { .. }
            | Self::Sheet(_)
            | Self::Legend { .. } => None,
        }
    }

    /// Returns the runs that are printed last.
    pub(super) fn last_runs(&mut self) -> Option<&mut Runs> {
        match self {
            Self::Heading { x, .. } | Self::Par { x, .. } => Some(x),
            Self::Attachment { lines, .. } => lines.last_mut(),
            Self::Table { rows, head, .. } => rows.last_mut().map_or(head, |row| &mut row.cells).last_mut(),
            Self::Signatures { right, .. } => right.last_mut(),
            Self::Note { items, .. } => items.last_mut().map(|(_, x)| x),
            Self::SignOff { date, .. } => Some(date),
            Self::Caption { right, .. } => Some(right),
            Self::Lines { labels } => labels.last_mut(),
            Self::Sheet(_) | Self::Legend { .. } => None,
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Row {
    /// Its cells.
    pub(crate) cells: Vec<Runs>,
    /// Whether it may be divided between two pages, which only a long one may.
    pub(crate) long: bool,
}

impl Row {
    /// The most characters a row may have to be held on one page.
    const HELD: usize = 400;

    /// Makes a row of these cells.
    pub(super) fn new(cells: Vec<Runs>) -> Self {
        let length: usize = cells.iter().map(|cell| runs::plain(cell).chars().count()).sum();
        Self { cells, long: length > Self::HELD }
    }
}

/// What stands above the parts, and what the document is called.
#[derive(Clone, Serialize)]
struct Head {
    /// The title, line by line.
    title: Vec<Runs>,
    mark: Option<String>,
    /// The title without markers, for the file's own title.
    name: String,
    author: Vec<String>,
    lang: &'static str,
    region: Option<&'static str>,
    /// The files of parts, in stretches that stand upright or lie on their side.
    stretches: Vec<Stretch>,
    front: Option<Front>,
}

/// Files of parts that follow each other on pages of one kind.
#[derive(Clone, Debug, Serialize)]
struct Stretch {
    flip: bool,
    from: usize,
    to: usize,
}

/// A profile as the template reads it: lengths in pt, face lists as they are.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Page {
    width: f64,
    height: f64,
    top: f64,
    left: f64,
    right: f64,
    bottom: f64,
    mirrored: bool,
    pitch: f64,
    tracking: f64,
    ascent: f64,
    /// How much longer than usual gaps are.
    blank: f64,
    latin_gap: bool,
    indent: f64,
    gap: f64,
    heading_gap: f64,
    justified: bool,
    linebreaks: &'static str,
    hyphenated: bool,
    single_lines: bool,
    body: Face,
    title: Face,
    title_pitch: f64,
    title_above: f64,
    title_below: f64,
    mark: Face,
    levels: Vec<Face>,
    run_in: Face,
    cell: Face,
    cell_head: Face,
    cell_pitch: f64,
    cell_x: f64,
    cell_y: f64,
    rule: f64,
    number: Option<Number>,
    sign_above: f64,
    sign_right: f64,
    sign_date: f64,
    label: Face,
    note_above: f64,
}

#[derive(Serialize)]
struct Number {
    face: Face,
    outside: bool,
    before: String,
    after: String,
    /// From the type area down to the base line.
    drop: f64,
    inset: f64,
}

#[derive(Serialize)]
struct Face {
    font: Vec<Family>,
    size: f64,
    weight: &'static str,
}

/// A plan put into words, for a page that a profile describes.
pub(super) struct Written {
    /// The profile, as the template reads it.
    pub(super) profile: Bytes,
    /// What stands above the parts.
    head: Head,
    /// The blocks, those of a part together, and whether they stand on a sheet that lies on its side.
    pub(super) groups: Vec<(bool, Vec<Block>)>,
}

impl Written {
    /// Returns the values of the whole plan.
    ///
    /// # Errors
    /// A number is not a number at all.
    pub(super) fn values(&self) -> Result<Values, serde_json::Error> {
        let groups: Vec<(bool, &[Block])> =
            self.groups.iter().map(|(flip, blocks)| (*flip, blocks.as_slice())).collect();
        self.values_of(&groups, true)
    }

    /// Returns the values of some blocks of it, with or without what stands above them.
    ///
    /// # Errors
    /// A number is not a number at all.
    pub(super) fn values_of(
        &self,
        groups: &[(bool, &[Block])],
        titled: bool,
    ) -> Result<Values, serde_json::Error> {
        let per_file = groups.len().div_ceil(PART_FILES).max(1);
        let mut parts = Vec::new();
        let mut stretches: Vec<Stretch> = Vec::new();
        for alike in groups.chunk_by(|a, b| a.0 == b.0) {
            let from = parts.len();
            for chunk in alike.chunks(per_file) {
                parts.push(bytes(&chunk.iter().flat_map(|(_, blocks)| *blocks).collect::<Vec<_>>())?);
            }
            let flip = alike.first().is_some_and(|(flip, _)| *flip);
            stretches.push(Stretch { flip, from, to: parts.len() });
        }
        let mut head = Head { stretches, ..self.head.clone() };
        if !titled {
            head.title.clear();
            head.mark = None;
            head.front = None;
        }
        Ok(Values { profile: self.profile.clone(), head: bytes(&head)?, parts })
    }
}

/// Everything that a plan says in a layout, from top to bottom.
pub(crate) struct Flow {
    /// The title, line by line.
    pub(crate) title: Vec<Runs>,
    /// The mark of a draft, where it is shown.
    pub(crate) mark: Option<String>,
    /// The blocks of each part, and whether they stand on a sheet that lies on its side.
    pub(crate) groups: Vec<(bool, Vec<Block>)>,
}

impl Flow {
    /// Returns the blocks of all parts.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.groups.iter().flat_map(|(_, blocks)| blocks)
    }

    /// Cells merged over rows are whole: where pages begin, only our own pages know.
    fn of(draft: Draft) -> Self {
        let groups = draft.blocks(&Breaks::new());
        Self { title: draft.title, mark: draft.mark, groups }
    }
}

/// Puts a plan in words, as paragraphs.
pub(crate) fn flow(plan: &Plan, profile: &Profile) -> Flow {
    Flow::of(super::layout::prose(plan, &super::numbered(profile, plan), None))
}

/// Puts a plan in words with these numbers of its headings and measures.
pub(crate) fn flow_numbered(plan: &Plan, profile: &Profile, numbers: &Numbers) -> Flow {
    Flow::of(super::layout::prose(plan, &super::numbered(profile, plan), Some(numbers)))
}

/// Puts a plan in words, as a layout has them.
///
/// # Errors
/// The plan has nothing for the layout.
pub(crate) fn flow_in(plan: &Plan, profile: &Profile, layout: &Layout) -> Result<Flow, Lack> {
    super::layout::draft(plan, &super::numbered(profile, plan), layout).map(Flow::of)
}

/// Puts a draft into words, its merged cells divided where pages begin.
///
/// # Errors
/// A number of the profile is not a number at all.
pub(super) fn written(
    plan: &Plan,
    profile: &Profile,
    fonts: &FontSet,
    draft: &Draft,
    breaks: &Breaks,
) -> Result<Written, serde_json::Error> {
    let groups = draft.blocks(breaks);
    let author = if plan.author.is_empty() { &plan.unit } else { &plan.author };
    let mut author_runs = Runs::new();
    runs::push_text(&mut author_runs, plan, author);
    let head = Head {
        name: draft.title.iter().map(|line| runs::plain(line)).collect(),
        title: draft.title.clone(),
        mark: draft.mark.clone(),
        author: Some(runs::plain(&author_runs)).filter(|name| !name.is_empty()).into_iter().collect(),
        lang: match plan.language {
            Language::ZhCn => "zh",
            Language::En => "en",
        },
        region: match plan.language {
            Language::ZhCn => Some("CN"),
            Language::En => None,
        },
        stretches: Vec::new(),
        front: draft.front.clone(),
    };
    Ok(Written { profile: bytes(&page(profile, fonts))?, head, groups })
}

fn bytes(value: &impl Serialize) -> Result<Bytes, serde_json::Error> {
    serde_json::to_vec(value).map(Bytes::new)
}

fn page(profile: &Profile, fonts: &FontSet) -> Page {
    let mm = |mm: f64| mm * PT_PER_MM;
    let face = |style: &Style| Face {
        font: fonts.list(if style.own_latin { &[] } else { &profile.latin }, &style.faces),
        size: style.size_pt,
        weight: if style.bold { "bold" } else { "regular" },
    };
    let number = &profile.page_number;
    let number = (number.place != PageNumberPlace::Nowhere).then(|| Number {
        face: face(&number.style),
        outside: number.place == PageNumberPlace::Outside,
        before: number.before.clone(),
        after: number.after.clone(),
        drop: mm(number.below_mm) + fonts.dash_top(&number.style.faces) * number.style.size_pt,
        inset: number.inset_characters * number.style.size_pt,
    });
    let character = profile.character_pitch_pt();
    let pitch = profile.line_pitch_pt();
    Page {
        width: mm(profile.paper.width_mm),
        height: mm(profile.paper.height_mm),
        top: mm(profile.margins.top_mm),
        left: mm(profile.margins.left_mm),
        right: mm(profile.margins.right_mm),
        bottom: mm(profile.margins.bottom_mm),
        mirrored: profile.margins.mirrored,
        pitch,
        tracking: profile.tracking_pt(),
        ascent: super::ASCENT,
        blank: profile.blank_factor(),
        latin_gap: profile.grid.latin_gap,
        indent: profile.paragraph.indent_characters * character,
        gap: profile.paragraph.gap_pt,
        heading_gap: profile.paragraph.heading_gap_pt,
        justified: profile.paragraph.justified,
        linebreaks: if profile.paragraph.even_lines { "optimized" } else { "simple" },
        hyphenated: profile.paragraph.hyphenated,
        single_lines: profile.paragraph.single_lines,
        body: face(&profile.body),
        title: face(&profile.title.style),
        title_pitch: profile.title.line_pitch_pt,
        title_above: profile.title.lines_above * pitch,
        title_below: profile.title.lines_below * pitch,
        mark: face(&profile.draft_mark.style),
        levels: profile.levels.iter().map(|level| face(&level.style)).collect(),
        run_in: face(&profile.run_in),
        cell: face(&profile.table.style),
        cell_head: face(&profile.table.head),
        cell_pitch: profile.table.line_pitch_pt,
        cell_x: profile.table.inset_x_pt,
        cell_y: profile.table.inset_y_pt,
        rule: profile.table.rule_pt,
        number,
        sign_above: profile.sign_off.lines_above * pitch,
        sign_right: profile.sign_off.right_characters * character,
        sign_date: profile.sign_off.date_characters * character,
        label: face(&profile.attachment.label),
        note_above: profile.attachment.note_lines_above * pitch,
    }
}
