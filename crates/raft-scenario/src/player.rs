//! Playing a run: timelines, runners, searches for causes and random runs all use this player.

mod perform;
mod watcher;

use raft_sim::{Action, MAX_IN_FLIGHT, Observer, Refusal, Setup, SetupError, Time, World};

use self::perform::perform;
pub use self::perform::{MOST_DELIVERIES, Problem};
pub use self::watcher::Watcher;
use crate::scenario::Act;
use crate::script::{Annotation, Planned, Script};

/// To look at so many messages in flight takes about as long as an event.
const MESSAGES_PER_EVENT: u64 = 16;

/// A run at one moment: its world, how far its script is played, and what a watcher has made of it.
///
/// A copy is the same moment, the watcher's state included: so the past can be kept.
#[derive(Clone, Debug)]
pub(crate) struct Player<W> {
    pub(crate) world: World,
    pub(crate) watcher: W,
    /// How many things have happened by themselves.
    happened: u64,
    /// How many acts of the plan are done.
    done: usize,
    /// How many annotations are behind.
    said: usize,
    /// What it cost to find the messages that acts were about, in events.
    finding: u64,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NextItem {
    Event,
    Act,
}

impl<W: Watcher> Player<W> {
    /// A run of which nothing is played yet. The observer is told of the servers' starts.
    ///
    /// # Errors
    /// When there can be no such world.
    pub(crate) fn new(
        setup: Setup,
        mut watcher: W,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        #[cfg(test)]
        tests::MADE.set(tests::MADE.get() + 1);
        let world = World::new(setup, &mut (&mut watcher, observer))?;
        watcher.moved(&world);
        Ok(Self { world, watcher, happened: 0, done: 0, said: 0, finding: 0 })
    }

    /// The same moment, seen by nobody.
    pub(crate) fn unwatched(&self) -> Player<()> {
        self.watched_by(())
    }

    /// The same moment, seen by another watcher from now on.
    pub(crate) fn watched_by<V>(&self, watcher: V) -> Player<V> {
        let Self { ref world, happened, done, said, finding, .. } = *self;
        Player { world: world.clone(), watcher, happened, done, said, finding }
    }

    /// How many events and acts are behind: moments of one run are ordered by it.
    pub(crate) fn items(&self) -> u64 {
        self.happened + self.done as u64
    }

    /// What it cost to find the messages that acts were about, in events: also those of acts that were
    /// refused, which leave no event.
    pub(crate) fn finding(&self) -> u64 {
        self.finding
    }

    /// How many acts of the plan are done.
    pub(crate) fn done(&self) -> usize {
        self.done
    }

    /// When something happens next, by itself or as planned.
    pub(crate) fn next_at(&self, script: &Script) -> Option<Time> {
        self.next(script).map(|(at, _)| at)
    }

    /// Whether something is still to happen by itself up to this instant.
    pub(crate) fn is_event_due(&self, at: Time) -> bool {
        self.world.next_at().is_some_and(|next| next <= at)
    }

    /// At the same instant, what happens by itself comes before what is done.
    fn next(&self, script: &Script) -> Option<(Time, NextItem)> {
        let event = self.world.next_at().map(|at| (at, NextItem::Event));
        let act = script.plan.get(self.done).map(|planned| (planned.at, NextItem::Act));
        match (event, act) {
            (Some(event), Some(act)) => Some(if event.0 <= act.0 { event } else { act }),
            (event, act) => event.or(act),
        }
    }

    /// Lets the next thing happen: an event of the world, or an act. False when nothing ever happens.
    ///
    /// An act that makes no sense by now is left out; the watcher is told why.
    pub(crate) fn forward(&mut self, script: &Script, observer: &mut dyn Observer) -> bool {
        let Some((at, next)) = self.next(script) else { return false };
        self.say(script, |annotation, done| {
            annotation.step.at < at
                || next == NextItem::Act
                    && annotation.step.at == at
                    && annotation.acts_before <= done
        });
        match next {
            NextItem::Event => {
                self.world.step(&mut (&mut self.watcher, observer));
                self.happened += 1;
            }
            NextItem::Act => {
                self.world.run_until(at, &mut ());
                self.finding += self.least_work(script) - 1;
                self.perform_planned(script, observer);
            }
        }
        self.watcher.moved(&self.world);
        true
    }

