//! A server that hears from its leader grants no PreVote (dissertation §4.2.3, §9.6).

use raft_core::{Effect, Input, Message, RoleName, ServerId, Term, Timer, rules};
use raft_sim::{Duration, ServerStep};

use super::past::Occurrence;

/// That a server heard from the leader of its term, and what ends this by the server's own clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// When it heard from the leader, and its term then.
    pub(crate) heard: Occurrence,
    /// The leader.
    pub(crate) leader: ServerId,
    /// The minimum election timeout.
    pub(crate) timeout: Duration,
    /// Whether its election timer was started again.
    election_timer: bool,
    /// Whether its timer for the contact was started.
    contact_timer: bool,
}

impl Contact {
    /// The contact that a step makes: an AppendEntries of the server's own term arrived, and the rule is
    /// on that asks voters to remember this.
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

    /// Whether a timer that runs out says that the minimum election timeout is over. It says so if it
    /// was started when the server heard from the leader, and for no less than that time.
    pub(crate) fn ends_with(&self, timer: Timer) -> bool {
        match timer {
            Timer::Election => self.election_timer,
            Timer::LeaderContact => self.contact_timer,
            Timer::Heartbeat | Timer::QuorumCheck => false,
        }
    }
}

/// The candidate whose PreVote a step grants, and the term of the election that it may begin then.
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
