//! Ways of numbering headings and measures, by level.

use serde::{Deserialize, Serialize};

/// A usual way to number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Official, Self::Decimal, Self::Sections, Self::Told, Self::Ordinal];

    /// Returns the way's id, as the command line writes it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Decimal => "decimal",
            Self::Sections => "sections",
            Self::Told => "told",
            Self::Ordinal => "ordinal",
        }
    }

    /// Returns the way of this id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.id() == id)
    }
}
