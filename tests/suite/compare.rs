//! Comparing and merging plans: the laws, and what people see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use planwright::compare::{
    Choice, Choices, Contradiction, Field, Kind, Merge, MergeFault, Origin, Side, What, diff, marks,
};
use planwright::edit::{Edit, MeasureValue, Place, TextField, apply};
use planwright::model::tree::{List, Node, NodeMut, NodeRef, Slot};
use planwright::model::*;
use proptest::prelude::*;

use crate::arbitrary;
use crate::sample_plan::hall_plan;

/// What is done to a record, chosen by a number.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, Text),
    Remove(usize),
    Move(usize, usize, usize),
    Copy(usize, usize),
    Own(usize, Owner),
    Measure(usize, Arc<Measure>),
    Indicator(usize, Arc<Indicator>),
    Person(Arc<Person>),
    Title(Text),
    Blank(Placeholder),
    Swap(usize, usize),
}

fn step() -> BoxedStrategy<Step> {
    let at = 0_usize..1000;
    prop_oneof![
        (at.clone(), arbitrary::text()).prop_map(|(at, text)| Step::Write(at, text)),
        at.clone().prop_map(Step::Remove),
        (at.clone(), at.clone(), at.clone()).prop_map(|(at, to, index)| Step::Move(at, to, index)),
        (at.clone(), at.clone()).prop_map(|(at, index)| Step::Copy(at, index)),
        (at.clone(), arbitrary::owner()).prop_map(|(at, owner)| Step::Own(at, owner)),
        (at.clone(), arbitrary::measure(1)).prop_map(|(at, measure)| Step::Measure(at, measure)),
        (at.clone(), arbitrary::indicator()).prop_map(|(at, indicator)| Step::Indicator(at, indicator)),
        arbitrary::person().prop_map(Step::Person),
        arbitrary::text().prop_map(Step::Title),
        arbitrary::placeholder().prop_map(Step::Blank),
        (at.clone(), at).prop_map(|(a, b)| Step::Swap(a, b)),
    ]
    .boxed()
}

fn steps() -> BoxedStrategy<Vec<Step>> {
    prop::collection::vec(step(), 0..6).boxed()
}

/// Makes what can be made of the steps.
fn after(plan: &Plan, steps: &[Step]) -> Plan {
    let mut plan = plan.clone();
    for step in steps {
        let edits = edits(&plan, step);
        for edit in edits {
            if let Ok(next) = apply(&plan, &edit) {
                plan = next;
            }
        }
    }
    plan
}

