//! What can be asked for. The comments on the fields are the help texts.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use raft_scenario::Fault;
use raft_sim::{Setup, Time};

/// Play, judge, trace, format, share and invent runs of Raft.
///
/// A run is a short text: servers, what is done to them and when, and what is expected to come of
/// it. FILE may be - for the standard input.
///
/// Exit codes: 0 when all is well, 1 when a run is not what its text expects (or, to check, breaks a
/// property; or a text is not in its canonical form), 2 when a command, file or text cannot be read.
#[derive(Debug, Parser)]
#[command(name = "raft", version, propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(RunArgs),
    Check(CheckArgs),
    Trace(TraceArgs),
    Fmt(FmtArgs),
    Link(LinkArgs),
    Unlink(UnlinkArgs),
    Random(RandomArgs),
}

/// Play runs to their end, tell what happens, and judge what they expect.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// The texts, each played on its own.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Tell everything: every message, timer, write and decision.
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Tell only what does not hold.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Play runs to their end, and say only which properties of Raft they break.
///
/// Exits with 1 if there are any, whatever the texts expect.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The texts, each played on its own.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Write a run step by step as JSON, one row a line, for other programs to check.
#[derive(Debug, clap::Args)]
pub(crate) struct TraceArgs {
    /// The text.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write; the standard output, if not given.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// Rewrite texts in their canonical form, in place; - goes to the standard output.
#[derive(Debug, clap::Args)]
pub(crate) struct FmtArgs {
    /// The texts.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write nothing: name the texts that would change, and exit with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Print a link to a run: what follows the address of a page that can play it.
///
/// A built-in scenario is linked by its name, any other text as a whole.
#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    /// The text.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The moment to open it at, in milliseconds.
    #[arg(long, value_name = "MS", value_parser = milliseconds)]
    pub(crate) at: Option<Time>,
    /// Leave out what changes nothing: comments, title, notes and expectations.
    #[arg(long)]
    pub(crate) bare: bool,
}

/// Print the text that a link leads to.
#[derive(Debug, clap::Args)]
pub(crate) struct UnlinkArgs {
    /// The link: a whole address, or what follows its #. From the standard input, if it is -.
    #[arg(value_name = "FRAGMENT")]
    pub(crate) link: String,
}

/// Invent a run in which much goes wrong, the same one for the same options.
///
/// At its head, the text counts what happens in it, so that "nothing" is visible.
#[derive(Debug, clap::Args)]
pub(crate) struct RandomArgs {
    /// How many servers, 1 to 9.
    #[arg(long, value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u8).range(1..=i64::from(Setup::MAX_SERVERS)))]
    pub(crate) servers: u8,
    /// What all chance comes from.
    #[arg(long, value_name = "S", default_value_t = 1,
          value_parser = clap::value_parser!(u64).range(..=Setup::MAX_SEED))]
    pub(crate) seed: u64,
    /// How long it is, in seconds of the servers' time.
    #[arg(long, value_name = "T", default_value = "10", value_parser = seconds)]
    pub(crate) seconds: Time,
    /// What may go wrong, separated by commas: all, none, or some of crashes, pauses, partitions,
    /// cuts (in one direction), leaders (cut off), slow, loss, delays (of one message), duplicates,
    /// timeouts (before their time).
    #[arg(long, value_name = "LIST", default_value = "all", value_parser = faults)]
    pub(crate) faults: Faults,
    /// Choose rules at random too, among those that no property depends on.
    #[arg(long)]
    pub(crate) vary_rules: bool,
    /// Exit with 1 if something that is counted never happens.
    #[arg(long)]
    pub(crate) check_coverage: bool,
    /// Where to write; the standard output, if not given.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// A list of faults, and how it was written.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    pub(crate) list: Vec<Fault>,
    pub(crate) written: String,
}

fn faults(text: &str) -> Result<Faults, String> {
    let list = match text {
        "all" => Fault::ALL.iter().map(|&(_, fault)| fault).collect(),
        "none" => Vec::new(),
        _ => text.split(',').map(fault).collect::<Result<_, _>>()?,
    };
    Ok(Faults { list, written: text.to_owned() })
}

fn fault(text: &str) -> Result<Fault, String> {
    let found = Fault::ALL.iter().find(|(name, _)| *name == text.trim());
    found.map(|&(_, fault)| fault).ok_or_else(|| {
        let names: Vec<_> = Fault::ALL.iter().map(|(name, _)| *name).collect();
        format!(
            "no fault is called \u{2018}{text}\u{2019}; there are all, none, or some of {}",
            names.join(",")
        )
    })
}

/// The longest run that can be invented, in seconds: an hour.
const MOST_SECONDS: f64 = 3600.0;

fn seconds(text: &str) -> Result<Time, String> {
    let seconds = text.parse::<f64>().ok().filter(|s| *s > 0.0 && *s <= MOST_SECONDS);
    let seconds = seconds.ok_or("a number of seconds, up to 3600")?;
    Ok(Time::from_ms((seconds * 1000.0).round() as u64))
}

fn milliseconds(text: &str) -> Result<Time, String> {
    let ms = text.parse::<f64>().ok().filter(|ms| *ms >= 0.0 && ms.is_finite());
    ms.map(Time::from_ms_f64).ok_or_else(|| "a time in milliseconds, like 4200 or 12.5".into())
}
