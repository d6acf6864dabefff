//! Numbers with their units, targets and indicators in words.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::short_date;
use crate::model::{Indicator, Language, Quantity, Target, Text};

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

/// Returns an indicator in one line, as it is written and read again: 客户满意度 ≥95% 基数93%
/// 权重10%. What it lacks is left out; what no line holds, such as readings, is left out too.
#[must_use]
pub fn indicator(language: Language, indicator: &Indicator, year: Option<i32>) -> Text {
    let mut parts = vec![indicator.name.as_str().trim().to_owned()];
    let full = |value: &Quantity| with_unit(language, &quantity(language, value), &indicator.unit);
    match &indicator.target {
        Some(Target::Exactly(value)) => parts.push(format!("={}", full(value))),
        Some(other) => parts.push(target(language, other, &indicator.unit, year).as_str().to_owned()),
        None => {}
    }
    let (base_word, opens, closes, weight_word) = match language {
        Language::ZhCn => ("基数", "（", "）", "权重"),
        Language::En => ("base ", " (", ")", "weight "),
    };
    if let Some(base) = &indicator.base {
        let mut words = format!("{base_word}{}", full(&base.value));
        if let Some(on) = base.on {
            let ends_year = (on.month(), on.day()) == (12, 31);
            let day = match language {
                Language::ZhCn if ends_year => format!("{}年", on.year()),
                Language::En if ends_year => on.year().to_string(),
                language => super::date(language, on),
            };
            words = format!("{words}{opens}{day}{closes}");
        }
        parts.push(words);
    }
    if let Some(weight) = indicator.weight {
        parts.push(format!("{weight_word}{}%", weight.points()));
    }
    parts.retain(|part| !part.is_empty());
    Text::new(&parts.join(" "))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Base, Id, IndicatorId, PlaceholderName};

    const ZH: Language = Language::ZhCn;
    const EN: Language = Language::En;
    const YEAR: Option<i32> = Some(2027);

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn number(value: &str) -> Quantity {
        Quantity::Number(value.parse().unwrap())
    }

    #[test]
    fn targets_and_sentences() {
        let blank = PlaceholderName::new("专窗数").unwrap();
        let done = Target::DoneBy(day(2027, 6, 30));
        for (unit, base, goal, short, chinese, english) in [
            (
                "分钟",
                Some("11.6"),
                Target::AtMost(number("8")),
                "≤8分钟",
                "名由11.6分钟降到8分钟以内",
                "名 down from 11.6分钟 to at most 8分钟",
            ),
            (
                "%",
                Some("96.4"),
                Target::AtLeast(number("98")),
                "≥98%",
                "名由96.4%提高到98%以上",
                "名 up from 96.4% to at least 98%",
            ),
            ("%", None, Target::AtLeast(number("98")), "≥98%", "名达到98%以上", "名 at least 98%"),
            (
                "%",
                Some("98.5"),
                Target::AtLeast(number("98")),
                "≥98%",
                "名保持在98%以上",
                "名 kept at 98% or more",
            ),
            ("%", None, Target::AtLeast(number("100")), "≥100%", "名达到100%", "名 at least 100%"),
            (
                "件",
                Some("7"),
                Target::AtMost(number("3")),
                "≤3件",
                "名由7件减到3件以内",
                "名 down from 7件 to at most 3件",
            ),
            ("件", None, Target::AtMost(number("3")), "≤3件", "名控制在3件以内", "名 at most 3件"),
            ("件", None, Target::AtMost(number("0")), "≤0件", "名为0件", "名 at most 0件"),
            (
                "户",
                Some("20"),
                Target::AtLeast(number("30")),
                "≥30户",
                "名由20户增加到30户以上",
                "名 up from 20户 to at least 30户",
            ),
            (
                "万分之",
                Some("1.3"),
                Target::AtMost(number("0.8")),
                "≤万分之0.8",
                "名由万分之1.3降到万分之0.8以内",
                "名 down from 万分之1.3 to at most 万分之0.8",
            ),
            ("%", None, Target::Exactly(number("100")), "100%", "名达到100%", "名 at 100%"),
            ("%", Some("100"), Target::Exactly(number("100")), "100%", "名保持100%", "名 kept at 100%"),
            (
                "%",
                Some("90"),
                Target::Exactly(number("100")),
                "100%",
                "名由90%提高到100%",
                "名 up from 90% to 100%",
            ),
            (
                "分钟",
                None,
                Target::Within(number("8"), number("10")),
                "8至10分钟",
                "名保持在8至10分钟",
                "名 within 8 to 10分钟",
            ),
            (
                "%",
                Some("70"),
                Target::Within(number("8"), number("10")),
                "8%至10%",
                "名由70%降到8%至10%",
                "名 down from 70% to 8% to 10%",
            ),
            ("", None, done, "6月30日前完成", "名6月30日前完成", "名 done by 30 June"),
            (
                "个",
                None,
                Target::AtLeast(Quantity::Blank(blank)),
                "≥⟦专窗数⟧个",
                "名达到⟦专窗数⟧个以上",
                "名 at least ⟦专窗数⟧个",
            ),
        ] {
            assert_eq!(target(ZH, &goal, unit, YEAR).as_str(), short);
            let mut indicator = Indicator::new(IndicatorId::new(Id::from_number(1)), "名".into());
            unit.clone_into(&mut indicator.unit);
            indicator.base = base.map(|value| Base { value: number(value), on: None });
            indicator.target = Some(goal);
            assert_eq!(indicator_clause(ZH, &indicator, YEAR).as_str(), chinese);
            assert_eq!(indicator_clause(EN, &indicator, YEAR).as_str(), english);
        }
        let mut bare = Indicator::new(IndicatorId::new(Id::from_number(1)), "名".into());
        assert_eq!(indicator_clause(ZH, &bare, YEAR).as_str(), "名");
        bare.base = Some(Base { value: number("3"), on: None });
        assert_eq!(indicator_clause(ZH, &bare, YEAR).as_str(), "名现为3");
        assert_eq!(sentence(ZH, &["甲".into(), "".into(), "乙".into()]).as_str(), "甲，乙。");
        assert_eq!(sentence(EN, &[]).as_str(), "");
        assert_eq!(amount(EN, &number("1234567.50"), "yuan").as_str(), "1,234,567.50 yuan");
        assert_eq!(amount(ZH, &number("-1234.5"), "万元").as_str(), "-1234.5万元");
    }
}
