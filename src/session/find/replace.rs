//! Putting other words in the place of finds.

use std::collections::HashSet;
use std::sync::Arc;

use crate::edit::{BatchName, Edit, EditError, Place, apply};
use crate::model::{Plan, Text};

use super::{Finds, Found, FoundText, Hit, Pattern};

/// The replacing of many finds, which is done on a thread of its own.
#[derive(Clone, Debug)]
pub struct ReplaceWork {
    pub(super) plan: Arc<Plan>,
    pub(super) pattern: Pattern,
    pub(super) found: Arc<Found>,
    pub(super) replacement: String,
    pub(super) left_out: HashSet<(Place, usize)>,
}

/// The plan with its finds replaced.
#[derive(Debug)]
pub struct ReplaceDone {
    pub(super) number: u64,
    pub(super) revision: u64,
    pub(super) replaced: Replaced,
    pub(super) edit: Edit,
    pub(super) made: Result<Plan, EditError>,
}

impl ReplaceWork {
    /// Does the work.
    #[must_use]
    pub fn run(self) -> ReplaceDone {
        let mut edits = Vec::new();
        let mut wanted = |_: usize, at: (Place, usize)| !self.left_out.contains(&at);
        let replaced = self.found.result.as_ref().map_or_else(
            |_| Replaced::default(),
            |finds| replace(&self.pattern, finds, &self.replacement, &mut wanted, &mut edits),
        );
        let edit = Edit::Batch { name: BatchName::Replace, edits };
        let made = apply(&self.plan, &edit);
        ReplaceDone { number: self.found.number, revision: self.found.revision, replaced, edit, made }
    }
}

/// What a replacement did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// How many finds were replaced.
    pub count: usize,
    /// How many were passed over because a blank would have been broken.
    pub in_blanks: usize,
}

/// Works out the edits that replace the wanted finds: one for each text that changes. A find is
/// asked for by its index, its place and its first byte.
pub fn replace(
    pattern: &Pattern,
    finds: &Finds,
    replacement: &str,
    wanted: &mut dyn FnMut(usize, (Place, usize)) -> bool,
    edits: &mut Vec<Edit>,
) -> Replaced {
    let mut replaced = Replaced::default();
    for text in &finds.texts {
        let mut hits = Vec::new();
        for index in text.hits.clone() {
            let Some(hit) = finds.hits.get(index).filter(|hit| wanted(index, (text.place, hit.from))) else {
                continue;
            };
            if hit.in_blank {
                replaced.in_blanks += 1;
            } else {
                hits.push(*hit);
            }
        }
        if hits.is_empty() {
            continue;
        }
        match replaced_text(pattern, text, &hits, replacement) {
            Some(new) => {
                replaced.count += hits.len();
                if new.as_str() != text.text.as_str() {
                    edits.push(Edit::set_text(text.place, &new));
                }
            }
            None => replaced.in_blanks += hits.len(),
        }
    }
    replaced
}

/// Returns a text with its finds replaced, or nothing if its blanks would not be those that they
/// were, together with those of the new words.
fn replaced_text(pattern: &Pattern, text: &FoundText, hits: &[Hit], replacement: &str) -> Option<Text> {
    let old = text.text.as_str();
    let mut out = String::with_capacity(old.len());
    // What the pieces hold by themselves must be what the whole holds in the end.
    let mut blanks: Vec<String> = Vec::new();
    let mut add = |out: &mut String, piece: &str| {
        let piece = Text::new(piece);
        blanks.extend(piece.blanks().map(str::to_owned));
        out.push_str(piece.as_str());
    };
    let mut at = 0;
    for hit in hits {
        add(&mut out, old.get(at..hit.from)?);
        add(&mut out, &pattern.replaced(old, &(hit.from..hit.to), replacement));
        at = hit.to;
    }
    add(&mut out, old.get(at..)?);
    let new = Text::new(&out);
    new.blanks().eq(blanks.iter().map(String::as_str)).then_some(new)
}
