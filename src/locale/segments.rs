//! Words and sentences of a text, as a person would select them.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// How far from a place words are looked for, in characters. A clause is rarely longer.
const REACH: usize = 200;

/// Returns the word round the character at this index, in characters: a Chinese word as the
/// dictionary has it, a word of another script, a number, one mark, or a run of spaces. Past the end
/// it is the last one; in an empty text it is empty.
#[must_use]
pub fn word_at(chars: &[char], at: usize) -> Range<usize> {
    let at = at.min(chars.len().saturating_sub(1));
    words_near(chars, at).into_iter().find(|word| word.contains(&at)).unwrap_or(at..at)
}

/// Returns where the next word begins; the end of the text behind the last one.
#[must_use]
pub fn next_word(chars: &[char], at: usize) -> usize {
    let is_space = |word: &Range<usize>| {
        chars.get(word.clone()).is_some_and(|signs| signs.iter().all(|sign| sign.is_whitespace()))
    };
    let mut from = at;
    while from < chars.len() {
        // A word that reaches to the end of what was looked at may go on behind it.
        let found = words_near(chars, from);
        if let Some(word) = found.iter().find(|word| word.start > at && !is_space(word)) {
            return word.start;
        }
        from = found.last().map_or(chars.len(), |word| word.end.max(from + 1));
    }
    chars.len()
}

/// Returns where the word before this place begins; 0 before the first one.
#[must_use]
pub fn previous_word(chars: &[char], at: usize) -> usize {
    let mut from = at;
    while from > 0 {
        let word = word_at(chars, from - 1);
        let begin = word.start.min(from - 1);
        let is_space =
            chars.get(begin..from).is_some_and(|signs| signs.iter().all(|sign| sign.is_whitespace()));
        from = begin;
        if !is_space {
            break;
        }
    }
    from
}

/// Returns the sentence round the character at this index, in characters, with its closing marks:
/// up to a full stop, a question or exclamation mark, a semicolon, or the end of the line.
#[must_use]
pub fn sentence_at(chars: &[char], at: usize) -> Range<usize> {
    let at = at.min(chars.len().saturating_sub(1));
    let mut begin = 0;
    while begin < chars.len() {
        let end = sentence_end(chars, begin);
        if at < end {
            return begin..end;
        }
        begin = end;
    }
    begin..chars.len()
}

/// Returns where the sentence that begins here ends; behind it there is always more than before.
fn sentence_end(chars: &[char], begin: usize) -> usize {
    let mut at = begin;
    while let Some(sign) = chars.get(at) {
        at += 1;
        let next = chars.get(at);
        let ends = match sign {
            '\n' => return at,
            '。' | '！' | '？' | '；' => true,
            '.' | '!' | '?' | ';' => next.is_none_or(|next| next.is_whitespace()),
            _ => false,
        };
        if ends {
            while chars.get(at).is_some_and(|sign| is_tail(*sign)) {
                at += 1;
            }
            return at;
        }
    }
    at
}

/// Tells whether a mark behind the end of a sentence still belongs to it.
const fn is_tail(mark: char) -> bool {
    matches!(
        mark,
        '。' | '！' | '？' | '”' | '’' | '）' | '》' | '」' | '』' | '】' | ')' | '"' | '!' | '?' | ' '
    )
}

/// Returns the words round a place, in order and without gaps.
fn words_near(chars: &[char], at: usize) -> Vec<Range<usize>> {
    let is_mark = |sign: &char| super::lines::is_closing(*sign) || super::lines::is_opening(*sign);
    // From behind a mark on, words do not depend on what stood before it.
    let least = at.saturating_sub(REACH);
    let begin = chars
        .get(least..at)
        .and_then(|signs| signs.iter().rposition(is_mark))
        .map_or(least, |mark| least + mark);
    let most = chars.len().min(at + REACH);
    let end = chars
        .get(at + 1..most)
        .and_then(|signs| signs.iter().position(is_mark))
        .map_or(most, |mark| at + 1 + mark + 1);
    let clause = chars.get(begin..end).unwrap_or_default();
    // The dictionary takes the last word apart where nothing follows it.
    let text: String = clause.iter().chain(&['。']).collect();
    let mut words = Vec::new();
    let mut from = begin;
    let mut counted = 0;
    for byte in WORDS.segment_str(&text) {
        let Some(piece) = text.get(counted..byte) else { continue };
        let to = (from + piece.chars().count()).min(end);
        if to > from {
            words.push(from..to);
        }
        (from, counted) = (to, byte);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{next_word, previous_word, sentence_at, word_at};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn said(text: &str, range: std::ops::Range<usize>) -> String {
        text.chars().skip(range.start).take(range.len()).collect()
    }

    #[test]
    fn chinese_words_are_found() {
        let text = "开展柜面服务规范培训，满意度达到95%以上";
        let word = |at| said(text, word_at(&chars(text), at));
        assert_eq!(word(0), "开展");
        assert_eq!(word(1), "开展");
        assert_eq!(word(5), "服务");
        assert_eq!(word(8), "培训", "培训 ends before the comma");
        assert_eq!(said("开展培训", word_at(&chars("开展培训"), 3)), "培训");
        assert_eq!(word(10), "，");
        assert_eq!(word(16), "95");
    }

    #[test]
    fn carets_go_from_word_to_word() {
        let text = "完成 Excel 报表，上报";
        let all = chars(text);
        let mut stops = vec![0];
        while stops.last() < Some(&all.len()) {
            stops.push(next_word(&all, *stops.last().unwrap()));
        }
        assert_eq!(stops, [0, 3, 9, 11, 12, 14]);
        let mut back = vec![all.len()];
        while *back.last().unwrap() > 0 {
            back.push(previous_word(&all, *back.last().unwrap()));
        }
        back.reverse();
        assert_eq!(back, stops);
    }

    #[test]
    fn sentences_end_with_their_marks() {
        let text = "他说：“好。”我们做完了！1.5倍；结尾";
        let sentence = |at| said(text, sentence_at(&chars(text), at));
        assert_eq!(sentence(0), "他说：“好。”");
        assert_eq!(sentence(8), "我们做完了！");
        assert_eq!(sentence(14), "1.5倍；");
        assert_eq!(sentence(99), "结尾");
        assert_eq!(sentence_at(&[], 0), 0..0);
        assert_eq!(word_at(&[], 3), 0..0);
    }
}
