//! Quick entry, the fields for owners, times and indicators, worked in the window by keyboard.

use egui::accesskit::Role;
use egui::{ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::locale::words;
use planwright::model::*;
use planwright::session::{Command, Screen};

use crate::program::{Window, preedit};

impl Window {
    fn with_owned_measure() -> Self {
        let mut window = Self::with_new_plan();
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        window.write("第一条");
        window
    }

    fn entry(&mut self) {
        self.keys(Modifiers::COMMAND, Key::Enter);
    }

    fn owners(&self) -> Vec<(String, OwnerRole)> {
        let plan = self.plan();
        self.measure()
            .owners
            .iter()
            .map(|owner| (words::who(plan, &owner.who).to_string(), owner.role))
            .collect()
    }

    fn has_person(&self, name: &str) -> bool {
        self.plan().people.iter().any(|person| person.name.as_str() == name)
    }

    fn line(&self) -> String {
        self.harness
            .get_by_role_and_label(Role::TextInput, "快速录入")
            .accesskit_node()
            .value()
            .unwrap_or_default()
    }

    fn options(&self) -> Vec<String> {
        self.harness
            .query_all_by_role(Role::ListBoxOption)
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect()
    }
}

fn owner(name: &str, role: OwnerRole) -> (String, OwnerRole) {
    (name.to_owned(), role)
}

#[test]
fn one_line_becomes_a_measure_below_the_focused_one() {
    let mut window = Window::with_owned_measure();
    let first = window.measure();
    let steps = window.steps();
    window.entry();
    window.write("开展柜面服务培训 @王芳 6月底 合格率≥95%");
    assert!(window.shows("2027年6月30日前"), "what was understood is said");
    assert!(window.shows("王芳 是谁？"), "nobody is made unasked");
    // The first Enter asks, the second answers, the third adds.
    window.key(Key::Enter);
    assert_eq!(window.options().first().map(String::as_str), Some("新增人员：王芳"));
    window.key(Key::Enter);
    assert_eq!(window.steps(), steps, "answering changes nothing in the plan");
    window.key(Key::Enter);
    let measure = window.measure();
    assert_eq!(measure.text.as_str(), "开展柜面服务培训");
    assert_eq!(window.owners(), [owner("王芳", OwnerRole::Responsible)]);
    assert_eq!(measure.when, Some(When::By(chrono::NaiveDate::from_ymd_opt(2027, 6, 30).unwrap())));
    assert_eq!(measure.indicators[0].name.as_str(), "合格率");
    assert_eq!(window.steps(), steps + 1, "one step for all of it");
    let plan = window.plan();
    let (slot, index) = plan.place(measure.id.id()).unwrap();
    assert_eq!(plan.place(first.id.id()), Some((slot, index - 1)), "below the one that had the focus");
    // The line is empty and takes the next one, whose person is known by pinyin now.
    assert_eq!(window.line(), "");
    window.write("第二条 @wf");
    assert_eq!(window.options().first().map(String::as_str), Some("王芳"));
    window.key(Key::Tab);
    assert_eq!(window.line(), "第二条 @王芳 ");
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "第二条");
    assert_eq!(window.owners(), [owner("王芳", OwnerRole::Responsible)]);
    // Escape goes back to where one was, and each measure is one step to take back.
    window.key(Key::Escape);
    window.write("！");
    let Some(tree::NodeRef::Measure(again)) = window.plan().find(first.id.id()) else { panic!() };
    assert_eq!(again.text.as_str(), "第一条！", "the caret is where it was");
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.plan().find(measure.id.id()).map(|_| ()), None);
    assert!(!window.has_person("王芳"), "the person goes with the step that made them");
}

#[test]
fn a_chip_is_words_again_when_it_is_clicked() {
    let mut window = Window::with_owned_measure();
    window.entry();
    window.write("6月底 检查");
    window.click(Role::Button, "2027年6月30日前");
    assert!(!window.shows("2027年6月30日前"));
    window.click(Role::Button, "重新识别 6月底");
    assert!(window.shows("2027年6月30日前"));
    // What cannot be is words at the end, if one says so.
    window.click(Role::Button, "清空这一行");
    window.write("检查 2月30日");
    window.click(Role::Button, "没有2月30日");
    assert_eq!(window.options(), ["保留为正文 2月30日"]);
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "检查 2月30日");
}

