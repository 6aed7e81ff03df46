//! The world: servers, network, clients and time. It simulates, and judges nothing.

mod act;
mod check;
mod clients;
mod in_flight;
#[cfg(feature = "language")]
mod language;
mod network;
mod steps;

use std::fmt;

use raft_core::{Config, Effects, Node, ServerId, ServerSet};

use crate::action::MessageFilter;
use crate::client::Clients;
use crate::dice::Dice;
use crate::digest::digest;
use crate::envelope::Envelope;
use crate::event::{Event, Observer, What};
use crate::ids::{Endpoint, EventId, MessageId};
use crate::network::Network;
use crate::queue::{Due, EventQueue};
use crate::server::{BacklogItem, Server, Status};
use crate::setup::{Setup, SetupError};
use crate::sorted::SortedMap;
use crate::time::Time;

/// A world at one instant: all that its future depends on, and nothing else (`effects` is a buffer, not state).
///
/// Events are reported to an [`Observer`] and not kept. Equal worlds have equal futures: with the same actions, the
/// same happens in both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    setup: Setup,
    dice: Dice,
    now: Time,
    queue: EventQueue,
    servers: Vec<Server>,
    network: Network,
    holds: SortedMap<MessageFilter, ()>,
    messages: SortedMap<MessageId, Envelope>,
    next_message: u64,
    /// The number of messages sent from one end to the other. It numbers their random draws.
    sent: SortedMap<(Endpoint, Endpoint), u64>,
    clients: Clients,
    next_event: EventId,
    /// A buffer: empty between steps, and kept only to reuse its memory.
    effects: Effects,
}

/// Shows the world as a log would: the time, the number of messages in flight, and a line for each server.
impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} in flight", self.now, self.messages().count())?;
        self.servers.iter().try_for_each(|server| write!(f, "\n{server}"))
    }
}

impl World {
    /// A world in which every server has just started.
    ///
    /// # Errors
    /// Returns the [`SetupError`] of [`Setup::check`].
    pub fn new(setup: Setup, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        setup.check()?;
        let voters: ServerSet = setup.server_ids().collect();
        let servers = setup.server_ids().map(|id| {
            let (rules, timing) = (setup.rules, setup.timing);
            #[cfg(feature = "language")]
            let disk = setup.disks.get(usize::from(id.0) - 1).cloned().unwrap_or_default();
            #[cfg(not(feature = "language"))]
            let disk = raft_core::Durable::default();
            #[cfg_attr(not(feature = "language"), expect(unused_mut))]
            let mut server = Server::new(Node::new(Config { id, voters, rules, timing }, disk));
            #[cfg(feature = "language")]
            server.begin(&setup);
            server
        });
        let mut world = Self {
            servers: servers.collect(),
            dice: Dice::new(setup.seed),
            now: Time::default(),
            queue: EventQueue::default(),
            network: Network::new(setup.network),
            holds: SortedMap::default(),
            messages: SortedMap::default(),
            next_message: 1,
            sent: SortedMap::default(),
            clients: Clients::default(),
            next_event: EventId::default(),
            effects: Effects::default(),
            setup,
        };
        for server in world.setup.server_ids() {
            world.start(server, None, observer);
        }
        Ok(world)
    }

    /// Runs everything that is due up to `until`, and advances the time to it. An instant in the past
    /// changes nothing.
    pub fn run_until(&mut self, until: Time, observer: &mut dyn Observer) {
        while self.next_at().is_some_and(|at| at <= until) {
            self.step(observer);
        }
        self.now = self.now.max(until.min(Time::MAX));
    }

    /// Runs the next thing that is due, and advances the time to it. Returns false if nothing is due.
    pub fn step(&mut self, observer: &mut dyn Observer) -> bool {
        let Some((at, due)) = self.queue.pop() else { return false };
        self.now = at;
        match due {
            Due::Timer(server, timer) => self.timer_due(server, timer, observer),
            Due::Message(message) => self.message_due(message, observer),
            Due::Client(request) => self.client_due(request, observer),
        }
        true
    }

    /// The time at which the next thing is due, if anything is.
    pub fn next_at(&self) -> Option<Time> {
        self.queue.next_at()
    }

    /// The current time.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The setup that the world was made from.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The servers, in the order of their names.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// One server.
    pub fn server(&self, server: ServerId) -> Option<&Server> {
        self.servers.get(usize::from(server.0).checked_sub(1)?)
    }

    /// The messages in flight, oldest first. A message that waits at a paused server is no longer in flight.
    pub fn messages(&self) -> impl Iterator<Item = &Envelope> {
        self.messages.values()
    }

    /// One of [`Self::messages`].
    pub fn message(&self, message: MessageId) -> Option<&Envelope> {
        self.messages.get(&message)
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The filters of messages that are held as soon as they are sent.
    pub fn holds(&self) -> impl Iterator<Item = MessageFilter> {
        self.holds.iter().map(|(&filter, ())| filter)
    }

    /// The clients and their requests.
    pub fn clients(&self) -> &Clients {
        &self.clients
    }

    /// How many events there have been.
    pub fn events(&self) -> u64 {
        self.next_event.0
    }

    /// The number that the next event will have.
    pub fn next_event(&self) -> EventId {
        self.next_event
    }

    /// The digest of the state, the same on every machine. It covers all of the state except the server that last
    /// failed to answer a request (`Request::silent`).
    pub fn digest(&self) -> u64 {
        digest(self)
    }

    fn server_mut(&mut self, server: ServerId) -> &mut Server {
        &mut self.servers[usize::from(server.0) - 1]
    }

    fn record(
        &mut self,
        cause: Option<EventId>,
        what: What,
        observer: &mut dyn Observer,
    ) -> EventId {
        let seq = self.next_event;
        self.next_event = seq.next();
        observer.event(Event { seq, at: self.now, cause, what });
        seq
    }

    /// Starts a server, for the first time or after a crash.
    fn start(&mut self, server: ServerId, cause: Option<EventId>, observer: &mut dyn Observer) {
        self.server_mut(server).status = Status::Up;
        let cause = self.record(cause, What::Started { server }, observer);
        self.step_server(server, raft_core::Input::Start, None, cause, observer);
        let started = self.server_mut(server);
        observer.machine(server, started.node.volatile.last_applied, &started.machine);
    }

    /// Resumes a paused server, which then handles what has waited.
    fn resume(&mut self, server: ServerId, cause: EventId, observer: &mut dyn Observer) {
        self.server_mut(server).status = Status::Up;
        self.record(Some(cause), What::Resumed { server }, observer);
        for waiting in std::mem::take(&mut self.server_mut(server).backlog) {
            match waiting {
                BacklogItem::Message(envelope) => self.arrive(envelope, observer),
                BacklogItem::Timer(timer) => {
                    // A message that waited before it may have set the timer anew.
                    if self.server_mut(server).timer(timer).is_some_and(|timer| timer.overdue) {
                        self.fire(server, timer, None, observer);
                    }
                }
            }
        }
    }
}