fn edits(plan: &Plan, step: &Step) -> Vec<Edit> {
    let mut ids: Vec<Id> = Vec::new();
    plan.walk(&mut |node| ids.push(node.id()));
    let pick = |at: usize| ids.get(at % ids.len().max(1)).copied();
    let measures: Vec<MeasureId> = planwright::model::query::measures(plan).iter().map(|m| m.id).collect();
    let mut counter = plan.ids;
    match step {
        Step::Write(at, text) => {
            let Some(id) = pick(*at) else { return Vec::new() };
            [TextField::Text, TextField::Heading, TextField::Name, TextField::Cell(0), TextField::Column(0)]
                .into_iter()
                .map(|field| Edit::set_text(Place::of(id, field), text))
                .collect()
        }
        Step::Title(text) => vec![Edit::set_text(Place::plan(TextField::Title), text)],
        Step::Remove(at) => pick(*at).map(Edit::Remove).into_iter().collect(),
        Step::Move(at, to, index) => {
            let (Some(id), Some(near)) = (pick(*at), pick(*to)) else { return Vec::new() };
            let Some((to, _)) = plan.place(near) else { return Vec::new() };
            let inside = Slot { parent: Some(near), list: List::Items };
            let most = plan.len_of(to).unwrap_or_default();
            vec![Edit::Move { id, to: inside, index: 0 }, Edit::Move { id, to, index: index % most.max(1) }]
        }
        Step::Copy(at, index) => {
            let Some(id) = pick(*at) else { return Vec::new() };
            let (Some(mut node), Some((slot, _))) = (plan.node(id), plan.place(id)) else {
                return Vec::new();
            };
            node.renew_ids(&mut counter);
            let index = index % (plan.len_of(slot).unwrap_or_default() + 1);
            vec![Edit::Insert { slot, index, node: Box::new(node) }]
        }
        Step::Own(at, owner) => {
            let Some(&measure) = measures.get(at % measures.len().max(1)) else { return Vec::new() };
            let mut owner = owner.clone();
            if let Who::Person(id) = &mut owner.who {
                let Some(person) = plan.people.first() else { return Vec::new() };
                *id = person.id;
            }
            vec![Edit::SetMeasure(measure, MeasureValue::Owners(vec![owner]))]
        }
        Step::Measure(at, made) => {
            let Some(&measure) = measures.get(at % measures.len().max(1)) else { return Vec::new() };
            vec![
                Edit::SetMeasure(measure, MeasureValue::When(made.when.clone())),
                Edit::SetMeasure(measure, MeasureValue::Log(made.log.clone())),
                Edit::SetMeasure(measure, MeasureValue::Status(made.status)),
            ]
        }
        Step::Indicator(at, made) => {
            let Some(id) = pick(*at) else { return Vec::new() };
            let mut node = Node::Indicator(Arc::clone(made));
            node.renew_ids(&mut counter);
            let slot = Slot { parent: Some(id), list: List::Indicators };
            vec![Edit::Insert { slot, index: 0, node: Box::new(node) }]
        }
        Step::Person(person) => {
            let mut node = Node::Person(Arc::clone(person));
            node.renew_ids(&mut counter);
            vec![Edit::Insert {
                slot: Slot { parent: None, list: List::People },
                index: 0,
                node: Box::new(node),
            }]
        }
        Step::Blank(blank) => vec![Edit::DeclareBlank(blank.clone())],
        Step::Swap(a, b) => {
            let (Some(a), Some(b)) = (pick(*a), pick(*b)) else { return Vec::new() };
            let Some((to, index)) = plan.place(b) else { return Vec::new() };
            vec![Edit::Move { id: a, to, index }]
        }
    }
}

/// Two plans, of which the second is now and then another plan altogether.
fn two_plans() -> BoxedStrategy<(Plan, Plan)> {
    prop_oneof![
        3 => (arbitrary::plan(), steps()).prop_map(|(plan, steps)| {
            let next = after(&plan, &steps);
            (plan, next)
        }),
        1 => (arbitrary::plan(), arbitrary::plan()),
    ]
    .boxed()
}

/// A plan and two that were made from it.
fn three_plans() -> BoxedStrategy<(Arc<Plan>, Arc<Plan>, Arc<Plan>)> {
    (arbitrary::plan(), steps(), steps())
        .prop_map(|(base, ours, theirs)| {
            let (ours, theirs) = (after(&base, &ours), after(&base, &theirs));
            (Arc::new(base), Arc::new(ours), Arc::new(theirs))
        })
        .boxed()
}

fn names(plan: &Plan) -> BTreeSet<Text> {
    plan.people.iter().map(|person| person.name.clone()).collect()
}

/// The ids of all records but people: two people of one name that both sides wrote down are one.
fn ids(plan: &Plan) -> BTreeSet<Id> {
    let mut ids = BTreeSet::new();
    plan.walk(&mut |node| {
        ids.insert(node.id());
    });
    ids
}

/// Every record's own words, each as often as it is said.
fn said(plan: &Plan) -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    let mut say = |node: NodeRef<'_>| {
        // Entries that both sides added stand in the order of ours and theirs.
        let mut texts = Vec::new();
        query::node_texts(node, &mut |text| texts.push(text.as_str()));
        texts.sort_unstable();
        let words = format!("{:?}|{}", node.kind(), texts.join("|"));
        *said.entry(words).or_default() += 1;
    };
    plan.walk(&mut say);
    plan.people.iter().for_each(|person| say(NodeRef::Person(person)));
    said
}

