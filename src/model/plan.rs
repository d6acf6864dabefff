//! The plan itself.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::tree::{Node, NodeRef};
use super::{
    Counter, Id, MeasureId, Numbering, Part, Period, Person, PersonId, Placeholder, PlaceholderName,
    PlanKind, Section, Text, Who,
};

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its title, as printed.
    pub title: Text,
    /// What sort of plan it is.
    pub kind: PlanKind,
    /// The language it is written and printed in.
    pub language: Language,
    /// The time it is for.
    pub period: Period,
    /// The time its review looks back on, where it has one.
    pub reviewed: Option<Period>,
    /// The unit whose plan it is.
    pub unit: Text,
    /// The department.
    pub department: Text,
    /// Who wrote it.
    pub author: Text,
    /// The post of the author.
    pub post: Text,
    /// The day it bears.
    pub date: Option<NaiveDate>,
    /// How far it has come.
    pub status: PlanStatus,
    /// How its headings and measures are numbered; none leaves it to the page it is printed on.
    #[serde(default)]
    pub numbering: Option<Numbering>,
    /// The people who can own measures.
    pub people: Vec<Arc<Person>>,
    /// The blanks that its texts and quantities name.
    pub placeholders: Vec<Placeholder>,
    /// Its parts, in reading order.
    pub parts: Vec<Part>,
    /// Where the next id comes from.
    pub ids: Counter,
}

/// A language of plans and of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Chinese as written on the mainland.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// Returns the language's tag (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}

/// How far a plan has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlanStatus {
    /// Being written.
    #[default]
    Draft,
    /// Handed in.
    HandedIn,
    /// Approved.
    Approved,
    /// Being worked by.
    InForce,
    /// Over.
    Closed,
}

impl PlanStatus {
    /// Every status, in the order in which a plan passes them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::HandedIn, Self::Approved, Self::InForce, Self::Closed];
}

/// Something about a plan as a whole that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// Two records bear the same id.
    #[error("two records bear the id {id}")]
    IdTwice {
        /// The id.
        id: Id,
    },
    /// A record bears an id that the counter has yet to hand out.
    #[error("id {id} is not below the counter {next}")]
    IdAhead {
        /// The id.
        id: Id,
        /// The number the counter stands at.
        next: u64,
    },
    /// A measure is owned by a person who is not in the list.
    #[error("measure {measure} is owned by person {person}, who is not in the list")]
    UnknownPerson {
        /// The measure.
        measure: MeasureId,
        /// The person.
        person: PersonId,
    },
    /// Sections lie inside each other too deep.
    #[error("section {section} lies deeper than {} levels", Section::MAX_LEVELS)]
    TooDeep {
        /// The deepest section.
        section: Id,
    },
    /// A row of a register has not one cell a column.
    #[error("row {row} of a register has {found} cells for {columns} columns")]
    Cells {
        /// The row.
        row: Id,
        /// How many cells it has.
        found: usize,
        /// How many it should have.
        columns: usize,
    },
    /// Two placeholders have the same name.
    #[error("two blanks are named {name}")]
    PlaceholderTwice {
        /// The name.
        name: PlaceholderName,
    },
}

impl Plan {
    /// Makes a plan with nothing in it.
    #[must_use]
    pub fn empty(language: Language, period: Period) -> Self {
        Self {
            title: Text::default(),
            kind: PlanKind::default(),
            language,
            period,
            reviewed: None,
            unit: Text::default(),
            department: Text::default(),
            author: Text::default(),
            post: Text::default(),
            date: None,
            status: PlanStatus::default(),
            numbering: None,
            people: Vec::new(),
            placeholders: Vec::new(),
            parts: Vec::new(),
            ids: Counter::default(),
        }
    }

    /// Returns the person of this id.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id).map(AsRef::as_ref)
    }

    /// Returns the placeholder of this name.
    #[must_use]
    pub fn placeholder(&self, name: &str) -> Option<&Placeholder> {
        self.placeholders.iter().find(|placeholder| placeholder.name.as_str() == name)
    }

    /// Looks for what cannot be in the plan as a whole: ids that clash or run ahead of the counter,
    /// owners that are not in the list, sections too deep, uneven registers, blanks named alike.
    ///
    /// # Errors
    /// The first such fault in reading order.
    pub fn validate(&self) -> Result<(), PlanFault> {
        let mut seen = HashSet::new();
        let mut check_id = |id: Id| {
            if !self.ids.is_ahead_of(id) {
                Err(PlanFault::IdAhead { id, next: self.ids.next_number() })
            } else if seen.insert(id) {
                Ok(())
            } else {
                Err(PlanFault::IdTwice { id })
            }
        };
        let people: HashSet<PersonId> = self.people.iter().map(|person| person.id).collect();
        for person in &self.people {
            check_id(person.id.id())?;
        }
        self.try_walk(&mut |node, level| {
            check_id(node.id())?;
            match node {
                NodeRef::Measure(measure) => {
                    for owner in &measure.owners {
                        if let Who::Person(person) = owner.who
                            && !people.contains(&person)
                        {
                            return Err(PlanFault::UnknownPerson { measure: measure.id, person });
                        }
                    }
                }
                NodeRef::Section(section) if level >= Section::MAX_LEVELS => {
                    return Err(PlanFault::TooDeep { section: section.id.id() });
                }
                NodeRef::Part(Part::Register(register)) => {
                    for row in &register.rows {
                        if row.cells.len() != register.columns.len() {
                            return Err(PlanFault::Cells {
                                row: row.id.id(),
                                found: row.cells.len(),
                                columns: register.columns.len(),
                            });
                        }
                    }
                }
                NodeRef::Section(_)
                | NodeRef::Part(_)
                | NodeRef::Goal(_)
                | NodeRef::Indicator(_)
                | NodeRef::Paragraph(_)
                | NodeRef::Problem(_)
                | NodeRef::ScoreRow(_)
                | NodeRef::RedLine(_)
                | NodeRef::Cause(_)
                | NodeRef::RegisterRow(_)
                | NodeRef::Person(_) => {}
            }
            Ok(())
        })?;
        let mut names = HashSet::new();
        for placeholder in &self.placeholders {
            if !names.insert(&placeholder.name) {
                return Err(PlanFault::PlaceholderTwice { name: placeholder.name.clone() });
            }
        }
        Ok(())
    }

    /// Returns the record of this id, by itself: what a copy or a removal takes.
    #[must_use]
    pub fn node(&self, id: Id) -> Option<Node> {
        self.find(id).map(NodeRef::to_owned_node)
    }
}
