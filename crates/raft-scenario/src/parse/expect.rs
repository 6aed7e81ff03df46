//! Reading expectations.

use raft_check::Property;
use raft_core::{RoleName, ServerId};
use raft_sim::{Endpoint, RequestId, Status, Time};
use smol_str::SmolStr;

use super::act::{ends, kind};
use super::cursor::Cursor;
use crate::error::ParseError;
use crate::expect::{
    Bound, Carries, Comparison, Expectation, Holds, InFlight, Known, MessageNumber, Period,
    Predicate, ProgressIndex, Servers, When,
};
use crate::words::ROLES;

const PREDICATES: &str = "a condition: leader, no leader, role, term, vote, log, length, entry, \
                          logs, next-index, match-index, commit, applied, state, answer, took, sent, \
                          carried, in-flight, no in-flight, elections, violation, no violation or \
                          violations";

pub(super) fn expectation(cursor: &mut Cursor<'_>, when: When) -> Result<Expectation, ParseError> {
    Ok(Expectation { when, predicate: predicate(cursor)? })
}

/// Reads a predicate: what follows `expect`, such as `leader s1 term 2`, in a cluster of this many servers.
///
/// # Errors
/// Returns a [`ParseError`] for the first thing that cannot be read, with its place in the line.
pub fn parse_predicate(line: &str, servers: u8) -> Result<Predicate, ParseError> {
    let mut cursor = Cursor::new(line, 1, servers);
    let predicate = predicate(&mut cursor)?;
    cursor.finish()?;
    Ok(predicate)
}

