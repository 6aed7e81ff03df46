// The texts about rules, properties and causes, in the reader's language.

import type { CaptionTexts, HeadlineTexts, NewsTexts } from "./caption.en.ts";
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
  caption: CaptionTexts;
  news: NewsTexts;
  headline: HeadlineTexts;
}

export async function loadJudgeWords(language: string): Promise<JudgeWords> {
  const [{ rules }, { judge, compare }, { why }, said] = await (language === "zh"
    ? Promise.all([
        import("./rules.zh.ts"),
        import("./judge.zh.ts"),
        import("./why.zh.ts"),
        import("./caption.zh.ts"),
      ])
    : Promise.all([
        import("./rules.en.ts"),
        import("./judge.en.ts"),
        import("./why.en.ts"),
        import("./caption.en.ts"),
      ]));
  const { caption, news, headline } = said;
  const tag = language === "zh" ? "zh" : "en";
  return { language: tag, rules, judge, compare, why, caption, news, headline };
}
