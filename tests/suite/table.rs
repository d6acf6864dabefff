//! The table without a window: its lines, what written and pasted cells come to, what is done to many
//! rows at once; and that many changes at once are the same as one by one.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use planwright::edit::{BatchName, Edit, MeasureValue, Place, TextField, apply};
use planwright::file::{Opened, Stamp};
use planwright::model::tree::{List, Node, NodeRef, Slot};
use planwright::model::*;
use planwright::session::table::{
    Arrangement, At, Bulk, Column, Context, Facet, Grouping, Line, Rows, Rule, Sheet, ShiftUnit, Step,
    TableAction, Wish, key, meets, parse_cells, shifted, write_cells,
};
use planwright::session::{Action, Command, Effect, Finished, Session, Settings};
use planwright::track::Holidays;
use proptest::prelude::*;

use crate::sample_plan::{Maker, hall_plan};
use crate::typeset::large_plan;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 8, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

/// A session that shows the table of a plan.
struct Shown(Session);

impl Shown {
    fn of(plan: Plan) -> Self {
        let mut session = Session::new(Settings::default(), Language::ZhCn);
        session.today = now().date();
        let mut shown = Self(session);
        let opened = Opened { plan, stamp: Stamp::of(b"read") };
        let path = PathBuf::from("/tmp/plans/甲.plan.ron");
        shown.act(Action::Finished(Finished::Read { path, result: Ok(opened) }));
        shown.act(Action::Command(Command::GoTable));
        shown
    }

