//! Log entries and their contents.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use crate::ids::{ProposalId, Term};

/// A command for the replicated state machine. Opaque to Raft, which only carries it.
///
/// Up to 23 bytes of text are held inline, so that the usual short command costs no allocation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Command {
    /// The proposal it came with, named `request` in JSON: for a client's request, its "serial
    /// number" (§8).
    #[serde(rename = "request")]
    pub proposal: ProposalId,
    /// What the state machine is to do.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub text: SmolStr,
}

/// What an entry carries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
// With a tag of its own, rather than a spare value of the text's, an entry is 8 bytes larger and
// a good deal quicker to copy: its bytes are not moved in overlapping parts.
#[repr(isize)]
pub enum Payload {
    /// The no-op entry with which a leader begins its term under [`crate::Noop::Appended`] (§8).
    Noop,
    /// A client's command.
    Command(Command),
}

/// One entry of a log (Figure 6): a term and a payload. Its index is its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Entry {
    /// The term in which a leader first appended it; it never changes.
    pub term: Term,
    /// What it carries.
    pub payload: Payload,
}

/// The entries inside an AppendEntries message: a single entry is stored inline, several are shared, so that
/// a message is cheap to copy and to send to several servers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Entries {
    /// No entries: a heartbeat.
    #[default]
    None,
    /// One entry.
    One(Entry),
    /// Two or more.
    Many(Arc<[Entry]>),
}

impl Entries {
    /// These entries without the first `skip`.
    #[must_use]
    pub fn without_first(&self, skip: usize) -> Self {
        match skip {
            0 => self.clone(),
            _ => self[skip.min(self.len())..].iter().cloned().collect(),
        }
    }
}

impl Deref for Entries {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        match self {
            Self::None => &[],
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Many(entries) => entries,
        }
    }
}

impl From<Vec<Entry>> for Entries {
    fn from(mut entries: Vec<Entry>) -> Self {
        match entries.len() {
            0 => Self::None,
            1 => Self::One(entries.remove(0)),
            _ => Self::Many(entries.into()),
        }
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut entries = entries.into_iter();
        match (entries.next(), entries.next()) {
            (None, _) => Self::None,
            (Some(only), None) => Self::One(only),
            (Some(first), Some(second)) => {
                Self::Many([first, second].into_iter().chain(entries).collect())
            }
        }
    }
}

impl Serialize for Entries {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
