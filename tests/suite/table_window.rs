//! The table in its window, worked by keys, by an input method and by what a screen reader sees.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use planwright::file;
use planwright::model::*;
use planwright::session::Screen;
use planwright::session::table::{Column, Sheet};
use tempfile::TempDir;

use crate::program::{SIZE, Window, preedit};
use crate::sample_plan::hall_plan;

/// The table of the plan of a business hall.
fn table_in(size: [f32; 2]) -> Window {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("plan.plan.ron");
    file::write(&path, &hall_plan(), None).unwrap();
    let mut window = Window::open_in(folder, Some(path), size);
    window.until("the plan is read", |app| app.session().plan().is_some());
    window.keys(Modifiers::COMMAND, Key::Num3);
    assert_eq!(window.app().session().screen, Screen::Table);
    window
}

fn table() -> Window {
    table_in(SIZE)
}

fn measure(window: &Window, row: usize) -> Arc<Measure> {
    let table = &window.app().session().table;
    let at = table.arrangement().shown_rows().nth(row).unwrap();
    Arc::clone(table.rows().rows[at].measure().unwrap())
}

fn cursor(window: &Window) -> Column {
    window.app().session().table.cursor().unwrap().column
}

#[test]
fn typing_on_a_cell_writes_it_and_enter_goes_down() {
    let mut window = table();
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    assert_eq!(cursor(&window), Column::When);
    window.write("9");
    window.write("月底");
    assert_eq!(window.steps(), 0, "nothing is stored before it is whole");
    window.key(Key::Enter);
    let end = chrono::NaiveDate::from_ymd_opt(2027, 9, 30).unwrap();
    assert_eq!(measure(&window, 0).when, Some(When::By(end)));
    assert_eq!(window.steps(), 1);
    window.write("10月底");
    window.key(Key::Escape);
    assert_eq!(window.steps(), 1, "given up");
    assert_ne!(measure(&window, 1).when, measure(&window, 0).when);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_ne!(measure(&window, 0).when, Some(When::By(end)));
}

#[test]
fn an_input_method_begins_to_write_a_cell_with_its_first_syllable() {
    let mut window = table();
    window.key(Key::ArrowRight);
    window.ime(preedit("wang"));
    assert_eq!(window.steps(), 0);
    window.ime(ImeEvent::Commit("王芳".into()));
    window.key(Key::Tab);
    let measure = measure(&window, 0);
    let [Owner { who: Who::Person(id), .. }] = measure.owners.as_slice() else {
        panic!("{:?}", measure.owners)
    };
    assert_eq!(window.plan().person(*id).unwrap().name.as_str(), "王芳");
    assert_eq!(cursor(&window), Column::When);
}

#[test]
fn a_cell_is_written_on_after_f2_and_refused_with_a_reason() {
    let mut window = table();
    let text = measure(&window, 0).text.as_str().to_owned();
    window.key(Key::F2);
    window.write("并通报");
    window.key(Key::Enter);
    assert_eq!(measure(&window, 0).text.as_str(), format!("{text}并通报"));
    while cursor(&window) != Column::Progress {
        window.key(Key::ArrowRight);
    }
    window.write("很多");
    window.key(Key::Enter);
    assert!(window.shows("进度填 0 到 100 的整数"));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("40%");
    window.key(Key::Enter);
    assert_eq!(measure(&window, 1).progress.percent(), 40);
}

