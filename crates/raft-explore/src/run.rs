//! A run that is made of moves.

use raft_core::{RoleName, ServerId, Term, Timer};
use raft_scenario::Trial;
use raft_sim::{Action, Endpoint, MessageId, Server, Status, World};

use crate::bounds::Bounds;
use crate::moves::{Move, Named};

/// A run at one moment, with the moves that led there. A clone continues from the same moment.
#[derive(Clone)]
pub struct ManualRun {
    /// The world, and what the judge says.
    pub trial: Trial,
    /// The moves made so far.
    pub moves: Vec<Move>,
    /// How many commands were sent, servers crashed and messages duplicated.
    pub(crate) used: Used,
}

/// How much of the bounds a run has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Used {
    commands: u8,
    crashes: u8,
    duplicates: u8,
}

/// The facts about a server that decide which of its moves are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Abilities {
    is_up: bool,
    leads: bool,
    term: Term,
    /// Whether each timer runs, by its number.
    timers: [bool; Timer::ALL.len()],
}

/// A move that is possible now, with the message itself instead of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PossibleMove {
    /// The message arrives.
    Deliver(MessageId),
    /// The message is lost.
    Drop(MessageId),
    /// The message is duplicated.
    Duplicate(MessageId),
    /// Any move that is not about a message.
    Plain(Move),
}

impl ManualRun {
    /// A run without any moves yet.
    pub(crate) fn new(trial: Trial) -> Self {
        Self { trial, moves: Vec::new(), used: Used::default() }
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        self.trial.world()
    }

    /// Makes a move. Returns false and changes nothing when the move is not possible now.
    pub fn choose(&mut self, choice: PossibleMove, bounds: &Bounds) -> bool {
        let (message, action) = match choice {
            PossibleMove::Plain(plain) => return self.make(plain, bounds),
            PossibleMove::Deliver(message) => (message, Action::Deliver { message }),
            PossibleMove::Drop(message) => (message, Action::Drop { message }),
            PossibleMove::Duplicate(message) => (message, Action::Duplicate { message }),
        };
        let Some(name) = self.world().message(message).map(|it| Named::of(it, self.world())) else {
            return false;
        };
        let made = match choice {
            PossibleMove::Deliver(_) => Move::Deliver(name),
            PossibleMove::Drop(_) => Move::Drop(name),
            _ if self.used.duplicates >= bounds.duplicates => return false,
            _ => Move::Duplicate(name),
        };
        self.act(action, made)
    }

    /// Makes a move. Returns false and changes nothing when the move is not possible now or exceeds the bounds.
    pub fn make(&mut self, made: Move, bounds: &Bounds) -> bool {
        let of = |name: Named| name.find(self.world());
        match made {
            Move::Deliver(name) => {
                of(name).is_some_and(|message| self.act(Action::Deliver { message }, made))
            }
            Move::Drop(name) => {
                of(name).is_some_and(|message| self.act(Action::Drop { message }, made))
            }
            Move::Duplicate(name) => {
                self.used.duplicates < bounds.duplicates
                    && of(name).is_some_and(|message| self.act(Action::Duplicate { message }, made))
            }
            Move::Fire(server, timer) => {
                self.may_fire(server, timer, bounds)
                    && self.act(Action::Fire { server, timer }, made)
            }
            Move::Ask(server) => {
                self.used.commands < bounds.commands && self.leads(server) && self.ask(server)
            }
            Move::Crash(server) => {
                self.used.crashes < bounds.crashes && self.act(Action::Crash { server }, made)
            }
            Move::Restart(server) => self.act(Action::Restart { server }, made),
        }
    }

    /// Whether this server is up and is a leader.
    pub fn leads(&self, server: ServerId) -> bool {
        self.world().server(server).is_some_and(|it| Abilities::of(it).leads)
    }

