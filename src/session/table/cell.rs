//! What stands in a cell: the text that is shown, edited and copied, what it is sorted by, and what
//! it is filtered and put together by.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::rows::{Record, Row, Rows};
use super::{Column, Grouping};
use crate::locale::words as value_words;
use crate::model::{Every, Id, Language, Measure, Plan, Quantity, Text, When};
use crate::track::{self, Holidays, Standing};

/// What is needed to make a record's values words.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The language of the program, for words that are the program's own.
    pub language: Language,
    /// The day it is.
    pub today: NaiveDate,
    /// Which days are off.
    pub holidays: &'a Holidays,
}

impl Context<'_> {
    /// Returns how a measure stands today.
    #[must_use]
    pub fn standing(&self, measure: &Measure) -> Standing {
        track::standing(measure, self.plan.period.span(), self.holidays, self.today)
    }
}

/// Returns the key of a standing's word in the catalogue.
#[must_use]
pub const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Late => "table-standing-late",
        Standing::DueThisMonth => "table-standing-due",
        Standing::Running => "table-standing-running",
        Standing::Open => "table-standing-open",
        Standing::Done => "table-standing-done",
        Standing::Cancelled => "table-standing-cancelled",
    }
}

/// The pressing ones first.
const fn rank(standing: Standing) -> u32 {
    match standing {
        Standing::Late => 0,
        Standing::DueThisMonth => 1,
        Standing::Running => 2,
        Standing::Open => 3,
        Standing::Done => 4,
        Standing::Cancelled => 5,
    }
}

/// Something that rows have in common: they are put together and filtered by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// A section or other part, by its place among those of the rows.
    Section(u32),
    /// A goal, by its place among those of the rows.
    Goal(u32),
    /// A deadline in a month: year and month.
    Month(i32, u32),
    /// A time that comes back.
    Cadence,
    /// A limit per case.
    Limit,
    /// A time that is not understood.
    Unclear,
    /// How measures stand.
    Standing(Standing),
    /// The words in the cell, or one of the names.
    Text(String),
    /// Nothing.
    Empty,
}

/// What a cell is sorted by. Empty cells come last, whichever way is up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A place in the order of the document or of its kind.
    Order(u32),
    /// A number.
    Number(Decimal),
    /// A day; or, behind all days, a rank.
    Day(Option<NaiveDate>, u32),
    /// Words, in small letters.
    Text(String),
    /// Nothing.
    Empty,
}

impl Key {
    /// Compares two keys, the greater one first where told so.
    #[must_use]
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match (self, other) {
            (Self::Empty, Self::Empty) => Ordering::Equal,
            (Self::Empty, _) => Ordering::Greater,
            (_, Self::Empty) => Ordering::Less,
            (Self::Order(a), Self::Order(b)) => turned(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => turned(a.cmp(b)),
            (Self::Day(a, x), Self::Day(b, y)) => turned(match (a, b) {
                (Some(a), Some(b)) => a.cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => x.cmp(y),
            }),
            (Self::Text(a), Self::Text(b)) => turned(a.cmp(b)),
            // Cells of one column have keys of one kind; words stand behind figures all the same.
            (a, b) => turned(a.rank().cmp(&b.rank())),
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Order(_) => 0,
            Self::Number(_) => 1,
            Self::Day(..) => 2,
            Self::Text(_) => 3,
            Self::Empty => 4,
        }
    }
}

fn quantity(language: Language, value: &Quantity) -> String {
    match value {
        Quantity::Number(number) => value_words::number(language, *number),
        Quantity::Blank(name) => format!("〔{name}〕"),
    }
}

