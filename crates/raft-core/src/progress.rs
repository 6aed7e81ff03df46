//! What a leader knows of a follower (Figure 2, volatile state on leaders).

use std::hash::{Hash, Hasher};

use crate::ids::{Index, ServerId};

/// What a leader knows of one follower.
///
/// At all times `match_index < next_index`, and `match_index` only grows within a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowerProgress {
    /// The follower.
    pub server: ServerId,
    /// The index of the next entry to send to it.
    pub next_index: Index,
    /// The highest index known to be replicated on it.
    pub match_index: Index,
    /// How the leader sends to it.
    pub state: ProgressState,
    /// What the last AppendEntries to it carried.
    pub last_sent: LastSent,
}

/// How a leader sends to a follower, and what moves its `next_index`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressState {
    /// The follower refused, and the leader probes for the index up to which the logs agree. Only replies
    /// move `next_index`: a refusal of the entry just before it moves it back; an acknowledgement moves it
    /// forward and ends the probing.
    Probe,
    /// The logs are known to agree up to `match_index`, and the entries after it are sent until they are
    /// acknowledged. Only replies move `next_index`.
    Replicate,
    /// As [`Self::Replicate`], but `next_index` moves past every entry as it is sent, so that no entry
    /// is sent twice ([`crate::Sending::Pipelined`]). A refusal of any entry before it starts the probing.
    Pipeline,
}

/// What the last AppendEntries carried. It decides whether the leader sends more when it is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastSent {
    /// All entries from `next_index` on, perhaps none: nothing is left to send.
    Rest,
    /// As many entries as one message may carry. When the last of them is acknowledged, more can follow.
    Full {
        /// The index of the last of them.
        last: Index,
    },
    /// An empty heartbeat, although the follower may lack entries. When it is acknowledged, the leader
    /// sends those entries once: they were lost before, or never sent.
    Heartbeat,
}

impl FollowerProgress {
    /// The progress of a follower at the beginning of a term: `next_index` is given, `match_index` is 0.
    pub fn new(server: ServerId, next_index: Index, state: ProgressState) -> Self {
        Self { server, next_index, match_index: 0, state, last_sent: LastSent::Rest }
    }
}

/// Digests of runs are pinned, so this hashes what earlier versions hashed: a flag for the probing, the
/// end of a full message or 0, and a flag for an empty heartbeat. [`ProgressState::Replicate`] and
/// [`ProgressState::Pipeline`] are distinguished by the rules, which are hashed with the server.
impl Hash for FollowerProgress {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { server, next_index, match_index, state, last_sent } = self;
        let full_to = if let LastSent::Full { last } = last_sent { *last } else { 0 };
        server.hash(hasher);
        next_index.hash(hasher);
        match_index.hash(hasher);
        (*state == ProgressState::Probe).hash(hasher);
        full_to.hash(hasher);
        (*last_sent == LastSent::Heartbeat).hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use super::*;

    /// Digests of runs are pinned: what they are made of must not change.
    #[test]
    fn is_hashed_as_its_fields_once_were() {
        let fingerprint = BuildHasherDefault::<DefaultHasher>::default();
        let server = ServerId(2);
        let cases = [
            (ProgressState::Replicate, LastSent::Rest, (false, 0_u64, false)),
            (ProgressState::Pipeline, LastSent::Full { last: 70 }, (false, 70, false)),
            (ProgressState::Probe, LastSent::Heartbeat, (true, 0, true)),
        ];
        for (state, last_sent, (probing, full_to, asked)) in cases {
            let progress = FollowerProgress {
                match_index: 6,
                last_sent,
                ..FollowerProgress::new(server, 7, state)
            };
            let fields = (server, 7_u64, 6_u64, probing, full_to, asked);
            assert_eq!(
                fingerprint.hash_one(progress),
                fingerprint.hash_one(fields),
                "{progress:?}"
            );
        }
    }
}
