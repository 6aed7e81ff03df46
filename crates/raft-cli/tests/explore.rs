//! `raft explore`: what it writes and how it ends.

mod harness;

use std::fs;
use std::process::Command;

use harness::{assert_golden, golden, raft, raft_reading, scratch};
use raft_cli::ExitStatus;
use serde_json::Value;

/// A search with a budget of moves, which finds the same on every machine.
const FORGETS: [&str; 7] = [
    "explore",
    "--rule",
    "vote-memory forgotten-at-restart",
    "--budget",
    "120000moves",
    "--seeds",
    "1..2",
];

#[test]
fn what_is_found_is_a_scenario_that_does_what_it_expects() {
    let found = raft(&FORGETS);
    assert_eq!(found.outcome, ExitStatus::Good, "{}", found.err);
    assert_golden(&found.out, &golden("explore.raft"));
    assert_golden(&found.err, &golden("explore.err.txt"));
    assert_eq!(raft_reading(&["run", "-q", "-"], &found.out).outcome, ExitStatus::Good);
    let formatted = raft_reading(&["fmt", "-"], &found.out);
    assert_eq!(formatted.out, found.out);
}

#[test]
fn jobs_change_nothing_but_the_time() {
    let jobs = [&FORGETS[..], &["--jobs", "2"]].concat();
    assert_eq!(raft(&jobs).out, raft(&FORGETS).out);
}

#[test]
fn one_line_of_json_says_what_was_found() {
    let found = raft(&[&FORGETS[..], &["--json"]].concat());
    let value: Value = serde_json::from_str(&found.out).expect("JSON");
    assert_eq!(found.out.lines().count(), 1);
    assert_eq!(value["found"]["property"], "election-safety");
    assert_eq!(value["servers"], 3);
    let text = value["found"]["text"].as_str().expect("a text");
    assert_eq!(raft_reading(&["run", "-q", "-"], text).outcome, ExitStatus::Good);
    let nothing = raft(&["explore", "--budget", "1000moves", "--json"]);
    assert_eq!(nothing.outcome, ExitStatus::Failed);
    let value: Value = serde_json::from_str(&nothing.out).expect("JSON");
    assert!(value["found"].is_null() && value["moves"].as_u64() >= Some(1000), "{value}");
}

/// The text names the search that found it, with all that the result depends on but the time it had.
#[test]
fn the_text_repeats_the_options_that_it_was_found_with() {
    let file = scratch("two servers.raft", "raft 1\nservers 2\nrule commit at-once\n");
    let options = "--method random,phases --terms 2 --commands 3 --crashes 0 --first";
    let found = raft(&[&["explore", &file][..], &options.split(' ').collect::<Vec<_>>()].concat());
    let expected = format!(
        "# raft explore '{file}' --servers 2 --rule \"commit at-once\" --method random,phases --terms 2 \
         --commands 3 --crashes 0 --seeds 1..1\n"
    );
    assert!(found.out.starts_with(&expected), "{}", found.out);
}

/// The text names the search that found it. A shell must read the goal in it as it was given.
#[test]
fn a_goal_is_repeated_as_one_word_of_a_shell() {
    let goal = r#"state s1 "$HOME 'x'" none"#;
    let found = raft(&["explore", "--goal", goal, "--budget", "1000moves", "--first"]).out;
    let word = r#"--goal 'state s1 "$HOME '\''x'\''" none' --seeds"#;
    assert!(found.lines().next().is_some_and(|line| line.contains(word)), "{found}");
}

#[test]
fn a_way_of_searching_is_known_by_its_earlier_name() {
    let by = |name| raft(&[&FORGETS[..], &["--method", name]].concat());
    let (earlier, now) = (by("stories"), by("phases"));
    assert_eq!((&earlier.out, &earlier.err), (&now.out, &now.err));
    assert_eq!(earlier.outcome, ExitStatus::Good);
}

#[test]
fn it_ends_with_1_when_nothing_is_found() {
    let nothing = raft(&["explore", "--budget", "2000moves"]);
    assert_eq!((nothing.outcome, nothing.out.as_str()), (ExitStatus::Failed, ""));
    assert!(nothing.err.starts_with("No run found. "), "{}", nothing.err);
}

