//! Clients' operations, each with its real time: linearizability.

use raft_core::{Blocks, Entry, Index, ServerId};
use raft_sim::{Answer, Operation, RequestId};
use smol_str::SmolStr;

use crate::clients::request_of;
use crate::judge::Judge;
use crate::past::Source;
use crate::violation::{Claim, Fact, Property};

/// How far beyond the requests known so far a number may be. Requests are numbered in their order.
const MOST_MISSING: usize = 1024;

/// All requests, by their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Operations {
    all: Blocks<Request>,
    /// The place of the last finished operation in the order of the log, and its request.
    finished: (Index, Option<RequestId>),
}

#[derive(Clone, Debug, Default)]
struct Request {
    /// Nothing, while no client was seen to ask for it.
    asked: Option<Asked>,
    /// The entry that executed it.
    executed_by: Option<Index>,
    /// When a client heard of it.
    heard: Option<Source>,
}

#[derive(Clone, Debug)]
struct Asked {
    command: SmolStr,
    /// The server that it was sent to first, and when.
    source: Source,
    /// What [`Operations::finished`] was then: the operation's place must be behind it.
    after: (Index, Option<RequestId>),
}

/// Where an operation fits into the order of the log.
enum Fit {
    /// As the entry at this index, or (a read that has none) behind it.
    At(Index),
    /// Its entry has not been applied in this order, so nothing can be said.
    Unknown,
    /// Nowhere between its beginning and its end. This is what its answer should have been.
    Nowhere { due: Answer },
}

impl Operations {
    fn get(&self, request: RequestId) -> Option<&Request> {
        self.all.get(usize::try_from(request.0.checked_sub(1)?).ok()?)
    }

    /// The request, to be changed. Nothing for a number that nobody can have given.
    fn get_mut(&mut self, request: RequestId) -> Option<&mut Request> {
        let at = usize::try_from(request.0.checked_sub(1)?).ok()?;
        if at > self.all.len() + MOST_MISSING {
            return None;
        }
        while self.all.len() <= at {
            self.all.push(Request::default());
        }
        self.all.get_mut(at)
    }

    pub(crate) fn executed(&mut self, request: RequestId, index: Index) {
        if let Some(request) = self.get_mut(request) {
            request.executed_by.get_or_insert(index);
        }
    }

    /// The entry that executed a request.
    pub(crate) fn executed_by(&self, request: RequestId) -> Option<Index> {
        self.get(request)?.executed_by
    }
}

impl Judge {
    /// A client sent a request. Only the first time counts: the operation begins.
    pub(crate) fn asked(&mut self, request: RequestId, command: &SmolStr, server: ServerId) {
        let (source, after) = (self.source(server), self.operations.finished);
        if let Some(request) = self.operations.get_mut(request) {
            request.asked.get_or_insert_with(|| Asked { command: command.clone(), source, after });
        }
    }

    /// A client heard the answer to its request: the operation has ended. Real time demands a place
    /// behind every operation that had ended before it began.
    pub(crate) fn finished(&mut self, request: RequestId, answer: &Answer, heard: Source) {
        let Some(known) = self.operations.get_mut(request) else { return };
        if known.heard.is_some() {
            return;
        }
        known.heard = Some(heard);
        let Some(asked) = known.asked.clone() else { return };
        match self.fit(&asked, self.operations.executed_by(request), answer) {
            Fit::At(index) if index > self.operations.finished.0 => {
                self.operations.finished = (index, Some(request));
            }
            Fit::At(_) | Fit::Unknown => {}
            Fit::Nowhere { due } => {
                // A server that answers from the wrong state goes on doing so.
                if !std::mem::replace(&mut self.state(heard.server).answers_wrongly, true) {
                    let first = self.what_contradicts(request, &asked, due.clone());
                    let command = asked.command;
                    let answer = answer.clone();
                    let second = heard.fact(Claim::Returned { request, command, answer, due });
                    self.report(Property::Linearizability, heard, [first, second]);
                }
            }
        }
    }

    fn fit(&self, asked: &Asked, executed_by: Option<Index>, answer: &Answer) -> Fit {
        let (after, _) = asked.after;
        let due = executed_by.and_then(|index| Some((index, &self.model.after(index)?.answer)));
        if let Some((index, due)) = due
            && index > after
            && due == answer
        {
            return Fit::At(index);
        }
        // A read changes nothing: it may have any place at which the value was so.
        if let Ok(Operation::Get { key }) = Operation::parse(&asked.command) {
            let read = match answer {
                Answer::Value { value } => self.model.first_with((key, value.as_ref()), after),
                Answer::Done | Answer::Failed => None,
            };
            let due = || Answer::Value { value: self.model.value_at(key, after).cloned() };
            return read.map_or_else(|| Fit::Nowhere { due: due() }, Fit::At);
        }
        due.map_or(Fit::Unknown, |(_, due)| Fit::Nowhere { due: due.clone() })
    }

    /// What had happened before the operation began, and demands another answer.
    fn what_contradicts(&self, request: RequestId, asked: &Asked, due: Answer) -> Fact {
        let (after, last_finished) = asked.after;
        let own = self.operations.executed_by(request).filter(|&index| {
            index > after && self.model.after(index).is_some_and(|it| it.answer == due)
        });
        let is_read = matches!(Operation::parse(&asked.command), Ok(Operation::Get { .. }));
        let of_own = own.filter(|_| !is_read).and_then(|index| self.applied_first(index));
        let write = Operation::parse(&asked.command)
            .ok()
            .and_then(|operation| self.model.last_use(operation.key(), after));
        let known = |request| self.acknowledged_before(request, asked.source.seq);
        of_own
            .or_else(|| known(request_of(self.entry_of_model(write?)?)?))
            .or_else(|| known(last_finished?))
            .or_else(|| self.applied_first(write?))
            .unwrap_or_else(|| {
                let command = asked.command.clone();
                asked.source.fact(Claim::Asked { request, command })
            })
    }

    /// That a request was acknowledged, if it was before an event.
    fn acknowledged_before(&self, request: RequestId, seq: u64) -> Option<Fact> {
        let known = self.operations.get(request)?;
        let heard = known.heard.filter(|heard| heard.seq < seq)?;
        let index = known.executed_by?;
        let entry = self.entry_of_model(index)?.clone();
        Some(heard.fact(Claim::Acknowledged { request, index, entry }))
    }

    pub(crate) fn entry_of_model(&self, index: Index) -> Option<&Entry> {
        self.past.get(self.model.after(index)?.place).map(|held| &held.entry)
    }
}
