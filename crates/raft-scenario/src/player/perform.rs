//! Performing acts on a world.

use std::fmt;

use raft_sim::{Action, Observer, Refusal, World};

use crate::message::{Selector, Which};
use crate::scenario::{Act, MessageAction};

/// Why an act could not be performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No such message was in flight.
    NoSuchMessage,
    /// The world refused.
    Refused(Refusal),
    /// [`MOST_DELIVERIES`] messages were delivered, and such messages are still in flight.
    NotQuiet,
}

/// The most messages that `deliver … until quiet` delivers: servers that answered each other
/// without end would keep the reader waiting.
pub const MOST_DELIVERIES: usize = 1_000;

/// Performs an act on a world.
///
/// # Errors
/// Returns a [`Problem`] if the act is impossible now, even for only one of several messages;
/// nothing has changed then. The exception is [`Problem::NotQuiet`]: [`MOST_DELIVERIES`] messages
/// have been delivered.
pub(super) fn perform(
    act: &Act,
    world: &mut World,
    observer: &mut dyn Observer,
) -> Result<(), Problem> {
    match act {
        Act::Plain(action) => world.act(action.clone(), observer).map_err(Problem::Refused),
        Act::Message { selector, action: MessageAction::DeliverUntilQuiet } => {
            deliver_until_quiet(selector, world, observer)
        }
        Act::Message { selector, action } => {
            let messages = selector.resolve(world);
            if messages.is_empty() {
                return Err(Problem::NoSuchMessage);
            }
            let actions: Vec<_> = messages.into_iter().map(|message| action.on(message)).collect();
            check_all(&actions, world).map_err(Problem::Refused)?;
            for action in actions {
                world.act(action, observer).map_err(Problem::Refused)?;
            }
            Ok(())
        }
    }
}

/// Delivers the oldest such message again and again, until none is in flight.
fn deliver_until_quiet(
    selector: &Selector,
    world: &mut World,
    observer: &mut dyn Observer,
) -> Result<(), Problem> {
    let oldest = Selector { which: Which::Nth(1), ..*selector };
    for _ in 0..MOST_DELIVERIES {
        let Some(&message) = oldest.resolve(world).first() else { return Ok(()) };
        world.act(Action::Deliver { message }, observer).map_err(Problem::Refused)?;
    }
    if oldest.resolve(world).is_empty() { Ok(()) } else { Err(Problem::NotQuiet) }
}

/// Checks actions on different messages before the first is performed. An action on one message
/// makes no action on another impossible, except that every copy takes room in the network.
fn check_all(actions: &[Action], world: &World) -> Result<(), Refusal> {
    for action in actions {
        world.check(action)?;
    }
    let copies = actions.iter().filter(|action| matches!(action, Action::Duplicate { .. })).count();
    if copies > world.room() { Err(Refusal::NetworkFull) } else { Ok(()) }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchMessage => f.write_str("no such message is in flight"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotQuiet => write!(
                f,
                "{MOST_DELIVERIES} messages were delivered, and such messages are still in flight"
            ),
        }
    }
}
