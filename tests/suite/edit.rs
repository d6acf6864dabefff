//! The laws of changing a plan: whole or not at all, and every way back.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use planwright::edit::{
    BatchName, Document, Edit, EditError, IndicatorValue, MAX_STEPS, MeasureValue, Place, PlanValue,
    TextField, apply,
};
use planwright::model::tree::{List, Node, NodeRef, Slot};
use planwright::model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::arbitrary;
use crate::sample_plan::Maker;

/// A change that is still to be aimed at a plan's records.
#[derive(Clone, Debug)]
enum Wish {
    Text { record: Index, field: Index, text: String, aimed: bool },
    Head(TextField, String),
    Plan(PlanValue),
    Role(Index, SectionRole),
    Measure(Index, u8, Arc<Measure>),
    Indicator(Index, u8, Arc<Indicator>),
    Part(Index, Box<Part>),
    Insert { slot: Index, at: Index, node: Box<Node>, aimed: bool, renamed: bool },
    Copy { record: Index, slot: Index, at: Index, renamed: bool },
    Remove(Index),
    Move { record: Index, slot: Index, at: Index, aimed: bool },
    Declare(Placeholder),
    Fill(Index, String),
    Unknown(u64, u8),
    Batch(Vec<Wish>),
}

const FIELDS: &[TextField] = &[
    TextField::Title,
    TextField::Unit,
    TextField::Department,
    TextField::Author,
    TextField::Post,
    TextField::Heading,
    TextField::Text,
    TextField::Name,
    TextField::Cause,
    TextField::Countermeasure,
    TextField::Consequence,
    TextField::Resources,
    TextField::Risk,
    TextField::Fallback,
    TextField::Source,
    TextField::Standard,
    TextField::Formula,
    TextField::FirstParty,
    TextField::SecondParty,
    TextField::Employee,
    TextField::Manager,
    TextField::Required,
    TextField::Actual,
    TextField::Worth,
    TextField::Column(0),
    TextField::Cell(1),
    TextField::Cell(usize::MAX),
];

const LISTS: &[List] = &[
    List::Parts,
    List::People,
    List::Items,
    List::Results,
    List::Leads,
    List::Indicators,
    List::Measures,
    List::Paragraphs,
    List::Problems,
    List::Rows,
    List::Pay,
    List::Duties,
    List::RedLines,
    List::Clauses,
    List::Causes,
    List::Methods,
    List::FollowUp,
];

fn wish() -> BoxedStrategy<Wish> {
    let single = single_wish();
    prop_oneof![8 => single.clone(), 1 => vec(single, 0..4).prop_map(Wish::Batch)].boxed()
}

