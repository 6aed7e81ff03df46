//! Texts of version 1 as they were first written: they are read and played for ever, in the same way.
//!
//! The texts never change, and none is taken away. Where the digest of a run changes, people's links
//! show another run than they did: that needs a reason.

use std::fs;
use std::path::PathBuf;

use raft_core::Rules;
use raft_scenario::Scenario;

/// Each text, and the digest of the world at the end of its run.
const TEXTS: [(&str, u64); 10] = [
    ("acts", 0xDDAB_7F02_2395_52CD),
    ("broken-rules", 0xD4A4_2123_BC7B_B315),
    ("expectations", 0xFDCE_7996_3835_26A2),
    ("figure-8", 0x5F22_5175_FD03_3AAC),
    ("head", 0xEBC8_734A_391D_C293),
    ("messages", 0x4B0E_A7CA_180A_852C),
    ("notes", 0xB442_CC1A_9BAE_857F),
    ("old-leader-returns", 0x0E74_F2D4_A11F_1EC9),
    ("prevote", 0x9718_A6C7_251C_2B1B),
    ("rules", 0xFD41_0938_C938_F7D9),
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
