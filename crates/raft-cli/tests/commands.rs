//! What the commands print, and how they end.

mod harness;

use std::fs;
use std::io::{self, Write};

use harness::{Done, assert_golden, golden, raft, raft_reading, scratch};
use raft_cli::{ExitStatus, Streams};
use raft_scenario::{Fault, Scenario, builtin};
use serde_json::{Value, json};

fn text_of(name: &str) -> String {
    fs::read_to_string(golden(name)).unwrap()
}

#[test]
fn run_tells_what_happens_and_what_holds() {
    let Done { outcome, out, err } = raft_reading(&["run", "-"], &text_of("by-hand.raft"));
    assert_eq!((outcome, err.as_str()), (ExitStatus::Good, ""));
    assert_golden(&out, &golden("by-hand.run.txt"));
    let verbose = raft_reading(&["run", "--verbose", "-"], &text_of("by-hand.raft"));
    assert!(verbose.out.contains("sent: append s1->s2 (m4): term 2, no entries after 1 of term 1"));
    let quiet = raft_reading(&["run", "-q", "-"], &text_of("by-hand.raft"));
    assert_eq!(quiet.out, "");
    for said in [
        "s1: its election timeout runs out",
        "s1 decides: the election is won: 2 of 2 votes",
        "entry 2 is applied: done",
    ] {
        assert!(verbose.out.contains(said), "{said} is missing from:\n{}", verbose.out);
    }
}

#[test]
fn run_says_what_does_not_hold_and_what_could_not_be_done() {
    let Done { outcome, out, err } = raft_reading(&["run", "-"], &text_of("fails.raft"));
    assert_eq!((outcome, err.as_str()), (ExitStatus::Failed, ""));
    assert_golden(&out, &golden("fails.run.txt"));
    let quiet = raft_reading(&["run", "--quiet", "-"], &text_of("fails.raft"));
    assert!(quiet.out.contains("FAILS     <stdin>:8:1: by 4 expect leader\n"));
    assert!(!quiet.out.contains("holds"));
}

#[test]
fn run_goes_on_with_the_other_files() {
    let wrong = scratch("wrong.raft", "raft 1\nservers 3\nat 10 crush s1\n");
    let (good, fails) = (golden("by-hand.raft"), golden("fails.raft"));
    let done = raft(&["run", "-q", &wrong, "nowhere.raft", &fails, &good]);
    assert_eq!(done.outcome, ExitStatus::Unreadable);
    assert!(done.out.contains("fails.raft: 1 of 3 expectations met"), "{}", done.out);
    let (first, second) = done.err.split_once('\n').unwrap();
    assert!(first.starts_with(&format!("{wrong}:3:7: unexpected \"crush\"; expected ")), "{first}");
    assert!(second.starts_with("nowhere.raft: cannot be read: "), "{second}");
    assert_eq!(raft(&["run", "-q", &fails, &good]).outcome, ExitStatus::Failed);
    assert_eq!(raft(&["run", "-q", &good, &good]).outcome, ExitStatus::Good);
}

#[test]
fn what_is_no_text_is_refused() {
    let path = scratch("binary.raft", "");
    fs::write(&path, b"raft 1\n\xff").unwrap();
    let done = raft(&["run", &path]);
    assert_eq!(done.outcome, ExitStatus::Unreadable);
    assert!(done.err.contains("it is not UTF-8 text"), "{}", done.err);
    let newer = raft_reading(&["run", "-"], "raft 2\n");
    assert_eq!(newer.outcome, ExitStatus::Unreadable);
    assert!(newer.err.starts_with("<stdin>:1:6: "), "{}", newer.err);
    let empty = raft_reading(&["trace", "-"], "");
    assert_eq!(empty.outcome, ExitStatus::Unreadable);
}

#[test]
fn trace_writes_rows() {
    let done = raft_reading(&["trace", "-"], &text_of("by-hand.raft"));
    assert_eq!(done.outcome, ExitStatus::Good);
    assert_golden(&done.out, &golden("by-hand.trace.ndjson"));
    let path = scratch("trace.ndjson", "");
    assert_eq!(raft(&["trace", &golden("by-hand.raft"), "-o", &path]).outcome, ExitStatus::Good);
    assert_eq!(fs::read_to_string(path).unwrap(), done.out);
    let nowhere = raft(&["trace", &golden("by-hand.raft"), "-o", "/nowhere/trace"]);
    assert_eq!(nowhere.outcome, ExitStatus::Unreadable);
    assert!(nowhere.err.starts_with("/nowhere/trace: cannot be written: "), "{}", nowhere.err);
}

