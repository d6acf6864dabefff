//! Versions, the comparison and merging in the session, without a window: the work is done on the
//! spot.

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use planwright::compare::Choice;
use planwright::edit::{Edit, Place, StepName, TextField, apply};
use planwright::file::{self, versions};
use planwright::model::tree::NodeRef;
use planwright::model::{Language, MeasureId, Plan, query};
use planwright::session::comparing::{CompareAction, CompareWork, Sort, Source};
use planwright::session::{
    Action, Command, Dialog, Effect, Finished, Level, PathPurpose, Screen, Session, Settings,
};

use crate::sample_plan::hall_plan;

/// A session with a folder of its own, whose effects are performed at once.
struct Desk {
    session: Session,
    folder: tempfile::TempDir,
    now: NaiveDateTime,
    asked: Vec<PathPurpose>,
}

impl Desk {
    fn new() -> Self {
        Self {
            session: Session::new(Settings::default(), Language::ZhCn),
            folder: tempfile::tempdir().unwrap(),
            now: NaiveDate::from_ymd_opt(2027, 3, 5).unwrap().and_hms_opt(9, 0, 0).unwrap(),
            asked: Vec::new(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn settings(&self) -> PathBuf {
        self.path("settings")
    }

    /// Writes a plan file and opens it.
    fn open(&mut self, plan: &Plan) -> PathBuf {
        let path = self.path("a.plan.ron");
        file::write(&path, plan, None).unwrap();
        self.act(Action::OpenPath(path.clone()));
        path
    }

    fn act(&mut self, action: Action) {
        self.now += TimeDelta::minutes(1);
        let mut effects = self.session.dispatch(action, self.now);
        while !effects.is_empty() {
            let mut finished = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Read(path) => {
                        let result = file::read(&path);
                        finished.push(Finished::Read { path, result });
                    }
                    Effect::Write { number, path, plan, revision, expected } => {
                        let result = file::write(&path, &plan, expected.as_ref());
                        finished.push(Finished::Written { path, number, revision, result });
                    }
                    Effect::Compare(work) => {
                        let settings = self.settings();
                        finished.extend(work.run(Some(&settings)).map(Finished::Compare));
                    }
                    Effect::AskPath { purpose, .. } => self.asked.push(purpose),
                    _ => {}
                }
            }
            effects = Vec::new();
            for done in finished {
                effects.extend(self.session.dispatch(Action::Finished(done), self.now));
            }
        }
    }

    fn command(&mut self, command: Command) {
        self.act(Action::Command(command));
    }

    fn compare(&mut self, action: CompareAction) {
        self.act(Action::Compare(action));
    }

    /// Gives the path that was asked for.
    fn give(&mut self, path: &Path) {
        let purpose = self.asked.pop().unwrap();
        self.act(Action::Finished(Finished::Path { purpose, path: Some(path.to_owned()) }));
    }

    fn write(&mut self, id: MeasureId, text: &str) {
        let edit = Edit::SetText { at: Place::of(id, TextField::Text), text: text.to_owned() };
        self.act(Action::Edit(edit));
    }

    fn plan(&self) -> &Plan {
        self.session.plan().unwrap()
    }

    fn text(&self, id: MeasureId) -> String {
        match self.plan().find(id.id()) {
            Some(NodeRef::Measure(measure)) => measure.text.to_string(),
            _ => panic!("no measure {id}"),
        }
    }

    fn undo_name(&self) -> Option<StepName> {
        self.session.open.as_ref().unwrap().document.undo_name()
    }
}

fn measures(plan: &Plan) -> Vec<MeasureId> {
    query::measures(plan).iter().map(|measure| measure.id).collect()
}

#[test]
fn opening_and_saving_leave_versions() {
    let mut desk = Desk::new();
    let path = desk.open(&hall_plan());
    desk.command(Command::GoCompare);
    assert_eq!(desk.session.comparing.versions.len(), 1);
    let first = measures(desk.plan())[0];
    desk.write(first, "改过一次");
    desk.command(Command::Save);
    desk.command(Command::Save);
    // The same twice is one version.
    assert_eq!(desk.session.comparing.versions.len(), 2);
    let newest = &desk.session.comparing.versions[0];
    assert_eq!(newest.changes.unwrap().changed, 1);
    assert_eq!(versions::list(&desk.settings(), &path).len(), 2);
}

#[test]
fn a_version_is_kept_under_a_name_and_brought_back() {
    let mut desk = Desk::new();
    desk.open(&hall_plan());
    let before = desk.plan().clone();
    desk.command(Command::KeepVersion);
    assert_eq!(desk.session.dialog, Some(Dialog::KeepVersion));
    desk.compare(CompareAction::Keep("送审稿".to_owned()));
    assert_eq!(desk.session.dialog, None);
    desk.command(Command::GoCompare);
    let version = desk.session.comparing.versions[0].version.clone();
    assert_eq!(version.name, "送审稿");
    let first = measures(desk.plan())[0];
    desk.write(first, "改坏了");
    desk.compare(CompareAction::With(Source::Version(version)));
    assert_eq!(desk.session.screen, Screen::Compare);
    let comparison = desk.session.comparing.comparison.as_ref().unwrap();
    assert_eq!(comparison.rows.len(), 1);
    assert_eq!(comparison.rows[0].sort, Sort::Changed);
    desk.compare(CompareAction::Restore);
    assert_eq!(*desk.plan(), before);
    assert_eq!(desk.undo_name(), Some(StepName::Restore));
    assert!(desk.session.comparing.comparison.as_ref().unwrap().rows.is_empty());
    desk.command(Command::Undo);
    assert_eq!(desk.text(first), "改坏了");
}

#[test]
fn a_folder_that_takes_no_versions_does_not_keep_the_plan_from_being_saved() {
    let mut desk = Desk::new();
    std::fs::write(desk.settings(), "a file where the folder should be").unwrap();
    let path = desk.open(&hall_plan());
    let first = measures(desk.plan())[0];
    desk.write(first, "改过一次");
    desk.command(Command::Save);
    assert!(!desk.session.is_modified());
    assert_eq!(file::read(&path).unwrap().plan, *desk.plan());
    let notice = desk.session.notices.last().unwrap();
    assert_eq!(notice.level, Level::Warning);
    assert!(notice.headline.contains("没有存下版本"), "{notice:?}");
}

#[test]
fn changes_are_taken_over_one_by_one_and_can_be_undone() {
    let mut desk = Desk::new();
    let old = hall_plan();
    let ids = measures(&old);
    let mut new = old.clone();
    for (at, id) in ids.iter().take(2).enumerate() {
        let edit = Edit::SetText { at: Place::of(*id, TextField::Text), text: format!("新写法{at}") };
        new = apply(&new, &edit).unwrap();
    }
    new = apply(&new, &Edit::Remove(ids[3].id())).unwrap();
    let other = desk.path("old.plan.ron");
    file::write(&other, &old, None).unwrap();
    desk.open(&new);
    desk.command(Command::CompareWith);
    desk.give(&other);
    let comparison = desk.session.comparing.comparison.as_ref().unwrap();
    assert_eq!(comparison.count(Sort::Changed), 2);
    assert!(comparison.count(Sort::Removed) >= 1);
    assert_eq!(comparison.count(Sort::Added), 0);
    desk.compare(CompareAction::Take(0));
    assert_eq!(desk.undo_name(), Some(StepName::TakeOver));
    assert_eq!(desk.text(ids[0]), text_of(&old, ids[0]));
    assert_eq!(desk.text(ids[1]), "新写法1");
    let comparison = desk.session.comparing.comparison.as_ref().unwrap();
    let gone = comparison.rows.iter().position(|row| row.sort == Sort::Removed && !row.inside).unwrap();
    desk.compare(CompareAction::Take(gone));
    assert_eq!(desk.plan().place(ids[3].id()), old.place(ids[3].id()));
    desk.command(Command::Undo);
    desk.command(Command::Undo);
    assert_eq!(*desk.plan(), new);
}

fn text_of(plan: &Plan, id: MeasureId) -> String {
    match plan.find(id.id()) {
        Some(NodeRef::Measure(measure)) => measure.text.to_string(),
        _ => panic!("no measure {id}"),
    }
}

#[test]
fn filters_and_the_cursor_go_by_what_is_shown() {
    let mut desk = Desk::new();
    let old = hall_plan();
    let ids = measures(&old);
    let edit = Edit::SetText { at: Place::of(ids[0], TextField::Text), text: "新写法".to_owned() };
    let new = apply(&apply(&old, &edit).unwrap(), &Edit::Remove(ids[3].id())).unwrap();
    let other = desk.path("old.plan.ron");
    file::write(&other, &old, None).unwrap();
    desk.open(&new);
    desk.compare(CompareAction::With(Source::File(other)));
    desk.compare(CompareAction::Filter(Some(Sort::Removed)));
    let comparison = desk.session.comparing.comparison.as_ref().unwrap();
    assert!(comparison.shown().contains(&comparison.current));
    desk.compare(CompareAction::Filter(None));
    desk.compare(CompareAction::Point(0));
    desk.command(Command::NextChange);
    assert_eq!(desk.session.comparing.comparison.as_ref().unwrap().current, 1);
    desk.command(Command::PreviousChange);
    assert_eq!(desk.session.comparing.comparison.as_ref().unwrap().current, 0);
    desk.compare(CompareAction::Open(0));
    assert_eq!((desk.session.screen, desk.session.focus), (Screen::Write, Some(ids[0].id())));
}

#[test]
fn another_persons_changes_come_in_as_one_step() {
    let mut desk = Desk::new();
    let base = hall_plan();
    let ids = measures(&base);
    let write = |plan: &Plan, at: usize, text: &str| {
        let edit = Edit::SetText { at: Place::of(ids[at], TextField::Text), text: text.to_owned() };
        apply(plan, &edit).unwrap()
    };
    let theirs = write(&write(&base, 0, "他们改的"), 1, "他们也改的");
    let theirs_path = desk.path("theirs.plan.ron");
    file::write(&theirs_path, &theirs, None).unwrap();
    // What both began with was kept when the file was opened.
    desk.open(&base);
    desk.write(ids[0], "我们改的");
    desk.command(Command::MergeWith);
    desk.give(&theirs_path);
    let merging = desk.session.comparing.merging.as_ref().unwrap();
    assert_eq!((merging.conflicts.len(), merging.decided(), merging.own), (1, 0, 1));
    assert!(matches!(merging.base, Source::Version(_)));
    let key = merging.conflicts[0].key;
    desk.compare(CompareAction::Choose(key, Choice::Own("商量后的写法".into())));
    assert_eq!(desk.session.comparing.merging.as_ref().unwrap().decided(), 1);
    desk.compare(CompareAction::FinishMerge);
    assert!(desk.session.comparing.merging.is_none());
    assert_eq!((desk.text(ids[0]), desk.text(ids[1])), ("商量后的写法".to_owned(), "他们也改的".to_owned()));
    assert_eq!(desk.undo_name(), Some(StepName::Merge));
    desk.command(Command::Undo);
    assert_eq!((desk.text(ids[0]), desk.text(ids[1])), ("我们改的".to_owned(), text_of(&base, ids[1])));
}

#[test]
fn without_a_fitting_version_the_base_is_asked_for() {
    let mut desk = Desk::new();
    let base = hall_plan();
    let ids = measures(&base);
    let write = |plan: &Plan, at: usize, text: &str| {
        let edit = Edit::SetText { at: Place::of(ids[at], TextField::Text), text: text.to_owned() };
        apply(plan, &edit).unwrap()
    };
    let (base_path, theirs_path) = (desk.path("base.plan.ron"), desk.path("theirs.plan.ron"));
    file::write(&base_path, &base, None).unwrap();
    file::write(&theirs_path, &write(&base, 1, "他们改的"), None).unwrap();
    // Ours gave out ids that theirs has not: it is not what theirs was made from.
    let mut ours = write(&base, 0, "我们改的");
    let node = ours.node(ids[2].id()).map(|mut node| {
        let mut counter = ours.ids;
        node.renew_ids(&mut counter);
        node
    });
    let (slot, index) = ours.place(ids[2].id()).unwrap();
    ours = apply(&ours, &Edit::Insert { slot, index, node: Box::new(node.unwrap()) }).unwrap();
    desk.open(&ours);
    desk.command(Command::MergeWith);
    desk.give(&theirs_path);
    assert!(desk.session.comparing.merging.is_none());
    assert_eq!(desk.asked, [PathPurpose::MergeBase]);
    desk.give(&base_path);
    let merging = desk.session.comparing.merging.as_ref().unwrap();
    assert!(merging.conflicts.is_empty() && merging.own > 0);
    desk.compare(CompareAction::FinishMerge);
    assert_eq!((desk.text(ids[0]), desk.text(ids[1])), ("我们改的".to_owned(), "他们改的".to_owned()));
}

#[test]
fn what_cannot_be_compared_or_merged_is_told() {
    let mut desk = Desk::new();
    desk.open(&hall_plan());
    let damaged = desk.path("damaged.plan.ron");
    std::fs::write(&damaged, "Planwright(format: 1, plan: (").unwrap();
    let newer = desk.path("newer.plan.ron");
    std::fs::write(&newer, "Planwright(\n  format: 99,\n  plan: (),\n)\n").unwrap();
    for path in [damaged, newer, desk.path("missing.plan.ron")] {
        desk.session.notices.clear();
        desk.compare(CompareAction::With(Source::File(path.clone())));
        assert!(desk.session.comparing.comparison.is_none());
        assert_eq!(desk.session.notices.last().unwrap().level, Level::Error, "{}", path.display());
        desk.session.notices.clear();
        desk.command(Command::MergeWith);
        desk.give(&path);
        assert!(desk.session.comparing.merging.is_none());
        assert_eq!(desk.session.notices.last().unwrap().level, Level::Error, "{}", path.display());
    }
    let stranger = desk.path("stranger.plan.ron");
    file::write(&stranger, &crate::typeset::large_plan(60), None).unwrap();
    desk.command(Command::MergeWith);
    desk.give(&stranger);
    desk.give(&stranger);
    assert!(desk.session.comparing.merging.is_none());
    assert!(desk.session.notices.last().unwrap().headline.contains("没有合并"));
    // Compared it can be.
    desk.compare(CompareAction::With(Source::File(stranger)));
    assert!(desk.session.comparing.comparison.is_some());
}

#[test]
fn work_for_a_plan_that_was_closed_is_dropped() {
    let mut desk = Desk::new();
    desk.open(&hall_plan());
    let number = desk.session.open.as_ref().unwrap().number;
    let late = CompareWork::List { number, plan_file: desk.path("a.plan.ron") };
    desk.command(Command::Close);
    let settings = desk.settings();
    let done = late.run(Some(&settings)).unwrap();
    desk.act(Action::Finished(Finished::Compare(done)));
    assert!(desk.session.comparing.versions.is_empty());
}
