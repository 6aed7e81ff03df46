//! One server: its state, and what it does in every role.

use std::fmt;

use crate::config::Config;
use crate::decision::{Ballot, Decision};
use crate::effect::{Effect, Effects, Input, Timer};
use crate::entry::{Command, Entries};
use crate::ids::{Index, LogId, ServerId, ServerSet, Term};
use crate::log::Log;
use crate::message::Message;
use crate::role::{RecentlyActive, Role, RoleName};
use crate::rules::{self, TermVerdict};

/// One server of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Its configuration.
    pub config: Config,
    /// What is on its disk.
    pub durable: Durable,
    /// What is in its memory: a crash loses it.
    pub volatile: Volatile,
}

/// Persistent state on all servers (Figure 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// The latest term the server has seen; 0 on first boot.
    pub current_term: Term,
    /// The candidate that received its vote in the current term.
    pub voted_for: Option<ServerId>,
    /// The log.
    pub log: Log,
}

impl Durable {
    /// Carries out `effect` if it is a write; any other effect changes nothing.
    pub fn write(&mut self, effect: &Effect) {
        match effect {
            Effect::Persist { term, voted_for } => {
                (self.current_term, self.voted_for) = (*term, *voted_for);
            }
            Effect::Append { entries, .. } => self.log.extend(entries),
            Effect::Truncate { from } => self.log.truncate(*from),
            _ => {}
        }
    }
}

/// Volatile state on all servers (Figure 2), with the state of the role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// The role, with the state that belongs to it.
    pub role: Role,
    /// The highest index known to be committed.
    pub commit_index: Index,
    /// The highest index applied to the state machine.
    pub last_applied: Index,
    /// The server that it believes to be leader of its current term.
    pub leader: Option<ServerId>,
    /// The servers it has heard from recently.
    pub recently_active: RecentlyActive,
    /// Whether it has heard from a leader of its term within the minimum election timeout. Maintained
    /// only with [`crate::PreVote::On`].
    pub leader_contact: bool,
}

/// One line for log files: `s1 leader t3 last=5@3 commit=4`, the last entry as index@term.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { config, durable, volatile } = self;
        let (id, role, commit) = (config.id, volatile.role.name(), volatile.commit_index);
        write!(f, "{id} {role} {durable} commit={commit}")
    }
}

/// For log files: `t3 last=5@3`, the last entry as index@term.
impl fmt::Display for Durable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LogId { term, index } = self.log.last_id();
        write!(f, "t{} last={index}@{term}", self.current_term)
    }
}

impl Node {
    /// Creates a server that is down, at first boot or after a crash. Its next input is [`Input::Start`].
    pub fn new(config: Config, durable: Durable) -> Self {
        Self { config, durable, volatile: Volatile::default() }
    }

    /// Handles one input, and appends the effects to `effects`, in the order in which they must be carried out.
    ///
    /// Never panics, whatever the rules, the state and the input.
    pub fn step(&mut self, input: Input, effects: &mut Effects) {
        match input {
            Input::Start => self.start(effects),
            Input::Receive { from, message } => self.receive(from, message, effects),
            Input::Timer(timer) => self.timer(timer, effects),
            Input::Propose(command) => self.propose(command, effects),
        }
    }

    fn start(&mut self, effects: &mut Effects) {
        if let Some(stored) = self.durable.voted_for {
            let restored = rules::vote_after_restart(self.config.rules.vote_memory, Some(stored));
            if restored.is_none() {
                self.persist(self.durable.current_term, None, effects);
            }
            let remembered = restored.is_some();
            effects.push(Effect::Decided(Decision::VoteMemory { stored, remembered }));
        }
        self.announce_role(effects);
        self.restart_election_timer(effects);
    }

    fn timer(&mut self, timer: Timer, effects: &mut Effects) {
        let is_leader = self.is_leader();
        match timer {
            Timer::Election if !is_leader => self.election_timeout(effects),
            Timer::Heartbeat if is_leader => self.heartbeat(effects),
            Timer::QuorumCheck if is_leader => self.check_quorum(effects),
            Timer::LeaderContact => self.volatile.leader_contact = false,
            Timer::Election | Timer::Heartbeat | Timer::QuorumCheck => {}
        }
    }

