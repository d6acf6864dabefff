//! The document's body: blocks into paragraphs and tables.

use std::io;

use super::sheet::Shade;
use super::styles::{Looks, Role, exactly, twips};
use super::xml::Xml;
use crate::export::said::{low_lines, said};
use crate::typeset::{Block, Flow, GLUE, Row, Run, Runs};

/// By what the document refers to the footer of odd pages, or of all.
pub(super) const ODD_FOOTER: &str = "rId4";
/// By what it refers to the footer of even pages.
pub(super) const EVEN_FOOTER: &str = "rId5";
/// Says that blanks at the ends of words count.
pub(super) const PRESERVED: (&str, &str) = ("xml:space", "preserve");

/// What is special about a stretch of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Plain,
    /// A title run in before the text.
    RunIn,
    /// What a comparison marks as added.
    Added,
    /// What it marks as removed.
    Removed,
    /// What it marks as moved.
    Moved,
    /// Before a ground, as the bars of a time line are.
    Shaded(Shade),
}

/// Writes the document.
pub(super) fn document(looks: &Looks<'_>, flow: &Flow) -> io::Result<Vec<u8>> {
    let xml = Xml::new("w:document", &[super::NAMESPACE, super::RELATIONS]);
    let mut body = Body { looks, xml, flip: false, after_table: None, before_table: None };
    body.xml.open("w:body", &[]);
    let mut blocks =
        flow.groups.iter().flat_map(|(flip, blocks)| blocks.iter().map(|block| (*flip, block))).peekable();
    body.before_table = blocks.peek().and_then(|(_, block)| body.room(block));
    body.flip = blocks.peek().is_some_and(|(flip, _)| *flip);
    body.head(flow);
    while let Some((flip, block)) = blocks.next() {
        if flip != body.flip {
            body.turn();
            body.flip = flip;
        }
        body.before_table =
            blocks.peek().filter(|(next, _)| *next == flip).and_then(|(_, next)| body.room(next));
        body.block(block);
    }
    body.divide();
    looks.section(&mut body.xml, body.flip);
    body.xml.finish()
}

pub(super) struct Body<'a> {
    pub(super) looks: &'a Looks<'a>,
    pub(super) xml: Xml,
    /// Whether the sheet lies on its side.
    flip: bool,
    /// The room behind the table that stands right before, in twips.
    pub(super) after_table: Option<i64>,
    /// The room before the table that comes next.
    before_table: Option<i64>,
}

/// What a paragraph has besides its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Own<'a> {
    pub(super) keep: bool,
    /// Whether it begins no page, where its style does.
    pub(super) stays: bool,
    /// Stops of tabs: what stands there, and where, in twips. The lines of such a paragraph are
    /// stretches of one line.
    pub(super) tabs: &'a [(&'static str, i64)],
    /// Pitch, room before and room after, in twips.
    pub(super) lines: Option<(i64, i64, i64)>,
    pub(super) indent: &'a [(&'a str, &'a str)],
    pub(super) side: Option<&'a str>,
}

