//! Promises to clients: acknowledged commands are kept, acknowledgements are true, and nothing is read that is
//! not committed.

use raft_core::{Index, ServerId, ServerSet};
use raft_sim::{Answer, MessageId, RequestId};

use crate::record::Record;
use crate::record::clients::{Acknowledgement, Gone, SentAnswer, request_of};
use crate::record::leaders::Leadership;
use crate::record::past::{EntryNode, Occurrence};
use crate::violation::{Claim, Fact, Property};

impl Record {
    /// A server sent an answer.
    pub(crate) fn answered(
        &mut self,
        server: ServerId,
        (message, copy_of): (MessageId, Option<MessageId>),
        (request, index, answer): (RequestId, Index, &Answer),
    ) {
        let original = copy_of.unwrap_or(message);
        // Any copy that is still in flight says what held when the original was sent.
        let same = |answer: &&SentAnswer| answer.original == original;
        let twin = self.clients.in_flight.iter().find(same).cloned();
        if let Some(twin) = twin {
            return self.clients.in_flight.push(SentAnswer { message, ..twin });
        }
        let place = self.log(server).at(index).filter(|_| index > 0);
        let is_its_own = place.is_some_and(|place| self.carries(place, request));
        let on = place.map(|place| self.on_disks_of(place));
        let unfounded = on.filter(|on| on.len() < self.majority());
        let (sent, leadership) = (self.source(server), self.state(server).leadership);
        self.clients.in_flight.push(SentAnswer {
            message,
            original,
            index,
            place,
            is_its_own,
            answer: answer.clone(),
            sent,
            unfounded,
            leadership,
        });
    }

    /// A client learnt that its command was done.
    pub(crate) fn acknowledged(&mut self, request: RequestId) {
        let Some(reply) = self.clients.arrived.take() else { return };
        let sent = reply.sent;
        let heard = Occurrence { term: sent.term, ..self.source(sent.server) };
        if reply.is_its_own {
            self.acknowledged_with(request, &reply, heard);
        } else {
            self.not_its_entry(request, &reply, heard);
        }
        self.finished(request, (reply.index, &reply.answer), heard);
    }

    /// A client was told that its command was done, with an entry that is not the command's.
    fn not_its_entry(&mut self, request: RequestId, reply: &SentAnswer, heard: Occurrence) {
        let SentAnswer { index, place, sent, .. } = *reply;
        // Later ones of the same server have the same reason.
        if std::mem::replace(&mut self.state(sent.server).acknowledges_wrongly, true) {
            return;
        }
        let held = place.and_then(|place| self.past.get(place));
        let instead = held.map(|held| held.entry.clone());
        let facts = [
            sent.fact(Claim::Reported { request, index }),
            sent.fact(Claim::NotThere { request, index, instead }),
        ];
        self.report(Property::FalseAcknowledgement, heard, facts);
    }

    fn acknowledged_with(&mut self, request: RequestId, reply: &SentAnswer, heard: Occurrence) {
        let (Some(place), sent) = (reply.place, reply.sent) else { return };
        if let Some(servers) = reply.unfounded {
            self.unfounded(request, reply, servers);
        }
        let Some(held) = self.past.get_mut(place) else { return };
        held.acknowledged = true;
        let commit = self.leaders.commit_of(place, &self.past);
        let committed_in = commit.map_or(sent.term, |commit| commit.term);
        let new = self.clients.acknowledged.len();
        self.clients.acknowledged.push(Acknowledgement {
            request,
            place,
            committed_in,
            heard,
            lost: false,
        });
        // It may have been lost while the answer was in flight.
        self.left_a_disk(place, heard, Gone::Removed);
        if committed_in < self.leaders.latest {
            let later: Vec<_> = self.leaders.of_later_terms(committed_in).copied().collect();
            for leadership in later {
                self.lost_to(new, leadership);
            }
        }
    }

