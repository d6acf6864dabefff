//! Ways through the program without a window: an action goes in, effects come out, and what came of
//! the effects goes in again.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::edit::{Edit, Place, PlanValue, TextField};
use planwright::file::{DecodeError, Opened, ReadError, Stamp, WriteError};
use planwright::locale::Catalogue;
use planwright::model::tree::NodeRef;
use planwright::model::*;
use planwright::session::printing::{Choice, PrintAction};
use planwright::session::{
    Action, Answer, Caret, Command, Dialog, Effect, ExportFault, Finished, Job, Level, Offer, PathPurpose,
    Screen, Session, Settings, Shortcut,
};

use crate::sample_plan::Maker;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

/// A session in Chinese, with short ways to drive it.
struct Driven(Session);

impl std::ops::Deref for Driven {
    type Target = Session;
    fn deref(&self) -> &Session {
        &self.0
    }
}

impl Driven {
    fn new() -> Self {
        Self(Session::new(Settings::default(), Language::ZhCn))
    }

    /// A session that has this plan open from `/tmp/plans/甲.plan.ron`.
    fn with(plan: Plan) -> Self {
        let mut session = Self::new();
        session.read(plan);
        session
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.0.dispatch(action, now())
    }

    fn give(&mut self, command: Command) -> Vec<Effect> {
        self.act(Action::Command(command))
    }

    fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        self.act(Action::Answer(answer))
    }

    fn finish(&mut self, finished: Finished) -> Vec<Effect> {
        self.act(Action::Finished(finished))
    }

    fn focus(&mut self, id: Id) {
        self.act(Action::Focus(Some(id)));
    }

    fn write(&mut self, id: Id, text: &str) {
        let edit = Edit::SetText { at: Place::of(id, TextField::Text), text: text.into() };
        assert!(self.act(Action::Edit(edit)).is_empty());
    }

    fn read(&mut self, plan: Plan) {
        let opened = Opened { plan, stamp: Stamp::of(b"read") };
        self.finish(Finished::Read { path: file(), result: Ok(opened) });
    }

    /// Ends the write that an effect asked for.
    /// Opens a file of this name. Returns its path.
    fn read_as(&mut self, plan: Plan, name: &str) -> PathBuf {
        let path = PathBuf::from(format!("/tmp/plans/{name}.plan.ron"));
        assert!(matches!(one(self.act(Action::OpenPath(path.clone()))), Effect::Read(_)));
        self.finish(Finished::Read { path: path.clone(), result: Ok(Opened { plan, stamp: stamp(name) }) });
        path
    }

    fn written(&mut self, effect: &Effect, result: Result<Stamp, WriteError>) -> Vec<Effect> {
        let Effect::Write { number, path, revision, .. } = effect else { panic!("{effect:?}") };
        // The roof hands paths back from the root.
        let path = Path::new("/").join(path);
        self.finish(Finished::Written { path, number: *number, revision: *revision, result })
    }

    fn now_plan(&self) -> &Plan {
        self.plan().unwrap()
    }

    fn text(&self, id: Id) -> &str {
        text_of(self.now_plan(), id)
    }

    /// The measures in reading order.
    fn measures(&self) -> Vec<&str> {
        query::measures(self.now_plan()).iter().map(|measure| measure.text.as_str()).collect()
    }
}

fn text_of(plan: &Plan, id: Id) -> &str {
    match plan.find(id) {
        Some(NodeRef::Measure(measure)) => measure.text.as_str(),
        Some(NodeRef::Goal(goal)) => goal.text.as_str(),
        Some(NodeRef::Paragraph(paragraph)) => paragraph.text.as_str(),
        other => panic!("{other:?}"),
    }
}

fn file() -> PathBuf {
    PathBuf::from("/tmp/plans/甲.plan.ron")
}

fn stamp(text: &str) -> Stamp {
    Stamp::of(text.as_bytes())
}

/// The only effect there is.
fn one(effects: Vec<Effect>) -> Effect {
    let count = effects.len();
    let mut effects = effects.into_iter();
    match (effects.next(), count) {
        (Some(effect), 1) => effect,
        (other, _) => panic!("{count} effects, first {other:?}"),
    }
}

fn quits(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Quit))
}

fn writes(effects: &[Effect]) -> Vec<&Effect> {
    effects.iter().filter(|effect| matches!(effect, Effect::Write { .. })).collect()
}

fn broken() -> WriteError {
    WriteError::Io { source: io::ErrorKind::BrokenPipe.into() }
}

struct Small {
    plan: Plan,
    section: Id,
    goals: [Id; 2],
    measures: [Id; 4],
}

/// A section with two goals of two measures each.
fn small() -> Small {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "2027年工作计划".into();
    let measures = ["甲", "乙", "丙", "丁"].map(|text| make.measure("", text, &[], None));
    let ids = measures.each_ref().map(|measure| measure.id.id());
    let [a, b, c, d] = measures;
    let goals = [make.goal("目标一", vec![], vec![a, b]), make.goal("目标二", vec![], vec![c, d])];
    let goal_ids = goals.each_ref().map(|goal| match goal {
        Item::Goal(goal) => goal.id.id(),
        other => panic!("{other:?}"),
    });
    let section = make.section(SectionRole::Service, "优质服务", goals.into());
    let id = section.id.id();
    make.plan().parts.push(Part::Section(section));
    Small { plan: make.done(), section: id, goals: goal_ids, measures: ids }
}

