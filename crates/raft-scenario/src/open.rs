//! The expectations about more than one instant, looked at again only when what they are about has
//! changed, and the same predicate only once for all of them.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use raft_core::Timer;
use raft_sim::{Action, Time, What, World};

use crate::expect::{Counts, Predicate, Verdict, When};
use crate::scenario::{Step, Task};

/// What a predicate is about: its value changes only when that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// Roles, terms, and who runs.
    Leaders,
    Roles,
    Terms,
    Votes,
    Logs,
    Commits,
    /// What was applied, and the state machines.
    Applied,
    Requests,
    /// Messages sent, and the entries they carry.
    Sent,
    Elections,
    /// What leaders know of their followers.
    Progress,
    InFlight,
    Violations,
}

/// How many there are.
const ABOUT: usize = About::Violations as usize + 1;

impl Predicate {
    fn about(&self) -> About {
        match self {
            Self::Leader { .. } | Self::NoLeader => About::Leaders,
            Self::Role { .. } | Self::Status { .. } => About::Roles,
            Self::Term { .. } | Self::TermNeverDecreases { .. } => About::Terms,
            Self::Vote { .. } => About::Votes,
            Self::Log { .. } | Self::Length { .. } | Self::Entry { .. } | Self::Logs { .. } => {
                About::Logs
            }
            Self::Commit { .. } => About::Commits,
            Self::Applied { .. } | Self::State { .. } => About::Applied,
            Self::Answer { .. } | Self::Value { .. } | Self::Took { .. } => About::Requests,
            Self::Progress { .. } => About::Progress,
            Self::InFlight { .. } => About::InFlight,
            Self::Sent { .. } | Self::Carried { .. } => About::Sent,
            Self::Elections { .. } => About::Elections,
            Self::Violation { .. } | Self::NoViolation { .. } | Self::Violations { .. } => {
                About::Violations
            }
        }
    }
}

/// What has changed: a set of [`About`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes(u16);

impl Changes {
    const ALL: Self = Self((1 << ABOUT) - 1);

    fn of(about: &[About]) -> Self {
        Self(about.iter().fold(0, |set, &about| set | 1 << about as usize))
    }

    fn contains(self, about: usize) -> bool {
        self.0 & (1 << about) != 0
    }

    /// Adds what an event changes. Violations are told by no event: the judge counts them.
    pub(crate) fn add(&mut self, what: &What) {
        use About::{
            Applied, Commits, Elections, InFlight, Leaders, Logs, Progress, Requests, Roles, Sent,
            Terms, Votes,
        };
        let changes: &[About] = match what {
            // The server has only what was on its disk, and is left out of what is about all that
            // are up, or is among them again.
            What::Started { .. } | What::Crashed { .. } => {
                &[Leaders, Roles, Terms, Votes, Logs, Commits, Applied, Progress]
            }
            What::Paused { .. } | What::Resumed { .. } => &[Roles],
            What::BecameRole { .. } => &[Leaders, Roles, Terms, Votes, Progress],
            What::Persisted { .. } => &[Leaders, Terms, Votes],
            What::Appended { .. } | What::Truncated { .. } => &[Logs],
            What::Committed { .. } => &[Commits],
            What::Applied { .. } => &[Applied],
            What::Sent { copy_of: None, .. } => &[Sent, Progress, InFlight],
            What::Arrived { .. } => &[Progress, InFlight],
            What::Sent { .. } | What::Lost { .. } => &[InFlight],
            What::TimerFired { timer: Timer::Election, .. } => &[Elections],
            What::Acted(Action::Command { .. } | Action::CommandBy { .. })
            | What::Acknowledged { .. }
            | What::TriedAgain { .. } => &[Requests],
            What::TimerFired { .. }
            | What::Acted(_)
            | What::Decided { .. }
            | What::Accepted { .. } => &[],
        };
        self.0 |= Self::of(changes).0;
    }
}

/// The expectations about more than one instant of which nothing is decided yet.
pub(crate) struct Open<'a> {
    /// By what they are about.
    groups: [Vec<Group<'a>>; ABOUT],
    /// How many violations had been found when they were looked at last.
    found: usize,
    /// How many messages were in flight then.
    in_flight: usize,
    /// How often a predicate was evaluated.
    #[cfg(test)]
    evaluated: u64,
}

