//! A list that shares its past with its copies.
//!
//! Whoever keeps many copies of long lists turns the feature `shared` on: then the blocks are kept in
//! chunks, which copies share as well. Both hash alike.

#[cfg(any(test, feature = "shared"))]
mod chunked;
#[cfg(any(test, not(feature = "shared")))]
mod plain;
#[cfg(test)]
mod tests;

#[cfg(feature = "shared")]
pub use self::chunked::Blocks;
#[cfg(not(feature = "shared"))]
pub use self::plain::Blocks;
