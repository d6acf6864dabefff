//! The review of an import without a window: decisions, steps back, what becomes of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use planwright::model::{Language, Part, PlanKind, query};
use planwright::session::importing::{Decision, Field, ImportAction, Sign, StructureSort, Unread};
use planwright::session::{Action, Command, Effect, Finished, Level, Offer, Screen, Session, Settings};

use planwright::template::{Group, Templates, own_id};

pub(crate) const TEXT: &str = "2027年保卫工作计划\n为做好全年的安全保卫工作，增强安全防范能力，特制定本计划。\n一、防范\n1、每月25日由科技部负责检修门禁。\n2、更换探头，确保监控全覆盖，不留死\n角。\n二、演练\n1、每季度组织一次防抢劫演练，修订预案。\n上一篇：会计工作计划\n";

fn session() -> Session {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    session.today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    session
}

/// Gives an action and does the work that it leads to, until nothing is asked for any more.
fn act(session: &mut Session, action: Action) {
    let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let mut effects = session.dispatch(action, now);
    while let Some(effect) = effects.pop() {
        if let Effect::Import(work) = effect {
            effects.extend(session.dispatch(Action::Finished(Finished::Import(work.run())), now));
        }
    }
}

fn ask(session: &mut Session, action: ImportAction) {
    act(session, Action::Import(action));
}

pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn signs(session: &Session) -> Vec<(usize, Sign)> {
    let reading = session.importing.as_ref().unwrap().reading.as_ref().unwrap();
    reading.lines.iter().map(|row| (row.number, row.sign)).collect()
}

fn structure(session: &Session) -> Vec<(StructureSort, usize, String)> {
    let rows = session.importing.as_ref().unwrap().structure();
    rows.iter().map(|row| (row.sort, row.line, row.text.clone())).collect()
}

#[test]
fn every_line_of_a_source_is_shown_with_what_became_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    assert_eq!(session.screen, Screen::Import);
    let signs = signs(&session);
    assert_eq!(signs.iter().map(|(line, _)| *line).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert!(signs.contains(&(6, Sign::Joined)));
    assert!(signs.contains(&(9, Sign::Dropped)));
    let importing = session.importing.as_ref().unwrap();
    let reading = importing.reading.as_ref().unwrap();
    let joined = reading.lines.iter().find(|row| row.number == 6).unwrap();
    assert_eq!(joined.head, 5);
    let total: usize = Sign::ALL.iter().map(|sign| importing.count(*sign)).sum();
    assert_eq!(total, reading.lines.len());
}

#[test]
fn decisions_change_the_structure_and_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let before = (signs(&session), structure(&session));
    ask(&mut session, ImportAction::Point(9));
    ask(&mut session, ImportAction::Decide(Decision::Keep));
    assert!(!signs(&session).contains(&(9, Sign::Dropped)));
    ask(&mut session, ImportAction::Point(6));
    ask(&mut session, ImportAction::Decide(Decision::Paragraph));
    assert!(structure(&session).iter().any(|(_, line, text)| *line == 6 && text == "角。"));
    ask(&mut session, ImportAction::Point(4));
    ask(&mut session, ImportAction::Decide(Decision::Heading(2)));
    assert!(structure(&session).iter().any(|row| row.0 == StructureSort::Heading(2) && row.1 == 4));
    ask(&mut session, ImportAction::Level { deeper: false });
    assert!(structure(&session).iter().any(|row| row.0 == StructureSort::Heading(1) && row.1 == 4));
    for _ in 0..4 {
        assert!(Command::Undo.is_enabled(&session));
        act(&mut session, Action::Command(Command::Undo));
    }
    assert_eq!((signs(&session), structure(&session)), before);
    assert!(!Command::Undo.is_enabled(&session));
    for _ in 0..4 {
        act(&mut session, Action::Command(Command::Redo));
    }
    assert!(structure(&session).iter().any(|row| row.0 == StructureSort::Heading(1) && row.1 == 4));
    ask(&mut session, ImportAction::Reset);
    assert!(!structure(&session).iter().any(|row| matches!(row.0, StructureSort::Heading(_)) && row.1 == 4));
}

