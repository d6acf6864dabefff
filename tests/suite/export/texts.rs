//! Markdown and text: importing them again gives the plan's headings, measures and words.

use planwright::export;
use planwright::import::{self, Format, Wish};
use planwright::model::tree::NodeRef;
use planwright::model::{
    Item, Language, Numbering, Part, Plan, Quantity, SectionRole, SignOff, Target, When, YearNumber, query,
};
use proptest::prelude::*;
use std::sync::Arc;

use super::{plan_saying, plans, profile, templates};
use crate::arbitrary;
use crate::sample_plan::{Maker, day, hall_plan};
use crate::typeset::typesetter;

const FORMATS: [Format; 2] = [Format::Markdown, Format::Text];

fn written(plan: &Plan, format: Format) -> String {
    match format {
        Format::Markdown => export::markdown(plan, &profile(plan)),
        Format::Text | Format::Docx => export::text(plan, &profile(plan)),
    }
}

/// Imports a text as a plan. `fields` says whether owners and times are read from the words.
fn imported(text: &str, format: Format, fields: bool) -> Plan {
    let source = import::read(text.as_bytes(), format).unwrap();
    let import = import::import(&source.lines, &import::Decisions::default());
    assert_eq!(import.plans.len(), 1, "{text}");
    let wish = Wish {
        year: YearNumber::new(2027).unwrap(),
        title: String::new(),
        fields,
        called: None,
        without: std::collections::BTreeSet::new(),
    };
    import::build(import.plans[0].clone(), &wish).plan
}

/// Returns the headings with their levels and the measures with theirs: what a plan is built of.
fn structure(plan: &Plan) -> Vec<(usize, String)> {
    let numbering = query::numbering(plan);
    let mut out = Vec::new();
    plan.walk(&mut |node| {
        let words = match node {
            NodeRef::Section(section) => section.heading.to_string(),
            NodeRef::Goal(goal) => goal.text.to_string(),
            NodeRef::Part(Part::Section(_)) => return,
            NodeRef::Part(part) => match part.heading() {
                Some(heading) => heading.to_string(),
                None => return,
            },
            // Behind the words stand who and when, as long as they are not read from there.
            NodeRef::Measure(measure) => {
                let label = measure.label().as_str();
                format!("* {}", label.split_once('（').map_or(label, |(words, _)| words))
            }
            _ => return,
        };
        let level = numbering.get(&node.id()).map_or(0, |numbered| numbered.level);
        out.push((level, words));
    });
    out
}

/// Returns words without blanks of any width, white space and marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_plan_comes_back_from_its_text_with_the_same_structure() {
    let plan = hall_plan();
    for format in FORMATS {
        let text = written(&plan, format);
        let back = imported(&text, format, false);
        assert_eq!(back.title, plan.title);
        assert_eq!(structure(&back), structure(&plan), "{format:?}\n{text}");
        // Told again, it is the same text but for the width of its blanks.
        let again = written(&back, format);
        assert_eq!(bare(&again), bare(&text), "{format:?}");
    }
}

#[test]
fn owners_and_days_come_back_from_the_words() {
    let plan = hall_plan();
    for format in FORMATS {
        let back = imported(&written(&plan, format), format, true);
        let (before, after) = (query::measures(&plan), query::measures(&back));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            if let (Some(When::By(_) | When::Month(_) | When::Quarter(_)), Some(when)) =
                (&before.when, &after.when)
            {
                assert_eq!(before.when.as_ref(), Some(when), "{}", before.title);
            }
            assert_eq!(before.owners.is_empty(), after.owners.is_empty(), "{}", before.title);
        }
        let dated = |measures: &[&Arc<planwright::model::Measure>]| {
            measures.iter().filter(|measure| matches!(measure.when, Some(When::By(_)))).count()
        };
        assert!(
            dated(&after) > 0 && dated(&after) <= dated(&before),
            "{} of {}",
            dated(&after),
            dated(&before)
        );
    }
}

