//! Where dragged records can be dropped: the places between two rows, from the deepest outwards.

use super::fits;
use crate::model::tree::{List, Slot};
use crate::model::{Id, Plan};

/// The gap between two rows of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The record of the row above; none above the first row.
    pub above: Option<Id>,
    /// Whether what lies in the record above is shown below it.
    pub open: bool,
    /// The record of the row below; none below the last row.
    pub below: Option<Id>,
}

/// A place where records can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drop {
    /// The list.
    pub to: Slot,
    /// The index of the first of them, counted with them where they are.
    pub index: usize,
    /// How many records lie round the place.
    pub depth: usize,
}

/// Returns where records can be dropped in a gap, the deepest place first.
#[must_use]
pub fn drops(plan: &Plan, ids: &[Id], gap: Gap) -> Vec<Drop> {
    let mut places = Vec::new();
    let below = gap.below.map(|id| plan.lineage(id)).unwrap_or_default();
    if let Some(above) = gap.above {
        let around = plan.lineage(above);
        // Into the record above, before everything in the list that takes them, unless it is folded:
        // then behind everything.
        if let Some(node) = plan.find(above) {
            for &list in node.lists().iter().filter(|list| **list != List::Indicators) {
                let to = Slot { parent: Some(above), list };
                let index = if gap.open { 0 } else { plan.list(to).len() };
                places.push(Drop { to, index, depth: around.len() });
            }
        }
        // Behind the record above, and behind those round it that end here.
        for (depth, id) in around.iter().enumerate().rev() {
            if below.contains(id) {
                // Its contents go on below the gap; only the row above itself may be followed.
                break;
            }
            if let Some((to, index)) = plan.place(*id) {
                places.push(Drop { to, index: index + 1, depth });
            }
        }
    }
    // Before the record below, where that is not behind one above.
    if let Some((to, index)) = gap.below.and_then(|id| plan.place(id)) {
        places.push(Drop { to, index, depth: below.len().saturating_sub(1) });
    }
    let mut found: Vec<Drop> = Vec::new();
    for place in places {
        let allowed = ids.iter().all(|id| fits(plan, *id, place.to).is_ok());
        if allowed && !found.iter().any(|other| other.depth == place.depth) {
            found.push(place);
        }
    }
    found.sort_by_key(|place| std::cmp::Reverse(place.depth));
    found
}
