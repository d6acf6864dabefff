//! The words for what changed: kinds of records, names of fields, values.
//!
//! They are here and not with those who show them, because the command line, the screen and the
//! printed comparison say the same.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::fields::{Field, Value};
use super::flat::Kind;
use crate::locale::{plan_kind_name, shown, words};
use crate::model::tree::NodeRef;
use crate::model::{
    CauseAt, Id, Language, OwnerRole, PlaceholderKind, Plan, Quantity, SplitBy, SplitRule, Text, Who,
};

/// The most characters of a record's words that stand for it in a list.
const SHORT: usize = 24;

/// What is needed to put a plan's values into words: its language, year and the names of its
/// records.
#[derive(Clone, Debug)]
pub struct Names {
    language: Language,
    year: Option<i32>,
    of: HashMap<Id, Text>,
}

impl Names {
    /// Reads the names of a plan's people, measures and indicators. Words come in the language of
    /// whoever reads them.
    #[must_use]
    pub fn new(plan: &Plan, language: Language) -> Self {
        let mut of: HashMap<Id, Text> =
            plan.people.iter().map(|person| (person.id.id(), person.name.clone())).collect();
        plan.walk(&mut |node| match node {
            NodeRef::Measure(measure) => drop(of.insert(measure.id.id(), measure.label().clone())),
            NodeRef::Indicator(indicator) => drop(of.insert(indicator.id.id(), indicator.name.clone())),
            _ => {}
        });
        Self { language, year: Some(plan.period.year()), of }
    }

    fn name(&self, id: Id) -> String {
        self.of.get(&id).map_or_else(|| format!("#{id}"), |name| short(&shown(name)))
    }
}

/// Cuts words that stand for a record.
fn short(words: &str) -> String {
    let mut chars = words.chars();
    let mut out: String = chars.by_ref().take(SHORT).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// Returns what a record is called in a list: its words cut short, or its kind where it has none.
#[must_use]
pub fn record_label(language: Language, kind: Kind, label: &Text) -> String {
    let words = shown(label);
    if words.trim().is_empty() { kind_name(language, kind).to_owned() } else { short(words.trim()) }
}

/// Returns the name of a kind of record.
#[must_use]
pub const fn kind_name(language: Language, kind: Kind) -> &'static str {
    let (chinese, english) = match kind {
        Kind::Plan => ("计划信息", "Plan"),
        Kind::Opening => ("开头", "Opening"),
        Kind::Section => ("节", "Section"),
        Kind::Review => ("回顾", "Review"),
        Kind::Problems => ("问题与对策", "Problems"),
        Kind::Scores => ("考核表", "Score table"),
        Kind::Contract => ("责任书", "Contract"),
        Kind::Improvement => ("绩效改进", "Improvement"),
        Kind::Register => ("登记表", "Register"),
        Kind::Attachment => ("附件", "Attachment"),
        Kind::Closing => ("结尾", "Closing"),
        Kind::SignOff => ("落款", "Sign-off"),
        Kind::Goal => ("目标", "Goal"),
        Kind::Measure => ("措施", "Measure"),
        Kind::Indicator => ("指标", "Indicator"),
        Kind::Paragraph => ("段落", "Paragraph"),
        Kind::Problem => ("问题", "Problem"),
        Kind::ScoreRow => ("考核项", "Score row"),
        Kind::RedLine => ("红线", "Red line"),
        Kind::Cause => ("原因", "Cause"),
        Kind::RegisterRow => ("登记行", "Register row"),
        Kind::Person => ("人员", "Person"),
        Kind::Blank => ("待填项", "Blank"),
        Kind::Column => ("栏目", "Column"),
    };
    match language {
        Language::ZhCn => chinese,
        Language::En => english,
    }
}

/// Returns the name of a field; of a cell the name of its column.
#[must_use]
pub fn field_label(language: Language, kind: Kind, field: Field, column: Option<&Text>) -> String {
    match column.map(shown).filter(|column| !column.trim().is_empty()) {
        Some(column) => column,
        None => field_name(language, kind, field).to_owned(),
    }
}

