//! Work for a thread: keeping and listing versions, reading, comparing, merging.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::Source;
use super::rows::{self, ConflictRow, Row};
use crate::compare::{self, Choices, Counts, Diff, Merge, MergeFault, Names, Origin};
use crate::file::versions::{self, Version, VersionError};
use crate::file::{self, ReadError};
use crate::model::{Language, Plan};

/// The most versions whose changes are counted, and that are tried as what two plans began with.
const MOST_READ: usize = 40;

/// A piece of work.
#[derive(Clone, Debug)]
pub enum CompareWork {
    /// Keep a plan file as it is as a version.
    Keep {
        /// The file.
        plan_file: PathBuf,
        /// The time.
        now: NaiveDateTime,
    },
    /// Keep a plan as a version with a name.
    KeepNamed {
        /// The file that it is a version of.
        plan_file: PathBuf,
        /// The plan.
        plan: Arc<Plan>,
        /// What the user calls it.
        name: String,
        /// The time.
        now: NaiveDateTime,
    },
    /// List the versions of a plan file.
    List {
        /// The number of the open plan.
        number: u64,
        /// The file.
        plan_file: PathBuf,
    },
    /// Count what changed from each version to the next.
    Measure {
        /// The number of the open plan.
        number: u64,
        /// The versions, newest first.
        versions: Vec<Version>,
    },
    /// Read a plan to compare with.
    Read {
        /// The number of the open plan.
        number: u64,
        /// Where it comes from.
        source: Source,
    },
    /// Compare two plans.
    Compare {
        /// The number of the open plan.
        number: u64,
        /// Its version.
        revision: u64,
        /// The open plan.
        now: Arc<Plan>,
        /// What it is compared with.
        other: Arc<Plan>,
        /// The language to tell the changes in.
        language: Language,
    },
    /// Read another person's plan and what both began with, and merge.
    Merge {
        /// The number of the open plan.
        number: u64,
        /// Its version.
        revision: u64,
        /// The open plan.
        ours: Arc<Plan>,
        /// The other person's file.
        theirs: PathBuf,
        /// What both began with; none finds it among the versions.
        base: Option<Source>,
        /// The file of the open plan, among whose versions that is; none if it was never saved.
        plan_file: Option<PathBuf>,
        /// The language to tell the conflicts in.
        language: Language,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum CompareDone {
    /// A version was kept (or was the newest one already), or not.
    Kept(Result<bool, VersionError>),
    /// The versions, newest first.
    Listed {
        /// The number of the open plan.
        number: u64,
        /// The versions.
        versions: Vec<Version>,
    },
    /// What changed to each version from the one before.
    Measured {
        /// The number of the open plan.
        number: u64,
        /// By the version's file.
        changes: Vec<(PathBuf, Counts)>,
    },
    /// A plan was read, or not.
    Read {
        /// The number of the open plan.
        number: u64,
        /// Where it comes from.
        source: Source,
        /// The plan.
        result: Result<Box<Plan>, ReadError>,
    },
    /// Two plans were compared.
    Compared {
        /// The number of the open plan.
        number: u64,
        /// Its version.
        revision: u64,
        /// The language of the rows.
        language: Language,
        /// The open plan.
        now: Arc<Plan>,
        /// What it was compared with.
        other: Arc<Plan>,
        /// What leads from the open plan to the other one.
        diff: Arc<Diff>,
        /// The rows.
        rows: Arc<Vec<Row>>,
    },
    /// A merge is ready to be decided, or not.
    Merged {
        /// The number of the open plan.
        number: u64,
        /// Its version.
        revision: u64,
        /// The other person's file.
        theirs: PathBuf,
        /// What was found.
        result: Box<Found>,
    },
}

/// What came of beginning a merge.
#[derive(Debug)]
pub enum Found {
    /// It can be decided.
    Merge {
        /// The merge.
        merge: Merge,
        /// What both began with.
        base: Source,
        /// What they changed.
        changes: Counts,
        /// How many changes we made.
        own: usize,
        /// What comes into the plan apart from the conflicts.
        incoming: Vec<Row>,
        /// What is to be decided.
        conflicts: Vec<ConflictRow>,
    },
    /// None of the versions is what both began with.
    NoBase,
    /// The plans cannot be merged.
    Fault(MergeFault),
    /// A file was not read.
    Unread(PathBuf, ReadError),
}

impl CompareWork {
    /// Does the work. Versions are kept in a folder of the settings; without one, none are.
    #[must_use]
    pub fn run(self, settings: Option<&Path>) -> Option<CompareDone> {
        Some(match self {
            Self::Keep { plan_file, now } => {
                CompareDone::Kept(versions::keep_file(settings?, &plan_file, now))
            }
            Self::KeepNamed { plan_file, plan, name, now } => CompareDone::Kept(
                versions::keep_named(settings?, &plan_file, &plan, &name, now).map(|()| true),
            ),
            Self::List { number, plan_file } => {
                CompareDone::Listed { number, versions: versions::list(settings?, &plan_file) }
            }
            Self::Measure { number, versions } => {
                CompareDone::Measured { number, changes: measured(&versions) }
            }
            Self::Read { number, source } => {
                let result = file::read(source.path()).map(|opened| Box::new(opened.plan));
                CompareDone::Read { number, source, result }
            }
            Self::Compare { number, revision, now, other, language } => {
                let diff = compare::diff(&now, &other);
                let rows = Arc::new(rows::rows(&diff, &now, &other, language));
                CompareDone::Compared { number, revision, language, now, other, diff: Arc::new(diff), rows }
            }
            Self::Merge { number, revision, ours, theirs, base, plan_file, language } => {
                let versions = settings
                    .zip(plan_file)
                    .map(|(settings, plan_file)| versions::list(settings, &plan_file))
                    .unwrap_or_default();
                let result = Box::new(found(ours, &theirs, base, &versions, language));
                CompareDone::Merged { number, revision, theirs, result }
            }
        })
    }
}

fn measured(versions: &[Version]) -> Vec<(PathBuf, Counts)> {
    let mut changes = Vec::new();
    let mut newer: Option<(PathBuf, Plan)> = None;
    for version in versions.iter().take(MOST_READ) {
        let Ok(opened) = file::read(&version.path) else {
            newer = None;
            continue;
        };
        if let Some((path, plan)) = newer.take() {
            changes.push((path, compare::diff(&opened.plan, &plan).counts()));
        }
        newer = Some((version.path.clone(), opened.plan));
    }
    changes
}

fn found(
    ours: Arc<Plan>,
    theirs: &Path,
    base: Option<Source>,
    versions: &[Version],
    language: Language,
) -> Found {
    let theirs = match file::read(theirs) {
        Ok(opened) => Arc::new(opened.plan),
        Err(error) => return Found::Unread(theirs.to_owned(), error),
    };
    let (source, base) = match base {
        Some(source) => match file::read(source.path()) {
            Ok(opened) => (source, Arc::new(opened.plan)),
            Err(error) => return Found::Unread(source.path().to_owned(), error),
        },
        None => match common(&ours, &theirs, versions) {
            Some(found) => found,
            None => return Found::NoBase,
        },
    };
    let names = (Names::new(&base, language), Names::new(&ours, language), Names::new(&theirs, language));
    let changes = compare::diff(&base, &theirs).counts();
    let own = compare::diff(&base, &ours).changes.len();
    let now = Arc::clone(&ours);
    let merge = match Merge::new(base, ours, theirs) {
        Ok(merge) => merge,
        Err(fault) => return Found::Fault(fault),
    };
    match merge.with(&Choices::new(), None) {
        Ok(merged) => {
            let conflicts = merged
                .conflicts
                .iter()
                .map(|conflict| rows::conflict(conflict, (&names.0, &names.1, &names.2), language))
                .collect();
            let comes = compare::diff(&merged.plan, &now);
            let incoming = rows::rows(&comes, &merged.plan, &now, language);
            Found::Merge { merge, base: source, changes, own, incoming, conflicts }
        }
        Err(fault) => Found::Fault(fault),
    }
}

/// Returns the version that both plans most likely began with: the one from which theirs differs
/// least, the older one of two. A version that gave out more ids than a plan is not what the plan was
/// made from.
fn common(ours: &Arc<Plan>, theirs: &Plan, versions: &[Version]) -> Option<(Source, Arc<Plan>)> {
    let mut best: Option<(usize, Source, Arc<Plan>)> = None;
    for version in versions.iter().take(MOST_READ) {
        let Ok(opened) = file::read(&version.path) else { continue };
        if opened.plan.ids > theirs.ids || opened.plan.ids > ours.ids {
            continue;
        }
        let (there, here) = (compare::diff(&opened.plan, theirs), compare::diff(&opened.plan, ours));
        if there.origin == Origin::Other || here.origin == Origin::Other {
            continue;
        }
        let count = there.changes.len();
        if best.as_ref().is_none_or(|(least, ..)| count <= *least) {
            best = Some((count, Source::Version(version.clone()), Arc::new(opened.plan)));
        }
    }
    best.map(|(_, source, plan)| (source, plan))
}
