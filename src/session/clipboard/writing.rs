//! Records as text for other programs: numbered as they stand in the plan; rows of tables with tabs.

use crate::locale::words::{indicator_clause, owner_label, owners, title_mark, when_in};
use crate::locale::{numerals, shown};
use crate::model::query;
use crate::model::tree::{List, NodeRef};
use crate::model::{Id, Language, Measure, Part, Plan, Text};

/// Returns records as text.
#[must_use]
pub fn as_text(plan: &Plan, ids: &[Id]) -> String {
    let mut writer = Writer { plan, numbering: query::full_numbering(plan), out: String::new() };
    let nodes: Vec<NodeRef<'_>> = ids.iter().filter_map(|id| plan.find(*id)).collect();
    let is_row = |node: &NodeRef<'_>| {
        matches!(
            node,
            NodeRef::ScoreRow(_) | NodeRef::RegisterRow(_) | NodeRef::Problem(_) | NodeRef::Indicator(_)
        )
    };
    if !nodes.is_empty() && nodes.iter().all(is_row) {
        for node in nodes {
            writer.cells(node);
        }
    } else {
        for node in nodes {
            writer.record(node);
        }
    }
    writer.out.truncate(writer.out.trim_end_matches('\n').len());
    writer.out
}

struct Writer<'a> {
    plan: &'a Plan,
    numbering: std::collections::HashMap<Id, query::Numbered>,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    fn text(&mut self, text: &Text) {
        let text = shown(text);
        self.line(&text);
    }

    /// Writes a row of cells. The texts of a record have no tabs in them.
    fn cells(&mut self, node: NodeRef<'_>) {
        let mut cells = Vec::new();
        match node {
            NodeRef::ScoreRow(row) => {
                let name = row.indicator.and_then(|id| self.plan.find(id.id())).map_or_else(
                    || shown(&row.name),
                    |node| match node {
                        NodeRef::Indicator(indicator) => shown(&indicator.name),
                        _ => String::new(),
                    },
                );
                let weight = row.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
                let score = row.score.map(|score| score.to_string()).unwrap_or_default();
                cells.extend([name, weight, shown(&row.standard), score]);
            }
            node => query::node_texts(node, &mut |text| cells.push(shown(text))),
        }
        let row = cells.join("\t");
        self.out.push_str(&row);
        self.out.push('\n');
    }

    fn record(&mut self, node: NodeRef<'_>) {
        let number = self.numbering.get(&node.id()).copied();
        let number = number
            .map(|numbered| numerals::label(numbered.level, numbered.number, self.plan.language))
            .unwrap_or_default();
        let gap = if number.ends_with('.') { " " } else { "" };
        match node {
            NodeRef::Section(section) => self.line(&format!("{number}{gap}{}", shown(&section.heading))),
            NodeRef::Goal(goal) => {
                self.line(&format!("{number}{gap}{}", shown(&goal.text)));
                for indicator in &goal.indicators {
                    let clause = indicator_clause(self.plan.language, indicator, Some(self.year()));
                    self.text(&clause);
                }
            }
            NodeRef::Measure(measure) => {
                let text = self.measure(measure);
                self.line(&format!("{number}{gap}{text}"));
            }
            NodeRef::Part(part) => {
                if let Some(heading) = part.heading() {
                    self.line(&format!("{number}{gap}{}", shown(heading)));
                }
                if let Part::Register(register) = part {
                    let columns: Vec<String> = register.columns.iter().map(shown).collect();
                    self.line(&columns.join("\t"));
                } else if !matches!(part, Part::Section(_)) {
                    let heading = part.heading().map(shown);
                    let mut texts = Vec::new();
                    query::node_texts(node, &mut |text| texts.push(shown(text)));
                    // The heading stands there already.
                    for text in texts.into_iter().skip(usize::from(heading.is_some())) {
                        self.line(&text);
                    }
                }
            }
            NodeRef::Paragraph(paragraph) => self.text(&paragraph.text),
            NodeRef::ScoreRow(_) | NodeRef::RegisterRow(_) => self.cells(node),
            NodeRef::Indicator(indicator) => {
                let clause = indicator_clause(self.plan.language, indicator, Some(self.year()));
                self.text(&clause);
            }
            node => {
                let mut texts = Vec::new();
                query::node_texts(node, &mut |text| texts.push(shown(text)));
                for text in texts {
                    self.line(&text);
                }
            }
        }
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
            if list != List::Indicators {
                self.record(child);
            }
            Ok(())
        });
    }

    fn year(&self) -> i32 {
        self.plan.period.year()
    }

    /// Returns a measure as one line, with its owners, time and indicators in brackets.
    fn measure(&self, measure: &Measure) -> String {
        let language = self.plan.language;
        let mut text = String::new();
        if !measure.title.is_empty() {
            text.push_str(&shown(&measure.title));
            text.push_str(title_mark(language));
        }
        text.push_str(&shown(&measure.text));
        let mut notes = Vec::new();
        let colon = match language {
            Language::ZhCn => "：",
            Language::En => ": ",
        };
        for (role, names) in owners(self.plan, language, &measure.owners) {
            notes.push(format!("{}{colon}{}", owner_label(language, role), shown(&names)));
        }
        if let Some(time) = &measure.when {
            notes.push(when_in(language, time, self.plan.period));
        }
        for indicator in &measure.indicators {
            notes.push(shown(&indicator_clause(language, indicator, Some(self.year()))));
        }
        if !notes.is_empty() {
            match language {
                Language::ZhCn => text = format!("{text}（{}）", notes.join("；")),
                Language::En => text = format!("{text} ({})", notes.join("; ")),
            }
        }
        text
    }
}
