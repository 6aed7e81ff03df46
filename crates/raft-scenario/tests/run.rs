//! What a text means: when expectations hold, which messages are named, what is refused.
//!
//! Each step of the texts here ends with a comment when it is to go wrong: `fails` for an
//! expectation that is not met, `refused: why` for an act. All other steps must go well.

use raft_scenario::{Report, Scenario, Verdict};

/// Plays a text, and compares what became of each step with what its comment says.
fn check(text: &str) -> Report {
    let scenario = Scenario::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = scenario.run(&mut ()).expect("the setup is possible");
    for (at, step) in scenario.steps.iter().enumerate() {
        let comment = step.comment.join(" ");
        let problem = report.problems.iter().find(|(place, _)| *place == at);
        let became = match (&report.verdicts[at], problem) {
            (Some(Verdict::Failed(_)), None) => "fails".to_owned(),
            (Some(Verdict::Held) | None, None) => String::new(),
            (None, Some((_, problem))) => format!("refused: {problem}"),
            other => panic!("{other:?}"),
        };
        assert_eq!(became, comment, "{} {:?}\n{text}", step.at, step.task);
    }
    let alright = scenario.steps.iter().all(|step| step.comment.is_empty());
    assert_eq!(report.is_good(), alright);
    report
}

/// Why the only failed expectation failed.
fn failure(text: &str) -> String {
    let report = Scenario::parse(text).expect("it can be read").run(&mut ()).expect("and played");
    let failed = report.verdicts.into_iter().flatten().filter_map(|verdict| match verdict {
        Verdict::Failed(why) => Some(why),
        _ => None,
    });
    let failed: Vec<_> = failed.collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    failed.concat()
}

/// The first election of a cluster of five with seed 16: s1 stands at 198.4 ms and wins at 223.8 ms.
const ELECTION: &str = "raft 1\nseed 16\n";

fn after_election(steps: &str) -> Report {
    check(&format!("{ELECTION}{steps}"))
}

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

/// What holds between two events of the same instant is seen too: s1 is a candidate for no time at
/// all where it needs no other vote.
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
        ("at 10 expect leader", "at 10 ms: nobody leads"),
        ("at 300 expect no leader", "at 300 ms: s1 in term 1 leads"),
        ("at 300 expect role s1 follower", "at 300 ms: s1: leader"),
        ("at 250 pause s2\nat 300 expect role s2 up", "at 300 ms: s2: paused"),
        ("at 250 crash s2\nat 300 expect role s2 follower", "at 300 ms: s2: crashed"),
        ("at 300 expect term s2 = 4", "at 300 ms: s2: term 1"),
        ("at 300 expect vote s2 none", "at 300 ms: s2: voted for s1"),
        ("at 10 expect vote s2 s1", "at 10 ms: s2: has not voted"),
        ("at 300 expect log s1 1 2", "at 300 ms: s1: empty"),
        ("at 300 expect length s1 = 2", "at 300 ms: s1: empty"),
        ("at 300 expect entry s1 1 \"set x 1\"", "at 300 ms: s1: no such entry"),
        ("at 300 expect commit s1 = 1", "at 300 ms: s1: commitIndex 0"),
        ("at 300 expect applied s1 = 1", "at 300 ms: s1: lastApplied 0"),
        ("at 300 expect state s1 x \"1\"", "at 300 ms: s1: no value"),
        ("at 300 expect answer 1 waiting", "at 300 ms: there is no such request"),
        ("at 300 expect sent vote = 5", "at 300 ms: 4 sent"),
        ("at 300 expect elections = 2", "at 300 ms: 1 election timeouts"),
        ("end 300\nnever expect leader", "at 223.774 ms: s1 in term 1 leads"),
        ("end 300\nalways expect no leader", "at 223.774 ms: s1 in term 1 leads"),
        ("by 100 expect leader", "at 100 ms: nobody leads"),
        (
            "at 10 expect term all = 1",
            "at 10 ms: s1: term 0, s2: term 0, s3: term 0, s4: term 0, s5: term 0",
        ),
        ("server s1 log 1 2 2\nmanual\nat 10 expect log s1 1", "at 10 ms: s1: 1 2 2"),
    ];
    for (text, expected) in cases {
        assert_eq!(failure(&format!("{ELECTION}{text}")), expected, "{text}");
    }
}

