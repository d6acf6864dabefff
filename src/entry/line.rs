//! A measure in one typed line: `开展柜面服务培训 @王芳 6月底 合格率≥95% #服务`.
//!
//! The line is taken apart into bits that were understood and the rest, which is the measure's text.
//! Bits never overlap, and bits and rest together are the line as typed. A bit that could be several
//! things, or nothing the plan knows, is a question until somebody chooses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::names::{Directory, Entry, NameKind};
use super::owners::{Written, read_owners};
use super::sections::{self, SectionIs, Target};
use crate::locale::{
    Frame, IndicatorFault, IndicatorLine, TimeFault, has_figure_sign, read_indicator, read_indicator_within,
    read_time, time_within,
};
use crate::model::{Id, OwnerRole, When};

/// A line taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    bits: Vec<Bit>,
}

/// Something in the line that is not the measure's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its words as typed.
    pub words: String,
    /// What it is taken for.
    pub what: What,
    /// Whether its words stay in the text as well, because the sentence needs them.
    pub is_kept: bool,
}

/// What a bit is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An owner, behind `@`.
    Owner {
        /// The name.
        name: String,
        /// The role, where one is written.
        role: Option<OwnerRole>,
        /// Who it is.
        is: OwnerIs,
    },
    /// The time, or why it is none.
    When(Result<When, TimeFault>),
    /// An indicator, or why it is none.
    Indicator {
        /// What it says.
        line: Result<IndicatorLine, IndicatorFault>,
        /// A word of the line that may be its name.
        guess: Option<String>,
    },
    /// The section or goal it goes into, behind `#`.
    Section {
        /// The name as typed.
        typed: String,
        /// Which one it is.
        is: SectionIs,
    },
}

/// Who an owner is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerIs {
    /// Somebody known.
    Known(Entry),
    /// Somebody new, as was chosen.
    New(NameKind),
    /// One of several of the same name, or nobody known.
    Unknown(Vec<Entry>),
}

/// What was chosen for the bits of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Bits that are plain words after all, by their words.
    pub off: BTreeSet<String>,
    /// Who owners are, by name.
    pub owners: BTreeMap<String, OwnerIs>,
    /// Which sections are meant, by what was typed.
    pub sections: BTreeMap<String, Id>,
    /// The names of indicators, by the words of the bit.
    pub names: BTreeMap<String, String>,
}

impl Bit {
    /// Tells whether somebody has to choose before the bit is anything.
    #[must_use]
    pub fn is_question(&self) -> bool {
        match &self.what {
            What::Owner { is, .. } => matches!(is, OwnerIs::Unknown(_)),
            What::When(when) => when.is_err(),
            What::Indicator { line, .. } => line.as_ref().map_or(true, |line| line.name.is_empty()),
            What::Section { is, .. } => matches!(is, SectionIs::Unknown(_)),
        }
    }
}

/// How many words a time or an indicator has at the most.
const MOST_WORDS: usize = 8;
/// How many characters a time has at the most.
const MOST_CHARS: usize = 40;

impl Line {
    /// Takes a line apart.
    #[must_use]
    pub fn read(
        text: &str,
        directory: &Directory,
        targets: &[Target],
        choices: &Choices,
        frame: Frame,
    ) -> Self {
        let mut bits = signed(text, directory, targets, choices);
        let mut has_when = false;
        let mut from = 0;
        let mut found = Vec::new();
        let ends: Vec<(usize, usize)> = bits
            .iter()
            .map(|bit| (bit.range.start, bit.range.end))
            .chain([(text.len(), text.len())])
            .collect();
        for (start, end) in ends {
            if from < start {
                unsigned(text, from..start, choices, frame, &mut has_when, &mut found);
            }
            from = end;
        }
        bits.append(&mut found);
        bits.sort_by_key(|bit| bit.range.start);
        running(text, &mut bits, choices, frame, has_when);
        Self { text: text.to_owned(), bits }
    }

    /// Returns the line as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the bits in order.
    #[must_use]
    pub fn bits(&self) -> &[Bit] {
        &self.bits
    }

    /// Returns what lies between the bits, in order, one piece more than there are bits.
    #[must_use]
    pub fn rest(&self) -> Vec<&str> {
        self.between(|_| true)
    }

    fn between(&self, counts: impl Fn(&Bit) -> bool) -> Vec<&str> {
        let mut from = 0;
        let ends = self
            .bits
            .iter()
            .filter(|bit| counts(bit))
            .map(|bit| bit.range.clone())
            .chain(std::iter::once(self.text.len()..self.text.len()));
        ends.map(|bit| {
            let piece = self.text.get(from..bit.start).unwrap_or_default();
            from = bit.end;
            piece
        })
        .collect()
    }

