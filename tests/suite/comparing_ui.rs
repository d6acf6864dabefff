//! The compare screen by what a screen reader sees.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use planwright::edit::{Edit, Place, TextField, apply};
use planwright::file;
use planwright::model::{Plan, query};
use planwright::session::{Command, Dialog, Screen};

use crate::program::*;
use crate::sample_plan::hall_plan;

fn changed(plan: &Plan, at: usize, text: &str) -> Plan {
    let id = query::measures(plan)[at].id;
    apply(plan, &Edit::SetText { at: Place::of(id, TextField::Text), text: text.to_owned() }).unwrap()
}

/// A window with a plan of which an older version is kept.
fn with_two_versions() -> Window {
    let window = Window::open(None);
    let path = window.folder.path().join("计划.plan.ron");
    file::write(&path, &hall_plan(), None).unwrap();
    let folder = std::sync::Arc::clone(&window.folder);
    drop(window);
    let mut window = Window::open_in(folder, Some(path.clone()), SIZE);
    window.keys(Modifiers::COMMAND, Key::Num8);
    window.until("the version is kept", |app| app.session().comparing.versions.len() == 1);
    // Somebody else writes the file; it is opened again.
    file::write(&path, &changed(&hall_plan(), 0, "别的说法"), None).unwrap();
    let folder = std::sync::Arc::clone(&window.folder);
    drop(window);
    let mut window = Window::open_in(folder, Some(path), SIZE);
    window.keys(Modifiers::COMMAND, Key::Num8);
    window.until("both versions are listed", |app| app.session().comparing.versions.len() == 2);
    window
}

fn row(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_version_is_compared_and_a_change_taken_back() {
    let mut window = with_two_versions();
    let before = query::measures(&hall_plan())[0].text.to_string();
    assert_eq!(window.app().session().screen, Screen::Compare);
    let versions = window.app().session().comparing.versions.len();
    assert_eq!(versions, 2);
    let oldest = &window.app().session().comparing.versions[1];
    let time = oldest.version.at.format("%H:%M").to_string();
    window.harness.get_all_by_label_contains(&time).last().unwrap().click();
    window.until("the changes are there", |app| {
        app.session().comparing.comparison.as_ref().is_some_and(|shown| !shown.is_working())
    });
    assert!(row(&window, "别的说法"));
    assert!(window.shows("全部 1"));
    window.click(Role::Button, "改回");
    window.until("it is taken back", |app| {
        query::measures(app.session().plan().unwrap())[0].text.as_str() == before
    });
    window.until("nothing differs", |app| {
        app.session().comparing.comparison.as_ref().is_some_and(|shown| shown.rows.is_empty())
    });
    assert!(window.shows("两份计划内容相同。"));
    window.keys(Modifiers::COMMAND, Key::Z);
    window.until("the change is back", |app| {
        app.session().comparing.comparison.as_ref().is_some_and(|shown| shown.rows.len() == 1)
    });
    // A row that has the focus goes to its record by Enter.
    window.harness.get_all_by_label_contains("别的说法").last().unwrap().focus();
    window.settle();
    window.key(Key::Enter);
    assert_eq!(window.app().session().screen, Screen::Write);
    assert_eq!(window.app().session().focus, Some(query::measures(window.plan())[0].id.id()));
}

#[test]
fn a_version_is_kept_by_name() {
    let mut window = with_two_versions();
    window.click(Role::Button, "存一个版本");
    assert_eq!(window.app().session().dialog, Some(Dialog::KeepVersion));
    window.write("送审稿");
    window.key(Key::Enter);
    window.until("it is listed", |app| app.session().comparing.versions.len() == 3);
    assert!(row(&window, "送审稿"));
}

#[test]
fn conflicts_are_decided_by_keys_and_written_into_the_plan() {
    let mut window = with_two_versions();
    let theirs = window.folder.path().join("对方.plan.ron");
    file::write(&theirs, &changed(&changed(&hall_plan(), 0, "对方的说法"), 1, "对方也改了"), None).unwrap();
    let merge = window.app().session().words.text(Command::MergeWith.key());
    window.click(Role::Button, &merge);
    window.until("the path is asked for", |app| matches!(app.session().dialog, Some(Dialog::Path { .. })));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write(&theirs.display().to_string());
    window.key(Key::Enter);
    window.until("the conflicts are there", |app| app.session().comparing.merging.is_some());
    let merging = window.app().session().comparing.merging.as_ref().unwrap();
    assert_eq!(merging.conflicts.len(), 1);
    assert!(row(&window, "原来") && row(&window, "我方") && row(&window, "对方"));
    window.key(Key::Num2);
    assert_eq!(window.app().session().comparing.merging.as_ref().unwrap().decided(), 1);
    window.click(Role::Button, "完成合并");
    window.until("the merge is written", |app| app.session().comparing.merging.is_none());
    let texts: Vec<String> =
        query::measures(window.plan()).iter().take(2).map(|measure| measure.text.to_string()).collect();
    assert_eq!(texts, ["对方的说法", "对方也改了"]);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(query::measures(window.plan())[0].text.as_str(), "别的说法");
}
