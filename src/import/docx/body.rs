//! The document's body: paragraphs, tables, text boxes, changes.

use super::DocxFault;
use super::numbering::Numbering;
use super::package::{Element, attribute, elements, local, value};
use super::styles::Styles;
use crate::import::source::{Hint, Line};
use crate::import::{MOST_LINES, marker};

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<u32>,
    level: Option<u8>,
    outline: Option<u8>,
    /// Whether its end was deleted: the next paragraph goes on with it.
    goes_on: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    cell: Vec<String>,
    span: usize,
    /// Whether the row that is open was deleted.
    row_deleted: bool,
}

struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    lines: Vec<Line>,
    /// The paragraphs that are open: one inside another's text box.
    paragraphs: Vec<Paragraph>,
    /// Text boxes of the paragraph that is open, told after it.
    boxes: Vec<Line>,
    tables: Vec<Table>,
    /// How deep inside something that is left out.
    skipping: usize,
    /// Whether words are text, and not a field's instruction.
    in_text: bool,
    /// Whether what comes is about a paragraph, or about a row, and not in it.
    in_properties: bool,
    in_row_properties: bool,
    /// The beginning of a paragraph whose end was deleted.
    carried: String,
    count: usize,
    table_count: usize,
}

/// What is left out with everything in it: deleted and moved text, fall-backs of what is read
/// already, instructions of fields, readings above characters.
const LEFT_OUT: [&str; 10] = [
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
];

/// Reads the lines of a body.
pub(super) fn read(part: &[u8], styles: &Styles, numbering: Numbering) -> Result<Vec<Line>, DocxFault> {
    let mut body = Body {
        styles,
        numbering,
        lines: Vec::new(),
        paragraphs: Vec::new(),
        boxes: Vec::new(),
        tables: Vec::new(),
        skipping: 0,
        in_text: false,
        in_properties: false,
        in_row_properties: false,
        carried: String::new(),
        count: 0,
        table_count: 0,
    };
    let mut seen = false;
    elements(part, &mut |element| match element {
        Element::Start(start) => {
            let name = local(&start);
            seen |= name == "body";
            body.start(&name, &start);
        }
        Element::End(name) => body.end(&name),
        Element::Words(words) => body.words(&words),
    })?;
    if body.lines.len() > MOST_LINES {
        return Err(DocxFault::TooMuch);
    }
    if seen { Ok(body.finished()) } else { Err(DocxFault::NotADocument) }
}

/// Reads the words of a header, a footer, notes or comments, paragraph by paragraph.
pub(super) fn asides(part: &[u8]) -> Result<Vec<String>, DocxFault> {
    let mut texts = Vec::new();
    let mut open = String::new();
    let (mut in_text, mut skipping) = (false, 0_usize);
    elements(part, &mut |element| match element {
        Element::Start(start) => {
            let name = local(&start);
            if skipping > 0 || LEFT_OUT.contains(&name.as_str()) {
                skipping += 1;
            } else if name == "t" {
                in_text = true;
            }
        }
        Element::End(_) if skipping > 0 => skipping -= 1,
        Element::End(name) => match name.as_str() {
            "t" => in_text = false,
            "p" => {
                let text = std::mem::take(&mut open);
                // The number of the page is no words.
                if text.chars().any(char::is_alphabetic) {
                    texts.push(text.trim().to_owned());
                }
            }
            _ => {}
        },
        Element::Words(words) if in_text && skipping == 0 => open.push_str(&words),
        Element::Words(_) => {}
    })?;
    Ok(texts)
}

