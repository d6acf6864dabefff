//! Filling blanks: what a person types becomes a value of the placeholder's kind, and the value
//! takes the place of the blank wherever it stands.
//!
//! In a text a value is written out as the plan's language writes it (`3个`, `98%`,
//! `2027年6月30日`); in a quantity only its number counts. A filled placeholder leaves the plan's
//! list, for nothing is left to ask.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::text::{BLANK_CLOSES, BLANK_OPENS};
use super::tree::NodeMut;
use super::{
    Id, Indicator, Language, Part, PlaceholderKind, PlaceholderName, Plan, Quantity, Target, Text, Who,
    YearNumber, query,
};

/// What is put in the place of a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FillValue {
    /// A year.
    Year(YearNumber),
    /// A day.
    Date(NaiveDate),
    /// A number with what is printed behind it.
    Number {
        /// The number, with the decimals it was typed with.
        number: Decimal,
        /// The unit as printed, empty for none.
        unit: String,
    },
    /// Any words: the name of a unit or person, or free text.
    Words(Text),
}

impl FillValue {
    /// Returns the value as it is written in a text of this language.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Year(year) => year.number().to_string(),
            Self::Date(day) => match language {
                Language::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
                Language::En => day.format("%-d %B %Y").to_string(),
            },
            Self::Number { number, unit } => {
                format!("{number}{}{unit}", Self::gap(unit))
            }
            Self::Words(text) => text.as_str().to_owned(),
        }
    }

    /// Returns what stands between a number and its unit: a unit that is a word stands apart from its
    /// number, a sign such as % does not.
    #[must_use]
    pub fn gap(unit: &str) -> &'static str {
        if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" }
    }

    /// Returns the number, where the value is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number { number, .. } => Some(*number),
            Self::Year(year) => Some(Decimal::from(year.number())),
            Self::Date(_) | Self::Words(_) => None,
        }
    }
}

/// What a blank asks for, in an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A year in four digits, from 1900 to 2999.
    Year,
    /// A day with its year.
    Date,
    /// A number.
    Number,
    /// Words, at least one.
    Words,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Year => "a year in four digits",
            Self::Date => "a date",
            Self::Number => "a number",
            Self::Words => "any words",
        })
    }
}

/// A blank that cannot be filled so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FillFault {
    /// What was typed is not what the blank asks for.
    #[error("{value:?} is not {wanted}")]
    Value {
        /// What was typed.
        value: String,
        /// What the blank asks for.
        wanted: Wanted,
    },
    /// The blank stands for the number of an indicator or a gap, and the value is none.
    #[error("the blank {name} stands for a number of record {place}")]
    NotANumber {
        /// The name of the blank.
        name: PlaceholderName,
        /// The record whose number it is.
        place: Id,
    },
    /// The plan has no such blank.
    #[error("no blank is named {name}; there are: {}", listed(known))]
    Unknown {
        /// The name that was asked for.
        name: PlaceholderName,
        /// The names there are, in the order of the plan's list.
        known: Vec<PlaceholderName>,
    },
}

/// Returns names in a row, for an error.
fn listed(names: &[PlaceholderName]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(PlaceholderName::as_str).collect::<Vec<_>>().join(", ")
}

