// The kinds for which every language must have a sentence: a missing one is a type error.

import type { Decision, LogId, WhatView } from "../../generated/raft_timeline.js";

/** A decision of one rule. */
export type DecisionOf<Rule extends Decision["rule"]> = Extract<Decision, { rule: Rule }>;

/** A sentence for the decisions of each rule, by the server that made them. */
export type DecisionTexts = {
  [Rule in Decision["rule"]]: (server: number, decision: DecisionOf<Rule>) => string;
};

/** A sentence for each kind of event. */
export type WhatTexts = {
  [Kind in WhatView["type"]]: (what: Extract<WhatView, { type: Kind }>) => string;
};

/** How a candidate's log compares with a voter's (§5.4.1), and what decides it. */
export interface LogOrder {
  candidate: "newer" | "older" | "same";
  by: "term" | "length" | "nothing";
}

/**
 * Compares which log is more up-to-date (§5.4.1): the one whose last entry has the later term or, with equal
 * terms, the longer one.
 */
export function compareLogs(candidate: LogId, voter: LogId): LogOrder {
  const order = (difference: number, by: LogOrder["by"]): LogOrder => ({
    candidate: difference > 0 ? "newer" : "older",
    by,
  });
  if (candidate.term !== voter.term) return order(candidate.term - voter.term, "term");
  if (candidate.index !== voter.index) return order(candidate.index - voter.index, "length");
  return { candidate: "same", by: "nothing" };
}

/** Describes a decision in a sentence. */
export function decisionText(texts: DecisionTexts, server: number, decision: Decision): string {
  // TypeScript cannot infer that the rule's text fits the rule's decision.
  const text = texts[decision.rule] as (server: number, decision: Decision) => string;
  return text(server, decision);
}

/** Describes an event in a sentence. */
export function whatText(texts: WhatTexts, what: WhatView): string {
  const text = texts[what.type] as (what: WhatView) => string;
  return text(what);
}
