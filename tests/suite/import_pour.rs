//! An import goes into a template: nothing of it is lost, what fits stands in its place, and what the
//! template has besides comes only where it is wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use planwright::import::{self, Decisions, Depths, ItemDraft, Outline, Wish};
use planwright::model::{Item, Language, Part, Plan, YearNumber, query};
use planwright::template::{self, Poured};
use proptest::prelude::*;

fn texts() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn plan_of(text: &str) -> Plan {
    let import = import::import(&import::lines(text), &Decisions::new());
    let wish = Wish {
        year: YearNumber::new(2027).unwrap(),
        title: "导入".to_owned(),
        fields: true,
        called: None,
        without: BTreeSet::new(),
    };
    import::build(import.plans[0].clone(), &wish).plan
}

fn poured(text: &str, id: &str, chosen: &BTreeMap<planwright::model::Id, bool>) -> Poured {
    template::pour_into(&plan_of(text), template::by_id(id).unwrap(), chosen)
}

fn said(plan: &Plan) -> BTreeMap<String, usize> {
    let mut texts = BTreeMap::new();
    query::for_each_text(plan, &mut |_, text| {
        if !text.is_empty() {
            *texts.entry(text.as_str().to_owned()).or_insert(0) += 1;
        }
    });
    texts
}

fn headings(plan: &Plan) -> Vec<String> {
    let name = |part: &Part| match part {
        Part::Opening(_) => "^".to_owned(),
        Part::Closing(_) => "$".to_owned(),
        Part::SignOff(_) => "@".to_owned(),
        part => part.heading().map(|heading| heading.as_str().to_owned()).unwrap_or_default(),
    };
    plan.parts.iter().map(name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_text_of_an_import_is_in_what_is_poured(
        text in prop::sample::select(texts()),
        template in 0..template::catalogue().len(),
        wants in prop::collection::vec(any::<bool>(), 24),
    ) {
        let template = &template::catalogue()[template];
        let plan = plan_of(&text);
        let chosen: BTreeMap<_, _> = template.plan.parts.iter().map(Part::id).zip(wants).collect();
        let poured = template::pour_into(&plan, template, &chosen);
        poured.plan.validate().unwrap();
        // The parts of the import keep their order among themselves.
        let own: Vec<_> = plan.parts.iter().map(Part::id).collect();
        let order: Vec<_> =
            poured.plan.parts.iter().map(Part::id).filter(|id| own.contains(id)).collect();
        prop_assert_eq!(order, own);
        let after = said(&poured.plan);
        for (words, count) in said(&plan) {
            prop_assert!(after.get(&words).copied().unwrap_or(0) >= count, "{words} is lost in {}", template.id);
        }
        // Every measure is the one it was, with its fields.
        let measures = query::measures(&plan);
        let kept = query::measures(&poured.plan);
        for measure in &measures {
            prop_assert!(kept.contains(measure), "{}", measure.text.as_str());
        }
        // The template's own measures are examples; those of its score table's steps are not brought.
        prop_assert_eq!(measures.len(), kept.len());
        // What is open is listed, so that it can be filled.
        for name in query::open_blanks(&poured.plan).keys() {
            prop_assert!(poured.plan.placeholder(name).is_some(), "{name}");
        }
        for (part, wanted) in poured.fit.unfilled.iter().map(|part| (part, poured.wanted.contains(&part.id))) {
            prop_assert_eq!(wanted, chosen.get(&part.id).copied().unwrap_or(part.is_frame));
        }
    }

    #[test]
    fn moving_an_item_loses_nothing_and_keeps_the_order(
        text in prop::sample::select(texts()),
        moves in prop::collection::vec((0_usize..40, 0_usize..4), 1..8),
    ) {
        fn heads(items: &[ItemDraft], out: &mut Vec<String>) {
            for item in items {
                out.push(item.text.clone());
                heads(&item.children, out);
            }
        }
        fn all(outline: &Outline) -> (Vec<String>, Vec<String>) {
            let mut order = Vec::new();
            outline.sections.iter().for_each(|section| heads(&section.items, &mut order));
            let mut words = Vec::new();
            outline.for_each_text(&mut |text| words.push(text.to_owned()));
            words.sort();
            (order, words)
        }
        let mut import = import::import(&import::lines(&text), &Decisions::new());
        let before: Vec<_> = import.plans.iter().map(|plan| all(&plan.outline)).collect();
        let depths: Depths = moves.into_iter().collect();
        import::set_depths(&mut import, &depths);
        let after: Vec<_> = import.plans.iter().map(|plan| all(&plan.outline)).collect();
        prop_assert_eq!(before, after);
    }
}

const SETTLE: &str = "营业部工作思路\n现就明年的工作提出如下思路：\n一、狠抓队伍素质\n1、组织岗位练兵，每季度一次。\n二、狠抓优质服务\n1、坚持站立服务，缩短客户等候。\n三、食堂管理\n1、每周公布菜谱。\n二〇二六年十一月二日\n";

#[test]
fn parts_take_the_places_that_they_fit() {
    let poured = poured(SETTLE, "business-hall-annual", &BTreeMap::new());
    let headings = headings(&poured.plan);
    let at = |words: &str| headings.iter().position(|heading| heading.contains(words)).unwrap();
    // The template has service before staff; the plan's own order stays.
    assert!(at("队伍素质") < at("优质服务") && at("优质服务") < at("食堂管理"), "{headings:?}");
    assert_eq!(headings.first().map(String::as_str), Some("^"));
    assert_eq!(headings.last().map(String::as_str), Some("@"));
    assert_eq!(poured.plan.kind, template::by_id("business-hall-annual").unwrap().kind);
    assert!(headings.iter().any(|heading| heading == "食堂管理"));
    // Nothing of the template's sections that nobody filled, unless it is wanted.
    assert!(poured.fit.unfilled.iter().all(|part| !poured.wanted.contains(&part.id)), "{headings:?}");
}

#[test]
fn a_lost_heading_is_that_of_its_place() {
    let text = "1、坚持首问负责和限时服务，听取客户意见，改进柜面服务。\n2、大堂经理分流客户，减少客户等候。\n1、会计主管每日检查重要空白凭证和印章，防范结算风险。\n2、核对账户资料，堵住操作风险，减少差错。\n1、组织柜员培训和岗位练兵，考试不合格的离岗学习。\n2、安排岗位轮换，培养多面手员工。\n";
    let poured = poured(text, "business-hall-annual", &BTreeMap::new());
    let named = poured.plan.parts.iter().filter(|part| {
        matches!(part, Part::Section(section) if !section.heading.is_empty()
            && section.items.iter().any(|item| matches!(item, Item::Measure(_))))
    });
    assert!(named.count() >= 2, "{:?}", headings(&poured.plan));
}

#[test]
fn wanted_parts_come_as_blanks() {
    let template = template::by_id("business-hall-annual").unwrap();
    let chosen: BTreeMap<_, _> = template.plan.parts.iter().map(|part| (part.id(), true)).collect();
    let poured = poured("一、食堂管理\n1、每周公布菜谱。\n2、每月盘点。\n", "business-hall-annual", &chosen);
    assert_eq!(query::measures(&poured.plan).len(), 2);
    for part in &template.plan.parts {
        if let Part::Section(section) = part {
            assert!(headings(&poured.plan).contains(&section.heading.as_str().to_owned()));
        }
    }
    assert!(matches!(poured.plan.parts.last(), Some(Part::SignOff(_) | Part::Attachment(_))));
}

#[test]
fn a_plan_without_signature_gets_the_frame_of_one() {
    let poured =
        poured("一、食堂管理\n1、每周公布菜谱。\n2、每月盘点。\n", "business-hall-annual", &BTreeMap::new());
    assert!(poured.plan.parts.iter().any(|part| matches!(part, Part::SignOff(_))));
    assert_eq!(poured.plan.language, Language::ZhCn);
}