proptest! {
    #[test]
    fn a_plan_does_not_differ_from_itself(plan in arbitrary::plan()) {
        prop_assert!(diff(&plan, &plan).is_empty());
    }

    #[test]
    fn something_is_told_exactly_where_plans_differ((a, b) in two_plans()) {
        prop_assert_eq!(diff(&a, &b).is_empty(), a == b);
    }

    #[test]
    fn the_changes_made_on_one_plan_give_the_other((a, b) in two_plans()) {
        prop_assert_eq!(diff(&a, &b).apply(&a), Some(b));
    }

    #[test]
    fn the_way_back_has_as_many_changes((a, b) in two_plans()) {
        let (there, back) = (diff(&a, &b).counts(), diff(&b, &a).counts());
        prop_assert_eq!(
            (there.added, there.removed, there.moved, there.changed),
            (back.removed, back.added, back.moved, back.changed)
        );
    }

    #[test]
    fn all_changes_taken_leave_none_but_numbers((a, b) in two_plans()) {
        let all = diff(&a, &b);
        let taken = all.take(&a, &b, &(0..all.changes.len()).collect()).unwrap();
        prop_assert!(taken.validate().is_ok());
        let left = diff(&taken, &b);
        // Where an id was taken, a record got a new one, and one without words is not known again.
        let people = |plan: &Plan| plan.people.iter().map(|person| person.id).collect::<BTreeSet<_>>();
        if all.origin == Origin::Same && ids(&taken) == ids(&b) && people(&taken) == people(&b) {
            prop_assert_eq!(left.changes, vec![]);
        }
        prop_assert_eq!(said(&taken), said(&b));
    }

    #[test]
    fn any_change_can_be_taken_alone((a, b) in two_plans(), pick in any::<prop::sample::Index>()) {
        let all = diff(&a, &b);
        if all.changes.is_empty() {
            return Ok(());
        }
        let chosen = BTreeSet::from([pick.index(all.changes.len())]);
        let taken = all.take(&a, &b, &chosen);
        prop_assert!(taken.is_some(), "{:?}", all.changes[pick.index(all.changes.len())]);
        prop_assert!(taken.unwrap().validate().is_ok());
    }

    #[test]
    fn merging_with_an_unchanged_side_gives_the_other((base, ours, _) in three_plans()) {
        for (o, t) in [(&base, &ours), (&ours, &base), (&ours, &ours)] {
            let Ok(merge) = Merge::new(base.clone(), o.clone(), t.clone()) else { continue };
            let merged = merge.with(&Choices::new(), None).unwrap();
            prop_assert_eq!(merged.conflicts, vec![]);
            prop_assert_eq!(&merged.plan, &*ours);
        }
    }

    #[test]
    fn what_comes_of_a_merge_is_a_plan_and_loses_nothing((base, ours, theirs) in three_plans()) {
        let Ok(merge) = Merge::new(base.clone(), ours.clone(), theirs.clone()) else { return Ok(()) };
        let merged = merge.with(&Choices::new(), None).unwrap();
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for name in names(side) {
                let removed = names(&base).contains(&name) && !names(other).contains(&name);
                prop_assert!(removed || names(&merged.plan).contains(&name), "{}", name);
            }
        }
        let there = ids(&merged.plan);
        let clashes: BTreeSet<Id> = ours.people.iter().map(|person| person.id.id()).chain(ids(&ours)).collect();
        let (base, ours, theirs) = (ids(&base), ids(&ours), ids(&theirs));
        for id in &ours {
            prop_assert!(there.contains(id) || (base.contains(id) && !theirs.contains(id)), "{} of ours", id);
        }
        for id in &theirs {
            let removed = base.contains(id) && !ours.contains(id);
            let renewed = !base.contains(id) && clashes.contains(id);
            prop_assert!(there.contains(id) || removed || renewed, "{} of theirs", id);
        }
        // New records are there, whatever number they bear.
        let both = ours.intersection(&theirs).filter(|id| base.contains(id)).count();
        prop_assert!(there.len() >= both + ours.difference(&base).count());
    }

    #[test]
    fn every_conflict_can_be_decided_either_way((base, ours, theirs) in three_plans(), all in any::<bool>()) {
        let Ok(merge) = Merge::new(base, ours, theirs) else { return Ok(()) };
        let first = merge.with(&Choices::new(), None).unwrap();
        for choice in [Choice::Ours, Choice::Theirs, Choice::Both, Choice::Own("自己写的".into())] {
            let choices = first
                .conflicts
                .iter()
                .take(if all { usize::MAX } else { 1 })
                .map(|conflict| (conflict.key, choice.clone()))
                .collect();
            prop_assert!(merge.with(&choices, None).is_ok());
        }
        prop_assert!(merge.with(&Choices::new(), Some(Side::Theirs)).is_ok());
    }

    #[test]
    fn merging_the_other_way_round_says_the_same((base, ours, theirs) in three_plans()) {
        let (Ok(there), Ok(back)) = (
            Merge::new(base.clone(), ours.clone(), theirs.clone()),
            Merge::new(base, theirs, ours),
        ) else { return Ok(()) };
        let there = there.with(&Choices::new(), Some(Side::Ours)).unwrap();
        let back = back.with(&Choices::new(), Some(Side::Theirs)).unwrap();
        prop_assert_eq!(there.conflicts.len(), back.conflicts.len());
        if there.conflicts.is_empty() {
            prop_assert_eq!(said(&there.plan), said(&back.plan));
        }
    }
}

