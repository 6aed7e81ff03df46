//! `raft fmt`.

use std::io;

use crate::args::FmtArgs;
use crate::source::{ScenarioText, write_to};
use crate::{ExitStatus, Streams};

pub(crate) fn format(args: &FmtArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let mut worst = ExitStatus::Good;
    for path in &args.files {
        let outcome = match ScenarioText::scenario(path, streams)? {
            Err(_) => ExitStatus::Unreadable,
            Ok((source, scenario)) => {
                let canonical = scenario.print();
                let same = canonical == source.text;
                if args.check {
                    if !same {
                        writeln!(streams.out, "{}", source.name)?;
                    }
                    if same { ExitStatus::Good } else { ExitStatus::Failed }
                } else if !source.is_file {
                    streams.out.write_all(canonical.as_bytes())?;
                    ExitStatus::Good
                } else if same || write_to(Some(path), canonical.as_bytes(), streams)? {
                    ExitStatus::Good
                } else {
                    ExitStatus::Unreadable
                }
            }
        };
        worst = worst.max(outcome);
    }
    Ok(worst)
}
