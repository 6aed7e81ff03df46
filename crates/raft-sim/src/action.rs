//! The actions that a person or a scenario can take, and why they can be refused.

use std::fmt;

use raft_core::{ServerId, Timer};
use serde::Serialize;
use smol_str::SmolStr;

use crate::envelope::MessageKind;
use crate::ids::MessageId;
#[cfg(feature = "language")]
use crate::ids::{ClientId, Endpoint};
use crate::machine::CommandError;
use crate::network::{MAX_IN_FLIGHT, NetworkError, NetworkSettings};
use crate::time::Duration;

/// One action. A run depends on its [`crate::Setup`] and on a list of actions, each with the time at which
/// it is taken, and on nothing else.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(
    feature = "typescript",
    serde(rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Action {
    /// The server stops, and loses all that was not on its disk.
    Crash { server: ServerId },
    /// A crashed server comes up again, with what its disk holds.
    Restart { server: ServerId },
    /// The server pauses: messages and timers wait for it.
    Pause { server: ServerId },
    /// A paused server resumes, and handles what has waited.
    Resume { server: ServerId },
    /// One of the server's timers runs out now.
    Fire { server: ServerId, timer: Timer },
    /// Messages from `from` to `to`, also those in flight, are lost from now on; with `both_ways`, those
    /// from `to` to `from` as well.
    Cut { from: ServerId, to: ServerId, both_ways: bool },
    /// Undoes [`Action::Cut`].
    Mend { from: ServerId, to: ServerId, both_ways: bool },
    /// Only servers of the same group reach each other; a server in no group reaches nobody.
    Partition { groups: Vec<Vec<ServerId>> },
    /// Ends all cuts and partitions. Settings of links stay.
    Heal,
    /// Gives one direction of a link its own settings, or, without `settings`, the network's again.
    SetLink {
        from: ServerId,
        to: ServerId,
        /// The network's own when absent.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        settings: Option<NetworkSettings>,
    },
    /// The network's latency, loss and duplication, for messages sent from now on.
    SetNetwork { settings: NetworkSettings },
    /// A client sends a command: to the server named, or to the one that clients believe to be leader. All clients
    /// share this belief, and a timeout of any client erases it.
    Command {
        /// `set x 1`, `get x`, …
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        text: SmolStr,
        #[cfg_attr(feature = "typescript", tsify(optional))]
        to: Option<ServerId>,
    },
    /// [`Action::Command`] by a named client, which must have no open request.
    #[cfg(feature = "language")]
    CommandBy {
        client: ClientId,
        /// `set x 1`, `get x`, …
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        text: SmolStr,
        #[cfg_attr(feature = "typescript", tsify(optional))]
        to: Option<ServerId>,
    },
    /// [`Action::Cut`] for the link of a client to a server: one end is a client.
    #[cfg(feature = "language")]
    CutClient {
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        from: Endpoint,
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        to: Endpoint,
        both_ways: bool,
    },
    /// Undoes [`Action::CutClient`].
    #[cfg(feature = "language")]
    MendClient {
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        from: Endpoint,
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        to: Endpoint,
        both_ways: bool,
    },
    /// [`Action::Partition`] with clients in the groups: those reach only the servers of their group.
    /// Clients in no group reach every server.
    #[cfg(feature = "language")]
    PartitionClients {
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView[][]"))]
        groups: Vec<Vec<Endpoint>>,
    },
    /// [`Action::SetLink`] for the link of a client to a server.
    #[cfg(feature = "language")]
    SetClientLink {
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        from: Endpoint,
        #[cfg_attr(feature = "typescript", tsify(type = "EndpointView"))]
        to: Endpoint,
        /// The network's own when absent.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        settings: Option<NetworkSettings>,
    },
    /// The server's clock runs at another rate from now on, also for the timers that are running.
    #[cfg(feature = "language")]
    SetClock {
        server: ServerId,
        /// In thousandths of the usual rate: 1500 is one and a half times as fast. From [`crate::Setup::MIN_RATE`] to
        /// [`crate::Setup::MAX_RATE`].
        rate: u16,
    },
    /// The message is dropped.
    Drop { message: MessageId },
    /// The message arrives now. It is lost instead if its link is cut, its receiver has crashed or the
    /// network was going to lose it.
    Deliver { message: MessageId },
    /// Sends a copy, which arrives a little later than the message would. A hold of the message is not copied, but
    /// manual mode and [`Action::HoldAll`] apply to the copy.
    Duplicate { message: MessageId },
    /// The message arrives later.
    Delay {
        message: MessageId,
        #[cfg_attr(feature = "typescript", tsify(type = "number"))]
        by: Duration,
    },
    /// The message is held: it stays in flight until it is released, delivered or dropped.
    Hold { message: MessageId },
    /// A held message is no longer held, and arrives after the rest of its latency.
    Release { message: MessageId },
    /// Messages that match are held from now on, as soon as they are sent.
    HoldAll { filter: MessageFilter },
    /// Undoes [`Action::HoldAll`] with the same filter, and releases all held messages that match, unless another
    /// filter still holds them.
    ReleaseAll { filter: MessageFilter },
}

/// Which messages an [`Action::HoldAll`] holds. A part that is left out matches every message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct MessageFilter {
    /// Their sender.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub from: Option<ServerId>,
    /// Their receiver.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub to: Option<ServerId>,
    /// Their kind.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub kind: Option<MessageKind>,
}

