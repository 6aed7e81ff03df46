//! Who was elected, and what leaders committed.

use raft_core::{Blocks, Term};

use super::past::{EntryNode, Occurrence, Past};

/// Everybody who was ever elected, in that order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaders {
    pub(crate) leaderships: Blocks<Leadership>,
    /// Every move of a leader's commitIndex.
    pub(crate) commits: Blocks<Occurrence>,
    /// The latest term that anybody led.
    pub(crate) latest: Term,
    /// The last place that leaders committed: unless they have parted, all that any leader committed is
    /// on the way to it.
    pub(crate) furthest: EntryNode,
    /// Whether leaders have committed what is on no single way.
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
    /// How far it has committed.
    pub(crate) committed: EntryNode,
    /// Whether it lacks something that was committed in an earlier term.
    pub(crate) incomplete: bool,
    /// Whether it has been reported that it answers from what is not committed.
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

    /// By whom and when the entry at a place was committed first: in the earliest term.
    pub(crate) fn commit_of(&self, place: EntryNode, past: &Past) -> Option<Occurrence> {
        self.commits.get(past.get(place)?.commit? as usize).copied()
    }
}
