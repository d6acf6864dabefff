//! Find and replace over every text of the plan.
//!
//! A search is made on a thread of its own, for a version of the plan: an [`Effect::Find`] goes out,
//! a [`Finished::Found`](super::Finished::Found) comes back. Whenever the plan or the query changes
//! while the bar is open, a new one is made and the older one gives up. What is asked for meanwhile
//! (go on, replace) waits for the finds that belong to the plan as it is.
//!
//! Replacing all is work for that thread as well; what it made is taken if the plan is still the same.
//! A replacement is one step that can be taken back, however many texts it changes. It never breaks
//! a blank: finds that touch one are passed over, and so is a text in which the new words would make
//! a blank of what was none.

mod pattern;
mod replace;
mod search;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::edit::{BatchName, Edit, Place};
use crate::model::Id;

pub use pattern::{Pattern, PatternFault, SyntaxFault};
pub use replace::{ReplaceDone, ReplaceWork, Replaced, replace};
pub use search::{Finds, Found, FoundText, Hit, MOST_HITS, SearchJob};

use super::notice::{self, Level};
use super::{Caret, Effect, Screen, Session};

/// What is searched for, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own beside the field")]
pub struct Query {
    /// The words, or the expression.
    pub text: String,
    /// Whether large and small letters differ.
    pub case: bool,
    /// Whether only whole words are found.
    pub word: bool,
    /// Whether the text is a regular expression.
    pub regex: bool,
    /// Whether full-width and half-width signs are alike.
    pub widths_alike: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self { text: String::new(), case: false, word: false, regex: false, widths_alike: true }
    }
}

/// The state of find and replace.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Whether the bar is shown.
    pub is_open: bool,
    /// Whether the bar shows what to replace with.
    pub is_replacing: bool,
    /// Whether the finds are listed below the bar.
    pub is_listed: bool,
    query: Query,
    replacement: String,
    found: Option<Arc<Found>>,
    current: Option<usize>,
    /// The find that was gone to, as long as nothing changed since.
    is_at: Option<usize>,
    /// The finds that are not to be replaced, by their place and first byte.
    left_out: HashSet<(Place, usize)>,
    /// What the last replacement did.
    replaced: Option<Replaced>,
    /// The search that was asked for last: plan, version, query.
    asked: Option<(u64, u64, Query)>,
    serial: u64,
    newest: Arc<AtomicU64>,
    /// What waits for the finds.
    waiting: Option<Waiting>,
    /// How often the bar was asked for.
    opened: u64,
    /// The replacing that is to be done.
    replacing: Option<ReplaceWork>,
    /// Where the next find is looked for once the finds are there: order of the text, byte.
    resume: Option<(usize, usize)>,
}

/// What waits for the finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// Go to the find at hand or, once there, the next or the one before.
    Step { back: bool, into_field: bool },
    /// Replace one.
    One,
    /// Replace all.
    All,
}

/// What is asked of find and replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindAction {
    /// The bar is to be shown, with words to begin with if there are any.
    Open {
        /// Whether it shows what to replace with.
        replacing: bool,
        /// The words.
        text: Option<String>,
    },
    /// The bar is to go.
    Close {
        /// Whether the caret goes to the find at hand.
        into_field: bool,
    },
    /// What is searched for changed.
    Query(Query),
    /// What is put in its place changed.
    Replacement(String),
    /// The list of finds is to be shown or hidden.
    List(bool),
    /// The next find is wanted, or the one before.
    Step {
        /// Whether it is the one before.
        back: bool,
        /// Whether the caret goes there, rather than staying in the bar.
        into_field: bool,
    },
    /// A find was picked from the list.
    Pick(usize),
    /// A find is to be replaced, or left out.
    Include {
        /// The find.
        hit: usize,
        /// Whether it is to be replaced.
        on: bool,
    },
    /// All finds are to be replaced, or left out.
    IncludeAll(bool),
    /// The find at hand is to be replaced.
    ReplaceOne,
    /// All finds that are not left out are to be replaced.
    ReplaceAll,
}

