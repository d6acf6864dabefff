//! The time a plan is for, and the one it looks back on.

use chrono::{Datelike, NaiveDate};
use egui::{Id, Ui};

use super::super::View;
use super::super::calendar::DateField;
use super::rows::{self, Form, Value};
use crate::edit::{Edit, PlanValue};
use crate::locale::words as value_words;
use crate::model::{DateSpan, Half, Month, Period, Quarter, Week, YearNumber};
use crate::session::Action;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Which {
    Planned,
    Reviewed,
}

impl Which {
    const fn value(self, period: Option<Period>) -> Option<PlanValue> {
        match (self, period) {
            (Self::Planned, Some(period)) => Some(PlanValue::Period(period)),
            (Self::Planned, None) => None,
            (Self::Reviewed, period) => Some(PlanValue::Reviewed(period)),
        }
    }
}

/// The keys of the kinds of periods; the last one stands for none.
const KINDS: [&str; 8] = [
    "period-year",
    "period-half-year",
    "period-quarter",
    "period-month",
    "period-week",
    "period-term",
    "period-project",
    "period-none",
];

const fn kind(period: Option<Period>) -> usize {
    match period {
        Some(Period::Year(_)) => 0,
        Some(Period::HalfYear(_)) => 1,
        Some(Period::Quarter(_)) => 2,
        Some(Period::Month(_)) => 3,
        Some(Period::Week(_)) => 4,
        Some(Period::Term(_)) => 5,
        Some(Period::Project(_)) => 6,
        None => 7,
    }
}

/// Returns the period of another kind that begins on the same day, or as near as can be.
fn of_kind(kind: usize, days: DateSpan) -> Option<Period> {
    let (first, year) = (days.first(), days.first().year());
    match kind {
        0 => YearNumber::new(year).ok().map(Period::Year),
        1 => Half::new(year, first.month0() / 6 + 1).ok().map(Period::HalfYear),
        2 => Quarter::new(year, first.month0() / 3 + 1).ok().map(Period::Quarter),
        3 => Month::new(year, first.month()).ok().map(Period::Month),
        4 => Week::new(first.iso_week().year(), first.iso_week().week()).ok().map(Period::Week),
        5 => Some(Period::Term(days)),
        6 => Some(Period::Project(days)),
        _ => None,
    }
}

/// Shows a period: its kind, and its year and number or its two days.
pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View, which: Which, period: Option<Period>) {
    let key = match which {
        Which::Planned => "field-period",
        Which::Reviewed => "field-reviewed",
    };
    let count = if which == Which::Planned { KINDS.len() - 1 } else { KINDS.len() };
    let labels: Vec<String> = KINDS.iter().take(count).map(|key| form.text(key)).collect();
    let push = |view: &mut View, period: Option<Period>| {
        if let Some(value) = which.value(period) {
            view.push(Action::Edit(Edit::SetPlan(value)));
        }
    };
    // A review looks back on the time before, unless it says otherwise.
    let days = period.unwrap_or(form.plan.period).span();
    if let Some(picked) =
        rows::choice(ui, form, key, Id::unique(("period-kind", which)), &labels, kind(period))
    {
        push(view, of_kind(picked, days));
    }
    let Some(period) = period else { return };
    match period {
        Period::Term(_) | Period::Project(_) => span(ui, form, view, which, period),
        Period::Year(_) | Period::HalfYear(_) | Period::Quarter(_) | Period::Month(_) | Period::Week(_) => {
            numbered(ui, form, view, which, period);
        }
    }
}

