// The texts around a lesson's own text, in the reader's language.

import type { LessonWords } from "./lessons.en.ts";

export type { LessonWords } from "./lessons.en.ts";

export async function loadLessonWords(language: string): Promise<LessonWords> {
  const { lessonWords } = await (language === "zh"
    ? import("./lessons.zh.ts")
    : import("./lessons.en.ts"));
  return lessonWords;
}
