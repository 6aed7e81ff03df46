//! Writing the canonical text.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::{Display, Write};

use raft_check::Property;
use raft_core::{Durable, Index, Payload, Range, Rules, ServerId};
use raft_sim::{
    Action, Duration, Endpoint, MessageFilter, MessageKind, NetworkSettings, Setup, Status, Time,
};

use crate::expect::{
    Bound, Carries, Comparison, Expectation, Holds, InFlight, Known, MessageNumber, Period,
    Predicate, ProgressIndex, Servers, When,
};
use crate::message::{Selector, Which};
use crate::milliseconds;
use crate::quote::quoted;
use crate::scenario::{Act, Localized, MessageAction, Repeat, Scenario, Step, Task, VERSION};
use crate::words::{ANY_KIND, ROLES, TIMERS, kind_word, word};

impl Scenario {
    /// Writes the canonical text: reading it gives this scenario again.
    pub fn print(&self) -> String {
        let mut printer = Printer::new(self, &self.steps);
        while !printer.go_on(self, &self.steps, u64::MAX) {}
        printer.text
    }

    /// Returns the line of the canonical text, from 1, in which each step stands. The steps of a
    /// repeating line share one.
    pub fn printed_lines(&self) -> Vec<u32> {
        let mut lines = Lines::of(&self.steps);
        lines.last = self.comment.len() as u32 + lines_in(&settings_of(self));
        for at in 0..self.steps.len() {
            lines.place(at, &self.steps);
        }
        lines.of_steps
    }
}

/// Writes the predicate in the scenario language.
impl Display for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&predicate(self))
    }
}

/// Writes a text in bounded steps. Each call must be given the same scenario, whose own steps are
/// ignored, and the same steps.
pub(crate) struct Printer {
    pub(crate) text: String,
    /// How many lines of the head's comment have been written.
    comments: usize,
    has_head: bool,
    /// The next step to be written.
    at: usize,
    lines: Lines,
}

impl Printer {
    pub(crate) fn new(head: &Scenario, steps: &[Step]) -> Self {
        let lines = head.comment.len() + steps.len();
        Self {
            text: String::with_capacity(lines * 32),
            comments: 0,
            has_head: false,
            at: 0,
            lines: Lines::of(steps),
        }
    }

    /// How many steps have been written.
    pub(crate) fn done(&self) -> usize {
        self.at
    }

    /// Writes about `budget` more lines. Returns true when nothing is left.
    pub(crate) fn go_on(&mut self, head: &Scenario, steps: &[Step], budget: u64) -> bool {
        let mut left = budget;
        while left > 0 {
            if let Some(line) = head.comment.get(self.comments) {
                self.text += &comment(line);
                self.lines.last += 1;
                self.comments += 1;
                left -= 1;
            } else if !self.has_head {
                let settings = settings_of(head);
                self.lines.last += lines_in(&settings);
                self.text += &settings;
                self.has_head = true;
                left -= 1;
            } else if let Some(step) = steps.get(self.at) {
                self.step(step, steps);
                self.at += 1;
                let repeated = step.repeat.map_or(0, |repeat| repeat.times);
                left = left.saturating_sub(1 + step.comment.len() as u64 + u64::from(repeated));
            } else {
                return true;
            }
        }
        false
    }

    fn step(&mut self, step: &Step, steps: &[Step]) {
        let Some(times) = self.lines.place(self.at, steps) else { return };
        for line in &step.comment {
            self.text += &comment(line);
        }
        let task = match &step.task {
            Task::Act(act) => act.to_string(),
            Task::Note(note) => format!("note {}", localized(note)),
            Task::Expect(expectation) => format!("expect {}", predicate(&expectation.predicate)),
        };
        let repeat = match step.repeat {
            Some(Repeat { every, .. }) if times > 1 => {
                format!(" repeat {times} every {}", milliseconds::format(every.0))
            }
            _ => String::new(),
        };
        let _ = writeln!(self.text, "{} {task}{repeat}", moment(&step.task, step.at));
    }
}

/// The head without its comments.
fn settings_of(scenario: &Scenario) -> String {
    let mut text = format!("raft {VERSION}\n");
    if !scenario.title.is_empty() {
        text += &format!("title {}\n", localized(&scenario.title));
    }
    text += &setup(&scenario.setup);
    if let Some(end) = scenario.end {
        text += &format!("end {}\n", milliseconds::format(end.0));
    }
    text
}

