//! Mutated texts and links: each is read, or refused with an error that says where. A text that is read
//! prints to a text that reads as the same scenario, and can be played in slices of bounded work.

mod mutate;

use std::time::Duration;
use std::{env, fs};

use raft_scenario::{
    LinkError, Linked, MAX_QUOTED, ParseError, RunLink, Scenario, Timeline, builtin,
};
use raft_sim::Time;

use self::mutate::Mutator;

/// The cases of an ordinary test run; the environment variable `FUZZ_CASES` asks for more.
const CASES: usize = 6_000;

/// One in this many texts is played far, the others only a little: most runs are much alike.
const FAR: usize = 50;

/// The most events for which a run is played.
const MOST_EVENTS: u64 = 20_000;
const FEW_EVENTS: u64 = 1_000;

/// How many of the cases that took longest are reported.
const SLOWEST: usize = 20;

/// The number of events that each call of the timeline plays.
const SLICE: u64 = 250;

/// What a user may open.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Text(String),
    Link(String),
}

/// What has been done so far.
#[derive(Default)]
struct Count {
    read: usize,
    refused: usize,
    events: u64,
    /// The cases that took longest, the longest first.
    slowest: Vec<(Duration, Case)>,
}

impl Count {
    fn text(&mut self, text: &str) {
        match Scenario::parse(text) {
            Ok(scenario) => {
                self.read += 1;
                let printed = scenario.print();
                assert_eq!(
                    Scenario::parse(&printed).as_ref(),
                    Ok(&scenario),
                    "{text:?}\n{printed}"
                );
                let most = if self.read.is_multiple_of(FAR) { MOST_EVENTS } else { FEW_EVENTS };
                self.play(&scenario, most);
            }
            Err(error) => {
                self.refused += 1;
                says_where(&error, text);
            }
        }
    }

    /// Plays a scenario as the page does, in slices and back into the past, and as the command line does.
    fn play(&mut self, scenario: &Scenario, most: u64) {
        let mut timeline =
            Timeline::unplayed(scenario.clone(), &mut ()).expect("what is read can be set up");
        timeline.start_seek(timeline.end(), Time::default());
        while !timeline.go_on(SLICE, &mut ()) && timeline.world().events() < most {}
        self.events += timeline.world().events();
        let (now, reached) = (timeline.now(), timeline.reached());
        assert!(now <= reached, "{now:?} {reached:?}");
        let is_over = timeline.heading().is_none();
        if is_over {
            self.same_as_at_once(scenario, &timeline);
        }
        timeline.start_seek(Time(now.0 / 2), Time(now.0 / 2));
        while !timeline.go_on(SLICE, &mut ()) {}
        assert_eq!(timeline.now(), Time(now.0 / 2));
        assert_eq!(timeline.reached(), reached);
    }

    fn same_as_at_once(&mut self, scenario: &Scenario, timeline: &Timeline) {
        let report = scenario.run(&mut ()).expect("what is read can be set up");
        for (_, problem) in &report.problems {
            is_short(&problem.to_string());
        }
        assert_eq!(report.world.digest(), timeline.world().digest(), "{}", scenario.print());
    }

    fn link(&mut self, link: &str) {
        let builtin = |name: &str| builtin::text_of(name).map(str::to_owned);
        match RunLink::read(link).and_then(|link| link.text(builtin)) {
            Ok(text) => self.text(&text),
            Err(error) => {
                self.refused += 1;
                is_short(&error.to_string());
                let is_whole =
                    link.starts_with("#s=z2.") && link.ends_with('=') && !link.contains('&');
                assert!(!is_whole || error != LinkError::CutShort, "{link}");
            }
        }
    }

    #[allow(clippy::disallowed_types, reason = "what is measured is not the world")]
    fn timed(&mut self, case: Case) {
        let start = std::time::Instant::now();
        match &case {
            Case::Text(text) => self.text(text),
            Case::Link(link) => self.link(link),
        }
        let took = start.elapsed();
        let place = self.slowest.partition_point(|(longer, _)| *longer > took);
        if place < SLOWEST {
            self.slowest.insert(place, (took, case));
            self.slowest.truncate(SLOWEST);
        }
    }
}

/// Returns the shortest of three times that a case takes, as the machine may have been busy before.
fn time_again(case: &Case) -> Duration {
    let once = |_| {
        let mut count = Count { read: FAR - 1, ..Count::default() };
        count.timed(case.clone());
        count.slowest[0].0
    };
    (0..3).map(once).min().unwrap_or_default()
}

