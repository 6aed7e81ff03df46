//! The judge: the events that it receives, and the checks that it calls.

use std::hash::Hasher;

use raft_core::{Durable, Effect, Entries, Index, Input, RoleName, ServerId, Term, Timer};
use raft_sim::{Action, Body, ClientMessage, Endpoint, Event, Machine, Observer, ServerStep, What};

use crate::progress::Progress;
use crate::record::past::Occurrence;
use crate::record::{Record, State};
use crate::violation::{Property, Violation};

/// Judges a run while it happens.
///
/// It is an [`Observer`], and must receive every event from the start of the world on. A copy is cheap
/// and shares its memory with the original, so one can be kept with each copy of a world.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    record: Record,
    progress: Progress,
    /// The entries that the current step appends, until their events come.
    arriving: Vec<Entries>,
    /// Whether to ignore the effects of the current step, because they do not say how the server's log
    /// changed.
    void: bool,
}

impl Judge {
    /// A judge of a run in which nothing has happened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The violations found, in the order in which they happened. One contradiction is reported once: the
    /// entries after a lost one are lost with it.
    pub fn violations(&self) -> impl DoubleEndedIterator<Item = &Violation> {
        self.record.violations.iter()
    }

    /// How many violations were found.
    pub fn found(&self) -> usize {
        self.record.violations.len()
    }

    /// Whether this property has been violated.
    pub fn is_violated(&self, property: Property) -> bool {
        self.record.violations.iter().any(|violation| violation.property == property)
    }

    /// The index up to which leaders have committed the entries in a server's log, whether or not this
    /// server knows; 0 if none is committed.
    pub fn committed_up_to(&self, server: ServerId) -> Index {
        self.record.committed_up_to(server)
    }

    /// The progress of the cluster.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Feeds a hasher all that later verdicts depend on, without times and the numbers of events, for a
    /// search that looks for equivalent states. `order` lists all servers; each is named by its place in
    /// it.
    pub fn hash_canonically<H: Hasher + Default>(&self, order: &[ServerId], hasher: &mut H) {
        self.record.hash_canonically(order, hasher);
    }

    /// Receives an event, as [`Observer::event`] does.
    pub fn hear(&mut self, event: &Event) {
        self.record.now = (event.seq, event.at);
        match event.what {
            What::Started { server } => {
                let given = event.cause.is_none();
                let state = self.record.state(server);
                let (log, term, leadership) =
                    (std::mem::take(&mut state.log), state.term, state.leadership);
                *state = State { log, term, leadership, given, ..State::default() };
                self.roles_changed();
            }
            What::Crashed { server } => {
                self.record.state(server).role = None;
                self.roles_changed();
            }
            // An action that fires one of these timers ends the contact.
            What::Acted(Action::Fire { server, timer: Timer::Election | Timer::LeaderContact }) => {
                self.record.state(server).contact = None;
            }
            What::Paused { server } => self.paused(server, true),
            What::Resumed { server } => self.paused(server, false),
            What::Persisted { server, term, .. } => self.record.state(server).term = term,
            What::BecameRole { server, role, term } => self.became(server, role, term),
            What::Appended { server, .. } if !self.void && !self.arriving.is_empty() => {
                let (entries, source) = (self.arriving.remove(0), self.record.source(server));
                self.record.appended(&entries, source, false);
            }
            What::Truncated { server, from } if !self.void => {
                let source = self.record.source(server);
                self.record.truncated(from, source);
            }
            What::Committed { server, index } => self.committed(server, index),
            What::Applied { server, index } => self.record.applied(server, index),
            What::Sent {
                message,
                copy_of,
                from: Endpoint::Server(server),
                body: Body::Client(ClientMessage::ClientAnswer { request, index, ref answer }),
                ..
            } => self.record.answered(server, (message, copy_of), (request, index, answer)),
            What::Sent {
                to: Endpoint::Server(server),
                body: Body::Client(ClientMessage::ClientRequest { request, ref text }),
                ..
            } => self.record.asked(request, text, server),
            What::Arrived { message, to: Endpoint::Client(_) } => {
                self.record.clients.arrived(message);
            }
            What::Lost { ref message, .. } => self.record.clients.arrived(message.id),
            What::Acknowledged { request } => self.record.acknowledged(request),
            _ => {}
        }
    }

