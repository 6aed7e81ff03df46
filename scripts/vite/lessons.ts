import type { Plugin } from "vite";
import { plain } from "../../web/src/lessons/markdown.ts";
import { type LessonLanguage, lessonOrder, readLesson } from "./lesson-files.ts";

const NAME = "virtual:lesson-index";

/** Gives the page what its list says of each lesson, without their texts. */
export function lessons(): Plugin {
  return {
    name: "raft-lessons",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export const lessonIndex = ${indexText()};` : undefined),
  };
}

function indexText(): string {
  const entries = lessonOrder().map((name) => {
    const { data, texts } = readLesson(name);
    const said = (language: LessonLanguage) => {
      const { title, summary } = texts[language];
      return { title, summary: plain(summary) };
    };
    const steps = data.steps.map(({ id }) => id);
    return { name, minutes: data.minutes, steps, en: said("en"), zh: said("zh") };
  });
  return JSON.stringify(entries);
}