/// Returns the text of a cell, blanks in texts in their written form.
#[must_use]
pub fn text(context: &Context<'_>, rows: &Rows, row: &Row, column: Column) -> String {
    let plan = context.plan;
    let language = plan.language;
    let year = Some(plan.period.year());
    let words = |text: &Text| text.as_str().to_owned();
    if let (Column::Base | Column::Target | Column::Actual | Column::Weight, Some(indicator)) =
        (column, row.indicator())
    {
        return match column {
            Column::Base => indicator
                .base
                .as_ref()
                .map(|base| {
                    value_words::with_unit(language, &quantity(language, &base.value), &indicator.unit)
                })
                .unwrap_or_default(),
            Column::Target => indicator
                .target
                .as_ref()
                .map(|target| {
                    crate::locale::shown(&value_words::target(language, target, &indicator.unit, year))
                })
                .unwrap_or_default(),
            Column::Actual => {
                last_value(indicator).map(|value| value_words::number(language, value)).unwrap_or_default()
            }
            _ => indicator
                .weight
                .map(|weight| value_words::number(language, weight.points()))
                .unwrap_or_default(),
        };
    }
    match column {
        Column::Number => return row.trail.shown(language),
        Column::Section => return heading(&rows.sections, row.section),
        Column::Goal => return heading(&rows.goals, row.goal),
        _ => {}
    }
    match (&row.record, column) {
        (Record::Measure(measure), column) => match column {
            Column::Measure => {
                if measure.title.is_empty() {
                    words(&measure.text)
                } else {
                    format!("{}{}{}", measure.title, value_words::title_mark(language), measure.text)
                }
            }
            Column::Owners => owners(plan, measure),
            Column::When => measure
                .when
                .as_ref()
                .map(|when| value_words::when_in(language, when, plan.period))
                .unwrap_or_default(),
            Column::Indicator => {
                measure.indicators.first().map(|indicator| words(&indicator.name)).unwrap_or_default()
            }
            Column::Status => value_words::measure_status(context.language, measure.status).to_owned(),
            Column::Progress => format!("{}%", measure.progress.percent()),
            Column::Log => measure.log.last().map(|entry| words(&entry.text)).unwrap_or_default(),
            Column::Resources => words(&measure.needs.resources),
            Column::Budget => {
                measure.needs.budget.map(|money| value_words::number(language, money)).unwrap_or_default()
            }
            Column::Risk => words(&measure.risk.risk),
            Column::Fallback => words(&measure.risk.fallback),
            Column::Source => words(&measure.source),
            _ => String::new(),
        },
        (Record::Indicator(indicator, round), column) => match column {
            Column::Name => words(&indicator.name),
            Column::Belongs => crate::locale::shown(round),
            Column::Standard => words(&indicator.standard),
            Column::Source => words(&indicator.source),
            _ => String::new(),
        },
        (Record::Problem(problem), column) => match column {
            Column::Problem => words(&problem.text),
            Column::Cause => words(&problem.cause),
            Column::Countermeasure => words(&problem.countermeasure),
            Column::AnsweredBy => {
                let count = problem.answered_by.len();
                if count == 0 { String::new() } else { count.to_string() }
            }
            _ => String::new(),
        },
        (Record::Person(person, owned), column) => match column {
            Column::Person => words(&person.name),
            Column::Post => words(&person.post),
            Column::Department => words(&person.department),
            Column::Owned => owned.to_string(),
            _ => String::new(),
        },
    }
}

fn heading(headings: &[super::rows::Heading], at: Option<u32>) -> String {
    at.and_then(|at| headings.get(usize::try_from(at).ok()?))
        .map(|heading| crate::locale::shown(&heading.text))
        .unwrap_or_default()
}

/// Returns the last actual value of an indicator.
#[must_use]
pub fn last_value(indicator: &crate::model::Indicator) -> Option<Decimal> {
    indicator.readings.iter().rev().find_map(|reading| reading.value)
}

