// The lessons as files: each is fetched when the reader opens it.

import type { Language } from "../i18n/catalogue.ts";
import type { LessonData } from "./format.ts";
import { type LessonText, readText } from "./text.ts";

/** A lesson that is open. */
export interface Lesson {
  name: string;
  data: LessonData;
  text: LessonText;
  /** The texts of the lesson's scenarios, by file name. */
  scenarios: Record<string, string>;
}

/** An entry of the glossary. */
export interface Term {
  id: string;
  /** The section of the paper, as in `5.2`. */
  section: string;
  /** The name in `pointing.ts` of what the term highlights on the cluster; by default its own id. */
  shows?: string;
  en: { term: string; says: string };
  zh: { term: string; says: string };
}

type Files<T> = Record<string, () => Promise<T>>;

const DATA = import.meta.glob("/lessons/*/lesson.json", {
  import: "default",
}) as Files<LessonData>;
const TEXTS = import.meta.glob("/lessons/*/*.{md,raft}", {
  query: "?raw",
  import: "default",
}) as Files<string>;

/** Fetches a lesson; `undefined` when there is none of this name. */
export async function loadLesson(name: string, language: Language): Promise<Lesson | undefined> {
  const folder = `/lessons/${name}/`;
  const [data, words] = [DATA[`${folder}lesson.json`], TEXTS[`${folder}${language}.md`]];
  if (!data || !words) return undefined;
  const files = Object.entries(TEXTS).filter(
    ([path]) => path.startsWith(folder) && path.endsWith(".raft"),
  );
  const [lesson, text, ...scenarios] = await Promise.all([
    data(),
    words(),
    ...files.map(async ([path, load]) => [path.slice(folder.length), await load()]),
  ]);
  return {
    name,
    data: lesson,
    text: readText(text, choicesOf(lesson)),
    scenarios: Object.fromEntries(scenarios),
  };
}

/** Returns a function from a step's name to the choices that it offers. */
export function choicesOf({ steps }: LessonData): (id: string) => string[] {
  return (id) => steps.find((step) => step.id === id)?.predict?.choices ?? [];
}

/** Loads the glossary, by the ids of its terms. */
export async function loadGlossary(): Promise<Map<string, Term>> {
  const { default: terms } = await import("../../../lessons/glossary.json");
  return new Map((terms as Term[]).map((term) => [term.id, term]));
}
