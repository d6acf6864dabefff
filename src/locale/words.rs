//! Words for the values of a plan, in Chinese and English, as they stand in a printed document and
//! on the chips of the editor.
//!
//! What can hold a blank comes back as a [`Text`], in which the blank still stands: the page draws
//! a gap there, the editor a field. Everything else comes back as a string. Words are made from
//! values only; reading them back is not this module's affair.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::numerals;
use crate::model::{
    Cadence, DateSpan, Every, Half, Indicator, Language, Limit, LimitUnit, MeasureStatus, Month, MonthDay,
    Owner, OwnerRole, Period, Plan, PlanStatus, Quantity, Quarter, SectionRole, Target, Text, When, Who,
    YearDay,
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
fn month_name(month: u32) -> &'static str {
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
            let year_of_first = if same_year || named { String::new() } else { format!(" {}", first.year()) };
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
    let mut words = match language {
        Language::ZhCn => {
            let mut words = beat_zh(cadence.every());
            if times > 1 {
                words.push_str(&format!("{times}次"));
            }
            words
        }
        Language::En => beat_en(cadence.every(), times),
    };
    if let Some(until) = cadence.until() {
        let until = short_date(language, until, year);
        words.push_str(&match language {
            Language::ZhCn => format!("，至{until}止"),
            Language::En => format!(", until {until}"),
        });
    }
    words
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

const fn ordinal_word_en(number: u8) -> &'static str {
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

/// Returns a number as printed: the decimals it was written with; English groups its thousands.
#[must_use]
pub fn number(language: Language, value: Decimal) -> String {
    let written = value.to_string();
    match language {
        Language::ZhCn => written,
        Language::En => {
            let (sign, rest) = written.strip_prefix('-').map_or(("", written.as_str()), |rest| ("-", rest));
            let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
            let mut out = sign.to_owned();
            for (index, digit) in whole.chars().enumerate() {
                if index > 0 && (whole.len() - index) % 3 == 0 {
                    out.push(',');
                }
                out.push(digit);
            }
            if let Some(fraction) = fraction {
                out.push('.');
                out.push_str(fraction);
            }
            out
        }
    }
}

/// Returns a quantity in its written form: the number, or the blank.
fn quantity(language: Language, value: &Quantity) -> String {
    match value {
        Quantity::Number(value) => number(language, *value),
        Quantity::Blank(name) => Text::blank(name).as_str().to_owned(),
    }
}

/// Returns words for a number with its unit. Units such as 万分之 stand before the number; in
/// English a word stands off it, a sign does not.
#[must_use]
pub fn with_unit(language: Language, figure: &str, unit: &str) -> String {
    if unit.ends_with("分之") {
        return format!("{unit}{figure}");
    }
    let off = language == Language::En && unit.starts_with(|c: char| c.is_ascii_alphabetic());
    if off { format!("{figure} {unit}") } else { format!("{figure}{unit}") }
}

/// Returns a quantity with its unit.
#[must_use]
pub fn amount(language: Language, value: &Quantity, unit: &str) -> Text {
    Text::new(&with_unit(language, &quantity(language, value), unit))
}

/// Returns a target as short as it can be: ≥95%, ≤8分钟, 8至10分钟, 6月30日前完成.
#[must_use]
pub fn target(language: Language, target: &Target, unit: &str, year: Option<i32>) -> Text {
    let full = |value: &Quantity| with_unit(language, &quantity(language, value), unit);
    Text::new(&match target {
        Target::AtLeast(value) => format!("≥{}", full(value)),
        Target::AtMost(value) => format!("≤{}", full(value)),
        Target::Exactly(value) => full(value),
        Target::Within(low, high) => range(language, low, high, unit),
        Target::DoneBy(day) => done_by(language, *day, year),
    })
}

fn range(language: Language, low: &Quantity, high: &Quantity, unit: &str) -> String {
    let between = match language {
        Language::ZhCn => "至",
        Language::En => " to ",
    };
    // A sign such as % stands at both numbers, a word only at the second.
    let low_unit = if unit.starts_with(['%', '‰']) { unit } else { "" };
    if unit.ends_with("分之") {
        return format!("{unit}{}{between}{}", quantity(language, low), quantity(language, high));
    }
    format!(
        "{}{between}{}",
        with_unit(language, &quantity(language, low), low_unit),
        with_unit(language, &quantity(language, high), unit)
    )
}

fn done_by(language: Language, day: NaiveDate, year: Option<i32>) -> String {
    let day = short_date(language, day, year);
    match language {
        Language::ZhCn => format!("{day}前完成"),
        Language::En => format!("done by {day}"),
    }
}

/// Returns an indicator as a clause without its full stop: 平均等候时长由11.6分钟降到8分钟以内,
/// 客户满意度达到98%以上. Without a target it is the name and what it starts from.
#[must_use]
pub fn indicator_clause(language: Language, indicator: &Indicator, year: Option<i32>) -> Text {
    let words = match language {
        Language::ZhCn => clause_zh(indicator, year),
        Language::En => clause_en(indicator, year),
    };
    Text::new(&words)
}

/// Units that are counted one by one, of which one says 减到 and 增加到.
const COUNTED: [&str; 27] = [
    "个", "件", "次", "人", "户", "笔", "名", "家", "起", "项", "台", "份", "张", "条", "场", "处", "宗",
    "例", "天", "元", "万元", "亿元", "人次", "万户", "万笔", "分", "",
];

fn clause_zh(indicator: &Indicator, year: Option<i32>) -> String {
    let zh = Language::ZhCn;
    let unit = indicator.unit.as_str();
    let name = indicator.name.as_str();
    let full = |value: &Quantity| with_unit(zh, &quantity(zh, value), unit);
    let base = indicator.base.as_ref().map(|base| (full(&base.value), base.value.number()));
    let counted = COUNTED.contains(&unit);
    let (up, down) = if counted { ("增加到", "减到") } else { ("提高到", "降到") };
    let is_zero = |value: &Quantity| value.number().is_some_and(|n| n.is_zero());
    // Nothing lies above 100 %, so 以上 would be wrong there.
    let is_all = |value: &Quantity| unit == "%" && value.number() == Some(Decimal::ONE_HUNDRED);
    match &indicator.target {
        None => base.map_or_else(|| name.to_owned(), |(base, _)| format!("{name}现为{base}")),
        Some(Target::AtLeast(goal)) => {
            let beyond = if is_all(goal) { "" } else { "以上" };
            match base {
                Some((base, from)) if below(from, goal.number()) => {
                    format!("{name}由{base}{up}{}{beyond}", full(goal))
                }
                Some((_, Some(_))) if goal.number().is_some() => {
                    format!("{name}保持在{}{beyond}", full(goal))
                }
                Some(_) | None => format!("{name}达到{}{beyond}", full(goal)),
            }
        }
        Some(Target::AtMost(goal)) => {
            let within = if is_zero(goal) { "" } else { "以内" };
            match base {
                Some((base, from)) if above(from, goal.number()) => {
                    format!("{name}由{base}{down}{}{within}", full(goal))
                }
                Some(_) | None if is_zero(goal) => format!("{name}为{}", full(goal)),
                Some(_) | None => format!("{name}控制在{}以内", full(goal)),
            }
        }
        Some(Target::Exactly(goal)) => match base {
            Some((base, from)) if below(from, goal.number()) => format!("{name}由{base}{up}{}", full(goal)),
            Some((base, from)) if above(from, goal.number()) => format!("{name}由{base}{down}{}", full(goal)),
            Some((_, Some(_))) if goal.number().is_some() => format!("{name}保持{}", full(goal)),
            Some(_) | None if is_zero(goal) => format!("{name}为{}", full(goal)),
            Some(_) | None => format!("{name}达到{}", full(goal)),
        },
        Some(Target::Within(low, high)) => {
            let goal = range(zh, low, high, unit);
            match base {
                Some((base, from)) if below(from, low.number()) => format!("{name}由{base}{up}{goal}"),
                Some((base, from)) if above(from, high.number()) => format!("{name}由{base}{down}{goal}"),
                Some(_) | None => format!("{name}保持在{goal}"),
            }
        }
        Some(Target::DoneBy(day)) => format!("{name}{}", done_by(zh, *day, year)),
    }
}

fn clause_en(indicator: &Indicator, year: Option<i32>) -> String {
    let en = Language::En;
    let unit = indicator.unit.as_str();
    let name = indicator.name.as_str();
    let full = |value: &Quantity| with_unit(en, &quantity(en, value), unit);
    let base = indicator.base.as_ref().map(|base| (full(&base.value), base.value.number()));
    match &indicator.target {
        None => base.map_or_else(|| name.to_owned(), |(base, _)| format!("{name} now {base}")),
        Some(Target::AtLeast(goal)) => match base {
            Some((base, from)) if below(from, goal.number()) => {
                format!("{name} up from {base} to at least {}", full(goal))
            }
            Some((_, Some(_))) if goal.number().is_some() => format!("{name} kept at {} or more", full(goal)),
            Some(_) | None => format!("{name} at least {}", full(goal)),
        },
        Some(Target::AtMost(goal)) => match base {
            Some((base, from)) if above(from, goal.number()) => {
                format!("{name} down from {base} to at most {}", full(goal))
            }
            Some((_, Some(_))) if goal.number().is_some() => format!("{name} kept at {} or less", full(goal)),
            Some(_) | None => format!("{name} at most {}", full(goal)),
        },
        Some(Target::Exactly(goal)) => match base {
            Some((base, from)) if below(from, goal.number()) => {
                format!("{name} up from {base} to {}", full(goal))
            }
            Some((base, from)) if above(from, goal.number()) => {
                format!("{name} down from {base} to {}", full(goal))
            }
            Some((_, Some(_))) if goal.number().is_some() => format!("{name} kept at {}", full(goal)),
            Some(_) | None => format!("{name} at {}", full(goal)),
        },
        Some(Target::Within(low, high)) => {
            let goal = range(en, low, high, unit);
            match base {
                Some((base, from)) if below(from, low.number()) => format!("{name} up from {base} to {goal}"),
                Some((base, from)) if above(from, high.number()) => {
                    format!("{name} down from {base} to {goal}")
                }
                Some(_) | None => format!("{name} within {goal}"),
            }
        }
        Some(Target::DoneBy(day)) => format!("{name} {}", done_by(en, *day, year)),
    }
}

/// Tells whether two known numbers rise.
fn below(from: Option<Decimal>, to: Option<Decimal>) -> bool {
    matches!((from, to), (Some(from), Some(to)) if from < to)
}

/// Tells whether two known numbers fall.
fn above(from: Option<Decimal>, to: Option<Decimal>) -> bool {
    below(to, from)
}

/// Returns clauses as one sentence with its full stop; nothing for none.
#[must_use]
pub fn sentence(language: Language, clauses: &[Text]) -> Text {
    let (between, stop) = match language {
        Language::ZhCn => ("，", "。"),
        Language::En => ("; ", "."),
    };
    let clauses: Vec<_> = clauses.iter().filter(|c| !c.is_empty()).map(Text::as_str).collect();
    if clauses.is_empty() {
        return Text::default();
    }
    Text::new(&format!("{}{stop}", clauses.join(between)))
}

/// Returns who an owner is: a person's name, a post or a department. A person who is not in the
/// plan's list has no name.
#[must_use]
pub fn who(plan: &Plan, who: &Who) -> Text {
    match who {
        Who::Person(id) => plan.person(*id).map(|person| person.name.clone()).unwrap_or_default(),
        Who::Post(text) | Who::Department(text) => text.clone(),
    }
}

/// Returns the owners of each role, the responsible ones first, joined as in a sentence: 王芳、陈晓.
/// Roles that nobody has are left out.
#[must_use]
pub fn owners(plan: &Plan, language: Language, owners: &[Owner]) -> Vec<(OwnerRole, Text)> {
    let between = match language {
        Language::ZhCn => "、",
        Language::En => ", ",
    };
    [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves, OwnerRole::Watches]
        .into_iter()
        .filter_map(|role| {
            let names: Vec<_> = owners
                .iter()
                .filter(|owner| owner.role == role)
                .map(|owner| who(plan, &owner.who))
                .filter(|name| !name.is_empty())
                .collect();
            let joined = names.iter().map(Text::as_str).collect::<Vec<_>>().join(between);
            (!joined.is_empty()).then(|| (role, Text::new(&joined)))
        })
        .collect()
}

/// Returns what an owner of this role does, as on a chip: 负责, 协助.
#[must_use]
pub const fn owner_role(language: Language, role: OwnerRole) -> &'static str {
    match (language, role) {
        (Language::ZhCn, OwnerRole::Responsible) => "负责",
        (Language::ZhCn, OwnerRole::Helps) => "协助",
        (Language::ZhCn, OwnerRole::Approves) => "审批",
        (Language::ZhCn, OwnerRole::Watches) => "督办",
        (Language::En, OwnerRole::Responsible) => "responsible",
        (Language::En, OwnerRole::Helps) => "helps",
        (Language::En, OwnerRole::Approves) => "approves",
        (Language::En, OwnerRole::Watches) => "watches",
    }
}

