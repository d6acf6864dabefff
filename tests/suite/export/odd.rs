//! Odd words in every field, layout and format: nothing fails, nothing is lost that can be shown, and
//! texts read again say what they said.

use std::sync::Arc;

use planwright::export::{self, ExportError, PdfMeta};
use planwright::import::{self, Format};
use planwright::model::{
    Item, Language, Part, Plan, Problem, Problems, Register, RegisterRow, ScoreRow, ScoreTable, SectionRole,
    Target, Text, Weight, When, query,
};
use planwright::typeset::{Arrangement, FontSet, Layout, TypesetError, Typesetter};

use super::{documents, part, plan_saying, profile};
use crate::printed::HURTFUL;
use crate::sample_plan::{Maker, decimal, number};

/// More than a page of a narrow cell.
fn long() -> String {
    "网点走访客户并登记台账。".repeat(300)
}

/// A plan that says these words wherever a plan can say something.
fn plan_of(words: &[&str]) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let all = words.join("");
    let first = words.first().copied().unwrap_or_default();
    make.plan().title = first.into();
    make.plan().unit = first.into();
    make.plan().author = first.into();
    let owner = make.person(first, first);
    let mut items = Vec::new();
    let mut rated = Vec::new();
    for text in words {
        items.push(Item::Paragraph(make.paragraph(text)));
        let inner = make.measure(text, text, &[owner], When::Unclear((*text).to_owned()));
        let mut measure = make.measure(text, text, &[owner], When::By(crate::sample_plan::day(3, 31)));
        Arc::get_mut(&mut measure).unwrap().measures = vec![inner];
        let indicator = make.indicator(text, "%", None, Target::AtLeast(number("8")));
        rated.push((indicator.id, *text));
        items.push(make.goal(text, vec![indicator], vec![measure]));
    }
    // Five levels: three of sections, goals, measures.
    for _ in 0..2 {
        items = vec![Item::Section(make.section(SectionRole::General, &all, items))];
    }
    let section = make.section(SectionRole::Own(all.clone()), &all, items);
    let problems = words.iter().map(|text| Problem {
        id: make.part_id(),
        text: Text::new(text),
        cause: Text::new(text),
        countermeasure: Text::new(&all),
        answered_by: Vec::new(),
    });
    let problems = problems.collect();
    let problems = Problems { id: make.part_id(), heading: all.as_str().into(), leads: vec![], problems };
    let rows = rated.into_iter().map(|(indicator, text)| ScoreRow {
        id: make.part_id(),
        indicator: Some(indicator),
        name: Text::new(text),
        weight: Weight::new(decimal("10")).ok(),
        standard: Text::new(text),
        score: None,
    });
    let rows = rows.collect();
    let id = make.part_id();
    let scores = ScoreTable { id, heading: all.as_str().into(), rows, coefficients: vec![], pay: vec![] };
    let rows = words
        .iter()
        .map(|text| RegisterRow { id: make.part_id(), cells: vec![Text::new(text), Text::new(&all)] })
        .collect();
    let columns = vec![Text::new(first); 2];
    let register = Register { id: make.part_id(), heading: all.as_str().into(), columns, rows };
    make.plan().parts = vec![
        Part::Section(section),
        Part::Problems(Arc::new(problems)),
        Part::Scores(Arc::new(scores)),
        Part::Register(Arc::new(register)),
    ];
    make.done()
}

/// Writes a plan in every layout and format.
fn write_everything(plan: &Plan) {
    let profile = profile(plan);
    let typesetter = Typesetter::new(FontSet::bundled());
    for layout in documents::layouts(plan) {
        match typesetter.arranged(plan, &profile, &Arrangement::of(layout.clone())) {
            Ok(pages) => {
                let pdf = export::pdf(&pages, &PdfMeta::of(plan)).unwrap();
                assert!(pdf.starts_with(b"%PDF-"), "{layout}");
                assert!(export::png(&pages, 0, 30.0).unwrap().starts_with(b"\x89PNG"), "{layout}");
                assert!(export::svg(&pages, 0).unwrap().contains("<svg"), "{layout}");
            }
            Err(error) => assert!(matches!(error, TypesetError::Lack(_)), "{layout}: {error}"),
        }
        match export::docx_in(plan, &profile, &FontSet::bundled(), &layout) {
            Ok(package) => documents::check(&package),
            Err(error) => assert!(matches!(error, ExportError::Lack(_)), "{layout}: {error}"),
        }
    }
    assert!(export::xlsx(plan, &profile).unwrap().starts_with(b"PK"));
    for text in [
        export::ics(plan, &profile, crate::sample_plan::day(1, 1)),
        export::markdown(plan, &profile),
        export::text(plan, &profile),
    ] {
        let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!text.contains(is_odd), "{text:?}");
    }
}