fn single_wish() -> BoxedStrategy<Wish> {
    let index = any::<Index>;
    let written = || {
        prop_oneof![
            arbitrary::text().prop_map(|text| text.as_str().to_owned()),
            select(vec!["", "2027", "王芳", "95", "1.5", "12月31日", "⟦单位⟧", "⟦", "\n\u{202e}x\u{7f}"])
                .prop_map(str::to_owned),
        ]
    };
    let value = prop_oneof![
        arbitrary::period().prop_map(PlanValue::Period),
        prop::option::of(arbitrary::period()).prop_map(PlanValue::Reviewed),
        prop::option::of(prop::sample::select(&Numbering::ALL[..])).prop_map(PlanValue::Numbering),
        prop::option::of(arbitrary::date()).prop_map(PlanValue::Date),
        select(&PlanStatus::ALL[..]).prop_map(PlanValue::Status),
        select(&Language::ALL[..]).prop_map(PlanValue::Language),
        select(PlanKind::ALL).prop_map(PlanValue::Kind),
    ];
    let role = select(vec![SectionRole::General, SectionRole::Service, SectionRole::Quality]);
    let node = prop_oneof![
        arbitrary::measure(1).prop_map(Node::Measure),
        arbitrary::goal().prop_map(Node::Goal),
        arbitrary::indicator().prop_map(Node::Indicator),
        arbitrary::paragraph().prop_map(Node::Paragraph),
        arbitrary::section(2).prop_map(Node::Section),
        arbitrary::person().prop_map(Node::Person),
        arbitrary::part().prop_map(Node::Part),
    ]
    .prop_map(Box::new);
    prop_oneof![
        4 => (index(), index(), written(), prop::bool::weighted(0.9))
            .prop_map(|(record, field, text, aimed)| Wish::Text { record, field, text, aimed }),
        1 => (select(&FIELDS[..7]), written()).prop_map(|(field, text)| Wish::Head(field, text)),
        1 => value.prop_map(Wish::Plan),
        1 => (index(), role).prop_map(|(record, role)| Wish::Role(record, role)),
        3 => (index(), 0_u8..8, arbitrary::measure(0)).prop_map(|(at, which, of)| Wish::Measure(at, which, of)),
        2 => (index(), 0_u8..6, arbitrary::indicator()).prop_map(|(at, which, of)| Wish::Indicator(at, which, of)),
        1 => (index(), arbitrary::part()).prop_map(|(at, part)| Wish::Part(at, Box::new(part))),
        3 => (index(), index(), node, prop::bool::weighted(0.9), prop::bool::weighted(0.9)).prop_map(
            |(slot, at, node, aimed, renamed)| Wish::Insert { slot, at, node, aimed, renamed }
        ),
        2 => (index(), index(), index(), prop::bool::weighted(0.9))
            .prop_map(|(record, slot, at, renamed)| Wish::Copy { record, slot, at, renamed }),
        2 => index().prop_map(Wish::Remove),
        3 => (index(), index(), index(), prop::bool::weighted(0.9))
            .prop_map(|(record, slot, at, aimed)| Wish::Move { record, slot, at, aimed }),
        1 => arbitrary::placeholder().prop_map(Wish::Declare),
        2 => (index(), written()).prop_map(|(at, value)| Wish::Fill(at, value)),
        1 => (prop_oneof![Just(0), Just(u64::MAX), any::<u64>()], 0_u8..6)
            .prop_map(|(number, which)| Wish::Unknown(number, which)),
    ]
    .boxed()
}

fn records(plan: &Plan) -> Vec<Id> {
    let mut ids: Vec<Id> = plan.people.iter().map(|person| person.id.id()).collect();
    plan.walk(&mut |node| ids.push(node.id()));
    ids
}

fn pick<T: Copy>(at: Index, of: &[T]) -> Option<T> {
    (!of.is_empty()).then(|| *at.get(of))
}

/// Every list of the plan, with how much is in it.
fn slots(plan: &Plan) -> Vec<(Slot, usize)> {
    let parents = std::iter::once(None).chain(records(plan).into_iter().map(Some));
    parents
        .flat_map(|parent| LISTS.iter().map(move |list| Slot { parent, list: *list }))
        .filter_map(|slot| Some((slot, plan.len_of(slot)?)))
        .collect()
}

/// Picks a list that takes the record, and an index in it; any list if it is not to be aimed.
fn place_for(plan: &Plan, node: &Node, slot: Index, at: Index, aimed: bool) -> Option<(Slot, usize)> {
    let fitting: Vec<(Slot, usize)> = slots(plan)
        .into_iter()
        .filter(|(slot, _)| !aimed || plan.clone().insert(*slot, 0, node.clone()).is_ok())
        .collect();
    let (slot, len) = pick(slot, &fitting)?;
    Some((slot, at.index(len + if aimed { 1 } else { 3 })))
}

