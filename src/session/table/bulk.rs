//! What is done to many rows at once.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::draft::Draft;
use super::paste::write_cells;
use super::rows::Row;
use crate::edit::{BatchName, Edit};
use crate::model::tree::{List, NodeRef, Slot};
use crate::model::{Cadence, DateSpan, Id, MeasureStatus, Month, Plan, Progress, Quarter, When, YearNumber};

/// Something done to all selected rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Have these owners and no others.
    Owners(String),
    /// Have these owners besides.
    AddOwners(String),
    /// Be due then.
    When(String),
    /// Be due so much later, or earlier.
    Shift {
        /// How many.
        count: i32,
        /// Of what.
        unit: ShiftUnit,
    },
    /// Stand so.
    Status(MeasureStatus),
    /// Go to the end of a section or goal.
    MoveTo(Id),
    /// Go.
    Remove,
}

/// What times are shifted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShiftUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
}

/// Returns the change for the selected rows, and how many rows it changes.
pub(super) fn edit(plan: &Plan, rows: &[&Row], today: NaiveDate, bulk: &Bulk) -> (Option<Edit>, usize) {
    let each = rows.iter().copied();
    match bulk {
        Bulk::Owners(written) => write_cells(plan, each, today, BatchName::Owners, |writer, draft| {
            if let Draft::Measure(measure) = draft {
                measure.owners = writer.owners(&measure.owners, written);
            }
            Vec::new()
        }),
        Bulk::AddOwners(written) => write_cells(plan, each, today, BatchName::Owners, |writer, draft| {
            if let Draft::Measure(measure) = draft {
                for owner in writer.owners(&measure.owners, written) {
                    if !measure.owners.iter().any(|known| known.who == owner.who) {
                        measure.owners.push(owner);
                    }
                }
            }
            Vec::new()
        }),
        Bulk::When(written) => write_cells(plan, each, today, BatchName::When, |writer, draft| {
            if let Draft::Measure(measure) = draft {
                measure.when = writer.when(written);
            }
            Vec::new()
        }),
        Bulk::Shift { count, unit } => write_cells(plan, each, today, BatchName::When, |_, draft| {
            if let Draft::Measure(measure) = draft
                && let Some(when) = measure.when.as_ref().and_then(|when| shifted(when, *count, *unit))
            {
                measure.when = Some(when);
            }
            Vec::new()
        }),
        Bulk::Status(status) => write_cells(plan, each, today, BatchName::Status, |_, draft| {
            if let Draft::Measure(measure) = draft {
                measure.status = *status;
                if *status == MeasureStatus::Done
                    && let Ok(all) = Progress::new(100)
                {
                    measure.progress = all;
                }
            }
            Vec::new()
        }),
        Bulk::MoveTo(to) => move_to(plan, rows, *to),
        Bulk::Remove => {
            let ids = outermost(plan, rows);
            let count = ids.len();
            let edits: Vec<Edit> = ids.into_iter().map(Edit::Remove).collect();
            (batch(BatchName::Remove, edits), count)
        }
    }
}

fn batch(name: BatchName, edits: Vec<Edit>) -> Option<Edit> {
    (!edits.is_empty()).then_some(Edit::Batch { name, edits })
}

/// Returns the records that lie in none of the others.
fn outermost(plan: &Plan, rows: &[&Row]) -> Vec<Id> {
    let all: std::collections::HashSet<Id> = rows.iter().map(|row| row.id()).collect();
    rows.iter()
        .filter(|row| {
            row.depth == 0 || !plan.lineage(row.id()).iter().any(|id| *id != row.id() && all.contains(id))
        })
        .map(|row| row.id())
        .collect()
}

fn move_to(plan: &Plan, rows: &[&Row], to: Id) -> (Option<Edit>, usize) {
    let (list, end) = match plan.find(to) {
        Some(NodeRef::Section(section)) => (List::Items, section.items.len()),
        Some(NodeRef::Goal(goal)) => (List::Measures, goal.measures.len()),
        _ => return (None, 0),
    };
    let slot = Slot { parent: Some(to), list };
    let ids = outermost(plan, rows);
    let count = ids.len();
    // The index counts without the record itself: those that are there already go to the end too.
    let mut moved = 0;
    let edits = ids
        .into_iter()
        .map(|id| {
            let here = plan.place(id).is_some_and(|(at, _)| at == slot);
            let index = if here { end - 1 + moved } else { end + moved };
            moved += usize::from(!here);
            Edit::Move { id, to: slot, index }
        })
        .collect();
    (batch(BatchName::Move, edits), count)
}

/// Returns a time so much later, or earlier. What is due in a month or a quarter stays so where it
/// moves by whole ones, and becomes a span otherwise; a cadence moves its last day; what names no
/// day does not move.
#[must_use]
pub fn shifted(when: &When, count: i32, unit: ShiftUnit) -> Option<When> {
    let new = match when {
        When::By(day) => When::By(shifted_day(*day, count, unit)?),
        When::Span(span) => {
            let first = shifted_day(span.first(), count, unit)?;
            let last = shifted_day(span.last(), count, unit)?;
            When::Span(DateSpan::new(first, last).ok()?)
        }
        When::Month(month) if unit == ShiftUnit::Month => {
            let first = shifted_day(month.span().first(), count, unit)?;
            When::Month(Month::new(first.year(), first.month()).ok()?)
        }
        When::Quarter(quarter) if unit == ShiftUnit::Month && count % 3 == 0 => {
            let first = shifted_day(quarter.span().first(), count, unit)?;
            When::Quarter(Quarter::new(first.year(), first.month0() / 3 + 1).ok()?)
        }
        When::Month(month) => shifted(&When::Span(month.span()), count, unit)?,
        When::Quarter(quarter) => shifted(&When::Span(quarter.span()), count, unit)?,
        When::Cadence(cadence) => {
            let until = shifted_day(cadence.until()?, count, unit)?;
            When::Cadence(Cadence::new(cadence.every().clone(), cadence.times(), Some(until)).ok()?)
        }
        When::Limit(_) | When::Unclear(_) => return None,
    };
    Some(new)
}

fn shifted_day(day: NaiveDate, count: i32, unit: ShiftUnit) -> Option<NaiveDate> {
    let size = u64::from(count.unsigned_abs());
    let days = |days: u64| {
        if count >= 0 { day.checked_add_days(Days::new(days)) } else { day.checked_sub_days(Days::new(days)) }
    };
    let new = match unit {
        ShiftUnit::Day => days(size)?,
        ShiftUnit::Week => days(size.checked_mul(7)?)?,
        ShiftUnit::Month => {
            let months = Months::new(count.unsigned_abs());
            let new =
                if count >= 0 { day.checked_add_months(months)? } else { day.checked_sub_months(months)? };
            // The last day of a month stays one.
            let is_last = day.succ_opt().is_some_and(|next| next.month() != day.month());
            if is_last { Month::new(new.year(), new.month()).ok()?.span().last() } else { new }
        }
    };
    YearNumber::new(new.year()).ok()?;
    Some(new)
}