// What people see.

fn measure(plan: &Plan, words: &str) -> MeasureId {
    query::measures(plan)
        .into_iter()
        .find(|measure| measure.title.as_str().contains(words) || measure.text.as_str().contains(words))
        .unwrap_or_else(|| panic!("no measure says {words}"))
        .id
}

fn done(plan: &Plan, edit: &Edit) -> Plan {
    apply(plan, edit).unwrap()
}

fn write(plan: &Plan, record: impl Into<Id>, field: TextField, text: &str) -> Plan {
    done(plan, &Edit::SetText { at: Place::of(record, field), text: text.to_owned() })
}

/// Gives every record of a plan another id, as in a plan that was written anew.
fn written_anew(plan: &Plan) -> Plan {
    let mut anew = plan.clone();
    anew.ids = Counter::starting_at(100_000);
    let mut links = BTreeMap::new();
    let mut ids = anew.ids;
    let renew = |mut node: Node, ids: &mut Counter, links: &mut BTreeMap<Id, Id>| {
        let mut old = Vec::new();
        let Ok(()) = node.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
            old.push(inner.id());
            Ok(())
        });
        node.renew_ids(ids);
        let mut at = 0;
        let Ok(()) = node.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
            links.insert(old[at], inner.id());
            at += 1;
            Ok(())
        });
        node
    };
    for part in &mut anew.parts {
        *part = match renew(Node::Part(part.clone()), &mut ids, &mut links) {
            Node::Part(part) => part,
            Node::Section(section) => Part::Section(section),
            other => panic!("a part became {other:?}"),
        };
    }
    for person in &mut anew.people {
        match renew(Node::Person(Arc::clone(person)), &mut ids, &mut links) {
            Node::Person(new) => *person = new,
            other => panic!("a person became {other:?}"),
        }
    }
    anew.ids = ids;
    let mut linking = Vec::new();
    anew.walk(&mut |node| linking.push(node.id()));
    for id in linking {
        match anew.node_mut(id).unwrap() {
            NodeMut::Measure(measure) => {
                for owner in &mut measure.owners {
                    if let Who::Person(person) = &mut owner.who {
                        *person = PersonId::new(links[&person.id()]);
                    }
                }
                for link in &mut measure.after {
                    *link = MeasureId::new(links[&link.id()]);
                }
            }
            NodeMut::Problem(problem) => {
                for link in &mut problem.answered_by {
                    *link = MeasureId::new(links[&link.id()]);
                }
            }
            NodeMut::ScoreRow(row) => {
                if let Some(link) = &mut row.indicator {
                    *link = IndicatorId::new(links[&link.id()]);
                }
            }
            _ => {}
        }
    }
    anew.validate().unwrap();
    anew
}

