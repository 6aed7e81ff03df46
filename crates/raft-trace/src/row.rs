//! The shape of the rows.

use std::collections::BTreeMap;

use raft_core::{
    AppendOutcome, Decision, Effect, Entry, Index, Input, Log, Message, Node, Payload, Role,
    RoleName, ServerId, Term,
};
use raft_sim::{MessageId, Proposal};
use serde::Serialize;

/// An entry: its term and its value.
type WireEntry = (Term, String);

/// The first row.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Init {
    v: u32,
    ev: &'static str,
    voters: Vec<String>,
    pub(crate) nodes: BTreeMap<String, NodeInit>,
}

impl Init {
    pub(crate) fn new(voters: Vec<String>) -> Self {
        Self { v: 1, ev: "init", voters, nodes: BTreeMap::new() }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct NodeInit {
    term: Term,
    vote: Option<String>,
    log: Vec<WireEntry>,
    commit: Index,
    applied: Index,
}

impl NodeInit {
    pub(crate) fn new(node: &Node) -> Self {
        Self {
            term: node.durable.current_term,
            vote: node.durable.voted_for.map(|vote| vote.to_string()),
            log: log_entries(&node.durable.log, 1),
            commit: node.volatile.commit_index,
            applied: node.volatile.last_applied,
        }
    }
}

/// Every other row.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) seq: u64,
    pub(crate) t: f64,
    pub(crate) n: String,
    pub(crate) ev: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) msg: Option<Wire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) proposal: Option<Proposed>,
    pub(crate) out: Vec<Wire>,
    pub(crate) apply: Vec<(Index, String)>,
    pub(crate) post: Post,
    /// What the rules decided in this step, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) why: Vec<Decision>,
}

/// A client's proposal, and where it was appended.
#[derive(Debug, Serialize)]
pub(crate) struct Proposed {
    value: String,
    /// Its index in the log; `None` if the server is not leader.
    index: Option<Index>,
}

impl Proposed {
    pub(crate) fn new(input: &Input, effects: &[Effect]) -> Option<Self> {
        let Input::Propose(command) = input else {
            return None;
        };
        let accepted = |effect: &Effect| match effect {
            Effect::Accepted { index, .. } => Some(*index),
            _ => None,
        };
        let index = effects.iter().find_map(accepted);
        Some(Self { value: command_value(index.unwrap_or(0), 0, command), index })
    }
}

/// A server's state after a step.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Post {
    term: Term,
    role: &'static str,
    vote: Option<String>,
    commit: Index,
    applied: Index,
    base: Index,
    base_term: Term,
    #[serde(flatten)]
    log: LogPart,
    /// The server that it believes to be leader.
    leader: Option<String>,
    /// The votes of a candidate or pre-candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    votes: Option<Vec<String>>,
    /// A leader's nextIndex.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<BTreeMap<String, Index>>,
    /// A leader's matchIndex.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    matches: Option<BTreeMap<String, Index>>,
}

/// The whole log, or what is new in it, or neither if nothing is new.
#[derive(Debug, Default, Serialize)]
pub(crate) struct LogPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<Vec<WireEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tail: Option<Tail>,
}

/// The log from an index on.
#[derive(Debug, Serialize)]
pub(crate) struct Tail {
    from: Index,
    ents: Vec<WireEntry>,
}

impl Tail {
    pub(crate) fn new(log: &Log, from: Index) -> Self {
        Self { from, ents: log_entries(log, from) }
    }
}

impl Post {
    pub(crate) fn new(node: &Node, log: LogPart) -> Self {
        let (mut votes, mut next, mut matches) = (None, None, None);
        match &node.volatile.role {
            Role::Follower => {}
            Role::PreCandidate { votes: from } | Role::Candidate { votes: from } => {
                votes = Some(from.iter().map(|server| server.to_string()).collect());
            }
            Role::Leader { progress } => {
                let of = |index: fn(&raft_core::FollowerProgress) -> Index| {
                    progress.iter().map(|peer| (peer.server.to_string(), index(peer))).collect()
                };
                next = Some(of(|peer| peer.next_index));
                matches = Some(of(|peer| peer.match_index));
            }
        }
        Self {
            term: node.durable.current_term,
            role: role(node.volatile.role.name()),
            vote: node.durable.voted_for.map(|vote| vote.to_string()),
            commit: node.volatile.commit_index,
            applied: node.volatile.last_applied,
            base: 0,
            base_term: 0,
            log,
            leader: node.volatile.leader.map(|leader| leader.to_string()),
            votes,
            next,
            matches,
        }
    }
}

