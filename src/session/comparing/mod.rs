//! The plan in front against an earlier version, another file, or another person's changes.
//!
//! Reading, comparing and merging are done on a thread; what comes of them is rows that are only
//! drawn. Each result names the version of the plan that it is of: as soon as the plan changes while
//! the screen is shown, the work is asked for again.

mod edits;
mod rows;
mod work;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;

pub use rows::{ConflictRow, Row, Sort};
pub use work::{CompareDone, CompareWork, Found};

use super::action::with_ending;
use super::notice::{self, Level};
use super::{Caret, Dialog, Effect, PathPurpose, Screen, Session};
use crate::compare::{Choice, Choices, ConflictKey, Counts, Merge, MergeFault, Side};
use crate::edit::{BatchName, Edit};
use crate::file::versions::Version;
use crate::model::{Language, Plan};

/// Where a plan to compare with comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A kept version.
    Version(Version),
    /// A file.
    File(PathBuf),
}

impl Source {
    /// Returns the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Version(version) => &version.path,
            Self::File(path) => path,
        }
    }
}

/// A version with how much changed since the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The version.
    pub version: Version,
    /// What changed since the one before; none while it is not known, or for the first one.
    pub changes: Option<Counts>,
}

/// Two plans compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the plan is compared with.
    pub source: Source,
    /// That plan.
    pub other: Arc<Plan>,
    /// The rows of the last result, in reading order.
    pub rows: Arc<Vec<Row>>,
    /// The version of the plan that the rows are of, and their language; none before the first
    /// result.
    of: Option<(u64, Language)>,
    diff: Option<Arc<crate::compare::Diff>>,
    now: Option<Arc<Plan>>,
    /// Which rows are shown; none shows all.
    pub filter: Option<Sort>,
    /// The row with the cursor, among all.
    pub current: usize,
}

impl Comparison {
    /// Tells whether the first result is still to come.
    #[must_use]
    pub const fn is_working(&self) -> bool {
        self.of.is_none()
    }

    /// Returns the places of the rows that are shown.
    #[must_use]
    pub fn shown(&self) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|at| {
                let sort = self.rows.get(*at).map(|row| row.sort);
                self.filter.is_none() || self.filter == sort
            })
            .collect()
    }

    /// Counts the rows of a sort.
    #[must_use]
    pub fn count(&self, sort: Sort) -> usize {
        self.rows.iter().filter(|row| row.sort == sort).count()
    }
}

/// Another person's changes on their way into the plan.
#[derive(Clone, Debug)]
pub struct Merging {
    /// Their file.
    pub theirs: PathBuf,
    /// What both began with.
    pub base: Source,
    /// What they changed.
    pub changes: Counts,
    /// How many changes we made since the base.
    pub own: usize,
    /// What comes into the plan as long as conflicts are decided for ours.
    pub incoming: Arc<Vec<Row>>,
    merge: Merge,
    revision: u64,
    /// What is to be decided, ready to be drawn.
    pub conflicts: Arc<Vec<ConflictRow>>,
    /// What was decided.
    pub choices: Choices,
    /// The conflict that is looked at.
    pub current: usize,
}

impl Merging {
    /// Returns how many conflicts are decided.
    #[must_use]
    pub fn decided(&self) -> usize {
        self.conflicts.iter().filter(|conflict| self.choices.contains_key(&conflict.key)).count()
    }
}

/// What is kept about versions, a comparison and a merge.
#[derive(Debug, Default)]
pub struct Comparing {
    /// The plan that this is about.
    plan: Option<u64>,
    /// Its kept versions, newest first.
    pub versions: Vec<Kept>,
    /// What it is compared with.
    pub comparison: Option<Comparison>,
    /// Whose changes are being brought in.
    pub merging: Option<Merging>,
    /// Their file, while what both began with is looked for.
    waiting: Option<PathBuf>,
    /// The version and language that are being compared.
    asked: Option<(u64, Language)>,
    /// Whether the versions were asked for as they are now.
    listed: bool,
    /// Grows when the cursor is to be brought into view.
    pub reveal: u64,
}

