//! Runs whose cost used to grow with the square of their length.

use raft_scenario::Scenario;

use crate::clock;

/// Plays a text to its end, and returns how many seconds that takes.
fn play(text: &str) -> f64 {
    let scenario = Scenario::parse(text).expect("a good text");
    let start = clock::seconds();
    scenario.run(&mut ()).expect("a possible setup");
    clock::seconds() - start
}

/// Nine servers that start an election every millisecond, and whose messages arrive an hour later.
pub(crate) fn in_flight(end: u64) -> f64 {
    play(&format!("raft 1\nservers 9\nelection 1\nlatency 3600000\nend {end}\n"))
}

/// Expectations that remain undecided for a minute.
pub(crate) fn open_expectations(count: usize) -> f64 {
    play(&format!("raft 1\n{}", "by 60000 expect leader term 7\n".repeat(count)))
}
