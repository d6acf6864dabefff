//! What is to be done in one month: what falls due in it by its day, what goes on through it, what
//! comes back week by week.

use chrono::{Datelike, NaiveDate};

use super::super::runs::{Run, Runs};
use super::breakdown::{MONTHLY, beat};
use super::sheet::{Cell, Column, Row, Sheet, Side, Width};
use super::tasks::{Task, tasks};
use super::{Desk, Draft, Piece};
use crate::locale::words;
use crate::model::{DateSpan, Language, Measure, Month, When};
use crate::track::{Holidays, due_days};

/// How a measure belongs to a month.
enum Stage {
    /// It falls due on these days.
    Due(Vec<NaiveDate>),
    /// It has begun and is due later.
    Running,
    /// It comes back week by week, or with each case.
    Routine,
}

impl Desk<'_> {
    pub(super) fn month(&mut self, month: Month) -> Option<Draft> {
        let list = tasks(self.plan);
        let (mut due, mut running, mut routine) = (Vec::new(), Vec::new(), Vec::new());
        for task in &list {
            let Some(measure) = task.measure else { continue };
            match self.stage(measure, month.span()) {
                Some(Stage::Due(days)) => due.push((days, task, measure)),
                Some(Stage::Running) => running.push((Vec::new(), task, measure)),
                Some(Stage::Routine) => routine.push((Vec::new(), task, measure)),
                None => {}
            }
        }
        due.sort_by(|a, b| a.0.first().cmp(&b.0.first()));
        let terms = self.terms;
        let all = due.iter().chain(&running).chain(&routine);
        let has_indicators = all.into_iter().any(|(_, _, measure)| !measure.indicators.is_empty());
        let mut columns = vec![
            Column::new(terms.day, Width::Fit(4.0, 6.0), Side::Middle),
            Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle),
            Column::new(terms.task, Width::Share(1.8), Side::Left),
            Column::new(terms.owner, Width::Fit(3.0, 5.2), Side::Middle),
        ];
        if has_indicators {
            columns.push(Column::new(terms.indicator, Width::Share(0.8), Side::Left));
        }
        columns.push(Column::new(terms.done, Width::Fit(5.0, 5.0), Side::Left));
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        let stages = [(terms.due_in_month, due), (terms.running_in_month, running), (terms.routine, routine)];
        for (number, (name, rows)) in stages.into_iter().filter(|(_, rows)| !rows.is_empty()).enumerate() {
            let x = vec![Run::Words(format!("{}{name}", self.writer.number_at(0, number + 1)))];
            sheet.push(Row::Band { level: 0, x, begins: Vec::new(), ends: Vec::new() });
            for (days, task, measure) in rows {
                let cells = self.month_row(&days, task, measure, has_indicators);
                sheet.push_record(measure.id.id(), cells);
            }
        }
        if sheet.len() == 0 {
            return None;
        }
        let sheet = sheet.fit(self.width(false));
        let name = words::month(self.language, month, None);
        let unit = [&self.plan.department, &self.plan.unit].into_iter().find(|name| !name.is_empty());
        let mut line = unit.map(|unit| self.runs(unit)).unwrap_or_default();
        let words = match self.language {
            Language::ZhCn => format!("{name}{}", terms.month_title),
            Language::En if line.is_empty() => format!("{} for {name}", terms.month_title),
            Language::En => format!(": {} for {name}", terms.month_title),
        };
        line.push(Run::Words(words));
        Some(self.page(vec![line], false, vec![Piece::Sheet(sheet)]))
    }

    fn stage(&self, measure: &Measure, month: DateSpan) -> Option<Stage> {
        let when = measure.when.as_ref()?;
        let period = self.plan.period.span();
        let span = DateSpan::new(month.first().max(period.first()), month.last().min(period.last()));
        if let Some(beat) = beat(when) {
            let days = due_days(when, span.ok()?, &Holidays::default());
            return match days.is_empty() {
                true => None,
                false if beat < MONTHLY => Some(Stage::Routine),
                false => Some(Stage::Due(days)),
            };
        }
        let begins = match when {
            When::Limit(_) => return Some(Stage::Routine),
            When::Span(span) => span.first(),
            When::Quarter(quarter) => quarter.span().first(),
            When::By(_) | When::Month(_) | When::Cadence(_) | When::Unclear(_) => NaiveDate::MAX,
        };
        let deadline = when.deadline()?;
        if month.contains(deadline) {
            Some(Stage::Due(vec![deadline]))
        } else {
            (begins <= month.last() && deadline > month.last()).then_some(Stage::Running)
        }
    }

    fn month_row(
        &self,
        days: &[NaiveDate],
        task: &Task<'_>,
        measure: &Measure,
        has_indicators: bool,
    ) -> Vec<Cell> {
        let day: Runs = match &measure.when {
            Some(When::Cadence(_)) if !days.is_empty() => Self::words(&self.days_of_month(days)),
            Some(when) => self.when_runs(when),
            None => Runs::new(),
        };
        let mut cells = vec![
            day.into(),
            task.number.clone().into(),
            self.measure_cell(measure),
            task.owned.map(|measure| self.owners_cell(measure)).unwrap_or_default(),
        ];
        if has_indicators {
            cells.push(self.indicators_cell(&measure.indicators));
        }
        cells.push(Cell::default());
        cells
    }

    /// Returns days of one month: 3月10日、25日, 10 and 25 March.
    fn days_of_month(&self, days: &[NaiveDate]) -> String {
        let Some((first, rest)) = days.split_first() else { return String::new() };
        let rest = rest.iter().map(|day| match self.language {
            Language::ZhCn => format!("{}日", day.day()),
            Language::En => words::short_date(self.language, *day, self.year),
        });
        let first = words::short_date(self.language, *first, self.year);
        std::iter::once(first).chain(rest).collect::<Vec<_>>().join(self.terms.comma)
    }
}
