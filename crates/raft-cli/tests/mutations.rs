//! Damaged texts and links are read or refused, and never cause a panic.

mod harness;

use std::fmt::Write;

use harness::{golden, raft, raft_reading};
use raft_cli::ExitStatus;
use raft_scenario::{RunLink, Scenario};
use raft_sim::{SplitMix64, Time};

/// Random draws that are the same every time.
struct Chance(SplitMix64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit.max(1) as u64) as usize
    }

    /// The text with a few characters deleted, doubled, replaced, moved or cut off.
    fn damage(&mut self, text: &str, alphabet: &[char]) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(chars.len());
            let other = alphabet[self.below(alphabet.len())];
            match self.below(7) {
                _ if chars.is_empty() => chars.push(other),
                0 => drop(chars.remove(at)),
                1 => chars.insert(at, other),
                2 => chars[at] = other,
                3 => chars.insert(at, chars[at]),
                4 => {
                    let to = self.below(chars.len());
                    chars.swap(at, to);
                }
                5 => {
                    let end = (at + self.below(30)).min(chars.len());
                    let part: Vec<_> = chars.drain(at..end).collect();
                    let to = self.below(chars.len() + 1);
                    chars.splice(to..to, part);
                }
                _ if self.below(8) == 0 => chars.truncate(at),
                _ => chars[at] = char::from_u32(self.below(0x11_0000) as u32).unwrap_or('\u{fffd}'),
            }
        }
        chars.into_iter().collect()
    }
}

fn texts() -> Vec<String> {
    let random = |seed: &str| {
        raft(&["random", "--servers", "3", "--seconds", "1", "--seed", seed, "--vary-rules"]).out
    };
    let file = |name: &str| std::fs::read_to_string(golden(name)).unwrap();
    vec![file("by-hand.raft"), file("fails.raft"), random("1"), random("2"), random("3")]
}

#[test]
fn damaged_texts_are_read_or_refused() {
    let alphabet: Vec<char> = "0123456789 .\"\\#->=<%|*\nsc\t\u{feff}\u{7f}领".chars().collect();
    let (mut chance, mut read, mut played) = (Chance(SplitMix64(1)), 0, 0);
    for text in texts().iter().cycle().take(5_000) {
        let damaged = chance.damage(text, &alphabet);
        let Ok(scenario) = Scenario::parse(&damaged) else {
            continue;
        };
        read += 1;
        let printed = scenario.print();
        let again = Scenario::parse(&printed);
        assert_eq!(again.as_ref(), Ok(&scenario), "{damaged:?}\n{printed}");
        if read % 20 == 0 && scenario.ends_at() <= Time::from_ms(3_000) {
            played += 1;
            let run = raft_reading(&["run", "-v", "-"], &damaged);
            assert!(run.outcome <= ExitStatus::Failed, "{}", run.err);
        }
    }
    assert!(read > 300 && played > 10, "{read} read, {played} played");
}

#[test]
fn damaged_links_are_read_or_refused() {
    let alphabet: Vec<char> = "AZaz09-_.%+&=#/?\n领".chars().collect();
    let mut chance = Chance(SplitMix64(2));
    let short = raft_reading(&["link", "-"], "raft 1\nat 5 crash s1\n").out;
    let mut links = vec![short];
    links.extend(texts().iter().map(|text| raft_reading(&["link", "-"], text).out));
    let mut unnoticed = 0;
    // Links that people can read can also be changed by them.
    let is_plain = |link: &str| link.contains("t1.") || link.contains("t2.");
    for link in links.iter().cycle().take(5_000) {
        let damaged = chance.damage(link.trim(), &alphabet);
        let done = raft_reading(&["unlink", "-"], &damaged);
        assert_eq!(done.outcome == ExitStatus::Good, Scenario::parse(&done.out).is_ok());
        assert!(done.outcome == ExitStatus::Good || !done.err.is_empty());
        let intact = |link: &str| RunLink::read(link).map(|link| link.run);
        if done.outcome == ExitStatus::Good && intact(&damaged) != intact(link) {
            assert!(is_plain(&damaged), "{damaged}");
            unnoticed += 1;
        }
    }
    println!("{unnoticed} of 5000 damaged links led to another run");
    assert!(unnoticed < 500, "{unnoticed}");
}

#[test]
fn absurd_texts_are_refused_in_time() {
    let mut deep = String::from("raft 1\n");
    for at in 0..20_000 {
        let _ = writeln!(deep, "at {at} crash s1");
    }
    assert_eq!(raft_reading(&["fmt", "-"], &deep).outcome, ExitStatus::Good);
    let long = format!("raft 1\ntitle \"{}", "x".repeat(200_000));
    assert_eq!(raft_reading(&["fmt", "-"], &long).outcome, ExitStatus::Unreadable);
    let number = format!("raft 1\nseed {}\n", "9".repeat(100_000));
    assert_eq!(raft_reading(&["fmt", "-"], &number).outcome, ExitStatus::Unreadable);
}
