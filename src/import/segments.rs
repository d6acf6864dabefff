//! Paragraphs into segments: a heading or the next item may begin inside a line.

use std::collections::BTreeMap;

use super::account::{Fate, Reason, Report};
use super::marker::{self, Marker, Style, patterns};
use super::paragraphs::Paragraph;
use super::source::Hint;
use super::{Decision, Stop};

/// A stretch of text with the marker that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// The line it begins on.
    pub(super) line: usize,
    /// What opens it.
    pub(super) marker: Option<Marker>,
    /// What it says behind the marker.
    pub(super) text: String,
    /// Whether it began inside a line.
    pub(super) glued: bool,
    /// What the format tells of its paragraph.
    pub(super) hint: Hint,
    /// What the user decided about its line.
    pub(super) decision: Option<Decision>,
}

patterns! {
    SHI = r"([一二三四五六七八九十])是";
    DI = r"第([一二三四五六七八九十])[，,、:：]";
    PP = r"[(（]\s*(\d{1,2})\s*[)）]\s*[、.．]?";
    AR_PAREN = r"(\d{1,2})\s*[)）]\s*[、.．]?";
    DUN = r"(\d{1,2})\s*、";
    DOT = r"(\d{1,2})\s*[.．]";
    CN_DUN = r"([一二三四五六七八九十]{1,3})、";
    CN_DOT = r"([一二三四五六七八九十]{1,3})[.．]";
    CN_PAREN = r"[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）]";
    CIRCLED = r"([①②③④⑤⑥⑦⑧⑨⑩⑪⑫])\s*[、.]?";
}

/// A marker found inside a text: its place, the place behind it, its number.
pub(super) type Found = (usize, usize, u32);

fn circled(text: &str) -> Option<u32> {
    let c = text.chars().next()?;
    u32::try_from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫".chars().position(|d| d == c)? + 1).ok()
}

/// Finds every marker of a style inside a text that stands behind a mark or a blank.
pub(super) fn within(text: &str, style: Style, loose: bool) -> Vec<Found> {
    let pattern = match style {
        Style::CnShi => &SHI,
        Style::CnDi => &DI,
        Style::ArPp => &PP,
        Style::ArParen => &AR_PAREN,
        Style::ArDun | Style::BulletArDun => &DUN,
        Style::ArDot => &DOT,
        Style::CnDun => &CN_DUN,
        Style::CnDot => &CN_DOT,
        Style::CnParen => &CN_PAREN,
        Style::Circled => &CIRCLED,
        Style::CnJie
        | Style::ArMulti
        | Style::Bullet
        | Style::First
        | Style::Label
        | Style::CnBu
        | Style::Roman
        | Style::Letter => {
            return Vec::new();
        }
    };
    let Some(pattern) = pattern.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for caught in pattern.captures_iter(text) {
        let (Some(whole), Some(digits)) = (caught.get(0), caught.get(1)) else { continue };
        let before = text.get(..whole.start()).unwrap_or_default();
        let behind = before.chars().next_back();
        let stands = match behind {
            None => true,
            Some(c) => {
                "。；！？;!?".contains(c)
                    || c.is_whitespace()
                    || (loose && "，,：:、…—）)”".contains(c))
                    || (c == '.' && !matches!(style, Style::ArDot))
                    || style == Style::Circled
            }
        };
        if !stands {
            continue;
        }
        let rest = text.get(whole.end()..).unwrap_or_default();
        let next = rest.chars().next();
        let false_one = match style {
            Style::ArDot | Style::ArDun => next.is_none_or(|c| c.is_ascii_digit() || "，。、；".contains(c)),
            Style::CnDun | Style::CnParen => next.is_none_or(|c| "，。、；款项条".contains(c)),
            Style::CnShi => next.is_some_and(|c| "非否".contains(c)),
            _ => false,
        };
        if false_one {
            continue;
        }
        let number =
            if style == Style::Circled { circled(digits.as_str()) } else { marker::number(digits.as_str()) };
        if let Some(number) = number.filter(|number| *number > 0) {
            found.push((whole.start(), whole.end(), number));
        }
    }
    found
}

