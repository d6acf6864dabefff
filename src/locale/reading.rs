//! Reading what a person writes for a time or a number, in Chinese or English.
//!
//! Only forms with one meaning are read; everything else is said not to be understood, never
//! guessed. What the program writes for a value is read back as that value.

use std::num::NonZeroU16;

use chrono::{NaiveDate, Weekday};
use rust_decimal::Decimal;

use crate::model::{
    Cadence, DateSpan, Every, Half, Limit, LimitUnit, Month, MonthDay, Quarter, When, YearDay, YearNumber,
};

/// Reads a number: ASCII or full-width digits, with thousands separators or not, percent signs left
/// to the caller.
#[must_use]
pub fn read_number(text: &str) -> Option<Decimal> {
    let plain: String = half_width(text).chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    let plain = plain.strip_suffix('%').unwrap_or(&plain);
    plain.parse().ok()
}

/// Reads a day; one without a year lies in the year given.
#[must_use]
pub fn read_date(text: &str, year: i32) -> Option<NaiveDate> {
    let text = half_width(text.trim());
    let text = text.replace('号', "日");
    let text = text.trim_end_matches('前').trim_end_matches("以").trim();
    if let Some((year, rest)) = text.split_once('年').filter(|(year, _)| !year.is_empty()) {
        return month_and_day(rest, year.trim().parse().ok()?);
    }
    if let Some(day) = month_and_day(text, year) {
        return Some(day);
    }
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = text.split(separator).collect();
        match *parts.as_slice() {
            [year, month, day] if year.len() == 4 => {
                return date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            }
            [month, day] if separator != '.' => {
                return date(year, month.parse().ok()?, day.parse().ok()?);
            }
            _ => {}
        }
    }
    english_date(text, year)
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    YearNumber::new(year).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Reads `6月30日`, `6月底`, `4月上旬`, `一季度末` and `年底`.
fn month_and_day(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.trim();
    if matches!(text, "底" | "末" | "年底" | "年末") {
        return date(year, 12, 31);
    }
    if let Some(number) = text.strip_suffix("季度末").or_else(|| text.strip_suffix("季度底")) {
        let number = small_number(number.strip_prefix('第').unwrap_or(number))?;
        return Some(Quarter::new(year, number).ok()?.span().last());
    }
    let (month, rest) = text.split_once('月')?;
    let month = small_number(month)?;
    match rest.trim() {
        // The end of the month, and of its first and second third.
        "底" | "末" | "底前" | "末前" | "下旬" => Some(Month::new(year, month).ok()?.span().last()),
        "上旬" => date(year, month, 10),
        "中旬" => date(year, month, 20),
        rest => date(year, month, small_number(rest.strip_suffix('日')?)?),
    }
}

const ENGLISH_MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn english_month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = full.iter().position(|name| *name == word).or_else(|| {
        ENGLISH_MONTHS.iter().position(|name| *name == word || (word == "sept" && *name == "sep"))
    })?;
    u32::try_from(at + 1).ok()
}

/// Reads `30 June 2027`, `June 30`, `end of June`.
fn english_date(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.replace(',', " ");
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("end of ").or_else(|| lower.strip_prefix("end ")) {
        return match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["year"] => date(year, 12, 31),
            [month] => Some(Month::new(year, english_month(month)?).ok()?.span().last()),
            [month, year] => Some(Month::new(year.parse().ok()?, english_month(month)?).ok()?.span().last()),
            _ => None,
        };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (a, b, year) = match words.as_slice() {
        [a, b] => (*a, *b, year),
        [a, b, year] => (*a, *b, year.parse().ok()?),
        _ => return None,
    };
    match (english_month(a), english_month(b)) {
        (Some(month), None) => date(year, month, english_ordinal(b)?),
        (None, Some(month)) => date(year, month, english_ordinal(a)?),
        _ => None,
    }
}

