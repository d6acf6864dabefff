//! Indicators as people write them in one line: `客户满意度 ≥95% 基数93%`, `complaints ≤ 3 base 12`.
//!
//! A line is a name, then what is to be reached, then the base and the weight, each where it is
//! known. The sentences of the printed page are read as well, as far as they carry the figures.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::days::{date, read_date};
use super::{half_width, small_number, spans};
use crate::model::{Base, NumberFault, PlaceholderName, Quantity, Target, Text, Weight};

/// What a line says of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorLine {
    /// What is measured; may be empty.
    pub name: Text,
    /// The unit of base and target, empty for a bare count.
    pub unit: String,
    /// Where it starts.
    pub base: Option<Base>,
    /// Where it is to arrive.
    pub target: Option<Target>,
    /// Its share in the score.
    pub weight: Option<Weight>,
}

/// Why a line is no indicator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndicatorFault {
    /// Nothing is written.
    #[error("nothing is written")]
    Empty,
    /// The lower end of a range is above the upper one.
    #[error("the range runs backwards")]
    Backwards,
    /// The weight is not above 0 and at most 100.
    #[error(transparent)]
    Weight(#[from] NumberFault),
    /// Base and target are in different units.
    #[error("the base is in {base}, the target in {target}")]
    Units {
        /// The unit of the base.
        base: String,
        /// The unit of the target.
        target: String,
    },
}

/// A number or blank with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Amount {
    value: Quantity,
    unit: String,
}

/// What a word before a figure says of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    AtLeast,
    AtMost,
    Exactly,
    /// The figure says it by itself: a range, or `以上` behind it.
    Open,
    /// So much less than before.
    Down,
    /// So much more than before.
    Up,
}

/// The words before a figure. Signs stand for themselves; words of letters stand free.
const SIGNS: [(&str, Direction); 73] = {
    use Direction::{AtLeast, AtMost, Down, Exactly, Open, Up};
    [
        ("≥", AtLeast),
        ("≧", AtLeast),
        (">=", AtLeast),
        (">", AtLeast),
        ("≤", AtMost),
        ("≦", AtMost),
        ("<=", AtMost),
        ("<", AtMost),
        ("=", Exactly),
        ("不低于", AtLeast),
        ("不少于", AtLeast),
        ("不小于", AtLeast),
        ("至少", AtLeast),
        ("达到", AtLeast),
        ("达", AtLeast),
        ("提高到", AtLeast),
        ("提高至", AtLeast),
        ("提升到", AtLeast),
        ("提升至", AtLeast),
        ("增加到", AtLeast),
        ("增加至", AtLeast),
        ("上升到", AtLeast),
        ("增长到", AtLeast),
        ("升至", AtLeast),
        ("增至", AtLeast),
        ("不超过", AtMost),
        ("不高于", AtMost),
        ("不多于", AtMost),
        ("不大于", AtMost),
        ("至多", AtMost),
        ("最多", AtMost),
        ("下降到", AtMost),
        ("下降至", AtMost),
        ("降低到", AtMost),
        ("降低至", AtMost),
        ("压降到", AtMost),
        ("压降至", AtMost),
        ("减少到", AtMost),
        ("减少至", AtMost),
        ("降到", AtMost),
        ("降至", AtMost),
        ("减到", AtMost),
        ("减至", AtMost),
        ("控制在", Open),
        ("保持在", Open),
        ("介于", Open),
        ("稳定在", Open),
        ("等于", Exactly),
        ("保持", Exactly),
        ("为", Exactly),
        ("下降", Down),
        ("降低", Down),
        ("压降", Down),
        ("减少", Down),
        ("上升", Up),
        ("提高", Up),
        ("提升", Up),
        ("增长", Up),
        ("增加", Up),
        ("at least", AtLeast),
        ("no less than", AtLeast),
        ("not less than", AtLeast),
        ("kept at", Open),
        ("at most", AtMost),
        ("no more than", AtMost),
        ("not more than", AtMost),
        ("equal to", Exactly),
        ("exactly", Exactly),
        ("at", Exactly),
        ("between", Open),
        ("within", Open),
        ("down by", Down),
        ("up by", Up),
    ]
};

/// Tells whether a text has a sign or word that stands before a figure, with a figure behind it.
#[must_use]
pub fn has_figure_sign(text: &str) -> bool {
    let plain: Vec<char> = half_width(text).chars().collect();
    signs(&plain).into_iter().any(|(at, length, direction)| {
        direction != Direction::Exactly
            && figure(&slice(&plain, at + length, plain.len()), direction).is_some()
    }) || figure(&slice(&plain, 0, plain.len()), Direction::Open).is_some_and(|figure| figure.high.is_some())
}

