//! Pasted lines made into records: measures of a list, paragraphs of a text.

use std::sync::Arc;

use chrono::NaiveDate;

use super::reading::{self, Line};
use super::{PasteInto, cells};
use crate::edit::{BatchName, Edit, Place, TextField};
use crate::model::tree::{List, Node, NodeRef, Slot};
use crate::model::{Counter, Id, Measure, MeasureId, Paragraph, ParagraphId, Plan, Text};
use crate::session::insertion::place_for;

/// Up to how many bytes of pasted text are read at once, without a thread.
pub(super) const AT_ONCE: usize = 20_000;

/// Pasted text that is to be read.
#[derive(Clone, Debug)]
pub struct Pasting {
    /// The plan it is pasted into.
    pub(super) plan: Arc<Plan>,
    /// The plan's number and version.
    pub(super) number: u64,
    pub(super) revision: u64,
    /// The record behind which new ones go.
    pub(super) focus: Option<Id>,
    /// The text it goes into.
    pub(super) into: Option<PasteInto>,
    pub(super) text: String,
    pub(super) today: NaiveDate,
}

/// What pasted text was read as.
#[derive(Clone, Debug, Default)]
pub struct PasteRead {
    pub(super) number: u64,
    pub(super) revision: u64,
    /// The change; none where there is no place for it.
    pub(super) edit: Option<Edit>,
    /// The new records, without those inside others.
    pub(super) made: Vec<Id>,
    /// The record whose text took all of it.
    pub(super) stays: Option<Id>,
    pub(super) counted: Counted,
    /// The work, to be done again if the plan changed meanwhile.
    pub(super) again: Option<Box<Pasting>>,
}

/// What is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many lines or rows became records.
    pub records: usize,
    /// How many lines lost the number or sign they began with.
    pub marks: usize,
    /// Which columns of a table were taken for what: their heads, and the keys of what they are.
    pub columns: Vec<(String, &'static str)>,
    /// How many cells were kept as words because they were not understood.
    pub unclear: usize,
    /// How many indicators came without a name and have a blank for it.
    pub unnamed: usize,
}

impl Pasting {
    /// Reads the text.
    #[must_use]
    pub fn run(self) -> PasteRead {
        let mut read = PasteRead { number: self.number, revision: self.revision, ..PasteRead::default() };
        if reading::is_table(&self.text) {
            cells::read(&self, &mut read);
        } else {
            self.read_lines(&mut read);
        }
        read.again = Some(Box::new(self));
        read
    }

    fn read_lines(&self, read: &mut PasteRead) {
        let lines = reading::lines(&self.text);
        let record = self.into.as_ref().and_then(|into| into.place.record).or(self.focus);
        let node = record.and_then(|id| self.plan.find(id));
        match (node, &self.into) {
            (Some(NodeRef::Measure(measure)), Some(into)) if into.place.field == TextField::Text => {
                self.paste_in_measure(measure, into, &lines, read);
            }
            (Some(NodeRef::Paragraph(paragraph)), Some(into)) => {
                self.paste_in_paragraph(paragraph.id.id(), into, &lines, read);
            }
            (Some(NodeRef::Goal(_) | NodeRef::Section(_)), Some(into)) => {
                self.paste_in_heading(into, &lines, read);
            }
            (Some(node), None) if takes_paragraphs_only(&self.plan, node) => {
                self.behind_paragraph(node.id(), &lines, read);
            }
            _ => self.as_measures(record, &lines, Vec::new(), read),
        }
    }

