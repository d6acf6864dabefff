//! Sections and goals: the outline of a plan.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{GoalId, Indicator, Measure, ParagraphId, SectionId, Text};

/// A line of work, such as service or quality, with what belongs to it in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// What the section is about.
    pub role: SectionRole,
    /// Its heading, without a number; an import may have found none.
    pub heading: Text,
    /// Its contents. Paragraphs before everything else are its leads.
    pub items: Vec<Item>,
}

impl Section {
    /// How many levels sections can have.
    pub const MAX_LEVELS: usize = 3;
}

/// What a section is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SectionRole {
    /// Nothing in particular.
    #[default]
    General,
    /// Service to customers.
    Service,
    /// Quality of the work, internal control and risk.
    Quality,
    /// Staff: recruiting, training, rotation.
    Personnel,
    /// Business and marketing.
    Business,
    /// Supervision, review and reporting.
    Supervision,
    /// A line of work of the plan's own, by its name.
    Own(String),
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// A paragraph without a number.
    Paragraph(Paragraph),
    /// A goal.
    Goal(Arc<Goal>),
    /// A measure without a goal.
    Measure(Arc<Measure>),
    /// A section inside the section.
    Section(Arc<Section>),
}

/// A paragraph without a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its id.
    pub id: ParagraphId,
    /// Its text.
    pub text: Text,
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// What is to be reached; printed as a heading.
    pub text: Text,
    /// Why, in paragraphs.
    pub leads: Vec<Paragraph>,
    /// What it is judged by.
    pub indicators: Vec<Arc<Indicator>>,
    /// How it is to be reached.
    pub measures: Vec<Arc<Measure>>,
}
