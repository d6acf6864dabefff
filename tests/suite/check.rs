//! The checker: what it finds, and what it leaves alone.

use planwright::check::{Finding, Level, Places, Reason, check, words};
use planwright::file::decode;
use planwright::model::{
    Id, Language, Paragraph, ParagraphId, Part, PartId, Period, Plan, PlanKind, Prose, YearNumber,
};
use proptest::prelude::*;

use crate::arbitrary;

/// Makes a plan of measures as a file writes them, and of what else it writes.
fn plan(measures: &str, more: &str) -> Plan {
    let text = format!(
        "Planwright(format: 1, plan: (title: \"计划\", kind: \"teller\", language: \"zh-CN\", period: Year(2027), \
         ids: 100, people: [(id: 90, name: \"王芳\")], {more} parts: [Section(id: 1, heading: \"服务\", \
         items: [{measures}])]))"
    );
    let mut plan = decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    plan.kind = PlanKind::General;
    plan
}

/// Returns rule and record of every finding, in order.
fn found(plan: &Plan) -> Vec<(&'static str, u64)> {
    let id = |finding: &Finding| finding.place.map_or(0, Id::number);
    check(plan).iter().map(|finding| (finding.rule, id(finding))).collect()
}

const OWNED: &str = "owners: [(who: Person(90))]";
const DUE: &str = "when: By(\"2027-06-30\")";

#[test]
fn a_measure_with_owner_and_time_is_left_alone() {
    assert_eq!(found(&plan(&format!("Measure(id: 2, text: \"甲\", {OWNED}, {DUE})"), "")), []);
}

#[test]
fn a_measure_without_owner_and_time_is_found() {
    let plan =
        plan(&format!("Measure(id: 2, text: \"甲\", {OWNED}), Measure(id: 3, {DUE}), Measure(id: 4)"), "");
    assert_eq!(found(&plan), [("L05", 2), ("L03", 3), ("L03", 4), ("L05", 4)]);
}

#[test]
fn sub_measures_have_what_their_measure_has() {
    let inside = "measures: [(id: 3), (id: 4, measures: [(id: 5)])]";
    assert_eq!(found(&plan(&format!("Measure(id: 2, {OWNED}, {DUE}, {inside})"), "")), []);
    // Where nobody has it, it is said once.
    assert_eq!(found(&plan(&format!("Measure(id: 2, {inside})"), "")), [("L03", 2), ("L05", 2)]);
}

#[test]
fn a_measure_is_seen_to_where_its_sub_measures_are() {
    let inside = format!("measures: [(id: 3, {OWNED}, {DUE}), (id: 4, {OWNED})]");
    assert_eq!(found(&plan(&format!("Measure(id: 2, {inside})"), "")), [("L05", 4)]);
}

#[test]
fn whoever_only_helps_is_not_responsible() {
    let plan = plan(&format!("Measure(id: 2, {DUE}, owners: [(who: Person(90), role: Helps)])"), "");
    assert_eq!(check(&plan)[0].reason, Reason::NobodyResponsible);
    let nameless = self::plan(&format!("Measure(id: 2, {DUE}, owners: [(who: Post(\" \"))])"), "");
    assert_eq!(check(&nameless)[0].reason, Reason::NoOwner);
}

#[test]
fn what_is_done_or_given_up_is_left_alone() {
    assert_eq!(found(&plan("Measure(id: 2, status: Done), Measure(id: 3, status: Cancelled)", "")), []);
}

#[test]
fn words_that_name_no_time_are_found() {
    let plan = plan(&format!("Measure(id: 2, {OWNED}, when: Unclear(\"适时\"))"), "");
    assert_eq!(found(&plan), [("L06", 2)]);
}

#[test]
fn a_look_back_is_left_alone() {
    let mut plan = plan("", "");
    let text = "Planwright(format: 1, plan: (title: \"\", kind: \"general\", language: \"zh-CN\", \
                period: Year(2027), ids: 9, parts: [Review(id: 1, items: [Measure(id: 2, text: \"做了\"), \
                Section(id: 3, items: [Measure(id: 4)])])]))";
    plan.parts = decode(text.as_bytes()).unwrap().parts;
    assert_eq!(found(&plan), []);
}

