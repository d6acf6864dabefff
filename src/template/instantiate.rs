//! Making a plan of a template.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::years::onto_working_days;
use super::{FillError, Template, fill, move_within_year, move_years};
use crate::model::fill::{Wanted, parse};
use crate::model::{
    Language, Period, PeriodFault, PlaceholderKind, PlaceholderName, Plan, PlanFault, PlanStatus, YearNumber,
};

/// What a template is made into a plan with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// The year the plan is for. It fills every blank that asks for a year, unless the values do.
    pub year: YearNumber,
    /// What was typed for other blanks, by name. A blank without a value stays open.
    pub values: BTreeMap<PlaceholderName, String>,
}

impl Filling {
    /// Makes a filling of nothing but the year.
    #[must_use]
    pub const fn new(year: YearNumber) -> Self {
        Self { year, values: BTreeMap::new() }
    }
}

/// A plan that could not be made of a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A value does not fit its blank, or there is no such blank.
    #[error(transparent)]
    Fill(#[from] FillError),
    /// A date or period of the template has no place in the wanted year.
    #[error(transparent)]
    Period(#[from] PeriodFault),
    /// The plan as a whole cannot be.
    #[error(transparent)]
    Plan(#[from] PlanFault),
}

/// Returns a draft made of the template: its dates moved to the wanted year (29 February falls on
/// the 28th where there is none) and, where the template has a blank for the number of its month,
/// quarter or week, to the one that is given; deadlines moved with a month kept off weekends; the
/// year and the given values written in. Records keep their ids.
///
/// # Errors
/// A value is not what its blank asks for, or there is no such blank; the year has no month, quarter
/// or week of that number; or the wanted year is so near an end of the years there are that a period
/// of the template falls out of them.
pub fn instantiate(template: &Template, filling: &Filling) -> Result<Plan, TemplateError> {
    let mut plan = Plan::clone(&template.plan);
    if let Some(name) = filling.values.keys().find(|name| plan.placeholder(name.as_str()).is_none()) {
        return Err(fill::unknown(&plan, name).into());
    }
    move_years(&mut plan, filling.year.number() - template.plan.period.year())?;
    let counted = template.counted.as_ref();
    // Left out, it is the one that the template is written for.
    if let Some(name) = counted
        && let Some(typed) = filling.values.get(name)
    {
        let number = number_in_year(&plan, name, typed)?;
        move_within_year(&mut plan, number)?;
    }
    // The days of a template that stays where it is were chosen.
    if plan.period != template.plan.period {
        onto_working_days(&mut plan);
    }
    plan.status = PlanStatus::Draft;
    plan.date = None;
    for placeholder in &template.plan.placeholders {
        let name = &placeholder.name;
        if counted == Some(name)
            && let Some(number) = number_of(plan.period)
        {
            plan = super::fill::write(&plan, name, &number_words(&plan, number))?;
            continue;
        }
        plan = match (filling.values.get(name), &placeholder.kind) {
            (Some(value), _) => super::fill(&plan, name, value)?,
            (None, PlaceholderKind::Year) => super::fill(&plan, name, &filling.year.number().to_string())?,
            (
                None,
                PlaceholderKind::Unit
                | PlaceholderKind::Person
                | PlaceholderKind::Date
                | PlaceholderKind::Amount { .. }
                | PlaceholderKind::Percentage
                | PlaceholderKind::Free,
            ) => plan,
        };
    }
    plan.validate()?;
    Ok(plan)
}

/// Returns the number of a period in its year; years and free spans have none.
fn number_of(period: Period) -> Option<u32> {
    match period {
        Period::Week(week) => Some(week.number()),
        Period::Month(month) => Some(month.number()),
        Period::Quarter(quarter) => Some(quarter.number()),
        Period::HalfYear(half) => Some(half.number()),
        Period::Year(_) | Period::Term(_) | Period::Project(_) => None,
    }
}

/// Returns the number of a period as it is written in a title: 2027年第二季度, 2027年3月, Quarter 2.
fn number_words(plan: &Plan, number: u32) -> String {
    let is_written_out = matches!(plan.period, Period::Quarter(_) | Period::HalfYear(_));
    match (plan.language, number) {
        (Language::ZhCn, 1) if is_written_out => "一".to_owned(),
        (Language::ZhCn, 2) if is_written_out => "二".to_owned(),
        (Language::ZhCn, 3) if is_written_out => "三".to_owned(),
        (Language::ZhCn, 4) if is_written_out => "四".to_owned(),
        (Language::ZhCn | Language::En, _) => number.to_string(),
    }
}

/// Reads what was typed for the number of the period.
fn number_in_year(plan: &Plan, name: &PlaceholderName, typed: &str) -> Result<u32, FillError> {
    let fault = || FillError::Value { name: name.clone(), value: typed.to_owned(), wanted: Wanted::Number };
    let kind = plan.placeholder(name.as_str()).map_or(PlaceholderKind::Free, |blank| blank.kind.clone());
    let value = parse(&kind, typed, plan.language).map_err(|_not_a_number| fault())?;
    value.number().and_then(|number| number.to_u32()).ok_or_else(fault)
}
