//! A change that is taken over, as edits.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::compare::{Change, Diff, Field, Kind, What};
use crate::edit::{BatchName, Edit, IndicatorValue, MeasureValue, Place, PlanValue, TextField, apply};
use crate::model::tree::NodeRef;
use crate::model::{Id, Plan};

/// The most changes that are made one by one; of more, the whole plan takes the place of the old one.
const MOST: usize = 60;

/// Returns the edit that makes the taken plan of the present one: small edits where they do it, so
/// that history and journal stay small, or else the whole plan.
pub(super) fn edit(
    diff: &Diff,
    now: &Arc<Plan>,
    other: &Plan,
    chosen: &BTreeSet<usize>,
    taken: &Plan,
    name: BatchName,
) -> Edit {
    let whole = || Edit::Batch { name, edits: vec![Edit::ReplacePlan(Arc::new(taken.clone()))] };
    let all = diff.with_their_own(now, other, chosen);
    if all.len() > MOST {
        return whole();
    }
    let changes: Vec<&Change> = all.iter().filter_map(|index| diff.changes.get(*index)).collect();
    let Some(edits) = small(&changes, now, taken) else { return whole() };
    let edit = Edit::Batch { name, edits };
    match apply(now, &edit) {
        Ok(made) if says_the_same(&made, taken) => edit,
        Ok(_) | Err(_) => whole(),
    }
}

/// Tells whether two plans are equal but for the counter, which may have moved on.
fn says_the_same(a: &Plan, b: &Plan) -> bool {
    let mut b = b.clone();
    b.ids = a.ids;
    *a == b
}

fn small(changes: &[&Change], now: &Plan, taken: &Plan) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut known: BTreeSet<Id> = BTreeSet::new();
    now.walk(&mut |node| {
        known.insert(node.id());
    });
    known.extend(now.people.iter().map(|person| person.id.id()));
    // What comes is what the taken plan has and this one has not, the outermost of it.
    let mut new = Vec::new();
    taken.walk(&mut |node| {
        if !known.contains(&node.id()) {
            new.push(node.id());
        }
    });
    new.extend(taken.people.iter().map(|person| person.id.id()).filter(|id| !known.contains(id)));
    // People first: what comes with them may name them.
    new.sort_by_key(|id| taken.person(crate::model::PersonId::new(*id)).is_none());
    let outermost: Vec<Id> = new
        .iter()
        .copied()
        .filter(|id| {
            taken.place(*id).is_some_and(|(slot, _)| slot.parent.is_none_or(|parent| !new.contains(&parent)))
        })
        .collect();
    for id in outermost {
        let (slot, index) = taken.place(id)?;
        edits.push(Edit::Insert { slot, index, node: Box::new(taken.node(id)?) });
    }
    let mut removed = Vec::new();
    for change in changes {
        match &change.what {
            What::Added { .. } if matches!(change.kind, Kind::Blank | Kind::Column) => return None,
            What::Added { .. } => {}
            What::Removed { inside } => match change.old {
                Some(id) if !inside => removed.push(id),
                Some(_) => {}
                None => return None,
            },
            What::Moved { .. } => {
                let id = change.old?;
                let (to, index) = taken.place(id)?;
                edits.push(Edit::Move { id, to, index });
            }
            What::Changed { field, .. } => edits.push(changed(change, *field, taken)?),
        }
    }
    edits.extend(removed.into_iter().map(Edit::Remove));
    Some(edits)
}

