//! Lays RON out in lines: a bracket's contents stay on its line where that is short enough, and
//! stand one a line otherwise, so that a change of the plan changes few lines of the file.
//!
//! What the serializer writes passes through: a bracket waits only until it is known whether it
//! stays on its line, which takes no more than a line and a word.
//!
//! Limits: takes what the serializer writes, without white space, comments, raw strings and
//! characters.

use std::collections::VecDeque;
use std::fmt;

/// The longest line that brackets are kept together on, in columns; a longer string still has a
/// line of its own.
const WIDTH: usize = 100;
/// How much deeper what stands in a bracket is set, in columns.
const INDENT: usize = 2;
/// The brackets round the plan, which always have lines of their own.
const ALWAYS_OPEN: usize = 2;

#[derive(PartialEq, Eq)]
enum Sign {
    Open(char),
    Close(char),
    Comma,
    Colon,
    /// A name, a number or a string.
    Word(String),
}

struct Token {
    sign: Sign,
    /// The columns of everything before it, were it all on one line.
    before: usize,
}

/// Whether what comes next stands in a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Yes,
    /// Behind a `\`.
    Escaped,
}

/// RON on its way into lines that end in `\n`.
pub(super) struct Lines<W> {
    to: W,
    /// The word that is not yet whole.
    word: String,
    quoted: Quoted,
    /// The columns of everything taken, were it all on one line.
    columns: usize,
    /// A bracket that could still stay on its line, and what came since.
    waiting: VecDeque<Token>,
    /// How many brackets with lines of their own are open.
    depth: usize,
    /// Whether what is being written stays on its line.
    is_together: bool,
    /// How far the last line is set in, in columns.
    indent: usize,
    /// Where the last line started, in columns if everything were one line.
    start: usize,
}

impl<W: fmt::Write> Lines<W> {
    pub(super) const fn new(to: W) -> Self {
        Self {
            to,
            word: String::new(),
            quoted: Quoted::No,
            columns: 0,
            waiting: VecDeque::new(),
            depth: 0,
            is_together: false,
            indent: 0,
            start: 0,
        }
    }

    /// Writes what is left, and the end of the last line.
    pub(super) fn finish(mut self) -> fmt::Result {
        self.end_word()?;
        self.to.write_char('\n')
    }

    fn end_word(&mut self) -> fmt::Result {
        if self.word.is_empty() {
            return Ok(());
        }
        let word = std::mem::take(&mut self.word);
        self.take(Sign::Word(word))
    }

    fn take(&mut self, sign: Sign) -> fmt::Result {
        let before = self.columns;
        self.columns += match &sign {
            Sign::Open(_) | Sign::Close(_) => 1,
            Sign::Comma | Sign::Colon => 2,
            Sign::Word(word) => columns(word),
        };
        let closes = matches!(sign, Sign::Close(_));
        self.waiting.push_back(Token { sign, before });
        // A bracket that is still open ends one column behind what it holds at the earliest.
        if self.is_waiting() && !closes && self.has_room(self.columns + 1) { Ok(()) } else { self.settle() }
    }

    fn is_waiting(&self) -> bool {
        self.waiting.front().is_some_and(|token| matches!(token.sign, Sign::Open(_)))
    }

    /// Tells whether the last line can go on up to this column, with a comma behind it.
    fn has_room(&self, end: usize) -> bool {
        self.depth >= ALWAYS_OPEN && self.indent + end.saturating_sub(self.start) < WIDTH
    }

    /// Writes as much as can be told by now.
    fn settle(&mut self) -> fmt::Result {
        while let Some(first) = self.waiting.front() {
            if !matches!(first.sign, Sign::Open(_)) {
                self.write_first()?;
                continue;
            }
            let count = self.count_to_close();
            let end = count.and_then(|count| self.waiting.get(count - 1)).map(|close| close.before + 1);
            match (count, end) {
                (Some(count), Some(end)) if count == 2 || self.has_room(end) => {
                    self.is_together = true;
                    for _ in 0..count {
                        self.write_first()?;
                    }
                    self.is_together = false;
                }
                // Whether it is empty, the next token tells.
                (None, _) if self.waiting.len() == 1 || self.has_room(self.columns + 1) => return Ok(()),
                _ => self.write_first()?,
            }
        }
        Ok(())
    }

    /// Returns how many tokens the first bracket has with what it holds, once its end is there.
    fn count_to_close(&self) -> Option<usize> {
        let mut open = 0_usize;
        for (index, token) in self.waiting.iter().enumerate() {
            match token.sign {
                Sign::Open(_) => open += 1,
                Sign::Close(_) if open == 1 => return Some(index + 1),
                Sign::Close(_) => open = open.saturating_sub(1),
                Sign::Comma | Sign::Colon | Sign::Word(_) => {}
            }
        }
        None
    }

    /// Writes the first token, on the line that is kept together or with lines of its own.
    fn write_first(&mut self) -> fmt::Result {
        let Some(Token { sign, before }) = self.waiting.pop_front() else { return Ok(()) };
        let is_together = self.is_together;
        match sign {
            Sign::Open(bracket) | Sign::Close(bracket) if is_together => self.to.write_char(bracket),
            Sign::Open(bracket) => {
                self.to.write_char(bracket)?;
                self.depth += 1;
                self.start_line(before + 1)
            }
            Sign::Close(bracket) => {
                self.to.write_char(',')?;
                self.depth = self.depth.saturating_sub(1);
                self.start_line(before)?;
                self.to.write_char(bracket)
            }
            Sign::Comma if is_together => self.to.write_str(", "),
            Sign::Comma => {
                self.to.write_char(',')?;
                self.start_line(before + 2)
            }
            Sign::Colon => self.to.write_str(": "),
            Sign::Word(word) => self.to.write_str(&word),
        }
    }

    /// Starts a line with what stands at this column if everything were one line.
    fn start_line(&mut self, start: usize) -> fmt::Result {
        self.start = start;
        self.indent = self.depth * INDENT;
        write!(self.to, "\n{:1$}", "", self.indent)
    }
}

impl<W: fmt::Write> fmt::Write for Lines<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            let sign = match (self.quoted, c) {
                (Quoted::No, '(' | '[' | '{') => Sign::Open(c),
                (Quoted::No, ')' | ']' | '}') => Sign::Close(c),
                (Quoted::No, ',') => Sign::Comma,
                (Quoted::No, ':') => Sign::Colon,
                (quoted, _) => {
                    self.word.push(c);
                    self.quoted = match (quoted, c) {
                        (Quoted::No, '"') | (Quoted::Escaped, _) => Quoted::Yes,
                        (Quoted::No, _) | (Quoted::Yes, '"') => Quoted::No,
                        (Quoted::Yes, '\\') => Quoted::Escaped,
                        (Quoted::Yes, _) => Quoted::Yes,
                    };
                    continue;
                }
            };
            self.end_word()?;
            self.take(sign)?;
        }
        Ok(())
    }
}

/// Returns the columns that a text takes in a fixed-width face.
fn columns(text: &str) -> usize {
    // Good enough for a line's length: everything from the Hangul letters on counts as wide.
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}
