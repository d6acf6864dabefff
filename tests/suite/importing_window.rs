//! The review of an import in the window, by what a screen reader sees.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use planwright::model::query;
use planwright::session::{Dialog, Screen};

use crate::importing::{TEXT, write};
use crate::program::*;

/// A file let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_text_that_is_let_go_over_the_window_is_reviewed() {
    let mut window = Window::open(None);
    let path = write(window.folder.path(), "保卫.txt", TEXT);
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.until("the text is read", |app| {
        app.session().importing.as_ref().is_some_and(|importing| importing.reading.is_some())
    });
    assert!(window.shows("第6行，接合：角。"));
}

#[test]
fn levels_fields_and_template_parts_are_changed_in_the_window() {
    let mut window = reviewing();
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Num1);
    window.settle();
    assert!(window.shows("不填：每月25日（1）"));
    window.click(Role::Button, "科技部（2）");
    window.settle();
    assert!(window.shows("不填：科技部（2）"));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowRight);
    idle(&mut window);
    let depth = |window: &Window| {
        let importing = window.app().session().importing.as_ref().unwrap();
        importing.structure().iter().find(|row| row.line == 5).unwrap().depth
    };
    assert_eq!(depth(&window), 2);
    window.click(Role::Button, "升一级（←）");
    idle(&mut window);
    assert_eq!(depth(&window), 1);
}

fn reviewing() -> Window {
    let mut window = Window::open(None);
    let path = write(window.folder.path(), "保卫.txt", TEXT);
    window.keys(Modifiers::COMMAND, Key::I);
    window.until("a path is asked for", |app| matches!(app.session().dialog, Some(Dialog::Path { .. })));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write(&path.display().to_string());
    window.key(Key::Enter);
    window.until("the text is read", |app| {
        app.session().importing.as_ref().is_some_and(|importing| importing.reading.is_some())
    });
    window
}

fn current(window: &Window) -> usize {
    window.app().session().importing.as_ref().unwrap().current
}

fn idle(window: &mut Window) {
    window.until("it is read again", |app| {
        app.session().importing.as_ref().is_some_and(|importing| !importing.is_working)
    });
}

#[test]
fn lines_are_walked_and_decided_by_keys() {
    let mut window = reviewing();
    assert!(window.shows("第6行，接合：角。"));
    assert!(window.shows("第9行，删去：上一篇：会计工作计划"));
    assert_eq!(current(&window), 1);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(current(&window), 4);
    window.key(Key::D);
    idle(&mut window);
    assert!(window.shows("第4行，删去"));
    window.keys(Modifiers::COMMAND, Key::Z);
    idle(&mut window);
    assert!(window.shows("第4行，保留"));
    window.key(Key::H);
    idle(&mut window);
    assert!(window.shows("已由您决定"));
    window.key(Key::R);
    idle(&mut window);
    assert!(!window.shows("已由您决定"));
}

#[test]
fn a_row_of_the_structure_leads_to_its_line_and_back() {
    let mut window = reviewing();
    window
        .harness
        .get_by_role_and_label(Role::Button, "措施 2、更换探头，确保监控全覆盖，不留死角。")
        .click();
    window.settle();
    assert_eq!(current(&window), 5);
    window.harness.get_by_role_and_label(Role::Button, "第7行，保留：二、演练").click();
    window.settle();
    assert_eq!(current(&window), 7);
    window.click(Role::Button, "删去（D）");
    idle(&mut window);
    assert!(window.shows("第7行，删去：二、演练"));
    // Only what was left out.
    window.harness.get_all_by_label("删去 2").next().unwrap().click();
    window.settle();
    assert!(!window.shows("第5行"));
    assert!(window.shows("第9行，删去"));
}

#[test]
fn a_text_is_taken_over_by_the_keyboard() {
    let mut window = reviewing();
    window.keys(Modifiers::COMMAND, Key::Enter);
    window.until("the plan is open", |app| app.session().open.is_some());
    assert_eq!(window.app().session().screen, Screen::Write);
    assert_eq!(window.plan().title.as_str(), "2027年保卫工作计划");
    assert_eq!(query::measures(window.plan()).len(), 3);
}

