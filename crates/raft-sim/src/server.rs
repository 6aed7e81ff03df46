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
    /// Whether it is up, paused or crashed.
    pub status: Status,
    /// The replicated state machine. A crash empties it, and it is rebuilt from the log.
    pub machine: Machine,
    /// Its running timers, in the order of [`Timer::ALL`].
    pub(crate) timers: [Option<Running>; Timer::ALL.len()],
    /// The number of timers it has set. It numbers their random draws.
    pub(crate) timers_set: u64,
    /// What waits until the paused server resumes, in order of arrival.
    pub(crate) backlog: Vec<BacklogItem>,
    /// The requests that it accepted as leader and has not answered, by the index of their entries.
    pub(crate) pending: SortedMap<Index, RequestId>,
    /// The disk before the last write, if a crash may lose that write.
    pub(crate) unsynced: Option<Durable>,
    /// How fast its clock runs, in thousandths of the usual rate.
    #[cfg(feature = "language")]
    pub(crate) clock: u16,
}

/// Hashes the clock only if it does not run at the usual rate, so that all other servers keep the digests
/// that they had before clocks had rates.
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

/// Shows the server as a log would: `s1 leader t3 last=5@3 commit=4`, with the last entry as index@term. A
/// crashed server has no role and no commitIndex, and a paused one is marked.
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

/// Whether a server is up, paused or crashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It is up.
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
    /// When it runs out; `None` in a manual world, where only an action makes it run out.
    pub fires_at: Option<Time>,
    /// Whether it ran out while the server was paused.
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

    /// The number of messages that wait for it while it is paused, without the timers that ran out. It is 0
    /// while a resumed server handles what has waited.
    pub(crate) fn messages_waiting(&self) -> usize {
        let timers = self.timers.iter().flatten().filter(|timer| timer.overdue).count();
        self.backlog.len().saturating_sub(timers)
    }

    /// Crashes the server, which loses all that is not on its disk. Returns what waited for it.
    pub(crate) fn crash(&mut self) -> Vec<BacklogItem> {
        let disk = self.unsynced.take().unwrap_or_else(|| self.node.durable.clone());
        self.node = Node::new(self.node.config.clone(), disk);
        self.status = Status::Crashed;
        self.machine = Machine::default();
        self.pending.clear();
        std::mem::take(&mut self.backlog)
    }
}
