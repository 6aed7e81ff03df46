//! The limits and corner cases in `docs/scenarios.md` that an example there cannot show.

use raft_scenario::Scenario;

use crate::check;

#[test]
fn each_request_without_an_answer_needs_one_of_255_clients() {
    let mut text = "raft 1\nservers 1\nmanual\nat 0 timeout s1\n".to_owned();
    for number in 1..=255 {
        text += &format!("at 0 client \"set x {number}\" to s1\n");
    }
    let full = "refused: 255 clients are waiting for a reply; no more can send a request";
    text += &format!("at 1 client \"set x 256\" # {full}\n");
    text += "at 2 deliver request c7->s1\nat 2 deliver answer s1->c7\nat 3 client \"set x 257\"\n";
    check(&text);
}

#[test]
fn a_command_has_at_most_200_bytes() {
    let of = |bytes: usize| {
        // Three bytes for each character, in UTF-8.
        let value = "值".repeat((bytes - 6) / 3) + &"v".repeat((bytes - 6) % 3);
        format!("raft 1\nat 5 client \"set x {value}\"")
    };
    Scenario::parse(&of(200)).expect("200 bytes");
    let error = Scenario::parse(&of(201)).expect_err("201 bytes").to_string();
    assert!(error.contains("a command has at most 200 bytes"), "{error}");
}

#[test]
fn the_number_of_add_has_64_bits() {
    let of = |number: &str| Scenario::parse(&format!("raft 1\nat 5 client \"add x {number}\""));
    for number in ["9223372036854775807", "-9223372036854775808"] {
        of(number).expect(number);
    }
    for number in ["9223372036854775808", "-9223372036854775809", "one", "1.5"] {
        let error = of(number).expect_err(number).to_string();
        assert!(error.contains("add needs a whole number"), "{error}");
    }
}

#[test]
fn the_greatest_term_of_a_text_is_not_the_greatest_of_a_run() {
    let of = |term: u64| format!("raft 1\nmanual\nserver s1 term {term}\nat 0 timeout s1\n");
    let greatest = (1 << 53) - 1;
    let report = check(&of(greatest));
    assert_eq!(report.world.servers()[0].node.durable.current_term, greatest + 1);
    Scenario::parse(&of(greatest + 1)).expect_err("a greater term");
}

#[test]
fn one_election_timeout_for_all_elects_nobody() {
    check("raft 1\nelection 150\nlatency 10\nend 3000\nnever expect leader\n");
    for wait in ["0", "0..150", "3600001"] {
        Scenario::parse(&format!("raft 1\nelection {wait}")).expect_err(wait);
    }
}

#[test]
fn what_is_delivered_to_a_crashed_server_is_lost() {
    check(
        "raft 1\nservers 3\nmanual\nat 0 timeout s1\nat 0 crash s2\nat 0 deliver vote s1->s2\n\
         at 0 restart s2\nat 0 deliver vote s1->s2 # refused: no such message is in flight\n\
         at 0 expect term s2 = 0\n",
    );
}

#[test]
fn hold_every_request_knows_no_clients() {
    Scenario::parse("raft 1\nat 0 hold every request *->s1").expect("a server");
    Scenario::parse("raft 1\nat 0 hold every request c1->s1").expect_err("a client");
}