    /// Lines in a measure's text: its own text takes the first, the rest are measures behind it. The
    /// items of a list stay whole.
    fn paste_in_measure(&self, measure: &Measure, into: &PasteInto, lines: &[Line], read: &mut PasteRead) {
        let mut lines = lines.to_vec();
        let is_list = reading::is_list(&lines);
        let empty = into.title.is_empty() && into.before.is_empty();
        let mut edits = Vec::new();
        let mut set = |field, old: &Text, text: String| {
            if old.as_str() != text {
                edits.push(Edit::SetText { at: Place::of(measure.id, field), text });
            }
        };
        set(TextField::Title, &measure.title, into.title.clone());
        let mut behind = String::new();
        if is_list && !empty {
            set(TextField::Text, &measure.text, format!("{}{}", into.before, into.after));
        } else if !lines.is_empty() {
            let first = lines.remove(0);
            // A mark that is stripped from the others is stripped from the first as well.
            let text = if is_list { first.text } else { format!("{}{}", first.mark, first.text) };
            read.counted.marks += usize::from(is_list && !first.mark.is_empty());
            read.counted.records += 1;
            if lines.is_empty() || (is_list && !into.after.is_empty()) {
                set(TextField::Text, &measure.text, format!("{}{text}{}", into.before, into.after));
            } else {
                set(TextField::Text, &measure.text, format!("{}{text}", into.before));
                behind.clone_from(&into.after);
            }
            // What lies in the first item goes into the measure that has taken its text.
            let inside = lines
                .iter()
                .take_while(|line| line.level > first.level || (is_list && line.mark.is_empty()))
                .count();
            if is_list && inside > 0 {
                let below: Vec<Line> = lines.drain(..inside).collect();
                let mut ids = self.plan.ids;
                // Ids that are given out here are given out before those of the rest.
                let (paragraphs, measures) = tree(&below, (is_list, true), &mut ids, &mut read.counted);
                let id = measure.id.id();
                for (at, paragraph) in paragraphs.into_iter().enumerate() {
                    let slot = Slot { parent: Some(id), list: List::Paragraphs };
                    let index = measure.paragraphs.len() + at;
                    edits.push(Edit::Insert { slot, index, node: Box::new(Node::Paragraph(paragraph)) });
                }
                for (at, below) in measures.into_iter().enumerate() {
                    let slot = Slot { parent: Some(id), list: List::Measures };
                    let index = measure.measures.len() + at;
                    edits.push(Edit::Insert { slot, index, node: Box::new(Node::Measure(below)) });
                }
                self.add_measures(Some(id), &lines, is_list, ids, edits, read);
                read.stays = read.made.is_empty().then_some(id);
                read.made.insert(0, id);
                return;
            }
        }
        if let Some(last) = lines.last_mut() {
            last.text.push_str(&behind);
        }
        let id = measure.id.id();
        self.add_measures(Some(id), &lines, is_list, self.plan.ids, edits, read);
        read.stays = read.made.is_empty().then_some(id);
    }

    fn paste_in_paragraph(&self, id: Id, into: &PasteInto, lines: &[Line], read: &mut PasteRead) {
        let mut texts: Vec<String> = lines.iter().map(|line| format!("{}{}", line.mark, line.text)).collect();
        if let Some(first) = texts.first_mut() {
            first.insert_str(0, &into.before);
        }
        if let Some(last) = texts.last_mut() {
            last.push_str(&into.after);
        }
        let mut texts = texts.into_iter();
        let first = texts.next().unwrap_or_default();
        let edits = vec![Edit::SetText { at: into.place, text: first }];
        read.counted.records += 1;
        self.add_paragraphs(id, texts, edits, read);
        read.stays = read.made.is_empty().then_some(id);
    }

    /// Lines in a heading: an empty one takes the first, the rest are measures below it.
    fn paste_in_heading(&self, into: &PasteInto, lines: &[Line], read: &mut PasteRead) {
        let mut lines = lines.to_vec();
        let mut edits = Vec::new();
        if into.before.is_empty() && into.after.is_empty() && !lines.is_empty() {
            let first = lines.remove(0);
            read.counted.marks += usize::from(!first.mark.is_empty());
            read.counted.records += 1;
            edits.push(Edit::SetText { at: into.place, text: first.text });
        } else {
            edits.push(Edit::SetText { at: into.place, text: format!("{}{}", into.before, into.after) });
        }
        self.as_measures(into.place.record, &lines, edits, read);
    }

    fn as_measures(&self, focus: Option<Id>, lines: &[Line], edits: Vec<Edit>, read: &mut PasteRead) {
        let is_list = reading::is_list(lines);
        self.add_measures(focus, lines, is_list, self.plan.ids, edits, read);
    }

