//! Tables, read back by another library: what is words stays words, sums are formulas with values.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Range, Reader, Xlsx};
use planwright::export;
use planwright::model::query;
use planwright::model::{Language, Part, Plan, Register, RegisterRow};
use proptest::prelude::*;

use super::{long_plan, part, parts, plan_saying, plans, profile};
use crate::arbitrary;
use crate::sample_plan::{Maker, hall_plan, plan_of_every_kind};

struct Book {
    book: Xlsx<Cursor<Vec<u8>>>,
    bytes: Vec<u8>,
}

impl Book {
    fn of(plan: &Plan) -> Self {
        let bytes = export::xlsx(plan, &profile(plan)).unwrap();
        Self { book: Xlsx::new(Cursor::new(bytes.clone())).unwrap(), bytes }
    }

    fn sheet(&mut self, name: &str) -> Range<Data> {
        self.book.worksheet_range(name).unwrap()
    }

    /// Returns the column of this name and its cells below the head.
    fn column(&mut self, sheet: &str, name: &str) -> (usize, Vec<Data>) {
        let range = self.sheet(sheet);
        let head: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let at = head.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("no {name} in {head:?}"));
        (at, range.rows().skip(1).map(|row| row[at].clone()).collect())
    }

    /// Returns the formulas of a sheet.
    fn formulas(&mut self, sheet: &str) -> Vec<String> {
        let range = self.book.worksheet_formula(sheet).unwrap();
        range.used_cells().map(|(_, _, formula)| formula.clone()).filter(|f| !f.is_empty()).collect()
    }
}

#[test]
fn every_measure_has_a_row_of_its_own() {
    for plan in plans() {
        let mut book = Book::of(&plan);
        let (sheet, name) = match plan.language {
            Language::ZhCn => ("措施", "编号"),
            Language::En => ("Measures", "No."),
        };
        let measures = query::measures(&plan);
        let numbers: Vec<String> = book.column(sheet, name).1.iter().map(ToString::to_string).collect();
        // A row of sums stands below where there is money to add up.
        let sum = usize::from(measures.iter().any(|measure| measure.needs.budget.is_some()));
        assert_eq!(numbers.len(), measures.len() + sum, "{}: {numbers:?}", plan.title);
    }
}

#[test]
fn a_row_says_who_does_what_until_when() {
    let plan = hall_plan();
    let mut book = Book::of(&plan);
    let first = query::measures(&plan)[0].clone();
    let cell = |book: &mut Book, name: &str| book.column("措施", name).1[0].clone();
    assert_eq!(cell(&mut book, "编号"), Data::String("一（一）1".into()));
    assert_eq!(cell(&mut book, "措施"), Data::String(first.title.to_string()));
    assert_eq!(cell(&mut book, "具体内容"), Data::String(first.text.to_string()));
    assert_eq!(cell(&mut book, "责任人"), Data::String("王芳、陈晓".into()));
    assert_eq!(cell(&mut book, "时间"), Data::String("每月10日、25日".into()));
    assert_eq!(cell(&mut book, "状态"), Data::String("未开始".into()));
    let days = book.column("措施", "截止日期").1;
    assert!(days.iter().any(|day| matches!(day, Data::DateTime(_))), "{days:?}");
}

#[test]
fn a_measure_of_a_goal_without_a_number_is_counted_in_its_section() {
    let mut make = Maker::new(Language::ZhCn);
    let measure = make.measure("走访", "每月走访。", &[], None);
    let goal = make.goal("走访到户", vec![], vec![measure]);
    let section = make.section(planwright::model::SectionRole::General, "服务", vec![goal]);
    make.plan().parts.push(Part::Section(section));
    assert_eq!(Book::of(&make.done()).column("措施", "编号").1, [Data::String("一1".into())]);
}

#[test]
fn sums_are_formulas_with_their_values() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let mut book = Book::of(&plan);
    let (at, cells) = book.column("评分", "权重");
    let letter = char::from(b'A' + u8::try_from(at).unwrap());
    let numbers: Vec<f64> =
        cells.iter().filter_map(|cell| if let Data::Float(n) = cell { Some(*n) } else { None }).collect();
    let formulas = book.formulas("评分");
    assert!(
        formulas.iter().any(|formula| formula.starts_with(&format!("SUM({letter}2:{letter}"))),
        "{formulas:?}"
    );
    let rows = plan.parts.iter().find_map(|part| match part {
        planwright::model::Part::Scores(scores) => Some(scores.rows.len()),
        _ => None,
    });
    let count = rows.unwrap();
    // The value that stands beside the formula is the sum of the cells above it.
    assert!((numbers[..count].iter().sum::<f64>() - numbers[count]).abs() < 1e-9, "{numbers:?}");
}

