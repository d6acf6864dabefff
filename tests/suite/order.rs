//! What must be done before what: rings are found and refused, and nothing hangs on them.

use std::collections::HashSet;
use std::sync::Arc;

use planwright::check::{Level, Reason, check, words};
use planwright::edit::{Document, Edit, EditError, MeasureValue};
use planwright::file::{decode, encode};
use planwright::model::order::{is_too_late, ring_through, rings};
use planwright::model::*;
use proptest::prelude::*;

fn id(number: usize) -> MeasureId {
    MeasureId::new(Id::from_number(number as u64 + 10))
}

/// A plan with as many measures, each after those of its list.
fn plan(after: &[Vec<usize>]) -> Plan {
    let mut plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
    let items = after.iter().enumerate().map(|(at, after)| {
        let mut measure = Measure::new(id(at), Text::new(&format!("第{at}条")));
        measure.after = after.iter().map(|at| id(*at)).collect();
        Item::Measure(Arc::new(measure))
    });
    plan.parts = vec![Part::Section(Arc::new(Section {
        id: SectionId::new(Id::from_number(1)),
        role: SectionRole::General,
        heading: Text::new("服务"),
        items: items.collect(),
    }))];
    plan.ids = Counter::starting_at(after.len() as u64 + 10);
    plan.validate().unwrap();
    plan
}

fn after_of(plan: &Plan, of: MeasureId) -> Vec<MeasureId> {
    query::measures(plan).into_iter().find(|measure| measure.id == of).unwrap().after.clone()
}

fn graph() -> impl Strategy<Value = Vec<Vec<usize>>> {
    (1_usize..12)
        .prop_flat_map(|count| proptest::collection::vec(proptest::collection::vec(0..count, 0..3), count))
}

/// Whether measures can be put in an order in which each comes behind its predecessors.
fn has_order(after: &[Vec<usize>]) -> bool {
    let mut done: HashSet<usize> = HashSet::new();
    loop {
        let next =
            (0..after.len()).find(|at| !done.contains(at) && after[*at].iter().all(|b| done.contains(b)));
        match next {
            Some(at) => done.insert(at),
            None => return done.len() == after.len(),
        };
    }
}

proptest! {
    #[test]
    fn a_ring_is_found_where_there_is_no_order(after in graph()) {
        let plan = plan(&after);
        let rings = rings(&plan);
        prop_assert_eq!(rings.is_empty(), has_order(&after));
        for ring in &rings {
            for (at, measure) in ring.iter().enumerate() {
                let next = ring[(at + 1) % ring.len()];
                prop_assert!(after_of(&plan, *measure).contains(&next), "{measure} does not wait for {next}");
            }
            let through = ring_through(&plan, ring[0], &after_of(&plan, ring[0])).unwrap();
            prop_assert!(through.len() <= ring.len(), "there is no shorter one");
        }
    }

    #[test]
    fn a_ring_through_a_measure_begins_with_it_and_follows_the_links(after in graph(), of in 0_usize..12) {
        let of = of % after.len();
        let plan = plan(&after);
        match ring_through(&plan, id(of), &after_of(&plan, id(of))) {
            Some(ring) => {
                prop_assert_eq!(ring[0], id(of));
                for (at, measure) in ring.iter().enumerate() {
                    prop_assert!(after_of(&plan, *measure).contains(&ring[(at + 1) % ring.len()]));
                }
            }
            None => prop_assert!(rings(&plan).iter().all(|ring| !ring.contains(&id(of)))),
        }
    }

    #[test]
    fn no_edit_makes_a_ring(after in graph(), links in proptest::collection::vec((0_usize..12, 0_usize..12), 1..12)) {
        prop_assume!(has_order(&after));
        let count = after.len();
        let mut document = Document::created(plan(&after));
        for (from, to) in links {
            let (from, to) = (id(from % count), id(to % count));
            let mut after = after_of(document.plan(), from);
            after.push(to);
            let before = document.plan().clone();
            match document.apply(&Edit::SetMeasure(from, MeasureValue::After(after))) {
                Ok(_) => {}
                Err(EditError::Ring { ring }) => {
                    prop_assert!(ring.contains(&from));
                    prop_assert_eq!(document.plan(), &before);
                }
                Err(other) => panic!("{other}"),
            }
            prop_assert!(rings(document.plan()).is_empty());
        }
    }
}

#[test]
fn a_file_with_a_ring_opens_and_the_ring_can_be_broken() {
    let ring = plan(&[vec![1], vec![2], vec![0], vec![0]]);
    let text = encode(&ring).unwrap();
    let read = decode(text.as_bytes()).unwrap();
    assert_eq!(read, ring);
    let findings = check(&read);
    let found: Vec<_> = findings.iter().filter(|finding| finding.rule == "L13").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].level, Level::Error);
    assert_eq!(found[0].reason, Reason::Ring { measures: vec![id(0), id(1), id(2)] });
    let (reason, proposal) = words(found[0], &read, Language::ZhCn);
    assert!(reason.contains("第0条 → 第1条 → 第2条 → 第0条"), "{reason}");
    assert!(!proposal.is_empty());

    let mut document = Document::opened(read);
    // A link that is not of the ring may come and go; one of the ring may go.
    document.apply(&Edit::SetMeasure(id(3), MeasureValue::After(vec![]))).unwrap();
    document.apply(&Edit::SetMeasure(id(3), MeasureValue::After(vec![id(1)]))).unwrap();
    document.apply(&Edit::SetMeasure(id(2), MeasureValue::After(vec![]))).unwrap();
    assert!(rings(document.plan()).is_empty());
}

#[test]
fn a_ring_of_thousands_is_walked_without_end_or_overflow() {
    let count = 20_000;
    let ring: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
    let plan = plan(&ring);
    assert_eq!(rings(&plan).len(), 1);
    assert_eq!(ring_through(&plan, id(7), &[id(8)]).unwrap().len(), count);
}

#[test]
fn whatever_is_done_too_late_is_told() {
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let of = |when: When| {
        let mut measure = Measure::new(id(0), Text::new("甲"));
        measure.when = Some(when);
        measure
    };
    let span = |from: (u32, u32), to: (u32, u32)| {
        When::Span(DateSpan::new(day(from.0, from.1), day(to.0, to.1)).unwrap())
    };
    let june = When::Month(Month::new(2027, 6).unwrap());
    for (before, measure, late) in [
        (When::By(day(3, 31)), When::By(day(6, 30)), false),
        (When::By(day(6, 30)), When::By(day(3, 31)), true),
        (When::By(day(3, 31)), span((3, 31), (5, 1)), false),
        (When::By(day(4, 1)), span((3, 31), (5, 1)), true),
        (june.clone(), june.clone(), false),
        (When::By(day(7, 1)), june, true),
        (When::Unclear("尽快".into()), When::By(day(1, 1)), false),
    ] {
        assert_eq!(is_too_late(&of(before.clone()), &of(measure.clone())), late, "{before:?} {measure:?}");
    }
}
