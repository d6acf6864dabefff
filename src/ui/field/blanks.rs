//! Blanks within a text: where they stand, and that a change takes them whole.

use std::ops::Range;

/// Returns where the blanks of a text stand, in characters, with the signs round their names.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    if !text.contains('⟦') {
        return Vec::new();
    }
    let mut at = 0;
    let mut ranges = Vec::new();
    for piece in crate::model::Text::from(text).pieces() {
        match piece {
            crate::model::Piece::Words(words) => at += words.chars().count(),
            crate::model::Piece::Blank(name) => {
                let end = at + name.chars().count() + 2;
                ranges.push(at..end);
                at = end;
            }
        }
    }
    ranges
}

/// Keeps blanks whole: a change that would cut into one takes all of it, so that typing in a blank
/// fills it and deleting in it removes it. Returns the text with the caret behind the change, where
/// the change was not what was typed.
pub(super) fn keep_blanks_whole(before: &str, after: &str) -> Option<(String, usize)> {
    if !before.contains('⟦') {
        return None;
    }
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let most = old.len().min(new.len());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(most - start);
    let (mut from, mut to) = (start, old.len() - behind);
    for Range { start: first, end: last } in ranges(before) {
        let touched = if from == to { first < from && from < last } else { first < to && from < last };
        if touched {
            from = from.min(first);
            to = to.max(last);
        }
    }
    if (from, to) == (start, old.len() - behind) {
        return None;
    }
    let typed = new.get(start..new.len() - behind)?;
    let whole = old.get(..from)?.iter().chain(typed).chain(old.get(to..)?).collect();
    Some((whole, from + typed.len()))
}

#[cfg(test)]
mod tests {
    use super::keep_blanks_whole;

    #[test]
    fn typing_in_a_blank_fills_it() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单甲位⟧工作"), Some(("在甲工作".into(), 2)));
    }

    #[test]
    fn deleting_in_a_blank_removes_it() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦位⟧工作"), Some(("在工作".into(), 1)));
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单位工作"), Some(("在工作".into(), 1)));
    }

    #[test]
    fn what_touches_no_blank_is_as_typed() {
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在⟦单位⟧好好工作"), None);
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "甲⟦单位⟧工作"), None);
        assert_eq!(keep_blanks_whole("在⟦单位⟧工作", "在工作"), None);
        assert_eq!(keep_blanks_whole("", "新"), None);
    }
}
