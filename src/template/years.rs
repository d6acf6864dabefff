//! Moving a plan to another year.

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::model::tree::{NodeMut, NodeRef};
use crate::model::{
    Cadence, DateSpan, Half, Indicator, Measure, Month, Part, Period, PeriodFault, Plan, Quarter, Target,
    Week, When, YearNumber,
};

/// Moves every date and period of a plan by so many years, back where the number is below 0. A 29
/// February falls on the 28th where the year has none, a week 53 on week 52.
///
/// # Errors
/// A period falls out of the years there are; the plan is then moved in part, so give a copy.
pub fn move_years(plan: &mut Plan, years: i32) -> Result<(), PeriodFault> {
    if years == 0 {
        return Ok(());
    }
    plan.period = period(plan.period, years)?;
    plan.reviewed = plan.reviewed.map(|reviewed| period(reviewed, years)).transpose()?;
    plan.date = plan.date.map(|on| day(on, years)).transpose()?;
    let mut dated = Vec::new();
    plan.walk(&mut |node| {
        if matches!(node, NodeRef::Measure(_) | NodeRef::Indicator(_) | NodeRef::Part(_)) {
            dated.push(node.id());
        }
    });
    for id in dated {
        match plan.node_mut(id) {
            Some(NodeMut::Measure(measure)) => move_measure(measure, years)?,
            Some(NodeMut::Indicator(indicator)) => move_indicator(indicator, years)?,
            Some(NodeMut::Part(Part::Contract(contract))) => {
                let contract = Arc::make_mut(contract);
                contract.term = contract.term.map(|term| span(term, years)).transpose()?;
            }
            Some(NodeMut::Part(Part::SignOff(sign_off))) => {
                let sign_off = Arc::make_mut(sign_off);
                sign_off.on = sign_off.on.map(|on| day(on, years)).transpose()?;
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

fn move_measure(measure: &mut Measure, years: i32) -> Result<(), PeriodFault> {
    measure.when = measure.when.take().map(|when| move_when(when, years)).transpose()?;
    for entry in &mut measure.log {
        entry.on = day(entry.on, years)?;
    }
    for tick in &mut measure.ticks {
        tick.due = day(tick.due, years)?;
        tick.done = tick.done.map(|done| day(done, years)).transpose()?;
    }
    Ok(())
}

fn move_when(when: When, years: i32) -> Result<When, PeriodFault> {
    Ok(match when {
        When::By(on) => When::By(day(on, years)?),
        When::Month(month) => When::Month(Month::new(month.year() + years, month.number())?),
        When::Quarter(quarter) => When::Quarter(Quarter::new(quarter.year() + years, quarter.number())?),
        When::Span(days) => When::Span(span(days, years)?),
        When::Cadence(cadence) => match cadence.until() {
            Some(until) => {
                let until = day(until, years)?;
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

fn move_indicator(indicator: &mut Indicator, years: i32) -> Result<(), PeriodFault> {
    if let Some(base) = &mut indicator.base {
        base.on = base.on.map(|on| day(on, years)).transpose()?;
    }
    if let Some(Target::DoneBy(on)) = &mut indicator.target {
        *on = day(*on, years)?;
    }
    for reading in &mut indicator.readings {
        reading.on = day(reading.on, years)?;
    }
    Ok(())
}

fn period(period: Period, years: i32) -> Result<Period, PeriodFault> {
    Ok(match period {
        Period::Week(week) => {
            let year = week.year() + years;
            Period::Week(Week::new(year, week.number()).or_else(|_| Week::new(year, week.number() - 1))?)
        }
        Period::Month(month) => Period::Month(Month::new(month.year() + years, month.number())?),
        Period::Quarter(quarter) => Period::Quarter(Quarter::new(quarter.year() + years, quarter.number())?),
        Period::HalfYear(half) => Period::HalfYear(Half::new(half.year() + years, half.number())?),
        Period::Year(year) => Period::Year(YearNumber::new(year.number() + years)?),
        Period::Term(days) => Period::Term(span(days, years)?),
        Period::Project(days) => Period::Project(span(days, years)?),
    })
}

fn span(days: DateSpan, years: i32) -> Result<DateSpan, PeriodFault> {
    DateSpan::new(day(days.first(), years)?, day(days.last(), years)?)
}

fn day(on: NaiveDate, years: i32) -> Result<NaiveDate, PeriodFault> {
    use chrono::Datelike;

    let months = Months::new(years.unsigned_abs().saturating_mul(12));
    let moved = if years < 0 { on.checked_sub_months(months) } else { on.checked_add_months(months) };
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
        assert_eq!(day(date(2028, 2, 29), 1), Ok(date(2029, 2, 28)));
        assert_eq!(day(date(2028, 2, 29), -4), Ok(date(2024, 2, 29)));
        let week = Period::Week(Week::new(2026, 53).unwrap());
        assert_eq!(period(week, 1), Ok(Period::Week(Week::new(2027, 52).unwrap())));
    }

    #[test]
    fn a_year_out_of_range_is_refused() {
        let year = Period::Year(YearNumber::new(2999).unwrap());
        assert_eq!(period(year, 1), Err(PeriodFault::Year { found: 3000 }));
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
}
