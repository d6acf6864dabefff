//! The window: glue between the toolkit and the session.
//!
//! `logic` takes what finished, dispatches what was asked, performs the effects; `ui` reads and
//! draws. Nothing here decides what the program does.

mod clock;
mod effects;
mod input_method;
mod instance;
mod jobs;
mod launch;
mod printing;
mod shelf;
mod typesetter;
mod window;

pub use launch::{LaunchError, run};

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use egui::ViewportCommand;

use crate::locale::Catalogue;
use crate::model::Language;
use crate::print::Endpoint;
use crate::session::printing::Look;
use crate::session::{Action, Effect, Finished, Session, TemplateAction, Theme};
use crate::ui::{self, View};

use effects::Effects;
use instance::Instance;
use typesetter::Typesetting;

/// The program in its window.
pub struct App {
    session: Session,
    view: View,
    effects: Effects,
    typesetting: Typesetting,
    /// The plan, the revision and the look whose pages were asked for last.
    typeset: Option<(u64, u64, Arc<Look>)>,
    title: String,
    theme: Option<Theme>,
    closing: bool,
    /// The plans of the last time that are still to be opened.
    reopening: window::Reopening,
    /// What later starts of the program ask for, and the lock that makes this one the first.
    later_starts: Option<(Receiver<instance::Request>, Instance)>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("session", &self.session).finish_non_exhaustive()
    }
}

/// What the program is started with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// A plan to open at once.
    pub plan: Option<PathBuf>,
    /// The folder of the settings; none keeps none.
    pub settings: Option<PathBuf>,
    /// The language of the system, as its tag.
    pub language: Option<String>,
    /// Whether paths are asked for with the program's own dialog, also where the system has one.
    pub own_dialogs: bool,
    /// Where the print service is looked for; none looks where the system says.
    pub print_service: Option<Vec<Endpoint>>,
}

impl App {
    /// Makes the program ready to be shown.
    #[must_use]
    pub fn new(ctx: &egui::Context, start: Start) -> Self {
        ui::install(ctx);
        let effects = Effects::new(ctx.clone(), start.settings, start.own_dialogs, start.print_service);
        let settings = effects.read_settings();
        let system: Language = Catalogue::language_of(start.language.as_deref());
        let mut app = Self {
            session: Session::new(settings, system),
            view: View::default(),
            typesetting: Typesetting::start(ctx.clone()),
            effects,
            typeset: None,
            title: String::new(),
            theme: None,
            closing: false,
            reopening: window::Reopening::default(),
            later_starts: None,
        };
        if let Some(read) = app.effects.read_holidays() {
            app.session.take_own_holidays(read);
        }
        app.dispatch(Action::Templates(TemplateAction::Read));
        app.begin_window(ctx, start.plan);
        app
    }

    /// Takes the plans that later starts of the program were given.
    fn listen(&mut self, ctx: &egui::Context, instance: Instance) {
        self.later_starts = Some((instance.listen(ctx.clone()), instance));
    }

    /// Opens what later starts of the program were given, and comes to the front for it.
    fn take_later_starts(&mut self, ctx: &egui::Context) {
        let Some((requests, _)) = &self.later_starts else { return };
        for request in requests.try_iter().collect::<Vec<_>>() {
            if let Some(path) = request.plan {
                self.view.flush();
                self.dispatch(Action::OpenPath(path));
            }
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
    }

    /// Returns the session, for tests.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Asks for something as a view would, for tests.
    pub fn ask(&mut self, action: Action) {
        self.view.push(action);
    }

    /// Returns the pages that are shown, for tests.
    #[must_use]
    pub fn pages(&self) -> Option<&crate::typeset::Pages> {
        self.view.shelf.pages().map(|(pages, _)| pages)
    }

    fn dispatch(&mut self, action: Action) {
        for effect in self.session.dispatch(action, clock::now()) {
            match effect {
                Effect::Quit => self.closing = true,
                effect => self.effects.perform(effect),
            }
        }
    }

    /// Has the pages set anew when the plan changed.
    fn typeset(&mut self) {
        match &self.session.open {
            Some(open) => {
                let look = self.session.printing.look();
                let (number, revision) = (open.number, open.document.revision());
                let is_same = |(known, at, before): &(u64, u64, Arc<Look>)| {
                    (*known, *at) == (number, revision) && Arc::ptr_eq(before, &look)
                };
                if !self.typeset.as_ref().is_some_and(is_same) {
                    // Pages of another plan or layout say nothing about these.
                    let is_alike = |(known, _, before): &(u64, u64, Arc<Look>)| {
                        *known == number && before.layout == look.layout
                    };
                    if !self.typeset.as_ref().is_some_and(is_alike) {
                        self.view.shelf.clear();
                    }
                    self.typesetting.set(number, open.plan().clone(), Arc::clone(&look));
                    self.typeset = Some((number, revision, look));
                }
            }
            None => {
                if self.typeset.take().is_some() {
                    self.view.shelf.clear();
                }
            }
        }
        let number = self.session.open.as_ref().map(|open| open.number);
        self.typesetting.deliver(number, &mut self.view.shelf);
        self.session.printing.refusal = self.view.shelf.refusal(&self.session.words);
        self.session.printing.pages = self.view.shelf.pages().map(|(pages, _)| pages.len());
    }

    fn follow_session(&mut self, ctx: &egui::Context) {
        // Commands to the window make it draw again: they are sent on a change only.
        let title = self.session.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        if self.theme != Some(self.session.settings.theme) {
            self.theme = Some(self.session.settings.theme);
            ctx.set_theme(match self.session.settings.theme {
                Theme::System => egui::ThemePreference::System,
                Theme::Light => egui::ThemePreference::Light,
                Theme::Dark => egui::ThemePreference::Dark,
            });
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.view.set_now(clock::now());
        self.session.today = clock::now().date();
        for finished in self.effects.finished() {
            let read = matches!(finished, Finished::Read { .. });
            self.dispatch(Action::Finished(finished));
            if read {
                self.reopen_next();
            }
        }
        self.session.is_dark = ctx.theme() == egui::Theme::Dark;
        if ctx.input(|input| input.viewport().close_requested()) {
            // What stands half-typed in a field belongs to the plan that is asked about.
            self.view.flush();
        }
        for action in self.view.take_actions() {
            self.dispatch(action);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dispatch(Action::CloseRequested);
        }
        self.take_later_starts(ctx);
        for path in dropped(ctx) {
            self.dispatch(Action::OpenPath(path));
        }
        self.typeset();
        self.follow_session(ctx);
        self.keep_window(ctx);
        if self.closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui::show(ui, &self.session, &mut self.view);
        let wanted = self.view.shelf.take_wanted();
        let pages = self.view.shelf.pages().map(|(pages, serial)| (pages.clone(), serial));
        self.typesetting.draw(pages, wanted);
        self.typesetting.draw_thumbnails(self.view.shelf.take_wanted_thumbnails());
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // Settings that were changed last may still be on their way to the disk.
        self.effects.wait();
    }
}

fn dropped(ctx: &egui::Context) -> Vec<PathBuf> {
    ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect())
}
