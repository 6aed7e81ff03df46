//! Violations in words.

use raft_check::{Fact, Violation};
use raft_core::ServerId;
use raft_scenario::claim_in_words;

/// The two facts that contradict each other, a line each.
pub(crate) fn facts(violation: &Violation) -> [String; 2] {
    violation.facts().map(|fact| {
        let Fact { server, seq, at, .. } = fact;
        format!("{server} {} ({at}, event {seq})", what(fact))
    })
}

/// What a server did, without the server and the moment.
pub(crate) fn what(fact: &Fact) -> String {
    claim_in_words(fact, |server: ServerId| server.to_string())
}
