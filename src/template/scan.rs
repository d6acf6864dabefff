//! Finding, in the words of a plan, what belongs to its year, its people and its figures.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::model::fill::FillValue;
use crate::model::{Language, Period};

/// The sums of money that Chinese plans name, longer ones first.
const MONEY_ZH: [&str; 9] = ["亿美元", "万美元", "亿元", "万元", "千元", "百元", "美元", "元", "个百分点"];
/// Those of English ones.
const MONEY_EN: [&str; 5] = ["billion yuan", "million yuan", "thousand yuan", "percentage points", "yuan"];

/// What was found at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// Words that were looked for, by their number.
    Needle(usize),
    /// The year of the plan.
    Year,
    /// The number of the plan's month, quarter or week.
    Counted,
    /// A number with its unit.
    Figure(Figure<'a>),
}

/// A number with its unit, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure<'a> {
    /// All of it.
    pub(super) written: &'a str,
    /// Its number, if it is written as the program writes numbers.
    pub(super) number: Option<Decimal>,
    /// Its unit.
    pub(super) unit: &'a str,
    /// Whether the unit is one of indicators only: a figure as long as it is an indicator's.
    pub(super) is_counted: bool,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub(super) language: Language,
    pub(super) period: Period,
    /// Words, longer ones first.
    pub(super) needles: &'a [String],
    pub(super) figures: bool,
    /// The units of indicators, longer ones first.
    pub(super) units: &'a [String],
}

impl Wanted<'_> {
    /// Looks at one place of a text. Returns what is there, and how many bytes it takes.
    pub(super) fn at<'t>(&self, text: &'t str, at: usize) -> Option<(Found<'t>, usize)> {
        let (before, rest) = text.split_at_checked(at)?;
        let last = before.chars().next_back();
        let needle = self.needles.iter().position(|needle| stands_alone(last, needle, rest));
        if let Some(number) = needle {
            return Some((Found::Needle(number), self.needles.get(number)?.len()));
        }
        if self.is_written_quarter(last, rest) {
            return Some((Found::Counted, rest.chars().next()?.len_utf8()));
        }
        // A number begins here, not in the middle of another one.
        let begins = rest.starts_with(|c: char| c.is_ascii_digit())
            && !last.is_some_and(|c| c.is_numeric() || matches!(c, '.' | ',') || c.is_ascii_alphabetic());
        if !begins {
            return None;
        }
        if self.figures
            && let Some(figure) = figure(rest, self.language, self.units)
        {
            let length = figure.written.len();
            return Some((Found::Figure(figure), length));
        }
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
        let behind = rest.get(digits.len()..)?;
        if digits == self.period.year().to_string() && self.is_year(behind) {
            return Some((Found::Year, digits.len()));
        }
        (self.counts(last, digits, behind)).then_some((Found::Counted, digits.len()))
    }

    /// Tells by what stands behind four digits whether they are a year.
    fn is_year(&self, behind: &str) -> bool {
        let mut next = behind.chars();
        match (next.next(), next.next(), self.language) {
            (Some('年'), _, _) | (None, _, Language::En) => true,
            (Some('-' | '/'), Some(c), _) => c.is_ascii_digit(),
            (Some('.' | ','), Some(c), Language::En) => !c.is_ascii_digit(),
            (Some(c), _, Language::En) => !c.is_alphanumeric() && c != '%',
            (_, _, Language::ZhCn) => false,
        }
    }

    /// Tells whether the number of the plan's quarter stands here in Chinese: 第一季度, 一季度.
    fn is_written_quarter(&self, last: Option<char>, rest: &str) -> bool {
        const NUMERALS: [char; 4] = ['一', '二', '三', '四'];
        let Period::Quarter(quarter) = self.period else { return false };
        let numeral = usize::try_from(quarter.number()).ok().and_then(|number| NUMERALS.get(number - 1));
        let longer = last.is_some_and(|c| NUMERALS.contains(&c) || matches!(c, '十' | '、' | '至' | '到'));
        self.language == Language::ZhCn
            && !longer
            && numeral
                .and_then(|numeral| rest.strip_prefix(*numeral))
                .is_some_and(|behind| behind.starts_with("季度"))
    }

    /// Tells whether digits are the number of the plan's month, quarter or week.
    fn counts(&self, last: Option<char>, digits: &str, behind: &str) -> bool {
        match self.period {
            Period::Month(month) => digits == month.number().to_string() && behind.starts_with('月'),
            Period::Quarter(quarter) => digits == quarter.number().to_string() && behind.starts_with("季度"),
            Period::Week(week) => {
                digits == week.number().to_string() && last == Some('第') && behind.starts_with('周')
            }
            Period::HalfYear(_) | Period::Year(_) | Period::Term(_) | Period::Project(_) => false,
        }
    }
}