impl Wish {
    /// Aims at a plan. None: the plan has nothing of the kind.
    fn aim(&self, plan: &Plan) -> Option<Edit> {
        let any = |at: Index| pick(at, &records(plan));
        let of_kind = |at: Index, wanted: fn(NodeRef<'_>) -> bool| {
            let ids: Vec<Id> =
                records(plan).into_iter().filter(|id| plan.find(*id).is_some_and(wanted)).collect();
            pick(at, &ids)
        };
        Some(match self {
            Self::Text { record, field, text, aimed } => {
                let id = any(*record)?;
                let start = field.index(FIELDS.len());
                let fields = FIELDS.iter().cycle().skip(start).take(FIELDS.len());
                let set = |field: &TextField| Edit::SetText { at: Place::of(id, *field), text: text.clone() };
                let fitting = fields.map(set).find(|edit| !aimed || apply(plan, edit).is_ok());
                fitting?
            }
            Self::Head(field, text) => Edit::SetText { at: Place::plan(*field), text: text.clone() },
            Self::Plan(value) => Edit::SetPlan(value.clone()),
            Self::Role(at, role) => {
                let id = of_kind(*at, |node| matches!(node, NodeRef::Section(_)))?;
                Edit::SetSectionRole(SectionId::new(id), role.clone())
            }
            Self::Measure(at, which, from) => {
                let id = of_kind(*at, |node| matches!(node, NodeRef::Measure(_)))?;
                let value = match which {
                    0 => {
                        let mut owners = from.owners.clone();
                        for owner in &mut owners {
                            if let Who::Person(who) = &mut owner.who
                                && let Some(person) = plan.people.first()
                            {
                                *who = person.id;
                            }
                        }
                        MeasureValue::Owners(owners)
                    }
                    1 => MeasureValue::When(from.when.clone()),
                    2 => MeasureValue::Status(from.status),
                    3 => MeasureValue::Progress(from.progress),
                    4 => MeasureValue::Budget(from.needs.budget),
                    5 => MeasureValue::After(plan_measures(plan).into_iter().take(2).collect()),
                    6 => MeasureValue::Log(from.log.clone()),
                    _ => MeasureValue::Ticks(from.ticks.clone()),
                };
                Edit::SetMeasure(MeasureId::new(id), value)
            }
            Self::Indicator(at, which, from) => {
                let id = of_kind(*at, |node| matches!(node, NodeRef::Indicator(_)))?;
                let value = match which {
                    0 => IndicatorValue::Unit(from.unit.clone()),
                    1 => IndicatorValue::Base(from.base.clone()),
                    2 => IndicatorValue::Target(from.target.clone()),
                    3 => IndicatorValue::Split(from.split.clone()),
                    4 => IndicatorValue::Readings(from.readings.clone()),
                    _ => IndicatorValue::Weight(from.weight),
                };
                Edit::SetIndicator(IndicatorId::new(id), value)
            }
            Self::Part(at, part) => {
                let parts: Vec<Id> = plan.parts.iter().map(Part::id).collect();
                let old = pick(*at, &parts)?;
                let mut node = Node::Part((**part).clone());
                node.renew_ids(&mut plan.ids.clone());
                let Node::Part(mut part) = node else { return None };
                let id = PartId::new(old);
                match &mut part {
                    Part::Section(section) => Arc::make_mut(section).id = SectionId::new(old),
                    Part::Opening(part) | Part::Closing(part) => Arc::make_mut(part).id = id,
                    Part::Review(part) => Arc::make_mut(part).id = id,
                    Part::Problems(part) => Arc::make_mut(part).id = id,
                    Part::Scores(part) => Arc::make_mut(part).id = id,
                    Part::Contract(part) => Arc::make_mut(part).id = id,
                    Part::Improvement(part) => Arc::make_mut(part).id = id,
                    Part::Register(part) => Arc::make_mut(part).id = id,
                    Part::Attachment(part) => Arc::make_mut(part).id = id,
                    Part::SignOff(part) => Arc::make_mut(part).id = id,
                }
                Edit::ReplacePart(part)
            }
            Self::Insert { slot, at, node, aimed, renamed } => {
                let mut node = (**node).clone();
                if *renamed {
                    node.renew_ids(&mut plan.ids.clone());
                }
                let (slot, index) = place_for(plan, &node, *slot, *at, *aimed)?;
                Edit::Insert { slot, index, node: Box::new(node) }
            }
            Self::Copy { record, slot, at, renamed } => {
                let mut node = plan.node(any(*record)?)?;
                if *renamed {
                    node.renew_ids(&mut plan.ids.clone());
                }
                let (slot, index) = place_for(plan, &node, *slot, *at, true)?;
                Edit::Insert { slot, index, node: Box::new(node) }
            }
            Self::Remove(at) => Edit::Remove(any(*at)?),
            Self::Move { record, slot, at, aimed } => {
                let id = any(*record)?;
                let (to, index) = place_for(plan, &plan.node(id)?, *slot, *at, *aimed)?;
                Edit::Move { id, to, index }
            }
            Self::Declare(placeholder) => Edit::DeclareBlank(placeholder.clone()),
            Self::Fill(at, value) => {
                let names: Vec<&PlaceholderName> =
                    plan.placeholders.iter().map(|known| &known.name).collect();
                Edit::FillBlank { name: pick(*at, &names)?.clone(), value: value.clone() }
            }
            Self::Unknown(number, which) => {
                let id = Id::from_number(*number);
                let slot = Slot { parent: Some(id), list: List::Measures };
                match which {
                    0 => Edit::Remove(id),
                    1 => Edit::Move { id, to: slot, index: 0 },
                    2 => Edit::SetMeasure(MeasureId::new(id), MeasureValue::When(None)),
                    3 => Edit::SetText { at: Place::of(id, TextField::Text), text: "甲".into() },
                    4 => Edit::Insert {
                        slot: Slot { parent: None, list: List::Parts },
                        index: 0,
                        node: Box::new(Node::Section(Arc::new(Section {
                            id: SectionId::new(id),
                            role: SectionRole::General,
                            heading: Text::default(),
                            items: Vec::new(),
                        }))),
                    },
                    _ => Edit::SetIndicator(IndicatorId::new(id), IndicatorValue::Weight(None)),
                }
            }
            Self::Batch(wishes) => {
                // Each is aimed at the plan that those before it leave behind.
                let mut now = plan.clone();
                let mut edits = Vec::new();
                for wish in wishes {
                    if let Some(edit) = wish.aim(&now) {
                        now = apply(&now, &edit).unwrap_or(now);
                        edits.push(edit);
                    }
                }
                Edit::Batch { name: BatchName::Fill, edits }
            }
        })
    }
}

