//! Undo and redo by snapshots.
//!
//! A step keeps the plan as it was before it. Snapshots share every record that the step did not
//! touch, so a step costs about as much as the records on the way down to the change. Limits: at
//! most [`MAX_STEPS`] steps and about [`MAX_BYTES`] of memory, the oldest go first; the list is one
//! line, not a tree: a change after an undo forgets what could have been redone.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::{Id, Plan};

use super::{Place, StepName};

/// The most steps that can be undone.
pub const MAX_STEPS: usize = 1_000;
/// About how much memory the steps may take, in bytes.
pub const MAX_BYTES: usize = 128 << 20;

/// A plan with the number of the change that made it.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) plan: Arc<Plan>,
    pub(super) revision: u64,
}

/// One step, between two versions.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The version on the other side: before the step to undo it, after it to redo it.
    pub(super) version: Version,
    pub(super) name: StepName,
    /// The record to look at.
    pub(super) record: Option<Id>,
    /// About how many bytes the step alone keeps in memory.
    pub(super) bytes: usize,
}

/// The steps that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    bytes: usize,
    /// The text in which a run of typing is going on.
    typing: Option<Place>,
}

impl History {
    /// Notes a change that made a new version from this one. A change that goes on typing where the
    /// last one typed belongs to the same step.
    pub(super) fn note(&mut self, step: Step, typing: Option<Place>) {
        self.undone.clear();
        if typing.is_some() && typing == self.typing && !self.done.is_empty() {
            return;
        }
        self.typing = typing;
        self.bytes += step.bytes;
        self.done.push_back(step);
        while self.done.len() > MAX_STEPS || (self.bytes > MAX_BYTES && self.done.len() > 1) {
            if let Some(oldest) = self.done.pop_front() {
                self.bytes -= oldest.bytes;
            }
        }
    }

    /// Ends a run of typing: what is typed next is a step of its own.
    pub(super) const fn close_typing(&mut self) {
        self.typing = None;
    }

    /// Forgets the last step if it led back to where it began. Returns the version it began at.
    pub(super) fn drop_empty_step(&mut self, plan: &Plan) -> Option<Version> {
        if !same_but_counter(&self.done.back()?.version.plan, plan) {
            return None;
        }
        let step = self.done.pop_back()?;
        self.bytes -= step.bytes;
        self.typing = None;
        Some(step.version)
    }

    pub(super) fn undo(&mut self, now: Version) -> Option<Step> {
        self.close_typing();
        let step = self.done.pop_back()?;
        self.bytes -= step.bytes;
        self.undone.push(Step { version: now, ..step.clone() });
        Some(step)
    }

    pub(super) fn redo(&mut self, now: Version) -> Option<Step> {
        self.close_typing();
        let step = self.undone.pop()?;
        self.bytes += step.bytes;
        self.done.push_back(Step { version: now, ..step.clone() });
        Some(step)
    }

    pub(super) fn undo_name(&self) -> Option<StepName> {
        self.done.back().map(|step| step.name)
    }

    pub(super) fn redo_name(&self) -> Option<StepName> {
        self.undone.last().map(|step| step.name)
    }

    pub(super) fn len(&self) -> usize {
        self.done.len()
    }
}

/// Tells whether two plans say the same: the counter only remembers ids that are gone.
fn same_but_counter(a: &Plan, b: &Plan) -> bool {
    a.parts == b.parts && a.people == b.people && a.title == b.title && {
        let mut b = b.clone();
        b.ids = a.ids;
        *a == b
    }
}

/// Returns about how many bytes of a changed plan its predecessor does not share: the lists on the
/// way down to the record.
pub(super) fn own_bytes(plan: &Plan, record: Option<Id>) -> usize {
    const POINTER: usize = 32;
    let mut bytes = size_of::<Plan>() + POINTER * (plan.parts.len() + plan.people.len());
    if let Some(path) = record.and_then(|id| plan.path(id)) {
        for depth in 1..=path.len() {
            if let Some(node) = path.get(..depth).and_then(|way| plan.at(way)) {
                bytes += 512;
                let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, _| {
                    bytes += POINTER;
                    Ok(())
                });
                crate::model::query::node_texts(node, &mut |text| bytes += text.as_str().len());
            }
        }
    }
    bytes
}
