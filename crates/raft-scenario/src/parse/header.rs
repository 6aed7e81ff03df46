//! Reading the head of a text: how the run starts.

use raft_core::{Command, Durable, Entry, Payload, Range, Rules, ServerId};
use raft_sim::{Proposal, Setup, Time};
use smol_str::SmolStr;

use super::cursor::Cursor;
use crate::error::ParseError;
use crate::limits::MAX_ENTRIES;
use crate::scenario::Scenario;

/// What can begin a line of the head.
const LINES: &str = "a line of the head (title, servers, seed, election, heartbeat, latency, loss, \
                     duplicate, rule, manual, server, clock, end), or a step (at, by, always, never, +)";

/// The words that begin a line of the head.
const SETTINGS: [&str; 11] = [
    "title",
    "servers",
    "seed",
    "election",
    "heartbeat",
    "latency",
    "loss",
    "duplicate",
    "rule",
    "manual",
    "end",
];

/// Whether a word begins a line of the head.
pub(super) fn is_setting(word: &str) -> bool {
    matches!(word, "server" | "clock") || SETTINGS.contains(&word)
}

/// Reads a line of the head.
pub(super) fn line(cursor: &mut Cursor<'_>, scenario: &mut Scenario) -> Result<(), ParseError> {
    let setup = &mut scenario.setup;
    if cursor.network(&mut setup.network)? {
        return Ok(());
    }
    match cursor.peek() {
        "title" => {
            cursor.word();
            scenario.title = cursor.localized()?;
        }
        "servers" => {
            cursor.word();
            let before = cursor.clone();
            const EXPECTED: &str = "a number of servers, 1 to 9";
            let number = u8::try_from(cursor.number(EXPECTED)?);
            setup.servers = number.map_err(|_| before.error(EXPECTED))?;
            check(setup, &before)?;
        }
        "seed" => {
            cursor.word();
            setup.seed = cursor.number("a whole number up to 9007199254740991")?;
        }
        "election" => {
            cursor.word();
            let before = cursor.clone();
            let (min, max) = cursor.range()?;
            setup.timing.election_timeout = Range { min: min.0, max: max.0 };
            check(setup, &before)?;
        }
        "heartbeat" => {
            cursor.word();
            let before = cursor.clone();
            setup.timing.heartbeat_interval = cursor.time()?.0;
            check(setup, &before)?;
        }
        "rule" => {
            cursor.word();
            rule(cursor, &mut setup.rules)?;
        }
        "manual" => {
            cursor.word();
            setup.manual = true;
        }
        "server" => {
            cursor.word();
            server(cursor, setup)?;
        }
        "clock" => {
            cursor.word();
            let (server, rate) = (cursor.server()?, cursor.rate()?);
            put(&mut setup.clocks, server, rate, Setup::USUAL_RATE);
        }
        "end" => {
            cursor.word();
            scenario.end = Some(cursor.instant(Time::default())?);
        }
        _ => return Err(cursor.error(LINES)),
    }
    Ok(())
}

fn rule(cursor: &mut Cursor<'_>, rules: &mut Rules) -> Result<(), ParseError> {
    let names = |names: Vec<&str>| names.join(", ");
    let Some(rule) = Rules::find(cursor.peek()) else {
        let all = Rules::TABLE.iter().map(|rule| rule.name).collect();
        return Err(cursor.error(&format!("a rule: {}", names(all))));
    };
    cursor.word();
    if !rule.choose(rules, cursor.peek()) {
        let all = rule.choices.iter().map(|choice| choice.name).collect();
        return Err(cursor.error(&format!("a choice of {}: {}", rule.name, names(all))));
    }
    cursor.word();
    Ok(())
}

/// `server s1 term 3 vote s2 log 1 1 2:"set x 1" 2:noop commit 2`
fn server(cursor: &mut Cursor<'_>, setup: &mut Setup) -> Result<(), ParseError> {
    let before = cursor.clone();
    let id = cursor.server()?;
    let (mut disk, mut commit) = (Durable::default(), 0);
    let others: u64 = setup.disks.iter().map(|disk| disk.log.last_index()).sum();
    while !cursor.at_end() {
        match cursor.peek() {
            "term" => {
                cursor.word();
                disk.current_term = cursor.number("a term")?;
            }
            "vote" => {
                cursor.word();
                disk.voted_for = Some(cursor.server()?);
            }
            "log" => {
                cursor.word();
                while !cursor.at_end() && !matches!(cursor.peek(), "term" | "vote" | "commit") {
                    if others + disk.log.last_index() >= MAX_ENTRIES as u64 {
                        return Err(cursor.error(&format!(
                            "the end of the log: all logs together begin with at most {MAX_ENTRIES} \
                             entries"
                        )));
                    }
                    disk.log.push(entry(cursor)?);
                }
                disk.current_term = disk.current_term.max(disk.log.last_id().term);
            }
            "commit" => {
                cursor.word();
                commit = cursor.number("the index of an entry, or 0")?;
            }
            _ => return Err(cursor.error("term, vote, log or commit")),
        }
    }
    let at = usize::from(id.0) - 1;
    if setup.disks.len() <= at {
        setup.disks.resize(at + 1, Durable::default());
    }
    setup.disks[at] = disk;
    put(&mut setup.commits, id, commit, 0);
    check(setup, &before)
}

/// Sets a server's value in a list that may be shorter than the number of servers: those beyond its
/// end have the usual value.
fn put<T: Copy + PartialEq>(values: &mut Vec<T>, server: ServerId, value: T, usual: T) {
    let at = usize::from(server.0) - 1;
    if value != usual && values.len() <= at {
        values.resize(at + 1, usual);
    }
    if let Some(place) = values.get_mut(at) {
        *place = value;
    }
}

/// A term, with a command or without.
fn entry(cursor: &mut Cursor<'_>) -> Result<Entry, ParseError> {
    let term = cursor.number("the term of an entry, or term, vote or commit")?;
    let payload = match cursor.skip_symbol(":") {
        true if cursor.skip_symbol("noop") => Payload::Noop,
        true if cursor.is_string() => command(SmolStr::from(cursor.string()?)),
        true => return Err(cursor.error("noop, or a command in double quotes")),
        false => command(SmolStr::default()),
    };
    Ok(Entry { term, payload })
}

fn command(text: SmolStr) -> Payload {
    Payload::Command(Command { proposal: Proposal::NONE, text })
}

/// Checks the whole setup, after every line that could make it impossible.
fn check(setup: &Setup, cursor: &Cursor<'_>) -> Result<(), ParseError> {
    setup.check().map_err(|problem| cursor.impossible(problem))
}
