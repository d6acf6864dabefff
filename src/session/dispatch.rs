//! The one place where the session changes.

use chrono::NaiveDateTime;

use super::find::FindAction;
use super::notice::{self, Level, Notice, Offer};
use super::structure::{Cut, PartKind, StructureAction};
use super::table::Bulk;
use super::templates::TemplateAction;
use super::window::WindowSettings;
use super::{Action, Caret, Command, Dialog, Effect, PathPurpose, Reveal, Screen, Session, Theme, Then};
use crate::edit::{Edit, Undone};
use crate::locale::Catalogue;
use crate::model::tree::NodeKind;
use crate::model::{Id, Language};

/// How many notices are kept; older ones go.
const MAX_NOTICES: usize = 4;

impl Session {
    /// Takes an action and returns what is to be done outside.
    pub fn dispatch(&mut self, action: Action, now: NaiveDateTime) -> Vec<Effect> {
        let (screen, next_notice) = (self.screen, self.next_notice);
        let in_front = |session: &Self| session.open.as_ref().map(|o| (o.number, o.document.revision()));
        let before = in_front(self);
        let mut effects = self.perform(action, now);
        if in_front(self) != before {
            // The way back is offered for the plan as it was taken over.
            self.notices.retain(|notice| notice.offer != Some(Offer::Review) || notice.id >= next_notice);
        }
        if self.screen != screen {
            // What went well before concerned the screen that was left.
            self.notices.retain(|notice| notice.level != Level::Done || notice.id >= next_notice);
        }
        if self.screen == Screen::Table {
            effects.extend(self.table_refresh());
        }
        effects.extend(self.follow_find());
        self.follow_filling();
        self.prune_selection();
        effects.extend(self.follow_comparing());
        effects.extend(self.follow_printing());
        effects
    }

