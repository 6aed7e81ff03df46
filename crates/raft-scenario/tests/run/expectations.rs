//! When expectations hold.

use raft_scenario::Scenario;

use crate::{ELECTION, after_election, check, failure};

#[test]
fn at_is_about_one_instant() {
    after_election(
        "at 198 expect no leader
         at 198 expect leader # fails
         at 223.773 expect no leader
         at 223.774 expect leader s1
         at 224 expect leader
         at 224 expect no leader # fails",
    );
}

#[test]
fn by_is_about_an_instant_and_all_before_it() {
    after_election(
        "by 198 expect leader # fails
         by 223.773 expect leader # fails
         by 223.774 expect leader
         by 230 expect role s1 candidate
         by 230 expect role s2 candidate # fails
         at 230 crash s1
         by 240 expect leader s1",
    );
}

#[test]
fn always_is_about_every_instant() {
    after_election(
        "always expect term all <= 1
         always expect term s1 = 0 # fails
         always expect no leader # fails
         always expect role s3 follower
         at 100 heal # refused: no link is cut
         at 300 expect term all = 1",
    );
}

#[test]
fn never_is_about_every_instant() {
    after_election(
        "never expect leader s2
         never expect leader s1 # fails
         never expect role s1 candidate # fails
         never expect elections > 1
         at 300 expect elections = 1",
    );
}

/// What holds between two events of the same instant is seen too: with no other votes needed, s1 is
/// a candidate for no time at all.
#[test]
fn what_always_and_never_say_holds_from_the_beginning() {
    check(
        "raft 1\nservers 1\nalways expect term s1 >= 1 # fails\nnever expect term s1 = 0 # fails",
    );
    check("raft 1\nservers 1\nmanual\nserver s1 log 1 2\nend 10\nalways expect log s1 1 2");
}

#[test]
fn steps_of_one_instant_happen_in_the_order_written() {
    check(
        "raft 1\nmanual\nservers 3
         at 5 expect term s1 = 0
         at 5 timeout s1
         at 5 expect term s1 = 1
         at 5 timeout s1
         at 5 expect term s1 = 2
         at 1 expect term s1 = 0",
    );
}

#[test]
fn what_is_due_at_an_instant_happens_before_the_steps_of_it() {
    check(
        "raft 1\nseed 16\nlatency 10\nat 198 timeout s1\nat 208 expect vote s2 s1
         at 218 expect leader s1\nat 218 crash s1\nat 218 expect sent append s1->* = 4",
    );
}

#[test]
fn plus_counts_from_the_step_before() {
    let text = "raft 1\n+100 heal\nalways expect leader\n+ 50 heal\nat 400 heal\n+0.5 heal\nat 1 heal\n+1 heal";
    let scenario = Scenario::parse(text).expect("it can be read");
    let times: Vec<_> = scenario.steps.iter().map(|step| step.at.ms()).collect();
    assert_eq!(times, [0.0, 1.0, 2.0, 100.0, 150.0, 400.0, 400.5]);
}

#[test]
fn a_run_ends_with_its_last_step_or_later() {
    let ends = |text: &str| after_election(text).world.now().ms();
    assert_eq!(ends("at 120 expect no leader"), 120.0);
    assert_eq!(ends("end 300\nat 120 expect no leader"), 300.0);
    assert_eq!(ends("end 100\nat 120 expect no leader"), 120.0);
    assert_eq!(ends("always expect no leader"), 0.0);
}

#[test]
fn roles_and_whether_servers_run() {
    check(
        "raft 1\nseed 16
         at 0 expect role all follower
         at 199 expect role s1 candidate
         at 199 expect role s1 follower # fails
         at 199 expect role any candidate
         at 199 expect role all follower # fails
         at 300 expect role s1 leader
         at 300 expect role any candidate # fails
         at 300 expect role all up
         at 300 crash s2
         at 300 pause s3
         at 300 expect role s2 crashed
         at 300 expect role s2 follower # fails
         at 300 expect role s3 paused
         at 300 expect role s3 follower
         at 300 expect role s3 up # fails
         at 300 expect role all up # fails
         at 300 expect role any up
         at 300 expect role s1 paused # fails
         at 300 expect role any crashed
         at 300 expect role all crashed # fails",
    );
    check(
        "raft 1\nrule pre-vote on\nmanual\nat 0 timeout s1
         at 0 expect role s1 pre-candidate\nat 0 expect role s2 pre-candidate # fails",
    );
}

