//! The event log of a run: what happens in it, one line each.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use raft_check::Judge;
use raft_core::{Index, RoleName, ServerId};
use raft_scenario::{Act, Problem, Step, Task, Watcher, quote, visible};
use raft_sim::{
    Body, ClientMessage, Endpoint, Event, MessageId, Observer, RequestId, Time, What, World,
};
use smol_str::SmolStr;

use crate::phrases;
use crate::play::Reporter;
use crate::screen::Palette;

/// How much of what happens is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Nothing.
    Nothing,
    /// Elections, leaders, commits, deletions, clients' answers.
    Summary,
    /// Every message, timer, write and decision.
    Everything,
}

/// A [`Reporter`] that writes what it sees, as it happens.
pub(crate) struct EventLogWriter<W> {
    out: W,
    detail: Detail,
    palette: Palette,
    roles: BTreeMap<ServerId, RoleName>,
    committed: Index,
    requests: BTreeMap<RequestId, (Endpoint, SmolStr)>,
    /// The names of the messages: kind and ends.
    messages: BTreeMap<MessageId, String>,
    /// How many violations have been reported.
    reported: usize,
    /// Whether something was written that has not been flushed.
    is_fresh: bool,
    result: io::Result<()>,
}

impl<W: Write> EventLogWriter<W> {
    pub(crate) fn new(out: W, detail: Detail, palette: Palette) -> Self {
        Self {
            out,
            detail,
            palette,
            roles: BTreeMap::new(),
            committed: 0,
            requests: BTreeMap::new(),
            messages: BTreeMap::new(),
            reported: 0,
            is_fresh: false,
            result: Ok(()),
        }
    }

    /// Ends the log with the final state of the servers.
    pub(crate) fn end(mut self, world: &World) -> io::Result<()> {
        self.line(world.now(), &"the end");
        for server in world.servers() {
            if self.result.is_ok() && self.detail != Detail::Nothing {
                self.result = writeln!(self.out, "{:16}{server}", "");
            }
        }
        self.result
    }

    fn line(&mut self, at: Time, text: &dyn Display) {
        if self.result.is_ok() && self.detail != Detail::Nothing {
            let time = self.palette.dim(format!("{:>10.1} ms", at.ms()));
            self.result = writeln!(self.out, "{time}  {text}");
            self.is_fresh = true;
        }
    }

    /// The line for an event that the summary shows; `None` for any other.
    fn summary(&mut self, event: &Event) -> Option<String> {
        match &event.what {
            What::Started { server } if event.cause.is_some() => {
                self.roles.remove(server);
                Some(format!("{server} has restarted"))
            }
            What::BecameRole { server, role, term } => {
                let before = self.roles.insert(*server, *role);
                match (role, before) {
                    (RoleName::Candidate, _) => {
                        Some(format!("{server} starts an election in term {term}"))
                    }
                    (RoleName::PreCandidate, _) => Some(format!("{server} starts a PreVote round")),
                    (RoleName::Leader, _) => Some(format!("{server} is leader in term {term}")),
                    (RoleName::Follower, Some(RoleName::Leader)) => {
                        Some(format!("{server} steps down in term {term}"))
                    }
                    (RoleName::Follower, Some(RoleName::Candidate)) => {
                        Some(format!("{server} is no longer a candidate, in term {term}"))
                    }
                    (RoleName::Follower, _) => None,
                }
            }
            What::Truncated { server, from } => {
                Some(format!("{server} deletes its entries from {from} on"))
            }
            What::Committed { server, index } if *index > self.committed => {
                let first = self.committed + 1;
                self.committed = *index;
                let what = if first == *index { "entry" } else { "entries" };
                Some(format!("{server} commits {what} {}", phrases::range(first, *index)))
            }
            What::Accepted { server, request, index } => {
                Some(format!("{server} appends {} as entry {index}", self.request(*request)))
            }
            What::Acknowledged { request } => {
                let (client, _) = self.requests.get(request)?;
                Some(format!("{client} is told that {} is done", self.request(*request)))
            }
            What::TriedAgain { request } => {
                let (client, _) = self.requests.get(request)?;
                Some(format!("{client} retries {}", self.request(*request)))
            }
            _ => None,
        }
    }

    fn request(&self, request: RequestId) -> String {
        let text = self.requests.get(&request).map_or("", |(_, text)| text);
        quote(text)
    }

    /// Writes the violations found since the last call.
    fn report_violations(&mut self, judge: &Judge) {
        for violation in judge.violations().skip(self.reported) {
            let text = format!("! {} is violated", violation.property.name());
            self.line(violation.at, &self.palette.bad(text));
        }
        self.reported = judge.found();
    }

    /// Remembers the names of messages.
    fn learn(&mut self, event: &Event) {
        let What::Sent { message, from, to, body, .. } = &event.what else {
            return;
        };
        if let Body::Client(ClientMessage::ClientRequest { request, text }) = body {
            self.requests.insert(*request, (*from, text.clone()));
        }
        if self.detail == Detail::Everything {
            let name = format!("{} {from}->{to} (m{})", phrases::kind(body), message.0);
            self.messages.insert(*message, name);
        }
    }
}

impl<W: Write> Observer for EventLogWriter<W> {
    fn event(&mut self, event: Event) {
        if self.detail == Detail::Nothing {
            return;
        }
        self.learn(&event);
        let summary = self.summary(&event);
        let text = match self.detail {
            Detail::Everything => summary.or_else(|| phrases::detail(&event.what, &self.messages)),
            Detail::Summary | Detail::Nothing => summary,
        };
        if let Some(text) = text {
            self.line(event.at, &visible(&text));
        }
    }
}

impl<W: Write> Watcher for EventLogWriter<W> {
    fn comes_to(&mut self, _annotation: usize, step: &Step, _world: &World) {
        if let Task::Note(note) = &step.task {
            // The lines of a note are aligned below each other.
            let text = visible(&format!("note: {}", note.in_language("en")))
                .replace('\n', &format!("\n{:16}", ""));
            self.line(step.at, &self.palette.said(text));
        }
    }

    fn performs(&mut self, at: Time, act: &Act) {
        self.line(at, &self.palette.said(visible(&format!("> {act}"))));
    }

    fn refused(&mut self, _act: usize, at: Time, problem: &Problem) {
        self.line(
            at,
            &self.palette.warning(format!("  not done: {}", visible(&problem.to_string()))),
        );
    }
}

impl<W: Write> Reporter for EventLogWriter<W> {
    fn report(&mut self, _world: &World, judge: &Judge) -> io::Result<()> {
        self.report_violations(judge);
        std::mem::replace(&mut self.result, Ok(()))?;
        if std::mem::take(&mut self.is_fresh) { self.out.flush() } else { Ok(()) }
    }
}
