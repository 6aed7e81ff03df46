// The verdict on the properties at an instant, as plain values.

import type { Property, Violation } from "../../generated/raft_timeline.js";

/**
 * The properties, in the order of the paper's Figure 3, then the promises to clients, and last what a voter
 * owes its leader.
 */
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
  /** For each property, whether it has been violated up to now. */
  properties: { property: Property; isBroken: boolean }[];
  /** The violations up to now, oldest first. */
  found: Violation[];
  /** The number of violations later in the run, as far as it has been played. */
  later: number;
}

/** Returns the verdict; the first `found` of the violations happened up to now. */
export function verdict(violations: Violation[], found: number): Verdict {
  const upToNow = violations.slice(0, found);
  const broken = new Set(upToNow.map(({ property }) => property));
  return {
    properties: PROPERTIES.map((property) => ({ property, isBroken: broken.has(property) })),
    found: upToNow,
    later: Math.max(0, violations.length - found),
  };
}
