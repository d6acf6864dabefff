//! What a person can ask for without further data. Menu, shortcuts and the help page are made from
//! this table.

use super::{Screen, Session};

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $shortcut:expr;)*) => {
        /// A command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $name,)*
        }

        impl Command {
            /// Every command, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the key of the command's label in the catalogue.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Returns the keys that give the command.
            #[must_use]
            pub const fn shortcut(self) -> Option<Shortcut> {
                match self { $(Self::$name => $shortcut,)* }
            }
        }
    };
}

commands! {
    /// Go to the templates to begin a new plan.
    New = "command-new", ctrl(Key::N);
    /// Open a plan file.
    Open = "command-open", ctrl(Key::O);
    /// Save the plan.
    Save = "command-save", ctrl(Key::S);
    /// Save the plan under another name.
    SaveAs = "command-save-as", ctrl_shift(Key::S);
    /// Write the plan as a PDF.
    ExportPdf = "command-export-pdf", ctrl(Key::E);
    /// Close the plan.
    Close = "command-close", ctrl(Key::W);
    /// Bring the next open plan to the front.
    NextPlan = "command-next-plan", ctrl(Key::Tab);
    /// Bring the open plan before this one to the front.
    PreviousPlan = "command-previous-plan", ctrl_shift(Key::Tab);
    /// Leave the program.
    Quit = "command-quit", ctrl(Key::Q);
    /// Take the last step back.
    Undo = "command-undo", ctrl(Key::Z);
    /// Make the step again.
    Redo = "command-redo", ctrl(Key::Y);
    /// Add a section behind this one.
    AddSection = "command-add-section", ctrl_shift(Key::H);
    /// Add a goal.
    AddGoal = "command-add-goal", ctrl_shift(Key::G);
    /// Add a measure behind this one.
    AddMeasure = "command-add-measure", ctrl_shift(Key::M);
    /// Add a sub-measure.
    AddSubMeasure = "command-add-sub-measure", ctrl_shift(Key::U);
    /// Add a paragraph.
    AddParagraph = "command-add-paragraph", ctrl_shift(Key::J);
    /// Add an indicator to the goal or measure.
    AddIndicator = "command-add-indicator", ctrl_shift(Key::I);
    /// Give the measure a run-in title, or make it plain text again.
    ToggleTitle = "command-toggle-title", ctrl(Key::T);
    /// Make the record again behind itself.
    Duplicate = "command-duplicate", ctrl(Key::D);
    /// Take the record out.
    Remove = "command-remove", ctrl_shift(Key::Delete);
    /// Move the record up.
    MoveUp = "command-move-up", alt(Key::Up);
    /// Move the record down.
    MoveDown = "command-move-down", alt(Key::Down);
    /// Go to the next open blank.
    NextBlank = "command-next-blank", plain(Key::F8);
    /// Fill the open blanks.
    FillBlanks = "command-fill-blanks", shift(Key::F8);
    /// Go to the start screen.
    GoStart = "command-go-start", ctrl(Key::Num1);
    /// Go to the writing screen.
    GoWrite = "command-go-write", ctrl(Key::Num2);
    /// Go to the table.
    GoTable = "command-go-table", ctrl(Key::Num3);
    /// Show or hide the outline.
    ToggleOutline = "command-toggle-outline", plain(Key::F6);
    /// Show or hide the pages.
    TogglePages = "command-toggle-pages", plain(Key::F7);
    /// Change between light and dark.
    ToggleTheme = "command-toggle-theme", ctrl_shift(Key::L);
    /// Change the language of the program.
    SwitchLanguage = "command-switch-language", None;
    /// Find a command or a place in the plan.
    Palette = "command-palette", ctrl(Key::K);
    /// Show the keys of all commands.
    Shortcuts = "command-shortcuts", plain(Key::F1);
}

/// The keys that give a command. Control stands for Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// A key of a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as it is printed on the keyboard")]
pub enum Key {
    D,
    E,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    S,
    T,
    U,
    W,
    Y,
    Z,
    Num1,
    Num2,
    Num3,
    F1,
    F6,
    F7,
    F8,
    Tab,
    Delete,
    Up,
    Down,
}

#[expect(clippy::unnecessary_wraps, reason = "the table of commands holds options")]
const fn keys(ctrl: bool, shift: bool, alt: bool, key: Key) -> Option<Shortcut> {
    Some(Shortcut { ctrl, shift, alt, key })
}

const fn plain(key: Key) -> Option<Shortcut> {
    keys(false, false, false, key)
}

const fn shift(key: Key) -> Option<Shortcut> {
    keys(false, true, false, key)
}

const fn ctrl(key: Key) -> Option<Shortcut> {
    keys(true, false, false, key)
}

const fn ctrl_shift(key: Key) -> Option<Shortcut> {
    keys(true, true, false, key)
}

const fn alt(key: Key) -> Option<Shortcut> {
    keys(false, false, true, key)
}

impl Shortcut {
    /// Returns the shortcut as it is shown, such as `Ctrl+Shift+S`.
    #[must_use]
    pub fn shown(self) -> String {
        let mut out = String::new();
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                out.push_str(name);
            }
        }
        match self.key {
            Key::Num1 => out.push('1'),
            Key::Num2 => out.push('2'),
            Key::Num3 => out.push('3'),
            Key::Up => out.push('↑'),
            Key::Down => out.push('↓'),
            key => return format!("{out}{key:?}"),
        }
        out
    }
}

impl Command {
    /// Tells whether the command can be given now.
    #[must_use]
    pub fn is_enabled(self, session: &Session) -> bool {
        let writing = session.open.is_some() && session.screen == Screen::Write;
        let working = session.open.is_some() && session.screen != Screen::Start;
        let tabled = session.open.is_some() && session.screen == Screen::Table;
        match self {
            Self::New
            | Self::Open
            | Self::Quit
            | Self::GoStart
            | Self::ToggleTheme
            | Self::SwitchLanguage
            | Self::Palette
            | Self::Shortcuts => true,
            Self::Save | Self::SaveAs | Self::ExportPdf | Self::Close | Self::GoWrite | Self::GoTable => {
                session.open.is_some()
            }
            Self::NextPlan | Self::PreviousPlan => session.plans().nth(1).is_some(),
            Self::Undo => {
                working && session.open.as_ref().is_some_and(|open| open.document.undo_name().is_some())
            }
            Self::Redo => {
                working && session.open.as_ref().is_some_and(|open| open.document.redo_name().is_some())
            }
            Self::AddSection
            | Self::AddGoal
            | Self::AddParagraph
            | Self::ToggleOutline
            | Self::TogglePages
            | Self::NextBlank => writing,
            Self::AddMeasure | Self::FillBlanks => writing || tabled,
            Self::AddSubMeasure | Self::AddIndicator | Self::ToggleTitle | Self::Duplicate => {
                writing && session.focus.is_some()
            }
            Self::Remove | Self::MoveUp | Self::MoveDown => (writing || tabled) && session.focus.is_some(),
        }
    }

    /// Tells whether the command is given for a record.
    #[must_use]
    pub const fn is_of_record(self) -> bool {
        matches!(
            self,
            Self::AddSection
                | Self::AddGoal
                | Self::AddMeasure
                | Self::AddParagraph
                | Self::AddSubMeasure
                | Self::AddIndicator
                | Self::ToggleTitle
                | Self::Duplicate
                | Self::Remove
                | Self::MoveUp
                | Self::MoveDown
        )
    }
}
