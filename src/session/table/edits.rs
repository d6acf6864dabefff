//! What the table does to the plan.

use std::sync::Arc;

use chrono::NaiveDate;

use super::bulk::{self, Bulk};
use super::draft::{Draft, Fault, Writer, differences};
use super::paste::{PasteWork, Pasted, copy_value, place_beside, place_for_new, write_cells};
use super::rows::{Row, Rows};
use super::sheet::write_cells as write_sheet;
use super::{At, Column, Context, text};
use crate::edit::{BatchName, Edit};
use crate::model::{Id, Language, Plan};
use crate::session::{Effect, Level, Session};
use crate::track::Holidays;

/// From how many characters on pasted cells are read on a thread of their own.
const LONG: usize = 20_000;

/// From how many cells on those that are copied are written on a thread of their own.
const MANY_CELLS: usize = 5_000;

/// Cells to be written for the clipboard.
#[derive(Clone, Debug)]
pub struct CopyWork {
    plan: Arc<Plan>,
    holidays: Arc<Holidays>,
    rows: Arc<Rows>,
    /// The rows, by their indexes.
    chosen: Vec<usize>,
    columns: Vec<Column>,
    language: Language,
    today: NaiveDate,
}

impl CopyWork {
    /// Writes the cells as spreadsheets read them.
    #[must_use]
    pub fn run(self) -> String {
        let Self { plan, holidays, rows, chosen, columns, language, today } = self;
        let context = Context { plan: &plan, language, today, holidays: &holidays };
        let cells: Vec<Vec<String>> = chosen
            .iter()
            .filter_map(|at| rows.rows.get(*at))
            .map(|row| columns.iter().map(|column| text(&context, &rows, row, *column)).collect())
            .collect();
        let written = write_sheet(&cells);
        match cells.as_slice() {
            [row] if row.len() == 1 => written.trim_end_matches('\n').to_owned(),
            _ => written,
        }
    }
}

/// Words that a cell did not take, shown there until it is written again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was written.
    pub written: String,
    /// What stood in the cell then; once something else stands there, the words are out of date.
    model: String,
}

