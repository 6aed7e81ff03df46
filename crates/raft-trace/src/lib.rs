//! A run as rows of JSON, one for every step of a server.
//!
//! The first row is the start: who votes, and what is on the servers' disks once all have started.
//! A row of a server is one atomic step of it: one input, the messages it sent, the entries it applied,
//! and its whole state afterwards. A step is written when it is made: so the rows of a server that was
//! paused are at the time it went on. The rows of clients say what they asked and when, what they were
//! told and when. The format is described in `docs/trace.md`.

mod clients;
mod row;
mod tracer;

pub use tracer::Tracer;
