//! The entries that servers applied first at each index.

use raft_core::{Blocks, Index};

use super::past::{EntryNode, Occurrence};

/// By index: the entry applied there first, and by whom; `None` if all servers have left it out so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Machines(Blocks<Option<Applied>>);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Applied {
    pub(crate) place: EntryNode,
    pub(crate) by: Occurrence,
    /// The last index that the server had applied before.
    pub(crate) after: Index,
}

impl Machines {
    pub(crate) fn at(&self, index: Index) -> Option<Applied> {
        self.0.get(index.checked_sub(1)? as usize).copied().flatten()
    }

    /// The entry applied first at each index.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Option<Applied>> {
        self.0.iter()
    }

    /// The entry applied first at an index; if it was left out there, the next one that was applied.
    pub(crate) fn at_or_after(&self, index: Index) -> Option<Applied> {
        (index..=self.0.len() as Index).find_map(|index| self.at(index))
    }

    pub(crate) fn set(&mut self, index: Index, applied: Applied) {
        while (self.0.len() as Index) < index {
            self.0.push(None);
        }
        if let Some(at) = self.0.get_mut(index as usize - 1) {
            *at = Some(applied);
        }
    }
}
