//! The properties of the paper's Figure 3, checked over all states of a run.

use std::collections::BTreeMap;

use super::{Entry, Role, Server, ensure};

#[derive(Default)]
pub(super) struct Properties {
    /// The leader of each term so far.
    leaders: BTreeMap<u64, String>,
    /// What was ever stored at an index in a term: the value, and the term of the entry before it.
    entries: BTreeMap<(usize, u64), (String, u64)>,
    /// The committed entries, each with the term in which a server first knew that it is committed.
    committed: Vec<(Entry, u64)>,
    /// The log of each server when it was last looked at.
    logs: BTreeMap<String, Vec<Entry>>,
}

impl Properties {
    /// Checks the properties, given the present state of a server.
    pub(super) fn look(&mut self, name: &str, server: &Server) -> Result<(), String> {
        if server.role == Role::Leader {
            let leader = self.leaders.entry(server.term).or_insert_with(|| name.to_owned());
            ensure(leader == name, "Election Safety: the term has another leader")?;
            let earlier = self.committed.iter().take_while(|(_, term)| *term < server.term);
            let has = earlier.zip(0..).all(|((entry, _), at)| server.log.get(at) == Some(entry));
            ensure(has, "Leader Completeness: the leader lacks a committed entry")?;
        }
        if self.logs.get(name) != Some(&server.log) {
            self.log_matching(&server.log)?;
            self.logs.insert(name.to_owned(), server.log.clone());
        }
        let known = server.log.get(..server.commit).ok_or("more is committed than there is")?;
        let agree = self.committed.iter().zip(known).all(|((entry, _), own)| entry == own);
        ensure(agree, "State Machine Safety: another entry is committed here")?;
        let new = known.iter().skip(self.committed.len()).cloned();
        self.committed.extend(new.map(|entry| (entry, server.term)));
        Ok(())
    }

    /// Two entries with the same index and term have the same value and predecessors.
    fn log_matching(&mut self, log: &[Entry]) -> Result<(), String> {
        let mut before = 0;
        for (at, (term, value)) in log.iter().enumerate() {
            let seen = self.entries.entry((at, *term)).or_insert_with(|| (value.clone(), before));
            let same = seen.0 == *value && seen.1 == before;
            ensure(same, "Log Matching: there was another entry at this index in this term")?;
            ensure(before <= *term, "terms run backwards in a log")?;
            before = *term;
        }
        Ok(())
    }
}
