// English: the rules. Loaded with the panel in which they are chosen.

import type { Rules, Weight } from "../../generated/raft_timeline.js";
import { tenths } from "./units.ts";

/** The texts of each rule. A missing rule or choice is a type error. */
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
    protects:
      "Any two majorities share a server, which carries every committed entry to the next leader.",
    choices: { "all-servers": "of all servers", "heard-from-lately": "of recently active servers" },
  },
  "vote-log-check": {
    name: "Election restriction",
    protects:
      "A server votes only for a candidate whose log is at least as up to date as its own, so every new leader has all committed entries.",
    choices: {
      "last-term-then-index": "compare the last entries' terms, then the lengths",
      "current-term": "compare current terms",
      "length-only": "compare lengths only",
      none: "accept any log",
    },
  },
  "votes-per-term": {
    name: "Votes per term",
    protects: "Each server votes once per term, so a term has at most one leader.",
    choices: { one: "one", any: "one for every candidate" },
  },
  "vote-memory": {
    name: "votedFor after a restart",
    protects: "A server that restarts must not vote a second time in the same term.",
    choices: { durable: "read from disk", "forgotten-at-restart": "forgotten" },
  },
  terms: {
    name: "Terms",
    protects: "Terms let a server tell the current leader from an old one.",
    choices: { obeyed: "obeyed", ignored: "ignored" },
  },
  "stale-replies": {
    name: "Replies from earlier terms",
    protects: "A vote or an acknowledgement counts only in the term of its request.",
    choices: { dropped: "ignored", counted: "counted" },
  },
  commit: {
    name: "When the leader commits an entry",
    protects: "No later leader can overwrite a committed entry.",
    choices: {
      "own-term-on-majority": "stored on a majority, and from the leader's own term",
      "any-term-on-majority": "stored on a majority, from any term",
      "at-once": "as soon as the leader stores it",
    },
  },
  "consistency-check": {
    name: "Consistency check",
    protects:
      "A follower accepts new entries only after an entry that equals the leader's, so logs that agree at one index agree up to there.",
    choices: { on: "compare prevLogIndex and prevLogTerm", off: "accept without comparing" },
  },
  "conflicting-suffix": {
    name: "Follower's entries beyond the new ones",
    protects: "The follower's log becomes the leader's, and a late message deletes nothing.",
    choices: {
      "deleted-on-conflict": "deleted from the first conflict on",
      "always-cut": "always deleted",
      "never-deleted": "never deleted",
    },
  },
  "follower-commit": {
    name: "Follower's commitIndex",
    protects: "A follower applies only entries that the leader has sent or confirmed.",
    choices: {
      "up-to-last-new-entry": "at most the last new entry",
      "up-to-own-last-entry": "at most its own last entry",
    },
  },
  "next-try": {
    name: "nextIndex after a refusal",
    protects: "How many round trips it takes to repair a follower's log.",
    choices: {
      "one-back": "one entry back",
      "conflicting-term": "back past the conflicting term",
      "followers-last-index": "the follower's last entry",
    },
  },
  sending: {
    name: "When new entries are sent",
    protects: "How soon commands commit, and how many messages that takes.",
    choices: {
      "at-once": "immediately",
      pipelined: "pipelined",
      "next-heartbeat": "with the next heartbeat",
    },
  },
  heartbeats: {
    name: "Heartbeats to lagging followers",
    protects: "How entries of a lost AppendEntries are resent.",
    choices: { "carry-entries": "carry the missing entries", empty: "empty" },
  },
  "election-timeout": {
    name: "Election timeouts",
    protects: "Random timeouts make split votes rare and short.",
    choices: { randomized: "random", fixed: "all equal" },
  },
  "pre-vote": {
    name: "PreVote",
    protects: "A server that cannot win an election does not raise its term and depose the leader.",
    choices: { off: "no", on: "yes" },
  },
  "check-quorum": {
    name: "CheckQuorum: a leader without a majority",
    protects: "A leader that no longer hears from a majority steps down.",
    choices: { off: "stays leader", on: "steps down" },
  },
  noop: {
    name: "New leader's no-op entry",
    protects: "Entries from earlier terms commit without waiting for the next command.",
    choices: { off: "none", appended: "appended" },
  },
  disk: {
    name: "Disk writes",
    protects: "A vote or an acknowledgement that a server has sent survives its crash.",
    choices: {
      "write-before-reply": "finished before the reply",
      "last-write-may-be-lost": "a crash may lose the last one",
    },
  },
};

const weights: Record<Weight, string> = {
  paper: "as in the paper",
  unsafe: "unsafe",
  liveness: "availability",
  efficiency: "cost",
};

export const rules = {
  title: "Rules",
  close: "Close",
  about:
    "Changing a rule replays this run from its beginning, with the same seed and the same actions.",
  texts,
  weights,
  /** What a weight means, in one line. */
  weightAbout: {
    paper: "what the paper says",
    unsafe: "can break a property",
    liveness: "changes whether and when the cluster makes progress",
    efficiency: "changes only what it costs",
  } satisfies Record<Weight, string>,
  allPaper: "Reset to the paper's rules",
  compare: "Compare with the paper's rules",
  findCounterexample: "Find a counterexample",
  findRun: "Find a run where …",
  compareStop: "Stop comparing",
  scenario: "Open a scenario",
  scenarioLabel: (rule: string, choice: string) => `Open a scenario that shows ${rule}: ${choice}`,
  changed: (count: number) => (count === 1 ? "1 rule changed" : `${count} rules changed`),
  outcome: {
    title: "Effect on this run",
    same: "No difference so far.",
    parts: (when: string) => `The two runs differ from ${when} on.`,
    before: "before",
    now: "now",
    /** What happens in each run at the moment at which they part. */
    nothing: "nothing",
    violations: "violations",
  },
  tally: {
    messages: "messages",
    roundTrips: "AppendEntries round trips",
    refusals: "refused AppendEntries",
    elections: "elections",
    leaders: "leaders elected",
    term: "highest term",
    committed: "highest committed index",
    commitLatency: "mean commit latency",
    acknowledged: "requests acknowledged",
    latency: "mean client latency",
    leaderless: "time without a leader",
  },
  ms: tenths,
};

/** The texts about rules that every language must have. */
export type RulesWords = typeof rules;
