//! Find and replace, the palette and the keys of commands, worked in the window by names and roles.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use planwright::app::{App, Start};
use planwright::file;
use planwright::model::{Language, Plan, query};
use planwright::session::{Command, Dialog, Settings, Theme};
use tempfile::TempDir;

use crate::sample_plan::hall_plan;

struct Window {
    harness: Harness<'static, App>,
    folder: TempDir,
}

impl Window {
    fn with(plan: &Plan) -> Self {
        let folder = TempDir::new().unwrap();
        let settings = folder.path().join("settings");
        std::fs::create_dir(&settings).unwrap();
        let light = Settings { theme: Theme::Light, ..Settings::default() };
        std::fs::write(settings.join("settings.ron"), light.encode()).unwrap();
        let path = folder.path().join("甲.plan.ron");
        file::write(&path, plan, None).unwrap();
        let start = Start {
            plan: Some(path),
            settings: Some(settings),
            language: Some("zh-CN".into()),
            own_dialogs: true,
            ..Start::default()
        };
        let harness = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_theme(egui::Theme::Light)
            .with_max_steps(30)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start));
        let mut window = Self { harness, folder };
        window.until("the plan is open", |app| app.session().plan().is_some());
        window
    }

    fn settle(&mut self) {
        self.harness.run_ok();
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

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn write(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.settle();
    }

    fn click(&mut self, role: Role, name: &str) {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().click();
        self.settle();
    }

    fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Waits for the finds of what was typed in the bar.
    fn found(&mut self, count: usize) {
        self.until("the finds are there", |app| {
            let find = &app.session().find;
            find.found().is_some_and(|found| found.query == *find.query())
                && find.finds().is_some_and(|finds| finds.hits.len() == count)
        });
    }

    fn characters(&self) -> String {
        let mut all = String::new();
        let plan = self.app().session().plan().unwrap();
        planwright::edit::for_each_field(plan, &mut |_, text| {
            all.push_str(text.as_str());
            all.push('\n');
        });
        all
    }
}

#[test]
fn words_are_found_and_replaced_in_one_step() {
    let plan = hall_plan();
    let mut window = Window::with(&plan);
    let before = window.characters();
    let count = before.matches("客户").count();
    assert!(count > 2);
    window.key(Modifiers::COMMAND, Key::H);
    window.write("客户");
    window.found(count);
    assert!(window.shows(&format!("共 {count} 处")));
    window.key(Modifiers::NONE, Key::Tab);
    window.write("顾客");
    window.click(Role::Button, "列出全部");
    assert!(window.harness.query_by_role_and_label(Role::CheckBox, "替换第 1 处").is_some());
    window.harness.get_by_role_and_label(Role::CheckBox, "替换第 1 处").click();
    window.settle();
    window.click(Role::Button, &format!("全部替换（{} 处）", count - 1));
    window.until("it is replaced", |app| app.session().find.replaced().is_some());
    assert_eq!(window.characters().matches("顾客").count(), count - 1);
    assert!(window.shows(&format!("已替换 {} 处", count - 1)));
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.characters(), before);
}

#[test]
fn an_exploding_expression_is_refused_at_the_field() {
    let mut window = Window::with(&hall_plan());
    let before = window.characters();
    window.key(Modifiers::COMMAND, Key::F);
    let regex = "正则表达式（替换为里用 $1、$2 表示分组）";
    window.click(Role::Button, regex);
    window.key(Modifiers::COMMAND, Key::F);
    window.write("(a{1000}){1000}");
    window.until("it is refused", |app| app.session().find.fault().is_some());
    assert!(window.shows("这个表达式展开后太大"));
    assert_eq!(window.characters(), before);
    // And what comes next is found.
    window.key(Modifiers::COMMAND, Key::F);
    window.key(Modifiers::COMMAND, Key::A);
    window.write("客.");
    window.until("it is found", |app| app.session().find.finds().is_some_and(|finds| !finds.hits.is_empty()));
    assert!(!window.shows("这个表达式展开后太大"));
}

#[test]
fn going_to_a_find_selects_it_in_its_field() {
    let plan = hall_plan();
    let mut window = Window::with(&plan);
    let count = window.characters().matches("客户").count();
    window.key(Modifiers::COMMAND, Key::F);
    window.write("客户");
    window.found(count);
    window.key(Modifiers::NONE, Key::F3);
    // What is typed now takes the place of what was found.
    window.write("来人");
    let now = window.characters();
    assert_eq!(now.matches("客户").count(), count - 1);
    assert!(now.contains("来人"));
    window.key(Modifiers::COMMAND, Key::F);
    window.key(Modifiers::NONE, Key::Escape);
    assert!(!window.app().session().find.is_open);
}

#[test]
fn going_to_a_find_in_a_detail_opens_its_field() {
    let mut window = Window::with(&hall_plan());
    assert_eq!(window.characters().matches("闭门").count(), 1);
    window.key(Modifiers::COMMAND, Key::F);
    window.write("闭门");
    window.found(1);
    window.key(Modifiers::NONE, Key::F3);
    window.write("开门");
    assert!(window.characters().contains("改在周六上午开门进行"));
}

