//! What one owner has to do.

use super::sheet::{Cell, Column, Row, Sheet, Side, Width};
use super::tasks::{Line, lines};
use super::{Desk, Draft, Piece};
use crate::locale::words;
use crate::model::{Goal, Language, Measure, OwnerRole};

/// The column of the indicators.
const INDICATORS: usize = 4;

impl Desk<'_> {
    pub(super) fn mine(&mut self, name: &str) -> Option<Draft> {
        let terms = self.terms;
        let columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle),
            Column::new(terms.task, Width::Share(1.8), Side::Left),
            Column::new(terms.role, Width::Fit(2.0, 6.0), Side::Middle),
            Column::new(terms.when, Width::Fit(4.0, 6.0), Side::Middle),
            Column::new(terms.indicator, Width::Share(0.8), Side::Left),
            Column::new(terms.done, Width::Fit(5.0, 5.0), Side::Left),
        ];
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        // The section whose first measure is to come.
        let mut bands = Vec::new();
        // The goal whose indicators are being merged, and its rows.
        let mut merged: Option<(&Goal, usize, usize)> = None;
        for line in lines(self.plan) {
            let task = match line {
                Line::Band(band) => {
                    bands.retain(|(level, _)| *level < band.level);
                    bands.push((band.level, band));
                    continue;
                }
                Line::Task(task) => task,
            };
            let (Some(measure), Some(owned)) = (task.measure, task.owned) else { continue };
            let roles = self.roles(owned, name);
            if roles.is_empty() {
                continue;
            }
            for (level, band) in bands.drain(..) {
                let x = self.band_runs(&band);
                sheet.push(Row::Band { level, x, begins: Vec::new(), ends: Vec::new() });
            }
            // A measure without indicators is judged by those of its goal, which stand once beside
            // all such measures.
            let at = sheet.len();
            let goal = task.goal.filter(|goal| measure.indicators.is_empty() && !goal.indicators.is_empty());
            match (&mut merged, goal) {
                (Some((open, _, last)), Some(goal)) if open.id == goal.id && *last + 1 == at => *last = at,
                (open, goal) => {
                    self.close_goal(&mut sheet, open.take());
                    *open = goal.map(|goal| (goal, at, at));
                }
            }
            let parts = roles.iter().map(|role| words::owner_role(self.language, *role));
            let parts = parts.collect::<Vec<_>>().join(terms.comma);
            let cells: Vec<Cell> = vec![
                task.number.clone().into(),
                self.measure_cell(measure),
                parts.into(),
                self.when_cell(measure),
                self.indicators_cell(&measure.indicators),
                Cell::default(),
            ];
            sheet.push_record(measure.id.id(), cells);
        }
        self.close_goal(&mut sheet, merged);
        if sheet.len() == 0 {
            return None;
        }
        let sheet = sheet.fit(self.width(false));
        let (opens, closes) = match self.language {
            Language::ZhCn => ("（", "）"),
            Language::En => (" (", ")"),
        };
        let title = self.titled(&format!("{}{opens}{name}{closes}", terms.mine_title), false);
        Some(self.page(title, false, vec![Piece::Sheet(sheet)]))
    }

    fn close_goal(&self, sheet: &mut Sheet, open: Option<(&Goal, usize, usize)>) {
        if let Some((goal, first, last)) = open {
            sheet.merge(INDICATORS, first, last, self.indicators_cell(&goal.indicators));
        }
    }

    fn roles(&self, measure: &Measure, name: &str) -> Vec<OwnerRole> {
        let own = measure.owners.iter().filter(|owner| words::who(self.plan, &owner.who).as_str() == name);
        own.map(|owner| owner.role).collect()
    }
}
