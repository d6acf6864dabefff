//! Tables for Excel, WPS and `LibreOffice`: one row a measure, one row an indicator, the scores, the
//! problems with what answers them, and the registers.
//!
//! Words of the plan are always written as words, never as formulas; one that begins like a formula
//! is marked as words besides, so that it stays so when somebody edits the cell. Numbers and days are
//! numbers and days, so that they can be sorted and reckoned with. Sums are formulas, with their
//! values beside them for programs that do not reckon.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::ExportError;
use super::rows::{Row, Rows, rows};
use super::said::said_text;
use crate::locale::{Catalogue, words};
use crate::model::{
    Indicator, IndicatorId, Language, MeasureId, OwnerRole, Part, Plan, Problems, Quantity, Register,
    ScoreTable, Target, Text, Weight, When,
};
use crate::typeset::Profile;

/// The most characters of a cell, counted as the format counts them, in units of UTF-16.
const MOST_UNITS: usize = 32_767;

/// Writes the tables of a plan, numbered as a profile prints it. The same plan gives the same bytes.
///
/// # Errors
/// The file cannot be packed.
pub fn xlsx(plan: &Plan, profile: &Profile) -> Result<Vec<u8>, ExportError> {
    written(plan, profile).map_err(|error| ExportError::Pack { error: std::io::Error::other(error) })
}

fn written(plan: &Plan, profile: &Profile) -> Result<Vec<u8>, XlsxError> {
    let rows = rows(plan, profile);
    let mut book = Workbook::new();
    let author = if plan.author.is_empty() { &plan.unit } else { &plan.author };
    let mut properties = DocProperties::new()
        .set_title(said_text(plan, &plan.title))
        .set_author(said_text(plan, author))
        // Without a day of its own the file would bear that of the clock.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    if let Some(day) = plan.date.and_then(excel_day) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let writer = Writer { plan, words: Catalogue::new(plan.language), looks: Looks::new() };
    writer.measures(book.add_worksheet(), &rows)?;
    if !rows.indicators.is_empty() {
        writer.indicators(book.add_worksheet(), &rows)?;
    }
    let known: HashMap<IndicatorId, &Indicator> =
        rows.indicators.iter().map(|row| (row.indicator.id, row.indicator)).collect();
    let numbers: HashMap<MeasureId, &str> =
        rows.measures.iter().map(|row| (row.measure.id, row.number.as_str())).collect();
    let mut names = Names::default();
    for part in &plan.parts {
        match part {
            Part::Scores(scores) => {
                let name = names.take(&writer.words.text("export-sheet-scores"));
                writer.scores(book.add_worksheet(), scores, &name, &known)?;
            }
            Part::Problems(problems) => {
                let name = names.take(&writer.words.text("table-sheet-problems"));
                writer.problems(book.add_worksheet(), problems, &name, &numbers)?;
            }
            Part::Register(register) => {
                let heading = said_text(plan, &register.heading);
                let name = if heading.trim().is_empty() {
                    writer.words.text("export-sheet-register")
                } else {
                    heading
                };
                let name = names.take(&name);
                writer.register(book.add_worksheet(), register, &name)?;
            }
            Part::Opening(_)
            | Part::Section(_)
            | Part::Review(_)
            | Part::Contract(_)
            | Part::Improvement(_)
            | Part::Attachment(_)
            | Part::Closing(_)
            | Part::SignOff(_) => {}
        }
    }
    book.save_to_buffer()
}

fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, date).ok()
}

/// The names that sheets have so far.
struct Names {
    taken: HashSet<String>,
}

impl Default for Names {
    fn default() -> Self {
        // Those of the sheets of measures and indicators, and the one that Excel keeps for itself.
        let own = ["table-sheet-measures", "table-sheet-indicators"];
        let own = Language::ALL.map(|language| own.map(|key| Catalogue::new(language).text(key)));
        let own = own.into_iter().flatten().chain(["History".to_owned()]);
        Self { taken: own.map(|name| name.to_lowercase()).collect() }
    }
}

