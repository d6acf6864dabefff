//! Sections and goals.

use serde::{Deserialize, Serialize};

use super::macros::{choice, record};
use super::{Indicator, Invalid, Measure, Wire};
use crate::model;

record! {
    /// A line of work.
    Section placed {
        id: u64,
        ;
        role: SectionRole,
        heading: String,
        items: Vec<Item>,
    }
}

/// What a section is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum SectionRole {
    #[default]
    General,
    Service,
    Quality,
    Personnel,
    Business,
    Supervision,
    Own(String),
}

impl Wire<model::SectionRole> for SectionRole {
    fn from_model(model: &model::SectionRole) -> Self {
        match model {
            model::SectionRole::General => Self::General,
            model::SectionRole::Service => Self::Service,
            model::SectionRole::Quality => Self::Quality,
            model::SectionRole::Personnel => Self::Personnel,
            model::SectionRole::Business => Self::Business,
            model::SectionRole::Supervision => Self::Supervision,
            model::SectionRole::Own(name) => Self::Own(name.clone()),
        }
    }

    fn into_model(self) -> Result<model::SectionRole, Invalid> {
        Ok(match self {
            Self::General => model::SectionRole::General,
            Self::Service => model::SectionRole::Service,
            Self::Quality => model::SectionRole::Quality,
            Self::Personnel => model::SectionRole::Personnel,
            Self::Business => model::SectionRole::Business,
            Self::Supervision => model::SectionRole::Supervision,
            Self::Own(name) => model::SectionRole::Own(name),
        })
    }
}

choice! {
    /// One thing in a section.
    #[expect(clippy::large_enum_variant, reason = "lives only until it is the model's, which is shared")]
    Item {
        Paragraph(Paragraph),
        Goal(Goal),
        Measure(Measure),
        Section(Section),
    }
}

record! {
    /// A paragraph without a number.
    Paragraph placed {
        id: u64,
        text: String,
        ;
    }
}

record! {
    /// What is to be reached.
    Goal placed {
        id: u64,
        ;
        text: String,
        leads: Vec<Paragraph>,
        indicators: Vec<Indicator>,
        measures: Vec<Measure>,
    }
}
