//! Making a change, whole or not at all.

use std::collections::HashSet;

use crate::model::fill::{self, FillFault};
use crate::model::order;
use crate::model::tree::{Node, NodeMut, NodeRef, Slot};
use crate::model::{
    Counter, Id, MeasureId, Part, Placeholder, PlaceholderKind, PlaceholderName, Plan, PlanFault, Quantity,
    Text, Who,
};

use super::batch::{self, Ways};
use super::{Edit, IndicatorValue, MeasureValue, Place, PlanValue, TextField};

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The record is gone.
    #[error("there is no record {id}")]
    NoRecord {
        /// Its id.
        id: Id,
    },
    /// The record has no such text or value.
    #[error("record {id:?} has no {field:?}")]
    NoField {
        /// The record; none for the plan.
        id: Option<Id>,
        /// The text.
        field: TextField,
    },
    /// The list is not there or does not take such a record.
    #[error("the record does not fit into {slot:?} at {index}")]
    NoFit {
        /// The list.
        slot: Slot,
        /// The index.
        index: usize,
    },
    /// A record cannot be moved into itself.
    #[error("record {id} cannot be moved into itself")]
    IntoItself {
        /// The record.
        id: Id,
    },
    /// Measures would wait for each other for ever.
    #[error("measures wait for each other: {ring:?}")]
    Ring {
        /// The measures, each waiting for the next one, the last one for the first.
        ring: Vec<MeasureId>,
    },
    /// A person who owns measures cannot be removed.
    #[error("person {id} owns {measures} measures")]
    Owns {
        /// The person.
        id: Id,
        /// How many measures.
        measures: usize,
    },
    /// The blank cannot be filled so.
    #[error(transparent)]
    Fill(#[from] FillFault),
    /// The plan has no blank of this name.
    #[error("there is no blank named {name}")]
    NoBlank {
        /// The name.
        name: PlaceholderName,
    },
    /// The plan would be one that cannot be.
    #[error(transparent)]
    Plan(#[from] PlanFault),
}

/// Makes a change on a copy of the plan and returns the copy.
///
/// # Errors
/// The change cannot be made; nothing has changed.
pub fn apply(plan: &Plan, edit: &Edit) -> Result<Plan, EditError> {
    let mut copy = plan.clone();
    change(&mut copy, edit, &Ways::default())?;
    if changes_structure(edit) {
        copy.validate()?;
    }
    Ok(copy)
}

/// Tells whether an edit can break what holds for the plan as a whole. Writing a text cannot, and it
/// is what happens at every key.
fn changes_structure(edit: &Edit) -> bool {
    match edit {
        Edit::SetText { .. }
        | Edit::SetPlan(_)
        | Edit::SetSectionRole(..)
        | Edit::SetIndicator(..)
        | Edit::FillBlank { .. } => false,
        Edit::SetMeasure(_, value) => matches!(value, MeasureValue::Owners(_)),
        Edit::ReplacePart(_)
        | Edit::Insert { .. }
        | Edit::Remove(_)
        | Edit::Move { .. }
        | Edit::ReplacePlan(_)
        | Edit::DeclareBlank(_) => true,
        Edit::Batch { edits, .. } => edits.iter().any(changes_structure),
    }
}

/// Makes a change; records are found by their ways, where those are noted.
pub(super) fn change(plan: &mut Plan, edit: &Edit, ways: &Ways) -> Result<(), EditError> {
    match edit {
        Edit::SetText { at, text } => set_text(plan, *at, text, ways),
        Edit::SetPlan(value) => {
            set_plan(plan, value);
            Ok(())
        }
        Edit::SetSectionRole(id, role) => match ways.node_mut(plan, id.id()) {
            Some(NodeMut::Section(section)) => {
                section.role = role.clone();
                Ok(())
            }
            _ => Err(EditError::NoRecord { id: id.id() }),
        },
        Edit::SetMeasure(id, MeasureValue::After(after)) => {
            no_new_ring(plan, *id, after)?;
            match plan.node_mut(id.id()) {
                Some(NodeMut::Measure(measure)) => {
                    measure.after.clone_from(after);
                    Ok(())
                }
                _ => Err(EditError::NoRecord { id: id.id() }),
            }
        }
        Edit::SetMeasure(id, value) => match ways.node_mut(plan, id.id()) {
            Some(NodeMut::Measure(measure)) => {
                match value.clone() {
                    MeasureValue::Owners(owners) => measure.owners = owners,
                    MeasureValue::When(when) => measure.when = when,
                    MeasureValue::Status(status) => measure.status = status,
                    MeasureValue::Progress(progress) => measure.progress = progress,
                    MeasureValue::Budget(budget) => measure.needs.budget = budget,
                    // Set above, where rings are refused.
                    MeasureValue::After(_) => {}
                    MeasureValue::Log(log) => measure.log = log,
                    MeasureValue::Ticks(ticks) => measure.ticks = ticks,
                }
                Ok(())
            }
            _ => Err(EditError::NoRecord { id: id.id() }),
        },
        Edit::SetIndicator(id, value) => match ways.node_mut(plan, id.id()) {
            Some(NodeMut::Indicator(indicator)) => {
                match value.clone() {
                    IndicatorValue::Unit(unit) => indicator.unit = unit,
                    IndicatorValue::Base(base) => indicator.base = base,
                    IndicatorValue::Target(target) => indicator.target = target,
                    IndicatorValue::Split(split) => indicator.split = split,
                    IndicatorValue::Readings(readings) => indicator.readings = readings,
                    IndicatorValue::Weight(weight) => indicator.weight = weight,
                }
                declare_blanks_of(plan, id.id(), ways);
                Ok(())
            }
            _ => Err(EditError::NoRecord { id: id.id() }),
        },
        Edit::ReplacePart(part) => {
            let old = plan
                .parts
                .iter_mut()
                .find(|old| old.id() == part.id())
                .ok_or(EditError::NoRecord { id: part.id() })?;
            *old = part.clone();
            pass_ids(plan, part.id());
            Ok(())
        }
        Edit::Insert { slot, index, node } => {
            let id = node.id();
            plan.insert(*slot, *index, (**node).clone())
                .map_err(|_node| EditError::NoFit { slot: *slot, index: *index })?;
            pass_ids(plan, id);
            declare_blanks_of(plan, id, &Ways::default());
            Ok(())
        }
        Edit::Remove(id) => remove(plan, *id),
        Edit::Move { id, to, index } => {
            if to.parent.is_some_and(|parent| plan.lineage(parent).contains(id)) {
                return Err(EditError::IntoItself { id: *id });
            }
            let node = plan.take(*id).ok_or(EditError::NoRecord { id: *id })?;
            plan.insert(*to, *index, node).map_err(|_node| EditError::NoFit { slot: *to, index: *index })
        }
        Edit::DeclareBlank(placeholder) => {
            match plan.placeholders.iter_mut().find(|known| known.name == placeholder.name) {
                Some(known) => *known = placeholder.clone(),
                None => plan.placeholders.push(placeholder.clone()),
            }
            Ok(())
        }
        Edit::FillBlank { name, value } => {
            let kind = &plan
                .placeholder(name.as_str())
                .ok_or_else(|| EditError::NoBlank { name: name.clone() })?
                .kind;
            let value = fill::parse(kind, value, plan.language)?;
            *plan = fill::apply(plan, name, &value)?;
            Ok(())
        }
        Edit::ReplacePlan(other) => {
            replace_plan(plan, other);
            Ok(())
        }
        Edit::Batch { edits, .. } => batch::apply_all(plan, edits),
    }
}

/// Refuses predecessors that would have measures wait for each other. A ring that is there already, as
/// in a file, may stay while others of its links are changed.
fn no_new_ring(plan: &Plan, id: MeasureId, after: &[MeasureId]) -> Result<(), EditError> {
    let old = match plan.find(id.id()) {
        Some(NodeRef::Measure(measure)) => measure.after.as_slice(),
        _ => &[],
    };
    let new: Vec<MeasureId> = after.iter().copied().filter(|before| !old.contains(before)).collect();
    match order::ring_through(plan, id, &new) {
        Some(ring) => Err(EditError::Ring { ring }),
        None => Ok(()),
    }
}

fn set_plan(plan: &mut Plan, value: &PlanValue) {
    match value {
        PlanValue::Kind(kind) => plan.kind = *kind,
        PlanValue::Language(language) => plan.language = *language,
        PlanValue::Period(period) => plan.period = *period,
        PlanValue::Reviewed(period) => plan.reviewed = *period,
        PlanValue::Date(date) => plan.date = *date,
        PlanValue::Status(status) => plan.status = *status,
        PlanValue::Numbering(numbering) => plan.numbering = *numbering,
    }
}

fn set_text(plan: &mut Plan, at: Place, text: &str, ways: &Ways) -> Result<(), EditError> {
    let text = Text::new(text);
    declare_blanks(plan, &text);
    let no_field = EditError::NoField { id: at.record, field: at.field };
    let Some(id) = at.record else {
        let field = match at.field {
            TextField::Title => &mut plan.title,
            TextField::Unit => &mut plan.unit,
            TextField::Department => &mut plan.department,
            TextField::Author => &mut plan.author,
            TextField::Post => &mut plan.post,
            _ => return Err(no_field),
        };
        *field = text;
        return Ok(());
    };
    let mut node = ways.node_mut(plan, id).ok_or(EditError::NoRecord { id })?;
    match text_mut(&mut node, at.field) {
        Some(field) => {
            *field = text;
            Ok(())
        }
        None => Err(no_field),
    }
}

/// Returns a text of a record. This table, and the one of [`super::node_fields`], are the only places
/// that say which record has which texts.
fn text_mut<'a>(node: &'a mut NodeMut<'_>, field: TextField) -> Option<&'a mut Text> {
    use std::sync::Arc;
    Some(match (node, field) {
        (NodeMut::Section(section), TextField::Heading) => &mut section.heading,
        (NodeMut::Goal(goal), TextField::Text) => &mut goal.text,
        (NodeMut::Paragraph(paragraph), TextField::Text) => &mut paragraph.text,
        (NodeMut::Measure(measure), field) => match field {
            TextField::Title => &mut measure.title,
            TextField::Text => &mut measure.text,
            TextField::Resources => &mut measure.needs.resources,
            TextField::Risk => &mut measure.risk.risk,
            TextField::Fallback => &mut measure.risk.fallback,
            TextField::Source => &mut measure.source,
            TextField::Owner(index) => match &mut measure.owners.get_mut(index)?.who {
                Who::Post(name) | Who::Department(name) => name,
                Who::Person(_) => return None,
            },
            TextField::Entry(index) => &mut measure.log.get_mut(index)?.text,
            TextField::Remark(index) => &mut measure.ticks.get_mut(index)?.remark,
            _ => return None,
        },
        (NodeMut::Indicator(indicator), field) => match field {
            TextField::Name => &mut indicator.name,
            TextField::Standard => &mut indicator.standard,
            TextField::Formula => &mut indicator.formula,
            TextField::Source => &mut indicator.source,
            _ => return None,
        },
        (NodeMut::Problem(problem), field) => match field {
            TextField::Text => &mut problem.text,
            TextField::Cause => &mut problem.cause,
            TextField::Countermeasure => &mut problem.countermeasure,
            _ => return None,
        },
        (NodeMut::ScoreRow(row), TextField::Name) => &mut row.name,
        (NodeMut::ScoreRow(row), TextField::Standard) => &mut row.standard,
        (NodeMut::RedLine(line), TextField::Text) => &mut line.text,
        (NodeMut::RedLine(line), TextField::Consequence) => &mut line.consequence,
        (NodeMut::Cause(cause), TextField::Text) => &mut cause.text,
        (NodeMut::RegisterRow(row), TextField::Cell(index)) => row.cells.get_mut(index)?,
        (NodeMut::Person(person), field) => match field {
            TextField::Name => &mut person.name,
            TextField::Post => &mut person.post,
            TextField::Department => &mut person.department,
            _ => return None,
        },
        (NodeMut::Part(part), field) => match (&mut **part, field) {
            (Part::Review(part), TextField::Heading) => &mut Arc::make_mut(part).heading,
            (Part::Problems(part), TextField::Heading) => &mut Arc::make_mut(part).heading,
            (Part::Scores(part), TextField::Heading) => &mut Arc::make_mut(part).heading,
            (Part::Register(part), TextField::Heading) => &mut Arc::make_mut(part).heading,
            (Part::Register(part), TextField::Column(index)) => Arc::make_mut(part).columns.get_mut(index)?,
            (Part::Attachment(part), TextField::Heading) => &mut Arc::make_mut(part).heading,
            (Part::SignOff(part), TextField::Name) => &mut Arc::make_mut(part).name,
            (Part::Contract(part), field) => match field {
                TextField::Heading => &mut Arc::make_mut(part).heading,
                TextField::FirstParty => &mut Arc::make_mut(part).first.name,
                TextField::SecondParty => &mut Arc::make_mut(part).second.name,
                TextField::FirstPost => &mut Arc::make_mut(part).first.post,
                TextField::FirstPerson => &mut Arc::make_mut(part).first.person,
                TextField::SecondPost => &mut Arc::make_mut(part).second.post,
                TextField::SecondPerson => &mut Arc::make_mut(part).second.person,
                _ => return None,
            },
            (Part::Improvement(part), field) => match field {
                TextField::Heading => &mut Arc::make_mut(part).heading,
                TextField::Employee => &mut Arc::make_mut(part).employee,
                TextField::Manager => &mut Arc::make_mut(part).manager,
                TextField::Required => &mut Arc::make_mut(part).gap.required,
                TextField::Actual => &mut Arc::make_mut(part).gap.actual,
                TextField::Worth => &mut Arc::make_mut(part).worth,
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    })
}

/// Puts another plan in the place of this one. Parts and people that say the same stay shared with the
/// history, and ids that were given out are not given out again.
fn replace_plan(plan: &mut Plan, other: &Plan) {
    let old = std::mem::replace(plan, other.clone());
    for part in &mut plan.parts {
        if let Some(same) = old.parts.iter().find(|old| *old == part) {
            *part = same.clone();
        }
    }
    for person in &mut plan.people {
        if let Some(same) = old.people.iter().find(|old| *old == person) {
            *person = std::sync::Arc::clone(same);
        }
    }
    plan.ids = plan.ids.max(old.ids);
}

/// Moves the counter past the ids of a record that came from elsewhere.
fn pass_ids(plan: &mut Plan, id: Id) {
    let mut ids = plan.ids;
    ids.pass(id);
    if let Some(node) = plan.find(id) {
        pass_ids_in(&mut ids, node);
    }
    plan.ids = ids;
}

/// Moves a counter past the ids of a record and what is in it.
pub(super) fn pass_ids_in(ids: &mut Counter, node: NodeRef<'_>) {
    let Ok(()) = node.try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
        ids.pass(inner.id());
        Ok(())
    });
}

/// Makes the blanks of a text known that are not yet: anything may fill them.
fn declare_blanks(plan: &mut Plan, text: &Text) {
    for name in text.blanks() {
        if plan.placeholder(name).is_none()
            && let Ok(name) = PlaceholderName::new(name)
        {
            plan.placeholders.push(Placeholder { name, kind: PlaceholderKind::Free, hint: Text::default() });
        }
    }
}

/// Makes the blanks known that stand in a record or what it holds, in texts and quantities.
fn declare_blanks_of(plan: &mut Plan, id: Id, ways: &Ways) {
    // The record is shared for a moment, so that the plan can be changed beside it.
    if let Some(node) = ways.node(plan, id).filter(|node| has_blanks(*node)).map(NodeRef::to_owned_node) {
        declare_blanks_in(plan, node.borrow());
    }
}

/// Tells whether a blank stands in a record or what it holds.
fn has_blanks(node: NodeRef<'_>) -> bool {
    let mut has = false;
    let Ok(()) = node.try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
        crate::model::query::node_texts(inner, &mut |text| has |= text.blanks().next().is_some());
        if let NodeRef::Indicator(indicator) = inner {
            has |= indicator.quantities().any(|quantity| matches!(quantity, Quantity::Blank(_)));
        }
        Ok(())
    });
    has
}