/// Reads a time; days and months without a year lie in the year given. None: nothing it knows.
#[must_use]
pub fn read_when(text: &str, year: i32) -> Option<When> {
    let text = half_width(text.trim());
    let text = text.trim_end_matches(['。', '.']).trim();
    if text.is_empty() {
        return None;
    }
    limit(text)
        .map(When::Limit)
        .or_else(|| cadence(text, year).map(When::Cadence))
        .or_else(|| span(text, year).map(When::Span))
        .or_else(|| quarter(text, year).map(When::Quarter))
        .or_else(|| month(text, year).map(When::Month))
        .or_else(|| {
            let text = text.strip_prefix("by ").or_else(|| text.strip_prefix("By ")).unwrap_or(text);
            read_date(text, year).map(When::By)
        })
}

fn limit(text: &str) -> Option<Limit> {
    if matches!(text, "当日" | "当天" | "当日内" | "当天内" | "same day" | "the same day" | "on the same day")
    {
        return Some(Limit::SameDay);
    }
    if let Some(rest) = text.strip_suffix("以内").or_else(|| text.strip_suffix('内')) {
        let units = [
            ("个工作日", LimitUnit::WorkingDay),
            ("工作日", LimitUnit::WorkingDay),
            ("个小时", LimitUnit::Hour),
            ("小时", LimitUnit::Hour),
            ("分钟", LimitUnit::Minute),
            ("个月", LimitUnit::Month),
            ("周", LimitUnit::Week),
            ("天", LimitUnit::Day),
            ("日", LimitUnit::Day),
        ];
        let (count, unit) =
            units.iter().find_map(|(word, unit)| rest.strip_suffix(word).map(|count| (count, *unit)))?;
        return Limit::within(u16::try_from(small_number(count)?).ok()?, unit).ok();
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.strip_prefix("within ")?.split_whitespace().collect();
    let (count, unit) = words.split_first()?;
    let unit = match unit.join(" ").trim_end_matches('s') {
        "minute" | "min" => LimitUnit::Minute,
        "hour" | "h" => LimitUnit::Hour,
        "working day" => LimitUnit::WorkingDay,
        "day" => LimitUnit::Day,
        "week" => LimitUnit::Week,
        "month" => LimitUnit::Month,
        _ => return None,
    };
    Limit::within(count.parse().ok()?, unit).ok()
}

fn cadence(text: &str, year: i32) -> Option<Cadence> {
    let lower = text.to_ascii_lowercase();
    if lower == "半年一次" {
        return cadence("每半年", year);
    }
    // The last day, where one is named: `每周五，至6月30日止`.
    for mark in ["，至", ",至", ", until ", " until "] {
        if let Some((beat, until)) = lower.split_once(mark) {
            let beat = cadence(beat, year)?;
            let until = read_date(until.trim_end_matches('止'), year)?;
            return Cadence::new(beat.every().clone(), beat.times(), Some(until)).ok();
        }
    }
    let (every, times) = match lower.strip_prefix('每').or_else(|| lower.strip_prefix('逐')) {
        Some(rest) => chinese_times(rest)?,
        None => english_times(&lower)?,
    };
    Cadence::new(every, times, None).ok()
}

/// Reads what stands behind 每, with a count where there is one: `每月2次`, `每周五两次`.
fn chinese_times(rest: &str) -> Option<(Every, NonZeroU16)> {
    let Some(counted) = rest.strip_suffix('次') else { return Some((chinese_beat(rest)?, NonZeroU16::MIN)) };
    // As much of the end as is a number is the count: `每月二十次` is not ten times on the second.
    counted.char_indices().find_map(|(at, _)| {
        let (beat, count) = counted.split_at_checked(at)?;
        let times = NonZeroU16::new(u16::try_from(small_number(count)?).ok()?)?;
        Some((chinese_beat(beat)?, times))
    })
}

fn chinese_beat(rest: &str) -> Option<Every> {
    Some(match rest.trim_start_matches('个') {
        "日" | "天" => Every::Day,
        "工作日" => Every::WorkingDay,
        "周" | "星期" => Every::Week { on: vec![] },
        "两周" | "2周" | "双周" | "隔周" => Every::TwoWeeks,
        "旬" | "十天" | "10天" => Every::TenDays,
        "月" => Every::Month { on: vec![] },
        "季" | "季度" => Every::Quarter { on: None },
        "半年" => Every::HalfYear { on: None },
        "年" => Every::Year { on: None },
        rest => chinese_days(rest)?,
    })
}

/// Reads `every Friday`, `twice a month`, `3 times on the 10th of every month`.
fn english_times(lower: &str) -> Option<(Every, NonZeroU16)> {
    let counted = lower.strip_prefix("once ").map(|rest| (1, rest));
    let counted = counted.or_else(|| lower.strip_prefix("twice ").map(|rest| (2, rest)));
    let counted = counted.or_else(|| {
        let (count, rest) = lower.split_once(" times ")?;
        Some((count.parse().ok()?, rest))
    });
    match counted {
        Some((count, rest)) => {
            let beat = rest.strip_prefix("a ").map(|unit| format!("every {unit}"));
            Some((english_beat(beat.as_deref().unwrap_or(rest))?, NonZeroU16::new(count)?))
        }
        None => Some((english_beat(lower)?, NonZeroU16::MIN)),
    }
}

fn english_beat(lower: &str) -> Option<Every> {
    if let Some(rest) = lower.strip_prefix("on the ") {
        return english_days(rest);
    }
    let rest = lower.strip_prefix("every ").or_else(|| lower.strip_prefix("each "));
    Some(match rest.unwrap_or(lower) {
        "day" | "daily" => Every::Day,
        "working day" => Every::WorkingDay,
        "week" | "weekly" => Every::Week { on: vec![] },
        "two weeks" | "fortnight" | "fortnightly" => Every::TwoWeeks,
        "ten days" => Every::TenDays,
        "month" | "monthly" => Every::Month { on: vec![] },
        "quarter" | "quarterly" => Every::Quarter { on: None },
        "half-year" | "half year" | "half-yearly" => Every::HalfYear { on: None },
        "year" | "yearly" | "annually" => Every::Year { on: None },
        _ => {
            let rest = rest?;
            let on: Option<Vec<Weekday>> = listed(rest).map(|word| word.parse().ok()).collect();
            match on {
                Some(on) => Every::Week { on },
                None => {
                    // A leap year, because 29 February is a day to come back to as well.
                    let day = english_date(rest, 2000).filter(|_| rest.split_whitespace().count() == 2)?;
                    let (month, day) = (chrono::Datelike::month(&day), chrono::Datelike::day(&day));
                    let day = YearDay::new(u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
                    Every::Year { on: Some(day) }
                }
            }
        }
    })
}

/// Reads `10th and last day of every month`, `25th of the last month of every quarter`.
fn english_days(rest: &str) -> Option<Every> {
    let day = |word: &str| match word {
        "last day" => Some(MonthDay::LAST),
        word => MonthDay::new(english_ordinal(word)?).ok(),
    };
    if let Some(days) = rest.strip_suffix(" of every month").or_else(|| rest.strip_suffix(" of each month")) {
        let on: Option<Vec<MonthDay>> = listed(days).map(day).collect();
        return Some(Every::Month { on: on? });
    }
    let (on, month) = rest.split_once(" of the ")?;
    let (month, of) = month.split_once(" month of every ")?;
    let last = if of == "quarter" { 3 } else { 6 };
    let month = match month {
        "last" => last,
        word => ["first", "second", "third", "fourth", "fifth", "sixth"]
            .iter()
            .zip(1..)
            .find_map(|(name, number)| (*name == word).then_some(number))?,
    };
    let on = Some((month, day(on)?));
    match of {
        "quarter" => Some(Every::Quarter { on }),
        "half-year" | "half year" => Some(Every::HalfYear { on }),
        _ => None,
    }
}

/// Takes a list such as `a, b and c` apart.
fn listed(words: &str) -> impl Iterator<Item = &str> {
    words.split(" and ").flat_map(|part| part.split(", "))
}

/// Reads `25`, `25th`.
fn english_ordinal<T: std::str::FromStr>(word: &str) -> Option<T> {
    ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).parse().ok()
}

/// Reads what stands behind 每 where it names days.
fn chinese_days(rest: &str) -> Option<Every> {
    if let Some(days) = rest.strip_prefix('周').or_else(|| rest.strip_prefix("星期")) {
        let on: Option<Vec<Weekday>> =
            days.split(['、', ',', '，', '和']).map(|day| weekday(day.trim_start_matches('周'))).collect();
        return Some(Every::Week { on: on? });
    }
    if let Some(days) = rest.strip_prefix('月') {
        let on: Option<Vec<MonthDay>> = days.split(['、', ',', '，', '和']).map(month_day).collect();
        return Some(Every::Month { on: on? });
    }
    let within = |rest: &str, last: u8| -> Option<(u8, MonthDay)> {
        let (month, day) = rest.split_once('月')?;
        let month = match month {
            "首" => 1,
            "末" => last,
            month => {
                u8::try_from(small_number(month.strip_prefix('第').unwrap_or(month).trim_end_matches('个'))?)
                    .ok()?
            }
        };
        Some((month, if day.is_empty() { MonthDay::LAST } else { month_day(day)? }))
    };
    if let Some(rest) = rest.strip_prefix("季度").or_else(|| rest.strip_prefix('季')) {
        if matches!(rest, "末" | "底") {
            return Some(Every::Quarter { on: Some((3, MonthDay::LAST)) });
        }
        return Some(Every::Quarter { on: Some(within(rest, 3)?) });
    }
    if let Some(rest) = rest.strip_prefix("半年") {
        if matches!(rest, "末" | "底") {
            return Some(Every::HalfYear { on: Some((6, MonthDay::LAST)) });
        }
        return Some(Every::HalfYear { on: Some(within(rest, 6)?) });
    }
    let rest = rest.strip_prefix('年')?;
    let (month, day) = rest.split_once('月')?;
    let day = u8::try_from(small_number(day.trim_end_matches(['日', '号']))?).ok()?;
    Some(Every::Year { on: Some(YearDay::new(u8::try_from(small_number(month)?).ok()?, day).ok()?) })
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "一" | "1" => Weekday::Mon,
        "二" | "2" => Weekday::Tue,
        "三" | "3" => Weekday::Wed,
        "四" | "4" => Weekday::Thu,
        "五" | "5" => Weekday::Fri,
        "六" | "6" => Weekday::Sat,
        "日" | "天" | "末" | "7" => Weekday::Sun,
        _ => return None,
    })
}

