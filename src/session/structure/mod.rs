//! What a plan is made of, changed by hand: adding, taking out, splitting, joining, moving.
//!
//! Commands work on the selected records or the focused one, and are one step each. What cannot be
//! done changes nothing and is told in a sentence.

mod dropping;
mod joining;
mod making;
mod moving;
mod splitting;

use super::insertion::{self, MAX_DEPTH, place_for};
use super::notice::Level;
use super::{Caret, Session};
use crate::edit::{BatchName, Edit, Place, TextField};
use crate::model::tree::{List, Node, NodeKind, NodeRef, Slot};
use crate::model::{Id, Part, Piece, Plan, Text, query};

pub use dropping::{Drop, Gap, drops};
pub use making::PartKind;
pub(crate) use moving::fits;
pub use splitting::Cut;

/// Something done to the structure of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructureAction {
    /// A record is to be split where its text was cut.
    Split(Cut),
    /// A record is to be joined with the one before it.
    JoinBefore(Id),
    /// A record is to be joined with the one behind it.
    JoinBehind(Id),
    /// A record is to go a level in or out, with the selected ones if it is one of them.
    Level {
        /// The record.
        id: Id,
        /// In, or else out.
        inwards: bool,
    },
    /// Records are to go into a list, one behind the other.
    MoveTo {
        /// The records, in the order they are to have.
        ids: Vec<Id>,
        /// The list.
        to: Slot,
        /// The index of the first, counted with them where they are.
        index: usize,
    },
    /// An empty record is to be put at the end of a list.
    AddTo(Slot),
    /// An empty record is to be put behind another one, of the same sort.
    AddBehind(Id),
}

/// Why records do not go where they are asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.key())]
pub enum Refusal {
    /// The record is gone.
    Gone,
    /// The list takes no such record.
    NoFit,
    /// A record cannot go into itself.
    IntoItself,
    /// Sections would lie too deep.
    TooDeep,
    /// There is nothing before it to go into.
    NothingBefore,
    /// The record before it takes none of its sort.
    NoRoomBefore,
    /// Only sections take sections.
    NotASection,
    /// It is at the top already.
    AtTheTop,
    /// What lies round its parent takes none of its sort.
    NoRoomOutside,
    /// There is nothing to join it with.
    NothingToJoin,
    /// A heading and what follows it stay apart.
    AfterHeading,
    /// A heading with something under it stays.
    HeadingHoldsMore,
    /// A paragraph has no place for owners, times and the like.
    ParagraphHoldsText,
    /// Both are due at different times.
    TimesDiffer,
    /// They stand differently.
    StatusDiffers,
    /// Both have a budget.
    BudgetsDiffer,
    /// Rows of tables stay apart.
    RowsDoNotJoin,
}

impl Refusal {
    /// Returns the key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gone => "refused-gone",
            Self::NoFit => "why-no-fit",
            Self::IntoItself => "why-into-itself",
            Self::TooDeep => "why-too-deep",
            Self::NothingBefore => "refused-nothing-before",
            Self::NoRoomBefore => "refused-no-room-before",
            Self::NotASection => "refused-not-a-section",
            Self::AtTheTop => "refused-at-the-top",
            Self::NoRoomOutside => "refused-no-room-outside",
            Self::NothingToJoin => "refused-nothing-to-join",
            Self::AfterHeading => "refused-after-heading",
            Self::HeadingHoldsMore => "refused-heading-holds-more",
            Self::ParagraphHoldsText => "refused-paragraph-holds-text",
            Self::TimesDiffer => "refused-times-differ",
            Self::StatusDiffers => "refused-status-differs",
            Self::BudgetsDiffer => "refused-budgets-differ",
            Self::RowsDoNotJoin => "refused-rows",
        }
    }
}

/// Makes several edits one step; a single one keeps its own name.
fn step(name: BatchName, edits: Vec<Edit>) -> Option<Edit> {
    match <[Edit; 1]>::try_from(edits) {
        Ok([edit]) => Some(edit),
        Err(edits) if edits.is_empty() => None,
        Err(edits) => Some(Edit::Batch { name, edits }),
    }
}

