//! What the page sees of a world at one instant: plain values, with times in milliseconds of virtual time. The
//! TypeScript definitions are generated from here.
//!
//! A part that is [`Apart`] is the same object as in the last view, unless something in it changed.

use raft_core::{Index, RoleName, ServerId, Term};
use raft_sim::{
    ClientId, Loss, MessageId, MessageKind, NetworkSettings, Outcome, RequestId, Status,
};
use serde::{Serialize, Serializer};
use tsify::Tsify;

/// A part of a view that is put into it afterwards: see `kept.rs`. Its definition in TypeScript
/// is written beside it.
#[derive(Clone, Copy, Debug)]
pub struct Apart;

impl Serialize for Apart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

/// Everything the playground draws.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Changes whenever anything but the time does.
    pub version: u32,
    /// The virtual time of this view.
    pub now: f64,
    /// When something happens next by itself; absent if nothing ever will.
    pub next_event_at: Option<f64>,
    /// In the order of their names.
    #[tsify(type = "ServerView[]")]
    pub servers: Apart,
    /// The messages in flight, oldest first; only the last [`MESSAGES_SHOWN`].
    #[tsify(type = "MessageView[]")]
    pub messages: Apart,
    /// How many older messages are in flight besides those.
    pub more_messages: u32,
    /// The messages that were lost a short while ago (see [`FALL_MS`]), to be drawn falling.
    pub lost: Vec<LostView>,
    /// The directions of links that differ from the rest of the network.
    #[tsify(type = "LinkView[]")]
    pub links: Apart,
    /// The messages that are held as soon as they are sent.
    #[tsify(type = "MessageFilter[]")]
    pub holds: Vec<HoldView>,
    /// The network's settings.
    pub network: NetworkSettings,
    /// The clients' requests, newest last; only the last [`LEDGER_LINES`].
    #[tsify(type = "RequestView[]")]
    pub requests: Apart,
}

/// How long a lost message is shown falling, in milliseconds of virtual time.
pub const FALL_MS: u64 = 12;

/// How many messages a view holds: more than can be told apart on a screen.
pub const MESSAGES_SHOWN: usize = 400;

/// How many requests a view holds.
pub const LEDGER_LINES: usize = 50;

/// One server.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ServerView {
    /// Its name.
    pub id: ServerId,
    /// Whether it runs.
    pub status: Status,
    /// Its role; meaningless when it has crashed.
    pub role: RoleName,
    /// `currentTerm`.
    pub term: Term,
    /// `votedFor`.
    pub voted_for: Option<ServerId>,
    /// The server that it believes to be the leader.
    pub leader: Option<ServerId>,
    /// The votes of a candidate or pre-candidate, including its own.
    pub votes: Vec<ServerId>,
    /// How many votes make a majority.
    pub quorum: u8,
    /// Its election timer; absent on a leader, or when crashed.
    pub election_timer: Option<TimerView>,
    /// A leader's heartbeat timer.
    pub heartbeat_timer: Option<TimerView>,
    /// The log, or its end when it is long.
    pub log: LogView,
    /// `commitIndex`.
    pub commit_index: Index,
    /// `lastApplied`.
    pub last_applied: Index,
    /// What a leader knows of its followers.
    pub progress: Vec<ProgressView>,
    /// The state machine's keys and values.
    #[tsify(type = "KeyValue[]")]
    pub state: Apart,
    /// How many messages and timers wait for a paused server.
    pub waiting: u32,
}

/// A running timer.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TimerView {
    /// When it was set.
    pub set_at: f64,
    /// When it runs out; absent in manual mode, in which timers run out only when they are told to.
    pub fires_at: Option<f64>,
}

/// A log's entries from `first` on.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LogView {
    /// The index of the first entry shown; entries before it exist but are left out.
    pub first: Index,
    /// The index of the log's last entry, which may come before those shown.
    pub last: Index,
    /// The entries.
    #[tsify(type = "EntryView[]")]
    pub entries: Apart,
}

/// One entry.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// Its term.
    pub term: Term,
    /// The command; empty for a no-op, or for an entry that was there before the run.
    pub text: String,
    /// Whether it is a leader's no-op entry.
    pub noop: bool,
    /// The client request that it comes from.
    pub request: Option<RequestId>,
}

/// What a leader knows of one follower.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// The follower.
    pub server: ServerId,
    /// `nextIndex`.
    pub next_index: Index,
    /// `matchIndex`.
    pub match_index: Index,
}

/// A key of the state machine.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct KeyValue {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// Who sends or receives: one of the two is present.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EndpointView {
    /// A server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<ServerId>,
    /// A client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
}

/// A message in flight.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct MessageView {
    /// Its identity.
    pub id: MessageId,
    /// Its sender.
    pub from: EndpointView,
    /// Its receiver.
    pub to: EndpointView,
    /// Its kind.
    pub kind: MessageKind,
    /// Its term; 0 for a client's message.
    pub term: Term,
    /// When it was sent.
    pub sent_at: f64,
    /// When it arrives, if nothing delays it.
    pub arrives_at: f64,
    /// Since when it has been held; absent if it is not held.
    pub held_since: Option<f64>,
    /// Whether it is a copy of another one.
    pub copy: bool,
    /// How many entries an AppendEntries carries.
    pub entries: u32,
    /// What a reply says.
    pub reply: Option<Reply>,
    /// The index up to which the logs agree, in a positive reply to an AppendEntries.
    pub match_index: Option<Index>,
    /// A client's command.
    pub text: Option<String>,
    /// The server that a redirect refers the client to.
    pub leader: Option<ServerId>,
}

/// A reply in one word.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// Granted, stored, done.
    Yes,
    /// Refused, or failed.
    No,
    /// The client should ask another server.
    Redirect,
}

/// A message that was lost.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LostView {
    /// The message as it was.
    pub message: MessageView,
    /// When it was lost. It falls from where it was at that time.
    pub lost_at: f64,
    /// Why it was lost.
    pub why: Loss,
}

/// One direction of a link.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// The sender.
    pub from: ServerId,
    /// The receiver.
    pub to: ServerId,
    /// Whether it is cut.
    pub cut: bool,
    /// Its own settings, if it has any.
    pub settings: Option<NetworkSettings>,
}

/// Which messages are held as soon as they are sent. An absent field fits every message.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct HoldView {
    /// Their sender.
    pub from: Option<ServerId>,
    /// Their receiver.
    pub to: Option<ServerId>,
    /// Their kind.
    pub kind: Option<MessageKind>,
}

/// A request of a client.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// Its number.
    pub id: RequestId,
    /// The client that sent it.
    pub client: ClientId,
    /// The command.
    pub text: String,
    /// When it was first sent.
    pub submitted_at: f64,
    /// The server that it was last sent to.
    pub target: ServerId,
    /// How often it was sent.
    pub sent: u32,
    /// What the client knows of the outcome.
    pub outcome: Outcome,
}
