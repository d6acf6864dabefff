//! Cells that are pasted, filled down, cleared or written one by one: matched with rows and columns,
//! read, and made one change of the plan.
//!
//! What is pasted beyond the last row becomes new records, and so does what is pasted with heads at one
//! cell: a table that comes with heads is one by itself. A cell that is not understood is kept: a
//! time as words, anything else in the log of its measure or the standard of its indicator, and it is
//! pointed out.

use std::sync::Arc;

use chrono::NaiveDate;

use super::draft::{Draft, Fault, Writer, differences};
use super::rows::{Record, Rows};
use super::sheet::parse_cells;
use super::{At, Column, Sheet};
use crate::edit::{BatchName, Edit};
use crate::model::tree::{Node, Slot};
use crate::model::{Id, Part, PartId, Plan, Problems, Section, SectionId, SectionRole, Text, When};
use crate::session::clipboard::{Columns, column_of};

/// Cells to be pasted, with what they are matched with.
#[derive(Clone, Debug)]
pub struct PasteWork {
    /// The plan.
    pub(super) plan: Arc<Plan>,
    /// Its version.
    pub(super) revision: u64,
    /// The rows of the sheet.
    pub(super) rows: Arc<Rows>,
    /// The rows that take the cells, by their indexes, in the order in which they are shown.
    pub(super) targets: Vec<usize>,
    /// The columns that take the cells.
    pub(super) columns: Vec<Column>,
    /// What every column is called, to know a row of heads by.
    pub(super) labels: Vec<(Column, String)>,
    /// Whether one cell goes into all targets and columns.
    pub(super) fills: bool,
    /// Where new records go; none where the sheet takes none.
    pub(super) new_at: Option<NewPlace>,
    /// Where the rows of a table with heads go: behind the row with the cursor. None for a range of
    /// several cells, which is written over.
    pub(super) beside: Option<NewPlace>,
    /// The row with the cursor.
    pub(super) at: Option<Id>,
    /// What was pasted.
    pub(super) text: String,
    /// The day it is.
    pub(super) today: NaiveDate,
}

/// What came of pasting.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The version of the plan it is for.
    pub(super) revision: u64,
    /// The change; none where nothing changes.
    pub(super) edit: Option<Edit>,
    /// The cells that were not understood, as they were written.
    pub(super) refused: Vec<(At, String)>,
    /// How many rows were written.
    pub(super) written: usize,
    /// How many records were added.
    pub(super) added: usize,
    /// How many records have something else in them now.
    pub(super) covered: usize,
    /// How many indicators came without a name.
    pub(super) unnamed: usize,
    /// How many fields had no column or row to go into.
    pub(super) left_over: usize,
    /// The records whose rows were written, in order.
    pub(super) ids: Vec<Id>,
    /// The work itself, in case the plan changed meanwhile.
    pub(super) again: Option<Box<PasteWork>>,
}

impl Pasted {
    /// Puts a new record in.
    fn add(&mut self, changes: &mut Changes, place: &NewPlace, draft: Draft) {
        self.ids.push(draft.id());
        self.written += 1;
        let index = place.index + self.added;
        changes.add(vec![Edit::Insert { slot: place.slot, index, node: Box::new(draft.into_node()) }]);
        self.added += 1;
    }
}