fn month_day(word: &str) -> Option<MonthDay> {
    match word.trim_start_matches('月') {
        "末" | "底" => Some(MonthDay::LAST),
        word => MonthDay::new(u8::try_from(small_number(word.trim_end_matches(['日', '号']))?).ok()?).ok(),
    }
}

fn span(text: &str, year: i32) -> Option<DateSpan> {
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "全年" | "the whole year" => return Some(YearNumber::new(year).ok()?.span()),
        "上半年" | "first half" => return Some(Half::new(year, 1).ok()?.span()),
        "下半年" | "second half" => return Some(Half::new(year, 2).ok()?.span()),
        _ => {}
    }
    if let Some((first, last)) = lower.strip_prefix("from ").unwrap_or(&lower).split_once(" to ") {
        return english_span(first.trim(), last.trim(), year);
    }
    let (first, last) =
        lower.strip_prefix('自').unwrap_or(&lower).split_once(['至', '到', '~', '～', '—'])?;
    let (first, last) = (first.trim(), last.trim());
    // `3月至5月` and `3至5月` run from the first day to the last.
    let first_day = read_date(first, year).or_else(|| {
        let whole = if first.contains('月') { first.to_owned() } else { format!("{first}月") };
        month(&whole, year).or_else(|| month(first, year)).map(|month| month.span().first())
    })?;
    let last_year = chrono::Datelike::year(&first_day);
    let last_day = read_date(last, last_year)
        .or_else(|| month(last, last_year).map(|month| month.span().last()))
        .or_else(|| {
            // `6月1日至20日`
            let day = small_number(last.strip_suffix(['日', '号'])?)?;
            date(last_year, chrono::Datelike::month(&first_day), day)
        })?;
    DateSpan::new(first_day, last_day).ok()
}

