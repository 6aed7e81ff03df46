//! Searching a run backwards for events, in bounded steps.
//!
//! Events are not stored. They are replayed from one checkpoint to the next, the last segment first.

use raft_core::{Decision, Index, Message, RoleName, ServerId, Term};
use raft_sim::{
    Action, Body, Endpoint, Envelope, Event, EventId, MessageId, RequestId, What, World,
};

use super::chain::{Cause, LONGEST_CHAIN, decisions};
use super::{Place, Timeline};
use crate::player::Player;

/// A search in progress. It is valid until something is done or undone in its run.
#[derive(Clone, Debug)]
pub struct EventSearch {
    wanted: Wanted,
    /// Only events before this one count.
    before: EventId,
    /// The segment being replayed; `None` when the search is over.
    segment: Option<ReplayedSegment>,
    found: Option<EventId>,
    chain: Vec<Cause>,
    /// For [`Wanted::LeaderEnd`]: for each server, the first event among those seen that could end
    /// a leadership.
    ends: Vec<(ServerId, EventId)>,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted {
    /// The last event with which a server took its role, or its status.
    Role { of: ServerId, is_paused: bool },
    /// The last event with which a server got an entry.
    Entry { of: ServerId, index: Index },
    /// The first event since the server's last start that moved its commitIndex at least this far.
    Commit { of: ServerId, index: Index },
    /// The event with which a message was sent.
    Message(MessageId),
    /// The last decision of a server on a vote request in this term or a later one.
    Vote { of: ServerId, candidate: ServerId, term: Term },
    /// The last time that a server counted its votes.
    Count { of: ServerId },
    /// The last decision of a leader on whether to commit an entry.
    CommitDecision { of: ServerId, index: Index },
    /// The last time that a leader appended a client's request, or that its client resent it.
    Request { id: RequestId, is_resent: bool },
    /// The event with which a client learnt that its request is done.
    Acknowledged(RequestId),
    /// The last action that cut the link from one server to another, or that holds messages on it.
    Obstacle { from: ServerId, to: ServerId },
    /// The last loss of a message from one server to another.
    Loss { from: ServerId, to: ServerId },
    /// The last event that kept an entry from a server: the server removed the entry or refused
    /// entries that start at its index or before, or a message with the entry was lost.
    Missing { of: ServerId, index: Index },
    /// The event with which the last leader stopped being one: it crashed, or its role or term changed.
    LeaderEnd,
    /// The chain of causes of an event.
    Causes,
}

/// The events from a checkpoint to the end of the step in which an event happens.
#[derive(Clone, Debug)]
struct ReplayedSegment {
    up_to: EventId,
    place: Player<()>,
    events: Vec<Event>,
}

impl EventSearch {
    pub(super) fn new(timeline: &Timeline, wanted: Wanted, before: EventId) -> Self {
        let segment = before.previous().map(|seq| ReplayedSegment::with(seq, timeline));
        Self { wanted, before, segment, found: None, chain: Vec::new(), ends: Vec::new() }
    }

    pub(super) fn nothing(wanted: Wanted) -> Self {
        let before = EventId::default();
        Self { wanted, before, segment: None, found: None, chain: Vec::new(), ends: Vec::new() }
    }

    /// Replays about `budget` more events. Returns true when the search is over.
    pub fn go_on(&mut self, timeline: &Timeline, budget: u64) -> bool {
        let mut left = budget;
        while let Some(segment) = &mut self.segment {
            if !segment.fill(timeline, &mut left) {
                return false;
            }
            let events = std::mem::take(&mut segment.events);
            let next = self.look(&events);
            self.segment = next.map(|seq| ReplayedSegment::with(seq, timeline));
            if left == 0 && self.segment.is_some() {
                return false;
            }
        }
        true
    }

    /// The number of the event found, once the search is over; `None` if there is none.
    pub fn found(&self) -> Option<EventId> {
        self.found
    }

    /// The chain of causes found.
    pub fn chain(&self) -> &[Cause] {
        &self.chain
    }

    /// The most events of the run that are still to be searched.
    pub fn left(&self) -> u64 {
        self.segment.as_ref().map_or(0, |_| self.before.0)
    }

    pub(super) fn finish(mut self, timeline: &Timeline) -> Self {
        while !self.go_on(timeline, u64::MAX) {}
        self
    }

    /// Searches a segment. Returns the event that the next segment must contain; `None` if the
    /// search is over.
    fn look(&mut self, events: &[Event]) -> Option<EventId> {
        if let Wanted::Causes = self.wanted {
            return self.follow(events);
        }
        let before = self.before;
        for event in events.iter().rev().filter(|event| event.seq < before) {
            if self.is_over(event) {
                return None;
            }
        }
        self.before = events.first().map(|event| event.seq).unwrap_or_default();
        self.before.previous()
    }