    /// Reports that a client was answered from an entry that is not committed. Of each leader, only the
    /// first such answer is reported: later ones have the same reason.
    fn unfounded(&mut self, request: RequestId, reply: &SentAnswer, servers: ServerSet) {
        let SentAnswer { place, sent, leadership, .. } = *reply;
        let leadership = leadership.and_then(|leadership| self.leaders.get_mut(leadership));
        if leadership.is_some_and(|it| std::mem::replace(&mut it.unfounded, true)) {
            return;
        }
        let Some(held) = place.and_then(|place| self.past.get(place)) else { return };
        let (index, entry, answer) = (held.index, held.entry.clone(), reply.answer.clone());
        let needed = self.majority() as u8;
        let facts = [
            sent.fact(Claim::Answered { request, index, entry, answer }),
            sent.fact(Claim::OnDisksOf { servers, needed }),
        ];
        let heard = self.source(sent.server);
        self.report(Property::UncommittedRead, heard, facts);
    }

    /// An entry was removed from a log. Reports its command as lost, if a client was told that it was done
    /// and no other disk has it.
    pub(crate) fn left_a_disk(&mut self, place: EntryNode, source: Occurrence, why: Gone) {
        let Some(held) = self.past.get(place).filter(|held| held.acknowledged) else { return };
        if !self.on_disks_of(place).is_empty() {
            return;
        }
        let (index, Some(request)) = (held.index, request_of(&held.entry)) else { return };
        if let Some(other) = self.on_any_disk(request) {
            // From now on, this is the copy to watch.
            if let Some(held) = self.past.get_mut(other) {
                held.acknowledged = true;
            }
            return;
        }
        if let Some(at) = self.clients.of(request) {
            let claim = match why {
                Gone::Removed => Claim::LastCopyGone { index },
                Gone::LostByDisk => Claim::LastCopyLost { index },
            };
            self.lost(at, source, source.fact(claim));
        }
    }

    /// The place of a request's command in any server's log.
    fn on_any_disk(&self, request: RequestId) -> Option<EntryNode> {
        let mut places = self.servers.iter().flat_map(|state| state.log.places());
        places.find(|&place| self.carries(place, request))
    }

    /// A leader that lacks committed entries has committed those after `before`. Reports the acknowledged
    /// commands that this loses.
    pub(crate) fn lost_by_commit(&mut self, leadership: Leadership, before: EntryNode) {
        let new = self.past.way_to(leadership.committed).take_while(|&place| place != before);
        let in_their_place = new.flat_map(|new| {
            let others = self.past.all_at(self.past.index(new)).filter(move |&other| other != new);
            others.filter_map(|other| self.past.get(other)).filter(|held| held.acknowledged)
        });
        let lost: Vec<_> = in_their_place.filter_map(|held| request_of(&held.entry)).collect();
        for request in lost.into_iter().rev() {
            if let Some(at) = self.clients.of(request) {
                self.lost_to(at, leadership);
            }
        }
    }

    /// Reports an acknowledged command as lost, if a leader of a later term has committed another entry at
    /// its index and has the command nowhere.
    fn lost_to(&mut self, at: usize, leadership: Leadership) {
        let Some(&Acknowledgement { request, place, committed_in, lost, .. }) =
            self.clients.acknowledged.get(at)
        else {
            return;
        };
        let committed = leadership.committed;
        if lost || committed_in >= leadership.elected.term {
            return;
        }
        let there = self.past.on_the_way(committed, self.past.index(place));
        let Some(there) = there.filter(|&there| there != place) else { return };
        if self.past.way_to(committed).any(|place| self.carries(place, request)) {
            return;
        }
        let (Some(held), Some(commit)) =
            (self.past.get(there), self.leaders.commit_of(there, &self.past))
        else {
            return;
        };
        let claim = Claim::Committed { index: held.index, entry: held.entry.clone() };
        let source = self.source(leadership.elected.server);
        self.lost(at, source, commit.fact(claim));
    }

    fn lost(&mut self, at: usize, source: Occurrence, second: Fact) {
        let Some(acknowledgement) = self.clients.acknowledged.get_mut(at).filter(|it| !it.lost)
        else {
            return;
        };
        acknowledgement.lost = true;
        let Acknowledgement { request, place, heard, .. } = *acknowledgement;
        let Some(held) = self.past.get(place) else { return };
        let (index, entry) = (held.index, held.entry.clone());
        let first = heard.fact(Claim::Acknowledged { request, index, entry });
        self.report(Property::AcknowledgedLost, source, [first, second]);
    }
}
