//! What a text means: when expectations hold, which messages are named, what is refused.
//!
//! In the texts here, each step that is to go wrong ends with a comment: `fails` for an expectation
//! that is not met, `refused: why` for an act. All other steps must go well.

mod acts;
mod brevity;
mod edges;
mod expectations;
mod predicates;
mod violations;
mod world;

use raft_scenario::{Report, Scenario, Verdict};

/// Plays a text, and compares the outcome of each step with its comment.
fn check(text: &str) -> Report {
    let scenario = Scenario::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = scenario.run(&mut ()).expect("the setup is possible");
    for (at, step) in scenario.steps.iter().enumerate() {
        let comment = step.comment.join(" ");
        let problem = report.problems.iter().find(|(place, _)| *place == at);
        let became = match (&report.verdicts[at], problem) {
            (Some(Verdict::Failed(_)), None) => "fails".to_owned(),
            (Some(Verdict::Held(_)) | None, None) => String::new(),
            (None, Some((_, problem))) => format!("refused: {problem}"),
            other => panic!("{other:?}"),
        };
        assert_eq!(became, comment, "{} {:?}\n{text}", step.at, step.task);
    }
    let alright = scenario.steps.iter().all(|step| step.comment.is_empty());
    assert_eq!(report.is_good(), alright);
    report
}

/// Returns why the only failed expectation failed.
fn failure(text: &str) -> String {
    let report = Scenario::parse(text).expect("it can be read").run(&mut ()).expect("and played");
    let failed = report.verdicts.into_iter().flatten().filter_map(|verdict| match verdict {
        Verdict::Failed(failure) => Some(failure.to_string()),
        _ => None,
    });
    let failed: Vec<_> = failed.collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    failed.concat()
}

/// The first election of a cluster of five with seed 16: s1 starts it at 198.4 ms and wins at 223.8 ms.
const ELECTION: &str = "raft 1\nseed 16\n";

fn after_election(steps: &str) -> Report {
    check(&format!("{ELECTION}{steps}"))
}
