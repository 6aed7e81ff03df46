//! What can be done in a run.

use raft_core::{ServerId, Timer};
use raft_sim::{Endpoint, Envelope, MessageId, MessageKind, World};

/// One action that a scenario can write. A move names its message as a scenario does, so that it still names that
/// message when earlier moves are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// A message arrives.
    Deliver(Named),
    /// A message is lost.
    Drop(Named),
    /// A message in flight is duplicated.
    Duplicate(Named),
    /// A timer runs out.
    Fire(ServerId, Timer),
    /// A client sends a command to this leader, and the request arrives.
    Ask(ServerId),
    /// A server crashes.
    Crash(ServerId),
    /// A crashed server starts again.
    Restart(ServerId),
}

impl Move {
    /// The servers that the move names.
    pub(crate) fn servers(self) -> impl Iterator<Item = ServerId> {
        let (one, other) = match self {
            Self::Deliver(name) | Self::Drop(name) | Self::Duplicate(name) => {
                (name.from.server(), name.to.server())
            }
            Self::Fire(server, _) | Self::Ask(server) => (Some(server), None),
            Self::Crash(server) | Self::Restart(server) => (Some(server), None),
        };
        one.into_iter().chain(other)
    }

    /// The same move with the servers renamed: the first of `order` becomes s1, the second s2, and so on.
    pub(crate) fn renamed(self, order: &[ServerId]) -> Self {
        let server = |server: ServerId| {
            let at = order.iter().position(|&it| it == server);
            at.map_or(server, |at| ServerId(at as u8 + 1))
        };
        let end = |end: Endpoint| end.server().map_or(end, |it| Endpoint::Server(server(it)));
        let named = |it: Named| Named { from: end(it.from), to: end(it.to), ..it };
        match self {
            Self::Deliver(it) => Self::Deliver(named(it)),
            Self::Drop(it) => Self::Drop(named(it)),
            Self::Duplicate(it) => Self::Duplicate(named(it)),
            Self::Fire(it, timer) => Self::Fire(server(it), timer),
            Self::Ask(it) => Self::Ask(server(it)),
            Self::Crash(it) => Self::Crash(server(it)),
            Self::Restart(it) => Self::Restart(server(it)),
        }
    }
}

/// A message in flight: the n-th oldest, from 1, of this kind between these ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// Its kind.
    pub kind: MessageKind,
    /// Its sender.
    pub from: Endpoint,
    /// Its receiver.
    pub to: Endpoint,
    /// Its position among them, oldest first, from 1.
    pub nth: u16,
}

impl Named {
    /// The name of a message in flight.
    pub fn of(envelope: &Envelope, world: &World) -> Self {
        let Envelope { id, from, to, .. } = *envelope;
        let name = Self { kind: envelope.body.kind(), from, to, nth: 1 };
        let before = world.messages().take_while(|other| other.id != id);
        Self { nth: before.filter(|other| name.fits(other)).count() as u16 + 1, ..name }
    }

    /// The message of that name, if one is in flight.
    pub fn find(self, world: &World) -> Option<MessageId> {
        let mut alike = world.messages().filter(|envelope| self.fits(envelope));
        alike.nth(usize::from(self.nth.max(1)) - 1).map(|envelope| envelope.id)
    }

    fn fits(self, envelope: &Envelope) -> bool {
        self.to == envelope.to && self.from == envelope.from && self.kind == envelope.body.kind()
    }
}
