//! Joining a record with the one before it, without losing anything.
//!
//! What both records say is written one behind the other; lists are put together; a value that only
//! one of them has is kept. Where both have different values, they are not joined, and the user is
//! told which value it is.

use std::sync::Arc;

use super::Refusal;
use crate::edit::{BatchName, Edit, MeasureValue, Place, TextField};
use crate::locale::words::title_mark;
use crate::model::tree::{List, NodeKind, NodeRef, Slot};
use crate::model::{
    Id, Language, Measure, MeasureId, MeasureStatus, Part, Plan, Problem, Problems, Progress, Text,
};

/// A join that can be made.
#[derive(Debug)]
pub(super) struct Join {
    pub(super) edit: Edit,
    /// The record that is left.
    pub(super) into: Id,
    /// Where the caret goes: between what was there and what came, in characters of the text.
    pub(super) caret: usize,
}

/// Returns the record that is read before another one in the document.
pub(super) fn before(plan: &Plan, id: Id) -> Option<Id> {
    let order = order(plan);
    let at = order.iter().position(|other| *other == id)?;
    order.get(at.checked_sub(1)?).copied()
}

/// Returns the record that is read behind another one in the document.
pub(super) fn behind(plan: &Plan, id: Id) -> Option<Id> {
    let order = order(plan);
    let at = order.iter().position(|other| *other == id)?;
    order.get(at + 1).copied()
}

/// Returns the records as they stand in the document. Indicators of goals and measures stand beside
/// the text, not in it.
fn order(plan: &Plan) -> Vec<Id> {
    fn look(node: NodeRef<'_>, order: &mut Vec<Id>) {
        order.push(node.id());
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
            if list != List::Indicators {
                look(child, order);
            }
            Ok(())
        });
    }
    let mut found = Vec::new();
    for part in &plan.parts {
        look(NodeRef::of_part(part), &mut found);
    }
    found
}

/// Joins a record with the one before it in the document.
///
/// # Errors
/// Why the two cannot be joined.
pub(super) fn join(plan: &Plan, id: Id) -> Result<Join, Refusal> {
    let first = before(plan, id).ok_or(Refusal::NothingToJoin)?;
    let (into, from) = (plan.find(first).ok_or(Refusal::Gone)?, plan.find(id).ok_or(Refusal::Gone)?);
    match (into, from) {
        (NodeRef::Measure(into), NodeRef::Measure(from)) => measures(plan, into, from),
        (NodeRef::Paragraph(into), NodeRef::Measure(from)) => {
            let owner = plan.place(into.id.id()).and_then(|(slot, _)| plan.find(slot.parent?));
            match owner {
                // The last paragraph of a measure: the text goes on there, the rest is the measure's.
                Some(NodeRef::Measure(measure)) if has_more(from) => {
                    let mut edits = rest(plan, measure, from)?;
                    edits.insert(0, append(into.id.id(), &into.text, &whole(plan, from)));
                    edits.push(Edit::Remove(id));
                    Ok(done(edits, into.id.id(), &into.text))
                }
                _ if has_more(from) => Err(Refusal::ParagraphHoldsText),
                _ => {
                    let edits = vec![append(into.id.id(), &into.text, &whole(plan, from)), Edit::Remove(id)];
                    Ok(done(edits, into.id.id(), &into.text))
                }
            }
        }
        (NodeRef::Measure(into), NodeRef::Paragraph(from)) => {
            let edits = vec![append(into.id.id(), &into.text, from.text.as_str()), Edit::Remove(id)];
            Ok(done(edits, into.id.id(), &into.text))
        }
        (NodeRef::Paragraph(into), NodeRef::Paragraph(from)) => {
            let edits = vec![append(into.id.id(), &into.text, from.text.as_str()), Edit::Remove(id)];
            Ok(done(edits, into.id.id(), &into.text))
        }
        (NodeRef::Goal(into), NodeRef::Goal(from)) => {
            // Only where nothing lies between them: then all of the second becomes the first's.
            let mut edits = vec![append(into.id.id(), &into.text, from.text.as_str())];
            let to = into.id.id();
            for (list, ids) in [
                (List::Leads, from.leads.iter().map(|record| record.id.id()).collect::<Vec<_>>()),
                (List::Indicators, from.indicators.iter().map(|record| record.id.id()).collect()),
                (List::Measures, from.measures.iter().map(|record| record.id.id()).collect()),
            ] {
                edits.extend(moves(plan, &ids, Slot { parent: Some(to), list }));
            }
            edits.push(Edit::Remove(id));
            Ok(done(edits, to, &into.text))
        }
        (NodeRef::Problem(into), NodeRef::Problem(from)) => problems(plan, into, from),
        (NodeRef::RedLine(into), NodeRef::RedLine(from)) => {
            let mut edits = vec![append(into.id.id(), &into.text, from.text.as_str())];
            let at = Place::of(into.id, TextField::Consequence);
            edits.extend(added(plan, at, &into.consequence, &from.consequence));
            edits.push(Edit::Remove(id));
            Ok(done(edits, into.id.id(), &into.text))
        }
        (NodeRef::Cause(into), NodeRef::Cause(from)) if into.at == from.at => {
            let edits = vec![append(into.id.id(), &into.text, from.text.as_str()), Edit::Remove(id)];
            Ok(done(edits, into.id.id(), &into.text))
        }
        (NodeRef::Goal(_) | NodeRef::Section(_) | NodeRef::Part(_), _) => Err(Refusal::AfterHeading),
        (_, NodeRef::Goal(_) | NodeRef::Section(_) | NodeRef::Part(_)) => Err(Refusal::HeadingHoldsMore),
        _ => Err(Refusal::RowsDoNotJoin),
    }
}