impl Session {
    pub(super) fn structure(&mut self, action: StructureAction) {
        let Some(plan) = self.plan().cloned() else { return };
        match action {
            StructureAction::Split(cut) => self.split(&plan, &cut),
            StructureAction::JoinBefore(id) => self.join_before(&plan, id),
            StructureAction::JoinBehind(id) => self.join_behind(&plan, id),
            StructureAction::Level { id, inwards } => {
                let ids = if self.selection.contains(id) { self.chosen() } else { vec![id] };
                self.level(&ids, inwards);
            }
            StructureAction::MoveTo { ids, to, index } => match moving::to_place(&plan, &ids, to, index) {
                Ok(edits) => {
                    if let Some(edit) = step(BatchName::Move, edits)
                        && self.apply(&edit)
                    {
                        self.focus = ids.last().copied();
                        self.show(self.focus, None);
                    }
                }
                Err(why) => self.refuse(why),
            },
            StructureAction::AddTo(slot) => {
                let mut ids = plan.ids;
                if let Some(node) = making::for_list(&plan, slot, &mut ids) {
                    let end = plan.list(slot).len();
                    self.insert(slot, end, node);
                }
            }
            StructureAction::AddBehind(id) => {
                let mut ids = plan.ids;
                if let Some((slot, index)) = plan.place(id)
                    && let Some(node) = making::for_list(&plan, slot, &mut ids)
                {
                    self.insert(slot, index + 1, node);
                }
            }
        }
    }

    pub(super) fn refuse(&mut self, why: Refusal) {
        let words = (self.words.text("notice-not-changed"), self.words.text(why.key()));
        self.tell(Level::Warning, words, None);
    }

    // Adding.

