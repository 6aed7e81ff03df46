//! Reading and writing texts and links in steps of any size gives the same result.

use std::collections::BTreeSet;

use raft_scenario::{
    LinkReading, LinkWriting, MAX_ENTRIES, MAX_LINE, Reading, Scenario, Task, Timeline, builtin,
    parse_act,
};
use raft_sim::Time;

/// The same as in `Reading`: this many bytes cost as much as a line.
const BYTES_OF_A_LINE: usize = 32;

fn long_text(lines: usize) -> String {
    let line = |n: usize| format!("at {n} client \"set k{} {n}\"\n", n % 50);
    format!("raft 1\nservers 3\n{}", (0..lines).map(line).collect::<String>())
}

#[test]
fn a_text_read_in_steps_is_the_same() {
    let bad =
        ["", "raft 2\n", "raft 1\r\nat 5 crash s9\r\n", "raft 1\nat 7 crash s1", "\n\nraft\n"];
    let texts = builtin::ALL.iter().map(|(_, text)| *text).chain(bad);
    for text in texts {
        for budget in [1, 2, 10, u64::MAX] {
            let mut reading = Reading::new(text.to_owned());
            while !reading.go_on(budget) {}
            let (read, whole) = (reading.finish(), Scenario::parse(text));
            assert_eq!(read, whole, "{text}");
            // Origins do not count when steps are compared.
            let origins = |it: &Scenario| {
                it.steps.iter().map(|it| (it.origin.line, it.origin.column)).collect::<Vec<_>>()
            };
            assert_eq!(read.as_ref().map(origins), whole.as_ref().map(origins));
        }
    }
}

#[test]
fn no_step_reads_more_than_its_budget_and_a_line() {
    let text = long_text(20_000) + "# " + &"x".repeat(MAX_LINE - 2) + "\n";
    let mut reading = Reading::new(text.clone());
    let (mut steps, mut before) = (0, 0);
    while !reading.go_on(100) {
        let read = reading.done() - before;
        assert!(read <= 100 * BYTES_OF_A_LINE + MAX_LINE, "{read} bytes");
        (steps, before) = (steps + 1, reading.done());
    }
    assert!(steps >= 200, "{steps} steps");
    assert_eq!(reading.finish(), Scenario::parse(&text));
}

#[test]
fn a_line_has_a_greatest_size() {
    let text = |length| format!("raft 1\n#{}\nat 5 crash s1\n", "é".repeat(length));
    assert!(Scenario::parse(&text((MAX_LINE - 1) / 2)).is_ok());
    let error = Scenario::parse(&text(MAX_LINE / 2)).expect_err("a byte too many");
    assert_eq!(
        error.to_string(),
        "line 2, column 131073: unexpected \"é\"; expected the end of the line, which may have 262144 \
         bytes (this one has 262145)"
    );
}

#[test]
fn the_logs_of_a_text_begin_with_a_bounded_number_of_entries() {
    let server = |server: u32, entries| format!("server s{server} log{}\n", " 1".repeat(entries));
    let text = |last| format!("raft 1\n{}{}", server(1, 60_000), server(2, last));
    assert!(Scenario::parse(&text(MAX_ENTRIES - 60_000)).is_ok());
    let error = Scenario::parse(&text(MAX_ENTRIES - 60_000 + 1)).expect_err("an entry too many");
    assert_eq!(
        error.to_string(),
        "line 3, column 80015: unexpected \"1\"; expected the end of the log: all logs together begin \
         with at most 100000 entries"
    );
}

