//! Linearizability.

use raft_core::{Index, Payload, ServerId};
use raft_sim::{Answer, EventId, Operation, RequestId};
use smol_str::SmolStr;

use crate::record::Record;
use crate::record::clients::request_of;
use crate::record::operations::AskedRequest;
use crate::record::past::Occurrence;
use crate::violation::{Claim, Fact, Property};

/// Where an operation fits into the order of the log.
enum Fit {
    /// As the entry at this index, or right after it (a read that has no entry).
    At(Index),
    /// Its entry has not been applied in this order, so nothing can be said.
    Unknown,
    /// Nowhere between its beginning and its end. `due` is what its answer should have been.
    Nowhere { due: Answer },
}

impl Record {
    /// A client sent a request. The operation begins when it is sent for the first time.
    pub(crate) fn asked(&mut self, request: RequestId, command: &SmolStr, server: ServerId) {
        let (source, after) = (self.source(server), self.operations.finished);
        if let Some(request) = self.operations.get_mut(request) {
            request.asked.get_or_insert_with(|| AskedRequest {
                command: command.clone(),
                source,
                after,
            });
        }
    }

    /// A client heard the answer to its request: the operation has ended. Its place must come after every
    /// operation that had ended before it began.
    pub(crate) fn finished(
        &mut self,
        request: RequestId,
        (index, answer): (Index, &Answer),
        heard: Occurrence,
    ) {
        let Some(known) = self.operations.get_mut(request) else { return };
        if known.heard.is_some() {
            return;
        }
        known.heard = Some(heard);
        let Some(asked) = known.asked.clone() else { return };
        let wrong = match self.fit(&asked, self.operations.executed_by(request), answer) {
            Fit::At(place) => {
                if place > self.operations.finished.0 {
                    self.operations.finished = (place, Some(request));
                }
                self.missed_write(&asked, place, answer)
            }
            Fit::Unknown => {
                self.operations.write_is_missing(request, &asked, (index, heard));
                None
            }
            Fit::Nowhere { due } => {
                Some((self.what_contradicts(request, &asked, due.clone()), due))
            }
        };
        let Some((first, due)) = wrong else { return };
        // Later answers of the same server are wrong for the same reason.
        if !std::mem::replace(&mut self.state(heard.server).answers_wrongly, true) {
            let (command, answer) = (asked.command, answer.clone());
            let second = heard.fact(Claim::Returned { request, command, answer, due });
            self.report(Property::Linearizability, heard, [first, second]);
        }
    }

    /// The answer that a read should have given, if it missed an acknowledged write that is not in the
    /// order of the log: the read began after the acknowledgement, and no write that may have followed had
    /// overwritten the value.
    fn missed_write(
        &self,
        asked: &AskedRequest,
        place: Index,
        answer: &Answer,
    ) -> Option<(Fact, Answer)> {
        let Ok(Operation::Get { key }) = Operation::parse(&asked.command) else { return None };
        let missing = self.operations.missing.iter().find(|missing| missing.key == key)?;
        let due = Answer::Value { value: missing.value.clone() };
        if missing.heard.seq > asked.source.seq || *answer == due {
            return None;
        }
        let overwritten = (missing.after + 1..=place).any(|index| self.writes(index, key));
        let (request, index) = (missing.request, missing.index);
        (!overwritten).then(|| (missing.heard.fact(Claim::Reported { request, index }), due))
    }

    /// Whether the entry at an index, in the order of the log, writes a key.
    fn writes(&self, index: Index, key: &str) -> bool {
        let Some(Payload::Command(command)) = self.entry_of_model(index).map(|it| &it.payload)
        else {
            return false;
        };
        match Operation::parse(&command.text) {
            Ok(Operation::Get { .. }) | Err(_) => false,
            Ok(operation) => operation.key() == key,
        }
    }

    fn fit(&self, asked: &AskedRequest, executed_by: Option<Index>, answer: &Answer) -> Fit {
        let (after, _) = asked.after;
        let due = executed_by.and_then(|index| Some((index, &self.model.after(index)?.answer)));
        if let Some((index, due)) = due
            && index > after
            && due == answer
        {
            return Fit::At(index);
        }
        // A read changes nothing, so it fits wherever the key had the value that was read.
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

    /// The fact that demands another answer.
    fn what_contradicts(&self, request: RequestId, asked: &AskedRequest, due: Answer) -> Fact {
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

    /// The fact that a request was acknowledged, if it was before the event `seq`.
    fn acknowledged_before(&self, request: RequestId, seq: EventId) -> Option<Fact> {
        let known = self.operations.get(request)?;
        let heard = known.heard.filter(|heard| heard.seq < seq)?;
        let index = known.executed_by?;
        let entry = self.entry_of_model(index)?.clone();
        Some(heard.fact(Claim::Acknowledged { request, index, entry }))
    }
}