#[test]
fn the_world_is_the_head_of_a_text() {
    let text = "raft 1\nservers 3\nserver s1 log 1 1\nserver s2 log 1\nat 0 crash s1\n";
    let goal = ["explore", "-", "--goal", "log s2 1 1", "--budget", "100000moves", "--first"];
    let found = raft_reading(&goal, text);
    assert_eq!(found.outcome, ExitStatus::Good, "{}", found.err);
    assert!(
        found.out.contains("server s1 log 1 1\n") && !found.out.contains("crash"),
        "{}",
        found.out
    );
}

#[test]
fn wrong_use_ends_with_2() {
    let wrong: [(&[&str], &str); 8] = [
        (&["--goal", "leader s9"], "--goal \u{2018}leader s9\u{2019}, column 8: unexpected \"s9\""),
        (&["--goal", "leder"], "--goal \u{2018}leder\u{2019}, column 1: unexpected \"leder\""),
        (&["--budget", "10"], "a time such as 10s"),
        (&["--seeds", "5..1"], "the smaller one first"),
        (&["--method", "guess"], "no search method is called"),
        (&["--servers", "10"], "10"),
        (&["--rule", "commit never"], "the choices of commit are"),
        (&["one.raft", "two.raft"], "--merge"),
    ];
    for (args, said) in wrong {
        let done = raft(&[&["explore"], args].concat());
        assert_eq!(done.outcome, ExitStatus::Unreadable, "{args:?}");
        assert!(done.err.contains(said), "{args:?}: {}", done.err);
    }
    let few =
        raft_reading(&["explore", "-", "--servers", "1"], "raft 1\nservers 3\nserver s3 log 1\n");
    assert_eq!(few.outcome, ExitStatus::Unreadable);
}

#[test]
fn merge_keeps_the_shortest_that_does_what_it_expects() {
    let short = "raft 1\nservers 3\nmanual\nat 0 timeout s1\nat 0 expect term s1 = 1\n";
    let long =
        "raft 1\nservers 3\nmanual\nat 0 timeout s2\nat 0 timeout s1\nat 0 expect term s1 = 1\n";
    let false_one = "raft 1\nservers 3\nmanual\nat 0 expect term s1 = 1\n";
    let files = [("long", long), ("short", short), ("false", false_one)];
    let [long, short, wrong] =
        files.map(|(name, text)| scratch(&format!("merge-{name}.raft"), text));
    let merged = raft(&["explore", "--merge", &long, &wrong, &short]);
    assert_eq!((merged.outcome, merged.out.as_str()), (ExitStatus::Good, files[1].1));
    assert!(
        merged.err.contains("left out") && merged.err.contains("with 1 steps"),
        "{}",
        merged.err
    );
    assert_eq!(raft(&["explore", "--merge", &wrong]).outcome, ExitStatus::Failed);
    assert_eq!(raft(&["explore", "--merge", "nowhere.raft"]).outcome, ExitStatus::Unreadable);
    assert_eq!(raft(&["explore", "--merge"]).outcome, ExitStatus::Unreadable);
}

/// The command that docs/search.md shows: shards by seed, each with an output of its own, and the best of
/// them.
#[test]
fn shards_are_spread_by_xargs_and_merged() {
    let folder = format!("{}/shards", env!("CARGO_TARGET_TMPDIR"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    let shards = "seq 1 3 | xargs -P 2 -I{} raft explore --rule 'vote-memory forgotten-at-restart' \
                  --budget 20000moves --seeds {}..{} -o shard-{}.raft";
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/search.md");
    let docs = fs::read_to_string(docs).expect("there is docs/search.md");
    assert!(docs.contains(&format!("{shards}\nraft explore --merge shard-*.raft -o best.raft\n")));
    let program = env!("CARGO_BIN_EXE_raft");
    let script = format!(
        "{}\n{program} explore --merge shard-*.raft -o best.raft",
        shards.replace("raft explore", &format!("{program} explore"))
    );
    let done = Command::new("sh").args(["-c", &script]).current_dir(&folder).output().expect("sh");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let best = fs::read_to_string(format!("{folder}/best.raft")).expect("it was written");
    assert!((1..=3).any(|shard| {
        fs::read_to_string(format!("{folder}/shard-{shard}.raft")).is_ok_and(|it| it == best)
    }));
    assert_eq!(raft_reading(&["run", "-q", "-"], &best).outcome, ExitStatus::Good);
}
