//! Measures: what is done, by whom, by when, and how it went.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Indicator, MeasureId, Paragraph, PersonId, Progress, Text, When};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// A run-in title, printed before the text without its own line; may be empty.
    pub title: Text,
    /// What is to be done.
    pub text: Text,
    /// Further paragraphs of the same measure.
    pub paragraphs: Vec<Paragraph>,
    /// Its parts, in order.
    pub measures: Vec<Arc<Measure>>,
    /// Who does it, in order.
    pub owners: Vec<Owner>,
    /// When it is due.
    pub when: Option<When>,
    /// What it is judged by.
    pub indicators: Vec<Arc<Indicator>>,
    /// What it needs.
    pub needs: Needs,
    /// What can go wrong.
    pub risk: Risk,
    /// The measures that must be done before it starts.
    pub after: Vec<MeasureId>,
    /// The rule, letter or document it comes from.
    pub source: Text,
    /// How it stands.
    pub status: MeasureStatus,
    /// How much is done.
    pub progress: Progress,
    /// Dated entries, oldest first.
    pub log: Vec<LogEntry>,
    /// The occurrences of its cadence that were dealt with, by day.
    pub ticks: Vec<Tick>,
}

impl Measure {
    /// Makes a measure that has only a text.
    #[must_use]
    pub fn new(id: MeasureId, text: Text) -> Self {
        Self {
            id,
            title: Text::default(),
            text,
            paragraphs: Vec::new(),
            measures: Vec::new(),
            owners: Vec::new(),
            when: None,
            indicators: Vec::new(),
            needs: Needs::default(),
            risk: Risk::default(),
            after: Vec::new(),
            source: Text::default(),
            status: MeasureStatus::default(),
            progress: Progress::default(),
            log: Vec::new(),
            ticks: Vec::new(),
        }
    }

    /// Returns the run-in title, or else the text: what stands for the measure in lists.
    #[must_use]
    pub fn label(&self) -> &Text {
        if self.title.is_empty() { &self.text } else { &self.title }
    }
}

/// Somebody with a part in a measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Owner {
    /// Who.
    pub who: Who,
    /// Which part.
    pub role: OwnerRole,
}

/// Who can own a measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Who {
    /// A person of the plan's list.
    Person(PersonId),
    /// Whoever holds a post.
    Post(Text),
    /// A department or unit.
    Department(Text),
}

/// The part of an owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OwnerRole {
    /// Answers for it.
    #[default]
    Responsible,
    /// Helps.
    Helps,
    /// Approves it.
    Approves,
    /// Watches over it.
    Watches,
}

/// What a measure needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// People, rooms, devices, papers.
    pub resources: Text,
    /// Money, in yuan.
    pub budget: Option<Decimal>,
}

/// What can go wrong with a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// What could happen.
    pub risk: Text,
    /// What is done then.
    pub fallback: Text,
}

/// How a measure stands. Whether it is late follows from its time and the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MeasureStatus {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    Running,
    /// Done.
    Done,
    /// Given up.
    Cancelled,
}

/// A dated note on a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// The day.
    pub on: NaiveDate,
    /// What happened.
    pub text: Text,
}

/// An occurrence of a cadence that was dealt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The day the occurrence was due.
    pub due: NaiveDate,
    /// The day it was done; none means it was left out on purpose.
    pub done: Option<NaiveDate>,
    /// A remark.
    pub remark: Text,
}
