//! Lays RON out in lines: a bracket's contents stay on its line where that is short enough, and
//! stand one a line otherwise, so that a change of the plan changes few lines of the file.
//!
//! Limits: takes what the serializer writes, without white space, comments, raw strings and
//! characters.

/// The longest line that brackets are kept together on, in columns; a longer string still has a
/// line of its own.
const WIDTH: usize = 100;
/// How much deeper what stands in a bracket is set, in columns.
const INDENT: usize = 2;
/// The brackets round the plan, which always have lines of their own.
const ALWAYS_OPEN: usize = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Comma,
    Colon,
    /// A name, a number or a string.
    Word,
}

struct Token<'a> {
    kind: Kind,
    text: &'a str,
    /// The columns of everything before it, were it all on one line.
    before: usize,
}

/// The lines so far.
#[derive(Default)]
struct Lines {
    text: String,
    /// How many brackets with lines of their own are open.
    depth: usize,
    /// How far the last line is set in, in columns.
    indent: usize,
    /// Where the last line started, in columns if everything were one line.
    start: usize,
}

impl Lines {
    /// Starts a line with what stands at this column if everything were one line.
    fn start_line(&mut self, start: usize) {
        self.start = start;
        self.indent = self.depth * INDENT;
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// Tells whether the last line can go on up to this column, with a comma behind it.
    fn has_room(&self, end: usize) -> bool {
        self.depth >= ALWAYS_OPEN && self.indent + end.saturating_sub(self.start) < WIDTH
    }
}

/// Returns the same RON in lines that end in `\n`.
pub(crate) fn lay_out(compact: &str) -> String {
    let tokens = tokens(compact);
    let ends = ends(&tokens);
    let mut lines = Lines { text: String::with_capacity(compact.len() * 3 / 2), ..Lines::default() };
    // How many brackets are open on the line that is being kept together.
    let mut together = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => {
                lines.text.push_str(token.text);
                let end = ends.get(index).copied().unwrap_or_default();
                let is_empty = tokens.get(index + 1).is_some_and(|next| next.kind == Kind::Close);
                if together > 0 || is_empty || lines.has_room(end) {
                    together += 1;
                } else {
                    lines.depth += 1;
                    lines.start_line(token.before + 1);
                }
            }
            Kind::Close if together > 0 => {
                lines.text.push_str(token.text);
                together -= 1;
            }
            Kind::Close => {
                lines.text.push(',');
                lines.depth = lines.depth.saturating_sub(1);
                lines.start_line(token.before);
                lines.text.push_str(token.text);
            }
            Kind::Comma => {
                lines.text.push(',');
                if together > 0 {
                    lines.text.push(' ');
                } else {
                    lines.start_line(token.before + 2);
                }
            }
            Kind::Colon => lines.text.push_str(": "),
            Kind::Word => lines.text.push_str(token.text),
        }
    }
    lines.text.push('\n');
    lines.text
}

/// Splits RON into its signs and words.
fn tokens(compact: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut before = 0;
    let mut rest = compact;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '(' | '[' | '{' => (Kind::Open, 1),
            ')' | ']' | '}' => (Kind::Close, 1),
            ',' => (Kind::Comma, 1),
            ':' => (Kind::Colon, 1),
            '"' => (Kind::Word, string_length(rest)),
            _ => (Kind::Word, rest.find(['(', '[', '{', ')', ']', '}', ',', ':', '"']).unwrap_or(rest.len())),
        };
        let (text, tail) = rest.split_at(length);
        tokens.push(Token { kind, text, before });
        before += match kind {
            Kind::Open | Kind::Close => 1,
            Kind::Comma | Kind::Colon => 2,
            Kind::Word => columns(text),
        };
        rest = tail;
    }
    tokens
}

/// Returns the bytes of the string literal at the start.
fn string_length(literal: &str) -> usize {
    let mut escaped = false;
    for (at, c) in literal.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    literal.len()
}

/// Returns the columns that a text takes in a fixed-width face.
fn columns(text: &str) -> usize {
    // Good enough for a line's length: everything from the Hangul letters on counts as wide.
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

/// Returns, for each opening bracket, the column behind its closing one.
fn ends(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut ends = vec![0; tokens.len()];
    let mut open = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => open.push(index),
            Kind::Close => {
                if let Some(end) = open.pop().and_then(|opening: usize| ends.get_mut(opening)) {
                    *end = token.before + 1;
                }
            }
            Kind::Comma | Kind::Colon | Kind::Word => {}
        }
    }
    ends
}