    /// Receives a step, as [`Observer::step`] does, and takes from it what its effects do to the server's
    /// log.
    pub fn watch(&mut self, step: &ServerStep<'_>) {
        let node = step.node;
        let server = node.config.id;
        self.record.all = node.config.voters.len();
        let source =
            Occurrence { seq: step.cause, at: step.at, server, term: node.durable.current_term };
        self.record.keeps_contact(step, source);
        self.arriving.clear();
        self.void = matches!(step.input, Input::Start);
        if self.void {
            let given = std::mem::take(&mut self.record.state(server).given);
            let last_applied = node.volatile.last_applied;
            self.record.is_now(&node.durable.log, source, given);
            if given {
                self.record.given_as_applied(last_applied, source);
            }
            return self.begins_with(last_applied, source);
        }
        let log = self.record.log(server);
        let (mut length, mut end) = (log.last_index(), None);
        for effect in step.effects {
            match effect {
                Effect::Append { entries, .. } => {
                    length += entries.len() as Index;
                    end = entries.last().map(|entry| entry.term);
                    self.arriving.push(entries.clone());
                }
                Effect::Truncate { from } => length = length.min(from.saturating_sub(1)),
                _ => {}
            }
        }
        let is = node.durable.log.last_id();
        if length != is.index || end.is_some_and(|term| term != is.term) {
            self.void = true;
            self.record.changed_silently(&node.durable.log, source);
        }
    }

    /// Notes how far a server that starts has applied: 0, unless the setup gives it applied entries.
    fn begins_with(&mut self, last_applied: Index, source: Occurrence) {
        let state = self.record.state(source.server);
        let place = state.log.at(last_applied).filter(|_| last_applied > 0);
        (state.applied, state.applied_last) = (last_applied, place.map(|place| (place, source)));
    }

    fn became(&mut self, server: ServerId, role: RoleName, term: Term) {
        let state = self.record.state(server);
        (state.role, state.term) = (Some(role), term);
        match role {
            RoleName::Candidate => self.progress.started_election(term),
            RoleName::Leader => {
                self.progress.won();
                self.record.elected(server);
            }
            RoleName::Follower | RoleName::PreCandidate => {}
        }
        self.roles_changed();
    }

    fn paused(&mut self, server: ServerId, is: bool) {
        self.record.state(server).paused = is;
        self.roles_changed();
    }

    fn roles_changed(&mut self) {
        let leads = |state: &State| state.role == Some(RoleName::Leader) && !state.paused;
        let led = self.record.servers.iter().any(leads);
        self.progress.is_led(led, self.record.now.1);
    }

    /// A server moved its commitIndex, which counts only if the server is leader.
    fn committed(&mut self, server: ServerId, index: Index) {
        if self.record.state(server).role == Some(RoleName::Leader) {
            self.progress.committed(index, self.record.now.1);
            self.record.leader_committed(server, index);
        }
    }
}

impl Observer for Judge {
    fn event(&mut self, event: Event) {
        self.hear(&event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.watch(&step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        let source = self.record.source(server);
        self.record.disk_lost_write(&disk.log, source);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.record.examine(server, last_applied, machine);
    }
}

#[cfg(test)]
mod tests {
    use raft_sim::{Action, Setup, World, range_ms};

    use super::*;

    /// Heartbeats come too late, so there is a new leader every few milliseconds. Each holds all that was
    /// committed, and need not be compared with those before it.
    #[test]
    fn a_leader_that_holds_all_that_was_committed_is_compared_with_nobody() {
        let mut setup = Setup::default();
        setup.timing.election_timeout = range_ms(20, 40);
        setup.timing.heartbeat_interval = 90_000;
        setup.network = raft_sim::NetworkSettings::with_latency_ms(1, 2);
        let mut judge = Judge::new();
        let mut world = World::new(setup, &mut judge).expect("a possible setup");
        for second in 1..=20 {
            world.run_until(raft_sim::Time::from_ms(second * 1000), &mut judge);
            let command = Action::Command { text: "add x 1".into(), to: None };
            world.act(command, &mut judge).expect("a client that waits for nothing");
        }
        assert!(judge.record.leaders.leaderships.len() > 200);
        assert!(judge.progress().committed > 10);
        assert_eq!(judge.found(), 0);
        assert_eq!(judge.record.leaders.compared, 0);
    }
}
