//! A record while its cells are written: what each written cell means, and the changes that make the
//! plan's record this one.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Column;
use super::rows::Record;
use crate::edit::{Edit, IndicatorValue, MeasureValue, Place, TextField};
use crate::locale::{read_money, read_number, read_status};
use crate::model::tree::{List, Node, Slot};
use crate::model::{
    Base, Counter, Id, Indicator, IndicatorId, Language, LogEntry, Measure, MeasureId, MeasureStatus, Owner,
    OwnerRole, PartId, Person, PersonId, Plan, Problem, Progress, Quantity, Reading, Target, Text, Weight,
    When, Who,
};

/// Why a written cell was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The column follows from others.
    ReadOnly,
    /// It wants a number.
    Number,
    /// It wants a target.
    Target,
    /// It wants a weight above 0 and at most 100.
    Weight,
    /// It wants one of four words.
    Status,
    /// It wants whole percent from 0 to 100.
    Progress,
    /// The figure is in another unit than the indicator.
    Unit,
}

impl Fault {
    /// Returns the key of what is wrong in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReadOnly => "table-fault-read-only",
            Self::Number => "fault-number",
            Self::Target => "fault-target",
            Self::Weight => "fault-weight",
            Self::Status => "table-fault-status",
            Self::Progress => "table-fault-progress",
            Self::Unit => "table-fault-unit",
        }
    }
}

/// Writes cells of many records of one plan. People that are named for the first time are made once.
pub(in crate::session) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) today: NaiveDate,
    pub(in crate::session) ids: Counter,
    people: HashMap<String, PersonId>,
    /// The people that are to be put in.
    made: Vec<Person>,
    /// How many blanks for names of indicators there are, those of the plan too.
    blanks: usize,
}

/// A record that is written.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::session) enum Draft {
    Measure(Box<Measure>),
    Indicator(Box<Indicator>),
    Problem(Problem),
    Person(Person),
}

impl Draft {
    /// Takes a record to write in.
    pub(super) fn of(record: &Record) -> Self {
        match record {
            Record::Measure(measure) => Self::Measure(Box::new((**measure).clone())),
            Record::Indicator(indicator, _) => Self::Indicator(Box::new((**indicator).clone())),
            Record::Problem(problem) => Self::Problem((**problem).clone()),
            Record::Person(person, _) => Self::Person((**person).clone()),
        }
    }

    /// Returns the record by itself, to be put in.
    pub(in crate::session) fn into_node(self) -> Node {
        match self {
            Self::Measure(measure) => Node::Measure(Arc::new(*measure)),
            Self::Indicator(indicator) => Node::Indicator(Arc::new(*indicator)),
            Self::Problem(problem) => Node::Problem(problem),
            Self::Person(person) => Node::Person(Arc::new(person)),
        }
    }
}

impl<'a> Writer<'a> {
    pub(in crate::session) fn new(plan: &'a Plan, today: NaiveDate) -> Self {
        let people = plan.people.iter().map(|person| (person.name.as_str().to_owned(), person.id)).collect();
        Self { plan, today, ids: plan.ids, people, made: Vec::new(), blanks: 0 }
    }

    /// Returns the language of the plan.
    pub(in crate::session) const fn language(&self) -> Language {
        self.plan.language
    }

    /// Gives the indicators of a record that have figures and no name a blank for it, each its own:
    /// blanks of one name are filled alike. Returns how many there were.
    pub(in crate::session) fn name_indicators(&mut self, draft: &mut Draft) -> usize {
        let Draft::Measure(measure) = draft else { return 0 };
        let mut count = 0;
        for indicator in &mut measure.indicators {
            let has_figures = indicator.target.is_some() || indicator.base.is_some();
            if indicator.name.is_empty() && has_figures {
                Arc::make_mut(indicator).name = self.blank_name();
                count += 1;
            }
        }
        count
    }

    fn blank_name(&mut self) -> Text {
        loop {
            self.blanks += 1;
            let name = crate::locale::words::indicator_blank(self.plan.language, self.blanks);
            if self.plan.placeholder(&name).is_none() {
                return Text::new(&format!("⟦{name}⟧"));
            }
        }
    }

