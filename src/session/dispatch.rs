//! The one place where the session changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use fluent_bundle::FluentValue;

use super::action::caret_for;
use super::insertion::{self, MAX_DEPTH, neighbour, place_for};
use super::notice::{self, Level, Notice, Offer};
use super::{
    Action, Answer, Caret, Command, Dialog, Effect, Finished, OpenPlan, PathPurpose, Reveal, Screen, Session,
    Theme, Then,
};
use crate::edit::{BatchName, Document, Edit, Place, TextField, Undone};
use crate::file::{EXTENSION, ReadError, WriteError};
use crate::locale::Catalogue;
use crate::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use crate::model::{
    Counter, Goal, GoalId, Id, Indicator, IndicatorId, Language, Measure, MeasureId, Paragraph, ParagraphId,
    PlaceholderName, Plan, Section, SectionId, SectionRole, Text, query,
};

/// How many notices are kept; older ones go.
const MAX_NOTICES: usize = 4;

impl Session {
    /// Takes an action and returns what is to be done outside. Equal actions may come twice.
    pub fn dispatch(&mut self, action: Action, now: NaiveDateTime) -> Vec<Effect> {
        match action {
            Action::Command(command) => {
                if command.is_enabled(self) {
                    return self.command(command, now);
                }
            }
            Action::Edit(edit) => {
                self.apply(&edit);
            }
            Action::CloseTyping => {
                if let Some(open) = &mut self.open {
                    open.document.close_typing();
                }
            }
            Action::Focus(record) => self.focus = record,
            Action::Reveal(record) => {
                self.focus = record;
                self.show(record, None);
            }
            Action::SplitMeasure { id, before, after } => self.split_measure(id, &before, &after),
            Action::RemoveEmpty(id) => self.remove(id),
            Action::MoveTo { id, before } => self.move_before(id, before),
            Action::PickTemplate(template) => self.dialog = Some(Dialog::NewPlan { template }),
            Action::MakePlan { template, year, values } => {
                // The question is answered once.
                let asked = |dialog: &mut Dialog| matches!(dialog, Dialog::NewPlan { .. });
                if self.dialog.take_if(asked).is_some() {
                    return self.make_plan(&template, year, values, now);
                }
            }
            Action::FillBlanks(values) => self.fill_blanks(values),
            Action::OpenPath(path) => return self.leave(Then::Open(path)),
            Action::ForgetRecent(path) => {
                self.settings.recent.retain(|recent| recent.path != path);
                return vec![self.keep_settings()];
            }
            Action::Answer(answer) => return self.answer(answer, now),
            Action::CloseRequested => return self.leave(Then::Quit),
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            Action::Finished(finished) => return self.finish(finished, now),
            Action::PanelWidths { outline, pages } => {
                self.settings.outline_width = outline;
                self.settings.pages_width = pages;
                return vec![self.keep_settings()];
            }
        }
        Vec::new()
    }

