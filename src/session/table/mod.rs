//! The table: rows of a sheet, in the order that was asked for, with a cell that has the cursor.
//!
//! Everything but drawing is here: which lines there are, where the cursor goes, what a written
//! cell means, what is copied, pasted, filled and set for many rows at once. Rows are gathered once
//! a version of the plan and share its records; their order is worked out when something changes,
//! and for many rows on a thread of its own: until it comes, the old lines stand with the new values
//! in them.

mod arrange;
mod bulk;
mod cell;
mod column;
pub(super) mod draft;
mod edits;
mod paste;
mod reading;
mod rows;
mod sheet;
mod steps;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

pub use arrange::{Arrangement, Group, Line, Rule, Wish, facets, meets};
pub use bulk::{Bulk, ShiftUnit, shifted};
pub use cell::{Context, Facet, Key, each_facet, group, heading_of, key, last_value, standing_key, text};
pub use column::{Column, ColumnSetting, Grouping, NARROWEST_COLUMN, Sheet, TableSettings, WIDEST_COLUMN};
pub use draft::Fault;
pub use edits::{CopyWork, Refused};
pub use paste::{PasteWork, Pasted};
pub use rows::{Heading, Record, Row, Rows, Trail};
pub use sheet::{parse_cells, write_cells};
pub use steps::Step;

use super::{Effect, Session};
use crate::model::{Id, Language, Plan};
use crate::track::Holidays;

/// From how many rows on their order is worked out on a thread of its own.
const MANY: usize = 1_500;

/// A cell: a record's row (none: the line for new ones) and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The record; none for the line in which new rows are written.
    pub row: Option<Id>,
    /// The column.
    pub column: Column,
}

/// What is asked of the table.
#[derive(Clone, Debug)]
pub enum TableAction {
    /// Show another sheet.
    Sheet(Sheet),
    /// Put the cursor on a cell; with `extend`, the other end of the range stays.
    Point {
        /// The cell.
        at: At,
        /// Whether the range grows to it.
        extend: bool,
    },
    /// Move the cursor.
    Move {
        /// Which way.
        step: Step,
        /// Whether the range grows.
        extend: bool,
    },
    /// Select everything that is shown.
    SelectAll,
    /// Select nothing.
    SelectNothing,
    /// Tick a row, or take its tick away; with `range`, all rows from the one ticked last.
    Check {
        /// The record.
        id: Id,
        /// Whether the rows between are ticked too.
        range: bool,
    },
    /// Tick all rows that are shown, or take all ticks away.
    CheckAll(bool),
    /// Sort by a column: up, down, then as in the document; with `second`, behind the other columns.
    Sort {
        /// The column.
        column: Column,
        /// Whether the columns sorted by already stay.
        second: bool,
    },
    /// Sort by a column in one direction.
    SortBy {
        /// The column.
        column: Column,
        /// Whether the greatest comes first.
        descending: bool,
    },
    /// Set a column's rule, or take it away.
    Filter {
        /// The column.
        column: Column,
        /// The rule.
        rule: Option<Rule>,
    },
    /// Look for words in all cells.
    Search(String),
    /// Take all rules and the words looked for away.
    ClearFilters,
    /// Put rows together by something.
    Group(Grouping),
    /// Put the rows of a group away, or show them again.
    Fold(Facet),
    /// Put the rows of all groups away, or show them again.
    FoldAll(bool),
    /// Make a column as wide as this, in points.
    Width(Column, f32),
    /// Show or hide a column.
    Show(Column, bool),
    /// Put a column before another one; none puts it last.
    Place(Column, Option<Column>),
    /// Make all columns as they were at first.
    ResetColumns,
    /// Have rows stand close or not.
    Dense(bool),
    /// Leave these columns out, because the window is narrow.
    LeaveOut(Vec<Column>),
    /// Write a cell.
    Write {
        /// The cell.
        at: At,
        /// What was written.
        text: String,
        /// Whether what stood there was written on, rather than written anew.
        amend: bool,
    },
    /// Clear the cells of the range.
    Clear,
    /// Fill the cells of the range from the first row.
    FillDown,
    /// Put the cells of the range on the clipboard.
    Copy,
    /// Paste cells from the cursor on.
    Paste(String),
    /// Paste cells as new rows behind those that are selected, or behind the one with the cursor.
    PasteRows(String),
    /// Do something to all selected rows.
    Bulk(Bulk),
}

