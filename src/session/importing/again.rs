//! Back from a plan to the review that it was taken over from.
//!
//! The review stays with the plan until the plan is closed. Taking over once more puts the new plan in
//! the place of the one before, if nobody has changed or saved that one; else both are there.

use std::sync::Arc;

use super::{Importing, Sign};
use crate::import::{title_of_heading, title_of_name};
use crate::model::Plan;
use crate::session::{Effect, Level, Offer, Screen, Session};

/// The review that a plan was taken over from.
#[derive(Clone, Debug)]
pub struct Review {
    importing: Importing,
    /// The version of the plan as it was taken over.
    revision: u64,
}

/// The plan whose review was opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    /// Its number.
    plan: u64,
    /// The first line of the part of the source that it was made of.
    first_line: Option<usize>,
}

impl Again {
    /// Returns the number of the plan.
    pub(super) const fn plan(self) -> u64 {
        self.plan
    }
}

impl Importing {
    /// Returns the title that is proposed for the plan that is looked at: its own, or what the page or
    /// the file calls it, or one made of what it is.
    #[must_use]
    pub fn proposed_title(&self) -> String {
        let Some(reading) = &self.reading else { return String::new() };
        let own = reading.import.plans.get(self.part);
        if let Some(title) = own.and_then(|plan| plan.outline.title.as_ref()) {
            return title.text.clone();
        }
        let heading = || title_of_heading(own?.heading.as_deref()?);
        // A file of several plans is named after none of them.
        let file = || {
            let stem = self.path.file_stem().filter(|_| reading.parts.len() < 2)?;
            title_of_name(&stem.to_string_lossy())
        };
        let named = || self.part_row().map(|part| part.named.clone());
        heading().or_else(file).or_else(named).unwrap_or_default()
    }

    /// Returns what the plan that is looked at will be called.
    #[must_use]
    pub fn title(&self) -> String {
        self.called().map_or_else(|| self.proposed_title(), str::to_owned)
    }

    /// Tells whether the user gave the plan that is looked at another title.
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.called().is_some()
    }

    /// Tells whether the review was opened again from a plan that was made of it.
    #[must_use]
    pub const fn is_again(&self) -> bool {
        self.again.is_some()
    }

    /// Returns the lines of the plan that is looked at.
    fn own_lines(&self) -> Option<std::ops::RangeInclusive<usize>> {
        let plan = self.reading.as_ref()?.import.plans.get(self.part)?;
        Some(plan.heading_line.unwrap_or(plan.first_line)..=plan.last_line)
    }

    /// Returns the title that the user gave the plan that is looked at.
    pub(super) fn called(&self) -> Option<&str> {
        let (_, title) = self.decided.titles.range(self.own_lines()?).next()?;
        Some(title)
    }

    /// Gives the plan that is looked at a title.
    pub(super) fn call(&mut self, title: &str) {
        let Some(lines) = self.own_lines() else { return };
        let is_own = !title.is_empty() && title != self.proposed_title();
        self.step(|decided| {
            decided.titles.retain(|line, _| !lines.contains(line));
            if is_own {
                decided.titles.insert(*lines.start(), title.to_owned());
            }
        });
    }

    fn first_line(&self) -> Option<usize> {
        self.part_row().map(|part| part.first_line)
    }

    fn is_of_source(&self, other: &Self) -> bool {
        match (&self.reading, &other.reading) {
            (Some(own), Some(other)) => Arc::ptr_eq(&own.source, &other.source),
            _ => false,
        }
    }
}

impl Session {
    /// Tells whether the review of the plan in front can be opened again.
    fn has_review(&self) -> bool {
        let Some(review) = self.open.as_ref().and_then(|open| open.review.as_ref()) else { return false };
        // A review of another source that is under way is not to be lost.
        self.importing.as_ref().is_none_or(|importing| importing.is_of_source(&review.importing))
    }

    /// Tells whether there is a review to go back to: that of the plan in front, or one that was left.
    pub(in crate::session) fn can_review(&self) -> bool {
        (self.screen != Screen::Import && self.has_review()) || !self.reviews_left.is_empty()
    }