    /// Examines an event. Returns whether the search ends with it.
    fn is_over(&mut self, event: &Event) -> bool {
        if let Wanted::LeaderEnd = self.wanted {
            return self.is_election(event);
        }
        let is_it = match (self.wanted, &event.what) {
            (Wanted::Commit { of, index }, What::Committed { server, index: to })
                if *server == of =>
            {
                if *to >= index {
                    self.found = Some(event.seq);
                }
                return *to < index;
            }
            (Wanted::Commit { of, .. }, What::Started { server }) => return *server == of,
            (
                Wanted::Role { of, .. },
                What::BecameRole { server, .. }
                | What::Crashed { server }
                | What::Started { server },
            ) => *server == of,
            (Wanted::Role { of, is_paused }, What::Paused { server }) => *server == of && is_paused,
            (Wanted::Entry { of, index }, &What::Appended { server, first, count }) => {
                server == of && (first..first + count).contains(&index)
            }
            (Wanted::Message(id), What::Sent { message, .. }) => *message == id,
            (wanted, What::Decided { server, decision }) => is_decision(wanted, *server, decision),
            (Wanted::Request { id, is_resent }, What::Accepted { request, .. }) => {
                *request == id && !is_resent
            }
            (Wanted::Request { id, .. }, What::TriedAgain { request }) => *request == id,
            (Wanted::Acknowledged(id), What::Acknowledged { request }) => *request == id,
            (Wanted::Obstacle { from, to }, What::Acted(action)) => is_obstacle(action, from, to),
            (Wanted::Loss { from, to }, What::Lost { message, .. }) => {
                is_between(message, from, to)
            }
            (Wanted::Missing { of, index }, What::Truncated { server, from }) => {
                *server == of && *from <= index
            }
            (Wanted::Missing { of, index }, What::Lost { message, .. }) => {
                message.to == Endpoint::Server(of) && carries(&message.body, index)
            }
            _ => false,
        };
        if is_it {
            self.found = Some(event.seq);
        }
        is_it
    }

    /// Records an event that could end a leadership. Returns whether a leadership begins with this event.
    fn is_election(&mut self, event: &Event) -> bool {
        match event.what {
            What::BecameRole { server, role: RoleName::Leader, .. } => {
                let end = self.ends.iter().find(|(of, _)| *of == server);
                self.found = end.map(|&(_, seq)| seq);
                return true;
            }
            What::BecameRole { server, .. } | What::Crashed { server } => {
                self.ends.retain(|(of, _)| *of != server);
                self.ends.push((server, event.seq));
            }
            _ => {}
        }
        false
    }

    /// Follows the chain of causes through a segment.
    fn follow(&mut self, events: &[Event]) -> Option<EventId> {
        loop {
            let seq = self.before.previous()?;
            if self.chain.len() == LONGEST_CHAIN {
                return None;
            }
            if events.first().is_none_or(|first| seq < first.seq) {
                return Some(seq).filter(|_| !events.is_empty());
            }
            let at = events.binary_search_by_key(&seq, |event| event.seq).ok()?;
            let event = events[at].clone();
            self.before = event.cause.map(EventId::next).unwrap_or_default();
            self.chain.push(Cause { decisions: decisions(&events[..at], &event), event });
        }
    }
}

/// Whether a server's decision is the one searched for.
fn is_decision(wanted: Wanted, server: ServerId, decision: &Decision) -> bool {
    match (wanted, *decision) {
        (
            Wanted::Vote { of, candidate, term },
            Decision::Vote { candidate: asks, candidate_term, .. },
        ) => server == of && asks == candidate && candidate_term >= term,
        (Wanted::Count { of }, Decision::Election { .. }) => server == of,
        (Wanted::CommitDecision { of, index }, Decision::Commit { index: at, .. }) => {
            server == of && at == index
        }
        (Wanted::Missing { of, index }, Decision::Consistency { prev_log, matches, .. }) => {
            server == of && !matches && prev_log.index < index
        }
        _ => false,
    }
}

/// Whether an action keeps messages from getting from one server to another.
fn is_obstacle(action: &Action, from: ServerId, to: ServerId) -> bool {
    match action {
        Action::Cut { from: a, to: b, both_ways } => {
            (*a, *b) == (from, to) || (*both_ways && (*b, *a) == (from, to))
        }
        Action::Partition { groups } => !are_together(groups, &from, &to),
        Action::PartitionClients { groups } => {
            !are_together(groups, &Endpoint::Server(from), &Endpoint::Server(to))
        }
        Action::HoldAll { filter } => {
            filter.from.is_none_or(|it| it == from) && filter.to.is_none_or(|it| it == to)
        }
        _ => false,
    }
}

fn are_together<T: PartialEq>(groups: &[Vec<T>], one: &T, other: &T) -> bool {
    groups.iter().any(|group| group.contains(one) && group.contains(other))
}

fn is_between(message: &Envelope, from: ServerId, to: ServerId) -> bool {
    (message.from, message.to) == (Endpoint::Server(from), Endpoint::Server(to))
}

/// Whether a message carries the entry at an index.
fn carries(body: &Body, index: Index) -> bool {
    match body {
        Body::Raft(Message::AppendEntries { prev_log, entries, .. }) => {
            let first = prev_log.index + 1;
            (first..first + entries.len() as Index).contains(&index)
        }
        _ => false,
    }
}

impl ReplayedSegment {
    fn with(seq: EventId, timeline: &Timeline) -> Self {
        let is_before = |place: &Place| place.world.next_event() <= seq;
        let place = timeline.checkpoints.at_or_before(is_before).unwatched();
        let mut events = Vec::new();
        if place.world.next_event() > seq {
            // The event happened while the world was created, which cannot fail a second time.
            let _ = World::new(timeline.scenario.setup.clone(), &mut events);
        }
        Self { up_to: seq, place, events }
    }

    /// Replays up to the event. Returns false if the budget is spent first.
    fn fill(&mut self, timeline: &Timeline, left: &mut u64) -> bool {
        let script = &timeline.script;
        while self.place.world.next_event() <= self.up_to
            && self.place.next_at(script).is_some_and(|at| at <= timeline.reached)
        {
            if *left == 0 {
                return false;
            }
            self.place.forward_within(left, script, &mut self.events);
        }
        true
    }
}
