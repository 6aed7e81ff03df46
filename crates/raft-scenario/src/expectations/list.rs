//! The expectations of a scenario, grouped by what they are about. No run changes them.

use std::collections::BTreeMap;

use raft_sim::Time;

use super::about::ABOUT;
use crate::expect::{Expectation, Predicate, When};
use crate::scenario::Task;
use crate::script::Annotation;

/// All expectations of a scenario.
#[derive(Debug, Default)]
pub(super) struct ExpectationList {
    /// The expectations, in the order in which they are written.
    pub(super) list: Vec<ListedExpectation>,
    /// For each note and expectation of the text, its index in `list`; `None` for a note.
    pub(super) by_annotation: Vec<Option<usize>>,
    /// Predicates about more than one instant, each once, by what they are about.
    pub(super) groups: [Vec<Group>; ABOUT],
}

/// One expectation.
#[derive(Debug)]
pub(super) struct ListedExpectation {
    pub(super) at: Time,
    pub(super) expectation: Expectation,
}

/// The expectations that share a predicate, by their indices in the list.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) predicate: Predicate,
    pub(super) by: Vec<usize>,
    /// The latest instant among those of `by`.
    pub(super) until: Time,
    pub(super) always: Vec<usize>,
    pub(super) never: Vec<usize>,
}

impl ExpectationList {
    pub(super) fn new(annotations: &[Annotation]) -> Self {
        let mut asked = Self::default();
        let mut known = BTreeMap::new();
        for Annotation { step, .. } in annotations {
            let Task::Expect(expectation) = &step.task else {
                asked.by_annotation.push(None);
                continue;
            };
            let number = asked.list.len();
            asked.by_annotation.push(Some(number));
            asked.list.push(ListedExpectation { at: step.at, expectation: expectation.clone() });
            let (when, predicate) = (expectation.when, &expectation.predicate);
            if when == When::At {
                continue;
            }
            let alike = &mut asked.groups[predicate.about() as usize];
            let place = *known.entry(crate::print::predicate(predicate)).or_insert(alike.len());
            if place == alike.len() {
                alike.push(Group::new(predicate.clone()));
            }
            alike[place].add(number, when, step.at);
        }
        asked
    }

    /// The predicates, each as often as it is written.
    pub(super) fn predicates(&self) -> impl Iterator<Item = &Predicate> {
        self.list.iter().map(|item| &item.expectation.predicate)
    }
}

impl Group {
    fn new(predicate: Predicate) -> Self {
        let (by, always, never) = Default::default();
        Self { predicate, by, until: Time::default(), always, never }
    }

    fn add(&mut self, number: usize, when: When, instant: Time) {
        match when {
            When::At => {}
            When::By => {
                self.by.push(number);
                self.until = self.until.max(instant);
            }
            When::Always => self.always.push(number),
            When::Never => self.never.push(number),
        }
    }
}
