//! A server that hears from its leader grants no PreVote (dissertation §4.2.3, §9.6).

use raft_core::{Effect, Input, Message, RoleName, ServerId, Term, Timer, rules};
use raft_sim::{Duration, ServerStep};

use super::past::Occurrence;

/// A server's contact with the leader of its term, and the timers that end it by the server's own clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// When it heard from the leader, and its term then.
    pub(crate) heard: Occurrence,
    /// The leader.
    pub(crate) leader: ServerId,
    /// The minimum election timeout.
    pub(crate) timeout: Duration,
    /// Whether the contact restarted the election timer.
    election_timer: bool,
    /// Whether the contact started the leader-contact timer.
    contact_timer: bool,
}

impl Contact {
    /// The contact that a step makes: the server is not leader, received AppendEntries of its own term, and
    /// follows the rule that makes voters remember this.
    pub(crate) fn made_by(step: &ServerStep<'_>, heard: Occurrence) -> Option<Self> {
        let Input::Receive { from, message: Message::AppendEntries { term, .. } } = step.input
        else {
            return None;
        };
        let config = &step.node.config;
        let obeys = step.node.volatile.role.name() != RoleName::Leader;
        if *term != heard.term || !obeys || !rules::asks_first(config.rules.pre_vote) {
            return None;
        }
        let shortest = config.timing.election_timeout.min;
        let started = |wanted| {
            step.effects.iter().any(|effect| {
                matches!(effect, Effect::SetTimer { timer, range }
                    if *timer == wanted && range.min >= shortest)
            })
        };
        let (election_timer, contact_timer) =
            (started(Timer::Election), started(Timer::LeaderContact));
        let timeout = Duration(shortest);
        Some(Self { heard, leader: *from, timeout, election_timer, contact_timer })
    }

    /// Whether the minimum election timeout is over when this timer runs out. It is if the server started
    /// the timer when it heard from the leader, for at least that timeout.
    pub(crate) fn ends_with(&self, timer: Timer) -> bool {
        match timer {
            Timer::Election => self.election_timer,
            Timer::LeaderContact => self.contact_timer,
            Timer::Heartbeat | Timer::QuorumCheck => false,
        }
    }
}

/// The candidate whose PreVote a step grants, and the term of the election that it may then start.
pub(crate) fn pre_vote_granted(step: &ServerStep<'_>) -> Option<(ServerId, Term)> {
    let Input::Receive { message: Message::PreVote { term: asked, .. }, .. } = step.input else {
        return None;
    };
    step.effects.iter().find_map(|effect| match effect {
        Effect::Send { to, message: Message::PreVoteResponse { granted: true, .. } } => {
            Some((*to, *asked))
        }
        _ => None,
    })
}