/// Reads a figure that stands in a sentence: `投诉控制在3件以内`, `存款新增5000万元`. Only what names
/// both what is measured and what is to be reached, or says how far it may go, is one.
#[must_use]
pub fn read_indicator_within(text: &str, year: i32) -> Option<IndicatorLine> {
    /// How long the name of an indicator in a sentence is at the most, in characters.
    const MOST_NAME: usize = 12;
    /// Words that say that something is to come about, not what.
    const BEFORE: [&str; 10] = ["确保", "力争", "争取", "实现", "保证", "做到", "努力", "全年", "将", "把"];
    if text.is_ascii() {
        return None;
    }
    let plain: Vec<char> = half_width(text).chars().collect();
    let gains = (0..plain.len())
        .any(|at| plain.get(at).is_some_and(char::is_ascii_digit) && is_gain(&slice(&plain, 0, at)));
    if !gains && !has_figure_sign(text) {
        return None;
    }
    let mut line = read_indicator(text, year).ok()?;
    let (Target::AtLeast(_) | Target::AtMost(_) | Target::Within(..)) = line.target.as_ref()? else {
        return None;
    };
    let mut name = line.name.as_str();
    while let Some(rest) = BEFORE.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    if name.chars().count() > MOST_NAME
        || name.is_ascii() && !name.is_empty()
        || line.unit.chars().count() > 4
    {
        return None;
    }
    // A bare figure belongs to the sentence: `3-5人`.
    if name.is_empty() && plain.first().is_some_and(char::is_ascii_digit) {
        return None;
    }
    line.name = Text::new(name);
    Some(line)
}

/// Reads a quantity: a number, or a blank's name in brackets.
#[must_use]
pub fn read_quantity(text: &str) -> Option<Quantity> {
    let found = amount(half_width(text.trim()).trim())?;
    (found.unit.is_empty() || found.unit == "%").then_some(found.value)
}

/// Reads an indicator from one line; days without a year lie in the year given. A line without any
/// figure is a name.
///
/// # Errors
/// Its figures contradict each other, or nothing is written.
pub fn read_indicator(text: &str, year: i32) -> Result<IndicatorLine, IndicatorFault> {
    let original: Vec<char> = text.trim().chars().collect();
    let mut plain: Vec<char> = half_width(text.trim()).chars().collect();
    if plain.is_empty() {
        return Err(IndicatorFault::Empty);
    }
    let mut base: Option<(Amount, Option<NaiveDate>)> = None;
    let mut weight = None;
    trim_end(&mut plain);
    strip_facts(&mut plain, year, &mut base, &mut weight)?;
    let mut suffix = "";
    let (mut target, mut unit) = (None, String::new());
    if let Some((at, day)) = done_by(&plain, year) {
        plain.truncate(at);
        target = Some(Target::DoneBy(day));
    } else if let Some((at, found)) = figure_at_end(&plain) {
        plain.truncate(at);
        trim_end(&mut plain);
        if base.is_none() {
            base = base_before(&mut plain).map(|amount| (amount, None));
        }
        trim_end(&mut plain);
        strip_facts(&mut plain, year, &mut base, &mut weight)?;
        unit.clone_from(&found.unit);
        (target, suffix) = found.target(base.as_ref().map(|(base, _)| base), &mut unit)?;
    }
    trim_end(&mut plain);
    let mut name: String = original.get(..plain.len()).unwrap_or_default().iter().collect();
    name.push_str(match suffix {
        "增幅" if name.is_ascii() => " increase",
        "降幅" if name.is_ascii() => " decrease",
        suffix => suffix,
    });
    let base = match base {
        Some((amount, on)) => {
            if unit.is_empty() {
                unit = amount.unit;
            } else if !amount.unit.is_empty() && amount.unit != unit {
                return Err(IndicatorFault::Units { base: amount.unit, target: unit });
            }
            Some(Base { value: amount.value, on })
        }
        None => None,
    };
    Ok(IndicatorLine { name: Text::new(name.trim()), unit, base, target, weight })
}

fn slice(chars: &[char], from: usize, to: usize) -> String {
    chars.get(from..to).unwrap_or_default().iter().collect()
}

