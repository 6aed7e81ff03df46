//! The fingerprint of a state, computed from the fingerprints of its parts.

use std::hash::{Hash, Hasher};

use raft_core::ServerId;
use raft_sim::{Body, ClientMessage, Endpoint, Envelope, Setup};

use crate::fingerprints::{Mixer, mixed};
use crate::run::{ManualRun, Used};
use crate::ways::commuting::Footprint;

/// How many servers there can be.
pub(super) const SERVERS: usize = Setup::MAX_SERVERS as usize;

/// An order of the servers, which names each server by its place.
#[derive(Clone, Copy)]
pub(super) struct ServerOrder {
    servers: [ServerId; SERVERS],
    places: [u8; SERVERS],
    len: usize,
}

impl ServerOrder {
    fn of(servers: impl Iterator<Item = ServerId>) -> Self {
        let mut order = Self { servers: [ServerId(0); SERVERS], places: [0; SERVERS], len: 0 };
        for server in servers {
            order.servers[order.len] = server;
            order.places[at(server)] = order.len as u8;
            order.len += 1;
        }
        order
    }

    /// The servers in the order of their names.
    pub(super) fn of_names(servers: u8) -> Self {
        Self::of((1..=servers).map(ServerId))
    }

    /// Every order of `servers` servers.
    pub(super) fn all(servers: u8) -> Vec<Self> {
        let mut orders = vec![Vec::new()];
        for server in (1..=servers).map(ServerId) {
            let with = |order: &Vec<ServerId>, at: usize| {
                let (before, behind) = order.split_at(at);
                [before, &[server], behind].concat()
            };
            let each = |order: Vec<ServerId>| (0..=order.len()).map(move |at| with(&order, at));
            orders = orders.into_iter().flat_map(each).collect();
        }
        orders.into_iter().map(|order| Self::of(order.into_iter())).collect()
    }

    pub(super) fn servers(&self) -> &[ServerId] {
        &self.servers[..self.len]
    }

    /// A number below 2³⁶ that no other order has.
    pub(super) fn number(&self) -> u64 {
        self.servers().iter().fold(0, |number, server| number << 4 | u64::from(server.0))
    }

    /// An end of a message as a number: servers count from 1, clients from 16.
    fn end(&self, end: Endpoint) -> u64 {
        match end {
            Endpoint::Server(server) => u64::from(self.places[at(server)]) + 1,
            Endpoint::Client(client) => u64::from(client.0) + 16,
        }
    }
}

/// The index of a server in a list of all servers.
pub(super) fn at(server: ServerId) -> usize {
    usize::from(server.0) - 1
}

/// What a message in flight adds to a fingerprint, and what else the search uses of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MessageFacts {
    pub(super) from: Endpoint,
    pub(super) to: Endpoint,
    /// The fingerprint of what it says, except for the server that it names.
    says: u64,
    names: Option<ServerId>,
    /// What it adds to the traffic of its sender, and of its receiver.
    roles: [u64; 2],
    /// The footprint of its delivery, if it is known.
    pub(super) footprint: Option<Footprint>,
}

impl MessageFacts {
    pub(super) fn of(envelope: &Envelope) -> Self {
        let mut says = Mixer::default();
        let mut names = None;
        match &envelope.body {
            Body::Client(ClientMessage::ClientRedirect { request, leader }) => {
                names = *leader;
                (request, leader.is_some()).hash(&mut says);
            }
            body => body.hash(&mut says),
        }
        let role = |sends: bool| {
            let mut hasher = Mixer::default();
            (envelope.body.kind(), sends).hash(&mut hasher);
            if let Body::Raft(message) = &envelope.body {
                (message.term(), message.entries().len()).hash(&mut hasher);
            }
            hasher.finish()
        };
        Self {
            from: envelope.from,
            to: envelope.to,
            says: says.finish(),
            names,
            roles: [role(true), role(false)],
            footprint: Footprint::of_delivery(envelope),
        }
    }

    /// Its fingerprint, with servers named by their places.
    pub(super) fn fingerprint(&self, order: &ServerOrder) -> u64 {
        let names = self.names.map_or(0, |server| order.end(server.into()));
        let ends = order.end(self.from) | order.end(self.to) << 16 | names << 32;
        // What it says is mixed already, so one more round is enough.
        mixed(self.says ^ ends.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }
}

/// The sum of the messages' fingerprints, with servers named by their places.
pub(super) fn sum_of_messages<'a>(
    messages: impl Iterator<Item = &'a MessageFacts>,
    order: &ServerOrder,
) -> u64 {
    messages.fold(0, |sum, it| sum.wrapping_add(it.fingerprint(order)))
}

/// For each server, a sum over the messages that it sent and will receive. It does not depend on the servers' names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traffic([u64; SERVERS]);

impl Traffic {
    /// Adds a message that is sent.
    pub(super) fn add(&mut self, message: &MessageFacts) {
        self.change(message, u64::wrapping_add);
    }

    /// Removes a message that is no longer in flight.
    pub(super) fn remove(&mut self, message: &MessageFacts) {
        self.change(message, u64::wrapping_sub);
    }

