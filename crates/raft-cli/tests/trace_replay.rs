//! The trace that a timeline writes piece by piece is the same as the one that the command line writes.

use raft_cli::TraceReporter;
use raft_scenario::{Runner, Scenario, Timeline, builtin};
use raft_sim::Time;

/// The rows that the command line writes.
fn rows_of_a_run(scenario: &Scenario) -> String {
    let mut rows = Vec::new();
    let mut tracer = TraceReporter::new(&mut rows, scenario.setup.servers);
    let mut runner = Runner::new(scenario, &mut tracer, &mut ()).expect("it can be made");
    while runner.advance(&mut ()) {}
    runner.finish();
    tracer.finish().expect("memory takes every row");
    String::from_utf8(rows).expect("JSON is UTF-8")
}

/// The rows up to an instant that a timeline gives, in steps of a few events.
fn rows_of_a_replay(timeline: &Timeline, to: Time) -> (String, u32) {
    let servers = timeline.scenario().setup.servers;
    let mut tracer = raft_trace::Tracer::new(Vec::new(), servers);
    let mut replay = timeline.start_replay(to, &mut tracer);
    let mut steps = 1;
    while !replay.go_on(timeline, 7, &mut tracer) {
        steps += 1;
    }
    let rows = tracer.finish().expect("memory takes every row");
    (String::from_utf8(rows).expect("JSON is UTF-8"), steps)
}

#[test]
fn a_replay_gives_the_rows_of_the_command_line() {
    for &(name, text) in builtin::ALL {
        let scenario = Scenario::parse(text).expect("a built-in scenario can be read");
        let expected = rows_of_a_run(&scenario);
        let mut timeline = Timeline::new(scenario, &mut ()).expect("it can be made");
        timeline.seek(timeline.end(), &mut ());
        let end = timeline.now();
        let (rows, steps) = rows_of_a_replay(&timeline, end);
        assert!(rows == expected, "{name}: the rows differ");
        assert!(steps > 1, "{name}: all in one step");

        // What happens later is left out, and the timeline still shows the instant that it showed before.
        let half = Time::from_ms_f64(end.ms() / 2.0);
        let (first, _) = rows_of_a_replay(&timeline, half);
        assert!(expected.starts_with(&first), "{name}: not the beginning");
        assert_eq!(timeline.now(), end);
    }
}
