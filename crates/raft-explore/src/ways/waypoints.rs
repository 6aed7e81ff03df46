//! How near a run is to its goal: which of the conditions that lead there already hold.

use raft_core::{Log, LogId, Message, Role, RoleName, ServerId, Term};
use raft_scenario::{Predicate, Servers};
use raft_sim::{Body, Server, Setup, Status, World};

use super::corpus::Kind;
use crate::goal::Goal;
use crate::run::ManualRun;

/// The conditions that hold, one bit each, and what they are worth together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waypoints {
    held: u32,
    worth: u32,
}

/// What may hold in a world on its way to a violation.
#[derive(Clone, Copy, Debug)]
enum Condition {
    /// The first uncommitted entry of a leader is of its own term.
    NewEntryWaits,
    /// The first uncommitted entry of a leader is of an earlier term.
    OldEntryWaits,
    /// A majority has such an entry of an earlier term.
    OldEntryIsOnMajority,
    /// A server that lacks such an entry of an earlier term has entries of a later term and may win an election.
    OldEntryHasRival,
    /// Two servers are candidates or leaders in the same term.
    RivalsInOneTerm,
    /// Two servers are candidates or leaders in different terms.
    RivalsInSeveralTerms,
    /// Two logs have different entries at an index.
    LogsDiffer,
    /// A server knows an entry to be committed.
    Committed,
    /// A server that is up lacks the last committed entry.
    LacksCommitted,
    /// A server that lacks the last committed entry may win an election.
    MayWinWithoutCommitted,
    /// A vote of an earlier term is in flight to a candidate.
    StaleVote,
    /// A vote is counted or in flight that its voter's disk no longer records.
    VoteTakenBack,
    /// A server is leader in a term in which a majority may still vote for another.
    LeaderIsContested,
    /// Two servers that may win an election have logs that differ.
    WinnersDiffer,
}

impl Condition {
    /// How much nearer the condition brings a violation. The values were found by trial.
    fn worth(self) -> u32 {
        match self {
            Self::NewEntryWaits
            | Self::OldEntryIsOnMajority
            | Self::RivalsInSeveralTerms
            | Self::LogsDiffer
            | Self::Committed
            | Self::LacksCommitted => 1,
            Self::OldEntryWaits => 2,
            Self::RivalsInOneTerm | Self::StaleVote | Self::WinnersDiffer => 3,
            Self::OldEntryHasRival | Self::VoteTakenBack => 4,
            Self::LeaderIsContested => 5,
            Self::MayWinWithoutCommitted => 6,
        }
    }
}

impl Kind for Waypoints {
    fn worth(&self) -> u32 {
        self.worth
    }
}

impl Waypoints {
    /// The waypoints of a run on the way to a goal.
    pub(super) fn of(run: &ManualRun, goal: &Goal) -> Self {
        match goal {
            Goal::Violation(_) => Self::to_violation(run.world()),
            Goal::Holds(predicates) => Self::to_predicates(run, predicates),
        }
    }

    fn note(&mut self, holds: bool, condition: Condition) {
        if holds && self.held & 1 << condition as u32 == 0 {
            self.held |= 1 << condition as u32;
            self.worth += condition.worth();
        }
    }

    /// Notes what precedes a violation whatever rule is broken: logs that differ, old entries that are not committed,
    /// servers that may win without what is committed, and votes that count twice.
    fn to_violation(world: &World) -> Self {
        let mut points = Self::default();
        points.logs(world);
        points.elections(world);
        points.votes(world);
        points
    }

    /// Notes whether logs differ, whether two servers that may win an election have logs that differ, and whether a
    /// server may win that lacks a committed entry.
    fn logs(&mut self, world: &World) {
        let needed = needed(world);
        for server in up(world) {
            if role(server) == RoleName::Leader {
                self.of_leader(server, needed, world);
            }
            self.note(is_overtaken(server, world), Condition::LogsDiffer);
        }
        let mut winners = up(world).filter(|it| may_win(it, needed));
        if let Some(one) = winners.next() {
            self.note(winners.any(|it| differ(one, it)), Condition::WinnersDiffer);
        }
        let committed = world.servers().iter().filter_map(committed).max_by_key(|it| it.index);
        if let Some(committed) = committed {
            self.note(true, Condition::Committed);
            let mut lacking = up(world).filter(|it| !has(it, committed)).peekable();
            self.note(lacking.peek().is_some(), Condition::LacksCommitted);
            self.note(lacking.any(|it| may_win(it, needed)), Condition::MayWinWithoutCommitted);
        }
    }

