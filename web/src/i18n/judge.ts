// What is said about rules, properties and causes, in the reader's language.

import type { CompareTexts, JudgeTexts } from "./judge.en.ts";
import type { RulesWords } from "./rules.en.ts";
import type { WhyWords } from "./why.en.ts";

export interface JudgeWords {
  /** The BCP 47 tag. */
  language: string;
  rules: RulesWords;
  judge: JudgeTexts;
  compare: CompareTexts;
  why: WhyWords;
}

export async function loadJudgeWords(language: string): Promise<JudgeWords> {
  const [{ rules }, { judge, compare }, { why }] = await (language === "zh"
    ? Promise.all([import("./rules.zh.ts"), import("./judge.zh.ts"), import("./why.zh.ts")])
    : Promise.all([import("./rules.en.ts"), import("./judge.en.ts"), import("./why.en.ts")]));
  return { language: language === "zh" ? "zh" : "en", rules, judge, compare, why };
}
