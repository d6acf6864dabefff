//! The year broken down: targets by quarter and month, measures by the month in which they fall due.
//!
//! What comes back every month or more often is listed once, below: a row in each month would bury
//! what falls due there.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::super::runs::{Run, Runs};
use super::super::values::Block;
use super::sheet::{Cell, Column, Sheet, Side, Width};
use super::tasks::{Task, tasks};
use super::{Desk, Draft, Piece};
use crate::locale::words;
use crate::model::tree::NodeRef;
use crate::model::{Every, Indicator, Language, Month, Part, Quarter, SplitBy, SplitRule, When};
use crate::track::{Holidays, due_days};

/// How often something comes back, the most frequent first.
pub(super) fn beat(when: &When) -> Option<u8> {
    let When::Cadence(cadence) = when else { return None };
    Some(match cadence.every() {
        Every::Day => 0,
        Every::WorkingDay => 1,
        Every::Week { .. } => 2,
        Every::TwoWeeks => 3,
        Every::TenDays => 4,
        Every::Month { .. } => MONTHLY,
        Every::Quarter { .. } => 6,
        Every::HalfYear { .. } => 7,
        Every::Year { .. } => 8,
    })
}

/// The beat of what comes back every month.
pub(super) const MONTHLY: u8 = 5;

impl<'a> Desk<'a> {
    pub(super) fn breakdown(&mut self) -> Option<Draft> {
        let tables = [
            (self.terms.targets_by_quarter, self.quarters()),
            (self.terms.targets_by_month, self.months()),
            (self.terms.tasks_by_month, self.by_month()),
            (self.terms.routine, self.routine()),
            (self.terms.open_time, self.without_time()),
        ];
        let tables: Vec<_> = tables.into_iter().filter_map(|(name, sheet)| Some((name, sheet?))).collect();
        if tables.is_empty() {
            return None;
        }
        let mut pieces = Vec::new();
        for (index, (name, sheet)) in tables.into_iter().enumerate() {
            pieces.push(self.subtitle(index + 1, name));
            pieces.push(Piece::Sheet(sheet));
        }
        let title = self.titled(self.terms.breakdown_title, false);
        Some(self.page(title, false, pieces))
    }

    /// Returns a heading of ours at the highest level.
    pub(super) fn subtitle(&self, number: usize, name: &str) -> Piece {
        let x = vec![Run::Words(format!("{}{name}", self.writer.number_at(0, number)))];
        Piece::Block(Block::Heading { level: 0, x })
    }