#[test]
fn fmt_rewrites_in_place_and_only_what_differs() {
    let messy = "  raft   1\nservers 3\n\nat 20 heal\nat 10 cut s1 -> s2 # one way\n";
    let neat = "raft 1\nservers 3\n# one way\nat 10 cut s1->s2\nat 20 heal\n";
    let path = scratch("messy.raft", messy);
    let check = raft(&["fmt", "--check", &path]);
    assert_eq!((check.outcome, check.out), (ExitStatus::Failed, format!("{path}\n")));
    assert_eq!(fs::read_to_string(&path).unwrap(), messy);
    let done = raft(&["fmt", &path]);
    assert_eq!((done.outcome, done.out.as_str()), (ExitStatus::Good, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), neat);
    assert_eq!(raft(&["fmt", "--check", &path]).outcome, ExitStatus::Good);
    assert_eq!(raft_reading(&["fmt", "-"], messy).out, neat);
    assert_eq!(raft_reading(&["fmt", "-"], neat).out, neat);
    let wrong = raft_reading(&["fmt", "-"], "raft 1\nserves 3\n");
    assert_eq!((wrong.outcome, wrong.out.as_str()), (ExitStatus::Unreadable, ""));
}

#[test]
fn link_and_unlink_are_inverse() {
    for name in ["by-hand.raft", "fails.raft"] {
        let text = text_of(name);
        let link = raft_reading(&["link", "-", "--at", "4200.5"], &text);
        assert_eq!((link.outcome, link.err.as_str()), (ExitStatus::Good, ""));
        assert!(link.out.starts_with("#s=z2.") && link.out.ends_with("&t=4200.5\n"));
        let address = format!("https://example.org/{}", link.out);
        for done in [raft(&["unlink", &address]), raft_reading(&["unlink", "-"], &address)] {
            assert_eq!(done.outcome, ExitStatus::Good);
            assert_eq!(done.out, Scenario::parse(&text).unwrap().print());
            assert_eq!(done.err, "The link opens it at 4200.5 ms.\n");
        }
    }
}

/// A text that is far too long is not read to its end, and no text can control the terminal.
#[test]
fn hostile_texts_are_refused_or_shown_safely() {
    let long = raft_reading(&["run", "-"], &"#\n".repeat(2_000_000));
    let said =
        "<stdin>: cannot be read: it has more than 2097152 bytes, the most that a text may have\n";
    assert_eq!((long.outcome, long.err.as_str()), (ExitStatus::Unreadable, said));
    let text = "raft 1\ntitle \"\u{1b}[31m\u{202e}x\"\nat 0 note \"\u{202e}y\"\n\
                at 1 client \"set k \u{202e}z\"\nat 1 expect state s1 \"\u{1b}\" \"\"\n";
    let told = raft_reading(&["run", "--verbose", "-"], text);
    assert_eq!(told.outcome, ExitStatus::Failed);
    assert!(told.out.contains("\\u{1b}[31m\\u{202e}x"), "{}", told.out);
    assert!(!told.out.contains(['\u{1b}', '\u{202e}']), "{:?}", told.out);
    let unknown = raft(&["unlink", &format!("#scenario={}", "x".repeat(3000))]);
    assert_eq!(unknown.outcome, ExitStatus::Unreadable);
    assert!(unknown.err.len() < 300, "{}", unknown.err);
}

#[test]
fn a_bare_link_is_short_and_does_the_same() {
    let link = raft(&["link", "--bare", &golden("fails.raft")]);
    let text = raft(&["unlink", link.out.trim()]).out;
    assert_eq!(text, "raft 1\nservers 3\nmanual\nend 4\nat 1 restart s1\nat 2 drop vote\n");
}

#[test]
fn built_in_scenarios_are_linked_by_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../raft-scenario/scenarios");
    let link = raft(&["link", &format!("{folder}/leader-crash.raft"), "--at", "450"]).out;
    assert_eq!(link, "#scenario=leader-crash&t=450\n");
    let text = fs::read_to_string(format!("{folder}/leader-crash.raft")).unwrap();
    assert_eq!(raft(&["unlink", link.trim()]).out, text);
}