// Making, saving, closing.

fn make(session: &mut Driven) -> Vec<Effect> {
    session.act(Action::PickTemplate("personal-annual".into()));
    let year = YearNumber::new(2027).unwrap();
    session.act(Action::MakePlan { template: "personal-annual".into(), year, values: BTreeMap::new() })
}

#[test]
fn a_new_plan_is_written_where_the_user_says() {
    let mut session = Driven::new();
    assert_eq!(session.screen, Screen::Start);
    session.act(Action::PickTemplate("personal-annual".into()));
    assert_eq!(session.dialog, Some(Dialog::NewPlan { template: "personal-annual".into() }));
    assert!(make(&mut session).is_empty());
    assert_eq!((session.screen, &session.dialog), (Screen::Write, &None));
    assert_eq!(session.now_plan().date, Some(now().date()));
    assert!(session.is_modified(), "no file holds it");

    let measure = query::measures(session.now_plan())[0].id.id();
    session.write(measure, "每日晨会通报前一日差错");
    let Effect::AskPath { purpose: PathPurpose::Save, suggested } = one(session.give(Command::Save)) else {
        panic!("no path is asked for")
    };
    assert!(suggested.to_string_lossy().ends_with(".plan.ron"), "{suggested:?}");
    assert!(suggested.to_string_lossy().contains("2027"), "{suggested:?}");
    session.finish(Finished::NoDialog { purpose: PathPurpose::Save, suggested });
    let effect = one(session.answer(Answer::Path("/tmp/plans/我的".into())));
    let Effect::Write { path, plan, expected: None, .. } = &effect else { panic!("{effect:?}") };
    assert_eq!(path, Path::new("/tmp/plans/我的.plan.ron"));
    assert_eq!(text_of(plan, measure), "每日晨会通报前一日差错");
    assert!(session.is_modified(), "not before the write has landed");
    let effects = session.written(&effect, Ok(stamp("one")));
    let [Effect::KeepSettings(settings), Effect::Compare(_keep_a_version)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(settings.recent[0].path, *path);
    assert!(!session.is_modified());
    // From now on it is written there without asking, over that very version.
    session.write(measure, "每日晨会通报差错");
    let effect = one(session.give(Command::Save));
    let Effect::Write { path, expected, .. } = effect else { panic!("{effect:?}") };
    assert_eq!((path.as_path(), expected), (Path::new("/tmp/plans/我的.plan.ron"), Some(stamp("one"))));
}

#[test]
fn what_is_typed_while_a_write_is_under_way_is_still_to_be_saved() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "甲一");
    let effect = one(session.give(Command::Save));
    session.write(a, "甲一二");
    session.written(&effect, Ok(stamp("two")));
    assert!(session.is_modified());
    session.give(Command::Undo);
    assert_eq!(session.text(a), "甲一");
    assert!(!session.is_modified());
}

#[test]
fn every_way_out_asks_once_about_unsaved_work() {
    let Small { plan, measures: [a, ..], .. } = small();
    let ways: [fn() -> Action; 4] = [
        || Action::Command(Command::Quit),
        || Action::CloseRequested,
        || Action::Command(Command::Close),
        || Action::ClosePlan(1),
    ];
    for way in ways {
        let mut clean = Driven::with(plan.clone());
        clean.act(way());
        assert_eq!(clean.dialog, None, "{:?}: nothing is unsaved", way());

        let mut session = Driven::with(plan.clone());
        session.write(a, "甲一");
        for _ in 0..2 {
            assert!(session.act(way()).is_empty(), "{:?}", way());
            assert_eq!(session.dialog, Some(Dialog::Unsaved), "{:?}", way());
        }
        // Let it be.
        assert!(session.answer(Answer::Cancel).is_empty());
        assert_eq!((&session.dialog, session.text(a)), (&None, "甲一"));
        let effect = one(session.give(Command::Save));
        let effects = session.written(&effect, Ok(stamp("later")));
        assert!(!quits(&effects) && session.open.is_some(), "{:?} goes on after it was let be", way());

        // Throw the changes away.
        let mut session = Driven::with(plan.clone());
        session.write(a, "甲一");
        session.act(way());
        let effects = session.answer(Answer::Discard);
        went_on(&way(), &session, &effects);

        // Save first.
        let mut session = Driven::with(plan.clone());
        session.write(a, "甲一");
        session.act(way());
        let effect = one(session.answer(Answer::Save));
        assert!(session.open.is_some());
        let effects = session.written(&effect, Ok(stamp("saved")));
        went_on(&way(), &session, &effects);
    }
}

/// Checks that what was asked for has happened.
fn went_on(way: &Action, session: &Driven, effects: &[Effect]) {
    assert_eq!(session.dialog, None);
    match way {
        Action::Command(Command::Close) | Action::ClosePlan(_) => {
            assert!(session.open.is_none() && session.screen == Screen::Start);
        }
        _ => assert!(quits(effects), "{effects:?}"),
    }
}

