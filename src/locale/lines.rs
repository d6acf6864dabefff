//! Where a line of text may end.
//!
//! The Unicode line breaking algorithm, and on top of it what Chinese setting asks for: closing marks
//! never begin a line and opening marks never end one, whatever stands round them; dashes and dots
//! stay in pairs; a number stays with its unit.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

static LINES: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_for_non_complex_scripts(options)
});

/// What stands in the place of what is to stay whole, where the algorithm looks: a character with
/// a place to break before and after it.
const WHOLE: char = '字';

/// Returns where lines may end, as counts of characters, ascending, the ends of the text left out.
/// The ranges, in characters, stay whole.
#[must_use]
pub fn break_places(text: &str, whole: &[Range<usize>]) -> Vec<usize> {
    let mut chars: Vec<char> = text.chars().collect();
    for range in whole {
        if let Some(covered) = chars.get_mut(range.clone()) {
            covered.fill(WHOLE);
        }
    }
    let shadow: String = chars.iter().enumerate().map(|(at, sign)| turned(&chars, at, *sign)).collect();
    let mut places = Vec::new();
    let mut starts = shadow.char_indices().map(|(byte, _)| byte).enumerate();
    for byte in LINES.segment_str(&shadow) {
        // Both ascend, and the algorithm breaks between characters only.
        let Some((at, _)) = starts.find(|(_, start)| *start >= byte) else { break };
        let is_within = whole.iter().any(|range| range.start < at && at < range.end);
        if at > 0 && !is_within && may_part(&chars, at) {
            places.push(at);
        }
    }
    places
}

/// Returns what the algorithm is to see in the place of a quotation mark. It cannot tell opening marks
/// from closing ones and so never breaks beside them; among Chinese characters they are brackets.
fn turned(chars: &[char], at: usize, sign: char) -> char {
    let bracket = match sign {
        '“' | '‘' => '（',
        '”' | '’' => '）',
        _ => return sign,
    };
    let wide = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|sign| !sign.is_ascii());
    if wide(at.checked_sub(1)) || wide(at.checked_add(1)) { bracket } else { sign }
}

/// Tells whether a line may end before the character at this index, as far as marks, pairs and
/// numbers are concerned.
#[must_use]
pub fn may_part(chars: &[char], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|before| chars.get(before)), chars.get(at))
    else {
        return true;
    };
    let is_pair = before == after && matches!(before, '—' | '…' | '⋯' | '─');
    let number_before = before.is_ascii_digit()
        // A space between a number and its unit holds them apart, not asunder.
        || *before == ' ' && at.checked_sub(2).and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let is_counted = number_before && is_hanzi(*after);
    let is_ordinal = *before == '第' && after.is_ascii_digit();
    let is_span = is_joint(*before) && after.is_ascii_digit();
    let ink = chars.get(..at).and_then(|line| line.iter().rfind(|sign| **sign != ' ')).unwrap_or(before);
    !(is_closing(*after) || is_opening(*ink) || is_pair || is_counted || is_ordinal || is_span)
}

/// Tells whether a mark may not begin a line.
#[must_use]
pub const fn is_closing(mark: char) -> bool {
    is_joint(mark)
        || matches!(
            mark,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | '）'
                | '》'
                | '〉'
                | '」'
                | '』'
                | '】'
                | '〕'
                | '〗'
                | '〙'
                | '〛'
                | '”'
                | '’'
                | '…'
                | '·'
                | '％'
                | '‰'
                | '℃'
                | '］'
                | '｝'
                | '．'
                | '＞'
                | '々'
                | '〞'
                | '〟'
                | ','
                | '.'
                | ';'
                | ':'
                | '?'
                | '!'
                | ')'
                | ']'
                | '}'
                | '%'
                | '»'
                | '›'
                | '°'
                | '′'
                | '″'
                | '￠'
        )
}

/// Tells whether a mark may not end a line.
#[must_use]
pub const fn is_opening(mark: char) -> bool {
    matches!(
        mark,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '“'
            | '‘'
            | '［'
            | '｛'
            | '＜'
            | '〝'
            | '￥'
            | '¥'
            | '＄'
            | '€'
            | '£'
            | '≥'
            | '≤'
            | '±'
            | '('
            | '['
            | '{'
            | '«'
            | '‹'
            | '$'
    )
}

/// Tells whether a mark joins the two ends of a span.
const fn is_joint(mark: char) -> bool {
    matches!(mark, '～' | '〜' | '–' | '﹣' | '－' | '／')
}

/// Tells whether a character is a Chinese one.
#[must_use]
pub const fn is_hanzi(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::break_places;

    /// The text with a stroke wherever a line may end.
    fn parted(text: &str) -> String {
        let places = break_places(text, &[]);
        text.chars()
            .enumerate()
            .flat_map(|(at, sign)| places.contains(&at).then_some('|').into_iter().chain([sign]))
            .collect()
    }

    #[test]
    fn marks_keep_to_their_words() {
        assert_eq!(parted("按“三查”制度"), "按|“三|查”|制|度");
        assert_eq!(parted("（一）总则。"), "（一）|总|则。");
        assert_eq!(parted("见《办法》，"), "见|《办|法》，");
        assert_eq!(parted("完成——结束……"), "完|成|——|结|束……");
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(parted("达95%以上"), "达|95%|以|上");
        assert_eq!(parted("增长5,000.5万元"), "增|长|5,000.5万|元");
        assert_eq!(parted("2027年1月"), "2027年|1月");
        assert_eq!(parted("10 分钟内"), "10 分|钟|内");
        assert_eq!(parted("第3季度10～20人"), "第3季|度|10～20人");
    }

    #[test]
    fn words_of_other_scripts_stay_whole() {
        assert_eq!(parted("上线Outlook系统"), "上|线|Outlook|系|统");
        assert_eq!(parted("train the tellers"), "train |the |tellers");
    }

    #[test]
    fn what_is_to_stay_whole_does() {
        let places = break_places("在⟦单位⟧（试点）", std::slice::from_ref(&(1..5)));
        assert_eq!(places, [1, 5, 7]);
    }
}
