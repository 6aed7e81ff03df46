//! The actions that exist only with the feature `language`: those on named clients, on their links and on clocks.
//! Also what a setup can say only with it: clocks, and what is committed at the start. The small first WebAssembly
//! module is built without them.

use raft_core::{Index, Payload, ServerId, Timer};

use super::World;
use crate::action::{Action, Refusal};
use crate::client::Proposal;
use crate::event::Observer;
use crate::ids::{ClientId, Endpoint, EventId};
use crate::machine::check_command;
use crate::queue::Due;
use crate::server::Server;
use crate::setup::Setup;
use crate::time::Duration;

impl World {
    /// Carries out one of these actions, which has been checked.
    pub(super) fn act_by_text(
        &mut self,
        action: Action,
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        match action {
            Action::CommandBy { client, text, to } => {
                self.ask(Some(client), text, to, cause, observer);
            }
            Action::CutClient { from, to, both_ways } => {
                self.cut(from, to, both_ways, cause, observer);
            }
            Action::MendClient { from, to, both_ways } => self.mend(from, to, both_ways),
            Action::PartitionClients { groups } => {
                self.partition_clients(&groups, cause, observer);
            }
            Action::SetClientLink { from, to, settings } => {
                self.network.change(from, to, |link| link.settings = settings);
            }
            Action::SetClock { server, rate } => self.set_clock(server, rate),
            // `act` carries out all others.
            _ => {}
        }
    }

    /// Checks whether one of these actions is possible now.
    pub(super) fn check_by_text(&self, action: &Action) -> Result<(), Refusal> {
        match *action {
            Action::CommandBy { client, ref text, to } => {
                named(client)?;
                to.map_or(Ok(()), |server| self.existing(server).map(|_| ()))?;
                check_command(text).map_err(|problem| Refusal::BadCommand { problem })?;
                (!self.clients.waits(client)).then_some(()).ok_or(Refusal::ClientWaits { client })
            }
            Action::CutClient { from, to, both_ways } => {
                let (client, server) = self.client_link(from, to)?;
                let is_cut = |from, to| self.network.between(from, to).cut;
                let all_cut = is_cut(from, to) && (!both_ways || is_cut(to, from));
                (!all_cut).then_some(()).ok_or(Refusal::ClientCut { client, server })
            }
            Action::MendClient { from, to, both_ways } => {
                let (client, server) = self.client_link(from, to)?;
                let is_cut = |from, to| self.network.between(from, to).cut;
                let any_cut = is_cut(from, to) || (both_ways && is_cut(to, from));
                any_cut.then_some(()).ok_or(Refusal::ClientNotCut { client, server })
            }
            Action::PartitionClients { ref groups } => self.check_groups_of_ends(groups),
            Action::SetClientLink { from, to, settings } => {
                self.client_link(from, to)?;
                let check = settings.map_or(Ok(()), |settings| settings.check());
                check.map_err(|problem| Refusal::BadNetwork { problem })
            }
            Action::SetClock { server, rate } => {
                self.existing(server)?;
                Setup::is_rate(rate).then_some(()).ok_or(Refusal::BadClock)
            }
            _ => Ok(()),
        }
    }

    /// The client and the server of a link.
    fn client_link(&self, from: Endpoint, to: Endpoint) -> Result<(ClientId, ServerId), Refusal> {
        let ends = match (from, to) {
            (Endpoint::Client(client), Endpoint::Server(server))
            | (Endpoint::Server(server), Endpoint::Client(client)) => (client, server),
            _ => return Err(Refusal::NoClientLink),
        };
        named(ends.0)?;
        self.existing(ends.1)?;
        Ok(ends)
    }

