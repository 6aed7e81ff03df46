//! Turns what a world reports into rows.

use std::io::{self, Write};

use raft_core::{Decision, Effect, Input, Log, Node, ServerId, Timer};
use raft_sim::{Event, MessageId, Observer, ServerStep};

use crate::clients::{ClientRow, ClientTracker};
use crate::row::{
    Init, LogPart, NodeInit, Post, Proposed, Row, Tail, Wire, entry_value, log_entries,
};

/// The longest log that every row repeats. Of a longer one, only what is new is written.
const LONG: u64 = 200;

/// An [`Observer`] that writes rows.
pub struct Tracer<W> {
    out: W,
    /// How many servers there are.
    servers: u8,
    rows: u64,
    /// Each server's log as it was last written, for the servers that have started.
    logs: Vec<Log>,
    init: Init,
    clients: ClientTracker,
    /// The first error since the last call of [`Tracer::check`]; nothing is written after it.
    result: io::Result<()>,
}

impl<W: Write> Tracer<W> {
    /// A tracer of a world with this many servers, which it must observe from the start.
    pub fn new(out: W, servers: u8) -> Self {
        let voters = (1..=servers).map(|id| ServerId(id).to_string());
        Self {
            out,
            servers,
            rows: 0,
            logs: Vec::new(),
            init: Init::new(voters.collect()),
            clients: ClientTracker::default(),
            result: Ok(()),
        }
    }

    /// The writer of the rows.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// Flushes the writer, and returns it.
    ///
    /// # Errors
    /// Returns the error that kept rows from being written, or that of flushing.
    pub fn finish(mut self) -> io::Result<W> {
        self.result?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Checks whether all rows since the last call were written.
    ///
    /// # Errors
    /// Returns the first error since the last call, and forgets it.
    pub fn check(&mut self) -> io::Result<()> {
        std::mem::replace(&mut self.result, Ok(()))
    }

    fn write(&mut self, row: &impl serde::Serialize) {
        if self.result.is_ok() {
            self.result = serde_json::to_writer(&mut self.out, row)
                .map_err(io::Error::from)
                .and_then(|()| self.out.write_all(b"\n"));
        }
    }

    /// A server starts for the first time. Its state goes into the first row.
    fn start(&mut self, node: &Node) {
        self.logs.push(node.durable.log.clone());
        self.init.nodes.insert(node.config.id.to_string(), NodeInit::new(node));
        if self.has_begun() {
            let init = std::mem::take(&mut self.init);
            self.write(&init);
        }
    }

    fn has_begun(&self) -> bool {
        self.logs.len() >= usize::from(self.servers)
    }

    /// The server's log, or the part that a reader needs who knows the one written before.
    fn log_part(&mut self, node: &Node) -> LogPart {
        let log = &node.durable.log;
        let before = &mut self.logs[usize::from(node.config.id.0) - 1];
        if log.last_index() <= LONG {
            *before = log.clone();
            return LogPart { log: Some(log_entries(log, 1)), tail: None };
        }
        if before == log {
            return LogPart::default();
        }
        let same = before.iter().zip(log.iter()).take_while(|(old, new)| old == new).count() as u64;
        *before = log.clone();
        LogPart { log: None, tail: Some(Tail::new(log, same + 1)) }
    }
}

impl<W: Write> Observer for Tracer<W> {
    fn event(&mut self, event: Event) {
        if let Some(row) = self.clients.hear(&event) {
            self.rows += 1;
            self.write(&ClientRow { seq: self.rows, t: event.at.ms(), what: row });
        }
    }

    fn step(&mut self, step: ServerStep<'_>) {
        if !self.has_begun() {
            return self.start(step.node);
        }
        let me = step.node.config.id;
        let mut out = Vec::new();
        let mut apply = Vec::new();
        let mut why = Vec::new();
        for effect in step.effects {
            match effect {
                Effect::Send { to, message } => {
                    let id = MessageId(step.first_sent.0 + out.len() as u64);
                    out.push(Wire::new(id, me, *to, message));
                }
                Effect::Apply { first, last } => {
                    let log = &step.node.durable.log;
                    apply
                        .extend((*first..=*last).filter_map(|index| {
                            Some((index, entry_value(index, log.get(index)?)))
                        }));
                }
                Effect::Decided(decision) => why.push(*decision),
                _ => {}
            }
        }
        let msg = match (step.input, step.received) {
            (Input::Receive { from, message }, Some(id)) => Some(Wire::new(id, *from, me, message)),
            _ => None,
        };
        let log = self.log_part(step.node);
        self.rows += 1;
        let row = Row {
            seq: self.rows,
            t: step.at.ms(),
            n: me.to_string(),
            ev: kind(step.input, &why),
            msg,
            proposal: Proposed::new(step.input, step.effects),
            out,
            apply,
            post: Post::new(step.node, log),
            why,
        };
        self.write(&row);
    }
}

/// The kind of a step, as rows name it.
fn kind(input: &Input, why: &[Decision]) -> &'static str {
    let steps_down = |why: &Decision| matches!(why, Decision::CheckQuorum { stays: false, .. });
    match input {
        Input::Start => "restart",
        Input::Receive { .. } => "recv",
        Input::Propose(_) => "client",
        Input::Timer(Timer::Election) => "timeout",
        Input::Timer(Timer::QuorumCheck) if why.iter().any(steps_down) => "stepdown",
        Input::Timer(_) => "tick",
    }
}
