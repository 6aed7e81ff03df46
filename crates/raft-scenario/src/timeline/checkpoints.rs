//! Past states, from which any other can be had by replay.

use super::Place;

/// How many events or acts apart they are: a replay of that many takes about a millisecond.
const APART: u64 = 1000;

/// How many are kept. Of a longer run every second one is given up, so that memory stays bounded and
/// seeking gets slower by and by.
const MOST: usize = 1024;

/// States of a run, by place. The first is the beginning.
pub(super) struct Checkpoints {
    places: Vec<Place>,
    apart: u64,
}

impl Checkpoints {
    pub(super) fn new(beginning: &Place) -> Self {
        Self { places: vec![beginning.clone()], apart: APART }
    }

    /// Keeps this place, if it is far enough beyond the last one.
    pub(super) fn visit(&mut self, place: &Place) {
        let last = self.places.last().map_or(0, Place::items);
        if place.items() < last + self.apart {
            return;
        }
        if self.places.len() == MOST {
            let mut at = 0;
            self.places.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            self.apart *= 2;
        }
        self.places.push(place.clone());
    }

    /// The last place for which `is_before` holds, which must hold for all places before it; the
    /// beginning, when it holds for none.
    pub(super) fn at_or_before(&self, is_before: impl Fn(&Place) -> bool) -> &Place {
        let count = self.places.partition_point(is_before);
        &self.places[count.saturating_sub(1)]
    }

    /// The last two places, one of each run, up to which the same has happened; nothing when the runs
    /// differ from the beginning.
    pub(super) fn last_common<'a>(&'a self, other: &'a Self) -> Option<(&'a Place, &'a Place)> {
        let twin = |place: &Place| {
            let items = place.items();
            let at = other.places.binary_search_by_key(&items, Place::items).ok()?;
            Some(&other.places[at]).filter(|twin| twin.watch.story == place.watch.story)
        };
        // What happened is never undone by what happens later.
        self.places.iter().rev().find_map(|place| twin(place).map(|twin| (place, twin)))
    }

    /// The future is another one from here on.
    pub(super) fn forget_after(&mut self, items: u64) {
        self.forget_unless(|place| place.items() <= items);
    }

    /// Keeps the places for which `keep` holds, which must hold for all places before them.
    pub(super) fn forget_unless(&mut self, keep: impl Fn(&Place) -> bool) {
        let count = self.places.partition_point(keep).max(1);
        self.places.truncate(count);
    }
}
