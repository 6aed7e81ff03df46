//! How large a run may become.

use std::collections::BTreeSet;

use raft_core::Term;
use raft_scenario::Predicate;

use crate::goal::Goal;

/// The bounds of a search. Within them, any run can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The latest term that an election timeout begins.
    pub terms: Term,
    /// How many commands clients send.
    pub commands: u8,
    /// How many crashes there are.
    pub crashes: u8,
    /// How many messages are duplicated by hand.
    pub duplicates: u8,
    /// How many moves a run has.
    pub moves: usize,
}

impl Default for Bounds {
    /// Room for the longest of the paper's examples.
    fn default() -> Self {
        Self { terms: 8, commands: 8, crashes: 4, duplicates: 2, moves: 120 }
    }
}

impl Bounds {
    /// Wide enough for the logs that a goal names, with room for as many commands more and for the moves that
    /// bring the entries to where they are wanted.
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

    /// In words: "3 servers, 3 terms, 2 commands and 1 crash".
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

    /// The bounds within which every run is looked at.
    pub const EXHAUSTIVE: Self =
        Self { terms: 3, commands: 2, crashes: 1, duplicates: 0, moves: 40 };
}
