//! Figures of the window's work, told, not judged: machines are noisy. Run by hand, alone, with
//! `cargo test --release --test suite figures -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use planwright::app::{App, Start};
use planwright::file;
use planwright::model::Plan;

use crate::typeset::large_plan;

/// How long frames took: as the clock says, and what the window's own thread worked meanwhile, which
/// other programs disturb less.
#[derive(Default)]
struct Frames {
    clock: Vec<Duration>,
    own: Vec<Duration>,
}

impl Frames {
    /// Makes a frame, and its triangles as they would go to the graphics card.
    fn make(&mut self, window: &mut Window) {
        let (began, worked) = (Instant::now(), own_time());
        window.step();
        let output = window.output();
        let triangles = window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        self.own.push(own_time().saturating_sub(worked));
        self.clock.push(began.elapsed());
        drop(triangles);
    }

    fn longest(&self) -> Duration {
        self.clock.iter().max().copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Frames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let spread = |times: &[Duration]| {
            let mut times = times.to_vec();
            times.sort();
            let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1000.0;
            format!("{:.2} ms, 99 % {:.2} ms", at(50), at(99))
        };
        write!(f, "{} (own work {})", spread(&self.clock), spread(&self.own))
    }
}

/// How long this thread has worked.
fn own_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

type Window = Harness<'static, App>;

/// Opens a plan in a window. Returns when it is shown.
fn open(plan: &Plan) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.plan.ron");
    file::write(&path, plan, None).unwrap();
    let start =
        Start { plan: Some(path), language: Some("zh-CN".to_owned()), own_dialogs: true, ..Start::default() };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_theme(egui::Theme::Light)
        // As a display goes: what waits for a pause waits for as many frames.
        .with_step_dt(1.0 / 60.0)
        .build_eframe(|cc| App::new(&cc.egui_ctx, start));
    wait(&mut window, "the plan was not opened", |app| app.session().plan().is_some());
    (window, folder)
}

fn wait(window: &mut Window, what: &str, reached: impl Fn(&App) -> bool) {
    let began = Instant::now();
    while !reached(window.state()) {
        window.step();
        std::thread::sleep(Duration::from_millis(2));
        assert!(began.elapsed() < Duration::from_mins(2), "{what}");
    }
}

fn scroll(by: f32) -> egui::Event {
    egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -by),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    }
}

/// The sizes of the plans; `PLANWRIGHT_SIZES` may name others, parted by spaces.
fn sizes() -> Vec<usize> {
    let asked = std::env::var("PLANWRIGHT_SIZES").unwrap_or_else(|_| "200 2000 20000".to_owned());
    asked.split(' ').map(|size| size.parse().unwrap()).collect()
}

#[test]
#[ignore = "measures time"]
fn frames_of_the_document_while_scrolling_and_typing() {
    for measures in sizes() {
        let (mut window, _folder) = open(&large_plan(measures));
        // Pages that are set meanwhile would share the processor.
        wait(&mut window, "no pages came", |app| app.pages().is_some());
        window.run_steps(5);
        let mut typed = Frames::default();
        window.get_all_by_label("措施").next().unwrap().click();
        window.run_steps(5);
        for _ in 0..60 {
            window.event(egui::Event::Text("字".to_owned()));
            for _ in 0..3 {
                typed.make(&mut window);
            }
        }
        let steps = window.state().session().open.as_ref().unwrap().document.steps();
        assert!(steps > 0, "nothing was written");
        window.event(egui::Event::PointerMoved(egui::pos2(600.0, 500.0)));
        let mut scrolled = Frames::default();
        for by in (0..300).map(|round| if round < 200 { 120.0 } else { 2_000.0 }) {
            window.event(scroll(by));
            scrolled.make(&mut window);
        }
        eprintln!("Write, {measures} measures: scrolling {scrolled}, typing {typed}");
    }
}

