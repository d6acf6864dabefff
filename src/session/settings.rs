//! What the user set, kept between runs as RON in the settings folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::printing::PrintSettings;
use super::table::TableSettings;
use super::window::WindowSettings;
use crate::entry::{KnownName, names_of};
use crate::model::{Language, Plan, PlanStatus};

/// The user's settings and the recent plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Settings {
    /// The language of the program; none follows the system.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the outline is shown.
    pub outline: bool,
    /// Whether the pages are shown.
    pub pages: bool,
    /// How wide the outline is, in points.
    pub outline_width: f32,
    /// How wide the pages are, in points.
    pub pages_width: f32,
    /// Whether all fields of what is edited are shown.
    pub inspector: bool,
    /// Whether calendars show the numbers of the weeks.
    pub week_numbers: bool,
    /// What was set of the table.
    pub table: TableSettings,
    /// What was set of printing.
    pub printing: PrintSettings,
    /// The window, and the plans that were open in it.
    pub window: WindowSettings,
    /// Whether marks behind Chinese writing become full-width ones while typing.
    pub punctuation: bool,
    /// The plans that were open last, newest first.
    pub recent: Vec<Recent>,
    /// The keys that the user gave to commands, by the commands' names: all keys of each.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The names of the commands that were given in the palette last, newest first.
    pub recent_commands: Vec<String>,
    /// The people, posts and departments of plans that were open, newest first: what the fields for
    /// owners know beyond the plan. It is kept on this computer like the other settings.
    pub names: Vec<KnownName>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            outline: true,
            pages: true,
            outline_width: 248.0,
            pages_width: 484.0,
            inspector: false,
            week_numbers: false,
            table: TableSettings::default(),
            printing: PrintSettings::default(),
            window: WindowSettings::default(),
            punctuation: true,
            recent: Vec::new(),
            keys: BTreeMap::new(),
            recent_commands: Vec::new(),
            names: Vec::new(),
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A plan that was open, with what is shown of it without opening it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recent {
    /// Its file.
    pub path: PathBuf,
    /// Its title then.
    pub title: String,
    /// Its period then, as shown in the plan's language.
    pub period: String,
    /// Its status then.
    pub status: PlanStatus,
    /// How many measures it had.
    pub measures: usize,
    /// How many blanks were open.
    pub open_blanks: usize,
    /// When it was last saved or opened.
    pub at: NaiveDateTime,
}

impl Settings {
    /// How many recent plans are remembered.
    pub const MAX_RECENT: usize = 12;
    /// How many names are remembered.
    pub const MAX_NAMES: usize = 400;

    /// How many commands of the palette are remembered.
    pub const MAX_COMMANDS: usize = 12;

    /// Reads settings. What cannot be read gives the default ones: settings are no work that could
    /// be lost.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        ron::from_str(text).unwrap_or_default()
    }

    /// Writes settings.
    #[must_use]
    pub fn encode(&self) -> String {
        // Writing plain records to a string has nothing to fail at.
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }

    /// Puts a command at the head of the recent ones.
    pub(super) fn remember_command(&mut self, name: &str) {
        self.recent_commands.retain(|known| known != name);
        self.recent_commands.insert(0, name.to_owned());
        self.recent_commands.truncate(Self::MAX_COMMANDS);
    }

    /// Puts a plan at the head of the recent ones.
    pub(super) fn remember(&mut self, path: &Path, plan: &Plan, at: NaiveDateTime) {
        let recent = Recent {
            path: path.to_owned(),
            title: crate::locale::shown(&plan.title),
            period: crate::locale::words::period(plan.language, plan.period),
            status: plan.status,
            measures: crate::model::query::counts(plan).measures,
            open_blanks: crate::model::query::open_blanks(plan).len(),
            at,
        };
        self.recent.retain(|known| known.path != path);
        self.recent.insert(0, recent);
        self.recent.truncate(Self::MAX_RECENT);
        self.learn(plan);
    }

    /// Puts the names that a plan uses at the head of the known ones.
    fn learn(&mut self, plan: &Plan) {
        let mut names = names_of(plan);
        names.truncate(Self::MAX_NAMES);
        let same = |a: &KnownName, b: &KnownName| a.kind == b.kind && a.name == b.name;
        self.names.retain(|known| !names.iter().any(|new| same(known, new)));
        self.names.splice(0..0, names);
        self.names.truncate(Self::MAX_NAMES);
    }
}
