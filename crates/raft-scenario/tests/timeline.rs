//! A run can be wound back and forth and branched, branches can be restored, and it is always the same run.

use proptest::prelude::*;
use raft_core::{CommitRule, PreVote, Rules, ServerId, Timing};
use raft_scenario::{Act, Scenario, Timeline, parse_act};
use raft_sim::{Event, EventId, SetupError, Time, What, range_ms};

const TEXT: &str =
    "raft 1\nseed 11\nat 350 client \"set x 1\"\nat 600 crash s1\nat 900 restart s1\n";

fn timeline() -> Timeline {
    Timeline::new(Scenario::parse(TEXT).unwrap(), &mut ()).unwrap()
}

fn act(line: &str) -> Act {
    parse_act(line, 5).unwrap()
}

fn acts() -> impl Strategy<Value = Act> {
    let server = (1..=5u8).prop_map(ServerId);
    let line = prop_oneof![
        server.clone().prop_map(|s| format!("crash {s}")),
        server.clone().prop_map(|s| format!("restart {s}")),
        server.clone().prop_map(|s| format!("timeout {s}")),
        server.clone().prop_map(|s| format!("pause {s}")),
        server.clone().prop_map(|s| format!("resume {s}")),
        (server, 1..5u8).prop_map(|(s, n)| format!("client \"add x {n}\" to {s}")),
        Just("partition s1 s2 | s3 s4 s5".to_owned()),
        Just("heal".to_owned()),
        Just("drop append *->*".to_owned()),
        Just("duplicate append-reply *->* last".to_owned()),
        Just("hold message *->*".to_owned()),
        Just("network latency 1..400 loss 20%".to_owned()),
    ];
    line.prop_map(|line| act(&line))
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
    let one = prop_oneof![
        3 => (0..3_000_000u64).prop_map(Move::To),
        2 => Just(Move::Forward),
        2 => Just(Move::Back),
        4 => acts().prop_map(Move::Act),
        1 => Just(Move::Undo),
        1 => Just(Move::Redo),
    ];
    proptest::collection::vec(one, 1..25)
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
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Whatever the moves before, the state at an instant is that of a fresh run of the same text.
    #[test]
    fn an_instant_is_the_same_however_one_gets_there(moves in moves(), to in 0..3_000_000u64) {
        let mut timeline = timeline();
        for one in moves {
            go(&mut timeline, one);
        }
        let to = Time(to);
        let text = timeline.to_scenario().print();
        let mut fresh = Timeline::new(Scenario::parse(&text).unwrap(), &mut ()).unwrap();
        fresh.run_to(to, &mut ());
        timeline.seek(to, &mut ());
        prop_assert_eq!(timeline.world(), fresh.world(), "{}", text);
    }

    /// Stepping back after an act equals never having acted; so does undoing it.
    #[test]
    fn back_and_undo_equal_never_having_acted(moves in moves(), act in acts()) {
        let mut timeline = timeline();
        for one in moves {
            go(&mut timeline, one);
        }
        // Nothing else is left to happen at this instant.
        let now = timeline.now();
        timeline.run_to(now, &mut ());
        let before = timeline.world().clone();
        let planned = timeline.to_scenario();
        if timeline.act(act, &mut ()).is_ok() {
            let after = timeline.world().clone();
            prop_assert!(timeline.back());
            prop_assert_eq!(timeline.world(), &before);
            timeline.forward(&mut ());
            prop_assert_eq!(timeline.world(), &after);
            prop_assert!(timeline.undo());
            prop_assert_eq!(timeline.to_scenario(), planned);
            prop_assert!(timeline.redo());
            prop_assert_eq!(timeline.world(), &after);
            prop_assert!(timeline.undo());
        }
        prop_assert_eq!(timeline.world(), &before);
        prop_assert_eq!(timeline.now(), before.now());
    }

    /// The first difference between two runs is where their events differ, however far both have
    /// been played and whatever was done to them.
    #[test]
    fn runs_part_where_they_are_told_differently(moves in moves(), reached in 0..40_000_000u64,
                                                 last in acts(), which in 0..4usize) {
        let mut one = timeline();
        for step in moves {
            go(&mut one, step);
        }
        one.seek(Time(reached), &mut ());
        let rules = [
            Rules::default(),
            Rules { pre_vote: PreVote::On, ..Rules::default() },
            Rules { commit: CommitRule::AnyTermOnMajority, ..Rules::default() },
            Rules::default(),
        ];
        let mut other = one.with_rules(rules[which], &mut ()).unwrap();
        if which == 3 {
            let _ = other.act(last, &mut ());
            other.seek(Time(reached + 200_000), &mut ());
            one.seek(Time(reached + 200_000), &mut ());
        }
        let (ours, theirs) = (told(&one), told(&other));
        let differs = |(one, two): &(&Event, &Event)| (one.at, &one.what) != (two.at, &two.what);
        let by_hand = ours.iter().zip(&theirs).find(differs).map(|(one, two)| one.at.min(two.at));
        let found = one.first_difference(&other);
        match (&by_hand, &found) {
            (Some(at), Some(difference)) => prop_assert_eq!(*at, difference.at),
            // One of the runs may end earlier.
            (None, _) if ours.len() != theirs.len() => {}
            _ => prop_assert_eq!(by_hand, found.map(|difference| difference.at)),
        }
    }
}

