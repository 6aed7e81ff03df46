//! State machines: State Machine Safety, equal state machines, and every request executed once.

use raft_core::{Index, ServerId};
use raft_sim::Machine;

use crate::record::Record;
use crate::record::clients::request_of;
use crate::record::machines::Applied;
use crate::record::past::{EntryNode, Occurrence};
use crate::violation::{Claim, Property};

impl Record {
    /// A server applied an entry.
    pub(crate) fn applied(&mut self, server: ServerId, index: Index) {
        let source = self.source(server);
        let state = self.state(server);
        let after = std::mem::replace(&mut state.applied, index);
        let Some(place) = state.log.at(index).filter(|_| index > 0) else { return };
        let last = state.applied_last.replace((place, source));
        let applied = Applied { place, by: source, after };
        let first = self.machines.at(index);
        if after + 1 != index || first.is_none_or(|first| first.place != place) {
            self.compare_with_first(applied, index, last);
        }
        if first.is_none() {
            self.machines.set(index, applied);
        }
        let before = self.past.before(place);
        if after + 1 != index || last.map_or(EntryNode::ROOT, |(place, _)| place) != before {
            self.state(server).astray = true;
        } else if index == self.model.last_index() + 1 && before == self.model.end() {
            self.execute(place, index);
        }
    }

    /// A server begins the run with its entries up to `last_applied` applied. If two begin with different
    /// ones, the first counts, and none is reported: a scenario's start is taken as given.
    pub(crate) fn given_as_applied(&mut self, last_applied: Index, source: Occurrence) {
        for index in 1..=last_applied {
            let Some(place) = self.state(source.server).log.at(index) else { return };
            if self.machines.at(index).is_none() {
                self.machines.set(index, Applied { place, by: source, after: index - 1 });
            }
            let before = self.past.before(place);
            if index == self.model.last_index() + 1 && before == self.model.end() {
                self.execute(place, index);
            }
        }
    }

    /// Executes the next entry in the order of the log.
    fn execute(&mut self, place: EntryNode, index: Index) {
        let Some(held) = self.past.get(place) else { return };
        if let Some(request) = self.model.execute(place, &held.entry) {
            self.operations.executed(request, index);
        }
    }

    /// A server applied another entry than the one applied first at its index, or not the one after its
    /// last.
    fn compare_with_first(
        &mut self,
        applied: Applied,
        index: Index,
        last: Option<(EntryNode, Occurrence)>,
    ) {
        let next = applied.after + 1;
        let other = if next == index { self.machines.at(index) } else { None };
        match other.or_else(|| self.machines.at_or_after(next.min(index))) {
            Some(other) => self.applied_another(other, applied, last),
            None => self.inherit_fault(applied.place),
        }
    }

    /// Entries after a wrong one are wrong too, and not reported again.
    fn inherit_fault(&mut self, place: EntryNode) {
        let before = self.past.before(place);
        if self.is_misapplied(before) {
            self.mark_misapplied(place);
        }
    }

    fn applied_another(
        &mut self,
        first: Applied,
        applied: Applied,
        last: Option<(EntryNode, Occurrence)>,
    ) {
        let place = applied.place;
        let (Some(one), Some(other)) = (self.past.get(first.place), self.past.get(place)) else {
            return;
        };
        let same = one.entry == other.entry && one.index == other.index;
        let is_old =
            [first.place, place, other.before].into_iter().any(|place| self.is_misapplied(place));
        if same && first.place != place && !is_old {
            return;
        }
        let again = first.place == place && applied.after >= other.index;
        let facts = match last.filter(|_| again) {
            Some((place, source)) => {
                let (index, entry) = (other.index, other.entry.clone());
                let last = Applied { place, by: source, after: self.past.index(place) - 1 };
                [
                    self.applied_fact(last),
                    Some(applied.by.fact(Claim::AppliedAgain { index, entry })),
                ]
            }
            None => [self.applied_fact(first), self.applied_fact(applied)],
        };
        self.mark_misapplied(place);
        if let ([Some(first), Some(second)], false) = (facts, is_old) {
            self.report(Property::StateMachineSafety, applied.by, [first, second]);
        }
    }

    fn is_misapplied(&self, place: EntryNode) -> bool {
        self.past.get(place).is_some_and(|held| held.misapplied)
    }

    fn mark_misapplied(&mut self, place: EntryNode) {
        if let Some(held) = self.past.get_mut(place) {
            held.misapplied = true;
        }
    }
}

/// What the state machines hold.
impl Record {
    /// Compares the state machine of a server that has applied up to `last_applied` with what is due. One
    /// that was given other entries may hold something else, as State Machine Safety is violated already.
    pub(crate) fn examine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        let state = self.state(server);
        let place = state.applied_last.map(|(place, _)| place).unwrap_or_default();
        let is_due = self.model.after(last_applied).map(|after| after.place).unwrap_or_default();
        if self.state(server).astray || place != is_due {
            return;
        }
        let Some((due, holds)) = self.model.difference(last_applied, machine) else { return };
        self.state(server).astray = true;
        let mut executed_by = None;
        if let Some(after) = self.model.after_mut(last_applied) {
            // Other servers that differ here have the same reason.
            if std::mem::replace(&mut after.reported, true) {
                return;
            }
            executed_by = after.executed_by;
        }
        let source = self.source(server);
        if executed_by.is_some_and(|first| self.executed_again(first, last_applied, source)) {
            return;
        }
        let first = self.machines.at(last_applied).map_or(source, |first| first.by);
        let facts = [
            first.fact(Claim::Due { index: last_applied, part: due }),
            source.fact(Claim::Holds { index: last_applied, part: holds }),
        ];
        self.report(Property::StateDivergence, source, facts);
    }

    /// Reports a retry that took effect again. Returns whether there was one to report.
    fn executed_again(&mut self, first: Index, index: Index, source: Occurrence) -> bool {
        let Some(entry) = self.entry_of_model(index).cloned() else { return false };
        let Some(request) = request_of(&entry) else { return false };
        let first = self.operations.executed_by(request).unwrap_or(first);
        let Some(first) = self.applied_first(first) else { return false };
        let second = source.fact(Claim::ExecutedAgain { request, index, entry });
        self.report(Property::ExecutedTwice, source, [first, second]);
        true
    }
}
