//! What the commands print, and how they end.

mod harness;

use std::fs;

use harness::{Done, golden, raft, raft_reading, scratch};
use raft_cli::Outcome;
use raft_scenario::{Fault, Scenario};

fn text_of(name: &str) -> String {
    fs::read_to_string(golden(name)).unwrap()
}

/// Compares with a file of expected output; `UPDATE_GOLDEN=1` writes the file anew.
fn assert_golden(found: &str, name: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(golden(name), found).unwrap();
    }
    assert_eq!(found, text_of(name), "{name}");
}

#[test]
fn run_tells_what_happens_and_what_holds() {
    let Done { outcome, out, err } = raft_reading(&["run", "-"], &text_of("by-hand.raft"));
    assert_eq!((outcome, err.as_str()), (Outcome::Good, ""));
    assert_golden(&out, "by-hand.run.txt");
    let verbose = raft_reading(&["run", "--verbose", "-"], &text_of("by-hand.raft"));
    assert!(verbose.out.contains("sent: append s1->s2 (m4): term 2, no entries after 1 of term 1"));
    let quiet = raft_reading(&["run", "-q", "-"], &text_of("by-hand.raft"));
    assert_eq!(quiet.out, "");
}

#[test]
fn run_says_what_does_not_hold_and_what_could_not_be_done() {
    let Done { outcome, out, err } = raft_reading(&["run", "-"], &text_of("fails.raft"));
    assert_eq!((outcome, err.as_str()), (Outcome::Failed, ""));
    assert_golden(&out, "fails.run.txt");
    let quiet = raft_reading(&["run", "--quiet", "-"], &text_of("fails.raft"));
    assert!(quiet.out.contains("FAILS     <stdin>:8: by 4 expect leader\n"));
    assert!(!quiet.out.contains("holds"));
}

#[test]
fn run_goes_on_with_the_other_files() {
    let wrong = scratch("wrong.raft", "raft 1\nservers 3\nat 10 crush s1\n");
    let (good, fails) = (golden("by-hand.raft"), golden("fails.raft"));
    let done = raft(&["run", "-q", &wrong, "nowhere.raft", &fails, &good]);
    assert_eq!(done.outcome, Outcome::Unreadable);
    assert!(done.out.contains("fails.raft: 1 of 3 expectations met"), "{}", done.out);
    let (first, second) = done.err.split_once('\n').unwrap();
    assert!(first.starts_with(&format!("{wrong}:3:7: expected expect, note, or")), "{first}");
    assert!(first.ends_with("found \u{2018}crush\u{2019}"), "{first}");
    assert!(second.starts_with("nowhere.raft: cannot be read: "), "{second}");
    assert_eq!(raft(&["run", "-q", &fails, &good]).outcome, Outcome::Failed);
    assert_eq!(raft(&["run", "-q", &good, &good]).outcome, Outcome::Good);
}

#[test]
fn what_is_no_text_is_refused() {
    let path = scratch("binary.raft", "");
    fs::write(&path, b"raft 1\n\xff").unwrap();
    let done = raft(&["run", &path]);
    assert_eq!(done.outcome, Outcome::Unreadable);
    assert!(done.err.contains("it is not UTF-8 text"), "{}", done.err);
    let newer = raft_reading(&["run", "-"], "raft 2\n");
    assert_eq!(newer.outcome, Outcome::Unreadable);
    assert!(newer.err.starts_with("<stdin>:1:6: "), "{}", newer.err);
    let empty = raft_reading(&["trace", "-"], "");
    assert_eq!(empty.outcome, Outcome::Unreadable);
}

#[test]
fn trace_writes_rows() {
    let done = raft_reading(&["trace", "-"], &text_of("by-hand.raft"));
    assert_eq!(done.outcome, Outcome::Good);
    assert_golden(&done.out, "by-hand.trace.ndjson");
    let path = scratch("trace.ndjson", "");
    assert_eq!(raft(&["trace", &golden("by-hand.raft"), "-o", &path]).outcome, Outcome::Good);
    assert_eq!(fs::read_to_string(path).unwrap(), done.out);
    let nowhere = raft(&["trace", &golden("by-hand.raft"), "-o", "/nowhere/trace"]);
    assert_eq!(nowhere.outcome, Outcome::Unreadable);
    assert!(nowhere.err.starts_with("/nowhere/trace: cannot be written: "), "{}", nowhere.err);
}

#[test]
fn fmt_rewrites_in_place_and_only_what_differs() {
    let messy = "  raft   1\nservers 3\n\nat 20 heal\nat 10 cut s1 -> s2 # one way\n";
    let neat = "raft 1\nservers 3\n# one way\nat 10 cut s1->s2\nat 20 heal\n";
    let path = scratch("messy.raft", messy);
    let check = raft(&["fmt", "--check", &path]);
    assert_eq!((check.outcome, check.out), (Outcome::Failed, format!("{path}\n")));
    assert_eq!(fs::read_to_string(&path).unwrap(), messy);
    let done = raft(&["fmt", &path]);
    assert_eq!((done.outcome, done.out.as_str()), (Outcome::Good, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), neat);
    assert_eq!(raft(&["fmt", "--check", &path]).outcome, Outcome::Good);
    assert_eq!(raft_reading(&["fmt", "-"], messy).out, neat);
    assert_eq!(raft_reading(&["fmt", "-"], neat).out, neat);
    let wrong = raft_reading(&["fmt", "-"], "raft 1\nserves 3\n");
    assert_eq!((wrong.outcome, wrong.out.as_str()), (Outcome::Unreadable, ""));
}

