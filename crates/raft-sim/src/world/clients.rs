//! What clients do: send requests, follow redirects, time out, try again (§8).

use raft_core::ServerId;
use smol_str::SmolStr;

use super::World;
use crate::client::{Next, Outcome, Request};
use crate::envelope::{Body, ClientMessage};
use crate::event::{Observer, What};
use crate::ids::{ClientId, Endpoint, EventId, MessageId, RequestId};
use crate::queue::Due;
use crate::time::Duration;

/// How long a client waits for an answer before it turns to the next server.
const PATIENCE: Duration = Duration::from_ms(400);

/// How long it waits when nobody knows a leader.
const PAUSE: Duration = Duration::from_ms(60);

/// How many hints in a row it follows before it pauses: servers may name each other in a circle.
const MAX_REDIRECTS: u8 = 3;

impl World {
    /// A client asks for a command: this one, which waits for nothing, or the first that does so.
    pub(super) fn ask(
        &mut self,
        client: Option<ClientId>,
        text: SmolStr,
        to: Option<ServerId>,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let Some(client) = client.or_else(|| self.clients.idle()) else { return };
        let id = RequestId(self.clients.requests.len() as u64 + 1);
        self.clients.waits_for(client, id);
        self.clients.requests.push(Request {
            id,
            client,
            text,
            submitted_at: self.now,
            target: to.or(self.clients.leader).unwrap_or(ServerId(1)),
            sent: 0,
            proposed: 0,
            outcome: Outcome::Waiting,
            next: None,
            redirects: 0,
            silent: None,
        });
        self.send_request(id, cause, observer);
    }

    /// Sends the request to its target, and waits.
    fn send_request(&mut self, id: RequestId, cause: EventId, observer: &mut dyn Observer) {
        let Some(request) = self.clients.request_mut(id) else { return };
        request.sent += 1;
        let ends = (Endpoint::Client(request.client), Endpoint::Server(request.target));
        let text = request.text.clone();
        let body = Body::Client(ClientMessage::ClientRequest { request: id, text });
        let message = MessageId(self.next_message);
        self.next_message += 1;
        self.transmit(message, ends, body, cause, observer);
        self.wait(id, PATIENCE, Next::TimeOut);
    }

    /// The client will do something about the request after `wait`, and nothing else before.
    fn wait(&mut self, id: RequestId, wait: Duration, next: Next) {
        self.stop_waiting(id);
        if self.setup.manual {
            return;
        }
        let slot = self.queue.enter(self.now + wait, Due::Client(id));
        if let Some(request) = self.clients.request_mut(id) {
            request.next = Some((slot, next));
        }
    }

    fn stop_waiting(&mut self, id: RequestId) {
        let next = self.clients.request_mut(id).and_then(|request| request.next.take());
        if let Some((slot, _)) = next {
            self.queue.cancel(slot);
        }
    }

    /// Time to do something about a request.
    pub(super) fn client_due(&mut self, id: RequestId, observer: &mut dyn Observer) {
        let servers = self.setup.servers;
        let Some(request) = self.clients.request_mut(id) else { return };
        let Some((_, next)) = request.next.take() else { return };
        let asked = request.target;
        request.target = ServerId(asked.0 % servers + 1);
        request.redirects = 0;
        if next == Next::TimeOut {
            request.outcome = Outcome::Unknown;
            request.silent = Some(asked);
            self.clients.leader = None;
        }
        let cause = self.record(None, What::TriedAgain { request: id }, observer);
        self.send_request(id, cause, observer);
    }

    /// A server's message reaches its client.
    pub(super) fn client_hears(
        &mut self,
        server: ServerId,
        message: ClientMessage,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        match message {
            ClientMessage::ClientAnswer { request, index, answer } => {
                if !self.clients.is_open(request) {
                    return;
                }
                self.stop_waiting(request);
                self.clients.leader = Some(server);
                let at = self.now;
                if let Some(request) = self.clients.request_mut(request) {
                    request.outcome = Outcome::Acknowledged { answer, at, by: server, index };
                    request.silent = None;
                    let client = usize::from(request.client.0) - 1;
                    self.clients.outstanding[client] = None;
                }
                self.record(Some(cause), What::Acknowledged { request }, observer);
            }
            ClientMessage::ClientRedirect { request, leader } => {
                self.redirected(request, server, leader, cause, observer);
            }
            ClientMessage::ClientRequest { .. } => {}
        }
    }

    /// A server that does not lead names another, or none. A hint to the server that has just failed to
    /// answer is not followed: those cut off with it would name it for ever. The next server is asked
    /// instead; the silent one has its turn again after all others.
    fn redirected(
        &mut self,
        id: RequestId,
        by: ServerId,
        leader: Option<ServerId>,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        if !self.clients.is_open(id) {
            return;
        }
        let Some(request) = self.clients.request_mut(id) else { return };
        // A hint that was overtaken: the client has turned to another server since.
        if request.target != by {
            return;
        }
        request.redirects = request.redirects.saturating_add(1);
        match leader {
            Some(leader)
                if request.redirects <= MAX_REDIRECTS
                    && leader != by
                    && request.silent != Some(leader) =>
            {
                request.target = leader;
                self.clients.leader = Some(leader);
                self.send_request(id, cause, observer);
            }
            _ => self.wait(id, PAUSE, Next::TryAgain),
        }
    }

    /// A server sends something to a client.
    pub(super) fn answer(
        &mut self,
        server: ServerId,
        client: ClientId,
        message: ClientMessage,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let id = MessageId(self.next_message);
        self.next_message += 1;
        let ends = (Endpoint::Server(server), Endpoint::Client(client));
        self.transmit(id, ends, Body::Client(message), cause, observer);
    }
}
