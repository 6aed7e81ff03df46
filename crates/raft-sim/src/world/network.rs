//! Sending, losing and delivering messages.

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
    /// Sends a message.
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
        // The network does not lose or copy clients' messages, unless their link has settings of its own.
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
            // A lost message disappears after half its travel time: the page draws a cut in the middle of the link.
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

    /// Sends a copy of a message, with its own identity.
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

    /// Sends a message into a full network, which loses it at once.
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

    /// Handles a message that is due: it arrives, is lost, or is released at the end of its delay.
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

    /// Holds a message where it is. At `until`, if given, it is released by itself.
    pub(super) fn hold(&mut self, message: MessageId, until: Option<Time>) {
        let Some(envelope) = self.messages.get_mut(&message) else { return };
        envelope.held_since.get_or_insert(self.now);
        if let Some(slot) = envelope.slot.take() {
            self.queue.cancel(slot);
        }
        envelope.slot = until.map(|at| self.queue.enter(at, Due::Message(message)));
    }

    /// Releases a held message: all its times move by the time for which it was held. If its link is not
    /// cut any more, the cut no longer loses it.
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

    /// Removes a message from those in flight.
    fn take(&mut self, message: MessageId) -> Option<Envelope> {
        let envelope = self.messages.remove(&message)?;
        if let Some(slot) = envelope.slot {
            self.queue.cancel(slot);
        }
        Some(envelope)
    }

    /// Loses a message, by itself or because of an action.
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

    /// Loses all messages in flight from one end to the other, as the link is cut.
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

    /// Why an action that delivers this message loses it instead: the link is cut now, or the network loses
    /// the message. A cut that has been restored since the message was sent does not count.
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

    /// Delivers a message because of an action. It is lost if an obstacle is in its way.
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

    /// A message reaches its receiver, by itself or because of an action. It is lost if the receiver has
    /// crashed, and waits if it is paused.
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

    /// The receiver handles a message.
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
            // No other combination is ever sent.
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