/// The state of the table.
#[derive(Debug, Default)]
pub struct Table {
    /// The rows of the plan as it is now.
    rows: Arc<Rows>,
    /// The lines.
    arrangement: Arc<Arrangement>,
    /// Grows with every change of the lines.
    serial: u64,
    /// What the lines were asked for with last, and of which rows.
    asked: Option<Asked>,
    /// The sheet that is shown.
    sheet: Sheet,
    /// What was asked of each sheet of each plan.
    wishes: HashMap<(u64, Sheet), Wish>,
    cursor: Option<At>,
    /// The other end of the range; the cursor's own cell where there is none.
    anchor: Option<At>,
    checked: BTreeSet<Id>,
    /// The row that was ticked last.
    last_checked: Option<Id>,
    /// Grows when the cursor is to be brought into view.
    shown: u64,
    /// The last request to show a record that was followed.
    revealed: u64,
    /// The columns that a narrow window leaves out.
    left_out: Vec<Column>,
    /// Words that cells did not take.
    refused: HashMap<(Id, Column), Refused>,
}

/// What lines were asked for with.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    plan: u64,
    revision: u64,
    sheet: Sheet,
    wish: Wish,
    language: Language,
    today: NaiveDate,
}

/// Work that finds the lines of many rows.
#[derive(Clone, Debug)]
pub struct ArrangeWork {
    plan: Arc<Plan>,
    holidays: Arc<Holidays>,
    rows: Arc<Rows>,
    asked: Asked,
}

/// The lines that were found, for the rows they are of.
#[derive(Clone, Debug)]
pub struct Arranged {
    rows: Arc<Rows>,
    asked: Asked,
    arrangement: Arrangement,
}

impl ArrangeWork {
    /// Does the work.
    #[must_use]
    pub fn run(self) -> Arranged {
        let (language, today) = (self.asked.language, self.asked.today);
        let context = Context { plan: &self.plan, language, today, holidays: &self.holidays };
        let arrangement = Arrangement::of(&context, &self.rows, &self.asked.wish);
        Arranged { rows: self.rows, asked: self.asked, arrangement }
    }
}

impl Table {
    /// Returns the rows of the plan as it is now.
    #[must_use]
    pub const fn rows(&self) -> &Arc<Rows> {
        &self.rows
    }

    /// Returns the lines in which they are shown.
    #[must_use]
    pub const fn arrangement(&self) -> &Arc<Arrangement> {
        &self.arrangement
    }

    /// Returns a number that grows with every change of the lines.
    #[must_use]
    pub const fn serial(&self) -> u64 {
        self.serial
    }

    /// Returns a number that grows when the cursor is to be brought into view.
    #[must_use]
    pub const fn shown(&self) -> u64 {
        self.shown
    }

    /// Returns the columns that a narrow window leaves out.
    #[must_use]
    pub fn left_out(&self) -> &[Column] {
        &self.left_out
    }

    /// Returns the sheet that is shown.
    #[must_use]
    pub const fn sheet(&self) -> Sheet {
        self.sheet
    }

    /// Returns what was asked of the sheet.
    #[must_use]
    pub fn wish(&self) -> Wish {
        self.wishes.get(&(self.rows.plan, self.sheet)).cloned().unwrap_or_default()
    }

    /// Returns the cell that has the cursor.
    #[must_use]
    pub const fn cursor(&self) -> Option<At> {
        self.cursor
    }

    /// Tells whether lines are being worked out.
    #[must_use]
    pub fn is_arranging(&self) -> bool {
        self.arrangement.lines.is_empty() && !self.rows.is_empty() && self.asked.is_some()
    }

    /// Returns the range of cells: first and last line, and both columns by their place among those
    /// that are shown. The line for new rows lies behind all others.
    #[must_use]
    pub fn range(&self, columns: &[Column]) -> Option<(usize, usize, usize, usize)> {
        let cursor = self.cursor?;
        let anchor = self.anchor.unwrap_or(cursor);
        let (a, b) = (self.line_of(cursor.row)?, self.line_of(anchor.row).or(self.line_of(cursor.row))?);
        let place = |column: Column| columns.iter().position(|shown| *shown == column);
        let x = place(cursor.column)?;
        let y = place(anchor.column).unwrap_or(x);
        Some((a.min(b), a.max(b), x.min(y), x.max(y)))
    }

    /// Returns the line of a record; the line behind all others for new rows.
    #[must_use]
    pub fn line_of(&self, row: Option<Id>) -> Option<usize> {
        match row {
            None => Some(self.arrangement.lines.len()),
            Some(id) => self.arrangement.line_of(self.rows.index_of(id)?),
        }
    }