#[test]
fn leaders_terms_and_votes() {
    after_election(
        "at 300 expect leader
         at 300 expect leader s1
         at 300 expect leader s2 # fails
         at 300 expect leader term 1
         at 300 expect leader term 2 # fails
         at 300 expect leader s1 term 1
         at 300 expect leader s1 term 2 # fails
         at 300 expect no leader # fails
         at 0 expect vote all none
         at 0 expect vote s1 s1 # fails
         at 199 expect vote any s1
         at 199 expect vote all s1 # fails
         at 300 expect vote all s1
         at 300 expect vote s2 none # fails
         at 300 expect vote s2 s3 # fails
         at 199 expect term s1 = 1
         at 199 expect term s2 = 1 # fails
         at 199 expect term any = 1
         at 199 expect term all != 1 # fails
         at 300 expect term all = 1
         at 310 crash s1
         at 310 expect no leader
         at 310 expect term s1 = 1",
    );
}

#[test]
fn numbers_are_compared() {
    check(
        "raft 1\nmanual\nserver s1 term 5
         at 0 expect term s1 = 5
         at 0 expect term s1 = 4 # fails
         at 0 expect term s1 != 4
         at 0 expect term s1 != 5 # fails
         at 0 expect term s1 < 6
         at 0 expect term s1 < 5 # fails
         at 0 expect term s1 <= 5
         at 0 expect term s1 <= 4 # fails
         at 0 expect term s1 > 4
         at 0 expect term s1 > 5 # fails
         at 0 expect term s1 >= 5
         at 0 expect term s1 >= 6 # fails",
    );
}

#[test]
fn logs_and_what_became_of_them() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 0 expect log all empty
         at 300 client \"set x 1\"
         at 310 expect log s1 1
         at 310 expect log s1 empty # fails
         at 310 expect log s1 1 1 # fails
         at 310 expect log s1 2 # fails
         at 310 expect log all 1 # fails
         at 310 expect log any 1
         at 310 expect length s1 = 1
         at 310 expect length s2 = 1 # fails
         at 310 expect length all <= 1
         at 310 expect entry s1 1 \"set x 1\"
         at 310 expect entry s1 1 \"set x 2\" # fails
         at 310 expect entry s1 2 \"set x 1\" # fails
         at 310 expect entry all 1 \"set x 1\" # fails
         at 320 expect entry all 1 \"set x 1\"
         at 329 expect commit s1 = 0
         at 330 expect commit s1 = 1
         at 330 expect commit all = 1 # fails
         at 330 expect commit any = 1
         at 330 expect applied s1 = 1
         at 330 expect applied s2 = 1 # fails
         at 330 expect state s1 x \"1\"
         at 330 expect state s1 x \"2\" # fails
         at 330 expect state s1 x none # fails
         at 330 expect state s1 y none
         at 330 expect state s2 x none
         at 330 expect state any \"x\" \"1\"
         at 330 expect state all x \"1\" # fails
         at 400 expect applied all = 1
         at 400 expect state all x \"1\"
         at 400 crash s2
         at 400 expect log s2 1
         at 400 expect commit s2 = 0
         at 400 expect state s2 x none
         at 400 expect state all x \"1\"",
    );
}

