//! Layouts: ways of printing the same plan.
//!
//! A layout turns the plan into a [`Draft`]: prose blocks and [`Sheet`]s, in groups that stand
//! upright or lie on their side. Page, faces and grid are those of the profile, whatever the layout.
//!
//! Cells that are merged over rows are repeated where a page begins within them. Where that is, is
//! known only when the pages are made, so a draft with merged cells is laid out again with the
//! [`Breaks`] found the time before, until they stay the same.

mod actuals;
mod breakdown;
mod combined;
mod contract;
mod front;
mod mine;
mod month;
mod problems;
mod scores;
mod sheet;
mod table;
mod tasks;
mod terms;
mod timeline;
mod told;

use std::fmt;

use super::parts::{Numbers, Writer};
use super::profile::Profile;
use super::runs::{self, Runs};
use super::values::Block;
use crate::locale::words;
use crate::model::{Language, Month, Period, Plan, PlanStatus, Text};

pub(super) use self::front::{Front, front};
pub(super) use self::sheet::{Breaks, Sheet};
pub(crate) use self::sheet::{SheetBlock, SheetCell, SheetRow, Side};
use self::tasks::owner_names;
use self::terms::Terms;
pub(crate) use self::timeline::Strip;

/// What type of the size of the profile's tables is reduced to in the tables of layouts.
pub(crate) const SHEET_SCALE: f64 = Sheet::SMALL;

/// A way of printing a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// As an official document in paragraphs.
    #[default]
    Prose,
    /// Every measure as a row.
    Table,
    /// As a letter of responsibility between two parties.
    Contract,
    /// Targets and measures by quarter and month.
    Breakdown,
    /// Measures as bars over the period.
    Timeline,
    /// Indicators with weights, to be scored.
    Scores,
    /// Problems with what is done about them.
    Problems,
    /// Targets against what was reached.
    Actuals,
    /// In paragraphs, with the tables attached.
    Combined,
    /// What one owner has to do, by name.
    Mine(String),
    /// What is to be done in one month.
    Month(Month),
}

/// A layout that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutFault {
    /// No layout has this id.
    #[error("there is no layout {id}")]
    Unknown {
        /// The id.
        id: String,
    },
    /// Behind `mine:` stands no name.
    #[error("mine: needs an owner's name")]
    OwnerMissing,
    /// Behind `month:` stands no month.
    #[error("{given} is no month such as 2027-03")]
    NotAMonth {
        /// What stands there.
        given: String,
    },
}

impl Layout {
    /// The ids of all layouts, with an example where something is asked for.
    pub const IDS: [&str; 11] = [
        "prose",
        "table",
        "contract",
        "breakdown",
        "timeline",
        "scores",
        "problems",
        "actuals",
        "combined",
        "mine:OWNER",
        "month:2027-03",
    ];

    /// Returns the key of its name in the catalogue.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Prose => "layout-prose",
            Self::Table => "layout-table",
            Self::Contract => "layout-contract",
            Self::Breakdown => "layout-breakdown",
            Self::Timeline => "layout-timeline",
            Self::Scores => "layout-scores",
            Self::Problems => "layout-problems",
            Self::Actuals => "layout-actuals",
            Self::Combined => "layout-combined",
            Self::Mine(_) => "layout-mine",
            Self::Month(_) => "layout-month",
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prose => "prose",
            Self::Table => "table",
            Self::Contract => "contract",
            Self::Breakdown => "breakdown",
            Self::Timeline => "timeline",
            Self::Scores => "scores",
            Self::Problems => "problems",
            Self::Actuals => "actuals",
            Self::Combined => "combined",
            Self::Mine(owner) => return write!(f, "mine:{owner}"),
            Self::Month(month) => return write!(f, "month:{:04}-{:02}", month.year(), month.number()),
        })
    }
}

impl std::str::FromStr for Layout {
    type Err = LayoutFault;

    fn from_str(id: &str) -> Result<Self, LayoutFault> {
        let (name, asked) = match id.split_once([':', '：']) {
            Some((name, asked)) => (name, Some(asked.trim())),
            None => (id, None),
        };
        Ok(match (name.trim(), asked) {
            ("prose", None) => Self::Prose,
            ("table", None) => Self::Table,
            ("contract", None) => Self::Contract,
            ("breakdown", None) => Self::Breakdown,
            ("timeline", None) => Self::Timeline,
            ("scores", None) => Self::Scores,
            ("problems", None) => Self::Problems,
            ("actuals", None) => Self::Actuals,
            ("combined", None) => Self::Combined,
            ("mine", None | Some("")) => return Err(LayoutFault::OwnerMissing),
            ("mine", Some(owner)) => Self::Mine(owner.to_owned()),
            ("month", given) => Self::Month(read_month(given.unwrap_or_default())?),
            _ => return Err(LayoutFault::Unknown { id: id.to_owned() }),
        })
    }
}

