//! Days as people write them, in Chinese and English.

use chrono::NaiveDate;

use super::{half_width, small_number};
use crate::model::{Month, Quarter, YearNumber};

/// Reads a day; one without a year lies in the year given.
#[must_use]
pub fn read_date(text: &str, year: i32) -> Option<NaiveDate> {
    let text = half_width(text.trim());
    let text = text.replace('号', "日");
    let text = text.trim_end_matches('前').trim_end_matches(['以', '之']).trim();
    if let Some((year, rest)) = text.split_once('年')
        && let Ok(year) = year.trim().parse()
    {
        return month_and_day(rest, year);
    }
    // Only a year makes the end of one out of a bare `底`.
    if !matches!(text, "底" | "末" | "内" | "底内")
        && let Some(day) = month_and_day(text, year)
    {
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

pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    YearNumber::new(year).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Reads `6月30日`, `6月底`, `4月上旬`, `一季度末` and `年底`.
fn month_and_day(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.trim();
    if matches!(text, "底" | "末" | "年底" | "年末" | "年内" | "内" | "底内" | "全年内") {
        return date(year, 12, 31);
    }
    let half = text.strip_suffix(['末', '底']).and_then(|half| match half {
        "上半年" => Some(6),
        "下半年" => Some(12),
        _ => None,
    });
    if let Some(month) = half {
        return Some(Month::new(year, month).ok()?.span().last());
    }
    let quarter = text.strip_suffix(['末', '底']).map(|text| text.strip_suffix('度').unwrap_or(text));
    if let Some(number) = quarter.and_then(|text| text.strip_suffix('季')) {
        let number = small_number(number.strip_prefix('第').unwrap_or(number))?;
        return Some(Quarter::new(year, number).ok()?.span().last());
    }
    let (month, rest) = text.split_once('月')?;
    let month = small_number(month)?;
    let rest = rest.strip_prefix('份').unwrap_or(rest);
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

pub(super) fn english_month(word: &str) -> Option<u32> {
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
pub(super) fn english_date(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.replace(',', " ");
    let lower = text.to_ascii_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    if matches!(lower, "year end" | "year-end" | "within the year") {
        return date(year, 12, 31);
    }
    if let Some(rest) = lower.strip_prefix("end of ").or_else(|| lower.strip_prefix("end ")) {
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        if let Some(quarter) = super::spans::quarter(rest, year) {
            return Some(quarter.span().last());
        }
        if let Some(half) = super::spans::half(rest, year) {
            return Some(half.span().last());
        }
        return match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["year"] => date(year, 12, 31),
            [year] if year.len() == 4 && year.parse::<i32>().is_ok() => date(year.parse().ok()?, 12, 31),
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

/// Reads `25`, `25th`.
pub(super) fn english_ordinal<T: std::str::FromStr>(word: &str) -> Option<T> {
    ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).parse().ok()
}
