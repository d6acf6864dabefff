//! The real program in a real window, on a display of its own, worked by the keyboard.
//!
//! Needs Xvfb, openbox, xdotool, xclip and `ImageMagick`; `tests/run` installs them. A test that lacks
//! one says so and is skipped, unless `PLANWRIGHT_NO_SKIP` is set, as `tests/run` does where it can
//! install.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use planwright::file;
use planwright::model::{Language, Plan, query};
use planwright::session::{Settings, Theme};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);
/// What an open window at rest may take of one core.
const MOST_AT_REST: f64 = 0.05;

/// Says why a test is skipped, where it may be.
pub(crate) fn lacks(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    let missing: Vec<&str> = programs.iter().copied().filter(|name| !found(name)).collect();
    if missing.is_empty() {
        return false;
    }
    assert!(std::env::var_os("PLANWRIGHT_NO_SKIP").is_none(), "missing: {}", missing.join(", "));
    eprintln!("skipped, because these are missing: {}", missing.join(", "));
    true
}

pub(crate) const TOOLS: [&str; 5] = ["Xvfb", "openbox", "xdotool", "xclip", "import"];

/// A process that ends with the test.
pub(crate) struct Helper(pub(crate) Child);

impl Drop for Helper {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A display with a window manager, and the environment of what runs on it. Fields are dropped in
/// their order: the display goes last.
pub(crate) struct Desk {
    pub(crate) helpers: Vec<Helper>,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) folder: TempDir,
    /// The program on it, once it is open.
    program: std::cell::Cell<Option<u32>>,
    /// One display at a time: two at once take each other's time.
    _alone: std::sync::MutexGuard<'static, ()>,
}

static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

