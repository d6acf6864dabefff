//! Which faces a plan is really printed in, before it is printed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::profile::{Profile, Role};
use super::{FontSet, Pages};

/// The faces of a plan's pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preflight {
    /// The roles of the profile and what each gets.
    pub roles: Vec<RoleFace>,
    /// The families that the pages are set in, the one with most characters first.
    pub used: Vec<UsedFace>,
    /// What no face has.
    pub missing: Vec<MissingCharacter>,
}

/// What a role gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleFace {
    /// The role: title, body, level-1 and so on.
    pub role: String,
    /// The family it wishes for most.
    pub wanted: String,
    /// The families of its list that are there.
    pub found: Vec<String>,
    /// The one it gets; none where not one is there, so that the last resort sets it.
    pub used: Option<String>,
    /// Whether that comes with the program.
    pub bundled: bool,
    /// Whether it is another one than wished for.
    pub substitute: bool,
}

/// A family in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsedFace {
    /// The family.
    pub family: String,
    /// Whether it comes with the program.
    pub bundled: bool,
    /// How many characters it sets.
    pub characters: usize,
    /// Where it is in no role and only stands in for single characters: which.
    pub stands_in_for: String,
}

/// A character that no face has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingCharacter {
    /// The character.
    pub character: char,
    /// Its code, such as U+1F600.
    pub code: String,
    /// The pages on which a gap stands for it, counted from 1.
    pub pages: Vec<usize>,
}

impl Preflight {
    /// Looks through pages that were set by a profile with these faces.
    #[must_use]
    pub fn of(pages: &Pages, profile: &Profile, fonts: &FontSet) -> Self {
        let latin = role_face("latin".to_owned(), &profile.latin, fonts);
        let roles = profile.roles().into_iter().map(|(role, style)| role_face(id(role), &style.faces, fonts));
        let roles: Vec<RoleFace> = roles.chain([latin]).collect();
        let in_roles: BTreeSet<&str> = roles.iter().filter_map(|role| role.used.as_deref()).collect();
        let mut used: Vec<UsedFace> = pages
            .faces()
            .iter()
            .map(|(family, set)| UsedFace {
                family: family.clone(),
                bundled: fonts.is_bundled(family),
                characters: set.count,
                stands_in_for: if in_roles.contains(family.as_str()) {
                    String::new()
                } else {
                    set.some.iter().collect()
                },
            })
            .collect();
        used.sort_by(|a, b| b.characters.cmp(&a.characters).then_with(|| a.family.cmp(&b.family)));
        let missing = pages.missing_on().iter().map(|(character, on)| MissingCharacter {
            character: *character,
            code: code(*character),
            pages: on.iter().map(|page| page + 1).collect(),
        });
        Self { roles, used, missing: missing.collect() }
    }
}

/// Returns the code of a character as Unicode writes it: U+9F98.
#[must_use]
pub fn code(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn role_face(role: String, list: &[String], fonts: &FontSet) -> RoleFace {
    let found: Vec<String> = list.iter().filter(|name| fonts.has_family(name)).cloned().collect();
    let used = found.first().cloned();
    let wanted = list.first().cloned().unwrap_or_default();
    RoleFace {
        role,
        bundled: used.as_deref().is_none_or(|name| fonts.is_bundled(name)),
        substitute: used.as_ref() != Some(&wanted),
        wanted,
        found,
        used,
    }
}

fn id(role: Role) -> String {
    match role {
        Role::Title => "title".to_owned(),
        Role::DraftMark => "draft-mark".to_owned(),
        Role::Body => "body".to_owned(),
        Role::Level(level) => format!("level-{level}"),
        Role::RunIn => "run-in".to_owned(),
        Role::Table => "table".to_owned(),
        Role::TableHead => "table-head".to_owned(),
        Role::AttachmentLabel => "attachment-label".to_owned(),
        Role::PageNumber => "page-number".to_owned(),
        Role::Latin => "latin".to_owned(),
    }
}

/// What a family sets on some pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Characters {
    /// How many characters.
    pub(super) count: usize,
    /// Which, up to [`MOST`](Self::MOST) different ones.
    pub(super) some: BTreeSet<char>,
}

impl Characters {
    /// How many characters are named: a family in a role sets thousands, which nobody reads.
    const MOST: usize = 60;

    /// Adds the characters of a stretch of text.
    pub(super) fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            self.count += 1;
            if self.some.len() < Self::MOST {
                self.some.insert(c);
            }
        }
    }
}

/// What each family sets, by its name.
pub(super) type Faces = BTreeMap<String, Characters>;
