//! What acts do, which are refused, and which messages they name.

use raft_scenario::{Scenario, Verdict};
use raft_sim::Time;

use crate::{after_election, check};

#[test]
fn acts_that_make_no_sense_are_refused_and_the_run_goes_on() {
    after_election(
        "at 10 restart s1 # refused: s1 has not crashed
         at 10 resume s1 # refused: s1 is not paused
         at 10 heartbeat s1 # refused: s1 is not leader: only a leader sends heartbeats
         at 10 fire s1 quorum-check # refused: s1 has no quorum-check timer: it is not leader, or CheckQuorum is off
         at 10 mend s1->s2 # refused: the link s1 → s2 is not cut
         at 10 heal # refused: no link is cut
         at 10 cut s1->s1 # refused: s1 has no link to itself
         at 10 cut s1->s2
         at 10 cut s1->s2 # refused: the link s1 → s2 is already cut
         at 10 cut s1<->s2
         at 10 heal
         at 10 partition s1 | s1 # refused: s1 is in more than one group
         at 10 link s2->s2 normal # refused: s2 has no link to itself
         at 10 drop append # refused: no such message is in flight
         at 10 drop every message # refused: no such message is in flight
         at 10 drop m7 # refused: no such message is in flight
         at 10 release every append # refused: such messages are not held
         at 10 hold every append
         at 10 hold every append # refused: such messages are already held
         at 10 release every append
         at 20 crash s5
         at 20 crash s5 # refused: s5 has crashed
         at 20 pause s5 # refused: s5 has crashed
         at 20 timeout s5 # refused: s5 has crashed
         at 30 pause s4
         at 30 pause s4 # refused: s4 is paused
         at 30 timeout s4 # refused: s4 is paused
         at 300 expect leader s1",
    );
}

#[test]
fn in_manual_mode_nothing_happens_by_itself() {
    check(
        "raft 1\nmanual\nservers 3
         at 60000 expect elections = 0
         at 60000 expect sent message = 0
         at 60000 timeout s1
         at 90000 expect vote s2 none
         at 90000 deliver vote s1->s2
         at 90000 expect vote s2 s1
         at 90000 expect no leader
         at 90000 deliver vote-reply
         at 90000 expect leader s1 term 1
         at 99000 expect sent append = 2
         at 99000 client \"set x 1\"
         at 199000 expect answer 1 waiting
         at 199000 expect sent request = 1",
    );
}

/// In manual mode every message is held; one that is released travels by itself.
#[test]
fn in_manual_mode_a_released_message_travels() {
    check(
        "raft 1\nmanual\nservers 3\nlatency 10
         at 0 timeout s1
         at 5 release vote s1->s2
         at 5 release vote s1->s2 # refused: message m1 is not held
         at 14 expect vote s2 none
         at 15 expect vote s2 s1
         at 20 delay vote-reply by 5 # refused: message m3 is already held",
    );
}

#[test]
fn the_oldest_comes_first() {
    let candidacies = "raft 1\nmanual\nservers 3\nat 0 timeout s1\nat 0 timeout s1\n";
    let after = |steps: &str| drop(check(&format!("{candidacies}{steps}")));
    after("at 1 deliver vote s1->s2\nat 1 expect term s2 = 1\nat 1 expect term s3 = 0");
    after("at 1 deliver vote s1->s2 1\nat 1 expect term s2 = 1");
    after("at 1 deliver vote s1->s2 2\nat 1 expect term s2 = 2");
    after("at 1 deliver vote s1->s2 3 # refused: no such message is in flight");
    after("at 1 deliver vote s1->s2 last\nat 1 expect term s2 = 2");
    after("at 1 deliver vote *->s3 last\nat 1 expect term s3 = 2");
    after("at 1 deliver vote\nat 1 expect term s2 = 1\nat 1 expect term s3 = 0");
    after("at 1 deliver message\nat 1 expect term s2 = 1");
    after("at 1 deliver message *->* last\nat 1 expect term s3 = 2");
    after("at 1 deliver message s1->* 2\nat 1 expect term s3 = 1");
    after("at 1 deliver m3\nat 1 expect term s2 = 2");
    after("at 1 deliver append # refused: no such message is in flight");
    after("at 1 deliver vote s2->s1 # refused: no such message is in flight");
    after("at 1 deliver every vote s1->s3\nat 1 expect term s3 = 2\nat 1 expect term s2 = 0");
    after(
        "at 1 deliver every vote\nat 1 expect term all = 2\nat 1 deliver vote # refused: no such message is in flight",
    );
    after("at 1 drop vote s1->s2\nat 1 deliver vote s1->s2\nat 1 expect term s2 = 2");
    after("at 1 drop every message\nat 1 deliver message # refused: no such message is in flight");
}

#[test]
fn clients_can_be_named_too() {
    check(
        "raft 1\nmanual\nservers 3
         at 0 timeout s1
         at 0 deliver every vote
         at 0 deliver every vote-reply
         at 1 client \"set x 1\" to s1
         at 1 client \"set y 1\" to s1
         at 1 deliver request c2->s1
         at 1 expect entry s1 1 \"set y 1\"
         at 1 deliver request c1->*
         at 1 expect entry s1 2 \"set x 1\"
         at 2 drop append s1->s2
         at 2 deliver append s1->s2 2
         at 2 deliver append-reply s2->s1
         at 2 expect commit s1 = 2
         at 2 deliver answer *->c1
         at 2 expect answer 1 acknowledged
         at 2 expect answer 2 waiting
         at 2 deliver answer s1->c2
         at 2 expect answer 2 acknowledged
         at 2 deliver answer s1->c2 # refused: no such message is in flight",
    );
}

