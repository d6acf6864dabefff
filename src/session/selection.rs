//! Several records at once: which are selected, and how the selection grows and shrinks.
//!
//! A view says which records were clicked, and in which order it shows them; what lies between two of
//! them is what lies between them there. Commands that work on records work on the selection, or on
//! the focused record where nothing is selected. A record inside a selected one goes with it.

use std::collections::HashSet;
use std::sync::Arc;

use super::Session;
use crate::model::tree::NodeRef;
use crate::model::{Id, Plan};

/// The records that are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In the order in which the view shows them.
    ids: Vec<Id>,
    known: HashSet<Id>,
    /// Where a range begins.
    anchor: Option<Id>,
    /// Where a range ends: the record that was selected last.
    head: Option<Id>,
}

/// A change of the selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Select {
    /// Exactly these are selected; the last one is where a range goes on.
    Set(Vec<Id>),
    /// One record is gone to without being selected: ranges begin there.
    Only(Id),
    /// A record is selected besides, or no longer.
    Toggle {
        /// The record.
        id: Id,
        /// The records as the view shows them.
        order: Arc<[Id]>,
    },
    /// Everything from where the range begins to a record is selected.
    Extend {
        /// The record.
        to: Id,
        /// The records as the view shows them.
        order: Arc<[Id]>,
    },
    /// The end of the range goes one record up or down.
    Step {
        /// Down, or else up.
        down: bool,
        /// The records as the view shows them.
        order: Arc<[Id]>,
    },
    /// Everything in the list of the focused record is selected.
    Siblings,
    /// Everything that the view shows is selected.
    All(Arc<[Id]>),
    /// Nothing is selected any more.
    Clear,
}

impl Selection {
    /// Tells whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns how many records are selected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Tells whether a record is selected.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.known.contains(&id)
    }

    /// Returns the selected records, in the order in which the view shows them.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Returns the record where a range begins.
    #[must_use]
    pub const fn anchor(&self) -> Option<Id> {
        self.anchor
    }

    /// Returns the record that was selected last.
    #[must_use]
    pub const fn head(&self) -> Option<Id> {
        self.head
    }

    /// Returns the selected records that lie in no other selected one, in reading order. Records that
    /// are gone are left out.
    #[must_use]
    pub fn roots(&self, plan: &Plan) -> Vec<Id> {
        roots(plan, &self.known)
    }

    fn set(&mut self, ids: Vec<Id>) {
        self.known = ids.iter().copied().collect();
        self.ids = ids;
    }

    /// Selects what lies between two records.
    fn between(&mut self, from: Id, to: Id, order: &[Id]) {
        let at = |id| order.iter().position(|other| *other == id);
        let Some(end) = at(to) else { return };
        let start = at(from).unwrap_or(end);
        let ids = order.get(start.min(end)..=start.max(end)).unwrap_or_default().to_vec();
        self.set(ids);
        self.anchor = Some(if at(from).is_some() { from } else { to });
        self.head = Some(to);
    }

    /// Changes the selection. Returns the record that is to have the focus, where that changes.
    fn change(&mut self, how: Select, focus: Option<Id>, plan: &Plan) -> Option<Id> {
        match how {
            Select::Set(ids) => {
                self.anchor = ids.first().copied();
                self.head = ids.last().copied();
                self.set(ids);
                self.head
            }
            Select::Only(id) => {
                *self = Self { anchor: Some(id), head: Some(id), ..Self::default() };
                Some(id)
            }
            Select::Toggle { id, order } => {
                let mut chosen = std::mem::take(&mut self.known);
                if chosen.is_empty() {
                    // The record that has the focus looks selected, so it is meant too.
                    chosen.extend(focus.filter(|focus| *focus != id));
                }
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
                let ids = order.iter().copied().filter(|other| chosen.contains(other)).collect();
                self.set(ids);
                self.anchor = Some(id);
                self.head = Some(id);
                Some(id)
            }
            Select::Extend { to, order } => {
                let from = self.anchor.filter(|_| !self.is_empty()).or(focus).unwrap_or(to);
                self.between(from, to, &order);
                Some(to)
            }
            Select::Step { down, order } => {
                let head = self.head.filter(|_| !self.is_empty()).or(focus)?;
                let from = self.anchor.filter(|_| !self.is_empty()).unwrap_or(head);
                let at = order.iter().position(|other| *other == head)?;
                let next = if down { at + 1 } else { at.checked_sub(1)? };
                let to = *order.get(next)?;
                self.between(from, to, &order);
                Some(to)
            }
            Select::Siblings => {
                let (slot, _) = plan.place(self.head.or(focus)?)?;
                let ids = plan.list(slot);
                self.anchor = ids.first().copied();
                self.head = ids.last().copied();
                self.set(ids);
                None
            }
            Select::All(order) => {
                self.anchor = order.first().copied();
                self.head = order.last().copied();
                self.set(order.to_vec());
                None
            }
            Select::Clear => {
                *self = Self::default();
                None
            }
        }
    }
}

/// Returns those of some records that lie in no other of them, in reading order.
fn roots(plan: &Plan, of: &HashSet<Id>) -> Vec<Id> {
    fn look(node: NodeRef<'_>, of: &HashSet<Id>, found: &mut Vec<Id>) {
        if of.contains(&node.id()) {
            found.push(node.id());
            return;
        }
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            look(child, of, found);
            Ok(())
        });
    }
    let mut found = Vec::new();
    if of.is_empty() {
        return found;
    }
    for part in &plan.parts {
        look(NodeRef::of_part(part), of, &mut found);
    }
    found.extend(plan.people.iter().map(|person| person.id.id()).filter(|id| of.contains(id)));
    found
}

impl Session {
    /// Returns the records that commands work on: the selected ones, or else the focused one.
    #[must_use]
    pub fn chosen(&self) -> Vec<Id> {
        let Some(plan) = self.plan() else { return Vec::new() };
        if !self.selection.is_empty() {
            return self.selection.roots(plan);
        }
        self.focus.filter(|id| plan.find(*id).is_some()).into_iter().collect()
    }

    pub(super) fn select(&mut self, how: Select) {
        let Some(plan) = self.plan().cloned() else { return };
        if let Some(focus) = self.selection.change(how, self.focus, &plan) {
            self.focus = Some(focus);
        }
    }

    /// Forgets the selected records that are gone.
    pub(super) fn prune_selection(&mut self) {
        if self.selection.is_empty() {
            return;
        }
        let Some(plan) = self.plan().cloned() else {
            self.selection = Selection::default();
            return;
        };
        let mut there = HashSet::new();
        plan.walk(&mut |node| {
            if self.selection.contains(node.id()) {
                there.insert(node.id());
            }
        });
        there.extend(plan.people.iter().map(|person| person.id.id()));
        if self.selection.ids.iter().any(|id| !there.contains(id)) {
            let kept = self.selection.ids.iter().copied().filter(|id| there.contains(id)).collect();
            self.selection.set(kept);
        }
    }
}
