//! Contracts of two parties, and one person's improvement in six steps.

use super::{MEASURES, Writer, plain};
use crate::locale::words;
use crate::model::{Contract, Improvement, Language, Party, RedLine, Text};
use crate::typeset::labels;
use crate::typeset::runs::{Run, Runs, push_date_gap, push_text};
use crate::typeset::values::Block;

impl Writer<'_> {
    pub(super) fn contract(&mut self, contract: &Contract) {
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
        let (left, right) = self.signatures(contract);
        self.blocks.push(Block::Signatures { left, right });
    }

    /// Returns the lines on which the two parties sign.
    pub(in crate::typeset) fn signatures(&self, contract: &Contract) -> (Vec<Runs>, Vec<Runs>) {
        let labels = self.labels;
        let column = |label: &str, party: &Party| {
            let mut name = vec![Run::Words(format!("{label}{}", labels.colon))];
            if party.name.is_empty() {
                name.push(Run::Gap { b: 5.0 });
            }
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
        (column(labels.first_party, &contract.first), column(labels.second_party, &contract.second))
    }

    pub(in crate::typeset) fn party(&self, party: &Party) -> Text {
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

    /// Returns what is forbidden, by its number in the list, as blocks of its own.
    pub(in crate::typeset) fn red_line_blocks(&mut self, line: &RedLine, number: usize) -> Vec<Block> {
        self.red_line(line, number);
        std::mem::take(&mut self.blocks)
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

    pub(super) fn improvement(&mut self, improvement: &Improvement) {
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
}