/// What is asked of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareAction {
    /// Compare with this.
    With(Source),
    /// Compare with nothing.
    Stop,
    /// Show only one sort of rows, or all.
    Filter(Option<Sort>),
    /// Put the cursor on a row.
    Point(usize),
    /// Go to the record of a row in the plan.
    Open(usize),
    /// Take over what the other plan says there.
    Take(usize),
    /// Go back to the version that is compared with.
    Restore,
    /// Open the other plan in a tab of its own.
    OpenCopy,
    /// Write the comparison as a PDF.
    ExportPdf,
    /// Keep the plan as a version of this name.
    Keep(String),
    /// Decide a conflict.
    Choose(ConflictKey, Choice),
    /// Look at a conflict.
    PointConflict(usize),
    /// Look for what both began with in another file.
    ChangeBase,
    /// Write what came of the merge into the plan.
    FinishMerge,
    /// Let the merge be.
    StopMerge,
}

impl Session {
    /// Asks for what the compare screen lacks: called after every action.
    pub(super) fn follow_comparing(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else {
            self.comparing = Comparing::default();
            return Vec::new();
        };
        let (number, revision) = (open.number, open.document.revision());
        let now = Arc::clone(open.plan());
        let mut effects = Vec::new();
        if self.comparing.plan != Some(number) {
            self.comparing = Comparing { plan: Some(number), ..Comparing::default() };
        }
        if self.screen != Screen::Compare {
            return effects;
        }
        if !self.comparing.listed {
            self.comparing.listed = true;
            effects.extend(self.list_versions());
        }
        let language = self.words.language();
        let wanted = Some((revision, language));
        if let Some(comparison) = &self.comparing.comparison
            && comparison.of != wanted
            && self.comparing.asked != wanted
        {
            self.comparing.asked = wanted;
            effects.push(Effect::Compare(CompareWork::Compare {
                number,
                revision,
                now: Arc::clone(&now),
                other: Arc::clone(&comparison.other),
                language,
            }));
        }
        if let Some(merging) = &self.comparing.merging
            && merging.revision != revision
            && self.comparing.waiting.is_none()
        {
            // The plan went on meanwhile; what was decided was about another version of it.
            let (theirs, base) = (merging.theirs.clone(), merging.base.clone());
            self.comparing.waiting = Some(theirs.clone());
            effects.extend(self.merge_work(theirs, Some(base)));
        }
        effects
    }

    /// Asks for the versions of the plan in front.
    fn list_versions(&self) -> Option<Effect> {
        let open = self.open.as_ref()?;
        let plan_file = open.path.clone()?;
        Some(Effect::Compare(CompareWork::List { number: open.number, plan_file }))
    }

    /// Has the file kept as a version after it was read or written.
    pub(super) fn keep_version(plan_file: &Path, now: NaiveDateTime) -> Effect {
        Effect::Compare(CompareWork::Keep { plan_file: plan_file.to_owned(), now })
    }