    fn propose(&mut self, command: Command, effects: &mut Effects) {
        if self.is_leader() {
            self.accept(command, effects);
        } else {
            let leader = self.volatile.leader;
            effects.push(Effect::NotLeader { proposal: command.proposal, leader });
        }
    }

    fn receive(&mut self, from: ServerId, message: Message, effects: &mut Effects) {
        // Ignores messages from outside the cluster. No server sends messages to itself.
        if from == self.config.id || !self.config.voters.contains(from) {
            return;
        }
        let term_before = self.durable.current_term;
        let verdict = self.term_verdict(&message, effects);
        if verdict == TermVerdict::StepDown {
            self.become_follower(message.term(), effects);
        }
        if verdict == TermVerdict::Refuse && !self.counts_anyway(&message, effects) {
            return self.refuse(from, &message, effects);
        }
        // A candidate's request shows that it can reach this server, not that this one can reach it.
        if !matches!(message, Message::RequestVote { .. } | Message::PreVote { .. }) {
            self.volatile.recently_active.note(from);
        }
        match message {
            Message::RequestVote { term, last_log } => {
                self.request_vote(from, term, last_log, term_before, effects);
            }
            Message::RequestVoteResponse { granted, .. } => self.vote(from, granted, effects),
            Message::PreVote { term, last_log } => self.pre_vote(from, term, last_log, effects),
            Message::PreVoteResponse { term, granted } => {
                self.pre_vote_reply(from, term, granted, effects);
            }
            Message::AppendEntries { prev_log, entries, leader_commit, .. } => {
                self.append_entries(from, prev_log, &entries, leader_commit, effects);
            }
            Message::AppendEntriesResponse { outcome, .. } => {
                self.append_reply(from, outcome, effects);
            }
        }
    }

    /// Figure 2, Rules for All Servers: compares the message's term with the server's own.
    fn term_verdict(&self, message: &Message, effects: &mut Effects) -> TermVerdict {
        // A PreVote names a term that has not begun, so no server moves to it.
        let (theirs, ours) = (message.term(), self.durable.current_term);
        let asks = matches!(
            message,
            Message::PreVote { .. } | Message::PreVoteResponse { granted: true, .. }
        );
        if theirs == ours || (asks && theirs > ours) {
            return TermVerdict::Act;
        }
        let role = self.volatile.role.name();
        let verdict = rules::term_verdict(self.config.rules.terms, theirs, ours, role);
        effects.push(Effect::Decided(Decision::Term { theirs, ours, verdict }));
        verdict
    }

    /// Whether this is a stale reply that the rules count nevertheless.
    fn counts_anyway(&self, message: &Message, effects: &mut Effects) -> bool {
        // A reply to PreVote names the term it was asked about, so it cannot be counted for another.
        if !message.is_response() || matches!(message, Message::PreVoteResponse { .. }) {
            return false;
        }
        let counted = rules::stale_reply_counts(self.config.rules.stale_replies);
        let (theirs, ours) = (message.term(), self.durable.current_term);
        effects.push(Effect::Decided(Decision::StaleReply { theirs, ours, counted }));
        counted
    }

    /// Figure 2: "Reply false if term < currentTerm". Stale replies are not replied to.
    fn refuse(&mut self, from: ServerId, message: &Message, effects: &mut Effects) {
        let term = self.durable.current_term;
        let reply = match *message {
            Message::RequestVote { last_log, term: candidate_term } => {
                let candidate = (candidate_term, last_log);
                self.decide_vote(from, candidate, term, Ballot::Vote, effects);
                Message::RequestVoteResponse { term, granted: false }
            }
            Message::PreVote { last_log, term: candidate_term } => {
                let candidate = (candidate_term, last_log);
                self.decide_vote(from, candidate, term, Ballot::PreVote, effects);
                Message::PreVoteResponse { term, granted: false }
            }
            Message::AppendEntries { prev_log, .. } => self.append_refusal(prev_log),
            Message::RequestVoteResponse { .. }
            | Message::PreVoteResponse { .. }
            | Message::AppendEntriesResponse { .. } => return,
        };
        effects.push(Effect::Send { to: from, message: reply });
    }

