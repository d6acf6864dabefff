//! Numbers with their units.

use crate::import::marker::{narrow, patterns, tail as tail_of};

/// The units that numbers are counted in, longer ones before those they begin with.
const UNITS: &str = "个百分点|百分点|个工作日|工作日|个小时|个季度|个月|个次|个班次|个点|BP|bp|万亿元|万美元|亿美元|万欧元|亿欧元|万港元|亿港元|万字|万吨|万股|万辆|万台|万册|万平方米|万亩|万项|万例|万家|万名|万位|万张|万条|万套|万箱|万枚|亿人次|亿笔|亿户|亿张|百万元|千万元|十万元|千元|万元|亿元|美元|港元|欧元|日元|万人次|万户|万人|万笔|万张|万件|万个|万份|万次|人次|户次|项次|周岁|公斤|千克|场次|家次|件次|笔次|班次|课时|个学时|学时|平方米|平方公里|公里|千米|小时|分钟|秒钟|秒|万|亿|元|%|％|‰|名次|人|名|户|天|日|周|星期|年|次|处|项|条|家|笔|件|套|款|台|场|期|份|分|张|辆|本|页|篇|种|类|倍|吨|米|岁|位|组|支|班|节|个字|字|只|块|卷|单|例|起|宗|门|通|遍|批|轮|个|部|对|步|层|间|亩|盒|箱|双|幅|封|道|题|所|座|栋|幢|枚|册|首|根|片|把|包|袋|瓶|桶|株|棵|架|艘|颗";

patterns! {
    NUMBERS = &format!(r"(\d+(?:[,，]\d{{3}})*(?:\.\d+)?)\s*(多|余|几)?\s*({UNITS})?\s*(?:[-–—~～－至到]\s*(\d+(?:[,，]\d{{3}})*(?:\.\d+)?)\s*(多|余)?\s*)?({UNITS})?(余|多)?");
    PARTS = r"([百千万])分之\s*(\d+(?:\.\d+)?)";
    ZERO = r"(?x)
        零(投诉|差错|事故|案件|违规|失误|缺陷|发案|出错|不良|延误|遗漏|隐患|容错|风险|缺勤|逾期|举报
        |故障)
        |(?:为|是|达到|降至|降到|保持|实现)(零|0)(?:[。，；、,;）)\s”]|$)
        |(?:^|\D)0(投诉|差错|事故|案件|违规|失误|缺陷)";
    CADENCE = r"(?x)
        (?:每|按)(?:个)?(?:[日天周旬月季年]|半年|星期|工作日)[^，。；,;]{0,14}$
        |年[内度][^，。；,;]{0,4}$";
    NO_LESS = r"(不低于|不少于|不小于|不得低于|不得少于|至少|最少|≥|>=)\s*[^，。；\d]{0,4}$";
    NO_MORE = r"(?x)
        (不高于|不超过|不多于|不大于|不得超过|不得高于|低于|少于|小于|控制在|最多|≤
        |<=)\s*[^，。；\d]{0,4}$";
    MORE = r"(达到|高于|大于)\s*[^，。；\d]{0,4}$";
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// One number.
    One(f64),
    /// From the first to the second.
    Range(f64, f64),
}

/// Which side of the number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// No less.
    AtLeast,
    /// No more.
    AtMost,
    /// More.
    Above,
}

impl Comparison {
    /// Returns the sign of the JSON form.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
        }
    }
}

/// A number with its unit, as found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
    /// As it stands.
    pub text: String,
    /// Its unit; empty for a zero without one.
    pub unit: String,
    /// Its value.
    pub value: Value,
    /// Whether it is said to be about this.
    pub approx: bool,
    /// Which side of it is meant.
    pub comparison: Option<Comparison>,
}

fn parse(text: &str) -> Option<f64> {
    text.chars().filter(|c| !matches!(c, ',' | '，')).map(narrow).collect::<String>().parse().ok()
}

