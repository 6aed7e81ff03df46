//! Messages: sending, losing and delivering messages.

use raft_core::{Input, Message, ServerId};

use super::World;
use crate::action::MessageFilter;
use crate::dice::Purpose;
use crate::envelope::{Body, ClientMessage, Envelope, Loss, ScheduledDrop};
use crate::event::{Observer, What};
use crate::ids::{Endpoint, EventId, MessageId};
use crate::queue::Due;
use crate::server::{BacklogItem, Status};
use crate::time::{Duration, Time};

impl World {
    /// A message is sent.
    pub(super) fn transmit(
        &mut self,
        id: MessageId,
        (from, to): (Endpoint, Endpoint),
        body: Body,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let count = self.sent.entry((from, to));
        *count += 1;
        let count = *count;
        let whom = from.number() << 32 | to.number();
        let ends = from.server().zip(to.server());
        let link = self.network.between(from, to);
        let settings = link.settings.unwrap_or(self.network.settings);
        // Clients lose nothing to the network, unless their link has settings of its own.
        let is_lossy = ends.is_some() || link.settings.is_some();
        let draw = |purpose| Duration(self.dice.duration(purpose, whom, count, settings.latency()));
        let (travel, copy_travel) = (draw(Purpose::Latency), draw(Purpose::CopyLatency));
        let chance =
            |purpose, permille| is_lossy && self.dice.chance(purpose, whom, count, permille);
        let loss = if link.cut {
            Some(Loss::Cut)
        } else if chance(Purpose::Loss, settings.loss) {
            Some(Loss::Network)
        } else {
            None
        };
        let copied = loss.is_none() && chance(Purpose::Duplication, settings.duplication);
        let envelope = Envelope {
            id,
            copy_of: None,
            from,
            to,
            body,
            sent_at: self.now,
            arrives_at: self.now + travel,
            held_since: None,
            slot: None,
            // Lost half-way, where a cut is drawn.
            scheduled_drop: loss
                .map(|why| ScheduledDrop { at: self.now + Duration(travel.0 / 2), why }),
            sent_by: EventId::default(),
        };
        if self.room() == 0 {
            return self.lose_at_once(envelope, cause, observer);
        }
        let copy = copied.then(|| envelope.clone());
        self.send(envelope, Some(cause), observer);
        if let Some(copy) = copy.filter(|_| self.room() > 0) {
            let arrives_at = self.now + copy_travel;
            self.send_copy(Envelope { arrives_at, ..copy }, Some(cause), observer);
        }
    }

    /// A copy of a message is sent, with an identity of its own.
    pub(super) fn send_copy(
        &mut self,
        original: Envelope,
        cause: Option<EventId>,
        observer: &mut dyn Observer,
    ) {
        let id = MessageId(self.next_message);
        self.next_message += 1;
        let copy_of = original.copy_of.or(Some(original.id));
        self.send(Envelope { id, copy_of, slot: None, ..original }, cause, observer);
    }

    fn send(
        &mut self,
        mut envelope: Envelope,
        cause: Option<EventId>,
        observer: &mut dyn Observer,
    ) {
        let message = envelope.id;
        envelope.sent_by = self.record_sent(&envelope, cause, observer);
        let held = self.setup.manual || self.holds().any(|filter| filter.matches(&envelope));
        if held {
            envelope.held_since = Some(self.now);
        } else {
            let at = envelope.scheduled_drop.map_or(envelope.arrives_at, |it| it.at);
            envelope.slot = Some(self.queue.enter(at, Due::Message(message)));
        }
        self.messages.insert(message, envelope);
    }

    /// A message is sent for which there is no room.
    fn lose_at_once(
        &mut self,
        mut envelope: Envelope,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        envelope.sent_by = self.record_sent(&envelope, Some(cause), observer);
        let (cause, why) = (envelope.sent_by, Loss::NetworkFull);
        self.record(Some(cause), What::Lost { message: Box::new(envelope), why }, observer);
    }

    fn record_sent(
        &mut self,
        envelope: &Envelope,
        cause: Option<EventId>,
        observer: &mut dyn Observer,
    ) -> EventId {
        let Envelope { id: message, copy_of, from, to, .. } = *envelope;
        let sent = What::Sent { message, copy_of, from, to, body: envelope.body.clone() };
        self.record(cause, sent, observer)
    }

    /// A message's time has come: to arrive, to be lost, or to go on after a delay.
    pub(super) fn message_due(&mut self, message: MessageId, observer: &mut dyn Observer) {
        let Some(envelope) = self.messages.get(&message) else { return };
        if envelope.held_since.is_some() {
            self.release(message);
        } else if let Some(ScheduledDrop { why, .. }) = envelope.scheduled_drop {
            self.lose(message, why, None, observer);
        } else {
            self.deliver(message, None, observer);
        }
    }

    /// A message stops where it is; by itself it goes on at `until`.
    pub(super) fn hold(&mut self, message: MessageId, until: Option<Time>) {
        let Some(envelope) = self.messages.get_mut(&message) else { return };
        envelope.held_since.get_or_insert(self.now);
        if let Some(slot) = envelope.slot.take() {
            self.queue.cancel(slot);
        }
        envelope.slot = until.map(|at| self.queue.enter(at, Due::Message(message)));
    }

