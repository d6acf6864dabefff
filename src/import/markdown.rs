//! Markdown into lines: headings, lists, tables. Emphasis is left to the step that knows which
//! stars are blanks.

use super::source::{Hint, Line};

/// Tells whether a text is marked up: two headings behind `#` at least.
#[must_use]
pub(super) fn is_marked(text: &str) -> bool {
    let is_heading = |line: &&str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
    };
    text.lines().filter(is_heading).nth(1).is_some()
}

/// Parts a Markdown text into lines.
#[must_use]
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<Line> = Vec::new();
    let mut table = 0;
    let mut in_table = false;
    let mut fenced = false;
    let mut matter = text.starts_with("---\n");
    let mut last_blank = true;
    for (index, raw) in text.split('\n').enumerate() {
        let number = index + 1;
        let line = raw.trim();
        if matter {
            // What stands before the text about the file itself is kept as words.
            matter = index == 0 || line != "---";
            if line == "---" {
                continue;
            }
        }
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if line.is_empty() || is_rule(line) {
            in_table = false;
            last_blank = true;
            out.push(Line { number, ..Line::default() });
            continue;
        }
        let cells = (!fenced && line.contains('|')).then(|| cells(line)).flatten();
        if let Some(cells) = cells {
            if !in_table {
                table += 1;
                in_table = true;
            }
            if !cells.iter().all(|cell| is_rule_cell(cell)) {
                let text = cells.join("\t");
                out.push(Line { number, text, hint: Hint::Row { table, cells } });
            }
            continue;
        }
        in_table = false;
        let line = line.trim_start_matches("> ").trim_start_matches('>');
        if let Some((level, heading)) = heading(line) {
            out.push(Line { number, text: unmark(heading), hint: Hint::Heading(level) });
        } else if (line == "=".repeat(line.len()) || line == "-".repeat(line.len()))
            && line.len() >= 3
            && !last_blank
        {
            if let Some(before) = out.last_mut().filter(|before| before.hint == Hint::Plain) {
                before.hint = Hint::Heading(if line.starts_with('=') { 1 } else { 2 });
            }
        } else {
            let indent = raw
                .chars()
                .take_while(|c| c.is_whitespace())
                .map(|c| if c == '\t' { 4 } else { 1 })
                .sum::<usize>();
            let listed = !fenced && is_listed(line);
            let hint = if listed { Hint::Listed(u8::try_from(indent / 2).unwrap_or(8)) } else { Hint::Plain };
            let text = unmark(line);
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
            match out.last_mut() {
                // A paragraph goes on until a blank line; Chinese lines are joined by their sentences.
                Some(before)
                    if !last_blank
                        && !listed
                        && matches!(before.hint, Hint::Plain | Hint::Listed(_))
                        && latin(before.text.chars().next_back())
                        && latin(text.chars().next()) =>
                {
                    before.text.push(' ');
                    before.text.push_str(&text);
                }
                _ => out.push(Line { number, text, hint }),
            }
        }
        last_blank = false;
    }
    title(&mut out);
    out
}

/// The only heading of the first level is the title where it comes first.
pub(super) fn title(lines: &mut [Line]) {
    let firsts = lines.iter().filter(|line| line.hint == Hint::Heading(1)).count();
    let first = lines.iter_mut().find(|line| !line.text.is_empty());
    if let Some(first) = first.filter(|line| firsts == 1 && line.hint == Hint::Heading(1)) {
        first.hint = Hint::Heading(0);
    }
}

fn is_rule(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3 && ['*', '_'].iter().any(|sign| bare.chars().all(|c| c == *sign)) && line.contains(' ')
        || line == "***"
}

fn is_rule_cell(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | ' ')) && cell.contains('-')
}

fn cells(line: &str) -> Option<Vec<String>> {
    // A sign behind a backslash parts no cells.
    let guarded = line.replace("\\|", "\u{1}");
    if !guarded.starts_with('|') && guarded.matches('|').count() < 2 {
        return None;
    }
    let inner = guarded.trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    Some(inner.split('|').map(|cell| unmark(cell.replace('\u{1}', "\\|").trim())).collect())
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let rest = line.get(level..)?;
    let spaced = rest.starts_with(' ') || rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii());
    let rest = rest.trim();
    // Signs at the end close the heading only behind a blank.
    let bare = rest.trim_end_matches('#');
    let words = if bare.is_empty() || bare.ends_with(' ') { bare.trim_end() } else { rest };
    ((1..=6).contains(&level) && spaced).then(|| (u8::try_from(level).unwrap_or(6), words))
}

fn is_listed(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || digits > 0 && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Takes links, code marks, task boxes and backslashes off; stars stay.
fn unmark(text: &str) -> String {
    if text.contains('\\') {
        return shown(&unmark(&hidden(text)));
    }
    let mut out = text.to_owned();
    for done in ["- [ ] ", "- [x] ", "- [X] "] {
        if let Some(rest) = out.strip_prefix(done) {
            out = format!("- {rest}");
        }
    }
    if out.contains("](") {
        let mut plain = String::with_capacity(out.len());
        let mut rest = out.as_str();
        while let Some((before, after)) = rest.split_once('[') {
            plain.push_str(before.strip_suffix('!').unwrap_or(before));
            match after
                .split_once("](")
                .and_then(|(label, tail)| tail.split_once(')').map(|(_, tail)| (label, tail)))
            {
                Some((label, tail)) => {
                    plain.push_str(label);
                    rest = tail;
                }
                None => {
                    plain.push('[');
                    rest = after;
                }
            }
        }
        plain.push_str(rest);
        out = plain;
    }
    if out.contains('`') {
        out = out.replace('`', "");
    }
    out.trim().to_owned()
}

/// Where signs behind a backslash are put while the others are read: beyond all characters in use.
const HIDDEN: u32 = 0x10_ff00;

/// Puts signs behind a backslash out of reach, and takes the backslash off.
fn hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().filter(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(next) => {
                out.extend(char::from_u32(HIDDEN + u32::from(*next)));
                chars.next();
            }
            // A backslash before anything else is one.
            None if c == '\\' => out.extend(char::from_u32(HIDDEN + u32::from(c))),
            None => out.push(c),
        }
    }
    out
}

/// Brings them back.
fn shown(text: &str) -> String {
    let back = |c: char| u32::from(c).checked_sub(HIDDEN).filter(|code| *code < 128).and_then(char::from_u32);
    text.chars().map(|c| back(c).unwrap_or(c)).collect()
}
