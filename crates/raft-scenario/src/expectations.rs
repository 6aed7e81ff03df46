//! The expectations of a scenario while it is played: a watcher of the run.
//!
//! Expectations about more than one instant are evaluated only when what they are about has
//! changed, and a predicate that several share is evaluated only once. A clone is cheap, so that
//! every past state of a run can keep one.

mod about;
mod list;
#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use raft_check::Judge;
use raft_core::{Blocks, Durable, Index, ServerId};
use raft_sim::{Event, Machine, Observer, ServerStep, Time, World};

use self::about::{ABOUT, About, Changes};
use self::list::{ExpectationList, Group, ListedExpectation};
use crate::expect::{Counts, Expectation, Verdict, When};
use crate::player::Watcher;
use crate::scenario::Step;
use crate::script::Annotation;

/// The expectations of a scenario, with what is known of them at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Expectations {
    asked: Arc<ExpectationList>,
    pub(crate) counts: Counts,
    /// What has changed since the predicates were last evaluated.
    changes: Changes,
    /// The groups with open expectations, by what their predicates are about.
    open: [Arc<Vec<OpenGroup>>; ABOUT],
    /// For each expectation, whether it is decided.
    is_decided: Vec<bool>,
    /// The verdicts in the order in which they were reached, each with the number of its
    /// expectation.
    decided: Blocks<(usize, Verdict)>,
    /// A digest of the decisions.
    fingerprint: u64,
    /// The number of violations found when the predicates were last evaluated.
    found: usize,
    /// The number of messages in flight then.
    in_flight: usize,
    /// How often a predicate was evaluated because what it is about has changed.
    evaluated: u64,
    /// How many expectations were decided because they were due.
    due: u64,
    /// The last of these verdicts, if nothing has happened since.
    judged: Option<KnownVerdict>,
}

/// The verdict on an expectation that was due: others with the same predicate have the same verdict.
#[derive(Clone, Debug)]
struct KnownVerdict {
    at: Time,
    number: usize,
    verdict: Verdict,
    fingerprint: u64,
}

/// Which kinds of expectations are still open among those that share a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OpenGroup {
    number: usize,
    by: bool,
    always: bool,
    never: bool,
}

impl Expectations {
    /// Creates the state before anything has happened.
    pub(crate) fn new(annotations: &[Annotation]) -> Self {
        let asked = ExpectationList::new(annotations);
        let open = std::array::from_fn(|about| {
            let groups = asked.groups[about].iter().enumerate();
            Arc::new(groups.map(|(number, group)| OpenGroup::new(number, group)).collect())
        });
        Self {
            counts: Counts::new(asked.predicates()),
            changes: Changes::ALL,
            open,
            is_decided: vec![false; asked.list.len()],
            decided: Blocks::default(),
            fingerprint: 0,
            found: 0,
            in_flight: 0,
            evaluated: 0,
            due: 0,
            judged: None,
            asked: Arc::new(asked),
        }
    }

    /// The judge, with what it has found so far.
    pub(crate) fn judge(&self) -> &Judge {
        &self.counts.judge
    }

    /// The number of expectations.
    pub(crate) fn len(&self) -> usize {
        self.asked.list.len()
    }

    /// A fingerprint of [`Self::verdicts`]: while it stays the same, so do the verdicts. `past` is
    /// a fingerprint of all that has happened.
    pub(crate) fn fingerprint(&self, now: Time, past: u64, is_settled: bool, end: Time) -> u64 {
        let first = self.asked.list.partition_point(|item| item.at < now);
        let is_due = is_settled && self.asked.list.get(first).is_some_and(|item| item.at == now);
        let is_over = is_settled && now >= end;
        let mut hasher = DefaultHasher::new();
        (self.fingerprint, end, is_over, is_due.then_some((now, past))).hash(&mut hasher);
        hasher.finish()
    }

    /// Returns the verdicts on all expectations, in the order in which they are written. If
    /// `is_settled`, nothing more happens at this instant, and what is due at it is judged. An
    /// expectation about the whole run that is still open is met when the run ends, at `end`.
    pub(crate) fn verdicts(&self, world: &World, is_settled: bool, end: Time) -> Vec<Verdict> {
        let mut verdicts = vec![Verdict::Open; self.len()];
        for (number, verdict) in self.decided.iter() {
            verdicts[*number] = verdict.clone();
        }
        let now = world.now();
        for (ListedExpectation { at, expectation }, verdict) in
            self.asked.list.iter().zip(&mut verdicts)
        {
            let is_over = is_settled && now >= end;
            match (expectation.when, &*verdict) {
                (When::At | When::By, Verdict::Open) if is_settled && *at == now => {
                    *verdict = self.judge_now(expectation, world);
                }
                (When::Always | When::Never, Verdict::Open) if is_over => {
                    *verdict = Verdict::Held(end);
                }
                // What comes after the end is no part of the scenario.
                (When::Always | When::Never, Verdict::Failed(failure)) if failure.at > end => {
                    *verdict = Verdict::Held(end);
                }
                _ => {}
            }
        }
        verdicts
    }

    /// Returns the verdict on an expectation about this instant.
    fn judge_now(&self, expectation: &Expectation, world: &World) -> Verdict {
        if expectation.predicate.holds(world, &self.counts) {
            Verdict::Held(world.now())
        } else {
            expectation.predicate.failure(world, &self.counts)
        }
    }

