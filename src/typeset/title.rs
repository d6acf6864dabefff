//! Titles of several lines, divided by sense (GB/T 9704-2012, 7.3.1).
//!
//! Lines end where words end, which the dictionary knows that selecting by words goes by, and best
//! behind a name, a period or before a word that joins: a line more is better than a word torn in
//! two. Lines that grow, shrink, or grow and then shrink make a trapezium or a diamond.
//!
//! Limits: the dictionary knows no sense. Which of two names belongs closer to its neighbours is
//! guessed from a few endings.

use std::ops::Range;

use crate::locale::segments;

/// What a division costs besides the lines it makes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost(f64);

impl Cost {
    /// After a mark.
    const MARK: Self = Self(0.0);
    /// Behind a name or a period, before a word that joins.
    const JOINT: Self = Self(1.0);
    /// Before an English word that joins: a mark is better, even where lines come out less even.
    const JOINT_EN: Self = Self(5.0);
    /// Between two words.
    const WORDS: Self = Self(7.0);
    /// Between two English words: a line more is better.
    const WORDS_EN: Self = Self(10.0);
    /// In a word, or between two that belong together.
    const TORN: Self = Self(40.0);
    /// One line more than needed.
    const LINE: Self = Self(3.0);
    /// One character's difference between lines.
    const UNEVEN: Self = Self(0.3);
    /// A line that is longer than the one above it, which is shorter than the one above that.
    const PINCHED: Self = Self(2.0);
}

/// Words before which a title may be divided, and behind which it may not.
const JOINING: [&str; 6] = ["和", "与", "及", "暨", "关于", "（"];
/// Words that join in English.
const JOINING_EN: [&str; 8] = ["and", "for", "of", "with", "to", "in", "on", "the"];
/// Words that no line begins with.
const CLINGING: [&str; 5] = ["的", "之", "等", "年", "度"];
/// Endings of words and names after which a title may be divided.
const ENDING: [&str; 13] =
    ["的", "支行", "分行", "总行", "营业厅", "营业部", "中心", "公司", "部", "处", "厅", "年度", "年"];
/// What plans are called, and who: held together.
const WHOLE: [&str; 18] = [
    "工作计划",
    "工作总结",
    "工作安排",
    "工作要点",
    "营销计划",
    "培训计划",
    "攻坚计划",
    "改进计划",
    "履职计划",
    "筹备工作",
    "执行方案",
    "目标责任书",
    "责任书",
    "岗位职责",
    "客户经理",
    "公司业务",
    "公司金融",
    "内部控制",
];
/// What follows the year of a period without the number of one.
const PARTS_OF_YEARS: [&str; 5] = ["年度", "年上半年", "年下半年", "年全年", "年"];
/// What a number of a period is counted in.
const COUNTED: [&str; 4] = ["季度", "月份", "月", "周"];
/// The most lines there can be; a longer title is no title.
const LONGEST: u32 = 40;
/// Marks after which it may be divided.
const MARKS: [char; 7] = ['、', '，', '；', '：', '）', '》', '”'];

/// Divides a title into lines of at most so many characters, a Latin one counted as a little more
/// than half, a blank as wide as it is told to be. Returns it whole where it fits, or where it has no
/// place to divide it at.
pub(super) fn divided(title: &str, most: f64, blank: &dyn Fn(&str) -> f64) -> Vec<String> {
    let title = title.trim();
    let total = width(title, blank);
    // What is longer than any title is no title; dividing it by sense would take for ever.
    if total <= most || total > f64::from(LONGEST) * most {
        return vec![title.to_owned()];
    }
    let places = measured(title, blank);
    let mut best: Option<(f64, Vec<&str>)> = None;
    // The least number of lines, and up to two more.
    let least = (2..=LONGEST).find(|count| f64::from(*count) * most >= total).unwrap_or(LONGEST);
    for count in least..=least + 2 {
        if let Some((cost, lines)) = divided_into(title, &places, count, most) {
            let cost = cost + f64::from(count - least) * Cost::LINE.0;
            if best.as_ref().is_none_or(|(lowest, _)| cost < *lowest) {
                best = Some((cost, lines));
            }
        }
    }
    best.map_or_else(
        || vec![title.to_owned()],
        |(_, lines)| lines.into_iter().map(|line| line.trim().to_owned()).collect(),
    )
}

