//! Names of messages in flight that a person can write: `append s1->s2`.

use raft_sim::{Endpoint, Envelope, MessageId, MessageKind, World};

/// Some of the messages in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Their kind; any when absent.
    pub kind: Option<MessageKind>,
    /// Their sender; any when absent.
    pub from: Option<Endpoint>,
    /// Their receiver; any when absent.
    pub to: Option<Endpoint>,
    /// Which of those that match.
    pub which: Which,
}

/// Which of the messages that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The n-th oldest, from 1.
    Nth(u32),
    /// The newest: the one that was sent last.
    Last,
    /// All of them.
    Every,
    /// The one with this identity; the rest of the selector is ignored.
    Identity(MessageId),
}

impl Selector {
    /// Returns the selected messages, oldest first.
    pub fn resolve(&self, world: &World) -> Vec<MessageId> {
        let all = || world.messages().filter(|envelope| self.matches(envelope));
        let one = |envelope: Option<&Envelope>| envelope.map(|envelope| envelope.id);
        match self.which {
            Which::Nth(n) => one(all().nth((n.max(1) - 1) as usize)).into_iter().collect(),
            Which::Last => one(all().last()).into_iter().collect(),
            Which::Every => all().map(|envelope| envelope.id).collect(),
            Which::Identity(id) => one(world.message(id)).into_iter().collect(),
        }
    }

    /// Returns a selector that names a message in flight by its kind, its ends and its place among
    /// such messages.
    pub fn naming(message: MessageId, world: &World) -> Option<Self> {
        let envelope = world.message(message)?;
        let (kind, from, to) = (Some(envelope.body.kind()), Some(envelope.from), Some(envelope.to));
        let alike = Self { kind, from, to, which: Which::Every };
        let nth = alike.resolve(world).iter().position(|&id| id == message)? as u32 + 1;
        Some(Self { which: Which::Nth(nth), ..alike })
    }

    pub(crate) fn matches(&self, envelope: &Envelope) -> bool {
        self.kind.is_none_or(|kind| kind == envelope.body.kind())
            && self.from.is_none_or(|from| from == envelope.from)
            && self.to.is_none_or(|to| to == envelope.to)
    }
}
