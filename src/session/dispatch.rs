//! The one place where the session changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::find::FindAction;
use super::insertion::{self, MAX_DEPTH, neighbour, place_for};
use super::notice::{self, Level, Notice, Offer};
use super::{Action, Caret, Command, Dialog, Effect, PathPurpose, Reveal, Screen, Session, Theme, Then};
use crate::edit::{BatchName, Edit, Place, TextField, Undone};
use crate::locale::Catalogue;
use crate::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use crate::model::{
    Counter, Goal, GoalId, Id, Indicator, IndicatorId, Language, Measure, MeasureId, Paragraph, ParagraphId,
    Piece, PlaceholderName, Plan, Section, SectionId, SectionRole, Text, query,
};

/// How many notices are kept; older ones go.
const MAX_NOTICES: usize = 4;

impl Session {
    /// Takes an action and returns what is to be done outside.
    pub fn dispatch(&mut self, action: Action, now: NaiveDateTime) -> Vec<Effect> {
        let mut effects = self.perform(action, now);
        if self.screen == Screen::Table {
            effects.extend(self.table_refresh());
        }
        effects.extend(self.follow_find());
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
            Action::SplitMeasure { id, title, before, after } => {
                self.split_measure(id, &title, &before, &after);
            }
            Action::RemoveEmpty(id) => {
                if self.plan().and_then(|plan| plan.find(id)).is_some_and(is_bare) {
                    self.remove(id);
                }
            }
            Action::Remove(id) => self.remove(id),
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
            Command::GoTable => self.screen = Screen::Table,
            Command::Holidays => self.dialog = Some(Dialog::Holidays),
            Command::GoYear => self.screen = Screen::Year,
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
            Command::Find => self.find_action(FindAction::Open { replacing: false, text: None }),
            Command::Replace => self.find_action(FindAction::Open { replacing: true, text: None }),
            Command::FindNext => self.find_action(FindAction::Step { back: false, into_field: true }),
            Command::FindPrevious => self.find_action(FindAction::Step { back: true, into_field: true }),
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
            Command::ToggleWeekNumbers => {
                self.settings.week_numbers = !self.settings.week_numbers;
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
            Command::ChangeKeys => self.dialog = Some(Dialog::ChangeKeys),
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
            // A new record has nothing but a place to fill.
            self.show(Some(id), Some(Caret::Blank));
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
            first_clause(&measure.text)
        } else {
            let mark = crate::locale::words::title_mark(plan.language);
            (String::new(), format!("{}{mark}{}", measure.title, measure.text))
        };
        let set = |field, text| Edit::SetText { at: Place::of(measure.id, field), text };
        let edit = Edit::Batch {
            name: BatchName::Title,
            edits: vec![set(TextField::Title, title), set(TextField::Text, text)],
        };
        self.apply(&edit);
    }

    fn split_measure(&mut self, id: Id, title: &str, before: &str, after: &str) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(NodeRef::Measure(measure)) = plan.find(id) else { return };
        let Some((slot, index)) = plan.place(id) else { return };
        let mut ids = plan.ids;
        let node = new_measure(&mut ids, Text::new(after));
        let new = node.id();
        let mut edits = Vec::new();
        for (field, old, text) in
            [(TextField::Title, &measure.title, title), (TextField::Text, &measure.text, before)]
        {
            if old.as_str() != text {
                edits.push(Edit::SetText { at: Place::of(measure.id, field), text: text.to_owned() });
            }
        }
        edits.push(Edit::Insert { slot, index: index + 1, node: Box::new(node) });
        let edit = match <[Edit; 1]>::try_from(edits) {
            Ok([insert]) => insert,
            Err(edits) => Edit::Batch { name: BatchName::Split, edits },
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
                self.show(record, Some(Caret::Blank));
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

/// Tells whether a record has neither words nor anything else in it. Parts other than sections are
/// never bare: they stand for something even when they are empty.
fn is_bare(node: NodeRef<'_>) -> bool {
    let mut empty = true;
    query::node_texts(node, &mut |text| empty &= text.as_str().is_empty());
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, _| {
        empty = false;
        Ok(())
    });
    empty
        && match node {
            NodeRef::Measure(measure) => {
                measure.owners.is_empty()
                    && measure.when.is_none()
                    && measure.log.is_empty()
                    && measure.ticks.is_empty()
                    && measure.needs.budget.is_none()
                    && measure.after.is_empty()
            }
            NodeRef::Indicator(indicator) => {
                indicator.target.is_none() && indicator.base.is_none() && indicator.readings.is_empty()
            }
            NodeRef::Problem(problem) => problem.answered_by.is_empty(),
            NodeRef::ScoreRow(row) => row.indicator.is_none() && row.weight.is_none(),
            NodeRef::Part(_) => false,
            NodeRef::Section(_)
            | NodeRef::Goal(_)
            | NodeRef::Paragraph(_)
            | NodeRef::RedLine(_)
            | NodeRef::Cause(_)
            | NodeRef::RegisterRow(_)
            | NodeRef::Person(_) => true,
        }
}

/// Splits a text behind its first clause, at a mark that stands outside blanks and numbers.
fn first_clause(text: &Text) -> (String, String) {
    let mut at = 0;
    for piece in text.pieces() {
        match piece {
            Piece::Blank(name) => at += name.len() + "⟦⟧".len(),
            Piece::Words(words) => {
                let mark = ["。", "：", ". ", ": "]
                    .iter()
                    .filter_map(|mark| Some((words.find(mark)?, mark.len())))
                    .min();
                if let Some((found, length)) = mark {
                    let (title, rest) = text.as_str().split_at(at + found);
                    return (
                        title.to_owned(),
                        rest.get(length..).unwrap_or_default().trim_start().to_owned(),
                    );
                }
                at += words.len();
            }
        }
    }
    (text.as_str().to_owned(), String::new())
}
