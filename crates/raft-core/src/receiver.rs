//! How a server in any role replies to RequestVote, PreVote and AppendEntries (Figure 2, the two "Receiver
//! implementation" boxes).

use crate::decision::{Ballot, Decision, VoteReason};
use crate::effect::{Effect, Effects, Timer};
use crate::entry::Entries;
use crate::ids::{Index, LogId, ServerId, Term};
use crate::message::{AppendOutcome, Message};
use crate::node::Node;
use crate::role::RoleName;
use crate::rules;
use crate::timing::Range;

impl Node {
    /// RequestVote, receiver: grants at most one vote per term, and only to an up-to-date log.
    pub(crate) fn request_vote(
        &mut self,
        candidate: ServerId,
        candidate_term: Term,
        candidate_log: LogId,
        term_before: Term,
        effects: &mut Effects,
    ) {
        let asked = (candidate_term, candidate_log);
        let granted = self.decide_vote(candidate, asked, term_before, Ballot::Vote, effects);
        let term = self.durable.current_term;
        if granted {
            // It has voted for another server, so its own PreVote round must not lead to an election.
            if self.volatile.role.name() == RoleName::PreCandidate {
                self.become_follower(term, effects);
            }
            if self.durable.voted_for != Some(candidate) {
                self.persist(term, Some(candidate), effects);
            }
            // Figure 2: a request restarts the election timer only if the vote is granted.
            if !self.is_leader() {
                self.restart_election_timer(effects);
            }
        }
        let message = Message::RequestVoteResponse { term, granted };
        effects.push(Effect::Send { to: candidate, message });
    }

    /// PreVote, receiver (dissertation §9.6): replies whether it would vote. It would not while it hears
    /// from a leader.
    pub(crate) fn pre_vote(
        &mut self,
        candidate: ServerId,
        candidate_term: Term,
        candidate_log: LogId,
        effects: &mut Effects,
    ) {
        let ours = self.durable.current_term;
        let asked = (candidate_term, candidate_log);
        let granted = self.decide_vote(candidate, asked, ours, Ballot::PreVote, effects);
        let term = if granted { candidate_term } else { ours };
        let message = Message::PreVoteResponse { term, granted };
        effects.push(Effect::Send { to: candidate, message });
    }

    /// Decides whether the vote is granted. All reasons to refuse are checked here.
    pub(crate) fn decide_vote(
        &self,
        candidate: ServerId,
        (candidate_term, candidate_log): (Term, LogId),
        voter_term: Term,
        ballot: Ballot,
        effects: &mut Effects,
    ) -> bool {
        let rules = &self.config.rules;
        let voter_log = self.last_log();
        // A PreVote asks about a later term, in which this server has not voted yet.
        let coming = ballot == Ballot::PreVote && candidate_term > self.durable.current_term;
        let voted_for = self.durable.voted_for.filter(|_| !coming);
        let stale = candidate_term < self.durable.current_term
            && rules::term_verdict(rules.terms, candidate_term, voter_term, RoleName::Follower)
                == rules::TermVerdict::Refuse;
        let acceptable = rules::log_is_acceptable(
            rules.vote_log_check,
            (candidate_term, candidate_log),
            (voter_term, voter_log),
        );
        let because = if stale {
            VoteReason::StaleTerm
        } else if ballot == Ballot::PreVote && (self.is_leader() || self.volatile.leader_contact) {
            VoteReason::LeaderAlive
        } else if !rules::vote_is_free(rules.votes_per_term, voted_for, candidate) {
            VoteReason::AlreadyVoted
        } else if !acceptable {
            VoteReason::LogOlder
        } else {
            VoteReason::Granted
        };
        effects.push(Effect::Decided(Decision::Vote {
            candidate,
            ballot,
            because,
            candidate_term,
            voter_term,
            candidate_log,
            voter_log,
            voted_for,
        }));
        because == VoteReason::Granted
    }