#[test]
fn the_plan_that_is_taken_over_is_the_one_that_was_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let shown: Vec<String> = structure(&session)
        .into_iter()
        .filter(|row| row.0 == StructureSort::Measure)
        .map(|row| row.2)
        .collect();
    ask(&mut session, ImportAction::Template(Some("personal-annual".to_owned())));
    ask(&mut session, ImportAction::Point(4));
    ask(&mut session, ImportAction::ToggleFields);
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.screen, Screen::Write);
    assert!(session.importing.is_none());
    let open = session.open.as_ref().unwrap();
    assert!(open.path.is_none() && open.document.is_modified());
    let plan = open.plan();
    plan.validate().unwrap();
    assert_eq!(plan.kind, PlanKind::PersonalAnnual);
    let measures = query::measures(plan);
    assert_eq!(measures.iter().map(|m| m.text.to_string()).collect::<Vec<_>>(), shown);
    // The first one's fields were not wanted, the last one's were.
    assert!(measures[0].when.is_none() && measures[0].owners.is_empty());
    assert!(measures[2].when.is_some());
    assert_eq!(session.notices.last().unwrap().level, Level::Done);
}

#[test]
fn of_a_page_with_several_plans_one_is_picked_and_the_others_wait() {
    let folder = tempfile::tempdir().unwrap();
    let page =
        "银行计划 篇一\n1、清点库存。\n2、登记台账。\n银行计划 篇二\n1、走访企业。\n2、登记走访情况。\n";
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "大全.txt", page)));
    assert_eq!(session.importing.as_ref().unwrap().reading.as_ref().unwrap().parts.len(), 2);
    ask(&mut session, ImportAction::Part(1));
    assert_eq!(session.importing.as_ref().unwrap().current, 5);
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(query::measures(session.plan().unwrap())[0].text.as_str(), "走访企业。");
    assert_eq!(session.screen, Screen::Write);
    ask(&mut session, ImportAction::Show);
    assert_eq!(session.screen, Screen::Import);
    // Looking at a line of the other plan shows that one.
    ask(&mut session, ImportAction::Point(2));
    assert_eq!(session.importing.as_ref().unwrap().part, 0);
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 2);
    ask(&mut session, ImportAction::Stop);
    assert!(session.importing.is_none());
}

#[test]
fn what_cannot_be_imported_is_told_and_leaves_the_program_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..=255_u8).cycle().take(4000).collect();
    for (name, bytes) in [
        ("空.txt", Vec::new()),
        ("乱.txt", noise.clone()),
        ("乱.docx", noise),
        ("锁.docx", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat()),
    ] {
        let mut session = session();
        act(&mut session, Action::OpenPath(write(folder.path(), name, bytes)));
        assert!(session.importing.is_none(), "{name}");
        assert_eq!(session.screen, Screen::Start, "{name}");
        let notice = session.notices.last().unwrap();
        assert_eq!(notice.level, Level::Error, "{name}");
        assert!(notice.text.contains(name), "{name}: {}", notice.text);
    }
    let mut session = session();
    act(&mut session, Action::OpenPath(folder.path().join("没有.txt")));
    assert_eq!(session.notices.last().unwrap().level, Level::Error);
}

#[test]
fn an_answer_to_an_older_request_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let mut session = session();
    let path = write(folder.path(), "甲.txt", TEXT);
    let first = session.dispatch(Action::OpenPath(path), now);
    ask(&mut session, ImportAction::Stop);
    assert_eq!(session.screen, Screen::Start);
    for effect in first {
        if let Effect::Import(work) = effect {
            session.dispatch(Action::Finished(Finished::Import(work.run())), now);
        }
    }
    assert!(session.importing.is_none());
    assert_eq!(session.screen, Screen::Start);
}

#[test]
fn measures_move_in_and_out_with_steps_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let depth = |session: &Session, line: usize| {
        let rows = session.importing.as_ref().unwrap().structure();
        rows.iter().find(|row| row.line == line).unwrap().depth
    };
    let before = structure(&session);
    ask(&mut session, ImportAction::Point(5));
    let own = depth(&session, 5);
    ask(&mut session, ImportAction::Level { deeper: true });
    assert_eq!(depth(&session, 5), own + 1);
    // It is a part of the only measure before it, and cannot go deeper.
    assert!(!session.importing.as_ref().unwrap().can_move(true));
    assert_eq!(structure(&session), before);
    ask(&mut session, ImportAction::Level { deeper: false });
    assert_eq!(depth(&session, 5), own);
    act(&mut session, Action::Command(Command::Undo));
    assert_eq!(depth(&session, 5), own + 1);
    ask(&mut session, ImportAction::TakeOver);
    let plan = session.open.as_ref().unwrap().plan();
    let measures = query::measures(plan);
    assert_eq!(measures[0].measures.len(), 1);
    assert!(measures[0].measures[0].text.as_str().starts_with("更换探头"));
}

