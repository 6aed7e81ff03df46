//! Which moves lead to the same state in either order, so that exploring one order is enough.

use raft_core::{CommitRule, Disk, Quorum};
use raft_sim::{Body, ClientMessage, Endpoint, Envelope, MessageKind, Setup, World};

use crate::moves::Move;
use crate::run::PossibleMove;

/// The server or client that a move happens to, and what else the move depends on and may change. Messages in flight
/// do not count: they are a set, and a move removes only its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footprint {
    whom: Endpoint,
    reads: u8,
    writes: u8,
}

/// Who was elected, and what leaders committed.
const LEADERS: u8 = 1;
/// Which disks have an entry that a client was told about.
const DISKS: u8 = 2;
/// What was applied and answered.
const APPLIED: u8 = 4;
/// Which requests have ended.
const ENDED: u8 = 8;
/// How many requests there are.
const REQUESTS: u8 = 16;
/// How many crashes there were.
const CRASHES: u8 = 32;
/// What the judge has reported of a server since it started.
const REPORTED: u8 = 64;

impl Footprint {
    /// The footprint of a move that is possible now. `None` when the move may affect what any other move does.
    pub(super) fn of(choice: PossibleMove, world: &World) -> Option<Self> {
        if !Self::are_known(world.setup()) {
            return None;
        }
        match choice {
            PossibleMove::Deliver(message) => Self::of_delivery(world.message(message)?),
            PossibleMove::Plain(made) => Self::of_plain(made, world.setup()),
            PossibleMove::Drop(_) | PossibleMove::Duplicate(_) => None,
        }
    }

    /// Whether any move is known to commute with another one.
    pub(super) fn are_known(setup: &Setup) -> bool {
        // Where less than a majority of servers is enough to commit, a leader may commit in any move.
        setup.rules.quorum == Quorum::AllServers
            && setup.rules.commit != CommitRule::AtOnce
            && setup.servers != 1
    }

    /// The footprint of the delivery of a message, if it is known.
    pub(super) fn of_delivery(envelope: &Envelope) -> Option<Self> {
        let (reads, writes) = of_message(&envelope.body)?;
        Some(Self { whom: envelope.to, reads, writes })
    }

    /// The footprint of a move that is not about a message, if it is known.
    pub(super) fn of_plain(made: Move, setup: &Setup) -> Option<Self> {
        let (whom, reads, writes) = match made {
            Move::Fire(server, _) => (server.into(), 0, 0),
            Move::Ask(server) => (server.into(), ENDED, REQUESTS),
            Move::Crash(server) if setup.rules.disk == Disk::WriteBeforeReply => {
                (server.into(), 0, CRASHES)
            }
            Move::Restart(server) => (server.into(), 0, REPORTED),
            _ => return None,
        };
        Some(Self { whom, reads, writes })
    }

    /// Whether two moves that are both possible lead to the same state in either order, including what the judge
    /// remembers.
    pub(super) fn commutes_with(self, other: Self) -> bool {
        self.whom != other.whom
            && self.writes & (other.reads | other.writes) == 0
            && other.writes & self.reads == 0
    }
}

/// What the delivery of such a message depends on, and what it may change.
fn of_message(body: &Body) -> Option<(u8, u8)> {
    if matches!(body, Body::Client(ClientMessage::ClientAnswer { .. })) {
        return Some((DISKS | LEADERS, ENDED | APPLIED | REPORTED));
    }
    Some(match body.kind() {
        MessageKind::PreVote | MessageKind::PreVoteResponse | MessageKind::RequestVote => (0, 0),
        MessageKind::RequestVoteResponse => (0, LEADERS),
        MessageKind::AppendEntries => (0, DISKS | APPLIED),
        MessageKind::AppendEntriesResponse => (DISKS, LEADERS | APPLIED),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use raft_core::Rules;
    use raft_scenario::Chance;

    use super::*;
    use crate::bounds::Bounds;
    use crate::goal::Goal;
    use crate::run::ManualRun;
    use crate::search_task::SearchTask;
    use crate::ways::exhaustive::fingerprint;
    use crate::ways::walk::{Mix, Style};

    /// The state after two moves.
    fn after(run: &ManualRun, moves: [PossibleMove; 2], bounds: &Bounds) -> u64 {
        let mut run = run.clone();
        for made in moves {
            assert!(run.choose(made, bounds), "{made:?} was possible");
        }
        fingerprint(&run, false)
    }

    /// Compares both orders of all moves that commute, at every state of a random run of `moves` moves. Returns how
    /// many pairs there were.
    fn both_orders_are_alike(task: &SearchTask, chance: &mut Chance, moves: usize) -> usize {
        let mut run = task.begin().expect("a possible world");
        let style = if chance.one_in(2) { Style::Random } else { Style::Swarm };
        let (mut mix, mut drawn) = (Mix::new(style, chance), Vec::new());
        let (mut choices, mut pairs) = (Vec::new(), 0);
        while run.moves.len() < moves {
            choices.clear();
            run.choices(&task.bounds, &mut choices);
            let footprints: Vec<_> =
                choices.iter().map(|&it| Some((it, Footprint::of(it, run.world())?))).collect();
            for (at, one) in footprints.iter().enumerate() {
                for other in &footprints[..at] {
                    let (Some((first, one)), Some((second, other))) = (one, other) else {
                        continue;
                    };
                    if one.commutes_with(*other) {
                        pairs += 1;
                        let states = [[*first, *second], [*second, *first]]
                            .map(|order| after(&run, order, &task.bounds));
                        assert_eq!(states[0], states[1], "{first:?} {second:?}\n{}", run.world());
                    }
                }
            }
            let next = mix.step(&mut run, task, &mut drawn, chance, &mut Default::default());
            if next.is_none() {
                break;
            }
        }
        pairs
    }

    /// Compares, for every choice of every rule, `runs` random runs of `moves` moves for each number of servers.
    fn compare(runs: usize, moves: usize, seed: u64) {
        let mut chance = Chance::new(seed);
        for rule in Rules::TABLE {
            for choice in rule.choices {
                let mut pairs = 0;
                for servers in [3, 5].repeat(runs) {
                    let mut setup = Setup { servers, ..Setup::default() };
                    assert!(rule.choose(&mut setup.rules, choice.name));
                    let task = SearchTask::new(setup, Goal::Violation(None), Bounds::default());
                    let task = task.expect("a possible world");
                    pairs += both_orders_are_alike(&task, &mut chance, moves);
                }
                let name = (rule.name, choice.name);
                let never = matches!(name, ("quorum", "heard-from-lately") | ("commit", "at-once"));
                assert_eq!(pairs == 0, never, "{name:?}");
            }
        }
    }

    #[test]
    fn moves_that_commute_lead_to_the_same_state_under_every_rule() {
        compare(1, 30, 1);
    }

    /// For a release build: `cargo test --release -p raft-explore -- --ignored`
    #[test]
    #[ignore = "takes minutes"]
    fn moves_that_commute_do_so_in_many_runs() {
        compare(20, 60, 2);
    }
}
