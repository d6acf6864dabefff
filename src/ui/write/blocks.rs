//! The document as a list of blocks, so that only the ones in view are laid out.

use std::collections::HashMap;

use crate::model::query::Numbered;
use crate::model::tree::{List, Node, NodeRef};
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
    /// A small heading over a list of a part.
    Caption(&'static str),
    /// That a goal or section has nothing in it yet.
    Empty(Node),
}

/// Returns the blocks of a plan in reading order.
pub(crate) fn blocks(plan: &Plan, numbering: &HashMap<Id, Numbered>) -> Vec<Block> {
    let mut blocks = vec![Block {
        key: BlockKey { record: None, facet: 0 },
        content: Content::Head,
        indent: 0,
        numbered: None,
    }];
    for part in &plan.parts {
        let node = match part {
            Part::Section(section) => NodeRef::Section(section),
            part => NodeRef::Part(part),
        };
        push(&mut blocks, node, 0, numbering);
    }
    blocks
}

fn push(blocks: &mut Vec<Block>, node: NodeRef<'_>, indent: usize, numbering: &HashMap<Id, Numbered>) {
    // An indicator stands as a chip with its goal or measure; only a review's are blocks.
    let id = node.id();
    blocks.push(Block {
        key: BlockKey { record: Some(id), facet: 0 },
        content: Content::Record(node.to_owned_node()),
        indent,
        numbered: numbering.get(&id).copied(),
    });
    let mut last_list = None;
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
        let chips = list == List::Indicators;
        if !chips {
            if last_list != Some(list)
                && let Some(caption) = caption(node, list)
            {
                blocks.push(Block {
                    key: BlockKey { record: Some(id), facet: 10 + list as u8 },
                    content: Content::Caption(caption),
                    indent,
                    numbered: None,
                });
            }
            last_list = Some(list);
            let deeper = match (node, child) {
                (NodeRef::Measure(_), _) => indent + 1,
                _ => indent,
            };
            push(blocks, child, deeper, numbering);
        }
        Ok(())
    });
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
fn caption(node: NodeRef<'_>, list: List) -> Option<&'static str> {
    let NodeRef::Part(part) = node else { return None };
    Some(match (part, list) {
        (Part::Review(_), List::Results) => "caption-results",
        (Part::Scores(_), List::Rows) => "caption-score-rows",
        (Part::Scores(_), List::Pay) => "caption-pay",
        (Part::Contract(_), List::Duties) => "caption-duties",
        (Part::Contract(_), List::RedLines) => "caption-red-lines",
        (Part::Contract(_), List::Clauses) => "caption-clauses",
        (Part::Improvement(_), List::Causes) => "caption-causes",
        (Part::Improvement(_), List::Methods) => "caption-methods",
        (Part::Improvement(_), List::Measures) => "caption-steps",
        (Part::Improvement(_), List::FollowUp) => "caption-follow-up",
        _ => return None,
    })
}