/// Finds the quantities of a text, in order.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    if let Some(pattern) = NUMBERS.as_ref().filter(|_| text.contains(|c: char| c.is_numeric())) {
        let mut at = 0;
        while let Some(caught) = pattern.captures_at(text, at) {
            let Some(whole) = caught.get(0) else { break };
            at = whole.end().max(at + 1);
            let group = |n: usize| caught.get(n);
            let Some(first) = group(1) else { continue };
            let joined = group(4);
            // Something between two numbers that is no range: read the second by itself.
            let unit = group(6).or(group(3).filter(|_| joined.is_none()));
            let Some(unit) = unit else {
                if let Some(second) = joined {
                    at = second.start();
                }
                // The first may have its unit all the same.
                if let (Some(unit), Some(_)) = (group(3), joined)
                    && let Some(found_one) =
                        one(text, first.start(), first.as_str(), None, unit.as_str(), unit.end(), false)
                {
                    found.push(found_one);
                }
                continue;
            };
            // 500万-1000万元 is one range.
            let mixed =
                group(3).is_some_and(|own| joined.is_some() && !unit.as_str().starts_with(own.as_str()));
            if mixed {
                if let Some(second) = joined {
                    at = second.start();
                }
                if let Some(own) = group(3)
                    && let Some(found_one) =
                        one(text, first.start(), first.as_str(), None, own.as_str(), own.end(), false)
                {
                    found.push(found_one);
                }
                continue;
            }
            let approx = group(2).is_some() || group(5).is_some() || group(7).is_some();
            // Two units in a row: the second belongs to what follows.
            let two = joined.is_none() && group(3).is_some() && group(6).is_some();
            let unit = if two { group(3).unwrap_or(unit) } else { unit };
            let end = if group(7).is_some() && !two { whole.end() } else { unit.end() };
            if two {
                at = end;
            }
            let second = joined.map(|m| m.as_str());
            // 3亿多元: the unit goes on behind.
            let mut name = unit.as_str().to_owned();
            let mut end = end;
            if group(7).is_some() && !two && matches!(name.as_str(), "万" | "亿" | "百万" | "千万") {
                let rest = text.get(end..).unwrap_or_default();
                let base = ["元", "美元", "户", "人次", "人", "笔", "张", "件", "字", "吨", "平方米", "个"];
                if let Some(base) = base.into_iter().find(|base| rest.starts_with(base)) {
                    name.push_str(base);
                    end += base.len();
                    at = end;
                }
            }
            if let Some(quantity) = one(text, first.start(), first.as_str(), second, &name, end, approx) {
                found.push(quantity);
            }
        }
    }
    if let Some(pattern) = PARTS.as_ref().filter(|_| text.contains("分之")) {
        for caught in pattern.captures_iter(text) {
            let (Some(whole), Some(base), Some(digits)) = (caught.get(0), caught.get(1), caught.get(2))
            else {
                continue;
            };
            let unit = match base.as_str() {
                "百" => "%",
                "千" => "‰",
                _ => "‱",
            };
            // What was taken for a bare number of something else is a part of a whole.
            found.retain(|quantity| quantity.to <= whole.start() || quantity.from >= whole.end());
            let (from, to) = (digits.start(), whole.end());
            if let Some(mut quantity) = one(text, from, digits.as_str(), None, unit, to, false) {
                quantity.from = whole.start();
                whole.as_str().clone_into(&mut quantity.text);
                found.push(quantity);
            }
        }
    }
    if let Some(pattern) = ZERO.as_ref().filter(|_| text.contains(['零', '0'])) {
        for whole in pattern.find_iter(text) {
            let words =
                whole.as_str().trim_end_matches(|c: char| "。，；、,;）)”".contains(c) || c.is_whitespace());
            let whole = whole.start()..whole.start() + words.len();
            found.push(Quantity {
                from: whole.start,
                to: whole.end,
                text: words.to_owned(),
                unit: String::new(),
                value: Value::One(0.0),
                approx: false,
                comparison: None,
            });
        }
    }
    found.sort_by_key(|quantity| quantity.from);
    found
}

