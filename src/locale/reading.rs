//! Reading what a person writes for a time or a number, in Chinese or English.
//!
//! Only forms with one meaning are read; everything else is said not to be understood, never
//! guessed. What the program writes for a value is read back as that value.

use std::num::NonZeroU16;

use chrono::{NaiveDate, Weekday};
use rust_decimal::Decimal;

use crate::model::{
    Cadence, DateSpan, Every, Limit, LimitUnit, Month, MonthDay, Quarter, When, YearDay, YearNumber,
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
    if let Some((year, rest)) = text.split_once('年') {
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

/// Reads `6月30日`, `6月底` and `年底`.
fn month_and_day(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.trim();
    if matches!(text, "底" | "末" | "年底" | "年末") {
        return date(year, 12, 31);
    }
    let (month, rest) = text.split_once('月')?;
    let month = small_number(month)?;
    match rest.trim() {
        "底" | "末" | "底前" | "末前" => Some(Month::new(year, month).ok()?.span().last()),
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
    let day = |word: &str| {
        word.trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th")
            .parse()
            .ok()
    };
    match (english_month(a), english_month(b)) {
        (Some(month), None) => date(year, month, day(b)?),
        (None, Some(month)) => date(year, month, day(a)?),
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
    // The last day, where one is named: `每周五，至6月30日`.
    for mark in ["，至", ",至", ", until ", " until "] {
        if let Some((beat, until)) = lower.split_once(mark) {
            let beat = cadence(beat, year)?;
            return Cadence::new(beat.every().clone(), beat.times(), Some(read_date(until, year)?)).ok();
        }
    }
    let once = NonZeroU16::MIN;
    let make = |every, times| Cadence::new(every, times, None).ok();
    if let Some(rest) = lower.strip_prefix('每').or_else(|| lower.strip_prefix('逐')) {
        let rest = rest.trim_start_matches('个');
        // `每月2次`, `每季度一次`
        if let Some(beat) = rest.strip_suffix('次') {
            let digits =
                beat.trim_start_matches(|c: char| small_number(&c.to_string()).is_none() || c == '半');
            let times = NonZeroU16::new(u16::try_from(small_number(digits)?).ok()?)?;
            return make(cadence(&format!("每{}", beat.strip_suffix(digits)?), year)?.every().clone(), times);
        }
        let every = match rest {
            "日" | "天" => Every::Day,
            "工作日" => Every::WorkingDay,
            "周" | "星期" => Every::Week { on: vec![] },
            "两周" | "2周" | "双周" | "隔周" => Every::TwoWeeks,
            "旬" | "十天" | "10天" => Every::TenDays,
            "月" => Every::Month { on: vec![] },
            "季" | "季度" => Every::Quarter { on: None },
            "半年" => Every::HalfYear { on: None },
            "年" => Every::Year { on: None },
            _ => chinese_days(rest)?,
        };
        return make(every, once);
    }
    let every = match lower.as_str() {
        "daily" | "every day" => Every::Day,
        "every working day" | "each working day" => Every::WorkingDay,
        "weekly" | "every week" => Every::Week { on: vec![] },
        "fortnightly" | "every two weeks" => Every::TwoWeeks,
        "every ten days" => Every::TenDays,
        "monthly" | "every month" => Every::Month { on: vec![] },
        "quarterly" | "every quarter" => Every::Quarter { on: None },
        "half-yearly" | "every half-year" | "every half year" | "twice a year" => {
            Every::HalfYear { on: None }
        }
        "yearly" | "annually" | "every year" => Every::Year { on: None },
        _ => {
            let rest = lower.strip_prefix("every ")?;
            let on: Option<Vec<Weekday>> =
                rest.split(" and ").flat_map(|s| s.split(", ")).map(|word| word.parse().ok()).collect();
            Every::Week { on: on? }
        }
    };
    make(every, once)
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
    match word {
        "末" | "底" => Some(MonthDay::LAST),
        word => MonthDay::new(u8::try_from(small_number(word.trim_end_matches(['日', '号']))?).ok()?).ok(),
    }
}

fn span(text: &str, year: i32) -> Option<DateSpan> {
    let lower = text.to_ascii_lowercase();
    let (first, last) = if let Some(rest) = lower.strip_prefix("from ") {
        rest.split_once(" to ")?
    } else {
        lower
            .strip_prefix('自')
            .unwrap_or(&lower)
            .split_once(['至', '到', '~', '～', '—'])
            .or_else(|| lower.split_once(" to "))?
    };
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