    fn may_fire(&self, server: ServerId, timer: Timer, bounds: &Bounds) -> bool {
        let term = self.world().server(server).map_or(0, |it| it.node.durable.current_term);
        timer != Timer::Election || term < bounds.terms
    }

    fn act(&mut self, action: Action, made: Move) -> bool {
        if self.trial.action(action).is_err() {
            return false;
        }
        self.used.count(made);
        self.moves.push(made);
        true
    }

    fn ask(&mut self, server: ServerId) -> bool {
        let text = command(self.world());
        if self.trial.action(Action::Command { text, to: Some(server) }).is_err() {
            return false;
        }
        // The newest message is the request that was just sent.
        let Some(message) = self.world().messages().last().map(|it| it.id) else { return false };
        let _ = self.trial.action(Action::Deliver { message });
        self.used.count(Move::Ask(server));
        self.moves.push(Move::Ask(server));
        true
    }

    /// Appends all moves that are possible now, except drops, in a fixed order.
    pub fn choices(&self, bounds: &Bounds, into: &mut Vec<PossibleMove>) {
        let world = self.world();
        let messages = world.messages().map(|envelope| (envelope.id, envelope.to));
        possible_moves(messages, |id| world.server(id).map(Abilities::of), self.used, bounds, into);
    }
}

impl Used {
    /// Counts a move that was made.
    pub(crate) fn count(&mut self, made: Move) {
        match made {
            Move::Ask(_) => self.commands += 1,
            Move::Crash(_) => self.crashes += 1,
            Move::Duplicate(_) => self.duplicates += 1,
            Move::Deliver(_) | Move::Drop(_) | Move::Fire(..) | Move::Restart(_) => {}
        }
    }

    /// The three counts packed into one number.
    pub(crate) fn as_number(self) -> u64 {
        let Self { commands, crashes, duplicates } = self;
        u64::from(commands) | u64::from(crashes) << 8 | u64::from(duplicates) << 16
    }
}

impl Abilities {
    pub(crate) fn of(server: &Server) -> Self {
        let is_up = server.status == Status::Up;
        Self {
            is_up,
            leads: is_up && server.node.volatile.role.name() == RoleName::Leader,
            term: server.node.durable.current_term,
            timers: Timer::ALL.map(|timer| server.timer(timer).is_some()),
        }
    }
}

/// Appends all moves that are possible with these messages in flight and these servers, except drops, in a fixed
/// order.
pub(crate) fn possible_moves(
    messages: impl Iterator<Item = (MessageId, Endpoint)>,
    server: impl Fn(ServerId) -> Option<Abilities>,
    used: Used,
    bounds: &Bounds,
    into: &mut Vec<PossibleMove>,
) {
    for (message, to) in messages {
        let Endpoint::Server(to) = to else {
            into.push(PossibleMove::Deliver(message));
            continue;
        };
        if server(to).is_some_and(|it| it.is_up) {
            into.push(PossibleMove::Deliver(message));
            if used.duplicates < bounds.duplicates {
                into.push(PossibleMove::Duplicate(message));
            }
        }
    }
    let servers = (1..).map_while(|number| Some((ServerId(number), server(ServerId(number))?)));
    for (id, server) in servers {
        let mut add = |made| into.push(PossibleMove::Plain(made));
        if !server.is_up {
            add(Move::Restart(id));
            continue;
        }
        for (timer, runs) in Timer::ALL.into_iter().zip(server.timers) {
            if runs && (timer != Timer::Election || server.term < bounds.terms) {
                add(Move::Fire(id, timer));
            }
        }
        if used.commands < bounds.commands && server.leads {
            add(Move::Ask(id));
        }
        if used.crashes < bounds.crashes {
            add(Move::Crash(id));
        }
    }
}

/// The next command of a run. All its commands are different, so that each can be recognized.
pub(crate) fn command(world: &World) -> smol_str::SmolStr {
    format!("set x {}", world.clients().requests().count() + 1).into()
}
