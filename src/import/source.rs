//! The source as lines: what a reader of a format hands on.

use std::borrow::Cow;

/// One line of a text, one paragraph or table row of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number in the source, counted from 1.
    pub number: usize,
    /// What it says, a number that the document gives it included.
    pub text: String,
    /// What the format tells of it.
    pub hint: Hint,
}

/// What a format tells of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    #[default]
    Plain,
    /// It is a paragraph of its own: it is never joined to another.
    Paragraph,
    /// It is a heading of this level, counted from 1; level 0 is the title.
    Heading(u8),
    /// It is an item of a list, this deep, counted from 0.
    Listed(u8),
    /// It stands beside the text: in the head or foot of the pages, in a note, in a comment.
    Aside,
    /// It is a row of a table.
    Row {
        /// Which table, counted from 0.
        table: usize,
        /// Its cells.
        cells: Vec<String>,
    },
}

/// Returns how many lines a text has at most.
pub(super) fn count(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r' | b'\x0c')).count() + 1
}

/// Parts a text into its lines, white space at their ends taken off.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    // A carriage return by itself ends a line too; with a line feed it is one end.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    text.split(['\n', '\u{2028}', '\u{2029}', '\u{c}'])
        .enumerate()
        .map(|(index, line)| Line { number: index + 1, text: line.trim().to_owned(), hint: Hint::Plain })
        .collect()
}