impl Find {
    /// Returns what is searched for.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// Returns how often the bar was asked for: each time, the caret goes into it.
    #[must_use]
    pub const fn opened(&self) -> u64 {
        self.opened
    }

    /// Returns what is put in its place.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }

    /// Returns what the last search found, which may be of an older version of the plan.
    #[must_use]
    pub const fn found(&self) -> Option<&Arc<Found>> {
        self.found.as_ref()
    }

    /// Returns the finds of the last search.
    #[must_use]
    pub fn finds(&self) -> Option<&Finds> {
        self.found.as_ref()?.result.as_ref().ok()
    }

    /// Returns the find at hand.
    #[must_use]
    pub const fn current(&self) -> Option<usize> {
        self.current
    }

    /// Returns what is wrong with the query.
    #[must_use]
    pub fn fault(&self) -> Option<&PatternFault> {
        let found = self.found.as_ref().filter(|found| found.query == self.query)?;
        found.result.as_ref().err()
    }

    /// Returns what is wrong with the replacement.
    #[must_use]
    pub fn replacement_fault(&self) -> Option<PatternFault> {
        if !self.query.regex || !self.replacement.contains('$') {
            return None;
        }
        Pattern::new(&self.query).ok()?.check(&self.replacement).err()
    }

    /// Returns what the last replacement did, until something else is asked for.
    #[must_use]
    pub const fn replaced(&self) -> Option<Replaced> {
        self.replaced
    }

    /// Tells whether a find is to be replaced with the others.
    #[must_use]
    pub fn is_included(&self, hit: usize) -> bool {
        self.finds()
            .and_then(|finds| finds.hit(hit))
            .is_some_and(|(text, hit)| !hit.in_blank && !self.left_out.contains(&(text.place, hit.from)))
    }

    /// Returns how many finds would be replaced with all.
    #[must_use]
    pub fn included(&self) -> usize {
        let Some(finds) = self.finds() else { return 0 };
        if self.left_out.is_empty() {
            return finds.hits.iter().filter(|hit| !hit.in_blank).count();
        }
        (0..finds.hits.len()).filter(|hit| self.is_included(*hit)).count()
    }

    /// Tells whether the finds are those of the query in this version of the plan.
    fn is_fresh(&self, number: u64, revision: u64) -> bool {
        self.found.as_ref().is_some_and(|found| {
            found.number == number && found.revision == revision && found.query == self.query
        })
    }
}

