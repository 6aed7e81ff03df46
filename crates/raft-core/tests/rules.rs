//! The pure functions of `rules`, each by a table: a row for each case, a column for each choice, the
//! paper's first. No two columns may be the same, or the choice would be no choice.

use std::fmt::Debug;

use raft_core::rules::{self, LogConflict};
use raft_core::{
    CheckQuorum, CommitRule, ConflictingSuffix, ConsistencyCheck, Disk, ElectionTimeout,
    FollowerCommit, Heartbeats, LogId, NextTry, Noop, PreVote, Quorum, Range, RoleName, Rules,
    Sending, ServerId, StaleReplies, TermVerdict, Terms, VoteLogCheck, VoteMemory, VotesPerTerm,
};

/// Checks `decide` against a table: for each case, the answer under each choice in order.
fn check<R, C, A, const N: usize>(choices: &[R], decide: impl Fn(R, C) -> A, table: &[(C, [A; N])])
where
    R: Copy + Debug,
    C: Copy + Debug,
    A: PartialEq + Debug,
{
    assert_eq!(choices.len(), N);
    for (case, answers) in table {
        for (&choice, answer) in choices.iter().zip(answers) {
            assert_eq!(&decide(choice, *case), answer, "{choice:?} of {case:?}");
        }
    }
    for one in 0..N {
        for other in 0..one {
            let differ = table.iter().any(|(_, answers)| answers[one] != answers[other]);
            assert!(differ, "nothing tells {:?} from {:?}", choices[one], choices[other]);
        }
    }
}

/// An entry's place: term, then index.
fn at(term: u64, index: u64) -> LogId {
    LogId { term, index }
}

#[test]
fn the_default_is_figure_2() {
    let figure_2 = Rules {
        quorum: Quorum::AllServers,
        vote_log_check: VoteLogCheck::LastTermThenIndex,
        votes_per_term: VotesPerTerm::One,
        vote_memory: VoteMemory::Durable,
        terms: Terms::Obeyed,
        stale_replies: StaleReplies::Dropped,
        commit: CommitRule::OwnTermOnMajority,
        consistency_check: ConsistencyCheck::On,
        conflicting_suffix: ConflictingSuffix::DeletedOnConflict,
        follower_commit: FollowerCommit::UpToLastNewEntry,
        next_try: NextTry::OneBack,
        sending: Sending::AtOnce,
        election_timeout: ElectionTimeout::Randomized,
        pre_vote: PreVote::Off,
        check_quorum: CheckQuorum::Off,
        noop: Noop::Off,
        heartbeats: Heartbeats::CarryEntries,
        disk: Disk::WriteBeforeReply,
    };
    assert_eq!(Rules::default(), figure_2);
}

#[test]
fn quorum() {
    check(
        Quorum::ALL,
        |rule, (all, heard)| rules::quorum_size(rule, all, heard),
        &[
            // (all servers, those heard from)
            ((1, 1), [1, 1]),
            ((2, 2), [2, 2]),
            ((3, 3), [2, 2]),
            ((4, 4), [3, 3]),
            ((5, 5), [3, 3]),
            ((5, 3), [3, 2]),
            ((5, 2), [3, 2]),
            ((5, 1), [3, 1]),
            ((9, 1), [5, 1]),
        ],
    );
}

/// Two majorities share a server.
#[test]
fn two_quorums_of_all_servers_overlap() {
    for all in 1..=63 {
        let needed = rules::quorum_size(Quorum::AllServers, all, 1);
        assert!(needed <= all && 2 * needed > all);
        assert!(2 * (needed - 1) <= all, "not more than it takes");
    }
}