    /// Returns the indicators of the plan that look ahead, in reading order.
    pub(super) fn indicators(&self) -> Vec<&'a Arc<Indicator>> {
        let mut list = Vec::new();
        for part in &self.plan.parts {
            let Part::Section(section) = part else { continue };
            // A walk that cannot fail.
            let Ok(()) = NodeRef::Section(section).try_walk::<std::convert::Infallible>(0, &mut |node, _| {
                if let NodeRef::Indicator(indicator) = node {
                    list.push(indicator);
                }
                Ok(())
            });
        }
        list
    }

    /// Returns an indicator's name with its unit in parentheses.
    pub(super) fn name_with_unit(&self, indicator: &Indicator) -> Runs {
        let mut out = self.runs(&indicator.name);
        if !indicator.unit.is_empty() {
            let words = match self.language {
                Language::ZhCn => format!("（{}）", indicator.unit),
                Language::En => format!(" ({})", indicator.unit),
            };
            out.push(Run::Words(words));
        }
        out
    }

    pub(super) fn target_cell(&self, indicator: &Indicator) -> Cell {
        let target = indicator.target.as_ref();
        let target = target.map(|target| words::target(self.language, target, &indicator.unit, self.year));
        target.map(|target| self.runs(&target)).unwrap_or_default().into()
    }

    fn figure(&self, value: Option<Decimal>) -> Cell {
        value.map(|value| words::number(self.language, value)).unwrap_or_default().into()
    }

    const fn rule_word(&self, rule: SplitRule) -> &'static str {
        match rule {
            SplitRule::Sum => self.terms.rule_sum,
            SplitRule::Average => self.terms.rule_average,
            SplitRule::Last => self.terms.rule_last,
        }
    }

    pub(super) fn quarters(&self) -> Option<Sheet> {
        let list: Vec<_> = self.indicators().into_iter().filter(|i| i.split.is_some()).collect();
        if list.is_empty() {
            return None;
        }
        let terms = self.terms;
        let mut columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.item, Width::Share(1.0), Side::Left),
            Column::new(terms.rule, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.year_target, Width::Fit(4.0, 6.5), Side::Middle),
        ];
        for number in 1..=4 {
            columns.push(Column::new(&self.quarter_name(number), Width::Fit(3.0, 5.0), Side::Right));
        }
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        for (index, indicator) in list.into_iter().enumerate() {
            let Some(split) = &indicator.split else { continue };
            let quarters = split.turned(SplitBy::Quarter);
            let mut cells: Vec<Cell> = vec![
                (index + 1).to_string().into(),
                self.name_with_unit(indicator).into(),
                self.rule_word(split.rule).into(),
                self.target_cell(indicator),
            ];
            cells.extend((0..4).map(|at| self.figure(quarters.shares.get(at).copied().flatten())));
            sheet.push_record(indicator.id.id(), cells);
        }
        Some(sheet.fit(self.width(false)))
    }

    fn quarter_name(&self, number: u32) -> String {
        let quarter = self.year.and_then(|year| Quarter::new(year, number).ok());
        quarter.map(|quarter| words::quarter(self.language, quarter, self.year)).unwrap_or_default()
    }

    /// Returns a table with a row a quarter, for the indicators that are split over months.
    fn months(&self) -> Option<Sheet> {
        let by_month = |indicator: &&Arc<Indicator>| {
            indicator.split.as_ref().is_some_and(|split| split.by == SplitBy::Month)
        };
        let list: Vec<_> = self.indicators().into_iter().filter(by_month).collect();
        if list.is_empty() {
            return None;
        }
        let terms = self.terms;
        let columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.item, Width::Share(1.0), Side::Left),
            Column::new(terms.year_target, Width::Fit(4.0, 6.5), Side::Middle),
            Column::new(terms.quarter, Width::Fit(3.0, 4.0), Side::Middle),
            Column::new(terms.quarter_target, Width::Fit(4.0, 5.0), Side::Right),
            Column::new(terms.first_month, Width::Fit(4.0, 5.0), Side::Right),
            Column::new(terms.second_month, Width::Fit(4.0, 5.0), Side::Right),
            Column::new(terms.third_month, Width::Fit(4.0, 5.0), Side::Right),
        ];
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        for (index, indicator) in list.into_iter().enumerate() {
            let Some(split) = &indicator.split else { continue };
            let quarters = split.turned(SplitBy::Quarter);
            let first = sheet.len();
            for (quarter, months) in (1..).zip(split.shares.chunks(3)) {
                let whole = quarters.shares.get(quarter - 1).copied().flatten();
                let name = u32::try_from(quarter).map(|number| self.quarter_name(number));
                let mut cells = vec![
                    Cell::default(),
                    Cell::default(),
                    Cell::default(),
                    name.unwrap_or_default().into(),
                    self.figure(whole),
                ];
                cells.extend((0..3).map(|at| self.figure(months.get(at).copied().flatten())));
                sheet.push_record(indicator.id.id(), cells);
            }
            let end = sheet.len() - 1;
            sheet.merge(0, first, end, (index + 1).to_string().into());
            sheet.merge(1, first, end, self.name_with_unit(indicator).into());
            sheet.merge(2, first, end, self.target_cell(indicator));
        }
        Some(sheet.fit(self.width(false)))
    }

    /// Returns what falls due, month by month.
    fn by_month(&self) -> Option<Sheet> {
        let list = tasks(self.plan);
        let holidays = Holidays::default();
        let span = self.plan.period.span();
        let mut months: BTreeMap<Month, Vec<(NaiveDate, Runs, usize)>> = BTreeMap::new();
        for (index, task) in list.iter().enumerate() {
            let Some(when) = task.measure.and_then(|measure| measure.when.as_ref()) else { continue };
            let days = match beat(when) {
                Some(beat) if beat <= MONTHLY => continue,
                Some(_) => due_days(when, span, &holidays),
                // A deadline outside the period is listed where it lies.
                None => when.deadline().into_iter().collect(),
            };
            for day in days {
                let Ok(month) = Month::new(day.year(), day.month()) else { continue };
                let told = match when {
                    When::Cadence(_) => self.when_runs(&When::By(day)),
                    when => self.when_runs(when),
                };
                months.entry(month).or_default().push((day, told, index));
            }
        }
        if months.is_empty() {
            return None;
        }
        let terms = self.terms;
        let columns = vec![
            Column::new(terms.quarter, Width::Fit(3.0, 4.0), Side::Middle),
            Column::new(terms.month, Width::Fit(2.0, 5.0), Side::Middle),
            Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle),
            Column::new(terms.task, Width::Share(1.0), Side::Left),
            Column::new(terms.owner, Width::Fit(4.0, 7.0), Side::Middle),
            Column::new(terms.when, Width::Fit(4.0, 7.0), Side::Middle),
        ];
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        let mut quarter: Option<(Quarter, usize)> = None;
        let count = months.len();
        for (at, (month, mut due)) in months.into_iter().enumerate() {
            due.sort_by_key(|(day, _, index)| (*day, *index));
            let first = sheet.len();
            let this = Quarter::new(month.year(), month.number().div_ceil(3)).ok();
            let begin = match (quarter, this) {
                (Some((open, begin)), Some(this)) if open == this => begin,
                (open, _) => {
                    self.close_quarter(&mut sheet, open, first);
                    first
                }
            };
            quarter = this.map(|this| (this, begin));
            for (_, told, index) in due {
                let Some((task, measure)) = list.get(index).and_then(|t| Some((t, t.measure?))) else {
                    continue;
                };
                let cells = vec![
                    Cell::default(),
                    Cell::default(),
                    task.number.clone().into(),
                    self.label_cell(measure),
                    self.main_owners_cell(task),
                    told.into(),
                ];
                sheet.push_record(measure.id.id(), cells);
            }
            let name = words::month(self.language, month, self.year);
            sheet.merge(1, first, sheet.len().saturating_sub(1), name.into());
            if at + 1 == count {
                let end = sheet.len();
                self.close_quarter(&mut sheet, quarter, end);
            }
        }
        Some(sheet.fit(self.width(false)))
    }

    fn close_quarter(&self, sheet: &mut Sheet, open: Option<(Quarter, usize)>, end: usize) {
        if let Some((quarter, begin)) = open {
            let name = words::quarter(self.language, quarter, self.year);
            sheet.merge(0, begin, end.saturating_sub(1), name.into());
        }
    }

    /// Returns what comes back every month or more often, and what has a limit for each case.
    fn routine(&self) -> Option<Sheet> {
        let list = tasks(self.plan);
        let order = |task: &Task<'_>| match task.measure?.when.as_ref()? {
            When::Limit(_) => Some(u8::MAX),
            when => beat(when).filter(|beat| *beat <= MONTHLY),
        };
        let mut routine: Vec<(u8, &Task<'_>)> =
            list.iter().filter_map(|task| Some((order(task)?, task))).collect();
        routine.sort_by_key(|(order, _)| *order);
        self.listed(routine.into_iter().map(|(_, task)| task), self.terms.cadence)
    }

    /// Returns what has no time, unless its parts have one.
    fn without_time(&self) -> Option<Sheet> {
        let list = tasks(self.plan);
        let open = list.iter().filter(|task| {
            task.measure.is_some_and(|measure| match &measure.when {
                None => measure.measures.iter().all(|part| part.when.is_none()) && !task.is_part,
                Some(When::Unclear(_)) => true,
                Some(_) => false,
            })
        });
        self.listed(open, self.terms.when)
    }

    fn listed<'t>(&self, list: impl Iterator<Item = &'t Task<'t>>, when: &str) -> Option<Sheet> {
        let terms = self.terms;
        let columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle),
            Column::new(terms.task, Width::Share(1.0), Side::Left),
            Column::new(terms.owner, Width::Fit(4.0, 9.0), Side::Middle),
            Column::new(when, Width::Fit(5.0, 10.0), Side::Middle),
        ];
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        for task in list {
            let Some(measure) = task.measure else { continue };
            let cells = vec![
                task.number.clone().into(),
                self.label_cell(measure),
                self.main_owners_cell(task),
                self.when_cell(measure),
            ];
            sheet.push_record(measure.id.id(), cells);
        }
        (sheet.len() > 0).then(|| sheet.fit(self.width(false)))
    }
}
