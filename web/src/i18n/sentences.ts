// What every language must have a sentence for: a missing kind is a type error.

import type { Decision, LogId, WhatView } from "../../generated/raft_timeline.js";

/** A decision of one rule. */
export type DecisionOf<Rule extends Decision["rule"]> = Extract<Decision, { rule: Rule }>;

/** A sentence for the decisions of each rule, on the server that made them. */
export type DecisionTexts = {
  [Rule in Decision["rule"]]: (server: number, decision: DecisionOf<Rule>) => string;
};

/** A sentence for each kind of event. */
export type WhatTexts = {
  [Kind in WhatView["type"]]: (what: Extract<WhatView, { type: Kind }>) => string;
};

/** How a candidate's log compares with a voter's by §5.4.1, and what tells them apart. */
export interface LogOrder {
  candidate: "newer" | "older" | "same";
  by: "term" | "length" | "nothing";
}

/** "More up-to-date": the later term of the last entry, and in equal terms the longer log. */
export function compareLogs(candidate: LogId, voter: LogId): LogOrder {
  const order = (difference: number, by: LogOrder["by"]): LogOrder => ({
    candidate: difference > 0 ? "newer" : "older",
    by,
  });
  if (candidate.term !== voter.term) return order(candidate.term - voter.term, "term");
  if (candidate.index !== voter.index) return order(candidate.index - voter.index, "length");
  return { candidate: "same", by: "nothing" };
}

/** Makes a sentence of a decision. */
export function decisionText(texts: DecisionTexts, server: number, decision: Decision): string {
  // TypeScript does not follow that the rule's text goes with the rule's decision.
  const text = texts[decision.rule] as (server: number, decision: Decision) => string;
  return text(server, decision);
}

/** Makes a sentence of an event. */
export function whatText(texts: WhatTexts, what: WhatView): string {
  const text = texts[what.type] as (what: WhatView) => string;
  return text(what);
}
