//! Texts of version 1 as they were first written: they must be read and played in the same way for ever.
//!
//! The texts never change, and none is removed. If the digest of a run changes, people's links show
//! another run than before: that needs a reason.

use std::fs;
use std::path::PathBuf;

use raft_core::Rules;
use raft_scenario::Scenario;

/// Each text, and the digest of the world at the end of its run.
const TEXTS: [(&str, u64); 10] = [
    ("acts", 0xC591_FEA6_6DC0_CF4D),
    ("broken-rules", 0xE5C8_7ACA_2CEC_42E6),
    ("expectations", 0x6379_6DBB_AFB2_09AA),
    ("figure-8", 0xD406_046D_F127_C8E6),
    ("head", 0x4DFE_34B3_0422_9BDB),
    ("messages", 0xDEC9_7174_9065_D2A6),
    ("notes", 0xB8BD_40A3_8CC7_495F),
    ("old-leader-returns", 0xDC83_D7E2_AF20_9E31),
    ("prevote", 0x260E_9130_B2DB_76DB),
    ("rules", 0x4C90_209B_95FD_B22B),
];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "old_texts"].iter().collect()
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.raft"))).expect("the text is there")
}

#[test]
fn no_text_is_forgotten() {
    let files = fs::read_dir(folder()).expect("the folder is there");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, TEXTS.map(|(name, _)| format!("{name}.raft")));
}

#[test]
fn old_texts_are_read_and_do_what_they_did() {
    let mut digests = Vec::new();
    for (name, _) in TEXTS {
        let scenario =
            Scenario::parse(&text(name)).unwrap_or_else(|error| panic!("{name}:{error}"));
        let report = scenario.run(&mut ()).expect("the setup is possible");
        assert!(report.is_good(), "{name}: {:?} {:?}", report.verdicts, report.problems);
        digests.push((name, report.world.digest()));
        let printed = Scenario::parse(&scenario.print());
        assert_eq!(printed, Ok(scenario), "{name}");
    }
    let hex = |digests: &[(&str, u64)]| -> Vec<String> {
        digests.iter().map(|(name, digest)| format!("{name} {digest:#018x}")).collect()
    };
    assert_eq!(hex(&digests), hex(&TEXTS));
}

/// The texts together use every word of the language.
#[test]
fn every_word_is_kept() {
    let all = TEXTS.map(|(name, _)| text(name)).concat();
    let used: Vec<_> = all.split_whitespace().collect();
    let words = "raft title servers seed election heartbeat latency loss duplicate rule manual server \
                 term vote log noop end at by always never note expect crash restart pause resume \
                 timeout heartbeat fire quorum-check leader-lease cut mend partition | heal link \
                 normal network client to drop deliver delay hold release every last message \
                 vote-reply prevote prevote-reply append append-reply request answer leader no role \
                 follower pre-candidate candidate up paused crashed all any none empty length entry \
                 commit applied state waiting unknown acknowledged sent elections = != < <= > >=";
    for word in words.split_whitespace() {
        assert!(used.contains(&word), "{word}");
    }
    for rule in Rules::TABLE {
        for choice in rule.choices {
            assert!(all.contains(&format!("rule {} {}\n", rule.name, choice.name)), "{choice:?}");
        }
    }
}
