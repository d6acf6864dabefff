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
