//! Elections: which server becomes leader, and when.

use raft_core::{CheckQuorum, ElectionTimeout, PreVote, RoleName, Rules, Timer};
use raft_sim::{Action, Duration, Endpoint, Setup, Time, What};

use crate::lab::{Lab, exactly_ms, s};

#[test]
fn a_leader_is_known_to_all_within_a_second() {
    for servers in 1..=Setup::MAX_SERVERS {
        for seed in 1..=20 {
            let mut lab = Lab::new(Setup { servers, seed, ..Setup::default() });
            lab.elect();
            assert!(
                lab.now() < Time::from_ms(1500),
                "{servers} servers, seed {seed}: {}",
                lab.now()
            );
        }
    }
}

#[test]
fn no_two_leaders_share_a_term() {
    for seed in 1..=20 {
        let mut lab = Lab::new(Setup { servers: 5, seed, ..Setup::default() });
        for server in lab.ids() {
            lab.run(120);
            lab.fire(
                server,
                if lab.is_leader(server) { Timer::Heartbeat } else { Timer::Election },
            );
        }
        lab.run(2000);
        let mut terms: Vec<_> = lab
            .events()
            .iter()
            .filter_map(|event| match event.what {
                What::BecameRole { role: RoleName::Leader, term, .. } => Some(term),
                _ => None,
            })
            .collect();
        let elections = terms.len();
        terms.dedup();
        assert_eq!(terms.len(), elections, "seed {seed}");
    }
}

#[test]
fn a_leader_stays_while_all_is_well() {
    let (mut lab, leader) = Lab::led(5);
    let term = lab.term(leader);
    lab.run(60_000);
    assert_eq!((lab.leader(), lab.term(leader)), (leader, term));
}

#[test]
fn different_seeds_elect_different_leaders() {
    let leaders = (1..=40).map(|seed| Lab::new(Setup { seed, ..Setup::default() }).elect());
    let mut leaders: Vec<_> = leaders.collect();
    leaders.sort();
    leaders.dedup();
    assert_eq!(leaders.len(), 5);
}

#[test]
fn a_split_vote_is_settled_by_another_election() {
    for seed in 1..=20 {
        // Both of the two servers start an election, so nobody can win the first term.
        let mut lab = Lab::new(Setup { servers: 2, seed, ..Setup::default() });
        lab.fire(s(1), Timer::Election);
        lab.fire(s(2), Timer::Election);
        lab.run(100);
        assert!(lab.ids().iter().all(|&server| lab.role(server) == RoleName::Candidate));
        let leader = lab.elect();
        assert!(lab.term(leader) > 1, "seed {seed}");
    }
}

#[test]
fn without_random_timeouts_votes_split_for_ever() {
    let network = exactly_ms(10);
    let rules = Rules { election_timeout: ElectionTimeout::Fixed, ..Rules::default() };
    let mut lab = Lab::new(Setup { rules, network, ..Setup::default() });
    lab.run(10_000);
    assert!(lab.ids().iter().all(|&server| !lab.is_leader(server) && lab.term(server) > 50));

    Lab::new(Setup { network, ..Setup::default() }).elect();
}

#[test]
fn a_single_server_leads_alone_and_commits_at_once() {
    let (mut lab, leader) = Lab::led(1);
    assert!(lab.now() <= Time::from_ms(300));
    let request = lab.command("set x 1");
    lab.finish(request);
    assert_eq!(lab.value(leader, "x"), Some("1"));
    let among_servers = |what: &What| {
        matches!(what, What::Sent { from: Endpoint::Server(_), to: Endpoint::Server(_), .. })
    };
    assert_eq!(lab.happened(0, among_servers), 0);
}

#[test]
fn nine_servers_need_five() {
    let (mut lab, leader) = Lab::led(9);
    let (dead, last) = (&lab.others(leader)[..4], lab.others(leader)[4]);
    for &server in dead {
        lab.crash(server);
    }
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);

    lab.crash(last);
    let request = lab.command_to(leader, "set x 2");
    lab.run(20_000);
    assert!(!lab.is_acknowledged(request));
    assert_eq!(lab.value(leader, "x"), Some("1"));

    lab.restart(last);
    lab.finish(request);
}

#[test]
fn a_forced_timeout_deposes_the_leader() {
    let (mut lab, leader) = Lab::led(5);
    let (rival, term) = (lab.others(leader)[2], lab.term(leader));
    lab.fire(rival, Timer::Election);
    assert_eq!((lab.role(rival), lab.term(rival)), (RoleName::Candidate, term + 1));
    assert!(lab.is_leader(leader));
    assert_eq!(lab.elect(), rival);
    assert_eq!((lab.role(leader), lab.term(leader)), (RoleName::Follower, term + 1));
}

#[test]
fn a_forced_heartbeat_goes_out_at_once() {
    let (mut lab, leader) = Lab::led(5);
    let before = lab.world.events();
    lab.fire(leader, Timer::Heartbeat);
    let heartbeats = |what: &What| matches!(what, What::Sent { from: Endpoint::Server(_), .. });
    assert_eq!(lab.happened(before, heartbeats), 4);
    // The next heartbeat is due a whole interval later.
    let next = lab.server(leader).timer(Timer::Heartbeat).and_then(|timer| timer.fires_at);
    assert_eq!(next, Some(lab.now() + Duration::from_ms(50)));
}

#[test]
fn timeouts_are_drawn_from_their_range() {
    let mut lab = Lab::of(9);
    let mut waits = Vec::new();
    for _ in 0..40 {
        lab.run(500);
        let timers = lab.world.servers().iter().filter_map(|server| server.timer(Timer::Election));
        waits.extend(timers.map(|timer| timer.fires_at.unwrap() - timer.set_at));
    }
    let (least, most) = (*waits.iter().min().unwrap(), *waits.iter().max().unwrap());
    assert!((Duration::from_ms(150)..Duration::from_ms(160)).contains(&least), "{least}");
    assert!((Duration::from_ms(290)..=Duration::from_ms(300)).contains(&most), "{most}");
}

#[test]
fn pre_vote_keeps_a_lonely_server_from_disturbing() {
    for (pre_vote, disturbs) in [(PreVote::Off, true), (PreVote::On, false)] {
        let mut lab = Lab::with_rules(Rules { pre_vote, ..Rules::default() });
        let leader = lab.elect();
        let (term, lonely) = (lab.term(leader), lab.others(leader)[0]);
        lab.isolate(lonely);
        lab.run(5_000);
        assert_eq!(lab.term(lonely) > term, disturbs, "{pre_vote:?}");
        lab.act(Action::Heal);
        lab.run(2_000);
        assert_eq!(lab.term(lab.leader()) > term, disturbs, "{pre_vote:?}");
    }
}

#[test]
fn check_quorum_makes_a_lonely_leader_give_up() {
    for (check_quorum, stays) in [(CheckQuorum::Off, true), (CheckQuorum::On, false)] {
        let mut lab = Lab::with_rules(Rules { check_quorum, ..Rules::default() });
        let leader = lab.elect();
        lab.isolate(leader);
        lab.run(1_000);
        assert_eq!(lab.is_leader(leader), stays, "{check_quorum:?}");
    }
}