/// Makes the blanks known that stand in a record or what it holds.
pub(super) fn declare_blanks_in(plan: &mut Plan, node: NodeRef<'_>) {
    let mut texts = Vec::new();
    let mut amounts = Vec::new();
    {
        let Ok(()) = node.try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
            crate::model::query::node_texts(inner, &mut |text| {
                if text.blanks().next().is_some() {
                    texts.push(text.clone());
                }
            });
            if let NodeRef::Indicator(indicator) = inner {
                amounts.extend(indicator.quantities().filter_map(|quantity| match quantity {
                    Quantity::Blank(name) => Some((name.clone(), indicator.unit.clone())),
                    Quantity::Number(_) => None,
                }));
            }
            Ok(())
        });
    }
    for text in &texts {
        declare_blanks(plan, text);
    }
    for (name, unit) in amounts {
        if plan.placeholder(name.as_str()).is_none() {
            let kind = PlaceholderKind::Amount { unit };
            plan.placeholders.push(Placeholder { name, kind, hint: Text::default() });
        }
    }
}

/// Takes a record out, and with it the links that lead to it or into it: they would lead nowhere.
fn remove(plan: &mut Plan, id: Id) -> Result<(), EditError> {
    if let Some(NodeRef::Person(_)) = plan.find(id) {
        let mut measures = 0;
        plan.walk(&mut |node| {
            if let NodeRef::Measure(measure) = node
                && measure.owners.iter().any(|owner| matches!(owner.who, Who::Person(who) if who.id() == id))
            {
                measures += 1;
            }
        });
        if measures > 0 {
            return Err(EditError::Owns { id, measures });
        }
    }
    let node = plan.take(id).ok_or(EditError::NoRecord { id })?;
    unlink(plan, &ids_in(&node));
    Ok(())
}

