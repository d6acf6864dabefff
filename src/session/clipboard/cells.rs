//! Pasted cells of a spreadsheet made into records: columns are known by their heads, or else by what
//! is in them.
//!
//! Every cell goes somewhere: a column that is nothing in particular is kept with its head in the log
//! of its measure, and so is a cell that is not understood.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::lines::{PasteRead, Pasting};
use crate::edit::{BatchName, Edit, Place};
use crate::entry::{NameKind, likely_kind, read_owners};
use crate::locale::words::title_mark;
use crate::locale::{Frame, read_indicator, read_number, read_status, read_time};
use crate::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use crate::model::{
    Id, Language, Measure, MeasureId, Part, PartId, Plan, Problem, Register, RegisterRow, ScoreRow, Text,
    Weight, When,
};
use crate::session::insertion::place_for;
use crate::session::structure::is_bare;
use crate::session::table::draft::{Draft, Writer};
use crate::session::table::{Column, parse_cells};

/// What a column of a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    /// A number that stands for nothing here.
    Number,
    /// The run-in title.
    Title,
    /// What the table of measures has a column for.
    Is(Column),
    /// Nothing in particular: kept in the log under its head.
    Kept,
}

impl Role {
    /// Returns the key of what the column is called.
    const fn key(self) -> &'static str {
        match self {
            Self::Number => "pasted-number",
            Self::Title => "pasted-title",
            Self::Is(column) => column.key(),
            Self::Kept => "pasted-kept",
        }
    }
}

/// The heads that columns bear, in both languages, without spaces and in small letters.
const HEADS: &[(Role, &[&str])] = &[
    (Role::Number, &["序号", "编号", "序", "号", "no", "no.", "nr", "#", "number", "item"]),
    (Role::Title, &["标题", "名称", "项目", "项目名称", "工作项目", "title", "heading", "project"]),
    (
        Role::Is(Column::Measure),
        &[
            "措施",
            "工作措施",
            "具体措施",
            "主要措施",
            "重点措施",
            "工作内容",
            "内容",
            "具体内容",
            "任务",
            "工作任务",
            "重点任务",
            "具体任务",
            "事项",
            "工作事项",
            "主要工作",
            "重点工作",
            "工作",
            "做法",
            "行动",
            "measure",
            "measures",
            "action",
            "actions",
            "task",
            "tasks",
            "what",
            "activity",
            "activities",
            "work",
            "text",
        ],
    ),
    (
        Role::Is(Column::Owners),
        &[
            "责任人",
            "负责人",
            "责任部门",
            "责任单位",
            "牵头部门",
            "牵头人",
            "牵头单位",
            "主责",
            "承办人",
            "承办部门",
            "执行人",
            "经办人",
            "责任岗位",
            "责任",
            "负责",
            "owner",
            "owners",
            "responsible",
            "who",
            "assignee",
            "assignedto",
            "person",
            "department",
            "lead",
        ],
    ),
    (
        Role::Is(Column::When),
        &[
            "时间",
            "完成时限",
            "完成时间",
            "时限",
            "期限",
            "完成期限",
            "截止时间",
            "截止日期",
            "截止",
            "时间要求",
            "时间节点",
            "时间安排",
            "进度要求",
            "日期",
            "频次",
            "when",
            "due",
            "duedate",
            "deadline",
            "date",
            "by",
            "time",
            "frequency",
        ],
    ),
    (
        Role::Is(Column::Indicator),
        &["指标", "考核指标", "指标名称", "衡量指标", "indicator", "kpi", "measureof"],
    ),
    (
        Role::Is(Column::Base),
        &["基数", "基准", "基期", "上年", "去年", "上年实际", "base", "baseline", "lastyear"],
    ),
    (Role::Is(Column::Target), &["目标", "目标值", "指标值", "目标要求", "target", "targets", "goal"]),
    (Role::Is(Column::Weight), &["权重", "分值", "weight", "points"]),
    (Role::Is(Column::Status), &["状态", "进展", "进展情况", "完成情况", "status", "state"]),
    (Role::Is(Column::Progress), &["进度", "完成率", "完成进度", "progress", "done", "%"]),
    (Role::Is(Column::Resources), &["资源", "所需资源", "保障", "资源保障", "resources", "needs"]),
    (Role::Is(Column::Budget), &["预算", "费用", "经费", "金额", "预算（元）", "budget", "cost"]),
    (Role::Is(Column::Risk), &["风险", "风险点", "risk", "risks"]),
    (Role::Is(Column::Fallback), &["预案", "应对", "应对措施", "风险预案", "fallback", "mitigation"]),
    (Role::Is(Column::Source), &["依据", "来源", "文件依据", "source", "basis"]),
    (
        Role::Is(Column::Log),
        &["备注", "说明", "记录", "remark", "remarks", "note", "notes", "comment", "comments"],
    ),
];

