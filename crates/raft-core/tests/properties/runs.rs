//! Runs of a whole cluster: safe under the paper's rules, and caught when a rule is broken.

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
    #![proptest_config(ProptestConfig::with_cases(1500))]

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

/// A judge that cannot find anything proves nothing: with one rule broken, random runs of the same
/// kind must contradict the property that the rule is there for.
#[test]
fn broken_rules_are_caught() {
    use Property::{ElectionSafety, LeaderCompleteness, LogMatching, StateMachineSafety};
    let paper = Rules::default();
    let broken = [
        (
            Rules {
                quorum: Quorum::HeardFromLately,
                ..paper
            },
            ElectionSafety,
        ),
        (
            Rules {
                vote_log_check: VoteLogCheck::CurrentTerm,
                ..paper
            },
            LeaderCompleteness,
        ),
        (
            Rules {
                vote_log_check: VoteLogCheck::None,
                ..paper
            },
            LeaderCompleteness,
        ),
        (
            Rules {
                votes_per_term: VotesPerTerm::Any,
                ..paper
            },
            ElectionSafety,
        ),
        (
            Rules {
                vote_memory: VoteMemory::ForgottenAtRestart,
                ..paper
            },
            ElectionSafety,
        ),
        (
            Rules {
                terms: Terms::Ignored,
                ..paper
            },
            LeaderCompleteness,
        ),
        (
            Rules {
                stale_replies: StaleReplies::Counted,
                ..paper
            },
            ElectionSafety,
        ),
        (
            Rules {
                commit: CommitRule::AtOnce,
                ..paper
            },
            LeaderCompleteness,
        ),
        (
            Rules {
                consistency_check: ConsistencyCheck::Off,
                ..paper
            },
            LogMatching,
        ),
        (
            Rules {
                consistency_check: ConsistencyCheck::Off,
                ..paper
            },
            StateMachineSafety,
        ),
        (
            Rules {
                conflicting_suffix: ConflictingSuffix::AlwaysCut,
                ..paper
            },
            LeaderCompleteness,
        ),
        (
            Rules {
                conflicting_suffix: ConflictingSuffix::NeverDeleted,
                ..paper
            },
            LogMatching,
        ),
    ];
    let mut runner = TestRunner::deterministic();
    let mut runs = Vec::new();
    for (rules, property) in broken {
        let found = (0..2000).any(|at| {
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
