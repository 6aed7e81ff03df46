// English: the rules. Loaded with the panel in which they are chosen.

import type { Rules, Weight } from "../../generated/raft_timeline.js";

/** What is said about each rule: a missing rule or choice is a type error. */
export type RuleTexts = {
  [Rule in keyof Rules]: {
    name: string;
    /** What it is for, in one line. */
    protects: string;
    choices: Record<Rules[Rule], string>;
  };
};

const texts: RuleTexts = {
  quorum: {
    name: "Majority",
    protects: "Two majorities share a server, which carries what was agreed to the next leader.",
    choices: { "all-servers": "of all servers", "heard-from-lately": "of those heard from lately" },
  },
  "vote-log-check": {
    name: "Candidate's log",
    protects:
      "A server votes only for logs as up to date as its own: a new leader has every committed entry.",
    choices: {
      "last-term-then-index": "last entry's term, then length",
      "current-term": "the larger current term",
      "length-only": "the longer log",
      none: "not looked at",
    },
  },
  "votes-per-term": {
    name: "Votes in a term",
    protects: "With one vote for each server, a term has at most one leader.",
    choices: { one: "one", any: "as many as ask" },
  },
  "vote-memory": {
    name: "Memory of the vote",
    protects: "A server that restarts does not vote a second time in the same term.",
    choices: { durable: "on disk", "forgotten-at-restart": "forgotten at a restart" },
  },
  terms: {
    name: "Terms",
    protects: "They tell a new leader from an old one.",
    choices: { obeyed: "obeyed", ignored: "ignored" },
  },
  "stale-replies": {
    name: "Replies of earlier terms",
    protects: "A yes to an old question is no answer to the new one.",
    choices: { dropped: "dropped", counted: "counted" },
  },
  commit: {
    name: "When an entry is committed",
    protects: "What is called committed cannot be overwritten by a later leader.",
    choices: {
      "own-term-on-majority": "on a majority, and of the leader's term",
      "any-term-on-majority": "on a majority, of any term",
      "at-once": "as soon as the leader has it",
    },
  },
  "consistency-check": {
    name: "Entry before the new ones",
    protects: "Logs that agree at one entry agree in all before it.",
    choices: { on: "compared", off: "not compared" },
  },
  "conflicting-suffix": {
    name: "Follower's other entries",
    protects: "The log becomes the leader's, and a late message takes nothing away.",
    choices: {
      "deleted-on-conflict": "deleted from a conflict on",
      "always-cut": "always deleted after the new ones",
      "never-deleted": "never deleted",
    },
  },
  "follower-commit": {
    name: "Follower's commitIndex",
    protects: "A follower applies no entry that the leader may not have.",
    choices: {
      "up-to-last-new-entry": "up to the last new entry",
      "up-to-own-last-entry": "up to its own last entry",
    },
  },
  "next-try": {
    name: "After a refusal, try",
    protects: "How many round trips a follower's repair takes.",
    choices: {
      "one-back": "one entry earlier",
      "conflicting-term": "before the conflicting term",
      "followers-last-index": "at the follower's last entry",
    },
  },
  sending: {
    name: "New entries are sent",
    protects: "How soon commands commit, and with how many messages.",
    choices: {
      "at-once": "at once",
      pipelined: "at once, and once",
      "next-heartbeat": "with the next heartbeat",
    },
  },
  heartbeats: {
    name: "Heartbeats to who lacks entries",
    protects: "How a lost AppendEntries is made good.",
    choices: { "carry-entries": "carry them", empty: "are empty" },
  },
  "election-timeout": {
    name: "Election timeouts",
    protects: "Split votes are rare, and end.",
    choices: { randomized: "random", fixed: "all the same" },
  },
  "pre-vote": {
    name: "Asking before standing (PreVote)",
    protects: "A server that cannot win does not depose the leader.",
    choices: { off: "no", on: "yes" },
  },
  "check-quorum": {
    name: "Leader without a majority (CheckQuorum)",
    protects: "A leader that reaches nobody stops believing that it leads.",
    choices: { off: "stays", on: "steps down" },
  },
  noop: {
    name: "New leader's blank entry",
    protects: "Entries of earlier terms commit without waiting for a client.",
    choices: { off: "none", appended: "appended" },
  },
  disk: {
    name: "Disk writes",
    protects: "What a server has promised survives its crash.",
    choices: {
      "write-before-reply": "done before the reply",
      "last-write-may-be-lost": "the last may be lost",
    },
  },
};

const weights: Record<Weight, string> = {
  paper: "as in the paper",
  unsafe: "unsafe",
  liveness: "progress",
  efficiency: "cost",
};

export const rules = {
  title: "Rules",
  close: "Close",
  about:
    "Another choice plays the same run again from its beginning: the same seed, the same actions.",
  texts,
  weights,
  /** What a weight means, in one line. */
  weightAbout: {
    paper: "what the paper says",
    unsafe: "can break a property",
    liveness: "changes whether and when the cluster gets on",
    efficiency: "changes only what it costs",
  } satisfies Record<Weight, string>,
  allPaper: "All as in the paper",
  compare: "Side by side with the paper",
  compareStop: "Only one world",
  scenario: "See it",
  scenarioLabel: (rule: string, choice: string) => `A scenario that shows: ${rule}, ${choice}`,
  changed: (count: number) => (count === 1 ? "1 rule changed" : `${count} rules changed`),
  outcome: {
    title: "What came of it",
    same: "No difference so far.",
    parts: (when: string) => `The run is another one from ${when} on.`,
    before: "before",
    now: "now",
    /** What happens at that moment in each. */
    nothing: "nothing",
    violations: "violations",
  },
  tally: {
    messages: "messages",
    roundTrips: "round trips",
    refusals: "refused AppendEntries",
    elections: "elections",
    leaders: "leaders elected",
    term: "highest term",
    committed: "committed up to",
    commitLatency: "mean time to commit",
    acknowledged: "commands done",
    latency: "mean time to done",
    leaderless: "without a leader",
  },
  ms: (ms: number) => `${ms.toFixed(1)} ms`,
};

/** What every language says about the rules. */
export type RulesWords = typeof rules;
