//! What a timeline knows besides states: what the judge found, where another rule makes a
//! difference, and why something happened.

use proptest::prelude::*;
use raft_check::Property;
use raft_core::{Decision, RoleName, Rules, Sending, ServerId, VoteReason};
use raft_scenario::{EventSearch, Fault, Recipe, Scenario, Tally, Timeline, builtin};
use raft_sim::{Action, Duration, EventId, Loss, RequestId, Time, What};

const ALL: Time = Time::from_ms(1_000_000);

fn timeline(name: &str) -> Timeline {
    let scenario = Scenario::parse(builtin::text_of(name).unwrap()).unwrap();
    let mut timeline = Timeline::new(scenario, &mut ()).unwrap();
    timeline.run_to(timeline.end(), &mut ());
    timeline
}

#[test]
fn violations_are_known_as_far_as_the_run_was_played() {
    let mut timeline = timeline("figure-8-unsafe");
    let [violation] = timeline.violations() else { panic!("{:?}", timeline.violations()) };
    assert_eq!(violation.property, Property::LeaderCompleteness);
    let at = violation.at;
    timeline.seek(Time::from_ms(100), &mut ());
    assert_eq!((timeline.judge().found(), timeline.violations().len()), (0, 1));
    assert!(timeline.run_to_violation(ALL, &mut ()));
    assert_eq!((timeline.now(), timeline.judge().found()), (at, 1));
    assert!(!timeline.run_to_violation(timeline.end(), &mut ()), "it was told already");
}

#[test]
fn acting_in_the_past_forgets_what_was_found_after_it_and_undo_brings_it_back() {
    let mut timeline = timeline("figure-8-unsafe");
    timeline.seek(Time::from_ms(150), &mut ());
    let act = raft_scenario::parse_act("restart s1", 5).unwrap();
    timeline.act(act, &mut ()).unwrap();
    assert_eq!(timeline.violations(), []);
    assert!(timeline.undo());
    assert_eq!(timeline.violations().len(), 1);
}

#[test]
fn under_the_paper_s_rules_the_same_run_is_clean_and_parts_where_the_rule_decided() {
    let broken = timeline("figure-8-unsafe");
    let safe = broken.with_rules(Rules::default(), &mut ()).unwrap();
    assert_eq!((safe.now(), safe.reached()), (broken.now(), broken.reached()));
    assert_eq!(safe.violations(), []);
    let difference = broken.first_difference(&safe).unwrap();
    assert_eq!(difference.at, Time::from_ms(200));
    let first = difference.first.map(|event| event.what);
    assert_eq!(first, Some(What::Committed { server: ServerId(1), index: 2 }));
    assert_eq!(broken.first_difference(&broken.with_rules(broken.rules(), &mut ()).unwrap()), None);
}

#[test]
fn a_chain_of_causes_leads_back_to_what_a_person_did() {
    let timeline = timeline("figure-8-unsafe");
    let elected = timeline.why_role(ServerId(5)).unwrap();
    let chain = timeline.causes(elected);
    assert_eq!(chain[0].event.seq, elected);
    let decided = |decision: &(ServerId, Decision)| {
        matches!(decision.1, Decision::Election { votes: 3, needed: 3, won: true, .. })
    };
    assert!(chain[0].decisions.iter().any(decided), "{:?}", chain[0]);
    assert!(matches!(chain[1].event.what, What::Arrived { .. }), "{:?}", chain[1]);
    for pair in chain.windows(2) {
        assert_eq!(pair[0].event.cause, Some(pair[1].event.seq));
    }
    assert!(matches!(chain.last().unwrap().event.what, What::Acted(_)));
}

