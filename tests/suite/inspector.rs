//! The inspector in the window, worked by names and keys.

use chrono::NaiveDate;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::model::tree::NodeRef;
use planwright::model::*;

use crate::program::Window;

/// A window with a plan, a measure that has the caret, and the inspector open beside it.
fn inspected() -> Window {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::ALT, Key::Enter);
    window
}

/// Writes into the value field of this name.
fn fill(window: &mut Window, name: &str, text: &str) {
    window.click(Role::TextInput, name);
    window.keys(Modifiers::COMMAND, Key::A);
    if text.is_empty() {
        window.key(Key::Delete);
    } else {
        window.write(text);
    }
    window.key(Key::Enter);
}

fn shows(window: &Window, role: Role, name: &str) -> bool {
    window.harness.query_all_by_role_and_label(role, name).next().is_some()
}

/// Presses the button whose name is as told.
fn press(window: &mut Window, is: impl Fn(&str) -> bool) {
    let named = |node: egui_kittest::Node<'_>| node.accesskit_node().label();
    let name = window.harness.get_all_by_role(Role::Button).filter_map(named).find(|name| is(name));
    // Also where it lies below what is in view.
    window.harness.get_all_by_role_and_label(Role::Button, &name.unwrap()).next().unwrap().click_accesskit();
    window.settle();
}

/// Goes to a measure by its row in the outline.
fn go_to(window: &mut Window, id: MeasureId) {
    let Some(NodeRef::Measure(measure)) = window.plan().find(id.id()) else { panic!("no measure {id}") };
    let name = planwright::locale::shown(measure.label());
    press(window, |label| label.ends_with(&name) && !label.starts_with("收起"));
    assert_eq!(window.app().session().focus, Some(id.id()));
}

/// The first indicator of the plan, shown in the inspector.
fn with_indicator() -> (Window, IndicatorId) {
    let mut window = inspected();
    // Up to the goal, and to the first of its indicators.
    press(&mut window, |name| name.starts_with("到上一级"));
    let Some(NodeRef::Goal(goal)) = window.plan().find(window.app().session().focus.unwrap()) else {
        panic!("the measure lies in a goal")
    };
    let (id, name) = (goal.indicators[0].id, planwright::locale::shown(&goal.indicators[0].name));
    press(&mut window, |label| label.starts_with(&name));
    assert_eq!(window.app().session().focus, Some(id.id()));
    assert!(shows(&window, Role::TextInput, "权重"));
    (window, id)
}

fn indicator(window: &Window, id: IndicatorId) -> Indicator {
    match window.plan().find(id.id()) {
        Some(NodeRef::Indicator(indicator)) => indicator.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_field_of_a_measure_is_there_by_name() {
    let mut window = inspected();
    let texts = ["标题", "正文", "资源", "风险", "预案", "依据"];
    for name in texts {
        assert!(shows(&window, Role::MultilineTextInput, name), "{name}");
    }
    for name in ["责任", "时间", "完成（%）", "预算", "前置措施"] {
        assert!(shows(&window, Role::TextInput, name), "{name}");
    }
    assert!(shows(&window, Role::ComboBox, "状态"));
    // The fields of the card stand in one place only.
    assert_eq!(window.harness.query_all_by_role_and_label(Role::TextInput, "时间").count(), 1);
    // What was opened has the caret: typing goes into the first field.
    let title = window.measure().title.as_str().to_owned();
    window.keys(Modifiers::COMMAND, Key::End);
    window.write("好");
    assert_eq!(window.measure().title.as_str(), format!("{title}好"));
    window.keys(Modifiers::ALT, Key::Enter);
    assert!(!shows(&window, Role::TextInput, "预算"));
}

#[test]
fn values_are_set_and_taken_back_one_by_one() {
    let mut window = inspected();
    fill(&mut window, "预算", "3,000.50元");
    assert_eq!(window.measure().needs.budget, Some("3000.50".parse().unwrap()));
    fill(&mut window, "完成（%）", "40");
    assert_eq!(window.measure().progress.percent(), 40);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.measure().progress.percent(), 0);
    assert_eq!(window.measure().needs.budget, Some("3000.50".parse().unwrap()));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.measure().needs.budget, None);
}

#[test]
fn what_cannot_be_is_told_at_the_field_and_not_lost() {
    let mut window = inspected();
    fill(&mut window, "完成（%）", "130");
    assert!(window.shows("要填 0 到 100 的整数"));
    assert_eq!(window.measure().progress.percent(), 0);
    fill(&mut window, "完成（%）", "30.5");
    assert!(window.shows("要填 0 到 100 的整数"));
    fill(&mut window, "完成（%）", "30");
    assert!(!window.shows("要填 0 到 100 的整数"));
    assert_eq!(window.measure().progress.percent(), 30);
    fill(&mut window, "预算", "很多");
    assert!(window.shows("要填不小于 0 的数字"));
    assert_eq!(window.measure().needs.budget, None);
}

