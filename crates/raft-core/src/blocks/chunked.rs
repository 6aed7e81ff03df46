//! Blocks in chunks: a copy of a long list copies few pointers.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Items per block: small enough that a change to a shared list copies little, large enough that
/// the blocks themselves are few. Measured with `cargo bench`: with 16 the history of a busy cluster
/// takes least.
const BLOCK: usize = 16;

/// Blocks per chunk: a copy of a list of a hundred thousand items copies a hundred pointers, and the
/// first change to it 64.
const CHUNK: usize = 64;

/// Items per chunk.
const ITEMS: usize = BLOCK * CHUNK;

type Block<T> = Arc<Vec<T>>;

/// A list of chunks of blocks. Copies share chunks and blocks until they change one, so keeping a
/// thousand past states of a long list costs about as much as keeping one.
///
/// Every block and chunk but the last is full, hence equal lists have equal representations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks<T>(Vec<Arc<Vec<Block<T>>>>);

/// Hashes the items alone: how they are stored is not part of a run's digest.
impl<T: Clone + Hash> Hash for Blocks<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.len() as u64).hash(state);
        self.iter().for_each(|item| item.hash(state));
    }
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Blocks<T> {
    /// The number of items.
    pub fn len(&self) -> usize {
        let Some((last, full)) = self.0.split_last() else { return 0 };
        let last_block = last.last().map_or(0, |block| block.len());
        full.len() * ITEMS + last.len().saturating_sub(1) * BLOCK + last_block
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The item at a place, from 0.
    pub fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / ITEMS)?.get(at / BLOCK % CHUNK)?.get(at % BLOCK)
    }

    /// The item at a place, mutable.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let chunk = Arc::make_mut(self.0.get_mut(at / ITEMS)?);
        Arc::make_mut(chunk.get_mut(at / BLOCK % CHUNK)?).get_mut(at % BLOCK)
    }

    /// The last item.
    pub fn last(&self) -> Option<&T> {
        self.0.last()?.last()?.last()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        self.block_with_room().push(item);
    }

    /// Adds items at the end.
    pub fn extend_from_slice(&mut self, mut items: &[T]) {
        while !items.is_empty() {
            let block = self.block_with_room();
            let (fits, rest) = items.split_at((BLOCK - block.len()).min(items.len()));
            block.extend_from_slice(fits);
            items = rest;
        }
    }

    /// The last block, or a new one after it when that is full.
    fn block_with_room(&mut self) -> &mut Vec<T> {
        let is_full = |chunk: &Arc<Vec<Block<T>>>| {
            chunk.len() == CHUNK && chunk.last().is_none_or(|block| block.len() == BLOCK)
        };
        if self.0.last().is_none_or(is_full) {
            self.0.push(Arc::default());
        }
        let last = self.0.len() - 1;
        let chunk = Arc::make_mut(&mut self.0[last]);
        if chunk.last().is_none_or(|block| block.len() == BLOCK) {
            chunk.push(Arc::new(Vec::with_capacity(BLOCK)));
        }
        let last = chunk.len() - 1;
        Arc::make_mut(&mut chunk[last])
    }

    /// Keeps only the first `len` items.
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len() {
            return;
        }
        self.0.truncate(len.div_ceil(ITEMS));
        let Some(chunk) = self.0.last_mut() else { return };
        let blocks = len.div_ceil(BLOCK) - (len - 1) / ITEMS * CHUNK;
        if blocks < chunk.len() {
            Arc::make_mut(chunk).truncate(blocks);
        }
        let keep = (len - 1) % BLOCK + 1;
        if chunk.last().is_some_and(|block| keep < block.len())
            && let Some(block) = Arc::make_mut(chunk).last_mut()
        {
            Arc::make_mut(block).truncate(keep);
        }
    }

    /// Copies at most `most` items, from the place `at` on.
    pub fn copy_from(&self, at: usize, most: usize) -> Vec<T> {
        let mut missing = self.len().saturating_sub(at).min(most);
        let mut items = Vec::with_capacity(missing);
        let mut within = at % BLOCK;
        let mut block = at / BLOCK;
        while missing > 0 {
            let Some(from) = self.0.get(block / CHUNK).and_then(|it| it.get(block % CHUNK)) else {
                break;
            };
            let here = &from[within..];
            let taken = here.len().min(missing);
            items.extend_from_slice(&here[..taken]);
            missing -= taken;
            (block, within) = (block + 1, 0);
        }
        items
    }

    /// All items, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().flat_map(|chunk| chunk.iter()).flat_map(|block| block.iter())
    }

    /// The number of items at the beginning for which `holds` is true. It must be false for all items after
    /// them.
    pub fn partition_point(&self, holds: impl Fn(&T) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            if self.get(middle).is_some_and(&holds) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

impl<T: Clone + PartialEq> Blocks<T> {
    /// The number of items at the beginning that are equal in both lists. Those in shared blocks are
    /// not compared.
    pub fn in_common(&self, other: &Self) -> usize {
        let pairs = self.0.iter().zip(&other.0);
        let chunks = pairs.take_while(|(a, b)| Arc::ptr_eq(a, b)).count();
        let blocks = match (self.0.get(chunks), other.0.get(chunks)) {
            (Some(ours), Some(theirs)) => {
                ours.iter().zip(&**theirs).take_while(|(a, b)| Arc::ptr_eq(a, b)).count()
            }
            _ => 0,
        };
        let mut at = (chunks * ITEMS + blocks * BLOCK).min(self.len()).min(other.len());
        while self.get(at).is_some_and(|item| other.get(at) == Some(item)) {
            at += 1;
        }
        at
    }
}
