//! Splitting a record in two where its text was cut.

use super::{Caret, Session, making, step};
use crate::edit::{BatchName, Edit, Place, TextField};
use crate::model::tree::{List, Node, NodeRef, Slot};
use crate::model::{Id, Plan, Text};

/// A text that was cut in two at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The record.
    pub id: Id,
    /// A measure's run-in title, as it stands in the field; empty for others.
    pub title: String,
    /// The text up to the caret, blanks in their written form.
    pub before: String,
    /// The rest.
    pub after: String,
}

impl Session {
    pub(super) fn split(&mut self, plan: &Plan, cut: &Cut) {
        match plan.find(cut.id) {
            Some(NodeRef::Measure(measure)) => {
                let empty_front = cut.title.is_empty() && cut.before.is_empty() && !cut.after.is_empty();
                let texts = [
                    (TextField::Title, &measure.title, cut.title.as_str()),
                    (TextField::Text, &measure.text, if empty_front { &cut.after } else { &cut.before }),
                ];
                let mut edits = set_texts(cut.id, &texts);
                let mut ids = plan.ids;
                let text = if empty_front { Text::default() } else { Text::new(&cut.after) };
                let node = making::measure(&mut ids, text);
                self.put_beside(plan, cut.id, node, empty_front, &mut edits);
            }
            Some(NodeRef::Paragraph(paragraph)) => {
                let mut edits = set_texts(cut.id, &[(TextField::Text, &paragraph.text, &cut.before)]);
                let mut ids = plan.ids;
                let node = making::paragraph(&mut ids, Text::new(&cut.after));
                self.put_beside(plan, cut.id, node, false, &mut edits);
            }
            Some(NodeRef::Goal(goal)) if !cut.after.is_empty() => {
                // What lies under a heading stays under its second half.
                let mut edits = set_texts(cut.id, &[(TextField::Text, &goal.text, &cut.after)]);
                let mut ids = plan.ids;
                let node = making::goal(&mut ids, Text::new(&cut.before));
                self.put_beside(plan, cut.id, node, true, &mut edits);
            }
            Some(NodeRef::Goal(goal)) => {
                let mut edits = set_texts(cut.id, &[(TextField::Text, &goal.text, &cut.before)]);
                let slot = Slot { parent: Some(cut.id), list: List::Measures };
                let mut ids = plan.ids;
                let node = making::measure(&mut ids, Text::default());
                let new = node.id();
                edits.push(Edit::Insert { slot, index: 0, node: Box::new(node) });
                self.split_done(edits, new, Caret::Start);
            }
            _ => {}
        }
    }

    fn put_beside(&mut self, plan: &Plan, id: Id, node: Node, before: bool, edits: &mut Vec<Edit>) {
        let Some((slot, index)) = plan.place(id) else { return };
        let new = node.id();
        let index = if before { index } else { index + 1 };
        edits.push(Edit::Insert { slot, index, node: Box::new(node) });
        let target = if before { id } else { new };
        self.split_done(std::mem::take(edits), target, Caret::Start);
    }

    fn split_done(&mut self, edits: Vec<Edit>, target: Id, caret: Caret) {
        if let Some(edit) = step(BatchName::Split, edits)
            && self.apply(&edit)
        {
            self.focus = Some(target);
            self.show(Some(target), Some(caret));
        }
    }
}

/// Writes the texts that differ.
fn set_texts(id: Id, texts: &[(TextField, &Text, &str)]) -> Vec<Edit> {
    texts
        .iter()
        .filter(|(_, old, new)| old.as_str() != *new)
        .map(|(field, _, new)| Edit::SetText { at: Place::of(id, *field), text: (*new).to_owned() })
        .collect()
}
