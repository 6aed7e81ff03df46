// Sets other timeouts and intervals.

import type { TimingProblem, TimingView } from "../../generated/raft_timeline.js";
import { startWithTiming } from "../engine/timing.ts";
import type { RunContext } from "../run/run-context.ts";

/** What came of the wish for another timing. */
export interface TimingOutcome {
  /** Why servers cannot have it, if they cannot. */
  problem: TimingProblem | undefined;
  /** Whether the run is shown with it. */
  isSet: boolean;
}

/** Shows the run with this timing instead, if servers can have it. */
export async function setTiming(run: RunContext, timing: TimingView): Promise<TimingOutcome> {
  const outcome: TimingOutcome = { problem: undefined, isSet: false };
  await run.parts.with(async (parts) => {
    const { session } = run;
    outcome.problem = parts.timingProblem(timing);
    if (outcome.problem || !session || !(await startWithTiming(session, timing))) return;
    if (session !== run.session) return;
    outcome.isSet = true;
    parts.branched();
    run.show(undefined);
  });
  return outcome;
}