    /// Makes an empty record of a sheet that can grow.
    pub(super) fn blank(&mut self, sheet: super::Sheet) -> Option<Draft> {
        let none = Text::default;
        Some(match sheet {
            super::Sheet::Measures => {
                Draft::Measure(Box::new(Measure::new(MeasureId::new(self.ids.take()), none())))
            }
            super::Sheet::Indicators => return None,
            super::Sheet::Problems => Draft::Problem(Problem {
                id: PartId::new(self.ids.take()),
                text: none(),
                cause: none(),
                countermeasure: none(),
                answered_by: Vec::new(),
            }),
            super::Sheet::People => Draft::Person(Person {
                id: PersonId::new(self.ids.take()),
                name: none(),
                post: none(),
                department: none(),
            }),
        })
    }

    /// Returns the changes that put in the people who were named for the first time. They come
    /// before all others.
    pub(in crate::session) fn people_edits(&mut self) -> Vec<Edit> {
        let first = self.plan.people.len();
        std::mem::take(&mut self.made)
            .into_iter()
            .enumerate()
            .map(|(at, person)| Edit::Insert {
                slot: Slot { parent: None, list: List::People },
                index: first + at,
                node: Box::new(Node::Person(Arc::new(person))),
            })
            .collect()
    }

    /// Writes a cell. With `amend`, the last entry of a log is written anew; otherwise what is
    /// written is a new entry of today.
    ///
    /// # Errors
    /// The text is not understood; the record is as it was.
    pub(in crate::session) fn write(
        &mut self,
        draft: &mut Draft,
        column: Column,
        written: &str,
        amend: bool,
    ) -> Result<(), Fault> {
        if column.is_read_only() {
            return Err(Fault::ReadOnly);
        }
        let written = written.trim();
        match draft {
            Draft::Measure(measure) => self.write_measure(measure, column, written, amend),
            Draft::Indicator(indicator) => self.write_indicator(indicator, column, written),
            Draft::Problem(problem) => {
                let field = match column {
                    Column::Problem => &mut problem.text,
                    Column::Cause => &mut problem.cause,
                    Column::Countermeasure => &mut problem.countermeasure,
                    _ => return Err(Fault::ReadOnly),
                };
                *field = Text::new(written);
                Ok(())
            }
            Draft::Person(person) => {
                let field = match column {
                    Column::Person => &mut person.name,
                    Column::Post => &mut person.post,
                    Column::Department => &mut person.department,
                    _ => return Err(Fault::ReadOnly),
                };
                *field = Text::new(written);
                Ok(())
            }
        }
    }

    fn write_measure(
        &mut self,
        measure: &mut Measure,
        column: Column,
        written: &str,
        amend: bool,
    ) -> Result<(), Fault> {
        match column {
            Column::Measure => {
                let mark = crate::locale::words::title_mark(self.plan.language);
                let (title, text) = split_title(measure, mark, written);
                measure.title = Text::new(&title);
                measure.text = Text::new(&text);
            }
            Column::Owners => measure.owners = self.owners(&measure.owners, written),
            Column::When => measure.when = self.when(written),
            Column::Status => {
                measure.status = if written.is_empty() {
                    MeasureStatus::Open
                } else {
                    read_status(written).ok_or(Fault::Status)?
                };
            }
            Column::Progress => {
                let number = if written.is_empty() {
                    0
                } else {
                    read_number(written)
                        .filter(rust_decimal::Decimal::is_integer)
                        .and_then(|number| u8::try_from(number).ok())
                        .ok_or(Fault::Progress)?
                };
                measure.progress = Progress::new(number).map_err(|_above| Fault::Progress)?;
            }
            Column::Log => write_log(&mut measure.log, self.today, written, amend),
            Column::Resources => measure.needs.resources = Text::new(written),
            Column::Budget => {
                measure.needs.budget =
                    if written.is_empty() { None } else { Some(read_money(written).ok_or(Fault::Number)?) };
            }
            Column::Risk => measure.risk.risk = Text::new(written),
            Column::Fallback => measure.risk.fallback = Text::new(written),
            Column::Source => measure.source = Text::new(written),
            Column::Indicator | Column::Base | Column::Target | Column::Actual | Column::Weight => {
                let known = measure.indicators.first().map(|indicator| (**indicator).clone());
                if known.is_none() && written.is_empty() {
                    return Ok(());
                }
                let mut indicator = match known {
                    Some(indicator) => indicator,
                    None => Indicator::new(IndicatorId::new(self.ids.take()), Text::default()),
                };
                let column = if column == Column::Indicator { Column::Name } else { column };
                self.write_indicator(&mut indicator, column, written)?;
                let empty = indicator == Indicator::new(indicator.id, Text::default());
                match (measure.indicators.first_mut(), empty) {
                    (Some(_), true) => drop(measure.indicators.remove(0)),
                    (Some(first), false) => *first = Arc::new(indicator),
                    (None, true) => {}
                    (None, false) => measure.indicators.push(Arc::new(indicator)),
                }
            }
            _ => return Err(Fault::ReadOnly),
        }
        Ok(())
    }

