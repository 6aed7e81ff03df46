// The lessons as files: each is fetched when somebody opens it.

import type { Language } from "../i18n/catalogue.ts";
import type { LessonData } from "./format.ts";
import { type LessonText, readText } from "./text.ts";

/** A lesson that is open. */
export interface Lesson {
  name: string;
  data: LessonData;
  text: LessonText;
  /** The texts of its scenarios, by the names of their files. */
  scenarios: Record<string, string>;
}

/** An entry of the glossary. */
export interface Term {
  id: string;
  /** Of the paper, as `5.2`. */
  section: string;
  /** What it lights on the cluster, a name of `pointing.ts`; its own name if that is not said. */
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

/** Fetches a lesson; nothing when there is none of this name. */
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

/** The choices that the steps of a lesson offer. */
export function choicesOf({ steps }: LessonData): (id: string) => string[] {
  return (id) => steps.find((step) => step.id === id)?.predict?.choices ?? [];
}

/** The glossary, by the names of its terms. */
export async function loadGlossary(): Promise<Map<string, Term>> {
  const { default: terms } = await import("../../../lessons/glossary.json");
  return new Map((terms as Term[]).map((term) => [term.id, term]));
}
