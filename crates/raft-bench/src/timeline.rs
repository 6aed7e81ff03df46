//! Measures what it costs to keep the past.

use peak_alloc::PeakAlloc;
use raft_core::{CommitRule, Rules};
use raft_scenario::{Act, Scenario, Step, Timeline};
use raft_sim::{Action, SplitMix64, Time};

use crate::clock;

#[global_allocator]
pub(crate) static ALLOCATED: PeakAlloc = PeakAlloc;

/// Seconds of virtual time.
const TEN_MINUTES: u64 = 600;
const FIVE_MINUTES: u64 = 300;

/// The time that a seek takes in ten busy minutes, in milliseconds: the given share of a thousand seeks takes no
/// longer.
pub(crate) fn seek(share: f64) -> f64 {
    let mut timeline = busy(TEN_MINUTES);
    let mut chance = SplitMix64(1);
    let mut times: Vec<f64> = (0..1000)
        .map(|_| {
            let to = Time(chance.below(timeline.end().0));
            let start = clock::seconds();
            timeline.seek(to, &mut ());
            (clock::seconds() - start) * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share) as usize]
}

/// The memory that ten busy minutes take, in kilobytes (1000 bytes) per simulated second. It includes the state of
/// the world, its logs, its requests and the plan.
pub(crate) fn memory() -> f64 {
    let before = ALLOCATED.current_usage();
    let timeline = busy(TEN_MINUTES);
    let taken = ALLOCATED.current_usage() - before;
    drop(timeline);
    taken as f64 / 1000.0 / TEN_MINUTES as f64
}

/// The time to play five busy minutes again with another rule, and to find that nothing differs, in milliseconds.
pub(crate) fn under_another_rule() -> f64 {
    let timeline = busy(FIVE_MINUTES);
    let rules = Rules { commit: CommitRule::AnyTermOnMajority, ..Rules::default() };
    let start = clock::seconds();
    let other = timeline.with_rules(rules, &mut ()).expect("a possible setup");
    assert_eq!(timeline.first_difference(&other), None);
    let taken = clock::seconds() - start;
    assert_eq!(other.reached(), timeline.reached());
    taken * 1000.0
}

/// Five servers, ten commands a second.
fn busy(seconds: u64) -> Timeline {
    let command = |tenth: u64| {
        let text = format!("set k{} {tenth}", tenth % 9).into();
        let act = Act::Plain(Action::Command { text, to: None });
        Step::act(Time::from_ms(tenth * 100), act)
    };
    let steps = (1..=seconds * 10).map(command).collect();
    let scenario = Scenario { steps, ..Scenario::default() };
    let mut timeline = Timeline::new(scenario, &mut ()).expect("a possible setup");
    timeline.run_to(Time::from_ms(seconds * 1000), &mut ());
    timeline
}
