//! The properties of Figure 3 that speak of a cluster, judged over the whole history of a run.

use std::collections::BTreeMap;

use raft_core::{Entry, Index, Log, ServerId, Term};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// "At most one leader can be elected in a given term."
    ElectionSafety,
    /// "If two logs contain an entry with the same index and term, then the logs are identical in
    /// all entries up through the given index."
    LogMatching,
    /// "If a log entry is committed in a given term, then that entry will be present in the logs of
    /// the leaders for all higher-numbered terms."
    LeaderCompleteness,
    /// "If a server has applied a log entry at a given index to its state machine, no other server
    /// will ever apply a different log entry for the same index."
    StateMachineSafety,
}

/// What has happened so far, and the first property that it contradicts.
#[derive(Debug, Default)]
pub struct Judge {
    /// Who won each term, and the log it won with.
    leaders: BTreeMap<Term, (ServerId, Log)>,
    /// Every entry a leader has called committed, and the first term in which one did.
    committed: BTreeMap<(Index, Term), Entry>,
    /// What was applied first at each index.
    applied: BTreeMap<Index, Entry>,
    pub violated: Option<Property>,
}

impl Judge {
    pub fn elected(&mut self, leader: ServerId, term: Term, log: &Log) {
        let (winner, _) = self.leaders.entry(term).or_insert_with(|| (leader, log.clone()));
        let alone = *winner == leader;
        self.expect(alone, Property::ElectionSafety);
        let complete = self
            .committed
            .iter()
            .filter(|((_, committed_in), _)| *committed_in < term)
            .all(|((index, _), entry)| log.get(*index) == Some(entry));
        self.expect(complete, Property::LeaderCompleteness);
    }

    /// A leader of `term` has moved its commitIndex to `index`.
    pub fn committed(&mut self, term: Term, index: Index, log: &Log) {
        for (index, entry) in (1..=index).zip(log.iter()) {
            let known = self.committed.range((index, 0)..=(index, term)).any(|(_, it)| it == entry);
            if known {
                continue;
            }
            self.committed.insert((index, term), entry.clone());
            let mut later = self.leaders.range(term + 1..);
            let complete = later.all(|(_, (_, log))| log.get(index) == Some(entry));
            self.expect(complete, Property::LeaderCompleteness);
        }
    }

    pub fn applied(&mut self, index: Index, entry: &Entry) {
        let first = self.applied.entry(index).or_insert_with(|| entry.clone());
        let same = first == entry;
        self.expect(same, Property::StateMachineSafety);
    }

    pub fn compare(&mut self, one: &Log, other: &Log) {
        let agree = (1..=one.last_index().min(other.last_index()))
            .rev()
            .find(|&index| one.term_at(index) == other.term_at(index))
            .unwrap_or(0);
        let same = one.iter().zip(other.iter()).take(agree as usize).all(|(a, b)| a == b);
        self.expect(same, Property::LogMatching);
    }

    /// How many entries were applied, for a test to know that something happened at all.
    pub fn progress(&self) -> usize {
        self.applied.len()
    }

    fn expect(&mut self, holds: bool, property: Property) {
        if !holds && self.violated.is_none() {
            self.violated = Some(property);
        }
    }
}