    fn write_indicator(&self, indicator: &mut Indicator, column: Column, written: &str) -> Result<(), Fault> {
        let year = self.plan.period.year();
        match column {
            Column::Name => {
                // A whole line says more than the name.
                match super::reading::indicator_line(written, year) {
                    Some(line) if line.target.is_some() => {
                        indicator.name = line.name;
                        indicator.unit = line.unit;
                        indicator.target = line.target;
                        indicator.base = line.base.or_else(|| indicator.base.take());
                        indicator.weight = line.weight.or(indicator.weight);
                    }
                    _ => indicator.name = Text::new(written),
                }
            }
            Column::Base => {
                let on = indicator.base.as_ref().and_then(|base| base.on);
                indicator.base = if written.is_empty() {
                    None
                } else {
                    let (value, unit) = super::reading::amount(written).ok_or(Fault::Number)?;
                    take_unit(indicator, unit)?;
                    Some(Base { value, on })
                };
            }
            Column::Target => {
                indicator.target = if written.is_empty() {
                    None
                } else if let Some((target, unit)) = super::reading::target(written, year) {
                    take_target_unit(indicator, unit);
                    Some(target)
                } else {
                    // A bare figure keeps the way that counts as better.
                    let (value, unit) = super::reading::amount(written).ok_or(Fault::Target)?;
                    take_target_unit(indicator, unit);
                    Some(match indicator.target {
                        Some(Target::AtMost(_)) => Target::AtMost(value),
                        Some(Target::Exactly(_)) => Target::Exactly(value),
                        _ => Target::AtLeast(value),
                    })
                };
            }
            Column::Actual => {
                if written.is_empty() {
                    indicator.readings.pop();
                    return Ok(());
                }
                let (value, unit) = super::reading::amount(written).ok_or(Fault::Number)?;
                let Quantity::Number(value) = value else { return Err(Fault::Number) };
                take_unit(indicator, unit)?;
                match indicator.readings.last_mut() {
                    Some(last) if last.value == Some(value) => {}
                    Some(last) if last.on >= self.today => last.value = Some(value),
                    _ => indicator.readings.push(Reading {
                        on: self.today,
                        value: Some(value),
                        on_last_year: None,
                        since_january: None,
                        share_of_plan: None,
                        remark: Text::default(),
                    }),
                }
            }
            Column::Weight => {
                indicator.weight = if written.is_empty() {
                    None
                } else {
                    let points = read_number(written).ok_or(Fault::Weight)?;
                    Some(Weight::new(points).map_err(|_fault| Fault::Weight)?)
                };
            }
            Column::Standard => indicator.standard = Text::new(written),
            Column::Source => indicator.source = Text::new(written),
            _ => return Err(Fault::ReadOnly),
        }
        Ok(())
    }

