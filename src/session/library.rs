//! The library of measures and indicators, and measures that are nearly the same.

use std::path::PathBuf;
use std::sync::Arc;

use super::insertion::place_for;
use super::notice::Level;
use super::{Dialog, Effect, OpenPlan, Screen, Session};
use crate::edit::{BatchName, Edit};
use crate::file::WriteError;
use crate::library::{Entry, Shelf, alike, bundled};
use crate::model::tree::{Node, NodeKind};
use crate::model::{Id, Language, Plan, query};

/// From how alike on measures are shown as nearly the same, of 1.
const NEARLY: f64 = 0.6;

/// What the session knows of the user's own library.
#[derive(Clone, Debug, Default)]
pub struct OwnLibrary {
    /// What was read; none before it was asked for.
    pub shelves: Option<Vec<Shelf>>,
    /// The files that could not be read, with the reason.
    pub faults: Vec<(PathBuf, String)>,
}

/// A change of the user's own library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryChange {
    /// Something is added.
    Add(Entry),
    /// Something is taken out.
    Remove(Entry),
}

/// What came of reading or changing the user's own library.
#[derive(Debug)]
pub struct LibraryRead {
    /// What the folder holds now, the program's own file first.
    pub shelves: Vec<Shelf>,
    /// The files that could not be read, with the reason.
    pub faults: Vec<(PathBuf, String)>,
    /// What was changed, and what came of it.
    pub changed: Option<(LibraryChange, Result<(), LibraryFault>)>,
}

/// Why the user's own library was not changed.
#[derive(Debug, thiserror::Error)]
pub enum LibraryFault {
    /// Settings are kept nowhere, and so is the library.
    #[error("-")]
    NoFolder,
    /// The file is there but cannot be read: writing over it would lose it.
    #[error("{path}: {why}")]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What is asked of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryAction {
    /// Something is to be put into the plan.
    Insert(Entry),
    /// Something of the user's own is to be taken out of the library.
    Remove(Entry),
    /// A measure that is nearly the same as others is to be gone to.
    GoTo {
        /// The number of its plan.
        plan: u64,
        /// The measure.
        id: Id,
    },
    /// Of a group of measures, one is to be kept and the others of its plan are to go.
    KeepOne {
        /// The group.
        group: usize,
        /// The measure that is kept.
        id: Id,
    },
}

/// The search for measures that are nearly the same.
#[derive(Clone, Debug)]
pub struct AlikeWork {
    /// The open plans, with their numbers and versions.
    plans: Vec<(u64, u64, Arc<Plan>)>,
}

/// Measures that are nearly the same.
#[derive(Clone, Debug, Default)]
pub struct Alike {
    /// The groups, in reading order.
    pub groups: Vec<Vec<AlikeMeasure>>,
    /// The versions of the plans that were searched.
    versions: Vec<(u64, u64)>,
}

/// A measure that is nearly the same as others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeMeasure {
    /// The number of its plan.
    pub plan: u64,
    /// The measure.
    pub id: Id,
    /// Its number in the plan.
    pub numbered: Option<query::Numbered>,
    /// Its title and text.
    pub text: String,
}

impl AlikeWork {
    /// Searches.
    #[must_use]
    pub fn run(&self) -> Alike {
        let mut measures = Vec::new();
        for (number, _, plan) in &self.plans {
            let numbering = query::numbering(plan);
            for measure in query::measures(plan) {
                let id = measure.id.id();
                let text = [&measure.title, &measure.text].map(crate::locale::shown).join(" ");
                let numbered = numbering.get(&id).copied();
                measures.push(AlikeMeasure { plan: *number, id, numbered, text: text.trim().to_owned() });
            }
        }
        let texts: Vec<&str> = measures.iter().map(|measure| measure.text.as_str()).collect();
        let groups = alike::groups(&texts, NEARLY)
            .into_iter()
            .map(|group| group.into_iter().filter_map(|at| measures.get(at).cloned()).collect())
            .collect();
        let versions = self.plans.iter().map(|(number, revision, _)| (*number, *revision)).collect();
        Alike { groups, versions }
    }
}