/// Reads `1 to 15 March 2027`, `March to June`: a year that is named once holds for both ends.
fn english_span(first: &str, last: &str, year: i32) -> Option<DateSpan> {
    let last_in = |year| read_date(last, year).or_else(|| Some(month(last, year)?.span().last()));
    let first_in = |year| {
        read_date(first, year).or_else(|| Some(month(first, year)?.span().first())).or_else(|| {
            let last = last_in(year)?;
            date(chrono::Datelike::year(&last), chrono::Datelike::month(&last), english_ordinal(first)?)
        })
    };
    // What names its year is the same day whatever year is taken for granted.
    let named = |day: &dyn Fn(i32) -> Option<NaiveDate>| day(2000).filter(|found| day(2004) == Some(*found));
    let (first, last) = match (named(&first_in), named(&last_in)) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => (first, last_in(chrono::Datelike::year(&first))?),
        (None, Some(last)) => {
            let year = chrono::Datelike::year(&last);
            // `November to February 2028`
            let first = first_in(year).filter(|first| *first <= last).or_else(|| first_in(year - 1))?;
            (first, last)
        }
        (None, None) => (first_in(year)?, last_in(year)?),
    };
    DateSpan::new(first, last).ok()
}

fn quarter(text: &str, year: i32) -> Option<Quarter> {
    let (year, text) = match text.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, text),
    };
    if let Some(number) = text.strip_suffix("季度") {
        return Quarter::new(year, small_number(number.strip_prefix('第').unwrap_or(number))?).ok();
    }
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split_whitespace();
    let number = words.next()?.strip_prefix('q')?.parse().ok()?;
    let year = match words.next() {
        Some(word) => word.parse().ok()?,
        None => year,
    };
    Quarter::new(year, number).ok()
}

fn month(text: &str, year: i32) -> Option<Month> {
    let (year, text) = match text.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, text),
    };
    if let Some(number) = text.strip_suffix("月份").or_else(|| text.strip_suffix('月')) {
        return Month::new(year, small_number(number)?).ok();
    }
    let mut words = text.split_whitespace();
    let number = english_month(words.next()?)?;
    let year = match words.next() {
        Some(word) if word.len() == 4 => word.parse().ok()?,
        Some(_) => return None,
        None => year,
    };
    Month::new(year, number).ok()
}

/// Reads a number to 99 in Arabic or Chinese digits.
fn small_number(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '零' => Some(0),
            '两' => Some(2),
            _ => None,
        })
    };
    let chars: Vec<char> = text.chars().collect();
    let number = match *chars.as_slice() {
        ['十'] => 10,
        ['十', ones] => 10 + digit(ones)?,
        [tens, '十'] => 10 * digit(tens)?,
        [tens, '十', ones] => 10 * digit(tens)? + digit(ones)?,
        [ones] => digit(ones)?,
        _ => return None,
    };
    u32::try_from(number).ok()
}

/// Turns full-width letters, digits and signs into half-width ones.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' if c != '，' && c != '～' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            c => c,
        })
        .collect()
}
