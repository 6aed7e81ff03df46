//! Violations, told for a reader.

use std::fmt;

use raft_check::{Claim, Fact, Violation};
use raft_core::{Entry, Payload, ServerSet};

/// The two facts that contradict each other, a line each.
pub(crate) fn facts(violation: &Violation) -> [String; 2] {
    violation.facts().map(|fact| {
        let Fact { server, seq, at, .. } = fact;
        format!("{server} {} ({at}, event {seq})", Told(fact))
    })
}

/// What a server did, without the server and the moment.
pub(crate) fn what(fact: &Fact) -> String {
    Told(fact).to_string()
}

/// What a server did, without the server.
struct Told<'a>(&'a Fact);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fact { term, claim, .. } = self.0;
        match claim {
            Claim::Elected => write!(f, "was elected for term {term}"),
            Claim::ElectedWithout { index, instead: None } => {
                write!(f, "was elected for term {term}, and its log did not reach {index}")
            }
            Claim::ElectedWithout { index, instead: Some(entry) } => {
                write!(f, "was elected for term {term} with {} at {index}", Shown(entry))
            }
            Claim::Stored { index, entry, prev_term: 0 } => {
                write!(f, "stored {} at {index}, the first of its log", Shown(entry))
            }
            Claim::Stored { index, entry, prev_term } => {
                write!(f, "stored {} at {index}, after one of term {prev_term}", Shown(entry))
            }
            Claim::Removed { index, entry } => {
                write!(f, "removed {} at {index}, and all after it", Shown(entry))
            }
            Claim::Committed { index, entry } => {
                write!(f, "committed {} at {index}, leading term {term}", Shown(entry))
            }
            Claim::Applied { index, entry } => write!(f, "applied {} at {index}", Shown(entry)),
            Claim::Acknowledged { request, index, entry } => {
                let number = request.0;
                write!(f, "acknowledged request {number} with {} at {index}", Shown(entry))
            }
            Claim::Answered { request, index, entry } => {
                write!(f, "answered request {} from {} at {index}", request.0, Shown(entry))
            }
            Claim::OnDisksOf { servers, needed } => {
                write!(f, "had it on the disks of {}; a majority is {needed}", names(*servers))
            }
            Claim::LastCopyGone { index } => {
                write!(f, "no longer has what was at {index}, and nobody else has it")
            }
        }
    }
}

/// An entry: its term and its command.
struct Shown<'a>(&'a Entry);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry { term, payload } = self.0;
        match payload {
            Payload::Noop => write!(f, "a blank entry of term {term}"),
            Payload::Command(command) if command.text.is_empty() => {
                write!(f, "an entry of term {term}")
            }
            Payload::Command(command) => {
                write!(f, "\u{2018}{}\u{2019} of term {term}", command.text)
            }
        }
    }
}

/// `s1, s2 and s3`
fn names(servers: ServerSet) -> String {
    let names: Vec<_> = servers.iter().map(|server| server.to_string()).collect();
    match names.split_last() {
        None => "nobody".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
