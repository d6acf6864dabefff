//! Measures as rows: each with its goal, its running number, and where sections begin.

use std::sync::Arc;

use super::super::runs::{Run, Runs, mark, push_words};
use super::Desk;
use super::sheet::{Cell, characters};
use crate::locale::words;
use crate::model::{
    Goal, Id, Indicator, Item, Language, Measure, OwnerRole, Part, Plan, Section, Target, Text, When,
};

/// A row of a list of measures.
#[derive(Clone, Debug)]
pub(super) enum Line<'a> {
    /// A section.
    Band(Band<'a>),
    /// A measure, or a goal without one.
    Task(Task<'a>),
}

/// The heading of a section.
#[derive(Clone, Debug)]
pub(super) struct Band<'a> {
    pub(super) id: Id,
    pub(super) heading: &'a Text,
    /// How many sections lie round it.
    pub(super) level: usize,
}

/// A measure with what lies round it.
#[derive(Clone, Debug)]
pub(super) struct Task<'a> {
    /// The measure; none for a goal that has none.
    pub(super) measure: Option<&'a Measure>,
    /// Its running number: 3 for a measure, 3.1 for a part of it.
    pub(super) number: String,
    /// Whether it is a part of a measure.
    pub(super) is_part: bool,
    /// The measure whose owners stand for it: itself, or the one it is a part of where it has none.
    pub(super) owned: Option<&'a Measure>,
    pub(super) goal: Option<&'a Goal>,
    /// The records that begin and end with the row.
    pub(super) begins: Vec<Id>,
    pub(super) ends: Vec<Id>,
}

/// Returns the measures of a plan with the headings over them, in reading order. What looks back is
/// left out, and headings with nothing under them are.
pub(super) fn lines(plan: &Plan) -> Vec<Line<'_>> {
    let mut list = List::default();
    for part in &plan.parts {
        match part {
            Part::Section(section) => list.section(section, 0),
            Part::Improvement(improvement) => {
                list.band(improvement.id.id(), &improvement.heading, 0);
                for step in &improvement.steps {
                    list.measure(step, None);
                }
                list.close(improvement.id.id());
            }
            Part::Opening(_)
            | Part::Closing(_)
            | Part::Review(_)
            | Part::Problems(_)
            | Part::Scores(_)
            | Part::Contract(_)
            | Part::Register(_)
            | Part::Attachment(_)
            | Part::SignOff(_) => {}
        }
    }
    list.lines
}

/// Returns the measures without the headings.
pub(super) fn tasks(plan: &Plan) -> Vec<Task<'_>> {
    let task = |line| match line {
        Line::Task(task) if task.measure.is_some() => Some(task),
        Line::Task(_) | Line::Band(_) => None,
    };
    lines(plan).into_iter().filter_map(task).collect()
}

#[derive(Default)]
struct List<'a> {
    lines: Vec<Line<'a>>,
    count: usize,
}

impl<'a> List<'a> {
    fn band(&mut self, id: Id, heading: &'a Text, level: usize) {
        self.lines.push(Line::Band(Band { id, heading, level }));
    }

    /// Ends a record: in its last row, or by taking its heading away where there is no row.
    fn close(&mut self, id: Id) {
        match self.lines.last_mut() {
            Some(Line::Task(task)) => task.ends.push(id),
            Some(Line::Band(band)) if band.id == id => drop(self.lines.pop()),
            Some(Line::Band(_)) | None => {}
        }
    }

    fn section(&mut self, section: &'a Section, level: usize) {
        self.band(section.id.id(), &section.heading, level);
        for item in &section.items {
            match item {
                Item::Paragraph(_) => {}
                Item::Section(inner) => self.section(inner, level + 1),
                Item::Goal(goal) => self.goal(goal),
                Item::Measure(measure) => self.measure(measure, None),
            }
        }
        self.close(section.id.id());
    }

    fn goal(&mut self, goal: &'a Goal) {
        let first = self.lines.len();
        for measure in &goal.measures {
            self.measure(measure, Some(goal));
        }
        if first == self.lines.len() {
            self.lines.push(Line::Task(Task {
                measure: None,
                number: String::new(),
                is_part: false,
                owned: None,
                goal: Some(goal),
                begins: Vec::new(),
                ends: Vec::new(),
            }));
        }
        if let Some(Line::Task(task)) = self.lines.get_mut(first) {
            task.begins.insert(0, goal.id.id());
        }
        self.close(goal.id.id());
    }

    fn measure(&mut self, measure: &'a Measure, goal: Option<&'a Goal>) {
        self.count += 1;
        self.numbered(measure, goal, self.count.to_string(), None);
    }

    fn numbered(
        &mut self,
        measure: &'a Measure,
        goal: Option<&'a Goal>,
        number: String,
        whole: Option<&'a Measure>,
    ) {
        let id = measure.id.id();
        let parts = number.clone();
        let owned = if measure.owners.is_empty() { whole.or(Some(measure)) } else { Some(measure) };
        let is_part = whole.is_some();
        let begins = vec![id];
        let task = Task { measure: Some(measure), number, is_part, owned, goal, begins, ends: Vec::new() };
        self.lines.push(Line::Task(task));
        for (index, part) in measure.measures.iter().enumerate() {
            self.numbered(part, goal, format!("{parts}.{}", index + 1), owned);
        }
        self.close(id);
    }
}

