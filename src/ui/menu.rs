//! Menus, made from the commands.

use egui::{Button, RichText, Ui};

use super::View;
use super::theme::{Type, palette};
use crate::model::Id;
use crate::session::{Action, Command, Session};

/// Shows a command in a menu.
pub(crate) fn item(ui: &mut Ui, session: &Session, view: &mut View, command: Command) {
    item_for(ui, session, view, command, session.focus);
}

/// Shows a command that is given for a record.
pub(crate) fn item_for(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    command: Command,
    record: Option<Id>,
) {
    let p = palette(ui);
    let label = session.words.text(command.key());
    let enabled = command.is_enabled(session) || (record.is_some() && command.is_of_record());
    let keys = command.shortcut().map(crate::session::Shortcut::shown).unwrap_or_default();
    let button = Button::new(RichText::new(&label).font(Type::BUTTON.font()))
        .frame_when_inactive(false)
        .min_size(egui::vec2(220.0, 30.0))
        .right_text(RichText::new(keys).font(Type::CAPTION.font()).color(p.text_weak));
    let response = ui.add_enabled(enabled, button).accessible_name(&label);
    if response.clicked() {
        if record != session.focus {
            view.push(Action::Focus(record));
        }
        view.push(Action::Command(command));
        ui.close();
    }
}

/// The commands of the main menu, in groups.
const GROUPS: [&[Command]; 4] = [
    &[Command::New, Command::Open, Command::Save, Command::SaveAs, Command::ExportPdf],
    &[Command::Undo, Command::Redo, Command::NextBlank, Command::FillBlanks],
    &[
        Command::ToggleOutline,
        Command::TogglePages,
        Command::ToggleTheme,
        Command::SwitchLanguage,
        Command::Shortcuts,
    ],
    &[Command::NextPlan, Command::PreviousPlan, Command::Close, Command::Quit],
];

/// Shows the main menu.
pub(crate) fn main(ui: &mut Ui, session: &Session, view: &mut View) {
    for (index, group) in GROUPS.iter().enumerate() {
        if index > 0 {
            ui.separator();
        }
        for command in *group {
            item(ui, session, view, *command);
        }
    }
}

/// Returns a command's label with its keys, for tooltips.
pub(crate) fn with_keys(session: &Session, command: Command) -> String {
    let label = session.words.text(command.key());
    match command.shortcut() {
        Some(keys) => format!("{label} ({})", keys.shown()),
        None => label,
    }
}
