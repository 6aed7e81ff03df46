// What came of another choice: two runs, compared.

import type { DifferenceView, Run, TallyView } from "../../generated/raft_timeline.js";
import type { RuleName } from "./about.ts";

/** A metrics of a run up to an instant. */
export interface Metrics {
  tally: TallyView;
  violations: number;
}

export interface RuleComparison {
  /** The rule that was chosen otherwise; nothing when it was several. */
  rule: RuleName | undefined;
  /** Where the runs part; nothing when they have not yet. */
  parts: DifferenceView | undefined;
  before: Metrics;
  after: Metrics;
}

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

export const metricsOf = (run: Run): Metrics => ({ tally: run.tally(), violations: run.found() });

export function outcome(
  before: Run,
  after: Run,
  parts: DifferenceView | undefined,
  rule?: RuleName,
): RuleComparison {
  return {
    rule,
    parts,
    before: metricsOf(before),
    after: metricsOf(after),
  };
}

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