    fn perform(&mut self, action: Action, now: NaiveDateTime) -> Vec<Effect> {
        match action {
            Action::FromPalette(command) => {
                self.settings.remember_command(command.name());
                let mut effects = vec![self.keep_settings()];
                if command.is_enabled(self) {
                    effects.extend(self.command(command, now));
                }
                return effects;
            }
            Action::Find(action) => self.find_action(action),
            Action::Print(action) => return self.print_action(action),
            Action::Templates(action) => return self.template_action(action),
            Action::KeepWindow(window) => {
                // Whether plans are opened again is the user's own choice.
                let reopen = self.settings.window.reopen;
                self.settings.window = WindowSettings { reopen, ..window };
                return vec![self.keep_settings()];
            }
            Action::Library(action) => return self.library_action(action),
            Action::Keys(action) => {
                self.change_keys(action);
                return vec![self.keep_settings()];
            }
            Action::Command(command) => {
                if command.is_enabled(self) {
                    return self.command(command, now);
                }
            }
            Action::Edit(edit) => {
                for text in edit.texts() {
                    self.note_filling(text.0, text.1);
                }
                self.apply(&edit);
            }
            Action::RefusePaste(length) => {
                let most = crate::model::Text::MAX_TYPED;
                let args = [("length", length.into()), ("most", most.into())];
                let words = (self.words.text("paste-refused"), self.words.with("paste-refused-why", &args));
                self.tell(Level::Warning, words, None);
            }
            Action::CloseTyping => {
                if let Some(open) = &mut self.open {
                    open.document.close_typing();
                }
            }
            Action::Focus(record) => {
                self.selection = super::Selection::default();
                self.focus = record;
            }
            Action::Select(how) => self.select(how),
            Action::Structure(action) => self.structure(action),
            Action::GoInto { record, caret } => {
                self.selection = super::Selection::default();
                self.focus = Some(record);
                self.show(Some(record), Some(caret));
            }
            Action::Paste { text, into } => return self.paste(text, into),
            Action::Reveal(record) => {
                self.selection = super::Selection::default();
                self.focus = record;
                self.show(record, None);
            }
            Action::SplitMeasure { id, title, before, after } => {
                self.structure(StructureAction::Split(Cut { id, title, before, after }));
            }
            Action::RemoveEmpty(id) => self.remove_empty(id),
            Action::Remove(id) => self.remove(&[id]),
            Action::MoveTo { id, before } => self.move_before(id, before),
            Action::PickTemplate(template) => self.dialog = Some(Dialog::NewPlan { template }),
            Action::MakePlan { template, year, values } => {
                // The question is answered once.
                let asked = |dialog: &mut Dialog| matches!(dialog, Dialog::NewPlan { .. });
                if self.dialog.take_if(asked).is_some() {
                    return self.make_plan(&template, year, values, now);
                }
            }
            Action::SetHolidays(number, year) => return self.set_holidays(number, year),
            Action::AddEntry(draft) => self.add_entry(&draft),
            Action::RemovePerson { person, instead } => self.remove_person(person, instead.as_deref()),
            Action::ForgetName(name) => return self.forget_name(&name),
            Action::FillBlanks(values) => self.fill_blanks(values),
            Action::OpenPath(path) => return self.open_path(path),
            Action::ShowPlan(number) => {
                self.bring_to_front(number);
            }
            Action::ClosePlan(number) => return self.leave(Then::Close(number)),
            Action::MoveTab { number, before } => self.move_tab(number, before),
            Action::ForgetRecent(path) => {
                self.settings.recent.retain(|recent| recent.path != path);
                return vec![self.keep_settings()];
            }
            Action::Answer(answer) => return self.answer(answer),
            Action::CloseRequested => return self.leave(Then::Quit),
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            Action::Finished(finished) => return self.finish(finished, now),
            Action::Table(action) => return self.table_action(action),
            Action::Compare(action) => return self.compare_action(action, now),
            Action::Import(action) => return self.import_action(action),
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
            Command::New | Command::GoStart => {
                self.screen = Screen::Start;
                // Files may have been put into the folder meanwhile.
                return self.template_action(TemplateAction::Read);
            }
            Command::SaveAsTemplate => self.dialog = Some(Dialog::SaveTemplate),
            Command::ReviewImport => return self.review_again(),
            Command::Import => return self.ask_path(PathPurpose::Import),
            Command::Undo if self.screen == Screen::Import => return self.step_import(true),
            Command::Redo if self.screen == Screen::Import => return self.step_import(false),
            Command::GoWrite => {
                self.screen = Screen::Write;
                self.show(self.focus, None);
            }
            Command::Holidays => self.dialog = Some(Dialog::Holidays),
            Command::GoTable => {
                self.screen = Screen::Table;
                self.table.arrive(self.focus);
            }
            Command::GoYear => self.screen = Screen::Year,
            Command::GoCompare => self.screen = Screen::Compare,
            Command::Print if self.screen == Screen::Print => return self.start_printing(),
            Command::GoPrint | Command::Print => return self.go_print(),
            Command::CancelPrint => self.cancel_printing(),
            Command::CompareWith => return self.ask_path(PathPurpose::CompareWith),
            Command::MergeWith => return self.ask_path(PathPurpose::MergeWith),
            Command::KeepVersion => self.dialog = Some(Dialog::KeepVersion),
            Command::NextChange => self.step_change(true),
            Command::PreviousChange => self.step_change(false),
            Command::TakeChange => self.take_current(),
            Command::Open => return self.ask_path(PathPurpose::Open),
            Command::Save => return self.save(),
            Command::SaveAs => return self.ask_path(PathPurpose::Save),
            Command::ExportPdf => return self.ask_path(PathPurpose::Pdf),
            Command::Close => {
                if let Some(number) = self.open.as_ref().map(|open| open.number) {
                    return self.leave(Then::Close(number));
                }
            }
            Command::NextPlan => self.step_plan(true),
            Command::PreviousPlan => self.step_plan(false),
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
            Command::QuickEntry => self.entry_asked += 1,
            Command::ToggleTitle => self.toggle_title(),
            Command::Duplicate => self.duplicate(),
            Command::Remove if self.screen == Screen::Table => self.table_bulk(&Bulk::Remove),
            Command::Remove => self.remove(&self.chosen()),
            Command::Cut => return self.cut_records(),
            Command::Copy => return self.copy_records(),
            Command::Paste => return vec![Effect::RequestPaste],
            Command::AddSubSection => self.add_sub_section(),
            Command::AddRow => self.add_row(),
            Command::AddOpening => self.add_part(PartKind::Opening),
            Command::AddReview => self.add_part(PartKind::Review),
            Command::AddProblems => self.add_part(PartKind::Problems),
            Command::AddScores => self.add_part(PartKind::Scores),
            Command::AddContract => self.add_part(PartKind::Contract),
            Command::AddImprovement => self.add_part(PartKind::Improvement),
            Command::AddRegister => self.add_part(PartKind::Register),
            Command::AddAttachment => self.add_part(PartKind::Attachment),
            Command::AddClosing => self.add_part(PartKind::Closing),
            Command::AddSignOff => self.add_part(PartKind::SignOff),
            Command::Indent => self.level_chosen(true),
            Command::Outdent => self.level_chosen(false),
            Command::JoinBefore => {
                if let Some(id) = self.focus {
                    self.structure(StructureAction::JoinBefore(id));
                }
            }
            Command::MoveSectionUp => self.move_section(false),
            Command::MoveSectionDown => self.move_section(true),
            Command::SelectSiblings => self.select(super::Select::Siblings),
            Command::MoveUp => self.move_by_one(false),
            Command::MoveDown => self.move_by_one(true),
            Command::NextBlank => {
                // Blanks are filled where the plan is written.
                self.screen = Screen::Write;
                self.next_blank();
            }
            Command::FillBlanks => self.dialog = Some(Dialog::Blanks),
            Command::Find => self.find_action(FindAction::Open { replacing: false, text: None }),
            Command::Replace => self.find_action(FindAction::Open { replacing: true, text: None }),
            Command::FindNext => self.find_action(FindAction::Step { back: false, into_field: true }),
            Command::FindPrevious => self.find_action(FindAction::Step { back: true, into_field: true }),
            Command::InsertBlank => self.dialog = Some(Dialog::NewBlank),
            Command::TogglePunctuation => {
                self.settings.punctuation = !self.settings.punctuation;
                let key = if self.settings.punctuation { "punctuation-on" } else { "punctuation-off" };
                let words = (self.words.text(key), self.words.text("punctuation-what"));
                self.tell(Level::Done, words, None);
                return vec![self.keep_settings()];
            }
            Command::ToggleOutline => {
                self.settings.outline = !self.settings.outline;
                return vec![self.keep_settings()];
            }
            Command::TogglePages => {
                self.settings.pages = !self.settings.pages;
                return vec![self.keep_settings()];
            }
            Command::ToggleTheme => {
                self.settings.theme = if self.is_dark { Theme::Light } else { Theme::Dark };
                self.is_dark = !self.is_dark;
                return vec![self.keep_settings()];
            }
            Command::ToggleInspector => {
                self.settings.inspector = !self.settings.inspector;
                if !self.settings.inspector && self.screen == Screen::Write {
                    // The field that had the focus is gone: back to the text.
                    self.show(self.focus, Some(Caret::End));
                }
                return vec![self.keep_settings()];
            }
            Command::ToggleWeekNumbers => {
                self.settings.week_numbers = !self.settings.week_numbers;
                return vec![self.keep_settings()];
            }
            Command::ToggleReopen => {
                self.settings.window.reopen = !self.settings.window.reopen;
                let on = self.settings.window.reopen;
                let words = self.words.text(if on { "reopen-on" } else { "reopen-off" });
                self.tell(Level::Done, (words, self.words.text("reopen-what")), None);
                return vec![self.keep_settings()];
            }
            Command::SwitchLanguage => {
                let next = match self.words.language() {
                    Language::ZhCn => Language::En,
                    Language::En => Language::ZhCn,
                };
                self.settings.language = Some(next);
                self.words = Catalogue::new(next);
                // What was told in the other language cannot be told anew; what is still so will be.
                self.notices.clear();
                self.printing.outcome = None;
                return vec![self.keep_settings()];
            }
            Command::Palette => self.dialog = Some(Dialog::Palette),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Command::ChangeKeys => self.dialog = Some(Dialog::ChangeKeys),
            Command::Library => return self.open_library(),
            Command::AddToLibrary => return self.add_to_library(),
            Command::FindAlike => return self.find_alike(),
        }
        let _ = now;
        Vec::new()
    }

