//! Events: everything that happens in a world, each with its cause.

use raft_core::{Decision, Durable, Effect, Index, Input, Node, RoleName, ServerId, Term, Timer};

use crate::action::Action;
use crate::envelope::{Body, Envelope, Loss};
use crate::ids::{Endpoint, EventId, MessageId, RequestId};
use crate::machine::Machine;
use crate::time::Time;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number in the run, from 0.
    pub seq: EventId,
    /// When it happened.
    pub at: Time,
    /// The event that caused it. What a server does is caused by the arrival of a message or by a timer,
    /// the arrival by the sending, the timer by the event that set it, and so on, back to an action, a
    /// client's retry or the start.
    pub cause: Option<EventId>,
    /// What happened.
    pub what: What,
}

/// The things that happen.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// An action was taken.
    Acted(Action),
    /// A server came up.
    Started { server: ServerId },
    /// A server crashed.
    Crashed { server: ServerId },
    /// A server was paused.
    Paused { server: ServerId },
    /// A paused server resumed.
    Resumed { server: ServerId },
    /// One of a server's timers ran out.
    TimerFired { server: ServerId, timer: Timer },
    /// A message was sent.
    Sent {
        message: MessageId,
        copy_of: Option<MessageId>,
        from: Endpoint,
        to: Endpoint,
        body: Body,
    },
    /// A message arrived.
    Arrived { message: MessageId, to: Endpoint },
    /// A message was lost.
    Lost { message: Box<Envelope>, why: Loss },
    /// A server changed its role, or entered another term in the same role.
    BecameRole { server: ServerId, role: RoleName, term: Term },
    /// A server wrote its term and vote.
    Persisted { server: ServerId, term: Term, voted_for: Option<ServerId> },
    /// A server appended entries.
    Appended { server: ServerId, first: Index, count: u64 },
    /// A server removed entries.
    Truncated { server: ServerId, from: Index },
    /// A server moved its commitIndex.
    Committed { server: ServerId, index: Index },
    /// A server applied an entry.
    Applied { server: ServerId, index: Index },
    /// A rule decided.
    Decided { server: ServerId, decision: Decision },
    /// A leader appended a client's command to its log.
    Accepted { server: ServerId, request: RequestId, index: Index },
    /// A client learnt that its command was done.
    Acknowledged { request: RequestId },
    /// A client's request timed out, or the client got no hint that it may follow and its retry delay is over: it sends
    /// the request to the next server.
    TriedAgain { request: RequestId },
}

/// One atomic step of one server: one input, with all that it produced.
#[derive(Clone, Copy, Debug)]
pub struct ServerStep<'a> {
    /// When it happened.
    pub at: Time,
    /// The event that caused it.
    pub cause: EventId,
    /// What happened to the server.
    pub input: &'a Input,
    /// The message that brought the input, if one did; for a copy, the original's identity.
    pub received: Option<MessageId>,
    /// The effects that it produced.
    pub effects: &'a [Effect],
    /// The identity of the first message it sent; the others are numbered consecutively.
    pub first_sent: MessageId,
    /// The server afterwards.
    pub node: &'a Node,
}

/// An observer receives what happens, as it happens. `()` ignores everything.
pub trait Observer {
    /// Something happened.
    fn event(&mut self, _event: Event) {}
    /// A server took a step. Called before the events that its effects cause.
    fn step(&mut self, _step: ServerStep<'_>) {}
    /// In the crash that was just reported, the server's disk lost its last write, and now holds this.
    fn lost_write(&mut self, _server: ServerId, _disk: &Durable) {}
    /// A server's state machine, when the server has started and after each entry that it applied.
    /// `last_applied` is the index of the last entry that it was given, or 0.
    fn machine(&mut self, _server: ServerId, _last_applied: Index, _machine: &Machine) {}
}

impl Observer for () {}

/// Passes everything on, so that a borrowed observer can be part of a pair.
impl<O: Observer + ?Sized> Observer for &mut O {
    fn event(&mut self, event: Event) {
        (**self).event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        (**self).step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        (**self).lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        (**self).machine(server, last_applied, machine);
    }
}

/// `None` ignores everything.
impl<O: Observer> Observer for Option<O> {
    fn event(&mut self, event: Event) {
        if let Some(observer) = self {
            observer.event(event);
        }
    }

    fn step(&mut self, step: ServerStep<'_>) {
        if let Some(observer) = self {
            observer.step(step);
        }
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        if let Some(observer) = self {
            observer.lost_write(server, disk);
        }
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        if let Some(observer) = self {
            observer.machine(server, last_applied, machine);
        }
    }
}

/// Two observers of one run: both receive everything, the first one first.
impl<A: Observer, B: Observer> Observer for (A, B) {
    fn event(&mut self, event: Event) {
        self.0.event(event.clone());
        self.1.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.0.step(step);
        self.1.step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.0.lost_write(server, disk);
        self.1.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.0.machine(server, last_applied, machine);
        self.1.machine(server, last_applied, machine);
    }
}

/// Collects all events.
impl Observer for Vec<Event> {
    fn event(&mut self, event: Event) {
        self.push(event);
    }
}