/// Returns what a head says a column is.
fn role_of(head: &str) -> Option<Role> {
    let plain: String = head.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_lowercase();
    HEADS.iter().find(|(_, heads)| heads.contains(&plain.as_str())).map(|(role, _)| *role)
}

/// Reads cells for the record they are pasted at.
pub(super) fn read(work: &Pasting, read: &mut PasteRead) {
    let mut rows = parse_cells(&work.text);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let record = work.into.as_ref().and_then(|into| into.place.record).or(work.focus);
    let around = record.map(|id| work.plan.lineage(id)).unwrap_or_default();
    let part = around.first().and_then(|id| work.plan.find(*id));
    match part {
        Some(NodeRef::Part(Part::Register(register))) => into_register(work, register, &around, rows, read),
        Some(NodeRef::Part(Part::Scores(_))) => into_rows(work, &around, rows, read, score_row),
        Some(NodeRef::Part(Part::Problems(_))) => into_rows(work, &around, rows, read, problem),
        _ => into_measures(work, record, rows, read),
    }
}

/// What each column of a table of measures is.
#[derive(Clone, Debug)]
pub(in crate::session) struct Columns {
    roles: Vec<Role>,
    /// The heads; empty without them.
    heads: Vec<String>,
}

impl Columns {
    /// Knows the columns of a table by its first row, where that is heads; some columns are called
    /// by other names as well.
    pub(in crate::session) fn headed(
        plan: &Plan,
        today: NaiveDate,
        rows: &[Vec<String>],
        labels: &[(Column, String)],
    ) -> Option<Self> {
        let (roles, is_headed) = roles(plan, today, rows, labels);
        is_headed.then(|| Self { roles, heads: rows.first().cloned().unwrap_or_default() })
    }

    fn head(&self, at: usize) -> &str {
        self.heads.get(at).map(|head| head.trim()).unwrap_or_default()
    }

    /// Makes a measure of a row. Returns it with the cells that were not understood, which are kept
    /// in its log, and how many of its indicators came without a name.
    pub(in crate::session) fn measure(
        &self,
        writer: &mut Writer<'_>,
        row: &[String],
    ) -> (Draft, Vec<(Column, String)>, usize) {
        let mark = title_mark(writer.language());
        let id = MeasureId::new(writer.ids.take());
        let mut draft = Draft::Measure(Box::new(Measure::new(id, Text::default())));
        let mut unclear = Vec::new();
        let mut kept: Vec<(&str, &str)> = Vec::new();
        let (mut title, mut text) = ("", "");
        for (at, (cell, role)) in row.iter().zip(&self.roles).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match role {
                Role::Number if cell.chars().all(|sign| sign.is_ascii_digit() || ".、．".contains(sign)) => {
                }
                Role::Is(column) if column.is_read_only() => {}
                Role::Number | Role::Kept | Role::Is(Column::Log) => kept.push((self.head(at), cell)),
                Role::Title => title = cell,
                Role::Is(Column::Measure) => text = cell,
                Role::Is(column) => {
                    if writer.write(&mut draft, *column, cell, false).is_err() {
                        unclear.push((*column, cell.to_owned()));
                        kept.push((self.head(at), cell));
                    }
                }
            }
        }
        if let Draft::Measure(measure) = &mut draft {
            measure.title = Text::new(title.trim_end_matches(mark.trim()));
            measure.text = Text::new(text);
            if text.is_empty() {
                measure.text = std::mem::take(&mut measure.title);
            }
            if let Some(When::Unclear(words)) = &measure.when {
                unclear.push((Column::When, words.clone()));
            }
        }
        for (head, cell) in kept {
            writer.keep(&mut draft, head, cell);
        }
        let unnamed = writer.name_indicators(&mut draft);
        (draft, unclear, unnamed)
    }
}

