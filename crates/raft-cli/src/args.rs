//! The arguments of the command line. The comments on the fields are the help texts.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use raft_core::{Rule, Rules};
use raft_explore::{Bounds, Method};
use raft_scenario::{Fault, parse_time, quote};
use raft_sim::{Setup, Time};

use crate::input::is_standard;
use crate::screen::Color;

/// Play, check, trace, format, share and find runs of Raft.
///
/// A scenario is a short text that describes a run: the servers, the actions with their times, and what
/// is expected to happen. FILE is a file with such a text or with a link to one, the name of a built-in
/// scenario (`raft list` names them all), a link, or - for the standard input.
#[derive(Debug, Parser)]
#[command(name = "raft", version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Subcommand,
    /// When to colour the output.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// The exit codes, for the help.
const EXIT_CODES: &str = "\
Exit codes:
  0    success: every step was taken and every expectation met; check: no property is violated
  1    something failed: an expectation or a step; check: a property; fmt --check: a text is not in
       its canonical form; random --check-coverage: something never happens; explore: no run was
       found within the budget
  2    wrong usage, or something that cannot be read or written
  141  the reader of the output closed it early, as head does
With several texts, it is the largest of their codes.";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    Run(RunArgs),
    Check(CheckArgs),
    /// List the built-in scenarios, one per line, with their titles.
    List,
    Trace(TraceArgs),
    Fmt(FmtArgs),
    Link(LinkArgs),
    Unlink(UnlinkArgs),
    Random(RandomArgs),
    Explore(ExploreArgs),
}

impl Subcommand {
    /// The texts to read, for a command that takes several.
    fn files(&self) -> &[PathBuf] {
        match self {
            Self::Run(RunArgs { files, .. })
            | Self::Check(CheckArgs { files })
            | Self::Fmt(FmtArgs { files, .. })
            | Self::Explore(ExploreArgs { files, .. }) => files,
            _ => &[],
        }
    }
}

impl Args {
    /// Reads a command line, the program's name first.
    pub(crate) fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let args = Self::try_parse_from(args)?;
        if args.command.files().iter().filter(|path| is_standard(path)).count() > 1 {
            let message = "the standard input can be read only once: there is more than one \"-\"";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        if let Subcommand::Explore(ExploreArgs { files, merge: false, .. }) = &args.command
            && files.len() > 1
        {
            let message = "explore searches from one setup; only --merge takes several texts";
            return Err(Self::command().error(ErrorKind::TooManyValues, message));
        }
        Ok(args)
    }
}

/// Play runs to their end, print what happens, and check their expectations.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// The texts, each played on its own.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print everything: every message, timer, write and decision.
    #[arg(short, long, conflicts_with_all = ["quiet", "json"])]
    pub(crate) verbose: bool,
    /// Print only what fails.
    #[arg(short, long, conflicts_with = "json")]
    pub(crate) quiet: bool,
    /// Write one JSON object for each run, one per line: name, verdicts with their lines, violations,
    /// metrics.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Play runs to their end, and print only which properties of Raft they violate.
