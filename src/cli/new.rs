//! `planwright new`: a plan from a template.

use std::path::Path;

use chrono::Datelike;

use super::arguments::New;
use super::{Failure, Outcome, Surroundings, keep, say, templates};
use crate::file;
use crate::model::{Language, Plan, YearNumber, query};
use crate::template::{self, Filling};

/// From this month on, a plan is written for the next year.
const NEXT_YEAR_FROM: u32 = 7;

pub(super) fn run(arguments: &New, surroundings: Surroundings) -> Result<Outcome, Failure> {
    let known = templates::known();
    let template = templates::template(&known, &arguments.template)?;
    let today = surroundings.today;
    let year = arguments.year.unwrap_or_else(|| today.year() + i32::from(today.month() >= NEXT_YEAR_FROM));
    let filling = YearNumber::new(year)
        .map(|year| Filling { year, values: arguments.settings.iter().cloned().collect() })
        .map_err(|fault| Failure::Template { error: fault.into() })?;
    let plan = template::instantiate(template, &filling).map_err(|error| Failure::Template { error })?;
    let output = &arguments.output;
    let kept = keep(output)?;
    file::write(output, &plan, None).map_err(|error| Failure::Write { path: output.clone(), error })?;
    say(&written(&plan, output, kept.as_deref(), surroundings.language));
    Ok(Outcome::Done)
}

fn written(plan: &Plan, output: &Path, kept: Option<&Path>, language: Language) -> String {
    let blanks: Vec<String> = query::open_blanks(plan).into_keys().collect();
    let counts = query::counts(plan);
    let (measures, indicators, output) = (counts.measures, counts.indicators, output.display());
    let mut lines = match language {
        Language::ZhCn => vec![format!("已写入 {output}：{measures}项措施、{indicators}项指标。")],
        Language::En => vec![format!("Wrote {output}: measures {measures}, indicators {indicators}.")],
    };
    if !blanks.is_empty() {
        lines.push(match language {
            Language::ZhCn => format!("还有{}项空白要填：{}。", blanks.len(), blanks.join("、")),
            Language::En => format!("Blanks still open ({}): {}.", blanks.len(), blanks.join(", ")),
        });
    }
    if let Some(kept) = kept {
        lines.push(match language {
            Language::ZhCn => format!("原有的文件另存为 {}。", kept.display()),
            Language::En => format!("The file that was there is kept as {}.", kept.display()),
        });
    }
    lines.join("\n")
}
