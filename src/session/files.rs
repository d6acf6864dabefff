//! Files: opening, saving, leaving with unsaved work, and what comes of work outside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use fluent_bundle::FluentValue;

use super::action::with_ending;
use super::notice::{self, Level, Offer};
use super::{Answer, Dialog, Effect, Finished, Job, OpenPlan, PathPurpose, Saving, Screen, Session, Then};
use crate::edit::Document;
use crate::file::{ReadError, Stamp, WriteError};
use crate::model::PlaceholderName;

impl Session {
    pub(super) fn make_plan(
        &mut self,
        template: &str,
        year: crate::model::YearNumber,
        values: BTreeMap<String, String>,
        now: NaiveDateTime,
    ) -> Vec<Effect> {
        let Some(template) = crate::template::by_id(template) else { return Vec::new() };
        let values = values
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| Some((PlaceholderName::new(&name).ok()?, value)))
            .collect();
        let filling = crate::template::Filling { year, values };
        match crate::template::instantiate(template, &filling) {
            Ok(mut plan) => {
                plan.date = Some(now.date());
                self.leave(Then::New(Box::new(plan)))
            }
            Err(error) => {
                let text = self.words.with("why-edit", &[("cause", FluentValue::from(error.to_string()))]);
                let words = (self.words.text("notice-not-made"), text);
                self.tell(Level::Error, words, None);
                Vec::new()
            }
        }
    }

    /// Names the open plan and its version.
    fn version(&self) -> Option<(u64, u64)> {
        self.open.as_ref().map(|open| (open.number, open.document.revision()))
    }

    /// Does what was asked, after asking about unsaved work.
    pub(super) fn leave(&mut self, then: Then) -> Vec<Effect> {
        if self.is_modified() {
            self.then = Some(then);
            self.dialog = Some(Dialog::Unsaved);
            return Vec::new();
        }
        self.go(then)
    }

    fn go(&mut self, then: Then) -> Vec<Effect> {
        match then {
            Then::Quit => vec![Effect::Quit],
            Then::Start => {
                self.close();
                Vec::new()
            }
            Then::Open(path) => vec![Effect::Read(path)],
            Then::AskOpen => self.ask_path(PathPurpose::Open),
            Then::New(plan) => {
                self.show_plan(Document::created(*plan), None, None);
                Vec::new()
            }
        }
    }

    fn close(&mut self) {
        self.open = None;
        self.focus = None;
        self.screen = Screen::Start;
    }

    fn show_plan(&mut self, document: Document, path: Option<PathBuf>, stamp: Option<Stamp>) {
        self.opened += 1;
        self.given_up = None;
        let number = self.opened;
        self.open =
            Some(OpenPlan { number, document, path, stamp, saving: None, saved_at: None, queued: None });
        self.focus = None;
        self.screen = Screen::Write;
        // What was told concerned what was open before, or how this came to be opened.
        self.notices.clear();
        self.show(None, None);
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        match self.open.as_ref().and_then(|open| open.path.clone()) {
            Some(path) => {
                let expected = self.open.as_ref().and_then(|open| open.stamp);
                self.write(path, expected)
            }
            None => self.ask_path(PathPurpose::Save),
        }
    }

    fn write(&mut self, path: PathBuf, expected: Option<Stamp>) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let revision = open.document.revision();
        if let Some(saving) = &open.saving {
            // What is not being written already is written once that write has ended.
            if saving.revision != revision || saving.path != path {
                open.queued = Some((path, expected));
            }
            return Vec::new();
        }
        open.document.close_typing();
        let number = self.next_write;
        self.next_write += 1;
        open.saving = Some(Saving { number, revision, path: path.clone() });
        let plan = Arc::clone(open.plan());
        vec![Effect::Write { number, path, plan, revision, expected }]
    }

    /// Asks for a path, unless a dialog is already asking.
    pub(super) fn ask_path(&mut self, purpose: PathPurpose) -> Vec<Effect> {
        if std::mem::replace(&mut self.asking, true) {
            self.then = None;
            let words = (self.words.text("notice-asking"), self.words.text("why-asking"));
            self.tell(Level::Warning, words, None);
            return Vec::new();
        }
        vec![Effect::AskPath { purpose, suggested: self.suggested_path(purpose) }]
    }

    /// Returns the path that is offered: beside the plan, or named after its title.
    fn suggested_path(&self, purpose: PathPurpose) -> PathBuf {
        let Some(open) = &self.open else { return PathBuf::new() };
        let ending = purpose.ending();
        let stem = open.path.as_deref().and_then(super::file_stem).unwrap_or_else(|| {
            self.plan_title(open)
                .chars()
                .filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c))
                .take(60)
                .collect()
        });
        let name = format!("{stem}.{ending}");
        match open.path.as_deref().and_then(Path::parent) {
            Some(folder) => folder.join(name),
            None => PathBuf::from(name),
        }
    }

    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let dialog = self.dialog.take();
        match (dialog, answer) {
            (Some(Dialog::Unsaved), Answer::Save) => self.save(),
            (Some(Dialog::Unsaved), Answer::Discard) => match self.then.take() {
                Some(then @ (Then::Open(_) | Then::AskOpen)) => {
                    // The plan stays until the next one is there, which may not come.
                    self.given_up = self.version();
                    self.go(then)
                }
                Some(then) => {
                    // The changes were given up, so nothing asks about them again.
                    self.close();
                    self.go(then)
                }
                None => Vec::new(),
            },
            (Some(Dialog::ChangedElsewhere), Answer::Overwrite) => {
                match self.open.as_ref().and_then(|open| open.path.clone()) {
                    Some(path) => self.write(path, None),
                    None => Vec::new(),
                }
            }
            (Some(Dialog::ChangedElsewhere), Answer::SaveAs) => self.ask_path(PathPurpose::Save),
            (Some(Dialog::Path { purpose, .. }), Answer::Path(path)) => self.path_given(purpose, path),
            (_, _) => {
                self.then = None;
                self.given_up = None;
                Vec::new()
            }
        }
    }

    fn path_given(&mut self, purpose: PathPurpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            PathPurpose::Open => vec![Effect::Read(path)],
            PathPurpose::Save => {
                let path = with_ending(path, purpose.ending());
                let same =
                    self.open.as_ref().is_some_and(|open| open.path.as_deref() == Some(path.as_path()));
                let expected = if same { self.open.as_ref().and_then(|open| open.stamp) } else { None };
                self.write(path, expected)
            }
            PathPurpose::Pdf => match self.plan() {
                Some(plan) => {
                    vec![Effect::ExportPdf {
                        path: with_ending(path, purpose.ending()),
                        plan: Arc::clone(plan),
                    }]
                }
                None => Vec::new(),
            },
        }
    }

    pub(super) fn finish(&mut self, finished: Finished, now: NaiveDateTime) -> Vec<Effect> {
        match finished {
            Finished::Read { path, result } => match result {
                // Writing went on while the file was read.
                Ok(_) if self.is_modified() && self.given_up != self.version() => {
                    self.leave(Then::Open(path))
                }
                Ok(opened) => {
                    self.settings.remember(&path, &opened.plan, now);
                    self.show_plan(Document::opened(opened.plan), Some(path), Some(opened.stamp));
                    vec![self.keep_settings()]
                }
                Err(error) => {
                    self.given_up = None;
                    let missing = matches!(error, ReadError::Missing);
                    let words = notice::read_failed(&self.words, &path, &error);
                    self.tell(Level::Error, words, None);
                    if missing {
                        self.settings.recent.retain(|recent| recent.path != path);
                        return vec![self.keep_settings()];
                    }
                    Vec::new()
                }
            },
            Finished::Written { path, number, revision, result } => {
                self.written(&path, number, revision, result, now)
            }
            Finished::Path { purpose, path } => {
                self.asking = false;
                match path {
                    Some(path) => self.path_given(purpose, path),
                    None => {
                        self.then = None;
                        self.given_up = None;
                        Vec::new()
                    }
                }
            }
            Finished::NoDialog { purpose, suggested } => {
                self.asking = false;
                self.dialog = Some(Dialog::Path { purpose, suggested });
                Vec::new()
            }
            Finished::Exported { path, result } => {
                match result {
                    Ok(pages) => {
                        let text = self.words.with(
                            "notice-exported-text",
                            &[("pages", pages.into()), ("path", path.display().to_string().into())],
                        );
                        let words = (self.words.text("notice-exported"), text);
                        self.tell(Level::Done, words, None);
                    }
                    Err(error) => {
                        let words = notice::export_failed(&self.words, &path, &error);
                        self.tell(Level::Error, words, None);
                    }
                }
                Vec::new()
            }
            Finished::SettingsLost(error) => {
                let text = self.words.with("why-edit", &[("cause", error.to_string().into())]);
                let words = (self.words.text("notice-settings-lost"), text);
                self.tell(Level::Warning, words, None);
                Vec::new()
            }
            Finished::Panicked(job) => {
                let key = match job {
                    Job::Read => "notice-not-opened",
                    Job::Write(number) => {
                        if let Some(open) = self.open.as_mut().filter(|open| open.is_saving(number)) {
                            open.saving = None;
                            open.queued = None;
                            self.then = None;
                        }
                        "notice-not-saved"
                    }
                    Job::AskPath => {
                        self.asking = false;
                        self.then = None;
                        "notice-panicked"
                    }
                    Job::Export => "notice-not-exported",
                    Job::KeepSettings => "notice-settings-lost",
                };
                let words = (self.words.text(key), self.words.text("why-panicked"));
                self.tell(Level::Error, words, None);
                Vec::new()
            }
        }
    }

    fn written(
        &mut self,
        path: &Path,
        number: u64,
        revision: u64,
        result: Result<Stamp, WriteError>,
        now: NaiveDateTime,
    ) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|open| open.is_saving(number)) else {
            // Its plan was left while it was being written; the one that is open now is another.
            if let Err(error) = result {
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, None);
            }
            return Vec::new();
        };
        open.saving = None;
        let queued = open.queued.take();
        match result {
            Ok(stamp) => {
                open.document.mark_saved(revision);
                open.path = Some(path.to_owned());
                open.stamp = Some(stamp);
                open.saved_at = Some(now);
                let plan = Arc::clone(open.plan());
                self.settings.remember(path, &plan, now);
                self.notices.retain(|notice| notice.offer.is_none());
                let mut effects = vec![self.keep_settings()];
                // What was asked meanwhile is answered by the write, or asked anew below.
                self.dialog.take_if(|dialog| *dialog == Dialog::Unsaved);
                if let Some((next, expected)) = queued {
                    let expected = if next == path { Some(stamp) } else { expected };
                    effects.extend(self.write(next, expected));
                } else if let Some(then) = self.then.take() {
                    effects.extend(self.leave(then));
                }
                effects
            }
            Err(WriteError::ChangedElsewhere) => {
                self.dialog = Some(Dialog::ChangedElsewhere);
                Vec::new()
            }
            Err(error) => {
                // A question that was asked meanwhile still wants its answer.
                if self.dialog != Some(Dialog::Unsaved) {
                    self.then = None;
                }
                // Saving again writes the plan's own file, which may not be the one that failed.
                let own = self.open.as_ref().and_then(|open| open.path.as_deref()) == Some(path);
                let again = own && matches!(error, WriteError::Io { .. });
                let offer = if again { Offer::Retry } else { Offer::SaveAs };
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, Some(offer));
                Vec::new()
            }
        }
    }
}