impl Body<'_> {
    /// Returns the width between the margins, in twips.
    pub(super) fn width(&self) -> i64 {
        self.looks.width(self.flip)
    }

    /// Ends the sheets that lie as the ones so far. The paragraph that says so is all but invisible.
    fn turn(&mut self) {
        let above = self.after_table.take().unwrap_or(0);
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.value("w:pStyle", Role::Cell.id());
        self.xml.value("w:snapToGrid", 0);
        exactly(&mut self.xml, twips(1.0), above.min(twips(4.0)), 0);
        self.looks.section(&mut self.xml, self.flip);
        self.xml.close();
        self.xml.close();
    }

    /// Writes the title and the mark of a draft.
    fn head(&mut self, flow: &Flow) {
        let title = &self.looks.profile.title;
        let below = scaled(self.looks.pitch, title.lines_below);
        if !flow.title.is_empty() {
            let after = if flow.mark.is_some() { 0 } else { below };
            self.title(Role::Title, &flow.title, scaled(self.looks.pitch, title.lines_above), after);
        }
        if let Some(mark) = &flow.mark {
            let own = Own { lines: Some((self.looks.pitch, 0, below)), ..Own::default() };
            self.paragraph(Role::Mark, own, &[vec![Run::Words(mark.clone())]]);
        }
    }

    fn title(&mut self, role: Role, lines: &[Runs], before: i64, after: i64) {
        let (pitch, rest) = self.looks.title_lines(lines.len());
        let own = Own { lines: Some((pitch, before, (after + rest).max(0))), ..Own::default() };
        self.paragraph(role, own, lines);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, x } => {
                self.paragraph(Role::Heading(*level), Own::default(), std::slice::from_ref(x));
            }
            Block::Par { x, keep } => {
                let own = Own { keep: *keep, ..Own::default() };
                self.paragraph(Role::Body, own, std::slice::from_ref(x));
            }
            Block::Table { columns, middle, head, rows } => self.table(columns, middle, head, rows),
            Block::Signatures { left, right } => self.signatures(left, right),
            Block::Note { label, items, gap } => self.note(label, items, *gap),
            Block::Attachment { label, lines, turn } => {
                let label = vec![Run::Words(label.clone())];
                self.paragraph(Role::Label, Own { stays: !turn, ..Own::default() }, &[label]);
                self.title(Role::AttachmentTitle, lines, 0, self.looks.pitch);
            }
            Block::SignOff { name, date } => self.sign_off(name, date),
            Block::Caption { left, right } => self.caption(left, right),
            Block::Lines { labels } => self.lines_to_write_on(labels),
            Block::Sheet(sheet) => self.sheet(sheet),
            Block::Legend { signs } => self.legend(signs),
        }
    }

    /// Returns the room round a table, in twips; none for what is no table.
    fn room(&self, block: &Block) -> Option<i64> {
        match block {
            Block::Table { .. } | Block::Sheet(_) => Some(twips(10.0)),
            Block::Signatures { .. } => Some(self.looks.pitch),
            Block::Heading { .. }
            | Block::Par { .. }
            | Block::Note { .. }
            | Block::Attachment { .. }
            | Block::SignOff { .. }
            | Block::Caption { .. }
            | Block::Lines { .. }
            | Block::Legend { .. } => None,
        }
    }

    /// Writes a paragraph of the text: a table before or behind it keeps its distance.
    fn paragraph(&mut self, role: Role, mut own: Own<'_>, lines: &[Runs]) {
        let (above, below) = (self.after_table.take(), self.before_table);
        if above.is_some() || below.is_some() {
            let (pitch, before, after) = own.lines.unwrap_or_else(|| self.looks.spacing(role));
            own.lines = Some((pitch, before.max(above.unwrap_or(0)), after.max(below.unwrap_or(0))));
        }
        self.lines(role, own, lines);
    }

    /// Writes a paragraph of these lines.
    pub(super) fn lines(&mut self, role: Role, own: Own<'_>, lines: &[Runs]) {
        let lines = lines.iter().map(|line| {
            let mut spans = Vec::new();
            flatten(line, Span::Plain, &mut spans);
            spans
        });
        self.spans(role, own, &lines.collect::<Vec<_>>());
    }

    /// Writes a paragraph of lines of these stretches.
    pub(super) fn spans(&mut self, role: Role, own: Own<'_>, lines: &[Vec<(Span, String)>]) {
        let looks = self.looks;
        let xml = &mut self.xml;
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.value("w:pStyle", role.id());
        if own.keep {
            xml.empty("w:keepNext", &[]);
        }
        if own.stays {
            xml.value("w:pageBreakBefore", 0);
        }
        if !own.tabs.is_empty() {
            xml.open("w:tabs", &[]);
            for (kind, at) in own.tabs {
                xml.empty("w:tab", &[("w:val", kind), ("w:pos", &at.to_string())]);
            }
            xml.close();
        }
        if let Some((pitch, before, after)) = own.lines {
            exactly(xml, pitch, before, after);
        }
        if !own.indent.is_empty() {
            xml.empty("w:ind", own.indent);
        }
        if let Some(side) = own.side {
            xml.value("w:jc", side);
        }
        xml.close();
        let between = if own.tabs.is_empty() { "w:br" } else { "w:tab" };
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                xml.open("w:r", &[]);
                looks.kind(role, Span::Plain).properties(xml, looks.is_chinese(), Span::Plain);
                xml.empty(between, &[]);
                xml.close();
            }
            for (span, words) in line {
                xml.open("w:r", &[]);
                looks.kind(role, *span).properties(xml, looks.is_chinese(), *span);
                xml.told("w:t", &[PRESERVED], words);
                xml.close();
            }
        }
        xml.close();
    }

    /// Parts what follows from a table: two tables without a paragraph between them become one, and
    /// no table may end a document.
    pub(super) fn divide(&mut self) {
        if let Some(room) = self.after_table.take() {
            let own = Own { lines: Some((room, 0, 0)), ..Own::default() };
            self.lines(Role::Cell, own, &[]);
        }
    }

    fn table(&mut self, columns: &[f64], middle: &[bool], head: &[Runs], rows: &[Row]) {
        self.divide();
        let style = &self.looks.profile.table;
        let size = style.style.size_pt.max(style.head.size_pt);
        let widths = widths(columns, head, rows, self.width(), size, style.inset_x_pt);
        let rule = (style.rule_pt * 8.0).round().max(2.0).to_string();
        // A line's pitch has half its lead above and below it already.
        let inset = (style.inset_y_pt - (style.line_pitch_pt - size) / 2.0).max(0.0);
        self.open_table(&widths, Some(&rule), (style.inset_x_pt, inset));
        self.row(head, &widths, Role::CellHead, &|_| true, (true, true));
        let is_middle = |column: usize| middle.get(column) == Some(&true);
        for row in rows {
            self.row(&row.cells, &widths, Role::Cell, &is_middle, (false, !row.long));
        }
        self.xml.close();
        self.after_table = Some(twips(10.0));
    }

    /// Opens a table with the widths of its columns, with rules where they have a thickness.
    pub(super) fn open_table(&mut self, widths: &[i64], rule: Option<&str>, inset: (f64, f64)) {
        let xml = &mut self.xml;
        xml.open("w:tbl", &[]);
        xml.open("w:tblPr", &[]);
        let width: i64 = widths.iter().sum();
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.value("w:jc", "center");
        if let Some(rule) = rule {
            xml.open("w:tblBorders", &[]);
            for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                xml.empty(
                    side,
                    &[("w:val", "single"), ("w:sz", rule), ("w:space", "0"), ("w:color", "000000")],
                );
            }
            xml.close();
        }
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.open("w:tblCellMar", &[]);
        let (x, y) = inset;
        for (side, pt) in [("w:top", y), ("w:left", x), ("w:bottom", y), ("w:right", x)] {
            xml.empty(side, &[("w:w", &twips(pt).to_string()), ("w:type", "dxa")]);
        }
        xml.close();
        xml.value("w:tblLook", "0420");
        xml.close();
        xml.open("w:tblGrid", &[]);
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        xml.close();
    }

    /// Writes a row; `held` tells whether it is a head that repeats and whether it stays whole.
    fn row(
        &mut self,
        cells: &[Runs],
        widths: &[i64],
        role: Role,
        is_middle: &dyn Fn(usize) -> bool,
        held: (bool, bool),
    ) {
        let (is_head, is_whole) = held;
        self.xml.open("w:tr", &[]);
        if is_whole || is_head {
            self.xml.open("w:trPr", &[]);
            if is_whole {
                self.xml.empty("w:cantSplit", &[]);
            }
            if is_head {
                self.xml.empty("w:tblHeader", &[]);
            }
            self.xml.close();
        }
        for (column, width) in widths.iter().enumerate() {
            let side = if is_middle(column) { "center" } else { "left" };
            let cell = cells.get(column).map(std::slice::from_ref).unwrap_or_default();
            self.cell(*width, role, Some(side), cell);
        }
        self.xml.close();
    }

    fn cell(&mut self, width: i64, role: Role, side: Option<&str>, lines: &[Runs]) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        self.xml.value("w:vAlign", "center");
        self.xml.close();
        self.lines(role, Own { side, ..Own::default() }, lines);
        self.xml.close();
    }

    fn signatures(&mut self, left: &[Runs], right: &[Runs]) {
        self.divide();
        let half = self.width() / 2;
        self.open_table(&[half, half], None, (0.0, 0.0));
        for row in 0..left.len().max(right.len()) {
            let cells: Vec<Runs> =
                [left, right].iter().map(|column| column.get(row).cloned().unwrap_or_default()).collect();
            self.row(&cells, &[half, half], Role::Signature, &|_| false, (false, true));
        }
        self.xml.close();
        self.after_table = Some(self.looks.pitch / 2);
    }

    /// Writes the note of attachments: names that need a second line are aligned with themselves.
    fn note(&mut self, label: &str, items: &[(String, Runs)], gap: f64) {
        let indent = self.looks.profile.paragraph.indent_characters;
        let first = items.first().map_or("", |(number, _)| number);
        let name = indent + ems(label) + ems(first) + gap;
        let above =
            twips(self.looks.profile.attachment.note_lines_above * self.looks.profile.line_pitch_pt());
        for (index, (number, words)) in items.iter().enumerate() {
            let lead = if index == 0 { format!("{label}{number}") } else { number.clone() };
            let hanging = self.looks.characters(ems(&lead) + gap);
            let mut line = vec![Run::Words(lead)];
            if gap > 0.0 {
                line.push(Run::Words("\u{2002}".to_owned()));
            }
            line.extend(words.iter().cloned());
            let left = self.looks.characters(name).to_string();
            let hanging = hanging.to_string();
            let indent = [("w:left", left.as_str()), ("w:hanging", hanging.as_str())];
            let lines = (index == 0).then_some((self.looks.pitch, above, 0));
            self.paragraph(Role::Note, Own { indent: &indent, lines, ..Own::default() }, &[line]);
        }
    }

    /// Writes name and date (GB/T 9704-2012, 7.3.5.2): see the template of the page for the rule.
    fn sign_off(&mut self, name: &Runs, date: &Runs) {
        let place = &self.looks.profile.sign_off;
        let (name_width, date_width) = (ems(&said(name)), ems(&said(date)));
        let width = self.looks.profile.type_width_pt() / self.looks.character_pt();
        let (shift, right) = (place.date_characters, place.right_characters);
        let mut name_at = width - right - name_width;
        let mut date_at = name_at + shift;
        if date_width > name_width {
            date_at = width - right - date_width;
            name_at = date_at - shift;
        }
        let above = twips(place.lines_above * self.looks.profile.line_pitch_pt());
        let mut lines = Some((self.looks.pitch, above, 0));
        for (at, words, keep) in [(name_at, name, true), (date_at, date, false)] {
            if words.is_empty() && keep {
                continue;
            }
            let left = self.looks.characters(at.max(0.0)).to_string();
            let own = Own { indent: &[("w:left", &left)], lines: lines.take(), ..Own::default() };
            self.paragraph(Role::SignOff, own, std::slice::from_ref(words));
        }
    }
}

