//! The time line: every measure as a bar, a deadline or ticks over the period.
//!
//! It tells its signs apart by form and hatching, not by colour, since the page is printed black.
//! A period longer than a quarter stands on a sheet that lies on its side.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

use super::super::runs::Run;
use super::super::values::Block;
use super::breakdown::beat;
use super::sheet::{Cell, Column, HeadCell, Row, Sheet, Side, Width};
use super::tasks::{Line, lines};
use super::{Desk, Draft, Piece};
use crate::locale::words;
use crate::model::{DateSpan, Language, Measure, MeasureStatus, Month, Quarter, When, YearNumber};
use crate::track::{Holidays, due_days};

/// What is drawn beside one measure. Places run from 0 to 1, from the first day to the last.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Strip {
    /// Where the units of the head end.
    pub(crate) lines: Vec<f64>,
    /// Bars: from, to, and how much of them is done.
    pub(crate) bars: Vec<(f64, f64, f64)>,
    /// Stretches in which something comes back every few days.
    pub(crate) hatched: Vec<(f64, f64)>,
    /// Deadlines, and whether they were met.
    pub(crate) marks: Vec<(f64, bool)>,
    /// Days on which something comes back.
    pub(crate) ticks: Vec<f64>,
    /// Words where nothing can be drawn.
    pub(crate) words: String,
}

/// The head of a time line: equally wide units, and groups of them above.
struct Axis {
    units: Vec<(DateSpan, String)>,
    groups: Vec<(String, usize)>,
}

/// What a unit of the head is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The most units a head has; what lies beyond is cut off.
const MOST_UNITS: usize = 40;

impl Unit {
    /// Returns the unit for so many days, such that a head has about a dozen.
    const fn of(days: i64) -> Self {
        match days {
            ..=16 => Self::Day,
            17..=100 => Self::Week,
            101..=400 => Self::Month,
            401..=3700 => Self::Quarter,
            _ => Self::Year,
        }
    }

    /// Returns the days of the unit that a day lies in.
    fn round(self, day: NaiveDate) -> Option<DateSpan> {
        match self {
            Self::Day => DateSpan::new(day, day).ok(),
            Self::Week => {
                let week = day.week(Weekday::Mon);
                DateSpan::new(week.checked_first_day()?, week.checked_last_day()?).ok()
            }
            Self::Month => Some(Month::new(day.year(), day.month()).ok()?.span()),
            Self::Quarter => Some(Quarter::new(day.year(), day.month().div_ceil(3)).ok()?.span()),
            Self::Year => Some(YearNumber::new(day.year()).ok()?.span()),
        }
    }
}

impl Axis {
    fn new(language: Language, period: DateSpan) -> Self {
        let unit = Unit::of((period.last() - period.first()).num_days() + 1);
        let mut axis = Self { units: Vec::new(), groups: Vec::new() };
        let mut next = Some(period.first());
        while let Some(day) = next.filter(|day| *day <= period.last() && axis.units.len() < MOST_UNITS) {
            let Some(round) = unit.round(day) else { break };
            let last = round.last().min(period.last());
            let Ok(span) = DateSpan::new(day, last) else { break };
            axis.units.push((span, unit_name(language, unit, span)));
            let group = group_name(language, unit, day);
            match axis.groups.last_mut() {
                Some((name, count)) if *name == group => *count += 1,
                Some(_) | None => axis.groups.push((group, 1)),
            }
            next = last.checked_add_days(Days::new(1));
        }
        axis
    }

    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.units.len()).unwrap_or(1)).max(1.0)
    }

    /// Returns where the morning of a day stands, from 0 to 1.
    fn morning(&self, day: NaiveDate) -> f64 {
        let mut at = 0.0;
        for (span, _) in &self.units {
            if day > span.last() {
                at += 1.0;
            } else if day > span.first() {
                at += days(span.first(), day) / (days(span.first(), span.last()) + 1.0);
            }
        }
        at / self.count()
    }

    fn evening(&self, day: NaiveDate) -> f64 {
        day.checked_add_days(Days::new(1)).map_or(1.0, |next| self.morning(next))
    }

    fn noon(&self, day: NaiveDate) -> f64 {
        f64::midpoint(self.morning(day), self.evening(day))
    }

    fn covers(&self, day: NaiveDate) -> bool {
        let first = self.units.first().is_some_and(|(span, _)| span.first() <= day);
        first && self.units.last().is_some_and(|(span, _)| day <= span.last())
    }

    /// Returns the inner borders of the units.
    fn lines(&self) -> Vec<f64> {
        self.units.iter().skip(1).map(|(span, _)| self.morning(span.first())).collect()
    }
}

fn days(first: NaiveDate, last: NaiveDate) -> f64 {
    f64::from(i32::try_from((last - first).num_days()).unwrap_or(i32::MAX))
}

