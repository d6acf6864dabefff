//! The keys of the commands, in the window's terms.

use egui::{Event, Ui};

use crate::session::{Action, Key, Screen, Session, Shortcut};

/// Takes the keys of commands out of the input, before any field sees them, and returns the commands.
pub(crate) fn commands(ui: &Ui, session: &Session) -> Vec<Action> {
    ui.input_mut(|input| {
        let mut given = Vec::new();
        let mut writes = false;
        input.events.retain(|event| {
            let Some(shortcut) = pressed(event) else { return true };
            let Some(command) = session.keymap.command(shortcut) else { return true };
            // The review of an import has keys of its own.
            if session.screen == Screen::Import && !command.is_enabled(session) {
                return true;
            }
            // Where records are no rows of a document, other views use these keys themselves.
            if command.is_of_record() && session.screen != Screen::Write && !command.is_enabled(session) {
                return true;
            }
            writes |= shortcut.alt && !shortcut.ctrl;
            given.push(Action::Command(command));
            false
        });
        if writes {
            // With Alt held, the key's letter comes as text beside the key.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
        given
    })
}

/// Returns the shortcut that was pressed, if the event is one.
pub(crate) fn pressed(event: &Event) -> Option<Shortcut> {
    let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return None };
    // Shift makes another sign of a digit; what is printed on the key tells it then.
    let key = of_window(*key).or_else(|| of_window((*physical_key)?))?;
    Some(Shortcut { ctrl: modifiers.command, shift: modifiers.shift, alt: modifiers.alt, key })
}

const fn of_window(key: egui::Key) -> Option<Key> {
    use egui::Key as Of;
    Some(match key {
        Of::A => Key::A,
        Of::B => Key::B,
        Of::C => Key::C,
        Of::D => Key::D,
        Of::E => Key::E,
        Of::F => Key::F,
        Of::G => Key::G,
        Of::H => Key::H,
        Of::I => Key::I,
        Of::J => Key::J,
        Of::K => Key::K,
        Of::L => Key::L,
        Of::M => Key::M,
        Of::N => Key::N,
        Of::O => Key::O,
        Of::P => Key::P,
        Of::Q => Key::Q,
        Of::R => Key::R,
        Of::S => Key::S,
        Of::T => Key::T,
        Of::U => Key::U,
        Of::V => Key::V,
        Of::W => Key::W,
        Of::X => Key::X,
        Of::Y => Key::Y,
        Of::Z => Key::Z,
        Of::Num0 => Key::Num0,
        Of::Num1 => Key::Num1,
        Of::Num2 => Key::Num2,
        Of::Num3 => Key::Num3,
        Of::Num4 => Key::Num4,
        Of::Num5 => Key::Num5,
        Of::Num6 => Key::Num6,
        Of::Num7 => Key::Num7,
        Of::Num8 => Key::Num8,
        Of::Num9 => Key::Num9,
        Of::F1 => Key::F1,
        Of::F2 => Key::F2,
        Of::F3 => Key::F3,
        Of::F4 => Key::F4,
        Of::F5 => Key::F5,
        Of::F6 => Key::F6,
        Of::F7 => Key::F7,
        Of::F8 => Key::F8,
        Of::F9 => Key::F9,
        Of::F10 => Key::F10,
        Of::F11 => Key::F11,
        Of::F12 => Key::F12,
        Of::ArrowUp => Key::Up,
        Of::ArrowDown => Key::Down,
        Of::ArrowLeft => Key::Left,
        Of::ArrowRight => Key::Right,
        Of::Home => Key::Home,
        Of::End => Key::End,
        Of::PageUp => Key::PageUp,
        Of::PageDown => Key::PageDown,
        Of::Insert => Key::Insert,
        Of::Delete => Key::Delete,
        Of::Backspace => Key::Backspace,
        Of::Enter => Key::Enter,
        Of::Tab => Key::Tab,
        Of::Space => Key::Space,
        Of::Escape => Key::Escape,
        Of::Comma => Key::Comma,
        Of::Period => Key::Period,
        Of::Slash | Of::Questionmark => Key::Slash,
        Of::Semicolon | Of::Colon => Key::Semicolon,
        Of::Quote => Key::Quote,
        Of::OpenBracket | Of::OpenCurlyBracket => Key::OpenBracket,
        Of::CloseBracket | Of::CloseCurlyBracket => Key::CloseBracket,
        Of::Backslash | Of::Pipe => Key::Backslash,
        Of::Minus => Key::Minus,
        Of::Equals | Of::Plus => Key::Equals,
        Of::Backtick => Key::Backtick,
        _ => return None,
    })
}
