//! Tables of a layout: columns with widths that follow from what they hold, heads that are repeated,
//! rows that stay whole, cells merged over rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::profile::Profile;
use super::super::runs::{self, Run, Runs};
use super::super::values::Block;
use super::timeline::Strip;
use crate::model::Id;

/// The rows with which pages begin, by the number of the table.
pub(in crate::typeset) type Breaks = BTreeMap<usize, BTreeSet<usize>>;

/// A table in the making.
#[derive(Debug)]
pub(in crate::typeset) struct Sheet {
    columns: Vec<Column>,
    /// Whether there is a row of heads.
    headed: bool,
    rows: Vec<Row>,
    merges: Vec<Merge>,
    /// The size of its type, as a share of that of the profile's tables.
    scale: f64,
    /// The height that a row may have to be kept whole, in pt.
    held: f64,
    fixed: Vec<f64>,
    size: f64,
    pitch: f64,
    inset_x: f64,
    head: Vec<Vec<HeadCell>>,
    /// Room above and below words, as a share of that of the profile's tables.
    room: f64,
}

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Width {
    /// As wide as its widest words, between so many characters.
    Fit(f64, f64),
    /// This share of what the others leave.
    Share(f64),
    /// So many pt.
    Fixed(f64),
}

/// Where the words of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    /// At the left.
    Left,
    /// In the middle.
    Middle,
    /// At the right.
    Right,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) head: Runs,
    pub(super) width: Width,
    pub(super) side: Side,
}

impl Column {
    pub(super) fn new(head: &str, width: Width, side: Side) -> Self {
        Self { head: vec![Run::Words(head.to_owned())], width, side }
    }
}

/// Paragraphs of a cell, or a strip of a time line.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Runs>,
    pub(super) strip: Option<Strip>,
    /// Set in the face of heads.
    pub(super) strong: bool,
    /// How many columns beyond its own it covers.
    pub(super) further: usize,
}

impl From<Runs> for Cell {
    fn from(runs: Runs) -> Self {
        let paragraphs = if runs.is_empty() { Vec::new() } else { vec![runs] };
        Self { paragraphs, ..Self::default() }
    }
}

impl From<Vec<Runs>> for Cell {
    fn from(paragraphs: Vec<Runs>) -> Self {
        Self { paragraphs, ..Self::default() }
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        let mut out = Runs::new();
        runs::push_words(&mut out, &words);
        out.into()
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// A row.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// A heading over the whole width, which stays with the row below.
    Band { level: usize, x: Runs, begins: Vec<Id>, ends: Vec<Id> },
    /// One cell a column; none for those that a merged cell covers.
    Cells { cells: Vec<Cell>, begins: Vec<Id>, ends: Vec<Id> },
}

/// A cell over several rows.
#[derive(Clone, Debug)]
struct Merge {
    column: usize,
    first: usize,
    last: usize,
    cell: Cell,
}

/// A cell of a head.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct HeadCell {
    /// Its words.
    pub(crate) x: Runs,
    /// How many columns it covers.
    pub(crate) s: usize,
    /// How many rows it covers.
    pub(crate) r: usize,
    /// Whether its words may use the whole width of a narrow column.
    pub(crate) narrow: bool,
}

/// A table as the template reads it, and the writer of documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SheetBlock {
    /// The widths of the columns, in pt.
    pub(crate) columns: Vec<f64>,
    /// Where the words of each column stand.
    pub(crate) sides: Vec<Side>,
    /// The head, row by row; a cell stands in the first column that none before it covers.
    pub(crate) head: Vec<Vec<HeadCell>>,
    /// The rows.
    pub(crate) rows: Vec<SheetRow>,
    /// The size of its type, as a share of that of the profile's tables.
    pub(crate) scale: f64,
    /// Room above and below words, as a share of that of the profile's tables.
    pub(crate) room: f64,
}

/// A row of such a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum SheetRow {
    /// A heading over the whole width.
    Band {
        /// Its level, 0 the highest.
        band: usize,
        /// Its words.
        x: Runs,
        /// The marks of what begins with it.
        b: Vec<i64>,
        /// The marks of what ends with it.
        e: Vec<i64>,
    },
    /// Cells.
    Cells {
        /// The cells that begin in the row, from left to right.
        c: Vec<SheetCell>,
        /// Whether it may be divided between two pages, which only a long one may.
        long: bool,
        /// Whether it stays on the page of the row below.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        hold: bool,
    },
}

