//! Where a new record goes, seen from the one that has the focus.

use crate::model::tree::{List, NodeKind, NodeRef, Slot};
use crate::model::{Id, Item, Part, Plan, Section};

/// Returns where a new record of a kind goes: behind the focused record or the nearest one round it
/// that has a list for the kind; without focus, at the end of the plan's last section.
pub(in crate::session) fn place_for(plan: &Plan, focus: Option<Id>, kind: NodeKind) -> Option<(Slot, usize)> {
    if kind == NodeKind::Section {
        return Some(section_place(plan, focus));
    }
    let lineage = focus.map(|id| plan.lineage(id)).unwrap_or_default();
    // From the focused record outwards: a record of the same kind is followed, a record that can
    // hold one takes it at its end.
    for &id in lineage.iter().rev() {
        let node = plan.find(id)?;
        if node.kind() == kind {
            let (slot, index) = plan.place(id)?;
            return Some((slot, index + 1));
        }
        if kind == NodeKind::Goal && node.kind() == NodeKind::Measure {
            // A measure of a section without a goal: the goal goes behind it.
            let (slot, index) = plan.place(id)?;
            if slot.list == List::Items {
                return Some((slot, index + 1));
            }
            continue;
        }
        if let Some(place) = room_in(node, kind) {
            return Some(place);
        }
    }
    let last = plan.parts.iter().rev().find_map(|part| match part {
        Part::Section(section) => Some(section),
        _ => None,
    })?;
    room_in(NodeRef::Section(last), kind)
}

/// Returns the end of the list of a record that takes the kind.
fn room_in(node: NodeRef<'_>, kind: NodeKind) -> Option<(Slot, usize)> {
    let id = node.id();
    let at = |list, index| Some((Slot { parent: Some(id), list }, index));
    match (node, kind) {
        (NodeRef::Section(section), NodeKind::Goal) => at(List::Items, section.items.len()),
        (NodeRef::Section(section), NodeKind::Measure) => match section.items.last() {
            // Measures go into the last goal, if the section is made of goals.
            Some(Item::Goal(goal)) => {
                Some((Slot { parent: Some(goal.id.id()), list: List::Measures }, goal.measures.len()))
            }
            _ => at(List::Items, section.items.len()),
        },
        (NodeRef::Section(section), NodeKind::Paragraph) => {
            // Behind the leads, before everything else.
            let leads = section.items.iter().take_while(|item| matches!(item, Item::Paragraph(_))).count();
            at(List::Items, leads)
        }
        (NodeRef::Goal(goal), NodeKind::Measure) => at(List::Measures, goal.measures.len()),
        (NodeRef::Goal(goal), NodeKind::Indicator) => at(List::Indicators, goal.indicators.len()),
        (NodeRef::Goal(goal), NodeKind::Paragraph) => at(List::Leads, goal.leads.len()),
        (NodeRef::Measure(measure), NodeKind::Indicator) => at(List::Indicators, measure.indicators.len()),
        (NodeRef::Measure(measure), NodeKind::Paragraph) => at(List::Paragraphs, measure.paragraphs.len()),
        (NodeRef::Part(part), kind) => match (part, kind) {
            (Part::Opening(prose) | Part::Closing(prose), NodeKind::Paragraph) => {
                at(List::Paragraphs, prose.paragraphs.len())
            }
            (Part::Attachment(part), NodeKind::Paragraph) => at(List::Paragraphs, part.paragraphs.len()),
            (Part::Review(part), NodeKind::Paragraph | NodeKind::Measure | NodeKind::Goal) => {
                at(List::Items, part.items.len())
            }
            (Part::Review(part), NodeKind::Indicator) => at(List::Results, part.results.len()),
            (Part::Improvement(part), NodeKind::Measure) => at(List::Measures, part.steps.len()),
            (Part::Contract(part), NodeKind::Paragraph) => at(List::Duties, part.duties.len()),
            (Part::Problems(part), NodeKind::Paragraph) => at(List::Leads, part.leads.len()),
            _ => None,
        },
        _ => None,
    }
}

/// Sections go behind the focused section on its own level; at the top where nothing is focused,
/// before what ends a plan.
fn section_place(plan: &Plan, focus: Option<Id>) -> (Slot, usize) {
    let around = focus.map(|id| plan.lineage(id)).unwrap_or_default();
    let section = around.iter().rev().copied().find(|id| matches!(plan.find(*id), Some(NodeRef::Section(_))));
    if let Some((slot, index)) = section.and_then(|id| plan.place(id)) {
        return (slot, index + 1);
    }
    let top = Slot { parent: None, list: List::Parts };
    let end = plan
        .parts
        .iter()
        .position(|part| matches!(part, Part::Attachment(_) | Part::Closing(_) | Part::SignOff(_)))
        .unwrap_or(plan.parts.len());
    (top, end)
}

/// Returns how many sections lie round a slot.
pub(super) fn section_depth(plan: &Plan, slot: Slot) -> usize {
    slot.parent.map_or(0, |parent| {
        plan.lineage(parent).iter().filter(|id| matches!(plan.find(**id), Some(NodeRef::Section(_)))).count()
    })
}

/// The deepest a section may lie.
pub(super) const MAX_DEPTH: usize = Section::MAX_LEVELS;
