//! The answers that servers sent to clients, and that clients received.

use raft_core::{Blocks, Entry, Index, Payload, ServerSet, Term};
use raft_sim::{Answer, MessageId, Proposal, RequestId};

use super::past::{EntryNode, Occurrence};

/// Answers in flight, and those that arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientRecord {
    pub(crate) in_flight: Vec<SentAnswer>,
    /// The answer that arrived last.
    pub(crate) arrived: Option<SentAnswer>,
    pub(crate) acknowledged: Blocks<Acknowledgement>,
}

/// An answer of a server to a client.
#[derive(Clone, Debug)]
pub(crate) struct SentAnswer {
    pub(crate) message: MessageId,
    /// The message that it is a copy of; itself, if it is not a copy.
    pub(crate) original: MessageId,
    /// The index that it names, and what the server's log had there.
    pub(crate) index: Index,
    pub(crate) place: Option<EntryNode>,
    /// Whether that was the command of the request that is answered.
    pub(crate) is_its_own: bool,
    pub(crate) answer: Answer,
    pub(crate) sent: Occurrence,
    /// The servers whose disks had the entry, if those were no majority.
    pub(crate) unfounded: Option<ServerSet>,
    /// The leadership of its sender in which it was sent.
    pub(crate) leadership: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Acknowledgement {
    pub(crate) request: RequestId,
    pub(crate) place: EntryNode,
    /// The earliest term in which the entry was committed; if it was not, the sender's term.
    pub(crate) committed_in: Term,
    pub(crate) heard: Occurrence,
    pub(crate) lost: bool,
}

/// Why a disk no longer has an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Gone {
    Removed,
    /// Lost in a crash.
    LostByDisk,
}

impl ClientRecord {
    /// A message arrived at a client, or was lost.
    pub(crate) fn arrived(&mut self, message: MessageId) {
        let at = self.in_flight.iter().position(|answer| answer.message == message);
        self.arrived = at.map(|at| self.in_flight.swap_remove(at));
    }

    /// The position of a request's acknowledgement.
    pub(crate) fn of(&self, request: RequestId) -> Option<usize> {
        self.acknowledged.iter().position(|it| it.request == request)
    }
}

/// The request whose command an entry carries.
pub(crate) fn request_of(entry: &Entry) -> Option<RequestId> {
    match &entry.payload {
        Payload::Command(command) => Proposal::unpack(command.proposal).map(|it| it.request),
        Payload::Noop => None,
    }
}
