//! The program in its window, worked by what a screen reader sees: names and roles. There is no
//! display; the window of the operating system is tested elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::{Action as AccessAction, Role};
use egui::{ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::model::*;
use planwright::session::{Dialog, Screen};
use tempfile::TempDir;

use crate::program::*;

#[test]
fn a_plan_is_made_written_saved_and_opened_again() {
    let mut window = Window::open(None);
    window.click(Role::Button, &template_name());
    assert!(matches!(window.app().session().dialog, Some(Dialog::NewPlan { .. })));
    window.click(Role::Button, "新建");
    window.until("the plan is made", |app| app.session().plan().is_some());
    assert_eq!(window.app().session().screen, Screen::Write);

    // Writing, and taking it back.
    window.go_to_a_measure();
    let before = said(&window.measure());
    window.write("每日晨会通报差错");
    assert_eq!(said(&window.measure()), format!("{before}每日晨会通报差错"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window.measure()), before);
    window.keys(Modifiers::COMMAND, Key::Y);
    assert_eq!(said(&window.measure()), format!("{before}每日晨会通报差错"));

    // One more measure.
    let count = query::measures(window.plan()).len();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    assert_eq!(query::measures(window.plan()).len(), count + 1);
    window.write("开展柜面服务培训");
    assert_eq!(window.measure().text.as_str(), "开展柜面服务培训", "the caret is in the new measure");

    // Its owner and its time, by the fields of its card.
    window.click(Role::TextInput, "责任");
    window.write("王芳");
    window.key(Key::Enter);
    let measure = window.measure();
    let [Owner { who: Who::Person(person), role: OwnerRole::Responsible }] = measure.owners.as_slice() else {
        panic!("{:?}", measure.owners)
    };
    assert_eq!(window.plan().person(*person).unwrap().name.as_str(), "王芳");
    window.click(Role::TextInput, "时间");
    window.write("每月25日");
    window.key(Key::Enter);
    let Some(When::Cadence(cadence)) = &window.measure().when else { panic!("{:?}", window.measure().when) };
    assert_eq!(cadence.every(), &Every::Month { on: vec![MonthDay::new(25).unwrap()] });
    assert!(!window.shows("看不懂"));

    // Saving, and opening it again.
    let path = window.folder.path().join("王芳 2027.plan.ron");
    window.save_as(&path);
    assert!(path.is_file());
    let plan = window.plan().clone();
    let folder = Arc::clone(&window.folder);
    drop(window);
    let mut again = Window::open_in(Arc::clone(&folder), Some(path), SIZE);
    again.until("the plan is read", |app| app.session().plan().is_some());
    assert_eq!(again.plan(), &plan);
    assert!(!again.app().session().is_modified());
    again.until("the pages are set", |app| app.pages().is_some());
    // The start screen offers it.
    again.keys(Modifiers::COMMAND, Key::Num1);
    assert_eq!(again.app().session().settings.recent.len(), 1);
}

#[test]
fn a_file_that_is_there_is_replaced_by_keyboard_after_a_question() {
    let mut window = Window::with_new_plan();
    let path = window.folder.path().join("旧.plan.ron");
    std::fs::write(&path, "旧").unwrap();
    window.keys(Modifiers::COMMAND, Key::S);
    window.until("a path is asked for", |app| matches!(app.session().dialog, Some(Dialog::Path { .. })));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write(&path.display().to_string());
    window.key(Key::Enter);
    assert!(window.app().session().dialog.is_some() && window.shows("替换"));
    // A click beside the dialog leaves what was typed.
    window.harness.event(egui::Event::PointerMoved(egui::pos2(5.0, 300.0)));
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos: egui::pos2(5.0, 300.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.settle();
    assert!(matches!(window.app().session().dialog, Some(Dialog::Path { .. })));
    window.click(Role::TextInput, "保存计划");
    window.key(Key::Enter);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "旧", "Enter alone replaces nothing");
    window.keys(Modifiers::SHIFT, Key::Tab);
    window.key(Key::Enter);
    window.until("the file is written", |app| !app.session().is_modified());
    assert!(std::fs::read_to_string(&path).unwrap().len() > 100);
}

#[test]
fn a_time_that_is_not_understood_is_kept_and_flagged() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.click(Role::TextInput, "时间");
    window.write("尽快办");
    window.key(Key::Enter);
    assert_eq!(window.measure().when, Some(When::Unclear("尽快办".into())));
    assert!(window.shows("看不懂这个时间"));
    // Leaving the field by Tab stores as well.
    window.click(Role::TextInput, "时间");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("48小时内");
    window.key(Key::Tab);
    assert_eq!(window.measure().when, Some(When::Limit(Limit::within(48, LimitUnit::Hour).unwrap())));
    assert!(!window.shows("看不懂这个时间"));
}

