//! What happens in a run, told for a reader.

use std::collections::BTreeMap;
use std::io::{self, Write};

use raft_check::Judge;
use raft_core::{Durable, Index, RoleName, ServerId};
use raft_scenario::{Scenario, Task, perform};
use raft_sim::{
    Body, ClientMessage, Endpoint, Event, Machine, MessageId, Observer, RequestId, Step, Time,
    What, World,
};
use smol_str::SmolStr;

use crate::phrases;

/// An [`Observer`] that tells what it sees: elections, leaders, commits, deletions, clients' answers;
/// or, if verbose, everything.
pub(crate) struct Account<W> {
    out: W,
    verbose: bool,
    roles: BTreeMap<ServerId, RoleName>,
    committed: Index,
    requests: BTreeMap<RequestId, (Endpoint, SmolStr)>,
    /// What the messages are called: kind and ends.
    messages: BTreeMap<MessageId, String>,
    judge: Judge,
    /// How many violations have been told.
    told: usize,
    result: io::Result<()>,
}

impl<W: Write> Account<W> {
    pub(crate) fn new(out: W, verbose: bool) -> Self {
        Self {
            out,
            verbose,
            roles: BTreeMap::new(),
            committed: 0,
            requests: BTreeMap::new(),
            messages: BTreeMap::new(),
            judge: Judge::new(),
            told: 0,
            result: Ok(()),
        }
    }

    /// Plays the run, and tells it.
    pub(crate) fn tell(mut self, scenario: &Scenario) -> io::Result<()> {
        let Ok(mut world) = World::new(scenario.setup.clone(), &mut self) else {
            return Ok(());
        };
        for step in scenario.steps.iter().filter(|step| !step.is_timeless()) {
            world.run_until(step.at, &mut self);
            match &step.task {
                Task::Act(act) => {
                    self.line(step.at, &format!("> {act}"));
                    if let Err(problem) = perform(act, &mut world, &mut self) {
                        self.line(step.at, &format!("  not done: {problem}"));
                    }
                }
                Task::Note(note) => {
                    self.line(step.at, &format!("note: {}", note.in_language("en")));
                }
                Task::Expect(_) => {}
            }
        }
        world.run_until(scenario.ends_at(), &mut self);
        self.line(scenario.ends_at(), "the end");
        self.result
    }

    fn line(&mut self, at: Time, text: &str) {
        if self.result.is_ok() {
            // Lines of a note below each other.
            let text = text.replace('\n', &format!("\n{:16}", ""));
            self.result = writeln!(self.out, "{:>10.1} ms  {text}", at.ms());
        }
    }

    /// What a reader wants to know; nothing, when it is no news.
    fn news(&mut self, event: &Event) -> Option<String> {
        match &event.what {
            What::Started { server } if event.cause.is_some() => {
                self.roles.remove(server);
                Some(format!("{server} comes up again"))
            }
            What::BecameRole { server, role, term } => {
                let before = self.roles.insert(*server, *role);
                match (role, before) {
                    (RoleName::Candidate, _) => {
                        Some(format!("{server} stands for election in term {term}"))
                    }
                    (RoleName::PreCandidate, _) => {
                        Some(format!("{server} asks whether it could win an election"))
                    }
                    (RoleName::Leader, _) => Some(format!("{server} leads in term {term}")),
                    (RoleName::Follower, Some(RoleName::Leader)) => {
                        Some(format!("{server} leads no longer; term {term}"))
                    }
                    (RoleName::Follower, Some(RoleName::Candidate)) => {
                        Some(format!("{server} gives up its candidacy; term {term}"))
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
                Some(format!("{server} takes {} as entry {index}", self.request(*request)))
            }
            What::Acknowledged { request } => {
                let (client, _) = self.requests.get(request)?;
                Some(format!("{client} hears that {} is done", self.request(*request)))
            }
            What::TriedAgain { request } => {
                let (client, _) = self.requests.get(request)?;
                Some(format!("{client} sends {} again", self.request(*request)))
            }
            _ => None,
        }
    }

    fn request(&self, request: RequestId) -> String {
        let text = self.requests.get(&request).map_or("", |(_, text)| text);
        format!("\u{2018}{text}\u{2019}")
    }

    /// Says which properties are violated by what was told last.
    fn tell_violations(&mut self) {
        if self.judge.found() == self.told {
            return;
        }
        let new = self.judge.violations().skip(self.told);
        let new: Vec<_> = new.map(|it| (it.at, it.property.name())).collect();
        self.told += new.len();
        for (at, name) in new {
            self.line(at, &format!("! {name} is violated"));
        }
    }

    /// Remembers what messages are called.
    fn learn(&mut self, event: &Event) {
        let What::Sent { message, from, to, body, .. } = &event.what else {
            return;
        };
        if let Body::Client(ClientMessage::ClientRequest { request, text }) = body {
            self.requests.insert(*request, (*from, text.clone()));
        }
        if self.verbose {
            let name = format!("{} {from}->{to} (m{})", phrases::kind(body), message.0);
            self.messages.insert(*message, name);
        }
    }
}

impl<W: Write> Observer for Account<W> {
    fn event(&mut self, event: Event) {
        self.learn(&event);
        let text = match (self.news(&event), self.verbose) {
            (Some(news), _) => Some(news),
            (None, true) => phrases::detail(&event.what, &self.messages),
            (None, false) => None,
        };
        if let Some(text) = text {
            self.line(event.at, &text);
        }
        self.judge.hear(&event);
        self.tell_violations();
    }

    fn step(&mut self, step: Step<'_>) {
        self.judge.watch(&step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.judge.lost_write(server, disk);
        self.tell_violations();
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.judge.machine(server, last_applied, machine);
        self.tell_violations();
    }
}