    /// AppendEntries, receiver: checks and stores the entries, advances commitIndex, replies.
    pub(crate) fn append_entries(
        &mut self,
        leader: ServerId,
        prev_log: LogId,
        entries: &Entries,
        leader_commit: Index,
        effects: &mut Effects,
    ) {
        // Two leaders in one term are possible only with broken rules. A leader ignores the other one.
        if self.is_leader() {
            return;
        }
        self.follow(leader, effects);
        let own_term = self.durable.log.term_at(prev_log.index);
        let matches = rules::logs_match(self.config.rules.consistency_check, prev_log, own_term);
        effects.push(Effect::Decided(Decision::Consistency { prev_log, own_term, matches }));
        if !matches {
            let message = self.append_refusal(prev_log);
            effects.push(Effect::Send { to: leader, message });
            return;
        }
        self.store(prev_log.index, entries, effects);
        let match_index = prev_log.index.saturating_add(entries.len() as Index);
        self.learn_commit(leader_commit, match_index, effects);
        let term = self.durable.current_term;
        let outcome = AppendOutcome::Stored { match_index };
        let message = Message::AppendEntriesResponse { term, outcome };
        effects.push(Effect::Send { to: leader, message });
    }

    /// The leader of this term sent a message: becomes its follower, and restarts the election timer.
    fn follow(&mut self, leader: ServerId, effects: &mut Effects) {
        if self.volatile.role.name() != RoleName::Follower {
            self.become_follower(self.durable.current_term, effects);
        }
        self.volatile.leader = Some(leader);
        self.restart_election_timer(effects);
        if rules::asks_first(self.config.rules.pre_vote) {
            self.volatile.leader_contact = true;
            let range = Range::exactly(self.config.timing.election_timeout.min);
            effects.push(Effect::SetTimer { timer: Timer::LeaderContact, range });
        }
    }

    /// Figure 2, AppendEntries 3 and 4: deletes entries that conflict, appends those that are new.
    fn store(&mut self, prev_index: Index, entries: &Entries, effects: &mut Effects) {
        let log = &self.durable.log;
        let last_own = log.last_index();
        // `prev_index` is past the end only with the consistency check off. A log cannot have a gap.
        let first_new = prev_index.min(last_own) + 1;
        let last_new = first_new - 1 + entries.len() as Index;
        let conflict = (first_new..)
            .zip(entries.iter())
            .take_while(|&(index, _)| index <= last_own)
            .find(|&(index, entry)| log.term_at(index) != Some(entry.term))
            .map(|(index, _)| index);
        let rule = self.config.rules.conflicting_suffix;
        let deleted_from = rules::delete_from(rule, conflict, last_new, last_own);
        if conflict.is_some() || deleted_from.is_some() {
            effects.push(Effect::Decided(Decision::Conflict { conflict, deleted_from }));
        }
        if let Some(from) = deleted_from {
            self.write(Effect::Truncate { from }, effects);
        }
        let have = self.durable.log.last_index() + 1 - first_new;
        if have < entries.len() as Index {
            self.append(entries.without_first(have as usize), effects);
        }
    }

    /// Figure 2, AppendEntries 5: advances commitIndex.
    fn learn_commit(&mut self, leader_commit: Index, last_new: Index, effects: &mut Effects) {
        if leader_commit <= self.volatile.commit_index {
            return;
        }
        let last_own = self.durable.log.last_index();
        let rule = self.config.rules.follower_commit;
        let commit_index = rules::follower_commit(rule, leader_commit, last_new, last_own)
            .max(self.volatile.commit_index);
        effects.push(Effect::Decided(Decision::FollowerCommit {
            leader_commit,
            last_new,
            last_own,
            commit_index,
        }));
        self.commit_up_to(commit_index, effects);
    }

    /// The refusal, with the information of §5.3: the conflicting term and its first index.
    pub(crate) fn append_refusal(&self, prev_log: LogId) -> Message {
        let log = &self.durable.log;
        let last_index = log.last_index();
        let (conflict_term, first_index) = match log.term_at(prev_log.index) {
            Some(term) if prev_log.index > 0 => (term, log.first_index_of_term_at(prev_log.index)),
            Some(_) => (0, 1),
            None => (0, last_index + 1),
        };
        let outcome = AppendOutcome::Refused {
            prev_index: prev_log.index,
            conflict_term,
            first_index,
            last_index,
        };
        Message::AppendEntriesResponse { term: self.durable.current_term, outcome }
    }
}
