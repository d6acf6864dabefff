//! What a measure's text offers as fields: its time, who does it, what it is judged by.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::Field;
use super::bracket::{self, Bracket, Value};
use super::draft::ItemDraft;
use super::found::{self, Comparison};
use super::marker::{patterns, tail};
use crate::locale::{read_number, read_when};
use crate::model::{DateSpan, Half, Quantity, Quarter, Target, When, YearNumber};

patterns! {
    OWNER = r"(?:由|责成|指定|明确由)([\p{Han}A-Za-z、和与及]{2,24}?)(?:负责|牵头|承担|落实|组织|主持|监督|执行)|(?:责任(?:部门|单位|人)|牵头(?:部门|单位|人)|负责人|主办(?:部门|单位)|完成人)[:：]\s*([\p{Han}A-Za-z、和与及]{2,24})";
    POST = r"(行长|主任|经理|主管|总监|组长|柜员|信贷员|会计|专人|负责人|部长|科长|队长|主席|书记|员)$";
    NAME = r"([\p{Han}A-Za-z]{2,18}(?:率|占比|比例|时长|时间|余额|金额|数量|户数|笔数|总额|总量|满意度|收入|次数|人数|产能|市场份额|份额|得分|评分))(?:[（(][^）)]{0,12}[）)])?(?:目标|要|应|须|需|均|力争|争取|年内|全年|至少|必须)?(?:达到|达|提升至|提升到|提高到|提高至|增长到|增至|控制在|控制到|降至|降到|保持在|保持|稳定在|不低于|不少于|不得低于|不高于|不超过|不得超过|低于|高于|超过|为|是|在|:|：|≥|≤|>=|<=)*\s*$";
    // What was done, and what was handed down, is nothing to be done.
    PAST = r"(?x)
        截至|截止|同比|[比较](?:去年|上年)|[半全]年共
        |已经?(?:达|完成|实现|建成|降|升|增|清收|全部)
        |(?:完成|实现|达到|建立|召开|开展|组织|进行|办理|举办|制定|清收|增加|减少|下降|提高|配备|取得|[印下]发|颁布)了";
    FALLS = r"(?:降至|降到|降为|降低到|降低至|压降到|压降至|压至|压到|压缩到|压缩至|下降到|下降至|减少到|减少至)\s*$";
    LEAD_WORDS = r"^(?:.*(?:确保|保证|实现|力争|争取|使|将|其中|要求|按照|目标将|目标是))?";
}

/// What a text offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// Times that a measure can have, in the order of the text, each as it stands with its value.
    pub times: Vec<(String, When)>,
    /// Times that a measure cannot have, as they stand.
    pub other_times: Vec<String>,
    /// Who does it: the name, and whether it is a post.
    pub owners: Vec<(String, bool)>,
    /// What it is judged by.
    pub indicators: Vec<OfferedIndicator>,
    /// The bracket that tells the fields of a printed plan. It says all there is: nothing else of the
    /// words is offered then.
    pub(super) bracket: Option<Bracket>,
}

impl Offers {
    /// Returns the time that the text gives in one way only. Where a limit for each case stands beside
    /// another time, that other one is when the work is done.
    #[must_use]
    pub fn own_time(&self) -> Option<&(String, When)> {
        if let [time] = self.times.as_slice() {
            return Some(time);
        }
        let mut others = self.times.iter().filter(|(_, when)| !matches!(when, When::Limit(_)));
        others.next().filter(|_| others.next().is_none())
    }
}

/// An indicator as offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedIndicator {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its target.
    pub target: Target,
}

impl Offers {
    /// Returns the fields that a bracket tells, with the words they were read from.
    pub fn told(&self) -> impl Iterator<Item = (Field, &str)> {
        self.bracket.iter().flat_map(Bracket::values).map(|(words, value)| (value.field(), words))
    }
}

