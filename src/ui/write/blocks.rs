//! The document as a list of blocks, so that only the ones in view are laid out.

use std::collections::HashMap;

use super::chunks::Chunks;
use crate::model::query::{self, Numbered};
use crate::model::tree::{List, Node, NodeRef, Slot};
use crate::model::{Id, Part, Plan};

/// One block of the document.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) key: BlockKey,
    pub(crate) content: Content,
    /// How far it is set in, in steps.
    pub(crate) indent: usize,
    pub(crate) numbered: Option<Numbered>,
}

/// Names a block, to remember its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BlockKey {
    pub(crate) record: Option<Id>,
    /// Tells the blocks of one record apart.
    pub(crate) facet: u8,
}

/// What a block shows.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// The plan's title and particulars.
    Head,
    /// A record with its own texts.
    Record(Node),
    /// A small heading over a list of a part, which takes new records.
    Caption(&'static str, Slot),
    /// That a goal or section has nothing in it yet.
    Empty(Node),
}

/// Returns the blocks of a plan in reading order. Those of parts that did not change are kept.
pub(super) fn blocks(plan: &Plan, before: &Chunks<Block>) -> Chunks<Block> {
    let mut top = 0;
    let parts = plan.parts.iter().map(move |part| {
        if query::bears_number(part) {
            top += 1;
        }
        (Some(part.clone()), top)
    });
    before.made(std::iter::once((None, 0)).chain(parts), |part, top| match part {
        None => vec![Block {
            key: BlockKey { record: None, facet: 0 },
            content: Content::Head,
            indent: 0,
            numbered: None,
        }],
        Some(part) => {
            let numbering = query::part_numbering(part, usize::try_from(top).unwrap_or(usize::MAX));
            let mut blocks = Vec::new();
            push(&mut blocks, NodeRef::of_part(part), 0, &numbering);
            blocks
        }
    })
}

fn push(blocks: &mut Vec<Block>, node: NodeRef<'_>, indent: usize, numbering: &HashMap<Id, Numbered>) {
    let id = node.id();
    blocks.push(Block {
        key: BlockKey { record: Some(id), facet: 0 },
        content: Content::Record(node.to_owned_node()),
        indent,
        numbered: numbering.get(&id).copied(),
    });
    let mut captions = node.lists().iter().copied().filter(|list| caption(node, *list).is_some()).peekable();
    let caption_block = |list: List| {
        let slot = Slot { parent: Some(id), list };
        Block {
            key: BlockKey { record: Some(id), facet: 10 + list as u8 },
            content: Content::Caption(caption(node, list).unwrap_or_default(), slot),
            indent,
            numbered: None,
        }
    };
    let mut last_list = None;
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
        // An indicator stands as a chip with its goal or measure; only a review's are blocks.
        if list == List::Indicators {
            return Ok(());
        }
        if last_list != Some(list) && caption(node, list).is_some() {
            // Lists before it that have nothing in them show their headings all the same.
            while let Some(next) = captions.next_if(|_| true) {
                blocks.push(caption_block(next));
                if next == list {
                    break;
                }
            }
        }
        last_list = Some(list);
        let deeper = match (node, child) {
            (NodeRef::Measure(_), _) => indent + 1,
            _ => indent,
        };
        push(blocks, child, deeper, numbering);
        Ok(())
    });
    blocks.extend(captions.map(caption_block));
    let empty = match node {
        NodeRef::Goal(goal) => goal.measures.is_empty(),
        NodeRef::Section(section) => section.items.is_empty(),
        _ => false,
    };
    if empty {
        blocks.push(Block {
            key: BlockKey { record: Some(id), facet: 1 },
            content: Content::Empty(node.to_owned_node()),
            indent,
            numbered: None,
        });
    }
}

/// Returns the catalogue key of the small heading over a part's list.
const fn caption(node: NodeRef<'_>, list: List) -> Option<&'static str> {
    let NodeRef::Part(part) = node else { return None };
    Some(match (part, list) {
        (Part::Review(_), List::Items) => "caption-review-items",
        (Part::Review(_), List::Results) => "caption-results",
        (Part::Problems(_), List::Leads) => "caption-leads",
        (Part::Problems(_), List::Problems) => "caption-problems",
        (Part::Scores(_), List::Rows) => "caption-score-rows",
        (Part::Scores(_), List::Pay) => "caption-pay",
        (Part::Contract(_), List::Duties) => "caption-duties",
        (Part::Contract(_), List::RedLines) => "caption-red-lines",
        (Part::Contract(_), List::Clauses) => "caption-clauses",
        (Part::Improvement(_), List::Causes) => "caption-causes",
        (Part::Improvement(_), List::Methods) => "caption-methods",
        (Part::Improvement(_), List::Measures) => "caption-steps",
        (Part::Improvement(_), List::FollowUp) => "caption-follow-up",
        (Part::Register(_), List::Rows) => "caption-register-rows",
        (Part::Attachment(_), List::Paragraphs) => "caption-attachment",
        _ => return None,
    })
}
