//! Sorted maps.
//!
//! The world's maps hold some dozen keys, mostly added at the end. There a sorted list is as quick as a
//! tree and a good deal smaller to download: the standard library's tree, once for each type of key and
//! value, was a quarter of the whole module. Whoever keeps many copies of a world turns the feature
//! `shared` on: then a long map is kept in several chunks, which copies share. Both hash alike.

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
