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

/// How long a client pauses when it has no hint to follow, before it tries the next server.
const PAUSE: Duration = Duration::from_ms(60);

/// How many hints in a row a client follows before it pauses: servers may name each other in a circle.
const MAX_REDIRECTS: u8 = 3;

impl World {
    /// A client sends a new request: the given client, which must have no open request, or the first idle
    /// one.
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

    /// Sets what the client does next about the request, and when. It replaces what was set before.
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

    /// Sends a request to the next server: it timed out, or its pause is over.
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

    /// A client receives a server's message.
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

    /// A server that is not leader names another server, or none. The client does not follow a hint to the
    /// server that last failed to answer in time: servers that are cut off together with it would name it
    /// forever. It asks the next server instead, and comes back to the silent one after all others.
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
        // The hint comes too late: the client has turned to another server since.
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

    /// Sends a server's message to a client.
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
