//! The score sheet: what is scored, with which weight, by which standard; what a score is worth.

use rust_decimal::Decimal;

use super::super::labels;
use super::super::runs::{Run, Runs, push_date_gap};
use super::super::values::Block;
use super::sheet::{Cell, Column, Sheet, Side, Width};
use super::{Desk, Draft, Piece, Remark};
use crate::locale::words;
use crate::model::tree::NodeRef;
use crate::model::{CoefficientBand, Id, Indicator, Paragraph, Part, ScoreTable, Target, Text, Weight};

/// One line of a score sheet, whether a score table names it or an indicator bears a weight.
pub(super) struct Scored<'a> {
    id: Id,
    name: &'a Text,
    indicator: Option<&'a Indicator>,
    weight: Option<Weight>,
    standard: &'a Text,
    score: Option<Decimal>,
}

/// What is scored together.
pub(super) struct Scores<'a> {
    pub(super) heading: Option<&'a Text>,
    pub(super) rows: Vec<Scored<'a>>,
    pub(super) coefficients: &'a [CoefficientBand],
    pub(super) pay: &'a [Paragraph],
}

impl<'a> Desk<'a> {
    /// Returns the plan's score tables, or one made of the indicators that bear weights; none where
    /// nothing is scored.
    pub(super) fn score_tables(&self) -> Vec<Scores<'a>> {
        let mut tables: Vec<Scores<'a>> = Vec::new();
        for part in &self.plan.parts {
            if let Part::Scores(table) = part
                && !(table.rows.is_empty() && table.coefficients.is_empty())
            {
                tables.push(self.scores_of(table));
            }
        }
        if tables.is_empty() {
            let weighted = self.indicators().into_iter().filter(|indicator| indicator.weight.is_some());
            let rows: Vec<Scored<'a>> = weighted
                .map(|indicator| Scored {
                    id: indicator.id.id(),
                    name: &indicator.name,
                    indicator: Some(indicator),
                    weight: indicator.weight,
                    standard: &indicator.standard,
                    score: None,
                })
                .collect();
            if !rows.is_empty() {
                tables.push(Scores { heading: None, rows, coefficients: &[], pay: &[] });
            }
        }
        tables
    }

    fn scores_of(&self, table: &'a ScoreTable) -> Scores<'a> {
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let indicator = row.indicator.and_then(|id| match self.plan.find(id.id()) {
                    Some(NodeRef::Indicator(indicator)) => Some(indicator.as_ref()),
                    _ => None,
                });
                Scored {
                    id: row.id.id(),
                    name: indicator.map_or(&row.name, |indicator| &indicator.name),
                    indicator,
                    weight: row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight)),
                    standard: match indicator {
                        Some(indicator) if row.standard.is_empty() => &indicator.standard,
                        Some(_) | None => &row.standard,
                    },
                    score: row.score,
                }
            })
            .collect();
        Scores {
            heading: Some(&table.heading).filter(|heading| !heading.is_empty()),
            rows,
            coefficients: &table.coefficients,
            pay: &table.pay,
        }
    }

    pub(super) fn scores(&mut self) -> Option<Draft> {
        let tables = self.score_tables();
        if tables.is_empty() {
            return None;
        }
        let several = tables.len() > 1;
        let mut pieces = vec![Piece::Block(self.who_is_scored())];
        for (index, table) in tables.iter().enumerate() {
            if let Some(heading) = table.heading.filter(|_| several) {
                let mut x = vec![Run::Words(self.writer.number_at(0, index + 1))];
                x.extend(self.runs(heading));
                pieces.push(Piece::Block(Block::Heading { level: 0, x }));
            }
            pieces.extend(self.score_sheet(table, true).map(Piece::Sheet));
            pieces.extend(self.coefficient_sheet(table.coefficients).map(Piece::Sheet));
            pieces.extend(self.pay_blocks(table.pay));
        }
        // Nobody signs a page on which nothing else stands.
        for piece in pieces.iter_mut().rev().take(2) {
            let Piece::Block(Block::Par { keep, .. }) = piece else { break };
            *keep = true;
        }
        pieces.push(Piece::Block(self.signing(&[self.terms.scored, self.terms.scorer])));
        let title = self.titled(self.terms.scores_title, false);
        let mut draft = self.page(title, false, Vec::new());
        // The line above names who is scored instead of the unit.
        if let Some(group) = draft.groups.first_mut() {
            group.pieces = pieces;
        }
        Some(draft)
    }

    /// Returns the line that names who is scored, and for which time.
    fn who_is_scored(&self) -> Block {
        let terms = self.terms;
        let mut left = Self::words(&format!("{}{}", terms.scored, terms.colon));
        let name = [&self.plan.author, &self.plan.department, &self.plan.unit];
        match name.into_iter().find(|name| !name.is_empty()) {
            Some(name) => left.extend(self.runs(name)),
            None => left.push(Run::Gap { b: 6.0 }),
        }
        let period = words::period(self.language, self.plan.period);
        Block::Caption { left, right: Self::words(&format!("{}{}{period}", terms.period, terms.colon)) }
    }

    /// Returns lines to sign on: each role, and the date.
    pub(super) fn signing(&self, roles: &[&str]) -> Block {
        let terms = self.terms;
        let mut labels: Vec<Runs> = roles
            .iter()
            .map(|role| {
                let between = if self.language == crate::model::Language::En { ", " } else { "" };
                let signed = terms.signed.to_lowercase();
                vec![Run::Words(format!("{role}{between}{signed}{}", terms.colon)), Run::Gap { b: 5.0 }]
            })
            .collect();
        let mut date = vec![Run::Words(format!("{}{}", terms.date, terms.colon))];
        push_date_gap(&mut date, self.language);
        labels.push(date);
        Block::Lines { labels }
    }

    /// Returns the table of what is scored; in full, with columns for what was reached and the score.
    pub(super) fn score_sheet(&mut self, scores: &Scores<'a>, is_full: bool) -> Option<Sheet> {
        if scores.rows.is_empty() {
            return None;
        }
        let terms = self.terms;
        let mut columns = vec![
            Column::new(terms.number, Width::Fit(2.0, 3.0), Side::Middle),
            Column::new(terms.indicator, Width::Share(1.0), Side::Left),
            Column::new(terms.weight, Width::Fit(2.6, 4.0), Side::Middle),
            Column::new(terms.target, Width::Fit(4.0, 6.5), Side::Middle),
            Column::new(terms.standard, Width::Share(1.3), Side::Left),
        ];
        if is_full {
            columns.push(Column::new(terms.actual, Width::Fit(4.6, 6.0), Side::Middle));
        }
        columns.push(Column::new(terms.score, Width::Fit(3.4, 4.0), Side::Middle));
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL);
        for (index, row) in scores.rows.iter().enumerate() {
            let weight = row.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
            let mut cells: Vec<Cell> = vec![
                (index + 1).to_string().into(),
                self.runs(row.name).into(),
                weight.into(),
                row.indicator.map(|indicator| self.target_cell(indicator)).unwrap_or_default(),
                self.runs(row.standard).into(),
            ];
            if is_full {
                cells.push(row.indicator.map(|indicator| self.last_reading(indicator)).unwrap_or_default());
            }
            cells.push(row.score.map(|score| score.to_string()).unwrap_or_default().into());
            let ids: Vec<Id> = [Some(row.id), row.indicator.map(|i| i.id.id()).filter(|id| *id != row.id)]
                .into_iter()
                .flatten()
                .collect();
            sheet.push(super::sheet::Row::Cells { cells, begins: ids.clone(), ends: ids });
        }
        let sum: Decimal = scores.rows.iter().filter_map(|row| row.weight).map(Weight::points).sum();
        if sum != Decimal::ONE_HUNDRED {
            self.remarks.push(Remark::WeightsOff { sum });
        }
        let points: Option<Decimal> = scores.rows.iter().map(|row| row.score).sum();
        let mut total: Vec<Cell> = vec![
            Cell::default(),
            Cell { strong: true, ..Cell::from(terms.total) },
            Cell { strong: true, ..Cell::from(sum.normalize().to_string()) },
        ];
        let others = if is_full { 3 } else { 2 };
        total.extend(std::iter::repeat_n(Cell::default(), others));
        total.push(points.map(|score| score.to_string()).unwrap_or_default().into());
        sheet.push_cells(total);
        Some(sheet.fit(self.width(false)))
    }

    fn last_reading(&self, indicator: &Indicator) -> Cell {
        let value = indicator.readings.last().and_then(|reading| reading.value);
        let words = value.map(|value| match &indicator.target {
            Some(Target::DoneBy(_)) => words::number(self.language, value),
            Some(_) | None => {
                words::with_unit(self.language, &words::number(self.language, value), &indicator.unit)
            }
        });
        words.unwrap_or_default().into()
    }

    /// Returns which score brings which coefficient, side by side.
    pub(super) fn coefficient_sheet(&self, bands: &[CoefficientBand]) -> Option<Sheet> {
        if bands.is_empty() {
            return None;
        }
        let mut columns = vec![Column::new("", Width::Fit(4.5, 6.0), Side::Middle)];
        columns.extend(bands.iter().map(|_| Column::new("", Width::Share(1.0), Side::Middle)));
        let terms = self.terms;
        let mut scores: Vec<Cell> = vec![Cell { strong: true, ..Cell::from(terms.score) }];
        let mut by: Vec<Cell> = vec![Cell { strong: true, ..Cell::from(terms.coefficient) }];
        let mut above: Option<String> = None;
        for band in bands {
            let from = band.from.to_string();
            scores.push(labels::band(self.language, &from, above.as_deref()).into());
            by.push(band.coefficient.to_string().into());
            above = Some(from);
        }
        let mut sheet = Sheet::new(self.profile, columns, self.height(false), Sheet::SMALL).without_head();
        sheet.push_cells(scores);
        sheet.push_cells(by);
        Some(sheet.fit(self.width(false)))
    }

    pub(super) fn pay_blocks(&self, pay: &[Paragraph]) -> Vec<Piece> {
        pay.iter()
            .filter(|paragraph| !paragraph.text.is_empty())
            .map(|paragraph| {
                let x = self.writer.marked(paragraph.id, &paragraph.text);
                Piece::Block(Block::Par { x, keep: false })
            })
            .collect()
    }
}
