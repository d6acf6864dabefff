//! The sections and goals of a plan, as what is typed behind `#` names them.

use super::pinyin::{Fit, fit};
use crate::locale::{shown, words};
use crate::model::tree::NodeRef;
use crate::model::{Id, Plan, SectionRole};

/// A section or goal that measures can go into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: Id,
    /// Its heading.
    pub heading: String,
    /// What a section is about, in the plan's language; empty where it is nothing in particular.
    pub role: String,
    /// Whether it is a goal.
    pub is_goal: bool,
    /// Other words for what a section is about.
    also: &'static [&'static str],
}

/// What a typed name is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionIs {
    /// One section or goal.
    Known(Id),
    /// One of several, or none: the best ones first.
    Unknown(Vec<Id>),
}

const fn other_words(role: &SectionRole) -> &'static [&'static str] {
    match role {
        SectionRole::Service => &["服务", "客户", "service"],
        SectionRole::Quality => &["质量", "风险", "内控", "合规", "quality"],
        SectionRole::Personnel => &["队伍", "人员", "人才", "培训", "staff"],
        SectionRole::Business => &["业务", "营销", "business"],
        SectionRole::Supervision => &["监督", "督导", "检查", "supervision"],
        SectionRole::General | SectionRole::Own(_) => &[],
    }
}

/// Collects the sections and goals of a plan in reading order.
#[must_use]
pub fn targets(plan: &Plan) -> Vec<Target> {
    let mut found = Vec::new();
    plan.walk(&mut |node| match node {
        NodeRef::Section(section) => found.push(Target {
            id: section.id.id(),
            heading: shown(&section.heading),
            role: match section.role {
                SectionRole::General => String::new(),
                ref role => words::section_role(plan.language, role),
            },
            is_goal: false,
            also: other_words(&section.role),
        }),
        NodeRef::Goal(goal) => found.push(Target {
            id: goal.id.id(),
            heading: shown(&goal.text),
            role: String::new(),
            is_goal: true,
            also: &[],
        }),
        _ => {}
    });
    found
}

impl Target {
    /// Says how well what was typed fits: headings before roles before pinyin, sections before goals.
    #[must_use]
    pub fn fits(&self, typed: &str) -> Option<(u8, bool)> {
        let lower = typed.to_lowercase();
        let by_role = [self.role.to_lowercase().as_str()]
            .iter()
            .chain(self.also)
            .any(|word| !word.is_empty() && *word == lower);
        let rank = match (fit(typed, &self.heading), by_role) {
            (Some(Fit::Whole), _) => 0,
            (_, true) => 1,
            (Some(Fit::Begins), _) => 2,
            (Some(Fit::Holds), _) => 3,
            (Some(Fit::WholePinyin), _) => 4,
            (Some(Fit::BeginsPinyin), _) => 5,
            (Some(Fit::HoldsPinyin), _) => 6,
            (None, _) => fit(typed, &self.role).filter(|_| !self.role.is_empty()).map(|_| 5)?,
        };
        Some((rank, self.is_goal))
    }
}

/// Returns those that what was typed fits, the best first.
#[must_use]
pub fn matching_targets<'a>(targets: &'a [Target], typed: &str) -> Vec<&'a Target> {
    let mut found: Vec<((u8, bool), usize, &Target)> = targets
        .iter()
        .enumerate()
        .filter_map(|(at, target)| Some((target.fits(typed)?, at, target)))
        .collect();
    found.sort_by_key(|(fit, at, _)| (*fit, *at));
    found.into_iter().map(|(.., target)| target).collect()
}

/// Finds what is meant by a name: one alone that fits best, or else a question.
pub(super) fn find(targets: &[Target], typed: &str) -> SectionIs {
    let best = matching_targets(targets, typed);
    match best.as_slice() {
        [only] => SectionIs::Known(only.id),
        [first, second, ..] if first.fits(typed) != second.fits(typed) => SectionIs::Known(first.id),
        several => SectionIs::Unknown(several.iter().map(|target| target.id).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn every_role_is_found_by_its_own_word() {
        for role in [
            SectionRole::Service,
            SectionRole::Quality,
            SectionRole::Personnel,
            SectionRole::Business,
            SectionRole::Supervision,
        ] {
            for language in Language::ALL {
                let word = words::section_role(language, &role).to_lowercase();
                assert!(other_words(&role).contains(&word.as_str()), "{word}");
            }
        }
    }
}
