//! A run played in bounded steps is the same run as one played in one go.

use raft_core::{PreVote, Rules, ServerId, Timing};
use raft_scenario::{Act, Played, Scenario, Timeline};
use raft_sim::{Event, EventId, Observer, ServerStep, Time, range_ms};

/// About 50 events in each virtual millisecond.
const DENSE: &str = "raft 1\nservers 9\nelection 1..2\nheartbeat 1\nlatency 0.001\nend 86400000\n";

/// A run that doubles its messages with every line.
fn doubling() -> Scenario {
    let mut text = String::from("raft 1\nservers 3\nmanual\nat 0 timeout s1\n");
    text.push_str(&"at 0 duplicate every message\n".repeat(10));
    Scenario::parse(&text).unwrap()
}

fn dense() -> Timeline {
    Timeline::new(Scenario::parse(DENSE).unwrap(), &mut ()).unwrap()
}

/// Counts the events that it is told of.
#[derive(Default)]
struct Counter {
    events: u64,
}

impl Observer for Counter {
    fn event(&mut self, _: Event) {
        self.events += 1;
    }

    fn step(&mut self, _: ServerStep<'_>) {}
}

/// The most events of one act of `doubling`, or of one step of a server.
const ONE_ITEM: u64 = 2_100;
const BUDGET: u64 = 100;

/// Continues to the end; returns how many calls that took.
fn in_slices(timeline: &mut Timeline) -> usize {
    let mut calls = 0;
    loop {
        let mut counter = Counter::default();
        let has_arrived = timeline.go_on(BUDGET, &mut counter);
        assert!(counter.events < BUDGET + ONE_ITEM, "{} events in one call", counter.events);
        calls += 1;
        if has_arrived {
            return calls;
        }
    }
}

/// Most of these acts look at all messages in flight and are refused, as the network is full.
#[test]
fn refused_acts_on_thousands_of_messages_are_played_in_slices() {
    let mut text = String::from("raft 1\nservers 3\nmanual\nat 0 timeout s1\n");
    text.push_str(&"at 0 duplicate every message\n".repeat(500));
    let mut timeline = Timeline::unplayed(Scenario::parse(&text).unwrap(), &mut ()).unwrap();
    let calls = in_slices(&mut timeline);
    assert!(calls > 400, "{calls} calls");
}

#[test]
fn opening_a_text_plays_nothing_before_it_is_asked_to() {
    let mut counter = Counter::default();
    let mut opened = Timeline::unplayed(doubling(), &mut counter).unwrap();
    assert!(counter.events < 30, "{} events", counter.events);
    assert!(in_slices(&mut opened) > 4);
    let whole = Timeline::new(doubling(), &mut ()).unwrap();
    assert_eq!(opened.world().digest(), whole.world().digest());
}

#[test]
fn seeking_is_bounded_in_each_call_and_leads_to_the_same_instant() {
    let (mut sliced, mut whole) = (dense(), dense());
    for to in [Time::from_ms(40), Time::from_ms(7), Time::from_ms(33)] {
        sliced.start_seek(to, to);
        assert_eq!(sliced.heading(), Some(to));
        in_slices(&mut sliced);
        whole.seek(to, &mut ());
        assert_eq!(sliced.now(), to);
        assert_eq!(sliced.heading(), None);
        assert_eq!(sliced.world().digest(), whole.world().digest());
    }
}

#[test]
fn a_seek_to_the_end_of_a_day_can_be_stopped_and_keeps_what_was_played() {
    let mut timeline = dense();
    timeline.start_seek(Time::from_ms(86_400_000), Time::from_ms(86_400_000));
    for _ in 0..20 {
        assert!(!timeline.go_on(BUDGET, &mut ()));
    }
    timeline.stop();
    let stopped_at = timeline.now();
    assert!(stopped_at > Time::default());
    assert_eq!(timeline.reached(), stopped_at);
    assert!(timeline.go_on(BUDGET, &mut ()), "nothing is left to do");
    let mut other = dense();
    other.seek(stopped_at, &mut ());
    let next = timeline.next_at().unwrap();
    timeline.run_to(next, &mut ());
    other.run_to(next, &mut ());
    assert_eq!(timeline.world().digest(), other.world().digest());
}

#[test]
fn what_is_shown_as_just_lost_is_told_again_after_a_seek() {
    let text = "raft 1\nservers 3\nloss 50%\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    timeline.seek(Time::from_ms(60_000), &mut ());
    let mut events: Vec<Event> = Vec::new();
    timeline.start_seek(Time::from_ms(30_000), Time::from_ms(29_000));
    while !timeline.go_on(BUDGET, &mut events) {}
    let mut other = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    other.seek(Time::from_ms(60_000), &mut ());
    let window = other.window(Time::from_ms(29_000), Time::from_ms(30_000));
    assert!(!window.events.is_empty());
    assert!(window.events.iter().all(|event| events.contains(event)));
}

#[test]
fn undo_and_redo_are_bounded_in_each_call() {
    let crash = Act::from(raft_sim::Action::Crash { server: ServerId(1) });
    let (mut sliced, mut whole) = (dense(), dense());
    for timeline in [&mut sliced, &mut whole] {
        timeline.seek(Time::from_ms(20), &mut ());
        timeline.seek(Time::from_ms(5), &mut ());
        timeline.act(crash.clone(), &mut ()).unwrap();
        timeline.run_to(Time::from_ms(40), &mut ());
    }
    assert!(sliced.start_undo(|to| to));
    in_slices(&mut sliced);
    whole.undo();
    assert_eq!(sliced.now(), Time::from_ms(5));
    assert_eq!(sliced.world().digest(), whole.world().digest());
    // Forward again, to the end of a branch whose checkpoints were dropped.
    assert!(sliced.start_redo(|to| to));
    assert!(in_slices(&mut sliced) > 10);
    whole.redo();
    assert_eq!(sliced.now(), Time::from_ms(40));
    assert_eq!(sliced.world().digest(), whole.world().digest());
    assert!(sliced.start_back(Time::MAX));
    in_slices(&mut sliced);
    whole.back();
    assert_eq!(sliced.world().digest(), whole.world().digest());
}

#[test]
fn another_rule_is_played_in_bounded_calls() {
    let mut first = dense();
    first.seek(Time::from_ms(30), &mut ());
    first.seek(Time::from_ms(10), &mut ());
    let rules = Rules { pre_vote: PreVote::On, ..Rules::default() };
    let mut counter = Counter::default();
    let mut sliced = first.start_with_rules(rules, Time::MAX, &mut counter).unwrap();
    assert!(counter.events < 100);
    assert!(in_slices(&mut sliced) > 10);
    let whole = first.with_rules(rules, &mut ()).unwrap();
    assert_eq!((sliced.now(), sliced.reached()), (whole.now(), whole.reached()));
    assert_eq!(sliced.world().digest(), whole.world().digest());

    let mut comparison = first.start_comparison(&sliced);
    while !comparison.go_on(&first, &sliced, BUDGET) {}
    assert_eq!(comparison.difference().cloned(), first.first_difference(&whole));
    assert!(comparison.difference().is_some());
}

/// Refused acts leave no events, so a comparison could play all of them on its way to the next event.
#[test]
fn refused_acts_are_compared_in_bounded_calls() {
    let few = "raft 1\nservers 3\nmanual\nat 0 timeout s1\n";
    let many = format!("{few}{}", "at 0 crash s1\n".repeat(5_000));
    let timeline = |text: &str| {
        let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
        timeline.run_to(Time::from_ms(1), &mut ());
        timeline
    };
    let (few, many) = (timeline(few), timeline(&many));
    for (first, second) in [(&few, &many), (&many, &few), (&many, &many)] {
        let mut comparison = first.start_comparison(second);
        let mut calls = 1;
        while !comparison.go_on(first, second, BUDGET) {
            calls += 1;
        }
        let is_same = std::ptr::eq(first, second);
        assert_eq!(comparison.difference().is_none(), is_same);
        assert!(!is_same || calls > 40, "{calls} calls");
    }
}

#[test]
fn another_timing_is_played_in_bounded_calls() {
    let mut first = dense();
    first.seek(Time::from_ms(30), &mut ());
    first.seek(Time::from_ms(10), &mut ());
    let timing = Timing { election_timeout: range_ms(1, 3), heartbeat_interval: 2000 };
    let mut counter = Counter::default();
    let mut sliced = first.start_with_timing(timing, Time::MAX, &mut counter).unwrap();
    assert!(counter.events < 100);
    assert!(in_slices(&mut sliced) > 10);
    assert_eq!((sliced.now(), sliced.reached()), (first.now(), first.reached()));
    assert_eq!(sliced.world().setup().timing, timing);
}

#[test]
fn playing_stops_at_the_budget_and_goes_on_from_there() {
    let (mut sliced, mut whole) = (dense(), dense());
    let until = Time::from_ms(25);
    let mut calls = 0;
    loop {
        let mut counter = Counter::default();
        let played = sliced.play_some(until, BUDGET, &mut counter);
        assert!(counter.events < BUDGET + ONE_ITEM);
        calls += 1;
        match played {
            Played::Arrived => break,
            Played::Spent => assert!(sliced.now() <= until),
            Played::Violated => panic!("the paper's rules violate nothing"),
        }
    }
    assert!(calls > 10);
    whole.run_to(until, &mut ());
    assert_eq!(sliced.world().digest(), whole.world().digest());
}

#[test]
fn a_window_is_filled_in_bounded_calls_and_cut_where_it_holds_too_much() {
    let mut timeline = dense();
    timeline.seek(Time::from_ms(60), &mut ());
    let (from, to) = (Time::from_ms(20), Time::from_ms(50));
    let whole = timeline.window(from, to);
    assert_eq!(whole.cut_at, None);

    let mut other = dense();
    other.seek(Time::from_ms(60), &mut ());
    let mut replay = other.start_window(from, to, usize::MAX);
    let mut calls = 1;
    while !replay.go_on(&other, BUDGET) {
        calls += 1;
    }
    let sliced = other.finish_window(replay);
    assert!(calls > 10);
    assert_eq!(sliced.events, whole.events);

    let mut replay = other.start_window(from, to, 1_000);
    assert!(replay.go_on(&other, u64::MAX));
    let cut = other.finish_window(replay);
    assert!(cut.events.len() < 1_000 + ONE_ITEM as usize);
    let at = cut.cut_at.expect("there is more");
    let before = |event: &&Event| event.at < at;
    let wanted: Vec<_> = whole.events.iter().filter(before).collect();
    assert_eq!(cut.events.iter().filter(before).collect::<Vec<_>>(), wanted);
}

#[test]
fn a_search_goes_back_to_the_beginning_in_bounded_calls() {
    let mut timeline = dense();
    timeline.seek(Time::from_ms(60), &mut ());
    let role = |timeline: &Timeline| {
        let mut search = timeline.search_role(ServerId(1));
        let mut calls = 1;
        while !search.go_on(timeline, BUDGET) {
            calls += 1;
        }
        (search.found(), calls)
    };
    let (found, calls) = role(&timeline);
    assert_eq!(found, timeline.why_role(ServerId(1)));
    assert!(found.is_some() && calls > 10, "{calls} calls");
    let seq = EventId(timeline.world().events() - 1);
    let mut search = timeline.search_causes(seq);
    while !search.go_on(&timeline, BUDGET) {}
    assert_eq!(search.chain(), timeline.causes(seq));
    assert!(!search.chain().is_empty());
}

#[test]
fn an_act_gives_up_where_one_was_going_to() {
    let mut timeline = dense();
    timeline.start_seek(Time::from_ms(60), Time::from_ms(60));
    timeline.go_on(BUDGET, &mut ());
    let now = timeline.now();
    timeline.act(Act::from(raft_sim::Action::Crash { server: ServerId(1) }), &mut ()).unwrap();
    assert_eq!(timeline.heading(), None);
    assert_eq!(timeline.now(), now);
}
