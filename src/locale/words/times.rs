//! Days, spans, cadences and limits in words.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::numerals;
use crate::model::{
    Cadence, DateSpan, Every, Language, Limit, LimitUnit, Month, MonthDay, Period, Quarter, When, YearDay,
};

/// English names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the English name of a month, 1 to 12.
pub(super) fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    MONTHS.get(index).copied().unwrap_or_default()
}

/// Returns a day with its year: 2027年6月30日, 30 June 2027.
#[must_use]
pub fn date(language: Language, day: NaiveDate) -> String {
    match language {
        Language::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::En => format!("{} {} {}", day.day(), month_name(day.month()), day.year()),
    }
}

/// Returns a day, without its year where that is the given one: 6月30日, 30 June.
#[must_use]
pub fn short_date(language: Language, day: NaiveDate, year: Option<i32>) -> String {
    if year != Some(day.year()) {
        return date(language, day);
    }
    match language {
        Language::ZhCn => format!("{}月{}日", day.month(), day.day()),
        Language::En => format!("{} {}", day.day(), month_name(day.month())),
    }
}

/// Returns a month, without its year where that is the given one: 3月, March.
#[must_use]
pub fn month(language: Language, month: Month, year: Option<i32>) -> String {
    let same = year == Some(month.year());
    match language {
        Language::ZhCn if same => format!("{}月", month.number()),
        Language::ZhCn => format!("{}年{}月", month.year(), month.number()),
        Language::En if same => month_name(month.number()).to_owned(),
        Language::En => format!("{} {}", month_name(month.number()), month.year()),
    }
}

/// Returns a quarter, without its year where that is the given one: 二季度, Q2.
#[must_use]
pub fn quarter(language: Language, quarter: Quarter, year: Option<i32>) -> String {
    let same = year == Some(quarter.year());
    let number = quarter.number();
    match language {
        Language::ZhCn if same => format!("{}季度", numerals::chinese(number.into())),
        Language::ZhCn => format!("{}年{}季度", quarter.year(), numerals::chinese(number.into())),
        Language::En if same => format!("Q{number}"),
        Language::En => format!("Q{number} {}", quarter.year()),
    }
}

/// Returns a span, naming years only where they differ from the given one: 3月1日至15日,
/// 3月至6月 for whole months, 1 March to 30 June.
#[must_use]
pub fn span(language: Language, span: DateSpan, year: Option<i32>) -> String {
    let (first, last) = (span.first(), span.last());
    let whole_months =
        first.day() == 1 && last.checked_add_days(Days::new(1)).is_none_or(|next| next.day() == 1);
    let same_year = first.year() == last.year();
    let named = year == Some(first.year());
    match language {
        Language::ZhCn => {
            let from = match (whole_months, named) {
                (true, true) => format!("{}月", first.month()),
                (true, false) => format!("{}年{}月", first.year(), first.month()),
                (false, true) => format!("{}月{}日", first.month(), first.day()),
                (false, false) => date(language, first),
            };
            let to = match (same_year, first.month() == last.month(), whole_months) {
                (true, true, true) => return from,
                (true, false, true) => format!("{}月", last.month()),
                (false, _, true) => format!("{}年{}月", last.year(), last.month()),
                (true, true, false) if first == last => return from,
                (true, true, false) => format!("{}日", last.day()),
                (true, false, false) => format!("{}月{}日", last.month(), last.day()),
                (false, _, false) => date(language, last),
            };
            format!("{from}至{to}")
        }
        Language::En => {
            let year_of_last = if named && same_year { String::new() } else { format!(" {}", last.year()) };
            // A year that stands only at the end holds for both ends.
            let year_of_first = if same_year { String::new() } else { format!(" {}", first.year()) };
            let (first_name, last_name) = (month_name(first.month()), month_name(last.month()));
            match (same_year && first.month() == last.month(), whole_months) {
                (true, true) => format!("{first_name}{year_of_last}"),
                (false, true) => format!("{first_name}{year_of_first} to {last_name}{year_of_last}"),
                (true, false) if first == last => format!("{} {last_name}{year_of_last}", last.day()),
                (true, false) => format!("{} to {} {last_name}{year_of_last}", first.day(), last.day()),
                (false, false) => format!(
                    "{} {first_name}{year_of_first} to {} {last_name}{year_of_last}",
                    first.day(),
                    last.day()
                ),
            }
        }
    }
}

