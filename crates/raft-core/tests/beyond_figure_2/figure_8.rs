//! Figure 8 (§5.4.2): why a leader may not commit an entry of an earlier term by counting replicas.

use raft_core::{CommitRule, RoleName, Rules};

use crate::common::*;

/// (c): S1 leads again, in term 4, and has got its old term-2 entry onto S2 and S3.
fn s1_in_c(rules: Rules) -> Server {
    let mut s1 = node(1).of(5).term(4).log("1 2").rules(rules).leader();
    s1.propose(1);
    s1.receive(2, stored(4, 2));
    s1.receive(3, stored(4, 2));
    assert_eq!(s1.log(), "1 2 4");
    s1
}

/// (d) and (e): S5 starts an election, having been leader in term 3.
fn s5_stands_against(voters: &mut [Server]) -> Server {
    let mut s5 = node(5).of(5).term(5).log("1 3").candidate();
    for voter in voters {
        let id = voter.node.config.id.0;
        for answer in sent_to(5, &voter.receive(5, request_vote(5, at(3, 2)))) {
            s5.receive(id, answer);
        }
    }
    s5
}

/// S2, S3, S4 as in the figure: their logs, in term 4.
fn others(logs: [&str; 3]) -> [Server; 3] {
    let mut id = 1;
    logs.map(|log| {
        id += 1;
        node(id).of(5).term(4).log(log).follower()
    })
}

/// (c): the term-2 entry "has been replicated on a majority of the servers, but it is not
/// committed".
#[test]
fn c_on_a_majority_and_not_committed() {
    let s1 = s1_in_c(Rules::default());
    assert_eq!((s1.commit_index(), s1.last_applied()), (0, 0));
}

/// (d): S5 "could be elected leader (with votes from S2, S3, and S4) and overwrite the entry".
#[test]
fn d_the_entry_can_still_be_overwritten() {
    let mut voters = others(["1 2", "1 2", "1"]);
    let mut s5 = s5_stands_against(&mut voters);
    assert_eq!(s5.role(), RoleName::Leader);
    for voter in &mut voters {
        let id = voter.node.config.id.0;
        s5.receive(id, too_short(5, 2, 0));
        let message = sent_to(id, &s5.heartbeat_timeout()).remove(0);
        converse(&mut s5, voter, message);
        assert_eq!(voter.log(), "1 3");
    }
}

/// (d) with the rule that counts replicas of any term: S1 has applied what S5 then overwrites.
#[test]
fn d_had_s1_committed_by_counting_it_would_be_lost() {
    let rules = Rules { commit: CommitRule::AnyTermOnMajority, ..Rules::default() };
    let s1 = s1_in_c(rules);
    assert_eq!((s1.commit_index(), s1.last_applied()), (2, 2));
    let s5 = s5_stands_against(&mut others(["1 2", "1 2", "1"]));
    assert_eq!((s5.role(), s5.log().as_str()), (RoleName::Leader, "1 3"));
}

/// (e): S1's term-4 entry on a majority commits, and all before it with it.
#[test]
fn e_an_entry_of_its_own_term_commits_the_earlier_ones() {
    let mut s1 = s1_in_c(Rules::default());
    s1.receive(2, stored(4, 3));
    let effects = s1.receive(3, stored(4, 3));
    assert_eq!(effects, [committed(3), applied(1, 3)]);
}

/// (e): "S5 cannot win an election": S2 and S3 have a later log.
#[test]
fn e_s5_can_no_longer_win() {
    let s5 = s5_stands_against(&mut others(["1 2 4", "1 2 4", "1"]));
    assert_eq!(s5.role(), RoleName::Candidate);
}
