//! `raft random`.

use std::io;

use raft_scenario::Recipe;

use crate::args::{Chosen, RandomArgs};
use crate::coverage::Coverage;
use crate::play::play_random;
use crate::source::write_to;
use crate::{ExitStatus, Streams};

pub(crate) fn random(args: &RandomArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let recipe = Recipe {
        servers: args.servers,
        seed: args.seed,
        length: args.seconds,
        faults: args.faults.list.clone(),
        vary_rules: args.vary_rules,
        rules: args.rules.iter().map(|&Chosen { rule, choice }| (rule, choice)).collect(),
    };
    let mut coverage = Coverage::default();
    let mut scenario = match play_random(&recipe, &mut coverage) {
        Ok(scenario) => scenario,
        Err(error) => {
            writeln!(streams.err, "raft: {error}")?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let RandomArgs { servers, seed, seconds, .. } = args;
    scenario.comment = vec![
        format!(
            "raft random --servers {servers} --seed {seed} --seconds {} --faults {}{}",
            seconds.ms() / 1000.0,
            args.faults.written,
            if args.vary_rules { " --vary-rules" } else { "" },
        ) + &args.rules.iter().map(Chosen::to_string).collect::<String>(),
        format!("What happens in it: {coverage}."),
    ];
    if !write_to(args.output.as_deref(), scenario.print().as_bytes(), streams)? {
        return Ok(ExitStatus::Unreadable);
    }
    let missing = coverage.missing();
    if args.check_coverage && !missing.is_empty() {
        writeln!(streams.err, "raft: these never happen: {}", missing.join(", "))?;
        return Ok(ExitStatus::Failed);
    }
    Ok(ExitStatus::Good)
}