#[test]
fn saving_before_leaving_asks_for_the_path_of_a_new_plan() {
    let mut session = Driven::new();
    make(&mut session);
    session.give(Command::Quit);
    let Effect::AskPath { purpose, suggested } = one(session.answer(Answer::Save)) else { panic!() };
    session.finish(Finished::NoDialog { purpose, suggested });
    // Not giving a path is not quitting.
    session.answer(Answer::Cancel);
    session.give(Command::Quit);
    let Effect::AskPath { purpose, .. } = one(session.answer(Answer::Save)) else { panic!() };
    let effects = session.finish(Finished::Path { purpose, path: Some(file()) });
    let effects = session.written(&one(effects), Ok(stamp("new")));
    assert!(quits(&effects));
}

#[test]
fn a_failed_write_keeps_the_plan_open_and_says_so() {
    let Small { plan, measures: [a, ..], .. } = small();
    for (error, words, offer) in [
        (WriteError::DiskFull, "磁盘满了", Offer::SaveAs),
        (WriteError::FolderMissing, "文件夹不在了", Offer::SaveAs),
        (WriteError::NotAllowed, "没有写入权限", Offer::SaveAs),
        (WriteError::TargetIsFolder, "同名的文件夹", Offer::SaveAs),
        (broken(), "改动还在", Offer::Retry),
    ] {
        let mut session = Driven::with(plan.clone());
        session.write(a, "甲一");
        session.give(Command::Quit);
        let effect = one(session.answer(Answer::Save));
        let effects = session.written(&effect, Err(error));
        assert!(effects.is_empty(), "a plan that was not saved is not left: {effects:?}");
        assert_eq!(session.text(a), "甲一");
        assert!(session.is_modified());
        let [notice] = session.notices.as_slice() else { panic!("{:?}", session.notices) };
        assert_eq!((notice.level, notice.headline.as_str()), (Level::Error, "没有存上。"));
        assert!(
            notice.text.contains(words) && notice.text.ends_with("（/tmp/plans/甲.plan.ron）"),
            "{}",
            notice.text
        );
        assert_eq!(notice.offer, Some(offer));
        // The next write can be made, and takes the notice away.
        let effect = one(session.give(Command::Save));
        let effects = session.written(&effect, Ok(stamp("again")));
        assert!(session.notices.is_empty() && !quits(&effects));
    }
}

#[test]
fn a_file_that_changed_elsewhere_is_asked_about() {
    let Small { plan, measures: [a, ..], .. } = small();
    for answer in [Answer::Overwrite, Answer::SaveAs, Answer::Cancel] {
        let mut session = Driven::with(plan.clone());
        session.write(a, "甲一");
        let effect = one(session.give(Command::Save));
        let Effect::Write { expected: Some(expected), .. } = &effect else { panic!("{effect:?}") };
        assert_eq!(*expected, stamp("read"));
        assert!(session.written(&effect, Err(WriteError::ChangedElsewhere)).is_empty());
        assert_eq!(session.dialog, Some(Dialog::ChangedElsewhere));
        assert!(session.is_modified());
        let effects = session.answer(answer.clone());
        assert_eq!(session.dialog, None);
        match answer {
            Answer::Overwrite => {
                let effect = one(effects);
                assert!(matches!(&effect, Effect::Write { path, expected: None, .. } if *path == file()));
                session.written(&effect, Ok(stamp("mine")));
                assert!(!session.is_modified());
            }
            Answer::SaveAs => {
                assert!(matches!(one(effects), Effect::AskPath { purpose: PathPurpose::Save, .. }));
            }
            _ => assert!(effects.is_empty() && session.is_modified()),
        }
    }
}

#[test]
fn an_unreadable_file_leaves_everything_as_it_is() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    let other = PathBuf::from("/tmp/plans/乙.plan.ron");
    for (error, words) in [
        (ReadError::Missing, "文件不在了"),
        (ReadError::Folder, "文件夹"),
        (ReadError::Decode(DecodeError::NotAPlan), "不是良策的计划文件"),
        (ReadError::Decode(DecodeError::TooNew { found: 9, known: 1 }), "更新版本"),
    ] {
        session.finish(Finished::Read { path: other.clone(), result: Err(error) });
        let notice = session.notices.last().unwrap();
        assert_eq!((notice.level, notice.headline.as_str()), (Level::Error, "没有打开。"));
        assert!(notice.text.contains(words), "{}", notice.text);
        assert_eq!(session.text(a), "甲");
    }
    let count = session.notices.len();
    session.finish(Finished::Read { path: other, result: Err(ReadError::Folder) });
    assert_eq!(session.notices.len(), count, "the same thing is told once");
    let last = session.notices.last().unwrap().id;
    session.act(Action::Dismiss(last));
    assert_eq!(session.notices.len(), count - 1);
}

