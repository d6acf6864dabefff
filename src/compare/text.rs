//! Changes inside a text, character by character, and two such changes at once.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::{Piece, Text};

/// How a stretch of text came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It stands in both.
    Kept,
    /// It stands only in the old text.
    Removed,
    /// It stands only in the new text.
    Added,
}

/// A stretch of text with its mark.
pub type Stretch = (Mark, String);

/// The most pairs of characters that are weighed; of longer texts each is told as a whole.
const MOST_PAIRS: usize = 16_000_000;

/// Returns the new text with the old one's lost words in it. Numbers, Latin words and blanks change
/// as a whole; texts with next to nothing in common are told one after the other.
#[must_use]
pub fn marks(old: &str, new: &str) -> Vec<Stretch> {
    if old == new {
        return stretches([(Mark::Kept, new)]);
    }
    let (olds, news) = (tokens(old), tokens(new));
    if olds.len().saturating_mul(news.len()) > MOST_PAIRS {
        return stretches([(Mark::Removed, old), (Mark::Added, new)]);
    }
    let mut runs: Vec<(Mark, String)> = Vec::new();
    for op in ops(&olds, &news) {
        let (before, after) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => push(&mut runs, Mark::Kept, news.get(after)),
            DiffOp::Delete { .. } => push(&mut runs, Mark::Removed, olds.get(before)),
            DiffOp::Insert { .. } => push(&mut runs, Mark::Added, news.get(after)),
            DiffOp::Replace { .. } => {
                push(&mut runs, Mark::Removed, olds.get(before));
                push(&mut runs, Mark::Added, news.get(after));
            }
        }
    }
    let kept: usize =
        runs.iter().filter(|(mark, _)| *mark == Mark::Kept).map(|(_, text)| text.chars().count()).sum();
    let longer = old.chars().count().max(new.chars().count());
    if kept * 4 < longer {
        return stretches([(Mark::Removed, old), (Mark::Added, new)]);
    }
    joined(runs)
}

fn push(runs: &mut Vec<Stretch>, mark: Mark, tokens: Option<&[&str]>) {
    let text = tokens.unwrap_or_default().concat();
    if !text.is_empty() {
        runs.push((mark, text));
    }
}

fn stretches<const N: usize>(runs: [(Mark, &str); N]) -> Vec<Stretch> {
    runs.into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(mark, text)| (mark, text.to_owned()))
        .collect()
}

fn ops(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, old, new)
}

/// Joins what belongs together: one kept character between two changes reads as changed with them,
/// and what is lost stands before what is new.
fn joined(runs: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |out: &mut Vec<Stretch>, removed: &mut String, added: &mut String| {
        for (mark, text) in [(Mark::Removed, std::mem::take(removed)), (Mark::Added, std::mem::take(added))] {
            if !text.is_empty() {
                out.push((mark, text));
            }
        }
    };
    let count = runs.len();
    for (index, (mark, text)) in runs.into_iter().enumerate() {
        match mark {
            Mark::Removed => removed.push_str(&text),
            Mark::Added => added.push_str(&text),
            Mark::Kept => {
                let between = index + 1 < count && !(removed.is_empty() || added.is_empty());
                if between && text.chars().count() == 1 {
                    removed.push_str(&text);
                    added.push_str(&text);
                } else {
                    flush(&mut out, &mut removed, &mut added);
                    out.push((Mark::Kept, text));
                }
            }
        }
    }
    flush(&mut out, &mut removed, &mut added);
    out
}

