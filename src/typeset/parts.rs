//! The parts of a plan in words, each kind in its way.

mod agreements;
mod body;
mod measures;
mod problems;
mod tables;

pub(super) use self::tables::reached;

use std::collections::HashMap;
use std::sync::Arc;

use super::labels::Labels;
use super::profile::{Level, Numerals, Profile};
use super::runs::{Run, Runs, boxed, joined as joined_runs, mark, push_date_gap, push_text, push_words};
use super::title;
use super::values::Block;
use crate::locale::{numerals, words};
use crate::model::query::{self, Numbered};
use crate::model::{
    Goal, Id, Indicator, IndicatorId, Item, Language, Paragraph, Part, Plan, Prose, Revision, Section,
    SignOff, Text,
};

/// The numbers that headings and measures bear, by record.
pub(crate) type Numbers = HashMap<Id, Numbered>;

/// Writes blocks and keeps track of which records have begun.
pub(super) struct Writer<'a> {
    plan: &'a Plan,
    profile: &'a Profile,
    language: Language,
    labels: &'static Labels,
    /// The year that is left out of dates.
    year: Option<i32>,
    numbers: HashMap<Id, Numbered>,
    /// The numbers of each record and of those it lies in, the outermost first; only where a level
    /// joins them.
    joined: HashMap<Id, Vec<usize>>,
    indicators: HashMap<IndicatorId, &'a Indicator>,
    blocks: Vec<Block>,
    /// Records that have begun and of which nothing is printed yet.
    pending: Vec<Id>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a Plan, profile: &'a Profile, numbers: Option<&Numbers>) -> Self {
        let mut indicators = HashMap::new();
        plan.walk(&mut |node| {
            if let crate::model::tree::NodeRef::Indicator(indicator) = node {
                indicators.insert(indicator.id, indicator.as_ref());
            }
        });
        let numbers = numbers.cloned().unwrap_or_else(|| query::numbering(plan));
        let joins = profile.levels.iter().any(|level| level.joined);
        Self {
            plan,
            profile,
            language: plan.language,
            labels: Labels::of(plan.language),
            year: Some(plan.period.year()),
            joined: if joins { joined(plan, &numbers) } else { HashMap::new() },
            numbers,
            indicators,
            blocks: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Returns the plan's title line by line; no line where there is none.
    pub(super) fn title(&self) -> Vec<Runs> {
        self.title_lines(&self.plan.title)
    }

    /// Divides a title by sense. One that a comparison marks is left to the template, which makes its
    /// lines equally long.
    pub(super) fn title_lines(&self, title: &Text) -> Vec<Runs> {
        self.title_lines_in(title, self.profile.type_width_pt())
    }

    /// Divides a title by sense into lines of a width, in pt.
    pub(super) fn title_lines_in(&self, title: &Text, width: f64) -> Vec<Runs> {
        self.title_lines_of(title, width / self.profile.title.style.size_pt)
    }

    /// Divides a title by sense into lines of so many characters.
    pub(super) fn title_lines_of(&self, title: &Text, most: f64) -> Vec<Runs> {
        if title.is_empty() {
            return Vec::new();
        }
        if super::runs::is_revised(title.as_str()) {
            return vec![self.runs(title)];
        }
        let factor = self.profile.blank_factor();
        let blank = |name: &str| super::runs::width(&self.runs(&Text::new(name)), factor);
        let lines = title::divided(title.as_str(), most, &blank);
        lines.iter().map(|line| self.runs(&Text::new(line))).collect()
    }

    /// Returns the blocks of a part that is not an attachment.
    fn part(&mut self, part: &Part) -> Vec<Block> {
        self.begin(part.id());
        match part {
            Part::Opening(prose) | Part::Closing(prose) => self.prose(prose),
            Part::Section(section) => self.section(section),
            Part::Review(review) => self.review(review),
            Part::Problems(problems) => self.problems(problems),
            Part::Scores(scores) => self.scores(scores),
            Part::Contract(contract) => self.contract(contract),
            Part::Improvement(improvement) => self.improvement(improvement),
            Part::Register(register) => self.register(register),
            Part::SignOff(sign_off) => self.sign_off(sign_off),
            Part::Attachment(_) => {}
        }
        self.end(part.id());
        std::mem::take(&mut self.blocks)
    }

    /// Returns the blocks of an attachment: the one at this index of so many.
    fn attachment(&mut self, part: &Part, index: usize, count: usize) -> Vec<Block> {
        let Part::Attachment(attachment) = part else { return Vec::new() };
        self.begin(attachment.id.id());
        let mut head = self.attachment_head(&attachment.heading, index, count);
        if let Block::Attachment { lines, .. } = &mut head
            && let Some(first) = lines.first_mut()
        {
            first.splice(0..0, self.started());
        }
        self.blocks.push(head);
        self.paragraphs(&attachment.paragraphs);
        self.end(attachment.id.id());
        std::mem::take(&mut self.blocks)
    }

    // Records and runs.

    fn begin(&mut self, id: impl Into<Id>) {
        self.pending.push(id.into());
    }

    fn end(&mut self, id: impl Into<Id>) {
        let id = id.into();
        if let Some(at) = self.pending.iter().rposition(|pending| *pending == id) {
            self.pending.remove(at);
        } else if let Some(runs) = self.blocks.last_mut().and_then(Block::last_runs) {
            runs.extend(mark(id, false));
        }
    }

    /// Returns the markers of the records that begin with the next words.
    fn started(&mut self) -> Runs {
        self.pending.drain(..).filter_map(|id| mark(id, true)).collect()
    }

    pub(super) fn runs(&self, text: &Text) -> Runs {
        let mut runs = Runs::new();
        push_text(&mut runs, self.plan, text);
        runs
    }

    /// Returns a text between the markers of its record.
    pub(super) fn marked(&self, id: impl Into<Id>, text: &Text) -> Runs {
        let id = id.into();
        let mut runs: Runs = mark(id, true).into_iter().collect();
        push_text(&mut runs, self.plan, text);
        runs.extend(mark(id, false));
        runs
    }

    fn push_par(&mut self, x: Runs) {
        let mut runs = self.started();
        runs.extend(x);
        self.blocks.push(Block::Par { x: joined_runs(runs), keep: false });
    }

    /// Adds a paragraph of a label and a text, unless there is no text.
    fn push_labelled(&mut self, label: &str, text: &Text) {
        if !text.is_empty() {
            let runs = self.labelled(label, text);
            self.push_par(runs);
        }
    }

    fn labelled(&self, label: &str, text: &Text) -> Runs {
        let mut runs = vec![Run::Words(format!("{label}{}", self.labels.colon))];
        push_text(&mut runs, self.plan, text);
        runs
    }

    /// Returns the number at a level as it is printed there.
    pub(super) fn number_at(&self, level: usize, number: usize) -> String {
        let levels = &self.profile.levels;
        let Some(style) = levels.get(level).or(levels.last()) else { return String::new() };
        printed_number(style, number)
    }

    pub(super) fn number(&self, id: Id) -> Option<(usize, String)> {
        let numbered = self.numbers.get(&id)?;
        let levels = &self.profile.levels;
        let style = levels.get(numbered.level).or(levels.last());
        if let (Some(style), Some(path)) = (style.filter(|style| style.joined), self.joined.get(&id))
            && numbered.number > 0
        {
            let digits: Vec<String> = path.iter().map(usize::to_string).collect();
            let number = format!("{}{}{}", style.before, digits.join("."), style.after);
            return Some((numbered.level, number));
        }
        Some((numbered.level, self.number_at(numbered.level, numbered.number)))
    }

    fn heading(&mut self, id: impl Into<Id>, text: &Text) {
        let (level, number) = self.number(id.into()).unwrap_or_default();
        if number.is_empty() && text.is_empty() {
            return;
        }
        let mut x = self.started();
        x.push(Run::Words(number));
        push_text(&mut x, self.plan, text);
        self.blocks.push(Block::Heading { level, x: boxed(x) });
    }

    /// Adds a heading of our own at the second level.
    fn step_heading(&mut self, number: usize, words: &str) {
        const LEVEL: usize = 1;
        let mut x = self.started();
        x.push(Run::Words(format!("{}{words}", self.number_at(LEVEL, number))));
        self.blocks.push(Block::Heading { level: LEVEL, x });
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if paragraph.text.is_empty() {
            return;
        }
        self.begin(paragraph.id);
        let runs = self.runs(&paragraph.text);
        self.push_par(runs);
        self.end(paragraph.id);
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            self.paragraph(paragraph);
        }
    }

    /// Adds paragraphs that are numbered one by one at the level of measures.
    fn numbered_paragraphs(&mut self, paragraphs: &[Paragraph]) {
        for (index, paragraph) in paragraphs.iter().enumerate() {
            self.begin(paragraph.id);
            let mut runs = vec![Run::Words(self.number_at(MEASURES, index + 1))];
            push_text(&mut runs, self.plan, &paragraph.text);
            self.push_par(runs);
            self.end(paragraph.id);
        }
    }

    // Kinds of parts; the larger ones have files of their own.

    fn prose(&mut self, prose: &Prose) {
        self.paragraphs(&prose.paragraphs);
    }

    fn section(&mut self, section: &Section) {
        self.heading(section.id, &section.heading);
        self.items(&section.items);
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph),
                Item::Goal(goal) => self.goal(goal),
                Item::Measure(measure) => self.measure(measure),
                Item::Section(section) => {
                    self.begin(section.id);
                    self.section(section);
                    self.end(section.id);
                }
            }
        }
    }

    fn goal(&mut self, goal: &Goal) {
        self.begin(goal.id);
        self.heading(goal.id, &goal.text);
        self.paragraphs(&goal.leads);
        self.indicator_sentence(&goal.indicators);
        for measure in &goal.measures {
            self.measure(measure);
        }
        self.end(goal.id);
    }

    /// Adds one sentence of all indicators.
    fn indicator_sentence(&mut self, indicators: &[Arc<Indicator>]) {
        let between = match self.language {
            Language::ZhCn => "，",
            Language::En => "; ",
        };
        let mut runs = Runs::new();
        for indicator in indicators {
            let clause = words::indicator_clause(self.language, indicator, self.year);
            if clause.is_empty() {
                continue;
            }
            if !runs.is_empty() {
                runs.push(Run::Words(between.to_owned()));
            }
            runs.extend(self.marked(indicator.id, &clause));
        }
        if !runs.is_empty() {
            runs.push(Run::Words(self.labels.stop.to_owned()));
            self.push_par(runs);
        }
    }

    /// Adds a full stop where the text has no closing mark.
    pub(super) fn close_sentence(&self, runs: &mut Runs, text: &Text) {
        // Marks of a comparison stand behind the closing mark.
        if !Revision::stripped(text.as_str()).trim_end().ends_with(CLOSING_MARKS) {
            push_words(runs, self.labels.stop);
        }
    }

    /// Adds a paragraph of clauses with semicolons between them and a full stop.
    fn push_clauses(&mut self, clauses: Vec<Runs>) {
        if clauses.is_empty() {
            return;
        }
        let count = clauses.len();
        let mut runs = Runs::new();
        for (index, mut clause) in clauses.into_iter().enumerate() {
            trim_stop(&mut clause);
            if index == 0
                && let Some(Run::Words(words)) = clause.first_mut()
            {
                *words = capitalised(words);
            }
            runs.extend(clause);
            let mark = if index + 1 < count { self.labels.semicolon } else { self.labels.stop };
            push_words(&mut runs, mark);
        }
        self.push_par(runs);
    }

    fn sign_off(&mut self, sign_off: &SignOff) {
        let plan = self.plan;
        let name = [&sign_off.name, &plan.unit, &plan.author].into_iter().find(|name| !name.is_empty());
        let mut runs = self.started();
        if let Some(name) = name {
            push_text(&mut runs, plan, name);
        }
        let mut date = Runs::new();
        match sign_off.on.or(plan.date) {
            Some(day) => date.push(Run::Words(words::date(self.language, day))),
            None => push_date_gap(&mut date, self.language),
        }
        self.blocks.push(Block::SignOff { name: runs, date });
    }
}

