//! Explains the steps of a run in English and Chinese, from the events that they caused.

mod facts;

use raft_core::{
    Ballot, Decision, Index, LogId, RoleName, ServerId, TermVerdict, Timer, VoteReason,
};
use raft_sim::{Action, Event, What, World};

pub(crate) use self::facts::{property, violated};

/// A sentence in English and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) en: String,
    pub(crate) zh: String,
}

impl Sentence {
    pub(crate) fn new(en: String, zh: String) -> Self {
        Self { en, zh }
    }
}

/// A server's name in a sentence.
fn s(server: ServerId) -> String {
    format!("S{}", server.0)
}

/// Says what happened, one sentence per event. `world` is the world after the last event.
pub(crate) fn sentences(events: &[Event], world: &World) -> Vec<Sentence> {
    let mut said: Vec<Sentence> = Vec::new();
    for event in events {
        if let Some(sentence) = sentence(&event.what, world)
            && said.last() != Some(&sentence)
        {
            said.push(sentence);
        }
    }
    said
}

fn sentence(what: &What, world: &World) -> Option<Sentence> {
    let (en, zh) = match *what {
        What::BecameRole { server, role: RoleName::Candidate, term } => (
            format!("{} starts an election in term {term}.", s(server)),
            format!("{} 发起任期 {term} 的选举。", s(server)),
        ),
        What::BecameRole { server, role: RoleName::PreCandidate, .. } => (
            format!("{} asks whether it could win an election.", s(server)),
            format!("{} 先问自己能否当选。", s(server)),
        ),
        What::BecameRole { server, role: RoleName::Leader, term } => (
            format!("{} becomes leader in term {term}.", s(server)),
            format!("{} 成为任期 {term} 的领导者。", s(server)),
        ),
        What::Appended { server, first, count } => appended(server, first, count),
        What::Truncated { server, from } => (
            format!("{} deletes its entries from index {from} on.", s(server)),
            format!("{} 删除索引 {from} 及之后的条目。", s(server)),
        ),
        What::Committed { server, index } => (
            format!("{} counts the entries up to {index} as committed.", s(server)),
            format!("{} 认为到索引 {index} 为止的条目已提交。", s(server)),
        ),
        What::Crashed { server } => crashed(server, world),
        What::Acknowledged { request } => (
            format!("The client learns that request {} is done.", request.0),
            format!("客户端得知请求 {} 已完成。", request.0),
        ),
        What::Acted(Action::Restart { server }) => {
            (format!("{} restarts.", s(server)), format!("{} 重启。", s(server)))
        }
        What::TimerFired { server, timer: Timer::Heartbeat } => {
            (format!("{} sends heartbeats.", s(server)), format!("{} 发出心跳。", s(server)))
        }
        What::TimerFired { server, timer: Timer::LeaderContact } => (
            format!("{}'s leader-contact timer runs out.", s(server)),
            format!("{} 的领导者联系定时器超时。", s(server)),
        ),
        What::TimerFired { server, timer: Timer::QuorumCheck } => (
            format!("{} checks whether it still hears from a majority.", s(server)),
            format!("{} 检查自己是否还能收到多数派的消息。", s(server)),
        ),
        What::Decided { server, decision } => return decided(server, decision, world),
        _ => return None,
    };
    Some(Sentence::new(en, zh))
}

fn appended(server: ServerId, first: Index, count: u64) -> (String, String) {
    if count == 1 {
        return (
            format!("{} stores an entry at index {first}.", s(server)),
            format!("{} 在索引 {first} 存下一个条目。", s(server)),
        );
    }
    let last = first + count - 1;
    (
        format!("{} stores entries at indexes {first} to {last}.", s(server)),
        format!("{} 在索引 {first} 到 {last} 存下条目。", s(server)),
    )
}

/// A crash, and what it does to the last entry of the server's log.
fn crashed(server: ServerId, world: &World) -> (String, String) {
    let plain = (format!("{} crashes.", s(server)), format!("{} 崩溃。", s(server)));
    let Some(crashed) = world.server(server) else { return plain };
    let LogId { index, term } = crashed.node.durable.log.last_id();
    let has = |other: &&raft_sim::Server| other.node.durable.log.term_at(index) == Some(term);
    let copies = world.servers().iter().filter(has).count();
    if index == 0 || copies > world.servers().len() / 2 {
        return plain;
    }
    (
        format!("{} crashes before its entry {index} reaches a majority.", s(server)),
        format!("{} 崩溃，它的条目 {index} 还没有传到多数派。", s(server)),
    )
}

