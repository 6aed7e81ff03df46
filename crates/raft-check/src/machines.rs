//! What the state machines were given: State Machine Safety.

use raft_core::{Blocks, Index, ServerId};

use crate::judge::Judge;
use crate::past::{Place, Source};
use crate::violation::{Claim, Property};

/// By index: what was applied there first, and by whom. Nothing, where whoever came first left it out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Machines(Blocks<Option<Applied>>);

type Applied = (Place, Source);

impl Machines {
    fn at(&self, index: Index) -> Option<Applied> {
        self.0.get(index.checked_sub(1)? as usize).copied().flatten()
    }

    /// What was applied at an index, or left out there: then the next one.
    fn at_or_after(&self, index: Index) -> Option<Applied> {
        (index..=self.0.len() as Index).find_map(|index| self.at(index))
    }

    fn set(&mut self, index: Index, applied: Applied) {
        while (self.0.len() as Index) < index {
            self.0.push(None);
        }
        if let Some(at) = self.0.get_mut(index as usize - 1) {
            *at = Some(applied);
        }
    }
}

impl Judge {
    /// A server gave an entry to its state machine.
    pub(crate) fn applied(&mut self, server: ServerId, index: Index) {
        let source = self.source(server);
        let state = self.state(server);
        let next = std::mem::replace(&mut state.applied, index) + 1;
        let Some(place) = state.log.at(index).filter(|_| index > 0) else { return };
        let first = self.machines.at(index);
        if first.is_some_and(|(first, _)| first == place) && next == index {
            return;
        }
        let other = if next == index { first } else { None };
        match other.or_else(|| self.machines.at_or_after(next.min(index))) {
            Some(other) => self.applied_another(other, place, source),
            None => self.inherit_fault(place),
        }
        if first.is_none() {
            self.machines.set(index, (place, source));
        }
    }

    /// What comes after a wrong entry is as wrong, and no news.
    fn inherit_fault(&mut self, place: Place) {
        let before = self.past.before(place);
        if self.is_misapplied(before) {
            self.mark_misapplied(place);
        }
    }

    /// Another entry than the one applied first, or out of turn.
    fn applied_another(&mut self, (first, by): Applied, place: Place, source: Source) {
        let (Some(one), Some(other)) = (self.past.get(first), self.past.get(place)) else { return };
        let same = one.entry == other.entry && one.index == other.index;
        let is_old =
            [first, place, other.before].into_iter().any(|place| self.is_misapplied(place));
        if same && first != place && !is_old {
            return;
        }
        let claim = |index, entry| Claim::Applied { index, entry };
        let facts = [
            by.fact(claim(one.index, one.entry.clone())),
            source.fact(claim(other.index, other.entry.clone())),
        ];
        self.mark_misapplied(place);
        if !is_old {
            self.report(Property::StateMachineSafety, source, facts);
        }
    }

    fn is_misapplied(&self, place: Place) -> bool {
        self.past.get(place).is_some_and(|held| held.misapplied)
    }

    fn mark_misapplied(&mut self, place: Place) {
        if let Some(held) = self.past.get_mut(place) {
            held.misapplied = true;
        }
    }
}
