//! What a server is told before it starts.

use crate::ids::{ServerId, ServerSet};
use crate::rules::Rules;
use crate::timing::Timing;

/// Who a server is, whom it votes with, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// This server.
    pub id: ServerId,
    /// All servers of the cluster, this one among them.
    pub voters: ServerSet,
    /// Its rules.
    pub rules: Rules,
    /// Its timeouts.
    pub timing: Timing,
}
