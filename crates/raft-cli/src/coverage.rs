//! What happens in a run, counted.

use std::fmt;

use raft_core::{AppendOutcome, Effect, Index, Message, RoleName, ServerId};
use raft_scenario::Watcher;
use raft_sim::{Event, Observer, ServerStep, What};
use serde::Serialize;

use crate::play::Reporter;

/// How often what happens in a run; an [`Observer`] that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Candidacies.
    pub elections: u64,
    /// Elections won.
    pub leaders: u64,
    /// Elections won by another server than the last one.
    pub leader_changes: u64,
    /// Times a server deleted entries.
    pub truncations: u64,
    /// Times a server refused entries.
    pub refusals: u64,
    /// Votes refused.
    pub votes_refused: u64,
    /// Crashes.
    pub crashes: u64,
    /// Servers that came up again.
    pub restarts: u64,
    /// Entries committed.
    pub commits: u64,
    /// Requests acknowledged.
    pub acknowledged: u64,
    /// Messages lost.
    pub lost: u64,
    #[serde(skip)]
    last_leader: Option<ServerId>,
    #[serde(skip)]
    highest_commit: Index,
}

impl Coverage {
    /// The counts, by name.
    pub fn counts(&self) -> [(&'static str, u64); 11] {
        [
            ("elections", self.elections),
            ("leaders", self.leaders),
            ("leader changes", self.leader_changes),
            ("truncations", self.truncations),
            ("refusals", self.refusals),
            ("votes refused", self.votes_refused),
            ("crashes", self.crashes),
            ("restarts", self.restarts),
            ("commits", self.commits),
            ("requests acknowledged", self.acknowledged),
            ("messages lost", self.lost),
        ]
    }

    /// What never happens.
    pub fn missing(&self) -> Vec<&'static str> {
        let missing = self.counts().into_iter().filter(|&(_, count)| count == 0);
        missing.map(|(name, _)| name).collect()
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts().map(|(name, count)| format!("{name} {count}"));
        f.write_str(&counts.join(", "))
    }
}

impl Watcher for Coverage {}

impl Reporter for Coverage {}

impl Observer for Coverage {
    fn event(&mut self, event: Event) {
        match event.what {
            What::BecameRole { role: RoleName::Candidate, .. } => self.elections += 1,
            What::BecameRole { server, role: RoleName::Leader, .. } => {
                self.leaders += 1;
                let last = self.last_leader.replace(server);
                self.leader_changes += u64::from(last.is_some_and(|last| last != server));
            }
            What::Truncated { .. } => self.truncations += 1,
            What::Crashed { .. } => self.crashes += 1,
            // The first start of all has no cause.
            What::Started { .. } => self.restarts += u64::from(event.cause.is_some()),
            What::Committed { index, .. } if index > self.highest_commit => {
                self.commits += index - self.highest_commit;
                self.highest_commit = index;
            }
            What::Acknowledged { .. } => self.acknowledged += 1,
            What::Lost { .. } => self.lost += 1,
            _ => {}
        }
    }

    fn step(&mut self, step: ServerStep<'_>) {
        for effect in step.effects {
            match effect {
                Effect::Send {
                    message: Message::RequestVoteResponse { granted: false, .. },
                    ..
                } => self.votes_refused += 1,
                Effect::Send {
                    message:
                        Message::AppendEntriesResponse {
                            outcome: AppendOutcome::Refused { .. }, ..
                        },
                    ..
                } => self.refusals += 1,
                _ => {}
            }
        }
    }
}
