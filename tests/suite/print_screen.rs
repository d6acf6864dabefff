//! The print screen, worked by what a screen reader sees.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::edit::Place;
use planwright::file;
use planwright::session::{Caret, Command, Screen};
use planwright::typeset::Letter;
use tempfile::TempDir;

use crate::program::*;

/// A window with the sample plan on the print screen, its pages set.
fn printing() -> Window {
    printing_in([1440.0, 900.0])
}

fn printing_in(size: [f32; 2]) -> Window {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("hall.plan.ron");
    file::write(&path, &crate::sample_plan::hall_plan(), None).unwrap();
    let mut window = Window::open_in(folder, Some(path), size);
    window.until("the plan is open", |app| app.session().plan().is_some());
    window.keys(Modifiers::COMMAND, Key::P);
    assert_eq!(window.app().session().screen, Screen::Print);
    window.until("the pages are set", |app| app.pages().is_some());
    window.until("the printers were asked for", |app| app.session().printing.printers.is_some());
    window
}

#[test]
fn everything_has_a_name_in_both_languages() {
    for size in [[1440.0, 900.0], [1024.0, 700.0], [800.0, 600.0]] {
        let mut window = printing_in(size);
        assert_eq!(crate::ui::nameless(&window), [""; 0], "at {size:?}");
        window.click(Role::Button, "English");
        assert_eq!(crate::ui::nameless(&window), [""; 0], "in English at {size:?}");
        window.harness.ctx.set_zoom_factor(2.0);
        window.settle();
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
        assert_eq!(crate::ui::nameless(&window), [""; 0], "large and dark at {size:?}");
    }
}

#[test]
fn a_layout_and_a_format_are_picked_and_shown() {
    let mut window = printing();
    let said = |app: &planwright::app::App| app.pages().map_or(0, planwright::typeset::Pages::characters);
    let prose = said(window.app());
    assert!(prose > 0);
    window.click(Role::RadioButton, "任务表");
    assert_eq!(window.app().session().choices().layout, "table");
    window.until("the table is set", |app| said(app) > 0 && said(app) != prose);
    window.click(Role::RadioButton, "正文");
    window.until("the text is set", |app| said(app) == prose);
    window.click(Role::RadioButton, "我的任务");
    let owner = window.app().session().print_owners()[0].clone();
    assert_eq!(window.app().session().choices().layout, format!("mine:{owner}"));
    window.click(Role::RadioButton, "办公");
    assert_eq!(window.app().session().printing.look().profile.id, "office");
    assert_eq!(window.steps(), 0, "choices are no change of the plan");
}

#[test]
fn what_cannot_be_set_is_neither_printed_nor_kept() {
    let mut window = Window::with_new_plan();
    window.keys(Modifiers::COMMAND, Key::P);
    window.until("the pages are set", |app| app.pages().is_some());
    let is_disabled = |window: &Window, name: &str| {
        let button = window.harness.get_all_by_role_and_label(Role::Button, name).next().unwrap();
        button.accesskit_node().is_disabled()
    };
    assert!(!is_disabled(&window, "打印 1 份") && !is_disabled(&window, "存为 PDF…"));
    window.click(Role::RadioButton, "评分表");
    window.until("it cannot be set", |app| app.pages().is_none());
    for _ in 0..200 {
        if window.shows("排不出评分表") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.step();
    }
    assert!(window.shows("排不出评分表"));
    assert!(is_disabled(&window, "打印 1 份") && is_disabled(&window, "存为 PDF…"));
    if window.shows("用看图程序打开 PDF") {
        assert!(is_disabled(&window, "用看图程序打开 PDF"));
    }
    // Of the other formats, those that are laid out the same way cannot be written either.
    window.click(Role::Button, "其他格式");
    for (name, laid_out) in [
        ("Word 文档（.docx）…", true),
        ("表格（.xlsx）…", false),
        ("日历（.ics）…", false),
        ("图片，每页一张（.png）…", true),
    ] {
        assert_eq!(is_disabled(&window, name), laid_out, "{name}");
    }
    window.key(Key::Escape);
    for command in [Command::Print, Command::ExportPdf] {
        assert!(!command.is_enabled(window.app().session()), "from the palette it is not given either");
    }
    window.keys(Modifiers::COMMAND, Key::P);
    assert!(window.app().session().printing.job.is_none(), "the key prints nothing either");
    assert!(window.app().session().notices.is_empty());
}

#[test]
fn keys_turn_the_pages() {
    let mut window = printing();
    window.click(Role::RadioButton, "单页");
    let count = window.app().pages().unwrap().len();
    assert!(window.shows(&format!("第 1 页，共 {count} 页")));
    window.key(Key::End);
    window.settle();
    let head = format!("第 {count} 页，共 {count} 页");
    assert!(window.shows(&head), "End goes to the last page");
    window.key(Key::Home);
    window.key(Key::PageDown);
    assert!(window.shows(&format!("第 2 页，共 {count} 页")));
}

/// Presses a thing with the pointer and lets it go.
fn press(window: &mut Window, role: Role, name: &str) {
    let at = window.harness.get_by_role_and_label(role, name).rect().center();
    window.harness.hover_at(at);
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    window.settle();
}

