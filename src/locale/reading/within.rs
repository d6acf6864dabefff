//! Times inside running text: `于6月底前完成整改`, `每周一通报`.
//!
//! Only Chinese text is looked into, which has no spaces between words; and only for what is a time
//! whatever stands round it.

use std::ops::Range;

use super::{Frame, read_time};
use crate::model::{Limit, When};

/// A time inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The time.
    pub when: When,
    /// Whether the text says the same without it: it stands before what is done, `6月底前完成整改`.
    /// Anywhere else the sentence needs it, `对投诉24小时内回复`.
    pub is_apart: bool,
}

/// How long a time inside a text is at the most, in characters.
const MOST: usize = 20;

/// What a time inside a text has in it.
const MARKS: &str = "年月日号季周旬天时钟";

/// Words that put off what is to be done without saying until when.
const VAGUE: [&str; 10] =
    ["尽快", "尽早", "适时", "择机", "近期", "早日", "抓紧", "适当时候", "条件成熟时", "有空时"];

/// Finds the first time inside a stretch of text without spaces, or else a word that should be one.
#[must_use]
pub fn time_within(text: &str, frame: Frame) -> Option<Within> {
    if text.is_ascii() {
        return None;
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut before = None;
    for (place, start) in ends.iter().copied().enumerate() {
        let first = text.get(start..).and_then(|rest| rest.chars().next());
        let joined = before.is_some_and(joins);
        before = first;
        if joined || !first.is_some_and(begins) {
            continue;
        }
        for end in ends.iter().skip(place + 2).take(MOST - 1).rev().copied() {
            let (Some(words), Some(rest)) = (text.get(start..end), text.get(end..)) else { continue };
            let clear = words.contains(|c| MARKS.contains(c));
            if !clear || !is_whole(words, rest) {
                continue;
            }
            if let Ok(when) = read_time(words, frame)
                && when != When::Limit(Limit::SameDay)
            {
                let is_apart = start == 0 && leaves_a_sentence(rest);
                return Some(Within { range: start..end, when, is_apart });
            }
        }
    }
    let (start, word) = VAGUE.iter().find_map(|word| Some((text.find(word)?, *word)))?;
    let end = start + word.len();
    let is_apart = start == 0 && text.get(end..).is_some_and(leaves_a_sentence);
    Some(Within { range: start..end, when: When::Unclear(word.to_owned()), is_apart })
}

/// Tells whether a character before a time belongs to it, or to a number with it.
fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric() || "〇零一二三四五六七八九十两百千第.-/".contains(c)
}

/// Tells whether a time can begin with a character.
fn begins(c: char) -> bool {
    c.is_ascii_digit()
        || "〇零一二三四五六七八九十两半第每逐按上下本今明年月季周全于在最不截自从当".contains(c)
}

/// Tells whether a time ends where it is cut off.
fn is_whole(words: &str, rest: &str) -> bool {
    // What is done belongs to the text, and words go on: `按年龄`, `每日常`.
    let done = ["完成", "办结", "为止", "期间"].iter().any(|end| words.ends_with(end));
    let next = rest.chars().next();
    let goes_on =
        next.is_some_and(|c| c.is_ascii_digit() || "龄份度初底末旬间报刊常前内起止至到~—-".contains(c));
    !done && !goes_on
}

/// Tells whether what follows a time says by itself what is done.
fn leaves_a_sentence(rest: &str) -> bool {
    let next = rest.chars().next();
    rest.chars().count() >= 2 && next.is_some_and(|c| !"的之以至到和与及、起，,；;。前后内的度".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::words;
    use crate::model::Language;

    #[test]
    fn times_are_found_in_running_text() {
        let frame = Frame { year: 2027, today: chrono::NaiveDate::from_ymd_opt(2026, 11, 20) };
        for (text, found, said, is_apart) in [
            ("于6月底前完成整改", "于6月底前", "6月30日前", true),
            ("年内完成装修", "年内", "12月31日前", true),
            ("上半年组织4次演练", "上半年", "1月至6月", true),
            ("6月中旬召开座谈会", "6月中旬", "6月20日前", true),
            ("第三季度完成培训", "第三季度", "三季度", true),
            ("每周一通报", "每周一", "每周一", true),
            ("对投诉24小时内回复", "24小时内", "24小时内", false),
            ("完成6月底的盘点", "6月底", "6月30日前", false),
            ("尽快处理投诉", "尽快", "尽快", true),
        ] {
            let within = time_within(text, frame).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(text.get(within.range.clone()), Some(found), "{text}");
            assert_eq!(words::when(Language::ZhCn, &within.when, Some(2027)), said, "{text}");
            assert_eq!(within.is_apart, is_apart, "{text}");
        }
        for text in ["第3会议室", "3-5人", "按年龄分组", "日常检查", "开展培训", "2号楼检查", "当日事当日毕"]
        {
            assert_eq!(time_within(text, frame), None, "{text}");
        }
    }
}
