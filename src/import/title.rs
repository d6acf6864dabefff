//! What a plan is called that has no title of its own.

use regex::Regex;

use super::Imported;
use super::marker::patterns;
use crate::model::{Language, Period, Plan, PlanKind, Text, YearNumber};

patterns! {
    // What a page writes behind the name of each of its texts.
    COUNTED = r"\s*[（(]?(?:篇\s*[一二三四五六七八九十\d]+|第\s*[一二三四五六七八九十\d]+\s*篇)[）)]?$";
    // And before it.
    COUNTING = r"^第?\s*[一二三四五六七八九十\d]+\s*篇\s*[:：、]?\s*|^篇\s*[一二三四五六七八九十\d]+\s*[:：、]?\s*";
    // What a system writes behind the name of a copy.
    COPY = r"\s*(?:[（(]\d+[）)]|[-–—_ ]+\s*(?:副本|[Cc]opy)(?:\s*[（(]\d+[）)])?)$";
    // Names that programs give to what nobody named.
    NOBODYS = r"(?i)^(?:新建\s*(?:文本|文字|富文本|文档|microsoft|word|wps|docx?|markdown|md\b).*|无标题.{0,6}|未命名.{0,6}|文档\s*\d*|文字文稿\s*\d*|new (?:text|microsoft|word|document).*|untitled.{0,8}|documents?\s*\d*|docx?\s*\d*)$";
    // A word: two characters of Chinese, or three letters.
    WORD = r"\p{Han}{2}|[A-Za-z]{3}|\p{Alphabetic}{3}";
}

/// Returns what a file's or a page's name of a plan says as a title; none where it says nothing: a
/// number, or a name that a program made up.
#[must_use]
pub fn title_of_name(name: &str) -> Option<String> {
    let is = |name: &str, pattern: Option<&Regex>| pattern.is_some_and(|p| p.is_match(name));
    let name = without(name, COPY.as_ref());
    (is(&name, WORD.as_ref()) && !is(&name, NOBODYS.as_ref())).then_some(name)
}

/// Returns what a page's heading of one of its plans says as a title: 篇二 behind it is the page's.
#[must_use]
pub fn title_of_heading(heading: &str) -> Option<String> {
    title_of_name(&without(&without(heading, COUNTED.as_ref()), COUNTING.as_ref()))
}

/// Returns such a title without making the plan, and so without its unit.
#[must_use]
pub fn named_unmade(imported: &Imported, year: YearNumber) -> Text {
    named(&super::build::empty(imported, year))
}

/// Returns a name without what a pattern finds in it.
fn without(name: &str, pattern: Option<&Regex>) -> String {
    let bare = pattern.map_or_else(|| name.into(), |p| p.replace(name.trim(), ""));
    bare.trim().to_owned()
}

/// Returns a title in words for a plan that has none: its unit, its period, its kind.
#[must_use]
pub fn named(plan: &Plan) -> Text {
    let language = plan.language;
    let period = match (language, plan.period) {
        (Language::ZhCn, Period::Year(year)) => format!("{}年", year.number()),
        (_, period) => crate::locale::words::period(language, period),
    };
    let kind = match (language, plan.kind) {
        (Language::ZhCn, PlanKind::General) => "工作计划".to_owned(),
        (Language::En, PlanKind::General) => "Work plan".to_owned(),
        (_, kind) => crate::locale::plan_kind_name(language, kind),
    };
    Text::new(&match language {
        Language::ZhCn => format!("{}{period}{kind}", plan.unit),
        Language::En => format!("{} {kind}, {period}", plan.unit).trim().to_owned(),
    })
}