impl Session {
    /// Opens the library, and has the user's own read.
    pub(super) fn open_library(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Library);
        vec![Effect::ChangeLibrary(None)]
    }

    /// Returns what can be taken: the user's own first, then what the program brings along in the
    /// language of the plan.
    pub fn library(&self) -> impl Iterator<Item = (bool, Entry)> {
        let language = self.plan().map_or_else(|| self.words.language(), |plan| plan.language);
        let own = self.own_library.shelves.iter().flatten().map(|shelf| (true, shelf));
        let bundled = bundled().iter().filter(move |shelf| shelf.language == language);
        own.chain(bundled.map(|shelf| (false, shelf))).flat_map(|(is_own, shelf)| {
            let measures = shelf.measures.iter().cloned().map(Entry::Measure);
            let indicators = shelf.indicators.iter().cloned().map(Entry::Indicator);
            measures.chain(indicators).map(move |entry| (is_own, entry))
        })
    }

    pub(super) fn add_to_library(&mut self) -> Vec<Effect> {
        let entry = self.plan().zip(self.focus).and_then(|(plan, id)| Entry::of(plan, id));
        match entry {
            Some(entry) => vec![Effect::ChangeLibrary(Some(LibraryChange::Add(entry)))],
            None => {
                let words = (self.words.text("library-not-added"), self.words.text("library-what-to-add"));
                self.tell(Level::Warning, words, None);
                Vec::new()
            }
        }
    }

    pub(super) fn library_action(&mut self, action: LibraryAction) -> Vec<Effect> {
        match action {
            LibraryAction::Insert(entry) => self.insert_entry(&entry),
            LibraryAction::Remove(entry) => {
                return vec![Effect::ChangeLibrary(Some(LibraryChange::Remove(entry)))];
            }
            LibraryAction::GoTo { plan, id } => {
                self.dialog = None;
                if self.bring_to_front(plan) {
                    self.screen = Screen::Write;
                    self.focus = Some(id);
                    self.show(Some(id), None);
                }
            }
            LibraryAction::KeepOne { group, id } => return self.keep_one(group, id),
        }
        Vec::new()
    }

    /// Puts something of the library behind what has the focus.
    fn insert_entry(&mut self, entry: &Entry) {
        let Some(plan) = self.plan().cloned() else { return };
        let mut ids = plan.ids;
        let (node, kind) = match entry {
            Entry::Measure(entry) => {
                (Node::Measure(Arc::new(entry.measure(&plan, &mut ids))), NodeKind::Measure)
            }
            Entry::Indicator(entry) => {
                (Node::Indicator(Arc::new(entry.indicator(&mut ids))), NodeKind::Indicator)
            }
        };
        self.screen = Screen::Write;
        if self.insert_behind_focus(kind, node) {
            self.dialog = None;
        }
    }

    /// Puts a record where a new one of its kind would go. Returns whether it is in the plan.
    fn insert_behind_focus(&mut self, kind: NodeKind, node: Node) -> bool {
        let place = self.plan().and_then(|plan| place_for(plan, self.focus, kind));
        let Some((slot, index)) = place else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-place"));
            self.tell(Level::Warning, words, None);
            return false;
        };
        let id = node.id();
        self.insert(slot, index, node);
        self.focus == Some(id)
    }

    pub(super) fn take_library(&mut self, read: LibraryRead) {
        self.own_library = OwnLibrary { shelves: Some(read.shelves), faults: read.faults };
        match read.changed {
            Some((LibraryChange::Add(entry), Ok(()))) => {
                let text = self.words.with("library-added-text", &[("name", entry.label().into())]);
                let words = (self.words.text("library-added"), text);
                self.tell(Level::Done, words, None);
            }
            Some((_, Err(fault))) => {
                let text = match fault {
                    LibraryFault::NoFolder => self.words.text("library-no-folder"),
                    LibraryFault::Broken { path, why } => {
                        let path = path.display().to_string();
                        self.words.with("library-broken", &[("path", path.into()), ("why", why.into())])
                    }
                    LibraryFault::Write(error) => error.to_string(),
                };
                let words = (self.words.text("library-not-kept"), text);
                self.tell(Level::Error, words, None);
            }
            Some((LibraryChange::Remove(_), Ok(()))) | None => {}
        }
    }

    /// Asks for the measures of all open plans that are nearly the same.
    pub(super) fn find_alike(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Alike);
        self.alike = None;
        vec![self.alike_work()]
    }

    fn alike_work(&self) -> Effect {
        let plan = |open: &OpenPlan| (open.number, open.document.revision(), Arc::clone(open.plan()));
        Effect::FindAlike(AlikeWork { plans: self.plans().map(plan).collect() })
    }

    pub(super) fn take_alike(&mut self, alike: Alike) -> Vec<Effect> {
        let now: Vec<(u64, u64)> = self.plans().map(|open| (open.number, open.document.revision())).collect();
        if self.dialog != Some(Dialog::Alike) {
            return Vec::new();
        }
        if alike.versions != now {
            // The plans have changed meanwhile.
            return vec![self.alike_work()];
        }
        self.alike = Some(alike);
        Vec::new()
    }

    fn keep_one(&mut self, group: usize, id: Id) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let number = open.number;
        let Some(alike) =
            self.alike.as_ref().filter(|alike| alike.versions.contains(&(number, open.document.revision())))
        else {
            return Vec::new();
        };
        let Some(group) = alike.groups.get(group) else { return Vec::new() };
        let plan = Arc::clone(open.plan());
        let kept = plan.lineage(id);
        // A measure round the one that is kept stays with it.
        let mut gone: Vec<Id> = group
            .iter()
            .filter(|measure| measure.plan == number && !kept.contains(&measure.id))
            .map(|measure| measure.id)
            .collect();
        let inside: Vec<Id> = gone.clone();
        gone.retain(|id| !plan.lineage(*id).iter().any(|around| around != id && inside.contains(around)));
        let edits = gone.into_iter().map(Edit::Remove).collect();
        if self.apply(&Edit::Batch { name: BatchName::KeepOne, edits }) {
            self.focus = Some(id);
            self.alike = None;
            return vec![self.alike_work()];
        }
        Vec::new()
    }
}

/// Returns the name that the user's own file bears.
#[must_use]
pub fn own_library_name(language: Language) -> String {
    crate::locale::Catalogue::new(language).text("library-own")
}