/// Takes away the links to records that are gone.
pub(super) fn unlink(plan: &mut Plan, gone: &HashSet<Id>) {
    let mut linked = Vec::new();
    plan.walk(&mut |node| {
        let links = match node {
            NodeRef::Measure(measure) => measure.after.iter().any(|id| gone.contains(&id.id())),
            NodeRef::Problem(problem) => problem.answered_by.iter().any(|id| gone.contains(&id.id())),
            NodeRef::ScoreRow(row) => row.indicator.is_some_and(|id| gone.contains(&id.id())),
            _ => false,
        };
        if links {
            linked.push(node.id());
        }
    });
    for id in linked {
        match plan.node_mut(id) {
            Some(NodeMut::Measure(measure)) => measure.after.retain(|id| !gone.contains(&id.id())),
            Some(NodeMut::Problem(problem)) => problem.answered_by.retain(|id| !gone.contains(&id.id())),
            Some(NodeMut::ScoreRow(row)) => row.indicator = None,
            _ => {}
        }
    }
}

/// Returns the ids of a record and of everything in it.
pub(super) fn ids_in(node: &Node) -> HashSet<Id> {
    let mut ids = HashSet::new();
    let Ok(()) = node.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
        ids.insert(inner.id());
        Ok(())
    });
    ids
}