    // Changes of the plan.

    /// Makes a change. Returns whether it was made; if not, the user is told.
    pub(super) fn apply(&mut self, edit: &Edit) -> bool {
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
        // What was told of the step is no longer so.
        self.notices.retain(|notice| notice.level != Level::Done);
        let Some(plan) = self.plan() else { return };
        // A record that the step took away shows as what lies round where it was: nothing to focus.
        if let Some(record) = undone.record.filter(|id| plan.find(*id).is_some()) {
            self.focus = Some(record);
            self.show(Some(record), Some(Caret::End));
        } else if self.focus.is_some_and(|id| plan.find(id).is_none()) {
            self.focus = None;
        }
    }

    pub(super) fn show(&mut self, record: Option<Id>, caret: Option<Caret>) {
        self.reveal = Reveal { record, caret, serial: self.reveal.serial + 1 };
    }

    pub(super) fn keep_settings(&self) -> Effect {
        Effect::KeepSettings(self.settings.clone())
    }

    pub(super) fn tell(&mut self, level: Level, (headline, text): (String, String), offer: Option<Offer>) {
        // A later outcome of the same kind takes the place of the earlier one.
        self.notices.retain(|notice| notice.headline != headline);
        let id = self.next_notice;
        self.next_notice += 1;
        self.notices.push(Notice { id, level, headline, text, offer });
        let surplus = self.notices.len().saturating_sub(MAX_NOTICES);
        self.notices.drain(..surplus);
    }
}
