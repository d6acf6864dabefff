//! A person's own templates: saving a plan as one, naming them anew, taking them away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::notice::Level;
use super::{Dialog, Effect, Session};
use crate::file::{DecodeError, Fault, WriteError};
use crate::locale::{Catalogue, shown};
use crate::model::{Part, PeriodFault, Plan, PlanFault};
use crate::template::{
    self, Blanks, BrokenTemplate, FillError, Group, SaveFault, TEMPLATE_FOLDER, Template, TemplateError,
    TemplateFault, Templates, of_plan, own_id,
};

/// How many headings tell what a template holds.
const HEADINGS: usize = 4;

/// What is asked of a person's own templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateAction {
    /// The folder is to be read.
    Read,
    /// The plan in front is to be saved as a template.
    Save {
        /// The template's name.
        name: String,
        /// What it is for; may be empty.
        purpose: String,
        /// What becomes a blank.
        blanks: Blanks,
        /// Whether one of that name is replaced.
        replace: bool,
    },
    /// A template is to be named anew; it is asked how.
    AskRename(String),
    /// A template is to be named anew.
    Rename {
        /// Its id.
        id: String,
        /// Its new name.
        name: String,
        /// What it is for.
        purpose: String,
    },
    /// A template is to be taken away; it is asked first.
    AskRemove(String),
    /// A template is to be taken away.
    Remove(String),
}

/// Work on the folder of own templates.
#[derive(Clone, Debug)]
pub enum TemplateWork {
    /// Nothing but reading it.
    Read,
    /// Making a template of a plan and writing it.
    Save {
        /// The plan.
        plan: Arc<Plan>,
        /// What is said of the template.
        about: About,
        /// What becomes a blank.
        blanks: Blanks,
        /// Whether one of that name is replaced.
        replace: bool,
    },
    /// Writing a template under another name.
    Rename {
        /// The template as it was.
        template: Box<Template>,
        /// What is said of it now.
        about: About,
    },
    /// Taking a template away.
    Remove {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
}

/// What is said of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What it holds.
    pub contains: String,
}

/// What was done with a template, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateDone {
    /// It was written.
    Saved(String),
    /// It was named anew.
    Renamed(String),
    /// It was taken away.
    Removed(String),
}

/// The templates there are, and what came of the work.
#[derive(Debug)]
pub struct TemplatesRead {
    /// The templates.
    pub templates: Templates,
    /// What was to be done, and what came of it.
    pub done: Option<(TemplateDone, Result<(), OwnTemplateFault>)>,
}