#[test]
fn what_an_input_method_composes_is_no_text_until_it_is_committed() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.write("先");
    // A pause, so that the word is a step of its own.
    window.harness.run_steps(8);
    let steps = window.steps();
    for composed in ["n", "ni", "ni h", "ni ha", "ni hao"] {
        window.ime(preedit(composed));
        // Composing takes its time.
        window.harness.run_steps(3);
        assert_eq!(window.measure().text.as_str(), "先", "composing {composed:?}");
        assert_eq!(window.steps(), steps);
    }
    window.ime(preedit(""));
    window.ime(ImeEvent::Commit("你好".into()));
    assert_eq!(window.measure().text.as_str(), "先你好");
    assert_eq!(window.steps(), steps + 1);
    window.harness.run_steps(8);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.measure().text.as_str(), "先");
    assert_eq!(window.steps(), steps);
    assert!(!anything_shows(&window, "ni"), "the pinyin came back");
    window.keys(Modifiers::COMMAND, Key::Y);
    assert_eq!(window.measure().text.as_str(), "先你好");
    // Composing that is given up leaves nothing.
    window.ime(preedit("shi"));
    window.ime(preedit(""));
    window.harness.run_steps(8);
    assert_eq!(window.measure().text.as_str(), "先你好");
    assert!(!anything_shows(&window, "shi"));
}

#[test]
fn an_input_method_that_commits_at_once_is_heard() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    // Other methods send the end of composing behind the word, or do not compose at all.
    window.ime(preedit("yi"));
    window.ime(ImeEvent::Commit("一".into()));
    window.ime(preedit(""));
    window.ime(ImeEvent::Commit("二".into()));
    assert_eq!(window.measure().text.as_str(), "一二");
    // Keys are the program's again.
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "");
}

/// Tells whether any text field holds these letters as they stand.
fn anything_shows(window: &Window, letters: &str) -> bool {
    window.harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        matches!(node.role(), Role::MultilineTextInput | Role::TextInput)
            && node.value().is_some_and(|value| value.contains(letters))
    })
}

#[test]
fn a_measure_is_split_and_joined_by_keys() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.write("前半后半");
    let count = query::measures(window.plan()).len();
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    window.key(Key::Enter);
    assert_eq!(query::measures(window.plan()).len(), count + 1);
    assert_eq!(window.measure().text.as_str(), "后半");
    window.keys(Modifiers::COMMAND, Key::A);
    window.key(Key::Backspace);
    window.key(Key::Backspace);
    assert_eq!(query::measures(window.plan()).len(), count);
    assert_eq!(window.measure().text.as_str(), "前半");
    window.write("好");
    assert_eq!(window.measure().text.as_str(), "前半好", "the caret is at the end of the one before");
}

#[test]
fn a_question_stands_between_unsaved_work_and_the_way_out() {
    let mut window = Window::with_new_plan();
    window.keys(Modifiers::COMMAND, Key::W);
    assert_eq!(window.app().session().dialog, Some(Dialog::Unsaved));
    window.key(Key::Escape);
    assert!(window.app().session().dialog.is_none() && window.app().session().plan().is_some());
    window.keys(Modifiers::COMMAND, Key::W);
    window.click(Role::Button, "不保存");
    assert!(window.app().session().plan().is_none());
    assert_eq!(window.app().session().screen, Screen::Start);
}

/// Returns the roles of what can have the focus and has no name.
pub(crate) fn nameless(window: &Window) -> Vec<String> {
    window
        .harness
        .root()
        .children_recursive()
        .filter(|node| {
            let node = node.accesskit_node();
            // The window itself and what scrolls are named by their contents.
            node.data().supports_action(AccessAction::Focus)
                && !matches!(
                    node.role(),
                    Role::Window | Role::ScrollView | Role::GenericContainer | Role::Unknown
                )
                && node.label().is_none_or(|label| !label.chars().any(char::is_alphanumeric))
        })
        .map(|node| format!("{:?} {:?}", node.accesskit_node().role(), node.accesskit_node().value()))
        .collect()
}

