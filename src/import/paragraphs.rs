//! Lines into paragraphs: what was broken in the middle of a sentence is joined again.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Fate, Reason, Report};
use super::clean::clean;
use super::marker::{self, Style};
use super::source::{Hint, Line};
use super::{Decision, Stop};

/// A paragraph, with the lines it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The number of its first line.
    pub(super) line: usize,
    /// The number of its last line.
    pub(super) last_line: usize,
    /// What it says.
    pub(super) text: String,
    /// What the format tells of it.
    pub(super) hint: Hint,
    /// What the user decided about it.
    pub(super) decision: Option<Decision>,
    /// Whether its Chinese numeral is known for a number by the list that it counts in.
    pub(super) is_counted: bool,
}

/// Marks that end a sentence, or close something at its end.
pub(super) const ENDS: [char; 22] = [
    '。', '！', '？', '；', '：', '.', '!', '?', ';', ':', '…', '”', '’', '）', ')', '》', '】', '』', '」',
    ']', '"', '～',
];

/// The longest line that can be a heading without a mark at its end.
const HEADING_CHARS: usize = 24;

/// The longest title of a plan.
const TITLE_CHARS: usize = 45;

/// The longest title of a plan in Latin letters.
pub(super) const LATIN_TITLE_CHARS: usize = 90;

/// How many lines further on the next number of a list is looked for.
const NEAR: usize = 200;

/// Joins lines, and takes out what is not meant.
pub(super) fn paragraphs(
    lines: &[Line],
    chrome: &[bool],
    decisions: &BTreeMap<usize, Decision>,
    report: &mut Report,
    stop: &Stop,
) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let ended = families_that_end(lines);
    let counted = counted(lines, chrome);
    for (at, (line, is_chrome)) in lines.iter().zip(chrome).enumerate() {
        if stop.is_set() {
            return out;
        }
        let decision = decisions.get(&line.number).copied();
        if decision == Some(Decision::Drop) {
            if !line.text.is_empty() {
                report.note(line.number, &line.text, Fate::Dropped(Reason::Asked));
            }
            continue;
        }
        if line.text.is_empty() || (*is_chrome && decision.is_none()) {
            continue;
        }
        if let Some(before) = out.last_mut() {
            let joins = match decision {
                Some(Decision::Join) => true,
                Some(_) => false,
                None => {
                    !counted.contains(&line.number)
                        && goes_on(before, line, &ended)
                        && !heads_list(before, line, lines.get(at + 1..).unwrap_or_default(), &ended)
                }
            };
            if joins {
                let text = without_twice(&before.text, &line.text, line.number, report);
                if needs_blank(&before.text, text) {
                    before.text.push(' ');
                }
                before.text.push_str(text);
                before.last_line = line.number;
                report.note(line.number, "", Fate::Joined);
                continue;
            }
        }
        out.push(Paragraph {
            line: line.number,
            last_line: line.number,
            text: line.text.clone(),
            hint: line.hint.clone(),
            decision,
            is_counted: counted.contains(&line.number),
        });
    }
    for paragraph in &mut out {
        if !matches!(paragraph.hint, Hint::Row { .. }) {
            paragraph.text = clean(&paragraph.text, paragraph.line, report);
        }
    }
    out.retain(|paragraph| !paragraph.text.trim().is_empty() || matches!(paragraph.hint, Hint::Row { .. }));
    out
}

/// Returns the numbers of lines whose Chinese numeral reads like an enumeration of words, 二、三级医院,
/// but is the number that comes next in a list.
fn counted(lines: &[Line], chrome: &[bool]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let said: Vec<&Line> =
        lines.iter().zip(chrome).filter(|(l, c)| !**c && !l.text.is_empty()).map(|(l, _)| l).collect();
    let own = |line: &Line| {
        marker::open(&line.text)
            .filter(|(m, _)| m.style.family() == Style::CnDun.family())
            .and_then(|(m, _)| m.number)
    };
    let mut last = None;
    for (at, line) in said.iter().enumerate() {
        if let Some(number) = own(line) {
            last = Some(number);
            continue;
        }
        let opens = line.text.starts_with(|c: char| "一二三四五六七八九十".contains(c));
        if !opens || marker::open(&line.text).is_some() {
            continue;
        }
        let Some((marker, _)) = marker::open_counted(&line.text) else { continue };
        let Some(number) = marker.number else { continue };
        let next = || said.iter().skip(at + 1).take(NEAR).find_map(|line| own(line));
        let goes_on = match last {
            Some(last) => last + 1 == number,
            None => number == 1 && next() == Some(2),
        };
        if goes_on {
            found.insert(line.number);
            last = Some(number);
        }
    }
    found
}