/// Returns the time of a measure. Years are left out where they are the given one, which is
/// usually that of the plan's period.
#[must_use]
pub fn when(language: Language, when: &When, year: Option<i32>) -> String {
    match when {
        When::By(day) => by(language, *day, year),
        When::Month(value) => month(language, *value, year),
        When::Quarter(value) => quarter(language, *value, year),
        When::Span(value) => span(language, *value, year),
        When::Cadence(value) => cadence(language, value, year),
        When::Limit(value) => limit(language, *value),
        When::Unclear(words) => words.clone(),
    }
}

/// Returns the time of a measure in a plan for this period, as [`when`] does with the period's year.
/// In a plan for one year the two days of what comes every half-year are named: 3月20日、9月20日.
#[must_use]
pub fn when_in(language: Language, value: &When, period: Period) -> String {
    let days = match value {
        When::Cadence(cadence) if matches!(period, Period::Year(_)) => half_yearly(language, cadence),
        _ => None,
    };
    days.unwrap_or_else(|| when(language, value, Some(period.year())))
}

/// Returns the two days of what comes every half-year on a day; none where it is anything else.
fn half_yearly(language: Language, cadence: &Cadence) -> Option<String> {
    let Every::HalfYear { on: Some((month, day)) } = cadence.every() else { return None };
    if cadence.times().get() > 1 || cadence.until().is_some() || (*month == 6 && day.number().is_none()) {
        return None;
    }
    let months = [*month, month.checked_add(6)?];
    // A day that one of the months does not have is left in words.
    if day.number().is_some_and(|day| months.iter().any(|month| YearDay::new(*month, day).is_err())) {
        return None;
    }
    let [first, second] = match (language, day.number()) {
        (Language::ZhCn, Some(day)) => months.map(|month| format!("{month}月{day}日")),
        (Language::ZhCn, None) => months.map(|month| format!("{month}月末")),
        (Language::En, Some(day)) => months.map(|month| format!("{day} {}", month_name(month.into()))),
        (Language::En, None) => months.map(|month| month_name(month.into()).to_owned()),
    };
    Some(match (language, day.number()) {
        (Language::ZhCn, _) => format!("{first}、{second}"),
        (Language::En, Some(_)) => format!("on {first} and {second}"),
        (Language::En, None) => format!("at the end of {first} and {second}"),
    })
}

/// Returns a deadline: 3月31日前, by 31 March.
fn by(language: Language, day: NaiveDate, year: Option<i32>) -> String {
    let day = short_date(language, day, year);
    match language {
        Language::ZhCn => format!("{day}前"),
        Language::En => format!("by {day}"),
    }
}

/// Returns a cadence: 每月10日、25日, every Friday.
#[must_use]
pub fn cadence(language: Language, cadence: &Cadence, year: Option<i32>) -> String {
    let times = cadence.times().get();
    let words = match language {
        Language::ZhCn => {
            let beat = beat_zh(cadence.every());
            if times > 1 { format!("{beat}{times}次") } else { beat }
        }
        Language::En => beat_en(cadence.every(), times),
    };
    let Some(until) = cadence.until() else { return words };
    let until = short_date(language, until, year);
    match language {
        Language::ZhCn => format!("{words}，至{until}止"),
        Language::En => format!("{words}, until {until}"),
    }
}

fn beat_zh(every: &Every) -> String {
    match every {
        Every::Day => "每日".to_owned(),
        Every::WorkingDay => "每个工作日".to_owned(),
        Every::Week { on } => {
            let days: Vec<_> = on.iter().map(|day| format!("周{}", weekday_zh(*day))).collect();
            if days.is_empty() { "每周".to_owned() } else { format!("每{}", days.join("、")) }
        }
        Every::TwoWeeks => "每两周".to_owned(),
        Every::TenDays => "每旬".to_owned(),
        Every::Month { on } => {
            let days: Vec<_> = on
                .iter()
                .map(|day| match day.number() {
                    Some(number) => format!("{number}日"),
                    None if on.len() == 1 => "末".to_owned(),
                    None => "月末".to_owned(),
                })
                .collect();
            format!("每月{}", days.join("、"))
        }
        Every::Quarter { on: None } => "每季度".to_owned(),
        Every::Quarter { on: Some((month, day)) } => format!("每季度{}", month_within_zh(*month, 3, *day)),
        Every::HalfYear { on: None } => "每半年".to_owned(),
        Every::HalfYear { on: Some((month, day)) } => format!("每半年{}", month_within_zh(*month, 6, *day)),
        Every::Year { on: None } => "每年".to_owned(),
        Every::Year { on: Some(day) } => format!("每年{}月{}日", day.month(), day.day()),
    }
}

