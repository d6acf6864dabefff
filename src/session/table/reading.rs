//! What people write into cells, read as everywhere else.

use chrono::NaiveDate;

use crate::entry;
pub(super) use crate::entry::NameKind;
use crate::locale::{Frame, IndicatorLine, read_indicator, read_time};
use crate::model::{Language, OwnerRole, Quantity, Target, When};

pub(super) fn when(written: &str, year: i32, today: NaiveDate) -> Option<When> {
    read_time(written, Frame { year, today: Some(today) }).ok()
}

pub(super) fn indicator_line(written: &str, year: i32) -> Option<IndicatorLine> {
    read_indicator(written, year).ok()
}

/// Reads what is to be reached, with its unit. None where there is more or less than that.
pub(super) fn target(written: &str, year: i32) -> Option<(Target, String)> {
    let line = indicator_line(written, year)?;
    (line.name.is_empty() && line.base.is_none() && line.weight.is_none())
        .then_some(())
        .and(line.target)
        .map(|target| (target, line.unit))
}

/// Reads a figure with its unit, if it has one.
pub(super) fn amount(written: &str) -> Option<(Quantity, String)> {
    if let Some(quantity) = crate::locale::read_quantity(written) {
        let unit = if written.trim_end().ends_with(['%', '％']) { "%" } else { "" };
        return Some((quantity, unit.to_owned()));
    }
    match target(&format!("={}", written.trim()), 0)? {
        (Target::Exactly(value), unit) => Some((value, unit)),
        _ => None,
    }
}

/// Takes a list of names apart, with the part of each where it is written.
pub(super) fn owners(written: &str) -> Vec<(String, Option<OwnerRole>)> {
    entry::read_owners(written).into_iter().map(|owner| (owner.name, owner.role)).collect()
}

/// Says what a name that nobody knows is the name of.
pub(super) fn kind(name: &str) -> NameKind {
    entry::likely_kind(name)
}

/// Returns what stands between a label and what it is the label of.
pub(super) const fn colon(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "：",
        Language::En => ": ",
    }
}
