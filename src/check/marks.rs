//! L01, second half: marks that people type where something is to be filled in.

use super::{Finding, Level, Proposal, Reason};
use crate::model::tree::NodeRef;
use crate::model::{Piece, Plan, Text, query};

/// Characters behind a single X that make it a mark, as in X月X日 or X万元.
const COUNTED: &str = "年月日号季周个名户笔件次人天项家万亿元分%％";

/// Finds each mark once a record.
pub(super) fn open_marks(plan: &Plan, findings: &mut Vec<Finding>) {
    let mut read = |place, text: &Text| {
        for piece in text.pieces() {
            let Piece::Words(words) = piece else { continue };
            for mark in marks(words) {
                let reason = Reason::OpenMark { mark };
                let proposal = Some(Proposal::ReplaceMark);
                let finding = Finding { rule: "L01", level: Level::Error, place, reason, proposal };
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
    };
    query::for_each_text(plan, &mut |place, text| read(place, text));
    for person in &plan.people {
        query::node_texts(NodeRef::Person(person), &mut |text| read(Some(person.id.id()), text));
    }
}

/// Returns the marks in a text: two X or more by themselves or behind digits (`xx`, `20××`), one X
/// before a unit (`X月X日`), lines (`__`), stars (`**`), empty brackets.
///
/// Silent: X in a word or a product (`基数×系数`, `XL`), stars round a word (`**bsp**`), brackets
/// behind a Latin name.
fn marks(words: &str) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    // The last mark goes on where nothing but a unit stood between: X月X日 is one.
    let mut last_end = None;
    let signs: Vec<char> = words.chars().collect();
    let at = |index: usize| signs.get(index).copied();
    let mut index = 0;
    while let Some(sign) = at(index) {
        let before = index.checked_sub(1).and_then(at);
        let run = signs.iter().skip(index).take_while(|&&next| same_run(sign, next)).count();
        let end = index + run;
        let length = match sign {
            _ if is_word(sign) => {
                let xs = signs.iter().skip(index).take(run).filter(|&&c| is_x(c)).count();
                let digits = signs.iter().skip(index).take_while(|c| c.is_ascii_digit()).count();
                let only = xs + digits == run;
                let counted = at(end).is_some_and(|next| COUNTED.contains(next));
                let product =
                    before.is_some_and(|c| c.is_ascii_digit()) || (sign == '×' && xs == 1 && !counted);
                match (only && !product, xs) {
                    (true, 1) if counted && digits == 0 => Some(run + 1),
                    (true, 2..) => Some(run + usize::from(matches!(at(end), Some('年' | '月' | '日')))),
                    _ => None,
                }
            }
            '_' | '＿' => (run >= 2).then_some(run),
            '*' => {
                let in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                (run >= 2 && !in_word(before) && !in_word(at(end))).then_some(run)
            }
            '(' | '（' => {
                let inside = signs.iter().skip(index + 1).take_while(|c| c.is_whitespace()).count();
                let close = index + 1 + inside;
                let closed = matches!(at(close), Some(')' | '）'));
                let named = before.is_some_and(|c| c.is_ascii_alphanumeric());
                (closed && !named).then_some(inside + 2)
            }
            _ => None,
        };
        if let Some(length) = length {
            let mark: String = signs.iter().skip(index).take(length).collect();
            match marks.last_mut().filter(|_| last_end == Some(index)) {
                Some(last) => last.push_str(&mark),
                None => marks.push(mark),
            }
            index += length;
            last_end = Some(index);
        } else {
            index = end.max(index + 1);
        }
    }
    marks.dedup();
    marks
}

fn is_x(sign: char) -> bool {
    matches!(sign, 'x' | 'X' | '×' | 'ｘ' | 'Ｘ')
}

fn is_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || is_x(sign)
}

/// Tells whether two neighbours belong to one run: of letters and digits, or of one sign.
fn same_run(first: char, next: char) -> bool {
    if is_word(first) { is_word(next) } else { first == next && matches!(first, '_' | '＿' | '*') }
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_are_found() {
        for (text, found) in [
            ("20xx年度工作计划", &["20xx年"][..]),
            ("XX支行", &["XX"]),
            ("××分行计划，××部", &["××"]),
            ("于X月X日前完成", &["X月X日"]),
            ("新增存款X万元、x户", &["X万", "x户"]),
            ("签字：____  日期：＿＿", &["____", "＿＿"]),
            ("完成**万元", &["**"]),
            ("新增（ ）户，共()人", &["（ ）", "()"]),
            ("责任人：xx", &["xx"]),
        ] {
            assert_eq!(marks(text), found, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_is_left_alone() {
        for text in [
            "**bsp**",
            "绩效=基数×系数",
            "奖金*系数",
            "规格为3×4米",
            "XL 码、Excel、Linux、box",
            "调用 f() 与 main()",
            "（一）提升服务（含柜面）",
            "X光机 1 台",
            "a_b、snake_case",
            "全年——四个季度",
            "1#、2#、4#楼",
        ] {
            assert_eq!(marks(text), Vec::<String>::new(), "{text}");
        }
    }
}
