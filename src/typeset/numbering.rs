//! Numbering styles: how the levels of headings and measures are numbered.
//!
//! A profile says it level by level; these are the usual ways as a whole, to be put over any profile
//! for one plan. Faces and sizes of the levels stay as the profile has them.

use super::profile::{Level, Numerals, Profile};

/// A usual way to number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// 一、 （一） 1. （1） ① (GB/T 9704-2012, 7.3.3).
    Official,
    /// 1　 1.1　 1.1.1　 1.1.1.1　 and so on.
    Decimal,
    /// 第一节　 一、 （一） 1. （1）.
    Sections,
    /// As the official one, but what lies in a measure is told in its paragraph: 一是…；二是….
    Told,
    /// 第一， （一） 1. （1） ①.
    Ordinal,
}

impl Numbering {
    /// Every way with its id.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Official, "official"),
        (Self::Decimal, "decimal"),
        (Self::Sections, "sections"),
        (Self::Told, "told"),
        (Self::Ordinal, "ordinal"),
    ];

    /// Returns the way of this id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == id).map(|(way, _)| *way)
    }

    /// Numbers the levels of a profile this way. Levels that it lacks get the face of its last one.
    pub fn apply(self, profile: &mut Profile) {
        use Numerals::{Arabic, Chinese, Circled};
        let levels: &[(Numerals, &str, &str)] = match self {
            Self::Official | Self::Told => {
                &[(Chinese, "", "、"), (Chinese, "（", "）"), (Arabic, "", "."), (Arabic, "（", "）"), (Circled, "", "")]
            }
            Self::Decimal => &[(Arabic, "", "\u{2002}"); 5],
            Self::Sections => {
                &[(Chinese, "第", "节\u{3000}"), (Chinese, "", "、"), (Chinese, "（", "）"), (Arabic, "", "."), (Arabic, "（", "）")]
            }
            Self::Ordinal => {
                &[(Chinese, "第", "，"), (Chinese, "（", "）"), (Arabic, "", "."), (Arabic, "（", "）"), (Circled, "", "")]
            }
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
