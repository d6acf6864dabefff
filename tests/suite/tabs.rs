//! Several plans side by side.

use std::path::PathBuf;

use planwright::edit::{Edit, Place, TextField};
use planwright::file::{Opened, Stamp, WriteError};
use planwright::model::{Language, Plan};
use planwright::session::{Action, Answer, Command, Dialog, Effect, Finished, Screen, Session, Settings};
use proptest::prelude::*;

use crate::sample_plan;

fn now() -> chrono::NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(format!("/tmp/plans/{name}.plan.ron"))
}

fn give(session: &mut Session, command: Command) -> Vec<Effect> {
    session.dispatch(Action::Command(command), now())
}

fn read(session: &mut Session, name: &str) -> Vec<Effect> {
    let effects = session.dispatch(Action::OpenPath(path(name)), now());
    for effect in &effects {
        if let Effect::Read(path) = effect {
            let result = Ok(Opened { plan: plan(name), stamp: Stamp::of(name.as_bytes()) });
            session.dispatch(Action::Finished(Finished::Read { path: path.clone(), result }), now());
        }
    }
    effects
}

fn plan(name: &str) -> Plan {
    Plan { title: planwright::model::Text::new(name), ..sample_plan::hall_plan() }
}

fn with(names: &[&str]) -> Session {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    for name in names {
        read(&mut session, name);
    }
    session
}

fn titles(session: &Session) -> Vec<String> {
    session.plans().map(|plan| session.plan_title(plan)).collect()
}

fn front(session: &Session) -> String {
    session.open.as_ref().map(|open| session.plan_title(open)).unwrap_or_default()
}

fn number(session: &Session, title: &str) -> u64 {
    session.plans().find(|plan| session.plan_title(plan) == title).unwrap().number
}

fn write(session: &mut Session, author: &str) {
    session.dispatch(
        Action::Edit(Edit::SetText { at: Place::plan(TextField::Author), text: author.to_owned() }),
        now(),
    );
}

#[test]
fn plans_open_side_by_side_and_take_turns() {
    let mut session = with(&["甲", "乙", "丙"]);
    assert_eq!(
        (titles(&session), front(&session)),
        (vec!["甲".into(), "乙".into(), "丙".into()], "丙".into())
    );
    for wanted in ["甲", "乙", "丙"] {
        give(&mut session, Command::NextPlan);
        assert_eq!(front(&session), wanted);
    }
    give(&mut session, Command::PreviousPlan);
    assert_eq!(front(&session), "乙");
    // A new one stands beside the one in front.
    read(&mut session, "丁");
    assert_eq!(titles(&session), ["甲", "乙", "丁", "丙"]);
}

#[test]
fn a_file_that_is_open_comes_to_the_front_and_is_not_read_again() {
    let mut session = with(&["甲", "乙"]);
    write(&mut session, "李娜");
    assert!(read(&mut session, "甲").is_empty());
    assert_eq!((front(&session), titles(&session).len()), ("甲".into(), 2));
    // Asked for twice before it was read.
    let result = || Ok(Opened { plan: plan("乙"), stamp: Stamp::of(b"again") });
    session.dispatch(Action::Finished(Finished::Read { path: path("乙"), result: result() }), now());
    assert_eq!((front(&session), titles(&session).len()), ("乙".into(), 2));
    assert_eq!(session.plan().unwrap().author.as_str(), "李娜", "what was written is still there");
}

#[test]
fn each_plan_keeps_its_place_and_its_steps() {
    let mut session = with(&["甲", "乙"]);
    let measure = planwright::model::query::measures(session.plan().unwrap())[0].id.id();
    session.dispatch(Action::Focus(Some(measure)), now());
    write(&mut session, "李娜");
    give(&mut session, Command::PreviousPlan);
    assert_eq!((front(&session), session.focus), ("甲".into(), None));
    assert!(!Command::Undo.is_enabled(&session), "the step is not of this plan");
    give(&mut session, Command::NextPlan);
    assert_eq!(session.focus, Some(measure));
    give(&mut session, Command::Undo);
    assert_ne!(session.plan().unwrap().author.as_str(), "李娜");
}

#[test]
fn closing_brings_the_neighbour() {
    let mut session = with(&["甲", "乙", "丙"]);
    session.dispatch(Action::ShowPlan(number(&session, "乙")), now());
    give(&mut session, Command::Close);
    assert_eq!(front(&session), "丙");
    give(&mut session, Command::Close);
    assert_eq!(front(&session), "甲");
    give(&mut session, Command::Close);
    assert_eq!((session.screen, session.open.is_none()), (Screen::Start, true));
}