    /// Returns the record at a line.
    #[must_use]
    pub fn id_at(&self, line: usize) -> Option<Id> {
        self.rows.rows.get(self.arrangement.row_at(line)?).map(Row::id)
    }

    /// Tells whether rows stand as in the document, so that what belongs together stands together.
    #[must_use]
    pub fn is_in_order(&self, grouping: Grouping) -> bool {
        let as_asked = self.wishes.get(&(self.rows.plan, self.sheet)).is_none_or(|wish| {
            wish.sort.is_empty() && wish.rules.is_empty() && wish.search.trim().is_empty()
        });
        as_asked && matches!(grouping, Grouping::None | Grouping::Section | Grouping::Goal)
    }

    /// Tells whether a row is ticked.
    #[must_use]
    pub fn is_checked(&self, id: Id) -> bool {
        self.checked.contains(&id)
    }

    /// Returns the rows that are selected, in the order of the document: those that are ticked, and
    /// those of a range of more than one row.
    #[must_use]
    pub fn selected(&self) -> Vec<Id> {
        let mut selected = self.checked.clone();
        if let Some((first, last)) = self.range_lines().filter(|(first, last)| first < last) {
            selected.extend(
                self.arrangement
                    .rows_between(first, last)
                    .filter_map(|at| self.rows.rows.get(at))
                    .map(Row::id),
            );
        }
        let mut rows: Vec<(usize, Id)> =
            selected.into_iter().filter_map(|id| Some((self.rows.index_of(id)?, id))).collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns how many rows are ticked.
    #[must_use]
    pub fn checked_count(&self) -> usize {
        self.checked.len()
    }

    /// Tells whether any row is selected.
    #[must_use]
    pub fn has_selected(&self) -> bool {
        !self.checked.is_empty() || self.range_lines().is_some_and(|(first, last)| first < last)
    }

    fn range_lines(&self) -> Option<(usize, usize)> {
        let cursor = self.cursor?;
        let anchor = self.anchor.unwrap_or(cursor);
        let (a, b) = (self.line_of(cursor.row)?, self.line_of(anchor.row)?);
        Some((a.min(b), a.max(b)))
    }

    fn wish_mut(&mut self) -> &mut Wish {
        self.wishes.entry((self.rows.plan, self.sheet)).or_default()
    }

    /// Forgets the rows of the plan that was in front before, but not how they were asked for.
    pub(super) fn forget(&mut self) {
        *self = Self {
            sheet: self.sheet,
            left_out: std::mem::take(&mut self.left_out),
            wishes: std::mem::take(&mut self.wishes),
            ..Self::default()
        };
    }

    /// Comes to the screen with a record that has the focus.
    pub(super) fn arrive(&mut self, focus: Option<Id>) {
        if focus.is_some() && self.cursor.is_none_or(|cursor| cursor.row != focus) {
            self.cursor = None;
        }
        self.shown += 1;
    }

    /// Puts the cursor on a cell.
    fn point(&mut self, at: At, extend: bool) {
        if !extend {
            self.anchor = None;
        } else if self.anchor.is_none() {
            self.anchor = self.cursor;
        }
        self.cursor = Some(at);
        self.shown += 1;
    }

    /// Lets go of what is no longer there.
    fn tidy(&mut self) {
        let rows = Arc::clone(&self.rows);
        let there = |at: &mut At| at.row.is_some_and(|id| rows.index_of(id).is_none());
        self.anchor.take_if(there);
        if !self.checked.is_empty() {
            self.checked.retain(|id| rows.index_of(*id).is_some());
        }
        if let Some(mut cursor) = self.cursor
            && there(&mut cursor)
        {
            self.cursor = None;
        }
    }

    fn check(&mut self, id: Id, range: bool) {
        let last = self.last_checked.filter(|_| range).and_then(|last| self.line_of(Some(last)));
        match (last, self.line_of(Some(id))) {
            (Some(a), Some(b)) => {
                let between: Vec<Id> = self
                    .arrangement
                    .rows_between(a.min(b), a.max(b))
                    .filter_map(|at| self.rows.rows.get(at))
                    .map(Row::id)
                    .collect();
                self.checked.extend(between);
            }
            _ => {
                if !self.checked.remove(&id) {
                    self.checked.insert(id);
                }
            }
        }
        self.last_checked = Some(id);
    }
}

impl Session {
    /// Returns what is needed to make the values of the open plan's records words.
    #[must_use]
    pub fn table_context(&self) -> Option<Context<'_>> {
        let plan = self.plan()?;
        let language = self.words.language();
        Some(Context { plan, language, today: self.today, holidays: &self.holidays })
    }

