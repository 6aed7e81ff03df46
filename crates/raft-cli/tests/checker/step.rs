//! The actions of the specification, on one server. A row may consist of several: updating to a newer term and then
//! handling the message, winning and then sending, storing and then committing.

use std::collections::BTreeSet;

use super::rows::{Body, Msg, Row};
use super::{Entry, Role, Server, ensure};

/// A message that must be sent: its receiver, its term, its content.
type Reply = (String, u64, Body);

/// One row, with what is needed to judge it.
pub(super) struct Step<'a> {
    pub voters: &'a BTreeSet<String>,
    pub row: &'a Row,
    pub before: &'a Server,
    /// The log after the step, as written.
    pub log: &'a Vec<Entry>,
}

impl Step<'_> {
    /// Checks the step, and returns the server after it.
    pub(super) fn check(&self) -> Result<Server, String> {
        let mut after = self.before.clone();
        let mut replies = Vec::new();
        match (self.row.ev.as_str(), &self.row.msg) {
            ("recv", Some(msg)) => self.receive(&mut after, msg, &mut replies)?,
            ("timeout", None) => {
                ensure(after.role != Role::Leader, "a leader has no election timeout")?;
                if self.row.post.role == Role::PreCandidate {
                    self.begin_votes(&mut after, Role::PreCandidate);
                    self.ask(&mut replies, after.term + 1, |last_idx, last_term| Body::PvReq {
                        last_idx,
                        last_term,
                    });
                } else {
                    self.timeout(&mut after, &mut replies);
                }
                self.become_leader(&mut after);
            }
            ("tick", None) => {}
            ("client", None) => {
                // ClientRequest(i, v): log' = log ∘ ⟨v⟩
                if after.role == Role::Leader {
                    let value = self.log.last().ok_or("the value is not in the log")?;
                    after.log.push((after.term, value.1.clone()));
                }
            }
            ("stepdown", None) => {
                ensure(after.role == Role::Leader, "only a leader steps down")?;
                after.role = Role::Follower;
                after.matches.clear();
            }
            ("restart", None) => {
                // Restart(i): what is not on the disk is as at the beginning.
                (after.role, after.commit, after.applied) = (Role::Follower, 0, 0);
                (after.votes, after.matches) = Default::default();
            }
            (other, _) => return Err(format!("{other}: no such event, or its message is missing")),
        }
        self.compare(&mut after, &replies)?;
        Ok(after)
    }

    fn receive(
        &self,
        after: &mut Server,
        msg: &Msg,
        replies: &mut Vec<Reply>,
    ) -> Result<(), String> {
        // UpdateTerm(i, j, m). A PreVote request and a granted PreVote are about a future term.
        let to_come = matches!(msg.body, Body::PvReq { .. } | Body::PvResp { granted: true });
        if msg.term > after.term && !to_come {
            (after.term, after.role, after.vote) = (msg.term, Role::Follower, None);
            (after.votes, after.matches) = Default::default();
        }
        let mut reply = |body, term| replies.push((msg.from.clone(), term, body));
        match &msg.body {
            // HandleRequestVoteRequest(i, j, m)
            Body::RvReq { last_idx, last_term } => {
                let up_to_date = (*last_term, *last_idx) >= last(&after.log);
                let free = after.vote.as_ref().is_none_or(|vote| *vote == msg.from);
                let granted = msg.term == after.term && up_to_date && free;
                if granted {
                    after.vote = Some(msg.from.clone());
                    // It has voted for another candidate, and ends its own PreVote round.
                    if after.role == Role::PreCandidate {
                        after.role = Role::Follower;
                        after.votes.clear();
                    }
                }
                reply(Body::RvResp { granted }, after.term);
            }
            // HandleRequestVoteResponse(i, j, m), DropStaleResponse(i, j, m)
            Body::RvResp { granted } => {
                if *granted && msg.term == after.term && after.role == Role::Candidate {
                    after.votes.insert(msg.from.clone());
                    self.become_leader(after);
                }
            }
            Body::PvReq { last_idx, last_term } => {
                // Whether it still hears from a leader is left to the server. But it must not grant a PreVote to a
                // server that it could not vote for.
                let up_to_date = (*last_term, *last_idx) >= last(&after.log);
                let free = msg.term > after.term
                    || after.vote.as_ref().is_none_or(|vote| *vote == msg.from);
                let may =
                    msg.term >= after.term && up_to_date && free && after.role != Role::Leader;
                let granted = self.row.out.iter().any(|m| m.body == Body::PvResp { granted: true });
                ensure(may || !granted, "it would not vote so")?;
                reply(Body::PvResp { granted }, if granted { msg.term } else { after.term });
            }
            Body::PvResp { granted } => {
                if *granted && after.role == Role::PreCandidate && msg.term == after.term + 1 {
                    after.votes.insert(msg.from.clone());
                    if self.is_quorum(after.votes.len()) {
                        self.timeout(after, replies);
                    }
                }
            }
            Body::AeReq { prev_idx, prev_term, ents, commit } => {
                let request = (*prev_idx, *prev_term, ents.as_slice(), *commit);
                reply(handle_append(after, msg.term, request)?, after.term);
            }
            // HandleAppendEntriesResponse(i, j, m); an outdated reply does not lower matchIndex.
            Body::AeResp { ok, r#match } => {
                if *ok && msg.term == after.term && after.role == Role::Leader {
                    let known = after.matches.entry(msg.from.clone()).or_default();
                    *known = (*known).max(*r#match);
                }
            }
        }
        Ok(())
    }

    fn is_quorum(&self, count: usize) -> bool {
        count * 2 > self.voters.len()
    }

    fn begin_votes(&self, after: &mut Server, role: Role) {
        after.role = role;
        after.votes = BTreeSet::from([self.row.n.clone()]);
    }

    /// Timeout(i), and RequestVote(i, j) for all others.
    fn timeout(&self, after: &mut Server, replies: &mut Vec<Reply>) {
        after.term += 1;
        after.vote = Some(self.row.n.clone());
        self.begin_votes(after, Role::Candidate);
        self.ask(replies, after.term, |last_idx, last_term| Body::RvReq { last_idx, last_term });
    }

    fn ask(&self, replies: &mut Vec<Reply>, term: u64, body: impl Fn(usize, u64) -> Body) {
        let (last_term, last_idx) = last(&self.before.log);
        for voter in self.voters.iter().filter(|voter| **voter != self.row.n) {
            replies.push((voter.clone(), term, body(last_idx, last_term)));
        }
    }

    /// BecomeLeader(i), as soon as it can; perhaps with a no-op entry.
    fn become_leader(&self, after: &mut Server) {
        if after.role != Role::Candidate || !self.is_quorum(after.votes.len()) {
            return;
        }
        after.role = Role::Leader;
        after.votes.clear();
        after.matches.clear();
        if self.log.len() == after.log.len() + 1 {
            after.log.push((after.term, "noop".into()));
        }
    }

    /// Compares what was computed with what was written.
    fn compare(&self, after: &mut Server, replies: &[Reply]) -> Result<(), String> {
        let post = &self.row.post;
        let is = |what: &str, same: bool| ensure(same, &format!("{what} is another: {after:?}"));
        is("term", post.term == after.term)?;
        is("role", post.role == after.role)?;
        is("vote", post.vote == after.vote)?;
        is("log", *self.log == after.log)?;
        self.compare_sent(after, replies)?;
        if after.role == Role::Leader {
            for (server, index) in post.matches.iter().flatten() {
                is("match", after.matches.get(server).copied().unwrap_or(0) == *index)?;
            }
            if post.commit != after.commit {
                self.may_commit(after, post.commit)?;
                after.commit = post.commit;
            }
        }
        ensure(post.commit == after.commit, "commitIndex is another")?;
        for (index, value) in &self.row.apply {
            ensure(*index == after.applied + 1, "entries are not applied in order")?;
            let entry = after.log.get(*index - 1).ok_or("an entry is applied that is not there")?;
            ensure(entry.1 == *value, "another value is applied")?;
            after.applied = *index;
        }
        ensure(post.applied == after.applied, "lastApplied is another")?;
        ensure(after.applied <= after.commit, "what is applied is not committed")
    }

    /// AdvanceCommitIndex(i)
    fn may_commit(&self, after: &Server, commit: usize) -> Result<(), String> {
        ensure(commit > after.commit, "commitIndex runs backwards")?;
        let entry = after.log.get(commit - 1).ok_or("an entry is committed that is not there")?;
        ensure(entry.0 == after.term, "an entry of another term is committed by counting")?;
        let stored = after.matches.values().filter(|&&index| index >= commit).count();
        ensure(self.is_quorum(stored + 1), "no quorum stores what is committed")
    }

    fn compare_sent(&self, after: &Server, replies: &[Reply]) -> Result<(), String> {
        let is_append = |msg: &&Msg| matches!(msg.body, Body::AeReq { .. });
        let (appends, others): (Vec<_>, Vec<_>) = self.row.out.iter().partition(is_append);
        let others = others.into_iter().map(|msg| (&msg.to, msg.term, &msg.body));
        let wanted = replies.iter().map(|(to, term, body)| (to, *term, body));
        ensure(others.eq(wanted), &format!("it should send {replies:?}"))?;
        // AppendEntries(i, j), at any time, from any index on.
        for Msg { term, body, .. } in appends {
            let Body::AeReq { prev_idx, prev_term, ents, commit } = body else {
                continue;
            };
            ensure(after.role == Role::Leader, "only a leader sends entries")?;
            ensure(*term == after.term, "it sends entries in another term")?;
            let from_here = after.log.get(*prev_idx..).ok_or("it sends what it does not have")?;
            ensure(from_here.starts_with(ents), "it sends other entries than its own")?;
            ensure(term_at(&after.log, *prev_idx) == Some(*prev_term), "prevTerm is another")?;
            ensure(*commit <= self.row.post.commit, "it says more is committed than is")?;
        }
        Ok(())
    }
}

