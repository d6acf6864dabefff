//! Bytes into text: which encoding it is, and what could not be read.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// The name of its encoding.
    pub(super) encoding: &'static str,
    /// Whether the encoding is certain: a mark says so, or every byte fits.
    pub(super) certain: bool,
    /// How many characters could not be read; each stands as U+FFFD.
    pub(super) damaged: usize,
}

/// Reads bytes as text; none where they are no text.
#[must_use]
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(with(encoding, bytes.get(mark..).unwrap_or_default(), true));
    }
    if let Some(encoding) = wide(bytes) {
        return Some(with(encoding, bytes, false)).filter(|decoded| is_text(&decoded.text));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let decoded = Decoded { text: text.to_owned(), encoding: UTF_8.name(), certain: true, damaged: 0 };
        return Some(decoded).filter(|decoded| is_text(&decoded.text));
    }
    let whole = with(GB18030, bytes, false);
    let best = if whole.damaged == 0 && !mostly_utf8(bytes) { whole } else { by_line(bytes) };
    is_text(&best.text).then_some(best)
}

/// Tells whether more of the lines that are not plain ASCII are UTF-8 than are not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut fits, mut not) = (0_usize, 0_usize);
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => fits += 1,
            Err(_) => not += 1,
        }
    }
    fits > not
}

/// Reads a text whose lines are of several encodings, or damaged.
fn by_line(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                let (utf8, gb) = (with(UTF_8, line, false), with(GB18030, line, false));
                text.push_str(if gb.damaged <= utf8.damaged { &gb.text } else { &utf8.text });
            }
        }
    }
    let damaged = text.matches('\u{fffd}').count();
    Decoded { text, encoding: UTF_8.name(), certain: false, damaged }
}

fn with(encoding: &'static Encoding, bytes: &[u8], certain: bool) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let damaged = text.matches('\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: encoding.name(), certain: certain || damaged == 0, damaged }
}

/// Recognises UTF-16 without a mark: every other byte of its blanks and line ends is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let enough = head.len() / 64 + 1;
    // 一 has a zero in its other half, so that zeros alone do not tell the order.
    if odd >= enough && odd > even * 3 {
        Some(UTF_16LE)
    } else if even >= enough && even > odd * 3 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Tells text from other data: next to no control characters, and little that could not be read.
fn is_text(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().take(200_000) {
        all += 1;
        let control =
            c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}' | '\u{feff}');
        odd += usize::from(control || c == '\u{fffd}');
    }
    odd * 20 <= all
}
