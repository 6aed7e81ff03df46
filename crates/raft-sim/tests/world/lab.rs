//! A world with a record of all that it reports, and short names for what the tests do and ask.

use raft_core::{
    Durable, Effect, Entry, Index, Message, Node, Payload, RoleName, Rules, ServerId, Timer,
};
use raft_sim::{
    Action, ClientMessage, Duration, Endpoint, Envelope, Event, EventId, Machine, MessageId,
    MessageKind, NetworkSettings, Observer, Outcome, Proposal, Refusal, Request, RequestId, Server,
    ServerStep, Setup, Time, What, World,
};

/// All that an observer was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub events: Vec<Event>,
    pub steps: Vec<StepNote>,
    pub lost_writes: Vec<(ServerId, Durable)>,
    pub machines: Vec<(ServerId, Index, Machine)>,
}

/// The parts of a [`ServerStep`] that the tests need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepNote {
    pub server: ServerId,
    pub cause: EventId,
    pub received: Option<MessageId>,
    pub first_sent: MessageId,
    pub sends: Vec<(ServerId, Message)>,
}

impl Observer for Record {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        let ServerStep { cause, received, first_sent, node, .. } = step;
        let sends = step.effects.iter().filter_map(|effect| match effect {
            Effect::Send { to, message } => Some((*to, message.clone())),
            _ => None,
        });
        let (server, sends) = (node.config.id, sends.collect());
        self.steps.push(StepNote { server, cause, received, first_sent, sends });
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.lost_writes.push((server, disk.clone()));
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.machines.push((server, last_applied, machine.clone()));
    }
}

#[derive(Clone, Debug)]
pub struct Lab {
    pub world: World,
    pub record: Record,
}

impl Lab {
    pub fn new(setup: Setup) -> Self {
        let mut record = Record::default();
        let world = World::new(setup, &mut record).expect("a possible setup");
        Self { world, record }
    }

    /// A default world with this many servers.
    pub fn of(servers: u8) -> Self {
        Self::new(Setup { servers, ..Setup::default() })
    }

    /// Five servers with the given rules.
    pub fn with_rules(rules: Rules) -> Self {
        Self::new(Setup { rules, ..Setup::default() })
    }

    /// A default world with this many servers, run until it has a leader that all servers know.
    pub fn led(servers: u8) -> (Self, ServerId) {
        let mut lab = Self::of(servers);
        let leader = lab.elect();
        (lab, leader)
    }

    /// Five servers among which nothing happens unless the test says so.
    pub fn manual() -> Self {
        Self::new(Setup { manual: true, ..Setup::default() })
    }

    // What the tests do.

    /// Runs for this many milliseconds.
    pub fn run(&mut self, ms: u64) {
        self.world.run_until(self.world.now() + Duration::from_ms(ms), &mut self.record);
    }

    pub fn run_until(&mut self, at: Time) {
        self.world.run_until(at, &mut self.record);
    }

    /// Runs until `is_so` holds; panics if it does not within half a minute.
    pub fn run_until_it(&mut self, is_so: impl Fn(&Self) -> bool) {
        let limit = self.world.now() + Duration::from_ms(30_000);
        while !is_so(self) {
            assert!(self.world.now() < limit, "not within half a minute");
            assert!(self.world.step(&mut self.record), "nothing happens any more");
        }
    }

    /// Runs until a leader is known to all servers that are up.
    pub fn elect(&mut self) -> ServerId {
        self.run_until_it(|lab| {
            let up: Vec<_> = lab.up().collect();
            let leader = up[0].node.volatile.leader;
            leader.is_some_and(|leader| lab.is_leader(leader))
                && up.iter().all(|server| server.node.volatile.leader == leader)
        });
        self.leader()
    }

    pub fn try_act(&mut self, action: Action) -> Result<(), Refusal> {
        self.world.act(action, &mut self.record)
    }

    pub fn act(&mut self, action: Action) {
        let told = format!("{action:?}");
        self.try_act(action).unwrap_or_else(|refusal| panic!("{told}: {refusal}"));
    }

    pub fn crash(&mut self, server: ServerId) {
        self.act(Action::Crash { server });
    }

    pub fn restart(&mut self, server: ServerId) {
        self.act(Action::Restart { server });
    }

    pub fn pause(&mut self, server: ServerId) {
        self.act(Action::Pause { server });
    }

    pub fn resume(&mut self, server: ServerId) {
        self.act(Action::Resume { server });
    }

    pub fn fire(&mut self, server: ServerId, timer: Timer) {
        self.act(Action::Fire { server, timer });
    }

    pub fn cut(&mut self, from: ServerId, to: ServerId) {
        self.act(Action::Cut { from, to, both_ways: false });
    }

    /// Cuts a server off from all others.
    pub fn isolate(&mut self, server: ServerId) {
        self.act(Action::Partition { groups: vec![vec![server], self.others(server)] });
    }

    pub fn command(&mut self, text: &str) -> RequestId {
        self.command_to(None, text)
    }

    pub fn command_to(&mut self, to: impl Into<Option<ServerId>>, text: &str) -> RequestId {
        self.act(Action::Command { text: text.into(), to: to.into() });
        RequestId(self.world.clients().requests().count() as u64)
    }

    /// Runs until the request is answered.
    pub fn finish(&mut self, request: RequestId) {
        self.run_until_it(|lab| lab.is_acknowledged(request));
    }

    /// In a manual world: delivers the messages in flight that match, and those only.
    pub fn deliver_all(&mut self, matches: impl Fn(&Envelope) -> bool) {
        for message in self.messages(matches) {
            self.act(Action::Deliver { message });
        }
    }

