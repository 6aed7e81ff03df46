//! What the paper and the dissertation say beyond Figure 2, driven the same way: Figures 7 and 8
//! with their own numbers, and the rules that are off in Figure 2.

#[path = "../common/mod.rs"]
mod common;

mod check_quorum;
mod figure_7;
mod figure_8;
mod heartbeats;
mod noop;
mod pre_vote;
mod sending;