#[test]
fn unlink_says_what_is_wrong_with_a_link() {
    let whole = raft(&["link", &golden("fails.raft")]).out;
    let cut = &whole[..whole.len() / 2];
    let cases = [
        (cut, "raft: the link was cut short: its end is missing\n"),
        ("#t=5", "raft: the link holds no run: there is neither s= nor scenario=\n"),
        (
            "#s=d2.abc",
            "raft: the link is written in a form that this program does not know (\u{2018}d2\u{2019}); \
             a newer version may\n",
        ),
        ("#scenario=nix", "raft: there is no built-in scenario \u{2018}nix\u{2019}\n"),
    ];
    for (link, message) in cases {
        let done = raft(&["unlink", link]);
        assert_eq!((done.outcome, done.out.as_str()), (ExitStatus::Unreadable, ""));
        assert_eq!(done.err, message);
    }
    let newer = raft(&["unlink", "#s=t1.raft%209%0A"]);
    assert_eq!((newer.outcome, newer.out.as_str()), (ExitStatus::Unreadable, "raft 9\n"));
    assert!(newer.err.starts_with("<link>:1:6: "), "{}", newer.err);
}

#[test]
fn random_invents_eventful_runs_again_and_again_the_same() {
    for (servers, seed) in [("1", "5"), ("2", "6"), ("4", "7"), ("5", "8"), ("7", "9")] {
        let args = ["random", "--servers", servers, "--seed", seed, "--seconds", "4"];
        let Done { outcome, out, err } = raft(&args);
        assert_eq!((outcome, err.as_str()), (ExitStatus::Good, ""));
        assert_eq!(raft(&args).out, out);
        assert_eq!(Scenario::parse(&out).unwrap().print(), out);
        assert!(out.starts_with(&format!("# raft {} --faults all\n", args.join(" "))), "{out}");
        let run = raft_reading(&["run", "-"], &out);
        assert_eq!(run.outcome, ExitStatus::Good, "{}", run.out);
        // The comment at its top has the same counts as the output of `raft run`.
        let counts = out.lines().find_map(|line| line.strip_prefix("# What happens in it: "));
        assert!(run.out.contains(counts.unwrap().trim_end_matches('.')), "{counts:?}");
    }
}

#[test]
fn random_does_only_what_it_may() {
    let calm = ["random", "--servers", "3", "--seconds", "2", "--faults", "none"];
    let text = raft(&calm).out;
    let acts = text.lines().filter(|line| line.starts_with("at "));
    assert!(
        acts.clone().count() > 5 && acts.clone().all(|line| line.contains(" client ")),
        "{text}"
    );
    let checked = raft(&[&calm[..], &["--check-coverage"]].concat());
    assert_eq!((checked.outcome, &checked.out), (ExitStatus::Failed, &text));
    assert!(checked.err.starts_with("raft: these never happen: leader changes, truncations"));
    let some = ["random", "--seconds", "3", "--faults", "crashes,delays"];
    let text = raft(&some).out;
    assert!(text.contains(" crash ") && text.contains(" delay ") && !text.contains(" partition "));
    let path = scratch("random.raft", "");
    let written = raft(&[&some[..], &["--vary-rules", "-o", &path]].concat());
    assert_eq!((written.outcome, written.out.as_str()), (ExitStatus::Good, ""));
    assert!(fs::read_to_string(path).unwrap().contains("\nrule "));
}

#[test]
fn random_keeps_to_the_rules_that_are_chosen() {
    let args = [
        "random",
        "--seconds",
        "2",
        "--vary-rules",
        "--rule",
        "pre-vote on",
        "--rule",
        "commit any-term-on-majority",
    ];
    let text = raft(&args).out;
    assert!(
        text.starts_with(
            "# raft random --servers 5 --seed 1 --seconds 2 --faults all --vary-rules \
         --rule \"pre-vote on\" --rule \"commit any-term-on-majority\"\n"
        ),
        "{text}"
    );
    assert!(text.contains("\nrule pre-vote on\n"), "{text}");
    assert!(text.contains("\nrule commit any-term-on-majority\n"), "{text}");
    let off = raft(&[&args[..4], &["--rule", "pre-vote off"]].concat()).out;
    assert!(!off.contains("\nrule pre-vote"), "{off}");
}

