//! What will happen by itself, in the order in which it will.

use std::collections::BTreeMap;

use raft_core::{ServerId, Timer};

use crate::client::RequestId;
use crate::envelope::MessageId;
use crate::time::Time;

/// Something that is due at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Due {
    /// A server's timer runs out.
    Timer(ServerId, Timer),
    /// A message arrives, or is lost on its way.
    Message(MessageId),
    /// A client loses patience, or tries again.
    Client(RequestId),
}

/// A place in the agenda. Of two things due at the same instant, the one entered first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot {
    pub(crate) at: Time,
    order: u64,
}

/// The things due, by time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Agenda {
    due: BTreeMap<Slot, Due>,
    entered: u64,
}

impl Agenda {
    pub(crate) fn enter(&mut self, at: Time, due: Due) -> Slot {
        let slot = Slot { at, order: self.entered };
        self.entered += 1;
        self.due.insert(slot, due);
        slot
    }

    pub(crate) fn cancel(&mut self, slot: Slot) {
        self.due.remove(&slot);
    }

    pub(crate) fn next_at(&self) -> Option<Time> {
        self.due.first_key_value().map(|(slot, _)| slot.at)
    }

    pub(crate) fn pop(&mut self) -> Option<(Time, Due)> {
        self.due.pop_first().map(|(slot, due)| (slot.at, due))
    }
}