    fn perform_planned(&mut self, script: &Script, observer: &mut dyn Observer) {
        let Some(planned) = script.plan.get(self.done) else { return };
        self.watcher.performs(planned.at, &planned.act);
        let observer = &mut (&mut self.watcher, observer);
        if let Err(problem) = perform(&planned.act, &mut self.world, observer) {
            self.watcher.refused(self.done, self.world.now(), &problem);
        }
        self.done += 1;
    }

    /// How much work the next thing is at least, in events: an act on messages looks at all that are
    /// in flight, also when it is refused then.
    fn least_work(&self, script: &Script) -> u64 {
        let is_act = matches!(self.next(script), Some((_, NextItem::Act)));
        match script.plan.get(self.done) {
            Some(Planned { act: Act::Message { .. }, .. }) if is_act => {
                1 + (MAX_IN_FLIGHT - self.world.room()) as u64 / MESSAGES_PER_EVENT
            }
            _ => 1,
        }
    }

    /// The same, off a budget of events: an act that brings about many costs as many, and so does
    /// whatever else the watcher has work with.
    pub(crate) fn forward_within(
        &mut self,
        left: &mut u64,
        script: &Script,
        observer: &mut dyn Observer,
    ) -> bool {
        let least = self.least_work(script);
        let before = self.world.events() + self.watcher.work();
        let has_moved = self.forward(script, observer);
        let cost = self.world.events() + self.watcher.work() - before;
        *left = left.saturating_sub(cost.max(least));
        has_moved
    }

    /// Plays up to an instant, with everything that is due then.
    pub(crate) fn play_to(&mut self, until: Time, script: &Script, observer: &mut dyn Observer) {
        while self.next_at(script).is_some_and(|at| at <= until) {
            self.forward(script, observer);
        }
        self.wait(until, script);
    }

    /// Performs an act now, which is in no script.
    ///
    /// # Errors
    /// When it makes no sense now; see [`perform`].
    pub(crate) fn act(&mut self, act: &Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        perform(act, &mut self.world, &mut (&mut self.watcher, observer))?;
        self.watcher.moved(&self.world);
        Ok(())
    }

    /// Performs an action now, which is in no script. Only the watcher sees it.
    ///
    /// # Errors
    /// When it makes no sense now; then nothing has changed.
    pub(crate) fn action(&mut self, action: Action) -> Result<(), Refusal> {
        self.world.act(action, &mut self.watcher)?;
        self.watcher.moved(&self.world);
        Ok(())
    }

    /// Waits up to an instant before which nothing happens.
    pub(crate) fn wait(&mut self, until: Time, script: &Script) {
        self.say(script, |annotation, _| annotation.step.at < until);
        self.world.run_until(until, &mut ());
    }

    /// Says what is left to be said: the run is over.
    pub(crate) fn finish(&mut self, end: Time, script: &Script) {
        self.wait(end, script);
        self.say(script, |_, _| true);
    }

    /// Comes to the annotations that are due before the next thing happens.
    fn say(&mut self, script: &Script, is_due: impl Fn(&Annotation, usize) -> bool) {
        while let Some(annotation) =
            script.annotations.get(self.said).filter(|it| is_due(it, self.done))
        {
            if !annotation.step.is_timeless() {
                self.world.run_until(annotation.step.at, &mut ());
                self.watcher.comes_to(self.said, &annotation.step, &self.world);
            }
            self.said += 1;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    thread_local! {
        /// How many runs this thread has begun to play.
        pub(crate) static MADE: Cell<u64> = const { Cell::new(0) };
    }
}
