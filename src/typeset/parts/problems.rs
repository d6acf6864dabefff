//! Problems with their causes, their answers and the measures that answer them.

use super::{MEASURES, Writer};
use crate::model::{Language, MeasureId, Problem, Problems};
use crate::typeset::runs::{Run, Runs, push_text, push_words};

impl Writer<'_> {
    pub(super) fn problems(&mut self, problems: &Problems) {
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
            .filter(|numbered| numbered.number > 0)
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
}
