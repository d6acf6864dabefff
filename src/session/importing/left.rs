//! Reviews that were left for another one: what was decided in them waits until it is gone back to.

use std::path::Path;

use super::{Decided, Importing};
use crate::session::{Effect, Level, Offer, Screen, Session};

impl Session {
    /// Returns the files of the reviews that were left, the one left last first.
    pub fn left_reviews(&self) -> impl Iterator<Item = &Path> {
        self.reviews_left.iter().rev().map(|importing| importing.path.as_path())
    }

    /// Leaves the review for another source. Returns whether it waits: decisions were made in it.
    pub(super) fn leave_review(&mut self) -> bool {
        let Some(importing) = self.importing.take() else { return false };
        importing.stop.set();
        if importing.decided == Decided::default() || self.is_with_plan(&importing) {
            return false;
        }
        self.tell_left(&importing);
        self.reviews_left.push(importing);
        true
    }

    /// Goes back to a review that was left; the one in front waits in its turn.
    pub(in crate::session) fn resume_review(&mut self, at: usize) -> Vec<Effect> {
        let Some(at) = self.reviews_left.len().checked_sub(at + 1) else { return Vec::new() };
        let next = self.reviews_left.remove(at);
        self.put_review_back();
        self.forget_left_notice();
        if let Some(before) = self.importing.take() {
            before.stop.set();
            if before.reading.is_some() && !self.is_with_plan(&before) {
                self.tell_left(&before);
                // Going back again and again comes round to each.
                self.reviews_left.insert(0, before);
            }
        }
        self.screen = Screen::Import;
        self.put_in_front(next)
    }

    /// Gives up a source that was not read: the review that was left for it is there again.
    pub(super) fn unread_review(&mut self) -> Vec<Effect> {
        let displaces = self.importing.take().is_some_and(|importing| importing.displaces);
        let left = if displaces { self.reviews_left.pop() } else { None };
        let Some(left) = left else {
            self.leave_import();
            return Vec::new();
        };
        self.forget_left_notice();
        self.put_in_front(left)
    }

    fn put_in_front(&mut self, mut importing: Importing) -> Vec<Effect> {
        // What was under way when it was left was stopped.
        let was_reading = std::mem::take(&mut importing.is_working);
        importing.displaces = false;
        importing.reveal += 1;
        self.importing = Some(importing);
        self.propose_template();
        if was_reading { self.read_again() } else { Vec::new() }
    }

    /// Tells whether a review was opened again from a plan that is open, which keeps it.
    fn is_with_plan(&self, importing: &Importing) -> bool {
        let plan = importing.again.and_then(|again| self.open_plan(again.plan()));
        plan.is_some_and(|plan| plan.review.is_some())
    }

    fn tell_left(&mut self, importing: &Importing) {
        let name = importing.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let args = [("name", name.unwrap_or_default().into())];
        let words =
            (self.words.text("notice-review-left"), self.words.with("notice-review-left-text", &args));
        self.tell(Level::Warning, words, Some(Offer::Left));
    }

    fn forget_left_notice(&mut self) {
        self.notices.retain(|notice| notice.offer != Some(Offer::Left));
    }
}
