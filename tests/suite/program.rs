//! The program in a window without a display, for tests that work it by what a screen reader sees.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use planwright::app::{App, Start};
use planwright::model::*;
use planwright::session::{Dialog, Settings, Theme};
use tempfile::TempDir;

pub(crate) const SIZE: [f32; 2] = [1440.0, 900.0];
/// How long work on other threads may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The program, with settings of its own and a folder for its files.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
    pub(crate) folder: Arc<TempDir>,
}

impl Window {
    pub(crate) fn open(plan: Option<PathBuf>) -> Self {
        Self::open_in(Arc::new(TempDir::new().unwrap()), plan, SIZE)
    }

    pub(crate) fn open_in(folder: Arc<TempDir>, plan: Option<PathBuf>, size: [f32; 2]) -> Self {
        Self::open_with(folder, Start { plan, ..Start::default() }, size)
    }

    /// Opens the program in a folder, with settings and language of its own.
    pub(crate) fn open_with(folder: Arc<TempDir>, start: Start, size: [f32; 2]) -> Self {
        let settings = folder.path().join("settings");
        if !settings.exists() {
            std::fs::create_dir(&settings).unwrap();
            let light = Settings { theme: Theme::Light, ..Settings::default() };
            std::fs::write(settings.join("settings.ron"), light.encode()).unwrap();
        }
        let language = start.language.clone().or_else(|| Some("zh-CN".into()));
        let start = Start { settings: Some(settings), language, own_dialogs: true, ..start };
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_max_steps(30)
            // As fast as a display: slower, and every key would seem to come after a pause.
            .with_step_dt(1.0 / 60.0)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start));
        let mut window = Self { harness, folder };
        window.settle();
        window
    }

    /// A window with a plan made from the template for one person.
    pub(crate) fn with_new_plan() -> Self {
        let mut window = Self::open(None);
        window.click(Role::Button, &template_name());
        window.key(Key::Enter);
        window.until("the plan is made", |app| app.session().plan().is_some());
        window
    }

    /// Draws until nothing wants to be drawn any more, or for a while.
    pub(crate) fn settle(&mut self) {
        self.harness.run_ok();
    }

    /// Draws until something is the case, which other threads may have to bring about.
    pub(crate) fn until(&mut self, what: &str, is: impl Fn(&App) -> bool) {
        let begun = Instant::now();
        while !is(self.app()) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
            self.harness.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        self.settle();
    }

    pub(crate) fn app(&self) -> &App {
        self.harness.state()
    }

    pub(crate) fn plan(&self) -> &Plan {
        self.app().session().plan().unwrap()
    }

    pub(crate) fn steps(&self) -> usize {
        self.app().session().open.as_ref().unwrap().document.steps()
    }

    pub(crate) fn click(&mut self, role: Role, name: &str) {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().click();
        self.settle();
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.settle();
    }

    pub(crate) fn ime(&mut self, event: ImeEvent) {
        self.harness.event(Event::Ime(event));
        self.settle();
    }

    /// Puts the caret at the end of the first measure in view.
    pub(crate) fn go_to_a_measure(&mut self) {
        self.click(Role::MultilineTextInput, "措施");
        self.keys(Modifiers::COMMAND, Key::End);
        assert!(matches!(self.focused(), Some(Focused::Measure(_))));
    }

    pub(crate) fn focused(&self) -> Option<Focused> {
        let id = self.app().session().focus?;
        Some(match self.plan().node(id)? {
            planwright::model::tree::Node::Measure(measure) => Focused::Measure(measure),
            _ => Focused::Other,
        })
    }

    pub(crate) fn measure(&self) -> Arc<Measure> {
        match self.focused() {
            Some(Focused::Measure(measure)) => measure,
            _ => panic!("no measure has the focus"),
        }
    }

    pub(crate) fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Saves by the keyboard, through the program's own dialog.
    pub(crate) fn save_as(&mut self, path: &Path) {
        self.keys(Modifiers::COMMAND, Key::S);
        self.until("a path is asked for", |app| matches!(app.session().dialog, Some(Dialog::Path { .. })));
        self.keys(Modifiers::COMMAND, Key::A);
        self.write(&path.display().to_string());
        self.key(Key::Enter);
        self.until("the file is written", |app| !app.session().is_modified());
    }
}

pub(crate) enum Focused {
    Measure(Arc<Measure>),
    Other,
}

pub(crate) fn template_name() -> String {
    planwright::template::by_id("personal-annual").unwrap().name.clone()
}

/// What a measure says, its title included.
pub(crate) fn said(measure: &Measure) -> String {
    format!("{}{}", measure.title, measure.text)
}

pub(crate) fn preedit(text: &str) -> ImeEvent {
    ImeEvent::Preedit { text: text.into(), active_range_chars: Some(0..text.chars().count()) }
}