#[test]
fn words_are_never_formulas() {
    for words in [
        "=1+1",
        "+SUM(A1)",
        "-2+3",
        "@SUM(A1)",
        "=cmd|'/c calc'!A0",
        "\t=1",
        "＝1",
        "'=1",
        "=HYPERLINK(\"x\")",
    ] {
        let plan = plan_saying(words);
        let mut book = Book::of(&plan);
        let said = plan.title.to_string();
        let (_, cells) = book.column("措施", "措施");
        assert_eq!(cells[0], Data::String(said.clone()), "{words}");
        for formula in book.formulas("措施") {
            assert!(formula.starts_with("SUM("), "{formula}");
        }
    }
    // What begins like a formula is marked as words, so that it stays so when the cell is edited.
    let styles = |words: &str| part(&Book::of(&plan_saying(words)).bytes, "xl/styles.xml").unwrap();
    assert!(styles("=1+1").contains("quotePrefix=\"1\""));
}

#[test]
fn a_cell_holds_no_more_than_it_can() {
    let words = "长".repeat(19_000) + &"😀".repeat(900);
    let plan = plan_saying(&words);
    let mut book = Book::of(&plan);
    let Data::String(cell) = book.column("措施", "具体内容").1[0].clone() else { panic!() };
    assert!(cell.encode_utf16().count() <= 32_767 && cell.ends_with('…'));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn tables_of_any_plan_are_read_again(plan in arbitrary::plan()) {
        let mut book = Book::of(&plan);
        for name in book.book.sheet_names() {
            book.sheet(&name);
            for formula in book.formulas(&name) {
                prop_assert!(formula.starts_with("SUM("), "{}", formula);
            }
        }
    }
}

#[test]
fn the_head_stays_in_sight_and_repeats_in_print() {
    let book = Book::of(&hall_plan());
    let sheet = part(&book.bytes, "xl/worksheets/sheet1.xml").unwrap();
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "));
    assert!(part(&book.bytes, "xl/workbook.xml").unwrap().contains("_xlnm.Print_Titles"));
    assert!(!parts(&book.bytes).iter().any(|name| name.contains("vba") || name.contains("external")));
}

#[test]
fn a_long_plan_becomes_a_table_and_the_same_one_each_time() {
    let plan = long_plan(20_000);
    let mut book = Book::of(&plan);
    assert_eq!(book.sheet("措施").height(), 20_001);
    assert_eq!(Book::of(&hall_plan()).bytes, Book::of(&hall_plan()).bytes);
}

#[test]
fn problems_and_registers_have_sheets_of_their_own() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let mut book = Book::of(&plan);
    let numbers: Vec<String> = book.column("措施", "编号").1.iter().map(ToString::to_string).collect();
    let (mut problems, mut registers) = (0, 0);
    for part in &plan.parts {
        match part {
            Part::Problems(part) => {
                problems += 1;
                let (_, told) = book.column("问题", "问题");
                let wanted: Vec<Data> =
                    part.problems.iter().map(|problem| Data::String(problem.text.to_string())).collect();
                assert_eq!(told, wanted);
                if part.problems.iter().any(|problem| !problem.answered_by.is_empty()) {
                    let answers = book.column("问题", "对应措施").1;
                    for number in answers
                        .iter()
                        .flat_map(|cell| cell.to_string().split('、').map(str::to_owned).collect::<Vec<_>>())
                    {
                        // The first number of a measure has a sign of its own: 一、 stands before （一）.
                        assert!(number.is_empty() || numbers.contains(&number), "{number} of {numbers:?}");
                    }
                }
            }
            Part::Register(part) => {
                registers += 1;
                let sheet = book.sheet(part.heading.as_str());
                let head: Vec<String> =
                    sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
                let columns: Vec<String> = part.columns.iter().map(ToString::to_string).collect();
                assert_eq!(head, columns);
                assert_eq!(sheet.rows().count(), part.rows.len() + 1);
            }
            _ => {}
        }
    }
    assert!(problems > 0 && registers > 0);
}

#[test]
fn sheets_have_names_that_every_program_takes() {
    let mut make = Maker::new(Language::ZhCn);
    let long = "检查、培训与演练登记".repeat(9);
    for heading in [
        "[检查]:*?/\\登记'",
        "",
        "",
        "措施",
        "a",
        "A",
        long.as_str(),
        long.as_str(),
        "=1+1",
        "😀".repeat(20).as_str(),
    ] {
        let row = RegisterRow { id: make.part_id(), cells: vec!["=cmd|' /C calc'!A0".into()] };
        let register = Register {
            id: make.part_id(),
            heading: heading.into(),
            columns: vec!["=1".into()],
            rows: vec![row],
        };
        make.plan().parts.push(Part::Register(Arc::new(register)));
    }
    // One without columns has nothing to show, and harms nothing.
    let empty = Register { id: make.part_id(), heading: "空".into(), columns: vec![], rows: vec![] };
    make.plan().parts.push(Part::Register(Arc::new(empty)));
    let mut book = Book::of(&make.done());
    let names = book.book.sheet_names();
    assert_eq!(names.len(), 12, "{names:?}");
    let low: std::collections::BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(low.len(), names.len(), "{names:?}");
    for name in &names {
        let units: usize = name.chars().map(char::len_utf16).sum();
        assert!(
            (1..=31).contains(&units) && !name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']),
            "{name}"
        );
        assert!(book.formulas(name).is_empty(), "{name}");
    }
    assert_eq!(book.sheet("=1+1").rows().nth(1).unwrap()[0], Data::String("=cmd|' /C calc'!A0".into()));
}
