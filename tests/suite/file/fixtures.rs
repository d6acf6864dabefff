//! Files of shipped formats. They load for ever, so they are never changed: a later format gets a
//! folder of its own beside them.

use planwright::file::{decode, encode};
use planwright::model::tree::NodeRef;
use planwright::model::{Numbering, Part, Period, When};

/// A Chinese plan with every part, every time, every target and every field.
pub(crate) const CHINESE: &str = include_str!("../../fixtures/v1/chinese.plan.ron");
const SMALLEST: &str = include_str!("../../fixtures/v1/smallest.plan.ron");
/// A plan with a numbering of its own, since format 2.
const NUMBERED: &str = include_str!("../../fixtures/v2/numbered.plan.ron");

#[test]
fn fixtures_load_and_are_written_alike() {
    for (name, text) in [("chinese", CHINESE), ("smallest", SMALLEST), ("numbered", NUMBERED)] {
        let plan = decode(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = encode(&plan).unwrap();
        if written != text {
            let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&path, written).unwrap();
            panic!("{name} is written differently: see {}", path.display());
        }
    }
}

#[test]
fn a_plan_without_a_numbering_of_its_own_stays_readable_for_older_programs() {
    let mut plan = decode(NUMBERED.as_bytes()).unwrap();
    assert_eq!(plan.numbering, Some(Numbering::Sections));
    assert!(encode(&plan).unwrap().contains("format: 2,"));
    plan.numbering = None;
    assert!(encode(&plan).unwrap().contains("format: 1,"));
}

#[test]
fn the_chinese_fixture_has_every_part_and_time() {
    let plan = decode(CHINESE.as_bytes()).unwrap();
    assert_eq!(plan.reviewed.map(Period::year), Some(2026));
    let mut parts: Vec<&str> = plan
        .parts
        .iter()
        .map(|part| match part {
            Part::Opening(_) => "opening",
            Part::Section(_) => "section",
            Part::Review(_) => "review",
            Part::Problems(_) => "problems",
            Part::Scores(_) => "scores",
            Part::Contract(_) => "contract",
            Part::Improvement(_) => "improvement",
            Part::Register(_) => "register",
            Part::Attachment(_) => "attachment",
            Part::Closing(_) => "closing",
            Part::SignOff(_) => "sign-off",
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    assert_eq!(parts.len(), 11);
    let mut times = [0; 7];
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node
            && let Some(when) = &measure.when
        {
            let which = match when {
                When::By(_) => 0,
                When::Month(_) => 1,
                When::Quarter(_) => 2,
                When::Span(_) => 3,
                When::Cadence(_) => 4,
                When::Limit(_) => 5,
                When::Unclear(_) => 6,
            };
            times[which] += 1;
        }
    });
    assert!(times.iter().all(|&count| count > 0), "{times:?}");
}
