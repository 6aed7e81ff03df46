//! From a world to what the page sees of it.

use raft_core::{Payload, Role, ServerId, Timer, rules};
use raft_sim::{Endpoint, Envelope, Proposal, Request, Server, Time, World};

use crate::story::Lost;
use crate::view::{
    EndpointView, EntryView, KeyValue, LEDGER_LINES, LinkView, LogView, LostView, MessageView,
    ProgressView, RequestView, ServerView, Status, TimerView, View,
};

/// How many entries of a log a view holds at most: more than any screen shows.
const LOG_ENTRIES: u64 = 48;

/// How many keys of the state machine a view holds at most.
const STATE_KEYS: usize = 50;

/// The whole view.
pub(crate) fn project<'a>(
    world: &World,
    lost: impl Iterator<Item = &'a Lost>,
    version: u32,
) -> View {
    // Logs are cut at the same place, so that the columns of the figure stay aligned.
    let longest = world.servers().iter().map(|server| server.node.durable.log.last_index()).max();
    let first = longest.unwrap_or(0).saturating_sub(LOG_ENTRIES) + 1;
    View {
        version,
        now: world.now().ms(),
        next_event_at: world.next_at().map(Time::ms),
        servers: world.servers().iter().map(|server| server_view(server, first)).collect(),
        messages: world.messages().map(message_view).collect(),
        lost: lost.map(lost_view).collect(),
        links: world
            .network()
            .links()
            .map(|((from, to), link)| LinkView { from, to, cut: link.cut, settings: link.settings })
            .collect(),
        network: world.network().settings,
        requests: last_requests(world),
    }
}

fn last_requests(world: &World) -> Vec<RequestView> {
    let mut requests: Vec<_> =
        world.clients().requests().rev().take(LEDGER_LINES).map(request_view).collect();
    requests.reverse();
    requests
}

fn server_view(server: &Server, first: u64) -> ServerView {
    let node = &server.node;
    let timer = |timer| {
        server.timer(timer).map(|running| TimerView {
            set_at: running.set_at.ms(),
            fires_at: running.fires_at.map(Time::ms),
        })
    };
    let quorum = rules::quorum_size(
        node.config.rules.quorum,
        node.config.voters.len(),
        node.volatile.heard.lately().union(raft_core::ServerSet::only(node.config.id)).len(),
    );
    ServerView {
        id: node.config.id,
        status: status(server.status),
        role: node.volatile.role.name(),
        term: node.durable.current_term,
        voted_for: node.durable.voted_for,
        leader: node.volatile.leader,
        votes: votes(&node.volatile.role),
        quorum: quorum as u8,
        election_timer: timer(Timer::Election),
        heartbeat_timer: timer(Timer::Heartbeat),
        log: log_view(server, first),
        commit_index: node.volatile.commit_index,
        last_applied: node.volatile.last_applied,
        progress: progress(&node.volatile.role),
        state: server
            .machine
            .values()
            .take(STATE_KEYS)
            .map(|(key, value)| KeyValue { key: key.into(), value: value.into() })
            .collect(),
        waiting: server.waiting() as u32,
    }
}

fn status(status: raft_sim::Status) -> Status {
    match status {
        raft_sim::Status::Up => Status::Up,
        raft_sim::Status::Paused => Status::Paused,
        raft_sim::Status::Crashed => Status::Crashed,
    }
}

fn votes(role: &Role) -> Vec<ServerId> {
    match role {
        Role::Candidate { votes } | Role::PreCandidate { votes } => votes.iter().collect(),
        Role::Follower | Role::Leader { .. } => Vec::new(),
    }
}

fn progress(role: &Role) -> Vec<ProgressView> {
    let Role::Leader { progress } = role else { return Vec::new() };
    let view = |peer: &raft_core::Progress| ProgressView {
        server: peer.server,
        next_index: peer.next_index,
        match_index: peer.match_index,
    };
    progress.iter().map(view).collect()
}

fn log_view(server: &Server, first: u64) -> LogView {
    let log = &server.node.durable.log;
    let entries = (first..=log.last_index()).filter_map(|index| log.get(index));
    let view = |entry: &raft_core::Entry| {
        let (text, request) = match &entry.payload {
            Payload::Noop => (String::new(), None),
            Payload::Command(command) => {
                let proposal = Proposal::unpack(command.request);
                (command.text.to_string(), proposal.map(|proposal| proposal.request))
            }
        };
        EntryView { term: entry.term, text, noop: entry.payload == Payload::Noop, request }
    };
    LogView { first, entries: entries.map(view).collect() }
}

fn endpoint(endpoint: Endpoint) -> EndpointView {
    match endpoint {
        Endpoint::Server(server) => EndpointView { server: Some(server), client: None },
        Endpoint::Client(client) => EndpointView { server: None, client: Some(client) },
    }
}

fn message_view(envelope: &Envelope) -> MessageView {
    MessageView {
        id: envelope.id,
        from: endpoint(envelope.from),
        to: endpoint(envelope.to),
        kind: envelope.body.kind(),
        term: match &envelope.body {
            raft_sim::Body::Raft(message) => message.term(),
            raft_sim::Body::Client(_) => 0,
        },
        sent_at: envelope.sent_at.ms(),
        arrives_at: envelope.arrives_at.ms(),
        held_since: envelope.held_since.map(Time::ms),
        copy: envelope.copy_of.is_some(),
        body: envelope.body.clone(),
    }
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
