//! What the time line shows, worked out from the plan once a revision: groups, rows, links, and how
//! many deadlines each day has. What follows from a measure alone is kept as long as the measure is
//! the same record, so that an edit works out one row anew and not twenty thousand.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::axis;
use crate::locale::{numerals, shown, words};
use crate::model::query::{self, Numbered};
use crate::model::tree::NodeRef;
use crate::model::{DateSpan, Every, Id, Language, Measure, Part, Person, Plan, When};
use crate::session::table::Trail;
use crate::track::{Holidays, Occurrence, Standing, due_days, occurrences, standing};

/// The height of a measure's row.
pub(super) const ROW: f32 = 28.0;

/// What all rows are worked out from besides their measures.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    pub(super) language: Language,
    pub(super) period: DateSpan,
    pub(super) year: i32,
    pub(super) today: NaiveDate,
    pub(super) holidays: Arc<Holidays>,
    people: Vec<Arc<Person>>,
}

impl Basis {
    fn of(plan: &Plan, today: NaiveDate, holidays: &Arc<Holidays>) -> Self {
        Self {
            language: plan.language,
            period: plan.period.span(),
            year: plan.period.year(),
            today,
            holidays: Arc::clone(holidays),
            people: plan.people.clone(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.language == other.language
            && self.period == other.period
            && self.year == other.year
            && self.today == other.today
            && Arc::ptr_eq(&self.holidays, &other.holidays)
            && self.people.len() == other.people.len()
            && self.people.iter().zip(&other.people).all(|(one, other)| Arc::ptr_eq(one, other))
    }
}

/// How rows are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Grouping {
    /// By section.
    #[default]
    Sections,
    /// By section and goal.
    Goals,
    /// By the first owner.
    Owners,
    /// Not at all.
    None,
}

impl Grouping {
    pub(super) const ALL: [Self; 4] = [Self::Sections, Self::Goals, Self::Owners, Self::None];
}

/// Which measures are shown. Empty sets let all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) owner: Option<String>,
    pub(super) standing: Option<Standing>,
    pub(super) section: Option<Id>,
}

impl Filter {
    pub(super) const fn is_set(&self) -> bool {
        self.owner.is_some() || self.standing.is_some() || self.section.is_some()
    }
}

/// Where a measure stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// Nowhere: no time, or one that names no day.
    Nowhere,
    /// On one day.
    Point(NaiveDate),
    /// From a day to a day.
    Bar(NaiveDate, NaiveDate),
    /// All through the period.
    Duty(NaiveDate, NaiveDate),
    /// Again and again.
    Marks,
}

/// What follows from one measure.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) measure: Arc<Measure>,
    pub(super) id: Id,
    pub(super) label: String,
    /// Who answers for it, joined; and each owner's name.
    pub(super) owner: String,
    pub(super) owners: Vec<String>,
    pub(super) time: Time,
    pub(super) standing: Standing,
    /// The days on which it is due, where that is at most monthly.
    pub(super) due: Vec<NaiveDate>,
    marks: OnceLock<Vec<Occurrence>>,
}

impl Facts {
    fn of(measure: &Arc<Measure>, plan: &Plan, basis: &Basis) -> Self {
        let names: Vec<String> = measure
            .owners
            .iter()
            .map(|owner| shown(&words::who(plan, &owner.who)))
            .filter(|name| !name.trim().is_empty())
            .collect();
        let owner = words::owners(plan, basis.language, &measure.owners);
        let owner = owner.first().map(|(_, text)| shown(text)).unwrap_or_default();
        let time = time_of(measure.when.as_ref(), basis.period);
        let rare = match &measure.when {
            Some(When::Cadence(cadence)) => matches!(
                cadence.every(),
                Every::Month { .. } | Every::Quarter { .. } | Every::HalfYear { .. } | Every::Year { .. }
            ),
            _ => !matches!(time, Time::Duty(..)),
        };
        let due = match &measure.when {
            Some(when @ When::Cadence(_)) if rare => due_days(when, basis.period, &basis.holidays),
            // A deadline outside the period is one all the same.
            Some(when) if rare => when.deadline().into_iter().collect(),
            _ => Vec::new(),
        };
        Self {
            id: measure.id.id(),
            label: shown(measure.label()),
            owner,
            owners: names,
            time,
            standing: standing(measure, basis.period, &basis.holidays, basis.today),
            due,
            marks: OnceLock::new(),
            measure: Arc::clone(measure),
        }
    }

