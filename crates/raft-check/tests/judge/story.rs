//! A run made up by hand: what a world would tell an observer.

use raft_check::{Fact, Judge, Property, Violation};
use raft_core::{
    Command, Config, Durable, Effect, Entry, Index, Input, Node, Payload, Range, RoleName, Rules,
    ServerId, Term, Timer, Timing,
};
use raft_sim::{
    Answer, Body, ClientId, ClientMessage, Endpoint, Event, MessageId, Observer, Proposal,
    RequestId, Step, Time, What,
};

/// A judge, and what it is told. Every event is a millisecond after the one before.
#[derive(Clone)]
pub struct Story {
    pub judge: Judge,
    nodes: Vec<Node>,
    events: u64,
    messages: u64,
}

/// An entry of a term, with the command of a client's request; 0 is nobody's.
pub fn entry(term: Term, request: u64) -> Entry {
    let id = |number| Proposal { client: ClientId(1), request: RequestId(number), attempt: 1 };
    let request = if request == 0 { 0 } else { id(request).pack() };
    Entry { term, payload: Payload::Command(Command { request, text: "set x 1".into() }) }
}

/// Entries of these terms, nobody's.
pub fn log(terms: &[Term]) -> Vec<Entry> {
    terms.iter().map(|&term| entry(term, 0)).collect()
}

impl Story {
    /// So many servers, all with the log `given`.
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
        let mut story = Self { judge: Judge::new(), nodes, events: 0, messages: 0 };
        for server in all {
            story.starts(server, None);
        }
        story
    }

    /// So many servers with nothing on their disks.
    pub fn of(servers: usize) -> Self {
        Self::beginning_with(&vec![&[][..]; servers])
    }

    pub fn now(&self) -> Time {
        Time::from_ms(self.events)
    }

    /// Tells an event, and returns its number.
    pub fn tell(&mut self, cause: Option<u64>, what: What) -> u64 {
        let (seq, at) = (self.events, self.now());
        self.events += 1;
        self.judge.event(Event { seq, at, cause, what });
        seq
    }

    fn starts(&mut self, server: u8, cause: Option<u64>) {
        let server = ServerId(server);
        let cause = self.tell(cause, What::Started { server });
        self.step(server, cause, Input::Start, &[]);
    }

    fn step(&mut self, server: ServerId, cause: u64, input: Input, effects: &[Effect]) {
        let at = self.now();
        let node = &mut self.nodes[usize::from(server.0) - 1];
        for effect in effects {
            node.durable.write(effect);
        }
        let first_sent = MessageId(0);
        self.judge.step(Step {
            at,
            cause,
            input: &input,
            received: None,
            effects,
            first_sent,
            node,
        });
    }

    /// A server makes a step with one effect, and its event follows.
    fn does(&mut self, server: u8, effect: Effect, what: What) -> u64 {
        let server = ServerId(server);
        let timer = Timer::Heartbeat;
        let cause = self.tell(None, What::TimerFired { server, timer });
        self.step(server, cause, Input::Timer(timer), &[effect]);
        self.tell(Some(cause), what)
    }

    pub fn role(&mut self, server: u8, role: RoleName, term: Term) -> u64 {
        let id = ServerId(server);
        self.nodes[usize::from(server) - 1].durable.current_term = term;
        self.does(
            server,
            Effect::BecameRole { role, term },
            What::BecameRole { server: id, role, term },
        )
    }

    pub fn elected(&mut self, server: u8, term: Term) -> u64 {
        self.role(server, RoleName::Leader, term)
    }

    pub fn stores(&mut self, server: u8, entries: &[Entry]) -> u64 {
        let first = self.length(server) + 1;
        let (id, count) = (ServerId(server), entries.len() as u64);
        let effect = Effect::Append { first, entries: entries.to_vec().into() };
        self.does(server, effect, What::Appended { server: id, first, count })
    }

    pub fn removes(&mut self, server: u8, from: Index) -> u64 {
        let what = What::Truncated { server: ServerId(server), from };
        self.does(server, Effect::Truncate { from }, what)
    }

    pub fn commits(&mut self, server: u8, index: Index) -> u64 {
        let what = What::Committed { server: ServerId(server), index };
        self.does(server, Effect::Commit { index }, what)
    }

    pub fn applies(&mut self, server: u8, index: Index) -> u64 {
        let what = What::Applied { server: ServerId(server), index };
        self.does(server, Effect::Apply { first: index, last: index }, what)
    }

    pub fn crashes(&mut self, server: u8) -> u64 {
        self.tell(None, What::Crashed { server: ServerId(server) })
    }

    /// In a crash, what is on the disk becomes this.
    pub fn crashes_to(&mut self, server: u8, log: &[Entry]) -> u64 {
        let seq = self.crashes(server);
        let durable = &mut self.nodes[usize::from(server) - 1].durable;
        durable.log = log.iter().cloned().collect();
        self.judge.lost_write(ServerId(server), durable);
        seq
    }

    pub fn restarts(&mut self, server: u8) {
        self.starts(server, Some(0));
    }

    /// A server's log becomes this, and no effect says so.
    pub fn forges(&mut self, server: u8, log: &[Entry]) {
        let id = ServerId(server);
        self.nodes[usize::from(server) - 1].durable.log = log.iter().cloned().collect();
        let timer = Timer::Heartbeat;
        let cause = self.tell(None, What::TimerFired { server: id, timer });
        self.step(id, cause, Input::Timer(timer), &[]);
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
        let request = RequestId(request);
        let answer = ClientMessage::ClientAnswer { request, index, answer: Answer::Done };
        let (from, to) = (Endpoint::Server(ServerId(server)), Endpoint::Client(ClientId(1)));
        self.tell(None, What::Sent { message, copy_of, from, to, body: Body::Client(answer) });
    }

    /// The answer reaches its client, which takes it for the answer to this request.
    pub fn hears(&mut self, message: MessageId, request: u64) -> u64 {
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
    pub fn only(&self) -> (Property, [(u64, u8); 2]) {
        let violations = self.violations();
        let [violation] = &violations[..] else { panic!("{violations:#?}") };
        let told = |fact: &Fact| (fact.seq, fact.server.0);
        (violation.property, violation.facts().map(told))
    }
}