/// Returns the numbers of each numbered record together with those of the records it lies in.
fn joined(plan: &Plan, numbers: &Numbers) -> HashMap<Id, Vec<usize>> {
    let mut joined = HashMap::new();
    let mut above: Vec<Numbered> = Vec::new();
    // Records come in reading order, and a number holds until one of its level or above.
    plan.walk(&mut |node| {
        if let Some(numbered) = numbers.get(&node.id()) {
            above.retain(|open| open.level < numbered.level);
            above.push(*numbered);
            let path = above.iter().map(|open| open.number).filter(|number| *number > 0);
            joined.insert(node.id(), path.collect());
        }
    });
    joined
}

/// The level at which measures are numbered, and paragraphs that are numbered like them.
const MEASURES: usize = 2;

/// Marks that close a sentence or a clause, behind which no full stop is added.
const CLOSING_MARKS: [char; 17] =
    ['。', '！', '？', '；', '：', '，', '、', '…', '”', '）', '.', '!', '?', ';', ':', ',', ')'];

/// Returns words of ours as they are; units and the like may come from the user.
fn plain(words: String) -> Runs {
    if words.is_empty() { Runs::new() } else { vec![Run::Words(Text::from(words).to_string())] }
}

/// Takes the full stop from the end of runs.
fn trim_stop(runs: &mut Runs) {
    if let Some(Run::Words(words)) = runs.last_mut() {
        let kept = words.trim_end_matches(['。', '；', ' ']).len();
        words.truncate(kept);
    }
}

/// Returns a number as it is printed at a level: nothing for 0, which a heading has that is alone,
/// and what a comparison shows as removed.
pub(crate) fn printed_number(level: &Level, number: usize) -> String {
    if number == 0 {
        return String::new();
    }
    let number = u64::try_from(number).unwrap_or(u64::MAX);
    let digits = match level.numerals {
        Numerals::Chinese => numerals::chinese(number),
        Numerals::Arabic => number.to_string(),
        Numerals::Roman => numerals::roman(number),
        Numerals::Letter => numerals::letters(number),
        Numerals::SmallRoman => numerals::roman(number).to_lowercase(),
        Numerals::SmallLetter => numerals::letters(number).to_lowercase(),
        Numerals::Circled => numerals::circled(number),
    };
    format!("{}{digits}{}", level.before, level.after)
}

/// Returns words with a capital first letter; Chinese has none.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
