//! Find and replace: what is found is where it is said to be, what is replaced is gone, blanks stay
//! whole, and everything is taken back in one step.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::edit::{BatchName, Document, Edit, Place, StepName, TextField, apply, for_each_field};
use planwright::file::{Opened, Stamp};
use planwright::model::tree::NodeRef;
use planwright::model::*;
use planwright::session::find::{
    FindAction, Finds, Found, Pattern, PatternFault, Query, SearchJob, SyntaxFault, replace,
};
use planwright::session::{Action, Caret, Command, Effect, Finished, Screen, Session, Settings};
use proptest::prelude::*;

use crate::arbitrary;
use crate::sample_plan::{Maker, hall_plan, plan_of_every_kind};
use crate::typeset::large_plan;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

fn plain(text: &str) -> Query {
    Query { text: text.into(), ..Query::default() }
}

fn regex(text: &str) -> Query {
    Query { regex: true, ..plain(text) }
}

fn ranges(query: &Query, text: &str) -> Vec<String> {
    Pattern::new(query).unwrap().matches(text).into_iter().map(|at| text[at].to_owned()).collect()
}

fn search(plan: &Plan, query: &Query) -> Finds {
    let newest = Arc::new(AtomicU64::new(1));
    let job = SearchJob {
        serial: 1,
        number: 1,
        revision: 0,
        plan: Arc::new(plan.clone()),
        query: query.clone(),
        from: None,
        newest,
    };
    job.run().unwrap().result.unwrap()
}

/// Replaces everything and returns the plan.
fn replaced(plan: &Plan, query: &Query, with: &str) -> Plan {
    let finds = search(plan, query);
    let mut edits = Vec::new();
    replace(&Pattern::new(query).unwrap(), &finds, with, &mut |_, _| true, &mut edits);
    apply(plan, &Edit::Batch { name: BatchName::Replace, edits }).unwrap()
}

fn texts(plan: &Plan) -> HashMap<Place, Text> {
    let mut texts = HashMap::new();
    for_each_field(plan, &mut |place, text| {
        assert!(texts.insert(place, text.clone()).is_none(), "{place:?} stands twice");
    });
    texts
}

#[test]
fn ways_of_searching() {
    let text = "导出PDF文件，pdf 与 PDFs；ＰＤＦ（第１版）";
    assert_eq!(ranges(&plain("pdf"), text), ["PDF", "pdf", "PDF", "ＰＤＦ"]);
    assert_eq!(ranges(&Query { case: true, ..plain("PDF") }, text), ["PDF", "PDF", "ＰＤＦ"]);
    assert_eq!(ranges(&Query { word: true, ..plain("PDF") }, text), ["PDF", "pdf", "ＰＤＦ"]);
    assert_eq!(ranges(&Query { widths_alike: false, ..plain("pdf") }, text), ["PDF", "pdf", "PDF"]);
    assert_eq!(ranges(&plain("(第1版)"), text), ["（第１版）"]);
    assert_eq!(ranges(&regex("第\\d版"), text), ["第１版"]);
    // A full-width bracket in an expression is a bracket to find.
    assert_eq!(ranges(&regex("（.+?）"), text), ["（第１版）"]);
    assert_eq!(ranges(&regex("x*"), text), Vec::<String>::new());
    assert_eq!(ranges(&Query { word: true, ..plain("文件") }, text), ["文件"]);
    assert_eq!(ranges(&Query { word: true, ..plain("ab") }, "aab ab"), ["ab"]);
}

#[test]
fn expressions_that_are_none_are_told_apart() {
    let fault = |text: &str| Pattern::new(&regex(text)).unwrap_err();
    let syntax = |what, at| PatternFault::Syntax { what, at };
    assert_eq!(fault("(a{1000}){1000}"), PatternFault::TooBig);
    assert_eq!(fault(&format!("{}a{}", "(".repeat(200), ")".repeat(200))), PatternFault::TooBig);
    assert_eq!(fault("等候(时长"), syntax(SyntaxFault::Group, 3));
    assert_eq!(fault("[一二"), syntax(SyntaxFault::Class, 1));
    assert_eq!(fault("*"), syntax(SyntaxFault::Repetition, 1));
    assert_eq!(fault("a\\"), syntax(SyntaxFault::Escape, 2));
    assert_eq!(fault("[z-a]"), syntax(SyntaxFault::Range, 2));
    assert_eq!(fault("(?=a)"), syntax(SyntaxFault::Unsupported, 1));
    // Words are no expression.
    assert!(Pattern::new(&plain("(a{1000}){1000}")).is_ok());
}

