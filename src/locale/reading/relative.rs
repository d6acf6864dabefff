//! Times that are counted from today: `下周五`, `本月底`, `next quarter`, `three days from now`.
//!
//! Weeks begin on Monday. `下周五` and `next Friday` are the Friday of the next calendar week; a bare
//! `Friday` is the next one there is, today included.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::cadence::weekday;
use super::{Frame, known, number_word, small_number};
use crate::model::{DateSpan, Month, Quarter, When};

/// Reads a time that is counted from today.
pub(super) fn relative(text: &str, frame: Frame) -> Option<When> {
    // The plan's own year needs no day.
    for word in ["本年度", "本年"] {
        if let Some(rest) = text.strip_prefix(word) {
            return known(&of_year(frame.year, rest), frame);
        }
    }
    if let Some(rest) = text.strip_prefix("次年") {
        return known(&of_year(frame.year + 1, rest), frame);
    }
    let today = frame.today?;
    for (word, later) in [("今年", 0), ("明年", 1), ("后年", 2)] {
        if let Some(rest) = text.strip_prefix(word) {
            return known(&of_year(today.year() + later, rest), frame);
        }
    }
    let plain = text.strip_suffix("之前").or_else(|| text.strip_suffix("以前")).unwrap_or(text);
    let plain = plain.trim_end_matches(['前', '内']);
    let lower = plain.to_ascii_lowercase();
    chinese_day(plain, today)
        .map(When::By)
        .or_else(|| chinese_week(plain, today))
        .or_else(|| chinese_month(plain, today))
        .or_else(|| chinese_quarter(plain, today))
        .or_else(|| english(&lower, today))
}

/// Tells whether words would be counted from today.
pub(super) fn asks_for_today(text: &str, year: i32) -> bool {
    let some_day = NaiveDate::from_ymd_opt(year, 6, 15);
    some_day.is_some_and(|today| relative(text, Frame { year, today: Some(today) }).is_some())
}

fn of_year(year: i32, rest: &str) -> String {
    if matches!(rest, "内" | "") { format!("{year}年底") } else { format!("{year}年{rest}") }
}

fn chinese_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days = match text {
        "今天" | "今日" => 0,
        "明天" | "明日" => 1,
        "后天" => 2,
        "大后天" => 3,
        text => {
            let count = text.strip_suffix("之后").or_else(|| text.strip_suffix('后'))?;
            if let Some(months) = count.strip_suffix("个月") {
                return today.checked_add_months(Months::new(small_number(months)?));
            }
            let (count, each) = match count.strip_suffix('周').or_else(|| count.strip_suffix("个星期")) {
                Some(weeks) => (weeks, 7),
                None => (count.strip_suffix(['天', '日'])?, 1),
            };
            small_number(count)?.checked_mul(each)?
        }
    };
    today.checked_add_days(Days::new(days.into()))
}

/// Returns how many of a thing later words mean, and what stands behind them.
fn ahead<'a>(text: &'a str, units: &[&str]) -> Option<(u32, &'a str)> {
    let (later, rest) =
        [("下下个", 2), ("下下", 2), ("下个", 1), ("下一", 1), ("下", 1), ("本", 0), ("这个", 0), ("这", 0)]
            .iter()
            .find_map(|(word, later)| Some((*later, text.strip_prefix(word)?)))?;
    let rest = units.iter().find_map(|unit| rest.strip_prefix(unit))?;
    Some((later, rest))
}

fn monday_of(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
}

fn day_of_week(today: NaiveDate, weeks: u32, day: Weekday) -> Option<NaiveDate> {
    let days = weeks.checked_mul(7)?.checked_add(day.num_days_from_monday())?;
    monday_of(today)?.checked_add_days(Days::new(days.into()))
}

fn coming(today: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(day.days_since(today.weekday()).into()))
}