    /// Returns the measure's text: what is left without the bits. The mark that stood before or behind
    /// a bit stays where words stand on both sides of it.
    #[must_use]
    pub fn words(&self) -> String {
        let mut out = String::new();
        let mut mark = ' ';
        let rest = self.between(|bit| !bit.is_kept);
        let last = rest.len().saturating_sub(1);
        for (at, piece) in rest.into_iter().enumerate() {
            let is_mark = |c: char| c.is_whitespace() || is_break(c);
            let mut trimmed = piece.trim();
            if at > 0 {
                if let Some(c) = trimmed.chars().next().filter(|c| is_break(*c)) {
                    mark = c;
                }
                trimmed = trimmed.trim_start_matches(is_mark);
            }
            let without = if at < last { trimmed.trim_end_matches(is_mark) } else { trimmed };
            if without.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push(mark);
            }
            out.push_str(without);
            mark = trimmed.chars().next_back().filter(|c| at < last && is_break(*c)).unwrap_or(' ');
        }
        out
    }

    /// Returns the first bit that somebody has to choose about.
    #[must_use]
    pub fn question(&self) -> Option<&Bit> {
        self.bits.iter().find(|bit| bit.is_question())
    }

    /// Returns the section or goal that is named.
    #[must_use]
    pub fn section(&self) -> Option<Id> {
        self.bits.iter().find_map(|bit| match bit.what {
            What::Section { is: SectionIs::Known(id), .. } => Some(id),
            _ => None,
        })
    }
}

/// Tells whether a character parts clauses.
const fn is_break(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。' | '、')
}

/// The signs that begin a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `@`, an owner.
    Owner,
    /// `#`, a section or goal.
    Section,
}

const fn sign(c: char) -> Option<Sign> {
    match c {
        '@' | '＠' => Some(Sign::Owner),
        '#' | '＃' => Some(Sign::Section),
        _ => None,
    }
}

/// Tells whether a sign may stand behind a character: not inside a word such as an address.
fn may_begin(before: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_ascii_alphanumeric())
}

/// A name that is being typed behind a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completing {
    /// The sign.
    pub sign: Sign,
    /// Where the name stands so far, in bytes, without the sign.
    pub range: Range<usize>,
    /// The name so far.
    pub typed: String,
}

/// Returns the name that is being typed at the caret, which stands behind so many characters.
#[must_use]
pub fn completing(text: &str, caret: usize) -> Option<Completing> {
    let end = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
    let before = text.get(..end)?;
    let (at, c) = before.char_indices().rev().find(|(_, c)| c.is_whitespace() || sign(*c).is_some())?;
    let sign = sign(c)?;
    if !may_begin(before.get(..at)?.chars().next_back()) {
        return None;
    }
    let mut start = at + c.len_utf8();
    if sign == Sign::Owner {
        // Behind a list mark or a role, the next name begins.
        let typed = before.get(start..)?;
        start += typed.rfind(['、', ':', '：']).map_or(0, |at| {
            at + typed.get(at..).map_or(0, |rest| rest.chars().next().map_or(0, char::len_utf8))
        });
    }
    Some(Completing { sign, range: start..end, typed: before.get(start..)?.to_owned() })
}

/// Finds the names behind signs.
fn signed(text: &str, directory: &Directory, targets: &[Target], choices: &Choices) -> Vec<Bit> {
    let mut bits: Vec<Bit> = Vec::new();
    let mut has_section = false;
    let mut before = None;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let starts = at >= from && may_begin(before);
        before = Some(c);
        let Some(sign) = sign(c).filter(|_| starts) else { continue };
        let start = at + c.len_utf8();
        let Some(behind) = text.get(start..) else { continue };
        match sign {
            Sign::Owner => {
                let length = owner_length(behind, directory);
                let Some(body) = behind.get(..length) else { continue };
                let mut begin = at;
                for Written { range, name, role } in read_owners(body) {
                    let end = start + range.end;
                    let is = choices.owners.get(&name).cloned().unwrap_or_else(|| who(&name, directory));
                    push(&mut bits, text, begin..end, choices, What::Owner { name, role, is });
                    begin = end;
                }
                from = start + length;
            }
            Sign::Section => {
                let length = behind.find(|c: char| c.is_whitespace() || is_end(c)).unwrap_or(behind.len());
                let typed = behind.get(..length).unwrap_or_default().to_owned();
                if typed.is_empty() || has_section {
                    continue;
                }
                let is = match choices.sections.get(&typed) {
                    Some(id) if targets.iter().any(|target| target.id == *id) => SectionIs::Known(*id),
                    _ => sections::find(targets, &typed),
                };
                has_section |=
                    push(&mut bits, text, at..start + length, choices, What::Section { typed, is });
                from = start + length;
            }
        }
    }
    bits
}

