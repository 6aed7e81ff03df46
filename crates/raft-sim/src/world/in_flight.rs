//! The limit on messages, which bounds the memory of a world and the cost of an event.

use super::World;
use crate::network::MAX_IN_FLIGHT;

impl World {
    /// How many more messages there can be, up to [`MAX_IN_FLIGHT`]. Those that wait at paused servers count.
    pub fn room(&self) -> usize {
        let waiting: usize = self.servers.iter().map(|server| server.messages_waiting()).sum();
        MAX_IN_FLIGHT.saturating_sub(self.messages.len() + waiting)
    }
}
