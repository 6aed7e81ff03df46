//! The search for a run, which a worker of the page continues bit by bit.

use raft_explore::{Bounds, Goal, Method, Search, SearchTask};
use raft_scenario::{ParseError, Scenario};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::text::TextProblem;
use crate::json::to_js;
use crate::read;

/// The longest goals that are read, in bytes.
const MOST_GOALS: usize = 2_000;

/// What a search has done.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SearchProgress {
    /// How many runs were begun.
    pub runs: f64,
    /// How many moves were made.
    pub moves: f64,
    /// How many distinct states are kept.
    pub states: f64,
    /// The number of moves up to which every run within the bounds was explored.
    pub depth: u32,
    /// How many moves the shortest run has; absent before one is found.
    #[tsify(optional)]
    pub best: Option<u32>,
    /// Whether no shorter run within the bounds reaches the goal.
    pub is_shortest: bool,
    /// Whether the last run that was found is still being shortened.
    pub is_shortening: bool,
    /// Whether the search is over.
    pub is_done: bool,
}

/// The bounds within which a search explores every run.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct SearchBounds {
    /// How many servers there are.
    pub servers: u32,
    /// The highest term in which an election starts.
    pub terms: u32,
    /// The most commands that clients send.
    pub commands: u32,
    /// The most crashes.
    pub crashes: u32,
}

/// A search for the shortest run that reaches a goal.
#[wasm_bindgen]
pub struct RunSearch(Search);

#[wasm_bindgen]
impl RunSearch {
    /// Creates a search that starts from the setup of a scenario's text: its rules, timing, logs and servers. If
    /// `servers` is given, the cluster has that many servers instead: the first ones of the text. The goals are
    /// written one per line, as after `expect`; all must be true at the same instant, and without any the goal is any
    /// violation. `proves` says whether to explore every run within bounds as well, to know that none is shorter.
    ///
    /// # Errors
    /// Returns an error with a sentence when the text or a goal cannot be read, or when the setup describes no
    /// possible world.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] goals: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] servers: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
        proves: bool,
    ) -> Result<Self, JsError> {
        let mut setup = Scenario::parse(&read::string(&text, "text")?)?.setup;
        if !servers.is_undefined() {
            // A number too large for `u8` becomes 255, which is refused as a number that no cluster can have.
            setup.servers = u8::try_from(read::whole(&servers, "servers")?).unwrap_or(u8::MAX);
            let servers = setup.servers.into();
            setup.disks.truncate(servers);
            setup.commits.truncate(servers);
            setup.clocks.truncate(servers);
        }
        let goals = read::string(&goals, "goals")?;
        let goal = goal(&goals, setup.servers).map_err(|(_, error)| error)?;
        let bounds = Bounds::default().with_room_for(&goal);
        let task = SearchTask::new(setup, goal, bounds)?;
        let all = Method::PORTFOLIO;
        let methods = all.into_iter().filter(|&method| proves || method != Method::Bfs);
        let seed = read::whole(&seed, "seed")?;
        Ok(Self(Search::new(task, &methods.collect::<Vec<_>>(), seed)?))
    }

    /// Continues for about `moves` moves. Returns true when the search is over.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, moves: u32) -> bool {
        self.0.advance(moves.into());
        self.0.is_done()
    }

    /// What the search has done so far.
    #[wasm_bindgen(unchecked_return_type = "SearchProgress")]
    pub fn progress(&self) -> JsValue {
        let progress = self.0.progress();
        to_js(&SearchProgress {
            runs: progress.runs as f64,
            moves: progress.moves as f64,
            states: progress.states as f64,
            depth: progress.depth as u32,
            best: progress.best.map(|moves| moves as u32),
            is_shortest: self.0.best().is_some_and(|best| best.is_shortest),
            is_shortening: self.0.is_shortening(),
            is_done: self.0.is_done(),
        })
    }

    /// The bounds within which the search explores every run.
    #[wasm_bindgen(unchecked_return_type = "SearchBounds")]
    pub fn bounds(&self) -> JsValue {
        let SearchTask { proof, setup, .. } = self.0.task();
        to_js(&SearchBounds {
            servers: setup.servers.into(),
            terms: proof.terms as u32,
            commands: proof.commands.into(),
            crashes: proof.crashes.into(),
        })
    }

    /// The text of the shortest run so far; `undefined` before one is found.
    pub fn best(&self) -> Option<String> {
        Some(self.0.best()?.scenario(self.0.task())?.print())
    }
}

/// What is wrong with the goals of a search in a cluster of `servers` servers, one goal per line; `undefined` when
/// they can be read.
///
/// # Errors
/// Returns an error when `goals` is not a string, or `servers` is not a whole number.
#[wasm_bindgen(js_name = goalProblem, unchecked_return_type = "TextProblem | undefined")]
pub fn goal_problem(
    #[wasm_bindgen(unchecked_param_type = "string")] goals: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] servers: JsValue,
) -> Result<JsValue, JsError> {
    let goals = read::string(&goals, "goals")?;
    let servers = u8::try_from(read::whole(&servers, "servers")?).unwrap_or(u8::MAX);
    Ok(match goal(&goals, servers) {
        Ok(_) => JsValue::UNDEFINED,
        Err((line, error)) => to_js(&TextProblem { line, ..TextProblem::from(error) }),
    })
}

/// The goal that the lines of a text name, or the number of the line that cannot be read, from 1, and its error.
fn goal(text: &str, servers: u8) -> Result<Goal, (u32, ParseError)> {
    if text.len() > MOST_GOALS {
        let expected = format!("goals of {MOST_GOALS} bytes at most");
        let error = ParseError { line: 1, column: 1, found: String::new(), expected, hint: None };
        return Err((1, error));
    }
    let lines: Vec<_> =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let goals: Vec<_> = lines.iter().map(|(_, line)| line).collect();
    Goal::parse(&goals, servers).map_err(|(at, error)| {
        let line = lines.get(at).map_or(0, |(number, _)| *number);
        (line as u32 + 1, error)
    })
}
