//! Changing the keys of commands: a key is given by pressing it.

use egui::{Event, ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::keycaps;
use super::super::keymap::pressed;
use super::super::parts::{Button, ButtonKind, icon_button, words};
use super::super::theme::{Type, palette};
use super::{heading, input, paragraph};
use crate::locale::pinyin;
use crate::session::{Action, Answer, Command, Group, Key, KeysAction, Reserved, Session, Shortcut};

/// What the dialog keeps while it is open.
#[derive(Default)]
pub(crate) struct KeysView {
    /// The command whose key is to be pressed now.
    waiting: Option<Command>,
    /// What was pressed and cannot be given at once.
    refused: Option<Refusal>,
}

/// Keys that were pressed for a command and not given to it at once.
#[derive(Clone, Copy)]
struct Refusal {
    command: Command,
    shortcut: Option<Shortcut>,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    /// They are not to be had.
    Reserved(Reserved),
    /// Another command has them.
    Taken(Command),
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    let width = (ui.ctx().content_rect().width() - 120.0).clamp(360.0, 720.0);
    ui.set_width(width);
    if fresh {
        view.dialogs.filter.clear();
        view.dialogs.keys = KeysView::default();
    }
    capture(ui, session, view);
    heading(ui, &session.words.text("keys-heading"));
    paragraph(ui, &session.words.text("keys-text"));
    let mut filter = std::mem::take(&mut view.dialogs.filter);
    let name = session.words.text("keys-search");
    let field = input(ui, &mut filter, &name, &name, width - 20.0);
    if fresh {
        field.response.request_focus();
    }
    let wanted = filter.trim().to_lowercase();
    view.dialogs.filter = filter;
    let height = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 520.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height.min(420.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for group in Group::ALL {
                let fits = |command: &&Command| {
                    let label = session.words.text(command.key());
                    label.to_lowercase().contains(&wanted)
                        || pinyin::spells(&label, &wanted)
                        || session
                            .keymap
                            .of(**command)
                            .iter()
                            .any(|shortcut| shortcut.shown().to_lowercase().contains(&wanted))
                };
                let commands: Vec<&Command> =
                    Command::ALL.iter().filter(|command| command.group() == group).filter(fits).collect();
                if commands.is_empty() {
                    continue;
                }
                ui.add_space(10.0);
                words(ui, &session.words.text(group.key()), Type::CHIP.emphasised(), p.text);
                ui.separator();
                for command in commands {
                    row(ui, session, view, *command);
                }
            }
        });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let done = session.words.text("button-done");
        if Button::new(ButtonKind::Primary, &done).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
        let changed = Command::ALL.iter().any(|command| session.keymap.is_changed(*command));
        let reset = session.words.text("keys-reset-all");
        if Button::new(ButtonKind::Normal, &reset).enabled(changed).show(ui).clicked() {
            view.dialogs.keys = KeysView::default();
            view.push(Action::Keys(KeysAction::ResetAll));
        }
    });
}

/// Takes the keys that are pressed for a command.
fn capture(ui: &Ui, session: &Session, view: &mut View) {
    let Some(command) = view.dialogs.keys.waiting else { return };
    let events = ui.input_mut(|input| {
        let (keys, rest) = std::mem::take(&mut input.events).into_iter().partition(|event| {
            matches!(event, Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_))
        });
        input.events = rest;
        let keys: Vec<Event> = keys;
        keys
    });
    for event in &events {
        let refuse = |shortcut, why| Some(Refusal { command, shortcut, why });
        let keys = &mut view.dialogs.keys;
        match event {
            // The window makes events of their own of these keys.
            Event::Copy | Event::Cut | Event::Paste(_) => {
                keys.waiting = None;
                keys.refused = refuse(None, Why::Reserved(Reserved::Fields));
            }
            event => {
                let Some(shortcut) = pressed(event) else { continue };
                keys.waiting = None;
                if shortcut.key == Key::Escape && !shortcut.ctrl && !shortcut.alt && !shortcut.shift {
                    continue;
                }
                if let Some(reserved) = shortcut.reserved() {
                    keys.refused = refuse(Some(shortcut), Why::Reserved(reserved));
                } else if let Some(other) = session.keymap.command(shortcut).filter(|other| *other != command)
                {
                    keys.refused = refuse(Some(shortcut), Why::Taken(other));
                } else {
                    give(session, view, command, shortcut);
                }
            }
        }
    }
}

fn give(session: &Session, view: &mut View, command: Command, shortcut: Shortcut) {
    let mut shortcuts = session.keymap.of(command).to_vec();
    if !shortcuts.contains(&shortcut) {
        shortcuts.push(shortcut);
    }
    view.push(Action::Keys(KeysAction::Set(command, shortcuts)));
}

fn row(ui: &mut Ui, session: &Session, view: &mut View, command: Command) {
    let p = palette(ui);
    let label = session.words.text(command.key());
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.allocate_ui(vec2((ui.available_width() * 0.44).max(120.0), 28.0), |ui| {
            ui.set_min_width(ui.available_width());
            words(ui, &label, Type::BODY, p.text);
        });
        let shortcuts = session.keymap.of(command);
        for shortcut in shortcuts {
            keycaps::show(ui, *shortcut);
            let args = [("keys", shortcut.shown().into()), ("command", label.clone().into())];
            if icon_button(ui, Icon::X, 12.0, &session.words.with("keys-remove", &args), true).clicked() {
                let rest = shortcuts.iter().copied().filter(|known| known != shortcut).collect();
                view.push(Action::Keys(KeysAction::Set(command, rest)));
            }
        }
        if view.dialogs.keys.waiting == Some(command) {
            words(ui, &session.words.text("keys-press"), Type::CHIP.emphasised(), p.accent);
        } else {
            let args = [("command", label.clone().into())];
            if icon_button(ui, Icon::Plus, 14.0, &session.words.with("keys-add", &args), true).clicked() {
                view.dialogs.keys = KeysView { waiting: Some(command), refused: None };
            }
        }
        if session.keymap.is_changed(command) {
            let args = [("command", label.clone().into())];
            if icon_button(ui, Icon::RotateCcw, 14.0, &session.words.with("keys-reset", &args), true)
                .clicked()
            {
                view.push(Action::Keys(KeysAction::Reset(command)));
            }
        }
    });
    let Some(refusal) = view.dialogs.keys.refused.filter(|refusal| refusal.command == command) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(30.0);
        if let Some(shortcut) = refusal.shortcut {
            keycaps::show(ui, shortcut);
        }
        match (refusal.why, refusal.shortcut) {
            (Why::Taken(other), Some(shortcut)) => {
                let other = session.words.text(other.key());
                let text = session.words.with("keys-taken", &[("command", other.into())]);
                words(ui, &text, Type::CHIP, p.due);
                let take = session.words.text("keys-take");
                if Button::new(ButtonKind::Normal, &take).small().show(ui).clicked() {
                    view.dialogs.keys.refused = None;
                    give(session, view, command, shortcut);
                }
                let cancel = session.words.text("button-cancel");
                if Button::new(ButtonKind::Text, &cancel).small().show(ui).clicked() {
                    view.dialogs.keys.refused = None;
                }
            }
            (Why::Taken(_), None) => {}
            (Why::Reserved(reserved), _) => {
                words(ui, &session.words.text(reserved.key()), Type::CHIP, p.late);
            }
        }
    });
}
