//! The queue as a map in chunks, which copies share. It has the same hash as the plain list.

use std::cmp::Reverse;

use super::{Due, Slot};
use crate::sorted::SortedMap;

/// What is due, sorted in descending order: the next task is at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct List(SortedMap<Reverse<Slot>, Due>);

impl List {
    pub(super) fn insert(&mut self, slot: Slot, due: Due) {
        self.0.insert(Reverse(slot), due);
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        self.0.remove(&Reverse(slot));
    }

    /// The slot of the next one.
    pub(super) fn first(&self) -> Option<Slot> {
        self.0.last_key().map(|Reverse(slot)| *slot)
    }

    pub(super) fn pop_first(&mut self) -> Option<Due> {
        self.0.pop_last().map(|(_, due)| due)
    }
}