/// A cell of such a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SheetCell {
    /// The column in which it begins.
    #[serde(skip)]
    pub(crate) column: usize,
    /// Its paragraphs.
    pub(crate) p: Vec<Runs>,
    /// How many rows it covers.
    #[serde(skip_serializing_if = "is_one")]
    pub(crate) r: usize,
    /// How many columns it covers.
    #[serde(skip_serializing_if = "is_one")]
    pub(crate) s: usize,
    /// Whether a cell of several rows stays on one page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) whole: Option<bool>,
    /// Whether it is set in the face of heads.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) strong: bool,
    /// What a time line draws in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) strip: Option<Strip>,
    /// The marks at the row's upper edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) b: Option<Vec<i64>>,
    /// The marks at its lower edge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) e: Vec<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Sheet {
    /// What type of the size of the profile's tables is reduced to where there are many columns.
    pub(super) const SMALL: f64 = 0.875;

    /// Makes a table of these columns on a page of this height.
    pub(super) fn new(profile: &Profile, columns: Vec<Column>, height: f64, scale: f64) -> Self {
        let table = &profile.table;
        Self {
            columns,
            headed: true,
            rows: Vec::new(),
            merges: Vec::new(),
            scale,
            held: height * 0.7,
            fixed: Vec::new(),
            size: table.style.size_pt * scale,
            pitch: table.line_pitch_pt * scale,
            inset_x: table.inset_x_pt,
            head: Vec::new(),
            room: scale,
        }
    }

    /// Puts the rows closer together.
    pub(super) fn tight(mut self) -> Self {
        self.room *= 0.55;
        self
    }

    /// Gives the table a head of several rows in the place of the columns' names.
    pub(super) fn headed_by(mut self, head: Vec<Vec<HeadCell>>) -> Self {
        self.head = head;
        self
    }

    /// Leaves the heads out.
    pub(super) fn without_head(mut self) -> Self {
        self.headed = false;
        self
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds a row that is no record's.
    pub(super) fn push_cells(&mut self, cells: Vec<Cell>) {
        self.push(Row::Cells { cells, begins: Vec::new(), ends: Vec::new() });
    }

    /// Adds a row that is a record's.
    pub(super) fn push_record(&mut self, id: Id, cells: Vec<Cell>) {
        self.push(Row::Cells { cells, begins: vec![id], ends: vec![id] });
    }

    /// Merges a column from one row to another into this cell.
    pub(super) fn merge(&mut self, column: usize, first: usize, last: usize, cell: Cell) {
        self.merges.push(Merge { column, first, last, cell });
    }

    pub(super) fn has_merged_cells(&self) -> bool {
        self.merges.iter().any(|merge| merge.last > merge.first)
    }

    /// Settles the widths of the columns in a width, in pt.
    pub(super) fn fit(mut self, width: f64) -> Self {
        let padding = 2.0 * self.inset_x + 1.0;
        let mut widths: Vec<f64> = Vec::new();
        let mut shares = 0.0;
        for (index, column) in self.columns.iter().enumerate() {
            widths.push(match column.width {
                Width::Fixed(pt) => pt,
                Width::Fit(least, most) => self.widest(index).max(least).min(most) * self.size + padding,
                Width::Share(share) => {
                    shares += share;
                    0.0
                }
            });
        }
        // Columns that share what is left need room for some characters each; where the others leave
        // too little, they give way.
        let wanted = shares_least(&self.columns) * self.size;
        let taken: f64 = widths.iter().sum();
        if taken > 0.0 && width - taken < wanted {
            let factor = ((width - wanted) / taken).max(0.2);
            for pt in &mut widths {
                *pt *= factor;
            }
        }
        let left = width - widths.iter().sum::<f64>();
        for (pt, column) in widths.iter_mut().zip(&self.columns) {
            if let Width::Share(share) = column.width {
                *pt = left * share / shares;
            }
        }
        // Where no column takes what is left, all share it.
        if shares == 0.0 && left > 0.0 {
            let factor = width / (width - left);
            for pt in &mut widths {
                *pt *= factor;
            }
        }
        self.fixed = widths;
        self
    }

    /// Returns the widest words of a column, in characters.
    fn widest(&self, column: usize) -> f64 {
        let cells = self.rows.iter().filter_map(|row| match row {
            Row::Cells { cells, .. } => cells.get(column),
            Row::Band { .. } => None,
        });
        let merged = self.merges.iter().filter(|merge| merge.column == column).map(|merge| &merge.cell);
        let head = self.columns.get(column).map(|column| characters(&column.head)).unwrap_or_default();
        cells
            .chain(merged)
            .flat_map(|cell| &cell.paragraphs)
            .map(|runs| characters(runs))
            .fold(head, f64::max)
    }

    /// Returns the table as the template reads it, with merged cells divided before the rows with
    /// which pages begin.
    pub(super) fn block(&self, number: usize, breaks: &Breaks) -> Block {
        let none = BTreeSet::new();
        let divided = breaks.contains_key(&number);
        let breaks = breaks.get(&number).unwrap_or(&none);
        let mut spans: BTreeMap<(usize, usize), (usize, &Cell)> = BTreeMap::new();
        let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
        for merge in &self.merges {
            let inner = breaks.range(merge.first..).filter(|row| **row > merge.first);
            let mut starts = vec![merge.first];
            starts.extend(inner.take_while(|row| **row <= merge.last));
            for (at, start) in starts.iter().enumerate() {
                let end = starts.get(at + 1).copied().unwrap_or(merge.last + 1);
                spans.insert((*start, merge.column), (end - start, &merge.cell));
                covered.extend((*start..end).map(|row| (row, merge.column)));
            }
        }
        let rows = self.rows.iter().enumerate().map(|(index, row)| match row {
            Row::Band { level, x, begins, ends } => SheetRow::Band {
                band: *level,
                x: x.clone(),
                b: begin(number, index, begins),
                e: marks(ends, false),
            },
            Row::Cells { cells, begins, ends } => {
                let own: Vec<usize> =
                    (0..cells.len()).filter(|column| !covered.contains(&(index, *column))).collect();
                let cell = |column: usize| -> Option<SheetCell> {
                    let (rows, cell) = match spans.get(&(index, column)) {
                        Some((rows, cell)) => (*rows, *cell),
                        None if own.contains(&column) => (1, cells.get(column)?),
                        None => return None,
                    };
                    // Rows that a merged cell on one page spans stay on that page.
                    let whole = || divided && (index..index + rows).all(|row| !self.is_long_row(row));
                    Some(SheetCell {
                        column,
                        p: cell.paragraphs.clone(),
                        r: rows,
                        s: cell.further + 1,
                        whole: (rows > 1).then(whole),
                        strong: cell.strong,
                        strip: cell.strip.clone(),
                        b: (own.first() == Some(&column)).then(|| begin(number, index, begins)),
                        e: if own.last() == Some(&column) { marks(ends, false) } else { Vec::new() },
                    })
                };
                let c = (0..cells.len()).filter_map(cell).collect();
                let long = self.is_long(cells);
                // A sum does not stand alone on the next page.
                let hold = !long && self.merges.is_empty() && self.is_sum(index + 1);
                SheetRow::Cells { c, long, hold }
            }
        });
        let head = if !self.headed {
            Vec::new()
        } else if self.head.is_empty() {
            let cell = |column: &Column| HeadCell { x: column.head.clone(), s: 1, r: 1, narrow: false };
            vec![self.columns.iter().map(cell).collect()]
        } else {
            self.head.clone()
        };
        Block::Sheet(SheetBlock {
            columns: self.fixed.clone(),
            sides: self.columns.iter().map(|column| column.side).collect(),
            head,
            rows: rows.collect(),
            scale: self.scale,
            room: self.room,
        })
    }

    /// Tells whether a row is the last one, with words in the face of heads.
    fn is_sum(&self, row: usize) -> bool {
        row + 1 == self.rows.len()
            && matches!(self.rows.get(row), Some(Row::Cells { cells, .. }) if cells.iter().any(|cell| cell.strong))
    }

    fn is_long_row(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Cells { cells, .. }) if self.is_long(cells))
    }

    /// Tells whether a row is too high to be kept whole, by a rough count of its lines.
    fn is_long(&self, cells: &[Cell]) -> bool {
        let height = |(cell, width): (&Cell, &f64)| {
            let room = ((width - 2.0 * self.inset_x) / self.size).floor().max(1.0);
            let lines: f64 =
                cell.paragraphs.iter().map(|runs| (characters(runs) / room).ceil().max(1.0)).sum();
            lines * self.pitch
        };
        cells.iter().zip(&self.fixed).map(height).fold(0.0, f64::max) > self.held
    }
}

