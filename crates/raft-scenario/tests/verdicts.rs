//! A timeline knows the verdicts on a scenario's expectations at every moment, and they are the
//! same as when its text is played.

use proptest::prelude::*;
use raft_core::{CommitRule, Rules, ServerId};
use raft_scenario::{Act, Instead, Scenario, ServerIs, Subject, Timeline, Verdict, parse_act};
use raft_sim::{Duration, Time};

/// The first election of this seed is won by s1 at 223.8 ms.
const TEXT: &str = "raft 1\nseed 16\nend 1200\nalways expect role s5 follower\n\
    never expect leader s2\nalways expect commit s3 <= 1\nnever expect violation\n\
    at 100 expect no leader\nby 300 expect leader s1 term 1\nat 350 client \"set x 1\"\n\
    at 500 crash s1\nat 500 expect role s1 crashed\nat 500 restart s1\nat 500 expect role s1 up\n\
    at 600 expect log s1 1\nat 600 expect commit all = 2\nby 900 expect elections >= 9\n\
    at 900 expect sent append s1->* between 300 and 600 > 4\n";

fn timeline(text: &str) -> Timeline {
    Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap()
}

/// `+` met, `-` failed, `.` open.
fn shown(timeline: &Timeline) -> String {
    let sign = |verdict: &Verdict| match verdict {
        Verdict::Held(_) => '+',
        Verdict::Failed(_) => '-',
        Verdict::Open => '.',
    };
    timeline.verdicts().iter().map(sign).collect()
}

fn at(ms: u64) -> Time {
    Time::from_ms(ms)
}

/// At each moment exactly what is due by then is decided, from whichever side it was reached.
#[test]
fn verdicts_belong_to_the_moment() {
    let mut timeline = timeline(TEXT);
    let moments = [
        (0, "............"),
        (99, "............"),
        (100, "....+......."),
        (300, "....++......"),
        (499, "....++......"),
        (500, "....++++...."),
        (600, "....+++++-.."),
        (899, ".-..+++++-.."),
        (900, ".-..+++++--+"),
        (1199, ".-..+++++--+"),
        (1200, "+-+++++++--+"),
        (1300, "+-+++++++--+"),
    ];
    for (ms, expected) in moments.iter().chain(moments.iter().rev()) {
        timeline.seek(at(*ms), &mut ());
        assert_eq!(shown(&timeline), *expected, "at {ms} ms");
    }
    // In slices, forwards and from a checkpoint.
    for (ms, expected) in moments {
        timeline.start_seek(at(ms), at(ms));
        while !timeline.go_on(7, &mut ()) {}
        assert_eq!(shown(&timeline), expected, "at {ms} ms, in slices");
    }
}

#[test]
fn a_failure_says_when_what_was_the_case_and_what_to_ask_about() {
    let mut timeline = timeline(TEXT);
    timeline.seek(at(1000), &mut ());
    let Verdict::Failed(failure) = &timeline.verdicts()[9] else { panic!() };
    assert_eq!(failure.at, at(600));
    let Instead::Servers { servers } = &failure.instead else { panic!("{failure}") };
    let commits: Vec<_> = servers.iter().map(|fact| (fact.server.0, &fact.is)).collect();
    let one = &ServerIs::Commit { index: 1 };
    assert_eq!(commits[1..], [(2, one), (3, one), (4, one), (5, one)]);
    assert!(
        matches!(failure.subject, Some(Subject::Server { server: ServerId(1) })),
        "{failure:?}"
    );
}

#[test]
fn a_failure_about_values_and_answers_leads_to_an_entry_or_a_request() {
    let text = "raft 1\nservers 3\nat 0 timeout s1\nat 100 client \"set x 1\"\nat 300 client \"get x\"\n\
                at 600 expect state s1 x \"2\"\nat 600 expect answer 1 waiting\n\
                at 600 expect answer 2 value \"2\"\nat 600 expect took 1 > 1000\n\
                at 600 expect answer 9 acknowledged\nat 600 expect role any candidate\n";
    let mut timeline = timeline(text);
    timeline.seek(at(1000), &mut ());
    let subjects: Vec<_> = timeline
        .verdicts()
        .iter()
        .map(|verdict| match verdict {
            Verdict::Failed(failure) => failure.subject,
            other => panic!("{other:?}"),
        })
        .collect();
    let server = ServerId(1);
    let request =
        |id| Some(Subject::Request { request: raft_sim::RequestId(id), acknowledged: true });
    assert_eq!(
        subjects,
        [
            Some(Subject::Committed { server, index: 2 }),
            request(1),
            request(2),
            request(1),
            None,
            Some(Subject::Server { server })
        ]
    );
}

#[test]
fn what_was_done_by_hand_changes_the_verdicts_of_its_branch_only() {
    let mut timeline = timeline(TEXT);
    timeline.seek(at(1000), &mut ());
    let planned = shown(&timeline);
    timeline.seek(at(50), &mut ());
    timeline.act(parse_act("crash s1", 5).unwrap(), &mut ()).unwrap();
    timeline.seek(at(1000), &mut ());
    let by_hand = shown(&timeline);
    assert_eq!(&by_hand[4..7], "+-+", "{by_hand}");
    assert!(timeline.undo());
    timeline.seek(at(1000), &mut ());
    assert_eq!(shown(&timeline), planned);
    assert!(timeline.redo());
    timeline.seek(at(1000), &mut ());
    assert_eq!(shown(&timeline), by_hand);
}

