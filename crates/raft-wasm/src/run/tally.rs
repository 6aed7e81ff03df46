//! The metrics of a run, for the page.

use raft_scenario::Timeline;
use raft_sim::{Duration, Outcome};
use serde::Serialize;
use tsify::Tsify;

/// The cost and the progress of a run, up to now.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TallyView {
    /// Messages between servers.
    pub messages: f64,
    /// AppendEntries that were answered.
    pub round_trips: f64,
    /// AppendEntries that were refused.
    pub refusals: f64,
    /// Elections that were started.
    pub elections: f64,
    /// Leaders elected.
    pub leaders: f64,
    /// The highest term there is.
    pub term: f64,
    /// The highest commitIndex that any server has had.
    pub committed: f64,
    /// When a server first had it, in milliseconds; absent while nothing is committed.
    #[tsify(optional)]
    pub committed_at: Option<f64>,
    /// Commands that clients know to be done.
    pub acknowledged: f64,
    /// The mean time in which a leader commits a command after taking it, in milliseconds; absent while none is
    /// committed.
    #[tsify(optional)]
    pub commit_latency: Option<f64>,
    /// The mean client latency: the time from a client's first request to its knowing that the command is done, in
    /// milliseconds; absent while no command is known to be done.
    #[tsify(optional)]
    pub latency: Option<f64>,
    /// The total time without a leader, in milliseconds.
    pub leaderless: f64,
}

impl TallyView {
    pub(super) fn new(timeline: &Timeline) -> Self {
        let (tally, world) = (timeline.tally(), timeline.world());
        let nodes = || world.servers().iter().map(|server| &server.node);
        let latencies: Vec<f64> = world
            .clients()
            .requests()
            .filter_map(|request| match request.outcome {
                Outcome::Acknowledged { at, .. } => Some(at - request.submitted_at),
                _ => None,
            })
            .map(Duration::ms)
            .collect();
        let count = latencies.len() as f64;
        let highest = |of: &dyn Fn(&raft_core::Node) -> u64| nodes().map(of).max().unwrap_or(0);
        Self {
            messages: tally.messages as f64,
            round_trips: tally.round_trips as f64,
            refusals: tally.refusals as f64,
            elections: tally.elections as f64,
            leaders: tally.leaders as f64,
            term: highest(&|node| node.durable.current_term) as f64,
            committed: tally.highest_commit as f64,
            committed_at: (tally.highest_commit > 0).then(|| tally.highest_commit_at.ms()),
            acknowledged: count,
            commit_latency: (tally.commits > 0)
                .then(|| tally.committing.ms() / tally.commits as f64),
            latency: (count > 0.0).then(|| latencies.iter().sum::<f64>() / count),
            leaderless: timeline.judge().progress().leaderless_in_all(world.now()).ms(),
        }
    }
}
