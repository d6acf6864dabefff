//! Every measure as a row: number, goal, measure, owner, time, indicator.

use super::sheet::{Cell, Column, Row, Sheet, Side, Width};
use super::tasks::{Line, lines};
use super::{Desk, Draft, Piece};
use crate::model::{Goal, Id, Language, Measure};

impl Desk<'_> {
    pub(super) fn table(&mut self) -> Option<Draft> {
        let sheet = self.task_sheet(false)?;
        let title = self.writer.title();
        Some(self.page(title, false, vec![Piece::Sheet(sheet)]))
    }

    /// Returns the table of all measures, or nothing where there is none.
    pub(super) fn task_sheet(&self, flip: bool) -> Option<Sheet> {
        let lines = lines(self.plan);
        if !lines.iter().any(|line| matches!(line, Line::Task(_))) {
            return None;
        }
        let has_goals = lines.iter().any(|line| matches!(line, Line::Task(task) if task.goal.is_some()));
        let has_mixed = |line: &Line<'_>| matches!(line, Line::Task(task) if task.goal.is_some_and(is_mixed));
        let goal_share = if lines.iter().any(has_mixed) { 0.8 } else { 0.62 };
        let terms = self.terms;
        let wide = self.language == Language::En;
        let mut columns = vec![Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle)];
        if has_goals {
            columns.push(Column::new(terms.goal, Width::Share(goal_share), Side::Left));
        }
        columns.extend([
            Column::new(terms.measure, Width::Share(1.6), Side::Left),
            Column::new(terms.owner, Width::Fit(3.0, if wide { 6.0 } else { 5.2 }), Side::Middle),
            Column::new(terms.when, Width::Fit(4.0, if wide { 6.5 } else { 5.7 }), Side::Middle),
            Column::new(terms.indicator, Width::Share(0.78), Side::Left),
        ]);
        let goal_column = 1;
        let last_column = columns.len() - 1;
        let owner_column = last_column - 2;
        let mut sheet = Sheet::new(self.profile, columns, self.height(flip), Sheet::SMALL);
        // The rows of the goal that is being set, from where on.
        let mut open: Option<(Id, usize)> = None;
        for line in &lines {
            let task = match line {
                Line::Band(band) => {
                    let x = self.band_runs(band);
                    sheet.push(Row::Band { level: band.level, x, begins: vec![band.id], ends: Vec::new() });
                    continue;
                }
                Line::Task(task) => task,
            };
            let at = sheet.len();
            let mut cells: Vec<Cell> = vec![task.number.clone().into()];
            if has_goals {
                cells.push(Cell::default());
            }
            match task.measure {
                Some(measure) => cells.extend([
                    self.measure_cell(measure),
                    self.owners_cell(measure),
                    self.when_cell(measure),
                    self.indicators_cell(&measure.indicators),
                ]),
                None => cells.extend(std::iter::repeat_n(Cell::default(), 4)),
            }
            if let Some(measure) = task.measure.filter(|measure| has_its_parts_owners(measure)) {
                let parts = count_of_parts(measure);
                sheet.merge(owner_column, at, at + parts, self.owners_cell(measure));
            }
            sheet.push(Row::Cells { cells, begins: task.begins.clone(), ends: task.ends.clone() });
            let Some(goal) = task.goal else { continue };
            let first = match open {
                Some((id, first)) if id == goal.id.id() => first,
                Some(_) | None => at,
            };
            open = Some((goal.id.id(), first));
            if !task.ends.contains(&goal.id.id()) {
                continue;
            }
            open = None;
            let mut cell: Cell = self.runs(&goal.text).into();
            // What a goal is judged by stands beside all its measures, unless they have their own.
            let indicators = self.indicators_cell(&goal.indicators);
            if is_mixed(goal) {
                cell.paragraphs.extend(indicators.paragraphs);
            } else if !goal.indicators.is_empty() {
                sheet.merge(last_column, first, at, indicators);
            }
            sheet.merge(goal_column, first, at, cell);
        }
        Some(sheet.fit(self.width(flip)))
    }
}

/// Tells whether both a goal and some measure of it have indicators.
fn is_mixed(goal: &Goal) -> bool {
    fn has_indicators(measure: &Measure) -> bool {
        !measure.indicators.is_empty() || measure.measures.iter().any(|part| has_indicators(part))
    }
    !goal.indicators.is_empty() && goal.measures.iter().any(|measure| has_indicators(measure))
}

/// Tells whether the owners of a measure stand for all its parts too: none of those has its own.
fn has_its_parts_owners(measure: &Measure) -> bool {
    fn is_bare(part: &Measure) -> bool {
        part.owners.is_empty() && part.measures.iter().all(|part| is_bare(part))
    }
    !measure.owners.is_empty()
        && !measure.measures.is_empty()
        && measure.measures.iter().all(|part| is_bare(part))
}

fn count_of_parts(measure: &Measure) -> usize {
    measure.measures.iter().map(|part| 1 + count_of_parts(part)).sum()
}
