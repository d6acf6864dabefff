//! Files: opening, saving, leaving with unsaved work, and what comes of work outside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::action::with_ending;
use super::notice::{self, Level, Offer};
use super::{Answer, Asking, Dialog, Effect, Finished, Job, OpenPlan, PathPurpose, Saving, Session, Then};
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
        let Some(template) = self.templates.get(template) else { return Vec::new() };
        let values = values
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| Some((PlaceholderName::new(&name).ok()?, value)))
            .collect();
        let filling = crate::template::Filling { year, values };
        match crate::template::instantiate(template, &filling) {
            Ok(mut plan) => {
                plan.date = Some(now.date());
                self.show_plan(Document::created(plan), None, None);
                Vec::new()
            }
            Err(error) => {
                let text = super::templates::not_made(&self.words, &error);
                let words = (self.words.text("notice-not-made"), text);
                self.tell(Level::Error, words, None);
                Vec::new()
            }
        }
    }

    /// Does what was asked, after asking about unsaved work, one plan after the other.
    pub(super) fn leave(&mut self, then: Then) -> Vec<Effect> {
        let at_stake = match then {
            Then::Quit => self.plans().find(|plan| plan.is_at_stake()).map(|plan| plan.number),
            Then::Close(number) => {
                self.open_plan(number).filter(|plan| plan.is_at_stake()).map(|plan| plan.number)
            }
        };
        if let Some(number) = at_stake {
            // The question is about the plan that can be seen.
            self.bring_to_front(number);
            self.then = Some(then);
            self.dialog = Some(Dialog::Unsaved);
            return Vec::new();
        }
        match then {
            Then::Quit => vec![Effect::Quit],
            Then::Close(number) => {
                self.close_plan(number);
                Vec::new()
            }
        }
    }

    /// Forgets what was to go on: the user let it be, or it failed.
    fn stay(&mut self) {
        self.then = None;
        for plan in self.plans_mut() {
            plan.given_up = None;
        }
    }

    /// Opens a plan file, or brings it to the front if it is open.
    pub(super) fn open_path(&mut self, path: PathBuf) -> Vec<Effect> {
        if super::importing::is_importable(&path) {
            return self.import_path(path);
        }
        match self.plan_at(&path) {
            Some(number) if self.dialog.is_none() => {
                self.bring_to_front(number);
                Vec::new()
            }
            _ => vec![Effect::Read(path)],
        }
    }

    /// Returns the number of the open plan that is kept in this file.
    fn plan_at(&self, path: &Path) -> Option<u64> {
        self.plans().find(|plan| plan.path.as_deref() == Some(path)).map(|plan| plan.number)
    }

    /// Opens a plan that no file holds.
    pub(super) fn show_copy(&mut self, plan: crate::model::Plan) {
        self.show_plan(Document::created(plan), None, None);
    }

    fn show_plan(&mut self, document: Document, path: Option<PathBuf>, stamp: Option<Stamp>) {
        self.opened += 1;
        let plan = OpenPlan {
            number: self.opened,
            document,
            path,
            stamp,
            saving: None,
            saved_at: None,
            queued: None,
            given_up: None,
            review: None,
            left: super::tabs::Left::default(),
        };
        // What went well or nearly so concerned what was in front before; what failed may be about
        // another file that was asked for together with this one, and a review that was left waits on.
        self.notices.retain(|notice| notice.level == Level::Error || notice.offer == Some(Offer::Left));
        self.add_plan(plan);
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        match self.open.as_ref().and_then(|open| open.path.clone()) {
            Some(path) => {
                let expected = self.open.as_ref().and_then(|open| open.stamp);
                self.write_front(path, expected)
            }
            None => self.ask_path(PathPurpose::Save),
        }
    }

    fn write_front(&mut self, path: PathBuf, expected: Option<Stamp>) -> Vec<Effect> {
        match self.open.as_ref().map(|open| open.number) {
            Some(number) => self.write(number, path, expected),
            None => Vec::new(),
        }
    }

    fn write(&mut self, plan: u64, path: PathBuf, expected: Option<Stamp>) -> Vec<Effect> {
        let next = self.next_write;
        let Some(open) = self.plans_mut().find(|open| open.number == plan) else { return Vec::new() };
        let revision = open.document.revision();
        if let Some(saving) = &open.saving {
            // What is not being written already is written once that write has ended.
            if saving.revision != revision || saving.path != path {
                open.queued = Some((path, expected));
            }
            return Vec::new();
        }
        open.document.close_typing();
        open.saving = Some(Saving { number: next, revision, path: path.clone() });
        let plan = Arc::clone(open.plan());
        self.next_write += 1;
        vec![Effect::Write { number: next, path, plan, revision, expected }]
    }

    /// Asks for a path, unless a dialog is already asking.
    pub(super) fn ask_path(&mut self, purpose: PathPurpose) -> Vec<Effect> {
        let plan = match purpose {
            PathPurpose::Open | PathPurpose::Import => None,
            PathPurpose::Save
            | PathPurpose::Pdf
            | PathPurpose::CompareWith
            | PathPurpose::MergeWith
            | PathPurpose::MergeBase
            | PathPurpose::MarkedPdf
            | PathPurpose::Export(_) => self.open.as_ref().map(|open| open.number),
        };
        if self.asking.replace(Asking { plan }).is_some() {
            self.stay();
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
        let stem = open
            .path
            .as_deref()
            .and_then(super::file_stem)
            .unwrap_or_else(|| for_file(&self.plan_title(open)));
        let is_laid_out = match purpose {
            PathPurpose::Pdf => true,
            PathPurpose::Export(format) => format.is_laid_out(),
            _ => false,
        };
        // Each layout is a file of its own.
        let stem = match self.name_of_layout().filter(|_| is_laid_out) {
            _ if purpose == PathPurpose::MarkedPdf => {
                self.words.with("compare-pdf-name", &[("name", stem.into())])
            }
            Some(layout) => {
                let args = [("name", stem.into()), ("layout", for_file(&layout).into())];
                self.words.with("print-name-of-layout", &args)
            }
            None => stem,
        };
        // What is read is another file, beside this one.
        let name = match purpose {
            PathPurpose::CompareWith
            | PathPurpose::MergeWith
            | PathPurpose::MergeBase
            | PathPurpose::Import => String::new(),
            PathPurpose::Open
            | PathPurpose::Save
            | PathPurpose::Pdf
            | PathPurpose::MarkedPdf
            | PathPurpose::Export(_) => {
                format!("{stem}.{ending}")
            }
        };
        match open.path.as_deref().and_then(Path::parent) {
            Some(folder) => folder.join(name),
            None => PathBuf::from(name),
        }
    }

    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let dialog = self.dialog.take();
        match (dialog, answer) {
            (Some(Dialog::Unsaved), Answer::Save) => self.save(),
            (Some(Dialog::Unsaved), Answer::Discard) => {
                // The plan stays until nothing more is asked: the user may think better of it.
                if let Some(open) = &mut self.open {
                    open.given_up = Some(open.document.revision());
                }
                self.then.take().map_or_else(Vec::new, |then| self.leave(then))
            }
            (Some(Dialog::ChangedElsewhere), Answer::Overwrite) => {
                match self.open.as_ref().and_then(|open| open.path.clone()) {
                    Some(path) => self.write_front(path, None),
                    None => Vec::new(),
                }
            }
            (Some(Dialog::ChangedElsewhere), Answer::SaveAs) => self.ask_path(PathPurpose::Save),
            (Some(Dialog::Path { purpose, .. }), Answer::Path(path)) => self.path_given(purpose, path),
            (_, _) => {
                self.stay();
                Vec::new()
            }
        }
    }

    fn path_given(&mut self, purpose: PathPurpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            PathPurpose::Open => self.open_path(path),
            PathPurpose::Import => self.import_path(path),
            PathPurpose::CompareWith
            | PathPurpose::MergeWith
            | PathPurpose::MergeBase
            | PathPurpose::MarkedPdf => self.compare_path(purpose, path),
            PathPurpose::Save => {
                let path = with_ending(path, purpose.ending());
                let front = self.open.as_ref().map(|open| open.number);
                if self.plan_at(&path).is_some_and(|number| Some(number) != front) {
                    self.stay();
                    let why = self.words.text("why-open-in-tab");
                    let words =
                        (self.words.text("notice-not-saved"), notice::with_path(&self.words, &why, &path));
                    self.tell(Level::Error, words, Some(Offer::SaveAs));
                    return Vec::new();
                }
                let same =
                    self.open.as_ref().is_some_and(|open| open.path.as_deref() == Some(path.as_path()));
                let expected = if same { self.open.as_ref().and_then(|open| open.stamp) } else { None };
                self.write_front(path, expected)
            }
            PathPurpose::Pdf => match self.plan() {
                Some(plan) => {
                    vec![Effect::ExportPdf {
                        path: with_ending(path, purpose.ending()),
                        plan: Arc::clone(plan),
                        look: self.printing.look(),
                    }]
                }
                None => Vec::new(),
            },
            PathPurpose::Export(format) => match self.plan() {
                Some(plan) => vec![Effect::Export {
                    path: with_ending(path, format.ending()),
                    format,
                    plan: Arc::clone(plan),
                    look: self.printing.look(),
                }],
                None => Vec::new(),
            },
        }
    }

    pub(super) fn finish(&mut self, finished: Finished, now: NaiveDateTime) -> Vec<Effect> {
        match finished {
            Finished::Read { path, result } => match result {
                // It may have been asked for twice, or by another way to the same file.
                Ok(_) if self.plan_at(&path).is_some() => self.open_path_again(&path),
                Ok(opened) => {
                    // Opening changes nothing.
                    let known = self.settings.recent.iter().find(|recent| recent.path == path);
                    let changed = known.map_or(now, |recent| recent.at);
                    self.settings.remember(&path, &opened.plan, changed);
                    let keep = Self::keep_version(&path, now);
                    self.show_plan(Document::opened(opened.plan), Some(path), Some(opened.stamp));
                    vec![self.keep_settings(), keep]
                }
                Err(error) => {
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
                let asked = self.asking.take();
                match path {
                    Some(path) if self.is_still_there(asked) => self.path_given(purpose, path),
                    _ => {
                        self.stay();
                        Vec::new()
                    }
                }
            }
            Finished::NoDialog { purpose, suggested } => {
                let asked = self.asking.take();
                if self.is_still_there(asked) {
                    self.dialog = Some(Dialog::Path { purpose, suggested });
                }
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
            Finished::Saved { path, result } => {
                match result {
                    Ok(written) => self.tell_saved(&written),
                    Err(error) => {
                        let words = notice::export_failed(&self.words, &path, &error);
                        self.tell(Level::Error, words, None);
                    }
                }
                Vec::new()
            }
            Finished::PrintersListed(result) => {
                self.printers_listed(result);
                Vec::new()
            }
            Finished::PrintProgressed { number, progress } => {
                self.print_progressed(number, progress);
                Vec::new()
            }
            Finished::Printed { number, result } => {
                self.print_ended(number, result);
                Vec::new()
            }
            Finished::PdfOpened(result) => {
                self.pdf_opened(result);
                Vec::new()
            }
            Finished::ProfilesRead(profiles) => {
                self.printing.profiles = *profiles;
                Vec::new()
            }
            Finished::ProfileCopied(result) => self.profile_copied(result),
            Finished::SettingsLost(error) => {
                let text = self.words.with("why-edit", &[("cause", error.to_string().into())]);
                let words = (self.words.text("notice-settings-lost"), text);
                self.tell(Level::Warning, words, None);
                Vec::new()
            }
            Finished::Arranged(arranged) => {
                self.table_arranged(*arranged);
                Vec::new()
            }
            Finished::Compare(done) => self.compare_done(done),
            Finished::Import(done) => self.import_done(done),
            Finished::Library(read) => {
                self.take_library(read);
                Vec::new()
            }
            Finished::Templates(read) => {
                self.take_templates(*read);
                Vec::new()
            }
            Finished::Alike(alike) => self.take_alike(alike),
            Finished::PasteRead(read) => self.paste_read(*read),
            Finished::ReplacedAll(done) => {
                self.replaced_all(*done);
                Vec::new()
            }
            Finished::Found(found) => {
                self.take_found(found);
                Vec::new()
            }
            Finished::CellsCopied(text) => vec![Effect::CopyText(text)],
            Finished::CellsRead(pasted) => self.table_pasted(*pasted).into_iter().collect(),
            Finished::Panicked(job) => {
                let mut effects = Vec::new();
                let key = match job {
                    Job::Read => "notice-not-opened",
                    Job::Write(number) => {
                        for open in self.plans_mut().filter(|open| open.is_saving(number)) {
                            open.saving = None;
                            open.queued = None;
                        }
                        self.stay();
                        "notice-not-saved"
                    }
                    Job::AskPath => {
                        self.asking = None;
                        self.stay();
                        "notice-panicked"
                    }
                    Job::Export => "notice-not-exported",
                    Job::KeepSettings => "notice-settings-lost",
                    Job::Arrange | Job::ReadCells | Job::Profiles | Job::Templates => "notice-panicked",
                    Job::Find => "find-broken",
                    Job::Compare => "compare-broken",
                    Job::KeepVersion => "compare-not-kept",
                    Job::Library => "library-work-broken",
                    Job::ReadPaste => "pasted-broken",
                    Job::Import => {
                        effects = self.import_broken();
                        "notice-not-imported"
                    }
                    Job::Print(number) => {
                        self.print_broke(number);
                        return Vec::new();
                    }
                    Job::ListPrinters => {
                        self.printing.asking = false;
                        "notice-panicked"
                    }
                };
                let words = (self.words.text(key), self.words.text("why-panicked"));
                self.tell(Level::Error, words, None);
                effects
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
        let front = self.open.as_ref().map(|open| open.number);
        let asks = self.dialog.is_some();
        let Some(open) = self.plans_mut().find(|open| open.is_saving(number)) else {
            // Its plan was closed while it was being written.
            if let Err(error) = result {
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, None);
            }
            return Vec::new();
        };
        let of = open.number;
        let in_front = front == Some(of);
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
                if in_front {
                    self.notices.retain(|notice| matches!(notice.offer, None | Some(Offer::Left)));
                    // What was asked meanwhile is answered by the write, or asked anew below.
                    self.dialog.take_if(|dialog| *dialog == Dialog::Unsaved);
                }
                let mut effects = vec![self.keep_settings(), Self::keep_version(path, now)];
                if let Some((next, expected)) = queued {
                    let expected = if next == path { Some(stamp) } else { expected };
                    effects.extend(self.write(of, next, expected));
                } else if self.dialog.is_none() {
                    let then = self.then.take_if(|then| *then == Then::Quit || *then == Then::Close(of));
                    effects.extend(then.map_or_else(Vec::new, |then| self.leave(then)));
                }
                effects
            }
            Err(WriteError::ChangedElsewhere) if !asks => {
                self.bring_to_front(of);
                self.dialog = Some(Dialog::ChangedElsewhere);
                Vec::new()
            }
            Err(error) => {
                // Saving again writes the plan's own file, which may not be the one that failed.
                let own = open.path.as_deref() == Some(path);
                // A question that was asked meanwhile still wants its answer; without one the plan
                // that was not saved is what is looked at.
                if !asks {
                    self.bring_to_front(of);
                }
                if self.dialog != Some(Dialog::Unsaved) {
                    self.stay();
                }
                let again = own && matches!(error, WriteError::Io { .. });
                let offer = if again { Offer::Retry } else { Offer::SaveAs };
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, Some(offer));
                Vec::new()
            }
        }
    }

    /// Brings a plan to the front that is open already.
    fn open_path_again(&mut self, path: &Path) -> Vec<Effect> {
        if let Some(number) = self.plan_at(path).filter(|_| self.dialog.is_none()) {
            self.bring_to_front(number);
        }
        Vec::new()
    }

    /// Tells whether the plan that a path was asked for is still open, and brings it to the front.
    fn is_still_there(&mut self, asked: Option<Asking>) -> bool {
        match asked.and_then(|asked| asked.plan) {
            Some(number) => self.bring_to_front(number),
            None => true,
        }
    }
}

/// Returns words as the name of a file may have them, and no more than has room.
fn for_file(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect()
}