#[test]
fn keys_turn_the_pages_after_a_small_page_was_clicked() {
    let mut window = printing();
    window.click(Role::RadioButton, "单页");
    let count = window.app().pages().unwrap().len();
    assert!(count >= 3);
    press(&mut window, Role::Button, "看第 2 页");
    assert!(window.shows(&format!("第 2 页，共 {count} 页")));
    window.key(Key::PageDown);
    let head = format!("第 3 页，共 {count} 页");
    assert!(window.harness.query_all_by_role_and_label(Role::Label, &head).next().is_some());
    window.key(Key::PageUp);
    window.key(Key::PageUp);
    let head = format!("第 1 页，共 {count} 页");
    assert!(window.harness.query_all_by_role_and_label(Role::Label, &head).next().is_some());
}

#[test]
fn pages_grow_round_the_pointer() {
    let mut window = printing();
    window.click(Role::RadioButton, "单页");
    // Wide enough to be moved sideways too.
    for _ in 0..3 {
        window.click(Role::Button, "放大");
    }
    window.key(Key::PageDown);
    let count = window.app().pages().unwrap().len();
    let name = format!("第 2 页，共 {count} 页");
    let rect = |window: &Window| window.harness.get_by_role_and_label(Role::Image, &name).rect();
    let before = rect(&window);
    let at = before.left_top() + before.size() * egui::vec2(0.3, 0.4);
    window.harness.hover_at(at);
    window.settle();
    let mut last = before.width();
    for factor in [1.3, 1.2, 0.7] {
        window.harness.event(egui::Event::Zoom(factor));
        window.settle();
        let now = rect(&window);
        assert!((now.width() - last).abs() > 20.0, "{factor}");
        last = now.width();
        let kept = now.left_top() + now.size() * egui::vec2(0.3, 0.4);
        assert!((kept - at).length() < 2.0, "{factor}: {kept:?} is not where {at:?} was");
    }
}

#[test]
fn pages_that_are_not_there_are_told_at_the_field() {
    // High enough for the whole panel, whatever faces the machine lacks.
    let mut window = printing_in([1440.0, 1400.0]);
    let count = window.app().pages().unwrap().len();
    window.click(Role::TextInput, "页数");
    window.write("99");
    assert!(window.shows(&format!("一共只有 {count} 页")));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("1-2");
    assert_eq!(window.app().session().print_ranges(), Ok(vec![(1, 2)]));
    assert!(!window.shows("一共只有"));
}

#[test]
fn blanks_are_told_and_lead_to_the_first_one() {
    let mut window = Window::with_new_plan();
    window.keys(Modifiers::COMMAND, Key::P);
    window.until("the pages are set", |app| app.pages().is_some());
    let blanks = planwright::model::query::open_blanks(window.plan()).len();
    assert!(blanks > 0, "the template asks for something");
    assert!(window.shows("处空没填"));
    window.click(Role::Button, "去填");
    assert_eq!(window.app().session().screen, Screen::Write);
    assert!(window.app().session().focus.is_some() || window.plan().title.as_str().contains('⟦'));
}

#[test]
fn a_page_leads_to_what_stands_on_it_and_back() {
    let mut window = printing();
    let count = window.app().pages().unwrap().len();
    let name = format!("第 1 页，共 {count} 页");
    window.harness.get_all_by_role_and_label(Role::Image, &name).next().unwrap().click();
    window.settle();
    assert_eq!(window.app().session().screen, Screen::Write);
    let focus = window.app().session().focus;
    assert!(focus.is_some(), "the middle of the page is full of text");
    window.keys(Modifiers::COMMAND, Key::Num7);
    assert_eq!((window.app().session().screen, window.app().session().focus), (Screen::Print, focus));
}

#[test]
fn typing_is_followed() {
    let mut window = printing();
    let before = window.app().pages().unwrap().characters();
    let set = |app: &planwright::app::App| app.pages().map_or(0, planwright::typeset::Pages::characters);
    window.keys(Modifiers::COMMAND, Key::Num2);
    window.go_to_a_measure();
    window.write("全行开展穿插服务");
    window.keys(Modifiers::COMMAND, Key::P);
    window.until("the pages have it", |app| set(app) == before + 8);
    window.keys(Modifiers::COMMAND, Key::Z);
    window.until("the pages follow", |app| set(app) == before);
    assert_eq!(window.app().session().screen, Screen::Print);
}

#[test]
fn drawers_open_one_at_a_time_and_escape_closes_them() {
    let mut window = printing_in([700.0, 600.0]);
    assert!(!window.shows("公文 GB/T 9704") || !window.shows("收起"));
    window.click(Role::Button, "版式与格式");
    assert!(
        window.shows("收起") && window.harness.query_by_role_and_label(Role::RadioButton, "办公").is_some()
    );
    let cards = window.harness.get_all_by_role_and_label(Role::RadioButton, "正文").next().unwrap().rect();
    assert!(cards.top() < 300.0, "the cards begin at the top: {cards:?}");
    window.key(Key::Escape);
    assert!(!window.shows("收起"));
    assert!(window.harness.query_by_role_and_label(Role::RadioButton, "办公").is_none());
    assert_eq!(window.app().session().screen, Screen::Print);
}