fn month_within_zh(month: u8, last: u8, day: MonthDay) -> String {
    let name = match month {
        1 => "首月".to_owned(),
        month if month == last => "末月".to_owned(),
        month => format!("第{}个月", numerals::chinese(month.into())),
    };
    match day.number() {
        Some(number) => format!("{name}{number}日"),
        None if month == last => "末".to_owned(),
        None => format!("{name}末"),
    }
}

/// Returns the character of a weekday after 周 or 星期.
#[must_use]
pub const fn weekday_zh(day: Weekday) -> char {
    match day {
        Weekday::Mon => '一',
        Weekday::Tue => '二',
        Weekday::Wed => '三',
        Weekday::Thu => '四',
        Weekday::Fri => '五',
        Weekday::Sat => '六',
        Weekday::Sun => '日',
    }
}

const fn weekday_en(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn beat_en(every: &Every, times: u16) -> String {
    // A beat without named days reads "monthly", and "twice a month" when it is more than once.
    let plain = |once: &str, base: &str| match times {
        1 => once.to_owned(),
        2 => format!("twice {base}"),
        n => format!("{n} times {base}"),
    };
    let named = |words: String| match times {
        1 => words,
        2 => format!("twice {words}"),
        n => format!("{n} times {words}"),
    };
    match every {
        Every::Day => plain("daily", "a day"),
        Every::WorkingDay => plain("every working day", "every working day"),
        Every::Week { on } if on.is_empty() => plain("weekly", "a week"),
        Every::Week { on } => {
            let days: Vec<_> = on.iter().map(|day| weekday_en(*day).to_owned()).collect();
            named(format!("every {}", listed_en(&days)))
        }
        Every::TwoWeeks => plain("every two weeks", "every two weeks"),
        Every::TenDays => plain("every ten days", "every ten days"),
        Every::Month { on } if on.is_empty() => plain("monthly", "a month"),
        Every::Month { on } => {
            let days: Vec<_> = on.iter().map(|day| month_day_en(*day)).collect();
            named(format!("on the {} of every month", listed_en(&days)))
        }
        Every::Quarter { on: None } => plain("quarterly", "a quarter"),
        Every::Quarter { on: Some((month, day)) } => named(month_within_en(*month, 3, *day, "quarter")),
        Every::HalfYear { on: None } => plain("half-yearly", "every half-year"),
        Every::HalfYear { on: Some((month, day)) } => named(month_within_en(*month, 6, *day, "half-year")),
        Every::Year { on: None } => plain("yearly", "a year"),
        Every::Year { on: Some(day) } => named(format!("every {}", year_day_en(*day))),
    }
}

fn year_day_en(day: YearDay) -> String {
    format!("{} {}", day.day(), month_name(day.month().into()))
}

fn month_day_en(day: MonthDay) -> String {
    day.number().map_or_else(|| "last day".to_owned(), |number| ordinal_en(number.into()))
}

fn month_within_en(month: u8, last: u8, day: MonthDay, of: &str) -> String {
    let name = if month == last { "last".to_owned() } else { ordinal_word_en(month).to_owned() };
    format!("on the {} of the {name} month of every {of}", month_day_en(day))
}

pub(super) const fn ordinal_word_en(number: u8) -> &'static str {
    match number {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        5 => "fifth",
        _ => "last",
    }
}