impl PasteWork {
    /// Reads and matches the cells.
    #[must_use]
    pub fn run(self) -> Pasted {
        let mut cells = parse_cells(&self.text);
        if let Some(out) = self.insert(&cells) {
            return Pasted { again: Some(Box::new(self)), ..out };
        }
        let mut columns = self.columns.clone();
        if let Some(named) = self.named_columns(cells.first().map(Vec::as_slice).unwrap_or_default()) {
            columns = named;
            cells.remove(0);
        }
        let mut out = Pasted { revision: self.revision, ..Pasted::default() };
        let mut writer = Writer::new(&self.plan, self.today);
        let mut changes = Changes::default();
        if let Some(round) = self.new_at.as_ref().and_then(NewPlace::round_id) {
            writer.ids.pass(round);
        }
        let one = match cells.as_slice() {
            [row] if self.fills => match row.as_slice() {
                [cell] => Some(cell.clone()),
                _ => None,
            },
            _ => None,
        };
        if let Some(cell) = one {
            let row: Vec<String> = columns.iter().map(|_| cell.clone()).collect();
            for &at in &self.targets {
                self.write_row(&mut writer, &mut changes, &mut out, (Some(at), None), &columns, &row);
            }
        } else {
            for (at, row) in cells.iter().enumerate() {
                out.left_over +=
                    row.iter().skip(columns.len()).filter(|cell| !cell.trim().is_empty()).count();
                let target = (self.targets.get(at).copied(), self.new_at.as_ref());
                self.write_row(&mut writer, &mut changes, &mut out, target, &columns, row);
            }
        }
        let mut first = writer.people_edits();
        if out.added > 0 {
            first.extend(self.new_at.as_ref().and_then(NewPlace::round_edit));
        }
        out.edit = changes.into_edit(first, BatchName::Paste);
        drop(writer);
        out.again = Some(Box::new(self));
        out
    }

    /// Makes new records of a table with heads.
    fn insert(&self, cells: &[Vec<String>]) -> Option<Pasted> {
        let place = self.beside.as_ref()?;
        let (heads, body) = cells.split_first()?;
        let columns = match self.rows.sheet {
            Sheet::Measures => Some(Columns::headed(&self.plan, self.today, cells, &self.labels)?),
            Sheet::Indicators | Sheet::Problems | Sheet::People => None,
        };
        let named = if columns.is_some() { Vec::new() } else { self.named_columns(heads)? };
        let mut out = Pasted { revision: self.revision, ..Pasted::default() };
        let mut writer = Writer::new(&self.plan, self.today);
        let mut changes = Changes::default();
        if let Some(round) = place.round_id() {
            writer.ids.pass(round);
        }
        for row in body.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) {
            let Some(columns) = &columns else {
                let to = Some(place);
                self.write_row(&mut writer, &mut changes, &mut out, (None, to), &named, row);
                continue;
            };
            let (draft, unclear, unnamed) = columns.measure(&mut writer, row);
            let id = draft.id();
            let refused = |(column, written)| (At { row: Some(id), column }, written);
            out.refused.extend(unclear.into_iter().map(refused));
            out.unnamed += unnamed;
            out.add(&mut changes, place, draft);
        }
        let mut first = writer.people_edits();
        if out.added > 0 {
            first.extend(place.round_edit());
        }
        out.edit = changes.into_edit(first, BatchName::Paste);
        Some(out)
    }

    /// Returns the columns that a row of heads names.
    fn named_columns(&self, row: &[String]) -> Option<Vec<Column>> {
        if row.len() < 2 {
            return None;
        }
        row.iter()
            .map(|head| {
                let head = head.trim();
                let label = self.labels.iter().find(|(_, label)| label == head).map(|(column, _)| *column);
                label.or_else(|| column_of(head).filter(|_| self.rows.sheet == Sheet::Measures))
            })
            .collect()
    }

    fn write_row(
        &self,
        writer: &mut Writer<'_>,
        changes: &mut Changes,
        out: &mut Pasted,
        (target, new_at): (Option<usize>, Option<&NewPlace>),
        columns: &[Column],
        cells: &[String],
    ) {
        let known = target.and_then(|at| self.rows.rows.get(at));
        let fields = || columns.iter().zip(cells).filter(|(column, _)| !column.is_read_only());
        let draft = match known {
            Some(row) => Some(Draft::of(&row.record)),
            None if fields().all(|(_, cell)| cell.trim().is_empty()) => return,
            None => new_at.and_then(|_| writer.blank(self.rows.sheet)),
        };
        let Some(mut draft) = draft else {
            out.left_over += cells.iter().filter(|cell| !cell.trim().is_empty()).count();
            return;
        };
        let id = draft.id();
        for (column, cell) in fields() {
            match writer.write(&mut draft, *column, cell, false) {
                Ok(()) if *column == Column::When && is_unclear(&draft) => {
                    out.refused.push((At { row: Some(id), column: *column }, cell.trim().to_owned()));
                }
                Ok(()) => {}
                Err(Fault::ReadOnly) => out.left_over += 1,
                Err(_) => {
                    let label = self.labels.iter().find(|(known, _)| known == column);
                    writer.keep(&mut draft, label.map_or("", |(_, label)| label), cell);
                    out.refused.push((At { row: Some(id), column: *column }, cell.trim().to_owned()));
                }
            }
        }
        // An indicator that was there without a name is none of what is pasted.
        let before = known.and_then(|row| row.measure()).map(|measure| &measure.indicators);
        if !matches!(&draft, Draft::Measure(measure) if before == Some(&measure.indicators)) {
            out.unnamed += writer.name_indicators(&mut draft);
        }
        match (known, new_at) {
            (Some(row), _) => {
                let edits = differences(&row.record, &draft);
                out.ids.push(id);
                out.written += 1;
                out.covered += usize::from(!edits.is_empty());
                changes.add(edits);
            }
            (None, Some(place)) => out.add(changes, place, draft),
            (None, None) => {}
        }
    }
}

