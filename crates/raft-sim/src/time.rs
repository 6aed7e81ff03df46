//! Virtual time.

use std::fmt;
use std::ops::{Add, Sub};

use raft_core::Range;
use serde::Serialize;

/// An instant of virtual time: microseconds since the world began.
///
/// People read and write milliseconds; microseconds keep events apart that a person would call
/// simultaneous. Serialized, it is a number of milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "f64")]
pub struct Time(pub u64);

/// A length of virtual time, in microseconds. Serialized, it is a number of milliseconds.
///
/// The difference of two instants is a duration, and an instant plus a duration is an instant.
/// Instants cannot be added:
///
/// ```compile_fail
/// use raft_sim::Time;
/// let _ = Time::from_ms(1) + Time::from_ms(2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "f64")]
pub struct Duration(pub u64);

impl From<Time> for f64 {
    fn from(time: Time) -> Self {
        time.ms()
    }
}

impl From<Duration> for f64 {
    fn from(duration: Duration) -> Self {
        duration.ms()
    }
}

impl Time {
    /// The latest instant a world can reach: some 285 years, exact in a JavaScript number.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// The instant that many whole milliseconds after the world began.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms.saturating_mul(1000))
    }

    /// The same for milliseconds with a fraction. Negative values, NaN and values above
    /// [`Time::MAX`] are clamped.
    pub fn from_ms_f64(ms: f64) -> Self {
        Self(micros(ms))
    }

    /// Milliseconds since the world began.
    pub fn ms(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The instant that much earlier, but not before the beginning of the world.
    #[must_use]
    pub fn earlier_by(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(duration.0))
    }
}

impl Duration {
    /// The longest duration, from the beginning of a world to [`Time::MAX`].
    pub const MAX: Self = Self(Time::MAX.0);

    /// A duration of whole milliseconds.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms.saturating_mul(1000))
    }

    /// A duration of milliseconds with a fraction. Negative values, NaN and values above
    /// [`Duration::MAX`] are clamped.
    pub fn from_ms_f64(ms: f64) -> Self {
        Self(micros(ms))
    }

    /// In milliseconds.
    pub fn ms(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

fn micros(ms: f64) -> u64 {
    // `as` saturates, and turns NaN into 0.
    ((ms * 1000.0).round() as u64).min(Time::MAX.0)
}

/// The instant that much later, at most [`Time::MAX`].
impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration.0).min(Self::MAX.0))
    }
}

/// The time from the other instant to this one, never negative.
impl Sub for Time {
    type Output = Duration;

    fn sub(self, other: Self) -> Duration {
        Duration(self.0.saturating_sub(other.0))
    }
}

/// Both durations together, at most [`Duration::MAX`].
impl Add for Duration {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::MAX.0))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.ms())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.ms())
    }
}

/// Converts a range of durations in milliseconds, as people write it, to microseconds.
pub fn range_ms(min: u64, max: u64) -> Range {
    Range { min: Duration::from_ms(min).0, max: Duration::from_ms(max).0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_the_distance_of_two_instants() {
        let (early, late) = (Time::from_ms(20), Time::from_ms(50));
        assert_eq!(late - early, Duration::from_ms(30));
        assert_eq!(early + (late - early), late);
        assert_eq!(late.earlier_by(Duration::from_ms(30)), early);
    }

    #[test]
    fn times_stay_within_the_run_of_a_world() {
        assert_eq!(Time::from_ms(1) - Time::from_ms(2), Duration::default());
        assert_eq!(Time::from_ms(1).earlier_by(Duration::from_ms(2)), Time::default());
        assert_eq!(Time::MAX + Duration(1), Time::MAX);
        assert_eq!(Time(1) + Duration(u64::MAX), Time::MAX);
        assert_eq!(Duration::MAX + Duration(1), Duration::MAX);
        for (ms, us) in [(-1.0, 0), (f64::NAN, 0), (0.0005, 1), (1e300, Time::MAX.0)] {
            assert_eq!(
                (Time::from_ms_f64(ms), Duration::from_ms_f64(ms)),
                (Time(us), Duration(us))
            );
        }
    }
}
