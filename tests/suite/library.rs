//! The library: what it brings along is whole and our own, what is taken goes in as one step, and
//! measures that are nearly the same are found.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, NaiveDateTime};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use planwright::app::{App, Start};
use planwright::edit::StepName;
use planwright::file::{self, Opened, Stamp};
use planwright::library::{Entry, Shelf, Words, alike, bundled};
use planwright::locale::read_when;
use planwright::model::tree::NodeRef;
use planwright::model::*;
use planwright::session::{
    Action, Command, Dialog, Effect, Finished, LibraryAction, LibraryChange, LibraryRead, Session, Settings,
};
use proptest::prelude::*;

use crate::sample_plan::{Maker, hall_plan};
use crate::typeset::large_plan;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

/// Every text of a shelf that someone wrote.
fn sentences(shelf: &Shelf) -> Vec<&str> {
    let measures = shelf.measures.iter().flat_map(|entry| [entry.title.as_str(), &entry.text]);
    let indicators = shelf
        .indicators
        .iter()
        .flat_map(|entry| [entry.name.as_str(), &entry.standard, &entry.source, &entry.blank]);
    measures.chain(indicators).collect()
}

#[test]
fn what_is_brought_along_is_whole() {
    for entry in fs::read_dir(crate::source::package().join("assets/library")).unwrap() {
        let path = entry.unwrap().path();
        if let Err(fault) = Shelf::read(&fs::read_to_string(&path).unwrap()) {
            panic!("{}: {fault}", path.display());
        }
    }
    for (language, measures, indicators) in [(Language::ZhCn, 60, 40), (Language::En, 20, 15)] {
        let shelf = bundled().iter().find(|shelf| shelf.language == language).unwrap();
        assert!(shelf.measures.len() >= measures && shelf.indicators.len() >= indicators);
        let roles: HashSet<String> = shelf.measures.iter().map(|entry| format!("{:?}", entry.role)).collect();
        assert!(roles.len() >= 5, "{roles:?}");
        let titles: BTreeSet<&str> = shelf.measures.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(titles.len(), shelf.measures.len(), "a title stands twice");
        let unclear: Vec<&str> = shelf
            .measures
            .iter()
            .filter_map(|entry| entry.when.as_ref())
            .map(|Words(when)| when.as_str())
            .filter(|when| read_when(when, 2027).is_none())
            .collect();
        assert!(unclear.is_empty(), "{unclear:?}");
        for entry in &shelf.measures {
            assert!(!entry.owners.is_empty() && !entry.words.is_empty(), "{}", entry.title);
        }
        for entry in &shelf.indicators {
            assert!(PlaceholderName::new(&entry.blank).is_ok(), "{}", entry.blank);
        }
        // Nothing is there twice in other words.
        let texts: Vec<&str> = shelf.measures.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(alike::groups(&texts, 0.5), Vec::<Vec<usize>>::new());
    }
    assert_eq!(
        bundled().len(),
        fs::read_dir(crate::source::package().join("assets/library")).unwrap().count()
    );
}

/// Sentences of others are not ours to hand on: where their texts are at hand, none has a run of
/// twelve characters in common with them.
#[test]
fn every_sentence_is_our_own() {
    const RUN: usize = 12;
    let folder = crate::source::package().join("../shared/import-samples");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped, because there is no {}", folder.display());
        return;
    };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let mut known: HashSet<Vec<char>> = HashSet::new();
    for entry in entries {
        if let Ok(text) = fs::read_to_string(entry.unwrap().path()) {
            known.extend(bare(&text).windows(RUN).map(<[char]>::to_vec));
        }
    }
    for shelf in bundled() {
        for sentence in sentences(shelf) {
            for run in bare(sentence).windows(RUN) {
                assert!(!known.contains(run), "{sentence}: {}", run.iter().collect::<String>());
            }
        }
    }
}

#[test]
fn a_shelf_is_read_as_it_is_written() {
    for shelf in bundled() {
        assert_eq!(Shelf::read(&shelf.written()).unwrap(), *shelf);
    }
    let fault = Shelf::read("(name: \"甲\",\n  colour: 3)").unwrap_err().to_string();
    assert!(fault.starts_with("2:"), "{fault}");
}