fn who(name: &str, directory: &Directory) -> OwnerIs {
    match directory.named(name).as_slice() {
        [only] => OwnerIs::Known((*only).clone()),
        several => OwnerIs::Unknown(several.iter().map(|entry| (*entry).clone()).collect()),
    }
}

/// Tells whether a character ends a name behind a sign.
fn is_end(c: char) -> bool {
    sign(c).is_some() || matches!(c, '，' | ',' | '；' | ';' | '。')
}

/// Returns how long the names behind `@` are, in bytes: to the next space, unless a known name has one.
fn owner_length(behind: &str, directory: &Directory) -> usize {
    let spaced = directory
        .entries()
        .iter()
        .map(|entry| entry.known.name.as_str())
        .filter(|name| name.contains(' '))
        .filter(|name| behind.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))
        .map(str::len)
        .max()
        .unwrap_or(0);
    let rest = behind.get(spaced..).unwrap_or_default();
    spaced + rest.find(|c: char| c.is_whitespace() || is_end(c)).unwrap_or(rest.len())
}

/// Adds a bit, unless its words are plain words after all. Returns whether it was added.
fn push(bits: &mut Vec<Bit>, text: &str, range: Range<usize>, choices: &Choices, what: What) -> bool {
    let Some(words) = text.get(range.clone()) else { return false };
    if words.is_empty() || choices.off.contains(words) {
        return false;
    }
    bits.push(Bit { range, words: words.to_owned(), what, is_kept: false });
    true
}

/// Finds times and indicators among words without signs.
fn unsigned(
    text: &str,
    within: Range<usize>,
    choices: &Choices,
    frame: Frame,
    has_when: &mut bool,
    bits: &mut Vec<Bit>,
) {
    let slices = slices(text, within);
    let mut at = 0;
    while let Some(slice) = slices.get(at) {
        let rest = slices.get(at..).unwrap_or_default();
        let is_first = text.get(..slice.start).is_some_and(|before| before.trim().is_empty());
        // The word right before, where it is plain and no figure itself.
        let before = at
            .checked_sub(1)
            .and_then(|at| slices.get(at))
            .filter(|before| bits.last().is_none_or(|bit| bit.range.end <= before.start));
        let before = before.and_then(|before| text.get(before.clone())).filter(|word| !has_figure_sign(word));
        if !*has_when
            && let Some((count, range, what)) = time(text, rest, frame)
            && push(bits, text, range, choices, what)
        {
            *has_when = true;
            at += count;
        } else if let Some((count, range, what)) =
            indicator(text, rest, is_first, before, choices, frame.year)
            && push(bits, text, range, choices, what)
        {
            at += count;
        } else {
            at += 1;
        }
    }
}

/// Finds times and figures inside running text, which has no spaces round them. What stands apart
/// from what is done leaves the text; what the sentence needs is read and stays.
fn running(text: &str, bits: &mut Vec<Bit>, choices: &Choices, frame: Frame, mut has_when: bool) {
    let mut from = 0;
    let mut found = Vec::new();
    let taken: Vec<Range<usize>> = bits.iter().map(|bit| bit.range.clone()).collect();
    for range in taken.into_iter().chain(std::iter::once(text.len()..text.len())) {
        for slice in slices(text, from..range.start.max(from)) {
            let Some(words) = text.get(slice.clone()) else { continue };
            let mut add = |within: Range<usize>, what: What, is_kept: bool| {
                let Some(words) = text.get(within.clone()) else { return false };
                // A shorter reading of what was turned off is not wanted either.
                if choices.off.iter().any(|off| off.contains(words)) {
                    return false;
                }
                found.push(Bit { range: within, words: words.to_owned(), what, is_kept });
                true
            };
            let mut behind = slice.start;
            if !has_when && let Some(time) = time_within(words, frame) {
                let within = slice.start + time.range.start..slice.start + time.range.end;
                let end = within.end;
                if add(within, What::When(Ok(time.when)), !time.is_apart) {
                    has_when = true;
                    behind = end;
                }
            }
            let figures = behind..slice.end;
            if let Some(words) = text.get(figures.clone())
                && let Some(mut line) = read_indicator_within(words, frame.year)
            {
                let is_named = !line.name.is_empty();
                if !is_named && let Some(name) = choices.names.get(words) {
                    line.name = crate::model::Text::new(name);
                }
                add(figures, What::Indicator { line: Ok(line), guess: None }, is_named);
            }
        }
        from = range.end;
    }
    bits.append(&mut found);
    bits.sort_by_key(|bit| bit.range.start);
}

