//! Moving a plan to another year, and within it to another month, quarter, half-year or week.

use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use crate::model::tree::{NodeMut, NodeRef};
use crate::model::{
    Cadence, DateSpan, Half, Indicator, Measure, Month, Part, Period, PeriodFault, Plan, Quarter, Target,
    Week, When, YearNumber,
};

/// How far a plan moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shift {
    /// So many months. A day that the month does not have falls on its last one.
    Months(i32),
    /// So many weeks.
    Weeks(i32),
}

impl Shift {
    const fn is_none(self) -> bool {
        matches!(self, Self::Months(0) | Self::Weeks(0))
    }
}

/// Moves every date and period of a plan by so many years, back where the number is below 0. A 29
/// February falls on the 28th where the year has none, a week 53 on week 52.
///
/// # Errors
/// A period falls out of the years there are; the plan is then moved in part, so give a copy.
pub fn move_years(plan: &mut Plan, years: i32) -> Result<(), PeriodFault> {
    shift(plan, Shift::Months(years.saturating_mul(12)))
}

/// Moves a plan for a month, quarter, half-year or week to the one of this number in the same year,
/// with all its dates. Any other plan stays as it is.
///
/// # Errors
/// The year has none of this number; the plan is then as it was.
pub fn move_within_year(plan: &mut Plan, number: u32) -> Result<(), PeriodFault> {
    let apart = |to: u32, from: u32| i32::try_from(to).unwrap_or(0) - i32::try_from(from).unwrap_or(0);
    let by = match plan.period {
        Period::Month(month) => {
            Shift::Months(apart(Month::new(month.year(), number)?.number(), month.number()))
        }
        Period::Quarter(quarter) => {
            Shift::Months(apart(Quarter::new(quarter.year(), number)?.number(), quarter.number()) * 3)
        }
        Period::HalfYear(half) => {
            Shift::Months(apart(Half::new(half.year(), number)?.number(), half.number()) * 6)
        }
        Period::Week(week) => Shift::Weeks(apart(Week::new(week.year(), number)?.number(), week.number())),
        Period::Year(_) | Period::Term(_) | Period::Project(_) => return Ok(()),
    };
    shift(plan, by)
}

/// Moves the deadlines of a plan for a month that fall on a weekend to the nearest working day of the
/// month: Saturday to Friday, Sunday to Monday. In longer plans a deadline is mostly the end or the
/// middle of a month, and is called so whatever day of the week it is.
pub(super) fn onto_working_days(plan: &mut Plan) {
    let Period::Month(month) = plan.period else { return };
    let mut due = Vec::new();
    plan.walk(&mut |node| {
        if matches!(node, NodeRef::Measure(_) | NodeRef::Indicator(_)) {
            due.push(node.id());
        }
    });
    for id in due {
        let node = plan.node_mut(id);
        if let Some(
            NodeMut::Measure(Measure { when: Some(When::By(on)), .. })
            | NodeMut::Indicator(Indicator { target: Some(Target::DoneBy(on)), .. }),
        ) = node
        {
            *on = working_day(*on, month.span());
        }
    }
}

/// Returns the working day of the month that is nearest to a day of it.
fn working_day(day: NaiveDate, month: DateSpan) -> NaiveDate {
    let days = |count| TimeDelta::days(count);
    let (near, far) = match day.weekday() {
        Weekday::Sat => (day - days(1), day + days(2)),
        Weekday::Sun => (day + days(1), day - days(2)),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => return day,
    };
    if month.contains(near) { near } else { far }
}

fn shift(plan: &mut Plan, by: Shift) -> Result<(), PeriodFault> {
    let by = whole_weeks(plan.period, by)?;
    if by.is_none() {
        return Ok(());
    }
    plan.period = period(plan.period, by)?;
    plan.reviewed = plan.reviewed.map(|reviewed| period(reviewed, by)).transpose()?;
    plan.date = plan.date.map(|on| day(on, by)).transpose()?;
    let mut dated = Vec::new();
    plan.walk(&mut |node| {
        if matches!(node, NodeRef::Measure(_) | NodeRef::Indicator(_) | NodeRef::Part(_)) {
            dated.push(node.id());
        }
    });
    for id in dated {
        match plan.node_mut(id) {
            Some(NodeMut::Measure(measure)) => move_measure(measure, by)?,
            Some(NodeMut::Indicator(indicator)) => move_indicator(indicator, by)?,
            Some(NodeMut::Part(Part::Contract(contract))) => {
                let contract = Arc::make_mut(contract);
                contract.term = contract.term.map(|term| span(term, by)).transpose()?;
            }
            Some(NodeMut::Part(Part::SignOff(sign_off))) => {
                let sign_off = Arc::make_mut(sign_off);
                sign_off.on = sign_off.on.map(|on| day(on, by)).transpose()?;
            }
            Some(
                NodeMut::Part(
                    Part::Opening(_)
                    | Part::Section(_)
                    | Part::Review(_)
                    | Part::Problems(_)
                    | Part::Scores(_)
                    | Part::Improvement(_)
                    | Part::Register(_)
                    | Part::Attachment(_)
                    | Part::Closing(_),
                )
                | NodeMut::Section(_)
                | NodeMut::Goal(_)
                | NodeMut::Paragraph(_)
                | NodeMut::Problem(_)
                | NodeMut::ScoreRow(_)
                | NodeMut::RedLine(_)
                | NodeMut::Cause(_)
                | NodeMut::RegisterRow(_)
                | NodeMut::Person(_),
            )
            | None => {}
        }
    }
    Ok(())
}

