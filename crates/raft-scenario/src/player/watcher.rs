//! Watching a run while it is played.

use raft_sim::{Observer, Time, World};

use super::Problem;
use crate::scenario::{Act, Step};

/// An [`Observer`] that is also told of the acts, notes and expectations of a run. `()` watches nothing.
pub trait Watcher: Observer {
    /// The run has come to a note, or to the instant of an `at` or `by` expectation. `annotation`
    /// is its number, from 0, among the notes and expectations of the text.
    fn comes_to(&mut self, _annotation: usize, _step: &Step, _world: &World) {}

    /// An act of the plan, from the text or by hand, is about to be performed.
    fn performs(&mut self, _at: Time, _act: &Act) {}

    /// The act could not be performed. `act` is its number, from 0, among the acts of the run.
    fn refused(&mut self, _act: usize, _at: Time, _problem: &Problem) {}

    /// An event and all its immediate effects have happened, or an act was performed. Also called
    /// when the world has just been created.
    fn moved(&mut self, _world: &World) {}

    /// The work that the watcher has done so far beyond listening, in events. It counts against the
    /// budget of whoever plays the run in steps.
    fn work(&self) -> u64 {
        0
    }
}

impl Watcher for () {}

/// Passes everything on, so that a borrowed watcher can be part of a pair.
impl<W: Watcher + ?Sized> Watcher for &mut W {
    fn comes_to(&mut self, annotation: usize, step: &Step, world: &World) {
        (**self).comes_to(annotation, step, world);
    }

    fn performs(&mut self, at: Time, act: &Act) {
        (**self).performs(at, act);
    }

    fn refused(&mut self, act: usize, at: Time, problem: &Problem) {
        (**self).refused(act, at, problem);
    }

    fn moved(&mut self, world: &World) {
        (**self).moved(world);
    }

    fn work(&self) -> u64 {
        (**self).work()
    }
}

/// Two watchers of one run: each is told everything, the first one first.
impl<A: Watcher, B: Watcher> Watcher for (A, B) {
    fn comes_to(&mut self, annotation: usize, step: &Step, world: &World) {
        self.0.comes_to(annotation, step, world);
        self.1.comes_to(annotation, step, world);
    }

    fn performs(&mut self, at: Time, act: &Act) {
        self.0.performs(at, act);
        self.1.performs(at, act);
    }

    fn refused(&mut self, act: usize, at: Time, problem: &Problem) {
        self.0.refused(act, at, problem);
        self.1.refused(act, at, problem);
    }

    fn moved(&mut self, world: &World) {
        self.0.moved(world);
        self.1.moved(world);
    }

    fn work(&self) -> u64 {
        self.0.work() + self.1.work()
    }
}
