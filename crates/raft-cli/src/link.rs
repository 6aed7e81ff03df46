//! `raft link` and `raft unlink`.

use std::io;

use raft_scenario::{Link, Linked, Scenario};

use crate::args::{LinkArgs, UnlinkArgs};
use crate::source::Source;
use crate::{Outcome, Streams};

pub(crate) fn link(args: &LinkArgs, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let Some((_, mut scenario)) = Source::scenario(&args.file, streams)? else {
        return Ok(Outcome::Unreadable);
    };
    if args.no_comments {
        remove_comments(&mut scenario);
    }
    let link = Link {
        run: Linked::Text(scenario.print()),
        at: args.at,
    };
    writeln!(streams.out, "{link}")?;
    Ok(Outcome::Good)
}

fn remove_comments(scenario: &mut Scenario) {
    scenario.comment.clear();
    for step in &mut scenario.steps {
        step.comment.clear();
    }
}

pub(crate) fn unlink(args: &UnlinkArgs, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut address = args.link.clone();
    if address == "-" {
        address.clear();
        streams.input.read_to_string(&mut address)?;
    }
    let link = Link::read(&address);
    let at = link.as_ref().ok().and_then(|link| link.at);
    let text = match link.and_then(|link| link.text(builtin)) {
        Ok(text) => text,
        Err(error) => {
            writeln!(streams.err, "{error}")?;
            return Ok(Outcome::Unreadable);
        }
    };
    write!(streams.out, "{text}")?;
    if let Some(at) = at {
        writeln!(streams.err, "The link opens it at {at}.")?;
    }
    let source = Source {
        name: "<link>".into(),
        text,
    };
    let scenario = source.parse(streams)?;
    Ok(if scenario.is_some() {
        Outcome::Good
    } else {
        Outcome::Unreadable
    })
}

/// The text of a built-in scenario.
fn builtin(_name: &str) -> Option<String> {
    None
}