/// Returns the name of a field.
const fn field_name(language: Language, kind: Kind, field: Field) -> &'static str {
    let (chinese, english) = match (kind, field) {
        (Kind::Blank, Field::Kind) => ("填写类型", "type"),
        (Kind::SignOff, Field::Name) => ("署名", "name"),
        (Kind::Measure, Field::Title) => ("小标题", "run-in title"),
        (_, Field::Title) => ("标题", "title"),
        (_, Field::Kind) => ("类别", "kind"),
        (_, Field::Language) => ("语言", "language"),
        (_, Field::Period) => ("计划期间", "period"),
        (_, Field::Reviewed) => ("回顾期间", "reviewed period"),
        (Kind::Plan, Field::Unit) => ("编制单位", "unit"),
        (_, Field::Unit) => ("计量单位", "unit"),
        (_, Field::Department) => ("部门", "department"),
        (_, Field::Author) => ("拟稿人", "author"),
        (_, Field::Post) => ("职务", "post"),
        (_, Field::Date) => ("日期", "date"),
        (_, Field::Status) => ("状态", "status"),
        (_, Field::Numbering) => ("序号样式", "numbering"),
        (_, Field::Heading) => ("标题", "heading"),
        (_, Field::Role) => ("类别", "line of work"),
        (_, Field::Text) => ("正文", "text"),
        (_, Field::Owners) => ("责任人", "owners"),
        (_, Field::When) => ("时间", "time"),
        (_, Field::Resources) => ("资源", "resources"),
        (_, Field::Budget) => ("预算", "budget"),
        (_, Field::Risk) => ("风险", "risk"),
        (_, Field::Fallback) => ("预案", "fall-back"),
        (_, Field::After) => ("前置措施", "comes after"),
        (_, Field::Source) => ("依据", "source"),
        (_, Field::Progress) => ("进度", "progress"),
        (_, Field::Log) => ("工作记录", "log"),
        (_, Field::Ticks) => ("完成记录", "ticked off"),
        (_, Field::Name) => ("名称", "name"),
        (_, Field::Base) => ("基数", "base"),
        (_, Field::Target) => ("目标值", "target"),
        (_, Field::Split) => ("分解", "split"),
        (_, Field::Readings) => ("实际值", "readings"),
        (_, Field::Weight) => ("权重", "weight"),
        (_, Field::Standard) => ("评分标准", "scoring standard"),
        (_, Field::Formula) => ("计算方法", "formula"),
        (_, Field::Cause) => ("原因", "cause"),
        (_, Field::Countermeasure) => ("对策", "countermeasure"),
        (_, Field::AnsweredBy) => ("对应措施", "answered by"),
        (_, Field::Indicator) => ("对应指标", "indicator"),
        (_, Field::Score) => ("得分", "score"),
        (_, Field::Coefficients) => ("系数", "coefficients"),
        (_, Field::FirstParty) => ("甲方", "first party"),
        (_, Field::FirstPost) => ("甲方职务", "first party's post"),
        (_, Field::FirstPerson) => ("甲方签字人", "first party's signatory"),
        (_, Field::SecondParty) => ("乙方", "second party"),
        (_, Field::SecondPost) => ("乙方职务", "second party's post"),
        (_, Field::SecondPerson) => ("乙方签字人", "second party's signatory"),
        (_, Field::Term) => ("责任期限", "term"),
        (_, Field::Copies) => ("份数", "copies"),
        (_, Field::Employee) => ("员工", "employee"),
        (_, Field::Manager) => ("主管", "manager"),
        (_, Field::Cycle) => ("改进轮次", "cycle"),
        (_, Field::Required) => ("要求", "required"),
        (_, Field::Actual) => ("现状", "actual"),
        (_, Field::Difference) => ("差距", "difference"),
        (_, Field::Worth) => ("是否改进", "worth improving"),
        (_, Field::CauseAt) => ("原因所在", "where it lies"),
        (_, Field::Consequence) => ("后果", "consequence"),
        (_, Field::Hint) => ("填写提示", "hint"),
        (_, Field::Cell(_)) => ("单元格", "cell"),
    };
    match language {
        Language::ZhCn => chinese,
        Language::En => english,
    }
}

