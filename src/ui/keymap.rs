//! The keys of the commands, in the window's terms.

use egui::{KeyboardShortcut, Modifiers, Ui};

use crate::session::{Action, Command, Key, Shortcut};

/// Takes the keys of commands out of the input, before any field sees them, and returns the commands.
pub(crate) fn commands(ui: &Ui) -> Vec<Action> {
    let mut shortcuts: Vec<(KeyboardShortcut, Command)> =
        Command::ALL.iter().filter_map(|command| Some((in_window(command.shortcut()?), *command))).collect();
    // Two commands have second keys, by old habit.
    let habits = [(Key::Z, Command::Redo), (Key::P, Command::Palette)];
    for (key, command) in habits {
        shortcuts.push((in_window(Shortcut { ctrl: true, shift: true, alt: false, key }), command));
    }
    // More held keys first: Ctrl+S must not take what was meant as Ctrl+Shift+S.
    shortcuts.sort_by_key(|(shortcut, _)| {
        let held = shortcut.modifiers;
        std::cmp::Reverse(u8::from(held.shift) + u8::from(held.alt) + u8::from(held.command))
    });
    ui.input_mut(|input| {
        shortcuts
            .into_iter()
            .filter(|(shortcut, _)| input.consume_shortcut(shortcut))
            .map(|(_, command)| Action::Command(command))
            .collect()
    })
}

fn in_window(shortcut: Shortcut) -> KeyboardShortcut {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers = modifiers.plus(Modifiers::COMMAND);
    }
    if shortcut.shift {
        modifiers = modifiers.plus(Modifiers::SHIFT);
    }
    if shortcut.alt {
        modifiers = modifiers.plus(Modifiers::ALT);
    }
    KeyboardShortcut::new(modifiers, key(shortcut.key))
}

const fn key(key: Key) -> egui::Key {
    match key {
        Key::D => egui::Key::D,
        Key::E => egui::Key::E,
        Key::G => egui::Key::G,
        Key::H => egui::Key::H,
        Key::I => egui::Key::I,
        Key::J => egui::Key::J,
        Key::K => egui::Key::K,
        Key::L => egui::Key::L,
        Key::M => egui::Key::M,
        Key::N => egui::Key::N,
        Key::O => egui::Key::O,
        Key::P => egui::Key::P,
        Key::Q => egui::Key::Q,
        Key::S => egui::Key::S,
        Key::T => egui::Key::T,
        Key::U => egui::Key::U,
        Key::W => egui::Key::W,
        Key::Y => egui::Key::Y,
        Key::Z => egui::Key::Z,
        Key::Num1 => egui::Key::Num1,
        Key::Num2 => egui::Key::Num2,
        Key::Num3 => egui::Key::Num3,
        Key::F1 => egui::Key::F1,
        Key::F6 => egui::Key::F6,
        Key::F7 => egui::Key::F7,
        Key::F8 => egui::Key::F8,
        Key::Tab => egui::Key::Tab,
        Key::Delete => egui::Key::Delete,
        Key::Up => egui::Key::ArrowUp,
        Key::Down => egui::Key::ArrowDown,
    }
}
