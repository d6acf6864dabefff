//! Measures: number, run-in title, text, what is told of them in parentheses, needs and risks.

use super::{Writer, capitalised};
use crate::locale::words;
use crate::model::{Indicator, Language, Measure, Target, Text, When};
use crate::typeset::runs::{Run, Runs, push_text};

impl Writer<'_> {
    pub(super) fn measure(&mut self, measure: &Measure) {
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
            runs.push(Run::Title { r: title });
        }
        push_text(&mut runs, self.plan, &measure.text);
        if !measure.text.is_empty() {
            self.close_sentence(&mut runs, &measure.text);
        }
        let facts = self.facts(measure);
        if let Some(told) = self.told(measure) {
            runs.extend(facts);
            runs.extend(told);
            self.push_par(runs);
            self.end(measure.id);
            return;
        }
        match measure.paragraphs.split_last() {
            None => {
                // The text is closed already; a title that stands alone is not.
                let open = if measure.text.is_empty() { &measure.title } else { &Text::default() };
                self.push_with_facts(runs, open, facts);
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

    /// Returns what lies in a measure as sentences to run on in its paragraph: 一是…；二是…。 None
    /// where its level is not set that way, or where one of them needs paragraphs of its own.
    fn told(&self, measure: &Measure) -> Option<Runs> {
        let plain = |part: &Measure| {
            part.title.is_empty()
                && part.paragraphs.is_empty()
                && part.measures.is_empty()
                && part.needs.resources.is_empty()
                && part.needs.budget.is_none()
                && part.risk.risk.is_empty()
                && part.risk.fallback.is_empty()
        };
        let first = measure.measures.first()?;
        let level = self.numbers.get(&first.id.id())?.level;
        let run_on = self.profile.levels.get(level)?.run_on;
        let alone = measure.paragraphs.is_empty()
            && plain(&Measure { measures: Vec::new(), title: Text::default(), ..measure.clone() });
        if !run_on || !alone || !measure.measures.iter().all(|part| plain(part)) {
            return None;
        }
        let mut runs = Runs::new();
        let last = measure.measures.len() - 1;
        for (index, part) in measure.measures.iter().enumerate() {
            let mut clause: Runs = crate::typeset::runs::mark(part.id.id(), true).into_iter().collect();
            clause.push(Run::Words(self.number(part.id.id()).map(|(_, number)| number).unwrap_or_default()));
            push_text(&mut clause, self.plan, &part.text);
            super::trim_stop(&mut clause);
            clause.extend(self.facts(part));
            clause.extend(crate::typeset::runs::mark(part.id.id(), false));
            let mark = if index < last { self.labels.semicolon } else { self.labels.stop };
            clause.push(Run::Words(mark.to_owned()));
            runs.extend(clause);
        }
        Some(runs)
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
            facts.push(
                self.labelled(label, &Text::new(&words::when_in(self.language, when, self.plan.period))),
            );
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
    pub(in crate::typeset) fn named_target(&self, indicator: &Indicator) -> Text {
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
}