    /// Notes, of a leader's first uncommitted entry, whether it is of an earlier term, and then whether a majority
    /// has it, and whether a server without it has entries of a later term and may win an election.
    fn of_leader(&mut self, leader: &Server, needed: LogId, world: &World) {
        let index = leader.node.volatile.commit_index + 1;
        let Some(term) = leader.node.durable.log.term_at(index) else { return };
        if term == leader.node.durable.current_term {
            return self.note(true, Condition::NewEntryWaits);
        }
        self.note(true, Condition::OldEntryWaits);
        let entry = LogId { term, index };
        let all = world.servers();
        let copies = all.iter().filter(|it| has(it, entry)).count();
        self.note(copies > all.len() / 2, Condition::OldEntryIsOnMajority);
        let is_rival = |it: &Server| {
            !has(it, entry) && it.node.durable.log.last_id().term > term && may_win(it, needed)
        };
        self.note(all.iter().any(is_rival), Condition::OldEntryHasRival);
    }

    /// Notes whether several servers are candidates or leaders, in one term or in several, and whether one is leader
    /// in a term in which a majority may still vote for another.
    fn elections(&mut self, world: &World) {
        let stands = |it: &&Server| matches!(role(it), RoleName::Candidate | RoleName::Leader);
        let mut latest: Option<&Server> = None;
        for server in up(world).filter(stands) {
            if let Some(other) = latest {
                let same = other.node.durable.current_term == server.node.durable.current_term;
                let rivals =
                    if same { Condition::RivalsInOneTerm } else { Condition::RivalsInSeveralTerms };
                self.note(true, rivals);
            }
            latest = Some(server);
        }
        let mut leaders = up(world).filter(|it| role(it) == RoleName::Leader);
        let is_contested = |leader: &Server| {
            let voters = world.servers().iter().filter(|it| may_vote_against(it, leader));
            voters.count() > world.servers().len() / 2
        };
        self.note(leaders.any(is_contested), Condition::LeaderIsContested);
    }

    /// Notes whether a vote of an earlier term is in flight to a candidate, and whether a vote is in flight or
    /// counted that its voter no longer records.
    fn votes(&mut self, world: &World) {
        for envelope in world.messages() {
            let Body::Raft(Message::RequestVoteResponse { term, granted: true }) = envelope.body
            else {
                continue;
            };
            let ends = (envelope.from.server(), envelope.to.server());
            let (Some(from), Some(to)) = ends else { continue };
            let Some(candidate) = world.server(to) else { continue };
            let now = candidate.node.durable.current_term;
            self.note(role(candidate) == RoleName::Candidate && term < now, Condition::StaleVote);
            self.note(has_taken_back(from, to, term, world), Condition::VoteTakenBack);
        }
        for server in up(world) {
            if let Role::Candidate { votes } = &server.node.volatile.role {
                let term = server.node.durable.current_term;
                let taken_back = |voter| has_taken_back(voter, id(server), term, world);
                self.note(votes.iter().any(taken_back), Condition::VoteTakenBack);
            }
        }
    }

    fn to_predicates(run: &ManualRun, predicates: &[Predicate]) -> Self {
        let mut points = Self::default();
        for (bit, predicate) in predicates.iter().take(32).enumerate() {
            if run.trial.holds(predicate) {
                points.held |= 1 << bit;
                points.worth += 4;
            }
        }
        let logs = wanted_logs(predicates).map(|log| progress(log, run.world()));
        let progress = logs.sum::<Option<i64>>();
        points.worth += progress.map_or(0, |it| it.max(0) as u32);
        if progress.is_some() { points } else { Self::default() }
    }
}