    /// Returns the occurrences of its cadence; worked out when they are asked for first.
    pub(super) fn marks(&self, basis: &Basis) -> &[Occurrence] {
        self.marks.get_or_init(|| occurrences(&self.measure, basis.period, &basis.holidays, basis.today))
    }

    /// Returns the day before which what comes before must be done, and the day it ends itself.
    const fn ends(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self.time {
            Time::Point(day) => (Some(day), Some(day)),
            Time::Bar(first, last) | Time::Duty(first, last) => (Some(first), Some(last)),
            Time::Nowhere | Time::Marks => (None, None),
        }
    }
}

/// Returns where a time stands in a period.
pub(super) fn time_of(when: Option<&When>, period: DateSpan) -> Time {
    match when {
        Some(When::By(day)) => Time::Point(*day),
        Some(When::Month(month)) => Time::Bar(month.span().first(), month.span().last()),
        Some(When::Quarter(quarter)) => Time::Bar(quarter.span().first(), quarter.span().last()),
        Some(When::Span(span)) if span.first() <= period.first() && span.last() >= period.last() => {
            Time::Duty(span.first(), span.last())
        }
        Some(When::Span(span)) => Time::Bar(span.first(), span.last()),
        Some(When::Cadence(_)) => Time::Marks,
        Some(When::Limit(_)) => Time::Duty(period.first(), period.last()),
        Some(When::Unclear(_)) | None => Time::Nowhere,
    }
}

/// What heads a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum GroupKey {
    Record(Id),
    Owner(String),
}

/// A heading over rows.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) key: GroupKey,
    pub(super) title: String,
    /// How deep it lies among the groups.
    pub(super) level: usize,
    pub(super) is_goal: bool,
    pub(super) count: usize,
    pub(super) folded: bool,
    parent: Option<usize>,
}

/// A row of the time line.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) top: f32,
    pub(super) height: f32,
    pub(super) kind: RowKind,
}

/// What a row shows.
#[derive(Debug)]
pub(super) enum RowKind {
    Group(Arc<Group>),
    Measure {
        facts: Arc<Facts>,
        depth: usize,
        number: String,
        /// Whether it starts before what comes before it ends.
        clashes: bool,
    },
}

impl Row {
    pub(super) fn facts(&self) -> Option<&Arc<Facts>> {
        match &self.kind {
            RowKind::Measure { facts, .. } => Some(facts),
            RowKind::Group(_) => None,
        }
    }
}

/// A link from a measure to one that comes after it, by rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) clashes: bool,
}

/// Everything the time line shows.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) basis: Basis,
    pub(super) rows: Vec<Row>,
    pub(super) height: f32,
    pub(super) links: Vec<Link>,
    pub(super) range: DateSpan,
    /// Who owns measures, by name, in order of first mention.
    pub(super) owners: Vec<String>,
    /// The sections that hold measures.
    pub(super) sections: Vec<(Id, String)>,
    /// The measures that pass the filter, folded or not.
    pub(super) measures: Vec<Arc<Facts>>,
    /// How many measures the plan has.
    pub(super) total: usize,
    /// How many deadlines and occurrences the days of the range have, first day first.
    pub(super) load: Vec<u32>,
    rows_by_id: HashMap<Id, usize>,
    memo: HashMap<Id, Arc<Facts>>,
    key: Key,
    /// Grows with every chart that is put together.
    pub(super) serial: u64,
}

/// What a chart was worked out for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    plan: (u64, u64),
    filter: Filter,
    grouping: Grouping,
    folded: u64,
}

