//! How much is read at most, so that no input keeps anybody waiting.

/// The greatest size of a scenario's text, in bytes: enough for an hour of ten acts a second.
pub const MAX_TEXT: usize = 2 * 1024 * 1024;

/// The greatest size of a line of a text, in bytes: a line is read in one go.
pub const MAX_LINE: usize = 256 * 1024;

/// The most entries that servers' logs begin with, in all logs of a text together: all are there at once
/// when the run begins.
pub const MAX_ENTRIES: usize = 100_000;

/// The greatest size of a link, in bytes. Every text that fitted into a link of an earlier form still
/// does, and no browser keeps a much longer address.
pub const MAX_LINK: usize = 1024 * 1024;