/// Finds what a measure offers: what a bracket behind it tells, else what its text says.
#[must_use]
pub fn offers_of(draft: &ItemDraft, year: YearNumber) -> Offers {
    match bracket::of_draft(draft, year) {
        Some(bracket) => of_bracket(bracket),
        None => offers(&draft.text, year),
    }
}

/// Tells whether an item that stands alone in its section is words that ask for nothing: it becomes a
/// paragraph, without a number.
#[must_use]
pub fn is_words(draft: &ItemDraft, year: YearNumber) -> bool {
    let offers = offers_of(draft, year);
    draft.is_bare()
        && offers.bracket.is_none()
        && offers.times.is_empty()
        && offers.owners.is_empty()
        && offers.indicators.is_empty()
}

fn of_bracket(bracket: Bracket) -> Offers {
    let mut offers = Offers::default();
    for (words, value) in bracket.values() {
        if let Value::Time(when) = value {
            offers.times.push((words.to_owned(), when.clone()));
        }
    }
    offers.bracket = Some(bracket);
    offers
}

/// Finds what a text offers; months and days without a year lie in the year given.
#[must_use]
pub fn offers(text: &str, year: YearNumber) -> Offers {
    let mut offers = Offers::default();
    for time in found::times(text) {
        // 年度回访 names a sort, not a time.
        let is_sort = text.get(time.from..time.to).is_some_and(|words| words.starts_with("年度"));
        if is_sort || is_past(text, time.from) {
            continue;
        }
        let words = text.get(time.from..time.to).unwrap_or_default().to_owned();
        match when(&time.value, year) {
            Some(when) if offers.times.iter().any(|(_, known)| *known == when) => {}
            Some(when) => offers.times.push((words, when)),
            None => offers.other_times.push(words),
        }
    }
    if let Some(pattern) = OWNER.as_ref() {
        for caught in pattern.captures_iter(text) {
            let (Some(whole), Some(names)) = (caught.get(0), caught.get(1).or(caught.get(2))) else {
                continue;
            };
            // 由网点负责人…: the verb that was found is the end of a post.
            let leads = text.get(names.end()..whole.end()) == Some("负责")
                && text.get(whole.end()..).is_some_and(|rest| rest.starts_with('人'));
            let names = format!("{}{}", names.as_str(), if leads { "负责人" } else { "" });
            for name in names.split(['、', '和', '与', '及']) {
                let post = is_post(name);
                // 责任人是否明确 speaks of whoever it is.
                let is_nobody = matches!(name, "责任人" | "负责人" | "本人");
                if !is_nobody
                    && name.chars().count() >= 2
                    && !offers.owners.iter().any(|(known, _)| known == name)
                {
                    offers.owners.push((name.to_owned(), post));
                }
            }
        }
    }
    for quantity in found::quantities(text) {
        let before = tail(text.get(..quantity.from).unwrap_or_default(), 90);
        let clause = before.rsplit(['，', '。', '；', ',', ';', '、', '(', '（']).next().unwrap_or_default();
        let Some(name) = NAME.as_ref().and_then(|p| p.captures(clause)).and_then(|c| c.get(1)) else {
            continue;
        };
        let mut name = name.as_str();
        if let Some(lead) = LEAD_WORDS.as_ref().and_then(|p| p.find(name)) {
            name = name.get(lead.end()..).unwrap_or(name);
        }
        if name.chars().count() < 2 || is_past(text, quantity.from) {
            continue;
        }
        let falls = FALLS.as_ref().is_some_and(|p| p.is_match(clause));
        let number = |value: f64| Decimal::from_str(&value.to_string()).ok().map(Quantity::Number);
        let target = match quantity.value {
            found::Value::Range(low, high) => {
                number(low).zip(number(high)).map(|(low, high)| Target::Within(low, high))
            }
            found::Value::One(value) => number(value).map(|value| match quantity.comparison {
                Some(Comparison::AtMost) => Target::AtMost(value),
                None if falls => Target::AtMost(value),
                None if quantity.value == found::Value::One(0.0)
                    || quantity.value == found::Value::One(100.0) =>
                {
                    Target::Exactly(value)
                }
                Some(Comparison::AtLeast | Comparison::Above) | None => Target::AtLeast(value),
            }),
        };
        if let Some(target) = target {
            offers.indicators.push(OfferedIndicator { name: name.to_owned(), unit: quantity.unit, target });
        }
    }
    offers
}

