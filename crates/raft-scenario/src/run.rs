//! Playing a scenario, and judging its expectations.

use raft_check::{Judge, Property};
use raft_core::{Durable, Index, ServerId};
use raft_sim::{Action, Event, Machine, Observer, Refusal, Step as ServerStep, Time, World};

use crate::expect::{Counts, Expectation, Predicate, Verdict, When};
use crate::message::{Selector, Which};
use crate::open::Open;
use crate::scenario::{Act, Deed, Scenario, Step, Task};

/// A scenario under way.
pub struct Runner<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) world: World,
    /// The next step to take; those before it are done.
    pub(crate) next: usize,
    end: Time,
    verdicts: Vec<Verdict>,
    /// The expectations about more than one instant of which nothing is decided yet.
    pub(crate) open: Open<'a>,
    pub(crate) counts: Counts,
    problems: Vec<(usize, Problem)>,
}

/// Why a step could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No such message was under way.
    NoSuchMessage,
    /// The world refused.
    Refused(Refusal),
    /// [`MOST_DELIVERIES`] messages were delivered, and such messages are still in flight.
    NotQuiet,
}

/// How many messages `deliver … until quiet` delivers at most: servers that answered each other without
/// end would keep the reader waiting.
pub const MOST_DELIVERIES: usize = 1_000;

/// What became of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The world at the end.
    pub world: World,
    /// For each step of the scenario, what became of what it expects; nothing for other steps.
    pub verdicts: Vec<Option<Verdict>>,
    /// The steps that could not be taken, by their place in the scenario, and why.
    pub problems: Vec<(usize, Problem)>,
    /// What the judge says, whether it was expected or not.
    pub judge: Judge,
}

impl Report {
    /// Was every step taken and every expectation met?
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
            && self.verdicts.iter().flatten().all(|verdict| *verdict == Verdict::Held)
    }
}

impl Scenario {
    /// Does the text expect that this property is violated?
    pub fn expects(&self, property: Property) -> bool {
        self.steps.iter().any(|step| match &step.task {
            Task::Expect(Expectation { when, predicate }) if *when != When::Never => {
                match predicate {
                    Predicate::Violation { property: expected } => {
                        expected.is_none_or(|expected| expected == property)
                    }
                    Predicate::Violations { bound: (comparison, number) } => {
                        !comparison.holds(0, *number)
                    }
                    _ => false,
                }
            }
            _ => false,
        })
    }

    /// Plays the whole run.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn run(&self, observer: &mut dyn Observer) -> Result<Report, raft_sim::SetupError> {
        let mut runner = Runner::new(self, observer)?;
        while runner.advance(observer) {}
        Ok(runner.finish())
    }
}

impl<'a> Runner<'a> {
    /// Ready to begin.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn new(
        scenario: &'a Scenario,
        observer: &mut dyn Observer,
    ) -> Result<Self, raft_sim::SetupError> {
        let mut counts = Counts::new(scenario);
        let world = World::new(scenario.setup.clone(), &mut Counting(&mut counts, observer))?;
        let verdicts = vec![Verdict::Open; scenario.steps.len()];
        let (end, problems) = (scenario.ends_at(), Vec::new());
        let open = Open::new(&scenario.steps);
        let mut runner = Self { scenario, world, next: 0, end, verdicts, open, counts, problems };
        runner.skip_timeless();
        runner.open.look_at_all(&runner.world, &runner.counts, &mut runner.verdicts);
        Ok(runner)
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What the judge says so far.
    pub fn judge(&self) -> &Judge {
        &self.counts.judge
    }

    /// The steps that could not be taken so far, by their place in the scenario, and why.
    pub fn problems(&self) -> &[(usize, Problem)] {
        &self.problems
    }

    /// The step of the scenario that [`Self::advance`] takes next; none when an event of the world
    /// comes before it, or no step is left.
    pub fn upcoming_step(&self) -> Option<&'a Step> {
        let step = self.scenario.steps.get(self.next)?;
        self.world.next_at().is_none_or(|at| at > step.at).then_some(step)
    }

    /// Lets the next thing happen: an event of the world, or a step of the scenario. False when the
    /// run is over.
    pub fn advance(&mut self, observer: &mut dyn Observer) -> bool {
        let end = self.end;
        if let Some(Step { at, .. }) = self.upcoming_step() {
            self.world.run_until(*at, &mut Counting(&mut self.counts, observer));
            self.take_step(observer);
        } else if self.next < self.scenario.steps.len()
            || self.world.next_at().is_some_and(|at| at <= end)
        {
            self.world.step(&mut Counting(&mut self.counts, observer));
        } else {
            self.world.run_until(end, &mut Counting(&mut self.counts, observer));
            return false;
        }
        let changes = std::mem::take(&mut self.counts.changes);
        self.open.look(changes, &self.world, &self.counts, &mut self.verdicts);
        true
    }

    /// What became of it.
    pub fn finish(mut self) -> Report {
        for at in 0..self.scenario.steps.len() {
            let Some(expectation) = self.expectation(at) else { continue };
            let met = !matches!(expectation.when, When::At | When::By);
            if self.verdicts[at] == Verdict::Open {
                self.verdicts[at] = if met {
                    Verdict::Held
                } else {
                    expectation.predicate.failure(&self.world, &self.counts)
                };
            }
        }
        let is_expectation = |at: usize| self.expectation(at).is_some();
        let verdicts = self
            .verdicts
            .iter()
            .enumerate()
            .map(|(at, verdict)| is_expectation(at).then(|| verdict.clone()))
            .collect();
        let Self { world, problems, counts: Counts { judge, .. }, .. } = self;
        Report { world, verdicts, problems, judge }
    }

    fn skip_timeless(&mut self) {
        while self.scenario.steps.get(self.next).is_some_and(|step| step.is_timeless()) {
            self.next += 1;
        }
    }

    fn expectation(&self, at: usize) -> Option<&'a Expectation> {
        match &self.scenario.steps[at].task {
            Task::Expect(expectation) => Some(expectation),
            Task::Act(_) | Task::Note(_) => None,
        }
    }

    /// Takes the step whose time has come.
    fn take_step(&mut self, observer: &mut dyn Observer) {
        let at = self.next;
        self.next += 1;
        match &self.scenario.steps[at].task {
            Task::Act(act) => {
                let done = perform(act, &mut self.world, &mut Counting(&mut self.counts, observer));
                if let Err(problem) = done {
                    self.problems.push((at, problem));
                }
            }
            Task::Note(_) => {}
            Task::Expect(expectation) => {
                if self.verdicts[at] == Verdict::Open {
                    let holds = expectation.predicate.holds(&self.world, &self.counts);
                    self.verdicts[at] = if holds {
                        Verdict::Held
                    } else {
                        expectation.predicate.failure(&self.world, &self.counts)
                    };
                }
            }
        }
    }
}

