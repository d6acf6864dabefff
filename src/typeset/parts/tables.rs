//! Parts that are tables: the review's figures, scores, registers.

use rust_decimal::Decimal;

use super::{Writer, plain};
use crate::locale::words;
use crate::model::{Id, Indicator, Reading, Register, Review, ScoreTable, Target, Weight};
use crate::typeset::labels;
use crate::typeset::runs::{Runs, mark, plain as plain_words, width};
use crate::typeset::values::{Block, Row};

impl Writer<'_> {
    pub(super) fn review(&mut self, review: &Review) {
        self.heading(review.id, &review.heading);
        self.items(&review.items);
        if review.results.is_empty() {
            return;
        }
        let readings: Vec<Option<&Reading>> = review.results.iter().map(|i| i.readings.last()).collect();
        let any = |f: &dyn Fn(&Reading) -> Option<Decimal>| readings.iter().flatten().any(|r| f(r).is_some());
        let labels = self.labels;
        let mut columns = vec![0.0, 2.2, 1.6, 1.3];
        let mut head = vec![labels.number, labels.indicator, labels.target, labels.actual];
        let extra: [(&str, bool, ReadingFact); 3] = [
            (labels.on_last_year, any(&|r| r.on_last_year), |r| r.on_last_year),
            (labels.since_january, any(&|r| r.since_january), |r| r.since_january),
            (labels.share_of_plan, any(&|r| r.share_of_plan), |r| r.share_of_plan),
        ];
        for (label, present, _) in &extra {
            if *present {
                columns.push(1.2);
                head.push(label);
            }
        }
        columns.push(0.0);
        head.push(labels.result);
        let mut rows = Vec::new();
        for (index, (indicator, reading)) in review.results.iter().zip(&readings).enumerate() {
            let figure = |value: Decimal, unit: &str| {
                words::with_unit(self.language, &words::number(self.language, value), unit)
            };
            let actual = reading.and_then(|reading| reading.value);
            let mut row = vec![
                plain((index + 1).to_string()),
                self.runs(&indicator.name),
                self.target_cell(indicator),
                plain(actual.map(|value| figure(value, &indicator.unit)).unwrap_or_default()),
            ];
            for (label, present, fact) in &extra {
                if *present {
                    let is_share = *label == labels.share_of_plan;
                    let words = reading.and_then(fact).map(|value| match is_share {
                        true => figure(value, "%"),
                        false if value > Decimal::ZERO => format!("+{}", figure(value, &indicator.unit)),
                        false => figure(value, &indicator.unit),
                    });
                    row.push(plain(words.unwrap_or_default()));
                }
            }
            let reached = match (&indicator.target, reading) {
                (Some(target), Some(reading)) => reached(target, reading),
                (Some(_) | None, _) => None,
            };
            let result = reached.map(|yes| if yes { labels.reached } else { labels.missed });
            row.push(plain(result.unwrap_or_default().to_owned()));
            rows.push(marked_row(indicator.id.id(), row));
        }
        let middle = (0..columns.len()).map(|column| column != 1).collect();
        self.push_table(columns, middle, &head, rows);
    }

    fn target_cell(&self, indicator: &Indicator) -> Runs {
        indicator
            .target
            .as_ref()
            .map(|target| self.runs(&words::target(self.language, target, &indicator.unit, self.year)))
            .unwrap_or_default()
    }

    fn push_table(&mut self, columns: Vec<f64>, middle: Vec<bool>, head: &[&str], rows: Vec<Row>) {
        let mut head: Vec<Runs> = head.iter().map(|words| plain((*words).to_owned())).collect();
        if let Some(first) = head.first_mut() {
            first.extend(self.pending.drain(..).filter_map(|id| mark(id, true)));
        }
        self.blocks.push(Block::Table { columns, middle, head, rows });
    }

    pub(super) fn scores(&mut self, scores: &ScoreTable) {
        self.heading(scores.id, &scores.heading);
        let labels = self.labels;
        if !scores.rows.is_empty() {
            let mut rows = Vec::new();
            for (index, row) in scores.rows.iter().enumerate() {
                let indicator = row.indicator.and_then(|id| self.indicators.get(&id).copied());
                let name =
                    indicator.map_or_else(|| row.name.clone(), |indicator| self.named_target(indicator));
                let weight = row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight));
                let standard = match indicator {
                    Some(indicator) if row.standard.is_empty() => &indicator.standard,
                    Some(_) | None => &row.standard,
                };
                let cells = vec![
                    plain((index + 1).to_string()),
                    self.runs(&name),
                    plain(weight.map(|w| w.points().to_string()).unwrap_or_default()),
                    self.runs(standard),
                    plain(row.score.map(|score| score.to_string()).unwrap_or_default()),
                ];
                rows.push(marked_row(row.id.id(), cells));
            }
            let weights: Decimal = scores
                .rows
                .iter()
                .filter_map(|row| {
                    let indicator = row.indicator.and_then(|id| self.indicators.get(&id));
                    row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight))
                })
                .map(Weight::points)
                .sum();
            let total: Option<Decimal> = scores.rows.iter().map(|row| row.score).sum();
            rows.push(Row::new(vec![
                Runs::new(),
                plain(labels.total.to_owned()),
                plain(weights.normalize().to_string()),
                Runs::new(),
                plain(total.map(|total| total.to_string()).unwrap_or_default()),
            ]));
            let head = [labels.number, labels.indicator, labels.weight, labels.standard, labels.score];
            let columns = vec![0.0, 1.0, 0.0, 1.6, 0.0];
            self.push_table(columns, vec![true, false, true, false, true], &head, rows);
        }
        if !scores.coefficients.is_empty() {
            let mut rows = Vec::new();
            let mut above: Option<String> = None;
            for band in &scores.coefficients {
                let from = band.from.to_string();
                let words = labels::band(self.language, &from, above.as_deref());
                rows.push(Row::new(vec![plain(words), plain(band.coefficient.to_string())]));
                above = Some(from);
            }
            self.push_table(vec![2.0, 1.0], vec![true, true], &[labels.score, labels.coefficient], rows);
        }
        self.paragraphs(&scores.pay);
    }

    pub(super) fn register(&mut self, register: &Register) {
        self.heading(register.id, &register.heading);
        if register.columns.is_empty() {
            return;
        }
        let count = register.columns.len();
        // Columns share the width by the longest of their cells, within reason.
        let longest = |column: usize| {
            let cells = register.rows.iter().filter_map(|row| row.cells.get(column));
            let head = register.columns.get(column).into_iter();
            head.chain(cells).map(|text| text.as_str().chars().count()).max().unwrap_or_default()
        };
        let share = |column| f64::from(u32::try_from(longest(column).clamp(3, 14)).unwrap_or(14));
        let shares: Vec<f64> = (0..count).map(share).collect();
        let rows: Vec<Row> = register
            .rows
            .iter()
            .map(|row| {
                let mut cells: Vec<Runs> = row.cells.iter().take(count).map(|cell| self.runs(cell)).collect();
                cells.resize(count, Runs::new());
                marked_row(row.id.id(), cells)
            })
            .collect();
        let middle = (0..count).map(|column| longest(column) <= 8).collect();
        let mut head: Vec<Runs> = register.columns.iter().map(|name| self.runs(name)).collect();
        let least: Vec<f64> = (0..count).map(|column| self.least_width(column, &head, &rows)).collect();
        let columns = shared(self.profile.type_width_pt(), &shares, &least);
        if let Some(first) = head.first_mut() {
            first.extend(self.pending.drain(..).filter_map(|id| mark(id, true)));
        }
        self.blocks.push(Block::Table { columns, middle, head, rows });
    }

    /// Returns the width, in pt, in which no short cell of a column is divided, nor a Latin word.
    fn least_width(&self, column: usize, head: &[Runs], rows: &[Row]) -> f64 {
        /// The longest cell that is kept whole, in characters.
        const SHORT: f64 = 5.0;
        /// The longest word that is.
        const WORD: f64 = 10.0;
        /// Words are measured without their faces.
        const SPARE: f64 = 0.2;
        let table = &self.profile.table;
        let widest = |cell: &Runs| {
            let whole = width(cell, self.profile.blank_factor());
            if whole <= SHORT {
                return whole;
            }
            let words = plain_words(cell);
            let latin = words.split(|c: char| !c.is_ascii_graphic());
            latin.map(|word| width(&plain(word.to_owned()), 1.0)).filter(|w| *w <= WORD).fold(1.0, f64::max)
        };
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).map(widest).fold(0.0, f64::max);
        let head = head.get(column).map_or(0.0, widest);
        let words = f64::max(cells * table.style.size_pt, head * table.head.size_pt);
        words + SPARE * table.style.size_pt + 2.0 * table.inset_x_pt
    }
}