/// The expectations that have the same predicate, as places in the scenario.
struct Group<'a> {
    predicate: &'a Predicate,
    by: Vec<usize>,
    /// The last instant that one of `by` is about.
    until: Time,
    always: Vec<usize>,
    never: Vec<usize>,
}

impl<'a> Open<'a> {
    pub(crate) fn new(steps: &'a [Step]) -> Self {
        let mut groups = [const { Vec::new() }; ABOUT];
        let mut known = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            let Task::Expect(expectation) = &step.task else { continue };
            let (when, predicate) = (expectation.when, &expectation.predicate);
            if when == When::At {
                continue;
            }
            let alike: &mut Vec<Group<'a>> = &mut groups[predicate.about() as usize];
            let place = *known.entry(crate::print::predicate(predicate)).or_insert(alike.len());
            if place == alike.len() {
                alike.push(Group::new(predicate));
            }
            alike[place].add(at, when, step.at);
        }
        Self {
            groups,
            found: 0,
            in_flight: 0,
            #[cfg(test)]
            evaluated: 0,
        }
    }

    /// Decides what can be decided at the beginning.
    pub(crate) fn look_at_all(&mut self, world: &World, counts: &Counts, verdicts: &mut [Verdict]) {
        self.look(Changes::ALL, world, counts, verdicts);
    }

    /// Decides what can be decided after `changes`. A verdict that is not open any more is left alone.
    pub(crate) fn look(
        &mut self,
        mut changes: Changes,
        world: &World,
        counts: &Counts,
        verdicts: &mut [Verdict],
    ) {
        if counts.judge.found() != self.found {
            self.found = counts.judge.found();
            changes.0 |= Changes::of(&[About::Violations]).0;
        }
        // A message that reaches a paused server is in flight no more, and no event says so yet.
        let in_flight = world.messages().count();
        if in_flight != self.in_flight {
            self.in_flight = in_flight;
            changes.0 |= Changes::of(&[About::InFlight]).0;
        }
        for (about, groups) in self.groups.iter_mut().enumerate() {
            if !changes.contains(about) {
                continue;
            }
            groups.retain_mut(|group| group.is_open(world.now()));
            for group in &mut *groups {
                #[cfg(test)]
                {
                    self.evaluated += 1;
                }
                group.look(world, counts, verdicts);
            }
            groups.retain_mut(|group| group.is_open(world.now()));
        }
    }
}

impl<'a> Group<'a> {
    fn new(predicate: &'a Predicate) -> Self {
        let (by, always, never) = Default::default();
        Self { predicate, by, until: Time::default(), always, never }
    }

    fn add(&mut self, at: usize, when: When, instant: Time) {
        match when {
            When::At => {}
            When::By => {
                self.by.push(at);
                self.until = self.until.max(instant);
            }
            When::Always => self.always.push(at),
            When::Never => self.never.push(at),
        }
    }

    /// Whether something may still be decided. Those of `by` whose instant has passed have been.
    fn is_open(&self, now: Time) -> bool {
        let by = !self.by.is_empty() && self.until >= now;
        by || !self.always.is_empty() || !self.never.is_empty()
    }

    fn look(&mut self, world: &World, counts: &Counts, verdicts: &mut [Verdict]) {
        let (met, failed) = if self.predicate.holds(world, counts) {
            (std::mem::take(&mut self.by), std::mem::take(&mut self.never))
        } else {
            (Vec::new(), std::mem::take(&mut self.always))
        };
        decide(&met, verdicts, || Verdict::Held);
        if !failed.is_empty() {
            let verdict = self.predicate.failure(world, counts);
            decide(&failed, verdicts, || verdict.clone());
        }
    }
}

fn decide(places: &[usize], verdicts: &mut [Verdict], verdict: impl Fn() -> Verdict) {
    for &at in places {
        if verdicts[at] == Verdict::Open {
            verdicts[at] = verdict();
        }
    }
}
