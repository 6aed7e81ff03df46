// English: the texts about the search for a run.

import type { SearchBounds } from "../../generated/raft_timeline.js";

const count = (number: number, what: string): string =>
  number === 1 ? `1 ${what}` : `${number} ${what}s`;

const within = ({ servers, terms, commands, crashes }: SearchBounds): string =>
  `at most ${count(servers, "server")}, ${count(terms, "term")}, ${count(commands, "command")} and ${crashes === 1 ? "1 crash" : `${crashes} crashes`}`;

export const search = {
  title: "Find a run",
  close: "Close",
  about:
    "Looks for a short run that reaches the goal. In it, messages may be lost or arrive twice, timers run out and servers crash. The run that is found is a scenario.",
  rules: { paper: "With the paper's rules.", broken: (rules: string) => `Rules: ${rules}` },
  goal: {
    title: "Goal",
    violation: "Any property is violated",
    custom: "These conditions hold at the same time",
    label: "Conditions, one per line, as after “expect” in a scenario",
    insert: "Insert a condition…",
    line: (line: number, problem: unknown) => [`Line ${line}: `, problem],
    empty: "Write a condition first.",
  },
  servers: "Servers",
  start: "Search",
  again: "Search again",
  stop: "Stop",
  resume: "Continue",
  open: "Open this run",
  compare: "Open it beside the paper's rules",
  state: {
    searching: "Searching…",
    shortening: (moves: number) =>
      `Found a run of ${count(moves, "move")}; looking for a shorter one…`,
    stopped: "Stopped.",
    nothing: "No run found.",
    failed: (reason: string) => `The search ended with an error: ${reason}`,
  },
  found: {
    run: (moves: number) => `Found a run of ${count(moves, "move")}.`,
    shortest: (bounds: SearchBounds) => `No shorter run exists with ${within(bounds)}.`,
    best: "It is the shortest one found so far. There may be a shorter one.",
  },
  none: {
    complete: (bounds: SearchBounds) =>
      `There is none with ${within(bounds)}. With more of them there may be one.`,
    partial: (depth: number, bounds: SearchBounds) =>
      `There is none of up to ${count(depth, "move")} with ${within(bounds)}. A longer one may exist: this is no proof.`,
    random: "That is no proof: there may be one that was not tried.",
  },
  done: {
    title: "What was searched",
    runs: "runs",
    moves: "moves",
    states: "distinct states",
    depth: "every run of up to",
    moveCount: (moves: number) => count(moves, "move"),
    time: "time",
    seconds: (ms: number) => `${(ms / 1000).toFixed(1)} s`,
    number: (number: number) => number.toLocaleString("en"),
  },
};

/** The texts about the search that every language must have. */
export type SearchWords = typeof search;
