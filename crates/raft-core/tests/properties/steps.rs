//! One server, told anything.

use proptest::prelude::*;
use raft_core::{
    AppendOutcome, Durable, Effect, Effects, Input, MAX_ENTRIES, Message, Node, Role, RoleName,
    Rules, ServerId, rules,
};

use crate::happenings::{Happening, any_rules, happenings, new_node, safe_rules};

type Outcome = Result<(), TestCaseError>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// No input makes it panic, and its own structure holds, with whichever rules.
    #[test]
    fn a_server_survives_everything(
        servers in 1..=5u8,
        rules in any_rules(),
        happenings in happenings(),
    ) {
        live(new_node(1, servers, rules), &happenings, |step| {
            disk_is_what_was_written(step)?;
            structure_holds(step)?;
            effects_tell_what_changed(step)
        })?;
    }

    /// Under the paper's rules, and under all others that are safe, one server keeps its part of
    /// what makes a cluster safe, whoever talks to it.
    #[test]
    fn a_server_keeps_its_promises(
        servers in 1..=5u8,
        rules in safe_rules(),
        happenings in happenings(),
    ) {
        live(new_node(1, servers, rules), &happenings, |step| {
            votes_are_kept(step)?;
            leaders_only_append(step)?;
            promises_are_on_disk(step)
        })?;
    }

    #[test]
    fn a_server_keeps_its_promises_under_the_papers_rules(happenings in happenings()) {
        live(new_node(1, 3, Rules::default()), &happenings, |step| {
            votes_are_kept(step)?;
            leaders_only_append(step)?;
            promises_are_on_disk(step)
        })?;
    }
}

/// A step, seen from outside.
struct Step<'a> {
    before: &'a Node,
    input: &'a Input,
    effects: &'a [Effect],
    after: &'a Node,
}

fn live(mut node: Node, happenings: &[Happening], check: impl Fn(&Step) -> Outcome) -> Outcome {
    let mut effects = Effects::default();
    for happening in happenings {
        let mut before = node.clone();
        if matches!(happening, Happening::Crash) {
            before = Node::new(before.config, before.durable);
        }
        let input = happening.input(&before);
        effects.clear();
        happening.happen(&mut node, &mut effects);
        check(&Step { before: &before, input: &input, effects: &effects, after: &node })?;
    }
    Ok(())
}

/// The write-ahead contract: the writes among the effects, and nothing else, change the disk; each
/// append says truly where it goes.
fn disk_is_what_was_written(step: &Step) -> Outcome {
    let mut disk = step.before.durable.clone();
    for effect in step.effects {
        if let Effect::Append { first, entries } = effect {
            prop_assert_eq!(*first, disk.log.last_index() + 1);
            prop_assert!(!entries.is_empty());
        }
        let unwritten = disk.clone();
        disk.write(effect);
        prop_assert!(effect.is_write() || disk == unwritten);
    }
    prop_assert_eq!(&disk, &step.after.durable);
    Ok(())
}

/// What no rule is allowed to break.
fn structure_holds(step: &Step) -> Outcome {
    let (before, after) = (step.before, step.after);
    prop_assert!(before.durable.current_term <= after.durable.current_term);
    prop_assert!(before.volatile.commit_index <= after.volatile.commit_index);
    prop_assert!(before.volatile.last_applied <= after.volatile.last_applied);
    prop_assert!(after.volatile.last_applied <= after.volatile.commit_index);
    if let Role::Leader { progress } = &after.volatile.role {
        let peers: Vec<_> = progress.iter().map(|peer| peer.server).collect();
        let others: Vec<_> =
            after.config.voters.iter().filter(|&server| server != after.config.id).collect();
        prop_assert_eq!(peers, others);
        let last = after.durable.log.last_index();
        for peer in progress {
            prop_assert!(peer.match_index < peer.next_index);
            prop_assert!(peer.match_index <= last && peer.next_index <= last + 1);
        }
    }
    if let Role::Candidate { votes } | Role::PreCandidate { votes } = &after.volatile.role {
        prop_assert!(votes.contains(after.config.id));
        prop_assert!(votes.iter().all(|voter| after.config.voters.contains(voter)));
    }
    Ok(())
}