/// Returns the names of a measure's owners in one line, as they are read back.
fn owners(plan: &Plan, measure: &Measure) -> String {
    let between = match plan.language {
        Language::ZhCn => "、",
        Language::En => ", ",
    };
    let names: Vec<String> = measure
        .owners
        .iter()
        .map(|owner| value_words::who(plan, &owner.who).as_str().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    names.join(between)
}

/// Returns what a cell is sorted by; the place is that of the row in the document.
#[must_use]
pub fn key(context: &Context<'_>, rows: &Rows, row: &Row, column: Column, place: u32) -> Key {
    match column {
        Column::Number => Key::Order(place),
        Column::Section => row.section.map_or(Key::Empty, Key::Order),
        Column::Goal => row.goal.map_or(Key::Empty, Key::Order),
        Column::When => match row.measure().and_then(|measure| measure.when.as_ref()) {
            None => Key::Empty,
            Some(When::Unclear(_)) => Key::Day(None, 90),
            Some(When::Limit(_)) => Key::Day(None, 80),
            Some(When::Cadence(cadence)) if cadence.until().is_none() => {
                Key::Day(None, beat(cadence.every()))
            }
            Some(when) => Key::Day(when.deadline(), 0),
        },
        Column::Status => {
            row.measure().map_or(Key::Empty, |measure| Key::Order(rank(context.standing(measure))))
        }
        Column::Progress => {
            row.measure().map_or(Key::Empty, |measure| Key::Order(measure.progress.percent().into()))
        }
        Column::Budget => number(row.measure().and_then(|measure| measure.needs.budget)),
        Column::Base => number(row.indicator().and_then(|indicator| indicator.base.as_ref()?.value.number())),
        Column::Actual => number(row.indicator().and_then(|indicator| last_value(indicator))),
        Column::Weight => number(row.indicator().and_then(|indicator| Some(indicator.weight?.points()))),
        Column::Target => row
            .indicator()
            .and_then(|indicator| {
                use crate::model::Target;
                Some(match indicator.target.as_ref()? {
                    Target::AtLeast(q) | Target::AtMost(q) | Target::Exactly(q) => number(q.number()),
                    Target::Within(low, _) => number(low.number()),
                    Target::DoneBy(day) => Key::Day(Some(*day), 0),
                })
            })
            .unwrap_or(Key::Empty),
        Column::Owned => match row.record {
            Record::Person(_, owned) => Key::Order(owned),
            Record::Measure(_) | Record::Indicator(..) | Record::Problem(_) => Key::Empty,
        },
        Column::Log => match row.measure().and_then(|measure| measure.log.last()) {
            Some(entry) => Key::Day(Some(entry.on), 0),
            None => Key::Empty,
        },
        Column::Measure
        | Column::Owners
        | Column::Indicator
        | Column::Resources
        | Column::Risk
        | Column::Fallback
        | Column::Source
        | Column::Name
        | Column::Belongs
        | Column::Standard
        | Column::Problem
        | Column::Cause
        | Column::Countermeasure
        | Column::AnsweredBy
        | Column::Person
        | Column::Post
        | Column::Department => {
            let text = text(context, rows, row, column);
            if text.trim().is_empty() { Key::Empty } else { Key::Text(text.to_lowercase()) }
        }
    }
}

fn number(value: Option<Decimal>) -> Key {
    value.map_or(Key::Empty, Key::Number)
}

const fn beat(every: &Every) -> u32 {
    match every {
        Every::Day => 1,
        Every::WorkingDay => 2,
        Every::Week { .. } => 3,
        Every::TenDays => 4,
        Every::TwoWeeks => 5,
        Every::Month { .. } => 6,
        Every::Quarter { .. } => 7,
        Every::HalfYear { .. } => 8,
        Every::Year { .. } => 9,
    }
}

/// Hands over what a row has in a column: one thing, or one for each name.
pub fn each_facet(context: &Context<'_>, rows: &Rows, row: &Row, column: Column, f: &mut dyn FnMut(Facet)) {
    match column {
        Column::Section => f(row.section.map_or(Facet::Empty, Facet::Section)),
        Column::Goal => f(row.goal.map_or(Facet::Empty, Facet::Goal)),
        Column::When => f(match row.measure().and_then(|measure| measure.when.as_ref()) {
            None => Facet::Empty,
            Some(When::Unclear(_)) => Facet::Unclear,
            Some(When::Limit(_)) => Facet::Limit,
            Some(When::Cadence(_)) => Facet::Cadence,
            Some(when) => when.deadline().map_or(Facet::Empty, |day| Facet::Month(day.year(), day.month())),
        }),
        Column::Status => {
            let standing = row.measure().map(|measure| context.standing(measure));
            f(standing.map_or(Facet::Empty, Facet::Standing));
        }
        Column::Owners => {
            let owners = row.measure().map(|measure| measure.owners.as_slice()).unwrap_or_default();
            let mut any = false;
            for owner in owners {
                let name = value_words::who(context.plan, &owner.who);
                if !name.is_empty() {
                    any = true;
                    f(Facet::Text(name.as_str().to_owned()));
                }
            }
            if !any {
                f(Facet::Empty);
            }
        }
        column => {
            let text = text(context, rows, row, column);
            f(if text.trim().is_empty() { Facet::Empty } else { Facet::Text(text) });
        }
    }
}

/// Returns the group that a row belongs to: exactly one.
#[must_use]
pub fn group(context: &Context<'_>, rows: &Rows, row: &Row, grouping: Grouping) -> Option<Facet> {
    let column = match grouping {
        Grouping::Section => Column::Section,
        Grouping::Goal => Column::Goal,
        Grouping::Owner => Column::Owners,
        Grouping::Month => Column::When,
        Grouping::Status => Column::Status,
        Grouping::None => return None,
    };
    let mut first = None;
    each_facet(context, rows, row, column, &mut |facet| {
        first.get_or_insert(facet);
    });
    Some(first.unwrap_or(Facet::Empty))
}

/// Returns the record that a facet of headings names.
#[must_use]
pub fn heading_of(rows: &Rows, facet: &Facet) -> Option<Id> {
    match facet {
        Facet::Section(at) => rows.sections.get(usize::try_from(*at).ok()?).map(|heading| heading.id),
        Facet::Goal(at) => rows.goals.get(usize::try_from(*at).ok()?).map(|heading| heading.id),
        Facet::Month(..)
        | Facet::Cadence
        | Facet::Limit
        | Facet::Unclear
        | Facet::Standing(_)
        | Facet::Text(_)
        | Facet::Empty => None,
    }
}