fn chinese_week(text: &str, today: NaiveDate) -> Option<When> {
    let units = ["周", "星期", "礼拜"];
    if let Some((weeks, rest)) = ahead(text, &units) {
        if rest.is_empty() {
            let (first, last) =
                (day_of_week(today, weeks, Weekday::Mon)?, day_of_week(today, weeks, Weekday::Sun)?);
            return DateSpan::new(first, last).ok().map(When::Span);
        }
        return day_of_week(today, weeks, weekday(rest)?).map(When::By);
    }
    let day = units.iter().find_map(|unit| text.strip_prefix(unit))?;
    coming(today, weekday(day)?).map(When::By)
}

fn chinese_month(text: &str, today: NaiveDate) -> Option<When> {
    let (later, rest) = match ahead(text, &["月份", "月"]) {
        Some(found) => found,
        None => (
            0,
            text.strip_prefix("当月")
                .or_else(|| text.strip_prefix("月").filter(|rest| matches!(*rest, "底" | "末")))?,
        ),
    };
    let day = today.with_day(1)?.checked_add_months(Months::new(later))?;
    if rest.is_empty() {
        return Month::new(day.year(), day.month()).ok().map(When::Month);
    }
    super::days::read_date(&format!("{}年{}月{rest}", day.year(), day.month()), day.year()).map(When::By)
}

fn chinese_quarter(text: &str, today: NaiveDate) -> Option<When> {
    let (later, rest) = ahead(text, &["季度", "季"])?;
    let quarter = quarter_ahead(today, later)?;
    match rest {
        "" => Some(When::Quarter(quarter)),
        "末" | "底" => Some(When::By(quarter.span().last())),
        _ => None,
    }
}

fn quarter_ahead(today: NaiveDate, later: u32) -> Option<Quarter> {
    let day = today.with_day(1)?.checked_add_months(Months::new(3 * later))?;
    Quarter::new(day.year(), (day.month() - 1) / 3 + 1).ok()
}

fn english(lower: &str, today: NaiveDate) -> Option<When> {
    let text = lower.strip_prefix("by ").unwrap_or(lower);
    match text {
        "today" => return Some(When::By(today)),
        "tomorrow" => return today.succ_opt().map(When::By),
        _ => {}
    }
    let end = text.strip_prefix("the end of ").or_else(|| text.strip_prefix("end of "));
    let (at_end, text) = end.map_or((false, text), |rest| (true, rest));
    let (later, unit) = if let Some(rest) = text.strip_prefix("next ") {
        (1, rest)
    } else if let Some(rest) = text.strip_prefix("this ") {
        (0, rest)
    } else if at_end && matches!(text, "the week" | "the month" | "the quarter") {
        (0, text.strip_prefix("the ")?)
    } else if let Ok(day) = text.parse::<Weekday>() {
        return coming(today, day).map(When::By);
    } else {
        return english_later(text, today).map(When::By);
    };
    if let Ok(day) = unit.parse::<Weekday>() {
        return day_of_week(today, later, day).map(When::By);
    }
    let whole = |when: When| if at_end { when.deadline().map(When::By) } else { Some(when) };
    match unit {
        "week" => {
            let (first, last) =
                (day_of_week(today, later, Weekday::Mon)?, day_of_week(today, later, Weekday::Sun)?);
            whole(When::Span(DateSpan::new(first, last).ok()?))
        }
        "month" => {
            let day = today.with_day(1)?.checked_add_months(Months::new(later))?;
            whole(When::Month(Month::new(day.year(), day.month()).ok()?))
        }
        "quarter" => whole(When::Quarter(quarter_ahead(today, later)?)),
        "year" if at_end => {
            NaiveDate::from_ymd_opt(today.year() + i32::try_from(later).ok()?, 12, 31).map(When::By)
        }
        _ => None,
    }
}

/// Reads `in three days`, `two weeks from now`.
fn english_later(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let words = text.strip_prefix("in ").or_else(|| text.strip_suffix(" from now"))?;
    let (count, unit) = words.split_once(' ')?;
    let count = u32::from(number_word(count)?);
    match unit.trim_end_matches('s') {
        "day" => today.checked_add_days(Days::new(count.into())),
        "week" => today.checked_add_days(Days::new(u64::from(count) * 7)),
        "month" => today.checked_add_months(Months::new(count)),
        _ => None,
    }
}