#[test]
fn built_in_scenarios_go_by_their_names() {
    let list = raft(&["list"]);
    assert_eq!(list.outcome, ExitStatus::Good);
    assert_eq!(list.out.lines().count(), builtin::ALL.len());
    for (line, (name, text)) in list.out.lines().zip(builtin::ALL) {
        let title = Scenario::parse(text).unwrap().title;
        assert!(!title.in_language("en").is_empty(), "{name} has no title");
        let (first, rest) = line.split_once(' ').unwrap();
        assert_eq!((first, rest.trim_start()), (*name, title.in_language("en")));
    }
    let text = builtin::text_of("leader-crash").unwrap();
    let by_text = raft_reading(&["run", "-"], text).out.replace("<stdin>", "leader-crash");
    assert_eq!(raft(&["run", "leader-crash"]).out, by_text);
    assert_eq!(raft(&["fmt", "leader-crash"]).out, text);
    assert_eq!(raft(&["link", "leader-crash"]).out, "#scenario=leader-crash\n");
}

#[test]
fn a_name_that_is_nothing_is_met_with_the_nearest() {
    let done = raft(&["run", "figure7"]);
    assert_eq!((done.outcome, done.out.as_str()), (ExitStatus::Unreadable, ""));
    assert!(done.err.starts_with("figure7: cannot be read: "), "{}", done.err);
    assert!(done.err.ends_with("a built-in scenario has a similar name: figure-7\n"));
    let done = raft(&["run", "figure-8"]);
    let names = "; built-in scenarios have similar names: figure-8-safe, figure-8-unsafe\n";
    assert!(done.err.ends_with(names), "{}", done.err);
    let done = raft(&["check", "zzz.raft"]);
    assert!(done.err.ends_with("; `raft list` names the built-in scenarios\n"), "{}", done.err);
}

#[test]
fn links_are_read_like_files() {
    let text = text_of("by-hand.raft");
    let link = raft_reading(&["link", "-"], &text).out;
    let address = format!("https://example.org/raft/{}&t=5", link.trim());
    let expected = raft_reading(&["run", "-"], &text).out;
    let run = raft(&["run", &address]);
    assert_eq!(run.outcome, ExitStatus::Good, "{}", run.err);
    assert_eq!(run.out.replace("<link>", "<stdin>"), expected);
    let path = scratch("link.txt", &format!("{address}\n"));
    assert_eq!(raft(&["run", &path]).out.replace(&path, "<stdin>"), expected);
    assert_eq!(raft_reading(&["run", "-"], &link).out, expected);
    let title = raft(&["check", "#scenario=figure-7"]).out;
    assert_eq!(title, "<link>: no violation\n");
    // The text in a link is shown in its canonical form, and the file is left alone.
    assert_eq!(raft(&["fmt", &path]).out, raft_reading(&["fmt", "-"], &text).out);
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{address}\n"));
    let cut = raft(&["run", &address[..address.len() / 2]]);
    assert_eq!((cut.outcome, cut.out.as_str()), (ExitStatus::Unreadable, ""));
    assert_eq!(cut.err, "raft: the link was cut short: its end is missing\n");
    let cut = raft(&["run", &scratch("cut.txt", &address[..address.len() / 2])]);
    assert!(cut.err.ends_with("cut.txt: the link was cut short: its end is missing\n"));
}

#[test]
fn json_tells_of_every_built_in_scenario() {
    let names: Vec<_> = builtin::ALL.iter().map(|&(name, _)| name).collect();
    let done = raft(&[&["run", "--json"], &names[..]].concat());
    assert_eq!((done.outcome, done.err.as_str()), (ExitStatus::Good, ""));
    assert_eq!(done.out.lines().count(), names.len());
    for (line, (name, text)) in done.out.lines().zip(builtin::ALL) {
        let run: Value = serde_json::from_str(line).unwrap();
        assert_eq!((&run["name"], &run["outcome"]), (&json!(name), &json!("held")));
        let verdicts = run["verdicts"].as_array().unwrap();
        let expected = text.lines().filter(|line| line.contains(" expect ")).count();
        assert_eq!(verdicts.len(), expected, "{name}");
        for verdict in verdicts {
            let number = verdict["line"].as_u64().unwrap() as usize;
            assert_eq!(verdict["text"], text.lines().nth(number - 1).unwrap(), "{name}");
            assert_eq!(verdict["verdict"], "held");
        }
        let report = Scenario::parse(text).unwrap().run(&mut ()).unwrap();
        assert_eq!(run["digest"], format!("{:016x}", report.world.digest()));
        assert_eq!(run["events"], report.world.events());
        let violations = run["violations"].as_array().unwrap();
        assert_eq!(violations.len(), report.judge.found(), "{name}");
        for (found, violation) in violations.iter().zip(report.judge.violations()) {
            assert_eq!(found["property"], violation.property.name());
            assert_eq!(found["facts"][1]["event"], violation.second.seq.0);
        }
    }
}

