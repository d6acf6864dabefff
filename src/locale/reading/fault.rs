//! Telling a time that cannot be from words that are no time.

use super::days::{date, english_month, english_ordinal, read_date};
use super::spans::{ends, month, quarter};
use super::{Frame, TimeFault, relative, small_number};
use crate::model::{DateSpan, Month, Quarter};

/// Says why a text, which was not read, names no time.
pub(super) fn fault_of(text: &str, frame: Frame) -> TimeFault {
    if frame.today.is_none() && relative::asks_for_today(text, frame.year) {
        return TimeFault::NoToday;
    }
    let lower = text.to_ascii_lowercase();
    let english = lower.strip_prefix("from ").unwrap_or(&lower).split_once(" to ");
    if let Some((first, last)) = ends(text).or(english) {
        for end in [first, last] {
            if let Some(said) = no_such(end, frame.year) {
                return TimeFault::NoSuch { said };
            }
        }
        if is_backwards(first, last, frame.year) {
            return TimeFault::Backwards;
        }
    }
    no_such(text, frame.year).map_or(TimeFault::Unclear, |said| TimeFault::NoSuch { said })
}

fn is_backwards(first: &str, last: &str, year: i32) -> bool {
    // `5至3月`, `5月20日至10日`: what the first end says holds for the last one, and the other way.
    let month_of_first = first.split_once('月').map(|(month, _)| month);
    let whole =
        |text: &str| month(text, year).map(Month::span).or_else(|| quarter(text, year).map(Quarter::span));
    let first_day = read_date(first, year)
        .or_else(|| whole(first).map(DateSpan::first))
        .or_else(|| whole(&format!("{first}月")).map(DateSpan::first).filter(|_| last.contains('月')))
        .or_else(|| whole(&format!("{first}季度")).map(DateSpan::first).filter(|_| last.contains('季')));
    let last_day = read_date(last, year).or_else(|| whole(last).map(DateSpan::last)).or_else(|| {
        date(year, small_number(month_of_first?)?, small_number(last.trim_end_matches(['日', '号']))?)
    });
    matches!((first_day, last_day), (Some(first), Some(last)) if last < first)
}

/// Returns the part of a text that names a day, month, quarter or week that there is not.
fn no_such(text: &str, year: i32) -> Option<String> {
    chinese_month(text, year)
        .or_else(|| chinese_unit(text))
        .or_else(|| figures(text, year))
        .or_else(|| english(text, year))
}

/// Splits a number off the end of a text, in Arabic or Chinese digits.
fn number_before(text: &str) -> Option<(u32, &str)> {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十两".contains(c);
    let rest = text.trim_end_matches(is_digit);
    let said = text.get(rest.len()..)?;
    Some((small_number(said)?, said))
}

fn number_behind(text: &str) -> Option<(u32, &str)> {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十两".contains(c);
    let rest = text.trim_start_matches(is_digit);
    let said = text.get(..text.len() - rest.len())?;
    Some((small_number(said)?, said))
}

/// Finds `13月`, `2月30日`, `每月32日`.
fn chinese_month(text: &str, year: i32) -> Option<String> {
    let (before, behind) = text.split_once('月')?;
    if before.ends_with('个') {
        return None;
    }
    let year = before.split_once('年').and_then(|(year, _)| year.parse().ok()).unwrap_or(year);
    let month = number_before(before);
    if let Some((number, said)) = month
        && !(1..=12).contains(&number)
    {
        return Some(format!("{said}月"));
    }
    let (day, said) = number_behind(behind)?;
    let is_day =
        behind.get(said.len()..).is_some_and(|rest| rest.starts_with(['日', '号', '、']) || rest.is_empty());
    let exists = match month {
        Some((month, _)) if text.starts_with('每') => date(2000, month, day).is_some(),
        Some((month, _)) => date(year, month, day).is_some(),
        None => (1..=31).contains(&day),
    };
    (is_day && !exists).then(|| match month {
        Some((_, month)) => format!("{month}月{said}日"),
        None => format!("{said}日"),
    })
}

/// Finds `五季度`, `第60周`, `周八`.
fn chinese_unit(text: &str) -> Option<String> {
    if let Some((before, _)) = text.split_once('季')
        && let Some((number, said)) = number_before(before)
        && !(1..=4).contains(&number)
    {
        return Some(format!("{said}季度"));
    }
    if let Some((before, behind)) = text.split_once('周') {
        if let Some((number, said)) = number_before(before)
            && before.contains('第')
            && !(1..=52).contains(&number)
        {
            return Some(format!("第{said}周"));
        }
        // No text goes on with these behind a week but to count it.
        if let Some((number, said)) = number_behind(behind)
            && !(1..=7).contains(&number)
            && behind.len() == said.len()
        {
            return Some(format!("周{said}"));
        }
    }
    None
}

/// Finds `2027-02-30`, `6/31`.
fn figures(text: &str, year: i32) -> Option<String> {
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = text.split(separator).collect();
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
        let day = match *parts.as_slice() {
            [year, month, day] if year.len() == 4 => Some((year.parse().ok()?, number(month)?, number(day)?)),
            [month, day] if separator == '/' => Some((year, number(month)?, number(day)?)),
            _ => None,
        };
        if let Some((year, month, day)) = day
            && date(year, month, day).is_none()
        {
            return Some(text.to_owned());
        }
    }
    None
}

/// Finds `31 June`, `Q5`.
fn english(text: &str, year: i32) -> Option<String> {
    let mut month = None;
    let mut day = None;
    let mut year = year;
    for word in text.split([' ', ',']) {
        if let Some(number) = word.strip_prefix(['q', 'Q']).and_then(|number| number.parse::<u32>().ok())
            && !(1..=4).contains(&number)
        {
            return Some(word.to_owned());
        }
        if let Some(found) = english_month(word) {
            month = Some(found);
        } else if let Some(number) = english_ordinal::<u32>(word) {
            if word.len() == 4 && number >= 1900 {
                year = i32::try_from(number).ok()?;
            } else {
                day = Some(number);
            }
        }
    }
    date(year, month?, day?).is_none().then(|| text.to_owned())
}