/// Why an action was refused. Nothing has changed then.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Refusal {
    /// There is no such server.
    NoSuchServer { server: ServerId },
    /// The server has not crashed, so it cannot be restarted.
    NotCrashed { server: ServerId },
    /// The server has crashed.
    Crashed { server: ServerId },
    /// The server is paused.
    Paused { server: ServerId },
    /// The server is not paused, so it cannot be resumed.
    NotPaused { server: ServerId },
    /// The timer does not run: a leader, for instance, has no election timeout.
    NoSuchTimer { server: ServerId, timer: Timer },
    /// Both ends are the same server, which has no link to itself.
    NoSuchLink { server: ServerId },
    /// The link is cut already.
    AlreadyCut { from: ServerId, to: ServerId },
    /// The link is not cut.
    NotCut { from: ServerId, to: ServerId },
    /// No link is cut.
    NothingToHeal,
    /// A server is in two groups of a partition.
    InTwoGroups { server: ServerId },
    /// There is no such client: the first is c1.
    #[cfg(feature = "language")]
    NoSuchClient { client: ClientId },
    /// The client waits for a reply: it has one request at a time.
    #[cfg(feature = "language")]
    ClientWaits { client: ClientId },
    /// The link does not join a client and a server.
    #[cfg(feature = "language")]
    NoClientLink,
    /// The link between the client and the server is cut already, in this direction.
    #[cfg(feature = "language")]
    ClientCut { client: ClientId, server: ServerId },
    /// The link between the client and the server is not cut, in this direction.
    #[cfg(feature = "language")]
    ClientNotCut { client: ClientId, server: ServerId },
    /// A client is in two groups of a partition.
    #[cfg(feature = "language")]
    ClientInTwoGroups { client: ClientId },
    /// The rate is below [`crate::Setup::MIN_RATE`] or above [`crate::Setup::MAX_RATE`].
    #[cfg(feature = "language")]
    BadClock,
    /// The message is not in flight: it has arrived, was lost, waits at a paused server, or was never
    /// sent.
    NotInFlight { message: MessageId },
    /// The message is held already.
    AlreadyHeld { message: MessageId },
    /// The message is not held.
    NotHeld { message: MessageId },
    /// A filter that matches the same messages is in force already.
    AlreadyHolding,
    /// No such filter is in force.
    NotHolding,
    /// The command cannot be read.
    BadCommand { problem: CommandError },
    /// All 255 clients wait for a reply.
    TooManyClients,
    /// A setting of the network is out of its range.
    BadNetwork { problem: NetworkError },
    /// The delay would end after the longest possible run, at [`crate::Time::MAX`] or later.
    DelayTooLong,
    /// The copy would exceed the limit on messages, [`MAX_IN_FLIGHT`].
    NetworkFull,
}