/// Takes off what stands between the parts of a line.
fn trim_end(plain: &mut Vec<char>) {
    while plain.last().is_some_and(|c| c.is_whitespace() || matches!(c, ',' | '，' | ';' | ':' | '。' | '、'))
    {
        plain.pop();
    }
}

/// Takes base and weight off the end of a line, in either order.
fn strip_facts(
    plain: &mut Vec<char>,
    year: i32,
    base: &mut Option<(Amount, Option<NaiveDate>)>,
    weight: &mut Option<Weight>,
) -> Result<(), IndicatorFault> {
    loop {
        if weight.is_none()
            && let Some((at, tail)) = behind_last(plain, &["权重", "weight"])
            && let Some(found) = amount(&tail)
            && matches!(found.unit.as_str(), "" | "%" | "分")
            && let Some(points) = found.value.number()
        {
            *weight = Some(Weight::new(points)?);
            plain.truncate(at);
        } else if base.is_none()
            && let Some((at, tail)) = behind_last(plain, &["基数", "基期", "base"])
            && let Some(found) = base_of(&tail, year)
        {
            *base = Some(found);
            plain.truncate(at);
        } else {
            return Ok(());
        }
        trim_end(plain);
    }
}

/// Returns where the last of some words begins, and what stands behind it.
fn behind_last(plain: &[char], words: &[&str]) -> Option<(usize, String)> {
    let lower: Vec<char> = plain.iter().map(char::to_ascii_lowercase).collect();
    words.iter().find_map(|word| {
        let word: Vec<char> = word.chars().collect();
        let at = lower.windows(word.len()).rposition(|window| window == word.as_slice())?;
        stands_free(&lower, at, word.len()).then(|| {
            let tail = slice(plain, at + word.len(), plain.len());
            (at, tail.trim_start_matches([' ', ':', '为', '=']).to_owned())
        })
    })
}

/// Tells whether a word of letters is not part of a longer one.
fn stands_free(chars: &[char], at: usize, length: usize) -> bool {
    let is_letter = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphabetic);
    let joined = is_letter(at + length) || (at > 0 && is_letter(at - 1));
    !is_letter(at) || !joined
}

/// Reads a base: `93%`, `12件(2026年)`.
fn base_of(tail: &str, year: i32) -> Option<(Amount, Option<NaiveDate>)> {
    let Some((figure, day)) = tail.strip_suffix(')').and_then(|tail| tail.rsplit_once('(')) else {
        return Some((amount(tail)?, None));
    };
    Some((amount(figure.trim())?, Some(base_day(day.trim(), year)?)))
}

/// Reads the day of a base; a year or month stands for its last day.
fn base_day(text: &str, year: i32) -> Option<NaiveDate> {
    let number =
        text.strip_suffix("年末").or_else(|| text.strip_suffix("年底")).or_else(|| text.strip_suffix('年'));
    match number.unwrap_or(text) {
        "上" | "去" | "last year" => return date(year - 1, 12, 31),
        number if number.len() == 4 && number.chars().all(|c| c.is_ascii_digit()) => {
            return date(number.parse().ok()?, 12, 31);
        }
        _ => {}
    }
    read_date(text, year).or_else(|| Some(spans::month(text, year)?.span().last()))
}

/// Finds a day by which a thing is done at the end: `6月底前完成`, `done by 30 June`.
fn done_by(plain: &[char], year: i32) -> Option<(usize, NaiveDate)> {
    let whole = slice(plain, 0, plain.len());
    let lower = whole.to_ascii_lowercase();
    for words in ["done by ", "completed by ", "finished by "] {
        if let Some((name, day)) = lower.rsplit_once(words) {
            return Some((name.chars().count(), read_date(day.trim(), year)?));
        }
    }
    let end =
        ["前完成", "前办结", "前建成", "前上线", "完成"].iter().find_map(|word| whole.strip_suffix(word))?;
    let count = end.chars().count();
    (0..count).find_map(|at| Some((at, read_date(&slice(plain, at, count), year)?)))
}

/// Finds the signs and words before figures, from the left, longer ones first.
fn signs(plain: &[char]) -> Vec<(usize, usize, Direction)> {
    let lower: Vec<char> = plain.iter().map(char::to_ascii_lowercase).collect();
    let mut found = Vec::new();
    for (word, direction) in SIGNS {
        let word: Vec<char> = word.chars().collect();
        for (at, window) in lower.windows(word.len()).enumerate() {
            if window == word.as_slice() && stands_free(&lower, at, word.len()) {
                found.push((at, word.len(), direction));
            }
        }
    }
    found.sort_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)));
    found
}