#[test]
fn templates_come_back_from_their_markdown_with_the_same_headings_and_measures() {
    for plan in templates().into_iter().filter(|plan| plan.language == Language::ZhCn) {
        for format in FORMATS {
            let text = written(&plan, format);
            let back = imported(&text, format, false);
            let kept = |plan: &Plan| -> Vec<String> {
                structure(plan)
                    .iter()
                    .map(|(_, words)| bare(words.split('⟦').next().unwrap()))
                    .filter(|words| !words.is_empty())
                    .collect()
            };
            let (ours, theirs) = (kept(&plan), kept(&back));
            let lost: Vec<_> =
                ours.iter().filter(|words| !theirs.iter().any(|other| other.starts_with(*words))).collect();
            assert!(lost.is_empty(), "{} as {format:?}: {lost:#?}\nof {theirs:#?}", plan.title);
            // No line's words are lost, whatever its number is now.
            let again = bare(&written(&back, format));
            // Columns of tables come back as fields.
            for line in text.lines().filter(|line| !line.starts_with('|')) {
                let line = line.trim_start_matches(['#', ' ']);
                let (_, words) = line.split_once(['、', '.', '）', ' ']).unwrap_or(("", line));
                assert!(again.contains(&bare(words)), "{line}\n{again}");
            }
        }
    }
}

/// Words as people write them in plans.
const HEADINGS: [&str; 4] =
    ["把服务做到客户心里", "把差错挡在柜台里面", "带一支顶得上的队伍", "抓好安全保卫"];
const GOALS: [&str; 4] = ["客户等候时间明显缩短", "核算差错持续下降", "岗位技能人人达标", "演练次次到位"];
const TITLES: [&str; 5] = ["高峰弹性开窗", "厅堂分流到位", "按月讲评差错", "新人有人带", "逐户走访商户"];
const TEXTS: [&str; 4] = [
    "每月发薪日和节假日前后加开两个现金窗口，机动岗立即到位。",
    "客户进门先问业务，机具能办的带到机具上办，要填单的先填好。",
    "核对大额、冲正、挂账三类交易，差错当天改正，并登记经办人和原因。",
    "定一名师傅，签带教单，列出三个月里要会做的业务。",
];