#[test]
fn vote_log_check() {
    check(
        VoteLogCheck::ALL,
        |rule, (candidate, voter)| rules::log_is_acceptable(rule, candidate, voter),
        &[
            // ((the candidate's term, its log's end), (the voter's, before it saw the request))
            (((4, at(2, 5)), (3, at(2, 5))), [true, true, true, true]),
            (((4, at(2, 6)), (3, at(2, 5))), [true, true, true, true]),
            (((4, at(3, 1)), (3, at(2, 5))), [true, true, false, true]),
            (((4, at(2, 4)), (3, at(2, 5))), [false, true, false, true]),
            (((4, at(1, 9)), (3, at(2, 5))), [false, true, true, true]),
            (((4, at(2, 5)), (9, at(2, 5))), [true, false, true, true]),
            (((4, at(1, 4)), (9, at(2, 5))), [false, false, false, true]),
            (((1, at(0, 0)), (0, at(0, 0))), [true, true, true, true]),
        ],
    );
}

#[test]
fn votes_per_term() {
    check(
        VotesPerTerm::ALL,
        |rule, voted_for| rules::vote_is_free(rule, voted_for, ServerId(2)),
        &[
            (None, [true, true]),
            (Some(ServerId(2)), [true, true]),
            (Some(ServerId(3)), [false, true]),
        ],
    );
}

#[test]
fn vote_memory() {
    check(
        VoteMemory::ALL,
        rules::vote_after_restart,
        &[(None, [None, None]), (Some(ServerId(2)), [Some(ServerId(2)), None])],
    );
}

#[test]
fn terms() {
    use RoleName::{Candidate, Follower, Leader, PreCandidate};
    use TermVerdict::{Act, Refuse, StepDown};
    check(
        Terms::ALL,
        |rule, (theirs, ours, role)| rules::term_verdict(rule, theirs, ours, role),
        &[
            ((3, 3, Follower), [Act, Act]),
            ((3, 3, Leader), [Act, Act]),
            ((2, 3, Follower), [Refuse, Act]),
            ((2, 3, Leader), [Refuse, Act]),
            ((4, 3, Follower), [StepDown, StepDown]),
            ((4, 3, PreCandidate), [StepDown, StepDown]),
            ((4, 3, Candidate), [StepDown, StepDown]),
            ((4, 3, Leader), [StepDown, Act]),
        ],
    );
}

#[test]
fn stale_replies() {
    check(StaleReplies::ALL, |rule, ()| rules::stale_reply_counts(rule), &[((), [false, true])]);
}

#[test]
fn commit() {
    check(
        CommitRule::ALL,
        |rule, (on_majority, log): (u64, [u64; 3])| {
            let index = rules::commit_candidate(rule, on_majority, log.len() as u64);
            let entry_term = log[index as usize - 1];
            rules::may_commit(rule, entry_term, 4).then_some(index)
        },
        &[
            // (on a majority up to here, the log of a leader of term 4)
            ((3, [1, 2, 4]), [Some(3), Some(3), Some(3)]),
            ((2, [1, 2, 4]), [None, Some(2), Some(3)]),
            ((2, [4, 4, 4]), [Some(2), Some(2), Some(3)]),
            ((1, [1, 2, 2]), [None, Some(1), Some(3)]),
        ],
    );
}

#[test]
fn consistency_check() {
    check(
        ConsistencyCheck::ALL,
        |rule, (prev, own_term)| rules::logs_match(rule, prev, own_term),
        &[
            ((at(0, 0), Some(0)), [true, true]),
            ((at(2, 5), Some(2)), [true, true]),
            ((at(2, 5), Some(1)), [false, true]),
            ((at(2, 5), Some(3)), [false, true]),
            ((at(2, 5), None), [false, true]),
        ],
    );
}

#[test]
fn conflicting_suffix() {
    check(
        ConflictingSuffix::ALL,
        |rule, (conflict, last_new, last_own)| {
            rules::delete_from(rule, conflict, last_new, last_own)
        },
        &[
            // (the first conflict, the last new entry, the last one of its own)
            ((Some(3), 4, 6), [Some(3), Some(3), None]),
            ((Some(3), 4, 3), [Some(3), Some(3), None]),
            ((None, 4, 6), [None, Some(5), None]),
            ((None, 4, 4), [None, None, None]),
            ((None, 4, 2), [None, None, None]),
        ],
    );
}

