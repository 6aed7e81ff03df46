//! Clients with names and links, clocks, and what is committed at the start.

use crate::check;

#[test]
fn clients_are_named_and_cut_off() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 client c2 \"set x 1\" to s1
         at 300 client c2 \"set x 2\" # refused: c2 is waiting for a reply: a client has one request at a time
         at 300 client \"get x\"
         at 305 expect in-flight request c2->s1
         at 305 expect in-flight request c1->s1
         at 305 cut c1->s1
         at 305 cut c1->s1 # refused: the link between c1 and s1 is already cut
         at 305 expect no in-flight request c1->s1
         at 350 expect answer 1 acknowledged
         at 350 expect answer 2 waiting
         at 360 mend c1->s1
         at 360 mend c1->s1 # refused: the link between c1 and s1 is not cut
         at 360 cut s1<->c3
         at 360 heal
         at 360 heal # refused: no link is cut
         by 1500 expect answer 2 value \"1\"",
    );
}

/// A client on the side of a leader that was cut off reads nothing stale: its request waits.
#[test]
fn clients_are_in_partitions() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 partition c1 s1 s2 | s3 s4 s5
         at 300 client c1 \"set x 1\" to s1
         at 300 client c2 \"set x 2\" to s1
         at 900 expect leader s1
         at 1500 expect answer 1 unknown
         at 2500 expect answer 2 acknowledged
         at 2500 expect answer 1 unknown
         at 2500 partition s1 s2 s3 s4 s5
         by 5000 expect answer 1 acknowledged",
    );
    check("raft 1\nat 5 partition c1 | c1 s1 # refused: c1 is in more than one group");
}

#[test]
fn links_of_clients_have_settings() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 link c1->s1 latency 100
         at 300 client \"set x 1\" to s1
         at 399 expect in-flight request
         at 401 expect no in-flight request
         at 500 expect took 1 = 130
         at 500 link c1->s1 loss 100%
         at 500 client \"set x 2\" to s1
         at 600 expect no in-flight request
         at 600 link c1->s1 normal
         by 3000 expect answer 2 acknowledged",
    );
}

/// s3, whose clock is fast, is the first to start an election; a slow clock makes a follower wait longer.
#[test]
fn clocks_are_fast_and_slow() {
    check(
        "raft 1\nseed 16\nlatency 10\nclock s3 4x\nclock s1 0.5x
         at 75 expect role s3 candidate
         at 110 expect leader s3 term 1
         at 110 expect role s1 follower",
    );
    check(
        "raft 1\nseed 16\nlatency 10
         at 100 clock s4 10x
         at 120 expect elections = 1
         at 120 expect role s4 candidate",
    );
}

/// A leader whose clock is slow sends its heartbeats too rarely.
#[test]
fn a_leader_with_a_slow_clock_is_replaced() {
    check(
        "raft 1\nseed 16\nlatency 10
         always expect no violation
         at 300 clock s1 0.1x
         at 300 expect leader s1 term 1
         at 1000 expect no in-flight append s1->* term = 1
         at 1000 expect elections between 300 and 1000 > 0
         by 1000 expect leader term 2",
    );
}

#[test]
fn a_server_begins_with_committed_entries() {
    check(
        "raft 1\nservers 3\nseed 16
         server s1 log 1:\"set x 1\" 1:\"set x 2\" commit 1
         server s2 log 1:\"set x 1\" 1:\"set x 2\" commit 2
         server s3 log 1:\"set x 1\"
         always expect no violation
         at 0 expect commit s1 = 1
         at 0 expect applied s1 = 1
         at 0 expect state s1 x \"1\"
         at 0 expect state s2 x \"2\"
         at 0 expect commit s3 = 0
         at 500 client \"add x 1\"
         at 1500 expect answer 1 value \"3\"
         at 1500 expect state all x \"3\"
         at 1500 crash s2
         at 1500 expect commit s2 = 0",
    );
}

/// The judge takes what is committed at the start as given: reads return it, and losing it is a violation.
#[test]
fn what_is_committed_at_the_start_is_given() {
    let all = |commit: &str| {
        let server = |id| format!("server s{id} log 1:\"set x 1\" 1:\"set x 2\" commit {commit}\n");
        (1..=3).map(server).collect::<String>()
    };
    check(&format!(
        "raft 1\nservers 3\nseed 16\n{}
         always expect no violation
         at 500 client \"get x\"
         at 700 client \"add x 1\"
         at 900 client \"get x\"
         at 1500 expect answer 1 value \"2\"
         at 1500 expect answer 3 value \"3\"",
        all("2")
    ));
    check(
        "raft 1\nservers 3\nseed 16
         server s1 log 9:\"set x 1\" commit 1
         at 0 expect no violation
         at 1 crash s1
         at 500 client \"set y 1\"
         at 1500 expect violation state-machine-safety",
    );
}
