//! Heading or item: a Chinese-numbered line is a heading if it has a body of its own, and all
//! siblings of one list share a role.

use super::Decision;
use super::marker::Style;
use super::paragraphs::{ENDS, is_party_or_date, width};
use super::prose;
use super::segments::Segment;
use super::source::Hint;

/// What a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of this level, counted from 1.
    Heading(u8),
    /// A numbered item.
    Item,
    /// A paragraph without a number.
    Plain,
}

/// The longest line without mark and number that is taken for a heading, in characters.
const BARE_CHARS: usize = 24;

/// Tells the role of every segment.
pub(super) fn roles(segments: &[Segment]) -> Vec<Role> {
    let mut roles: Vec<Role> = segments
        .iter()
        .map(|segment| if segment.marker.is_some() { Role::Item } else { Role::Plain })
        .collect();
    let groups = groups(segments);
    let mut is_heading = vec![false; segments.len()];
    for group in &groups {
        if group_is_headings(segments, group) {
            for at in group {
                if let Some(flag) = is_heading.get_mut(*at) {
                    *flag = true;
                }
            }
        }
    }
    let mut bare = bare_headings(segments);
    for at in 1..segments.len() {
        let below = is_heading.get(at - 1) == Some(&true) || bare.get(at - 1) == Some(&true);
        if !below
            && announces_list(segments, at)
            && let Some(flag) = bare.get_mut(at)
        {
            *flag = true;
        }
    }
    let mut ranks: Vec<u8> = Vec::new();
    // How deep headings without a number lie in the section that is open.
    let mut bare_level: Option<u8> = None;
    for (at, segment) in segments.iter().enumerate() {
        let rank = segment.marker.as_ref().and_then(|m| m.style.heading_rank());
        let level_of = |ranks: &mut Vec<u8>, rank: u8| {
            ranks.retain(|r| *r < rank);
            ranks.push(rank);
            u8::try_from(ranks.len()).unwrap_or(u8::MAX)
        };
        let role = match (&segment.decision, &segment.hint) {
            (Some(Decision::Heading(level)), _) => Some(Role::Heading((*level).max(1))),
            (Some(Decision::Item), _) => Some(Role::Item),
            (Some(Decision::Paragraph), _) => Some(Role::Plain),
            (_, Hint::Heading(level)) if *level > 0 => {
                let rank = rank.unwrap_or(*level);
                Some(Role::Heading(level_of(&mut ranks, rank)))
            }
            _ => match rank {
                Some(rank) if is_heading.get(at) == Some(&true) => {
                    bare_level = None;
                    Some(Role::Heading(level_of(&mut ranks, rank)))
                }
                _ if bare.get(at) == Some(&true) => {
                    // Right behind a heading it lies inside; behind paragraphs, beside.
                    let inside =
                        at.checked_sub(1).is_some_and(|before| is_heading.get(before) == Some(&true));
                    let depth = u8::try_from(ranks.len()).unwrap_or(u8::MAX);
                    let level = *bare_level.get_or_insert(if inside {
                        depth.saturating_add(1)
                    } else {
                        depth.max(1)
                    });
                    Some(Role::Heading(level))
                }
                _ => None,
            },
        };
        if let (Some(role), Some(slot)) = (role, roles.get_mut(at)) {
            *slot = role;
        }
    }
    roles
}

/// Finds the lists of Chinese-numbered lines, each the places of its members.
fn groups(segments: &[Segment]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // For each rank, the group that is open and its last number.
    let mut open: [Option<(usize, u32)>; 4] = [None; 4];
    for (at, segment) in segments.iter().enumerate() {
        if let Hint::Heading(1) = segment.hint {
            open = [None; 4];
        }
        let Some(marker) = &segment.marker else { continue };
        let (Some(rank), Some(number)) = (marker.style.heading_rank(), marker.number) else { continue };
        let rank = usize::from(rank);
        for slot in open.iter_mut().skip(rank + 1) {
            *slot = None;
        }
        let Some(slot) = open.get_mut(rank) else { continue };
        match slot {
            Some((group, last)) if number >= *last && number <= *last + 4 => {
                *last = number;
                if let Some(group) = groups.get_mut(*group) {
                    group.push(at);
                }
            }
            _ => {
                *slot = Some((groups.len(), number));
                groups.push(vec![at]);
            }
        }
    }
    groups
}

