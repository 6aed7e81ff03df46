//! How many messages there can be: what bounds the memory of a world and the cost of an event.

use super::World;

/// How many messages can be in flight at once, between whomever: those that are held and those that
/// wait for a paused server are among them.
///
/// While there are as many, a message that is sent is lost at once ([`crate::Loss::NetworkFull`]), the
/// network makes no copies, and a person who asks for one is refused
/// ([`crate::Refusal::NetworkFull`]). A cluster that is led has some dozens.
pub const MAX_IN_FLIGHT: usize = 4000;

impl World {
    /// How many more messages can be in flight, up to [`MAX_IN_FLIGHT`].
    pub fn room(&self) -> usize {
        let waiting: usize = self.servers.iter().map(|server| server.messages_waiting()).sum();
        MAX_IN_FLIGHT.saturating_sub(self.messages.len() + waiting)
    }
}
