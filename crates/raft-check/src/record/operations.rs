//! Clients' operations, and when they began and ended.

use raft_core::{Blocks, Index};
use raft_sim::{Operation, RequestId};
use smol_str::SmolStr;

use super::past::Occurrence;

/// How far a request's number may exceed those known so far. Requests are numbered in order.
pub(crate) const MOST_MISSING: usize = 1024;

/// All requests, by their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Operations {
    pub(crate) all: Blocks<RequestRecord>,
    /// The latest place of a finished operation in the order of the log, and its request.
    pub(crate) finished: (Index, Option<RequestId>),
    /// For each key: the last write that was acknowledged and is nowhere in that order.
    pub(crate) missing: Vec<Missing>,
}

/// An acknowledged write that no entry in the order of the log executed.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    pub(crate) request: RequestId,
    pub(crate) key: SmolStr,
    /// The value that it wrote; `None` if it deleted the key.
    pub(crate) value: Option<SmolStr>,
    /// [`AskedRequest::after`].
    pub(crate) after: Index,
    pub(crate) heard: Occurrence,
    /// The entry that the answer named.
    pub(crate) index: Index,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct RequestRecord {
    /// `None` while no client has been seen to send it.
    pub(crate) asked: Option<AskedRequest>,
    /// The entry that executed it.
    pub(crate) executed_by: Option<Index>,
    /// When a client received the answer.
    pub(crate) heard: Option<Occurrence>,
}

#[derive(Clone, Debug)]
pub(crate) struct AskedRequest {
    pub(crate) command: SmolStr,
    /// The server that it was sent to first, and when.
    pub(crate) source: Occurrence,
    /// What [`Operations::finished`] was then: the operation must come after that place.
    pub(crate) after: (Index, Option<RequestId>),
}

impl Operations {
    pub(crate) fn get(&self, request: RequestId) -> Option<&RequestRecord> {
        self.all.get(usize::try_from(request.0.checked_sub(1)?).ok()?)
    }

    /// The request, mutable; `None` for a number that no client can have given.
    pub(crate) fn get_mut(&mut self, request: RequestId) -> Option<&mut RequestRecord> {
        let at = usize::try_from(request.0.checked_sub(1)?).ok()?;
        if at > self.all.len() + MOST_MISSING {
            return None;
        }
        while self.all.len() <= at {
            self.all.push(RequestRecord::default());
        }
        self.all.get_mut(at)
    }

    pub(crate) fn executed(&mut self, request: RequestId, index: Index) {
        if let Some(request) = self.get_mut(request) {
            request.executed_by.get_or_insert(index);
        }
    }

    pub(crate) fn write_is_missing(
        &mut self,
        request: RequestId,
        asked: &AskedRequest,
        (index, heard): (Index, Occurrence),
    ) {
        let (key, value) = match Operation::parse(&asked.command) {
            Ok(Operation::Set { key, value }) => (key, Some(value.into())),
            Ok(Operation::Delete { key }) => (key, None),
            _ => return,
        };
        self.missing.retain(|missing| missing.key != key);
        let (key, (after, _)) = (key.into(), asked.after);
        self.missing.push(Missing { request, key, value, after, heard, index });
    }

    /// The entry that executed a request.
    pub(crate) fn executed_by(&self, request: RequestId) -> Option<Index> {
        self.get(request)?.executed_by
    }
}
