//! Leader Ignored: a server grants a PreVote although it hears from its leader.

use raft_core::{Input, RoleName, ServerId, Term};
use raft_sim::ServerStep;

use crate::record::Record;
use crate::record::contact::{Contact, pre_vote_granted};
use crate::record::past::Occurrence;
use crate::violation::{Claim, Property};

impl Record {
    /// A step makes contact with the leader, ends it, or grants a PreVote in spite of it.
    pub(crate) fn keeps_contact(&mut self, step: &ServerStep<'_>, source: Occurrence) {
        if let Input::Timer(timer) = *step.input {
            let contact = &mut self.state(source.server).contact;
            *contact = contact.filter(|contact| !contact.ends_with(timer));
        } else if let Some(contact) = Contact::made_by(step, source) {
            self.state(source.server).contact = Some(contact);
        } else if let Some(granted) = pre_vote_granted(step) {
            self.grants_pre_vote(granted, source);
        }
    }

    /// Leader Ignored.
    fn grants_pre_vote(
        &mut self,
        (candidate, candidate_term): (ServerId, Term),
        source: Occurrence,
    ) {
        let state = self.state(source.server);
        let first = match (state.role, state.leadership, state.contact) {
            (Some(RoleName::Leader), Some(leadership), _) => {
                self.leaders.elected(leadership).map(|elected| elected.fact(Claim::Elected))
            }
            (_, _, Some(Contact { heard, leader, timeout, .. })) if heard.term == source.term => {
                Some(heard.fact(Claim::HeardFromLeader { leader, timeout }))
            }
            _ => None,
        };
        let Some(first) = first else { return };
        // Later ones of the same server have the same reason.
        if !std::mem::replace(&mut self.state(source.server).ignores_leader, true) {
            let second = source.fact(Claim::GrantedPreVote { candidate, candidate_term });
            self.report(Property::LeaderIgnored, source, [first, second]);
        }
    }
}
