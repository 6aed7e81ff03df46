// The way from the first page back to where one left off.

import type { Language } from "../i18n/catalogue.ts";
import { loadLessonWords } from "../i18n/lessons.ts";
import { lessonLink } from "./address.ts";
import { lessonIndex } from "./lesson-index.ts";
import { openStore, readProgress } from "./progress.ts";

/** Lets a link to the lessons lead to where one left off; it says which lesson and step that is. */
export async function resumeAt(door: HTMLAnchorElement, language: Language): Promise<void> {
  const { last } = readProgress(openStore());
  const entry = lessonIndex.find(({ name }) => name === last?.lesson);
  const at = entry?.steps.indexOf(last?.step ?? "") ?? -1;
  if (!entry || !last || at < 0) return;
  const words = await loadLessonWords(language);
  door.title = words.resume(entry[language].title, at + 1, entry.steps.length);
  door.href = `#${lessonLink(entry.name, last.step)}`;
}
