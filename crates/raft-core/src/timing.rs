//! Timeouts and intervals.

/// The timeouts and intervals of a server. The unit is the caller's choice: the core only passes the numbers on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timing {
    /// The range the election timeout is drawn from (§5.2; the paper suggests 150–300 ms).
    pub election_timeout: Range,
    /// The time between two heartbeats of a leader, well below the election timeout (§5.6).
    pub heartbeat_interval: u64,
}

/// An inclusive range of durations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// The shortest.
    pub min: u64,
    /// The longest; not below `min`.
    pub max: u64,
}

impl Range {
    /// Exactly `duration`.
    pub fn exactly(duration: u64) -> Self {
        Self { min: duration, max: duration }
    }
}
