//! Signs that scraping left in a line: stray quotes, emphasis, halves of pairs.
//!
//! What is repaired is only what cannot be meant. Lost or wrong characters stay as they are, because
//! an importer must not guess words.

use super::account::{Fate, Reason, Report};
use super::marker::patterns;
use super::source::{Hint, Line};

patterns! {
    LATIN_EMPHASIS = r"(\*\*|__)([A-Za-z][A-Za-z0-9 .&-]*)(\*\*|__)";
    CHINESE_EMPHASIS = r"\*\*([^*]{2,40})\*\*";
}

fn is_hanzi(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Names that are masked before them: `**银行` is a blank with a name behind it.
const MASKED: [&str; 14] =
    ["银行", "分行", "支行", "总行", "公司", "省", "市", "县", "区", "部", "信用", "农商", "集团", "有限"];

/// What stands behind a blank for a number or a name: `**万元`.
const UNITS: [char; 30] = [
    '年', '月', '日', '号', '万', '亿', '千', '百', '元', '户', '个', '名', '人', '家', '笔', '次', '件',
    '张', '份', '台', '项', '场', '期', '分', '乡', '镇', '村', '社', '路', '园',
];

/// Takes the signs of emphasis off lines that are emphasised as a whole, `**一、服务**`, so that their
/// numbers are seen; none where there is no such line.
pub(super) fn lines(lines: &[Line], report: &mut Report) -> Option<Vec<Line>> {
    let bare = |line: &Line| {
        let bare = line.text.strip_prefix("**")?.strip_suffix("**")?;
        let speaks = !bare.contains('*') && bare.chars().any(char::is_alphanumeric);
        // Behind the first signs a masked name can stand, and then the others mask one too.
        (speaks && line.hint == Hint::Plain && !MASKED.iter().any(|name| bare.starts_with(name)))
            .then(|| bare.trim().to_owned())
    };
    if !lines.iter().any(|line| bare(line).is_some()) {
        return None;
    }
    Some(
        lines
            .iter()
            .map(|line| match bare(line) {
                Some(text) => {
                    for _ in 0..2 {
                        report.note(line.number, "**", Fate::Dropped(Reason::Emphasis));
                    }
                    Line { text, ..line.clone() }
                }
                None => line.clone(),
            })
            .collect(),
    )
}

/// Returns the line without stray signs, and notes each.
pub(super) fn clean(line: &str, number: usize, report: &mut Report) -> String {
    let plain = |c: char| !matches!(c, '`' | '\'' | '‘' | '’' | '.' | '□' | '*' | '“' | '”' | '‚' | '_');
    if line.chars().all(plain) {
        return line.to_owned();
    }
    let line = emphasis(line, number, report);
    strays(&line, number, report)
}

fn emphasis(line: &str, number: usize, report: &mut Report) -> String {
    if !line.contains("**") && !line.contains("__") {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    if let Some(pattern) = LATIN_EMPHASIS.as_ref() {
        for found in pattern.captures_iter(line) {
            if let (Some(opens), Some(word), Some(closes)) = (found.get(1), found.get(2), found.get(3))
                && opens.as_str() == closes.as_str()
                && !word.as_str().chars().all(|c| matches!(c, 'x' | 'X'))
            {
                cuts.extend([(opens.start(), opens.end()), (closes.start(), closes.end())]);
            }
        }
    }
    if let Some(pattern) = CHINESE_EMPHASIS.as_ref() {
        for found in pattern.captures_iter(line) {
            if let (Some(whole), Some(word)) = (found.get(0), found.get(1))
                && is_emphasis(line, whole.start(), whole.end(), word.as_str())
            {
                cuts.extend([(whole.start(), whole.start() + 2), (whole.end() - 2, whole.end())]);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    for (from, to) in cuts {
        if from < at {
            continue;
        }
        out.push_str(line.get(at..from).unwrap_or_default());
        report.note(number, line.get(from..to).unwrap_or_default(), Fate::Dropped(Reason::Emphasis));
        at = to;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

/// Tells whether a pair of `**` emphasises what is between them: it opens at the beginning of
/// something and closes at its end, and no name follows that could be masked.
fn is_emphasis(line: &str, from: usize, to: usize, word: &str) -> bool {
    if MASKED.iter().any(|name| word.starts_with(name)) || !word.chars().any(is_hanzi) {
        return false;
    }
    let before = line.get(..from).unwrap_or_default();
    let after = line.get(to..).unwrap_or_default();
    let quoted = before.rfind('《') > before.rfind('》');
    let opens = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let closes =
        after.chars().next().is_none_or(|c| !c.is_alphanumeric()) || word.ends_with(['：', ':', '。', '、']);
    // In the middle of a sentence only a single word is emphasised; a unit would stand behind a blank.
    let one_word = word.chars().all(is_hanzi) && !word.starts_with(UNITS);
    (opens || one_word) && closes && !quoted && !word.starts_with(char::is_whitespace)
}

fn strays(line: &str, number: usize, report: &mut Report) -> String {
    let chars: Vec<char> = line.chars().collect();
    let at = |index: usize| chars.get(index).copied();
    let mut out = String::with_capacity(line.len());
    let mut open = 0_usize;
    let mut low_open = false;
    for (index, &c) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(at);
        let after = at(index + 1);
        let between = before.is_some_and(is_hanzi) && after.is_some_and(is_hanzi);
        let window = || chars.iter().skip(index + 1).take(40);
        match c {
            '`' => report.note(number, "`", Fate::Dropped(Reason::Stray)),
            '\'' | '.' if between && before == Some('的') => {
                report.note(number, c, Fate::Dropped(Reason::Stray));
            }
            '‘' if between && before == Some('的') && !window().any(|c| *c == '’') => {
                report.note(number, c, Fate::Dropped(Reason::Stray));
            }
            '’' if between
                && before == Some('的')
                && !chars.iter().take(index).rev().take(40).any(|c| *c == '‘') =>
            {
                report.note(number, c, Fate::Dropped(Reason::Stray));
            }
            '□' if before.is_some_and(is_hanzi) && after.is_some_and(char::is_alphanumeric) => {
                report.note(number, c, Fate::Replaced("，".into()));
                out.push('，');
            }
            '“' => {
                open += 1;
                out.push(c);
            }
            '”' if low_open => {
                low_open = false;
                out.push(c);
            }
            '”' if open == 0 => report.note(number, c, Fate::Dropped(Reason::Quote)),
            '”' => {
                open -= 1;
                out.push(c);
            }
            '‚' if window().any(|c| matches!(c, '?' | '‛' | '”' | '’')) => {
                low_open = true;
                report.note(number, c, Fate::Replaced("“".into()));
                out.push('“');
            }
            '?' | '‛' | '’' if low_open => {
                low_open = false;
                report.note(number, c, Fate::Replaced("”".into()));
                out.push('”');
            }
            _ => out.push(c),
        }
    }
    out
}
