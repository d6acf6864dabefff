//! What must be done before what: rings of predecessors, which can never begin, and predecessors that
//! end too late.
//!
//! Nothing here recurses along the links, so a ring in a file, however long, is only ever walked once.

use std::collections::{HashMap, HashSet, VecDeque};

use super::tree::NodeRef;
use super::{Measure, MeasureId, Plan, When};

type Links<'a> = HashMap<MeasureId, &'a [MeasureId]>;

fn links(plan: &Plan) -> Links<'_> {
    let mut links = HashMap::new();
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node {
            links.insert(measure.id, measure.after.as_slice());
        }
    });
    links
}

/// Returns the shortest ring that a measure would be in if it came after these: itself, what it waits
/// for, and so on to the one that waits for it.
#[must_use]
pub fn ring_through(plan: &Plan, measure: MeasureId, after: &[MeasureId]) -> Option<Vec<MeasureId>> {
    if after.is_empty() {
        return None;
    }
    let links = links(plan);
    // From each measure that was reached, the one it was reached from.
    let mut from: HashMap<MeasureId, MeasureId> = HashMap::new();
    let mut next: VecDeque<MeasureId> = VecDeque::new();
    let mut reach = |id: MeasureId, by: MeasureId, next: &mut VecDeque<MeasureId>| {
        from.entry(id).or_insert_with(|| {
            next.push_back(id);
            by
        });
        id == measure
    };
    let mut closed = after.iter().any(|id| reach(*id, measure, &mut next));
    while !closed && let Some(id) = next.pop_front() {
        closed =
            links.get(&id).copied().unwrap_or_default().iter().any(|before| reach(*before, id, &mut next));
    }
    if !closed {
        return None;
    }
    let mut ring = Vec::new();
    let mut at = measure;
    // Back from the measure to itself: each step was reached once, so the way ends.
    while let Some(by) = from.get(&at).copied() {
        if by == measure {
            ring.push(measure);
            ring.reverse();
            return Some(ring);
        }
        ring.push(by);
        at = by;
    }
    None
}

/// Returns the rings of the plan, each once, in reading order of their first measures. Measures that
/// only wait for a ring are in none.
#[must_use]
pub fn rings(plan: &Plan) -> Vec<Vec<MeasureId>> {
    let links = links(plan);
    let mut order = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node {
            order.push(measure.id);
        }
    });
    let mut rings = Vec::new();
    let mut done: HashSet<MeasureId> = HashSet::new();
    for &start in &order {
        if done.contains(&start) {
            continue;
        }
        // A walk in depth without recursion: the way to the measure looked at, each with the number
        // of predecessors that were looked at.
        let mut way: Vec<(MeasureId, usize)> = vec![(start, 0)];
        let mut on_way: HashMap<MeasureId, usize> = HashMap::from([(start, 0)]);
        while let Some((id, seen)) = way.last_mut() {
            let before = links.get(id).copied().unwrap_or_default().get(*seen).copied();
            *seen += 1;
            match before {
                Some(before) => match on_way.get(&before) {
                    Some(at) => rings.push(way.iter().skip(*at).map(|(id, _)| *id).collect()),
                    None if done.contains(&before) || !links.contains_key(&before) => {}
                    None => {
                        on_way.insert(before, way.len());
                        way.push((before, 0));
                    }
                },
                None => {
                    let id = *id;
                    done.insert(id);
                    on_way.remove(&id);
                    way.pop();
                }
            }
        }
    }
    rings
}

/// Tells whether a measure has to begin, or to be done, before the one it comes after is done. What
/// ends on the day on which the next one begins ends soon enough, and so does what ends within the
/// month or quarter that is all that is said of the next one.
#[must_use]
pub fn is_too_late(before: &Measure, measure: &Measure) -> bool {
    let done = before.when.as_ref().and_then(When::deadline);
    let needed = match &measure.when {
        Some(When::Span(span)) => Some(span.first()),
        Some(when) => when.deadline(),
        None => None,
    };
    matches!((done, needed), (Some(done), Some(needed)) if done > needed)
}