/// Returns the column of measures that a head names.
pub(in crate::session) fn column_of(head: &str) -> Option<Column> {
    match role_of(head)? {
        Role::Is(column) => Some(column),
        Role::Number | Role::Title | Role::Kept => None,
    }
}

/// What a table is, column by column, and whether its first row are heads.
fn roles(
    plan: &Plan,
    today: NaiveDate,
    rows: &[Vec<String>],
    labels: &[(Column, String)],
) -> (Vec<Role>, bool) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let labelled = |cell: &str| labels.iter().find(|(_, label)| label == cell.trim());
    let role = |cell: &String| role_of(cell).or_else(|| Some(Role::Is(labelled(cell)?.0)));
    let named: Vec<Option<Role>> = (0..width).map(|at| first.get(at).and_then(role)).collect();
    let filled = first.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known = named.iter().flatten().count();
    let is_headed = known >= 2 && known * 2 >= filled && rows.len() > 1;
    let mut roles: Vec<Role> = if is_headed {
        named.into_iter().map(|role| role.unwrap_or(Role::Kept)).collect()
    } else {
        (0..width).map(|at| guessed(plan, today, rows, at)).collect()
    };
    let body = rows.get(usize::from(is_headed)..).unwrap_or_default();
    // One column is one thing; what comes twice is kept.
    let mut seen = HashSet::new();
    for role in &mut roles {
        if !matches!(role, Role::Kept | Role::Number) && !seen.insert(*role) {
            *role = Role::Kept;
        }
    }
    let length = |at: usize| -> usize {
        body.iter().take(SAMPLE).filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).sum()
    };
    if !seen.contains(&Role::Is(Column::Measure)) {
        // Something has to say what is done: the title, or else the longest words.
        let title = roles.iter().position(|role| *role == Role::Title);
        let longest = (0..roles.len())
            .filter(|at| roles.get(*at) == Some(&Role::Kept))
            .max_by_key(|at| (length(*at), std::cmp::Reverse(*at)));
        if let Some(role) = longest.or(title).and_then(|at| roles.get_mut(at)) {
            *role = Role::Is(Column::Measure);
        }
        if !is_headed {
            // Short words before long ones are their title.
            let text = roles.iter().position(|role| *role == Role::Is(Column::Measure)).unwrap_or(0);
            let few = body.len().clamp(1, SAMPLE);
            let before = (0..text).find(|at| roles.get(*at) == Some(&Role::Kept) && length(*at) <= 14 * few);
            if let Some(role) = before.and_then(|at| roles.get_mut(at)) {
                *role = Role::Title;
            }
        }
    }
    (roles, is_headed)
}

/// How many rows tell what a column is.
const SAMPLE: usize = 40;

/// Returns what a column without a head is, by what is in it.
fn guessed(plan: &Plan, today: NaiveDate, rows: &[Vec<String>], at: usize) -> Role {
    let year = plan.period.year();
    let frame = Frame { year, today: Some(today) };
    let cells: Vec<&str> = rows
        .iter()
        .take(SAMPLE)
        .filter_map(|row| row.get(at))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.is_empty() {
        return Role::Kept;
    }
    let most =
        |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 3 >= cells.len() * 2;
    let counts = cells.iter().enumerate().all(|(row, cell)| {
        cell.trim_end_matches(['.', '、', '．']).parse::<usize>().is_ok_and(|number| number <= row + 2)
    });
    if counts {
        return Role::Number;
    }
    if most(&|cell| read_status(cell).is_some()) {
        return Role::Is(Column::Status);
    }
    if most(&|cell| cell.chars().count() <= 24 && read_time(cell, frame).is_ok()) {
        return Role::Is(Column::When);
    }
    if most(&|cell| is_names(plan, cell)) {
        return Role::Is(Column::Owners);
    }
    if most(&|cell| read_indicator(cell, year).is_ok_and(|line| line.target.is_some())) {
        let named =
            cells.iter().any(|cell| read_indicator(cell, year).is_ok_and(|line| !line.name.is_empty()));
        return Role::Is(if named { Column::Indicator } else { Column::Target });
    }
    Role::Kept
}