#[test]
fn follower_commit() {
    check(
        FollowerCommit::ALL,
        |rule, (leader_commit, last_new, last_own)| {
            rules::follower_commit(rule, leader_commit, last_new, last_own)
        },
        &[
            ((3, 5, 5), [3, 3]),
            ((9, 5, 5), [5, 5]),
            ((9, 2, 5), [2, 5]),
            ((3, 2, 5), [2, 3]),
            // Only without the consistency check may a message vouch for what is not there.
            ((9, 7, 5), [5, 5]),
        ],
    );
}

#[test]
fn next_try() {
    let refusal = |prev_index, conflict_term, first_index, last_index| LogConflict {
        prev_index,
        conflict_term,
        first_index,
        last_index,
    };
    check(
        NextTry::ALL,
        |rule, (refusal, leaders_last_of_term)| {
            rules::next_try(rule, refusal, |_| leaders_last_of_term)
        },
        &[
            // The follower's log is shorter.
            ((refusal(10, 0, 5, 4), None), [10, 5, 5]),
            ((refusal(10, 0, 1, 0), None), [10, 1, 1]),
            ((refusal(10, 0, 10, 9), None), [10, 10, 10]),
            // It has a term there that the leader never saw …
            ((refusal(10, 3, 7, 11), None), [10, 7, 10]),
            ((refusal(6, 2, 4, 11), None), [6, 4, 6]),
            // … or that the leader has too, before this index …
            ((refusal(7, 4, 4, 7), Some(5)), [7, 6, 7]),
            // … or only after it.
            ((refusal(7, 8, 4, 7), Some(9)), [7, 4, 7]),
            ((refusal(1, 2, 1, 1), None), [1, 1, 1]),
            // What makes no sense never leads forward, nor below the first index.
            ((refusal(3, 9, u64::MAX, u64::MAX), None), [3, 3, 3]),
            ((refusal(3, 9, 0, 0), None), [3, 1, 1]),
            ((refusal(0, 0, 0, 0), None), [1, 1, 1]),
        ],
    );
}

#[test]
fn sending() {
    check(
        Sending::ALL,
        |rule, ()| (rules::sends_at_once(rule), rules::advances_when_sent(rule)),
        &[((), [(true, false), (true, true), (false, false)])],
    );
}

#[test]
fn election_timeout() {
    let range = Range { min: 150, max: 300 };
    check(
        ElectionTimeout::ALL,
        rules::election_range,
        &[(range, [range, Range { min: 150, max: 150 }])],
    );
}

#[test]
fn pre_vote() {
    check(PreVote::ALL, |rule, ()| rules::asks_first(rule), &[((), [false, true])]);
}

#[test]
fn check_quorum() {
    check(
        CheckQuorum::ALL,
        |rule, (heard, needed)| rules::stays_leader(rule, heard, needed),
        &[((3, 3), [true, true]), ((4, 3), [true, true]), ((2, 3), [true, false])],
    );
}

/// Two rules need to know whom a leader hears from.
#[test]
fn who_watches_the_quorum() {
    let watches = |quorum, check_quorum| {
        rules::watches_quorum(&Rules { quorum, check_quorum, ..Rules::default() })
    };
    assert!(!watches(Quorum::AllServers, CheckQuorum::Off));
    assert!(watches(Quorum::AllServers, CheckQuorum::On));
    assert!(watches(Quorum::HeardFromLately, CheckQuorum::Off));
}

#[test]
fn heartbeats() {
    let carry = |rule, sending| {
        let rules = Rules { heartbeats: rule, sending, ..Rules::default() };
        rules::heartbeats_carry_entries(&rules)
    };
    check(
        Heartbeats::ALL,
        carry,
        &[
            (Sending::AtOnce, [true, false]),
            (Sending::Pipelined, [true, false]),
            (Sending::NextHeartbeat, [true, true]),
        ],
    );
}

#[test]
fn noop() {
    check(Noop::ALL, |rule, ()| rules::begins_with_noop(rule), &[((), [false, true])]);
}

#[test]
fn disk() {
    check(Disk::ALL, |rule, ()| rules::last_write_may_be_lost(rule), &[((), [false, true])]);
}
