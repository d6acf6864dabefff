//! What can be answered to the questions of a line, and what an answer does.

use std::ops::Range;

use lucide_icons::Icon;

use super::super::choices::Row;
use super::super::write::{entry_row, kinds_of, new_row};
use super::known::Known;
use crate::entry::{Bit, Choices, Line, OwnerIs, SectionIs, Target, What};
use crate::model::Id;
use crate::session::Session;

/// An answer.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// Who is meant by a name.
    Owner(String, OwnerIs),
    /// Which section or goal is meant, with a name for it that has no spaces.
    Section(String, Id),
    /// What an indicator is called.
    Name(String),
    /// The word before an indicator is its name.
    Join,
    /// It is plain words.
    Plain,
}

/// How many known indicators are offered.
const MOST_NAMES: usize = 6;

/// Returns the answers to the question about a bit.
pub(super) fn answers(session: &Session, known: &Known, bit: &Bit, line: &Line) -> Vec<(Row, Answer)> {
    let mut rows = Vec::new();
    match &bit.what {
        What::Owner { name, is, .. } => {
            let mut entries = match is {
                OwnerIs::Unknown(found) => found.clone(),
                OwnerIs::Known(_) | OwnerIs::New(_) => Vec::new(),
            };
            for entry in known.directory.matching(name, MOST_NAMES) {
                if !entries.contains(entry) {
                    entries.push(entry.clone());
                }
            }
            for entry in entries {
                let row = entry_row(session, &entry, false);
                rows.push((row, Answer::Owner(entry.known.name.clone(), OwnerIs::Known(entry))));
            }
            for kind in kinds_of(name) {
                rows.push((new_row(session, name, kind), Answer::Owner(name.clone(), OwnerIs::New(kind))));
            }
        }
        What::Section { is, .. } => {
            let found = match is {
                SectionIs::Unknown(found) if !found.is_empty() => found.clone(),
                SectionIs::Unknown(_) | SectionIs::Known(_) => {
                    known.targets.iter().filter(|target| !target.is_goal).map(|target| target.id).collect()
                }
            };
            for target in known.targets.iter().filter(|target| found.contains(&target.id)) {
                rows.push((section_row(session, target), Answer::section(target)));
            }
        }
        What::Indicator { line: Ok(read), guess } => {
            let mut offer = |name: &str, detail: &str, answer: Answer| {
                let detail = session.words.text(detail);
                rows.push((Row { icon: Icon::Target, label: name.to_owned(), detail, remove: None }, answer));
            };
            // What is done is no name; the word right before the figure may be.
            if let Some(guess) =
                guess.as_ref().filter(|guess| !line.text().trim_start().starts_with(guess.as_str()))
            {
                offer(guess, "entry-name-before", Answer::Join);
            }
            for (name, _) in known.indicators.iter().filter(|(_, unit)| *unit == read.unit).take(MOST_NAMES) {
                offer(name, "entry-name-known", Answer::Name(name.clone()));
            }
            let words = line.words();
            if !words.is_empty() {
                offer(&words, "entry-name-words", Answer::Name(words.clone()));
            }
        }
        What::Indicator { line: Err(_), .. } | What::When(_) => {}
    }
    let label = session.words.text("entry-plain");
    let row = Row { icon: Icon::Pilcrow, label, detail: bit.words.trim().to_owned(), remove: None };
    rows.push((row, Answer::Plain));
    rows
}

/// Returns a section or goal as a row.
pub(super) fn section_row(session: &Session, target: &Target) -> Row {
    let label =
        if target.heading.is_empty() { session.words.text("untitled") } else { target.heading.clone() };
    let icon = if target.is_goal { Icon::Goal } else { Icon::Hash };
    Row { icon, label, detail: target.role.clone(), remove: None }
}

impl Answer {
    /// Names a section or goal.
    pub(super) fn section(target: &Target) -> Self {
        let ends = |c: char| c.is_whitespace() || matches!(c, '，' | ',' | '；' | ';' | '。' | '@' | '#');
        let whole = target.heading.split(ends).next().unwrap_or_default();
        let name = if whole.is_empty() { &target.role } else { whole };
        Self::Section(name.to_owned(), target.id)
    }

    /// Does what was answered: about the name at the caret, or about the first question.
    pub(super) fn apply(
        &self,
        text: &mut String,
        choices: &mut Choices,
        completing: Option<&Range<usize>>,
        line: &Line,
    ) {
        let question = line.question();
        match self {
            Self::Owner(name, is) => {
                choices.owners.insert(name.clone(), is.clone());
                match (completing, question.map(|bit| &bit.what)) {
                    (Some(range), _) => replace(text, range, &format!("{name} ")),
                    // `@wf` becomes `@王芳`.
                    (None, Some(What::Owner { name: typed, .. })) => {
                        if let Some(bit) = question
                            && let Some(at) = bit.words.find(typed.as_str())
                        {
                            let start = bit.range.start + at;
                            replace(text, &(start..start + typed.len()), name);
                        }
                    }
                    (None, _) => {}
                }
            }
            Self::Section(name, id) => match (completing, question.map(|bit| &bit.what)) {
                (Some(range), _) => {
                    choices.sections.insert(name.clone(), *id);
                    replace(text, range, &format!("{name} "));
                }
                (None, Some(What::Section { typed, .. })) => {
                    choices.sections.insert(typed.clone(), *id);
                }
                (None, _) => {}
            },
            Self::Name(name) => {
                if let Some(bit) = question {
                    choices.names.insert(bit.words.clone(), name.clone());
                }
            }
            Self::Join => {
                if let Some(bit) = question {
                    let before = text.get(..bit.range.start).unwrap_or_default();
                    let end = before.trim_end().len();
                    replace(text, &(end..bit.range.start), "");
                }
            }
            Self::Plain => {
                if let Some(bit) = question {
                    choices.off.insert(bit.words.clone());
                }
            }
        }
    }

    /// Returns where the caret goes, in characters: behind what was put in, or to the end.
    pub(super) fn caret(&self, text: &str, completing: Option<&Range<usize>>) -> usize {
        let (Some(range), Self::Owner(name, _) | Self::Section(name, _)) = (completing, self) else {
            return text.chars().count();
        };
        text.get(..range.start).map_or(0, |before| before.chars().count()) + name.chars().count() + 1
    }
}

fn replace(text: &mut String, range: &Range<usize>, by: &str) {
    if text.get(range.clone()).is_some() {
        text.replace_range(range.clone(), by);
    }
}
