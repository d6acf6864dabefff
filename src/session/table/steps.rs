//! Where the cursor goes.

use super::{At, Column, Table};
use crate::model::Id;

/// A way for the cursor to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Up by so many rows.
    Up(usize),
    /// Down by so many rows.
    Down(usize),
    /// To the cell at the left.
    Left,
    /// To the cell at the right.
    Right,
    /// To the first column.
    Home,
    /// To the last column.
    End,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the first cell of all.
    Start,
    /// To the last cell of all.
    Finish,
    /// To the next cell that can be written, on to the next row at the end of one.
    Next,
    /// To the cell before that can be written.
    Previous,
}

/// Returns the cell that a step leads to.
pub(super) fn target(table: &Table, columns: &[Column], step: Step, extend: bool) -> Option<At> {
    let first_column = *columns.first()?;
    let lines = table.arrangement().lines.len();
    let grows = table.sheet().grows() && !extend;
    let row_at = |line: usize| table.id_at(line);
    let top = || table.arrangement().row_from(0, true).and_then(row_at);
    let bottom =
        || lines.checked_sub(1).and_then(|last| table.arrangement().row_from(last, false)).and_then(row_at);
    let Some(cursor) = table.cursor() else {
        let column = columns.iter().copied().find(|column| *column == table.sheet().main());
        return Some(At { row: top(), column: column.unwrap_or(first_column) });
    };
    let place = columns.iter().position(|column| *column == cursor.column).unwrap_or(0);
    let column_at = |place: usize| columns.get(place).copied().unwrap_or(cursor.column);
    // A row that the filters hide, or that has no line yet, is left for the nearest end.
    let line = table.line_of(cursor.row).or(Some(lines));
    let in_row = |column| Some(At { row: cursor.row, column });
    match step {
        Step::Left => in_row(column_at(place.saturating_sub(1))),
        Step::Right => in_row(column_at((place + 1).min(columns.len() - 1))),
        Step::Home => in_row(first_column),
        Step::End => in_row(column_at(columns.len() - 1)),
        Step::Up(count) => Some(At { row: vertical(table, line?, count, false, grows)?.id(), ..cursor }),
        Step::Down(count) => Some(At { row: vertical(table, line?, count, true, grows)?.id(), ..cursor }),
        Step::First => Some(At { row: top(), ..cursor }),
        Step::Last => Some(At { row: bottom(), ..cursor }),
        Step::Start => Some(At { row: top(), column: first_column }),
        Step::Finish => Some(At { row: bottom(), column: column_at(columns.len() - 1) }),
        Step::Next | Step::Previous => {
            let down = step == Step::Next;
            let writable = |column: &&Column| !column.is_read_only();
            let within = if down {
                columns.iter().skip(place + 1).find(writable)
            } else {
                columns.iter().take(place).rev().find(writable)
            };
            if let Some(column) = within {
                return in_row(*column);
            }
            let wrapped =
                if down { columns.iter().find(writable) } else { columns.iter().rev().find(writable) };
            let row = vertical(table, line?, 1, down, table.sheet().grows())?.id();
            if row == cursor.row { None } else { Some(At { row, column: *wrapped? }) }
        }
    }
}

/// Where a way up or down leads.
enum To {
    /// To a row.
    Row(Id),
    /// To the line for new rows.
    New,
}

impl To {
    const fn id(&self) -> Option<Id> {
        match self {
            Self::Row(id) => Some(*id),
            Self::New => None,
        }
    }
}

/// Goes up or down by so many rows, past the heads of groups. Behind the last row lies the line for
/// new ones, where there is one.
fn vertical(table: &Table, from: usize, count: usize, down: bool, grows: bool) -> Option<To> {
    let arrangement = table.arrangement();
    let mut line = from;
    let mut left = count;
    while left > 0 {
        let next = if down {
            arrangement.row_from(line + 1, true)
        } else {
            line.checked_sub(1).and_then(|line| arrangement.row_from(line, false))
        };
        match next {
            Some(next) => line = next,
            None if down && grows && (left == count || count == 1) => return Some(To::New),
            None => break,
        }
        left -= 1;
    }
    if line >= arrangement.lines.len() {
        return grows.then_some(To::New);
    }
    table.id_at(line).map(To::Row)
}

/// Puts the range round all cells that are shown.
pub(super) fn select_all(table: &mut Table, columns: &[Column]) {
    let first = table.arrangement().row_from(0, true).and_then(|line| table.id_at(line));
    let last = table
        .arrangement()
        .lines
        .len()
        .checked_sub(1)
        .and_then(|last| table.arrangement().row_from(last, false))
        .and_then(|line| table.id_at(line));
    let (Some(first), Some(last), Some(left), Some(right)) = (first, last, columns.first(), columns.last())
    else {
        return;
    };
    table.anchor = Some(At { row: Some(last), column: *right });
    table.cursor = Some(At { row: Some(first), column: *left });
}