#[test]
fn a_write_that_ends_late_belongs_to_its_own_plan() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan.clone());
    session.write(a, "甲一");
    let effect = one(session.give(Command::Save));
    // Before the write has landed, another plan is opened.
    let other = session.read_as(plan, "乙");
    session.write(a, "乙一");
    session.written(&effect, Ok(stamp("late")));
    let open = session.open.as_ref().unwrap();
    assert_eq!((open.path.as_ref(), open.stamp), (Some(&other), Some(stamp("乙"))));
    assert!(session.is_modified(), "what is in front was not written");
    session.act(Action::ShowPlan(1));
    assert_eq!((session.text(a), session.is_modified()), ("甲一", false));
    assert_eq!(session.open.as_ref().unwrap().stamp, Some(stamp("late")));
}

#[test]
fn a_write_that_lands_answers_the_question_by_itself() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "甲一");
    let effect = one(session.give(Command::Save));
    session.give(Command::Close);
    assert_eq!(session.dialog, Some(Dialog::Unsaved));
    session.written(&effect, Ok(stamp("landed")));
    assert_eq!((&session.dialog, session.open.is_some()), (&None, false));
}

#[test]
fn a_question_stays_when_the_write_fails_meanwhile() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "甲一");
    let effect = one(session.give(Command::Save));
    session.give(Command::Quit);
    session.written(&effect, Err(broken()));
    assert_eq!(session.dialog, Some(Dialog::Unsaved));
    assert!(quits(&session.answer(Answer::Discard)));
}

#[test]
fn a_pdf_is_written_beside_the_plan() {
    let Small { plan, .. } = small();
    let mut session = Driven::with(plan);
    let Effect::AskPath { purpose: PathPurpose::Pdf, suggested } = one(session.give(Command::ExportPdf))
    else {
        panic!("no path is asked for")
    };
    assert_eq!(suggested, Path::new("/tmp/plans/甲.pdf"));
    let path = Some(PathBuf::from("/tmp/plans/上报"));
    let effect = one(session.finish(Finished::Path { purpose: PathPurpose::Pdf, path }));
    let Effect::ExportPdf { path, plan, .. } = effect else { panic!("{effect:?}") };
    assert_eq!(path, Path::new("/tmp/plans/上报.pdf"));
    assert_eq!(&*plan, session.now_plan());
    session.finish(Finished::Exported { path: path.clone(), result: Ok(3) });
    let notice = session.notices.last().unwrap();
    assert_eq!(notice.level, Level::Done);
    assert!(notice.text.contains("3 页") && notice.text.contains("上报.pdf"), "{}", notice.text);
    session.finish(Finished::Exported { path, result: Err(ExportFault::Write(WriteError::DiskFull)) });
    assert_eq!(session.notices.last().unwrap().headline, "没有导出。");
    assert!(!session.is_modified());
}

#[test]
fn what_was_written_is_named_and_what_it_lacks() {
    let Small { plan, .. } = small();
    let mut session = Driven::with(plan);
    let saved = |session: &mut Driven, name: &str| {
        let path = Path::new("/tmp/plans").join(name);
        session.finish(Finished::Saved { path: path.clone(), result: Ok(path) });
        session.notices.last().unwrap().clone()
    };
    for (name, format) in [("李.xlsx", "Excel 表格"), ("李.docx", "Word 文档"), ("李.ics", "日历")] {
        let notice = saved(&mut session, name);
        assert_eq!(notice.level, Level::Done);
        assert!(notice.headline.contains(format) && !notice.headline.contains("PDF"), "{notice:?}");
        assert!(notice.text.contains(name), "{notice:?}");
    }
    for choice in [Choice::Cover(true), Choice::Contents(true)] {
        session.act(Action::Print(PrintAction::Choose(choice)));
    }
    let notice = saved(&mut session, "李.docx");
    assert_eq!(notice.level, Level::Warning);
    assert!(notice.text.contains("封面和目录只在 PDF 中") && notice.text.contains("李.docx"), "{notice:?}");
    session.act(Action::Print(PrintAction::Choose(Choice::Cover(false))));
    assert!(saved(&mut session, "李.docx").text.starts_with("目录只在 PDF 中"));
}

#[test]
fn success_stays_with_its_screen() {
    let Small { plan, .. } = small();
    let mut session = Driven::with(plan);
    let path = file();
    session.finish(Finished::Exported { path: path.clone(), result: Ok(3) });
    session.finish(Finished::Exported { path, result: Err(ExportFault::Write(WriteError::DiskFull)) });
    session.give(Command::Find);
    assert_eq!(session.notices.len(), 2);
    session.give(Command::GoTable);
    let left: Vec<Level> = session.notices.iter().map(|notice| notice.level).collect();
    assert_eq!(left, [Level::Error], "what failed is still to be read");
}

#[test]
fn a_step_that_breaks_down_leaves_the_plan_and_the_next_save() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "甲一");
    let effect = one(session.give(Command::Save));
    let Effect::Write { number, .. } = effect else { panic!("{effect:?}") };
    session.finish(Finished::Panicked(Job::Write(number)));
    assert_eq!(session.text(a), "甲一");
    assert_eq!(session.notices.last().unwrap().headline, "没有存上。");
    assert_eq!(writes(&session.give(Command::Save)).len(), 1);
}

