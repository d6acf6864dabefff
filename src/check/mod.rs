//! What stands in the way of handing a plan in.
//!
//! Rules are kept in families, one file each: what is still blank (`blanks`), what a measure lacks
//! (`measures`), what comes before what (`order`), what a review leaves unsaid (`reviews`) and what
//! does not add up (`sums`). A rule yields [`Finding`]s, whose reasons and proposals are values; the words
//! for them are made in `words` alone.
//!
//! Limits: the rules read what is written, they know nothing of the bank. Parts that look back are
//! asked neither for owners nor for times.

mod blanks;
mod marks;
mod measures;
mod order;
mod reviews;
mod sums;
mod words;

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::model::{Id, MeasureId, PlaceholderName, Plan, PlanKind};

pub use words::{Places, words};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The plan cannot be handed in so.
    Error,
    /// Whoever reads the plan will ask.
    Warning,
    /// Worth a look.
    Note,
}

impl Level {
    /// Returns the level's id, as the command line writes it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, such as `L01`.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// The record it lies in; none means the plan itself.
    pub place: Option<Id>,
    /// What is wrong.
    pub reason: Reason,
    /// What to do about it.
    pub proposal: Option<Proposal>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A blank is still open.
    OpenBlank {
        /// Its name.
        name: String,
    },
    /// A text has a mark where something is to be filled in, such as `20xx` or `X月X日`.
    OpenMark {
        /// The mark with what belongs to it.
        mark: String,
    },
    /// Nobody owns a measure.
    NoOwner,
    /// Those named at a measure only help, approve or watch.
    NobodyResponsible,
    /// A measure has no time.
    NoTime,
    /// The time of a measure is words that name none.
    UnclearTime {
        /// The words.
        words: String,
    },
    /// Measures wait for each other.
    Ring {
        /// Each waits for the next one, the last one for the first.
        measures: Vec<MeasureId>,
    },
    /// A measure begins, or is due, before one is done that it comes after.
    BeginsTooEarly {
        /// The one that is done too late.
        before: MeasureId,
    },
    /// The parts of a target do not make it.
    SplitOff {
        /// By how much they make more, or less if negative.
        off: Decimal,
        /// The unit.
        unit: String,
    },
    /// A result of a review has no actual value.
    NoActual,
    /// Weights do not make 100, or make more.
    WeightsOff {
        /// What they make.
        sum: Decimal,
    },
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// Fill the blank of this name, here and everywhere.
    FillBlank {
        /// Its name.
        name: PlaceholderName,
    },
    /// Write what the mark stands for.
    ReplaceMark,
    /// Name an owner.
    NameOwner,
    /// Make one of those named answer for it.
    NameResponsible,
    /// Give a date, a span or a cadence.
    SetTime,
    /// Take one of the predecessors away.
    BreakRing,
    /// Move one of the two.
    MoveDates,
    /// Enter what was reached.
    EnterActual,
    /// Spread the target anew, or change it.
    SpreadAgain,
    /// Make the weights smaller.
    LowerWeights,
    /// Have the weights make 100.
    MakeHundred,
}

/// A rule: reads a plan and adds what it finds.
type Rule = fn(&Plan, &mut Vec<Finding>);

/// Every rule.
const RULES: &[Rule] = &[
    blanks::open_blanks,
    marks::open_marks,
    measures::owners,
    measures::times,
    order::predecessors,
    reviews::actuals,
    sums::splits,
    sums::weights,
];

/// Asks every rule and returns what they find, in reading order: the plan itself first, people
/// last, and at one place in the order of the rules.
#[must_use]
pub fn check(plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule(plan, &mut findings);
    }
    let mut order: HashMap<Id, usize> = HashMap::new();
    plan.walk(&mut |node| {
        let next = order.len();
        order.insert(node.id(), next);
    });
    // None sorts first; whatever is not among the parts, such as people, comes last.
    findings.sort_by_key(|finding| {
        (finding.place.map(|id| order.get(&id).copied().unwrap_or(usize::MAX)), finding.rule)
    });
    findings
}

/// Returns a level made milder for kinds of plans that are not measured by owners and dates: one
/// person's own, a post's duties, a training scheme.
fn by_kind(plan: &Plan, level: Level) -> Level {
    match plan.kind {
        PlanKind::PersonalAnnual | PlanKind::Teller | PlanKind::CmTraining | PlanKind::CmFunctions => {
            Level::Note
        }
        PlanKind::General
        | PlanKind::AcctThreeGrips
        | PlanKind::FinanceCashier
        | PlanKind::SettlementInternalControl
        | PlanKind::CreditManagement
        | PlanKind::SupervisorInternalControl
        | PlanKind::CorporateMarketing
        | PlanKind::SavingsDeposit
        | PlanKind::ServiceQualitySkillTest
        | PlanKind::Security
        | PlanKind::BranchHalfYearReview
        | PlanKind::BranchComprehensive
        | PlanKind::Pip
        | PlanKind::NewBranchPreparation
        | PlanKind::ExecutionPlan
        | PlanKind::ResponsibilityContract
        | PlanKind::RetailQuarterly
        | PlanKind::ComplianceAnnual
        | PlanKind::ComplaintCaseStudy
        | PlanKind::CorporateAnnual
        | PlanKind::ForeignTradeAnnual
        | PlanKind::SalesDepartmentAnnual => level,
    }
}