/// The decisions that a reader needs to know about: votes, and whatever the paper's rule would decide differently.
fn decided(server: ServerId, decision: Decision, world: &World) -> Option<Sentence> {
    let (en, zh) = match decision {
        Decision::Vote {
            candidate,
            ballot,
            because: VoteReason::Granted,
            voter_log,
            candidate_log,
            ..
        } => {
            let older = candidate_log < voter_log;
            vote(server, candidate, ballot, older)
        }
        Decision::VoteMemory { stored, remembered: false } => (
            format!("{} has forgotten that it voted for {}.", s(server), s(stored)),
            format!("{} 忘了自己投过票给 {}。", s(server), s(stored)),
        ),
        Decision::StaleReply { theirs, ours, counted: true } => (
            format!("{} is in term {ours} and counts a reply of term {theirs}.", s(server)),
            format!("{} 已在任期 {ours}，却把任期 {theirs} 的回复算了进去。", s(server)),
        ),
        Decision::Term { theirs, ours, verdict: TermVerdict::Act } => (
            format!("{} is in term {ours} and acts on a message of term {theirs}.", s(server)),
            format!("{} 在任期 {ours}，却处理了任期 {theirs} 的消息。", s(server)),
        ),
        Decision::Consistency { prev_log, own_term, matches: true }
            if own_term != Some(prev_log.term) =>
        {
            (
                format!(
                    "{} does not have the leader's entry {}, and stores what follows it nevertheless.",
                    s(server),
                    prev_log.index
                ),
                format!(
                    "{} 没有领导者的条目 {}，仍然存下了后面的条目。",
                    s(server),
                    prev_log.index
                ),
            )
        }
        Decision::Conflict { conflict: Some(index), deleted_from: None } => (
            format!(
                "{} keeps its own entries from index {index} on, although they conflict.",
                s(server)
            ),
            format!("{} 从索引 {index} 起与领导者冲突，却没有删除。", s(server)),
        ),
        Decision::Commit { index, entry_term, current_term, allowed: true, .. }
            if entry_term != current_term =>
        {
            (
                format!(
                    "{} is leader in term {current_term} and commits entry {index} of term {entry_term} by counting copies.",
                    s(server)
                ),
                format!(
                    "{} 是任期 {current_term} 的领导者，靠数副本提交了任期 {entry_term} 的条目 {index}。",
                    s(server)
                ),
            )
        }
        Decision::FollowerCommit { last_new, commit_index, .. } if commit_index > last_new => (
            format!(
                "The message covers the log up to {last_new}, and {} commits up to {commit_index}.",
                s(server)
            ),
            format!("消息只保证到索引 {last_new}，{} 却提交到了 {commit_index}。", s(server)),
        ),
        Decision::Election { votes, needed, won: true, .. }
            if usize::from(needed) <= world.servers().len() / 2 =>
        {
            (
                format!(
                    "{} counts {votes} of {needed} votes; a majority of all servers is {}.",
                    s(server),
                    world.servers().len() / 2 + 1
                ),
                format!(
                    "{} 需要 {needed} 票，得到 {votes} 票；全部服务器的多数派是 {}。",
                    s(server),
                    world.servers().len() / 2 + 1
                ),
            )
        }
        _ => return None,
    };
    Some(Sentence::new(en, zh))
}

fn vote(voter: ServerId, candidate: ServerId, ballot: Ballot, older: bool) -> (String, String) {
    let (voter, candidate) = (s(voter), s(candidate));
    match (ballot, older) {
        (Ballot::PreVote, _) => (
            format!("{voter} would vote for {candidate}."),
            format!("{voter} 表示会投给 {candidate}。"),
        ),
        (Ballot::Vote, false) => {
            (format!("{voter} votes for {candidate}."), format!("{voter} 投给 {candidate}。"))
        }
        (Ballot::Vote, true) => (
            format!("{voter} votes for {candidate}, whose log is less up-to-date than its own."),
            format!("{voter} 投给 {candidate}，尽管对方的日志更旧。"),
        ),
    }
}
