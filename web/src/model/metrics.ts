// What is measured of a run, and how it is written.

import type { TallyView } from "../../generated/raft_timeline.js";

/** The metrics in the order in which they are told. */
export const METRICS = [
  "messages",
  "roundTrips",
  "refusals",
  "elections",
  "leaders",
  "term",
  "committed",
  "commitLatency",
  "acknowledged",
  "latency",
  "leaderless",
] as const satisfies readonly (keyof TallyView)[];

/** Those that are times. */
const TIMES: readonly (keyof TallyView)[] = ["commitLatency", "latency", "leaderless"];

/** A metric as it is written; `ms` writes times. */
export function metricText(
  name: (typeof METRICS)[number],
  tally: TallyView,
  ms: (ms: number) => string,
): string {
  const value = tally[name];
  if (value === undefined) return "–";
  return TIMES.includes(name) ? ms(value) : String(value);
}
