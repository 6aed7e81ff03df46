//! The setup of a world: servers, seed, timing, network, rules, logs and clocks.

use std::fmt;
use std::hash::{Hash, Hasher};

#[cfg(feature = "language")]
use raft_core::{Durable, Index, ServerSet};
use raft_core::{Range, Rules, ServerId, Timing};
use serde::Serialize;

use crate::network::{NetworkError, NetworkSettings};
use crate::time::{Duration, range_ms};

/// All that a run depends on, besides the actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The number of servers, from 1 to [`Setup::MAX_SERVERS`].
    pub servers: u8,
    /// The seed of all random draws, up to [`Setup::MAX_SEED`].
    pub seed: u64,
    /// The servers' timeouts and intervals, in microseconds.
    pub timing: Timing,
    /// The network.
    pub network: NetworkSettings,
    /// The servers' rules.
    pub rules: Rules,
    /// Whether nothing arrives and no timer runs out unless an action says so.
    pub manual: bool,
    /// What is on the servers' disks at the start, in the order of the servers. Servers beyond the end of
    /// the list start with an empty disk.
    #[cfg(feature = "language")]
    pub disks: Vec<Durable>,
    /// The servers' commitIndexes at the start, in the order of the servers. A server's entries up to it
    /// are committed and applied. Servers beyond the end of the list start with 0.
    #[cfg(feature = "language")]
    pub commits: Vec<Index>,
    /// How fast the servers' clocks run, in thousandths of the usual rate, in the order of the servers.
    /// Clocks beyond the end of the list run at [`Setup::USUAL_RATE`].
    #[cfg(feature = "language")]
    pub clocks: Vec<u16>,
}

/// Hashes fields that were added later only where they are used, so that all other setups keep their
/// digests.
impl Hash for Setup {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { servers, seed, timing, network, rules, manual, .. } = self;
        (servers, seed, timing, network, rules, manual).hash(state);
        #[cfg(feature = "language")]
        self.disks.hash(state);
        #[cfg(feature = "language")]
        if !self.commits.is_empty() {
            (b'c', &self.commits).hash(state);
        }
        #[cfg(feature = "language")]
        if !self.clocks.is_empty() {
            (b'r', &self.clocks).hash(state);
        }
    }
}

impl Default for Setup {
    /// Five servers with the paper's election timeouts.
    fn default() -> Self {
        Self {
            servers: 5,
            seed: 1,
            timing: Timing {
                election_timeout: range_ms(150, 300),
                heartbeat_interval: Duration::from_ms(50).0,
            },
            network: NetworkSettings::default(),
            rules: Rules::default(),
            manual: false,
            #[cfg(feature = "language")]
            disks: Vec::new(),
            #[cfg(feature = "language")]
            commits: Vec::new(),
            #[cfg(feature = "language")]
            clocks: Vec::new(),
        }
    }
}

impl Setup {
    /// The most servers that a cluster can have.
    pub const MAX_SERVERS: u8 = 9;
    /// The largest seed: exact in a JavaScript number.
    pub const MAX_SEED: u64 = (1 << 53) - 1;
    /// The shortest timeout or interval, in microseconds.
    pub const MIN_WAIT: u64 = 1000;
    /// The longest timeout or interval, in microseconds: an hour.
    pub const MAX_WAIT: u64 = 3_600_000_000;

    /// The usual rate of a clock, in thousandths.
    #[cfg(feature = "language")]
    pub const USUAL_RATE: u16 = 1000;
    /// The slowest rate of a clock.
    #[cfg(feature = "language")]
    pub const MIN_RATE: u16 = 100;
    /// The fastest rate of a clock.
    #[cfg(feature = "language")]
    pub const MAX_RATE: u16 = 10_000;

    /// Whether a clock can run at this rate.
    #[cfg(feature = "language")]
    pub fn is_rate(rate: u16) -> bool {
        (Self::MIN_RATE..=Self::MAX_RATE).contains(&rate)
    }

    /// The servers' names, in order.
    pub fn server_ids(&self) -> impl Iterator<Item = ServerId> + use<> {
        (1..=self.servers).map(ServerId)
    }

    /// Whether a timeout or an interval can be this long, in microseconds.
    pub fn is_wait(wait: u64) -> bool {
        (Self::MIN_WAIT..=Self::MAX_WAIT).contains(&wait)
    }