#[test]
fn everything_that_takes_the_focus_has_a_name() {
    let mut window = Window::open(None);
    assert_eq!(nameless(&window), [""; 0], "on the start screen");
    let focusable = window
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().data().supports_action(AccessAction::Focus))
        .count();
    assert!(focusable > 8, "{focusable} can have the focus");
    window.click(Role::Button, &template_name());
    assert_eq!(nameless(&window), [""; 0], "in the question for a new plan");
    window.key(Key::Enter);
    window.until("the plan is made", |app| app.session().plan().is_some());
    assert_eq!(nameless(&window), [""; 0], "on the writing screen");
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    assert_eq!(nameless(&window), [""; 0], "in a measure's card with an indicator");
    for (key, where_to) in [(Key::F1, "among the shortcuts"), (Key::S, "in the path dialog")] {
        if key == Key::S {
            window.keys(Modifiers::COMMAND, key);
            window.until("a path is asked for", |app| app.session().dialog.is_some());
        } else {
            window.key(key);
        }
        assert!(window.app().session().dialog.is_some());
        assert_eq!(nameless(&window), [""; 0], "{where_to}");
        window.key(Key::Escape);
        assert!(window.app().session().dialog.is_none());
    }
    window.click(Role::Button, "菜单");
    assert_eq!(nameless(&window), [""; 0], "in the menu");
}

#[test]
fn the_keyboard_alone_reaches_a_new_plan() {
    let mut window = Window::open(None);
    // The first template takes the focus with the key for a new plan, or after some tabs.
    for _ in 0..12 {
        window.key(Key::Tab);
        let here = window.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
        if here.and_then(|node| node.accesskit_node().label()).is_some_and(|label| label == template_name()) {
            window.key(Key::Enter);
            break;
        }
    }
    assert!(
        matches!(window.app().session().dialog, Some(Dialog::NewPlan { .. })),
        "no tab leads to the template"
    );
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("2031");
    window.key(Key::Enter);
    window.until("the plan is made", |app| app.session().plan().is_some());
    assert_eq!(window.plan().period, Period::Year(YearNumber::new(2031).unwrap()));
}

#[test]
fn small_windows_and_large_letters_do_no_harm() {
    for (size, zoom) in [([1024.0, 700.0], 1.0), (SIZE, 2.0), ([800.0, 600.0], 2.0), ([3840.0, 2160.0], 1.0)]
    {
        let mut window = Window::open_in(Arc::new(TempDir::new().unwrap()), None, size);
        window.harness.ctx.set_zoom_factor(zoom);
        window.settle();
        window.click(Role::Button, "新建计划");
        let name = template_name();
        window.harness.get_all_by_role_and_label(Role::Button, &name).next().unwrap().click_accesskit();
        window.settle();
        window.key(Key::Enter);
        window.until("the plan is made", |app| app.session().plan().is_some());
        window.until("the pages are set", |app| app.pages().is_some());
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        window.write("写一条很长很长的措施".repeat(30).as_str());
        for key in [Key::F6, Key::F7, Key::F6, Key::F7, Key::F1] {
            window.key(key);
        }
        window.key(Key::Escape);
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
        assert!(window.measure().text.as_str().starts_with("写一条"));
    }
}

#[test]
fn a_scored_row_shows_what_its_indicator_says() {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("责任书.plan.ron");
    let template = planwright::template::by_id("responsibility-contract").unwrap();
    let plan = crate::template::filled_for(template, 2027, None);
    std::fs::write(&path, planwright::file::encode(&plan).unwrap()).unwrap();
    // High enough for the whole plan.
    let window = Window::open_in(folder, Some(path), [1440.0, 6000.0]);
    let hints: Vec<String> = window
        .harness
        .get_all_by_role_and_label(Role::MultilineTextInput, "评分标准")
        .filter_map(|field| field.accesskit_node().placeholder().map(str::to_owned))
        .collect();
    assert_eq!(hints.len(), 10);
    assert!(hints.iter().all(|hint| hint.contains('分')), "{hints:?}");
    assert_eq!(window.harness.get_all_by_role_and_label(Role::Label, "权重 15").count(), 3);
}

