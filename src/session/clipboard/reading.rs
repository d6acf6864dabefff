//! What pasted text is: one line, a list of lines with or without numbers, or cells of a table.
//!
//! Nothing is thrown away: a line is its mark and its text, and all that is left out is white space
//! at the ends of lines.

use std::ops::Range;

/// A line of pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number or sign it began with, such as `1、` or `•`; empty without one.
    pub mark: String,
    /// How deep it lies in the list, from 0.
    pub level: usize,
    /// The rest, without spaces at its ends.
    pub text: String,
}

/// The sorts of marks that lists have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// 一、
    Chinese,
    /// （一）
    ChineseInBrackets,
    /// 1. 1、 1．
    Number,
    /// （1） 1) 1）
    NumberInBrackets,
    /// ①
    Circled,
    /// a. b)
    Letter,
    /// 1.1 and deeper, by its dots.
    Dotted(usize),
    /// 第一，
    Ordinal,
    /// - • ·
    Sign(char),
}

/// Takes text apart into lines. Empty lines are left out.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    // The sorts of marks round the line, outermost first, with how far their lines were set in.
    let mut around: Vec<(Sort, usize)> = Vec::new();
    for raw in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}']) {
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        let indent = indent_of(raw);
        let Some((sort, mark)) = mark_of(line) else {
            lines.push(Line { mark: String::new(), level: 0, text: line.to_owned() });
            continue;
        };
        let is_sign = matches!(sort, Sort::Sign(_));
        let same = |(known, set_in): &(Sort, usize)| *known == sort && (!is_sign || *set_in == indent);
        match around.iter().position(same) {
            Some(at) => around.truncate(at + 1),
            None => {
                // A sign set in less than the one before it closes what lies between.
                around.retain(|(known, set_in)| {
                    !is_sign || !matches!(known, Sort::Sign(_)) || *set_in < indent
                });
                around.push((sort, indent));
            }
        }
        let text = line.get(mark.end..).unwrap_or_default().trim_start();
        let mark = line.get(mark).unwrap_or_default().to_owned();
        lines.push(Line { mark, level: around.len() - 1, text: text.to_owned() });
    }
    lines
}

/// Tells whether a list of lines is one: more than half of them bear marks.
#[must_use]
pub fn is_list(lines: &[Line]) -> bool {
    lines.iter().filter(|line| !line.mark.is_empty()).count() * 2 > lines.len()
}