fn plan_measures(plan: &Plan) -> Vec<MeasureId> {
    query::measures(plan).iter().map(|measure| measure.id).collect()
}

/// The plan but for the counter, which only ever moves on.
fn without_counter(plan: &Plan) -> Plan {
    Plan { ids: Counter::default(), ..plan.clone() }
}

/// Where each shared record lies in memory.
fn addresses(plan: &Plan) -> BTreeMap<Id, *const ()> {
    let mut found: BTreeMap<Id, *const ()> = BTreeMap::new();
    let mut note = |id: Id, at: *const ()| {
        found.insert(id, at);
    };
    for person in &plan.people {
        note(person.id.id(), Arc::as_ptr(person).cast());
    }
    plan.walk(&mut |node| match node {
        NodeRef::Section(section) => note(node.id(), Arc::as_ptr(section).cast()),
        NodeRef::Goal(goal) => note(node.id(), Arc::as_ptr(goal).cast()),
        NodeRef::Measure(measure) => note(node.id(), Arc::as_ptr(measure).cast()),
        NodeRef::Indicator(indicator) => note(node.id(), Arc::as_ptr(indicator).cast()),
        NodeRef::Part(part) => note(
            node.id(),
            match part {
                Part::Opening(part) | Part::Closing(part) => Arc::as_ptr(part).cast(),
                Part::Section(part) => Arc::as_ptr(part).cast(),
                Part::Review(part) => Arc::as_ptr(part).cast(),
                Part::Problems(part) => Arc::as_ptr(part).cast(),
                Part::Scores(part) => Arc::as_ptr(part).cast(),
                Part::Contract(part) => Arc::as_ptr(part).cast(),
                Part::Improvement(part) => Arc::as_ptr(part).cast(),
                Part::Register(part) => Arc::as_ptr(part).cast(),
                Part::Attachment(part) => Arc::as_ptr(part).cast(),
                Part::SignOff(part) => Arc::as_ptr(part).cast(),
            },
        ),
        NodeRef::Paragraph(_)
        | NodeRef::Problem(_)
        | NodeRef::ScoreRow(_)
        | NodeRef::RedLine(_)
        | NodeRef::Cause(_)
        | NodeRef::RegisterRow(_)
        | NodeRef::Person(_) => {}
    });
    found
}

