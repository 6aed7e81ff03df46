// The layer under the text while it is edited: the line that cannot be parsed, with the place marked.

import type { TextProblem } from "../../generated/raft_timeline.js";

/** The line that cannot be parsed, in parts; `marked` is what is wrong. */
export interface BadLine {
  /** The number of lines above it. */
  above: number;
  before: string;
  marked: string;
  after: string;
}

/** The column up to which something is marked: further right, a reader would have to scroll far to see it. */
const MOST_MARKED = 10_000;

/** The line of a problem. Columns count characters, of which some take two units of a string. */
export function badLine(text: string, problem: TextProblem | undefined): BadLine | undefined {
  if (!problem) return undefined;
  const start = lineStart(text, problem.line);
  if (start === undefined) return undefined;
  const line = text.slice(start, lineEnd(text, start));
  const at = Math.min(line.length, unitsOf(line, problem.column - 1));
  const length = Math.max(1, problem.found.length);
  if (at > MOST_MARKED) return { above: problem.line - 1, before: "", marked: "", after: "" };
  return {
    above: problem.line - 1,
    before: line.slice(0, at),
    // At the end of a line, the space after it is marked.
    marked: line.slice(at, at + length) || " ",
    after: line.slice(at + length, MOST_MARKED),
  };
}

/** The offset of a problem in the string, for the caret. */
export function offsetOf(text: string, { line, column }: TextProblem): number {
  const start = lineStart(text, line) ?? text.length;
  return start + unitsOf(text.slice(start, lineEnd(text, start)), column - 1);
}

/** The offset at which a line (from 1) starts; `undefined` when there are fewer lines. */
function lineStart(text: string, line: number): number | undefined {
  let start = 0;
  for (let at = 1; at < line; at++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return undefined;
  }
  return start;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

/** The number of string units of the first `chars` characters. */
function unitsOf(line: string, chars: number): number {
  let units = 0;
  for (let at = 0; at < chars && units < line.length; at++) {
    units += (line.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}