    fn add_measures(
        &self,
        focus: Option<Id>,
        lines: &[Line],
        is_list: bool,
        mut ids: Counter,
        mut edits: Vec<Edit>,
        read: &mut PasteRead,
    ) {
        let Some((slot, index)) = place_for(&self.plan, focus, crate::model::tree::NodeKind::Measure) else {
            return;
        };
        let (_, measures) = tree(lines, (is_list, false), &mut ids, &mut read.counted);
        for (at, measure) in measures.into_iter().enumerate() {
            read.made.push(measure.id.id());
            edits.push(Edit::Insert { slot, index: index + at, node: Box::new(Node::Measure(measure)) });
        }
        read.edit = Some(Edit::Batch { name: BatchName::Paste, edits });
    }

    fn behind_paragraph(&self, id: Id, lines: &[Line], read: &mut PasteRead) {
        let texts = lines.iter().map(|line| format!("{}{}", line.mark, line.text));
        self.add_paragraphs(id, texts, Vec::new(), read);
    }

    fn add_paragraphs(
        &self,
        id: Id,
        texts: impl Iterator<Item = String>,
        mut edits: Vec<Edit>,
        read: &mut PasteRead,
    ) {
        let Some((slot, index)) = self.plan.place(id) else { return };
        let mut ids = self.plan.ids;
        for (at, text) in texts.enumerate() {
            let paragraph = Paragraph { id: ParagraphId::new(ids.take()), text: Text::new(&text) };
            read.made.push(paragraph.id.id());
            read.counted.records += 1;
            let node = Box::new(Node::Paragraph(paragraph));
            edits.push(Edit::Insert { slot, index: index + 1 + at, node });
        }
        read.edit = Some(Edit::Batch { name: BatchName::Paste, edits });
    }
}

/// Tells whether what stands beside a record can only be paragraphs.
fn takes_paragraphs_only(plan: &Plan, node: NodeRef<'_>) -> bool {
    matches!(node, NodeRef::Paragraph(_))
        && plan.place(node.id()).is_some_and(|(slot, _)| slot.list != List::Items)
}

/// Makes measures of lines: deeper items are parts of the one above, and lines of a list without a
/// mark are further paragraphs; `inside` tells that the first ones are too. Returns the paragraphs
/// before the first measure, and the measures.
fn tree(
    lines: &[Line],
    (is_list, inside): (bool, bool),
    ids: &mut Counter,
    counted: &mut Counted,
) -> (Vec<Paragraph>, Vec<Arc<Measure>>) {
    let mut before = Vec::new();
    let mut done: Vec<Arc<Measure>> = Vec::new();
    // The measures that are still open, each inside the one before it, with their levels.
    let mut open: Vec<(usize, Measure)> = Vec::new();
    let close = |open: &mut Vec<(usize, Measure)>, done: &mut Vec<Arc<Measure>>| {
        if let Some((_, measure)) = open.pop() {
            match open.last_mut() {
                Some((_, round)) => round.measures.push(Arc::new(measure)),
                None => done.push(Arc::new(measure)),
            }
        }
    };
    for line in lines {
        counted.records += 1;
        if is_list && line.mark.is_empty() && (inside || !open.is_empty()) {
            let paragraph = Paragraph { id: ParagraphId::new(ids.take()), text: Text::new(&line.text) };
            match open.last_mut() {
                Some((_, round)) => round.paragraphs.push(paragraph),
                None => before.push(paragraph),
            }
            continue;
        }
        let text =
            if is_list { Text::new(&line.text) } else { Text::new(&format!("{}{}", line.mark, line.text)) };
        counted.marks += usize::from(is_list && !line.mark.is_empty());
        let level = if is_list { line.level } else { 0 };
        while open.last().is_some_and(|(known, _)| *known >= level) {
            close(&mut open, &mut done);
        }
        open.push((level, Measure::new(MeasureId::new(ids.take()), text)));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    (before, done)
}
