// The effect of another choice: the two runs compared.

import type { DifferenceView, Run, TallyView } from "../../generated/raft_timeline.js";
import type { RuleName } from "../model/rule-choices.ts";

/** The metrics of a run up to an instant. */
export interface Metrics {
  tally: TallyView;
  violations: number;
}

export interface RuleComparison {
  /** The rule that was changed; `undefined` when several were. */
  rule: RuleName | undefined;
  /** Where the runs part; `undefined` when they have not parted yet. */
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
