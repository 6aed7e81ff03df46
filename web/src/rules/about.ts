// The facts about each rule that do not depend on the language: its section, and the scenarios that show it.

import type { Rules } from "../../generated/raft_timeline.js";
import type { RuleName } from "../model/rule-choices.ts";
import type { Section } from "../model/sections.ts";

const dissertation = true;

export const ruleSections: Record<RuleName, Section> = {
  quorum: { name: "§5.2" },
  "vote-log-check": { name: "§5.4.1" },
  "votes-per-term": { name: "§5.2" },
  "vote-memory": { name: "§5.2" },
  terms: { name: "§5.1" },
  "stale-replies": { name: "§5.1" },
  commit: { name: "§5.4.2" },
  "consistency-check": { name: "§5.3" },
  "conflicting-suffix": { name: "§5.3" },
  "follower-commit": { name: "§5.3" },
  "next-try": { name: "§5.3" },
  sending: { name: "§5.3" },
  heartbeats: { name: "§5.2" },
  "election-timeout": { name: "§5.2" },
  "pre-vote": { name: "§9.6", dissertation },
  "check-quorum": { name: "§6.2", dissertation },
  noop: { name: "§8" },
  disk: { name: "§5" },
};

/** For each choice other than the paper's, the built-in scenario that shows its effect. */
export const ruleScenarios: { [Rule in RuleName]: Partial<Record<Rules[Rule], string>> } = {
  quorum: { "heard-from-lately": "broken-quorum" },
  "vote-log-check": {
    "current-term": "broken-log-check-term",
    "length-only": "broken-log-check-length",
    none: "broken-log-check-none",
  },
  "votes-per-term": { any: "broken-votes-any" },
  "vote-memory": { "forgotten-at-restart": "broken-vote-memory" },
  terms: { ignored: "broken-terms" },
  "stale-replies": { counted: "broken-stale-replies" },
  commit: { "any-term-on-majority": "figure-8-unsafe", "at-once": "broken-commit-at-once" },
  "consistency-check": { off: "broken-consistency-check" },
  "conflicting-suffix": {
    "always-cut": "broken-suffix-cut",
    "never-deleted": "broken-suffix-kept",
  },
  "follower-commit": { "up-to-own-last-entry": "broken-follower-commit" },
  "next-try": {
    "conflicting-term": "repair-by-term",
    "followers-last-index": "repair-by-length",
  },
  sending: { pipelined: "sending-pipelined", "next-heartbeat": "sending-next-heartbeat" },
  heartbeats: { empty: "heartbeats-empty" },
  "election-timeout": { fixed: "fixed-timeouts" },
  "pre-vote": { on: "pre-vote" },
  "check-quorum": { on: "check-quorum" },
  noop: { appended: "noop" },
  disk: { "last-write-may-be-lost": "broken-disk" },
};

/** The scenario that shows this choice, if there is one. */
export function scenarioOf(rule: RuleName, choice: string): string | undefined {
  return (ruleScenarios[rule] as Record<string, string | undefined>)[choice];
}
