//! Runs of a whole cluster: safe with the paper's rules, and caught when a rule is broken.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use raft_core::{
    CommitRule, ConflictingSuffix, ConsistencyCheck, Quorum, Rules, StaleReplies, Terms,
    VoteLogCheck, VoteMemory, VotesPerTerm,
};

use crate::cluster::{Cluster, Event, events};
use crate::happenings::safe_rules;
use crate::judge::{Judge, Property};

fn run(servers: u8, rules: Rules, events: &[Event]) -> Judge {
    let mut cluster = Cluster::new(servers, rules);
    cluster.run(events);
    cluster.judge
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_papers_rules_are_safe(servers in 3..=5u8, events in events()) {
        prop_assert_eq!(run(servers, Rules::default(), &events).violated, None);
    }

    #[test]
    fn so_are_all_rules_that_are_not_marked_unsafe(
        servers in 3..=5u8,
        rules in safe_rules(),
        events in events(),
    ) {
        prop_assert_eq!(run(servers, rules, &events).violated, None);
    }
}

/// Makes a change to the paper's rules.
type Breakage = fn(&mut Rules);

/// A judge that cannot find anything proves nothing: with one rule broken, random runs of the same
/// kind must contradict the property that the rule is there for.
#[test]
fn broken_rules_are_caught() {
    use Property::{ElectionSafety, LeaderCompleteness, LogMatching, StateMachineSafety};
    let broken: [(Breakage, Property); 14] = [
        (|rules| rules.quorum = Quorum::HeardFromLately, ElectionSafety),
        (|rules| rules.vote_log_check = VoteLogCheck::CurrentTerm, LeaderCompleteness),
        (|rules| rules.vote_log_check = VoteLogCheck::LengthOnly, LeaderCompleteness),
        (|rules| rules.vote_log_check = VoteLogCheck::None, LeaderCompleteness),
        (|rules| rules.votes_per_term = VotesPerTerm::Any, ElectionSafety),
        (|rules| rules.vote_memory = VoteMemory::ForgottenAtRestart, ElectionSafety),
        (|rules| rules.terms = Terms::Ignored, LeaderCompleteness),
        (|rules| rules.stale_replies = StaleReplies::Counted, ElectionSafety),
        (|rules| rules.commit = CommitRule::AnyTermOnMajority, LeaderCompleteness),
        (|rules| rules.commit = CommitRule::AtOnce, LeaderCompleteness),
        (|rules| rules.consistency_check = ConsistencyCheck::Off, LogMatching),
        (|rules| rules.consistency_check = ConsistencyCheck::Off, StateMachineSafety),
        (|rules| rules.conflicting_suffix = ConflictingSuffix::AlwaysCut, LeaderCompleteness),
        (|rules| rules.conflicting_suffix = ConflictingSuffix::NeverDeleted, LogMatching),
    ];
    let mut runner = TestRunner::deterministic();
    let mut runs = Vec::new();
    for (break_a_rule, property) in broken {
        let mut rules = Rules::default();
        break_a_rule(&mut rules);
        let found = (0..4000).any(|at| {
            if at == runs.len() {
                runs.push(events().new_tree(&mut runner).expect("events").current());
            }
            run(3, rules, &runs[at]).violated == Some(property)
        });
        assert!(found, "no run under {rules:?} contradicts {property:?}");
    }
}

/// … and runs in which nothing is ever committed would prove nothing either.
#[test]
fn runs_get_somewhere() {
    let mut runner = TestRunner::deterministic();
    let applied = (0..100).map(|_| {
        let events = events().new_tree(&mut runner).expect("events").current();
        run(3, Rules::default(), &events).progress()
    });
    assert!(applied.sum::<usize>() > 100);
}