#[test]
fn what_comes_twice_happens_once() {
    let Small { plan, measures: [a, b, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "甲一");
    session.write(a, "甲一");
    assert_eq!(session.open.as_ref().unwrap().document.steps(), 1);
    let effect = one(session.give(Command::Save));
    assert!(session.give(Command::Save).is_empty(), "one write at a time");
    session.written(&effect, Ok(stamp("one")));
    session.written(&effect, Ok(stamp("one")));
    assert!(!session.is_modified());

    session.act(Action::MoveTo { id: b, before: a });
    session.act(Action::MoveTo { id: b, before: a });
    assert_eq!(session.measures(), ["乙", "甲一", "丙", "丁"]);
    session.act(Action::Remove(b));
    session.act(Action::Remove(b));
    assert_eq!(session.measures(), ["甲一", "丙", "丁"]);

    assert_eq!(session.give(Command::SaveAs).len(), 1);
    assert!(session.give(Command::SaveAs).is_empty(), "one path at a time");
    session.finish(Finished::Path { purpose: PathPurpose::Save, path: None });
    session.finish(Finished::Path { purpose: PathPurpose::Save, path: None });
    session.give(Command::Quit);
    session.answer(Answer::Cancel);
    assert!(session.answer(Answer::Discard).is_empty(), "nothing is asked any more");
    assert!(session.open.is_some());
}

#[test]
fn a_plan_is_made_once() {
    let mut session = Driven::new();
    make(&mut session);
    let plan = Arc::clone(session.plan().unwrap());
    let year = YearNumber::new(2028).unwrap();
    let again = Action::MakePlan { template: "personal-annual".into(), year, values: BTreeMap::new() };
    assert!(session.act(again).is_empty());
    assert_eq!(session.dialog, None);
    assert!(Arc::ptr_eq(&plan, session.plan().unwrap()));
}

// Commands.

#[test]
fn commands_are_there_when_they_can_be_given() {
    let Small { plan, measures: [a, ..], .. } = small();
    let always = [
        Command::New,
        Command::Open,
        Command::Import,
        Command::Quit,
        Command::GoStart,
        Command::ToggleTheme,
        Command::SwitchLanguage,
        Command::TogglePunctuation,
        Command::ToggleWeekNumbers,
        Command::ToggleReopen,
        Command::Palette,
        Command::Shortcuts,
        Command::ChangeKeys,
        Command::Holidays,
    ];
    let session = Driven::new();
    for command in Command::ALL {
        assert_eq!(command.is_enabled(&session), always.contains(command), "{command:?} at the start");
    }
    let mut session = Driven::with(plan);
    let needs = |command: &Command| {
        matches!(
            command,
            Command::AddToLibrary
                | Command::Cut
                | Command::Copy
                | Command::AddSubMeasure
                | Command::AddIndicator
                | Command::AddRow
                | Command::ToggleTitle
                | Command::Duplicate
                | Command::Remove
                | Command::MoveUp
                | Command::MoveDown
                | Command::Indent
                | Command::Outdent
                | Command::JoinBefore
                | Command::MoveSectionUp
                | Command::MoveSectionDown
                | Command::SelectSiblings
        )
    };
    let history = |command: &Command| {
        let steps = matches!(command, Command::Undo | Command::Redo);
        // With one plan there is no other to go to.
        let plans = matches!(command, Command::NextPlan | Command::PreviousPlan);
        // Nothing is compared, and nothing printed.
        let changes = matches!(command, Command::NextChange | Command::PreviousChange | Command::TakeChange);
        // And the plan came from no import.
        steps || plans || changes || matches!(command, Command::CancelPrint | Command::ReviewImport)
    };
    for command in Command::ALL {
        let wanted = !needs(command) && !history(command);
        assert_eq!(command.is_enabled(&session), wanted, "{command:?} with a plan");
    }
    session.focus(a);
    for command in Command::ALL {
        assert_eq!(command.is_enabled(&session), !history(command), "{command:?} in a measure");
    }
    session.write(a, "甲一");
    assert!(Command::Undo.is_enabled(&session) && !Command::Redo.is_enabled(&session));
    session.give(Command::Undo);
    assert!(!Command::Undo.is_enabled(&session) && Command::Redo.is_enabled(&session));
    // On the start screen the plan stays open but is not written.
    session.give(Command::GoStart);
    let before = session.measures().len();
    session.give(Command::AddMeasure);
    assert_eq!(session.measures().len(), before);
}

#[test]
fn any_command_at_any_time_does_no_harm() {
    let Small { plan, section, goals, measures } = small();
    let focuses = [None, Some(section), Some(goals[0]), Some(measures[3]), Some(Id::from_number(9999))];
    for focus in focuses {
        for command in Command::ALL {
            let mut session = Driven::with(plan.clone());
            session.act(Action::Focus(focus));
            session.give(*command);
            session.answer(Answer::Cancel);
            let Some(now) = session.plan() else {
                assert_eq!(*command, Command::Close);
                continue;
            };
            now.validate().unwrap();
            session.give(Command::Undo);
            assert_eq!(session.measures(), ["甲", "乙", "丙", "丁"], "{command:?} at {focus:?} and back");
        }
    }
}

#[test]
fn no_two_commands_have_the_same_keys() {
    let mut seen: HashSet<Shortcut> = HashSet::new();
    for command in Command::ALL {
        for keys in command.default_shortcut().into_iter().chain(command.habit()) {
            assert!(seen.insert(keys), "{command:?} clashes: {}", keys.shown());
            assert_eq!(keys.reserved(), None, "{command:?}: {}", keys.shown());
        }
    }
    let shown: HashSet<String> = seen.iter().map(|keys| keys.shown()).collect();
    assert_eq!(shown.len(), seen.len());
}

#[test]
fn every_command_has_words_in_both_languages() {
    for language in Language::ALL {
        let words = Catalogue::new(language);
        for command in Command::ALL {
            assert!(words.has(command.key()), "{command:?}");
        }
    }
    let mut session = Driven::new();
    let chinese = session.words.text(Command::Save.key());
    assert!(matches!(one(session.give(Command::SwitchLanguage)), Effect::KeepSettings(_)));
    assert_ne!(session.words.text(Command::Save.key()), chinese);
    session.give(Command::SwitchLanguage);
    assert_eq!(session.words.text(Command::Save.key()), chinese);
}

// Writing.

#[test]
fn enter_splits_a_measure() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "前半后半");
    session.act(Action::SplitMeasure {
        id: a,
        title: String::new(),
        before: "前半".into(),
        after: "后半".into(),
    });
    assert_eq!(session.measures(), ["前半", "后半", "乙", "丙", "丁"]);
    let new = query::measures(session.now_plan())[1].id.id();
    assert_eq!((session.focus, session.reveal.record), (Some(new), Some(new)));
    assert_eq!(session.reveal.caret, Some(Caret::Start));
    // One step.
    session.give(Command::Undo);
    assert_eq!(session.measures(), ["前半后半", "乙", "丙", "丁"]);
    // At the end, an empty one behind it.
    session.act(Action::SplitMeasure {
        id: a,
        title: String::new(),
        before: "前半后半".into(),
        after: String::new(),
    });
    assert_eq!(session.measures(), ["前半后半", "", "乙", "丙", "丁"]);
    // And Backspace in the empty one goes back to the end of the one before.
    let empty = session.focus.unwrap();
    session.act(Action::RemoveEmpty(empty));
    assert_eq!(session.measures(), ["前半后半", "乙", "丙", "丁"]);
    assert_eq!((session.focus, session.reveal.caret), (Some(a), Some(Caret::End)));
}