/// All events, without decisions.
fn told(timeline: &Timeline) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    timeline.replay(&mut events);
    events.retain(|event| !matches!(event.what, What::Decided { .. }));
    events
}

#[test]
fn back_and_forth_through_every_event_is_the_same_run() {
    let mut timeline = timeline();
    let mut states = vec![timeline.world().digest()];
    while timeline.now() < Time::from_ms(1200) && timeline.forward(&mut ()) {
        states.push(timeline.world().digest());
    }
    assert!(states.len() > 200);
    for &state in states[..states.len() - 1].iter().rev() {
        assert!(timeline.back());
        // Before an act only the time differs from the state after the last event.
        let same = timeline.world().digest() == state;
        assert!(same || [350, 600, 900].map(Time::from_ms).contains(&timeline.now()));
    }
    assert!(!timeline.back());
    assert_eq!(timeline.now(), Time::default());
}

#[test]
fn acting_in_the_past_abandons_the_plan_and_undo_brings_it_back() {
    let mut timeline = timeline();
    timeline.seek(Time::from_ms(1500), &mut ());
    let end = timeline.world().digest();
    timeline.seek(Time::from_ms(500), &mut ());
    timeline.act(act("pause s2"), &mut ()).unwrap();
    assert!(!timeline.to_scenario().print().contains("crash"));
    assert_eq!(timeline.end(), Time::from_ms(500));
    assert!(timeline.undo());
    assert!(timeline.to_scenario().print().contains("crash s1"));
    timeline.seek(Time::from_ms(1500), &mut ());
    assert_eq!(timeline.world().digest(), end);
}

/// The run with another timing, played as far and wound back to the same instant.
fn with_timing(timeline: &Timeline, timing: Timing) -> Timeline {
    let mut other = timeline.start_with_timing(timing, Time::MAX, &mut ()).unwrap();
    while !other.go_on(u64::MAX, &mut ()) {}
    other
}

#[test]
fn another_timing_is_as_if_the_text_had_it() {
    let mut timeline = timeline();
    timeline.seek(Time::from_ms(1500), &mut ());
    timeline.act(act("pause s2"), &mut ()).unwrap();
    timeline.seek(Time::from_ms(700), &mut ());
    let slow = Timing { election_timeout: range_ms(400, 800), heartbeat_interval: 90_000 };
    let other = with_timing(&timeline, slow);
    assert_eq!((other.now(), other.reached()), (timeline.now(), timeline.reached()));

    let written = TEXT.replace("seed 11\n", "seed 11\nelection 400..800\nheartbeat 90\n");
    let written = written + "at 1500 pause s2\n";
    assert_eq!(other.to_scenario(), Scenario::parse(&written).unwrap());
    let mut played = Timeline::new(Scenario::parse(&written).unwrap(), &mut ()).unwrap();
    played.seek(Time::from_ms(700), &mut ());
    assert_eq!(other.world(), played.world());
    assert_ne!(other.world().digest(), timeline.world().digest());
}

