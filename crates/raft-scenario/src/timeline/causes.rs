//! Why something happened: the chain of causes behind it.

use raft_core::{Index, ServerId, Term};
use raft_sim::{EventId, MessageId, RequestId, Status};

use super::Timeline;
use super::chain::Cause;
use super::search::{EventSearch, Wanted};

impl Timeline {
    /// Returns the chain of causes of an event, from the event itself backwards; empty if there is
    /// no such event in what has been played.
    pub fn causes(&self, seq: EventId) -> Vec<Cause> {
        self.search_causes(seq).finish(self).chain().to_vec()
    }

    /// Finds the event with which a server took its current role and term.
    pub fn why_role(&self, of: ServerId) -> Option<EventId> {
        self.search_role(of).finish(self).found()
    }

    /// Finds the event with which a server got an entry.
    pub fn why_entry(&self, of: ServerId, index: Index) -> Option<EventId> {
        self.search_entry(of, index).finish(self).found()
    }

    /// Finds the event with which a server learnt that an entry is committed.
    pub fn why_commit(&self, of: ServerId, index: Index) -> Option<EventId> {
        self.search_commit(of, index).finish(self).found()
    }

    /// Finds the event with which a message was sent.
    pub fn why_message(&self, id: MessageId) -> Option<EventId> {
        self.search_message(id).finish(self).found()
    }

    /// Starts the search of [`Timeline::causes`].
    pub fn search_causes(&self, seq: EventId) -> EventSearch {
        EventSearch::new(self, Wanted::Causes, seq.next())
    }

    /// Starts the search of [`Timeline::why_role`].
    pub fn search_role(&self, of: ServerId) -> EventSearch {
        let is_paused = match self.here.world.server(of) {
            Some(server) => server.status == Status::Paused,
            None => return EventSearch::nothing(Wanted::Role { of, is_paused: false }),
        };
        self.search(Wanted::Role { of, is_paused })
    }

    /// Starts the search of [`Timeline::why_entry`].
    pub fn search_entry(&self, of: ServerId, index: Index) -> EventSearch {
        self.search(Wanted::Entry { of, index })
    }

    /// Starts the search of [`Timeline::why_commit`].
    pub fn search_commit(&self, of: ServerId, index: Index) -> EventSearch {
        let wanted = Wanted::Commit { of, index };
        match self.here.world.server(of) {
            Some(server) if server.node.volatile.commit_index >= index => self.search(wanted),
            _ => EventSearch::nothing(wanted),
        }
    }

    /// Starts the search of [`Timeline::why_message`].
    pub fn search_message(&self, id: MessageId) -> EventSearch {
        self.search(Wanted::Message(id))
    }

    /// Starts to look for the last decision of a server on a candidate's request for its vote in `term`
    /// or later.
    pub fn search_vote(&self, of: ServerId, candidate: ServerId, term: Term) -> EventSearch {
        self.search(Wanted::Vote { of, candidate, term })
    }

    /// Starts to look for the last time that a server counted its votes.
    pub fn search_count(&self, of: ServerId) -> EventSearch {
        self.search(Wanted::Count { of })
    }

    /// Starts to look for the last decision of a leader on whether to commit an entry that a majority
    /// stores.
    pub fn search_commit_decision(&self, of: ServerId, index: Index) -> EventSearch {
        self.search(Wanted::CommitDecision { of, index })
    }

    /// Starts to look for what happened last to a client's request: that a leader appended it, or that
    /// the client resent it.
    pub fn search_request(&self, id: RequestId) -> EventSearch {
        self.search(Wanted::Request { id, is_resent: false })
    }

    /// Starts to look for the last time that a client resent a request.
    pub fn search_resending(&self, id: RequestId) -> EventSearch {
        self.search(Wanted::Request { id, is_resent: true })
    }

    /// Starts to look for the event with which a client learnt that its request is done.
    pub fn search_acknowledged(&self, id: RequestId) -> EventSearch {
        self.search(Wanted::Acknowledged(id))
    }

    /// Starts to look for the last action that cut the link from one server to another, or that
    /// holds messages on it.
    pub fn search_obstacle(&self, from: ServerId, to: ServerId) -> EventSearch {
        self.search(Wanted::Obstacle { from, to })
    }

    /// Starts to look for the last loss of a message from one server to another.
    pub fn search_loss(&self, from: ServerId, to: ServerId) -> EventSearch {
        self.search(Wanted::Loss { from, to })
    }

    /// Starts to look for the last event that kept an entry from a server: the server removed the
    /// entry or refused entries that start at its index or before, or a message with the entry was
    /// lost on the way.
    pub fn search_missing(&self, of: ServerId, index: Index) -> EventSearch {
        self.search(Wanted::Missing { of, index })
    }

    /// Starts to look for the event with which the last leader stopped being one; finds nothing
    /// while it is still leader, or if there was none.
    pub fn search_leader_end(&self) -> EventSearch {
        self.search(Wanted::LeaderEnd)
    }

    /// Starts a search among all events up to this instant.
    fn search(&self, wanted: Wanted) -> EventSearch {
        EventSearch::new(self, wanted, self.here.world.next_event())
    }
}
