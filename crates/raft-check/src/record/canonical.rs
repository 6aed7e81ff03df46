//! A hash of what a judge remembers, without times and identities, for a search that looks for equivalent
//! states.

use std::hash::{Hash, Hasher};

use raft_core::ServerId;

use super::Record;
use super::past::Names;

impl Record {
    /// Feeds a hasher all that later verdicts depend on. `order` lists all servers; each is named by its
    /// place in it.
    pub(crate) fn hash_canonically<H: Hasher + Default>(&self, order: &[ServerId], hasher: &mut H) {
        let names = self.past.names::<H>();
        let place = |server: ServerId| order.iter().position(|&it| it == server);
        for &server in order {
            self.state_of(server, &names, &place, hasher);
        }
        self.entries::<H>(&names).hash(hasher);
        let leaders = &self.leaders;
        let leaderships = leaders.leaderships.iter().map(|it| {
            let places = (names.of(it.log), names.of(it.committed));
            one::<H>((
                it.elected.term,
                place(it.elected.server),
                places,
                it.incomplete,
                it.unfounded,
            ))
        });
        sum(leaderships).hash(hasher);
        (leaders.latest, names.of(leaders.furthest), leaders.parted).hash(hasher);
        for index in 1..=self.model.last_index() {
            let after = self.model.after(index);
            after.map(|it| (names.of(it.place), it.reported, it.executed_by)).hash(hasher);
        }
        self.machines.all().for_each(|applied| {
            applied.map(|it| (names.of(it.place), it.after)).hash(hasher);
        });
        self.of_clients(&names, hasher);
        self.violations.len().hash(hasher);
    }

    fn state_of<H: Hasher>(
        &self,
        server: ServerId,
        names: &Names,
        place: &impl Fn(ServerId) -> Option<usize>,
        hasher: &mut H,
    ) {
        let Some(state) = self.servers.get(usize::from(server.0) - 1) else { return };
        state.log.places().for_each(|place| names.of(place).hash(hasher));
        (state.log.last_index(), state.role.map(|role| role as u8), state.paused).hash(hasher);
        let leadership = state.leadership.and_then(|it| self.leaders.elected(it));
        (state.term, leadership.map(|it| it.term), state.applied).hash(hasher);
        state.applied_last.map(|(place, _)| names.of(place)).hash(hasher);
        (state.astray, state.answers_wrongly, state.acknowledges_wrongly).hash(hasher);
        (state.ignores_leader, state.given).hash(hasher);
        state.contact.map(|it| (it.heard.term, place(it.leader))).hash(hasher);
    }

    /// A hash of all entries that any log ever held, whatever the order in which they came.
    fn entries<H: Hasher + Default>(&self, names: &Names) -> u64 {
        let held = self.past.all().map(|(place, held)| {
            let commit = self.leaders.commit_of(place, &self.past).map(|it| it.term);
            one::<H>((names.of(place), commit, held.acknowledged, held.missed, held.misapplied))
        });
        sum(held)
    }

    fn of_clients<H: Hasher + Default>(&self, names: &Names, hasher: &mut H) {
        let clients = &self.clients;
        let replies = clients.in_flight.iter().map(|it| {
            let leadership = it.leadership.and_then(|it| self.leaders.elected(it));
            let place = it.place.map(|it| names.of(it));
            let sent = (it.unfounded.is_some(), leadership.map(|it| it.term));
            one::<H>((it.index, place, it.is_its_own, &it.answer, sent))
        });
        sum(replies).hash(hasher);
        let acknowledged = clients.acknowledged.iter();
        let acknowledged = acknowledged
            .map(|it| one::<H>((it.request, names.of(it.place), it.committed_in, it.lost)));
        sum(acknowledged).hash(hasher);
        for known in self.operations.all.iter() {
            let after = known.asked.as_ref().map(|asked| asked.after.0);
            (after, known.executed_by, known.heard.is_some()).hash(hasher);
        }
        self.operations.finished.hash(hasher);
        for missing in &self.operations.missing {
            (missing.request, missing.after, missing.index).hash(hasher);
        }
    }
}

fn one<H: Hasher + Default>(value: impl Hash) -> u64 {
    let mut hasher = H::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn sum(values: impl Iterator<Item = u64>) -> u64 {
    values.fold(0, u64::wrapping_add)
}
