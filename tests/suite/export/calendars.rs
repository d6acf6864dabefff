//! Calendars: read by another library, their rules give the days that the plan means.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use icalendar::{Calendar, Component};
use planwright::export;
use planwright::model::query;
use planwright::model::{Cadence, MeasureStatus, Plan, When};
use planwright::track::{Holidays, due_days};
use proptest::prelude::*;

use super::{long_plan, plan_saying, plans, profile};
use crate::arbitrary;
use crate::sample_plan::{Maker, day, hall_plan};

fn ics(plan: &Plan) -> String {
    export::ics(plan, &profile(plan), day(1, 4))
}

/// Joins folded lines again.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

/// Returns the properties of each event, parameters with the name.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut events = Vec::new();
    for line in unfolded(text) {
        if line == "BEGIN:VEVENT" {
            events.push(BTreeMap::new());
        } else if let Some((name, value)) = line.split_once(':')
            && let Some(event) = events.last_mut()
        {
            event.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
    events
}

/// Returns the days of an event, its rule worked out by another program.
fn days(event: &BTreeMap<String, String>) -> Vec<NaiveDate> {
    let date = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
    let first = &event["DTSTART;VALUE=DATE"];
    let mut days = match event.get("RRULE") {
        Some(rule) => {
            let until = rule.split_once("UNTIL=").unwrap().1;
            let rule = rule.replace(&format!("UNTIL={until}"), &format!("UNTIL={until}T000000Z"));
            let set: rrule::RRuleSet = format!("DTSTART:{first}T000000Z\nRRULE:{rule}").parse().unwrap();
            set.all(10_000).dates.iter().map(chrono::DateTime::date_naive).collect()
        }
        None => vec![date(first)],
    };
    if let Some(more) = event.get("RDATE;VALUE=DATE") {
        days.extend(more.split(',').map(date));
    }
    days
}

fn plan_with(when: When) -> Plan {
    let mut make = Maker::new(planwright::model::Language::ZhCn);
    let measure = make.measure("对账", "逐户对账。", &[], when);
    let item = planwright::model::Item::Measure(measure);
    let section = make.section(planwright::model::SectionRole::General, "质量", vec![item]);
    make.plan().parts.push(planwright::model::Part::Section(section));
    make.done()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_calendar_has_the_days_that_the_plan_means(when in arbitrary::when(), end in 0_u32..365, ends in any::<bool>()) {
        let when = match when {
            When::Cadence(cadence) => {
                let until = day(1, 1).checked_add_days(chrono::Days::new(end.into())).filter(|_| ends);
                When::Cadence(Cadence::new(cadence.every().clone(), cadence.times(), until).unwrap())
            }
            other => other,
        };
        let plan = plan_with(when.clone());
        let expected = match &when {
            When::Cadence(_) => due_days(&when, plan.period.span(), &Holidays::default()),
            other => other.deadline().into_iter().collect(),
        };
        let found: Vec<NaiveDate> = events(&ics(&plan)).iter().flat_map(days).collect();
        prop_assert_eq!(found, expected, "{:?}", when);
    }

    #[test]
    fn anything_can_be_said_in_a_calendar(words in any::<String>()) {
        let mut plan = plan_saying(&words);
        plan = with_deadline(plan);
        let text = ics(&plan);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{}", line);
            prop_assert!(!line.contains('\n'));
        }
        let calendar: Calendar = text.parse().unwrap();
        prop_assert_eq!(calendar.events().count(), 1);
    }
}

fn with_deadline(mut plan: Plan) -> Plan {
    use planwright::model::{Item, Part};
    use std::sync::Arc;
    let Part::Section(section) = &mut plan.parts[0] else { panic!() };
    let Item::Measure(measure) = &mut Arc::make_mut(section).items[0] else { panic!() };
    Arc::make_mut(measure).when = Some(When::By(day(6, 30)));
    plan
}

#[test]
fn words_come_back_as_they_were() {
    for words in ["一,二;三\\四:五", "“三声”服务，来有迎声、问有答声、走有送声，全年不断，天天如此"]
    {
        let calendar: Calendar = ics(&with_deadline(plan_saying(words))).parse().unwrap();
        let event = calendar.events().next().unwrap();
        assert!(event.get_description().unwrap().contains(words), "{:?}", event.get_description());
        assert!(words.starts_with(event.get_summary().unwrap()), "{:?}", event.get_summary());
    }
}

#[test]
fn every_dated_measure_has_one_event_with_a_name_that_stays() {
    for plan in plans() {
        let dated = query::measures(&plan)
            .iter()
            .filter(|measure| matches!(&measure.when, Some(when) if when.deadline().is_some() || matches!(when, When::Cadence(_))))
            .count();
        let text = ics(&plan);
        let events = events(&text);
        assert_eq!(events.len(), dated, "{}", plan.title);
        let names: BTreeSet<&String> = events.iter().map(|event| &event["UID"]).collect();
        assert_eq!(names.len(), events.len());
        assert!(events.iter().all(|event| event["DTSTAMP"] == "20270104T000000Z"));
        assert_eq!(text, ics(&plan));
    }
    // A measure keeps its name when another comes before it; another plan has other names.
    let plan = hall_plan();
    let uids =
        |plan: &Plan| events(&ics(plan)).iter().map(|event| event["UID"].clone()).collect::<BTreeSet<_>>();
    let mut changed = plan.clone();
    changed.parts.rotate_right(1);
    assert_eq!(uids(&plan), uids(&changed));
    changed.title = "另一份计划".into();
    assert!(uids(&plan).is_disjoint(&uids(&changed)));
}

#[test]
fn what_is_given_up_is_cancelled_and_nothing_blocks_time() {
    use planwright::model::{Item, Part};
    use std::sync::Arc;
    let mut plan = plan_with(When::By(day(3, 31)));
    let Part::Section(section) = &mut plan.parts[0] else { panic!() };
    let Item::Measure(measure) = &mut Arc::make_mut(section).items[0] else { panic!() };
    Arc::make_mut(measure).status = MeasureStatus::Cancelled;
    let event = &events(&ics(&plan))[0];
    assert_eq!(event["STATUS"], "CANCELLED");
    assert_eq!(event["TRANSP"], "TRANSPARENT");
    assert_eq!((&*event["DTSTART;VALUE=DATE"], &*event["DTEND;VALUE=DATE"]), ("20270331", "20270401"));
    assert_eq!(event["CATEGORIES"], "质量");
}

#[test]
fn a_long_plan_becomes_a_calendar() {
    assert_eq!(events(&ics(&long_plan(2_000))).len(), 2_000);
}
