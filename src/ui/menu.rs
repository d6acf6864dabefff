//! Menus, made from the commands.

use egui::{Button, RichText, Ui};

use super::View;
use super::theme::{Type, palette};
use crate::model::Id;
use crate::session::{Action, Command, Group, Session};

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
    let keys = session.shown_keys(command);
    let button = Button::new(RichText::new(&label).font(Type::BUTTON.font()))
        .frame_when_inactive(false)
        .min_size(egui::vec2(220.0, 30.0))
        .right_text(RichText::new(keys).font(Type::CAPTION.font()).color(p.text_weak));
    let response = ui.add_enabled(enabled, button).accessible_name(&label);
    if response.clicked() {
        // What is selected stays so if the menu is that of a selected record.
        if record != session.focus && !record.is_some_and(|id| session.selection.contains(id)) {
            view.push(Action::Focus(record));
        }
        view.push(Action::Command(command));
        ui.close();
    }
}

/// Shows commands in groups, a line between two of them.
pub(crate) fn groups(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    groups: &[&[Command]],
    record: Option<Id>,
) {
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            ui.separator();
        }
        for command in *group {
            item_for(ui, session, view, *command, record);
        }
    }
}

/// Shows commands in a menu of their own, behind a word.
pub(crate) fn submenu(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    key: &str,
    commands: &[Command],
    record: Option<Id>,
) {
    let label = session.words.text(key);
    let button = Button::new(RichText::new(&label).font(Type::BUTTON.font()))
        .frame_when_inactive(false)
        .min_size(egui::vec2(220.0, 30.0))
        .right_text(egui::containers::menu::SubMenuButton::arrow_atom(None));
    egui::containers::menu::SubMenuButton::from_button(button).ui(ui, |ui| {
        for command in commands {
            item_for(ui, session, view, *command, record);
        }
    });
}

/// Shows the main menu: every command, by the menus that desktop programs have.
pub(crate) fn main(ui: &mut Ui, session: &Session, view: &mut View) {
    for group in Group::ALL {
        let label = session.words.text(group.key());
        let button = Button::new(RichText::new(&label).font(Type::BUTTON.font()))
            .frame_when_inactive(false)
            .min_size(egui::vec2(160.0, 30.0))
            .right_text(egui::containers::menu::SubMenuButton::arrow_atom(None));
        egui::containers::menu::SubMenuButton::from_button(button).ui(ui, |ui| {
            let mut last = None;
            for command in Command::ALL.iter().filter(|command| command.group() == group) {
                // The quit command stands apart, as everywhere.
                if *command == Command::Quit && last.is_some() {
                    ui.separator();
                }
                item(ui, session, view, *command);
                last = Some(*command);
            }
        });
    }
}

/// Returns a command's label with its keys, for tooltips.
pub(crate) fn with_keys(session: &Session, command: Command) -> String {
    let label = session.words.text(command.key());
    let keys = session.shown_keys(command);
    if keys.is_empty() { label } else { format!("{label} ({keys})") }
}
