//! Checks whether an action is possible now, before anything is changed.

use raft_core::{ServerId, ServerSet, Timer};

use super::World;
use crate::action::{Action, Refusal};
use crate::envelope::Envelope;
use crate::ids::MessageId;
use crate::machine::check_command;
use crate::server::{Server, Status};
use crate::time::Time;

impl World {
    /// Checks whether [`World::act`] would carry out this action now.
    ///
    /// # Errors
    /// Returns the [`Refusal`] that `act` would return.
    pub fn check(&self, action: &Action) -> Result<(), Refusal> {
        match *action {
            Action::Crash { server } => self.running(server).map(|_| ()),
            Action::Restart { server } => match self.existing(server)?.status {
                Status::Crashed => Ok(()),
                Status::Up | Status::Paused => Err(Refusal::NotCrashed { server }),
            },
            Action::Pause { server } => self.awake(server).map(|_| ()),
            Action::Resume { server } => match self.running(server)?.status {
                Status::Paused => Ok(()),
                Status::Up | Status::Crashed => Err(Refusal::NotPaused { server }),
            },
            Action::Fire { server, timer } => self.check_timer(server, timer),
            Action::Cut { from, to, both_ways } => self.check_cut(from, to, both_ways),
            Action::Mend { from, to, both_ways } => self.check_mend(from, to, both_ways),
            Action::Partition { ref groups } => self.check_groups(groups),
            Action::Heal => {
                let any = self.network.links().any(|(_, link)| link.cut);
                #[cfg(feature = "language")]
                let any = any || self.network.client_links().any(|(_, link)| link.cut);
                any.then_some(()).ok_or(Refusal::NothingToHeal)
            }
            Action::SetLink { from, to, settings } => {
                self.check_link(from, to)?;
                let check = settings.map_or(Ok(()), |settings| settings.check());
                check.map_err(|problem| Refusal::BadNetwork { problem })
            }
            Action::SetNetwork { settings } => {
                settings.check().map_err(|problem| Refusal::BadNetwork { problem })
            }
            Action::Command { ref text, to } => {
                to.map_or(Ok(()), |server| self.existing(server).map(|_| ()))?;
                check_command(text).map_err(|problem| Refusal::BadCommand { problem })?;
                self.clients.may_ask().then_some(()).ok_or(Refusal::TooManyClients)
            }
            #[cfg(feature = "language")]
            Action::CommandBy { .. }
            | Action::CutClient { .. }
            | Action::MendClient { .. }
            | Action::PartitionClients { .. }
            | Action::SetClientLink { .. }
            | Action::SetClock { .. } => self.check_by_text(action),
            Action::Drop { message } | Action::Deliver { message } => {
                self.in_flight(message).map(|_| ())
            }
            Action::Duplicate { message } => {
                self.in_flight(message)?;
                (self.room() > 0).then_some(()).ok_or(Refusal::NetworkFull)
            }
            Action::Delay { message, by } => {
                self.not_held(message)?;
                (self.now.0.saturating_add(by.0) < Time::MAX.0)
                    .then_some(())
                    .ok_or(Refusal::DelayTooLong)
            }
            Action::Hold { message } => self.not_held(message),
            Action::Release { message } => match self.in_flight(message)?.held_since {
                Some(_) => Ok(()),
                None => Err(Refusal::NotHeld { message }),
            },
            Action::HoldAll { filter } => {
                self.check_ends(filter.from, filter.to)?;
                self.holds.get(&filter).is_none().then_some(()).ok_or(Refusal::AlreadyHolding)
            }
            Action::ReleaseAll { filter } => {
                self.holds.get(&filter).copied().ok_or(Refusal::NotHolding)
            }
        }
    }

    pub(super) fn existing(&self, server: ServerId) -> Result<&Server, Refusal> {
        self.server(server).ok_or(Refusal::NoSuchServer { server })
    }

    /// The server, if it is up or paused.
    fn running(&self, server: ServerId) -> Result<&Server, Refusal> {
        let state = self.existing(server)?;
        (state.status != Status::Crashed).then_some(state).ok_or(Refusal::Crashed { server })
    }

    /// The server, if it is up and not paused.
    fn awake(&self, server: ServerId) -> Result<&Server, Refusal> {
        let state = self.running(server)?;
        (state.status == Status::Up).then_some(state).ok_or(Refusal::Paused { server })
    }

    fn check_timer(&self, server: ServerId, timer: Timer) -> Result<(), Refusal> {
        let runs = self.awake(server)?.timer(timer).is_some();
        runs.then_some(()).ok_or(Refusal::NoSuchTimer { server, timer })
    }

    fn check_link(&self, from: ServerId, to: ServerId) -> Result<(), Refusal> {
        self.check_ends(Some(from), Some(to))
    }

    fn check_ends(&self, from: Option<ServerId>, to: Option<ServerId>) -> Result<(), Refusal> {
        for server in [from, to].into_iter().flatten() {
            self.existing(server)?;
        }
        match (from, to) {
            (Some(server), Some(to)) if server == to => Err(Refusal::NoSuchLink { server }),
            _ => Ok(()),
        }
    }

    fn check_cut(&self, from: ServerId, to: ServerId, both_ways: bool) -> Result<(), Refusal> {
        self.check_link(from, to)?;
        let is_cut = |from, to| self.network.link(from, to).cut;
        if is_cut(from, to) && (!both_ways || is_cut(to, from)) {
            return Err(Refusal::AlreadyCut { from, to });
        }
        Ok(())
    }

    fn check_mend(&self, from: ServerId, to: ServerId, both_ways: bool) -> Result<(), Refusal> {
        self.check_link(from, to)?;
        let is_cut = |from, to| self.network.link(from, to).cut;
        if is_cut(from, to) || (both_ways && is_cut(to, from)) {
            return Ok(());
        }
        Err(Refusal::NotCut { from, to })
    }

    pub(super) fn check_groups(&self, groups: &[Vec<ServerId>]) -> Result<(), Refusal> {
        let mut seen = ServerSet::default();
        for &server in groups.iter().flatten() {
            self.existing(server)?;
            if seen.contains(server) {
                return Err(Refusal::InTwoGroups { server });
            }
            seen.insert(server);
        }
        Ok(())
    }

    fn in_flight(&self, message: MessageId) -> Result<&Envelope, Refusal> {
        self.message(message).ok_or(Refusal::NotInFlight { message })
    }

    fn not_held(&self, message: MessageId) -> Result<(), Refusal> {
        match self.in_flight(message)?.held_since {
            None => Ok(()),
            Some(_) => Err(Refusal::AlreadyHeld { message }),
        }
    }
}
