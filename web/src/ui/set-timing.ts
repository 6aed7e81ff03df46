// Sets other timeouts and intervals.

import type { TimingProblem, TimingView } from "../../generated/raft_timeline.js";
import { startWithTiming } from "../engine/timing.ts";
import type { RunContext } from "../run/run-context.ts";

/** The result of asking for another timing. */
export interface TimingOutcome {
  /** Why servers cannot have the timing, if they cannot. */
  problem: TimingProblem | undefined;
  /** Whether the run now has the timing. */
  isSet: boolean;
}

/** Replays the run with this timing, if servers can have it. */
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