    /// Does what is asked, and the work that comes of it.
    fn act(&mut self, action: Action) {
        for effect in self.0.dispatch(action, now()) {
            match effect {
                Effect::Arrange(work) => self.act(Action::Finished(Finished::Arranged(Box::new(work.run())))),
                Effect::ReadCells(work) => {
                    self.act(Action::Finished(Finished::CellsRead(Box::new(work.run()))));
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, action: TableAction) {
        self.act(Action::Table(action));
    }

    fn point(&mut self, row: usize, column: Column) {
        let id = self.ids()[row];
        self.table(TableAction::Point { at: At { row: Some(id), column }, extend: false });
    }

    fn extend(&mut self, row: usize, column: Column) {
        let id = self.ids()[row];
        self.table(TableAction::Point { at: At { row: Some(id), column }, extend: true });
    }

    fn write(&mut self, row: usize, column: Column, text: &str) {
        let at = At { row: Some(self.ids()[row]), column };
        self.table(TableAction::Write { at, text: text.into(), amend: false });
    }

    fn plan(&self) -> &Plan {
        self.0.plan().unwrap()
    }

    fn steps(&self) -> usize {
        self.0.open.as_ref().unwrap().document.steps()
    }

    /// The records of the rows that are shown, in their order.
    fn ids(&self) -> Vec<Id> {
        let table = &self.0.table;
        table.arrangement().shown_rows().map(|at| table.rows().rows[at].id()).collect()
    }

    fn measure(&self, row: usize) -> Measure {
        let Some(NodeRef::Measure(measure)) = self.plan().find(self.ids()[row]) else { panic!("a measure") };
        (**measure).clone()
    }

    fn cell(&self, row: usize, column: Column) -> String {
        self.0.table_text(At { row: Some(self.ids()[row]), column })
    }
}

fn context<'a>(plan: &'a Plan, holidays: &'a Holidays) -> Context<'a> {
    Context { plan, language: Language::ZhCn, today: now().date(), holidays }
}

fn rows_of(arrangement: &Arrangement) -> Vec<usize> {
    arrangement.shown_rows().collect()
}

fn columns() -> impl Strategy<Value = Column> {
    prop::sample::select(Sheet::Measures.columns().iter().map(|(column, _)| *column).collect::<Vec<_>>())
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Empty),
        Just(Rule::Filled),
        "[一-龥a-z0-9]{1,2}".prop_map(Rule::Contains),
        Just(Rule::AnyOf(BTreeSet::from([Facet::Empty, Facet::Cadence, Facet::Month(2027, 6)]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sorting_moves_every_row_and_loses_none(
        plan in crate::arbitrary::plan(),
        sort in prop::collection::vec((columns(), any::<bool>()), 1..3),
    ) {
        let holidays = Holidays::default();
        let context = context(&plan, &holidays);
        let rows = Rows::of(&plan, 1, 0, Sheet::Measures);
        let wish = Wish { sort: sort.clone(), grouping: Grouping::None, ..Wish::default() };
        let order = rows_of(&Arrangement::of(&context, &rows, &wish));
        let mut all = order.clone();
        all.sort_unstable();
        prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
        let (column, descending) = sort[0];
        let keys: Vec<_> = order
            .iter()
            .map(|at| key(&context, &rows, &rows.rows[*at], column, u32::try_from(*at).unwrap()))
            .collect();
        prop_assert!(keys.windows(2).all(|pair| pair[0].compare(&pair[1], descending).is_le()));
    }

    #[test]
    fn two_rules_leave_what_meets_both(
        plan in crate::arbitrary::plan(),
        first in (columns(), rule()),
        second in (columns(), rule()),
    ) {
        prop_assume!(first.0 != second.0);
        let holidays = Holidays::default();
        let context = context(&plan, &holidays);
        let rows = Rows::of(&plan, 1, 0, Sheet::Measures);
        let shown = |rules: &[(Column, Rule)]| {
            let rules = rules.iter().cloned().collect();
            rows_of(&Arrangement::of(&context, &rows, &Wish { rules, grouping: Grouping::None, ..Wish::default() }))
        };
        let both = shown(&[first.clone(), second.clone()]);
        let after: Vec<usize> = shown(&[first])
            .into_iter()
            .filter(|at| meets(&context, &rows, &rows.rows[*at], second.0, &second.1))
            .collect();
        prop_assert_eq!(both, after);
    }

    #[test]
    fn each_row_is_in_one_group(plan in crate::arbitrary::plan(), grouping in prop::sample::select(&Grouping::ALL)) {
        let holidays = Holidays::default();
        let context = context(&plan, &holidays);
        let rows = Rows::of(&plan, 1, 0, Sheet::Measures);
        let arrangement = Arrangement::of(&context, &rows, &Wish { grouping, ..Wish::default() });
        let mut all = rows_of(&arrangement);
        all.sort_unstable();
        prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
        if grouping != Grouping::None {
            prop_assert_eq!(arrangement.groups.iter().map(|group| group.count).sum::<usize>(), rows.len());
            let facets: BTreeSet<_> = arrangement.groups.iter().map(|group| group.facet.clone()).collect();
            prop_assert_eq!(facets.len(), arrangement.groups.len());
        }
        for (line, shown) in arrangement.lines.iter().enumerate() {
            if let Line::Row(at) = shown {
                prop_assert_eq!(arrangement.line_of(usize::try_from(*at).unwrap()), Some(line));
            }
        }
    }

    #[test]
    fn copied_cells_are_read_as_they_were(
        cells in (1usize..5).prop_flat_map(|width| {
            prop::collection::vec(prop::collection::vec("[a一\"\t\n, ]{0,6}", width), 1..5)
        }),
    ) {
        prop_assert_eq!(parse_cells(&write_cells(&cells)), cells);
    }

    #[test]
    fn any_text_can_be_pasted(text in "[一-龥a-z0-9\"\t\n\r≥%、。]{0,80}", row in 0usize..8) {
        let mut shown = Shown::of(hall_plan());
        shown.point(row, Column::Owners);
        let before = shown.plan().clone();
        shown.table(TableAction::Paste(text));
        shown.plan().validate().unwrap();
        if shown.steps() > 0 {
            prop_assert_eq!(shown.steps(), 1);
            shown.act(Action::Command(Command::Undo));
        }
        let mut after = shown.plan().clone();
        after.ids = before.ids;
        prop_assert_eq!(after, before);
    }

    #[test]
    fn what_is_done_to_many_rows_is_one_step(
        bulk in prop_oneof![
            Just(Bulk::Owners("赵云、财务部".into())),
            Just(Bulk::AddOwners("王芳".into())),
            Just(Bulk::When("9月底".into())),
            Just(Bulk::Status(MeasureStatus::Done)),
            Just(Bulk::Remove),
            (-40i32..40, prop::sample::select(vec![ShiftUnit::Day, ShiftUnit::Week, ShiftUnit::Month]))
                .prop_map(|(count, unit)| Bulk::Shift { count, unit }),
        ],
        picks in prop::collection::btree_set(0usize..12, 1..8),
    ) {
        let mut shown = Shown::of(hall_plan());
        let ids = shown.ids();
        for pick in picks {
            shown.table(TableAction::Check { id: ids[pick % ids.len()], range: false });
        }
        let before = shown.plan().clone();
        shown.table(TableAction::Bulk(bulk));
        prop_assert!(shown.steps() <= 1);
        shown.plan().validate().unwrap();
        shown.act(Action::Command(Command::Undo));
        let mut after = shown.plan().clone();
        after.ids = before.ids;
        prop_assert_eq!(after, before);
    }

    #[test]
    fn many_changes_at_once_are_the_same_as_one_by_one(
        changes in prop::collection::vec((0u8..6, 0usize..40, 0usize..3), 12..60),
    ) {
        let plan = large_plan(40);
        let measures: Vec<MeasureId> = query::measures(&plan).iter().map(|measure| measure.id).collect();
        let goals: Vec<Id> = {
            let mut goals = Vec::new();
            plan.walk(&mut |node| if let NodeRef::Goal(goal) = node { goals.push(goal.id.id()) });
            goals
        };
        let mut ids = plan.ids;
        let mut kind = 0;
        let mut edits = Vec::new();
        for (pick, which, run) in changes {
            // Changes of one kind come in runs, as they do from the table.
            if run == 0 || kind == 0 {
                kind = pick + 1;
            }
            let measure = measures[which % measures.len()];
            let mut new = || Box::new(Node::Measure(Measure::new(MeasureId::new(ids.take()), "在⟦单位⟧".into()).into()));
            edits.push(match kind {
                1 => Edit::SetText { at: Place::of(measure, TextField::Text), text: format!("改{which}") },
                2 => Edit::SetMeasure(measure, MeasureValue::Status(MeasureStatus::Done)),
                3 => Edit::Remove(measure.id()),
                4 => {
                    let slot = Slot { parent: Some(goals[which % goals.len()]), list: List::Measures };
                    Edit::Insert { slot, index: which % 11, node: new() }
                }
                5 => {
                    let slot = Slot { parent: Some(measure.id()), list: List::Measures };
                    Edit::Insert { slot, index: 0, node: new() }
                }
                _ => {
                    let at = edits.len();
                    let slot = Slot { parent: Some(goals[0]), list: List::Measures };
                    Edit::Insert { slot, index: at % 3, node: new() }
                }
            });
        }
        let one_by_one = edits.iter().try_fold(plan.clone(), |plan, edit| apply(&plan, edit));
        let at_once = apply(&plan, &Edit::Batch { name: BatchName::Cells, edits });
        match (one_by_one, at_once) {
            (Ok(a), Ok(b)) => prop_assert_eq!(a, b),
            (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
        }
    }
}

#[test]
fn cells_are_pasted_back_as_they_were_copied() {
    let mut shown = Shown::of(hall_plan());
    for (column, _) in Sheet::Measures.columns() {
        shown.table(TableAction::Show(*column, true));
    }
    shown.table(TableAction::SelectAll);
    let copied = shown.0.table_copied();
    let rows = shown.ids().len();
    assert_eq!(parse_cells(&copied).len(), rows);
    let before = shown.plan().clone();
    shown.point(0, Column::Number);
    shown.table(TableAction::Paste(copied));
    assert_eq!(shown.plan().parts, before.parts);
    assert_eq!(shown.steps(), 0, "nothing has changed");
}

#[test]
fn many_cells_are_copied_on_a_thread_as_few_are() {
    let mut shown = Shown::of(large_plan(40));
    shown.table(TableAction::SelectAll);
    let copied = shown.0.table_copied();
    let effects = shown.0.dispatch(Action::Table(TableAction::Copy), now());
    let text = effects.into_iter().find_map(|effect| match effect {
        Effect::CopyText(text) => Some(text),
        Effect::CopyCells(work) => Some(work.run()),
        _ => None,
    });
    assert_eq!(text, Some(copied));
    let lines: Vec<String> = (0..10_000).map(|n| format!("第{n}件事")).collect();
    shown.table(TableAction::Point { at: At { row: None, column: Column::Measure }, extend: false });
    shown.table(TableAction::Paste(lines.join("\n")));
    shown.table(TableAction::SelectAll);
    let effects = shown.0.dispatch(Action::Table(TableAction::Copy), now());
    let work = effects.into_iter().find_map(|effect| match effect {
        Effect::CopyCells(work) => Some(work),
        _ => None,
    });
    assert_eq!(
        work.map(|work| work.run()),
        Some(shown.0.table_copied()),
        "not in the frame that asks for it"
    );
}

#[test]
fn ten_thousand_pasted_rows_are_one_step() {
    let mut shown = Shown::of(large_plan(40));
    let count = shown.ids().len();
    let lines: Vec<String> = (0..10_000).map(|n| format!("第{n}件事\t王芳、赵云\t6月底")).collect();
    shown.table(TableAction::Point { at: At { row: None, column: Column::Measure }, extend: false });
    shown.table(TableAction::Paste(lines.join("\n")));
    assert_eq!(query::measures(shown.plan()).len(), count + 10_000);
    assert_eq!(shown.steps(), 1);
    assert_eq!(shown.plan().people.len(), 2, "赵云 is made once");
    let last = shown.measure(count + 9_999);
    assert_eq!((last.text.as_str(), last.owners.len()), ("第9999件事", 2));
    assert_eq!(last.when, Some(When::By(NaiveDate::from_ymd_opt(2027, 6, 30).unwrap())));
    shown.act(Action::Command(Command::Undo));
    assert_eq!(query::measures(shown.plan()).len(), count);
}

#[test]
fn pasted_rows_go_over_rows_and_on_as_new_ones() {
    let mut shown = Shown::of(hall_plan());
    let count = shown.ids().len();
    shown.point(count - 1, Column::Measure);
    shown.table(TableAction::Paste("甲\n乙\n丙\n".into()));
    let all = query::measures(shown.plan()).len();
    assert_eq!(all, count + 2);
    assert_eq!(shown.cell(count, Column::Measure), "乙");
    assert_eq!(shown.cell(count + 1, Column::Measure), "丙");
    assert_eq!(shown.steps(), 1);
}

#[test]
fn a_row_of_heads_names_the_columns() {
    let mut shown = Shown::of(hall_plan());
    let count = shown.ids().len();
    shown.table(TableAction::Point { at: At { row: None, column: Column::Measure }, extend: false });
    shown.table(TableAction::Paste("时间\t措施\t责任人\n7月底\t盘点\t周敏\n".into()));
    let new = shown.measure(count);
    assert_eq!(new.text.as_str(), "盘点");
    assert_eq!(new.when, Some(When::By(NaiveDate::from_ymd_opt(2027, 7, 31).unwrap())));
    assert_eq!(shown.cell(count, Column::Owners), "周敏");
}

#[test]
fn a_table_with_heads_is_put_in_behind_the_row_with_the_cursor() {
    let mut shown = Shown::of(hall_plan());
    let before = shown.ids();
    let records: Vec<Measure> = (0..before.len()).map(|row| shown.measure(row)).collect();
    shown.point(1, Column::Measure);
    let pasted = "措施\t责任人\t时间\t目标\n练点钞\t李强、王芳\t6月底\t≥95%\n访客户\t李强\t7月底\t40户\n";
    shown.table(TableAction::Paste(pasted.into()));
    let after = shown.ids();
    assert_eq!(after.len(), before.len() + 2);
    assert_eq!(shown.steps(), 1);
    let at = after.iter().position(|id| *id == before[1]).unwrap();
    let (slot, index) = shown.plan().place(before[1]).unwrap();
    for (row, text, name) in [(1, "练点钞", "⟦指标名称⟧"), (2, "访客户", "⟦指标名称2⟧")]
    {
        let Some(NodeRef::Measure(measure)) = shown.plan().find(shown.plan().list(slot)[index + row]) else {
            panic!("a measure")
        };
        assert_eq!(measure.text.as_str(), text);
        // Nothing is guessed: the name is a blank that the plan knows.
        let indicator = &measure.indicators[0];
        assert_eq!(indicator.name.as_str(), name);
        let name = indicator.name.blanks().next().unwrap();
        assert!(shown.plan().placeholder(name).is_some());
        assert!(query::open_blanks(shown.plan()).contains_key(name));
        assert!(measure.owners.iter().all(|owner| owner.role == OwnerRole::Responsible));
    }
    assert!(at < after.len());
    for (id, record) in before.iter().zip(records) {
        let Some(NodeRef::Measure(measure)) = shown.plan().find(*id) else { panic!("a measure") };
        assert_eq!(**measure, record, "what was there is there");
    }
    let notice = shown.0.notices.last().unwrap();
    assert!(notice.headline.starts_with("已新增 2 条"), "{}", notice.headline);
    assert!(notice.text.contains("2 项指标没有写名称"), "{}", notice.text);
}

#[test]
fn cells_without_heads_are_written_over_and_that_is_told() {
    let mut shown = Shown::of(hall_plan());
    let count = shown.ids().len();
    shown.point(0, Column::Measure);
    shown.table(TableAction::Paste("甲\n乙\n".into()));
    assert_eq!(shown.ids().len(), count);
    assert_eq!((shown.cell(0, Column::Measure), shown.cell(1, Column::Measure)), ("甲".into(), "乙".into()));
    assert_eq!(shown.0.notices.last().unwrap().headline, "已覆盖 2 条");
    shown.point(count - 1, Column::Measure);
    shown.table(TableAction::Paste("丙\n丁\n".into()));
    let headline = &shown.0.notices.last().unwrap().headline;
    assert!(headline.starts_with("已覆盖 1 条，新增 1 条，在"), "{headline}");
}

#[test]
fn new_rows_stand_beside_the_row_with_the_cursor_however_rows_are_sorted() {
    for heads in ["措施\t时间\n", ""] {
        let mut shown = Shown::of(hall_plan());
        shown.table(TableAction::Group(Grouping::Goal));
        shown.table(TableAction::Sort { column: Column::When, second: false });
        let id = shown.ids()[0];
        let (slot, index) = shown.plan().place(id).unwrap();
        shown.point(0, Column::Measure);
        shown.act(Action::Table(TableAction::PasteRows(format!("{heads}新的\t6月底\n又一条\t7月底\n"))));
        let beside = shown.plan().list(slot);
        let texts: Vec<String> = beside[index + 1..index + 3]
            .iter()
            .map(|id| match shown.plan().find(*id) {
                Some(NodeRef::Measure(measure)) => measure.text.to_string(),
                _ => String::new(),
            })
            .collect();
        assert_eq!(texts, ["新的", "又一条"]);
        let notice = shown.0.notices.last().unwrap();
        assert!(notice.headline.starts_with("已新增 2 条，"), "where they are is told: {}", notice.headline);
    }
}

#[test]
fn several_owners_without_a_word_for_their_part_all_answer_for_the_measure() {
    let mut shown = Shown::of(hall_plan());
    let roles = |shown: &Shown| shown.measure(0).owners.iter().map(|owner| owner.role).collect::<Vec<_>>();
    shown.write(0, Column::Owners, "李强、赵云");
    assert_eq!(roles(&shown), [OwnerRole::Responsible; 2]);
    shown.write(0, Column::Owners, "李强、赵云（配合）、审批：周敏");
    assert_eq!(roles(&shown), [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves]);
    let id = shown.ids()[0];
    shown.table(TableAction::Check { id, range: false });
    shown.table(TableAction::Bulk(Bulk::AddOwners("钱进、孙海（协助）".into())));
    assert_eq!(roles(&shown)[3..], [OwnerRole::Responsible, OwnerRole::Helps]);
}

#[test]
fn what_is_not_understood_is_kept_and_pointed_out() {
    let mut shown = Shown::of(hall_plan());
    shown.point(1, Column::When);
    shown.table(TableAction::Paste("等通知".into()));
    assert_eq!(shown.measure(1).when, Some(When::Unclear("等通知".into())));
    shown.point(1, Column::Progress);
    shown.table(TableAction::Paste("差不多".into()));
    let id = shown.ids()[1];
    let at = At { row: Some(id), column: Column::Progress };
    assert_eq!(shown.0.table_refused(at, &shown.0.table_text(at)), Some("差不多"));
    let log = shown.measure(1).log;
    assert_eq!(log.last().unwrap().text.as_str(), "进度：差不多", "it is in the plan as well");
    shown.write(1, Column::Progress, "60%");
    assert_eq!(shown.measure(1).progress.percent(), 60);
    assert_eq!(shown.0.table_refused(at, &shown.0.table_text(at)), None);
}

#[test]
fn one_cell_fills_a_range() {
    let mut shown = Shown::of(hall_plan());
    shown.point(0, Column::Owners);
    shown.extend(3, Column::Owners);
    shown.table(TableAction::Paste("周敏".into()));
    assert!((0..4).all(|row| shown.cell(row, Column::Owners) == "周敏"));
    assert_ne!(shown.cell(4, Column::Owners), "周敏");
    assert_eq!(shown.steps(), 1);
}

#[test]
fn filling_down_takes_the_first_row_or_the_one_above() {
    let mut shown = Shown::of(hall_plan());
    shown.write(0, Column::When, "5月20日");
    shown.point(0, Column::When);
    shown.extend(2, Column::When);
    shown.table(TableAction::FillDown);
    assert_eq!(shown.measure(2).when, shown.measure(0).when);
    shown.point(3, Column::When);
    shown.table(TableAction::FillDown);
    assert_eq!(shown.measure(3).when, shown.measure(0).when);
}

#[test]
fn writing_in_the_last_line_adds_a_measure() {
    let mut shown = Shown::of(hall_plan());
    let count = shown.ids().len();
    let at = At { row: None, column: Column::Measure };
    shown.table(TableAction::Point { at, extend: false });
    shown.table(TableAction::Write { at, text: "每月走访".into(), amend: false });
    assert_eq!(shown.measure(count).text.as_str(), "每月走访");
    assert_eq!(shown.0.table.cursor().unwrap().row, Some(shown.ids()[count]));
    shown.table(TableAction::Move { step: Step::Down(1), extend: false });
    assert_eq!(shown.0.table.cursor().unwrap().row, None, "ready for the next one");
}

#[test]
fn an_empty_plan_takes_rows() {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "空".into();
    let mut shown = Shown::of(make.done());
    let at = At { row: None, column: Column::Measure };
    shown.table(TableAction::Point { at, extend: false });
    shown.table(TableAction::Paste("甲\n乙".into()));
    assert_eq!(query::measures(shown.plan()).len(), 2);
    shown.plan().validate().unwrap();
    shown.table(TableAction::Sheet(Sheet::Problems));
    shown.table(TableAction::Write {
        at: At { row: None, column: Column::Problem },
        text: "排队久".into(),
        amend: false,
    });
    assert_eq!(shown.cell(0, Column::Problem), "排队久");
}

#[test]
fn a_target_is_read_with_its_unit_and_makes_its_indicator() {
    let mut make = Maker::new(Language::ZhCn);
    let measure = make.measure("", "开展培训", &[], None);
    let section = make.section(SectionRole::Service, "服务", vec![Item::Measure(measure)]);
    make.plan().parts = vec![Part::Section(section)];
    let mut shown = Shown::of(make.done());
    shown.write(0, Column::Target, "≥95%");
    let indicator = shown.measure(0).indicators[0].clone();
    assert_eq!(indicator.unit, "%");
    assert!(matches!(&indicator.target, Some(Target::AtLeast(_))));
    shown.write(0, Column::Indicator, "平均等候时长 ≤8分钟");
    let indicator = shown.measure(0).indicators[0].clone();
    assert_eq!((indicator.name.as_str(), indicator.unit.as_str()), ("平均等候时长", "分钟"));
    shown.write(0, Column::Actual, "8.4");
    assert_eq!(shown.cell(0, Column::Actual), "8.4");
    assert_eq!(shown.measure(0).indicators[0].readings[0].on, now().date());
}

#[test]
fn a_head_sorts_up_then_down_then_as_in_the_document() {
    let mut shown = Shown::of(hall_plan());
    shown.table(TableAction::Group(Grouping::None));
    let document = shown.ids();
    let sort = TableAction::Sort { column: Column::When, second: false };
    shown.table(sort.clone());
    let up = shown.ids();
    assert_ne!(up, document);
    shown.table(sort.clone());
    assert_ne!(shown.ids(), up);
    shown.table(sort);
    assert_eq!(shown.ids(), document);
}

#[test]
fn the_cursor_passes_over_the_heads_of_groups() {
    let mut shown = Shown::of(hall_plan());
    let ids = shown.ids();
    shown.point(0, Column::When);
    for id in &ids[1..] {
        shown.table(TableAction::Move { step: Step::Down(1), extend: false });
        assert_eq!(shown.0.table.cursor().unwrap().row, Some(*id));
    }
}

#[test]
fn removing_many_rows_takes_parts_with_their_measure() {
    let mut shown = Shown::of(hall_plan());
    shown.table(TableAction::CheckAll(true));
    let count = shown.ids().len();
    assert!(count > 2);
    shown.act(Action::Command(Command::Remove));
    assert!(query::measures(shown.plan()).is_empty());
    assert_eq!(shown.steps(), 1);
}

#[test]
fn moved_rows_stand_at_the_end_of_their_new_place_in_order() {
    let plan = large_plan(40);
    let mut goals = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Goal(goal) = node {
            goals.push(goal.id.id());
        }
    });
    let mut shown = Shown::of(plan);
    let ids = shown.ids();
    for pick in [3, 12, 15, 31] {
        shown.table(TableAction::Check { id: ids[pick], range: false });
    }
    shown.table(TableAction::Bulk(Bulk::MoveTo(goals[1])));
    let Some(NodeRef::Goal(goal)) = shown.plan().find(goals[1]) else { panic!("a goal") };
    let order: Vec<Id> = goal.measures.iter().map(|measure| measure.id.id()).collect();
    assert_eq!(order[order.len() - 4..], [ids[3], ids[12], ids[15], ids[31]]);
}

#[test]
fn the_last_day_of_a_month_stays_one_when_it_is_shifted() {
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let by = |month, date| When::By(day(month, date));
    assert_eq!(shifted(&by(2, 28), 1, ShiftUnit::Month), Some(by(3, 31)));
    assert_eq!(shifted(&by(3, 31), -1, ShiftUnit::Month), Some(by(2, 28)));
    assert_eq!(shifted(&by(1, 15), 2, ShiftUnit::Week), Some(by(1, 29)));
    let month = When::Month(Month::new(2027, 3).unwrap());
    assert_eq!(shifted(&month, 1, ShiftUnit::Month), Some(When::Month(Month::new(2027, 4).unwrap())));
    assert_eq!(shifted(&When::Unclear("待定".into()), 1, ShiftUnit::Day), None);
}

#[test]
fn columns_keep_their_order_width_and_whether_they_are_shown() {
    let mut shown = Shown::of(hall_plan());
    shown.table(TableAction::Place(Column::Status, Some(Column::Owners)));
    shown.table(TableAction::Width(Column::Owners, 300.0));
    shown.table(TableAction::Show(Column::Log, false));
    let settings = Settings::decode(&shown.0.settings.encode());
    assert_eq!(settings, shown.0.settings);
    let columns = settings.table.shown(Sheet::Measures);
    let place: HashMap<Column, usize> =
        columns.iter().enumerate().map(|(at, column)| (*column, at)).collect();
    assert_eq!(place[&Column::Status] + 1, place[&Column::Owners]);
    assert!(!columns.contains(&Column::Log));
    let owners = settings.table.columns_of(Sheet::Measures);
    assert!(
        owners.iter().any(|setting| setting.column == Column::Owners && (setting.width - 300.0).abs() < 0.1)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rows_gathered_again_are_those_gathered_from_nothing(
        plan in crate::arbitrary::plan(),
        picks in prop::collection::vec((0usize..64, 0usize..64, 0u8..3), 1..6),
    ) {
        let mut rows = Rows::of(&plan, 1, 0, Sheet::Measures);
        let mut plan = plan;
        for (revision, (pick, other, what)) in (1..).zip(picks) {
            let measures: Vec<Id> = query::measures(&plan).iter().map(|measure| measure.id.id()).collect();
            let (Some(id), Some(to)) = (measures.get(pick % measures.len().max(1)), measures.get(other % measures.len().max(1)))
            else { break };
            let edit = match what {
                0 => Edit::SetText { at: Place::of(*id, TextField::Text), text: "改".into() },
                1 => Edit::Remove(*id),
                _ => match plan.place(*to) {
                    Some((slot, index)) => Edit::Move { id: *id, to: slot, index },
                    None => break,
                },
            };
            if let Ok(next) = apply(&plan, &edit) {
                plan = next;
            }
            rows = rows.again(&plan, 1, revision, Sheet::Measures);
            let fresh = Rows::of(&plan, 1, revision, Sheet::Measures);
            prop_assert_eq!(format!("{rows:?}"), format!("{fresh:?}"));
        }
    }
}