#[test]
fn a_figure_without_a_name_is_asked_about() {
    let mut window = Window::with_owned_measure();
    window.entry();
    window.write("开展培训 合格率 ≥95%");
    assert!(window.shows("≥95% 属于哪项指标？"));
    window.key(Key::Enter);
    assert_eq!(window.options().first().map(String::as_str), Some("合格率 前面的词"));
    window.key(Key::Enter);
    assert_eq!(window.line(), "开展培训 合格率≥95%");
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "开展培训");
    assert_eq!(window.measure().indicators[0].name.as_str(), "合格率");
}

#[test]
fn a_section_is_named_behind_its_sign() {
    let mut window = Window::with_owned_measure();
    let heading = window.plan().parts.iter().find_map(|part| match part {
        Part::Section(section) => Some((section.id.id(), section.heading.to_string())),
        _ => None,
    });
    let (section, heading) = heading.unwrap();
    window.entry();
    window.write("新的一条 #");
    assert!(window.options().iter().any(|option| option.starts_with(&heading)));
    window.write(&heading);
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "新的一条");
    assert!(window.plan().lineage(window.measure().id.id()).contains(&section));
}

#[test]
fn keys_belong_to_the_input_method_while_it_composes() {
    let mut window = Window::with_owned_measure();
    let count = query::measures(window.plan()).len();
    window.entry();
    window.ime(preedit("pei xun"));
    // A key that reaches the program while composing adds nothing.
    window.key(Key::Enter);
    assert_eq!(query::measures(window.plan()).len(), count);
    window.ime(preedit(""));
    window.ime(ImeEvent::Commit("培训".into()));
    assert_eq!(window.line(), "培训");
    window.key(Key::Enter);
    assert_eq!(window.measure().text.as_str(), "培训");
}

#[test]
fn other_screens_show_the_line_when_it_is_asked_for() {
    let mut window = Window::with_owned_measure();
    window.keys(Modifiers::COMMAND, Key::Num3);
    assert_eq!(window.app().session().screen, Screen::Table);
    let shown =
        |window: &Window| window.harness.query_by_role_and_label(Role::TextInput, "快速录入").is_some();
    assert!(!shown(&window));
    window.entry();
    assert!(shown(&window));
    window.write("从表格加的");
    window.key(Key::Enter);
    assert!(query::measures(window.plan()).iter().any(|measure| measure.text.as_str() == "从表格加的"));
    window.key(Key::Escape);
    assert!(!shown(&window));
    assert!(Command::QuickEntry.is_enabled(window.app().session()));
}

#[test]
fn owners_are_found_made_and_given_roles_by_keyboard() {
    let mut window = Window::with_owned_measure();
    window.click(Role::TextInput, "责任");
    window.write("综合部");
    assert_eq!(window.options()[0], "新增部门：综合部", "the likeliest kind stands first");
    window.key(Key::Enter);
    // Two at once: the new one is asked for, the one before it waits with its role.
    window.write("王芳（协办）、陈晓");
    window.key(Key::Enter);
    assert_eq!(
        window.owners(),
        [owner("综合部", OwnerRole::Responsible), owner("陈晓", OwnerRole::Responsible)]
    );
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Tab);
    assert_eq!(window.owners()[2], owner("王芳", OwnerRole::Helps));
    // A known name needs no choice; a role before the name sets the role.
    window.write("督办：王芳");
    window.key(Key::Escape);
    window.key(Key::Enter);
    assert_eq!(window.owners()[2], owner("王芳", OwnerRole::Watches));
    // A chip takes its role and leaves by keys.
    let chip = |window: &Window, name: &str| {
        window.harness.get_by_role_and_label(Role::Button, name).focus();
    };
    chip(&window, "陈晓 负责");
    window.settle();
    window.key(Key::Num3);
    assert_eq!(window.owners()[1], owner("陈晓", OwnerRole::Approves));
    chip(&window, "陈晓 审批");
    window.settle();
    window.key(Key::Delete);
    assert_eq!(window.owners().len(), 2);
    // Who owns nothing any more may leave the list as well.
    assert!(window.has_person("陈晓") && window.shows("陈晓不再负责任何措施"));
    window.click(Role::Button, "从名单删除");
    assert!(!window.has_person("陈晓"));
}

