//! Printing, on a real print server of its own that prints into files.
//!
//! Needs CUPS and poppler's tools; `tests/run` installs them. Without them a test says so and is
//! skipped, unless `PLANWRIGHT_NO_SKIP` is set.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use planwright::file;
use planwright::locale::Catalogue;
use planwright::model::Language;
use planwright::print::{
    Endpoint, JobEnd, PrintError, PrintRequest, Printed, PrinterState, Progress, Sides, Unsupported, print,
    printers,
};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);

/// A print server that ends with the test.
struct Server {
    folder: TempDir,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A frozen one must go on before it can end.
        for signal in ["-CONT", "-KILL"] {
            drop(Command::new("kill").args([signal, &self.pid()]).stderr(Stdio::null()).status());
        }
    }
}

impl Server {
    /// Starts a server without queues, or says why the test is skipped.
    fn start() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = |name: &&str| {
            std::env::split_paths(&path)
                .chain(["/usr/sbin".into()])
                .any(|folder: PathBuf| folder.join(name).is_file())
        };
        let missing: Vec<&str> =
            ["cupsd", "lpadmin", "pdfinfo", "pdftotext"].into_iter().filter(|name| !found(name)).collect();
        if !missing.is_empty() {
            assert!(std::env::var_os("PLANWRIGHT_NO_SKIP").is_none(), "missing: {}", missing.join(", "));
            eprintln!("skipped, because these are missing: {}", missing.join(", "));
            return None;
        }
        let folder = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/print-server/start");
        let status = Command::new(script)
            .args([&folder.path().display().to_string(), &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env("PATH", format!("{}:/usr/sbin", path.display()))
            .status()
            .unwrap();
        assert!(status.success(), "the print server did not start");
        let server = Self { folder, port };
        let begun = Instant::now();
        while printers(&server.endpoints()).is_err() {
            assert!(begun.elapsed() < PATIENCE, "the print server does not answer: {}", server.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    /// Starts a server with one queue whose jobs end as the device says.
    fn with_queue(name: &str, device: &str) -> Option<Self> {
        let server = Self::start()?;
        server.add_queue(name, device);
        Some(server)
    }

    fn add_queue(&self, name: &str, device: &str) {
        let device = format!("capture:{}{device}", self.folder.path().join("out").display());
        let ppd = self.folder.path().join("pdf.ppd").display().to_string();
        self.admin("lpadmin", &["-p", name, "-E", "-v", &device, "-P", &ppd]);
    }

    fn admin(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(arguments)
            .env("CUPS_SERVER", self.address())
            .env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default()))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {output:?}\n{}", self.log());
    }

    fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn endpoints(&self) -> [Endpoint; 1] {
        [Endpoint::Host("127.0.0.1".to_owned(), self.port)]
    }

    fn pid(&self) -> String {
        fs::read_to_string(self.folder.path().join("cupsd.pid")).unwrap_or_default().trim().to_owned()
    }

    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log/error_log")).unwrap_or_default();
        log.lines().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// Prints, without anything that would take it back.
    fn print(&self, request: &PrintRequest) -> Result<Printed, PrintError> {
        print(request, &self.endpoints(), &mut |_| {}, &AtomicBool::new(false))
    }

    /// Returns what the printer got for a job.
    fn captured(&self, job: i32) -> PathBuf {
        self.folder.path().join(format!("out/job-{job}.pdf"))
    }

    /// Returns the options that the printer got for a job.
    fn options(&self, job: i32) -> String {
        fs::read_to_string(self.folder.path().join(format!("out/job-{job}.txt"))).unwrap()
    }

    /// Returns the jobs that are still in the queue.
    fn queue(&self) -> String {
        let output = Command::new("lpstat")
            .args(["-o"])
            .env("CUPS_SERVER", self.address())
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    fn planwright(&self, arguments: &[&str]) -> Output {
        planwright(&self.address(), arguments)
    }
}

fn planwright(server: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .env("CUPS_SERVER", server)
        .env("LC_ALL", "zh_CN.UTF-8")
        .env_remove("LANGUAGE")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn pdf() -> Vec<u8> {
    use planwright::typeset::{FontSet, Profile, Typesetter};
    let plan = crate::sample_plan::hall_plan();
    let pages =
        Typesetter::new(FontSet::bundled()).pages(&plan, &Profile::of_language(plan.language)).unwrap();
    planwright::export::pdf(&pages, &planwright::export::PdfMeta::of(&plan)).unwrap()
}

fn request(printer: &str) -> PrintRequest {
    PrintRequest {
        printer: Some(printer.to_owned()),
        title: "营业厅2027年工作计划".to_owned(),
        document: pdf(),
        ..PrintRequest::default()
    }
}

fn pages_of(pdf: &Path) -> usize {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with("Pages:")).unwrap_or_else(|| panic!("{output:?}"));
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()]).output();
    String::from_utf8_lossy(&output.unwrap().stdout).into_owned()
}

/// Returns what the user is told in Chinese, once the English words were looked at as well.
fn said(error: &PrintError) -> String {
    let english = error.words(&Catalogue::new(Language::En));
    assert!(!english.contains('{') && english.len() > 20 && english.contains('.'), "{english}");
    let said = error.words(&Catalogue::new(Language::ZhCn));
    assert!(!said.contains('{') && said.chars().count() > 8 && said.contains('。'), "{said}");
    said
}

#[test]
fn a_plan_comes_out_of_the_printer() {
    let Some(server) = Server::with_queue("二楼", "") else { return };
    let listed = printers(&server.endpoints()).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].name.as_str(), listed[0].state), ("二楼", PrinterState::Idle));
    assert!(listed[0].accepting && listed[0].pdf);
    assert_eq!(listed[0].sides, Sides::ALL);
    assert!(listed[0].media.contains(&"iso_a4_210x297mm".to_owned()), "{:?}", listed[0].media);

    let mut seen = Vec::new();
    let request = request("二楼");
    let printed =
        print(&request, &server.endpoints(), &mut |step| seen.push(step), &AtomicBool::new(false)).unwrap();
    let job = printed.job.unwrap();
    assert_eq!(seen.first(), Some(&Progress::Sending));
    assert_eq!(printed.printer, "二楼");
    let captured = server.captured(job);
    assert_eq!(printed.pages, Some(u32::try_from(pages_of(&captured)).unwrap()));
    assert!(text_of(&captured).contains("营业厅"), "{}", text_of(&captured));
    let options = server.options(job);
    assert!(options.contains("营业厅2027年工作计划") && options.contains("sides=one-sided"), "{options}");
    assert!(options.contains("iso_a4_210x297mm"), "{options}");
}