#[test]
fn entries_and_commits_have_a_reason_each() {
    let timeline = timeline("command-step-by-step");
    let leader = timeline
        .world()
        .servers()
        .iter()
        .find(|server| server.node.volatile.role.name() == RoleName::Leader);
    let leader = leader.unwrap().node.config.id;
    let appended = &timeline.causes(timeline.why_entry(leader, 1).unwrap())[0];
    assert!(
        matches!(appended.event.what, What::Appended { server, first: 1, .. } if server == leader)
    );
    let committed = &timeline.causes(timeline.why_commit(leader, 1).unwrap())[0];
    let majority = |decision: &(ServerId, Decision)| {
        matches!(decision.1, Decision::Commit { index: 1, allowed: true, .. })
    };
    assert!(committed.decisions.iter().any(majority), "{committed:?}");
    assert_eq!(timeline.why_commit(leader, 99), None);
    assert_eq!(timeline.why_entry(leader, 99), None);
    assert_eq!(timeline.causes(EventId(u64::MAX)), []);
}

#[test]
fn what_leaders_committed_is_known_of_every_log_also_when_they_have_crashed() {
    let mut timeline = timeline("figure-8-unsafe");
    let committed = |timeline: &Timeline| {
        [1, 2, 3, 4, 5].map(|id| timeline.judge().committed_up_to(ServerId(id)))
    };
    timeline.seek(Time::from_ms(150), &mut ());
    assert_eq!(committed(&timeline), [0; 5]);
    timeline.seek(Time::from_ms(250), &mut ());
    // S1 has committed entry 2 but has told no other server; S5 has another entry there.
    assert_eq!(committed(&timeline), [2, 2, 2, 1, 1]);
    timeline.seek(Time::from_ms(350), &mut ());
    assert_eq!(committed(&timeline), [2, 2, 2, 1, 1], "S1 has crashed");
    timeline.seek(Time::from_ms(450), &mut ());
    assert_eq!(committed(&timeline), [2, 1, 1, 1, 1], "S5 has replaced the entry");
    assert_eq!(timeline.judge().committed_up_to(ServerId(0)), 0);
}

/// Returns what a search finds.
fn found_by(timeline: &Timeline, mut search: EventSearch) -> Option<What> {
    while !search.go_on(timeline, 10) {}
    search.found().map(|seq| timeline.causes(seq)[0].event.what.clone())
}

#[test]
fn an_entry_that_a_leader_may_not_commit_has_the_decision_as_its_reason() {
    let mut timeline = timeline("figure-8-safe");
    timeline.seek(Time::from_ms(650), &mut ());
    let leader = ServerId(1);
    let refused = found_by(&timeline, timeline.search_commit_decision(leader, 2));
    let Some(What::Decided { server, decision }) = refused else { panic!("{refused:?}") };
    assert_eq!(server, leader);
    let Decision::Commit { index, entry_term, current_term, needed, allowed } = decision else {
        panic!("{decision:?}")
    };
    assert_eq!((index, entry_term, current_term, needed, allowed), (2, 2, 4, 3, false));
    assert_eq!(found_by(&timeline, timeline.search_commit_decision(leader, 3)), None);
    assert_eq!(found_by(&timeline, timeline.search_commit_decision(ServerId(2), 2)), None);
}