/// Returns how many characters the columns that share the rest need at the least.
fn shares_least(columns: &[Column]) -> f64 {
    const LEAST: f64 = 4.0;
    columns.iter().filter(|column| matches!(column.width, Width::Share(_))).map(|_| LEAST).sum()
}

/// Returns the marks of a row's start: which row it is, then the records that begin with it.
fn begin(sheet: usize, row: usize, begins: &[Id]) -> Vec<i64> {
    let place = [sheet, row].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    place.into_iter().chain(marks(begins, true)).collect()
}

fn marks(ids: &[Id], begins: bool) -> Vec<i64> {
    ids.iter()
        .filter_map(|id| match runs::mark(*id, begins) {
            Some(Run::Mark { m }) => Some(m),
            Some(_) | None => None,
        })
        .collect()
}

/// Returns how wide runs are when they stand on one line, in characters: a Latin one counts for a
/// little more than half.
pub(super) fn characters(list: &[Run]) -> f64 {
    list.iter()
        .map(|run| match run {
            Run::Words(words) => words.chars().map(character).sum(),
            Run::Gap { b } => *b,
            Run::Together { k: runs } | Run::Title { r: runs } | Run::Revised { c: runs, .. } => {
                characters(runs)
            }
            Run::Mark { .. } => 0.0,
        })
        .sum()
}

fn character(c: char) -> f64 {
    match c {
        '\u{0}'..='\u{1f}' => 0.0,
        'm' | 'w' | 'M' | 'W' | '%' => 0.84,
        'A'..='Z' => 0.7,
        ' '..='~' => 0.52,
        _ => 1.0,
    }
}
