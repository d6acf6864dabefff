//! Changing what a plan is made of: state, action, state. A plan is shown in one line: a section as
//! `§heading{…}`, a goal as `#text[…]`, a measure as its text with its parts in brackets, a
//! paragraph as `¶text`.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::edit::{Edit, for_each_field};
use planwright::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use planwright::model::*;
use planwright::session::structure::{Cut, Gap, StructureAction, drops};
use planwright::session::{Action, Caret, Command, Effect, Finished, Select, Session, Settings};
use proptest::prelude::*;

use crate::arbitrary;
use crate::sample_plan::Maker;

pub(crate) fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

/// Opens a plan.
pub(crate) fn session(plan: Plan) -> Session {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    let opened = planwright::file::Opened { plan, stamp: planwright::file::Stamp::of(b"read") };
    let path = "/tmp/plans/甲.plan.ron".into();
    session.dispatch(Action::Finished(Finished::Read { path, result: Ok(opened) }), now());
    session
}

pub(crate) fn act(session: &mut Session, action: Action) -> Vec<Effect> {
    session.dispatch(action, now())
}

fn give(session: &mut Session, command: Command) {
    act(session, Action::Command(command));
}

fn structure(session: &mut Session, action: StructureAction) {
    act(session, Action::Structure(action));
}

/// Shows the plan's structure in one line.
pub(crate) fn shown(plan: &Plan) -> String {
    fn list(node: NodeRef<'_>) -> String {
        let mut all = Vec::new();
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
            if list != List::Indicators {
                all.push(one(child));
            }
            Ok(())
        });
        all.join(" ")
    }
    fn one(node: NodeRef<'_>) -> String {
        match node {
            NodeRef::Section(section) => format!("§{}{{{}}}", section.heading, list(node)),
            NodeRef::Goal(goal) => format!("#{}[{}]", goal.text, list(node)),
            NodeRef::Measure(measure) => {
                let inside = list(node);
                let title =
                    if measure.title.is_empty() { String::new() } else { format!("{}。", measure.title) };
                let inside = if inside.is_empty() { inside } else { format!("({inside})") };
                format!("{title}{}{inside}", measure.text)
            }
            NodeRef::Paragraph(paragraph) => format!("¶{}", paragraph.text),
            NodeRef::Part(part) => format!("part{{{}}}", list(NodeRef::Part(part))),
            other => format!("{:?}", other.kind()),
        }
    }
    plan.parts.iter().map(|part| one(NodeRef::of_part(part))).collect::<Vec<_>>().join(" ")
}

fn is(session: &Session) -> String {
    shown(session.plan().unwrap())
}

/// Finds the record that begins with these words.
pub(crate) fn named(plan: &Plan, name: &str) -> Id {
    let mut found = None;
    plan.walk(&mut |node| {
        let text = match node {
            NodeRef::Section(section) => &section.heading,
            NodeRef::Goal(goal) => &goal.text,
            NodeRef::Measure(measure) => &measure.text,
            NodeRef::Paragraph(paragraph) => &paragraph.text,
            _ => return,
        };
        if text.as_str() == name && found.is_none() {
            found = Some(node.id());
        }
    });
    found.unwrap_or_else(|| panic!("no {name} in {}", shown(plan)))
}

fn at(session: &Session, name: &str) -> Id {
    named(session.plan().unwrap(), name)
}

fn pick(session: &mut Session, names: &str) {
    let ids = names.chars().map(|name| at(session, &name.to_string())).collect();
    act(session, Action::Select(Select::Set(ids)));
}

/// Two sections: `§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 戊 己}`.
pub(crate) fn sample() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let [one, two, three, four, five, six] =
        ["甲", "乙", "丙", "丁", "戊", "己"].map(|text| make.measure("", text, &[], None));
    let goals = vec![make.goal("子", vec![], vec![one, two, three]), make.goal("丑", vec![], vec![four])];
    let lead = make.paragraph("引");
    let first = make.section(SectionRole::General, "天", goals);
    let rest = vec![Item::Paragraph(lead), Item::Measure(five), Item::Measure(six)];
    let second = make.section(SectionRole::General, "地", rest);
    make.plan().parts = vec![Part::Section(first), Part::Section(second)];
    make.done()
}