#[test]
fn a_predecessor_is_found_by_number_and_a_ring_is_refused_by_its_name() {
    let mut window = inspected();
    let measures: Vec<MeasureId> =
        query::measures(window.plan()).into_iter().map(|measure| measure.id).collect();
    let (first, second) = (measures[0], measures[1]);
    let after = |window: &Window, id: MeasureId| match window.plan().find(id.id()) {
        Some(NodeRef::Measure(measure)) => measure.after.clone(),
        other => panic!("{other:?}"),
    };
    let label = |window: &Window, id: MeasureId| match window.plan().find(id.id()) {
        Some(NodeRef::Measure(measure)) => measure.label().as_str().chars().take(6).collect::<String>(),
        other => panic!("{other:?}"),
    };
    go_to(&mut window, first);
    let name = label(&window, second);
    window.click(Role::TextInput, "前置措施");
    window.write(&name);
    window.key(Key::Enter);
    assert_eq!(after(&window, first), [second]);

    go_to(&mut window, second);
    let name = label(&window, first);
    window.click(Role::TextInput, "前置措施");
    window.write(&name);
    window.key(Key::Enter);
    assert_eq!(after(&window, second), []);
    assert!(window.shows("否则互相等待"));
    assert!(window.app().session().notices.is_empty(), "it is told at the field only");

    go_to(&mut window, first);
    assert!(!window.shows("否则互相等待"));
    press(&mut window, |name| name.starts_with("取消关联"));
    assert_eq!(after(&window, first), []);
}

#[test]
fn a_log_is_kept_in_the_order_of_its_days() {
    let mut window = inspected();
    press(&mut window, |name| name == "加一条记录");
    window.write("第一次培训");
    window.key(Key::Enter);
    press(&mut window, |name| name == "加一条记录");
    window.write("复盘");
    window.key(Key::Enter);
    let said = |window: &Window| {
        window.measure().log.iter().map(|entry| entry.text.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said(&window), ["第一次培训", "复盘"]);
    fill(&mut window, "记录日期", "2999年1月1日");
    assert_eq!(said(&window), ["复盘", "第一次培训"]);
    fill(&mut window, "记录日期", "");
    assert!(window.shows("这里要有日期"));
    assert_eq!(said(&window), ["复盘", "第一次培训"]);
}

#[test]
fn a_target_is_spread_over_quarters_and_what_is_off_is_told() {
    let (mut window, id) = with_indicator();
    window.harness.get_all_by_role_and_label(Role::TextInput, "目标值").next().unwrap();
    fill(&mut window, "目标值", "50");
    fill(&mut window, "单位", "件");
    if shows(&window, Role::RadioButton, "不分解") {
        window.click(Role::RadioButton, "不分解");
    }
    window.click(Role::RadioButton, "按季");
    press(&mut window, |name| name == "平均分解");
    let shares = |window: &Window| -> Vec<String> {
        let split = indicator(window, id).split.unwrap();
        split.shares.iter().map(|share| share.map(|share| share.to_string()).unwrap_or_default()).collect()
    };
    assert_eq!(shares(&window), ["13", "12", "13", "12"]);
    assert!(window.shows("13 + 12 + 13 + 12 = 50 ＝ 目标"));
    fill(&mut window, "二季度", "10");
    assert_eq!(shares(&window), ["13", "10", "13", "12"]);
    let off = window.harness.query_all_by_label_contains("13 + 10 + 13 + 12 = 48，比目标").count();
    assert_eq!(off, 1);
    fill(&mut window, "二季度", "十");
    assert!(window.shows("要填数字"));
    fill(&mut window, "二季度", "");
    assert!(window.shows("还有 1 期没有填"));
    fill(&mut window, "按比例", "1、2、3、4");
    assert_eq!(shares(&window), ["5", "10", "15", "20"]);
    // Months hold what the quarters held, and every step can be taken back.
    window.click(Role::RadioButton, "按月");
    assert_eq!(shares(&window).len(), 12);
    assert!(window.shows("= 50 ＝ 目标"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(shares(&window), ["5", "10", "15", "20"]);
}

#[test]
fn weights_over_a_hundred_are_told_at_the_field() {
    let (mut window, id) = with_indicator();
    fill(&mut window, "权重", "100");
    assert!(indicator(&window, id).weight.is_some());
    let others = {
        let mut sum = 0;
        window.plan().walk(&mut |node| {
            if let NodeRef::Indicator(indicator) = node {
                sum += usize::from(indicator.weight.is_some());
            }
        });
        sum
    };
    assert_eq!(window.shows("超过 100"), others > 1);
    fill(&mut window, "权重", "120");
    assert!(window.shows("权重要大于 0、不超过 100"));
}

#[test]
fn the_plan_as_a_whole_has_its_fields_too() {
    let mut window = inspected();
    while window.app().session().focus.is_some() {
        press(&mut window, |name| name.starts_with("到上一级") || name == "到整个计划");
    }
    for name in ["类型", "语言", "状态", "期间", "回顾期间"] {
        assert!(shows(&window, Role::ComboBox, name), "{name}");
    }
    fill(&mut window, "年份", "2031");
    assert_eq!(window.plan().period, Period::Year(YearNumber::new(2031).unwrap()));
    fill(&mut window, "年份", "31");
    assert!(window.shows("年份要在 1900 到 2999 之间"));
    // A term has two days, the last one not before the first.
    window.click(Role::ComboBox, "期间");
    press(&mut window, |name| name == "项目期");
    // The choices close by a press of the pointer, or so.
    window.key(Key::Escape);
    let year = |month, day| NaiveDate::from_ymd_opt(2031, month, day).unwrap();
    let all = DateSpan::new(year(1, 1), year(12, 31)).unwrap();
    assert_eq!(window.plan().period, Period::Project(all));
    fill(&mut window, "结束", "2030年5月1日");
    assert!(window.shows("结束早于开始"));
    assert_eq!(window.plan().period, Period::Project(all));
    fill(&mut window, "结束", "5月1日");
    assert_eq!(window.plan().period, Period::Project(DateSpan::new(year(1, 1), year(5, 1)).unwrap()));
    let people = window.plan().people.len();
    press(&mut window, |name| name == "加一人");
    assert_eq!(window.plan().people.len(), people + 1);
}
