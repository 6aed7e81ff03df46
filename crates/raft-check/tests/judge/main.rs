//! The judge, property by property, on runs written by hand.

mod clients;
mod contact;
mod judged_run;
mod leaders;
mod logs;
mod machines;
mod operations;
mod progress;
mod state;
