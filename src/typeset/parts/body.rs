//! The parts in their order: text, the note of attachments, name and date, attachments.

use super::Writer;
use crate::model::{Language, Part, Text};
use crate::typeset::runs::Runs;
use crate::typeset::values::Block;

impl Writer<'_> {
    /// Returns the blocks of the plan, group by group. The note of attachments names these annexes
    /// behind the plan's own attachments; their pages are the caller's.
    pub(in crate::typeset) fn body(&mut self, annexes: &[Text]) -> Vec<Vec<Block>> {
        let mut groups: Vec<Vec<Block>> = Vec::new();
        let mut has_note = false;
        let (attachments, body): (Vec<&Part>, Vec<&Part>) =
            self.plan.parts.iter().partition(|part| matches!(part, Part::Attachment(_)));
        let names = attachments.iter().filter_map(|part| part.heading()).chain(annexes);
        let note = self.note(&names.collect::<Vec<_>>());
        for part in body {
            if matches!(part, Part::SignOff(_)) && !has_note {
                has_note = true;
                groups.push(note.clone());
                keep_with_next(&mut groups);
            }
            groups.push(self.part(part));
        }
        if !has_note {
            groups.push(note);
        }
        let count = attachments.len() + annexes.len();
        for (index, part) in attachments.iter().enumerate() {
            groups.push(self.attachment(part, index, count));
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// Returns how many attachments the plan has itself.
    pub(in crate::typeset) fn attachments(&self) -> usize {
        self.plan.parts.iter().filter(|part| matches!(part, Part::Attachment(_))).count()
    }

    /// Returns the head of an attachment: the one at this index of so many.
    pub(in crate::typeset) fn attachment_head(&self, name: &Text, index: usize, count: usize) -> Block {
        let mut label = self.labels.attachment.to_owned();
        if count > 1 {
            if self.language == Language::En {
                label.push(' ');
            }
            label.push_str(&(index + 1).to_string());
        }
        let mut lines = self.title_lines(name);
        if lines.is_empty() {
            lines.push(Runs::new());
        }
        Block::Attachment { label, lines, turn: true }
    }

    /// Returns the note of attachments below the text; nothing where there are none.
    fn note(&self, names: &[&Text]) -> Vec<Block> {
        let items: Vec<(String, Runs)> = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let number = if names.len() > 1 { format!("{}.", index + 1) } else { String::new() };
                (number, self.runs(name))
            })
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        let gap = if self.language == Language::En { 0.5 } else { 0.0 };
        vec![Block::Note { label: format!("{}{}", self.labels.attachment, self.labels.colon), items, gap }]
    }

    /// Returns the mark of a draft, for one that the profile marks.
    pub(in crate::typeset) fn mark(&self, is_draft: bool) -> Option<String> {
        (self.profile.draft_mark.shown && is_draft).then(|| match self.profile.draft_mark.words.as_str() {
            "" => self.labels.draft.to_owned(),
            own => own.to_owned(),
        })
    }
}

/// Keeps the last paragraph on the page of what follows: name and date never stand on a page
/// without text.
fn keep_with_next(groups: &mut [Vec<Block>]) {
    let last = groups.iter_mut().rev().flat_map(|group| group.iter_mut().rev());
    if let Some(Block::Par { keep, .. }) = last.into_iter().find(|block| !matches!(block, Block::Note { .. }))
    {
        *keep = true;
    }
}