impl Action {
    /// Whether the action changes the network: which links are cut, or how they carry messages.
    pub fn is_network(&self) -> bool {
        match self {
            Self::Cut { .. }
            | Self::Mend { .. }
            | Self::Partition { .. }
            | Self::Heal
            | Self::SetLink { .. }
            | Self::SetNetwork { .. } => true,
            #[cfg(feature = "language")]
            Self::CutClient { .. }
            | Self::MendClient { .. }
            | Self::PartitionClients { .. }
            | Self::SetClientLink { .. } => true,
            _ => false,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchServer { server } => write!(f, "there is no server {server}"),
            Self::NotCrashed { server } => write!(f, "{server} has not crashed"),
            Self::Crashed { server } => write!(f, "{server} has crashed"),
            Self::Paused { server } => write!(f, "{server} is paused"),
            Self::NotPaused { server } => write!(f, "{server} is not paused"),
            Self::NoSuchTimer { server, timer } => {
                let why = match timer {
                    Timer::Election => "is leader: a leader has no election timer",
                    Timer::Heartbeat => "is not leader: only a leader sends heartbeats",
                    Timer::QuorumCheck => {
                        "has no quorum-check timer: it is not leader, or CheckQuorum is off"
                    }
                    Timer::LeaderContact => {
                        "has no leader-lease timer: it has heard from no leader, or PreVote is off"
                    }
                };
                write!(f, "{server} {why}")
            }
            Self::NoSuchLink { server } => write!(f, "{server} has no link to itself"),
            Self::AlreadyCut { from, to } => write!(f, "the link {from} → {to} is already cut"),
            Self::NotCut { from, to } => write!(f, "the link {from} → {to} is not cut"),
            Self::NothingToHeal => write!(f, "no link is cut"),
            Self::InTwoGroups { server } => write!(f, "{server} is in more than one group"),
            #[cfg(feature = "language")]
            Self::NoSuchClient { client } => write!(f, "there is no client {client}"),
            #[cfg(feature = "language")]
            Self::ClientWaits { client } => {
                write!(f, "{client} is waiting for a reply: a client has one request at a time")
            }
            #[cfg(feature = "language")]
            Self::NoClientLink => write!(f, "clients have links to servers only"),
            #[cfg(feature = "language")]
            Self::ClientCut { client, server } => {
                write!(f, "the link between {client} and {server} is already cut")
            }
            #[cfg(feature = "language")]
            Self::ClientNotCut { client, server } => {
                write!(f, "the link between {client} and {server} is not cut")
            }
            #[cfg(feature = "language")]
            Self::ClientInTwoGroups { client } => write!(f, "{client} is in more than one group"),
            #[cfg(feature = "language")]
            Self::BadClock => write!(f, "a clock runs at 0.1 to 10 times the usual rate"),
            Self::NotInFlight { message } => write!(f, "message {message} is not in flight"),
            Self::AlreadyHeld { message } => write!(f, "message {message} is already held"),
            Self::NotHeld { message } => write!(f, "message {message} is not held"),
            Self::AlreadyHolding => write!(f, "such messages are already held"),
            Self::NotHolding => write!(f, "such messages are not held"),
            Self::BadCommand { problem } => problem.fmt(f),
            Self::TooManyClients => {
                write!(f, "255 clients are waiting for a reply; no more can send a request")
            }
            Self::BadNetwork { problem } => problem.fmt(f),
            Self::DelayTooLong => {
                write!(f, "the message would arrive after the end of the longest possible run")
            }
            Self::NetworkFull => {
                write!(f, "at most {MAX_IN_FLIGHT} messages can be in flight")
            }
        }
    }
}

impl std::error::Error for Refusal {}
