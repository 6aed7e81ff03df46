//! The limit on messages in flight, which bounds the memory of a world and the cost of an event.

use super::World;
use crate::network::MAX_IN_FLIGHT;

impl World {
    /// How many more messages can be in flight, up to [`MAX_IN_FLIGHT`].
    pub fn room(&self) -> usize {
        let waiting: usize = self.servers.iter().map(|server| server.messages_waiting()).sum();
        MAX_IN_FLIGHT.saturating_sub(self.messages.len() + waiting)
    }
}
