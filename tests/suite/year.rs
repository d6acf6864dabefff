//! The year in its window, worked by names and keys.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Pos2, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::app::{App, Start};
use planwright::file;
use planwright::locale::read_when;
use planwright::model::*;
use planwright::session::Screen;
use tempfile::TempDir;

use crate::sample_plan::Maker;

struct Window {
    harness: Harness<'static, App>,
    folder: TempDir,
}

/// A plan of one section with one goal; its measures are all done, so that today plays no part.
fn plan(measures: &[(&str, Option<&str>)]) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let owner = make.person("王芳", "");
    let measures = measures
        .iter()
        .map(|(title, when)| {
            let when = when.map(|when| read_when(when, 2027).unwrap());
            let measure = make.measure(title, "说明。", &[owner], when);
            let mut measure = std::sync::Arc::unwrap_or_clone(measure);
            measure.status = MeasureStatus::Done;
            std::sync::Arc::new(measure)
        })
        .collect();
    let goal = make.goal("服务更好", vec![], measures);
    let section = make.section(SectionRole::Service, "让客户少等", vec![goal]);
    make.plan().parts = vec![Part::Section(section)];
    make.done()
}

impl Window {
    fn with(plan: &Plan) -> Self {
        Self::of(plan, [1440.0, 900.0], "zh-CN")
    }

