//! Parts of their own kind: a look back, a list of problems.
//!
//! A section becomes one only where nothing of it is lost on the way; else it stays a section.

use super::marker::patterns;
use crate::model::{Counter, Item, Paragraph, Part, PartId, Problem, Problems, Review, Section, Text};

patterns! {
    PROBLEMS = r"^(?:目前|当前|工作中)?(?:存在|主要)?(?:的|着)?(?:主要|突出)?(?:问题|不足|困难)(?:和|与|及)?(?:的|主要)?(?:问题|不足|困难|差距)?$|^(?:目前|当前|工作中)?存在(?:的|着)?.{0,6}(?:问题|不足|困难|差距)$";
    LOOKS_BACK = r"回顾|总结|完成情况|开展情况|发展情况|运行情况|主要成效|主要业绩|取得的成绩|工作成效|指标完成";
    LOOKS_AHEAD = r"计划|打算|安排|要点|措施|思路|规划|目标";
}

fn is(pattern: &std::sync::LazyLock<Option<regex::Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// Tells whether a heading is about what was, and not about what is to come.
pub(super) fn looks_back(heading: &str) -> bool {
    is(&LOOKS_BACK, heading) && !is(&LOOKS_AHEAD, heading)
}

/// Makes a part of a section: a list of problems, a look back (where the plan looks ahead in another
/// section), or the section as it is.
pub(super) fn of_section(section: &Section, looks_ahead: bool, ids: &mut Counter) -> Option<Part> {
    let heading = section.heading.as_str();
    if is(&PROBLEMS, heading)
        && let Some(problems) = problems(section, ids)
    {
        return Some(Part::Problems(problems.into()));
    }
    if looks_ahead && looks_back(heading) {
        let review = Review {
            id: PartId::new(ids.take()),
            heading: section.heading.clone(),
            items: section.items.clone(),
            results: Vec::new(),
        };
        return Some(Part::Review(review.into()));
    }
    None
}

/// Makes a list of problems of plain items, with paragraphs before them at most.
fn problems(section: &Section, ids: &mut Counter) -> Option<Problems> {
    let mut leads: Vec<Paragraph> = Vec::new();
    let mut texts = Vec::new();
    for item in &section.items {
        match item {
            Item::Paragraph(paragraph) if texts.is_empty() => leads.push(paragraph.clone()),
            Item::Measure(measure) => {
                let plain = measure.measures.is_empty()
                    && measure.paragraphs.is_empty()
                    && measure.title.is_empty()
                    && measure.owners.is_empty()
                    && measure.indicators.is_empty();
                if !plain {
                    return None;
                }
                texts.push(measure.text.clone());
            }
            Item::Paragraph(_) | Item::Goal(_) | Item::Section(_) => return None,
        }
    }
    if texts.is_empty() {
        return None;
    }
    let id = PartId::new(ids.take());
    let problems = texts
        .into_iter()
        .map(|text| Problem {
            id: PartId::new(ids.take()),
            text,
            cause: Text::default(),
            countermeasure: Text::default(),
            answered_by: Vec::new(),
        })
        .collect();
    Some(Problems { id, heading: section.heading.clone(), leads, problems })
}
