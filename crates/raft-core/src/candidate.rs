//! Elections (§5.2), and the PreVote round before them (dissertation §9.6).

use crate::decision::{Ballot, Decision};
use crate::effect::{Effect, Effects};
use crate::ids::{ServerId, ServerSet, Term};
use crate::message::Message;
use crate::node::Node;
use crate::role::Role;
use crate::rules;

impl Node {
    /// The election timer ran out: the server did not hear from a leader in time, or no candidate won.
    pub(crate) fn election_timeout(&mut self, effects: &mut Effects) {
        // There is no later term, and it must not vote twice in this one.
        if self.durable.current_term == Term::MAX {
            return self.restart_election_timer(effects);
        }
        self.volatile.recently_active.next_period();
        self.volatile.leader = None;
        // It has not heard from its leader in time, so it may grant a PreVote.
        self.volatile.leader_contact = false;
        if rules::asks_first(self.config.rules.pre_vote) {
            self.start_pre_vote(effects);
        } else {
            self.start_election(effects);
        }
    }

    fn start_pre_vote(&mut self, effects: &mut Effects) {
        let votes = self.only_me();
        self.volatile.role = Role::PreCandidate { votes };
        self.announce_role(effects);
        self.restart_election_timer(effects);
        let term = self.durable.current_term.saturating_add(1);
        let last_log = self.last_log();
        self.send_to_all(&Message::PreVote { term, last_log }, effects);
        self.count_votes(votes, Ballot::PreVote, effects);
    }

    /// Figure 2, Candidates: "increment currentTerm, vote for self, reset election timer, send
    /// RequestVote RPCs to all other servers".
    fn start_election(&mut self, effects: &mut Effects) {
        let term = self.durable.current_term.saturating_add(1);
        self.persist(term, Some(self.config.id), effects);
        let votes = self.only_me();
        self.volatile.role = Role::Candidate { votes };
        self.announce_role(effects);
        self.restart_election_timer(effects);
        let last_log = self.last_log();
        self.send_to_all(&Message::RequestVote { term, last_log }, effects);
        self.count_votes(votes, Ballot::Vote, effects);
    }

    /// Handles a reply to RequestVote.
    pub(crate) fn vote(&mut self, from: ServerId, granted: bool, effects: &mut Effects) {
        if let Role::Candidate { votes } = &mut self.volatile.role
            && granted
        {
            votes.insert(from);
            let votes = *votes;
            self.count_votes(votes, Ballot::Vote, effects);
        }
    }

    /// Handles a reply to PreVote; a granted one names the term it was asked about.
    pub(crate) fn pre_vote_reply(
        &mut self,
        from: ServerId,
        term: Term,
        granted: bool,
        effects: &mut Effects,
    ) {
        let asked = self.durable.current_term.saturating_add(1);
        if let Role::PreCandidate { votes } = &mut self.volatile.role
            && granted
            && term == asked
        {
            votes.insert(from);
            let votes = *votes;
            self.count_votes(votes, Ballot::PreVote, effects);
        }
    }

    fn count_votes(&mut self, votes: ServerSet, ballot: Ballot, effects: &mut Effects) {
        let needed = self.quorum();
        let won = votes.len() >= needed;
        effects.push(Effect::Decided(Decision::Election {
            ballot,
            votes: votes.len() as u8,
            needed: needed as u8,
            won,
        }));
        match ballot {
            Ballot::PreVote if won => self.start_election(effects),
            Ballot::Vote if won => self.become_leader(effects),
            Ballot::PreVote | Ballot::Vote => {}
        }
    }

    fn send_to_all(&self, message: &Message, effects: &mut Effects) {
        for to in self.peers() {
            effects.push(Effect::Send { to, message: message.clone() });
        }
    }
}
