//! The network between the servers.

use std::fmt;

use raft_core::{Range, ServerId};
use serde::Serialize;

use crate::sorted::SortedMap;
use crate::time::{Time, range_ms};

/// How a network, or one direction of a link, treats messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NetworkSettings {
    /// The shortest time a message travels (crosses the boundary in milliseconds).
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub latency_min: Time,
    /// The longest (likewise in milliseconds). Messages overtake each other when this is larger.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub latency_max: Time,
    /// Of a thousand messages, how many are lost.
    pub loss: u16,
    /// Of a thousand messages, how many arrive twice.
    pub duplication: u16,
}

impl Default for NetworkSettings {
    /// 10–20 ms, in which the paper's 150–300 ms election timeouts are long; nothing lost.
    fn default() -> Self {
        Self {
            latency_min: Time::from_ms(10),
            latency_max: Time::from_ms(20),
            loss: 0,
            duplication: 0,
        }
    }
}

impl NetworkSettings {
    /// The longest latency a network can have: an hour.
    pub const LATENCY_LIMIT: Time = Time::from_ms(3_600_000);

    /// Can a network be like this?
    ///
    /// # Errors
    /// Says which value is out of its range.
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

    /// Like the default, with another latency range in milliseconds.
    pub fn with_latency_ms(min: u64, max: u64) -> Self {
        let range = range_ms(min, max);
        Self { latency_min: Time(range.min), latency_max: Time(range.max), ..Self::default() }
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
            Self::LatencyReversed => "the shortest latency is above the longest",
            Self::LatencyTooLong => "the latency is above an hour",
            Self::MoreThanAll => "loss and duplication go up to 100 %",
        })
    }
}

/// One direction between two servers, where it differs from the rest of the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Link {
    /// Nothing gets through.
    pub cut: bool,
    /// Its own settings.
    pub settings: Option<NetworkSettings>,
}

/// The network.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    /// What holds where no link says otherwise.
    pub settings: NetworkSettings,
    /// The links that differ, by sender and receiver.
    pub(crate) links: SortedMap<(ServerId, ServerId), Link>,
}

impl Network {
    pub(crate) fn new(settings: NetworkSettings) -> Self {
        Self { settings, links: SortedMap::default() }
    }

    /// One direction of a link.
    pub fn link(&self, from: ServerId, to: ServerId) -> Link {
        self.links.get(&(from, to)).copied().unwrap_or_default()
    }

    /// Changes one direction of a link; a link like all others is not kept.
    pub(crate) fn change(&mut self, from: ServerId, to: ServerId, change: impl FnOnce(&mut Link)) {
        let mut link = self.link(from, to);
        change(&mut link);
        if link == Link::default() {
            self.links.remove(&(from, to));
        } else {
            self.links.insert((from, to), link);
        }
    }

    /// What holds for a message from `from` to `to`.
    pub fn settings_of(&self, from: ServerId, to: ServerId) -> NetworkSettings {
        self.link(from, to).settings.unwrap_or(self.settings)
    }

    /// The links that differ from the rest, by sender and receiver.
    pub fn links(&self) -> impl Iterator<Item = ((ServerId, ServerId), Link)> {
        self.links.iter().map(|(&ends, &link)| (ends, link))
    }
}