/// The cheapest way to a place.
struct Way<'a> {
    to: usize,
    /// How wide the title is up to there.
    wide: f64,
    spent: f64,
    lines: Vec<&'a str>,
    /// How wide the last line is.
    last: f64,
    /// Whether some line is shorter than the one above it.
    falls: bool,
}

/// A place where a title can be divided, or its end.
struct Place {
    at: usize,
    price: Cost,
    /// How wide the title is up to there, with the blank before it and without.
    wide: f64,
    bare: f64,
}

/// Measures a title up to each place and to its end.
fn measured(title: &str, blank: &dyn Fn(&str) -> f64) -> Vec<Place> {
    let mut measured = Vec::new();
    let (mut from, mut wide) = (0, 0.0);
    for (at, price) in places(title).into_iter().chain([(title.len(), Cost::MARK)]) {
        let words = title.get(from..at).unwrap_or_default();
        let bare = wide + width(words.trim_end(), blank);
        wide += width(words, blank);
        measured.push(Place { at, price, wide, bare });
        from = at;
    }
    measured
}

/// Finds the cheapest division into exactly so many lines, each near the even width.
fn divided_into<'a>(title: &'a str, places: &[Place], count: u32, most: f64) -> Option<(f64, Vec<&'a str>)> {
    /// Lines that differ by less look alike.
    const ALIKE: f64 = 0.5;
    let even = places.last()?.wide / f64::from(count);
    let start = Way { to: 0, wide: 0.0, spent: 0.0, lines: Vec::new(), last: f64::MAX, falls: false };
    let mut ways = vec![start];
    for line in 1..=count {
        let mut next: Vec<Way<'a>> = Vec::new();
        for place in places {
            if (place.at == title.len()) != (line == count) {
                continue;
            }
            let mut cheapest: [Option<Way<'a>>; 2] = [None, None];
            for way in &ways {
                let wide = place.bare - way.wide;
                if place.at <= way.to || wide > most {
                    continue;
                }
                let Some(words) = title.get(way.to..place.at).filter(|words| !words.trim().is_empty()) else {
                    continue;
                };
                let pinched = way.falls && wide > way.last + ALIKE;
                let spent = way.spent
                    + place.price.0
                    + (wide - even).abs() * Cost::UNEVEN.0
                    + if pinched { Cost::PINCHED.0 } else { 0.0 };
                let falls = line > 1 && (way.falls || wide + ALIKE < way.last);
                let Some(slot) = cheapest.get_mut(usize::from(falls)) else { continue };
                if slot.as_ref().is_none_or(|best| spent < best.spent) {
                    let lines = way.lines.iter().copied().chain([words]).collect();
                    *slot = Some(Way { to: place.at, wide: place.wide, spent, lines, last: wide, falls });
                }
            }
            next.extend(cheapest.into_iter().flatten());
        }
        ways = next;
    }
    let best = ways.into_iter().min_by(|a, b| a.spent.total_cmp(&b.spent))?;
    Some((best.spent, best.lines))
}

/// Returns where a title can be divided, with the price: not within numbers, Latin words, blanks and
/// periods.
fn places(title: &str) -> Vec<(usize, Cost)> {
    let words = word_starts(title);
    let periods = periods(title);
    let whole = whole(title);
    let mut places = Vec::new();
    let mut previous: Option<char> = None;
    let mut in_blank = false;
    for (at, next) in title.char_indices() {
        if let Some(last) = previous {
            let is_held = in_blank
                || periods.iter().any(|period| period.start < at && at < period.end)
                || "、，；：。！？）》”’".contains(next)
                || "（《“‘".contains(last);
            if !is_held && let Some(price) = price(title, at, last, next) {
                let torn = whole.iter().any(|word| word.start < at && at < word.end)
                    || price == Cost::WORDS && words.binary_search(&at).is_err();
                let is_joint = periods.iter().any(|period| period.start == at || period.end == at);
                let price = if price == Cost::WORDS && is_joint {
                    Cost::JOINT
                } else if torn {
                    Cost::TORN
                } else {
                    price
                };
                places.push((at, price));
            }
        }
        match next {
            '⟦' => in_blank = true,
            '⟧' => in_blank = false,
            _ => {}
        }
        previous = Some(next);
    }
    places
}

/// Returns what a division between two characters costs by what stands round it; none where Latin
/// words or numbers go on.
fn price(title: &str, at: usize, last: char, next: char) -> Option<Cost> {
    let (before, after) = title.split_at_checked(at)?;
    if last == ' ' {
        let before = before.trim_end();
        let joins = |word: Option<&str>| word.is_some_and(|word| JOINING_EN.contains(&word));
        return Some(if before.ends_with([':', '：', ',', ';']) {
            Cost::MARK
        } else if joins(before.rsplit(' ').next()) || next.is_ascii_digit() {
            Cost::TORN
        } else if joins(after.split(' ').next()) {
            Cost::JOINT_EN
        } else {
            Cost::WORDS_EN
        });
    }
    if last.is_ascii() && next.is_ascii() || next == ' ' {
        return None;
    }
    let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    Some(if MARKS.contains(&last) {
        Cost::MARK
    } else if ends(&JOINING) || begins(&CLINGING) {
        Cost::TORN
    } else if begins(&JOINING) || ends(&ENDING) || last == '⟧' {
        Cost::JOINT
    } else {
        Cost::WORDS
    })
}

/// Returns where words begin, in bytes, in order.
fn word_starts(title: &str) -> Vec<usize> {
    let (bytes, chars): (Vec<usize>, Vec<char>) = title.char_indices().unzip();
    let mut starts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        starts.extend(bytes.get(at));
        at = segments::next_word(&chars, at);
    }
    starts
}

