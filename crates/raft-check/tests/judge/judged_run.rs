//! A run written by hand, event by event, and judged.

use raft_check::{Fact, Judge, Property, Violation};
use raft_core::{
    Command, Config, Durable, Effect, Entries, Entry, Index, Input, LogId, Message, Node, Payload,
    PreVote, Range, RoleName, Rules, ServerId, Term, Timer, Timing,
};
use raft_sim::{
    Answer, Body, ClientId, ClientMessage, Endpoint, Event, EventId, Machine, MessageId, Observer,
    Proposal, RequestId, ServerStep, Time, What,
};

/// A judge, and the run that it observes. Every event is a millisecond after the one before.
#[derive(Clone)]
pub struct JudgedRun {
    pub judge: Judge,
    nodes: Vec<Node>,
    machines: Vec<Machine>,
    events: u64,
    messages: u64,
}

/// An entry of a term, with the command of a request of client 1; no client proposed it if `request` is 0.
pub fn entry(term: Term, request: u64) -> Entry {
    let id = |number| Proposal { client: ClientId(1), request: RequestId(number), attempt: 1 };
    let proposal = if request == 0 { Proposal::NONE } else { id(request).pack() };
    Entry { term, payload: Payload::Command(Command { proposal, text: "set x 1".into() }) }
}

/// An entry of a term, with a command of a client's request.
pub fn command(term: Term, (client, request): (u8, u64), text: &str) -> Entry {
    let (client, request) = (ClientId(client), RequestId(request));
    let proposal = Proposal { client, request, attempt: 1 }.pack();
    Entry { term, payload: Payload::Command(Command { proposal, text: text.into() }) }
}

/// Entries of these terms, which no client proposed.
pub fn log(terms: &[Term]) -> Vec<Entry> {
    terms.iter().map(|&term| entry(term, 0)).collect()
}

/// When the event with this number happened.
pub fn time_of(event: EventId) -> Time {
    Time::from_ms(event.0)
}

impl JudgedRun {
    /// One server for each of these logs, with which it starts.
    pub fn beginning_with(logs: &[&[Entry]]) -> Self {
        let all = 1..=logs.len() as u8;
        let timing =
            Timing { election_timeout: Range { min: 150, max: 300 }, heartbeat_interval: 50 };
        let node = |(id, log): (u8, &&[Entry])| {
            let voters = all.clone().map(ServerId).collect();
            let config = Config { id: ServerId(id), voters, rules: Rules::default(), timing };
            let durable = Durable { log: log.iter().cloned().collect(), ..Durable::default() };
            Node::new(config, durable)
        };
        let nodes = all.clone().zip(logs).map(node).collect();
        let machines = vec![Machine::default(); logs.len()];
        let mut run = Self { judge: Judge::new(), nodes, machines, events: 0, messages: 0 };
        for server in all {
            run.starts(server, None);
        }
        run
    }

    /// This many servers, with nothing on their disks.
    pub fn of(servers: usize) -> Self {
        Self::beginning_with(&vec![&[][..]; servers])
    }

    pub fn now(&self) -> Time {
        Time::from_ms(self.events)
    }

    /// Tells the judge an event, and returns the event's number.
    pub fn tell(&mut self, cause: Option<EventId>, what: What) -> EventId {
        let (seq, at) = (EventId(self.events), self.now());
        self.events += 1;
        self.judge.event(Event { seq, at, cause, what });
        seq
    }

    fn starts(&mut self, server: u8, cause: Option<EventId>) {
        let server = ServerId(server);
        let cause = self.tell(cause, What::Started { server });
        self.step(server, cause, Input::Start, &[]);
        self.machine_is(server.0, 0, Machine::default());
    }

    /// Tells the judge what a server's state machine holds after it has applied up to an index.
    pub fn machine_is(&mut self, server: u8, last_applied: Index, machine: Machine) {
        self.judge.machine(ServerId(server), last_applied, &machine);
        self.machines[usize::from(server) - 1] = machine;
    }

    /// A server's state machine.
    pub fn machine_of(&self, server: u8) -> Machine {
        self.machines[usize::from(server) - 1].clone()
    }

    fn step(&mut self, server: ServerId, cause: EventId, input: Input, effects: &[Effect]) {
        let at = self.now();
        let node = &mut self.nodes[usize::from(server.0) - 1];
        for effect in effects {
            node.durable.write(effect);
        }
        let first_sent = MessageId(0);
        self.judge.step(ServerStep {
            at,
            cause,
            input: &input,
            received: None,
            effects,
            first_sent,
            node,
        });
    }

