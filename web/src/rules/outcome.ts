// What came of another choice: two runs, compared.

import type { DifferenceView, Run, TallyView } from "../../generated/raft_timeline.js";
import type { RuleName } from "../model/rule-choices.ts";

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