fn predicate(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let before = cursor.clone();
    Ok(match cursor.word() {
        "leader" => leader(cursor)?,
        "no" if cursor.skip_symbol("violation") => {
            Predicate::NoViolation { property: property(cursor)? }
        }
        "no" if cursor.skip_symbol("in-flight") => {
            Predicate::InFlight { is_there: false, message: in_flight(cursor)? }
        }
        "in-flight" => Predicate::InFlight { is_there: true, message: in_flight(cursor)? },
        "no" => {
            cursor.keyword("leader", "leader, violation or in-flight")?;
            Predicate::NoLeader
        }
        "role" => role(cursor)?,
        "term" => term(cursor)?,
        "logs" => Predicate::Logs { equal: cursor.one_of(&[("agree", false), ("equal", true)])? },
        "next-index" => progress(cursor, ProgressIndex::Next)?,
        "match-index" => progress(cursor, ProgressIndex::Match)?,
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
            holds: match cursor.skip_symbol("noop") {
                true => Holds::Noop,
                false => Holds::Command(cursor.string().map_err(|it| it.or("noop"))?.into()),
            },
        },
        "commit" => Predicate::Commit { servers: servers(cursor)?, bound: bound(cursor)? },
        "applied" => Predicate::Applied { servers: servers(cursor)?, bound: bound(cursor)? },
        "state" => state(cursor)?,
        "answer" => answer(cursor)?,
        "sent" => sent(cursor)?,
        "took" => Predicate::Took {
            request: request(cursor)?,
            comparison: cursor.one_of(&Comparison::ALL)?,
            time: cursor.time()?,
        },
        "carried" => {
            let (from, to) = server_ends(cursor)?;
            Predicate::Carried { from, to, between: period(cursor)?, bound: bound(cursor)? }
        }
        "elections" => {
            Predicate::ElectionTimeouts { between: period(cursor)?, bound: bound(cursor)? }
        }
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
    Ok(Predicate::Sent { kind, from, to, between: period(cursor)?, bound: bound(cursor)? })
}

/// `between 100 and 300`, or nothing for the whole run so far.
fn period(cursor: &mut Cursor<'_>) -> Result<Option<Period>, ParseError> {
    if !cursor.skip_symbol("between") {
        return Ok(None);
    }
    let from = cursor.instant(Time::default())?;
    cursor.keyword("and", "and, and the end of the period")?;
    let before = cursor.clone();
    let to = cursor.instant(Time::default())?;
    let problem = "an instant that is not before the beginning of the period";
    (from <= to).then_some(Some(Period { from, to })).ok_or_else(|| before.error(problem))
}

/// `s1 = 3`, `s1 never decreases`
fn term(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let servers = servers(cursor)?;
    if cursor.skip_symbol("never") {
        cursor.keyword("decreases", "decreases")?;
        return Ok(Predicate::TermNeverDecreases { servers });
    }
    let bound = bound(cursor).map_err(|error| match error.expected.starts_with('=') {
        true => error.or("never decreases"),
        false => error,
    })?;
    Ok(Predicate::Term { servers, bound })
}

/// `1 acknowledged`, `1 value "3"`, `1 value none`
fn answer(cursor: &mut Cursor<'_>) -> Result<Predicate, ParseError> {
    let request = request(cursor)?;
    if !cursor.skip_symbol("value") {
        let known = cursor.one_of(&Known::WORDS).map_err(|error| error.or("value"))?;
        return Ok(Predicate::Answer { request, known });
    }
    let value = match cursor.skip_symbol("none") {
        true => None,
        false => Some(cursor.string().map_err(|error| error.or("none"))?.into()),
    };
    Ok(Predicate::Value { request, value })
}

/// `s1->s2 = 3`: what `s1` as a leader knows of `s2`.
fn progress(cursor: &mut Cursor<'_>, index: ProgressIndex) -> Result<Predicate, ParseError> {
    let name = cursor.peek();
    let leader = cursor.first_end(Cursor::server)?;
    cursor.arrow(name, "->, and a follower")?;
    let follower = cursor.server()?;
    Ok(Predicate::Progress { leader, follower, index, bound: bound(cursor)? })
}

/// `append s1->s2 prev-index = 2 entries > 0`, `vote-reply *->s1 granted`
fn in_flight(cursor: &mut Cursor<'_>) -> Result<InFlight, ParseError> {
    let kind = kind(cursor)?;
    let (from, to) = if cursor.is_link() { ends(cursor)? } else { (None, None) };
    let mut carries = Vec::new();
    while !cursor.at_end() {
        let before = cursor.clone();
        let part = carried(cursor)?;
        if let Some(kind) = kind
            && !part.is_in(kind)
        {
            return Err(before.error(&match InFlight::carried_by(kind) {
                words if words.is_empty() => "the end of the line, as nothing of such a message \
                                              can be compared"
                    .to_owned(),
                words => format!("what such a message carries: {}", words.join(", ")),
            }));
        }
        carries.push(part);
    }
    Ok(InFlight { kind, from, to, carries })
}

fn carried(cursor: &mut Cursor<'_>) -> Result<Carries, ParseError> {
    if let Ok(news) = cursor.one_of(&Carries::NEWS) {
        return Ok(news);
    }
    let number = cursor.one_of(&MessageNumber::WORDS);
    let number = number.map_err(|error| error.or("granted, stored or refused"))?;
    Ok(Carries::Number(number, bound(cursor)?))
}

/// `s1->s2`, or nothing for any sender and any receiver.
fn server_ends(
    cursor: &mut Cursor<'_>,
) -> Result<(Option<ServerId>, Option<ServerId>), ParseError> {
    let before = cursor.clone();
    let (from, to) = if cursor.is_link() { ends(cursor)? } else { (None, None) };
    let server = |end: Option<Endpoint>| match end {
        Some(Endpoint::Client(_)) => Err(before.error("servers, like s1->s2")),
        Some(Endpoint::Server(server)) => Ok(Some(server)),
        None => Ok(None),
    };
    Ok((server(from)?, server(to)?))
}

/// A property; at the end of the line, any property.
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

/// The number of a request, counted over all clients from 1.
fn request(cursor: &mut Cursor<'_>) -> Result<RequestId, ParseError> {
    from_one(cursor, "the number of a request, from 1").map(RequestId)
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
