//! The event log of a run: the notable events, which are the marks of the timeline, the latest of them,
//! and the messages lost a moment ago.

use std::collections::VecDeque;

use raft_sim::{Duration, Event, EventId, Observer, Time, What};

use crate::recent::{EventView, Lost};
use crate::view::FALL_MS;

/// How many lost messages are kept.
const LOST_KEPT: usize = 200;

/// How many of the latest notable events are kept.
const RECENT: usize = 400;

/// How many events are kept as marks of the timeline: the first. More could not be told apart there.
const MARKS: usize = 20_000;

/// How many acts' abandoned futures are remembered: at least as many as a timeline can undo.
const BRANCHES: usize = 128;

/// The notable events of the run as far as it was played, whatever instant it shows.
#[derive(Default)]
pub(super) struct EventLog {
    /// The first [`MARKS`].
    notable: Vec<EventView>,
    /// The last [`RECENT`].
    recent: VecDeque<EventView>,
    /// The number of the first event that was not logged yet. A replayed event is not logged twice.
    next: EventId,
    /// The numbers of the events of loss, and what was lost.
    lost: VecDeque<(EventId, Lost)>,
    /// The logs of the abandoned futures, for undo.
    undo: VecDeque<Future>,
    redo: Vec<Future>,
}

/// The log of an abandoned future.
struct Future {
    /// The number of the first event that is in it.
    from: EventId,
    notable: Vec<EventView>,
    recent: VecDeque<EventView>,
    next: EventId,
}

impl EventLog {
    /// The notable events after the one with the number `since`, as far as they are kept.
    pub(super) fn since(&self, since: f64) -> &[EventView] {
        let first = self.notable.partition_point(|event| event.seq <= since);
        &self.notable[first..]
    }

    /// The latest notable events after the one with the number `since`, up to a time in milliseconds.
    pub(super) fn recent(&self, since: f64, until: f64) -> Vec<&EventView> {
        let is_new = |event: &&EventView| event.seq > since && event.at <= until;
        self.recent.iter().filter(is_new).collect()
    }

    /// The number of the last notable event; -1 when there is none.
    pub(super) fn last(&self) -> f64 {
        self.recent.back().map_or(-1.0, |event| event.seq)
    }

    /// The lost messages that are still falling at `now`.
    pub(super) fn lost(&self, now: Time) -> impl Iterator<Item = &Lost> {
        let falls = move |at: Time| at <= now && now - at <= Duration::from_ms(FALL_MS);
        self.lost.iter().map(|(_, lost)| lost).filter(move |(_, at, _)| falls(*at))
    }

    /// Abandons the event `from` and all after it.
    pub(super) fn branch(&mut self, from: EventId) {
        let future = self.cut(from);
        if self.undo.len() == BRANCHES {
            self.undo.pop_front();
        }
        self.undo.push_back(future);
        self.redo.clear();
    }

    /// Restores the future abandoned last.
    pub(super) fn undo(&mut self) {
        if let Some(future) = self.undo.pop_back() {
            let other = self.restore(future);
            self.redo.push(other);
        }
    }

    /// Restores the future undone last.
    pub(super) fn redo(&mut self) {
        if let Some(future) = self.redo.pop() {
            let other = self.restore(future);
            self.undo.push_back(other);
        }
    }

    fn restore(&mut self, future: Future) -> Future {
        let other = self.cut(future.from);
        self.notable.extend(future.notable);
        self.recent.extend(future.recent);
        self.next = future.next;
        other
    }

    /// Removes and returns the log from the event `from` on.
    fn cut(&mut self, from: EventId) -> Future {
        let next = self.next;
        self.next = next.min(from);
        let kept = self.notable.partition_point(|event| (event.seq as u64) < from.0);
        let recent = self.recent.partition_point(|event| (event.seq as u64) < from.0);
        self.forget_losses(from);
        let (notable, recent) = (self.notable.split_off(kept), self.recent.split_off(recent));
        Future { from, notable, recent, next }
    }

    fn keep(&mut self, view: EventView) {
        if self.notable.len() < MARKS {
            self.notable.push(view);
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(view);
    }

    fn forget_losses(&mut self, from: EventId) {
        while self.lost.back().is_some_and(|&(seq, _)| seq >= from) {
            self.lost.pop_back();
        }
    }
}

impl Observer for EventLog {
    fn event(&mut self, event: Event) {
        if event.seq >= self.next {
            self.next = event.seq.next();
            if let Some(view) = EventView::of(&event) {
                self.keep(view);
            }
        }
        if let What::Lost { message, why } = event.what {
            // A loss replayed after a step back must not count twice.
            self.forget_losses(event.seq);
            if self.lost.len() == LOST_KEPT {
                self.lost.pop_front();
            }
            self.lost.push_back((event.seq, (message, event.at, why)));
        }
    }
}