    /// Becomes a follower: of a larger `term` (Figure 2: "set currentTerm = T, convert to follower"), or in the
    /// same term, as a candidate does when it hears from the leader.
    pub(crate) fn become_follower(&mut self, term: Term, effects: &mut Effects) {
        let was_leader = self.is_leader();
        if term > self.durable.current_term {
            self.persist(term, None, effects);
            self.volatile.leader = None;
            self.volatile.leader_contact = false;
        }
        self.volatile.role = Role::Follower;
        self.announce_role(effects);
        if was_leader {
            self.volatile.leader = None;
            effects.push(Effect::CancelTimer { timer: Timer::Heartbeat });
            if rules::watches_quorum(&self.config.rules) {
                effects.push(Effect::CancelTimer { timer: Timer::QuorumCheck });
            }
            self.restart_election_timer(effects);
        }
    }

    /// Moves commitIndex up to `index`, and applies what can be applied (Figure 2, Rules for All
    /// Servers).
    pub(crate) fn commit_up_to(&mut self, index: Index, effects: &mut Effects) {
        if index <= self.volatile.commit_index {
            return;
        }
        self.volatile.commit_index = index;
        effects.push(Effect::Commit { index });
        // With broken rules, `index` may be beyond the end of the log.
        let first = self.volatile.last_applied + 1;
        let last = index.min(self.durable.log.last_index());
        if first <= last {
            self.volatile.last_applied = last;
            effects.push(Effect::Apply { first, last });
        }
    }

    pub(crate) fn persist(
        &mut self,
        term: Term,
        voted_for: Option<ServerId>,
        effects: &mut Effects,
    ) {
        self.write(Effect::Persist { term, voted_for }, effects);
    }

    pub(crate) fn append(&mut self, entries: Entries, effects: &mut Effects) {
        let first = self.durable.log.last_index() + 1;
        self.write(Effect::Append { first, entries }, effects);
    }

    /// Writes to `durable`, and appends the write as an effect for the caller to carry out on the disk.
    pub(crate) fn write(&mut self, effect: Effect, effects: &mut Effects) {
        self.durable.write(&effect);
        effects.push(effect);
    }

    pub(crate) fn restart_election_timer(&self, effects: &mut Effects) {
        let timing = self.config.timing.election_timeout;
        let range = rules::election_range(self.config.rules.election_timeout, timing);
        effects.push(Effect::SetTimer { timer: Timer::Election, range });
    }

    pub(crate) fn announce_role(&self, effects: &mut Effects) {
        let (role, term) = (self.volatile.role.name(), self.durable.current_term);
        effects.push(Effect::BecameRole { role, term });
    }

    /// The number of servers, this one included, that this server now counts as a majority. It depends on
    /// [`crate::Rules::quorum`] and, with [`crate::Quorum::HeardFromLately`], on which servers it has heard from.
    pub fn quorum(&self) -> usize {
        let mut heard = self.volatile.recently_active.lately();
        heard.insert(self.config.id);
        rules::quorum_size(self.config.rules.quorum, self.config.voters.len(), heard.len())
    }

    /// The other servers.
    pub(crate) fn peers(&self) -> impl Iterator<Item = ServerId> + use<> {
        let id = self.config.id;
        self.config.voters.iter().filter(move |&server| server != id)
    }

    pub(crate) fn only_me(&self) -> ServerSet {
        ServerSet::only(self.config.id)
    }

    pub(crate) fn last_log(&self) -> LogId {
        self.durable.log.last_id()
    }

    pub(crate) fn is_leader(&self) -> bool {
        self.volatile.role.name() == RoleName::Leader
    }
}
