//! `raft list`.

use std::io;

use raft_scenario::{Scenario, builtin};

use crate::{ExitStatus, Streams};

pub(crate) fn list(streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let width = builtin::ALL.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, text) in builtin::ALL {
        let scenario = Scenario::parse(text);
        let title = scenario.as_ref().map_or("", |scenario| scenario.title.in_language("en"));
        writeln!(streams.out, "{}", format!("{name:width$}  {title}").trim_end())?;
    }
    Ok(ExitStatus::Good)
}
