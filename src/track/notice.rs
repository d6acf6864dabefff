//! Reads the yearly notice on days off as it is published, so that nobody types it in day by day.
//!
//! A notice names each holiday on a line of its own, such as 二、春节：2月15日（…）至23日（…）放假调休，
//! 共9天。2月14日（周六）、2月28日（周六）上班。 What is not of that form is passed over; whether days were
//! found is for the caller to show before anything is kept.

use chrono::{Datelike, NaiveDate};

use super::{HolidayYear, Rest};

/// Reads a notice. Returns the year it is for and what it announces, or none where it names no
/// year or no days off.
#[must_use]
pub fn read_notice(text: &str) -> Option<(i32, HolidayYear)> {
    let text = without_asides(text);
    let year = year_of(&text)?;
    let mut found = HolidayYear { source: source_of(&text).unwrap_or_default(), ..HolidayYear::default() };
    let mut name = String::new();
    for clause in text.split(['。', '\n', '；', ';']) {
        let mut clause = clause.trim();
        if let Some((head, rest)) = clause.split_once(['：', ':'])
            && !head.contains('日')
        {
            // Two holidays in one line keep both names.
            let head =
                head.split_once('、').filter(|(number, _)| is_number(number)).map_or(head, |(_, name)| name);
            head.trim().clone_into(&mut name);
            clause = rest.trim();
        }
        if name.is_empty() {
            continue;
        }
        let working = clause.contains("上班");
        if working {
            found.workdays.extend(
                days(clause, year)
                    .into_iter()
                    .flat_map(|(first, last)| first.iter_days().take_while(move |day| *day <= last)),
            );
        } else if clause.contains("放假") || clause.contains("休") {
            for (first, last) in days(clause, year) {
                found.rests.push(Rest { name: name.clone(), first, last });
            }
        }
    }
    found.workdays.sort_unstable();
    found.workdays.dedup();
    (!found.rests.is_empty()).then_some((year, found))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十".contains(c) || c.is_ascii_digit())
}

/// Takes out what stands in brackets: weekdays and days of the lunar year.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '\u{3000}' | '\r' | ' ' | '\u{a0}' => {}
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Returns the year the notice is for: the one before 部分节假日, or else the first one named.
fn year_of(text: &str) -> Option<i32> {
    let number = |before: &str| {
        let digits: String = before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        digits.parse().ok().filter(|year| (1900..=2999).contains(year))
    };
    text.split_once("年部分节假日")
        .and_then(|(before, _)| number(before))
        .or_else(|| text.split('年').find_map(number))
}

/// Returns the number of the notice, such as 国办发明电〔2024〕12号.
fn source_of(text: &str) -> Option<String> {
    text.lines().map(str::trim).find(|line| line.contains('〔') && line.ends_with('号')).map(str::to_owned)
}

/// Returns the days that a clause names, from first to last. A month holds on until the next one.
fn days(clause: &str, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    let (mut of_year, mut month, mut number) = (year, None, String::new());
    let mut to = false;
    for c in clause.chars() {
        match c {
            c if c.is_ascii_digit() => number.push(c),
            '年' => {
                of_year = number.parse().unwrap_or(year);
                number.clear();
            }
            '月' => {
                month = number.parse().ok();
                number.clear();
            }
            '日' => {
                let day = month
                    .zip(number.parse().ok())
                    .and_then(|(month, day)| NaiveDate::from_ymd_opt(of_year, month, day));
                number.clear();
                match (day, found.last_mut()) {
                    (Some(day), Some((first, last))) if to && *first <= day => *last = day,
                    (Some(day), _) => found.push((day, day)),
                    (None, _) => {}
                }
                to = false;
            }
            '至' | '-' | '—' | '～' | '~' => {
                to = true;
                number.clear();
            }
            _ => number.clear(),
        }
    }
    // A notice says nothing of years that are neither its own nor the one before.
    found.retain(|(first, last)| last.year() <= year && first.year() >= year - 1);
    found
}
