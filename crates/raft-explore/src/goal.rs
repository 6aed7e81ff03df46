//! What a search looks for.

use raft_check::Property;
use raft_scenario::{Expectation, ParseError, Predicate, Trial, When, parse_predicate};

/// What a run must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// This property is violated, or, with `None`, any property.
    Violation(Option<Property>),
    /// All of these predicates are true at the same instant.
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
    /// Reads goals as they follow `expect` in a scenario, for a cluster of `servers` servers. All must be true at the
    /// same instant. Without any, the goal is a violation of any property.
    ///
    /// # Errors
    /// Returns the number of the first goal that cannot be read, from 0, and what is wrong with it.
    pub fn parse(goals: &[impl AsRef<str>], servers: u8) -> Result<Self, (usize, ParseError)> {
        let mut predicates = Vec::new();
        for (number, goal) in goals.iter().enumerate() {
            predicates.push(parse_predicate(goal.as_ref(), servers).map_err(|it| (number, it))?);
        }
        Ok(Self::of(predicates))
    }

    /// The goal that these predicates are true at the same instant.
    pub fn of(predicates: Vec<Predicate>) -> Self {
        match predicates[..] {
            [] => Self::Violation(None),
            [Predicate::Violation { property }] => Self::Violation(property),
            _ => Self::Holds(predicates),
        }
    }

    /// The predicates that must be true; none when the goal is a violation.
    pub fn predicates(&self) -> &[Predicate] {
        match self {
            Self::Violation(_) => &[],
            Self::Holds(predicates) => predicates,
        }
    }

    /// What a run has reached if it has reached the goal by now.
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

    /// The expectations that a scenario states at the instant at which the goal was reached.
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
