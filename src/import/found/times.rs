//! Dates, periods, cadences and limits, in the grammar of the JSON form.

use std::collections::BTreeMap;

use crate::import::marker::{narrow, number, patterns, tail};

/// The numerals that dates are written with.
const N: &str = r"(\d{1,2}|[一二三四五六七八九十]{1,3})";

patterns! {
    RANGE = r"(?x)
        (?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号]?)?\s*(?:-|–|—{1,2}|―|－|~|～
        |起?(?:至|到))\s*(?:\d{0,4}[xX×_*]{1,4}\s*年\s*)?(?:(\d{4})\s*年\s*)?(?:(\d{1,2})\s*月\s*)?(?:(\d{1,2})\s*[日号])";
    MONTHS = r"(?x)
        (?:(\d{4})\s*年\s*)?(\d{1,2})\s*月?份?\s*(?:-|–|—{1,2}|―|－|~|～
        |起?(?:至|到))\s*(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月";
    BOUNDS = r"(?x)
        (?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*份?\s*(初|上旬|中旬|下旬|末|底)?\s*(?:-|–|—{1,2}|―
        |－|~|～|起?(?:至|到))\s*(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*份?\s*(初|上旬|中旬|下旬|末
        |底)";
    DAY_TO_MONTH = r"(?x)
        (?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]\s*(?:-|–|—{1,2}|―|－|~|～
        |起?(?:至|到))\s*(?:\d{0,4}[xX×_*]{1,4}\s*年\s*)?(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(初
        |上旬|中旬|下旬|末|底)";
    LATIN_QUARTER = r"(?:(\d{4})\s*年?\s*-?)?Q([1-4])(末|底)?";
    MONTH_DAYS = r"(?x)
        每(?:个)?月(\d{1,2}\s*[日号]?(?:\s*[、和及]\s*\d{1,2}\s*[日号]?)*\s*[、和及]\s*\d{1,2}\s*[日号])";
    WEEKDAYS = r"(?x)
        每(?:周|星期)([一二三四五六日天](?:[、和及，]\s*(?:每?(?:周|星期))?[一二三四五六日天])+)";
    LISTED_MONTHS = r"(?:(\d{4})\s*年\s*)?((?:\d{1,2}\s*[、和及]\s*){1,5})(\d{1,2})\s*月";
    LISTED_QUARTERS = r"(?x)
        (?:(\d{4})\s*年\s*)?第?((?:[一二三四1-4]\s*[、和及]\s*第?){1,3})([一二三四1-4])\s*季度";
    CHINESE_YEAR = r"(?x)
        ([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?";
    ISO = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})";
    DATE = &format!(r"(?:(\d{{4}})\s*年\s*)?{N}\s*月\s*(?:份)?\s*(?:{N}\s*[日号]|(初|上旬|中旬|下旬|末|底))?");
    QUARTER = r"(前)?(?:(\d{4})\s*年\s*)?第?([一二三四1-4])\s*季度?(末|底)?";
    HALF = r"(?:(\d{4})\s*年\s*(?:度)?)?(上|下)半年";
    BOUND = r"(?x)
        (?:(\d{4})\s*年|(每)|(本|当|今|明|全)?年)?\s*(年初|年末|年底|月末|月底|月初|季末|季初|旬末)
        |(\d{4})\s*年\s*(初|末|底)";
    CADENCE = r"(?x)
        每(?:个)?(半年|半月|日|天|周|星期|旬|月度?|季度?|年度?)(?:的)?\s*(\d{1,2}\s*[日号]
        |[一二三四五六日天]|末|底|初)?(次|个)?";
    LISTED = r"按(?:[日周旬月季年](?:度)?(?:[、和及，,]按?)?)+";
    DOER = r"逐([日月季周])|(半年)[^，。；]{0,3}一次|一(年|季度|月|周)一次";
    MONTHLY = r"月度|季度";
    YEARLY = r"年度(?:回访|培训|检查|审计|评审|演练|盘点|复盘|体检|轮训|测试|考核)";
    WITHIN = r"(?x)
        (\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s*个?\s*(小时|工作日|天|日|分钟|周|月|年)\s*(?:之
        |以)?内";
    NO_MORE = r"(?x)
        (?:不超过|不得超过|控制在|不多于)\s*(\d{1,3}|[一二两三四五六七八九十]{1,2})\s*个?\s*(小时
        |工作日|天|分钟|周|月)";
    AFTER = r"(?x)
        (?:超过|逾期|满)\s*(\d{1,3})\s*个?\s*(天|日|小时|周|月)
        |(\d{1,3})\s*个?\s*(天|日|小时|周|月)\s*(?:之|以)?后";
    SAME_DAY = r"当日|当天";
    QUOTED = r"《[^》]*》|〔[^〕]*〕";
}

/// A time found in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
    /// Its value in the grammar of the JSON form: `2016-02-29`, `Q1`, `每月25日`, `≤48小时`.
    pub value: String,
}

/// What is gathered, and which bytes are spoken for.
struct Gathered<'a> {
    text: &'a str,
    found: Vec<Time>,
    taken: BTreeMap<usize, usize>,
}

impl Gathered<'_> {
    fn is_free(&self, from: usize, to: usize) -> bool {
        self.taken.range(..to).next_back().is_none_or(|(_, end)| *end <= from)
    }

    fn add(&mut self, from: usize, to: usize, value: String) {
        self.found.push(Time { from, to, value });
        self.taken.insert(from, to);
    }

    fn each(
        &mut self,
        pattern: &std::sync::LazyLock<Option<regex::Regex>>,
        read: impl Fn(&regex::Captures<'_>, &str, &str) -> Option<Vec<String>>,
    ) {
        let Some(pattern) = pattern.as_ref() else { return };
        let text = self.text;
        for caught in pattern.captures_iter(text) {
            let Some(whole) = caught.get(0) else { continue };
            if !self.is_free(whole.start(), whole.end()) {
                continue;
            }
            let before = tail(text.get(..whole.start()).unwrap_or_default(), 60);
            let after = text.get(whole.end()..).unwrap_or_default();
            if let Some(values) = read(&caught, before, after) {
                for value in values {
                    self.add(whole.start(), whole.end(), value);
                }
            }
        }
    }
}

fn two(text: &str) -> Option<String> {
    let number = number(text)?;
    (1..=31).contains(&number).then(|| format!("{number:02}"))
}

fn month(text: &str) -> Option<String> {
    let number = number(text)?;
    (1..=12).contains(&number).then(|| format!("{number:02}"))
}

fn joined(year: Option<&str>, month: &str, day: Option<&str>) -> String {
    match (year, day) {
        (Some(year), Some(day)) => format!("{year}-{month}-{day}"),
        (Some(year), None) => format!("{year}-{month}"),
        (None, Some(day)) => format!("{month}-{day}"),
        (None, None) => format!("{month}月"),
    }
}

fn limit_unit(unit: &str) -> &str {
    match unit {
        "日" => "天",
        "月" => "个月",
        "工作日" => "个工作日",
        unit => unit,
    }
}

fn count(text: &str) -> Option<String> {
    if text == "两" { Some("2".to_owned()) } else { number(text).map(|n| n.to_string()) }
}

/// Finds the times of a text, in order; a time of several values stands there once for each.
#[must_use]
pub fn times(text: &str) -> Vec<Time> {
    if !text.contains(|c: char| "年月日天周季旬时期内".contains(c) || c.is_ascii_digit()) {
        return Vec::new();
    }
    let mut g = Gathered { text, found: Vec::new(), taken: BTreeMap::new() };
    if let Some(pattern) = QUOTED.as_ref() {
        g.taken.extend(pattern.find_iter(text).map(|m| (m.start(), m.end())));
    }
    let digit_before = |before: &str| before.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    g.each(&WEEKDAYS, |caught, _, after| {
        if after.starts_with(['次', '个', '场', '期']) {
            return None;
        }
        let days = caught.get(1)?.as_str().chars().filter(|c| "一二三四五六日天".contains(*c));
        Some(days.map(|day| format!("每周{}", if day == '天' { '日' } else { day })).collect())
    });
    g.each(&MONTH_DAYS, |caught, _, _| {
        let days: String = caught.get(1)?.as_str().chars().map(narrow).collect();
        let days = days.split(|c: char| !c.is_ascii_digit()).filter(|day| !day.is_empty());
        Some(days.map(|day| format!("每月{day}日")).collect())
    });
    g.each(&CADENCE, |caught, before, after| {
        if before.ends_with('第') {
            return None;
        }
        let beat = caught.get(1)?.as_str();
        let every = match beat {
            "日" | "天" => "每日",
            "周" | "星期" => "每周",
            "旬" => "每旬",
            "半年" => "每半年",
            "半月" => return None,
            b if b.starts_with('月') => "每月",
            b if b.starts_with('季') => "每季",
            _ => "每年",
        };
        let narrowed = |c: char| if c == '号' { '日' } else { narrow(c) };
        let day: Option<String> =
            caught.get(2).map(|m| m.as_str().chars().filter(|c| !c.is_whitespace()).map(narrowed).collect());
        let counted = caught.get(3).is_some() || after.starts_with('次');
        Some(vec![match (every, day) {
            ("每周", Some(day)) if day.chars().count() == 1 && !counted && !"末底初".contains(&day) => {
                format!("每周{}", if day == "天" { "日".to_owned() } else { day })
            }
            ("每月", Some(day)) if day.ends_with('日') && day.chars().count() > 1 => format!("每月{day}"),
            ("每月" | "每季" | "每年", Some(day)) if "末底".contains(&day) => format!("{every}{day}"),
            ("每月" | "每季" | "每年", Some(day)) if day == "初" => format!("{every}初"),
            _ => every.to_owned(),
        }])
    });
    // A cadence with a month and a day behind it: the date is told too.
    g.taken.retain(|from, to| {
        !text.get(*from..*to).is_some_and(|t| t.starts_with("每年") && !t.ends_with(['末', '底', '初']))
    });
    g.each(&BOUNDS, |caught, before, _| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        if digit_before(before) {
            return None;
        }
        let bounded = |year: Option<&str>, month: &str, bound: Option<&str>| match year {
            Some(year) => format!("{year}-{month}{}", bound.unwrap_or_default()),
            None => format!("{month}月{}", bound.unwrap_or_default()),
        };
        let from = bounded(get(1), &month(get(2)?)?, get(3));
        Some(vec![format!("{from}/{}", bounded(get(4).or(get(1)), &month(get(5)?)?, get(6)))])
    });
    g.each(&DAY_TO_MONTH, |caught, before, _| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        if digit_before(before) {
            return None;
        }
        let from = joined(get(1), &month(get(2)?)?, Some(&two(get(3)?)?));
        let to = month(get(5)?)?;
        let bound = get(6)?;
        Some(vec![match get(4).or(get(1)) {
            Some(year) => format!("{from}/{year}-{to}{bound}"),
            None => format!("{from}/{to}月{bound}"),
        }])
    });
    g.each(&LATIN_QUARTER, |caught, before, after| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        let beside = |c: char| c.is_ascii_alphanumeric();
        if before.ends_with(beside) || after.starts_with(beside) {
            return None;
        }
        let year = get(1).map(|y| format!("{y}-")).unwrap_or_default();
        Some(vec![format!("{year}Q{}{}", get(2)?, if get(3).is_some() { "末" } else { "" })])
    });
    g.each(&RANGE, |caught, before, _| {
        if digit_before(before) {
            return None;
        }
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        let (m1, d2) = (month(get(2)?)?, two(get(6)?)?);
        let d1 = get(3).and_then(two)?;
        let m2 = get(5).map_or(Some(m1.clone()), month)?;
        let year2 = get(4).or(get(1));
        Some(vec![format!("{}/{}", joined(get(1), &m1, Some(&d1)), joined(year2, &m2, Some(&d2)))])
    });
    g.each(&MONTHS, |caught, before, after| {
        if digit_before(before) || after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        let year2 = get(3).or(get(1));
        Some(vec![format!(
            "{}/{}",
            joined(get(1), &month(get(2)?)?, None),
            joined(year2, &month(get(4)?)?, None)
        )])
    });
    g.each(&LISTED_MONTHS, |caught, before, after| {
        if digit_before(before) || after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        let months = get(2)?.split(|c: char| !c.is_ascii_digit()).filter(|m| !m.is_empty()).chain(get(3));
        months.map(|m| Some(joined(get(1), &month(m)?, None))).collect()
    });
    g.each(&LISTED_QUARTERS, |caught, before, _| {
        if digit_before(before) {
            return None;
        }
        let year = caught.get(1).map(|y| format!("{}-", y.as_str())).unwrap_or_default();
        let all = caught.get(2)?.as_str().chars().chain(caught.get(3)?.as_str().chars());
        let quarters = all.filter(|c| "一二三四1234".contains(*c));
        quarters.map(|c| Some(format!("{year}Q{}", number(&c.to_string())?))).collect()
    });
    g.each(&ISO, |caught, before, _| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        if digit_before(before) || !get(1)?.starts_with(['1', '2']) {
            return None;
        }
        Some(vec![joined(get(1), &month(get(2)?)?, Some(&two(get(3)?)?))])
    });
    g.each(&CHINESE_YEAR, |caught, _, _| {
        let year: String = caught
            .get(1)?
            .as_str()
            .chars()
            .map(|c| if "〇○零".contains(c) { Some(0) } else { number(&c.to_string()) })
            .map(|digit| digit.map(|d| d.to_string()))
            .collect::<Option<_>>()?;
        let day = match caught.get(3) {
            Some(day) => Some(two(day.as_str())?),
            None => None,
        };
        Some(vec![joined(Some(&year), &month(caught.get(2)?.as_str())?, day.as_deref())])
    });
    g.each(&DATE, |caught, before, after| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        if digit_before(before)
            || before.ends_with('每')
            || before.ends_with("个")
            || before.ends_with(['一', '二', '三', '十', '第', '近'])
        {
            return None;
        }
        // 三月 as a length is 三个月; a Chinese numeral needs something that makes it a month.
        let m = month(get(2)?)?;
        let day = match get(3) {
            Some(day) => Some(two(day)?),
            None => None,
        };
        if after.starts_with(['度', '刊', '报', '薪', '息', '均']) && get(3).is_none() && get(4).is_none()
        {
            return None;
        }
        let base = joined(get(1), &m, day.as_deref());
        Some(vec![match get(4) {
            Some(bound) if get(1).is_some() => format!("{base}{bound}"),
            Some(bound) => format!("{m}月{bound}"),
            None => base,
        }])
    });
    g.each(&QUARTER, |caught, before, after| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        let whole = get(0)?;
        if get(1).is_some()
            || digit_before(before)
            || before.ends_with(['每', '前', '十', '个'])
            || after.starts_with("节性")
        {
            return None;
        }
        // 一季 by itself is read only with its end.
        if !whole.contains("季度") && get(4).is_none() {
            return None;
        }
        let n = number(get(3)?)?;
        let year = get(2).map(|y| format!("{y}-")).unwrap_or_default();
        Some(vec![format!("{year}Q{n}{}", if get(4).is_some() { "末" } else { "" })])
    });
    g.each(&HALF, |caught, _, _| {
        let year = caught.get(1).map(|y| format!("{}-", y.as_str())).unwrap_or_default();
        Some(vec![format!("{year}H{}", if caught.get(2)?.as_str() == "上" { 1 } else { 2 })])
    });
    g.each(&BOUND, |caught, before, after| {
        let get = |n: usize| caught.get(n).map(|m| m.as_str());
        if let (Some(year), Some(bound)) = (get(5), get(6)) {
            return Some(vec![format!("{year}年{bound}")]);
        }
        let bound = get(4)?;
        if get(2).is_some()
            || after.starts_with(['期', '级', '位', '班'])
            || before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        {
            return None;
        }
        let year = get(1).map(|y| format!("{y}{bound}"));
        Some(vec![year.unwrap_or_else(|| bound.to_owned())])
    });
    g.each(&LISTED, |caught, _, after| {
        let whole = caught.get(0)?.as_str();
        if after.starts_with(['期', '时', '程', '常', '揭', '供', '照', '规', '均', '终']) {
            // 按月按时 keeps its beats but the last.
            return None;
        }
        Some(
            whole
                .chars()
                .filter_map(|c| match c {
                    '日' => Some("每日"),
                    '周' => Some("每周"),
                    '旬' => Some("每旬"),
                    '月' => Some("每月"),
                    '季' => Some("每季"),
                    '年' => Some("每年"),
                    _ => None,
                })
                .map(str::to_owned)
                .collect(),
        )
    });
    g.each(&DOER, |caught, _, _| {
        let beat = caught.iter().skip(1).flatten().next()?.as_str();
        Some(vec![match beat {
            "半年" => "每半年".to_owned(),
            "季度" => "每季".to_owned(),
            beat => format!("每{beat}"),
        }])
    });
    g.each(&MONTHLY, |caught, before, _| {
        if before.ends_with(|c: char| "一二三四1234个每本上下各该首前第几".contains(c)) {
            return None;
        }
        Some(vec![if caught.get(0)?.as_str() == "月度" { "每月" } else { "每季" }.to_owned()])
    });
    g.each(&YEARLY, |_, before, _| {
        let bare = !before.ends_with(|c: char| c.is_ascii_digit() || "xX本上下该各_*".contains(c));
        bare.then(|| vec!["每年".to_owned()])
    });
    g.each(&WITHIN, |caught, before, _| {
        if digit_before(before) || before.ends_with(['第', '年']) {
            return None;
        }
        let n = caught.get(1)?.as_str();
        let unit = limit_unit(caught.get(2)?.as_str());
        if n == "半" {
            return Some(vec![format!("≤半{unit}")]);
        }
        Some(vec![format!("≤{}{unit}", count(n)?)])
    });
    g.each(&NO_MORE, |caught, _, _| {
        Some(vec![format!("≤{}{}", count(caught.get(1)?.as_str())?, limit_unit(caught.get(2)?.as_str()))])
    });
    g.each(&AFTER, |caught, _, _| {
        let n = caught.get(1).or(caught.get(3))?.as_str();
        let unit = caught.get(2).or(caught.get(4))?.as_str();
        Some(vec![format!(">{n}{}", limit_unit(unit))])
    });
    g.each(&SAME_DAY, |_, _, _| Some(vec!["当日".to_owned()]));
    g.found.sort_by_key(|time| time.from);
    g.found
}