    /// A server takes a step with one effect, and the effect's event follows.
    fn does(&mut self, server: u8, effect: Effect, what: What) -> EventId {
        let server = ServerId(server);
        let timer = Timer::Heartbeat;
        let cause = self.tell(None, What::TimerFired { server, timer });
        self.step(server, cause, Input::Timer(timer), &[effect]);
        self.tell(Some(cause), what)
    }

    pub fn role(&mut self, server: u8, role: RoleName, term: Term) -> EventId {
        let id = ServerId(server);
        self.nodes[usize::from(server) - 1].durable.current_term = term;
        self.does(
            server,
            Effect::BecameRole { role, term },
            What::BecameRole { server: id, role, term },
        )
    }

    pub fn elected(&mut self, server: u8, term: Term) -> EventId {
        self.role(server, RoleName::Leader, term)
    }

    pub fn stores(&mut self, server: u8, entries: &[Entry]) -> EventId {
        let first = self.length(server) + 1;
        let (id, count) = (ServerId(server), entries.len() as u64);
        let effect = Effect::Append { first, entries: entries.to_vec().into() };
        self.does(server, effect, What::Appended { server: id, first, count })
    }

    pub fn removes(&mut self, server: u8, from: Index) -> EventId {
        let what = What::Truncated { server: ServerId(server), from };
        self.does(server, Effect::Truncate { from }, what)
    }

    pub fn commits(&mut self, server: u8, index: Index) -> EventId {
        let what = What::Committed { server: ServerId(server), index };
        self.does(server, Effect::Commit { index }, what)
    }

    /// A server applies an entry, and its state machine executes it correctly.
    pub fn applies(&mut self, server: u8, index: Index) -> EventId {
        self.applies_as(server, index, Machine::apply)
    }

    /// A server applies an entry, and its state machine executes it with `apply`.
    pub fn applies_as(
        &mut self,
        server: u8,
        index: Index,
        apply: impl FnOnce(&mut Machine, Option<(ClientId, RequestId)>, &str) -> Answer,
    ) -> EventId {
        let what = What::Applied { server: ServerId(server), index };
        let seq = self.does(server, Effect::Apply { first: index, last: index }, what);
        let mut machine = self.machine_of(server);
        let entry = self.nodes[usize::from(server) - 1].durable.log.get(index).cloned();
        if let Some(Entry { payload: Payload::Command(command), .. }) = entry {
            let proposal = Proposal::unpack(command.proposal);
            let session = proposal.map(|proposal| (proposal.client, proposal.request));
            apply(&mut machine, session, &command.text);
        }
        self.machine_is(server, index, machine);
        seq
    }

    pub fn crashes(&mut self, server: u8) -> EventId {
        self.tell(None, What::Crashed { server: ServerId(server) })
    }

    /// A server crashes, and its disk is left with this log.
    pub fn crashes_to(&mut self, server: u8, log: &[Entry]) -> EventId {
        let seq = self.crashes(server);
        let durable = &mut self.nodes[usize::from(server) - 1].durable;
        durable.log = log.iter().cloned().collect();
        self.judge.lost_write(ServerId(server), durable);
        seq
    }

    pub fn restarts(&mut self, server: u8) {
        self.starts(server, Some(EventId(0)));
    }

    /// A server's log changes to this, and no effect says so.
    pub fn forges(&mut self, server: u8, log: &[Entry]) {
        let id = ServerId(server);
        self.nodes[usize::from(server) - 1].durable.log = log.iter().cloned().collect();
        let timer = Timer::Heartbeat;
        let cause = self.tell(None, What::TimerFired { server: id, timer });
        self.step(id, cause, Input::Timer(timer), &[]);
    }

    /// All servers ask for PreVotes before an election, and remember that they heard from a leader.
    pub fn with_pre_vote(mut self) -> Self {
        self.nodes.iter_mut().for_each(|node| node.config.rules.pre_vote = PreVote::On);
        self
    }

    /// A server receives AppendEntries, and starts these timers, each for the minimum election timeout.
    pub fn hears_leader(
        &mut self,
        server: u8,
        (leader, term): (u8, Term),
        timers: &[Timer],
    ) -> EventId {
        let (entries, prev_log) = (Entries::default(), LogId::default());
        let message = Message::AppendEntries { term, prev_log, entries, leader_commit: 0 };
        let range = Range::exactly(self.nodes[0].config.timing.election_timeout.min);
        let effects: Vec<_> =
            timers.iter().map(|&timer| Effect::SetTimer { timer, range }).collect();
        self.nodes[usize::from(server) - 1].durable.current_term = term;
        self.receives(server, leader, message, &effects)
    }

