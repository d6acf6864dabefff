//! Measures.

use chrono::NaiveDate;

use super::macros::{choice, names, record};
use super::{Indicator, Number, Paragraph, When};
use crate::model;

record! {
    /// One thing to do.
    Measure placed {
        id: u64,
        ;
        title: String,
        text: String,
        paragraphs: Vec<Paragraph>,
        owners: Vec<Owner>,
        when: Option<When>,
        indicators: Vec<Indicator>,
        measures: Vec<Measure>,
        needs: Needs,
        risk: Risk,
        after: Vec<u64>,
        source: String,
        status: MeasureStatus,
        progress: u8,
        log: Vec<LogEntry>,
        ticks: Vec<Tick>,
    }
}

record! {
    /// Somebody with a part in a measure.
    Owner {
        who: Who,
        ;
        role: OwnerRole,
    }
}

choice! {
    /// Who can own a measure.
    Who {
        Person(u64),
        Post(String),
        Department(String),
    }
}

names! {
    /// The part of an owner.
    #[derive(Default)]
    OwnerRole = model::OwnerRole { #[default] Responsible, Helps, Approves, Watches }
}

record! {
    /// What a measure needs.
    #[derive(Default)]
    Needs {
        ;
        resources: String,
        budget: Option<Number>,
    }
}

record! {
    /// What can go wrong with a measure.
    #[derive(Default)]
    Risk {
        ;
        risk: String,
        fallback: String,
    }
}

names! {
    /// How a measure stands.
    #[derive(Default)]
    MeasureStatus = model::MeasureStatus { #[default] Open, Running, Done, Cancelled }
}

record! {
    /// A dated note on a measure.
    LogEntry {
        on: NaiveDate,
        text: String,
        ;
    }
}

record! {
    /// An occurrence of a cadence that was dealt with.
    Tick {
        due: NaiveDate,
        ;
        done: Option<NaiveDate>,
        remark: String,
    }
}