#[test]
fn the_same_words_under_other_ids_are_the_same_records() {
    for plan in [hall_plan(), crate::sample_plan::plan_of_every_kind(Language::ZhCn)] {
        let anew = written_anew(&plan);
        let told = diff(&plan, &anew);
        assert_eq!(told.origin, Origin::Other);
        assert_eq!(told.changes, []);
        assert!(!told.is_numbered_alike());
        assert_eq!(told.apply(&plan), Some(anew));
    }
}

#[test]
fn last_years_plan_is_matched_by_its_words() {
    let last = hall_plan();
    let mut next = written_anew(&last);
    let changed = query::measures(&next)[0].clone();
    let words = format!("{}，并按月通报结果", changed.text);
    next = write(&next, changed.id, TextField::Text, &words);
    let gone = query::measures(&next)[2].id;
    next = done(&next, &Edit::Remove(gone.id()));
    let told = diff(&last, &next);
    let counts = told.counts();
    assert_eq!((counts.added, counts.moved), (0, 0), "{:#?}", told.changes);
    assert!(told.changes.iter().any(|change| change.kind == Kind::Measure
        && matches!(&change.what, What::Changed { field: Field::Text, new: planwright::compare::Value::Text(new), .. } if new.as_str() == words)));
    assert!(
        told.changes
            .iter()
            .any(|change| change.kind == Kind::Measure
                && matches!(change.what, What::Removed { inside: false }))
    );
}

#[test]
fn a_move_and_a_change_are_told_apart() {
    let old = hall_plan();
    let measures = query::measures(&old);
    let (first, second) = (measures[0].clone(), measures[1].clone());
    let (slot, index) = old.place(second.id.id()).unwrap();
    let moved = done(&old, &Edit::Move { id: first.id.id(), to: slot, index });
    let told = diff(&old, &moved);
    assert_eq!(told.changes.len(), 1);
    assert!(matches!(told.changes[0].what, What::Moved { .. }), "{:?}", told.changes);
    let changed = write(&moved, first.id, TextField::Text, "另写一条");
    let told = diff(&old, &changed);
    assert_eq!(told.counts().moved, 1);
    assert_eq!(told.counts().changed, 1);
}

#[test]
fn what_is_added_is_taken_with_whom_it_names() {
    let old = hall_plan();
    let mut ids = old.ids;
    let person = PersonId::new(ids.take());
    let slot = Slot { parent: None, list: List::People };
    let node = Node::Person(Arc::new(Person {
        id: person,
        name: "周敏".into(),
        post: Text::default(),
        department: Text::default(),
    }));
    let mut new = done(&old, &Edit::Insert { slot, index: 0, node: Box::new(node) });
    let beside = query::measures(&new)[0].id;
    let (slot, index) = new.place(beside.id()).unwrap();
    let mut measure = Measure::new(MeasureId::new(new.ids.take()), "新增一条措施".into());
    measure.owners = vec![Owner { who: Who::Person(person), role: OwnerRole::Responsible }];
    let node = Node::Measure(Arc::new(measure));
    new = done(&new, &Edit::Insert { slot, index: index + 1, node: Box::new(node) });
    let told = diff(&old, &new);
    let added = told.changes.iter().position(|change| change.kind == Kind::Measure).unwrap();
    let taken = told.take(&old, &new, &BTreeSet::from([added])).unwrap();
    assert_eq!(taken.people.len(), old.people.len() + 1);
    assert_eq!(taken.place(measure_of(&taken, "新增一条措施")), Some((slot, index + 1)));
}

fn measure_of(plan: &Plan, words: &str) -> Id {
    measure(plan, words).id()
}

/// A plan, and the same with an edit on either side.
fn parted(ours: impl Fn(&Plan) -> Plan, theirs: impl Fn(&Plan) -> Plan) -> Merge {
    let base = hall_plan();
    let (ours, theirs) = (ours(&base), theirs(&base));
    Merge::new(Arc::new(base), Arc::new(ours), Arc::new(theirs)).unwrap()
}