    /// Does what is asked of the table.
    pub(super) fn table_action(&mut self, action: TableAction) -> Vec<Effect> {
        let sheet = self.table.sheet;
        match action {
            TableAction::Sheet(sheet) => {
                if sheet != self.table.sheet {
                    self.table.sheet = sheet;
                    self.table.cursor = None;
                    self.table.anchor = None;
                    self.table.checked.clear();
                }
            }
            TableAction::Point { at, extend } => self.table_point(at, extend),
            TableAction::Move { step, extend } => {
                let columns = self.table_columns();
                if let Some(at) = steps::target(&self.table, &columns, step, extend) {
                    self.table_point(at, extend);
                }
            }
            TableAction::SelectAll => {
                let columns = self.table_columns();
                steps::select_all(&mut self.table, &columns);
            }
            TableAction::SelectNothing => {
                self.table.anchor = None;
                self.table.checked.clear();
            }
            TableAction::Check { id, range } => self.table.check(id, range),
            TableAction::CheckAll(all) => {
                self.table.checked.clear();
                self.table.anchor = None;
                if all {
                    let ids: Vec<Id> = self
                        .table
                        .arrangement
                        .shown_rows()
                        .filter_map(|at| self.table.rows.rows.get(at))
                        .map(Row::id)
                        .collect();
                    self.table.checked.extend(ids);
                }
            }
            TableAction::Sort { column, second } => {
                let sort = &mut self.table.wish_mut().sort;
                let before = sort.iter().position(|(by, _)| *by == column);
                let was = before.and_then(|at| sort.get(at)).map(|(_, descending)| *descending);
                if !second {
                    sort.clear();
                } else if let Some(at) = before.filter(|_| was == Some(true)) {
                    sort.remove(at);
                }
                match (was, before.filter(|_| second)) {
                    (None, _) => sort.push((column, false)),
                    (Some(false), Some(at)) => {
                        if let Some(by) = sort.get_mut(at) {
                            by.1 = true;
                        }
                    }
                    (Some(false), None) => sort.push((column, true)),
                    (Some(true), _) => {}
                }
            }
            TableAction::SortBy { column, descending } => {
                self.table.wish_mut().sort = vec![(column, descending)];
            }
            TableAction::Filter { column, rule } => {
                let rules = &mut self.table.wish_mut().rules;
                match rule {
                    Some(rule) => drop(rules.insert(column, rule)),
                    None => drop(rules.remove(&column)),
                }
            }
            TableAction::Search(words) => self.table.wish_mut().search = words,
            TableAction::ClearFilters => {
                let wish = self.table.wish_mut();
                wish.rules.clear();
                wish.search.clear();
            }
            TableAction::Group(grouping) => {
                self.settings.table.grouping = grouping;
                self.table.wish_mut().folded.clear();
                return vec![self.keep_settings()];
            }
            TableAction::Fold(facet) => {
                let folded = &mut self.table.wish_mut().folded;
                if !folded.remove(&facet) {
                    folded.insert(facet);
                }
            }
            TableAction::FoldAll(fold) => {
                let all = self.table.arrangement.groups.iter().map(|group| group.facet.clone()).collect();
                self.table.wish_mut().folded = if fold { all } else { BTreeSet::new() };
            }
            TableAction::Width(column, width) => {
                self.settings.table.change(sheet, |columns| {
                    for setting in columns.iter_mut().filter(|setting| setting.column == column) {
                        setting.width = width.clamp(NARROWEST_COLUMN, WIDEST_COLUMN);
                    }
                });
                return vec![self.keep_settings()];
            }
            TableAction::Show(column, shown) => {
                self.settings.table.change(sheet, |columns| {
                    for setting in columns.iter_mut().filter(|setting| setting.column == column) {
                        setting.shown = shown;
                    }
                });
                return vec![self.keep_settings()];
            }
            TableAction::Place(column, before) => {
                self.settings.table.change(sheet, |columns| {
                    let Some(from) = columns.iter().position(|setting| setting.column == column) else {
                        return;
                    };
                    if before == Some(column) {
                        return;
                    }
                    let setting = columns.remove(from);
                    let to = before
                        .and_then(|before| columns.iter().position(|setting| setting.column == before))
                        .unwrap_or(columns.len());
                    columns.insert(to, setting);
                });
                return vec![self.keep_settings()];
            }
            TableAction::ResetColumns => {
                self.settings.table.columns.remove(&sheet);
                return vec![self.keep_settings()];
            }
            TableAction::Dense(dense) => {
                self.settings.table.dense = dense;
                return vec![self.keep_settings()];
            }
            TableAction::LeaveOut(columns) => self.table.left_out = columns,
            TableAction::Write { at, text, amend } => self.table_write(at, &text, amend),
            TableAction::Clear => self.table_clear(),
            TableAction::FillDown => self.table_fill_down(),
            TableAction::Copy => return self.table_copy().into_iter().collect(),
            TableAction::Paste(text) => return self.table_paste(text, false).into_iter().collect(),
            TableAction::PasteRows(text) => return self.table_paste(text, true).into_iter().collect(),
            TableAction::Bulk(bulk) => self.table_bulk(&bulk),
        }
        Vec::new()
    }