/// What is asked of a chart.
pub(super) struct Wanted<'a> {
    pub(super) plan: &'a Plan,
    /// The number of the plan and its revision.
    pub(super) version: (u64, u64),
    pub(super) today: NaiveDate,
    pub(super) holidays: &'a Arc<Holidays>,
    pub(super) filter: &'a Filter,
    pub(super) grouping: Grouping,
    pub(super) folded: &'a HashSet<GroupKey>,
    /// Grows when what is folded changes.
    pub(super) folded_serial: u64,
}

/// A measure on its way into a row.
struct Entry {
    facts: Arc<Facts>,
    depth: usize,
    number: String,
    head: Option<usize>,
    section: Option<Id>,
}

impl Chart {
    /// Returns the chart as it is to be now, from the one before.
    pub(super) fn updated(before: Option<Self>, wanted: &Wanted<'_>) -> Self {
        let key = Key {
            plan: wanted.version,
            filter: wanted.filter.clone(),
            grouping: wanted.grouping,
            folded: wanted.folded_serial,
        };
        let mut memo = HashMap::new();
        let serial = before.as_ref().map_or(0, |before| before.serial + 1);
        let basis = Basis::of(wanted.plan, wanted.today, wanted.holidays);
        if let Some(before) = before
            && before.basis.is_same(&basis)
        {
            if before.key == key {
                return before;
            }
            memo = before.memo;
        }
        Self { serial, ..Builder::new(wanted, basis, memo).finish(key) }
    }

    /// Returns the rows between two heights, as a range of their indices.
    pub(super) fn rows_between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let first = self.rows.partition_point(|row| row.top + row.height <= top);
        let last = self.rows.partition_point(|row| row.top < bottom);
        first..last.max(first)
    }

    /// Returns the row of a measure, unless it is folded away or filtered out.
    pub(super) fn row_of(&self, id: Id) -> Option<usize> {
        self.rows_by_id.get(&id).copied()
    }

    /// Returns how many deadlines and occurrences lie between two days.
    pub(super) fn load_of(&self, span: DateSpan) -> u32 {
        let index = |day: NaiveDate| usize::try_from((day - self.range.first()).num_days()).unwrap_or(0);
        let (from, to) = (index(span.first()), index(span.last()) + 1);
        self.load.get(from..to.min(self.load.len())).map_or(0, |days| days.iter().sum())
    }

    /// Returns what is due between two days, in order.
    pub(super) fn due_between(&self, span: DateSpan) -> Vec<(NaiveDate, Arc<Facts>)> {
        let mut found: Vec<(NaiveDate, Arc<Facts>)> = Vec::new();
        for facts in self.measures.iter().filter(|facts| facts.standing != Standing::Cancelled) {
            let from = facts.due.partition_point(|day| *day < span.first());
            let days = facts.due.get(from..).unwrap_or_default();
            let days = days.iter().take_while(|day| **day <= span.last());
            found.extend(days.map(|day| (*day, Arc::clone(facts))));
        }
        found.sort_by_key(|(day, _)| *day);
        found
    }
}

/// What lies round a record.
#[derive(Clone, Default)]
struct Under {
    head: Option<usize>,
    section: Option<Id>,
    depth: usize,
    /// The numbers of all that lies round it.
    number: Trail,
}

/// Puts a chart together.
struct Builder<'a> {
    wanted: &'a Wanted<'a>,
    basis: Basis,
    memo: HashMap<Id, Arc<Facts>>,
    kept: HashMap<Id, Arc<Facts>>,
    numbering: HashMap<Id, Numbered>,
    heads: Vec<Group>,
    entries: Vec<Entry>,
    sections: Vec<(Id, String)>,
}

