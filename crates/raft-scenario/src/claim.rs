//! The facts of a violation in English. The page has its own sentences, in both languages.

use std::fmt;

use raft_check::{Claim, Fact, Part};
use raft_core::{Entry, Payload, ServerId, ServerSet};
use raft_sim::Answer;

use crate::quote::{quote, snippet};

/// Says in English what a server did: `was elected leader of term 2`. `name` names other servers.
pub fn claim_in_words(fact: &Fact, name: fn(ServerId) -> String) -> String {
    ClaimText { fact, name }.to_string()
}

struct ClaimText<'a> {
    fact: &'a Fact,
    name: fn(ServerId) -> String,
}

impl fmt::Display for ClaimText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fact: Fact { term, claim, .. }, name } = *self;
        match claim {
            Claim::Elected => write!(f, "was elected leader of term {term}"),
            Claim::ElectedWithout { index, instead: None } => {
                write!(f, "was elected leader of term {term} without entry {index}")
            }
            Claim::ElectedWithout { index, instead: Some(entry) } => {
                write!(
                    f,
                    "was elected leader of term {term} with {} at index {index}",
                    Shown(entry)
                )
            }
            Claim::Stored { index, entry, prev_term: 0 } => {
                write!(f, "stored {} at index {index}, the first of its log", Shown(entry))
            }
            Claim::Stored { index, entry, prev_term } => {
                write!(f, "stored {} at index {index}, after one of term {prev_term}", Shown(entry))
            }
            Claim::Removed { index, entry } => {
                write!(f, "removed {} at index {index}, and all after it", Shown(entry))
            }
            Claim::Committed { index, entry } => {
                write!(f, "committed {} at index {index} as leader of term {term}", Shown(entry))
            }
            Claim::Applied { index, entry } => {
                write!(f, "applied {} at index {index}", Shown(entry))
            }
            Claim::Acknowledged { request, index, entry } => {
                let number = request.0;
                write!(f, "acknowledged request {number} with {} at index {index}", Shown(entry))
            }
            Claim::AppliedAgain { index, entry } => {
                let shown = Shown(entry);
                write!(f, "applied {shown} at index {index} again: it had applied it before")
            }
            Claim::AppliedWithout { index, entry, left_out } => {
                write!(
                    f,
                    "applied {} at index {index}; entry {left_out} was left out",
                    Shown(entry)
                )
            }
            Claim::Answered { request, index, entry, answer: Answer::Value { value } } => {
                let (number, value) = (request.0, Value(value.as_deref()));
                write!(
                    f,
                    "let a client read {value}: request {number}, {} at index {index}",
                    Shown(entry)
                )
            }
            Claim::Answered { request, index, entry, .. } => {
                write!(f, "answered request {} with {} at index {index}", request.0, Shown(entry))
            }
            Claim::OnDisksOf { servers, needed } => {
                let names = names(*servers, name);
                write!(f, "had the entry only on the disks of {names}; a majority is {needed}")
            }
            Claim::LastCopyGone { index } => {
                write!(f, "removed entry {index}, and no other disk has its command")
            }
            Claim::LastCopyLost { index } => {
                write!(f, "crashed, and its disk lost entry {index}; no other disk has its command")
            }
            Claim::Reported { request, index } => {
                write!(f, "told a client that request {} was done, as entry {index}", request.0)
            }
            Claim::NotThere { request, index, instead: None } => {
                write!(f, "had no entry {index}, so nothing of request {}", request.0)
            }
            Claim::NotThere { request, index, instead: Some(entry) } => {
                let (number, shown) = (request.0, Shown(entry));
                write!(
                    f,
                    "had {shown} at index {index}, which is not the entry of request {number}"
                )
            }
            Claim::Due { index, part } => write!(
                f,
                "was the first to apply up to {index}; then every state machine must have {}",
                PartText(part)
            ),
            Claim::Holds { index, part } => {
                write!(f, "had applied up to {index}, and its state machine had {}", PartText(part))
            }
            Claim::ExecutedAgain { request, index, entry } => {
                let (number, shown) = (request.0, Shown(entry));
                write!(
                    f,
                    "executed request {number} again when it applied {shown} at index {index}"
                )
            }
            Claim::Asked { request, command } => {
                write!(f, "was asked for request {}, {}", request.0, quote(command))
            }
            Claim::Returned { request, command, answer, due } => write!(
                f,
                "answered request {}, {}, with {}; in the order of the log the answer is {}",
                request.0,
                quote(command),
                Given(answer),
                Given(due)
            ),
            Claim::HeardFromLeader { leader, timeout } => write!(
                f,
                "heard from {}, the leader of term {term}; for {timeout} after that it must grant no \
                 PreVote",
                name(*leader)
            ),
            Claim::GrantedPreVote { candidate, candidate_term } => {
                write!(f, "granted the PreVote of {} for term {candidate_term}", name(*candidate))
            }
        }
    }
}

/// A part of a state machine.
struct PartText<'a>(&'a Part);

impl fmt::Display for PartText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Part::Value { key, value: None } => write!(f, "no {}", snippet(key)),
            Part::Value { key, value: Some(value) } => {
                write!(f, "{} = {}", snippet(key), snippet(value))
            }
            Part::Keys { count: 1 } => write!(f, "1 key"),
            Part::Keys { count } => write!(f, "{count} keys"),
            Part::Session { client, last: Some(request), answer: Some(answer) } => {
                let (number, answer) = (request.0, Given(answer));
                write!(f, "request {number} as the last of {client}, answered {answer}")
            }
            Part::Session { client, .. } => write!(f, "no session of {client}"),
            Part::Sessions { count: 1 } => write!(f, "the session of 1 client"),
            Part::Sessions { count } => write!(f, "the sessions of {count} clients"),
        }
    }
}

/// The answer to a client.
struct Given<'a>(&'a Answer);

impl fmt::Display for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Answer::Done => write!(f, "\u{2018}done\u{2019}"),
            Answer::Failed => write!(f, "\u{2018}failed\u{2019}"),
            Answer::Value { value } => Value(value.as_deref()).fmt(f),
        }
    }
}

/// The value of a key, if it has one.
struct Value<'a>(Option<&'a str>);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => f.write_str(&quote(value)),
            None => write!(f, "no value"),
        }
    }
}

/// An entry: its term and its command.
struct Shown<'a>(&'a Entry);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry { term, payload } = self.0;
        match payload {
            Payload::Noop => write!(f, "a no-op entry of term {term}"),
            Payload::Command(command) if command.text.is_empty() => {
                write!(f, "an entry of term {term}")
            }
            Payload::Command(command) => {
                write!(f, "{} of term {term}", quote(&command.text))
            }
        }
    }
}

/// `s1, s2 and s3`
fn names(servers: ServerSet, name: fn(ServerId) -> String) -> String {
    let names: Vec<_> = servers.iter().map(name).collect();
    match names.split_last() {
        None => "nobody".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
