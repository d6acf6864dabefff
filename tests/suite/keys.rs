//! The keys of commands, as the user changes them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::model::Language;
use planwright::session::{
    Action, Command, Effect, Key, Keymap, KeysAction, Reserved, Session, Settings, Shortcut,
};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

fn keys(text: &str) -> Shortcut {
    text.parse().unwrap()
}

/// Changes keys and returns the settings that are kept.
fn change(session: &mut Session, action: KeysAction) -> Settings {
    let effects = session.dispatch(Action::Keys(action), now());
    match effects.into_iter().next() {
        Some(Effect::KeepSettings(settings)) => settings,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shortcuts_are_read_as_they_are_shown() {
    for key in Key::ALL {
        for held in 0..8 {
            let shortcut = Shortcut { ctrl: held & 1 > 0, shift: held & 2 > 0, alt: held & 4 > 0, key: *key };
            assert_eq!(shortcut.shown().parse(), Ok(shortcut));
        }
    }
    for none in ["", "Ctrl+", "Meta+S", "Ctrl+Ctrl", "S+Ctrl"] {
        assert!(none.parse::<Shortcut>().is_err(), "{none}");
    }
}

#[test]
fn keys_that_others_need_are_reserved() {
    for (text, why) in [
        ("A", Reserved::Writes),
        ("Shift+7", Reserved::Writes),
        (",", Reserved::Writes),
        ("Ctrl+A", Reserved::Fields),
        ("Ctrl+V", Reserved::Fields),
        ("Ctrl+Shift+V", Reserved::Fields),
        ("Backspace", Reserved::Fields),
        ("Ctrl+Delete", Reserved::Fields),
        ("Ctrl+←", Reserved::Moves),
        ("Shift+Home", Reserved::Moves),
        ("Tab", Reserved::Moves),
        ("Ctrl+Esc", Reserved::Moves),
        ("Shift+Tab", Reserved::Moves),
        ("Enter", Reserved::Moves),
        ("Alt+F4", Reserved::Window),
        ("Ctrl+Alt+F1", Reserved::Window),
        ("Ctrl+=", Reserved::Zoom),
        ("Ctrl+0", Reserved::Zoom),
    ] {
        assert_eq!(keys(text).reserved(), Some(why), "{text}");
    }
    for text in ["Ctrl+B", "F5", "Shift+F5", "Alt+↑", "Ctrl+Shift+7", "Ctrl+Enter", "Alt+A", "Ctrl+,"] {
        assert_eq!(keys(text).reserved(), None, "{text}");
    }
}

#[test]
fn a_command_gets_other_keys_and_its_own_again() {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    assert_eq!(session.keymap.command(keys("Ctrl+S")), Some(Command::Save));
    let kept = change(&mut session, KeysAction::Set(Command::Save, vec![keys("F9"), keys("Ctrl+S")]));
    assert_eq!(session.shown_keys(Command::Save), "F9");
    assert!(session.keymap.is_changed(Command::Save));
    // The settings keep it.
    let read = Settings::decode(&kept.encode());
    assert_eq!(Keymap::new(&read.keys), session.keymap);
    // Keys that another command had are taken from it.
    change(&mut session, KeysAction::Set(Command::Save, vec![keys("Ctrl+E")]));
    assert_eq!(session.keymap.command(keys("Ctrl+E")), Some(Command::Save));
    assert!(session.keymap.of(Command::ExportPdf).is_empty());
    assert_eq!(session.keymap.command(keys("Ctrl+S")), None);
    // And come back to it.
    change(&mut session, KeysAction::Reset(Command::ExportPdf));
    assert_eq!(session.keymap.command(keys("Ctrl+E")), Some(Command::ExportPdf));
    assert!(session.keymap.of(Command::Save).is_empty());
    let kept = change(&mut session, KeysAction::ResetAll);
    assert_eq!(session.keymap, Keymap::new(&BTreeMap::new()));
    assert!(kept.keys.is_empty());
    // Reserved keys are not given.
    change(&mut session, KeysAction::Set(Command::Save, vec![keys("Ctrl+A"), keys("F9")]));
    assert_eq!(session.keymap.of(Command::Save), [keys("F9")]);
}

#[test]
fn what_is_not_understood_in_the_settings_is_passed_over() {
    let text = "(keys: {\"save\": [\"F9\", \"Hyper+S\"], \"of-tomorrow\": [\"F12\"]})";
    let mut session = Session::new(Settings::decode(text), Language::ZhCn);
    assert_eq!(session.keymap.of(Command::Save), [keys("F9")]);
    let kept = change(&mut session, KeysAction::Reset(Command::Save));
    assert_eq!(kept.keys.keys().collect::<Vec<_>>(), ["of-tomorrow"], "a newer program's keys stay");
    // A key that the user gave away is no longer that of the command that had it.
    let session = Session::new(Settings::decode("(keys: {\"save\": [\"Ctrl+Z\"]})"), Language::ZhCn);
    assert_eq!(session.keymap.command(keys("Ctrl+Z")), Some(Command::Save));
    assert!(session.keymap.of(Command::Undo).is_empty());
}

#[test]
fn settings_of_every_command_have_a_name_of_their_own() {
    let names: std::collections::BTreeSet<&str> = Command::ALL.iter().map(|command| command.name()).collect();
    assert_eq!(names.len(), Command::ALL.len());
}

#[test]
fn commands_of_the_palette_are_remembered() {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    for command in [Command::ToggleTheme, Command::Shortcuts, Command::ToggleTheme] {
        session.dispatch(Action::FromPalette(command), now());
    }
    assert_eq!(session.settings.recent_commands, ["toggle-theme", "shortcuts"]);
}
