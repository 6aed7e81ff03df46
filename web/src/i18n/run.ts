// The texts about a run as a whole, in the reader's language.

import { type RunWords, runWords } from "./run.en.ts";

export type { RunWords } from "./run.en.ts";

export async function loadRunWords(language: string): Promise<RunWords> {
  return language === "zh" ? (await import("./run.zh.ts")).runWords : runWords;
}