#[test]
#[ignore = "measures time"]
fn pages_while_typing() {
    for measures in [20, 200, 2_000] {
        let (mut window, _folder) = open(&large_plan(measures));
        wait(&mut window, "no pages came", |app| app.pages().is_some());
        window.run_steps(5);
        window.get_all_by_label("措施").next().unwrap().click();
        window.run_steps(5);
        let mut pages = Vec::new();
        for _ in 0..60 {
            let before = window.state().pages().unwrap().characters();
            window.event(egui::Event::Text("字".to_owned()));
            let typed = Instant::now();
            wait(&mut window, "no new pages came", |app| app.pages().unwrap().characters() != before);
            pages.push(typed.elapsed());
        }
        pages.sort();
        let (middle, most) = (pages[pages.len() / 2], pages[pages.len() * 99 / 100]);
        eprintln!("{measures} measures: key to pages {middle:?} (99 %: {most:?})");
    }
}

/// A plan with bars, deadlines and cadences of every kind, linked here and there.
fn busy_plan(count: usize) -> Plan {
    use planwright::locale::read_when;
    use planwright::model::tree::NodeMut;
    use planwright::model::{MeasureId, query};
    let mut plan = large_plan(count);
    let ids: Vec<MeasureId> = query::measures(&plan).iter().map(|measure| measure.id).collect();
    let times = ["3月1日至6月15日", "每周五", "每个工作日", "每月25日", "6月18日前", "二季度", "每日"];
    for (at, id) in ids.iter().enumerate() {
        let Some(NodeMut::Measure(measure)) = plan.node_mut(id.id()) else { continue };
        measure.when = read_when(times[at % times.len()], 2027);
        if at % 9 == 4 {
            measure.after = vec![ids[at - 4]];
        }
    }
    plan
}

#[test]
#[ignore = "measures time"]
fn frames_of_the_year_while_scrolling_and_dragging() {
    use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
    for measures in sizes() {
        let (mut window, _folder) = open(&busy_plan(measures));
        wait(&mut window, "no pages came", |app| app.pages().is_some());
        window.run_steps(3);
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
        let mut first = Frames::default();
        for _ in 0..3 {
            first.make(&mut window);
        }
        window.run_steps(10);
        window.event(Event::PointerMoved(pos2(900.0, 400.0)));
        let mut scrolled = Frames::default();
        for _ in 0..200 {
            window.event(scroll(90.0));
            scrolled.make(&mut window);
        }
        // Scrolling runs out before anything is held.
        window.run_steps(60);
        // One that lies in the middle, not below the head or the strip at the bottom.
        let middle = |bar: egui_kittest::Node<'_>| {
            let bounds = egui_kittest::kittest::NodeT::accesskit_node(&bar).raw_bounds().unwrap();
            pos2(f64::midpoint(bounds.x0, bounds.x1) as f32, f64::midpoint(bounds.y0, bounds.y1) as f32)
        };
        let mut bars = window.get_all_by_label_contains("3月1日至6月15日").map(middle);
        let at = bars.find(|at| (300.0..650.0).contains(&at.y)).unwrap();
        drop(bars);
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        window.event(Event::PointerMoved(at));
        window.step();
        window.event(button(at, true));
        window.step();
        let mut dragged = Frames::default();
        for round in 0..200 {
            window.event(Event::PointerMoved(at + vec2((round % 100) as f32 - 50.0, 0.0)));
            dragged.make(&mut window);
        }
        window.event(button(at + vec2(60.0, 0.0), false));
        let dropped = Instant::now();
        wait(&mut window, "nothing was moved", |app| {
            app.session().open.as_ref().unwrap().document.steps() > 0
        });
        window.step();
        let dropped = dropped.elapsed();
        eprintln!(
            "Year, {measures} measures: first frame {:?}, scrolling {scrolled}, dragging {dragged}, letting go {dropped:?}",
            first.longest()
        );
    }
}

/// Writes plans of several sizes into the folder that `PLANWRIGHT_PLANS` names, for timing whole
/// runs of the program.
#[test]
#[ignore = "writes files for measuring"]
fn plans_of_every_size() {
    let Some(folder) = std::env::var_os("PLANWRIGHT_PLANS").map(std::path::PathBuf::from) else { return };
    for measures in [20, 200, 2_000, 20_000] {
        file::write(&folder.join(format!("{measures}.plan.ron")), &large_plan(measures), None).unwrap();
    }
}

