//! The layouts that can be chosen, as cards.

use chrono::Datelike;

use crate::model::Month;

/// A layout that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutCard {
    /// Its id, without what is asked for besides.
    pub id: &'static str,
    /// The key of its name in the catalogue.
    pub key: &'static str,
    /// What is asked for besides.
    pub asks: Asks,
}

/// What a layout asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// An owner.
    Owner,
    /// A month of the plan.
    Month,
}

/// Returns the layouts there are, in the order in which they are shown.
#[must_use]
pub const fn layout_cards() -> &'static [LayoutCard] {
    &[LayoutCard { id: "prose", key: "print-layout-prose", asks: Asks::Nothing }]
}

/// Returns the card of a layout.
#[must_use]
pub fn card_of(layout: &str) -> Option<&'static LayoutCard> {
    let name = layout.split_once(':').map_or(layout, |(name, _)| name);
    layout_cards().iter().find(|card| card.id == name)
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
        false
    }
}

/// The most months that are offered.
const MOST_MONTHS: usize = 60;