/// A figure as it stands at the end of a line.
struct Figure {
    direction: Direction,
    low: Quantity,
    high: Option<Quantity>,
    unit: String,
}

/// Finds what is to be reached at the end of a line, and where it begins.
fn figure_at_end(plain: &[char]) -> Option<(usize, Figure)> {
    for (at, length, direction) in signs(plain) {
        let tail = slice(plain, at + length, plain.len());
        if let Some(found) = figure(tail.trim_start_matches([' ', ':']), direction) {
            return Some((at, found));
        }
    }
    // Without a sign: what stands free at the end, or a range right behind the name.
    let starts = (0..plain.len()).filter(|at| {
        let c = plain.get(*at).copied().unwrap_or(' ');
        let before = at.checked_sub(1).and_then(|at| plain.get(at)).copied().unwrap_or(' ');
        let begins = c.is_ascii_digit() || matches!(c, '⟦' | '〔' | '百' | '千' | '万' | '-');
        begins && !before.is_ascii_digit() && !matches!(before, '.' | ',' | '-')
    });
    for at in starts {
        let free =
            at == 0 || plain.get(at - 1).is_some_and(|c| c.is_whitespace() || matches!(c, ':' | '，' | ','));
        let tail = slice(plain, at, plain.len());
        // `存款新增5000万元`: so much at least, and the word belongs to the name.
        if is_gain(&slice(plain, 0, at))
            && let Some(found) = figure(&tail, Direction::AtLeast)
        {
            return Some((at, found));
        }
        if let Some(found) = figure(&tail, Direction::Open)
            && (free || found.high.is_some() || found.direction != Direction::Open)
        {
            return Some((at, found));
        }
    }
    None
}

/// Tells whether words end with one that says that what follows is come by.
fn is_gain(text: &str) -> bool {
    ["新增", "净增", "新拓展", "新发展"].iter().any(|word| text.ends_with(word))
}

/// Reads a figure: `95%`, `98%以上`, `8至10分钟`, `between 8 and 10`.
fn figure(text: &str, direction: Direction) -> Option<Figure> {
    const BEHIND: [(&str, Direction); 12] = [
        ("及以上", Direction::AtLeast),
        ("(含)以上", Direction::AtLeast),
        ("以上", Direction::AtLeast),
        ("or more", Direction::AtLeast),
        ("or above", Direction::AtLeast),
        ("及以下", Direction::AtMost),
        ("(含)以下", Direction::AtMost),
        ("以下", Direction::AtMost),
        ("以内", Direction::AtMost),
        ("or less", Direction::AtMost),
        ("or below", Direction::AtMost),
        ("之间", Direction::Open),
    ];
    let text = text.trim();
    let (text, direction) = BEHIND
        .iter()
        .find_map(|(words, found)| {
            let rest = text.strip_suffix(words)?.trim_end();
            // `下降20%以上` still says how much, not how far.
            let by_itself = *found == Direction::Open || matches!(direction, Direction::Down | Direction::Up);
            Some((rest, if by_itself { direction } else { *found }))
        })
        .unwrap_or((text, direction));
    if let Some(found) = amount(text) {
        return Some(Figure { direction, low: found.value, high: None, unit: found.unit });
    }
    if !matches!(direction, Direction::Open | Direction::Exactly) {
        return None;
    }
    for separator in ["至", "到", "~", "～", "——", "—", "–", " to ", " and ", "和", "与", "-"] {
        for (at, _) in text.match_indices(separator).filter(|(at, _)| *at > 0) {
            let (Some(low), Some(high)) = (text.get(..at), text.get(at + separator.len()..)) else {
                continue;
            };
            if let (Some(low), Some(high)) = (amount(low.trim()), amount(high.trim()))
                && (low.unit.is_empty() || low.unit == high.unit || high.unit.is_empty())
            {
                let unit = if high.unit.is_empty() { low.unit } else { high.unit };
                return Some(Figure {
                    direction: Direction::Open,
                    low: low.value,
                    high: Some(high.value),
                    unit,
                });
            }
        }
    }
    None
}

