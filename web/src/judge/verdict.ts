// What the judge has to say at an instant, as plain values.

import type { Property, Violation } from "../../generated/raft_timeline.js";

/** In the order of the paper's Figure 3; then the promises to clients, and what a voter owes its leader. */
export const PROPERTIES: Property[] = [
  "electionSafety",
  "leaderAppendOnly",
  "logMatching",
  "leaderCompleteness",
  "stateMachineSafety",
  "acknowledgedLost",
  "uncommittedRead",
  "falseAcknowledgement",
  "stateDivergence",
  "executedTwice",
  "linearizability",
  "leaderIgnored",
];

export interface Verdict {
  /** Of each property: has it been broken up to now? */
  properties: { property: Property; isBroken: boolean }[];
  /** Those up to now, oldest first. */
  found: Violation[];
  /** How many come later in the run, as far as it has been played. */
  later: number;
}

/** `found` is how many of the violations there were up to now. */
export function verdict(violations: Violation[], found: number): Verdict {
  const upToNow = violations.slice(0, found);
  const broken = new Set(upToNow.map(({ property }) => property));
  return {
    properties: PROPERTIES.map((property) => ({ property, isBroken: broken.has(property) })),
    found: upToNow,
    later: Math.max(0, violations.length - found),
  };
}