proptest! {
    #[test]
    fn a_change_is_made_whole_or_not_at_all(plan in arbitrary::plan(), wishes in vec(wish(), 1..8)) {
        let mut document = Document::opened(plan);
        for wish in &wishes {
            let Some(edit) = wish.aim(document.plan()) else { continue };
            let (before, steps, revision) = (Arc::clone(document.plan()), document.steps(), document.revision());
            let copy = (*before).clone();
            document.close_typing();
            match document.apply(&edit) {
                Ok(true) => {
                    prop_assert_eq!(document.plan().validate(), Ok(()), "{:?}", edit);
                    prop_assert!(document.revision() != revision);
                    prop_assert_eq!(document.steps(), steps + 1);
                    prop_assert_eq!(document.undo_name(), Some(edit.name()));
                }
                Ok(false) | Err(_) => {
                    prop_assert!(Arc::ptr_eq(&before, document.plan()));
                    prop_assert_eq!(document.revision(), revision);
                    prop_assert_eq!(document.steps(), steps);
                }
            }
            prop_assert_eq!(&*before, &copy);
        }
    }

    #[test]
    fn undo_and_redo_lead_there_and_back(plan in arbitrary::plan(), wishes in vec(wish(), 1..8)) {
        let mut document = Document::opened(plan);
        let mut versions = vec![Arc::clone(document.plan())];
        for wish in &wishes {
            document.close_typing();
            if let Some(edit) = wish.aim(document.plan()) && document.apply(&edit) == Ok(true) {
                versions.push(Arc::clone(document.plan()));
            }
        }
        for version in versions.iter().rev().skip(1) {
            prop_assert!(document.undo().is_some());
            prop_assert_eq!(&without_counter(document.plan()), &without_counter(version));
            prop_assert_eq!(document.plan().validate(), Ok(()));
        }
        prop_assert_eq!(document.undo(), None);
        prop_assert!(!document.is_modified());
        for version in versions.iter().skip(1) {
            prop_assert!(document.redo().is_some());
            prop_assert_eq!(&without_counter(document.plan()), &without_counter(version));
        }
        prop_assert_eq!(document.redo(), None);
    }

    #[test]
    fn no_id_is_given_out_twice(
        plan in arbitrary::plan(),
        ways in vec((wish(), prop::bool::weighted(0.4), prop::bool::weighted(0.2)), 1..10),
    ) {
        let mut document = Document::opened(plan);
        let mut ever: HashSet<Id> = records(document.plan()).into_iter().collect();
        for (wish, undo, redo) in &ways {
            let next = document.plan().ids;
            if let Some(edit) = wish.aim(document.plan()) && document.apply(&edit).is_ok() {
                // What is new bears a number that nothing bore before.
                let before: HashSet<Id> = ever.clone();
                if !matches!(edit, Edit::Batch { .. } | Edit::Insert { .. } | Edit::ReplacePart(_)) {
                    prop_assert!(records(document.plan()).iter().all(|id| before.contains(id)));
                }
                ever.extend(records(document.plan()));
            }
            if *undo {
                document.undo();
            }
            if *redo {
                document.redo();
            }
            prop_assert!(document.plan().ids >= next);
            let mut ids = document.plan().ids;
            prop_assert!(!ever.contains(&ids.take()));
            prop_assert!(ever.iter().all(|id| document.plan().ids.is_ahead_of(*id)));
        }
    }

    #[test]
    fn an_edit_outlives_being_written_down(plan in arbitrary::plan(), wish in wish()) {
        let Some(edit) = wish.aim(&plan) else { return Ok(()) };
        let written = ron::to_string(&edit).unwrap();
        prop_assert_eq!(&ron::from_str::<Edit>(&written).unwrap(), &edit, "{}", written);
        let written = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Edit>(&written).unwrap(), &edit, "{}", written);
    }

    #[test]
    fn what_a_change_does_not_touch_stays_shared(plan in arbitrary::plan(), wish in single_wish()) {
        let Some(edit) = wish.aim(&plan) else { return Ok(()) };
        let Ok(changed) = apply(&plan, &edit) else { return Ok(()) };
        // A document keeps the old plan where nothing changed.
        if matches!(edit, Edit::ReplacePart(_)) || changed == plan {
            return Ok(());
        }
        let (before, after) = (addresses(&plan), addresses(&changed));
        let way = edit.record().map(|id| plan.lineage(id)).unwrap_or_default();
        for (id, at) in before {
            // The way down to the record is the plan's own, also when only a blank became known.
            if !way.contains(&id) && after.get(&id).is_some_and(|now| *now != at) {
                prop_assert_ne!(plan.node(id), changed.node(id), "{:?} copied record {}", edit, id);
            }
        }
    }
}