impl Names {
    /// Makes a name that a sheet can have and no other has: 31 characters at the most, some signs not.
    fn take(&mut self, wished: &str) -> String {
        const MOST: usize = 31;
        let plain: String =
            wished.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let cut = |most: usize| {
            let mut left = most;
            let fits = |c: &char| {
                let fits = c.len_utf16() <= left;
                left = left.saturating_sub(c.len_utf16());
                fits
            };
            plain.trim().chars().take_while(fits).collect::<String>().trim().to_owned()
        };
        let mut name = cut(MOST);
        let mut number = 1_u32;
        while name.is_empty() || !self.taken.insert(name.to_lowercase()) {
            number += 1;
            let behind = number.to_string();
            name = format!("{}{behind}", cut(MOST - behind.len()));
        }
        name
    }
}

/// How cells look.
struct Looks {
    head: Format,
    words: Format,
    /// Words that begin like a formula.
    guarded: Format,
    number: Format,
    day: Format,
    total: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_font_name("宋体")
                .set_font_size(11)
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter)
        };
        Self {
            head: cell().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            words: cell().set_text_wrap(),
            guarded: cell().set_text_wrap().set_quote_prefix(),
            number: cell().set_align(FormatAlign::Right),
            day: cell().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            total: cell().set_bold().set_align(FormatAlign::Right),
        }
    }
}

/// What stands in a cell.
enum Cell {
    Words(String),
    Number(Decimal),
    Day(NaiveDate),
    Empty,
}

impl From<Option<Decimal>> for Cell {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

/// A column of a table.
struct Column {
    /// Its name.
    name: Name,
    /// Its width in Latin characters.
    width: f64,
    /// Whether it is added up below.
    sum: bool,
    /// Whether it is left out where nothing stands in it.
    optional: bool,
}

/// The name of a column.
enum Name {
    /// The key of our word for it.
    Key(&'static str),
    /// As the plan calls it.
    Own(String),
}

const fn column(name: &'static str, width: f64) -> Column {
    Column { name: Name::Key(name), width, sum: false, optional: false }
}

fn optional(name: &'static str, width: f64) -> Column {
    Column { optional: true, ..column(name, width) }
}

fn summed(name: &'static str, width: f64) -> Column {
    Column { sum: true, ..column(name, width) }
}

impl Cell {
    fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.is_empty(),
            Self::Empty => true,
            Self::Number(_) | Self::Day(_) => false,
        }
    }

    /// Returns how many lines its words take in a column of this width.
    fn lines(&self, width: f64) -> f64 {
        let Self::Words(words) = self else { return 1.0 };
        let long = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.2 }).sum::<f64>();
        words.split('\n').map(|line| (long(line) / (width - 1.0)).ceil().max(1.0)).sum()
    }
}

struct Writer<'a> {
    plan: &'a Plan,
    words: Catalogue,
    looks: Looks,
}