/// Reads what was typed for a blank of this kind. Full-width digits and signs count as plain ones;
/// a number may have its unit behind it and commas between thousands; a date is year, month and day
/// in figures or with 年月日, in English also with the month's name (`30 June 2027`).
///
/// # Errors
/// What was typed is not what the kind asks for.
pub fn parse(kind: &PlaceholderKind, typed: &str, language: Language) -> Result<FillValue, FillFault> {
    let fault = |wanted| FillFault::Value { value: typed.to_owned(), wanted };
    match kind {
        PlaceholderKind::Year => {
            let plain = narrow(typed);
            let plain = plain.trim();
            let digits = plain.strip_suffix('年').unwrap_or(plain).trim_end();
            year(digits).map(FillValue::Year).ok_or_else(|| fault(Wanted::Year))
        }
        PlaceholderKind::Date => {
            date(&narrow(typed), language).map(FillValue::Date).ok_or_else(|| fault(Wanted::Date))
        }
        PlaceholderKind::Amount { .. } | PlaceholderKind::Percentage => number(typed, kind.unit())
            .map(|number| FillValue::Number { number, unit: kind.unit().to_owned() })
            .ok_or_else(|| fault(Wanted::Number)),
        PlaceholderKind::Unit | PlaceholderKind::Person | PlaceholderKind::Free => {
            // A blank filled with a blank would have to be declared; who wants one edits the text.
            let text = Text::new(typed.trim());
            if text.is_empty() || typed.contains([BLANK_OPENS, BLANK_CLOSES]) {
                return Err(fault(Wanted::Words));
            }
            Ok(FillValue::Words(text))
        }
    }
}

/// Returns the plan with the value in the place of every blank of that name, and the placeholder
/// gone from its list. A blank that no list declares is filled as well.
///
/// # Errors
/// There is no such blank, or it stands for a number and the value is none; nothing is changed then.
pub fn apply(plan: &Plan, name: &PlaceholderName, value: &FillValue) -> Result<Plan, FillFault> {
    let places = query::open_blanks(plan).remove(name.as_str()).unwrap_or_default();
    if places.is_empty() && plan.placeholder(name.as_str()).is_none() {
        return Err(FillFault::Unknown {
            name: name.clone(),
            known: plan.placeholders.iter().map(|placeholder| placeholder.name.clone()).collect(),
        });
    }
    let words = value.words(plan.language);
    let mut filled = plan.clone();
    filled.placeholders.retain(|placeholder| placeholder.name != *name);
    for text in
        [&mut filled.title, &mut filled.unit, &mut filled.department, &mut filled.author, &mut filled.post]
    {
        *text = text.filled(name, &words);
    }
    let number = value.number();
    for place in places.into_iter().flatten() {
        let Some(mut node) = filled.node_mut(place) else { continue };
        for_each_text_mut(&mut node, &mut |text| *text = text.filled(name, &words));
        let mut refused = false;
        for_each_quantity_mut(&mut node, &mut |quantity| {
            if matches!(quantity, Quantity::Blank(blank) if blank == name) {
                match number {
                    Some(number) => *quantity = Quantity::Number(number),
                    None => refused = true,
                }
            }
        });
        if refused {
            return Err(FillFault::NotANumber { name: name.clone(), place });
        }
    }
    Ok(filled)
}

/// Turns full-width figures, letters and signs into plain ones.
fn narrow(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '。' => '.',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

fn year(digits: &str) -> Option<YearNumber> {
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    YearNumber::new(digits.parse().ok()?).ok()
}

fn number(typed: &str, unit: &str) -> Option<Decimal> {
    let plain = narrow(typed);
    let plain = plain.trim();
    let unit = narrow(unit);
    let bare = plain.strip_suffix(unit.trim()).unwrap_or(plain).trim();
    let (sign, digits) = match bare.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let grouped = match groups.as_slice() {
        [only] => !only.is_empty() && figures(only),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len())
                && figures(first)
                && rest.iter().all(|group| group.len() == 3 && figures(group))
        }
        [] => false,
    };
    let closed = !digits.ends_with('.') && figures(decimals);
    if !grouped || !closed {
        return None;
    }
    let point = if decimals.is_empty() { "" } else { "." };
    Decimal::from_str(&format!("{sign}{}{point}{decimals}", groups.concat())).ok()
}

/// Reads a day. Figures are always year first, so the language decides nothing but which words can
/// name a month.
fn date(plain: &str, language: Language) -> Option<NaiveDate> {
    let plain = plain.trim();
    let day = figured_date(plain).or_else(|| match language {
        Language::ZhCn => None,
        Language::En => named_date(plain),
    })?;
    YearNumber::new(day.year()).ok().map(|_| day)
}