#[test]
fn the_same_timing_is_the_same_run_and_an_impossible_one_is_refused() {
    let mut timeline = timeline();
    timeline.seek(Time::from_ms(1500), &mut ());
    let usual = timeline.world().setup().timing;
    assert_eq!(with_timing(&timeline, usual).world(), timeline.world());
    let impossible = [
        (
            Timing { election_timeout: range_ms(300, 299), ..usual },
            SetupError::ElectionTimeoutReversed,
        ),
        (Timing { heartbeat_interval: 999, ..usual }, SetupError::Wait),
    ];
    for (timing, problem) in impossible {
        let refused = timeline.start_with_timing(timing, Time::MAX, &mut ());
        assert_eq!(refused.err(), Some(problem));
    }
}

/// Whatever windows were opened before, and whatever was done since.
#[test]
fn a_window_does_not_depend_on_the_last_one() {
    let (mut timeline, mut fresh) = (timeline(), timeline());
    let ms = Time::from_ms;
    let spans = [(0, 100), (100, 340), (340, 350), (350, 350), (350, 601), (20, 90), (600, 2000)];
    for (at, (from, to)) in spans.iter().cycle().take(40).enumerate() {
        if at == 12 {
            for one in [&mut timeline, &mut fresh] {
                one.seek(ms(345), &mut ());
                one.act(act("crash s3"), &mut ()).unwrap();
            }
        }
        timeline.seek(ms(2000), &mut ());
        let seen = timeline.window(ms(*from), ms(*to));
        fresh.seek(ms(2000), &mut ());
        let all = fresh.window(Time::default(), ms(2000)).events;
        let within: Vec<_> =
            all.into_iter().filter(|event| (ms(*from)..=ms(*to)).contains(&event.at)).collect();
        assert_eq!(seen.events, within, "{from}..{to}");
        assert!(seen.before.now() < ms(*from) || *from == 0);
    }
}

/// A run is written with the same steps as the text it was read from, in the same order.
#[test]
fn a_built_in_run_is_written_as_it_was_read() {
    for (name, text) in raft_scenario::builtin::ALL {
        let scenario = Scenario::parse(text).unwrap();
        let mut timeline = Timeline::new(scenario.clone(), &mut ()).unwrap();
        timeline.run_to(timeline.end(), &mut ());
        assert_eq!(timeline.to_scenario(), scenario, "{name}");
    }
}

#[test]
fn what_is_done_by_hand_comes_after_what_was_said_of_the_moment_before() {
    let text = "raft 1\nat 5 crash s1\nat 5 expect role s1 crashed\nat 5 restart s1\n\
                at 5 expect role s1 up\nat 9 note \"Later.\"\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    assert_eq!(timeline.to_scenario().print(), text);
    timeline.run_to(Time::from_ms(5), &mut ());
    timeline.act(act("pause s2"), &mut ()).unwrap();
    let up = "at 5 expect role s1 up\n";
    let expected = text.replace(up, &format!("{up}at 5 pause s2\n"));
    assert_eq!(timeline.to_scenario().print(), expected);
}

#[test]
fn a_refused_act_changes_nothing() {
    let mut timeline = timeline();
    timeline.seek(Time::from_ms(700), &mut ());
    timeline.seek(Time::from_ms(500), &mut ());
    let (before, text) = (timeline.world().clone(), timeline.to_scenario().print());
    for line in ["restart s2", "deliver m99999", "release append", "resume s3", "mend s1->s2"] {
        assert!(timeline.act(act(line), &mut ()).is_err(), "{line}");
        assert_eq!(timeline.world(), &before);
        assert_eq!(timeline.to_scenario().print(), text);
    }
}