    fn of(plan: &Plan, size: [f32; 2], language: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let path: PathBuf = folder.path().join("年.plan.ron");
        file::write(&path, plan, None).unwrap();
        let settings = folder.path().join("settings");
        std::fs::create_dir(&settings).unwrap();
        let start = Start {
            plan: Some(path),
            settings: Some(settings),
            language: Some(language.into()),
            own_dialogs: true,
            ..Start::default()
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_max_steps(30)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start));
        let mut window = Self { harness, folder };
        window.until("the plan is open", |app| app.session().plan().is_some());
        window.keys(Modifiers::COMMAND, Key::Num4);
        assert_eq!(window.app().session().screen, Screen::Year);
        window
    }

    fn until(&mut self, what: &str, is: impl Fn(&App) -> bool) {
        let begun = Instant::now();
        while !is(self.app()) {
            assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
            self.harness.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        self.settle();
    }

    fn app(&self) -> &App {
        self.harness.state()
    }

    fn settle(&mut self) {
        self.harness.run_ok();
    }

    fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn click(&mut self, role: Role, name: &str) {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().click();
        self.settle();
    }

    fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    fn middle(&self, role: Role, name: &str) -> Pos2 {
        let node = self.harness.get_all_by_role_and_label(role, name).next();
        let bounds = node.unwrap().accesskit_node().raw_bounds().unwrap();
        pos2(f64::midpoint(bounds.x0, bounds.x1) as f32, f64::midpoint(bounds.y0, bounds.y1) as f32)
    }

    fn point(&mut self, at: Pos2) {
        self.harness.event(egui::Event::PointerMoved(at));
        self.harness.step();
    }

    fn press(&mut self, at: Pos2, pressed: bool) {
        let button = PointerButton::Primary;
        self.harness.event(egui::Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
        self.harness.step();
    }

    /// Presses at a place and moves so far, without letting go.
    fn hold(&mut self, from: Pos2, by: Vec2) {
        self.point(from);
        self.press(from, true);
        for part in [0.3, 0.7, 1.0] {
            self.point(from + by * part);
        }
    }

    /// Returns when a measure is due, as the program writes it.
    fn when(&self, title: &str) -> String {
        let plan = self.app().session().plan().unwrap();
        let measure = query::measures(plan).into_iter().find(|measure| measure.title.as_str() == title);
        planwright::locale::words::when(Language::ZhCn, measure.unwrap().when.as_ref().unwrap(), Some(2027))
    }

    fn steps(&self) -> usize {
        self.app().session().open.as_ref().unwrap().document.steps()
    }
}

const TRAINING: &str = "一1 开展培训，3月至5月，王芳，已完成";

#[test]
fn a_bar_says_what_it_is_and_is_moved_by_keys() {
    let mut window = Window::with(&plan(&[("开展培训", Some("3月1日至5月31日"))]));
    window.click(Role::Button, TRAINING);
    assert!(window.app().session().focus.is_some());
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.when("开展培训"), "3月2日至6月1日");
    window.keys(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.when("开展培训"), "2月23日至5月25日");
    window.keys(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(window.when("开展培训"), "2月23日至5月26日");
    assert_eq!(window.steps(), 3);
    for _ in 0..3 {
        window.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.when("开展培训"), "3月至5月");
    assert!(window.shows(TRAINING));
}

#[test]
fn a_dragged_bar_comes_to_rest_once_and_escape_gives_up() {
    let mut window = Window::with(&plan(&[("开展培训", Some("3月1日至5月31日"))]));
    let at = window.middle(Role::Button, TRAINING);
    // A month is as wide as another one.
    window.hold(at, vec2(91.0, 0.0));
    assert_eq!(window.steps(), 0, "nothing is changed before it is let go");
    window.keys(Modifiers::NONE, Key::Escape);
    window.press(at + vec2(91.0, 0.0), false);
    window.settle();
    assert_eq!((window.steps(), window.when("开展培训")), (0, "3月至5月".to_owned()));
    window.hold(at, vec2(91.0, 0.0));
    window.press(at + vec2(91.0, 0.0), false);
    window.settle();
    assert_eq!((window.steps(), window.when("开展培训")), (1, "4月至6月".to_owned()));
}

#[test]
fn a_cadence_is_not_dragged_and_says_why() {
    let mut window = Window::with(&plan(&[("差错例会", Some("每周五"))]));
    window.click(Role::Button, "一1 差错例会，每周五，王芳，已完成");
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert!(window.shows("例行项按周期发生，不能拖动"));
    let at = window.middle(Role::Button, "一1 差错例会，每周五，王芳，已完成");
    window.hold(at, vec2(120.0, 0.0));
    window.press(at + vec2(120.0, 0.0), false);
    window.settle();
    assert_eq!((window.steps(), window.when("差错例会")), (0, "每周五".to_owned()));
}

#[test]
fn enter_opens_the_time_and_shift_enter_the_text() {
    let mut window = Window::with(&plan(&[("开展培训", Some("3月1日至5月31日"))]));
    window.click(Role::Button, TRAINING);
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.harness.query_by_role_and_label(Role::TextInput, "时间").is_some());
    window.keys(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text("6月底".into()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.when("开展培训"), "6月30日前");
    assert!(window.harness.query_by_role_and_label(Role::TextInput, "时间").is_none());
    window.keys(Modifiers::SHIFT, Key::Enter);
    assert_eq!(window.app().session().screen, Screen::Write);
}

#[test]
fn arrows_go_from_row_to_row_and_groups_fold() {
    let mut window =
        Window::with(&plan(&[("开展培训", Some("3月1日至5月31日")), ("评比", Some("6月18日前"))]));
    window.click(Role::Button, TRAINING);
    let first = window.app().session().focus;
    window.keys(Modifiers::NONE, Key::ArrowDown);
    assert_ne!(window.app().session().focus, first);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.when("评比"), "6月19日前");
    window.click(Role::Button, "一、让客户少等，2 项");
    assert!(!window.shows("一1 开展培训"));
    window.click(Role::Button, "一、让客户少等，2 项，已收起");
    assert!(window.shows("一1 开展培训"));
}

#[test]
fn what_starts_before_its_predecessor_ends_is_marked() {
    let mut plan = plan(&[("开展培训", Some("3月1日至5月31日")), ("考试", Some("4月1日至6月30日"))]);
    let ids: Vec<MeasureId> = query::measures(&plan).iter().map(|measure| measure.id).collect();
    let Some(tree::NodeMut::Measure(exam)) = plan.node_mut(ids[1].id()) else { panic!("a measure") };
    exam.after = vec![ids[0]];
    let window = Window::with(&plan);
    assert!(window.shows("一2 考试，4月至6月，王芳，已完成，前项还没结束就开始"));
}

#[test]
fn a_crowded_month_lists_what_is_due() {
    let mut window = Window::with(&plan(&[
        ("开展培训", Some("3月1日至5月31日")),
        ("评比", Some("5月18日前")),
        ("检查", Some("每季度")),
    ]));
    window.click(Role::Button, "5月：2 项");
    window.click(Role::Button, "5月18日\u{3000}评比");
    let plan = window.app().session().plan().unwrap().clone();
    let focus = window.app().session().focus.unwrap();
    assert!(matches!(plan.find(focus), Some(tree::NodeRef::Measure(m)) if m.title.as_str() == "评比"));
}