#[test]
fn rows_from_a_spreadsheet_are_pasted_and_taken_back_at_once() {
    let mut window = table();
    let count = query::measures(window.plan()).len();
    window.keys(Modifiers::COMMAND, Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(window.app().session().table.cursor().unwrap().row, None);
    window.harness.event(Event::Paste("开展培训\t王芳\t6月底\n客户回访\t陈晓\t每月25日\n".into()));
    window.settle();
    assert_eq!(query::measures(window.plan()).len(), count + 2);
    assert!(window.shows("已新增 2 条"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(query::measures(window.plan()).len(), count);
}

#[test]
fn cells_rows_and_heads_have_names() {
    let mut window = table();
    let names = ["编号", "措施", "责任人", "时间", "状态", "进度"];
    for name in names {
        assert!(
            window.harness.query_all_by_role_and_label(Role::ColumnHeader, name).next().is_some(),
            "{name}"
        );
    }
    assert!(window.shows("状态：未开始，第 2 行") || window.shows("状态：进行中，第 2 行"));
    window.click(Role::CheckBox, "选中第 2 行");
    assert_eq!(window.app().session().table.selected().len(), 1);
    assert!(window.shows("已选 1 条"));
    window.click(Role::Button, "取消选择");
    assert!(!window.shows("已选"));
}

#[test]
fn many_rows_are_changed_from_the_bar_below() {
    let mut window = table();
    window.click(Role::CheckBox, "全选");
    window.click(Role::Button, "改状态…");
    window.click(Role::Button, "已完成");
    assert!(query::measures(window.plan()).iter().all(|measure| measure.status == MeasureStatus::Done));
    assert_eq!(window.steps(), 1);
}

#[test]
fn a_head_sorts_and_the_search_leaves_what_fits() {
    let mut window = table();
    window.click(Role::ColumnHeader, "时间");
    assert_eq!(window.app().session().table.wish().sort, [(Column::When, false)]);
    let all = window.app().session().table.arrangement().found;
    window.click(Role::TextInput, "筛选各行");
    window.write("没有这样的措施");
    assert_eq!(window.app().session().table.arrangement().found, 0);
    window.click(Role::Button, "清除筛选");
    assert_eq!(window.app().session().table.arrangement().found, all);
}

#[test]
fn every_sheet_can_be_shown_and_narrow_windows_leave_columns_out() {
    let mut window = table_in([900.0, 640.0]);
    assert_eq!(window.app().session().table.left_out().first(), Some(&Column::Log));
    assert!(window.harness.query_all_by_role_and_label(Role::ColumnHeader, "最近一次记录").next().is_none());
    for (name, sheet) in [("指标", Sheet::Indicators), ("问题", Sheet::Problems), ("人员", Sheet::People)]
    {
        window.click(Role::RadioButton, name);
        assert_eq!(window.app().session().table.sheet(), sheet);
    }
    assert!(window.shows("姓名：王芳，第 1 行"));
}

#[test]
fn a_cell_is_written_after_a_double_click_and_has_a_menu() {
    let mut window = table();
    let name = format!("进度：{}%，第 3 行", measure(&window, 1).progress.percent());
    let place = window.harness.get_by_role_and_label(Role::Cell, &name).rect().center();
    let press = |window: &mut Window, button, times: usize| {
        for _ in 0..times {
            for pressed in [true, false] {
                let modifiers = Modifiers::NONE;
                window.harness.event(Event::PointerMoved(place));
                window.harness.event(Event::PointerButton { pos: place, button, pressed, modifiers });
                window.harness.step();
            }
        }
        window.settle();
    };
    press(&mut window, egui::PointerButton::Primary, 2);
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("25%");
    window.key(Key::Enter);
    assert_eq!(measure(&window, 1).progress.percent(), 25);
    let name = "进度：25%，第 3 行";
    window.harness.get_by_role_and_label(Role::Cell, name).click_secondary();
    window.settle();
    window.click(Role::Button, "清除");
    assert_eq!(measure(&window, 1).progress.percent(), 0);
}

#[test]
fn a_sheet_takes_keys_as_soon_as_it_is_shown() {
    let mut window = table();
    window.click(Role::RadioButton, "人员");
    window.keys(Modifiers::COMMAND, Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(window.app().session().table.cursor().unwrap().row, None);
    let count = window.plan().people.len();
    window.write("周敏");
    window.key(Key::Enter);
    assert_eq!(window.plan().people.len(), count + 1);
    // Posts that own measures are there as well, and lead to them.
    let posts = window.app().session().table.rows().posts.clone();
    if let Some((name, owned)) = posts.first() {
        window.click(Role::Button, &format!("查看{name}名下的 {owned} 条措施"));
        assert_eq!(window.app().session().table.sheet(), Sheet::Measures);
        assert_eq!(window.app().session().table.arrangement().found, usize::try_from(*owned).unwrap());
    }
}

#[test]
fn the_small_windows_of_many_rows_take_what_is_typed() {
    for (button, typed) in [("换责任人…", "周敏"), ("改时间…", "9月底")] {
        let mut window = table();
        window.click(Role::CheckBox, "选中第 2 行");
        window.click(Role::Button, button);
        window.write(typed);
        window.key(Key::Enter);
        assert_eq!(window.steps(), 1, "{button}");
    }
}

#[test]
fn weights_above_a_hundred_are_told_below_the_indicators() {
    let mut window = table();
    window.click(Role::RadioButton, "指标");
    while cursor(&window) != Column::Weight {
        window.key(Key::ArrowRight);
    }
    window.write("90");
    window.key(Key::Enter);
    window.write("60");
    window.key(Key::Enter);
    let sum = window.app().session().table.rows().weights.normalize();
    assert!(sum >= 150.into());
    assert!(window.shows(&format!("全计划合计 {sum}，超过 100")));
}