/// Returns the names of everyone who has a part in a measure, in reading order, none twice.
pub(super) fn owner_names(plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for measure in crate::model::query::measures(plan) {
        for owner in &measure.owners {
            let name = words::who(plan, &owner.who).to_string();
            if !name.trim().is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

impl Desk<'_> {
    /// Returns a measure in a cell: its title in the face of heads, its text and further paragraphs.
    pub(super) fn measure_cell(&self, measure: &Measure) -> Cell {
        let mut first = Runs::new();
        if !measure.title.is_empty() {
            let mut title = self.runs(&measure.title);
            if !measure.text.is_empty() {
                self.writer.close_sentence(&mut title, &measure.title);
                if self.language == Language::En {
                    title.push(Run::Words(" ".to_owned()));
                }
            }
            first.push(Run::Title { r: title });
        }
        first.extend(self.runs(&measure.text));
        let mut paragraphs = vec![first];
        for paragraph in &measure.paragraphs {
            paragraphs.push(self.writer.marked(paragraph.id, &paragraph.text));
        }
        paragraphs.into()
    }

    /// Returns what stands for a measure where there is no room for all of it.
    pub(super) fn label_cell(&self, measure: &Measure) -> Cell {
        self.runs(measure.label()).into()
    }

    /// Returns the owners in a cell: those who answer for it, then the others with what they do.
    pub(super) fn owners_cell(&self, measure: &Measure) -> Cell {
        let mut paragraphs = Vec::new();
        for (role, _) in words::owners(self.plan, self.language, &measure.owners) {
            let mut runs = Runs::new();
            if role != OwnerRole::Responsible {
                let label = words::owner_role(self.language, role);
                runs.push(Run::Words(format!("{label}{}", self.terms.colon)));
            }
            let names: Vec<Text> = measure
                .owners
                .iter()
                .filter(|owner| owner.role == role)
                .map(|owner| words::who(self.plan, &owner.who))
                .filter(|name| !name.is_empty())
                .collect();
            for (index, name) in names.iter().enumerate() {
                let mut run = self.runs(name);
                if index + 1 < names.len() {
                    push_words(&mut run, self.terms.comma);
                }
                // A short name is not torn.
                if self.language == Language::ZhCn && characters(&run) <= 5.0 {
                    runs.push(Run::Together { k: run });
                } else {
                    runs.extend(run);
                }
            }
            paragraphs.push(runs);
        }
        paragraphs.into()
    }

    /// Returns who answers for a measure, or for the one it is a part of; the others are left to
    /// the layouts with more room.
    pub(super) fn main_owners_cell(&self, task: &Task<'_>) -> Cell {
        let mut cell = task.owned.map(|measure| self.owners_cell(measure)).unwrap_or_default();
        cell.paragraphs.truncate(1);
        cell
    }

    /// Returns the time of a measure.
    pub(super) fn when_cell(&self, measure: &Measure) -> Cell {
        measure.when.as_ref().map(|when| self.when_runs(when)).unwrap_or_default().into()
    }

    pub(super) fn when_runs(&self, when: &When) -> Runs {
        Self::words(&words::when_in(self.language, when, self.plan.period))
    }

    /// Returns indicators with their targets, one a paragraph.
    pub(super) fn indicators_cell(&self, indicators: &[Arc<Indicator>]) -> Cell {
        let mut paragraphs: Vec<Runs> =
            indicators.iter().map(|indicator| self.indicator_runs(indicator)).collect();
        // Each may need several lines, so it is told where one ends.
        let last = paragraphs.len().saturating_sub(1);
        for paragraph in paragraphs.iter_mut().take(last) {
            let mark = Run::Words(self.terms.semicolon.to_owned());
            // Before the marker of the record's end, and on the line of the target.
            let at = paragraph.len().saturating_sub(1);
            match paragraph.get_mut(at.saturating_sub(1)) {
                Some(Run::Together { k }) => k.push(mark),
                Some(_) | None => paragraph.insert(at, mark),
            }
        }
        paragraphs.into()
    }

    /// Returns an indicator's name with its target, which is not torn from its sign.
    fn indicator_runs(&self, indicator: &Indicator) -> Runs {
        let mut runs: Runs = mark(indicator.id.id(), true).into_iter().collect();
        runs.extend(self.runs(&indicator.name));
        let target = indicator.target.as_ref();
        let target = target.map(|target| words::target(self.language, target, &indicator.unit, self.year));
        if let Some(target) = target {
            let between = match (self.language, &indicator.target) {
                (Language::En, _) => " ",
                (Language::ZhCn, Some(Target::Exactly(_) | Target::Within(..))) => "为",
                (Language::ZhCn, _) => "",
            };
            push_words(&mut runs, between);
            let mut target = self.runs(&target);
            if characters(&target) <= 5.0 {
                runs.push(Run::Together { k: target });
            } else {
                // A long one keeps at least its sign.
                if let Some(Run::Words(words)) = target.first_mut()
                    && words.starts_with(['≥', '≤'])
                    && let Some((at, _)) = words.char_indices().nth(2)
                {
                    let rest = words.split_off(at);
                    runs.push(Run::Together { k: vec![Run::Words(std::mem::replace(words, rest))] });
                }
                runs.extend(target);
            }
        }
        runs.extend(mark(indicator.id.id(), false));
        runs
    }

    /// Returns the heading of a section with its number.
    pub(super) fn band_runs(&self, band: &Band<'_>) -> Runs {
        let number = self.writer.number(band.id).map(|(_, number)| number).unwrap_or_default();
        let mut out = vec![Run::Words(number)];
        out.extend(self.runs(band.heading));
        out
    }
}