/// Returns the label before the owners of this role in a document: 责任人, 协助.
#[must_use]
pub const fn owner_label(language: Language, role: OwnerRole) -> &'static str {
    match (language, role) {
        (Language::ZhCn, OwnerRole::Responsible) => "责任人",
        (Language::ZhCn, OwnerRole::Helps) => "协助",
        (Language::ZhCn, OwnerRole::Approves) => "审批",
        (Language::ZhCn, OwnerRole::Watches) => "督办",
        (Language::En, OwnerRole::Responsible) => "owner",
        (Language::En, OwnerRole::Helps) => "help",
        (Language::En, OwnerRole::Approves) => "approval",
        (Language::En, OwnerRole::Watches) => "oversight",
    }
}

/// Returns a period: 2027年度, 2027年第一季度, the first quarter of 2027.
#[must_use]
pub fn period(language: Language, period: Period) -> String {
    match (language, period) {
        (Language::ZhCn, Period::Week(week)) => format!("{}年第{}周", week.year(), week.number()),
        (Language::ZhCn, Period::Month(month)) => format!("{}年{}月", month.year(), month.number()),
        (Language::ZhCn, Period::Quarter(quarter)) => {
            format!("{}年第{}季度", quarter.year(), numerals::chinese(quarter.number().into()))
        }
        (Language::ZhCn, Period::HalfYear(half)) => format!("{}年{}", half.year(), half_zh(half)),
        (Language::ZhCn, Period::Year(year)) => format!("{}年度", year.number()),
        (Language::En, Period::Week(week)) => format!("week {} of {}", week.number(), week.year()),
        (Language::En, Period::Month(month)) => format!("{} {}", month_name(month.number()), month.year()),
        (Language::En, Period::Quarter(quarter)) => {
            let number = u8::try_from(quarter.number()).unwrap_or_default();
            format!("{} quarter of {}", ordinal_word_en(number), quarter.year())
        }
        (Language::En, Period::HalfYear(half)) => {
            format!("{} half of {}", if half.number() == 1 { "first" } else { "second" }, half.year())
        }
        (Language::En, Period::Year(year)) => year.number().to_string(),
        (language, Period::Term(dates) | Period::Project(dates)) => span(language, dates, None),
    }
}