/// Shares a width among columns, each of which gets its least width at least; where there is too
/// little for that, by their least widths.
fn shared(width: f64, shares: &[f64], least: &[f64]) -> Vec<f64> {
    let needed: f64 = least.iter().sum();
    if needed >= width {
        return least.to_vec();
    }
    // Columns whose share is too little get what they need; that makes the others' shares smaller.
    let mut held = vec![false; shares.len()];
    loop {
        let (mut rest, mut sum) = (width, 0.0);
        for ((share, least), held) in shares.iter().zip(least).zip(&held) {
            if *held {
                rest -= least;
            } else {
                sum += share;
            }
        }
        let widths: Vec<f64> = shares
            .iter()
            .zip(least)
            .zip(&held)
            .map(|((share, least), held)| if *held { *least } else { rest * share / sum })
            .collect();
        let mut is_settled = true;
        for ((found, least), held) in widths.iter().zip(least).zip(&mut held) {
            if !*held && found < least {
                *held = true;
                is_settled = false;
            }
        }
        if is_settled {
            return widths;
        }
    }
}

/// One of the facts a reading can hold.
type ReadingFact = fn(&Reading) -> Option<Decimal>;

/// Puts the markers of a record into the first and the last cell of its row.
fn marked_row(id: Id, mut row: Vec<Runs>) -> Row {
    if let (Some(first), Some(begins)) = (row.first_mut(), mark(id, true)) {
        first.insert(0, begins);
    }
    if let (Some(last), Some(ends)) = (row.last_mut(), mark(id, false)) {
        last.push(ends);
    }
    Row::new(row)
}

