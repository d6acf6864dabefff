//! L15, L21: figures that do not add up: the parts of a target, and weights.

use rust_decimal::Decimal;

use super::{Finding, Level, Proposal, Reason};
use crate::model::split::Against;
use crate::model::tree::NodeRef;
use crate::model::{Indicator, Part, Plan, ScoreTable, Weight, query};

/// L15: splits over quarters or months that do not make their target.
pub(super) fn splits(plan: &Plan, findings: &mut Vec<Finding>) {
    plan.walk(&mut |node| {
        let NodeRef::Indicator(indicator) = node else { return };
        let Some((split, target)) = indicator.split.as_ref().zip(indicator.target.as_ref()) else { return };
        let Some(Against::Worse(off)) = split.against(target) else { return };
        findings.push(Finding {
            rule: "L15",
            level: Level::Warning,
            place: Some(indicator.id.id()),
            reason: Reason::SplitOff { off, unit: indicator.unit.clone() },
            proposal: Some(Proposal::SpreadAgain),
        });
    });
}

/// L21: weights of a goal that make more than 100, and those of a score table that do not make 100.
pub(super) fn weights(plan: &Plan, findings: &mut Vec<Finding>) {
    let mut add = |place, sum, proposal| {
        findings.push(Finding {
            rule: "L21",
            level: Level::Warning,
            place: Some(place),
            reason: Reason::WeightsOff { sum },
            proposal: Some(proposal),
        });
    };
    plan.walk(&mut |node| match node {
        NodeRef::Goal(goal) => {
            let sum = query::sum_of_weights(goal.indicators.iter().map(AsRef::as_ref));
            if sum > Decimal::ONE_HUNDRED {
                add(goal.id.id(), sum, Proposal::LowerWeights);
            }
        }
        NodeRef::Part(Part::Scores(table)) => {
            let (sum, weighed) = score_weights(plan, table);
            if weighed && sum != Decimal::ONE_HUNDRED {
                add(table.id.id(), sum, Proposal::MakeHundred);
            }
        }
        _ => {}
    });
}

/// Returns the sum of a score table's weights, and whether every row has one.
fn score_weights(plan: &Plan, table: &ScoreTable) -> (Decimal, bool) {
    let of = |row: &crate::model::ScoreRow| -> Option<Weight> {
        row.weight.or_else(|| {
            let indicator: &Indicator = match plan.find(row.indicator?.id())? {
                NodeRef::Indicator(indicator) => indicator,
                _ => return None,
            };
            indicator.weight
        })
    };
    let weights: Vec<Option<Weight>> = table.rows.iter().map(of).collect();
    let sum = weights.iter().flatten().map(|weight| weight.points()).sum();
    (sum, !weights.is_empty() && weights.iter().all(Option::is_some))
}