#[test]
fn an_indicator_is_shown_whole_in_a_narrow_inspector() {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("责任书.plan.ron");
    let template = planwright::template::by_id("responsibility-contract").unwrap();
    let plan = crate::template::filled_for(template, 2027, None);
    std::fs::write(&path, planwright::file::encode(&plan).unwrap()).unwrap();
    // As wide as a window of 1440 at twice the size.
    let width = 720.0;
    let mut window = Window::open_in(folder, Some(path), [width, 700.0]);
    window.click(Role::MultilineTextInput, "目标");
    window.keys(Modifiers::ALT, Key::Enter);
    let chips: Vec<egui::Rect> = window
        .harness
        .get_all_by_role(Role::Button)
        .filter(|chip| chip.accesskit_node().label().is_some_and(|label| label.contains("权重")))
        .map(|chip| chip.rect())
        .filter(|rect| rect.left() > width / 2.0)
        .collect();
    assert!(!chips.is_empty());
    for chip in chips {
        assert!(chip.right() <= width, "{chip:?}");
        assert!(chip.height() > 30.0, "the figures stand below the name: {chip:?}");
    }
}

#[test]
fn the_language_changes_at_once() {
    let mut window = Window::with_new_plan();
    assert!(window.shows("大纲"));
    window.click(Role::Button, "English");
    assert!(window.shows("Outline") && !window.shows("大纲"));
    assert_eq!(nameless(&window), [""; 0]);
}

#[test]
fn a_value_is_kept_however_its_field_is_left() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    let id = window.measure().id;
    let when = |window: &Window| match window.plan().node(id.id()) {
        Some(tree::Node::Measure(measure)) => measure.when.clone(),
        other => panic!("{other:?}"),
    };
    window.click(Role::TextInput, "时间");
    window.write("48小时内");
    // By the mouse, into a text above.
    window.click(Role::MultilineTextInput, "计划标题");
    assert_eq!(when(&window), Some(When::Limit(Limit::within(48, LimitUnit::Hour).unwrap())));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(when(&window), None);
    // By a command that takes the field away.
    window.click(Role::TextInput, "时间");
    window.write("当日");
    window.keys(Modifiers::COMMAND, Key::Num1);
    assert_eq!(when(&window), Some(When::Limit(Limit::SameDay)));
}

#[test]
fn the_next_plan_shows_nothing_of_the_one_before() {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.write("只在前一份里的话");
    let path = window.folder.path().join("前一份.plan.ron");
    window.save_as(&path);
    assert!(anything_shows(&window, "只在前一份里的话"));
    let before = window.app().session().open.as_ref().unwrap().number;
    window.keys(Modifiers::COMMAND, Key::N);
    window.click(Role::Button, &template_name());
    window.key(Key::Enter);
    window.until("the next plan is open", |app| {
        app.session().open.as_ref().is_some_and(|open| open.number != before)
    });
    assert!(!anything_shows(&window, "只在前一份里的话"));
}

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
fn files_that_are_let_go_over_the_window_open_beside_each_other() {
    let mut window = Window::open(None);
    let paths = ["甲", "乙"].map(|name| window.folder.path().join(format!("{name}.plan.ron")));
    for path in &paths {
        planwright::file::write(path, &crate::sample_plan::hall_plan(), None).unwrap();
    }
    let picture = window.folder.path().join("picture.png");
    std::fs::write(&picture, b"\x89PNG").unwrap();
    for path in paths.iter().chain([&picture]) {
        window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    }
    window.until("both are open and the third is refused", |app| {
        app.session().plans().count() == 2 && app.session().notices.len() == 1
    });
    let notice = window.app().session().notices[0].text.clone();
    assert!(notice.contains("picture.png"), "{notice}");
    // Each has its tab, by which it comes to the front and is closed.
    let tabs: Vec<_> = window.harness.get_all_by_role(Role::Tab).collect();
    assert_eq!(tabs.len(), 2);
    drop(tabs);
    let first = window.app().session().plans().next().unwrap().number;
    window.harness.get_all_by_role(Role::Tab).next().unwrap().click();
    window.until("the first is in front", |app| app.session().open.as_ref().unwrap().number == first);
}