    fn decide(&mut self, number: usize, verdict: &Verdict) {
        self.decide_known(number, verdict, fingerprint(verdict));
    }

    /// Like [`Self::decide`], for a verdict whose fingerprint is known.
    fn decide_known(&mut self, number: usize, verdict: &Verdict, fingerprint: u64) {
        if *verdict == Verdict::Open || std::mem::replace(&mut self.is_decided[number], true) {
            return;
        }
        let mut hasher = DefaultHasher::new();
        (self.fingerprint, number, fingerprint).hash(&mut hasher);
        self.fingerprint = hasher.finish();
        self.decided.push((number, verdict.clone()));
    }

    /// Decides an expectation that is due now.
    fn decide_due(&mut self, number: usize, world: &World) {
        let asked = self.asked.clone();
        let expectation = &asked.list[number].expectation;
        let is_alike = |it: &KnownVerdict| {
            it.at == world.now()
                && asked.list[it.number].expectation.predicate == expectation.predicate
        };
        let judged = self.judged.take().filter(is_alike).unwrap_or_else(|| {
            let verdict = self.judge_now(expectation, world);
            let fingerprint = fingerprint(&verdict);
            KnownVerdict { at: world.now(), number, verdict, fingerprint }
        });
        self.decide_known(number, &judged.verdict, judged.fingerprint);
        self.judged = Some(judged);
    }

    /// Evaluates the predicate of a group and decides the expectations that this settles.
    fn look(&mut self, group: &Group, open: &mut OpenGroup, world: &World) {
        self.evaluated += 1;
        if group.predicate.holds(world, &self.counts) {
            let held = Verdict::Held(world.now());
            if std::mem::take(&mut open.by) {
                group.by.iter().for_each(|&number| self.decide(number, &held));
            }
            if std::mem::take(&mut open.never) && !group.never.is_empty() {
                let failed = group.predicate.failure(world, &self.counts);
                group.never.iter().for_each(|&number| self.decide(number, &failed));
            }
        } else if std::mem::take(&mut open.always) {
            let failed = group.predicate.failure(world, &self.counts);
            group.always.iter().for_each(|&number| self.decide(number, &failed));
        }
    }

    /// Evaluates the open groups about one thing that has changed.
    fn look_at(&mut self, about: usize, world: &World) {
        if self.open[about].is_empty() {
            return;
        }
        let asked = self.asked.clone();
        let groups = &asked.groups[about];
        let is_open = |open: &OpenGroup| open.is_open(&groups[open.number], world.now());
        let mut open = std::mem::take(&mut self.open[about]);
        for at in 0..open.len() {
            let mut group = open[at];
            if is_open(&group) {
                let before = group;
                self.look(&groups[group.number], &mut group, world);
                if group != before {
                    Arc::make_mut(&mut open)[at] = group;
                }
            }
        }
        if !open.iter().all(is_open) {
            Arc::make_mut(&mut open).retain(is_open);
        }
        self.open[about] = open;
    }
}

/// A fingerprint of a verdict.
fn fingerprint(verdict: &Verdict) -> u64 {
    let became = match verdict {
        Verdict::Open => None,
        Verdict::Held(at) => Some(Ok(*at)),
        Verdict::Failed(failure) => Some(Err(failure.to_string())),
    };
    let mut hasher = DefaultHasher::new();
    became.hash(&mut hasher);
    hasher.finish()
}

impl OpenGroup {
    fn new(number: usize, group: &Group) -> Self {
        Self {
            number,
            by: !group.by.is_empty(),
            always: !group.always.is_empty(),
            never: !group.never.is_empty(),
        }
    }

    /// Whether an evaluation may still decide something. A `by` expectation whose instant has come
    /// is decided as one that is due.
    fn is_open(&self, group: &Group, now: Time) -> bool {
        self.by && group.until >= now || self.always || self.never
    }
}

impl Observer for Expectations {
    fn event(&mut self, event: Event) {
        self.changes.add(&event.what);
        self.counts.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.counts.step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.counts.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.counts.machine(server, last_applied, machine);
    }
}

impl Watcher for Expectations {
    fn comes_to(&mut self, annotation: usize, _step: &Step, world: &World) {
        let Some(number) = self.asked.by_annotation.get(annotation).copied().flatten() else {
            return;
        };
        if !self.is_decided[number] {
            self.due += 1;
            self.decide_due(number, world);
        }
    }

    fn moved(&mut self, world: &World) {
        self.judged = None;
        if self.counts.judge.found() != self.found {
            self.found = self.counts.judge.found();
            self.changes.join(Changes::of(&[About::Violations]));
        }
        // A message that reaches a paused server is no longer in flight, and no event says so yet.
        let in_flight = world.messages().count();
        if in_flight != self.in_flight {
            self.in_flight = in_flight;
            self.changes.join(Changes::of(&[About::InFlight]));
        }
        let changes = std::mem::take(&mut self.changes);
        for about in (0..ABOUT).filter(|&about| changes.contains(about)) {
            self.look_at(about, world);
        }
    }

    fn work(&self) -> u64 {
        self.evaluated + self.due
    }
}
