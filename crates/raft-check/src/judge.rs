//! The judge: what it is told, and whom it asks.

use raft_core::{Blocks, Index};
use raft_core::{Durable, Effect, Entries, Input, RoleName, ServerId, Term, Timer};
use raft_sim::{Action, Body, ClientMessage, Endpoint, Event, Machine, Observer, Step, Time, What};

use crate::clients::Clients;
use crate::contact::{Contact, pre_vote_granted};
use crate::leaders::Leaders;
use crate::logs::Track;
use crate::machines::Machines;
use crate::model::Model;
use crate::operations::Operations;
use crate::past::{Past, Place, Source};
use crate::progress::Progress;
use crate::violation::{Claim, Fact, Property, Violation};

/// Judges a run while it happens.
///
/// It is an [`Observer`], and must be told everything from the making of the world on. A copy is cheap
/// and shares its memory with the original, so one can be kept with each copy of a world.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    pub(crate) servers: Vec<State>,
    /// How many servers the cluster has.
    pub(crate) all: usize,
    pub(crate) past: Past,
    pub(crate) leaders: Leaders,
    pub(crate) machines: Machines,
    pub(crate) model: Model,
    pub(crate) clients: Clients,
    pub(crate) operations: Operations,
    progress: Progress,
    violations: Blocks<Violation>,
    /// Entries of the step being told, until their events come.
    arriving: Vec<Entries>,
    /// The step being told changed its server's log otherwise than its effects say: they are void.
    void: bool,
    /// The event told last.
    now: (u64, Time),
}

/// What is known of one server.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// What is on its disk.
    pub(crate) log: Track,
    /// Its role; nothing while it does not run.
    pub(crate) role: Option<RoleName>,
    /// Is it frozen?
    paused: bool,
    pub(crate) term: Term,
    /// Which of the run's leaderships its last one is.
    pub(crate) leadership: Option<usize>,
    /// The index of the last entry it has applied since it started.
    pub(crate) applied: Index,
    /// That entry, and when it was applied.
    pub(crate) applied_last: Option<(Place, Source)>,
    /// Whether its state machine is known to differ from what is due, or was given other entries.
    pub(crate) astray: bool,
    /// Whether a violation of linearizability by its answers has been reported since it started.
    pub(crate) answers_wrongly: bool,
    /// Whether an acknowledgement that named no entry of the request has been.
    pub(crate) acknowledges_wrongly: bool,
    /// Its last contact with the leader of its term, until the minimum election timeout is over.
    contact: Option<Contact>,
    /// Whether a violation of Leader Ignored by it has been reported since it started.
    ignores_leader: bool,
    /// It starts for the first time: its log is given.
    given: bool,
}

impl Judge {
    /// Before anything has happened.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was found, in the order in which it happened. Of one contradiction only the first is
    /// here: the entries after one that was lost are lost with it.
    pub fn violations(&self) -> impl DoubleEndedIterator<Item = &Violation> {
        self.violations.iter()
    }

    /// How many violations were found.
    pub fn found(&self) -> usize {
        self.violations.len()
    }

    /// Has this property been violated?
    pub fn is_violated(&self, property: Property) -> bool {
        self.violations.iter().any(|violation| violation.property == property)
    }

    /// How the cluster gets on.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

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

    /// The event being told, as something that happened to a server.
    pub(crate) fn source(&mut self, server: ServerId) -> Source {
        let (seq, at) = self.now;
        Source { seq, at, server, term: self.state(server).term }
    }

    pub(crate) fn report(&mut self, property: Property, source: Source, facts: [Fact; 2]) {
        let [first, second] = facts;
        let Source { at, seq, .. } = source;
        self.violations.push(Violation { property, at, seq, first, second });
    }

    /// Is told an event, as by [`Observer::event`].
    pub fn hear(&mut self, event: &Event) {
        self.now = (event.seq, event.at);
        match event.what {
            What::Started { server } => {
                let given = event.cause.is_none();
                let state = self.state(server);
                let (log, term, leadership) =
                    (std::mem::take(&mut state.log), state.term, state.leadership);
                *state = State { log, term, leadership, given, ..State::default() };
                self.roles_changed();
            }
            What::Crashed { server } => {
                self.state(server).role = None;
                self.roles_changed();
            }
            // Who makes a timer run out says that the time is over.
            What::Acted(Action::Fire { server, timer: Timer::Election | Timer::LeaderContact }) => {
                self.state(server).contact = None;
            }
            What::Paused { server } => self.paused(server, true),
            What::Resumed { server } => self.paused(server, false),
            What::Persisted { server, term, .. } => self.state(server).term = term,
            What::BecameRole { server, role, term } => self.became(server, role, term),
            What::Appended { server, .. } if !self.void && !self.arriving.is_empty() => {
                let (entries, source) = (self.arriving.remove(0), self.source(server));
                self.appended(&entries, source, false);
            }
            What::Truncated { server, from } if !self.void => {
                let source = self.source(server);
                self.truncated(from, source);
            }
            What::Committed { server, index } => self.committed(server, index),
            What::Applied { server, index } => self.applied(server, index),
            What::Sent {
                message,
                copy_of,
                from: Endpoint::Server(server),
                body: Body::Client(ClientMessage::ClientAnswer { request, index, ref answer }),
                ..
            } => self.answered(server, (message, copy_of), (request, index, answer)),
            What::Sent {
                to: Endpoint::Server(server),
                body: Body::Client(ClientMessage::ClientRequest { request, ref text }),
                ..
            } => self.asked(request, text, server),
            What::Arrived { message, to: Endpoint::Client(_) } => self.clients.arrived(message),
            What::Lost { ref message, .. } => self.clients.arrived(message.id),
            What::Acknowledged { request } => self.acknowledged(request),
            _ => {}
        }
    }