const START: &str = "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 戊 己}";

fn refused(session: &mut Session, sentence: &str) {
    assert_eq!(session.notices.last().map(|notice| notice.text.as_str()), Some(sentence));
    session.notices.clear();
    assert_eq!(is(session), START);
}

#[test]
fn commands_work_on_the_selection_as_one_step() {
    for (names, command, after) in [
        ("乙", Command::MoveUp, "§天{#子[乙 甲 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("乙丙", Command::MoveUp, "§天{#子[乙 丙 甲] #丑[丁]} §地{¶引 戊 己}"),
        ("甲乙", Command::MoveUp, START),
        ("甲丙", Command::MoveUp, "§天{#子[甲 丙 乙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲乙", Command::MoveDown, "§天{#子[丙 甲 乙] #丑[丁]} §地{¶引 戊 己}"),
        ("乙丙", Command::MoveDown, "§天{#子[甲] #丑[乙 丙 丁]} §地{¶引 戊 己}"),
        ("丁", Command::MoveUp, "§天{#子[甲 乙 丙 丁] #丑[]} §地{¶引 戊 己}"),
        ("丑", Command::MoveDown, "§天{#子[甲 乙 丙]} §地{#丑[丁] ¶引 戊 己}"),
        ("戊", Command::MoveSectionUp, "§地{¶引 戊 己} §天{#子[甲 乙 丙] #丑[丁]}"),
        ("乙丙", Command::Indent, "§天{#子[甲(乙 丙)] #丑[丁]} §地{¶引 戊 己}"),
        ("己", Command::Indent, "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 戊(己)}"),
        ("地", Command::Indent, "§天{#子[甲 乙 丙] #丑[丁] §地{¶引 戊 己}}"),
        ("乙", Command::Outdent, "§天{#子[甲 丙] 乙 #丑[丁]} §地{¶引 戊 己}"),
        ("乙丙", Command::Outdent, "§天{#子[甲] 乙 丙 #丑[丁]} §地{¶引 戊 己}"),
        ("甲丙", Command::Duplicate, "§天{#子[甲 甲 乙 丙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲乙", Command::Duplicate, "§天{#子[甲 乙 甲 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲丁戊", Command::Remove, "§天{#子[乙 丙] #丑[]} §地{¶引 己}"),
        ("子甲", Command::Remove, "§天{#丑[丁]} §地{¶引 戊 己}"),
    ] {
        let mut session = session(sample());
        pick(&mut session, names);
        give(&mut session, command);
        assert_eq!(is(&session), after, "{command:?} with {names}");
        session.plan().unwrap().validate().unwrap();
        let steps = session.open.as_ref().unwrap().document.steps();
        assert_eq!(steps, usize::from(after != START), "{command:?} with {names}");
        give(&mut session, Command::Undo);
        assert_eq!(is(&session), START);
    }
}

#[test]
fn levels_that_are_not_there_are_refused_in_a_sentence() {
    let mut session = session(sample());
    for (name, command, sentence) in [
        ("甲", Command::Indent, "它前面没有同级的内容，不能降级。"),
        ("丑", Command::Indent, "前一条里放不下它。"),
        ("天", Command::Outdent, "它已经在最上层了。"),
        ("戊", Command::Outdent, "上一层放不下它，只能留在这里。"),
    ] {
        pick(&mut session, name);
        give(&mut session, command);
        refused(&mut session, sentence);
    }
}

#[test]
fn what_goes_out_takes_along_what_is_read_behind_it() {
    let mut session = session(sample());
    pick(&mut session, "乙丙");
    give(&mut session, Command::Indent);
    assert_eq!(is(&session), "§天{#子[甲(乙 丙)] #丑[丁]} §地{¶引 戊 己}");
    pick(&mut session, "乙");
    give(&mut session, Command::Outdent);
    assert_eq!(is(&session), "§天{#子[甲 乙(丙)] #丑[丁]} §地{¶引 戊 己}");
    give(&mut session, Command::Undo);
    pick(&mut session, "乙丙");
    give(&mut session, Command::Outdent);
    assert_eq!(is(&session), START);
}

#[test]
fn sections_go_no_deeper_than_three_levels() {
    let mut session = session(sample());
    let first = at(&session, "天");
    act(&mut session, Action::Focus(Some(first)));
    give(&mut session, Command::AddSubSection);
    give(&mut session, Command::AddSubSection);
    assert_eq!(is(&session), "§天{#子[甲 乙 丙] #丑[丁] §{§{}}} §地{¶引 戊 己}");
    give(&mut session, Command::AddSubSection);
    assert_eq!(session.notices.last().unwrap().text, "节最多三层。");
    pick(&mut session, "地");
    give(&mut session, Command::MoveUp);
    pick(&mut session, "天");
    give(&mut session, Command::Indent);
    assert_eq!(session.notices.last().unwrap().text, "节最多三层。");
}

#[test]
fn a_selection_grows_by_the_order_of_the_view() {
    let mut session = session(sample());
    let order: Arc<[Id]> = "子甲乙丙丑丁".chars().map(|name| at(&session, &name.to_string())).collect();
    let names = |session: &Session| -> String {
        let plan = session.plan().unwrap();
        session
            .selection
            .ids()
            .iter()
            .map(|id| match plan.find(*id).unwrap() {
                NodeRef::Goal(goal) => goal.text.to_string(),
                NodeRef::Measure(measure) => measure.text.to_string(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    act(&mut session, Action::Select(Select::Only(order[1])));
    assert_eq!((names(&session).as_str(), session.focus), ("", Some(order[1])));
    act(&mut session, Action::Select(Select::Extend { to: order[3], order: Arc::clone(&order) }));
    assert_eq!(names(&session), "甲乙丙");
    act(&mut session, Action::Select(Select::Step { down: true, order: Arc::clone(&order) }));
    assert_eq!(names(&session), "甲乙丙丑");
    for _ in 0..4 {
        act(&mut session, Action::Select(Select::Step { down: false, order: Arc::clone(&order) }));
    }
    assert_eq!(names(&session), "子甲");
    act(&mut session, Action::Select(Select::Toggle { id: order[5], order: Arc::clone(&order) }));
    act(&mut session, Action::Select(Select::Toggle { id: order[1], order: Arc::clone(&order) }));
    assert_eq!(names(&session), "子丁");
    // What lies in a selected record goes with it and is not counted again.
    act(&mut session, Action::Select(Select::All(Arc::clone(&order))));
    assert_eq!(session.chosen().len(), 2);
    act(&mut session, Action::Select(Select::Clear));
    assert!(session.selection.is_empty());
    // The focused record is meant along with the one that is added to it.
    act(&mut session, Action::Focus(Some(order[1])));
    act(&mut session, Action::Select(Select::Toggle { id: order[2], order: Arc::clone(&order) }));
    assert_eq!(names(&session), "甲乙");
    give(&mut session, Command::SelectSiblings);
    assert_eq!(names(&session), "甲乙丙");
    give(&mut session, Command::Remove);
    assert!(session.selection.is_empty());
    // What is gone is not selected.
    act(&mut session, Action::Select(Select::Set(vec![order[5]])));
    act(&mut session, Action::Edit(Edit::Remove(order[5])));
    assert!(session.selection.is_empty());
}

#[test]
fn texts_are_split_where_they_are_cut() {
    for (name, before, after, result) in [
        ("甲", "甲", "尾", "§天{#子[甲 尾 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("甲", "", "甲", "§天{#子[ 甲 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("引", "引", "言", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 ¶言 戊 己}"),
        ("子", "前", "后", "§天{#前[] #后[甲 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
        ("子", "子", "", "§天{#子[ 甲 乙 丙] #丑[丁]} §地{¶引 戊 己}"),
    ] {
        let mut session = session(sample());
        let id = at(&session, name);
        let cut = Cut { id, title: String::new(), before: before.into(), after: after.into() };
        structure(&mut session, StructureAction::Split(cut));
        assert_eq!(is(&session), result);
        give(&mut session, Command::Undo);
        assert_eq!(is(&session), START);
    }
}

#[test]
fn texts_are_joined_with_what_stands_before_them() {
    for (name, result, into, caret) in [
        ("乙", "§天{#子[甲乙 丙] #丑[丁]} §地{¶引 戊 己}", "甲乙", 1),
        ("己", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引 戊己}", "戊己", 1),
        ("戊", "§天{#子[甲 乙 丙] #丑[丁]} §地{¶引戊 己}", "引戊", 1),
    ] {
        let mut session = session(sample());
        let id = at(&session, name);
        structure(&mut session, StructureAction::JoinBefore(id));
        assert_eq!(is(&session), result);
        assert_eq!(session.focus, Some(at(&session, into)));
        assert!(
            matches!(session.reveal.caret, Some(Caret::Span { from, to, .. }) if from == caret && to == caret)
        );
        give(&mut session, Command::Undo);
        // The same from the other side.
        let before = at(&session, &into.chars().next().unwrap().to_string());
        structure(&mut session, StructureAction::JoinBehind(before));
        assert_eq!(is(&session), result);
    }
    let mut session = session(sample());
    for (name, sentence) in [
        ("甲", "不能并到标题里。标题和下面的内容是分开的。"),
        ("丑", "标题下面还有内容，不能并到上一条。先移走或删去那些内容。"),
        ("引", "不能并到标题里。标题和下面的内容是分开的。"),
    ] {
        let id = at(&session, name);
        structure(&mut session, StructureAction::JoinBefore(id));
        refused(&mut session, sentence);
    }
}

#[test]
fn joining_refuses_values_that_differ() {
    let mut make = Maker::new(Language::ZhCn);
    let month = |number| Some(When::Month(Month::new(2027, number).unwrap()));
    let measures = vec![make.measure("", "甲", &[], month(3)), make.measure("", "乙", &[], month(4))];
    let section = make.section(SectionRole::General, "天", measures.into_iter().map(Item::Measure).collect());
    make.plan().parts.push(Part::Section(section));
    let mut session = session(make.done());
    let id = at(&session, "乙");
    structure(&mut session, StructureAction::JoinBefore(id));
    assert_eq!(is(&session), "§天{甲 乙}");
    assert!(session.notices.last().unwrap().text.starts_with("两条措施的时间不同"));
}

#[test]
fn every_sort_of_part_can_be_added_and_filled() {
    for (command, rows) in [
        (Command::AddOpening, false),
        (Command::AddReview, false),
        (Command::AddProblems, true),
        (Command::AddScores, true),
        (Command::AddContract, true),
        (Command::AddImprovement, true),
        (Command::AddRegister, true),
        (Command::AddAttachment, false),
        (Command::AddClosing, false),
        (Command::AddSignOff, false),
    ] {
        let mut session = session(sample());
        let first = at(&session, "甲");
        act(&mut session, Action::Focus(Some(first)));
        give(&mut session, command);
        let plan = session.plan().unwrap();
        plan.validate().unwrap();
        assert_eq!(plan.parts.len(), 3);
        let part = plan.parts[1].id();
        assert!(plan.lineage(session.focus.unwrap()).contains(&part), "{command:?}");
        let before = count(plan);
        act(&mut session, Action::Focus(Some(part)));
        give(&mut session, Command::AddRow);
        let plan = session.plan().unwrap();
        plan.validate().unwrap();
        assert_eq!(count(plan) - before, usize::from(rows), "{command:?}");
        // Every list of the part takes a new record.
        let lists = plan.find(part).unwrap().lists();
        for list in lists {
            let slot = Slot { parent: Some(part), list: *list };
            let before = count(session.plan().unwrap());
            structure(&mut session, StructureAction::AddTo(slot));
            session.plan().unwrap().validate().unwrap();
            assert_eq!(count(session.plan().unwrap()), before + 1, "{command:?} {list:?}");
        }
    }
}

fn count(plan: &Plan) -> usize {
    let mut count = 0;
    plan.walk(&mut |_| count += 1);
    count
}

#[test]
fn drops_are_offered_by_depth_and_only_where_they_can_be() {
    let plan = sample();
    let id = |name: &str| named(&plan, name);
    let depths = |dragged: &str, above: Option<&str>, below: Option<&str>, open: bool| -> Vec<usize> {
        let gap = Gap { above: above.map(id), open, below: below.map(id) };
        drops(&plan, &[id(dragged)], gap).iter().map(|drop| drop.depth).collect()
    };
    // Between the last measure of a goal and the next goal: into the measure, behind it, out of the goal.
    assert_eq!(depths("甲", Some("丙"), Some("丑"), true), [3, 2, 1]);
    // A goal goes between goals only.
    assert_eq!(depths("丑", Some("甲"), Some("乙"), true), [0; 0]);
    assert_eq!(depths("丑", Some("天"), Some("子"), true), [1]);
    // A section into a section or between two.
    assert_eq!(depths("地", Some("丁"), Some("地"), true), [1, 0]);
    // Nothing goes into itself.
    assert_eq!(depths("天", Some("甲"), Some("乙"), true), [0; 0]);
    for (gap, depth, result) in [
        (("丙", Some("丑")), 3, "§天{#子[乙 丙(甲)] #丑[丁]} §地{¶引 戊 己}"),
        (("丙", Some("丑")), 2, "§天{#子[乙 丙 甲] #丑[丁]} §地{¶引 戊 己}"),
        (("丙", Some("丑")), 1, "§天{#子[乙 丙] 甲 #丑[丁]} §地{¶引 戊 己}"),
        (("己", None), 1, "§天{#子[乙 丙] #丑[丁]} §地{¶引 戊 己 甲}"),
    ] {
        let mut session = session(plan.clone());
        let gap = Gap { above: Some(id(gap.0)), open: true, below: gap.1.map(id) };
        let drop = drops(&plan, &[id("甲")], gap).into_iter().find(|drop| drop.depth == depth).unwrap();
        let ids = vec![id("甲")];
        structure(&mut session, StructureAction::MoveTo { ids, to: drop.to, index: drop.index });
        assert_eq!(is(&session), result);
    }
}

/// Returns every sign that is written anywhere in a plan, sorted, without spaces and the marks that
/// joining puts between.
fn signs(plan: &Plan) -> Vec<char> {
    let mut signs = Vec::new();
    for_each_field(plan, &mut |_, text| signs.extend(text.as_str().chars().filter(|c| !c.is_whitespace())));
    signs.retain(|c| !matches!(c, '；' | ';' | '。' | '.'));
    signs.sort_unstable();
    signs
}

/// Returns what measures hold besides text.
fn holdings(plan: &Plan) -> (usize, HashSet<Who>, usize, Vec<Id>) {
    let (mut log, mut owners, mut ticks, mut indicators) = (0, HashSet::new(), 0, Vec::new());
    plan.walk(&mut |node| match node {
        NodeRef::Measure(measure) => {
            log += measure.log.len();
            ticks += usize::from(!measure.ticks.is_empty());
            owners.extend(measure.owners.iter().map(|owner| owner.who.clone()));
        }
        NodeRef::Indicator(indicator) => indicators.push(indicator.id.id()),
        _ => {}
    });
    indicators.sort_unstable();
    (log, owners, ticks.min(1), indicators)
}

fn ids(plan: &Plan) -> Vec<Id> {
    let mut ids = Vec::new();
    plan.walk(&mut |node| ids.push(node.id()));
    ids
}

/// What is refused and told, or done whole.
fn any_record(plan: &Plan, pick: usize) -> Option<Id> {
    let all = ids(plan);
    (!all.is_empty()).then(|| all[pick % all.len()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn joining_loses_nothing(plan in arbitrary::plan(), pick in any::<usize>(), behind in any::<bool>()) {
        let Some(id) = any_record(&plan, pick) else { return Ok(()) };
        let mut session = session(plan);
        let before = Arc::clone(session.plan().unwrap());
        let action = if behind { StructureAction::JoinBehind(id) } else { StructureAction::JoinBefore(id) };
        structure(&mut session, action);
        let after = session.plan().unwrap();
        prop_assert!(after.validate().is_ok());
        let (had, has) = (holdings(&before), holdings(after));
        prop_assert!(had.0 <= has.0 && had.1 == has.1 && had.2 == has.2 && had.3 == has.3);
        let (mut had, mut has) = (signs(&before), signs(after));
        // The same words twice are kept once: of risks and resources that both say the same.
        if had.len() != has.len() {
            had.dedup();
            has.dedup();
        }
        prop_assert_eq!(had, has);
    }

    #[test]
    fn moving_keeps_every_record(plan in arbitrary::plan(), picks in prop::collection::vec(any::<usize>(), 1..4), way in 0..7usize) {
        let chosen: Vec<Id> = picks.iter().filter_map(|pick| any_record(&plan, *pick)).collect();
        let mut session = session(plan);
        let before = Arc::clone(session.plan().unwrap());
        act(&mut session, Action::Select(Select::Set(chosen)));
        let way = [
            Command::MoveUp, Command::MoveDown, Command::Indent, Command::Outdent, Command::Duplicate,
            Command::MoveSectionUp, Command::MoveSectionDown,
        ][way];
        give(&mut session, way);
        let after = session.plan().unwrap();
        prop_assert!(after.validate().is_ok());
        let (mut had, mut has) = (ids(&before), ids(after));
        had.sort_unstable();
        has.sort_unstable();
        if way == Command::Duplicate {
            prop_assert!(had.iter().all(|id| has.contains(id)));
        } else {
            prop_assert_eq!(had, has);
            prop_assert_eq!(signs(&before), signs(after));
        }
        give(&mut session, Command::Undo);
        let mut undone = Plan::clone(session.plan().unwrap());
        undone.ids = before.ids;
        prop_assert_eq!(&undone, &*before);
    }

    #[test]
    fn measures_go_in_and_out_without_changing_their_order(plan in arbitrary::plan(), pick in any::<usize>(), inwards in any::<bool>()) {
        let measures: Vec<Id> = query::measures(&plan).iter().map(|measure| measure.id.id()).collect();
        if measures.is_empty() {
            return Ok(());
        }
        let id = measures[pick % measures.len()];
        let in_measure = plan.place(id).and_then(|(slot, _)| plan.find(slot.parent?)).map(NodeRef::kind);
        let mut session = session(plan);
        structure(&mut session, StructureAction::Level { id, inwards });
        let after: Vec<Id> = query::measures(session.plan().unwrap()).iter().map(|measure| measure.id.id()).collect();
        if inwards || in_measure == Some(NodeKind::Measure) {
            prop_assert_eq!(measures, after);
        }
    }

    #[test]
    fn copies_are_linked_among_themselves(plan in arbitrary::plan()) {
        let nodes: Vec<Node> = plan.parts.iter().map(|part| NodeRef::of_part(part).to_owned_node()).collect();
        let mut counter = plan.ids;
        let (copies, renamed) = Node::copies(&nodes, &mut counter, &|_| None);
        let new: HashSet<Id> = renamed.values().copied().collect();
        prop_assert_eq!(new.len(), renamed.len());
        prop_assert!(renamed.keys().all(|old| !new.contains(old)));
        for (node, copy) in nodes.iter().zip(&copies) {
            let (mut links, mut copied) = (Vec::new(), Vec::new());
            let Ok(()) = node.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
                links.extend(links_of(inner).into_iter().map(|id| renamed[&id]));
                Ok(())
            });
            let Ok(()) = copy.borrow().try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
                copied.extend(links_of(inner));
                Ok(())
            });
            prop_assert_eq!(links, copied);
        }
    }
}

fn links_of(node: NodeRef<'_>) -> Vec<Id> {
    match node {
        NodeRef::Measure(measure) => measure.after.iter().map(|id| id.id()).collect(),
        NodeRef::Problem(problem) => problem.answered_by.iter().map(|id| id.id()).collect(),
        NodeRef::ScoreRow(row) => row.indicator.iter().map(|id| id.id()).collect(),
        _ => Vec::new(),
    }
}
