//! Words for small situations: a server in some state, the messages it gets, and what it then does.
//!
//! ```ignore
//! let mut s1 = node(1).of(5).term(3).log("1 1 2").leader();
//! assert_eq!(s1.receive(2, stored(3, 3)), []);
//! ```
//!
//! Logs are written as the terms of their entries, from index 1 on, as the paper's figures are.
#![allow(dead_code, reason = "every test binary compiles this module, and uses a part of it")]

use raft_core::{
    AppendOutcome, Command, Config, Decision, Durable, Effect, Effects, Entries, Entry,
    FollowerProgress, Index, Input, LogId, Message, Node, Payload, ProposalId, Range, Role,
    RoleName, Rules, ServerId, Term, Timer, Timing,
};

pub const ELECTION: Range = Range { min: 150, max: 300 };
pub const HEARTBEAT: Range = Range { min: 50, max: 50 };

// ---- Servers

/// A server, before it starts: alone in its cluster, on first boot, with the paper's rules.
pub fn node(id: u8) -> Setup {
    Setup { id, servers: id, rules: Rules::default(), durable: Durable::default() }
}

#[derive(Clone)]
pub struct Setup {
    id: u8,
    servers: u8,
    rules: Rules,
    durable: Durable,
}

impl Setup {
    /// In a cluster of the servers 1 to `servers`.
    pub fn of(mut self, servers: u8) -> Self {
        self.servers = servers;
        self
    }

    /// In this term; for [`Self::candidate`] and [`Self::leader`], the term they stand or lead in.
    pub fn term(mut self, term: Term) -> Self {
        self.durable.current_term = term;
        self
    }

    pub fn voted_for(mut self, server: u8) -> Self {
        self.durable.voted_for = Some(ServerId(server));
        self
    }

    pub fn log(mut self, terms: &str) -> Self {
        self.durable.log = entries(terms).iter().cloned().collect();
        self
    }

    pub fn rules(mut self, rules: Rules) -> Self {
        self.rules = rules;
        self
    }

    /// Lets it start.
    pub fn follower(self) -> Server {
        let config = Config {
            id: ServerId(self.id),
            voters: (1..=self.servers).map(ServerId).collect(),
            rules: self.rules,
            timing: Timing { election_timeout: ELECTION, heartbeat_interval: HEARTBEAT.min },
        };
        let node = Node::new(config, self.durable);
        let mut server = Server { node, effects: Effects::default() };
        server.step(Input::Start);
        server
    }

    /// Lets it start, and start an election.
    pub fn candidate(mut self) -> Server {
        self.durable.current_term -= 1;
        let (term, servers) = (self.durable.current_term + 1, self.servers);
        let mut server = self.follower();
        server.election_timeout();
        for peer in 1..=servers {
            if server.role() == RoleName::PreCandidate {
                server.receive(peer, pre_vote_answer(term, true));
            }
        }
        server
    }

    /// Lets it start, and win an election by everybody's vote.
    pub fn leader(self) -> Server {
        let (term, servers) = (self.durable.current_term, self.servers);
        let mut server = self.candidate();
        for peer in 1..=servers {
            server.receive(peer, vote(term, true));
        }
        assert_eq!(server.role(), RoleName::Leader);
        server
    }
}

/// A running server, and what its last step did.
#[derive(Clone)]
pub struct Server {
    pub node: Node,
    effects: Effects,
}

impl Server {
    /// Lets one thing happen, and returns all that comes of it, in order, except for the decisions:
    /// those are in [`Self::decisions`].
    pub fn step(&mut self, input: Input) -> Vec<Effect> {
        self.effects.clear();
        self.node.step(input, &mut self.effects);
        let decided = |effect: &&Effect| matches!(effect, Effect::Decided(_));
        self.effects.iter().filter(|effect| !decided(effect)).cloned().collect()
    }

    pub fn receive(&mut self, from: u8, message: impl Into<Message>) -> Vec<Effect> {
        self.step(Input::Receive { from: ServerId(from), message: message.into() })
    }

