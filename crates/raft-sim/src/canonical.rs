//! Hashes of parts of a world without times and identities, for a search that looks for equivalent states.

use std::hash::{Hash, Hasher};

use raft_core::{Durable, FollowerProgress, Role, ServerId, ServerSet};

use crate::client::{Clients, Outcome};
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
}

impl Clients {
    /// Feeds a hasher the requests and their outcomes. It leaves out which server clients believe to be leader, and
    /// each request's target, redirects and silent server.
    ///
    /// This is complete if only actions make anything happen, and each request is sent to a leader and
    /// delivered before anything else happens: then no client is redirected, times out or chooses a server.
    pub fn hash_canonically(&self, hasher: &mut impl Hasher) {
        for request in self.requests() {
            (request.client, &request.text, request.proposed).hash(hasher);
            match &request.outcome {
                Outcome::Waiting => 0_u8.hash(hasher),
                Outcome::Unknown => 1_u8.hash(hasher),
                Outcome::Acknowledged { answer, index, .. } => (2_u8, answer, index).hash(hasher),
            }
        }
    }
}

impl Server {
    /// Feeds a hasher all that the server's next steps depend on, except its own name. It leaves out times,
    /// numbers of events, and what waits for a paused server.
    ///
    /// This is complete if only actions make anything happen (manual mode), no link is cut and no server is paused.
    /// Each server is named by its place in `order`; one that `order` does not list has no name.
    /// Servers that differ only in names feed the same values, given matching orders.
    pub fn hash_canonically(&self, order: &[ServerId], hasher: &mut impl Hasher) {
        let order = &Order(order);
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
