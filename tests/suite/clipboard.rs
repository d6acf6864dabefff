//! Copying and pasting: records within a plan and between plans, lists and tables from elsewhere.
//! Whatever is pasted, nothing of it is lost.

use std::fmt::Write;

use planwright::edit::{Place, TextField, for_each_field};
use planwright::model::tree::NodeRef;
use planwright::model::*;
use planwright::session::clipboard::{PasteInto, is_list, is_table, lines};
use planwright::session::{Action, Command, Effect, Select, Session};
use proptest::prelude::*;

use crate::arbitrary;
use crate::sample_plan::Maker;
use crate::structure::{act, named, sample, session, shown};

/// Does the work that effects ask for, until there is none.
fn settle(session: &mut Session, mut effects: Vec<Effect>) -> Vec<String> {
    let mut copied = Vec::new();
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::CopyText(text) => copied.push(text),
            Effect::ReadPaste(work) => {
                let read = planwright::session::Finished::PasteRead(Box::new(work.run()));
                effects.extend(act(session, Action::Finished(read)));
            }
            _ => {}
        }
    }
    copied
}

fn is(session: &Session) -> String {
    shown(session.plan().unwrap())
}

fn at(session: &Session, name: &str) -> Id {
    named(session.plan().unwrap(), name)
}

fn pick(session: &mut Session, names: &str) {
    let ids = names.chars().map(|name| at(session, &name.to_string())).collect();
    act(session, Action::Select(Select::Set(ids)));
}

fn copy(session: &mut Session, names: &str) -> String {
    pick(session, names);
    let effects = act(session, Action::Command(Command::Copy));
    settle(session, effects).pop().unwrap()
}

fn paste(session: &mut Session, text: &str) {
    let effects = act(session, Action::Paste { text: text.into(), into: None });
    settle(session, effects);
}

/// Pastes into the text of a measure, goal or paragraph, with the caret between two halves.
fn paste_into(session: &mut Session, id: Id, (before, after): (&str, &str), text: &str) {
    let place = Place::of(id, TextField::Text);
    let (before, after) = (before.to_owned(), after.to_owned());
    let into = PasteInto { place, title: String::new(), before, after };
    let effects = act(session, Action::Paste { text: text.into(), into: Some(into) });
    settle(session, effects);
}

fn focus(session: &mut Session, name: &str) -> Id {
    let id = at(session, name);
    act(session, Action::Focus(Some(id)));
    id
}

fn steps(session: &Session) -> usize {
    session.open.as_ref().unwrap().document.steps()
}

#[test]
fn records_are_pasted_behind_the_focus_as_one_step() {
    for (copied, at, result) in [
        ("甲", "丙", "§天{#子[甲 乙 丙 甲] #丑[丁]} §地{¶引 戊 己}"),
        ("甲乙", "丁", "§天{#子[甲 乙 丙] #丑[丁 甲 乙]} §地{¶引 戊 己}"),
        ("丑", "子", "§天{#子[甲 乙 丙] #丑[丁] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", "子", "§天{#子[甲 乙 丙 甲] #丑[丁]} §地{¶引 戊 己}"),
        ("引", "引", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 ¶引 戊 己}"),
        ("地", "甲", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 戊 己} §地{¶引 戊 己}"),
    ] {
        let mut session = session(sample());
        let text = copy(&mut session, copied);
        focus(&mut session, at);
        paste(&mut session, &text);
        assert_eq!(is(&session), result, "{copied} at {at}");
        session.plan().unwrap().validate().unwrap();
        assert_eq!(steps(&session), 1);
    }
}

