//! The parts of a plan in words, each kind in its way.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::labels::{self, Labels};
use super::profile::{Level, Numerals, Profile};
use super::runs::{Run, Runs, mark, push_date_gap, push_text, push_words};
use super::values::Block;
use crate::locale::{numerals, words};
use crate::model::query::{self, Numbered};
use crate::model::{
    Contract, Goal, Id, Improvement, Indicator, IndicatorId, Item, Language, Measure, MeasureId, Paragraph,
    Part, Party, Plan, Problem, Problems, Prose, Reading, RedLine, Register, Review, ScoreTable, Section,
    SignOff, Target, Text, When,
};

/// Writes blocks and keeps track of which records have begun.
pub(super) struct Writer<'a> {
    plan: &'a Plan,
    profile: &'a Profile,
    language: Language,
    labels: &'static Labels,
    /// The year that is left out of dates.
    year: Option<i32>,
    numbers: HashMap<Id, Numbered>,
    indicators: HashMap<IndicatorId, &'a Indicator>,
    blocks: Vec<Block>,
    /// Records that have begun and of which nothing is printed yet.
    pending: Vec<Id>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a Plan, profile: &'a Profile) -> Self {
        let mut indicators = HashMap::new();
        plan.walk(&mut |node| {
            if let crate::model::tree::NodeRef::Indicator(indicator) = node {
                indicators.insert(indicator.id, indicator.as_ref());
            }
        });
        Self {
            plan,
            profile,
            language: plan.language,
            labels: Labels::of(plan.language),
            year: Some(plan.period.year()),
            numbers: query::numbering(plan),
            indicators,
            blocks: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Returns the plan's title.
    pub(super) fn title(&self) -> Runs {
        self.runs(&self.plan.title)
    }

    /// Returns the blocks of a part that is not an attachment.
    pub(super) fn part(&mut self, part: &Part) -> Vec<Block> {
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

    /// Returns the note of attachments below the text; nothing where there are none.
    pub(super) fn note(&self, attachments: &[&Part]) -> Vec<Block> {
        let names = attachments.iter().filter_map(|part| part.heading());
        let items: Vec<(String, Runs)> = names
            .enumerate()
            .map(|(index, name)| {
                let number = if attachments.len() > 1 { format!("{}.", index + 1) } else { String::new() };
                (number, self.runs(name))
            })
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Note { label: format!("{}{}", self.labels.attachment, self.labels.colon), items }]
    }

    /// Returns the blocks of an attachment: the one at this index of so many.
    pub(super) fn attachment(&mut self, part: &Part, index: usize, count: usize) -> Vec<Block> {
        let Part::Attachment(attachment) = part else { return Vec::new() };
        self.begin(attachment.id.id());
        let mut label = self.labels.attachment.to_owned();
        if count > 1 {
            if self.language == Language::En {
                label.push(' ');
            }
            label.push_str(&(index + 1).to_string());
        }
        let mut x = self.started();
        x.extend(self.runs(&attachment.heading));
        self.blocks.push(Block::Attachment { label, x });
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

    fn runs(&self, text: &Text) -> Runs {
        let mut runs = Runs::new();
        push_text(&mut runs, self.plan, text);
        runs
    }

    /// Returns a text between the markers of its record.
    fn marked(&self, id: impl Into<Id>, text: &Text) -> Runs {
        let id = id.into();
        let mut runs: Runs = mark(id, true).into_iter().collect();
        push_text(&mut runs, self.plan, text);
        runs.extend(mark(id, false));
        runs
    }

    fn push_par(&mut self, x: Runs) {
        let mut runs = self.started();
        runs.extend(x);
        self.blocks.push(Block::Par { x: runs });
    }

    fn push_flush(&mut self, x: Runs) {
        let mut runs = self.started();
        runs.extend(x);
        self.blocks.push(Block::Flush { x: runs });
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
    fn number_at(&self, level: usize, number: usize) -> String {
        let levels = &self.profile.levels;
        let Some(style) = levels.get(level).or(levels.last()) else { return String::new() };
        printed_number(style, number)
    }

    fn number(&self, id: Id) -> Option<(usize, String)> {
        let numbered = self.numbers.get(&id)?;
        Some((numbered.level, self.number_at(numbered.level, numbered.number)))
    }

    fn heading(&mut self, id: impl Into<Id>, text: &Text) {
        let (level, number) = self.number(id.into()).unwrap_or_default();
        let mut x = self.started();
        x.push(Run::Words(number));
        push_text(&mut x, self.plan, text);
        self.blocks.push(Block::Heading { level, x });
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

    // Kinds of parts.

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

    fn measure(&mut self, measure: &Measure) {
        self.begin(measure.id);
        let mut runs = Runs::new();
        if let Some((_, number)) = self.number(measure.id.id()) {
            runs.push(Run::Words(number));
        }
        if !measure.title.is_empty() {
            let mut title = self.runs(&measure.title);
            if !measure.text.is_empty() {
                self.close_sentence(&mut title, &measure.title);
                if self.language == Language::En {
                    title.push(Run::Words(" ".to_owned()));
                }
            }
            runs.push(Run::RunIn { r: title });
        }
        push_text(&mut runs, self.plan, &measure.text);
        let facts = self.facts(measure);
        match measure.paragraphs.split_last() {
            None => {
                let text = if measure.text.is_empty() { &measure.title } else { &measure.text };
                self.push_with_facts(runs, text, facts);
            }
            Some((last, rest)) => {
                self.push_par(runs);
                self.paragraphs(rest);
                self.begin(last.id);
                let runs = self.runs(&last.text);
                self.push_with_facts(runs, &last.text, facts);
                self.end(last.id);
            }
        }
        self.needs_and_risks(measure);
        for part in &measure.measures {
            self.measure(part);
        }
        self.end(measure.id);
    }

    /// Adds a paragraph with what is told of a measure behind it.
    fn push_with_facts(&mut self, mut runs: Runs, text: &Text, facts: Runs) {
        if !facts.is_empty() {
            if !text.is_empty() {
                self.close_sentence(&mut runs, text);
            }
            runs.extend(facts);
        }
        self.push_par(runs);
    }

    /// Adds a full stop where the text has no closing mark.
    fn close_sentence(&self, runs: &mut Runs, text: &Text) {
        if !text.as_str().trim_end().ends_with(CLOSING_MARKS) {
            push_words(runs, self.labels.stop);
        }
    }

    /// Returns owners, time, indicators and source in parentheses; nothing where there is nothing.
    fn facts(&self, measure: &Measure) -> Runs {
        let shown = self.profile.shown;
        let mut facts: Vec<Runs> = Vec::new();
        if shown.owners {
            for (role, names) in words::owners(self.plan, self.language, &measure.owners) {
                facts.push(self.labelled(words::owner_label(self.language, role), &names));
            }
        }
        if shown.times
            && let Some(when) = &measure.when
        {
            let label = if matches!(when, When::Limit(_)) { self.labels.limit } else { self.labels.time };
            facts.push(self.labelled(label, &Text::new(&words::when(self.language, when, self.year))));
        }
        if shown.indicators && !measure.indicators.is_empty() {
            let mut runs = vec![Run::Words(format!("{}{}", self.labels.indicators, self.labels.colon))];
            for (index, indicator) in measure.indicators.iter().enumerate() {
                if index > 0 {
                    runs.push(Run::Words(self.labels.and.to_owned()));
                }
                let short = self.named_target(indicator);
                runs.extend(self.marked(indicator.id, &short));
            }
            facts.push(runs);
        }
        if shown.sources && !measure.source.is_empty() {
            facts.push(self.labelled(self.labels.source, &measure.source));
        }
        if facts.is_empty() {
            return Runs::new();
        }
        let mut runs = vec![Run::Words(self.labels.opens.to_owned())];
        for (index, mut fact) in facts.into_iter().enumerate() {
            if index > 0 {
                runs.push(Run::Words(self.labels.semicolon.to_owned()));
            } else if self.language == Language::En
                && let Some(Run::Words(words)) = fact.first_mut()
            {
                *words = capitalised(words);
            }
            runs.extend(fact);
        }
        runs.push(Run::Words(self.labels.closes.to_owned()));
        runs
    }

    /// Returns an indicator's name with its target, as short as it can be.
    fn named_target(&self, indicator: &Indicator) -> Text {
        let target = indicator
            .target
            .as_ref()
            .map(|target| words::target(self.language, target, &indicator.unit, self.year));
        let Some(target) = target else { return indicator.name.clone() };
        let between = match (self.language, &indicator.target) {
            (Language::En, _) => " ",
            (Language::ZhCn, Some(Target::Exactly(_) | Target::Within(..))) => "为",
            (Language::ZhCn, _) => "",
        };
        Text::new(&format!("{}{between}{target}", indicator.name))
    }

    fn needs_and_risks(&mut self, measure: &Measure) {
        let shown = self.profile.shown;
        let mut clauses: Vec<Runs> = Vec::new();
        if shown.needs {
            if !measure.needs.resources.is_empty() {
                clauses.push(self.labelled(self.labels.resources, &measure.needs.resources));
            }
            if let Some(budget) = measure.needs.budget {
                let amount =
                    words::with_unit(self.language, &words::number(self.language, budget), self.labels.yuan);
                clauses.push(self.labelled(self.labels.budget, &Text::new(&amount)));
            }
        }
        self.push_clauses(clauses);
        let mut clauses: Vec<Runs> = Vec::new();
        if shown.risks {
            for (label, text) in
                [(self.labels.risk, &measure.risk.risk), (self.labels.fallback, &measure.risk.fallback)]
            {
                if !text.is_empty() {
                    clauses.push(self.labelled(label, text));
                }
            }
        }
        self.push_clauses(clauses);
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

    fn review(&mut self, review: &Review) {
        self.heading(review.id, &review.heading);
        self.items(&review.items);
        if review.results.is_empty() {
            return;
        }
        let readings: Vec<Option<&Reading>> = review.results.iter().map(|i| i.readings.last()).collect();
        let any = |f: &dyn Fn(&Reading) -> Option<Decimal>| readings.iter().flatten().any(|r| f(r).is_some());
        let labels = self.labels;
        let mut columns = vec![0.0, 2.2, 1.6, 1.3];
        let mut head = vec![labels.number, labels.indicator, labels.target, labels.actual];
        let extra: [(&str, bool, ReadingFact); 3] = [
            (labels.on_last_year, any(&|r| r.on_last_year), |r| r.on_last_year),
            (labels.since_january, any(&|r| r.since_january), |r| r.since_january),
            (labels.share_of_plan, any(&|r| r.share_of_plan), |r| r.share_of_plan),
        ];
        for (label, present, _) in &extra {
            if *present {
                columns.push(1.2);
                head.push(label);
            }
        }
        columns.push(0.0);
        head.push(labels.result);
        let mut rows = Vec::new();
        for (index, (indicator, reading)) in review.results.iter().zip(&readings).enumerate() {
            let figure = |value: Decimal, unit: &str| {
                words::with_unit(self.language, &words::number(self.language, value), unit)
            };
            let actual = reading.and_then(|reading| reading.value);
            let mut row = vec![
                plain((index + 1).to_string()),
                self.runs(&indicator.name),
                self.target_cell(indicator),
                plain(actual.map(|value| figure(value, &indicator.unit)).unwrap_or_default()),
            ];
            for (label, present, fact) in &extra {
                if *present {
                    let is_share = *label == labels.share_of_plan;
                    let words = reading.and_then(fact).map(|value| match is_share {
                        true => figure(value, "%"),
                        false if value > Decimal::ZERO => format!("+{}", figure(value, &indicator.unit)),
                        false => figure(value, &indicator.unit),
                    });
                    row.push(plain(words.unwrap_or_default()));
                }
            }
            let reached = match (&indicator.target, reading) {
                (Some(target), Some(reading)) => reached(target, reading),
                (Some(_) | None, _) => None,
            };
            let result = reached.map(|yes| if yes { labels.reached } else { labels.missed });
            row.push(plain(result.unwrap_or_default().to_owned()));
            rows.push(marked_row(indicator.id.id(), row));
        }
        let middle = (0..columns.len()).map(|column| column != 1).collect();
        self.push_table(columns, middle, &head, rows);
    }

    fn target_cell(&self, indicator: &Indicator) -> Runs {
        indicator
            .target
            .as_ref()
            .map(|target| self.runs(&words::target(self.language, target, &indicator.unit, self.year)))
            .unwrap_or_default()
    }

    fn push_table(&mut self, columns: Vec<f64>, middle: Vec<bool>, head: &[&str], rows: Vec<Vec<Runs>>) {
        let mut head: Vec<Runs> = head.iter().map(|words| plain((*words).to_owned())).collect();
        if let Some(first) = head.first_mut() {
            first.extend(self.pending.drain(..).filter_map(|id| mark(id, true)));
        }
        self.blocks.push(Block::Table { columns, middle, head, rows });
    }

    fn problems(&mut self, problems: &Problems) {
        self.heading(problems.id, &problems.heading);
        self.paragraphs(&problems.leads);
        for (index, problem) in problems.problems.iter().enumerate() {
            self.problem(problem, index + 1);
        }
    }

    fn problem(&mut self, problem: &Problem, number: usize) {
        self.begin(problem.id);
        let mut runs = vec![Run::Words(self.number_at(MEASURES, number))];
        push_text(&mut runs, self.plan, &problem.text);
        self.push_par(runs);
        self.push_labelled(self.labels.cause, &problem.cause);
        let measures: Vec<String> = problem.answered_by.iter().filter_map(|id| self.reference(*id)).collect();
        if !problem.countermeasure.is_empty() || !measures.is_empty() {
            let mut runs = Runs::new();
            if problem.countermeasure.is_empty() {
                let list = measures.join(self.labels.and);
                push_words(&mut runs, self.labels.answered_by);
                push_words(&mut runs, self.labels.colon);
                push_words(&mut runs, &list);
                push_words(&mut runs, self.labels.stop);
            } else {
                runs = self.labelled(self.labels.countermeasure, &problem.countermeasure);
                if !measures.is_empty() {
                    self.close_sentence(&mut runs, &problem.countermeasure);
                    let list = measures.join(self.labels.and);
                    let labels = self.labels;
                    runs.push(Run::Words(format!(
                        "{}{}{}{list}{}",
                        labels.opens, labels.answered_by, labels.colon, labels.closes
                    )));
                }
            }
            self.push_par(runs);
        }
        self.end(problem.id);
    }

    /// Returns the number of a measure with those of the sections and goals round it.
    fn reference(&self, measure: MeasureId) -> Option<String> {
        let lineage = self.plan.lineage(measure.id());
        let numbers: Vec<String> = lineage
            .iter()
            .filter_map(|id| self.numbers.get(id))
            .map(|numbered| {
                let number = self.number_at(numbered.level, numbered.number);
                number.trim_end_matches(['、', '.', '\u{2002}', ' ']).to_owned()
            })
            .collect();
        let between = match self.language {
            Language::ZhCn => "",
            Language::En => ".",
        };
        (!numbers.is_empty()).then(|| numbers.join(between))
    }

    fn scores(&mut self, scores: &ScoreTable) {
        self.heading(scores.id, &scores.heading);
        let labels = self.labels;
        if !scores.rows.is_empty() {
            let mut rows = Vec::new();
            for (index, row) in scores.rows.iter().enumerate() {
                let indicator = row.indicator.and_then(|id| self.indicators.get(&id).copied());
                let name =
                    indicator.map_or_else(|| row.name.clone(), |indicator| self.named_target(indicator));
                let weight = row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight));
                let standard = match indicator {
                    Some(indicator) if row.standard.is_empty() => &indicator.standard,
                    Some(_) | None => &row.standard,
                };
                let cells = vec![
                    plain((index + 1).to_string()),
                    self.runs(&name),
                    plain(weight.map(|w| w.points().to_string()).unwrap_or_default()),
                    self.runs(standard),
                    plain(row.score.map(|score| score.to_string()).unwrap_or_default()),
                ];
                rows.push(marked_row(row.id.id(), cells));
            }
            let weights: Decimal = scores
                .rows
                .iter()
                .filter_map(|row| {
                    let indicator = row.indicator.and_then(|id| self.indicators.get(&id));
                    row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight))
                })
                .map(crate::model::Weight::points)
                .sum();
            let total: Option<Decimal> = scores.rows.iter().map(|row| row.score).sum();
            rows.push(vec![
                Runs::new(),
                plain(labels.total.to_owned()),
                plain(weights.normalize().to_string()),
                Runs::new(),
                plain(total.map(|total| total.to_string()).unwrap_or_default()),
            ]);
            let head = [labels.number, labels.indicator, labels.weight, labels.standard, labels.score];
            let columns = vec![0.0, 1.0, 0.0, 1.6, 0.0];
            self.push_table(columns, vec![true, false, true, false, true], &head, rows);
        }
        if !scores.coefficients.is_empty() {
            let mut rows = Vec::new();
            let mut above: Option<String> = None;
            for band in &scores.coefficients {
                let from = band.from.to_string();
                let words = labels::band(self.language, &from, above.as_deref());
                rows.push(vec![plain(words), plain(band.coefficient.to_string())]);
                above = Some(from);
            }
            self.push_table(vec![2.0, 1.0], vec![true, true], &[labels.score, labels.coefficient], rows);
        }
        self.paragraphs(&scores.pay);
    }

    fn contract(&mut self, contract: &Contract) {
        self.heading(contract.id, &contract.heading);
        let labels = self.labels;
        for (label, party) in [(labels.first_party, &contract.first), (labels.second_party, &contract.second)]
        {
            let mut runs = vec![Run::Words(format!("{label}{}", labels.colon))];
            push_text(&mut runs, self.plan, &self.party(party));
            self.push_par(runs);
        }
        if let Some(term) = contract.term {
            self.push_labelled(labels.term, &Text::new(&words::span(self.language, term, None)));
        }
        let mut number = 0;
        let mut next = || {
            number += 1;
            number
        };
        if !contract.duties.is_empty() {
            self.step_heading(next(), labels.duties);
            self.numbered_paragraphs(&contract.duties);
        }
        if !contract.red_lines.is_empty() {
            self.step_heading(next(), labels.red_lines);
            for (index, line) in contract.red_lines.iter().enumerate() {
                self.red_line(line, index + 1);
            }
        }
        if !contract.clauses.is_empty() {
            self.step_heading(next(), labels.clauses);
            self.numbered_paragraphs(&contract.clauses);
        }
        if let Some(copies) = contract.copies {
            self.push_par(plain(labels::copies(self.language, copies.get())));
        }
        let column = |label: &str, party: &Party| {
            let mut name = vec![Run::Words(format!("{label}{}", labels.colon))];
            push_text(&mut name, self.plan, &party.name);
            let signed = if party.post.is_empty() {
                Text::from(labels.signed)
            } else {
                let between = if self.language == Language::En { ", " } else { "" };
                Text::new(&format!("{}{between}{}", party.post, labels.signed))
            };
            let mut sign = self.runs(&signed);
            sign.push(Run::Words(labels.colon.to_owned()));
            sign.push(Run::Gap { b: 5.0 });
            let mut date = vec![Run::Words(format!("{}{}", labels.date, labels.colon))];
            push_date_gap(&mut date, self.language);
            vec![name, sign, date]
        };
        let left = column(labels.first_party, &contract.first);
        let right = column(labels.second_party, &contract.second);
        self.blocks.push(Block::Signatures { left, right });
    }

    fn party(&self, party: &Party) -> Text {
        let person = [&party.post, &party.person];
        let between = if self.language == Language::En { " " } else { "" };
        let person: Vec<&str> = person.into_iter().filter(|t| !t.is_empty()).map(Text::as_str).collect();
        if person.is_empty() {
            return party.name.clone();
        }
        let person = person.join(between);
        if party.name.is_empty() {
            return Text::new(&person);
        }
        Text::new(&format!("{}{}{person}{}", party.name, self.labels.opens, self.labels.closes))
    }

    fn red_line(&mut self, line: &RedLine, number: usize) {
        self.begin(line.id);
        let mut runs = vec![Run::Words(self.number_at(MEASURES, number))];
        push_text(&mut runs, self.plan, &line.text);
        if !line.consequence.is_empty() {
            self.close_sentence(&mut runs, &line.text);
            if self.language == Language::En {
                runs.push(Run::Words(" ".to_owned()));
            }
            let consequence = self.labelled(self.labels.consequence, &line.consequence);
            runs.extend(consequence);
            self.close_sentence(&mut runs, &line.consequence);
        }
        self.push_par(runs);
        self.end(line.id);
    }

    fn improvement(&mut self, improvement: &Improvement) {
        self.heading(improvement.id, &improvement.heading);
        let labels = self.labels;
        let mut who: Vec<Runs> = Vec::new();
        for (label, text) in
            [(labels.employee, &improvement.employee), (labels.manager, &improvement.manager)]
        {
            if !text.is_empty() {
                who.push(self.labelled(label, text));
            }
        }
        who.push(plain(labels::cycle(self.language, improvement.cycle.get())));
        self.push_clauses(who);
        self.step_heading(1, labels.gap);
        let gap = &improvement.gap;
        self.push_labelled(labels.required, &gap.required);
        self.push_labelled(labels.is_case, &gap.actual);
        if let Some(difference) = &gap.difference {
            self.push_labelled(labels.difference, &words::amount(self.language, difference, &gap.unit));
        }
        self.step_heading(2, labels.causes);
        for (index, cause) in improvement.causes.iter().enumerate() {
            self.begin(cause.id);
            let label = labels::cause_at(self.language, cause.at);
            let mut runs = vec![Run::Words(self.number_at(MEASURES, index + 1))];
            runs.extend(self.labelled(label, &cause.text));
            self.push_par(runs);
            self.end(cause.id);
        }
        self.step_heading(3, labels.worth);
        if !improvement.worth.is_empty() {
            let runs = self.runs(&improvement.worth);
            self.push_par(runs);
        }
        self.step_heading(4, labels.methods);
        self.numbered_paragraphs(&improvement.methods);
        self.step_heading(5, labels.steps);
        for step in &improvement.steps {
            self.measure(step);
        }
        self.step_heading(6, labels.follow_up);
        self.paragraphs(&improvement.follow_up);
    }

    fn register(&mut self, register: &Register) {
        self.heading(register.id, &register.heading);
        if register.columns.is_empty() {
            return;
        }
        let count = register.columns.len();
        // Columns share the width by the longest of their cells, within reason.
        let longest = |column: usize| {
            let cells = register.rows.iter().filter_map(|row| row.cells.get(column));
            let head = register.columns.get(column).into_iter();
            head.chain(cells).map(|text| text.as_str().chars().count()).max().unwrap_or_default()
        };
        let width = |column| f64::from(u32::try_from(longest(column).clamp(3, 14)).unwrap_or(14));
        let columns = (0..count).map(width).collect();
        let rows = register
            .rows
            .iter()
            .map(|row| {
                let mut cells: Vec<Runs> = row.cells.iter().take(count).map(|cell| self.runs(cell)).collect();
                cells.resize(count, Runs::new());
                marked_row(row.id.id(), cells)
            })
            .collect();
        let middle = (0..count).map(|column| longest(column) <= 8).collect();
        let mut head: Vec<Runs> = register.columns.iter().map(|name| self.runs(name)).collect();
        if let Some(first) = head.first_mut() {
            first.extend(self.pending.drain(..).filter_map(|id| mark(id, true)));
        }
        self.blocks.push(Block::Table { columns, middle, head, rows });
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

/// One of the facts a reading can hold.
type ReadingFact = fn(&Reading) -> Option<Decimal>;

/// The level at which measures are numbered, and paragraphs that are numbered like them.
const MEASURES: usize = 2;

/// Marks that close a sentence or a clause, behind which no full stop is added.
const CLOSING_MARKS: [char; 17] =
    ['。', '！', '？', '；', '：', '，', '、', '…', '”', '）', '.', '!', '?', ';', ':', ',', ')'];

fn plain(words: String) -> Runs {
    if words.is_empty() { Runs::new() } else { vec![Run::Words(words)] }
}

/// Puts the markers of a record into the first and the last cell of its row.
fn marked_row(id: Id, mut row: Vec<Runs>) -> Vec<Runs> {
    if let (Some(first), Some(begins)) = (row.first_mut(), mark(id, true)) {
        first.insert(0, begins);
    }
    if let (Some(last), Some(ends)) = (row.last_mut(), mark(id, false)) {
        last.push(ends);
    }
    row
}

/// Takes the full stop from the end of runs.
fn trim_stop(runs: &mut Runs) {
    if let Some(Run::Words(words)) = runs.last_mut() {
        let kept = words.trim_end_matches(['。', '；', ' ']).len();
        words.truncate(kept);
    }
}

/// Returns words with a capital first letter; Chinese has none.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Tells whether a reading reaches a target, where that can be told.
fn reached(target: &Target, reading: &Reading) -> Option<bool> {
    let value = reading.value;
    match target {
        Target::AtLeast(goal) => Some(value? >= goal.number()?),
        Target::AtMost(goal) => Some(value? <= goal.number()?),
        Target::Exactly(goal) => Some(value? == goal.number()?),
        Target::Within(low, high) => Some((low.number()?..=high.number()?).contains(&value?)),
        Target::DoneBy(day) => value.map(|value| value > Decimal::ZERO && reading.on <= *day),
    }
}

fn printed_number(level: &Level, number: usize) -> String {
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