fn unit_name(language: Language, unit: Unit, span: DateSpan) -> String {
    let first = span.first();
    let year = Some(first.year());
    match (unit, language) {
        // A week is called by its first day.
        (Unit::Day | Unit::Week, _) => first.day().to_string(),
        (Unit::Month, Language::ZhCn) => format!("{}月", first.month()),
        (Unit::Month, Language::En) => {
            let name = Month::new(first.year(), first.month()).ok();
            let name = name.map(|month| words::month(language, month, year)).unwrap_or_default();
            name.chars().take(3).collect()
        }
        (Unit::Quarter, _) => {
            let quarter = Quarter::new(first.year(), first.month().div_ceil(3)).ok();
            quarter.map(|quarter| words::quarter(language, quarter, year)).unwrap_or_default()
        }
        (Unit::Year, _) => first.year().to_string(),
    }
}

fn group_name(language: Language, unit: Unit, day: NaiveDate) -> String {
    let whole = |unit: Unit| unit.round(day);
    match unit {
        Unit::Day | Unit::Week => Month::new(day.year(), day.month())
            .map(|month| words::month(language, month, Some(day.year())))
            .unwrap_or_default(),
        Unit::Month => whole(Unit::Quarter)
            .and_then(|span| Quarter::new(span.first().year(), span.first().month().div_ceil(3)).ok())
            .map(|quarter| words::quarter(language, quarter, Some(day.year())))
            .unwrap_or_default(),
        Unit::Quarter => match language {
            Language::ZhCn => format!("{}年", day.year()),
            Language::En => day.year().to_string(),
        },
        Unit::Year => String::new(),
    }
}

impl Desk<'_> {
    pub(super) fn timeline(&mut self) -> Option<Draft> {
        let (flip, pieces) = self.timeline_pieces()?;
        let title = self.titled(self.terms.timeline_title, flip);
        Some(self.page(title, flip, pieces))
    }

    /// Returns the time line with what its signs mean, and whether the sheet lies on its side;
    /// nothing where there is no measure.
    pub(super) fn timeline_pieces(&self) -> Option<(bool, Vec<Piece>)> {
        let lines = lines(self.plan);
        let has_measure = |line: &Line<'_>| matches!(line, Line::Task(task) if task.measure.is_some());
        if !lines.iter().any(has_measure) {
            return None;
        }
        let period = self.plan.period.span();
        let axis = Axis::new(self.language, period);
        let flip = self.can_lie() && (period.last() - period.first()).num_days() > 100;
        let width = self.width(flip);
        let terms = self.terms;
        let chart = width * if flip { 0.56 } else { 0.5 };
        let unit = chart / axis.count();
        let mut columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 4.0), Side::Middle),
            Column::new(terms.task, Width::Share(1.0), Side::Left),
            Column::new(terms.owner, Width::Fit(3.0, 5.2), Side::Middle),
        ];
        columns
            .extend(axis.units.iter().map(|(_, name)| Column::new(name, Width::Fixed(unit), Side::Middle)));
        let further = axis.units.len().saturating_sub(1);
        let mut sheet = Sheet::new(self.profile, columns, self.height(flip), Sheet::SMALL)
            .headed_by(self.heads(&axis))
            .tight();
        let mut used = Used::default();
        for line in &lines {
            match line {
                Line::Band(band) if band.level == 0 => {
                    let x = self.band_runs(band);
                    sheet.push(Row::Band { level: 0, x, begins: vec![], ends: vec![] });
                }
                // Headings of lower levels would take more room than the bars.
                Line::Band(_) => {}
                Line::Task(task) => {
                    let Some(measure) = task.measure else { continue };
                    let strip = self.strip(measure, &axis);
                    used.note(&strip);
                    let cells = vec![
                        task.number.clone().into(),
                        self.label_cell(measure),
                        self.main_owners_cell(task),
                        Cell { strip: Some(strip), further, ..Cell::default() },
                    ];
                    sheet.push_record(measure.id.id(), cells);
                }
            }
        }
        let pieces = vec![Piece::Sheet(sheet.fit(width)), Piece::Block(self.legend(&used))];
        Some((flip, pieces))
    }

    fn heads(&self, axis: &Axis) -> Vec<Vec<HeadCell>> {
        let terms = self.terms;
        let cell = |words: &str, s, r| HeadCell {
            x: vec![Run::Words(words.to_owned())],
            s,
            r,
            narrow: s == 1 && r == 1,
        };
        let grouped = axis.groups.iter().any(|(name, _)| !name.is_empty());
        let r = if grouped { 2 } else { 1 };
        let mut first = vec![cell(terms.number, 1, r), cell(terms.task, 1, r), cell(terms.owner, 1, r)];
        let units = axis.units.iter().map(|(_, name)| cell(name, 1, 1));
        if !grouped {
            first.extend(units);
            return vec![first];
        }
        first.extend(axis.groups.iter().map(|(name, count)| cell(name, *count, 1)));
        vec![first, units.collect()]
    }

    fn strip(&self, measure: &Measure, axis: &Axis) -> Strip {
        let mut strip = Strip { lines: axis.lines(), ..Strip::default() };
        let is_done = measure.status == MeasureStatus::Done;
        let done = if is_done { 1.0 } else { f64::from(measure.progress.percent()) / 100.0 };
        let Some(when) = &measure.when else { return strip };
        let told = |strip: &mut Strip| {
            strip.words = words::when_in(self.language, when, self.plan.period);
        };
        match when {
            When::By(day) if axis.covers(*day) => strip.marks.push((axis.noon(*day), is_done)),
            When::Month(month) => bar(&mut strip, axis, month.span(), done),
            When::Quarter(quarter) => bar(&mut strip, axis, quarter.span(), done),
            When::Span(span) => bar(&mut strip, axis, *span, done),
            When::Cadence(cadence) => {
                let period = self.plan.period.span();
                let last = cadence.until().map_or(period.last(), |until| until.min(period.last()));
                if beat(when).is_some_and(|beat| beat <= 3) {
                    strip.hatched.push((axis.morning(period.first()), axis.evening(last)));
                } else {
                    let days = due_days(when, period, &Holidays::default());
                    strip.ticks.extend(days.into_iter().map(|day| axis.noon(day)));
                }
            }
            When::By(_) | When::Limit(_) | When::Unclear(_) => {}
        }
        if strip.bars.is_empty()
            && strip.hatched.is_empty()
            && strip.marks.is_empty()
            && strip.ticks.is_empty()
        {
            told(&mut strip);
        }
        strip
    }

    fn legend(&self, used: &Used) -> Block {
        let terms = self.terms;
        let signs = [
            ("bar", terms.legend_bar, used.bar),
            ("done", terms.legend_done, used.done),
            ("due", terms.legend_due, used.due),
            ("tick", terms.legend_tick, used.tick),
            ("hatched", terms.legend_daily, used.hatched),
        ];
        Block::Legend {
            signs: signs.into_iter().filter(|sign| sign.2).map(|(kind, words, _)| (kind, words)).collect(),
        }
    }
}

