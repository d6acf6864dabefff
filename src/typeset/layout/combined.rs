//! The plan in paragraphs, with its tables attached. Owners, times and indicators of measures stand
//! in the tables, so the paragraphs go without them.

use super::super::parts::Writer;
use super::super::runs::mark;
use super::super::values::Block;
use super::{Desk, Draft, Group, Piece};
use crate::locale::words;
use crate::model::{Id, Language, Text};

impl Desk<'_> {
    pub(super) fn combined(&mut self) -> Option<Draft> {
        let mut annexes: Vec<(Text, bool, Vec<Piece>)> = Vec::new();
        let name = |kind: &str| self.annex_name(kind);
        annexes.push((name(self.terms.table_title), false, vec![Piece::Sheet(self.task_sheet(false)?)]));
        if let Some(sheet) = self.quarters() {
            annexes.push((name(self.terms.targets_by_quarter), false, vec![Piece::Sheet(sheet)]));
        }
        if let Some((flip, pieces)) = self.timeline_pieces() {
            annexes.push((name(self.terms.timeline_title), flip, pieces));
        }
        let mut plain = self.profile.clone();
        plain.shown.owners = false;
        plain.shown.times = false;
        plain.shown.indicators = false;
        let mut writer = Writer::new(self.plan, &plain, None);
        let names: Vec<Text> = annexes.iter().map(|(name, ..)| name.clone()).collect();
        let mut groups: Vec<Group> = writer.body(&names).into_iter().map(Group::upright).collect();
        let own = writer.attachments();
        let count = own + annexes.len();
        for (index, (name, flip, pieces)) in annexes.into_iter().enumerate() {
            let mut head = writer.attachment_head(&name, own + index, count);
            // A marker that is no record's: the table of contents finds the page by it.
            let far = Id::from_number(u64::from(u32::MAX) * 4096 + u64::try_from(index).unwrap_or_default());
            if let Block::Attachment { lines, turn, .. } = &mut head {
                // A sheet that lies on its side is a page of its own already.
                *turn = !flip;
                if let (Some(first), Some(mark)) = (lines.first_mut(), mark(far, true)) {
                    first.insert(0, mark);
                }
            }
            let mut all = vec![Piece::Block(head)];
            all.extend(pieces);
            groups.push(Group { flip, pieces: all });
        }
        Some(Draft {
            title: writer.title(),
            mark: self.mark(),
            groups,
            front: None,
            remarks: Vec::<super::Remark>::new(),
        })
    }

    /// Returns the name of an attached table: 2027年度任务分解表.
    fn annex_name(&self, kind: &str) -> Text {
        let period = words::period(self.language, self.plan.period);
        Text::new(&match self.language {
            Language::ZhCn => format!("{period}{kind}"),
            Language::En => format!("{kind} for {period}"),
        })
    }
}
