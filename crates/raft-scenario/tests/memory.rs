//! The memory that a long run takes. Alone in its process, so that nothing else allocates.

use peak_alloc::PeakAlloc;
use raft_scenario::{Act, Scenario, Timeline};
use raft_sim::{Action, Time};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Performs acts by hand, ten a second. Each can be undone, but none may cost a copy of what was
/// done before.
fn act_until(timeline: &mut Timeline, acts: u64) {
    let done = timeline.now().0 / 100_000;
    for tenth in done + 1..=acts {
        timeline.run_to(Time(tenth * 100_000), &mut ());
        let text = format!("set k{} {tenth}", tenth % 50).into();
        let act = Act::from(Action::Command { text, to: None });
        timeline.act(act, &mut ()).expect("a client that waits for nothing");
    }
}

#[test]
fn an_act_takes_some_kilobytes_however_many_there_were_before() {
    let mut timeline = Timeline::new(Scenario::default(), &mut ()).expect("a possible setup");
    act_until(&mut timeline, 1000);
    let mut taken = Vec::new();
    for acts in [2000, 3000, 4000] {
        let before = ALLOCATED.current_usage();
        act_until(&mut timeline, acts);
        taken.push((ALLOCATED.current_usage() - before) / 1000);
    }
    assert!(taken.iter().all(|&bytes| bytes < 6_000), "{taken:?} bytes for each act");
}