impl<'a> Builder<'a> {
    fn new(wanted: &'a Wanted<'a>, basis: Basis, memo: HashMap<Id, Arc<Facts>>) -> Self {
        Self {
            wanted,
            basis,
            kept: HashMap::with_capacity(memo.len()),
            memo,
            numbering: query::numbering(wanted.plan),
            heads: Vec::new(),
            entries: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Takes in a record and what lies in it.
    fn visit(&mut self, node: NodeRef<'_>, under: &Under) {
        let Under { mut head, mut section, mut depth, mut number } = under.clone();
        match node {
            NodeRef::Section(_) | NodeRef::Part(_) => {
                head = Some(self.head(node, head, false));
                section = section.or(Some(node.id()));
                number = number.with(self.numbering.get(&node.id()));
            }
            NodeRef::Goal(_) => {
                if self.wanted.grouping == Grouping::Goals {
                    head = Some(self.head(node, head, true));
                }
                number = number.with(self.numbering.get(&node.id()));
            }
            NodeRef::Measure(measure) => {
                let id = measure.id.id();
                let facts = match self.memo.remove(&id) {
                    Some(facts) if Arc::ptr_eq(&facts.measure, measure) => facts,
                    _ => Arc::new(Facts::of(measure, self.wanted.plan, &self.basis)),
                };
                self.kept.insert(id, Arc::clone(&facts));
                number = number.with(self.numbering.get(&id));
                let shown = number.shown(self.basis.language);
                self.entries.push(Entry { facts, depth, number: shown, head, section });
                depth += 1;
            }
            _ => {}
        }
        let under = Under { head, section, depth, number };
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            self.visit(child, &under);
            Ok(())
        });
    }

    fn head(&mut self, node: NodeRef<'_>, parent: Option<usize>, is_goal: bool) -> usize {
        let mut title = None;
        query::node_texts(node, &mut |text| {
            title.get_or_insert_with(|| shown(text));
        });
        let number = self.numbering.get(&node.id());
        let number = number.map(|n| numerals::label(n.level, n.number, self.basis.language));
        let level = parent.and_then(|at| self.heads.get(at)).map_or(0, |head| head.level + 1);
        let key = GroupKey::Record(node.id());
        self.heads.push(Group {
            title: number.unwrap_or_default() + &title.unwrap_or_default(),
            level,
            is_goal,
            count: 0,
            folded: self.wanted.folded.contains(&key),
            key,
            parent,
        });
        self.heads.len() - 1
    }

    fn finish(mut self, key: Key) -> Chart {
        for part in &self.wanted.plan.parts {
            let node = match part {
                Part::Section(section) => NodeRef::Section(section),
                part => NodeRef::Part(part),
            };
            self.visit(node, &Under::default());
        }
        let total = self.entries.len();
        let mut owners: Vec<String> = Vec::new();
        let mut known = HashSet::new();
        for name in self.entries.iter().flat_map(|entry| &entry.facts.owners) {
            if known.insert(name.clone()) {
                owners.push(name.clone());
            }
        }
        for entry in &self.entries {
            if let Some(id) = entry.section
                && self.sections.last().is_none_or(|(last, _)| *last != id)
            {
                let head = self.heads.iter().find(|head| head.key == GroupKey::Record(id));
                self.sections.push((id, head.map(|head| head.title.clone()).unwrap_or_default()));
            }
        }
        let filter = self.wanted.filter;
        self.entries.retain(|entry| {
            let facts = &entry.facts;
            filter.owner.as_ref().is_none_or(|owner| facts.owners.contains(owner))
                && filter.standing.is_none_or(|standing| facts.standing == standing)
                && filter.section.is_none_or(|section| entry.section == Some(section))
        });
        match self.wanted.grouping {
            Grouping::Sections | Grouping::Goals => {}
            Grouping::None => self.entries.iter_mut().for_each(|entry| entry.head = None),
            Grouping::Owners => self.group_by_owner(),
        }
        let measures: Vec<Arc<Facts>> = self.entries.iter().map(|entry| Arc::clone(&entry.facts)).collect();
        let outside = measures.iter().filter_map(|facts| match facts.time {
            Time::Point(day) => Some((day, day)),
            Time::Bar(first, last) => Some((first, last)),
            Time::Nowhere | Time::Duty(..) | Time::Marks => None,
        });
        let outside = outside.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let range = axis::range(self.basis.period, outside);
        let load = load(&measures, range);
        let (rows, height, rows_by_id) = self.rows();
        let mut chart = Chart {
            basis: self.basis,
            rows,
            height,
            links: Vec::new(),
            range,
            owners,
            sections: self.sections,
            measures,
            total,
            load,
            rows_by_id,
            memo: self.kept,
            key,
            serial: 0,
        };
        chart.link();
        chart
    }

