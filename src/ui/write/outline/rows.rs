//! The rows of the outline: one for each section, goal, measure and other part, kept part by part.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::super::chunks::Chunks;
use crate::locale::{pinyin, shown};
use crate::model::query::{self, Numbered};
use crate::model::tree::{Node, NodeKind, NodeRef};
use crate::model::{Id, Language, Plan, When};

/// One row of the outline. Its words are made when it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) node: Node,
    /// How many records lie round it.
    pub(super) depth: usize,
    pub(super) numbered: Option<Numbered>,
    /// How many records are shown or hidden below it.
    pub(super) below: usize,
    pub(super) folded: bool,
    /// Whether it is there only because a row in it was found.
    pub(super) around: bool,
}

impl Row {
    /// Tells whether something is missing in the record itself.
    pub(super) fn is_unclear(&self) -> bool {
        matches!(&self.node, Node::Measure(measure) if matches!(measure.when, Some(When::Unclear(_))))
    }
}

/// The rows, with what they were made for.
#[derive(Default)]
pub(in super::super) struct Rows {
    list: Chunks<Row>,
    made_for: Option<(u64, u64)>,
    /// The records of the rows, in order; made when it is asked for.
    order: Option<Arc<[Id]>>,
    /// The row of the focused record, as it was found last.
    found: Option<(Id, Option<usize>)>,
}

impl Rows {
    /// Makes the rows anew if the plan, what is folded or what is searched for changed.
    pub(super) fn follow(
        &mut self,
        plan: &Plan,
        revision: u64,
        folded: &HashSet<Id>,
        filter: &str,
        language: Language,
    ) {
        let wish = wish(folded, filter, language);
        if self.made_for == Some((revision, wish)) {
            return;
        }
        self.made_for = Some((revision, wish));
        self.order = None;
        self.found = None;
        let mut top = 0;
        let parts = plan.parts.iter().map(move |part| {
            if query::bears_number(part) {
                top += 1;
            }
            (Some(part.clone()), (wish << 20) ^ top)
        });
        let mut number = 0;
        let numbers: Vec<usize> = plan
            .parts
            .iter()
            .map(|part| {
                number += usize::from(query::bears_number(part));
                number
            })
            .collect();
        let places: HashMap<Id, usize> =
            plan.parts.iter().zip(numbers).map(|(part, n)| (part.id(), n)).collect();
        let needle = filter.trim().to_lowercase();
        self.list = self.list.made(parts, |part, _| {
            let mut rows = Vec::new();
            if let Some(part) = part {
                let top = places.get(&part.id()).copied().unwrap_or(0);
                let numbering = query::part_numbering(part, top);
                let maker = Maker { folded, needle: &needle, numbering: &numbering };
                maker.push(NodeRef::of_part(part), 0, &mut rows);
            }
            rows
        });
    }

    pub(super) const fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Row> {
        self.list.get(index)
    }

    /// Returns the row of a record.
    pub(super) fn index_of(&mut self, id: Id) -> Option<usize> {
        if let Some((known, at)) = self.found
            && known == id
        {
            return at;
        }
        let at = self.list.position(|row| row.id == id);
        self.found = Some((id, at));
        at
    }

    /// Returns the records as they are shown.
    pub(super) fn order(&mut self) -> Arc<[Id]> {
        Arc::clone(self.order.get_or_insert_with(|| self.list.iter().map(|row| row.id).collect()))
    }
}

/// Returns a number for what the view wants, so that pieces made for another wish are not taken.
fn wish(folded: &HashSet<Id>, filter: &str, language: Language) -> u64 {
    let mut all = 0_u64;
    // In whatever order: the sum does not tell.
    #[expect(clippy::iter_over_hash_type, reason = "a sum has no order")]
    for id in folded {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        all = all.wrapping_add(hasher.finish());
    }
    let mut hasher = DefaultHasher::new();
    (all, folded.len(), filter.trim().to_lowercase(), language).hash(&mut hasher);
    hasher.finish()
}

struct Maker<'a> {
    folded: &'a HashSet<Id>,
    /// What is searched for, in small letters.
    needle: &'a str,
    numbering: &'a HashMap<Id, Numbered>,
}

impl Maker<'_> {
    /// Adds the row of a record and those below it. Returns whether any was added.
    fn push(&self, node: NodeRef<'_>, depth: usize, rows: &mut Vec<Row>) -> bool {
        if !is_row(node) {
            return false;
        }
        let id = node.id();
        let mut below = 0;
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            below += usize::from(is_row(child));
            Ok(())
        });
        let at = rows.len();
        let searching = !self.needle.is_empty();
        let folded = !searching && below > 0 && self.folded.contains(&id);
        rows.push(Row {
            id,
            node: node.to_owned_node(),
            depth,
            numbered: self.numbering.get(&id).copied(),
            below,
            folded,
            around: false,
        });
        if folded {
            return true;
        }
        let mut any = false;
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            any |= self.push(child, depth + 1, rows);
            Ok(())
        });
        if !searching || self.is_wanted(node) {
            return true;
        }
        if any {
            if let Some(row) = rows.get_mut(at) {
                row.around = true;
            }
        } else {
            rows.truncate(at);
        }
        any
    }

    fn is_wanted(&self, node: NodeRef<'_>) -> bool {
        let text = match node {
            NodeRef::Section(section) => shown(&section.heading),
            NodeRef::Goal(goal) => shown(&goal.text),
            NodeRef::Measure(measure) => format!("{} {}", shown(&measure.title), shown(&measure.text)),
            NodeRef::Part(part) => part.heading().map(shown).unwrap_or_default(),
            _ => return false,
        };
        let text = text.to_lowercase();
        self.needle
            .split_whitespace()
            .all(|word| text.contains(word) || (word.is_ascii() && pinyin::spells(&text, word)))
    }
}

/// Tells whether a record has a row of its own.
pub(super) fn is_row(node: NodeRef<'_>) -> bool {
    matches!(node.kind(), NodeKind::Part | NodeKind::Section | NodeKind::Goal | NodeKind::Measure)
}