#[test]
fn the_wishes_hit() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut made, mut refused, mut names) = (0, 0, HashSet::new());
    for _ in 0..600 {
        let plan = arbitrary::plan().new_tree(&mut runner).unwrap().current();
        let wish = wish().new_tree(&mut runner).unwrap().current();
        match wish.aim(&plan).map(|edit| (apply(&plan, &edit), edit)) {
            Some((Ok(changed), edit)) if changed != plan => {
                made += 1;
                names.insert(std::mem::discriminant(&edit));
            }
            Some((Err(_), _)) => refused += 1,
            _ => {}
        }
    }
    assert!(made > 200 && refused > 20, "{made} made, {refused} refused");
    assert_eq!(names.len(), 12, "not every kind of edit was made");
}

// Single cases.

/// A section with two goals of two measures, and one measure of its own.
struct Small {
    plan: Plan,
    section: Id,
    goals: [Id; 2],
    measures: [Id; 4],
    indicator: Id,
    person: Id,
}

fn small() -> Small {
    let mut make = Maker::new(Language::ZhCn);
    let person = make.person("王芳", "大堂经理");
    let mut measures = Vec::new();
    for text in ["甲", "乙", "丙", "丁"] {
        measures.push(make.measure("", text, &[], None));
    }
    Arc::make_mut(&mut measures[0])
        .owners
        .push(Owner { who: Who::Person(person), role: OwnerRole::Responsible });
    let first = measures[0].id;
    Arc::make_mut(&mut measures[3]).after.push(first);
    let ids: Vec<Id> = measures.iter().map(|measure| measure.id.id()).collect();
    let indicator = make.indicator("满意率", "%", None, Target::AtLeast(crate::sample_plan::number("95")));
    let indicator_id = indicator.id.id();
    let rest = measures.split_off(2);
    let goals = [make.goal("目标一", vec![indicator], measures), make.goal("目标二", vec![], rest)];
    let goal_ids = goals.each_ref().map(|goal| match goal {
        Item::Goal(goal) => goal.id.id(),
        other => panic!("{other:?}"),
    });
    let section = make.section(SectionRole::Service, "优质服务", goals.into());
    let section_id = section.id.id();
    let problem = Problem {
        id: make.part_id(),
        text: "排队长".into(),
        cause: Text::default(),
        countermeasure: Text::default(),
        answered_by: vec![first],
    };
    let row = ScoreRow {
        id: make.part_id(),
        indicator: Some(IndicatorId::new(indicator_id)),
        name: Text::default(),
        weight: None,
        standard: Text::default(),
        score: None,
    };
    let problems =
        Problems { id: make.part_id(), heading: Text::default(), leads: vec![], problems: vec![problem] };
    let scores = ScoreTable {
        id: make.part_id(),
        heading: Text::default(),
        rows: vec![row],
        coefficients: vec![],
        pay: vec![],
    };
    let parts = &mut make.plan().parts;
    parts.push(Part::Section(section));
    parts.push(Part::Problems(Arc::new(problems)));
    parts.push(Part::Scores(Arc::new(scores)));
    Small {
        plan: make.done(),
        section: section_id,
        goals: goal_ids,
        measures: ids.try_into().unwrap(),
        indicator: indicator_id,
        person: person.id(),
    }
}

fn write(id: Id, text: &str) -> Edit {
    Edit::SetText { at: Place::of(id, TextField::Text), text: text.into() }
}