/// Does what an act says to a world.
///
/// # Errors
/// When it makes no sense now, also for one of several messages; then nothing has changed. After
/// [`Problem::NotQuiet`], [`MOST_DELIVERIES`] messages have been delivered.
pub fn perform(act: &Act, world: &mut World, observer: &mut dyn Observer) -> Result<(), Problem> {
    match act {
        Act::Plain(action) => world.act(action.clone(), observer).map_err(Problem::Refused),
        Act::Message { selector, deed: Deed::DeliverUntilQuiet } => {
            deliver_until_quiet(selector, world, observer)
        }
        Act::Message { selector, deed } => {
            let messages = selector.resolve(world);
            if messages.is_empty() {
                return Err(Problem::NoSuchMessage);
            }
            let actions: Vec<_> = messages.into_iter().map(|message| deed.on(message)).collect();
            check_all(&actions, world).map_err(Problem::Refused)?;
            for action in actions {
                world.act(action, observer).map_err(Problem::Refused)?;
            }
            Ok(())
        }
    }
}

/// Delivers the oldest such message again and again, until none is in flight.
fn deliver_until_quiet(
    selector: &Selector,
    world: &mut World,
    observer: &mut dyn Observer,
) -> Result<(), Problem> {
    let oldest = Selector { which: Which::Nth(1), ..*selector };
    for _ in 0..MOST_DELIVERIES {
        let Some(&message) = oldest.resolve(world).first() else { return Ok(()) };
        world.act(Action::Deliver { message }, observer).map_err(Problem::Refused)?;
    }
    if oldest.resolve(world).is_empty() { Ok(()) } else { Err(Problem::NotQuiet) }
}

/// Checks actions on different messages, all before the first is done: what one does to its message
/// makes no other of them impossible, except that every copy takes some of the room there is.
fn check_all(actions: &[Action], world: &World) -> Result<(), Refusal> {
    for action in actions {
        world.check(action)?;
    }
    let copies = actions.iter().filter(|action| matches!(action, Action::Duplicate { .. })).count();
    if copies > world.room() { Err(Refusal::NetworkFull) } else { Ok(()) }
}

/// Counts, and passes on.
struct Counting<'a>(&'a mut Counts, &'a mut dyn Observer);

impl Observer for Counting<'_> {
    fn event(&mut self, event: Event) {
        self.0.judge.hear(&event);
        self.0.event(&event);
        self.1.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.0.judge.watch(&step);
        self.0.term(step.node.config.id, step.node.durable.current_term);
        self.1.step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.0.judge.lost_write(server, disk);
        self.0.term(server, disk.current_term);
        self.1.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.0.judge.machine(server, last_applied, machine);
        self.1.machine(server, last_applied, machine);
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchMessage => f.write_str("no such message is under way"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotQuiet => write!(
                f,
                "{MOST_DELIVERIES} messages were delivered, and such messages are still in flight"
            ),
        }
    }
}
