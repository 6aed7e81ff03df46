//! Blocks without chunks: less code to download, but a copy of a list copies one pointer per block.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Items per block: small enough that a change to a shared list copies little, large enough that
/// copying the list itself (one pointer per block) is cheap. Measured with `cargo bench`: with 16 the
/// history of a busy cluster takes least.
const BLOCK: usize = 16;

/// A list of blocks. Copies share blocks until they change one, so keeping a thousand past states
/// of a long list costs about as much as keeping one.
///
/// Every block but the last is full, hence equal lists have equal representations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks<T>(Vec<Arc<Vec<T>>>);

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
        self.0.last().map_or(0, |last| (self.0.len() - 1) * BLOCK + last.len())
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The item at a place, from 0.
    pub fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / BLOCK)?.get(at % BLOCK)
    }

    /// The item at a place, mutable.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        Arc::make_mut(self.0.get_mut(at / BLOCK)?).get_mut(at % BLOCK)
    }

    /// The last item.
    pub fn last(&self) -> Option<&T> {
        self.0.last()?.last()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < BLOCK => Arc::make_mut(last).push(item),
            _ => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(item);
                self.0.push(Arc::new(block));
            }
        }
    }

    /// Adds items at the end.
    pub fn extend_from_slice(&mut self, mut items: &[T]) {
        while let Some((first, rest)) = items.split_first() {
            self.push(first.clone());
            let Some(last) = self.0.last_mut() else { return };
            let room = (BLOCK - last.len()).min(rest.len());
            Arc::make_mut(last).extend_from_slice(&rest[..room]);
            items = &rest[room..];
        }
    }

    /// Keeps only the first `len` items.
    pub fn truncate(&mut self, len: usize) {
        let blocks = len.div_ceil(BLOCK);
        if blocks > self.0.len() {
            return;
        }
        self.0.truncate(blocks);
        if let Some(last) = self.0.last_mut() {
            let keep = len - (blocks - 1) * BLOCK;
            if keep < last.len() {
                Arc::make_mut(last).truncate(keep);
            }
        }
    }

    /// Copies at most `most` items, from the place `at` on.
    pub fn copy_from(&self, at: usize, most: usize) -> Vec<T> {
        let mut missing = self.len().saturating_sub(at).min(most);
        let mut items = Vec::with_capacity(missing);
        let mut within = at % BLOCK;
        for block in self.0.iter().skip(at / BLOCK) {
            let here = &block[within.min(block.len())..];
            let taken = here.len().min(missing);
            items.extend_from_slice(&here[..taken]);
            missing -= taken;
            if missing == 0 {
                break;
            }
            within = 0;
        }
        items
    }

    /// All items, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().flat_map(|block| block.iter())
    }
}
