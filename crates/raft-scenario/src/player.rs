//! Playing a run: timelines, runners, searches for causes and random runs all use this player.

mod perform;
mod watcher;

use raft_sim::{Action, MAX_IN_FLIGHT, Observer, Refusal, Setup, SetupError, Time, World};

use self::perform::perform;
pub use self::perform::{MOST_DELIVERIES, Problem};
pub use self::watcher::Watcher;
use crate::scenario::Act;
use crate::script::{Annotation, Planned, Script};

/// Looking at this many messages in flight takes about as long as playing an event.
const MESSAGES_PER_EVENT: u64 = 16;

/// A run at one moment: its world, the progress through its script, and the state of a watcher.
///
/// A clone is the same moment, with the watcher's state: clones serve as checkpoints.
#[derive(Clone, Debug)]
pub(crate) struct Player<W> {
    pub(crate) world: World,
    pub(crate) watcher: W,
    /// The number of events played, not counting acts.
    happened: u64,
    /// The number of acts of the plan that are done.
    done: usize,
    /// The number of annotations passed.
    said: usize,
    /// The cost of finding the messages that acts name, in events.
    finding: u64,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NextItem {
    Event,
    Act,
}

impl<W: Watcher> Player<W> {
    /// Creates a run with nothing played yet. The observer is told of the servers' starts.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
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

    /// Returns the same moment without a watcher.
    pub(crate) fn unwatched(&self) -> Player<()> {
        self.watched_by(())
    }

    /// Returns the same moment with another watcher from now on.
    pub(crate) fn watched_by<V>(&self, watcher: V) -> Player<V> {
        let Self { ref world, happened, done, said, finding, .. } = *self;
        Player { world: world.clone(), watcher, happened, done, said, finding }
    }

    /// The number of events and acts played, which orders the moments of one run.
    pub(crate) fn items(&self) -> u64 {
        self.happened + self.done as u64
    }

    /// The cost of finding the messages that acts name, in events. Refused acts count too, although
    /// they leave no event.
    pub(crate) fn finding(&self) -> u64 {
        self.finding
    }

    /// The number of acts of the plan that are done.
    pub(crate) fn done(&self) -> usize {
        self.done
    }

    /// The instant of the next event or act.
    pub(crate) fn next_at(&self, script: &Script) -> Option<Time> {
        self.next(script).map(|(at, _)| at)
    }

    /// Whether an event is still due by this instant.
    pub(crate) fn is_event_due(&self, at: Time) -> bool {
        self.world.next_at().is_some_and(|next| next <= at)
    }

    /// At the same instant, events come before acts.
    fn next(&self, script: &Script) -> Option<(Time, NextItem)> {
        let event = self.world.next_at().map(|at| (at, NextItem::Event));
        let act = script.plan.get(self.done).map(|planned| (planned.at, NextItem::Act));
        match (event, act) {
            (Some(event), Some(act)) => Some(if event.0 <= act.0 { event } else { act }),
            (event, act) => event.or(act),
        }
    }

    /// Plays the next event of the world or act of the plan. Returns false if there is none.
    ///
    /// An act that is impossible by now is skipped; the watcher is told why.
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

    /// The least cost of the next event or act, in events: an act on messages looks at all that are
    /// in flight, even if it is then refused.
    fn least_work(&self, script: &Script) -> u64 {
        let is_act = matches!(self.next(script), Some((_, NextItem::Act)));
        match script.plan.get(self.done) {
            Some(Planned { act: Act::Message { .. }, .. }) if is_act => {
                1 + (MAX_IN_FLIGHT - self.world.room()) as u64 / MESSAGES_PER_EVENT
            }
            _ => 1,
        }
    }

    /// Like [`Self::forward`], but takes the cost off a budget of events: all events that an act
    /// causes, and the watcher's own work.
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

    /// Plays up to an instant, including everything due then.
    pub(crate) fn play_to(&mut self, until: Time, script: &Script, observer: &mut dyn Observer) {
        while self.next_at(script).is_some_and(|at| at <= until) {
            self.forward(script, observer);
        }
        self.wait(until, script);
    }

    /// Performs an act now that is not in the script.
    ///
    /// # Errors
    /// Returns a [`Problem`] if the act is impossible now; see [`perform()`].
    pub(crate) fn act(&mut self, act: &Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        perform(act, &mut self.world, &mut (&mut self.watcher, observer))?;
        self.watcher.moved(&self.world);
        Ok(())
    }

    /// Performs an action now that is not in the script. Only the watcher sees it.
    ///
    /// # Errors
    /// Returns a [`Refusal`] if the action is impossible now; nothing has changed then.
    pub(crate) fn action(&mut self, action: Action) -> Result<(), Refusal> {
        self.world.act(action, &mut self.watcher)?;
        self.watcher.moved(&self.world);
        Ok(())
    }

    /// Moves the time on to an instant before which nothing happens.
    pub(crate) fn wait(&mut self, until: Time, script: &Script) {
        self.say(script, |annotation, _| annotation.step.at < until);
        self.world.run_until(until, &mut ());
    }

    /// Ends the run: passes all annotations that are left.
    pub(crate) fn finish(&mut self, end: Time, script: &Script) {
        self.wait(end, script);
        self.say(script, |_, _| true);
    }

    /// Passes the annotations that are due before the next event or act.
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
        /// The number of runs that this thread has begun to play.
        pub(crate) static MADE: Cell<u64> = const { Cell::new(0) };
    }
}
