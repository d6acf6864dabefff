//! Which pages are printed, as they are typed: `1-3,5`.

/// Why what was typed names no pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeFault {
    /// It is not written as pages are.
    Unreadable,
    /// It names a page behind the last one.
    Beyond {
        /// How many pages there are.
        pages: usize,
    },
}

/// Reads pages, counted from 1, both ends of a range included; nothing typed means all. Signs and
/// digits may be full-width, as an input method leaves them. Where it is known how many pages there
/// are, none may be named behind them.
///
/// # Errors
/// It names no pages, or one that there is not.
pub fn read_ranges(typed: &str, pages: Option<usize>) -> Result<Vec<(usize, usize)>, RangeFault> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(narrowed).collect();
    if plain.is_empty() {
        return Ok(Vec::new());
    }
    let number = |text: &str| {
        text.parse::<usize>().ok().filter(|page| (1..=MOST).contains(page)).ok_or(RangeFault::Unreadable)
    };
    let mut ranges = Vec::new();
    for range in plain.split(',') {
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(range)?, number(range)?),
        };
        if first > last {
            return Err(RangeFault::Unreadable);
        }
        ranges.push((first, last));
    }
    match pages {
        Some(pages) if ranges.iter().any(|(_, last)| *last > pages) => Err(RangeFault::Beyond { pages }),
        Some(_) | None => Ok(ranges),
    }
}

/// Returns how many pages are printed of a document with so many.
#[must_use]
pub fn count_of(ranges: &[(usize, usize)], pages: usize) -> usize {
    if ranges.is_empty() {
        return pages;
    }
    // A page that is named twice is printed once.
    (1..=pages).filter(|page| ranges.iter().any(|(first, last)| (first..=last).contains(&page))).count()
}

/// No document has more pages.
const MOST: usize = 99_999;

fn narrowed(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '，' | '、' | ';' | '；' => ',',
        '－' | '–' | '—' | '~' | '～' | '至' | '到' => '-',
        c => c,
    }
}
