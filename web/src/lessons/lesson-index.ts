// What the list says of each lesson, without fetching them: made from their files when the page is
// built (scripts/vite/lessons.ts).

export interface IndexEntry {
  name: string;
  minutes: number;
  /** The names of its steps. */
  steps: string[];
  en: { title: string; summary: string };
  zh: { title: string; summary: string };
}

export { lessonIndex } from "virtual:lesson-index";