    pub(super) fn compare_action(&mut self, action: CompareAction, now: NaiveDateTime) -> Vec<Effect> {
        match action {
            CompareAction::With(source) => return self.compare_with(source),
            CompareAction::Stop => self.comparing.comparison = None,
            CompareAction::Filter(filter) => {
                if let Some(comparison) = &mut self.comparing.comparison {
                    comparison.filter = filter;
                    let shown = comparison.shown();
                    if !shown.contains(&comparison.current) {
                        comparison.current = shown.first().copied().unwrap_or_default();
                    }
                }
            }
            CompareAction::Point(row) => {
                if let Some(comparison) = &mut self.comparing.comparison {
                    comparison.current = row;
                }
            }
            CompareAction::Open(row) => self.open_row(row),
            CompareAction::Take(row) => self.take_row(row),
            CompareAction::Restore => self.restore(),
            CompareAction::OpenCopy => {
                if let Some(comparison) = &self.comparing.comparison {
                    let plan = Plan::clone(&comparison.other);
                    self.show_copy(plan);
                }
            }
            CompareAction::ExportPdf => return self.ask_path(PathPurpose::MarkedPdf),
            CompareAction::Keep(name) => return self.keep_named(&name, now),
            CompareAction::Choose(key, choice) => {
                if let Some(merging) = &mut self.comparing.merging {
                    let fresh = merging.choices.insert(key, choice).is_none();
                    if fresh && let Some(next) = merging.next_open() {
                        merging.current = next;
                        self.comparing.reveal += 1;
                    }
                }
            }
            CompareAction::PointConflict(at) => {
                if let Some(merging) = &mut self.comparing.merging {
                    merging.current = at.min(merging.conflicts.len().saturating_sub(1));
                }
            }
            CompareAction::ChangeBase => {
                if let Some(merging) = &self.comparing.merging {
                    self.comparing.waiting = Some(merging.theirs.clone());
                    return self.ask_path(PathPurpose::MergeBase);
                }
            }
            CompareAction::FinishMerge => self.finish_merge(),
            CompareAction::StopMerge => {
                self.comparing.merging = None;
                self.comparing.waiting = None;
            }
        }
        Vec::new()
    }

    /// Puts the cursor on the next change or conflict, or the one before.
    pub(super) fn step_change(&mut self, forward: bool) {
        let step = |at: usize, count: usize| {
            if forward { (at + 1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) }
        };
        if let Some(merging) = &mut self.comparing.merging {
            merging.current = step(merging.current, merging.conflicts.len());
        } else if let Some(comparison) = &mut self.comparing.comparison {
            let shown = comparison.shown();
            let next = match shown.iter().position(|row| *row == comparison.current) {
                Some(at) => step(at, shown.len()),
                None => 0,
            };
            comparison.current = shown.get(next).copied().unwrap_or_default();
        }
        self.comparing.reveal += 1;
    }

    /// Takes the change at the cursor over.
    pub(super) fn take_current(&mut self) {
        if let Some(current) = self.comparing.comparison.as_ref().map(|comparison| comparison.current) {
            self.take_row(current);
        }
    }

    fn compare_with(&mut self, source: Source) -> Vec<Effect> {
        let Some(number) = self.open.as_ref().map(|open| open.number) else { return Vec::new() };
        self.screen = Screen::Compare;
        vec![Effect::Compare(CompareWork::Read { number, source })]
    }

