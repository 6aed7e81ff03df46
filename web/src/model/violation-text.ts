// Describes the facts of a violation in words.

import type { Claim, Fact, Violation } from "../../generated/raft_timeline.js";
import type { ClaimTexts, JudgeTexts } from "../i18n/judge.en.ts";
import type { JudgeWords } from "../i18n/judge.ts";

/** Describes a fact, for the middle of a sentence. */
export function claimText(texts: ClaimTexts, fact: Fact): string {
  const text = texts[fact.claim.type] as (fact: Fact, claim: Claim) => string;
  return text(fact, fact.claim);
}

/** Describes in one sentence the two facts that contradict each other. */
export function violationText({ first, second }: Violation, words: JudgeTexts): string {
  return words.contradiction(claimText(words.claims, first), claimText(words.claims, second));
}

/** The violation in a sentence that begins with the property's name. */
export function violatedText(
  violation: Violation,
  { judge, headline }: Pick<JudgeWords, "judge" | "headline">,
): string {
  return headline.violated(judge.names[violation.property], violationText(violation, judge));
}
