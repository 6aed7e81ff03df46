// Where a broken rule made a difference: the decisions of a step that the paper's rule would not have
// made, from the same values.

import type { StepView } from "../../generated/raft_timeline.js";
import { isAgainstPaper } from "../model/against-paper.ts";
import type { Target } from "../view/types.ts";

/** The servers that decided against the paper in a step, and the entries they decided about. */
export function misruled({ events }: StepView): Target[] {
  const targets = new Map<string, Target>();
  for (const { what } of events) {
    if (what.type !== "decided" || !isAgainstPaper(what.decision)) continue;
    const { server, decision } = what;
    targets.set(`server ${server}`, { kind: "server", id: server });
    const index = decision.rule === "commit" ? decision.index : undefined;
    if (index) targets.set(`entry ${server} ${index}`, { kind: "entry", server, index });
  }
  return [...targets.values()];
}
