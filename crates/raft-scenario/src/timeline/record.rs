//! The metrics of a run, and a fingerprint of its past.

use std::hash::{DefaultHasher, Hash, Hasher};

use raft_core::{AppendOutcome, Index, Message, RoleName, ServerId};
use raft_sim::{Body, Duration, Event, MessageKind, Observer, Time, What};

use crate::player::Watcher;

/// The cost and the progress of a run, up to some instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages between servers, copies not counted.
    pub messages: u64,
    /// AppendEntries that were answered.
    pub round_trips: u64,
    /// AppendEntries that were refused: round trips spent on finding where two logs agree.
    pub refusals: u64,
    /// Elections started: how often a server became candidate.
    pub elections: u64,
    /// Leaders elected.
    pub leaders: u64,
    /// Commands committed by the leader that accepted them.
    pub commits: u64,
    /// The total time from accepting these commands to committing them.
    pub committing: Duration,
    /// The highest index that any server has ever committed.
    pub highest_commit: Index,
    /// When that was first committed.
    pub highest_commit_at: Time,
}

/// The tally of a run up to some instant, and a fingerprint of the run.
#[derive(Clone, Debug, Default)]
pub(super) struct TallyRecord {
    pub(super) tally: Tally,
    /// Commands that leaders have accepted but not committed yet.
    waiting: Vec<Waiting>,
    /// A fingerprint of all that has happened, which allows runs to be compared without replaying
    /// them. It is never stored, so it need not be the same on every machine.
    pub(super) fingerprint: u64,
    /// The number of events in the fingerprint.
    pub(super) events: u64,
}

/// A command that a leader has accepted, and when.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    leader: ServerId,
    index: Index,
    since: Time,
}

impl TallyRecord {
    fn time_commits(&mut self, event: &Event) {
        let Self { waiting, tally, .. } = self;
        match event.what {
            What::Accepted { server, index, .. } => {
                waiting.push(Waiting { leader: server, index, since: event.at });
            }
            What::Committed { server, index } => {
                if index > tally.highest_commit {
                    (tally.highest_commit, tally.highest_commit_at) = (index, event.at);
                }
                waiting.retain(|command| {
                    let is_done = command.leader == server && command.index <= index;
                    if is_done {
                        tally.commits += 1;
                        tally.committing = tally.committing + (event.at - command.since);
                    }
                    !is_done
                });
            }
            // It is no longer leader in that term: whoever commits these commands now did not
            // accept them.
            What::BecameRole { server, .. } | What::Crashed { server } => {
                waiting.retain(|command| command.leader != server);
            }
            _ => {}
        }
    }

    fn remember(&mut self, event: &Event) {
        if is_occurrence(event) {
            let mut hasher = DefaultHasher::new();
            (self.fingerprint, event.at, &event.what).hash(&mut hasher);
            self.fingerprint = hasher.finish();
            self.events += 1;
        }
    }
}

/// Whether the event changes the cluster. A rule's decision does not; its effect may.
pub(super) fn is_occurrence(event: &Event) -> bool {
    !matches!(event.what, What::Decided { .. })
}

impl Observer for TallyRecord {
    fn event(&mut self, event: Event) {
        self.tally.count(&event.what);
        self.time_commits(&event);
        self.remember(&event);
    }
}

impl Watcher for TallyRecord {}

impl Tally {
    /// Counts an event.
    pub fn count(&mut self, what: &What) {
        match what {
            What::Sent { body, copy_of: None, .. } => {
                let kind = body.kind();
                let is_raft =
                    !matches!(kind, MessageKind::ClientRequest | MessageKind::ClientResponse);
                self.messages += u64::from(is_raft);
                self.round_trips += u64::from(kind == MessageKind::AppendEntriesResponse);
                self.refusals += u64::from(is_refusal(body));
            }
            What::BecameRole { role: RoleName::Candidate, .. } => self.elections += 1,
            What::BecameRole { role: RoleName::Leader, .. } => self.leaders += 1,
            _ => {}
        }
    }
}

fn is_refusal(body: &Body) -> bool {
    let refused = |outcome: &AppendOutcome| matches!(outcome, AppendOutcome::Refused { .. });
    matches!(body, Body::Raft(Message::AppendEntriesResponse { outcome, .. }) if refused(outcome))
}