    // What the tests ask.

    pub fn now(&self) -> Time {
        self.world.now()
    }

    pub fn server(&self, server: ServerId) -> &Server {
        self.world.server(server).expect("it exists")
    }

    pub fn node(&self, server: ServerId) -> &Node {
        &self.server(server).node
    }

    pub fn role(&self, server: ServerId) -> RoleName {
        self.node(server).volatile.role.name()
    }

    pub fn term(&self, server: ServerId) -> u64 {
        self.node(server).durable.current_term
    }

    pub fn is_leader(&self, server: ServerId) -> bool {
        self.role(server) == RoleName::Leader
    }

    pub fn ids(&self) -> Vec<ServerId> {
        self.world.setup().server_ids().collect()
    }

    pub fn others(&self, server: ServerId) -> Vec<ServerId> {
        self.ids().into_iter().filter(|&other| other != server).collect()
    }

    fn up(&self) -> impl Iterator<Item = &Server> {
        self.world.servers().iter().filter(|server| server.status == raft_sim::Status::Up)
    }

    /// The leader of the latest term among the servers that are up.
    pub fn leader(&self) -> ServerId {
        let leaders =
            self.up().filter(|server| server.node.volatile.role.name() == RoleName::Leader);
        let latest = leaders.max_by_key(|server| server.node.durable.current_term);
        latest.expect("a leader").node.config.id
    }

    /// The commands in a server's log.
    pub fn log(&self, server: ServerId) -> Vec<&str> {
        self.node(server).durable.log.iter().map(text).collect()
    }

    /// The requests in a server's log.
    pub fn logged_requests(&self, server: ServerId) -> Vec<RequestId> {
        let request = |entry: &Entry| match &entry.payload {
            Payload::Command(command) => Some(Proposal::unpack(command.proposal)?.request),
            Payload::Noop => None,
        };
        self.node(server).durable.log.iter().filter_map(request).collect()
    }

    /// A key's value on a server.
    pub fn value(&self, server: ServerId, key: &str) -> Option<&str> {
        self.server(server)
            .machine
            .values()
            .find(|(other, _)| *other == key)
            .map(|(_, value)| value)
    }

    /// Whether a key has this value on all servers.
    pub fn all_have(&self, key: &str, value: &str) -> bool {
        self.ids().iter().all(|&server| self.value(server, key) == Some(value))
    }

    pub fn request(&self, request: RequestId) -> &Request {
        self.world.clients().request(request).expect("it was asked")
    }

    pub fn is_acknowledged(&self, request: RequestId) -> bool {
        matches!(self.request(request).outcome, Outcome::Acknowledged { .. })
    }

    /// The messages in flight that match, oldest first.
    pub fn messages(&self, matches: impl Fn(&Envelope) -> bool) -> Vec<MessageId> {
        self.world
            .messages()
            .filter(|envelope| matches(envelope))
            .map(|envelope| envelope.id)
            .collect()
    }

    /// The only message in flight that matches.
    pub fn message(&self, matches: impl Fn(&Envelope) -> bool) -> MessageId {
        match self.messages(matches)[..] {
            [message] => message,
            ref messages => panic!("{} messages match", messages.len()),
        }
    }

    pub fn envelope(&self, message: MessageId) -> &Envelope {
        self.world.message(message).expect("it is in flight")
    }

    pub fn events(&self) -> &[Event] {
        &self.record.events
    }

    /// The number of events that match, from the `since`-th on.
    pub fn happened(&self, since: u64, matches: impl Fn(&What) -> bool) -> usize {
        self.events()[since as usize..].iter().filter(|event| matches(&event.what)).count()
    }

    /// When the message arrived, if it did.
    pub fn arrival(&self, id: MessageId) -> Option<Time> {
        let arrived = |what: &What| matches!(what, What::Arrived { message, .. } if *message == id);
        self.events().iter().find(|event| arrived(&event.what)).map(|event| event.at)
    }

    /// Why and when the message was lost, if it was.
    pub fn loss(&self, id: MessageId) -> Option<(raft_sim::Loss, Time)> {
        self.events().iter().find_map(|event| match &event.what {
            What::Lost { message, why } if message.id == id => Some((*why, event.at)),
            _ => None,
        })
    }
}

pub fn s(number: u8) -> ServerId {
    ServerId(number)
}

pub fn text(entry: &Entry) -> &str {
    match &entry.payload {
        Payload::Command(command) => &command.text,
        Payload::Noop => "noop",
    }
}

/// A network with a latency of exactly this many milliseconds.
pub fn exactly_ms(latency: u64) -> NetworkSettings {
    NetworkSettings::with_latency_ms(latency, latency)
}

/// Whether a message goes from one server to another.
pub fn between(from: ServerId, to: ServerId) -> impl Fn(&Envelope) -> bool {
    move |envelope| (envelope.from, envelope.to) == (Endpoint::Server(from), Endpoint::Server(to))
}

pub fn of_kind(kind: MessageKind) -> impl Fn(&Envelope) -> bool {
    move |envelope| envelope.body.kind() == kind
}

/// Whether a message is from or to a client.
pub fn is_client_message(body: &raft_sim::Body) -> bool {
    matches!(
        body,
        raft_sim::Body::Client(
            ClientMessage::ClientRequest { .. }
                | ClientMessage::ClientAnswer { .. }
                | ClientMessage::ClientRedirect { .. }
        )
    )
}