fn read_month(given: &str) -> Result<Month, LayoutFault> {
    let read = || {
        let (year, month) = given.split_once('-')?;
        Month::new(year.parse().ok()?, month.parse().ok()?).ok()
    };
    read().ok_or_else(|| LayoutFault::NotAMonth { given: given.to_owned() })
}

/// A layout with what goes before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arrangement {
    /// How the plan is printed.
    pub layout: Layout,
    /// Whether a cover comes first.
    pub cover: bool,
    /// Whether a table of contents comes before the text.
    pub contents: bool,
}

impl Arrangement {
    /// From so many pages on, a plan gains by a cover and a table of contents.
    pub const LONG: usize = 12;

    /// Returns a layout with nothing before it.
    #[must_use]
    pub const fn of(layout: Layout) -> Self {
        Self { layout, cover: false, contents: false }
    }

    /// Tells whether a cover and a table of contents are to be suggested: the document is long, has
    /// headings to list, and lacks one of the two.
    #[must_use]
    pub const fn is_worth_a_front(&self, pages: usize) -> bool {
        let has_headings = matches!(self.layout, Layout::Prose | Layout::Combined);
        has_headings && pages >= Self::LONG && !(self.cover && self.contents)
    }
}

/// Why a plan cannot be printed in a layout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Nobody of this name has a part in a measure.
    #[error("nobody called {name} has a part in a measure")]
    Owner {
        /// The name.
        name: String,
        /// Everyone who has a part in one, in reading order.
        known: Vec<String>,
    },
    /// The month is not one of the plan's.
    #[error("the month lies outside the plan's period")]
    Month {
        /// The month.
        month: Month,
        /// The plan's period.
        period: Period,
    },
    /// The plan has nothing that the layout prints.
    #[error("the plan has nothing for the layout {layout}")]
    Nothing {
        /// The layout.
        layout: Layout,
    },
}

/// Something about the printed figures that the reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The weights of a score table do not make 100.
    WeightsOff {
        /// What they make.
        sum: rust_decimal::Decimal,
    },
}

/// Pages in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The title, line by line.
    pub(super) title: Vec<Runs>,
    /// The mark of a draft below it.
    pub(super) mark: Option<String>,
    /// What follows, in order.
    pub(super) groups: Vec<Group>,
    /// The cover and the table of contents.
    pub(super) front: Option<Front>,
    /// What the reader should know.
    pub(super) remarks: Vec<Remark>,
}

/// Blocks that belong together.
#[derive(Debug)]
pub(super) struct Group {
    /// Whether they stand on a sheet that lies on its side.
    pub(super) flip: bool,
    /// The blocks.
    pub(super) pieces: Vec<Piece>,
}

/// A block, or a table whose merged cells still depend on the pages.
#[derive(Debug)]
pub(super) enum Piece {
    Block(Block),
    Sheet(Sheet),
}

impl Group {
    pub(super) fn upright(blocks: Vec<Block>) -> Self {
        Self { flip: false, pieces: blocks.into_iter().map(Piece::Block).collect() }
    }
}

impl Draft {
    fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.groups.iter().flat_map(|group| &group.pieces).filter_map(|piece| match piece {
            Piece::Sheet(sheet) => Some(sheet),
            Piece::Block(_) => None,
        })
    }

    /// Tells whether nothing but blocks follow each other, which can be laid out some at a time.
    pub(super) fn is_plain(&self) -> bool {
        self.front.is_none() && self.groups.iter().all(|group| !group.flip) && self.sheets().next().is_none()
    }

    /// Tells whether what is printed depends on where pages begin.
    pub(super) fn has_merged_cells(&self) -> bool {
        self.sheets().any(Sheet::has_merged_cells)
    }

    /// Returns the groups as blocks, with merged cells divided where pages begin.
    pub(super) fn blocks(&self, breaks: &Breaks) -> Vec<(bool, Vec<Block>)> {
        let mut number = 0;
        let mut block = |piece: &Piece| match piece {
            Piece::Block(block) => block.clone(),
            Piece::Sheet(sheet) => {
                let block = sheet.block(number, breaks);
                number += 1;
                block
            }
        };
        self.groups.iter().map(|group| (group.flip, group.pieces.iter().map(&mut block).collect())).collect()
    }
}

/// Makes the draft of a plan in paragraphs. Where its texts mark what changed, headings and measures
/// bear these numbers.
pub(super) fn prose(plan: &Plan, profile: &Profile, numbers: Option<&Numbers>) -> Draft {
    let mut desk = Desk::new(plan, profile);
    desk.writer = Writer::new(plan, profile, numbers);
    desk.prose()
}

