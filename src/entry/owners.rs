//! Owners as people write them: `王芳、陈晓（协办）`, `协办：综合部`.

use std::ops::Range;

use super::names::NameKind;
use crate::model::OwnerRole;

/// An owner as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where in the text, in bytes, with what belongs to it.
    pub range: Range<usize>,
    /// The name.
    pub name: String,
    /// The role, where one is written.
    pub role: Option<OwnerRole>,
}

/// Words for a role, Chinese and English.
const ROLES: [(OwnerRole, &[&str]); 4] = [
    (
        OwnerRole::Responsible,
        &[
            "负责",
            "主办",
            "牵头",
            "责任",
            "责任人",
            "主责",
            "负责人",
            "responsible",
            "lead",
            "leads",
            "owner",
        ],
    ),
    (
        OwnerRole::Helps,
        &[
            "协办", "协助", "配合", "参与", "协同", "helps", "help", "supports", "support", "assists",
            "assist",
        ],
    ),
    (OwnerRole::Approves, &["审批", "审核", "批准", "审定", "approves", "approve", "approval"]),
    (
        OwnerRole::Watches,
        &["督办", "监督", "督导", "督查", "跟踪", "watches", "watch", "oversees", "oversight"],
    ),
];

/// Reads a word for a role.
#[must_use]
pub fn role_words(word: &str) -> Option<OwnerRole> {
    let word = word.trim().to_lowercase();
    ROLES.iter().find_map(|(role, words)| words.contains(&word.as_str()).then_some(*role))
}

/// Reads the owners in a text. A role before a colon holds for the names behind it as well, until
/// the next one; a role in brackets holds for its name only.
#[must_use]
pub fn read_owners(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut role = None;
    let mut start = 0;
    let ends =
        text.match_indices(['、', '，', ',', '；', ';', '\n']).chain(std::iter::once((text.len(), "")));
    for (end, separator) in ends {
        let Some(piece) = text.get(start..end) else { continue };
        let (prefix, rest) = match piece.split_once([':', '：']) {
            Some((word, rest)) if role_words(word).is_some() => (role_words(word), rest),
            _ => (None, piece),
        };
        role = prefix.or(role);
        let (name, own) = bracketed_role(rest.trim());
        if !name.is_empty() {
            found.push(Written { range: start..end, name: name.to_owned(), role: own.or(role) });
        }
        start = end + separator.len();
    }
    found
}

/// Takes a role in brackets off a name.
fn bracketed_role(text: &str) -> (&str, Option<OwnerRole>) {
    let inner = text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    match inner {
        Some((name, word)) if role_words(word).is_some() => (name.trim(), role_words(word)),
        _ => (text, None),
    }
}

/// Says what a name that nobody knows looks like. It orders what is offered; it decides nothing.
#[must_use]
pub fn likely_kind(name: &str) -> NameKind {
    let lower = name.to_lowercase();
    let department = ["部", "科", "室", "中心", "处", "支行", "分行", "网点", "组", "营业厅"];
    if department.iter().any(|end| name.ends_with(end))
        || ["department", "team", "office", "branch", "unit"].iter().any(|end| lower.ends_with(end))
    {
        return NameKind::Department;
    }
    let post =
        ["员", "长", "主管", "经理", "主任", "会计", "总监", "负责人", "顾问", "专人", "助理", "柜员们"];
    let english = ["manager", "officer", "head", "teller", "tellers", "supervisor", "director", "lead"];
    if post.iter().any(|end| name.ends_with(end)) || english.iter().any(|end| lower.ends_with(end)) {
        return NameKind::Post;
    }
    NameKind::Person
}

#[cfg(test)]
mod tests {
    use super::*;
    use OwnerRole::{Approves, Helps, Watches};

    #[test]
    fn roles_are_read_before_and_behind_names() {
        let read = |text: &str| -> Vec<(String, Option<OwnerRole>)> {
            read_owners(text).into_iter().map(|written| (written.name, written.role)).collect()
        };
        let name = |name: &str, role| (name.to_owned(), role);
        assert_eq!(read("王芳"), [name("王芳", None)]);
        assert_eq!(read("王芳（协办）"), [name("王芳", Some(Helps))]);
        assert_eq!(read("王芳(审批)、陈晓"), [name("王芳", Some(Approves)), name("陈晓", None)]);
        assert_eq!(read("协办:王芳"), [name("王芳", Some(Helps))]);
        assert_eq!(
            read("协办：王芳、陈晓；督办：赵磊"),
            [name("王芳", Some(Helps)), name("陈晓", Some(Helps)), name("赵磊", Some(Watches))]
        );
        assert_eq!(read("Li Na (helps), Bob"), [name("Li Na", Some(Helps)), name("Bob", None)]);
        // Brackets that say no role belong to the name.
        assert_eq!(read("王芳（小）"), [name("王芳（小）", None)]);
        assert_eq!(read("、，"), []);
    }
}