/// Tells whether a cell is a list of names: of known people, or of posts and departments.
fn is_names(plan: &Plan, cell: &str) -> bool {
    let names = read_owners(cell);
    !names.is_empty()
        && cell.chars().count() <= 40
        && names.iter().all(|owner| {
            let length = owner.name.chars().count();
            plan.people.iter().any(|person| person.name.as_str() == owner.name)
                || (length <= 8 && likely_kind(&owner.name) != NameKind::Person)
                || ((2..=3).contains(&length) && is_family_name(&owner.name))
        })
}

/// Tells whether words begin as Chinese names mostly do.
fn is_family_name(name: &str) -> bool {
    const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    name.chars().next().is_some_and(|first| FAMILIES.contains(first))
}

fn into_measures(work: &Pasting, record: Option<Id>, rows: Vec<Vec<String>>, read: &mut PasteRead) {
    let Some((slot, index)) = place_for(&work.plan, record, NodeKind::Measure) else { return };
    let (roles, is_headed) = roles(&work.plan, work.today, &rows, &[]);
    let mut rows = rows.into_iter();
    let heads = if is_headed { rows.next().unwrap_or_default() } else { Vec::new() };
    let columns = Columns { roles, heads };
    for (at, role) in columns.roles.iter().enumerate() {
        let head = columns.head(at);
        let head = if head.is_empty() { (at + 1).to_string() } else { head.to_owned() };
        read.counted.columns.push((head, role.key()));
    }
    let mut writer = Writer::new(&work.plan, work.today);
    let mut inserts = Vec::new();
    for row in rows {
        let (draft, unclear, unnamed) = columns.measure(&mut writer, &row);
        read.counted.unclear += unclear.len();
        read.counted.unnamed += unnamed;
        read.made.push(draft.id());
        read.counted.records += 1;
        let node = Box::new(draft.into_node());
        inserts.push(Edit::Insert { slot, index: index + inserts.len(), node });
    }
    let mut edits = writer.people_edits();
    edits.extend(inserts);
    restore(work, &mut edits);
    read.edit = Some(Edit::Batch { name: BatchName::Paste, edits });
}

/// Takes what was selected out of the text that was pasted into; an empty record that was only there
/// to be pasted into goes.
fn restore(work: &Pasting, edits: &mut Vec<Edit>) {
    let Some(into) = &work.into else { return };
    let Some(id) = into.place.record else { return };
    let Some(node) = work.plan.find(id) else { return };
    let text = format!("{}{}", into.before, into.after);
    if text.is_empty() && into.title.is_empty() && matches!(node, NodeRef::Measure(_)) && is_bare(node) {
        edits.push(Edit::Remove(id));
    } else {
        edits.insert(0, Edit::SetText { at: Place { ..into.place }, text });
    }
}