impl Writer<'_> {
    fn language(&self) -> Language {
        self.plan.language
    }

    fn said(&self, text: &Text) -> Cell {
        Cell::Words(said_text(self.plan, text))
    }

    fn put(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let looks = &self.looks;
        match cell {
            Cell::Words(words) if words.is_empty() => sheet.write_blank(row, column, &looks.words)?,
            Cell::Words(words) => {
                let format = if is_like_formula(words) { &looks.guarded } else { &looks.words };
                sheet.write_string_with_format(row, column, cut(words), format)?
            }
            Cell::Number(number) => match number.to_f64() {
                Some(value) => sheet.write_number_with_format(row, column, value, &looks.number)?,
                None => sheet.write_string_with_format(row, column, number.to_string(), &looks.words)?,
            },
            Cell::Day(day) => match excel_day(*day) {
                Some(value) => sheet.write_datetime_with_format(row, column, value, &looks.day)?,
                None => sheet.write_string_with_format(row, column, day.to_string(), &looks.words)?,
            },
            Cell::Empty => sheet.write_blank(row, column, &looks.words)?,
        };
        Ok(())
    }

    /// Writes a table from a row on: its head, its rows, and a row of sums where a column has them.
    /// Returns the row behind it.
    fn table(
        &self,
        sheet: &mut Worksheet,
        from: u32,
        columns: &[Column],
        cells: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<u32, XlsxError> {
        /// The height of a line, and the most that a row can have, in pt.
        const LINE: f64 = 15.0;
        const HIGHEST: f64 = 409.0;
        let cells: Vec<Vec<Cell>> = cells.into_iter().collect();
        let is_used = |at: usize| cells.iter().any(|line| line.get(at).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<(usize, &Column)> =
            columns.iter().enumerate().filter(|(at, column)| !column.optional || is_used(*at)).collect();
        for (at, (_, column)) in (0_u16..).zip(&kept) {
            let name = match &column.name {
                Name::Key(key) => self.words.text(key),
                Name::Own(name) => cut(name),
            };
            sheet.write_string_with_format(from, at, name, &self.looks.head)?;
            if from == 0 {
                sheet.set_column_width(at, column.width)?;
            }
        }
        let mut sums = vec![Decimal::ZERO; kept.len()];
        let mut row = from;
        for line in &cells {
            row += 1;
            let mut lines = 1.0_f64;
            for ((at, (column, looks)), sum) in (0_u16..).zip(&kept).zip(&mut sums) {
                let Some(cell) = line.get(*column) else { continue };
                self.put(sheet, row, at, cell)?;
                lines = lines.max(cell.lines(looks.width));
                if let Cell::Number(number) = cell {
                    *sum = sum.checked_add(*number).unwrap_or(*sum);
                }
            }
            // Not every program makes a row as high as its words when it opens a file.
            sheet.set_row_height(row, (lines * LINE + 3.0).min(HIGHEST))?;
        }
        let last = row;
        if from == 0 {
            sheet.set_freeze_panes(1, 0)?;
            sheet.set_repeat_rows(0, 0)?;
            sheet.autofilter(0, 0, last.max(1), u16::try_from(kept.len()).unwrap_or(1).saturating_sub(1))?;
        }
        if last > from && kept.iter().any(|(_, column)| column.sum) {
            row += 1;
            for ((at, (_, column)), sum) in (0_u16..).zip(&kept).zip(&sums) {
                if column.sum {
                    let letters = letters(at);
                    let formula = format!("=SUM({letters}{}:{letters}{})", from + 2, last + 1);
                    let formula = Formula::new(formula).set_result(sum.normalize().to_string());
                    sheet.write_formula_with_format(row, at, formula, &self.looks.total)?;
                } else if at == 0 {
                    let total = self.words.text("export-total");
                    sheet.write_string_with_format(row, at, total, &self.looks.head)?;
                } else {
                    sheet.write_blank(row, at, &self.looks.head)?;
                }
            }
        }
        Ok(row + 1)
    }

    /// Names a sheet and says how it is printed: A4 across, as wide as the sheet, pages numbered.
    fn sheet(&self, sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
        const A4: u8 = 9;
        sheet.set_name(name)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        // A header holds 255 characters, and reads a single & as the beginning of a command.
        let title: String = said_text(self.plan, &self.plan.title).chars().take(100).collect();
        sheet.set_header(format!("&C{}", title.replace('&', "&&")));
        sheet.set_footer("&C&P / &N");
        Ok(())
    }

    fn measures(&self, sheet: &mut Worksheet, rows: &Rows<'_>) -> Result<(), XlsxError> {
        self.sheet(sheet, &self.words.text("table-sheet-measures"))?;
        let columns = [
            column("table-column-number", 12.0),
            optional("table-column-section", 18.0),
            optional("table-column-goal", 22.0),
            column("table-column-measure", 16.0),
            column("export-column-text", 48.0),
            column("table-column-owners", 12.0),
            optional("export-column-others", 14.0),
            column("table-column-when", 16.0),
            optional("export-column-deadline", 12.0),
            optional("table-column-indicator", 24.0),
            column("table-column-status", 9.0),
            column("export-column-progress", 9.0),
            optional("table-column-resources", 18.0),
            Column { optional: true, ..summed("table-column-budget", 12.0) },
            optional("table-column-risk", 18.0),
            optional("table-column-fallback", 18.0),
            optional("table-column-source", 16.0),
            optional("table-column-log", 20.0),
        ];
        self.table(sheet, 0, &columns, rows.measures.iter().map(|row| self.measure(row)))?;
        Ok(())
    }

    fn measure(&self, row: &Row<'_>) -> Vec<Cell> {
        let Row { number, section, goal, measure } = row;
        let plan = self.plan;
        let (language, year) = (self.language(), Some(plan.period.year()));
        let mut text = said_text(plan, &measure.text);
        for paragraph in &measure.paragraphs {
            text.push('\n');
            text.push_str(&said_text(plan, &paragraph.text));
        }
        let (mut owners, mut others) = (String::new(), Vec::new());
        for (role, names) in words::owners(plan, language, &measure.owners) {
            let names = said_text(plan, &names);
            match role {
                OwnerRole::Responsible => owners = names,
                OwnerRole::Helps | OwnerRole::Approves | OwnerRole::Watches => {
                    let colon = if language == Language::En { ": " } else { "：" };
                    others.push(format!("{}{colon}{names}", words::owner_label(language, role)));
                }
            }
        }
        let when =
            measure.when.as_ref().map(|when| words::when_in(language, when, plan.period)).unwrap_or_default();
        let indicators: Vec<String> = measure
            .indicators
            .iter()
            .map(|indicator| said_text(plan, &words::indicator(language, indicator, year)))
            .collect();
        let log = measure.log.last().map(|entry| {
            format!("{} {}", words::short_date(language, entry.on, year), said_text(plan, &entry.text))
        });
        vec![
            Cell::Words(number.clone()),
            section.map_or(Cell::Empty, |heading| self.said(heading)),
            goal.map_or(Cell::Empty, |goal| self.said(&goal.text)),
            self.said(&measure.title),
            Cell::Words(text),
            Cell::Words(owners),
            Cell::Words(others.join("\n")),
            Cell::Words(when),
            measure.when.as_ref().and_then(When::deadline).map_or(Cell::Empty, Cell::Day),
            Cell::Words(indicators.join("\n")),
            Cell::Words(words::measure_status(language, measure.status).to_owned()),
            Cell::Number(Decimal::from(measure.progress.percent())),
            self.said(&measure.needs.resources),
            measure.needs.budget.into(),
            self.said(&measure.risk.risk),
            self.said(&measure.risk.fallback),
            self.said(&measure.source),
            log.map_or(Cell::Empty, Cell::Words),
        ]
    }

    fn indicators(&self, sheet: &mut Worksheet, rows: &Rows<'_>) -> Result<(), XlsxError> {
        self.sheet(sheet, &self.words.text("table-sheet-indicators"))?;
        let columns = [
            column("table-column-number", 12.0),
            column("table-column-belongs", 28.0),
            column("table-column-name", 26.0),
            column("export-column-unit", 8.0),
            optional("table-column-base", 10.0),
            column("table-column-target", 16.0),
            column("export-column-target-number", 10.0),
            column("table-column-actual", 10.0),
            optional("export-column-read-on", 12.0),
            summed("table-column-weight", 8.0),
            optional("table-column-standard", 32.0),
            optional("export-column-formula", 24.0),
            optional("table-column-source", 18.0),
        ];
        let (language, year) = (self.language(), Some(self.plan.period.year()));
        let cells = rows.indicators.iter().map(|row| {
            let indicator = row.indicator;
            let target = indicator.target.as_ref();
            let reading = indicator.readings.last();
            vec![
                Cell::Words(row.number.clone()),
                self.said(row.of),
                self.said(&indicator.name),
                Cell::Words(said_text(self.plan, &Text::new(&indicator.unit))),
                indicator.base.as_ref().and_then(|base| base.value.number()).into(),
                target.map_or(Cell::Empty, |target| {
                    self.said(&words::target(language, target, &indicator.unit, year))
                }),
                target.and_then(target_number).into(),
                reading.and_then(|reading| reading.value).into(),
                reading.map_or(Cell::Empty, |reading| Cell::Day(reading.on)),
                indicator.weight.map(Weight::points).into(),
                self.said(&indicator.standard),
                self.said(&indicator.formula),
                self.said(&indicator.source),
            ]
        });
        self.table(sheet, 0, &columns, cells)?;
        Ok(())
    }

    fn scores(
        &self,
        sheet: &mut Worksheet,
        scores: &ScoreTable,
        name: &str,
        known: &HashMap<IndicatorId, &Indicator>,
    ) -> Result<(), XlsxError> {
        self.sheet(sheet, name)?;
        let columns = [
            column("table-column-number", 12.0),
            column("table-column-indicator", 32.0),
            summed("table-column-weight", 10.0),
            column("table-column-standard", 48.0),
            summed("export-column-score", 10.0),
        ];
        let cells = scores.rows.iter().enumerate().map(|(at, row)| {
            let indicator = row.indicator.and_then(|id| known.get(&id).copied());
            let weight = row.weight.or_else(|| indicator.and_then(|indicator| indicator.weight));
            let standard = match indicator {
                Some(indicator) if row.standard.is_empty() => &indicator.standard,
                Some(_) | None => &row.standard,
            };
            vec![
                Cell::Number(Decimal::from(at + 1)),
                self.said(indicator.map_or(&row.name, |indicator| &indicator.name)),
                weight.map(Weight::points).into(),
                self.said(standard),
                row.score.into(),
            ]
        });
        let behind = self.table(sheet, 0, &columns, cells)?;
        if !scores.coefficients.is_empty() {
            let columns = [column("export-column-from", 12.0), column("export-column-coefficient", 12.0)];
            let cells = scores
                .coefficients
                .iter()
                .map(|band| vec![Cell::Number(band.from), Cell::Number(band.coefficient)]);
            self.table(sheet, behind + 1, &columns, cells)?;
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Writes problems, each with the numbers of the measures that answer it.
    fn problems(
        &self,
        sheet: &mut Worksheet,
        problems: &Problems,
        name: &str,
        numbers: &HashMap<MeasureId, &str>,
    ) -> Result<(), XlsxError> {
        self.sheet(sheet, name)?;
        let columns = [
            column("table-column-number", 8.0),
            column("table-column-problem", 40.0),
            optional("table-column-cause", 40.0),
            optional("table-column-countermeasure", 40.0),
            optional("table-column-answered-by", 18.0),
        ];
        let comma = if self.language() == Language::En { ", " } else { "、" };
        let cells = problems.problems.iter().enumerate().map(|(at, problem)| {
            let measures: Vec<&str> =
                problem.answered_by.iter().filter_map(|id| numbers.get(id).copied()).collect();
            vec![
                Cell::Number(Decimal::from(at + 1)),
                self.said(&problem.text),
                self.said(&problem.cause),
                self.said(&problem.countermeasure),
                Cell::Words(measures.join(comma)),
            ]
        });
        self.table(sheet, 0, &columns, cells)?;
        Ok(())
    }

    /// Writes a register with the columns that the plan gives it.
    fn register(&self, sheet: &mut Worksheet, register: &Register, name: &str) -> Result<(), XlsxError> {
        self.sheet(sheet, name)?;
        let words = |text: &Text| said_text(self.plan, text);
        let columns: Vec<Column> = register
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let name = words(column);
                let cells = register.rows.iter().filter_map(|row| row.cells.get(at)).map(words);
                let widest = cells.chain([name.clone()]).map(|words| width(&words)).fold(0.0, f64::max);
                Column {
                    name: Name::Own(name),
                    width: (widest + 2.0).clamp(10.0, 40.0),
                    sum: false,
                    optional: false,
                }
            })
            .collect();
        let cells = register.rows.iter().map(|row| row.cells.iter().map(|cell| self.said(cell)).collect());
        self.table(sheet, 0, &columns, cells)?;
        Ok(())
    }
}

/// Returns about how wide the widest line of words is, in Latin characters.
fn width(words: &str) -> f64 {
    let long = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.2 }).sum();
    words.split('\n').map(long).fold(0.0, f64::max)
}

/// Returns the number that a target asks for; the upper one of two.
fn target_number(target: &Target) -> Option<Decimal> {
    match target {
        Target::AtLeast(quantity) | Target::AtMost(quantity) | Target::Exactly(quantity) => {
            Quantity::number(quantity)
        }
        Target::Within(_, high) => high.number(),
        Target::DoneBy(_) => None,
    }
}

/// Tells whether a program that reads words as it would what is typed takes these for a formula.
fn is_like_formula(words: &str) -> bool {
    words.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''])
}

/// Cuts words to what a cell can hold.
fn cut(words: &str) -> String {
    let units: usize = words.chars().map(char::len_utf16).sum();
    if units <= MOST_UNITS {
        return words.to_owned();
    }
    let mut left = MOST_UNITS - 1;
    let mut kept: String = words
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept.push('…');
    kept
}

/// Returns the letters of a column, counted from 0.
fn letters(column: u16) -> String {
    crate::locale::numerals::letters(u64::from(column) + 1)
}
