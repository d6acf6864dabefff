//! The words for findings.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Finding, Proposal, Reason};
use crate::locale::numerals;
use crate::model::query::{self, Numbered};
use crate::model::tree::NodeRef;
use crate::model::{Id, Language, MeasureId, Part, Plan, Text};

/// The most characters of a text that stand for it in a sentence.
const SHORT: usize = 24;

/// Returns what is wrong and what to do about it, each as a sentence; the second may be empty.
#[must_use]
pub fn words(finding: &Finding, plan: &Plan, language: Language) -> (String, String) {
    let proposal = finding.proposal.as_ref();
    match language {
        Language::ZhCn => (chinese_reason(finding, plan), proposal.map(chinese_proposal).unwrap_or_default()),
        Language::En => (english_reason(finding, plan), proposal.map(english_proposal).unwrap_or_default()),
    }
}

fn chinese_reason(finding: &Finding, plan: &Plan) -> String {
    let measure = || match label(plan, finding.place) {
        Some(label) => format!("措施“{label}”"),
        None => "这项措施".to_owned(),
    };
    match &finding.reason {
        Reason::OpenBlank { name } => format!("“{name}”还没有填写。"),
        Reason::OpenMark { mark } => format!("“{mark}”处还没有写上具体内容。"),
        Reason::NoOwner => format!("{}没有写明由谁负责。", measure()),
        Reason::NobodyResponsible => format!("{}只写了协办、审批或监督的人，没有责任人。", measure()),
        Reason::NoTime => format!("{}没有写明什么时候完成。", measure()),
        Reason::UnclearTime { words } => {
            format!("{}的时间写作“{words}”，到时无法据此检查是否按期完成。", measure())
        }
        Reason::Ring { measures } => match ring(plan, measures).as_slice() {
            [only] => format!("措施“{only}”把自己列为前置措施，永远开始不了。"),
            ring => format!("这几条措施互相等待，谁也开始不了：{}。", ring.join(" → ")),
        },
        Reason::BeginsTooEarly { before } => {
            let before = label(plan, Some(before.id())).unwrap_or_else(|| "前置措施".to_owned());
            format!("{}等不到“{before}”完成就要开始或到期。", measure())
        }
        Reason::SplitOff { off, unit } => {
            let (word, off) = if *off < Decimal::ZERO { ("少", -*off) } else { ("多", *off) };
            format!("分解到各期的数合起来比目标{word}{}{unit}。", off.normalize())
        }
        Reason::NoActual => match indicator(plan, finding.place) {
            Some(name) => format!("回顾中的指标“{name}”没有填实际值，表里这一格会空着。"),
            None => "回顾中的这项指标没有填实际值，表里这一格会空着。".to_owned(),
        },
        Reason::WeightsOff { sum } => format!("权重合计为{}，不是100。", sum.normalize()),
    }
}

fn chinese_proposal(proposal: &Proposal) -> String {
    match proposal {
        Proposal::FillBlank { name } => format!("填写“{name}”，全文同名的空白会一并填好。"),
        Proposal::ReplaceMark => "改成实际的名称、数字或日期。".to_owned(),
        Proposal::NameOwner => "写明责任人，可以是某个人、某个岗位或某个部门。".to_owned(),
        Proposal::NameResponsible => "把其中一位定为责任人，或者另外写明责任人。".to_owned(),
        Proposal::SetTime => "写明截止日期、起止时间或频次，例如“6月30日前”“二季度”“每月25日”。".to_owned(),
        Proposal::BreakRing => "去掉其中一条的前置措施。".to_owned(),
        Proposal::MoveDates => "把前置措施提前，或者把这条措施推后。".to_owned(),
        Proposal::SpreadAgain => "重新分解，或者改目标值。".to_owned(),
        Proposal::LowerWeights => "调低权重，一个目标下的各项合计不超过100。".to_owned(),
        Proposal::EnterActual => "填上实际完成的数；没有数据的，从回顾里去掉这项指标。".to_owned(),
        Proposal::MakeHundred => "调整各项权重，使合计正好是100。".to_owned(),
    }
}

