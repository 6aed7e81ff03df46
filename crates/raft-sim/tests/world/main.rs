//! What a world guarantees, by topic.

mod clients;
mod clocks;
mod elections;
mod faults;
mod holds;
mod in_flight;
mod instants;
mod lab;
mod network;
mod observers;
mod properties;
mod record;
mod refusals;
mod replication;
mod single_messages;
