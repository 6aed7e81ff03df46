// Replays the run of a session with other rules, and continues the session with that.

import type { Comparing, Rules } from "../../generated/raft_timeline.js";
import { replaceRun } from "../engine/replaced.ts";
import type { Session } from "../engine/session.ts";
import type { RuleName } from "../model/rule-choices.ts";
import { outcome, type RuleComparison } from "./outcome.ts";

export interface Switched {
  /** The effect; `undefined` when the replay was stopped, as only a part was played then. */
  outcome: RuleComparison | undefined;
}

/**
 * Replays the run with these rules, of which `rule` was changed, and continues with the new run. When that is
 * stopped, it continues with the new run as far as it was played. Returns `undefined`, with the run
 * unchanged, when something else was asked of the run meanwhile.
 */
export async function switchRules(
  session: Session,
  rules: Rules,
  rule?: RuleName,
): Promise<Switched | undefined> {
  session.pause();
  const { run } = session;
  const next = session.ask((it) => it.startWithRules(rules));
  if (!run || !next) return undefined;
  let comparing: Comparing | undefined;
  const step = (budget: number): boolean => {
    if (comparing) return comparing.goOn(run, next, budget);
    if (next.goOn(budget)) comparing = run.compareWith(next);
    return false;
  };
  const [from, to] = [0, session.ask((it) => it.reached()) ?? 0];
  const ending = await session.do({ what: "playing", step, from, to, at: () => next.reached() });
  if (ending !== "done" && ending !== "stopped") {
    session.ask(() => next.free());
    return undefined;
  }
  const found =
    ending === "done"
      ? session.ask(() => outcome(run, next, comparing?.difference(), rule))
      : undefined;
  session.ask(() => comparing?.free());
  replaceRun(session, next);
  return { outcome: found };
}
