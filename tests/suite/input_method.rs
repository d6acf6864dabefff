//! Writing Chinese with a real input method into the real window, on X11 and on Wayland.
//!
//! Needs fcitx5 with pinyin, and for Wayland sway and wtype; `tests/run` installs them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Stdio;

use planwright::file;

use crate::window::{Desk, Helper, Program, TOOLS, lacks, measures, pause, wait};

const METHOD: [&str; 3] = ["fcitx5", "fcitx5-remote", "dbus-daemon"];
/// A user and group without rights: sway does not run as root.
const NOBODY: u32 = 65534;

/// Starts fcitx5 with pinyin, on a session bus of its own.
fn start_method(desk: &mut Desk, in_place: bool) {
    let config = desk.folder.path().join("home/.config/fcitx5");
    fs::create_dir_all(config.join("conf")).unwrap();
    let profile = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\
        [Groups/0/Items/0]\nName=keyboard-us\n[Groups/0/Items/1]\nName=pinyin\n[GroupOrder]\n0=Default\n";
    fs::write(config.join("profile"), profile).unwrap();
    let in_place = if in_place { "True" } else { "False" };
    fs::write(config.join("conf/xim.conf"), format!("UseOnTheSpot={in_place}\n")).unwrap();
    let mut bus = desk
        .command("dbus-daemon")
        .args(["--session", "--nofork", "--print-address=1"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
    desk.helpers.insert(0, Helper(bus));
    desk.environment.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), address.trim().to_owned()));
    desk.environment.push(("XMODIFIERS".to_owned(), "@im=fcitx".to_owned()));
    let method = desk.start("fcitx5", &[]);
    desk.helpers.insert(0, method);
    wait("the input method answers", || desk.tool("fcitx5-remote", &[]).filter(|state| !state.is_empty()));
    desk.settle();
}

/// Turns pinyin on, as soon as a field has the focus.
fn turn_on(desk: &Desk) {
    wait("pinyin is on", || {
        desk.tool("fcitx5-remote", &["-s", "pinyin"])?;
        (desk.tool("fcitx5-remote", &["-n"])? == "pinyin").then_some(())
    });
}

fn pinyin(desk: &Desk, letters: &str) {
    desk.tool("xdotool", &["type", "--delay", "150", letters]).unwrap();
    desk.settle();
}

/// Writes with pinyin into measures and into the field of a value, and takes it back.
fn write_on_x11(in_place: bool, picture: &str) {
    if lacks(&TOOLS) || lacks(&METHOD) {
        return;
    }
    let mut desk = Desk::new();
    start_method(&mut desk, in_place);
    let path = desk.folder.path().join("plan.plan.ron");
    make_plan(&desk, &path);
    let program = Program::open_plan(&desk, &path);
    desk.keys(&["ctrl+shift+m"]);
    turn_on(&desk);
    pinyin(&desk, "nihao");
    desk.picture(picture);
    desk.keys(&["space"]);
    // It goes on working when another field has the focus.
    desk.keys(&["Return"]);
    pinyin(&desk, "shijie");
    // Keys of the input method are nobody else's: this takes back a letter, this goes to the next
    // candidate and back, and this gives the composing up.
    desk.keys(&["BackSpace", "e", "Down", "Up", "space"]);
    pinyin(&desk, "gongzuo");
    desk.keys(&["Escape"]);
    // A word that is written and taken back. The composing lasted longer than a pause.
    pause(1_500);
    pinyin(&desk, "peixun");
    pause(1_500);
    desk.keys(&["space"]);
    desk.tool("fcitx5-remote", &["-s", "keyboard-us"]).unwrap();
    desk.keys(&["ctrl+z"]);
    desk.keys(&["ctrl+s"]);
    wait("what was written is saved", || {
        let written = measures(&file::read(&path).unwrap().plan);
        written.windows(2).any(|two| two == ["你好", "世界"]).then_some(())
    });
    desk.keys(&["ctrl+z", "ctrl+z", "ctrl+s"]);
    wait("what was taken back is saved", || {
        let written = measures(&file::read(&path).unwrap().plan);
        assert!(
            written.iter().all(|text| !text.contains(char::is_alphabetic) || !text.is_ascii()),
            "{written:?}"
        );
        (!written.contains(&"世界".to_owned())).then_some(())
    });
    program.quit(&desk);
}

#[test]
fn pinyin_is_written_with_a_window_of_its_own() {
    write_on_x11(false, "input-method.png");
}

#[test]
fn pinyin_is_written_in_place() {
    write_on_x11(true, "input-method-in-place.png");
}

