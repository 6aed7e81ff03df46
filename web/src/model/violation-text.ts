// What contradicts what in a violation, in words.

import type { Claim, Fact, Violation } from "../../generated/raft_timeline.js";
import type { ClaimTexts, JudgeTexts } from "../i18n/judge.en.ts";

/** A fact in words, to stand in the middle of a sentence. */
export function claimText(texts: ClaimTexts, fact: Fact): string {
  const text = texts[fact.claim.type] as (fact: Fact, claim: Claim) => string;
  return text(fact, fact.claim);
}

/** What contradicts what, in one sentence. */
export function violationText({ first, second }: Violation, words: JudgeTexts): string {
  return words.contradiction(claimText(words.claims, first), claimText(words.claims, second));
}
