//! The event queue: all that will happen by itself, in order.

#[cfg(not(feature = "shared"))]
mod plain;
#[cfg(feature = "shared")]
mod shared;

use raft_core::{ServerId, Timer};

#[cfg(not(feature = "shared"))]
use self::plain::List;
#[cfg(feature = "shared")]
use self::shared::List;
use crate::ids::{MessageId, RequestId};
use crate::time::Time;

/// Something that is due at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Due {
    /// A server's timer runs out.
    Timer(ServerId, Timer),
    /// A message arrives, is lost on its way, or is released at the end of its delay.
    Message(MessageId),
    /// A client's request times out, or the client tries again.
    Client(RequestId),
}

/// A place in the queue. Of two things due at the same instant, the one entered first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot {
    pub(crate) at: Time,
    order: u64,
}

/// What is due. The earliest task comes off the queue first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct EventQueue {
    due: List,
    entered: u64,
}

impl EventQueue {
    pub(crate) fn enter(&mut self, at: Time, due: Due) -> Slot {
        let slot = Slot { at, order: self.entered };
        self.entered += 1;
        self.due.insert(slot, due);
        slot
    }

    pub(crate) fn cancel(&mut self, slot: Slot) {
        self.due.remove(slot);
    }

    /// When the next thing is due. Nothing happens at [`Time::MAX`] any more: whatever followed from it
    /// would be due at the same instant, forever.
    pub(crate) fn next_at(&self) -> Option<Time> {
        let slot = self.due.first()?;
        (slot.at < Time::MAX).then_some(slot.at)
    }

    pub(crate) fn pop(&mut self) -> Option<(Time, Due)> {
        let at = self.next_at()?;
        self.due.pop_first().map(|due| (at, due))
    }
}
