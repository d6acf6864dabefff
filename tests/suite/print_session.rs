//! Printing without a window and without a printer: choices go in, effects come out, and what came of
//! them goes in again.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::edit::{Edit, Place, TextField};
use planwright::file::{Opened, Stamp};
use planwright::model::*;
use planwright::print::{JobEnd, PrintError, Printed, Printer, PrinterState, Progress, Sides, Unsupported};
use planwright::session::printing::{
    Choice, ExportFormat, LayoutKind, PrintAction, PrintFault, PrintWork, RangeFault, Spot, count_of,
    line_of, media_label, read_ranges, spot_at,
};
use planwright::session::{
    Action, Caret, Command, Effect, Finished, Job, Level, PathPurpose, Screen, Session, Settings,
};
use planwright::typeset::{Arrangement, FontSet, Layout, PageNumberPlace, Pages, Profile, Typesetter};
use proptest::prelude::*;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

fn path() -> PathBuf {
    PathBuf::from("/plans/hall.plan.ron")
}

/// A session with a plan on the print screen.
fn printing() -> Session {
    printing_with(Settings::default())
}

fn printing_with(settings: Settings) -> Session {
    let mut session = Session::new(settings, Language::ZhCn);
    let opened = Opened { plan: crate::sample_plan::hall_plan(), stamp: Stamp::of(b"hall") };
    finish(&mut session, Finished::Read { path: path(), result: Ok(opened) });
    give(&mut session, Command::Print);
    assert_eq!(session.screen, Screen::Print);
    session
}

fn act(session: &mut Session, action: PrintAction) -> Vec<Effect> {
    session.dispatch(Action::Print(action), now())
}

fn give(session: &mut Session, command: Command) -> Vec<Effect> {
    session.dispatch(Action::Command(command), now())
}

fn finish(session: &mut Session, finished: Finished) -> Vec<Effect> {
    session.dispatch(Action::Finished(finished), now())
}

fn works(effects: Vec<Effect>) -> Vec<PrintWork> {
    let work = |effect| match effect {
        Effect::Print(work) => Some(*work),
        _ => None,
    };
    effects.into_iter().filter_map(work).collect()
}

fn printer(name: &str, default: bool) -> Printer {
    Printer {
        name: name.to_owned(),
        description: String::new(),
        location: String::new(),
        default,
        state: PrinterState::Idle,
        message: String::new(),
        accepting: true,
        sides: vec![Sides::One, Sides::Long],
        media: vec!["iso_a4_210x297mm".to_owned(), "iso_a3_297x420mm".to_owned()],
        copies: None,
        pdf: true,
    }
}

#[test]
fn the_key_goes_to_the_pages_first_and_prints_there() {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    assert!(!Command::Print.is_enabled(&session) && !Command::GoPrint.is_enabled(&session));
    session = printing();
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    assert_eq!((work.copies, work.ranges.len(), work.printer), (1, 0, None));
    assert_eq!(work.title, planwright::locale::shown(&session.plan().unwrap().title));
    assert!(Arc::ptr_eq(&work.plan, session.plan().unwrap()));
}

#[test]
fn arriving_asks_for_printers_and_profiles_once() {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    let opened = Opened { plan: crate::sample_plan::hall_plan(), stamp: Stamp::of(b"hall") };
    finish(&mut session, Finished::Read { path: path(), result: Ok(opened) });
    let effects = give(&mut session, Command::GoPrint);
    assert!(matches!(effects.as_slice(), [Effect::ReadProfiles, Effect::ListPrinters]), "{effects:?}");
    assert!(act(&mut session, PrintAction::Refresh).is_empty(), "the first question is not answered yet");
    finish(&mut session, Finished::PrintersListed(Ok(vec![printer("一楼", false), printer("二楼", true)])));
    assert_eq!(session.printer().unwrap().name, "二楼");
    assert!(matches!(act(&mut session, PrintAction::Refresh).as_slice(), [Effect::ListPrinters]));
}

