//! Progress: what makes a cluster useless, but is no violation.

use raft_core::{RoleName, ServerId};
use raft_sim::{Duration, Time, What};

use crate::judged_run::{JudgedRun, log, time_of};

#[test]
fn a_cluster_is_led_from_an_election_to_a_crash() {
    let mut run = JudgedRun::of(3);
    run.role(1, RoleName::Follower, 0);
    run.role(2, RoleName::Follower, 0);
    assert_eq!(run.judge.progress().leaderless_since, Some(Time::default()));
    assert_eq!(run.judge.progress().leaderless_for(Time::from_ms(104)), Duration::from_ms(104));
    run.elected(1, 1);
    assert_eq!(run.judge.progress().leaderless_since, None);
    assert_eq!(run.judge.progress().leaderless_for(Time::from_ms(104)), Duration::from_ms(0));
    let crashed = run.crashes(1);
    assert_eq!(run.judge.progress().leaderless_since, Some(time_of(crashed)));
    // A candidate is not yet a leader.
    run.role(2, RoleName::Candidate, 2);
    assert_eq!(run.judge.progress().leaderless_since, Some(time_of(crashed)));
}

#[test]
fn the_times_without_a_leader_add_up() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    let first = run.judge.progress().leaderless_before;
    assert!(first > Duration::default() && first < run.now() - Time::default());
    let crashed = run.crashes(1);
    run.elected(2, 2);
    let progress = *run.judge.progress();
    assert_eq!(progress.leaderless_since, None);
    assert!(progress.leaderless_before > first);
    assert!(progress.leaderless_before < first + (run.now() - time_of(crashed)));
    assert_eq!(progress.leaderless_in_all(Time::from_ms(999)), progress.leaderless_before);
}

#[test]
fn a_paused_leader_leads_nobody() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.tell(None, What::Paused { server: ServerId(1) });
    let paused = run.now().earlier_by(Duration::from_ms(1));
    assert_eq!(run.judge.progress().leaderless_since, Some(paused));
    run.tell(None, What::Resumed { server: ServerId(1) });
    assert_eq!(run.judge.progress().leaderless_since, None);
}

#[test]
fn elections_that_nobody_wins_are_counted() {
    let mut run = JudgedRun::of(3);
    run.role(1, RoleName::Candidate, 1);
    run.role(2, RoleName::Candidate, 1);
    assert_eq!(run.judge.progress().elections_without_winner, 1, "one election, two candidates");
    run.role(2, RoleName::Candidate, 2);
    run.role(1, RoleName::Candidate, 3);
    assert_eq!(run.judge.progress().elections_without_winner, 3);
    run.elected(1, 3);
    assert_eq!(run.judge.progress().elections_without_winner, 0);
    assert_eq!(run.violated(), []);
}

#[test]
fn an_index_counts_as_committed_once() {
    let mut run = JudgedRun::of(3);
    assert_eq!(run.judge.progress().idle_for(Time::from_ms(50)), Duration::from_ms(50));
    run.stores(1, &log(&[1]));
    run.stores(2, &log(&[1]));
    run.elected(1, 1);
    let at = run.commits(1, 1);
    let progress = *run.judge.progress();
    assert_eq!((progress.committed, progress.last_commit), (1, Some(time_of(at))));
    run.elected(2, 2);
    run.commits(2, 1);
    assert_eq!(run.judge.progress().last_commit, Some(time_of(at)));
    assert_eq!(progress.idle_for(time_of(at) + Duration::from_ms(7)), Duration::from_ms(7));
}