#[test]
fn what_was_cut_comes_back_by_pasting_and_by_undoing() {
    let mut session = session(sample());
    pick(&mut session, "甲丙");
    let effects = act(&mut session, Action::Command(Command::Cut));
    let text = settle(&mut session, effects).pop().unwrap();
    assert_eq!(is(&session), "§天{#子[乙] #丑[丁]} §地{¶引 戊 己}");
    assert_eq!(steps(&session), 1);
    focus(&mut session, "戊");
    // The clipboard of the system may end lines otherwise.
    paste(&mut session, &text.replace('\n', "\r\n"));
    assert_eq!(is(&session), "§天{#子[乙] #丑[丁]} §地{¶引 戊 甲 丙 己}");
    act(&mut session, Action::Command(Command::Undo));
    act(&mut session, Action::Command(Command::Undo));
    assert_eq!(is(&session), shown(&sample()));
}

#[test]
fn copied_records_are_readable_text_elsewhere() {
    let mut session = session(sample());
    assert_eq!(copy(&mut session, "子"), "（一）子\n1. 甲\n2. 乙\n3. 丙");
    assert_eq!(copy(&mut session, "地"), "二、地\n引\n1. 戊\n2. 己");
}

fn owned() -> (Plan, Id) {
    let mut make = Maker::new(Language::ZhCn);
    let wang = make.person("王芳", "柜员组长");
    let li = make.person("李娜", "");
    let measure = make.measure("专窗", "设⟦专窗数⟧个专窗。", &[wang, li], None);
    let id = measure.id.id();
    let section = make.section(SectionRole::Service, "服务", vec![Item::Measure(measure)]);
    make.plan().parts.push(Part::Section(section));
    let name = PlaceholderName::new("专窗数").unwrap();
    let kind = PlaceholderKind::Amount { unit: "个".into() };
    make.plan().placeholders.push(Placeholder { name, kind, hint: Text::default() });
    (make.done(), id)
}