#[test]
fn quitting_asks_about_each_plan_with_unsaved_work() {
    let mut session = with(&["甲", "乙", "丙"]);
    for name in ["甲", "丙"] {
        session.dispatch(Action::ShowPlan(number(&session, name)), now());
        write(&mut session, "李娜");
    }
    assert!(give(&mut session, Command::Quit).is_empty());
    assert_eq!((&session.dialog, front(&session)), (&Some(Dialog::Unsaved), "甲".into()));
    assert!(session.dispatch(Action::Answer(Answer::Discard), now()).is_empty());
    assert_eq!((&session.dialog, front(&session)), (&Some(Dialog::Unsaved), "丙".into()));
    // Thinking better of it keeps also what was given up.
    session.dispatch(Action::Answer(Answer::Cancel), now());
    session.dispatch(Action::ShowPlan(number(&session, "甲")), now());
    assert!(session.is_modified() && session.plan().unwrap().author.as_str() == "李娜");
    give(&mut session, Command::Quit);
    session.dispatch(Action::Answer(Answer::Discard), now());
    let effects = session.dispatch(Action::Answer(Answer::Save), now());
    let [Effect::Write { number, path, revision, .. }] = &effects[..] else { panic!("{effects:?}") };
    let result = Ok(Stamp::of(b"written"));
    let written = Finished::Written { path: path.clone(), number: *number, revision: *revision, result };
    let effects = session.dispatch(Action::Finished(written), now());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{effects:?}");
}

#[test]
fn a_write_that_fails_brings_its_plan_to_the_front() {
    let mut session = with(&["甲", "乙"]);
    write(&mut session, "李娜");
    let effects = give(&mut session, Command::Save);
    let [Effect::Write { number, path, revision, .. }] = &effects[..] else { panic!("{effects:?}") };
    give(&mut session, Command::NextPlan);
    assert_eq!(front(&session), "甲");
    let result = Err(WriteError::DiskFull);
    let written = Finished::Written { path: path.clone(), number: *number, revision: *revision, result };
    session.dispatch(Action::Finished(written), now());
    assert_eq!(front(&session), "乙", "saving under another name concerns this one");
    assert!(session.is_modified());
}

#[test]
fn a_plan_is_not_saved_over_one_that_is_open() {
    let mut session = with(&["甲", "乙"]);
    let effects = give(&mut session, Command::SaveAs);
    let [Effect::AskPath { purpose, .. }] = &effects[..] else { panic!("{effects:?}") };
    let given = Finished::Path { purpose: *purpose, path: Some(path("甲")) };
    assert!(session.dispatch(Action::Finished(given), now()).is_empty());
    assert!(session.notices.last().unwrap().text.contains("另一个标签页"));
}

#[test]
fn a_path_is_for_the_plan_it_was_asked_for() {
    let mut session = with(&["甲", "乙"]);
    let effects = give(&mut session, Command::SaveAs);
    let [Effect::AskPath { purpose, .. }] = &effects[..] else { panic!("{effects:?}") };
    // The system's dialog does not hold the window: another plan comes to the front meanwhile.
    give(&mut session, Command::NextPlan);
    let given = Finished::Path { purpose: *purpose, path: Some(path("丙")) };
    let effects = session.dispatch(Action::Finished(given), now());
    let [Effect::Write { path: written, plan, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((written.as_path(), plan.title.as_str()), (path("丙").as_path(), "乙"));
}

#[test]
fn tabs_are_moved_by_hand() {
    let mut session = with(&["甲", "乙", "丙"]);
    let [a, b, c] = ["甲", "乙", "丙"].map(|name| number(&session, name));
    for (moved, before, wanted) in [
        (c, Some(a), "丙甲乙"),
        (c, None, "甲乙丙"),
        (b, Some(b), "甲乙丙"),
        (a, Some(c), "乙甲丙"),
        (9, Some(a), "乙甲丙"),
    ] {
        session.dispatch(Action::MoveTab { number: moved, before }, now());
        assert_eq!(titles(&session).concat(), wanted);
    }
}

proptest! {
    #[test]
    fn whatever_is_done_each_open_plan_has_one_tab(steps in prop::collection::vec((0_u8..6, 0_u64..6), 0..40)) {
        let mut session = with(&[]);
        for (step, which) in steps {
            match step {
                0 => drop(read(&mut session, ["甲", "乙", "丙", "丁"][which as usize % 4])),
                1 => drop(give(&mut session, Command::NextPlan)),
                2 => drop(session.dispatch(Action::ShowPlan(which), now())),
                3 => drop(session.dispatch(Action::ClosePlan(which), now())),
                4 => drop(session.dispatch(Action::MoveTab { number: which, before: Some(which / 2) }, now())),
                _ => drop(give(&mut session, Command::GoStart)),
            }
            let mut numbers: Vec<u64> = session.plans().map(|plan| plan.number).collect();
            let count = numbers.len();
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(numbers.len(), count);
            prop_assert_eq!(session.open.is_some(), count > 0);
            prop_assert!(session.open.is_some() || session.screen == Screen::Start);
        }
    }
}

#[test]
fn each_plan_keeps_how_its_table_was_asked_for() {
    use planwright::session::table::{Column, TableAction};
    let mut session = with(&["甲", "乙"]);
    give(&mut session, Command::GoTable);
    let sort = TableAction::Sort { column: Column::Measure, second: false };
    session.dispatch(Action::Table(TableAction::Search("培训".to_owned())), now());
    session.dispatch(Action::Table(sort), now());
    let asked = session.table.wish();
    give(&mut session, Command::NextPlan);
    give(&mut session, Command::GoTable);
    assert_eq!((front(&session), session.table.wish().search), ("甲".to_owned(), String::new()));
    give(&mut session, Command::NextPlan);
    assert_eq!((front(&session), session.table.wish()), ("乙".to_owned(), asked));
}
