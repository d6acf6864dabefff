//! Targets against what was reached: every indicator with a target, with its last reading. What was
//! not read yet is left blank, to be filled in by hand.

use rust_decimal::Decimal;

use super::super::parts::reached;
use super::sheet::{Cell, Column, Row, Sheet, Side, Width};
use super::{Desk, Draft, Piece};
use crate::locale::words;
use crate::model::tree::NodeRef;
use crate::model::{Id, Indicator, Part, Quantity, Reading, Target, Text};

/// One of the facts a reading can hold.
type Fact = fn(&Reading) -> Option<Decimal>;

/// Indicators under a heading.
struct Group<'a> {
    id: Id,
    heading: &'a Text,
    indicators: Vec<&'a Indicator>,
}

impl<'a> Desk<'a> {
    pub(super) fn actuals(&mut self) -> Option<Draft> {
        let groups = self.measured();
        if groups.is_empty() {
            return None;
        }
        let terms = self.terms;
        let all = || groups.iter().flat_map(|group| &group.indicators);
        let any = |fact: Fact| all().any(|i| i.readings.last().is_some_and(|r| fact(r).is_some()));
        let extras: [(&str, Fact); 3] = [
            (terms.on_last_year, |reading| reading.on_last_year),
            (terms.since_january, |reading| reading.since_january),
            (terms.share_of_plan, |reading| reading.share_of_plan),
        ];
        let extras: Vec<_> = extras.into_iter().filter(|(_, fact)| any(*fact)).collect();
        // What a reading is compared with needs more columns than an upright sheet has room for.
        let flip = self.can_lie() && !extras.is_empty();
        let has_base = all().any(|indicator| indicator.base.is_some());
        let mut columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.item, Width::Share(1.0), Side::Left),
        ];
        if has_base {
            columns.push(Column::new(terms.base, Width::Fit(3.5, 5.5), Side::Right));
        }
        columns.extend([
            Column::new(terms.target, Width::Fit(4.0, 6.5), Side::Right),
            Column::new(terms.actual, Width::Fit(4.2, 6.0), Side::Right),
            Column::new(terms.read_on, Width::Fit(3.2, 5.0), Side::Middle),
            Column::new(terms.off_target, Width::Fit(4.2, 5.5), Side::Right),
        ]);
        for (name, _) in &extras {
            columns.push(Column::new(name, Width::Fit(3.5, 5.5), Side::Right));
        }
        columns.push(Column::new(terms.result, Width::Fit(3.0, 4.0), Side::Middle));
        let mut sheet = Sheet::new(self.profile, columns, self.height(flip), Sheet::SMALL);
        let mut number = 0;
        for group in &groups {
            let mut x = vec![];
            if let Some((_, printed)) = self.writer.number(group.id) {
                x.push(super::super::runs::Run::Words(printed));
            }
            x.extend(self.runs(group.heading));
            sheet.push(Row::Band { level: 0, x, begins: Vec::new(), ends: Vec::new() });
            for indicator in &group.indicators {
                number += 1;
                let reading = indicator.readings.last();
                let mut cells: Vec<Cell> = vec![number.to_string().into(), self.runs(&indicator.name).into()];
                if has_base {
                    let base = indicator.base.as_ref();
                    let base = base.map(|base| words::amount(self.language, &base.value, &indicator.unit));
                    cells.push(base.map(|base| self.runs(&base)).unwrap_or_default().into());
                }
                let on = reading.map(|reading| words::short_date(self.language, reading.on, self.year));
                cells.extend([
                    self.target_cell(indicator),
                    self.valued(indicator, reading.and_then(|reading| reading.value), false),
                    on.unwrap_or_default().into(),
                    self.valued(indicator, reading.and_then(|reading| off(indicator, reading)), true),
                ]);
                for (name, fact) in &extras {
                    let value = reading.and_then(*fact);
                    cells.push(if *name == terms.share_of_plan {
                        let words = value.map(|value| format!("{}%", words::number(self.language, value)));
                        words.unwrap_or_default().into()
                    } else {
                        self.valued(indicator, value, true)
                    });
                }
                let result = match (&indicator.target, reading) {
                    (Some(target), Some(reading)) => reached(target, reading),
                    (Some(_) | None, _) => None,
                };
                let result = result.map(|yes| if yes { terms.reached } else { terms.missed });
                cells.push(result.unwrap_or_default().into());
                sheet.push_record(indicator.id.id(), cells);
            }
        }
        let sheet = sheet.fit(self.width(flip));
        let title = self.titled(terms.actuals_title, flip);
        Some(self.page(title, flip, vec![Piece::Sheet(sheet)]))
    }

    /// Returns the indicators with targets, by the part they belong to.
    fn measured(&self) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        for part in &self.plan.parts {
            let (heading, node) = match part {
                Part::Section(section) => (&section.heading, NodeRef::Section(section)),
                Part::Review(review) => (&review.heading, NodeRef::Part(part)),
                _ => continue,
            };
            let mut indicators = Vec::new();
            // A walk that cannot fail.
            let Ok(()) = node.try_walk::<std::convert::Infallible>(0, &mut |node, _| {
                if let NodeRef::Indicator(indicator) = node
                    && indicator.target.is_some()
                {
                    indicators.push(indicator.as_ref());
                }
                Ok(())
            });
            if !indicators.is_empty() {
                groups.push(Group { id: part.id(), heading, indicators });
            }
        }
        groups
    }

    /// Returns a value with its unit; a difference with its sign.
    fn valued(&self, indicator: &Indicator, value: Option<Decimal>, is_difference: bool) -> Cell {
        let Some(value) = value else { return Cell::default() };
        let sign = if is_difference && value > Decimal::ZERO { "+" } else { "" };
        let figure = words::with_unit(self.language, &words::number(self.language, value), &indicator.unit);
        format!("{sign}{figure}").into()
    }
}

/// Returns how far a reading is off its target: what it is more, or less if negative; nothing where
/// the target is a day.
fn off(indicator: &Indicator, reading: &Reading) -> Option<Decimal> {
    let value = reading.value?;
    let number = |quantity: &Quantity| quantity.number();
    let goal = match indicator.target.as_ref()? {
        Target::AtLeast(goal) | Target::AtMost(goal) | Target::Exactly(goal) => number(goal)?,
        Target::Within(low, high) => {
            let (low, high) = (number(low)?, number(high)?);
            if value < low {
                low
            } else if value > high {
                high
            } else {
                return Some(Decimal::ZERO);
            }
        }
        Target::DoneBy(_) => return None,
    };
    value.checked_sub(goal)
}