#[test]
fn fields_are_taken_or_left_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    ask(&mut session, ImportAction::Point(4));
    let offered: Vec<Field> =
        session.importing.as_ref().unwrap().fields(4).map(|row| row.field.clone()).collect();
    assert_eq!(offered, [Field::Time, Field::Owner("科技部".to_owned())]);
    ask(&mut session, ImportAction::ToggleField(0));
    let importing = session.importing.as_ref().unwrap();
    assert!(!importing.has_field(4, &Field::Time) && importing.has_field(4, &offered[1]));
    // All at once, and back.
    ask(&mut session, ImportAction::ToggleFields);
    assert!(!session.importing.as_ref().unwrap().has_fields(4));
    act(&mut session, Action::Command(Command::Undo));
    ask(&mut session, ImportAction::TakeOver);
    let plan = session.open.as_ref().unwrap().plan();
    let measure = Arc::clone(query::measures(plan)[0]);
    assert_eq!(measure.when, None);
    assert_eq!(measure.owners.len(), 1);
}

#[test]
fn what_is_left_as_words_stays_in_the_bracket_of_its_measure() {
    let folder = tempfile::tempdir().unwrap();
    let text = "2027年培训计划\n一、培训\n1.组织柜面培训。（责任人：王芳；协助：陈晓、李娜；时间：6月30日前）\n2.整理教材。\n";
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "培训.txt", text)));
    ask(&mut session, ImportAction::Point(3));
    let offered: Vec<String> =
        session.importing.as_ref().unwrap().fields(3).map(|row| row.text.clone()).collect();
    assert_eq!(offered, ["王芳", "陈晓", "李娜", "6月30日前"]);
    let first = |session: &Session| Arc::clone(query::measures(session.plan().unwrap())[0]);
    // One of two names that stand under one label, and the time.
    ask(&mut session, ImportAction::ToggleField(1));
    ask(&mut session, ImportAction::ToggleField(3));
    ask(&mut session, ImportAction::TakeOver);
    let measure = first(&session);
    assert_eq!(measure.text.as_str(), "组织柜面培训。（协助：陈晓；时间：6月30日前）");
    assert_eq!((measure.owners.len(), &measure.when), (2, &None));
    // All of it, and the bracket stands as it stood.
    act(&mut session, Action::Command(Command::ReviewImport));
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::Command(Command::Undo));
    ask(&mut session, ImportAction::ToggleFields);
    ask(&mut session, ImportAction::TakeOver);
    let measure = first(&session);
    assert_eq!(measure.text.as_str(), "组织柜面培训。（责任人：王芳；协助：陈晓、李娜；时间：6月30日前）");
    assert!(measure.owners.is_empty() && measure.when.is_none());
}

#[test]
fn the_mark_of_a_draft_below_a_title_is_left_out_and_told() {
    let folder = tempfile::tempdir().unwrap();
    for (mark, name) in [("（草案）", "草案.txt"), ("(Draft)", "draft.txt")] {
        let text = TEXT.replacen('\n', &format!("\n{mark}\n"), 1);
        let mut session = session();
        act(&mut session, Action::OpenPath(write(folder.path(), name, text)));
        let importing = session.importing.as_ref().unwrap();
        let row = importing.reading.as_ref().unwrap().lines.iter().find(|row| row.number == 2).unwrap();
        assert!(row.notes.iter().any(|note| note.key == "import-reason-draft-mark"), "{mark}: {row:?}");
        assert_eq!(row.sign, Sign::Dropped, "{mark}");
        ask(&mut session, ImportAction::TakeOver);
        let plan = session.plan().unwrap();
        assert_eq!(plan.title.as_str(), "2027年保卫工作计划");
        assert!(!planwright::file::encode(plan).unwrap().contains(mark), "{mark}");
    }
}

