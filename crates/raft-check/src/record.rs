//! What the judge remembers of a run, and queries on it. It checks nothing: see [`crate::checks`].

mod canonical;
pub(crate) mod clients;
pub(crate) mod contact;
pub(crate) mod leaders;
pub(crate) mod machines;
pub(crate) mod model;
pub(crate) mod operations;
pub(crate) mod past;
pub(crate) mod track;

use raft_core::{Blocks, Entry, Index, RoleName, ServerId, ServerSet, Term};
use raft_sim::{EventId, RequestId, Time};

use self::clients::{ClientRecord, request_of};
use self::contact::Contact;
use self::leaders::Leaders;
use self::machines::{Applied, Machines};
use self::model::Model;
use self::operations::Operations;
use self::past::{EntryNode, Occurrence, Past};
use self::track::Track;
use crate::violation::{Claim, Fact, Property, Violation};

/// The memory of a judge. A copy is cheap and shares its blocks with the original.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) servers: Vec<State>,
    /// How many servers the cluster has.
    pub(crate) all: usize,
    pub(crate) past: Past,
    pub(crate) leaders: Leaders,
    pub(crate) machines: Machines,
    pub(crate) model: Model,
    pub(crate) clients: ClientRecord,
    pub(crate) operations: Operations,
    pub(crate) violations: Blocks<Violation>,
    /// The current event, and its time.
    pub(crate) now: (EventId, Time),
}

/// What is known of one server.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// The log on its disk.
    pub(crate) log: Track,
    /// Its role; `None` after a crash.
    pub(crate) role: Option<RoleName>,
    /// Whether it is paused.
    pub(crate) paused: bool,
    pub(crate) term: Term,
    /// Its last leadership, as a position in [`Leaders::leaderships`].
    pub(crate) leadership: Option<usize>,
    /// The index of the last entry it has applied since it started.
    pub(crate) applied: Index,
    /// That entry, and when it was applied.
    pub(crate) applied_last: Option<(EntryNode, Occurrence)>,
    /// Whether its state machine is known to differ from what is due, or was given other entries than the
    /// model.
    pub(crate) astray: bool,
    /// Whether a violation of linearizability by its answers has been reported since it started.
    pub(crate) answers_wrongly: bool,
    /// Whether a false acknowledgement by it has been reported since it started.
    pub(crate) acknowledges_wrongly: bool,
    /// Its last contact with the leader of its term, until the minimum election timeout is over.
    pub(crate) contact: Option<Contact>,
    /// Whether a violation of Leader Ignored by it has been reported since it started.
    pub(crate) ignores_leader: bool,
    /// Whether it is starting for the first time, so that its log is taken as given.
    pub(crate) given: bool,
}

impl Record {
    pub(crate) fn state(&mut self, server: ServerId) -> &mut State {
        let at = usize::from(server.0) - 1;
        if self.servers.len() <= at {
            self.servers.resize_with(at + 1, State::default);
        }
        &mut self.servers[at]
    }

    pub(crate) fn log(&mut self, server: ServerId) -> &Track {
        &self.state(server).log
    }

    /// The index up to which leaders have committed the entries in a server's log.
    pub(crate) fn committed_up_to(&self, server: ServerId) -> Index {
        let Some(State { log, .. }) = self.servers.get(usize::from(server.0).wrapping_sub(1))
        else {
            return 0;
        };
        let is_committed = |index| {
            let held = log.at(index).and_then(|place| self.past.get(place));
            held.is_some_and(|held| held.commit.is_some())
        };
        // If an entry is committed, so are all before it.
        let (mut least, mut most) = (0, log.last_index());
        while least < most {
            let middle = most - (most - least) / 2;
            if is_committed(middle) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        least
    }

    /// The current event, as something that happened to a server.
    pub(crate) fn source(&mut self, server: ServerId) -> Occurrence {
        let (seq, at) = self.now;
        Occurrence { seq, at, server, term: self.state(server).term }
    }

    pub(crate) fn report(&mut self, property: Property, source: Occurrence, facts: [Fact; 2]) {
        let [first, second] = facts;
        let Occurrence { at, seq, .. } = source;
        self.violations.push(Violation { property, at, seq, first, second });
    }

    /// How many servers make a majority.
    pub(crate) fn majority(&self) -> usize {
        self.all / 2 + 1
    }

    /// The servers whose disks have this entry, with all before it.
    pub(crate) fn on_disks_of(&self, place: EntryNode) -> ServerSet {
        let servers =
            self.servers.iter().zip(1..).filter(|(state, _)| state.log.holds(place, &self.past));
        servers.map(|(_, number)| ServerId(number)).collect()
    }

    /// Whether the entry at a place carries a request's command.
    pub(crate) fn carries(&self, place: EntryNode, request: RequestId) -> bool {
        self.past.get(place).and_then(|held| request_of(&held.entry)) == Some(request)
    }

    /// The entry at an index in the order in which entries were first applied.
    pub(crate) fn entry_of_model(&self, index: Index) -> Option<&Entry> {
        self.past.get(self.model.after(index)?.place).map(|held| &held.entry)
    }

    /// The fact that the entry at an index was applied, by the first server to do so.
    pub(crate) fn applied_first(&self, index: Index) -> Option<Fact> {
        self.applied_fact(self.machines.at(index)?)
    }

    /// The fact that a server applied an entry, with the one that it left out before it, if any.
    pub(crate) fn applied_fact(&self, applied: Applied) -> Option<Fact> {
        let held = self.past.get(applied.place)?;
        let (index, entry, left_out) = (held.index, held.entry.clone(), applied.after + 1);
        let claim = if left_out < index {
            Claim::AppliedWithout { index, entry, left_out }
        } else {
            Claim::Applied { index, entry }
        };
        Some(applied.by.fact(claim))
    }
}