fn is_unclear(draft: &Draft) -> bool {
    matches!(draft, Draft::Measure(measure) if matches!(measure.when, Some(When::Unclear(_))))
}

/// Changes of many records, sorted so that they are made in the time of few: values first, then what
/// comes in, then what goes.
#[derive(Default)]
pub(super) struct Changes {
    values: Vec<Edit>,
    inserts: Vec<Edit>,
    removes: Vec<Edit>,
}

impl Changes {
    pub(super) fn add(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            match edit {
                Edit::Insert { .. } => self.inserts.push(edit),
                Edit::Remove(_) => self.removes.push(edit),
                edit => self.values.push(edit),
            }
        }
    }

    /// Returns them as one change, with the people before them; none where there is none.
    pub(super) fn into_edit(self, people: Vec<Edit>, name: BatchName) -> Option<Edit> {
        let mut edits = people;
        edits.extend(self.values);
        edits.extend(self.inserts);
        edits.extend(self.removes);
        (!edits.is_empty()).then_some(Edit::Batch { name, edits })
    }
}

/// Returns the change that writes some cells, and the cells that were not understood.
pub(super) fn write_cells<'r>(
    plan: &Plan,
    rows: impl Iterator<Item = &'r super::Row>,
    today: NaiveDate,
    name: BatchName,
    mut how: impl FnMut(&mut Writer<'_>, &mut Draft) -> Vec<(Column, Fault)>,
) -> (Option<Edit>, usize) {
    let mut writer = Writer::new(plan, today);
    let mut changes = Changes::default();
    let mut count = 0;
    for row in rows {
        let mut draft = Draft::of(&row.record);
        // What is not understood leaves the record as it is.
        drop(how(&mut writer, &mut draft));
        let edits = differences(&row.record, &draft);
        count += usize::from(!edits.is_empty());
        changes.add(edits);
    }
    (changes.into_edit(writer.people_edits(), name), count)
}

/// Copies a value from one record to another, whole: the parts of owners too.
pub(super) fn copy_value(
    writer: &mut Writer<'_>,
    from: &Record,
    text: &str,
    draft: &mut Draft,
    column: Column,
) -> Result<(), Fault> {
    match (from, &mut *draft, column) {
        (Record::Measure(from), Draft::Measure(to), Column::Owners) => to.owners.clone_from(&from.owners),
        (Record::Measure(from), Draft::Measure(to), Column::When) => to.when.clone_from(&from.when),
        (Record::Measure(from), Draft::Measure(to), Column::Status) => to.status = from.status,
        _ => return writer.write(draft, column, text, false),
    }
    Ok(())
}