impl Figure {
    /// Makes the figure a target. What is to fall or rise by so much is counted from the base where
    /// there is one, or else is a rate of its own, which its name says.
    fn target(
        self,
        base: Option<&Amount>,
        unit: &mut String,
    ) -> Result<(Option<Target>, &'static str), IndicatorFault> {
        let Self { direction, low, high, .. } = self;
        if let Some(high) = high {
            if let (Some(low), Some(high)) = (low.number(), high.number())
                && low > high
            {
                return Err(IndicatorFault::Backwards);
            }
            return Ok((Some(Target::Within(low, high)), ""));
        }
        let from = base
            .filter(|base| unit == "%" && base.unit != "%")
            .and_then(|base| Some((base.value.number()?, base)));
        let by = low.number().and_then(|number| number.checked_div(Decimal::ONE_HUNDRED));
        let counted = |up: bool| {
            let ((from, base), by) = (from?, by?);
            let factor = if up { Decimal::ONE.checked_add(by) } else { Decimal::ONE.checked_sub(by) }?;
            Some((from.checked_mul(factor)?.normalize(), base.unit.clone()))
        };
        Ok(match direction {
            Direction::AtLeast => (Some(Target::AtLeast(low)), ""),
            Direction::AtMost => (Some(Target::AtMost(low)), ""),
            Direction::Exactly | Direction::Open => (Some(Target::Exactly(low)), ""),
            Direction::Down | Direction::Up => {
                let up = direction == Direction::Up;
                match counted(up) {
                    Some((value, of)) => {
                        *unit = of;
                        let value = Quantity::Number(value);
                        (Some(if up { Target::AtLeast(value) } else { Target::AtMost(value) }), "")
                    }
                    None => (Some(Target::AtLeast(low)), if up { "增幅" } else { "降幅" }),
                }
            }
        })
    }
}

/// Takes a base off the end that stands before the words for the way to the target: `由11.6分钟`.
fn base_before(plain: &mut Vec<char>) -> Option<Amount> {
    let mut text = plain.clone();
    let lower = slice(plain, 0, plain.len()).to_ascii_lowercase();
    if let Some(rest) = lower.strip_suffix(" to") {
        text.truncate(rest.chars().count());
    }
    let (at, tail) = behind_last(&text, &["up from", "down from", "from", "由", "从"])?;
    let found = amount(&tail)?;
    plain.truncate(at);
    Some(found)
}

/// Reads a number or blank with its unit before or behind it: `95%`, `万分之0.8`, `1.2亿元`.
fn amount(text: &str) -> Option<Amount> {
    let text = text.trim();
    for (words, unit) in [("百分之", "%"), ("千分之", "‰"), ("万分之", "万分之"), ("十万分之", "十万分之")]
    {
        if let Some(rest) = text.strip_prefix(words) {
            let value = match rest.replace(',', "").parse::<Decimal>() {
                Ok(number) => Quantity::Number(number),
                Err(_) => match blank(rest) {
                    Some((value, "")) => value,
                    _ => Quantity::Number(small_number(rest)?.into()),
                },
            };
            return Some(Amount { value, unit: unit.to_owned() });
        }
    }
    let (value, rest) = match blank(text) {
        Some(found) => found,
        None => {
            let end = text
                .char_indices()
                .find(|(at, c)| {
                    !(c.is_ascii_digit() || matches!(c, '.' | ',') || (*at == 0 && matches!(c, '-' | '+')))
                })
                .map_or(text.len(), |(at, _)| at);
            let (number, rest) = text.split_at(end);
            let plain: String = number.chars().filter(|c| *c != ',').collect();
            if !plain.ends_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            (Quantity::Number(plain.parse().ok()?), rest)
        }
    };
    let unit = rest.trim();
    let is_latin = unit.is_ascii();
    let fits = unit.chars().count() <= MOST_UNIT
        && unit.chars().all(|c| {
            !c.is_ascii_digit()
                && !c.is_control()
                && (is_latin || !c.is_whitespace())
                && !"≥≤≧≦<>=()⟦⟧〔〕,，;；。:～~—–@#".contains(c)
        });
    fits.then(|| Amount { value, unit: unit.to_owned() })
}

/// How long a unit is at the most, in characters.
const MOST_UNIT: usize = 16;

/// Reads a blank's name in its signs at the beginning.
fn blank(text: &str) -> Option<(Quantity, &str)> {
    [('⟦', '⟧'), ('〔', '〕'), ('[', ']'), ('【', '】')].iter().find_map(|(open, close)| {
        let (name, rest) = text.strip_prefix(*open)?.split_once(*close)?;
        Some((Quantity::Blank(PlaceholderName::new(name).ok()?), rest))
    })
}