/// Tells whether a short line behind an item without a closing mark is the heading of the list that
/// begins below it.
fn heads_list(before: &Paragraph, line: &Line, below: &[Line], ended: &BTreeSet<u8>) -> bool {
    let Some((marker, _)) = marker::open(&before.text) else { return false };
    if marker.style.heading_rank().is_some() || ended.contains(&marker.style.family()) {
        return false;
    }
    let short = (2..=12).contains(&line.text.chars().count())
        && !line.text.contains(['，', '。', '；', '：', '、', ',', ':', ';'])
        && line.text.chars().all(char::is_alphanumeric);
    let next = below.iter().find(|line| !line.text.is_empty());
    short && next.and_then(|next| marker::open(&next.text)).is_some_and(|(m, _)| m.number == Some(1))
}

fn is_hanzi(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Latin words keep a blank between them.
fn needs_blank(before: &str, after: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || c == ',';
    before.chars().next_back().is_some_and(latin)
        && after.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// Drops the character that stands at both sides of a break.
fn without_twice<'a>(before: &str, after: &'a str, number: usize, report: &mut Report) -> &'a str {
    let mut chars = after.chars();
    if let (Some(last), Some(first), Some(next)) = (before.chars().next_back(), chars.next(), chars.next())
        && last == first
        && ('\u{3400}'..='\u{9fff}').contains(&first)
        && "，。；、！：,".contains(next)
    {
        report.note(number, first, Fate::Dropped(Reason::Twice));
        return after.get(first.len_utf8()..).unwrap_or(after);
    }
    after
}

/// What is longer is no heading, title or line of names, in bytes.
const HEADING_BYTES: usize = 1000;

/// Tells whether a line goes on in the middle of the sentence before it.
fn goes_on(before: &Paragraph, line: &Line, ended: &BTreeSet<u8>) -> bool {
    if before.hint != Hint::Plain || line.hint != Hint::Plain || before.decision.is_some() {
        return false;
    }
    let text = before.text.trim_end();
    let Some(last) = text.chars().next_back() else { return false };
    let Some(first) = line.text.chars().next() else { return false };
    let opened = marker::open(&line.text);
    // A line that begins in the middle: a mark, or a word that cannot begin a sentence.
    if "，。；：、！？）”》,;".contains(first) {
        return true;
    }
    // One character and a mark end a sentence, and do not begin one.
    let mut chars = line.text.chars().skip(1);
    let next = (chars.next(), chars.next());
    if opened.is_none()
        && is_hanzi(first)
        && is_hanzi(last)
        && (next.0.is_some_and(|c| "。，；".contains(c))
            || next.0.is_some_and(is_hanzi) && next.1 == Some('。'))
    {
        return true;
    }
    let mut chars = line.text.chars().skip(1);
    if first == last
        && ('\u{3400}'..='\u{9fff}').contains(&first)
        && chars.next().is_some_and(|c| "，。；、！：,".contains(c))
    {
        return true;
    }
    // Looked at once more for every line that goes on, a text without an end would cost its square.
    let is_long = text.len() > HEADING_BYTES;
    if opened.is_some() || is_party_or_date(&line.text) || !is_long && is_party_or_date(text) {
        return false;
    }
    if "，、,".contains(last) || text.ends_with("——") {
        return true;
    }
    if ENDS.contains(&last) {
        return false;
    }
    if is_long {
        return true;
    }
    // Behind an item, a few characters with a full stop are its end.
    let numbered = marker::open(text).is_some_and(|(m, _)| m.style.heading_rank().is_none());
    if numbered && line.text.chars().count() <= 8 && line.text.ends_with(['。', '；']) {
        return true;
    }
    // Something opened and not closed goes on.
    let unclosed = |opens: char, closes: char| text.rfind(opens) > text.rfind(closes);
    if unclosed('《', '》') || unclosed('（', '）') || unclosed('“', '”') {
        return true;
    }
    if before.line == before.last_line && is_plan_title(text) {
        return false;
    }
    let body = marker::open(text).map_or(text, |(marker, at)| match marker.style {
        Style::CnShi | Style::First | Style::Label => text,
        _ => text.get(at..).unwrap_or(text),
    });
    // A long title with an empty line below it.
    if line.number > before.last_line + 1 && is_title(body) {
        return false;
    }
    !could_be_heading(body, before, ended) || "的了着等及".contains(first)
}

