//! How much of a long run is played again: little, counted in events.

use raft_core::ServerId;
use raft_scenario::{Act, Scenario, Timeline, parse_act};
use raft_sim::{Duration, Event, Observer, Time, What};

/// Counts the events that it is told.
#[derive(Default)]
struct Count(u64);

impl Observer for Count {
    fn event(&mut self, _event: Event) {
        self.0 += 1;
    }
}

/// The most events played to reach any place: those between two checkpoints, and those of one act.
const FEW: u64 = 8_000;

fn timeline(text: &str) -> Timeline {
    let scenario = Scenario::parse(text).expect("it can be read");
    Timeline::new(scenario, &mut ()).expect("a possible setup")
}

fn act(line: &str) -> Act {
    parse_act(line, 5).expect("it can be read")
}

/// Completes the movement; returns how many events were played.
fn arrive(timeline: &mut Timeline) -> u64 {
    let mut count = Count::default();
    while !timeline.go_on(u64::MAX, &mut count) {}
    count.0
}

fn seek(timeline: &mut Timeline, ms: u64) -> u64 {
    timeline.start_seek(Time::from_ms(ms), Time::from_ms(ms));
    arrive(timeline)
}

/// A restarted server applies its whole log again: few acts, many events.
#[test]
fn restarts_of_a_server_with_a_long_log_are_not_all_played_again() {
    let commands: String =
        (1..=2000).map(|n| format!("at {} client \"set x {n}\"\n", 400 + n * 10)).collect();
    let mut timeline = timeline(&format!("raft 1\n{commands}"));
    timeline.run_to(Time::from_ms(22_000), &mut ());
    let applied = timeline.world().servers()[1].node.volatile.last_applied;
    assert_eq!(applied, 2000);
    let mut happened = Count::default();
    for _ in 0..100 {
        timeline.act(act("crash s2"), &mut happened).expect("it runs");
        timeline.act(act("restart s2"), &mut happened).expect("it has crashed");
        timeline.run_to(timeline.now() + Duration::from_ms(150), &mut happened);
    }
    assert!(happened.0 > 10 * FEW, "{} events", happened.0);
    for _ in 0..90 {
        assert!(timeline.start_undo(|to| to));
        let played = arrive(&mut timeline);
        assert!(played < FEW, "{played} events for an undo");
    }
    let end = timeline.reached().ms() as u64;
    for ms in (22_000..end).step_by(500) {
        let played = seek(&mut timeline, ms);
        assert!(played < FEW, "{played} events for a seek");
    }
}

/// Beyond the limit of messages in flight an act is refused after looking at all of them, which
/// takes work but causes no event.
#[test]
fn refused_acts_are_not_all_played_again() {
    let copies = "at 0 duplicate every message\n".repeat(1000);
    let mut timeline = timeline(&format!("raft 1\nservers 3\nmanual\nat 0 timeout s1\n{copies}"));
    let slices = |timeline: &mut Timeline| {
        let slice = 200;
        let more = std::iter::from_fn(|| (!timeline.go_on(slice, &mut ())).then_some(slice));
        more.sum::<u64>()
    };
    assert!(timeline.start_back(Time::default()));
    let work = slices(&mut timeline);
    assert!(work < FEW, "{work} events' work for a step back");
}

#[test]
fn an_abandoned_future_that_is_restored_is_not_played_again() {
    let mut timeline = timeline("raft 1\n");
    timeline.run_to(Time::from_ms(300_000), &mut ());
    assert!(timeline.world().events() > 10 * FEW);
    let end = timeline.world().clone();
    seek(&mut timeline, 60_000);
    timeline.act(act("timeout s3"), &mut ()).expect("it runs");
    timeline.run_to(Time::from_ms(150_000), &mut ());
    let other = timeline.world().clone();
    // Back and forth, twice.
    for _ in 0..2 {
        assert!(timeline.start_undo(|to| to));
        assert!(arrive(&mut timeline) < FEW);
        assert!(seek(&mut timeline, 300_000) < FEW);
        assert_eq!(timeline.world(), &end);
        assert!(timeline.start_redo(|to| to));
        assert!(arrive(&mut timeline) < FEW);
        assert!(seek(&mut timeline, 150_000) < FEW);
        assert_eq!(timeline.world(), &other);
    }
}

/// If a planned act is done again by hand, the plan is the same: its checkpoints serve both.
#[test]
fn an_act_done_again_by_hand_leaves_the_future_as_it_was() {
    let mut timeline = timeline("raft 1\nat 20000 timeout s2\nat 90000 crash s1\n");
    timeline.run_to(Time::from_ms(120_000), &mut ());
    let end = timeline.world().clone();
    let is_before_timeout = |timeline: &Timeline| {
        let server = timeline.world().server(ServerId(2)).expect("it exists");
        timeline.now() == Time::from_ms(20_000) && server.node.durable.current_term == 1
    };
    seek(&mut timeline, 20_000);
    assert!(timeline.back());
    assert!(is_before_timeout(&timeline));
    timeline.act(act("timeout s2"), &mut ()).expect("it runs");
    timeline.run_to(Time::from_ms(80_000), &mut ());
    assert!(timeline.undo());
    assert!(is_before_timeout(&timeline));
    assert!(seek(&mut timeline, 120_000) < FEW);
    assert_eq!(timeline.world(), &end);
    let mut crashes = timeline.window(Time::default(), Time::from_ms(120_000)).events.into_iter();
    assert_eq!(crashes.by_ref().filter(|it| matches!(it.what, What::Crashed { .. })).count(), 1);
}
