//! A run as rows of JSON, one for every step of a server.
//!
//! The first row is the start: the voters, and what is on the servers' disks once all have started. A row
//! of a server is one atomic step: one input, the messages that the server sent, the entries that it
//! applied, and its whole state afterwards. A row has the time at which the server took the step: a server
//! that was paused takes its steps when it resumes. The rows of clients say what they requested and when,
//! and what they were told and when. The format is described in `docs/trace.md`.

mod clients;
mod row;
mod tracer;

pub use tracer::Tracer;