#[test]
fn open_blanks_and_marks_are_errors() {
    let measures = format!(
        "Paragraph(id: 2, text: \"由⟦单位⟧与⟦单位⟧的⟦姓名⟧负责\"), \
         Measure(id: 3, text: \"于X月X日前完成20xx年任务\", {OWNED}, {DUE}, \
         indicators: [(id: 4, name: \"增量\", target: AtLeast(Blank(\"增量\")))])"
    );
    let plan = plan(&measures, "unit: \"⟦单位⟧\",");
    assert_eq!(found(&plan), [("L01", 0), ("L01", 2), ("L01", 2), ("L01", 3), ("L01", 3), ("L01", 4)]);
    assert!(check(&plan).iter().all(|finding| finding.level == Level::Error));
}

#[test]
fn plans_that_are_not_measured_by_dates_get_notes() {
    let mut plan = plan("Measure(id: 2)", "");
    plan.kind = PlanKind::PersonalAnnual;
    assert_eq!(check(&plan).iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Note; 2]);
}

#[test]
fn a_result_of_a_review_without_actual_value_is_found() {
    let target = "target: AtLeast(Number(\"95\"))";
    let result = |id: u32, readings: &str| format!("(id: {id}, name: \"客户满意度\", {target}, {readings})");
    let results = [
        result(11, ""),
        result(12, "readings: [(on: \"2026-12-31\", value: \"96\")]"),
        result(13, "readings: [(on: \"2026-12-31\", on_last_year: \"2\")]"),
        result(14, "readings: [(on: \"2026-12-31\")]"),
    ];
    let text = format!(
        "Planwright(format: 1, plan: (title: \"计划\", kind: \"teller\", language: \"zh-CN\", \
         period: Year(2027), ids: 100, parts: [Review(id: 1, heading: \"回顾\", results: [{}])]))",
        results.join(",")
    );
    let plan = decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(found(&plan), [("L39", 11), ("L39", 14)]);
    let finding = &check(&plan)[0];
    assert_eq!(finding.level, Level::Warning);
    let (message, proposal) = words(finding, &plan, Language::ZhCn);
    assert_eq!(message, "回顾中的指标“客户满意度”没有填实际值，表里这一格会空着。");
    assert!(proposal.starts_with("填上实际完成的数"), "{proposal}");
    assert!(words(finding, &plan, Language::En).0.contains("“客户满意度”"));
}

#[test]
fn findings_are_said_in_both_languages_with_their_place() {
    let text = "Goal(id: 2, text: \"全年服务达标\", measures: [(id: 3, text: \"开展柜面服务培训。\")])";
    let plan = plan(text, "author: \"⟦姓名⟧\",");
    let said = |language| {
        let places = Places::new(&plan, language);
        let line = |finding: &Finding| {
            let (message, proposal) = words(finding, &plan, language);
            format!("{}：{message}{proposal}", places.of(finding.place))
        };
        check(&plan).iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        said(Language::ZhCn),
        [
            "标题与署名：“姓名”还没有填写。填写“姓名”，全文同名的空白会一并填好。",
            "一、服务 › 全年服务达标 › 1.开展柜面服务培训：措施“开展柜面服务培训”没有写明由谁负责。\
             写明责任人，可以是某个人、某个岗位或某个部门。",
            "一、服务 › 全年服务达标 › 1.开展柜面服务培训：措施“开展柜面服务培训”没有写明什么时候完成。\
             写明截止日期、起止时间或频次，例如“6月30日前”“二季度”“每月25日”。",
        ]
    );
    assert!(said(Language::En)[1].ends_with(
        "The measure “开展柜面服务培训” has no owner.Name an owner: a person, a post or a department."
    ));
}

proptest! {
    #[test]
    fn every_finding_has_words_and_a_place(plan in arbitrary::plan()) {
        let findings = check(&plan);
        for language in Language::ALL {
            let places = Places::new(&plan, language);
            for finding in &findings {
                let (message, proposal) = words(finding, &plan, language);
                prop_assert!(!message.is_empty() && !proposal.is_empty() || finding.proposal.is_none());
                prop_assert!(!places.of(finding.place).is_empty());
                prop_assert!(finding.place.is_none_or(|id| plan.find(id).is_some()));
            }
        }
        prop_assert_eq!(findings, check(&plan));
    }
}

#[test]
fn a_record_of_nothing_but_a_stop_has_a_place() {
    let mut plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
    let id = ParagraphId::new(plan.ids.take());
    let opening = PartId::new(plan.ids.take());
    let paragraphs = vec![Paragraph { id, text: "。".into() }];
    plan.parts.push(Part::Opening(Prose { id: opening, paragraphs }.into()));
    assert_eq!(Places::new(&plan, Language::ZhCn).of(Some(id.id())), "开头 › 段落");
}
