//! The page that a command prints on: its profile and its faces.

use super::Failure;
use crate::file;
use crate::model::Language;
use crate::typeset::profiles::PROFILE_FOLDER;
use crate::typeset::{FontSet, Profile, Profiles, SystemFaces};

/// Returns the profiles there are, a person's own among them.
pub(super) fn profiles() -> Profiles {
    file::settings_folder().map_or_else(Profiles::bundled, |folder| {
        Profiles::with_folder(&folder.join(PROFILE_FOLDER))
    })
}

/// Looks whether there is a profile of this id, before anything is done.
pub(super) fn known(profiles: &Profiles, id: Option<&String>) -> Result<(), Failure> {
    match id {
        Some(id) if profiles.get(id).is_none() => Err(Failure::NoProfile {
            id: id.clone(),
            known: profiles.all().iter().map(|profile| profile.id.clone()).collect(),
            broken: profiles.broken().to_vec(),
        }),
        Some(_) | None => Ok(()),
    }
}

/// Returns the profile of this id, or that of the language.
pub(super) fn profile(profiles: &Profiles, id: Option<&String>, language: Language) -> Profile {
    let chosen = id.and_then(|id| profiles.get(id)).cloned();
    chosen.unwrap_or_else(|| profiles.of_language(language))
}

/// Returns the faces for a profile: the computer's first, or only those that come with the program.
pub(super) fn faces(profile: &Profile, bundled: bool) -> FontSet {
    if bundled { FontSet::bundled() } else { FontSet::with_system(&SystemFaces::installed(), &[profile]) }
}
