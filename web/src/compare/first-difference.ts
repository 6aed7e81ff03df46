// When two worlds begin to differ.

import type { Comparing, Rules } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";

/**
 * Returns when the run with other rules first differs from the one that is shown, in milliseconds;
 * `undefined` when they do not differ as far as the run has been played, or when something else was asked of
 * the run meanwhile.
 */
export async function firstDifference(session: Session, rules: Rules): Promise<number | undefined> {
  session.pause();
  const { run } = session;
  const other = session.ask((it) => it.startWithRules(rules));
  if (!run || !other) return undefined;
  let comparing: Comparing | undefined;
  const step = (budget: number): boolean => {
    if (comparing) return comparing.goOn(run, other, budget);
    if (other.goOn(budget)) comparing = run.compareWith(other);
    return false;
  };
  const to = session.ask((it) => it.reached()) ?? 0;
  const ending = await session.do({
    what: "playing",
    step,
    from: 0,
    to,
    at: () => other.reached(),
  });
  return session.ask(() => {
    const found = ending === "done" ? comparing?.difference() : undefined;
    comparing?.free();
    other.free();
    return found?.at;
  });
}
