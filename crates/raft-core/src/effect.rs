//! The inputs and the effects of a server.

use serde::Serialize;

use crate::decision::Decision;
use crate::entry::{Command, Entries};
use crate::ids::{Index, ProposalId, ServerId, Term};
use crate::message::Message;
use crate::role::RoleName;
use crate::timing::Range;

/// One thing that happens to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// The server comes up, for the first time or after a crash.
    Start,
    /// A message from another server arrives.
    Receive {
        /// Its sender.
        from: ServerId,
        /// What it says.
        message: Message,
    },
    /// A timer that the server has set runs out.
    Timer(Timer),
    /// A client asks for a command to be replicated.
    Propose(Command),
}

/// The timers a server can set. Setting one that runs replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Timer {
    /// A follower's or candidate's: begin an election (§5.2).
    Election,
    /// A leader's: send the next heartbeats (§5.2).
    Heartbeat,
    /// A leader's: check whether a majority has been heard from (dissertation §6.2).
    QuorumCheck,
    /// A follower's: while it runs, the follower has recently heard from its leader and grants no
    /// PreVote (dissertation §9.6: "has not received heartbeats from a valid leader for at least a baseline election
    /// timeout").
    LeaderContact,
}

impl Timer {
    /// Every timer.
    pub const ALL: [Self; 4] =
        [Self::Election, Self::Heartbeat, Self::QuorumCheck, Self::LeaderContact];
}

/// What a server wants done. Effects must be carried out **in order**. Stopping after the first *k*
/// is a crash at that point: so far, the server has promised nothing that is not on its disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Write `currentTerm` and `votedFor` to disk (Figure 2: before responding to RPCs).
    Persist {
        /// `currentTerm`.
        term: Term,
        /// `votedFor`.
        voted_for: Option<ServerId>,
    },
    /// Write new entries at the end of the log on disk.
    Append {
        /// The index of the first of them.
        first: Index,
        /// The entries.
        entries: Entries,
    },
    /// Remove the entry at this index, and all after it, from the log on disk.
    Truncate {
        /// The first index removed.
        from: Index,
    },
    /// Send a message to another server.
    Send {
        /// Its receiver.
        to: ServerId,
        /// What it says.
        message: Message,
    },
    /// (Re)start a timer with a duration drawn from `range`.
    SetTimer {
        /// Which.
        timer: Timer,
        /// The durations to draw from.
        range: Range,
    },
    /// Stop a timer, if it is running.
    CancelTimer {
        /// Which.
        timer: Timer,
    },
    /// The entries up to this index are known to be committed (§5.3).
    Commit {
        /// The new `commitIndex`.
        index: Index,
    },
    /// Apply the log's entries from `first` to `last` to the state machine, in order (§5.3).
    Apply {
        /// The first, one above the last one applied.
        first: Index,
        /// The last.
        last: Index,
    },
    /// The server changed its role, or entered another term in it.
    BecameRole {
        /// The role.
        role: RoleName,
        /// `currentTerm`.
        term: Term,
    },
    /// The proposal was appended by this leader and may be committed later.
    Accepted {
        /// The proposal.
        proposal: ProposalId,
        /// Where it is in the log.
        index: Index,
    },
    /// The proposal was refused: this server is not the leader (§8).
    NotLeader {
        /// The proposal.
        proposal: ProposalId,
        /// Whom this server believes to be the leader.
        leader: Option<ServerId>,
    },
    /// One of the [`crate::Rules`] decided something.
    Decided(Decision),
}

impl Effect {
    /// Whether it writes to the disk.
    pub fn is_write(&self) -> bool {
        matches!(self, Self::Persist { .. } | Self::Append { .. } | Self::Truncate { .. })
    }
}

/// A list of effects, in order. It can be reused from step to step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Adds an effect at the end.
    pub(crate) fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Removes all effects, keeping the allocation.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Removes all effects and returns them in order, keeping the allocation.
    pub fn drain(&mut self) -> impl Iterator<Item = Effect> {
        self.0.drain(..)
    }
}

impl std::ops::Deref for Effects {
    type Target = [Effect];

    fn deref(&self) -> &[Effect] {
        &self.0
    }
}
