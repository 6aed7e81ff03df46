//! The built-in scenarios, by name: what a link `#scenario=figure-7` leads to.

macro_rules! builtin {
    ($name:literal) => {
        ($name, include_str!(concat!("../scenarios/", $name, ".raft")))
    };
}

/// Every built-in scenario: its name, and its text.
pub const ALL: &[(&str, &str)] = &[
    builtin!("broken-commit-at-once"),
    builtin!("broken-consistency-check"),
    builtin!("broken-disk"),
    builtin!("broken-follower-commit"),
    builtin!("broken-log-check-length"),
    builtin!("broken-log-check-none"),
    builtin!("broken-log-check-term"),
    builtin!("broken-quorum"),
    builtin!("broken-stale-replies"),
    builtin!("broken-suffix-cut"),
    builtin!("broken-suffix-kept"),
    builtin!("broken-terms"),
    builtin!("broken-vote-memory"),
    builtin!("broken-votes-any"),
    builtin!("check-quorum"),
    builtin!("command-step-by-step"),
    builtin!("figure-7"),
    builtin!("figure-7-by-run"),
    builtin!("figure-8-safe"),
    builtin!("figure-8-unsafe"),
    builtin!("first-election"),
    builtin!("fixed-timeouts"),
    builtin!("heartbeats-empty"),
    builtin!("leader-crash"),
    builtin!("noop"),
    builtin!("old-leader-returns"),
    builtin!("pre-vote"),
    builtin!("pre-vote-alone"),
    builtin!("repair-by-length"),
    builtin!("repair-by-term"),
    builtin!("sending-at-once"),
    builtin!("sending-next-heartbeat"),
    builtin!("sending-pipelined"),
    builtin!("slow-follower"),
    builtin!("spinning-follower"),
    builtin!("split-vote"),
];

/// The text of a built-in scenario.
pub fn text_of(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(other, _)| *other == name).map(|&(_, text)| text)
}

/// The name of the built-in scenario with this text.
pub fn name_of(text: &str) -> Option<&'static str> {
    ALL.iter().find(|(_, other)| *other == text).map(|&(name, _)| name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_of_them_are_here() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let texts = files.filter(|file| file.extension().is_some_and(|it| it == "raft"));
        let mut names: Vec<_> =
            texts.map(|file| file.file_stem().unwrap().display().to_string()).collect();
        names.sort();
        let here: Vec<_> = super::ALL.iter().map(|&(name, _)| name).collect();
        assert_eq!(names, here);
    }
}