impl Body<'_> {
    fn finished(mut self) -> Vec<Line> {
        if !self.carried.trim().is_empty() {
            let text = std::mem::take(&mut self.carried).trim().to_owned();
            self.count += 1;
            self.lines.push(Line { number: self.count, text, hint: Hint::Paragraph });
        }
        self.lines
    }

    fn start(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        if self.skipping == 0 && matches!(name, "del" | "moveFrom") {
            if self.in_row_properties
                && let Some(table) = self.tables.last_mut()
            {
                table.row_deleted = true;
            } else if self.in_properties
                && let Some(paragraph) = self.paragraphs.last_mut()
            {
                paragraph.goes_on = true;
            }
        }
        if self.skipping > 0 || LEFT_OUT.contains(&name) {
            self.skipping += 1;
            return;
        }
        match name {
            "pPr" => self.in_properties = true,
            "trPr" => self.in_row_properties = true,
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" if self.paragraphs.last().is_some_and(|p| !p.text.is_empty()) => self.push(' '),
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('-'),
            "sym" => {
                let c = attribute(start, "char")
                    .and_then(|hex| u32::from_str_radix(&hex, 16).ok())
                    .and_then(char::from_u32);
                // Signs of symbol fonts lie where no text is.
                self.push(c.filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)).unwrap_or('□'));
            }
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell.clear();
                    table.span = 1;
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = value(start).and_then(|v| v.parse().ok()).unwrap_or(1).clamp(1, 64);
                }
            }
            _ => self.property(name, start),
        }
    }

    fn property(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let number = || value(start).and_then(|v| v.parse::<u32>().ok());
        match name {
            "pStyle" => paragraph.style = value(start),
            "numId" => paragraph.list = number(),
            "ilvl" => paragraph.level = number().and_then(|v| u8::try_from(v).ok()),
            "outlineLvl" => {
                paragraph.outline =
                    number().and_then(|v| u8::try_from(v).ok()).filter(|v| *v < 9).map(|v| v + 1);
            }
            _ => {}
        }
    }

    fn push(&mut self, c: char) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(c);
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipping == 0
            && self.in_text
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "pPr" => self.in_properties = false,
            "trPr" => self.in_row_properties = false,
            "tr" => {
                if let Some(table) = self.tables.last_mut()
                    && std::mem::take(&mut table.row_deleted)
                {
                    table.rows.pop();
                }
            }
            "p" => self.paragraph(),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let text = table.cell.join(" ");
                    let span = table.span;
                    table.cell.clear();
                    if let Some(row) = table.rows.last_mut() {
                        row.push(text);
                        row.extend(std::iter::repeat_n(String::new(), span.saturating_sub(1)));
                    }
                }
            }
            "tbl" => self.table(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if self.lines.len() > MOST_LINES {
            return;
        }
        if !self.carried.is_empty() {
            paragraph.text.insert_str(0, &std::mem::take(&mut self.carried));
        }
        if paragraph.goes_on && self.tables.is_empty() && self.paragraphs.is_empty() {
            self.carried = paragraph.text;
            return;
        }
        let resolved = paragraph.style.as_ref().map(|id| self.styles.resolve(id)).unwrap_or_default();
        let heading = paragraph.outline.or(resolved.heading);
        let list = paragraph.list.or(resolved.list).filter(|list| *list > 0);
        let level = paragraph.level.or(resolved.level).unwrap_or(0);
        let said = !paragraph.text.trim().is_empty();
        let label = match list {
            Some(list) if said => self.numbering.next(list, level),
            _ => String::new(),
        };
        let in_cell = !self.tables.is_empty();
        let in_box = !self.paragraphs.is_empty();
        if heading == Some(0) {
            paragraph.text = joined_title(&paragraph.text);
        }
        // A break inside a paragraph parts it, as a line break parts a text.
        for (index, piece) in paragraph.text.split('\n').enumerate() {
            let piece = piece.trim();
            if piece.is_empty() && (index > 0 || in_cell) {
                continue;
            }
            let text = if index == 0 { format!("{label}{piece}") } else { piece.to_owned() };
            if in_cell {
                if let Some(table) = self.tables.last_mut() {
                    table.cell.push(text);
                }
                continue;
            }
            self.count += 1;
            let hint = match heading {
                Some(level) if index == 0 => Hint::Heading(level),
                _ if list.is_some() && index == 0 && marker::open(&text).is_some() => Hint::Listed(level),
                _ => Hint::Paragraph,
            };
            let line = Line { number: self.count, text: text.trim().to_owned(), hint };
            if in_box {
                self.boxes.push(line);
            } else {
                self.lines.push(line);
            }
        }
        if !in_box {
            self.lines.append(&mut self.boxes);
        }
    }

    fn table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if let Some(outer) = self.tables.last_mut() {
            // A table inside a cell is that cell's words.
            for row in table.rows {
                outer.cell.push(row.join(" "));
            }
            return;
        }
        let number = self.table_count;
        self.table_count += 1;
        // A frame of one cell is a text box by other means.
        let frame =
            table.rows.iter().all(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count() <= 1);
        for cells in table.rows {
            self.count += 1;
            let text = cells.join("\t");
            let hint = if frame { Hint::Paragraph } else { Hint::Row { table: number, cells } };
            self.lines.push(Line { number: self.count, text: text.trim().to_owned(), hint });
        }
    }
}

/// Joins the lines of a title, which is broken by sense; a mark in brackets or a subtitle behind a dash
/// is a line of its own.
fn joined_title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if out.is_empty() {
            // Nothing stands before the first line.
        } else if line.starts_with(['（', '(', '—', '－']) {
            out.push('\n');
        } else if is_latin(out.chars().next_back()) && is_latin(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::joined_title;

    #[test]
    fn titles_broken_by_sense_are_whole_again() {
        for (text, whole) in [
            (
                "江北支行营业厅2027年\n客户经理岗位职责与履职计划",
                "江北支行营业厅2027年客户经理岗位职责与履职计划",
            ),
            ("Riverside Sub-branch:\nWork Plan\nfor 2027", "Riverside Sub-branch: Work Plan for 2027"),
            ("2027年工作计划\n（讨论稿）", "2027年工作计划\n（讨论稿）"),
            ("稳中求进\n——2027年工作计划", "稳中求进\n——2027年工作计划"),
            ("（草案）\n2027年工作计划", "（草案）2027年工作计划"),
            ("", ""),
        ] {
            assert_eq!(joined_title(text), whole);
        }
    }
}
