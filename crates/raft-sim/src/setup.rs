//! What a world is before anything happens in it.

use std::fmt;

use raft_core::{Durable, Range, Rules, ServerId, ServerSet, Timing};
use serde::Serialize;

use crate::network::{NetworkError, NetworkSettings};
use crate::time::{Time, range_ms};

/// All that a run depends on, besides the actions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// How many servers, 1 to [`Setup::MAX_SERVERS`].
    pub servers: u8,
    /// All chance comes from it; up to [`Setup::MAX_SEED`].
    pub seed: u64,
    /// The servers' waits, in microseconds.
    pub timing: Timing,
    /// The network.
    pub network: NetworkSettings,
    /// The servers' rules.
    pub rules: Rules,
    /// Nothing arrives and no timer runs out unless an action says so.
    pub manual: bool,
    /// What is on the servers' disks: the first server's first. Servers beyond the end begin empty.
    pub disks: Vec<Durable>,
}

impl Default for Setup {
    /// Five servers with the paper's election timeouts.
    fn default() -> Self {
        Self {
            servers: 5,
            seed: 1,
            timing: Timing {
                election_timeout: range_ms(150, 300),
                heartbeat_interval: Time::from_ms(50).0,
            },
            network: NetworkSettings::default(),
            rules: Rules::default(),
            manual: false,
            disks: Vec::new(),
        }
    }
}

impl Setup {
    /// The most servers a figure can show.
    pub const MAX_SERVERS: u8 = 9;
    /// The largest seed: exact in a JavaScript number.
    pub const MAX_SEED: u64 = (1 << 53) - 1;
    /// The shortest wait of a server, in microseconds: shorter ones would stop the time.
    pub const MIN_WAIT: u64 = 1000;
    /// The longest wait of a server, in microseconds: an hour.
    pub const MAX_WAIT: u64 = 3_600_000_000;

    /// The servers' names, in order.
    pub fn server_ids(&self) -> impl Iterator<Item = ServerId> + use<> {
        (1..=self.servers).map(ServerId)
    }

    /// Can there be such a world?
    ///
    /// # Errors
    /// Says what is out of its range.
    pub fn check(&self) -> Result<(), SetupError> {
        if !(1..=Self::MAX_SERVERS).contains(&self.servers) {
            return Err(SetupError::Servers { servers: self.servers });
        }
        if self.seed > Self::MAX_SEED {
            return Err(SetupError::Seed);
        }
        let Range { min, max } = self.timing.election_timeout;
        if min > max {
            return Err(SetupError::ElectionTimeoutReversed);
        }
        let waits = [min, max, self.timing.heartbeat_interval];
        if waits.iter().any(|wait| !(Self::MIN_WAIT..=Self::MAX_WAIT).contains(wait)) {
            return Err(SetupError::Wait);
        }
        self.network.check().map_err(|problem| SetupError::Network { problem })?;
        if self.disks.len() > usize::from(self.servers) {
            return Err(SetupError::TooManyDisks);
        }
        let all: ServerSet = self.server_ids().collect();
        self.disks.iter().enumerate().try_for_each(|(at, disk)| {
            let terms = || disk.log.iter().map(|entry| entry.term);
            let possible = terms().all(|term| (1..=disk.current_term).contains(&term))
                && terms().is_sorted()
                && disk.current_term <= Self::MAX_SEED
                && disk.voted_for.is_none_or(|vote| all.contains(vote));
            possible.then_some(()).ok_or(SetupError::Disk { server: ServerId(at as u8 + 1) })
        })
    }
}

/// Why there can be no such world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SetupError {
    /// A cluster has 1 to 9 servers.
    Servers {
        /// The number asked for.
        servers: u8,
    },
    /// The seed is not a whole number from 0 to 2⁵³ − 1.
    Seed,
    /// The shortest election timeout is above the longest.
    ElectionTimeoutReversed,
    /// A wait is below 1 ms or above an hour.
    Wait,
    /// The network is impossible.
    Network {
        /// Why.
        problem: NetworkError,
    },
    /// There are more disks than servers.
    TooManyDisks,
    /// A disk's terms are not in order (1 ≤ the log's, not falling, ≤ its own), or its vote is for a
    /// server that is not there.
    Disk {
        /// Whose disk.
        server: ServerId,
    },
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Servers { servers } => {
                write!(f, "a cluster has 1 to {} servers, not {servers}", Setup::MAX_SERVERS)
            }
            Self::Seed => write!(f, "a seed is a whole number from 0 to 9007199254740991"),
            Self::ElectionTimeoutReversed => {
                write!(f, "the shortest election timeout is above the longest")
            }
            Self::Wait => write!(f, "timeouts and intervals go from 1 ms to an hour"),
            Self::Network { problem } => problem.fmt(f),
            Self::TooManyDisks => write!(f, "there are more starting logs than servers"),
            Self::Disk { server } => write!(
                f,
                "{server} cannot start so: the terms in its log begin at 1, never fall and never exceed \
                 its own, and its vote is for a server of the cluster"
            ),
        }
    }
}

impl std::error::Error for SetupError {}
