//! Messages in flight.

use raft_core::{Index, Message, ServerId};
use serde::Serialize;
use smol_str::SmolStr;

use crate::ids::{Endpoint, EventId, MessageId, RequestId};
use crate::machine::Answer;
use crate::queue::Slot;
use crate::time::Time;

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Body {
    /// Between servers.
    Raft(Message),
    /// Between a client and a server.
    Client(ClientMessage),
}

/// A message between a client and a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ClientMessage {
    /// A client's request.
    ClientRequest {
        /// Its serial number.
        request: RequestId,
        /// The command.
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        text: SmolStr,
    },
    /// The command was applied.
    ClientAnswer {
        /// The request's serial number.
        request: RequestId,
        /// The index of the command's entry.
        index: Index,
        /// The state machine's answer.
        answer: Answer,
    },
    /// The server is not the leader (§8).
    ClientRedirect {
        /// The request's serial number.
        request: RequestId,
        /// The server that it believes to be leader, if any.
        leader: Option<ServerId>,
    },
}

/// The kinds of message, as a person names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MessageKind {
    /// RequestVote.
    RequestVote,
    /// Its reply.
    RequestVoteResponse,
    /// PreVote.
    PreVote,
    /// Its reply.
    PreVoteResponse,
    /// AppendEntries, heartbeats among them.
    AppendEntries,
    /// Its reply.
    AppendEntriesResponse,
    /// A client's request.
    ClientRequest,
    /// The reply to it: an answer, or a redirect to another server.
    ClientResponse,
}

impl Body {
    /// Its kind.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::Raft(Message::RequestVote { .. }) => MessageKind::RequestVote,
            Self::Raft(Message::RequestVoteResponse { .. }) => MessageKind::RequestVoteResponse,
            Self::Raft(Message::PreVote { .. }) => MessageKind::PreVote,
            Self::Raft(Message::PreVoteResponse { .. }) => MessageKind::PreVoteResponse,
            Self::Raft(Message::AppendEntries { .. }) => MessageKind::AppendEntries,
            Self::Raft(Message::AppendEntriesResponse { .. }) => MessageKind::AppendEntriesResponse,
            Self::Client(ClientMessage::ClientRequest { .. }) => MessageKind::ClientRequest,
            Self::Client(_) => MessageKind::ClientResponse,
        }
    }
}

/// One message in flight.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Envelope {
    /// Its identity.
    pub id: MessageId,
    /// The message it is a copy of, when the network or a person duplicated one.
    pub copy_of: Option<MessageId>,
    /// Its sender.
    pub from: Endpoint,
    /// Its receiver.
    pub to: Endpoint,
    /// Its content.
    pub body: Body,
    /// When it was sent, plus the time for which it was held until it was released. A copy made by
    /// [`crate::Action::Duplicate`] has a later time than its original, so that it arrives later.
    pub sent_at: Time,
    /// When it arrives, unless it is held or lost.
    pub arrives_at: Time,
    /// Since when it has been held, if it is. A delayed message is held until its delay ends.
    pub held_since: Option<Time>,
    /// Its pending event: its arrival, its loss or the end of its delay. `None` while it is held without an end.
    pub(crate) slot: Option<Slot>,
    /// The loss that is scheduled for it, if it will be lost.
    pub(crate) scheduled_drop: Option<ScheduledDrop>,
    /// The event with which it was sent.
    pub(crate) sent_by: EventId,
}

/// A loss that has been drawn or caused by a cut, but has not happened yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScheduledDrop {
    pub(crate) at: Time,
    pub(crate) why: Loss,
}

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Loss {
    /// The network lost it.
    Network,
    /// The link was cut.
    Cut,
    /// Its receiver had crashed.
    Crashed,
    /// A person dropped it.
    ByHand,
    /// It was sent while there were [`crate::MAX_IN_FLIGHT`] messages.
    NetworkFull,
}
