//! The layouts that can be chosen, and what else is known by an id.

use chrono::Datelike;

use crate::model::Month;

/// The id of the layout in paragraphs.
pub const PROSE: &str = "prose";

/// A layout that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutKind {
    /// As an official document in paragraphs.
    Prose,
    /// Every measure as a row.
    Table,
    /// Measures as bars over the period.
    Timeline,
    /// What is to be done in one month.
    Month,
    /// As a letter of responsibility.
    Contract,
    /// What one owner has to do.
    Mine,
    /// Targets and measures by quarter and month.
    Breakdown,
    /// Indicators with weights, to be scored.
    Scores,
    /// Problems with what is done about them.
    Problems,
    /// Targets against what was reached.
    Actuals,
    /// In paragraphs, with the tables attached.
    Combined,
}

impl LayoutKind {
    /// Every layout, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Prose,
        Self::Table,
        Self::Timeline,
        Self::Month,
        Self::Contract,
        Self::Mine,
        Self::Breakdown,
        Self::Scores,
        Self::Problems,
        Self::Actuals,
        Self::Combined,
    ];

    /// Returns its id, without what is asked for besides.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Prose => PROSE,
            Self::Table => "table",
            Self::Timeline => "timeline",
            Self::Month => "month",
            Self::Contract => "contract",
            Self::Mine => "mine",
            Self::Breakdown => "breakdown",
            Self::Scores => "scores",
            Self::Problems => "problems",
            Self::Actuals => "actuals",
            Self::Combined => "combined",
        }
    }

    /// Returns the key of its name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Prose => "layout-prose",
            Self::Table => "layout-table",
            Self::Timeline => "layout-timeline",
            Self::Month => "layout-month",
            Self::Contract => "layout-contract",
            Self::Mine => "layout-mine",
            Self::Breakdown => "layout-breakdown",
            Self::Scores => "layout-scores",
            Self::Problems => "layout-problems",
            Self::Actuals => "layout-actuals",
            Self::Combined => "layout-combined",
        }
    }

    /// Returns the layout of an id, with or without what is asked for besides.
    #[must_use]
    pub fn of_id(layout: &str) -> Option<Self> {
        let name = layout.split_once(':').map_or(layout, |(name, _)| name);
        Self::ALL.into_iter().find(|kind| kind.id() == name)
    }

    /// Tells whether an owner or a month is asked for besides.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Mine | Self::Month)
    }
}

/// The roles whose faces are listed, by the names that typesetting gives them, and the keys of their
/// names in the catalogue.
pub const FACE_ROLES: [(&str, &str); 6] = [
    ("title", "print-role-title"),
    ("body", "print-role-body"),
    ("level-1", "print-role-level-1"),
    ("level-2", "print-role-level-2"),
    ("latin", "print-role-latin"),
    ("page-number", "print-role-page-number"),
];

/// Returns the key of what people call a face; none where its family's name is what they say.
#[must_use]
pub fn face_key(family: &str) -> Option<&'static str> {
    Some(match family {
        "FZXiaoBiaoSong-B05S" => "print-face-biaosong-fz",
        "FangSong_GB2312" => "print-face-fangsong-gb",
        "FangSong" => "print-face-fangsong",
        "KaiTi_GB2312" => "print-face-kaiti-gb",
        "KaiTi" => "print-face-kaiti",
        "SimHei" => "print-face-simhei",
        "SimSun" => "print-face-simsun",
        "Jihua BiaoSong" => "print-face-own-biaosong",
        "Jihua Song" => "print-face-own-song",
        "Jihua Hei" => "print-face-own-hei",
        _ => return None,
    })
}

/// Returns the key of a bundled profile's name in the catalogue.
#[must_use]
pub fn profile_key(id: &str) -> Option<&'static str> {
    Some(match id {
        "gbt9704" => "print-profile-gbt9704",
        "office" => "print-profile-office",
        "compact" => "print-profile-compact",
        "letter" => "print-profile-letter",
        "english" => "print-profile-english",
        _ => return None,
    })
}

impl crate::session::Session {
    /// Returns the names of everyone who has a part in a measure, in reading order.
    #[must_use]
    pub fn print_owners(&self) -> Vec<String> {
        let Some(plan) = self.plan() else { return Vec::new() };
        let mut names: Vec<String> = Vec::new();
        for owner in crate::model::query::measures(plan).iter().flat_map(|measure| &measure.owners) {
            let name = crate::locale::words::who(plan, &owner.who).to_string();
            if !name.trim().is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Returns the months of the plan.
    #[must_use]
    pub fn print_months(&self) -> Vec<Month> {
        let Some(plan) = self.plan() else { return Vec::new() };
        let span = plan.period.span();
        let (mut year, mut month) = (span.first().year(), span.first().month());
        let mut months = Vec::new();
        while (year, month) <= (span.last().year(), span.last().month()) && months.len() < MOST_MONTHS {
            months.extend(Month::new(year, month));
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        months
    }

    /// Tells whether the layout can have a cover and a table of contents.
    #[must_use]
    pub fn can_have_front(&self) -> bool {
        let kind = LayoutKind::of_id(&self.choices().layout);
        matches!(kind, Some(LayoutKind::Prose | LayoutKind::Combined))
    }
}

/// The most months that are offered.
const MOST_MONTHS: usize = 60;
