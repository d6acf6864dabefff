//! What is searched for, made ready, and what it finds in one text.
//!
//! Everything goes through the `regex` crate, whose searches take time in proportion to the text
//! whatever the expression. An expression that grows too large when it is spelled out is refused
//! before it takes any memory worth speaking of. Finds of nothing (`x*` between letters) are none.

use std::borrow::Cow;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::Query;

/// How many bytes a compiled expression may take.
const MOST_BYTES: usize = 1 << 20;
/// How many bytes of the search's own notes are kept.
const MOST_NOTES: usize = 4 << 20;
/// How deep groups may nest.
const MOST_NESTED: u32 = 60;

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    whole_words: bool,
    widths_alike: bool,
    is_regex: bool,
}

/// Why a query cannot be searched for, or a replacement not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// The expression is too large when it is spelled out.
    TooBig,
    /// The expression is not one.
    Syntax {
        /// What is wrong.
        what: SyntaxFault,
        /// The character it is wrong at, counted from 1.
        at: usize,
    },
    /// The replacement names a group that the expression does not have.
    NoGroup(String),
}

/// What is wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// A bracket that opens a group is not closed, or the other way round.
    Group,
    /// A square bracket is not closed.
    Class,
    /// Something that repeats has nothing before it, or its count is wrong.
    Repetition,
    /// The sign behind a backslash means nothing.
    Escape,
    /// A range runs backwards.
    Range,
    /// Looking around and references back are not known.
    Unsupported,
    /// Something else.
    Other,
}

impl SyntaxFault {
    fn of(kind: &regex_syntax::ast::ErrorKind) -> Self {
        use regex_syntax::ast::ErrorKind as Kind;
        match kind {
            Kind::GroupUnclosed
            | Kind::GroupUnopened
            | Kind::GroupNameEmpty
            | Kind::GroupNameInvalid
            | Kind::GroupNameDuplicate { .. }
            | Kind::GroupNameUnexpectedEof => Self::Group,
            Kind::ClassUnclosed | Kind::ClassEscapeInvalid => Self::Class,
            Kind::ClassRangeInvalid | Kind::ClassRangeLiteral => Self::Range,
            Kind::RepetitionMissing
            | Kind::RepetitionCountInvalid
            | Kind::RepetitionCountDecimalEmpty
            | Kind::RepetitionCountUnclosed
            | Kind::DecimalEmpty
            | Kind::DecimalInvalid => Self::Repetition,
            Kind::EscapeHexEmpty
            | Kind::EscapeHexInvalid
            | Kind::EscapeHexInvalidDigit
            | Kind::EscapeUnexpectedEof
            | Kind::EscapeUnrecognized
            | Kind::UnicodeClassInvalid => Self::Escape,
            Kind::UnsupportedBackreference | Kind::UnsupportedLookAround => Self::Unsupported,
            _ => Self::Other,
        }
    }
}

impl Pattern {
    /// Makes a query ready.
    ///
    /// # Errors
    /// The expression is none, or too large.
    pub fn new(query: &Query) -> Result<Self, PatternFault> {
        let source = source(query);
        if query.regex {
            let parsed = regex_syntax::ast::parse::ParserBuilder::new()
                .nest_limit(MOST_NESTED)
                .build()
                .parse(&query.text);
            if let Err(error) = parsed {
                if matches!(error.kind(), regex_syntax::ast::ErrorKind::NestLimitExceeded(_)) {
                    return Err(PatternFault::TooBig);
                }
                let before = query.text.get(..error.span().start.offset).unwrap_or_default();
                let at = before.chars().count() + 1;
                return Err(PatternFault::Syntax { what: SyntaxFault::of(error.kind()), at });
            }
        }
        let regex = RegexBuilder::new(&source)
            .case_insensitive(!query.case)
            .size_limit(MOST_BYTES)
            .dfa_size_limit(MOST_NOTES)
            .nest_limit(MOST_NESTED)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => PatternFault::TooBig,
                _ => PatternFault::Syntax { what: SyntaxFault::Other, at: 1 },
            })?;
        Ok(Self { regex, whole_words: query.word, widths_alike: query.widths_alike, is_regex: query.regex })
    }

    /// Returns where the query is found in a text, in bytes, from left to right, none overlapping
    /// the one before.
    #[must_use]
    pub fn matches(&self, text: &str) -> Vec<Range<usize>> {
        let folded = self.fold(text);
        let hay = folded.text.as_ref();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(hit) = (at <= hay.len()).then(|| self.regex.find_at(hay, at)).flatten() {
            if hit.is_empty() {
                at = next_char(hay, hit.end());
            } else if self.whole_words && !is_whole(hay, &hit.range()) {
                at = next_char(hay, hit.start());
            } else {
                found.push(folded.back(hit.start())..folded.back(hit.end()));
                at = hit.end();
            }
        }
        found
    }

    /// Checks that a replacement names no group that is not there.
    ///
    /// # Errors
    /// The group that is not there.
    pub fn check(&self, replacement: &str) -> Result<(), PatternFault> {
        if !self.is_regex {
            return Ok(());
        }
        for piece in pieces(replacement) {
            if let Piece::Group(name) = piece
                && self.group(name).is_none()
            {
                return Err(PatternFault::NoGroup(name.to_owned()));
            }
        }
        Ok(())
    }

    fn group(&self, name: &str) -> Option<usize> {
        match name.parse::<usize>() {
            Ok(number) => (number < self.regex.captures_len()).then_some(number),
            Err(_) => self.regex.capture_names().position(|known| known == Some(name)),
        }
    }

    /// Returns what stands in the place of a find: in expressions `$1` and `${1}` stand for what the
    /// group found, `$$` for the sign itself.
    #[must_use]
    pub fn replaced(&self, text: &str, at: &Range<usize>, replacement: &str) -> String {
        if !self.is_regex || !replacement.contains('$') {
            return replacement.to_owned();
        }
        let folded = self.fold(text);
        let Some(groups) = self.regex.captures_at(&folded.text, folded.forth(at.start)) else {
            return replacement.to_owned();
        };
        let mut out = String::new();
        for piece in pieces(replacement) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Group(name) => {
                    if let Some(group) = self.group(name).and_then(|number| groups.get(number)) {
                        let range = folded.back(group.start())..folded.back(group.end());
                        out.push_str(text.get(range).unwrap_or_default());
                    }
                }
            }
        }
        out
    }

    fn fold<'a>(&self, text: &'a str) -> Folded<'a> {
        if !self.widths_alike || !text.chars().any(|c| narrow(c) != c) {
            return Folded { text: Cow::Borrowed(text), starts: Vec::new() };
        }
        let mut out = String::with_capacity(text.len());
        let mut starts = Vec::new();
        for (at, c) in text.char_indices() {
            starts.push((out.len(), at));
            out.push(narrow(c));
        }
        starts.push((out.len(), text.len()));
        Folded { text: Cow::Owned(out), starts }
    }
}

