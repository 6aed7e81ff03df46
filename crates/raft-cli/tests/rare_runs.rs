//! Checks that random runs reach what is rare: orders of events in which a single error in a server would break a
//! property, each at least five times in 1,000 runs.

mod harness;

use std::collections::BTreeMap;

use harness::{eventful, play};
use raft_core::{
    AppendOutcome, Decision, Effect, Entry, Index, Input, Message, RoleName, ServerId, Term,
    VoteReason,
};
use raft_sim::{Event, Observer, ServerStep, What};

/// What a run has reached, and what it takes to notice that.
#[derive(Default)]
struct Reached {
    /// An acknowledgement of an earlier term names an entry that a leader has replaced since.
    late_acknowledgement: bool,
    /// A server restarts, and the entries that it deleted last could follow its log: their terms would be in order.
    deleted_in_order: bool,
    /// A candidate asks for the vote of a server that has voted for another one in this term, and has heard from that
    /// other server as its leader.
    asked_after_contact: bool,
    /// The same, and the server began a PreVote round before it heard from that leader.
    asked_after_pre_vote: bool,
    /// For each server, the entries that it deleted last and the index of the first of them, without those whose
    /// places are taken again.
    deleted: BTreeMap<ServerId, (Index, Vec<Entry>)>,
    /// The log of each server.
    logs: BTreeMap<ServerId, Vec<Entry>>,
    /// For each server, the last term in which it heard from a leader, and whether it began a PreVote round in that
    /// term before.
    heard: BTreeMap<ServerId, (Term, bool)>,
}

impl Reached {
    fn wrote(&mut self, step: &ServerStep<'_>) {
        let server = step.node.config.id;
        let (log, deleted) =
            (self.logs.entry(server).or_default(), self.deleted.entry(server).or_default());
        for effect in step.effects {
            match effect {
                Effect::Append { entries, .. } => {
                    log.extend(entries.iter().cloned());
                    let over = (log.len() as Index + 1).saturating_sub(deleted.0) as usize;
                    deleted.1.drain(..over.min(deleted.1.len()));
                    deleted.0 += over as Index;
                }
                Effect::Truncate { from } => *deleted = (*from, log.split_off(*from as usize - 1)),
                _ => {}
            }
        }
    }

    fn restarted(&mut self, server: ServerId) {
        let last = self.logs.get(&server).and_then(|log| log.last().map(|entry| entry.term));
        let length = self.logs.get(&server).map_or(0, Vec::len) as Index;
        if let Some((first, entries)) = self.deleted.remove(&server)
            && first == length + 1
            && let (Some(next), Some(last)) = (entries.first(), last)
        {
            self.deleted_in_order |= next.term >= last;
        }
    }
}

impl Observer for Reached {
    fn event(&mut self, event: Event) {
        match event.what {
            What::Started { server } => self.restarted(server),
            What::Decided {
                server,
                decision:
                    Decision::Vote {
                        because: VoteReason::AlreadyVoted,
                        candidate_term,
                        candidate_log,
                        voter_log,
                        ..
                    },
            } if candidate_log >= voter_log => {
                if let Some(&(term, asked_first)) = self.heard.get(&server)
                    && term == candidate_term
                {
                    self.asked_after_contact = true;
                    self.asked_after_pre_vote |= asked_first;
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.wrote(&step);
        let (server, term) = (step.node.config.id, step.node.durable.current_term);
        let asks_first = step.effects.iter().any(|effect| {
            matches!(effect, Effect::BecameRole { role: RoleName::PreCandidate, .. })
        });
        // It has already voted for another server in this term.
        if asks_first && step.node.durable.voted_for.is_some_and(|vote| vote != server) {
            self.heard.insert(server, (0, true));
        }
        let Input::Receive { message, .. } = step.input else { return };
        match message {
            Message::AppendEntries { term: theirs, .. } if *theirs == term => {
                let asked_first = self.heard.get(&server).is_some_and(|&(heard, asked_first)| {
                    asked_first && (heard == 0 || heard == term)
                });
                self.heard.insert(server, (term, asked_first));
            }
            Message::AppendEntriesResponse {
                term: theirs,
                outcome: AppendOutcome::Stored { match_index },
            } if *theirs < term && step.node.volatile.role.name() == RoleName::Leader => {
                let index = (*match_index).min(step.node.durable.log.last_index());
                let is_own = step.node.durable.log.term_at(index) == Some(term);
                self.late_acknowledgement |= is_own && index > step.node.volatile.commit_index;
            }
            _ => {}
        }
    }
}

#[test]
fn a_thousand_random_runs_reach_what_is_rare() {
    let mut counts = [0; 4];
    for seed in 0..1_000 {
        let mut reached = Reached::default();
        play(&eventful(seed, 5_000).scenario().unwrap(), &mut reached);
        let Reached { late_acknowledgement, deleted_in_order, .. } = reached;
        let Reached { asked_after_contact, asked_after_pre_vote, .. } = reached;
        let all =
            [late_acknowledgement, deleted_in_order, asked_after_contact, asked_after_pre_vote];
        for (count, reached) in counts.iter_mut().zip(all) {
            *count += u32::from(reached);
        }
    }
    assert!(counts.iter().all(|count| *count >= 5), "{counts:?}");
}