#[test]
fn what_is_chosen_is_what_is_printed() {
    let mut session = printing();
    finish(&mut session, Finished::PrintersListed(Ok(vec![printer("一楼", false), printer("二楼", true)])));
    session.printing.pages = Some(9);
    for action in [
        PrintAction::Printer("一楼".into()),
        PrintAction::Copies(3),
        PrintAction::Sides(Sides::Long),
        PrintAction::Media("iso_a3_297x420mm".into()),
        PrintAction::Pages("2-3，5".into()),
        PrintAction::Choose(Choice::Profile("office".into())),
        PrintAction::Choose(Choice::PageNumber(Some(PageNumberPlace::Nowhere))),
        PrintAction::Choose(Choice::DraftMark(Some(false))),
        PrintAction::Choose(Choice::Layout("month:2027-03".into())),
        PrintAction::Choose(Choice::Bundled(true)),
    ] {
        act(&mut session, action);
    }
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    assert_eq!(work.printer.as_deref(), Some("一楼"));
    assert_eq!((work.copies, work.sides, work.media.as_str()), (3, Sides::Long, "iso_a3_297x420mm"));
    assert_eq!(work.ranges, [(2, 3), (5, 5)]);
    assert_eq!((work.look.profile.id.as_str(), work.look.layout.as_str()), ("office", "month:2027-03"));
    assert!(work.look.bundled && !work.look.profile.draft_mark.shown);
    assert_eq!(work.look.profile.page_number.place, PageNumberPlace::Nowhere);
}

#[test]
fn what_the_printer_cannot_do_falls_back_to_what_it_can() {
    let mut session = printing();
    act(&mut session, PrintAction::Sides(Sides::Short));
    act(&mut session, PrintAction::Media("na_letter_8.5x11in".into()));
    act(&mut session, PrintAction::Printer("没有了".into()));
    finish(&mut session, Finished::PrintersListed(Ok(vec![printer("二楼", true)])));
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    assert_eq!((work.sides, work.media.as_str()), (Sides::One, "iso_a4_210x297mm"));
    assert_eq!(work.printer.as_deref(), Some("二楼"));
}

#[test]
fn a_plan_keeps_its_choices_and_others_are_not_touched() {
    let mut session = printing();
    let effects = act(&mut session, PrintAction::Choose(Choice::Layout("table".into())));
    let Some(Effect::KeepSettings(kept)) = effects.last() else { panic!("{effects:?}") };
    // The file is read again by the next start.
    let session = printing_with(Settings::decode(&kept.encode()));
    assert_eq!(session.choices().layout, "table");
    let mut session = printing_with(Settings::decode(&kept.encode()));
    let opened = Opened { plan: crate::sample_plan::hall_plan(), stamp: Stamp::of(b"other") };
    let other = PathBuf::from("/plans/other.plan.ron");
    finish(&mut session, Finished::Read { path: other, result: Ok(opened) });
    assert_eq!(session.choices().layout, "prose");
}

#[test]
fn the_pages_beside_the_document_are_those_of_the_text() {
    let mut session = printing();
    act(&mut session, PrintAction::Choose(Choice::Layout("table".into())));
    act(&mut session, PrintAction::Choose(Choice::Profile("office".into())));
    assert_eq!(session.printing.look().layout, "table");
    give(&mut session, Command::GoWrite);
    assert_eq!(session.printing.look().layout, "prose");
    assert_eq!(session.printing.look().profile.id, "office");
}

#[test]
fn nothing_is_sent_twice() {
    let mut session = printing();
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    for progress in [
        None,
        Some(Progress::Sending),
        Some(Progress::Waiting { job: 7 }),
        Some(Progress::Printing { job: 7, pages: 1, message: "缺纸".into() }),
    ] {
        if let Some(progress) = progress {
            finish(&mut session, Finished::PrintProgressed { number: work.number, progress });
        }
        assert!(works(give(&mut session, Command::Print)).is_empty(), "a job is under way");
        let said = session.printing.job.as_ref().unwrap().words(&session.words);
        assert!(!said.is_empty() && !said.contains('{'), "{said}");
    }
    let uncertain = PrintError::Uncertain { printer: "二楼".into(), job: None };
    let effects = finish(
        &mut session,
        Finished::Printed { number: work.number, result: Err(PrintFault::Print(uncertain)) },
    );
    assert!(works(effects).is_empty(), "the program does not try again by itself");
    assert!(session.notices.last().unwrap().text.contains("不要马上再印"));
    // Only the user does.
    let again = works(give(&mut session, Command::Print)).pop().unwrap();
    assert_ne!(again.number, work.number);
    // What comes late of the first job says nothing about the second.
    finish(&mut session, Finished::PrintProgressed { number: work.number, progress: Progress::Sending });
    assert_eq!(session.printing.job.as_ref().unwrap().progress, None);
    let printed = Printed { printer: "二楼".into(), job: Some(1), pages: Some(5) };
    finish(&mut session, Finished::Printed { number: work.number, result: Ok(printed) });
    assert!(session.printing.job.is_some());
}

