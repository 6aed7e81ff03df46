// Links to the lessons: `#lessons` is their list, `#lesson=figure-8&step=c` a step of one.

import { needsKeys } from "../ui/keys.ts";

export interface LessonLink {
  /** Nothing: the list. */
  lesson?: string;
  step?: string;
}

/** Reads what follows the `#`, or the query; nothing when it does not lead to a lesson. */
export function readLessonLink(fragment: string): LessonLink | undefined {
  const parts = fragment.replace(/^[#?]/, "").split("&");
  const value = (key: string) =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const [lesson, step] = [value("lesson"), value("step")];
  if (lesson !== undefined) return { lesson, ...(step !== undefined && { step }) };
  return parts.includes("lessons") ? {} : undefined;
}

/** What follows the `#` of a link to a lesson, or to a step of it. */
export function lessonLink(lesson: string, step?: string): string {
  return step === undefined ? `lesson=${lesson}` : `lesson=${lesson}&step=${step}`;
}

/** Whether a key belongs to a field that somebody writes in, or to a menu. */
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
