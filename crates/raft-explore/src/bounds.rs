//! How large a run may become.

use std::collections::BTreeSet;

use raft_core::Term;
use raft_scenario::Predicate;

use crate::goal::Goal;

/// The limits on the runs that a search makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The latest term that an election timeout may begin.
    pub terms: Term,
    /// How many commands clients send at most.
    pub commands: u8,
    /// How many crashes there are at most.
    pub crashes: u8,
    /// How many messages are duplicated by moves at most.
    pub duplicates: u8,
    /// How many moves a run has at most.
    pub moves: usize,
}

impl Default for Bounds {
    /// Room for the longest of the paper's examples.
    fn default() -> Self {
        Self { terms: 8, commands: 8, crashes: 4, duplicates: 2, moves: 120 }
    }
}

impl Bounds {
    /// Widens the bounds for the logs that a goal names: to the latest of their terms and to twice as many commands
    /// as they have distinct entries, with six more moves for each command added.
    #[must_use]
    pub fn with_room_for(self, goal: &Goal) -> Self {
        let mut entries = BTreeSet::new();
        for predicate in goal.predicates() {
            if let Predicate::Log { terms, .. } = predicate {
                entries.extend((1..=terms.len()).map(|length| &terms[..length]));
            }
        }
        let latest = entries.iter().filter_map(|log| log.last()).max().copied().unwrap_or(0);
        let commands = u8::try_from(entries.len() * 2).unwrap_or(u8::MAX);
        let more = commands.saturating_sub(self.commands);
        Self {
            terms: self.terms.max(latest),
            commands: self.commands.max(commands),
            moves: self.moves + 6 * usize::from(more),
            ..self
        }
    }

    /// The bounds in words: "3 servers, 3 terms, 2 commands and 1 crash".
    pub fn words(&self, servers: u8) -> String {
        let count = |number: u64, what: &str| match number {
            1 => format!("1 {what}"),
            _ => format!("{number} {what}s"),
        };
        let crashes = match self.crashes {
            1 => "1 crash".into(),
            number => format!("{number} crashes"),
        };
        format!(
            "{}, {}, {} and {crashes}",
            count(u64::from(servers), "server"),
            count(self.terms, "term"),
            count(u64::from(self.commands), "command"),
        )
    }

    /// The bounds of the exhaustive search.
    pub const EXHAUSTIVE: Self =
        Self { terms: 3, commands: 2, crashes: 1, duplicates: 0, moves: 40 };
}
