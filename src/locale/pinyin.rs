//! Finding Chinese words by how they sound: by full pinyin, by the first letters, or by a mix.
//!
//! `bc`, `baocun`, `baoc` and `保c` all find 保存. A character that is read in several ways is found by
//! each of them (`zhang` and `chang` find 长). Letters and digits in a text stand for themselves.

use std::ops::Range;

use pinyin::ToPinyinMulti;

/// Returns where in a text, in characters, what was typed is spelled out in one run; the first place
/// if there are several. Capitals do not matter.
#[must_use]
pub fn find(text: &str, typed: &str) -> Option<Range<usize>> {
    let typed: Vec<char> =
        typed.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    if typed.is_empty() {
        return Some(0..0);
    }
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find_map(|start| {
        let rest = chars.get(start..)?;
        run(rest, &typed).map(|length| start..start + length)
    })
}

/// Tells whether what was typed is spelled out somewhere in a text.
#[must_use]
pub fn spells(text: &str, typed: &str) -> bool {
    find(text, typed).is_some()
}

/// How many readings of a character are known, tones apart.
const MOST_READINGS: usize = 2;

/// Returns how many characters at the beginning of a text what was typed spells out.
fn run(text: &[char], typed: &[char]) -> Option<usize> {
    if typed.is_empty() {
        return Some(0);
    }
    let (&c, rest) = text.split_first()?;
    let go_on = |taken: usize| run(rest, typed.get(taken..)?).map(|length| length + 1);
    if (typed.first() == Some(&c) || c.to_lowercase().eq(typed.first().copied()))
        && let Some(length) = go_on(1)
    {
        return Some(length);
    }
    if c.is_whitespace() || is_mark(c) {
        // Marks and spaces between words are not typed; a find does not begin with one.
        return (rest.len() < text.len()).then(|| go_on(0)).flatten().filter(|length| *length > 1);
    }
    // The commonest readings come first; the rare ones would find words that nobody looks for.
    let mut readings: Vec<&'static str> = Vec::new();
    for reading in c.to_pinyin_multi()? {
        if readings.len() < MOST_READINGS && !readings.contains(&reading.plain()) {
            readings.push(reading.plain());
        }
    }
    for plain in readings {
        // Full reading first, then shorter and shorter ones: the rest may go on in many ways. What is
        // typed last may break off within a reading.
        let same = plain.chars().zip(typed).take_while(|(a, b)| a == *b).count();
        for taken in (1..=same).rev() {
            let is_initial = taken == 1 || (taken == 2 && plain.chars().nth(1) == Some('h'));
            let fits = taken == plain.len() || is_initial || taken == typed.len();
            if fits && let Some(length) = go_on(taken) {
                return Some(length);
            }
        }
    }
    None
}

const fn is_mark(c: char) -> bool {
    matches!(c, '、' | '，' | '。' | '：' | '；' | '（' | '）' | '“' | '”' | '·' | '-' | '/' | '…')
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn words_are_found_by_sound() {
        for typed in ["bc", "baocun", "baoc", "bcun", "保存", "保c", "BC", "bao cun"] {
            assert_eq!(find("保存", typed), Some(0..2), "{typed}");
        }
        assert_eq!(find("另存为", "cw"), Some(1..3));
        assert_eq!(find("导出 PDF", "dcpdf"), Some(0..6));
        assert_eq!(find("张力", "zhangl"), Some(0..2));
        assert_eq!(find("张力", "zhl"), Some(0..2));
        assert_eq!(find("重做", "cz"), Some(0..2));
        assert_eq!(find("重做", "zz"), Some(0..2));
        assert_eq!(find("保存", "bx"), None);
        assert_eq!(find("", "b"), None);
    }
}