    /// Opens the review of the plan in front again; where it has none, the review that was left last.
    pub(in crate::session) fn review_again(&mut self) -> Vec<Effect> {
        if self.screen == Screen::Import || !self.has_review() {
            return self.resume_review(0);
        }
        let Some(open) = &self.open else { return Vec::new() };
        let Some(review) = &open.review else { return Vec::new() };
        let first_line = review.importing.first_line();
        let again = Again { plan: open.number, first_line };
        // Of several plans of a source, what was decided since about the others holds.
        let mut importing = self.importing.take().unwrap_or_else(|| review.importing.clone());
        let parts = importing.reading.as_ref().map_or(&[][..], |reading| reading.parts.as_slice());
        let part = parts.iter().position(|part| Some(part.first_line) == first_line);
        importing.part = part.unwrap_or(importing.part);
        importing.again = Some(again);
        importing.reveal += 1;
        let was_reading = importing.is_working;
        importing.is_working = false;
        self.importing = Some(importing);
        self.screen = Screen::Import;
        self.propose_template();
        if was_reading { self.read_again() } else { Vec::new() }
    }

    /// Tells whether taking over puts the new plan in the place of the one that was made before; none
    /// if none was.
    #[must_use]
    pub fn replaces_plan(&self) -> Option<bool> {
        let again = self.importing.as_ref()?.again?;
        Some(self.replaced_plan() == Some(again.plan))
    }

    /// Returns the plan whose place the new one takes: nobody has changed or saved it.
    fn replaced_plan(&self) -> Option<u64> {
        let importing = self.importing.as_ref()?;
        let again = importing.again.filter(|again| again.first_line == importing.first_line())?;
        let open = self.open_plan(again.plan)?;
        let review = open.review.as_ref()?;
        let is_as_made = open.document.revision() == review.revision;
        let is_kept = open.path.is_some() || open.saving.is_some();
        let is_asked = self.dialog.is_some() || self.asking.is_some();
        (is_as_made && !is_kept && !is_asked).then_some(again.plan)
    }

    /// Opens the plan that was made, and keeps the review with it.
    pub(super) fn taken_over(&mut self, plan: Plan, fields: usize) {
        let replaced = self.replaced_plan();
        let Some(importing) = &mut self.importing else { return };
        let several = importing.reading.as_ref().is_some_and(|reading| reading.parts.len() > 1);
        let guessed = importing.count(Sign::Guessed);
        let args = [("fields", fields.into()), ("guessed", guessed.into())];
        let filled = match (fields, guessed) {
            (0, 0) => String::new(),
            (0, _) => self.words.with("notice-imported-only-guessed", &args),
            (_, 0) => self.words.with("notice-imported-filled", &args),
            _ => self.words.with("notice-imported-guessed", &args),
        };
        let key = if several { "notice-imported-several" } else { "notice-imported-text" };
        let words = (
            self.words.text("notice-imported"),
            self.words.with(key, &[("filled", filled.into())]).trim().to_owned(),
        );
        importing.again = None;
        let review = importing.clone();
        // Of several plans the others can still be taken.
        if !several {
            self.importing = None;
        }
        self.show_copy(plan);
        let number = self.opened;
        if let Some(open) = self.plans_mut().find(|open| open.number == number) {
            let revision = open.document.revision();
            open.review = Some(Box::new(Review { importing: review, revision }));
        }
        if let Some(replaced) = replaced {
            self.close_plan(replaced);
        }
        self.tell(Level::Done, words, Some(Offer::Review));
    }

    /// Keeps a review that was opened again, and is left, with its plan as it is now.
    pub(super) fn put_review_back(&mut self) {
        let Some(importing) = &self.importing else { return };
        let Some(again) = importing.again else { return };
        let mut kept = importing.clone();
        kept.again = None;
        if let Some(review) =
            self.plans_mut().find(|open| open.number == again.plan).and_then(|open| open.review.as_mut())
        {
            review.importing = kept;
        }
    }
}