    /// Puts the cursor on a cell; the record there is the one that commands are for.
    pub(super) fn table_point(&mut self, at: At, extend: bool) {
        self.table.point(at, extend);
        self.focus = at.row;
    }

    /// Returns the columns that are shown, in their order.
    #[must_use]
    pub fn table_columns(&self) -> Vec<Column> {
        let mut columns = self.settings.table.shown(self.table.sheet);
        columns.retain(|column| !self.table.left_out.contains(column));
        columns
    }

    /// Puts the cursor on a record that was asked for, and on some row at first.
    fn table_follow_reveal(&mut self) {
        let main = self.table.sheet.main();
        let column = self.table.cursor.map_or(main, |cursor| cursor.column);
        if self.table.revealed != self.reveal.serial {
            self.table.revealed = self.reveal.serial;
            if let Some(id) = self.reveal.record.filter(|id| self.table.rows.index_of(*id).is_some()) {
                self.table.point(At { row: Some(id), column }, false);
                return;
            }
        }
        if self.table.cursor.is_none() {
            let known = self.focus.filter(|id| self.table.rows.index_of(*id).is_some());
            let first = known.or_else(|| self.table.rows.rows.first().map(Row::id));
            if first.is_some() || self.table.sheet.grows() {
                self.table.point(At { row: first, column }, false);
            }
        }
    }

    /// Gathers rows anew, and finds the lines of few at once.
    fn table_refresh_now(&mut self) {
        if let Some(Effect::Arrange(_)) = self.table_refresh() {
            // They are asked for again when this action is done.
            self.table.asked = None;
        }
    }

    /// Gathers rows and finds lines anew where something changed.
    pub(super) fn table_refresh(&mut self) -> Option<Effect> {
        let today = self.today;
        let open = self.open.as_ref()?;
        let (number, revision) = (open.number, open.document.revision());
        let plan = Arc::clone(open.plan());
        let sheet = self.table.sheet;
        if self.table.rows.plan != number {
            self.table.forget();
        }
        let rows = &self.table.rows;
        if (rows.plan, rows.revision, rows.sheet) != (number, revision, sheet) || self.table.asked.is_none() {
            let gathered = Arc::new(self.table.rows.again(&plan, number, revision, sheet));
            let carried = self.table.arrangement.carried(&self.table.rows, &gathered);
            self.table.arrangement = Arc::new(carried);
            self.table.rows = gathered;
            self.table.serial += 1;
            self.table.tidy();
        }
        self.table_follow_reveal();
        let mut wish = self.table.wish();
        wish.grouping = self.settings.table.grouping_of(sheet);
        wish.columns =
            if wish.search.trim().is_empty() { Vec::new() } else { self.settings.table.shown(sheet) };
        let asked = Asked { plan: number, revision, sheet, wish, language: self.words.language(), today };
        if self.table.asked.as_ref() == Some(&asked) {
            return None;
        }
        self.table.asked = Some(asked.clone());
        let holidays = Arc::clone(&self.holidays);
        let work = ArrangeWork { plan, holidays, rows: Arc::clone(&self.table.rows), asked };
        if work.rows.len() < MANY {
            let arranged = work.run();
            self.table_arranged(arranged);
            return None;
        }
        Some(Effect::Arrange(Box::new(work)))
    }

    /// Takes lines that were found, unless something else was asked for since.
    pub(super) fn table_arranged(&mut self, arranged: Arranged) {
        if self.table.asked.as_ref() != Some(&arranged.asked) {
            return;
        }
        let arrangement = if Arc::ptr_eq(&arranged.rows, &self.table.rows) {
            arranged.arrangement
        } else {
            arranged.arrangement.carried(&arranged.rows, &self.table.rows)
        };
        self.table.arrangement = Arc::new(arrangement);
        self.table.serial += 1;
    }
}
