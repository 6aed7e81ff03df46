// How many lines of a text can be edited, and what is shown of a longer one.

/**
 * A text of more lines is not put into the field where texts are edited: the browser lays out every line of
 * it in one task, some 20 µs a line. Documented in docs/scenarios.md.
 */
export const MOST_EDITED_LINES = 2_000;

/** So many lines are shown of a text that is too long to be edited. */
export const SHOWN_LINES = 100;

/** No more characters of it are shown, however long its lines are. */
const SHOWN_CHARS = 10_000;

/** How many lines a text has; what follows the last line end is one only if it is not empty. */
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
