//! A server's log, as places in the tree of [`Past`].

use raft_core::{Blocks, Index};

use super::past::{EntryNode, Past};

/// A server's log: the place for each index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track(pub(crate) Blocks<EntryNode>);

impl Track {
    pub(crate) fn last_index(&self) -> Index {
        self.0.len() as Index
    }

    /// The place at an index: the empty log at 0, `None` past the end.
    pub(crate) fn at(&self, index: Index) -> Option<EntryNode> {
        match index.checked_sub(1) {
            None => Some(EntryNode::ROOT),
            Some(at) => self.0.get(at as usize).copied(),
        }
    }

    /// Where the log ends.
    pub(crate) fn end(&self) -> EntryNode {
        self.0.last().copied().unwrap_or_default()
    }

    pub(crate) fn holds(&self, place: EntryNode, past: &Past) -> bool {
        self.at(past.index(place)) == Some(place)
    }

    pub(crate) fn places(&self) -> impl DoubleEndedIterator<Item = EntryNode> {
        self.0.iter().copied()
    }
}