    fn command(&mut self, command: Command, now: NaiveDateTime) -> Vec<Effect> {
        match command {
            Command::New | Command::GoStart => self.screen = Screen::Start,
            Command::GoWrite => self.screen = Screen::Write,
            Command::Open => return self.leave(Then::AskOpen),
            Command::Save => return self.save(),
            Command::SaveAs => return self.ask_path(PathPurpose::Save),
            Command::ExportPdf => return self.ask_path(PathPurpose::Pdf),
            Command::Close => return self.leave(Then::Start),
            Command::Quit => return self.leave(Then::Quit),
            Command::Undo => {
                let undone = self.open.as_mut().and_then(|open| open.document.undo());
                self.look_at(undone);
            }
            Command::Redo => {
                let redone = self.open.as_mut().and_then(|open| open.document.redo());
                self.look_at(redone);
            }
            Command::AddSection => self.add(NodeKind::Section),
            Command::AddGoal => self.add(NodeKind::Goal),
            Command::AddMeasure => self.add(NodeKind::Measure),
            Command::AddParagraph => self.add(NodeKind::Paragraph),
            Command::AddIndicator => self.add(NodeKind::Indicator),
            Command::AddSubMeasure => self.add_sub_measure(),
            Command::ToggleTitle => self.toggle_title(),
            Command::Duplicate => self.duplicate(),
            Command::Remove => {
                if let Some(id) = self.focus {
                    self.remove(id);
                }
            }
            Command::MoveUp => self.move_by_one(false),
            Command::MoveDown => self.move_by_one(true),
            Command::NextBlank => self.next_blank(),
            Command::FillBlanks => self.dialog = Some(Dialog::Blanks),
            Command::ToggleOutline => {
                self.settings.outline = !self.settings.outline;
                return vec![self.keep_settings()];
            }
            Command::TogglePages => {
                self.settings.pages = !self.settings.pages;
                return vec![self.keep_settings()];
            }
            Command::ToggleTheme => {
                self.settings.theme = match self.settings.theme {
                    Theme::Dark => Theme::Light,
                    Theme::System | Theme::Light => Theme::Dark,
                };
                return vec![self.keep_settings()];
            }
            Command::SwitchLanguage => {
                let next = match self.words.language() {
                    Language::ZhCn => Language::En,
                    Language::En => Language::ZhCn,
                };
                self.settings.language = Some(next);
                self.words = Catalogue::new(next);
                return vec![self.keep_settings()];
            }
            Command::Palette => self.dialog = Some(Dialog::Palette),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
        }
        let _ = now;
        Vec::new()
    }

    // Changes of the plan.

    /// Makes a change. Returns whether it was made; if not, the user is told.
    fn apply(&mut self, edit: &Edit) -> bool {
        let Some(open) = &mut self.open else { return false };
        match open.document.apply(edit) {
            Ok(_) => true,
            Err(error) => {
                let words = notice::edit_failed(&self.words, &error);
                self.tell(Level::Warning, words, None);
                false
            }
        }
    }

    fn look_at(&mut self, undone: Option<Undone>) {
        let Some(undone) = undone else { return };
        let Some(plan) = self.plan() else { return };
        // A record that the step took away shows as what lies round where it was: nothing to focus.
        if let Some(record) = undone.record.filter(|id| plan.find(*id).is_some()) {
            self.focus = Some(record);
            self.show(Some(record), Some(Caret::End));
        } else if self.focus.is_some_and(|id| plan.find(id).is_none()) {
            self.focus = None;
        }
    }

    fn show(&mut self, record: Option<Id>, caret: Option<Caret>) {
        self.reveal = Reveal { record, caret, serial: self.reveal.serial + 1 };
    }

