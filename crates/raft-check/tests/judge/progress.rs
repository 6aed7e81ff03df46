//! What is a pity, and no violation.

use raft_core::{RoleName, ServerId};
use raft_sim::{Time, What};

use crate::story::{Story, log};

#[test]
fn a_cluster_is_led_from_an_election_to_a_crash() {
    let mut story = Story::of(3);
    story.role(1, RoleName::Follower, 0);
    story.role(2, RoleName::Follower, 0);
    assert_eq!(story.judge.progress().leaderless_since, Some(Time::default()));
    assert_eq!(story.judge.progress().leaderless_for(Time::from_ms(104)), Time::from_ms(104));
    story.elected(1, 1);
    assert_eq!(story.judge.progress().leaderless_since, None);
    assert_eq!(story.judge.progress().leaderless_for(Time::from_ms(104)), Time::from_ms(0));
    let crashed = story.crashes(1);
    assert_eq!(story.judge.progress().leaderless_since, Some(Time::from_ms(crashed)));
    // Nobody has voted for another one yet.
    story.role(2, RoleName::Candidate, 2);
    assert_eq!(story.judge.progress().leaderless_since, Some(Time::from_ms(crashed)));
}

#[test]
fn the_times_without_a_leader_add_up() {
    let mut story = Story::of(3);
    story.elected(1, 1);
    let first = story.judge.progress().leaderless_before;
    assert!(first > Time::default() && first < story.now());
    let crashed = story.crashes(1);
    story.elected(2, 2);
    let progress = *story.judge.progress();
    assert_eq!(progress.leaderless_since, None);
    assert!(progress.leaderless_before > first);
    assert!(progress.leaderless_before < first + (story.now() - Time::from_ms(crashed)));
    assert_eq!(progress.leaderless_in_all(Time::from_ms(999)), progress.leaderless_before);
}

#[test]
fn a_paused_leader_leads_nobody() {
    let mut story = Story::of(3);
    story.elected(1, 1);
    story.tell(None, What::Paused { server: ServerId(1) });
    let paused = story.now() - Time::from_ms(1);
    assert_eq!(story.judge.progress().leaderless_since, Some(paused));
    story.tell(None, What::Resumed { server: ServerId(1) });
    assert_eq!(story.judge.progress().leaderless_since, None);
}

#[test]
fn elections_that_nobody_wins_are_counted() {
    let mut story = Story::of(3);
    story.role(1, RoleName::Candidate, 1);
    story.role(2, RoleName::Candidate, 1);
    assert_eq!(story.judge.progress().elections_without_winner, 1, "one election, two candidates");
    story.role(2, RoleName::Candidate, 2);
    story.role(1, RoleName::Candidate, 3);
    assert_eq!(story.judge.progress().elections_without_winner, 3);
    story.elected(1, 3);
    assert_eq!(story.judge.progress().elections_without_winner, 0);
    assert_eq!(story.violated(), []);
}

#[test]
fn commits_are_news_only_once() {
    let mut story = Story::of(3);
    assert_eq!(story.judge.progress().idle_for(Time::from_ms(50)), Time::from_ms(50));
    story.stores(1, &log(&[1]));
    story.stores(2, &log(&[1]));
    story.elected(1, 1);
    let at = story.commits(1, 1);
    let progress = *story.judge.progress();
    assert_eq!((progress.committed, progress.last_commit), (1, Some(Time::from_ms(at))));
    story.elected(2, 2);
    story.commits(2, 1);
    assert_eq!(story.judge.progress().last_commit, Some(Time::from_ms(at)));
    assert_eq!(progress.idle_for(Time::from_ms(at + 7)), Time::from_ms(7));
}
