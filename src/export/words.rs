//! Markdown and plain text: what a person would type, and what this program imports again.
//!
//! The words are those of the printed page, numbers of headings and measures included, one paragraph
//! a line. The title of a measure ends with a colon here, by which it is told from the text again.
//! Whether the plan is a draft is not said: it would be read as the first paragraph. Markdown besides
//! says which lines are headings and keeps tables as tables; plain text keeps them as lines with tabs,
//! from which no program reads a table again. In plain text a heading that is alone in its section
//! has a number all the same, by which it is told from a paragraph.

use super::said::said;
use crate::model::{Language, Plan, query};
use crate::typeset::{self, Block, Profile, Run, Runs};

/// Writes a plan as Markdown, numbered by a profile.
#[must_use]
pub fn markdown(plan: &Plan, profile: &Profile) -> String {
    let flow = typeset::flow(plan, profile);
    let mut out = Markdown { out: String::new() };
    let title = title_of(plan, &flow.title);
    if !title.is_empty() {
        out.paragraph("# ", &title);
    }
    for block in flow.blocks() {
        out.block(block);
    }
    out.out
}

/// Writes a plan as plain text, numbered by a profile.
#[must_use]
pub fn text(plan: &Plan, profile: &Profile) -> String {
    let flow = typeset::flow_numbered(plan, profile, &query::full_numbering(plan));
    let indent = if plan.language == Language::ZhCn { "\u{3000}\u{3000}" } else { "" };
    let mut lines = Vec::new();
    let title = title_of(plan, &flow.title);
    if !title.is_empty() {
        lines.push(title);
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    for block in flow.blocks() {
        match block {
            Block::Heading { x, .. } | Block::Par { x, .. } => lines.push(format!("{indent}{}", typed(x))),
            Block::Table { head, rows, .. } => {
                let row = |cells: &[Runs]| cells.iter().map(|cell| said(cell)).collect::<Vec<_>>().join("\t");
                lines.push(row(head));
                lines.extend(rows.iter().map(|cells| row(&cells.cells)));
            }
            Block::Signatures { left, right } => {
                lines.extend(left.iter().chain(right).map(|line| said(line)));
            }
            Block::Note { label, items, .. } => {
                lines.push(String::new());
                lines.extend(noted(label, items).into_iter().map(|line| format!("{indent}{line}")));
            }
            Block::Attachment { label, lines: names, .. } => {
                lines.push(String::new());
                lines.push(label.clone());
                lines.push(title_of(plan, names));
            }
            Block::SignOff { name, date } => {
                lines.push(String::new());
                lines.extend([name, date].into_iter().map(|line| said(line)).filter(|line| !line.is_empty()));
            }
            // Stands in layouts of tables only.
            Block::Caption { .. } | Block::Lines { .. } | Block::Sheet(_) | Block::Legend { .. } => {}
        }
    }
    lines.push(String::new());
    // The lines of people's names and parties stand flush; nothing else begins or ends with a blank.
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// Joins the lines of a title: English words keep a blank between them.
fn title_of(plan: &Plan, lines: &[Runs]) -> String {
    let between = if plan.language == Language::En { " " } else { "" };
    lines.iter().map(|line| said(line).trim().to_owned()).collect::<Vec<_>>().join(between)
}

/// Returns the words of a paragraph, a colon behind a title run in before its text.
fn typed(runs: &[Run]) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        match run {
            Run::Title { r } if at + 1 < runs.len() => {
                let title = said(r);
                let bare = title.trim_end();
                let ended = [("。", "："), (".", ": ")]
                    .into_iter()
                    .find_map(|(stop, colon)| Some((bare.strip_suffix(stop)?, colon)));
                match ended {
                    Some((bare, colon)) => out.extend([bare, colon]),
                    None => out.push_str(&title),
                }
            }
            Run::Title { .. }
            | Run::Words(_)
            | Run::Gap { .. }
            | Run::Together { .. }
            | Run::Revised { .. }
            | Run::Mark { .. } => out.push_str(&said(std::slice::from_ref(run))),
        }
    }
    out
}

/// Returns the lines of a note of attachments.
fn noted(label: &str, items: &[(String, Runs)]) -> Vec<String> {
    items
        .iter()
        .enumerate()
        .map(|(index, (number, name))| {
            let label = if index == 0 { label } else { "" };
            format!("{label}{number}{}", said(name))
        })
        .collect()
}

struct Markdown {
    out: String,
}

impl Markdown {
    /// Adds a paragraph behind what marks it.
    fn paragraph(&mut self, mark: &str, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(mark);
        self.out.push_str(&escaped(words, mark.is_empty()));
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block) {
        /// The deepest heading of Markdown.
        const DEEPEST: usize = 6;
        match block {
            Block::Heading { level, x } => {
                let mark = format!("{} ", "#".repeat((level + 2).min(DEEPEST)));
                self.paragraph(&mark, &said(x));
            }
            Block::Par { x, .. } => self.paragraph("", &typed(x)),
            Block::Table { head, rows, middle, .. } => {
                self.out.push('\n');
                self.row(head, head.len());
                for is_middle in middle.iter().take(head.len()) {
                    self.out.push_str(if *is_middle { "| :-: " } else { "| --- " });
                }
                self.out.push_str("|\n");
                for row in rows {
                    self.row(&row.cells, head.len());
                }
            }
            Block::Signatures { left, right } => {
                for line in left.iter().chain(right) {
                    self.paragraph("", &said(line));
                }
            }
            Block::Note { label, items, .. } => {
                for line in noted(label, items) {
                    self.paragraph("", &line);
                }
            }
            Block::Attachment { label, lines, .. } => {
                self.paragraph("", label);
                let name: String = lines.iter().map(|line| said(line)).collect();
                self.paragraph("## ", &name);
            }
            Block::SignOff { name, date } => {
                self.paragraph("", &said(name));
                self.paragraph("", &said(date));
            }
            // Stands in layouts of tables only.
            Block::Caption { .. } | Block::Lines { .. } | Block::Sheet(_) | Block::Legend { .. } => {}
        }
    }

    fn row(&mut self, cells: &[Runs], columns: usize) {
        for at in 0..columns {
            let words = cells.get(at).map(|cell| said(cell)).unwrap_or_default();
            self.out.push_str("| ");
            self.out.push_str(&escaped(words.trim(), false));
            self.out.push(' ');
        }
        self.out.push_str("|\n");
    }
}

/// Puts a backslash before what Markdown would read as its own: signs anywhere, and at the beginning
/// of a paragraph what opens a heading, a quotation, a list or a rule.
fn escaped(words: &str, opens: bool) -> String {
    let mut out = String::with_capacity(words.len());
    if opens {
        let digits = words.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = words.split_at_checked(digits).unwrap_or((words, ""));
        let is_listed =
            digits > 0 && rest.starts_with(['.', ')']) && rest.get(1..).is_some_and(|r| r.starts_with(' '));
        if is_listed {
            out.push_str(number);
            out.push('\\');
            push_escaped(rest, &mut out);
            return out;
        }
        if words.starts_with(['#', '>', '+', '-', '=', '|']) {
            out.push('\\');
            let first = words.chars().next().map_or(0, char::len_utf8);
            let (first, rest) = words.split_at_checked(first).unwrap_or((words, ""));
            out.push_str(first);
            push_escaped(rest, &mut out);
            return out;
        }
    }
    push_escaped(words, &mut out);
    out
}

fn push_escaped(words: &str, out: &mut String) {
    for c in words.chars() {
        if matches!(c, '\\' | '#' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
}