#[test]
fn the_text_of_a_run_written_in_steps_is_the_same() {
    let comments = "# one\n# two\n".repeat(50);
    let head = format!("{comments}raft 1\ntitle \"T\"\nnever expect leader s3\n");
    let acts = "at 0 note \"A\"\nat 10 client \"add n 1\" repeat 300 every 5\nat 12 note \"B\"\n\
                at 700 crash s2\nby 900 expect leader\n";
    let scenario = Scenario::parse(&(head + acts)).expect("it can be read");
    let mut timeline = Timeline::new(scenario, &mut ()).expect("a possible setup");
    timeline.seek(Time::from_ms(600), &mut ());
    timeline.act(parse_act("crash s1", 5).expect("an act"), &mut ()).expect("it runs");
    let whole = timeline.to_scenario().print();
    assert!(whole.contains("repeat 119 every 5\n"), "{whole}");
    for budget in [1, 10, u64::MAX] {
        let mut writing = timeline.start_writing();
        let mut steps = 0;
        while !writing.go_on(&timeline, budget) {
            steps += 1;
        }
        assert!(budget > 10 || steps > 10);
        assert_eq!(writing.done(), writing.size());
        assert_eq!(writing.finish(), whole);
    }
}

/// Lines that repeat at one instant, among many others there, are found without looking at all of them.
#[test]
fn many_repeating_lines_at_one_instant_are_printed_as_they_were() {
    let line = "at 0 client \"add n 1\" repeat 2 every 0\n";
    let text = format!("raft 1\n{}{}", line.repeat(2000), "at 0 crash s1\n".repeat(20_000));
    let scenario = Scenario::parse(&text).expect("it can be read");
    let printed = scenario.print();
    assert_eq!(printed.matches("repeat").count(), 2000);
    assert_eq!(Scenario::parse(&printed).as_ref(), Ok(&scenario));
}

#[test]
fn a_link_in_steps_is_the_same() {
    let text = long_text(5000);
    let whole = LinkWriting::new(&text).finish();
    let mut writing = LinkWriting::new(&text);
    while !writing.go_on(10) {}
    assert_eq!(writing.finish(), whole);

    let mut reading = LinkReading::new(&whole).expect("it begins well");
    let mut steps = 0;
    while !reading.go_on(10) {
        steps += 1;
    }
    assert!(steps > 100, "{steps} steps");
    let link = reading.finish().expect("a link");
    assert_eq!(link.text(|_| None), Ok(text));
    for end in [whole.len() / 2, whole.len() - 1] {
        let cut = &whole[..end];
        let mut reading = LinkReading::new(cut);
        if let Ok(reading) = &mut reading {
            while !reading.go_on(1) {}
        }
        assert_eq!(reading.and_then(LinkReading::finish), raft_scenario::RunLink::read(cut));
    }
}

/// The line numbers are found without printing, and are those of the printed text.
#[test]
fn every_step_stands_in_its_line() {
    let repeated = "raft 1\ntitle \"T\"\nservers 3\nend 900\n# one\nat 10 client \"add n 1\" repeat 30 \
                    every 5\n# two\n# three\nat 12 crash s1\nat 12 client \"add n 1\" repeat 3 every \
                    0\nby 90 expect leader\n";
    for text in builtin::ALL.iter().map(|(_, text)| *text).chain([repeated]) {
        let mut scenario = Scenario::parse(text).expect("a good text");
        // If a repetition was cut off, as many as are left share one line.
        scenario.steps.pop();
        let printed = scenario.print();
        let lines: Vec<&str> = printed.lines().collect();
        let numbers = scenario.printed_lines();
        assert_eq!(numbers.len(), scenario.steps.len());
        for (step, number) in scenario.steps.iter().zip(&numbers) {
            let line = lines[*number as usize - 1];
            let is_it = match &step.task {
                Task::Act(act) => line.contains(&act.to_string()),
                Task::Expect(expectation) => line.contains(&expectation.predicate.to_string()),
                Task::Note(_) => line.contains(" note "),
            };
            assert!(is_it, "line {number} of {printed}: {step:?}");
        }
        // Every step has a line of its own, except those that share one.
        let distinct: BTreeSet<u32> = numbers.into_iter().collect();
        let is_step = |line: &&&str| {
            ["at ", "by ", "always ", "never "].iter().any(|word| line.starts_with(word))
        };
        assert_eq!(distinct.len(), lines.iter().filter(is_step).count(), "{printed}");
    }
}
