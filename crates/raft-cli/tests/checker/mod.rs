//! An independent checker of traces. It checks that every row is one legal step of Raft.
//!
//! It knows the rows and the actions of Raft's TLA+ specification, and nothing about this project. It computes each
//! server's next state from its last one and the message received, and compares the two. What the specification
//! leaves open (when to send, how far to advance commitIndex) is left open here.

mod clients;
pub mod mutate;
mod properties;
mod rows;
mod step;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::clients::{ClientRow, Clients};
use self::properties::Properties;
use self::rows::{Init, Post, Row};

/// An entry: term and value.
type Entry = (u64, String);

/// One server, as far as the specification knows it.
#[derive(Clone, Debug, PartialEq)]
struct Server {
    term: u64,
    role: Role,
    vote: Option<String>,
    log: Vec<Entry>,
    commit: usize,
    applied: usize,
    /// votesGranted, for a candidate or pre-candidate.
    votes: BTreeSet<String>,
    /// matchIndex, for a leader; it is 0 for servers that are missing.
    matches: BTreeMap<String, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    Follower,
    PreCandidate,
    Candidate,
    Leader,
}

/// A trace being checked.
struct Checker {
    voters: BTreeSet<String>,
    servers: BTreeMap<String, Server>,
    /// Every message ever sent, by its id, as it was written.
    sent: BTreeMap<u64, Value>,
    /// Every value ever proposed.
    values: BTreeSet<String>,
    properties: Properties,
    clients: Clients,
    rows: u64,
    time: f64,
}

/// Checks a trace, given as its rows.
///
/// # Errors
/// Returns which row is the first that is not a legal step, and why.
pub fn check(rows: &[Value]) -> Result<(), String> {
    let (init, rest) = rows.split_first().ok_or("there are no rows")?;
    let mut checker = Checker::new(init).map_err(|why| format!("the first row: {why}"))?;
    for (at, row) in rest.iter().enumerate() {
        checker.row(row).map_err(|why| format!("row {}: {why}\n{row}", at + 1))?;
    }
    Ok(())
}

/// The rows of a trace.
pub fn parse(trace: &str) -> Vec<Value> {
    trace.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

fn ensure(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}

impl Checker {
    fn new(row: &Value) -> Result<Self, String> {
        let init: Init = serde_json::from_value(row.clone()).map_err(|error| error.to_string())?;
        ensure(init.v == 1 && init.ev == "init", "it is no init row of version 1")?;
        let voters: BTreeSet<_> = init.voters.iter().cloned().collect();
        ensure(init.nodes.keys().eq(voters.iter()), "voters and nodes differ")?;
        let mut checker = Self {
            voters,
            servers: BTreeMap::new(),
            sent: BTreeMap::new(),
            values: BTreeSet::new(),
            properties: Properties::default(),
            clients: Clients::default(),
            rows: 0,
            time: 0.0,
        };
        for (name, node) in init.nodes {
            ensure(node.applied <= node.commit, "what is applied is not committed")?;
            ensure(node.log.iter().all(|entry| entry.0 <= node.term), "an entry is of the future")?;
            let server = Server {
                term: node.term,
                role: Role::Follower,
                vote: node.vote,
                log: node.log,
                commit: node.commit,
                applied: node.applied,
                votes: BTreeSet::new(),
                matches: BTreeMap::new(),
            };
            checker.values.extend(server.log.iter().map(|entry| entry.1.clone()));
            checker.properties.look(&name, &server)?;
            checker.servers.insert(name, server);
        }
        Ok(checker)
    }

    fn follows(&mut self, seq: u64, t: f64) -> Result<(), String> {
        ensure(seq == self.rows + 1, "its number does not follow")?;
        ensure(t >= self.time, "time runs backwards")?;
        (self.rows, self.time) = (seq, t);
        Ok(())
    }

    fn client_row(&mut self, value: &Value) -> Result<(), String> {
        let row = serde_json::from_value(value.clone());
        let row: ClientRow = row.map_err(|error| error.to_string())?;
        self.follows(row.seq, row.t)?;
        let servers = &self.servers;
        self.clients.row(&row, |name| servers.get(name).map(|server| server.log.as_slice()))
    }

    fn row(&mut self, value: &Value) -> Result<(), String> {
        if value["ev"] == "invoke" || value["ev"] == "ack" {
            return self.client_row(value);
        }
        let row: Row = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
        self.follows(row.seq, row.t)?;
        let before = self.servers.get(&row.n).ok_or("there is no such server")?.clone();
        if let Some(msg) = &row.msg {
            ensure(row.ev == "recv", "only recv has a message")?;
            ensure(msg.to == row.n, "the message is for another")?;
            let sent = self.sent.get(&msg.id).ok_or("nobody sent the message")?;
            ensure(*sent == value["msg"], "the message was another when it was sent")?;
        }
        for (msg, raw) in row.out.iter().zip(value["out"].as_array().into_iter().flatten()) {
            ensure(msg.from == row.n, "it sends in another's name")?;
            ensure(msg.to != row.n && self.voters.contains(&msg.to), "it sends to nobody")?;
            ensure(self.sent.insert(msg.id, raw.clone()).is_none(), "an id is used twice")?;
        }
        let log = new_log(&before, &row.post)?;
        let after = step::Step { voters: &self.voters, row: &row, before: &before, log: &log };
        let after = after.check()?;
        if row.ev == "client" && after.log.len() > before.log.len() {
            let value = after.log.last().map_or("", |entry| &entry.1);
            ensure(self.values.insert(value.to_owned()), "the value was proposed before")?;
        }
        self.properties.look(&row.n, &after)?;
        self.servers.insert(row.n, after);
        Ok(())
    }
}

/// The log after a row, which may list only what is new.
fn new_log(before: &Server, post: &Post) -> Result<Vec<Entry>, String> {
    ensure(post.base == 0 && post.base_term == 0, "there are no snapshots")?;
    match (&post.log, &post.tail) {
        (Some(log), None) => Ok(log.clone()),
        (None, None) => Ok(before.log.clone()),
        (None, Some(tail)) => {
            let keep = tail.from.checked_sub(1).filter(|&keep| keep <= before.log.len());
            let mut log = before.log[..keep.ok_or("the tail leaves a gap")?].to_vec();
            log.extend(tail.ents.iter().cloned());
            Ok(log)
        }
        (Some(_), Some(_)) => Err("there are both log and tail".into()),
    }
}
