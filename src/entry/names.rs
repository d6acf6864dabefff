//! Who there is: the people, posts and departments of the plan and of the plans before it.

use serde::{Deserialize, Serialize};

use super::pinyin::{Fit, fit};
use crate::locale::shown;
use crate::model::tree::NodeRef;
use crate::model::{PersonId, Plan, Who};

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameKind {
    /// A person.
    Person,
    /// Whoever holds a post.
    Post,
    /// A department or unit.
    Department,
}

impl NameKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Person, Self::Post, Self::Department];
}

/// A name that was used in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KnownName {
    /// What it names.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// The post of a person; may be empty.
    #[serde(default)]
    pub post: String,
    /// The department of a person; may be empty.
    #[serde(default)]
    pub department: String,
}

/// Somebody who can be made an owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The name, with what is known of it.
    pub known: KnownName,
    /// The person of the plan; none for posts, departments and people of earlier plans.
    pub person: Option<PersonId>,
    /// Whether the plan itself has the name.
    pub is_here: bool,
}

impl Entry {
    /// Returns what tells the entry from others of the same name: post and department.
    #[must_use]
    pub fn detail(&self) -> String {
        [&self.known.department, &self.known.post]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// Everybody who can be made an owner, those of the plan first.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    entries: Vec<Entry>,
}

impl Directory {
    /// Collects who is in a plan, and who was in earlier ones.
    #[must_use]
    pub fn new(plan: &Plan, earlier: &[KnownName]) -> Self {
        let mut entries: Vec<Entry> = plan
            .people
            .iter()
            .map(|person| Entry {
                known: KnownName {
                    kind: NameKind::Person,
                    name: shown(&person.name),
                    post: shown(&person.post),
                    department: shown(&person.department),
                },
                person: Some(person.id),
                is_here: true,
            })
            .filter(|entry| !entry.known.name.trim().is_empty())
            .collect();
        let mut seen: std::collections::HashSet<(NameKind, String)> =
            entries.iter().map(|entry| (NameKind::Person, entry.known.name.clone())).collect();
        for known in names_of(plan).into_iter().filter(|known| known.kind != NameKind::Person) {
            seen.insert((known.kind, known.name.clone()));
            entries.push(Entry { known, person: None, is_here: true });
        }
        for known in earlier {
            if seen.insert((known.kind, known.name.clone())) {
                entries.push(Entry { known: known.clone(), person: None, is_here: false });
            }
        }
        Self { entries }
    }

    /// Returns everybody, those of the plan first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns those of exactly this name, those of the plan before all others: a name that the plan
    /// has is not asked about because an earlier plan had another one alike.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&Entry> {
        let all: Vec<&Entry> = self.entries.iter().filter(|entry| entry.known.name == name).collect();
        let here: Vec<&Entry> = all.iter().copied().filter(|entry| entry.is_here).collect();
        if here.is_empty() { all } else { here }
    }

    /// Returns those whom what was typed fits, by hanzi or pinyin, the best first, at most so many.
    #[must_use]
    pub fn matching(&self, typed: &str, most: usize) -> Vec<&Entry> {
        let mut found: Vec<(Fit, bool, usize, &Entry)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((fit(typed, &entry.known.name)?, !entry.is_here, at, entry)))
            .collect();
        found.sort_by_key(|(fit, earlier, at, _)| (*fit, *earlier, *at));
        found.into_iter().take(most).map(|(.., entry)| entry).collect()
    }
}

/// Returns the names that a plan uses: its people, and the posts and departments among its owners,
/// each once.
#[must_use]
pub fn names_of(plan: &Plan) -> Vec<KnownName> {
    let mut seen = std::collections::HashSet::new();
    let mut names = Vec::new();
    let mut add = |known: KnownName| {
        // A name with a blank in it is no name yet.
        let is_whole = !known.name.trim().is_empty() && !known.name.contains('〔');
        if is_whole && seen.insert((known.kind, known.name.clone())) {
            names.push(known);
        }
    };
    for person in &plan.people {
        add(KnownName {
            kind: NameKind::Person,
            name: shown(&person.name),
            post: shown(&person.post),
            department: shown(&person.department),
        });
    }
    plan.walk(&mut |node| {
        let NodeRef::Measure(measure) = node else { return };
        for owner in &measure.owners {
            let (kind, text) = match &owner.who {
                Who::Person(_) => continue,
                Who::Post(text) => (NameKind::Post, text),
                Who::Department(text) => (NameKind::Department, text),
            };
            add(KnownName { kind, name: shown(text), post: String::new(), department: String::new() });
        }
    });
    names
}
