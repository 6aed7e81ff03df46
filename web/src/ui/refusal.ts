import type { Refusal } from "../../generated/raft_timeline.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { full } from "../i18n/en.later.ts";

/** Says in the reader's language why an action was refused. */
export function refusalText(refusal: Refusal, t: Catalogue): string {
  // Each sentence takes its own kind of refusal, which the compiler cannot follow through a lookup.
  const sentence = full(t).refusals[refusal.type] as (refusal: Refusal) => string;
  return sentence(refusal);
}