#[test]
fn the_bracket_of_an_english_measure_is_read_as_fields() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Service plan for 2027\n1. Counter\n(1) Train the tellers. (Owner: Wang Fang; Help: Training desk; time: 30 June 2027; indicators: Error rate ≤ 0.5%)\n(2) Review the forms.\n";
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "service.txt", text)));
    let offered: Vec<Field> =
        session.importing.as_ref().unwrap().fields(3).map(|row| row.field.clone()).collect();
    let owner = |name: &str| Field::Owner(name.to_owned());
    let indicator = Field::Indicator("Error rate".to_owned());
    assert_eq!(offered, [owner("Wang Fang"), owner("Training desk"), Field::Time, indicator]);
    ask(&mut session, ImportAction::TakeOver);
    let plan = session.plan().unwrap();
    assert_eq!(plan.language, Language::En);
    let measures = query::measures(plan);
    let measure = measures.iter().find(|measure| measure.text.as_str() == "Train the tellers.").unwrap();
    assert_eq!(measure.owners.len(), 2);
    assert!(measure.when.is_some());
    assert_eq!(measure.indicators[0].unit, "%");
}

#[test]
fn parts_of_the_template_come_where_they_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let importing = session.importing.as_ref().unwrap();
    assert_eq!((importing.template(), importing.proposed()), (None, Some("security")));
    assert_eq!(importing.unfilled().len(), 0);
    ask(&mut session, ImportAction::ToggleTemplate);
    let importing = session.importing.as_ref().unwrap();
    assert_eq!(importing.template(), Some("security"));
    let unfilled: Vec<_> = importing.unfilled().map(|(part, on)| (part.clone(), on)).collect();
    assert!(unfilled.iter().any(|(part, on)| *on && matches!(part.part, Part::SignOff(_))));
    let (wanted, _) =
        unfilled.iter().find(|(part, on)| !on && matches!(part.part, Part::Section(_))).unwrap().clone();
    ask(&mut session, ImportAction::ToggleUnfilled(wanted.id));
    let on = |session: &Session| {
        session.importing.as_ref().unwrap().unfilled().find(|(part, _)| part.id == wanted.id).unwrap().1
    };
    assert!(on(&session));
    act(&mut session, Action::Command(Command::Undo));
    assert!(!on(&session));
    act(&mut session, Action::Command(Command::Redo));
    ask(&mut session, ImportAction::TakeOver);
    let plan = session.open.as_ref().unwrap().plan();
    let heading = wanted.part.heading().unwrap();
    assert!(plan.parts.iter().any(|part| part.heading() == Some(heading)));
    assert_eq!(query::measures(plan).len(), 3);
}

#[test]
fn an_own_template_of_the_kind_is_offered_and_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut own = planwright::template::by_id("security").unwrap().clone();
    own.group = Group::Own;
    own.name = "科技部保卫计划".to_owned();
    own.id = own_id(&own.name).unwrap();
    Arc::make_mut(&mut own.plan).department = "科技部".into();
    planwright::template::save(folder.path(), &own, false).unwrap();
    let mut session = session();
    session.templates = Templates::with_folder(folder.path());
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let importing = session.importing.as_ref().unwrap();
    let fitting = importing.fitting(&session.templates, Language::ZhCn);
    assert!(fitting.iter().any(|template| template.name == own.name));
    assert_eq!(importing.proposed(), Some("security"), "a bundled one is proposed");
    ask(&mut session, ImportAction::Template(Some(own.id)));
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.open.as_ref().unwrap().plan().department.as_str(), "科技部");
}

/// Reads the text, leaves out its second measure, and takes the rest over.
fn taken_over(folder: &Path) -> Session {
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder, "保卫.txt", TEXT)));
    ask(&mut session, ImportAction::Point(5));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(query::measures(session.plan().unwrap()).len(), 2);
    session
}

#[test]
fn the_review_of_a_plan_opens_again_and_replaces_the_plan_that_nobody_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = taken_over(folder.path());
    assert_eq!(session.notices.last().unwrap().offer, Some(Offer::Review));
    assert!(Command::ReviewImport.is_enabled(&session));
    let first = session.open.as_ref().unwrap().number;
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!(session.screen, Screen::Import);
    assert!(signs(&session).contains(&(5, Sign::Dropped)), "what was decided is kept");
    assert_eq!(session.replaces_plan(), Some(true));
    // Even the steps back are there.
    act(&mut session, Action::Command(Command::Undo));
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 1);
    assert_ne!(session.open.as_ref().unwrap().number, first);
    assert_eq!(query::measures(session.plan().unwrap()).len(), 3);
}

