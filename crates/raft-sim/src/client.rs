//! Clients and their requests: what each client requested, and what it knows of the outcome.

use std::hash::{Hash, Hasher};

use raft_core::{Blocks, Index, ProposalId, ServerId};
use serde::Serialize;
use smol_str::SmolStr;

use crate::ids::{ClientId, RequestId};
use crate::machine::Answer;
use crate::queue::Slot;
use crate::time::Time;

/// Identifies the proposal of a log entry by the client, its request, and the attempt. Two proposals of the
/// same request differ in the attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The client.
    pub client: ClientId,
    /// Its request.
    pub request: RequestId,
    /// The attempt, from 1: each arrival of the request at a server is one, also that of a copy.
    pub attempt: u64,
}

impl Proposal {
    const ATTEMPT_BITS: u32 = 12;
    const REQUEST_BITS: u32 = 28;

    /// The number of an entry that no client proposed: it was in a log from the start.
    pub const NONE: ProposalId = ProposalId(0);

    /// Packs the proposal, its attempt modulo 4096, into one number, exact in JavaScript and never
    /// [`Proposal::NONE`].
    pub fn pack(self) -> ProposalId {
        ProposalId(
            (u64::from(self.client.0) << (Self::REQUEST_BITS + Self::ATTEMPT_BITS))
                | (self.request.0 << Self::ATTEMPT_BITS)
                | (self.attempt & ((1 << Self::ATTEMPT_BITS) - 1)),
        )
    }

    /// Unpacks a number; `None` for [`Proposal::NONE`].
    pub fn unpack(number: ProposalId) -> Option<Self> {
        let packed = number.0;
        (number != Self::NONE).then_some(Self {
            client: ClientId((packed >> (Self::REQUEST_BITS + Self::ATTEMPT_BITS)) as u8),
            request: RequestId((packed >> Self::ATTEMPT_BITS) & ((1 << Self::REQUEST_BITS) - 1)),
            attempt: packed & ((1 << Self::ATTEMPT_BITS) - 1),
        })
    }
}

/// A request of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// The client.
    pub client: ClientId,
    /// The command.
    pub text: SmolStr,
    /// When the client first sent it.
    pub submitted_at: Time,
    /// The server it was last sent to.
    pub target: ServerId,
    /// How often it was sent.
    pub sent: u64,
    /// How often it reached a server: the number of its attempts.
    pub proposed: u64,
    /// What the client knows.
    pub outcome: Outcome,
    /// What the client does next about it by itself, and when.
    pub(crate) next: Option<(Slot, Next)>,
    /// How many redirects it has followed without a pause.
    pub(crate) redirects: u8,
    /// The server that last failed to answer in time: hints to it are not followed.
    pub(crate) silent: Option<ServerId>,
}

/// Leaves `silent` out, so that a run in which it makes no difference keeps its digest.
impl Hash for Request {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, client, text, submitted_at, target, sent, proposed, .. } = self;
        (id, client, text, submitted_at, target, sent, proposed).hash(state);
        (&self.outcome, &self.next, self.redirects).hash(state);
    }
}

/// What a client does next about an open request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Next {
    /// The request times out.
    TimeOut,
    /// It tries the next server, after a pause.
    TryAgain,
}

/// What a client knows about its request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// Not answered yet, and not timed out.
    Waiting,
    /// Not answered in time: it may have been done or not. The client tries again.
    Unknown,
    /// Acknowledged: this must never be lost.
    Acknowledged {
        /// What the state machine answered.
        answer: Answer,
        /// When the client learnt of it.
        #[cfg_attr(feature = "typescript", tsify(type = "number"))]
        at: Time,
        /// The server that answered.
        by: ServerId,
        /// The index of the entry on that server.
        index: Index,
    },
}

/// All clients. A client has at most one request outstanding (so that a session needs to remember
/// only its last one). While all of them wait, the next request comes from a new client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clients {
    pub(crate) requests: Blocks<Request>,
    /// The request each client waits for: client `n` at position `n - 1`.
    pub(crate) outstanding: Vec<Option<RequestId>>,
    /// The server that clients believe to be leader: the one that sent the last answer, or was named in the last hint
    /// that a client followed. `None` after a timeout of any client.
    pub(crate) leader: Option<ServerId>,
}

impl Clients {
    /// Every request, oldest first.
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &Request> {
        self.requests.iter()
    }

    /// The request with this number.
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        self.requests.get(usize::try_from(id.0.checked_sub(1)?).ok()?)
    }

    pub(crate) fn request_mut(&mut self, id: RequestId) -> Option<&mut Request> {
        self.requests.get_mut(usize::try_from(id.0.checked_sub(1)?).ok()?)
    }

    /// Whether the request has no answer yet.
    pub(crate) fn is_open(&self, id: RequestId) -> bool {
        self.request(id)
            .is_some_and(|request| !matches!(request.outcome, Outcome::Acknowledged { .. }))
    }

    /// Whether the client waits for an answer.
    #[cfg(feature = "language")]
    pub(crate) fn waits(&self, client: ClientId) -> bool {
        let at = usize::from(client.0).checked_sub(1);
        at.and_then(|at| self.outstanding.get(at)).is_some_and(Option::is_some)
    }

    /// Notes that the client, which may be a new one, waits for an answer from now on.
    pub(crate) fn waits_for(&mut self, client: ClientId, request: RequestId) {
        let number = usize::from(client.0);
        if self.outstanding.len() < number {
            self.outstanding.resize(number, None);
        }
        self.outstanding[number - 1] = Some(request);
    }

    /// Whether a client is free to send a request, or a name is left for a new one.
    pub(crate) fn may_ask(&self) -> bool {
        self.outstanding.len() < usize::from(u8::MAX) || self.outstanding.contains(&None)
    }

    /// The first client without an open request, or a new one if all have one. `None` if all names are used
    /// up.
    pub(crate) fn idle(&mut self) -> Option<ClientId> {
        let at = match self.outstanding.iter().position(Option::is_none) {
            Some(at) => at,
            None => {
                self.outstanding.push(None);
                self.outstanding.len() - 1
            }
        };
        u8::try_from(at + 1).ok().map(ClientId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_survives_packing() {
        let proposal = Proposal { client: ClientId(200), request: RequestId(70_000), attempt: 9 };
        assert_eq!(Proposal::unpack(proposal.pack()), Some(proposal));
        assert!(proposal.pack().0 < 1 << 53);
        assert_eq!(Proposal::unpack(Proposal::NONE), None);
    }
}
