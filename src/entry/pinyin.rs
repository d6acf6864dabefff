//! Finding Chinese by what is typed on a Latin keyboard: `wf`, `wangf` and `wangfang` find 王芳.

use pinyin::ToPinyinMulti;

/// How well what was typed fits a text; the better, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the text.
    Whole,
    /// The text begins with it.
    Begins,
    /// The text holds it.
    Holds,
    /// It is the text's pinyin, or the first letters of it.
    WholePinyin,
    /// The text's pinyin begins with it.
    BeginsPinyin,
    /// The text's pinyin holds it.
    HoldsPinyin,
}

/// Texts longer than this are searched in their first characters only.
const MOST: usize = 64;

/// Says how well what was typed fits a text, upper and lower case alike. Nothing typed fits everything.
/// A character that is read in several ways is found by each of them.
#[must_use]
pub fn fit(typed: &str, text: &str) -> Option<Fit> {
    let typed = typed.trim().to_lowercase();
    let lower = text.to_lowercase();
    if typed == lower {
        return Some(Fit::Whole);
    }
    if lower.starts_with(&typed) {
        return Some(Fit::Begins);
    }
    if lower.contains(&typed) {
        return Some(Fit::Holds);
    }
    let keys: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && *c != '\'').take(MOST).collect();
    let chars: Vec<char> = lower.chars().filter(|c| !c.is_whitespace()).take(MOST).collect();
    if keys.is_empty() || !keys.iter().any(char::is_ascii_alphabetic) {
        return None;
    }
    (0..chars.len()).find_map(|start| {
        let ended = spelled(&keys, chars.get(start..)?)?;
        Some(match (start, start + ended == chars.len()) {
            (0, true) => Fit::WholePinyin,
            (0, false) => Fit::BeginsPinyin,
            _ => Fit::HoldsPinyin,
        })
    })
}

/// Returns how many characters from the first on the keys spell: each by itself, by its first letter
/// or by as much of its pinyin as was typed.
fn spelled(keys: &[char], chars: &[char]) -> Option<usize> {
    // How many keys can be used up by the characters so far, in every way of reading them.
    let mut reached = vec![0];
    for (count, c) in chars.iter().enumerate() {
        let mut next: Vec<usize> = Vec::new();
        for &from in &reached {
            let rest = keys.get(from..).unwrap_or_default();
            let mut take = |length: usize| {
                if !next.contains(&(from + length)) {
                    next.push(from + length);
                }
            };
            if rest.first() == Some(c) {
                take(1);
            }
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                // ü is typed as v.
                let letters = reading.plain().chars().map(|c| if c == 'ü' { 'v' } else { c });
                let same = letters.zip(rest).take_while(|(a, b)| a == *b).count();
                (1..=same).for_each(&mut take);
            }
        }
        if next.contains(&keys.len()) {
            return Some(count + 1);
        }
        if next.is_empty() {
            return None;
        }
        reached = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Fit, fit};

    #[test]
    fn names_are_found_by_pinyin_and_by_its_first_letters() {
        for (typed, wanted) in [
            ("王芳", Some(Fit::Whole)),
            ("王", Some(Fit::Begins)),
            ("芳", Some(Fit::Holds)),
            ("wf", Some(Fit::WholePinyin)),
            ("WF", Some(Fit::WholePinyin)),
            ("wangfang", Some(Fit::WholePinyin)),
            ("wang fang", Some(Fit::WholePinyin)),
            ("wangf", Some(Fit::WholePinyin)),
            ("wfang", Some(Fit::WholePinyin)),
            ("王f", Some(Fit::WholePinyin)),
            ("w", Some(Fit::BeginsPinyin)),
            ("wang", Some(Fit::BeginsPinyin)),
            ("fang", Some(Fit::HoldsPinyin)),
            ("", Some(Fit::Begins)),
            ("wfx", None),
            ("陈", None),
            ("123", None),
        ] {
            assert_eq!(fit(typed, "王芳"), wanted, "{typed}");
        }
        // 单 is Shan as a name, 长 both zhang and chang.
        for typed in ["shanzhang", "dc", "sz"] {
            assert_eq!(fit(typed, "单长"), Some(Fit::WholePinyin), "{typed}");
        }
        assert_eq!(fit("lvmin", "吕敏"), Some(Fit::WholePinyin));
        assert_eq!(fit("hr", "HR团队"), Some(Fit::Begins));
    }
}