impl Desk {
    /// A desk on an X server with a window manager.
    pub(crate) fn new() -> Self {
        let mut desk = Self::without_display();
        let mut xvfb = desk
            .command("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        assert!(display.len() > 1, "Xvfb gave no display");
        desk.environment.push(("DISPLAY".to_owned(), display));
        let manager = desk.start("openbox", &[]);
        desk.helpers.push(manager);
        desk.helpers.push(Helper(xvfb));
        desk
    }

    /// A desk with folders of its own, and the settings of a user who reads Chinese.
    pub(crate) fn without_display() -> Self {
        let alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        for name in ["home", "run", "config"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let settings =
            Settings { theme: Theme::Light, language: Some(Language::ZhCn), ..Settings::default() };
        fs::write(folder.path().join("config/settings.ron"), settings.encode()).unwrap();
        let environment = [
            ("HOME", path("home")),
            ("XDG_RUNTIME_DIR", path("run")),
            ("PLANWRIGHT_CONFIG", path("config")),
            ("PLANWRIGHT_OWN_DIALOGS", "1".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("LC_ALL", "C.UTF-8".to_owned()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Self { helpers: Vec::new(), environment, folder, program: std::cell::Cell::new(None), _alone: alone }
    }

    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("XMODIFIERS")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    pub(crate) fn start(&self, program: &str, arguments: &[&str]) -> Helper {
        Helper(self.command(program).args(arguments).stdout(Stdio::null()).spawn().unwrap())
    }

    /// Runs a tool to its end and returns what it said, if it went well.
    pub(crate) fn tool(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    pub(crate) fn keys(&self, keys: &[&str]) {
        for key in keys {
            self.tool("xdotool", &["key", "--clearmodifiers", key]).unwrap();
            self.settle();
        }
    }

    /// Waits until the display and the program have done what they were given, however slow the
    /// machine is: none of their threads runs or waits for a processor, for a while.
    pub(crate) fn settle(&self) {
        let begun = Instant::now();
        let (mut quiet, mut before) = (0, Duration::ZERO);
        pause(80);
        while quiet < 4 && begun.elapsed() < PATIENCE / 3 {
            pause(25);
            let helpers = self.helpers.iter().map(|helper| helper.0.id());
            let (busy, worked) = helpers
                .chain(self.program.get())
                .map(activity)
                .fold((false, Duration::ZERO), |(busy, all), (one, worked)| (busy || one, all + worked));
            quiet = if busy || worked != before { 0 } else { quiet + 1 };
            before = worked;
        }
    }

    pub(crate) fn write(&self, letters: &str) {
        self.tool("xdotool", &["type", "--delay", "15", letters]).unwrap();
        self.settle();
    }

    /// Puts words on the clipboard and pastes them.
    pub(crate) fn paste(&self, words: &str) {
        let mut clipboard = self
            .command("xclip")
            .args(["-quiet", "-selection", "clipboard"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map(Helper)
            .unwrap();
        clipboard.0.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
        pause(300);
        self.keys(&["ctrl+v"]);
        self.settle();
    }

    /// Keeps a picture of the display with the tests' output.
    pub(crate) fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        self.tool("import", &["-window", "root", &path.display().to_string()]).unwrap();
        assert!(fs::metadata(&path).unwrap().len() > 10_000, "{} is empty", path.display());
    }
}

/// The program in its window.
pub(crate) struct Program {
    helper: Helper,
    window: String,
}

impl Program {
    pub(crate) fn open(desk: &Desk) -> Self {
        Self::open_with(desk, &[])
    }

    pub(crate) fn open_plan(desk: &Desk, path: &Path) -> Self {
        let program = Self::open_with(desk, &[&path.display().to_string()]);
        wait("the plan is open", || program.title(desk).contains('—').then_some(()));
        desk.settle();
        program
    }

    fn open_with(desk: &Desk, arguments: &[&str]) -> Self {
        // A display that has just been started may turn a guest away, or not show it.
        let (helper, window) =
            (1..=4).find_map(|attempt| Self::try_to_open(desk, attempt, arguments)).unwrap();
        wait("the window takes the keyboard", || {
            desk.tool("xdotool", &["windowactivate", "--sync", &window])?;
            (desk.tool("xdotool", &["getwindowfocus"])? == window).then_some(())
        });
        desk.program.set(Some(helper.0.id()));
        desk.settle();
        Self { helper, window }
    }

    pub(crate) fn try_to_open(desk: &Desk, attempt: usize, arguments: &[&str]) -> Option<(Helper, String)> {
        let mut helper = desk.start(env!("CARGO_BIN_EXE_planwright"), arguments);
        let pid = helper.0.id().to_string();
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE / 3 {
            if let Some(status) = helper.0.try_wait().unwrap() {
                eprintln!("attempt {attempt}: the program ended at once, {status}");
                return None;
            }
            let found = desk.tool("xdotool", &["search", "--onlyvisible", "--pid", &pid]);
            if let Some(window) = found.as_ref().and_then(|found| found.lines().next()) {
                return Some((helper, window.to_owned()));
            }
            pause(50);
        }
        eprintln!("attempt {attempt}: no window came");
        None
    }

    pub(crate) fn title(&self, desk: &Desk) -> String {
        desk.tool("xdotool", &["getwindowname", &self.window]).unwrap_or_default()
    }

    /// Makes a plan from the first template and goes to a new measure.
    pub(crate) fn make_a_plan(&self, desk: &Desk) {
        // To the button for a new plan; to the first template; into it; and no blanks filled.
        desk.keys(&["Tab", "Return", "Return", "Return"]);
        wait("the plan is made", || self.title(desk).contains('—').then_some(()));
        desk.keys(&["ctrl+shift+m"]);
    }

    pub(crate) fn save(&self, desk: &Desk, path: &Path) -> Plan {
        desk.keys(&["ctrl+s"]);
        desk.keys(&["ctrl+a"]);
        desk.write(&path.display().to_string());
        desk.keys(&["Return"]);
        wait("the plan is saved", || {
            let title = self.title(desk);
            (path.is_file() && title.contains('—') && !title.starts_with('●')).then_some(())
        });
        file::read(path).unwrap().plan
    }

    pub(crate) fn quit(mut self, desk: &Desk) {
        desk.keys(&["ctrl+q"]);
        let status = wait("the program ends", || self.helper.0.try_wait().unwrap());
        assert!(status.success(), "{status}");
    }

    /// The time on the processor so far.
    pub(crate) fn worked(&self) -> Duration {
        activity(self.helper.0.id()).1
    }
}

/// Tells whether any thread of a process runs or waits for a processor, and how long the process has
/// worked so far.
fn activity(process: u32) -> (bool, Duration) {
    let process = format!("/proc/{process}");
    let worked = stat(Path::new(&process)).map_or(Duration::ZERO, |(_, worked)| worked);
    let threads = fs::read_dir(format!("{process}/task")).into_iter().flatten().flatten();
    let busy = threads.filter_map(|thread| stat(&thread.path())).any(|(state, _)| state == "R");
    (busy, worked)
}

/// Reads the state of a process or thread and the time it has worked, unless it has ended.
fn stat(path: &Path) -> Option<(String, Duration)> {
    let stat = fs::read_to_string(path.join("stat")).ok()?;
    // The name in parentheses may hold blanks; behind it come the state, and as the 12th and 13th
    // fields user and system time.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    // The kernel counts in hundredths of a second on every machine that Debian runs on.
    Some((fields[0].to_owned(), Duration::from_millis(ticks * 10)))
}

pub(crate) fn pause(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

pub(crate) fn wait<T>(what: &str, mut is: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = is() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        pause(50);
    }
}

pub(crate) fn measures(plan: &Plan) -> Vec<String> {
    query::measures(plan).iter().map(|measure| measure.text.as_str().to_owned()).collect()
}

#[test]
fn a_plan_is_written_by_keyboard_alone() {
    if lacks(&TOOLS) {
        return;
    }
    let desk = Desk::new();
    let program = Program::open(&desk);
    program.make_a_plan(&desk);
    desk.paste("开展柜面服务规范培训，全员参加");
    let path: PathBuf = desk.folder.path().join("plan");
    let plan = program.save(&desk, &path.with_extension("plan.ron"));
    assert!(measures(&plan).contains(&"开展柜面服务规范培训，全员参加".to_owned()), "{:?}", measures(&plan));
    desk.picture("window.png");

    // At rest: the pages are set, and nobody types.
    pause(2_000);
    let before = program.worked();
    pause(3_000);
    let share = program.worked().saturating_sub(before).as_secs_f64() / 3.0;
    assert!(share < MOST_AT_REST, "the window at rest takes {:.1} % of a core", share * 100.0);

    program.quit(&desk);
    let settings = fs::read_to_string(desk.folder.path().join("config/settings.ron")).unwrap();
    assert_eq!(Settings::decode(&settings).recent.len(), 1, "the plan is remembered");
}

#[test]
fn a_second_start_brings_its_plan_to_the_window_that_is_open() {
    if lacks(&TOOLS) {
        return;
    }
    let desk = Desk::new();
    let mut program = Program::open(&desk);
    program.make_a_plan(&desk);
    let path = desk.folder.path().join("hall.plan.ron");
    let plan = crate::sample_plan::hall_plan();
    file::write(&path, &plan, None).unwrap();
    // The second start ends at once; the first shows what it was given, beside what it had.
    let second = desk.tool(env!("CARGO_BIN_EXE_planwright"), &[&path.display().to_string()]);
    assert!(second.is_some(), "the second start did not end well");
    let title = planwright::locale::shown(&plan.title);
    wait("the plan is in front", || program.title(&desk).contains(&title).then_some(()));
    desk.picture("tabs.png");
    // Ctrl+Tab goes to the plan that was open before, which was never saved.
    desk.keys(&["ctrl+Tab"]);
    wait("the first plan is in front", || (!program.title(&desk).contains(&title)).then_some(()));
    desk.keys(&["ctrl+q"]);
    assert!(program.helper.0.try_wait().unwrap().is_none(), "it asks about the unsaved plan");
    desk.keys(&["Escape", "ctrl+Tab"]);
    wait("it goes on", || program.title(&desk).contains(&title).then_some(()));
}

#[test]
fn without_a_display_one_sentence_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    for display in [None, Some(""), Some(":9999")] {
        for (language, word) in [("zh_CN.UTF-8", "打不开窗口"), ("en_GB.UTF-8", "DISPLAY")] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_planwright"));
            command
                .stdin(Stdio::null())
                .env_remove("DISPLAY")
                .env_remove("WAYLAND_DISPLAY")
                .env_remove("WAYLAND_SOCKET")
                .env("XDG_RUNTIME_DIR", folder.path())
                .env("PLANWRIGHT_CONFIG", folder.path())
                .env_remove("LC_ALL")
                .env_remove("LC_MESSAGES")
                .env_remove("LANGUAGE")
                .env("LANG", language);
            if let Some(display) = display {
                command.env("DISPLAY", display);
            }
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{display:?}: {said}");
            assert_eq!(said.lines().count(), 1, "{display:?}: {said}");
            assert!(said.starts_with("planwright: ") && said.contains(word), "{display:?}: {said}");
            assert!(said.contains("DISPLAY"), "{display:?}: {said}");
            assert!(!said.contains("panicked") && output.stdout.is_empty());
        }
    }
}

#[test]
fn the_next_start_shows_what_the_last_one_showed() {
    if lacks(&TOOLS) {
        return;
    }
    let desk = Desk::new();
    let path = desk.folder.path().join("hall.plan.ron");
    let plan = crate::sample_plan::hall_plan();
    file::write(&path, &plan, None).unwrap();
    let program = Program::open_plan(&desk, &path);
    let size = |program: &Program| desk.tool("xdotool", &["getwindowgeometry", "--shell", &program.window]);
    let shape = |told: Option<String>| {
        let told = told?;
        let value = |name: &str| {
            told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse::<i32>().ok())
        };
        Some((value("WIDTH")?, value("HEIGHT")?))
    };
    desk.tool("xdotool", &["windowsize", &program.window, "1100", "720"]).unwrap();
    wait("the window has its size", || (shape(size(&program))? == (1100, 720)).then_some(()));
    desk.settle();
    program.quit(&desk);
    let kept = fs::read_to_string(desk.folder.path().join("config/settings.ron")).unwrap();
    let kept = Settings::decode(&kept).window;
    assert_eq!((kept.open.as_slice(), kept.front.as_ref()), ([path.clone()].as_slice(), Some(&path)));

    let program = Program::open(&desk);
    let title = planwright::locale::shown(&plan.title);
    wait("the plan is open again", || program.title(&desk).contains(&title).then_some(()));
    assert_eq!(shape(size(&program)), Some((1100, 720)));
    program.quit(&desk);

    // Without the wish for it the program begins with its start page.
    let settings = desk.folder.path().join("config/settings.ron");
    let mut changed = Settings::decode(&fs::read_to_string(&settings).unwrap());
    changed.window.reopen = false;
    fs::write(&settings, changed.encode()).unwrap();
    let program = Program::open(&desk);
    desk.settle();
    assert!(!program.title(&desk).contains(&title), "{}", program.title(&desk));
    program.quit(&desk);
}
