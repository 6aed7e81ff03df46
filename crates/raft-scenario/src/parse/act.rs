//! Reading acts.

use raft_core::{ServerId, Timer};
use raft_sim::{Action, Endpoint, MessageFilter, MessageId, NetworkSettings, check_command};
use smol_str::SmolStr;

use super::cursor::Cursor;
use crate::error::{ParseError, ParseHint};
use crate::message::{Selector, Which};
use crate::scenario::{Act, MessageAction};
use crate::words::{ANY_KIND, KINDS, TIMERS};

const ACTS: &str = "expect, note, or an action: crash, restart, pause, resume, timeout, heartbeat, \
                    fire, clock, cut, mend, partition, heal, link, network, client, drop, deliver, \
                    duplicate, delay, hold or release";

const SETTINGS: &str = "latency, loss or duplicate";

/// Reads one act, such as `crash s1` or `drop append s1->s2`, in a cluster of this many servers.
///
/// # Errors
/// Returns a [`ParseError`] for the first thing that cannot be read, with its place in the line.
pub fn parse_act(line: &str, servers: u8) -> Result<Act, ParseError> {
    let mut cursor = Cursor::new(line, 1, servers);
    let act = act(&mut cursor)?;
    cursor.finish()?;
    Ok(act)
}

pub(super) fn act(cursor: &mut Cursor<'_>) -> Result<Act, ParseError> {
    let before = cursor.clone();
    let action = match cursor.word() {
        "crash" => Action::Crash { server: cursor.server()? },
        "restart" => Action::Restart { server: cursor.server()? },
        "pause" => Action::Pause { server: cursor.server()? },
        "resume" => Action::Resume { server: cursor.server()? },
        "timeout" => Action::Fire { server: cursor.server()?, timer: Timer::Election },
        "heartbeat" => Action::Fire { server: cursor.server()?, timer: Timer::Heartbeat },
        "fire" => Action::Fire { server: cursor.server()?, timer: cursor.one_of(TIMERS)? },
        "cut" => match link(cursor)? {
            NamedLink { ends: Ends::Servers(from, to), both_ways } => {
                Action::Cut { from, to, both_ways }
            }
            NamedLink { ends: Ends::Client(from, to), both_ways } => {
                Action::CutClient { from, to, both_ways }
            }
        },
        "mend" => match link(cursor)? {
            NamedLink { ends: Ends::Servers(from, to), both_ways } => {
                Action::Mend { from, to, both_ways }
            }
            NamedLink { ends: Ends::Client(from, to), both_ways } => {
                Action::MendClient { from, to, both_ways }
            }
        },
        "partition" => partition(cursor)?,
        "clock" => Action::SetClock { server: cursor.server()?, rate: cursor.rate()? },
        "heal" => Action::Heal,
        "link" => link_settings(cursor)?,
        "network" => Action::SetNetwork { settings: settings(cursor)? },
        "client" => client(cursor)?,
        "drop" => return message(cursor, MessageAction::Drop),
        "deliver" => return deliver(cursor),
        "duplicate" => return message(cursor, MessageAction::Duplicate),
        "delay" => return delay(cursor),
        "hold" if cursor.peek() == "every" => Action::HoldAll { filter: filter(cursor)? },
        "hold" => return message(cursor, MessageAction::Hold),
        "release" if cursor.peek() == "every" => Action::ReleaseAll { filter: filter(cursor)? },
        "release" => return message(cursor, MessageAction::Release),
        _ => return Err(before.error(ACTS)),
    };
    Ok(Act::Plain(action))
}

/// One or both directions of a link.
struct NamedLink {
    ends: Ends,
    both_ways: bool,
}

/// The ends of a link: two servers, or a client and a server.
enum Ends {
    Servers(ServerId, ServerId),
    Client(Endpoint, Endpoint),
}