///
/// Exits with 1 if there are any, whatever the texts expect.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The texts, each played on its own.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Write a run step by step as JSON, one object per line, for other programs to check.
#[derive(Debug, clap::Args)]
pub(crate) struct TraceArgs {
    /// The text.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write; the standard output, if not given.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// Rewrite files in their canonical form, in place; other texts are written to the standard output.
#[derive(Debug, clap::Args)]
pub(crate) struct FmtArgs {
    /// The texts.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write nothing: name the texts that would change, and exit with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Print a link to a run: the part that follows the address of the page.
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
    /// Leave out what does not change the run: comments, title, notes and expectations.
    #[arg(long)]
    pub(crate) bare: bool,
}

/// Print the text that a link leads to.
#[derive(Debug, clap::Args)]
pub(crate) struct UnlinkArgs {
    /// The link: a whole address, or what follows its #; - reads it from the standard input.
    #[arg(value_name = "FRAGMENT")]
    pub(crate) link: String,
}

/// Write a random run with many faults. The same options give the same run.
///
/// Comments at the top of the text count what happens in the run.
#[derive(Debug, clap::Args)]
pub(crate) struct RandomArgs {
    /// How many servers, 1 to 9.
    #[arg(long, value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u8).range(1..=i64::from(Setup::MAX_SERVERS)))]
    pub(crate) servers: u8,
    /// The seed of all random draws.
    #[arg(long, value_name = "S", default_value_t = 1,
          value_parser = clap::value_parser!(u64).range(..=Setup::MAX_SEED))]
    pub(crate) seed: u64,
    /// How long the run is, in seconds of virtual time.
    #[arg(long, value_name = "T", default_value = "10", value_parser = seconds)]
    pub(crate) seconds: Time,
    /// The kinds of faults, separated by commas: all, none, or some of crashes, pauses, partitions,
    /// cuts (in one direction), leaders (cut off), slow, loss, delays (of one message), duplicates,
    /// timeouts (before their time).
    #[arg(long, value_name = "LIST", default_value = "all", value_parser = faults)]
    pub(crate) faults: Faults,
    /// Also choose rules at random, among the safe choices.
    #[arg(long)]
    pub(crate) vary_rules: bool,
    /// Choose a rule, as "pre-vote on"; may be given several times.
    #[arg(long = "rule", value_name = "NAME CHOICE", value_parser = rule)]
    pub(crate) rules: Vec<Chosen>,
    /// Exit with 1 if something that the comments count never happens.
    #[arg(long)]
    pub(crate) check_coverage: bool,
    /// Where to write; the standard output, if not given.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// Look for a run that reaches a goal, and shorten it.
///
/// Without a goal, it looks for any violation. The text it writes has the rules, notes, and an expectation
/// for what the run reaches. With the same seeds and a budget in moves, a search finds the same run.
#[derive(Debug, clap::Args)]
pub(crate) struct ExploreArgs {
    /// The text whose head is the setup to search from; its steps are ignored. With --merge, the texts
    /// to choose from.
    #[arg(value_name = "FILE", required_if_eq("merge", "true"))]
    pub(crate) files: Vec<PathBuf>,
    /// How many servers, 1 to 9; 3, if neither this nor a text says so.
    #[arg(long, value_name = "N",
          value_parser = clap::value_parser!(u8).range(1..=i64::from(Setup::MAX_SERVERS)))]
    pub(crate) servers: Option<u8>,
    /// Choose a rule, as "commit any-term-on-majority"; may be given several times.
    #[arg(long = "rule", value_name = "NAME CHOICE", value_parser = rule)]
    pub(crate) rules: Vec<Chosen>,
    /// What the run must reach, as written after "expect" in a text: "violation log-matching",
    /// "leader s1 term 3". If given several times, all of them must hold at the same time.
    #[arg(long = "goal", value_name = "GOAL")]
    pub(crate) goals: Vec<String>,
    /// The search methods, separated by commas: guided, phases, swarm, pct, random, bfs or mutation; portfolio
    /// is all but mutation, and the default.
    #[arg(long = "method", value_name = "LIST", value_delimiter = ',', value_parser = methods)]
    pub(crate) methods: Vec<Vec<Method>>,
    /// How long to search, as in 10s, 500ms or 2m; or how many moves to make, as in 100000moves.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = budget)]
    pub(crate) budget: Budget,
    /// The first and last seed to search with, as in 1..8; the seeds share the budget. The default is one
    /// for each job.
    #[arg(long, value_name = "A..B", value_parser = seeds)]
    pub(crate) seeds: Option<(u64, u64)>,
    /// How many searches run at the same time.
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: u16,
    /// Stop at the first run that is found, once it is shortened.
    #[arg(long)]
    pub(crate) first: bool,
    /// The highest term in which a server starts an election.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1000))]
    pub(crate) terms: Option<u64>,
    /// The maximum number of commands that clients send.
    #[arg(long, value_name = "N")]
    pub(crate) commands: Option<u8>,
    /// The maximum number of crashes.
    #[arg(long, value_name = "N")]
    pub(crate) crashes: Option<u8>,
    /// Write one JSON object: what was found, its text, and how much was searched.
    #[arg(long)]
    pub(crate) json: bool,
    /// Choose the shortest of texts that earlier searches found, instead of searching.
    #[arg(long, conflicts_with_all = ["servers", "rules", "goals", "methods", "seeds", "json"])]
    pub(crate) merge: bool,
    /// Where to write the text; the standard output, if not given.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