#[test]
fn copies_sides_and_pages_are_as_they_were_asked_for() {
    let Some(server) = Server::with_queue("ok", "") else { return };
    let plan = server.folder.path().join("hall.plan.ron");
    file::write(&plan, &crate::sample_plan::hall_plan(), None).unwrap();
    let plan = plan.display().to_string();
    let whole = server.planwright(&["print", &plan, "--printer", "ok"]);
    assert_eq!(whole.status.code(), Some(0), "{whole:?}");
    let text = text_of(&server.captured(1));
    let whole_pages = pages_of(&server.captured(1));
    assert!(whole_pages >= 3);

    let arguments = ["print", &plan, "--printer", "ok", "--copies", "2", "--sides", "long", "--pages", "2-3"];
    let part = server.planwright(&arguments);
    assert_eq!(part.status.code(), Some(0), "{part:?}");
    let captured = server.captured(2);
    let options = server.options(2);
    assert!(options.contains("sides=two-sided-long-edge"), "{options}");
    // The filter of the server makes the copies, one whole plan after the other.
    let copied = pages_of(&captured);
    assert!(copied == 4 || (copied == 2 && options.contains("copies=2")), "{copied} pages, {options}");
    let pages: Vec<&str> = text.split('\x0c').collect();
    let printed = text_of(&captured);
    let printed: Vec<&str> = printed.split('\x0c').collect();
    assert_eq!(
        printed[0].split_whitespace().collect::<String>(),
        pages[1].split_whitespace().collect::<String>()
    );
    assert_eq!(
        printed[1].split_whitespace().collect::<String>(),
        pages[2].split_whitespace().collect::<String>()
    );

    let outside = server.planwright(&["print", &plan, "--printer", "ok", "--pages", "2-99"]);
    assert_eq!(outside.status.code(), Some(2), "{outside:?}");
    assert!(String::from_utf8_lossy(&outside.stderr).contains("要打印的页不在其中"));
    assert!(!server.captured(3).exists());
}

