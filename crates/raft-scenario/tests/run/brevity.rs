//! Lines that stand for several steps: `until quiet` and `repeat`.

use raft_scenario::{Scenario, Timeline};
use raft_sim::Time;

use crate::{check, failure};

/// In manual mode one line plays an election, and another one replicates a command.
#[test]
fn messages_are_delivered_until_none_is_in_flight() {
    check(
        "raft 1\nmanual
         at 0 deliver every message until quiet
         at 1 timeout s1
         at 1 deliver every message until quiet
         at 1 expect leader s1 term 1
         at 1 expect no in-flight message
         at 2 client \"set x 1\"
         at 2 deliver every message until quiet
         at 2 expect log all 1
         at 2 expect answer 1 acknowledged
         at 3 timeout s2
         at 3 deliver every vote until quiet
         at 3 expect in-flight vote-reply
         at 3 expect no in-flight vote
         at 3 deliver every vote *->s3 until quiet",
    );
}

/// A message for a paused server waits there, and one for a crashed server is lost.
#[test]
fn servers_that_do_not_run_make_it_no_less_quiet() {
    check(
        "raft 1\nmanual\nservers 3
         at 0 timeout s1
         at 0 crash s2
         at 0 pause s3
         at 1 deliver every message until quiet
         at 1 expect no in-flight message
         at 2 resume s3
         at 2 expect in-flight vote-reply s3->s1 granted",
    );
}

/// At most 1000, however many there are and whatever is sent because of them.
#[test]
fn so_many_messages_are_delivered_at_most() {
    let text = "raft 1\nmanual\nat 0 timeout s1\nat 0 deliver every vote\n\
                at 0 deliver every vote-reply\n";
    let heartbeats = "at 1 heartbeat s1\n".repeat(255);
    check(&format!(
        "{text}{heartbeats}
         at 2 deliver every append until quiet # refused: 1000 messages were delivered, and such messages are still in flight
         at 2 expect sent append-reply = 1000
         at 3 deliver every append until quiet
         at 3 expect sent append-reply = 1024",
    ));
}

#[test]
fn a_command_is_repeated() {
    check(
        "raft 1\nmanual
         at 100 client \"add n 1\" repeat 3 every 10.5
         at 105 expect sent request = 1
         at 110.5 expect sent request = 2
         at 120 expect sent request = 2
         at 121 expect sent request = 3
         at 900 expect sent request = 3",
    );
    check(
        "raft 1\nseed 16\nat 400 client \"add n 1\" to s2 repeat 100 every 10
         at 3000 expect answer 100 value \"100\"
         at 3000 expect state all n \"100\"",
    );
    let why =
        failure("raft 1\nat 0 client \"get x\" repeat 9 every 0\nat 0 expect sent request = 8");
    assert_eq!(why, "at 0 ms: 9 sent");
}

/// Steps of one instant happen in the order of their lines' first steps, so that the printed text,
/// which is in that order, means the same.
#[test]
fn what_is_repeated_is_printed_as_it_was_written() {
    let text = "raft 1\n# both\nat 0 client \"get x\" repeat 3 every 5\nat 5 crash s1\n\
                at 5 client \"get y\" to s2 repeat 2 every 0\nat 10 restart s1\n";
    let scenario = Scenario::parse(text).expect("it can be read");
    assert_eq!(scenario.print(), text);
    let at: Vec<_> = scenario.steps.iter().map(|step| step.at.ms()).collect();
    assert_eq!(at, [0.0, 5.0, 5.0, 5.0, 5.0, 10.0, 10.0]);
    assert!(scenario.steps.iter().filter(|step| !step.comment.is_empty()).count() == 1);
    let swapped = "raft 1\nat 5 crash s1\nat 10 restart s1\n# both\nat 0 client \"get x\" repeat 3 \
                   every 5\nat 5 client \"get y\" to s2 repeat 2 every 0\n";
    assert_eq!(Scenario::parse(swapped), Ok(scenario));
}

/// In a run that is played, each command is a step of its own; acting between two of them abandons
/// those that follow.
#[test]
fn each_repetition_is_a_step_of_the_timeline() {
    let text = "raft 1\nmanual\nat 10 client \"add n 1\" repeat 4 every 10\n";
    let mut timeline = Timeline::new(Scenario::parse(text).unwrap(), &mut ()).unwrap();
    assert_eq!(timeline.to_scenario().print(), text);
    timeline.run_to(Time::from_ms(25), &mut ());
    assert_eq!(timeline.world().clients().requests().count(), 2);
    assert!(timeline.back());
    assert_eq!(timeline.world().clients().requests().count(), 1);
    timeline.run_to(Time::from_ms(25), &mut ());
    timeline.act(raft_scenario::parse_act("timeout s1", 5).unwrap(), &mut ()).unwrap();
    assert_eq!(
        timeline.to_scenario().print(),
        "raft 1\nmanual\nat 10 client \"add n 1\" repeat 2 every 10\nat 25 timeout s1\n"
    );
    timeline.undo();
    assert_eq!(timeline.to_scenario().print(), text);
}
