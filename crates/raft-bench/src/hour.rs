//! Measures a run of an hour in which somebody acts ten times a second, by hand.

use std::sync::OnceLock;

use raft_core::{ServerId, Timer};
use raft_scenario::{Act, Scenario, Timeline};
use raft_sim::{Action, Duration, MessageId, SplitMix64, Status, Time};

use crate::clock;
use crate::timeline::ALLOCATED;

/// The number of acts in the hour.
const ACTS: u64 = 36_000;

/// The time from one act to the next.
const TENTH: Time = Time::from_ms(100);

/// The cost of such an hour.
pub(crate) struct Hour {
    /// The memory that it takes, in megabytes.
    pub(crate) memory: f64,
    /// The time of one act, in milliseconds: the 99th percentile.
    pub(crate) act: f64,
    /// The same for an undo or a redo, at the end and anywhere in the hour, and the median.
    pub(crate) undo: f64,
    pub(crate) undo_median: f64,
    /// The same for a seek to any time, and the median.
    pub(crate) seek: f64,
    pub(crate) seek_median: f64,
}

/// Measures the hour once, and keeps the result.
pub(crate) fn hour() -> &'static Hour {
    static HOUR: OnceLock<Hour> = OnceLock::new();
    HOUR.get_or_init(measure)
}

fn measure() -> Hour {
    let before = ALLOCATED.current_usage();
    let (mut timeline, mut acts) = play();
    let memory = (ALLOCATED.current_usage() - before) as f64 / 1e6;
    let mut undos = undo_at_the_end(&mut timeline);
    let mut seeks = seek_anywhere(&mut timeline);
    undos.extend(undo_anywhere(&mut timeline));
    Hour {
        memory,
        act: share(&mut acts, 0.99),
        undo: share(&mut undos, 0.99),
        undo_median: share(&mut undos, 0.5),
        seek: share(&mut seeks, 0.99),
        seek_median: share(&mut seeks, 0.5),
    }
}

/// Plays the hour, and returns it with the time that each act took, in milliseconds.
fn play() -> (Timeline, Vec<f64>) {
    let mut timeline = Timeline::new(Scenario::default(), &mut ()).expect("a possible setup");
    let mut chance = SplitMix64(1);
    let mut times = Vec::new();
    for tenth in 1..=ACTS {
        timeline.run_to(Time(TENTH.0 * tenth), &mut ());
        // An act that is impossible now is refused; then another one is tried.
        let taken = loop {
            let act = act(&timeline, &mut chance, tenth);
            let (done, taken) = time(|| timeline.act(act, &mut ()).is_ok());
            if done {
                break taken;
            }
        };
        times.push(taken);
    }
    timeline.run_to(Time(TENTH.0 * (ACTS + 1)), &mut ());
    (timeline, times)
}

/// An act on a command, a message, a link or a server. At most one server is down at a time, and cuts are restored,
/// so that the cluster keeps working.
fn act(timeline: &Timeline, chance: &mut SplitMix64, tenth: u64) -> Act {
    let world = timeline.world();
    let messages: Vec<MessageId> = world.messages().map(|message| message.id).collect();
    let server = |chance: &mut SplitMix64| ServerId(chance.below(5) as u8 + 1);
    let crashed = world.servers().iter().find(|server| server.status == Status::Crashed);
    let paused = world.servers().iter().find(|server| server.status == Status::Paused);
    let cut = world.network().links().find(|(_, link)| link.cut);
    let kind = chance.below(20);
    let action = match kind {
        8..16 if !messages.is_empty() => {
            let message = messages[chance.below(messages.len() as u64) as usize];
            match kind {
                8 | 9 => Action::Drop { message },
                10 | 11 => Action::Delay { message, by: Duration::from_ms(chance.below(200)) },
                12 => Action::Hold { message },
                13 => Action::Release { message },
                14 => Action::Deliver { message },
                _ => Action::Duplicate { message },
            }
        }
        16 | 17 => match cut {
            Some(((from, to), _)) => Action::Mend { from, to, both_ways: false },
            None => Action::Cut { from: server(chance), to: server(chance), both_ways: true },
        },
        18 => match crashed {
            Some(server) => Action::Restart { server: server.node.config.id },
            None => Action::Crash { server: server(chance) },
        },
        19 => match paused {
            Some(server) => Action::Resume { server: server.node.config.id },
            None if tenth.is_multiple_of(2) => Action::Pause { server: server(chance) },
            None => Action::Fire { server: server(chance), timer: Timer::Election },
        },
        _ => Action::Command { text: format!("set k{} {tenth}", tenth % 50).into(), to: None },
    };
    action.into()
}

fn undo_at_the_end(timeline: &mut Timeline) -> Vec<f64> {
    let mut times: Vec<f64> = (0..100).map(|_| time(|| timeline.undo()).1).collect();
    times.extend((0..100).map(|_| time(|| timeline.redo()).1));
    times
}

/// Acts somewhere in the past, plays on for ten seconds, and measures undoing the act.
fn undo_anywhere(timeline: &mut Timeline) -> Vec<f64> {
    let mut chance = SplitMix64(3);
    let end = timeline.reached();
    let once = |_| {
        timeline.seek(Time(chance.below(end.0)), &mut ());
        let fire = Action::Fire { server: ServerId(1), timer: Timer::Election };
        let command = Action::Command { text: "get k1".into(), to: None };
        if timeline.act(fire.into(), &mut ()).is_err() {
            timeline.act(command.into(), &mut ()).expect("a client that waits for nothing");
        }
        timeline.run_to(timeline.now() + Duration::from_ms(10_000), &mut ());
        let (done, taken) = time(|| timeline.undo());
        assert!(done && timeline.reached() == end);
        taken
    };
    (0..100).map(once).collect()
}

fn seek_anywhere(timeline: &mut Timeline) -> Vec<f64> {
    let mut chance = SplitMix64(2);
    let end = timeline.reached();
    (0..1000).map(|_| time(|| timeline.seek(Time(chance.below(end.0)), &mut ())).1).collect()
}

/// Returns the result, and the milliseconds it took.
fn time<T>(what: impl FnOnce() -> T) -> (T, f64) {
    let start = clock::seconds();
    let result = what();
    (result, (clock::seconds() - start) * 1000.0)
}

/// The time that the given share of the times does not exceed.
fn share(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share) as usize]
}
