//! Steps of servers, and carrying out their effects.

use raft_core::{
    Effect, Effects, Entry, Index, Input, Payload, ProposalId, Range, RoleName, ServerId, Timer,
    rules,
};

use super::World;
use crate::client::Proposal;
use crate::dice::Purpose;
use crate::envelope::{Body, ClientMessage};
use crate::event::{Observer, ServerStep, What};
use crate::ids::{Endpoint, EventId, MessageId, RequestId};
use crate::queue::Due;
use crate::server::{BacklogItem, Running, Status};
use crate::time::Duration;

impl World {
    /// A timer is due. It runs out, or waits until its paused server resumes.
    pub(super) fn timer_due(
        &mut self,
        server: ServerId,
        timer: Timer,
        observer: &mut dyn Observer,
    ) {
        let state = self.server_mut(server);
        if state.status == Status::Paused {
            if let Some(running) = &mut state.timers[timer as usize] {
                (running.overdue, running.slot) = (true, None);
            }
            state.backlog.push(BacklogItem::Timer(timer));
            return;
        }
        self.fire(server, timer, None, observer);
    }

    /// A timer runs out: by itself, or because of an action.
    pub(super) fn fire(
        &mut self,
        server: ServerId,
        timer: Timer,
        action: Option<EventId>,
        observer: &mut dyn Observer,
    ) {
        let running = self.stop_timer(server, timer);
        let cause = action.or(running.map(|running| running.set_by));
        let cause = self.record(cause, What::TimerFired { server, timer }, observer);
        self.step_server(server, Input::Timer(timer), None, cause, observer);
    }

    /// Gives a server one input, and carries out the effects.
    pub(super) fn step_server(
        &mut self,
        server: ServerId,
        input: Input,
        received: Option<MessageId>,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let mut effects = std::mem::take(&mut self.effects);
        let at = self.now;
        let first_sent = MessageId(self.next_message);
        let state = self.server_mut(server);
        let disk = rules::last_write_may_be_lost(state.node.config.rules.disk)
            .then(|| state.node.durable.clone());
        state.node.step(input.clone(), &mut effects);
        if disk.is_some() && effects.iter().any(Effect::is_write) {
            state.unsynced = disk;
        }
        let node = &state.node;
        observer.step(ServerStep {
            at,
            cause,
            input: &input,
            received,
            effects: &effects,
            first_sent,
            node,
        });
        self.carry_out(server, &mut effects, cause, observer);
        self.effects = effects;
    }

    fn carry_out(
        &mut self,
        server: ServerId,
        effects: &mut Effects,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        // The step's messages get their numbers first; copies that the network makes come after them.
        let mut id = self.next_message;
        self.next_message +=
            effects.iter().filter(|effect| matches!(effect, Effect::Send { .. })).count() as u64;
        for effect in effects.drain() {
            match effect {
                Effect::Persist { term, voted_for } => {
                    self.record(Some(cause), What::Persisted { server, term, voted_for }, observer);
                }
                Effect::Append { first, entries } => {
                    let count = entries.len() as u64;
                    self.record(Some(cause), What::Appended { server, first, count }, observer);
                }
                Effect::Truncate { from } => {
                    self.server_mut(server).pending.retain(|&index| index < from);
                    self.record(Some(cause), What::Truncated { server, from }, observer);
                }
                Effect::Send { to, message } => {
                    let ends = (Endpoint::Server(server), Endpoint::Server(to));
                    self.transmit(MessageId(id), ends, Body::Raft(message), cause, observer);
                    id += 1;
                }
                Effect::SetTimer { timer, range } => self.set_timer(server, timer, range, cause),
                Effect::CancelTimer { timer } => {
                    self.stop_timer(server, timer);
                }
                Effect::Commit { index } => {
                    self.record(Some(cause), What::Committed { server, index }, observer);
                }
                Effect::Apply { first, last } => {
                    for index in first..=last {
                        self.apply(server, index, cause, observer);
                    }
                }
                Effect::BecameRole { role, term } => {
                    if role != RoleName::Leader {
                        self.server_mut(server).pending.clear();
                    }
                    self.record(Some(cause), What::BecameRole { server, role, term }, observer);
                }
                Effect::Accepted { proposal, index } => {
                    self.accepted(server, proposal, index, cause, observer);
                }
                Effect::NotLeader { proposal, leader } => {
                    if let Some(Proposal { client, request, .. }) = Proposal::unpack(proposal) {
                        let body = ClientMessage::ClientRedirect { request, leader };
                        self.answer(server, client, body, cause, observer);
                    }
                }
                Effect::Decided(decision) => {
                    self.record(Some(cause), What::Decided { server, decision }, observer);
                }
            }
        }
    }

    fn set_timer(&mut self, server: ServerId, timer: Timer, range: Range, set_by: EventId) {
        self.stop_timer(server, timer);
        let whom = Endpoint::Server(server).number();
        let (dice, set_at, manual) = (self.dice, self.now, self.setup.manual);
        let state = self.server_mut(server);
        state.timers_set += 1;
        let wait = dice.duration(Purpose::Timer, whom, state.timers_set, range);
        #[cfg(feature = "language")]
        let wait = state.scaled(wait);
        let fires_at = (!manual).then_some(set_at + Duration(wait));
        let slot = fires_at.map(|at| self.queue.enter(at, Due::Timer(server, timer)));
        let running = Running { set_at, fires_at, overdue: false, slot, set_by };
        self.server_mut(server).timers[timer as usize] = Some(running);
    }

    pub(super) fn stop_timer(&mut self, server: ServerId, timer: Timer) -> Option<Running> {
        let running = self.server_mut(server).timers[timer as usize].take();
        if let Some(slot) = running.and_then(|running| running.slot) {
            self.queue.cancel(slot);
        }
        running
    }

    fn apply(
        &mut self,
        server: ServerId,
        index: Index,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        self.record(Some(cause), What::Applied { server, index }, observer);
        let state = self.server_mut(server);
        let command = match state.node.durable.log.get(index) {
            Some(Entry { payload: Payload::Command(command), .. }) if !command.text.is_empty() => {
                command
            }
            _ => return observer.machine(server, index, &state.machine),
        };
        let proposal = Proposal::unpack(command.proposal);
        let session = proposal.map(|proposal| (proposal.client, proposal.request));
        let answer = state.machine.apply(session, &command.text);
        observer.machine(server, index, &state.machine);
        let taken = state.pending.remove(&index);
        if let Some(Proposal { client, request, .. }) = proposal
            && taken == Some(request)
        {
            let body = ClientMessage::ClientAnswer { request, index, answer };
            self.answer(server, client, body, cause, observer);
        }
    }

    fn accepted(
        &mut self,
        server: ServerId,
        proposal: ProposalId,
        index: Index,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let Some(Proposal { request, .. }) = Proposal::unpack(proposal) else { return };
        self.server_mut(server).pending.insert(index, request);
        self.record(Some(cause), What::Accepted { server, request, index }, observer);
    }

    /// Proposes a client's request that has arrived. Every arrival is an attempt with its own number.
    pub(super) fn propose(
        &mut self,
        server: ServerId,
        (message, id, text): (MessageId, RequestId, smol_str::SmolStr),
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        let Some(request) = self.clients.request_mut(id) else { return };
        request.proposed += 1;
        let (client, attempt) = (request.client, request.proposed);
        let proposal = Proposal { client, request: id, attempt }.pack();
        let input = Input::Propose(raft_core::Command { proposal, text });
        self.step_server(server, input, Some(message), cause, observer);
    }
}
