//! What a rule decided, in words, with the values it compared.

use raft_core::{Ballot, Decision, LogId, TermVerdict, VoteReason};

/// The decision, as it follows "s1 decides:".
pub(super) fn phrase(decision: &Decision) -> String {
    match *decision {
        Decision::Term { theirs, ours, verdict } => {
            let what = match verdict {
                TermVerdict::Act => "acts on the message",
                TermVerdict::Refuse => "refuses the message",
                TermVerdict::StepDown => "becomes a follower in the message's term",
            };
            format!("{what}: the message's term is {theirs}, its own {ours}")
        }
        Decision::StaleReply { theirs, ours, counted } => {
            let what = if counted { "counts" } else { "ignores" };
            format!("{what} a reply of term {theirs} in term {ours}")
        }
        Decision::Vote { .. } => vote(decision),
        Decision::Election { ballot, votes, needed, won } => {
            let which = match ballot {
                Ballot::Vote => "election",
                Ballot::PreVote => "PreVote round",
            };
            let what = if won { "won" } else { "not won yet" };
            format!("the {which} is {what}: {votes} of {needed} votes")
        }
        Decision::Commit { index, entry_term, current_term, allowed, .. } => {
            let what = if allowed { "commits" } else { "does not commit" };
            format!(
                "{what} up to entry {index} of term {entry_term}, counted as stored on enough servers, in term \
                 {current_term}"
            )
        }
        Decision::Consistency { prev_log, own_term, matches } => {
            let what = if matches { "accepts" } else { "refuses" };
            let own = own_term.map_or("is missing".into(), |term| format!("has term {term}"));
            let before = last(prev_log);
            format!("{what} entries after {before}: its own entry there {own}")
        }
        Decision::Conflict { conflict: None, deleted_from: None } => "no entries conflict".into(),
        Decision::Conflict { conflict, deleted_from } => {
            let conflict = conflict
                .map_or("no entries conflict".into(), |index| format!("entry {index} conflicts"));
            let deleted = deleted_from
                .map_or("nothing is deleted".into(), |index| format!("deletes from {index} on"));
            format!("{conflict}, {deleted}")
        }
        Decision::FollowerCommit { leader_commit, last_new, last_own, commit_index } => format!(
            "commitIndex {commit_index}: the leader's is {leader_commit}, the last new entry \
             {last_new}, its own last entry {last_own}"
        ),
        Decision::NextTry { follower, refused, next_index } => {
            format!("nextIndex {next_index} for {follower}, which refused entries after {refused}")
        }
        Decision::VoteMemory { stored, remembered: true } => format!("its vote is for {stored}"),
        Decision::VoteMemory { stored, remembered: false } => {
            format!("forgets its vote for {stored}")
        }
        Decision::CheckQuorum { heard, needed, stays } => {
            let what = if stays { "stays leader" } else { "steps down" };
            format!("{what}: it has heard from {heard} servers and needs {needed}")
        }
    }
}

fn vote(decision: &Decision) -> String {
    let Decision::Vote {
        candidate,
        ballot,
        because,
        candidate_term,
        voter_term,
        candidate_log,
        voter_log,
        voted_for,
    } = *decision
    else {
        return String::new();
    };
    let what = match ballot {
        Ballot::Vote => "vote",
        Ballot::PreVote => "PreVote",
    };
    let other = voted_for.map_or("another".into(), |vote| vote.to_string());
    let logs = || {
        format!("{candidate}'s log ends at {}, its own at {}", last(candidate_log), last(voter_log))
    };
    match because {
        VoteReason::Granted => {
            format!("grants {candidate} its {what} in term {candidate_term}; {}", logs())
        }
        VoteReason::StaleTerm => format!(
            "refuses {candidate} its {what}: term {candidate_term} is older than its own, {voter_term}"
        ),
        VoteReason::AlreadyVoted => {
            format!(
                "refuses {candidate} its {what}: it has voted for {other} in term {candidate_term}"
            )
        }
        VoteReason::LogOlder => format!("refuses {candidate} its {what}: {}", logs()),
        VoteReason::LeaderAlive => {
            format!("refuses {candidate} its {what}: it has heard from a leader recently")
        }
    }
}

/// The place of an entry: `3 of term 2`, or the beginning of the log.
fn last(id: LogId) -> String {
    match id.index {
        0 => "the beginning".into(),
        index => format!("{index} of term {}", id.term),
    }
}
