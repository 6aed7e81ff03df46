//! Who was elected, and what leaders committed.

use raft_core::{Blocks, Term};

use super::past::{EntryNode, Occurrence, Past};

/// All leaders that were ever elected, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaders {
    pub(crate) leaderships: Blocks<Leadership>,
    /// The moves of a leader's commitIndex that committed an entry for the first time, or in an earlier
    /// term than before.
    pub(crate) commits: Blocks<Occurrence>,
    /// The latest term that had a leader.
    pub(crate) latest: Term,
    /// The last place that leaders committed. Unless `parted`, all that any leader committed is on the path
    /// to it.
    pub(crate) furthest: EntryNode,
    /// Whether leaders have committed entries that are not all on one path.
    pub(crate) parted: bool,
    /// How often a new leader was compared with an earlier one.
    #[cfg(test)]
    pub(crate) compared: u64,
}

/// One server's leadership of one term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leadership {
    pub(crate) elected: Occurrence,
    /// Where its log ended when it was elected.
    pub(crate) log: EntryNode,
    /// The last place that it has committed.
    pub(crate) committed: EntryNode,
    /// Whether it lacks something that was committed in an earlier term.
    pub(crate) incomplete: bool,
    /// Whether it has been reported that it answers from entries that are not committed.
    pub(crate) unfounded: bool,
}

impl Leaders {
    pub(crate) fn elected(&self, leadership: usize) -> Option<Occurrence> {
        self.leaderships.get(leadership).map(|leadership| leadership.elected)
    }

    pub(crate) fn get_mut(&mut self, leadership: usize) -> Option<&mut Leadership> {
        self.leaderships.get_mut(leadership)
    }

    pub(crate) fn of_later_terms(&self, term: Term) -> impl Iterator<Item = &Leadership> {
        self.leaderships.iter().filter(move |leadership| leadership.elected.term > term)
    }

    /// When the entry at a place was committed in the earliest term, and by whom.
    pub(crate) fn commit_of(&self, place: EntryNode, past: &Past) -> Option<Occurrence> {
        self.commits.get(past.get(place)?.commit? as usize).copied()
    }
}