const fn half_zh(half: Half) -> &'static str {
    if half.number() == 1 { "上半年" } else { "下半年" }
}

/// Returns how far a plan has come.
#[must_use]
pub const fn plan_status(language: Language, status: PlanStatus) -> &'static str {
    match (language, status) {
        (Language::ZhCn, PlanStatus::Draft) => "草案",
        (Language::ZhCn, PlanStatus::HandedIn) => "已送审",
        (Language::ZhCn, PlanStatus::Approved) => "已批准",
        (Language::ZhCn, PlanStatus::InForce) => "执行中",
        (Language::ZhCn, PlanStatus::Closed) => "已结束",
        (Language::En, PlanStatus::Draft) => "Draft",
        (Language::En, PlanStatus::HandedIn) => "Handed in",
        (Language::En, PlanStatus::Approved) => "Approved",
        (Language::En, PlanStatus::InForce) => "In force",
        (Language::En, PlanStatus::Closed) => "Closed",
    }
}

/// Returns how a measure stands.
#[must_use]
pub const fn measure_status(language: Language, status: MeasureStatus) -> &'static str {
    match (language, status) {
        (Language::ZhCn, MeasureStatus::Open) => "未开始",
        (Language::ZhCn, MeasureStatus::Running) => "进行中",
        (Language::ZhCn, MeasureStatus::Done) => "已完成",
        (Language::ZhCn, MeasureStatus::Cancelled) => "已取消",
        (Language::En, MeasureStatus::Open) => "Not begun",
        (Language::En, MeasureStatus::Running) => "Under way",
        (Language::En, MeasureStatus::Done) => "Done",
        (Language::En, MeasureStatus::Cancelled) => "Given up",
    }
}

/// Returns what a section is about.
#[must_use]
pub fn section_role(language: Language, role: &SectionRole) -> String {
    match (language, role) {
        (_, SectionRole::Own(name)) => return name.clone(),
        (Language::ZhCn, SectionRole::General) => "综合",
        (Language::ZhCn, SectionRole::Service) => "服务",
        (Language::ZhCn, SectionRole::Quality) => "质量",
        (Language::ZhCn, SectionRole::Personnel) => "队伍",
        (Language::ZhCn, SectionRole::Business) => "业务",
        (Language::ZhCn, SectionRole::Supervision) => "监督",
        (Language::En, SectionRole::General) => "General",
        (Language::En, SectionRole::Service) => "Service",
        (Language::En, SectionRole::Quality) => "Quality",
        (Language::En, SectionRole::Personnel) => "Staff",
        (Language::En, SectionRole::Business) => "Business",
        (Language::En, SectionRole::Supervision) => "Supervision",
    }
    .to_owned()
}

/// Returns what stands between a measure's run-in title and its text.
#[must_use]
pub const fn title_mark(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "。",
        Language::En => ". ",
    }
}