#[test]
fn people_and_blanks_come_along_into_another_plan() {
    let (plan, id) = owned();
    let mut session = session(plan);
    act(&mut session, Action::Focus(Some(id)));
    let effects = act(&mut session, Action::Command(Command::Copy));
    let text = settle(&mut session, effects).pop().unwrap();
    assert_eq!(text, "1. 专窗。设〔专窗数〕个专窗。（责任人：王芳、李娜）");
    // In the other plan one of the two is known, under another id.
    let mut make = Maker::new(Language::ZhCn);
    let section = make.section(SectionRole::General, "天", vec![]);
    make.plan().parts.push(Part::Section(section));
    let here = make.person("李娜", "大堂经理");
    let opened = planwright::file::Opened { plan: make.done(), stamp: planwright::file::Stamp::of(b"other") };
    let path = "/tmp/plans/乙.plan.ron".into();
    act(&mut session, Action::Finished(planwright::session::Finished::Read { path, result: Ok(opened) }));
    paste(&mut session, &text);
    let plan = session.plan().unwrap();
    plan.validate().unwrap();
    let measure = query::measures(plan)[0];
    let names: Vec<&str> = measure
        .owners
        .iter()
        .map(|owner| match owner.who {
            Who::Person(id) => plan.person(id).unwrap().name.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(names, ["王芳", "李娜"]);
    assert_eq!(plan.people.len(), 2);
    assert!(measure.owners.iter().any(|owner| owner.who == Who::Person(here)));
    assert_eq!(plan.placeholder("专窗数").unwrap().kind, PlaceholderKind::Amount { unit: "个".into() });
    assert_eq!(steps(&session), 1);
}

#[test]
fn a_pasted_list_becomes_measures_without_its_marks() {
    for list in [
        "1、开会\n2、培训\n3、检查",
        "（一）开会\n（二）培训\n（三）检查",
        "- 开会\n- 培训\n- 检查",
        "一、开会\n二、培训\n三、检查",
        "• 开会\n•培训\n• 检查",
        "①开会\n②培训\n③检查",
        "1. 开会\n\n2. 培训\n\n3. 检查",
    ] {
        let mut session = session(sample());
        focus(&mut session, "丁");
        paste(&mut session, list);
        assert_eq!(is(&session), "§天{#子[甲 乙 丙] #丑[丁 开会 培训 检查]} §地{¶引 戊 己}", "{list}");
        let notice = session.notices.last().unwrap();
        assert_eq!(
            (notice.headline.as_str(), notice.text.as_str()),
            ("已粘贴为 3 条。", "去掉了 3 处行首编号。")
        );
        assert_eq!((steps(&session), session.selection.len()), (1, 3));
    }
}

#[test]
fn deeper_items_become_parts_and_lines_between_become_paragraphs() {
    let mut session = session(sample());
    focus(&mut session, "丁");
    paste(&mut session, "1. 开会\n（1）月会\n（2）周会\n会后记录。\n2. 培训\n  • 新人\n  • 老人\n");
    assert_eq!(
        is(&session),
        "§天{#子[甲 乙 丙] #丑[丁 开会(月会 周会(¶会后记录。)) 培训(新人 老人)]} §地{¶引 戊 己}"
    );
}

#[test]
fn lines_in_a_text_go_on_as_records_of_its_sort() {
    for (name, halves, text, result) in [
        ("甲", ("甲", ""), "一\n二", "§天{#子[甲一 二 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", ("甲", "尾"), "一\n二", "§天{#子[甲一 二尾 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", ("甲", ""), "1、会\n2、训", "§天{#子[甲 会 训 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", ("", ""), "1、会\n2、训", "§天{#子[会 训 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", ("", ""), "1、会\n（1）早\n2、训", "§天{#子[会(早) 训 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("引", ("引", "尾"), "一\n二\n三", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引一 ¶二 ¶三尾 戊 己}"),
        ("丑", ("丑", ""), "1、会\n2、训", "§天{#子[甲 乙 丙] #丑[丁 会 训]} §地{¶引 戊 己}"),
    ] {
        let mut session = session(sample());
        let id = focus(&mut session, name);
        paste_into(&mut session, id, halves, text);
        assert_eq!(is(&session), result, "{text} in {name}");
        session.plan().unwrap().validate().unwrap();
        assert_eq!(steps(&session), 1);
        act(&mut session, Action::Command(Command::Undo));
        assert_eq!(is(&session), shown(&sample()));
    }
}

fn names(plan: &Plan, measure: &Measure) -> Vec<String> {
    measure.owners.iter().map(|owner| planwright::locale::words::who(plan, &owner.who).to_string()).collect()
}

#[test]
fn a_table_with_heads_becomes_measures_with_owners_and_times() {
    let mut session = session(sample());
    focus(&mut session, "丁");
    let table = "序号\t工作措施\t责任人\t完成时限\t指标\t经验\n\
                 1\t开展培训\t王芳、李娜\t6月30日前\t合格率≥95%\t去年做过\n\
                 2\t\"检查网点，\n逐个过\"\t综合部\t尽快\t\t\n";
    paste(&mut session, table);
    let plan = session.plan().unwrap();
    plan.validate().unwrap();
    let measures = query::measures(plan);
    let [first, second] = [measures[4], measures[5]];
    assert_eq!((first.text.as_str(), second.text.as_str()), ("开展培训", "检查网点， 逐个过"));
    assert_eq!(
        (names(plan, first), names(plan, second)),
        (vec!["王芳".into(), "李娜".into()], vec!["综合部".to_owned()])
    );
    assert!(matches!(first.when, Some(When::By(_))) && matches!(second.when, Some(When::Unclear(_))));
    assert_eq!(first.indicators[0].name.as_str(), "合格率");
    assert_eq!(first.log[0].text.as_str(), "经验：去年做过");
    assert_eq!(plan.people.len(), 2);
    let notice = session.notices.last().unwrap();
    assert_eq!(notice.headline, "已粘贴为 2 条。");
    assert_eq!(
        notice.text,
        "各列认作：序号 → 序号（不用）、工作措施 → 措施、责任人 → 责任人、完成时限 → 时间、指标 → 指标、\
         经验 → 留在措施的记录里。有 1 格没有看懂，原文留在措施里。"
    );
    assert_eq!(steps(&session), 1);
    act(&mut session, Action::Command(Command::Undo));
    assert_eq!(is(&session), shown(&sample()));
    assert!(session.plan().unwrap().people.is_empty());
}

#[test]
fn a_table_without_heads_is_known_by_what_is_in_it() {
    let (plan, id) = owned();
    let mut session = session(plan);
    act(&mut session, Action::Focus(Some(id)));
    paste(
        &mut session,
        "晨会\t每天开一次晨会，讲昨日差错\t王芳\t每日\t差错率≤0.3%\n夜查\t每月查一次营业后的网点\t李娜\t每月10日\t",
    );
    let plan = session.plan().unwrap();
    let measures = query::measures(plan);
    assert_eq!(
        (measures[1].title.as_str(), measures[1].text.as_str()),
        ("晨会", "每天开一次晨会，讲昨日差错")
    );
    assert_eq!(names(plan, measures[2]), ["李娜"]);
    assert!(matches!(measures[2].when, Some(When::Cadence(_))));
    assert_eq!(measures[1].indicators[0].name.as_str(), "差错率");
    assert_eq!(plan.people.len(), 2, "both are known");
}

#[test]
fn rows_go_into_the_table_that_has_the_focus() {
    let mut session = session(sample());
    focus(&mut session, "甲");
    act(&mut session, Action::Command(Command::AddRegister));
    paste(&mut session, "责任人\t内容\n王芳\t查库\n李娜\t查账");
    let Part::Register(register) = &session.plan().unwrap().parts[1] else { panic!("a register") };
    let cells: Vec<Vec<&str>> =
        register.rows.iter().map(|row| row.cells.iter().map(Text::as_str).collect()).collect();
    assert_eq!(cells[1..], [vec!["", "查库", "王芳", ""], vec!["", "查账", "李娜", ""]]);
}

#[test]
fn much_is_read_on_a_thread_and_nothing_is_lost() {
    let mut session = session(sample());
    focus(&mut session, "丁");
    let mut text = String::new();
    for row in 1..=10_000 {
        writeln!(text, "{row}\t第{row}项工作\t王芳\t{}月底", row % 12 + 1).unwrap();
    }
    let effects = act(&mut session, Action::Paste { text: text.clone(), into: None });
    assert!(matches!(effects.as_slice(), [Effect::ReadPaste(_)]), "it is not read at once");
    // What is written meanwhile stays.
    let edit = planwright::edit::Edit::SetText {
        at: Place::of(at(&session, "甲"), TextField::Text),
        text: "甲乙丙".into(),
    };
    act(&mut session, Action::Edit(edit));
    settle(&mut session, effects);
    let plan = session.plan().unwrap();
    plan.validate().unwrap();
    assert_eq!(query::measures(plan).len(), 10_006);
    assert_eq!(named(plan, "第10000项工作"), query::measures(plan)[10_003].id.id());
    assert_eq!((plan.people.len(), steps(&session)), (1, 2));
    assert!(is(&session).starts_with("§天{#子[甲乙丙"));
}

fn kept(plan: &Plan) -> Vec<char> {
    let mut signs = Vec::new();
    for_each_field(plan, &mut |_, text| {
        signs.extend(text.as_str().chars().filter(|sign| !sign.is_whitespace()));
    });
    signs
}

/// Text as it may be pasted: lines with and without marks, tabs, quotation marks.
fn pasted() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        arbitrary::text().prop_map(|text| text.as_str().to_owned()),
        prop::sample::select(vec![
            "1、",
            "（一）",
            "- ",
            "• ",
            "1.5",
            "(2) ",
            "第一，",
            "①",
            "a) ",
            "\"",
            "\"\"",
            "  ",
            "\u{3000}",
            "6月底",
            "王芳",
            "≥95%",
            "措施",
            "责任人",
            "完成时限",
        ])
        .prop_map(str::to_owned),
    ];
    let break_ = prop::sample::select(vec!["\n", "\n", "\t", "\r\n", "", ""]);
    prop::collection::vec((piece, break_), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, end)| piece + end).collect())
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn lines_are_all_there_is(text in pasted()) {
        let lines = lines(&text);
        let read: String = lines.iter().flat_map(|line| [line.mark.as_str(), line.text.as_str()]).collect();
        let plain = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        prop_assert_eq!(plain(&read), plain(&text));
        prop_assert!(lines.iter().all(|line| !line.text.is_empty()));
        if let Some(first) = lines.first() {
            prop_assert_eq!(first.level, 0);
        }
    }

    #[test]
    fn pasted_lines_keep_their_signs(text in pasted(), into in any::<bool>()) {
        prop_assume!(!is_table(&text) && !text.contains(['⟦', '⟧']));
        let mut session = session(sample());
        let id = focus(&mut session, "甲");
        let before = kept(session.plan().unwrap());
        if into {
            paste_into(&mut session, id, ("甲", ""), &text);
        } else {
            paste(&mut session, &text);
        }
        let plan = session.plan().unwrap();
        prop_assert!(plan.validate().is_ok());
        let mut has = kept(plan);
        let all = lines(&text);
        // The marks of a list are taken off, and that is told.
        let stripped: Vec<char> = if is_list(&all) {
            all.iter().flat_map(|line| line.mark.chars()).filter(|sign| !sign.is_whitespace()).collect()
        } else {
            Vec::new()
        };
        let mut had = before;
        had.extend(Text::new(&text).as_str().chars().filter(|sign| !sign.is_whitespace()));
        has.extend(stripped);
        had.sort_unstable();
        has.sort_unstable();
        prop_assert_eq!(had, has);
    }

    #[test]
    fn pasted_cells_keep_their_words(cells in prop::collection::vec(prop::collection::vec("[甲乙丙丁a-z]{1,6}", 3..4), 1..6)) {
        let text = cells.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n");
        let mut session = session(sample());
        focus(&mut session, "丁");
        paste(&mut session, &text);
        let plan = session.plan().unwrap();
        let all: String = kept(plan).into_iter().collect();
        for cell in cells.iter().flatten() {
            prop_assert!(all.contains(cell.as_str()), "{} of {:?} is not in {}", cell, cells, all);
        }
        prop_assert!(plan.validate().is_ok());
    }

    #[test]
    fn whole_parts_are_copied_into_another_plan(from in arbitrary::plan(), into in arbitrary::plan()) {
        let mut session = session(from);
        let parts: Vec<Id> = session.plan().unwrap().parts.iter().map(Part::id).collect();
        prop_assume!(!parts.is_empty());
        act(&mut session, Action::Select(Select::Set(parts)));
        let effects = act(&mut session, Action::Command(Command::Copy));
        let text = settle(&mut session, effects).pop().unwrap();
        let before = kept(session.plan().unwrap()).len();
        let opened = planwright::file::Opened { plan: into, stamp: planwright::file::Stamp::of(b"other") };
        let path = "/tmp/plans/乙.plan.ron".into();
        act(&mut session, Action::Finished(planwright::session::Finished::Read { path, result: Ok(opened) }));
        let count = |plan: &Plan| {
            let mut count = 0;
            plan.walk(&mut |_| count += 1);
            count
        };
        let had = count(session.plan().unwrap());
        paste(&mut session, &text);
        let plan = session.plan().unwrap();
        prop_assert!(plan.validate().is_ok());
        prop_assert!(count(plan) > had);
        let mut unlinked = true;
        plan.walk(&mut |node| if let NodeRef::Measure(measure) = node {
            unlinked &= measure.after.iter().all(|id| plan.find(id.id()).is_some());
        });
        prop_assert!(unlinked && before > 0 || before == 0);
    }
}
