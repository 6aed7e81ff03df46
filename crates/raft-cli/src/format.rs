//! `raft fmt`.

use std::io;

use crate::args::FmtArgs;
use crate::source::{Source, write_to};
use crate::{Outcome, Streams};

pub(crate) fn format(args: &FmtArgs, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut worst = Outcome::Good;
    for path in &args.files {
        let outcome = match Source::scenario(path, streams)? {
            Err(_) => Outcome::Unreadable,
            Ok((source, scenario)) => {
                let canonical = scenario.print();
                let same = canonical == source.text;
                if args.check {
                    if !same {
                        writeln!(streams.out, "{}", source.name)?;
                    }
                    if same { Outcome::Good } else { Outcome::Failed }
                } else if !source.is_file {
                    streams.out.write_all(canonical.as_bytes())?;
                    Outcome::Good
                } else if same || write_to(Some(path), canonical.as_bytes(), streams)? {
                    Outcome::Good
                } else {
                    Outcome::Unreadable
                }
            }
        };
        worst = worst.max(outcome);
    }
    Ok(worst)
}