    /// Compares with a file, or merges with it, as the path was asked for.
    pub(super) fn compare_path(&mut self, purpose: PathPurpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            PathPurpose::CompareWith => self.compare_with(Source::File(path)),
            PathPurpose::MergeWith => {
                self.screen = Screen::Compare;
                self.comparing.merging = None;
                self.comparing.waiting = Some(path.clone());
                self.merge_work(path, None)
            }
            PathPurpose::MergeBase => match self.comparing.waiting.clone() {
                Some(theirs) => self.merge_work(theirs, Some(Source::File(path))),
                None => Vec::new(),
            },
            PathPurpose::MarkedPdf => match (&self.comparing.comparison, self.plan()) {
                (Some(comparison), Some(new)) => vec![Effect::ExportMarked {
                    path: with_ending(path, purpose.ending()),
                    old: Arc::clone(&comparison.other),
                    new: Arc::clone(new),
                }],
                _ => Vec::new(),
            },
            PathPurpose::Open
            | PathPurpose::Save
            | PathPurpose::Pdf
            | PathPurpose::Import
            | PathPurpose::Export(_) => Vec::new(),
        }
    }

    fn merge_work(&self, theirs: PathBuf, base: Option<Source>) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        vec![Effect::Compare(CompareWork::Merge {
            number: open.number,
            revision: open.document.revision(),
            ours: Arc::clone(open.plan()),
            theirs,
            base,
            plan_file: open.path.clone(),
            language: self.words.language(),
        })]
    }

    fn open_row(&mut self, row: usize) {
        let Some(comparison) = &mut self.comparing.comparison else { return };
        comparison.current = row;
        let Some(row) = comparison.rows.get(row) else { return };
        let record = row.record;
        if record.is_none() && row.is_gone() {
            return;
        }
        self.screen = Screen::Write;
        self.focus = record;
        self.show(record, Some(Caret::End));
    }

    fn take_row(&mut self, row: usize) {
        let Some(comparison) = &self.comparing.comparison else { return };
        let (Some(now), Some(plan)) = (&comparison.now, self.plan()) else { return };
        // Rows of an older version are on the screen for a moment only.
        if !Arc::ptr_eq(now, plan) {
            return;
        }
        let (Some(diff), Some(row)) = (&comparison.diff, comparison.rows.get(row)) else { return };
        let chosen = BTreeSet::from([row.change]);
        let edit = diff
            .take(now, &comparison.other, &chosen)
            .map(|taken| edits::edit(diff, now, &comparison.other, &chosen, &taken, BatchName::TakeOver));
        match edit {
            Some(edit) => {
                self.apply(&edit);
            }
            None => {
                let words = (self.words.text("notice-not-changed"), self.words.text("compare-why-not-alone"));
                self.tell(Level::Warning, words, None);
            }
        }
    }

    fn restore(&mut self) {
        let Some(comparison) = &self.comparing.comparison else { return };
        let edit = Edit::Batch {
            name: BatchName::Restore,
            edits: vec![Edit::ReplacePlan(Arc::clone(&comparison.other))],
        };
        if self.apply(&edit) {
            let words = (self.words.text("compare-restored"), self.words.text("compare-restored-text"));
            self.tell(Level::Done, words, None);
        }
    }

    fn keep_named(&mut self, name: &str, now: NaiveDateTime) -> Vec<Effect> {
        if self.dialog.take_if(|dialog| *dialog == Dialog::KeepVersion).is_none() {
            return Vec::new();
        }
        let Some(open) = &self.open else { return Vec::new() };
        let Some(plan_file) = open.path.clone() else { return Vec::new() };
        let name = match name.trim() {
            "" => self.words.text("compare-version-unnamed"),
            name => name.to_owned(),
        };
        vec![Effect::Compare(CompareWork::KeepNamed { plan_file, plan: Arc::clone(open.plan()), name, now })]
    }

    fn finish_merge(&mut self) {
        let Some(merging) = &self.comparing.merging else { return };
        if self.open.as_ref().is_none_or(|open| open.document.revision() != merging.revision) {
            return;
        }
        let (merge, choices) = (merging.merge.clone(), merging.choices.clone());
        match merge.with(&choices, None) {
            Ok(merged) => {
                let edit = Edit::Batch {
                    name: BatchName::Merge,
                    edits: vec![Edit::ReplacePlan(Arc::new(merged.plan))],
                };
                self.comparing.merging = None;
                if self.apply(&edit) {
                    self.screen = Screen::Write;
                    let words = (self.words.text("compare-merged"), self.words.text("compare-merged-text"));
                    self.tell(Level::Done, words, None);
                }
            }
            Err(fault) => {
                let words = self.merge_fault(&fault);
                self.tell(Level::Error, words, None);
            }
        }
    }

    fn merge_fault(&self, fault: &MergeFault) -> (String, String) {
        let why = match fault {
            MergeFault::NoCommonOrigin { side: Side::Ours } => self.words.text("compare-why-not-ours"),
            MergeFault::NoCommonOrigin { side: Side::Theirs } => self.words.text("compare-why-not-theirs"),
            MergeFault::Plan(fault) => self.words.with("why-edit", &[("cause", fault.to_string().into())]),
        };
        (self.words.text("compare-not-merged"), why)
    }

    /// Takes what came of the work.
    pub(super) fn compare_done(&mut self, done: CompareDone) -> Vec<Effect> {
        match done {
            CompareDone::Kept(Ok(kept)) => {
                // Listed anew as soon as the screen is shown.
                if kept {
                    self.comparing.listed = false;
                }
            }
            CompareDone::Kept(Err(error)) => {
                let text = self.words.with("compare-why-not-kept", &[("cause", error.to_string().into())]);
                let words = (self.words.text("compare-not-kept"), text);
                self.tell(Level::Warning, words, None);
            }
            CompareDone::Listed { number, versions } => {
                if self.comparing.plan == Some(number) {
                    let old = std::mem::take(&mut self.comparing.versions);
                    self.comparing.versions = versions
                        .into_iter()
                        .map(|version| {
                            let known = old.iter().find(|kept| kept.version == version);
                            Kept { changes: known.and_then(|kept| kept.changes), version }
                        })
                        .collect();
                    let open: Vec<Version> =
                        self.comparing.versions.iter().map(|kept| kept.version.clone()).collect();
                    if self.comparing.versions.iter().any(|kept| kept.changes.is_none()) && open.len() > 1 {
                        return vec![Effect::Compare(CompareWork::Measure { number, versions: open })];
                    }
                }
            }
            CompareDone::Measured { number, changes } => {
                if self.comparing.plan == Some(number) {
                    for kept in &mut self.comparing.versions {
                        let known = changes.iter().find(|(path, _)| *path == kept.version.path);
                        kept.changes = known.map(|(_, counts)| *counts).or(kept.changes);
                    }
                }
            }
            CompareDone::Read { number, source, result } => match result {
                Ok(other) => {
                    if self.comparing.plan == Some(number) {
                        self.comparing.asked = None;
                        self.comparing.merging = None;
                        self.comparing.comparison = Some(Comparison {
                            source,
                            other: Arc::new(*other),
                            rows: Arc::default(),
                            of: None,
                            diff: None,
                            now: None,
                            filter: None,
                            current: 0,
                        });
                    }
                }
                Err(error) => {
                    let words = notice::read_failed(&self.words, source.path(), &error);
                    self.tell(Level::Error, words, None);
                }
            },
            CompareDone::Compared { number, revision, language, now, other, diff, rows } => {
                self.comparing.asked = None;
                if self.comparing.plan == Some(number)
                    && let Some(comparison) = &mut self.comparing.comparison
                    && Arc::ptr_eq(&comparison.other, &other)
                {
                    comparison.of = Some((revision, language));
                    comparison.now = Some(now);
                    comparison.diff = Some(diff);
                    comparison.current = comparison.current.min(rows.len().saturating_sub(1));
                    comparison.rows = rows;
                }
            }
            CompareDone::Merged { number, revision, theirs, result } => {
                if self.comparing.plan == Some(number) {
                    return self.merge_found(revision, theirs, *result);
                }
            }
        }
        Vec::new()
    }

    fn merge_found(&mut self, revision: u64, theirs: PathBuf, found: Found) -> Vec<Effect> {
        self.comparing.waiting = None;
        match found {
            Found::Merge { merge, base, changes, own, incoming, conflicts } => {
                self.comparing.comparison = None;
                self.comparing.merging = Some(Merging {
                    theirs,
                    base,
                    changes,
                    own,
                    incoming: Arc::new(incoming),
                    merge,
                    revision,
                    conflicts: Arc::new(conflicts),
                    choices: Choices::new(),
                    current: 0,
                });
            }
            Found::NoBase => {
                // Nothing that is kept fits; the user may know where it is.
                self.comparing.waiting = Some(theirs);
                let words =
                    (self.words.text("compare-base-wanted"), self.words.text("compare-base-wanted-text"));
                self.tell(Level::Warning, words, None);
                return self.ask_path(PathPurpose::MergeBase);
            }
            Found::Fault(fault) => {
                let words = self.merge_fault(&fault);
                self.tell(Level::Error, words, None);
            }
            Found::Unread(path, error) => {
                let words = notice::read_failed(&self.words, &path, &error);
                self.tell(Level::Error, words, None);
            }
        }
        Vec::new()
    }
}

impl Merging {
    /// Returns the next conflict that is not decided, from the one that is looked at on.
    fn next_open(&self) -> Option<usize> {
        let count = self.conflicts.len();
        (1..count)
            .map(|step| (self.current + step) % count)
            .find(|at| self.conflicts.get(*at).is_some_and(|row| !self.choices.contains_key(&row.key)))
    }
}