fn one(
    text: &str,
    from: usize,
    first: &str,
    second: Option<&str>,
    unit: &str,
    to: usize,
    approx: bool,
) -> Option<Quantity> {
    let before = tail_of(text.get(..from).unwrap_or_default(), 400);
    let after = text.get(to..).unwrap_or_default();
    let low = parse(first)?;
    let high = second.map(parse);
    let mut unit = if unit == "％" { "%" } else { unit }.to_owned();
    let ordinal = before.ends_with('第');
    if ordinal && matches!(unit.as_str(), "名" | "位") {
        "名次".clone_into(&mut unit);
    } else if ordinal {
        return None;
    }
    if is_no_quantity(before, first, &unit, after) {
        return None;
    }
    let value = match high {
        Some(Some(high)) if high >= low => Value::Range(low, high),
        Some(_) => return None,
        None => Value::One(low),
    };
    let tail: String = before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
    let approx = approx
        || tail.ends_with('约')
        || tail.ends_with('近')
        || tail.ends_with("将近")
        || after.starts_with("左右");
    let after_words = after.trim_start_matches(['(', '（', '含', ')', '）']);
    let is = |p: &std::sync::LazyLock<Option<regex::Regex>>| p.as_ref().is_some_and(|p| p.is_match(&tail));
    let comparison = if after_words.starts_with("以上") || is(&NO_LESS) {
        Some(Comparison::AtLeast)
    } else if after_words.starts_with("以内")
        || after_words.starts_with("以下")
        || after_words.starts_with("之内")
        || after_words.starts_with('内')
        || is(&NO_MORE)
    {
        Some(Comparison::AtMost)
    } else if tail.contains("超过") {
        Some(Comparison::Above)
    } else if is(&MORE) {
        Some(Comparison::AtLeast)
    } else {
        None
    };
    Some(Quantity { from, to, text: text.get(from..to)?.to_owned(), unit, value, approx, comparison })
}

/// Tells numbers that count nothing: years, dates, names, rankings, document numbers.
fn is_no_quantity(before: &str, digits: &str, unit: &str, after: &str) -> bool {
    let prev = before.chars().next_back();
    let next = after.chars().next();
    if prev.is_some_and(|c| c.is_ascii_alphanumeric() || "×.:：/_#".contains(c) && c != '：' && c != ':') {
        return true;
    }
    if before.ends_with("T+") {
        return true;
    }
    if prev == Some(':') && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    // Inside the name of a document, or its number.
    let inside = |opens: char, closes: char| before.rfind(opens) > before.rfind(closes);
    if inside('《', '》') || inside('〔', '〕') || inside('[', ']') {
        return true;
    }
    let short: String = before.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
    // Every two years is a cadence.
    if prev == Some('每') && matches!(unit, "年" | "天" | "日" | "周" | "星期" | "小时" | "分钟") {
        return true;
    }
    match unit {
        "年" => {
            let plain = digits.parse::<u32>().unwrap_or(0);
            let said = after.starts_with(['内', '以', '来', '之', '期', '以'])
                || prev.is_some_and(|c| "近满续过约达第为".contains(c));
            let zero = digits.starts_with('0');
            let month = next.is_some_and(|c| c.is_ascii_digit() || "初末底度上下第前".contains(c));
            zero || plain > 50
                || month && !said
                || (plain > 10 && !said && next != Some(')') && next != Some('）'))
        }
        "日" => {
            let limit = after.starts_with('内') || after.starts_with("以内") || after.starts_with("之内");
            !limit || prev == Some('月')
        }
        "周" | "星期" => next.is_some_and(|c| "一二三四五六日末年".contains(c)),
        "次" if after.starts_with(['/', '／']) => true,
        "次" => CADENCE.as_ref().is_some_and(|p| p.is_match(&short)),
        "名" => matches!(prev, Some('前' | '后')) || after.starts_with("次") || after.starts_with("单"),
        "位" => matches!(prev, Some('前' | '后')) || after.starts_with("一体") || after.starts_with('数'),
        "分" => next.is_some_and(|c| "行支析类别部期公理层组为之店".contains(c)),
        "小时" => {
            after.starts_with("自动")
                || after.starts_with("自助")
                || after.starts_with("以外")
                || after.starts_with("之外")
                || after.starts_with("营业")
                || after.starts_with("银行")
                || after.starts_with("服务")
                || after.starts_with("制")
        }
        "%" if prev == Some('前') => true,
        "%" => after.starts_with("银行承兑") || after.starts_with("保证金银行承兑"),
        "部" => next.is_some_and(|c| "门分".contains(c)),
        "期" | "号" => prev == Some('第'),
        "班" => next == Some('子'),
        "本" => next.is_some_and(|c| "行社部外".contains(c)),
        "支" => next.is_some_and(|c| "行付持".contains(c)),
        "单" => next.is_some_and(|c| "位元".contains(c)),
        "点" | "部分" => true,
        _ => false,
    }
}