/// Tells whether a sheet's rows can be added somewhere, and where: behind the last row that is
/// shown, on the highest level there.
pub(super) fn place_for_new(plan: &Plan, sheet: Sheet, last: Option<Id>) -> Option<NewPlace> {
    use crate::model::tree::{List, NodeKind, NodeRef};
    let place = match sheet {
        Sheet::Measures => {
            let behind = last.and_then(|last| {
                plan.lineage(last).into_iter().find(|id| matches!(plan.find(*id), Some(NodeRef::Measure(_))))
            });
            match behind.and_then(|id| plan.place(id)) {
                Some((slot, index)) => Some((slot, index + 1)),
                None => super::super::insertion::place_for(plan, None, NodeKind::Measure),
            }
        }
        Sheet::Problems => match last.and_then(|last| plan.place(last)) {
            Some((slot, index)) => Some((slot, index + 1)),
            None => plan.parts.iter().find_map(|part| match part {
                crate::model::Part::Problems(part) => {
                    Some((Slot { parent: Some(part.id.id()), list: List::Problems }, part.problems.len()))
                }
                _ => None,
            }),
        },
        Sheet::People => Some((Slot { parent: None, list: List::People }, plan.people.len())),
        Sheet::Indicators => return None,
    };
    if let Some((slot, index)) = place {
        return Some(NewPlace { slot, index, round: None });
    }
    // Nothing holds such records yet: what does is made with them.
    let mut ids = plan.ids;
    let id = ids.take();
    let (round, kind) = if sheet == Sheet::Measures {
        let section = Section {
            id: SectionId::new(id),
            role: SectionRole::General,
            heading: Text::default(),
            items: Vec::new(),
        };
        (Node::Section(Arc::new(section)), List::Items)
    } else {
        let problems = Problems {
            id: PartId::new(id),
            heading: Text::default(),
            leads: Vec::new(),
            problems: Vec::new(),
        };
        (Node::Part(Part::Problems(Arc::new(problems))), List::Problems)
    };
    Some(NewPlace {
        slot: Slot { parent: Some(id), list: kind },
        index: 0,
        round: Some((round, before_the_end(plan))),
    })
}

/// Tells where rows beside a row go: behind its record, in the same list; without a row, where new
/// ones go.
pub(super) fn place_beside(plan: &Plan, sheet: Sheet, at: Option<Id>, last: Option<Id>) -> Option<NewPlace> {
    match at.and_then(|id| plan.place(id)) {
        _ if sheet == Sheet::Indicators => None,
        Some((slot, index)) => Some(NewPlace { slot, index: index + 1, round: None }),
        None => place_for_new(plan, sheet, last),
    }
}

/// Returns the index of the first of the parts that end a plan.
fn before_the_end(plan: &Plan) -> usize {
    let ends = |part: &Part| matches!(part, Part::Attachment(_) | Part::Closing(_) | Part::SignOff(_));
    plan.parts.iter().position(ends).unwrap_or(plan.parts.len())
}

/// Where new records go, and what has to be made for them first.
#[derive(Clone, Debug)]
pub(super) struct NewPlace {
    pub(super) slot: Slot,
    pub(super) index: usize,
    /// With the index of the part it becomes.
    round: Option<(Node, usize)>,
}

impl NewPlace {
    /// Returns the change that makes what is to hold them: before the parts that end a plan.
    pub(super) fn round_edit(&self) -> Option<Edit> {
        let (node, index) = self.round.clone()?;
        let slot = Slot { parent: None, list: crate::model::tree::List::Parts };
        Some(Edit::Insert { slot, index, node: Box::new(node) })
    }

    /// Returns the id of what has to be made.
    pub(super) fn round_id(&self) -> Option<Id> {
        self.round.as_ref().map(|(node, _)| node.id())
    }
}
