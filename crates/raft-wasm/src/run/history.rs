//! The space-time diagram: what happened in a window of time, as lanes, messages and points.

use std::collections::BTreeMap;

use raft_core::{RoleName, ServerId, Term};
use raft_scenario::Window;
use raft_sim::{
    Action, Body, Endpoint, Envelope, Event, MessageId, MessageKind, Server, Status, Time, What,
};
use serde::Serialize;
use tsify::Tsify;

use crate::project::endpoint;
use crate::view::EndpointView;

/// A window of time. Times are in milliseconds.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// For each server, in order, its segments of unchanged role, term and status, by time. The first segment begins
    /// before the window; the last continues after it.
    pub lanes: Vec<Vec<Segment>>,
    /// Every message that was in flight in the window, by the time it was sent.
    pub flights: Vec<Flight>,
    /// What else happened, by time.
    pub points: Vec<Point>,
    /// The time up to which events are shown, if that is not the end of the window because it holds more than
    /// [`MOST_EVENTS`] events.
    #[tsify(optional)]
    pub known_to: Option<f64>,
    /// Whether messages or points were left out, because there are more than [`MOST_FLIGHTS`] or
    /// [`MOST_POINTS`].
    pub is_cut: bool,
}

/// The most events of a window that are shown.
pub(super) const MOST_EVENTS: usize = 40_000;

/// The most messages of a window that are shown: more than could be told apart.
const MOST_FLIGHTS: usize = 2_000;

/// The most points that a window has when one of a frequent kind is added; for the other kinds twice as many.
const MOST_POINTS: usize = 2_000;

/// A part of a lane in which the server's role, term and status are unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    /// When the segment began, in milliseconds.
    pub from: f64,
    /// The number of the event with which the step began in which the segment began. Later in the run it is greater,
    /// even at the same instant. 0 before the window.
    pub order: f64,
    /// The server's role.
    pub role: RoleName,
    /// The server's term.
    pub term: Term,
    /// Whether it runs, is paused or has crashed.
    pub status: Status,
}

/// The flight of a message.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Flight {
    /// Its identity.
    pub id: MessageId,
    /// Its sender.
    pub from: EndpointView,
    /// Its receiver.
    pub to: EndpointView,
    /// Its kind.
    pub kind: MessageKind,
    /// Its term; 0 for a client's.
    pub term: Term,
    /// How many entries it carries.
    pub entries: u32,
    /// When it was sent.
    pub sent_at: f64,
    /// The number of the event with which the step began in which it was sent; 0 before the window.
    pub sent_order: f64,
    /// When it arrives, as last known; absent for a held message, which waits until it is released.
    pub arrives_at: Option<f64>,
    /// When it arrived or was lost; absent while it is in flight.
    pub ended_at: Option<f64>,
    /// The number of the event with which it arrived or was lost; 0 while it is in flight.
    pub ended_order: f64,
    /// Whether it was lost.
    pub lost: bool,
}

/// Something that happened at one instant.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// When it happened, in milliseconds.
    pub at: f64,
    /// The event's number in the run.
    pub seq: f64,
    /// The number of the event with which its step began.
    pub order: f64,
    /// The server that it happened to; absent when it is about all.
    pub server: Option<ServerId>,
    /// What happened.
    pub kind: PointKind,
}

/// The kinds of point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum PointKind {
    /// Its election timeout ran out.
    ElectionTimeout,
    /// It was elected.
    Elected,
    /// It crashed.
    Crash,
    /// It restarted.
    Restart,
    /// It deleted entries.
    Truncate,
    /// It advanced its commitIndex.
    Commit,
    /// Links were cut or restored, or the network changed.
    Network,
}

/// A history that is being built, event by event.
struct Telling {
    history: History,
    /// The index in the list of flights of each message that is still in flight.
    numbers: BTreeMap<MessageId, usize>,
    /// The number of the event with which the present step began.
    order: f64,
}

pub(super) fn history(window: Window) -> History {
    let Window { before, events, after, cut_at } = window;
    let history = History {
        lanes: before.servers().iter().map(|server| vec![segment(server, before.now())]).collect(),
        flights: before.messages().take(MOST_FLIGHTS).map(in_flight).collect(),
        points: Vec::new(),
        known_to: cut_at.map(Time::ms),
        is_cut: false,
    };
    let flights = history.flights.iter().enumerate();
    let numbers = flights.map(|(at, flight)| (flight.id, at)).collect();
    let mut telling = Telling { history, numbers, order: 0.0 };
    for event in &events {
        telling.take(event);
    }
    let Telling { mut history, .. } = telling;
    for flight in history.flights.iter_mut().filter(|flight| flight.ended_at.is_none()) {
        let message = after.message(flight.id).filter(|message| message.held_since.is_none());
        flight.arrives_at = message.map(|message| message.arrives_at.ms());
    }
    history
}

fn segment(server: &Server, from: Time) -> Segment {
    let (role, term) = (server.node.volatile.role.name(), server.node.durable.current_term);
    Segment { from: from.ms(), order: 0.0, role, term, status: server.status }
}