/// Returns by how many weeks a plan for a week moves, where it is to move by months: its Mondays
/// stay Mondays. Any other plan moves as it is told.
fn whole_weeks(period: Period, by: Shift) -> Result<Shift, PeriodFault> {
    let Period::Week(week) = period else { return Ok(by) };
    let days = moved_week(week, by)?.span().first() - week.span().first();
    Ok(Shift::Weeks(i32::try_from(days.num_weeks()).unwrap_or(0)))
}

fn move_measure(measure: &mut Measure, by: Shift) -> Result<(), PeriodFault> {
    measure.when = measure.when.take().map(|when| move_when(when, by)).transpose()?;
    for entry in &mut measure.log {
        entry.on = day(entry.on, by)?;
    }
    for tick in &mut measure.ticks {
        tick.due = day(tick.due, by)?;
        tick.done = tick.done.map(|done| day(done, by)).transpose()?;
    }
    Ok(())
}

fn move_when(when: When, by: Shift) -> Result<When, PeriodFault> {
    Ok(match when {
        When::By(on) => When::By(day(on, by)?),
        When::Month(month) => When::Month(moved_month(month, by)?),
        When::Quarter(quarter) => When::Quarter(moved_quarter(quarter, by)?),
        When::Span(days) => When::Span(span(days, by)?),
        When::Cadence(cadence) => match cadence.until() {
            Some(until) => {
                let until = day(until, by)?;
                // The beat was a possible one before, and it stays as it is.
                When::Cadence(
                    Cadence::new(cadence.every().clone(), cadence.times(), Some(until)).unwrap_or(cadence),
                )
            }
            None => When::Cadence(cadence),
        },
        when @ (When::Limit(_) | When::Unclear(_)) => when,
    })
}

fn move_indicator(indicator: &mut Indicator, by: Shift) -> Result<(), PeriodFault> {
    if let Some(base) = &mut indicator.base {
        base.on = base.on.map(|on| day(on, by)).transpose()?;
    }
    if let Some(Target::DoneBy(on)) = &mut indicator.target {
        *on = day(*on, by)?;
    }
    for reading in &mut indicator.readings {
        reading.on = day(reading.on, by)?;
    }
    Ok(())
}

fn period(period: Period, by: Shift) -> Result<Period, PeriodFault> {
    Ok(match period {
        Period::Week(week) => Period::Week(moved_week(week, by)?),
        Period::Month(month) => Period::Month(moved_month(month, by)?),
        Period::Quarter(quarter) => Period::Quarter(moved_quarter(quarter, by)?),
        Period::HalfYear(half) => {
            let first = day(half.span().first(), by)?;
            Period::HalfYear(Half::new(first.year(), first.month0() / 6 + 1)?)
        }
        Period::Year(year) => Period::Year(YearNumber::new(day(year.span().first(), by)?.year())?),
        Period::Term(days) => Period::Term(span(days, by)?),
        Period::Project(days) => Period::Project(span(days, by)?),
    })
}

fn moved_month(month: Month, by: Shift) -> Result<Month, PeriodFault> {
    let first = day(month.span().first(), by)?;
    Month::new(first.year(), first.month())
}

fn moved_quarter(quarter: Quarter, by: Shift) -> Result<Quarter, PeriodFault> {
    let first = day(quarter.span().first(), by)?;
    Quarter::new(first.year(), first.month0() / 3 + 1)
}

/// Whole years lead to the week of the same number, whose days are others.
fn moved_week(week: Week, by: Shift) -> Result<Week, PeriodFault> {
    match by {
        Shift::Months(months) if months % 12 == 0 => {
            let year = week.year() + months / 12;
            Week::new(year, week.number()).or_else(|_| Week::new(year, week.number() - 1))
        }
        Shift::Months(_) | Shift::Weeks(_) => {
            let first = day(week.span().first(), by)?.iso_week();
            Week::new(first.year(), first.week())
        }
    }
}

