//! Virtual time.

use std::fmt;
use std::ops::{Add, Sub};

use raft_core::Range;
use serde::Serialize;

/// An instant of virtual time, or a length of it, in microseconds since the world began.
///
/// People read and write milliseconds; microseconds keep events apart that a person would call
/// simultaneous. Serialized, it is a number of milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "f64")]
pub struct Time(pub u64);

impl From<Time> for f64 {
    fn from(time: Time) -> Self {
        time.ms()
    }
}

impl Time {
    /// The latest instant a world can reach: some 285 years, exact in a JavaScript number.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// From whole milliseconds.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms.saturating_mul(1000))
    }

    /// From milliseconds with a fraction; negative and absurd values are clamped.
    pub fn from_ms_f64(ms: f64) -> Self {
        // `as` saturates, and turns NaN into 0.
        Self(((ms * 1000.0).round() as u64).min(Self::MAX.0))
    }

    /// In milliseconds.
    pub fn ms(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Add for Time {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::MAX.0))
    }
}

/// The time from the other instant to this one, never negative.
impl Sub for Time {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.ms())
    }
}

/// A range of durations in milliseconds, as people write it, in the world's microseconds.
pub fn range_ms(min: u64, max: u64) -> Range {
    Range { min: Time::from_ms(min).0, max: Time::from_ms(max).0 }
}