#[test]
fn changes_that_do_not_touch_are_both_made() {
    let base = hall_plan();
    let measures = query::measures(&base);
    let (first, second) = (measures[0].id, measures[1].id);
    let merged = parted(
        |base| write(base, first, TextField::Text, "我们改的"),
        |base| {
            write(&write(base, second, TextField::Text, "他们改的"), first, TextField::Risk, "他们写的风险")
        },
    )
    .with(&Choices::new(), None)
    .unwrap();
    assert_eq!(merged.conflicts, []);
    let Some(NodeRef::Measure(one)) = merged.plan.find(first.id()) else { panic!() };
    assert_eq!((one.text.as_str(), one.risk.risk.as_str()), ("我们改的", "他们写的风险"));
    let Some(NodeRef::Measure(two)) = merged.plan.find(second.id()) else { panic!() };
    assert_eq!(two.text.as_str(), "他们改的");
}

#[test]
fn a_text_that_both_changed_is_decided_by_hand() {
    let base = hall_plan();
    let first = query::measures(&base)[0].id;
    let before = query::measures(&base)[0].text.to_string();
    let (ours, theirs) = (format!("六月底前，{before}"), format!("{before}（全员）"));
    let merge = parted(
        |base| write(base, first, TextField::Text, &ours),
        |base| write(base, first, TextField::Text, &theirs),
    );
    let merged = merge.with(&Choices::new(), None).unwrap();
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert!(matches!(conflict.what, Contradiction::Field { field: Field::Text, .. }));
    for (choice, expected) in [
        (Choice::Ours, ours.clone()),
        (Choice::Theirs, theirs.clone()),
        (Choice::Both, format!("六月底前，{before}（全员）")),
        (Choice::Own("第三种写法".into()), "第三种写法".to_owned()),
    ] {
        let merged = merge.with(&Choices::from([(conflict.key, choice)]), None).unwrap();
        let Some(NodeRef::Measure(measure)) = merged.plan.find(first.id()) else { panic!() };
        assert_eq!(measure.text.as_str(), expected);
    }
}

#[test]
fn what_one_removed_and_the_other_changed_stays_until_it_is_decided() {
    let base = hall_plan();
    let first = query::measures(&base)[0].id;
    let merge = parted(
        |base| done(base, &Edit::Remove(first.id())),
        |base| write(base, first, TextField::Text, "他们改的"),
    );
    let merged = merge.with(&Choices::new(), None).unwrap();
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert!(matches!(conflict.what, Contradiction::Removed { by: Side::Ours, changed: 1, .. }));
    assert!(merged.plan.find(first.id()).is_some());
    let gone = merge.with(&Choices::from([(conflict.key, Choice::Ours)]), None).unwrap();
    assert!(gone.plan.find(first.id()).is_none());
    let kept = merge.with(&Choices::from([(conflict.key, Choice::Theirs)]), None).unwrap();
    assert!(kept.plan.find(first.id()).is_some());
}

#[test]
fn new_records_of_one_number_both_stay() {
    let base = hall_plan();
    let beside = query::measures(&base)[0].id;
    let (slot, index) = base.place(beside.id()).unwrap();
    let with = |base: &Plan, text: &str| {
        let mut ids = base.ids;
        let node = Node::Measure(Arc::new(Measure::new(MeasureId::new(ids.take()), text.into())));
        done(base, &Edit::Insert { slot, index: index + 1, node: Box::new(node) })
    };
    let merged = parted(|base| with(base, "设立老年客户专窗"), |base| with(base, "每月抽查监控录像"))
        .with(&Choices::new(), None)
        .unwrap();
    assert_eq!(merged.conflicts, []);
    let (ours, theirs) = (measure(&merged.plan, "老年客户"), measure(&merged.plan, "监控录像"));
    assert_ne!(ours, theirs);
    assert_eq!(merged.plan.place(ours.id()).unwrap().1, index + 1);
    assert_eq!(merged.plan.place(theirs.id()).unwrap().1, index + 2);
}