#[test]
fn the_review_of_a_plan_that_was_changed_or_saved_makes_another_one() {
    use planwright::edit::{Edit, Place, TextField};
    let folder = tempfile::tempdir().unwrap();
    let mut session = taken_over(folder.path());
    let at = Place { record: None, field: TextField::Title };
    act(&mut session, Action::Edit(Edit::SetText { at, text: "改过的计划".into() }));
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!(session.replaces_plan(), Some(false));
    ask(&mut session, ImportAction::TakeOver);
    let titles: Vec<String> = session.plans().map(|plan| plan.plan().title.to_string()).collect();
    assert_eq!(titles, ["改过的计划", "2027年保卫工作计划"]);
    // Each plan has a review of its own, and both are there until their plans are closed.
    act(&mut session, Action::Command(Command::PreviousPlan));
    assert!(Command::ReviewImport.is_enabled(&session));
    // Taken back, it is as it was taken over.
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!(session.replaces_plan(), Some(true));
    ask(&mut session, ImportAction::Stop);
    let (number, revision) = {
        let open = session.open.as_mut().unwrap();
        open.path = Some(folder.path().join("保卫.plan.ron"));
        (open.number, open.document.revision())
    };
    session.open.as_mut().unwrap().document.mark_saved(revision);
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!(session.replaces_plan(), Some(false), "a plan that was saved is wanted");
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 3);
    assert!(session.open_plan(number).is_some());
}

#[test]
fn a_review_that_is_left_keeps_what_was_decided_and_goes_with_its_plan() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = taken_over(folder.path());
    act(&mut session, Action::Command(Command::ReviewImport));
    ask(&mut session, ImportAction::Point(2));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    ask(&mut session, ImportAction::Stop);
    assert_eq!((session.screen, session.plans().count()), (Screen::Write, 1));
    act(&mut session, Action::Command(Command::ReviewImport));
    assert!(signs(&session).contains(&(2, Sign::Dropped)) && signs(&session).contains(&(5, Sign::Dropped)));
    ask(&mut session, ImportAction::Stop);
    // While another text is reviewed, that one comes first.
    act(&mut session, Action::OpenPath(write(folder.path(), "别的.txt", TEXT)));
    act(&mut session, Action::Command(Command::GoWrite));
    assert!(!Command::ReviewImport.is_enabled(&session));
    ask(&mut session, ImportAction::Show);
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 2);
    // A plan that was made another way has no review.
    act(&mut session, Action::PickTemplate("personal-annual".to_owned()));
    let year = planwright::model::YearNumber::new(2027).unwrap();
    let values = std::collections::BTreeMap::new();
    act(&mut session, Action::MakePlan { template: "personal-annual".to_owned(), year, values });
    assert!(!Command::ReviewImport.is_enabled(&session));
}

#[test]
fn of_a_page_with_several_plans_each_is_reviewed_again_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let page =
        "银行计划 篇一\n1、清点库存。\n2、登记台账。\n银行计划 篇二\n1、走访企业。\n2、登记走访情况。\n";
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "大全.txt", page)));
    ask(&mut session, ImportAction::TakeOver);
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!(session.replaces_plan(), Some(true));
    ask(&mut session, ImportAction::Part(1));
    assert_eq!(session.replaces_plan(), Some(false), "it is another plan of the page");
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 2);
    act(&mut session, Action::Command(Command::PreviousPlan));
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!((session.importing.as_ref().unwrap().part, session.replaces_plan()), (0, Some(true)));
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plans().count(), 2);
}

#[test]
fn only_what_was_filled_and_guessed_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let told = |text: &str| {
        let mut session = session();
        act(&mut session, Action::OpenPath(write(folder.path(), "库存.txt", text)));
        ask(&mut session, ImportAction::TakeOver);
        session.notices.last().unwrap().text.clone()
    };
    assert!(told("1、清点库存。\n2、登记台账。\n").starts_with("计划还没有保存"));
    assert!(told("1、每月25日清点库存。\n2、登记台账。\n").starts_with("从文字中填写了1个字段。"));
}

/// Reads a text under a name of a file and returns the title that is proposed for its plan.
fn proposed(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), name, text)));
    let title = session.importing.as_ref().unwrap().title();
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plan().unwrap().title.as_str(), title, "what is shown is what is made");
    title
}