#[test]
fn json_tells_what_fails() {
    let done = raft_reading(&["run", "--json", "-", "nowhere"], &text_of("fails.raft"));
    assert_eq!(done.outcome, ExitStatus::Unreadable);
    let mut lines = done.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let run = lines.next().unwrap();
    assert_eq!(run["outcome"], "failed");
    assert_eq!(
        run["verdicts"][0],
        json!({"line": 9, "column": 1, "text": "never expect term s1 = 0", "verdict": "failed",
               "instead": "at 0 ms: s1: term 0"})
    );
    assert_eq!(
        run["notDone"][0],
        json!({"line": 5, "column": 1, "text": "at 1 restart s1", "why": "s1 has not crashed"})
    );
    assert_eq!(run["metrics"]["leaderChanges"], 0);
    let nowhere = lines.next().unwrap();
    assert_eq!((&nowhere["name"], &nowhere["outcome"]), (&json!("nowhere"), &json!("unreadable")));
    let wrong = raft_reading(&["run", "--json", "-"], "raft 1\nservers 0\n");
    let wrong: Value = serde_json::from_str(&wrong.out).unwrap();
    assert_eq!((&wrong["line"], &wrong["column"]), (&json!(2), &json!(9)));
}

#[test]
fn colour_changes_no_word() {
    let plain = raft_reading(&["run", "-"], &text_of("fails.raft")).out;
    let coloured = raft_reading(&["run", "--color=always", "-"], &text_of("fails.raft")).out;
    assert!(coloured.contains("\x1b[1;31mFAILS\x1b[0m"), "{coloured}");
    let mut parts = coloured.split('\x1b');
    let mut words = parts.next().unwrap().to_owned();
    words.extend(parts.map(|part| part.split_once('m').unwrap().1));
    assert_eq!(words, plain);
}