    fn group_by_owner(&mut self) {
        self.heads.clear();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for entry in &mut self.entries {
            let name = entry.facts.owners.first().cloned().unwrap_or_default();
            let at = *by_name.entry(name.clone()).or_insert_with(|| {
                let key = GroupKey::Owner(name.clone());
                self.heads.push(Group {
                    title: name,
                    level: 0,
                    is_goal: false,
                    count: 0,
                    folded: self.wanted.folded.contains(&key),
                    key,
                    parent: None,
                });
                self.heads.len() - 1
            });
            entry.head = Some(at);
        }
        self.entries.sort_by_key(|entry| entry.head);
    }

    /// Lays out the rows: each heading before the first row that lies under it.
    fn rows(&mut self) -> (Vec<Row>, f32, HashMap<Id, usize>) {
        let mut ancestors = Vec::new();
        for entry in &self.entries {
            let mut at = entry.head;
            while let Some(head) = at.and_then(|at| self.heads.get_mut(at)) {
                head.count += 1;
                at = head.parent;
            }
        }
        let heads: Vec<Arc<Group>> = self.heads.drain(..).map(Arc::new).collect();
        let mut rows: Vec<Row> = Vec::with_capacity(self.entries.len() + heads.len());
        let mut by_id = HashMap::with_capacity(self.entries.len());
        let mut shown = vec![false; heads.len()];
        let mut top = 0.0;
        for entry in &mut self.entries {
            ancestors.clear();
            let mut at = entry.head;
            while let Some(head) = at.and_then(|at| heads.get(at)) {
                ancestors.extend(at);
                at = head.parent;
            }
            let mut hidden = false;
            for &at in ancestors.iter().rev() {
                let (Some(head), Some(is_shown)) = (heads.get(at), shown.get_mut(at)) else { continue };
                if !hidden && !*is_shown {
                    let height = if head.is_goal { ROW } else { 30.0 };
                    rows.push(Row { top, height, kind: RowKind::Group(Arc::clone(head)) });
                    top += height;
                    *is_shown = true;
                }
                hidden |= head.folded;
            }
            if hidden {
                continue;
            }
            by_id.insert(entry.facts.id, rows.len());
            let kind = RowKind::Measure {
                facts: Arc::clone(&entry.facts),
                depth: entry.depth,
                number: std::mem::take(&mut entry.number),
                clashes: false,
            };
            rows.push(Row { top, height: ROW, kind });
            top += ROW;
        }
        (rows, top, by_id)
    }
}

impl Chart {
    /// Finds the links between rows, and the measures that start too early for what comes before.
    fn link(&mut self) {
        let mut links = Vec::new();
        for facts in &self.measures {
            for before in &facts.measure.after {
                let Some(earlier) = self.memo.get(&before.id()) else { continue };
                let clashes = match (earlier.ends().1, facts.ends().0) {
                    (Some(end), Some(start)) => end > start,
                    _ => false,
                };
                let to = self.rows_by_id.get(&facts.id).copied();
                if clashes
                    && let Some(Row { kind: RowKind::Measure { clashes, .. }, .. }) =
                        to.and_then(|at| self.rows.get_mut(at))
                {
                    *clashes = true;
                }
                if let (Some(from), Some(to)) = (self.rows_by_id.get(&earlier.id).copied(), to) {
                    links.push(Link { from, to, clashes });
                }
            }
        }
        self.links = links;
    }
}

fn load(measures: &[Arc<Facts>], range: DateSpan) -> Vec<u32> {
    let length = usize::try_from((range.last() - range.first()).num_days() + 1).unwrap_or_default();
    let mut load = vec![0; length];
    for facts in measures.iter().filter(|facts| facts.standing != Standing::Cancelled) {
        for day in &facts.due {
            let at = usize::try_from((*day - range.first()).num_days()).ok();
            if let Some(count) = at.and_then(|at| load.get_mut(at)) {
                *count += 1;
            }
        }
    }
    load
}