/// Returns where the names of plans stand.
fn whole(title: &str) -> Vec<Range<usize>> {
    WHOLE.iter().flat_map(|word| title.match_indices(word).map(|(at, found)| at..at + found.len())).collect()
}

/// Returns where periods stand: 2027年度, 2027年第1季度, a blank for a number or with one.
fn periods(title: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in title.match_indices('年') {
        let before = title.get(..at).unwrap_or_default();
        let start = before.len() - number_at_end(before);
        if start == at {
            continue;
        }
        let rest = title.get(at..).unwrap_or_default();
        let year = PARTS_OF_YEARS.iter().find(|part| rest.starts_with(**part)).map_or(0, |part| part.len());
        let behind = rest.get(year..).unwrap_or_default();
        let counted = behind.strip_prefix('第').unwrap_or(behind);
        let ordinal = behind.len() - counted.len();
        let number = number_at_start(counted);
        let unit = counted.get(number..).unwrap_or_default();
        let unit = COUNTED.iter().find(|word| unit.starts_with(**word)).filter(|_| number > 0);
        let part = unit.map_or(0, |unit| ordinal + number + unit.len());
        found.push(start..at + year + part);
    }
    found
}

/// Returns the length of the number, or of the blank, that a text begins with.
fn number_at_start(text: &str) -> usize {
    if text.starts_with('⟦') {
        return text.find('⟧').map_or(0, |end| end + '⟧'.len_utf8());
    }
    text.len()
        - text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)).len()
}

