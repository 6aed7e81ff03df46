//! What a leader does (Figure 2, Leaders): heartbeats, replication, and the commit rule.

use crate::decision::Decision;
use crate::effect::{Effect, Effects, Timer};
use crate::entry::{Command, Entries, Entry, Payload};
use crate::ids::{Index, LogId, ServerId};
use crate::message::{AppendOutcome, Message};
use crate::node::Node;
use crate::progress::{FollowerProgress, LastSent, ProgressState};
use crate::role::Role;
use crate::rules::{self, LogConflict};
use crate::timing::Range;

/// The maximum number of entries in one AppendEntries. If the follower lacks more, they are sent when it has
/// acknowledged the last of these. Without the limit, a leader that was cut off for long would copy its
/// whole log into every heartbeat.
pub const MAX_ENTRIES: usize = 64;

impl Node {
    /// Becomes leader: every nextIndex starts after the end of its own log, every matchIndex at 0, and the
    /// first heartbeats are sent immediately.
    pub(crate) fn become_leader(&mut self, effects: &mut Effects) {
        let next_index = self.durable.log.last_index() + 1;
        let state = self.default_state();
        let progress =
            self.peers().map(|server| FollowerProgress::new(server, next_index, state)).collect();
        self.volatile.role = Role::Leader { progress };
        self.volatile.leader = Some(self.config.id);
        self.announce_role(effects);
        effects.push(Effect::CancelTimer { timer: Timer::Election });
        if rules::watches_quorum(&self.config.rules) {
            self.restart_quorum_timer(effects);
        }
        if rules::begins_with_noop(self.config.rules.noop) {
            self.append_own(Payload::Noop, effects);
        }
        self.send_entries(None, effects);
        self.restart_heartbeat_timer(effects);
        self.advance_commit(effects);
    }

    /// Sends a heartbeat to every other server, with the entries it has not acknowledged if the rule says so.
    pub(crate) fn heartbeat(&mut self, effects: &mut Effects) {
        let carries = rules::heartbeats_carry_entries(&self.config.rules);
        self.send_append(None, if carries { MAX_ENTRIES } else { 0 }, effects);
        self.restart_heartbeat_timer(effects);
    }

    fn restart_heartbeat_timer(&self, effects: &mut Effects) {
        let range = Range::exactly(self.config.timing.heartbeat_interval);
        effects.push(Effect::SetTimer { timer: Timer::Heartbeat, range });
    }

    /// Appends a client's command, and sends it now if the rule says so.
    pub(crate) fn accept(&mut self, command: Command, effects: &mut Effects) {
        let proposal = command.proposal;
        self.append_own(Payload::Command(command), effects);
        effects.push(Effect::Accepted { proposal, index: self.durable.log.last_index() });
        if rules::sends_at_once(self.config.rules.sending) {
            self.send_entries(None, effects);
        }
        self.advance_commit(effects);
    }

    fn append_own(&mut self, payload: Payload, effects: &mut Effects) {
        let entry = Entry { term: self.durable.current_term, payload };
        self.append(Entries::One(entry), effects);
    }

    /// Sends the entries that followers lack, at most as many as one message may carry.
    fn send_entries(&mut self, only: Option<ServerId>, effects: &mut Effects) {
        self.send_append(only, MAX_ENTRIES, effects);
    }

    /// Sends AppendEntries to every other server, or to `only` one of them, with at most `most` entries from its
    /// nextIndex on.
    fn send_append(&mut self, only: Option<ServerId>, most: usize, effects: &mut Effects) {
        let Role::Leader { progress } = &mut self.volatile.role else { return };
        let log = &self.durable.log;
        // Most followers lack the same entries: collect them once.
        let mut collected = (0, Entries::None);
        for peer in progress.iter_mut().filter(|peer| only.is_none_or(|to| to == peer.server)) {
            if collected.0 != peer.next_index {
                collected = (peer.next_index, log.some_entries_from(peer.next_index, most));
            }
            let message = Message::AppendEntries {
                term: self.durable.current_term,
                prev_log: prev_log(log, peer.next_index),
                entries: collected.1.clone(),
                leader_commit: self.volatile.commit_index,
            };
            effects.push(Effect::Send { to: peer.server, message });
            let sent = collected.1.len();
            peer.last_sent = match sent {
                _ if most == 0 => LastSent::Heartbeat,
                MAX_ENTRIES => LastSent::Full { last: peer.next_index - 1 + sent as Index },
                _ => LastSent::Rest,
            };
            if peer.state == ProgressState::Pipeline {
                peer.next_index += sent as Index;
            }
        }
    }

    /// Handles a reply to AppendEntries.
    pub(crate) fn append_reply(
        &mut self,
        from: ServerId,
        outcome: AppendOutcome,
        effects: &mut Effects,
    ) {
        match outcome {
            AppendOutcome::Stored { match_index } => self.stored(from, match_index, effects),
            AppendOutcome::Refused { prev_index, conflict_term, first_index, last_index } => {
                let conflict = LogConflict { prev_index, conflict_term, first_index, last_index };
                self.refused(from, conflict, effects);
            }
        }
    }

