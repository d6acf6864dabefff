//! The views: they read the session, draw, and hand back actions. They change nothing themselves.
//!
//! [`View`] holds what is the views' own: scroll positions, half-typed text, which nodes are folded,
//! the pictures of pages.

mod calendar;
mod choices;
mod compare;
mod dialogs;
mod entry;
mod field;
mod find;
mod import;
mod inspector;
mod keycaps;
mod keymap;
mod lately;
mod menu;
mod notices;
mod pages;
mod parts;
mod print;
mod shell;
mod start;
mod status;
mod table;
mod tabs;
mod theme;
mod wrap;
mod write;
mod year;

pub use pages::{PageFault, PageRequest, PageShelf, Picture, SetPages, Thumbnail, ThumbnailRequest};

use egui::Ui;

use crate::session::{Action, Command, Screen, Session};

/// The views' own state, and the actions they hand back.
#[derive(Default)]
pub struct View {
    /// What was asked for since the actions were taken last.
    actions: Vec<Action>,
    /// The pictures of the printed pages.
    pub shelf: PageShelf,
    notices: notices::NoticesView,
    editing: field::Editing,
    calendar: calendar::CalendarView,
    inspector: inspector::InspectorView,
    write: write::WriteView,
    table: table::TableView,
    compare: compare::CompareView,
    import: import::ImportView,
    counted: lately::Lately<(crate::model::query::Counts, usize)>,
    entry: entry::EntryView,
    known: entry::KnownCache,
    year: year::YearView,
    print: print::PrintView,
    start: start::StartView,
    dialogs: dialogs::DialogView,
    find: find::FindView,
    /// The plan that the views were of last.
    plan_number: Option<u64>,
    /// What the views keep of the plans behind it: scroll positions, what is folded.
    behind: std::collections::HashMap<u64, (write::WriteView, year::YearView)>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").field("actions", &self.actions).finish_non_exhaustive()
    }
}

impl View {
    /// Takes the actions that were handed back.
    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    /// Tells the views the day and time.
    pub const fn set_now(&mut self, now: chrono::NaiveDateTime) {
        self.start.today = Some(now);
    }

    /// Reads what stands in the focused value field, as if it were left now.
    pub fn flush(&mut self) {
        self.actions.extend(self.table.flush());
        self.editing.flush();
        let read = self.editing.take_read();
        self.actions.extend(read);
    }

    /// Hands back an action.
    pub(crate) fn push(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// Sets faces, colours and type.
pub fn install(ctx: &egui::Context) {
    theme::install(ctx);
}

/// Shows the program and collects what is asked of it.
pub fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let number = session.open.as_ref().map(|open| open.number);
    if view.plan_number != number {
        // Another plan: nothing half-typed, folded or measured in the last one is of it.
        view.editing.forget();
        view.calendar = calendar::CalendarView::default();
        view.inspector = inspector::InspectorView::default();
        let next = number.and_then(|number| view.behind.remove(&number)).unwrap_or_default();
        let last = (std::mem::replace(&mut view.write, next.0), std::mem::replace(&mut view.year, next.1));
        if let Some(last_number) = view.plan_number {
            view.behind.insert(last_number, last);
        }
        view.plan_number = number;
        view.behind.retain(|number, _| session.open_plan(*number).is_some());
        view.table = table::TableView::default();
        view.compare = compare::CompareView::default();
        view.print = print::PrintView::default();
        view.counted.forget();
    }
    view.editing.learn(session);
    view.editing.learn_missing(view.shelf.pages());
    if view.editing.begin(ui) {
        view.push(Action::CloseTyping);
    }
    // Keys that an input method works with are its own.
    if !view.editing.is_composing() && !dialogs::is_open(session) {
        view.calendar.take_keys(ui);
        table::claim_keys(ui, session, view);
        let commands = keymap::commands(ui, session);
        if !commands.is_empty() {
            view.flush();
        }
        let selected = view.editing.selected(ui);
        view.start.to_search |= start::is_shown(session)
            && commands.iter().any(|action| matches!(action, Action::Command(Command::Find)));
        let commands: Vec<Action> =
            commands.into_iter().map(|action| find::with_selection(session, action, &selected)).collect();
        view.actions.extend(commands);
    }
    if session.screen == Screen::Write && !view.editing.is_composing() && !dialogs::is_open(session) {
        write::take_clipboard(ui, session, view);
    }
    view.editing.marks.follow(session);
    shell::show(ui, session, view);
    field::menu::show(ui, session, view);
    dialogs::show(ui, session, view);
    if let Some(intent) = view.editing.take_intent() {
        intent.name(&mut view.actions);
    }
    let read = view.editing.take_read();
    // What was read from a field comes before what was asked for after leaving it.
    view.actions.splice(0..0, read);
    if view.actions.iter().any(|action| matches!(action, Action::Command(Command::New))) {
        view.start.to_templates = true;
    }
    if view.actions.iter().any(|action| matches!(action, Action::MakePlan { .. })) {
        view.start.found();
    }
    inspector::follow(session, view);
    if !view.actions.is_empty() {
        ui.ctx().request_repaint();
    }
}
