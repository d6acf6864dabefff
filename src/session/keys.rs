//! Keys: what a shortcut is, which ones stay with fields and the window, and which command each gives.
//!
//! A shortcut names the key as it is printed on a keyboard of the usual layout, and is kept in the
//! settings as it is shown: `Ctrl+Shift+S`. What the user changed is kept by the command's name, as
//! the whole list of its shortcuts; commands that are not there keep their usual ones.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Command, Session};

macro_rules! keys {
    ($($name:ident = $shown:literal;)*) => {
        /// A key of a shortcut.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is named as it is printed on the keyboard")]
        pub enum Key {
            $($name,)*
        }

        impl Key {
            /// Every key that a shortcut can have.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns what is printed on the key.
            #[must_use]
            pub const fn shown(self) -> &'static str {
                match self { $(Self::$name => $shown,)* }
            }
        }
    };
}

keys! {
    A = "A"; B = "B"; C = "C"; D = "D"; E = "E"; F = "F"; G = "G"; H = "H"; I = "I"; J = "J"; K = "K";
    L = "L"; M = "M"; N = "N"; O = "O"; P = "P"; Q = "Q"; R = "R"; S = "S"; T = "T"; U = "U"; V = "V";
    W = "W"; X = "X"; Y = "Y"; Z = "Z";
    Num0 = "0"; Num1 = "1"; Num2 = "2"; Num3 = "3"; Num4 = "4"; Num5 = "5"; Num6 = "6"; Num7 = "7";
    Num8 = "8"; Num9 = "9";
    F1 = "F1"; F2 = "F2"; F3 = "F3"; F4 = "F4"; F5 = "F5"; F6 = "F6"; F7 = "F7"; F8 = "F8"; F9 = "F9";
    F10 = "F10"; F11 = "F11"; F12 = "F12";
    Up = "↑"; Down = "↓"; Left = "←"; Right = "→";
    Home = "Home"; End = "End"; PageUp = "PageUp"; PageDown = "PageDown";
    Insert = "Insert"; Delete = "Delete"; Backspace = "Backspace"; Enter = "Enter"; Tab = "Tab";
    Space = "Space"; Escape = "Esc";
    Comma = ","; Period = "."; Slash = "/"; Semicolon = ";"; Quote = "'"; OpenBracket = "[";
    CloseBracket = "]"; Backslash = "\\"; Minus = "-"; Equals = "="; Backtick = "`";
}

/// The keys that give a command. Control stands for Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    /// With Control held.
    pub ctrl: bool,
    /// With Shift held.
    pub shift: bool,
    /// With Alt held.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

#[expect(clippy::unnecessary_wraps, reason = "the table of commands holds options")]
const fn keys(ctrl: bool, shift: bool, alt: bool, key: Key) -> Option<Shortcut> {
    Some(Shortcut { ctrl, shift, alt, key })
}

pub(super) const fn plain(key: Key) -> Option<Shortcut> {
    keys(false, false, false, key)
}

pub(super) const fn shift(key: Key) -> Option<Shortcut> {
    keys(false, true, false, key)
}

pub(super) const fn ctrl(key: Key) -> Option<Shortcut> {
    keys(true, false, false, key)
}

pub(super) const fn ctrl_shift(key: Key) -> Option<Shortcut> {
    keys(true, true, false, key)
}

pub(super) const fn alt(key: Key) -> Option<Shortcut> {
    keys(false, false, true, key)
}

pub(super) const fn alt_shift(key: Key) -> Option<Shortcut> {
    keys(false, true, true, key)
}

/// Why a shortcut cannot be given to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// The keys write a character.
    Writes,
    /// Fields need the keys to select, copy, cut, paste or delete.
    Fields,
    /// The keys move the caret or the focus, or answer a question.
    Moves,
    /// The window or the system takes the keys.
    Window,
    /// The keys make everything larger or smaller.
    Zoom,
}

impl Reserved {
    /// Returns the key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Writes => "keys-reserved-writes",
            Self::Fields => "keys-reserved-fields",
            Self::Moves => "keys-reserved-moves",
            Self::Window => "keys-reserved-window",
            Self::Zoom => "keys-reserved-zoom",
        }
    }
}

