//! Carrying out actions.

use raft_core::{ServerId, Timer};

use super::World;
use crate::action::{Action, MessageFilter, Refusal};
use crate::envelope::{Envelope, Loss, ScheduledDrop};
use crate::event::{Observer, What};
use crate::ids::{Endpoint, EventId, MessageId};
use crate::server::{BacklogItem, Status};
use crate::time::Duration;

impl World {
    /// Carries out an action, now.
    ///
    /// # Errors
    /// Returns the [`Refusal`] that says why the action is impossible now; then nothing has changed.
    pub fn act(&mut self, action: Action, observer: &mut dyn Observer) -> Result<(), Refusal> {
        self.check(&action)?;
        let cause = self.record(None, What::Acted(action.clone()), observer);
        match action {
            Action::Crash { server } => self.crash(server, cause, observer),
            Action::Restart { server } => self.start(server, Some(cause), observer),
            Action::Pause { server } => {
                self.server_mut(server).status = Status::Paused;
                self.record(Some(cause), What::Paused { server }, observer);
            }
            Action::Resume { server } => self.resume(server, cause, observer),
            Action::Fire { server, timer } => self.fire(server, timer, Some(cause), observer),
            Action::Cut { from, to, both_ways } => {
                self.cut(from.into(), to.into(), both_ways, cause, observer);
            }
            Action::Mend { from, to, both_ways } => self.mend(from.into(), to.into(), both_ways),
            Action::Partition { groups } => self.partition(&groups, cause, observer),
            Action::Heal => {
                for (from, to) in self.pairs() {
                    self.mend(from.into(), to.into(), false);
                }
                #[cfg(feature = "language")]
                self.mend_clients();
            }
            Action::SetLink { from, to, settings } => {
                self.network.change(from.into(), to.into(), |link| link.settings = settings);
            }
            Action::SetNetwork { settings } => self.network.settings = settings,
            Action::Command { text, to } => self.ask(None, text, to, cause, observer),
            #[cfg(feature = "language")]
            action @ (Action::CommandBy { .. }
            | Action::CutClient { .. }
            | Action::MendClient { .. }
            | Action::PartitionClients { .. }
            | Action::SetClientLink { .. }
            | Action::SetClock { .. }) => self.act_by_text(action, cause, observer),
            Action::Drop { message } => self.lose(message, Loss::ByHand, Some(cause), observer),
            Action::Deliver { message } => self.deliver_by_hand(message, cause, observer),
            Action::Duplicate { message } => self.duplicate(message, cause, observer),
            Action::Delay { message, by } => self.hold(message, Some(self.now + by)),
            Action::Hold { message } => self.hold(message, None),
            Action::Release { message } => self.release(message),
            Action::HoldAll { filter } => {
                self.holds.insert(filter, ());
            }
            Action::ReleaseAll { filter } => self.release_all(filter),
        }
        Ok(())
    }

    fn crash(&mut self, server: ServerId, cause: EventId, observer: &mut dyn Observer) {
        for timer in Timer::ALL {
            self.stop_timer(server, timer);
        }
        let loses_a_write = self.server_mut(server).unsynced.is_some();
        let backlog = self.server_mut(server).crash();
        let cause = self.record(Some(cause), What::Crashed { server }, observer);
        if loses_a_write {
            observer.lost_write(server, &self.server_mut(server).node.durable);
        }
        for waiting in backlog {
            if let BacklogItem::Message(envelope) = waiting {
                let (message, why) = (Box::new(envelope), Loss::Crashed);
                self.record(Some(cause), What::Lost { message, why }, observer);
            }
        }
    }

    pub(super) fn cut(
        &mut self,
        from: Endpoint,
        to: Endpoint,
        both_ways: bool,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        for (from, to) in directions(from, to, both_ways) {
            self.network.change(from, to, |link| link.cut = true);
            self.lose_all_between((from, to), cause, observer);
        }
    }

    pub(super) fn mend(&mut self, from: Endpoint, to: Endpoint, both_ways: bool) {
        for (from, to) in directions(from, to, both_ways) {
            self.network.change(from, to, |link| link.cut = false);
        }
    }

    pub(super) fn partition(
        &mut self,
        groups: &[Vec<ServerId>],
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        for (from, to) in self.pairs() {
            if groups.iter().any(|group| group.contains(&from) && group.contains(&to)) {
                self.mend(from.into(), to.into(), false);
            } else {
                self.cut(from.into(), to.into(), false, cause, observer);
            }
        }
        #[cfg(feature = "language")]
        self.mend_clients();
    }

    /// Every direction of every link between servers.
    fn pairs(&self) -> Vec<(ServerId, ServerId)> {
        let ids = || self.setup.server_ids();
        ids()
            .flat_map(|from| ids().filter(move |&to| to != from).map(move |to| (from, to)))
            .collect()
    }

    /// Sends a copy, which arrives a little later than the message would. The copy does not inherit the message's
    /// hold, but manual mode and filters hold it like any other message. A cut that loses the message loses
    /// the copy as well.
    fn duplicate(&mut self, message: MessageId, cause: EventId, observer: &mut dyn Observer) {
        let Some(original) = self.messages.get(&message).cloned() else { return };
        let held = original.held_since.map_or(Duration::default(), |since| self.now - since);
        let distance = Duration((original.arrives_at - original.sent_at).0 / 8 + 500);
        let behind = held + distance;
        let cut = original.scheduled_drop.filter(|it| it.why == Loss::Cut);
        let copy = Envelope {
            sent_at: original.sent_at + behind,
            arrives_at: original.arrives_at + behind,
            held_since: None,
            scheduled_drop: cut.map(|it| ScheduledDrop { at: it.at + behind, ..it }),
            ..original
        };
        self.send_copy(copy, Some(cause), observer);
    }

    fn release_all(&mut self, filter: MessageFilter) {
        self.holds.remove(&filter);
        let free = self.messages.values().filter(|envelope| {
            envelope.held_since.is_some()
                && filter.matches(envelope)
                && !self.holds().any(|other| other.matches(envelope))
        });
        for message in free.map(|envelope| envelope.id).collect::<Vec<_>>() {
            self.release(message);
        }
    }
}

fn directions(
    from: Endpoint,
    to: Endpoint,
    both_ways: bool,
) -> impl Iterator<Item = (Endpoint, Endpoint)> {
    [(from, to), (to, from)].into_iter().take(if both_ways { 2 } else { 1 })
}
