//! The network: its settings, and the links that differ from them.

use std::fmt;
use std::hash::{Hash, Hasher};

use raft_core::{Range, ServerId};
use serde::Serialize;

use crate::ids::Endpoint;
use crate::sorted::SortedMap;
use crate::time::{Duration, range_ms};

/// The most messages at once, of servers and clients together: those in flight, held ones among them, and those
/// that have reached a paused server and wait there.
///
/// While there are this many, a message that is sent is lost at once ([`crate::Loss::NetworkFull`]),
/// the network makes no copies, and an action that would make one is refused
/// ([`crate::Refusal::NetworkFull`]). A cluster with a leader has a few dozen.
pub const MAX_IN_FLIGHT: usize = 4000;

/// How a network, or one direction of a link, treats messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NetworkSettings {
    /// The shortest latency (in milliseconds on the page's side).
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub latency_min: Duration,
    /// The longest latency (likewise in milliseconds). If it exceeds the shortest, messages can overtake
    /// each other.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub latency_max: Duration,
    /// How many of a thousand messages are lost.
    pub loss: u16,
    /// How many of a thousand messages arrive twice.
    pub duplication: u16,
}

impl Default for NetworkSettings {
    /// A latency of 10–20 ms, which is short against the paper's election timeouts of 150–300 ms, and no
    /// loss.
    fn default() -> Self {
        Self {
            latency_min: Duration::from_ms(10),
            latency_max: Duration::from_ms(20),
            loss: 0,
            duplication: 0,
        }
    }
}

impl NetworkSettings {
    /// The longest latency a network can have: an hour.
    pub const LATENCY_LIMIT: Duration = Duration::from_ms(3_600_000);

    /// Checks that every value is in its range.
    ///
    /// # Errors
    /// Returns the first [`NetworkError`] found, which says what is out of its range.
    pub fn check(&self) -> Result<(), NetworkError> {
        if self.latency_min > self.latency_max {
            return Err(NetworkError::LatencyReversed);
        }
        if self.latency_max > Self::LATENCY_LIMIT {
            return Err(NetworkError::LatencyTooLong);
        }
        if self.loss > 1000 || self.duplication > 1000 {
            return Err(NetworkError::MoreThanAll);
        }
        Ok(())
    }

    pub(crate) fn latency(&self) -> Range {
        Range { min: self.latency_min.0, max: self.latency_max.0 }
    }

    /// The default settings, with another latency range in milliseconds.
    pub fn with_latency_ms(min: u64, max: u64) -> Self {
        let range = range_ms(min, max);
        Self {
            latency_min: Duration(range.min),
            latency_max: Duration(range.max),
            ..Self::default()
        }
    }
}

/// Why [`NetworkSettings`] were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum NetworkError {
    /// The shortest latency is above the longest.
    LatencyReversed,
    /// The latency is above [`NetworkSettings::LATENCY_LIMIT`].
    LatencyTooLong,
    /// Loss or duplication is above 1000 of a thousand.
    MoreThanAll,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LatencyReversed => "the shortest latency exceeds the longest",
            Self::LatencyTooLong => "a latency is at most an hour",
            Self::MoreThanAll => "loss and duplication are at most 100%",
        })
    }
}

/// One direction of a link, where it differs from the rest of the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Link {
    /// Whether the link is cut: nothing gets through.
    pub cut: bool,
    /// Its own settings, if they are not the network's.
    pub settings: Option<NetworkSettings>,
}

/// The network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The settings of every link that has none of its own.
    pub settings: NetworkSettings,
    /// The links that differ, by sender and receiver.
    links: SortedMap<(ServerId, ServerId), Link>,
    /// The links of clients that differ, by sender and receiver.
    #[cfg(feature = "language")]
    client_links: SortedMap<(Endpoint, Endpoint), Link>,
}

/// Hashes the links of clients only if some differ, so that networks without such links keep the digests
/// that they had before these existed.
impl Hash for Network {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.settings, &self.links).hash(state);
        #[cfg(feature = "language")]
        if self.client_links.iter().next().is_some() {
            self.client_links.hash(state);
        }
    }
}

impl Network {
    pub(crate) fn new(settings: NetworkSettings) -> Self {
        Self {
            settings,
            links: SortedMap::default(),
            #[cfg(feature = "language")]
            client_links: SortedMap::default(),
        }
    }

    /// One direction of a link between servers.
    pub fn link(&self, from: ServerId, to: ServerId) -> Link {
        self.links.get(&(from, to)).copied().unwrap_or_default()
    }

    /// One direction of a link, between servers or between a client and a server.
    pub fn between(&self, from: Endpoint, to: Endpoint) -> Link {
        match (from, to) {
            (Endpoint::Server(from), Endpoint::Server(to)) => self.link(from, to),
            #[cfg(feature = "language")]
            ends => self.client_links.get(&ends).copied().unwrap_or_default(),
            #[cfg(not(feature = "language"))]
            _ => Link::default(),
        }
    }

    /// Changes one direction of a link. A link that no longer differs from the rest is not kept.
    pub(crate) fn change(&mut self, from: Endpoint, to: Endpoint, change: impl FnOnce(&mut Link)) {
        let mut link = self.between(from, to);
        change(&mut link);
        match (from, to) {
            (Endpoint::Server(from), Endpoint::Server(to)) => {
                keep(&mut self.links, (from, to), link);
            }
            #[cfg(feature = "language")]
            ends => keep(&mut self.client_links, ends, link),
            #[cfg(not(feature = "language"))]
            _ => {}
        }
    }

    /// The links that differ from the rest, by sender and receiver.
    pub fn links(&self) -> impl Iterator<Item = ((ServerId, ServerId), Link)> {
        self.links.iter().map(|(&ends, &link)| (ends, link))
    }

    /// The links of clients that differ from the rest, by sender and receiver.
    #[cfg(feature = "language")]
    pub fn client_links(&self) -> impl Iterator<Item = ((Endpoint, Endpoint), Link)> {
        self.client_links.iter().map(|(&ends, &link)| (ends, link))
    }
}

fn keep<K: Ord + Clone>(links: &mut SortedMap<K, Link>, ends: K, link: Link) {
    if link == Link::default() {
        links.remove(&ends);
    } else {
        links.insert(ends, link);
    }
}
