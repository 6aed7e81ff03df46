//! The queue as one list: less code to download.

use super::{Due, Slot};

/// What is due, sorted in descending order: the next task is at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct List(Vec<(Slot, Due)>);

impl List {
    pub(super) fn insert(&mut self, slot: Slot, due: Due) {
        self.0.insert(self.place(slot), (slot, due));
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        let at = self.place(slot);
        if self.0.get(at).is_some_and(|(other, _)| *other == slot) {
            self.0.remove(at);
        }
    }

    /// The slot of the next one.
    pub(super) fn first(&self) -> Option<Slot> {
        self.0.last().map(|(slot, _)| *slot)
    }

    pub(super) fn pop_first(&mut self) -> Option<Due> {
        self.0.pop().map(|(_, due)| due)
    }

    /// The position of `slot`, or the one where it belongs.
    fn place(&self, slot: Slot) -> usize {
        self.0.partition_point(|(other, _)| *other > slot)
    }
}