fn group_is_headings(segments: &[Segment], group: &[usize]) -> bool {
    let rank_of =
        |at: usize| segments.get(at).and_then(|s| s.marker.as_ref()).and_then(|m| m.style.heading_rank());
    let mut with_body = 0;
    let mut with_list = 0;
    let mut titles = 0;
    let mut long = 0;
    for &at in group {
        let Some(segment) = segments.get(at) else { continue };
        let rank = rank_of(at).unwrap_or(0);
        let next = segments.get(at + 1);
        let closes = next.is_some_and(|s| s.marker.is_none())
            && segments.iter().skip(at + 1).all(|s| s.marker.is_none() && prose::is_closing(&s.text));
        let has_body = next.is_some() && rank_of(at + 1).is_none_or(|r| r > rank) && !closes;
        with_body += usize::from(has_body);
        with_list += usize::from(has_body && next.is_some_and(|s| s.marker.is_some()));
        let count = segment.text.chars().count();
        let inner = segment.text.trim_end_matches('。').contains(['。', '；']);
        titles += usize::from(count <= 40 && !inner);
        long += usize::from(count > 60 && inner);
    }
    let count = group.len();
    if count == 1 {
        return with_body == 1 && (long == 0 || titles == 1);
    }
    if long * 2 > count && with_list * 2 <= count {
        return false;
    }
    with_body * 2 > count || with_body * 2 == count && titles * 2 > count
}

/// Finds short lines without number and closing mark that paragraphs follow.
fn bare_headings(segments: &[Segment]) -> Vec<bool> {
    let short: Vec<bool> = segments.iter().map(is_short).collect();
    let is = |at: usize| short.get(at) == Some(&true);
    (0..segments.len())
        .map(|at| {
            if !is(at) {
                return false;
            }
            // Three short lines in a row are a list, not headings.
            let above = (1..=2).take_while(|n| at.checked_sub(*n).is_some_and(is)).count();
            let below = (1..=2).take_while(|n| is(at + n)).count();
            if above + below >= 2 {
                return false;
            }
            segments.get(at + 1).is_some_and(|next| {
                next.marker.as_ref().is_none_or(|m| m.number == Some(1) || matches!(m.style, Style::Bullet))
            })
        })
        .collect()
}

/// Tells whether a short line that ends with a colon is the heading of the list behind it: the list is
/// not one inside the item before.
fn announces_list(segments: &[Segment], at: usize) -> bool {
    use super::marker::patterns;
    patterns! {
        LEADS = r"如下|以下|下列|包括|分为|[一二三四五六七八九十两几\d]个?(?:大|主要)?(?:方面|步|点|项|条|层|关|渠道|原则)|^(?:要|应|须|需|即|其中|同志们|各位|尊敬|甲|乙)|[您你们]";
    }
    let (Some(before), Some(segment), Some(next)) =
        (segments.get(at.wrapping_sub(1)), segments.get(at), segments.get(at + 1))
    else {
        return false;
    };
    let Some(bare) = segment.text.strip_suffix(['：', ':']) else { return false };
    let fits = segment.marker.is_none()
        && segment.decision.is_none()
        && matches!(segment.hint, Hint::Plain | Hint::Paragraph)
        && (4..=16).contains(&bare.chars().count())
        && !bare.contains(['，', '。', '；', '：', ',', ':', '、'])
        && !prose::announces(&segment.text)
        && LEADS.as_ref().is_none_or(|p| !p.is_match(bare))
        && !is_party_or_date(&segment.text);
    let starts = next.marker.as_ref().is_some_and(|m| m.number == Some(1));
    if !fits || !starts {
        return false;
    }
    // The list that was open goes on further down: what stands between is part of its item.
    let Some(open) = before.marker.as_ref().and_then(|m| m.number.map(|n| (m.style.family(), n))) else {
        return true;
    };
    let goes_on = segments
        .iter()
        .skip(at + 1)
        .filter_map(|s| s.marker.as_ref())
        .filter(|m| m.style.family() == open.0)
        .find_map(|m| m.number)
        .is_some_and(|number| number == open.1 + 1);
    !goes_on
}

pub(super) fn is_short(segment: &Segment) -> bool {
    let text = segment.text.as_str();
    let count = width(text);
    segment.marker.is_none()
        && segment.decision.is_none()
        && matches!(segment.hint, Hint::Plain | Hint::Paragraph)
        && (2..=BARE_CHARS).contains(&count)
        && !text.ends_with(ENDS)
        && !text.ends_with(['，', '、', ','])
        && !text.contains(['，', '。', '；', '：', ',', ':'])
        && !text.starts_with(['的', '了', '着', '等'])
        && text.chars().any(char::is_alphabetic)
        && !is_party_or_date(text)
}
