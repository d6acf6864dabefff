//! A segment into an item: inline lists become its parts.

use super::draft::ItemDraft;
use super::marker::{Marker, Style, patterns};
use super::segments::{Found, Segment, counting, within};

patterns! {
    TAIL = r"^(对于?(上述|以上|这些)|针对(上述|以上|这些)|通过(上述|以上)|以上|上述|综上|总之|同时，?(要|我)|此外|另外)";
    LABEL = r"^([\p{Han}A-Za-z]{2,6})[:：]\s*";
}

/// The parts that a paragraph lists.
pub(super) struct Inline {
    /// What stands before the first part.
    pub(super) lead: String,
    /// The parts.
    pub(super) parts: Vec<ItemDraft>,
    /// What follows the last.
    pub(super) tail: Option<String>,
    /// Whether the first part's number is lost.
    pub(super) lost_head: bool,
}

/// Finds a list inside a text, at least two of whose members count on.
pub(super) fn inline(text: &str, line: usize, own: Option<&Marker>) -> Option<Inline> {
    for style in
        [Style::CnShi, Style::CnDi, Style::ArPp, Style::Circled, Style::ArParen, Style::ArDun, Style::ArDot]
    {
        if own.is_some_and(|m| m.style.family() == style.family()) {
            continue;
        }
        if matches!(style, Style::ArDun | Style::ArDot)
            && own.is_some_and(|m| matches!(m.style.family(), 3..=8))
        {
            continue;
        }
        if matches!(style, Style::ArPp | Style::ArParen)
            && own.is_some_and(|m| matches!(m.style.family(), 5 | 6))
        {
            continue;
        }
        let found = within(text, style, true);
        let mut members = counting(&found, 1);
        let mut lost_head = false;
        if members.len() < 2 && matches!(style, Style::CnShi | Style::CnDi) && own.is_none() {
            members = counting(&found, 2);
            lost_head = members.len() >= 2 && members.first().is_some_and(|m| m.0 > 0);
            if !lost_head {
                continue;
            }
        }
        if members.len() < 2 {
            continue;
        }
        return Some(parted(text, line, style, &members, lost_head));
    }
    None
}

fn parted(text: &str, line: usize, style: Style, members: &[Found], lost_head: bool) -> Inline {
    let lead = members.first().and_then(|m| text.get(..m.0)).unwrap_or_default().trim().to_owned();
    let ends = members.iter().skip(1).map(|m| m.0).chain([text.len()]);
    let mut parts = Vec::new();
    let mut short = true;
    let last_at = members.len() - 1;
    let mut tail = None;
    for (index, (&(from, to, number), end)) in members.iter().zip(ends).enumerate() {
        let mut piece = text.get(to..end).unwrap_or_default().trim();
        if index == last_at {
            if let Some((kept, rest)) = cut_tail(piece, short) {
                piece = kept;
                tail = Some(rest.to_owned());
            }
        } else {
            short &= !piece.trim_end_matches(['。', '；', ';', '，', ',']).contains('。')
                && !piece.ends_with('。');
        }
        let raw = text.get(from..to).unwrap_or_default().trim().to_owned();
        parts.push(ItemDraft {
            line,
            marker: Some(Marker { raw, style, number: Some(number) }),
            text: piece.to_owned(),
            ..ItemDraft::default()
        });
    }
    Inline { lead, parts, tail, lost_head }
}

/// Cuts off what follows the last part: everything behind its first full stop where the parts
/// before it are parted by lesser marks, and what speaks of all of them.
fn cut_tail(piece: &str, short: bool) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(offset) = piece.get(from..)?.find(['。', '！']) {
        let at = from + offset;
        let end = at + piece.get(at..)?.chars().next()?.len_utf8();
        let rest = piece.get(end..)?.trim_start();
        if rest.chars().count() < 4 {
            return None;
        }
        if short || TAIL.as_ref().is_some_and(|p| p.is_match(rest)) {
            return Some((piece.get(..end)?, rest));
        }
        from = end;
    }
    None
}

/// Makes an item of a segment.
pub(super) fn item(segment: &Segment) -> ItemDraft {
    let mut item = ItemDraft {
        line: segment.line,
        marker: segment.marker.clone(),
        text: segment.text.clone(),
        ..ItemDraft::default()
    };
    if segment.decision.is_none()
        && let Some(found) = inline(&segment.text, segment.line, segment.marker.as_ref())
        && !found.lost_head
        && !(found.lead.is_empty() && segment.marker.is_none())
    {
        item.text = found.lead;
        item.children = found.parts;
        item.tail = found.tail;
    } else if segment.text.starts_with("首先") && segment.text.contains("其次") {
        item.could_split = true;
    }
    item
}

/// Reads the label that opens a paragraph: 方法：…
pub(super) fn label(segment: &Segment) -> Option<ItemDraft> {
    let caught = LABEL.as_ref()?.captures(&segment.text)?;
    let whole = caught.get(0)?;
    let rest = segment.text.get(whole.end()..)?.trim();
    if rest.is_empty() {
        return None;
    }
    Some(ItemDraft {
        line: segment.line,
        marker: Some(Marker { raw: whole.as_str().trim().to_owned(), style: Style::Label, number: None }),
        text: rest.to_owned(),
        ..ItemDraft::default()
    })
}