/// `s1->s2`, one way; `s1<->s2`, both; `c1->s2`.
fn link(cursor: &mut Cursor<'_>) -> Result<NamedLink, ParseError> {
    let name = cursor.peek();
    let from = cursor.first_end(Cursor::endpoint)?;
    let both_ways = cursor.skip_symbol("<->");
    if !both_ways {
        cursor.arrow(name, "-> or <->")?;
    }
    let ends = match from {
        // Clients have links to servers only.
        Endpoint::Client(_) => Ends::Client(from, cursor.server()?.into()),
        Endpoint::Server(server) => match cursor.endpoint()? {
            Endpoint::Server(to) => Ends::Servers(server, to),
            to @ Endpoint::Client(_) => Ends::Client(from, to),
        },
    };
    Ok(NamedLink { ends, both_ways })
}

/// `s1 s2 | s3 s4 s5`, `c1 s1 s2 | s3 s4 s5`
fn partition(cursor: &mut Cursor<'_>) -> Result<Action, ParseError> {
    let mut groups = vec![vec![cursor.endpoint()?]];
    while !cursor.at_end() {
        if cursor.skip_symbol("|") {
            groups.push(Vec::new());
        }
        let end = cursor.endpoint()?;
        if let Some(group) = groups.last_mut() {
            group.push(end);
        }
    }
    let servers = |group: &Vec<Endpoint>| group.iter().map(|end| end.server()).collect();
    let only_servers: Option<Vec<Vec<ServerId>>> = groups.iter().map(servers).collect();
    Ok(match only_servers {
        Some(groups) => Action::Partition { groups },
        None => Action::PartitionClients { groups },
    })
}

/// `s1->s2 latency 50..80 loss 10%`, or `s1->s2 normal`
fn link_settings(cursor: &mut Cursor<'_>) -> Result<Action, ParseError> {
    let before = cursor.clone();
    let NamedLink { ends, both_ways } = link(cursor)?;
    if both_ways {
        return Err(before.error("one direction, like s1->s2"));
    }
    let settings = if cursor.skip_symbol("normal") {
        None
    } else {
        Some(settings(cursor).map_err(|error| match error.expected == SETTINGS {
            true => error.or("normal"),
            false => error,
        })?)
    };
    Ok(match ends {
        Ends::Servers(from, to) => Action::SetLink { from, to, settings },
        Ends::Client(from, to) => Action::SetClientLink { from, to, settings },
    })
}

/// One or more of `latency`, `loss`, `duplicate`; those left out have their defaults.
fn settings(cursor: &mut Cursor<'_>) -> Result<NetworkSettings, ParseError> {
    let mut settings = NetworkSettings::default();
    if !cursor.network(&mut settings)? {
        return Err(cursor.error(SETTINGS));
    }
    while cursor.network(&mut settings)? {}
    Ok(settings)
}

/// `client "set x 1" to s2`, `client c2 "set x 1"`
fn client(cursor: &mut Cursor<'_>) -> Result<Action, ParseError> {
    let client = cursor.client();
    let before = cursor.clone();
    let text = SmolStr::from(cursor.string().map_err(|error| match client {
        Some(_) => error,
        None => error.or("a client, like c2, before one"),
    })?);
    check_command(&text).map_err(|problem| before.error(&format!("a command ({problem})")))?;
    let to = if cursor.skip_symbol("to") {
        Some(cursor.server()?)
    } else if cursor.at_end() || cursor.peek() == "repeat" {
        None
    } else {
        return Err(cursor.error("to, repeat, or the end of the line"));
    };
    Ok(match client {
        Some(client) => Action::CommandBy { client, text, to },
        None => Action::Command { text, to },
    })
}

fn message(cursor: &mut Cursor<'_>, action: MessageAction) -> Result<Act, ParseError> {
    Ok(Act::Message { selector: selector(cursor)?, action })
}

