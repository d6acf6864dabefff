//! Tables of layouts: heads of several rows that repeat, headings between rows, merged cells, the
//! bars of a time line, and what stands above and below a table.

use super::body::{Body, Own, Span};
use super::styles::{Role, twips};
use super::xml::Xml;
use crate::typeset::{Run, Runs, SheetBlock, SheetCell, SheetRow, Side, Strip};

/// The ground of a cell or of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    Light,
    Dark,
    Striped,
}

impl Shade {
    /// Writes the ground.
    pub(super) fn write(self, xml: &mut Xml) {
        let (pattern, fill) = match self {
            Self::Light => ("clear", "C8C8C8"),
            Self::Dark => ("clear", "404040"),
            Self::Striped => ("thinDiagStripe", "FFFFFF"),
        };
        xml.empty("w:shd", &[("w:val", pattern), ("w:color", "auto"), ("w:fill", fill)]);
    }
}

/// Up to so many rows a table is kept on one page.
const HELD_ROWS: usize = 12;

/// A cell of a table, put in its place.
struct Placed<'a> {
    column: usize,
    columns: usize,
    rows: usize,
    role: Role,
    side: &'static str,
    /// Whether its words may use the whole width.
    narrow: bool,
    shade: Option<Shade>,
    paragraphs: &'a [Runs],
}

/// How much a row holds together.
#[derive(Clone, Copy, Default)]
struct Held {
    /// Whether it is repeated on every page.
    is_head: bool,
    /// Whether it may be divided between two pages.
    is_long: bool,
    /// Whether it stays on the page of the next one.
    keep: bool,
}

/// The cells that reach down into a row, by the column in which they begin: how many rows are left,
/// and how many columns they cover.
type Open = Vec<(usize, usize)>;

