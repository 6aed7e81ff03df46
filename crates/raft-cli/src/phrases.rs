//! Phrases for the events that only `raft run --verbose` shows.

mod decisions;

use std::collections::BTreeMap;

use raft_core::{AppendOutcome, Index, Message, Timer};
use raft_scenario::kind_word;
use raft_sim::{Answer, Body, ClientMessage, Loss, MessageId, What};

/// `3`, or `3 to 5`.
pub(crate) fn range(first: Index, last: Index) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// A phrase for what happened; `None` if there is nothing to say about it.
pub(crate) fn detail(what: &What, messages: &BTreeMap<MessageId, String>) -> Option<String> {
    let name = |message: &MessageId| {
        messages.get(message).cloned().unwrap_or_else(|| format!("m{}", message.0))
    };
    Some(match what {
        What::Started { server } => format!("{server} starts"),
        What::Crashed { server } => format!("{server} crashes"),
        What::Paused { server } => format!("{server} is paused"),
        What::Resumed { server } => format!("{server} resumes"),
        What::TimerFired { server, timer } => {
            format!("{server}: its {} runs out", timer_name(*timer))
        }
        What::Sent { message, copy_of: None, body, .. } => {
            format!("sent: {}: {}", name(message), content(body))
        }
        What::Sent { message, copy_of: Some(original), .. } => {
            format!("sent: {}, a copy of m{}", name(message), original.0)
        }
        What::Arrived { message, .. } => format!("arrived: {}", name(message)),
        What::Lost { message, why } => {
            let why = match why {
                Loss::Network => "by the network",
                Loss::Cut => "at a cut link",
                Loss::Crashed => "as its receiver has crashed",
                Loss::ByHand => "by hand",
                Loss::NetworkFull => "as the network is full",
            };
            format!("lost {why}: {}", name(&message.id))
        }
        What::BecameRole { server, term, .. } => format!("{server} is in term {term}"),
        What::Persisted { server, term, voted_for } => match voted_for {
            Some(vote) => format!("{server} writes: term {term}, vote for {vote}"),
            None => format!("{server} writes: term {term}, no vote"),
        },
        What::Appended { server, first, count } => {
            format!("{server} writes entries {}", range(*first, first + count.saturating_sub(1)))
        }
        What::Committed { server, index } => format!("{server} has commitIndex {index}"),
        What::Applied { server, index } => format!("{server} applies entry {index}"),
        What::Decided { server, decision } => {
            format!("{server} decides: {}", decisions::phrase(decision))
        }
        What::Acted(_)
        | What::Truncated { .. }
        | What::Accepted { .. }
        | What::Acknowledged { .. }
        | What::TriedAgain { .. } => return None,
    })
}

fn timer_name(timer: Timer) -> &'static str {
    match timer {
        Timer::Election => "election timeout",
        Timer::Heartbeat => "heartbeat interval",
        Timer::QuorumCheck => "CheckQuorum interval",
        Timer::LeaderContact => "leader-contact timer",
    }
}

/// What a command returned.
fn returned(answer: &Answer) -> String {
    match answer {
        Answer::Done => "done".into(),
        Answer::Value { value: Some(value) } => format!("value {value}"),
        Answer::Value { value: None } => "no value".into(),
        Answer::Failed => "failed".into(),
    }
}

/// The kind of a message, in the words of a scenario.
pub(crate) fn kind(body: &Body) -> &'static str {
    kind_word(body.kind())
}

/// What a message says.
fn content(body: &Body) -> String {
    match body {
        Body::Raft(message) => raft(message),
        Body::Client(ClientMessage::ClientRequest { text, .. }) => text.to_string(),
        Body::Client(ClientMessage::ClientAnswer { index, answer, .. }) => {
            format!("entry {index} is applied: {}", returned(answer))
        }
        Body::Client(ClientMessage::ClientRedirect { leader: Some(leader), .. }) => {
            format!("ask {leader}")
        }
        Body::Client(ClientMessage::ClientRedirect { leader: None, .. }) => {
            "no leader known".into()
        }
    }
}

fn raft(message: &Message) -> String {
    let term = message.term();
    match message {
        Message::RequestVote { last_log, .. } | Message::PreVote { last_log, .. } => {
            format!("term {term}, last entry {} of term {}", last_log.index, last_log.term)
        }
        Message::RequestVoteResponse { granted, .. } | Message::PreVoteResponse { granted, .. } => {
            format!("term {term}, {}", if *granted { "granted" } else { "refused" })
        }
        Message::AppendEntries { prev_log, entries, leader_commit, .. } => {
            let entries = match entries.len() as Index {
                0 => "no entries".to_owned(),
                count => {
                    let first = prev_log.index.saturating_add(1);
                    format!("entries {}", range(first, prev_log.index.saturating_add(count)))
                }
            };
            format!(
                "term {term}, {entries} after {} of term {}, commitIndex {leader_commit}",
                prev_log.index, prev_log.term
            )
        }
        Message::AppendEntriesResponse { outcome, .. } => match outcome {
            AppendOutcome::Stored { match_index } => {
                format!("term {term}, stored up to {match_index}")
            }
            AppendOutcome::Refused { prev_index, .. } => {
                format!("term {term}, refused after {prev_index}")
            }
        },
    }
}
