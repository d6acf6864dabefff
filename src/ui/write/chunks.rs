//! Lists made of the parts of a plan, one piece a part.
//!
//! A part that did not change keeps its piece, so that a key costs as much as the part it is pressed
//! in, and not as much as the plan.

use std::sync::Arc;

use crate::model::Part;

/// A list in pieces.
#[derive(Debug)]
pub(super) struct Chunks<T> {
    chunks: Vec<Chunk<T>>,
    len: usize,
}

/// The piece of one part.
#[derive(Debug)]
pub(super) struct Chunk<T> {
    /// The part it was made of; none for what belongs to no part.
    source: Option<Part>,
    /// What it depends on besides: the number of the part, and what the view wants.
    key: u64,
    /// The index of its first item in the whole list.
    pub(super) start: usize,
    pub(super) items: Arc<[T]>,
}

impl<T> Clone for Chunk<T> {
    fn clone(&self) -> Self {
        let Self { source, key, start, items } = self;
        Self { source: source.clone(), key: *key, start: *start, items: Arc::clone(items) }
    }
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T> Chunks<T> {
    /// Makes the list anew out of the pieces that are still right and new ones for the others. Each
    /// source comes with what its piece depends on besides.
    pub(super) fn made(
        &self,
        sources: impl Iterator<Item = (Option<Part>, u64)>,
        mut make: impl FnMut(Option<&Part>, u64) -> Vec<T>,
    ) -> Self {
        let mut chunks = Vec::with_capacity(self.chunks.len());
        let mut len = 0;
        for (at, (source, key)) in sources.enumerate() {
            // Parts seldom change their places: the old piece is near.
            let near = self.chunks.iter().skip(at.saturating_sub(2)).take(5);
            let old = near.filter(|old| old.key == key).find(|old| match (&old.source, &source) {
                (Some(old), Some(new)) => old.is_shared_with(new),
                _ => false,
            });
            let items = match old {
                Some(old) => Arc::clone(&old.items),
                None => make(source.as_ref(), key).into(),
            };
            let count = items.len();
            chunks.push(Chunk { source, key, start: len, items });
            len += count;
        }
        Self { chunks, len }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Returns the pieces.
    pub(super) fn chunks(&self) -> &[Chunk<T>] {
        &self.chunks
    }

    /// Returns the item of this index.
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        let at = self.chunks.partition_point(|chunk| chunk.start <= index).checked_sub(1)?;
        let chunk = self.chunks.get(at)?;
        chunk.items.get(index - chunk.start)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.items.iter())
    }

    /// Returns the index of the first item of which this is true.
    pub(super) fn position(&self, is: impl FnMut(&T) -> bool) -> Option<usize> {
        self.iter().position(is)
    }
}
