//! Where the blocks of the document stand: heights as they were drawn last, or estimates, added up
//! part by part, so that a frame costs what is in view and not what is in the plan.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::blocks::{Block, BlockKey, Content};
use super::chunks::Chunks;
use crate::model::tree::Node;

/// The places of the blocks.
#[derive(Default)]
pub(super) struct Layout {
    heights: HashMap<BlockKey, f32>,
    width: f32,
    pieces: Vec<Piece>,
}

/// The places of the blocks of one part.
struct Piece {
    blocks: Arc<[Block]>,
    /// The tops of the blocks below the top of the piece, and its height last.
    tops: Vec<f32>,
    /// The index of its first block.
    first: usize,
    /// Where it begins.
    top: f32,
    /// Whether a height in it changed.
    stale: bool,
}

/// The space above the first block and below the last one.
const ABOVE: f32 = 20.0;
const BELOW: f32 = 160.0;

impl Layout {
    /// Follows the blocks and the width.
    pub(super) fn follow(&mut self, blocks: &Chunks<Block>, width: f32) {
        if (self.width - width).abs() > 0.5 {
            self.heights.clear();
            self.pieces.clear();
            self.width = width;
        }
        let mut old = std::mem::take(&mut self.pieces);
        let mut top = ABOVE;
        for (at, chunk) in blocks.chunks().iter().enumerate() {
            let near = at.saturating_sub(2)..(at + 3).min(old.len());
            let same = near.clone().find(|near| {
                old.get(*near).is_some_and(|piece| !piece.stale && Arc::ptr_eq(&piece.blocks, &chunk.items))
            });
            let tops = match same.and_then(|at| old.get_mut(at)) {
                Some(piece) => std::mem::take(&mut piece.tops),
                None => self.tops(&chunk.items),
            };
            if let Some(piece) = same.and_then(|at| old.get_mut(at)) {
                // Its places are taken; two parts never share them.
                piece.stale = true;
            }
            let height = tops.last().copied().unwrap_or(0.0);
            self.pieces.push(Piece {
                blocks: Arc::clone(&chunk.items),
                tops,
                first: chunk.start,
                top,
                stale: false,
            });
            top += height;
        }
    }

    fn tops(&self, blocks: &[Block]) -> Vec<f32> {
        let mut tops = Vec::with_capacity(blocks.len() + 1);
        let mut y = 0.0;
        for block in blocks {
            tops.push(y);
            y += self.heights.get(&block.key).copied().unwrap_or_else(|| estimate(block));
        }
        tops.push(y);
        tops
    }

    /// Returns the height of the whole document.
    pub(super) fn height(&self) -> f32 {
        let end =
            self.pieces.last().map_or(ABOVE, |piece| piece.top + piece.tops.last().copied().unwrap_or(0.0));
        end + BELOW
    }

    /// Returns where a block begins and ends.
    pub(super) fn place(&self, index: usize) -> Option<(f32, f32)> {
        let at = self.pieces.partition_point(|piece| piece.first <= index).checked_sub(1)?;
        let piece = self.pieces.get(at)?;
        let within = index - piece.first;
        Some((piece.top + piece.tops.get(within)?, piece.top + piece.tops.get(within + 1)?))
    }

    /// Returns the blocks that can be seen between two heights.
    pub(super) fn between(&self, top: f32, bottom: f32) -> Range<usize> {
        let index = |y: f32| {
            let at = self.pieces.partition_point(|piece| piece.top <= y).saturating_sub(1);
            self.pieces.get(at).map_or(0, |piece| {
                let within = piece.tops.partition_point(|top| piece.top + top <= y).saturating_sub(1);
                piece.first + within.min(piece.blocks.len())
            })
        };
        let len = self.pieces.last().map_or(0, |piece| piece.first + piece.blocks.len());
        index(top).min(len)..(index(bottom) + 1).min(len)
    }

    /// Remembers how high a block is.
    pub(super) fn set_height(&mut self, index: usize, key: BlockKey, height: f32) {
        let before = self.heights.insert(key, height);
        if before.is_some_and(|before| (before - height).abs() < 0.25) {
            return;
        }
        let at = self.pieces.partition_point(|piece| piece.first <= index).saturating_sub(1);
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.stale = true;
        }
    }
}

fn estimate(block: &Block) -> f32 {
    match &block.content {
        Content::Head => 200.0,
        Content::Caption(..) => 34.0,
        Content::Empty(_) => 80.0,
        Content::Record(node) => match node {
            Node::Measure(_) => 70.0,
            Node::Goal(_) => 72.0,
            Node::Section(_) | Node::Part(_) => 56.0,
            _ => 34.0,
        },
    }
}
