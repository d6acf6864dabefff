//! Numbering styles: how the levels of headings and measures are numbered.
//!
//! A profile says it level by level; these are the usual ways as a whole, to be put over any profile
//! for one plan. Faces and sizes of the levels stay as the profile has them.

use std::borrow::Cow;

use super::profile::{Level, Numerals, Profile};
use crate::model::{Numbering, Plan};

/// Returns a profile with the way of numbering that a plan has of its own.
pub(crate) fn numbered<'a>(profile: &'a Profile, plan: &Plan) -> Cow<'a, Profile> {
    let Some(numbering) = plan.numbering else { return Cow::Borrowed(profile) };
    let mut own = profile.clone();
    numbering.apply(&mut own);
    Cow::Owned(own)
}

impl Numbering {
    /// Numbers the levels of a profile this way. Levels that it lacks get the face of its last one.
    pub fn apply(self, profile: &mut Profile) {
        use Numerals::{Arabic, Chinese, Circled};
        let levels: &[(Numerals, &str, &str)] = match self {
            Self::Official | Self::Told => &[
                (Chinese, "", "、"),
                (Chinese, "（", "）"),
                (Arabic, "", "."),
                (Arabic, "（", "）"),
                (Circled, "", ""),
            ],
            Self::Decimal => &[(Arabic, "", "\u{2002}"); 5],
            Self::Sections => &[
                (Chinese, "第", "节\u{3000}"),
                (Chinese, "", "、"),
                (Chinese, "（", "）"),
                (Arabic, "", "."),
                (Arabic, "（", "）"),
            ],
            Self::Ordinal => &[
                (Chinese, "第", "，"),
                (Chinese, "（", "）"),
                (Arabic, "", "."),
                (Arabic, "（", "）"),
                (Circled, "", ""),
            ],
        };
        let Some(last) = profile.levels.last().cloned() else { return };
        let level = |index: usize| {
            let (numerals, before, after) = *levels.get(index).or(levels.last())?;
            let style = profile.levels.get(index).unwrap_or(&last).style.clone();
            let told = self == Self::Told && index == TOLD_LEVEL;
            Some(Level {
                style,
                numerals: if told { Chinese } else { numerals },
                before: if told { String::new() } else { before.to_owned() },
                after: if told { "是".to_owned() } else { after.to_owned() },
                joined: self == Self::Decimal,
                run_on: told,
            })
        };
        profile.levels = (0..levels.len().max(profile.levels.len())).filter_map(level).collect();
    }
}

/// The level of what lies in a measure.
const TOLD_LEVEL: usize = 3;