/// Checks that the error begins with a line and a column that the text has, or with the end of a line.
fn says_where(error: &ParseError, text: &str) {
    let message = error.to_string();
    is_short(&message);
    let (line, column) = (error.line, error.column);
    assert!(message.starts_with(&format!("line {line}, column {column}: ")), "{message}");
    let is_after_the_text = line as usize == text.lines().count() + 1;
    let characters = match text.lines().nth(line as usize - 1) {
        Some(line) => line.chars().count(),
        None if is_after_the_text => 0,
        None => panic!("{message}\n{text:?}"),
    };
    assert!(column >= 1 && column as usize <= characters + 1, "{message}\n{text:?}");
}

/// Checks that an error shows little of its subject, and nothing that changes how the rest is shown.
fn is_short(error: &str) {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    assert!(!error.contains(is_hidden), "{error:?}");
    // An escape stands for one character.
    let escapes = error.split("\\u{").skip(1).filter_map(|rest| rest.find('}')).map(|end| end + 3);
    let shown = error.chars().count() - escapes.sum::<usize>();
    assert!(shown < 2 * MAX_QUOTED + 500, "{error}");
}

/// The texts that cases are made from: all built-in ones, and the old texts.
fn texts() -> Vec<String> {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/old_texts");
    let mut paths: Vec<_> = fs::read_dir(kept)
        .expect("the folder is there")
        .map(|file| file.expect("a file").path())
        .collect();
    paths.sort();
    let kept = paths.iter().map(|path| fs::read_to_string(path).expect("a text"));
    builtin::ALL.iter().map(|&(_, text)| text.to_owned()).chain(kept).collect()
}

/// The links that cases are made from: to every text, with every codec.
fn links(texts: &[String]) -> Vec<String> {
    let link = |text: &String| RunLink { run: Linked::Text(text.clone()), at: None }.to_string();
    let mut links: Vec<String> = texts.iter().map(link).collect();
    links.extend(links.clone().iter().map(|link| link.replace("z2.", "z1.").replace('=', "")));
    links.push("#s=t2.raft%201%0Aat%200%20crash%20s1%0A-&t=5".to_owned());
    links.push("#s=t1.raft+1%0Aseed+7%0A".to_owned());
    links.push("#s=d1.K0pMK1Ew5CpOTU1RMOcCAA".to_owned());
    links.extend(builtin::ALL.iter().map(|(name, _)| format!("#scenario={name}&t=250")));
    links
}

/// Runs this many cases: half of them texts, half of them links.
fn fuzz(cases: usize, seed: u64) -> Count {
    let texts = texts();
    let links = links(&texts);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut mutator = Mutator::new(seed);
    let mut count = Count::default();
    for case in 0..cases {
        let edits = 1 + mutator.below(4) * mutator.below(2);
        if case % 2 == 0 {
            let mut text = mutator.one(&texts).to_owned();
            for _ in 0..edits {
                let other = mutator.one(&texts);
                mutator.edit(&mut text, other);
            }
            count.timed(Case::Text(text));
            continue;
        }
        let mut link = if case % 8 == 1 {
            let text = mutator.one(&texts);
            mutator.link_to_bytes(text)
        } else {
            links[mutator.below(links.len())].clone()
        };
        let edits = if case % 16 == 1 { 0 } else { edits };
        (0..edits).for_each(|_| mutator.edit_link(&mut link));
        count.timed(Case::Link(link));
    }
    count
}

#[test]
fn mutated_texts_and_links_are_read_or_refused() {
    let Count { read, refused, events, .. } = fuzz(CASES, 9);
    assert!(read > CASES / 6 && refused > CASES / 4, "{read} read, {refused} refused");
    assert!(events > CASES as u64 * 50, "{events} events");
}

/// For a release build, with as many cases as there is time for:
/// `FUZZ_CASES=2000000 cargo test --release -p raft-scenario --test fuzz -- --ignored --nocapture`.
/// `FUZZ_SEED` selects others.
#[test]
#[ignore = "takes minutes"]
fn many_mutated_texts_and_links_are_read_or_refused() {
    let number = |name: &str, usual: usize| {
        env::var(name).map_or(usual, |number| number.parse().expect("a number"))
    };
    let cases = number("FUZZ_CASES", CASES);
    let Count { read, refused, events, slowest } = fuzz(cases, number("FUZZ_SEED", 10) as u64);
    println!("{cases} cases: {read} read, {refused} refused, {events} events played");
    let again = slowest.into_iter().map(|(took, case)| (time_again(&case), took, case));
    if let Some((alone, took, case)) = again.max() {
        let (Case::Text(shown) | Case::Link(shown)) = case;
        let shown: String = shown.chars().take(3_000).collect();
        println!("the slowest took {alone:?}, and {took:?} among the others:\n{shown}");
    }
    assert!(read > cases / 6 && refused > cases / 4);
}