fn lines_in(text: &str) -> u32 {
    text.matches('\n').count() as u32
}

/// The numbers of the lines in which steps stand.
struct Lines {
    /// The last line so far, from 1.
    last: u32,
    /// The line of each step; 0 before that is known.
    of_steps: Vec<u32>,
    /// The steps of repeating lines that have not been placed with their line yet, by instant,
    /// number, times and interval: so each is found without looking at all others.
    repeats: BTreeMap<(Time, u32, u32, Duration), VecDeque<usize>>,
}

impl Lines {
    fn of(steps: &[Step]) -> Self {
        let mut repeats: BTreeMap<_, VecDeque<_>> = BTreeMap::new();
        for (step, at) in steps.iter().zip(0..) {
            if let Some(Repeat { number, times, every }) = step.repeat.filter(|it| it.number > 1) {
                repeats.entry((step.at, number, times, every)).or_default().push_back(at);
            }
        }
        Self { last: 0, of_steps: vec![0; steps.len()], repeats }
    }

    /// Gives the step the next line, and returns for how many steps that line stands; `None` if an
    /// earlier line already stands for the step.
    fn place(&mut self, at: usize, steps: &[Step]) -> Option<u32> {
        if self.of_steps[at] > 0 {
            return None;
        }
        self.last += steps[at].comment.len() as u32 + 1;
        self.of_steps[at] = self.last;
        Some(self.place_repeats(at, steps))
    }

    /// Gives the same line to the other steps that the step's line stood for, if they still follow
    /// it, and returns for how many steps the line stands now. Of a repetition that was cut off, as
    /// many as are left share the line.
    fn place_repeats(&mut self, at: usize, steps: &[Step]) -> u32 {
        let first = &steps[at];
        let Some(Repeat { number: 1, times, every }) = first.repeat else { return 1 };
        let (mut count, mut next) = (1, at + 1);
        for (expected, number) in first.clone().repeated(times, every).skip(1).zip(2..) {
            let key = (expected.at, number, times, every);
            let Some(places) = self.repeats.get_mut(&key) else { break };
            let is_it = |&at: &usize| at >= next && steps[at] == expected;
            let Some(found) = places.iter().position(is_it) else { break };
            let Some(found) = places.remove(found) else { break };
            self.of_steps[found] = self.last;
            (count, next) = (count + 1, found + 1);
        }
        count
    }
}

fn comment(line: &str) -> String {
    if line.is_empty() { "#\n".into() } else { format!("# {line}\n") }
}

fn moment(task: &Task, at: Time) -> String {
    let when = match task {
        Task::Expect(Expectation { when, .. }) => *when,
        Task::Act(_) | Task::Note(_) => When::At,
    };
    match when {
        When::At => format!("at {}", milliseconds::format(at.0)),
        When::By => format!("by {}", milliseconds::format(at.0)),
        When::Always => "always".into(),
        When::Never => "never".into(),
    }
}

/// The settings that differ from the default.
fn setup(setup: &Setup) -> String {
    let default = Setup::default();
    let mut text = String::new();
    if setup.servers != default.servers {
        text += &format!("servers {}\n", setup.servers);
    }
    if setup.seed != default.seed {
        text += &format!("seed {}\n", setup.seed);
    }
    if setup.timing.election_timeout != default.timing.election_timeout {
        let Range { min, max } = setup.timing.election_timeout;
        text += &format!("election {}\n", range(Duration(min), Duration(max)));
    }
    if setup.timing.heartbeat_interval != default.timing.heartbeat_interval {
        text += &format!("heartbeat {}\n", milliseconds::format(setup.timing.heartbeat_interval));
    }
    for part in network(&setup.network) {
        text += &format!("{part}\n");
    }
    for rule in Rules::TABLE {
        let chosen = rule.chosen(&setup.rules);
        if chosen.name != rule.chosen(&default.rules).name {
            text += &format!("rule {} {}\n", rule.name, chosen.name);
        }
    }
    if setup.manual {
        text += "manual\n";
    }
    for (at, disk) in setup.disks.iter().enumerate() {
        // The last one is written even when it is empty, so that reading gives the same list.
        if *disk != Durable::default() || at + 1 == setup.disks.len() {
            let commit = setup.commits.get(at).copied().unwrap_or_default();
            text += &format!("server s{}{}\n", at + 1, server(disk, commit));
        }
    }
    for (rate, number) in setup.clocks.iter().zip(1..) {
        if *rate != Setup::USUAL_RATE {
            text += &format!("clock {} {}\n", ServerId(number), clock(*rate));
        }
    }
    text
}