/// Puts rows into a register, its columns known by their heads or else taken in order. Cells beyond
/// the last column go into the last one.
fn into_register(
    work: &Pasting,
    register: &Arc<Register>,
    around: &[Id],
    mut rows: Vec<Vec<String>>,
    read: &mut PasteRead,
) {
    let columns = register.columns.len();
    if columns == 0 {
        return;
    }
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let place = |head: &str| register.columns.iter().position(|column| column.as_str().trim() == head.trim());
    let named: Vec<Option<usize>> = first.iter().map(|head| place(head)).collect();
    let is_headed =
        named.iter().flatten().count() >= 2 || (columns == 1 && named.iter().flatten().count() == 1);
    let order: Vec<usize> = if is_headed {
        let heads = rows.remove(0);
        for (head, at) in heads.iter().zip(&named) {
            let key = if at.is_some() { "pasted-same" } else { "pasted-last" };
            read.counted.columns.push((head.trim().to_owned(), key));
        }
        named.into_iter().map(|at| at.unwrap_or(columns - 1)).collect()
    } else {
        (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(|at| at.min(columns - 1)).collect()
    };
    let mark = between(work.plan.language);
    let (slot, index) = row_place(&work.plan, around, register.id.id(), register.rows.len());
    let mut ids = work.plan.ids;
    let mut edits = Vec::new();
    for row in rows {
        let mut cells = vec![String::new(); columns];
        for (cell, at) in row.iter().zip(&order) {
            let cell = cell.trim();
            if let Some(known) = cells.get_mut(*at).filter(|_| !cell.is_empty()) {
                if !known.is_empty() {
                    known.push_str(mark);
                }
                known.push_str(cell);
            }
        }
        let cells = cells.iter().map(|cell| Text::new(cell)).collect();
        let row = RegisterRow { id: PartId::new(ids.take()), cells };
        read.made.push(row.id.id());
        read.counted.records += 1;
        let node = Box::new(Node::RegisterRow(row));
        edits.push(Edit::Insert { slot, index: index + edits.len(), node });
    }
    read.edit = Some(Edit::Batch { name: BatchName::Paste, edits });
}

const fn between(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "；",
        Language::En => "; ",
    }
}

/// Returns the place behind the row that the focus is in, or the end of the part's rows.
fn row_place(plan: &Plan, around: &[Id], part: Id, end: usize) -> (Slot, usize) {
    let row = around.get(1).and_then(|id| plan.place(*id)).filter(|(slot, _)| slot.list == List::Rows);
    match row {
        Some((slot, index)) => (slot, index + 1),
        None => (Slot { parent: Some(part), list: List::Rows }, end),
    }
}

/// Makes a row of a part out of cells.
type MakeRow = fn(PartId, &[String], Language) -> Node;

fn into_rows(work: &Pasting, around: &[Id], rows: Vec<Vec<String>>, read: &mut PasteRead, make: MakeRow) {
    let Some(part) = around.first().and_then(|id| work.plan.find(*id)) else { return };
    let list = if matches!(part, NodeRef::Part(Part::Problems(_))) { List::Problems } else { List::Rows };
    let end = Slot { parent: Some(part.id()), list };
    let here = around.get(1).and_then(|id| work.plan.place(*id)).filter(|(slot, _)| *slot == end);
    let (slot, index) = here.map_or_else(|| (end, work.plan.list(end).len()), |(slot, at)| (slot, at + 1));
    let mut ids = work.plan.ids;
    let mut edits = Vec::new();
    for row in rows {
        let id = PartId::new(ids.take());
        read.made.push(id.id());
        read.counted.records += 1;
        let node = Box::new(make(id, &row, work.plan.language));
        edits.push(Edit::Insert { slot, index: index + edits.len(), node });
    }
    read.edit = Some(Edit::Batch { name: BatchName::Paste, edits });
}

/// Joins cells from one on.
fn rest(cells: &[String], from: usize, language: Language) -> Text {
    let cells: Vec<&str> = cells
        .get(from..)
        .unwrap_or_default()
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    Text::new(&cells.join(between(language)))
}

fn cell(cells: &[String], at: usize) -> Text {
    cells.get(at).map(|cell| Text::new(cell.trim())).unwrap_or_default()
}

/// Name, weight, standard, and whatever follows with the standard.
fn score_row(id: PartId, cells: &[String], language: Language) -> Node {
    let weight = cells
        .get(1)
        .and_then(|cell| read_number(cell.trim().trim_end_matches(['分', '%'])))
        .and_then(|number| Weight::new(number).ok());
    let standard = if weight.is_some() { rest(cells, 2, language) } else { rest(cells, 1, language) };
    Node::ScoreRow(ScoreRow { id, indicator: None, name: cell(cells, 0), weight, standard, score: None })
}

/// Problem, cause, countermeasure, and whatever follows with the countermeasure.
fn problem(id: PartId, cells: &[String], language: Language) -> Node {
    Node::Problem(Problem {
        id,
        text: cell(cells, 0),
        cause: cell(cells, 1),
        countermeasure: rest(cells, 2, language),
        answered_by: Vec::new(),
    })
}
