//! Where the measure of a line goes, in words.

use crate::locale::{numerals, shown};
use crate::model::tree::{List, NodeKind, NodeRef, Slot};
use crate::model::{Id, Plan, query};
use crate::session::Session;

/// What the place follows from: the plan, its version, the focus and the section that is named.
type Of = (u64, u64, Option<Id>, Option<Id>);

/// The last place that was worked out.
#[derive(Default)]
pub(crate) struct PlaceCache(Option<(Of, Option<String>)>);

impl PlaceCache {
    /// Returns the place in words; none where no record could hold the measure.
    pub(crate) fn of(&mut self, session: &Session, section: Option<Id>) -> Option<String> {
        let open = session.open.as_ref()?;
        let of = (open.number, open.document.revision(), session.focus, section);
        if self.0.as_ref().is_none_or(|(known, _)| *known != of) {
            let place =
                session.entry_place(section).map(|(slot, index)| words(session, open.plan(), slot, index));
            self.0 = Some((of, place));
        }
        self.0.as_ref().and_then(|(_, place)| place.clone())
    }
}

fn words(session: &Session, plan: &Plan, slot: Slot, index: usize) -> String {
    let numbers = query::numbering(plan);
    let mut path = slot.parent.map(|parent| plan.lineage(parent)).unwrap_or_default();
    let place: String = path
        .iter()
        .filter_map(|id| numbers.get(id))
        .map(|at| numerals::label(at.level, at.number, plan.language))
        .collect();
    // In a section, other things stand between the measures.
    let mut number = index;
    if let Some(parent) = path.pop().filter(|_| slot.list == List::Items) {
        number = 0;
        if let Some(node) = plan.find(parent) {
            let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, at, child| {
                number += usize::from(list == slot.list && at < index && child.kind() == NodeKind::Measure);
                Ok(())
            });
        }
    }
    let number = number + 1;
    session.words.with("entry-place", &[("place", place.into()), ("number", number.into())])
}

/// Returns the heading of a section or goal.
pub(super) fn heading(plan: &Plan, id: Id) -> String {
    match plan.find(id) {
        Some(NodeRef::Section(section)) => shown(&section.heading),
        Some(NodeRef::Goal(goal)) => shown(&goal.text),
        _ => String::new(),
    }
}
