//! A measure in one typed line: what is understood, what is asked, and that nothing is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use planwright::edit::apply;
use planwright::entry::{
    Choices, Completing, Directory, Draft, Entry, KnownName, Line, NameKind, NewOwner, OwnerIs, SectionIs,
    Sign, What, completing, measure_edit, names_of, remove_person_edit, targets,
};
use planwright::locale::{Frame, words};
use planwright::model::tree::{List, NodeRef, Slot};
use planwright::model::*;
use proptest::prelude::*;

use crate::arbitrary;
use crate::sample_plan::Maker;

/// A plan with people, posts, sections and a goal.
fn plan() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let wang = make.person("王芳", "柜员");
    let first = make.measure("", "甲", &[wang], None);
    let mut second = make.measure("", "乙", &[], None);
    Arc::make_mut(&mut second).owners =
        vec![Owner { who: Who::Post("大堂经理".into()), role: OwnerRole::Responsible }];
    make.person("Li Na", "");
    let goal = make.goal("客户等候时长明显下降", vec![], vec![first]);
    for (role, heading, items) in [
        (SectionRole::Service, "让客户少等、少跑、少填", vec![goal]),
        (SectionRole::Personnel, "人人过关、岗岗有备", vec![Item::Measure(second)]),
        (SectionRole::Personnel, "人才培养", vec![]),
    ] {
        let section = make.section(role, heading, items);
        make.plan().parts.push(Part::Section(section));
    }
    make.done()
}

fn earlier() -> Vec<KnownName> {
    let known = |kind, name: &str, post: &str| KnownName {
        kind,
        name: name.into(),
        post: post.into(),
        department: String::new(),
    };
    vec![known(NameKind::Person, "陈晓", "柜员组长"), known(NameKind::Department, "综合部", "")]
}

fn frame() -> Frame {
    Frame { year: 2027, today: NaiveDate::from_ymd_opt(2026, 11, 20) }
}

fn read_with(text: &str, choices: &Choices) -> Line {
    let plan = plan();
    Line::read(text, &Directory::new(&plan, &earlier()), &targets(&plan), choices, frame())
}

fn read(text: &str) -> Line {
    read_with(text, &Choices::default())
}

/// What a line is taken for, in a few words.
fn told(line: &Line) -> String {
    let plan = plan();
    let bits: Vec<String> = line
        .bits()
        .iter()
        .map(|bit| match &bit.what {
            What::Owner { name, role, is } => {
                let role = role.map_or(String::new(), |role| format!("({role:?})"));
                match is {
                    OwnerIs::Known(entry) => format!("@{}{role}", entry.known.name),
                    OwnerIs::New(kind) => format!("@new {kind:?} {name}{role}"),
                    OwnerIs::Unknown(_) => format!("@?{name}{role}"),
                }
            }
            What::When(Ok(when)) => words::when(Language::ZhCn, when, Some(2027)),
            What::When(Err(fault)) => format!("!{fault}"),
            What::Indicator { line: Ok(line), .. } => {
                let mut shown = Indicator::new(IndicatorId::new(Id::from_number(1)), line.name.clone());
                shown.unit.clone_from(&line.unit);
                shown.base.clone_from(&line.base);
                shown.target.clone_from(&line.target);
                shown.weight = line.weight;
                format!("[{}]", words::indicator(Language::ZhCn, &shown, Some(2027)))
            }
            What::Indicator { line: Err(fault), .. } => format!("!{fault}"),
            What::Section { is: SectionIs::Known(id), .. } => match plan.find(*id) {
                Some(NodeRef::Section(section)) => format!("#{}", section.heading),
                Some(NodeRef::Goal(goal)) => format!("#{}", goal.text),
                other => panic!("{other:?}"),
            },
            What::Section { typed, is: SectionIs::Unknown(found) } => format!("#?{typed} {}", found.len()),
        })
        .collect();
    [vec![line.words()], bits].concat().join(" | ")
}