/// Whoever sees only the effects knows the role, the term, and what was committed and applied.
fn effects_tell_what_changed(step: &Step) -> Outcome {
    let mut disk = step.before.durable.clone();
    let mut role = (step.before.volatile.role.name(), step.before.durable.current_term);
    let mut commit_index = step.before.volatile.commit_index;
    let mut last_applied = step.before.volatile.last_applied;
    for effect in step.effects {
        disk.write(effect);
        match effect {
            Effect::BecameRole { role: new, term } => role = (*new, *term),
            Effect::Commit { index } => {
                prop_assert!(*index > commit_index);
                commit_index = *index;
            }
            Effect::Apply { first, last } => {
                prop_assert_eq!(*first, last_applied + 1);
                prop_assert!(first <= last && *last <= commit_index);
                prop_assert!(*last <= disk.log.last_index());
                last_applied = *last;
            }
            Effect::Send { to, .. } => {
                prop_assert!(*to != step.after.config.id && step.after.config.voters.contains(*to));
            }
            _ => {}
        }
    }
    let after = &step.after.volatile;
    prop_assert_eq!(role, (after.role.name(), step.after.durable.current_term));
    prop_assert_eq!((commit_index, last_applied), (after.commit_index, after.last_applied));
    Ok(())
}

/// In one term, one vote.
fn votes_are_kept(step: &Step) -> Outcome {
    let (before, after) = (&step.before.durable, &step.after.durable);
    if before.current_term == after.current_term && before.voted_for.is_some() {
        prop_assert_eq!(before.voted_for, after.voted_for);
    }
    Ok(())
}

/// Figure 3, Leader Append-Only.
fn leaders_only_append(step: &Step) -> Outcome {
    if step.before.volatile.role.name() == RoleName::Leader
        && step.after.volatile.role.name() == RoleName::Leader
    {
        let mut effects = step.effects.iter();
        let truncated = effects.any(|effect| matches!(effect, Effect::Truncate { .. }));
        prop_assert!(!truncated);
    }
    Ok(())
}

/// A crash may come after any effect. So whatever a message promises is on disk before it is sent.
fn promises_are_on_disk(step: &Step) -> Outcome {
    let mut disk = step.before.durable.clone();
    for effect in step.effects {
        disk.write(effect);
        if let Effect::Send { to, message } = effect {
            promise_is_on_disk(step, *to, message, &disk)?;
        }
    }
    Ok(())
}

fn promise_is_on_disk(step: &Step, to: ServerId, message: &Message, disk: &Durable) -> Outcome {
    let own = step.after.config.id;
    match message {
        Message::RequestVote { term, last_log } => {
            prop_assert_eq!((disk.current_term, disk.voted_for), (*term, Some(own)));
            prop_assert_eq!(disk.log.last_id(), *last_log);
        }
        Message::RequestVoteResponse { term, granted } => {
            prop_assert_eq!(disk.current_term, *term);
            if *granted {
                prop_assert_eq!(disk.voted_for, Some(to));
            }
        }
        Message::AppendEntries { term, prev_log, entries, .. } => {
            prop_assert_eq!(disk.current_term, *term);
            prop_assert_eq!(disk.log.term_at(prev_log.index), Some(prev_log.term));
            let carries_all = rules::heartbeats_carry_entries(&step.after.config.rules);
            let most = if carries_all { MAX_ENTRIES } else { entries.len() };
            let stored = disk.log.some_entries_from(prev_log.index + 1, most);
            prop_assert_eq!(&stored, entries);
        }
        Message::AppendEntriesResponse { term, outcome } => {
            prop_assert_eq!(disk.current_term, *term);
            if let AppendOutcome::Stored { match_index } = outcome {
                what_was_sent_is_on_disk(step.input, *match_index, disk)?;
            }
        }
        Message::PreVote { .. } | Message::PreVoteResponse { .. } => {}
    }
    Ok(())
}

/// "Stored" means all entries of the message it answers, in their places, after the one it names.
fn what_was_sent_is_on_disk(input: &Input, match_index: u64, disk: &Durable) -> Outcome {
    let Input::Receive { message: Message::AppendEntries { prev_log, entries, .. }, .. } = input
    else {
        return Err(TestCaseError::fail("an answer to nothing"));
    };
    prop_assert_eq!(match_index, prev_log.index + entries.len() as u64);
    prop_assert_eq!(disk.log.term_at(prev_log.index), Some(prev_log.term));
    for (index, entry) in (prev_log.index + 1..).zip(entries.iter()) {
        prop_assert_eq!(disk.log.term_at(index), Some(entry.term));
    }
    Ok(())
}