/// Returns an English ordinal in figures: 1st, 2nd, 11th.
fn ordinal_en(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Joins words with commas and a last "and".
fn listed_en(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// Returns a limit per case: 2小时内, 当日, within 2 hours.
#[must_use]
pub fn limit(language: Language, limit: Limit) -> String {
    match (language, limit) {
        (Language::ZhCn, Limit::SameDay) => "当日".to_owned(),
        (Language::En, Limit::SameDay) => "the same day".to_owned(),
        (Language::ZhCn, Limit::Within { count, unit }) => {
            let unit = match unit {
                LimitUnit::Minute => "分钟",
                LimitUnit::Hour => "小时",
                LimitUnit::Day => "天",
                LimitUnit::WorkingDay => "个工作日",
                LimitUnit::Week => "周",
                LimitUnit::Month => "个月",
            };
            format!("{count}{unit}内")
        }
        (Language::En, Limit::Within { count, unit }) => {
            let unit = match unit {
                LimitUnit::Minute => "minute",
                LimitUnit::Hour => "hour",
                LimitUnit::Day => "day",
                LimitUnit::WorkingDay => "working day",
                LimitUnit::Week => "week",
                LimitUnit::Month => "month",
            };
            let ending = if count.get() == 1 { "" } else { "s" };
            format!("within {count} {unit}{ending}")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    const ZH: Language = Language::ZhCn;
    const EN: Language = Language::En;
    const YEAR: Option<i32> = Some(2027);

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn every(beat: Every, times: u16, until: Option<NaiveDate>) -> When {
        When::Cadence(Cadence::new(beat, NonZeroU16::new(times).unwrap(), until).unwrap())
    }

    fn on(days: &[u8]) -> Vec<MonthDay> {
        days.iter().map(|day| MonthDay::try_from(*day).unwrap()).collect()
    }

    #[test]
    fn what_comes_twice_in_a_year_names_its_days_and_is_read_again() {
        let year = Period::Year(crate::model::YearNumber::new(2027).unwrap());
        let twice = |month, day| every(Every::HalfYear { on: Some((month, day)) }, 1, None);
        for (value, chinese, english) in [
            (twice(3, MonthDay::new(20).unwrap()), "3月20日、9月20日", "on 20 March and 20 September"),
            (twice(6, MonthDay::new(25).unwrap()), "6月25日、12月25日", "on 25 June and 25 December"),
            (twice(5, MonthDay::LAST), "5月末、11月末", "at the end of May and November"),
            // Half a year ends with its last day, and no February has 30.
            (twice(6, MonthDay::LAST), "每半年末", "on the last day of the last month of every half-year"),
            (
                twice(2, MonthDay::new(30).unwrap()),
                "每半年第二个月30日",
                "on the 30th of the second month of every half-year",
            ),
        ] {
            for (language, words) in [(ZH, chinese), (EN, english)] {
                assert_eq!(when_in(language, &value, year), words);
                assert_eq!(crate::locale::read_when(words, 2027), Some(value.clone()), "{words}");
            }
        }
        // In half a year one of the days is not there.
        let half = Period::Month(Month::new(2027, 3).unwrap());
        let value = twice(3, MonthDay::new(20).unwrap());
        assert_eq!(when_in(ZH, &value, half), "每半年第三个月20日");
        for other in ["3月20日、10月20日", "3月20日、9月21日", "9月20日、3月20日", "3月20日、9月末"]
        {
            assert!(!matches!(crate::locale::read_when(other, 2027), Some(When::Cadence(_))), "{other}");
        }
    }

    #[test]
    fn times_in_both_languages() {
        let dates = |a, b| DateSpan::new(a, b).unwrap();
        let within = |count, unit| When::Limit(Limit::within(count, unit).unwrap());
        let last = MonthDay::LAST;
        let on_25th = MonthDay::new(25).unwrap();
        for (value, chinese, english) in [
            (When::By(day(2027, 3, 31)), "3月31日前", "by 31 March"),
            (When::By(day(2028, 1, 5)), "2028年1月5日前", "by 5 January 2028"),
            (When::Month(Month::new(2027, 3).unwrap()), "3月", "March"),
            (When::Month(Month::new(2028, 3).unwrap()), "2028年3月", "March 2028"),
            (When::Quarter(Quarter::new(2027, 2).unwrap()), "二季度", "Q2"),
            (When::Quarter(Quarter::new(2026, 2).unwrap()), "2026年二季度", "Q2 2026"),
            (When::Span(dates(day(2027, 3, 1), day(2027, 3, 15))), "3月1日至15日", "1 to 15 March"),
            (When::Span(dates(day(2027, 3, 2), day(2027, 6, 15))), "3月2日至6月15日", "2 March to 15 June"),
            (When::Span(dates(day(2027, 3, 1), day(2027, 6, 30))), "3月至6月", "March to June"),
            (When::Span(dates(day(2027, 3, 1), day(2027, 3, 31))), "3月", "March"),
            (When::Span(dates(day(2027, 5, 4), day(2027, 5, 4))), "5月4日", "4 May"),
            (
                When::Span(dates(day(2027, 11, 5), day(2028, 2, 9))),
                "11月5日至2028年2月9日",
                "5 November 2027 to 9 February 2028",
            ),
            (
                When::Span(dates(day(2028, 1, 1), day(2028, 12, 31))),
                "2028年1月至12月",
                "January to December 2028",
            ),
            (every(Every::Day, 1, None), "每日", "daily"),
            (every(Every::Day, 2, None), "每日2次", "twice a day"),
            (every(Every::WorkingDay, 1, None), "每个工作日", "every working day"),
            (every(Every::Week { on: vec![] }, 1, None), "每周", "weekly"),
            (every(Every::Week { on: vec![Weekday::Fri] }, 1, None), "每周五", "every Friday"),
            (
                every(Every::Week { on: vec![Weekday::Wed, Weekday::Mon] }, 1, None),
                "每周一、周三",
                "every Monday and Wednesday",
            ),
            (every(Every::TwoWeeks, 1, None), "每两周", "every two weeks"),
            (every(Every::TenDays, 1, None), "每旬", "every ten days"),
            (every(Every::Month { on: vec![] }, 1, None), "每月", "monthly"),
            (every(Every::Month { on: vec![] }, 2, None), "每月2次", "twice a month"),
            (every(Every::Month { on: vec![] }, 3, None), "每月3次", "3 times a month"),
            (
                every(Every::Month { on: on(&[25, 10]) }, 1, None),
                "每月10日、25日",
                "on the 10th and 25th of every month",
            ),
            (every(Every::Month { on: on(&[0]) }, 1, None), "每月末", "on the last day of every month"),
            (
                every(Every::Month { on: on(&[0, 15]) }, 1, None),
                "每月15日、月末",
                "on the 15th and last day of every month",
            ),
            (every(Every::Quarter { on: None }, 1, None), "每季度", "quarterly"),
            (
                every(Every::Quarter { on: Some((3, on_25th)) }, 1, None),
                "每季度末月25日",
                "on the 25th of the last month of every quarter",
            ),
            (
                every(Every::Quarter { on: Some((3, last)) }, 1, None),
                "每季度末",
                "on the last day of the last month of every quarter",
            ),
            (
                every(Every::Quarter { on: Some((1, on_25th)) }, 1, None),
                "每季度首月25日",
                "on the 25th of the first month of every quarter",
            ),
            (
                every(Every::Quarter { on: Some((2, last)) }, 1, None),
                "每季度第二个月末",
                "on the last day of the second month of every quarter",
            ),
            (every(Every::HalfYear { on: None }, 1, None), "每半年", "half-yearly"),
            (
                every(Every::HalfYear { on: Some((6, on_25th)) }, 1, None),
                "每半年末月25日",
                "on the 25th of the last month of every half-year",
            ),
            (every(Every::Year { on: None }, 1, None), "每年", "yearly"),
            (
                every(Every::Year { on: Some(YearDay::new(12, 15).unwrap()) }, 1, None),
                "每年12月15日",
                "every 15 December",
            ),
            (
                every(Every::Week { on: vec![Weekday::Fri] }, 2, Some(day(2027, 6, 30))),
                "每周五2次，至6月30日止",
                "twice every Friday, until 30 June",
            ),
            (within(2, LimitUnit::Hour), "2小时内", "within 2 hours"),
            (within(5, LimitUnit::WorkingDay), "5个工作日内", "within 5 working days"),
            (within(1, LimitUnit::Day), "1天内", "within 1 day"),
            (within(30, LimitUnit::Minute), "30分钟内", "within 30 minutes"),
            (within(2, LimitUnit::Week), "2周内", "within 2 weeks"),
            (within(3, LimitUnit::Month), "3个月内", "within 3 months"),
            (When::Limit(Limit::SameDay), "当日", "the same day"),
            (When::Unclear("尽快".into()), "尽快", "尽快"),
        ] {
            assert_eq!(when(ZH, &value, YEAR), chinese);
            assert_eq!(when(EN, &value, YEAR), english);
        }
        assert_eq!(when(ZH, &When::By(day(2027, 3, 31)), None), "2027年3月31日前");
        assert_eq!(date(ZH, day(2027, 6, 30)), "2027年6月30日");
        assert_eq!(date(EN, day(2027, 6, 30)), "30 June 2027");
    }
}
