//! A server's log.

use crate::blocks::Blocks;
use crate::entry::{Entries, Entry};
use crate::ids::{Index, LogId, Term};

/// A log (§5.3): entries at the indexes 1, 2, 3, …, in shared [`Blocks`], so that a copy is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Log {
    entries: Blocks<Entry>,
}

impl Log {
    /// The index of the last entry, 0 if the log is empty.
    pub fn last_index(&self) -> Index {
        self.entries.len() as Index
    }

    /// The term and index of the last entry, both 0 if the log is empty.
    pub fn last_id(&self) -> LogId {
        let term = self.entries.last().map_or(0, |entry| entry.term);
        LogId { term, index: self.last_index() }
    }

    /// The entry at `index`, if there is one.
    pub fn get(&self, index: Index) -> Option<&Entry> {
        self.entries.get(usize::try_from(index.checked_sub(1)?).ok()?)
    }

    /// The term of the entry at `index`: 0 at index 0, `None` past the end.
    pub fn term_at(&self, index: Index) -> Option<Term> {
        match index {
            0 => Some(0),
            _ => self.get(index).map(|entry| entry.term),
        }
    }

    /// The first index of the consecutive entries, up to `index`, that have the term of the entry at `index`
    /// (§5.3: "the first index it stores for that term").
    pub fn first_index_of_term_at(&self, index: Index) -> Index {
        let term = self.term_at(index);
        let mut first = index;
        while first > 1 && self.term_at(first - 1) == term {
            first -= 1;
        }
        first
    }

    /// The last index whose entry has `term`, if the log holds that term.
    pub fn last_index_of_term(&self, term: Term) -> Option<Index> {
        (1..=self.last_index()).rev().find(|&index| self.term_at(index) == Some(term))
    }

    /// Appends one entry and returns its index.
    pub fn push(&mut self, entry: Entry) -> Index {
        self.entries.push(entry);
        self.last_index()
    }

    /// Appends entries in order.
    pub fn extend(&mut self, entries: &[Entry]) {
        self.entries.extend_from_slice(entries);
    }

    /// Removes the entry at `from` and all that follow. Past the end, it removes nothing.
    pub fn truncate(&mut self, from: Index) {
        self.entries.truncate(usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX));
    }

    /// The entries from `first` on.
    pub fn entries_from(&self, first: Index) -> Entries {
        self.some_entries_from(first, usize::MAX)
    }

    /// The entries from `first` on, at most `most` of them.
    pub fn some_entries_from(&self, first: Index, most: usize) -> Entries {
        let first = first.max(1);
        let lacking = (self.last_index() + 1).saturating_sub(first);
        match most.min(lacking as usize) {
            0 => Entries::None,
            1 => self.get(first).cloned().map_or(Entries::None, Entries::One),
            count => Entries::Many(self.entries.copy_from((first - 1) as usize, count).into()),
        }
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }
}

impl FromIterator<Entry> for Log {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut log = Self::default();
        for entry in entries {
            log.push(entry);
        }
        log
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entry::Payload;

    fn entry(term: Term) -> Entry {
        Entry { term, payload: Payload::Noop }
    }

    #[derive(Clone, Debug)]
    enum Edit {
        Extend(Vec<Term>),
        Truncate(Index),
        Fork,
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let edit = prop_oneof![
            proptest::collection::vec(1..9u64, 0..200).prop_map(Edit::Extend),
            (0..300u64).prop_map(Edit::Truncate),
            Just(Edit::Fork),
        ];
        proptest::collection::vec(edit, 0..12)
    }

    proptest! {
        /// The block structure is invisible: a log behaves like a plain vector of terms, and a
        /// fork taken earlier never sees what happens to the original.
        #[test]
        fn behaves_like_a_vector(edits in edits()) {
            let (mut log, mut model) = (Log::default(), Vec::<Term>::new());
            let mut forks = Vec::new();
            for edit in edits {
                match edit {
                    Edit::Extend(terms) => {
                        let new: Vec<_> = terms.iter().copied().map(entry).collect();
                        log.extend(&new);
                        model.extend(terms);
                    }
                    Edit::Truncate(from) => {
                        log.truncate(from);
                        model.truncate(from.saturating_sub(1) as usize);
                    }
                    Edit::Fork => forks.push((log.clone(), model.clone())),
                }
                forks.push((log.clone(), model.clone()));
            }
            for (log, model) in forks {
                let terms: Vec<_> = log.iter().map(|entry| entry.term).collect();
                prop_assert_eq!(&terms, &model);
                prop_assert_eq!(log.last_index() as usize, model.len());
                prop_assert_eq!(log.term_at(log.last_index() + 1), None);
                prop_assert_eq!(&log, &model.iter().copied().map(entry).collect::<Log>());
                for first in 1..=log.last_index() {
                    let sent = log.entries_from(first);
                    prop_assert_eq!(sent.len(), model.len() - first as usize + 1);
                    prop_assert_eq!(sent[0].term, model[first as usize - 1]);
                }
            }
        }

        #[test]
        fn finds_the_edges_of_a_term(runs in proptest::collection::vec(1..40usize, 1..8)) {
            let terms = runs.iter().enumerate();
            let log: Log =
                terms.flat_map(|(at, &run)| vec![entry(at as Term + 1); run]).collect();
            let mut first = 1;
            for (at, &run) in runs.iter().enumerate() {
                let last = first + run as Index - 1;
                prop_assert_eq!(log.last_index_of_term(at as Term + 1), Some(last));
                prop_assert_eq!(log.first_index_of_term_at(last), first);
                first = last + 1;
            }
            prop_assert_eq!(log.last_index_of_term(99), None);
        }
    }
}