#[test]
fn measures_move_between_goals() {
    let Small { plan, goals, measures: [a, b, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.focus(b);
    session.give(Command::MoveUp);
    assert_eq!(session.measures(), ["乙", "甲", "丙", "丁"]);
    assert!(session.give(Command::MoveUp).is_empty(), "there is no goal before");
    assert_eq!(session.measures(), ["乙", "甲", "丙", "丁"]);
    session.focus(a);
    session.give(Command::MoveDown);
    assert_eq!(session.now_plan().place(a).unwrap().0.parent, Some(goals[1]));
    assert_eq!(session.measures(), ["乙", "甲", "丙", "丁"]);
    session.give(Command::MoveDown);
    assert_eq!(session.measures(), ["乙", "丙", "甲", "丁"]);
    session.give(Command::MoveUp);
    session.give(Command::MoveUp);
    assert_eq!(session.now_plan().place(a).unwrap().0.parent, Some(goals[0]));
    assert_eq!((session.focus, session.measures()), (Some(a), vec!["乙", "甲", "丙", "丁"]));
    // A goal goes past its neighbour with all it holds.
    session.focus(goals[0]);
    session.give(Command::MoveDown);
    assert_eq!(session.measures(), ["丙", "丁", "乙", "甲"]);
}

#[test]
fn what_is_added_gets_the_caret_and_lies_behind() {
    let Small { plan, goals, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.focus(a);
    session.give(Command::AddMeasure);
    assert_eq!(session.measures(), ["甲", "", "乙", "丙", "丁"]);
    let new = session.focus.unwrap();
    assert_eq!((session.reveal.record, session.reveal.caret), (Some(new), Some(Caret::Blank)));
    session.give(Command::AddSubMeasure);
    assert_eq!(session.now_plan().place(session.focus.unwrap()).unwrap().0.parent, Some(new));
    session.focus(goals[1]);
    session.give(Command::Duplicate);
    assert_eq!(session.measures().len(), 8, "four, one added with a sub-measure, two copied");
    session.now_plan().validate().unwrap();
    session.focus(goals[1]);
    session.give(Command::Remove);
    assert_eq!(session.measures().len(), 6);
    // Everything has a way back.
    for _ in 0..4 {
        session.give(Command::Undo);
    }
    assert_eq!(session.measures(), ["甲", "乙", "丙", "丁"]);
}

#[test]
fn a_title_is_taken_out_of_the_text_and_put_back() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    session.write(a, "弹性开窗。高峰时加开两个窗口。");
    session.focus(a);
    session.give(Command::ToggleTitle);
    let measure = Arc::clone(query::measures(session.now_plan())[0]);
    assert_eq!((measure.title.as_str(), measure.text.as_str()), ("弹性开窗", "高峰时加开两个窗口。"));
    session.give(Command::ToggleTitle);
    assert_eq!(session.text(a), "弹性开窗。高峰时加开两个窗口。");
}

#[test]
fn a_change_that_cannot_be_made_is_told() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    let gone = Edit::SetText { at: Place::of(Id::from_number(999), TextField::Text), text: "甲".into() };
    session.act(Action::Edit(gone));
    assert_eq!(session.notices.last().unwrap().headline, "没有改。");
    assert_eq!(session.text(a), "甲");
    assert!(!session.is_modified());
}

// Blanks.

fn with_blanks() -> (Plan, [Id; 4]) {
    let Small { mut plan, measures: [a, b, c, d], .. } = small();
    for (id, text) in [(a, "由⟦牵头人⟧办"), (c, "⟦月份⟧前办完"), (d, "报⟦牵头人⟧")]
    {
        let edit = Edit::SetText { at: Place::of(id, TextField::Text), text: text.into() };
        plan = planwright::edit::apply(&plan, &edit).unwrap();
    }
    let name = PlaceholderName::new("金额").unwrap();
    let blank =
        Placeholder { name, kind: PlaceholderKind::Amount { unit: "万元".into() }, hint: Text::default() };
    plan = planwright::edit::apply(&plan, &Edit::DeclareBlank(blank)).unwrap();
    let edit = Edit::SetText { at: Place::of(b, TextField::Text), text: "不超过⟦金额⟧".into() };
    (planwright::edit::apply(&plan, &edit).unwrap(), [a, b, c, d])
}

#[test]
fn the_next_blank_comes_round_again() {
    let (plan, [a, b, c, d]) = with_blanks();
    let mut session = Driven::with(plan);
    for wanted in [a, b, c, d, a] {
        session.give(Command::NextBlank);
        assert_eq!((session.focus, session.reveal.record), (Some(wanted), Some(wanted)));
    }
    let Small { plan, .. } = small();
    let mut session = Driven::with(plan);
    session.give(Command::NextBlank);
    assert_eq!(session.notices.last().unwrap().headline, "没有待填的地方了");
}

#[test]
fn every_blank_of_a_text_has_its_turn_and_filled_ones_are_passed() {
    let Small { plan, measures: [a, b, ..], .. } = small();
    let set = |at: Id, text: &str| Edit::SetText { at: Place::of(at, TextField::Text), text: text.into() };
    let plan = planwright::edit::apply(&plan, &set(a, "由⟦牵头人⟧在⟦月份⟧办")).unwrap();
    let plan = planwright::edit::apply(&plan, &set(b, "报⟦单位⟧")).unwrap();
    let mut session = Driven::with(plan);
    let next = |session: &mut Driven| {
        session.give(Command::NextBlank);
        match session.reveal.caret {
            Some(Caret::Span { field: TextField::Text, from, to }) => (session.focus.unwrap(), from, to),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(next(&mut session), (a, 1, 6));
    assert_eq!(next(&mut session), (a, 7, 11));
    assert_eq!(next(&mut session), (b, 1, 5));
    assert_eq!(next(&mut session), (a, 1, 6));
    // What is written over is no longer there; the next one is.
    session.act(Action::Edit(set(a, "由王芳在⟦月份⟧办")));
    assert_eq!(next(&mut session), (a, 4, 8));
}

#[test]
fn what_is_written_in_a_blank_fills_the_others_of_its_name() {
    let (plan, [a, _, c, d]) = with_blanks();
    let mut session = Driven::with(plan);
    let set =
        |text: &str| Action::Edit(Edit::SetText { at: Place::of(a, TextField::Text), text: text.into() });
    session.give(Command::NextBlank);
    for text in ["由王办", "由王芳办"] {
        session.act(set(text));
    }
    assert_eq!(session.text(d), "报⟦牵头人⟧", "as long as it is being written");
    session.give(Command::NextBlank);
    assert_eq!((session.text(d), session.text(c)), ("报王芳", "⟦月份⟧前办完"));
    assert!(session.notices.last().unwrap().headline.contains("王芳"));
    session.give(Command::Undo);
    assert_eq!((session.text(a), session.text(d)), ("由王芳办", "报⟦牵头人⟧"));
    assert!(session.notices.iter().all(|notice| !notice.headline.contains("王芳")), "it is no longer so");
    // A blank that is taken out fills nothing.
    session.give(Command::Undo);
    session.focus(a);
    session.act(set("由办"));
    session.focus(c);
    assert_eq!(session.text(d), "报⟦牵头人⟧");
}

#[test]
fn blanks_are_filled_all_or_none() {
    let (plan, [a, b, c, d]) = with_blanks();
    let mut session = Driven::with(plan.clone());
    session.give(Command::FillBlanks);
    assert_eq!(session.dialog, Some(Dialog::Blanks));
    let values = |amount: &str| {
        [("牵头人", "王芳"), ("金额", amount), ("月份", " ")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    session.act(Action::FillBlanks(values("很多").into()));
    assert_eq!(session.now_plan(), &plan, "one value does not fit, so none is filled");
    assert_eq!(session.dialog, Some(Dialog::Blanks), "what was written can be mended");
    assert!(session.notices.last().unwrap().text.contains("很多"));

    session.act(Action::FillBlanks(values("12.5").into()));
    assert_eq!(session.dialog, None);
    assert_eq!([a, c, d].map(|id| session.text(id).to_owned()), ["由王芳办", "⟦月份⟧前办完", "报王芳"]);
    assert!(session.text(b).contains("12.5") && !session.text(b).contains('⟦'), "{}", session.text(b));
    session.give(Command::Undo);
    assert_eq!(session.text(d), "报⟦牵头人⟧", "one step");
    assert!(!session.is_modified());
}

#[test]
fn a_forgotten_plan_is_not_offered_again() {
    let Small { plan, .. } = small();
    let mut session = Driven::with(plan);
    assert_eq!(session.settings.recent[0].measures, 4);
    let Effect::KeepSettings(settings) = one(session.act(Action::ForgetRecent(file()))) else { panic!() };
    assert!(settings.recent.is_empty());
    assert_eq!(Settings::decode(&settings.encode()), settings);
    assert_eq!(Settings::decode("nonsense"), Settings::default());
}

#[test]
fn the_title_bar_tells_what_is_open_and_unsaved() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan);
    assert_eq!(session.window_title(), "2027年工作计划 — 良策 Planwright");
    session.write(a, "甲一");
    assert!(session.window_title().starts_with("● "));
    let title = Edit::SetText { at: Place::plan(TextField::Title), text: " ".into() };
    session.act(Action::Edit(title));
    assert_eq!(session.window_title(), "● 甲 — 良策 Planwright");
    session.act(Action::Edit(Edit::SetPlan(PlanValue::Status(PlanStatus::HandedIn))));
    assert_eq!(session.now_plan().status, PlanStatus::HandedIn);
}

#[test]
fn backspace_removes_only_what_has_nothing_in_it() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut session = Driven::with(plan.clone());
    let mut records = Vec::new();
    plan.walk(&mut |node| records.push(node.id()));
    for id in records {
        session.act(Action::RemoveEmpty(id));
    }
    assert_eq!(session.now_plan(), &plan);
    session.act(Action::Focus(Some(a)));
    session.give(Command::AddMeasure);
    let bare = session.focus.unwrap();
    session.act(Action::RemoveEmpty(bare));
    assert!(session.now_plan().find(bare).is_none());
}

#[test]
fn own_days_off_take_the_place_of_those_of_the_program_and_are_kept() {
    use planwright::track::{HolidayFault, HolidayYear, Holidays, Rest};
    let mut session = Driven::new();
    session.give(Command::Holidays);
    assert_eq!(session.dialog, Some(Dialog::Holidays));
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
    let rest = Rest { name: "行庆".into(), first: day(2), last: day(3) };
    let year = HolidayYear { rests: vec![rest], ..HolidayYear::default() };
    let effects = session.act(Action::SetHolidays(2026, Some(year)));
    let [Effect::KeepHolidays(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(Holidays::decode(text).unwrap(), session.own_holidays);
    assert!(!session.holidays.is_working(day(2)) && session.dialog.is_none());
    session.act(Action::SetHolidays(2026, None));
    assert_eq!(*session.holidays, Holidays::bundled());
    // A file that cannot be read changes nothing and is told of.
    let cause = "expected".to_owned();
    session.0.take_own_holidays(Err(HolidayFault::Syntax { line: 3, column: 1, cause }));
    assert_eq!(*session.holidays, Holidays::bundled());
    assert!(session.notices[0].text.contains("holidays.ron"));
}

// The window.

#[test]
fn the_window_is_kept_and_reopening_is_the_users_choice() {
    let mut session = Driven::new();
    session.act(Action::Command(Command::ToggleReopen));
    let window = planwright::session::WindowSettings {
        size: Some((1000.0, 700.0)),
        maximized: true,
        zoom: 1.5,
        reopen: true,
        open: vec!["/plans/a.plan.ron".into()],
        front: None,
    };
    let effects = session.act(Action::KeepWindow(window.clone()));
    let [Effect::KeepSettings(kept)] = effects.as_slice() else { panic!("{effects:?}") };
    let kept = Settings::decode(&kept.encode()).window;
    assert_eq!(kept, planwright::session::WindowSettings { reopen: false, ..window });
    assert_eq!((kept.usable_size(), kept.usable_zoom()), (Some((1000.0, 700.0)), 1.5));
}

#[test]
fn a_window_that_cannot_be_is_not_tried() {
    use planwright::session::WindowSettings;
    for size in [(10.0, 900.0), (900.0, 10.0), (f32::NAN, 900.0), (f32::INFINITY, 900.0), (1e9, 1e9)] {
        let window = WindowSettings { size: Some(size), ..WindowSettings::default() };
        assert_eq!(window.usable_size(), None, "{size:?}");
    }
    for (zoom, usable) in [(0.0, 0.5), (99.0, 3.0), (f32::NAN, 1.0), (1.25, 1.25)] {
        let window = WindowSettings { zoom, ..WindowSettings::default() };
        assert!((window.usable_zoom() - usable).abs() < 1e-6, "{zoom}");
    }
}