impl Shortcut {
    /// Returns the names of the keys in the order in which they are shown.
    pub fn caps(self) -> impl Iterator<Item = &'static str> {
        [(self.ctrl, "Ctrl"), (self.alt, "Alt"), (self.shift, "Shift")]
            .into_iter()
            .filter_map(|(held, name)| held.then_some(name))
            .chain(std::iter::once(self.key.shown()))
    }

    /// Returns the shortcut as it is shown, such as `Ctrl+Shift+S`.
    #[must_use]
    pub fn shown(self) -> String {
        self.caps().collect::<Vec<_>>().join("+")
    }

    /// Tells why the keys cannot be given to a command, if they cannot.
    #[must_use]
    pub fn reserved(self) -> Option<Reserved> {
        let held = self.ctrl || self.alt;
        match self.key {
            Key::Escape => Some(Reserved::Moves),
            Key::Tab if !self.ctrl || self.alt => Some(Reserved::Moves),
            Key::F4 if self.alt => Some(Reserved::Window),
            Key::Enter | Key::Space | Key::PageUp | Key::PageDown if !held => Some(Reserved::Moves),
            Key::Up | Key::Down | Key::Left | Key::Right | Key::Home | Key::End if !self.alt => {
                Some(Reserved::Moves)
            }
            Key::Delete | Key::Backspace if !(self.alt || self.ctrl && self.shift) => Some(Reserved::Fields),
            Key::Insert if !self.alt => Some(Reserved::Fields),
            Key::A | Key::C | Key::V | Key::X if self.ctrl && !self.shift && !self.alt => {
                Some(Reserved::Fields)
            }
            Key::V if self.ctrl && !self.alt => Some(Reserved::Fields),
            Key::Minus | Key::Equals | Key::Num0 if self.ctrl && !self.alt => Some(Reserved::Zoom),
            key if key >= Key::F1 && key <= Key::F12 => {
                // Control, Alt and a function key leave the desktop on many systems.
                (self.ctrl && self.alt).then_some(Reserved::Window)
            }
            Key::Enter | Key::Tab | Key::Space | Key::PageUp | Key::PageDown => None,
            _ if !held => Some(Reserved::Writes),
            _ => None,
        }
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

/// A text that names no shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no shortcut")]
pub struct NoShortcut;

impl FromStr for Shortcut {
    type Err = NoShortcut;

    fn from_str(text: &str) -> Result<Self, NoShortcut> {
        let mut rest = text.trim();
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        while let Some((held, tail)) = rest.split_once('+') {
            match held {
                "Ctrl" => ctrl = true,
                "Alt" => alt = true,
                "Shift" => shift = true,
                _ => return Err(NoShortcut),
            }
            rest = tail;
        }
        let key = Key::ALL.iter().copied().find(|key| key.shown() == rest).ok_or(NoShortcut)?;
        Ok(Self { ctrl, shift, alt, key })
    }
}

/// Which keys give which command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    of: Vec<(Command, Vec<Shortcut>)>,
}

impl Keymap {
    /// Makes the keymap of what the user changed, by the commands' names. Names that are no command
    /// and texts that are no shortcut are passed over.
    #[must_use]
    pub fn new(changed: &BTreeMap<String, Vec<String>>) -> Self {
        let set: Vec<Option<Vec<Shortcut>>> = Command::ALL
            .iter()
            .map(|command| {
                let shortcuts = changed.get(command.name())?;
                Some(shortcuts.iter().filter_map(|text| text.parse().ok()).collect())
            })
            .collect();
        // Keys that the user gave away are no longer those of a command that came later.
        let taken: Vec<Shortcut> = set.iter().flatten().flatten().copied().collect();
        let of = Command::ALL.iter().zip(set).map(|(command, set)| {
            let usual = || usual(*command).into_iter().filter(|shortcut| !taken.contains(shortcut)).collect();
            (*command, set.unwrap_or_else(usual))
        });
        Self { of: of.collect() }
    }

    /// Returns the keys that give a command, the one to be shown first.
    #[must_use]
    pub fn of(&self, command: Command) -> &[Shortcut] {
        self.of.iter().find(|(known, _)| *known == command).map_or(&[], |(_, shortcuts)| shortcuts)
    }

    /// Returns the command that the keys give.
    #[must_use]
    pub fn command(&self, shortcut: Shortcut) -> Option<Command> {
        self.of.iter().find(|(_, shortcuts)| shortcuts.contains(&shortcut)).map(|(command, _)| *command)
    }

    /// Tells whether the user gave a command other keys than its usual ones.
    #[must_use]
    pub fn is_changed(&self, command: Command) -> bool {
        self.of(command) != usual(command)
    }

    /// Gives a command these keys, and takes each from the command that had it.
    fn set(&mut self, command: Command, shortcuts: &[Shortcut]) {
        for (known, held) in &mut self.of {
            if *known == command {
                held.clear();
                for shortcut in shortcuts.iter().filter(|shortcut| shortcut.reserved().is_none()) {
                    if !held.contains(shortcut) {
                        held.push(*shortcut);
                    }
                }
            } else {
                held.retain(|shortcut| !shortcuts.contains(shortcut));
            }
        }
    }

    /// Returns what differs from the usual keys, for the settings.
    #[must_use]
    pub fn changed(&self) -> BTreeMap<String, Vec<String>> {
        self.of
            .iter()
            .filter(|(command, shortcuts)| *shortcuts != usual(*command))
            .map(|(command, shortcuts)| {
                (command.name().to_owned(), shortcuts.iter().map(ToString::to_string).collect())
            })
            .collect()
    }
}

/// Returns the usual keys of a command.
fn usual(command: Command) -> Vec<Shortcut> {
    command.default_shortcut().into_iter().chain(command.habit()).collect()
}

/// A change of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeysAction {
    /// A command gets these keys; other commands lose them.
    Set(Command, Vec<Shortcut>),
    /// A command gets its usual keys again; other commands lose them.
    Reset(Command),
    /// All commands get their usual keys again.
    ResetAll,
}

impl Session {
    /// Returns the keys of a command as they are shown, or nothing if it has none.
    #[must_use]
    pub fn shown_keys(&self, command: Command) -> String {
        self.keymap.of(command).first().map(|shortcut| shortcut.shown()).unwrap_or_default()
    }

    pub(super) fn change_keys(&mut self, action: KeysAction) {
        match action {
            KeysAction::Set(command, shortcuts) => self.keymap.set(command, &shortcuts),
            KeysAction::Reset(command) => self.keymap.set(command, &usual(command)),
            KeysAction::ResetAll => self.keymap = Keymap::new(&BTreeMap::new()),
        }
        let unknown = self
            .settings
            .keys
            .iter()
            .filter(|(name, _)| !Command::ALL.iter().any(|command| command.name() == name.as_str()))
            .map(|(name, shortcuts)| (name.clone(), shortcuts.clone()));
        // What a newer version of the program knows is none of ours to forget.
        self.settings.keys = unknown.chain(self.keymap.changed()).collect();
    }
}
