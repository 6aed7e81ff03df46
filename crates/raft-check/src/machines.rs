//! What the state machines were given: State Machine Safety.

use raft_core::{Blocks, Index, ServerId};

use crate::judge::Judge;
use crate::past::{Place, Source};
use crate::violation::{Claim, Property};

/// By index: what was applied there first, and by whom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Machines(Blocks<(Place, Source)>);

impl Judge {
    /// A server gave an entry to its state machine.
    pub(crate) fn applied(&mut self, server: ServerId, index: Index) {
        let Some(at) = index.checked_sub(1) else { return };
        let source = self.source(server);
        let Some(place) = self.log(server).at(index) else { return };
        match self.machines.0.get(at as usize) {
            Some(&(first, _)) if first == place => {}
            Some(&first) => self.applied_another(first, place, source),
            None => self.applied_first(place, index, source),
        }
    }

    /// Nobody has applied anything there before. Whoever leaves entries out passes for having applied
    /// them.
    fn applied_first(&mut self, place: Place, index: Index, source: Source) {
        let after_a_wrong_one = self.is_misapplied(self.past.before(place));
        if let Some(held) = self.past.get_mut(place) {
            held.misapplied |= after_a_wrong_one;
        }
        for next in self.machines.0.len() as Index + 1..=index {
            if let Some(place) = self.log(source.server).at(next) {
                self.machines.0.push((place, source));
            }
        }
    }

    /// Another entry than the one applied first, or the same one after others. What was applied
    /// after a wrong entry is no news.
    fn applied_another(&mut self, (first, by): (Place, Source), place: Place, source: Source) {
        let (Some(one), Some(other)) = (self.past.get(first), self.past.get(place)) else { return };
        let is_old =
            [first, place, other.before].into_iter().any(|place| self.is_misapplied(place));
        if one.entry == other.entry && !is_old {
            return;
        }
        let claim = |index, entry| Claim::Applied { index, entry };
        let facts = [
            by.fact(claim(one.index, one.entry.clone())),
            source.fact(claim(other.index, other.entry.clone())),
        ];
        if let Some(held) = self.past.get_mut(place) {
            held.misapplied = true;
        }
        if !is_old {
            self.report(Property::StateMachineSafety, source, facts);
        }
    }

    fn is_misapplied(&self, place: Place) -> bool {
        self.past.get(place).is_some_and(|held| held.misapplied)
    }
}