#[test]
fn the_list_of_printers_is_told_in_words_and_as_json() {
    let Some(server) = Server::with_queue("front", "") else { return };
    server.add_queue("back", "");
    server.admin("lpadmin", &["-d", "front"]);
    server.admin("cupsdisable", &["back"]);
    let output = server.planwright(&["printers", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let told: Vec<_> =
        list.iter().map(|printer| (printer["name"].as_str(), printer["default"].as_bool())).collect();
    assert_eq!(told, [(Some("back"), Some(false)), (Some("front"), Some(true))]);
    assert_eq!(list[0]["state"], "stopped");
    let words = String::from_utf8(server.planwright(&["printers"]).stdout).unwrap();
    assert!(words.contains("back（已暂停）") && words.contains("front（空闲，默认）"), "{words}");
}

#[test]
fn without_a_name_the_default_printer_is_taken() {
    let Some(server) = Server::with_queue("one", "") else { return };
    let mut nameless = request("one");
    nameless.printer = None;
    assert_eq!(server.print(&nameless).unwrap().printer, "one");
    server.add_queue("two", "");
    let error = server.print(&nameless).unwrap_err();
    assert_eq!(error, PrintError::NoneChosen { known: vec!["one".into(), "two".into()] });
    assert!(said(&error).contains("one、two"));
    server.admin("lpadmin", &["-d", "two"]);
    assert_eq!(server.print(&nameless).unwrap().printer, "two");
}

#[test]
fn what_cannot_be_printed_is_not_sent() {
    let Some(server) = Server::start() else { return };
    let error = server.print(&request("ok")).unwrap_err();
    assert_eq!(error, PrintError::Unknown { name: "ok".into(), known: vec![] });
    let nameless = PrintRequest { printer: None, ..request("ok") };
    let error = server.print(&nameless).unwrap_err();
    assert_eq!(error, PrintError::NoPrinter);
    assert!(said(&error).contains("还没有打印机"));

    server.add_queue("ok", "");
    let error = server.print(&request("other")).unwrap_err();
    assert_eq!(error, PrintError::Unknown { name: "other".into(), known: vec!["ok".into()] });
    let error =
        server.print(&PrintRequest { media: "iso_a0_841x1189mm".into(), ..request("ok") }).unwrap_err();
    let unsupported = Unsupported::Media("iso_a0_841x1189mm".into());
    assert_eq!(error, PrintError::Unsupported { printer: "ok".into(), what: unsupported });

    server.admin("cupsdisable", &["-r", "换硒鼓", "ok"]);
    let error = server.print(&request("ok")).unwrap_err();
    assert_eq!(error, PrintError::Paused { printer: "ok".into(), reason: "换硒鼓".into() });
    assert!(said(&error).contains("已暂停") && said(&error).contains("换硒鼓"));
    server.admin("cupsenable", &["ok"]);
    server.admin("cupsreject", &["-r", "停用", "ok"]);
    let error = server.print(&request("ok")).unwrap_err();
    assert_eq!(error, PrintError::Rejecting { printer: "ok".into(), reason: "停用".into() });
    assert_eq!(server.queue(), "", "nothing was sent");
    let output = server.planwright(&["print", "/nowhere.plan.ron"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_job_that_fails_is_told_and_leaves_the_queue() {
    for (device, how, words) in [("?rc=1", JobEnd::Failed, "没有印成"), ("?rc=3", JobEnd::Held, "搁置")]
    {
        let Some(server) = Server::with_queue("bad", device) else { return };
        let error = server.print(&request("bad")).unwrap_err();
        let PrintError::NotPrinted { how: found, job, .. } = &error else { panic!("{device}: {error:?}") };
        assert_eq!((*found, *job), (how, 1), "{device}");
        assert!(said(&error).contains(words), "{}", said(&error));
        assert_eq!(server.queue(), "", "{device}");
    }
    // The backend stops the queue: the job would wait for ever.
    let Some(server) = Server::with_queue("bad", "?rc=4") else { return };
    let error = server.print(&request("bad")).unwrap_err();
    assert!(
        matches!(error, PrintError::Paused { .. } | PrintError::NotPrinted { how: JobEnd::Stopped, .. }),
        "{error:?}"
    );
    assert_eq!(server.queue(), "");
}

#[test]
fn a_document_that_is_no_pdf_is_told_and_leaves_the_queue() {
    let Some(server) = Server::with_queue("ok", "") else { return };
    let broken = PrintRequest { document: b"%PDF-1.7\nnothing of the kind\n".to_vec(), ..request("ok") };
    let error = server.print(&broken).unwrap_err();
    assert!(matches!(error, PrintError::NotPrinted { .. } | PrintError::NotTaken { .. }), "{error:?}");
    assert_eq!(server.queue(), "");
}

#[test]
fn the_printer_asks_for_paper_and_the_user_takes_the_job_back() {
    let Some(server) = Server::with_queue("slow", "?sleep=20") else { return };
    let cancel = AtomicBool::new(false);
    let mut asked = false;
    let mut progress = |step: Progress| {
        if let Progress::Printing { message, .. } = step
            && message.contains("Load paper")
        {
            asked = true;
            cancel.store(true, Ordering::SeqCst);
        }
    };
    let error = print(&request("slow"), &server.endpoints(), &mut progress, &cancel).unwrap_err();
    assert!(matches!(error, PrintError::Cancelled { job: Some(1), .. }), "{error:?}");
    assert!(asked && said(&error).contains("已撤回"));
    let begun = Instant::now();
    while !server.queue().is_empty() {
        assert!(begun.elapsed() < PATIENCE, "the job is still there: {}", server.queue());
        std::thread::sleep(Duration::from_millis(50));
    }
    let before = AtomicBool::new(true);
    let error = print(&request("slow"), &server.endpoints(), &mut |_| {}, &before).unwrap_err();
    assert_eq!(error, PrintError::Cancelled { job: None, pages: 0 });
}

#[test]
fn a_job_that_somebody_else_cancels_is_told() {
    let Some(server) = Server::with_queue("slow", "?sleep=20") else { return };
    let mut taken = false;
    let mut progress = |step: Progress| {
        if matches!(step, Progress::Printing { .. }) && !taken {
            taken = true;
            server.admin("cancel", &["-a", "slow"]);
        }
    };
    let error = print(&request("slow"), &server.endpoints(), &mut progress, &AtomicBool::new(false));
    let error = error.unwrap_err();
    let cancelled = JobEnd::CancelledElsewhere;
    assert!(matches!(&error, PrintError::NotPrinted { how, .. } if *how == cancelled), "{error:?}");
}

#[test]
fn a_server_that_is_down_or_silent_is_told_in_time() {
    let Some(server) = Server::with_queue("ok", "") else { return };
    // Nothing listens on a port that was just given back.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = [Endpoint::Host("127.0.0.1".into(), free), Endpoint::Socket("/nowhere/cups.sock".into())];
    assert_eq!(printers(&nobody), Err(PrintError::NoServer));
    let output = planwright(&format!("127.0.0.1:{free}"), &["printers"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("没有找到打印服务"), "{output:?}");

    // A frozen one takes the connection and says nothing.
    assert!(Command::new("kill").args(["-STOP", &server.pid()]).status().unwrap().success());
    let error = server.print(&request("ok")).unwrap_err();
    assert_eq!(error, PrintError::TimedOut);
    assert!(said(&error).contains("没有应答"));
}

#[test]
fn a_server_that_falls_silent_after_taking_the_job_is_not_sent_it_again() {
    let Some(server) = Server::with_queue("slow", "?sleep=20") else { return };
    let pid = server.pid();
    let mut frozen = false;
    let mut progress = |step: Progress| {
        if matches!(step, Progress::Printing { .. }) && !frozen {
            frozen = Command::new("kill").args(["-STOP", &pid]).status().unwrap().success();
        }
    };
    let error = print(&request("slow"), &server.endpoints(), &mut progress, &AtomicBool::new(false));
    let error = error.unwrap_err();
    assert_eq!(error, PrintError::Uncertain { printer: "slow".into(), job: Some(1) });
    assert!(said(&error).contains("不要马上再印"));
    assert!(Command::new("kill").args(["-CONT", &pid]).status().unwrap().success());
    assert_eq!(server.queue().lines().count(), 1, "{}", server.queue());
}

#[test]
fn the_socket_of_the_file_system_does_as_well_as_the_port() {
    let Some(server) = Server::with_queue("ok", "") else { return };
    let socket = [Endpoint::Socket(server.folder.path().join("run/cups.sock"))];
    let printed = print(&request("ok"), &socket, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert!(printed.pages.unwrap() > 0 && server.captured(printed.job.unwrap()).exists());
}

#[test]
fn nonsense_is_no_answer() {
    use std::io::{Read, Write};
    for answer in [
        "",
        "nothing of the kind\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\x02\x00\x00\x00",
        "HTTP/1.1 426 Upgrade Required\r\n\r\n",
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            let _read = stream.read(&mut buffer).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let error = printers(&[Endpoint::Host("127.0.0.1".into(), port)]).unwrap_err();
        assert!(
            matches!(error, PrintError::Nonsense { .. } | PrintError::Refused { status: 426 }),
            "{error:?}"
        );
        serving.join().unwrap();
    }
}

/// The program with the sample plan on the print screen, and a print server of its own.
fn window_on(server: &Server) -> crate::program::Window {
    use crate::program::{SIZE, Window};
    let folder = std::sync::Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("hall.plan.ron");
    file::write(&path, &crate::sample_plan::hall_plan(), None).unwrap();
    let start = planwright::app::Start {
        plan: Some(path),
        print_service: Some(server.endpoints().to_vec()),
        ..planwright::app::Start::default()
    };
    let mut window = Window::open_with(folder, start, SIZE);
    window.until("the plan is open", |app| app.session().plan().is_some());
    window.keys(egui::Modifiers::COMMAND, egui::Key::P);
    window.until("the pages are set", |app| app.pages().is_some());
    window.until("the printers are known", |app| app.session().printing.printers.is_some());
    window
}

/// Prints in the window and returns once the job has come to an end.
fn print_in(window: &mut crate::program::Window) {
    window.keys(egui::Modifiers::COMMAND, egui::Key::P);
    window.until("the job has ended", |app| {
        app.session().printing.job.is_none() && app.session().printing.outcome.is_some()
    });
}

/// Tells whether the window goes on after what happened: it goes elsewhere and comes back.
fn goes_on(window: &mut crate::program::Window) {
    use planwright::session::Screen;
    window.keys(egui::Modifiers::COMMAND, egui::Key::Num2);
    assert_eq!(window.app().session().screen, Screen::Write);
    window.keys(egui::Modifiers::COMMAND, egui::Key::P);
    assert_eq!(window.app().session().screen, Screen::Print);
}

#[test]
fn the_window_tells_every_failure_and_goes_on() {
    // What is done to the queue before, how it ends, and the words for it.
    let cases: [(&str, &str, &str); 5] = [
        ("", "?rc=1", "没有印成"),
        ("", "?rc=3", "搁置"),
        ("cupsdisable", "", "已暂停"),
        ("cupsreject", "", "不接收任务"),
        ("lpadmin -x", "", "没有名为"),
    ];
    for (before, device, words) in cases {
        let Some(server) = Server::with_queue("二楼", device) else { return };
        if !before.starts_with("lpadmin") && !before.is_empty() {
            server.admin(before, &["二楼"]);
        }
        let mut window = window_on(&server);
        if before.starts_with("lpadmin") {
            // It is taken away after the window has learnt of it.
            server.admin("lpadmin", &["-x", "二楼"]);
        }
        print_in(&mut window);
        let told = window.app().session().printing.outcome.clone().unwrap();
        assert!(told.text.contains(words), "{before}{device}: {told:?}");
        assert_eq!(told.level, planwright::session::Level::Error);
        assert!(window.shows(words), "{before}{device}: the words are not on the screen");
        assert_eq!(server.queue(), "", "{before}{device}");
        goes_on(&mut window);
    }
}

#[test]
fn a_running_job_is_cancelled_in_the_window() {
    use egui::accesskit::Role;
    use egui_kittest::kittest::Queryable;
    let Some(server) = Server::with_queue("二楼", "?sleep=60") else { return };
    let mut window = window_on(&server);
    window.keys(egui::Modifiers::COMMAND, egui::Key::P);
    let at_work = |app: &planwright::app::App| {
        let job = app.session().printing.job.as_ref();
        matches!(job.and_then(|job| job.progress.as_ref()), Some(Progress::Printing { .. }))
    };
    // The spinner turns as long as the job runs.
    let begun = Instant::now();
    while !at_work(window.app()) {
        assert!(begun.elapsed() < PATIENCE, "the job does not begin: {}", server.log());
        window.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    window.harness.step();
    window.harness.get_by_role_and_label(Role::Button, "取消").click();
    let begun = Instant::now();
    while window.app().session().printing.job.is_some() {
        assert!(begun.elapsed() < PATIENCE, "the job is not taken back: {}", server.log());
        window.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    window.settle();
    assert!(window.shows("已撤回"));
    let told = window.app().session().printing.outcome.clone().unwrap();
    assert_eq!(told.level, planwright::session::Level::Warning, "{told:?}");
    goes_on(&mut window);
    let begun = Instant::now();
    while !server.queue().is_empty() {
        assert!(begun.elapsed() < PATIENCE, "the job is still there: {}", server.queue());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_window_tells_of_a_server_that_is_not_there_and_offers_the_viewer() {
    let Some(server) = Server::start() else { return };
    let mut window = window_on(&server);
    assert!(window.shows("还没有打印机") && window.shows("用看图程序打开 PDF"));
    goes_on(&mut window);
    drop(server);
    window.click(egui::accesskit::Role::Button, "重新查找打印机");
    window.until("it was asked again", |app| {
        matches!(app.session().printing.printers, Some(Err(PrintError::NoServer)))
    });
    assert!(window.shows("没有找到打印服务") && window.shows("用看图程序打开 PDF"));
    print_in(&mut window);
    goes_on(&mut window);
}

#[test]
fn the_real_window_cancels_a_job() {
    if crate::window::lacks(&crate::window::TOOLS) {
        return;
    }
    let Some(server) = Server::with_queue("二楼", "?sleep=60") else { return };
    let plan = server.folder.path().join("hall.plan.ron");
    file::write(&plan, &crate::sample_plan::hall_plan(), None).unwrap();
    let mut desk = crate::window::Desk::new();
    desk.environment.push(("CUPS_SERVER".to_owned(), server.address()));
    let program = crate::window::Program::open_plan(&desk, &plan);
    desk.keys(&["ctrl+p"]);
    desk.settle();
    desk.keys(&["ctrl+p"]);
    let captured = server.captured(1);
    crate::window::wait("the printer works", || captured.exists().then_some(()));
    desk.picture("print-screen-running.png");
    desk.keys(&["ctrl+k"]);
    desk.paste("取消打印");
    desk.keys(&["Return"]);
    crate::window::wait("the job is gone", || server.queue().is_empty().then_some(()));
    desk.settle();
    desk.picture("print-screen-cancelled.png");
    program.quit(&desk);
}

#[test]
fn the_window_prints() {
    if crate::window::lacks(&["Xvfb", "openbox", "xdotool", "import"]) {
        return;
    }
    let Some(server) = Server::with_queue("二楼", "") else { return };
    let plan = server.folder.path().join("hall.plan.ron");
    file::write(&plan, &crate::sample_plan::hall_plan(), None).unwrap();
    let mut desk = crate::window::Desk::new();
    desk.environment.push(("CUPS_SERVER".to_owned(), server.address()));
    let program = crate::window::Program::open_plan(&desk, &plan);
    // Once to the pages, and once to print them.
    desk.keys(&["ctrl+p"]);
    desk.settle();
    desk.picture("print-screen.png");
    desk.keys(&["ctrl+p"]);
    let captured = server.captured(1);
    crate::window::wait("the job is printed", || {
        (captured.exists() && server.queue().is_empty()).then_some(())
    });
    desk.settle();
    desk.picture("print-screen-done.png");
    let wanted = server.folder.path().join("wanted.pdf");
    let output = desk
        .command(env!("CARGO_BIN_EXE_planwright"))
        .args(["export", &plan.display().to_string(), "-o", &wanted.display().to_string()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(pages_of(&captured), pages_of(&wanted));
    assert!(!server.captured(2).exists(), "it is printed once");
    program.quit(&desk);
}