fn numbered(ui: &mut Ui, form: Form<'_>, view: &mut View, which: Which, period: Period) {
    let with = move |year: i32, number: u32| -> Option<Period> {
        match period {
            Period::Year(_) => YearNumber::new(year).ok().map(Period::Year),
            Period::HalfYear(_) => Half::new(year, number).ok().map(Period::HalfYear),
            Period::Quarter(_) => Quarter::new(year, number).ok().map(Period::Quarter),
            Period::Month(_) => Month::new(year, number).ok().map(Period::Month),
            Period::Week(_) => Week::new(year, number).ok().map(Period::Week),
            Period::Term(_) | Period::Project(_) => None,
        }
    };
    let number = match period {
        Period::HalfYear(half) => half.number(),
        Period::Quarter(quarter) => quarter.number(),
        Period::Month(month) => month.number(),
        Period::Week(week) => week.number(),
        Period::Year(_) | Period::Term(_) | Period::Project(_) => 1,
    };
    let set =
        move |period: Option<Period>| which.value(period).map(|value| Action::Edit(Edit::SetPlan(value)));
    let (label, fault) = (form.text("field-year"), form.text("fault-year"));
    let year = period.year();
    let id = Id::unique(("period-year", which));
    let shown = Value { id, label: &label, text: &year.to_string(), hint: "" };
    rows::value(ui, form, view, &shown, move |written| {
        let year = written.trim().trim_end_matches('年').parse().map_err(|_error| fault.clone())?;
        // A week that the other year has not gives way to its last.
        let period = with(year, number).or_else(|| with(year, number.saturating_sub(1)));
        period.map(|period| set(Some(period))).ok_or_else(|| fault.clone())
    });
    let key = match period {
        Period::HalfYear(_) => "field-half-number",
        Period::Quarter(_) => "field-quarter-number",
        Period::Month(_) => "field-month-number",
        Period::Week(_) => "field-week-number",
        Period::Year(_) | Period::Term(_) | Period::Project(_) => {
            return rows::note(ui, &value_words::period(form.language(), period));
        }
    };
    let (label, fault) = (form.text(key), form.text("fault-period-number"));
    let id = Id::unique(("period-number", which));
    let shown = Value { id, label: &label, text: &number.to_string(), hint: "" };
    rows::value(ui, form, view, &shown, move |written| {
        let number = written.trim().parse().map_err(|_error| fault.clone())?;
        with(year, number).map(|period| set(Some(period))).ok_or_else(|| fault.clone())
    });
    rows::note(ui, &value_words::period(form.language(), period));
}

fn span(ui: &mut Ui, form: Form<'_>, view: &mut View, which: Which, period: Period) {
    let of = move |days: DateSpan| match period {
        Period::Project(_) => Period::Project(days),
        _ => Period::Term(days),
    };
    let set =
        move |days: DateSpan| which.value(Some(of(days))).map(|value| Action::Edit(Edit::SetPlan(value)));
    days(ui, form, view, Id::unique(("period-days", which)), Some(period.span()), move |days| {
        days.and_then(set)
    });
}

/// What a day makes the ends of a span.
type Ends = fn(Option<DateSpan>, NaiveDate) -> (NaiveDate, NaiveDate);

/// Shows the first and the last day of a span. A last day before the first is refused at the field.
pub(super) fn days(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    id: Id,
    span: Option<DateSpan>,
    set: impl Fn(Option<DateSpan>) -> Option<Action> + Clone + 'static,
) {
    let (needed, backwards) = (form.text("fault-day-needed"), form.text("fault-backwards"));
    let ends: [(&str, Ends); 2] = [
        ("field-first-day", |span, day| (day, span.map_or(day, DateSpan::last))),
        ("field-last-day", |span, day| (span.map_or(day, DateSpan::first), day)),
    ];
    for (key, ends) in ends {
        let label = form.text(key);
        let (needed, backwards, set) = (needed.clone(), backwards.clone(), set.clone());
        let day = span.map(|span| if key == "field-first-day" { span.first() } else { span.last() });
        rows::row(ui, form, &label, |ui, _| {
            ui.horizontal(|ui| {
                let id = id.with(key);
                DateField { id, day, name: &label, width: 184.0 }.show(ui, form.session, view, move |day| {
                    let days = match day {
                        Some(day) => {
                            let (first, last) = ends(span, day);
                            Some(DateSpan::new(first, last).map_err(|_fault| backwards.clone())?)
                        }
                        None => None,
                    };
                    set(days).ok_or_else(|| needed.clone())
                });
            });
        });
    }
}
