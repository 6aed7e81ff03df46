// The run of a session is played again with other timeouts and intervals, and the session goes on with
// that.

import type { TimingProblem, TimingView } from "../../generated/raft_timeline.js";
import { replaceRun } from "../engine/replaced.ts";
import type { Session } from "../engine/session.ts";
import type { RunContext } from "./run-context.ts";

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

/**
 * Plays the run again with this timing, which has no `timingProblem`, as far as it was played, and goes on
 * at the same instant: what was done to it is done again, where that makes sense. One undo takes it back.
 * False when the run is as it was, because something else was asked for.
 */
export async function startWithTiming(session: Session, timing: TimingView): Promise<boolean> {
  const wasPlaying = session.playing;
  session.pause();
  await session.keepPast();
  const next = session.ask((run) => run.startWithTiming(timing));
  if (!next) return false;
  const step = (budget: number): boolean => next.goOn(budget);
  const to = session.ask((run) => run.reached()) ?? 0;
  const ending = await session.do({ what: "playing", step, from: 0, to, at: () => next.reached() });
  // When it is stopped, the new run is shown as far as it was played.
  if (ending !== "done" && ending !== "stopped") {
    session.ask(() => next.free());
    return false;
  }
  replaceRun(session, next);
  if (wasPlaying && ending === "done") session.play();
  return true;
}
