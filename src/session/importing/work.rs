//! Work for a thread: reading a source, reading it again with other decisions, making the plan.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::{self, PartRow, SourceRow, StructureRow};
use crate::import::{self, Decisions, Import, ImportFault, Source, Wish};
use crate::model::{Part, PartId, Plan, SignOff, Text, YearNumber};
use crate::template;

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
    },
    /// Read the lines again with these decisions.
    Again {
        /// The number.
        serial: u64,
        /// The lines.
        source: Arc<Source>,
        /// The decisions.
        decisions: Decisions,
        /// The year of dates that name none.
        year: YearNumber,
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
        template: Option<String>,
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
}

/// Why a source was not read.
#[derive(Debug)]
pub enum Unread {
    /// The file could not be read.
    Io(std::io::Error),
    /// It holds nothing that can be imported.
    Fault(ImportFault),
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
            Self::Read { path, year, .. } => read(&path).map(|source| {
                let source = Arc::new(source);
                Made::Reading(Box::new(reading(source, &Decisions::new(), year)))
            }),
            Self::Again { source, decisions, year, .. } => {
                Ok(Made::Reading(Box::new(reading(source, &decisions, year))))
            }
            Self::Build { import, part, wish, template, .. } => match import.plans.get(part) {
                Some(imported) => {
                    let mut built = import::build(imported, &wish);
                    if let Some(template) = template.as_deref().and_then(template::by_id) {
                        into_template(&mut built.plan, &template.plan);
                    }
                    Ok(Made::Plan(Box::new(built.plan), built.fields))
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

fn reading(source: Arc<Source>, decisions: &Decisions, year: YearNumber) -> Reading {
    let import = import::import(&source.lines, decisions);
    let lines = rows::lines(&source, &import);
    let structures = import.plans.iter().map(|plan| rows::structure(&plan.outline, year)).collect();
    let parts = import.plans.iter().map(rows::part).collect();
    Reading { source, import: Arc::new(import), lines, structures, parts }
}

/// Takes what a template gives a plan beside its text: its kind, its department where the text names
/// none, and the sign-off where the text has none.
pub fn into_template(plan: &mut Plan, template: &Plan) {
    plan.kind = template.kind;
    if plan.department.is_empty() {
        plan.department = template.department.clone();
    }
    for placeholder in &template.placeholders {
        let named = plan.department.blanks().any(|name| name == placeholder.name.as_str());
        if named && plan.placeholder(placeholder.name.as_str()).is_none() {
            plan.placeholders.push(placeholder.clone());
        }
    }
    let signed = plan.parts.iter().any(|part| matches!(part, Part::SignOff(_)));
    if !signed && template.parts.iter().any(|part| matches!(part, Part::SignOff(_))) {
        let id = PartId::new(plan.ids.take());
        plan.parts.push(Part::SignOff(Arc::new(SignOff { id, name: Text::default(), on: None })));
    }
}