#[test]
fn a_job_is_taken_back_and_the_outcome_is_told() {
    let mut session = printing();
    assert!(!Command::CancelPrint.is_enabled(&session));
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    assert!(!work.cancel.load(Ordering::SeqCst));
    give(&mut session, Command::CancelPrint);
    assert!(work.cancel.load(Ordering::SeqCst));
    assert!(session.printing.job.as_ref().unwrap().words(&session.words).contains("取消"));
    let cancelled = PrintError::Cancelled { job: Some(3), pages: 2 };
    finish(&mut session, Finished::Printed { number: work.number, result: Err(cancelled.into()) });
    let notice = session.notices.last().unwrap();
    assert_eq!((notice.level, notice.headline.as_str()), (Level::Warning, "已取消打印。"));
    assert!(session.printing.job.is_none() && notice.text.contains('2'));
}

#[test]
fn a_job_whose_work_breaks_down_may_have_been_sent() {
    let mut session = printing();
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    finish(&mut session, Finished::Panicked(Job::Print(work.number)));
    assert!(session.printing.job.is_none());
    assert!(session.notices.last().unwrap().text.contains("不要马上再印"));
}

/// Every way in which printing can go wrong.
fn faults() -> Vec<PrintFault> {
    let printer = || "二楼".to_owned();
    let mut errors = vec![
        PrintError::Elsewhere,
        PrintError::NoServer,
        PrintError::TimedOut,
        PrintError::Refused { status: 403 },
        PrintError::Nonsense { what: "???".into() },
        PrintError::NoPrinter,
        PrintError::NoneChosen { known: vec![printer()] },
        PrintError::Unknown { name: "三楼".into(), known: vec![printer()] },
        PrintError::Unknown { name: "四楼".into(), known: vec![] },
        PrintError::Rejecting { printer: printer(), reason: String::new() },
        PrintError::Paused { printer: printer(), reason: String::new() },
        PrintError::NotTaken { printer: printer(), message: "太大".into() },
        PrintError::Uncertain { printer: printer(), job: None },
        PrintError::Uncertain { printer: printer(), job: Some(4) },
        PrintError::Cancelled { job: None, pages: 0 },
        PrintError::Cancelled { job: Some(4), pages: 1 },
    ];
    let cannot = [
        Unsupported::Sides(Sides::One),
        Unsupported::Sides(Sides::Long),
        Unsupported::Sides(Sides::Short),
        Unsupported::Media("iso_a3_297x420mm".into()),
        Unsupported::Copies(5),
        Unsupported::Pdf,
    ];
    errors.extend(cannot.map(|what| PrintError::Unsupported { printer: printer(), what }));
    let ends = [
        JobEnd::Failed,
        JobEnd::Stopped,
        JobEnd::Held,
        JobEnd::CancelledElsewhere,
        JobEnd::Vanished,
        JobEnd::Empty,
    ];
    errors.extend(ends.map(|how| PrintError::NotPrinted {
        printer: printer(),
        job: 4,
        how,
        message: String::new(),
    }));
    let mut faults: Vec<PrintFault> = errors.into_iter().map(PrintFault::Print).collect();
    faults.push(PrintFault::NoPages { pages: 3 });
    faults.push(PrintFault::Export(planwright::export::ExportError::Untagged));
    faults.push(PrintFault::Write(planwright::file::WriteError::DiskFull));
    faults
}

#[test]
fn every_way_to_fail_has_words_of_its_own() {
    for language in [Language::ZhCn, Language::En] {
        every_failure_is_told_in(language);
    }
}

fn every_failure_is_told_in(language: Language) {
    let mut said = std::collections::BTreeSet::new();
    let all = faults();
    let count = all.len();
    for fault in all {
        let mut session = printing_with(Settings { language: Some(language), ..Settings::default() });
        let work = works(give(&mut session, Command::Print)).pop().unwrap();
        finish(&mut session, Finished::Printed { number: work.number, result: Err(fault) });
        let notice = session.notices.last().unwrap().clone();
        assert!(notice.level != Level::Done, "{notice:?}");
        assert!(
            notice.text.ends_with(['。', '）', '.', ')']) && !notice.text.contains('{'),
            "{}",
            notice.text
        );
        assert_eq!(session.printing.outcome.as_ref().unwrap().text, notice.text);
        assert!(said.insert(notice.text.clone()), "two failures are told alike: {}", notice.text);
    }
    assert_eq!(said.len(), count);
}

