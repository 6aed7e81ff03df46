//! The basic values: server ids, terms, indexes.

use std::fmt;

use serde::Serialize;

/// A term number (§5.1): a logical clock that only grows. Terms start at 1; 0 is "before any term".
#[cfg_attr(feature = "typescript", tsify::declare)]
pub type Term = u64;

/// A position in a log. The first entry has index 1; 0 is "before the first entry".
#[cfg_attr(feature = "typescript", tsify::declare)]
pub type Index = u64;

/// The number of a server, 1 to [`ServerId::MAX`]. Displayed as `s1`, `s2`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct ServerId(pub u8);

impl ServerId {
    /// The largest number a server can have: a [`ServerSet`] is one machine word.
    pub const MAX: u8 = 63;
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// The number of a proposal, chosen by the proposer to recognize its command. Raft does not interpret
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct ProposalId(pub u64);

/// An entry's term and index; for a log, those of its last entry.
///
/// The derived order is the "more up-to-date" of §5.4.1: the later term wins, and in equal terms the
/// longer log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct LogId {
    /// The entry's term; 0 for an empty log.
    pub term: Term,
    /// The entry's index; 0 for an empty log.
    pub index: Index,
}

/// A set of servers, as one machine word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ServerSet(u64);

impl ServerSet {
    /// The set of one server.
    pub fn only(server: ServerId) -> Self {
        let mut set = Self::default();
        set.insert(server);
        set
    }

    /// Adds `server`; adding it twice changes nothing.
    pub fn insert(&mut self, server: ServerId) {
        debug_assert!(server.0 <= ServerId::MAX);
        self.0 |= 1 << server.0;
    }

    /// Whether `server` is a member.
    pub fn contains(self, server: ServerId) -> bool {
        server.0 <= ServerId::MAX && self.0 & (1 << server.0) != 0
    }

    /// The members of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The number of members.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it has no members.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members in ascending order.
    pub fn iter(self) -> impl Iterator<Item = ServerId> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = (rest != 0).then(|| ServerId(rest.trailing_zeros() as u8));
            // Without its lowest member.
            rest &= rest.wrapping_sub(1);
            next
        })
    }
}

impl FromIterator<ServerId> for ServerSet {
    fn from_iter<I: IntoIterator<Item = ServerId>>(servers: I) -> Self {
        let mut set = Self::default();
        for server in servers {
            set.insert(server);
        }
        set
    }
}

impl Serialize for ServerSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
