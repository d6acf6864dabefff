//! The envelope of a plan's file: `Planwright(format: 1, plan: (…))`.
//!
//! The format comes first, so that a newer file is known as such before anything in it that this
//! program does not understand.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Fault, Invalid, layout, v1};
use crate::model::{Id, Plan, PlanFault};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// How deep values can lie inside each other in a file, as the reader counts: deeper than anybody
/// nests measures, and shallow enough for the stack of a job's thread.
const MAX_DEPTH: usize = 160;

/// How deep they can lie in a plan, as the writer counts, which is half as often as the reader
/// does: whatever is written can be read again.
const MAX_WRITTEN_DEPTH: usize = MAX_DEPTH / 2 - 16;

/// Bytes that are not a plan this program can read. The words leave out the place, which
/// [`DecodeError::position`] tells.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// They are not text in UTF-8.
    #[error("it is not text in UTF-8")]
    NotText {
        /// The line of the first such byte, counted from 1.
        line: usize,
    },
    /// They are text, but do not start as a plan does.
    #[error("this is not a plan of Planwright")]
    NotAPlan,
    /// A newer program wrote them.
    #[error("the plan has format {found}, and only formats up to {known} are known")]
    TooNew {
        /// The format of the file.
        found: u64,
        /// The newest format that this program knows.
        known: u32,
    },
    /// They are more than a plan can be.
    #[error("{bytes} bytes are more than the {MAX_BYTES} that a plan can have")]
    TooLarge {
        /// How many there are.
        bytes: u64,
    },
    /// Values lie inside each other too deep.
    #[error("values lie too deep inside each other")]
    TooDeep {
        /// The line, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
    },
    /// A field has a name that is not known there.
    #[error("there is no field {found:?} here")]
    UnknownField {
        /// The line, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
        /// The name.
        found: String,
        /// The names that are known there.
        known: &'static [&'static str],
    },
    /// They are not written as a plan is.
    #[error("{detail}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
        /// What was expected there.
        #[source]
        detail: Box<ron::Error>,
    },
    /// They are written as a plan is, but say something that cannot be.
    #[error("{fault}")]
    Invalid {
        /// The line in which the record starts that the fault lies in, counted from 1.
        line: Option<usize>,
        /// The record; none means the plan itself.
        place: Option<Id>,
        /// What cannot be.
        fault: Fault,
    },
}

impl DecodeError {
    /// Returns the line and the column to look at, counted from 1, where there is a place.
    #[must_use]
    pub const fn position(&self) -> Option<(usize, usize)> {
        match self {
            Self::TooDeep { line, column }
            | Self::UnknownField { line, column, .. }
            | Self::Syntax { line, column, .. } => Some((*line, *column)),
            Self::NotText { line } | Self::Invalid { line: Some(line), .. } => Some((*line, 1)),
            Self::Invalid { line: None, .. }
            | Self::NotAPlan
            | Self::TooNew { .. }
            | Self::TooLarge { .. } => None,
        }
    }
}

/// A plan that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// Its measures lie inside each other deeper than a reader would follow.
    #[error("the plan's measures lie too deep inside each other")]
    TooDeep,
    /// The plan cannot be put in words.
    #[error(transparent)]
    Ron(Box<ron::Error>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Envelope<P> {
    Planwright { format: u32, plan: P },
}

/// Returns how plans and templates are read and written: `Some` is left out, and a variant that
/// holds a struct has one pair of brackets.
pub(crate) fn ron() -> ron::Options {
    use ron::extensions::Extensions;
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_recursion_limit(MAX_DEPTH)
}

/// Writes a plan as text in the newest format: the same plan, the same text.
///
/// # Errors
/// The plan is nested so deep that [`decode`] would refuse the text.
pub fn encode(plan: &Plan) -> Result<String, EncodeError> {
    let mut text = String::new();
    encode_to(plan, &mut text)?;
    Ok(text)
}

/// Writes that text, piece by piece.
pub(super) fn encode_to(plan: &Plan, to: &mut impl fmt::Write) -> Result<(), EncodeError> {
    write_to(&Envelope::Planwright { format: v1::format_of(plan), plan: v1::written(plan) }, to)
}

/// Writes a plan or a template as text, set out in lines.
pub(crate) fn write_out(value: &impl Serialize) -> Result<String, EncodeError> {
    let mut text = String::new();
    write_to(value, &mut text)?;
    Ok(text)
}

fn write_to(value: &impl Serialize, to: &mut impl fmt::Write) -> Result<(), EncodeError> {
    let mut lines = layout::Lines::new(to);
    let written = ron().with_recursion_limit(MAX_WRITTEN_DEPTH).to_writer(&mut lines, value);
    match written.and_then(|()| Ok(lines.finish()?)) {
        Ok(()) => Ok(()),
        Err(ron::Error::ExceededRecursionLimit) => Err(EncodeError::TooDeep),
        Err(error) => Err(EncodeError::Ron(Box::new(error))),
    }
}

/// Reads what [`write_out`] wrote.
pub(crate) fn read_in<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    ron().from_str(text).map_err(|error| syntax(text, error))
}