impl Session {
    /// Tells what is wrong with a text for a cell.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn table_check(&self, at: At, written: &str) -> Result<(), Fault> {
        let Some(plan) = self.plan() else { return Ok(()) };
        let mut writer = Writer::new(plan, self.today);
        let draft = match at.row {
            Some(id) => self.table.rows.row_of(id).map(|row| Draft::of(&row.record)),
            None => writer.blank(self.table.sheet),
        };
        match draft {
            Some(mut draft) => writer.write(&mut draft, at.column, written, false),
            None => Ok(()),
        }
    }

    /// Returns the words that a cell did not take.
    #[must_use]
    pub fn table_refused(&self, at: At, model: &str) -> Option<&str> {
        let refused = self.table.refused.get(&(at.row?, at.column))?;
        (refused.model == model).then_some(refused.written.as_str())
    }

    /// Returns the text of a cell as it is edited.
    #[must_use]
    pub fn table_text(&self, at: At) -> String {
        let Some(context) = self.table_context() else { return String::new() };
        let row = at.row.and_then(|id| self.table.rows.row_of(id));
        row.map(|row| text(&context, &self.table.rows, row, at.column)).unwrap_or_default()
    }

    /// Returns the cells of the range, as spreadsheets read them; of rows that are ticked, all cells.
    #[must_use]
    pub fn table_copied(&self) -> String {
        self.table_copy_work().map(CopyWork::run).unwrap_or_default()
    }

    /// Puts the cells of the range on the clipboard: many are written on a thread of their own.
    pub(super) fn table_copy(&self) -> Option<Effect> {
        let work = self.table_copy_work()?;
        if work.chosen.len() * work.columns.len() >= MANY_CELLS {
            return Some(Effect::CopyCells(Box::new(work)));
        }
        Some(Effect::CopyText(work.run()))
    }

    fn table_copy_work(&self) -> Option<CopyWork> {
        let columns = self.table_columns();
        let (first, last, left, right) = self.table.range(&columns)?;
        let rows = &self.table.rows;
        let single = first == last && left == right;
        let (chosen, columns): (Vec<usize>, Vec<Column>) = if single && self.table.checked_count() > 0 {
            let ids = self.table.selected();
            (ids.into_iter().filter_map(|id| rows.index_of(id)).collect(), columns)
        } else {
            let between = self.table.arrangement.rows_between(first, last).collect();
            (between, columns.get(left..=right).unwrap_or_default().to_vec())
        };
        Some(CopyWork {
            plan: Arc::clone(self.open.as_ref()?.plan()),
            holidays: Arc::clone(&self.holidays),
            rows: Arc::clone(rows),
            chosen,
            columns,
            language: self.words.language(),
            today: self.today,
        })
    }

    /// Writes one cell; in the line for new rows, a record is made with it.
    pub(super) fn table_write(&mut self, at: At, written: &str, amend: bool) {
        let Some(plan) = self.plan().cloned() else { return };
        let mut writer = Writer::new(&plan, self.today);
        let Some(id) = at.row else {
            if !written.trim().is_empty() {
                self.table_add(at.column, written);
            }
            return;
        };
        let rows = Arc::clone(&self.table.rows);
        let Some(row) = rows.row_of(id) else { return };
        let mut draft = Draft::of(&row.record);
        match writer.write(&mut draft, at.column, written, amend) {
            Ok(()) => {
                self.table.refused.remove(&(id, at.column));
                if matches!(at.column, Column::Target | Column::Base) {
                    writer.name_indicators(&mut draft);
                }
                let mut edits = writer.people_edits();
                edits.extend(differences(&row.record, &draft));
                self.table_apply(edits, BatchName::Cells);
            }
            Err(Fault::ReadOnly) => {}
            Err(_) => {
                let refused = Refused { written: written.trim().to_owned(), model: self.table_text(at) };
                self.table.refused.insert((id, at.column), refused);
            }
        }
    }

    /// Makes changes: one by itself, several as one step.
    fn table_apply(&mut self, mut edits: Vec<Edit>, name: BatchName) -> bool {
        self.table_close_typing();
        let edit = match edits.len() {
            0 => return true,
            1 => match edits.pop() {
                Some(edit) => edit,
                None => return true,
            },
            _ => Edit::Batch { name, edits },
        };
        let made = self.apply(&edit);
        self.table_close_typing();
        made
    }

    /// Each cell is a step of its own.
    fn table_close_typing(&mut self) {
        if let Some(open) = &mut self.open {
            open.document.close_typing();
        }
    }

    /// Makes a record with one cell written, and goes to it.
    fn table_add(&mut self, column: Column, written: &str) {
        let Some(plan) = self.plan().cloned() else { return };
        let sheet = self.table.sheet;
        let last = self.table_last_row();
        let Some(place) = place_for_new(&plan, sheet, last) else { return };
        let mut writer = Writer::new(&plan, self.today);
        if let Some(round) = place.round_id() {
            writer.ids.pass(round);
        }
        let Some(mut draft) = writer.blank(sheet) else { return };
        let id = draft.id();
        let refused = match writer.write(&mut draft, column, written, false) {
            Ok(()) => false,
            Err(Fault::ReadOnly) => return,
            Err(_) => true,
        };
        writer.name_indicators(&mut draft);
        let mut edits = writer.people_edits();
        edits.extend(place.round_edit());
        edits.push(Edit::Insert { slot: place.slot, index: place.index, node: Box::new(draft.into_node()) });
        if self.table_apply(edits, BatchName::Cells) {
            let at = At { row: Some(id), column };
            self.table_refresh_now();
            if refused {
                let kept = Refused { written: written.trim().to_owned(), model: self.table_text(at) };
                self.table.refused.insert((id, column), kept);
            }
            self.table_point(at, false);
        }
    }

    /// Returns the last row that is shown.
    fn table_last_row(&self) -> Option<Id> {
        let table = &self.table;
        let last = table.arrangement.lines.len().checked_sub(1)?;
        table.id_at(table.arrangement.row_from(last, false)?)
    }

    /// Returns the rows and columns of the range.
    fn table_range_cells(&self) -> Option<(Vec<usize>, Vec<Column>)> {
        let columns = self.table_columns();
        let (first, last, left, right) = self.table.range(&columns)?;
        let rows = self.table.arrangement.rows_between(first, last).collect();
        Some((rows, columns.get(left..=right)?.to_vec()))
    }

    /// Clears the cells of the range.
    pub(super) fn table_clear(&mut self) {
        let Some((at, columns)) = self.table_range_cells() else { return };
        let Some(plan) = self.plan().cloned() else { return };
        let rows = Arc::clone(&self.table.rows);
        let chosen = at.into_iter().filter_map(|at| rows.rows.get(at));
        for id in chosen.clone().map(Row::id) {
            for column in &columns {
                self.table.refused.remove(&(id, *column));
            }
        }
        let (edit, _) = write_cells(&plan, chosen, self.today, BatchName::Clear, |writer, draft| {
            columns
                .iter()
                .filter_map(|column| Some((*column, writer.write(draft, *column, "", false).err()?)))
                .collect()
        });
        self.table_step(edit);
    }

    fn table_step(&mut self, edit: Option<Edit>) -> bool {
        self.table_close_typing();
        edit.is_some_and(|edit| self.apply(&edit))
    }

    /// Fills the cells of the range from its first row; of one row, from the row above.
    pub(super) fn table_fill_down(&mut self) {
        let columns = self.table_columns();
        let Some((first, last, left, right)) = self.table.range(&columns) else { return };
        let Some(columns) = columns.get(left..=right) else { return };
        let (Some(plan), Some(context)) = (self.plan().cloned(), self.table_context()) else { return };
        let rows = Arc::clone(&self.table.rows);
        let arrangement = Arc::clone(&self.table.arrangement);
        let source = if first == last {
            first.checked_sub(1).and_then(|above| arrangement.row_from(above, false))
        } else {
            arrangement.row_from(first, true)
        };
        let Some(source_line) = source else { return };
        let Some(source) = arrangement.row_at(source_line).and_then(|at| rows.rows.get(at)) else { return };
        let texts: Vec<(Column, String)> =
            columns.iter().map(|column| (*column, text(&context, &rows, source, *column))).collect();
        let targets: Vec<usize> = arrangement.rows_between(source_line + 1, last).collect();
        let chosen = targets.iter().filter_map(|at| rows.rows.get(*at));
        let (edit, count) = write_cells(&plan, chosen, self.today, BatchName::FillDown, |writer, draft| {
            texts
                .iter()
                .filter_map(|(column, text)| {
                    let fault = copy_value(writer, &source.record, text, draft, *column).err()?;
                    Some((*column, fault))
                })
                .collect()
        });
        if self.table_step(edit) && count > 1 {
            self.table_tell_count("table-filled", count);
        }
    }

    fn table_tell_count(&mut self, key: &str, count: usize) {
        let headline = self.words.with(key, &[("count", count.into())]);
        self.tell(Level::Done, (headline, String::new()), None);
    }

    /// Pastes cells from the cursor on, or as new rows.
    pub(super) fn table_paste(&mut self, pasted: String, as_rows: bool) -> Option<Effect> {
        let work = self.table_paste_work(pasted, as_rows)?;
        if work.text.len() >= LONG {
            return Some(Effect::ReadCells(Box::new(work)));
        }
        let pasted = work.run();
        self.table_pasted(pasted)
    }

    fn table_paste_work(&self, pasted: String, as_rows: bool) -> Option<PasteWork> {
        if pasted.is_empty() {
            return None;
        }
        let open = self.open.as_ref()?;
        let table = &self.table;
        let columns = self.table_columns();
        if as_rows {
            let selected = table.selected().pop();
            let at = selected.or_else(|| table.cursor.and_then(|cursor| cursor.row));
            let place = place_beside(open.plan(), table.sheet, at, self.table_last_row())?;
            let main = columns.iter().position(|column| *column == table.sheet.main()).unwrap_or(0);
            return Some(PasteWork {
                targets: Vec::new(),
                columns: columns.get(main..)?.to_vec(),
                fills: false,
                new_at: Some(place.clone()),
                beside: Some(place),
                at,
                ..self.table_paste_base(pasted)?
            });
        }
        let (first, last, left, right) = table.range(&columns)?;
        let several = first < last || left < right;
        let at = table.cursor.and_then(|cursor| cursor.row);
        let one = !pasted.trim_end_matches(['\n', '\r']).contains(['\t', '\n', '\r']);
        let fills = several && one;
        let end = if fills { last } else { usize::MAX - 1 };
        let columns = columns.get(left..if fills { right + 1 } else { columns.len() })?.to_vec();
        Some(PasteWork {
            targets: table.arrangement.rows_between(first, end).collect(),
            columns,
            fills,
            new_at: place_for_new(open.plan(), table.sheet, self.table_last_row()),
            beside: (!several)
                .then(|| place_beside(open.plan(), table.sheet, at, self.table_last_row()))
                .flatten(),
            at,
            ..self.table_paste_base(pasted)?
        })
    }

    /// Returns what pasting works with, without where the cells go.
    fn table_paste_base(&self, text: String) -> Option<PasteWork> {
        let open = self.open.as_ref()?;
        let columns = self.table.sheet.columns().iter();
        Some(PasteWork {
            plan: Arc::clone(open.plan()),
            revision: open.document.revision(),
            rows: Arc::clone(&self.table.rows),
            labels: columns.map(|(column, _)| (*column, self.words.text(column.key()))).collect(),
            text,
            today: self.today,
            targets: Vec::new(),
            columns: Vec::new(),
            fills: false,
            new_at: None,
            beside: None,
            at: None,
        })
    }

    /// Takes pasted cells that were read.
    pub(in crate::session) fn table_pasted(&mut self, pasted: Pasted) -> Option<Effect> {
        let revision = self.open.as_ref().map(|open| (open.number, open.document.revision()));
        let (number, revision) = revision?;
        if number != self.table.rows.plan {
            return None;
        }
        if pasted.revision != revision {
            // The plan is another one by now: the cells are read again for it.
            let again = pasted.again?;
            self.table_refresh_now();
            let work = PasteWork {
                plan: Arc::clone(self.open.as_ref()?.plan()),
                revision,
                new_at: if again.columns.is_empty() || !again.targets.is_empty() || again.at.is_none() {
                    place_for_new(self.plan()?, self.table.sheet, self.table_last_row())
                } else {
                    place_beside(self.plan()?, self.table.sheet, again.at, self.table_last_row())
                },
                beside: again.beside.as_ref().and_then(|_| {
                    place_beside(self.plan()?, self.table.sheet, again.at, self.table_last_row())
                }),
                targets: {
                    let ids: Vec<Id> =
                        again.targets.iter().filter_map(|at| again.rows.rows.get(*at)).map(Row::id).collect();
                    ids.into_iter().filter_map(|id| self.table.rows.index_of(id)).collect()
                },
                rows: Arc::clone(&self.table.rows),
                ..*again
            };
            return Some(Effect::ReadCells(Box::new(work)));
        }
        if !self.table_step(pasted.edit) {
            return None;
        }
        self.table_refresh_now();
        for (at, written) in &pasted.refused {
            if let Some(id) = at.row {
                let refused = Refused { written: written.clone(), model: self.table_text(*at) };
                self.table.refused.insert((id, at.column), refused);
            }
        }
        if let (Some(first), Some(last)) = (pasted.ids.first(), pasted.ids.last())
            && let Some(cursor) = self.table.cursor
        {
            self.table.cursor = Some(At { row: Some(*first), ..cursor });
            self.table.anchor = (first != last).then_some(At { row: Some(*last), ..cursor });
            self.table.shown += 1;
            self.focus = Some(*first);
        }
        let kept = [pasted.refused.len(), pasted.left_over, pasted.unnamed].iter().any(|count| *count > 0);
        if pasted.written > 1 || pasted.added > 0 || kept {
            let args = [("covered", pasted.covered.into()), ("added", pasted.added.into())];
            let key = match (pasted.covered, pasted.added) {
                (_, 0) => "table-pasted-over",
                (0, _) => "table-pasted-new",
                _ => "table-pasted",
            };
            let mut headline = self.words.with(key, &args);
            let new = pasted.ids.last().filter(|_| pasted.added > 0);
            if let Some(place) = new.and_then(|id| self.table_place_words(*id)) {
                let args = [("done", headline.into()), ("place", place.into())];
                headline = self.words.with("table-pasted-in", &args);
            }
            let mut text = Vec::new();
            for (key, count) in [
                ("table-pasted-unnamed", pasted.unnamed),
                ("table-pasted-unclear", pasted.refused.len()),
                ("table-pasted-left", pasted.left_over),
            ] {
                if count > 0 {
                    text.push(self.words.with(key, &[("count", count.into())]));
                }
            }
            let level = if text.is_empty() { Level::Done } else { Level::Warning };
            self.tell(level, (headline, text.concat()), None);
        }
        None
    }

    /// Returns the heading or measure that a row stands under, with its full number.
    fn table_place_words(&self, id: Id) -> Option<String> {
        let plan = self.plan()?;
        let language = plan.language;
        let rows = &self.table.rows;
        let (slot, _) = plan.place(id)?;
        let parent = slot.parent?;
        if let Some(row) = rows.row_of(parent) {
            let name = row.measure().map(|measure| crate::locale::shown(measure.label()))?;
            return Some(row.trail.shown(language) + " " + &name);
        }
        let row = rows.row_of(id)?;
        let heading = |list: &'_ [super::Heading], at: Option<u32>| {
            list.get(usize::try_from(at?).ok()?).map(|heading| heading.words(language))
        };
        heading(&rows.goals, row.goal).or_else(|| heading(&rows.sections, row.section))
    }

    /// Does something to all selected rows, or to the one with the cursor.
    pub(in crate::session) fn table_bulk(&mut self, bulk: &Bulk) {
        let Some(plan) = self.plan().cloned() else { return };
        let rows = Arc::clone(&self.table.rows);
        let mut ids = self.table.selected();
        if ids.is_empty() {
            ids.extend(self.table.cursor.and_then(|cursor| cursor.row));
        }
        let chosen: Vec<&Row> = ids.iter().filter_map(|id| rows.row_of(*id)).collect();
        let near = match bulk {
            Bulk::Remove => self.table_row_beside(&ids),
            _ => None,
        };
        let (edit, count) = bulk::edit(&plan, &chosen, self.today, bulk);
        if self.table_step(edit) {
            let key = match bulk {
                Bulk::Remove => "table-removed",
                Bulk::MoveTo(_) => "table-moved",
                Bulk::Owners(_)
                | Bulk::AddOwners(_)
                | Bulk::When(_)
                | Bulk::Shift { .. }
                | Bulk::Status(_) => "table-changed",
            };
            self.table_tell_count(key, count);
            if let Some(at) = near {
                self.table_refresh_now();
                self.table_point(at, false);
            }
        }
    }

    /// Returns a cell beside rows that are to go.
    fn table_row_beside(&self, gone: &[Id]) -> Option<At> {
        let cursor = self.table.cursor?;
        let lines = gone.iter().filter_map(|id| self.table.line_of(Some(*id)));
        let (first, last) = lines.fold((usize::MAX, 0), |(a, b), line| (a.min(line), b.max(line)));
        let near =
            self.table.arrangement.row_from(last + 1, true).or_else(|| {
                first.checked_sub(1).and_then(|line| self.table.arrangement.row_from(line, false))
            })?;
        Some(At { row: Some(self.table.id_at(near)?), ..cursor })
    }
}