/// A text with its full-width signs made half-width, and where each came from.
struct Folded<'a> {
    text: Cow<'a, str>,
    /// Byte here and byte in the text it was made from, for each character; nothing if they are the
    /// same.
    starts: Vec<(usize, usize)>,
}

impl Folded<'_> {
    fn back(&self, at: usize) -> usize {
        match self.starts.binary_search_by_key(&at, |(here, _)| *here) {
            Ok(index) => self.starts.get(index).map_or(at, |(_, there)| *there),
            Err(_) => at,
        }
    }

    fn forth(&self, at: usize) -> usize {
        match self.starts.binary_search_by_key(&at, |(_, there)| *there) {
            Ok(index) => self.starts.get(index).map_or(at, |(here, _)| *here),
            Err(_) => at,
        }
    }
}

/// Returns the expression of a query.
fn source(query: &Query) -> String {
    if query.regex {
        if !query.widths_alike {
            return query.text.clone();
        }
        // A full-width sign in an expression is a sign to find, not one of the expression's own.
        let mut out = String::new();
        for c in query.text.chars() {
            let narrow = narrow(c);
            if narrow == c {
                out.push(c);
            } else {
                out.push_str(&regex::escape(narrow.encode_utf8(&mut [0; 4])));
            }
        }
        return out;
    }
    if query.widths_alike {
        regex::escape(&query.text.chars().map(narrow).collect::<String>())
    } else {
        regex::escape(&query.text)
    }
}

/// Returns the half-width form of a full-width sign, any other sign as it is.
const fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(narrow) => narrow,
            None => c,
        },
        '\u{3000}' => ' ',
        c => c,
    }
}

fn next_char(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// Tells whether a find does not begin or end in the middle of a word or number. Chinese writes no
/// spaces between words: there, every sign is a word, so that `PDF` is found whole in `导出PDF文件`,
/// and words of Chinese signs are found wherever they stand.
fn is_whole(text: &str, at: &Range<usize>) -> bool {
    let spelled = |c: Option<char>| c.is_some_and(|c| (c.is_alphanumeric() && !is_sign(c)) || c == '_');
    let inside = text.get(at.clone()).unwrap_or_default();
    let before = text.get(..at.start).and_then(|before| before.chars().next_back());
    let behind = text.get(at.end..).and_then(|behind| behind.chars().next());
    let cut_before = spelled(before) && spelled(inside.chars().next());
    let cut_behind = spelled(inside.chars().next_back()) && spelled(behind);
    !cut_before && !cut_behind
}

/// Tells whether a character is a sign of Chinese or Japanese writing.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A stretch of a replacement.
enum Piece<'a> {
    Words(&'a str),
    Group(&'a str),
}

/// Splits a replacement into words and names of groups.
fn pieces(replacement: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = replacement;
    while let Some((words, tail)) = rest.split_once('$') {
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        if let Some(behind) = tail.strip_prefix('$') {
            pieces.push(Piece::Words("$"));
            rest = behind;
        } else if let Some((name, behind)) = tail.strip_prefix('{').and_then(|tail| tail.split_once('}')) {
            pieces.push(Piece::Group(name));
            rest = behind;
        } else {
            let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
            let (number, behind) = tail.split_at(digits);
            pieces.push(if number.is_empty() { Piece::Words("$") } else { Piece::Group(number) });
            rest = behind;
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}