    pub fn election_timeout(&mut self) -> Vec<Effect> {
        self.step(Input::Timer(Timer::Election))
    }

    pub fn heartbeat_timeout(&mut self) -> Vec<Effect> {
        self.step(Input::Timer(Timer::Heartbeat))
    }

    pub fn propose(&mut self, proposal: u64) -> Vec<Effect> {
        self.step(Input::Propose(command(proposal)))
    }

    /// A crash, and what the server does when it comes up again.
    pub fn restart(&mut self) -> Vec<Effect> {
        self.node = Node::new(self.node.config.clone(), self.node.durable.clone());
        self.step(Input::Start)
    }

    /// What the rules decided in the last step.
    pub fn decisions(&self) -> Vec<Decision> {
        let decided = self.effects.iter().filter_map(|effect| match effect {
            Effect::Decided(decision) => Some(*decision),
            _ => None,
        });
        decided.collect()
    }

    pub fn term(&self) -> Term {
        self.node.durable.current_term
    }

    pub fn vote(&self) -> Option<u8> {
        self.node.durable.voted_for.map(|server| server.0)
    }

    /// The terms of its log.
    pub fn log(&self) -> String {
        let terms: Vec<_> = self.node.durable.log.iter().map(|e| e.term.to_string()).collect();
        terms.join(" ")
    }

    pub fn role(&self) -> RoleName {
        self.node.volatile.role.name()
    }

    pub fn leader(&self) -> Option<u8> {
        self.node.volatile.leader.map(|server| server.0)
    }

    pub fn commit_index(&self) -> Index {
        self.node.volatile.commit_index
    }

    pub fn last_applied(&self) -> Index {
        self.node.volatile.last_applied
    }

    pub fn next_index(&self, peer: u8) -> Index {
        self.progress(peer).next_index
    }

    pub fn match_index(&self, peer: u8) -> Index {
        self.progress(peer).match_index
    }

    fn progress(&self, peer: u8) -> FollowerProgress {
        let Role::Leader { progress } = &self.node.volatile.role else { panic!("no leader") };
        *progress.iter().find(|progress| progress.server.0 == peer).expect("no such follower")
    }
}

/// The messages a step sends to `to`, in order.
pub fn sent_to(to: u8, effects: &[Effect]) -> Vec<Message> {
    let sent = effects.iter().filter_map(|effect| match effect {
        Effect::Send { to: receiver, message } if receiver.0 == to => Some(message.clone()),
        _ => None,
    });
    sent.collect()
}

/// Hands `message` from one server to another, then the answer back, and so on until nothing more
/// comes of it. Returns all that was said, `message` first.
pub fn converse(one: &mut Server, other: &mut Server, message: Message) -> Vec<Message> {
    let (mut speaker, mut listener) = (one, other);
    let mut said = vec![message];
    loop {
        let (from, to) = (speaker.node.config.id.0, listener.node.config.id.0);
        let message = said[said.len() - 1].clone();
        let mut answers = sent_to(from, &listener.receive(from, message));
        assert!(answers.len() <= 1, "s{to} says several things at once");
        let Some(answer) = answers.pop() else {
            return said;
        };
        said.push(answer);
        (speaker, listener) = (listener, speaker);
    }
}

// ---- Logs

/// An entry's place: `at(2, 5)` is the entry of term 2 at index 5.
pub fn at(term: Term, index: Index) -> LogId {
    LogId { term, index }
}

pub fn entry(term: Term) -> Entry {
    Entry { term, payload: Payload::Noop }
}

pub fn entries(terms: &str) -> Entries {
    terms.split_whitespace().map(|term| entry(term.parse().expect("a term"))).collect()
}

pub fn command(proposal: u64) -> Command {
    Command { proposal: ProposalId(proposal), text: "x".into() }
}

/// The entry a leader of `term` makes of a proposal.
pub fn proposed(term: Term, proposal: u64) -> Entry {
    Entry { term, payload: Payload::Command(command(proposal)) }
}

// ---- Messages

pub fn request_vote(term: Term, last_log: LogId) -> Message {
    Message::RequestVote { term, last_log }
}