/// The logs that a goal names: the server of each, and the terms of its entries.
fn wanted_logs(predicates: &[Predicate]) -> impl Iterator<Item = (ServerId, &[Term])> {
    predicates.iter().filter_map(|predicate| match predicate {
        Predicate::Log { servers: Servers::One(server), terms } => Some((*server, &terms[..])),
        _ => None,
    })
}

/// How far a server has come towards its wanted log: two points for each entry that is wanted, and minus one for each
/// that is in the way. `None` when the goal has become unlikely: the log has grown beyond the wanted one, or the term
/// is over in which the next wanted entry, which no server has yet, had to be created.
fn progress((server, wanted): (ServerId, &[Term]), world: &World) -> Option<i64> {
    let disks = || world.servers().iter().map(|it| &it.node.durable);
    let longest = disks().map(|disk| in_common(&disk.log, wanted)).max()?;
    let latest = disks().map(|disk| disk.current_term).max()?;
    if wanted.get(longest).is_some_and(|next| latest > *next) {
        return None;
    }
    let log = &world.server(server)?.node.durable.log;
    let (held, length) = (in_common(log, wanted) as i64, log.last_index() as i64);
    let is_too_long = held == wanted.len() as i64 && length > held;
    (!is_too_long).then_some(held * 3 - length)
}

/// How many entries at the beginning of a log are wanted.
fn in_common(log: &Log, wanted: &[Term]) -> usize {
    log.iter().zip(wanted).take_while(|(entry, term)| entry.term == **term).count()
}

fn id(server: &Server) -> ServerId {
    server.node.config.id
}

fn role(server: &Server) -> RoleName {
    server.node.volatile.role.name()
}

fn up(world: &World) -> impl Iterator<Item = &Server> {
    world.servers().iter().filter(|it| it.status == Status::Up)
}

fn has(server: &Server, entry: LogId) -> bool {
    server.node.durable.log.term_at(entry.index) == Some(entry.term)
}

/// The last entry that a server knows to be committed.
fn committed(server: &Server) -> Option<LogId> {
    let index = server.node.volatile.commit_index;
    let term = server.node.durable.log.term_at(index).filter(|_| index > 0)?;
    Some(LogId { term, index })
}

/// The least last entry with which a log is at least as up-to-date as those of a majority (§5.4.1).
fn needed(world: &World) -> LogId {
    let servers = world.servers();
    let mut lasts = [LogId::default(); Setup::MAX_SERVERS as usize];
    let lasts = &mut lasts[..servers.len()];
    for (last, server) in lasts.iter_mut().zip(servers) {
        *last = server.node.durable.log.last_id();
    }
    lasts.sort_unstable();
    lasts[servers.len() / 2]
}

/// Whether a majority may vote for a server, given its log.
fn may_win(server: &Server, needed: LogId) -> bool {
    server.node.durable.log.last_id() >= needed
}

/// Whether two logs have different entries at some index.
fn differ(one: &Server, other: &Server) -> bool {
    let (one, other) = (&one.node.durable.log, &other.node.durable.log);
    let shorter = one.last_index().min(other.last_index());
    one.term_at(shorter) != other.term_at(shorter)
}

/// Whether another server has something else at the index of a server's last entry.
fn is_overtaken(server: &Server, world: &World) -> bool {
    let last = server.node.durable.log.last_id();
    let mut others = world.servers().iter().map(|it| &it.node.durable.log);
    others.any(|log| log.term_at(last.index).is_some_and(|term| term != last.term))
}

/// Whether a server may vote for another one in the term of this leader.
fn may_vote_against(server: &Server, leader: &Server) -> bool {
    let (disk, term) = (&server.node.durable, leader.node.durable.current_term);
    disk.current_term < term || disk.current_term == term && disk.voted_for != Some(id(leader))
}

/// Whether a voter is in this term and its disk does not say that it voted for this candidate.
fn has_taken_back(voter: ServerId, candidate: ServerId, term: u64, world: &World) -> bool {
    world.server(voter).is_some_and(|it| {
        let disk = &it.node.durable;
        disk.current_term == term && disk.voted_for != Some(candidate)
    })
}
