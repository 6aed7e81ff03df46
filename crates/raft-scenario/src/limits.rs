//! Limits on what is read, so that no input takes long.

/// The greatest size of a scenario's text, in bytes: enough for an hour of ten acts a second.
pub const MAX_TEXT: usize = 2 * 1024 * 1024;

/// The greatest size of a line of a text, in bytes: a line is read in a single step.
pub const MAX_LINE: usize = 256 * 1024;

/// The most entries that all initial logs of a text may hold together: all of them exist as soon as
/// the run begins.
pub const MAX_ENTRIES: usize = 100_000;

/// The greatest size of a link, in bytes. Every text that fitted into a link with an earlier codec
/// still fits, and no browser keeps a much longer address.
pub const MAX_LINK: usize = 1024 * 1024;