pub fn vote(term: Term, granted: bool) -> Message {
    Message::RequestVoteResponse { term, granted }
}

pub fn pre_vote(term: Term, last_log: LogId) -> Message {
    Message::PreVote { term, last_log }
}

pub fn pre_vote_answer(term: Term, granted: bool) -> Message {
    Message::PreVoteResponse { term, granted }
}

/// AppendEntries of this term; a heartbeat at the start of the log, unless more is said.
pub fn append(term: Term) -> Append {
    Append { term, prev_log: at(0, 0), entries: Entries::None, leader_commit: 0 }
}

#[derive(Clone)]
pub struct Append {
    term: Term,
    prev_log: LogId,
    entries: Entries,
    leader_commit: Index,
}

impl Append {
    pub fn after(mut self, prev_log: LogId) -> Self {
        self.prev_log = prev_log;
        self
    }

    pub fn entries(mut self, terms: &str) -> Self {
        self.entries = entries(terms);
        self
    }

    pub fn entry(mut self, entry: Entry) -> Self {
        self.entries = self.entries.iter().cloned().chain([entry]).collect();
        self
    }

    pub fn commit(mut self, leader_commit: Index) -> Self {
        self.leader_commit = leader_commit;
        self
    }
}

impl From<Append> for Message {
    fn from(Append { term, prev_log, entries, leader_commit }: Append) -> Self {
        Self::AppendEntries { term, prev_log, entries, leader_commit }
    }
}

/// `success = true`.
pub fn stored(term: Term, match_index: Index) -> Message {
    let outcome = AppendOutcome::Stored { match_index };
    Message::AppendEntriesResponse { term, outcome }
}

/// `success = false`, from a follower that has no entry at `prev_index`.
pub fn too_short(term: Term, prev_index: Index, last_index: Index) -> Message {
    conflict(term, prev_index, at(0, last_index + 1), last_index)
}

/// `success = false`, from a follower whose entry at `prev_index` is of another term: `first` is
/// the first entry of that term.
pub fn conflict(term: Term, prev_index: Index, first: LogId, last_index: Index) -> Message {
    let (conflict_term, first_index) = (first.term, first.index);
    let outcome = AppendOutcome::Refused { prev_index, conflict_term, first_index, last_index };
    Message::AppendEntriesResponse { term, outcome }
}

// ---- Effects

pub fn persist(term: Term, voted_for: Option<u8>) -> Effect {
    Effect::Persist { term, voted_for: voted_for.map(ServerId) }
}

pub fn appended(first: Index, terms: &str) -> Effect {
    Effect::Append { first, entries: entries(terms) }
}

pub fn appended_proposal(first: Index, term: Term, proposal: u64) -> Effect {
    Effect::Append { first, entries: Entries::One(proposed(term, proposal)) }
}

pub fn truncated(from: Index) -> Effect {
    Effect::Truncate { from }
}

pub fn send(to: u8, message: impl Into<Message>) -> Effect {
    Effect::Send { to: ServerId(to), message: message.into() }
}

pub fn set_election_timer() -> Effect {
    Effect::SetTimer { timer: Timer::Election, range: ELECTION }
}

pub fn set_heartbeat_timer() -> Effect {
    Effect::SetTimer { timer: Timer::Heartbeat, range: HEARTBEAT }
}

pub fn cancel(timer: Timer) -> Effect {
    Effect::CancelTimer { timer }
}

pub fn became(role: RoleName, term: Term) -> Effect {
    Effect::BecameRole { role, term }
}

pub fn accepted(proposal: u64, index: Index) -> Effect {
    Effect::Accepted { proposal: ProposalId(proposal), index }
}

pub fn not_leader(proposal: u64, leader: Option<u8>) -> Effect {
    Effect::NotLeader { proposal: ProposalId(proposal), leader: leader.map(ServerId) }
}

pub fn committed(index: Index) -> Effect {
    Effect::Commit { index }
}

pub fn applied(first: Index, last: Index) -> Effect {
    Effect::Apply { first, last }
}