#[test]
fn the_notice_leads_back_to_the_review() {
    let mut window = reviewing();
    window.keys(Modifiers::COMMAND, Key::Enter);
    window.until("the plan is open", |app| app.session().open.is_some());
    window.settle();
    window.click(Role::Button, "返回核对");
    window.settle();
    assert_eq!(window.app().session().screen, Screen::Import);
    assert!(window.shows("第6行，接合：角。"));
    assert!(window.shows("重新确认导入会换掉先前导入、尚未改动的那一份计划。"));
    window.click(Role::Button, "回到计划");
    window.settle();
    assert_eq!(window.app().session().screen, Screen::Write);
}

#[test]
fn the_title_is_written_in_the_window_and_taken_over_at_once() {
    let mut window = reviewing();
    let field = window.harness.get_by_role_and_label(Role::TextInput, "计划名称");
    assert_eq!(field.value().as_deref(), Some("2027年保卫工作计划"));
    field.focus();
    window.settle();
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("东街支行保卫计划");
    // Letters are words here, not decisions.
    window.key(Key::D);
    window.write("D");
    assert!(!window.shows("第1行，删去"));
    window.keys(Modifiers::COMMAND, Key::Enter);
    window.until("the plan is open", |app| app.session().open.is_some());
    assert_eq!(window.plan().title.as_str(), "东街支行保卫计划D");
}

#[test]
fn the_line_with_the_cursor_is_in_view_in_a_low_window() {
    let folder = Arc::new(tempfile::TempDir::new().unwrap());
    // As high as a window of 900 at twice the size.
    let mut window = Window::open_in(Arc::clone(&folder), None, [720.0, 450.0]);
    let path = write(folder.path(), "保卫.txt", TEXT);
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.until("the text is read", |app| {
        app.session().importing.as_ref().is_some_and(|importing| importing.reading.is_some())
    });
    for line in 2..=9 {
        window.key(Key::ArrowDown);
        window.settle();
        let row = window.harness.get_by_label_contains(&format!("第{line}行，")).rect();
        let foot = window.harness.get_by_label(&format!("第{line}行")).rect();
        assert!(row.bottom() <= foot.top(), "line {line} is at {row:?}, above the foot at {foot:?}");
    }
}

#[test]
fn what_an_input_method_composes_is_no_title_until_it_is_committed() {
    let mut window = reviewing();
    window.harness.get_by_role_and_label(Role::TextInput, "计划名称").focus();
    window.settle();
    window.keys(Modifiers::COMMAND, Key::A);
    window.ime(preedit("dong jie"));
    // Enter is the input method's own.
    window.key(Key::Enter);
    let title = |window: &Window| window.app().session().importing.as_ref().unwrap().title();
    assert_eq!(title(&window), "2027年保卫工作计划");
    window.ime(egui::ImeEvent::Commit("东街计划".to_owned()));
    window.key(Key::Enter);
    assert_eq!(title(&window), "东街计划");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(title(&window), "2027年保卫工作计划");
}

#[test]
fn the_review_is_walked_by_pages_and_to_its_ends() {
    let mut window = Window::open(None);
    let lines: Vec<String> = (1..=60).map(|at| format!("{at}、检查第{at}号库房。")).collect();
    let path = write(window.folder.path(), "长.txt", lines.join("\n"));
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.until("the text is read", |app| {
        app.session().importing.as_ref().is_some_and(|importing| importing.reading.is_some())
    });
    window.settle();
    window.key(Key::End);
    assert_eq!(current(&window), 60);
    window.settle();
    assert!(window.shows("第60行，"), "the cursor is in view");
    window.key(Key::PageUp);
    let up = current(&window);
    assert!((2..60).contains(&up));
    window.key(Key::PageDown);
    assert_eq!(current(&window), 60);
    window.key(Key::Home);
    assert_eq!(current(&window), 1);
    window.settle();
    assert!(window.shows("第1行，"));
    window.key(Key::PageUp);
    assert_eq!(current(&window), 1);
    window.key(Key::PageDown);
    assert_eq!(current(&window), 61 - up, "a page is as long down as up");
}

#[test]
fn a_notice_that_offers_something_does_not_go_by_itself() {
    let mut window = reviewing();
    window.keys(Modifiers::COMMAND, Key::Enter);
    window.until("the plan is open", |app| app.session().open.is_some());
    window.settle();
    // Longer than what only tells something stands there.
    let later = window.harness.ctx.input(|input| input.time) + 60.0;
    window.harness.input_mut().time = Some(later);
    window.settle();
    window.settle();
    assert!(window.shows("返回核对"));
}
