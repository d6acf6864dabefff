//! The order in which rows are shown: filtered, sorted, put together. Worked out when something
//! changes, off the window's thread where there are many rows, and never in a frame.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cell::{self, Context, Facet, Key};
use super::rows::Rows;
use super::{Column, Grouping};
use crate::model::Id;

/// A rule that rows must meet in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The words stand somewhere in the cell, in capitals or not.
    Contains(String),
    /// The cell has one of these.
    AnyOf(BTreeSet<Facet>),
    /// Nothing stands in the cell.
    Empty,
    /// Something stands in the cell.
    Filled,
}

/// What the user asked to see, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The columns to sort by, the first one first, each with whether the greatest comes first.
    pub sort: Vec<(Column, bool)>,
    /// The rules, by column.
    pub rules: BTreeMap<Column, Rule>,
    /// Words that must stand somewhere in a row.
    pub search: String,
    /// What rows are put together by.
    pub grouping: Grouping,
    /// The groups that are folded.
    pub folded: BTreeSet<Facet>,
    /// The columns that words are looked for in.
    pub columns: Vec<Column>,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The head of a group, by its index.
    Group(u32),
    /// A row, by its index among the rows.
    Row(u32),
}

/// The head of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What its rows have in common.
    pub facet: Facet,
    /// How many rows it has.
    pub count: usize,
    /// How many of them are measures that are done.
    pub done: usize,
    /// Whether its rows are put away.
    pub folded: bool,
}

/// The lines of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The lines in their order.
    pub lines: Vec<Line>,
    /// The groups in their order.
    pub groups: Vec<Group>,
    /// The lines at which groups begin.
    pub heads: Vec<u32>,
    /// How many rows meet the rules, put away or not.
    pub found: usize,
    /// The line of each row, by its index; [`u32::MAX`] for one that is not shown.
    line_of: Vec<u32>,
}

/// A column's keys, one a row.
struct Keys {
    keys: Vec<Key>,
    descending: bool,
}

impl Arrangement {
    /// Works out the lines.
    #[must_use]
    pub fn of(context: &Context<'_>, rows: &Rows, wish: &Wish) -> Self {
        let mut order: Vec<u32> = (0..rows.rows.len()).filter_map(|at| u32::try_from(at).ok()).collect();
        let search = wish.search.trim().to_lowercase();
        if !search.is_empty() || !wish.rules.is_empty() {
            order.retain(|at| {
                index(*at).and_then(|at| rows.rows.get(at)).is_some_and(|row| {
                    meets_all(context, rows, row, wish)
                        && (search.is_empty()
                            || wish.columns.iter().any(|column| {
                                cell::text(context, rows, row, *column).to_lowercase().contains(&search)
                            }))
                })
            });
        }
        let found = order.len();
        sort(context, rows, wish, &mut order);
        let mut arrangement = Self {
            lines: Vec::with_capacity(order.len()),
            groups: Vec::new(),
            heads: Vec::new(),
            found,
            line_of: Vec::new(),
        };
        if wish.grouping == Grouping::None {
            arrangement.lines.extend(order.into_iter().map(Line::Row));
        } else {
            arrangement.put_together(context, rows, wish, order);
        }
        arrangement.note_lines(rows.rows.len());
        arrangement
    }

