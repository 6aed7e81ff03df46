// The limit of lines that can be edited, and what is shown of longer texts.

/**
 * The most lines of a text that is put into the text field: the browser lays out every line of it in one
 * task, at some 20 µs a line. Documented in docs/scenarios.md.
 */
export const MOST_EDITED_LINES = 2_000;

/** How many lines are shown of a text that is too long to be edited. */
export const SHOWN_LINES = 100;

/** The most characters that are shown of it, however long its lines are. */
const SHOWN_CHARS = 10_000;

/** The number of lines of a text; what follows the last line end counts only if it is not empty. */
export function countLines(text: string): number {
  let lines = 0;
  let start = 0;
  while (start < text.length) {
    lines += 1;
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

/** The first lines of a text. */
export function firstLines(text: string): string {
  return text.slice(0, SHOWN_CHARS).split("\n", SHOWN_LINES).join("\n");
}