#[test]
fn entries_are_found_by_words_and_sound() {
    let found = |typed: &str| {
        let shelf = &bundled()[0];
        let entries = shelf.measures.iter().cloned().map(Entry::Measure);
        entries.filter(|entry| entry.fits(typed)).map(|entry| entry.label()).collect::<Vec<_>>()
    };
    assert!(found("cfpb").contains(&"错峰排班".to_owned()));
    assert!(found("窗口 高峰").contains(&"错峰排班".to_owned()));
    assert!(found("反洗钱").len() > 2);
    assert!(found("没有这样的措施").is_empty());
}

fn session(plan: Plan) -> Session {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    open(&mut session, "甲", plan);
    session
}

fn open(session: &mut Session, name: &str, plan: Plan) {
    let opened = Opened { plan, stamp: Stamp::of(name.as_bytes()) };
    let path = format!("/tmp/plans/{name}.plan.ron").into();
    session.dispatch(Action::Finished(Finished::Read { path, result: Ok(opened) }), now());
}

/// Does something, and the searches for measures that are nearly the same that it asks for.
fn act(session: &mut Session, action: Action) {
    let mut effects = session.dispatch(action, now());
    while let Some(effect) = effects.pop() {
        if let Effect::FindAlike(work) = effect {
            effects.extend(session.dispatch(Action::Finished(Finished::Alike(work.run())), now()));
        }
    }
}

#[test]
fn what_is_taken_goes_in_as_one_step() {
    let plan = hall_plan();
    let first = planwright::model::query::measures(&plan)[0].id.id();
    for shelf in bundled() {
        let entries = shelf.measures.iter().cloned().map(Entry::Measure);
        for entry in entries.chain(shelf.indicators.iter().cloned().map(Entry::Indicator)) {
            let mut session = session(plan.clone());
            session.dispatch(Action::Focus(Some(first)), now());
            session.dispatch(Action::Library(LibraryAction::Insert(entry.clone())), now());
            let document = &session.open.as_ref().unwrap().document;
            assert_eq!(document.steps(), 1, "{}", entry.label());
            document.plan().validate().unwrap();
            let focus = session.focus.unwrap();
            match (session.plan().unwrap().find(focus).unwrap(), &entry) {
                (NodeRef::Measure(measure), Entry::Measure(entry)) => {
                    assert_eq!(measure.title.as_str(), entry.title);
                    assert_eq!(measure.when.is_some(), entry.when.is_some());
                }
                (NodeRef::Indicator(indicator), Entry::Indicator(entry)) => {
                    let blank = indicator.quantities().next().unwrap();
                    assert!(matches!(blank, Quantity::Blank(name) if name.as_str() == entry.blank));
                    let known = session.plan().unwrap().placeholder(&entry.blank).unwrap();
                    assert_eq!(known.kind, PlaceholderKind::Amount { unit: entry.unit.clone() });
                }
                other => panic!("{other:?}"),
            }
            session.dispatch(Action::Command(Command::Undo), now());
            let mut back = Plan::clone(session.plan().unwrap());
            back.ids = plan.ids;
            assert_eq!(back, plan);
        }
    }
}

#[test]
fn the_one_who_bears_a_post_owns_what_the_post_does() {
    let mut make = Maker::new(Language::ZhCn);
    let person = make.person("王芳", "柜员组长");
    let plan = make.done();
    let entry = bundled()[0].measures.iter().find(|entry| entry.owners == ["柜员组长"]).unwrap();
    let mut ids = plan.ids;
    assert_eq!(entry.measure(&plan, &mut ids).owners[0].who, Who::Person(person));
}