/// Divides a text where it may change: between characters, but not in numbers, words and blanks.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let whole = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let mut rest = text;
    // A blank is one token with its brackets.
    let blanks: Vec<String> = Text::new(text)
        .pieces()
        .filter_map(|piece| match piece {
            Piece::Blank(name) => Some(format!("⟦{name}⟧")),
            Piece::Words(_) => None,
        })
        .collect();
    let mut blanks = blanks.iter().peekable();
    while let Some(first) = rest.chars().next() {
        let length = if let Some(blank) = blanks.next_if(|blank| rest.starts_with(blank.as_str())) {
            blank.len()
        } else if whole(first) {
            rest.find(|c| !whole(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Makes both changes of a text where they do not touch each other; none where they do.
#[must_use]
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let base = tokens(base);
    let longest = ours.chars().count().max(theirs.chars().count());
    if base.len().saturating_mul(longest) > MOST_PAIRS {
        return None;
    }
    let (ours, theirs) = (changes(&base, &tokens(ours)), changes(&base, &tokens(theirs)));
    let mut all: Vec<&Replaced> = ours.iter().chain(&theirs).collect();
    all.sort_by_key(|change| (change.from, change.to));
    all.dedup_by(|a, b| a == b);
    let mut out = String::new();
    let mut at = 0;
    for (index, change) in all.iter().enumerate() {
        // Changes that meet without a character between them touch each other.
        if index > 0 && change.from <= at {
            return None;
        }
        out.push_str(&base.get(at..change.from)?.concat());
        out.push_str(&change.by);
        at = change.to;
    }
    out.push_str(&base.get(at..)?.concat());
    Some(out)
}

/// A stretch of tokens that is replaced.
#[derive(PartialEq, Eq)]
struct Replaced {
    from: usize,
    to: usize,
    by: String,
}

fn changes(base: &[&str], new: &[&str]) -> Vec<Replaced> {
    let mut out: Vec<Replaced> = Vec::new();
    for op in ops(base, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (before, after) = (op.old_range(), op.new_range());
        let by = new.get(after).unwrap_or_default().concat();
        match out.last_mut() {
            Some(last) if last.to == before.start => {
                last.to = before.end;
                last.by.push_str(&by);
            }
            _ => out.push(Replaced { from: before.start, to: before.end, by }),
        }
    }
    out
}

/// How alike two texts are, from 0 to 1: the share of pairs of neighbouring characters that they
/// have in common.
pub(super) fn likeness(a: &[u64], b: &[u64]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a.is_empty() && b.is_empty()));
    }
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}

/// Returns the pairs of neighbouring characters of a text, sorted, each once. Only the beginning of
/// a very long text counts.
pub(super) fn pairs(text: &str) -> Vec<u64> {
    const MOST: usize = 400;
    let mut previous = 0;
    let mut pairs: Vec<u64> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(MOST)
        .map(|c| {
            let pair = (u64::from(previous) << 32) | u64::from(u32::from(c));
            previous = u32::from(c);
            pair
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        marks(old, new)
            .into_iter()
            .map(|(mark, text)| match mark {
                Mark::Kept => text,
                Mark::Removed => format!("[-{text}-]"),
                Mark::Added => format!("[+{text}+]"),
            })
            .collect()
    }

    #[test]
    fn changes_are_marked_where_they_are() {
        for (old, new, expected) in [
            ("开展柜面服务培训", "开展柜面服务培训", "开展柜面服务培训"),
            ("满意率达到95%以上", "满意率达到98.5%以上", "满意率达到[-95-][+98.5+]%以上"),
            ("每月开展培训", "每月开展柜面服务培训", "每月开展[+柜面服务+]培训"),
            ("建⟦数量⟧个网点", "建⟦网点数⟧个网点", "建[-⟦数量⟧-][+⟦网点数⟧+]个网点"),
            ("", "新的", "[+新的+]"),
            ("旧的", "", "[-旧的-]"),
            (
                "加强内部控制，严守操作规程",
                "走访重点客户名单",
                "[-加强内部控制，严守操作规程-][+走访重点客户名单+]",
            ),
            ("train the tellers weekly", "train all tellers weekly", "train [-the-][+all+] tellers weekly"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn changes_apart_from_each_other_are_both_made() {
        let base = "六月底前开展柜面服务培训，覆盖全员";
        let ours = "三月底前开展柜面服务培训，覆盖全员";
        let theirs = "六月底前开展柜面服务培训，覆盖新员工";
        assert_eq!(merge(base, ours, theirs).as_deref(), Some("三月底前开展柜面服务培训，覆盖新员工"));
        assert_eq!(merge(base, ours, "九月底前开展柜面服务培训，覆盖全员"), None);
        assert_eq!(merge(base, ours, ours).as_deref(), Some(ours));
    }
}
