//! Damaged, foreign and newer files.

use planwright::file::{DecodeError, Fault, ReadError, decode, encode, read};
use planwright::model::{Id, PlanFault};
use proptest::prelude::*;

use super::fixtures::CHINESE;
use crate::arbitrary;

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(decode(&bytes));
        let mut inside = b"Planwright(format: 1, plan: (".to_vec();
        inside.extend(bytes);
        prop_assert!(decode(&inside).is_err());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[Planwrightformat:1,()\\[\\]\"\\\\{}/*#! \n]{0,200}") {
        drop(decode(text.as_bytes()));
    }

    /// A file cut short is never taken for a whole one.
    #[test]
    fn a_file_cut_short_is_refused(plan in arbitrary::plan(), cut in any::<prop::sample::Index>()) {
        let text = encode(&plan).unwrap();
        // The last line end may go.
        let whole = text.trim_end().len();
        let cut = cut.index(whole);
        prop_assert!(decode(&text.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_damaged_byte_is_refused_or_read_but_never_panics(
        plan in arbitrary::plan(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = encode(&plan).unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(plan) = decode(&bytes) {
            prop_assert_eq!(plan.validate(), Ok(()));
        }
    }
}

/// Returns the fixture with one thing replaced.
fn with(from: &str, to: &str) -> String {
    assert!(CHINESE.contains(from), "the fixture has no {from}");
    CHINESE.replacen(from, to, 1)
}

#[test]
fn every_cut_of_the_fixture_is_refused() {
    for cut in 0..CHINESE.trim_end().len() {
        assert!(decode(&CHINESE.as_bytes()[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn an_unknown_field_is_refused_with_its_place() {
    let text = with("    title: ", "    标题颜色: 3, title: ");
    let Err(DecodeError::UnknownField { line, column, found, known }) = decode(text.as_bytes()) else {
        panic!("{:?}", decode(text.as_bytes()))
    };
    assert_eq!((line, column, found.as_str()), (4, 5, "标题颜色"));
    assert!(known.contains(&"title"));
}

#[test]
fn unknown_fields_are_refused_at_every_depth() {
    // Each opening bracket of a record is followed by the field of its id.
    let records: Vec<usize> = CHINESE.match_indices("id: ").map(|(at, _)| at).collect();
    assert!(records.len() > 40);
    for at in records {
        let text = format!("{}colour: 1, {}", &CHINESE[..at], &CHINESE[at..]);
        let result = decode(text.as_bytes());
        let line = 1 + CHINESE[..at].matches('\n').count();
        let column = 1 + CHINESE[..at].chars().rev().take_while(|&c| c != '\n').count();
        assert!(
            matches!(&result, Err(DecodeError::UnknownField { line: l, column: c, found, .. })
                if found == "colour" && (*l, *c) == (line, column)),
            "line {line}, column {column}: {result:?}",
        );
    }
}

#[test]
fn a_newer_format_is_told_whatever_is_in_it() {
    for text in [
        "Planwright(format: 3, plan: (title: \"\"))",
        "\u{feff}// by another program\n/* a /* b */ */ #![enable(new_things)] Planwright ( format : 3 , \u{0} ?? <>",
        "Planwright(format: 3",
    ] {
        assert_eq!(decode(text.as_bytes()), Err(DecodeError::TooNew { found: 3, known: 2 }), "{text}");
    }
    let text = "Planwright(format: 99999999999999999999, plan: ())";
    assert_eq!(decode(text.as_bytes()), Err(DecodeError::TooNew { found: u64::MAX, known: 2 }));
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.plan.ron");
    let text = "Planwright(format: 7, plan: (everything: is_new))";
    std::fs::write(&path, text).unwrap();
    let result = read(&path);
    assert!(
        matches!(result, Err(ReadError::Decode(DecodeError::TooNew { found: 7, known: 2 }))),
        "{result:?}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_is_no_plan_is_told() {
    for text in
        ["", " \n", "hello", "{\"a\": 1}", "Planwrighter(format: 1)", "#![enable(", "(format: 1)", "/* "]
    {
        assert_eq!(decode(text.as_bytes()), Err(DecodeError::NotAPlan), "{text}");
    }
    assert_eq!(decode(b"Planwright(\n\n\xd6\xd0)"), Err(DecodeError::NotText { line: 3 }));
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_accepted() {
    let plan = decode(CHINESE.as_bytes()).unwrap();
    let text = format!("\u{feff}{}", CHINESE.replace('\n', "\r\n"));
    assert_eq!(decode(text.as_bytes()), Ok(plan));
}

#[test]
fn comments_are_accepted() {
    let plan = decode(CHINESE.as_bytes()).unwrap();
    let text = with("    title: ", "    // 标题\n    title: /* (here) */ ");
    assert_eq!(decode(text.as_bytes()), Ok(plan));
}

#[test]
fn line_and_column_are_right() {
    for (from, to, rest) in [
        ("period: Year(2027)", "period: Year(twenty)", "twenty),"),
        ("date: \"2026-11-20\"", "date: \"2026-11-31\"", "2026-11-31\""),
        ("status: HandedIn", "status: Lost", "Lost,"),
        ("kind: \"", "kind:   中", "中branch"),
        ("id: 12,", "", ")],"),
        ("id: 12,", "id: -12,", "12,"),
        ("id: 12,", "id: 12, id: 12,", "id: 12, text"),
        ("id: 12,", "id: 12", "text: \"对照"),
        ("text: \"对照", "text: 对照", "对照"),
        ("weight: \"20\"", "weight: \"zwanzig\"", "zwanzig\","),
        ("weight: \"20\"", "weight:\n20", "20,"),
        ("times: 2", "times: 0", "0, until"),
        ("progress: 40", "progress: 400", "400,"),
        ("[Mon, Thu]", "(Mon, Thu)", "(Mon, Thu)"),
        ("Month(2027, 1)", "Month(2027, 1, 2)", "2)"),
        ("\n    ],\n  ),\n)\n", "\n    ],\n  ),\n)\n more", "more"),
    ] {
        let text = with(from, to);
        let result = decode(text.as_bytes());
        let Err(DecodeError::Syntax { line, column, .. }) = result else { panic!("{to}: {result:?}") };
        let tail: String = text.split('\n').nth(line - 1).unwrap().chars().skip(column - 1).collect();
        assert!(tail.starts_with(rest), "{to}: line {line}, column {column} is {tail:?}");
    }
}

#[test]
fn impossible_values_are_refused_with_the_line_of_their_record() {
    let invalid = |text: &str| match decode(text.as_bytes()) {
        Err(DecodeError::Invalid { line, place, fault }) => (line, place, fault),
        other => panic!("{other:?}"),
    };
    let (line, place, fault) = invalid(&with("weight: \"", "weight: \"1000"));
    let place = place.unwrap();
    let start = line.unwrap();
    assert!(CHINESE.lines().nth(start - 1).unwrap().contains(&format!("id: {place}")));
    assert!(matches!(fault, Fault::Number(_)));

    let (.., fault) = invalid(&with("kind: \"branch-comprehensive\"", "kind: \"poem\""));
    assert_eq!(fault, Fault::Kind { found: "poem".to_owned() });
    let (.., fault) = invalid(&with("language: \"zh-CN\"", "language: \"la\""));
    assert_eq!(fault, Fault::Language { found: "la".to_owned() });
    assert!(matches!(invalid(&with("period: Year(2027)", "period: Month(2027, 13)")).2, Fault::Period(_)));

    let ids: Vec<&str> = CHINESE.match_indices("id: 2,").map(|(_, text)| text).collect();
    assert_eq!(ids.len(), 1);
    let (line, place, fault) = invalid(&with("id: 3,", "id: 2,"));
    let three = 1 + CHINESE[..CHINESE.find("id: 3,").unwrap()].matches('\n').count();
    assert_eq!((line, place), (Some(three), Some(Id::from_number(2))));
    assert_eq!(fault, Fault::Plan(PlanFault::IdTwice { id: Id::from_number(2) }));

    let (line, ..) = invalid(&with("id: 3,", "id: 30000,"));
    assert_eq!(line, Some(three));
}

#[test]
fn hostile_nesting_does_not_overflow_the_stack() {
    let deep = 2_000_000;
    for (open, close) in [("[", "]"), ("(", ")"), ("Some(", ")"), ("/*", "*/"), ("r#\"", "\"#"), ("{", "}")] {
        let body = format!("{}{}", open.repeat(deep), close.repeat(deep));
        assert!(decode(body.as_bytes()).is_err());
        let text = format!("Planwright(format: 1, plan: (title: {body}");
        assert!(decode(text.as_bytes()).is_err());
        let text = format!("Planwright(format: 1, plan: (parts: {body}");
        assert!(decode(text.as_bytes()).is_err());
        let text = format!("Planwright(format: 1, plan: (unknown: {body}");
        assert!(decode(text.as_bytes()).is_err());
    }
    let measures = "measures: [(id: 1, ".repeat(500_000);
    let text = format!(
        "Planwright(format: 1, plan: (title: \"\", kind: \"general\", language: \"en\", period: Year(2027), \
         ids: 1, parts: [Section(id: 1, items: [Measure(id: 1, {measures}"
    );
    assert!(matches!(decode(text.as_bytes()), Err(DecodeError::TooDeep { line: 1, .. })));
}

#[test]
fn measures_nest_as_deep_as_is_written_on_the_stack_of_a_thread() {
    use planwright::model::{Item, Measure, MeasureId, Part, Section, SectionId, SectionRole, Text};
    use std::sync::Arc;

    let nested = |depth: u64| {
        let mut measure = Measure::new(MeasureId::new(Id::from_number(2)), Text::from("最里面"));
        for id in 3..depth + 2 {
            let mut outer = Measure::new(MeasureId::new(Id::from_number(id)), Text::from("外面"));
            outer.measures.push(Arc::new(measure));
            measure = outer;
        }
        let mut plan = decode(CHINESE.as_bytes()).unwrap();
        plan.parts = vec![Part::Section(Arc::new(Section {
            id: SectionId::new(Id::from_number(1)),
            role: SectionRole::General,
            heading: Text::default(),
            items: vec![Item::Measure(Arc::new(measure))],
        }))];
        plan.people.clear();
        plan.ids = planwright::model::Counter::starting_at(depth + 2);
        plan
    };
    let deepest = std::thread::Builder::new().stack_size(1 << 20).spawn(move || deepest(nested)).unwrap();
    assert!(deepest.join().unwrap() >= 20);
}

fn deepest(nested: impl Fn(u64) -> planwright::model::Plan) -> u64 {
    use planwright::file::EncodeError;

    for depth in 1..200 {
        let plan = nested(depth);
        match encode(&plan) {
            Ok(text) => {
                assert!(decode(text.as_bytes()) == Ok(plan), "{depth} levels");
            }
            Err(error) => {
                assert_eq!(error, EncodeError::TooDeep);
                return depth - 1;
            }
        }
    }
    panic!("measures nest without end");
}