    /// Reads a time; words that name none are kept as they are.
    pub(super) fn when(&self, written: &str) -> Option<When> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let when = super::reading::when(written, self.plan.period.year(), self.today);
        Some(when.unwrap_or_else(|| When::Unclear(written.to_owned())))
    }

    /// Reads owners. Those who were owners keep their part; new ones all answer for the measure,
    /// unless their part is written.
    pub(super) fn owners(&mut self, before: &[Owner], written: &str) -> Vec<Owner> {
        let mut owners: Vec<Owner> = Vec::new();
        for (name, role) in super::reading::owners(written) {
            let who = self.who(&name, before);
            if owners.iter().any(|owner| owner.who == who) {
                continue;
            }
            let known = before.iter().find(|owner| owner.who == who).map(|owner| owner.role);
            owners.push(Owner { who, role: role.or(known).unwrap_or(OwnerRole::Responsible) });
        }
        owners
    }

    fn who(&mut self, name: &str, before: &[Owner]) -> Who {
        if let Some(id) = self.people.get(name) {
            return Who::Person(*id);
        }
        let named = |who: &Who| match who {
            Who::Post(text) | Who::Department(text) => text.as_str() == name,
            Who::Person(_) => false,
        };
        if let Some(owner) = before.iter().find(|owner| named(&owner.who)) {
            return owner.who.clone();
        }
        match super::reading::kind(name) {
            super::reading::NameKind::Post => Who::Post(Text::new(name)),
            super::reading::NameKind::Department => Who::Department(Text::new(name)),
            super::reading::NameKind::Person => {
                let id = PersonId::new(self.ids.take());
                let none = Text::default;
                self.made.push(Person { id, name: Text::new(name), post: none(), department: none() });
                self.people.insert(name.to_owned(), id);
                Who::Person(id)
            }
        }
    }

    /// Keeps words that a cell did not take, where they are read again: in the log of a measure, in
    /// the scoring standard of an indicator.
    pub(in crate::session) fn keep(&self, draft: &mut Draft, label: &str, written: &str) {
        let line = format!("{label}{}{}", super::reading::colon(self.plan.language), written.trim());
        match draft {
            Draft::Measure(measure) => {
                measure.log.push(LogEntry { on: self.today, text: Text::new(&line) });
            }
            Draft::Indicator(indicator) => {
                let between = if indicator.standard.is_empty() { "" } else { " " };
                indicator.standard = Text::new(&format!("{}{between}{line}", indicator.standard));
            }
            Draft::Problem(_) | Draft::Person(_) => {}
        }
    }
}

fn write_log(log: &mut Vec<LogEntry>, today: NaiveDate, written: &str, amend: bool) {
    if written.is_empty() {
        log.pop();
        return;
    }
    let text = Text::new(written);
    match log.last_mut() {
        Some(last) if last.text == text => {}
        Some(last) if amend || last.on >= today => last.text = text,
        _ => log.push(LogEntry { on: today, text }),
    }
}

fn take_unit(indicator: &mut Indicator, unit: String) -> Result<(), Fault> {
    if unit.is_empty() || unit == indicator.unit {
        return Ok(());
    }
    if indicator.unit.is_empty() {
        indicator.unit = unit;
        return Ok(());
    }
    Err(Fault::Unit)
}

fn take_target_unit(indicator: &mut Indicator, unit: String) {
    if !unit.is_empty() {
        indicator.unit = unit;
    }
}

/// Splits what was written for a measure into title and text. What stood there before shows where
/// the mark between them is; without a title there is none.
fn split_title(measure: &Measure, mark: &str, written: &str) -> (String, String) {
    let old = measure.title.as_str();
    if measure.title.is_empty() {
        return (String::new(), written.to_owned());
    }
    let bare = mark.trim_end();
    if let Some(text) = written.strip_prefix(old).and_then(|rest| rest.strip_prefix(bare)) {
        return (old.to_owned(), text.trim_start().to_owned());
    }
    if !measure.text.is_empty()
        && let Some(title) = written.strip_suffix(measure.text.as_str()).map(str::trim_end)
        && let Some(title) = title.strip_suffix(bare)
    {
        return (title.to_owned(), measure.text.as_str().to_owned());
    }
    match written.split_once(bare) {
        Some((title, text)) if !text.trim().is_empty() || measure.text.is_empty() => {
            (title.to_owned(), text.trim_start().to_owned())
        }
        // One short sentence where title and text stood: the title, if there never was more.
        _ if measure.text.is_empty() => (written.to_owned(), String::new()),
        _ => (String::new(), written.to_owned()),
    }
}