#[test]
fn messages_done_to_by_identity_are_written_by_name() {
    let mut timeline = timeline();
    while timeline.world().messages().count() < 3 {
        timeline.forward(&mut ());
    }
    let third = timeline.world().messages().nth(2).unwrap().id;
    timeline.act(act(&format!("drop m{}", third.0)), &mut ()).unwrap();
    let text = timeline.to_scenario().print();
    assert!(text.contains("drop vote s"), "{text}");
}

#[test]
fn a_run_can_be_told_again() {
    let mut first = Vec::new();
    let scenario = timeline().to_scenario();
    let mut timeline = Timeline::new(scenario, &mut first).unwrap();
    timeline.run_to(Time::from_ms(3000), &mut first);
    timeline.seek(Time::from_ms(100), &mut ());
    let mut again = Vec::new();
    timeline.replay(&mut again);
    assert_eq!(first, again);
}

#[test]
fn a_window_holds_all_events_in_it_and_no_others() {
    let mut timeline = timeline();
    let mut all = Vec::new();
    timeline.run_to(Time::from_ms(5000), &mut all);
    timeline.seek(Time::from_ms(100), &mut ());
    let (from, to) = (Time::from_ms(300), Time::from_ms(4000));
    let window = timeline.window(from, to);
    assert!(window.before.now() < from && window.after.now() <= to);
    let expected: Vec<_> =
        all.into_iter().filter(|event| (from..=to).contains(&event.at)).collect();
    assert_eq!(window.events, expected);
    let starts = timeline.window(Time::default(), Time::from_ms(1)).events;
    assert!(!starts.is_empty() && starts[0].seq == EventId(0));
}

#[test]
fn the_last_step_is_told_for_every_place_forward_and_back() {
    let mut timeline = timeline();
    assert!(timeline.last_step().is_none(), "nothing has happened at the beginning");
    let mut told = Vec::new();
    let mut steps = Vec::new();
    while timeline.now() < Time::from_ms(1000) {
        let before = told.len();
        timeline.forward(&mut told);
        let step = timeline.last_step().unwrap();
        assert_eq!(step.events, told[before..], "the step that was just made");
        steps.push(step.events);
    }
    let arrivals =
        |events: &Vec<Event>| events.iter().any(|event| matches!(event.what, What::Arrived { .. }));
    assert!(steps.iter().any(arrivals));
    let told: Vec<_> = timeline.last_steps(40).into_iter().map(|step| step.events).collect();
    assert_eq!(told, steps[steps.len() - 40..], "the last of them, oldest first");
    assert_eq!(timeline.last_steps(usize::MAX).len(), steps.len());
    while let Some(expected) = steps.pop() {
        let step = timeline.last_step().unwrap();
        assert_eq!(step.events, expected, "the same step, on the way back");
        assert_eq!(step.received.is_some(), arrivals(&expected));
        assert!(timeline.start_back(timeline.now()));
        while !timeline.go_on(u64::MAX, &mut ()) {}
    }
    assert!(timeline.last_step().is_none());
}

#[test]
fn going_to_an_event_ends_with_its_step_at_an_instant_of_many() {
    let text = raft_scenario::builtin::text_of("figure-8-unsafe").unwrap();
    let mut timeline = Timeline::unplayed(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    timeline.stop();
    // After each step: the number of events, the state, and the time.
    let mut steps = vec![(timeline.world().events(), timeline.world().digest(), timeline.now())];
    while timeline.forward(&mut ()) {
        steps.push((timeline.world().events(), timeline.world().digest(), timeline.now()));
    }
    let instants: std::collections::BTreeSet<_> = steps.iter().map(|(.., at)| *at).collect();
    assert!(steps.len() > 3 * instants.len());
    let last = timeline.world().events() - 1;
    for event in (0..=last).chain((0..=last).rev()).chain([last / 2, u64::MAX]) {
        timeline.start_seek_event(EventId(event));
        while !timeline.go_on(3, &mut ()) {}
        let wanted = steps.iter().find(|(events, ..)| *events > event).or(steps.last()).unwrap();
        let world = timeline.world();
        assert_eq!((world.events(), world.digest(), timeline.now()), *wanted, "event {event}");
    }
}
