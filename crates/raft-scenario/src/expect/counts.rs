//! What has been counted of a run, for predicates about more than one instant.

use raft_check::{Judge, Property};
use raft_core::{ServerId, Term};
use raft_sim::{Body, Event, MessageKind, What};

use super::{Period, Predicate};
use crate::open::Changes;
use crate::scenario::{Scenario, Task};

/// What has been seen so far of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// Since the beginning.
    all: Counted,
    /// In the periods that the scenario asks for.
    periods: Vec<(Period, Counted)>,
    /// Each server's current term as it was last seen, and the first time it decreased.
    terms: Vec<(Term, Option<Decrease>)>,
    /// What the judge says.
    pub(crate) judge: Judge,
    /// What has changed since the expectations were looked at.
    pub(crate) changes: Changes,
}

/// A server's current term became smaller.
#[derive(Clone, Copy, Debug)]
struct Decrease {
    from: Term,
    to: Term,
}

/// Messages and election timeouts of a part of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    /// Messages sent, by kind and ends.
    sent: Vec<Sent>,
    /// Election timeouts.
    pub(crate) elections: u64,
}

/// Messages of one kind from one end to another; a client is nobody here.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    kind: MessageKind,
    from: Option<ServerId>,
    to: Option<ServerId>,
    /// How many.
    pub(crate) count: u64,
    /// How many entries they carried.
    pub(crate) entries: u64,
}

impl Counts {
    /// Counts of nothing yet, for what the scenario asks.
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let mut periods: Vec<(Period, Counted)> = Vec::new();
        let asked = scenario.steps.iter().filter_map(|step| match &step.task {
            Task::Expect(expectation) => expectation.predicate.period(),
            Task::Act(_) | Task::Note(_) => None,
        });
        for period in asked {
            if !periods.iter().any(|(other, _)| *other == period) {
                periods.push((period, Counted::default()));
            }
        }
        Self { periods, ..Self::default() }
    }

    /// Takes an event into account.
    pub(crate) fn event(&mut self, event: &Event) {
        self.changes.add(&event.what);
        self.all.event(&event.what);
        for (period, counted) in &mut self.periods {
            if period.contains(event.at) {
                counted.event(&event.what);
            }
        }
    }

    /// Takes a server's current term into account.
    pub(crate) fn term(&mut self, server: ServerId, term: Term) {
        let at = usize::from(server.0).saturating_sub(1);
        if self.terms.len() <= at {
            self.terms.resize(at + 1, (0, None));
        }
        let (before, decrease) = &mut self.terms[at];
        if term < *before && decrease.is_none() {
            *decrease = Some(Decrease { from: *before, to: term });
        }
        *before = term;
    }

    /// What was counted in a period; in the whole run so far, when there is none.
    pub(super) fn between(&self, period: Option<Period>) -> &Counted {
        let counted = period.and_then(|period| {
            self.periods.iter().find(|(other, _)| *other == period).map(|(_, counted)| counted)
        });
        counted.unwrap_or(&self.all)
    }

    pub(super) fn has_lost_term(&self, server: ServerId) -> bool {
        let at = usize::from(server.0).saturating_sub(1);
        self.terms.get(at).is_some_and(|(_, decrease)| decrease.is_some())
    }

    pub(super) fn lost_terms(&self) -> String {
        let shown = self.terms.iter().zip(1..).filter_map(|((_, decrease), number)| {
            let Decrease { from, to } = (*decrease)?;
            Some(format!("{}: from term {from} to term {to}", ServerId(number)))
        });
        let shown: Vec<_> = shown.collect();
        if shown.is_empty() { "no term has decreased".into() } else { shown.join(", ") }
    }

    pub(super) fn violated(&self, property: Option<Property>) -> bool {
        property.map_or(self.judge.found() > 0, |property| self.judge.is_violated(property))
    }

    pub(super) fn violations(&self) -> String {
        let violations = self.judge.violations();
        let shown: Vec<_> =
            violations.map(|it| format!("{} at {}", it.property.name(), it.at)).collect();
        if shown.is_empty() { "no violation".into() } else { shown.join(", ") }
    }
}

impl Counted {
    fn event(&mut self, what: &What) {
        match what {
            What::Sent { from, to, body, copy_of: None, .. } => {
                self.sent(body, from.server(), to.server());
            }
            What::TimerFired { timer: raft_core::Timer::Election, .. } => self.elections += 1,
            _ => {}
        }
    }

    fn sent(&mut self, body: &Body, from: Option<ServerId>, to: Option<ServerId>) {
        let kind = body.kind();
        let entries = match body {
            Body::Raft(message) => message.entries().len() as u64,
            Body::Client(_) => 0,
        };
        let same = |sent: &&mut Sent| (sent.kind, sent.from, sent.to) == (kind, from, to);
        match self.sent.iter_mut().find(same) {
            Some(sent) => {
                sent.count += 1;
                sent.entries += entries;
            }
            None => self.sent.push(Sent { kind, from, to, count: 1, entries }),
        }
    }

    pub(super) fn sum(
        &self,
        kind: Option<MessageKind>,
        from: Option<ServerId>,
        to: Option<ServerId>,
        number: impl Fn(&Sent) -> u64,
    ) -> u64 {
        let matching = self.sent.iter().filter(|sent| {
            kind.is_none_or(|kind| kind == sent.kind)
                && (from.is_none() || from == sent.from)
                && (to.is_none() || to == sent.to)
        });
        matching.map(number).sum()
    }
}

impl Predicate {
    /// The part of the run that it counts in, when that is not all of it so far.
    fn period(&self) -> Option<Period> {
        match self {
            Self::Sent { between, .. }
            | Self::Carried { between, .. }
            | Self::Elections { between, .. } => *between,
            _ => None,
        }
    }
}