/// Two branches with the same number of events by the same instant are told apart.
#[test]
fn the_fingerprint_tells_branches_apart_at_the_instant_of_an_expectation() {
    // The expectation was written after acts that are abandoned here, so it comes after what is
    // done instead.
    let acts = "at 5 crash s2\nat 5 restart s2\n";
    let mut timeline = timeline(&format!("raft 1\n{acts}at 5 expect role s1 crashed\n"));
    timeline.act(parse_act("pause s3", 5).unwrap(), &mut ()).unwrap();
    let mut after = |line: &str| {
        timeline.seek(at(5), &mut ());
        timeline.act(parse_act(line, 5).unwrap(), &mut ()).unwrap();
        let (events, fingerprint) = (timeline.world().events(), timeline.verdicts_fingerprint());
        let held = shown(&timeline);
        assert!(timeline.undo());
        (events, held, fingerprint)
    };
    let (crash, pause) = (after("crash s1"), after("pause s1"));
    assert_eq!((crash.0, crash.1.as_str(), pause.1.as_str()), (pause.0, "+", "-"));
    assert_ne!(crash.2, pause.2);
}

#[test]
fn another_rule_has_verdicts_of_its_own() {
    let text = raft_scenario::builtin::text_of("figure-8-unsafe").unwrap();
    let mut timeline = timeline(text);
    timeline.seek(timeline.end(), &mut ());
    let rules = Rules { commit: CommitRule::OwnTermOnMajority, ..timeline.rules() };
    let other = timeline.with_rules(rules, &mut ()).unwrap();
    assert!(timeline.verdicts().iter().all(Verdict::has_held));
    assert!(other.verdicts().iter().any(|verdict| matches!(verdict, Verdict::Failed(_))));
    assert_eq!(other.verdicts(), played(&other.to_scenario()));
}

/// The verdicts on the expectations when the text is played.
fn played(scenario: &Scenario) -> Vec<Verdict> {
    scenario.run(&mut ()).unwrap().verdicts.into_iter().flatten().collect()
}

#[derive(Clone, Debug)]
enum Move {
    To(u64),
    Forward,
    Back,
    Act(Act),
    Undo,
    Redo,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    const LINES: &[&str] = &[
        "crash s1",
        "restart s1",
        "timeout s2",
        "crash s3",
        "restart s3",
        "pause s2",
        "resume s2",
        "partition s1 s2 | s3 s4 s5",
        "heal",
        "client \"set y 2\"",
        "drop append *->*",
    ];
    const INSTANTS: &[u64] = &[100_000, 300_000, 500_000, 600_000, 900_000, 1_200_000];
    let act = proptest::sample::select(LINES).prop_map(|line| parse_act(line, 5).unwrap());
    // Often exactly at the instant of an expectation.
    let instant =
        prop_oneof![(0..1300u64).prop_map(|ms| ms * 1000), proptest::sample::select(INSTANTS),];
    let one = prop_oneof![
        4 => instant.prop_map(Move::To),
        1 => Just(Move::Forward),
        1 => Just(Move::Back),
        4 => act.prop_map(Move::Act),
        1 => Just(Move::Undo),
        1 => Just(Move::Redo),
    ];
    proptest::collection::vec(one, 1..20)
}

fn go(timeline: &mut Timeline, one: Move) {
    match one {
        Move::To(us) => timeline.seek(Time(us), &mut ()),
        Move::Forward => drop(timeline.forward(&mut ())),
        Move::Back => drop(timeline.back()),
        Move::Act(act) => drop(timeline.act(act, &mut ())),
        Move::Undo => drop(timeline.undo()),
        Move::Redo => drop(timeline.redo()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the moves before: at the end of the scenario the verdicts are those of its text,
    /// and at an earlier moment they are those of a timeline that was played straight there.
    #[test]
    fn the_verdicts_are_those_of_the_text(moves in moves()) {
        let mut timeline = timeline(TEXT);
        let mut known = std::collections::BTreeMap::new();
        for one in moves {
            go(&mut timeline, one);
            let verdicts = timeline.verdicts();
            let same = known.entry(timeline.verdicts_fingerprint()).or_insert(verdicts.clone());
            prop_assert_eq!(&*same, &verdicts);
        }
        let mut straight = Timeline::new(timeline.to_scenario(), &mut ()).unwrap();
        straight.seek(timeline.now(), &mut ());
        if timeline.next_at().is_none_or(|next| next > timeline.now()) {
            prop_assert_eq!(timeline.verdicts(), straight.verdicts());
        }
        let scenario = timeline.to_scenario();
        for later in [0, 400] {
            timeline.seek(scenario.ends_at() + Duration::from_ms(later), &mut ());
            prop_assert_eq!(timeline.verdicts(), played(&scenario), "{}", scenario.print());
        }
    }
}

/// Equal expectations before and after an act of the same instant are judged each at its own place.
#[test]
fn alike_expectations_of_an_instant_are_judged_where_they_stand() {
    let alike = "at 5 expect term s1 = 0\n";
    let text =
        format!("raft 1\nmanual\n{alike}{alike}at 5 timeout s1\n{alike}{alike}at 9 note \"\"\n");
    let mut timeline = timeline(&text);
    timeline.seek(at(9), &mut ());
    assert_eq!(shown(&timeline), "++--");
}
