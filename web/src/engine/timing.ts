// Replays the run of a session with other timeouts and intervals, and continues the session with that.

import type { TimingView } from "../../generated/raft_timeline.js";
import { replaceRun } from "./replaced.ts";
import type { Session } from "./session.ts";

/**
 * Replays the run with this timing, which has no `timingProblem`, as far as it was played, and continues at
 * the same instant. The actions are repeated where they still apply. One undo takes it back. Returns false,
 * with the run unchanged, when something else was asked for.
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
