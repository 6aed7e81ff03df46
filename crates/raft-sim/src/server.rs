//! A server in the world: the Raft node, its state machine, its timers and its clock.

use std::fmt;

use std::hash::{Hash, Hasher};

use raft_core::{Durable, Index, Node, Timer};
use serde::Serialize;

use crate::envelope::Envelope;
use crate::ids::{EventId, RequestId};
use crate::machine::Machine;
use crate::queue::Slot;
#[cfg(feature = "language")]
use crate::setup::Setup;
use crate::sorted::SortedMap;
use crate::time::Time;

/// One server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The Raft state machine.
    pub node: Node,
    /// Whether it runs.
    pub status: Status,
    /// The replicated state machine; empty after a crash, and built anew from the log.
    pub machine: Machine,
    /// Its running timers, in the order of [`Timer::ALL`].
    pub(crate) timers: [Option<Running>; Timer::ALL.len()],
    /// How many timers it has set: it numbers their random draws.
    pub(crate) timers_set: u64,
    /// What waits for a paused server, in the order of its coming.
    pub(crate) backlog: Vec<BacklogItem>,
    /// The requests it took as a leader and has not answered, by the index of their entries.
    pub(crate) pending: SortedMap<Index, RequestId>,
    /// The disk before the last write, when a crash may lose that.
    pub(crate) unsynced: Option<Durable>,
    /// How fast its clock runs, in thousandths of the usual rate.
    #[cfg(feature = "language")]
    pub(crate) clock: u16,
}

/// The clock counts only where it runs at another rate than usual, so that the digests of all other
/// servers stay what they were before clocks had rates.
impl Hash for Server {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { node, status, machine, timers, timers_set, backlog, pending, unsynced, .. } =
            self;
        (node, status, machine, timers, timers_set).hash(state);
        (backlog, pending, unsynced).hash(state);
        #[cfg(feature = "language")]
        if self.clock != Setup::USUAL_RATE {
            self.clock.hash(state);
        }
    }
}

/// As in a log: `s1 leader t3 last=5@3 commit=4`, the last entry as index@term. A crashed server has no
/// role and no commitIndex, and a paused one is marked.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { node, status, .. } = self;
        match status {
            Status::Up => node.fmt(f),
            Status::Paused => write!(f, "{node} paused"),
            Status::Crashed => write!(f, "{} crashed {}", node.config.id, node.durable),
        }
    }
}

/// Whether a server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It runs.
    Up,
    /// It is paused: what arrives waits until it resumes.
    Paused,
    /// It has crashed.
    Crashed,
}

/// A running timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Running {
    /// When it was set.
    pub set_at: Time,
    /// When it runs out; nothing in a world where timers wait for an action.
    pub fires_at: Option<Time>,
    /// It ran out while the server was paused.
    pub(crate) overdue: bool,
    pub(crate) slot: Option<Slot>,
    /// The event that set it.
    pub(crate) set_by: EventId,
}

/// What waits for a paused server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum BacklogItem {
    Timer(Timer),
    Message(Envelope),
}

impl Server {
    pub(crate) fn new(node: Node) -> Self {
        Self {
            node,
            status: Status::Up,
            machine: Machine::default(),
            timers: [None; Timer::ALL.len()],
            timers_set: 0,
            backlog: Vec::new(),
            pending: SortedMap::default(),
            unsynced: None,
            #[cfg(feature = "language")]
            clock: Setup::USUAL_RATE,
        }
    }

    /// One of its timers, if it runs.
    pub fn timer(&self, timer: Timer) -> Option<Running> {
        self.timers[timer as usize]
    }

    /// How many messages and timers wait for it while it is paused.
    pub fn waiting(&self) -> usize {
        self.backlog.len()
    }

    /// How many messages wait for it while it is paused: what waits, without the timers that ran out.
    /// Nothing waits any more while it takes in what has waited.
    pub(crate) fn messages_waiting(&self) -> usize {
        let timers = self.timers.iter().flatten().filter(|timer| timer.overdue).count();
        self.backlog.len().saturating_sub(timers)
    }

    /// A crash: what is not on the disk is gone. Returns what was waiting for it.
    pub(crate) fn crash(&mut self) -> Vec<BacklogItem> {
        let disk = self.unsynced.take().unwrap_or_else(|| self.node.durable.clone());
        self.node = Node::new(self.node.config.clone(), disk);
        self.status = Status::Crashed;
        self.machine = Machine::default();
        self.pending.clear();
        std::mem::take(&mut self.backlog)
    }
}
