//! The parts of a plan.

use std::num::NonZeroU8;

use chrono::NaiveDate;

use super::macros::{choice, names, record};
use super::{Days, Indicator, Item, Measure, Number, Paragraph, Quantity, Section};
use crate::model;

choice! {
    /// One part of a plan.
    Part {
        Opening(Prose),
        Section(Section),
        Review(Review),
        Problems(Problems),
        Scores(ScoreTable),
        Contract(Contract),
        Improvement(Improvement),
        Register(Register),
        Attachment(Attachment),
        Closing(Prose),
        SignOff(SignOff),
    }
}

record! {
    /// Paragraphs that stand by themselves.
    Prose placed {
        id: u64,
        ;
        paragraphs: Vec<Paragraph>,
    }
}

record! {
    /// A look back.
    Review placed {
        id: u64,
        ;
        heading: String,
        items: Vec<Item>,
        results: Vec<Indicator>,
    }
}

record! {
    /// Problems with their answers.
    #[expect(clippy::struct_field_names, reason = "the model's names")]
    Problems placed {
        id: u64,
        ;
        heading: String,
        leads: Vec<Paragraph>,
        problems: Vec<Problem>,
    }
}

record! {
    /// One problem.
    Problem placed {
        id: u64,
        ;
        text: String,
        cause: String,
        countermeasure: String,
        answered_by: Vec<u64>,
    }
}

record! {
    /// Indicators with weights, standards and scores.
    ScoreTable placed {
        id: u64,
        ;
        heading: String,
        rows: Vec<ScoreRow>,
        coefficients: Vec<CoefficientBand>,
        pay: Vec<Paragraph>,
    }
}

record! {
    /// One row of a score table.
    ScoreRow placed {
        id: u64,
        ;
        indicator: Option<u64>,
        name: String,
        weight: Option<Number>,
        standard: String,
        score: Option<Number>,
    }
}

record! {
    /// A band of scores with its coefficient.
    CoefficientBand {
        from: Number,
        coefficient: Number,
        ;
    }
}

record! {
    /// An agreement between two parties.
    Contract placed {
        id: u64,
        ;
        heading: String,
        first: Party,
        second: Party,
        term: Option<Days>,
        duties: Vec<Paragraph>,
        red_lines: Vec<RedLine>,
        clauses: Vec<Paragraph>,
        copies: Option<NonZeroU8>,
    }
}

record! {
    /// A party of a contract.
    #[derive(Default)]
    Party {
        ;
        name: String,
        post: String,
        person: String,
    }
}

record! {
    /// Something forbidden, with what follows.
    RedLine placed {
        id: u64,
        ;
        text: String,
        consequence: String,
    }
}

record! {
    /// One person's improvement in six steps.
    Improvement placed {
        id: u64,
        cycle: NonZeroU8,
        ;
        heading: String,
        employee: String,
        manager: String,
        gap: Gap,
        causes: Vec<Cause>,
        worth: String,
        methods: Vec<Paragraph>,
        steps: Vec<Measure>,
        follow_up: Vec<Paragraph>,
    }
}

record! {
    /// What is required against what is the case.
    #[derive(Default)]
    Gap {
        ;
        required: String,
        actual: String,
        difference: Option<Quantity>,
        unit: String,
    }
}

record! {
    /// A cause of a gap.
    Cause placed {
        id: u64,
        at: CauseAt,
        ;
        text: String,
    }
}

names! {
    /// Where a cause lies.
    CauseAt = model::CauseAt { Employee, Manager, Surroundings }
}

record! {
    /// Rows of named columns.
    Register placed {
        id: u64,
        ;
        heading: String,
        columns: Vec<String>,
        rows: Vec<RegisterRow>,
    }
}

record! {
    /// One row of a register.
    RegisterRow placed {
        id: u64,
        ;
        cells: Vec<String>,
    }
}

record! {
    /// Something attached, on pages of its own.
    Attachment placed {
        id: u64,
        ;
        heading: String,
        paragraphs: Vec<Paragraph>,
    }
}

record! {
    /// Whose plan it is, and of which day.
    SignOff placed {
        id: u64,
        ;
        name: String,
        on: Option<NaiveDate>,
    }
}