#[test]
fn kinds_and_links_can_be_held_and_released() {
    check(
        "raft 1\nelection 1000..2000\nlatency 10
         at 90 hold every vote s1->*
         at 100 timeout s1
         at 200 expect elections = 1
         at 200 expect term s2 = 0
         at 200 release every vote s1->*
         at 209 expect term s2 = 0
         at 210 expect vote s2 s1
         at 220 expect leader s1 term 1",
    );
    check(
        "raft 1\nseed 16\nlatency 10
         at 250 hold every message s1->s5
         at 300 client \"set x 1\"
         at 350 expect log s4 1
         at 350 expect log s5 empty
         at 360 release every message s1->s5
         at 370 expect log s5 1
         at 400 expect leader s1 term 1",
    );
}

#[test]
fn single_messages_can_be_dropped_delayed_held_and_doubled() {
    check(
        "raft 1
         election 1000..2000
         latency 10
         at 100 timeout s1
         at 102 delay vote s1->s2 by 30
         at 102 hold vote s1->s3
         at 102 hold vote s1->s3 # refused: message m2 is already held
         at 102 drop vote s1->s4
         at 102 duplicate vote s1->s5
         at 139 expect vote s2 none
         at 139 expect vote s3 none
         at 139 expect vote s4 none
         at 139 expect vote s5 s1
         at 139 expect sent vote-reply s5->s1 = 2
         at 140 expect vote s2 s1
         at 149 expect no leader
         at 150 expect leader s1 term 1
         at 160 release vote s1->s3
         at 167 expect vote s3 none
         at 168 expect vote s3 s1",
    );
}

#[test]
fn links_and_the_network_can_be_changed() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 link s1->s2 latency 40
         at 300 link s1->s3 loss 100%
         at 300 client \"set x 1\"
         at 320 expect log s4 1
         at 349 expect log s2 empty
         at 350 expect log s2 1
         at 360 expect log s3 empty
         at 380 link s1->s2 normal
         at 380 link s1->s3 normal
         at 430 expect log all 1
         at 440 network latency 30
         at 440 client \"set x 2\"
         at 499 expect log s2 1
         at 500 expect log s2 1 1
         at 600 network loss 100%
         at 1200 expect elections >= 2",
    );
}

#[test]
fn one_way_and_both_ways() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 300 cut s1->s2
         at 300 cut s1<->s3
         at 300 client \"set x 1\"
         at 330 expect log s2 empty
         at 330 expect log s3 empty
         at 330 expect log s4 1
         at 330 mend s1->s2
         at 330 mend s1<->s3
         at 330 mend s1<->s3 # refused: the link s1 → s3 is not cut
         at 400 expect log all 1",
    );
}

#[test]
fn a_paused_server_goes_on_with_what_has_waited() {
    check(
        "raft 1\nseed 16\nlatency 10
         at 240 pause s2
         at 300 client \"set x 1\"
         at 350 expect log s2 empty
         at 350 expect log s3 1
         at 350 resume s2
         at 350 expect log s2 1",
    );
}

#[test]
fn every_rule_can_be_chosen() {
    for rule in raft_core::Rules::TABLE {
        for choice in rule.choices {
            let text = format!("raft 1\nrule {} {}\nend 1000", rule.name, choice.name);
            let scenario = Scenario::parse(&text).expect("it can be read");
            assert_eq!(rule.chosen(&scenario.setup.rules).name, choice.name);
            assert!(scenario.run(&mut ()).expect("it can be played").is_good());
        }
    }
}

#[test]
fn notes_change_nothing() {
    let digest = |notes: &str| after_election(notes).world.digest();
    assert_eq!(digest("at 300 note \"Look!\"\nat 600 note \"There!\""), digest("end 600"));
}

#[test]
fn expectations_change_nothing() {
    let digest = |text: &str| after_election(text).world.digest();
    assert_eq!(digest("end 600\nnever expect leader s2\nat 300 expect leader"), digest("end 600"));
}

#[test]
fn only_expectations_have_verdicts() {
    let scenario = Scenario::parse("raft 1\nat 0 note \"a\"\nat 1 crash s1\nat 2 expect no leader");
    let report = scenario.expect("it can be read").run(&mut ()).expect("and played");
    assert_eq!(report.verdicts, [None, None, Some(Verdict::Held(Time::from_ms(2)))]);
}

/// 2 messages, doubled by every line: 2 · 2 ^ 10 are within the limit, and the next doubling is not.
#[test]
fn copies_beyond_the_limit_are_refused_whole() {
    let fits = "at 0 duplicate every message\n".repeat(10);
    let refused =
        "at 0 duplicate every message # refused: at most 4000 messages can be in flight\n"
            .repeat(12);
    let report = check(&format!("raft 1\nservers 3\nmanual\nat 0 timeout s1\n{fits}{refused}"));
    assert_eq!(report.world.messages().count(), 2 << 10);
}

#[test]
fn an_act_that_is_refused_for_one_message_is_done_to_none() {
    let report = check(
        "raft 1\nservers 3\nlatency 10
         at 0 timeout s1
         at 5 hold vote s1->s3
         at 5 delay every vote by 5 # refused: message m2 is already held",
    );
    assert_eq!(report.world.messages().filter(|it| it.held_since.is_some()).count(), 1);
}
