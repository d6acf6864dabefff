//! Reading what a person writes for a time, a number or an indicator, in Chinese or English.
//!
//! Only forms with one meaning are read; everything else is said not to be understood, never
//! guessed. What the program writes for a value is read back as that value. What names a day that
//! there is not, or a span that runs backwards, is told apart from words that name no time at all.

mod cadence;
mod days;
mod fault;
mod indicator;
mod relative;
mod spans;
mod within;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::When;

pub use days::read_date;
pub use indicator::{
    IndicatorFault, IndicatorLine, has_figure_sign, read_indicator, read_indicator_within, read_quantity,
};
pub use within::{Within, time_within};

/// What is taken for granted while a time is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The year of days that name none: that of the plan's period.
    pub year: i32,
    /// The day it is, from which `下周五` is counted; none where it is not known.
    pub today: Option<NaiveDate>,
}

/// Why a time was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// It names no time the program knows.
    #[error("it names no time")]
    Unclear,
    /// It names a day, month, quarter or week that there is not.
    #[error("there is no {said}")]
    NoSuch {
        /// The part that names it, as it was written.
        said: String,
    },
    /// It ends before it starts.
    #[error("it ends before it starts")]
    Backwards,
    /// It is counted from today, and the day is not known here.
    #[error("it is counted from today")]
    NoToday,
}

/// Reads a number: ASCII or full-width digits, with thousands separators or not, percent signs left
/// to the caller.
#[must_use]
pub fn read_number(text: &str) -> Option<Decimal> {
    let plain: String = half_width(text).chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    let plain = plain.strip_suffix('%').unwrap_or(&plain);
    plain.parse().ok()
}

/// Reads an amount of money in yuan: `5000`, `5万`, `1.2亿元`, `8,000元`, `RMB 5000`.
#[must_use]
pub fn read_money(text: &str) -> Option<Decimal> {
    let text = half_width(text.trim());
    let lower = text.to_ascii_lowercase();
    let bare = ["人民币", "rmb", "cny", "¥", "￥"].iter().find_map(|sign| lower.strip_prefix(sign));
    let bare = bare.unwrap_or(&lower).trim();
    let bare = ["元整", "元", "yuan"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare).trim();
    let units = [("万亿", 12), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千", 3), ("百", 2)];
    let (number, zeros) =
        units.iter().find_map(|(unit, zeros)| Some((bare.strip_suffix(unit)?, *zeros))).unwrap_or((bare, 0));
    if number.ends_with('%') {
        return None;
    }
    read_number(number)?.checked_mul(Decimal::from(10_u64.checked_pow(zeros)?)).map(|sum| sum.normalize())
}

/// Reads a time; days and months without a year lie in the year given, and nothing is counted from
/// today. None: nothing it knows.
#[must_use]
pub fn read_when(text: &str, year: i32) -> Option<When> {
    read_time(text, Frame { year, today: None }).ok()
}

/// Reads a time: `6月底`, `每月25日`, `3月至5月`, `48小时内`, `下周五`, `by 30 June`, `every Friday`.
///
/// # Errors
/// It names no time, or one that cannot be.
pub fn read_time(text: &str, frame: Frame) -> Result<When, TimeFault> {
    let text = half_width(text.trim());
    let text = text.trim_end_matches(['。', '.', '，', ',']).trim();
    if text.is_empty() {
        return Err(TimeFault::Unclear);
    }
    if let Some(when) = known(text, frame) {
        return Ok(when);
    }
    // Words round a time that say nothing more than it does.
    let bare = without_frills(text);
    if bare != text
        && let Some(when) = known(bare, frame)
    {
        return Ok(when);
    }
    Err(fault::fault_of(bare, frame))
}

fn known(text: &str, frame: Frame) -> Option<When> {
    let year = frame.year;
    cadence::limit(text)
        .map(When::Limit)
        .or_else(|| cadence::cadence(text, year).map(When::Cadence))
        .or_else(|| spans::span(text, year).map(When::Span))
        .or_else(|| spans::quarter(text, year).map(When::Quarter))
        .or_else(|| spans::month(text, year).map(When::Month))
        .or_else(|| read_date(strip_word(text, &["by "]), year).map(When::By))
        .or_else(|| relative::relative(text, frame))
}

/// Takes one of these words off the beginning, however its letters are written.
fn strip_word<'a>(text: &'a str, words: &[&str]) -> &'a str {
    words
        .iter()
        .find_map(|word| {
            let (head, rest) = text.split_at_checked(word.len())?;
            head.eq_ignore_ascii_case(word).then_some(rest)
        })
        .unwrap_or(text)
}

/// Takes off what stands round a time without changing it: `于6月30日前完成`, `no later than 30 June`.
fn without_frills(text: &str) -> &str {
    const BEFORE: [&str; 9] = ["最迟于", "不迟于", "不晚于", "截止到", "截至", "截止", "最迟", "于", "在"];
    const BEHIND: [&str; 14] = [
        "前全部完成",
        "前完成",
        "内完成",
        "完成",
        "办结",
        "为止",
        "之前",
        "以前",
        "之内",
        "期间",
        "一次",
        "前",
        "止",
        "内",
    ];
    let mut text = strip_word(
        text,
        &[
            "no later than ",
            "not later than ",
            "by the ",
            "by ",
            "before the ",
            "before ",
            "due by ",
            "due ",
            "until ",
            "at the ",
            "during ",
            "in the ",
            "in ",
            "on ",
            "at ",
        ],
    );
    text = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    loop {
        let shorter = BEHIND.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim();
        if shorter == text || shorter.is_empty() {
            return text;
        }
        text = shorter;
    }
}

/// Reads an English count: `two`, `ten`, `3`.
fn number_word(word: &str) -> Option<u16> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let at = WORDS.iter().position(|known| *known == word);
    at.map_or_else(|| word.parse().ok(), |at| u16::try_from(at + 1).ok())
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