#[test]
fn a_line_is_taken_apart() {
    for (text, wanted) in [
        (
            "开展柜面服务培训 @王芳 6月底 合格率≥95% #服务",
            "开展柜面服务培训 | @王芳 | 6月30日前 | [合格率 ≥95%] | #让客户少等、少跑、少填",
        ),
        ("开展柜面服务培训", "开展柜面服务培训"),
        ("每月25日 对账 @wf", "对账 | 每月25日 | @?wf"),
        ("对账 @王芳、陈晓（协办） 每月25日", "对账 | @王芳 | @陈晓(Helps) | 每月25日"),
        ("对账 @协办:王芳、综合部", "对账 | @王芳(Helps) | @综合部(Helps)"),
        ("走访 @Li Na every Friday", "走访 | @Li Na | 每周五"),
        ("走访 @张三 #等候", "走访 | @?张三 | #客户等候时长明显下降"),
        ("走访 #ddsc", "走访 | #?ddsc 0"),
        ("走访 #khdhsc", "走访 | #客户等候时长明显下降"),
        ("走访 #队伍", "走访 | #?队伍 2"),
        ("组织培训 ≥95%", "组织培训 | [≥95%]"),
        ("组织培训 ≥ 95% 基数93% 权重10%", "组织培训 | [≥95% 基数93% 权重10%]"),
        ("培训 合格率≥95% 基数 93% 6月底", "培训 | [合格率 ≥95% 基数93%] | 6月30日前"),
        ("开展培训，6月底前完成，覆盖全员", "开展培训，覆盖全员 | 6月30日前"),
        ("每周检查，每周五，至6月30日止", "每周检查 | 每周五，至6月30日止"),
        ("报送材料 2月30日", "报送材料 | !there is no 2月30日"),
        ("下周五 走访客户", "走访客户 | 2026年11月27日前"),
        (
            "provide training @王芳 by 30 June complaints≤3",
            "provide training | @王芳 | 6月30日前 | [complaints ≤3]",
        ),
        ("staff may march in may", "staff may march | 5月"),
        ("确保满意度达到98%以上", "确保满意度达到98%以上 | [满意度 ≥98%]"),
        ("于6月底前完成整改", "完成整改 | 6月30日前"),
        ("年内完成装修", "完成装修 | 12月31日前"),
        ("上半年组织4次演练", "组织4次演练 | 1月至6月"),
        ("6月中旬召开座谈会", "召开座谈会 | 6月20日前"),
        ("第三季度完成培训", "完成培训 | 三季度"),
        ("每周一通报", "通报 | 每周一"),
        ("对投诉24小时内回复", "对投诉24小时内回复 | 24小时内"),
        ("投诉控制在3件以内", "投诉控制在3件以内 | [投诉 ≤3件]"),
        ("降低投诉 控制在3件以内", "降低投诉 | [≤3件]"),
        ("存款新增5000万元", "存款新增5000万元 | [存款新增 ≥5000万元]"),
        ("尽快处理投诉", "处理投诉 | 尽快"),
        ("Check vault by the 3rd of each month", "Check vault | 每月3日"),
        ("train tellers pass rate>=95%", "train tellers | [pass rate ≥95%]"),
        ("发信到 a@b.cn 说明", "发信到 a@b.cn 说明"),
        ("第3会议室 布置 3-5人", "第3会议室 布置 3-5人"),
        ("@ # ", "@ #"),
    ] {
        assert_eq!(told(&read(text)), wanted, "{text}");
    }
}

#[test]
fn what_is_chosen_answers_the_question() {
    let mut choices = Choices::default();
    let text = "走访 @张三 ≥95% #队伍 2月30日";
    let line = read_with(text, &choices);
    assert_eq!(line.bits().iter().filter(|bit| bit.is_question()).count(), 4);
    assert_eq!(line.question().map(|bit| bit.words.as_str()), Some("@张三"));
    choices.owners.insert("张三".into(), OwnerIs::New(NameKind::Post));
    choices.names.insert("≥95%".into(), "覆盖率".into());
    let What::Section { is: SectionIs::Unknown(found), .. } = &line.bits()[2].what else {
        panic!("{line:?}")
    };
    choices.sections.insert("队伍".into(), found[1]);
    choices.off.insert("2月30日".into());
    let line = read_with(text, &choices);
    assert_eq!(told(&line), "走访 2月30日 | @new Post 张三 | [覆盖率 ≥95%] | #人才培养");
    assert_eq!(line.question(), None);
}

#[test]
fn a_line_becomes_one_measure_with_the_people_it_needs() {
    let mut choices = Choices::default();
    choices.owners.insert("张三".into(), OwnerIs::New(NameKind::Person));
    let line = read_with("走访客户 @张三、陈晓 6月底 走访率≥95%", &choices);
    let plan = plan();
    let goal = targets(&plan).into_iter().find(|target| target.is_goal).unwrap();
    let slot = Slot { parent: Some(goal.id), list: List::Measures };
    let (edit, id) = measure_edit(&plan, &Draft::of(&line), slot, 1);
    let after = apply(&plan, &edit).unwrap();
    let Some(NodeRef::Measure(measure)) = after.find(id.id()) else { panic!("{edit:?}") };
    assert_eq!(measure.text.as_str(), "走访客户");
    assert_eq!(measure.indicators.len(), 1);
    let owners: Vec<(String, OwnerRole)> =
        measure.owners.iter().map(|owner| (words::who(&after, &owner.who).to_string(), owner.role)).collect();
    assert_eq!(owners, [("张三".into(), OwnerRole::Responsible), ("陈晓".into(), OwnerRole::Responsible)]);
    // What an earlier plan knew of a person comes along.
    assert_eq!(after.people.last().unwrap().post.as_str(), "柜员组长");
    assert_eq!(edit.record(), Some(id.id()), "the measure is what there is to see");
}

