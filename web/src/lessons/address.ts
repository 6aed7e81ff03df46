// Links to the lessons: `#lessons` is their list, `#lesson=figure-8&step=c` a step of one.

import { needsKeys } from "../ui/keys.ts";

export interface LessonLink {
  /** Absent in a link to the list. */
  lesson?: string;
  step?: string;
}

/** Reads a fragment or a query; `undefined` when it does not lead to the lessons. */
export function readLessonLink(fragment: string): LessonLink | undefined {
  const parts = fragment.replace(/^[#?]/, "").split("&");
  const value = (key: string) =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const [lesson, step] = [value("lesson"), value("step")];
  if (lesson !== undefined) return { lesson, ...(step !== undefined && { step }) };
  return parts.includes("lessons") ? {} : undefined;
}

/** The fragment of a link to a lesson, or to a step of it, without the `#`. */
export function lessonLink(lesson: string, step?: string): string {
  return step === undefined ? `lesson=${lesson}` : `lesson=${lesson}&step=${step}`;
}

/** Whether a key belongs to a field that is being edited, or to a menu. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof Element && (needsKeys(target) || target.closest("input, select") !== null)
  );
}

/** The whole address of a lesson, or of a step of it, on this page. */
export function addressOf(lesson: string, step?: string): string {
  return `${location.href.split("#", 1)[0]}#${lessonLink(lesson, step)}`;
}