#[test]
fn a_vote_has_the_voter_s_decision_in_that_term_as_its_reason() {
    let timeline = timeline("figure-8-safe");
    // S5 asks for votes in term 5 at last: S2 has a newer log, S4 does not.
    let reason = |voter: u8, candidate: u8, term: u64| {
        let search = timeline.search_vote(ServerId(voter), ServerId(candidate), term);
        match found_by(&timeline, search)? {
            What::Decided { decision: Decision::Vote { because, .. }, .. } => Some(because),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(reason(2, 5, 5), Some(VoteReason::LogOlder));
    assert_eq!(reason(4, 5, 5), Some(VoteReason::Granted));
    assert_eq!(reason(2, 1, 4), Some(VoteReason::Granted));
    assert_eq!(reason(2, 1, 5), None, "S1 did not ask in term 5");
    let counted = found_by(&timeline, timeline.search_count(ServerId(5)));
    let Some(What::Decided { decision: Decision::Election { votes, won, .. }, .. }) = counted
    else {
        panic!("{counted:?}")
    };
    assert_eq!((votes, won), (2, false));
    assert_eq!(found_by(&timeline, timeline.search_count(ServerId(3))), None);
}

#[test]
fn a_request_that_was_resent_has_the_client_s_timeout_as_its_reason() {
    let text = "raft 1\nservers 3\nseed 1\nat 10 client \"set x 1\" to s1\nat 15 crash s1\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    let request = RequestId(1);
    timeline.run_to(Time::from_ms(12), &mut ());
    assert_eq!(found_by(&timeline, timeline.search_resending(request)), None);
    timeline.run_to(Time::from_ms(5000), &mut ());
    let resent = found_by(&timeline, timeline.search_resending(request));
    assert_eq!(resent, Some(What::TriedAgain { request }));
    let last = found_by(&timeline, timeline.search_request(request));
    assert!(matches!(last, Some(What::Accepted { request: it, .. }) if it == request), "{last:?}");
    assert_eq!(found_by(&timeline, timeline.search_request(RequestId(9))), None);
}

#[test]
fn what_was_committed_once_stays_the_run_s_highest_commit() {
    let mut timeline = timeline("figure-8-unsafe");
    for at in [200, 300] {
        timeline.seek(Time::from_ms(at), &mut ());
        let Tally { highest_commit, highest_commit_at, .. } = timeline.tally();
        assert_eq!((highest_commit, highest_commit_at), (2, Time::from_ms(200)));
    }
    // S1, which knew of the commit, has crashed.
    let nodes = timeline.world().servers();
    assert!(nodes.iter().all(|server| server.node.volatile.commit_index == 0));
    timeline.seek(Time::from_ms(199), &mut ());
    assert_eq!(timeline.tally().highest_commit, 0);
}

#[test]
fn what_cut_a_link_and_what_was_lost_there_is_found() {
    let text = "raft 1\nservers 3\nseed 1\nlatency 10\nat 10 cut s1->s2\nat 20 timeout s1\n\
                at 60 partition s1 s3 | s2\nat 80 heal\nat 90 hold every message *->s3\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    let (s1, s2, s3) = (ServerId(1), ServerId(2), ServerId(3));
    timeline.run_to(Time::from_ms(50), &mut ());
    let acted = |timeline: &Timeline, from, to| match found_by(
        timeline,
        timeline.search_obstacle(from, to),
    ) {
        Some(What::Acted(action)) => Some(action),
        None => None,
        other => panic!("{other:?}"),
    };
    assert_eq!(acted(&timeline, s1, s2), Some(Action::Cut { from: s1, to: s2, both_ways: false }));
    assert_eq!(acted(&timeline, s2, s1), None, "the way back is open");
    let lost = found_by(&timeline, timeline.search_loss(s1, s2));
    assert!(matches!(lost, Some(What::Lost { why: Loss::Cut, .. })), "{lost:?}");
    assert_eq!(found_by(&timeline, timeline.search_loss(s1, s3)), None);
    timeline.run_to(Time::from_ms(100), &mut ());
    assert!(matches!(acted(&timeline, s1, s2), Some(Action::Partition { .. })));
    assert!(matches!(acted(&timeline, s1, s3), Some(Action::HoldAll { .. })));
}

#[test]
fn what_kept_an_entry_from_a_server_is_found() {
    let text = "raft 1\nservers 3\nseed 1\nlatency 10\nat 10 timeout s1\nat 50 cut s1->s3\n\
                at 60 client \"set x 1\" to s1\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    timeline.run_to(Time::from_ms(100), &mut ());
    let lost = found_by(&timeline, timeline.search_missing(ServerId(3), 1));
    let Some(What::Lost { message, why: Loss::Cut }) = lost else { panic!("{lost:?}") };
    assert_eq!(message.to, ServerId(3).into());
    assert_eq!(found_by(&timeline, timeline.search_missing(ServerId(2), 1)), None);
    let request = RequestId(1);
    let learnt = found_by(&timeline, timeline.search_acknowledged(request));
    assert_eq!(learnt, Some(What::Acknowledged { request }));
    let refused = self::timeline("figure-7");
    let of =
        |server: u8, index| found_by(&refused, refused.search_missing(ServerId(server), index));
    assert!(
        (1..=7).any(|server| (1..=12).any(|index| matches!(
            of(server, index),
            Some(What::Decided { decision: Decision::Consistency { matches: false, .. }, .. })
        ))),
        "a follower with a shorter log refuses"
    );
    assert!((1..=7).any(|server| matches!(of(server, 12), Some(What::Truncated { .. }))));
}

#[test]
fn the_end_of_the_last_leader_is_found() {
    let mut timeline = timeline("figure-8-unsafe");
    let end = |timeline: &Timeline| found_by(timeline, timeline.search_leader_end());
    timeline.seek(Time::from_ms(150), &mut ());
    assert_eq!(end(&timeline), Some(What::Crashed { server: ServerId(5) }));
    timeline.seek(Time::from_ms(250), &mut ());
    assert_eq!(end(&timeline), None, "S1 leads");
}

#[test]
fn a_run_s_figures_tell_what_a_rule_costs() {
    let text = "raft 1\nservers 3\nlatency 10\nat 10 timeout s1\nat 215 client \"set x 1\" to s1\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    timeline.run_to(Time::from_ms(300), &mut ());
    let tally = timeline.tally();
    // One round trip after the leader accepted it.
    assert_eq!((tally.commits, tally.committing), (1, Duration::from_ms(20)));
    assert!(tally.round_trips > 8 && tally.refusals == 0, "{tally:?}");
    let rules = Rules { sending: Sending::NextHeartbeat, ..Rules::default() };
    let later = timeline.with_rules(rules, &mut ()).unwrap().tally();
    assert!(later.commits == 1 && later.committing > tally.committing, "{later:?}");
    assert!(later.round_trips < tally.round_trips, "{later:?}");
}

#[test]
fn a_pause_that_is_over_explains_no_role() {
    let text = "raft 1\nservers 3\nseed 1\nelection 1000..1200\nat 50 timeout s1\n\
                at 200 pause s1\nat 300 resume s1\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    let reason = |timeline: &Timeline| {
        timeline.causes(timeline.why_role(ServerId(1)).unwrap())[0].event.what.clone()
    };
    timeline.run_to(Time::from_ms(250), &mut ());
    assert_eq!(reason(&timeline), What::Paused { server: ServerId(1) });
    timeline.run_to(Time::from_ms(400), &mut ());
    assert!(matches!(reason(&timeline), What::BecameRole { role: RoleName::Leader, .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However an instant is reached, the judge says the same as in a run played once.
    #[test]
    fn time_travel_does_not_mislead_the_judge(seed in 0..1000u64, to in 0..6000u64) {
        let length = Time::from_ms(6000);
        let faults = vec![Fault::Crashes, Fault::Partitions];
        let rules = Vec::new();
        let recipe = Recipe { servers: 5, seed, length, faults, vary_rules: false, rules };
        let mut scenario = recipe.scenario().unwrap();
        scenario.setup.rules.commit = raft_core::CommitRule::AtOnce;
        let mut once = Timeline::new(scenario, &mut ()).unwrap();
        let mut again = once.with_rules(once.rules(), &mut ()).unwrap();
        let to = Time::from_ms(to);
        once.run_to(to, &mut ());
        again.run_to(Time::from_ms(6000), &mut ());
        again.seek(to, &mut ());
        let found = |timeline: &Timeline| -> Vec<_> {
            timeline.judge().violations().cloned().collect()
        };
        prop_assert_eq!(found(&once), found(&again));
        prop_assert_eq!(once.tally(), again.tally());
        prop_assert_eq!(once.world(), again.world());
    }
}
