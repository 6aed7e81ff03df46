//! The configuration of a server.

use crate::ids::{ServerId, ServerSet};
use crate::rules::Rules;
use crate::timing::Timing;

/// What a server is given before it starts: its id, its cluster, its rules and its timing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// This server.
    pub id: ServerId,
    /// All servers of the cluster, this one included.
    pub voters: ServerSet,
    /// Its rules.
    pub rules: Rules,
    /// Its timeouts.
    pub timing: Timing,
}
