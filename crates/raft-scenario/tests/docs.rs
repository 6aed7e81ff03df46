//! The examples in `docs/scenarios.md` can be read, and do what the text says.

use std::collections::BTreeSet;
use std::fs;

use raft_check::Property;
use raft_core::Rules;
use raft_scenario::Scenario;

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scenarios.md");
    fs::read_to_string(path).expect("the page is there")
}

/// The blocks marked as scenarios, each with the line that it begins in.
fn blocks(page: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if line == "```raft" {
            let block = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```");
            blocks.push((number, block.map(|line| format!("{line}\n")).collect()));
        }
    }
    blocks
}

#[test]
fn every_example_can_be_played_and_holds() {
    let page = page();
    let blocks = blocks(&page);
    assert!(blocks.len() >= 15, "{}", blocks.len());
    for (line, text) in blocks {
        let place = format!("docs/scenarios.md:{line}");
        let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
        let report = scenario.run(&mut ()).expect("the setup is possible");
        let verdicts: Vec<_> = report.verdicts.iter().flatten().collect();
        assert!(report.is_good(), "{place}: {:?} {:?}", verdicts, report.problems);
    }
}

#[test]
fn the_canonical_form_is_the_one_shown() {
    let page = page();
    let blocks = blocks(&page);
    let [.., (_, loose), (_, canonical)] = &blocks[..] else { panic!("the last two blocks") };
    let scenario = Scenario::parse(loose).expect("it can be read");
    assert_eq!(scenario.print(), *canonical);
}

/// Every line `| text | error |` of the table of errors.
#[test]
fn errors_are_the_ones_shown() {
    let page = page();
    let (_, section) = page.split_once("## When a text is wrong").expect("the section is there");
    let (section, _) = section.split_once("\n## ").expect("and another after it");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix("` |"));
    let mut count = 0;
    for row in rows {
        let (text, error) = row.split_once("` | `").expect("a text and its error");
        let text = if text.starts_with("raft") { text.into() } else { format!("raft 1\n{text}") };
        let found = Scenario::parse(&text).expect_err("it is wrong").to_string();
        assert_eq!(found, error, "{text}");
        count += 1;
    }
    assert!(count >= 5);
}

/// The source files of the parser that contain the words of the language.
const PARSER: [&str; 8] = [
    "parse/act.rs",
    "parse/cursor.rs",
    "parse/expect.rs",
    "parse/header.rs",
    "parse/reader.rs",
    "words.rs",
    "expect.rs",
    "expect/in_flight.rs",
];

/// Words in the parser's source text that are not of the language: codes of languages, and what
/// people write by mistake.
const OTHERS: [&str; 3] = ["en", "ms", "raft"];

/// The words of the language: every string of one word in the parser's source text.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in PARSER {
        let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).expect("source text");
        let is_code = |line: &&str| !line.trim_start().starts_with(['#', '/']);
        for line in text.lines().filter(is_code) {
            let quoted = line.split('"').skip(1).step_by(2);
            let is_word = |it: &&str| {
                let is_letter = |c: char| c.is_ascii_lowercase() || c == '-';
                it.len() > 1 && !it.starts_with('-') && it.chars().all(is_letter)
            };
            words.extend(quoted.filter(is_word).map(str::to_owned));
        }
    }
    words.retain(|word| !OTHERS.contains(&word.as_str()));
    words
}

/// Words that no example needs: the text explains them.
const EXPLAINED: [&str; 6] =
    ["answer", "follower", "pre-candidate", "prevote", "prevote-reply", "unknown"];

/// Every word of the language is in an example, and every rule and choice is in the table.
#[test]
fn every_construct_is_shown() {
    let page = page();
    let examples: String = blocks(&page).into_iter().map(|(_, text)| text).collect();
    let used: Vec<_> = examples.split([' ', '\n']).collect();
    let words = words();
    assert!(words.len() > 100, "{words:?}");
    let shown = words.iter().map(String::as_str).filter(|word| !EXPLAINED.contains(word));
    let signs = "| = != <= > >= m8 c2 c2->s5 c1".split(' ');
    for word in shown.chain(signs) {
        assert!(used.contains(&word), "no example of {word}");
    }
    let properties = Property::ALL.iter().map(|(name, _)| *name);
    for word in EXPLAINED.into_iter().chain(["<"]).chain(properties) {
        assert!(page.contains(&format!("`{word}`")), "{word} is not explained");
    }
    for rule in Rules::TABLE {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` |", rule.name)));
        let row = row.unwrap_or_else(|| panic!("the rule {} is missing", rule.name));
        for choice in rule.choices {
            assert!(row.contains(&format!("`{}`", choice.name)), "{}: {choice:?}", rule.name);
        }
        let first = row.find(&format!("`{}`", rule.choices[0].name));
        let others = rule.choices.iter().map(|choice| row.rfind(&format!("`{}`", choice.name)));
        assert!(others.min().flatten() >= first, "{}: the paper's choice comes first", rule.name);
    }
}

#[test]
fn all_links_within_the_page_lead_somewhere() {
    let page = page();
    let anchors: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("### ")))
        .map(|title| {
            let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
            kept.collect::<String>().to_lowercase().replace(' ', "-")
        })
        .collect();
    for link in page.split("](#").skip(1) {
        let (anchor, _) = link.split_once(')').expect("a closed link");
        assert!(anchors.iter().any(|other| other == anchor), "{anchor}");
    }
}