fn text_of(plan: &Plan, id: Id) -> String {
    match plan.find(id) {
        Some(NodeRef::Measure(measure)) => measure.text.as_str().to_owned(),
        Some(NodeRef::Goal(goal)) => goal.text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn typing_in_one_field_is_one_step() {
    let Small { plan, measures: [a, b, ..], .. } = small();
    let mut document = Document::opened(plan);
    for text in ["甲一", "甲一二", "甲一二三"] {
        assert_eq!(document.apply(&write(a, text)), Ok(true));
    }
    assert_eq!(document.steps(), 1);
    document.close_typing();
    document.apply(&write(a, "甲一二三四")).unwrap();
    assert_eq!(document.steps(), 2);
    // Another field is another step, also on the way back.
    document.apply(&write(b, "乙一")).unwrap();
    document.apply(&write(a, "甲")).unwrap();
    assert_eq!(document.steps(), 4);
    for wanted in ["甲一二三四", "甲一二三四", "甲一二三", "甲"] {
        document.undo().unwrap();
        assert_eq!(text_of(document.plan(), a), wanted);
    }
    assert_eq!(document.undo(), None);
}

#[test]
fn a_title_and_its_text_are_one_field() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut document = Document::opened(plan);
    document.apply(&write(a, "甲一")).unwrap();
    document.apply(&Edit::SetText { at: Place::of(a, TextField::Title), text: "题".into() }).unwrap();
    let both = Edit::Batch {
        name: BatchName::Typing,
        edits: vec![
            Edit::SetText { at: Place::of(a, TextField::Title), text: String::new() },
            write(a, "题甲一"),
        ],
    };
    document.apply(&both).unwrap();
    assert_eq!(document.steps(), 1);
}

#[test]
fn typing_back_to_the_start_is_no_step() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut document = Document::opened(plan);
    document.apply(&write(a, "甲一")).unwrap();
    assert!(document.is_modified());
    document.apply(&write(a, "甲")).unwrap();
    assert_eq!(document.steps(), 0);
    assert!(!document.is_modified());
    assert_eq!(document.undo(), None);
    // What comes next is a step again.
    document.apply(&write(a, "甲二")).unwrap();
    assert_eq!(document.steps(), 1);
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut document = Document::opened(plan);
    assert_eq!(document.apply(&write(a, "甲")), Ok(false));
    assert_eq!((document.steps(), document.is_modified()), (0, false));
}

#[test]
fn a_plan_is_modified_until_it_is_saved_and_again_after_undo_past_it() {
    let Small { plan, measures: [a, ..], .. } = small();
    assert!(Document::created(plan.clone()).is_modified(), "no file holds a new plan");
    let mut document = Document::opened(plan);
    assert!(!document.is_modified());
    document.apply(&write(a, "甲一")).unwrap();
    let written = document.revision();
    // Typed on while the write is under way.
    document.close_typing();
    document.apply(&write(a, "甲一二")).unwrap();
    document.mark_saved(written);
    assert!(document.is_modified());
    document.undo().unwrap();
    assert!(!document.is_modified());
    document.undo().unwrap();
    assert!(document.is_modified());
    document.redo().unwrap();
    assert!(!document.is_modified());
    // The same words typed anew are another version, and saved only when they are written.
    document.undo().unwrap();
    document.apply(&write(a, "甲一")).unwrap();
    assert!(document.is_modified());
}

#[test]
fn saving_ends_a_run_of_typing() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut document = Document::opened(plan);
    document.apply(&write(a, "甲一")).unwrap();
    document.mark_saved(document.revision());
    document.apply(&write(a, "甲一二")).unwrap();
    document.undo().unwrap();
    assert_eq!(text_of(document.plan(), a), "甲一");
    assert!(!document.is_modified());
}

#[test]
fn a_change_after_undo_forgets_what_could_be_redone() {
    let Small { plan, measures: [a, b, ..], .. } = small();
    let mut document = Document::opened(plan);
    document.apply(&write(a, "甲一")).unwrap();
    document.undo().unwrap();
    document.apply(&write(b, "乙一")).unwrap();
    assert_eq!(document.redo(), None);
    assert_eq!(text_of(document.plan(), a), "甲");
}

