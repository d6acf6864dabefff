//! What is pasted comes in clean: nothing unseen, nothing that turns the writing round.

use egui::{Event, Ui};

use crate::model::Text;

/// About how many characters a line has that is made of an overlong one.
const LINE: usize = 2_000;

/// What was pasted and did not go into the field.
#[derive(Default)]
pub(super) struct Pasted {
    /// Cleaned text of several lines.
    pub(super) lines: Option<String>,
    /// How long the text was that no field holds.
    pub(super) refused: Option<usize>,
}

/// Cleans what is being pasted in this frame. With `takes_lines`, several lines, and one that is
/// longer than a text may be, are taken out of the input and returned, the overlong one in sentences;
/// otherwise they are joined into one, and what is too long is taken out and told of.
pub(super) fn take(ui: &Ui, takes_lines: bool) -> Pasted {
    let mut pasted = Pasted::default();
    ui.input_mut(|input| {
        input.events.retain_mut(|event| {
            let (Event::Paste(text) | Event::MiddleClickPaste { text, .. }) = event else { return true };
            let cleaned = clean(text);
            if takes_lines && (cleaned.contains('\n') || is_too_long(&cleaned)) {
                let mut lines = String::with_capacity(cleaned.len());
                for line in cleaned.split('\n') {
                    lines.push_str(&parted(line));
                    lines.push('\n');
                }
                lines.pop();
                pasted.lines = Some(lines);
                return false;
            }
            let line = joined(&cleaned);
            if is_too_long(&line) {
                pasted.refused = Some(line.chars().count());
                return false;
            }
            *text = line;
            true
        });
    });
    pasted
}

fn is_too_long(text: &str) -> bool {
    text.chars().nth(Text::MAX_TYPED).is_some()
}

/// Parts an overlong line behind sentences, and where there are none, anywhere.
fn parted(line: &str) -> String {
    if !is_too_long(line) {
        return line.to_owned();
    }
    let mut lines = String::with_capacity(line.len() + line.len() / LINE);
    let mut length = 0;
    for sign in line.chars() {
        lines.push(sign);
        length += 1;
        let is_end = matches!(sign, '。' | '！' | '？' | '；' | '.') && length >= LINE;
        if is_end || length >= 2 * LINE {
            lines.push('\n');
            length = 0;
        }
    }
    lines.truncate(lines.trim_end_matches('\n').len());
    lines
}

/// Strips what a text from elsewhere brings along unseen: control characters, signs without width,
/// signs that turn the direction of writing, soft hyphens, spaces before a line's end. Spaces that do
/// not break become common ones, all ends of lines the same one, and empty lines at the end go.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' => {
                signs.next_if_eq(&'\n');
                end_line(&mut cleaned);
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => end_line(&mut cleaned),
            '\t' => cleaned.push('\t'),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => cleaned.push(' '),
            sign if is_unseen(sign) => {}
            sign => cleaned.push(sign),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\t', '\u{3000}']).len());
    text.push('\n');
}

/// Tells whether a sign is neither seen nor takes room.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        // Places that Unicode gives to no sign for ever.
        || matches!(sign, '\u{fdd0}'..='\u{fdef}')
        || u32::from(sign) & 0xfffe == 0xfffe
}

/// Joins lines into one: with a space between words, with nothing between Chinese characters.
fn joined(text: &str) -> String {
    if !text.contains('\n') {
        return text.replace('\t', " ");
    }
    let mut line = String::with_capacity(text.len());
    for piece in text.split('\n') {
        let piece = piece.trim_matches([' ', '\t', '\u{3000}']);
        let takes_space = |sign: char| sign.is_ascii() || sign.is_alphabetic() && u32::from(sign) < 0x2e80;
        if line.chars().next_back().is_some_and(takes_space) && piece.chars().next().is_some_and(takes_space)
        {
            line.push(' ');
        }
        line.push_str(piece);
    }
    line.replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::{clean, joined, parted};

    #[test]
    fn overlong_lines_are_parted_behind_sentences() {
        let line = "每日晨会通报差错。".repeat(10_000);
        let lines = parted(&line);
        assert_eq!(lines.replace('\n', ""), line);
        assert!(lines.split('\n').all(|line| line.ends_with('。') && line.chars().count() < 2_100));
        assert_eq!(parted("短句。"), "短句。");
        assert!(parted(&"字".repeat(90_000)).split('\n').all(|line| line.chars().count() <= 4_000));
    }

    #[test]
    fn unseen_signs_stay_outside() {
        assert_eq!(clean("\u{feff}提\u{200b}升\u{ad}服务\u{202e}质量\u{0}"), "提升服务质量");
        assert_eq!(clean("5\u{a0}月\u{202f}底"), "5 月 底");
    }

    #[test]
    fn lines_end_alike_and_without_spaces() {
        assert_eq!(clean("一 \r\n二\u{3000}\r三\u{2028}四\n\n"), "一\n二\n三\n四");
        assert_eq!(clean("只有一行\r\n"), "只有一行");
    }

    #[test]
    fn lines_join_as_they_are_written() {
        assert_eq!(joined("开展\n培训"), "开展培训");
        assert_eq!(joined("train the\n  tellers"), "train the tellers");
        assert_eq!(joined("完成 95%\n以上"), "完成 95%以上");
        assert_eq!(joined("甲\t乙"), "甲 乙");
        assert_eq!(joined(" word"), " word");
    }
}
