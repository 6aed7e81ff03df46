//! Past states, from which any other is restored by replay.

use std::sync::Arc;

use super::Place;

/// The number of events between checkpoints; replaying that many takes some milliseconds. Runs with
/// different rules have checkpoints at the same events as long as the same happens in both.
const APART: u64 = 4000;

/// The most checkpoints that are kept. Of a longer run every second one is dropped, so that memory
/// stays bounded and seeking gets gradually slower.
pub(super) const MOST: usize = 512;

/// Checkpoints of a run, in order. The first is the beginning.
pub(super) struct Checkpoints {
    places: Vec<Arc<Place>>,
    apart: u64,
}

impl Checkpoints {
    pub(super) fn new(beginning: &Place) -> Self {
        Self { places: vec![Arc::new(beginning.clone())], apart: APART }
    }

    /// Keeps this place, if it is far enough beyond the last one.
    pub(super) fn visit(&mut self, place: &Place) {
        let work = |place: &Place| place.record().events + place.finding();
        let is_far = |last: &Arc<Place>| work(place) >= work(last) + self.apart;
        let is_beyond = |last: &Arc<Place>| place.items() > last.items();
        if !self.places.last().is_some_and(|last| is_far(last) && is_beyond(last)) {
            return;
        }
        self.places.push(Arc::new(place.clone()));
        self.thin();
    }

    fn thin(&mut self) {
        while self.places.len() > MOST {
            let mut at = 0;
            self.places.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            self.apart *= 2;
        }
    }

    /// Returns the last place for which `is_before` holds, or the beginning if there is none. If it
    /// holds for a place, it must hold for all places before that.
    pub(super) fn at_or_before(&self, is_before: impl Fn(&Place) -> bool) -> &Place {
        let count = self.places.partition_point(|place| is_before(place));
        &self.places[count.saturating_sub(1)]
    }

    /// Returns the last checkpoint of each run up to which both runs are equal; `None` if they
    /// differ from the beginning.
    pub(super) fn last_common<'a>(&'a self, other: &'a Self) -> Option<(&'a Place, &'a Place)> {
        let twin = |place: &Place| {
            let items = place.items();
            let at = other.places.binary_search_by_key(&items, |place| place.items()).ok()?;
            Some(&*other.places[at])
                .filter(|twin| twin.record().fingerprint == place.record().fingerprint)
        };
        // If the runs are equal at one checkpoint, they are equal at all earlier ones.
        self.places.iter().rev().find_map(|place| twin(place).map(|twin| (&**place, twin)))
    }

    /// Removes and returns the places beyond this one: the future differs from here on.
    pub(super) fn cut_after(&mut self, items: u64) -> Vec<Arc<Place>> {
        self.cut_unless(|place| place.items() <= items)
    }

    /// Removes and returns all places after the last one for which `keep` holds. If it holds for a
    /// place, it must hold for all places before that. The beginning is always kept.
    pub(super) fn cut_unless(&mut self, keep: impl Fn(&Place) -> bool) -> Vec<Arc<Place>> {
        let count = self.places.partition_point(|place| keep(place)).max(1);
        self.places.split_off(count)
    }

    /// Appends the places of another future that are beyond the last one.
    pub(super) fn append(&mut self, later: Vec<Arc<Place>>) {
        let last = self.places.last().map_or(0, |last| last.items());
        self.places.extend(later.into_iter().filter(|place| place.items() > last));
        self.thin();
    }
}