fn role(role: RoleName) -> &'static str {
    match role {
        RoleName::Follower => "follower",
        RoleName::PreCandidate => "precandidate",
        RoleName::Candidate => "candidate",
        RoleName::Leader => "leader",
    }
}

/// A message.
#[derive(Debug, Serialize)]
pub(crate) struct Wire {
    id: u64,
    #[serde(flatten)]
    body: WireBody,
    from: String,
    to: String,
    term: Term,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
enum WireBody {
    RvReq { last_idx: Index, last_term: Term },
    RvResp { granted: bool },
    PvReq { last_idx: Index, last_term: Term },
    PvResp { granted: bool },
    AeReq { prev_idx: Index, prev_term: Term, ents: Vec<WireEntry>, commit: Index },
    AeResp(AeResp),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AeResp {
    ok: bool,
    #[serde(rename = "match")]
    matches: Index,
    /// The hint in a refusal, for faster repair.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Hint>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Hint {
    prev_idx: Index,
    conflict_term: Term,
    first_idx: Index,
    last_idx: Index,
}

impl Wire {
    pub(crate) fn new(id: MessageId, from: ServerId, to: ServerId, message: &Message) -> Self {
        let body = match message {
            Message::RequestVote { last_log, .. } => {
                WireBody::RvReq { last_idx: last_log.index, last_term: last_log.term }
            }
            Message::RequestVoteResponse { granted, .. } => WireBody::RvResp { granted: *granted },
            Message::PreVote { last_log, .. } => {
                WireBody::PvReq { last_idx: last_log.index, last_term: last_log.term }
            }
            Message::PreVoteResponse { granted, .. } => WireBody::PvResp { granted: *granted },
            Message::AppendEntries { prev_log, entries, leader_commit, .. } => WireBody::AeReq {
                prev_idx: prev_log.index,
                prev_term: prev_log.term,
                ents: wire_entries(prev_log.index.saturating_add(1), entries.iter()),
                commit: *leader_commit,
            },
            Message::AppendEntriesResponse { outcome, .. } => WireBody::AeResp(outcome.into()),
        };
        Self { id: id.0, body, from: from.to_string(), to: to.to_string(), term: message.term() }
    }
}

impl From<&AppendOutcome> for AeResp {
    fn from(outcome: &AppendOutcome) -> Self {
        match *outcome {
            AppendOutcome::Stored { match_index } => {
                Self { ok: true, matches: match_index, hint: None }
            }
            AppendOutcome::Refused { prev_index, conflict_term, first_index, last_index } => {
                let hint = Hint {
                    prev_idx: prev_index,
                    conflict_term,
                    first_idx: first_index,
                    last_idx: last_index,
                };
                Self { ok: false, matches: 0, hint: Some(hint) }
            }
        }
    }
}

/// The log from an index on.
pub(crate) fn log_entries(log: &Log, first: Index) -> Vec<WireEntry> {
    wire_entries(first, log.iter().skip(first as usize - 1))
}

fn wire_entries<'a>(first: Index, entries: impl Iterator<Item = &'a Entry>) -> Vec<WireEntry> {
    let entries = (first..).zip(entries);
    entries.map(|(index, entry)| (entry.term, entry_value(index, entry))).collect()
}

/// A value that identifies the entry: all its copies have it, and no other proposal has.
pub(crate) fn entry_value(index: Index, entry: &Entry) -> String {
    match &entry.payload {
        Payload::Noop => "noop".into(),
        Payload::Command(command) => command_value(index, entry.term, command),
    }
}

fn command_value(index: Index, term: Term, command: &raft_core::Command) -> String {
    let name = match Proposal::unpack(command.proposal) {
        Some(Proposal { request, attempt, .. }) => format!("r{}.{attempt}", request.0),
        // No client proposed it: it was in a log from the start.
        None => format!("p{index}.{term}"),
    };
    if command.text.is_empty() { name } else { format!("{name} {}", command.text) }
}