fn scaled(pitch: i64, lines: f64) -> i64 {
    twips(lines * pitch as f64 / 20.0)
}

/// Puts runs into stretches of words, those that look alike together. Gaps become low lines,
/// markers nothing.
fn flatten(runs: &[Run], span: Span, out: &mut Vec<(Span, String)>) {
    for run in runs {
        match run {
            // What holds numbers to their units on our pages would show in others' programs.
            Run::Words(words) => push(&words.replace(GLUE, ""), span, out),
            Run::Gap { b } => push(&low_lines(*b), span, out),
            Run::Mark { .. } => {}
            Run::Together { k } => flatten(k, span, out),
            Run::Title { r } => flatten(r, Span::RunIn, out),
            Run::Revised { c, w } => flatten(c, revised(w), out),
        }
    }
}

fn push(words: &str, span: Span, out: &mut Vec<(Span, String)>) {
    match out.last_mut() {
        Some((last, text)) if *last == span => text.push_str(words),
        Some(_) | None if words.is_empty() => {}
        Some(_) | None => out.push((span, words.to_owned())),
    }
}

fn revised(how: &str) -> Span {
    match how {
        "added" => Span::Added,
        "removed" => Span::Removed,
        _ => Span::Moved,
    }
}

/// Returns the width of words in characters, as far as it can be told without their faces.
fn ems(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Shares the width among the columns: those of their words' width first, the others by their shares.
fn widths(columns: &[f64], head: &[Runs], rows: &[Row], total: i64, size_pt: f64, inset_pt: f64) -> Vec<i64> {
    let natural = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).chain(head.get(column));
        let longest = cells.map(|cell| ems(&said(cell))).fold(1.0, f64::max);
        // A column that takes its words' width still leaves room for the others.
        (longest.min(10.0) * size_pt + 2.0 * inset_pt) * 1.05 * 20.0
    };
    let total = total as f64;
    let shares: f64 = columns.iter().sum();
    let fixed: f64 =
        columns.iter().enumerate().filter(|(_, share)| **share <= 0.0).map(|(at, _)| natural(at)).sum();
    // Where the narrow columns alone would fill the sheet, all are made smaller.
    let most = if shares > 0.0 { total * 0.6 } else { total };
    let scale = if fixed > most || shares <= 0.0 && fixed > 0.0 { most / fixed } else { 1.0 };
    let rest = total - fixed * scale;
    let mut from = 0.0;
    let mut at = 0;
    columns
        .iter()
        .enumerate()
        .map(|(column, share)| {
            from += if *share > 0.0 { rest * share / shares } else { natural(column) * scale };
            let end = twips(from / 20.0);
            let width = end - at;
            at = end;
            width
        })
        .collect()
}