/// Tells whether a reading reaches a target, where that can be told.
pub(in crate::typeset) fn reached(target: &Target, reading: &Reading) -> Option<bool> {
    let value = reading.value;
    match target {
        Target::AtLeast(goal) => Some(value? >= goal.number()?),
        Target::AtMost(goal) => Some(value? <= goal.number()?),
        Target::Exactly(goal) => Some(value? == goal.number()?),
        Target::Within(low, high) => Some((low.number()?..=high.number()?).contains(&value?)),
        Target::DoneBy(day) => value.map(|value| value > Decimal::ZERO && reading.on <= *day),
    }
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn columns_get_what_they_need_before_the_rest_is_shared() {
        assert_eq!(shared(100.0, &[1.0, 3.0], &[10.0, 10.0]), [25.0, 75.0]);
        assert_eq!(shared(100.0, &[1.0, 3.0, 6.0], &[20.0, 20.0, 10.0]), [20.0, 80.0 / 3.0, 160.0 / 3.0]);
        // Giving one what it needs leaves another too little.
        assert_eq!(shared(100.0, &[1.0, 2.2, 6.8], &[40.0, 20.0, 10.0]), [40.0, 20.0, 40.0]);
        assert_eq!(shared(100.0, &[1.0, 1.0], &[90.0, 60.0]), [90.0, 60.0]);
    }
}
