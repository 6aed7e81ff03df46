//! A run that is made of moves.

use std::hash::{Hash, Hasher};

use raft_core::{RoleName, ServerId, Timer};
use raft_scenario::Trial;
use raft_sim::{Action, Endpoint, MessageId, Server, Status, World};

use crate::bounds::Bounds;
use crate::moves::{Move, Named};

/// A run at one moment, with the moves that led there. A copy is the same moment.
#[derive(Clone)]
pub struct ManualRun {
    /// The world, and what the judge says.
    pub trial: Trial,
    /// What was done.
    pub moves: Vec<Move>,
    /// How many commands were sent, servers crashed and messages duplicated.
    used: Used,
}

#[derive(Clone, Copy, Default)]
struct Used {
    commands: u8,
    crashes: u8,
    duplicates: u8,
}

/// A move that is possible now, with the message itself instead of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PossibleMove {
    /// The message arrives.
    Deliver(MessageId),
    /// The message is lost.
    Drop(MessageId),
    /// The message is sent twice.
    Duplicate(MessageId),
    /// Any move that is not about a message.
    Plain(Move),
}

impl ManualRun {
    /// A run of which nothing is played yet.
    pub(crate) fn new(trial: Trial) -> Self {
        Self { trial, moves: Vec::new(), used: Used::default() }
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        self.trial.world()
    }

    /// Does what is possible now. False, and nothing has changed, when it is not.
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

    /// Makes a move. False, and nothing has changed, when it makes no sense now or exceeds the bounds.
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

    /// Feeds a hasher how much of the bounds is used.
    pub(crate) fn hash_used(&self, hasher: &mut impl Hasher) {
        let Used { commands, crashes, duplicates } = self.used;
        (commands, crashes, duplicates).hash(hasher);
    }

    /// Whether this server is up and leader.
    pub fn leads(&self, server: ServerId) -> bool {
        self.world().server(server).is_some_and(|it| {
            it.status == Status::Up && it.node.volatile.role.name() == RoleName::Leader
        })
    }

    fn may_fire(&self, server: ServerId, timer: Timer, bounds: &Bounds) -> bool {
        let begins_a_term = timer == Timer::Election;
        let term = self.world().server(server).map_or(0, |it| it.node.durable.current_term);
        !begins_a_term || term < bounds.terms
    }

    fn act(&mut self, action: Action, made: Move) -> bool {
        if self.trial.action(action).is_err() {
            return false;
        }
        match made {
            Move::Crash(_) => self.used.crashes += 1,
            Move::Duplicate(_) => self.used.duplicates += 1,
            _ => {}
        }
        self.moves.push(made);
        true
    }

    fn ask(&mut self, server: ServerId) -> bool {
        let text = command(self.world());
        if self.trial.action(Action::Command { text, to: Some(server) }).is_err() {
            return false;
        }
        // The youngest message is the request that was just sent.
        let Some(message) = self.world().messages().last().map(|it| it.id) else { return false };
        let _ = self.trial.action(Action::Deliver { message });
        self.used.commands += 1;
        self.moves.push(Move::Ask(server));
        true
    }

    /// All that is possible now, in a fixed order.
    pub fn choices(&self, bounds: &Bounds, into: &mut Vec<PossibleMove>) {
        let world = self.world();
        for envelope in world.messages() {
            let hears =
                |server: ServerId| world.server(server).is_some_and(|it| it.status == Status::Up);
            if let Endpoint::Client(_) = envelope.to {
                into.push(PossibleMove::Deliver(envelope.id));
            } else if envelope.to.server().is_some_and(hears) {
                into.push(PossibleMove::Deliver(envelope.id));
                if self.used.duplicates < bounds.duplicates {
                    into.push(PossibleMove::Duplicate(envelope.id));
                }
            }
        }
        for server in world.servers() {
            self.of_server(server, bounds, into);
        }
    }

    fn of_server(&self, server: &Server, bounds: &Bounds, into: &mut Vec<PossibleMove>) {
        let id = server.node.config.id;
        if server.status != Status::Up {
            return into.push(PossibleMove::Plain(Move::Restart(id)));
        }
        for timer in Timer::ALL {
            if server.timer(timer).is_some() && self.may_fire(id, timer, bounds) {
                into.push(PossibleMove::Plain(Move::Fire(id, timer)));
            }
        }
        if self.used.commands < bounds.commands && self.leads(id) {
            into.push(PossibleMove::Plain(Move::Ask(id)));
        }
        if self.used.crashes < bounds.crashes {
            into.push(PossibleMove::Plain(Move::Crash(id)));
        }
    }
}

/// The next command: each is another one, so that it is known again.
pub(crate) fn command(world: &World) -> smol_str::SmolStr {
    format!("set x {}", world.clients().requests().count() + 1).into()
}