#[test]
fn acts_that_make_no_sense_are_refused_and_the_run_goes_on() {
    after_election(
        "at 10 restart s1 # refused: s1 has not crashed
         at 10 resume s1 # refused: s1 is not paused
         at 10 heartbeat s1 # refused: s1 has no heartbeats to send: it does not lead
         at 10 fire s1 quorum-check # refused: s1 has no quorum to check: it does not lead, or CheckQuorum is off
         at 10 mend s1->s2 # refused: the link s1 → s2 is not cut
         at 10 heal # refused: no link is cut
         at 10 cut s1->s1 # refused: s1 has no link to itself
         at 10 cut s1->s2
         at 10 cut s1->s2 # refused: the link s1 → s2 is cut already
         at 10 cut s1<->s2
         at 10 heal
         at 10 partition s1 | s1 # refused: s1 is in two groups
         at 10 link s2->s2 normal # refused: s2 has no link to itself
         at 10 drop append # refused: no such message is under way
         at 10 drop every message # refused: no such message is under way
         at 10 drop m7 # refused: no such message is under way
         at 10 release every append # refused: such messages are not held
         at 10 hold every append
         at 10 hold every append # refused: such messages are held already
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

/// In manual mode everything is held; what is released goes on by itself.
#[test]
fn in_manual_mode_a_released_message_travels() {
    check(
        "raft 1\nmanual\nservers 3\nlatency 10
         at 0 timeout s1
         at 5 release vote s1->s2
         at 5 release vote s1->s2 # refused: message #1 is not held
         at 14 expect vote s2 none
         at 15 expect vote s2 s1
         at 20 delay vote-reply by 5 # refused: message #3 is held already",
    );
}

#[test]
fn the_oldest_comes_first() {
    let candidacies = "raft 1\nmanual\nservers 3\nat 0 timeout s1\nat 0 timeout s1\n";
    let after = |steps: &str| drop(check(&format!("{candidacies}{steps}")));
    after("at 1 deliver vote s1->s2\nat 1 expect term s2 = 1\nat 1 expect term s3 = 0");
    after("at 1 deliver vote s1->s2 1\nat 1 expect term s2 = 1");
    after("at 1 deliver vote s1->s2 2\nat 1 expect term s2 = 2");
    after("at 1 deliver vote s1->s2 3 # refused: no such message is under way");
    after("at 1 deliver vote s1->s2 last\nat 1 expect term s2 = 2");
    after("at 1 deliver vote *->s3 last\nat 1 expect term s3 = 2");
    after("at 1 deliver vote\nat 1 expect term s2 = 1\nat 1 expect term s3 = 0");
    after("at 1 deliver message\nat 1 expect term s2 = 1");
    after("at 1 deliver message *->* last\nat 1 expect term s3 = 2");
    after("at 1 deliver message s1->* 2\nat 1 expect term s3 = 1");
    after("at 1 deliver m3\nat 1 expect term s2 = 2");
    after("at 1 deliver append # refused: no such message is under way");
    after("at 1 deliver vote s2->s1 # refused: no such message is under way");
    after("at 1 deliver every vote s1->s3\nat 1 expect term s3 = 2\nat 1 expect term s2 = 0");
    after(
        "at 1 deliver every vote\nat 1 expect term all = 2\nat 1 deliver vote # refused: no such message is under way",
    );
    after("at 1 drop vote s1->s2\nat 1 deliver vote s1->s2\nat 1 expect term s2 = 2");
    after("at 1 drop every message\nat 1 deliver message # refused: no such message is under way");
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
         at 2 deliver answer s1->c2 # refused: no such message is under way",
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
         at 102 hold vote s1->s3 # refused: message #2 is held already
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
    assert_eq!(report.verdicts, [None, None, Some(Verdict::Held)]);
}