fn done(edits: Vec<Edit>, into: Id, text: &Text) -> Join {
    let caret = text.as_str().chars().count();
    Join { edit: Edit::Batch { name: BatchName::Join, edits }, into, caret }
}

/// Writes one text behind another. Between words of an alphabet a space is kept.
fn append(into: Id, text: &Text, more: &str) -> Edit {
    Edit::SetText { at: Place::of(into, TextField::Text), text: format!("{text}{more}") }
}

/// Writes one text behind another with a mark between them, where the second says anything.
fn added(plan: &Plan, at: Place, text: &Text, more: &Text) -> Option<Edit> {
    let joined = both(plan, text, more);
    (joined != text.as_str()).then_some(Edit::SetText { at, text: joined })
}

fn both(plan: &Plan, text: &Text, more: &Text) -> String {
    if more.is_empty() || more == text {
        return text.to_string();
    }
    if text.is_empty() {
        return more.to_string();
    }
    let mark = match plan.language {
        Language::ZhCn => "；",
        Language::En => "; ",
    };
    format!("{text}{mark}{more}")
}

/// Returns the title and the text of a measure as one text.
fn whole(plan: &Plan, measure: &Measure) -> String {
    if measure.title.is_empty() {
        return measure.text.as_str().to_owned();
    }
    format!("{}{}{}", measure.title, title_mark(plan.language), measure.text)
}

/// Tells whether a measure has anything but its title and text.
fn has_more(measure: &Measure) -> bool {
    let plain = Measure {
        title: measure.title.clone(),
        text: measure.text.clone(),
        ..Measure::new(measure.id, Text::default())
    };
    plain != *measure
}

fn measures(plan: &Plan, into: &Arc<Measure>, from: &Arc<Measure>) -> Result<Join, Refusal> {
    let mut edits = rest(plan, into, from)?;
    if into.title.is_empty() && into.text.is_empty() && !from.title.is_empty() {
        // Nothing was there to go on behind: the title stays one.
        edits.insert(0, Edit::set_text(Place::of(into.id, TextField::Title), &from.title));
        edits.insert(1, Edit::set_text(Place::of(into.id, TextField::Text), &from.text));
    } else {
        edits.insert(0, append(into.id.id(), &into.text, &whole(plan, from)));
    }
    edits.push(Edit::Remove(from.id.id()));
    Ok(done(edits, into.id.id(), &into.text))
}

/// Returns the value of two, if one of them is nothing in particular or both are the same.
fn either<T: PartialEq + Clone>(
    first: &T,
    second: &T,
    none: &T,
    what: Refusal,
) -> Result<Option<T>, Refusal> {
    if second == none || first == second {
        Ok(None)
    } else if first == none {
        Ok(Some(second.clone()))
    } else {
        Err(what)
    }
}