#[test]
fn what_clients_know() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 client \"set x 1\" to s1
         at 300 expect answer 1 waiting
         at 300 expect answer 1 unknown # fails
         at 300 expect answer 1 acknowledged # fails
         at 300 expect answer 2 waiting # fails
         at 339 expect answer 1 waiting
         at 340 expect answer 1 acknowledged
         at 340 expect answer 1 waiting # fails
         at 400 partition s1 | s2 s3 s4 s5
         at 400 client \"set x 2\" to s1
         at 800 expect answer 2 unknown
         at 800 expect answer 2 waiting # fails",
    );
}

#[test]
fn messages_and_elections_are_counted() {
    check(
        "raft 1\nmanual\nservers 3
         at 0 expect sent message = 0
         at 0 expect elections = 0
         at 1 timeout s1
         at 1 expect elections = 1
         at 1 expect elections > 1 # fails
         at 1 expect sent message = 2
         at 1 expect sent vote = 2
         at 1 expect sent vote-reply = 0
         at 1 expect sent vote s1->s2 = 1
         at 1 expect sent vote s1->* = 2
         at 1 expect sent vote *->s2 = 1
         at 1 expect sent vote s2->* = 0
         at 1 expect sent vote s1->s2 = 2 # fails
         at 2 duplicate vote s1->s2
         at 2 expect sent vote = 2
         at 2 drop vote s1->s3
         at 2 expect sent vote = 2
         at 3 client \"set x 1\"
         at 3 expect sent request = 1
         at 3 expect sent request *->s1 = 1
         at 3 expect sent message *->s1 = 1",
    );
}

/// A failure says what is the case, and when.
#[test]
fn failures_say_what_is_the_case() {
    let cases = [
        ("at 10 expect leader", "at 10 ms: no server is leader"),
        ("at 300 expect no leader", "at 300 ms: s1 is leader in term 1"),
        ("at 300 expect role s1 follower", "at 300 ms: s1: leader"),
        ("at 250 pause s2\nat 300 expect role s2 up", "at 300 ms: s2: paused"),
        ("at 250 crash s2\nat 300 expect role s2 follower", "at 300 ms: s2: crashed"),
        ("at 300 expect term s2 = 4", "at 300 ms: s2: term 1"),
        ("at 300 expect vote s2 none", "at 300 ms: s2: voted for s1"),
        ("at 10 expect vote s2 s1", "at 10 ms: s2: has not voted"),
        ("at 300 expect log s1 1 2", "at 300 ms: s1: empty"),
        ("at 300 expect length s1 = 2", "at 300 ms: s1: length 0"),
        ("at 300 expect entry s1 1 \"set x 1\"", "at 300 ms: s1: no such entry"),
        ("at 300 expect commit s1 = 1", "at 300 ms: s1: commitIndex 0"),
        ("at 300 expect applied s1 = 1", "at 300 ms: s1: lastApplied 0"),
        ("at 300 expect state s1 x \"1\"", "at 300 ms: s1: no value"),
        ("at 300 expect answer 1 waiting", "at 300 ms: there is no such request"),
        ("at 300 expect sent vote = 5", "at 300 ms: 4 sent"),
        ("at 300 expect elections = 2", "at 300 ms: 1 election timeout"),
        ("end 300\nnever expect leader", "at 223.774 ms: s1 is leader in term 1"),
        ("end 300\nalways expect no leader", "at 223.774 ms: s1 is leader in term 1"),
        ("by 100 expect leader", "at 100 ms: no server is leader"),
        (
            "at 10 expect term all = 1",
            "at 10 ms: s1: term 0, s2: term 0, s3: term 0, s4: term 0, s5: term 0",
        ),
        ("server s1 log 1 2 2\nmanual\nat 10 expect log s1 1", "at 10 ms: s1: terms 1 2 2"),
        ("server s1 log 2\nmanual\nat 10 expect log s1 1", "at 10 ms: s1: term 2"),
        (
            "server s1 log 1:\"set x \\\"1\"\nmanual\nat 10 expect entry s1 1 \"set x 2\"",
            "at 10 ms: s1: \"set x \\\"1\"",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(failure(&format!("{ELECTION}{text}")), expected, "{text}");
    }
}
