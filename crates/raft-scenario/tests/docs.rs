//! What `docs/scenarios.md` shows can be read, and does what it says.

use std::fs;

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

/// Nothing is left out: every word of the language is in an example, every rule and choice in the
/// table.
#[test]
fn every_construct_is_shown() {
    let page = page();
    let examples: String = blocks(&page).into_iter().map(|(_, text)| text).collect();
    let used: Vec<_> = examples.split([' ', '\n']).collect();
    let words = "title servers seed election heartbeat latency loss duplicate rule manual server \
                 term vote log end at by always never note expect crash restart pause resume \
                 timeout heartbeat fire quorum-check leader-lease cut mend partition | heal link \
                 normal network client to drop deliver delay hold release every last m8 message \
                 vote-reply append append-reply request leader no role candidate up paused \
                 crashed all any none empty length entry commit applied state answer waiting \
                 acknowledged took sent carried elections violation violations = != <= > >= noop \
                 value logs agree equal next-index match-index never decreases between and \
                 in-flight prev-index prev-term entries leader-commit last-index last-term granted \
                 stored refused until quiet repeat clock c2 c2->s5 c1";
    for word in words.split_whitespace() {
        assert!(used.contains(&word), "no example of {word}");
    }
    let words = "prevote prevote-reply answer follower pre-candidate unknown <";
    for word in words.split_whitespace() {
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
