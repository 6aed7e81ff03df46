//! A deterministic world for Raft servers: virtual time, a network, disks, clients and faults.
//!
//! A [`World`] is made from a [`Setup`], advances with [`World::run_until`], and takes actions
//! ([`World::act`]). The same setup and actions give the same run, bit for bit, natively and in
//! WebAssembly. It reports each event, with its cause, to an [`Observer`]; it judges nothing.

mod action;
#[cfg(feature = "language")]
mod canonical;
mod client;
mod dice;
mod digest;
mod envelope;
mod event;
mod ids;
mod machine;
mod network;
mod queue;
mod server;
mod setup;
mod sorted;
mod time;
mod world;

pub use action::{Action, MessageFilter, Refusal};
pub use client::{Clients, Outcome, Proposal, Request};
pub use dice::SplitMix64;
pub use digest::digest;
pub use envelope::{Body, ClientMessage, Envelope, Loss, MessageKind};
pub use event::{Event, Observer, ServerStep, What};
pub use ids::{ClientId, Endpoint, EventId, MessageId, RequestId};
pub use machine::{Answer, CommandError, MAX_COMMAND, Machine, Operation, Values, check_command};
pub use network::{Link, MAX_IN_FLIGHT, Network, NetworkError, NetworkSettings};
pub use server::{Running, Server, Status};
pub use setup::{Setup, SetupError};
pub use time::{Duration, Time, range_ms};
pub use world::World;
