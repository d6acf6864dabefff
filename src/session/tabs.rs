//! The plans that are open side by side: one in front, the others behind it, all in the order of
//! their tabs.

use super::{OpenPlan, Screen, Session};
use crate::model::Id;

/// The plans behind the one in front, and the order of all.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    behind: Vec<OpenPlan>,
    /// The numbers of all open plans, as their tabs stand.
    order: Vec<u64>,
}

/// Where the user was in a plan when another one came to the front.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Left {
    focus: Option<Id>,
    screen: Option<Screen>,
}

impl Session {
    /// Returns the open plans in the order of their tabs.
    pub fn plans(&self) -> impl Iterator<Item = &OpenPlan> {
        self.tabs.order.iter().filter_map(|number| self.open_plan(*number))
    }

    /// Returns the open plan of this number, in front or behind.
    #[must_use]
    pub fn open_plan(&self, number: u64) -> Option<&OpenPlan> {
        self.open.iter().chain(&self.tabs.behind).find(|plan| plan.number == number)
    }

    /// Returns the open plans to be changed, the one in front first.
    pub(super) fn plans_mut(&mut self) -> impl Iterator<Item = &mut OpenPlan> {
        self.open.iter_mut().chain(&mut self.tabs.behind)
    }

    /// Opens a plan in a tab of its own, right of the one in front: in front, or behind it while a
    /// question about the one in front is open.
    pub(super) fn add_plan(&mut self, plan: OpenPlan) {
        let number = plan.number;
        let here = self.open.as_ref().and_then(|front| self.place_of(front.number));
        self.tabs.order.insert(here.map_or(self.tabs.order.len(), |at| at + 1), number);
        if self.dialog.is_some() && self.open.is_some() {
            self.tabs.behind.push(plan);
            return;
        }
        self.put_behind();
        self.open = Some(plan);
        self.arrive(Left::default());
    }

    /// Brings a plan to the front. Returns whether it is open.
    pub(super) fn bring_to_front(&mut self, number: u64) -> bool {
        if self.open.as_ref().is_some_and(|front| front.number == number) {
            if !self.screen.is_of_plan() {
                self.screen = Screen::Write;
            }
            return true;
        }
        let Some(at) = self.tabs.behind.iter().position(|plan| plan.number == number) else { return false };
        let plan = self.tabs.behind.swap_remove(at);
        self.put_behind();
        let left = plan.left;
        self.open = Some(plan);
        self.arrive(left);
        true
    }

    /// Brings the next plan, or the one before, to the front; behind the last comes the first.
    pub(super) fn step_plan(&mut self, forward: bool) {
        let order = &self.tabs.order;
        let Some(here) = self.open.as_ref().and_then(|front| self.place_of(front.number)) else { return };
        let step = if forward { 1 } else { order.len().saturating_sub(1) };
        if let Some(next) = order.get((here + step) % order.len().max(1)).copied() {
            self.bring_to_front(next);
        }
    }

    /// Moves a plan's tab before another's; without one, to the end.
    pub(super) fn move_tab(&mut self, number: u64, before: Option<u64>) {
        if before == Some(number) || self.place_of(number).is_none() {
            return;
        }
        self.tabs.order.retain(|other| *other != number);
        let at = before.and_then(|before| self.place_of(before)).unwrap_or(self.tabs.order.len());
        self.tabs.order.insert(at, number);
    }

    /// Closes a plan whatever it holds. If it was in front, its neighbour comes there, or the start
    /// screen.
    pub(super) fn close_plan(&mut self, number: u64) {
        let place = self.place_of(number);
        self.tabs.order.retain(|other| *other != number);
        self.tabs.behind.retain(|plan| plan.number != number);
        if self.open.as_ref().is_some_and(|front| front.number == number) {
            let screen = self.screen;
            self.open = None;
            self.focus = None;
            let near = place.map(|at| at.min(self.tabs.order.len().saturating_sub(1)));
            match near.and_then(|at| self.tabs.order.get(at).copied()) {
                Some(next) => {
                    self.bring_to_front(next);
                    if !screen.is_of_plan() {
                        self.screen = screen;
                    }
                }
                None => self.screen = Screen::Start,
            }
        }
    }

    fn place_of(&self, number: u64) -> Option<usize> {
        self.tabs.order.iter().position(|other| *other == number)
    }

    fn put_behind(&mut self) {
        self.finish_filling();
        self.visited = None;
        if let Some(mut front) = self.open.take() {
            front.document.close_typing();
            front.left = Left { focus: self.focus, screen: Some(self.screen) };
            self.tabs.behind.push(front);
        }
    }

    fn arrive(&mut self, left: Left) {
        let known = left.focus.filter(|id| self.plan().is_some_and(|plan| plan.find(*id).is_some()));
        self.focus = known;
        self.selection = super::Selection::default();
        self.screen = left.screen.filter(|screen| screen.is_of_plan()).unwrap_or(Screen::Write);
        self.show(known, None);
    }
}
