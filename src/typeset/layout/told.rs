//! What keeps a plan from being printed in a layout, in words of the interface.

use super::{Lack, Layout, LayoutFault, Remark};
use crate::locale::{Catalogue, words};

impl LayoutFault {
    /// Returns a sentence that says what is wrong and what there is.
    #[must_use]
    pub fn words(&self, catalogue: &Catalogue) -> String {
        let known = catalogue.text("layouts-between");
        let known = Layout::IDS.join(&known);
        match self {
            Self::Unknown { id } => {
                catalogue.with("layouts-unknown", &[("id", id.as_str().into()), ("known", known.into())])
            }
            Self::OwnerMissing => catalogue.text("layouts-owner-missing"),
            Self::NotAMonth { given } => {
                catalogue.with("layouts-not-a-month", &[("given", given.as_str().into())])
            }
        }
    }
}

impl Lack {
    /// Returns sentences that say what the plan lacks, and what to do.
    #[must_use]
    pub fn words(&self, catalogue: &Catalogue) -> String {
        let language = catalogue.language();
        match self {
            Self::Owner { known, .. } if known.is_empty() => catalogue.text("layouts-nobody"),
            Self::Owner { name, known } => {
                let known = known.join(&catalogue.text("layouts-between"));
                catalogue.with("layouts-no-owner", &[("name", name.as_str().into()), ("known", known.into())])
            }
            Self::Month { month, period } => catalogue.with(
                "layouts-outside",
                &[
                    ("month", words::month(language, *month, None).into()),
                    ("period", words::period(language, *period).into()),
                ],
            ),
            Self::Nothing { layout } => {
                let key = match layout {
                    Layout::Prose => "layouts-nothing-prose",
                    Layout::Table => "layouts-nothing-table",
                    Layout::Contract => "layouts-nothing-contract",
                    Layout::Breakdown => "layouts-nothing-breakdown",
                    Layout::Timeline => "layouts-nothing-timeline",
                    Layout::Scores => "layouts-nothing-scores",
                    Layout::Problems => "layouts-nothing-problems",
                    Layout::Actuals => "layouts-nothing-actuals",
                    Layout::Combined => "layouts-nothing-combined",
                    Layout::Mine(_) => "layouts-nothing-mine",
                    Layout::Month(_) => "layouts-nothing-month",
                };
                let name = match layout {
                    Layout::Month(month) => words::month(language, *month, None),
                    Layout::Mine(name) => name.clone(),
                    layout => catalogue.text(layout.key()),
                };
                catalogue.with(key, &[("name", name.into())])
            }
        }
    }
}

impl Remark {
    /// Returns a sentence on the printed figures.
    #[must_use]
    pub fn words(&self, catalogue: &Catalogue) -> String {
        match self {
            Self::WeightsOff { sum } => {
                catalogue.with("layouts-weights-off", &[("sum", sum.normalize().to_string().into())])
            }
        }
    }
}
