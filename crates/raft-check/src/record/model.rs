//! The state that follows from the order of the entries, whatever the servers' state machines hold.

use raft_core::{Blocks, Entry, Index, Payload};
use raft_sim::{Answer, ClientId, Machine, Operation, Proposal, RequestId, Values};
use smol_str::SmolStr;

use super::past::EntryNode;
use crate::violation::Part;

/// One state machine for the whole run. It executes every entry when the first server applies it, and every
/// request once (§8). Linearizability is checked against its order of entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    values: Values,
    /// Each client's last request, in the order of the clients.
    sessions: Vec<(ClientId, Session)>,
    after: Blocks<After>,
}

#[derive(Clone, Debug)]
struct Session {
    request: RequestId,
    answer: Answer,
    /// The entry that executed it.
    index: Index,
}

/// What a state machine must hold after an entry has been applied.
#[derive(Clone, Debug)]
pub(crate) struct After {
    pub(crate) place: EntryNode,
    /// The key that the command reads or writes, and its value afterwards.
    key: Option<(SmolStr, Option<SmolStr>)>,
    /// The command's client, and its last request.
    session: Option<(ClientId, RequestId)>,
    /// The answer to the command; for a retry, the first answer to its request.
    pub(crate) answer: Answer,
    /// The index of the entry that executed the request before, if this is a retry.
    pub(crate) executed_by: Option<Index>,
    keys: usize,
    sessions: usize,
    /// Whether a server was found to hold something else.
    pub(crate) reported: bool,
}

impl Model {
    /// How many entries it has executed.
    pub(crate) fn last_index(&self) -> Index {
        self.after.len() as Index
    }

    /// The last entry that it has executed.
    pub(crate) fn end(&self) -> EntryNode {
        self.after.last().map(|after| after.place).unwrap_or_default()
    }

    pub(crate) fn after(&self, index: Index) -> Option<&After> {
        self.after.get(index.checked_sub(1)? as usize)
    }

    pub(crate) fn after_mut(&mut self, index: Index) -> Option<&mut After> {
        self.after.get_mut(index.checked_sub(1)? as usize)
    }

    /// Executes the next entry. Returns the request that this executed, if it executed one.
    pub(crate) fn execute(&mut self, place: EntryNode, entry: &Entry) -> Option<RequestId> {
        let mut after = After {
            place,
            key: None,
            session: None,
            answer: Answer::Done,
            executed_by: None,
            keys: 0,
            sessions: 0,
            reported: false,
        };
        let request = match &entry.payload {
            Payload::Command(command) if !command.text.is_empty() => {
                let proposal = Proposal::unpack(command.proposal);
                self.command(proposal, &command.text, &mut after)
            }
            _ => None,
        };
        (after.keys, after.sessions) = (self.values.len(), self.sessions.len());
        self.after.push(after);
        request
    }

    fn command(
        &mut self,
        proposal: Option<Proposal>,
        text: &str,
        after: &mut After,
    ) -> Option<RequestId> {
        let operation = Operation::parse(text);
        let mut perform =
            || operation.map_or(Answer::Failed, |operation| self.values.perform(operation));
        let mut executed = None;
        match proposal {
            None => after.answer = perform(),
            Some(Proposal { client, request, .. }) => {
                let at = self.sessions.binary_search_by_key(&client, |(client, _)| *client);
                let last = at.ok().map(|at| &self.sessions[at].1);
                let session = match last.filter(|last| last.request >= request) {
                    Some(last) => {
                        after.executed_by = Some(last.index);
                        last.clone()
                    }
                    None => {
                        executed = Some(request);
                        let index = self.after.len() as Index + 1;
                        Session { request, answer: perform(), index }
                    }
                };
                after.session = Some((client, session.request));
                after.answer = session.answer.clone();
                match at {
                    Ok(at) => self.sessions[at].1 = session,
                    Err(at) => self.sessions.insert(at, (client, session)),
                }
            }
        }
        after.key = operation.ok().map(|operation| {
            let key = operation.key();
            (key.into(), self.values.get(key).cloned())
        });
        executed
    }

    /// How a state machine differs from what is due after the entry at `index`: what is due, and what it
    /// has. One command changes one key and one session, so only these are compared, and the numbers of
    /// keys and sessions: the cost does not depend on how much the state machine holds.
    pub(crate) fn difference(&self, index: Index, machine: &Machine) -> Option<(Part, Part)> {
        let nothing = (None, None, 0, 0);
        let (session, key, keys, sessions) = self.after(index).map_or(nothing, |after| {
            let session = after.session.map(|session| (session, &after.answer));
            (session, after.key.as_ref(), after.keys, after.sessions)
        });
        if let Some(((client, request), answer)) = session {
            let found = machine.session(client);
            if found != Some((request, answer)) {
                let part = |(request, answer): (RequestId, &Answer)| Part::Session {
                    client,
                    last: Some(request),
                    answer: Some(answer.clone()),
                };
                let none = Part::Session { client, last: None, answer: None };
                return Some((part((request, answer)), found.map_or(none, part)));
            }
        }
        if let Some((key, due)) = key {
            let found = machine.content().get(key);
            if found != due.as_ref() {
                let part = |value: Option<&SmolStr>| Part::Value {
                    key: key.clone(),
                    value: value.cloned(),
                };
                return Some((part(due.as_ref()), part(found)));
            }
        }
        if machine.sessions() != sessions {
            let part = |count| Part::Sessions { count: count as u64 };
            return Some((part(sessions), part(machine.sessions())));
        }
        let part = |count| Part::Keys { count: count as u64 };
        let found = machine.content().len();
        (found != keys).then(|| (part(keys), part(found)))
    }

    /// The last entry up to `index` whose command reads or writes a key.
    pub(crate) fn last_use(&self, key: &str, index: Index) -> Option<Index> {
        (1..=index).rev().find(|&index| self.value(key, index).is_some())
    }

    /// A key's value after the last entry up to `index` whose command is about it.
    pub(crate) fn value_at(&self, key: &str, index: Index) -> Option<&SmolStr> {
        self.value(key, self.last_use(key, index)?)?
    }

    /// The first index from `from` on after which a key has this value, or, for `None`, no value.
    pub(crate) fn first_with(
        &self,
        (key, value): (&str, Option<&SmolStr>),
        from: Index,
    ) -> Option<Index> {
        if self.value_at(key, from) == value {
            return Some(from);
        }
        let mut later = from + 1..=self.last_index();
        later.find(|&index| self.value(key, index) == Some(value))
    }

    /// The key's value after the entry at `index`, if its command is about this key.
    fn value(&self, key: &str, index: Index) -> Option<Option<&SmolStr>> {
        let (about, value) = self.after(index)?.key.as_ref()?;
        (about == key).then_some(value.as_ref())
    }
}
