//! Exports: files of other programs say what the plan says, and hold together.

mod calendars;
mod commands;
mod documents;
mod odd;
mod office;
mod tables;
mod texts;

use std::io::{Cursor, Read};
use std::sync::Arc;

use planwright::export;
use planwright::model::{Item, Language, Part, Period, Plan, YearNumber};
use planwright::template::{Filling, catalogue, instantiate};
use planwright::typeset::{FontSet, Profile};

use crate::sample_plan::{Maker, hall_plan, plan_of_every_kind};

/// Every plan there is at hand: samples, templates, one with nothing in it.
fn plans() -> Vec<Plan> {
    let mut plans = vec![hall_plan(), empty(Language::ZhCn), empty(Language::En)];
    plans.extend(Language::ALL.map(plan_of_every_kind));
    plans.extend(templates());
    plans
}

fn templates() -> Vec<Plan> {
    let year = YearNumber::new(2027).unwrap();
    catalogue().iter().map(|entry| instantiate(entry, &Filling::new(year)).unwrap()).collect()
}

fn empty(language: Language) -> Plan {
    Plan::empty(language, Period::Year(YearNumber::new(2027).unwrap()))
}

fn profile(plan: &Plan) -> Profile {
    Profile::of_language(plan.language)
}

/// Makes a plan of so many measures, ten to a goal.
fn long_plan(measures: usize) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "某某银行江北支行2027年度工作计划".into();
    let person = make.person("王芳", "主任");
    let mut sections = Vec::new();
    for section in 0..measures.div_ceil(100) {
        let mut goals = Vec::new();
        for goal in 0..(measures - section * 100).min(100).div_ceil(10) {
            let count = (measures - section * 100 - goal * 10).min(10);
            let list = (0..count)
                .map(|_| {
                    let when = planwright::model::When::By(crate::sample_plan::day(6, 30));
                    make.measure(
                        "逐户走访",
                        "每月走访代发单位和商户，问清用卡、收款、对账中的难处，意见逐条登记，十天内给答复。",
                        &[person],
                        when,
                    )
                })
                .collect();
            goals.push(make.goal("服务走出厅堂、照顾到人", Vec::new(), list));
        }
        sections.push(make.section(planwright::model::SectionRole::Service, "提高服务水平", goals));
    }
    make.plan().parts.extend(sections.into_iter().map(Part::Section));
    make.done()
}

/// Unpacks a part of a package; none where it has none of this name.
fn part(package: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// Returns the names of a package's parts.
fn parts(package: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    archive.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// Puts a measure with these words into a plan of its own.
fn plan_saying(words: &str) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = words.into();
    let person = make.person(words, words);
    let mut measure = make.measure(words, words, &[person], None);
    let paragraph = make.paragraph(words);
    let of = Arc::get_mut(&mut measure).unwrap();
    of.source = words.into();
    of.risk.risk = words.into();
    of.needs.resources = words.into();
    of.paragraphs.push(paragraph);
    let section = make.section(planwright::model::SectionRole::General, words, vec![Item::Measure(measure)]);
    make.plan().parts.push(Part::Section(section));
    make.done()
}

#[test]
fn whatever_is_written_fits_into_every_format() {
    let long = "长话短说，".repeat(2_000);
    for words in [
        long.as_str(),
        "😀👨‍👩‍👧‍👦🏳️‍🌈",
        "\u{202e}倒着\u{2066}写\u{200f}",
        "\u{1}\u{7}响铃\u{feff}",
        "<w:p>&amp;]]>",
        "",
    ] {
        let plan = plan_saying(words);
        let profile = profile(&plan);
        let document = export::docx(&plan, &profile, &FontSet::bundled()).unwrap();
        documents::check(&document);
        assert!(export::xlsx(&plan, &profile).unwrap().starts_with(b"PK"));
        let said = plan.title.as_str();
        for text in [
            part(&document, "word/document.xml").unwrap(),
            export::markdown(&plan, &profile),
            export::text(&plan, &profile),
            export::ics(&plan, &profile, crate::sample_plan::day(1, 1)),
        ] {
            let is_turning = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!text.contains(is_turning) && !text.contains(['\u{1}', '\u{7}']), "{words:?}");
        }
        assert!(export::text(&plan, &profile).contains(said.trim()), "{words:?}");
    }
}

#[test]
fn sections_in_sections_are_headings_below_headings() {
    let mut make = Maker::new(Language::ZhCn);
    let mut inner: Vec<Item> = Vec::new();
    for heading in ["三层", "二层"] {
        let section = make.section(planwright::model::SectionRole::General, heading, inner);
        inner = vec![Item::Section(section)];
    }
    let section = make.section(planwright::model::SectionRole::General, "一层", inner);
    make.plan().parts.push(Part::Section(section));
    let plan = make.done();
    let document = export::docx(&plan, &profile(&plan), &FontSet::bundled()).unwrap();
    documents::check(&document);
    let document = part(&document, "word/document.xml").unwrap();
    assert!((1..=3).all(|level| document.contains(&format!("\"Heading{level}\""))));
    let markdown = export::markdown(&plan, &profile(&plan));
    assert!(markdown.contains("## 一、一层\n") && markdown.contains("\n#### 三层\n"), "{markdown}");
}