fn server(disk: &Durable, commit: Index) -> String {
    let mut text = String::new();
    if disk.current_term != disk.log.last_id().term {
        text += &format!(" term {}", disk.current_term);
    }
    if let Some(vote) = disk.voted_for {
        text += &format!(" vote {vote}");
    }
    if disk.log.last_index() > 0 {
        text += " log";
    }
    for entry in disk.log.iter() {
        text += &format!(" {}", entry.term);
        match &entry.payload {
            Payload::Noop => text += ":noop",
            Payload::Command(command) if command.text.is_empty() => {}
            Payload::Command(command) => text += &format!(":{}", quoted(&command.text)),
        }
    }
    if commit > 0 {
        text += &format!(" commit {commit}");
    }
    text
}

/// `1.5x`
fn clock(rate: u16) -> String {
    format!("{}x", milliseconds::format(rate.into()))
}

/// The parts that differ from the default.
fn network(settings: &NetworkSettings) -> Vec<String> {
    let default = NetworkSettings::default();
    let mut parts = Vec::new();
    let NetworkSettings { latency_min, latency_max, loss, duplication } = *settings;
    if (latency_min, latency_max) != (default.latency_min, default.latency_max) {
        parts.push(format!("latency {}", range(latency_min, latency_max)));
    }
    if loss != default.loss {
        parts.push(format!("loss {}", percent(loss)));
    }
    if duplication != default.duplication {
        parts.push(format!("duplicate {}", percent(duplication)));
    }
    parts
}

/// The settings of an action, of which there is always at least one.
fn settings(settings: &NetworkSettings) -> String {
    let parts = network(settings);
    if parts.is_empty() {
        return format!("latency {}", range(settings.latency_min, settings.latency_max));
    }
    parts.join(" ")
}

impl Display for Act {
    /// Writes the act as a line of a scenario, without its time.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Plain(action) => plain(action),
            Self::Message { selector: which, action } => match action {
                MessageAction::Drop => format!("drop {}", selector(which)),
                MessageAction::Deliver => format!("deliver {}", selector(which)),
                MessageAction::DeliverUntilQuiet => {
                    format!("deliver {} until quiet", selector(which))
                }
                MessageAction::Duplicate => format!("duplicate {}", selector(which)),
                MessageAction::Delay(by) => {
                    format!("delay {} by {}", selector(which), milliseconds::format(by.0))
                }
                MessageAction::Hold => format!("hold {}", selector(which)),
                MessageAction::Release => format!("release {}", selector(which)),
            },
        })
    }
}

fn plain(action: &Action) -> String {
    use raft_core::Timer::{Election, Heartbeat};
    match action {
        Action::Crash { server } => format!("crash {server}"),
        Action::Restart { server } => format!("restart {server}"),
        Action::Pause { server } => format!("pause {server}"),
        Action::Resume { server } => format!("resume {server}"),
        Action::Fire { server, timer: Election } => format!("timeout {server}"),
        Action::Fire { server, timer: Heartbeat } => format!("heartbeat {server}"),
        Action::Fire { server, timer } => format!("fire {server} {}", word(TIMERS, timer)),
        Action::Cut { from, to, both_ways } => format!("cut {}", link(from, to, *both_ways)),
        Action::CutClient { from, to, both_ways } => format!("cut {}", link(from, to, *both_ways)),
        Action::Mend { from, to, both_ways } => format!("mend {}", link(from, to, *both_ways)),
        Action::MendClient { from, to, both_ways } => {
            format!("mend {}", link(from, to, *both_ways))
        }
        Action::Partition { groups } => partition(groups),
        Action::PartitionClients { groups } => partition(groups),
        Action::SetClock { server, rate } => format!("clock {server} {}", clock(*rate)),
        Action::Heal => "heal".into(),
        Action::SetLink { from, to, settings: None } => format!("link {from}->{to} normal"),
        Action::SetLink { from, to, settings: Some(own) } => {
            format!("link {from}->{to} {}", settings(own))
        }
        Action::SetClientLink { from, to, settings: None } => format!("link {from}->{to} normal"),
        Action::SetClientLink { from, to, settings: Some(own) } => {
            format!("link {from}->{to} {}", settings(own))
        }
        Action::SetNetwork { settings: own } => format!("network {}", settings(own)),
        Action::Command { text, to: None } => format!("client {}", quoted(text)),
        Action::Command { text, to: Some(to) } => format!("client {} to {to}", quoted(text)),
        Action::CommandBy { client, text, to: None } => format!("client {client} {}", quoted(text)),
        Action::CommandBy { client, text, to: Some(to) } => {
            format!("client {client} {} to {to}", quoted(text))
        }
        Action::Drop { message } => format!("drop m{}", message.0),
        Action::Deliver { message } => format!("deliver m{}", message.0),
        Action::Duplicate { message } => format!("duplicate m{}", message.0),
        Action::Delay { message, by } => {
            format!("delay m{} by {}", message.0, milliseconds::format(by.0))
        }
        Action::Hold { message } => format!("hold m{}", message.0),
        Action::Release { message } => format!("release m{}", message.0),
        Action::HoldAll { filter: held } => format!("hold every {}", filter(held)),
        Action::ReleaseAll { filter: held } => format!("release every {}", filter(held)),
    }
}