#[test]
fn groups_stand_for_what_they_found() {
    let pattern = Pattern::new(&regex("(\\d+)月(?P<day>\\d+)日")).unwrap();
    let text = "到6月30日、１２月31日";
    let shown = |with: &str| {
        pattern.matches(text).iter().map(|at| pattern.replaced(text, at, with)).collect::<Vec<_>>()
    };
    assert_eq!(shown("$1.${day}"), ["6.30", "１２.31"]);
    assert_eq!(shown("$$1-$0"), ["$1-6月30日", "$1-１２月31日"]);
    assert_eq!(shown("花费$"), ["花费$", "花费$"]);
    assert_eq!(pattern.check("$3"), Err(PatternFault::NoGroup("3".into())));
    assert_eq!(pattern.check("${day}元$2"), Ok(()));
    // In plain words the sign is a sign.
    let pattern = Pattern::new(&plain("元")).unwrap();
    assert_eq!(pattern.replaced("5元", &(1..4), "$1"), "$1");
}

#[test]
fn blanks_are_never_broken() {
    let mut make = Maker::new(Language::ZhCn);
    let paragraph = make.paragraph("单位⟦单位名称⟧的单位");
    let id = paragraph.id.id();
    let section = make.section(SectionRole::General, "总则", vec![Item::Paragraph(paragraph)]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    let at = Place::of(id, TextField::Text);
    let text = |plan: &Plan| texts(plan)[&at].as_str().to_owned();
    assert_eq!(text(&replaced(&plan, &plain("单位"), "部门")), "部门⟦单位名称⟧的部门");
    assert_eq!(text(&replaced(&plan, &regex(".+"), "无")), "单位⟦单位名称⟧的单位");
    assert_eq!(text(&replaced(&plan, &plain("⟦"), "（")), "单位⟦单位名称⟧的单位");
    // Words may become a blank that is written out, but no sign may make one with what stands there.
    assert_eq!(text(&replaced(&plan, &plain("的单位"), "的⟦部门⟧")), "单位⟦单位名称⟧的⟦部门⟧");
    assert_eq!(text(&replaced(&plan, &Query { case: true, ..plain("的") }, "⟦")), "单位⟦单位名称⟧⟦单位");
    let finds = search(&plan, &plain("单位"));
    assert_eq!(finds.hits.iter().map(|hit| hit.in_blank).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn every_text_is_searched() {
    for language in Language::ALL {
        let plan = plan_of_every_kind(language);
        let texts = texts(&plan);
        // What the plan's facts know of texts is among them, and more.
        let mut known = 0;
        planwright::model::query::for_each_text(&plan, &mut |record, text| {
            known += 1;
            assert!(texts.iter().any(|(place, own)| place.record == record && own == text), "{text:?}");
        });
        assert!(texts.len() >= known);
        let mut in_order: Vec<_> = texts.iter().collect();
        in_order.sort_by_key(|(place, _)| format!("{place:?}"));
        for (place, text) in in_order {
            if text.is_empty() {
                continue;
            }
            let finds = search(&plan, &Query { case: true, widths_alike: false, ..plain(text.as_str()) });
            assert!(!finds.of(*place).is_empty(), "{place:?}: {text}");
        }
        // Each can be written.
        let edits = texts.keys().map(|place| Edit::SetText { at: *place, text: "新".into() }).collect();
        let plan = apply(&plan, &Edit::Batch { name: BatchName::Replace, edits }).unwrap();
        for_each_field(&plan, &mut |place, text| assert_eq!(text.as_str(), "新", "{place:?}"));
    }
}

#[test]
fn what_is_found_is_placed() {
    let plan = hall_plan();
    let finds = search(&plan, &plain("客户"));
    assert!(finds.texts.iter().any(|text| text.numbered.is_some() && !text.title.is_empty()));
    let mut order: Vec<usize> = finds.texts.iter().map(|text| text.order).collect();
    let sorted = {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted
    };
    assert_eq!(order, sorted);
    order.dedup();
    assert_eq!(order.len(), finds.texts.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn finds_are_where_they_are_said_to_be(plan in arbitrary::plan(), word in "[a-z]|率|达|服务|的|\\.|8") {
        let query = plain(&word);
        let finds = search(&plan, &query);
        let texts = texts(&plan);
        let mut count = 0;
        for (at, hit) in finds.hits.iter().enumerate() {
            let (text, _) = finds.hit(at).unwrap();
            prop_assert_eq!(&texts[&text.place], &text.text);
            let found = &text.text.as_str()[hit.from..hit.to];
            prop_assert_eq!(Pattern::new(&query).unwrap().matches(found).len(), 1, "{}", found);
            prop_assert!(finds.of(text.place).contains(&at));
            count += 1;
        }
        // Nothing is found beside them.
        let pattern = Pattern::new(&query).unwrap();
        let all: usize = texts.values().map(|text| pattern.matches(text.as_str()).len()).sum();
        prop_assert_eq!(count, all);
    }

    #[test]
    fn what_is_replaced_is_gone_and_comes_back(
        plan in arbitrary::plan(), word in "[a-z]{1,2}|率|服务|8", with in "[甲乙丙]{1,3}",
    ) {
        let query = Query { case: true, ..plain(&word) };
        let before = search(&plan, &query);
        let outside = before.hits.iter().filter(|hit| !hit.in_blank).count();
        let mut document = Document::created(plan.clone());
        let mut edits = Vec::new();
        let done = replace(&Pattern::new(&query).unwrap(), &before, &with, &mut |_, _| true, &mut edits);
        let changed = document.apply(&Edit::Batch { name: BatchName::Replace, edits }).unwrap();
        prop_assert_eq!(changed, done.count > 0);
        prop_assert_eq!(done.count + done.in_blanks, before.hits.len());
        let after = search(document.plan(), &query);
        if done.in_blanks == before.hits.len() - outside {
            prop_assert!(after.hits.iter().all(|hit| hit.in_blank));
        }
        // Blanks are those that they were.
        let blanks = |plan: &Plan| {
            let mut blanks: Vec<String> = Vec::new();
            for_each_field(plan, &mut |_, text| blanks.extend(text.blanks().map(str::to_owned)));
            blanks
        };
        prop_assert_eq!(blanks(document.plan()), blanks(&plan));
        if changed {
            prop_assert_eq!(document.undo_name(), Some(StepName::Replace));
            prop_assert_eq!(document.steps(), 1);
            document.undo();
            let mut back = Plan::clone(document.plan());
            back.ids = plan.ids;
            prop_assert_eq!(back, plan);
        }
    }

    #[test]
    fn many_texts_are_written_as_one_after_another(plan in arbitrary::plan(), new in arbitrary::text()) {
        let edits: Vec<Edit> = texts(&plan).keys().map(|at| Edit::set_text(*at, &new)).collect();
        let name = BatchName::Replace;
        let at_once = apply(&plan, &Edit::Batch { name, edits: edits.clone() }).unwrap();
        let mut one_by_one = plan;
        for edit in &edits {
            one_by_one = apply(&one_by_one, edit).unwrap();
        }
        prop_assert_eq!(at_once, one_by_one);
    }

    #[test]
    fn no_expression_breaks_the_search(query in "\\PC{0,24}", text in "\\PC{0,60}", with in "\\PC{0,8}", kind in 0..16_u8) {
        let query = Query {
            text: query,
            case: kind & 1 > 0,
            word: kind & 2 > 0,
            regex: kind & 4 > 0,
            widths_alike: kind & 8 > 0,
        };
        if let Ok(pattern) = Pattern::new(&query) {
            let mut end = 0;
            for at in pattern.matches(&text) {
                prop_assert!(at.start >= end && at.end > at.start);
                prop_assert!(text.is_char_boundary(at.start) && text.is_char_boundary(at.end));
                drop(pattern.replaced(&text, &at, &with));
                end = at.end;
            }
        }
    }
}

// In the session.

struct Driven(Session);

impl Driven {
    fn with(plan: Plan) -> Self {
        let mut session = Session::new(Settings::default(), Language::ZhCn);
        let opened = Opened { plan, stamp: Stamp::of(b"read") };
        let path = "/tmp/plans/甲.plan.ron".into();
        session.dispatch(Action::Finished(Finished::Read { path, result: Ok(opened) }), now());
        Self(session)
    }

    /// Does something, and the searches that it asks for.
    fn act(&mut self, action: Action) {
        let mut effects = self.0.dispatch(action, now());
        while let Some(effect) = effects.pop() {
            let done = match effect {
                Effect::Find(job) => Finished::Found(job.run().unwrap()),
                Effect::ReplaceAll(work) => Finished::ReplacedAll(Box::new(work.run())),
                _ => continue,
            };
            effects.extend(self.0.dispatch(Action::Finished(done), now()));
        }
    }

    fn find(&mut self, action: FindAction) {
        self.act(Action::Find(action));
    }

    fn look_for(&mut self, query: Query) {
        self.find(FindAction::Open { replacing: true, text: None });
        self.find(FindAction::Query(query));
    }

    fn count(&self) -> usize {
        self.0.find.finds().map_or(0, |finds| finds.hits.len())
    }

    fn at(&self) -> Option<(usize, usize)> {
        let finds = self.0.find.finds()?;
        let (text, hit) = finds.hit(self.0.find.current()?)?;
        Some((text.order, hit.from))
    }

    fn plan(&self) -> &Plan {
        self.0.plan().unwrap()
    }
}

/// Three measures of a section: 甲甲 · 乙甲 · 丙.
fn three() -> (Plan, [Id; 3]) {
    let mut make = Maker::new(Language::ZhCn);
    let measures: Vec<_> = ["甲甲", "乙甲", "丙"].map(|text| make.measure("", text, &[], None)).into();
    let ids = [0, 1, 2].map(|at: usize| measures[at].id.id());
    let items = measures.into_iter().map(Item::Measure).collect();
    let section = make.section(SectionRole::General, "节", items);
    make.plan().parts = vec![Part::Section(section)];
    (make.done(), ids)
}

fn text_of(plan: &Plan, id: Id) -> String {
    match plan.find(id) {
        Some(NodeRef::Measure(measure)) => measure.text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn going_from_find_to_find_selects_it() {
    let (plan, [a, b, _]) = three();
    let mut session = Driven::with(plan);
    session.look_for(plain("甲"));
    assert_eq!(session.count(), 3);
    session.act(Action::Command(Command::FindNext));
    let span = |from, to| Some(Caret::Span { field: TextField::Text, from, to });
    assert_eq!((session.0.focus, session.0.reveal.caret), (Some(a), span(0, 1)));
    session.act(Action::Command(Command::FindNext));
    assert_eq!((session.0.focus, session.0.reveal.caret), (Some(a), span(1, 2)));
    session.act(Action::Command(Command::FindNext));
    assert_eq!((session.0.focus, session.0.reveal.caret), (Some(b), span(1, 2)));
    session.act(Action::Command(Command::FindNext));
    assert_eq!(session.0.reveal.caret, span(0, 1), "round again");
    session.act(Action::Command(Command::FindPrevious));
    assert_eq!(session.0.focus, Some(b));
    assert_eq!(session.0.screen, Screen::Write);
    // Without the bar, too.
    session.find(FindAction::Close { into_field: false });
    session.act(Action::Command(Command::FindNext));
    assert_eq!(session.0.focus, Some(a));
}

#[test]
fn the_first_find_lies_behind_where_one_is() {
    let (plan, [_, b, _]) = three();
    let mut session = Driven::with(plan);
    session.act(Action::Focus(Some(b)));
    session.look_for(plain("甲"));
    session.act(Action::Command(Command::FindNext));
    assert_eq!(session.0.focus, Some(b));
}

#[test]
fn replacing_one_goes_on_to_the_next() {
    let (plan, [a, b, _]) = three();
    let mut session = Driven::with(plan);
    session.look_for(plain("甲"));
    session.find(FindAction::Replacement("甲甲".into()));
    session.find(FindAction::ReplaceOne);
    assert_eq!(text_of(session.plan(), a), "甲甲甲");
    // The new words are not replaced again.
    session.find(FindAction::ReplaceOne);
    assert_eq!(text_of(session.plan(), a), "甲甲甲甲");
    session.find(FindAction::ReplaceOne);
    assert_eq!(text_of(session.plan(), b), "乙甲甲");
    for _ in 0..3 {
        session.act(Action::Command(Command::Undo));
    }
    assert_eq!([a, b].map(|id| text_of(session.plan(), id)), ["甲甲", "乙甲"]);
}

#[test]
fn what_is_left_out_stays() {
    let (plan, [a, b, _]) = three();
    let mut session = Driven::with(plan);
    session.look_for(plain("甲"));
    session.find(FindAction::Replacement("丁".into()));
    session.find(FindAction::Include { hit: 1, on: false });
    assert_eq!(session.0.find.included(), 2);
    session.find(FindAction::ReplaceAll);
    assert_eq!([a, b].map(|id| text_of(session.plan(), id)), ["丁甲", "乙丁"]);
    assert_eq!(session.0.open.as_ref().unwrap().document.steps(), 1);
    session.act(Action::Command(Command::Undo));
    assert_eq!([a, b].map(|id| text_of(session.plan(), id)), ["甲甲", "乙甲"]);
    session.find(FindAction::IncludeAll(false));
    assert_eq!(session.0.find.included(), 0);
    session.find(FindAction::IncludeAll(true));
    assert_eq!(session.0.find.included(), 3);
}

#[test]
fn what_is_typed_while_all_is_replaced_is_neither_lost_nor_passed_over() {
    let (plan, [a, b, _]) = three();
    let mut session = Driven::with(plan);
    session.look_for(plain("甲"));
    session.find(FindAction::Replacement("丁".into()));
    let effects = session.0.dispatch(Action::Find(FindAction::ReplaceAll), now());
    session.act(Action::Edit(Edit::SetText { at: Place::of(a, TextField::Text), text: "甲乙甲".into() }));
    for effect in effects {
        if let Effect::ReplaceAll(work) = effect {
            session.act(Action::Finished(Finished::ReplacedAll(Box::new(work.run()))));
        }
    }
    assert_eq!([a, b].map(|id| text_of(session.plan(), id)), ["丁乙丁", "乙丁"]);
    session.act(Action::Command(Command::Undo));
    assert_eq!([a, b].map(|id| text_of(session.plan(), id)), ["甲乙甲", "乙甲"]);
}

#[test]
fn a_wrong_expression_loses_nothing() {
    let (plan, [a, ..]) = three();
    let mut session = Driven::with(plan);
    session.look_for(regex("(a{1000}){1000}"));
    assert_eq!(session.0.find.fault(), Some(&PatternFault::TooBig));
    for action in [FindAction::ReplaceAll, FindAction::ReplaceOne] {
        session.find(action);
    }
    session.act(Action::Command(Command::FindNext));
    assert_eq!(text_of(session.plan(), a), "甲甲");
    session.find(FindAction::Query(regex("甲")));
    assert_eq!((session.0.find.fault(), session.count()), (None, 3));
    session.find(FindAction::Replacement("$2".into()));
    assert_eq!(session.0.find.replacement_fault(), Some(PatternFault::NoGroup("2".into())));
    session.find(FindAction::ReplaceAll);
    assert_eq!(text_of(session.plan(), a), "甲甲");
}

#[test]
fn finds_follow_the_plan() {
    let (plan, [a, b, _]) = three();
    let mut session = Driven::with(plan);
    session.look_for(plain("甲"));
    session.act(Action::Command(Command::FindNext));
    session.act(Action::Command(Command::FindNext));
    session.act(Action::Command(Command::FindNext));
    let there = session.at();
    session.act(Action::Edit(Edit::SetText { at: Place::of(a, TextField::Text), text: "甲".into() }));
    assert_eq!((session.count(), session.at()), (2, there), "the find at hand stays");
    session.act(Action::Remove(b));
    assert_eq!(session.count(), 1);
}

#[test]
fn an_older_search_says_nothing() {
    let (plan, _) = three();
    let mut session = Driven::with(plan);
    session.find(FindAction::Open { replacing: false, text: None });
    let asked = |session: &mut Driven, text: &str| {
        let effects = session.0.dispatch(Action::Find(FindAction::Query(plain(text))), now());
        match effects.into_iter().next() {
            Some(Effect::Find(job)) => job,
            other => panic!("{other:?}"),
        }
    };
    let old = asked(&mut session, "甲");
    let new = asked(&mut session, "乙");
    assert!(old.run().is_none(), "it gives up");
    let stale = Found {
        serial: old.serial,
        number: old.number,
        revision: old.revision,
        query: old.query,
        result: Ok(Finds::default()),
    };
    session.act(Action::Finished(Finished::Found(stale)));
    assert!(session.0.find.finds().is_none());
    session.act(Action::Finished(Finished::Found(new.run().unwrap())));
    assert_eq!(session.count(), 1);
}

/// Tells how long searching and replacing take; run by hand with `--ignored --nocapture`, alone.
#[test]
#[ignore = "measures time"]
fn how_long_finding_takes() {
    let plan = large_plan(20_000);
    for query in [plain("窗口"), plain("没有这个词"), regex("第(\\d+)项"), regex(".")] {
        let clock = Instant::now();
        let finds = search(&plan, &query);
        let found = clock.elapsed();
        let mut edits = Vec::new();
        let clock = Instant::now();
        replace(&Pattern::new(&query).unwrap(), &finds, "某", &mut |_, _| true, &mut edits);
        let mut document = Document::created(plan.clone());
        document.apply(&Edit::Batch { name: BatchName::Replace, edits }).unwrap();
        eprintln!(
            "{}: {} finds in {found:?}, replaced in {:?}",
            query.text,
            finds.hits.len(),
            clock.elapsed()
        );
    }
}
