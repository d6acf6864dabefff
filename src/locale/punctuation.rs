//! Full-width marks in Chinese text.

use super::lines::is_hanzi;

/// Returns what the end of a text becomes when its last character has just been typed: how many
/// characters go, and what comes in their place. Only a mark behind Chinese writing changes, so
/// numbers and words of other scripts keep theirs.
#[must_use]
pub fn widened(typed: &[char]) -> Option<(usize, &'static str)> {
    let (mark, before) = typed.split_last()?;
    let last = before.last().copied();
    let is_chinese = |sign: Option<char>| sign.is_some_and(|sign| is_hanzi(sign) || is_wide_mark(sign));
    let ends = |tail: &[char]| before.ends_with(tail);
    match mark {
        '.' if ends(&['。', '.']) || ends(&['.', '.']) => {
            // Behind Chinese writing the first of three dots has become a full stop already.
            let rest = before.get(..before.len() - 2).unwrap_or_default();
            is_chinese(rest.last().copied()).then_some((3, "……"))
        }
        '-' if ends(&['-']) => {
            let rest = before.get(..before.len() - 1).unwrap_or_default();
            is_chinese(rest.last().copied()).then_some((2, "——"))
        }
        '.' if last.is_some_and(|sign| sign != '。' && is_chinese(Some(sign))) => Some((1, "。")),
        ',' if is_chinese(last) => Some((1, "，")),
        ';' if is_chinese(last) => Some((1, "；")),
        ':' if is_chinese(last) => Some((1, "：")),
        '?' if is_chinese(last) => Some((1, "？")),
        '!' if is_chinese(last) => Some((1, "！")),
        '(' if is_chinese(last) => Some((1, "（")),
        ')' if is_open(before, '（', '）') => Some((1, "）")),
        '"' if is_open(before, '“', '”') => Some((1, "”")),
        '"' if is_chinese(last) || last.is_none() => Some((1, "“")),
        // Within a word of another script it is an apostrophe.
        '\'' if is_open(before, '‘', '’') => Some((1, "’")),
        '\'' if is_chinese(last) => Some((1, "‘")),
        _ => None,
    }
}

const fn is_wide_mark(mark: char) -> bool {
    matches!(
        mark,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '”'
            | '’'
            | '（'
            | '《'
            | '“'
            | '‘'
            | '…'
            | '—'
            | '⟧'
    )
}

/// Tells whether a pair of marks was opened more often than closed.
fn is_open(text: &[char], opening: char, closing: char) -> bool {
    text.iter().fold(0_usize, |open, sign| {
        if *sign == opening {
            open + 1
        } else if *sign == closing {
            open.saturating_sub(1)
        } else {
            open
        }
    }) > 0
}

#[cfg(test)]
mod tests {
    use super::widened;

    /// Types a text letter by letter.
    fn typed(keys: &str) -> String {
        let mut text: Vec<char> = Vec::new();
        for key in keys.chars() {
            text.push(key);
            if let Some((gone, come)) = widened(&text) {
                text.truncate(text.len() - gone);
                text.extend(come.chars());
            }
        }
        text.into_iter().collect()
    }

    #[test]
    fn marks_behind_chinese_writing_widen() {
        assert_eq!(typed("开展培训,全员参加."), "开展培训，全员参加。");
        assert_eq!(typed("要求:(一)抓实;(二)抓细!"), "要求：（一）抓实；（二）抓细！");
        assert_eq!(typed("做到\"三查\",再上报"), "做到“三查”，再上报");
        assert_eq!(typed("\"三查\""), "“三查”");
        assert_eq!(typed("人员...目标--落实"), "人员……目标——落实");
    }

    #[test]
    fn numbers_and_other_words_keep_theirs() {
        assert_eq!(typed("3.5, 1,000 e-mail. it's (a)"), "3.5, 1,000 e-mail. it's (a)");
        assert_eq!(typed("达到99.5%以上"), "达到99.5%以上");
        assert_eq!(typed("使用Excel,Word"), "使用Excel,Word");
        assert_eq!(typed("wait... a--b"), "wait... a--b");
        assert_eq!(typed("用\"Excel\"做"), "用“Excel”做");
    }
}