/// Picks out of markers those that count on from a number.
pub(super) fn counting(found: &[Found], mut next: u32) -> Vec<Found> {
    let mut out = Vec::new();
    for &(from, to, number) in found {
        if number == next {
            out.push((from, to, number));
            next += 1;
        }
    }
    out
}

fn may_glue(style: Style) -> bool {
    matches!(
        style,
        Style::ArParen
            | Style::ArPp
            | Style::ArDun
            | Style::ArDot
            | Style::BulletArDun
            | Style::CnDun
            | Style::CnDot
            | Style::CnParen
            | Style::CnDi
    )
}

/// Parts paragraphs into segments.
pub(super) fn segments(paragraphs: Vec<Paragraph>, report: &mut Report, stop: &Stop) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    // The last number of each style that is being counted.
    let mut last: BTreeMap<u8, (Style, u32)> = BTreeMap::new();
    // The numbers that open paragraphs further on: a list that begins inside a line must go on there.
    let opened: Vec<Option<(Style, u32)>> = paragraphs
        .iter()
        .map(|p| open(p).and_then(|(m, _)| m.number.map(|number| (m.style, number))))
        .collect();
    let ordinals = ordinals(&paragraphs);
    // By value: each is let go of once it is parted.
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if stop.is_set() {
            break;
        }
        let plain = |marker: Option<Marker>, text: &str, glued: bool| Segment {
            line: paragraph.line,
            marker,
            text: text.trim().to_owned(),
            glued,
            hint: paragraph.hint.clone(),
            decision: paragraph.decision,
        };
        if matches!(paragraph.hint, Hint::Row { .. } | Hint::Heading(0))
            || paragraph.decision.is_some_and(Decision::is_plain)
        {
            out.push(plain(None, &paragraph.text, false));
            continue;
        }
        if let Some((marker, at)) = ordinals.get(&index) {
            report.note(paragraph.line, &marker.raw, Fate::Number);
            let mark = paragraph.text.get(marker.raw.len()..*at).unwrap_or_default();
            if !mark.is_empty() {
                report.note(paragraph.line, mark, Fate::Dropped(Reason::HeadingMark));
            }
            out.push(plain(Some(marker.clone()), paragraph.text.get(*at..).unwrap_or_default(), false));
            continue;
        }
        let (first, from) = match open(&paragraph) {
            Some((marker, at)) if !is_lone(&marker, &paragraph, &opened, index) => {
                report.note(paragraph.line, &marker.raw, Fate::Number);
                (Some(marker), at)
            }
            _ => (None, 0),
        };
        // As far as the next heading, or the next list of the kind.
        let comes_later = |style: Style, number: u32| {
            for (s, n) in opened.iter().skip(index + 1).take(40).flatten() {
                let same = s.family() == style.family();
                if same && *n == number {
                    return true;
                }
                let above = match (s.heading_rank(), style.heading_rank()) {
                    (Some(rank), Some(own)) => rank < own,
                    (Some(_), None) => true,
                    (None, _) => false,
                };
                if above || same && *n == 1 {
                    return false;
                }
            }
            false
        };
        let mut rest = paragraph.text.get(from..).unwrap_or_default();
        let mut marker = first;
        let mut glued = false;
        loop {
            if let Some(Marker { style, number: Some(number), .. }) = &marker {
                let rank = style.heading_rank();
                if let Some(rank) = rank {
                    last.retain(|family, (s, _)| {
                        s.heading_rank().is_some_and(|r| r < rank) || *family == style.family()
                    });
                }
                last.insert(style.family(), (*style, *number));
            }
            let whole = paragraph.decision.is_some();
            let inside = (!whole).then(|| next_inside(rest, marker.as_ref(), &last, &comes_later)).flatten();
            let Some((at, end, style, number)) = inside else {
                out.push(plain(marker, rest, glued));
                break;
            };
            let text = rest.get(..at).unwrap_or_default();
            out.push(plain(marker, text, glued));
            let raw = rest.get(at..end).unwrap_or_default().trim().to_owned();
            report.note(paragraph.line, &raw, Fate::Number);
            report.note(paragraph.line, "", Fate::Split);
            marker = Some(Marker { raw, style, number: Some(number) });
            rest = rest.get(end..).unwrap_or_default();
            glued = true;
        }
    }
    out
}