fn figured_date(plain: &str) -> Option<NaiveDate> {
    if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(plain, "%Y%m%d").ok();
    }
    let plain = plain.strip_suffix(['日', '号']).unwrap_or(plain);
    let mut parts = plain.split(['-', '/', '.', '年', '月']).map(str::trim);
    let (year_part, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year = year(year_part)?;
    NaiveDate::from_ymd_opt(year.number(), month.parse().ok()?, day.parse().ok()?)
}

/// Reads `30 June 2027`, `30 Jun 2027` and `June 30, 2027`.
fn named_date(plain: &str) -> Option<NaiveDate> {
    ["%d %B %Y", "%B %d, %Y", "%B %d %Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(plain, format).ok())
}

/// Hands over the texts of one record to be changed, the same ones as [`query::node_texts`].
pub fn for_each_text_mut(node: &mut NodeMut<'_>, f: &mut dyn FnMut(&mut Text)) {
    match node {
        NodeMut::Part(part) => match part {
            Part::Opening(_) | Part::Closing(_) => {}
            Part::Section(part) => f(&mut Arc::make_mut(part).heading),
            Part::Review(part) => f(&mut Arc::make_mut(part).heading),
            Part::Problems(part) => f(&mut Arc::make_mut(part).heading),
            Part::Scores(part) => f(&mut Arc::make_mut(part).heading),
            Part::Attachment(part) => f(&mut Arc::make_mut(part).heading),
            Part::SignOff(part) => f(&mut Arc::make_mut(part).name),
            Part::Contract(part) => {
                let part = Arc::make_mut(part);
                f(&mut part.heading);
                for party in [&mut part.first, &mut part.second] {
                    f(&mut party.name);
                    f(&mut party.post);
                    f(&mut party.person);
                }
            }
            Part::Improvement(part) => {
                let part = Arc::make_mut(part);
                f(&mut part.heading);
                f(&mut part.employee);
                f(&mut part.manager);
                f(&mut part.gap.required);
                f(&mut part.gap.actual);
                f(&mut part.worth);
            }
            Part::Register(part) => {
                let part = Arc::make_mut(part);
                f(&mut part.heading);
                part.columns.iter_mut().for_each(f);
            }
        },
        NodeMut::Section(section) => f(&mut section.heading),
        NodeMut::Goal(goal) => f(&mut goal.text),
        NodeMut::Measure(measure) => {
            f(&mut measure.title);
            f(&mut measure.text);
            f(&mut measure.needs.resources);
            f(&mut measure.risk.risk);
            f(&mut measure.risk.fallback);
            f(&mut measure.source);
            for owner in &mut measure.owners {
                match &mut owner.who {
                    Who::Post(text) | Who::Department(text) => f(text),
                    Who::Person(_) => {}
                }
            }
        }
        NodeMut::Indicator(indicator) => {
            f(&mut indicator.name);
            f(&mut indicator.standard);
            f(&mut indicator.formula);
            f(&mut indicator.source);
        }
        NodeMut::Paragraph(paragraph) => f(&mut paragraph.text),
        NodeMut::Problem(problem) => {
            f(&mut problem.text);
            f(&mut problem.cause);
            f(&mut problem.countermeasure);
        }
        NodeMut::ScoreRow(row) => {
            f(&mut row.name);
            f(&mut row.standard);
        }
        NodeMut::RedLine(line) => {
            f(&mut line.text);
            f(&mut line.consequence);
        }
        NodeMut::Cause(cause) => f(&mut cause.text),
        NodeMut::RegisterRow(row) => row.cells.iter_mut().for_each(f),
        NodeMut::Person(person) => {
            f(&mut person.name);
            f(&mut person.post);
            f(&mut person.department);
        }
    }
}

/// Hands over the quantities of one record to be changed.
pub fn for_each_quantity_mut(node: &mut NodeMut<'_>, f: &mut dyn FnMut(&mut Quantity)) {
    match node {
        NodeMut::Indicator(Indicator { base, target, .. }) => {
            if let Some(base) = base {
                f(&mut base.value);
            }
            match target {
                Some(Target::AtLeast(quantity) | Target::AtMost(quantity) | Target::Exactly(quantity)) => {
                    f(quantity);
                }
                Some(Target::Within(low, high)) => {
                    f(low);
                    f(high);
                }
                Some(Target::DoneBy(_)) | None => {}
            }
        }
        NodeMut::Part(Part::Improvement(improvement)) => {
            if let Some(difference) = &mut Arc::make_mut(improvement).gap.difference {
                f(difference);
            }
        }
        NodeMut::Part(_)
        | NodeMut::Section(_)
        | NodeMut::Goal(_)
        | NodeMut::Measure(_)
        | NodeMut::Paragraph(_)
        | NodeMut::Problem(_)
        | NodeMut::ScoreRow(_)
        | NodeMut::RedLine(_)
        | NodeMut::Cause(_)
        | NodeMut::RegisterRow(_)
        | NodeMut::Person(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Base, Goal, GoalId, IndicatorId, Item, Paragraph, ParagraphId, Period, Placeholder, Section,
        SectionId, SectionRole,
    };

    fn name(name: &str) -> PlaceholderName {
        PlaceholderName::new(name).unwrap()
    }

    fn typed(kind: &PlaceholderKind, typed: &str) -> Option<String> {
        parse(kind, typed, Language::ZhCn).ok().map(|value| value.words(Language::ZhCn))
    }

    #[test]
    fn values_are_read_and_written_by_kind() {
        let amount = PlaceholderKind::Amount { unit: "个".to_owned() };
        for (kind, input, words) in [
            (&amount, "3", Some("3个")),
            (&amount, " ３ 个 ", Some("3个")),
            (&amount, "1,200", Some("1200个")),
            (&amount, "-1.50", Some("-1.50个")),
            (&amount, "12,00", None),
            (&amount, "三", None),
            (&amount, "", None),
            (&amount, "3.", None),
            (&amount, "1e3", None),
            (&PlaceholderKind::Percentage, "98", Some("98%")),
            (&PlaceholderKind::Percentage, "98.5％", Some("98.5%")),
            (&PlaceholderKind::Year, "2027", Some("2027")),
            (&PlaceholderKind::Year, "２０２７年", Some("2027")),
            (&PlaceholderKind::Year, "27", None),
            (&PlaceholderKind::Year, "0027", None),
            (&PlaceholderKind::Date, "2027-6-30", Some("2027年6月30日")),
            (&PlaceholderKind::Date, "20270630", Some("2027年6月30日")),
            (&PlaceholderKind::Date, "2027年6月30日", Some("2027年6月30日")),
            (&PlaceholderKind::Date, "2027-2-29", None),
            (&PlaceholderKind::Date, "6月30日", None),
            (&PlaceholderKind::Unit, " 江北支行 ", Some("江北支行")),
            (&PlaceholderKind::Free, " ", None),
            (&PlaceholderKind::Free, "⟦年度⟧", None),
        ] {
            assert_eq!(typed(kind, input).as_deref(), words, "{input:?} for {kind:?}");
        }
    }

    #[test]
    fn english_writes_dates_and_units_its_own_way() {
        let day = NaiveDate::from_ymd_opt(2027, 6, 30).unwrap();
        for input in ["30 June 2027", "June 30, 2027", "30 Jun 2027", "2027-06-30"] {
            assert_eq!(
                parse(&PlaceholderKind::Date, input, Language::En),
                Ok(FillValue::Date(day)),
                "{input:?}"
            );
        }
        assert_eq!(FillValue::Date(day).words(Language::En), "30 June 2027");
        let three = FillValue::Number { number: Decimal::from(3), unit: "counters".to_owned() };
        assert_eq!(three.words(Language::En), "3 counters");
    }

    fn plan() -> Plan {
        let year = YearNumber::new(2027).unwrap();
        let mut plan = Plan::empty(Language::ZhCn, Period::Year(year));
        plan.title = Text::new("⟦单位⟧计划");
        for (blank, kind) in
            [("单位", PlaceholderKind::Unit), ("专窗数", PlaceholderKind::Amount { unit: "个".to_owned() })]
        {
            plan.placeholders.push(Placeholder { name: name(blank), kind, hint: Text::default() });
        }
        let mut indicator = Indicator::new(IndicatorId::new(plan.ids.take()), Text::new("⟦专窗数⟧专窗启用"));
        indicator.base = Some(Base { value: Quantity::Number(Decimal::ONE), on: None });
        indicator.target = Some(Target::AtLeast(Quantity::Blank(name("专窗数"))));
        let goal = Goal {
            id: GoalId::new(plan.ids.take()),
            text: Text::new("设⟦专窗数⟧专窗"),
            leads: Vec::new(),
            indicators: vec![Arc::new(indicator)],
            measures: Vec::new(),
        };
        let paragraph =
            Paragraph { id: ParagraphId::new(plan.ids.take()), text: Text::new("⟦单位⟧负责。") };
        plan.parts.push(Part::Section(Arc::new(Section {
            id: SectionId::new(plan.ids.take()),
            role: SectionRole::Service,
            heading: Text::new("服务"),
            items: vec![Item::Paragraph(paragraph), Item::Goal(Arc::new(goal))],
        })));
        plan
    }

    #[test]
    fn a_value_fills_texts_and_numbers_alike() {
        let plan = plan();
        let three = FillValue::Number { number: Decimal::from(3), unit: "个".to_owned() };
        let filled = apply(&plan, &name("专窗数"), &three).unwrap();
        let unit = FillValue::Words(Text::new("江北支行"));
        let filled = apply(&filled, &name("单位"), &unit).unwrap();
        assert!(query::open_blanks(&filled).is_empty());
        assert!(filled.placeholders.is_empty());
        assert_eq!(filled.title.as_str(), "江北支行计划");
        let mut seen = Vec::new();
        query::for_each_text(&filled, &mut |_, text| seen.push(text.as_str().to_owned()));
        assert!(seen.contains(&"设3个专窗".to_owned()), "{seen:?}");
        let mut targets = Vec::new();
        filled.walk(&mut |node| {
            if let crate::model::tree::NodeRef::Indicator(indicator) = node {
                targets.extend(indicator.target.clone());
            }
        });
        assert_eq!(targets, [Target::AtLeast(Quantity::Number(Decimal::from(3)))]);
        assert_eq!(filled.validate(), Ok(()));
    }

    #[test]
    fn a_wrong_value_or_name_changes_nothing() {
        let plan = plan();
        let words = FillValue::Words(Text::new("三个"));
        assert!(matches!(
            apply(&plan, &name("专窗数"), &words),
            Err(FillFault::NotANumber { name: n, .. }) if n == name("专窗数")
        ));
        assert_eq!(
            apply(&plan, &name("窗口"), &words),
            Err(FillFault::Unknown { name: name("窗口"), known: vec![name("单位"), name("专窗数")] })
        );
    }

    #[test]
    fn records_without_the_blank_stay_shared() {
        let plan = plan();
        let filled = apply(&plan, &name("单位"), &FillValue::Words(Text::new("江北支行"))).unwrap();
        let goal = |plan: &Plan| {
            plan.parts.iter().find_map(|part| match part {
                Part::Section(section) => section.items.iter().find_map(|item| match item {
                    Item::Goal(goal) => Some(Arc::clone(goal)),
                    _ => None,
                }),
                _ => None,
            })
        };
        assert!(Arc::ptr_eq(&goal(&plan).unwrap(), &goal(&filled).unwrap()));
    }
}
