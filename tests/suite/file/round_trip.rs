//! Writing and reading give the same plan, and the same text for it.

use planwright::file::{decode, encode};
use planwright::model::{Language, Period, Plan, YearNumber};
use proptest::prelude::*;

use crate::arbitrary;

proptest! {
    #[test]
    fn what_is_written_is_read_again(plan in arbitrary::plan()) {
        let text = encode(&plan).unwrap();
        let read = decode(text.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&plan), "{}", text);
        prop_assert_eq!(encode(&read.unwrap()).unwrap(), text);
    }

    #[test]
    fn lines_are_short_unless_a_text_is_long(plan in arbitrary::plan()) {
        let text = encode(&plan).unwrap();
        prop_assert!(text.ends_with("\n)\n"), "{}", text);
        prop_assert!(!text.contains('\r'));
        for line in text.lines() {
            prop_assert_eq!(line.trim_end(), line);
            let indent = line.len() - line.trim_start().len();
            prop_assert_eq!(indent % 2, 0);
            // A long line holds one field or name and one string, or one opening bracket.
            let words = line.trim_start();
            let is_one_value = words.ends_with("\",") || words.ends_with(['(', '[']);
            prop_assert!(line.chars().count() <= 100 || is_one_value, "{}", line);
        }
    }
}

#[test]
fn a_plan_with_nothing_in_it_is_short() {
    let plan = Plan::empty(Language::En, Period::Year(YearNumber::new(2027).unwrap()));
    let expected = "\
Planwright(
  format: 1,
  plan: (
    title: \"\",
    kind: \"general\",
    language: \"en\",
    period: Year(2027),
    ids: 1,
  ),
)
";
    assert_eq!(encode(&plan).unwrap(), expected);
}

#[test]
fn one_change_is_few_changed_lines() {
    use planwright::model::tree::NodeMut;

    let before = decode(super::fixtures::CHINESE.as_bytes()).unwrap();
    let mut after = before.clone();
    let id = planwright::model::query::measures(&before)[0].id.id();
    let Some(NodeMut::Measure(measure)) = after.node_mut(id) else { panic!("a measure is no measure") };
    measure.text = "另一句话".into();
    let (before, after) = (encode(&before).unwrap(), encode(&after).unwrap());
    let changed = before.lines().zip(after.lines()).filter(|(before, after)| before != after).count();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed, 1);
}
