//! The workloads.

use raft_check::Judge;
use raft_core::Sending;
use raft_sim::{Action, Observer, Setup, Time, World};

use crate::clock;
use crate::cluster::Cluster;
use crate::growth;
use crate::hour::hour;
use crate::timeline;

/// Something to measure.
pub struct Workload {
    /// What is measured.
    pub name: &'static str,
    /// The unit of the result.
    pub unit: &'static str,
    /// Whether more is better.
    pub more_is_better: bool,
    /// What the `raft` crate 0.7 achieves on a small virtual machine with two cores, if it has something comparable:
    /// a yardstick, not a contest, as it does more and other things.
    pub yardstick: Option<f64>,
    once: fn() -> f64,
}

/// How often each workload is measured; the median counts.
const TIMES: usize = 11;

/// How many commands are in flight, or in a batch.
const COMMANDS_TOGETHER: u64 = 64;

impl Workload {
    /// The median of several measurements.
    pub fn measure(&self) -> f64 {
        let mut measured: Vec<_> = (0..TIMES).map(|_| (self.once)()).collect();
        measured.sort_by(f64::total_cmp);
        measured[TIMES / 2]
    }
}

/// Everything that is measured.
pub const WORKLOADS: [Workload; 23] = [
    Workload {
        name: "commits, 64 in flight, pipelined",
        unit: "1/s",
        more_is_better: true,
        yardstick: Some(223e3),
        once: || commits_in_flight(Sending::Pipelined, 20_000),
    },
    Workload {
        name: "commits, 64 in flight, as in the paper",
        unit: "1/s",
        more_is_better: true,
        yardstick: None,
        once: || commits_in_flight(Sending::AtOnce, 2_000),
    },
    Workload {
        name: "commits, in batches of 64",
        unit: "1/s",
        more_is_better: true,
        yardstick: Some(1.78e6),
        once: commits_in_batches,
    },
    Workload {
        name: "an election",
        unit: "µs",
        more_is_better: false,
        yardstick: Some(7.4),
        once: election,
    },
    Workload {
        name: "a default world, idle",
        unit: "s/s",
        more_is_better: true,
        yardstick: None,
        once: || world(200, false, &mut ()),
    },
    Workload {
        name: "a default world, 10 commands a second",
        unit: "s/s",
        more_is_better: true,
        yardstick: None,
        once: || world(100, true, &mut ()),
    },
    Workload {
        name: "the same world, judged",
        unit: "s/s",
        more_is_better: true,
        yardstick: None,
        once: judged_world,
    },
    Workload {
        name: "what judging adds to its cost",
        unit: "%",
        more_is_better: false,
        yardstick: None,
        once: judging,
    },
    Workload {
        name: "a seek in ten busy minutes, median",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || timeline::seek(0.5),
    },
    Workload {
        name: "a seek in ten busy minutes, 99 %",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || timeline::seek(0.99),
    },
    Workload {
        name: "their history, a simulated second",
        unit: "kB",
        more_is_better: false,
        yardstick: None,
        once: timeline::memory,
    },
    Workload {
        name: "five busy minutes with another rule",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: timeline::under_another_rule,
    },
    Workload {
        name: "an hour, 10 acts a second: memory",
        unit: "MB",
        more_is_better: false,
        yardstick: None,
        once: || hour().memory,
    },
    Workload {
        name: "an act in it, 99 %",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || hour().act,
    },
    Workload {
        name: "undo and redo in it, median",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || hour().undo_median,
    },
    Workload {
        name: "undo and redo in it, 99 %",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || hour().undo,
    },
    Workload {
        name: "a seek in it, median",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || hour().seek_median,
    },
    Workload {
        name: "a seek in it, 99 %",
        unit: "ms",
        more_is_better: false,
        yardstick: None,
        once: || hour().seek,
    },
    Workload {
        name: "in flight for an hour: end 500",
        unit: "s",
        more_is_better: false,
        yardstick: None,
        once: || growth::in_flight(500),
    },
    Workload {
        name: "in flight for an hour: end 1000",
        unit: "s",
        more_is_better: false,
        yardstick: None,
        once: || growth::in_flight(1000),
    },
    Workload {
        name: "in flight for an hour: end 2000",
        unit: "s",
        more_is_better: false,
        yardstick: None,
        once: || growth::in_flight(2000),
    },
    Workload {
        name: "5,000 open expectations",
        unit: "s",
        more_is_better: false,
        yardstick: None,
        once: || growth::open_expectations(5_000),
    },
    Workload {
        name: "10,000 open expectations",
        unit: "s",
        more_is_better: false,
        yardstick: None,
        once: || growth::open_expectations(10_000),
    },
];

fn time(what: impl FnOnce()) -> f64 {
    let start = clock::seconds();
    what();
    clock::seconds() - start
}

fn commits_in_flight(sending: Sending, commands: u64) -> f64 {
    let mut cluster = Cluster::new(sending);
    commands as f64 / time(|| cluster.commit_in_flight(commands, COMMANDS_TOGETHER))
}

fn commits_in_batches() -> f64 {
    let mut cluster = Cluster::new(Sending::NextHeartbeat);
    let batches = 1_000;
    let seconds = time(|| cluster.commit_in_batches(batches, COMMANDS_TOGETHER));
    (batches * COMMANDS_TOGETHER) as f64 / seconds
}

fn election() -> f64 {
    let mut cluster = Cluster::new(Sending::default());
    let elections = 5_000;
    let seconds = time(|| {
        for _ in 0..elections {
            cluster.elect_next();
        }
    });
    seconds * 1e6 / f64::from(elections)
}

/// What judging adds to the cost of a world, in percent. The two worlds are measured directly one after the other, so
/// that both find the machine in the same state.
fn judging() -> f64 {
    (world(100, true, &mut ()) / judged_world() - 1.0) * 100.0
}

fn judged_world() -> f64 {
    let mut judge = Judge::new();
    let seconds = world(100, true, &mut judge);
    assert_eq!(judge.found(), 0);
    seconds
}

/// Measures how many seconds are simulated per second.
fn world(seconds: u64, commands: bool, observer: &mut dyn Observer) -> f64 {
    let mut world = World::new(Setup::default(), observer).expect("a possible setup");
    // By then the first election is over.
    world.run_until(Time::from_ms(2_000), observer);
    let taken = time(|| {
        for tenth in 1..=seconds * 10 {
            if commands {
                let text = format!("set x {tenth}").into();
                world.act(Action::Command { text, to: None }, observer).expect("a good command");
            }
            world.run_until(Time::from_ms(2_000 + tenth * 100), observer);
        }
    });
    seconds as f64 / taken
}
