//! Cutting, copying and pasting records, within a plan, between plans, and to and from other programs.
//!
//! Copied records are kept here whole, and their text goes on the system's clipboard. When that very
//! text is pasted, the records come back; any other text is read as what it is.

mod cells;
mod lines;
mod reading;
mod records;
mod writing;

use std::sync::Arc;

use super::notice::Level;
use super::{Effect, Session};
use crate::edit::{BatchName, Edit, Place};
use crate::model::tree::Node;
use crate::model::{Id, Person, Placeholder, Plan};

pub(super) use cells::{Columns, column_of};
pub use lines::{Counted, PasteRead, Pasting};
pub use reading::{Line, is_list, is_table, lines};
pub use writing::as_text;

/// Records that were copied, with what they mention.
#[derive(Clone, Debug)]
pub struct Clip {
    nodes: Vec<Node>,
    people: Vec<Arc<Person>>,
    placeholders: Vec<Placeholder>,
    /// The number of the plan they are of.
    plan: u64,
    /// What was put on the system's clipboard.
    text: String,
}

/// A text that something is pasted into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteInto {
    /// Which text.
    pub place: Place,
    /// A measure's run-in title, as it stands in the field; empty for others.
    pub title: String,
    /// The text before what is selected, blanks in their written form.
    pub before: String,
    /// The text behind it.
    pub after: String,
}

/// Tells whether two texts are the same to a clipboard, which may change how lines end.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &'_ str| text.trim_end().chars().filter(|sign| *sign != '\r').collect::<String>();
    one.len().abs_diff(other.len()) <= 2 + one.matches('\n').count() && plain(one) == plain(other)
}

impl Session {
    /// Tells whether a text is what was put on the clipboard for records.
    #[must_use]
    pub fn is_copied(&self, text: &str) -> bool {
        self.clip.as_ref().is_some_and(|clip| is_same(&clip.text, text))
    }

    /// Copies the chosen records.
    pub(super) fn copy_records(&mut self) -> Vec<Effect> {
        let ids = self.chosen();
        let Some(open) = &self.open else { return Vec::new() };
        if ids.is_empty() {
            return Vec::new();
        }
        let plan = open.plan();
        let nodes: Vec<Node> = ids.iter().filter_map(|id| plan.node(*id)).collect();
        let text = as_text(plan, &ids);
        // Without a word in them, something has to stand for the records.
        let text = if text.trim().is_empty() { self.words.text("untitled") } else { text };
        let mentioned = records::mentioned(plan, &nodes);
        self.clip = Some(Clip {
            nodes,
            people: mentioned.0,
            placeholders: mentioned.1,
            plan: open.number,
            text: text.clone(),
        });
        vec![Effect::CopyText(text)]
    }

    /// Copies the chosen records and takes them out.
    pub(super) fn cut_records(&mut self) -> Vec<Effect> {
        let ids = self.chosen();
        let effects = self.copy_records();
        if !effects.is_empty() {
            self.remove_as(&ids, BatchName::Cut);
        }
        effects
    }

    /// Pastes text: the records it stands for, or what it says.
    pub(super) fn paste(&mut self, text: String, into: Option<PasteInto>) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        if let Some(clip) = self.clip.clone().filter(|clip| is_same(&clip.text, &text)) {
            let focus = match &into {
                Some(into) => into.place.record,
                None => self.chosen().last().copied(),
            };
            self.paste_records(&clip, focus);
            return Vec::new();
        }
        let work = Pasting {
            plan: Arc::clone(open.plan()),
            number: open.number,
            revision: open.document.revision(),
            focus: self.chosen().last().copied(),
            into,
            text,
            today: self.today,
        };
        // Little is read at once; much on a thread of its own.
        if work.text.len() <= lines::AT_ONCE {
            let read = work.run();
            return self.paste_read(read);
        }
        vec![Effect::ReadPaste(Box::new(work))]
    }

    fn paste_records(&mut self, clip: &Clip, focus: Option<Id>) {
        let Some(open) = &self.open else { return };
        let plan: Arc<Plan> = Arc::clone(open.plan());
        match records::paste(&plan, clip, open.number == clip.plan, focus) {
            Ok((edits, made)) => {
                if self.apply(&Edit::Batch { name: BatchName::Paste, edits }) {
                    self.show_made(made);
                }
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Selects new records, or puts the caret into a single one.
    fn show_made(&mut self, made: Vec<Id>) {
        match made.as_slice() {
            [] => {}
            [one] => {
                self.selection = super::Selection::default();
                self.focus = Some(*one);
                self.show(Some(*one), Some(super::Caret::End));
            }
            [first, ..] => {
                let first = *first;
                self.select(super::Select::Set(made));
                self.show(Some(first), None);
            }
        }
    }

    /// Takes what pasted text was read as.
    pub(super) fn paste_read(&mut self, read: PasteRead) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        if open.number != read.number {
            return Vec::new();
        }
        if open.document.revision() != read.revision {
            // The plan changed meanwhile: it is read again for the plan as it is now.
            let Some(mut work) = read.again else { return Vec::new() };
            work.plan = Arc::clone(open.plan());
            work.revision = open.document.revision();
            return vec![Effect::ReadPaste(work)];
        }
        let (Some(edit), counted) = (read.edit, read.counted) else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-place"));
            self.tell(Level::Warning, words, None);
            return Vec::new();
        };
        if self.apply(&edit) {
            if let Some(into) = read.stays {
                self.focus = Some(into);
                self.show(Some(into), Some(super::Caret::End));
            } else {
                self.show_made(read.made);
            }
            self.tell_pasted(&counted);
        }
        Vec::new()
    }

    /// Says what was made of pasted text.
    fn tell_pasted(&mut self, counted: &Counted) {
        let words = &self.words;
        let headline = words.with("pasted", &[("count", counted.records.into())]);
        let mut text = Vec::new();
        if counted.marks > 0 {
            text.push(words.with("pasted-marks", &[("count", counted.marks.into())]));
        }
        if !counted.columns.is_empty() {
            let mark = words.text("pasted-mark");
            let columns: Vec<String> = counted
                .columns
                .iter()
                .map(|(head, key)| {
                    let taken = words.text(key);
                    words.with("pasted-column", &[("head", head.clone().into()), ("column", taken.into())])
                })
                .collect();
            text.push(words.with("pasted-columns", &[("columns", columns.join(&mark).into())]));
        }
        if counted.unnamed > 0 {
            text.push(words.with("table-pasted-unnamed", &[("count", counted.unnamed.into())]));
        }
        if counted.unclear > 0 {
            text.push(words.with("pasted-unclear", &[("count", counted.unclear.into())]));
        }
        let text = text.join(&words.text("pasted-gap"));
        self.tell(Level::Done, (headline, text), None);
    }
}