    /// A server receives a PreVote for a term, and grants it or not.
    pub fn answers_pre_vote(
        &mut self,
        server: u8,
        candidate: (u8, Term),
        granted: bool,
    ) -> EventId {
        let (from, term) = candidate;
        let message = Message::PreVoteResponse { term, granted };
        let answer = Effect::Send { to: ServerId(from), message };
        let question = Message::PreVote { term, last_log: LogId::default() };
        self.receives(server, from, question, &[answer])
    }

    fn receives(&mut self, server: u8, from: u8, message: Message, effects: &[Effect]) -> EventId {
        self.messages += 1;
        let (id, server) = (MessageId(self.messages), ServerId(server));
        let to = Endpoint::Server(server);
        let cause = self.tell(None, What::Arrived { message: id, to });
        self.step(server, cause, Input::Receive { from: ServerId(from), message }, effects);
        cause
    }

    /// One of a server's timers runs out, by itself.
    pub fn runs_out(&mut self, server: u8, timer: Timer) {
        let server = ServerId(server);
        let cause = self.tell(None, What::TimerFired { server, timer });
        self.step(server, cause, Input::Timer(timer), &[]);
    }

    /// A server answers a client's request from the entry at an index.
    pub fn answers(&mut self, server: u8, request: u64, index: Index) -> MessageId {
        self.messages += 1;
        let message = MessageId(self.messages);
        self.sends(server, (message, None), request, index);
        message
    }

    /// The network makes a copy of an answer.
    pub fn copies(
        &mut self,
        server: u8,
        original: MessageId,
        request: u64,
        index: Index,
    ) -> MessageId {
        self.messages += 1;
        let message = MessageId(self.messages);
        self.sends(server, (message, Some(original)), request, index);
        message
    }

    fn sends(
        &mut self,
        server: u8,
        (message, copy_of): (MessageId, Option<MessageId>),
        request: u64,
        index: Index,
    ) {
        self.tells(server, (message, copy_of), (request, index, Answer::Done));
    }

    fn tells(
        &mut self,
        server: u8,
        (message, copy_of): (MessageId, Option<MessageId>),
        (request, index, answer): (u64, Index, Answer),
    ) {
        let request = RequestId(request);
        let answer = ClientMessage::ClientAnswer { request, index, answer };
        let (from, to) = (Endpoint::Server(ServerId(server)), Endpoint::Client(ClientId(1)));
        self.tell(None, What::Sent { message, copy_of, from, to, body: Body::Client(answer) });
    }

    /// A client sends a request to a server.
    pub fn asks(&mut self, request: u64, text: &str, server: u8) -> EventId {
        self.messages += 1;
        let message = MessageId(self.messages);
        let (from, to) = (Endpoint::Client(ClientId(1)), Endpoint::Server(ServerId(server)));
        let (request, text) = (RequestId(request), text.into());
        let body = Body::Client(ClientMessage::ClientRequest { request, text });
        self.tell(None, What::Sent { message, copy_of: None, from, to, body })
    }

    /// A client hears this answer to its request, whose entry is at an index, from a server.
    pub fn returns(
        &mut self,
        server: u8,
        (request, index): (u64, Index),
        answer: Answer,
    ) -> EventId {
        self.messages += 1;
        let message = MessageId(self.messages);
        self.tells(server, (message, None), (request, index, answer));
        self.hears(message, request)
    }

    /// The answer reaches its client, which takes it for the answer to this request.
    pub fn hears(&mut self, message: MessageId, request: u64) -> EventId {
        let to = Endpoint::Client(ClientId(1));
        let cause = self.tell(None, What::Arrived { message, to });
        self.tell(Some(cause), What::Acknowledged { request: RequestId(request) })
    }

    fn length(&self, server: u8) -> Index {
        self.nodes[usize::from(server) - 1].durable.log.last_index()
    }

    pub fn violations(&self) -> Vec<Violation> {
        self.judge.violations().cloned().collect()
    }

    /// Which properties were violated, in order.
    pub fn violated(&self) -> Vec<Property> {
        self.judge.violations().map(|violation| violation.property).collect()
    }

    /// The only violation so far: its property, and for each of its two facts the event and the
    /// server.
    #[track_caller]
    pub fn only(&self) -> (Property, [(EventId, u8); 2]) {
        let violations = self.violations();
        let [violation] = &violations[..] else { panic!("{violations:#?}") };
        let told = |fact: &Fact| (fact.seq, fact.server.0);
        (violation.property, violation.facts().map(told))
    }
}