/// Reads the marker that opens a paragraph.
fn open(paragraph: &Paragraph) -> Option<(Marker, usize)> {
    let found = marker::open(&paragraph.text);
    if found.is_none() && paragraph.is_counted { marker::open_counted(&paragraph.text) } else { found }
}

/// Finds paragraphs that count with 首先, 其次, 再次, 最后, each right behind the one before.
fn ordinals(paragraphs: &[Paragraph]) -> BTreeMap<usize, (Marker, usize)> {
    const FIRST: [&str; 2] = ["首先", "首要"];
    const NEXT: [&str; 6] = ["其次", "再次", "再者", "然后", "第三", "最后"];
    let opens = |index: usize, words: &[&'static str]| {
        let text = paragraphs.get(index).map(|p| p.text.as_str())?;
        let word = words.iter().find(|word| text.starts_with(**word))?;
        let rest = text.get(word.len()..)?;
        let mark = rest.starts_with(['，', ',', '、', '：', ':']);
        let end = word.len() + if mark { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
        Some((*word, end, mark))
    };
    let mut found = BTreeMap::new();
    for start in 0..paragraphs.len() {
        let Some((word, end, _)) = opens(start, &FIRST) else { continue };
        let mut members = vec![(start, word, end)];
        while let Some((word, end, _)) = opens(start + members.len(), &NEXT) {
            members.push((start + members.len(), word, end));
        }
        // A paragraph that counts by itself, or one alone, is prose.
        let alone = paragraphs.get(start).is_some_and(|p| p.text.contains("其次"));
        if members.len() < 2 || alone {
            continue;
        }
        for (number, (index, word, end)) in (1..).zip(members) {
            let marker = Marker { raw: word.to_owned(), style: Style::First, number: Some(number) };
            found.insert(index, (marker, end));
        }
    }
    found
}

/// Tells whether a 一是 or a letter that opens a paragraph has no other to go with it.
fn is_lone(marker: &Marker, paragraph: &Paragraph, opened: &[Option<(Style, u32)>], index: usize) -> bool {
    let number = marker.number.unwrap_or(1);
    if matches!(marker.style, Style::Roman | Style::Letter) {
        // Letters count only where others of the kind count with them.
        let near = || opened.iter().skip(index.saturating_sub(100)).take(200);
        let has = |n: u32| near().any(|entry| *entry == Some((marker.style, n)));
        return !(has(number + 1) || number > 1 && has(number - 1));
    }
    if marker.style != Style::CnShi {
        return false;
    }
    let inside = within(&paragraph.text, Style::CnShi, true);
    if inside.iter().any(|(_, _, n)| *n == number + 1) {
        return false;
    }
    let near = |n: u32, forward: bool| {
        let hit = |entry: &Option<(Style, u32)>| *entry == Some((Style::CnShi, n));
        if forward {
            opened.iter().skip(index + 1).take(8).any(hit)
        } else {
            opened.iter().take(index).rev().take(8).any(hit)
        }
    };
    !(near(number + 1, true) || (number > 1 && near(number - 1, false)))
}

/// Finds the first marker inside a text that begins a record of its own.
fn next_inside(
    text: &str,
    own: Option<&Marker>,
    last: &BTreeMap<u8, (Style, u32)>,
    comes_later: &dyn Fn(Style, u32) -> bool,
) -> Option<(usize, usize, Style, u32)> {
    let mut best: Option<(usize, usize, Style, u32)> = None;
    let mut offer = |found: (usize, usize, Style, u32)| {
        if best.is_none_or(|b| found.0 < b.0) {
            best = Some(found);
        }
    };
    // The count of a list that is open goes on.
    for &(style, number) in last.values() {
        if !may_glue(style) {
            continue;
        }
        let own_list = own.is_some_and(|m| m.style.family() == style.family());
        // 1、 may be followed by 2.
        let other = match style {
            Style::ArDun | Style::BulletArDun => Some(Style::ArDot),
            Style::ArDot => Some(Style::ArDun),
            _ => None,
        };
        for style in [Some(style), other].into_iter().flatten() {
            let hits = within(text, style, own_list && matches!(style, Style::ArParen | Style::ArPp));
            // A heading at the end of a line is one also where the one before it is lost.
            let is_title = |to: usize| {
                let rest = text.get(to..).unwrap_or_default().trim();
                style.heading_rank() == Some(1)
                    && (2..=14).contains(&rest.chars().count())
                    && rest.chars().all(char::is_alphanumeric)
            };
            let goes_on =
                |(from, to, n): &Found| *from > 0 && (*n == number + 1 || *n == number + 2 && is_title(*to));
            if let Some((from, to, n)) = hits.into_iter().find(goes_on) {
                // Not where the same number opens a line of its own below.
                if !comes_later(style, n) {
                    offer((from, to, style, n));
                }
            }
        }
    }
    // A first heading or a first item behind a heading or an opening.
    let opens_list: &[Style] = match own {
        None => &[Style::CnDun],
        Some(m) if m.style.heading_rank() == Some(1) => {
            &[Style::CnParen, Style::ArDun, Style::ArDot, Style::ArParen, Style::ArPp]
        }
        Some(m) if m.style == Style::CnBu => {
            &[Style::CnParen, Style::ArDun, Style::ArDot, Style::ArParen, Style::ArPp]
        }
        Some(m) if m.style.heading_rank().is_some_and(|rank| rank > 1) => {
            &[Style::ArDun, Style::ArDot, Style::ArParen, Style::ArPp]
        }
        Some(_) => &[],
    };
    for &style in opens_list {
        let mut hits = within(text, style, true);
        // Behind a short heading not even a blank needs to stand.
        if own.is_some() && style == Style::CnParen {
            hits = bracketed(text);
        }
        if own.is_some() && style == Style::ArDun {
            let bare = |from: usize| {
                text.get(..from).is_some_and(|before| {
                    (2..=16).contains(&before.chars().count())
                        && before.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '，')
                })
            };
            let first = DUN.as_ref().and_then(|p| p.captures(text)).and_then(|caught| {
                let whole = caught.get(0)?;
                (caught.get(1)?.as_str() == "1" && bare(whole.start()))
                    .then(|| (whole.start(), whole.end(), 1))
            });
            if let Some(first) = first.filter(|first| !hits.contains(first)) {
                hits.insert(0, first);
            }
        }
        let Some(&(from, to, n)) = hits.iter().find(|(from, _, n)| *n == 1 && *from > 0) else { continue };
        let short = text.get(..from).is_some_and(|before| before.chars().count() <= 40);
        let goes_on = hits.iter().any(|(at, _, n)| *n == 2 && *at > from) || comes_later(style, 2);
        if goes_on && (own.is_none() || short) {
            offer((from, to, style, n));
        }
    }
    best
}

/// Finds bracketed Chinese numbers wherever they stand, if what is before the first could be a heading.
fn bracketed(text: &str) -> Vec<Found> {
    let Some(pattern) = CN_PAREN.as_ref() else { return Vec::new() };
    let found = pattern.captures_iter(text).filter_map(|caught| {
        let (whole, digits) = (caught.get(0)?, caught.get(1)?);
        let speaks =
            text.get(whole.end()..)?.chars().next().is_some_and(|c| !"，。、；款项条和至".contains(c));
        let number = marker::number(digits.as_str()).filter(|_| speaks)?;
        Some((whole.start(), whole.end(), number))
    });
    counting(&found.collect::<Vec<_>>(), 1)
}