    fn change(&mut self, message: &MessageFacts, change: impl Fn(u64, u64) -> u64) {
        for (end, role) in [message.from, message.to].into_iter().zip(message.roles) {
            if let Some(server) = end.server() {
                self.0[at(server)] = change(self.0[at(server)], role);
            }
        }
    }
}

/// The parts of a state.
pub(super) trait Parts {
    /// How many servers there are.
    fn servers(&self) -> u8;
    /// A server's fingerprint without any names.
    fn signature(&self, server: ServerId) -> u64;
    /// The traffic of the messages in flight.
    fn traffic(&self) -> Traffic;
    /// The fingerprint of a server, with all servers named by their places. `None` when it is not known.
    fn server(&mut self, server: ServerId, order: &ServerOrder) -> Option<u64>;
    /// The sum of the fingerprints of the messages in flight, with servers named by their places.
    fn messages(&mut self, order: &ServerOrder) -> u64;
    /// The fingerprint of what clients asked and were told.
    fn clients(&self) -> u64;
    /// The fingerprint of what the judge remembers. `None` when it is not known.
    fn judge(&mut self, order: &ServerOrder) -> Option<u64>;
    /// How much of the bounds is used.
    fn used(&self) -> Used;
}

/// The fingerprint of everything that the future of a run and the judge's verdicts on it depend on. With `symmetric`,
/// it does not depend on the servers' names, as far as sorting the servers achieves that. `None` when a part is not
/// known.
pub(super) fn combined(parts: &mut impl Parts, symmetric: bool) -> Option<u64> {
    let order = if symmetric { sorted(parts) } else { ServerOrder::of_names(parts.servers()) };
    let mut hasher = Mixer::default();
    for &server in order.servers() {
        hasher.write_u64(parts.server(server, &order)?);
    }
    hasher.write_u64(parts.judge(&order)?);
    hasher.write_u64(parts.clients());
    hasher.write_u64(parts.used().as_number());
    // Messages are a set: in which order they were sent does not matter.
    hasher.write_u64(parts.messages(&order));
    Some(hasher.finish())
}

/// The servers in an order that does not depend on their names. Servers that are alike in themselves and in the
/// messages that they sent and will receive are in the order of their names.
fn sorted(parts: &impl Parts) -> ServerOrder {
    let traffic = parts.traffic();
    let mut signed = [(0, ServerId(0)); SERVERS];
    let signed = &mut signed[..usize::from(parts.servers())];
    for (number, signed) in (1..).zip(signed.iter_mut()) {
        let server = ServerId(number);
        let mut hasher = Mixer::default();
        hasher.write_u64(parts.signature(server));
        hasher.write_u64(traffic.0[at(server)]);
        *signed = (hasher.finish(), server);
    }
    signed.sort_unstable();
    ServerOrder::of(signed.iter().map(|(_, server)| *server))
}

/// The parts of a played run.
struct PlayedParts<'a> {
    run: &'a ManualRun,
    messages: Vec<MessageFacts>,
}

impl Parts for PlayedParts<'_> {
    fn servers(&self) -> u8 {
        self.run.world().setup().servers
    }

    fn signature(&self, server: ServerId) -> u64 {
        of_server(self.run, server, &[])
    }

    fn traffic(&self) -> Traffic {
        let mut traffic = Traffic::default();
        self.messages.iter().for_each(|message| traffic.add(message));
        traffic
    }

    fn server(&mut self, server: ServerId, order: &ServerOrder) -> Option<u64> {
        Some(of_server(self.run, server, order.servers()))
    }

    fn messages(&mut self, order: &ServerOrder) -> u64 {
        sum_of_messages(self.messages.iter(), order)
    }

    fn clients(&self) -> u64 {
        of_clients(self.run)
    }

    fn judge(&mut self, order: &ServerOrder) -> Option<u64> {
        Some(of_judge(self.run, order))
    }

    fn used(&self) -> Used {
        self.run.used
    }
}

/// The fingerprint of a played run.
pub(in crate::ways) fn fingerprint(run: &ManualRun, symmetric: bool) -> u64 {
    let messages = run.world().messages().map(MessageFacts::of).collect();
    combined(&mut PlayedParts { run, messages }, symmetric).unwrap_or_default()
}

/// The fingerprint of a server, with all servers named by their places in this order.
pub(super) fn of_server(run: &ManualRun, server: ServerId, order: &[ServerId]) -> u64 {
    let mut hasher = Mixer::default();
    if let Some(server) = run.world().server(server) {
        server.hash_canonically(order, &mut hasher);
    }
    hasher.finish()
}

/// The fingerprint of what clients asked and were told.
pub(super) fn of_clients(run: &ManualRun) -> u64 {
    let mut hasher = Mixer::default();
    run.world().clients().hash_canonically(&mut hasher);
    hasher.finish()
}

/// The fingerprint of what the judge remembers.
pub(super) fn of_judge(run: &ManualRun, order: &ServerOrder) -> u64 {
    let mut hasher = Mixer::default();
    run.trial.judge().hash_canonically(order.servers(), &mut hasher);
    hasher.finish()
}