#[test]
fn a_person_whom_the_other_side_made_an_owner_stays() {
    let mut base = hall_plan();
    let mut ids = base.ids;
    let person = PersonId::new(ids.take());
    base.ids = ids;
    base.people.push(Arc::new(Person {
        id: person,
        name: "周敏".into(),
        post: Text::default(),
        department: Text::default(),
    }));
    let first = query::measures(&base)[0].id;
    let ours = done(&base, &Edit::Remove(person.id()));
    let owner = Owner { who: Who::Person(person), role: OwnerRole::Responsible };
    let theirs = done(&base, &Edit::SetMeasure(first, MeasureValue::Owners(vec![owner])));
    let merge = Merge::new(Arc::new(base), Arc::new(ours), Arc::new(theirs)).unwrap();
    let merged = merge.with(&Choices::new(), None).unwrap();
    assert!(merged.plan.person(person).is_some());
}

#[test]
fn new_people_of_like_names_stay_two() {
    let with = |base: &Plan, name: &str| {
        let mut ids = base.ids;
        let node = Node::Person(Arc::new(Person {
            id: PersonId::new(ids.take()),
            name: name.into(),
            post: Text::default(),
            department: Text::default(),
        }));
        done(
            base,
            &Edit::Insert { slot: Slot { parent: None, list: List::People }, index: 0, node: Box::new(node) },
        )
    };
    let merged =
        parted(|base| with(base, "欧阳明华"), |base| with(base, "欧阳明丽")).with(&Choices::new(), None);
    let merged = merged.unwrap();
    assert_eq!(merged.conflicts, []);
    assert!(names(&merged.plan).is_superset(&BTreeSet::from(["欧阳明华".into(), "欧阳明丽".into()])));
    // One name that both wrote down is one person.
    let merged =
        parted(|base| with(base, "欧阳明华"), |base| with(base, "欧阳明华")).with(&Choices::new(), None);
    assert_eq!(merged.unwrap().plan.people.len(), hall_plan().people.len() + 1);
}

#[test]
fn moves_into_each_other_do_not_lose_either() {
    let mut base = hall_plan();
    let sections: Vec<Id> =
        base.parts.iter().filter(|part| matches!(part, Part::Section(_))).map(Part::id).take(2).collect();
    let [one, two] = sections[..] else { panic!() };
    base.ids = Counter::starting_at(base.ids.next_number());
    let into = |base: &Plan, id: Id, parent: Id| {
        done(base, &Edit::Move { id, to: Slot { parent: Some(parent), list: List::Items }, index: 0 })
    };
    let (ours, theirs) = (into(&base, one, two), into(&base, two, one));
    let merge = Merge::new(Arc::new(base), Arc::new(ours.clone()), Arc::new(theirs)).unwrap();
    let merged = merge.with(&Choices::new(), None).unwrap();
    assert!(!merged.conflicts.is_empty());
    assert_eq!(ids(&merged.plan), ids(&ours));
}

#[test]
fn plans_of_other_origin_are_not_merged() {
    let base = Arc::new(hall_plan());
    let other = Arc::new(written_anew(&base));
    let fault = Merge::new(base.clone(), base, other).unwrap_err();
    assert_eq!(fault, MergeFault::NoCommonOrigin { side: Side::Theirs });
}

#[test]
fn marks_make_both_texts() {
    use planwright::compare::Mark;
    proptest!(|(old in arbitrary::text(), new in arbitrary::text())| {
        let marked = marks(old.as_str(), new.as_str());
        let of = |not: Mark| -> String {
            marked.iter().filter(|(mark, _)| *mark != not).map(|(_, text)| text.as_str()).collect()
        };
        prop_assert_eq!(of(Mark::Added), old.as_str());
        prop_assert_eq!(of(Mark::Removed), new.as_str());
    });
}