/// A desk on a Wayland compositor that draws nowhere.
fn wayland() -> Desk {
    let mut desk = Desk::without_display();
    let run = desk.folder.path().join("run");
    let config = run.join("sway");
    // The input method is slow at its first key, and would take it for one that is held down.
    let lines = "output HEADLESS-1 resolution 1440x900\ndefault_border none\n\
        input * repeat_delay 30000\ninput * repeat_rate 1\n";
    fs::write(&config, lines).unwrap();
    desk.environment.extend([
        ("WLR_BACKENDS".to_owned(), "headless".to_owned()),
        ("WLR_RENDERER".to_owned(), "pixman".to_owned()),
        ("WLR_LIBINPUT_NO_DEVICES".to_owned(), "1".to_owned()),
    ]);
    let config = config.display().to_string();
    let is_root = fs::metadata(&run).map(|run| std::os::unix::fs::MetadataExt::uid(&run)).unwrap() == 0;
    let sway = if is_root {
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o711)).unwrap();
        fs::set_permissions(&run, fs::Permissions::from_mode(0o700)).unwrap();
        chown(&run, Some(NOBODY), Some(NOBODY)).unwrap();
        let user = NOBODY.to_string();
        desk.start("setpriv", &["--reuid", &user, "--regid", &user, "--clear-groups", "sway", "-c", &config])
    } else {
        desk.start("sway", &["-c", &config])
    };
    desk.helpers.push(sway);
    let socket = wait("the compositor answers", || {
        let names =
            fs::read_dir(&run).unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        names.into_iter().find(|name| name.starts_with("wayland-") && !name.contains("lock"))
    });
    desk.environment.push(("WAYLAND_DISPLAY".to_owned(), socket));
    desk
}

/// Makes a plan file, and returns what its measures say.
fn make_plan(desk: &Desk, path: &Path) -> Vec<String> {
    let file = path.display().to_string();
    let arguments = ["new", "--template", "personal-annual", "--year", "2027", "-o", &file];
    desk.tool(env!("CARGO_BIN_EXE_planwright"), &arguments).unwrap();
    measures(&file::read(path).unwrap().plan)
}

/// Writes a new measure into the plan with these keys, saves it, takes the writing back and saves it
/// again. All keys come in one go: the compositor does not survive a keyboard that goes while an input
/// method has hold of it.
fn write_on_wayland(desk: &Desk, letters: &[&str], wanted: &str) {
    let path = desk.folder.path().join("plan.plan.ron");
    let before = make_plan(desk, &path);
    for wait_for in ["3000", "9000"] {
        let mut program = desk.start(env!("CARGO_BIN_EXE_planwright"), &[&path.display().to_string()]);
        let mut keys =
            vec!["-s", wait_for, "-M", "ctrl", "-M", "shift", "-k", "m", "-m", "shift", "-m", "ctrl"];
        keys.extend(["-s", wait_for, "-d", "150"]);
        keys.extend(letters);
        let save = ["-s", "1500", "-M", "ctrl", "-k", "s", "-m", "ctrl", "-s", "3000"];
        keys.extend(save);
        keys.extend(["-M", "ctrl", "-k", "z", "-m", "ctrl"]);
        keys.extend(save);
        let mut typist = desk.start("wtype", &keys);
        if !wanted.is_ascii() {
            turn_on(desk);
        }
        let mut was_there = false;
        let begun = std::time::Instant::now();
        let said = loop {
            assert!(program.0.try_wait().unwrap().is_none() || was_there, "the program has ended");
            let said = file::read(&path).map(|opened| measures(&opened.plan)).unwrap_or_default();
            let added: Vec<&String> = said.iter().filter(|text| !before.contains(text)).collect();
            assert!(added.iter().all(|text| text.is_empty() || *text == wanted), "{added:?}");
            was_there |= added.iter().any(|text| *text == wanted);
            if typist.0.try_wait().unwrap().is_some() || begun.elapsed().as_secs() > 60 {
                break said;
            }
            pause(100);
        };
        if was_there {
            assert!(!said.contains(&wanted.to_owned()), "it was not taken back: {said:?}");
            return;
        }
        eprintln!("the window was not ready after {wait_for} ms");
    }
    panic!("{wanted} was never in the plan");
}

#[test]
fn the_window_takes_text_on_wayland() {
    if lacks(&["sway", "wtype", "setpriv"]) {
        return;
    }
    let desk = wayland();
    write_on_wayland(&desk, &["ledger"], "ledger");
}

#[test]
fn pinyin_is_written_in_place_on_wayland() {
    if lacks(&["sway", "wtype", "setpriv"]) || lacks(&METHOD) {
        return;
    }
    let mut desk = wayland();
    start_method(&mut desk, true);
    write_on_wayland(&desk, &["nihao", "-s", "800", "-k", "space"], "你好");
}