/// Returns the plan that was read from a text.
pub(crate) fn plan_of(text: &str, plan: v1::Plan) -> Result<Plan, DecodeError> {
    Plan::try_from(plan).map_err(|Invalid { place, fault }| {
        let line = place.and_then(|place| {
            // The second record is the one too many.
            let earlier = usize::from(matches!(fault, Fault::Plan(PlanFault::IdTwice { .. })));
            line_of(text, place, earlier)
        });
        DecodeError::Invalid { line, place, fault }
    })
}

/// Reads a plan of any format up to the newest one. A byte order mark is accepted.
///
/// # Errors
/// The bytes are not such a plan; the error says where, as far as there is a place.
pub fn decode(bytes: &[u8]) -> Result<Plan, DecodeError> {
    let length = bytes.len() as u64;
    if length > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: length });
    }
    let text = text_of(bytes)?;
    match format_of(text)? {
        Some(0) => return Err(DecodeError::NotAPlan),
        Some(found) if found > u64::from(v1::FORMAT) => {
            return Err(DecodeError::TooNew { found, known: v1::FORMAT });
        }
        // Where no number can be made out, the parser says what it expected in its place.
        Some(_) | None => {}
    }
    let Envelope::Planwright { format: _, plan } = read_in(text)?;
    plan_of(text, plan)
}

/// Returns bytes as text, without a byte order mark.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to());
            Err(DecodeError::NotText { line: 1 + before.filter(|&&byte| byte == b'\n').count() })
        }
    }
}

fn syntax(text: &str, error: ron::error::SpannedError) -> DecodeError {
    let ron::error::SpannedError { code, span } = error;
    let (line, column) = first_sign(text, (span.start.line, span.start.col));
    match code {
        ron::Error::NoSuchStructField { expected, found, .. } => {
            DecodeError::UnknownField { line, column, found, known: expected }
        }
        ron::Error::ExceededRecursionLimit => DecodeError::TooDeep { line, column },
        code => DecodeError::Syntax { line, column, detail: Box::new(code) },
    }
}

/// Returns the line and column of the first sign that is not blank, from a line and column on.
fn first_sign(text: &str, from: (usize, usize)) -> (usize, usize) {
    let mut at = (1, 1);
    for c in text.chars() {
        if at >= from && !c.is_whitespace() {
            break;
        }
        at = if c == '\n' { (at.0 + 1, 1) } else { (at.0, at.1 + 1) };
    }
    at
}

/// Reads the number of the format, and nothing behind it; none where there is no number.
fn format_of(text: &str) -> Result<Option<u64>, DecodeError> {
    let mut rest = skip_blank(text);
    while let Some(attribute) = rest.strip_prefix("#![") {
        let Some((_, after)) = attribute.split_once(']') else { return Err(DecodeError::NotAPlan) };
        rest = skip_blank(after);
    }
    let Some(rest) = rest.strip_prefix("Planwright") else { return Err(DecodeError::NotAPlan) };
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return Err(DecodeError::NotAPlan);
    }
    let mut rest = rest;
    for sign in ["(", "format", ":"] {
        let Some(after) = skip_blank(rest).strip_prefix(sign) else { return Ok(None) };
        rest = after;
    }
    let rest = skip_blank(rest);
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if digits.is_empty() {
        return Ok(None);
    }
    // A number too large for the type is a format too new in any case.
    Ok(Some(digits.parse().unwrap_or(u64::MAX)))
}

/// Drops white space and comments from the start.
fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        if let Some(comment) = text.strip_prefix("//") {
            text = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(mut comment) = text.strip_prefix("/*") {
            let mut open = 1;
            while open > 0 {
                let Some(at) = comment.find(['*', '/']) else { return "" };
                let tail = comment.get(at..).unwrap_or_default();
                let (step, length) = match tail.get(..2) {
                    Some("*/") => (-1, 2),
                    Some("/*") => (1, 2),
                    _ => (0, 1),
                };
                open += step;
                comment = tail.get(length..).unwrap_or_default();
            }
            text = comment;
        } else {
            return text;
        }
    }
}

/// Returns the line in which a record of this id starts, after so many others that bear it too.
/// It is a hint: a text that happens to read like an id is taken for one.
fn line_of(text: &str, id: Id, earlier: usize) -> Option<usize> {
    let number = id.to_string();
    let lines = text.lines().enumerate().flat_map(|(index, line)| {
        let after_names = line.match_indices("id").map(move |(at, name)| {
            let before = line.get(..at).unwrap_or_default().chars().next_back();
            (before, line.get(at + name.len()..).unwrap_or_default(), index + 1)
        });
        after_names.collect::<Vec<_>>()
    });
    lines
        .filter(|(before, after, _)| {
            let is_name = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let value = after.trim_start().strip_prefix(':').map(str::trim_start);
            let is_number = value
                .and_then(|value| value.strip_prefix(number.as_str()))
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            is_name && is_number
        })
        .map(|(_, _, line)| line)
        .nth(earlier)
}
