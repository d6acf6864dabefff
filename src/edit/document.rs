//! The plan that is open.

use std::sync::Arc;

use crate::model::{Id, Plan};

use super::history::{History, Step, Version, own_bytes};
use super::{Edit, EditError, StepName, apply};

/// A plan being edited, with its history and what of it is saved.
#[derive(Clone, Debug)]
pub struct Document {
    now: Version,
    /// The next number for a version.
    next_revision: u64,
    /// The version that the file holds; none if no file does.
    saved: Option<u64>,
    history: History,
}

/// What an undo or redo did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The step.
    pub name: StepName,
    /// The record to look at.
    pub record: Option<Id>,
}

impl Document {
    /// Opens a plan that a file holds.
    #[must_use]
    pub fn opened(plan: Plan) -> Self {
        Self { saved: Some(0), ..Self::created(plan) }
    }

    /// Opens a plan that no file holds yet.
    #[must_use]
    pub fn created(plan: Plan) -> Self {
        Self {
            now: Version { plan: Arc::new(plan), revision: 0 },
            next_revision: 1,
            saved: None,
            history: History::default(),
        }
    }

    /// Returns the plan as it is now.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.now.plan
    }

    /// Returns the number of the version. Equal numbers mean equal plans.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.now.revision
    }

    /// Tells whether the plan differs from what the file holds.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.saved != Some(self.now.revision)
    }

    /// Notes that a file holds this version now.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved = Some(revision);
        self.history.close_typing();
    }

    /// Makes a change. Typing on in one text stays one step; a change that changes nothing is none.
    /// Returns whether the plan changed.
    ///
    /// # Errors
    /// The change cannot be made; the plan is as it was.
    pub fn apply(&mut self, edit: &Edit) -> Result<bool, EditError> {
        let plan = apply(&self.now.plan, edit)?;
        Ok(self.publish(edit, plan))
    }

    /// Takes what [`apply()`] made of the version `revision`, on another thread maybe. Returns whether
    /// the plan changed; nothing is taken when the plan is another version by now.
    pub fn take(&mut self, revision: u64, edit: &Edit, made: Plan) -> Option<bool> {
        (revision == self.now.revision).then(|| self.publish(edit, made))
    }

    fn publish(&mut self, edit: &Edit, plan: Plan) -> bool {
        if plan == *self.now.plan {
            return false;
        }
        let before = self.now.clone();
        let bytes = own_bytes(&plan, edit.record());
        self.history
            .note(Step { version: before, name: edit.name(), record: edit.record(), bytes }, edit.typing());
        self.now = Version { plan: Arc::new(plan), revision: self.next_revision };
        self.next_revision += 1;
        if edit.typing().is_some()
            && let Some(start) = self.history.drop_empty_step(&self.now.plan)
        {
            self.restore(start);
        }
        true
    }

    /// Ends a run of typing: what is typed next can be undone by itself.
    pub const fn close_typing(&mut self) {
        self.history.close_typing();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Undone> {
        let step = self.history.undo(self.now.clone())?;
        let undone = Undone { name: step.name, record: step.record };
        self.restore(step.version);
        Some(undone)
    }

    /// Makes the last step that was taken back again.
    pub fn redo(&mut self) -> Option<Undone> {
        let step = self.history.redo(self.now.clone())?;
        let undone = Undone { name: step.name, record: step.record };
        self.restore(step.version);
        Some(undone)
    }

    /// Returns what [`Self::undo`] would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<StepName> {
        self.history.undo_name()
    }

    /// Returns what [`Self::redo`] would make again.
    #[must_use]
    pub fn redo_name(&self) -> Option<StepName> {
        self.history.redo_name()
    }

    /// Returns how many steps can be taken back.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.history.len()
    }

    /// Publishes an earlier version. Its counter moves on to where the counter is now, because ids
    /// that were given out since then are not given out again.
    fn restore(&mut self, version: Version) {
        let ids = self.now.plan.ids.max(version.plan.ids);
        self.now = version;
        if self.now.plan.ids != ids {
            Arc::make_mut(&mut self.now.plan).ids = ids;
        }
    }
}
