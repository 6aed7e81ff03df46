// What lies under the text while it is edited: the same text, with the place marked that cannot be
// read.

import type { TextProblem } from "../../generated/raft_timeline.js";

/** A line, in parts; `marked` is what cannot be read. */
export interface UnderlayLine {
  before: string;
  marked: string;
  after: string;
  /** Is this the line that cannot be read? */
  bad: boolean;
}

/** The lines of a text. Columns count characters, which are not always one unit of a string. */
export function underlay(text: string, problem: TextProblem | undefined): UnderlayLine[] {
  return text.split("\n").map((line, at) => {
    if (at + 1 !== problem?.line) return { before: line, marked: "", after: "", bad: false };
    const chars = [...line];
    const start = Math.min(chars.length, problem.column - 1);
    const length = Math.max(1, [...problem.found].length);
    return {
      before: chars.slice(0, start).join(""),
      // At the end of a line there is nothing to mark but the room behind it.
      marked: chars.slice(start, start + length).join("") || " ",
      after: chars.slice(start + length).join(""),
      bad: true,
    };
  });
}

/** Where in the string the problem is: for the caret to go there. */
export function offsetOf(text: string, { line, column }: TextProblem): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const chars = [...(lines[line - 1] ?? "")].slice(0, column - 1);
  return Math.min(text.length, before + chars.join("").length);
}