#[test]
fn a_text_without_a_title_is_called_by_its_file_or_by_what_it_is() {
    let text = "1、清点库存。\n2、登记台账。\n";
    assert_eq!(proposed("库存清点.txt", text), "库存清点");
    for name in ["20261122.txt", "2027.1.txt", "新建文本文档.txt", "新建 文本文档 (2).txt", "a7.txt", "_.txt"]
    {
        assert_eq!(proposed(name, text), "2027年工作计划", "{name}");
    }
    assert_eq!(proposed("20261122.txt", TEXT), "2027年保卫工作计划");
    let page =
        "银行计划 篇一\n1、清点库存。\n2、登记台账。\n银行计划 篇二\n1、走访企业。\n2、登记走访情况。\n";
    assert_eq!(proposed("大全.txt", page), "银行计划");
}

#[test]
fn the_title_is_a_decision_with_steps_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "保卫.txt", TEXT)));
    let title = |session: &Session| session.importing.as_ref().unwrap().title();
    assert_eq!(title(&session), "2027年保卫工作计划");
    assert!(!session.importing.as_ref().unwrap().is_renamed());
    ask(&mut session, ImportAction::Title("某支行保卫计划".to_owned()));
    assert_eq!(title(&session), "某支行保卫计划");
    assert!(session.importing.as_ref().unwrap().is_renamed());
    // Another reading of the lines leaves it.
    ask(&mut session, ImportAction::Point(2));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    assert_eq!(title(&session), "某支行保卫计划");
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::Command(Command::Undo));
    assert_eq!(title(&session), "2027年保卫工作计划");
    act(&mut session, Action::Command(Command::Redo));
    ask(&mut session, ImportAction::TakeOver);
    assert_eq!(session.plan().unwrap().title.as_str(), "某支行保卫计划");
    // No words at all bring the proposal back.
    act(&mut session, Action::Command(Command::ReviewImport));
    ask(&mut session, ImportAction::Title("  ".to_owned()));
    assert_eq!(title(&session), "2027年保卫工作计划");
    assert!(!session.importing.as_ref().unwrap().is_renamed());
}

#[test]
fn a_reading_that_nobody_waits_for_stops() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let path = write(folder.path(), "长.txt", "1、每周检查库存。\n".repeat(2_000));
    let mut effects = session.dispatch(Action::OpenPath(path), now);
    session.dispatch(Action::Import(ImportAction::Stop), now);
    assert_eq!(session.screen, Screen::Start);
    let Some(Effect::Import(work)) = effects.pop() else { panic!("nothing is read") };
    let done = work.run();
    assert!(matches!(done.result, Err(Unread::Stopped)));
    session.dispatch(Action::Finished(Finished::Import(done)), now);
    assert!(session.notices.is_empty() && session.importing.is_none());
}

const PAGE: &str =
    "银行计划 篇一\n1、清点库存。\n2、登记台账。\n银行计划 篇二\n1、走访企业。\n2、登记走访情况。\n";

fn name(session: &Session) -> String {
    let importing = session.importing.as_ref().unwrap();
    importing.path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_review_with_decisions_that_is_left_for_another_waits() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "甲.txt", TEXT)));
    ask(&mut session, ImportAction::Point(5));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    act(&mut session, Action::OpenPath(write(folder.path(), "乙.txt", TEXT)));
    assert_eq!(name(&session), "乙.txt");
    assert!(!signs(&session).contains(&(5, Sign::Dropped)));
    let notice = session.notices.last().unwrap();
    assert!(notice.offer == Some(Offer::Left) && notice.text.contains("甲.txt"), "{notice:?}");
    assert_eq!(session.left_reviews().count(), 1);
    assert!(Command::ReviewImport.is_enabled(&session));
    act(&mut session, Action::Command(Command::ReviewImport));
    assert_eq!((name(&session), session.screen), ("甲.txt".to_owned(), Screen::Import));
    assert!(signs(&session).contains(&(5, Sign::Dropped)));
    assert!(Command::Undo.is_enabled(&session), "even the steps back are there");
    // The other one waits in its turn, and is still there when a plan was made of this one.
    assert_eq!(session.left_reviews().count(), 1);
    ask(&mut session, ImportAction::TakeOver);
    assert!(session.notices.iter().any(|notice| notice.offer == Some(Offer::Left)));
    ask(&mut session, ImportAction::Resume(0));
    assert_eq!(name(&session), "乙.txt");
    assert_eq!(session.left_reviews().count(), 0);
    assert!(session.notices.iter().all(|notice| notice.offer != Some(Offer::Left)));
}