/// Tells whether the sentence at a place of a text tells what was.
fn is_past(text: &str, at: usize) -> bool {
    let ends = ['。', '；', '！', ';'];
    let from = text.get(..at).and_then(|before| before.rfind(ends)).unwrap_or(0);
    let behind = text.get(at..).unwrap_or_default();
    let to = at + behind.find(ends).unwrap_or(behind.len());
    PAST.as_ref().is_some_and(|past| text.get(from..to).is_some_and(|sentence| past.is_match(sentence)))
}

/// Tells whether a name is that of a post.
pub(super) fn is_post(name: &str) -> bool {
    POST.as_ref().is_some_and(|p| p.is_match(name))
}

/// Reads a time of the JSON form as a measure's time.
fn when(value: &str, year: YearNumber) -> Option<When> {
    let number = year.number();
    if let Some(limit) = value.strip_prefix('≤') {
        return read_when(&format!("{limit}内"), number);
    }
    if value.starts_with(['每', '当']) {
        let value = value.replace("每季末", "每季").replace("每月底", "每月末");
        return read_when(&value, number);
    }
    if matches!(value, "年末" | "年底") {
        return read_when("年底", number);
    }
    let (own, rest) = match value.split_once('-') {
        Some((own, rest)) if own.len() == 4 && rest.starts_with(['Q', 'H']) => (own.parse().ok()?, rest),
        _ => (number, value),
    };
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter_number = quarter.trim_end_matches('末').parse().ok()?;
        let quarter_of = Quarter::new(own, quarter_number).ok()?;
        return Some(if quarter.ends_with('末') {
            When::By(quarter_of.span().last())
        } else {
            When::Quarter(quarter_of)
        });
    }
    if let Some(half) = rest.strip_prefix('H') {
        return Some(When::Span(Half::new(own, half.parse().ok()?).ok()?.span()));
    }
    if let Some((from, to)) = value.split_once('/') {
        let day = |text: &str| crate::locale::read_date(text, number);
        return DateSpan::new(day(from)?, day(to)?).ok().map(When::Span);
    }
    read_when(value, number)
}

/// Reads a cell that holds a number with its unit.
pub(super) fn cell_target(text: &str) -> Option<(Target, String)> {
    let text = text.trim();
    let signs = [
        ("≥", 1),
        (">=", 1),
        ("不低于", 1),
        ("不少于", 1),
        ("≤", 2),
        ("<=", 2),
        ("不超过", 2),
        ("不高于", 2),
    ];
    let (side, rest) = signs
        .iter()
        .find_map(|(sign, side)| text.strip_prefix(sign).map(|rest| (*side, rest.trim())))
        .unwrap_or((0, text));
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let value = read_number(rest.get(..end)?).filter(|_| end > 0)?;
    let unit = rest.get(end..)?.trim();
    let (side, unit) = match unit {
        _ if unit.ends_with("以上") => (1, unit.trim_end_matches("以上")),
        _ if unit.ends_with("以内") => (2, unit.trim_end_matches("以内")),
        _ if unit.ends_with("以下") => (2, unit.trim_end_matches("以下")),
        _ => (side, unit),
    };
    if unit.chars().count() > 6 {
        return None;
    }
    let value = Quantity::Number(value);
    let target = match side {
        2 => Target::AtMost(value),
        1 => Target::AtLeast(value),
        _ => Target::Exactly(value),
    };
    Some((target, unit.replace('％', "%")))
}