fn in_flight(message: &Envelope) -> Flight {
    set_out(message.id, (message.from, message.to), &message.body, message.sent_at)
}

fn set_out(id: MessageId, (from, to): (Endpoint, Endpoint), body: &Body, at: Time) -> Flight {
    let (term, entries) = match body {
        Body::Raft(message) => (message.term(), message.entries().len() as u32),
        Body::Client(_) => (0, 0),
    };
    Flight {
        id,
        from: endpoint(from),
        to: endpoint(to),
        kind: body.kind(),
        term,
        entries,
        sent_at: at.ms(),
        sent_order: 0.0,
        arrives_at: None,
        ended_at: None,
        ended_order: 0.0,
        lost: false,
    }
}

/// Whether an event begins a step. What is done to a message begins none: the message's arrival or loss does, and its
/// copies count as sent in the step before.
fn begins_step(what: &What) -> bool {
    match what {
        What::Acted(action) => !matches!(
            action,
            Action::Drop { .. }
                | Action::Deliver { .. }
                | Action::Duplicate { .. }
                | Action::Delay { .. }
                | Action::Hold { .. }
                | Action::Release { .. }
        ),
        What::Started { .. }
        | What::TimerFired { .. }
        | What::Arrived { .. }
        | What::Lost { .. }
        | What::TriedAgain { .. } => true,
        _ => false,
    }
}

impl Telling {
    fn take(&mut self, event: &Event) {
        let at = event.at;
        if begins_step(&event.what) {
            self.order = event.seq.0 as f64;
        }
        match &event.what {
            What::Sent { message, from, to, body, .. } => {
                let History { flights, is_cut, .. } = &mut self.history;
                if flights.len() < MOST_FLIGHTS {
                    self.numbers.insert(*message, flights.len());
                    let flight = set_out(*message, (*from, *to), body, at);
                    flights.push(Flight { sent_order: self.order, ..flight });
                } else {
                    *is_cut = true;
                }
            }
            What::Arrived { message, .. } => self.end(*message, at, None),
            What::Lost { message, .. } => {
                self.end(message.id, at, Some(message.arrives_at));
            }
            What::BecameRole { server, role, term } => {
                self.lane(*server, at, |lane| (lane.role, lane.term) = (*role, *term));
                if *role == RoleName::Leader {
                    self.point(event, Some(*server), PointKind::Elected);
                }
            }
            What::Started { server } => {
                self.lane(*server, at, |lane| lane.status = Status::Up);
                if event.cause.is_some() {
                    self.point(event, Some(*server), PointKind::Restart);
                }
            }
            What::Crashed { server } => {
                self.lane(*server, at, |lane| lane.status = Status::Crashed);
                self.point(event, Some(*server), PointKind::Crash);
            }
            What::Paused { server } => self.lane(*server, at, |lane| lane.status = Status::Paused),
            What::Resumed { server } => self.lane(*server, at, |lane| lane.status = Status::Up),
            What::TimerFired { server, timer: raft_core::Timer::Election } => {
                self.point(event, Some(*server), PointKind::ElectionTimeout);
            }
            What::Truncated { server, .. } => {
                self.point(event, Some(*server), PointKind::Truncate);
            }
            What::Committed { server, .. } => self.point(event, Some(*server), PointKind::Commit),
            What::Acted(action) if action.is_network() => {
                self.point(event, None, PointKind::Network);
            }
            _ => {}
        }
    }

    /// Ends a message's flight. For a lost message, `lost_before` is when it would have arrived.
    fn end(&mut self, message: MessageId, at: Time, lost_before: Option<Time>) {
        let number = self.numbers.remove(&message);
        if let Some(flight) = number.and_then(|number| self.history.flights.get_mut(number)) {
            flight.ended_order = self.order;
            flight.arrives_at = Some(lost_before.unwrap_or(at).ms());
            flight.ended_at = Some(at.ms());
            flight.lost = lost_before.is_some();
        }
    }

    fn lane(&mut self, server: ServerId, at: Time, change: impl FnOnce(&mut Segment)) {
        let lane = self.history.lanes.get_mut(usize::from(server.0) - 1);
        let Some((lane, last)) =
            lane.and_then(|lane| lane.last().copied().map(|last| (lane, last)))
        else {
            return;
        };
        let mut next = Segment { from: at.ms(), order: self.order, ..last };
        change(&mut next);
        if (last.from, last.order) == (next.from, next.order) {
            lane.pop();
            lane.push(next);
        } else if (Segment { from: last.from, order: last.order, ..next }) != last {
            lane.push(next);
        }
    }

    fn point(&mut self, event: &Event, server: Option<ServerId>, kind: PointKind) {
        let (at, seq, order) = (event.at.ms(), event.seq.0 as f64, self.order);
        let is_frequent = matches!(kind, PointKind::ElectionTimeout | PointKind::Commit);
        let most = if is_frequent { MOST_POINTS } else { 2 * MOST_POINTS };
        let History { points, is_cut, .. } = &mut self.history;
        if points.len() >= most {
            *is_cut = true;
            return;
        }
        points.push(Point { at, seq, order, server, kind });
    }
}
