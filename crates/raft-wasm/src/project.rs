//! Projects a world to what the page sees of it.

use js_sys::Array;
use raft_core::{AppendOutcome, Entry, Message, Payload, Role, ServerId, Timer};
use raft_sim::{
    Answer, Body, ClientMessage, Endpoint, Envelope, Link, MessageFilter, Outcome, Proposal,
    Request, Server, Time, World,
};
use wasm_bindgen::JsValue;

use crate::json::to_js;
use crate::kept::{Item, KeptList, Piece, Stamp, put};
use crate::recent::Lost;
use crate::view::{
    Apart, EndpointView, EntryView, HoldView, KeyValue, LEDGER_LINES, LinkView, LogView, LostView,
    MESSAGES_SHOWN, MessageView, ProgressView, Reply, RequestView, ServerView, TimerView, View,
};

/// How many entries of a log a view holds at most: more than any screen shows.
const LOG_ENTRIES: u64 = 48;

/// How many keys of the state machine a view holds at most.
const STATE_KEYS: usize = 50;

/// The parts of the last view, for the next one to reuse.
#[derive(Default)]
pub(crate) struct Projection {
    servers: Vec<KeptServer>,
    messages: KeptList,
    links: Piece,
    requests: KeptList,
}

#[derive(Default)]
struct KeptServer {
    own: Piece,
    entries: KeptList,
    state: Piece,
}

impl Projection {
    /// The whole view. `next` is when something happens next.
    pub(crate) fn view<'a>(
        &mut self,
        world: &World,
        next: Option<Time>,
        lost: impl Iterator<Item = &'a Lost>,
        version: u32,
    ) -> JsValue {
        let more = world.messages().count().saturating_sub(MESSAGES_SHOWN);
        let view = to_js(&View {
            version,
            now: world.now().ms(),
            next_event_at: next.map(Time::ms),
            servers: Apart,
            messages: Apart,
            more_messages: more as u32,
            lost: lost.map(lost_view).collect(),
            links: Apart,
            holds: world.holds().map(hold_view).collect(),
            network: world.network().settings,
            requests: Apart,
        });
        self.links.update(&world.network().links().map(link_view).collect::<Vec<_>>());
        let messages = |message| (message_stamp(message), message as &dyn Item);
        self.messages.update(&mut world.messages().skip(more).map(messages));
        let mut last: Vec<_> = world.clients().requests().rev().take(LEDGER_LINES).collect();
        last.reverse();
        let requests = |request| (request_stamp(request), request as &dyn Item);
        self.requests.update(&mut last.into_iter().map(requests));
        put(&view, "servers", &self.servers(world));
        put(&view, "messages", self.messages.value());
        put(&view, "links", self.links.value());
        put(&view, "requests", self.requests.value());
        view
    }

    fn servers(&mut self, world: &World) -> Array {
        // Logs are cut at the same place, so that their columns stay aligned.
        let last = |server: &Server| server.node.durable.log.last_index();
        let longest = world.servers().iter().map(last).max();
        let first = longest.unwrap_or(0).saturating_sub(LOG_ENTRIES) + 1;
        self.servers.resize_with(world.servers().len(), KeptServer::default);
        let kept = self.servers.iter_mut().zip(world.servers());
        kept.map(|(kept, server)| kept.view(server, first)).collect()
    }
}

impl KeptServer {
    fn view(&mut self, server: &Server, first: u64) -> JsValue {
        let values = server.machine.values().take(STATE_KEYS);
        let state = values.map(|(key, value)| KeyValue { key: key.into(), value: value.into() });
        let log = &server.node.durable.log;
        let mut entries = (first..=log.last_index()).filter_map(|index| {
            let entry = log.get(index)?;
            Some((entry_stamp(index, entry), entry as &dyn Item))
        });
        let changes = [
            self.own.update(&server_view(server, first)),
            self.entries.update(&mut entries),
            self.state.update(&state.collect::<Vec<_>>()),
        ];
        if changes.contains(&true) {
            let own = self.own.renewed();
            put(own, "state", self.state.value());
            let log = to_js(&LogView { first, last: log.last_index(), entries: Apart });
            put(&log, "entries", self.entries.value());
            put(own, "log", &log);
        }
        self.own.value().clone()
    }
}

impl Item for Entry {
    fn view(&self) -> JsValue {
        to_js(&entry_view(self))
    }
}

impl Item for Envelope {
    fn view(&self) -> JsValue {
        to_js(&message_view(self))
    }
}

impl Item for Request {
    fn view(&self) -> JsValue {
        to_js(&request_view(self))
    }
}

/// Two entries with the same index, term and request are the same.
fn entry_stamp(index: u64, entry: &Entry) -> Stamp {
    let request = match &entry.payload {
        Payload::Noop => u64::MAX,
        Payload::Command(command) => command.proposal.0,
    };
    [index, entry.term, request, 0]
}

/// The content of a message does not change while it is in flight.
fn message_stamp(message: &Envelope) -> Stamp {
    let held_since = message.held_since.map_or(u64::MAX, |at| at.0);
    [message.id.0, message.sent_at.0, message.arrives_at.0, held_since]
}

