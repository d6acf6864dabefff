//! Text as the user writes it: one paragraph, with blanks in it.
//!
//! A blank stands in the text as its placeholder's name between `⟦` and `⟧` (U+27E6, U+27E7), signs
//! that no keyboard types. That keeps a text a plain string for the editor, for search and for the
//! file, and needs no second copy of it with marked ranges.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlaceholderName;

/// Opens a blank in a text.
pub(super) const BLANK_OPENS: char = '⟦';
/// Closes a blank in a text.
pub(super) const BLANK_CLOSES: char = '⟧';

/// What happened to a stretch of a text that shows a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Revision {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands elsewhere.
    Moved,
}

/// Opens a revised stretch: noncharacters of Unicode, which no text holds that people exchange.
const REVISION_OPENS: [(Revision, char); 3] =
    [(Revision::Added, '\u{fdd0}'), (Revision::Removed, '\u{fdd1}'), (Revision::Moved, '\u{fdd2}')];
/// Closes a revised stretch.
const REVISION_CLOSES: char = '\u{fdd3}';

impl Revision {
    /// Puts the stretch's signs round words.
    #[must_use]
    pub fn wrap(self, words: &str) -> String {
        let words: String = words.chars().filter(|c| !is_revision_sign(*c)).collect();
        if words.is_empty() {
            return words;
        }
        let opens = REVISION_OPENS.iter().find(|(of, _)| *of == self).map_or(REVISION_CLOSES, |(_, c)| *c);
        format!("{opens}{words}{REVISION_CLOSES}")
    }

    /// Takes the signs of revised stretches out of words.
    #[must_use]
    pub fn stripped(words: &str) -> String {
        words.chars().filter(|c| !is_revision_sign(*c)).collect()
    }

    /// Divides words into stretches: revised ones, and others.
    #[must_use]
    pub fn stretches(words: &str) -> Vec<(Option<Self>, &str)> {
        let mut out = Vec::new();
        let mut of = None;
        let mut rest = words;
        while let Some(at) = rest.find(is_revision_sign) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            if !before.is_empty() {
                out.push((of, before));
            }
            let sign = after.chars().next();
            of = REVISION_OPENS.iter().find(|(_, opens)| Some(*opens) == sign).map(|(of, _)| *of);
            rest = after.get(sign.map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        if !rest.is_empty() {
            out.push((of, rest));
        }
        out
    }
}

fn is_revision_sign(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdd3}').contains(&c)
}

/// One paragraph of text without control characters or line breaks.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text(String);

/// A stretch of a [`Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that stand there literally.
    Words(&'a str),
    /// A blank, by the name of its placeholder.
    Blank(&'a str),
}

impl Text {
    /// The most characters that are put into one text at once by hand; more is no paragraph.
    pub const MAX_TYPED: usize = 20_000;

    /// Makes a text from any string: line breaks and tabs become spaces, other control characters
    /// and the signs that turn the writing direction go.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        if !raw.contains(is_unprintable) {
            return Self(raw.to_owned());
        }
        let mut clean = String::with_capacity(raw.len());
        for c in raw.chars() {
            match c {
                '\n' | '\t' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push(' '),
                c if is_unprintable(c) => {}
                c => clean.push(c),
            }
        }
        Self(clean)
    }

    /// Makes the text that is one blank.
    #[must_use]
    pub fn blank(name: &PlaceholderName) -> Self {
        Self(format!("{BLANK_OPENS}{name}{BLANK_CLOSES}"))
    }

    /// Returns the text with its blanks in their written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether nothing is written, not even a blank.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Returns the text in order, blanks apart from words. An opening sign without its closing one,
    /// or round something that cannot be a name, is words.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        pieces(&self.0)
    }

    /// Returns the names of the blanks, in order, repeated ones each time.
    pub fn blanks(&self) -> impl Iterator<Item = &str> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Blank(name) => Some(name),
            Piece::Words(_) => None,
        })
    }

    /// Returns the text with every blank of that name replaced by words.
    #[must_use]
    pub fn filled(&self, name: &PlaceholderName, words: &str) -> Self {
        if !self.blanks().any(|blank| blank == name.as_str()) {
            return self.clone();
        }
        let mut out = String::with_capacity(self.0.len() + words.len());
        for piece in self.pieces() {
            match piece {
                Piece::Blank(blank) if blank == name.as_str() => out.push_str(words),
                Piece::Blank(blank) => {
                    out.push(BLANK_OPENS);
                    out.push_str(blank);
                    out.push(BLANK_CLOSES);
                }
                Piece::Words(words) => out.push_str(words),
            }
        }
        Self::new(&out)
    }
}

/// Splits a written form into words and blanks.
fn pieces(mut rest: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut pending: Option<Piece<'_>> = None;
    std::iter::from_fn(move || {
        if let Some(piece) = pending.take() {
            return Some(piece);
        }
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some((before, after)) = rest.get(from..).and_then(|tail| tail.split_once(BLANK_OPENS)) {
            let opens_at = from + before.len();
            if let Some((name, tail)) = after.split_once(BLANK_CLOSES)
                && PlaceholderName::new(name).is_ok_and(|n| n.as_str() == name)
            {
                let words = rest.get(..opens_at).unwrap_or_default();
                rest = tail;
                let blank = Piece::Blank(name);
                if words.is_empty() {
                    return Some(blank);
                }
                pending = Some(blank);
                return Some(Piece::Words(words));
            }
            from = opens_at + BLANK_OPENS.len_utf8();
        }
        Some(Piece::Words(std::mem::take(&mut rest)))
    })
}

/// Control characters, and the signs that reorder what follows them: what is printed must be what
/// is read.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

impl From<String> for Text {
    fn from(raw: String) -> Self {
        if raw.contains(is_unprintable) { Self::new(&raw) } else { Self(raw) }
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