/// Returns the length of the number, or of the blank, that a text ends with.
fn number_at_end(text: &str) -> usize {
    if text.ends_with('⟧') {
        return text.rfind('⟦').map_or(0, |start| text.len() - start);
    }
    text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

/// Returns the width in characters.
fn width(words: &str, blank: &dyn Fn(&str) -> f64) -> f64 {
    let mut sum = 0.0;
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let end = rest.find('⟧').filter(|_| c == '⟦').map(|end| end + '⟧'.len_utf8());
        sum += if let Some(name) = end.and_then(|end| rest.get(..end)) {
            length = name.len();
            blank(name)
        } else if c.is_ascii() {
            0.57
        } else {
            1.0
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    sum
}

#[cfg(test)]
mod tests {

    fn divided(title: &str, most: f64) -> Vec<String> {
        super::divided(title, most, &|name| if name.contains("单位") { 6.0 } else { 2.0 })
    }

    #[test]
    fn titles_are_divided_by_sense() {
        let cases: [(&str, &[&str]); 10] = [
            ("江北支行营业厅2027年度工作计划", &["江北支行营业厅2027年度工作计划"]),
            (
                "江北支行关于进一步改进柜面服务、压降核算差错和加强队伍建设的2027年度工作计划",
                &["江北支行关于进一步改进柜面服务、", "压降核算差错和加强队伍建设的", "2027年度工作计划"],
            ),
            (
                "代发单位走访登记表、意见登记表及办结情况反馈表填写样式",
                &["代发单位走访登记表、意见登记表", "及办结情况反馈表填写样式"],
            ),
            (
                "某某银行江北支行2027年度全面风险管理与内部控制工作计划",
                &["某某银行江北支行2027年度", "全面风险管理与内部控制工作计划"],
            ),
            (
                "江北支行营业厅2027年客户经理岗位职责与履职计划",
                &["江北支行营业厅2027年", "客户经理岗位职责与履职计划"],
            ),
            (
                "⟦单位⟧⟦年度⟧年第⟦季度⟧季度零售业务工作计划和考核安排",
                &["⟦单位⟧⟦年度⟧年第⟦季度⟧季度", "零售业务工作计划和考核安排"],
            ),
            (
                "江北支行营业厅2027年上半年工作总结和下半年工作计划",
                &["江北支行营业厅2027年上半年", "工作总结和下半年工作计划"],
            ),
            (
                "江北支行营业厅合规风险工作总结和2027年度工作计划",
                &["江北支行营业厅合规风险工作总结", "和2027年度工作计划"],
            ),
            (
                "Performance Improvement Plan for Quarter 1 of 2027: Wang Fang",
                &["Performance Improvement Plan", "for Quarter 1 of 2027: Wang Fang"],
            ),
            ("", &[""]),
        ];
        for (title, lines) in cases {
            assert_eq!(divided(title, 20.0), lines);
        }
        let title = "Riverside Sub-branch: Service and Skills Test Plan for 2027";
        let lines = ["Riverside Sub-branch:", "Service and Skills Test Plan for 2027"];
        assert_eq!(divided(title, 25.0), lines);
        let title = "Riverside Sub-branch: Corporate Banking Review and Plan for 2027";
        let lines = ["Riverside Sub-branch:", "Corporate Banking Review", "and Plan for 2027"];
        assert_eq!(divided(title, 22.0), lines);
        // A wide blank has a line of its own.
        let title = "⟦单位⟧公司业务工作总结和2027年度工作计划";
        let lines = super::divided(title, 20.0, &|_| 15.0);
        assert_eq!(lines, ["⟦单位⟧", "公司业务工作总结和2027年度工作计划"]);
    }

    #[test]
    fn nothing_is_lost_whatever_the_title() {
        for title in ["字".repeat(100), "w".repeat(100), "、".repeat(60), "2027".repeat(30), "（".repeat(50)]
        {
            assert_eq!(divided(&title, 20.0).concat(), title);
        }
    }
}