fn english_reason(finding: &Finding, plan: &Plan) -> String {
    let measure = || match label(plan, finding.place) {
        Some(label) => format!("The measure “{label}”"),
        None => "This measure".to_owned(),
    };
    match &finding.reason {
        Reason::OpenBlank { name } => format!("The blank “{name}” is still open."),
        Reason::OpenMark { mark } => format!("“{mark}” still stands for something to be filled in."),
        Reason::NoOwner => format!("{} has no owner.", measure()),
        Reason::NobodyResponsible => {
            format!("{} names people who help, approve or watch, but nobody who is responsible.", measure())
        }
        Reason::NoTime => format!("{} has neither a deadline nor a cadence.", measure()),
        Reason::UnclearTime { words } => {
            format!("{} is due “{words}”, which nobody can check against the calendar.", measure())
        }
        Reason::Ring { measures } => match ring(plan, measures).as_slice() {
            [only] => format!("The measure “{only}” is its own predecessor and can never begin."),
            ring => {
                format!("These measures wait for each other, and none can begin: {}.", ring.join(" → "))
            }
        },
        Reason::BeginsTooEarly { before } => {
            let before = label(plan, Some(before.id())).unwrap_or_else(|| "the measure before it".to_owned());
            format!("{} begins or is due before “{before}” is done.", measure())
        }
        Reason::SplitOff { off, unit } => {
            let (word, off) = if *off < Decimal::ZERO { ("less", -*off) } else { ("more", *off) };
            let off = crate::locale::words::with_unit(Language::En, &off.normalize().to_string(), unit);
            format!("The parts make {off} {word} than the target.")
        }
        Reason::NoActual => {
            let name = indicator(plan, finding.place);
            let name = name.map_or_else(|| "This result".to_owned(), |name| format!("The result “{name}”"));
            format!("{name} of the review has no actual value; its cell in the table stays empty.")
        }
        Reason::WeightsOff { sum } => format!("The weights make {}, not 100.", sum.normalize()),
    }
}

fn english_proposal(proposal: &Proposal) -> String {
    match proposal {
        Proposal::FillBlank { name } => {
            format!("Fill in “{name}”; every blank of that name is filled with it.")
        }
        Proposal::ReplaceMark => "Write the real name, number or date.".to_owned(),
        Proposal::NameOwner => "Name an owner: a person, a post or a department.".to_owned(),
        Proposal::NameResponsible => "Make one of them responsible, or name somebody who is.".to_owned(),
        Proposal::SetTime => {
            "Give a date, a span or a cadence, such as “by 30 June”, “Q2” or “on the 25th of each month”."
                .to_owned()
        }
        Proposal::BreakRing => "Take the predecessor of one of them away.".to_owned(),
        Proposal::MoveDates => "Have the one done earlier, or begin the other later.".to_owned(),
        Proposal::SpreadAgain => "Spread the target anew, or change it.".to_owned(),
        Proposal::LowerWeights => "Lower them: within one goal they make 100 at most.".to_owned(),
        Proposal::EnterActual => {
            "Enter what was reached, or take the indicator out of the review.".to_owned()
        }
        Proposal::MakeHundred => "Change them so that they make exactly 100.".to_owned(),
    }
}

/// Where the records of a plan stand, from the outside in: headings with their numbers, `›`
/// between.
#[derive(Clone, Debug)]
pub struct Places {
    of_plan: &'static str,
    of_records: HashMap<Id, String>,
}

impl Places {
    /// Names the place of every record of a plan.
    #[must_use]
    pub fn new(plan: &Plan, language: Language) -> Self {
        let numbers = query::numbering(plan);
        let mut of_records = HashMap::new();
        for part in &plan.parts {
            let node = match part {
                Part::Section(section) => NodeRef::Section(section),
                part => NodeRef::Part(part),
            };
            add_places(node, "", &numbers, language, &mut of_records);
        }
        for person in &plan.people {
            add_places(NodeRef::Person(person), "", &numbers, language, &mut of_records);
        }
        let of_plan = match language {
            Language::ZhCn => "标题与署名",
            Language::En => "title and signature",
        };
        Self { of_plan, of_records }
    }

    /// Returns the place of a record; none means the plan itself.
    #[must_use]
    pub fn of(&self, record: Option<Id>) -> &str {
        record.and_then(|id| self.of_records.get(&id)).map_or(self.of_plan, String::as_str)
    }
}

