//! Months, quarters and spans as people write them.

use chrono::NaiveDate;

use super::days::{date, english_month, english_ordinal, read_date};
use super::small_number;
use crate::model::{DateSpan, Half, Month, Quarter, Week, YearNumber};

pub(super) fn span(text: &str, year: i32) -> Option<DateSpan> {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "全年" | "the whole year" | "all year" | "the year" | "全年度") {
        return Some(YearNumber::new(year).ok()?.span());
    }
    if let Some(half) = half(&lower, year) {
        return Some(half.span());
    }
    if let Some(week) = week(&lower, year) {
        return Some(week.span());
    }
    if let Some(from) = open_end(&lower) {
        // From then on: as far as the year goes.
        let first = read_date(from, year).or_else(|| whole(from, year).map(DateSpan::first))?;
        return DateSpan::new(first, date(chrono::Datelike::year(&first), 12, 31)?).ok();
    }
    if let Some((first, last)) = lower.strip_prefix("from ").unwrap_or(&lower).split_once(" to ") {
        return english_span(first.trim(), last.trim(), year);
    }
    let (first, last) = ends(&lower)?;
    // `3月至5月` and `3至5月` run from the first day to the last.
    let first_day = read_date(first, year).or_else(|| {
        let whole = if first.contains('月') { first.to_owned() } else { format!("{first}月") };
        let quarter = || last.ends_with("季度").then(|| quarter(&format!("{first}季度"), year)).flatten();
        month(&whole, year)
            .filter(|_| !last.ends_with("季度"))
            .map(Month::span)
            .or_else(|| self::whole(first, year))
            .or_else(|| quarter().map(Quarter::span))
            .map(DateSpan::first)
    })?;
    let first_year = chrono::Datelike::year(&first_day);
    let next = ["次年", "翌年", "来年"].iter().find_map(|word| last.strip_prefix(word));
    let (last, last_year) = next.map_or((last, first_year), |last| (last, first_year + 1));
    let last_day =
        read_date(last, last_year).or_else(|| whole(last, last_year).map(DateSpan::last)).or_else(|| {
            // `6月1日至20日`
            let day = small_number(last.strip_suffix(['日', '号'])?)?;
            date(last_year, chrono::Datelike::month(&first_day), day)
        })?;
    DateSpan::new(first_day, last_day).ok()
}

/// Reads `1 to 15 March 2027`, `March to June`: a year that is named once holds for both ends.
pub(super) fn english_span(first: &str, last: &str, year: i32) -> Option<DateSpan> {
    let last_in = |year| read_date(last, year).or_else(|| Some(whole(last, year)?.last()));
    let first_in = |year| {
        read_date(first, year).or_else(|| Some(whole(first, year)?.first())).or_else(|| {
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

/// Takes a span apart: `3月至5月`, `自3月到5月`, `6月1日-20日`.
pub(super) fn ends(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix(['自', '从']).unwrap_or(text);
    let (first, last) = match text.split_once(['至', '到', '~', '～', '—', '–', '－']) {
        Some(ends) => ends,
        // A hyphen stands in dates as well: only between Chinese ones it makes a span.
        None => text.split_once('-').filter(|(_, last)| last.ends_with(['月', '日', '号', '度', '份']))?,
    };
    let last = last.trim_start_matches(['—', '–', '-']);
    Some((first.trim(), last.trim()))
}

/// Returns what stands before the words for "from then on".
fn open_end(lower: &str) -> Option<&str> {
    let chinese = lower.strip_prefix(['自', '从']).unwrap_or(lower).strip_suffix('起');
    let english = lower.strip_prefix("from ").unwrap_or(lower);
    chinese
        .or_else(|| english.strip_suffix(" onwards").or_else(|| english.strip_suffix(" on")))
        .map(str::trim)
}

/// Reads a whole month or quarter.
fn whole(text: &str, year: i32) -> Option<DateSpan> {
    month(text, year).map(Month::span).or_else(|| quarter(text, year).map(Quarter::span))
}

/// Reads `上半年`, `second half of 2027`, `H1`.
pub(super) fn half(lower: &str, year: i32) -> Option<Half> {
    let (year, text) = match lower.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, lower),
    };
    let text = text.strip_prefix("the ").unwrap_or(text);
    let (text, year) = match text.split_once(" of ") {
        Some((text, "the year" | "year")) => (text, year),
        Some((text, of)) => (text, of.parse().ok()?),
        None => (text, year),
    };
    let number = match text {
        "上半年" | "first half" | "h1" => 1,
        "下半年" | "second half" | "h2" => 2,
        _ => return None,
    };
    Half::new(year, number).ok()
}

/// Reads `第3周`, `week 3`, weeks counted as ISO 8601 does.
fn week(lower: &str, year: i32) -> Option<Week> {
    let (year, text) = match lower.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, lower),
    };
    if let Some(number) = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('周')) {
        return Week::new(year, small_number(number)?).ok();
    }
    let number = text.strip_prefix("week ")?;
    let (number, year) = match number.split_once(" of ") {
        Some((number, year)) => (number, year.parse().ok()?),
        None => (number, year),
    };
    Week::new(year, number.parse().ok()?).ok()
}

pub(super) fn quarter(text: &str, year: i32) -> Option<Quarter> {
    let (year, text) = match text.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, text),
    };
    if let Some(number) = text.strip_suffix("季度").or_else(|| text.strip_suffix('季')) {
        return Quarter::new(year, small_number(number.strip_prefix('第').unwrap_or(number))?).ok();
    }
    let lower = text.to_ascii_lowercase();
    let mut words = lower.strip_prefix("the ").unwrap_or(&lower).split_whitespace();
    let first = words.next()?;
    let number = match first.strip_prefix('q') {
        Some(number) => number.parse().ok()?,
        None => {
            let at = ["first", "second", "third", "fourth"].iter().position(|word| *word == first)?;
            if words.next()? != "quarter" {
                return None;
            }
            u32::try_from(at + 1).ok()?
        }
    };
    let year = match words.next() {
        Some("of") => words.next()?.parse().ok()?,
        Some(word) => word.parse().ok()?,
        None => year,
    };
    if words.next().is_some() {
        return None;
    }
    Quarter::new(year, number).ok()
}

pub(super) fn month(text: &str, year: i32) -> Option<Month> {
    let (year, text) = match text.split_once('年') {
        Some((before, rest)) if before.len() == 4 => (before.parse().ok()?, rest),
        _ => (year, text),
    };
    if let Some(number) = text.strip_suffix("月份").or_else(|| text.strip_suffix('月')) {
        return Month::new(year, small_number(number)?).ok();
    }
    // `2027-06`: a hyphen and no day.
    if let Some((before, number)) = text.split_once(['-', '/', '.'])
        && before.len() == 4
        && number.len() == 2
    {
        return Month::new(before.parse().ok()?, number.parse().ok()?).ok();
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