#[test]
fn the_status_bar_names_the_format_that_is_used() {
    let mut window = printing();
    assert!(window.shows("格式：公文 GB/T 9704"));
    window.click(Role::RadioButton, "办公");
    assert!(window.shows("格式：办公"));
    window.click(Role::RadioButton, "任务表");
    assert!(window.shows("任务表 · 格式：办公"));
    window.until("the table is set", |app| app.pages().is_some());
    let count = window.app().pages().unwrap().len();
    assert!(window.shows(&format!("字，{count} 页")));
}

#[test]
fn a_click_on_a_line_puts_the_caret_there() {
    let mut window = printing();
    let plan = window.plan().clone();
    let pages = window.app().pages().unwrap().clone();
    // A letter in the middle of the page that stands in a text of the plan.
    let letters = pages.letters(0);
    let spot = |letter: &Letter| {
        let (x, y) = (letter.left_pt + 1.0, f64::midpoint(letter.top_pt, letter.bottom_pt));
        planwright::session::printing::spot_at(&plan, &pages, 0, x, y).unwrap()
    };
    let stands = |letter: &&Letter| {
        let spot = spot(letter);
        let Caret::Span { field, from, .. } = spot.caret else { return false };
        let mut found = None;
        planwright::edit::for_each_field(&plan, &mut |at, text| {
            if at == (Place { record: spot.record, field }) {
                found = text.as_str().chars().nth(from);
            }
        });
        found == Some(letter.c)
    };
    let middle = *letters[letters.len() / 2..].iter().find(stands).unwrap();
    let count = pages.len();
    let name = format!("第 1 页，共 {count} 页");
    let rect = window.harness.get_all_by_role_and_label(Role::Image, &name).next().unwrap().rect();
    let scale = rect.width() / pages.size_pt(0).unwrap().0 as f32;
    let (x, y) = (middle.left_pt + 1.0, f64::midpoint(middle.top_pt, middle.bottom_pt));
    let at = rect.left_top() + egui::vec2(x as f32, y as f32) * scale;
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event(egui::Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.settle();
    assert_eq!(window.app().session().screen, Screen::Write);
    let spot = spot(&middle);
    assert_eq!(window.app().session().focus, spot.record);
    assert_eq!(window.app().session().reveal.caret, Some(spot.caret));
    // What is typed stands where the click was.
    window.write("此处");
    window.until("it is typed", |app| app.session().is_modified());
    let mut texts = Vec::new();
    planwright::edit::for_each_field(window.plan(), &mut |_, text| texts.push(text.as_str().to_owned()));
    let text = texts.iter().find(|text| text.contains("此处")).unwrap();
    let behind = text.split_once("此处").unwrap().1;
    assert!(behind.starts_with(middle.c), "{text}: {:?}", middle.c);
}

#[test]
fn a_plan_begins_with_its_first_page_whatever_was_shown_before() {
    let mut window = printing();
    window.keys(Modifiers::COMMAND, Key::Num2);
    // Far down in one plan, then a new one.
    window.keys(Modifiers::COMMAND, Key::End);
    window.click(Role::Button, "下一页");
    window.click(Role::Button, "下一页");
    window.keys(Modifiers::COMMAND, Key::N);
    window.click(Role::Button, &template_name());
    window.key(Key::Enter);
    window.until("the other plan is there", |app| app.session().plans().count() == 2);
    window.until("its pages are set", |app| app.pages().is_some());
    let count = window.app().pages().unwrap().len();
    assert!(window.shows(&format!("第 1 页，共 {count} 页")));
}

#[test]
fn a_finding_leads_to_its_place() {
    let mut window = printing_in([1440.0, 1400.0]);
    let measure = planwright::model::query::measures(window.plan())[1].id;
    let at = Place::of(measure, planwright::edit::TextField::Text);
    let edit = planwright::edit::Edit::SetText { at, text: "X月X日前完成整改".into() };
    window.harness.state_mut().ask(planwright::session::Action::Edit(edit));
    window.settle();
    window.until("it is found", |app| {
        app.session().print_findings().iter().any(|finding| finding.text.contains("X月X日"))
    });
    let finding = window.app().session().print_findings();
    let finding = finding.into_iter().find(|finding| finding.text.contains("X月X日")).unwrap();
    let name = format!("去看：{}", finding.text);
    if window.harness.query_by_role_and_label(Role::Button, &name).is_none() {
        let more = window.harness.get_by_label_contains("逐条看");
        more.click();
        window.settle();
    }
    window.click(Role::Button, &name);
    assert_eq!(window.app().session().screen, Screen::Write);
    assert_eq!(window.app().session().focus, Some(measure.into()));
    window.write("3月31日");
    let text = window.plan().clone();
    let text = planwright::model::query::measures(&text)[1].text.clone();
    assert_eq!(text.as_str(), "3月31日前完成整改", "what was marked is selected");
}
