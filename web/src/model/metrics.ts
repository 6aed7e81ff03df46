// The metrics of a run, and how they are written.

import type { TallyView } from "../../generated/raft_timeline.js";

/** The metrics in the order in which they are shown. */
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

/** The metrics that are times. */
const TIMES: readonly (keyof TallyView)[] = ["commitLatency", "latency", "leaderless"];

/** Writes a metric; `ms` writes times. */
export function metricText(
  name: (typeof METRICS)[number],
  tally: TallyView,
  ms: (ms: number) => string,
): string {
  const value = tally[name];
  if (value === undefined) return "–";
  return TIMES.includes(name) ? ms(value) : String(value);
}