    fn stored(&mut self, from: ServerId, match_index: Index, effects: &mut Effects) {
        // A stale reply that a broken rule counts may name an index beyond the end of this log.
        let match_index = match_index.min(self.durable.log.last_index());
        let last_index = self.durable.log.last_index();
        let state = self.default_state();
        let Some(peer) = self.progress_of(from) else { return };
        if match_index < peer.match_index {
            return;
        }
        let has_moved = match_index > peer.match_index;
        peer.match_index = match_index;
        peer.next_index = peer.next_index.max(match_index + 1);
        peer.state = state;
        let lacks_entries = peer.next_index <= last_index;
        let sends_more = match peer.last_sent {
            LastSent::Heartbeat => true,
            LastSent::Full { last } if match_index >= last => has_moved,
            LastSent::Full { .. } | LastSent::Rest => has_moved && state == ProgressState::Pipeline,
        };
        self.advance_commit(effects);
        if lacks_entries && sends_more {
            self.send_entries(Some(from), effects);
        }
    }

    /// Figure 2, Leaders: "decrement nextIndex and retry"; a rule decides how far.
    fn refused(&mut self, from: ServerId, conflict: LogConflict, effects: &mut Effects) {
        let rule = self.config.rules.next_try;
        let Some(peer) = self.progress_of(from).copied() else { return };
        // A late refusal says nothing new: another attempt is already in flight.
        let prev_index = conflict.prev_index;
        let fresh = prev_index > peer.match_index
            && match peer.state {
                ProgressState::Pipeline => prev_index < peer.next_index,
                ProgressState::Probe | ProgressState::Replicate => {
                    prev_index == peer.next_index - 1
                }
            };
        if !fresh {
            return;
        }
        let log = &self.durable.log;
        let next_index = rules::next_try(rule, conflict, |term| log.last_index_of_term(term))
            .max(peer.match_index + 1);
        if let Some(peer) = self.progress_of(from) {
            (peer.next_index, peer.state) = (next_index, ProgressState::Probe);
        }
        effects.push(Effect::Decided(Decision::NextTry {
            follower: from,
            refused: prev_index,
            next_index,
        }));
        self.send_entries(Some(from), effects);
    }

    /// Figure 2, Leaders: "If there exists an N such that N > commitIndex, a majority of
    /// matchIndex\[i\] ≥ N, and log\[N\].term == currentTerm: set commitIndex = N."
    fn advance_commit(&mut self, effects: &mut Effects) {
        let needed = self.quorum();
        let last = self.durable.log.last_index();
        let rule = self.config.rules.commit;
        let index = rules::commit_candidate(rule, self.majority_match(needed), last);
        if index <= self.volatile.commit_index {
            return;
        }
        let (entry_term, current_term) =
            (self.durable.log.term_at(index).unwrap_or(0), self.durable.current_term);
        let allowed = rules::may_commit(rule, entry_term, current_term);
        let needed = needed as u8;
        effects.push(Effect::Decided(Decision::Commit {
            index,
            entry_term,
            current_term,
            needed,
            allowed,
        }));
        if allowed {
            self.commit_up_to(index, effects);
        }
    }

    /// The largest index that at least `needed` servers, this one among them, are known to store.
    fn majority_match(&self, needed: usize) -> Index {
        let Role::Leader { progress } = &self.volatile.role else { return 0 };
        let own = self.durable.log.last_index();
        let stored = |index: Index| {
            progress.iter().filter(|peer| peer.match_index >= index).count()
                + usize::from(own >= index)
        };
        progress
            .iter()
            .map(|peer| peer.match_index)
            .chain([own])
            .filter(|&index| stored(index) >= needed)
            .max()
            .unwrap_or(0)
    }

    /// Dissertation §6.2: a leader that has not heard from a majority for an election timeout steps down.
    pub(crate) fn check_quorum(&mut self, effects: &mut Effects) {
        let mut heard = self.volatile.recently_active.since_last_timeout();
        heard.insert(self.config.id);
        let needed = self.quorum();
        let stays = rules::stays_leader(self.config.rules.check_quorum, heard.len(), needed);
        effects.push(Effect::Decided(Decision::CheckQuorum {
            heard: heard.len() as u8,
            needed: needed as u8,
            stays,
        }));
        self.volatile.recently_active.next_period();
        if stays {
            self.restart_quorum_timer(effects);
        } else {
            self.become_follower(self.durable.current_term, effects);
        }
    }

    fn restart_quorum_timer(&self, effects: &mut Effects) {
        let range = Range::exactly(self.config.timing.election_timeout.max);
        effects.push(Effect::SetTimer { timer: Timer::QuorumCheck, range });
    }

    /// The progress state of a follower that has not refused.
    fn default_state(&self) -> ProgressState {
        if rules::advances_when_sent(self.config.rules.sending) {
            ProgressState::Pipeline
        } else {
            ProgressState::Replicate
        }
    }

    fn progress_of(&mut self, server: ServerId) -> Option<&mut FollowerProgress> {
        match &mut self.volatile.role {
            Role::Leader { progress } => progress.iter_mut().find(|peer| peer.server == server),
            _ => None,
        }
    }
}

/// The entry just before `next_index`.
fn prev_log(log: &crate::log::Log, next_index: Index) -> LogId {
    let index = next_index.saturating_sub(1);
    LogId { term: log.term_at(index).unwrap_or(0), index }
}
