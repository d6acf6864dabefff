//! Problems with their causes and what is done about them.

use super::super::runs::Runs;
use super::sheet::{Cell, Column, Row, Sheet, Side, Width};
use super::tasks::tasks;
use super::{Desk, Draft, Piece};
use crate::model::{Part, Problem};

impl Desk<'_> {
    pub(super) fn problems(&mut self) -> Option<Draft> {
        let parts: Vec<_> = self
            .plan
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Problems(problems) if !problems.problems.is_empty() => Some(problems),
                _ => None,
            })
            .collect();
        if parts.is_empty() {
            return None;
        }
        let terms = self.terms;
        let columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.problem, Width::Share(1.0), Side::Left),
            Column::new(terms.cause, Width::Share(1.0), Side::Left),
            Column::new(terms.countermeasure, Width::Share(1.2), Side::Left),
            Column::new(terms.answered_by, Width::Share(0.9), Side::Left),
            Column::new(terms.owner, Width::Fit(3.0, 5.2), Side::Middle),
            Column::new(terms.when, Width::Fit(4.0, 5.7), Side::Middle),
        ];
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        let mut number = 0;
        for part in &parts {
            if parts.len() > 1 {
                let x = self.runs(&part.heading);
                sheet.push(Row::Band { level: 0, x, begins: vec![], ends: vec![] });
            }
            for problem in &part.problems {
                number += 1;
                self.problem_rows(&mut sheet, problem, number);
            }
        }
        let sheet = sheet.fit(self.width(false));
        let title = self.titled(terms.problems_title, false);
        Some(self.page(title, false, vec![Piece::Sheet(sheet)]))
    }

    /// Adds a row a measure that answers the problem, one at the least.
    fn problem_rows(&self, sheet: &mut Sheet, problem: &Problem, number: usize) {
        let all = tasks(self.plan);
        let answers: Vec<_> = problem
            .answered_by
            .iter()
            .filter_map(|id| all.iter().find(|task| task.measure.is_some_and(|measure| measure.id == *id)))
            .collect();
        let first = sheet.len();
        let count = answers.len().max(1);
        let merged: [Cell; 4] = [
            number.to_string().into(),
            self.runs(&problem.text).into(),
            self.runs(&problem.cause).into(),
            self.runs(&problem.countermeasure).into(),
        ];
        for index in 0..count {
            let mut cells: Vec<Cell> = if count == 1 { merged.to_vec() } else { vec![Cell::default(); 4] };
            match answers.get(index).and_then(|task| Some((task, task.measure?))) {
                Some((task, measure)) => {
                    let mut label: Runs = Self::words(&format!("{}.", task.number));
                    label.extend(self.runs(measure.label()));
                    cells.extend([label.into(), self.owners_cell(measure), self.when_cell(measure)]);
                }
                None => cells.extend(vec![Cell::default(); 3]),
            }
            let begins = if index == 0 { vec![problem.id.id()] } else { Vec::new() };
            let ends = if index + 1 == count { vec![problem.id.id()] } else { Vec::new() };
            sheet.push(Row::Cells { cells, begins, ends });
        }
        if count > 1 {
            for (column, cell) in merged.into_iter().enumerate() {
                sheet.merge(column, first, first + count - 1, cell);
            }
        }
    }
}