/// Returns how far a line is set in, in columns.
fn indent_of(line: &str) -> usize {
    line.chars()
        .take_while(|sign| sign.is_whitespace())
        .map(|sign| match sign {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum()
}

const CHINESE: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零', '〇'];

/// Returns the mark that a line begins with, and its sort.
fn mark_of(line: &str) -> Option<(Sort, Range<usize>)> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '-' | '–'
            | '—'
            | '•'
            | '·'
            | '●'
            | '○'
            | '▪'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '►'
            | '➢'
            | '✓'
            | '*'
            | '※'
    ) {
        let rest = line.get(first.len_utf8()..)?;
        // -5% and --- are no items of a list; • needs no space behind it.
        let spaced = rest.starts_with(char::is_whitespace);
        let plain = matches!(first, '-' | '–' | '—' | '*' | '·');
        return ((!plain || spaced) && !rest.trim().is_empty())
            .then_some((Sort::Sign(first), 0..first.len_utf8()));
    }
    if ('①'..='⑳').contains(&first) {
        let end = first.len_utf8();
        let rest = line.get(end..)?;
        let end = end
            + rest.chars().next().filter(|next| matches!(next, '、' | '.' | '．')).map_or(0, char::len_utf8);
        return worth(line, Sort::Circled, end);
    }
    if let Some(rest) = line.strip_prefix('第') {
        let count = rest.chars().take_while(|sign| CHINESE.contains(sign)).count();
        let number: usize = rest.chars().take(count).map(char::len_utf8).sum();
        let behind = rest.get(number..)?.chars().next()?;
        if (1..=3).contains(&count) && matches!(behind, '，' | '、' | ',' | '：' | ':') {
            return worth(line, Sort::Ordinal, '第'.len_utf8() + number + behind.len_utf8());
        }
        return None;
    }
    if matches!(first, '（' | '(') {
        let inside = line.get(first.len_utf8()..)?;
        let end = inside.find(['）', ')'])?;
        let number = inside.get(..end)?.trim();
        let close = inside.get(end..)?.chars().next()?;
        let sort = number_sort(number)?;
        let sort = match sort {
            Sort::Chinese => Sort::ChineseInBrackets,
            Sort::Letter => Sort::Letter,
            _ => Sort::NumberInBrackets,
        };
        let mut end = first.len_utf8() + end + close.len_utf8();
        end += line.get(end..)?.chars().next().filter(|next| matches!(next, '、')).map_or(0, char::len_utf8);
        return worth(line, sort, end);
    }
    let end = line
        .char_indices()
        .find(|(_, sign)| {
            !(sign.is_ascii_alphanumeric() || CHINESE.contains(sign) || ('０'..='９').contains(sign))
        })
        .map(|(at, _)| at)?;
    let number = line.get(..end)?;
    let sort = number_sort(number)?;
    let rest = line.get(end..)?;
    let close = rest.chars().next()?;
    let after = rest.get(close.len_utf8()..)?;
    match (close, sort) {
        ('、', _) | ('．' | '.', Sort::Chinese) => worth(line, sort, end + close.len_utf8()),
        ('）' | ')', Sort::Chinese) => worth(line, Sort::ChineseInBrackets, end + close.len_utf8()),
        ('）' | ')', Sort::Number) => worth(line, Sort::NumberInBrackets, end + close.len_utf8()),
        ('）' | ')', Sort::Letter) => worth(line, Sort::Letter, end + close.len_utf8()),
        ('.' | '．', Sort::Number) => {
            if after.starts_with(|next: char| next.is_ascii_digit()) {
                return dotted(line);
            }
            worth(line, sort, end + close.len_utf8())
        }
        // A letter with a full stop begins many a name; a list has a space behind it.
        ('.' | '．', Sort::Letter) if after.starts_with(' ') => worth(line, sort, end + close.len_utf8()),
        _ => None,
    }
}

fn number_sort(number: &str) -> Option<Sort> {
    let count = number.chars().count();
    if count == 0 || count > 3 {
        return None;
    }
    if number.chars().all(|sign| sign.is_ascii_digit() || ('０'..='９').contains(&sign)) {
        Some(Sort::Number)
    } else if number.chars().all(|sign| CHINESE.contains(&sign)) {
        Some(Sort::Chinese)
    } else if count == 1 && number.chars().all(|sign| sign.is_ascii_alphabetic()) {
        Some(Sort::Letter)
    } else {
        None
    }
}

/// Reads 1.1 and 2.3.4, which need a space or a Chinese character behind them: 1.5 is a number.
fn dotted(line: &str) -> Option<(Sort, Range<usize>)> {
    let end = line.find(|sign: char| !(sign.is_ascii_digit() || sign == '.'))?;
    let number = line.get(..end)?.trim_end_matches('.');
    let dots = number.matches('.').count();
    let short = number.split('.').all(|part| (1..=2).contains(&part.len()));
    let rest = line.get(end..)?;
    let spaced = rest.starts_with(char::is_whitespace) || rest.starts_with('、');
    let end = end + if rest.starts_with('、') { '、'.len_utf8() } else { 0 };
    (short && spaced && dots > 0).then_some(()).and_then(|()| worth(line, Sort::Dotted(dots), end))
}

/// A mark with nothing behind it is no mark but all there is.
fn worth(line: &str, sort: Sort, end: usize) -> Option<(Sort, Range<usize>)> {
    (!line.get(end..)?.trim().is_empty()).then_some((sort, 0..end))
}

/// Tells whether text is cells of a table: most of its lines have tabs in them.
#[must_use]
pub fn is_table(text: &str) -> bool {
    let (mut lines, mut with_tabs) = (0_usize, 0_usize);
    let mut quoted = false;
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        // A line break within quotation marks begins no row.
        if !quoted {
            lines += 1;
            with_tabs += usize::from(line.trim_start().contains('\t'));
        }
        let opens = line.split('\t').filter(|cell| cell.starts_with('"')).count();
        if opens > 0 || quoted {
            quoted ^= line.matches('"').count() % 2 == 1;
        }
    }
    with_tabs * 2 > lines
}