    fn put_together(&mut self, context: &Context<'_>, rows: &Rows, wish: &Wish, order: Vec<u32>) {
        let mut by_facet: HashMap<Facet, usize> = HashMap::new();
        let mut groups: Vec<(Group, Vec<u32>)> = Vec::new();
        for at in order {
            let Some(row) = index(at).and_then(|at| rows.rows.get(at)) else { continue };
            let Some(facet) = cell::group(context, rows, row, wish.grouping) else { continue };
            let place = *by_facet.entry(facet.clone()).or_insert_with(|| {
                let folded = wish.folded.contains(&facet);
                groups.push((Group { facet, count: 0, done: 0, folded }, Vec::new()));
                groups.len() - 1
            });
            if let Some((group, members)) = groups.get_mut(place) {
                group.count += 1;
                group.done += usize::from(
                    row.measure().is_some_and(|measure| measure.status == crate::model::MeasureStatus::Done),
                );
                members.push(at);
            }
        }
        groups.sort_by(|(a, _), (b, _)| a.facet.cmp(&b.facet));
        for (group, members) in groups {
            let Ok(number) = u32::try_from(self.groups.len()) else { break };
            self.heads.push(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
            self.lines.push(Line::Group(number));
            if !group.folded {
                self.lines.extend(members.into_iter().map(Line::Row));
            }
            self.groups.push(group);
        }
    }

    fn note_lines(&mut self, rows: usize) {
        self.line_of = vec![u32::MAX; rows];
        for (line, number) in self.lines.iter().zip(0_u32..) {
            if let Line::Row(at) = line
                && let Some(place) = index(*at).and_then(|at| self.line_of.get_mut(at))
            {
                *place = number;
            }
        }
    }

    /// Returns the line of a row, by the row's index.
    #[must_use]
    pub fn line_of(&self, row: usize) -> Option<usize> {
        self.line_of.get(row).filter(|line| **line != u32::MAX).and_then(|line| index(*line))
    }

    /// Returns the index of the row at a line.
    #[must_use]
    pub fn row_at(&self, line: usize) -> Option<usize> {
        match self.lines.get(line)? {
            Line::Row(at) => index(*at),
            Line::Group(_) => None,
        }
    }

    /// Returns the indexes of the rows at some lines, in their order.
    pub fn rows_between(&self, first: usize, last: usize) -> impl Iterator<Item = usize> {
        let end = last.saturating_add(1).min(self.lines.len());
        self.lines.get(first.min(end)..end).unwrap_or_default().iter().filter_map(|line| match line {
            Line::Row(at) => index(*at),
            Line::Group(_) => None,
        })
    }

    /// Returns the indexes of all rows that are shown, in their order.
    pub fn shown_rows(&self) -> impl Iterator<Item = usize> {
        self.rows_between(0, usize::MAX - 1)
    }

    /// Returns the nearest line with a row: from a line on, that one included, down or up.
    #[must_use]
    pub fn row_from(&self, line: usize, down: bool) -> Option<usize> {
        let is_row = |line: &usize| self.row_at(*line).is_some();
        if down {
            (line..self.lines.len()).find(is_row)
        } else {
            (0..=line.min(self.lines.len().checked_sub(1)?)).rev().find(is_row)
        }
    }

    /// Carries the lines over to rows that were gathered anew, until they are worked out again: rows
    /// that are gone go, new ones wait.
    #[must_use]
    pub fn carried(&self, from: &Rows, to: &Rows) -> Self {
        if from.has_same_records(to) {
            return self.clone();
        }
        let mut carried = Self { groups: self.groups.clone(), found: self.found, ..Self::default() };
        if from.plan == to.plan && from.sheet == to.sheet {
            for line in &self.lines {
                match line {
                    Line::Group(number) => {
                        carried.heads.push(u32::try_from(carried.lines.len()).unwrap_or(u32::MAX));
                        carried.lines.push(Line::Group(*number));
                    }
                    Line::Row(at) => {
                        let id: Option<Id> = index(*at).and_then(|at| from.rows.get(at)).map(super::Row::id);
                        let at = id.and_then(|id| to.index_of(id)).and_then(|at| u32::try_from(at).ok());
                        carried.lines.extend(at.map(Line::Row));
                    }
                }
            }
        }
        carried.note_lines(to.rows.len());
        carried
    }
}

fn index(at: u32) -> Option<usize> {
    usize::try_from(at).ok()
}

fn meets_all(context: &Context<'_>, rows: &Rows, row: &super::Row, wish: &Wish) -> bool {
    wish.rules.iter().all(|(column, rule)| meets(context, rows, row, *column, rule))
}

/// Tells whether a row meets a rule.
#[must_use]
pub fn meets(context: &Context<'_>, rows: &Rows, row: &super::Row, column: Column, rule: &Rule) -> bool {
    match rule {
        Rule::Contains(words) => {
            let words = words.trim().to_lowercase();
            cell::text(context, rows, row, column).to_lowercase().contains(&words)
        }
        Rule::AnyOf(wanted) => {
            let mut any = false;
            cell::each_facet(context, rows, row, column, &mut |facet| any |= wanted.contains(&facet));
            any
        }
        Rule::Empty | Rule::Filled => {
            let empty = cell::text(context, rows, row, column).trim().is_empty();
            empty == (*rule == Rule::Empty)
        }
    }
}

fn sort(context: &Context<'_>, rows: &Rows, wish: &Wish, order: &mut [u32]) {
    if wish.sort.is_empty() {
        return;
    }
    let keys: Vec<Keys> = wish
        .sort
        .iter()
        .map(|&(column, descending)| Keys {
            keys: rows
                .rows
                .iter()
                .zip(0..)
                .map(|(row, at)| cell::key(context, rows, row, column, at))
                .collect(),
            descending,
        })
        .collect();
    // A stable sort: equal rows stay in the order of the document.
    order.sort_by(|a, b| {
        for Keys { keys, descending } in &keys {
            let pair = (index(*a).and_then(|a| keys.get(a)), index(*b).and_then(|b| keys.get(b)));
            if let (Some(a), Some(b)) = pair {
                let order = a.compare(b, *descending);
                if order.is_ne() {
                    return order;
                }
            }
        }
        std::cmp::Ordering::Equal
    });
}

/// Returns everything that rows have in a column, with how many rows have it, in order.
#[must_use]
pub fn facets(context: &Context<'_>, rows: &Rows, column: Column) -> Vec<(Facet, usize)> {
    let mut counts: HashMap<Facet, usize> = HashMap::new();
    for row in &rows.rows {
        cell::each_facet(context, rows, row, column, &mut |facet| *counts.entry(facet).or_default() += 1);
    }
    let mut counts: Vec<(Facet, usize)> = counts.into_iter().collect();
    counts.sort();
    counts
}
