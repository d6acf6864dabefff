//! Cadences and limits per case as people write them.

use std::num::NonZeroU16;

use chrono::Weekday;

use super::days::{english_date, english_ordinal, read_date};
use super::{number_word, small_number};
use crate::model::{Cadence, Every, Limit, LimitUnit, MonthDay, YearDay};

pub(super) fn limit(text: &str) -> Option<Limit> {
    if matches!(text, "当日" | "当天" | "当日内" | "当天内" | "same day" | "the same day" | "on the same day")
    {
        return Some(Limit::SameDay);
    }
    let within = text.strip_suffix("以内").or_else(|| text.strip_suffix("之内"));
    if let Some(rest) = within.or_else(|| text.strip_suffix('内')) {
        if rest == "半小时" || rest == "半个小时" {
            return Limit::within(30, LimitUnit::Minute).ok();
        }
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
    // `within 24h` is one word.
    let split = count.len() - count.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, joined) = if unit.is_empty() { count.split_at(split) } else { (*count, "") };
    let unit = if joined.is_empty() { unit.join(" ") } else { joined.to_owned() };
    let unit = match unit.trim_end_matches('s') {
        "minute" | "min" | "m" => LimitUnit::Minute,
        "hour" | "hr" | "h" => LimitUnit::Hour,
        "working day" | "workday" | "business day" => LimitUnit::WorkingDay,
        "day" => LimitUnit::Day,
        "week" => LimitUnit::Week,
        "month" => LimitUnit::Month,
        _ => return None,
    };
    Limit::within(number_word(count)?, unit).ok()
}

pub(super) fn cadence(text: &str, year: i32) -> Option<Cadence> {
    let lower = text.to_ascii_lowercase();
    // `半年一次`, `一周两次`: so often in such a time.
    if let Some(beat) = lower.strip_suffix('次').map(|_| lower.strip_prefix('一').unwrap_or(&lower))
        && ["半年", "年", "季", "月", "周", "天", "日", "两周"].iter().any(|unit| beat.starts_with(unit))
    {
        return cadence(&format!("每{beat}"), year);
    }
    // The last day, where one is named: `每周五，至6月30日止`.
    for mark in ["，至", ",至", ", until ", " until "] {
        if let Some((beat, until)) = lower.split_once(mark) {
            let beat = cadence(beat, year)?;
            let until = read_date(until.trim_end_matches('止'), year)?;
            return Cadence::new(beat.every().clone(), beat.times(), Some(until)).ok();
        }
    }
    if let Some(every) = twice_a_year(&lower) {
        return Cadence::new(every, NonZeroU16::MIN, None).ok();
    }
    let (every, times) = match lower.strip_prefix(['每', '逐', '按']) {
        Some(rest) => chinese_times(rest)?,
        None => english_times(&lower)?,
    };
    Cadence::new(every, times, None).ok()
}

/// Reads two days half a year apart: `3月20日、9月20日`, `at the end of May and November`.
fn twice_a_year(lower: &str) -> Option<Every> {
    let chinese = |words: &str| -> Option<(u8, MonthDay)> {
        let (month, day) = words.trim().split_once('月')?;
        let month = u8::try_from(small_number(month)?).ok()?;
        Some((month, month_day(day)?))
    };
    // A leap year, because 29 February is a day to come back to as well.
    let english = |words: &str| -> Option<(u8, MonthDay)> {
        let day = english_date(words, 2000).filter(|_| words.split_whitespace().count() == 2)?;
        let (month, day) = (chrono::Datelike::month(&day), chrono::Datelike::day(&day));
        Some((u8::try_from(month).ok()?, MonthDay::new(u8::try_from(day).ok()?).ok()?))
    };
    let ends = |words: &str| english(&format!("1 {words}")).map(|(month, _)| (month, MonthDay::LAST));
    let (first, second) = if let Some((first, second)) = lower.split_once('、') {
        (chinese(first)?, chinese(second)?)
    } else if let Some(months) = lower.strip_prefix("at the end of ") {
        let (first, second) = months.split_once(" and ")?;
        (ends(first)?, ends(second)?)
    } else {
        let (first, second) = lower.strip_prefix("on ").unwrap_or(lower).split_once(" and ")?;
        (english(first)?, english(second)?)
    };
    let (month, day) = first;
    ((1..=6).contains(&month) && second == (month + 6, day)).then_some(Every::HalfYear { on: Some(first) })
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
    if let Some(every) = lower.strip_prefix("by the ").and_then(english_days) {
        return Some(every);
    }
    let lower = lower.strip_prefix("at the ").unwrap_or(lower);
    let end = ["end of every ", "end of each ", "the end of every ", "the end of each "];
    if let Some(unit) = end.iter().find_map(|words| lower.strip_prefix(words)) {
        return Some(match unit {
            "month" => Every::Month { on: vec![MonthDay::LAST] },
            "quarter" => Every::Quarter { on: Some((3, MonthDay::LAST)) },
            "half-year" | "half year" => Every::HalfYear { on: Some((6, MonthDay::LAST)) },
            "year" => Every::Year { on: Some(YearDay::new(12, 31).ok()?) },
            _ => return None,
        });
    }
    let days = lower.strip_prefix("on ").unwrap_or(lower);
    if let Some(day) = days.strip_suffix('s').filter(|day| day.ends_with("day"))
        && let Ok(day) = day.parse()
    {
        return Some(Every::Week { on: vec![day] });
    }
    let rest = lower.strip_prefix("every ").or_else(|| lower.strip_prefix("each "));
    Some(match rest.unwrap_or(lower) {
        "day" | "daily" => Every::Day,
        "working day" | "workday" | "business day" => Every::WorkingDay,
        "week" | "weekly" => Every::Week { on: vec![] },
        "two weeks" | "2 weeks" | "other week" | "second week" | "fortnight" | "fortnightly" => {
            Every::TwoWeeks
        }
        "ten days" => Every::TenDays,
        "month" | "monthly" => Every::Month { on: vec![] },
        "quarter" | "quarterly" | "three months" | "3 months" => Every::Quarter { on: None },
        "half-year" | "half year" | "half-yearly" | "six months" | "6 months" => Every::HalfYear { on: None },
        "year" | "yearly" | "annually" => Every::Year { on: None },
        _ => {
            let rest = rest?;
            if let Some(days) = rest.strip_prefix("month on the ") {
                return english_days(&format!("{} of every month", days.trim_end_matches(" day")));
            }
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

/// Reads what stands behind 每 where it names days.
fn chinese_days(rest: &str) -> Option<Every> {
    if let Some(days) = rest.strip_prefix('周').or_else(|| rest.strip_prefix("星期")) {
        let day = |day: &str| weekday(day.trim_start_matches(['周', '每']).trim_start_matches("星期"));
        let on: Option<Vec<Weekday>> = if days.contains(['、', ',', '，', '和', '及']) {
            days.split(['、', ',', '，', '和', '及']).map(day).collect()
        } else {
            // `每周一三五`
            days.chars().map(|day| weekday(day.encode_utf8(&mut [0; 4]))).collect()
        };
        return Some(Every::Week { on: on? });
    }
    if let Some(days) = rest.strip_prefix('月') {
        let on: Option<Vec<MonthDay>> = days.split(['、', ',', '，', '和', '及']).map(month_day).collect();
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

pub(super) fn weekday(word: &str) -> Option<Weekday> {
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
