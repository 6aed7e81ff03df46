//! Expectations about violations and metrics.

use raft_check::Property;
use raft_scenario::Scenario;
use raft_sim::Time;

use crate::{after_election, check, failure};

/// Two servers win term 1, at 20 and at 30 ms.
const TWO_LEADERS: &str = "raft 1\nservers 3\nrule votes-per-term any\nmanual\n\
                           at 10 timeout s1\nat 10 timeout s3\n\
                           at 20 deliver vote s1->s2\nat 20 deliver vote-reply s2->s1\n\
                           at 30 deliver vote s3->s2\nat 30 deliver vote-reply s2->s3\n";

#[test]
fn a_violation_is_so_from_its_instant_on() {
    let text = format!(
        "{TWO_LEADERS}never expect violation log-matching
         always expect no violation log-matching
         never expect violations > 1
         always expect no violation # fails
         never expect violation # fails
         never expect violation election-safety # fails
         at 29 expect no violation
         at 29 expect violation # fails
         by 29 expect violation election-safety # fails
         at 30 expect violation
         at 30 expect violation election-safety
         at 30 expect violation log-matching # fails
         by 30 expect violation election-safety
         at 30 expect no violation election-safety # fails
         at 30 expect violations = 1
         at 40 expect violation election-safety"
    );
    let report = check(&text);
    let found: Vec<_> = report.judge.violations().map(|it| (it.property.name(), it.at)).collect();
    assert_eq!(found, [("election-safety", Time::from_ms(30))]);
}

#[test]
fn a_failure_names_the_violations() {
    let text = format!("{TWO_LEADERS}at 30 expect violation log-matching");
    assert_eq!(failure(&text), "at 30 ms: election-safety at 30 ms");
    assert_eq!(failure("raft 1\nat 5 expect violation"), "at 5 ms: no violation");
}

#[test]
fn what_a_text_expects_to_be_violated() {
    let expects = |line: &str, property| {
        Scenario::parse(&format!("raft 1\n{line}")).expect("it can be read").expects(property)
    };
    let (es, lm) = (Property::ElectionSafety, Property::LogMatching);
    assert!(expects("at 5 expect violation", es));
    assert!(expects("by 5 expect violation election-safety", es));
    assert!(!expects("by 5 expect violation election-safety", lm));
    assert!(expects("at 5 expect violations = 2", lm));
    assert!(!expects("at 5 expect violations = 0", lm));
    assert!(!expects("at 5 expect violations < 3", lm));
    assert!(!expects("never expect violation", es));
    assert!(!expects("at 5 expect no violation", es));
}

#[test]
fn time_taken_and_entries_carried_are_counted() {
    after_election(
        "at 300 client \"set x 1\"
         at 310 expect took 1 < 1000 # fails
         at 300 expect carried = 0
         at 600 expect took 1 > 20
         at 600 expect took 1 < 80
         at 600 expect took 2 > 0 # fails
         at 600 expect carried >= 4
         at 600 expect carried s1->* >= 4
         at 600 expect carried *->s1 = 0
         at 600 expect carried s2->s1 = 0",
    );
}