    /// Is told a step, as by [`Observer::step`]: what its effects do to the server's log.
    pub fn watch(&mut self, step: &Step<'_>) {
        let node = step.node;
        let server = node.config.id;
        self.all = node.config.voters.len();
        let source =
            Source { seq: step.cause, at: step.at, server, term: node.durable.current_term };
        self.keeps_contact(step, source);
        self.arriving.clear();
        self.void = matches!(step.input, Input::Start);
        if self.void {
            let given = std::mem::take(&mut self.state(server).given);
            let last_applied = node.volatile.last_applied;
            self.is_now(&node.durable.log, source, given);
            if given {
                self.given_as_applied(last_applied, source);
            }
            return self.begins_with(last_applied, source);
        }
        let log = self.log(server);
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
            self.changed_silently(&node.durable.log, source);
        }
    }

    /// A step may be a contact with the leader, end one, or grant a PreVote in spite of one.
    fn keeps_contact(&mut self, step: &Step<'_>, source: Source) {
        if let Input::Timer(timer) = *step.input {
            let contact = &mut self.state(source.server).contact;
            *contact = contact.filter(|contact| !contact.ends_with(timer));
        } else if let Some(contact) = Contact::made_by(step, source) {
            self.state(source.server).contact = Some(contact);
        } else if let Some(granted) = pre_vote_granted(step) {
            self.grants_pre_vote(granted, source);
        }
    }

    /// Leader Ignored.
    fn grants_pre_vote(&mut self, (candidate, candidate_term): (ServerId, Term), source: Source) {
        let state = self.state(source.server);
        let first = match (state.role, state.leadership, state.contact) {
            (Some(RoleName::Leader), Some(leadership), _) => {
                self.leaders.elected(leadership).map(|elected| elected.fact(Claim::Elected))
            }
            (_, _, Some(Contact { heard, leader, timeout, .. })) if heard.term == source.term => {
                Some(heard.fact(Claim::HeardFromLeader { leader, timeout }))
            }
            _ => None,
        };
        let Some(first) = first else { return };
        // A server that does so goes on doing so.
        if !std::mem::replace(&mut self.state(source.server).ignores_leader, true) {
            let second = source.fact(Claim::GrantedPreVote { candidate, candidate_term });
            self.report(Property::LeaderIgnored, source, [first, second]);
        }
    }

    /// How far a server that starts has applied: not at all, if its state machine is in memory.
    fn begins_with(&mut self, last_applied: Index, source: Source) {
        let state = self.state(source.server);
        let place = state.log.at(last_applied).filter(|_| last_applied > 0);
        (state.applied, state.applied_last) = (last_applied, place.map(|place| (place, source)));
    }

    fn became(&mut self, server: ServerId, role: RoleName, term: Term) {
        let state = self.state(server);
        (state.role, state.term) = (Some(role), term);
        match role {
            RoleName::Candidate => self.progress.stood(term),
            RoleName::Leader => {
                self.progress.won();
                self.elected(server);
            }
            RoleName::Follower | RoleName::PreCandidate => {}
        }
        self.roles_changed();
    }

    fn paused(&mut self, server: ServerId, is: bool) {
        self.state(server).paused = is;
        self.roles_changed();
    }

    fn roles_changed(&mut self) {
        let leads = |state: &State| state.role == Some(RoleName::Leader) && !state.paused;
        let led = self.servers.iter().any(leads);
        self.progress.is_led(led, self.now.1);
    }

    /// A server's commitIndex moved; only a leader's word counts.
    fn committed(&mut self, server: ServerId, index: Index) {
        if self.state(server).role == Some(RoleName::Leader) {
            self.progress.committed(index, self.now.1);
            self.leader_committed(server, index);
        }
    }
}

impl Observer for Judge {
    fn event(&mut self, event: Event) {
        self.hear(&event);
    }

    fn step(&mut self, step: Step<'_>) {
        self.watch(&step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        let source = self.source(server);
        self.disk_lost_write(&disk.log, source);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.examine(server, last_applied, machine);
    }
}
