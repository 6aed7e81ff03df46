//! Clocks that are fast or slow, and servers that begin with committed entries.

use raft_core::{Command, Durable, Entry, Payload, RoleName, Timer};
use raft_sim::{Action, Proposal, Setup, Time};

use crate::lab::{Lab, s};

/// The time that the server's election timer has left, in microseconds.
fn left(lab: &Lab, server: u8) -> u64 {
    let running = lab.world.server(s(server)).and_then(|it| it.timer(Timer::Election));
    (running.and_then(|it| it.fires_at).expect("it runs") - lab.now()).0
}

#[test]
fn a_fast_clock_waits_less() {
    let usual = Lab::new(Setup::default());
    let other = Lab::new(Setup { clocks: vec![1000, 2000, 500], ..Setup::default() });
    assert_eq!(left(&other, 1), left(&usual, 1));
    assert_eq!(left(&other, 2), left(&usual, 2) / 2);
    assert_eq!(left(&other, 3), left(&usual, 3) * 2);
    assert_eq!(left(&other, 4), left(&usual, 4));
}

/// A new rate applies to what running timers have left, and to timers that are set later.
#[test]
fn a_clock_changes_its_rate_while_timers_run() {
    let mut lab = Lab::new(Setup::default());
    lab.run(50);
    let before = left(&lab, 2);
    let clock = |rate| Action::SetClock { server: s(2), rate };
    lab.act(clock(4000));
    assert_eq!(left(&lab, 2), before / 4);
    lab.act(clock(1000));
    assert!(before - left(&lab, 2) < 4);
    assert_eq!(lab.world.server(s(2)).map(|it| it.clock()), Some(1000));
    lab.act(clock(10_000));
    lab.run(32);
    assert_ne!(lab.role(s(2)), RoleName::Follower, "its timeout is 30 ms at most");
    // A crash does not change the clock, and a paused server's timers keep running.
    lab.crash(s(2));
    assert_eq!(lab.world.server(s(2)).map(|it| it.clock()), Some(10_000));
    lab.restart(s(2));
    assert!(left(&lab, 2) <= 30_000);
    lab.pause(s(2));
    lab.act(clock(100));
    assert!(left(&lab, 2) > 30_000);
}

#[test]
fn in_a_manual_world_clocks_make_no_difference() {
    let mut lab = Lab::new(Setup { manual: true, ..Setup::default() });
    lab.act(Action::SetClock { server: s(1), rate: 5000 });
    assert_eq!(lab.world.next_at(), None);
}

#[test]
fn a_server_begins_with_what_it_has_committed() {
    let entry = |text: &str| Entry {
        term: 1,
        payload: Payload::Command(Command { proposal: Proposal::NONE, text: text.into() }),
    };
    let log = ["set x 1", "add x 2", "set x 9"].map(entry).into_iter().collect();
    let disk = Durable { current_term: 1, voted_for: None, log };
    let disks = vec![disk; 3];
    let mut lab = Lab::new(Setup { servers: 3, disks, commits: vec![2], ..Setup::default() });
    let begins = lab.world.server(s(1)).expect("it is there");
    assert_eq!((begins.node.volatile.commit_index, begins.node.volatile.last_applied), (2, 2));
    assert_eq!(lab.value(s(1), "x"), Some("3"));
    assert_eq!(lab.value(s(2), "x"), None);
    let request = lab.command("add x 1");
    lab.finish(request);
    lab.run(500);
    assert!(lab.all_have("x", "10"), "nothing is applied twice");
    lab.crash(s(1));
    lab.restart(s(1));
    let again = lab.world.server(s(1)).expect("it is there");
    assert_eq!(again.node.volatile.commit_index, 0, "it is not on disk");
    assert!(lab.now() > Time::default());
}