/// Returns the edit that makes a record's field say what it says in the taken plan.
fn changed(change: &Change, field: Field, taken: &Plan) -> Option<Edit> {
    if change.kind == Kind::Plan {
        let text = |field, text| Some(Edit::set_text(Place::plan(field), text));
        return match field {
            Field::Title => text(TextField::Title, &taken.title),
            Field::Unit => text(TextField::Unit, &taken.unit),
            Field::Department => text(TextField::Department, &taken.department),
            Field::Author => text(TextField::Author, &taken.author),
            Field::Post => text(TextField::Post, &taken.post),
            Field::Kind => Some(Edit::SetPlan(PlanValue::Kind(taken.kind))),
            Field::Language => Some(Edit::SetPlan(PlanValue::Language(taken.language))),
            Field::Period => Some(Edit::SetPlan(PlanValue::Period(taken.period))),
            Field::Reviewed => Some(Edit::SetPlan(PlanValue::Reviewed(taken.reviewed))),
            Field::Date => Some(Edit::SetPlan(PlanValue::Date(taken.date))),
            Field::Status => Some(Edit::SetPlan(PlanValue::Status(taken.status))),
            Field::Numbering => Some(Edit::SetPlan(PlanValue::Numbering(taken.numbering))),
            _ => None,
        };
    }
    let id = change.old?;
    let text = |field, text| Some(Edit::set_text(Place::of(id, field), text));
    match taken.find(id)? {
        NodeRef::Section(section) => match field {
            Field::Heading => text(TextField::Heading, &section.heading),
            Field::Role => Some(Edit::SetSectionRole(section.id, section.role.clone())),
            _ => None,
        },
        NodeRef::Goal(goal) => text(TextField::Text, &goal.text),
        NodeRef::Paragraph(paragraph) => text(TextField::Text, &paragraph.text),
        NodeRef::Measure(measure) => {
            let value = match field {
                Field::Title => return text(TextField::Title, &measure.title),
                Field::Text => return text(TextField::Text, &measure.text),
                Field::Resources => return text(TextField::Resources, &measure.needs.resources),
                Field::Risk => return text(TextField::Risk, &measure.risk.risk),
                Field::Fallback => return text(TextField::Fallback, &measure.risk.fallback),
                Field::Source => return text(TextField::Source, &measure.source),
                Field::Owners => MeasureValue::Owners(measure.owners.clone()),
                Field::When => MeasureValue::When(measure.when.clone()),
                Field::Status => MeasureValue::Status(measure.status),
                Field::Progress => MeasureValue::Progress(measure.progress),
                Field::Budget => MeasureValue::Budget(measure.needs.budget),
                Field::After => MeasureValue::After(measure.after.clone()),
                Field::Log => MeasureValue::Log(measure.log.clone()),
                Field::Ticks => MeasureValue::Ticks(measure.ticks.clone()),
                _ => return None,
            };
            Some(Edit::SetMeasure(measure.id, value))
        }
        NodeRef::Indicator(indicator) => {
            let value = match field {
                Field::Name => return text(TextField::Name, &indicator.name),
                Field::Standard => return text(TextField::Standard, &indicator.standard),
                Field::Formula => return text(TextField::Formula, &indicator.formula),
                Field::Source => return text(TextField::Source, &indicator.source),
                Field::Unit => IndicatorValue::Unit(indicator.unit.clone()),
                Field::Base => IndicatorValue::Base(indicator.base.clone()),
                Field::Target => IndicatorValue::Target(indicator.target.clone()),
                Field::Split => IndicatorValue::Split(indicator.split.clone()),
                Field::Readings => IndicatorValue::Readings(indicator.readings.clone()),
                Field::Weight => IndicatorValue::Weight(indicator.weight),
                _ => return None,
            };
            Some(Edit::SetIndicator(indicator.id, value))
        }
        // Other records have fields without an edit of their own: their part is put in place whole.
        NodeRef::Part(_)
        | NodeRef::Problem(_)
        | NodeRef::ScoreRow(_)
        | NodeRef::RedLine(_)
        | NodeRef::Cause(_)
        | NodeRef::RegisterRow(_) => {
            let round = taken.lineage(id).first().copied()?;
            let part = taken.parts.iter().find(|part| part.id() == round)?;
            Some(Edit::ReplacePart(part.clone()))
        }
        NodeRef::Person(_) => None,
    }
}