    fn check_groups_of_ends(&self, groups: &[Vec<Endpoint>]) -> Result<(), Refusal> {
        self.check_groups(&servers_of(groups))?;
        let clients = groups.iter().flatten().filter_map(|end| match end {
            Endpoint::Client(client) => Some(*client),
            Endpoint::Server(_) => None,
        });
        let mut seen = Vec::new();
        for client in clients {
            named(client)?;
            if seen.contains(&client) {
                return Err(Refusal::ClientInTwoGroups { client });
            }
            seen.push(client);
        }
        Ok(())
    }

    fn partition_clients(
        &mut self,
        groups: &[Vec<Endpoint>],
        cause: EventId,
        observer: &mut dyn Observer,
    ) {
        self.partition(&servers_of(groups), cause, observer);
        for &client in groups.iter().flatten().filter(|end| end.server().is_none()) {
            for server in self.setup.server_ids().map(Endpoint::Server) {
                let together = |group: &Vec<_>| group.contains(&client) && group.contains(&server);
                if !groups.iter().any(together) {
                    self.cut(client, server, true, cause, observer);
                }
            }
        }
    }

    /// Restores every link of a client.
    pub(super) fn mend_clients(&mut self) {
        let links: Vec<_> = self.network.client_links().map(|(ends, _)| ends).collect();
        for (from, to) in links {
            self.mend(from, to, false);
        }
    }

    /// Changes the rate of a server's clock, and with it the time that its running timers have left.
    fn set_clock(&mut self, server: ServerId, rate: u16) {
        let now = self.now;
        let before = std::mem::replace(&mut self.server_mut(server).clock, rate);
        if before == rate {
            return;
        }
        for timer in Timer::ALL {
            let Some(mut running) = self.server_mut(server).timers[timer as usize] else {
                continue;
            };
            let (Some(fires_at), Some(slot)) = (running.fires_at, running.slot) else { continue };
            let at = now + Duration(scaled((fires_at - now).0, before, rate));
            self.queue.cancel(slot);
            running.fires_at = Some(at);
            running.slot = Some(self.queue.enter(at, Due::Timer(server, timer)));
            self.server_mut(server).timers[timer as usize] = Some(running);
        }
    }
}

impl Server {
    /// How fast its clock runs, in thousandths of the usual rate.
    pub fn clock(&self) -> u16 {
        self.clock
    }

    /// The virtual time that a wait takes by its clock, both in microseconds.
    pub(super) fn scaled(&self, wait: u64) -> u64 {
        scaled(wait, Setup::USUAL_RATE, self.clock)
    }

    /// Gives a new server what the setup says: its clock, and its entries up to `commits` as committed and
    /// applied.
    pub(super) fn begin(&mut self, setup: &Setup) {
        let at = usize::from(self.node.config.id.0) - 1;
        self.clock = setup.clocks.get(at).copied().unwrap_or(Setup::USUAL_RATE);
        let commit: Index = setup.commits.get(at).copied().unwrap_or_default();
        for entry in self.node.durable.log.iter().take(commit as usize) {
            if let Payload::Command(command) = &entry.payload
                && !command.text.is_empty()
            {
                let proposal = Proposal::unpack(command.proposal);
                let session = proposal.map(|proposal| (proposal.client, proposal.request));
                self.machine.apply(session, &command.text);
            }
        }
        self.node.volatile.commit_index = commit;
        self.node.volatile.last_applied = commit;
    }
}

/// Converts the time that a wait takes at one `rate` of a clock into the time that it takes at the `other`.
/// A converted time is at least 1.
fn scaled(wait: u64, rate: u16, other: u16) -> u64 {
    match rate == other {
        true => wait,
        false => (wait.saturating_mul(u64::from(rate)) / u64::from(other.max(1))).max(1),
    }
}

fn servers_of(groups: &[Vec<Endpoint>]) -> Vec<Vec<ServerId>> {
    groups.iter().map(|group| group.iter().filter_map(|end| end.server()).collect()).collect()
}

/// Checks that a client can have this name: the first is c1.
fn named(client: ClientId) -> Result<(), Refusal> {
    (client.0 > 0).then_some(()).ok_or(Refusal::NoSuchClient { client })
}
