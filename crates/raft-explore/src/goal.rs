//! What a search looks for.

use raft_check::Property;
use raft_scenario::{Expectation, ParseError, Predicate, Trial, When, parse_predicate};

/// What a run must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A property is violated: any, or this one.
    Violation(Option<Property>),
    /// All of these are true at once.
    Holds(Vec<Predicate>),
}

/// What a run has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// This property is violated.
    Violated(Property),
    /// The predicates of the goal are true.
    Held,
}

impl Goal {
    /// Reads goals as they follow `expect` in a scenario, for a cluster of so many servers. All must be
    /// true at once; none is any violation.
    ///
    /// # Errors
    /// The number of the goal that cannot be read, from 0, and what is wrong with it.
    pub fn parse(goals: &[impl AsRef<str>], servers: u8) -> Result<Self, (usize, ParseError)> {
        let mut predicates = Vec::new();
        for (number, goal) in goals.iter().enumerate() {
            predicates.push(parse_predicate(goal.as_ref(), servers).map_err(|it| (number, it))?);
        }
        Ok(Self::of(predicates))
    }

    /// The goal that these are true at once.
    pub fn of(predicates: Vec<Predicate>) -> Self {
        match predicates[..] {
            [] => Self::Violation(None),
            [Predicate::Violation { property }] => Self::Violation(property),
            _ => Self::Holds(predicates),
        }
    }

    /// The predicates that a run is asked.
    pub fn predicates(&self) -> &[Predicate] {
        match self {
            Self::Violation(_) => &[],
            Self::Holds(predicates) => predicates,
        }
    }

    /// What a run has reached of the goal by now, if it has.
    pub fn reached(&self, trial: &Trial) -> Option<Reached> {
        match self {
            Self::Violation(property) => {
                let judge = trial.judge();
                if judge.found() == 0 {
                    return None;
                }
                let mut found = judge.violations().map(|violation| violation.property);
                found.find(|it| property.is_none_or(|one| one == *it)).map(Reached::Violated)
            }
            Self::Holds(predicates) => {
                predicates.iter().all(|predicate| trial.holds(predicate)).then_some(Reached::Held)
            }
        }
    }

    /// What a text expects at the instant at which this was reached.
    pub(crate) fn expectations(&self, reached: Reached) -> Vec<Expectation> {
        let expect = |predicate| Expectation { when: When::At, predicate };
        match (self, reached) {
            (Self::Holds(predicates), _) => predicates.iter().cloned().map(expect).collect(),
            (Self::Violation(_), Reached::Violated(property)) => {
                vec![expect(Predicate::Violation { property: Some(property) })]
            }
            (Self::Violation(property), Reached::Held) => {
                vec![expect(Predicate::Violation { property: *property })]
            }
        }
    }
}
