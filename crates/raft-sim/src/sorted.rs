//! Sorted maps.
//!
//! The world's maps hold a few dozen keys, mostly added at the end. For such maps a sorted list is as fast
//! as a tree, and its code is much smaller to download: the standard library's tree, compiled once for each
//! type of key and value, was a quarter of the whole module. Programs that keep many copies of a world turn
//! on the feature `shared`, which keeps a long map in several chunks that copies share. Both kinds of map
//! have the same hash.

#[cfg(any(test, not(feature = "shared")))]
mod plain;
#[cfg(any(test, feature = "shared"))]
mod shared;
#[cfg(test)]
mod tests;

#[cfg(not(feature = "shared"))]
pub(crate) use self::plain::SortedMap;
#[cfg(feature = "shared")]
pub(crate) use self::shared::SortedMap;