#[test]
fn a_review_is_there_again_when_the_file_it_was_left_for_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "甲.txt", TEXT)));
    ask(&mut session, ImportAction::Point(5));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    act(&mut session, Action::OpenPath(write(folder.path(), "空.txt", "")));
    assert_eq!((name(&session), session.screen), ("甲.txt".to_owned(), Screen::Import));
    assert!(signs(&session).contains(&(5, Sign::Dropped)));
    let levels: Vec<Level> = session.notices.iter().map(|notice| notice.level).collect();
    assert_eq!(levels, [Level::Error], "only that the other was not imported is told");
    // Nothing was decided: nothing waits.
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::OpenPath(write(folder.path(), "乙.txt", TEXT)));
    assert_eq!(session.left_reviews().count(), 0);
    assert!(session.notices.is_empty(), "a file that is read drops what was told of one that was not");
}

#[test]
fn a_filter_puts_the_cursor_on_a_line_that_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "甲.txt", TEXT)));
    ask(&mut session, ImportAction::Point(4));
    ask(&mut session, ImportAction::Filter(Some(Sign::Joined)));
    assert_eq!(session.importing.as_ref().unwrap().current, 6);
    // A line that is decided about and no longer shown gives way to one that is.
    ask(&mut session, ImportAction::Filter(Some(Sign::Dropped)));
    assert_eq!(session.importing.as_ref().unwrap().current, 9);
    ask(&mut session, ImportAction::Decide(Decision::Keep));
    let before = signs(&session);
    assert!(session.importing.as_ref().unwrap().shown().is_empty());
    for action in [
        ImportAction::Decide(Decision::Drop),
        ImportAction::Decide(Decision::Heading(1)),
        ImportAction::Reset,
        ImportAction::Level { deeper: true },
        ImportAction::ToggleFields,
        ImportAction::ToggleField(0),
    ] {
        ask(&mut session, action);
    }
    assert_eq!(signs(&session), before, "no line has the cursor");
    ask(&mut session, ImportAction::Filter(None));
    ask(&mut session, ImportAction::Decide(Decision::Drop));
    assert!(signs(&session).contains(&(9, Sign::Dropped)));
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::Command(Command::Undo));
    assert!(!Command::Undo.is_enabled(&session), "keys without a line took no steps");
}

#[test]
fn of_several_plans_only_the_lines_of_the_one_looked_at_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "大全.txt", PAGE)));
    let total = |session: &Session| -> usize {
        let importing = session.importing.as_ref().unwrap();
        Sign::ALL.iter().map(|sign| importing.count(*sign)).sum()
    };
    assert_eq!(total(&session), 3);
    ask(&mut session, ImportAction::Part(1));
    assert_eq!(total(&session), 3);
    ask(&mut session, ImportAction::Filter(Some(Sign::Kept)));
    let importing = session.importing.as_ref().unwrap();
    assert_eq!(importing.shown().len(), importing.count(Sign::Kept));
}

#[test]
fn a_heading_that_is_made_a_heading_is_no_decision() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    act(&mut session, Action::OpenPath(write(folder.path(), "甲.txt", TEXT)));
    ask(&mut session, ImportAction::Point(3));
    ask(&mut session, ImportAction::Decide(Decision::Heading(1)));
    assert!(!Command::Undo.is_enabled(&session));
    assert!(session.importing.as_ref().unwrap().decision(3).is_none());
}

#[test]
fn the_way_back_is_offered_until_the_plan_is_changed() {
    use planwright::edit::{Edit, Place, TextField};
    let folder = tempfile::tempdir().unwrap();
    let mut session = taken_over(folder.path());
    let offers = |session: &Session| session.notices.iter().any(|n| n.offer == Some(Offer::Review));
    act(&mut session, Action::Focus(None));
    assert!(offers(&session));
    let at = Place { record: None, field: TextField::Title };
    act(&mut session, Action::Edit(Edit::SetText { at, text: "改过的计划".into() }));
    assert!(!offers(&session));
}