/// Splits a stretch of a text at spaces and at marks between clauses.
fn slices(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let stretch = text.get(within.clone()).unwrap_or_default();
    let mut before = ' ';
    for (offset, c) in stretch.char_indices() {
        let at = within.start + offset;
        let next = stretch.get(offset + c.len_utf8()..).and_then(|rest| rest.chars().next());
        // A comma between digits groups thousands.
        let in_number = c == ',' && before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
        let parts = c.is_whitespace() || (matches!(c, '，' | ',' | '；' | ';' | '。') && !in_number);
        before = c;
        if parts {
            if let Some(start) = start.take() {
                found.push(start..at);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        found.push(start..within.end);
    }
    found
}

/// Reads a time at the first words, as many of them as make one.
fn time(text: &str, rest: &[Range<usize>], frame: Frame) -> Option<(usize, Range<usize>, What)> {
    let first = rest.first()?;
    for count in (1..=rest.len().min(MOST_WORDS)).rev() {
        let range = first.start..rest.get(count - 1)?.end;
        let words = text.get(range.clone())?;
        if words.chars().count() > MOST_CHARS || is_everyday_word(words) {
            continue;
        }
        match read_time(words, frame) {
            Ok(when) => return Some((count, range, What::When(Ok(when)))),
            Err(fault) if count == 1 && fault != TimeFault::Unclear && is_all_time(words) => {
                return Some((count, range, What::When(Err(fault))));
            }
            Err(_) => {}
        }
    }
    None
}

/// Tells whether a lone English word is more often something else: `may`, `march`, `sun`.
fn is_everyday_word(words: &str) -> bool {
    let is_lower = words.chars().all(|c| c.is_ascii_lowercase());
    let clear = ["daily", "weekly", "monthly", "quarterly", "yearly", "annually", "tomorrow", "today"];
    is_lower && !clear.contains(&words)
}

/// Tells whether words are made of nothing but what times are made of.
fn is_all_time(words: &str) -> bool {
    const MADE_OF: &str =
        "年月日号季度周末底前每第上中下旬半内至到自从起-—~/〇零一二三四五六七八九十两本次完成Qq0123456789";
    words.chars().all(|c| MADE_OF.contains(c))
}

/// Tells whether a figure is named by an English word that names nothing by itself.
fn is_general(words: &str) -> bool {
    const GENERAL: [&str; 12] = [
        "rate", "ratio", "share", "score", "number", "count", "amount", "volume", "time", "level", "balance",
        "index",
    ];
    let end = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
    words.get(..end).is_some_and(|name| GENERAL.iter().any(|word| name.eq_ignore_ascii_case(word)))
}

/// Reads an indicator at the first words.
fn indicator(
    text: &str,
    rest: &[Range<usize>],
    is_first: bool,
    before: Option<&str>,
    choices: &Choices,
    year: i32,
) -> Option<(usize, Range<usize>, What)> {
    const SIGNS: [char; 7] = ['≥', '≤', '≧', '≦', '<', '>', '='];
    let first = rest.first()?;
    let words_of = |count: usize| text.get(first.start..rest.get(count - 1)?.end);
    let mut count = 1;
    // `≥ 95%` with a space is one as well.
    if words_of(1)?.chars().all(|c| SIGNS.contains(&c)) {
        count = 2;
    }
    let words = words_of(count)?;
    // Prose that begins a line says what is done, also where it names a figure.
    if !has_figure_sign(words) || (is_first && !words.contains(SIGNS)) {
        return None;
    }
    let says_more =
        |word: &str| ["基数", "基期", "权重", "base", "weight"].iter().any(|sign| word.starts_with(sign));
    while let Some(next) = rest.get(count).and_then(|next| text.get(next.clone()))
        && says_more(&next.to_lowercase())
        && count < MOST_WORDS
    {
        // The figure may stand apart from its word: `base 12`.
        count += if next.chars().any(|c| c.is_ascii_digit() || c == '〔') || rest.len() == count + 1 {
            1
        } else {
            2
        };
    }
    let range = first.start..rest.get(count - 1)?.end;
    let words = text.get(range.clone())?;
    // An English name is no lone word such as `rate`: the one before it says of what.
    let range = match before {
        Some(word) if is_general(words) && word.is_ascii() => {
            text.get(..range.start)?.rfind(word)?..range.end
        }
        _ => range,
    };
    let words = text.get(range.clone())?;
    let mut line = read_indicator(words, year);
    if let Ok(line) = &mut line {
        line.target.as_ref()?;
        // A bare range belongs to the prose, `3-5人`, but for shares, which are figures of something.
        let is_bare = line.name.is_empty() && words.starts_with(|c: char| c.is_ascii_digit());
        if is_bare && !matches!(line.unit.as_str(), "%" | "‰") {
            return None;
        }
        if line.name.is_empty()
            && let Some(name) = choices.names.get(words)
        {
            line.name = crate::model::Text::new(name);
        }
    }
    let guess = before.filter(|word| !word.is_empty()).map(str::to_owned);
    Some((count, range, What::Indicator { line, guess }))
}