#[test]
fn the_history_keeps_the_newest_steps() {
    let Small { plan, measures: [a, ..], .. } = small();
    let mut document = Document::opened(plan);
    for number in 0..MAX_STEPS + 5 {
        document.apply(&write(a, &number.to_string())).unwrap();
        document.close_typing();
    }
    assert_eq!(document.steps(), MAX_STEPS);
    while document.undo().is_some() {}
    assert_eq!(text_of(document.plan(), a), "4");
    assert!(document.is_modified());
}

#[test]
fn ids_are_not_given_out_again_after_undo() {
    let Small { plan, section, .. } = small();
    let mut document = Document::opened(plan);
    let insert = |document: &mut Document| {
        let mut ids = document.plan().ids;
        let id = ids.take();
        let node = Node::Paragraph(Paragraph { id: ParagraphId::new(id), text: "段".into() });
        let slot = Slot { parent: Some(section), list: List::Items };
        document.apply(&Edit::Insert { slot, index: 0, node: Box::new(node) }).unwrap();
        id
    };
    let first = insert(&mut document);
    document.undo().unwrap();
    let second = insert(&mut document);
    assert!(second > first);
    document.undo().unwrap();
    assert!(document.plan().find(second).is_none() && document.plan().ids.is_ahead_of(second));
}

#[test]
fn removing_drops_the_links_to_what_is_gone() {
    let Small { plan, goals, measures: [_, _, _, last], indicator, .. } = small();
    let changed = apply(&plan, &Edit::Remove(goals[0])).unwrap();
    changed.validate().unwrap();
    assert!(changed.find(indicator).is_none());
    changed.walk(&mut |node| match node {
        NodeRef::Problem(problem) => assert_eq!(problem.answered_by, []),
        NodeRef::ScoreRow(row) => assert_eq!(row.indicator, None),
        NodeRef::Measure(measure) if measure.id.id() == last => assert_eq!(measure.after, []),
        _ => {}
    });
}

#[test]
fn a_person_who_owns_measures_stays() {
    let Small { plan, measures: [a, ..], person, .. } = small();
    let fault = apply(&plan, &Edit::Remove(person)).unwrap_err();
    assert_eq!(fault, EditError::Owns { id: person, measures: 1 });
    let free = apply(&plan, &Edit::SetMeasure(MeasureId::new(a), MeasureValue::Owners(vec![]))).unwrap();
    assert!(apply(&free, &Edit::Remove(person)).unwrap().people.is_empty());
}

#[test]
fn nothing_moves_into_itself() {
    let Small { plan, section, goals, .. } = small();
    let into = |parent, list| Slot { parent: Some(parent), list };
    for to in [into(section, List::Items), into(goals[0], List::Measures)] {
        let fault = apply(&plan, &Edit::Move { id: section, to, index: 0 }).unwrap_err();
        assert_eq!(fault, EditError::IntoItself { id: section });
    }
}

#[test]
fn a_batch_that_fails_in_the_end_changes_nothing() {
    let Small { plan, measures: [a, ..], person, .. } = small();
    let mut document = Document::opened(plan.clone());
    let edits = vec![write(a, "甲一"), Edit::Remove(person)];
    document.apply(&Edit::Batch { name: BatchName::Fill, edits }).unwrap_err();
    assert_eq!(**document.plan(), plan);
}

#[test]
fn a_written_blank_becomes_known_and_can_be_filled() {
    let Small { plan, measures: [a, b, ..], .. } = small();
    let mut document = Document::opened(plan);
    document.apply(&write(a, "由⟦牵头人⟧办")).unwrap();
    document.apply(&write(b, "报⟦牵头人⟧")).unwrap();
    let name = PlaceholderName::new("牵头人").unwrap();
    document.apply(&Edit::FillBlank { name: name.clone(), value: "王芳".into() }).unwrap();
    assert_eq!(text_of(document.plan(), a), "由王芳办");
    assert_eq!(text_of(document.plan(), b), "报王芳");
    document.undo().unwrap();
    assert_eq!(text_of(document.plan(), b), "报⟦牵头人⟧");
    let unknown = Edit::FillBlank { name: PlaceholderName::new("没有").unwrap(), value: "1".into() };
    assert!(matches!(document.apply(&unknown), Err(EditError::NoBlank { .. })));
}
