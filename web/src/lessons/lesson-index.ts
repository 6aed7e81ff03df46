// The list's facts about each lesson, without fetching them: made from their files when the page is built
// (scripts/vite/lessons.ts).

import { lessonIndex } from "virtual:lesson-index";
import type { Progress } from "./progress.ts";

export interface IndexEntry {
  name: string;
  minutes: number;
  /** The names of its steps. */
  steps: string[];
  en: { title: string; summary: string };
  zh: { title: string; summary: string };
}

export { lessonIndex };

/** The lesson and the step (from 1) at which the reader left off; `undefined` if there is none. */
export function leftOff({ last }: Progress): { entry: IndexEntry; step: number } | undefined {
  const entry = lessonIndex.find(({ name }) => name === last?.lesson);
  const at = entry?.steps.indexOf(last?.step ?? "") ?? -1;
  return entry && at >= 0 ? { entry, step: at + 1 } : undefined;
}