#[test]
fn a_measure_of_the_plan_becomes_an_entry() {
    let plan = hall_plan();
    let measure = planwright::model::query::measures(&plan)[0].clone();
    let mut session = session(plan.clone());
    session.dispatch(Action::Focus(Some(measure.id.id())), now());
    let effects = session.dispatch(Action::Command(Command::AddToLibrary), now());
    let Some(Effect::ChangeLibrary(Some(LibraryChange::Add(entry)))) = effects.into_iter().next() else {
        panic!("nothing is added")
    };
    let mut shelf = Shelf::empty("我的".into(), Language::ZhCn);
    assert!(shelf.add(entry.clone()));
    assert!(!shelf.add(entry.clone()), "it is there already");
    assert_eq!(Shelf::read(&shelf.written()).unwrap(), shelf);
    let Entry::Measure(kept) = &entry else { panic!("{entry:?}") };
    let mut ids = plan.ids;
    let again = kept.measure(&plan, &mut ids);
    assert_eq!((&again.title, &again.text, &again.when), (&measure.title, &measure.text, &measure.when));
    // It is told, and offered from now on.
    let changed = Some((LibraryChange::Add(entry.clone()), Ok(())));
    let read = LibraryRead { shelves: vec![shelf.clone()], faults: Vec::new(), changed };
    session.dispatch(Action::Finished(Finished::Library(read)), now());
    assert_eq!(session.notices.len(), 1);
    assert_eq!(session.library().next(), Some((true, entry.clone())));
    shelf.remove(&entry);
    assert!(shelf.measures.is_empty());
}

/// A plan with measures of these texts.
fn with_measures(texts: &[&str]) -> (Plan, Vec<Id>) {
    let mut make = Maker::new(Language::ZhCn);
    let measures: Vec<Arc<Measure>> = texts.iter().map(|text| make.measure("", text, &[], None)).collect();
    let ids = measures.iter().map(|measure| measure.id.id()).collect();
    let items = measures.into_iter().map(Item::Measure).collect();
    let section = make.section(SectionRole::General, "节", items);
    make.plan().parts = vec![Part::Section(section)];
    (make.done(), ids)
}

const ALIKE: [&str; 4] = [
    "每周抽看录像，重点看离柜锁屏和钥匙交接。",
    "培训新员工点钞和识别假币，月底测验。",
    "每周抽看录像，重点看离柜锁屏、钥匙交接！",
    "每周要抽看录像，重点看离柜锁屏和钥匙交接。",
];

#[test]
fn of_measures_that_are_nearly_the_same_one_is_kept() {
    let (plan, ids) = with_measures(&ALIKE);
    let mut session = session(plan.clone());
    act(&mut session, Action::Command(Command::FindAlike));
    let groups = &session.alike.as_ref().unwrap().groups;
    let found: Vec<Id> = groups[0].iter().map(|measure| measure.id).collect();
    assert_eq!((groups.len(), found), (1, vec![ids[0], ids[2], ids[3]]));
    act(&mut session, Action::Library(LibraryAction::KeepOne { group: 0, id: ids[2] }));
    let left: Vec<Id> = query::measures(session.plan().unwrap()).iter().map(|m| m.id.id()).collect();
    assert_eq!(left, [ids[1], ids[2]]);
    assert!(session.alike.as_ref().unwrap().groups.is_empty());
    assert_eq!(session.open.as_ref().unwrap().document.undo_name(), Some(StepName::KeepOne));
    session.dispatch(Action::Command(Command::Undo), now());
    assert_eq!(query::measures(session.plan().unwrap()).len(), 4);
}