#[test]
fn a_plan_without_measures_says_so_and_leads_on() {
    let mut window = Window::with(&plan(&[]));
    assert!(window.shows("计划里还没有措施"));
    window.click(Role::Button, "去写措施");
    assert_eq!(window.app().session().screen, Screen::Write);
    assert_eq!(query::measures(window.app().session().plan().unwrap()).len(), 1);
}

#[test]
fn a_narrow_english_window_shows_the_same() {
    let plan = plan(&[("开展培训", Some("3月1日至5月31日"))]);
    let window = Window::of(&plan, [800.0, 600.0], "en");
    assert!(window.shows("Time line") && window.shows("一1 开展培训"));
}

#[test]
fn a_deadline_is_dragged_to_another_day_of_the_month() {
    let mut window = Window::with(&plan(&[("评比", Some("5月18日前")), ("例会", Some("每月12日"))]));
    window.click(Role::RadioButton, "月历");
    for _ in 0..24 {
        if window.shows("2027年5月") {
            break;
        }
        window.click(Role::Button, "下个月");
    }
    let at = window.middle(Role::Button, "5月18日 评比，已完成");
    assert!(window.shows("5月12日 例会，不办"));
    // One column on is the next day, one row down the next week.
    window.hold(at, vec2(190.0, 0.0));
    window.press(at + vec2(190.0, 0.0), false);
    window.settle();
    assert_eq!((window.steps(), window.when("评比")), (1, "5月19日前".to_owned()));
    window.click(Role::Button, "5月19日 评比，已完成");
    window.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.when("评比"), "5月26日前");
    window.click(Role::Button, "5月12日 例会，不办");
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.when("例会"), "每月12日");
    assert!(window.shows("例行项按周期发生，不能拖动"));
}

#[test]
fn days_off_are_read_from_the_notice_and_kept() {
    let mut window = Window::with(&plan(&[("评比", Some("10月1日前"))]));
    window.click(Role::RadioButton, "月历");
    assert!(window.shows("2027年的放假安排尚未录入"));
    window.click(Role::Button, "录入放假安排…");
    window.click(Role::MultilineTextInput, "放假通知原文");
    let notice = "2027年部分节假日安排\n七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。";
    window.harness.event(egui::Event::Paste(notice.into()));
    window.settle();
    window.click(Role::Button, "读取");
    assert!(window.shows("读出2027年的 1 个假期、1 个上班的周末"));
    window.click(Role::Button, "保存");
    assert!(window.app().session().dialog.is_none());
    let holidays = &window.app().session().holidays;
    assert!(holidays.is_known(2027) && holidays.is_known(2026));
    assert!(!window.shows("放假安排尚未录入"));
    let path = window.folder.path().join("settings/holidays.ron");
    window.until("they are kept", |_| path.exists());
    let kept = planwright::track::Holidays::decode(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(kept.years().keys().copied().collect::<Vec<_>>(), [2027]);
}

#[test]
fn a_plan_of_a_month_shows_its_days() {
    let mut plan = plan(&[("评比", Some("5月18日前"))]);
    plan.period = Period::Month(Month::new(2027, 5).unwrap());
    let mut window = Window::with(&plan);
    assert!(window.harness.query_by_role_and_label(Role::RadioButton, "季度").is_none());
    // A day is about as wide as one of 31 columns, and one drag of that width moves by one day.
    let at = window.middle(Role::Button, "一1 评比，5月18日前，王芳，已完成");
    window.hold(at, vec2(35.0, 0.0));
    window.press(at + vec2(35.0, 0.0), false);
    window.settle();
    assert_eq!(window.when("评比"), "5月19日前");
    assert!(window.shows("5月18日：") || window.shows("5月19日：1 项"));
}

#[test]
fn the_time_line_zooms_by_keys_and_filters_by_owner() {
    let mut window = Window::with(&plan(&[("评比", Some("5月18日前"))]));
    window.click(Role::RadioButton, "月");
    let at = window.middle(Role::Button, "一1 评比，5月18日前，王芳，已完成");
    window.keys(Modifiers::NONE, Key::Num0);
    assert_ne!(window.middle(Role::Button, "一1 评比，5月18日前，王芳，已完成"), at);
    window.click(Role::ComboBox, "责任人：全部");
    window.click(Role::Button, "王芳");
    assert!(window.shows("责任人：王芳") && window.shows("一1 评比"));
}