#[test]
fn notices_are_closed_by_their_button_and_by_escape() {
    let mut window = Window::with(&hall_plan());
    let name = planwright::locale::Catalogue::new(Language::ZhCn).text("notice-dismiss");
    for by_key in [false, true] {
        window.harness.state_mut().ask(planwright::session::Action::RefusePaste(1_000_000));
        window.settle();
        assert_eq!(window.app().session().notices.len(), 1);
        // With real clicks, which go to whatever lies on top.
        if by_key {
            window.key(Modifiers::NONE, Key::Escape);
        } else {
            let at = window.harness.get_by_role_and_label(Role::Button, &name).rect().center();
            window.harness.hover_at(at);
            window.settle();
            for pressed in [true, false] {
                let button = egui::PointerButton::Primary;
                let modifiers = Modifiers::NONE;
                window.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
                // One frame: what is held for long is no click.
                window.harness.step();
            }
            window.settle();
        }
        assert!(window.app().session().notices.is_empty(), "by key: {by_key}");
    }
}

#[test]
fn commands_are_found_by_sound_and_in_the_other_language() {
    let mut window = Window::with(&hall_plan());
    for typed in ["bc", "baocun", "save"] {
        window.key(Modifiers::COMMAND, Key::K);
        assert_eq!(window.app().session().dialog, Some(Dialog::Palette));
        window.write(typed);
        assert!(window.harness.query_by_role_and_label(Role::Button, "保存").is_some(), "{typed}");
        window.key(Modifiers::NONE, Key::Escape);
    }
    window.key(Modifiers::COMMAND, Key::K);
    window.write("qsys");
    window.key(Modifiers::NONE, Key::Escape);
    window.key(Modifiers::COMMAND, Key::K);
    window.write("浅色");
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().session().settings.theme, Theme::Dark);
    assert_eq!(window.app().session().settings.recent_commands, [Command::ToggleTheme.name()]);
    window.key(Modifiers::COMMAND, Key::K);
    assert!(window.shows("最近使用"));
}

#[test]
fn a_person_leads_to_their_measures() {
    let plan = hall_plan();
    let person = plan.people.first().unwrap();
    let name = person.name.as_str().to_owned();
    let mut window = Window::with(&plan);
    window.key(Modifiers::COMMAND, Key::K);
    window.write(&format!("@{name}"));
    window.key(Modifiers::NONE, Key::Enter);
    assert!(window.shows(&format!("{name} 的措施")));
    window.key(Modifiers::NONE, Key::Enter);
    let session = window.app().session();
    assert_eq!(session.dialog, None);
    let focus = session.focus.unwrap();
    let measure = query::measures(session.plan().unwrap())
        .into_iter()
        .find(|measure| measure.id.id() == focus)
        .unwrap();
    assert!(measure.owners.iter().any(|owner| matches!(
        owner.who, planwright::model::Who::Person(id) if id == person.id
    )));
}

#[test]
fn a_key_is_given_by_pressing_it() {
    let mut window = Window::with(&hall_plan());
    window.key(Modifiers::COMMAND, Key::K);
    window.write("设置快捷键");
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().session().dialog, Some(Dialog::ChangeKeys));
    window.write("浅色");
    let add = "给“浅色与深色”加快捷键";
    // A key that fields need is refused, with the reason.
    window.click(Role::Button, add);
    window.key(Modifiers::COMMAND, Key::A);
    assert!(window.shows("复制、粘贴、全选或删除"));
    // A key that another command has is offered.
    window.click(Role::Button, add);
    window.key(Modifiers::COMMAND, Key::E);
    assert!(window.shows("已经是“导出 PDF…”的快捷键"));
    window.click(Role::Button, "改给这条命令");
    assert_eq!(window.app().session().keymap.of(Command::ExportPdf), []);
    window.click(Role::Button, add);
    window.key(Modifiers::NONE, Key::F9);
    window.click(Role::Button, "完成");
    // It works, and it is kept.
    for key in [(Modifiers::NONE, Key::F9), (Modifiers::COMMAND, Key::E)] {
        let before = window.app().session().settings.theme;
        window.key(key.0, key.1);
        assert_ne!(window.app().session().settings.theme, before);
    }
    let kept = window.folder.path().join("settings/settings.ron");
    window.until("the settings are kept", |_| {
        let text = std::fs::read_to_string(&kept).unwrap_or_default();
        Settings::decode(&text).keys.contains_key(Command::ToggleTheme.name())
    });
}

#[test]
fn the_help_tells_every_key_and_finds_it() {
    let mut window = Window::with(&hall_plan());
    window.key(Modifiers::NONE, Key::F1);
    assert!(window.shows("另存为… Ctrl+Shift+S"));
    assert!(window.shows("输入框里"));
    window.write("shift+f3");
    assert!(window.shows("查找上一处 Shift+F3"));
    assert!(!window.shows("另存为… Ctrl+Shift+S"));
    let words = planwright::locale::Catalogue::new(Language::ZhCn);
    window.click(Role::Button, &words.text(Command::ChangeKeys.key()));
    assert_eq!(window.app().session().dialog, Some(Dialog::ChangeKeys));
}