#[test]
fn other_open_plans_are_compared_too() {
    let (plan, _) = with_measures(&ALIKE[..2]);
    let (other, others) = with_measures(&ALIKE[2..]);
    let mut session = session(plan);
    let first = session.open.as_ref().unwrap().number;
    open(&mut session, "乙", other);
    act(&mut session, Action::Command(Command::FindAlike));
    let group = session.alike.as_ref().unwrap().groups[0].clone();
    assert_eq!(group.iter().filter(|measure| measure.plan == first).count(), 1);
    assert_eq!(group.len(), 3);
    let there = group.iter().find(|measure| measure.plan == first).unwrap();
    act(&mut session, Action::Library(LibraryAction::GoTo { plan: there.plan, id: there.id }));
    assert_eq!(session.open.as_ref().unwrap().number, first);
    assert_eq!((session.focus, session.dialog.clone()), (Some(there.id), None));
    assert!(!others.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn groups_hold_each_text_once_and_equal_texts_together(texts in prop::collection::vec("[甲乙丙丁a-c ，]{0,12}", 0..40)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let groups = alike::groups(&texts, 0.6);
        let mut seen = HashSet::new();
        for group in &groups {
            prop_assert!(group.len() > 1 && group.is_sorted());
            for at in group {
                prop_assert!(seen.insert(*at));
            }
        }
        let group_of = |at: usize| groups.iter().position(|group| group.contains(&at));
        for (a, text) in texts.iter().enumerate() {
            for (b, other) in texts.iter().enumerate().skip(a + 1) {
                if text == other && text.contains(|c: char| c.is_alphanumeric()) {
                    prop_assert!(group_of(a).is_some() && group_of(a) == group_of(b), "{}", text);
                }
            }
        }
    }
}

#[test]
fn the_library_is_used_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("settings");
    fs::create_dir_all(settings.join("library")).unwrap();
    fs::write(settings.join("library/坏.ron"), "(name: ").unwrap();
    let path = folder.path().join("甲.plan.ron");
    file::write(&path, &hall_plan(), None).unwrap();
    let start = Start {
        plan: Some(path),
        settings: Some(settings.clone()),
        language: Some("zh-CN".into()),
        own_dialogs: true,
        ..Start::default()
    };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_theme(egui::Theme::Light)
        .with_max_steps(30)
        .build_eframe(|cc| App::new(&cc.egui_ctx, start));
    let until = |window: &mut Harness<'static, App>, what: &str, is: &dyn Fn(&App) -> bool| {
        let begun = Instant::now();
        while !is(window.state()) {
            assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
            window.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        window.run_ok();
    };
    until(&mut window, "the plan is open", &|app| app.session().plan().is_some());
    // A measure of the plan is kept.
    window.get_all_by_role_and_label(Role::MultilineTextInput, "措施").next().unwrap().click();
    window.run_ok();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.run_ok();
    window.event(egui::Event::Text("收入措施库".into()));
    window.run_ok();
    window.key_press(egui::Key::Enter);
    until(&mut window, "it is kept", &|app| {
        app.session().own_library.shelves.as_ref().is_some_and(|shelves| !shelves.is_empty())
    });
    assert!(settings.join("library/own.ron").exists());
    // The broken file is named, and what is brought along is put in by Enter.
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    window.run_ok();
    assert_eq!(window.state().session().dialog, Some(Dialog::Library));
    until(&mut window, "the library is read", &|app| !app.session().own_library.faults.is_empty());
    assert!(window.query_all_by_label_contains("坏.ron").next().is_some());
    window.event(egui::Event::Text("cfpb".into()));
    window.run_ok();
    assert!(window.query_by_role_and_label(Role::Button, "错峰排班").is_some());
    window.key_press(egui::Key::Enter);
    window.run_ok();
    let session = window.state().session();
    assert_eq!(session.dialog, None);
    let focus = session.focus.unwrap();
    let Some(NodeRef::Measure(measure)) = session.plan().unwrap().find(focus) else { panic!("{focus}") };
    assert_eq!(measure.title.as_str(), "错峰排班");
}

/// Tells how long comparing takes; run by hand with `--ignored --nocapture`, alone.
#[test]
#[ignore = "measures time"]
fn how_long_comparing_takes() {
    let plan = large_plan(20_000);
    let texts: Vec<String> = query::measures(&plan).iter().map(|measure| measure.text.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let clock = Instant::now();
    let groups = alike::groups(&texts, 0.6);
    eprintln!("{} texts: {} groups in {:?}", texts.len(), groups.len(), clock.elapsed());
    let other: Vec<String> = (0..20_000_u64)
        .map(|n| {
            (0..24)
                .map(|at| {
                    char::from_u32(0x4e00 + ((n * 7919 + at * n * 31 + at * 97) % 3000) as u32).unwrap()
                })
                .collect()
        })
        .collect();
    let other: Vec<&str> = other.iter().map(String::as_str).collect();
    let clock = Instant::now();
    let groups = alike::groups(&other, 0.6);
    eprintln!("{} different texts: {} groups in {:?}", other.len(), groups.len(), clock.elapsed());
}