    fn add(&mut self, kind: NodeKind) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some((slot, index)) = place_for(&plan, self.focus, kind) else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-place"));
            self.tell(Level::Warning, words, None);
            return;
        };
        if kind == NodeKind::Section && insertion::section_depth(&plan, slot) >= MAX_DEPTH {
            return;
        }
        let mut ids = plan.ids;
        let node = match kind {
            NodeKind::Section => Node::Section(Arc::new(Section {
                id: SectionId::new(ids.take()),
                role: SectionRole::General,
                heading: Text::default(),
                items: Vec::new(),
            })),
            NodeKind::Goal => Node::Goal(Arc::new(Goal {
                id: GoalId::new(ids.take()),
                text: Text::default(),
                leads: Vec::new(),
                indicators: Vec::new(),
                measures: Vec::new(),
            })),
            NodeKind::Measure => new_measure(&mut ids, Text::default()),
            NodeKind::Paragraph => {
                Node::Paragraph(Paragraph { id: ParagraphId::new(ids.take()), text: Text::default() })
            }
            NodeKind::Indicator => {
                Node::Indicator(Arc::new(Indicator::new(IndicatorId::new(ids.take()), Text::default())))
            }
            NodeKind::Part
            | NodeKind::Problem
            | NodeKind::ScoreRow
            | NodeKind::RedLine
            | NodeKind::Cause
            | NodeKind::RegisterRow
            | NodeKind::Person => return,
        };
        self.insert(slot, index, node);
    }

    fn insert(&mut self, slot: Slot, index: usize, node: Node) {
        let id = node.id();
        if self.apply(&Edit::Insert { slot, index, node: Box::new(node) }) {
            self.focus = Some(id);
            self.show(Some(id), Some(caret_for(true)));
        }
    }

    fn add_sub_measure(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let measure = self.focus.and_then(|id| enclosing_measure(&plan, id));
        let Some(measure) = measure else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-measure"));
            self.tell(Level::Warning, words, None);
            return;
        };
        let slot = Slot { parent: Some(measure.id.id()), list: List::Measures };
        let mut ids = plan.ids;
        let node = new_measure(&mut ids, Text::default());
        self.insert(slot, measure.measures.len(), node);
    }

    /// Gives a measure a title out of its first clause, or puts the title back into the text.
    fn toggle_title(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(measure) = self.focus.and_then(|id| enclosing_measure(&plan, id)) else { return };
        let (title, text) = if measure.title.is_empty() {
            let whole = measure.text.as_str();
            let end = whole.find(['。', '：', ':', '.', '，']);
            match end.and_then(|at| Some((whole.get(..at)?, whole.get(at..)?))) {
                Some((title, rest)) => {
                    let mut rest = rest.chars();
                    rest.next();
                    (title.to_owned(), rest.as_str().trim_start().to_owned())
                }
                None => (whole.to_owned(), String::new()),
            }
        } else {
            let mark = crate::locale::words::title_mark(plan.language);
            (String::new(), format!("{}{mark}{}", measure.title, measure.text))
        };
        let set = |field, text| Edit::SetText { at: Place::of(measure.id, field), text };
        let edit = Edit::Batch {
            name: BatchName::Split,
            edits: vec![set(TextField::Title, title), set(TextField::Text, text)],
        };
        self.apply(&edit);
    }

    fn split_measure(&mut self, id: Id, before: &str, after: &str) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(NodeRef::Measure(measure)) = plan.find(id) else { return };
        let Some((slot, index)) = plan.place(id) else { return };
        let mut ids = plan.ids;
        let node = new_measure(&mut ids, Text::new(after));
        let new = node.id();
        let insert = Edit::Insert { slot, index: index + 1, node: Box::new(node) };
        let edit = if measure.text.as_str() == before {
            insert
        } else {
            let text = Edit::SetText { at: Place::of(measure.id, TextField::Text), text: before.to_owned() };
            Edit::Batch { name: BatchName::Split, edits: vec![text, insert] }
        };
        if self.apply(&edit) {
            self.focus = Some(new);
            self.show(Some(new), Some(Caret::Start));
        }
    }

    fn duplicate(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(id) = self.focus else { return };
        let (Some(mut node), Some((slot, index))) = (plan.node(id), plan.place(id)) else { return };
        let mut ids = plan.ids;
        node.renew_ids(&mut ids);
        self.insert(slot, index + 1, node);
    }

    /// Takes a record out and goes to the one before it, or else the one round it.
    fn remove(&mut self, id: Id) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some((slot, index)) = plan.place(id) else { return };
        let mut path = plan.path(id).unwrap_or_default();
        path.pop();
        let near = index.checked_sub(1).or_else(|| (plan.len_of(slot)? > 1).then_some(1));
        let next = near
            .and_then(|at| {
                path.push((slot.list, at));
                plan.at(&path)
            })
            .map(NodeRef::id)
            .or(slot.parent);
        if self.apply(&Edit::Remove(id)) {
            self.focus = next;
            self.show(next, Some(Caret::End));
        }
    }

    fn move_by_one(&mut self, down: bool) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(id) = self.focus else { return };
        if let Some((to, index)) = neighbour(&plan, id, down)
            && self.apply(&Edit::Move { id, to, index })
        {
            self.show(Some(id), Some(Caret::End));
        }
    }

    fn move_before(&mut self, id: Id, before: Id) {
        let Some(plan) = self.plan().cloned() else { return };
        let (Some((from, at)), Some((to, index))) = (plan.place(id), plan.place(before)) else { return };
        // The index counts without the record itself.
        let index = if from == to && at < index { index - 1 } else { index };
        if (from, at) != (to, index) && self.apply(&Edit::Move { id, to, index }) {
            self.focus = Some(id);
            self.show(Some(id), None);
        }
    }

    fn next_blank(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let open: std::collections::HashSet<Option<Id>> =
            query::open_blanks(&plan).into_values().flatten().collect();
        let mut order = vec![None];
        plan.walk(&mut |node| order.push(Some(node.id())));
        let with_blank: Vec<Option<Id>> = order.iter().copied().filter(|id| open.contains(id)).collect();
        let here = order.iter().position(|id| *id == self.focus).unwrap_or(0);
        let next = with_blank
            .iter()
            .find(|id| order.iter().position(|other| other == *id).is_some_and(|at| at > here))
            .or_else(|| with_blank.first());
        match next {
            Some(&record) => {
                self.focus = record;
                self.show(record, Some(Caret::Start));
            }
            None => {
                let words = (self.words.text("notice-no-blanks"), String::new());
                self.tell(Level::Done, words, None);
            }
        }
    }

    fn fill_blanks(&mut self, values: BTreeMap<String, String>) {
        let edits: Vec<Edit> = values
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| {
                Some(Edit::FillBlank { name: PlaceholderName::new(&name).ok()?, value })
            })
            .collect();
        if edits.is_empty() || self.apply(&Edit::Batch { name: BatchName::Fill, edits }) {
            self.dialog = None;
        }
    }

    // Files.

    fn make_plan(
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

    /// Does what was asked, after asking about unsaved work.
    fn leave(&mut self, then: Then) -> Vec<Effect> {
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
                self.show_plan(OpenPlan {
                    document: Document::created(*plan),
                    path: None,
                    stamp: None,
                    saving: None,
                    saved_at: None,
                });
                Vec::new()
            }
        }
    }

    fn close(&mut self) {
        self.open = None;
        self.focus = None;
        self.screen = Screen::Start;
    }

    fn show_plan(&mut self, open: OpenPlan) {
        self.open = Some(open);
        self.focus = None;
        self.screen = Screen::Write;
        self.notices.retain(|notice| notice.level == Level::Error);
        self.show(None, None);
    }

    fn save(&mut self) -> Vec<Effect> {
        match self.open.as_ref().and_then(|open| open.path.clone()) {
            Some(path) => {
                let expected = self.open.as_ref().and_then(|open| open.stamp);
                self.write(path, expected)
            }
            None => self.ask_path(PathPurpose::Save),
        }
    }

    fn write(&mut self, path: PathBuf, expected: Option<crate::file::Stamp>) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        if open.saving.is_some() {
            return Vec::new();
        }
        open.document.close_typing();
        let number = self.next_write;
        self.next_write += 1;
        open.saving = Some(number);
        let (plan, revision) = (Arc::clone(open.plan()), open.document.revision());
        vec![Effect::Write { number, path, plan, revision, expected }]
    }

    /// Asks for a path, unless a dialog is already asking.
    fn ask_path(&mut self, purpose: PathPurpose) -> Vec<Effect> {
        if std::mem::replace(&mut self.asking, true) {
            return Vec::new();
        }
        vec![Effect::AskPath { purpose, suggested: self.suggested_path(purpose) }]
    }

    /// Returns the path that is offered: beside the plan, or named after its title.
    fn suggested_path(&self, purpose: PathPurpose) -> PathBuf {
        let Some(open) = &self.open else { return PathBuf::new() };
        let ending = match purpose {
            PathPurpose::Open | PathPurpose::Save => EXTENSION,
            PathPurpose::Pdf => "pdf",
        };
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

    fn answer(&mut self, answer: Answer, now: NaiveDateTime) -> Vec<Effect> {
        let dialog = self.dialog.take();
        match (dialog, answer) {
            (Some(Dialog::Unsaved), Answer::Save) => self.save(),
            (Some(Dialog::Unsaved), Answer::Discard) => match self.then.take() {
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
            (Some(Dialog::Path { purpose, .. }), Answer::Path(path)) => self.path_given(purpose, path, now),
            (_, _) => {
                self.then = None;
                Vec::new()
            }
        }
    }

    fn path_given(&mut self, purpose: PathPurpose, path: PathBuf, _now: NaiveDateTime) -> Vec<Effect> {
        match purpose {
            PathPurpose::Open => vec![Effect::Read(path)],
            PathPurpose::Save => {
                let path = with_ending(path, EXTENSION);
                let same =
                    self.open.as_ref().is_some_and(|open| open.path.as_deref() == Some(path.as_path()));
                let expected = if same { self.open.as_ref().and_then(|open| open.stamp) } else { None };
                self.write(path, expected)
            }
            PathPurpose::Pdf => match self.plan() {
                Some(plan) => {
                    vec![Effect::ExportPdf { path: with_ending(path, "pdf"), plan: Arc::clone(plan) }]
                }
                None => Vec::new(),
            },
        }
    }

    fn finish(&mut self, finished: Finished, now: NaiveDateTime) -> Vec<Effect> {
        match finished {
            Finished::Read { path, result } => match result {
                // Writing went on while the file was read.
                Ok(_) if self.is_modified() => self.leave(Then::Open(path)),
                Ok(opened) => {
                    self.settings.remember(&path, &opened.plan, now);
                    self.show_plan(OpenPlan {
                        document: Document::opened(opened.plan),
                        path: Some(path),
                        stamp: Some(opened.stamp),
                        saving: None,
                        saved_at: None,
                    });
                    vec![self.keep_settings()]
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
                self.asking = false;
                match path {
                    Some(path) => self.path_given(purpose, path, now),
                    None => {
                        self.then = None;
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
            Finished::Panicked { what } => {
                self.asking = false;
                if let Some(open) = &mut self.open {
                    open.saving = None;
                }
                let text = self.words.with("notice-panicked-text", &[("what", what.into())]);
                let words = (self.words.text("notice-panicked"), text);
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
        result: Result<crate::file::Stamp, WriteError>,
        now: NaiveDateTime,
    ) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|open| open.saving == Some(number)) else {
            // Its plan was left while it was being written; the one that is open now is another.
            if let Err(error) = result {
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, None);
            }
            return Vec::new();
        };
        open.saving = None;
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
                if let Some(then) = self.then.take() {
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
                let offer = if matches!(error, WriteError::Io { .. }) { Offer::Retry } else { Offer::SaveAs };
                let words = notice::write_failed(&self.words, path, &error);
                self.tell(Level::Error, words, Some(offer));
                Vec::new()
            }
        }
    }

    fn keep_settings(&self) -> Effect {
        Effect::KeepSettings(self.settings.clone())
    }

    fn tell(&mut self, level: Level, (headline, text): (String, String), offer: Option<Offer>) {
        // The same thing is told once, however often it happens.
        self.notices.retain(|notice| notice.headline != headline || notice.text != text);
        let id = self.next_notice;
        self.next_notice += 1;
        self.notices.push(Notice { id, level, headline, text, offer });
        let surplus = self.notices.len().saturating_sub(MAX_NOTICES);
        self.notices.drain(..surplus);
    }
}

fn new_measure(ids: &mut Counter, text: Text) -> Node {
    Node::Measure(Arc::new(Measure::new(MeasureId::new(ids.take()), text)))
}

/// Returns the measure that a record is or lies in.
fn enclosing_measure(plan: &Plan, id: Id) -> Option<&Arc<Measure>> {
    plan.lineage(id).iter().rev().find_map(|id| match plan.find(*id) {
        Some(NodeRef::Measure(measure)) => Some(measure),
        _ => None,
    })
}

/// Puts the ending behind a name that has none of its own kind.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.to_lowercase().ends_with(&format!(".{ending}")) {
        return path;
    }
    path.with_file_name(format!("{name}.{ending}"))
}