/// Tells whether words stand at the start of a text; words in letters stand for themselves, not in
/// longer ones.
fn stands_alone(last: Option<char>, words: &str, rest: &str) -> bool {
    let Some(behind) = rest.strip_prefix(words) else { return false };
    let joined = |a: Option<char>, b: Option<char>| {
        [a, b].into_iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()))
    };
    !joined(last, words.chars().next()) && !joined(words.chars().next_back(), behind.chars().next())
}

/// Reads a number with a unit at the start of a text: of money, a share, or one of indicators.
fn figure<'t>(rest: &'t str, language: Language, own: &[String]) -> Option<Figure<'t>> {
    let digits = digits(rest);
    let behind = rest.get(digits.len()..)?;
    let (gap, units): (_, &[&str]) = match language {
        Language::ZhCn => ("", &MONEY_ZH),
        Language::En => (" ", &MONEY_EN),
    };
    let percent = ["%", "％"].into_iter().find(|sign| behind.starts_with(sign));
    let money = || {
        let behind = behind.strip_prefix(gap)?;
        units.iter().find(|unit| stands_alone(None, unit, behind)).map(|unit| (gap, *unit))
    };
    let counted = || {
        own.iter().map(|unit| (FillValue::gap(unit), unit.as_str())).find(|(gap, unit)| {
            behind.strip_prefix(gap).is_some_and(|behind| stands_alone(None, unit, behind))
        })
    };
    let sum = percent.map(|sign| ("", sign)).or_else(money);
    let is_counted = sum.is_none();
    let (gap, unit) = sum.or_else(counted)?;
    let from = digits.len() + gap.len();
    let written = rest.get(..from + unit.len())?;
    let number = Decimal::from_str(digits).ok().filter(|number| number.to_string() == digits);
    Some(Figure { written, number, unit: written.get(from..)?, is_counted })
}

/// Returns the number at the start of a text, with its decimals and the commas between its groups.
fn digits(text: &str) -> &str {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if c.is_ascii_digit() || (matches!(c, '.' | ',') && next_is_digit) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Month, Quarter, YearNumber};

    fn found(language: Language, period: Period, text: &str) -> Vec<String> {
        let needles = ["王芳芳".to_owned(), "王芳".to_owned(), "Ann".to_owned()];
        let units = ["分钟".to_owned()];
        let wanted = Wanted { language, period, needles: &needles, figures: true, units: &units };
        let (mut at, mut all) = (0, Vec::new());
        while at < text.len() {
            match text.is_char_boundary(at).then(|| wanted.at(text, at)).flatten() {
                Some((_, length)) => {
                    all.push(text.get(at..at + length).unwrap().to_owned());
                    at += length;
                }
                None => at += 1,
            }
        }
        all
    }

    #[test]
    fn a_chinese_text_is_taken_apart() {
        let march = Period::Month(Month::new(2027, 3).unwrap());
        let found = |text| found(Language::ZhCn, march, text);
        assert_eq!(
            found("2027年3月，王芳芳与王芳新增存款5,000.5万元，占比12%，等候8分钟。"),
            ["2027", "3", "王芳芳", "王芳", "5,000.5万元", "12%", "8分钟"]
        );
        assert_eq!(found("银发〔2027〕12号，13月，2026年，3个月，12027年，3.5次"), [""; 0]);
    }

    #[test]
    fn quarters_are_found_in_digits_and_written_out() {
        let second = Period::Quarter(Quarter::new(2027, 2).unwrap());
        let found = |text| found(Language::ZhCn, second, text);
        assert_eq!(found("第二季度，二季度和第2季度"), ["二", "二", "2"]);
        assert_eq!(found("第三季度、十二季度、一、二季度"), [""; 0]);
    }

    #[test]
    fn an_english_text_is_taken_apart() {
        let year = Period::Year(YearNumber::new(2027).unwrap());
        let found = |text| found(Language::En, year, text);
        assert_eq!(
            found("Ann's plan for 2027: 5 million yuan, 98.5%."),
            ["Ann", "2027", "5 million yuan", "98.5%"]
        );
        assert_eq!(found("Annual 20271, 2027th, room A2027, 2027.5"), [""; 0]);
    }
}