fn add_places(
    node: NodeRef<'_>,
    outside: &str,
    numbers: &HashMap<Id, Numbered>,
    language: Language,
    places: &mut HashMap<Id, String>,
) {
    let number = numbers
        .get(&node.id())
        .map(|number| numerals::label(number.level, number.number, language))
        .unwrap_or_default();
    let name = name(node).map_or_else(|| kind(node, language).to_owned(), short);
    let between = if outside.is_empty() { "" } else { " › " };
    let place = format!("{outside}{between}{number}{name}");
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
        add_places(child, &place, numbers, language, places);
        Ok(())
    });
    places.insert(node.id(), place);
}

/// Returns the text that stands for a record, where it has one.
fn name(node: NodeRef<'_>) -> Option<&Text> {
    let text = match node {
        NodeRef::Part(part) => part.heading()?,
        NodeRef::Section(section) => &section.heading,
        NodeRef::Goal(goal) => &goal.text,
        NodeRef::Measure(measure) => measure.label(),
        NodeRef::Indicator(indicator) => &indicator.name,
        NodeRef::Paragraph(paragraph) => &paragraph.text,
        NodeRef::Problem(problem) => &problem.text,
        NodeRef::ScoreRow(row) => &row.name,
        NodeRef::RedLine(line) => &line.text,
        NodeRef::Cause(cause) => &cause.text,
        NodeRef::RegisterRow(row) => row.cells.iter().find(|cell| !cell.is_empty())?,
        NodeRef::Person(person) => &person.name,
    };
    // A text of nothing but a stop names nothing.
    Some(text).filter(|text| !short(text).is_empty())
}

/// Returns what a record is, where it has no text.
fn kind(node: NodeRef<'_>, language: Language) -> &'static str {
    let (chinese, english) = match node {
        NodeRef::Part(part) => match part {
            Part::Opening(_) => ("开头", "Opening"),
            Part::Section(_) => ("部分", "Section"),
            Part::Review(_) => ("回顾", "Review"),
            Part::Problems(_) => ("问题", "Problems"),
            Part::Scores(_) => ("评分表", "Score table"),
            Part::Contract(_) => ("责任书", "Contract"),
            Part::Improvement(_) => ("改进计划", "Improvement"),
            Part::Register(_) => ("登记表", "Register"),
            Part::Attachment(_) => ("附件", "Attachment"),
            Part::Closing(_) => ("结尾", "Closing"),
            Part::SignOff(_) => ("落款", "Sign-off"),
        },
        NodeRef::Section(_) => ("部分", "Section"),
        NodeRef::Goal(_) => ("目标", "Goal"),
        NodeRef::Measure(_) => ("措施", "Measure"),
        NodeRef::Indicator(_) => ("指标", "Indicator"),
        NodeRef::Paragraph(_) => ("段落", "Paragraph"),
        NodeRef::Problem(_) => ("问题", "Problem"),
        NodeRef::ScoreRow(_) => ("评分项", "Score row"),
        NodeRef::RedLine(_) => ("红线", "Red line"),
        NodeRef::Cause(_) => ("原因", "Cause"),
        NodeRef::RegisterRow(_) => ("登记行", "Row"),
        NodeRef::Person(_) => ("人员", "Person"),
    };
    match language {
        Language::ZhCn => chinese,
        Language::En => english,
    }
}

/// Returns the words of measures that wait for each other, the first one again at the end.
fn ring(plan: &Plan, measures: &[MeasureId]) -> Vec<String> {
    let name = |id: &MeasureId| label(plan, Some(id.id())).unwrap_or_else(|| id.to_string());
    let again = measures.first().filter(|_| measures.len() > 1);
    measures.iter().chain(again).map(name).collect()
}

/// Returns the measure's words, where the place is one that has any.
fn label(plan: &Plan, place: Option<Id>) -> Option<String> {
    match plan.find(place?)? {
        NodeRef::Measure(measure) => Some(short(measure.label())).filter(|label| !label.is_empty()),
        _ => None,
    }
}

/// Returns the indicator's name, where the place is one that has any.
fn indicator(plan: &Plan, place: Option<Id>) -> Option<String> {
    match plan.find(place?)? {
        NodeRef::Indicator(indicator) => Some(short(&indicator.name)).filter(|name| !name.is_empty()),
        _ => None,
    }
}

/// Returns a text cut to what a sentence bears, without the stop at its end.
fn short(text: &Text) -> String {
    let text = text.as_str().trim().trim_end_matches(['。', '；', '.', ';']);
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