fn span(days: DateSpan, by: Shift) -> Result<DateSpan, PeriodFault> {
    DateSpan::new(day(days.first(), by)?, day(days.last(), by)?)
}

fn day(on: NaiveDate, by: Shift) -> Result<NaiveDate, PeriodFault> {
    let (moved, years) = match by {
        Shift::Months(by) => {
            let months = Months::new(by.unsigned_abs());
            let moved = if by < 0 { on.checked_sub_months(months) } else { on.checked_add_months(months) };
            (moved, by / 12)
        }
        Shift::Weeks(by) => (on.checked_add_signed(TimeDelta::weeks(i64::from(by))), by / 52),
    };
    moved.ok_or(PeriodFault::Year { found: on.year().saturating_add(years) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn leap_days_and_long_years_are_cut_short() {
        assert_eq!(day(date(2028, 2, 29), Shift::Months(12)), Ok(date(2029, 2, 28)));
        assert_eq!(day(date(2028, 2, 29), Shift::Months(-48)), Ok(date(2024, 2, 29)));
        let week = Period::Week(Week::new(2026, 53).unwrap());
        assert_eq!(period(week, Shift::Months(12)), Ok(Period::Week(Week::new(2027, 52).unwrap())));
    }

    #[test]
    fn a_year_out_of_range_is_refused() {
        let year = Period::Year(YearNumber::new(2999).unwrap());
        assert_eq!(period(year, Shift::Months(12)), Err(PeriodFault::Year { found: 3000 }));
    }

    #[test]
    fn the_day_of_a_plan_moves_with_it() {
        let mut plan = Plan::empty(
            crate::model::Language::ZhCn,
            Period::Term(DateSpan::new(date(2028, 2, 29), date(2028, 12, 31)).unwrap()),
        );
        plan.date = Some(date(2027, 11, 15));
        move_years(&mut plan, 1).unwrap();
        assert_eq!(plan.period.span().first(), date(2029, 2, 28));
        assert_eq!(plan.date, Some(date(2028, 11, 15)));
    }

    #[test]
    fn a_month_moves_within_its_year() {
        let mut plan = Plan::empty(crate::model::Language::ZhCn, Period::Month(Month::new(2028, 1).unwrap()));
        plan.date = Some(date(2028, 1, 31));
        plan.reviewed = Some(Period::Month(Month::new(2027, 12).unwrap()));
        move_within_year(&mut plan, 2).unwrap();
        assert_eq!(plan.period, Period::Month(Month::new(2028, 2).unwrap()));
        assert_eq!(plan.reviewed, Some(Period::Month(Month::new(2028, 1).unwrap())));
        assert_eq!(plan.date, Some(date(2028, 2, 29)));
        assert_eq!(move_within_year(&mut plan, 13), Err(PeriodFault::Month { found: 13 }));
    }

    #[test]
    fn deadlines_of_a_month_fall_on_working_days() {
        let on = |year: i32, month: u32, day: u32| {
            working_day(date(year, month, day), Month::new(year, month).unwrap().span())
        };
        // 2 January 2027 is a Saturday, 28 February and 31 January are Sundays.
        assert_eq!(on(2027, 1, 2), date(2027, 1, 1));
        assert_eq!(on(2027, 1, 3), date(2027, 1, 4));
        assert_eq!(on(2027, 1, 15), date(2027, 1, 15));
        assert_eq!(on(2027, 1, 31), date(2027, 1, 29));
        assert_eq!(on(2027, 5, 1), date(2027, 5, 3));
        for year in 2025..=2032 {
            for month in 1..=12 {
                let span = Month::new(year, month).unwrap().span();
                for day in span.first().iter_days().take_while(|day| span.contains(*day)) {
                    let moved = working_day(day, span);
                    assert!(span.contains(moved), "{day}");
                    assert!(!matches!(moved.weekday(), Weekday::Sat | Weekday::Sun), "{day}");
                    assert!((moved - day).num_days().abs() <= 2, "{day}");
                }
            }
        }
    }

    #[test]
    fn a_week_moves_within_its_year() {
        let mut plan = Plan::empty(crate::model::Language::ZhCn, Period::Week(Week::new(2026, 10).unwrap()));
        plan.date = Some(date(2026, 3, 6));
        move_within_year(&mut plan, 53).unwrap();
        assert_eq!(plan.period, Period::Week(Week::new(2026, 53).unwrap()));
        assert!(plan.period.span().contains(plan.date.unwrap()));
    }
}