impl Session {
    pub(super) fn find_action(&mut self, action: FindAction) {
        if !matches!(action, FindAction::List(_) | FindAction::Include { .. } | FindAction::IncludeAll(_)) {
            self.find.replaced = None;
        }
        match action {
            FindAction::Open { replacing, text } => {
                self.find.is_open = true;
                self.find.opened += 1;
                self.find.is_replacing = replacing;
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    self.find.query.text = text;
                    self.find.current = None;
                }
            }
            FindAction::Close { into_field } => {
                self.find.is_open = false;
                if into_field && let Some(current) = self.find.current {
                    self.go_to_hit(current, true);
                }
            }
            FindAction::Query(query) => {
                if query != self.find.query {
                    self.find.query = query;
                    self.find.current = None;
                    self.find.left_out.clear();
                    self.find.resume = None;
                }
            }
            FindAction::Replacement(text) => self.find.replacement = text,
            FindAction::List(shown) => self.find.is_listed = shown,
            // With nothing to look for yet, that is asked first.
            FindAction::Step { .. } if self.find.query.text.is_empty() => {
                self.find_action(FindAction::Open { replacing: self.find.is_replacing, text: None });
            }
            FindAction::Step { back, into_field } => self.when_found(Waiting::Step { back, into_field }),
            FindAction::Pick(hit) => self.go_to_hit(hit, true),
            FindAction::Include { hit, on } => {
                if let Some((text, hit)) = self.find.finds().and_then(|finds| finds.hit(hit)) {
                    let key = (text.place, hit.from);
                    if on {
                        self.find.left_out.remove(&key);
                    } else {
                        self.find.left_out.insert(key);
                    }
                }
            }
            FindAction::IncludeAll(on) => {
                self.find.left_out.clear();
                if !on && let Some(finds) = self.find.finds() {
                    let all = finds
                        .hits
                        .iter()
                        .filter_map(|hit| Some((finds.texts.get(hit.text)?.place, hit.from)))
                        .collect();
                    self.find.left_out = all;
                }
            }
            FindAction::ReplaceOne => self.when_found(Waiting::One),
            FindAction::ReplaceAll => self.when_found(Waiting::All),
        }
    }

    /// Asks for what find and replace have to have done elsewhere.
    pub(super) fn follow_find(&mut self) -> impl Iterator<Item = Effect> + use<> {
        let search = self.follow_search();
        let replacing = self.find.replacing.take().map(|work| Effect::ReplaceAll(Box::new(work)));
        search.into_iter().chain(replacing)
    }

    /// Asks for a search if the finds are not those of the query and the plan.
    fn follow_search(&mut self) -> Option<Effect> {
        let open = self.open.as_ref()?;
        let (number, revision) = (open.number, open.document.revision());
        if self.find.found.as_ref().is_some_and(|found| found.number != number) {
            // The finds of another plan.
            self.find.found = None;
            self.find.current = None;
            self.find.left_out.clear();
        }
        let wanted = self.find.is_open || self.find.waiting.is_some();
        let asked = (number, revision, self.find.query.clone());
        if !wanted || self.find.asked.as_ref() == Some(&asked) {
            return None;
        }
        self.find.asked = Some(asked);
        self.find.serial += 1;
        let serial = self.find.serial;
        self.find.newest.store(serial, Ordering::Relaxed);
        if self.find.query.text.is_empty() {
            self.find.found = None;
            self.find.current = None;
            self.find.waiting = None;
            return None;
        }
        Some(Effect::Find(SearchJob {
            serial,
            number,
            revision,
            plan: Arc::clone(open.plan()),
            query: self.find.query.clone(),
            from: self.focus,
            newest: Arc::clone(&self.find.newest),
        }))
    }

    /// Takes the finds of a search up.
    pub(super) fn take_found(&mut self, found: Found) {
        if found.serial != self.find.serial {
            return;
        }
        let fresh = self.find.current.is_none();
        let at = self.find.current.and_then(|current| {
            let (text, hit) = self.find.finds()?.hit(current)?;
            Some((text.order, hit.from))
        });
        let was_there = self.find.is_at.is_some() && self.find.is_at == self.find.current;
        let resume = self.find.resume.take().or(at);
        self.find.found = Some(Arc::new(found));
        self.find.current = self.find.finds().filter(|finds| !finds.hits.is_empty()).map(|finds| {
            resume.map_or(finds.first, |(order, byte)| finds.at_or_behind(order, byte).unwrap_or(0))
        });
        let now = self.find.current.and_then(|current| {
            let (text, hit) = self.find.finds()?.hit(current)?;
            Some((text.order, hit.from))
        });
        self.find.is_at = self.find.current.filter(|_| was_there && now == at);
        if let Some(waiting) = self.find.waiting.take() {
            self.when_found(waiting);
        } else if fresh
            && self.find.is_open
            && let Some(current) = self.find.current
        {
            // What is typed shows where it leads; the caret stays in the bar.
            let record = self.hit_record(current);
            self.show(record, None);
        }
    }

    fn hit_record(&self, hit: usize) -> Option<Id> {
        self.find.finds()?.hit(hit)?.0.place.record
    }

    /// Does what was asked for with the finds, at once or when they are there.
    fn when_found(&mut self, what: Waiting) {
        let Some(open) = &self.open else { return };
        if !self.find.is_fresh(open.number, open.document.revision()) {
            self.find.waiting = (!self.find.query.text.is_empty()).then_some(what);
            // An older search for the same may have been given up.
            self.find.asked = None;
            return;
        }
        match what {
            Waiting::Step { back, into_field } => self.step(back, into_field),
            Waiting::One => self.replace_one(),
            Waiting::All => self.replace_all(),
        }
    }

    fn step(&mut self, back: bool, into_field: bool) {
        let Some(finds) = self.find.finds() else { return };
        let count = finds.hits.len();
        let Some(current) = self.find.current.filter(|current| *current < count) else { return };
        // The first time, the find at hand is the one to go to.
        let is_there = self.find.is_at == Some(current);
        let next = match (is_there, back) {
            (false, false) => current,
            (true, false) => (current + 1) % count,
            (_, true) => (current + count - 1) % count,
        };
        self.go_to_hit(next, into_field);
    }

    /// Goes to a find; with `into_field`, the caret goes there and selects it.
    fn go_to_hit(&mut self, hit: usize, into_field: bool) {
        let Some((place, from, to)) = self.find.finds().and_then(|finds| {
            let (text, hit) = finds.hit(hit)?;
            let chars = |end| text.text.as_str().get(..end).map_or(0, |before| before.chars().count());
            Some((text.place, chars(hit.from), chars(hit.to)))
        }) else {
            return;
        };
        self.find.current = Some(hit);
        self.find.is_at = Some(hit);
        self.screen = Screen::Write;
        self.focus = place.record;
        self.settings.inspector |= into_field && place.field.is_detail();
        let caret = into_field.then_some(Caret::Span { field: place.field, from, to });
        self.show(place.record, caret);
    }

    fn replace_one(&mut self) {
        let Some(current) = self.find.current else { return };
        let Some((pattern, found)) = self.ready() else { return };
        let Ok(finds) = &found.result else { return };
        let Some((text, hit)) = finds.hit(current) else { return };
        let (order, place) = (text.order, text.place);
        let mut edits = Vec::new();
        let replaced =
            replace(&pattern, finds, &self.find.replacement, &mut |index, _| index == current, &mut edits);
        let behind = if replaced.count == 0 {
            hit.to
        } else {
            hit.from + pattern.replaced(text.text.as_str(), &(hit.from..hit.to), &self.find.replacement).len()
        };
        if edits.is_empty() {
            // Nothing to do here: on to the next.
            self.find.replaced = Some(replaced);
            self.find.is_at = Some(current);
            self.step(false, false);
            self.find.replaced = Some(replaced);
            return;
        }
        self.find.resume = Some((order, behind));
        if self.apply(&Edit::Batch { name: BatchName::Replace, edits }) {
            self.find.replaced = Some(replaced);
            self.find.is_at = None;
            self.show(place.record, None);
        }
    }

    fn replace_all(&mut self) {
        let Some((pattern, found)) = self.ready() else { return };
        let Some(plan) = self.plan().cloned() else { return };
        let (replacement, left_out) = (self.find.replacement.clone(), self.find.left_out.clone());
        self.find.replacing = Some(ReplaceWork { plan, pattern, found, replacement, left_out });
    }

    /// Takes the plan with its finds replaced, or has them looked for again if it has changed since.
    pub(super) fn replaced_all(&mut self, done: ReplaceDone) {
        let Some(open) = self.open.as_mut().filter(|open| open.number == done.number) else { return };
        match done.made {
            Ok(plan) => match open.document.take(done.revision, &done.edit, plan) {
                Some(_) => {
                    self.find.replaced = Some(done.replaced);
                    self.find.is_at = None;
                }
                None => self.when_found(Waiting::All),
            },
            Err(error) => {
                let words = notice::edit_failed(&self.words, &error);
                self.tell(Level::Warning, words, None);
            }
        }
    }

    /// Returns the query made ready and the finds, if the replacement can be made.
    fn ready(&self) -> Option<(Pattern, Arc<Found>)> {
        let pattern = Pattern::new(&self.find.query).ok()?;
        pattern.check(&self.find.replacement).ok()?;
        Some((pattern, Arc::clone(self.find.found.as_ref()?)))
    }
}