impl Body<'_> {
    /// Writes a table of a layout.
    pub(super) fn sheet(&mut self, sheet: &SheetBlock) {
        self.divide();
        let widths = fitted(&sheet.columns, self.width());
        let table = &self.looks.profile.table;
        let rule = (table.rule_pt * 8.0).round().max(2.0).to_string();
        let lead = (table.line_pitch_pt - table.style.size_pt) * sheet.scale;
        let inset = (table.inset_y_pt * sheet.room - lead / 2.0).max(0.0);
        self.open_table(&widths, Some(&rule), (table.inset_x_pt, inset));
        let mut open: Open = vec![(0, 0); widths.len()];
        for row in &sheet.head {
            let mut cells: Vec<Placed<'_>> = Vec::new();
            let mut column = 0;
            for cell in row {
                while let Some((1.., covered)) = open.get(column) {
                    column += (*covered).max(1);
                }
                cells.push(Placed {
                    column,
                    columns: cell.s,
                    rows: cell.r,
                    role: Role::SmallHead,
                    side: "center",
                    narrow: cell.narrow,
                    shade: None,
                    paragraphs: std::slice::from_ref(&cell.x),
                });
                column += cell.s;
            }
            self.sheet_row(&widths, &cells, &mut open, Held { is_head: true, keep: true, ..Held::default() });
        }
        open.fill((0, 0));
        let is_held = sheet.rows.len() <= HELD_ROWS;
        for (index, row) in sheet.rows.iter().enumerate() {
            let keep = is_held && index + 1 < sheet.rows.len();
            match row {
                SheetRow::Band { band, x, .. } => self.band(&widths, *band, x),
                SheetRow::Cells { c, long, hold } => {
                    let keep = keep || *hold;
                    let mut words = Vec::new();
                    let cells = placed(c, &sheet.sides, &mut words);
                    self.sheet_row(&widths, &cells, &mut open, Held { is_long: *long, keep, is_head: false });
                }
            }
        }
        self.xml.close();
        self.after_table = Some(twips(10.0));
    }

    /// Writes a heading over the whole width, which stays with the row below.
    fn band(&mut self, widths: &[i64], level: usize, words: &Runs) {
        self.xml.open("w:tr", &[]);
        self.row_properties(Held { keep: true, ..Held::default() });
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        let width: i64 = widths.iter().sum();
        self.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if widths.len() > 1 {
            self.xml.value("w:gridSpan", widths.len());
        }
        self.xml.value("w:vAlign", "center");
        self.xml.close();
        let size = self.looks.kind(Role::SmallHead, Span::Plain).size_pt;
        let left = (i64::try_from(level).unwrap_or(0) * twips(size)).to_string();
        let indent = [("w:left", left.as_str())];
        let own = Own { keep: true, side: Some("left"), indent: &indent, ..Own::default() };
        self.lines(Role::SmallHead, own, std::slice::from_ref(words));
        self.xml.close();
        self.xml.close();
    }

    fn row_properties(&mut self, held: Held) {
        if held.is_long && !held.is_head {
            return;
        }
        self.xml.open("w:trPr", &[]);
        if !held.is_long {
            self.xml.empty("w:cantSplit", &[]);
        }
        if held.is_head {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close();
    }

    /// Writes a row: the cells that begin in it, and those that reach down from above.
    fn sheet_row(&mut self, widths: &[i64], cells: &[Placed<'_>], open: &mut Open, held: Held) {
        self.xml.open("w:tr", &[]);
        self.row_properties(held);
        let mut column = 0;
        while column < widths.len() {
            let from_above = open.get(column).copied().filter(|(rows, _)| *rows > 0);
            if let Some((rows, columns)) = from_above {
                if let Some(place) = open.get_mut(column) {
                    place.0 = rows - 1;
                }
                let covered = Placed {
                    column,
                    columns,
                    rows: 1,
                    role: Role::Small,
                    side: "left",
                    narrow: false,
                    shade: None,
                    paragraphs: &[],
                };
                self.sheet_cell(widths, &covered, Some("continue"), held.keep);
                column += columns.max(1);
            } else if let Some(cell) = cells.iter().find(|cell| cell.column == column) {
                let merge = (cell.rows > 1).then_some("restart");
                if let Some(place) = open.get_mut(column) {
                    *place = (cell.rows.saturating_sub(1), cell.columns);
                }
                self.sheet_cell(widths, cell, merge, held.keep);
                column += cell.columns.max(1);
            } else {
                let empty = Placed {
                    column,
                    columns: 1,
                    rows: 1,
                    role: Role::Small,
                    side: "left",
                    narrow: false,
                    shade: None,
                    paragraphs: &[],
                };
                self.sheet_cell(widths, &empty, None, held.keep);
                column += 1;
            }
        }
        self.xml.close();
    }

    fn sheet_cell(&mut self, widths: &[i64], cell: &Placed<'_>, merge: Option<&str>, keep: bool) {
        let xml = &mut self.xml;
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        let width: i64 = widths.iter().skip(cell.column).take(cell.columns.max(1)).sum();
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if cell.columns > 1 {
            xml.value("w:gridSpan", cell.columns);
        }
        if let Some(merge) = merge {
            xml.value("w:vMerge", merge);
        }
        if let Some(shade) = cell.shade {
            shade.write(xml);
        }
        if cell.narrow {
            xml.open("w:tcMar", &[]);
            for side in ["w:left", "w:right"] {
                xml.empty(side, &[("w:w", "0"), ("w:type", "dxa")]);
            }
            xml.close();
        }
        xml.value("w:vAlign", "center");
        xml.close();
        let own = Own { keep, side: Some(cell.side), ..Own::default() };
        for paragraph in cell.paragraphs {
            self.lines(cell.role, own, std::slice::from_ref(paragraph));
        }
        if cell.paragraphs.is_empty() {
            self.lines(cell.role, own, &[]);
        }
        self.xml.close();
    }

    /// Writes the line above a table: one stretch at the left, one at the right.
    pub(super) fn caption(&mut self, left: &Runs, right: &Runs) {
        let above = self.after_table.take().unwrap_or(0);
        let tabs = [("right", self.width())];
        let pitch = twips(self.looks.profile.table.line_pitch_pt);
        let own = Own { keep: true, tabs: &tabs, lines: Some((pitch, above, twips(5.0))), ..Own::default() };
        self.lines(Role::Cell, own, &[left.clone(), right.clone()]);
    }

    /// Writes lines to write on below a table, spread over the width.
    pub(super) fn lines_to_write_on(&mut self, labels: &[Runs]) {
        let above = self.after_table.take().unwrap_or(0).max(self.looks.pitch / 2);
        let (width, last) = (self.width(), i64::try_from(labels.len().saturating_sub(1)).unwrap_or(1));
        let tabs: Vec<(&'static str, i64)> = (1..=last)
            .map(|at| (if at == last { "right" } else { "center" }, width * at / last.max(1)))
            .collect();
        let pitch = twips(self.looks.profile.table.line_pitch_pt);
        let own = Own { tabs: &tabs, lines: Some((pitch, above, 0)), ..Own::default() };
        self.lines(Role::Cell, own, labels);
    }

    /// Writes what the signs of a time line mean.
    pub(super) fn legend(&mut self, signs: &[(&'static str, &'static str)]) {
        let above = self.after_table.take().unwrap_or(0).min(twips(6.0));
        let mut line = Vec::new();
        for (index, (kind, words)) in signs.iter().enumerate() {
            if index > 0 {
                line.push((Span::Plain, "\u{3000}\u{3000}".to_owned()));
            }
            let (span, sign) = match *kind {
                "bar" => (Span::Shaded(Shade::Light), "\u{3000}\u{3000}"),
                "done" => (Span::Shaded(Shade::Dark), "\u{3000}\u{3000}"),
                "hatched" => (Span::Shaded(Shade::Striped), "\u{3000}\u{3000}"),
                "due" => (Span::Plain, DUE),
                _ => (Span::Plain, TICK),
            };
            line.extend([(span, sign.to_owned()), (Span::Plain, format!("\u{2002}{words}"))]);
        }
        let pitch = twips(self.looks.profile.table.line_pitch_pt);
        let own = Own { lines: Some((pitch, above, 0)), ..Own::default() };
        self.spans(Role::Small, own, &[line]);
    }
}

/// The signs of a deadline, of one that was met, and of a day on which something comes back.
const DUE: &str = "◇";
const MET: &str = "◆";
const TICK: &str = "●";

/// Makes the widths of columns fill so many twips, to the last one.
fn fitted(columns: &[f64], total: i64) -> Vec<i64> {
    let sum: f64 = columns.iter().sum();
    let factor = if sum > 0.0 { total as f64 / sum } else { 0.0 };
    let (mut from, mut at) = (0.0, 0);
    columns
        .iter()
        .map(|pt| {
            from += pt * factor;
            let end = twips(from / 20.0);
            let width = end - at;
            at = end;
            width
        })
        .collect()
}

/// Puts the cells of a row in their places; what a time line draws becomes a cell for each unit of
/// its head. `words` keeps the words that are made here.
fn placed<'a>(cells: &'a [SheetCell], sides: &[Side], words: &'a mut Vec<Vec<Runs>>) -> Vec<Placed<'a>> {
    let units = |cell: &'a SheetCell| {
        let strip = cell.strip.as_ref().filter(|strip| strip.words.is_empty())?;
        Some((0..cell.s).map(|unit| (unit, unit_of(strip, unit, cell.s))).collect::<Vec<_>>())
    };
    for cell in cells {
        if let Some(units) = units(cell) {
            words.extend(units.into_iter().map(|(_, (_, sign))| said(sign)));
        } else if let Some(strip) = &cell.strip {
            words.push(said(strip.words.clone()));
        }
    }
    let mut words = words.iter().map(Vec::as_slice);
    let mut out = Vec::new();
    for cell in cells {
        let place = Placed {
            column: cell.column,
            columns: cell.s,
            rows: cell.r,
            role: if cell.strong { Role::SmallHead } else { Role::Small },
            side: match sides.get(cell.column) {
                Some(Side::Middle) => "center",
                Some(Side::Right) => "right",
                Some(Side::Left) | None => "left",
            },
            narrow: false,
            shade: None,
            paragraphs: &cell.p,
        };
        if let Some(units) = units(cell) {
            out.extend(units.into_iter().map(|(unit, (shade, _))| Placed {
                column: cell.column + unit,
                columns: 1,
                narrow: true,
                side: "center",
                shade,
                paragraphs: words.next().unwrap_or_default(),
                ..place
            }));
        } else if cell.strip.is_some() {
            out.push(Placed { side: "left", paragraphs: words.next().unwrap_or_default(), ..place });
        } else {
            out.push(place);
        }
    }
    out
}

fn said(words: String) -> Vec<Runs> {
    if words.is_empty() { Vec::new() } else { vec![vec![Run::Words(words)]] }
}

/// Returns the ground and the sign of one unit of a time line, of so many.
fn unit_of(strip: &Strip, unit: usize, units: usize) -> (Option<Shade>, String) {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (from, to) = (number(unit) / number(units), number(unit + 1) / number(units));
    // Less than a twentieth of a unit is what rounding leaves.
    let covers = |a: f64, b: f64, share: f64| b.min(to) - a.max(from) > (to - from) * share;
    let is_in = |at: f64| (from..to).contains(&at) || unit + 1 == units && at >= to;
    let shade = if strip.bars.iter().any(|(a, b, done)| covers(*a, a + (b - a) * done, 0.5)) {
        Some(Shade::Dark)
    } else if strip.bars.iter().any(|(a, b, _)| covers(*a, *b, 0.05)) {
        Some(Shade::Light)
    } else if strip.hatched.iter().any(|(a, b)| covers(*a, *b, 0.05)) {
        Some(Shade::Striped)
    } else {
        None
    };
    let due = strip.marks.iter().filter(|(at, _)| is_in(*at)).map(|(_, met)| if *met { MET } else { DUE });
    let tick = strip.ticks.iter().any(|at| is_in(*at)).then_some(TICK);
    (shade, due.chain(tick).collect())
}