/// HandleAppendEntriesRequest(i, j, m): what it answers.
fn handle_append(
    after: &mut Server,
    term: u64,
    (prev_idx, prev_term, ents, commit): (usize, u64, &[Entry], usize),
) -> Result<Body, String> {
    if term < after.term {
        return Ok(Body::AeResp { ok: false, r#match: 0 });
    }
    ensure(after.role != Role::Leader, "there are two leaders in the term")?;
    // ReturnToFollowerState
    after.role = Role::Follower;
    after.votes.clear();
    if term_at(&after.log, prev_idx) != Some(prev_term) {
        return Ok(Body::AeResp { ok: false, r#match: 0 });
    }
    for (at, entry) in (prev_idx..).zip(ents) {
        if after.log.get(at).is_some_and(|own| own.0 != entry.0) {
            after.log.truncate(at);
        }
        if at == after.log.len() {
            after.log.push(entry.clone());
        }
    }
    let last_new = prev_idx + ents.len();
    after.commit = after.commit.max(commit.min(last_new));
    Ok(Body::AeResp { ok: true, r#match: last_new })
}

/// Where a log ends: term first.
fn last(log: &[Entry]) -> (u64, usize) {
    (log.last().map_or(0, |entry| entry.0), log.len())
}

fn term_at(log: &[Entry], index: usize) -> Option<u64> {
    match index.checked_sub(1) {
        None => Some(0),
        Some(at) => log.get(at).map(|entry| entry.0),
    }
}
