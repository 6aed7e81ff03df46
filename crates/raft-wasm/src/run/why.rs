//! Why something happened, for the page: events as plain values, with the rules' decisions that led to them.

use raft_core::{Decision, RoleName, ServerId, Term, Timer};
use raft_scenario::{Act, Cause, Difference, LastStep};
use raft_sim::{Body, Envelope, Event, Loss, MessageId, MessageKind, RequestId, What};
use serde::Serialize;
use tsify::Tsify;

use crate::project::endpoint;
use crate::view::EndpointView;

/// An event of the record.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct RecordView {
    /// Its number in the run.
    pub seq: f64,
    /// When, in milliseconds.
    pub at: f64,
    /// What happened.
    pub what: WhatView,
}

/// What happened. The fields are named for what they are.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WhatView {
    /// A person did something, in the words of the scenario language.
    Acted {
        text: String,
    },
    Started {
        server: ServerId,
    },
    Crashed {
        server: ServerId,
    },
    Paused {
        server: ServerId,
    },
    Resumed {
        server: ServerId,
    },
    TimerFired {
        server: ServerId,
        timer: Timer,
    },
    Sent {
        summary: MessageSummary,
    },
    Arrived {
        message: MessageId,
        to: EndpointView,
    },
    Lost {
        summary: MessageSummary,
        why: Loss,
    },
    BecameRole {
        server: ServerId,
        role: RoleName,
        term: Term,
    },
    Persisted {
        server: ServerId,
        term: Term,
        #[tsify(optional)]
        voted_for: Option<ServerId>,
    },
    Appended {
        server: ServerId,
        first: u64,
        count: u64,
    },
    Truncated {
        server: ServerId,
        from: u64,
    },
    Committed {
        server: ServerId,
        index: u64,
    },
    Applied {
        server: ServerId,
        index: u64,
    },
    Decided {
        server: ServerId,
        decision: Decision,
    },
    Accepted {
        server: ServerId,
        request: RequestId,
        index: u64,
    },
    Acknowledged {
        request: RequestId,
    },
    TriedAgain {
        request: RequestId,
    },
}

/// A message in short: what a sentence says about it.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct MessageSummary {
    /// Its identity.
    pub message: MessageId,
    /// Its kind.
    pub kind: MessageKind,
    /// Its sender.
    pub from: EndpointView,
    /// Its receiver.
    pub to: EndpointView,
    /// Its term; 0 for a client's.
    pub term: Term,
    /// How many entries it carries.
    pub entries: u32,
}

impl MessageSummary {
    fn new(message: MessageId, from: EndpointView, to: EndpointView, body: &Body) -> Self {
        let (term, entries) = match body {
            Body::Raft(message) => (message.term(), message.entries().len() as u32),
            Body::Client(_) => (0, 0),
        };
        Self { message, kind: body.kind(), from, to, term, entries }
    }
}

impl From<&Event> for RecordView {
    fn from(event: &Event) -> Self {
        Self { seq: event.seq.0 as f64, at: event.at.ms(), what: WhatView::from(&event.what) }
    }
}

impl From<&What> for WhatView {
    fn from(what: &What) -> Self {
        match *what {
            What::Acted(ref action) => Self::Acted { text: Act::from(action.clone()).to_string() },
            What::Started { server } => Self::Started { server },
            What::Crashed { server } => Self::Crashed { server },
            What::Paused { server } => Self::Paused { server },
            What::Resumed { server } => Self::Resumed { server },
            What::TimerFired { server, timer } => Self::TimerFired { server, timer },
            What::Sent { message, from, to, ref body, .. } => Self::Sent {
                summary: MessageSummary::new(message, endpoint(from), endpoint(to), body),
            },
            What::Arrived { message, to } => Self::Arrived { message, to: endpoint(to) },
            What::Lost { ref message, why } => {
                let (from, to) = (endpoint(message.from), endpoint(message.to));
                Self::Lost {
                    summary: MessageSummary::new(message.id, from, to, &message.body),
                    why,
                }
            }
            What::BecameRole { server, role, term } => Self::BecameRole { server, role, term },
            What::Persisted { server, term, voted_for } => {
                Self::Persisted { server, term, voted_for }
            }
            What::Appended { server, first, count } => Self::Appended { server, first, count },
            What::Truncated { server, from } => Self::Truncated { server, from },
            What::Committed { server, index } => Self::Committed { server, index },
            What::Applied { server, index } => Self::Applied { server, index },
            What::Decided { server, decision } => Self::Decided { server, decision },
            What::Accepted { server, request, index } => Self::Accepted { server, request, index },
            What::Acknowledged { request } => Self::Acknowledged { request },
            What::TriedAgain { request } => Self::TriedAgain { request },
        }
    }
}

/// One link in a chain of causes.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CauseView {
    /// What happened.
    pub event: RecordView,
    /// The rules' decisions before it in the step in which it happened.
    pub decisions: Vec<Decided>,
}

/// A rule's decision.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct Decided {
    /// The server that decided.
    pub server: ServerId,
    /// What was decided, with the values compared.
    pub decision: Decision,
}

impl From<&Cause> for CauseView {
    fn from(Cause { event, decisions }: &Cause) -> Self {
        let decided = |&(server, decision): &_| Decided { server, decision };
        Self { event: event.into(), decisions: decisions.iter().map(decided).collect() }
    }
}

/// The first difference between two runs.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct DifferenceView {
    /// When, in milliseconds.
    pub at: f64,
    /// What happens then in the first run, if anything does.
    #[tsify(optional)]
    pub first: Option<RecordView>,
    /// What happens then in the second run, if anything does.
    #[tsify(optional)]
    pub second: Option<RecordView>,
}

impl From<&Difference> for DifferenceView {
    fn from(Difference { at, first, second }: &Difference) -> Self {
        let view = |event: &Option<Event>| event.as_ref().map(RecordView::from);
        Self { at: at.ms(), first: view(first), second: view(second) }
    }
}

/// The step that led to an instant.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct StepView {
    /// When, in milliseconds.
    pub at: f64,
    /// The message that arrived, if the step began with an arrival.
    #[tsify(optional)]
    pub received: Option<MessageSummary>,
    /// What happened, in order: the first [`MOST_EVENTS`].
    pub events: Vec<RecordView>,
}

/// The most events of one step in a view: an act can cause thousands.
const MOST_EVENTS: usize = 64;

impl From<&LastStep> for StepView {
    fn from(LastStep { at, received, events }: &LastStep) -> Self {
        let summary = |message: &Envelope| {
            let (from, to) = (endpoint(message.from), endpoint(message.to));
            MessageSummary::new(message.id, from, to, &message.body)
        };
        Self {
            at: at.ms(),
            received: received.as_deref().map(summary),
            events: events.iter().take(MOST_EVENTS).map(RecordView::from).collect(),
        }
    }
}