fn link(from: &dyn Display, to: &dyn Display, both_ways: bool) -> String {
    format!("{from}{}{to}", if both_ways { "<->" } else { "->" })
}

fn partition<T: Display>(groups: &[Vec<T>]) -> String {
    let names = |group: &Vec<T>| group.iter().map(T::to_string).collect::<Vec<_>>().join(" ");
    let groups: Vec<_> = groups.iter().map(names).collect();
    format!("partition {}", groups.join(" | "))
}

fn kind(kind: Option<MessageKind>) -> &'static str {
    kind.map_or(ANY_KIND, kind_word)
}

/// ` s1->s2`, or an empty text for any sender and any receiver.
fn ends(from: Option<Endpoint>, to: Option<Endpoint>) -> String {
    if from.is_none() && to.is_none() {
        return String::new();
    }
    let end = |end: Option<Endpoint>| end.map_or("*".into(), |end| end.to_string());
    format!(" {}->{}", end(from), end(to))
}

fn selector(selector: &Selector) -> String {
    let Selector { kind: of_kind, from, to, which } = *selector;
    // Before a number or `last`, the ends are always written.
    let explicit = match ends(from, to) {
        empty if empty.is_empty() => " *->*".to_owned(),
        ends => ends,
    };
    match which {
        Which::Identity(id) => format!("m{}", id.0),
        Which::Every => format!("every {}{}", kind(of_kind), ends(from, to)),
        Which::Nth(1) => format!("{}{}", kind(of_kind), ends(from, to)),
        Which::Nth(n) => format!("{}{explicit} {n}", kind(of_kind)),
        Which::Last => format!("{}{explicit} last", kind(of_kind)),
    }
}

fn filter(filter: &MessageFilter) -> String {
    format!("{}{}", kind(filter.kind), server_ends(filter.from, filter.to))
}

