//! Figure 2 of the paper (extended version), sentence by sentence: one module for each of its boxes,
//! and in each at least one test for every sentence, cited above it.

#[path = "../common/mod.rs"]
mod common;

mod all_servers;
mod append_entries;
mod candidates;
mod followers;
mod leaders;
mod request_vote;
mod state;