#[test]
fn hurtful_words_are_written_in_every_layout_and_format() {
    write_everything(&plan_of(&HURTFUL));
}

#[test]
fn words_longer_than_a_page_are_written_in_every_layout_and_format() {
    let paragraph = "长话短说，".repeat(2_000);
    assert!(paragraph.chars().count() >= 10_000);
    write_everything(&plan_of(&["走访", &long(), &paragraph]));
}

#[test]
fn a_plan_with_nothing_in_it_is_written_in_every_layout_and_format() {
    for language in Language::ALL {
        write_everything(&super::empty(language));
    }
    write_everything(&plan_of(&[""]));
}

#[test]
fn nothing_of_a_long_cell_is_lost() {
    let plan = plan_saying(&long());
    let profile = profile(&plan);
    let wanted = 300;
    let table = export::docx_in(&plan, &profile, &FontSet::bundled(), &Layout::Table).unwrap();
    let table = part(&table, "word/document.xml").unwrap();
    assert!(table.matches("登记台账").count() >= wanted);
    // A row so long may be parted, or no page could hold it.
    assert!(table.matches("<w:tr>").count() > table.matches("<w:cantSplit/>").count());
    assert!(export::text(&plan, &profile).matches("登记台账").count() >= wanted);
    assert!(export::markdown(&plan, &profile).matches("登记台账").count() >= wanted);
}

/// Returns the signs of a text that mean something.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn odd_words_come_back_from_texts() {
    let paragraph = "长话短说，".repeat(2_000);
    let mut words = HURTFUL.to_vec();
    words.extend(["😀👨‍👩‍👧‍👦🏳️‍🌈", "\u{202e}倒着\u{2066}写\u{200f}", "\u{1}\u{7}响铃\u{feff}", &paragraph]);
    for words in words {
        let mut make = Maker::new(Language::ZhCn);
        make.plan().title = "江北支行营业厅2027年度工作计划".into();
        let measures = vec![
            make.measure("", &format!("首先核对。{words}"), &[], None),
            make.measure("", "按季回访。", &[], None),
        ];
        let goal = make.goal("资料完整", vec![], measures);
        let section = make.section(SectionRole::General, "夯实基础", vec![goal]);
        let other = make.section(SectionRole::General, "改进服务", vec![]);
        make.plan().parts = vec![Part::Section(section), Part::Section(other)];
        let plan = make.done();
        for format in [Format::Markdown, Format::Text] {
            let text = match format {
                Format::Markdown => export::markdown(&plan, &profile(&plan)),
                Format::Text | Format::Docx => export::text(&plan, &profile(&plan)),
            };
            let source = import::read(text.as_bytes(), format).unwrap();
            let import = import::import(&source.lines, &import::Decisions::default());
            let wish = import::Wish {
                year: planwright::model::YearNumber::new(2027).unwrap(),
                title: String::new(),
                fields: false,
                called: None,
                without: std::collections::BTreeSet::new(),
            };
            let back = import::build(import.plans[0].clone(), &wish).plan;
            let said = |plan: &Plan| {
                let mut out = String::new();
                query::for_each_text(plan, &mut |_, text| out.push_str(text.as_str()));
                bare(&out)
            };
            assert_eq!(said(&back), said(&plan), "{format:?}\n{text}");
            assert_eq!(query::measures(&back).len(), 2, "{format:?}\n{text}");
        }
    }
}
