//! A world without times and identities, for whoever looks for states that are alike.

use std::hash::{Hash, Hasher};

use raft_core::{Durable, FollowerProgress, Role, ServerId, ServerSet};

use super::World;
use crate::client::Outcome;
use crate::envelope::{Body, ClientMessage};
use crate::ids::Endpoint;
use crate::server::Server;

/// Servers, named by their places in an order.
struct Order<'a>(&'a [ServerId]);

impl Order<'_> {
    fn place(&self, server: ServerId) -> Option<usize> {
        self.0.iter().position(|&it| it == server)
    }

    fn set(&self, set: ServerSet) -> u64 {
        let places = self.0.iter().enumerate();
        places.fold(0, |bits, (at, &server)| bits | u64::from(set.contains(server)) << at)
    }

    fn end(&self, end: Endpoint) -> (Option<usize>, u8) {
        match end {
            Endpoint::Server(server) => (self.place(server), 0),
            Endpoint::Client(client) => (None, client.0),
        }
    }
}

impl World {
    /// Feeds a hasher all that the future of this world depends on while actions alone let anything
    /// happen, as in manual mode on links that are not cut: no times, and no numbers of events and
    /// messages. `order` lists all servers; each is named by its place in it. Worlds that differ only in
    /// the names of their servers feed the same, for the right orders.
    pub fn hash_canonically<H: Hasher + Default>(&self, order: &[ServerId], hasher: &mut H) {
        let order = Order(order);
        for server in order.0.iter().filter_map(|&server| self.server(server)) {
            server.hash_canonically(&order, hasher);
        }
        for request in self.clients.requests() {
            (request.client, &request.text, request.proposed).hash(hasher);
            match &request.outcome {
                Outcome::Waiting => 0_u8.hash(hasher),
                Outcome::Unknown => 1_u8.hash(hasher),
                Outcome::Acknowledged { answer, index, .. } => (2_u8, answer, index).hash(hasher),
            }
        }
        // Messages are a set: in which order they were sent does not matter.
        let sum = self.messages().fold(0_u64, |sum, envelope| {
            let mut one = H::default();
            (order.end(envelope.from), order.end(envelope.to)).hash(&mut one);
            match &envelope.body {
                Body::Client(ClientMessage::ClientRedirect { request, leader }) => {
                    (request, leader.map(|it| order.place(it))).hash(&mut one);
                }
                body => body.hash(&mut one),
            }
            sum.wrapping_add(one.finish())
        });
        sum.hash(hasher);
    }

    /// The servers in an order that does not depend on their names, unless they are alike in themselves
    /// and in the messages that they sent and will receive: then in the order of their names.
    pub fn canonical_order<H: Hasher + Default>(&self) -> Vec<ServerId> {
        let mut signed: Vec<_> = self
            .servers()
            .iter()
            .map(|server| {
                let (id, mut hasher) = (server.node.config.id, H::default());
                server.hash_canonically(&Order(&[]), &mut hasher);
                let messages = self.messages().fold(0_u64, |sum, envelope| {
                    let (from, to) = (envelope.from.server(), envelope.to.server());
                    if from != Some(id) && to != Some(id) {
                        return sum;
                    }
                    let mut one = H::default();
                    (envelope.body.kind(), from == Some(id)).hash(&mut one);
                    if let Body::Raft(message) = &envelope.body {
                        (message.term(), message.entries().len()).hash(&mut one);
                    }
                    sum.wrapping_add(one.finish())
                });
                messages.hash(&mut hasher);
                (hasher.finish(), id)
            })
            .collect();
        signed.sort_unstable();
        signed.into_iter().map(|(_, id)| id).collect()
    }
}

impl Server {
    fn hash_canonically<H: Hasher>(&self, order: &Order<'_>, hasher: &mut H) {
        let volatile = &self.node.volatile;
        disk(&self.node.durable, order, hasher);
        match &volatile.role {
            Role::Follower => 0_u8.hash(hasher),
            Role::PreCandidate { votes } => (1_u8, votes.len(), order.set(*votes)).hash(hasher),
            Role::Candidate { votes } => (2_u8, votes.len(), order.set(*votes)).hash(hasher),
            Role::Leader { progress } => {
                3_u8.hash(hasher);
                for (place, server) in order.0.iter().enumerate() {
                    let known = progress.iter().find(|known| known.server == *server);
                    let named = |known: &FollowerProgress| FollowerProgress {
                        server: ServerId(place as u8),
                        ..*known
                    };
                    known.map(named).hash(hasher);
                }
            }
        }
        (volatile.commit_index, volatile.last_applied, volatile.leader_contact).hash(hasher);
        volatile.leader.map(|it| order.place(it)).hash(hasher);
        let heard = &volatile.recently_active;
        for set in [heard.since_last_timeout(), heard.lately()] {
            (set.len(), order.set(set)).hash(hasher);
        }
        (self.status, self.timers.map(|timer| timer.is_some())).hash(hasher);
        (&self.machine, &self.pending).hash(hasher);
        if let Some(unsynced) = &self.unsynced {
            disk(unsynced, order, hasher);
        }
    }
}

fn disk<H: Hasher>(disk: &Durable, order: &Order<'_>, hasher: &mut H) {
    (disk.current_term, disk.voted_for.map(|it| order.place(it)), &disk.log).hash(hasher);
}
