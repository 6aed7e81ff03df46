// The lessons as they are on the disk, for the build and the tests.

import { readdirSync, readFileSync } from "node:fs";
import type { LessonData } from "../../web/src/lessons/format.ts";
import { type LessonText, readText } from "../../web/src/lessons/text.ts";

export const LANGUAGES = ["en", "zh"] as const;
export type LessonLanguage = (typeof LANGUAGES)[number];

export interface LessonFiles {
  name: string;
  data: LessonData;
  texts: Record<LessonLanguage, LessonText>;
  /** By the names of the files. */
  scenarios: Record<string, string>;
}

const FOLDER = new URL("../../lessons/", import.meta.url);

/** A file of the lessons' folder. */
export const readLessonFile = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");

/** The names of the lessons, in the order in which they build on each other. */
export const lessonOrder = (): string[] => JSON.parse(readLessonFile("order.json"));

/** The folders that there are. */
export function lessonFolders(): string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export function readLesson(name: string): LessonFiles {
  const data: LessonData = JSON.parse(readLessonFile(`${name}/lesson.json`));
  const choices = (id: string) => data.steps.find((step) => step.id === id)?.predict?.choices ?? [];
  const text = (language: LessonLanguage) =>
    readText(readLessonFile(`${name}/${language}.md`), choices);
  const files = readdirSync(new URL(`${name}/`, FOLDER)).filter((file) => file.endsWith(".raft"));
  const scenarios = files.map((file) => [file, readLessonFile(`${name}/${file}`)]);
  return {
    name,
    data,
    texts: { en: text("en"), zh: text("zh") },
    scenarios: Object.fromEntries(scenarios),
  };
}