#[test]
#[ignore = "measures time"]
fn frames_of_the_table_while_scrolling_and_editing() {
    use planwright::session::Action;
    use planwright::session::table::{Column, TableAction};
    for measures in sizes() {
        let (mut window, _folder) = open(&large_plan(measures));
        wait(&mut window, "no pages came", |app| app.pages().is_some());
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
        let shown = Instant::now();
        wait(&mut window, "no rows came", |app| !app.session().table.arrangement().lines.is_empty());
        eprintln!("Table, {measures} measures: shown in {:?}", shown.elapsed());
        window.run_steps(5);
        window.event(egui::Event::PointerMoved(egui::pos2(700.0, 500.0)));
        let mut scrolled = Frames::default();
        for _ in 0..200 {
            window.event(scroll(400.0));
            scrolled.make(&mut window);
        }
        let mut moved = Frames::default();
        for _ in 0..100 {
            window.key_press(egui::Key::ArrowDown);
            moved.make(&mut window);
        }
        let mut edited = Frames::default();
        for n in 0..60 {
            window.event(egui::Event::Text(format!("第{n}次写")));
            edited.make(&mut window);
            edited.make(&mut window);
            window.key_press(egui::Key::Enter);
            for _ in 0..4 {
                edited.make(&mut window);
            }
        }
        let written = window.state().session().open.as_ref().unwrap().document.steps();
        assert_eq!(written, 60);
        let asked = |window: &mut Window, action: TableAction| {
            window.state_mut().ask(Action::Table(action));
            let mut frames = Frames::default();
            for _ in 0..60 {
                frames.make(window);
            }
            frames.longest()
        };
        let sorted = asked(&mut window, TableAction::Sort { column: Column::Measure, second: false });
        let found = asked(&mut window, TableAction::Search("第1".to_owned()));
        for (what, frames) in [("scrolling", scrolled), ("moving", moved), ("editing", edited)] {
            eprintln!("Table, {measures} measures: {what} {frames}");
        }
        eprintln!("Table, {measures} measures: longest frame sorting {sorted:?}, searching {found:?}");
    }
}

#[test]
#[ignore = "measures time"]
fn pasting_ten_thousand_rows() {
    use planwright::session::table::{At, Column, TableAction};
    use planwright::session::{Action, Command, Effect, Finished, Session, Settings};
    for before in [40, 20_000] {
        let mut session = Session::new(Settings::default(), planwright::model::Language::ZhCn);
        let now = chrono::NaiveDate::from_ymd_opt(2027, 8, 20).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let opened = file::Opened { plan: large_plan(before), stamp: file::Stamp::of(b"read") };
        let path = std::path::PathBuf::from("/tmp/x.plan.ron");
        session.dispatch(Action::Finished(Finished::Read { path, result: Ok(opened) }), now);
        let effects = session.dispatch(Action::Command(Command::GoTable), now);
        for effect in effects {
            if let Effect::Arrange(work) = effect {
                session.dispatch(Action::Finished(Finished::Arranged(Box::new(work.run()))), now);
            }
        }
        let at = At { row: None, column: Column::Measure };
        session.dispatch(Action::Table(TableAction::Point { at, extend: false }), now);
        let text: String = (0..10_000)
            .map(|n| format!("第{n}件事\t王芳、赵云\t6月底\t满意度\t≥95%"))
            .collect::<Vec<_>>()
            .join("\n");
        let began = Instant::now();
        let effects = session.dispatch(Action::Table(TableAction::Paste(text)), now);
        let asked = began.elapsed();
        for effect in effects {
            if let Effect::ReadCells(work) = effect {
                let began = Instant::now();
                let read = work.run();
                let reading = began.elapsed();
                let began = Instant::now();
                session.dispatch(Action::Finished(Finished::CellsRead(Box::new(read))), now);
                eprintln!(
                    "10000 rows onto {before}: asked {asked:?}, read apart {reading:?}, applied {:?}",
                    began.elapsed()
                );
            }
        }
        assert_eq!(planwright::model::query::measures(session.plan().unwrap()).len(), before + 10_000);
    }
}