impl ExploreArgs {
    /// The bounds of a run: what the options say, and otherwise the usual ones.
    pub(crate) fn bounds(&self, usual: Bounds) -> Bounds {
        Bounds {
            terms: self.terms.unwrap_or(usual.terms),
            commands: self.commands.unwrap_or(usual.commands),
            crashes: self.crashes.unwrap_or(usual.crashes),
            ..usual
        }
    }
}

/// How much a search does at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Budget {
    /// It takes this much time.
    Time(Duration),
    /// It makes this many moves: the result is then the same on every machine.
    Moves(u64),
}

fn budget(text: &str) -> Result<Budget, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number = number.parse::<f64>().ok().filter(|number| *number > 0.0 && *number < 1e12);
    let seconds = |factor: f64| number.map(|number| number * factor).filter(|it| *it <= 1e7);
    let budget = match unit {
        "ms" => seconds(0.001).map(|it| Budget::Time(Duration::from_secs_f64(it))),
        "s" => seconds(1.0).map(|it| Budget::Time(Duration::from_secs_f64(it))),
        "m" => seconds(60.0).map(|it| Budget::Time(Duration::from_secs_f64(it))),
        "h" => seconds(3600.0).map(|it| Budget::Time(Duration::from_secs_f64(it))),
        "moves" => number.map(|number| Budget::Moves(number as u64)),
        _ => None,
    };
    budget.ok_or_else(|| {
        "a time such as 10s, 500ms, 2m or 1h, or a number of moves such as 100000moves".into()
    })
}

fn seeds(text: &str) -> Result<(u64, u64), String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let seed = |text: &str| text.parse::<u64>().ok().filter(|seed| *seed <= Setup::MAX_SEED);
    match (seed(first), seed(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err("two whole numbers, the smaller one first, as in 1..8".into()),
    }
}

fn methods(text: &str) -> Result<Vec<Method>, String> {
    if text == "portfolio" {
        return Ok(Method::PORTFOLIO.to_vec());
    }
    Method::find(text).map(|method| vec![method]).ok_or_else(|| {
        let names: Vec<_> = Method::ALL.iter().map(|(name, _)| *name).collect();
        format!(
            "no search method is called {}; there are portfolio, {}",
            quote(text),
            names.join(", ")
        )
    })
}

/// A choice of a rule, by name.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub(crate) rule: &'static Rule,
    pub(crate) choice: &'static str,
}

/// Writes it as an option, with a space before it.
impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " --rule \"{} {}\"", self.rule.name, self.choice)
    }
}

fn rule(text: &str) -> Result<Chosen, String> {
    let mut words = text.split_whitespace();
    let (Some(name), choice, None) = (words.next(), words.next(), words.next()) else {
        return Err("a rule and a choice, as in \"pre-vote on\"".into());
    };
    let rule = Rules::find(name).ok_or_else(|| {
        let names: Vec<_> = Rules::TABLE.iter().map(|rule| rule.name).collect();
        format!("no rule is called {}; there are {}", quote(name), names.join(", "))
    })?;
    let choices: Vec<_> = rule.choices.iter().map(|choice| choice.name).collect();
    match choices.iter().find(|known| Some(**known) == choice) {
        Some(choice) => Ok(Chosen { rule, choice }),
        None => Err(format!("the choices of {name} are {}", choices.join(", "))),
    }
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
            "no fault is called {}; there are all, none, or some of {}",
            quote(text),
            names.join(",")
        )
    })
}

/// The longest random run, in seconds: an hour.
const MOST_SECONDS: f64 = 3600.0;

fn seconds(text: &str) -> Result<Time, String> {
    let seconds = text.parse::<f64>().ok().filter(|s| *s > 0.0 && *s <= MOST_SECONDS);
    let seconds = seconds.ok_or("a number of seconds, up to 3600")?;
    Ok(Time::from_ms((seconds * 1000.0).round() as u64))
}

fn milliseconds(text: &str) -> Result<Time, String> {
    parse_time(text).ok_or_else(|| "a time in milliseconds, like 4200 or 12.5".into())
}