/// Why nothing was done with a template.
#[derive(Debug, thiserror::Error)]
pub enum OwnTemplateFault {
    /// Settings are kept nowhere, and so are templates.
    #[error("-")]
    NoFolder,
    /// It was not written.
    #[error("{path}: {fault}")]
    Save {
        /// The folder.
        path: PathBuf,
        /// Why not.
        fault: SaveFault,
    },
    /// It was not taken away.
    #[error("{path}: {source}")]
    Remove {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl TemplateWork {
    /// Does the work in a folder of settings, and reads what is there then.
    #[must_use]
    pub fn run(self, settings: Option<&Path>) -> TemplatesRead {
        let folder = settings.map(|settings| settings.join(TEMPLATE_FOLDER));
        let done = match (self, folder.as_deref()) {
            (Self::Read, _) => None,
            (work, None) => work.done().map(|done| (done, Err(OwnTemplateFault::NoFolder))),
            (work, Some(folder)) => work.done().map(|done| (done, work.perform(folder))),
        };
        let templates = folder.map_or_else(Templates::default, |folder| Templates::with_folder(&folder));
        TemplatesRead { templates, done }
    }

    /// Returns what is done if it succeeds.
    fn done(&self) -> Option<TemplateDone> {
        Some(match self {
            Self::Read => return None,
            Self::Save { about, .. } => TemplateDone::Saved(about.name.clone()),
            Self::Rename { about, .. } => TemplateDone::Renamed(about.name.clone()),
            Self::Remove { name, .. } => TemplateDone::Removed(name.clone()),
        })
    }

    fn perform(self, folder: &Path) -> Result<(), OwnTemplateFault> {
        let unsaved = |fault| OwnTemplateFault::Save { path: folder.to_owned(), fault };
        let unremoved = |source| OwnTemplateFault::Remove { path: folder.to_owned(), source };
        match self {
            Self::Read => {}
            Self::Save { plan, about, blanks, replace } => {
                let made = of_plan(&plan, blanks);
                let template = Template {
                    id: about.id,
                    name: about.name,
                    kind: plan.kind,
                    language: plan.language,
                    group: Group::Own,
                    purpose: about.purpose,
                    contains: about.contains,
                    counted: made.counted,
                    plan: Arc::new(made.plan),
                };
                template::save(folder, &template, replace).map_err(unsaved)?;
            }
            Self::Rename { template, about } => {
                let was = template.id.clone();
                let template = Template {
                    id: about.id,
                    name: about.name,
                    purpose: about.purpose,
                    contains: about.contains,
                    ..*template
                };
                template::save(folder, &template, template.id == was).map_err(unsaved)?;
                // The old file goes once the new one is there.
                if template.id != was {
                    template::remove(folder, &was).map_err(unremoved)?;
                }
            }
            Self::Remove { id, .. } => template::remove(folder, &id).map_err(unremoved)?,
        }
        Ok(())
    }
}

impl Session {
    pub(super) fn template_action(&mut self, action: TemplateAction) -> Vec<Effect> {
        match action {
            TemplateAction::Read => return vec![Effect::Templates(Box::new(TemplateWork::Read))],
            TemplateAction::Save { name, purpose, blanks, replace } => {
                let asked = |dialog: &mut Dialog| *dialog == Dialog::SaveTemplate;
                let (Some(plan), Some(id)) = (self.plan().cloned(), own_id(&name)) else { return Vec::new() };
                // The question is answered once.
                if self.dialog.take_if(asked).is_some() {
                    let (name, purpose) = (name.trim().to_owned(), purpose.trim().to_owned());
                    let about = About { id, name, purpose, contains: contains(&plan) };
                    return vec![Effect::Templates(Box::new(TemplateWork::Save {
                        plan,
                        about,
                        blanks,
                        replace,
                    }))];
                }
            }
            TemplateAction::AskRename(id) => self.dialog = Some(Dialog::RenameTemplate { id }),
            TemplateAction::Rename { id, name, purpose } => {
                let asked = |dialog: &mut Dialog| matches!(dialog, Dialog::RenameTemplate { .. });
                let known = self.templates.own().iter().find(|template| template.id == id).cloned();
                let (Some(template), Some(id)) = (known, own_id(&name)) else { return Vec::new() };
                if self.dialog.take_if(asked).is_some() {
                    let about = About {
                        id,
                        name: name.trim().to_owned(),
                        purpose: purpose.trim().to_owned(),
                        contains: template.contains.clone(),
                    };
                    let template = Box::new(template);
                    return vec![Effect::Templates(Box::new(TemplateWork::Rename { template, about }))];
                }
            }
            TemplateAction::AskRemove(id) => self.dialog = Some(Dialog::RemoveTemplate { id }),
            TemplateAction::Remove(id) => {
                let asked = |dialog: &mut Dialog| matches!(dialog, Dialog::RemoveTemplate { .. });
                let known = self.templates.own().iter().find(|template| template.id == id);
                let Some(name) = known.map(|template| template.name.clone()) else { return Vec::new() };
                if self.dialog.take_if(asked).is_some() {
                    return vec![Effect::Templates(Box::new(TemplateWork::Remove { id, name }))];
                }
            }
        }
        Vec::new()
    }

    pub(super) fn take_templates(&mut self, read: TemplatesRead) {
        self.templates = read.templates;
        let (key, failed, name, result) = match read.done {
            None => return,
            Some((TemplateDone::Saved(name), result)) => {
                ("template-saved", "template-not-saved", name, result)
            }
            Some((TemplateDone::Renamed(name), result)) => {
                ("template-renamed", "template-not-renamed", name, result)
            }
            Some((TemplateDone::Removed(name), result)) => {
                ("template-removed", "template-not-removed", name, result)
            }
        };
        match result {
            Ok(()) => {
                let text = match key {
                    "template-saved" => self.words.with("template-saved-text", &[("name", name.into())]),
                    _ => name,
                };
                let words = (self.words.text(key), text);
                self.tell(Level::Done, words, None);
            }
            Err(fault) => {
                let words = (self.words.text(failed), own_template_fault(&self.words, &fault));
                self.tell(Level::Error, words, None);
            }
        }
    }

    /// Returns the name that the plan in front is offered as a template under: its title without its
    /// year.
    #[must_use]
    pub fn template_name(&self) -> String {
        let Some(open) = &self.open else { return String::new() };
        template::without_year(&self.plan_title(open), open.plan().period.year())
    }
}

/// Tells what a plan holds, by its first headings.
fn contains(plan: &Plan) -> String {
    let headings = plan.parts.iter().filter_map(Part::heading).map(shown);
    let headings: Vec<String> = headings
        .map(|heading| heading.trim().to_owned())
        .filter(|heading| !heading.is_empty())
        .take(HEADINGS)
        .collect();
    headings.join(match plan.language {
        crate::model::Language::ZhCn => "、",
        crate::model::Language::En => ", ",
    })
}

fn own_template_fault(words: &Catalogue, fault: &OwnTemplateFault) -> String {
    let (why, path) = match fault {
        OwnTemplateFault::NoFolder => return words.text("template-no-folder"),
        OwnTemplateFault::Save { path, fault } => {
            let why = match fault {
                SaveFault::Exists => words.text("template-exists"),
                SaveFault::Write(WriteError::NotAllowed | WriteError::FolderMissing) => {
                    words.text("template-not-allowed")
                }
                SaveFault::Write(WriteError::DiskFull) => words.text("template-disk-full"),
                SaveFault::Write(WriteError::TargetIsFolder) => words.text("template-is-folder"),
                SaveFault::Write(WriteError::Io { source }) => source.to_string(),
                SaveFault::Write(error @ (WriteError::Encode(_) | WriteError::ChangedElsewhere)) => {
                    error.to_string()
                }
            };
            (why, path)
        }
        OwnTemplateFault::Remove { path, source } => {
            let why = match source.kind() {
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                    words.text("template-not-allowed")
                }
                std::io::ErrorKind::NotFound => words.text("template-gone"),
                _ => source.to_string(),
            };
            (why, path)
        }
    };
    super::notice::with_path(words, &why, path)
}

/// Says why a template's file was left out.
#[must_use]
pub fn broken_template(words: &Catalogue, broken: &BrokenTemplate) -> String {
    match &broken.fault {
        TemplateFault::Text(DecodeError::TooNew { .. }) => words.text("template-too-new"),
        TemplateFault::Text(error) => {
            let cause = error.cause(words.language());
            match error.position() {
                Some((line, column)) => words.with(
                    "template-broken-at",
                    &[("line", line.into()), ("column", column.into()), ("cause", cause.into())],
                ),
                None => words.with("template-broken", &[("cause", cause.into())]),
            }
        }
        TemplateFault::Unreadable { what } => {
            words.with("template-unreadable", &[("cause", what.clone().into())])
        }
        TemplateFault::Taken { id } => words.with("template-taken", &[("id", id.clone().into())]),
    }
}

/// Says why no plan was made of a template.
pub(super) fn not_made(words: &Catalogue, error: &TemplateError) -> String {
    use crate::model::fill::FillFault;
    match error {
        TemplateError::Fill(FillError::Value { name: _, value, wanted }) => {
            let fault = FillFault::Value { value: value.clone(), wanted: *wanted };
            super::notice::fill_fault(words, &fault)
        }
        TemplateError::Fill(FillError::Unknown { name, .. }) => {
            words.with("template-no-blank", &[("name", name.to_string().into())])
        }
        TemplateError::Fill(FillError::NotANumber { name, .. }) => {
            words.with("template-not-a-number", &[("name", name.to_string().into())])
        }
        TemplateError::Period(fault) => {
            let (key, number) = match fault {
                PeriodFault::Month { found } => ("template-no-month", *found),
                PeriodFault::Quarter { found } => ("template-no-quarter", *found),
                PeriodFault::Half { found } => ("template-no-half", *found),
                PeriodFault::Week { found, .. } => ("template-no-week", *found),
                PeriodFault::Year { .. } | PeriodFault::Backwards { .. } => {
                    return words.text("template-no-year");
                }
            };
            words.with(key, &[("number", number.into())])
        }
        TemplateError::Plan(fault) => {
            words.with("template-no-plan", &[("cause", plan_fault(words, fault).into())])
        }
    }
}

fn plan_fault(words: &Catalogue, fault: &PlanFault) -> String {
    let fault = Fault::Plan(fault.clone());
    DecodeError::Invalid { line: None, place: None, fault }.cause(words.language())
}