/// Makes the draft of a layout.
pub(super) fn draft(plan: &Plan, profile: &Profile, layout: &Layout) -> Result<Draft, Lack> {
    let mut desk = Desk::new(plan, profile);
    let draft = match layout {
        Layout::Prose => Some(desk.prose()),
        Layout::Table => desk.table(),
        Layout::Contract => desk.contract(),
        Layout::Breakdown => desk.breakdown(),
        Layout::Timeline => desk.timeline(),
        Layout::Scores => desk.scores(),
        Layout::Problems => desk.problems(),
        Layout::Actuals => desk.actuals(),
        Layout::Combined => desk.combined(),
        Layout::Mine(name) => {
            let known = owner_names(plan);
            if !known.contains(name) {
                return Err(Lack::Owner { name: name.clone(), known });
            }
            desk.mine(name)
        }
        Layout::Month(month) => {
            let (span, asked) = (plan.period.span(), month.span());
            if asked.last() < span.first() || asked.first() > span.last() {
                return Err(Lack::Month { month: *month, period: plan.period });
            }
            desk.month(*month)
        }
    };
    draft.ok_or_else(|| Lack::Nothing { layout: layout.clone() })
}

/// What every layout works with.
struct Desk<'a> {
    plan: &'a Plan,
    profile: &'a Profile,
    language: Language,
    terms: &'static Terms,
    /// The year that is left out of dates.
    year: Option<i32>,
    writer: Writer<'a>,
    remarks: Vec<Remark>,
}

impl<'a> Desk<'a> {
    fn new(plan: &'a Plan, profile: &'a Profile) -> Self {
        Self {
            plan,
            profile,
            language: plan.language,
            terms: Terms::of(plan.language),
            year: Some(plan.period.year()),
            writer: Writer::new(plan, profile, None),
            remarks: Vec::new(),
        }
    }

    /// Tells whether a sheet laid on its side is wider.
    fn can_lie(&self) -> bool {
        self.profile.paper.width_mm < self.profile.paper.height_mm
    }

    /// Returns the width between the margins, in pt.
    fn width(&self, flip: bool) -> f64 {
        if flip { self.profile.type_height_pt() } else { self.profile.type_width_pt() }
    }

    /// Returns the height between the margins, in pt.
    fn height(&self, flip: bool) -> f64 {
        if flip { self.profile.type_width_pt() } else { self.profile.type_height_pt() }
    }

    fn runs(&self, text: &Text) -> Runs {
        self.writer.runs(text)
    }

    /// Returns words of ours with numbers bound to their units.
    fn words(words: &str) -> Runs {
        let mut out = Runs::new();
        runs::push_words(&mut out, words);
        out
    }

    /// Returns the mark of a draft, where the plan is one and the profile shows it.
    fn mark(&self) -> Option<String> {
        self.writer.mark(self.plan.status == PlanStatus::Draft)
    }

    /// Returns the plan's title with what it is printed as behind it.
    fn titled(&self, kind: &str, flip: bool) -> Vec<Runs> {
        let title = &self.plan.title;
        if title.is_empty() {
            return vec![self.runs(&Text::new(kind))];
        }
        match self.language {
            // A table of the plan is named behind it; not twice what its title says already.
            Language::ZhCn if !title.as_str().ends_with(kind) => {
                self.writer.title_lines_in(&Text::new(&format!("{title}{kind}")), self.width(flip))
            }
            Language::ZhCn => self.writer.title(),
            Language::En => {
                let mut lines = self.writer.title();
                lines.push(self.runs(&Text::new(kind)));
                lines
            }
        }
    }

    /// Returns the line above a table: whose it is, and of which day.
    fn caption(&self) -> Option<Block> {
        let colon = self.terms.colon;
        let unit = [&self.plan.department, &self.plan.unit, &self.plan.author]
            .into_iter()
            .find(|name| !name.is_empty())
            .map(|name| {
                let mut out = Self::words(&format!("{}{colon}", self.terms.made_by));
                out.extend(self.runs(name));
                out
            });
        let date = self.plan.date.map(|day| {
            Self::words(&format!("{}{colon}{}", self.terms.made_on, words::date(self.language, day)))
        });
        (unit.is_some() || date.is_some())
            .then(|| Block::Caption { left: unit.unwrap_or_default(), right: date.unwrap_or_default() })
    }

    /// Makes a draft of one group with a title, the line above a table, and pieces.
    fn page(&mut self, title: Vec<Runs>, flip: bool, pieces: Vec<Piece>) -> Draft {
        let pieces = self.caption().map(Piece::Block).into_iter().chain(pieces).collect();
        Draft {
            title,
            mark: self.mark(),
            groups: vec![Group { flip, pieces }],
            front: None,
            remarks: std::mem::take(&mut self.remarks),
        }
    }

    /// Returns the plan in paragraphs.
    fn prose(&mut self) -> Draft {
        Draft {
            title: self.writer.title(),
            mark: self.mark(),
            groups: self.writer.body(&[]).into_iter().map(Group::upright).collect(),
            front: None,
            remarks: Vec::new(),
        }
    }
}
