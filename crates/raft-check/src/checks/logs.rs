//! The servers' logs: Leader Append-Only and Log Matching.

use raft_core::{Entry, Index, Log, RoleName, ServerId};

use crate::record::Record;
use crate::record::clients::Gone;
use crate::record::past::{EntryNode, Held, Occurrence};
use crate::violation::{Claim, Property};

impl Record {
    /// A server stored entries at the end of its log.
    pub(crate) fn appended(&mut self, entries: &[Entry], source: Occurrence, given: bool) {
        for entry in entries {
            let end = self.log(source.server).end();
            let (place, rival) = self.past.enter(end, entry, source);
            self.state(source.server).log.0.push(place);
            // A scenario's start is taken as given.
            if let Some(rival) = rival.filter(|_| !given) {
                self.match_logs(rival, place, source);
            }
        }
    }

    /// Log Matching: reports two places with the same index and term. If the places before them contradict
    /// each other too, this has been reported already.
    fn match_logs(&mut self, one: EntryNode, other: EntryNode, source: Occurrence) {
        let (Some(first), Some(second)) = (self.past.get(one), self.past.get(other)) else {
            return;
        };
        let (before, also_before) = (first.before, second.before);
        if before != also_before && self.past.term(before) == self.past.term(also_before) {
            return;
        }
        let stored = |held: &Held| Claim::Stored {
            index: held.index,
            entry: held.entry.clone(),
            prev_term: self.past.term(held.before),
        };
        let facts = [first.stored.fact(stored(first)), source.fact(stored(second))];
        self.report(Property::LogMatching, source, facts);
    }

    /// A server removed entries from its log.
    pub(crate) fn truncated(&mut self, from: Index, source: Occurrence) {
        let Some(place) = self.log(source.server).at(from.max(1)) else { return };
        self.leader_must_not_remove(place, source);
        self.remove(from, source, Gone::Removed);
    }

    /// Leader Append-Only.
    fn leader_must_not_remove(&mut self, place: EntryNode, source: Occurrence) {
        let state = self.state(source.server);
        let Some(elected) = state.leadership.filter(|_| state.role == Some(RoleName::Leader))
        else {
            return;
        };
        let (Some(elected), Some(held)) = (self.leaders.elected(elected), self.past.get(place))
        else {
            return;
        };
        let removed = Claim::Removed { index: held.index, entry: held.entry.clone() };
        let facts = [elected.fact(Claim::Elected), source.fact(removed)];
        self.report(Property::LeaderAppendOnly, source, facts);
    }

    /// Entries leave a disk: removes those from the index `from` on.
    fn remove(&mut self, from: Index, source: Occurrence, why: Gone) {
        let log = &mut self.state(source.server).log;
        let gone = log.0.copy_from(from.saturating_sub(1) as usize, usize::MAX);
        log.0.truncate(from.saturating_sub(1) as usize);
        for place in gone {
            self.left_a_disk(place, source, why);
        }
    }

    /// A disk lost a write in a crash.
    pub(crate) fn disk_lost_write(&mut self, log: &Log, source: Occurrence) {
        let same = self.in_common(log, source.server);
        if same < self.log(source.server).last_index() {
            self.remove(same + 1, source, Gone::LostByDisk);
        }
        self.is_now(log, source, false);
    }

    /// Replaces what is known of a server's log: it starts, its disk has lost a write, or its log changed
    /// silently.
    pub(crate) fn is_now(&mut self, log: &Log, source: Occurrence, given: bool) {
        let same = self.in_common(log, source.server);
        if same < self.log(source.server).last_index() {
            self.remove(same + 1, source, Gone::Removed);
        }
        self.appended(&log.entries_from(same + 1), source, given);
    }

    /// A server's log changed, and no effect of the step said so.
    pub(crate) fn changed_silently(&mut self, log: &Log, source: Occurrence) {
        let same = self.in_common(log, source.server);
        if let Some(place) = self.log(source.server).at(same + 1) {
            self.leader_must_not_remove(place, source);
        }
        self.is_now(log, source, false);
    }

    /// The index up to which a server's log is as it was.
    fn in_common(&self, log: &Log, server: ServerId) -> Index {
        let entry = |place| self.past.get(place).map(|held| &held.entry);
        let Some(state) = self.servers.get(usize::from(server.0) - 1) else { return 0 };
        let pairs = log.iter().zip(state.log.places());
        pairs.take_while(|&(is, was)| Some(is) == entry(was)).count() as Index
    }
}
