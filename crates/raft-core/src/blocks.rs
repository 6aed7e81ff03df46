//! A list made of blocks, which copies of the list share.
//!
//! With the feature `shared`, for programs that keep many copies of long lists, the blocks are grouped in chunks,
//! which copies share as well. Both kinds of list have the same hash.

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
