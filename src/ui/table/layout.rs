//! Where columns and lines stand.

use crate::session::table::{Arrangement, Column, ColumnSetting};

/// The height of a row.
pub(super) const ROW: f32 = 28.0;
/// The height of a row where rows stand close.
pub(super) const DENSE_ROW: f32 = 24.0;
/// The height of the head of a group.
pub(super) const GROUP: f32 = 30.0;
/// The height of the heads of columns.
pub(super) const HEAD: f32 = 32.0;
/// The width of the ticks.
pub(super) const TICK: f32 = 36.0;
/// The height of the line in which rows are added.
pub(super) const NEW: f32 = 32.0;

/// A column where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) column: Column,
    /// Its left edge, from that of the table.
    pub(super) left: f32,
    pub(super) width: f32,
}

/// The width of the window below which columns are left out.
const NARROW: f32 = 960.0;

/// Returns the columns that a narrow window leaves out: the log, then actual values.
pub(super) fn left_out(settings: &[ColumnSetting], window: f32, room: f32) -> Vec<Column> {
    if window >= NARROW {
        return Vec::new();
    }
    let mut out = vec![Column::Log];
    let width: f32 = settings
        .iter()
        .filter(|setting| setting.shown && setting.column != Column::Log)
        .map(|setting| setting.width)
        .sum();
    if width + TICK > room {
        out.push(Column::Actual);
    }
    out
}

/// Places the columns that are shown; the last one takes what room is left.
pub(super) fn place(settings: &[ColumnSetting], left_out: &[Column], room: f32) -> Vec<Placed> {
    let mut left = TICK;
    let mut placed: Vec<Placed> = Vec::new();
    for setting in settings {
        if setting.shown && !left_out.contains(&setting.column) {
            placed.push(Placed { column: setting.column, left, width: setting.width });
            left += setting.width;
        }
    }
    if let Some(last) = placed.last_mut()
        && left < room
    {
        last.width += room - left;
    }
    placed
}

/// Where lines stand: rows of one height, heads of groups of another.
pub(super) struct Lines<'a> {
    pub(super) arrangement: &'a Arrangement,
    pub(super) row: f32,
}

impl Lines<'_> {
    /// Returns the top of a line, from that of the first one.
    pub(super) fn top(&self, line: usize) -> f32 {
        let heads = self.arrangement.heads.partition_point(|head| index(*head) < line);
        line as f32 * self.row + heads as f32 * (GROUP - self.row)
    }

    /// Returns the height of a line.
    pub(super) fn height(&self, line: usize) -> f32 {
        if line >= self.arrangement.lines.len() {
            NEW
        } else if self.arrangement.row_at(line).is_some() {
            self.row
        } else {
            GROUP
        }
    }

    /// Returns the height of all lines.
    pub(super) fn total(&self) -> f32 {
        self.top(self.arrangement.lines.len())
    }

    /// Returns the line at a height; the line behind the last one below it.
    pub(super) fn at(&self, y: f32) -> usize {
        let (mut low, mut high) = (0, self.arrangement.lines.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.top(middle) + self.height(middle) <= y { low = middle + 1 } else { high = middle }
        }
        low
    }
}

fn index(head: u32) -> usize {
    usize::try_from(head).unwrap_or(usize::MAX)
}