/// `append s1->s2`, `every append s1->* until quiet`
fn deliver(cursor: &mut Cursor<'_>) -> Result<Act, ParseError> {
    let before = cursor.clone();
    let selector = selector(cursor)?;
    if !cursor.skip_symbol("until") {
        return Ok(Act::Message { selector, action: MessageAction::Deliver });
    }
    cursor.keyword("quiet", "quiet")?;
    if selector.which != Which::Every {
        let error = before.error("every");
        return Err(error.hint(ParseHint::EveryUntilQuiet));
    }
    Ok(Act::Message { selector, action: MessageAction::DeliverUntilQuiet })
}

/// `append s1->s2 by 30`
fn delay(cursor: &mut Cursor<'_>) -> Result<Act, ParseError> {
    let selector = selector(cursor)?;
    cursor.keyword("by", "by, and how long")?;
    Ok(Act::Message { selector, action: MessageAction::Delay(cursor.time()?) })
}

/// `append s1->s2`, `append s1->s2 2`, `append s1->s2 last`, `every append s1->*`, or `m12`
fn selector(cursor: &mut Cursor<'_>) -> Result<Selector, ParseError> {
    let identity = cursor.peek().strip_prefix('m').and_then(|digits| digits.parse().ok());
    if let Some(id) = identity {
        cursor.word();
        let which = Which::Identity(MessageId(id));
        return Ok(Selector { kind: None, from: None, to: None, which });
    }
    let every = cursor.skip_symbol("every");
    let kind = kind(cursor).map_err(|error| match every {
        true => error,
        false => error.or("every, or a number like m12"),
    })?;
    // `delay append by 30`, `drop append 2` and `drop append last` name no ends.
    let is_number = cursor.peek().starts_with(|c: char| c.is_ascii_digit());
    let no_ends = cursor.at_end() || is_number || matches!(cursor.peek(), "last" | "by" | "until");
    let (from, to) = if no_ends { (None, None) } else { ends(cursor)? };
    let which = if every {
        Which::Every
    } else if cursor.skip_symbol("last") {
        Which::Last
    } else if cursor.peek().starts_with(|c: char| c.is_ascii_digit()) {
        let before = cursor.clone();
        let nth = cursor.number("which one: 1 is the oldest")?;
        let nth = u32::try_from(nth).ok().filter(|&nth| nth > 0);
        Which::Nth(nth.ok_or_else(|| before.error("which one: 1 is the oldest"))?)
    } else {
        Which::Nth(1)
    };
    Ok(Selector { kind, from, to, which })
}

fn filter(cursor: &mut Cursor<'_>) -> Result<MessageFilter, ParseError> {
    cursor.word();
    let kind = kind(cursor)?;
    let before = cursor.clone();
    let (from, to) = if cursor.at_end() { (None, None) } else { ends(cursor)? };
    let server = |end: Option<Endpoint>| match end {
        Some(Endpoint::Client(_)) => Err(before.error("servers, like s1->s2")),
        Some(Endpoint::Server(server)) => Ok(Some(server)),
        None => Ok(None),
    };
    Ok(MessageFilter { from: server(from)?, to: server(to)?, kind })
}

pub(super) fn kind(cursor: &mut Cursor<'_>) -> Result<Option<raft_sim::MessageKind>, ParseError> {
    if cursor.skip_symbol(ANY_KIND) {
        return Ok(None);
    }
    let expected = "message, or a kind of message: vote, vote-reply, prevote, prevote-reply, append, \
                    append-reply, request or answer";
    cursor.one_of(KINDS).map(Some).map_err(|_| cursor.error(expected))
}

/// `s1->s2`, with `*` for anybody.
pub(super) fn ends(
    cursor: &mut Cursor<'_>,
) -> Result<(Option<Endpoint>, Option<Endpoint>), ParseError> {
    let end = |cursor: &mut Cursor<'_>| {
        if cursor.skip_symbol("*") {
            return Ok(None);
        }
        cursor.endpoint().map(Some).map_err(|error| error.or("* for anybody"))
    };
    let name = cursor.peek();
    let from = cursor.first_end(end)?;
    cursor.arrow(name, "->")?;
    Ok((from, end(cursor)?))
}
