//! Figures of the window's work, told, not judged: machines are noisy. Run by hand, alone, with
//! `cargo test --release --test suite figures -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use planwright::app::{App, Start};
use planwright::file;

use crate::typeset::large_plan;

/// Returns the median and the 99th of 100 of some durations.
fn spread(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn open(measures: usize) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.plan.ron");
    file::write(&path, &large_plan(measures), None).unwrap();
    let start =
        Start { plan: Some(path), language: Some("zh-CN".to_owned()), own_dialogs: true, settings: None };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_theme(egui::Theme::Light)
        .build_eframe(|cc| App::new(&cc.egui_ctx, start));
    let began = Instant::now();
    while window.state().pages().is_none() {
        window.step();
        std::thread::sleep(Duration::from_millis(2));
        assert!(began.elapsed() < Duration::from_mins(1), "no pages came");
    }
    eprintln!("{measures} measures: opened, with pages, in {:?}", began.elapsed());
    (window, folder)
}

#[test]
#[ignore = "measures time"]
fn frames_and_pages_while_typing() {
    for measures in [20, 200, 2_000] {
        let (mut window, _folder) = open(measures);
        window.run_steps(5);
        window.get_all_by_label("措施").next().unwrap().click();
        window.run_steps(5);
        let mut frames = Vec::new();
        let mut pages = Vec::new();
        for round in 0..60 {
            let before = window.state().pages().unwrap().characters();
            window.event(egui::Event::Text("字".to_owned()));
            let typed = Instant::now();
            window.step();
            frames.push(typed.elapsed());
            while window.state().pages().unwrap().characters() == before {
                let frame = Instant::now();
                window.step();
                frames.push(frame.elapsed());
                std::thread::sleep(Duration::from_millis(1));
                assert!(typed.elapsed() < Duration::from_secs(20), "round {round}: no new pages came");
            }
            pages.push(typed.elapsed());
        }
        let (frame, frame_99) = spread(frames);
        let (page, page_99) = spread(pages);
        eprintln!(
            "{measures} measures: frame {frame:?} (99 %: {frame_99:?}), key to pages {page:?} (99 %: {page_99:?})"
        );
    }
}

/// A plan with bars, deadlines and cadences of every kind, linked here and there.
fn busy_plan(count: usize) -> planwright::model::Plan {
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
    use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2};
    for measures in [200, 2_000, 20_000] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.plan.ron");
        file::write(&path, &busy_plan(measures), None).unwrap();
        let start =
            Start { plan: Some(path), language: Some("zh-CN".to_owned()), own_dialogs: true, settings: None };
        let mut window = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_theme(egui::Theme::Light)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start));
        let began = Instant::now();
        while window.state().session().plan().is_none() {
            window.step();
            std::thread::sleep(Duration::from_millis(2));
            assert!(began.elapsed() < Duration::from_mins(1), "the plan was not opened");
        }
        // Pages that are set meanwhile would share the processor; those of the largest plan take too long.
        while measures < 20_000 && window.state().pages().is_none() {
            window.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        window.run_steps(3);
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
        let first = (0..3).map(|_| {
            let frame = Instant::now();
            window.step();
            frame.elapsed()
        });
        let first = first.max().unwrap();
        window.run_steps(10);
        let frames = |window: &mut Harness<'static, App>, each: &dyn Fn(usize) -> Vec<Event>| {
            let mut times = Vec::new();
            for round in 0..200 {
                for event in each(round) {
                    window.event(event);
                }
                let frame = Instant::now();
                window.step();
                times.push(frame.elapsed());
            }
            spread(times)
        };
        window.event(Event::PointerMoved(pos2(900.0, 400.0)));
        let (median, most) = frames(&mut window, &|_| {
            vec![Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, -90.0),
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            }]
        });
        eprintln!("{measures} measures: first frame {first:?}, scrolling {median:?} (99 %: {most:?})");
        let bar = window.get_all_by_label_contains("3月1日至6月15日").next().unwrap();
        let bounds = egui_kittest::kittest::NodeT::accesskit_node(&bar).raw_bounds().unwrap();
        let at = pos2(f64::midpoint(bounds.x0, bounds.x1) as f32, f64::midpoint(bounds.y0, bounds.y1) as f32);
        window.event(Event::PointerMoved(at));
        window.step();
        let button = PointerButton::Primary;
        window.event(Event::PointerButton { pos: at, button, pressed: true, modifiers: Modifiers::NONE });
        window.step();
        let (median, most) = frames(&mut window, &|round| {
            vec![Event::PointerMoved(at + vec2((round % 100) as f32 - 50.0, 0.0))]
        });
        eprintln!("{measures} measures: dragging {median:?} (99 %: {most:?})");
        window.event(Event::PointerButton {
            pos: at + vec2(60.0, 0.0),
            button,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        let drop = Instant::now();
        while window.state().session().open.as_ref().unwrap().document.steps() == 0 {
            window.step();
            assert!(drop.elapsed() < Duration::from_mins(1), "nothing was moved");
        }
        window.step();
        eprintln!("{measures} measures: letting go, with the change made {:?}", drop.elapsed());
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
    for measures in [200, 2_000, 20_000] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.plan.ron");
        file::write(&path, &large_plan(measures), None).unwrap();
        let start =
            Start { plan: Some(path), language: Some("zh-CN".to_owned()), own_dialogs: true, settings: None };
        let mut window = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_theme(egui::Theme::Light)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start));
        while window.state().session().plan().is_none() {
            window.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        let frame = |window: &mut Harness<'static, App>| {
            let began = Instant::now();
            window.step();
            began.elapsed()
        };
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
        let shown = Instant::now();
        while window.state().session().table.arrangement().lines.is_empty() {
            window.step();
        }
        eprintln!("{measures} measures: table shown in {:?}", shown.elapsed());
        window.run_steps(5);
        window.event(egui::Event::PointerMoved(egui::pos2(700.0, 500.0)));
        let mut scrolled = Vec::new();
        for _ in 0..200 {
            window.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -400.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: egui::Modifiers::NONE,
            });
            scrolled.push(frame(&mut window));
        }
        let mut moved = Vec::new();
        for _ in 0..100 {
            window.key_press(egui::Key::ArrowDown);
            moved.push(frame(&mut window));
        }
        let mut edited = Vec::new();
        for n in 0..60 {
            window.event(egui::Event::Text(format!("第{n}次写")));
            edited.push(frame(&mut window));
            edited.push(frame(&mut window));
            window.key_press(egui::Key::Enter);
            for _ in 0..4 {
                edited.push(frame(&mut window));
            }
        }
        let written = window.state().session().open.as_ref().unwrap().document.steps();
        assert_eq!(written, 60);
        let (sorted, found);
        {
            use planwright::session::table::{Column, TableAction};
            let asked = |window: &mut Harness<'static, App>, action: TableAction| {
                window.state_mut().ask(planwright::session::Action::Table(action));
                (0..60).map(|_| frame(window)).max().unwrap()
            };
            sorted = asked(&mut window, TableAction::Sort { column: Column::Measure, second: false });
            found = asked(&mut window, TableAction::Search("第1".to_owned()));
        }
        for (what, times) in [("scrolling", scrolled), ("moving", moved), ("editing", edited)] {
            let (middle, most) = spread(times);
            eprintln!("{measures} measures: {what} {middle:?} (99 %: {most:?})");
        }
        eprintln!("{measures} measures: longest frame while sorting {sorted:?}, while searching {found:?}");
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
