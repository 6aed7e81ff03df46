//! What is expected.

use raft_check::Property;
use raft_core::{RoleName, ServerId};
use raft_sim::{Endpoint, Status};
use smol_str::SmolStr;

use super::act::{ends, kind};
use super::cursor::Cursor;
use crate::error::ParseError;
use crate::expect::{Bound, Comparison, Expectation, Known, Predicate, Servers, When};
use crate::words::ROLES;

const PREDICATES: &str = "what is expected: leader, no leader, role, term, vote, log, length, entry, \
                          commit, applied, state, answer, took, sent, carried, elections, \
                          violation, no violation or violations";

pub(super) fn expectation(cursor: &mut Cursor<'_>, when: When) -> Result<Expectation, ParseError> {
    Ok(Expectation { when, predicate: predicate(cursor)? })
}

fn predicate(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let before = cursor.clone();
    Ok(match cursor.word() {
        "leader" => leader(cursor)?,
        "no" if cursor.skip_symbol("violation") => {
            Predicate::NoViolation { property: property(cursor)? }
        }
        "no" => {
            cursor.keyword("leader", "leader or violation")?;
            Predicate::NoLeader
        }
        "role" => role(cursor)?,
        "term" => Predicate::Term { servers: servers(cursor)?, bound: bound(cursor)? },
        "vote" => {
            let servers = servers(cursor)?;
            let vote = if cursor.skip_symbol("none") {
                None
            } else {
                Some(cursor.server().map_err(|error| error.or("none"))?)
            };
            Predicate::Vote { servers, vote }
        }
        "log" => log(cursor)?,
        "length" => Predicate::Length { servers: servers(cursor)?, bound: bound(cursor)? },
        "entry" => Predicate::Entry {
            servers: servers(cursor)?,
            index: from_one(cursor, "the index of an entry, from 1")?,
            command: SmolStr::from(cursor.string()?),
        },
        "commit" => Predicate::Commit { servers: servers(cursor)?, bound: bound(cursor)? },
        "applied" => Predicate::Applied { servers: servers(cursor)?, bound: bound(cursor)? },
        "state" => state(cursor)?,
        "answer" => Predicate::Answer {
            request: from_one(cursor, "the number of a request, from 1")?,
            known: cursor.one_of(&Known::WORDS)?,
        },
        "sent" => sent(cursor)?,
        "took" => Predicate::Took {
            request: from_one(cursor, "the number of a request, from 1")?,
            comparison: cursor.one_of(&Comparison::ALL)?,
            time: cursor.time()?,
        },
        "carried" => {
            let (from, to) = server_ends(cursor)?;
            Predicate::Carried { from, to, bound: bound(cursor)? }
        }
        "elections" => Predicate::Elections { bound: bound(cursor)? },
        "violation" => Predicate::Violation { property: property(cursor)? },
        "violations" => Predicate::Violations { bound: bound(cursor)? },
        _ => return Err(before.error(PREDICATES)),
    })
}

fn leader(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let server = if cursor.is_server() { Some(cursor.server()?) } else { None };
    let term = if cursor.skip_symbol("term") { Some(cursor.number("a term")?) } else { None };
    if server.is_none() && term.is_none() && !cursor.at_end() {
        return Err(cursor.server_error().or("term, or the end of the line"));
    }
    Ok(Predicate::Leader { server, term })
}

fn role(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let servers = servers(cursor)?;
    let status = match cursor.peek() {
        "up" => Some(Status::Up),
        "crashed" => Some(Status::Crashed),
        "paused" => Some(Status::Paused),
        _ => None,
    };
    if let Some(status) = status {
        cursor.word();
        return Ok(Predicate::Status { servers, status });
    }
    let expected = "follower, pre-candidate, candidate, leader, up, paused or crashed";
    let role: RoleName = cursor.one_of(ROLES).map_err(|_| cursor.error(expected))?;
    Ok(Predicate::Role { servers, role })
}

/// `log s1 1 1 2`, `log s1 empty`
fn log(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let servers = servers(cursor)?;
    let mut terms = Vec::new();
    if !cursor.skip_symbol("empty") {
        while terms.is_empty() || !cursor.at_end() {
            terms.push(cursor.number("the terms of the log's entries, or empty")?);
        }
    }
    Ok(Predicate::Log { servers, terms })
}

/// `state s1 x "1"`, `state s1 x none`
fn state(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let servers = servers(cursor)?;
    let key = if cursor.is_string() {
        SmolStr::from(cursor.string()?)
    } else if cursor.at_end() {
        return Err(cursor.error("a key of the state machine"));
    } else {
        SmolStr::new(cursor.word())
    };
    let value = if cursor.skip_symbol("none") {
        None
    } else {
        Some(cursor.string().map_err(|error| error.or("none"))?.into())
    };
    Ok(Predicate::State { servers, key, value })
}

/// `sent append s1->s2 <= 5`
fn sent(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let kind = kind(cursor)?;
    let (from, to) = server_ends(cursor)?;
    Ok(Predicate::Sent { kind, from, to, bound: bound(cursor)? })
}

/// `s1->s2`, or nothing for anybody to anybody.
fn server_ends(
    cursor: &mut Cursor<'_>,
) -> Result<(Option<ServerId>, Option<ServerId>), ParseError> {
    let before = cursor.clone();
    let has_ends = cursor.peek() == "*" || cursor.endpoint().is_ok();
    *cursor = before.clone();
    let (from, to) = if has_ends { ends(cursor)? } else { (None, None) };
    let server = |end: Option<Endpoint>| match end {
        Some(Endpoint::Client(_)) => Err(before.error("servers, like s1->s2")),
        Some(Endpoint::Server(server)) => Ok(Some(server)),
        None => Ok(None),
    };
    Ok((server(from)?, server(to)?))
}

/// One property, or any at the end of the line.
fn property(cursor: &mut Cursor<'_>) -> Result<Option<Property>, ParseError> {
    if cursor.at_end() {
        return Ok(None);
    }
    let or_end = |error: ParseError| error.or("the end of the line");
    cursor.one_of(&Property::ALL).map(Some).map_err(or_end)
}

fn servers(cursor: &mut Cursor<'_>) -> Result<Servers, ParseError> {
    match cursor.peek() {
        "all" => {
            cursor.word();
            Ok(Servers::All)
        }
        "any" => {
            cursor.word();
            Ok(Servers::Any)
        }
        _ => cursor.server().map(Servers::One).map_err(|error| error.or("all or any")),
    }
}

fn from_one(cursor: &mut Cursor<'_>, expected: &str) -> Result<u64, ParseError> {
    let before = cursor.clone();
    let number = cursor.number(expected)?;
    if number == 0 { Err(before.error(expected)) } else { Ok(number) }
}

fn bound(cursor: &mut Cursor<'_>) -> Result<Bound, ParseError> {
    let comparison = cursor.one_of(&Comparison::ALL)?;
    Ok((comparison, cursor.number("a whole number")?))
}
