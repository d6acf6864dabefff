//! Work for a thread: reading a source, reading it again with other decisions, making the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::{self, PartRow, SourceRow, StructureRow};
use crate::import::{self, Decisions, Depths, Import, ImportFault, Imported, Source, Stop, Wish};
use crate::model::{Id, Plan, YearNumber};
use crate::template::{self, Template};

/// The longest text, in bytes, whose places in a template are looked for before it is taken over.
const MOST_FITTED: usize = 400_000;

/// A piece of work, with the number of the request.
#[derive(Clone, Debug)]
pub enum ImportWork {
    /// Read a file.
    Read {
        /// The number.
        serial: u64,
        /// The file.
        path: PathBuf,
        /// The year of dates that name none.
        year: YearNumber,
        /// Whether nobody waits for it any more.
        stop: Stop,
    },
    /// Read the lines again with these decisions.
    Again {
        /// The number.
        serial: u64,
        /// The lines.
        source: Arc<Source>,
        /// The decisions.
        decisions: Decisions,
        /// How deep items lie.
        depths: Depths,
        /// The year of dates that name none.
        year: YearNumber,
        /// Whether nobody waits for it any more.
        stop: Stop,
    },
    /// Make the plan.
    Build {
        /// The number.
        serial: u64,
        /// What was read.
        import: Arc<Import>,
        /// Which of its plans, counted from 0.
        part: usize,
        /// What is made of it.
        wish: Wish,
        /// The template it goes into.
        template: Option<Template>,
        /// Which parts of the template come along that nothing fills, where the user said so.
        chosen: BTreeMap<Id, bool>,
    },
}

/// What came of it, with the number of the request.
#[derive(Debug)]
pub struct ImportDone {
    /// The number.
    pub serial: u64,
    /// What came of it.
    pub result: Result<Made, Unread>,
}

/// What was made.
#[derive(Debug)]
pub enum Made {
    /// A reading.
    Reading(Box<Reading>),
    /// A plan, and how many of its fields were filled from the text.
    Plan(Box<Plan>, usize),
}

/// A source as it is read.
#[derive(Debug)]
pub struct Reading {
    /// The source.
    pub source: Arc<Source>,
    /// What was found in it.
    pub import: Arc<Import>,
    /// Its lines with what became of them.
    pub lines: Vec<SourceRow>,
    /// For each plan, its structure.
    pub structures: Vec<Vec<StructureRow>>,
    /// For each plan, what it is.
    pub parts: Vec<PartRow>,
    /// For each plan, what it would be without a template; none of a long text.
    pub plans: Vec<Option<Plan>>,
}

/// Why a source was not read.
#[derive(Debug)]
pub enum Unread {
    /// The file could not be read.
    Io(std::io::Error),
    /// It holds nothing that can be imported.
    Fault(ImportFault),
    /// The user let it be.
    Stopped,
}

impl ImportWork {
    /// Returns the number of the request.
    #[must_use]
    pub const fn serial(&self) -> u64 {
        match self {
            Self::Read { serial, .. } | Self::Again { serial, .. } | Self::Build { serial, .. } => *serial,
        }
    }

    /// Does the work.
    #[must_use]
    pub fn run(self) -> ImportDone {
        let serial = self.serial();
        let result = match self {
            Self::Read { path, year, stop, .. } => read(&path)
                .and_then(|source| reading(Arc::new(source), &Decisions::new(), &Depths::new(), year, &stop)),
            Self::Again { source, decisions, depths, year, stop, .. } => {
                reading(source, &decisions, &depths, year, &stop)
            }
            Self::Build { import, part, wish, template, chosen, .. } => match import.plans.get(part) {
                Some(imported) => {
                    // The review may be gone back to.
                    let built = import::build(imported.clone(), &wish);
                    let plan = match template {
                        Some(template) => template::pour_into(&built.plan, &template, &chosen).plan,
                        None => built.plan,
                    };
                    Ok(Made::Plan(Box::new(plan), built.fields))
                }
                None => Err(Unread::Fault(ImportFault::Empty)),
            },
        };
        ImportDone { serial, result }
    }
}

/// Reads a file, no more of it than is imported.
fn read(path: &Path) -> Result<Source, Unread> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let format = import::format_of(&ending).ok_or(Unread::Fault(ImportFault::NoFormat))?;
    let file = std::fs::File::open(path).map_err(Unread::Io)?;
    let about = file.metadata().map_err(Unread::Io)?;
    if about.len() > import::MOST_BYTES {
        return Err(Unread::Fault(ImportFault::TooLarge { bytes: about.len() }));
    }
    let mut bytes = Vec::new();
    // A file may be longer than it says, or have no end at all.
    file.take(import::MOST_BYTES + 1).read_to_end(&mut bytes).map_err(Unread::Io)?;
    import::read(&bytes, format).map_err(Unread::Fault)
}

fn reading(
    source: Arc<Source>,
    decisions: &Decisions,
    depths: &Depths,
    year: YearNumber,
    stop: &Stop,
) -> Result<Made, Unread> {
    let mut import = import::import_until(&source.lines, decisions, stop).ok_or(Unread::Stopped)?;
    import::set_depths(&mut import, depths);
    let lines = rows::lines(&source, &import);
    let structures = import.plans.iter().map(|plan| rows::structure(&plan.outline, year)).collect();
    let size: usize = source.lines.iter().map(|line| line.text.len()).sum();
    let wish = Wish { year, title: String::new(), called: None, fields: false, without: BTreeSet::new() };
    let plan =
        |imported: &Imported| (size <= MOST_FITTED).then(|| import::build(imported.clone(), &wish).plan);
    let plans: Vec<Option<Plan>> = import.plans.iter().map(plan).collect();
    let parts = import.plans.iter().zip(&plans).map(|(part, plan)| rows::part(part, plan.as_ref(), year));
    let parts = parts.collect();
    if stop.is_set() {
        return Err(Unread::Stopped);
    }
    Ok(Made::Reading(Box::new(Reading { source, import: Arc::new(import), lines, structures, parts, plans })))
}