#[test]
fn a_name_nobody_knows_stays_in_the_field_and_is_not_guessed() {
    let mut window = Window::with_owned_measure();
    let people = window.plan().people.len();
    window.click(Role::TextInput, "责任");
    window.write("赵磊");
    window.key(Key::Escape);
    window.key(Key::Enter);
    assert_eq!((window.owners(), window.plan().people.len()), (vec![], people));
    let field = window.harness.get_by_role_and_label(Role::TextInput, "责任");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("赵磊"));
    // Down opens the list again.
    window.key(Key::ArrowDown);
    assert_eq!(window.options().len(), 3);
}

#[test]
fn somebody_who_owns_measures_leaves_only_when_it_is_said_what_becomes_of_them() {
    let mut window = Window::with_owned_measure();
    window.click(Role::TextInput, "责任");
    window.write("王芳");
    window.key(Key::Enter);
    window.write("陈晓");
    window.key(Key::Enter);
    assert_eq!(window.owners().len(), 2);
    window.write("王芳");
    window.keys(Modifiers::SHIFT, Key::Delete);
    assert!(window.shows("王芳名下有 1 条措施：“第一条”"), "which measures they are is said");
    assert!(window.has_person("王芳"));
    // Somebody else instead: the role stays, one step takes it back.
    window.click(Role::Button, "换成别人…");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("李建国");
    window.key(Key::Enter);
    assert!(!window.has_person("王芳") && window.has_person("李建国"));
    assert_eq!(window.owners()[0], owner("李建国", OwnerRole::Responsible));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.owners()[0], owner("王芳", OwnerRole::Responsible));
}

#[test]
fn an_impossible_time_is_told_and_kept() {
    let mut window = Window::with_owned_measure();
    for (typed, told) in [("2月30日", "没有2月30日"), ("13月", "没有13月"), ("5月至3月", "结束早于开始")]
    {
        window.click(Role::TextInput, "时间");
        window.keys(Modifiers::COMMAND, Key::A);
        window.write(typed);
        assert!(window.shows(told), "{typed}, while it is typed");
        window.key(Key::Enter);
        assert_eq!(window.measure().when, Some(When::Unclear(typed.into())));
        assert!(window.shows(told), "{typed}, afterwards");
    }
}

#[test]
fn indicators_are_written_in_lines() {
    let mut window = Window::with_owned_measure();
    window.click(Role::TextInput, "一行写指标");
    window.write("客户满意度 ≥95% 基数93%");
    assert!(window.shows("客户满意度 93 → ≥95%"), "what was understood is said");
    window.key(Key::Enter);
    window.write("投诉量 ≤3件 基数12件（2026年） 权重10%");
    window.key(Key::Enter);
    let measure = window.measure();
    let lines: Vec<String> = measure
        .indicators
        .iter()
        .map(|indicator| words::indicator(Language::ZhCn, indicator, Some(2027)).to_string())
        .collect();
    assert_eq!(lines, ["客户满意度 ≥95% 基数93%", "投诉量 ≤3件 基数12件（2026年） 权重10%"]);
    // In place: the line in the small window writes over all of it, in one step.
    let steps = window.steps();
    window.click(Role::Button, "客户满意度 93 → ≥95%");
    window.click(Role::TextInput, "一行");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("客户满意度 96%至98%");
    window.key(Key::Enter);
    let indicator = window.measure().indicators[0].clone();
    assert!(matches!(indicator.target, Some(Target::Within(..))) && indicator.base.is_none());
    assert_eq!(window.steps(), steps + 1);
    // A line that contradicts itself stays, with the reason.
    window.key(Key::Escape);
    window.click(Role::TextInput, "一行写指标");
    window.write("满意度 98%至95%");
    window.key(Key::Enter);
    assert!(window.shows("区间的下限大于上限"));
    assert_eq!(window.measure().indicators.len(), 2);
}