#[test]
fn link_and_unlink_are_inverse() {
    for name in ["by-hand.raft", "fails.raft"] {
        let text = text_of(name);
        let link = raft_reading(&["link", "-", "--at", "4200.5"], &text);
        assert_eq!((link.outcome, link.err.as_str()), (Outcome::Good, ""));
        assert!(link.out.starts_with("#s=z1.") && link.out.ends_with("&t=4200.5\n"));
        let address = format!("https://example.org/{}", link.out);
        for done in [raft(&["unlink", &address]), raft_reading(&["unlink", "-"], &address)] {
            assert_eq!(done.outcome, Outcome::Good);
            assert_eq!(done.out, Scenario::parse(&text).unwrap().print());
            assert_eq!(done.err, "The link opens it at 4200.5 ms.\n");
        }
    }
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
        assert_eq!((done.outcome, done.out.as_str()), (Outcome::Unreadable, ""));
        assert_eq!(done.err, message);
    }
    let newer = raft(&["unlink", "#s=t1.raft%209%0A"]);
    assert_eq!((newer.outcome, newer.out.as_str()), (Outcome::Unreadable, "raft 9\n"));
    assert!(newer.err.starts_with("<link>:1:6: "), "{}", newer.err);
}

#[test]
fn random_invents_eventful_runs_again_and_again_the_same() {
    for (servers, seed) in [("1", "5"), ("2", "6"), ("4", "7"), ("5", "8"), ("7", "9")] {
        let args = ["random", "--servers", servers, "--seed", seed, "--seconds", "4"];
        let Done { outcome, out, err } = raft(&args);
        assert_eq!((outcome, err.as_str()), (Outcome::Good, ""));
        assert_eq!(raft(&args).out, out);
        assert_eq!(Scenario::parse(&out).unwrap().print(), out);
        assert!(out.starts_with(&format!("# raft {} --faults all\n", args.join(" "))), "{out}");
        let run = raft_reading(&["run", "-"], &out);
        assert_eq!(run.outcome, Outcome::Good, "{}", run.out);
        // Its head counts what the account counts.
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
    assert_eq!((checked.outcome, &checked.out), (Outcome::Failed, &text));
    assert!(checked.err.starts_with("raft: nothing of: leader changes, truncations"));
    let some = ["random", "--seconds", "3", "--faults", "crashes,delays"];
    let text = raft(&some).out;
    assert!(text.contains(" crash ") && text.contains(" delay ") && !text.contains(" partition "));
    let path = scratch("random.raft", "");
    let written = raft(&[&some[..], &["--vary-rules", "-o", &path]].concat());
    assert_eq!((written.outcome, written.out.as_str()), (Outcome::Good, ""));
    assert!(fs::read_to_string(path).unwrap().contains("\nrule "));
}

#[test]
fn bad_arguments_are_explained() {
    let cases: [(&[&str], &str); 12] = [
        (&[], "Usage: raft <COMMAND>"),
        (&["trac"], "a similar subcommand exists: 'trace'"),
        (&["run"], "<FILE>..."),
        (&["run", "-vq", "-"], "cannot be used with"),
        (&["trace", "a", "b"], "unexpected argument 'b'"),
        (&["link", "-", "--at", "soon"], "a time in milliseconds, like 4200 or 12.5"),
        (&["unlink"], "<FRAGMENT>"),
        (&["random", "--servers", "10"], "10 is not in 1..=9"),
        (&["random", "--servers", "0"], "0 is not in 1..=9"),
        (&["random", "--seed", "9007199254740992"], "is not in 0..=9007199254740991"),
        (&["random", "--seconds", "0"], "a number of seconds, up to 3600"),
        (&["random", "--faults", "crashes,fire"], "no fault is called \u{2018}fire\u{2019}"),
    ];
    for (args, message) in cases {
        let done = raft(args);
        assert_eq!((done.outcome, done.out.as_str()), (Outcome::Unreadable, ""), "{args:?}");
        assert!(done.err.contains(message), "{args:?}: {}", done.err);
    }
}

#[test]
fn help_is_no_error() {
    for args in [&["--help"][..], &["help", "run"], &["trace", "-h"], &["--version"]] {
        let done = raft(args);
        assert_eq!((done.outcome, done.err.as_str()), (Outcome::Good, ""), "{args:?}");
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
    assert_eq!((done.outcome, done.err.as_str()), (Outcome::Failed, ""));
    let told = "<stdin>: election-safety violated at 0 ms\n  \
                s1 was elected for term 1 (0 ms, event 46)\n  \
                s3 was elected for term 1 (0 ms, event 54)\n\
                <stdin>: 1 violation\n";
    assert_eq!(done.out, told);
    let paper = TWO_VOTES.replace("rule votes-per-term any\n", "");
    let done = raft_reading(&["check", "-"], &paper);
    assert_eq!((done.outcome, done.out.as_str()), (Outcome::Good, "<stdin>: no violation\n"));
    let wrong = raft_reading(&["check", "-"], "raft 1\nrules\n");
    assert_eq!((wrong.outcome, wrong.out.as_str()), (Outcome::Unreadable, ""));
}

#[test]
fn run_tells_of_violations_and_whether_they_are_expected() {
    let done = raft_reading(&["run", "-"], TWO_VOTES);
    assert_eq!(done.outcome, Outcome::Good, "only expectations decide");
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
    assert_eq!(done.outcome, Outcome::Failed);
    assert!(done.out.contains("            at 0 ms: election-safety at 0 ms\n"), "{}", done.out);
}
