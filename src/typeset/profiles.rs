//! The profiles there are: those that come with the program, as `assets/profiles/*.profile.ron`, and
//! those that a person keeps as files of the same kind.
//!
//! A person's profile with the id of a bundled one takes its place. A file that cannot be read, or by
//! which nothing can be printed, is left out and named with the place of its fault.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::profile::{Profile, ProfileFault};
use crate::model::Language;

/// How the names of profiles' files end, behind a dot.
pub const PROFILE_EXTENSION: &str = "profile.ron";

/// The folder of profiles in the folder of settings.
pub const PROFILE_FOLDER: &str = "profiles";

/// The most bytes that a profile is read from.
const MOST_BYTES: u64 = 1 << 20;

const TEXTS: [(&str, &str); Profile::BUILT_IN.len()] = [
    ("gbt9704", include_str!("../../assets/profiles/gbt9704.profile.ron")),
    ("office", include_str!("../../assets/profiles/office.profile.ron")),
    ("compact", include_str!("../../assets/profiles/compact.profile.ron")),
    ("letter", include_str!("../../assets/profiles/letter.profile.ron")),
    ("english", include_str!("../../assets/profiles/english.profile.ron")),
];

static BUNDLED: LazyLock<Vec<Profile>> =
    LazyLock::new(|| TEXTS.iter().filter_map(|(_, text)| parse(text).ok()).collect());

/// Returns the profiles that come with the program.
pub(super) fn bundled() -> &'static [Profile] {
    &BUNDLED
}

/// Returns a profile that is surely there.
#[expect(clippy::expect_used, reason = "a test reads every file that comes with the program")]
pub(super) fn known(id: &str) -> Profile {
    let found = bundled().iter().find(|profile| profile.id == id);
    found.cloned().expect("the file is part of the program")
}

/// A text that is no profile.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProfileTextFault {
    /// It is not written as a profile is.
    #[error("line {line}, column {column}: {what}")]
    Text {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// Nothing can be printed by it.
    #[error(transparent)]
    Numbers(#[from] ProfileFault),
    /// The file cannot be read, or is far too long.
    #[error("it cannot be read")]
    Unreadable,
}

/// A profile's file that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenProfile {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: ProfileTextFault,
}

/// Reads a profile.
///
/// # Errors
/// The text is no profile, or nothing can be printed by it.
pub fn parse(text: &str) -> Result<Profile, ProfileTextFault> {
    let profile: Profile = ron::from_str(text).map_err(|error| ProfileTextFault::Text {
        line: error.span.start.line,
        column: error.span.start.col,
        what: error.code.to_string(),
    })?;
    profile.check()?;
    Ok(profile)
}

/// The bundled profiles and a person's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Profiles {
    list: Vec<Profile>,
    /// How many of them are bundled and not replaced; they come first.
    own_from: usize,
    broken: Vec<BrokenProfile>,
}

impl Profiles {
    /// Returns the profiles that come with the program.
    #[must_use]
    pub fn bundled() -> Self {
        Self { list: bundled().to_vec(), own_from: bundled().len(), broken: Vec::new() }
    }

    /// Returns the profiles that come with the program and those in a folder, in the order of their
    /// files' names. A folder that is not there has none.
    #[must_use]
    pub fn with_folder(folder: &Path) -> Self {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        let ending = format!(".{PROFILE_EXTENSION}");
        let named = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).map(|name| name.ends_with(&ending));
        paths.retain(|path| named(path).unwrap_or(false));
        paths.sort();
        let mut own: Vec<Profile> = Vec::new();
        let mut broken = Vec::new();
        for path in paths {
            match read(&path) {
                // Of two with one id, the first holds.
                Ok(profile) if own.iter().all(|known| known.id != profile.id) => own.push(profile),
                Ok(_) => {}
                Err(fault) => broken.push(BrokenProfile { path, fault }),
            }
        }
        let mut list = bundled().to_vec();
        list.retain(|profile| own.iter().all(|replaced| replaced.id != profile.id));
        let own_from = list.len();
        list.extend(own);
        Self { list, own_from, broken }
    }

    /// Returns all of them, the bundled ones first.
    #[must_use]
    pub fn all(&self) -> &[Profile] {
        &self.list
    }

    /// Returns the profile of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Profile> {
        self.list.iter().find(|profile| profile.id == id)
    }

    /// Returns the profile that plans in a language are printed in unless another is chosen.
    #[must_use]
    pub fn of_language(&self, language: Language) -> Profile {
        let own = self.get(Profile::default_id(language)).cloned();
        own.unwrap_or_else(|| Profile::of_language(language))
    }

    /// Tells whether a profile of this id is a person's own.
    #[must_use]
    pub fn is_own(&self, id: &str) -> bool {
        self.list.iter().skip(self.own_from).any(|profile| profile.id == id)
    }

    /// Returns the files that were left out.
    #[must_use]
    pub fn broken(&self) -> &[BrokenProfile] {
        &self.broken
    }
}

fn read(path: &Path) -> Result<Profile, ProfileTextFault> {
    let length = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    if length > MOST_BYTES {
        return Err(ProfileTextFault::Unreadable);
    }
    parse(&std::fs::read_to_string(path).map_err(|_unread| ProfileTextFault::Unreadable)?)
}

/// Returns the text of a bundled profile under another id, with its remarks, for a person to change;
/// none where there is no such profile or the id cannot be one: letters, digits, `-` and `_`, one to
/// forty of them.
#[must_use]
pub fn copied(id: &str, new_id: &str) -> Option<String> {
    let fits = (1..=40).contains(&new_id.chars().count())
        && new_id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let (_, text) = TEXTS.iter().find(|(known, _)| *known == id)?;
    fits.then(|| text.replacen(&format!("id: \"{id}\""), &format!("id: \"{new_id}\""), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_profile_can_be_read_and_copied() {
        for (id, text) in TEXTS {
            let profile = parse(text).unwrap_or_else(|fault| panic!("{id}: {fault}"));
            assert_eq!(profile.id, id);
            let copy = parse(&copied(id, "我的-1").unwrap()).unwrap();
            assert_eq!(copy, Profile { id: "我的-1".to_owned(), ..profile });
        }
        assert_eq!(bundled().len(), TEXTS.len());
        assert_eq!(copied("gbt9704", "a b"), None);
        assert_eq!(copied("gbt9704", ""), None);
        assert_eq!(copied("nothing", "a"), None);
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let text = copied("gbt9704", "house").unwrap();
        let wrong = text.replace("size_pt: 22.0", "size_pt: big");
        let line = wrong.lines().position(|line| line.contains("big")).unwrap() + 1;
        match parse(&wrong) {
            Err(ProfileTextFault::Text { line: found, column, .. }) => {
                assert_eq!(found, line);
                assert!(column > 1);
            }
            other => panic!("{other:?}"),
        }
        let unknown = text.replace("sign_off:", "sign_of:");
        assert!(matches!(parse(&unknown), Err(ProfileTextFault::Text { .. })));
        let impossible = text.replace("size_pt: 22.0", "size_pt: 220.0");
        assert!(matches!(parse(&impossible), Err(ProfileTextFault::Numbers(_))));
    }
}