#[test]
fn a_person_is_taken_out_with_or_without_somebody_instead() {
    let plan = plan();
    let wang = plan.people[0].id;
    let owners_after = |instead: Option<&NewOwner>| {
        let after = apply(&plan, &remove_person_edit(&plan, wang, instead)).unwrap();
        assert!(after.person(wang).is_none());
        query::measures(&after)[0].owners.clone()
    };
    assert_eq!(owners_after(None), []);
    let teller = NewOwner { name: "大堂经理".into(), role: None, is: OwnerIs::New(NameKind::Post) };
    let who = Who::Post("大堂经理".into());
    assert_eq!(owners_after(Some(&teller)), [Owner { who, role: OwnerRole::Responsible }]);
}

#[test]
fn everybody_is_found_those_of_the_plan_first() {
    let directory = Directory::new(&plan(), &earlier());
    let found = |typed: &str| -> Vec<String> {
        directory.matching(typed, 9).into_iter().map(|Entry { known, .. }| known.name.clone()).collect()
    };
    assert_eq!(found("wf"), ["王芳"]);
    assert_eq!(found("陈"), ["陈晓"]);
    assert_eq!(found("zhb"), ["综合部"]);
    assert_eq!(found("dtjl"), ["大堂经理"]);
    assert_eq!(found(""), ["王芳", "Li Na", "大堂经理", "陈晓", "综合部"]);
    assert_eq!(names_of(&plan()).len(), 3);
}

#[test]
fn what_is_typed_behind_a_sign_is_completed() {
    let at = |text: &str| {
        completing(text, text.chars().count()).map(|Completing { sign, typed, .. }| (sign, typed))
    };
    assert_eq!(at("培训 @w"), Some((Sign::Owner, "w".into())));
    assert_eq!(at("培训 @"), Some((Sign::Owner, String::new())));
    assert_eq!(at("培训 @王芳、c"), Some((Sign::Owner, "c".into())));
    assert_eq!(at("培训 @协办：c"), Some((Sign::Owner, "c".into())));
    assert_eq!(at("培训 ＃服"), Some((Sign::Section, "服".into())));
    assert_eq!(at("培训 @王芳 "), None);
    assert_eq!(at("a@b"), None);
    assert_eq!(at("培训"), None);
    assert_eq!(completing("@王 培训", 2).map(|found| found.range), Some(1..4));
}

/// Lines as people type them, and worse.
fn lines() -> BoxedStrategy<String> {
    let pieces = prop::sample::select(vec![
        "开展培训",
        "组织",
        " ",
        " ",
        " ",
        "，",
        "、",
        "。",
        ",",
        "@",
        "＠",
        "#",
        "王芳",
        "陈晓",
        "Li Na",
        "（协办）",
        "协办:",
        "6月底",
        "每月25日",
        "下周五",
        "2月30日",
        "5月至3月",
        "by 30 June",
        "every Friday",
        "≥",
        "95%",
        "≤3件",
        "基数93%",
        "基数",
        "权重10%",
        "合格率≥95%",
        "95%—98%",
        "服务",
        "队伍",
        "下降20%",
        "\u{3000}",
        "\n",
        "⟦专窗数⟧",
        "İ",
        "𠮷",
        "1,000",
    ]);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        1 => ".{0,60}",
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn bits_and_rest_are_the_line(text in lines()) {
        let line = read(&text);
        let rest = line.rest();
        prop_assert_eq!(rest.len(), line.bits().len() + 1);
        let mut whole = String::from(rest[0]);
        for (bit, piece) in line.bits().iter().zip(&rest[1..]) {
            prop_assert!(!bit.words.is_empty());
            prop_assert_eq!(&text[bit.range.clone()], bit.words.as_str());
            whole.push_str(&bit.words);
            whole.push_str(piece);
        }
        prop_assert_eq!(&whole, &text);
        prop_assert_eq!(line.text(), text.as_str());
    }

    #[test]
    fn with_every_bit_turned_off_the_words_are_the_line(text in lines()) {
        let mut choices = Choices::default();
        // What was hidden behind a bit can be a bit itself once that is off.
        for _ in 0..200 {
            let line = read_with(&text, &choices);
            if line.bits().is_empty() {
                prop_assert_eq!(line.words(), text.trim());
                return Ok(());
            }
            choices.off.extend(line.bits().iter().map(|bit| bit.words.clone()).collect::<BTreeSet<_>>());
        }
        prop_assert!(false, "never plain");
    }

    #[test]
    fn completing_never_panics(text in lines(), caret in 0_usize..80) {
        if let Some(found) = completing(&text, caret) {
            prop_assert_eq!(&text[found.range.clone()], found.typed.as_str());
        }
    }

    #[test]
    fn any_line_can_be_added_to_any_plan(plan in arbitrary::plan(), text in lines()) {
        let line = Line::read(&text, &Directory::new(&plan, &earlier()), &targets(&plan), &Choices::default(), frame());
        for target in targets(&plan) {
            let slot = if target.is_goal {
                Slot { parent: Some(target.id), list: List::Measures }
            } else {
                Slot { parent: Some(target.id), list: List::Items }
            };
            let (edit, id) = measure_edit(&plan, &Draft::of(&line), slot, 0);
            let after = apply(&plan, &edit).unwrap();
            prop_assert!(after.find(id.id()).is_some());
            after.validate().unwrap();
        }
    }
}