/// An output of which a reader reads a few lines, and then closes it.
struct Reader {
    lines: usize,
    read: String,
}

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.read.lines().count() >= self.lines {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.read += std::str::from_utf8(bytes).unwrap();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The longest possible run takes hours to play. So this test ends only if what happens is written while it happens,
/// and a run stops when its output is closed.
#[test]
fn a_run_ends_when_nobody_reads_on() {
    for command in [&["run", "-"][..], &["run", "-v", "-"], &["trace", "-"]] {
        let mut input = "raft 1\nservers 3\nend 86400000\nat 2000 client \"set x 1\"\n".as_bytes();
        let (mut out, mut err) = (Reader { lines: 3, read: String::new() }, Vec::new());
        let mut streams = Streams::new(&mut input, &mut out, &mut err);
        let args = ["raft"].iter().chain(command).map(std::ffi::OsString::from);
        assert_eq!(raft_cli::main(args, &mut streams), ExitStatus::Closed);
        assert_eq!(String::from_utf8(err).unwrap(), "");
        assert_eq!(out.read.lines().count(), 3, "{}", out.read);
    }
}

#[test]
fn bad_arguments_are_explained() {
    let cases: [(&[&str], &str); 19] = [
        (&[], "Usage: raft [OPTIONS] <COMMAND>"),
        (&["trac"], "a similar subcommand exists: 'trace'"),
        (&["run"], "<FILE>..."),
        (&["run", "-vq", "-"], "cannot be used with"),
        (&["trace", "a", "b"], "unexpected argument 'b'"),
        (&["run", "-", "figure-7", "-"], "the standard input can be read only once"),
        (&["run", "--json", "-q", "-"], "cannot be used with"),
        (&["run", "--color", "red", "-"], "[possible values: auto, always, never]"),
        (&["random", "--rule", "pre-vote"], "the choices of pre-vote are off, on"),
        (&["random", "--rule", "pre-vote on too"], "a rule and a choice, as in \"pre-vote on\""),
        (&["random", "--rule", "pre-votes on"], "no rule is called \u{2018}pre-votes\u{2019}"),
        (&["link", "-", "--at", "soon"], "a time in milliseconds, like 4200 or 12.5"),
        (&["link", "-", "--at", "1e3"], "a time in milliseconds, like 4200 or 12.5"),
        (&["unlink"], "<FRAGMENT>"),
        (&["random", "--servers", "10"], "10 is not in 1..=9"),
        (&["random", "--servers", "0"], "0 is not in 1..=9"),
        (&["random", "--seed", "9007199254740992"], "is not in 0..=9007199254740991"),
        (&["random", "--seconds", "0"], "a number of seconds, up to 3600"),
        (&["random", "--faults", "crashes,fire"], "no fault is called \u{2018}fire\u{2019}"),
    ];
    for (args, message) in cases {
        let done = raft(args);
        assert_eq!((done.outcome, done.out.as_str()), (ExitStatus::Unreadable, ""), "{args:?}");
        assert!(done.err.contains(message), "{args:?}: {}", done.err);
    }
}

#[test]
fn help_is_no_error() {
    for args in [&["--help"][..], &["help", "run"], &["trace", "-h"], &["--version"]] {
        let done = raft(args);
        assert_eq!((done.outcome, done.err.as_str()), (ExitStatus::Good, ""), "{args:?}");
    }
    for command in [&["--help"][..], &["-h"]] {
        assert!(raft(command).out.contains("Exit codes:\n  0    success"));
    }
    let help = raft(&["random", "--help"]).out;
    for (name, _) in Fault::ALL {
        assert!(help.contains(name), "{name} is not in the help");
    }
}

const TWO_VOTES: &str = "raft 1\nservers 3\nrule votes-per-term any\nmanual\nat 0 timeout s1\n\
                         at 0 timeout s3\nat 0 deliver every vote\nat 0 deliver every vote-reply\n";

#[test]
fn check_says_which_properties_are_violated() {
    let done = raft_reading(&["check", "-"], TWO_VOTES);
    assert_eq!((done.outcome, done.err.as_str()), (ExitStatus::Failed, ""));
    let told = "<stdin>: election-safety violated at 0 ms\n  \
                s1 was elected leader of term 1 (0 ms, event 46)\n  \
                s3 was elected leader of term 1 (0 ms, event 54)\n\
                <stdin>: 1 violation\n";
    assert_eq!(done.out, told);
    let paper = TWO_VOTES.replace("rule votes-per-term any\n", "");
    let done = raft_reading(&["check", "-"], &paper);
    assert_eq!((done.outcome, done.out.as_str()), (ExitStatus::Good, "<stdin>: no violation\n"));
    let wrong = raft_reading(&["check", "-"], "raft 1\nrules\n");
    assert_eq!((wrong.outcome, wrong.out.as_str()), (ExitStatus::Unreadable, ""));
}

#[test]
fn run_tells_of_violations_and_whether_they_are_expected() {
    let done = raft_reading(&["run", "-"], TWO_VOTES);
    assert_eq!(done.outcome, ExitStatus::Good, "only expectations decide");
    assert!(done.out.contains("! election-safety is violated\n"), "{}", done.out);
    let told =
        "  VIOLATED  election-safety at 0 ms; the text does not expect it\n            s1 was";
    assert!(done.out.contains(told), "{}", done.out);
    assert!(raft_reading(&["run", "-q", "-"], TWO_VOTES).out.contains(told));
    let expected = format!("{TWO_VOTES}at 0 expect violation election-safety\n");
    let done = raft_reading(&["run", "-"], &expected);
    assert!(
        done.out.contains("  violated  election-safety at 0 ms, as expected\n"),
        "{}",
        done.out
    );
    assert_eq!(raft_reading(&["run", "-q", "-"], &expected).out, "");
    let never = TWO_VOTES.replace("manual\n", "manual\nnever expect violation\n");
    let done = raft_reading(&["run", "-q", "-"], &never);
    assert_eq!(done.outcome, ExitStatus::Failed);
    assert!(done.out.contains("            at 0 ms: election-safety at 0 ms\n"), "{}", done.out);
}

/// Braces and names with `::` or capitals in the middle belong to Rust's debug form, which is for
/// programmers of this project alone.
#[test]
fn nothing_is_written_in_rusts_debug_form() {
    for (name, _) in builtin::ALL {
        let verbose = raft(&["run", "--verbose", name]).out;
        assert!(verbose.contains(" decides: ") || *name == "first-election", "{name}");
        for sign in [" { ", "::", "Some(", ": None", "ServerId"] {
            let line = verbose.lines().find(|line| line.contains(sign));
            assert_eq!(line, None, "{name}");
        }
    }
}