/// Tells how long comparing and merging take; run by hand with
/// `cargo test --release --test suite compare::figures -- --ignored --nocapture`.
#[test]
#[ignore = "measures time"]
fn figures() {
    for count in [200, 2_000, 20_000] {
        let base = crate::typeset::large_plan(count);
        let mut new = base.clone();
        for (at, measure) in query::measures(&base).into_iter().enumerate() {
            if at % 40 == 0
                && let Some(NodeMut::Measure(measure)) = new.node_mut(measure.id.id())
            {
                measure.text = Text::new(&format!("{}，并按月通报", measure.text));
            }
        }
        new.parts.rotate_left(1);
        // As read from files, which share nothing.
        let copy = |plan: &Plan| {
            planwright::file::decode(planwright::file::encode(plan).unwrap().as_bytes()).unwrap()
        };
        let (base, new) = (copy(&base), copy(&new));
        let began = Instant::now();
        let told = diff(&base, &new);
        let by_id = began.elapsed();
        let began = Instant::now();
        assert_eq!(told.apply(&base).as_ref(), Some(&new));
        let applied = began.elapsed();
        let anew = written_anew(&new);
        let began = Instant::now();
        let by_words = diff(&base, &anew);
        let words = began.elapsed();
        let began = Instant::now();
        let merge =
            Merge::new(Arc::new(base.clone()), Arc::new(base.clone()), Arc::new(new.clone())).unwrap();
        let merged = merge.with(&Choices::new(), None).unwrap();
        let merging = began.elapsed();
        assert_eq!(merged.plan, new);
        eprintln!(
            "{count} measures: diff by id {by_id:?} ({} changes), applied in {applied:?}, by words {words:?} ({} changes), merge {merging:?}",
            told.changes.len(),
            by_words.changes.len()
        );
    }
}

// A comparison as a document.

/// Returns what a marked text said before, or says now.
fn unmarked(text: &Text, not: Revision) -> String {
    Revision::stretches(text.as_str())
        .into_iter()
        .filter(|(revision, _)| *revision != Some(not))
        .map(|(_, words)| words)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_marked_plan_holds_everything_that_both_say((old, new) in two_plans()) {
        let marked = planwright::compare::marked(&old, &new);
        let there = ids(&marked.plan);
        for id in ids(&new) {
            prop_assert!(there.contains(&id));
        }
        let paragraphs = |plan: &Plan, not: Revision| -> BTreeSet<String> {
            let mut texts = BTreeSet::new();
            plan.walk(&mut |node| {
                if let NodeRef::Paragraph(paragraph) = node {
                    texts.insert(unmarked(&paragraph.text, not));
                }
            });
            texts
        };
        let (was, is) = (paragraphs(&marked.plan, Revision::Added), paragraphs(&marked.plan, Revision::Removed));
        for text in paragraphs(&old, Revision::Moved) {
            prop_assert!(was.contains(&text), "{} is lost", text);
        }
        for text in paragraphs(&new, Revision::Moved) {
            prop_assert!(is.contains(&text), "{} is missing", text);
        }
    }
}

#[test]
fn a_comparison_is_set_with_what_went_and_what_came() {
    use planwright::typeset::{FontSet, Profile, Typesetter};
    let old = hall_plan();
    let measures = query::measures(&old);
    let mut new = write(&old, measures[0].id, TextField::Text, "全年只写这一句新的话");
    new = done(&new, &Edit::Remove(measures[2].id.id()));
    let typesetter = Typesetter::new(FontSet::bundled());
    let profile = Profile::of_language(Language::ZhCn);
    let marked = planwright::compare::marked(&old, &new);
    let pages = typesetter.revised_pages(&marked.plan, &marked.numbers, &profile).unwrap();
    assert_eq!(pages.warnings(), [] as [String; 0]);
    assert!(pages.missing().is_empty(), "{:?}", pages.missing());
    // What is gone takes room, so there is more on the pages than in either plan.
    let of = |plan: &Plan| typesetter.pages(plan, &profile).unwrap().characters();
    assert!(pages.characters() > of(&old).max(of(&new)));
    // Numbers are those of the new plan, and none for what is gone.
    let numbers = query::numbering(&new);
    assert!(numbers.iter().all(|(id, number)| marked.numbers.get(id) == Some(number)));
    assert!(marked.numbers.values().any(|number| number.number == 0));
}