/// Returns a value in words, empty where there is nothing. Numbers of an indicator get its unit.
#[must_use]
pub fn value_words(names: &Names, unit: &str, value: &Value) -> String {
    let language = names.language;
    let zh = language == Language::ZhCn;
    let (comma, stop) = if zh { ("、", "；") } else { (", ", "; ") };
    let number = |number: Decimal| words::number(language, number);
    let optional = |value: Option<Decimal>| value.map(number).unwrap_or_default();
    let amount = |quantity: &Quantity| shown(&words::amount(language, quantity, unit));
    match value {
        Value::Text(text) => shown(text),
        Value::Word(word) => word.clone(),
        Value::Kind(kind) => plan_kind_name(language, *kind),
        Value::Language(Language::ZhCn) => (if zh { "中文" } else { "Chinese" }).to_owned(),
        Value::Language(Language::En) => (if zh { "英文" } else { "English" }).to_owned(),
        Value::Period(period) => words::period(language, *period),
        Value::Reviewed(period) => period.map(|period| words::period(language, period)).unwrap_or_default(),
        Value::Day(day) => day.map(|day| words::date(language, day)).unwrap_or_default(),
        Value::PlanStatus(status) => words::plan_status(language, *status).to_owned(),
        Value::Numbering(None) => (if zh { "随页面格式" } else { "as the page has it" }).to_owned(),
        Value::Numbering(Some(numbering)) => words::numbering(language, *numbering).to_owned(),
        Value::Role(role) => words::section_role(language, role),
        Value::Owners(owners) => {
            let told = owners.iter().map(|owner| {
                let who = match &owner.who {
                    Who::Person(id) => names.name(id.id()),
                    Who::Post(text) | Who::Department(text) => shown(text),
                };
                match owner.role {
                    OwnerRole::Responsible => who,
                    role if zh => format!("{who}（{}）", words::owner_role(language, role)),
                    role => format!("{who} ({})", words::owner_role(language, role)),
                }
            });
            told.collect::<Vec<_>>().join(comma)
        }
        Value::When(when) => {
            when.as_ref().map(|when| words::when(language, when, names.year)).unwrap_or_default()
        }
        Value::Number(value) => optional(*value),
        Value::Measures(links) => links.iter().map(|id| names.name(id.id())).collect::<Vec<_>>().join(stop),
        Value::Status(status) => words::measure_status(language, *status).to_owned(),
        Value::Progress(progress) => format!("{}%", progress.percent()),
        Value::Log(log) => log
            .iter()
            .map(|entry| {
                format!("{} {}", words::short_date(language, entry.on, names.year), shown(&entry.text))
            })
            .collect::<Vec<_>>()
            .join(stop),
        Value::Ticks(ticks) => ticks
            .iter()
            .map(|tick| {
                let due = words::short_date(language, tick.due, names.year);
                let done = match tick.done {
                    Some(day) if day == tick.due => (if zh { "完成" } else { "done" }).to_owned(),
                    Some(day) => {
                        let day = words::short_date(language, day, names.year);
                        if zh { format!("{day}完成") } else { format!("done {day}") }
                    }
                    None => (if zh { "略过" } else { "left out" }).to_owned(),
                };
                [due, done, shown(&tick.remark)]
                    .into_iter()
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect::<Vec<_>>()
            .join(stop),
        Value::Base(base) => base
            .as_ref()
            .map(|base| match base.on {
                Some(day) if zh => format!("{}（{}）", amount(&base.value), words::date(language, day)),
                Some(day) => format!("{} ({})", amount(&base.value), words::date(language, day)),
                None => amount(&base.value),
            })
            .unwrap_or_default(),
        Value::Target(target) => target
            .as_ref()
            .map(|target| shown(&words::target(language, target, unit, names.year)))
            .unwrap_or_default(),
        Value::Split(split) => split
            .as_ref()
            .map(|split| {
                let shares = split.shares.iter().map(|share| share.map_or_else(|| "–".to_owned(), number));
                let shares = shares.collect::<Vec<_>>().join(comma);
                let by = match (split.by, zh) {
                    (SplitBy::Quarter, true) => "按季",
                    (SplitBy::Month, true) => "按月",
                    (SplitBy::Quarter, false) => "by quarter",
                    (SplitBy::Month, false) => "by month",
                };
                let rule = match (split.rule, zh) {
                    (SplitRule::Sum, true) => "合计",
                    (SplitRule::Average, true) => "平均",
                    (SplitRule::Last, true) => "期末",
                    (SplitRule::Sum, false) => "sum",
                    (SplitRule::Average, false) => "average",
                    (SplitRule::Last, false) => "last",
                };
                if zh { format!("{by}（{rule}）{shares}") } else { format!("{by} ({rule}) {shares}") }
            })
            .unwrap_or_default(),
        Value::Readings(readings) => readings
            .iter()
            .map(|reading| {
                let day = words::short_date(language, reading.on, names.year);
                let value = reading
                    .value
                    .map(|value| words::with_unit(language, &number(value), unit))
                    .unwrap_or_default();
                let more = [
                    (reading.on_last_year, if zh { "同比" } else { "on last year" }),
                    (reading.since_january, if zh { "比年初" } else { "since January" }),
                    (reading.share_of_plan, if zh { "完成率" } else { "of plan" }),
                ];
                let more =
                    more.into_iter().filter_map(|(value, name)| Some(format!("{name} {}", number(value?))));
                [day, value, shown(&reading.remark)]
                    .into_iter()
                    .chain(more)
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect::<Vec<_>>()
            .join(stop),
        Value::Weight(weight) => weight.map(|weight| number(weight.points())).unwrap_or_default(),
        Value::Indicator(link) => link.map(|id| names.name(id.id())).unwrap_or_default(),
        Value::Bands(bands) => bands
            .iter()
            .map(|band| format!("≥{} × {}", number(band.from), number(band.coefficient)))
            .collect::<Vec<_>>()
            .join(stop),
        Value::Term(term) => term.map(|term| words::span(language, term, None)).unwrap_or_default(),
        Value::Copies(copies) => copies.map(|copies| copies.to_string()).unwrap_or_default(),
        Value::Cycle(cycle) => cycle.to_string(),
        Value::Quantity(quantity) => quantity.as_ref().map(amount).unwrap_or_default(),
        Value::CauseAt(at) => match (at, zh) {
            (CauseAt::Employee, true) => "员工",
            (CauseAt::Manager, true) => "主管",
            (CauseAt::Surroundings, true) => "环境",
            (CauseAt::Employee, false) => "employee",
            (CauseAt::Manager, false) => "manager",
            (CauseAt::Surroundings, false) => "surroundings",
        }
        .to_owned(),
        Value::Blank(kind) => match (kind, zh) {
            (PlaceholderKind::Year, true) => "年份",
            (PlaceholderKind::Unit, true) => "单位",
            (PlaceholderKind::Person, true) => "人员",
            (PlaceholderKind::Date, true) => "日期",
            (PlaceholderKind::Amount { unit }, true) => return format!("数量（{unit}）"),
            (PlaceholderKind::Percentage, true) => "百分比",
            (PlaceholderKind::Free, true) => "文字",
            (PlaceholderKind::Year, false) => "year",
            (PlaceholderKind::Unit, false) => "unit",
            (PlaceholderKind::Person, false) => "person",
            (PlaceholderKind::Date, false) => "date",
            (PlaceholderKind::Amount { unit }, false) => return format!("amount ({unit})"),
            (PlaceholderKind::Percentage, false) => "percentage",
            (PlaceholderKind::Free, false) => "words",
        }
        .to_owned(),
    }
}

/// Tells where something stands: in what, as the how manyth.
#[must_use]
pub fn spot(language: Language, within: &str, place: usize) -> String {
    match (language, within.is_empty()) {
        (Language::ZhCn, true) => format!("第{place}位"),
        (Language::ZhCn, false) => format!("“{within}”第{place}位"),
        (Language::En, true) => format!("place {place}"),
        (Language::En, false) => format!("“{within}”, place {place}"),
    }
}

/// Returns what stands for a value that is not there.
#[must_use]
pub const fn nothing(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "（无）",
        Language::En => "(none)",
    }
}

/// Tells that a record was removed, with so many in it.
#[must_use]
pub fn removed_words(language: Language, records: usize) -> String {
    match (language, records) {
        (Language::ZhCn, 0) => "删除".to_owned(),
        (Language::ZhCn, records) => format!("删除，连同其中{records}条内容"),
        (Language::En, 0) => "removed".to_owned(),
        (Language::En, records) => format!("removed, with {records} records in it"),
    }
}

/// Tells that a record was kept and so many were changed.
#[must_use]
pub fn kept_words(language: Language, changed: usize) -> String {
    match language {
        Language::ZhCn => format!("保留，改动了{changed}处"),
        Language::En => format!("kept, {changed} changed"),
    }
}
