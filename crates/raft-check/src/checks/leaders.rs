//! Election Safety and Leader Completeness.

use raft_core::{Index, ServerId};

use crate::record::Record;
use crate::record::leaders::{Leaders, Leadership};
use crate::record::past::{EntryNode, Occurrence, Past};
use crate::violation::{Claim, Property};

impl Record {
    /// A server has won an election.
    pub(crate) fn elected(&mut self, server: ServerId) {
        let elected = self.source(server);
        let is_rival = |other: &&Leadership| {
            other.elected.term == elected.term && other.elected.server != elected.server
        };
        let other = match elected.term > self.leaders.latest {
            true => None,
            false => self.leaders.leaderships.iter().find(is_rival),
        };
        if let Some(other) = other {
            let facts = [other.elected.fact(Claim::Elected), elected.fact(Claim::Elected)];
            self.report(Property::ElectionSafety, elected, facts);
        }
        self.leaders.latest = self.leaders.latest.max(elected.term);
        let new = self.leaders.leaderships.len();
        let state = self.state(server);
        state.leadership = Some(new);
        let log = state.log.end();
        self.leaders.leaderships.push(Leadership {
            elected,
            log,
            committed: EntryNode::ROOT,
            incomplete: false,
            unfounded: false,
        });
        if self.lacks_what_was_committed(server) {
            for earlier in 0..new {
                self.compare_with(earlier, new, elected);
            }
        }
    }

    /// Whether a server's log may lack something that any leader has committed. It lacks nothing if it
    /// holds the last committed entry, which saves comparing every leader with all before it.
    fn lacks_what_was_committed(&mut self, server: ServerId) -> bool {
        let Leaders { furthest, parted, .. } = self.leaders;
        parted || !self.servers[usize::from(server.0) - 1].log.holds(furthest, &self.past)
    }

    /// A leader has committed all entries up to a place in its log.
    fn note_committed(&mut self, server: ServerId, place: EntryNode) {
        let (index, furthest) = (self.past.index(place), self.leaders.furthest);
        let log = &self.servers[usize::from(server.0) - 1].log;
        if index >= self.past.index(furthest) && log.holds(furthest, &self.past) {
            self.leaders.furthest = place;
        } else if self.past.on_the_way(furthest, index) != Some(place) {
            self.leaders.parted = true;
        }
    }

    /// Checks whether a new leader has what an earlier one committed.
    fn compare_with(&mut self, earlier: usize, new: usize, elected: Occurrence) {
        #[cfg(test)]
        {
            self.leaders.compared += 1;
        }
        let Some(&Leadership { elected: earlier, committed, .. }) =
            self.leaders.leaderships.get(earlier)
        else {
            return;
        };
        let holds =
            self.servers[usize::from(elected.server.0) - 1].log.holds(committed, &self.past);
        if earlier.term < elected.term && !holds {
            self.incomplete(committed, new, elected);
        }
    }

    /// A leader has moved its commitIndex.
    pub(crate) fn leader_committed(&mut self, server: ServerId, index: Index) {
        let source = self.source(server);
        let log = self.log(server);
        let place = log.at(index).unwrap_or_else(|| log.end());
        let Some(leadership) = self.state(server).leadership else { return };
        self.mark_committed(place, source);
        let Some(mine) = self.leaders.leaderships.get_mut(leadership) else { return };
        let before = std::mem::replace(&mut mine.committed, place);
        let mine = *mine;
        self.note_committed(server, place);
        if mine.incomplete {
            self.lost_by_commit(mine, before);
        }
        if source.term < self.leaders.latest {
            for later in 0..self.leaders.leaderships.len() {
                let leadership = self.leaders.leaderships.get(later);
                // A leader that lacks an entry lacks all after it, which is not reported again.
                let is_new = leadership.is_some_and(|later| {
                    later.elected.term > source.term && !(later.incomplete && self.is_missed(place))
                });
                if is_new {
                    self.incomplete(place, later, source);
                }
            }
        }
    }

    /// Marks all entries up to a place as committed. None is committed in a later term than an entry after
    /// it.
    fn mark_committed(&mut self, up_to: EntryNode, source: Occurrence) {
        let commit = self.leaders.commits.len() as u32;
        let mut place = up_to;
        loop {
            let known = self.leaders.commit_of(place, &self.past);
            if known.is_some_and(|known| known.term <= source.term) {
                break;
            }
            let Some(held) = self.past.get_mut(place) else { break };
            held.commit = Some(commit);
            place = held.before;
        }
        if place != up_to {
            self.leaders.commits.push(source);
        }
        if self.is_missed(place) {
            self.mark_missed(up_to, place);
        }
    }

    fn is_missed(&self, place: EntryNode) -> bool {
        self.past.get(place).is_some_and(|held| held.missed)
    }

    /// Notes that a leader without the entries after `from`, up to `to`, has been reported.
    fn mark_missed(&mut self, to: EntryNode, from: EntryNode) {
        let mut place = to;
        while let Some(held) = self.past.get_mut(place).filter(|_| place != from) {
            held.missed = true;
            place = held.before;
        }
    }

    /// Leader Completeness: a leader must have been elected with all entries up to `committed`, which were
    /// committed in an earlier term.
    fn incomplete(&mut self, committed: EntryNode, leadership: usize, source: Occurrence) {
        let Some(&Leadership { elected, log, .. }) = self.leaders.leaderships.get(leadership)
        else {
            return;
        };
        let Some((missing, instead)) = first_missing(&self.past, committed, log) else { return };
        if let Some(leadership) = self.leaders.leaderships.get_mut(leadership) {
            leadership.incomplete = true;
        }
        let (Some(held), Some(commit)) =
            (self.past.get(missing), self.leaders.commit_of(missing, &self.past))
        else {
            return;
        };
        let (index, entry, before) = (held.index, held.entry.clone(), held.before);
        let is_new = !held.missed;
        let instead = instead.and_then(|place| self.past.get(place)).map(|held| held.entry.clone());
        let facts = [
            commit.fact(Claim::Committed { index, entry }),
            elected.fact(Claim::ElectedWithout { index, instead }),
        ];
        self.mark_missed(committed, before);
        if is_new {
            self.report(Property::LeaderCompleteness, source, facts);
        }
    }
}

/// The first place on the path to `needed` that is not on the path to `has`, and what is there instead.
pub(crate) fn first_missing(
    past: &Past,
    needed: EntryNode,
    has: EntryNode,
) -> Option<(EntryNode, Option<EntryNode>)> {
    let (mut here, mut there, mut missing) = (needed, has, None);
    while past.index(there) > past.index(here) {
        there = past.before(there);
    }
    while here != there {
        let instead = (past.index(there) == past.index(here)).then_some(there);
        missing = Some((here, instead));
        if instead.is_some() {
            there = past.before(there);
        }
        here = past.before(here);
    }
    missing
}