/// Returns the changes that make the plan's record the written one.
pub(super) fn differences(record: &Record, draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    match (record, draft) {
        (Record::Measure(old), Draft::Measure(new)) => measure_differences(old, new, &mut edits),
        (Record::Indicator(old, _), Draft::Indicator(new)) => indicator_differences(old, new, &mut edits),
        (Record::Problem(old), Draft::Problem(new)) => {
            let id = old.id.id();
            text(id, TextField::Text, &old.text, &new.text, &mut edits);
            text(id, TextField::Cause, &old.cause, &new.cause, &mut edits);
            text(id, TextField::Countermeasure, &old.countermeasure, &new.countermeasure, &mut edits);
        }
        (Record::Person(old, _), Draft::Person(new)) => {
            let id = old.id.id();
            text(id, TextField::Name, &old.name, &new.name, &mut edits);
            text(id, TextField::Post, &old.post, &new.post, &mut edits);
            text(id, TextField::Department, &old.department, &new.department, &mut edits);
        }
        (Record::Measure(_) | Record::Indicator(..) | Record::Problem(_) | Record::Person(..), _) => {}
    }
    edits
}

fn text(id: Id, field: TextField, old: &Text, new: &Text, edits: &mut Vec<Edit>) {
    if old != new {
        edits.push(Edit::set_text(Place::of(id, field), new));
    }
}

fn measure_differences(old: &Measure, new: &Measure, edits: &mut Vec<Edit>) {
    let id = old.id.id();
    text(id, TextField::Title, &old.title, &new.title, edits);
    text(id, TextField::Text, &old.text, &new.text, edits);
    text(id, TextField::Resources, &old.needs.resources, &new.needs.resources, edits);
    text(id, TextField::Risk, &old.risk.risk, &new.risk.risk, edits);
    text(id, TextField::Fallback, &old.risk.fallback, &new.risk.fallback, edits);
    text(id, TextField::Source, &old.source, &new.source, edits);
    let mut set = |value| edits.push(Edit::SetMeasure(old.id, value));
    if old.owners != new.owners {
        set(MeasureValue::Owners(new.owners.clone()));
    }
    if old.when != new.when {
        set(MeasureValue::When(new.when.clone()));
    }
    if old.status != new.status {
        set(MeasureValue::Status(new.status));
    }
    if old.progress != new.progress {
        set(MeasureValue::Progress(new.progress));
    }
    if old.needs.budget != new.needs.budget {
        set(MeasureValue::Budget(new.needs.budget));
    }
    if old.log != new.log {
        set(MeasureValue::Log(new.log.clone()));
    }
    match (old.indicators.first(), new.indicators.first()) {
        (Some(old), Some(new)) if old.id == new.id => indicator_differences(old, new, edits),
        (Some(old), _) => edits.push(Edit::Remove(old.id.id())),
        (None, Some(new)) => edits.push(Edit::Insert {
            slot: Slot { parent: Some(id), list: List::Indicators },
            index: 0,
            node: Box::new(Node::Indicator(Arc::clone(new))),
        }),
        (None, None) => {}
    }
}

fn indicator_differences(old: &Indicator, new: &Indicator, edits: &mut Vec<Edit>) {
    let id = old.id.id();
    text(id, TextField::Name, &old.name, &new.name, edits);
    text(id, TextField::Standard, &old.standard, &new.standard, edits);
    text(id, TextField::Source, &old.source, &new.source, edits);
    let mut set = |value| edits.push(Edit::SetIndicator(old.id, value));
    if old.unit != new.unit {
        set(IndicatorValue::Unit(new.unit.clone()));
    }
    if old.base != new.base {
        set(IndicatorValue::Base(new.base.clone()));
    }
    if old.target != new.target {
        set(IndicatorValue::Target(new.target.clone()));
    }
    if old.readings != new.readings {
        set(IndicatorValue::Readings(new.readings.clone()));
    }
    if old.weight != new.weight {
        set(IndicatorValue::Weight(new.weight));
    }
}

impl Draft {
    /// Returns the id of the record.
    pub(in crate::session) fn id(&self) -> Id {
        match self {
            Self::Measure(measure) => measure.id.id(),
            Self::Indicator(indicator) => indicator.id.id(),
            Self::Problem(problem) => problem.id.id(),
            Self::Person(person) => person.id.id(),
        }
    }
}
