//! Counts what happens in a run.

use std::fmt;

use raft_core::{Effect, Index, Message, RoleName, ServerId};
use raft_scenario::{Tally, Watcher};
use raft_sim::{Event, Observer, ServerStep, What};
use serde::{Serialize, Serializer};

use crate::play::Reporter;

/// How often each kind of thing happens in a run; an [`Observer`] that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// What the page counts as well: elections started, elections won, refusals of entries.
    tally: Tally,
    /// Elections won by a server other than the last leader.
    leader_changes: u64,
    /// Times a server deleted entries.
    truncations: u64,
    votes_refused: u64,
    crashes: u64,
    /// Times a server restarted.
    restarts: u64,
    /// Entries committed.
    commits: u64,
    /// Requests acknowledged.
    acknowledged: u64,
    /// Messages lost.
    lost: u64,
    last_leader: Option<ServerId>,
    highest_commit: Index,
}

/// A count: its key in JSON, its name for people, and its value.
type Count = (&'static str, &'static str, u64);

impl Coverage {
    fn all(&self) -> [Count; 11] {
        let Tally { elections, leaders, refusals, .. } = self.tally;
        [
            ("elections", "elections", elections),
            ("leaders", "leaders", leaders),
            ("leaderChanges", "leader changes", self.leader_changes),
            ("truncations", "truncations", self.truncations),
            ("refusals", "refusals", refusals),
            ("votesRefused", "votes refused", self.votes_refused),
            ("crashes", "crashes", self.crashes),
            ("restarts", "restarts", self.restarts),
            ("commits", "commits", self.commits),
            ("acknowledged", "requests acknowledged", self.acknowledged),
            ("lost", "messages lost", self.lost),
        ]
    }

    /// The counts, by name.
    pub fn counts(&self) -> [(&'static str, u64); 11] {
        self.all().map(|(_, name, count)| (name, count))
    }

    /// The names of the counts that are 0.
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

impl Serialize for Coverage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.all().map(|(key, _, count)| (key, count)))
    }
}

impl Watcher for Coverage {}

impl Reporter for Coverage {}

impl Observer for Coverage {
    fn event(&mut self, event: Event) {
        self.tally.count(&event.what);
        match event.what {
            What::BecameRole { server, role: RoleName::Leader, .. } => {
                let last = self.last_leader.replace(server);
                self.leader_changes += u64::from(last.is_some_and(|last| last != server));
            }
            What::Truncated { .. } => self.truncations += 1,
            What::Crashed { .. } => self.crashes += 1,
            // A server's first start has no cause.
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
            if let Effect::Send {
                message: Message::RequestVoteResponse { granted: false, .. },
                ..
            } = effect
            {
                self.votes_refused += 1;
            }
        }
    }
}
