//! The rows of clients: what they request, and what they are told.

use std::collections::{BTreeMap, BTreeSet};

use raft_core::Index;
use raft_sim::{Answer, Body, ClientMessage, Endpoint, Event, MessageId, RequestId, What};
use serde::Serialize;

/// A row of a client.
#[derive(Debug, Serialize)]
pub(crate) struct ClientRow {
    pub(crate) seq: u64,
    pub(crate) t: f64,
    #[serde(flatten)]
    pub(crate) what: ClientEvent,
}

/// What a client does, or learns.
#[derive(Debug, Serialize)]
#[serde(tag = "ev", rename_all = "camelCase")]
pub(crate) enum ClientEvent {
    /// It sends a request for the first time.
    Invoke { client: String, request: u64, text: String },
    /// It learns that the request was done.
    Ack {
        client: String,
        request: u64,
        /// The server that answered.
        by: String,
        /// The index of the entry on that server.
        index: Index,
        #[serde(flatten)]
        answer: Returned,
    },
}

/// The answer to a command.
#[derive(Debug, Serialize)]
#[serde(tag = "answer", rename_all = "camelCase")]
pub(crate) enum Returned {
    /// The command was done, and returns no value.
    Done,
    /// The key's value, or `None` if it has none.
    Value { value: Option<String> },
    /// The state machine could not do it.
    Failed,
}

/// What is known of the clients of a run.
#[derive(Debug, Default)]
pub(crate) struct ClientTracker {
    invoked: BTreeSet<RequestId>,
    /// The answers in flight.
    answers: BTreeMap<MessageId, ClientEvent>,
    /// The answer that arrived last.
    arrived: Option<ClientEvent>,
}

impl ClientTracker {
    /// The row that an event makes, if it makes one.
    pub(crate) fn hear(&mut self, event: &Event) -> Option<ClientEvent> {
        match &event.what {
            What::Sent { message, from, to, body: Body::Client(body), .. } => {
                self.sent(*message, (*from, *to), body)
            }
            What::Arrived { message, .. } => {
                if let Some(answer) = self.answers.remove(message) {
                    self.arrived = Some(answer);
                }
                None
            }
            What::Lost { message, .. } => {
                self.answers.remove(&message.id);
                None
            }
            // This is the event right after the arrival of the answer.
            What::Acknowledged { .. } => self.arrived.take(),
            _ => None,
        }
    }

    fn sent(
        &mut self,
        message: MessageId,
        (from, to): (Endpoint, Endpoint),
        body: &ClientMessage,
    ) -> Option<ClientEvent> {
        match body {
            ClientMessage::ClientRequest { request, text } => {
                self.invoked.insert(*request).then(|| ClientEvent::Invoke {
                    client: from.to_string(),
                    request: request.0,
                    text: text.to_string(),
                })
            }
            ClientMessage::ClientAnswer { request, index, answer } => {
                let (client, by) = (to.to_string(), from.to_string());
                let answer = answer.into();
                let ack =
                    ClientEvent::Ack { client, request: request.0, by, index: *index, answer };
                self.answers.insert(message, ack);
                None
            }
            ClientMessage::ClientRedirect { .. } => None,
        }
    }
}

impl From<&Answer> for Returned {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Done => Self::Done,
            Answer::Value { value } => {
                Self::Value { value: value.as_ref().map(ToString::to_string) }
            }
            Answer::Failed => Self::Failed,
        }
    }
}