/// Gives one measure everything of another but its title and text.
fn rest(plan: &Plan, into: &Measure, from: &Measure) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let mut set = |value| edits.push(Edit::SetMeasure(into.id, value));
    let missing: Vec<_> = from.owners.iter().filter(|owner| !into.owners.contains(owner)).cloned().collect();
    if !missing.is_empty() {
        set(MeasureValue::Owners(into.owners.iter().cloned().chain(missing).collect()));
    }
    let ticks_meet = !into.ticks.is_empty() && !from.ticks.is_empty();
    if let Some(when) = either(&into.when, &from.when, &None, Refusal::TimesDiffer)? {
        set(MeasureValue::When(when));
    }
    if let Some(status) =
        either(&into.status, &from.status, &MeasureStatus::default(), Refusal::StatusDiffers)?
    {
        set(MeasureValue::Status(status));
    }
    if let Some(progress) =
        either(&into.progress, &from.progress, &Progress::default(), Refusal::StatusDiffers)?
    {
        set(MeasureValue::Progress(progress));
    }
    if let Some(budget) = either(&into.needs.budget, &from.needs.budget, &None, Refusal::BudgetsDiffer)? {
        set(MeasureValue::Budget(budget));
    }
    if ticks_meet && into.ticks != from.ticks {
        return Err(Refusal::StatusDiffers);
    }
    if into.ticks.is_empty() && !from.ticks.is_empty() {
        set(MeasureValue::Ticks(from.ticks.clone()));
    }
    let after: Vec<_> = into
        .after
        .iter()
        .chain(from.after.iter().filter(|id| !into.after.contains(id)))
        .filter(|id| **id != into.id && **id != from.id)
        .copied()
        .collect();
    if after != into.after {
        set(MeasureValue::After(after));
    }
    if !from.log.is_empty() {
        let mut log = into.log.clone();
        log.extend(from.log.iter().cloned());
        log.sort_by_key(|entry| entry.on);
        set(MeasureValue::Log(log));
    }
    for (field, one, other) in [
        (TextField::Resources, &into.needs.resources, &from.needs.resources),
        (TextField::Risk, &into.risk.risk, &from.risk.risk),
        (TextField::Fallback, &into.risk.fallback, &from.risk.fallback),
        (TextField::Source, &into.source, &from.source),
    ] {
        edits.extend(added(plan, Place::of(into.id, field), one, other));
    }
    // Links that lead to the measure that goes lead to the one that stays.
    plan.walk(&mut |node| match node {
        NodeRef::Measure(measure) if measure.after.contains(&from.id) && measure.id != into.id => {
            let mut after: Vec<_> =
                measure.after.iter().map(|id| if *id == from.id { into.id } else { *id }).collect();
            after.retain(|id| *id != measure.id);
            after.dedup();
            edits.push(Edit::SetMeasure(measure.id, MeasureValue::After(after)));
        }
        _ => {}
    });
    edits.extend(answers_to(plan, from.id, into.id));
    let to = into.id.id();
    let paragraphs: Vec<Id> = from.paragraphs.iter().map(|record| record.id.id()).collect();
    let measures: Vec<Id> = from.measures.iter().map(|record| record.id.id()).collect();
    let indicators: Vec<Id> = from.indicators.iter().map(|record| record.id.id()).collect();
    edits.extend(moves(plan, &paragraphs, Slot { parent: Some(to), list: List::Paragraphs }));
    // Parts of a part take its place; parts of a neighbour go to the end.
    let place = plan.place(from.id.id()).filter(|(slot, _)| slot.parent == Some(to));
    match place {
        Some((slot, index)) => {
            edits.extend(measures.iter().enumerate().map(|(at, id)| Edit::Move {
                id: *id,
                to: slot,
                index: index + at,
            }));
        }
        None => edits.extend(moves(plan, &measures, Slot { parent: Some(to), list: List::Measures })),
    }
    edits.extend(moves(plan, &indicators, Slot { parent: Some(to), list: List::Indicators }));
    Ok(edits)
}

/// Has the problems that one measure answers answered by another.
fn answers_to(plan: &Plan, from: MeasureId, into: MeasureId) -> Vec<Edit> {
    let mut edits = Vec::new();
    for part in &plan.parts {
        let Part::Problems(part) = part else { continue };
        if !part.problems.iter().any(|problem| problem.answered_by.contains(&from)) {
            continue;
        }
        let mut part = Problems::clone(part);
        for problem in &mut part.problems {
            let mut links = Vec::new();
            for id in &problem.answered_by {
                let id = if *id == from { into } else { *id };
                if !links.contains(&id) {
                    links.push(id);
                }
            }
            problem.answered_by = links;
        }
        edits.push(Edit::ReplacePart(Part::Problems(Arc::new(part))));
    }
    edits
}

fn problems(plan: &Plan, into: &Problem, from: &Problem) -> Result<Join, Refusal> {
    let part = plan.parts.iter().find_map(|part| match part {
        Part::Problems(part) if part.problems.iter().any(|problem| problem.id == into.id) => Some(part),
        _ => None,
    });
    let mut part = Problems::clone(part.ok_or(Refusal::Gone)?);
    let gone = part.problems.len();
    part.problems.retain(|problem| problem.id != from.id);
    if part.problems.len() == gone {
        return Err(Refusal::RowsDoNotJoin);
    }
    for problem in part.problems.iter_mut().filter(|problem| problem.id == into.id) {
        problem.text = Text::new(&format!("{}{}", into.text, from.text));
        problem.cause = Text::new(&both(plan, &into.cause, &from.cause));
        problem.countermeasure = Text::new(&both(plan, &into.countermeasure, &from.countermeasure));
        for id in &from.answered_by {
            if !problem.answered_by.contains(id) {
                problem.answered_by.push(*id);
            }
        }
    }
    Ok(done(vec![Edit::ReplacePart(Part::Problems(Arc::new(part)))], into.id.id(), &into.text))
}

fn moves(plan: &Plan, ids: &[Id], to: Slot) -> Vec<Edit> {
    let end = plan.list(to).len();
    ids.iter().enumerate().map(|(at, id)| Edit::Move { id: *id, to, index: end + at }).collect()
}

/// Tells whether a record has a text that a record behind it could be joined to.
pub(super) fn takes_text(node: NodeRef<'_>) -> bool {
    matches!(
        node.kind(),
        NodeKind::Measure | NodeKind::Paragraph | NodeKind::Problem | NodeKind::RedLine | NodeKind::Cause
    )
}
