//! Counts over a run, for predicates about more than one instant.

use raft_check::{Judge, Property};
use raft_core::{Durable, Index, ServerId, Term, Timer};
use raft_sim::{Body, Event, Machine, MessageKind, Observer, ServerStep, What};
use serde::Serialize;

use super::{Period, Predicate};

/// All counts of a run so far. An [`Observer`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// The counts by period.
    pub(crate) counted: PeriodCounts,
    /// Each server's current term as it was last seen, and the first time it decreased.
    terms: Vec<(Term, Option<DecreasedTerm>)>,
    /// The judge of the run.
    pub(crate) judge: Judge,
}

/// A decrease of a server's current term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct DecreasedTerm {
    /// The server.
    pub server: ServerId,
    /// The term before.
    pub from: Term,
    /// The term after.
    pub to: Term,
}

/// Messages and election timeouts in the periods that predicates ask for; `None` is the whole run
/// so far. An [`Observer`].
#[derive(Clone, Debug, Default)]
pub(crate) struct PeriodCounts(Vec<(Option<Period>, Counted)>);

/// Messages and election timeouts of a part of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// Messages sent, by kind and ends.
    sent: Vec<Sent>,
    /// How often election timers have run out.
    pub(super) election_timeouts: u64,
}

/// Messages of one kind from one end to another; `None` is any client.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    kind: MessageKind,
    from: Option<ServerId>,
    to: Option<ServerId>,
    /// The number of messages.
    pub(crate) count: u64,
    /// The number of entries that they carried.
    pub(crate) entries: u64,
}

impl PeriodCounts {
    /// Starts to count, from 0, what these predicates ask for.
    pub(crate) fn new<'a>(predicates: impl Iterator<Item = &'a Predicate>) -> Self {
        let mut counted: Vec<(Option<Period>, Counted)> = Vec::new();
        for period in predicates.filter_map(Predicate::counts_in) {
            if !counted.iter().any(|(other, _)| *other == period) {
                counted.push((period, Counted::default()));
            }
        }
        Self(counted)
    }

    fn count(&mut self, event: &Event) {
        for (period, counted) in &mut self.0 {
            if period.is_none_or(|period| period.contains(event.at)) {
                counted.event(&event.what);
            }
        }
    }
}

impl Observer for PeriodCounts {
    fn event(&mut self, event: Event) {
        self.count(&event);
    }
}

impl Observer for Counts {
    fn event(&mut self, event: Event) {
        self.judge.hear(&event);
        self.counted.count(&event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.judge.watch(&step);
        self.term(step.node.config.id, step.node.durable.current_term);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.judge.lost_write(server, disk);
        self.term(server, disk.current_term);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.judge.machine(server, last_applied, machine);
    }
}

impl Counts {
    /// Starts to count, from 0, what these predicates ask for.
    pub(crate) fn new<'a>(predicates: impl Iterator<Item = &'a Predicate>) -> Self {
        Self { counted: PeriodCounts::new(predicates), ..Self::default() }
    }

    fn term(&mut self, server: ServerId, term: Term) {
        let at = usize::from(server.0).saturating_sub(1);
        if self.terms.len() <= at {
            self.terms.resize(at + 1, (0, None));
        }
        let (before, decrease) = &mut self.terms[at];
        if term < *before && decrease.is_none() {
            *decrease = Some(DecreasedTerm { server, from: *before, to: term });
        }
        *before = term;
    }

    /// Returns what was counted in a period, or for `None` in the whole run so far; zeros if no
    /// predicate asked for it.
    pub(super) fn between(&self, period: Option<Period>) -> &Counted {
        const NOTHING: &Counted = &Counted { sent: Vec::new(), election_timeouts: 0 };
        let counted = self.counted.0.iter().find(|(other, _)| *other == period);
        counted.map_or(NOTHING, |(_, counted)| counted)
    }

    pub(super) fn has_lost_term(&self, server: ServerId) -> bool {
        let at = usize::from(server.0).saturating_sub(1);
        self.terms.get(at).is_some_and(|(_, decrease)| decrease.is_some())
    }

    /// Returns the first decrease of every term that has decreased.
    pub(super) fn decreased_terms(&self) -> Vec<DecreasedTerm> {
        self.terms.iter().filter_map(|(_, decrease)| *decrease).collect()
    }

    pub(super) fn violated(&self, property: Option<Property>) -> bool {
        property.map_or(self.judge.found() > 0, |property| self.judge.is_violated(property))
    }
}

impl Counted {
    fn event(&mut self, what: &What) {
        match what {
            What::Sent { from, to, body, copy_of: None, .. } => {
                self.sent(body, from.server(), to.server());
            }
            What::TimerFired { timer: Timer::Election, .. } => self.election_timeouts += 1,
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
    /// Returns the predicate, counting in this period if it counts and has no period of its own.
    pub(crate) fn counting_in(mut self, period: Period) -> Self {
        if let Self::Sent { between, .. }
        | Self::Carried { between, .. }
        | Self::ElectionTimeouts { between, .. } = &mut self
        {
            between.get_or_insert(period);
        }
        self
    }

    /// The period in which it counts, if it counts at all; a period of `None` is the whole run so far.
    pub(crate) fn counts_in(&self) -> Option<Option<Period>> {
        match self {
            Self::Sent { between, .. }
            | Self::Carried { between, .. }
            | Self::ElectionTimeouts { between, .. } => Some(*between),
            _ => None,
        }
    }
}