/// Adds a bar over what of a span lies on the axis.
fn bar(strip: &mut Strip, axis: &Axis, span: DateSpan, done: f64) {
    let (from, to) = (axis.morning(span.first()), axis.evening(span.last()));
    if to > from {
        strip.bars.push((from, to, done));
    }
}

/// Which signs a time line has.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Used {
    bar: bool,
    done: bool,
    due: bool,
    tick: bool,
    hatched: bool,
}

impl Used {
    fn note(&mut self, strip: &Strip) {
        self.bar |= !strip.bars.is_empty();
        self.done |= strip.bars.iter().any(|bar| bar.2 > 0.0);
        self.due |= !strip.marks.is_empty();
        self.tick |= !strip.ticks.is_empty();
        self.hatched |= !strip.hatched.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_year_has_twelve_months_in_four_quarters() {
        let axis = Axis::new(Language::ZhCn, YearNumber::new(2027).unwrap().span());
        let names: Vec<&str> = axis.units.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names[..3], ["1月", "2月", "3月"]);
        assert_eq!(names.len(), 12);
        let groups: Vec<_> = axis.groups.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(groups, [("一季度", 3), ("二季度", 3), ("三季度", 3), ("四季度", 3)]);
        assert!(axis.morning(day(2027, 1, 1)).abs() < 1e-9);
        assert!((axis.morning(day(2027, 7, 1)) - 0.5).abs() < 1e-9);
        assert!((axis.evening(day(2027, 12, 31)) - 1.0).abs() < 1e-9);
        // What lies outside stops at the edge.
        assert!(axis.morning(day(2026, 5, 1)).abs() < 1e-9);
        assert!((axis.evening(day(2029, 1, 1)) - 1.0).abs() < 1e-9);
        assert!(!axis.covers(day(2026, 12, 31)) && axis.covers(day(2027, 12, 31)));
    }

    #[test]
    fn every_period_has_a_head_of_some_units() {
        for (first, last, count) in [
            (day(2027, 3, 3), day(2027, 3, 9), 7),
            (day(2027, 3, 1), day(2027, 3, 31), 5),
            (day(2027, 1, 1), day(2027, 3, 31), 14),
            (day(2027, 1, 1), day(2027, 6, 30), 6),
            (day(2027, 4, 1), day(2029, 3, 31), 8),
            (day(2000, 1, 1), day(2019, 12, 31), 20),
            (day(1900, 1, 1), day(2999, 12, 31), MOST_UNITS),
        ] {
            let axis = Axis::new(Language::En, DateSpan::new(first, last).unwrap());
            assert_eq!(axis.units.len(), count, "{first} to {last}");
            assert_eq!(axis.groups.iter().map(|(_, count)| count).sum::<usize>(), count);
            assert!(axis.units.iter().all(|(span, name)| span.first() <= span.last() && !name.is_empty()));
        }
    }
}