    /// A held message goes on from where it is, with all its times moved by the time it was held. A
    /// link that was restored meanwhile no longer loses it.
    pub(super) fn release(&mut self, message: MessageId) {
        let mended = self.messages.get(&message).is_some_and(|envelope| !self.is_cut(envelope));
        let Some(envelope) = self.messages.get_mut(&message) else { return };
        let Some(since) = envelope.held_since.take() else { return };
        if let Some(slot) = envelope.slot.take() {
            self.queue.cancel(slot);
        }
        let held = self.now - since;
        envelope.sent_at = envelope.sent_at + held;
        envelope.arrives_at = envelope.arrives_at + held;
        let mut at = envelope.arrives_at;
        if mended {
            envelope.scheduled_drop = envelope.scheduled_drop.filter(|it| it.why != Loss::Cut);
        }
        if let Some(scheduled_drop) = &mut envelope.scheduled_drop {
            scheduled_drop.at = scheduled_drop.at + held;
            at = scheduled_drop.at;
        }
        envelope.slot = Some(self.queue.enter(at, Due::Message(message)));
    }

    /// Takes a message off its way.
    fn take(&mut self, message: MessageId) -> Option<Envelope> {
        let envelope = self.messages.remove(&message)?;
        if let Some(slot) = envelope.slot {
            self.queue.cancel(slot);
        }
        Some(envelope)
    }

    /// A message is lost: by itself, or because of an action.
    pub(super) fn lose(
        &mut self,
        message: MessageId,
        why: Loss,
        action: Option<EventId>,
        observer: &mut dyn Observer,
    ) {
        if let Some(envelope) = self.take(message) {
            let cause = action.unwrap_or(envelope.sent_by);
            let message = Box::new(envelope);
            self.record(Some(cause), What::Lost { message, why }, observer);
        }
    }

    /// A link is cut: what is on it is lost.
    pub(super) fn lose_all_between(
        &mut self,
        ends: (Endpoint, Endpoint),
        action: EventId,
        observer: &mut dyn Observer,
    ) {
        let on_it = self.messages.values().filter(|envelope| (envelope.from, envelope.to) == ends);
        for message in on_it.map(|envelope| envelope.id).collect::<Vec<_>>() {
            self.lose(message, Loss::Cut, Some(action), observer);
        }
    }

    /// What an action that delivers this message meets on the way: the link is cut now, or the network
    /// loses the message. A link that was restored since it was sent lets it through.
    fn obstacle(&self, envelope: &Envelope) -> Option<Loss> {
        if self.is_cut(envelope) {
            return Some(Loss::Cut);
        }
        envelope.scheduled_drop.map(|it| it.why).filter(|&why| why != Loss::Cut)
    }

    /// Whether the link that the message takes is cut now.
    fn is_cut(&self, envelope: &Envelope) -> bool {
        self.network.between(envelope.from, envelope.to).cut
    }

    /// An action delivers a message. It is lost where it would have been lost by itself.
    pub(super) fn deliver_by_hand(
        &mut self,
        message: MessageId,
        action: EventId,
        observer: &mut dyn Observer,
    ) {
        let Some(envelope) = self.messages.get(&message) else { return };
        match self.obstacle(envelope) {
            Some(why) => self.lose(message, why, Some(action), observer),
            None => self.deliver(message, Some(action), observer),
        }
    }

    /// A message reaches its receiver's door: by itself, or because of an action.
    fn deliver(
        &mut self,
        message: MessageId,
        action: Option<EventId>,
        observer: &mut dyn Observer,
    ) {
        let Some(to) = self.messages.get(&message).map(|envelope| envelope.to) else { return };
        let status = to.server().map_or(Status::Up, |server| self.server_mut(server).status);
        match (status, to) {
            (Status::Crashed, _) => self.lose(message, Loss::Crashed, action, observer),
            (Status::Paused, Endpoint::Server(server)) => {
                if let Some(envelope) = self.take(message) {
                    self.server_mut(server).backlog.push(BacklogItem::Message(envelope));
                }
            }
            _ => {
                if let Some(envelope) = self.take(message) {
                    self.arrive(envelope, observer);
                }
            }
        }
    }

    /// A message is taken in.
    pub(super) fn arrive(&mut self, envelope: Envelope, observer: &mut dyn Observer) {
        let Envelope { id, copy_of, from, to, body, sent_by, .. } = envelope;
        let cause = self.record(Some(sent_by), What::Arrived { message: id, to }, observer);
        let received = copy_of.unwrap_or(id);
        match (from, to, body) {
            (Endpoint::Server(from), Endpoint::Server(to), Body::Raft(message)) => {
                self.receive(from, to, message, received, cause, observer);
            }
            (
                _,
                Endpoint::Server(to),
                Body::Client(ClientMessage::ClientRequest { request, text }),
            ) => {
                self.propose(to, (received, request, text), cause, observer);
            }
            (Endpoint::Server(from), Endpoint::Client(_), Body::Client(message)) => {
                self.client_hears(from, message, cause, observer);
            }
            // Nothing else is ever sent.
            _ => {}
        }
    }

    fn receive(
        &mut self,
        from: ServerId,
        to: ServerId,
        message: Message,
        received: MessageId,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        self.step_server(to, Input::Receive { from, message }, Some(received), cause, observer);
    }
}

impl MessageFilter {
    /// Whether the filter matches this message.
    pub fn matches(&self, envelope: &Envelope) -> bool {
        let is = |wanted: Option<ServerId>, end: Endpoint| {
            wanted.is_none_or(|server| end == Endpoint::Server(server))
        };
        is(self.from, envelope.from)
            && is(self.to, envelope.to)
            && self.kind.is_none_or(|kind| kind == envelope.body.kind())
    }
}