#[test]
fn pages_that_are_not_there_are_told_at_the_field_and_not_printed() {
    let mut session = printing();
    session.printing.pages = Some(5);
    for (typed, fault) in [
        ("6", RangeFault::Beyond { pages: 5 }),
        ("2-9", RangeFault::Beyond { pages: 5 }),
        ("0", RangeFault::Unreadable),
        ("3-1", RangeFault::Unreadable),
        ("一", RangeFault::Unreadable),
        ("1,,2", RangeFault::Unreadable),
    ] {
        act(&mut session, PrintAction::Pages(typed.into()));
        assert_eq!(session.print_ranges(), Err(fault), "{typed}");
        assert!(works(give(&mut session, Command::Print)).is_empty(), "{typed}");
        assert!(session.printing.job.is_none());
        assert_eq!(session.printing.outcome.as_ref().unwrap().level, Level::Error);
    }
    act(&mut session, PrintAction::Pages(" １－３、5 ".into()));
    assert_eq!(session.print_ranges(), Ok(vec![(1, 3), (5, 5)]));
    assert_eq!(works(give(&mut session, Command::Print)).len(), 1);
}

proptest! {
    #[test]
    fn pages_are_read_as_they_are_written(
        ranges in prop::collection::vec((1_usize..200, 0_usize..50), 1..6),
    ) {
        let ranges: Vec<(usize, usize)> = ranges.into_iter().map(|(first, more)| (first, first + more)).collect();
        let written: Vec<String> = ranges
            .iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
            .collect();
        prop_assert_eq!(read_ranges(&written.join(","), None), Ok(ranges.clone()));
        let last = ranges.iter().map(|(_, last)| *last).max().unwrap();
        prop_assert!(read_ranges(&written.join(","), Some(last)).is_ok());
        prop_assert_eq!(
            read_ranges(&written.join(","), Some(last - 1)),
            Err(RangeFault::Beyond { pages: last - 1 })
        );
        prop_assert!(count_of(&ranges, last) >= ranges.iter().map(|(a, b)| b - a + 1).max().unwrap());
        prop_assert!(count_of(&ranges, last) <= last);
    }

    #[test]
    fn reading_pages_never_panics(typed in "[-0-9,，、 至一~]{0,12}", pages in prop::option::of(0_usize..9)) {
        if let Ok(ranges) = read_ranges(&typed, pages) {
            let known = |(first, last): &(usize, usize)| *first > 0 && first <= last;
            prop_assert!(ranges.iter().all(known));
        }
    }
}

#[test]
fn every_card_is_a_layout() {
    for kind in LayoutKind::ALL {
        let id = match kind {
            LayoutKind::Mine => "mine:王芳".to_owned(),
            LayoutKind::Month => "month:2027-03".to_owned(),
            other => other.id().to_owned(),
        };
        let layout: Layout = id.parse().unwrap();
        assert_eq!(layout.to_string(), id);
        assert_eq!(LayoutKind::of_id(&id), Some(kind));
    }
    let session = printing();
    assert!(!session.print_owners().is_empty());
    assert_eq!(session.print_months().len(), 12);
}

#[test]
fn papers_are_called_what_people_call_them() {
    let label = |name, width: &str, height: &str| Some((String::from(name), width.into(), height.into()));
    assert_eq!(media_label("iso_a4_210x297mm"), label("A4", "210", "297"));
    assert_eq!(media_label("na_letter_8.5x11in"), label("Letter", "216", "279"));
    for open in ["custom_min_10x10mm", "custom_max_999x999mm", "iso_a4", "", "a_b_cxdmm"] {
        assert_eq!(media_label(open), None, "{open}");
    }
}