    /// Checks the servers' timeouts and intervals.
    ///
    /// # Errors
    /// Returns [`SetupError::ElectionTimeoutReversed`] if the shortest election timeout is above the
    /// longest, and [`SetupError::Wait`] if a time is out of its range.
    pub fn check_timing(timing: &Timing) -> Result<(), SetupError> {
        let Range { min, max } = timing.election_timeout;
        if min > max {
            return Err(SetupError::ElectionTimeoutReversed);
        }
        let are_waits = [min, max, timing.heartbeat_interval].into_iter().all(Self::is_wait);
        are_waits.then_some(()).ok_or(SetupError::Wait)
    }

    /// Checks that every value is in its range.
    ///
    /// # Errors
    /// Returns the first [`SetupError`] found, which says what is out of its range.
    pub fn check(&self) -> Result<(), SetupError> {
        if !(1..=Self::MAX_SERVERS).contains(&self.servers) {
            return Err(SetupError::Servers { servers: self.servers });
        }
        if self.seed > Self::MAX_SEED {
            return Err(SetupError::Seed);
        }
        Self::check_timing(&self.timing)?;
        self.network.check().map_err(|problem| SetupError::Network { problem })?;
        #[cfg(feature = "language")]
        self.check_language()?;
        Ok(())
    }

    /// Checks the disks, the commitIndexes and the clocks.
    #[cfg(feature = "language")]
    fn check_language(&self) -> Result<(), SetupError> {
        if self.disks.len().max(self.commits.len()) > usize::from(self.servers) {
            return Err(SetupError::TooManyDisks);
        }
        if self.clocks.len() > usize::from(self.servers) {
            return Err(SetupError::TooManyClocks);
        }
        for (at, &commit) in self.commits.iter().enumerate() {
            let last = self.disks.get(at).map_or(0, |disk| disk.log.last_index());
            if commit > last {
                return Err(SetupError::Commit { server: ServerId(at as u8 + 1), last });
            }
        }
        if !self.clocks.iter().all(|&rate| Self::is_rate(rate)) {
            return Err(SetupError::Clock);
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

/// Why a setup was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SetupError {
    /// The number of servers is not from 1 to 9.
    Servers {
        /// The number asked for.
        servers: u8,
    },
    /// The seed is not a whole number from 0 to 2⁵³ − 1.
    Seed,
    /// The shortest election timeout is above the longest.
    ElectionTimeoutReversed,
    /// A timeout or interval is below 1 ms or above an hour.
    Wait,
    /// A setting of the network is out of its range.
    Network {
        /// Which one.
        problem: NetworkError,
    },
    /// There are more disks, or more commitIndexes, than servers.
    #[cfg(feature = "language")]
    TooManyDisks,
    /// A server's commitIndex is beyond its log.
    #[cfg(feature = "language")]
    Commit {
        /// Which server.
        server: ServerId,
        /// The index of its last entry.
        last: Index,
    },
    /// There are more clocks than servers.
    #[cfg(feature = "language")]
    TooManyClocks,
    /// A clock is slower than [`Setup::MIN_RATE`] or faster than [`Setup::MAX_RATE`].
    #[cfg(feature = "language")]
    Clock,
    /// A disk's terms are out of order (1 ≤ those of the log, never decreasing, ≤ its currentTerm ≤
    /// [`Setup::MAX_SEED`]), or its vote is for a server outside the cluster.
    #[cfg(feature = "language")]
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
                write!(f, "the shortest election timeout exceeds the longest")
            }
            Self::Wait => write!(f, "timeouts and intervals are from 1 ms to an hour"),
            Self::Network { problem } => problem.fmt(f),
            #[cfg(feature = "language")]
            Self::TooManyDisks => write!(f, "there are more starting logs than servers"),
            #[cfg(feature = "language")]
            Self::Commit { server, last } => {
                write!(
                    f,
                    "the commitIndex of {server} is at most {last}, the last index of its log"
                )
            }
            #[cfg(feature = "language")]
            Self::TooManyClocks => write!(f, "there are more clocks than servers"),
            #[cfg(feature = "language")]
            Self::Clock => write!(f, "a clock runs at 0.1 to 10 times the usual rate"),
            #[cfg(feature = "language")]
            Self::Disk { server } => write!(
                f,
                "{server} cannot start so: log terms begin at 1, never decrease and never exceed its own \
                 term, and its vote is for a server of the cluster"
            ),
        }
    }
}

impl std::error::Error for SetupError {}
