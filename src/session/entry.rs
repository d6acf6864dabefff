//! Adding what was read from a typed line, and people leaving the plan.

use super::insertion::place_for;
use super::notice::Level;
use super::{Effect, Session};
use crate::entry::{Draft, KnownName, NewOwner, measure_edit, remove_person_edit};
use crate::model::tree::{NodeKind, Slot};
use crate::model::{Id, PersonId};

impl Session {
    /// Returns where a measure goes that is written in one line: below the focused record, or into the
    /// section or goal that is named; none where no record could hold it.
    #[must_use]
    pub fn entry_place(&self, section: Option<Id>) -> Option<(Slot, usize)> {
        let plan = self.plan()?;
        // Below the focused record also where that lies in the section that is named.
        let inside = |section: Id| self.focus.is_some_and(|focus| plan.lineage(focus).contains(&section));
        let at = match section {
            Some(section) if !inside(section) => Some(section),
            Some(_) | None => self.focus.filter(|focus| plan.find(*focus).is_some()),
        };
        place_for(plan, at, NodeKind::Measure)
    }

    /// Adds a measure that was read from a line. The next one goes below it; the caret stays where it is.
    pub(super) fn add_entry(&mut self, draft: &Draft) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some((slot, index)) = self.entry_place(draft.section) else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-place"));
            self.tell(Level::Warning, words, None);
            return;
        };
        let (edit, id) = measure_edit(&plan, draft, slot, index);
        if self.apply(&edit) {
            self.focus = Some(id.id());
            self.show(self.focus, None);
        }
    }

    /// Takes a person out of the plan, with somebody in their place or nobody.
    pub(super) fn remove_person(&mut self, person: PersonId, instead: Option<&NewOwner>) {
        if let Some(plan) = self.plan().cloned() {
            self.apply(&remove_person_edit(&plan, person, instead));
        }
    }

    /// Forgets a name from earlier plans.
    pub(super) fn forget_name(&mut self, name: &KnownName) -> Vec<Effect> {
        self.settings.names.retain(|known| known != name);
        vec![self.keep_settings()]
    }
}