/// A predicate, as it stands behind `expect`.
pub(crate) fn predicate(predicate: &Predicate) -> String {
    match predicate {
        Predicate::Leader { server, term } => {
            let server = server.map_or(String::new(), |server| format!(" {server}"));
            let term = term.map_or(String::new(), |term| format!(" term {term}"));
            format!("leader{server}{term}")
        }
        Predicate::NoLeader => "no leader".into(),
        Predicate::Role { servers, role } => {
            format!("role {} {}", who(*servers), word(ROLES, role))
        }
        Predicate::Status { servers, status } => {
            let status = match status {
                Status::Up => "up",
                Status::Paused => "paused",
                Status::Crashed => "crashed",
            };
            format!("role {} {status}", who(*servers))
        }
        Predicate::Term { servers, bound: b } => format!("term {} {}", who(*servers), bound(*b)),
        Predicate::Vote { servers, vote } => {
            let vote = vote.map_or("none".into(), |vote| vote.to_string());
            format!("vote {} {vote}", who(*servers))
        }
        Predicate::Log { servers, terms } if terms.is_empty() => {
            format!("log {} empty", who(*servers))
        }
        Predicate::Log { servers, terms } => {
            let terms: Vec<_> = terms.iter().map(ToString::to_string).collect();
            format!("log {} {}", who(*servers), terms.join(" "))
        }
        Predicate::Length { servers, bound: b } => {
            format!("length {} {}", who(*servers), bound(*b))
        }
        Predicate::Entry { servers, index, holds } => {
            let holds = match holds {
                Holds::Command(command) => quoted(command),
                Holds::Noop => "noop".into(),
            };
            format!("entry {} {index} {holds}", who(*servers))
        }
        Predicate::Commit { servers, bound: b } => {
            format!("commit {} {}", who(*servers), bound(*b))
        }
        Predicate::Applied { servers, bound: b } => {
            format!("applied {} {}", who(*servers), bound(*b))
        }
        Predicate::State { servers, key, value } => {
            let value = value.as_deref().map_or("none".into(), quoted);
            format!("state {} {} {value}", who(*servers), quoted(key))
        }
        Predicate::Answer { request, known } => {
            format!("answer {} {}", request.0, word(&Known::WORDS, known))
        }
        Predicate::Value { request, value } => {
            format!("answer {} value {}", request.0, value.as_deref().map_or("none".into(), quoted))
        }
        Predicate::Progress { leader, follower, index, bound: b } => {
            let index = word(ProgressIndex::WORDS, index);
            format!("{index} {leader}->{follower} {}", bound(*b))
        }
        Predicate::InFlight { is_there: true, message } => in_flight(message),
        Predicate::InFlight { is_there: false, message } => format!("no {}", in_flight(message)),
        Predicate::Logs { equal: false } => "logs agree".into(),
        Predicate::Logs { equal: true } => "logs equal".into(),
        Predicate::TermNeverDecreases { servers } => {
            format!("term {} never decreases", who(*servers))
        }
        Predicate::Sent { kind: of_kind, from, to, between, bound: b } => {
            let (of_kind, ends) = (kind(*of_kind), server_ends(*from, *to));
            format!("sent {of_kind}{ends}{} {}", period(*between), bound(*b))
        }
        Predicate::Took { request, comparison, time } => {
            format!(
                "took {} {} {}",
                request.0,
                word(&Comparison::ALL, comparison),
                milliseconds::format(time.0)
            )
        }
        Predicate::Carried { from, to, between, bound: b } => {
            format!("carried{}{} {}", server_ends(*from, *to), period(*between), bound(*b))
        }
        Predicate::ElectionTimeouts { between, bound: b } => {
            format!("elections{} {}", period(*between), bound(*b))
        }
        Predicate::Violation { property } => format!("violation{}", which(*property)),
        Predicate::NoViolation { property } => format!("no violation{}", which(*property)),
        Predicate::Violations { bound: b } => format!("violations {}", bound(*b)),
    }
}

fn in_flight(message: &InFlight) -> String {
    let InFlight { kind: of_kind, from, to, carries } = message;
    let mut text = format!("in-flight {}{}", kind(*of_kind), ends(*from, *to));
    for part in carries {
        text += &match part {
            Carries::Number(number, b) => {
                format!(" {} {}", word(&MessageNumber::WORDS, number), bound(*b))
            }
            Carries::Granted => " granted".into(),
            Carries::Stored => " stored".into(),
            Carries::Refused => " refused".into(),
        };
    }
    text
}

fn server_ends(from: Option<ServerId>, to: Option<ServerId>) -> String {
    ends(from.map(Endpoint::Server), to.map(Endpoint::Server))
}

/// ` between 100 and 300`, or nothing for the whole run so far.
fn period(period: Option<Period>) -> String {
    period.map_or(String::new(), |it| {
        format!(
            " between {} and {}",
            milliseconds::format(it.from.0),
            milliseconds::format(it.to.0)
        )
    })
}

fn which(property: Option<Property>) -> String {
    property.map_or(String::new(), |property| format!(" {}", property.name()))
}

fn who(servers: Servers) -> String {
    match servers {
        Servers::One(server) => server.to_string(),
        Servers::All => "all".into(),
        Servers::Any => "any".into(),
    }
}

fn bound((comparison, number): Bound) -> String {
    format!("{} {number}", word(&Comparison::ALL, &comparison))
}

fn localized(localized: &Localized) -> String {
    let texts: Vec<_> = localized
        .0
        .iter()
        .map(|(code, text)| match code.as_str() {
            "en" => quoted(text),
            code => format!("{code} {}", quoted(text)),
        })
        .collect();
    texts.join(" ")
}

fn range(min: Duration, max: Duration) -> String {
    if min == max {
        milliseconds::format(min.0)
    } else {
        format!("{}..{}", milliseconds::format(min.0), milliseconds::format(max.0))
    }
}

fn percent(permille: u16) -> String {
    match permille % 10 {
        0 => format!("{}%", permille / 10),
        decimal => format!("{}.{decimal}%", permille / 10),
    }
}