#[test]
fn other_formats_are_asked_a_path_and_written_as_they_look() {
    for format in ExportFormat::ALL {
        let mut session = printing();
        let effects = act(&mut session, PrintAction::Export(format));
        let [Effect::AskPath { purpose, suggested }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(*purpose, PathPurpose::Export(format));
        assert!(suggested.to_string_lossy().ends_with(&format!(".{}", format.ending())), "{suggested:?}");
        let path = Some(PathBuf::from("/plans/out"));
        let effects = finish(&mut session, Finished::Path { purpose: *purpose, path });
        let [Effect::Export { path, format: written, look, .. }] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        assert_eq!(path.extension().unwrap().to_str(), Some(format.ending()));
        assert_eq!(*written, format);
        assert!(Arc::ptr_eq(look, &session.printing.look()));
    }
}

#[test]
fn each_layout_is_offered_a_file_of_its_own() {
    let mut session = printing();
    let mut suggested = |layout: &str, purpose: Option<ExportFormat>| {
        act(&mut session, PrintAction::Choose(Choice::Layout(layout.to_owned())));
        let effects = match purpose {
            Some(format) => act(&mut session, PrintAction::Export(format)),
            None => give(&mut session, Command::ExportPdf),
        };
        let [Effect::AskPath { purpose, suggested }] = effects.as_slice() else { panic!("{effects:?}") };
        finish(&mut session, Finished::Path { purpose: *purpose, path: None });
        suggested.file_name().unwrap().to_string_lossy().into_owned()
    };
    assert_eq!(suggested("prose", None), "hall.pdf");
    assert_eq!(suggested("breakdown", None), "hall（任务分解）.pdf");
    assert_eq!(suggested("mine:王芳", None), "hall（我的任务 王芳）.pdf");
    assert_eq!(suggested("month:2027-03", Some(ExportFormat::Docx)), "hall（月度安排 2027-03）.docx");
    // These hold the whole plan whatever its layout.
    assert_eq!(suggested("breakdown", Some(ExportFormat::Xlsx)), "hall.xlsx");
}

#[test]
fn the_readme_calls_the_layouts_as_the_screen_does() {
    let readme = include_str!("../../README.md");
    let words = planwright::locale::Catalogue::new(Language::ZhCn);
    for kind in LayoutKind::ALL {
        let name = words.text(kind.key());
        assert!(readme.contains(&name), "{name}");
    }
}

#[test]
fn what_was_told_in_one_language_does_not_stand_in_the_other() {
    let mut session = printing();
    let work = works(give(&mut session, Command::Print)).pop().unwrap();
    let result = Err(PrintError::NoServer.into());
    finish(&mut session, Finished::Printed { number: work.number, result });
    assert!(!session.notices.is_empty() && session.printing.outcome.is_some());
    give(&mut session, Command::SwitchLanguage);
    assert!(session.notices.is_empty() && session.printing.outcome.is_none());
}

#[test]
fn a_place_on_the_page_leads_into_its_text() {
    let mut session = printing();
    let measure = Id::from(query::measures(session.plan().unwrap())[2].id);
    act(&mut session, PrintAction::GoTo(Spot { record: Some(measure), caret: Caret::End }));
    assert_eq!((session.screen, session.focus), (Screen::Write, Some(measure)));
    assert_eq!(session.reveal.record, Some(measure));
    assert!(session.reveal.caret.is_some());
    give(&mut session, Command::GoPrint);
    assert_eq!(session.focus, Some(measure), "the way back finds it");
}

/// Pages of the sample plan in a layout.
fn pages_of(plan: &Plan, layout: &str) -> Pages {
    let arrangement = Arrangement { layout: layout.parse().unwrap(), ..Arrangement::default() };
    let typesetter = Typesetter::new(FontSet::bundled());
    typesetter.arranged(plan, &Profile::of_language(plan.language), &arrangement).unwrap()
}

fn text_at(plan: &Plan, place: Place) -> Text {
    let mut found = None;
    planwright::edit::for_each_field(plan, &mut |at, text| {
        if at == place {
            found = Some(text.clone());
        }
    });
    found.unwrap()
}

#[test]
fn every_printed_word_of_the_plan_leads_into_its_text_and_back() {
    let plan = crate::sample_plan::hall_plan();
    for layout in ["prose", "table", "month:2027-03", "timeline"] {
        let pages = pages_of(&plan, layout);
        let (mut clicked, mut right, mut back) = (0, 0, 0);
        for page in 0..pages.len() {
            for letter in pages.letters(page).iter().step_by(5) {
                // A little left of the middle: before the letter.
                let x = letter.left_pt + (letter.right_pt - letter.left_pt) * 0.4;
                let y = f64::midpoint(letter.top_pt, letter.bottom_pt);
                let Some(spot) = spot_at(&plan, &pages, page, x, y) else { continue };
                let Caret::Span { field, from, to } = spot.caret else { continue };
                assert_eq!(from, to);
                clicked += 1;
                let place = Place { record: spot.record, field };
                let text = text_at(&plan, place);
                assert!(from <= text.as_str().chars().count(), "{place:?} {from}");
                if text.as_str().chars().nth(from) != Some(letter.c) {
                    // A number, an owner, a label: the nearest text is meant.
                    continue;
                }
                right += 1;
                let line = line_of(&plan, &pages, place, from);
                back += usize::from(
                    line.is_some_and(|line| line.page == page && (line.top_pt..line.bottom_pt).contains(&y)),
                );
            }
        }
        assert!(clicked > 20, "{layout}: {clicked}");
        // Much of what is printed is the plan's own text, the rest labels, owners and days; what is
        // printed twice may lead back to the first place.
        assert!(right * 3 > clicked, "{layout}: {right} of {clicked}");
        assert!(back * 5 > right * 4, "{layout}: {back} of {right}");
    }
}

#[test]
fn a_number_before_the_text_leads_to_its_beginning_and_what_is_behind_to_its_end() {
    let plan = crate::sample_plan::hall_plan();
    let pages = pages_of(&plan, "prose");
    let measure = query::measures(&plan)[0];
    let passage = pages.passage(measure.id.into())[0];
    let on_it: Vec<_> = pages
        .letters(passage.page)
        .into_iter()
        .filter(|letter| (passage.y_top_pt..passage.y_bottom_pt).contains(&letter.top_pt))
        .collect();
    let first = on_it.first().unwrap();
    assert_eq!(first.c, '1');
    let y = f64::midpoint(first.top_pt, first.bottom_pt);
    let spot = spot_at(&plan, &pages, passage.page, first.left_pt, y).unwrap();
    assert_eq!(spot.record, Some(measure.id.into()));
    let first_field = if measure.title.is_empty() { TextField::Text } else { TextField::Title };
    assert_eq!(spot.caret, Caret::Span { field: first_field, from: 0, to: 0 });
    // The owners stand behind the text.
    let owners = on_it.iter().position(|letter| letter.c == '（').unwrap();
    let behind = on_it[owners + 2];
    let y = f64::midpoint(behind.top_pt, behind.bottom_pt);
    let spot = spot_at(&plan, &pages, passage.page, behind.left_pt, y).unwrap();
    let end = measure.text.as_str().chars().count();
    assert!(
        matches!(spot.caret, Caret::Span { field: TextField::Text, from, .. } if from + 1 >= end),
        "{spot:?}, {end}"
    );
}

#[test]
fn findings_are_told_with_the_way_to_them() {
    let mut session = printing();
    let plan = Arc::clone(session.plan().unwrap());
    let measure = query::measures(&plan)[1];
    let at = Place::of(measure.id, TextField::Text);
    session.dispatch(Action::Edit(Edit::SetText { at, text: "X月X日前完成整改".into() }), now());
    let found = session.print_findings();
    let finding = found.iter().find(|finding| finding.text.contains("X月X日")).unwrap();
    let marked = Caret::Span { field: TextField::Text, from: 0, to: 4 };
    assert_eq!(finding.spot, Spot { record: Some(measure.id.into()), caret: marked });
    assert!(found.is_sorted_by_key(|finding| !finding.is_error), "errors come first");
    act(&mut session, PrintAction::GoTo(finding.spot));
    assert_eq!((session.screen, session.focus), (Screen::Write, Some(measure.id.into())));
    assert_eq!(session.reveal.caret, Some(marked));
    // A character that no face has is gone to as well.
    let spot = session.spot_of("整").unwrap();
    assert!(matches!(spot.caret, Caret::Span { from, to, .. } if to == from + 1));
    assert_eq!(session.spot_of("\u{10fffd}"), None);
}

#[test]
fn where_the_system_prints_otherwise_the_viewer_gets_the_pages_that_were_asked_for() {
    let mut session = printing();
    finish(&mut session, Finished::PrintersListed(Err(PrintError::Elsewhere)));
    session.printing.pages = Some(6);
    act(&mut session, PrintAction::Pages("2-3".into()));
    let effects = give(&mut session, Command::Print);
    let [Effect::OpenPdf { ranges, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*ranges, [(2, 3)]);
    assert!(session.printing.job.is_none(), "the viewer has a dialog of its own");
}
