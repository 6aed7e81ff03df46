// Breaks a text into lines, as SVG does not.

import { shorten, textWidth } from "../view/text.ts";

/**
 * A place where a line may end: after a space, or beside a character of Chinese, but not before a mark that ends
 * a phrase or after one that begins it.
 */
const BREAKS = /(?:(?<=[ \u2e80-\uffff])|(?=[\u2e80-\u9fff]))(?![，。；：、？！）”])(?<![（“])/u;

/** Breaks a text into at most `most` lines, of which the last is shortened if the text is longer. */
export function linesOf(text: string, width: number, fontSize: number, most: number): string[] {
  const lines = [""];
  for (const piece of text.split(BREAKS)) {
    const line = (lines.at(-1) ?? "") + piece;
    if (lines.length === most || textWidth(line.trimEnd(), fontSize) <= width) {
      lines[lines.length - 1] = line;
    } else lines.push(piece);
  }
  return lines.map((line) => shorten(line.trimEnd(), width, fontSize));
}