/// A plan as people write it: sections with goals or measures, measures with parts, owners, days.
fn written_plan() -> impl Strategy<Value = Plan> {
    let measure = (0..TITLES.len(), any::<bool>(), 0..TEXTS.len(), 0_usize..3, 1_u32..=12, 0_usize..3);
    let goal = (any::<bool>(), 0..GOALS.len(), prop::collection::vec(measure, 1..4));
    let section = (0..HEADINGS.len(), prop::collection::vec(goal, 1..3));
    (prop::collection::vec(section, 1..4), any::<bool>()).prop_map(|(sections, signed)| {
        let mut make = Maker::new(Language::ZhCn);
        make.plan().title = "江北支行营业厅2027年度工作计划".into();
        let people = [make.person("王芳", "主任"), make.person("陈晓", "组长")];
        for (heading, goals) in sections {
            let mut items = Vec::new();
            let has_goals = goals.iter().any(|(is_goal, _, _)| *is_goal);
            for (_, goal, measures) in goals {
                let mut list = Vec::new();
                for (title, has_title, text, owners, month, parts) in measures {
                    let title = if has_title { TITLES[title] } else { "" };
                    let when = (month % 3 != 0).then(|| When::By(day(month, 10)));
                    let mut measure = make.measure(title, TEXTS[text], &people[..owners], when);
                    // A part alone would be no list.
                    if parts > 1 {
                        let parts = (0..parts).map(|at| make.measure("", TEXTS[at], &[], None)).collect();
                        Arc::get_mut(&mut measure).unwrap().measures = parts;
                    }
                    list.push(measure);
                }
                if has_goals {
                    let indicator =
                        make.indicator("客户满意度", "%", None, Target::AtLeast(Quantity::Number(95.into())));
                    items.push(make.goal(GOALS[goal], vec![indicator], list));
                } else {
                    items.extend(list.into_iter().map(Item::Measure));
                }
            }
            let section = make.section(SectionRole::General, HEADINGS[heading], items);
            make.plan().parts.push(Part::Section(section));
        }
        if signed {
            let id = make.part_id();
            let sign_off = SignOff { id, name: "江北支行营业厅".into(), on: Some(day(1, 5)) };
            make.plan().parts.push(Part::SignOff(Arc::new(sign_off)));
        }
        make.done()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn plans_as_people_write_them_come_back(plan in written_plan()) {
        for format in FORMATS {
            let text = written(&plan, format);
            let back = imported(&text, format, false);
            prop_assert_eq!(bare(&written(&back, format)), bare(&text), "{:?}\n{}", format, text);
            let levels = |plan: &Plan| structure(plan).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
            prop_assert_eq!(levels(&back), levels(&plan), "{:?}\n{}", format, text);
        }
    }

    #[test]
    fn any_plan_becomes_text(plan in arbitrary::plan()) {
        for format in FORMATS {
            let text = written(&plan, format);
            prop_assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        }
    }

    #[test]
    fn markdown_shows_the_words_that_were_meant(words in "[ -~一二]{1,30}") {
        let plan = plan_saying(&words);
        let source = import::read(export::markdown(&plan, &profile(&plan)).as_bytes(), Format::Markdown).unwrap();
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        if !plain(&words).is_empty() {
            prop_assert!(source.lines.iter().any(|line| plain(&line.text) == plain(&words)), "{:?}", source.lines);
        }
    }
}

#[test]
fn tables_of_markdown_are_tables_again() {
    for plan in plans() {
        let tables = plan
            .parts
            .iter()
            .filter(|part| matches!(part, Part::Register(register) if !register.columns.is_empty()))
            .count();
        let source =
            import::read(format!("x\n{}", written(&plan, Format::Markdown)).as_bytes(), Format::Markdown)
                .unwrap();
        let found: std::collections::BTreeSet<usize> = source
            .lines
            .iter()
            .filter_map(
                |line| if let import::Hint::Row { table, .. } = line.hint { Some(table) } else { None },
            )
            .collect();
        assert!(found.len() >= tables, "{}", plan.title);
    }
}

#[test]
fn a_way_of_numbering_comes_back_with_the_text() {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "江北支行营业厅2027年度工作计划".into();
    for (heading, goal) in HEADINGS.iter().zip(GOALS) {
        let parts = TEXTS[..2].iter().map(|text| make.measure("", text, &[], None)).collect();
        let mut measure = make.measure("", TEXTS[2], &[], None);
        Arc::get_mut(&mut measure).unwrap().measures = parts;
        let other = make.measure("", TEXTS[3], &[], None);
        let goal = make.goal(goal, vec![], vec![measure, other]);
        let section = make.section(SectionRole::General, heading, vec![goal]);
        make.plan().parts.push(Part::Section(section));
    }
    let plan = make.done();
    for (way, wanted) in [
        (Numbering::Sections, Some(Numbering::Sections)),
        (Numbering::Ordinal, Some(Numbering::Ordinal)),
        // What every page has anyway is left to the page.
        (Numbering::Official, None),
    ] {
        let plan = Plan { numbering: Some(way), ..plan.clone() };
        for format in FORMATS {
            // In plain text 第一， opens what is listed, not what is headed.
            if way == Numbering::Ordinal && format == Format::Text {
                continue;
            }
            let text = written(&plan, format);
            let back = imported(&text, format, false);
            assert_eq!(back.numbering, wanted, "{format:?}\n{text}");
        }
    }
}

/// A plan with one section of one goal and one of two, each with two measures.
fn lone_goal_plan() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "江北支行营业厅2027年度工作计划".into();
    for (heading, goals) in [(HEADINGS[0], &GOALS[..1]), (HEADINGS[1], &GOALS[1..3])] {
        let goal = |make: &mut Maker, goal: &str| {
            let measures = (0..2).map(|at| make.measure(TITLES[at], TEXTS[at], &[], None)).collect();
            make.goal(goal, vec![], measures)
        };
        let items = goals.iter().map(|text| goal(&mut make, text)).collect();
        let section = make.section(SectionRole::General, heading, items);
        make.plan().parts.push(Part::Section(section));
    }
    make.done()
}

#[test]
fn a_goal_alone_in_its_section_bears_no_number_and_comes_back() {
    let plan = lone_goal_plan();
    let markdown = written(&plan, Format::Markdown);
    assert!(markdown.contains("\n### 客户等候时间明显缩短\n"), "{markdown}");
    assert!(markdown.contains("\n### （一）核算差错持续下降\n"), "{markdown}");
    // Nothing else tells it from a paragraph.
    let text = written(&plan, Format::Text);
    assert!(text.contains("\n　　（一）客户等候时间明显缩短\n"), "{text}");
    let docx = export::docx(&plan, &profile(&plan), typesetter().fonts()).unwrap();
    for (bytes, format) in
        [(markdown.into_bytes(), Format::Markdown), (text.into_bytes(), Format::Text), (docx, Format::Docx)]
    {
        let source = import::read(&bytes, format).unwrap();
        let import = import::import(&source.lines, &import::Decisions::default());
        let wish = Wish {
            year: YearNumber::new(2027).unwrap(),
            title: String::new(),
            called: None,
            fields: false,
            without: std::collections::BTreeSet::new(),
        };
        let back = import::build(import.plans[0].clone(), &wish).plan;
        let headings = |plan: &Plan| {
            let mut found = structure(plan);
            found.retain(|(level, _)| *level < 2);
            found
        };
        assert_eq!(headings(&back), headings(&plan), "{format:?}");
        assert_eq!(query::measures(&back).len(), query::measures(&plan).len(), "{format:?}");
        let numbers = |plan: &Plan| -> Vec<usize> {
            let numbering = query::numbering(plan);
            let mut numbers = Vec::new();
            plan.walk(&mut |node| numbers.extend(numbering.get(&node.id()).map(|at| at.number)));
            numbers
        };
        assert_eq!(numbers(&back), numbers(&plan), "{format:?}");
    }
}

#[test]
fn lists_whose_headings_are_lost_bear_no_numbers_and_come_back() {
    let text = "2027年工作计划\n1、每周检查尾箱。\n2、每月盘点库存。\n1、培训新员工。\n2、组织考试。\n";
    let plan = imported(text, Format::Text, false);
    assert_eq!(plan.parts.len(), 2);
    assert!(plan.parts.iter().all(|part| !query::bears_number(part)));
    for format in FORMATS {
        let text = written(&plan, format);
        assert!(!text.contains("一、") && text.contains("2.每月盘点库存。"), "{text}");
        let back = imported(&text, format, false);
        assert_eq!(structure(&back), structure(&plan), "{text}");
        assert_eq!(back.parts.len(), 2);
    }
}

#[test]
fn a_goal_beside_measures_keeps_its_number() {
    let mut make = Maker::new(Language::ZhCn);
    let inner = make.measure("", TEXTS[0], &[], None);
    let goal = make.goal(GOALS[0], vec![], vec![inner]);
    let beside = Item::Measure(make.measure("", TEXTS[1], &[], None));
    let section = make.section(SectionRole::General, HEADINGS[0], vec![goal, beside]);
    make.plan().parts.push(Part::Section(section));
    let markdown = written(&make.done(), Format::Markdown);
    assert!(markdown.contains("### （一）客户等候时间明显缩短"), "{markdown}");
}