/// What is known of a request changes when it is sent again, when it times out, and when it is answered.
fn request_stamp(request: &Request) -> Stamp {
    let outcome = match request.outcome {
        Outcome::Waiting => 0,
        Outcome::Unknown => 1,
        Outcome::Acknowledged { .. } => 2,
    };
    [request.id.0, request.sent, request.target.0.into(), outcome]
}

fn server_view(server: &Server, first: u64) -> ServerView {
    let node = &server.node;
    let timer = |timer| {
        server.timer(timer).map(|running| TimerView {
            set_at: running.set_at.ms(),
            fires_at: running.fires_at.map(Time::ms),
        })
    };
    ServerView {
        id: node.config.id,
        status: server.status,
        role: node.volatile.role.name(),
        term: node.durable.current_term,
        voted_for: node.durable.voted_for,
        leader: node.volatile.leader,
        votes: votes(&node.volatile.role),
        quorum: node.quorum() as u8,
        election_timer: timer(Timer::Election),
        heartbeat_timer: timer(Timer::Heartbeat),
        log: LogView { first, last: node.durable.log.last_index(), entries: Apart },
        commit_index: node.volatile.commit_index,
        last_applied: node.volatile.last_applied,
        progress: progress(&node.volatile.role),
        state: Apart,
        waiting: server.waiting() as u32,
    }
}

fn votes(role: &Role) -> Vec<ServerId> {
    match role {
        Role::Candidate { votes } | Role::PreCandidate { votes } => votes.iter().collect(),
        Role::Follower | Role::Leader { .. } => Vec::new(),
    }
}

fn progress(role: &Role) -> Vec<ProgressView> {
    let Role::Leader { progress } = role else {
        return Vec::new();
    };
    let view = |peer: &raft_core::FollowerProgress| ProgressView {
        server: peer.server,
        next_index: peer.next_index,
        match_index: peer.match_index,
    };
    progress.iter().map(view).collect()
}

fn entry_view(entry: &Entry) -> EntryView {
    let (text, request) = match &entry.payload {
        Payload::Noop => (String::new(), None),
        Payload::Command(command) => {
            let proposal = Proposal::unpack(command.proposal);
            (command.text.to_string(), proposal.map(|proposal| proposal.request))
        }
    };
    EntryView { term: entry.term, text, noop: entry.payload == Payload::Noop, request }
}

fn hold_view(filter: MessageFilter) -> HoldView {
    HoldView { from: filter.from, to: filter.to, kind: filter.kind }
}

fn link_view(((from, to), link): ((ServerId, ServerId), Link)) -> LinkView {
    LinkView { from, to, cut: link.cut, settings: link.settings }
}

pub(crate) fn endpoint(endpoint: Endpoint) -> EndpointView {
    match endpoint {
        Endpoint::Server(server) => EndpointView { server: Some(server), client: None },
        Endpoint::Client(client) => EndpointView { server: None, client: Some(client) },
    }
}

fn message_view(envelope: &Envelope) -> MessageView {
    let mut view = MessageView {
        id: envelope.id,
        from: endpoint(envelope.from),
        to: endpoint(envelope.to),
        kind: envelope.body.kind(),
        term: 0,
        sent_at: envelope.sent_at.ms(),
        arrives_at: envelope.arrives_at.ms(),
        held_since: envelope.held_since.map(Time::ms),
        copy: envelope.copy_of.is_some(),
        entries: 0,
        reply: None,
        match_index: None,
        text: None,
        leader: None,
    };
    match &envelope.body {
        Body::Raft(message) => say(&mut view, message),
        Body::Client(ClientMessage::ClientRequest { text, .. }) => {
            view.text = Some(text.to_string());
        }
        Body::Client(ClientMessage::ClientAnswer { answer, .. }) => {
            view.reply = Some(yes_or_no(*answer != Answer::Failed));
        }
        Body::Client(ClientMessage::ClientRedirect { leader, .. }) => {
            view.reply = Some(Reply::Redirect);
            view.leader = *leader;
        }
    }
    view
}

/// Adds what a message between servers says, as far as it is drawn.
fn say(view: &mut MessageView, message: &Message) {
    view.term = message.term();
    view.entries = message.entries().len() as u32;
    view.reply = match *message {
        Message::RequestVoteResponse { granted, .. } | Message::PreVoteResponse { granted, .. } => {
            Some(yes_or_no(granted))
        }
        Message::AppendEntriesResponse {
            outcome: AppendOutcome::Stored { match_index }, ..
        } => {
            view.match_index = Some(match_index);
            Some(Reply::Yes)
        }
        Message::AppendEntriesResponse { .. } => Some(Reply::No),
        _ => None,
    };
}

fn yes_or_no(yes: bool) -> Reply {
    if yes { Reply::Yes } else { Reply::No }
}

fn lost_view((envelope, at, why): &Lost) -> LostView {
    LostView { message: message_view(envelope), lost_at: at.ms(), why: *why }
}

fn request_view(request: &Request) -> RequestView {
    RequestView {
        id: request.id,
        client: request.client,
        text: request.text.to_string(),
        submitted_at: request.submitted_at.ms(),
        target: request.target,
        sent: request.sent as u32,
        outcome: request.outcome.clone(),
    }
}
