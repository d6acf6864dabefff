//! `planwright check`: what stands in the way of handing a plan in.

use super::arguments::Check;
use super::{Failure, Outcome, read, say, say_json};
use crate::check::{self, Finding, Level, Places};
use crate::model::{Language, Plan};

/// A finding as JSON.
#[derive(serde::Serialize)]
struct Told<'a> {
    rule: &'static str,
    level: &'static str,
    place: &'a str,
    message: String,
    proposal: String,
}

pub(super) fn run(arguments: &Check, language: Language) -> Result<Outcome, Failure> {
    let plan = read(&arguments.plan)?.plan;
    let findings = check::check(&plan);
    let places = Places::new(&plan, language);
    let told: Vec<_> = findings.iter().map(|finding| tell(finding, &plan, &places, language)).collect();
    if arguments.json {
        say_json(&told)?;
    } else {
        for (finding, Told { rule, place, message, proposal, .. }) in findings.iter().zip(&told) {
            let level = level_name(finding.level, language);
            say(&format!("{level} {rule}  {place}\n    {message}\n    {proposal}"));
        }
        say(&summary(&findings, language));
    }
    let has_errors = findings.iter().any(|finding| finding.level == Level::Error);
    Ok(if has_errors { Outcome::No } else { Outcome::Done })
}

fn tell<'a>(finding: &Finding, plan: &Plan, places: &'a Places, language: Language) -> Told<'a> {
    let (message, proposal) = check::words(finding, plan, language);
    Told { rule: finding.rule, level: finding.level.id(), place: places.of(finding.place), message, proposal }
}

fn level_name(level: Level, language: Language) -> &'static str {
    match (level, language) {
        (Level::Error, Language::ZhCn) => "错误",
        (Level::Warning, Language::ZhCn) => "警告",
        (Level::Note, Language::ZhCn) => "提示",
        (Level::Error, Language::En) => "Error",
        (Level::Warning, Language::En) => "Warning",
        (Level::Note, Language::En) => "Note",
    }
}

fn summary(findings: &[Finding], language: Language) -> String {
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
    match language {
        Language::ZhCn if findings.is_empty() => "没有发现问题。".to_owned(),
        Language::ZhCn => format!("错误{errors}项，警告{warnings}项，提示{notes}项。"),
        Language::En if findings.is_empty() => "Nothing was found.".to_owned(),
        Language::En => format!("Errors: {errors}, warnings: {warnings}, notes: {notes}."),
    }
}
