#![doc = include_str!("../README.md")]

mod blocks;
mod candidate;
mod config;
mod decision;
mod effect;
mod entry;
mod ids;
mod leader;
mod log;
mod message;
mod node;
mod progress;
mod receiver;
mod role;
pub mod rules;
mod timing;

pub use blocks::Blocks;
pub use config::Config;
pub use decision::{Ballot, Decision, VoteReason};
pub use effect::{Effect, Effects, Input, Timer};
pub use entry::{Command, Entries, Entry, Payload};
pub use ids::{Index, LogId, ProposalId, ServerId, ServerSet, Term};
pub use leader::MAX_ENTRIES;
pub use log::Log;
pub use message::{AppendOutcome, Message};
pub use node::{Durable, Node, Volatile};
pub use progress::{FollowerProgress, LastSent, ProgressState};
pub use role::{RecentlyActive, Role, RoleName};
pub use rules::{
    CheckQuorum, Choice, CommitRule, ConflictingSuffix, ConsistencyCheck, Disk, ElectionTimeout,
    FollowerCommit, Heartbeats, NextTry, Noop, PreVote, Quorum, Rule, Rules, Sending, StaleReplies,
    TermVerdict, Terms, VoteLogCheck, VoteMemory, VotesPerTerm, Weight,
};
pub use timing::{Range, Timing};