    pub(super) fn add(&mut self, kind: NodeKind) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some((slot, index)) = place_for(&plan, self.focus, kind) else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-place"));
            self.tell(Level::Warning, words, None);
            return;
        };
        if kind == NodeKind::Section && insertion::section_depth(&plan, slot) >= MAX_DEPTH {
            self.refuse(Refusal::TooDeep);
            return;
        }
        let mut ids = plan.ids;
        let node = match kind {
            NodeKind::Section => making::section(&mut ids),
            NodeKind::Goal => making::goal(&mut ids, Text::default()),
            NodeKind::Measure => making::measure(&mut ids, Text::default()),
            NodeKind::Paragraph => making::paragraph(&mut ids, Text::default()),
            NodeKind::Indicator => making::indicator(&mut ids),
            NodeKind::Part
            | NodeKind::Problem
            | NodeKind::ScoreRow
            | NodeKind::RedLine
            | NodeKind::Cause
            | NodeKind::RegisterRow
            | NodeKind::Person => return,
        };
        self.insert(slot, index, node);
    }

    /// Adds a part behind the one that has the focus, or where such a part usually stands.
    pub(super) fn add_part(&mut self, kind: PartKind) {
        let Some(plan) = self.plan().cloned() else { return };
        let mut ids = plan.ids;
        let node = making::part(kind, &plan, &self.words, &mut ids);
        let slot = Slot { parent: None, list: List::Parts };
        let here = self.focus.and_then(|id| plan.path(id)).and_then(|path| match path.first() {
            Some((List::Parts, index)) => Some(index + 1),
            _ => None,
        });
        let ends = |part: &Part| matches!(part, Part::Attachment(_) | Part::Closing(_) | Part::SignOff(_));
        let index = here.unwrap_or_else(|| match kind {
            PartKind::Opening => 0,
            PartKind::Closing | PartKind::SignOff | PartKind::Attachment => plan.parts.len(),
            PartKind::Section
            | PartKind::Review
            | PartKind::Problems
            | PartKind::Scores
            | PartKind::Contract
            | PartKind::Improvement
            | PartKind::Register => plan.parts.iter().position(ends).unwrap_or(plan.parts.len()),
        });
        let first = first_paragraph(&node);
        self.insert(slot, index, node);
        if let Some(paragraph) = first {
            // Opening and closing have no heading to write in.
            self.focus = Some(paragraph);
            self.show(Some(paragraph), Some(Caret::Start));
        }
    }

    /// Adds a section inside the one that has the focus.
    pub(super) fn add_sub_section(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let round = self.focus.and_then(|id| {
            plan.lineage(id).into_iter().rev().find(|id| matches!(plan.find(*id), Some(NodeRef::Section(_))))
        });
        let Some(round) = round else { return self.add(NodeKind::Section) };
        let slot = Slot { parent: Some(round), list: List::Items };
        if insertion::section_depth(&plan, slot) >= MAX_DEPTH {
            return self.refuse(Refusal::TooDeep);
        }
        let mut ids = plan.ids;
        let end = plan.list(slot).len();
        self.insert(slot, end, making::section(&mut ids));
    }

    /// Adds a row like the focused one behind it, or to the table that has the focus.
    pub(super) fn add_row(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let around = self.focus.map(|id| plan.lineage(id)).unwrap_or_default();
        for &id in around.iter().rev() {
            match plan.find(id) {
                Some(
                    NodeRef::Problem(_)
                    | NodeRef::ScoreRow(_)
                    | NodeRef::RedLine(_)
                    | NodeRef::Cause(_)
                    | NodeRef::RegisterRow(_),
                ) => return self.structure(StructureAction::AddBehind(id)),
                Some(node @ NodeRef::Part(_)) => {
                    let rows = [List::Problems, List::Rows, List::RedLines, List::Causes];
                    if let Some(list) = rows.into_iter().find(|list| node.lists().contains(list)) {
                        return self.structure(StructureAction::AddTo(Slot { parent: Some(id), list }));
                    }
                }
                _ => {}
            }
        }
        let words = (self.words.text("notice-not-changed"), self.words.text("refused-no-table"));
        self.tell(Level::Warning, words, None);
    }

    pub(super) fn insert(&mut self, slot: Slot, index: usize, node: Node) {
        let id = node.id();
        if self.apply(&Edit::Insert { slot, index, node: Box::new(node) }) {
            self.selection = super::Selection::default();
            self.focus = Some(id);
            // A new record has nothing but a place to fill.
            self.show(Some(id), Some(Caret::Blank));
        }
    }

    pub(super) fn add_sub_measure(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let measure = self.focus.and_then(|id| enclosing_measure(&plan, id));
        let Some(measure) = measure else {
            let words = (self.words.text("notice-not-changed"), self.words.text("why-no-measure"));
            self.tell(Level::Warning, words, None);
            return;
        };
        let slot = Slot { parent: Some(measure.id.id()), list: List::Measures };
        let mut ids = plan.ids;
        let node = making::measure(&mut ids, Text::default());
        self.insert(slot, measure.measures.len(), node);
    }

    // Titles.

    /// Gives a measure a title out of its first clause, or puts the title back into the text.
    pub(super) fn toggle_title(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some(measure) = self.focus.and_then(|id| enclosing_measure(&plan, id)) else { return };
        let (title, text) = if measure.title.is_empty() {
            first_clause(&measure.text)
        } else {
            let mark = crate::locale::words::title_mark(plan.language);
            (String::new(), format!("{}{mark}{}", measure.title, measure.text))
        };
        let set = |field, text| Edit::SetText { at: Place::of(measure.id, field), text };
        let edit = Edit::Batch {
            name: BatchName::Title,
            edits: vec![set(TextField::Title, title), set(TextField::Text, text)],
        };
        self.apply(&edit);
    }

    // Joining.

    fn join_before(&mut self, plan: &Plan, id: Id) {
        if plan.find(id).is_some_and(is_bare) {
            return self.remove(&[id]);
        }
        // An empty line before a full one goes, whatever the two are.
        let before = joining::before(plan, id);
        let bare = before.filter(|before| plan.find(*before).is_some_and(is_bare));
        if let Some(bare) = bare.filter(|bare| plan.find(*bare).is_some_and(joining::takes_text)) {
            if self.apply(&Edit::Remove(bare)) {
                self.focus = Some(id);
                self.show(Some(id), Some(Caret::Start));
            }
            return;
        }
        self.join(plan, id);
    }

    fn join_behind(&mut self, plan: &Plan, id: Id) {
        let Some(next) = joining::behind(plan, id) else { return };
        if plan.find(next).is_some_and(is_bare) {
            if self.apply(&Edit::Remove(next)) {
                self.focus = Some(id);
                self.show(Some(id), Some(Caret::End));
            }
            return;
        }
        self.join(plan, next);
    }

    fn join(&mut self, plan: &Plan, id: Id) {
        match joining::join(plan, id) {
            Ok(join) => {
                if self.apply(&join.edit) {
                    self.focus = Some(join.into);
                    let caret = Caret::Span { field: TextField::Text, from: join.caret, to: join.caret };
                    self.show(Some(join.into), Some(caret));
                }
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Takes a record out if nothing is in it.
    pub(super) fn remove_empty(&mut self, id: Id) {
        if self.plan().and_then(|plan| plan.find(id)).is_some_and(is_bare) {
            self.remove(&[id]);
        }
    }

    // What is done to several.

    pub(super) fn duplicate(&mut self) {
        let Some(plan) = self.plan().cloned() else { return };
        let ids = self.chosen();
        let nodes: Vec<Node> = ids.iter().filter_map(|id| plan.node(*id)).collect();
        let mut counter = plan.ids;
        // Links to what is not copied lead where they led.
        let (copies, _) = Node::copies(&nodes, &mut counter, &Some);
        let made: Vec<Id> = copies.iter().map(Node::id).collect();
        // From the end, so that no place moves before its turn.
        let places = ids.iter().filter_map(|id| plan.place(*id));
        let mut made_at: Vec<_> =
            places.zip(copies).map(|((slot, index), node)| (slot, index, node)).collect();
        made_at.reverse();
        let edits = runs_behind(made_at);
        if let Some(edit) = step(BatchName::Duplicate, edits)
            && self.apply(&edit)
        {
            self.focus = made.first().copied();
            if made.len() > 1 {
                self.select(super::Select::Set(made));
                self.show(self.focus, None);
            } else {
                self.selection = super::Selection::default();
                self.show(self.focus, Some(Caret::Blank));
            }
        }
    }

    /// Takes records out and goes to the one before the first, or else to the one round it.
    pub(super) fn remove(&mut self, ids: &[Id]) {
        self.remove_as(ids, BatchName::Remove);
    }

    pub(super) fn remove_as(&mut self, ids: &[Id], name: BatchName) -> bool {
        let Some(plan) = self.plan().cloned() else { return false };
        let next = ids.first().and_then(|first| {
            let (slot, index) = plan.place(*first)?;
            let list = plan.list(slot);
            let before = list.get(..index).and_then(|before| before.last());
            let behind = || list.get(index + 1..)?.iter().find(|id| !ids.contains(id));
            before.or_else(behind).copied().or(slot.parent)
        });
        let edits: Vec<Edit> = ids.iter().copied().map(Edit::Remove).collect();
        let edit =
            if name == BatchName::Remove { step(name, edits) } else { Some(Edit::Batch { name, edits }) };
        let Some(edit) = edit else { return false };
        if !self.apply(&edit) {
            return false;
        }
        let several = self.selection.len() > 1;
        self.selection = super::Selection::default();
        self.focus = next;
        // After several went, no field is meant to take the caret.
        self.show(next, (!several).then_some(Caret::End));
        true
    }

    pub(super) fn move_by_one(&mut self, down: bool) {
        let Some(plan) = self.plan().cloned() else { return };
        let edits = moving::by_one(&plan, &self.chosen(), down);
        self.moved(step(BatchName::Move, edits));
    }

    /// Moves records a level in or out.
    pub(super) fn level(&mut self, ids: &[Id], inwards: bool) {
        let Some(plan) = self.plan().cloned() else { return };
        let edits = if inwards { moving::inwards(&plan, ids) } else { moving::outwards(&plan, ids) };
        match edits {
            Ok(edits) => self.moved(step(BatchName::Level, edits)),
            Err(why) => self.refuse(why),
        }
    }

    /// Moves the chosen records a level in or out.
    pub(super) fn level_chosen(&mut self, inwards: bool) {
        let ids = self.chosen();
        self.level(&ids, inwards);
    }

    /// Moves the section round the focused record as a whole.
    pub(super) fn move_section(&mut self, down: bool) {
        let Some(plan) = self.plan().cloned() else { return };
        let section = self.focus.and_then(|id| {
            plan.lineage(id)
                .into_iter()
                .rev()
                .find(|id| matches!(plan.find(*id), Some(NodeRef::Section(_) | NodeRef::Part(_))))
        });
        if let Some(id) = section {
            let edits = moving::by_one(&plan, &[id], down);
            self.moved(step(BatchName::Move, edits));
        }
    }

    fn moved(&mut self, edit: Option<Edit>) {
        let Some(edit) = edit else { return };
        if self.apply(&edit) {
            // The caret stays where it is; what moved comes into view.
            self.show(self.focus, self.selection.is_empty().then_some(Caret::Kept));
        }
    }

    pub(super) fn move_before(&mut self, id: Id, before: Id) {
        let Some(plan) = self.plan().cloned() else { return };
        let Some((to, index)) = plan.place(before) else { return };
        self.structure(StructureAction::MoveTo { ids: vec![id], to, index });
    }
}

/// Makes inserts of copies, given with the places of their originals from the last to the first:
/// those of neighbours go behind the last neighbour together.
fn runs_behind(copies: Vec<(Slot, usize, Node)>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut run: Vec<(Slot, usize, Node)> = Vec::new();
    let flush = |run: &mut Vec<(Slot, usize, Node)>, edits: &mut Vec<Edit>| {
        let Some((_, last, _)) = run.first() else { return };
        let last = *last;
        for (at, (slot, _, node)) in run.drain(..).rev().enumerate() {
            edits.push(Edit::Insert { slot, index: last + 1 + at, node: Box::new(node) });
        }
    };
    for copy in copies {
        let goes_on = run.last().is_some_and(|(slot, index, _)| *slot == copy.0 && copy.1 + 1 == *index);
        if !goes_on {
            flush(&mut run, &mut edits);
        }
        run.push(copy);
    }
    flush(&mut run, &mut edits);
    edits
}

/// Returns the paragraph to begin writing in, in a part that has no heading.
fn first_paragraph(node: &Node) -> Option<Id> {
    match node {
        Node::Part(Part::Opening(prose) | Part::Closing(prose)) => {
            prose.paragraphs.first().map(|paragraph| paragraph.id.id())
        }
        _ => None,
    }
}

/// Returns the measure that a record is or lies in.
pub(super) fn enclosing_measure(plan: &Plan, id: Id) -> Option<&std::sync::Arc<crate::model::Measure>> {
    plan.lineage(id).iter().rev().find_map(|id| match plan.find(*id) {
        Some(NodeRef::Measure(measure)) => Some(measure),
        _ => None,
    })
}

/// Tells whether a record has neither words nor anything else in it. Parts other than sections are
/// never bare: they stand for something even when they are empty.
pub(in crate::session) fn is_bare(node: NodeRef<'_>) -> bool {
    let mut empty = true;
    query::node_texts(node, &mut |text| empty &= text.as_str().is_empty());
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, _| {
        empty = false;
        Ok(())
    });
    empty
        && match node {
            NodeRef::Measure(measure) => {
                measure.owners.is_empty()
                    && measure.when.is_none()
                    && measure.log.is_empty()
                    && measure.ticks.is_empty()
                    && measure.needs.budget.is_none()
                    && measure.after.is_empty()
            }
            NodeRef::Indicator(indicator) => {
                indicator.target.is_none() && indicator.base.is_none() && indicator.readings.is_empty()
            }
            NodeRef::Problem(problem) => problem.answered_by.is_empty(),
            NodeRef::ScoreRow(row) => row.indicator.is_none() && row.weight.is_none(),
            NodeRef::Part(_) => false,
            NodeRef::Section(_)
            | NodeRef::Goal(_)
            | NodeRef::Paragraph(_)
            | NodeRef::RedLine(_)
            | NodeRef::Cause(_)
            | NodeRef::RegisterRow(_)
            | NodeRef::Person(_) => true,
        }
}

/// Splits a text behind its first clause, at a mark that stands outside blanks and numbers.
fn first_clause(text: &Text) -> (String, String) {
    let mut at = 0;
    for piece in text.pieces() {
        match piece {
            Piece::Blank(name) => at += name.len() + "⟦⟧".len(),
            Piece::Words(words) => {
                let mark = ["。", "：", ". ", ": "]
                    .iter()
                    .filter_map(|mark| Some((words.find(mark)?, mark.len())))
                    .min();
                if let Some((found, length)) = mark {
                    let (title, rest) = text.as_str().split_at(at + found);
                    return (
                        title.to_owned(),
                        rest.get(length..).unwrap_or_default().trim_start().to_owned(),
                    );
                }
                at += words.len();
            }
        }
    }
    (text.as_str().to_owned(), String::new())
}