/// Tells whether a text is named as plans are, in one line.
fn is_title(text: &str) -> bool {
    const NAMES: [&str; 8] = ["计划", "总结", "方案", "安排", "要点", "思路", "报告", "责任书"];
    if text.is_ascii() {
        return text.len() <= LATIN_TITLE_CHARS && names_plan_in_english(text);
    }
    text.chars().count() <= TITLE_CHARS
        && !text.contains(['，', '。', '；', '：', ','])
        && NAMES.iter().any(|name| text.ends_with(name))
}

/// Tells whether a line without a mark at its end names a plan: 2025年工作计划：稳中求进，提质增效.
pub(super) fn is_plan_title(text: &str) -> bool {
    use marker::patterns;
    patterns! {
        TITLE = r"^[^，。；！？,;!?：:]{2,30}(?:计划|总结|方案|思路|要点|规划|安排|意见|报告)(?:书|表)?(?:[（(][^）)]{1,16}[）)])?[：:—－-]{1,2}[^。；！？;!?]{2,30}$";
    }
    text.chars().count() <= 50 && TITLE.as_ref().is_some_and(|p| p.is_match(text))
}

/// Returns how long a text is to the eye, in Chinese characters.
pub(super) fn width(text: &str) -> usize {
    let latin = text.chars().filter(|c| c.is_ascii() || *c == '’').count();
    text.chars().count() - latin + latin.div_ceil(2)
}

/// Tells whether a title names a plan in English.
pub(super) fn names_plan_in_english(title: &str) -> bool {
    let title = title.to_lowercase();
    ["plan", "review", "letter"].iter().any(|name| title.contains(name))
}

/// Returns the families of numbers whose lines end with a mark, but for a few: one of these few was
/// broken.
fn families_that_end(lines: &[Line]) -> BTreeSet<u8> {
    let mut counts: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for line in lines {
        if let Some((marker, _)) = marker::open(&line.text) {
            let (all, ended) = counts.entry(marker.style.family()).or_default();
            *all += 1;
            *ended += usize::from(line.text.ends_with(ENDS));
        }
    }
    counts
        .into_iter()
        .filter(|(_, (all, ended))| *all >= 3 && ended * 3 >= all * 2)
        .map(|(family, _)| family)
        .collect()
}

/// Tells whether a text without a mark at its end could be a heading or a title.
fn could_be_heading(body: &str, before: &Paragraph, ended: &BTreeSet<u8>) -> bool {
    let count = width(body);
    if body.contains(['。', '；', '！', '？', ';', '!']) || before.line != before.last_line {
        return false;
    }
    let comma = body.contains(['，', ',']);
    let Some((marker, _)) = marker::open(&before.text) else { return count <= HEADING_CHARS && !comma };
    let ends_as_a_rule = ended.contains(&marker.style.family());
    let headed = marker.style.heading_rank().is_some();
    // Where the other items of the list end with a mark, one without was broken: titles are shorter, and
    // what follows a run-in title is none.
    if ends_as_a_rule
        && !headed
        && (count > 8 || comma || body.trim_end_matches(['：', ':']).contains(['：', ':']))
    {
        return false;
    }
    if comma {
        // 加强学习，提高素质: clauses of one length make a heading.
        let clauses: Vec<usize> = body.split(['，', ',']).map(|clause| clause.chars().count()).collect();
        let (least, most) =
            (clauses.iter().min().copied().unwrap_or(0), clauses.iter().max().copied().unwrap_or(0));
        let even = least >= 4 && most <= 14 && most - least <= 1 + usize::from(headed);
        return even || headed && !ends_as_a_rule && count <= 36 && least >= 3;
    }
    count <= 30 && !(ends_as_a_rule && count > 16)
}

/// Tells what stands by itself at the end of a letter: parties, signatures, dates.
pub(super) fn is_party_or_date(text: &str) -> bool {
    use marker::patterns;
    patterns! {
        OWN = r"^(?:甲\s*方|乙\s*方|丙\s*方)(?:代表)?\s*(?:[（(].{0,12}[)）])?\s*[:：]|^[^，。；：:]{1,6}[（(]?\s*(?:签\s*[字名章]|盖\s*章)\s*[)）]?\s*[:：]|^(?:签\s*(?:字|名|章|订)|盖\s*章|日\s*期|联系人|身份证号?码?|报告人|述职人|汇报人|法定代表人|责任人签字)\s*.{0,6}[:：]|^(?:[\sxX_—\-*\d〇○零一二三四五六七八九十]{0,24}年[\sxX_\-*\d一二三四五六七八九十]{0,4}月(?:[\sxX_\-*\d一二三四五六七八九十]{0,4}日)?){1,2}$|^(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{1,2})?,?\s+\d{4}$|^(?:Signed|Signature|Date)\s*:";
    }
    text.chars().count() < 60 && OWN.as_ref().is_some_and(|p| p.is_match(text.trim()))
}
